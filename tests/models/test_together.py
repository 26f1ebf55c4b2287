"""A batch of operations merged in memory leaves what the same operations leave one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import derived, together
from models.clock import FixedClock
from models.journal import Edit, Operation, encode
from models.store import Store
from tests.models.test_merge import KINDS, SEVERAL_STEPS, act, ops, picture, steps_of

MakeStore = Callable[[str], Store]
AT = "2026-10-09T08:00:00.000+08:00"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(steps_of(*KINDS, *SEVERAL_STEPS), min_size=4, max_size=22),
    st.integers(0, 30),
    st.sampled_from((1, together.NARROW_FROM)),
)
def test_a_batch_leaves_what_single_operations_leave(steps: list[Any], known: int, narrow: int) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(together, "NARROW_FROM", narrow):
        clock = FixedClock(datetime(2026, 10, 9, tzinfo=UTC))
        stores = [Store.create(Path(folder, f"{n}.db"), None, clock, "s") for n in range(5)]
        for device, kind, unit, field, value, _ in steps:
            if kind == "exchange":
                stores[device].apply(ops(stores[(device + 1) % 3]))
            else:
                act(stores[device], kind, unit, field, value)
        for other in stores[1:3]:
            stores[0].apply(ops(other))
        bodies = ops(stores[0])
        for body in bodies:
            stores[3].apply([body])
        stores[4].apply(bodies[:known])
        stores[4].apply(bodies[known:])
        assert picture(stores[4]) == picture(stores[3])
        assert stores[4].digest() == derived.counted(stores[4].reader())
        since = [s.rows("SELECT rec, reg, since_pos FROM sync_conflict ORDER BY rec, reg") for s in stores[3:]]
        assert since[0] == since[1]
        for store in stores:
            store.close()


def test_what_is_awaited_in_the_middle_of_a_batch_does_not_come_back(make_store: MakeStore) -> None:
    """One edit of a batch replaces a value that is still to come; the edits around it stay as they are."""
    store = make_store("a")

    def op(replica: int, seq: int, f: dict[str, Any], base: list[list[int]] | None = None, n: bool = False) -> bytes:
        edit = Edit(t="unit", r="u1", f=f, b=base, n=n)
        return encode(Operation(store.stream, replica, seq, replica * 10 + seq, AT, "edit", [edit]))

    made = op(1, 1, {"name": "甲", "phone": "1"}, n=True)
    awaited = op(3, 1, {"phone": "3"}, [[1, 1]])
    batch = [op(1, 2, {"name": "乙"}, [[1, 1]]), op(2, 1, {"phone": "2"}, [[3, 1]]), op(1, 3, {"note": "丙"})]
    store.apply([made])
    store.apply(batch)
    assert {h.value for h in store.state("unit", "u1").heads["phone"]} == {"1", "2"}
    assert store.conflicts()
    store.apply([awaited])
    unit = store.get("unit", "u1")
    assert unit is not None
    assert (unit["name"], unit["phone"], unit["note"]) == ("乙", "2", "丙")
    assert not store.conflicts()
    assert not store.rows("SELECT * FROM sync_gone")
    assert store.digest() == derived.counted(store.reader())


def test_a_record_made_and_edited_in_one_batch_is_written_once(make_store: MakeStore) -> None:
    """However often a batch edits what it makes: one row in, one row changed."""
    writer, reader = make_store("a"), make_store("b")
    with writer.change("o", "make") as tx:
        rec = tx.new("unit", name="0", uscc="x", uscc_status="valid")
    for n in range(1, 20):
        with writer.change("o", "edit") as tx:
            tx.set("unit", rec, name=str(n), uscc=f"x{n}")
    statements: set[str] = set()
    reader._writer.set_trace_callback(statements.add)  # told a second time where a guard looks at it
    reader.apply(ops(writer))
    reader._writer.set_trace_callback(None)
    assert sum(s.startswith("UPDATE [unit]") for s in statements) == 1
    assert sum(s.startswith("INSERT INTO [unit]") for s in statements) == 1
    assert picture(reader) == picture(writer)


@pytest.mark.parametrize("many", [3, together.NARROW_FROM + 1])
def test_an_edit_that_is_refused_leaves_its_record_as_it_was(make_store: MakeStore, many: int) -> None:
    writer, reader = make_store("a"), make_store("b")
    with writer.change("o", "make") as tx:
        made = [tx.new("unit", name=str(n)) for n in range(many)]
    reader.apply(ops(writer))
    edits = [Edit(t="unit", r=rec, f={"name": 7 if n == 1 else "新"}) for n, rec in enumerate(made)]
    bodies = [encode(Operation(writer.stream, 9, n + 1, n + 1, AT, "edit", [edit])) for n, edit in enumerate(edits)]
    done = reader.apply(bodies)
    assert (done.new, done.refused) == (many, 1)
    shown = [reader.state("unit", rec).heads["name"] for rec in made]
    assert [len(heads) for heads in shown] == [1 if n == 1 else 2 for n in range(many)]
    assert reader.digest() == derived.counted(reader.reader())


def test_a_batch_that_must_be_written_on_the_way_goes_on_from_there(make_store: MakeStore) -> None:
    """A deletion is folded by itself, after what the batch did to its record so far; another record goes on."""
    writer, reader = make_store("a"), make_store("b")
    with writer.change("o", "make") as tx:
        one, other = tx.new("unit", name="1"), tx.new("unit", name="2")
    reader.apply(ops(writer))
    for rec, name in ((one, "甲"), (other, "乙"), (one, "丙")):
        with writer.change("o", "edit") as tx:
            if name == "丙":
                tx.delete("unit", other)
            tx.set("unit", rec, name=name)
    with writer.change("o", "edit") as tx:
        tx.set("unit", one, name="丁")
    reader.apply(ops(writer))
    assert picture(reader) == picture(writer)
    assert reader.digest() == derived.counted(reader.reader())
