"""Wages worker by worker and month by month: what is owed, what is overdue on a day, and when it may be a crime."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models import money
from models.workdays import Calendar, PayDay, parse_month, parse_pay_day, payable

MONTHS_FOR_ONE = 3
PEOPLE_FOR_GROUP = 10


@dataclass(frozen=True)
class Line:
    """One worker in one month. ``worker`` is the key of the person, never the name; unknown amounts are None.

    ``stated_owed_fen`` is the arrears a source states by itself, used only where due or paid is not known.
    """

    worker: str
    name: str
    month: str
    days: Decimal | None = None
    rate_fen: int | None = None
    due_fen: int | None = None
    paid_fen: int | None = None
    stated_owed_fen: int | None = None


@dataclass(frozen=True)
class Problem:
    """Something in the roll that a person must look at; it is kept as it stands."""

    code: str
    severity: str
    worker: str
    name: str
    month: str
    expected_fen: int | None = None


@dataclass(frozen=True)
class WorkerArrears:
    """One worker's overdue months and sums, in fen, over those months."""

    worker: str
    name: str
    months: tuple[str, ...]
    owed_fen: int


@dataclass(frozen=True)
class Arrears:
    """What is overdue on ``as_of``.

    From a roll ``people`` and ``amount_fen`` are sums of its lines; ``unknown`` names lines (worker, month) that are
    overdue but whose amount is not known, so that the sums are lower bounds. From a statement each may be None and
    ``stated_by`` says whose word it is.
    """

    as_of: date
    first_name: str | None
    people: int | None
    amount_fen: int | None
    months: tuple[str, ...]
    per_worker: tuple[WorkerArrears, ...] = ()
    not_yet_due: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    provisional: bool = False
    stated_by: str | None = None

    @property
    def complete(self) -> bool:
        return not self.unknown and self.people is not None and self.amount_fen is not None


@dataclass(frozen=True)
class Totals:
    """Sums of a roll in fen over the known amounts; ``complete`` is False if any amount is not known."""

    people: int
    due_fen: int
    paid_fen: int
    owed_fen: int
    complete: bool


@dataclass(frozen=True)
class Stated:
    """Arrears told without a roll: head-count and sum may each be unknown."""

    people: int | None
    amount_fen: int | None
    months: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class CrimeWarning:
    """The arrears reach the amount from which refusing to pay may be a crime (XFJS-3 and the province's rule).

    ``one_worker``: some worker is owed three months or more and ``one_fen`` or more. ``group``: ten workers or more
    are owed ``group_fen`` or more together. ``basis`` is ``province``, ``city`` or ``national`` (no rule of the
    province is known, the lower end of the national band warns); ``area_zh``, ``document`` say where it stands.
    """

    one_worker: bool
    group: bool
    worst_fen: int
    people: int
    total_fen: int
    one_fen: int
    group_fen: int
    basis: str
    area_zh: str | None
    document: str | None


def owed(line: Line) -> int | None:
    """Due less paid in fen where both are known, else the source's own figure, else None; never below 0.

    Paid above due is owed 0 and a problem (:func:`problems`): it is not set off against other months.
    """
    if line.due_fen is not None and line.paid_fen is not None:
        return max(0, line.due_fen - line.paid_fen)
    return line.stated_owed_fen


def expected_due(line: Line) -> int | None:
    """Days × day rate, half up to one fen, or None where one of them is not known."""
    if line.days is None or line.rate_fen is None:
        return None
    return money.times(line.days, line.rate_fen)


def problems(lines: Sequence[Line]) -> list[Problem]:
    """What a person must look at, line by line: nothing is corrected and nothing is left out.

    Codes: paid_above_due, line_twice (error); amount_unknown, due_differs, days_above_month (warning).
    Raises KnownError("month_impossible") for a line whose month cannot be.
    """
    seen = Counter((line.worker, line.month) for line in lines)
    found = []
    for line in lines:
        year, month = parse_month(line.month)

        def add(code: str, severity: str, expected: int | None = None, line: Line = line) -> None:
            found.append(Problem(code, severity, line.worker, line.name, line.month, expected))

        if line.due_fen is not None and line.paid_fen is not None and line.paid_fen > line.due_fen:
            add("paid_above_due", "error")
        if seen[(line.worker, line.month)] > 1:
            add("line_twice", "error")
        if owed(line) is None:
            add("amount_unknown", "warning")
        expected = expected_due(line)
        if expected is not None and line.due_fen is not None and expected != line.due_fen:
            add("due_differs", "warning", expected)
        if line.days is not None and line.days > monthrange(year, month)[1]:
            add("days_above_month", "warning")
    return found


