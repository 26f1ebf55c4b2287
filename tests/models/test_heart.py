"""The heart under attack: threads, refused commits, forged operations, replicas that must not diverge."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3

from models import journal, merge
from models.clock import FixedClock
from models.journal import Edit, Operation
from models.records import RECORDS
from models.store import Store
from sync.server.folding import Folding
from tests.models.conftest import bodies

MakeStore = Callable[[str], Store]
BIG = 2**80


def forged(seq: int, *edits: Edit, replica: int = 7, hlc: int = 1) -> bytes:
    return journal.encode(Operation("office-1", replica, seq, hlc, "x", "forged", list(edits)))


def server_states(*groups: list[bytes]) -> dict[tuple[str, str], merge.State]:
    """What the server folds from the same operations."""
    last: dict[int, int] = {}
    folding = Folding(lambda keys: {}, lambda dot: dot[1] <= last.get(dot[0], 0))
    for group in groups:
        for body in group:
            op = journal.decode(body)
            folding.fold(op)
            last[op.replica] = op.seq
    return folding.changed


def server_digest(*groups: list[bytes]) -> dict[int, tuple[int, int]]:
    last: dict[int, int] = {}
    folding = Folding(lambda keys: {}, lambda dot: dot[1] <= last.get(dot[0], 0))
    for group in groups:
        for body in group:
            op = journal.decode(body)
            folding.fold(op)
            last[op.replica] = op.seq
    return {b: (n, d) for b, (n, d) in folding.buckets.items() if n or d}


# --- threads


def test_reading_the_own_identity_while_an_act_fails_never_makes_a_new_one(store: Store) -> None:
    """Another thread asks who this device is at the moment a failed act is forgotten."""
    mine, stop = store.replica, threading.Event()
    seen: set[Any] = set()

    def ask() -> None:
        while not stop.is_set():
            try:
                seen.add(store.replica)
            except RuntimeError as broken:
                seen.add(str(broken))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(300):
        with pytest.raises(ZeroDivisionError), store.change("o", "x") as tx:
            tx.new("informant", clue=f"clue-{n}")
            raise ZeroDivisionError
    stop.set()
    for thread in threads:
        thread.join()
    assert seen == {mine} == {store.replica}


def test_threads_that_end_leave_no_connection_behind(store: Store) -> None:
    """A worker of the window is a new thread to Python for each job: its read connection is used again."""
    before = open_files(store)
    for _ in range(40):
        thread = threading.Thread(target=lambda: store.find("unit"))
        thread.start()
        thread.join()
    gc.collect()
    assert open_files(store) - before <= 6


def open_files(store: Store) -> int:
    links = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(link.readlink()))
        except OSError:
            continue
    return sum(1 for name in links if name.startswith(str(store.path)))


def test_nobody_reads_from_a_closed_store(store: Store) -> None:
    store.close()
    with pytest.raises(sqlcipher3.ProgrammingError):
        store.find("unit")
    assert open_files(store) == 0


def test_a_listener_that_fails_does_not_make_a_saved_act_look_lost(store: Store) -> None:
    heard: list[Any] = []

    def broken(_: Any) -> None:
        raise ZeroDivisionError

    store.listen(broken)
    store.listen(heard.append)
    with store.change("o", "new") as tx:
        unit = tx.new("unit", name="a")
    assert store.get("unit", unit) is not None and len(heard) == 1


def test_settings_are_read_while_a_long_act_is_written(store: Store) -> None:
    store.local_set("k", 1)
    got: list[Any] = []
    with store.change("o", "import") as tx:
        tx.new("unit", name="a")
        store.local_set("k", 2)
        assert store.local_get("k") == 2, "the act itself sees what it wrote"
        reader = threading.Thread(target=lambda: got.append(store.local_get("k")), daemon=True)
        reader.start()
        reader.join(5)
        assert got == [1], "another thread neither waits nor sees what is not committed"


# --- what fails inside


def test_memory_follows_the_disk_also_when_looking_again_fails(store: Store, monkeypatch: Any) -> None:
    """The commit fails and the disk cannot even be read: the next act must not leave a hole in the line."""
    with store.change("o", "new") as tx:
        tx.new("unit", name="a")
    real = Store._recall

    def unreadable(self: Store) -> None:
        raise sqlcipher3.OperationalError("disk I/O error")

    monkeypatch.setattr(Store, "_recall", unreadable)
    with pytest.raises(Exception), store.change("o", "new") as tx:  # noqa: B017
        tx.new("unit", name="b")
        store._writer.execute("INSERT INTO no_such_table VALUES (1)")
    store._lines[store.replica].last_seq += 5  # what a failure after the operation was appended leaves
    monkeypatch.setattr(Store, "_recall", real)
    with store.change("o", "new") as tx:
        tx.new("unit", name="c")
    assert [journal.decode(b).seq for b in bodies(store)] == [1, 2]


def test_a_new_identity_that_finds_no_room_leaves_the_old_one(store: Store) -> None:
    mine = store.replica
    store._writer.execute("CREATE TRIGGER full BEFORE INSERT ON sync_replica BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlcipher3.DatabaseError):
        store.new_replica(store.stream)
    assert store.rows("SELECT replica FROM sync_replica WHERE mine") == [{"replica": mine}]
    assert store.replica == mine


def test_an_interrupt_anywhere_in_an_act_leaves_the_store_usable(store: Store) -> None:
    for error in (KeyboardInterrupt, SystemExit, GeneratorExit):
        with pytest.raises(error), store.change("o", "new") as tx:
            tx.new("unit", name="lost")
            raise error
    with store.change("o", "new") as tx:
        tx.new("unit", name="kept")
    assert [u["name"] for u in store.find("unit")] == ["kept"]


def test_operations_after_a_gap_do_not_move_the_callers_cursor(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    for name in "xyz":
        with a.change("o", "new") as tx:
            tx.new("unit", name=name)
    first, _, third = bodies(a)
    moved: list[int] = []
    assert b.apply([first, third], inside=lambda _: moved.append(1)).gaps
    assert moved == []


def test_the_other_copys_work_never_continues_our_own_line(make_store: MakeStore, tmp_path: Path) -> None:
    """An image was rolled back: what it wrote before comes back from the server while other work stands here."""
    a = make_store("a")
    with a.change("o", "new") as tx:
        tx.new("unit", name="a")
    a.close()
    shutil.copy(tmp_path / "a.db", tmp_path / "copy.db")
    a, copy = make_store("a"), make_store("copy")
    for one, names in ((a, "bc"), (copy, "x")):
        for name in names:
            with one.change("o", "new") as tx:
                tx.new("unit", name=name)
    line = copy.my_line(copy.stream)
    before = (line.last_seq, line.chain)
    moved: list[int] = []
    done = copy.apply(bodies(a), inside=lambda _: moved.append(1))
    assert done.forked == {copy.replica} and done.new == 0 and moved == []
    line = copy.my_line(copy.stream)
    assert (line.last_seq, line.chain) == before
    assert [u["name"] for u in copy.find("unit")] == ["a", "x"]


# --- what two replicas must agree on


def test_made_and_deleted_in_one_act_is_deleted_everywhere(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    with a.change("o", "new") as tx:
        unit = tx.new("unit", name="a")
        tx.delete("unit", unit)
    b.apply(bodies(a))
    assert a.get("unit", unit) is None and b.get("unit", unit) is None
    assert a.digest() == b.digest() and a.conflicts() == b.conflicts() == []


def test_set_and_emptied_in_the_act_that_made_it(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    with a.change("o", "new") as tx:
        unit = tx.new("unit", name="a", uscc="1")
        tx.set("unit", unit, name=None, uscc=None)
    b.apply(bodies(a))
    with b.change("o", "edit") as tx:
        tx.set("unit", unit, name="b", uscc="2")
    a.apply(bodies(b))
    states = server_states(bodies(a))
    assert a.digest() == b.digest() == server_digest(bodies(a))
    assert a.conflicts() == b.conflicts() == []
    assert merge.conflicts(states[("unit", unit)]) == []
    assert a.state("unit", unit) == b.state("unit", unit)


def test_a_record_written_again_after_its_deletion_is_there(store: Store) -> None:
    """The same answer after a deletion: nothing differs from what stands, and still it must come back."""
    with store.change("o", "answer") as tx:
        tx.put("answer", "a-1", item="S01", answer="yes")
    with store.change("o", "discard") as tx:
        tx.delete("answer", "a-1")
    assert store.get("answer", "a-1") is None
    with store.change("o", "answer") as tx:
        tx.put("answer", "a-1", item="S01", answer="yes")
    found = store.get("answer", "a-1")
    assert found is not None and found["answer"] == "yes"
    assert store.conflicts() == []


def test_one_id_in_two_tables_is_two_records(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    with a.change("o", "new") as tx:
        tx.new("project", id="same", name="p")
        tx.new("unit", id="same", name="u")
    for name in ("q", "r"):
        with a.change("o", "edit") as tx:
            tx.set("unit", "same", name=f"u{name}")
            tx.set("project", "same", name=f"p{name}")
    b.apply(bodies(a))
    for one in (a, b):
        project, unit = one.get("project", "same"), one.get("unit", "same")
        assert project is not None and unit is not None
        assert (project["name"], unit["name"]) == ("pr", "ur")
        assert one.conflicts() == []
    assert a.digest() == b.digest() == server_digest(bodies(a))


def test_a_private_record_never_touches_another_stream(store: Store) -> None:
    with store.change("o", "intake") as tx:
        clue = tx.new("clue", summary="拖欠")
        informant = tx.new("informant", clue=clue, name="不得打印")
    with store.change("o", "edit") as tx:
        tx.delete("informant", informant)
    assert store.get("informant", informant) is None
    streams = [journal.decode(b).stream for b in bodies(store)]
    assert set(streams) == {"office-1", f"private:{clue}"} and len(streams) == 3
    with pytest.raises(ValueError, match="clue"), store.change("o", "new") as tx:
        tx.new("informant", name="不得打印")
    with pytest.raises(ValueError, match="clue"), store.change("o", "edit") as tx:
        tx.set("informant", informant, clue="another")


# --- forged or broken operations


FORGERIES: dict[str, Edit] = {
    "base too big": Edit("unit", "u", {"name": "x"}, [[BIG, 1]]),
    "base not a dot": Edit("unit", "u", {"name": "x"}, [[1]]),
    "base of a register too big": Edit("unit", "u", {"name": "x"}, {"name": [[1, BIG]]}),
    "negative base": Edit("unit", "u", {"name": "x"}, [[-1, -1]]),
    "number too big": Edit("project", "u", {"contract_fen": BIG}, n=True),
    "no id": Edit("unit", "", {"name": "x"}, n=True),
    "a deletion that saw nonsense": Edit("unit", "u", {"_deleted": {"seen": {"²": 1}}}),
    "a group that is no group": Edit("unit", "u", {"code": ["x"]}, n=True),
    "deep json": Edit("project", "u", {"tags": msgspec.json.decode(b"[" * 400 + b"]" * 400)}, n=True),
    "deep json in an unknown field": Edit(
        "project", "u", {"zz": msgspec.json.decode(b"[" * 400 + b"]" * 400)}, n=True
    ),
}


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_a_forged_edit_is_quarantined_on_both_sides_and_stops_nobody(store: Store, name: str) -> None:
    ops = [forged(1, FORGERIES[name]), forged(2, Edit("unit", "good", {"name": "好"}, n=True))]
    done = store.apply(ops)
    assert (done.new, done.refused) == (2, 1)
    assert [u["name"] for u in store.find("unit")] == ["好"]
    assert {b: v for b, v in store.digest().items() if v != (0, 0)} == server_digest(ops)


def test_one_operation_that_writes_a_record_twice_does_no_harm(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    twice = forged(1, Edit("unit", "u", {"name": "x"}, n=True), Edit("unit", "u", {"name": "y"}))
    later = forged(1, Edit("unit", "u", {"name": "z"}, [[7, 1]]), replica=8, hlc=2)
    a.apply([twice, later])
    b.apply([later, twice])
    assert a.digest() == b.digest() == server_digest([twice, later]) == server_digest([later, twice])
    assert a.find("unit") == b.find("unit")


@pytest.mark.parametrize("base", [[[7, 1]], [[7, 2]], [[9, 4]]], ids=["itself", "its own next", "a stranger"])
def test_a_base_that_lies_makes_nobody_differ(make_store: MakeStore, base: list[list[int]]) -> None:
    a, b = make_store("a"), make_store("b")
    ops = [
        forged(1, Edit("unit", "u", {"name": "x"}, base, n=True)),
        forged(2, Edit("unit", "u", {"name": "y"})),
        *[forged(n, Edit("unit", "u", {"name": f"s{n}"}), replica=9, hlc=n) for n in range(1, 5)],
    ]
    a.apply(ops)
    b.apply([*ops[2:], *ops[:2]])
    assert a.digest() == b.digest() == server_digest(ops)
    assert a.state("unit", "u") == b.state("unit", "u")


@pytest.mark.parametrize("table", sorted(t for t, r in RECORDS.items() if r.once))
def test_an_edit_that_arrives_before_a_legal_fact_does_not_alter_it(make_store: MakeStore, table: str) -> None:
    a, b, c = make_store("a"), make_store("b"), make_store("c")
    name = RECORDS[table].fields[0].name
    with a.change("o", "issue") as tx:
        rec = tx.new(table, **{name: "true"})
    attack = forged(1, Edit(table, rec, {name: "forged"}), hlc=2**62)
    b.apply([attack, *bodies(a)])
    c.apply([*bodies(a), attack])
    for one in (b, c):
        found = one.get(table, rec)
        assert found is not None and found[name] == "true"
    assert b.digest() == c.digest() == server_digest([attack, *bodies(a)])


def test_numbers_no_column_holds_are_refused_before_anything_is_written(store: Store) -> None:
    for body in (
        forged(1, hlc=2**63),
        forged(1, replica=2**63),
        forged(2**63),
        forged(0),
        forged(1, replica=-3),
        forged(1, hlc=-1),
    ):
        with pytest.raises(msgspec.DecodeError):
            store.apply([body])
    assert bodies(store) == [] and len(store.lines()) == 1


def test_a_value_that_json_does_not_know_is_refused(store: Store) -> None:
    for value in (float("nan"), float("inf"), [{"a": float("-inf")}]):
        with pytest.raises(ValueError, match="tags"), store.change("o", "new") as tx:
            tx.new("project", tags=value)
    assert bodies(store) == []


def test_the_newest_act_of_this_device_is_found_without_reading_the_journal(
    make_store: MakeStore, clock: FixedClock
) -> None:
    a, b = make_store("a"), make_store("b")
    assert a.last_at() is None
    with a.change("o", "new") as tx:
        tx.new("unit", name="a")
    clock.advance(days=3)
    with b.change("o", "new") as tx:
        tx.new("unit", name="b")
    a.apply(bodies(b))
    assert (a.last_at() or "").startswith("2026-10-09")
    plan = a.rows("EXPLAIN QUERY PLAN " + Store.NEWEST_OWN)
    assert not any("SCAN sync_op" in row["detail"] for row in plan)
