"""Numbers a person must look at, with what is needed to decide: both papers, why each is irregular, what was decided before.

Read from the register (models/register.py); decided through models/settling.py. The office decides about every
number, a laptop about those that stand on papers of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from models import cases, copies, endings, settling
from models import register as book
from models.errors import KnownError
from models.numbering import BOOK, Block
from models.register import Entry, Register
from models.settling import DOUBT, DUPLICATE, Settlement
from models.tx import Tx

Row = dict[str, Any]
T = TypeVar("T")


class Reader(cases.Papers, Protocol):
    """A store."""

    def lines(self) -> list[Any]: ...
    def local_get(self, key: str, default: Any = None) -> Any: ...
    def standing(self, name: str, make: Callable[[], T]) -> T: ...


@dataclass(frozen=True)
class Why:
    """One reason why a number is doubtful, with the facts a sentence about it needs."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """One paper that carries the number. ``standing`` as models/endings.py says it, '' where the paper is not here;
    ``holds``: it may keep its number (in force, also where a notice corrected a part of it);
    ``served_on``: day of its first service that succeeded; ``own``: issued on this device; ``copy``: that device is a
    copy of another's profile; ``pages``: it has a file."""

    document: str
    title: str
    addressee: str
    date: str
    issued_at: str
    officers: tuple[str, ...]
    device: str
    copy: bool
    series: str
    own: bool
    standing: str
    holds: bool
    served_on: str
    pages: bool
    whys: tuple[Why, ...] = ()

    @property
    def must_end_first(self) -> bool:
        """Served and in force: only a paper of its own (revoking, correcting) can take the number from it."""
        return self.standing == "in_force" and bool(self.served_on)


@dataclass(frozen=True)
class Matter:
    """One number to look at. ``kind`` DUPLICATE: it stands on several papers; DOUBT: one paper, irregular.

    ``settled``: the decisions in force (several only where they differ); ``open`` where a person still has to decide.
    """

    kind: str
    type: str
    year: int
    number: str
    n: int | None
    papers: tuple[Paper, ...]
    settled: tuple[Settlement, ...]
    open: bool

    @property
    def own(self) -> bool:
        """Whether one of its papers was issued on this device."""
        return any(p.own for p in self.papers)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.kind, *(p.document for p in self.papers))


def matters(reader: Reader, office: str) -> list[Matter]:
    """Every number that is doubled or doubtful, of all years; what is open first, then the newest.

    A register of thousands takes a third of a second, so it is read again only where something was written.
    """
    return list(reader.standing(f"doubtful {office}", lambda: _matters(reader, office)))


def _matters(reader: Reader, office: str) -> list[Matter]:
    years = reader.rows("SELECT DISTINCT year FROM number_use WHERE year IS NOT NULL AND _replica IS NOT NULL")
    found = [m for row in years for m in of_register(reader, book.register(reader, office, int(row["year"])))]
    return sorted(found, key=lambda m: (not m.open, -m.year, m.type, m.n or 0, m.number))


def waiting(reader: Reader, office: str) -> list[Matter]:
    """Those of :func:`matters` that this device may and somebody must decide."""
    return [m for m in matters(reader, office) if m.open and may_settle(reader, m)]


def of_register(reader: Reader, found: Register) -> list[Matter]:
    """The doubled and doubtful numbers of one year."""
    groups = _doubled(found.entries)
    doubtful = [e for e in found.entries if set(e.doubts) - {"duplicate"}]
    if not groups and not doubtful:
        return []
    facts = _Facts(reader, found)
    made = [_matter(facts, DUPLICATE, group) for group in groups]
    return made + [_matter(facts, DOUBT, [entry]) for entry in doubtful]


def of_paper(reader: Reader, office: str, document: str) -> list[Matter]:
    """What is doubtful about one paper's number, also where it was settled."""
    return [m for m in matters(reader, office) if any(p.document == document for p in m.papers)]


def may_settle(reader: Reader, matter: Matter) -> bool:
    """The office decides about all numbers, a laptop of an office about those on papers of its own."""
    server = reader.local_get("server") or {}
    return server.get("role") != "laptop" or matter.own


def history(reader: cases.Reader, matter: Matter) -> list[Settlement]:
    """Every decision ever made about these papers, oldest first."""
    documents = {p.document for p in matter.papers}
    return settling.decisions(reader.find("number_settlement"), documents)


# --- deciding


def settle(tx: Tx, reader: Reader, matter: Matter, stands: str, reason: str, officer: str | None, day: date) -> str:
    """Decide one matter: ``stands`` (a document's id) keeps the number. Returns the record's id.

    Raises KnownError: settle_at_desk, reason_missing, document_unknown, document_served, paper_not_in_force.
    """
    if not may_settle(reader, matter):
        raise KnownError("settle_at_desk")
    if matter.kind == DUPLICATE:
        documents = [p.document for p in matter.papers]
        double = {"type": matter.type, "number": matter.number, "n": matter.n, "documents": documents}
        office = _use(tx, stands or matter.papers[0].document)["office"]
        return settling.settle_duplicate(tx, office, matter.year, double, stands, reason, officer, day)
    seen = [why.code for paper in matter.papers for why in paper.whys]
    return settling.accept_doubt(tx, _use(tx, stands), reason, officer, day, seen)


def reopen(tx: Tx, reader: Reader, matter: Matter, reason: str, officer: str | None, day: date) -> str:
    """Take back what was decided. Raises KnownError: settle_at_desk, reason_missing, nothing_settled."""
    if not may_settle(reader, matter):
        raise KnownError("settle_at_desk")
    return settling.reopen(tx, matter.papers[0].document, reason, officer, day, matter.kind)


