"""What is urgent today, which visits are open and how far, which projects to offer, and the steps from plan to checklist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from models import authority, cases, seals, visitanswers
from models.clock import local, parse, stamp
from models.duplicates import aliases, view
from models.pack import Pack
from models.visitanswers import Count
from models.workdays import Calendar

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]

CARDS = ("returned", "overdue", "recheck", "due_soon", "to_serve", "draft")
"""The counts of the day, the most urgent first: 退回补正 逾期 待复查 即将到期 待送达 草稿."""
SOON = 3
"""Working days before a last day from which a matter counts as due soon."""
DONE = ("issued", "discarded", "withdrawn")
"""States a draft is left behind in."""
NOT_SERVED_TYPES = (
    "complaint_registration", "case_filing_approval", "inspection_approval", "site_inspection_record",
    "interview_record", "recheck_record", "case_handling_approval", "service_receipt", "closing_approval",
    "closing_report", "withdrawal_approval", "enforcement_application", "statement_record", "investigation_report",
    "legal_review_opinion", "discussion_record", "criminal_transfer_approval", "service_address_confirmation",
    "evidence_list", "public_service_notice",
)  # fmt: skip
"""Papers that stay in the office's file; all others are handed to somebody."""
OPEN_STATES = ("planned", "begun", "parked", "returned")
SKIPPABLE = ("received_by", "place", "headcount", "recording")
"""What may be left open on arrival; it is shown as a gap later (with the entry scan and its reason)."""


class Reader(cases.Reader, Protocol):
    def rows(self, sql: str, params: Any = ()) -> list[Row]: ...


