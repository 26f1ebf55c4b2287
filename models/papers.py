"""Papers as people look for them: what should be written, what is a draft, what waits to be served, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from models import cases, checklist, endings, visits
from models.checklist import Finding
from models.errors import KnownError
from models.pack import Pack

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
RECORD, NOTICE, ORDER = "site_inspection_record", "inquiry_notice", "rectification_order"
STATES = ("to_serve", "served", "kept", "voided", "revoked", "corrected")
"""kept: a paper of the office's own file that nobody is served with."""
SHOWN = 400
"""Issued papers listed at once, the newest first; older ones are found by searching."""


class Reader(cases.Reader, Protocol):
    def rows(self, sql: str, params: Any = ()) -> list[Row]: ...


@dataclass(frozen=True)
class Listed:
    """One line of a list of papers. ``number`` is '' where there is none; ``state`` draft, returned or of STATES."""

    table: str
    id: str
    type: str
    number: str
    title: str
    who: str
    project: str
    day: date | None
    state: str
    inspection: str | None


@dataclass(frozen=True)
class Suggested:
    """A paper that follows from a visit and does not exist yet. ``violations``: codes it would be about."""

    type: str
    inspection: str
    unit: str | None
    who: str
    project: str
    violations: tuple[str, ...] = ()


def names_of(reader: cases.Reader, addressees: Any) -> str:
    """Names of addressees given as ids or as {unit, name}, joined as on paper."""
    names = []
    for one in addressees or ():
        if isinstance(one, Mapping):
            names.append(str(one.get("name") or ""))
            continue
        found = reader.get("unit", one) or reader.get("wage_worker", one)
        names.append(str(found["name"] or "") if found else "")
    return "、".join(name for name in names if name)


def _project(reader: cases.Reader, inspection: str | None) -> str:
    visit = reader.get("inspection", inspection)
    return visits.project_name(reader, visit["project"]) if visit else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def drafts(reader: cases.Reader) -> list[Listed]:
    """Every draft that may still become a paper, the newest first."""
    made = [
        Listed(
            "draft", row["id"], row["type"] or "", "", row["title"] or "", names_of(reader, row["addressees"]),
            _project(reader, row["inspection"]), _day(row["date"]),
            "returned" if row["state"] == "returned" else "draft", row["inspection"],
        )
        for row in reader.find("draft")
        if row["state"] not in visits.DONE
    ]  # fmt: skip
    return made[::-1]


def state_of(reader: cases.Reader, document: Mapping[str, Any]) -> str:
    """One of STATES: how an issued paper stands, and whether everybody it is addressed to was served."""
    stands = endings.standing(reader, document).standing
    if stands != "in_force":
        return stands
    if document["type"] in visits.NOT_SERVED_TYPES:
        return "kept"
    return "to_serve" if unserved(reader, document) else "served"


def unserved(reader: cases.Reader, document: Mapping[str, Any]) -> list[Row]:
    """Addressees ({unit, name}) no service of this paper has reached yet."""
    services = reader.find("service", document=document["id"], outcome="served")
    reached = {s["unit"] for s in services}
    if None in reached:
        return []
    return [dict(a) for a in document["addressees"] or () if a.get("unit") not in reached]


def issued(reader: Reader, limit: int = SHOWN) -> list[Listed]:
    """Issued papers, the newest first."""
    newest = reader.rows(
        "SELECT id FROM document WHERE _deleted = 0 AND _replica IS NOT NULL "
        "ORDER BY coalesce(issued_at, date) DESC, id DESC LIMIT ?",
        (limit,),
    )
    rows = (reader.get("document", known["id"]) for known in newest)
    return [listed(reader, row) for row in rows if row is not None]


def listed(reader: cases.Reader, row: Mapping[str, Any]) -> Listed:
    """One issued paper as a line."""
    return Listed(
        "document", row["id"], row["type"] or "", row["number"] or "", row["title"] or "",
        names_of(reader, row["addressees"]), _project(reader, row["inspection"]), _day(row["date"]),
        state_of(reader, row), row["inspection"],
    )  # fmt: skip


# --- what should be written


