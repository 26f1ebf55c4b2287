"""Working days and terms: the State Council's calendar, counting forward and between, pay days and overdue days.

The day of the event is not counted; a last day on a rest day moves to the next working day (MSSF-85, by analogy);
make-up Saturdays and Sundays are working days; whatever leaves the installed calendar is provisional (暂算).
"""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from models.errors import KnownError, Place

Unit = Literal["workday", "day", "month", "year"]
UNITS: tuple[Unit, ...] = ("workday", "day", "month", "year")
LONGEST_TERM = {"workday": 10_000, "day": 36_525, "month": 1_200, "year": 100}
"""The largest N of a term; more is a slip of the finger."""

SHIPPED = Path(__file__).parent / "packs" / "cn-wage"
"""The pack that comes with the program: ``calendar.json`` and ``regional.json`` stand there."""

ONE_DAY = timedelta(days=1)
Day = date
"""The type, where a field is called ``date``."""


@dataclass(frozen=True)
class Skipped:
    """A day that is not a working day; ``why`` is ``holiday`` (by a notice) or ``weekend``."""

    date: date
    why: str


@dataclass(frozen=True)
class Result:
    """The end of a term: its last day (inclusive), the day before rolling if it was moved, the days passed over."""

    date: date
    provisional: bool
    unrolled: Day | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class Span:
    """From one day (not counted) to another (counted): working days and calendar days."""

    workdays: int
    days: int
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The published days off and make-up days from ``first`` to ``last``, for one region.

    ``local_years`` is None where the region has no holidays of its own, else the years whose local notice is
    installed: a day of another year is provisional, because its local days off are not known.
    """

    first: date
    last: date
    off: frozenset[date]
    make_up: frozenset[date]
    region: str = "CN"
    local_years: frozenset[int] | None = None

    def covers(self, day: date) -> bool:
        """Whether the published calendar settles this day."""
        if not self.first <= day <= self.last:
            return False
        return self.local_years is None or day.year in self.local_years

    def is_workday(self, day: date) -> bool:
        """Monday to Friday outside holidays, and make-up days. Beyond the calendar only the week decides."""
        if day in self.make_up:
            return True
        return day not in self.off and day.weekday() < 5

    def why_off(self, day: date) -> str:
        return "holiday" if day in self.off else "weekend"

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one; raises KnownError("term_beyond_dates")."""
        while not self.is_workday(day):
            day = _later(day, 1)
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_workday(day):
            day = _later(day, -1)
        return day

    def add(self, start: date, n: int, unit: Unit = "workday", *, roll: bool = True) -> Result:
        """The last day of a term of ``n`` units after ``start``; ``start`` is not counted.

        ``day``, ``month`` and ``year`` roll a last day that is not a working day forward unless ``roll`` is False; a
        month without the day ends on its last day. Raises KnownError: term_below_one, term_too_long,
        term_beyond_dates.
        """
        if n < 1:
            raise KnownError("term_below_one", n=n)
        if n > LONGEST_TERM[unit]:
            raise KnownError("term_too_long", n=n, most=LONGEST_TERM[unit])
        if unit == "workday":
            return self._add_workdays(start, n)
        nominal = _nominal(start, n, unit)
        end = self.on_or_after(nominal) if roll else nominal
        return Result(
            date=end,
            provisional=not all(self.covers(day) for day in _days(nominal - ONE_DAY, end)),
            unrolled=nominal if end != nominal else None,
            skipped=self._skipped(nominal - ONE_DAY, end - ONE_DAY),
        )

    def _add_workdays(self, start: date, n: int) -> Result:
        end = start
        while n:
            end = _later(end, 1)
            n -= self.is_workday(end)
        provisional = not all(self.covers(day) for day in _days(start, end))
        return Result(end, provisional, None, self._skipped(start, end))

    def _skipped(self, after: date, upto: date) -> tuple[Skipped, ...]:
        return tuple(Skipped(day, self.why_off(day)) for day in _days(after, upto) if not self.is_workday(day))

    def between(self, start: date, end: date) -> Span:
        """Days from ``start`` (not counted) to ``end`` (counted); raises KnownError("days_reversed")."""
        if end < start:
            raise KnownError("days_reversed", start=start.isoformat(), end=end.isoformat())
        if (end - start).days > LONGEST_TERM["day"]:
            raise KnownError("term_too_long", n=(end - start).days, most=LONGEST_TERM["day"])
        days = _days(start, end)
        return Span(
            workdays=sum(self.is_workday(day) for day in days),
            days=len(days),
            provisional=not all(self.covers(day) for day in days),
        )