class Deadline(Protocol):
    """One requirement's last day, as the service of papers derives it."""

    @property
    def requirement(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def type(self) -> str: ...
    @property
    def addressee(self) -> str: ...
    @property
    def due(self) -> date: ...
    @property
    def workdays_left(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def inspection(self) -> str | None: ...


@dataclass(frozen=True)
class Task:
    """One thing to do. ``card`` is where it counts; ``what``: requirement, approval, clue, paper,
    sealed_copy, draft, visit.

    ``title`` is a number or a name, ``who`` whom it concerns, ``left`` working days left (negative after the day).
    """

    card: str
    what: str
    table: str
    id: str
    title: str
    who: str
    day: date | None = None
    left: int | None = None
    type: str | None = None
    inspection: str | None = None
    document: str | None = None


def tasks(
    reader: Reader, today: date, calendar: Calendar, pack: Pack, deadlines: Iterable[Deadline] = ()
) -> list[Task]:
    """Everything that waits, the most urgent first.

    逾期 is a term that the recheck found missed, or one whose recheck itself is late (it belongs on the working day
    after the term: ``domain`` rule [P]); until then an ended term is 待复查.
    """
    found = [
        *_returned(reader),
        *(task for d in deadlines if (task := _of_deadline(d)) is not None),
        *_approvals(reader, today, calendar, pack),
        *_clues(reader, today, calendar),
        *_to_serve(reader),
        *_copies(reader, today, calendar),
        *_drafts(reader),
    ]
    return sorted(found, key=lambda t: (CARDS.index(t.card), t.day or date.max, t.id))


def counts(found: Iterable[Task]) -> dict[str, int]:
    """Card → how many."""
    made = dict.fromkeys(CARDS, 0)
    for task in found:
        made[task.card] += 1
    return made


def _returned(reader: Reader) -> list[Task]:
    made = [
        Task("returned", "draft", "draft", d["id"], d["title"] or "", _names(reader, d["addressees"]),
             type=d["type"], inspection=d["inspection"])
        for d in reader.find("draft", state="returned")
    ]  # fmt: skip
    for visit in reader.find("inspection", state="returned"):
        made.append(
            Task("returned", "visit", "inspection", visit["id"], project_name(reader, visit["project"]), "",
                 inspection=visit["id"])
        )  # fmt: skip
    return made


def _of_deadline(d: Deadline) -> Task | None:
    card = {"soon": "due_soon", "partly": "overdue", "not_met": "overdue"}.get(d.state)
    if d.state == "overdue":
        card = "overdue" if d.workdays_left < -1 else "recheck"
    if card is None:
        return None
    return Task(
        card, "requirement", "requirement", d.requirement, d.number or "", d.addressee, d.due, d.workdays_left,
        type=d.type, inspection=d.inspection, document=d.document,
    )  # fmt: skip


def _approvals(reader: Reader, today: date, calendar: Calendar, pack: Pack) -> list[Task]:
    """Urgent visits whose approval is still to be made up."""
    made = []
    hours = int(pack.option("urgent_approval_hours"))
    for row in reader.find("approval", urgent=True):
        if row["approved_on"] or row["approved_at"] or row["outcome"] in ("refused", "not_approved"):
            continue
        visit = reader.get("inspection", row["inspection"])
        begun = (visit["started_at"] if visit else None) or row["reported_at"]
        if visit is None or not begun:
            continue
        day = local(parse(begun) + timedelta(hours=hours)).date()
        card = "overdue" if day < today else "due_soon"
        name = project_name(reader, visit["project"])
        made.append(
            Task(card, "approval", "approval", row["id"], name, row["reported_to"] or "", day,
                 _left(today, day, calendar), inspection=visit["id"])
        )  # fmt: skip
    return made


def _clues(reader: Reader, today: date, calendar: Calendar) -> list[Task]:
    made = []
    for known in reader.rows(
        "SELECT id FROM clue WHERE _deleted = 0 AND due_on IS NOT NULL "
        "AND coalesce(state, '') NOT IN ('closed', 'not_accepted', 'referred')"
    ):
        row = reader.get("clue", known["id"])
        if row is None:
            continue
        day = date.fromisoformat(row["due_on"])
        left = _left(today, day, calendar)
        if left <= SOON:
            card = "overdue" if day < today else "due_soon"
            title = row["external_no"] or project_name(reader, row["project"])
            made.append(Task(card, "clue", "clue", row["id"], title, project_name(reader, row["project"]), day, left))
    return made


_UNSERVED = f"""
SELECT id FROM document d WHERE _deleted = 0 AND _replica IS NOT NULL
AND type NOT IN ({", ".join("?" * len(NOT_SERVED_TYPES))})
AND NOT EXISTS (SELECT 1 FROM document_end e WHERE e.document = d.id AND e._deleted = 0)
AND NOT EXISTS (
  SELECT 1 FROM service s WHERE s.document = d.id AND s.outcome = 'served' AND s.unit IS NULL AND s._deleted = 0)
AND json_array_length(coalesce(addressees, '[]')) > (
  SELECT count(DISTINCT s.unit) FROM service s
  WHERE s.document = d.id AND s.outcome = 'served' AND s._deleted = 0)
"""


def _to_serve(reader: Reader) -> list[Task]:
    made = []
    for known in reader.rows(_UNSERVED, NOT_SERVED_TYPES):
        row = reader.get("document", known["id"])
        if row is None:
            continue
        served = {s["unit"] for s in reader.find("service", document=row["id"], outcome="served")}
        waiting = [a for a in row["addressees"] or () if a.get("unit") not in served]
        if waiting:
            names = "、".join(str(a.get("name") or "") for a in waiting)
            day = date.fromisoformat(row["date"]) if row["date"] else None
            made.append(
                Task("to_serve", "paper", "document", row["id"], row["number"] or row["title"] or "", names, day,
                     type=row["type"], inspection=row["inspection"], document=row["id"])
            )  # fmt: skip
    return made


def _copies(reader: Reader, today: date, calendar: Calendar) -> list[Task]:
    """Papers handed over without a seal whose stamped copy is still owed."""
    return [
        Task("to_serve", "sealed_copy", "document", one.document["id"],
             one.document["number"] or one.document["title"] or "",
             "、".join(str(a.get("name") or "") for a in one.document["addressees"] or ()),
             one.due, _left(today, one.due, calendar), one.document["type"], one.document["inspection"],
             one.document["id"])
        for one in seals.owed(reader)
    ]  # fmt: skip


def _drafts(reader: Reader) -> list[Task]:
    made = []
    for known in reader.rows(
        "SELECT id FROM draft WHERE _deleted = 0 AND _replica IS NOT NULL "
        f"AND coalesce(state, '') NOT IN ({', '.join('?' * (len(DONE) + 1))})",
        (*DONE, "returned"),
    ):
        row = reader.get("draft", known["id"])
        if row is None:
            continue
        day = date.fromisoformat(row["date"]) if row["date"] else None
        made.append(
            Task("draft", "draft", "draft", row["id"], row["title"] or "", _names(reader, row["addressees"]), day,
                 type=row["type"], inspection=row["inspection"])
        )  # fmt: skip
    return made


_OPEN_PAPERS = """
SELECT DISTINCT document FROM requirement r WHERE _deleted = 0 AND _replica IS NOT NULL AND document IS NOT NULL
AND NOT EXISTS (
  SELECT 1 FROM recheck c WHERE c.requirement = r.id AND c.outcome = 'corrected' AND c._deleted = 0)
"""


def open_papers(reader: Reader) -> list[str]:
    """Papers with a requirement not found corrected yet: what is long done costs nothing at the start."""
    return [row["document"] for row in reader.rows(_OPEN_PAPERS)]


class OpenTerms:
    """A store as it looks from one open paper: of rechecks only those of terms still open, read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._rechecks = reader, self._read(reader)

    @staticmethod
    def _read(reader: Reader) -> list[Row]:
        known = reader.rows(
            "SELECT id FROM recheck WHERE _deleted = 0 AND requirement IN "
            f"(SELECT id FROM requirement WHERE document IN ({_OPEN_PAPERS})) ORDER BY id"
        )
        found = (reader.get("recheck", row["id"]) for row in known)
        return [row for row in found if row is not None]

    def get(self, table: str, record: str | None) -> Row | None:
        return self._reader.get(table, record)

    def rows(self, sql: str, params: Any = ()) -> list[Row]:
        return self._reader.rows(sql, params)

    def find(self, table: str, **where: Any) -> list[Row]:
        return self._rechecks if table == "recheck" and not where else self._reader.find(table, **where)


def _left(today: date, day: date, calendar: Calendar) -> int:
    if day >= today:
        return calendar.between(today, day).workdays
    return -calendar.between(day, today).workdays


def _names(reader: Reader, addressees: Any) -> str:
    """Names of addressees, given as ids or as {unit, name}."""
    names = []
    for one in addressees or ():
        unit = reader.get("unit", one) if isinstance(one, str) else None
        names.append(str(unit["name"]) if unit else str(one.get("name") or "") if isinstance(one, Mapping) else "")
    return "、".join(name for name in names if name)


def project_name(reader: cases.Reader, project: str | None) -> str:
    found = view(reader).get("project", project)
    return str(found["name"] or "") if found else ""


# --- open visits


@dataclass(frozen=True)
class Visit:
    """A visit that is not ended; ``begun`` is the instant it began (or the day it is planned for)."""

    id: str
    name: str
    unit: str
    state: str
    at_item: str | None
    begun: str | None
    progress: Count
    officers: tuple[str | None, str | None]


def progress(reader: cases.Reader, inspection: Mapping[str, Any], pack: Pack) -> Count:
    """How far the checklist of a visit is: questions asked, answered, and answered as not compliant."""
    asked = visitanswers.questions(cases.situation(reader, dict(inspection)), pack)
    return visitanswers.count(asked, visitanswers.read(reader, inspection["id"]))


def open_visits(reader: cases.Reader, pack: Pack) -> list[Visit]:
    """Visits planned, begun or parked; the one touched last first."""
    found = [row for state in OPEN_STATES for row in reader.find("inspection", state=state)]
    found.sort(key=lambda row: (row["started_at"] or row["planned_on"] or "", row["id"]), reverse=True)
    return [
        Visit(
            id=row["id"],
            name=project_name(reader, row["project"]),
            unit=contractor_name(reader, row["project"]),
            state=row["state"],
            at_item=row["at_item"],
            begun=row["started_at"] or row["planned_on"],
            progress=progress(reader, row, pack),
            officers=(row["lead"], row["assistant"]),
        )
        for row in found
    ]


def of_project(reader: cases.Reader, project: str) -> list[Row]:
    """Every visit of a project and of what was merged with it, ended ones too, the newest first."""
    found = view(reader).find("inspection", project=project)
    return sorted(found, key=lambda row: (row["started_at"] or row["planned_on"] or "", row["id"]), reverse=True)


def under_way(reader: Reader, officer: str, day: date) -> str | None:
    """The visit of this officer that began on ``day`` and is not ended; the latest where there are several."""
    rows = reader.rows(
        "SELECT id FROM inspection WHERE _deleted = 0 AND state IN ('begun', 'parked') AND ? IN (lead, assistant) "
        "AND substr(started_at, 1, 10) = ? ORDER BY started_at DESC, id DESC LIMIT 1",
        (officer, day.isoformat()),
    )
    return rows[0]["id"] if rows else None


def contractor_name(reader: cases.Reader, project: str | None) -> str:
    """The general contractor's name, '' while nobody knows it."""
    reader = view(reader)
    for row in reader.find("engagement", project=project, role="general_contractor") if project else ():
        unit = reader.get("unit", row["unit"])
        if unit is not None:
            return str(unit["name"] or "")
    return ""


# --- choosing where to go


@dataclass(frozen=True)
class Choice:
    """A project to go to. ``why``: assigned, recent, found or '' (only known)."""

    project: str
    name: str
    second: str
    why: str
    day: str | None
    temporary: bool


def offered(reader: Reader, officer: str, limit: int = 12) -> list[Choice]:
    """Projects to go to when nothing has been typed: assigned to this officer, then visited last, then the newest."""
    wanted: dict[str, tuple[str, str | None]] = {}
    for case in (row for role in ("lead", "assistant") for row in reader.find("wage_case", **{role: officer})):
        if case["project"] and case["state"] not in ("closed", "withdrawn"):
            wanted.setdefault(case["project"], ("assigned", case["filed_on"]))
    recent = reader.rows(
        "SELECT project, max(coalesce(started_at, planned_on)) AS day FROM inspection "
        "WHERE _deleted = 0 AND project IS NOT NULL GROUP BY project ORDER BY day DESC, project LIMIT ?",
        (limit,),
    )
    for row in recent:
        wanted.setdefault(row["project"], ("recent", (row["day"] or "")[:10] or None))
    if len(wanted) < limit:
        newest = "SELECT id FROM project WHERE _deleted = 0 AND _replica IS NOT NULL ORDER BY _hlc DESC LIMIT ?"
        for row in reader.rows(newest, (limit,)):
            wanted.setdefault(row["id"], ("", None))
    known, once = aliases(reader), dict[str, tuple[str, str | None]]()
    for project, why_day in wanted.items():
        once.setdefault(known.survivor(project), why_day)
    made = [choice(reader, project, why, day) for project, (why, day) in list(once.items())[:limit]]
    return [one for one in made if one is not None]


def choice(reader: cases.Reader, project: str, why: str, day: str | None = None) -> Choice | None:
    """One project as a line to choose; None when it is gone."""
    row = view(reader).get("project", project)
    if row is None:
        return None
    project = row["id"]
    second = " · ".join(t for t in (contractor_name(reader, project), row["address"]) if t)
    return Choice(project, row["name"] or "", second, why, day, bool(row["temporary"]))


def projects_of_unit(reader: cases.Reader, unit: str) -> list[str]:
    """Projects a unit stands on, oldest first."""
    reader = view(reader)
    found = [row["project"] for row in reader.find("engagement", unit=unit)]
    found += [row["project"] for row in reader.find("engagement", hired_by=unit)]
    return list(dict.fromkeys(project for project in found if project))


# --- from plan to checklist


def waiting_visit(reader: cases.Reader, project: str) -> Row | None:
    """The visit of this project that was planned and has not begun: going there again goes on with it."""
    found = view(reader).find("inspection", project=project, state="planned")
    return found[-1] if found else None


def plan(tx: Tx, office: str, project: str, lead: str, assistant: str | None, pack: Pack, day: date) -> str:
    """A visit of ``project`` on ``day``; returns its id. Visits of the year are counted, a cap stays unknown."""
    begun = [
        r for r in view(tx).find("inspection", project=project) if (r["started_at"] or "").startswith(str(day.year))
    ]
    return tx.new(
        "inspection",
        office=office,
        project=project,
        state="planned",
        planned_on=day.isoformat(),
        lead=lead,
        assistant=assistant,
        lead_certificate=certificate_number(tx, lead, day),
        assistant_certificate=certificate_number(tx, assistant, day),
        visits_this_year=len(begun) + 1,
        checklist=pack.id,
        checklist_version=pack.version,
    )


def certificate_number(reader: authority.Reader, officer: str | None, day: date) -> str | None:
    """The officer's certificate valid on ``day``, None where there is none."""
    row = authority.certificate_on(reader, officer, day) if officer else None
    return str(row["number"]) if row else None


def begin(tx: Tx, inspection: str, pack: Pack) -> None:
    """Open the checklist: sets the beginning; raises the first KnownError of P-00 to P-04 that stands in the way."""
    row = tx.get("inspection", inspection)
    if row is None:
        raise KeyError(inspection)
    day = local(tx.at).date()
    held = authority.blocking(authority.problems(tx, row, day, pack))
    if held:
        raise held[0].error()
    tx.set("inspection", inspection, state="begun", started_at=row["started_at"] or stamp(tx.at))


def gaps(inspection: Mapping[str, Any]) -> list[str]:
    """Names of what was skipped on arrival and is still open."""
    missing = [name for name in SKIPPABLE if inspection[name] in (None, "")]
    if not inspection["entry_scan_at"] and not inspection["entry_scan_missing"]:
        missing.append("entry_scan")
    return missing


def day_of(visit: Mapping[str, Any]) -> date | None:
    """The day a visit began in local time, else the day it is planned for; None where neither is known."""
    at = shown_at(visit["started_at"]) or shown_at(visit["planned_on"])
    if at is not None:
        return at.date()
    return date.fromisoformat(visit["planned_on"]) if visit["planned_on"] else None


def shown_at(instant: str | None) -> datetime | None:
    """A stored instant in local time, None where there is none or only a day."""
    return local(parse(instant)) if instant and "T" in instant else None
