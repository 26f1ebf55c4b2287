"""The merge, on real stores: the same set of operations gives the same rows, heads and conflicts in any order."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models import journal, merge
from models.clock import FixedClock
from models.journal import Edit
from models.merge import DELETED, State, Write
from models.store import Store

DEVICES = 3
UNITS = ["u1", "u2"]
FIELDS = ["name", "phone", "code"]

KINDS = ("edit", "edit", "edit", "delete", "resolve", "undelete", "exchange")
SEVERAL_STEPS = ("whim", "regret", "emptied")


def steps_of(*kinds: str) -> Any:
    return st.tuples(
        st.integers(0, DEVICES - 1),
        st.sampled_from(kinds),
        st.sampled_from(UNITS),
        st.sampled_from(FIELDS),
        st.sampled_from(["甲", "乙", "丙"]),
        st.integers(-30, 30),
    )


step = steps_of(*KINDS)


def act(store: Store, kind: str, unit: str, field: str, value: str) -> None:
    with store.change("o", kind) as tx:
        values: dict[str, Any] = {"uscc": value, "uscc_status": "valid"} if field == "code" else {field: value}
        if kind == "edit":
            tx.put("unit", unit, **values)
        elif kind in SEVERAL_STEPS:  # more than one step in one act, also where it makes the record
            tx.put("unit", unit, **values)
            if kind == "whim":
                tx.delete("unit", unit)
            elif kind == "emptied":
                tx.set("unit", unit, **dict.fromkeys(values))
            else:
                tx.delete("unit", unit)
                tx.put("unit", unit, phone=value)
        elif tx._load(merge_record(), unit)[1] is None:
            return
        elif kind == "delete":
            tx.delete("unit", unit)
        elif kind == "undelete":
            tx.undelete("unit", unit)
        else:
            chosen: Any = {"uscc": value, "uscc_status": None, "uscc_reason": None} if field == "code" else value
            tx.resolve("unit", unit, field, chosen)


def merge_record() -> Any:
    from models.records import RECORDS

    return RECORDS["unit"]


def ops(store: Store) -> list[bytes]:
    return [bytes(r["body"]) for r in store.rows("SELECT body FROM sync_op ORDER BY pos")]


def picture(store: Store) -> dict[str, Any]:
    """All that two replicas with the same operations must agree on."""
    rows = store.rows("SELECT * FROM unit ORDER BY id")
    heads = store.rows("SELECT * FROM sync_head ORDER BY rec, reg, replica, seq")
    conflicts = store.rows("SELECT tbl, rec, reg FROM sync_conflict ORDER BY rec, reg")
    gone = store.rows("SELECT * FROM sync_gone")
    return {"rows": rows, "heads": heads, "conflicts": conflicts, "gone": gone, "digest": store.digest()}


def give_all(stores: Sequence[Store]) -> None:
    everything = [ops(s) for s in stores]
    for store in stores:
        for batch in everything:
            store.apply(batch)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps_of(*KINDS, *SEVERAL_STEPS), max_size=22), st.randoms(use_true_random=False))
def test_any_order_and_batching_gives_the_same(steps: list[Any], rnd: random.Random) -> None:
    converge(steps, rnd)


def converge(steps: list[Any], rnd: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clocks = [FixedClock(datetime(2026, 10, 9, tzinfo=UTC)) for _ in range(DEVICES + 1)]
        stores = [Store.create(Path(folder, f"{n}.db"), None, c, "s") for n, c in enumerate(clocks)]
        at_once = Store.create(Path(folder, "once.db"), None, clocks[0], "s")
        for device, kind, unit, field, value, days in steps:
            clocks[device].advance(days=days)
            if kind == "exchange":
                stores[device].apply(ops(stores[(device + 1) % DEVICES]))
            else:
                act(stores[device], kind, unit, field, value)
        give_all(stores[:DEVICES])
        pictures = [picture(s) for s in stores[:DEVICES]]
        assert pictures[0] == pictures[1] == pictures[2]
        assert pictures[0]["gone"] == []
        check_against_the_pure_merge(stores[0])
        lines: dict[int, list[bytes]] = {}
        together: list[bytes] = []
        for body in ops(stores[0]):
            lines.setdefault(journal.decode(body).replica, []).append(body)
        while any(lines.values()):
            replica = rnd.choice([r for r, left in lines.items() if left])
            count = rnd.randint(1, 3)
            batch, lines[replica] = lines[replica][:count], lines[replica][count:]
            stores[DEVICES].apply(batch * rnd.randint(1, 2))
            together += batch * rnd.randint(1, 2)
        assert picture(stores[DEVICES]) == pictures[0]
        at_once.apply(together)
        assert picture(at_once) == pictures[0]
        at_once.close()
        check_every_write_stands_or_was_named(stores[0])
        for store in stores:
            store.close()


def check_against_the_pure_merge(store: Store) -> None:
    """Rows, conflicts and digests are those of the definition, computed from the journal alone."""
    states: dict[str, State] = {}
    seen: set[tuple[int, int]] = set()
    for body in ops(store):
        op = journal.decode(body)
        for edit in op.edits:
            state = states.setdefault(edit.r, State())
            merge.apply(state, op.dot, op.hlc, edit.writes(), create=edit.n, seen=seen.__contains__)
        seen.add(op.dot)
    for rec, state in states.items():
        kept = store.state("unit", rec)
        (row,) = store.rows("SELECT _deleted FROM unit WHERE id = ?", (rec,))
        assert bool(row["_deleted"]) is merge.hidden(state) is merge.hidden(kept)
        assert merge.digest("unit", rec, kept) == merge.digest("unit", rec, state)
        assert {c["reg"] for c in store.conflicts() if c["rec"] == rec} == set(merge.conflicts(state))


def check_every_write_stands_or_was_named(store: Store) -> None:
    """Invariant 2: every value ever written is a head, or was replaced by a write that named it."""
    written, named = set(), set()
    for body in ops(store):
        op = journal.decode(body)
        for edit in op.edits:
            for write in edit.writes():
                written.add((edit.r, write.register, op.dot))
                named |= {(edit.r, write.register, base) for base in write.base}
    standing = {
        (rec, register, head.dot)
        for rec in {r for r, _, _ in written}
        for register, heads in store.state("unit", rec).heads.items()
        for head in heads
    }
    assert written - named == standing


def heads(state: State, register: str) -> set[Any]:
    return {merge.canonical(h.value) for h in state.heads.get(register, [])}


def fold(*writes: tuple[tuple[int, int], int, Write, bool]) -> State:
    state, seen = State(), set()
    for dot, hlc, write, create in writes:
        merge.apply(state, dot, hlc, [write], create=create, seen=seen.__contains__)
        seen.add(dot)
    return state


A, B, C = (1, 1), (2, 1), (3, 1)


@pytest.mark.parametrize(
    ("name", "state", "standing", "conflict"),
    [
        ("one value", fold((A, 1, Write("f", 1, ()), True)), {"1"}, False),
        ("two unseen", fold((A, 1, Write("f", 1, ()), True), (B, 2, Write("f", 2, ()), False)), {"1", "2"}, True),
        (
            "equal is no conflict",
            fold((A, 1, Write("f", 1, ()), True), (B, 2, Write("f", 1, ()), False)),
            {"1"},
            False,
        ),
        ("seen is replaced", fold((A, 1, Write("f", 1, ()), True), (B, 2, Write("f", 2, (A,)), False)), {"2"}, False),
        (
            "an older clock loses nothing",
            fold((A, 9, Write("f", 1, ()), True), (B, 1, Write("f", 2, (A,)), False)),
            {"2"},
            False,
        ),
        (
            "replaced before it came",
            fold((B, 2, Write("f", 2, (A,)), False), (A, 1, Write("f", 1, ()), True)),
            {"2"},
            False,
        ),
        (
            "a resolution names all",
            fold(
                (A, 1, Write("f", 1, ()), True),
                (B, 2, Write("f", 2, ()), False),
                (C, 3, Write("f", 2, (A, B)), False),
            ),
            {"2"},
            False,
        ),
    ],
)
def test_register(name: str, state: State, standing: set[str], conflict: bool) -> None:
    assert heads(state, "f") == standing
    assert bool(merge.conflicts(state)) is conflict


def test_a_deletion_never_hides_an_edit_it_did_not_see() -> None:
    created = (A, 1, Write("f", 1, ()), True)
    deleted = (B, 2, Write(DELETED, {"seen": {"1": 1, "2": 1}}, ()), False)
    edited = (C, 3, Write("f", 2, (A,)), False)
    assert merge.hidden(fold(created, deleted))
    for order in ((created, deleted, edited), (created, edited, deleted)):
        state = fold(*order)
        assert not merge.hidden(state)
        assert merge.conflicts(state) == [DELETED]


def test_three_devices_resolving_at_once_come_to_an_end() -> None:
    clock = FixedClock(datetime(2026, 10, 9, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        stores = [Store.create(Path(folder, f"{n}.db"), None, clock, "s") for n in range(3)]
        for n, store in enumerate(stores):
            with store.change("o", "edit") as tx:
                tx.put("unit", "u1", name=f"名{n}")
        give_all(stores)
        rounds = 0
        while any(s.conflicts() for s in stores):
            rounds += 1
            assert rounds < 5
            for store in stores:
                chosen = merge.shown(store.state("unit", "u1").heads["name"])
                with store.change("o", "resolve", reason="r") as tx:
                    tx.resolve("unit", "u1", "name", chosen)
            give_all(stores)
        assert rounds == 1
        for store in stores:
            store.close()


def test_an_ordinary_edit_does_not_settle_a_conflict_it_was_not_asked_about() -> None:
    clock = FixedClock(datetime(2026, 10, 9, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        a, b = (Store.create(Path(folder, f"{n}.db"), None, clock, "s") for n in "ab")
        for store, name in ((a, "甲"), (b, "乙")):
            with store.change("o", "edit") as tx:
                tx.put("unit", "u1", name=name)
        give_all([a, b])
        with a.change("o", "edit") as tx:
            tx.set("unit", "u1", name="丙")
        assert heads(a.state("unit", "u1"), "name") == {'"丙"', '"甲"'} or heads(a.state("unit", "u1"), "name") == {
            '"丙"',
            '"乙"',
        }
        assert a.conflicts()
        a.close()
        b.close()


PLANTED = {
    "last writer wins": lambda state, dot, hlc, writes, **k: real_apply(
        state,
        dot,
        hlc,
        [Write(w.register, w.value, tuple(h.dot for h in state.heads.get(w.register, []))) for w in writes],
        **k,
    ),
    "late bases are forgotten": lambda state, dot, hlc, writes, *, create, seen: real_apply(
        state, dot, hlc, writes, create=create, seen=lambda d: True
    ),
    "a lost value": lambda state, dot, hlc, writes, **k: real_apply(state, dot, hlc, list(writes)[:-1], **k),
}
real_apply = merge.apply


@pytest.mark.parametrize("bug", sorted(PLANTED))
def test_a_planted_bug_is_found(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The property above must be able to fail."""
    monkeypatch.setattr(merge, "apply", PLANTED[bug])
    searching = settings(
        max_examples=400,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises((AssertionError, KeyError, ValueError, ExceptionGroup)):
        searching(given(st.lists(step, max_size=25), st.randoms(use_true_random=False))(converge))()


def test_the_digest_of_a_plain_record_needs_no_state() -> None:
    state = fold((A, 1, Write("f", 1, ()), True))
    assert merge.digest("unit", "r", state) == merge.created_digest("unit", "r", A)


def test_states_survive_json() -> None:
    state = fold((A, 1, Write("f", 1, ()), True), (B, 2, Write("f", {"x": None}, ((9, 9),)), False))
    assert merge.from_json(merge.to_json(state)) == state


def test_a_base_is_written_once_where_all_registers_saw_the_same() -> None:
    assert journal.compact_base({"a": [A], "b": [A]}) == [[1, 1]]
    assert journal.compact_base({"a": [A], "b": [B]}) == {"a": [[1, 1]], "b": [[2, 1]]}
    assert journal.compact_base({"a": [A], "b": []}) == {"a": [[1, 1]]}
    assert list(Edit("t", "r", {"a": 1, "b": 2}, {"a": [[1, 1]]}).writes()) == [
        Write("a", 1, (A,)),
        Write("b", 2, ()),
    ]