def suggested(reader: Reader, pack: Pack, limit: int = 8) -> list[Suggested]:
    """Papers that follow from the latest visits: the record of each, an order where something was found.

    A unit that has an order or a draft of one from this visit gets no second suggestion.
    """
    newest = reader.rows(
        "SELECT id FROM inspection WHERE _deleted = 0 AND _replica IS NOT NULL AND started_at IS NOT NULL "
        "ORDER BY started_at DESC LIMIT ?",
        (limit,),
    )
    made: list[Suggested] = []
    for known in newest:
        made += suggested_of(reader, known["id"], pack)
    return made


def suggested_of(reader: cases.Reader, inspection: str, pack: Pack) -> list[Suggested]:
    """The suggestions of one visit, the record first, then unit by unit."""
    visit = reader.get("inspection", inspection)
    if visit is None:
        return []
    project = visits.project_name(reader, visit["project"])
    made = []
    if not reader.find("document", inspection=inspection, type=RECORD):
        made.append(Suggested(RECORD, inspection, None, visits.contractor_name(reader, visit["project"]), project))
    have = _addressed(reader, inspection)
    for unit, found in by_unit(reader, visit, pack).items():
        name = names_of(reader, [unit])
        codes = tuple(dict.fromkeys(f.violation for f in found))
        if (ORDER, unit) not in have:
            made.append(Suggested(ORDER, inspection, unit, name, project, codes))
        if not any((type, unit) in have for type in (NOTICE, ORDER)):
            made.append(Suggested(NOTICE, inspection, unit, name, project, codes))
    return made


def _addressed(reader: cases.Reader, inspection: str) -> set[tuple[str, str]]:
    """(type, unit) of every draft and paper of this visit that stands."""
    have = set()
    for row in reader.find("draft", inspection=inspection):
        if row["state"] not in ("withdrawn", "discarded"):
            have |= {(row["type"], unit) for unit in row["addressees"] or ()}
    for row in reader.find("document", inspection=inspection):
        have |= {(row["type"], a.get("unit")) for a in row["addressees"] or ()}
    return have


def by_unit(reader: cases.Reader, visit: Mapping[str, Any], pack: Pack) -> dict[str, list[Finding]]:
    """Unit → what an order to it would be about; nothing that another sentence covers or that is referred."""
    made: dict[str, list[Finding]] = {}
    try:
        found = checklist.findings(cases.situation(reader, dict(visit)), pack)
    except KnownError:  # an answer of a unit that is gone: the review says so, no paper follows from it
        return {}
    for one in found:
        if not one.covered_by and not one.referral:
            made.setdefault(one.addressee, []).append(one)
    return made


def requirement_of(found: Finding) -> Row:
    """A finding as a requirement of a draft: the default term, the facts of the records, the pack's words."""
    facts = {"employer": found.answered_on} if found.answered_on else {}
    return {"variant": found.variant or found.violation, "due": None, "facts": facts, "text": None}


def new_draft(
    tx: Tx, type: str, day: date, inspection: str | None, addressees: Iterable[str], found: Iterable[Finding] = ()
) -> str:
    """A draft with everything the records already know; returns its id."""
    visit = tx.get("inspection", inspection)
    order = type == ORDER
    return tx.new(
        "draft",
        type=type,
        inspection=inspection,
        wage_case=visit["wage_case"] if visit else None,
        addressees=list(addressees),
        jointly_with=[],
        date=day.isoformat(),
        as_of=day.isoformat() if order else None,
        period=[],
        requirements=[requirement_of(f) for f in found] if order else [],
        state="draft",
    )


def correcting_draft(tx: Tx, document: str, day: date) -> str:
    """A new draft in the place of an issued paper (更正): the old one's fields, dated ``day``; returns its id.

    Raises KnownError: document_unknown, correction_without_draft (the paper was not written from a draft here).
    """
    paper = tx.get("document", document)
    if paper is None:
        raise KnownError("document_unknown", document=document)
    row = tx.get("draft", paper["draft"])
    if row is None:
        raise KnownError("correction_without_draft", number=paper["number"] or paper["title"])
    given = {k: v for k, v in row.items() if k != "id" and not k.startswith("_") and v is not None}
    return tx.new("draft", **(given | {"state": "draft", "corrects": document, "date": day.isoformat()}))


def discard(tx: Tx, draft: str) -> None:
    """Put a draft away; it stays in the records and takes no number."""
    tx.set("draft", draft, state="discarded")


def months_of(reader: cases.Reader, inspection: str | None) -> list[str]:
    """Months of the visit's wage rolls, in order."""
    return sorted({line.month for line in cases.roll_of(reader, inspection).lines})
