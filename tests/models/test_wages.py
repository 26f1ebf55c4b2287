"""Wages: the worked cases to the fen, unknown amounts, stated sums, and the crime threshold."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import money, wages, workdays
from models.errors import KnownError
from models.wages import Line, WorkerArrears

ROOT = Path(__file__).parents[2]
PACK = ROOT / "models" / "packs" / "cn-wage"
CALENDAR = workdays.read_calendar(PACK)
REGIONAL = json.loads((PACK / "regional.json").read_text(encoding="utf-8"))
CASES = {
    case["case_id"]: case
    for case in json.loads((ROOT / "tests/fixtures/sample-case.json").read_text(encoding="utf-8"))["cases"]
}


def lines(case: str) -> list[Line]:
    return [
        Line(
            worker=row["worker_id"],
            name=row["name"],
            month=row["month"],
            days=Decimal(str(row["days"])),
            rate_fen=money.parse_yuan(row["day_rate"]),
            due_fen=money.parse_yuan(row["due"]),
            paid_fen=money.parse_yuan(row["paid"]),
        )
        for row in CASES[case]["wage_rows"]
    ]


def overdue(case: str, as_of: str) -> wages.Arrears:
    return wages.arrears(lines(case), None, date.fromisoformat(as_of), CASES[case]["pay_day"], CALENDAR)


@pytest.mark.parametrize(
    ("case", "as_of", "first", "people", "amount", "months", "later"),
    [
        ("SAMPLE-A", "2026-10-09", "赵㛃", 12, "141805.00", ["2026-07", "2026-08"], ["2026-09"]),
        ("SAMPLE-A", "2026-10-10", "赵㛃", 12, "141805.00", ["2026-07", "2026-08"], ["2026-09"]),
        ("SAMPLE-A", "2026-10-11", "赵㛃", 12, "228855.00", ["2026-07", "2026-08", "2026-09"], []),
        ("SAMPLE-A", "2026-10-14", "赵㛃", 12, "228855.00", ["2026-07", "2026-08", "2026-09"], []),
        ("SAMPLE-B", "2026-06-10", "沈㛃", 15, "196000.00", ["2026-03", "2026-04"], ["2026-05"]),
        ("SAMPLE-B", "2026-06-15", "沈㛃", 15, "196000.00", ["2026-03", "2026-04"], ["2026-05"]),
        ("SAMPLE-B", "2026-06-16", "沈㛃", 15, "294720.00", ["2026-03", "2026-04", "2026-05"], []),
        ("SAMPLE-B", "2026-06-17", "沈㛃", 15, "294720.00", ["2026-03", "2026-04", "2026-05"], []),
        ("SAMPLE-B", "2026-04-15", None, 0, "0.00", [], ["2026-03", "2026-04", "2026-05"]),
    ],
)
def test_arrears_of_the_worked_cases_as_of_a_day(
    case: str, as_of: str, first: str | None, people: int, amount: str, months: list[str], later: list[str]
) -> None:
    found = overdue(case, as_of)
    assert (found.first_name, found.people) == (first, people)
    assert money.yuan(found.amount_fen or 0) == amount
    assert (list(found.months), list(found.not_yet_due)) == (months, later)
    assert found.complete
    assert not found.provisional


@pytest.mark.parametrize("case", list(CASES))
def test_sums_and_words_of_the_worked_cases(case: str) -> None:
    stated, own = CASES[case]["summary"], lines(case)
    total = wages.totals(own)
    assert [money.yuan(v) for v in (total.due_fen, total.paid_fen, total.owed_fen)] == [
        stated["total_due"],
        stated["total_paid"],
        stated["total_owed"],
    ]
    assert money.in_words(total.owed_fen) == stated["total_owed_cn"]
    assert total.complete
    assert wages.problems(own) == []
    assert [wages.expected_due(line) for line in own] == [line.due_fen for line in own]
    found = overdue(case, "2026-12-01")
    per_worker = [(w.worker, money.yuan(w.owed_fen), len(w.months)) for w in found.per_worker]
    assert per_worker == [(w["worker_id"], w["owed"], w["months_owed"]) for w in stated["per_worker"]]


def test_only_the_months_asked_for_are_summed() -> None:
    found = wages.arrears(lines("SAMPLE-A"), ["2026-08", "2025-01"], date(2026, 10, 14), "次月10日", CALENDAR)
    august = sum(wages.owed(line) or 0 for line in lines("SAMPLE-A") if line.month == "2026-08")
    assert (found.amount_fen, found.months, found.not_yet_due) == (august, ("2026-08",), ())


def one(**amounts: int | None) -> Line:
    return Line("W01", "赵㛃", "2026-07", **amounts)  # type: ignore[arg-type]


def test_unknown_is_not_zero() -> None:
    unknown = one(due_fen=100000, paid_fen=None)
    assert wages.owed(unknown) is None
    found = wages.arrears([unknown], None, date(2026, 10, 1), "次月10日", CALENDAR)
    assert (found.people, found.amount_fen, found.unknown, found.complete) == (0, 0, (("W01", "2026-07"),), False)
    assert not wages.totals([unknown]).complete
    assert [p.code for p in wages.problems([unknown])] == ["amount_unknown"]
    assert wages.owed(one(due_fen=100000, stated_owed_fen=5)) == 5
    assert wages.owed(one(due_fen=100000, paid_fen=1, stated_owed_fen=5)) == 99999


def test_paid_above_due_is_a_problem_and_is_not_set_off() -> None:
    over = one(due_fen=100000, paid_fen=150000)
    other = Line("W01", "赵㛃", "2026-08", due_fen=100000, paid_fen=0)
    assert [(p.code, p.severity) for p in wages.problems([over, other])] == [("paid_above_due", "error")]
    assert wages.arrears([over, other], None, date(2026, 10, 1), "次月10日", CALENDAR).amount_fen == 100000


def test_other_problems_are_named() -> None:
    own = [
        Line("W01", "赵㛃", "2026-06", Decimal("31"), 10000, 310000, 0),
        Line("W02", "钱䶮", "2026-07", Decimal("25.5"), 33333, 849991, 0),
        Line("W02", "钱䶮", "2026-07", None, None, 1, 0),
    ]
    assert [(p.code, p.worker, p.expected_fen) for p in wages.problems(own)] == [
        ("days_above_month", "W01", None),
        ("line_twice", "W02", None),
        ("due_differs", "W02", 849992),
        ("line_twice", "W02", None),
    ]
    with pytest.raises(KnownError, match="month_impossible"):
        wages.problems([Line("W01", "赵㛃", "2026-13")])


def test_a_pay_day_beyond_the_calendar_makes_the_sum_provisional() -> None:
    december = Line("W01", "赵㛃", "2026-12", due_fen=100, paid_fen=0)
    assert wages.arrears([december], None, date(2027, 2, 1), "次月10日", CALENDAR).provisional


def test_a_stated_sum_says_whose_word_it_is_and_may_lack_either_part() -> None:
    told = wages.Stated(people=None, amount_fen=5000000, months=("2026-08", "2026-07"), by="投诉人")
    found = wages.stated_arrears(told, date(2026, 10, 9))
    assert (found.people, found.amount_fen, found.stated_by) == (None, 5000000, "投诉人")
    assert (found.first_name, found.months, found.complete) == (None, ("2026-07", "2026-08"), False)


AMOUNT = st.none() | st.integers(0, 10**7)
ROLL = st.lists(
    st.builds(
        Line,
        worker=st.sampled_from(["W1", "W2", "W3"]),
        name=st.just("工人"),
        month=st.sampled_from(["2026-05", "2026-06", "2026-07", "2026-08"]),
        due_fen=AMOUNT,
        paid_fen=AMOUNT,
        stated_owed_fen=AMOUNT,
    ),
    max_size=20,
)


@given(ROLL, st.dates(date(2026, 5, 1), date(2026, 10, 31)))
def test_the_sum_is_one_number_whichever_way_it_is_added(roll: list[Line], as_of: date) -> None:
    found = wages.arrears(roll, None, as_of, "次月10日", CALENDAR)
    rule = workdays.parse_pay_day("次月10日")
    due_now = [line for line in roll if workdays.overdue_from(line.month, rule, CALENDAR) <= as_of]
    assert found.amount_fen == sum(w.owed_fen for w in found.per_worker)
    assert found.amount_fen == sum(wages.owed(line) or 0 for line in due_now)
    assert found.people == len({line.worker for line in due_now if wages.owed(line)})
    assert len(found.unknown) == sum(wages.owed(line) is None for line in due_now)
    assert not set(found.not_yet_due) & set(found.months)


@given(ROLL, st.dates(date(2026, 5, 1), date(2026, 9, 30)))
def test_arrears_only_grow_with_the_day(roll: list[Line], as_of: date) -> None:
    earlier = wages.arrears(roll, None, as_of, "次月10日", CALENDAR)
    later = wages.arrears(roll, None, date(2026, 10, 31), "次月10日", CALENDAR)
    assert (earlier.amount_fen or 0) <= (later.amount_fen or 0)
    assert set(earlier.months) <= set(later.months)


def test_months_join_into_runs_without_a_hole() -> None:
    assert wages.month_runs(["2026-09", "2026-07", "2026-08", "2025-12", "2026-01"]) == [
        ("2025-12", "2026-01"),
        ("2026-07", "2026-09"),
    ]
    assert wages.month_runs([]) == []


# --- the crime threshold


def workers(count: int, owed_fen: int, months: int = 2) -> list[WorkerArrears]:
    return [
        WorkerArrears(f"W{n}", "工", tuple(f"2026-0{m + 1}" for m in range(months)), owed_fen) for n in range(count)
    ]


def test_both_worked_cases_reach_the_national_band() -> None:
    for case, as_of in (("SAMPLE-A", "2026-10-14"), ("SAMPLE-B", "2026-06-17")):
        found = overdue(case, as_of)
        warning = wages.threshold("649901", "星河市", found.per_worker, found.amount_fen, regional=REGIONAL)
        assert warning is not None
        assert (warning.group, warning.one_worker, warning.basis) == (True, True, "national")
        assert (warning.one_fen, warning.group_fen) == (500000, 3000000)


@pytest.mark.parametrize(
    ("province", "city", "one_fen", "basis"),
    [
        ("44", "深圳", 2000000, "city"),
        ("440300", "深圳市", 2000000, "city"),
        ("广东省", "汕头市", 1000000, "city"),
        ("44", None, 1000000, "province"),
        ("42", "利川市", 500000, "city"),
        ("42", "武汉市", 1000000, "province"),
        ("河南", "郑州市", 800000, "province"),
        ("37", "济南市", 500000, "national"),
        ("66", None, 500000, "national"),
    ],
)
def test_the_amount_is_the_places_own(province: str, city: str | None, one_fen: int, basis: str) -> None:
    def ask(owed_fen: int) -> wages.CrimeWarning | None:
        return wages.threshold(province, city, workers(1, owed_fen, 3), owed_fen, regional=REGIONAL)

    warning = ask(one_fen)
    assert warning is not None
    assert (warning.one_fen, warning.basis, warning.one_worker, warning.group) == (one_fen, basis, True, False)
    assert ask(one_fen - 1) is None


@pytest.mark.parametrize(
    ("people", "months", "each", "warned"),
    [(1, 2, 99900000, False), (9, 2, 99900000, False), (10, 1, 300000, True), (10, 1, 299999, False)],
)
def test_one_worker_needs_three_months_and_a_group_needs_ten(
    people: int, months: int, each: int, warned: bool
) -> None:
    own = workers(people, each, months)
    found = wages.threshold("64", None, own, each * people, regional=REGIONAL)
    assert (found is not None) == warned


def test_a_stated_sum_can_warn_by_its_head_count() -> None:
    assert wages.threshold("64", None, [], 3000000, regional=REGIONAL, people=10)
    assert wages.threshold("64", None, [], 3000000, regional=REGIONAL, people=9) is None
    assert wages.threshold("64", None, [], None, regional=REGIONAL, people=50) is None