def _days(after: date, upto: date) -> list[date]:
    return [after + timedelta(days=n) for n in range(1, (upto - after).days + 1)]


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise KnownError("term_beyond_dates", day=day.isoformat()) from None


def _nominal(start: date, n: int, unit: Unit) -> date:
    if unit == "day":
        return _later(start, n)
    year, month0 = divmod(start.year * 12 + start.month - 1 + n * (12 if unit == "year" else 1), 12)
    if not 1 <= year <= 9998:
        raise KnownError("term_beyond_dates", day=start.isoformat())
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def parse_day(text: str, *, where: Place | None = None) -> date:
    """A day as ``2026-09-24``; raises KnownError("day_impossible") for anything else, 2026-02-30 included."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise KnownError("day_impossible", where=where, text=text) from None


# --- loading


def load_calendar(
    data: Mapping[str, Any],
    *,
    region: str = "CN",
    regional: Mapping[str, Any] | None = None,
    notices: Iterable[Mapping[str, Any]] = (),
    extra_holidays: Iterable[date] = (),
) -> Calendar:
    """The calendar of a pack (``calendar.json``) for one region.

    ``regional`` is the pack's ``regional.json``: it names the provinces and which of them have holidays of their own.
    ``notices`` are yearly notices imported by the office, shaped like those of the file; one with a ``region``
    (a province's two digits) holds that province's days only, one without extends the national calendar. The list
    ``regional_notices`` of the file is read the same way. ``extra_holidays`` are single days off.
    Raises KnownError: region_unknown, calendar_broken, calendar_gap.
    """
    province = province_of(region, regional)
    try:
        off = {date.fromisoformat(text) for text in data["days_off"]}
        make_up = {date.fromisoformat(text) for text in data["make_up_workdays"]}
        years = {int(notice["year"]) for notice in data["notices"]}
        local: set[int] = set()
        for notice in (*data.get("regional_notices", ()), *notices):
            if notice.get("region") not in (None, province):
                continue
            _apply(notice, off, make_up)
            (local if notice.get("region") else years).add(int(notice["year"]))
    except (KeyError, TypeError, ValueError) as broken:
        raise KnownError("calendar_broken", where=Place(file="calendar.json"), reason=str(broken)) from broken
    missing = sorted(set(range(min(years), max(years) + 1)) - years) if years else [0]
    if missing:
        raise KnownError("calendar_gap", where=Place(file="calendar.json", field="notices"), year=missing[0])
    off |= set(extra_holidays)
    make_up -= set(extra_holidays)
    return Calendar(
        first=date(min(years), 1, 1),
        last=date(max(years), 12, 31),
        off=frozenset(off),
        make_up=frozenset(make_up),
        region=region,
        local_years=frozenset(local) if local or _has_local_holidays(province, regional) else None,
    )


def _apply(notice: Mapping[str, Any], off: set[date], make_up: set[date]) -> None:
    """A later notice overrides earlier ones on the days it names (2020-02-01 was such a day)."""
    for item in notice["items"]:
        for text in item["off"]:
            first, _, last = text.partition("/")
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
            days = set(_days(start - ONE_DAY, end))
            off |= days
            make_up -= days
        days = {date.fromisoformat(text) for text in item.get("make_up_workdays", ())}
        make_up |= days
        off -= days


def province_of(region: str, regional: Mapping[str, Any] | None) -> str | None:
    """The province's two digits of a region code of 2, 4 or 6 digits; None for ``CN``."""
    if region == "CN":
        return None
    known = {row["code"] for row in regional["provinces"]} if regional else set()
    digits = region.isascii() and region.isdigit() and len(region) in (2, 4, 6)
    if not digits or region[:2] not in known:
        raise KnownError("region_unknown", region=region)
    return region[:2]


def _has_local_holidays(province: str | None, regional: Mapping[str, Any] | None) -> bool:
    rows = regional["provinces"] if regional and province else ()
    return any(row["code"] == province and row.get("regional_holidays") for row in rows)


def read_calendar(folder: Path, *, region: str = "CN") -> Calendar:
    """The calendar of the pack in ``folder``; raises KnownError as :func:`load_calendar`, or file_not_found."""
    return load_calendar(
        _read(folder / "calendar.json"),
        region=region,
        regional=None if region == "CN" else _read(folder / "regional.json"),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from None
    except ValueError as broken:
        raise KnownError("calendar_broken", where=Place(file=path.name), reason=str(broken)) from broken
    if not isinstance(found, dict):
        raise KnownError("calendar_broken", where=Place(file=path.name), reason="not an object")
    return found


# --- pay days

_DAY = r"(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_END = r"(?P<end>月?(?:末|底|最后一[天日]))"
_MONTH_FIRST = re.compile(
    rf"(?:按月)?(?P<month>当月|本月|次月|下个?月|次次月)的?(?:{_DAY}|{_END})(?:之前|以前|前)?(?:发放|支付|发|付)?(?:工资)?"
)
_EVERY_MONTH = re.compile(
    rf"每月(?:{_DAY}|{_END})(?:之前|以前|前)?(?:发放|支付|发|付)(?P<month>当月|本月|上个?月)的?工资"
)
_MONTHS_AFTER = {"当月": 0, "本月": 0, "次月": 1, "下月": 1, "下个月": 1, "上月": 1, "上个月": 1, "次次月": 2}
_NUMERALS = {char: at for at, char in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True)
class PayDay:
    """When a month's wages are paid: so many months later, on a day of the month (None: its last day)."""

    months_after: int
    day: int | None

    def __str__(self) -> str:
        return ("当月", "次月", "次次月")[self.months_after] + ("末" if self.day is None else f"{self.day}日")


@dataclass(frozen=True)
class Payable:
    """A month's pay day as agreed and as advanced before a rest day, and the first day its wages are overdue."""

    month: str
    agreed: date
    pay_day: date
    overdue_from: date
    provisional: bool


def parse_pay_day(text: str, *, where: Place | None = None) -> PayDay:
    """A pay day as people write it: 次月10日, 当月25日, 次月末, 次月十五日前, 每月15日发放上月工资.

    Raises KnownError("pay_day_unreadable"); ``每月15日`` alone says not which month's wages and is refused too.
    """
    plain = unicodedata.normalize("NFKC", text)
    bare = re.sub(r"[\s,，、。;；:：]", "", plain)
    found = _MONTH_FIRST.fullmatch(bare) or _EVERY_MONTH.fullmatch(bare)
    day = _day_number(found["day"]) if found and found["day"] else None
    if found is None or (day is not None and not 1 <= day <= 31):
        raise KnownError("pay_day_unreadable", where=where, text=text)
    return PayDay(_MONTHS_AFTER[found["month"]], day)


def _day_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS[text]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def parse_month(text: str, *, where: Place | None = None) -> tuple[int, int]:
    """Year and month of ``2026-09``; raises KnownError("month_impossible")."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or text[:4] in ("0000", "9999"):
        raise KnownError("month_impossible", where=where, text=text)
    return int(text[:4]), int(text[5:])


def payable(month: str, rule: PayDay, calendar: Calendar) -> Payable:
    """The pay day of a month's wages and the first overdue day (GZTL-14, workflow rule 4).

    A pay day on a holiday or rest day is advanced to the working day before it; a make-up Saturday or Sunday is a
    working day and advances nothing. A day the month does not have is its last day.
    """
    year, number = parse_month(month)
    year, month0 = divmod(year * 12 + number - 1 + rule.months_after, 12)
    length = monthrange(year, month0 + 1)[1]
    agreed = date(year, month0 + 1, min(rule.day or length, length))
    pay_day = calendar.on_or_before(agreed)
    return Payable(
        month=month,
        agreed=agreed,
        pay_day=pay_day,
        overdue_from=pay_day + ONE_DAY,
        provisional=not all(calendar.covers(day) for day in _days(pay_day - ONE_DAY, agreed)),
    )


def overdue_from(month: str, rule: PayDay, calendar: Calendar) -> date:
    """The first day on which a month's unpaid wages are overdue."""
    return payable(month, rule, calendar).overdue_from
