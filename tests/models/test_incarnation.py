"""Two copies of one profile wrote on: the one that hears of it goes on under a new name, and nobody loses anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import derived, journal
from models.clock import FixedClock
from models.incarnation import Theirs
from models.store import Store
from tests.models.conftest import KEY, bodies

MakeStore = Callable[[str], Store]


def copied(store: Store, name: str) -> Store:
    """Another store made of this one's files, as an image of the disk makes it."""
    target = store.path.with_name(f"{name}.db")
    for tail in ("", "-wal"):
        shutil.copy(f"{store.path}{tail}", f"{target}{tail}")
    return Store.open(target, store._key, store.clock)


def as_the_office_has(log: list[bytes], store: Store) -> dict[int, Theirs]:
    """What the office's log tells of this store's lines."""
    hashes: dict[int, dict[int, bytes]] = {line.replica: {} for line in store.lines()}
    for body in log:
        op = journal.decode(body)
        if op.replica in hashes:
            hashes[op.replica][op.seq] = journal.body_hash(body)
    return {r: Theirs(max(found, default=0), found) for r, found in hashes.items()}


def own(store: Store) -> list[bytes]:
    return [bytes(r["body"]) for r in store.rows("SELECT body FROM sync_op WHERE recv_at IS NULL ORDER BY pos")]


class Office:
    """The office's log: whoever comes first has the name; what repeats is skipped."""

    def __init__(self) -> None:
        self.log: list[bytes] = []
        self.seen: dict[tuple[int, int], bytes] = {}

    def push(self, store: Store) -> bool:
        """False when a name stands for something else here: two copies."""
        ops = [(journal.decode(b), b) for b in own(store)]
        if any(self.seen.get(op.dot, b) != b for op, b in ops):
            return False
        for op, body in ops:
            if op.dot not in self.seen:
                self.seen[op.dot] = body
                self.log.append(body)
        return True

    def sync(self, store: Store) -> int:
        """As the client does it; returns how many operations went on under a new name."""
        moved = 0
        if not self.push(store) or store.apply(self.log).forked:
            moved = store.begin_anew(as_the_office_has(self.log, store))
            assert self.push(store)
            assert not store.apply(self.log).forked
        return moved


def sound(store: Store) -> None:
    """What ``check`` looks at, and the digests."""
    for line in store.lines():
        chain, seq = journal.CHAIN_START, 0
        for row in store.rows("SELECT seq, hash, body FROM sync_op WHERE replica = ? ORDER BY seq", (line.replica,)):
            seq += 1
            assert row["seq"] == seq and journal.decode(bytes(row["body"])).dot == (line.replica, seq)
            assert journal.body_hash(bytes(row["body"])) == bytes(row["hash"])
            chain = journal.link(chain, bytes(row["hash"]))
        assert (line.last_seq, line.chain) == (seq, chain)
    lasts = {line.replica: line.last_seq for line in store.lines()}
    assert all(seq <= lasts[replica] for replica, seq in derived.last_named(store.reader()).items())
    assert {b: c for b, c in store.digest().items() if c[0]} == derived.counted(store.reader())


def states(store: Store) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for table in ("unit", "project", "answer", "document"):
        for row in store.rows(f"SELECT id FROM [{table}]"):
            state = store.state(table, row["id"])
            found[table, row["id"]] = (state.created, state.heads, store.get(table, row["id"]))
    return found


def act(store: Store, kind: int, n: int, word: str) -> None:
    rec = f"u{n}"
    with store.change("o", "act", reason=word) as tx:
        there = tx.get("unit", rec) is not None
        if kind == 0:
            tx.put("unit", rec, name=word)
        elif kind == 1 and there:
            tx.set("unit", rec, name=word, uscc=word)
        elif kind == 2 and there:
            tx.delete("unit", rec)
        elif kind == 3:
            tx.new("document", number=f"第{n}号", pdf=word)
        elif kind == 4:
            tx.new("informant", clue=f"c{n}", name=word)
        elif kind == 5 and there:
            tx.resolve("unit", rec, "name", word)
        else:
            tx.new("project", name=word)


