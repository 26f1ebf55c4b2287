"""Two records of one thing: proposed, merged by a person, taken back; whatever the order, every replica agrees."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import cases, duplicates, lookalikes, parties, visits
from models.clock import FixedClock
from models.errors import KnownError
from models.store import Store
from tests.models.conftest import bodies

CODE = "91650100MA7ABCDE1X"
ACTOR = "officer-1"


def unit(store: Store, name: str, **fields: Any) -> str:
    with store.change(ACTOR, "note") as tx:
        return tx.new("unit", name=name, kind="unit", **fields)


def project(store: Store, name: str, **fields: Any) -> str:
    with store.change(ACTOR, "note") as tx:
        return tx.new("project", name=name, **fields)


def merge(store: Store, record: str, kept: str, kind: str = "unit", reason: str = "same licence") -> str:
    with store.change(ACTOR, "merge_records", reason=reason) as tx:
        return duplicates.merge(tx, kind, record, kept, reason)


def undo(store: Store, record: str, kind: str = "unit") -> None:
    with store.change(ACTOR, "part_records", reason="two sites") as tx:
        duplicates.undo(tx, kind, record, "two sites")


# --- what is proposed


def test_the_same_code_is_proposed_however_it_was_typed(store: Store) -> None:
    one, other = unit(store, "甲公司", uscc=CODE), unit(store, "甲建设", uscc="91650100 ma7abcde1ｘ")
    unit(store, "乙公司", uscc="91650100MA7ZZZZZ0A")
    assert lookalikes.pairs(store) == [lookalikes.Pair("unit", one, other, "code")]


def test_the_same_permit_is_proposed_and_a_name_is_only_a_hint(store: Store) -> None:
    one, other = (
        project(store, "一期", permit_no="〔2026〕12号"),
        project(store, "一期工程", permit_no="〔2026〕12 号"),
    )
    third, fourth = project(store, "二期", region="CN-65"), project(store, "二 期")
    found = lookalikes.pairs(store)
    assert [(p.one, p.other, p.because, p.strong) for p in found] == [
        (one, other, "permit", True),
        (third, fourth, "name", False),
    ]


def test_one_name_in_two_counties_or_with_two_codes_is_no_hint(store: Store) -> None:
    project(store, "安置房", region="CN-6501"), project(store, "安置房", region="CN-6502")
    unit(store, "甲公司", uscc=CODE), unit(store, "甲公司", uscc="91650200MA7ZZZZZ0A")
    assert lookalikes.pairs(store) == []


def test_people_are_never_proposed_by_name(store: Store) -> None:
    with store.change(ACTOR, "note") as tx:
        for _ in range(2):
            tx.new("unit", name="张伟", kind="person")
            tx.new("wage_worker", name="张伟")
    assert lookalikes.pairs(store) == []


def test_what_a_person_called_different_is_not_proposed_again(store: Store) -> None:
    one, other = unit(store, "甲", uscc=CODE), unit(store, "乙", uscc=CODE)
    with store.change(ACTOR, "tell_apart") as tx:
        duplicates.declare_different(tx, "unit", other, one, "branch of the same firm")
    assert lookalikes.pairs(store) == []


# --- merging


def case(store: Store) -> tuple[str, str, str, str]:
    """Two units and two projects of one thing, something hanging on each."""
    with store.change(ACTOR, "note") as tx:
        a = tx.new("unit", name="甲公司", kind="unit", uscc=CODE)
        b = tx.new("unit", name="甲建设", kind="unit", uscc=CODE, phone="0991-1")
        p = tx.new("project", name="一期", permit_no="1")
        q = tx.new("project", name="一期工程", permit_no="1", temporary=True)
        tx.new("engagement", project=p, unit=a, role="general_contractor")
        tx.new("engagement", project=q, unit=b, role="subcontractor", hired_by=b)
        tx.new("inspection", project=p, state="ended", started_at="2026-03-01T10:00:00+08:00")
        visit = tx.new("inspection", project=q, state="begun", started_at="2026-04-01T10:00:00+08:00")
        tx.new("answer", inspection=visit, item="S01-01", unit=b, answer="no")
    return a, b, p, q


def test_references_follow_and_the_record_kept_gets_what_it_lacked(store: Store) -> None:
    a, b, p, q = case(store)
    merge(store, b, a)
    merge(store, q, p, "project")
    seen = duplicates.view(store)
    assert (seen.get("unit", b) or {})["name"] == "甲公司"
    assert (store.get("unit", a) or {})["phone"] == "0991-1", "filled in"
    assert [u.key for u in cases.units_of(store, q)] == [a]
    visit = store.find("inspection", project=q)[0]
    assert [x.unit for x in cases.answers_of(store, visit["id"])] == [a]
    assert cases.situation(store, visit).units[0].name == "甲公司"
    assert visits.project_name(store, q) == "一期"
    assert len(seen.find("inspection", project=p)) == 2
    assert set(visits.projects_of_unit(store, a)) == {p}
    assert [c.project for c in visits.offered(store, ACTOR)] == [p]
    assert parties.known_unit(store, CODE, a) is None
    assert lookalikes.pairs(store) == []


def test_a_merge_taken_back_gives_everything_back(store: Store) -> None:
    a, b, p, q = case(store)
    merge(store, b, a), merge(store, q, p, "project")
    undo(store, a), undo(store, q, "project")
    assert duplicates.view(store) is store
    assert (store.get("unit", a) or {})["phone"] is None
    assert (store.get("unit", b) or {})["phone"] == "0991-1"
    assert [u.key for u in cases.units_of(store, q)] == [b]


def test_what_was_changed_since_stays_when_a_merge_is_taken_back(store: Store) -> None:
    a, b, *_ = case(store)
    merge(store, b, a)
    with store.change(ACTOR, "edit") as tx:
        tx.set("unit", a, phone="0991-2")
    undo(store, b)
    assert (store.get("unit", a) or {})["phone"] == "0991-2"


def test_a_merge_says_why_and_is_never_made_twice(store: Store) -> None:
    a, b, *_ = case(store)
    for wrong in (lambda: merge(store, b, a, reason=" "), lambda: merge(store, b, "nowhere")):
        with pytest.raises(KnownError) as refused:
            wrong()
        assert refused.value.code in ("reason_missing", "duplicate_gone")
    merge(store, b, a)
    with pytest.raises(KnownError, match="duplicate_already"):
        merge(store, a, b)


def test_the_kept_one_answers_where_both_answered(store: Store) -> None:
    a, b, _, q = case(store)
    visit = store.find("inspection", project=q)[0]["id"]
    with store.change(ACTOR, "answer") as tx:
        tx.new("answer", inspection=visit, item="S01-01", unit=a, answer="yes")
    merge(store, b, a)
    assert [(x.unit, x.value) for x in cases.answers_of(store, visit)] == [(a, "yes")]
    undo(store, b)
    assert {(x.unit, x.value) for x in cases.answers_of(store, visit)} == {(a, "yes"), (b, "no")}


def test_a_deleted_record_never_takes_the_others_with_it(store: Store) -> None:
    a, b, *_ = case(store)
    merge(store, b, a)
    with store.change(ACTOR, "delete") as tx:
        tx.delete("unit", a)
    assert (duplicates.view(store).get("unit", a) or {})["id"] == b


# --- what an offline laptop writes


def meet(*stores: Store) -> None:
    """Everything every store wrote reaches every other."""
    for one, other in itertools.permutations(stores, 2):
        other.apply(bodies(one))


def test_a_later_edit_on_the_record_given_up_is_shown_and_settled(make_store: Callable[[str], Store]) -> None:
    desk, laptop = make_store("a"), make_store("b")
    a, b, *_ = case(desk)
    meet(desk, laptop)
    with laptop.change(ACTOR, "edit") as tx:
        tx.set("unit", b, legal_rep="周敏", name="甲公司")
    merge(desk, b, a)
    meet(desk, laptop)
    for store in (desk, laptop):
        (new,) = lookalikes.news(store)
        assert (new.record, new.kept, new.register, new.value, new.here) == (b, a, "legal_rep", "周敏", None)
    with desk.change(ACTOR, "settle_merged") as tx:
        duplicates.look_again(tx, "unit", b, ["legal_rep"])
    meet(desk, laptop)
    for store in (desk, laptop):
        assert lookalikes.news(store) == []
        assert (store.get("unit", a) or {})["legal_rep"] == "周敏"


def test_two_desks_that_merge_in_opposite_directions_meet_in_one_group(make_store: Callable[[str], Store]) -> None:
    one, other = make_store("a"), make_store("b")
    a, b, *_ = case(one)
    meet(one, other)
    merge(one, a, b), merge(other, b, a)
    meet(one, other)
    groups = [duplicates.aliases(s) for s in (one, other)]
    assert groups[0] == groups[1] and len({groups[0].survivor(x) for x in (a, b)}) == 1
    undo(one, a)
    meet(one, other)
    assert duplicates.aliases(one).of == duplicates.aliases(other).of == {}


def test_one_record_merged_into_two_is_said_to_be_contested(make_store: Callable[[str], Store]) -> None:
    one, other = make_store("a"), make_store("b")
    a, b, *_ = case(one)
    c = unit(one, "甲集团", uscc=CODE)
    meet(one, other)
    merge(one, a, b), merge(other, a, c)
    meet(one, other)
    known = duplicates.aliases(one)
    assert known.contested("unit", b) and len({known.survivor(x) for x in (a, b, c)}) == 1


# --- any order, three replicas

UNITS = ("unit-a", "unit-b", "unit-c", "unit-d")
FIELDS = ("phone", "legal_rep", "note")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clock = FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))
    path = tmp_path_factory.mktemp("dup") / "start.db"
    store = Store.create(path, None, clock, "office-1")
    with store.change(ACTOR, "note") as tx:
        for name in UNITS:
            tx.new("unit", id=name, name=name, kind="unit", uscc=CODE)
    store.close()
    return path


def replicas(start: Path, folder: Path) -> Iterator[Store]:
    clock = FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))
    for name in "xyz":
        shutil.copy(start, folder / f"{name}.db")
        store = Store.open(folder / f"{name}.db", None, clock)
        store.new_replica("office-1")
        yield store


WHO = st.integers(0, 2)
WHICH = st.sampled_from(UNITS)
STEPS = st.one_of(
    st.tuples(st.just("merge"), WHO, WHICH, WHICH),
    st.tuples(st.just("undo"), WHO, WHICH, WHICH),
    st.tuples(st.just("edit"), WHO, WHICH, st.sampled_from(FIELDS)),
    st.tuples(st.just("look"), WHO, WHICH, st.sampled_from(FIELDS)),
    st.tuples(st.just("meet"), WHO, WHO, st.just("")),
)


def act(store: Store, what: str, record: str, other: str, text: str) -> None:
    """One act of a person; what the rules refuse changes nothing."""
    try:
        with store.change(ACTOR, what) as tx:
            if what == "merge":
                duplicates.merge(tx, "unit", record, other, "why")
            elif what == "undo":
                duplicates.undo(tx, "unit", record, "why")
            elif what == "look":
                duplicates.look_again(tx, "unit", record, [other])
            else:
                tx.set("unit", record, **{other: text})
    except KnownError as refused:
        assert refused.code in ("duplicate_gone", "duplicate_already")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
def test_any_order_of_merging_taking_back_and_editing_converges_and_loses_nothing(
    steps: list[tuple[Any, ...]], start: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run")
    stores = list(replicas(start, folder))
    written: list[tuple[str, str, str]] = []
    for number, (what, who, one, other) in enumerate(steps):
        if what == "meet":
            stores[one].apply(bodies(stores[who]))
        else:
            if what == "edit":
                written.append((one, other, f"text {number}"))
            act(stores[who], what, one, other, f"text {number}")
    meet(*stores), meet(*stores)
    first = duplicates.aliases(stores[0])
    for store in stores:
        known = duplicates.aliases(store)
        assert known == first
        assert store.digest() == stores[0].digest()
        for record in UNITS:
            kept = known.survivor(record)
            assert known.survivor(kept) == kept, "no cycle"
            assert record in known.members("unit", record)
        ours, theirs = (sorted(map(repr, lookalikes.news(s, duplicates.aliases(s)))) for s in (store, stores[0]))
        assert ours == theirs
    nothing_lost(stores[0], written)
    for record in UNITS:
        act(stores[0], "undo", record, "", "")
    assert duplicates.aliases(stores[0]).of == {}
    for store in stores:
        store.close()


def nothing_lost(store: Store, written: list[tuple[str, str, str]]) -> None:
    """Each text stands on its own record, or was replaced by an act that had seen it."""
    for record, name, text in written:
        acts = store.history(record)
        (dot,) = {op.dot for op in acts for e in op.edits if e.r == record and e.f.get(name) == text}
        standing = {h.dot for h in store.state("unit", record).heads[name]}
        writes = [w for op in acts for e in op.edits if e.r == record for w in e.writes()]
        replaced = {base for w in writes if w.register == name for base in w.base}
        assert dot in standing | replaced, f"{text} is lost"