def _use(tx: Tx, document: str) -> Row:
    found = tx.find("number_use", document=document)
    if not found:
        raise KnownError("document_unknown", document=document)
    return found[0]


# --- reading


def _doubled(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of one number, settled or not: joined where they share the number as written or the running number."""
    groups: list[tuple[set[tuple[Any, ...]], list[Entry]]] = []
    for entry in entries:
        if "duplicate" not in entry.doubts:
            continue
        keys: set[tuple[Any, ...]] = {(entry.type, entry.number)}
        if entry.n is not None and entry.series in BOOK:
            keys.add((entry.type, entry.n))
        members = [entry]
        for group in [g for g in groups if g[0] & keys]:
            groups.remove(group)
            keys |= group[0]
            members = [*group[1], *members]
        groups.append((keys, members))
    return [members for _, members in groups]


class _Facts:
    """What several matters need, read once."""

    def __init__(self, reader: Reader, found: Register) -> None:
        self.reader, self.book = reader, found
        self.mine = {line.replica for line in reader.lines() if line.mine}
        self.officers = {o["id"]: str(o["name"] or "") for o in reader.find("officer")}
        self.devices = {d["replica"]: d for d in reader.find("device") if d["replica"] is not None}
        self.copies = {twin.replica for twin in copies.twins(reader)}
        rows = reader.rows("SELECT id, _replica FROM document WHERE _replica IS NOT NULL")
        self.writers = {row["id"]: row["_replica"] for row in rows}


def _matter(facts: _Facts, kind: str, entries: list[Entry]) -> Matter:
    first = entries[0]
    documents = {str(e.document) for e in entries}
    about = tuple(s for s in facts.book.settled if s.kind == kind and documents & set(s.documents))
    if kind == DUPLICATE:
        about = tuple(s for s in about if s.covers(documents))
        still = not settling.decided(about, documents)
    else:
        codes = [code for code in first.doubts if code != "duplicate"]
        still = not all(any(s.accepts(code) for s in about) for code in codes)
    papers = tuple(_paper(facts, entry, kind) for entry in entries)
    return Matter(kind, first.type, first.year or facts.book.year, first.number, first.n, papers, about, still)


def _paper(facts: _Facts, entry: Entry, kind: str) -> Paper:
    reader = facts.reader
    row = reader.get("document", entry.document) or {}
    served = [s["at"] for s in reader.find("service", document=entry.document) if s["outcome"] == "served"]
    writer = facts.writers.get(entry.document)
    device = facts.devices.get(writer) or {}
    officers = (facts.officers.get(str(o), "") for o in (row.get("issued_by"), row.get("second_officer")) if o)
    codes = [c for c in entry.doubts if c != "duplicate"]
    how = endings.standing(reader, row) if row else None
    return Paper(
        document=str(entry.document),
        title=str(row.get("title") or entry.title or ""),
        addressee=entry.addressee or "",
        date=entry.date or "",
        issued_at=str(row.get("issued_at") or ""),
        officers=tuple(name for name in officers if name),
        device=str(device.get("name") or device.get("code") or entry.device or ""),
        copy=writer in facts.copies,
        series=entry.series,
        own=writer in facts.mine,
        standing=how.standing if how is not None else "",
        holds=how is not None and settling.holds(how),
        served_on=str(min((at for at in served if at), default=""))[:10] if served else "",
        pages=bool(row.get("pdf")),
        whys=tuple(_why(facts, code, entry, row) for code in codes),
    )


def _why(facts: _Facts, code: str, entry: Entry, row: Mapping[str, Any]) -> Why:
    """One doubt with the figures it rests on."""
    if code == "outside_block":
        own = [b for b in facts.book.blocks if b.type == entry.type and b.replica == entry.replica]
        return Why(code, {"n": str(entry.n), "device": entry.device or "", "blocks": _spans(own)})
    if code == "number_void":
        spans = (
            v for v in facts.book.void_ranges if v["type"] == entry.type and v["lo"] <= (entry.n or 0) <= v["hi"]
        )
        return Why(code, {"reason": str(next(spans, {}).get("reason") or "")})
    if code == "other_year":
        return Why(code, {"date": entry.date or "", "year": str(entry.year or facts.book.year)})
    if code == "device_revoked":
        device = facts.devices.get(entry.replica) or {}
        at = {"revoked_at": str(device.get("revoked_at") or ""), "issued_at": str(row.get("issued_at") or "")}
        return Why(code, {"device": entry.device or "", **at})
    if code == "certificate_expired":
        return Why(code, {"date": str(row.get("date") or ""), **_certificate(facts, row)})
    return Why(code)


def _spans(blocks: list[Block]) -> str:
    return ", ".join(f"{b.lo}–{b.hi}" for b in sorted(blocks, key=lambda b: b.lo))


def _certificate(facts: _Facts, row: Mapping[str, Any]) -> dict[str, str]:
    """Which officer had no certificate that day, and from when to when the one known was good."""
    for officer in (row.get("issued_by"), row.get("second_officer")):
        held = facts.reader.find("certificate", officer=officer) if officer else []
        if officer and not book.certified(held, str(row["date"])):
            last = held[-1] if held else {}
            span = {k: str(last.get(k) or "") for k in ("valid_from", "valid_until")}
            return {"officer": facts.officers.get(str(officer), ""), **span}
    return {"officer": "", "valid_from": "", "valid_until": ""}