WRITES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=6)
WHO = st.lists(
    st.tuples(st.sampled_from(["a", "copy", "c"]), st.tuples(st.integers(0, 6), st.integers(0, 2))), max_size=12
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=WRITES, waiting=WRITES, after=WHO, order=st.permutations(["a", "copy", "c"]), mid=st.booleans())
def test_both_copies_and_everybody_else_end_with_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    clock: FixedClock,
    before: list[Any],
    waiting: list[Any],
    after: list[Any],
    order: list[str],
    mid: bool,
) -> None:
    folder, office = tmp_path_factory.mktemp("f"), Office()
    all_of = {n: Store.create(folder / f"{n}.db", None, clock, "office-1") for n in ("a", "c")}
    try:
        for k, n in before:
            act(all_of["a"], k, n, f"before{k}")
        office.sync(all_of["a"])
        office.sync(all_of["c"])
        for k, n in waiting:  # in the image, and not sent yet
            act(all_of["a"], k, n, f"waiting{k}")
        all_of["copy"] = copied(all_of["a"], "copy")
        written: dict[str, set[str]] = {name: set() for name in all_of}
        for place, (who, (k, n)) in enumerate(after):
            clock.advance(seconds=1)
            act(all_of[who], k, n, f"{who}{place}")
            written[who].add(f"{who}{place}")
            if mid and place == len(after) // 2:
                office.sync(all_of[order[0]])
        for _ in range(3):
            for name in order:
                office.sync(all_of[name])
        for store in all_of.values():
            sound(store)
        assert states(all_of["a"]) == states(all_of["copy"]) == states(all_of["c"])
        words = {journal.decode(b).reason for b in office.log}
        assert words >= {w for found in written.values() for w in found}, "an act of somebody is gone"
        for name in ("a", "copy"):
            reasons = [journal.decode(b).reason for b in bodies(all_of[name])]
            own_words = [w for w in reasons if w in written[name]]
            assert set(own_words) == written[name] and len(own_words) == len(set(own_words))
        if written["a"] and written["copy"]:
            assert all_of["a"].replica != all_of["copy"].replica
        for store in all_of.values():
            again = copied(store, f"again{store.replica}")
            assert states(again) == states(store)
            again.close()
    finally:
        for store in all_of.values():
            store.close()


@pytest.fixture
def pair(make_store: MakeStore) -> tuple[Store, Store, Office]:
    """Two copies of a profile whose first act the office has; both wrote one more."""
    office, a = Office(), make_store("a")
    act(a, 0, 0, "both")
    office.sync(a)
    copy = copied(a, "copy")
    act(a, 3, 1, "of a")
    act(copy, 3, 1, "of copy")
    act(copy, 1, 0, "edited")
    return a, copy, office


def test_what_was_moved_stays_as_it_was_and_the_acts_are_the_same(pair: tuple[Store, Store, Office]) -> None:
    a, copy, office = pair
    office.sync(a)
    first = [journal.decode(b) for b in own(copy)][1:]
    papers = copy.find("document")
    replica, hlc = copy.replica, first[-1].hlc
    assert office.sync(copy) == 2 and copy.replica != replica
    moved = [journal.decode(b) for b in own(copy) if journal.decode(b).replica == copy.replica]
    assert [(op.seq, op.at, op.act, op.actor, op.reason, op.hlc) for op in moved] == [
        (n, op.at, op.act, op.actor, op.reason, op.hlc) for n, op in enumerate(first, 1)
    ]
    assert moved[-1].hlc == hlc and moved[1].edits[0].b == {"name": [[replica, 1]]}
    kept = [bytes(r["body"]) for r in copy.rows("SELECT body FROM sync_fork ORDER BY seq")]
    assert [journal.decode(b) for b in kept] == first
    assert [p for p in copy.find("document") if p in papers] == papers, "an issued paper is the same to the letter"
    assert {p["pdf"] for p in copy.find("document")} == {"of a", "of copy"}
    copy.close()


def test_the_next_acts_go_on_under_the_new_name_and_nothing_forks_again(pair: tuple[Store, Store, Office]) -> None:
    a, copy, office = pair
    for _ in range(3):
        for store in (a, copy):
            act(store, 1, 0, f"{store.path.stem}{store.my_line(store.stream).last_seq}")
            office.sync(store)
    moved = [office.sync(s) for s in (a, copy, a, copy)]
    assert moved == [0, 0, 0, 0] and states(a) == states(copy)
    for store in (a, copy):
        sound(store)
    copy.close()


def test_an_image_rolled_back_takes_a_new_name_before_it_writes_under_the_old(make_store: MakeStore) -> None:
    """It wrote nothing yet: its own later acts come back from the office, and the next one is under another name."""
    office, a = Office(), make_store("a")
    act(a, 0, 0, "kept")
    office.sync(a)
    rolled_back = copied(a, "rolled")
    act(a, 1, 0, "lost with the disk")
    office.sync(a)
    a.close()
    assert office.sync(rolled_back) == 0
    assert rolled_back.rows("SELECT count(*) AS n FROM sync_fork") == [{"n": 0}]
    act(rolled_back, 1, 0, "after")
    assert office.sync(rolled_back) == 0
    assert [op.reason for op in rolled_back.history("u0")] == ["kept", "lost with the disk", "after"]
    sound(rolled_back)
    rolled_back.close()


