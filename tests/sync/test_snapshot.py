"""The first download by snapshot: the same office as by the log, in one piece or not at all, history when asked for."""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import imagerows, imaging, numbering, search
from models.backup import backup, restore
from models.check import check
from models.clock import FixedClock
from models.errors import Cancelled, KnownError
from models.profile import Profile
from models.records import RECORDS, SCHEMA, Record
from models.store import Store
from sync import enrolment, peer, snapshot, wire
from sync.client import sync
from sync.membership import open_transport
from sync.server import snapshot as serversnapshot
from sync.server.ledger import Refusal, Scope
from sync.server.running import bind
from sync.server.snapshot import Snapshots
from tests.sync.conftest import FAST, Office, new_unit, settle
from tests.sync.test_converging import OFFICE, START, STEP, Device, World, act, picture, templates
from tests.sync.test_server import code_of

__all__ = ["templates"]
OWN = ("device",)
"""Tables in which a device that joins writes at once."""
ASKED = wire.SnapshotRequest(form=wire.SNAPSHOT_FORM)


@pytest.fixture
def at_once() -> Iterator[None]:
    """Even a small office is given as a snapshot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "SNAPSHOT_FROM", 1)
        yield


def tables(store: Store) -> dict[str, Any]:
    """Everything the records consist of, as it stands in the database."""
    found: dict[str, Any] = {t: store.rows(f"SELECT * FROM [{t}] ORDER BY id") for t in RECORDS if t not in OWN}
    for table in ("sync_head", "sync_gone"):
        found[table] = store.rows(f"SELECT * FROM {table} WHERE tbl NOT IN ('device') ORDER BY 1, 2, 3, 4, 5")
    found["sync_conflict"] = store.rows("SELECT tbl, rec, reg FROM sync_conflict ORDER BY 1, 2, 3")
    found["sync_quarantine"] = store.rows(
        "SELECT replica, seq, edit, reason, detail FROM sync_quarantine ORDER BY 1, 2, 3"
    )
    return found


def by_log(office: Office, desk: Profile, name: str) -> Profile:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "SNAPSHOT_FROM", 10**9)
        return office.laptop(name, desk)


def a_year(office: Office) -> tuple[Profile, Profile]:
    """A desk and a laptop with a bit of everything: edits, conflicts, deletions, papers, photos, odd operations."""
    desk = office.desk()
    laptop = by_log(office, desk, "laptop1")
    units = [new_unit(desk, f"单位{n}") for n in range(5)]
    settle(desk, laptop)
    for profile, phone in ((desk, "111"), (laptop, "222")):
        with profile.store.change(profile.officer_id, "edit", reason="电话核实") as tx:
            tx.set("unit", units[0], phone=phone, note=None)
            tx.put("unit", units[1], uscc="91", uscc_status=phone)
    with desk.store.change(desk.officer_id, "delete") as tx:
        tx.delete("unit", units[2])
        tx.delete("unit", units[3])
    with laptop.store.change(laptop.officer_id, "edit") as tx:
        tx.set("unit", units[3], phone="看得见")
    paper = b"%PDF-1.7 " + bytes(2000)
    sha = hashlib.sha256(paper).hexdigest()
    photo = laptop.blobs.put(b"photo" * 1000).sha256
    with laptop.store.change(laptop.officer_id, "issue") as tx:
        tx.put_file(paper, sha, "application/pdf")
        tx.new("document", type="inquiry_notice", pdf=sha, content={"甲": [1, None, "二"]}, addressees=[])
        tx.new("evidence", blob=photo, size=5000)
    settle(laptop, desk)
    return desk, laptop


def test_a_device_that_joins_by_snapshot_holds_what_one_by_the_log_holds(office: Office, at_once: None) -> None:
    desk, laptop = a_year(office)
    log = by_log(office, desk, "by_log")
    snap = office.laptop("by_snapshot", desk)
    settle(snap, log, desk, laptop)
    assert imaging.base(snap.store) and not imaging.base(log.store)
    assert tables(snap.store) == tables(log.store)
    assert snap.store.digest() == log.store.digest() == desk.store.digest()
    assert snap.store.conflicts() and len(snap.store.conflicts()) == len(desk.store.conflicts())
    assert snap.blobs.names() and not sync(snap).pending.blobs
    assert snap.store.rows("SELECT count(*) AS n FROM blob_data WHERE data IS NOT NULL")[0]["n"] == 1
    health = check(snap)
    assert health.problems == [], health.problems
    few = snap.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    assert few < desk.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]


def test_it_goes_on_like_any_other_device(office: Office, at_once: None) -> None:
    desk, laptop = a_year(office)
    snap = office.laptop("snap", desk)
    conflict = next(c for c in snap.store.conflicts() if c["reg"] == "phone")
    with snap.store.change(snap.officer_id, "resolve", reason="以登记为准") as tx:
        tx.resolve("unit", conflict["rec"], "phone", "333")
        tx.new("unit", name="快照之后", kind="company")
    with laptop.store.change(laptop.officer_id, "edit") as tx:
        tx.put("unit", conflict["rec"], note="同时")
    results = settle(snap, laptop, desk)
    assert all(r.equal and not r.repaired for r in results)
    assert tables(snap.store) == tables(laptop.store) == tables(desk.store)
    assert [b for b in numbering.blocks(snap.store, "rectification_order") if b.replica == snap.store.replica]
    spans = sorted((b.lo, b.hi) for b in numbering.blocks(snap.store, "rectification_order"))
    assert spans == [(1, 20), (21, 40), (41, 60)]
    assert check(snap).problems == []


def test_history_from_before_is_fetched_when_asked_for(office: Office, at_once: None) -> None:
    desk, _ = a_year(office)
    snap = office.laptop("snap", desk)
    unit = desk.store.find("unit", name="单位0")[0]["id"]
    assert not snapshot.has_all_history(snap.store, unit)
    known = [op.dot for op in snap.store.history(unit)]
    assert known, "who wrote the two values of a conflict is known without asking"
    transport = open_transport(snap)
    assert snapshot.fetch_history(snap.store, transport, unit) in (2, 3), "by where the ready snapshot stood"
    assert snapshot.has_all_history(snap.store, unit)
    assert {op.dot for op in snap.store.history(unit)} == {op.dot for op in desk.store.history(unit)}
    assert snapshot.fetch_history(snap.store, transport, unit) == 0
    transport.close()
    with snap.store.change(snap.officer_id, "edit") as tx:
        tx.set("unit", unit, note="之后")
    assert snap.store.history(unit)[-1].edits[0].f == {"note": "之后"}
    assert settle(snap)[-1].equal and check(snap).problems == []


def test_a_backup_of_it_comes_back_whole(office: Office, at_once: None) -> None:
    desk, _ = a_year(office)
    snap = office.laptop("snap", desk)
    waiting = new_unit(snap, "只在备份里")
    file = backup(snap, office.folder).file
    snap.close()
    again = restore(file, office.folder / "again", "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(again)
    results = settle(again, desk)
    assert all(r.equal for r in results) and desk.store.get("unit", waiting)
    assert tables(again.store) == tables(desk.store) and check(again).problems == []


def test_a_restored_server_gets_its_log_back_from_the_others(office: Office, at_once: None) -> None:
    desk, laptop = a_year(office)
    office.server.stop()
    copy = {p: p.read_bytes() for p in office.folder.glob("server.db*") if p.is_file()}
    office.server._server.should_exit = False
    office.restart()
    for profile in (desk, laptop):
        new_unit(profile, "备份之后")
    settle(desk, laptop)
    snap = office.laptop("snap", desk)
    new_unit(snap, "快照之后")
    settle(snap)
    port = int(office.server.url.rsplit(":", 1)[1])
    office.server.stop()
    for path in office.folder.glob("server.db*"):
        if path.is_file():
            path.unlink()
    for path, data in copy.items():
        path.write_bytes(data)
    office.server = bind(office.folder / "server.db", office.clock, port=port).start()
    for _ in range(2):
        for profile in (laptop, desk):
            sync(profile)
    assert desk.store.digest() == laptop.store.digest()
    assert code_of(lambda: sync(snap)) in ("server_refused", "server_answer_bad"), "its device is not known there"


# --- in one piece or not at all


@pytest.mark.parametrize("stop_after", [1, 2, 3])
def test_an_interrupted_download_leaves_an_empty_profile_that_begins_again(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    monkeypatch.setattr("sync.server.files.CHUNK", 700)
    desk, _ = a_year(office)
    code = enrolment.invite(desk, "laptop").code
    calls = iter(range(100))

    def stop() -> bool:
        return next(calls) >= stop_after

    def join(cancel: Any) -> Profile:
        return enrolment.join(
            office.folder / "l", office.server.url, code, cert_no="XC-JC-0002", passphrase="second officer says that",
            clock=office.clock, name="l", keystore=None, kdf=FAST, cancel=cancel,
        )  # fmt: skip

    with pytest.raises(Cancelled):
        join(stop)
    again = Profile.open(office.folder / "l", "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(again)
    assert imaging.is_empty(again.store) and not again.store.find("unit")
    assert all(r.equal for r in settle(again, desk))
    assert imaging.base(again.store) and tables(again.store) == tables(desk.store)


def test_a_snapshot_that_was_altered_on_the_way_is_refused_whole(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = a_year(office)
    fetched = snapshot._fetch

    def altered(*args: Any) -> bytes:
        body = bytearray(fetched(*args))
        body[len(body) // 2] ^= 1
        return bytes(body)

    monkeypatch.setattr(snapshot, "_fetch", altered)
    assert code_of(lambda: office.laptop("snap", desk)) == "server_answer_bad"
    again = Profile.open(office.folder / "snap", "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(again)
    assert imaging.is_empty(again.store) and not again.store.find("unit")
    monkeypatch.undo()
    assert sync(again).equal


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_snapshot_ever_leaves_half_of_it(snapshot_body: tuple[Any, bytes, Path], data: Any) -> None:
    """Cut or flipped anywhere, and with a hash that fits: refused, or the very same records; never half of them."""
    offer, body, folder = snapshot_body
    cut = data.draw(st.integers(0, len(body)))
    flip = data.draw(st.none() | st.integers(0, len(body) - 1))
    wrong = bytearray(body)
    if flip is not None:
        wrong[flip] ^= 1 << data.draw(st.integers(0, 7))
    path = folder / f"{data.draw(st.uuids())}.db"
    store = Store.create(path, None, FixedClock(START), OFFICE)
    try:
        snapshot._take(store, peer.Peer(), offer, bytes(wrong[:cut]))
    except (wire.Malformed, wire.TooBig, ValueError, KeyError, TypeError, KnownError, StopIteration):
        assert imaging.is_empty(store) and store.digest() == {} and not imaging.base(store)
        assert store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == 0
    else:
        assert cut == len(body)
    finally:
        store.close()
        path.unlink()


@pytest.fixture(scope="module")
def snapshot_body(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, bytes, Path]]:
    folder = tmp_path_factory.mktemp("damage")
    world = World(folder, templates)
    for n in range(30):
        act(world, ("write", n % 3, f"unit-{n % 3}", ("name", "phone", "note")[n % 3], n % 2))
    for device in world.devices:
        device.sync(world.app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "SNAPSHOT_FROM", 1)
        offer = world.app.snapshots.offer(Scope(OFFICE, "x", "laptop"), world.ledger.epoch(OFFICE), SCHEMA)
    body = b"".join(world.app.files.kept(f"snapshot\0{OFFICE}\0{offer.name}") or [])
    yield offer, body, folder
    world.close()


def test_a_snapshot_in_many_small_frames_is_the_same_office(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much a record holds, no frame outgrows what a device unpacks."""
    monkeypatch.setattr("sync.server.snapshot.MOST_PLAIN", 400)
    monkeypatch.setattr("sync.server.snapshot.PAGE", 2)
    monkeypatch.setattr("models.imaging.MANY", 2)
    frames: list[str] = []
    read = snapshot._frames
    monkeypatch.setattr(snapshot, "_frames", lambda body: (frames.append(f[0]) or f for f in read(body)))
    desk, laptop = a_year(office)
    snap = office.laptop("snap", desk)
    assert all(r.equal and not r.repaired for r in settle(snap, laptop, desk)) and imaging.base(snap.store)
    assert frames.count("unit") > 2 and frames.count("heads") > 2
    assert tables(snap.store) == tables(desk.store) and check(snap).problems == []


