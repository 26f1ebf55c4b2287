"""Two wage sheets of one employer with the same month: never added up silently, both kept, a person says which counts."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import duplicates, twosheets, wagesheet
from models.cases import roll_of
from models.errors import KnownError
from models.store import Store
from tests.models.papers import LEAD, exchange, found_office, new_store

JULY, AUGUST, SEPTEMBER = "2026-07", "2026-08", "2026-09"
_names = count()


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = new_store(tmp_path / "store.db")
    found_office(made)
    yield made
    made.close()


def visit(store: Store) -> str:
    with store.change(LEAD, "start") as tx:
        return tx.new("inspection", matters="工资支付")


def unit(store: Store, name: str = "某劳务公司") -> str:
    with store.change(LEAD, "add_unit") as tx:
        return tx.new("unit", name=name, kind="company")


def sheet(store: Store, inspection: str, of: str | None, months: dict[str, int], worker: str = "张三") -> str:
    """A roll with one worker and what is due to him by month, in fen."""
    with store.change(LEAD, "edit_wages") as tx:
        roll = tx.new("wage_roll", inspection=inspection, unit=of, pay_day="次月10日", state="taken")
        who = tx.new("wage_worker", roll=roll, place=1, name=worker)
        for month, fen in months.items():
            tx.new("wage_line", roll=roll, worker=who, month=month, due_fen=fen, paid_fen=0)
    return roll


def merge(store: Store, gone: str, kept: str) -> None:
    with store.change(LEAD, "merge_records") as tx:
        duplicates.merge(tx, "unit", gone, kept, "同一执照")


def decide(store: Store, inspection: str, *stand: str) -> None:
    (found,) = twosheets.overlaps(store, inspection)
    with store.change(LEAD, "choose_sheet", reason="以盖章的为准") as tx:
        twosheets.decide(tx, found, stand, "以盖章的为准")


def due(store: Store, inspection: str) -> dict[str, int]:
    """Month → sum due over everything that counts."""
    sums: dict[str, int] = {}
    for line in roll_of(store, inspection).lines:
        sums[line.month] = sums.get(line.month, 0) + (line.due_fen or 0)
    return sums


def doubled(store: Store) -> tuple[str, str, str]:
    """(visit, sheet of July and August, sheet of August and September) of two records of one firm, merged."""
    inspection, a, b = visit(store), unit(store), unit(store)
    one = sheet(store, inspection, a, {JULY: 100, AUGUST: 200})
    other = sheet(store, inspection, b, {AUGUST: 300, SEPTEMBER: 400})
    assert twosheets.overlaps(store, inspection) == [], "two firms are no overlap"
    merge(store, b, a)
    return inspection, one, other


def test_sheets_of_two_units_that_are_one_wait_for_a_person(store: Store) -> None:
    inspection, one, other = doubled(store)
    (found,) = twosheets.undecided(store, inspection)
    assert set(found.rolls) == {one, other} and found.months == (AUGUST,) and found.open
    with pytest.raises(KnownError) as refused:
        twosheets.refuse(store, inspection)
    assert refused.value.code == "sheets_undecided" and refused.value.params["months"] == AUGUST


@pytest.mark.parametrize(("first", "august"), [(True, 200), (False, 300)])
def test_the_sheet_chosen_counts_and_the_others_months_are_not_lost(store: Store, first: bool, august: int) -> None:
    inspection, one, other = doubled(store)
    decide(store, inspection, one if first else other)
    assert due(store, inspection) == {JULY: 100, AUGUST: august, SEPTEMBER: 400}
    twosheets.refuse(store, inspection)
    assert twosheets.undecided(store, inspection) == []
    shown = {s.roll["id"]: s.months for s in wagesheet.standing(store, inspection)}
    assert shown == (
        {one: [JULY, AUGUST], other: [SEPTEMBER]} if first else {one: [JULY], other: [AUGUST, SEPTEMBER]}
    )
    assert len(roll_of(store, inspection, every=True).lines) == 4, "both are kept as they were"
    gone = other if first else one
    assert wagesheet.read(store, gone).months != [] and len(wagesheet.read(store, gone).lines) == 2


def test_sheets_of_different_people_may_both_stand(store: Store) -> None:
    inspection, one, other = doubled(store)
    decide(store, inspection, one, other)
    assert due(store, inspection) == {JULY: 100, AUGUST: 500, SEPTEMBER: 400}
    assert not twosheets.overlaps(store, inspection)[0].open


def test_a_third_sheet_opens_it_again(store: Store) -> None:
    inspection, one, other = doubled(store)
    decide(store, inspection, one, other)
    sheet(store, inspection, (store.get("wage_roll", one) or {})["unit"], {AUGUST: 7}, "李四")
    assert twosheets.undecided(store, inspection)


def test_told_apart_again_everything_counts_again(store: Store) -> None:
    inspection, one, other = doubled(store)
    decide(store, inspection, one)
    with store.change(LEAD, "part_records") as tx:
        duplicates.undo(tx, "unit", (store.get("wage_roll", other) or {})["unit"], "两家公司")
    assert due(store, inspection) == {JULY: 100, AUGUST: 500, SEPTEMBER: 400}
    assert twosheets.overlaps(store, inspection) == []


def test_a_decision_needs_a_reason_and_something_that_stands(store: Store) -> None:
    inspection, one, _ = doubled(store)
    (found,) = twosheets.overlaps(store, inspection)
    for stand, reason, code in (((one,), " ", "reason_missing"), ((), "r", "sheets_none_stands")):
        with pytest.raises(KnownError) as refused, store.change(LEAD, "choose_sheet") as tx:
            twosheets.decide(tx, found, stand, reason)
        assert refused.value.code == code


def test_two_desks_that_choose_differently_are_no_decision(tmp_path: Path) -> None:
    a, b = new_store(tmp_path / "a.db"), new_store(tmp_path / "b.db")
    found_office(a)
    inspection, one, other = doubled(a)
    exchange(a, b)
    decide(a, inspection, one)
    decide(b, inspection, other)
    exchange(a, b)
    for store in (a, b):
        assert {c["rec"] for c in store.conflicts()} == {one, other}, "the desk sees both, and papers wait"
    assert due(a, inspection) == due(b, inspection)
    a.close()
    b.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: Any) -> Any:
    made = new_store(tmp_path_factory.mktemp("two") / "store.db")
    found_office(made)
    yield made
    made.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from([JULY, AUGUST, SEPTEMBER]), min_size=1), min_size=1, max_size=4), st.data())
def test_whatever_the_sheets_no_month_is_lost_or_counted_twice(
    shared: Store, sheets: list[set[str]], data: Any
) -> None:
    """Once one sheet was chosen: each month of the firm counts exactly once where it has it, else as it was."""
    inspection, firm = visit(shared), unit(shared, f"公司{next(_names)}")
    rolls = [sheet(shared, inspection, firm, dict.fromkeys(months, 10**n)) for n, months in enumerate(sheets)]
    found = twosheets.overlaps(shared, inspection)
    assert bool(found) == any(a & b for n, a in enumerate(sheets) for b in sheets[n + 1 :])
    if found:
        chosen = data.draw(st.sampled_from(found[0].rolls))
        decide(shared, inspection, chosen)
        sums = due(shared, inspection)
        assert set(sums) == set().union(*sheets), "no month is lost"
        for month in sheets[rolls.index(chosen)] & set(found[0].months):
            assert sums[month] == 10 ** rolls.index(chosen)
