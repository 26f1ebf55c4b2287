"""What follows from the journal is written behind it, and always equals what is made anew: after kills and failures too."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import derived, travel
from models.clock import FixedClock
from models.database import connect
from models.store import Store
from tests.models.conftest import KEY, bodies

MakeStore = Callable[[str], Store]


def killed(store: Store, name: str) -> Path:
    """The store's files as a killed process leaves them: not closed, the newest acts in the log beside them."""
    target = store.path.with_name(f"{name}.db")
    for tail in ("", "-wal"):
        shutil.copy(f"{store.path}{tail}", f"{target}{tail}")
    return target


def made_anew(store: Store) -> dict[int, tuple[int, int]]:
    return derived.counted(store.reader())


def touches(store: Store) -> set[tuple[Any, ...]]:
    store.catch_up()
    return {tuple(r.values()) for r in store.rows("SELECT rec, pos, tbl FROM sync_touch")}


def standing(store: Store) -> dict[int, tuple[int, int]]:
    return {b: cell for b, cell in store.digest().items() if cell[0]}


def act(store: Store, kind: int, n: int) -> None:
    rec = f"u{n}"
    with store.change("o", "act") as tx:
        if kind == 0 or tx.get("unit", rec) is None:
            tx.put("unit", rec, name=f"{kind}{n}", uscc="1")
        elif kind == 1:
            tx.set("unit", rec, name=f"{kind}{len(tx.rows('SELECT 1 FROM sync_op'))}")
        elif kind == 2:
            tx.delete("unit", rec)
        else:
            tx.set("unit", rec, uscc=None)
            tx.new("project", name=rec)


def failing(store: Store, n: int) -> None:
    with pytest.raises(ZeroDivisionError), store.change("o", "act") as tx:
        tx.put("unit", f"u{n}", name="never")
        tx.new("project", name="never")
        raise ZeroDivisionError


STEPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), min_size=1, max_size=25)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_digests_always_equal_what_is_counted_anew(
    tmp_path_factory: pytest.TempPathFactory, clock: FixedClock, steps: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("d")
    a = Store.create(folder / "a.db", None, clock, "office-1")
    b = Store.create(folder / "b.db", None, clock, "office-1")
    try:
        for kind, n in steps:
            if kind == 4:
                failing(a, n)
            elif kind == 5:
                a.catch_up()
            elif kind == 6:
                act(b, 1, n)
                a.apply(bodies(b))
            elif kind == 7:
                a = Store.open(killed(a, f"a{len(list(folder.iterdir()))}"), None, clock)
            else:
                act(a, kind, n)
        line = a.my_line(a.stream)
        assert standing(a) == made_anew(a)
        b.apply(bodies(a))
        assert standing(b) == made_anew(b) == standing(a)
        history = {r: [op.dot for op in a.history(r)] for r in ("u0", "u1", "u2", "u3")}
        assert history == {r: [op.dot for op in b.history(r)] for r in history} or len(a.lines()) > 1
        again = Store.open(killed(a, "again"), None, clock)
        assert (again.my_line(a.stream).last_seq, again.my_line(a.stream).chain) == (line.last_seq, line.chain)
        again.close()
    finally:
        a.close()
        b.close()


def test_a_killed_process_loses_neither_its_line_nor_what_touched_a_record(
    make_store: MakeStore, clock: FixedClock
) -> None:
    a = make_store("a")
    for n in range(6):
        act(a, 0, n)
    assert a.rows("SELECT count(*) AS n FROM sync_touch") == [{"n": 0}], "an act writes nothing that can wait"
    line = a.my_line(a.stream)
    after = Store.open(killed(a, "after"), KEY, clock)
    assert (after.replica, after.my_line(a.stream).last_seq) == (line.replica, 6)
    act(after, 1, 3)
    assert [op.seq for op in after.history("u3")] == [4, 7]
    assert standing(after) == made_anew(after)
    assert travel.records(after) == 6
    after.close()


def test_what_waits_is_taken_along_before_it_is_much(make_store: MakeStore, monkeypatch: Any) -> None:
    monkeypatch.setattr(derived, "AT_MOST", 4)
    a = make_store("a")
    for n in range(9):
        act(a, 0, n)
    assert a.rows("SELECT pos FROM sync_derived") == [{"pos": 8}]
    assert standing(a) == made_anew(a) and len(touches(a)) == 9


def test_catching_up_that_fails_makes_nothing_wrong(make_store: MakeStore, monkeypatch: Any) -> None:
    a = make_store("a")
    act(a, 0, 1)
    a.catch_up()
    act(a, 1, 1)
    with monkeypatch.context() as patched:
        patched.setattr(
            Store, "_write_lines", lambda self: self._writer.execute("INSERT INTO no_such_table VALUES (1)")
        )
        with pytest.raises(sqlcipher3.DatabaseError):
            a.catch_up()
    act(a, 1, 1)
    assert standing(a) == made_anew(a)
    assert [op.seq for op in a.history("u1")] == [1, 2, 3]


def test_what_was_not_noted_when_it_was_done_is_read_from_the_journal(
    make_store: MakeStore, monkeypatch: Any
) -> None:
    """An act may be on the disk and its end be missed, by an interrupt: then nothing rests on what is in memory."""
    a = make_store("a")
    act(a, 0, 1)
    a.catch_up()
    act(a, 1, 1)
    with monkeypatch.context() as patched:
        patched.setattr(derived.Derived, "follow", lambda *_: None)
        act(a, 0, 2)
    act(a, 1, 1)
    assert standing(a) == made_anew(a)
    assert {(rec, pos) for rec, pos, _ in touches(a)} == {("u1", 1), ("u1", 2), ("u2", 3), ("u1", 4)}
    act(a, 1, 2)
    assert standing(a) == made_anew(a)


def test_a_profile_made_before_is_brought_along(make_store: MakeStore, tmp_path: Path, clock: FixedClock) -> None:
    """Its touches and digests were written with each act: they are where they should be."""
    a = make_store("a")
    for n in range(3):
        act(a, 0, n)
    before = standing(a), touches(a)
    a.close()
    old = connect(tmp_path / "a.db", KEY)
    old.execute("DROP TABLE sync_derived")
    old.execute("DELETE FROM migration WHERE name = '0004-derived'")
    old.execute(f"PRAGMA user_version = {1 << 16 | 3}")
    old.close()
    a = make_store("a")
    assert a.rows("SELECT pos FROM sync_derived") == [{"pos": 3}]
    act(a, 1, 1)
    assert (travel.records(a), len(touches(a))) == (3, 4)
    assert standing(a) == made_anew(a) != before[0]
    (major,) = a.rows("PRAGMA user_version")
    assert major["user_version"] >> 16 == 2, "a program that writes digests with each act must not touch this file"


def test_an_end_of_the_journal_cut_off_is_seen_though_no_line_tells_it_yet(make_store: MakeStore) -> None:
    a = make_store("a")
    for n in range(3):
        act(a, 0, n)
    last = derived.last_named(a.reader())
    assert last == {a.replica: 3}
