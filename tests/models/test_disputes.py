"""Conflicts as a person decides them: who must say why, what may stand together, what a laptop may decide, nothing forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models import disputes
from models.errors import KnownError
from models.records import RECORDS
from models.store import Store
from tests.models.conftest import bodies

MakeStore = Callable[[str], Store]


def meet(*stores: Store) -> None:
    for one in stores:
        for other in stores:
            if one is not other:
                other.apply(bodies(one))


def edit(store: Store, table: str, record: str, **fields: Any) -> None:
    with store.change("o-1", "edit") as tx:
        tx.set(table, record, **fields)


def decide(store: Store, value: Any, reason: str = "") -> None:
    (found,) = disputes.disputes(store)
    with store.change("o-1", "resolve", reason=reason or None) as tx:
        disputes.decide(tx, found, value, reason)


@pytest.fixture
def three(make_store: MakeStore) -> list[Store]:
    stores = [make_store(name) for name in "abc"]
    with stores[0].change("o-1", "note") as tx:
        tx.new("officer", id="o-1", name="林晓")
        tx.new("unit", id="u", name="甲公司", note="先前")
        for number, store in enumerate(stores):
            tx.new("device", name=f"外勤{number}", replica=store.replica)
    meet(*stores)
    return stores


def test_every_field_that_is_no_plain_text_is_classed_by_hand() -> None:
    left = [
        f"{record.table}.{register}"
        for record in RECORDS.values()
        for register in record.registers
        if disputes.kind_of(record.table, register) not in ("text", *disputes.BY_KIND)
        and f"{record.table}.{register}" not in disputes.LIGHT
        and not disputes.weight(record.table, register)
        and not record.once
    ]
    assert left == [], "say in models/disputes.py whether a decision on it must say why"
    named = {*disputes.WEIGHTS, *disputes.LIGHT}
    gone = {n for n in named if n.partition(".")[2] not in RECORDS[n.partition(".")[0]].registers}
    assert gone == set()


@pytest.mark.parametrize(
    ("table", "register", "about"),
    [
        ("unit", "name", "party"), ("engagement", "unit", "party"), ("draft", "addressees", "party"),
        ("wage_line", "sums", "amount"), ("project", "contract_fen", "amount"), ("draft", "date", "date"),
        ("finding", "variant", "article"), ("answer", "answered", "article"), ("unit", "note", ""),
        ("unit", "domicile", ""), ("inspection", "recording", ""),
    ],
)  # fmt: skip
def test_party_amount_date_and_article_need_a_reason(table: str, register: str, about: str) -> None:
    assert disputes.weight(table, register) == about


def test_without_the_reason_nothing_is_decided(three: list[Store]) -> None:
    for store, name in zip(three[:2], ("甲", "乙"), strict=True):
        edit(store, "unit", "u", name=name)
    meet(*three)
    with pytest.raises(KnownError, match="reason_missing"):
        decide(three[2], "甲")
    assert len(three[2].conflicts()) == 1
    decide(three[2], "甲", "licence")
    assert three[2].conflicts() == []


def test_three_sides_stand_beside_what_was_before(three: list[Store]) -> None:
    for number, store in enumerate(three):
        edit(store, "unit", "u", note=f"第{number}")
    meet(*three)
    (found,) = disputes.disputes(three[1])
    assert found.original == "先前" and found.joinable and not found.reason_needed
    assert next((s.value, s.device, s.mine) for s in found.sides) == ("第1", "外勤1", True)
    assert {s.value for s in found.sides} == {"第0", "第1", "第2"}


def test_both_notes_may_stand_with_who_wrote_which(three: list[Store]) -> None:
    edit(three[0], "unit", "u", note="门已锁"), edit(three[1], "unit", "u", note="门已开")
    meet(*three)
    (found,) = disputes.disputes(three[2])
    text = disputes.both(found)
    assert text.split("\n") == ["【林晓 10-09 09:30】门已锁", "【林晓 10-09 09:30】门已开"] or text.split("\n") == [
        "【林晓 10-09 09:30】门已开",
        "【林晓 10-09 09:30】门已锁",
    ]
    decide(three[2], text)
    meet(*three)
    assert {(s.get("unit", "u") or {})["note"] for s in three} == {text}


def test_a_laptop_decides_what_it_wrote_on_and_leaves_the_rest_to_the_office(three: list[Store]) -> None:
    edit(three[0], "unit", "u", note="一"), edit(three[1], "unit", "u", note="二")
    meet(*three)
    three[0].local_set("server", {"role": "laptop"}), three[2].local_set("server", {"role": "laptop"})
    three[1].local_set("server", {"role": "desk"})
    offered = [len(disputes.for_this_device(s, disputes.disputes(s))) for s in three]
    assert offered == [1, 1, 0]


def test_a_conflict_outlives_later_syncs_and_edits_beside_it(three: list[Store]) -> None:
    """db-sync #152: conflicts forgotten after the next good sync."""
    edit(three[0], "unit", "u", note="一"), edit(three[1], "unit", "u", note="二")
    meet(*three)
    for _ in range(3):
        (
            edit(three[2], "unit", "u", phone="1"),
            edit(three[2], "unit", "u", note="三"),
            edit(three[0], "unit", "u", phone="2"),
        )
        meet(*three)
    for store in three:
        notes = [d for d in disputes.disputes(store) if d.register == "note"]
        assert len(notes) == 1 and "三" in {s.value for s in notes[0].sides} and len(notes[0].sides) == 2


def test_three_who_decide_the_same_at_once_are_done(three: list[Store]) -> None:
    """PouchDB #4630: three devices resolving one conflict for ever."""
    edit(three[0], "unit", "u", name="甲"), edit(three[1], "unit", "u", name="乙")
    meet(*three)
    for store in three:
        decide(store, "甲", "licence")
    before = [len(bodies(s)) for s in three]
    for _ in range(3):
        meet(*three)
    assert all(s.conflicts() == [] for s in three)
    assert [len(bodies(s)) for s in three] == [before[0] + 2] * 3, "nothing is written by itself"


def test_a_deletion_against_edits_shows_two_sides(three: list[Store]) -> None:
    edit(three[0], "unit", "u", note="x")
    for store in three[1:]:
        with store.change("o-1", "delete") as tx:
            tx.delete("unit", "u")
    meet(*three)
    (found,) = disputes.disputes(three[0])
    assert found.kind == "deleted" and [bool(s.value) for s in sorted(found.sides, key=lambda s: bool(s.value))] == [
        False,
        True,
    ]
    assert found.reason_needed
