"""A wage roll as the sheet people fill: cells in and out as one act each, what needs a second look, what is owed on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import uuid_utils

from models import cases, checklist, money, twosheets, wages
from models.checklist import Situation, Unit
from models.duplicates import view
from models.errors import KnownError, Place
from models.identity import check_person, normalise_name, tidy
from models.wages import Arrears, Line, Totals
from models.workdays import Calendar, PayDay, parse_month, parse_pay_day

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
Cell = tuple[str, str, str]
"""(worker, column key, text)."""

WORKER_KEYS = ("name", "id_no", "trade", "day_rate")
MONTH_KEYS = ("days", "due", "paid", "owed")
FIELDS = {"days": "days", "due": "due_fen", "paid": "paid_fen"}


@dataclass
class Sheet:
    """One roll in memory: workers in their order and their months; amounts in fen, None where unknown."""

    roll: Row
    workers: dict[str, Row] = field(default_factory=dict)
    lines: dict[tuple[str, str], Row] = field(default_factory=dict)
    months: list[str] = field(default_factory=list)
    unsaved: set[str] = field(default_factory=set)
    known: dict[tuple[str, str], Line | None] = field(default_factory=dict, repr=False)
    """Lines made once and again after a change; None: nothing is entered there."""

    def row(self, worker: str) -> Row:
        """One line of the sheet: texts by column key."""
        known = self.workers[worker]
        rate = known["day_rate_fen"]
        made: Row = {
            "id": worker,
            "name": known["name"] or "",
            "id_no": known["id_no"] or "",
            "trade": known["trade"] or "",
            "day_rate": "" if rate is None else money.yuan(rate, grouped=True),
        }
        for month in self.months:
            line = self.lines.get((worker, month))
            for key in MONTH_KEYS:
                made[f"{month}.{key}"] = self._text(worker, month, line, key)
        return made

    def _text(self, worker: str, month: str, line: Row | None, key: str) -> str:
        if line is None:
            return ""
        if key == "days":
            return str(line["days"] or "")
        fen = wages.owed(self.line(worker, month)) if key == "owed" else line[FIELDS[key]]
        return "" if fen is None else money.yuan(fen, grouped=True)

    def line(self, worker: str, month: str) -> Line:
        return cases.line_of(self.lines[(worker, month)], self.workers[worker])

    def forget(self, workers: Iterable[str], lines: Iterable[tuple[str, str]]) -> None:
        """These changed: make their lines anew when they are next asked for."""
        for worker in workers:
            for month in self.months:
                self.known.pop((worker, month), None)
        for key in lines:
            self.known.pop(key, None)

    def all_lines(self) -> list[Line]:
        """The lines with anything in them, in the roll's order."""
        for key, row in self.lines.items():
            if key not in self.known:
                self.known[key] = self.line(*key) if _filled(row) else None
        by_worker = ((worker, month) for worker in self.workers for month in self.months)
        return [line for key in by_worker if (line := self.known.get(key)) is not None]


