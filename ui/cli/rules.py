"""The commands ``workdays`` and ``check-id``: the rules without a window."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import click

from models import identity
from models import workdays as terms
from models.clock import SystemClock, today
from models.errors import KnownError
from ui.cli.frame import Common, Done
from ui.i18n import translate
from ui.sentences.rules import reason


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("target", metavar="+N|TO")
@click.option("--unit", type=click.Choice(terms.UNITS), default=None, help="Default: workday.")
@click.option("--no-roll", is_flag=True, help="Keep a last day that is not a working day.")
@click.option("--region", default="CN", metavar="CODE", help="CN, or a region code: 64, 640100.")
@click.pass_obj
def workdays(common: Common, start: str, target: str, unit: terms.Unit | None, no_roll: bool, region: str) -> Done:
    """Count a term from FROM (not counted), or the days from FROM to TO."""
    first = terms.parse_day(start)
    calendar = terms.read_calendar(terms.SHIPPED, region=region)
    if target.startswith("+"):
        return _term(first, target, unit or "workday", not no_roll, calendar)
    if unit is not None or no_roll:
        raise click.UsageError("--unit and --no-roll go with +N, not with a second day")
    return _span(first, terms.parse_day(target), calendar)


def _calendar_of(calendar: terms.Calendar) -> dict[str, Any]:
    return {"from": calendar.first.isoformat(), "to": calendar.last.isoformat(), "region": calendar.region}


def _term(first: date, target: str, unit: terms.Unit, roll: bool, calendar: terms.Calendar) -> Done:
    if not re.fullmatch(r"\+-?[0-9]{1,18}", target):
        raise KnownError("term_unreadable", text=target)
    n = int(target[1:])
    found = calendar.add(first, n, unit, roll=roll)
    data = {
        "ok": True,
        "from": first.isoformat(),
        "n": n,
        "unit": unit,
        "unrolled": found.unrolled.isoformat() if found.unrolled else None,
        "result": found.date.isoformat(),
        "provisional": found.provisional,
        "calendar": _calendar_of(calendar),
        "skipped": [{"date": day.date.isoformat(), "why": day.why} for day in found.skipped],
    }
    sentences = {
        "workday": translate("cli", "{n} working days after {start} (that day not counted) end on {end}, {weekday}."),
        "day": translate("cli", "{n} days after {start} (that day not counted) end on {end}, {weekday}."),
        "month": translate("cli", "{n} months after {start} (that day not counted) end on {end}, {weekday}."),
        "year": translate("cli", "{n} years after {start} (that day not counted) end on {end}, {weekday}."),
    }
    text = [sentences[unit].format(n=n, start=first, end=found.date, weekday=_weekday(found.date))]
    if found.unrolled:
        moved = translate("cli", "The last day was {day}, {weekday}, a rest day, and moved to the next working day.")
        text.append(moved.format(day=found.unrolled, weekday=_weekday(found.unrolled)))
    elif found.skipped:
        passed = translate("cli", "Not counted: {days}")
        text.append(passed.format(days=_runs(found.skipped)))
    return Done(data, text + _provisional(found.provisional, calendar))


def _span(first: date, last: date, calendar: terms.Calendar) -> Done:
    found = calendar.between(first, last)
    data = {
        "ok": True,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "workdays": found.workdays,
        "days": found.days,
        "provisional": found.provisional,
        "calendar": _calendar_of(calendar),
    }
    text = translate(
        "cli", "From {start} (not counted) to {end} (counted): {workdays} working days, {days} days."
    ).format(start=first, end=last, workdays=found.workdays, days=found.days)
    return Done(data, [text, *_provisional(found.provisional, calendar)])


def _provisional(provisional: bool, calendar: terms.Calendar) -> list[str]:
    if not provisional:
        return []
    if calendar.local_years is not None:
        local = translate(
            "cli", "Provisional: this region has holidays of its own, and the notice of that year is not installed."
        )
        return [local]
    text = translate(
        "cli", "Provisional: days off are known from {first} to {last} only; count again when the notice is out."
    )
    return [text.format(first=calendar.first, last=calendar.last)]


def _weekday(day: date) -> str:
    names = (
        translate("cli", "Monday"),
        translate("cli", "Tuesday"),
        translate("cli", "Wednesday"),
        translate("cli", "Thursday"),
        translate("cli", "Friday"),
        translate("cli", "Saturday"),
        translate("cli", "Sunday"),
    )
    return names[day.weekday()]


def _runs(skipped: Iterable[terms.Skipped]) -> str:
    """Days joined into runs: 2026-09-25 to 2026-09-27 (holiday)."""
    runs: list[list[Any]] = []
    for day in skipped:
        if runs and runs[-1][2] == day.why and day.date - runs[-1][1] == timedelta(days=1):
            runs[-1][1] = day.date
        else:
            runs.append([day.date, day.date, day.why])
    why = {"holiday": translate("cli", "holiday"), "weekend": translate("cli", "weekend")}
    span, item = translate("cli", "{first} to {last}"), translate("cli", "{days} ({why})")
    spans = [(span.format(first=a, last=b) if a != b else str(a), why[w]) for a, b, w in runs]
    return translate("cli", ", ").join(item.format(days=days, why=word) for days, word in spans)


# --- check-id


@click.command("check-id")
@click.argument("value")
@click.option("--kind", type=click.Choice(["auto", "person", "unit"]), default="auto")
@click.option("--from-number-cell", is_flag=True, help="The value stood in a number cell of a spreadsheet.")
@click.option("--reveal", is_flag=True, help="Show a person's number whole in the text for people.")
@click.pass_obj
def check_id(common: Common, value: str, kind: str, from_number_cell: bool, reveal: bool) -> Done:
    """Check a person's number or a unit's code; the exit status is 0 whatever the verdict."""
    on = today(SystemClock())
    if kind == "person":
        verdict = identity.check_person(value, on, from_number_cell=from_number_cell)
    elif kind == "unit":
        verdict = identity.check_unit(value, from_number_cell=from_number_cell)
    else:
        verdict = identity.check(value, on, from_number_cell=from_number_cell)
    facts = verdict.person
    reasons = [{"code": r.code, "message": reason(r.code, **dict(r.params))} for r in verdict.reasons]
    data = {
        "ok": True,
        "input": value,
        "kind": verdict.kind,
        "status": verdict.status,
        "normalised": verdict.normalised,
        "person": {"birth": facts.birth.isoformat(), "sex": facts.sex, "age": facts.age} if facts else None,
        "reasons": reasons,
        "candidates": list(verdict.candidates),
        "document": verdict.document,
    }
    return Done(data, _verdict_text(verdict, reveal) + [item["message"] for item in reasons])


def _verdict_text(verdict: identity.Verdict, reveal: bool) -> list[str]:
    kinds = {
        "person": translate("cli", "Person's number"),
        "unit": translate("cli", "Unit's code"),
        "unknown": translate("cli", "Unknown number"),
    }
    statuses = {
        "valid": translate("cli", "valid"),
        "valid_old": translate("cli", "valid, old form"),
        "doubtful": translate("cli", "doubtful, to be compared"),
        "invalid": translate("cli", "invalid"),
        "lost": translate("cli", "digits lost, ask again"),
        "masked": translate("cli", "masked"),
        "other_document": translate("cli", "another kind of paper"),
    }
    text = [translate("cli", "{kind}: {status}").format(kind=kinds[verdict.kind], status=statuses[verdict.status])]
    for form in verdict.candidates or ([verdict.normalised] if verdict.normalised else []):
        shown = form if reveal or verdict.kind == "unit" else identity.mask_id(form)
        text.append(translate("cli", "To be stored as: {form}").format(form=shown))
    if verdict.person:
        sex = translate("cli", "male") if verdict.person.sex == "male" else translate("cli", "female")
        facts = translate("cli", "Born {birth}, {sex}, {age} years old today")
        text.append(facts.format(birth=verdict.person.birth, sex=sex, age=verdict.person.age))
    return text
