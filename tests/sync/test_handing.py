"""A device that is gone for good: what it wrote comes back to a restored server from whoever holds it, with its word."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec import Raw

from models import journal
from models.errors import KnownError
from models.profile import Profile
from sync import handing, peer, wire
from sync.client import sync
from sync.membership import open_transport
from sync.peer import Peer
from sync.transport import Refused
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.test_heart_sync import restore_server, save_server
from tests.sync.test_private import LEAD, case, clue_with_informant, knows


def server_ops(office: Office) -> dict[tuple[int, int], bytes]:
    rows = office.server.ledger.connection.execute("SELECT replica, seq, body FROM op")
    return {(replica, seq): bytes(body) for replica, seq, body in rows}


def gone_author(office: Office, batch: int = 5) -> tuple[Profile, Profile, dict[tuple[int, int], bytes], Path]:
    """(desk, the laptop that stays, all the server had, its older copy): a third laptop wrote, synced and is gone."""
    desk = office.desk()
    gone, stays = office.laptop("gone", desk), office.laptop("stays", desk)
    settle(desk, gone, stays)
    backup = save_server(office)
    for n in range(batch):
        new_unit(gone, f"遗{n}")
        sync(gone)
    for n in range(batch):
        new_unit(gone, f"续{n}")
    sync(gone)
    sync(stays)
    before = server_ops(office)
    gone.close()
    office.profiles.remove(gone)
    restore_server(office, backup)
    return desk, stays, before, backup


@pytest.mark.parametrize("batch", [1000, 2])
def test_what_a_device_wrote_that_is_gone_is_handed_back_by_another(
    office: Office, batch: int, monkeypatch: Any
) -> None:
    desk, stays, before, _ = gone_author(office)
    assert len(server_ops(office)) < len(before)
    monkeypatch.setattr(handing, "BATCH_OPERATIONS", batch)
    result = sync(stays)
    assert result.equal and not result.repaired
    assert server_ops(office) == before
    again = sync(stays)
    assert again.equal and not again.repaired and not again.pulled.operations
    settle(desk, stays)
    assert desk.store.digest() == stays.store.digest() and len(desk.store.find("unit")) == 10


def test_who_got_it_back_that_way_can_hand_it_back_again(office: Office) -> None:
    desk, stays, before, backup = gone_author(office)
    settle(stays, desk)
    stays.close()
    office.profiles.remove(stays)
    restore_server(office, backup)
    assert sync(desk).equal and before.items() <= server_ops(office).items()


def test_what_an_informant_said_comes_back_too(office: Office) -> None:
    desk = office.desk()
    first, second = office.laptop("first", desk, LEAD), office.laptop("second", desk)
    settle(desk, first, second)
    backup = save_server(office)
    clue, _ = clue_with_informant(second)
    case(second, clue, desk.officer_of(LEAD), second.officer_id)
    settle(second, first)
    assert knows(first)
    before = server_ops(office)
    second.close()
    office.profiles.remove(second)
    restore_server(office, backup)
    assert sync(first).equal and server_ops(office) == before


def lines_of(device: Profile) -> list[wire.PushLine]:
    return handing.Handing(device.store, {}).batch(Peer())[0]


@pytest.mark.parametrize("lie", ["value", "order", "end", "name", "word", "life"])
def test_the_carrier_can_change_nothing(office: Office, lie: str) -> None:
    _, stays, before, _ = gone_author(office)
    known = len(server_ops(office))
    with closing(open_transport(stays)) as transport:
        for line in lines_of(stays):
            if line.server:
                continue
            assert line.voucher is not None
            bodies = [bytes(raw) for raw in line.ops]
            if lie == "value":
                bodies[-1] = bodies[-1].replace("续".encode(), "假".encode())
            elif lie == "order":
                bodies[-2:] = bodies[-1:] + bodies[-2:-1]
            elif lie == "end":
                bodies.pop()
            elif lie == "name":
                line.replica += 1
                ops = [journal.decode(b) for b in bodies]
                bodies = [journal.encode(_as(op, line.replica)) for op in ops]
            elif lie == "word":
                line.voucher.device = stays.device_id or ""
            elif lie == "life":
                line.common, line.chain = 0, journal.CHAIN_START.hex()
            line.ops = [Raw(body) for body in bodies]
            asked = wire.SyncRequest(replica=stays.store.replica, push=[line])
            if lie in ("name", "life"):
                transport.post("/v1/sync", asked, wire.SyncAnswer)
            else:
                _refused_or_left_out(transport, asked)
    found = server_ops(office)
    if lie == "life":  # whole and with its word, it may stand under the other name; nothing of it is changed
        assert all(before[dot] == body for dot, body in found.items() if dot in before)
        return
    assert len(found) == known and found.items() <= before.items()
    assert sync(stays).equal and server_ops(office) == before


def _as(op: journal.Operation, replica: int) -> journal.Operation:
    op.replica = replica
    return op


def _refused_or_left_out(transport: Any, asked: wire.SyncRequest) -> None:
    try:
        transport.post("/v1/sync", asked, wire.SyncAnswer)
    except Refused as refused:
        assert refused.problem.code in ("bad_operation", "clone")
    except KnownError as error:
        assert error.params == {"reason": "forged"}


def test_a_device_of_the_office_alone_may_carry(office: Office) -> None:
    """A shut out one hands in its own, and what others wrote is no business of its."""
    _, stays, _, _ = gone_author(office)
    lines = [line for line in lines_of(stays) if not line.server]
    office.server.ledger.connection.execute(
        "UPDATE device SET state = 'revoked' WHERE device = ?", (stays.device_id,)
    )
    known = server_ops(office)
    with closing(open_transport(stays)) as transport:
        answer = transport.post(
            "/v1/sync", wire.SyncRequest(replica=stays.store.replica, push=lines), wire.SyncAnswer
        )
    assert answer.revoked and not answer.ops
    assert server_ops(office) == known


# --- the author's disk was set back


def copy_of(profile: Profile, folder: Path) -> Path:
    """An image of the profile's disk, made at rest."""
    profile.store.catch_up()
    profile.store._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return Path(shutil.copytree(profile.folder, folder))


