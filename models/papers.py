"""Papers as people look for them: what should be written, what is a draft, what waits to be served, what is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from models import cases, checklist, endings, visitanswers, visits
from models import drafts as drafts_of
from models.duplicates import aliases, view
from models.errors import KnownError
from models.pack import Pack
from models.visitanswers import Decision
from models.workdays import Calendar

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
RECORD, NOTICE, ORDER = "site_inspection_record", "inquiry_notice", "rectification_order"
INSPECTION_NOTICE = "inspection_notice"
STATES = ("to_serve", "served", "kept", "voided", "revoked", "corrected")
"""kept: a paper of the office's own file that nobody is served with."""
AWAY = 10
"""Drafts put away that are still listed, so that they can be taken back."""
SHOWN = 400
"""Issued papers listed at once, the newest first; older ones are found by searching."""


class Reader(cases.Reader, Protocol):
    def rows(self, sql: str, params: Any = ()) -> list[Row]: ...


@dataclass(frozen=True)
class Listed:
    """One line of a list of papers. ``number`` '': none; ``state``: draft, returned, discarded or of STATES."""

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
    """Every draft that may still become a paper, the newest first; behind them those put away last."""
    rows = reader.find("draft")[::-1]
    live = [row for row in rows if row["state"] not in visits.DONE]
    away = [row for row in rows if row["state"] == "discarded"][:AWAY]
    projects: dict[str | None, str] = {}
    return [
        Listed(
            "draft", row["id"], row["type"] or "", "", row["title"] or "", names_of(reader, row["addressees"]),
            _named(reader, row["inspection"], projects), _day(row["date"]),
            row["state"] if row["state"] in ("returned", "discarded") else "draft", row["inspection"],
        )
        for row in (*live, *away)
    ]  # fmt: skip


def _named(reader: cases.Reader, inspection: str | None, known: dict[str | None, str]) -> str:
    """The project of a visit, looked up once a visit."""
    if inspection not in known:
        known[inspection] = _project(reader, inspection)
    return known[inspection]


def state_of(reader: cases.Reader, document: Mapping[str, Any]) -> str:
    """One of STATES: how an issued paper stands, and whether everybody it is addressed to was served."""
    stands = endings.standing(reader, document)
    services = reader.find("service", document=document["id"], outcome="served")
    left = _open_state(document, {s["unit"] for s in services})
    if stands.in_force and left == "to_serve":
        return left  # also one that a notice corrected before everybody had it
    return left if stands.standing == "in_force" else stands.standing


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
    ended = {e["document"] for e in reader.find("document_end")}
    ended |= {r["corrects"] for r in reader.rows("SELECT corrects FROM document WHERE corrects IS NOT NULL")}
    reached: dict[str, set[str | None]] = {}
    for service in reader.find("service", outcome="served"):
        reached.setdefault(service["document"], set()).add(service["unit"])
    projects: dict[str | None, str] = {}
    made = []
    for known in newest:
        row = reader.get("document", known["id"])
        if row is not None:
            own = reached.get(row["id"], set())
            state = state_of(reader, row) if row["id"] in ended else _open_state(row, own)
            made.append(listed(reader, row, state, _named(reader, row["inspection"], projects)))
    return made


def _open_state(document: Mapping[str, Any], reached: set[str | None]) -> str:
    if document["type"] in visits.NOT_SERVED_TYPES or not document["addressees"]:
        return "kept"
    waiting = None not in reached and any(a.get("unit") not in reached for a in document["addressees"] or ())
    return "to_serve" if waiting else "served"


