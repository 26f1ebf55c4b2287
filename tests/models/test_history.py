"""The history of a thing as people read it: from what to what, by whom, where; conflicts and decisions named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models import disputes, duplicates
from models.history import Change, History, Step, history
from models.store import Store
from tests.models.conftest import bodies

MakeStore = Callable[[str], Store]


def office(store: Store) -> tuple[str, str]:
    """An officer, and a unit he recorded."""
    with store.change(None, "set_up") as tx:
        tx.new("officer", id="o-1", name="林晓")
        tx.new("officer", id="o-2", name="郑远")
        tx.new("device", name="外勤一号", replica=store.replica)
    with store.change("o-1", "note") as tx:
        return tx.new("unit", name="甲公司", phone="1"), tx.new("project", name="一期")


def edit(store: Store, who: str, act: str, record: str, table: str = "unit", **fields: Any) -> None:
    with store.change(who, act, reason=None) as tx:
        tx.set(table, record, **fields)


def meet(a: Store, b: Store) -> None:
    a.apply(bodies(b)), b.apply(bodies(a))


def changes(told: History, register: str) -> list[tuple[Step, Change]]:
    return [(s, c) for s in told.steps for c in s.changes if c.register == register]


def test_every_change_says_from_what_to_what_by_whom_and_where(store: Store) -> None:
    unit, _ = office(store)
    edit(store, "o-2", "edit_unit", unit, phone="2")
    told = history(store, "unit", unit)
    (later, second), (first, made) = changes(told, "phone")
    assert (later.officer, later.device, later.act, later.mine) == ("郑远", "外勤一号", "edit_unit", True)
    assert (second.before, second.after) == (("1",), "2")
    assert first.created == (("unit", unit),) and (made.before, made.after) == ((), "1")
    assert told.whole and told.open == 0 and not any(s.disputed for s in told.steps)


def test_what_belongs_to_a_project_is_told_with_it(store: Store) -> None:
    unit, project = office(store)
    with store.change("o-1", "add_party") as tx:
        tx.new("engagement", project=project, unit=unit, role="developer")
    assert [s.act for s in history(store, "project", project).steps] == ["add_party", "note"]
    assert [s.act for s in history(store, "unit", unit).steps] == ["note"]


def test_a_conflict_and_its_decision_are_told_the_same_on_every_device(make_store: MakeStore) -> None:
    one, other = make_store("a"), make_store("b")
    unit, _ = office(one)
    meet(one, other)
    edit(one, "o-1", "edit_unit", unit, phone="2")
    edit(other, "o-2", "edit_unit", unit, phone="3")
    meet(one, other)
    (newest, mine), *_ = changes(history(one, "unit", unit), "phone")
    assert newest.disputed and len(mine.rivals) == 1 and {mine.after, mine.rivals[0].value} == {"2", "3"}
    assert mine.before == ("1",) and {newest.officer, mine.rivals[0].officer} == {"林晓", "郑远"}
    assert history(one, "unit", unit).open == 1
    (found,) = disputes.disputes(other)
    with other.change("o-2", "resolve", reason="asked them") as tx:
        disputes.decide(tx, found, "3", "asked them")
    meet(one, other)
    for store in (one, other):
        told = history(store, "unit", unit)
        (step, decided), *_ = changes(told, "phone")
        assert step.reason == "asked them" and decided.decided and set(decided.before) == {"2", "3"}
        assert told.open == 0 and len(changes(told, "phone")) == 4
    stories = [[(s.dot, s.act, s.officer, s.changes) for s in history(x, "unit", unit).steps] for x in (one, other)]
    assert stories[0] == stories[1]


def test_a_merged_record_and_the_merge_are_told_with_the_one_kept(store: Store) -> None:
    unit, _ = office(store)
    with store.change("o-1", "note") as tx:
        twin = tx.new("unit", name="甲建设")
    with store.change("o-2", "merge_records", reason="one licence") as tx:
        duplicates.merge(tx, "unit", twin, unit, "one licence")
    acts = [(s.act, s.officer) for s in history(store, "unit", unit).steps]
    assert acts == [("merge_records", "郑远"), ("note", "林晓"), ("note", "林晓")]


def test_an_erased_body_is_said_to_lie_elsewhere(store: Store) -> None:
    unit, _ = office(store)
    edit(store, "o-1", "edit_unit", unit, phone="2")
    with store.maintenance() as connection:
        connection.execute("UPDATE sync_op SET body = NULL WHERE pos = 2")
    told = history(store, "unit", unit)
    assert not told.whole
    ((_, change),) = changes(told, "phone")
    assert change.before == () and not change.known and change.after == "2"


def test_informants_are_never_told(store: Store) -> None:
    office(store)
    with store.change("o-1", "note") as tx:
        clue = tx.new("clue", external_no="12345")
        informant = tx.new("informant", clue=clue, name="secret")
    assert history(store, "informant", informant).steps == ()
    assert all("secret" not in repr(s) for s in history(store, "clue", clue).steps)
