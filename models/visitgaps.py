"""What of a visit still needs a hand before papers are made: each gap with the field it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import cases, checklist, twosheets, visitanswers, visits, wagemarks, wagesheet
from models.checklist import Situation
from models.duplicates import view
from models.pack import Pack
from models.visitanswers import DISMISSED, Decision, Given, Key, Question

Row = dict[str, Any]


@dataclass(frozen=True)
class Gap:
    """One thing to do. ``code``: arrival, units, unanswered, undecided, facts, pay_day, sheet, no_sum."""

    code: str
    name: str = ""
    item: str = ""
    unit: str = ""
    count: int = 0
    facts: tuple[str, ...] = field(default=())


def gaps(
    reader: cases.Reader,
    visit: Mapping[str, Any],
    seen: Situation,
    asked: Iterable[Question],
    given: Mapping[Key, Given],
    decided: Iterable[Decision],
    pack: Pack,
    today: date,
) -> list[Gap]:
    """Everything open, in the order of the work: arrival, units, questions, findings, wages."""
    found = [Gap("arrival", name) for name in visits.gaps(visit)]
    found += [Gap("units", role, count=n) for role, n in visitanswers.unasked(seen, pack).items()]
    waiting = [q for q in asked if given.get(q.key, Given()).value is None]
    if waiting:
        first = waiting[0]
        found.append(Gap("unanswered", item=first.item.id, unit=first.unit.key, count=len(waiting)))
    found += _findings(decided)
    return found + _wages(reader, str(visit["id"]), seen, given, pack, today)


def _findings(decided: Iterable[Decision]) -> list[Gap]:
    made = []
    for one in decided:
        found = one.finding
        if one.state == DISMISSED or found.covered_by:
            continue
        item, unit = found.items[0] if found.items else "", found.answered_on or found.addressee
        if found.variant is None:
            made.append(Gap("undecided", found.violation, item, unit))
        elif found.missing:
            made.append(Gap("facts", found.violation, item, unit, facts=found.missing))
    return made


def _wages(
    reader: cases.Reader, inspection: str, seen: Situation, given: Mapping[Key, Given], pack: Pack, today: date
) -> list[Gap]:
    made = []
    with_sum: set[str | None] = set()
    made += [
        Gap("two_sheets", unit=one.unit, count=len(one.rolls)) for one in twosheets.undecided(reader, inspection)
    ]
    for sheet in wagesheet.standing(reader, inspection):
        roll = sheet.roll
        if not sheet.workers:
            continue
        with_sum.add(roll["unit"])
        if not roll["pay_day"]:
            made.append(Gap("pay_day", unit=roll["unit"] or ""))
        wrong = {(m.worker, m.key) for m in wagemarks.marks(sheet, today)}
        if wrong:
            made.append(Gap("sheet", unit=roll["unit"] or "", count=len(wrong)))
    with_sum |= {r["unit"] for r in view(reader).find("stated_arrears", inspection=inspection)}
    for unit in seen.units:
        owing = any(
            (i.auto or {}).get("computed_from") == "wage_table"
            and checklist.non_compliant(i, visitanswers.answer_of((i.id, unit.key), g))
            for (item, key), g in given.items()
            if key == unit.key and g.value is not None
            for i in (pack.item(item),)
        )
        if owing and unit.key not in with_sum and None not in with_sum:
            made.append(Gap("no_sum", unit=unit.key))
    return made