def test_a_value_that_does_not_fit_sends_the_device_to_the_log(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a server's older program let through: one value keeps nobody from joining."""
    desk, _ = a_year(office)
    encode = imagerows.encode

    def spoilt(record: Record, rows: list[list[Any]]) -> bytes:
        if record.table == "unit":
            rows[-1][record.columns.index("name")] = 5
        return encode(record, rows)

    monkeypatch.setattr(imagerows, "encode", spoilt)
    snap = office.laptop("snap", desk)
    assert not imaging.base(snap.store), "it took the log"
    assert all(r.equal for r in settle(snap, desk))
    assert tables(snap.store) == tables(desk.store)


def test_a_server_that_writes_snapshots_in_another_form_is_asked_for_the_log(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = a_year(office)
    offer = Snapshots.offer

    def older(*args: Any) -> wire.SnapshotAnswer:
        made = offer(*args)
        made.form = 1
        return made

    monkeypatch.setattr(Snapshots, "offer", older)
    snap = office.laptop("snap", desk)
    assert not imaging.base(snap.store)
    assert all(r.equal for r in settle(snap, desk)) and tables(snap.store) == tables(desk.store)


def test_a_ready_snapshot_of_another_form_is_made_anew(office: Office, at_once: None) -> None:
    desk, _ = a_year(office)
    transport = open_transport(desk)
    first = transport.post("/v1/snapshot", ASKED, wire.SnapshotAnswer)
    assert transport.post("/v1/snapshot", ASKED, wire.SnapshotAnswer) == first
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "SNAPSHOT_FORM", 3)
        asked = wire.SnapshotRequest(form=3)
        assert transport.post("/v1/snapshot", asked, wire.SnapshotAnswer).name != first.name


# --- any history


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(STEP, min_size=3, max_size=30), after=st.lists(STEP, max_size=12))
def test_whatever_was_done_before_the_snapshot_equals_the_log(
    templates: Path,
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[Any, ...]],
    after: list[tuple[Any, ...]],
) -> None:
    """Random histories of three devices; a fourth takes the snapshot and goes on among them: all end equal."""
    folder = tmp_path_factory.mktemp("world")
    world = World(folder, templates)
    try:
        for step in before:
            act(world, step)
        late = Device(folder, "late", templates / "device.db", world.devices[0].clock)
        world.devices[1].sync(world.app)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wire, "SNAPSHOT_FROM", 1)
            scope = Scope(OFFICE, "late", "laptop")
            offer = world.app.snapshots.offer(scope, world.ledger.epoch(OFFICE), SCHEMA)
            if offer.name:
                body = b"".join(world.app.files.kept(f"snapshot\0{OFFICE}\0{offer.name}") or [])
                snapshot._take(late.store, peer.Peer(), offer, body)
                assert late.store.local_get(imaging.SETTING)
        world.devices[2].store.close()
        world.devices[2] = late
        for step in after:
            act(world, step)
        for _ in range(2):
            results = [device.sync(world.app) for device in world.devices]
        assert all(r is not None and r.equal and not r.repaired for r in results)
        first = picture(world.devices[0].store)
        assert picture(late.store) == first
        held = {(d["replica"], d["last_seq"]) for d in late.store.rows(_LINES, (OFFICE,))}
        assert held == {(d["replica"], d["last_seq"]) for d in world.devices[0].store.rows(_LINES, (OFFICE,))}
    finally:
        world.close()
        shutil.rmtree(folder)