@dataclass(frozen=True)
class Plan:
    """What one act changes: fields of workers and of lines (worker, month), and what could not be read."""

    workers: Mapping[str, Row] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    unread: tuple[Cell, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.workers and not self.lines


def _filled(line: Mapping[str, Any]) -> bool:
    return any(line.get(name) not in (None, "") for name in ("days", "due_fen", "paid_fen"))


# --- the records


def read(reader: cases.Reader, roll: str) -> Sheet:
    """The sheet of a roll; raises KeyError for an unknown one."""
    row = reader.get("wage_roll", roll)
    if row is None:
        raise KeyError(roll)
    own = sorted(reader.find("wage_worker", roll=roll), key=lambda w: (w["place"] or 0, w["id"]))
    sheet = Sheet(row, {w["id"]: w for w in own})
    for line in reader.find("wage_line", roll=roll):
        if line["worker"] in sheet.workers and line["month"]:
            sheet.lines[(line["worker"], line["month"])] = line
    sheet.months = sorted({month for _, month in sheet.lines})
    return sheet


def rolls(reader: cases.Reader, inspection: str) -> list[Row]:
    """The rolls of a visit, oldest first."""
    return view(reader).find("wage_roll", inspection=inspection)


def standing(reader: cases.Reader, inspection: str) -> list[Sheet]:
    """The sheets of a visit as they count: months that a sheet lost to another of the same employer are left out."""
    known = rolls(reader, inspection)
    out = twosheets.uncounted(reader, known)
    made = []
    for row in known:
        sheet = read(reader, row["id"])
        sheet.roll = row
        lost = {month for roll, month in out if roll == row["id"]}
        sheet.lines = {key: line for key, line in sheet.lines.items() if key[1] not in lost}
        sheet.months = [month for month in sheet.months if month not in lost]
        if not lost or sheet.all_lines():
            made.append(sheet)
    return made


def blank(inspection: str, unit: str | None, pay_day: str | None = None) -> Sheet:
    """An empty sheet of one unit, in memory: the first :func:`write` makes its roll."""
    empty = dict.fromkeys(("name", "as_of", "basis", "provider"))
    roll = {**empty, "id": str(uuid_utils.uuid7()), "inspection": inspection, "unit": unit, "pay_day": pay_day}
    return Sheet({**roll, "state": "taken"})


def usual_pay_day(reader: cases.Reader, inspection: str, unit: str | None) -> str | None:
    """The pay day another roll of the visit has, else what was answered to a question of the checklist."""
    for row in rolls(reader, inspection):
        if row["pay_day"]:
            return str(row["pay_day"])
    for row in view(reader).find("answer", inspection=inspection, unit=unit) if unit else ():
        facts = row["facts"] or {}
        if isinstance(facts.get("pay_day"), int) and 1 <= facts["pay_day"] <= 31:
            return str(PayDay(1 if facts.get("next_month", True) else 0, facts["pay_day"]))
    return None


def keep_roll(tx: Tx, sheet: Sheet, **fields: Any) -> str:
    """Make the roll of this sheet if it is not stored yet, and set its fields."""
    roll = str(sheet.roll["id"])
    if tx.get("wage_roll", roll) is None:
        known = {k: v for k, v in sheet.roll.items() if k != "id" and v is not None}
        tx.new("wage_roll", id=roll, **{**known, **fields})
    elif fields:
        tx.set("wage_roll", roll, **fields)
    return roll


def carried(before: Sheet, now: Sheet) -> Sheet:
    """``now`` as read again, with the empty lines and months of ``before`` that are not stored yet."""
    if before.roll["id"] == now.roll["id"]:
        for worker in before.unsaved:
            now.workers.setdefault(worker, before.workers[worker])
            now.unsaved.add(worker)
        now.months = sorted({*now.months, *before.months})
    return now


def employers(seen: Situation, rolls: Collection[str | None]) -> list[Unit]:
    """Units a roll may belong to: those that have one, those that hire, then the other contractors."""
    others = [u for u in seen.units if u.role in ("general_contractor", "subcontractor", "individual")]
    order = [*(u for u in seen.units if u.key in rolls), *checklist.employers(seen), *others]
    return list({u.key: u for u in order}.values())


def tell(tx: Tx, inspection: str, unit: str | None, on: date, fields: Row) -> None:
    """Keep a sum somebody told, without a roll: each of its parts may stay unknown."""
    known = view(tx).find("stated_arrears", inspection=inspection, unit=unit)
    if known:
        tx.set("stated_arrears", known[-1]["id"], **fields)
    else:
        tx.new("stated_arrears", inspection=inspection, unit=unit, stated_on=on.isoformat(), **fields)


def remove(tx: Tx, sheet: Sheet, worker: str) -> None:
    """Mark a worker and his months deleted."""
    for row in tx.find("wage_line", roll=sheet.roll["id"], worker=worker):
        tx.delete("wage_line", row["id"])
    if tx.get("wage_worker", worker) is not None:
        tx.delete("wage_worker", worker)


def month_of(sheet: Sheet, month: str) -> Plan:
    """What stands in the columns of ``month``: the plan that puts it back after the month was taken out."""
    names = ("days", "due_fen", "paid_fen", "note")
    kept = {
        k: {n: v for n in names if (v := row.get(n)) is not None} for k, row in sheet.lines.items() if k[1] == month
    }
    return Plan(lines={key: fields for key, fields in kept.items() if fields})


def forget_month(sheet: Sheet, month: str) -> None:
    """Take the columns of ``month`` out of the sheet in memory."""
    gone = [key for key in sheet.lines if key[1] == month]
    sheet.forget((), gone)
    for key in gone:
        del sheet.lines[key]
    sheet.months = [one for one in sheet.months if one != month]


def remove_month(tx: Tx, sheet: Sheet, month: str) -> None:
    """Mark what is stored of ``month`` deleted."""
    for row in tx.find("wage_line", roll=sheet.roll["id"], month=month):
        tx.delete("wage_line", row["id"])


def write(tx: Tx, sheet: Sheet, plan: Plan) -> None:
    """Write what :func:`apply` put into the sheet: one act, whatever its size."""
    roll = keep_roll(tx, sheet)
    for worker, fields in plan.workers.items():
        if tx.get("wage_worker", worker) is None:
            row = sheet.workers[worker]
            tx.new("wage_worker", id=worker, **{k: v for k, v in row.items() if k != "id" and v is not None})
        else:
            tx.set("wage_worker", worker, **fields)
    for key, fields in plan.lines.items():
        row = sheet.lines[key]
        if tx.get("wage_line", row["id"]) is None:
            tx.new("wage_line", id=row["id"], roll=roll, worker=key[0], month=key[1], **fields)
        else:
            tx.set("wage_line", row["id"], **fields)


# --- changing


def add_workers(sheet: Sheet, n: int = 1, **fields: Any) -> list[str]:
    """Lines for ``n`` more workers at the end, in memory; the next :func:`write` that names them stores them."""
    made = []
    last = max((w["place"] or 0 for w in sheet.workers.values()), default=0)
    for at in range(1, n + 1):
        worker = str(uuid_utils.uuid7())
        empty = dict.fromkeys(("name", "id_no", "id_status", "phone", "bank_card", "trade", "day_rate_fen"))
        unit = sheet.roll["unit"]
        sheet.workers[worker] = {
            **empty, "id": worker, "roll": sheet.roll["id"], "place": last + at, "employer": unit, "unnamed": False,
            **fields,
        }  # fmt: skip
        sheet.unsaved.add(worker)
        made.append(worker)
    return made


def add_month(sheet: Sheet, day: date) -> str:
    """The next month after the last one as a new group of columns; the one before the first where that is not over.

    An empty sheet begins with the month before ``day``: arrears are looked for backwards from there.
    """
    over = day.year * 12 + day.month - 2
    known = [year * 12 + month - 1 for year, month in map(parse_month, sheet.months)] or [over - 1]
    made = known[-1] + 1 if known[-1] < over else known[0] - 1
    return add_this_month(sheet, f"{made // 12:04d}-{made % 12 + 1:02d}")


def add_this_month(sheet: Sheet, month: str) -> str:
    """Columns for ``month``; raises KnownError("month_impossible")."""
    parse_month(month)
    if month not in sheet.months:
        sheet.months = sorted([*sheet.months, month])
    return month


def plan(sheet: Sheet, cells: Iterable[Cell], on: date) -> Plan:
    """What these typed or pasted cells change; cells that cannot be read are named in ``unread`` and change nothing.

    A day rate or days that change where due was not known, or was what they gave, change due with them.
    """
    workers: dict[str, Row] = {}
    lines: dict[tuple[str, str], Row] = {}
    unread: list[Cell] = []
    for worker, key, text in cells:
        try:
            if key in WORKER_KEYS:
                workers.setdefault(worker, {}).update(_worker_fields(key, text, on))
            else:
                month, _, name = key.partition(".")
                lines.setdefault((worker, month), {}).update(_line_fields(name, text, sheet.roll))
        except KnownError:
            unread.append((worker, key, text))
    for touched, given in list(lines.items()):
        _reckon(sheet, touched, given, workers.get(touched[0], {}))
    workers = {w: f for w, f in workers.items() if f or w in sheet.unsaved}
    for worker, _ in lines:
        if worker in sheet.unsaved:
            workers.setdefault(worker, {})
    return Plan(workers, {k: f for k, f in lines.items() if f}, tuple(unread))


def _worker_fields(key: str, text: str, on: date) -> Row:
    bare = text.strip()
    if key == "name":
        return {"name": normalise_name(text) or None}
    if key == "trade":
        return {"trade": bare or None}
    if key == "day_rate":
        return {"day_rate_fen": _fen(bare, key)}
    if not bare:
        return {"id_no": None, "id_status": None}
    return {"id_no": tidy(bare), "id_status": check_person(bare, on).status}


def _line_fields(name: str, text: str, roll: Row) -> Row:
    bare = text.strip()
    if name == "days":
        return {"days": None if bare in ("", "-", "—", "/") else str(money.parse_days(bare))}
    if name not in FIELDS:
        return {}
    return {FIELDS[name]: _fen(bare, name)}


def _fen(text: str, key: str) -> int | None:
    if text in ("", "-", "—", "/"):
        return None
    return money.parse_yuan(text, where=Place(field=key))


def _reckon(sheet: Sheet, key: tuple[str, str], given: Row, worker: Row) -> None:
    """Days times rate fill due where nobody said otherwise."""
    if "due_fen" in given or "days" not in given or given["days"] is None:
        return
    line = sheet.lines.get(key)
    person = sheet.workers[key[0]] | worker
    old = wages.expected_due(cases.line_of(line, person)) if line else None
    if line is not None and line["due_fen"] is not None and line["due_fen"] != old:
        return
    rate = person["day_rate_fen"]
    if rate is not None:
        given["due_fen"] = money.times(Decimal(given["days"]), rate)


def apply(sheet: Sheet, given: Plan) -> None:
    """Put a plan into the sheet in memory, at once."""
    sheet.forget(given.workers, given.lines)
    for worker, fields in given.workers.items():
        sheet.workers[worker] |= fields
        sheet.unsaved.discard(worker)
    for key, fields in given.lines.items():
        if key not in sheet.lines:
            empty = dict.fromkeys(("days", "due_fen", "paid_fen", "note"))
            sheet.lines[key] = {**empty, "id": str(uuid_utils.uuid7()), "worker": key[0], "month": key[1]}
        sheet.lines[key] |= fields
        if key[1] not in sheet.months:
            sheet.months = sorted([*sheet.months, key[1]])


def undo_of(sheet: Sheet, given: Plan) -> Plan:
    """The plan that takes ``given`` back; ask for it before :func:`apply`."""
    workers = {
        w: {name: sheet.workers[w].get(name) for name in fields}
        for w, fields in given.workers.items()
        if w in sheet.workers
    }
    lines = {k: {name: sheet.lines.get(k, {}).get(name) for name in fields} for k, fields in given.lines.items()}
    return Plan(workers, lines)


# --- sums


def totals(sheet: Sheet) -> Totals:
    return wages.totals(sheet.all_lines())


def month_totals(sheet: Sheet) -> dict[str, int]:
    """Sums by column key, in fen, over the known amounts."""
    found: dict[str, int] = {}
    for line in sheet.all_lines():
        for key, value in (("due", line.due_fen), ("paid", line.paid_fen), ("owed", wages.owed(line))):
            if value is not None:
                found[f"{line.month}.{key}"] = found.get(f"{line.month}.{key}", 0) + value
    return found


def arrears(sheet: Sheet, as_of: date, calendar: Calendar) -> Arrears:
    """What is overdue on a day; raises KnownError pay_day_missing, pay_day_unreadable."""
    pay_day = sheet.roll["pay_day"]
    if not pay_day:
        raise KnownError("pay_day_missing", where=Place(field="pay_day"))
    return wages.arrears(sheet.all_lines(), None, as_of, parse_pay_day(pay_day), calendar)