def reopened(office: Office, profile: Profile, image: Path | None = None) -> Profile:
    folder = profile.folder
    profile.close()
    office.profiles.remove(profile)
    if image is not None:
        shutil.rmtree(folder)
        shutil.copytree(image, folder)
    found = Profile.open(folder, "second officer says that", office.clock, keystore=None)
    office.profiles.append(found)
    return found


def names(profile: Profile) -> list[str]:
    return sorted(unit["name"] for unit in profile.store.find("unit"))


@pytest.mark.parametrize("first", ["author", "holder"])
def test_a_disk_set_back_and_a_server_restored_lose_nothing_together(
    office: Office, tmp_path: Path, first: str
) -> None:
    """The server and the author both forgot what a second laptop holds, and the author writes on under the names."""
    desk = office.desk()
    author, holder = office.laptop("author", desk), office.laptop("holder", desk)
    settle(desk, author, holder)
    old = copy_of(author, tmp_path / "image")
    backup = save_server(office)
    shared = new_unit(author, "共有")
    for n in range(3):
        new_unit(author, f"从前{n}")
    settle(author, holder)
    with holder.store.change(holder.officer_id, "edit") as tx:
        tx.set("unit", shared, note="看过", name="改名")
    author = reopened(office, author, old)
    restore_server(office, backup)
    for n in range(2):
        new_unit(author, f"后来{n}")
    for profile in (author, holder) if first == "author" else (holder, author):
        sync(profile)
    settle(author, holder, desk)
    assert all(r.equal and not r.pulled.operations and not r.repaired for r in settle(author, holder, desk))
    wanted = ["从前0", "从前1", "从前2", "后来0", "后来1"]
    for profile in (author, holder, desk):
        found = names(profile)
        assert [n for n in found if n[:2] in ("从前", "后来")] == wanted
        assert len(found) == 6
        row = profile.store.get("unit", shared)
        assert row is not None and row["note"] == "看过"
        stands = {h.value for h in profile.store.state("unit", shared).heads["name"]}
        assert "改名" in stands, "what was written upon it stands, beside the old value or alone"
        assert profile.store.digest() == desk.store.digest()
    late = office.laptop("late", desk)
    settle(late, desk)
    assert names(late) == names(desk) and late.store.digest() == desk.store.digest()


def test_words_are_kept_beside_what_they_are_about(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    new_unit(laptop, "甲")
    settle(laptop, desk)
    (line,) = [line for line in laptop.store.lines() if line.mine]
    kept = handing.words(desk.store)[line.replica]
    assert (kept.voucher.seq, kept.voucher.chain) == (line.last_seq, line.chain.hex())
    assert line.replica not in {own.replica for own in peer.own_lines(desk.store)}