def test_a_batch_with_the_other_copys_act_is_not_folded_at_all(pair: tuple[Store, Store, Office]) -> None:
    """What follows in it may rest upon names that mean something else here."""
    a, copy, office = pair
    c = Store.create(a.path.with_name("c.db"), KEY, a.clock, "office-1")
    act(a, 1, 0, "seen by c")
    office.sync(a)
    office.sync(c)
    act(c, 1, 0, "upon it")
    office.sync(c)
    before = states(copy)
    done = copy.apply(office.log)
    assert done.forked == {copy.replica} and done.new == 0 and states(copy) == before
    office.sync(copy)
    assert {h.value for h in copy.state("unit", "u0").heads["name"]} == {"upon it", "edited"}
    for store in (a, copy, c):
        office.sync(store)
    assert states(copy) == states(c) == states(a)
    copy.close()
    c.close()


def test_beginning_anew_that_fails_changes_nothing(pair: tuple[Store, Store, Office]) -> None:
    a, copy, office = pair
    office.sync(a)
    before = states(copy), bodies(copy), copy.replica, copy.lines()

    def fails(_: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        copy.begin_anew(as_the_office_has(office.log, copy), inside=fails)
    assert (states(copy), bodies(copy), copy.replica, copy.lines()) == before
    sound(copy)
    assert office.sync(copy) == 2
    copy.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sync_op WHERE seq = 1",
        "DELETE FROM sync_fork",
        "UPDATE sync_fork SET body = x'00'",
        "UPDATE document SET _seq = 99",
        "UPDATE document SET pdf = 'x', _seq = 1",
    ],
)
def test_the_guards_stand_as_before(pair: tuple[Store, Store, Office], statement: str) -> None:
    a, copy, office = pair
    office.sync(a)
    office.sync(copy)
    with pytest.raises(sqlcipher3.DatabaseError), copy.change("o", "edit") as tx:
        tx._connection.execute(statement)
    sound(copy)
    copy.close()


def test_a_profile_of_an_earlier_program_can_do_it_too(pair: tuple[Store, Store, Office], tmp_path: Path) -> None:
    """Its guards are made anew with the table that keeps what was moved."""
    a, copy, office = pair
    office.sync(a)
    with copy.maintenance() as connection:
        for sql in (
            "DROP TABLE sync_fork",
            "DROP TRIGGER sync_op_keep",
            "CREATE TRIGGER sync_op_keep BEFORE DELETE ON sync_op BEGIN SELECT RAISE(ABORT, 'append-only'); END",
            "DROP TRIGGER final_document",
            "CREATE TRIGGER final_document BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'final'); END",
            "DELETE FROM migration WHERE name = '0006-fork'",
            "DELETE FROM local_setting WHERE key = 'records_fitted'",
        ):
            connection.execute(sql)
    copy.close()
    copy = Store.open(copy.path, KEY, copy.clock)
    assert office.sync(copy) == 2
    sound(copy)
    copy.close()


def test_a_deletion_does_not_hide_what_the_other_copy_wrote_under_the_same_name(make_store: MakeStore) -> None:
    office, a = Office(), make_store("a")
    act(a, 0, 0, "both")
    office.sync(a)
    copy = copied(a, "copy")
    act(a, 1, 0, "edited here")
    act(copy, 2, 0, "deleted there")
    for store in (a, copy, a):
        office.sync(store)
    for store in (a, copy):
        unit = store.get("unit", "u0")
        assert unit is not None and unit["name"] == "edited here", "the deletion never saw this"
        assert [c["reg"] for c in store.conflicts()] == ["_deleted"]
    assert states(a) == states(copy)
    copy.close()


@pytest.mark.parametrize("fresh", [5, 30])
def test_who_created_a_record_is_known_again_after_the_move(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch, fresh: int
) -> None:
    """Three made it; the least name counts, and one of the names changes from the least (or to it)."""
    names = iter([10, 20, fresh])
    monkeypatch.setattr(journal, "new_replica", lambda: next(names))
    office, a, c = Office(), make_store("a"), make_store("c")
    act(a, 6, 0, "both")
    office.sync(a)
    copy = copied(a, "copy")
    act(c, 0, 1, "of c")
    office.sync(c)
    act(copy, 0, 1, "of copy")
    assert not copy.apply(office.log).forked
    act(a, 6, 0, "other")
    office.sync(a)
    assert office.sync(copy) == 1
    for store in (a, c):
        office.sync(store)
    assert states(copy) == states(a) == states(c)
    assert copy.state("unit", "u1").created == min((20, 1), (fresh, 1))
    sound(copy)
    copy.close()