_LINES = "SELECT replica, last_seq FROM sync_replica WHERE stream = ? AND last_seq > 0"


# --- who gets what


def test_another_office_a_revoked_device_and_another_schema_get_none(office: Office, at_once: None) -> None:
    desk, laptop = a_year(office)
    transport = open_transport(laptop)
    offer = transport.post("/v1/snapshot", ASKED, wire.SnapshotAnswer)
    assert offer.name and transport.get(f"/v1/snapshot/{offer.name}?offset=0")[1] == offer.size
    assert code_of(lambda: transport.get("/v1/snapshot/" + "0" * 32 + "?offset=0")) == "not_found"
    assert (
        transport.post("/v1/snapshot", wire.SnapshotRequest(99, wire.SNAPSHOT_FORM), wire.SnapshotAnswer).name == ""
    )
    assert transport.post("/v1/snapshot", wire.SnapshotRequest(), wire.SnapshotAnswer).name == "", "of the first form"
    stranger = Scope("another-office", "d", "desk")
    with pytest.raises(Refusal, match="not_found"):
        Snapshots(office.server.ledger.log, office.server.files).piece(stranger, offer.name, 0)
    enrolment.revoke(desk, laptop.device_id or "", "遗失")
    for call in (
        lambda: transport.post("/v1/snapshot", ASKED, wire.SnapshotAnswer),
        lambda: transport.get(f"/v1/snapshot/{offer.name}?offset=0"),
        lambda: transport.post("/v1/history", wire.HistoryRequest("x", 0, 9), wire.HistoryAnswer),
    ):
        assert code_of(call) == "device_revoked"


