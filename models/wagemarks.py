"""Cells of a wage sheet that need a second look: amounts, identity numbers, names; marked, never corrected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models import wages
from models.identity import Reason, Verdict, check_name, check_person
from models.wagesheet import Sheet

MARKED = ("invalid", "doubtful", "lost", "masked")


@dataclass(frozen=True)
class Mark:
    """Something wrong or doubtful in one cell: a problem of the wages, or a reason of a number or name."""

    worker: str
    key: str
    problem: wages.Problem | None = None
    reason: Reason | None = None
    twice_with: str = ""
    doubtful: bool = False
    """Nothing is wrong with it for certain: it is only to be looked at."""


def marks(sheet: Sheet, on: date) -> list[Mark]:
    """Every cell that needs a second look; nothing is corrected."""
    column = {
        "paid_above_due": "paid", "line_twice": "due", "amount_unknown": "owed", "due_differs": "due",
        "days_above_month": "days",
    }  # fmt: skip
    made = [Mark(p.worker, f"{p.month}.{column[p.code]}", problem=p) for p in wages.problems(sheet.all_lines())]
    numbers = Counter(str(w["id_no"]) for w in sheet.workers.values() if w["id_no"])
    first: dict[str, str] = {}
    for worker, row in sheet.workers.items():
        number = str(row["id_no"] or "")
        if number:
            verdict = _number(number, on)
            if verdict.status in MARKED:
                doubtful = verdict.status == "doubtful"
                made += [Mark(worker, "id_no", reason=r, doubtful=doubtful) for r in verdict.reasons[:1]]
            elif numbers[number] > 1 and first.setdefault(number, worker) != worker:
                made.append(Mark(worker, "id_no", twice_with=str(sheet.workers[first[number]]["name"] or "")))
        name = _name(str(row["name"] or ""))
        if name.status in MARKED and not (worker in sheet.unsaved and not row["name"]):
            made += [Mark(worker, "name", reason=r, doubtful=name.status == "doubtful") for r in name.reasons[:1]]
    return made


@lru_cache(maxsize=4096)
def _number(text: str, on: date) -> Verdict:
    return check_person(text, on)


@lru_cache(maxsize=4096)
def _name(text: str) -> Verdict:
    return check_name(text)
