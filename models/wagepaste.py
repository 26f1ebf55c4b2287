"""A table pasted from a spreadsheet into a wage sheet: which column is which, which month, which worker."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import KnownError
from models.identity import normalise_name, tidy
from models.wagesheet import FIELDS, WORKER_KEYS, Cell, Plan, Sheet, add_workers, plan

_HEADS = (
    ("name", ("姓名", "工人姓名", "农民工姓名", "name")),
    ("id_no", ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "idno", "id")),
    ("trade", ("工种", "岗位", "班组工种", "trade")),
    ("day_rate", ("日工资", "日工资标准", "日薪", "工日单价", "单价", "日单价", "rate", "dayrate")),
    ("days", ("出勤天数", "出勤", "工日", "天数", "考勤天数", "工日数", "days")),
    ("due", ("应发工资", "应发", "应付", "应付工资", "应发金额", "应付金额", "应发合计", "due")),
    ("paid", ("实发工资", "实发", "已付", "已发", "实付", "实付工资", "已付工资", "实发金额", "已发金额", "paid")),
    ("owed", ("欠付", "欠发", "未发", "未付", "拖欠金额", "欠薪", "欠薪金额", "owed")),
    ("month", ("月份", "工资月份", "month")),
)
_TOTAL = re.compile(r"^(合\s*计|总\s*计|小\s*计|本页小计|total|sum)", re.IGNORECASE)
_MONTH = re.compile(r"(?:(?P<y>20\d{2})\s*[年./-]\s*)?(?P<m>1[0-2]|0?[1-9])(?:月(?:份)?|(?=\s|$|[^\d]))")


@dataclass(frozen=True)
class Table:
    """A pasted table with a header: the columns' keys (worker fields, ``YYYY-MM.due`` …) and its rows."""

    keys: tuple[str | None, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0

    @property
    def months(self) -> list[str]:
        return sorted({k.partition(".")[0] for k in self.keys if k and "." in k})


def table_of(cells: Sequence[Sequence[str]], months: Sequence[str], on: date) -> Table | None:
    """The table where its first lines are a header that names a column of names; None otherwise.

    One or two header lines (a month above its due and paid), title lines before them and total lines are left out.
    A month without a year takes the year of the sheet's months, else the last such month before ``on``.
    """
    for at in range(min(4, len(cells))):
        flat = [_head(c) for c in cells[at]]
        if "name" in flat:
            keys, used = _keys(cells, at, months, on)
            body = [tuple(line) for line in cells[at + used :]]
            people = [line for line in body if _person(line, keys)]
            return Table(keys, tuple(people), len([x for x in body if any(x)]) - len(people))
    return None


def _keys(
    cells: Sequence[Sequence[str]], at: int, months: Sequence[str], on: date
) -> tuple[tuple[str | None, ...], int]:
    """Column keys of the header that begins at line ``at``, and how many lines it has."""
    above = cells[at - 1] if at else []
    below = cells[at + 1] if at + 1 < len(cells) else []
    second = [_head(c) for c in below]
    two = bool({"due", "paid", "days", "owed"} & set(second)) and "name" not in second
    carried = ""
    own: list[str | None] = []
    for n, text in enumerate(cells[at]):
        month = _month(text, months, on)
        over = _month(above[n], months, on) if n < len(above) else ""
        carried = month or over or carried
        under = below[n] if two and n < len(below) else ""
        key = _head(under) or _head(text)
        if key in WORKER_KEYS or key == "month":
            carried = "" if not month else carried
            own.append(key)
        elif key in FIELDS:
            found = _month(under, months, on) or carried or (months[-1] if len(months) == 1 else "")
            own.append(f"{found}.{key}" if found else f"?.{key}")
        else:
            own.append(None)
    return tuple(own), 2 if two else 1


def _head(text: str) -> str | None:
    bare = re.sub(r"\(.*?\)|[\s:_]", "", unicodedata.normalize("NFKC", text).lower())
    bare = _MONTH.sub("", bare).lstrip("的年月份-_/ ") or bare
    for key, words in _HEADS:
        if bare in words:
            return key
    return None


def _month(text: str, months: Sequence[str], on: date) -> str:
    found = _MONTH.search(unicodedata.normalize("NFKC", text))
    if not found or not ("月" in text or found["y"]):
        return ""
    number = int(found["m"])
    if found["y"]:
        return f"{found['y']}-{number:02d}"
    known = next((m for m in months if int(m[5:]) == number), None)
    year = on.year if number <= on.month else on.year - 1
    return known or f"{year:04d}-{number:02d}"


def _person(line: Sequence[str], keys: Sequence[str | None]) -> bool:
    at = keys.index("name")
    name = line[at].strip() if at < len(line) else ""
    return bool(name) and not any(_TOTAL.match(cell.strip()) for cell in line[: at + 1])


def paste(sheet: Sheet, table: Table, on: date) -> Plan:
    """The table laid over the sheet: a worker is met again by the identity number, else by the only equal name.

    New workers are added at the end (in memory, until written); columns whose month nobody knows are left out.
    """
    numbers = {str(w["id_no"]): k for k, w in sheet.workers.items() if w["id_no"]}
    names = Counter(str(w["name"]) for w in sheet.workers.values() if w["name"])
    by_name = {str(w["name"]): k for k, w in sheet.workers.items() if w["name"] and names[str(w["name"])] == 1}
    cells: list[Cell] = []
    for line in table.rows:
        given = {k: line[n] for n, k in enumerate(table.keys) if k and n < len(line) and not k.startswith("?")}
        month = _row_month(line, table, sheet, on)
        if month:
            given |= {
                f"{month}.{k[2:]}": line[n] for n, k in enumerate(table.keys) if k and k[:2] == "?." and n < len(line)
            }
        given.pop("month", None)
        worker = _meet(given, sheet, numbers, by_name)
        if worker is None:
            worker = add_workers(sheet)[0]
            number, name = tidy(given.get("id_no", "")), normalise_name(given.get("name", ""))
            if number:
                numbers[number] = worker
            else:
                by_name[name] = worker
        cells += [(worker, key, text) for key, text in given.items() if text.strip() or key in WORKER_KEYS[:1]]
    return plan(sheet, cells, on)


def _row_month(line: Sequence[str], table: Table, sheet: Sheet, on: date) -> str:
    if "month" in table.keys:
        at = table.keys.index("month")
        return _month(line[at] if "月" in line[at] or "-" in line[at] else f"{line[at]}月", sheet.months, on)
    return sheet.months[0] if len(sheet.months) == 1 else ""


def _meet(given: Mapping[str, str], sheet: Sheet, numbers: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    number = tidy(given.get("id_no", ""))
    if number in numbers:
        return numbers[number]
    known = names.get(normalise_name(given.get("name", "")))
    return None if known and number and sheet.workers[known]["id_no"] else known


def place(
    sheet: Sheet,
    cells: Sequence[Sequence[str]],
    workers: Sequence[str],
    keys: Sequence[str | None],
    corner: tuple[int, int],
    on: date,
) -> Plan:
    """Cells without a header laid over the lines and columns shown, from ``corner`` on; new lines at the end.

    ``keys`` are the columns shown, None where nothing can be typed. Raises KnownError("paste_too_wide").
    """
    line, first = corner
    room, widest = len(keys) - first, max(len(row) for row in cells)
    if widest > room:
        raise KnownError("paste_too_wide", columns=widest, room=room)
    known = list(workers)
    if line + len(cells) > len(known):
        known += add_workers(sheet, line + len(cells) - len(known))
    wanted = [
        (known[line + r], key, text)
        for r, row in enumerate(cells)
        for c, text in enumerate(row)
        if (key := keys[first + c]) is not None
    ]
    return plan(sheet, wanted, on)