def test_informants_are_in_no_snapshot(office: Office, at_once: None) -> None:
    desk, laptop = a_year(office)
    with laptop.store.change(laptop.officer_id, "take_clue") as tx:
        clue = tx.new("clue", summary="拖欠工资")
        tx.new("informant", clue=clue, name="不得外传")
    settle(laptop, desk)
    enrolment.name_officers(desk, desk.device_id or "", [])
    snap = office.laptop("snap", desk, "XC-JC-0001")
    assert imaging.base(snap.store) and snap.store.get("clue", clue) and not snap.store.find("informant")
    assert sync(snap).equal
    with laptop.store.change(laptop.officer_id, "open_case") as tx:
        tx.new("wage_case", clue=clue, lead=desk.officer_of("XC-JC-0001"))
    assert all(r.equal for r in settle(laptop, snap))
    assert snap.store.find("informant") == laptop.store.find("informant")


def test_the_ready_snapshot_serves_until_the_log_is_well_past_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "SNAPSHOT_FROM", 12)
    desk = office.desk()
    transport = open_transport(desk)

    def offer() -> wire.SnapshotAnswer:
        return transport.post("/v1/snapshot", ASKED, wire.SnapshotAnswer)

    assert offer().name == "", "a short log is taken as it is"
    for n in range(12):
        new_unit(desk, f"单位{n}")
    sync(desk)
    first = offer()
    new_unit(desk, "一个")
    sync(desk)
    assert first.name and offer() == first
    for n in range(40):
        new_unit(desk, f"单位{n}")
    sync(desk)
    second = offer()
    assert second.pos > first.pos and second.former == first.name
    assert transport.get(f"/v1/snapshot/{first.name}?offset=0"), "who is fetching it may finish"
    laptop = office.laptop("l", desk)
    assert settle(laptop)[-1].equal and len(laptop.store.find("unit")) == 53


