"""Two laptops, a desk and a server on real sockets: everybody ends with the same records, and says so."""

from __future__ import annotations

import hashlib
import shutil
import threading
from typing import Any

import pytest
from msgspec.structs import replace

from models.errors import Cancelled, KnownError
from sync import ahead, client, enrolment, peer, wire
from sync.client import background, pending, sync
from sync.server.ledger import Scope
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.sticks import add_paper, add_photo


def test_a_laptop_gets_the_office_and_gives_what_it_wrote(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    assert laptop.store.find("office") == desk.store.find("office")
    assert {o["name"] for o in laptop.store.find("officer")} == {"林晓", "郑远"}
    assert laptop.officer_id == desk.officer_of("XC-JC-0002")
    unit = new_unit(laptop, "众诚劳务")
    assert pending(laptop).operations == 1
    first = sync(laptop)
    assert (first.pushed.operations, first.pending.operations, first.equal) == (1, 0, True)
    second = sync(desk)
    assert second.pulled.operations >= 1 and second.equal
    assert desk.store.get("unit", unit) == laptop.store.get("unit", unit)
    assert second.device_digest == second.server_digest == sync(laptop).device_digest


def test_nothing_new_is_one_request_and_changes_nothing(office: Office) -> None:
    desk = office.desk()
    settle(desk)
    before = desk.store.rows("SELECT count(*) AS n FROM sync_op")
    result = sync(desk)
    assert (result.pushed.operations, result.pulled.operations, result.equal) == (0, 0, True)
    assert desk.store.rows("SELECT count(*) AS n FROM sync_op") == before


def test_two_edits_of_one_field_stand_on_both_devices_until_a_person_decides(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    unit = new_unit(desk, "众诚劳务")
    settle(desk, laptop)
    for profile, phone in ((desk, "111"), (laptop, "222")):
        with profile.store.change(profile.officer_id, "edit") as tx:
            tx.set("unit", unit, phone=phone)
    results = settle(desk, laptop)
    assert [r.conflicts for r in results] == [1, 1] and all(r.equal for r in results)
    heads = [sorted(h.value for h in p.store.state("unit", unit).heads["phone"]) for p in (desk, laptop)]
    assert heads == [["111", "222"]] * 2
    with desk.store.change(desk.officer_id, "resolve", reason="电话核实") as tx:
        tx.resolve("unit", unit, "phone", "222")
    assert [r.conflicts for r in settle(desk, laptop)] == [0, 0]
    assert laptop.store.get("unit", unit) == desk.store.get("unit", unit)


def test_signed_papers_arrive_byte_for_byte(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    data = b"%PDF-1.7\n" + bytes(range(256)) * 9000
    sha = hashlib.sha256(data).hexdigest()
    with laptop.store.change(laptop.officer_id, "issue") as tx:
        tx.put_file(data, sha, "application/pdf")
        tx.new("document", type="rectification_order", pdf=sha)
    first = sync(laptop)
    assert (first.pushed.blobs, first.pending.blobs) == (1, 0)
    second = sync(desk)
    assert (second.pulled.blobs, second.pending.blobs) == (1, 0)
    rows = desk.store.rows("SELECT data, mime, state FROM blob_data WHERE sha256 = ?", (sha,))
    assert (bytes(rows[0]["data"]), rows[0]["mime"], rows[0]["state"]) == (data, "application/pdf", "here")
    assert sync(laptop).pushed.blobs == 0


def test_a_photo_of_40_mb_goes_up_and_down_in_pieces(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    photo = hashlib.sha256(b"x").digest() * (40 * 2**20 // 32)
    put = laptop.blobs.put(photo)
    with laptop.store.change(laptop.officer_id, "photo") as tx:
        tx.new("evidence", name="现场照片", blob=put.sha256, size=put.size)
    assert sync(laptop).pushed.blobs == 1
    result = sync(desk)
    assert (result.pulled.blobs, result.pending.blobs, result.files_error) == (1, 0, None)
    assert hashlib.sha256(desk.blobs.get(put.sha256)).hexdigest() == put.sha256
    assert len(desk.blobs.names()) == 1, "the pieces are gone"


def test_a_damaged_photo_never_stops_the_others(office: Office) -> None:
    desk = office.desk()
    shas = [desk.blobs.put(b"photo %d" % n * 100).sha256 for n in range(3)]
    with desk.store.change(desk.officer_id, "photo") as tx:
        for sha in shas:
            tx.new("evidence", blob=sha)
    path = desk.blobs.path(shas[1])
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    result = sync(desk)
    assert (result.pushed.blobs, result.pending.blobs, result.files_error) == (2, 1, "blob_damaged")
    assert result.equal


def test_a_batch_is_cut_by_count_and_by_size_and_one_big_act_stays_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 100)
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    for n in range(110):
        new_unit(laptop, f"单位{n}")
    with laptop.store.change(laptop.officer_id, "import") as tx:
        roll = tx.new("wage_roll", name="工资表")
        for n in range(9000):
            tx.new("wage_worker", roll=roll, place=n, name=f"工人{n}", trade="钢筋工" * 10)
    size = laptop.store.rows("SELECT max(length(body)) AS n FROM sync_op")[0]["n"]
    assert size > 2**20
    result = sync(laptop)
    assert result.pushed.operations == 111 and result.equal
    assert sync(desk).equal
    assert len(desk.store.find("wage_worker", roll=roll)) == 9000


def test_a_profile_that_works_alone_says_so(office: Office) -> None:
    alone = office.alone("alone")
    with pytest.raises(KnownError) as caught:
        sync(alone)
    assert caught.value.code == "not_joined"
    assert background(alone) is None


def test_the_server_gone_loses_nothing_and_the_next_sync_goes_on(office: Office) -> None:
    desk = office.desk()
    unit = new_unit(desk, "众诚劳务")
    office.server.stop()
    with pytest.raises(KnownError) as caught:
        sync(desk)
    assert caught.value.code == "server_gone"
    assert isinstance(background(desk), KnownError)
    assert desk.store.get("unit", unit) and pending(desk).operations == 1
    office.server._server.should_exit = False
    office.restart()
    assert sync(desk).pushed.operations == 1


def test_two_profiles_set_up_alone_for_one_office_meet_without_doubles(office: Office) -> None:
    desk = office.alone("desk")
    laptop = office.alone("laptop1")
    units = [new_unit(one, f"{n}单位") for n, one in enumerate((desk, laptop))]
    assert office.first_code is not None
    enrolment.enrol(desk, office.server.url, office.first_code.text)
    sync(desk)
    enrolment.enrol(laptop, office.server.url, enrolment.invite(desk, "laptop").code)
    results = settle(laptop, desk)
    assert all(r.equal and r.conflicts == 0 for r in results)
    for one in (desk, laptop):
        assert sorted(o["name"] for o in one.store.find("officer")) == ["林晓", "郑远"]
        assert len(one.store.find("office")) == 1 and len(one.store.find("certificate")) == 2
        assert all(one.store.get("unit", unit) for unit in units)


def test_a_code_of_another_office_is_refused(office: Office) -> None:
    desk = office.desk()
    code = enrolment.invite(desk, "laptop").code
    other = office.alone("other", {"name": "另一个局"})
    new_unit(other, "众诚劳务")
    with pytest.raises(KnownError) as caught:
        enrolment.enrol(other, office.server.url, code)
    assert caught.value.code == "other_office"
    assert other.store.find("unit") and other.store.local_get("server") is None


def test_the_next_batch_is_read_while_one_is_under_way_and_thrown_away_where_it_does_not_fit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 20)
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    for n in range(150):
        new_unit(laptop, f"单位{n}")
    threads: set[str] = set()
    epoch = office.server.ledger.epoch(laptop.store.stream)
    read = peer.batch

    def heard(*args: Any) -> Any:
        threads.add(threading.current_thread().name)
        return read(*args)

    monkeypatch.setattr(peer, "batch", heard)
    ready: list[bool] = []
    packed = ahead.Ahead.packed

    def as_prepared(one: ahead.Ahead, request: wire.SyncRequest) -> bytes | None:
        body = packed(one, request)
        ready.append(body is not None)
        assert body is None or wire.unpack(body, wire.SyncRequest) == wire.unpack(
            wire.pack(request), wire.SyncRequest
        )
        return body

    monkeypatch.setattr(ahead.Ahead, "packed", as_prepared)
    push = office.server.ledger.push
    calls = iter(range(100))

    def in_part(scope: Scope, lines: list[wire.PushLine]) -> Any:
        if lines and next(calls) == 3:
            lines = [replace(line, ops=line.ops[:-7], voucher=None) for line in lines]
        return push(scope, lines)

    monkeypatch.setattr(office.server.ledger, "push", in_part)
    result = sync(laptop)
    assert result.equal and result.pushed.operations == 150 and result.pending.operations == 0
    assert len(threads) == 2 and True in ready and False in ready
    assert office.server.ledger.epoch(laptop.store.stream) == epoch, "a batch that came too early tells of no restore"
    assert sync(desk).equal and len(desk.store.find("unit")) == 150


def test_files_that_a_server_lost_to_an_older_backup_of_them_are_sent_again(office: Office) -> None:
    """The records are all there, and whoever sent the files holds a receipt: only a new start tells that one should ask."""
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    kept = add_photo(laptop)
    sync(laptop)
    there, backup = office.folder / "server.db.files", office.folder / "backup"
    shutil.copytree(there, backup)
    photo, paper = add_photo(laptop), add_paper(laptop)
    sync(laptop)
    scope, files = Scope(laptop.store.stream, "", "desk"), office.server.files
    assert [files.have(scope, sha) for sha in (photo, paper, kept)] == [-1, -1, -1]
    shutil.rmtree(there)
    shutil.copytree(backup, there)
    assert [files.have(scope, sha) for sha in (photo, paper, kept)] == [0, 0, -1]
    assert sync(laptop).pushed.blobs == 0, "as long as the server goes on, nobody looks each file up at each sync"
    office.restart()
    done = sync(laptop)
    assert done.equal and done.pushed.blobs == 2 and done.pending.blobs == 0
    assert [office.server.files.have(scope, sha) for sha in (photo, paper, kept)] == [-1, -1, -1]
    assert sync(laptop).pushed.blobs == 0


def test_a_profile_that_is_closed_while_it_syncs_ends_the_sync_as_a_wish_would(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    new_unit(laptop, "甲")
    taken = client._Session._take

    def closed_before(session: client._Session, answer: wire.SyncAnswer, lines: list[wire.PushLine]) -> None:
        laptop.close()
        taken(session, answer, lines)

    monkeypatch.setattr(client._Session, "_take", closed_before)
    with pytest.raises(Cancelled):
        sync(laptop)
