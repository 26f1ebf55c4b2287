"""Whatever the order, whatever is lost, doubled or cut on the way: the same operations give the same records.

Real stores, the real client and the real server; only the wire between them is a function call that loses requests
and replies as the example says.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Raw

from models import journal, merge
from models.blobs import Blobs
from models.clock import FixedClock
from models.errors import KnownError
from models.records import RECORDS
from models.store import Store
from sync import ahead, wire
from sync.client import SyncResult, _Session
from sync.peer import Peer
from sync.server import on_sql
from sync.server.app import App
from sync.server.files import Files
from sync.server.ledger import Refusal, Scope
from sync.server.on_sqlite import SqliteLedger
from sync.transport import Refused

OFFICE = "office-1"
START = datetime(2026, 10, 9, 1, 30, tzinfo=UTC)
UNITS = [f"unit-{n}" for n in range(3)]
FIELDS = ("name", "phone", "note")


class Wire:
    """A way to the server that can lose the request or the reply of chosen calls."""

    def __init__(self, app: App, scope: Scope, faults: list[str]) -> None:
        self.app, self.scope, self.faults = app, scope, faults
        self.url = "here"

    def post(self, path: str, value: Any, kind: type[Any], packed: bytes | None = None) -> Any:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "request lost":
            raise KnownError("server_gone")
        if path == "/v1/blobs":
            return wire.BlobsAnswer({})
        try:
            answer = self.app._sync(self.scope, packed or wire.pack(value))
            if fault == "doubled":
                answer = self.app._sync(self.scope, packed or wire.pack(value))
        except Refusal as refused:
            raise Refused(wire.Problem(refused.status, "", refused.code, **refused.extra)) from refused
        if fault == "reply lost":
            raise KnownError("server_gone")
        return wire.unpack(wire.pack(answer), kind)


class Device:
    """A profile as far as a sync needs one."""

    officer_id, device_id, device_keys = "o", None, None

    def __init__(self, folder: Path, name: str, template: Path, clock: FixedClock) -> None:
        shutil.copy(template, folder / f"{name}.db")
        self.clock = clock
        self.store = Store.open(folder / f"{name}.db", None, clock)
        self.store.new_replica(OFFICE)
        self.blobs = Blobs(folder / name, b"a" * 32, b"b" * 32)
        self.scope = Scope(OFFICE, name, "laptop")

    def sync(self, app: App, *faults: str) -> SyncResult | None:
        try:
            return _Session(self, Wire(app, self.scope, list(faults)), None, None).run()  # type: ignore[arg-type]
        except KnownError as error:
            assert error.code == "server_gone"
            return None


class World:
    """Three devices and a server, each a copy of a ready file."""

    def __init__(self, folder: Path, templates: Path) -> None:
        self.clock = FixedClock(START)
        self.folder = folder
        shutil.copy(templates / "server.db", folder / "server.db")
        self.open_server()
        self.devices = [Device(folder, f"d{n}", templates / "device.db", FixedClock(self.clock.at)) for n in range(3)]

    def open_server(self) -> None:
        self.ledger = SqliteLedger(self.folder / "server.db", self.clock)
        self.app = App(self.ledger, Files(self.folder / "files", bytes(32)), self.clock)

    def close(self) -> None:
        for device in self.devices:
            device.store.close()
        self.ledger.close()


@pytest.fixture(autouse=True, scope="module")
def small_batches() -> Iterator[None]:
    """Two operations up and three down at a time, so that every example is cut somewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "BATCH_OPERATIONS", 2)
        patch.setattr(on_sql, "BATCH_OPERATIONS", 3)
        yield


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    Store.create(folder / "device.db", None, FixedClock(START), OFFICE).close()
    ledger = SqliteLedger(folder / "server.db", FixedClock(START))
    ledger.found((OFFICE, "局", ""))
    ledger.close()
    return folder


@pytest.fixture
def world(tmp_path: Path, templates: Path) -> Iterator[World]:
    made = World(tmp_path, templates)
    yield made
    made.close()