def listed(reader: cases.Reader, row: Mapping[str, Any], state: str, project: str) -> Listed:
    """One issued paper as a line."""
    return Listed(
        "document", row["id"], row["type"] or "", row["number"] or "", row["title"] or "",
        names_of(reader, row["addressees"]), project, _day(row["date"]), state, row["inspection"],
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
        codes = tuple(dict.fromkeys(d.finding.violation for d in found))
        if (ORDER, unit) not in have and any(drafts_of.orderable(d) for d in found):
            made.append(Suggested(ORDER, inspection, unit, name, project, codes))
        if not any((type, unit) in have for type in (NOTICE, ORDER)):
            made.append(Suggested(NOTICE, inspection, unit, name, project, codes))
    return made


def _addressed(reader: cases.Reader, inspection: str) -> set[tuple[str, str]]:
    """(type, unit) of every draft and paper of this visit that stands."""
    have = set()
    known = aliases(reader)
    for row in view(reader).find("draft", inspection=inspection):
        if row["state"] not in ("withdrawn", "discarded"):
            have |= {(row["type"], unit) for unit in row["addressees"] or ()}
    for row in reader.find("document", inspection=inspection):
        have |= {(row["type"], known.survivor(a.get("unit") or "")) for a in row["addressees"] or ()}
    return have


def by_unit(reader: cases.Reader, visit: Mapping[str, Any], pack: Pack) -> dict[str, list[Decision]]:
    """Unit → what an order to it would be about: nothing dismissed, said by another sentence, or referred."""
    made: dict[str, list[Decision]] = {}
    try:
        found = checklist.findings(cases.situation(reader, dict(visit)), pack)
    except KnownError:  # an answer of a unit that is gone: the review says so, no paper follows from it
        return {}
    for one in visitanswers.decisions(reader, visit["id"], found, pack):
        if one.state != visitanswers.DISMISSED and not one.finding.covered_by and not one.finding.referral:
            made.setdefault(one.finding.addressee, []).append(one)
    return made


def requirement_of(decided: Decision, day: date, calendar: Calendar, pack: Pack) -> Row:
    """A finding as a requirement of a draft; one whose wording nobody chose yet waits with its bare code."""
    found = decided.finding
    if found.variant is not None:
        return drafts_of.requirement(found, day, calendar, pack)
    return {"variant": found.violation, "due": None, "facts": {}, "text": None, "jointly_with": None}


def suggested_draft(reader: cases.Reader, one: Suggested, day: date, calendar: Calendar, pack: Pack) -> Row:
    """Fields of the draft a suggestion leads to; an order needs at least one finding with a wording."""
    visit = reader.get("inspection", one.inspection) or {}
    decided = by_unit(reader, visit, pack).get(one.unit or "", []) if visit else []
    if one.type == NOTICE:
        return drafts_of.inquiry(reader, one.inspection, str(one.unit), day, calendar, pack)
    return drafts_of.order(reader, one.inspection, str(one.unit), decided, day, calendar, pack)


def empty_draft(tx: Tx, day: date, inspection: str | None) -> str:
    """A notice that names nobody yet; kind and everything else are chosen in the editor. Returns its id."""
    visit = tx.get("inspection", inspection)
    return tx.new(
        "draft",
        type=NOTICE,
        inspection=inspection,
        wage_case=visit["wage_case"] if visit else None,
        addressees=[],
        jointly_with=[],
        date=day.isoformat(),
        period=[],
        requirements=[],
        state="draft",
    )


def notice_of_visit(tx: Tx, inspection: str, day: date) -> str:
    """The draft of the inspection notice (行政检查通知书) of a visit: the one that was begun, else a new one dated
    ``day`` and addressed to the project's general contractor, where one is known. Returns its id."""
    begun = [d for d in tx.find("draft", inspection=inspection, type=INSPECTION_NOTICE) if d["state"] == "draft"]
    if begun:
        return str(begun[-1]["id"])
    draft = empty_draft(tx, day, inspection)
    visit = tx.get("inspection", inspection) or {}
    engaged = tx.find("engagement", project=visit.get("project")) if visit.get("project") else []
    whom = [e["unit"] for e in engaged if e["role"] == "general_contractor" and e["unit"]]
    tx.set("draft", draft, type=INSPECTION_NOTICE, addressees=whom[:1])
    return draft


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
