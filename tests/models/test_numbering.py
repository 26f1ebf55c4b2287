"""Numbers: blocks, the next one, emergency series, voiding; and the promise used + void + reserved = granted."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import numbering
from models.errors import KnownError
from models.numbering import EMERGENCY, MAIN
from models.register import register
from models.store import Store
from tests.models.papers import ASSISTANT, DAY, LEAD, OFFICE, TYPE, exchange, found_office, new_store, rules


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    found_office(made)
    yield made
    made.close()


def grant(store: Store, lo: int, hi: int, year: int = 2026, replica: int | None = None) -> str:
    with store.change(LEAD, "grant") as tx:
        return numbering.grant(tx, OFFICE, TYPE, year, lo, hi, replica or store.replica, "laptop")


def upcoming(store: Store, day: date = DAY, today: date = DAY) -> numbering.Next:
    return numbering.next_number(store, rules(store), TYPE, day, today, store.replica)


def issue(store: Store) -> numbering.Next:
    """A paper with the next number, in one act."""
    with store.change(LEAD, "issue") as tx:
        taking = numbering.next_number(tx, rules(store), TYPE, DAY, DAY, store.replica)
        document = tx.new(
            "document",
            office=OFFICE,
            type=TYPE,
            number=taking.number,
            year=2026,
            date="2026-10-14",
            issued_by=LEAD,
            second_officer=ASSISTANT,
            issued_at="2026-10-14T10:00:00.000+08:00",
        )
        numbering.use(tx, rules(store), taking, document, DAY, LEAD)
    return taking


def test_next_number_is_the_lowest_free_one_in_the_office_pattern(store):
    grant(store, 78, 80)
    assert upcoming(store).number == "星晨人社监令字〔2026〕第078号"
    assert [issue(store).n for _ in range(3)] == [78, 79, 80]


def test_looking_at_the_next_number_takes_none(store):
    grant(store, 1, 5)
    assert upcoming(store) == upcoming(store)


def test_another_replicas_block_is_of_no_use(store):
    grant(store, 1, 5, replica=store.replica + 1)
    assert upcoming(store).series == EMERGENCY


def test_numbers_of_another_year_are_not_usable(store):
    grant(store, 1, 5, year=2027)
    assert upcoming(store).series == EMERGENCY
    with pytest.raises(KnownError) as refused:
        upcoming(store, day=date(2027, 1, 1))
    assert refused.value.code == "date_other_year"
    assert upcoming(store, date(2027, 1, 1), date(2027, 1, 1)).number == "星晨人社监令字〔2027〕第001号"


def test_without_numbers_the_emergency_series_runs_by_itself(store):
    first, second = issue(store), issue(store)
    code = numbering.replica_code(store.replica)
    assert first.number == f"星晨人社监令急字〔2026〕Z{code}第001号"
    assert (second.n, second.series, second.block) == (2, EMERGENCY, None)
    assert register(store, OFFICE, 2026).clean


def test_device_code_of_the_server_stands_in_the_emergency_number(store):
    number = numbering.next_number(store, rules(store, "A"), TYPE, DAY, DAY, store.replica).number
    assert number == f"星晨人社监令急字〔2026〕A{numbering.replica_code(store.replica)}第001号"


def test_voided_numbers_are_skipped_and_never_used(store):
    grant(store, 1, 5)
    with store.change(LEAD, "void") as tx:
        numbering.void(tx, OFFICE, TYPE, 2026, 1, 2, "打印纸损坏", LEAD, DAY)
    assert upcoming(store).n == 3


@pytest.mark.parametrize(
    ("lo", "hi", "reason", "code"),
    [
        (1, 1, "坏页", "number_in_use"),
        (2, 2, "坏页", "number_already_void"),
        (9, 9, "坏页", "number_not_granted"),
        (3, 3, "  ", "reason_missing"),
        (4, 3, "坏页", "block_bad"),
    ],
)
def test_voiding_refuses_what_cannot_be_voided(store, lo, hi, reason, code):
    grant(store, 1, 5)
    issue(store)
    with store.change(LEAD, "void") as tx:
        numbering.void(tx, OFFICE, TYPE, 2026, 2, 2, "坏页", LEAD, DAY)
    with pytest.raises(KnownError) as refused, store.change(LEAD, "void") as tx:
        numbering.void(tx, OFFICE, TYPE, 2026, lo, hi, reason, LEAD, DAY)
    assert refused.value.code == code


def test_a_granted_number_is_never_granted_again_even_after_its_return(store):
    block = grant(store, 1, 5)
    issue(store)
    with store.change(LEAD, "void") as tx:
        assert numbering.void_rest(tx, block, "年终作废", LEAD, DAY) == 4
    assert numbering.first_free(store, TYPE, 2026) == 6
    with pytest.raises(KnownError) as refused:
        grant(store, 4, 9)
    assert refused.value.code == "block_overlaps"
    assert upcoming(store).series == EMERGENCY


def test_working_alone_grants_itself_only_when_nothing_is_left(store):
    with store.change(LEAD, "grant") as tx:
        assert numbering.grant_alone(tx, rules(store), TYPE, 2026, store.replica)
        assert numbering.grant_alone(tx, rules(store), TYPE, 2026, store.replica) is None
    assert numbering.remaining(store, 2026, store.replica) == {TYPE: 20}


def test_working_alone_begins_where_the_offices_paper_register_ended(store):
    with store.change(LEAD, "office") as tx:
        tx.set("office", OFFICE, options={"number_first": {TYPE: [49, 60]}})
    spans = []
    for _ in range(3):
        with store.change(LEAD, "grant") as tx:
            block = numbering.grant_alone(tx, rules(store), TYPE, 2026, store.replica)
            row = tx.get("number_block", block)
            spans.append((row["lo"], row["hi"]))
            numbering.void_rest(tx, block, "作废", LEAD, DAY)
    assert spans == [(49, 59), (60, 79), (80, 99)]


def test_a_restored_profile_writes_in_the_emergency_series_until_it_is_granted_numbers(store):
    grant(store, 1, 5)
    old = store.replica
    store.new_replica(OFFICE)
    with store.change(LEAD, "restore") as tx:
        numbering.close_blocks(tx, old, "由备份恢复")
        assert numbering.grant_alone(tx, rules(store), TYPE, 2026, store.replica) is None
    assert issue(store).series == EMERGENCY
    grant(store, 40, 45)
    assert issue(store).n == 40


def test_remaining_counts_and_low_numbers_are_told(store):
    grant(store, 1, 4)
    issue(store)
    left = numbering.remaining(store, 2026, store.replica)
    assert left == {TYPE: 3}
    assert numbering.low(left, rules(store).pack) == {TYPE: 3}
    assert numbering.low({TYPE: 5}, rules(store).pack) == {}


@pytest.mark.parametrize("pattern", ["第{n.__class__}号", "第{n!r}号", "第{m}号", "第号", "{n:>{year}}", "{n", "{}"])
def test_a_pattern_may_only_hold_its_own_blanks(pattern):
    with pytest.raises(KnownError) as refused:
        numbering.write_number(pattern, year=2026, n=1)
    assert refused.value.code == "number_pattern_bad"


def test_receipts_carry_a_number_only_with_a_pattern_of_the_office(store):
    assert rules(store).numbered("service_receipt")
    with store.change(LEAD, "office") as tx:
        tx.set("office", OFFICE, number_patterns={})
    assert not rules(store).numbered("service_receipt")
    assert rules(store).numbered(TYPE)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["issue", "issue", "issue", "topup", "void", "rest", "restore", "sync"]), st.booleans()
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS)
def test_no_number_twice_and_each_gap_explained_over_any_interleaving(acts):
    """Two laptops issue, void, restore and meet in any order; one authority grants."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [new_store(Path(folder) / f"{name}.db") for name in "ab"]
        try:
            found_office(stores[0])
            exchange(*stores)
            granted = 0
            numbers = []
            for act, which in acts:
                store = stores[which]
                if act == "issue":
                    numbers.append(issue(store).number)
                elif act == "topup":
                    grant(store, granted + 1, granted + 3)
                    granted += 3
                elif act == "sync":
                    exchange(*stores)
                else:
                    _close(store, act)
            exchange(*stores)
            books = [register(s, OFFICE, 2026) for s in stores]
            assert len(set(numbers)) == len(numbers)
            assert books[0] == books[1]
            assert books[0].clean, books[0]
            assert sorted(e.number for e in books[0].entries) == sorted(numbers)
            assert all(e.status == "issued" for e in books[0].entries)
            for line in books[0].balance:
                assert line.used + line.void + line.reserved == line.granted == granted
        finally:
            for store in stores:
                store.close()


def _close(store: Store, act: str) -> None:
    old = store.replica
    own = [b for b in numbering.blocks(store, TYPE, 2026) if b.replica == old and b.state == "open"]
    with store.change(LEAD, act) as tx:
        if act == "rest":
            for block in own:
                numbering.void_rest(tx, block.id, "号段退回", LEAD, DAY)
        elif act == "restore":
            numbering.close_blocks(tx, old, "由备份恢复")
        else:
            gone = numbering.taken(tx, TYPE, 2026)
            for block in own:
                for n in gone.free(block)[:1]:
                    numbering.void(tx, OFFICE, TYPE, 2026, n, n, "作废", LEAD, DAY)
    if act == "restore":
        store.new_replica(OFFICE)


def test_series_words_are_those_of_the_register():
    assert (MAIN, EMERGENCY, numbering.PAPER) == ("main", "emergency", "paper")