DEVICE = st.integers(0, 2)
UNIT = st.sampled_from(UNITS)
FAULTS = st.lists(st.sampled_from(["", "", "request lost", "reply lost", "doubled"]), max_size=3)
STEP = st.one_of(
    st.tuples(st.just("write"), DEVICE, UNIT, st.sampled_from(FIELDS), st.integers(0, 2)),
    st.tuples(st.just("group"), DEVICE, UNIT, st.sampled_from(["valid", "missing"]), st.integers(0, 2)),
    st.tuples(st.just("delete"), DEVICE, UNIT),
    st.tuples(st.just("undelete"), DEVICE, UNIT),
    st.tuples(st.just("resolve"), DEVICE, UNIT, st.sampled_from(FIELDS), st.integers(0, 2)),
    st.tuples(st.just("private"), DEVICE, UNIT),
    st.tuples(st.just("clock"), DEVICE, st.integers(-30, 30)),
    st.tuples(st.just("sync"), DEVICE, FAULTS),
    st.tuples(st.just("sync"), DEVICE, FAULTS),
    st.tuples(st.just("restart")),
)


def act(world: World, step: tuple[Any, ...]) -> None:
    """One step; a write to a record that is not there creates it (under the same derived id on every device)."""
    kind = step[0]
    if kind == "restart":
        world.ledger.close()
        world.open_server()
        return
    device = world.devices[step[1]]
    store = device.store
    if kind == "sync":
        device.sync(world.app, *step[2])
    elif kind == "clock":
        device.clock.advance(days=step[2])
    elif kind == "private":
        with store.change("o", "tell") as tx:
            tx.new("informant", clue=step[2], name="不可外传")
    else:
        with store.change("o", kind) as tx:
            there = tx._load(RECORDS["unit"], step[2])[1]
            known = there is not None and there["_replica"] is not None
            if kind == "write":
                tx.put("unit", step[2], **{step[3]: f"值{step[4]}"})
            elif kind == "group":
                tx.put("unit", step[2], uscc_status=step[3], uscc_reason=f"因{step[4]}")
            elif known and kind == "delete":
                tx.delete("unit", step[2])
            elif known and kind == "undelete":
                tx.undelete("unit", step[2])
            elif known and kind == "resolve":
                tx.resolve("unit", step[2], step[3], f"定{step[4]}")


def picture(store: Store) -> dict[str, Any]:
    """Everything two devices must agree on."""
    states = {u: merge.to_json(store.state("unit", u)) for u in UNITS}
    for state in states.values():
        state["heads"] = {r: h for r, h in sorted(state["heads"].items()) if h}
    conflicts = [(c["tbl"], c["rec"], c["reg"]) for c in store.conflicts()]
    rows = sorted(store.find("unit"), key=lambda row: row["id"])
    return {"rows": rows, "heads": states, "conflicts": sorted(conflicts)}


def log(store: Store) -> dict[tuple[int, int], bytes]:
    rows = store.rows("SELECT replica, seq, body FROM sync_op WHERE stream = ?", (OFFICE,))
    return {(r["replica"], r["seq"]): bytes(r["body"]) for r in rows}


def check_end(world: World) -> None:
    for _ in range(2):
        results = [device.sync(world.app) for device in world.devices]
    assert all(r is not None and r.equal and not r.repaired and r.pending.operations == 0 for r in results)
    first = picture(world.devices[0].store)
    for device in world.devices[1:]:
        assert picture(device.store) == first
    logs = [log(device.store) for device in world.devices]
    server = {
        (r, s): bytes(b)
        for r, s, b in world.ledger.connection.execute("SELECT replica, seq, body FROM op WHERE room = ?", (OFFICE,))
    }
    assert logs[0] == logs[1] == logs[2] == server, "no operation is lost or invented"
    _every_write_is_a_head_or_was_superseded(world.devices[0].store, server.values())
    for device in world.devices:
        for (body,) in world.ledger.connection.execute(
            "SELECT body FROM op WHERE room <> ? AND device <> ?", (OFFICE, device.scope.device)
        ):
            held = device.store.rows("SELECT 1 FROM sync_op WHERE body = ?", (body,))
            assert not held, "an informant never leaves his stream"