def arrears(
    lines: Sequence[Line],
    months: Iterable[str] | None,
    as_of: date,
    pay_day: PayDay | str,
    calendar: Calendar,
) -> Arrears:
    """What is overdue on ``as_of`` in the given months (None: every month of the roll), from the lines alone.

    A month counts from the day after its pay day, advanced before rest days; a month not yet overdue is named in
    ``not_yet_due`` and is not in any sum. Workers keep the order of the lines; one with nothing owed is not counted.
    Raises KnownError: pay_day_unreadable, month_impossible.
    """
    rule = parse_pay_day(pay_day) if isinstance(pay_day, str) else pay_day
    wanted = None if months is None else set(months)
    listed = sorted({line.month for line in lines if wanted is None or line.month in wanted})
    due = {month: payable(month, rule, calendar) for month in listed}
    overdue = {month for month in listed if due[month].overdue_from <= as_of}
    per_worker: dict[str, list[Line]] = {}
    unknown = []
    for line in lines:
        if line.month not in overdue:
            continue
        if owed(line) is None:
            unknown.append((line.worker, line.month))
        elif owed(line):
            per_worker.setdefault(line.worker, []).append(line)
    people = tuple(_sum_worker(own) for own in per_worker.values())
    return Arrears(
        as_of=as_of,
        first_name=people[0].name if people else None,
        people=len(people),
        amount_fen=sum(one.owed_fen for one in people),
        months=tuple(sorted({month for one in people for month in one.months})),
        per_worker=people,
        not_yet_due=tuple(month for month in listed if month not in overdue),
        unknown=tuple(unknown),
        provisional=any(found.provisional for found in due.values()),
    )


def _sum_worker(lines: list[Line]) -> WorkerArrears:
    return WorkerArrears(
        worker=lines[0].worker,
        name=lines[0].name,
        months=tuple(sorted({line.month for line in lines})),
        owed_fen=sum(owed(line) or 0 for line in lines),
    )


def stated_arrears(stated: Stated, as_of: date) -> Arrears:
    """A stated sum as arrears: no worker is named, and the paper says whose word it is."""
    for month in stated.months:
        parse_month(month)
    return Arrears(
        as_of=as_of,
        first_name=None,
        people=stated.people,
        amount_fen=stated.amount_fen,
        months=tuple(sorted(set(stated.months))),
        stated_by=stated.by,
    )


def totals(lines: Sequence[Line]) -> Totals:
    """Sums over the whole roll, whatever is overdue."""
    amounts = [(line.due_fen, line.paid_fen, owed(line)) for line in lines]
    return Totals(
        people=len({line.worker for line in lines}),
        due_fen=sum(due or 0 for due, _, _ in amounts),
        paid_fen=sum(paid or 0 for _, paid, _ in amounts),
        owed_fen=sum(rest or 0 for _, _, rest in amounts),
        complete=all(value is not None for row in amounts for value in row),
    )


def month_runs(months: Iterable[str]) -> list[tuple[str, str]]:
    """Months joined into runs without a hole: 07, 08, 10 → (07, 08), (10, 10)."""
    runs: list[tuple[str, str]] = []
    for month in sorted(set(months)):
        year, number = parse_month(month)
        before = f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"
        if runs and runs[-1][1] == before:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def threshold(
    province: str,
    city: str | None,
    per_worker: Sequence[WorkerArrears],
    total_fen: int | None,
    *,
    regional: Mapping[str, Any],
    people: int | None = None,
) -> CrimeWarning | None:
    """Whether overdue wages reach the local amount of the crime of refusing to pay; None if they do not.

    ``province`` is a region code (its first two digits count) or the province's name; ``city`` a city's or county's
    name, with or without 市 or 县. ``regional`` is the pack's ``regional.json`` (yuan). A stated sum without a roll has
    no ``per_worker``; its head-count then comes in ``people``.
    """
    row, basis = _threshold_row(province, city, regional)
    one_fen, group_fen = row["one_worker_3_months"] * 100, row["ten_workers_total"] * 100
    long_owed = [one.owed_fen for one in per_worker if len(one.months) >= MONTHS_FOR_ONE]
    heads = max(len([one for one in per_worker if one.owed_fen > 0]), people or 0)
    worst = max(long_owed, default=0)
    one_worker = bool(long_owed) and worst >= one_fen
    group = heads >= PEOPLE_FOR_GROUP and total_fen is not None and total_fen >= group_fen
    if not (one_worker or group):
        return None
    return CrimeWarning(
        one_worker=one_worker,
        group=group,
        worst_fen=worst,
        people=heads,
        total_fen=total_fen or 0,
        one_fen=one_fen,
        group_fen=group_fen,
        basis=basis,
        area_zh=row.get("area_zh"),
        document=row.get("document"),
    )


def _threshold_row(province: str, city: str | None, regional: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The row whose cities hold the place, else the province's own, else its lowest, else the national floor."""
    rows: list[Mapping[str, Any]] = []
    for known in regional["provinces"]:
        if known["code"] == province[:2] or (len(province) > 1 and known["name_zh"].startswith(province)):
            rows = known["crime_thresholds"] or []
    for row in rows:
        if city and row["cities"] and any(_same_place(city, name) for name in row["cities"]):
            return row, "city"
    whole = [row for row in rows if not row["cities"]]
    if rows:
        return (whole[0] if whole else min(rows, key=lambda row: int(row["one_worker_3_months"]))), "province"
    return regional["national"]["crime_band"]["fallback_for_warning"], "national"


def _same_place(given: str, listed: str) -> bool:
    return given == listed or (len(listed) > 1 and given[:-1] == listed and given[-1] in "市县区州")
