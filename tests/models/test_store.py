"""The one write path: what the screen says is saved is on disk, whole acts only, nothing beside the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from models import journal
from models.clock import FixedClock
from models.errors import KnownError
from models.records import RECORDS, answer_id
from models.store import Changes, Store
from tests.models.conftest import KEY, bodies

MakeStore = Callable[[str], Store]


def test_an_act_is_one_operation_with_all_its_edits(store: Store) -> None:
    with store.change("officer-1", "arrive") as tx:
        project = tx.new("project", name="滨河路一期", contract_fen=8_650_000_000)
        inspection = tx.new("inspection", project=project, tags=["冬季攻坚"], recording=True)
        tx.set("inspection", inspection, headcount=46)
    (op,) = [journal.decode(b) for b in bodies(store)]
    assert (op.act, op.actor, op.seq) == ("arrive", "officer-1", 1)
    assert [(e.t, e.n) for e in op.edits] == [("project", True), ("inspection", True)]
    assert op.edits[1].f["headcount"] == 46
    row = store.get("inspection", inspection)
    assert row is not None
    assert (row["headcount"], row["recording"], row["tags"]) == (46, True, ["冬季攻坚"])


def test_an_exception_inside_an_act_undoes_all_of_it(store: Store) -> None:
    with pytest.raises(RuntimeError), store.change("o", "arrive") as tx:
        tx.new("project", name="x")
        raise RuntimeError
    assert store.find("project") == [] and bodies(store) == []
    with store.change("o", "arrive") as tx:
        tx.new("project", name="y")
    assert [journal.decode(b).seq for b in bodies(store)] == [1]


def test_setting_what_is_there_already_writes_nothing(store: Store) -> None:
    with store.change("o", "new") as tx:
        unit = tx.new("unit", name="众诚劳务")
    with store.change("o", "edit") as tx:
        tx.set("unit", unit, name="众诚劳务")
    assert len(bodies(store)) == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE unit SET name = 'x'", "INSERT INTO unit (id) VALUES ('x')", "DELETE FROM unit"]
)
def test_no_write_but_through_change(store: Store, statement: str) -> None:
    with store.change("o", "new") as tx:
        tx.new("unit", name="众诚劳务")
    with pytest.raises(sqlcipher3.DatabaseError), store.maintenance() as connection:
        connection.execute(statement)
    with pytest.raises(sqlcipher3.DatabaseError):
        store.reader().execute(statement)
    assert [u["name"] for u in store.find("unit")] == ["众诚劳务"]


@pytest.mark.parametrize(
    "statement", ["UPDATE sync_op SET body = x'00'", "DELETE FROM sync_op", "UPDATE sync_op SET at = ''"]
)
def test_the_journal_is_append_only(store: Store, statement: str) -> None:
    with store.change("o", "new") as tx:
        tx.new("unit", name="众诚劳务")
    before = bodies(store)
    with pytest.raises(sqlcipher3.DatabaseError), store.maintenance() as connection:
        connection.execute(statement)
    assert bodies(store) == before


@pytest.mark.parametrize("table", sorted(t for t, r in RECORDS.items() if r.once))
def test_a_legal_fact_is_never_altered(store: Store, table: str) -> None:
    with store.change("o", "issue") as tx:
        rec = tx.new(table)
    with pytest.raises(ValueError, match="final"), store.change("o", "edit") as tx:
        tx.set(table, rec)
    with pytest.raises(ValueError, match="final"), store.change("o", "edit") as tx:
        tx.delete(table, rec)
    with pytest.raises(sqlcipher3.DatabaseError), store.change("o", "edit") as tx:
        tx._connection.execute(f"UPDATE [{table}] SET _hlc = 1")


def test_an_issued_paper_cannot_be_edited_by_another_device_either(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    with a.change("o", "issue") as tx:
        document = tx.new("document", number="第078号")
    b.apply(bodies(a))
    forged = journal.Operation(
        stream="office-1",
        replica=7,
        seq=1,
        hlc=1,
        at="2026-10-09T09:30:00.000+08:00",
        act="edit",
        edits=[journal.Edit(t="document", r=document, f={"number": "第079号"}, b=[[a.replica, 1]])],
    )
    assert b.apply([journal.encode(forged)]).refused == 1
    found = b.get("document", document)
    assert found is not None and found["number"] == "第078号"
    assert b.rows("SELECT reason FROM sync_quarantine") == [{"reason": "final"}]


def test_quarantine_never_stops_the_next_one(store: Store) -> None:
    ops = [
        journal.Operation("office-1", 7, 1, 1, "x", "new", [journal.Edit("from_the_future", "r1", {"a": 1}, n=True)]),
        journal.Operation("office-1", 7, 2, 2, "x", "new", [journal.Edit("unit", "r2", {"name": 5}, n=True)]),
        journal.Operation(
            "office-1", 7, 3, 3, "x", "new", [journal.Edit("unit", "r3", {"name": "好", "later": 1}, n=True)]
        ),
    ]
    done = store.apply([journal.encode(op) for op in ops])
    assert (done.new, done.refused) == (3, 2)
    assert [u["name"] for u in store.find("unit")] == ["好"]
    assert store.state("unit", "r3").heads["later"][0].value == 1


def test_bytes_that_are_no_operation_change_nothing(store: Store) -> None:
    with store.change("o", "new") as tx:
        tx.new("unit", name="a")
    before = bodies(store)
    with pytest.raises(journal.msgspec.DecodeError):
        store.apply([before[0], b"{"])
    assert bodies(store) == before


def test_a_gap_is_reported_and_filled_later(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    for name in "xyz":
        with a.change("o", "new") as tx:
            tx.new("unit", name=name)
    first, second, third = bodies(a)
    assert b.apply([first, third]).gaps == [(a.replica, 2)]
    assert b.apply([first, second, third]).new == 2
    assert b.digest() == a.digest()


def test_listeners_hear_after_commit_what_changed(store: Store) -> None:
    heard: list[tuple[Changes, int]] = []
    store.listen(lambda c: heard.append((c, len(store.find("unit")))))
    with store.change("o", "new") as tx:
        tx.new("unit", name="a")
    ((changes, visible),) = heard
    assert changes.tables == {"unit"} and visible == 1


def test_the_file_is_noise_without_the_key(store: Store, clock: FixedClock) -> None:
    with store.change("o", "new") as tx:
        tx.new("wage_worker", name="买买提·阿不力孜", id_no="649901198603121020")
    folder = store.path.parent
    store.close()
    for file in folder.iterdir():
        raw = file.read_bytes()
        assert not raw.startswith(b"SQLite format 3")
        assert "买买提".encode() not in raw and b"649901198603121020" not in raw
    with pytest.raises(KnownError) as refused:
        Store.open(store.path, "f" * 96, clock)
    assert refused.value.code == "store_unreadable"
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(store.path).execute("SELECT * FROM unit")


def test_a_newer_file_is_not_touched(store: Store, clock: FixedClock) -> None:
    store._writer.execute(f"PRAGMA user_version = {99 << 16}")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(KnownError) as refused:
        Store.open(store.path, KEY, clock)
    assert refused.value.code == "profile_newer" and store.path.read_bytes() == before


def test_a_missing_store_is_not_made_by_opening(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(KnownError) as refused:
        Store.open(tmp_path / "no.db", KEY, clock)
    assert refused.value.code == "store_missing" and not (tmp_path / "no.db").exists()


def test_reopened_it_goes_on_where_it_stopped(make_store: MakeStore) -> None:
    a = make_store("a")
    with a.change("o", "new") as tx:
        tx.new("unit", name="a")
    replica, chain = a.replica, a.my_line(a.stream).chain
    a.close()
    a = make_store("a")
    assert (a.replica, a.my_line(a.stream).chain) == (replica, chain)
    with a.change("o", "new") as tx:
        tx.new("unit", name="b")
    hashes = [journal.body_hash(b) for b in bodies(a)]
    assert a.my_line(a.stream).chain == journal.link(journal.link(journal.CHAIN_START, hashes[0]), hashes[1])
    assert [journal.decode(b).seq for b in bodies(a)] == [1, 2]


def test_hybrid_time_never_goes_back_when_the_clock_does(store: Store, clock: FixedClock) -> None:
    for _ in range(3):
        with store.change("o", "new") as tx:
            tx.new("unit", name="a")
        clock.advance(days=-30)
    times = [journal.decode(b).hlc for b in bodies(store)]
    assert times == sorted(set(times))


def test_two_laptops_that_answer_the_same_item_meet_in_one_record(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    rec = answer_id("inspection-1", "S07-02", "unit-1")
    for laptop, word in ((a, "yes"), (b, "no")):
        with laptop.change("o", "answer") as tx:
            tx.put("answer", rec, inspection="inspection-1", item="S07-02", unit="unit-1", answer=word)
    ours, theirs = bodies(a), bodies(b)
    a.apply(theirs)
    b.apply(ours)
    assert [c["reg"] for c in a.conflicts()] == [c["reg"] for c in b.conflicts()] == ["answered"]
    assert a.digest() == b.digest()
    values = {h.value["answer"] for h in a.state("answer", rec).heads["answered"]}
    assert values == {"yes", "no"}


def test_private_records_travel_in_a_stream_of_their_own(store: Store) -> None:
    with store.change("o", "intake") as tx:
        clue = tx.new("clue", summary="拖欠")
        tx.new("informant", clue=clue, name="不得打印")
    streams = {journal.decode(b).stream: b for b in bodies(store)}
    assert set(streams) == {"office-1", f"private:{clue}"}
    assert "不得打印".encode() not in streams["office-1"]


def test_history_tells_every_act_on_a_record(store: Store) -> None:
    with store.change("o1", "new") as tx:
        unit = tx.new("unit", name="a")
    with store.change("o2", "edit", reason="登记名称更正") as tx:
        tx.set("unit", unit, name="b")
    assert [(op.actor, op.act, op.reason) for op in store.history(unit)] == [
        ("o1", "new", None),
        ("o2", "edit", "登记名称更正"),
    ]


def test_files_inside_the_store_never_change(store: Store) -> None:
    with store.change("o", "issue") as tx:
        tx.new("document", number="1")
        tx.put_file(b"%PDF", "aa", "application/pdf")
    for statement in ("UPDATE blob_data SET data = x'00'", "DELETE FROM blob_data"):
        with pytest.raises(sqlcipher3.DatabaseError), store.maintenance() as connection:
            connection.execute(statement)
    with store.maintenance() as connection:
        connection.execute("UPDATE blob_data SET pushed = 1")
    assert bytes(store.rows("SELECT data FROM blob_data")[0]["data"]) == b"%PDF"


# --- commits that wait for no disk, and what is not read again


class Sick:
    """A connection that cannot end a transaction while it is ``sick``."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.sick = connection, False

    def execute(self, sql: str, *values: Any) -> Any:
        if self.sick and sql == "ROLLBACK":
            raise sqlcipher3.OperationalError("disk I/O error")
        return self.connection.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def test_an_act_waits_for_the_disk_whatever_failed_before(store: Store) -> None:
    writer = store._writer = Sick(store._writer)
    writer.sick = True
    with pytest.raises(KnownError), store.maintenance(lasting=False):
        raise RuntimeError("in the middle of what need not last")
    writer.sick = False
    with store.change(None, "write") as tx:
        assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
        tx.new("unit", name="众诚劳务")
    with store.maintenance(lasting=False):
        assert writer.execute("PRAGMA synchronous").fetchone() == (1,)
    with store.maintenance():
        assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    with store.maintenance(lasting=False):
        pass
    store.local_set("a", 1)
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_stands_is_read_again_after_every_manner_of_writing(make_store: MakeStore) -> None:
    a, b = make_store("a"), make_store("b")
    with b.change(None, "write") as tx:
        unit = tx.new("unit", name="众诚劳务")

    def act() -> None:
        with a.change(None, "write") as tx:
            tx.set("unit", unit, name="恒达建筑")

    def keep() -> None:
        with a.maintenance(lasting=False) as connection:
            connection.execute("INSERT OR REPLACE INTO local_setting VALUES ('k', '1')")

    def look() -> tuple[object, ...]:
        settings = {row["key"]: row["value"] for row in a.rows("SELECT key, value FROM local_setting")}
        return a.find("unit"), settings, a.lines(), a.digest()

    seen = [a.standing("all", look)]
    for write in (
        lambda: a.apply(bodies(b)),
        act,
        keep,
        lambda: a.local_set("k", 2),
        lambda: a.begin_anew({}),
        lambda: a.new_replica(a.stream),
    ):
        assert a.standing("all", look) is a.standing("all", look)
        write()
        seen.append(a.standing("all", look))
        assert seen[-1] == look() and seen[-1] != seen[-2]
    a.close()
    with pytest.raises(sqlcipher3.ProgrammingError):
        a.standing("all", look)
