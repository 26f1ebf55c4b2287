"""The exchange under attack: a server restored from its backup, pushes at the same moment, operations that lie."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from models import journal
from models.clock import FixedClock
from models.errors import KnownError
from models.journal import Edit, Operation
from models.profile import Profile
from models.store import Store
from sync import enrolment, wire
from sync.client import sync
from sync.membership import open_transport
from sync.peer import Peer
from sync.server import on_sql
from sync.server.ledger import Scope
from sync.server.on_sqlite import SqliteLedger
from sync.server.running import bind
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.test_numbers import TYPE, blocks, issue


def save_server(office: Office) -> Path:
    """A backup of the server's file, made while it stands still."""
    office.restart()
    office.server.ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Path(shutil.copy(office.folder / "server.db", office.folder / "server.backup"))


def restore_server(office: Office, backup: Path) -> None:
    port = int(office.server.url.rsplit(":", 1)[1])
    office.server.stop()
    for left in office.folder.glob("server.db-*"):
        left.unlink()
    shutil.copy(backup, office.folder / "server.db")
    office.server = bind(office.folder / "server.db", office.clock, port=port).start()


def test_numbers_granted_after_the_backup_are_never_granted_again(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    backup = save_server(office)
    issue(laptop, 15)
    sync(laptop)
    assert blocks(laptop)[-1] == (41, 60, 2026)
    restore_server(office, backup)
    issue(desk, 15)
    sync(desk)
    taken = issue(desk, 7)
    assert [n.n for n in taken][:5] == [16, 17, 18, 19, 20]
    assert [n.series for n in taken][5:] == ["emergency"] * 2, "the laptop has not told yet what it holds"
    issue(laptop, 10)
    results = settle(laptop, desk, laptop)
    assert all(r.equal for r in results)
    assert blocks(desk)[-1] == (61, 80, 2026)
    issue(desk, 3), issue(laptop, 3)
    settle(desk, laptop)
    found = [n["number"] for n in desk.store.find("number_use", type=TYPE)]
    assert len(found) == len(set(found)) == 15 + 15 + 7 + 10 + 6
    assert desk.store.digest() == laptop.store.digest()


def test_what_the_server_did_itself_comes_back_from_a_device(office: Office) -> None:
    desk = office.desk()
    backup = save_server(office)
    issue(desk, 15)
    sync(desk)
    before = desk.store.digest()
    restore_server(office, backup)
    for _ in range(2):
        result = sync(desk)
        assert result.equal and not result.repaired
    assert desk.store.digest() == before
    assert not sync(desk).repaired


def test_a_restored_server_that_others_filled_up_again_is_noticed(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    backup = save_server(office)
    for n in range(4):
        new_unit(laptop, f"早{n}")
    sync(laptop)
    new_unit(laptop, "再")
    restore_server(office, backup)
    for n in range(12):
        new_unit(desk, f"后{n}")
    assert sync(desk).equal
    results = settle(laptop, desk, laptop)
    assert all(r.equal for r in results)
    assert len(desk.store.find("unit")) == len(laptop.store.find("unit")) == 17


def test_a_restored_server_filled_up_to_the_very_place_somebody_had_read_to_is_noticed(office: Office) -> None:
    """The head alone does not tell: another operation stands where this device stopped reading. Operations that leave
    no trace in the records (of a newer program) would be missed without a word."""
    desk = office.desk()
    early, late = office.laptop("early", desk), office.laptop("late", desk)
    settle(desk, early, late)
    backup = save_server(office)
    for n in range(2):
        new_unit(early, f"早{n}")
    sync(early)
    assert sync(desk).pulled.operations == 2
    before = Peer.load(desk.store)
    restore_server(office, backup)
    for n in range(2):
        new_unit(late, f"晚{n}")
    sync(late)
    (head,) = office.server.ledger.connection.execute("SELECT max(pos) FROM op").fetchone()
    assert head == before.cursor, "filled up to the very place"
    result = sync(desk)
    assert Peer.load(desk.store).epoch != before.epoch and result.pulled.operations == 2
    assert all(r.equal and not r.repaired for r in settle(early, late, desk)[-2:])
    assert desk.store.digest() == early.store.digest() == late.store.digest()


def test_the_digest_is_of_the_moment_of_the_pull(office: Office, monkeypatch: Any) -> None:
    """Another device pushes between what is given out and what is compared: no difference, nothing to repair."""
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    real = SqliteLedger.pull
    pushing: list[threading.Thread] = []

    def pull(self: SqliteLedger, scope: Scope, *asked: Any) -> Any:
        found = real(self, scope, *asked)
        if scope.device == desk.device_id and not pushing:
            pushing.append(threading.Thread(target=sync, args=(laptop,)))
            pushing[0].start()
            pushing[0].join(10)
        return found

    monkeypatch.setattr(SqliteLedger, "pull", pull)
    new_unit(laptop, "同时")
    result = sync(desk)
    assert pushing and result.equal and not result.repaired


def test_what_a_device_wrote_itself_is_not_sent_back_to_it(office: Office, monkeypatch: Any) -> None:
    """Also where the answer to its push is cut, and after the server was restored."""
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    for n in range(12):
        new_unit(laptop, f"单位{n}")
        new_unit(desk, f"工地{n}")
    sync(desk)
    monkeypatch.setattr(on_sql, "BATCH_OPERATIONS", 3)
    came: list[int] = []
    apply = laptop.store.apply

    def noted(given: Sequence[bytes], **how: Any) -> Any:
        came.extend(journal.decode(body).replica for body in given)
        return apply(given, **how)

    monkeypatch.setattr(laptop.store, "apply", noted)
    assert sync(laptop).equal
    assert len(came) == 12 and laptop.store.replica not in came
    came.clear()
    laptop.store.local_set("note", "nothing new")
    assert sync(laptop).equal and not came
    backup = save_server(office)
    for n in range(4):
        new_unit(laptop, f"后来{n}")
    sync(laptop)
    restore_server(office, backup)
    assert sync(laptop).equal
    assert laptop.store.replica not in came


def test_an_operation_that_names_itself_as_its_base_makes_nobody_differ(tmp_path: Path, clock: FixedClock) -> None:
    ledger = SqliteLedger(tmp_path / "server.db", clock)
    ledger.found(("office-1", "局", ""))
    store = Store.create(tmp_path / "a.db", None, clock, "office-1")
    for replica, base in ((5, [[5, 1]]), (6, [[6, 2]])):
        ops = [
            Operation(
                "office-1", replica, 1, 10, "", "x", [Edit("unit", f"u{replica}", {"name": "a"}, base, n=True)]
            ),
            Operation("office-1", replica, 2, 11, "", "x", [Edit("unit", f"u{replica}", {"name": "b"})]),
        ]
        bodies = [journal.encode(op) for op in ops]
        line = wire.PushLine(replica, "office-1", 1, journal.CHAIN_START.hex(), [Raw(b) for b in bodies])
        ledger.push(Scope("office-1", f"d{replica}", "laptop"), [line])
        store.apply(bodies)
    assert wire.digest_of(ledger.digest(Scope("office-1", "d5", "laptop"))) == wire.digest_of(store.digest())
    store.close()
    ledger.close()


def test_a_device_that_joined_after_the_backup_is_known_again(office: Office) -> None:
    """The desk hands back what the server did: the laptop works on with its numbers and its letter, and nobody gets
    numbers before it has told which ones it holds."""
    desk = office.desk()
    backup = save_server(office)
    laptop = office.laptop("laptop1", desk)
    enrolment.name_officers(desk, laptop.device_id or "", ["o1", "o2"])
    settle(laptop, desk)
    before = office.server.ledger.devices(_scope(desk))
    written = new_unit(laptop, "备份以后")
    restore_server(office, backup)
    with pytest.raises(KnownError) as caught:
        sync(laptop)
    assert caught.value.params["reason"] == "signature", "the server does not know it yet"
    issue(desk, 15)
    sync(desk)
    assert office.server.ledger.devices(_scope(desk)) == before
    assert office.server.ledger.officers(_scope(desk))[laptop.device_id or ""] == ["o1", "o2"]
    assert blocks(desk) == [(1, 20, 2026)], "nothing is granted before the laptop has told what it holds"
    results = settle(laptop, desk, laptop)
    assert all(r.equal and not r.repaired for r in results)
    assert desk.store.get("unit", written) and blocks(laptop) == [(21, 40, 2026)]
    assert blocks(desk)[-1][0] > 40
    assert office.laptop("laptop3", desk).store.local_get("device_code") == "C"


def test_a_device_shut_out_after_the_backup_stays_out(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(laptop, desk)
    backup = save_server(office)
    enrolment.revoke(desk, laptop.device_id or "", "遗失")
    late = office.laptop("laptop2", desk)
    enrolment.revoke(desk, late.device_id or "", "遗失")
    sync(desk)
    restore_server(office, backup)
    row = office.server.ledger.device(desk.office_id, laptop.device_id or "")
    assert row is not None and row.state == "active", "the backup knows nothing of it"
    sync(desk)
    for gone in (laptop, late):
        row = office.server.ledger.device(desk.office_id, gone.device_id or "")
        assert row is not None and row.state == "revoked"
        with pytest.raises(KnownError) as caught:
            sync(gone)
        assert caught.value.code == "device_revoked"


def _scope(profile: Profile) -> Scope:
    return Scope(profile.office_id, profile.device_id or "", "desk")


def test_a_letter_given_twice_since_the_backup_is_told_apart(office: Office) -> None:
    desk = office.desk()
    backup = save_server(office)
    laptop = office.laptop("laptop1", desk)
    restore_server(office, backup)
    other = office.laptop("laptop2", desk)  # the desk has not heard of the first one and hands nothing back yet
    assert laptop.store.local_get("device_code") == other.store.local_get("device_code") == "B"
    third = copy_of_the_log(laptop, desk)
    settle(desk, other)
    settle(laptop, desk, other)
    codes = sorted(d.code for d in office.server.ledger.devices(_scope(desk)))
    assert third and codes == ["A", "B", "B2"]


def copy_of_the_log(source: Profile, target: Profile) -> int:
    """What a bundle on a stick would carry from one computer to another."""
    have = {row["replica"] for row in target.store.rows("SELECT replica FROM sync_replica")}
    rows = source.store.rows("SELECT replica, body FROM sync_op ORDER BY pos")
    return target.store.apply([bytes(row["body"]) for row in rows if row["replica"] not in have]).new


def test_nobody_writes_in_the_servers_name(office: Office) -> None:
    desk = office.desk()
    op = Operation("x", 99, 1, 1, "", "grant", [Edit("number_block", "b", {"lo": 1, "hi": 5}, n=True)], actor="o")
    op.stream = desk.office_id
    real = journal.decode(
        desk.store.rows("SELECT body FROM sync_op WHERE actor = 'server' ORDER BY pos LIMIT 1")[0]["body"]
    )
    moved = msgspec.structs.replace(real, replica=99, seq=1)
    changed = msgspec.structs.replace(moved, edits=op.edits)
    transport = open_transport(desk)
    for bad in (op, msgspec.structs.replace(op, actor="server"), moved, changed):
        body = Raw(journal.encode(bad))
        line = wire.PushLine(99, desk.office_id, 1, journal.CHAIN_START.hex(), [body], server=True)
        with pytest.raises(KnownError) as refused:
            transport.post("/v1/sync", wire.SyncRequest(replica=desk.store.replica, push=[line]), wire.SyncAnswer)
        assert refused.value.params["reason"] == "forged"
    transport.close()
    sync(desk)
    assert desk.store.get("number_block", "b") is None


def test_a_device_that_signs_as_the_server_does_not_keep_others_from_handing_in(office: Office) -> None:
    """Its acts stand under its own word: after a restore they are handed in as a device's, and nobody is refused."""
    desk = office.desk()
    odd, honest = office.laptop("odd", desk), office.laptop("honest", desk)
    settle(desk, odd, honest)
    backup = save_server(office)
    with odd.store.change("server", "edit") as tx:
        tx.new("unit", name="自称服务器")
    settle(odd, honest)
    restore_server(office, backup)
    new_unit(honest, "此后所写")
    assert settle(honest, desk)[-1].equal
    assert {row["name"] for row in desk.store.find("unit")} >= {"自称服务器", "此后所写"}
