"""The register of official numbers (发文登记簿): entries, blocks, balance; each gap and each doubt explained or shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from models import endings, settling
from models.cases import Papers, papers
from models.endings import Stands
from models.numbering import BOOK, MAIN, PAPER, Block, block_of, runs, starting_points
from models.settling import DUPLICATE, Settlement


@dataclass(frozen=True)
class Entry:
    """One number used, with its paper. ``status``: issued, served, voided, disputed (存疑); ``reason`` says why."""

    type: str
    number: str
    n: int | None
    series: str
    date: str | None
    status: str
    document: str | None
    addressee: str | None
    device: str | None
    officer: str | None
    reason: str | None
    title: str | None = None
    year: int | None = None
    doubts: tuple[str, ...] = ()
    replica: int | None = None
    ended: str | None = None
    settled: str | None = None
    """Why a person let a doubtful number stand, or gave a doubled one to this paper or another."""
    standing: str = "in_force"
    """in_force, voided, revoked or corrected, as far as known here; ``replaced_by``: the number of the paper that did it."""
    replaced_by: str | None = None


@dataclass(frozen=True)
class Balance:
    """used + void + reserved = granted, for one type."""

    type: str
    granted: int
    used: int
    void: int
    reserved: int


@dataclass(frozen=True)
class Register:
    """One year of the register, or one type of it.

    ``explained``: gaps before a number at which the office said a run begins (the papers before it are on paper), and
    the rest of blocks that were closed with a reason.
    """

    office: str
    year: int
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    balance: tuple[Balance, ...]
    void_ranges: tuple[Mapping[str, Any], ...]
    duplicates: tuple[Mapping[str, Any], ...]
    unexplained: tuple[Mapping[str, Any], ...]
    explained: tuple[Mapping[str, Any], ...] = ()
    settled: tuple[Settlement, ...] = ()
    """Numbers that were doubled or doubtful, and how a person settled them."""

    @property
    def clean(self) -> bool:
        return not self.duplicates and not self.unexplained

    def as_json(self) -> dict[str, Any]:
        """The object of the command ``register``."""
        shown = (
            "type",
            "number",
            "n",
            "series",
            "date",
            "status",
            "document",
            "addressee",
            "device",
            "officer",
            "reason",
            "standing",
            "replaced_by",
        )
        return {
            "ok": self.clean,
            "office": self.office,
            "year": self.year,
            "entries": [
                {
                    **{k: getattr(e, k) for k in shown},
                    "title": e.title,
                    "doubts": list(e.doubts),
                    "settled": e.settled,
                }
                for e in self.entries
            ],
            "blocks": [
                {
                    **{k: getattr(b, k) for k in ("type", "lo", "hi", "device", "state", "granted_at")},
                    "reason": b.closed_reason,
                }
                for b in self.blocks
            ],
            "balance": [asdict(b) for b in self.balance],
            "void_ranges": [dict(v) for v in self.void_ranges],
            "duplicates": [dict(d) for d in self.duplicates],
            "unexplained": [dict(u) for u in self.unexplained],
            "explained": [dict(u) for u in self.explained],
            "settled": [{k: v for k, v in asdict(one).items() if k != "replaces"} for one in self.settled],
        }


@dataclass
class _Facts:
    """What the register is made from, read once."""

    documents: dict[str, dict[str, Any]]
    ends: dict[str, dict[str, Any]]
    served: set[str]
    devices: dict[int, dict[str, Any]]
    officers: dict[str, str]
    certificates: dict[str, list[dict[str, Any]]]
    blocks: list[Block]
    voids: list[dict[str, Any]]
    uses: list[dict[str, Any]] = field(default_factory=list)
    settled: list[Settlement] = field(default_factory=list)
    stands: dict[str, Stands] = field(default_factory=dict)


def register(reader: Papers, office: str, year: int, type: str | None = None) -> Register:
    """The register of ``year`` (year of the papers' dates), oldest number first; all types or one."""
    facts = _read(reader, year, type)
    duplicates = found = _duplicates(facts.uses)
    duplicates = [d for d in duplicates if not settling.decided(facts.settled, set(d["documents"]))]
    doubled = {use for d in found for use in d["uses"]}
    entries = tuple(_entry(use, facts, use["id"] in doubled) for use in facts.uses)
    types = sorted(
        {b.type for b in facts.blocks} | {u["type"] for u in facts.uses} | {v["type"] for v in facts.voids}
    )
    points = starting_points(next(iter(reader.find("office", id=office)), None))
    gaps = [gap for t in types for gap in _gaps(t, facts, points.get(t, ()))]
    return Register(
        office=office,
        year=year,
        entries=entries,
        blocks=tuple(facts.blocks),
        balance=tuple(_balance(t, facts) for t in types if any(b.type == t for b in facts.blocks)),
        void_ranges=tuple({k: v[k] for k in ("type", "lo", "hi", "reason")} for v in facts.voids),
        duplicates=tuple({k: v for k, v in d.items() if k != "uses"} for d in duplicates),
        unexplained=tuple(g for g in gaps if g["why"] in UNEXPLAINED),
        explained=tuple(g for g in gaps if g["why"] not in UNEXPLAINED),
        settled=tuple(facts.settled),
    )


def _read(reader: Papers, year: int, type: str | None) -> _Facts:
    where: dict[str, Any] = {"year": year} | ({"type": type} if type else {})
    certificates: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reader.find("certificate"):
        certificates[row["officer"]].append(row)
    uses = reader.find("number_use", **where)
    uses.sort(key=lambda u: (u["type"], u["series"] not in BOOK, u["n"] if u["n"] is not None else 0, u["id"]))
    documents = {u["document"] for u in uses}
    known = papers(reader, year=year)
    ends = [e for e in reader.find("document_end") if e["document"] in documents]
    changed = {e["document"] for e in ends}
    changed |= {
        r["id"] for r in reader.rows("SELECT DISTINCT corrects AS id FROM document WHERE corrects IS NOT NULL")
    }
    return _Facts(
        documents=known,
        ends={e["document"]: e for e in ends if e["kind"] == "voided" or endings.over(reader, e)},
        stands={d: endings.standing(reader, known[d]) for d in changed if d in known},
        served={s["document"] for s in reader.find("service") if s["outcome"] == "served"},
        devices={d["replica"]: d for d in reader.find("device") if d["replica"] is not None},
        officers={o["id"]: o["name"] for o in reader.find("officer")},
        certificates=certificates,
        blocks=sorted(
            (block_of(b) for b in reader.find("number_block", **where)), key=lambda b: (b.type, b.lo, b.id)
        ),
        voids=sorted(reader.find("number_void", **where), key=lambda v: (v["type"], v["lo"])),
        uses=uses,
        settled=settling.standing(reader.find("number_settlement", **where)),
    )


def _settled(use: Mapping[str, Any], doubts: tuple[str, ...], facts: _Facts) -> str | None:
    """Why what is doubtful about a number stands, where a person said so about all of it."""
    about = [s for s in facts.settled if use["document"] in s.documents]
    given = any(s.kind == DUPLICATE and settling.decided(about, set(s.documents)) for s in about)
    stands = all(given if doubt == "duplicate" else any(s.accepts(doubt) for s in about) for doubt in doubts)
    return "; ".join(dict.fromkeys(s.reason for s in about)) if doubts and stands else None


def _entry(use: Mapping[str, Any], facts: _Facts, doubled: bool) -> Entry:
    document = facts.documents.get(use["document"] or "")
    end = facts.ends.get(use["document"] or "")
    device = facts.devices.get(use["replica"])
    doubts = (*(("duplicate",) if doubled else ()), *_doubts(use, document, device, facts))
    served = use["document"] in facts.served
    voided = end is not None and end["kind"] == "voided"
    settled = _settled(use, doubts, facts)
    if doubts and settled is None:
        status = "disputed"
    elif voided and not served:
        status = "voided"
    else:
        status = "served" if served else "issued"
    # Served here and voided there: the service wins, and the desk is told.
    both = "served_and_voided" if voided and served else None
    stands = facts.stands.get(use["document"] or "", Stands("in_force"))
    by = stands.replaced_by
    reason = settled or ", ".join(doubts) or both or (end["reason"] if end else use["reason"])
    return Entry(
        type=use["type"],
        number=use["number"],
        n=use["n"],
        series=use["series"],
        date=use["date"],
        status=status,
        document=use["document"],
        addressee=_names(document),
        device=_device(use["replica"], device),
        officer=facts.officers.get(use["officer"] or ""),
        reason=reason,
        title=document["title"] if document else None,
        year=use["year"],
        doubts=doubts,
        replica=use["replica"],
        ended=end["kind"] if end else None,
        settled=settled,
        standing=stands.standing,
        replaced_by=(by["number"] or by["title"]) if by else None,
    )


def _names(document: Mapping[str, Any] | None) -> str | None:
    people = (document or {}).get("addressees") or []
    names = [p["name"] if isinstance(p, dict) else str(p) for p in people]
    return "、".join(names) or None


def _device(replica: int | None, device: Mapping[str, Any] | None) -> str | None:
    if device is not None:
        return str(device["name"] or device["code"] or device["id"])
    return None if replica is None else f"{replica:016x}"


def _doubts(
    use: Mapping[str, Any], document: Mapping[str, Any] | None, device: Mapping[str, Any] | None, facts: _Facts
) -> list[str]:
    """Why a number is doubtful (存疑): stored all the same, because a paper handed over is a fact."""
    found = []
    if use["series"] == MAIN and not any(
        b.type == use["type"] and b.replica == use["replica"] and b.holds(use["n"]) for b in facts.blocks
    ):
        found.append("outside_block")
    if use["series"] in BOOK and any(
        v["type"] == use["type"] and use["n"] is not None and v["lo"] <= use["n"] <= v["hi"] for v in facts.voids
    ):
        found.append("number_void")
    if use["date"] and use["date"][:4] != str(use["year"]):
        found.append("other_year")
    if document is None:
        found.append("paper_missing")
    elif use["series"] != PAPER:
        issued = document["issued_at"]
        if device and device["revoked_at"] and issued and issued >= device["revoked_at"]:
            found.append("device_revoked")
        for officer in (document["issued_by"], document["second_officer"]):
            if officer and not certified(facts.certificates.get(officer, []), document["date"]):
                found.append("certificate_expired")
                break
    return found


def certified(certificates: Iterable[Mapping[str, Any]], day: str) -> bool:
    """Whether one of an officer's certificates was good on ``day``."""
    return any(
        (c["valid_from"] or day) <= day and (c["valid_until"] is None or day <= c["valid_until"])
        for c in certificates
    )


def _duplicates(uses: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Numbers that stand on more than one paper (重号): both papers stand, the desk corrects."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for use in uses:
        groups[(use["type"], use["number"])].append(use)
        if use["series"] in BOOK and use["n"] is not None:
            groups[(use["type"], use["n"])].append(use)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for group in groups.values():
        if len(group) > 1:
            ids = tuple(sorted(u["id"] for u in group))
            found[ids] = {
                "type": group[0]["type"],
                "number": group[0]["number"],
                "n": group[0]["n"],
                "documents": [u["document"] for u in group],
                "uses": ids,
            }
    return sorted(found.values(), key=lambda d: (d["type"], d["n"] or 0, d["number"]))


def _balance(type: str, facts: _Facts) -> Balance:
    granted = {n for b in facts.blocks if b.type == type for n in b.numbers()}
    used = {u["n"] for u in facts.uses if u["type"] == type and u["series"] in BOOK} & granted
    void = {n for v in facts.voids if v["type"] == type for n in range(v["lo"], v["hi"] + 1)} & granted - used
    return Balance(type, len(granted), len(used), len(void), len(granted - used - void))


UNEXPLAINED = ("not_granted", "closed_without_reason")


def _gaps(type: str, facts: _Facts, points: tuple[int, ...]) -> list[dict[str, Any]]:
    """Numbers that stand on no paper, are not void and cannot be used any more.

    Between the first and the last number known of a type, each is in a block, used, or void; in a closed block each
    is used, void or carries the reason for which the block was closed. What comes before the first block was written
    before the office went digital.
    """
    own = [b for b in facts.blocks if b.type == type]
    granted = {n for b in own for n in b.numbers()}
    used = {u["n"] for u in facts.uses if u["type"] == type and u["series"] in BOOK and u["n"] is not None}
    void = {n for v in facts.voids if v["type"] == type for n in range(v["lo"], v["hi"] + 1)}
    known = granted | used | void
    gaps = []
    if granted:
        missing = (n for n in range(min(granted), max(known) + 1) if n not in known)
        for lo, hi in runs(missing):
            why = "begun_after" if any(lo <= p - 1 == hi for p in points) else "not_granted"
            gaps.append({"type": type, "lo": lo, "hi": hi, "why": why, "reason": None})
    for block in own:
        if block.state == "closed":
            rest = (n for n in block.numbers() if n not in used and n not in void)
            why = "closed" if block.closed_reason else "closed_without_reason"
            gaps += [
                {"type": type, "lo": lo, "hi": hi, "why": why, "reason": block.closed_reason} for lo, hi in runs(rest)
            ]
    return gaps
