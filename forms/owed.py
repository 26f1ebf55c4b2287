"""The arrears one order states: from the wage roll's overdue lines, or a stated sum where there is no roll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.casefacts import CaseFacts, DraftSpec, Worker
from models.errors import KnownError, Place
from models.wages import Line, WorkerArrears, arrears, owed
from models.workdays import Calendar


@dataclass(frozen=True)
class WorkerRow:
    """One worker's overdue months with what was due, paid and is owed over them, in fen."""

    worker: Worker
    months: tuple[str, ...]
    due_fen: int | None
    paid_fen: int | None
    owed_fen: int


@dataclass(frozen=True)
class Owed:
    """What the order says is owed. ``amount_fen`` None: not said, because some amount is unknown.

    ``rows`` are empty where the sum is not said: the appendix would total something else. ``stated``: the figures are somebody's word, there is no roll. ``differs_from``/``heads_differ_from`` are figures
    given beside a roll that do not agree with it: the roll is printed.
    """

    key: tuple[str, ...]
    first: str | None
    workers: int | None
    amount_fen: int | None
    period: tuple[str, ...]
    per_worker: tuple[WorkerArrears, ...] = ()
    rows: tuple[WorkerRow, ...] = ()
    not_yet_due: tuple[str, ...] = ()
    unknown: int = 0
    unnamed: int = 0
    stated: bool = False
    differs_from: int | None = None
    heads_differ_from: int | None = None
    provisional: bool = False


def owed_for(case: CaseFacts, spec: DraftSpec, facts: Mapping[str, Any], calendar: Calendar) -> Owed:
    """The arrears of a requirement on ``spec.as_of``; raises KnownError("nothing_overdue" | "pay_day_missing")."""
    if not case.lines:
        told = spec.workers is not None or spec.amount_fen is not None
        return Owed(("stated",), None, spec.workers, spec.amount_fen, spec.period, stated=told)
    if not case.pay_day:
        raise KnownError("pay_day_missing", where=Place(field="pay_day"))
    lines, unnamed = lines_of(case, spec, facts)
    found = arrears(lines, spec.period or None, spec.as_of or spec.date, case.pay_day, calendar)
    extra = {worker for worker, _ in found.unknown} - {p.worker for p in found.per_worker}
    workers = len(found.per_worker) + len(extra)
    if not workers:
        day = (spec.as_of or spec.date).isoformat()
        raise KnownError("nothing_overdue", where=Place(field="as_of"), as_of=day)
    months = set(spec.period or found.months) - set(found.not_yet_due)
    amount = None if found.unknown else found.amount_fen
    differs = spec.amount_fen if spec.amount_fen is not None and spec.amount_fen != amount else None
    heads = spec.workers if spec.workers is not None and spec.workers != workers else None
    own: dict[str, list[Line]] = {}
    for line in lines:
        own.setdefault(line.worker, []).append(line)
    return Owed(
        key=tuple(sorted({line.worker for line in lines})),
        first=first_name(lines, found.per_worker, extra),
        workers=workers,
        amount_fen=amount,
        period=tuple(sorted(months)),
        per_worker=found.per_worker,
        rows=() if found.unknown else tuple(row(case, p, own[p.worker]) for p in found.per_worker),
        not_yet_due=found.not_yet_due,
        unknown=len(found.unknown),
        unnamed=unnamed,
        differs_from=differs,
        heads_differ_from=heads,
        provisional=found.provisional,
    )


def lines_of(case: CaseFacts, spec: DraftSpec, facts: Mapping[str, Any]) -> tuple[tuple[Line, ...], int]:
    """The lines of the employer in question, without workers who asked not to be named.

    The employer is the fact ``employer``; else the addressee (or the person it let the work to) where workers are
    known to be his; a worker whose employer nobody recorded counts with either.
    """
    named = [str(facts[k]) for k in ("employer", "person") if facts.get(k)]
    keys = {k for k, u in case.situation.by_key.items() if k in named or u.name in named}
    if not facts.get("employer"):
        keys |= {case.unit(key).key for key in spec.addressees}
    recorded = {w.employer for w in case.workers.values() if w.employer}
    chosen = case.lines
    if keys & recorded:
        chosen = tuple(
            line
            for line in case.lines
            if (worker := case.workers.get(line.worker)) is None or worker.employer in (*keys, None)
        )
    hidden = {w.key for w in case.workers.values() if w.unnamed}
    kept = tuple(line for line in chosen if line.worker not in hidden)
    return kept, len({line.worker for line in chosen} & hidden)


def first_name(lines: tuple[Line, ...], people: tuple[WorkerArrears, ...], extra: set[str]) -> str | None:
    """The first worker of the roll's order among those who are owed anything."""
    wanted = {p.worker for p in people} | extra
    return next((line.name for line in lines if line.worker in wanted), None)


def row(case: CaseFacts, person: WorkerArrears, lines: Iterable[Line]) -> WorkerRow:
    """The appendix line from the worker's own lines: sums over exactly the months that are owed."""
    own = [x for x in lines if x.month in person.months and owed(x)]
    due = [x.due_fen for x in own]
    paid = [x.paid_fen for x in own]
    return WorkerRow(
        worker=case.workers.get(person.worker) or Worker(person.worker, person.name),
        months=person.months,
        due_fen=None if None in due else sum(d or 0 for d in due),
        paid_fen=None if None in paid else sum(p or 0 for p in paid),
        owed_fen=person.owed_fen,
    )
