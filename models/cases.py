"""One visit's records as plain facts: who is on the site, what was answered, what is in the file, who is owed what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from models import twosheets
from models.checklist import Answer, Event, Situation, Unit
from models.duplicates import view
from models.wages import Line

Row = dict[str, Any]
WORDED = ("enum", "text")
"""Answers whose value stands in the note."""
DEPOSIT_USED = ("bank_letter", "guarantee")


class Reader(Protocol):
    """A store, or the open transaction."""

    def get(self, table: str, record: str | None) -> Row | None: ...
    def find(self, table: str, **where: Any) -> list[Row]: ...


class Papers(Reader, Protocol):
    """A reader that also answers queries."""

    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[Row]: ...


LIGHT = (
    "id", "number", "type", "title", "addressees", "date", "inspection", "pdf", "origin",
    "issued_at", "issued_by", "second_officer", "replica", "year", "n",
)  # fmt: skip


def papers(reader: Papers, **where: Any) -> dict[str, Row]:
    """Issued papers by id without their frozen content: lists of hundreds need not read every wage table."""
    condition = "".join(f" AND [{name}] IS ?" for name in where)
    sql = f"SELECT {', '.join(LIGHT)} FROM document WHERE _deleted = 0 AND _replica IS NOT NULL{condition}"
    found = reader.rows(sql + " ORDER BY id", tuple(where.values()))
    return {row["id"]: {**row, "addressees": json.loads(row["addressees"] or "[]")} for row in found}


@dataclass(frozen=True)
class Roll:
    """The wage rolls of a visit as one: workers and lines in the rolls' order, and the pay day agreed."""

    workers: tuple[Row, ...]
    lines: tuple[Line, ...]
    pay_day: str | None


def units_of(reader: Reader, project: str | None) -> tuple[Unit, ...]:
    """The units on the project with who engaged whom; keys are record ids. A unit in two roles counts once."""
    reader = view(reader)
    found: dict[str, Unit] = {}
    for row in reader.find("engagement", project=project) if project else ():
        unit = reader.get("unit", row["unit"])
        if unit is None or unit["id"] in found:
            continue
        found[unit["id"]] = Unit(
            key=unit["id"],
            role=row["role"] or "",
            name=unit["name"] or "",
            hires=bool(row["employs"]),
            engaged_by=row["hired_by"],
            engaged_as=row["form"],
            kind="person" if row["role"] == "individual" else unit["kind"] or "unit",
        )
    return tuple(found.values())


def party(reader: Reader, key: str) -> Unit | None:
    """A unit or person that is addressed without standing on the project."""
    unit = view(reader).get("unit", key)
    return Unit(unit["id"], "other", unit["name"] or "", kind=unit["kind"] or "unit") if unit else None


def situation(reader: Reader, inspection: Mapping[str, Any] | None, also: Iterable[str] = ()) -> Situation:
    """What the visit found, as the checklist takes it; ``also`` names parties that must be known."""
    reader = view(reader)
    project = reader.get("project", inspection["project"]) if inspection else None
    units = list(units_of(reader, project["id"] if project else None))
    answers = answers_of(reader, inspection["id"]) if inspection else ()
    known = {u.key for u in units}
    named = dict.fromkeys([*also, *(a.unit for a in answers)])
    others = [party(reader, key) for key in named if key not in known]
    units += {u.key: u for u in others if u is not None and u.key not in known}.values()
    if inspection is None:
        return Situation(tuple(units))
    keys = {u.key for u in units}
    return Situation(
        units=tuple(units),
        answers=tuple(a for a in answers if a.unit in keys),
        events=events_of(reader, inspection["id"]),
        investment=project["investment"] if project else None,
        deposit_used_or_letter=_deposit_letter(reader, project),
        project_completed=True if project and project["completed_on"] else None,
    )


def _deposit_letter(reader: Reader, project: Row | None) -> bool | None:
    deposits = reader.find("deposit", project=project["id"]) if project else []
    return True if any(d["form"] in DEPOSIT_USED for d in deposits) else None


def answers_of(reader: Reader, inspection: str) -> tuple[Answer, ...]:
    """The answers given; a question not answered yet is left out."""
    return tuple(
        Answer(
            item=row["item"],
            unit=row["unit"] or "",
            value=(row["note"] or "") if row["answer"] in WORDED else row["answer"],
            fields=row["facts"] or {},
            note=row["note"] or "",
        )
        for row in view(reader).find("answer", inspection=inspection)
        if row["answer"]
    )


def events_of(reader: Reader, inspection: str) -> tuple[Event, ...]:
    """Violations that are an event by themselves: a missed appointment, refused entry."""
    made = []
    for row in view(reader).find("finding", inspection=inspection):
        if row["event"]:
            facts = dict(row["facts"] or {})
            since = facts.pop("since", None)
            made.append(Event(row["event"], row["addressee"], date.fromisoformat(since) if since else None, facts))
    return tuple(made)


def evidence_of(reader: Reader, inspection: str | None, wage_case: str | None = None) -> list[Row]:
    """What is in the file: evidence of the visit and of its case, without the proofs of service."""
    found: dict[str, Row] = {}
    for name, value in (("inspection", inspection), ("wage_case", wage_case)):
        for row in reader.find("evidence", **{name: value}) if value else ():
            if row["service"] is None:
                found[row["id"]] = row
    return sorted(found.values(), key=lambda row: row["id"])


def roll_of(reader: Reader, inspection: str | None, *, every: bool = False) -> Roll:
    """Workers and wage lines of the visit's rolls, in the rolls' own order; figures in fen.

    Of two sheets of one employer with the same month only what a person let stand counts (models/twosheets.py);
    ``every``: all that was ever entered.
    """
    workers: list[Row] = []
    lines: list[Line] = []
    pay_day = None
    rolls = view(reader).find("wage_roll", inspection=inspection) if inspection else []
    out = set() if every else twosheets.uncounted(reader, rolls)
    for roll in rolls:
        own = sorted(reader.find("wage_worker", roll=roll["id"]), key=lambda w: (w["place"] or 0, w["id"]))
        at = {w["id"]: n for n, w in enumerate(own)}
        rows = [
            row
            for row in reader.find("wage_line", roll=roll["id"])
            if row["worker"] in at and (roll["id"], row["month"]) not in out
        ]
        if any(of == roll["id"] for of, _ in out):
            left = {row["worker"] for row in rows}
            own = [w for w in own if w["id"] in left]
        by_id = {w["id"]: w for w in own}
        workers += own
        rows.sort(key=lambda row: (at[row["worker"]], row["month"] or "", row["id"]))
        lines += [line_of(row, by_id[row["worker"]]) for row in rows]
        pay_day = pay_day or roll["pay_day"]
    return Roll(tuple(workers), tuple(lines), pay_day)


def line_of(row: Mapping[str, Any], worker: Mapping[str, Any]) -> Line:
    return Line(
        worker=worker["id"],
        name=worker["name"] or "",
        month=row["month"],
        days=Decimal(row["days"]) if row["days"] else None,
        rate_fen=worker["day_rate_fen"],
        due_fen=row["due_fen"],
        paid_fen=row["paid_fen"],
    )
