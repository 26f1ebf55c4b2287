"""From what a visit found to the draft of a paper: an inquiry notice or an order for one unit, as a draft's record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from models import cases, wages
from models.checklist import Finding
from models.clock import SHANGHAI
from models.duplicates import view
from models.errors import KnownError
from models.pack import Pack
from models.visitanswers import CONFIRMED, DISMISSED, Decision
from models.workdays import Calendar

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]

APPOINTMENT = time(9, 30)
"""When a unit is asked to come; the person changes it on the draft."""
EMPTY: tuple[Any, ...] = (None, "", [])


def open_draft(reader: cases.Reader, inspection: str, type: str, addressee: str) -> Row | None:
    """The draft of this type to this unit that has not been issued: going there again goes on with it."""
    found = [
        row
        for row in view(reader).find("draft", inspection=inspection, type=type)
        if row["state"] in ("draft", "returned") and row["addressees"] == [addressee]
    ]
    return found[-1] if found else None


def inquiry(
    reader: cases.Reader,
    inspection: str,
    addressee: str,
    day: date,
    calendar: Calendar,
    pack: Pack,
    materials: Sequence[str] | None = None,
) -> Row:
    """Fields of a 询问通知书: the months of the roll, an appointment some working days ahead, the papers to bring.

    ``materials`` None: the pack's list for this project, filled when the paper is drafted.
    """
    roll = cases.roll_of(reader, inspection)
    ahead = calendar.add(day, int(pack.option("appear_after_workdays")))
    at = datetime.combine(ahead.date, APPOINTMENT, SHANGHAI)
    return {
        **_frame("inquiry_notice", inspection, addressee, day),
        "period": sorted({line.month for line in roll.lines}),
        "appear_at": at.isoformat(timespec="milliseconds"),
        "materials": None if materials is None else list(materials),
    }


def order(
    reader: cases.Reader,
    inspection: str,
    addressee: str,
    decided: Iterable[Decision],
    day: date,
    calendar: Calendar,
    pack: Pack,
) -> Row:
    """Fields of a 限期改正指令书: one requirement for each finding on the unit that was not dismissed.

    What another wording already says has no requirement of its own, and what is reported to another authority is
    not ordered. Each requirement has the pack's default term from ``day``. Raises KnownError("requirement_missing")
    where nothing is left to require.
    """
    found = [d.finding for d in decided if d.finding.addressee == addressee and orderable(d)]
    if not found:
        raise KnownError("requirement_missing")
    return {
        **_frame("rectification_order", inspection, addressee, day),
        "as_of": day.isoformat(),
        "period": period(reader, inspection, found, day, calendar),
        "evidence": evidence(reader, inspection, day),
        "requirements": [requirement(f, day, calendar, pack) for f in found],
    }


def orderable(decided: Decision) -> bool:
    """Whether a finding becomes a requirement of an order; an event only where a person confirmed it.

    What happened without an answer may be punished at once, so an order to mend it is never taken for granted.
    """
    found = decided.finding
    if found.event is not None and decided.state != CONFIRMED:
        return False
    return decided.state != DISMISSED and not found.covered_by and not found.referral and found.variant is not None


def requirement(found: Finding, day: date, calendar: Calendar, pack: Pack) -> Row:
    """One requirement: wording, last day, the facts its sentence needs."""
    variant = pack.variant(found.variant or "")
    facts: Row = {}
    for name in variant.facts:
        value = found.facts.get(name)
        if value in EMPTY:
            continue
        if isinstance(value, (list, tuple)):
            value = pack.wording["lists"]["joiner"].join(str(v) for v in value)
        money = pack.fact_types.get(name) == "money" and isinstance(value, int)
        facts[f"{name}_fen" if money else name] = value
    if "employer" in variant.facts and found.answered_on:
        facts.setdefault("employer", found.answered_on)
    due = last_day(found, day, calendar)
    return {"variant": variant.id, "due": due.isoformat(), "facts": facts, "text": None, "jointly_with": None}


def last_day(found: Finding, day: date, calendar: Calendar) -> date:
    """The pack's default term of a finding, from ``day``, on a working day."""
    n = int(found.deadline["value"])
    working = found.deadline["unit"] == "working_day"
    return (calendar.add(day, n, "workday") if working else calendar.add(day, n, "day")).date


def period(
    reader: cases.Reader, inspection: str, found: Sequence[Finding], day: date, calendar: Calendar
) -> list[str]:
    """The months the order speaks of: overdue on ``day`` in the roll, else those whose labour cost is short."""
    roll = cases.roll_of(reader, inspection)
    if roll.lines and roll.pay_day:
        overdue = wages.arrears(roll.lines, None, day, roll.pay_day, calendar).months
        if overdue:
            return list(overdue)
    stated = reader.find("stated_arrears", inspection=inspection)
    if stated and stated[-1]["months"]:
        return sorted(stated[-1]["months"])
    visit = reader.get("inspection", inspection) or {}
    rows = view(reader).find("labour_cost", project=visit["project"]) if visit.get("project") else []
    short = {r["month"] for r in rows if (r["due_fen"] or 0) > (r["paid_fen"] or 0)}
    return sorted(m for m in short if m)


def evidence(reader: cases.Reader, inspection: str, day: date) -> list[str]:
    """Names of what is in the file on or before ``day``, each once, in the file's order."""
    visit = reader.get("inspection", inspection) or {}
    rows = cases.evidence_of(reader, inspection, visit.get("wage_case"))
    names = (r["name"] for r in rows if r["name"] and r["taken_on"] and r["taken_on"] <= day.isoformat())
    return list(dict.fromkeys(names))


def write(tx: Tx, fields: Row) -> str:
    """Keep a draft; returns its id."""
    visit = tx.get("inspection", fields["inspection"]) or {}
    return tx.new("draft", wage_case=visit.get("wage_case"), **fields)


def _frame(type: str, inspection: str, addressee: str, day: date) -> Row:
    return {
        "type": type,
        "inspection": inspection,
        "addressees": [addressee],
        "jointly_with": [],
        "date": day.isoformat(),
        "state": "draft",
    }