def test_words_are_found_after_a_snapshot(office: Office, at_once: None) -> None:
    desk, _ = a_year(office)
    snap = office.laptop("snap", desk)
    end = search.keep(snap.store)
    assert search.find(snap.store, "单位4")
    new_unit(snap, "快照之后")
    assert search.find(snap.store, "快照之后")
    end()


@pytest.mark.parametrize("how", ["turned", "cut", "empty"])
@pytest.mark.parametrize("what", ["ready", "content"])
def test_a_snapshot_damaged_on_the_servers_disk_stops_nobody_from_joining(
    office: Office, at_once: None, how: str, what: str
) -> None:
    """A disk that lost power between writing and naming, or that turned a bit."""
    desk, _ = a_year(office)
    office.laptop("before", desk)
    offered = open_transport(desk).post("/v1/snapshot", ASKED, wire.SnapshotAnswer)
    files = office.server.files
    assert files.folder is not None
    name = "ready" if what == "ready" else offered.name
    path = files.folder / files._own(f"snapshot\0{desk.store.stream}\0{name}")
    whole = path.read_bytes()
    path.write_bytes(
        {"turned": whole[:-1] + bytes([whole[-1] ^ 1]), "cut": whole[: len(whole) // 2], "empty": b""}[how]
    )
    for number in range(2):
        laptop = office.laptop(f"after{number}", desk)
        assert settle(laptop, desk)[-1].equal and laptop.store.digest() == desk.store.digest()
    assert imaging.base(laptop.store), "another snapshot was made"


def test_nobody_waits_while_a_snapshot_is_being_made(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, laptop = a_year(office)
    reached, go_on = threading.Event(), threading.Event()
    frames = serversnapshot._frames

    def slowly(*words: Any) -> Any:
        reached.set()
        assert go_on.wait(20)
        return frames(*words)

    monkeypatch.setattr(serversnapshot, "_frames", slowly)
    with ThreadPoolExecutor(1) as beside:
        joining = beside.submit(office.laptop, "joins", desk)
        try:
            assert reached.wait(20)
            unit = new_unit(laptop, "其间写下")
            result = sync(laptop)
            assert result.equal and result.pending.operations == 0
        finally:
            go_on.set()
        joined = joining.result()
    assert settle(joined, laptop, desk)[-1].equal
    assert joined.store.get("unit", unit) and imaging.base(joined.store)


def test_two_servers_that_make_one_at_once_leave_nothing_behind(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several workers on one store, each with the same reason: the disk holds what is offered and the one before it."""
    desk, _ = a_year(office)
    scope, ledger, files = Scope(desk.store.stream, "x", "laptop"), office.server.ledger, office.server.files
    quick, slow = (Snapshots(ledger.log, files) for _ in range(2))
    monkeypatch.setattr(Snapshots, "_stale", lambda self, scope, ready: ready.pos < self._head(scope))
    frames = serversnapshot._frames
    for n in range(4):
        new_unit(desk, f"又一家{n}")
        sync(desk)
        epoch, turns, offers = ledger.epoch(scope.office), [slow, quick], []

        def meanwhile(*words: Any, turns: list[Any] = turns, offers: list[Any] = offers, epoch: str = epoch) -> Any:
            made = frames(*words)
            if turns:
                offers.append(turns.pop().offer(scope, epoch, SCHEMA))
            return made

        with monkeypatch.context() as patch:
            patch.setattr(serversnapshot, "_frames", meanwhile)
            offers.append(turns.pop(0).offer(scope, epoch, SCHEMA))
        assert offers[0] == offers[1]
        assert slow.piece(scope, offers[0].name, 0)[1] == offers[0].size
    assert files.folder is not None
    stored = [path for path in (files.folder / "server").iterdir() if path.is_file()]
    assert len(stored) == 3, "what names it, the one that is offered and the one before it"