def _every_write_is_a_head_or_was_superseded(store: Store, bodies: Any) -> None:
    ops = [journal.decode(body) for body in bodies]
    named: set[tuple[str, str, tuple[int, int]]] = set()
    for op in ops:
        for edit in op.edits:
            for write in edit.writes():
                named.update((edit.r, write.register, dot) for dot in write.base)
    for op in ops:
        for edit in op.edits:
            state = store.state(edit.t, edit.r)
            for write in edit.writes():
                standing = any(h.dot == op.dot for h in state.heads.get(write.register, []))
                assert standing or (edit.r, write.register, op.dot) in named


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=40))
def test_everybody_ends_with_the_same(
    templates: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("world")
    world = World(folder, templates)
    try:
        for step in steps:
            act(world, step)
        check_end(world)
    finally:
        world.close()
        shutil.rmtree(folder)


def test_an_edit_survives_a_deletion_that_did_not_see_it(world: World) -> None:
    a, b, _ = world.devices
    act(world, ("write", 0, "unit-0", "name", 1))
    a.sync(world.app), b.sync(world.app)
    act(world, ("delete", 0, "unit-0"))
    act(world, ("write", 1, "unit-0", "phone", 2))
    check_end(world)
    assert [u["id"] for u in b.store.find("unit")] == ["unit-0"]


def test_a_server_restored_from_an_older_backup_gets_its_log_back(world: World) -> None:
    for n in range(3):
        act(world, ("write", n, f"unit-{n}", "name", n))
        world.devices[n].sync(world.app)
    world.ledger.close()
    backup = (world.folder / "server.db").read_bytes()
    world.open_server()
    for n in range(3):
        act(world, ("write", n, f"unit-{n}", "phone", n))
    for device in world.devices:
        device.sync(world.app)
    epoch = world.ledger.epoch(OFFICE)
    world.ledger.close()
    for left in world.folder.glob("server.db-*"):
        left.unlink()
    (world.folder / "server.db").write_bytes(backup)
    world.open_server()
    act(world, ("write", 1, "unit-0", "note", 1))
    for device in world.devices:
        device.sync(world.app)
    assert world.ledger.epoch(OFFICE) != epoch
    check_end(world)


def test_a_value_that_was_replaced_before_it_arrived_does_not_come_back(world: World) -> None:
    first = journal.Operation(OFFICE, 1, 1, 10, "", "x", [journal.Edit("unit", "u", {"name": "旧"}, n=True)])
    newer = journal.Operation(OFFICE, 2, 1, 20, "", "x", [journal.Edit("unit", "u", {"name": "新"}, b=[[1, 1]])])
    for op, device in ((newer, "d0"), (first, "d1")):
        line = wire.PushLine(op.replica, OFFICE, 1, journal.CHAIN_START.hex(), [Raw(journal.encode(op))])
        world.ledger.push(Scope(OFFICE, device, "laptop"), [line])
    with world.ledger.store.reading() as db:
        (state,) = world.ledger.log.states(db, OFFICE, OFFICE, [("unit", "u")]).values()
    assert [h.value for h in state.heads["name"]] == ["新"]
    check_end(world)


def test_a_difference_is_found_and_repaired(world: World) -> None:
    a, b, _ = world.devices
    act(world, ("write", 0, "unit-0", "name", 1))
    a.sync(world.app)
    lost = Peer.load(b.store)
    lost.epoch, lost.cursor = world.ledger.epoch(OFFICE), 1
    with b.store.maintenance() as connection:
        lost.save(connection)
    result = b.sync(world.app)
    assert result is not None and result.repaired and result.equal
    assert picture(a.store) == picture(b.store)


def test_two_copies_of_one_device_cannot_both_go_on_under_one_name(world: World, templates: Path) -> None:
    act(world, ("write", 0, "unit-0", "name", 1))
    world.devices[0].sync(world.app)
    world.devices[0].store.close()
    for name in ("d0.db",):
        shutil.copy(world.folder / name, world.folder / "copy.db")
    first = world.devices[0]
    first.store = Store.open(world.folder / "d0.db", None, first.clock)
    copy = Device.__new__(Device)
    copy.clock, copy.blobs, copy.scope = first.clock, first.blobs, first.scope
    copy.store = Store.open(world.folder / "copy.db", None, first.clock)
    for device, name in ((first, "甲"), (copy, "乙")):
        with device.store.change("o", "write") as tx:
            tx.set("unit", "unit-0", name=name)
    assert first.sync(world.app) is not None
    name = copy.store.replica
    copy.sync(world.app)
    assert copy.store.replica != name == first.store.replica
    first.sync(world.app)
    for one in (first, copy):
        assert {h.value for h in one.store.state("unit", "unit-0").heads["name"]} == {"甲", "乙"}
    copy.store.close()
