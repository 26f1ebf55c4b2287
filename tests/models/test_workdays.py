"""Working days: the shipped calendar day by day, terms of the worked cases, and the laws of counting."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import workdays
from models.errors import KnownError
from models.workdays import PayDay, Skipped

PACK = Path(__file__).parents[2] / "models" / "packs" / "cn-wage"
DATA = json.loads((PACK / "calendar.json").read_text(encoding="utf-8"))
CALENDAR = workdays.load_calendar(DATA)
REGIONAL = {
    "provinces": [
        {"code": "11", "regional_holidays": None},
        {"code": "64", "regional_holidays": [{"name_zh": "开斋节"}]},
    ]
}
EID_2021 = {
    "region": "64",
    "year": 2021,
    "items": [{"holiday": "开斋节", "off": ["2021-05-13/2021-05-14"], "make_up_workdays": []}],
}
INSIDE = st.dates(date(2020, 1, 1), date(2024, 12, 31))
ANY = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_every_day_of_seven_years_agrees_with_another_calendar() -> None:
    at, wrong = CALENDAR.first, []
    assert (CALENDAR.first, CALENDAR.last) == (day("2020-01-01"), day("2026-12-31"))
    while at <= CALENDAR.last:
        if CALENDAR.is_workday(at) != chinese_calendar.is_workday(at):
            wrong.append(at)
        at += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "n", "unit", "end"),
    [
        ("2026-09-24", 5, "workday", "2026-10-09"),
        ("2026-09-28", 60, "workday", "2026-12-25"),
        ("2026-06-05", 5, "workday", "2026-06-12"),
        ("2026-06-08", 60, "workday", "2026-09-01"),
        ("2026-07-06", 5, "workday", "2026-07-13"),
        ("2026-06-26", 20, "workday", "2026-07-24"),
        ("2026-07-14", 60, "day", "2026-09-14"),
        ("2026-10-09", 1, "workday", "2026-10-10"),
        ("2026-10-09", 1, "day", "2026-10-10"),
        ("2024-02-08", 1, "workday", "2024-02-09"),
        ("2020-01-31", 1, "workday", "2020-02-03"),
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
    ],
)
def test_terms_of_the_worked_cases(start: str, n: int, unit: workdays.Unit, end: str) -> None:
    result = CALENDAR.add(day(start), n, unit)
    assert (result.date, result.provisional) == (day(end), False)


def test_what_was_passed_over_is_named() -> None:
    result = CALENDAR.add(day("2026-09-24"), 5)
    holidays = ["2026-09-25", "2026-09-26", "2026-09-27", *(f"2026-10-0{n}" for n in range(1, 8))]
    assert result.skipped == tuple(Skipped(day(text), "holiday") for text in holidays)
    assert CALENDAR.add(day("2026-06-05"), 1).skipped == (
        Skipped(day("2026-06-06"), "weekend"),
        Skipped(day("2026-06-07"), "weekend"),
    )


def test_a_last_day_on_a_rest_day_rolls_forward_unless_told_not_to() -> None:
    rolled = CALENDAR.add(day("2026-07-14"), 60, "day")
    assert (rolled.unrolled, [s.date.day for s in rolled.skipped]) == (day("2026-09-12"), [12, 13])
    kept = CALENDAR.add(day("2026-07-14"), 60, "day", roll=False)
    assert (kept.date, kept.unrolled, kept.skipped) == (day("2026-09-12"), None, ())


@pytest.mark.parametrize(
    ("start", "n", "unit"),
    [
        ("2026-12-30", 2, "workday"),
        ("2026-07-14", 6, "month"),
        ("2019-12-20", 3, "workday"),
        ("2026-12-31", 1, "day"),
        ("2018-01-01", 1, "year"),
    ],
)
def test_outside_the_calendar_is_provisional(start: str, n: int, unit: workdays.Unit) -> None:
    assert CALENDAR.add(day(start), n, unit).provisional


def test_a_term_that_only_begins_outside_the_calendar_is_certain() -> None:
    assert not CALENDAR.add(day("2019-12-31"), 6, "month").provisional
    assert not CALENDAR.add(day("2026-12-30"), 1).provisional


@pytest.mark.parametrize("n", [0, -1])
def test_a_term_below_one_is_refused(n: int) -> None:
    with pytest.raises(KnownError, match="term_below_one"):
        CALENDAR.add(day("2026-09-24"), n)


@pytest.mark.parametrize(
    ("start", "n", "unit", "code"),
    [
        ("2026-09-24", 10_001, "workday", "term_too_long"),
        ("2026-09-24", 99_999_999_999, "day", "term_too_long"),
        ("9999-12-30", 5, "workday", "term_beyond_dates"),
        ("9999-12-30", 5, "day", "term_beyond_dates"),
        ("9999-12-30", 1, "month", "term_beyond_dates"),
    ],
)
def test_a_term_past_all_dates_is_refused(start: str, n: int, unit: workdays.Unit, code: str) -> None:
    with pytest.raises(KnownError, match=code):
        CALENDAR.add(day(start), n, unit)


def test_days_between() -> None:
    span = CALENDAR.between(day("2026-09-24"), day("2026-10-09"))
    assert (span.workdays, span.days, span.provisional) == (5, 15, False)
    assert CALENDAR.between(day("2026-12-31"), day("2027-01-04")).provisional
    assert CALENDAR.between(day("2026-10-10"), day("2026-10-10")).workdays == 0
    with pytest.raises(KnownError, match="days_reversed"):
        CALENDAR.between(day("2026-10-09"), day("2026-09-24"))


@given(ANY, st.integers(1, 400))
def test_add_and_between_are_inverse(start: date, n: int) -> None:
    end = CALENDAR.add(start, n).date
    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(start, end).workdays == n


@given(ANY, st.integers(1, 300), st.sampled_from(workdays.UNITS), st.integers(0, 40))
def test_a_later_start_or_a_longer_term_never_ends_earlier(
    start: date, n: int, unit: workdays.Unit, more: int
) -> None:
    n = min(n, 80 if unit == "year" else n)
    end = CALENDAR.add(start, n, unit).date
    assert CALENDAR.add(start + timedelta(days=more), n, unit).date >= end
    assert CALENDAR.add(start, n + 1, unit).date >= end
    assert end > start


@given(INSIDE, st.integers(1, 300), st.sampled_from(workdays.UNITS[1:]))
def test_rolled_ends_are_the_first_working_day_from_the_nominal_one(start: date, n: int, unit: workdays.Unit) -> None:
    n = 1 if unit == "year" else n % 12 + 1 if unit == "month" else n
    nominal, result = CALENDAR.add(start, n, unit, roll=False), CALENDAR.add(start, n, unit)
    assert CALENDAR.is_workday(result.date)
    assert [s.date for s in result.skipped] == [
        nominal.date + timedelta(days=i) for i in range((result.date - nominal.date).days)
    ]
    assert result.unrolled == (nominal.date if result.skipped else None)


# --- regions and imported notices


def test_a_region_with_its_own_holidays_is_certain_only_in_years_whose_notice_is_installed() -> None:
    ningxia = workdays.load_calendar(DATA, region="640100", regional=REGIONAL, notices=[EID_2021])
    assert not ningxia.is_workday(day("2021-05-13"))
    assert ningxia.add(day("2021-05-12"), 1).date == day("2021-05-17")
    assert not ningxia.add(day("2021-05-12"), 1).provisional
    assert ningxia.add(day("2026-03-02"), 1).provisional
    assert CALENDAR.is_workday(day("2021-05-13"))


def test_a_region_without_holidays_of_its_own_counts_like_the_country() -> None:
    beijing = workdays.load_calendar(DATA, region="11", regional=REGIONAL, notices=[EID_2021])
    assert (beijing.off, beijing.local_years) == (CALENDAR.off, None)


@pytest.mark.parametrize("region", ["99", "6", "cn", "64a1", "", "６４"])
def test_an_unknown_region_is_refused(region: str) -> None:
    with pytest.raises(KnownError, match="region_unknown"):
        workdays.load_calendar(DATA, region=region, regional=REGIONAL)


def test_an_imported_national_notice_extends_the_calendar() -> None:
    notice = {
        "year": 2027,
        "items": [{"holiday": "元旦", "off": ["2027-01-01/2027-01-03"], "make_up_workdays": ["2027-01-09"]}],
    }
    longer = workdays.load_calendar(DATA, notices=[notice])
    assert longer.last == day("2027-12-31")
    assert longer.add(day("2026-12-31"), 1).date == day("2027-01-04")
    assert longer.is_workday(day("2027-01-09"))
    with pytest.raises(KnownError, match="calendar_gap"):
        workdays.load_calendar(DATA, notices=[notice | {"year": 2028}])


def test_a_later_notice_overrides_an_earlier_one_on_the_days_it_names() -> None:
    change = {
        "year": 2026,
        "items": [{"holiday": "调整", "off": ["2026-10-10"], "make_up_workdays": ["2026-10-07", "2026-10-17"]}],
    }
    changed = workdays.load_calendar(DATA, notices=[change])
    assert [changed.is_workday(day(f"2026-10-{n}")) for n in ("06", "07", "10", "17")] == [False, True, False, True]
    assert not changed.make_up & changed.off
    assert not CALENDAR.make_up & CALENDAR.off


def test_single_extra_days_off() -> None:
    assert not workdays.load_calendar(DATA, extra_holidays=[day("2026-10-10")]).is_workday(day("2026-10-10"))


@pytest.mark.parametrize("broken", [{}, {**DATA, "days_off": ["2026-02-30"]}, {**DATA, "notices": 3}])
def test_a_broken_calendar_is_refused(broken: dict) -> None:
    with pytest.raises(KnownError, match="calendar_broken"):
        workdays.load_calendar(broken)


def test_the_shipped_pack_is_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    assert workdays.read_calendar(PACK) == CALENDAR
    with pytest.raises(KnownError, match="file_not_found"):
        workdays.read_calendar(tmp_path)
    (tmp_path / "calendar.json").write_text("[]", encoding="utf-8")
    with pytest.raises(KnownError, match="calendar_broken"):
        workdays.read_calendar(tmp_path)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-3", "20260203", "今天", "２０２６-02-03", "2026-W09-1"])
def test_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="day_impossible"):
        workdays.parse_day(text)


# --- pay days


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("次月10日", PayDay(1, 10)),
        ("当月25日", PayDay(0, 25)),
        ("次月末", PayDay(1, None)),
        ("本月底", PayDay(0, None)),
        ("次月最后一日", PayDay(1, None)),
        ("下个月１５号前", PayDay(1, 15)),
        ("按月，次月10日", PayDay(1, 10)),
        ("次月二十五日", PayDay(1, 25)),
        ("次月十日", PayDay(1, 10)),
        ("次月五日", PayDay(1, 5)),
        ("次次月5日", PayDay(2, 5)),
        ("每月15日发放上月工资", PayDay(1, 15)),
        ("每月月底支付当月工资", PayDay(0, None)),
    ],
)
def test_pay_days_as_people_write_them(text: str, rule: PayDay) -> None:
    assert workdays.parse_pay_day(text) == rule
    assert workdays.parse_pay_day(str(rule)) == rule


@pytest.mark.parametrize("text", ["", "每月15日", "次月", "次月32日", "次月0日", "10日", "完工后", "次月三十九日"])
def test_pay_days_that_say_too_little(text: str) -> None:
    with pytest.raises(KnownError, match="pay_day_unreadable"):
        workdays.parse_pay_day(text)


@pytest.mark.parametrize(
    ("month", "rule", "pay_day", "overdue"),
    [
        ("2026-09", "次月10日", "2026-10-10", "2026-10-11"),
        ("2026-05", "次月15日", "2026-06-15", "2026-06-16"),
        ("2026-08", "次月25日", "2026-09-24", "2026-09-25"),
        ("2026-09", "次月5日", "2026-09-30", "2026-10-01"),
        ("2026-01", "次月末", "2026-02-28", "2026-03-01"),
        ("2026-01", "次月31日", "2026-02-28", "2026-03-01"),
        ("2026-12", "当月31日", "2026-12-31", "2027-01-01"),
    ],
)
def test_a_pay_day_on_a_rest_day_is_advanced(month: str, rule: str, pay_day: str, overdue: str) -> None:
    found = workdays.payable(month, workdays.parse_pay_day(rule), CALENDAR)
    assert (found.pay_day, found.overdue_from, found.provisional) == (day(pay_day), day(overdue), False)


def test_a_pay_day_beyond_the_calendar_is_provisional() -> None:
    assert workdays.payable("2026-12", PayDay(1, 10), CALENDAR).provisional


@given(st.integers(2016, 2034), st.integers(1, 12), st.integers(0, 2), st.none() | st.integers(1, 31))
def test_overdue_begins_the_day_after_a_working_pay_day(year: int, month: int, later: int, at: int | None) -> None:
    found = workdays.payable(f"{year}-{month:02d}", PayDay(later, at), CALENDAR)
    assert CALENDAR.is_workday(found.pay_day)
    assert found.pay_day <= found.agreed
    assert found.overdue_from == found.pay_day + timedelta(days=1)


@pytest.mark.parametrize("month", ["2026-13", "2026-9", "202609", "0000-01", ""])
def test_an_impossible_month_is_refused(month: str) -> None:
    with pytest.raises(KnownError, match="month_impossible"):
        workdays.overdue_from(month, PayDay(1, 10), CALENDAR)
