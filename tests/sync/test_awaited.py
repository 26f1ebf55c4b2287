"""A server back from a backup grants no numbers before everybody was heard: who is waited for is said, and solvable."""

from __future__ import annotations

import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from models import numbering
from models.backup import backup, restore
from models.clock import FixedClock, parse, stamp
from models.errors import Cancelled
from models.profile import Profile
from models.register import register
from sync import awaited, enrolment, wire
from sync import bundlestate as state
from sync.bundle import Block
from sync.bundlein import import_bundles
from sync.client import SyncResult, sync
from tests.sync.conftest import FAST, Office, settle
from tests.sync.pg import Cluster
from tests.sync.sticks import Stick, add_paper, join_by_stick
from tests.sync.test_numbers import TYPE, blocks, issue


def waited_for(result: SyncResult) -> list[str]:
    return [one.code for one in result.numbers_wait.devices] if result.numbers_wait else []


def spans(profile: Profile) -> list[tuple[int, int]]:
    return sorted((b.lo, b.hi) for b in numbering.blocks(profile.store, TYPE))


def nothing_is_there_twice(profile: Profile) -> None:
    found = spans(profile)
    assert all(a[1] < b[0] for a, b in pairwise(found)), found
    book = register(profile.store, profile.office_id, 2026)
    assert not book.duplicates and not book.unexplained


def kept(office: Office) -> Path:
    """A cold copy of the server's file, as a backup at night makes it; the counts beside it stay where they are."""
    port = office.server.url
    office.server.stop()
    copy = Path(shutil.copy(office.folder / "server.db", office.folder / "older.db"))
    office.restart()
    assert office.server.url == port
    return copy


def put_back(office: Office, copy: Path) -> None:
    office.server.stop()
    for end in ("-wal", "-shm"):
        (office.folder / f"server.db{end}").unlink(missing_ok=True)
    shutil.copy(copy, office.folder / "server.db")
    office.restart()


def lost_while_joining(office: Office, desk: Profile, name: str) -> str:
    """A laptop that the server took, and nobody has seen since: its name there, and no first sync."""
    code = enrolment.invite(desk, "laptop").code
    with pytest.raises(Cancelled):
        enrolment.join(
            office.folder / name, office.server.url, code, cert_no="XC-JC-0002", clock=office.clock, name=name,
            passphrase="second officer says that", keystore=None, kdf=FAST, cancel=lambda: True,
        )  # fmt: skip
    lost = Profile.open(office.folder / name, "second officer says that", office.clock, keystore=None, kdf=FAST)
    device = str(lost.device_id)
    lost.close()
    return device


def a_grant_counted_and_cut(office: Office, laptop: Profile) -> None:
    """The power goes between the count beside the database, which is on the disk, and the commit of the grant."""
    witness = office.server.ledger.restores.witness
    witness.count(laptop.office_id, witness.grants(laptop.office_id) + 1)
    if office.postgres:  # its own life is the database's, which other tests share: as if it had been started anew
        with office.server.ledger.store.writing(laptop.office_id) as db:
            db.execute("UPDATE office SET life = '' WHERE office = ?", (laptop.office_id,))
    office.restart()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Office:
    if request.param == "sqlite":
        made = Office(tmp_path, clock)
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        made = Office(tmp_path, clock, cluster.database())
    request.addfinalizer(made.close)
    return made


def test_a_laptop_lost_while_joining_is_named_and_shutting_it_out_frees_the_blocks(
    either: Office, clock: FixedClock
) -> None:
    office = either
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    lost = lost_while_joining(office, desk, "外勤三号")
    clock.advance(hours=1)
    a_grant_counted_and_cut(office, laptop)
    issue(laptop, 18)
    for one in (laptop, desk, laptop, desk):
        result = sync(one)
        assert result.equal and result.granted == 0
    assert spans(laptop) == [(1, 20), (21, 40)], "no new block for anybody"
    waits = result.numbers_wait
    assert waits is not None and waits.since == stamp(clock.now())
    (named,) = waits.devices
    assert (named.device, named.name, named.code, named.role) == (lost, "外勤三号", "C", "laptop")
    assert parse(named.seen or waits.since) <= clock.now()
    assert result.as_dict()["numbers_wait"]["devices"][0]["code"] == "C"
    told = awaited.waits(laptop.store)
    assert told is not None and told.devices == () and told.since == waits.since, "a laptop is told that they wait"
    assert [n.series for n in issue(laptop, 3)] == ["main", "main", "emergency"], (
        "what is in hand is good, work goes on"
    )
    enrolment.revoke(desk, lost, "遗失")
    assert waited_for(sync(desk)) == [] and awaited.waits(desk.store) is None
    result = sync(laptop)
    assert result.granted == 1 and result.numbers_wait is None and awaited.waits(laptop.store) is None
    assert blocks(laptop)[-1] == (41, 60, 2026)
    settle(desk, laptop)
    nothing_is_there_twice(desk)


def test_each_that_was_heard_is_waited_for_no_longer_and_the_last_one_frees_them(
    office: Office, clock: FixedClock
) -> None:
    desk = office.desk()
    a, b = office.laptop("laptop1", desk), office.laptop("laptop2", desk)
    settle(desk, a, b)
    copy = kept(office)
    issue(a, 15)
    assert sync(a).granted == 1, "a block that the backup does not know"
    put_back(office, copy)
    assert waited_for(sync(desk)) == ["B", "C"]
    assert sync(b).numbers_wait is not None
    assert waited_for(sync(desk)) == ["B"]
    issue(b, 15)
    assert sync(b).granted == 0 and sync(a).numbers_wait is None
    assert sync(b).granted == 1 and waited_for(sync(desk)) == []
    settle(desk, a, b)
    nothing_is_there_twice(desk)
    assert spans(desk) == [(1, 20), (21, 40), (41, 60), (61, 80), (81, 100)]


class ByStick:
    """A desk and its server, a laptop of the network, one that only ever uses the stick."""

    def __init__(self, office: Office, folder: Path, clock: FixedClock) -> None:
        self.office, self.stick, self.clock = office, Stick(folder / "stick"), clock
        self.desk = office.desk()
        self.a = office.laptop("laptop1", self.desk)
        sync(self.desk)
        self.c = join_by_stick(self.desk, self.stick, folder / "c", clock)
        office.profiles.append(self.c)
        self.round()

    def round(self) -> None:
        self.stick.carry_up(self.c, self.desk)
        settle(self.desk, self.a, self.desk)
        self.stick.carry_down(self.desk, self.c)


def test_a_laptop_of_the_stick_is_heard_by_one_bundle_and_not_by_what_a_desk_knew_before(
    office: Office, tmp_path: Path, clock: FixedClock
) -> None:
    three = ByStick(office, tmp_path, clock)
    copy = kept(office)
    before = three.stick.up(three.c)
    clock.advance(hours=1)
    put_back(office, copy)
    a_grant_counted_and_cut(office, three.c)
    clock.advance(hours=1)
    issue(three.a, 15)
    results = settle(three.a, three.desk)
    assert waited_for(results[1]) == ["C"] and results[0].granted == 0
    three.stick.carry_down(three.desk, three.c)
    told = awaited.waits(three.c.store)
    assert told is not None and told.since, "the stick tells the laptop why no block comes"
    import_bundles(three.desk, before.paths)
    assert waited_for(sync(three.desk)) == ["C"], "made before the server was set back: it may hold more since"
    three.stick.carry_up(three.c, three.desk)
    assert waited_for(sync(three.desk)) == []
    assert sync(three.a).granted == 1
    three.round()
    assert awaited.waits(three.c.store) is None
    nothing_is_there_twice(three.desk)


def test_a_laptop_whose_clock_is_behind_is_heard_once_it_knows_of_the_desk_since(
    office: Office, tmp_path: Path, clock: FixedClock
) -> None:
    three = ByStick(office, tmp_path, clock)
    three.c.clock = three.c.store.clock = FixedClock(clock.now() - timedelta(days=40))
    clock.advance(hours=1)
    a_grant_counted_and_cut(office, three.a)
    assert waited_for(settle(three.a, three.desk)[1]) == ["C"]
    three.stick.carry_up(three.c, three.desk)
    assert waited_for(sync(three.desk)) == ["C"]
    with three.desk.store.change(three.desk.officer_id, "add_unit") as tx:
        tx.new("unit", name="众诚劳务", kind="company")
    three.stick.carry_down(three.desk, three.c)
    three.stick.carry_up(three.c, three.desk)
    assert waited_for(sync(three.desk)) == []


def test_desk_and_server_from_one_backup_learn_from_the_stick_which_numbers_are_out(
    office: Office, tmp_path: Path, clock: FixedClock
) -> None:
    """The PC that is both desk and server comes back from last night's backup; the stick took a block to a laptop."""
    three = ByStick(office, tmp_path, clock)
    file = backup(three.desk, tmp_path).file
    copy = kept(office)
    for _ in range(15):
        add_paper(three.c)
    three.round()
    three.round()
    inquiry = [b for b in numbering.blocks(three.c.store, "inquiry_notice") if b.replica == three.c.store.replica]
    assert len(inquiry) == 2, "granted after the backup, and brought by the stick"
    three.desk.close()
    office.profiles.remove(three.desk)
    clock.advance(hours=1)
    put_back(office, copy)
    desk = restore(file, tmp_path / "again", "first officer says this", clock, keystore=None, kdf=FAST)
    office.profiles.append(desk)
    clock.advance(hours=1)
    enrolment.revoke(desk, str(three.a.device_id), "与服务器一起损坏")
    assert waited_for(sync(desk)) == ["C"]
    three.stick.carry_up(three.c, desk)
    assert waited_for(sync(desk)) == []
    held = {(b.id, b.lo, b.hi, b.state) for b in numbering.blocks(desk.store, "inquiry_notice")}
    assert {(b.id, b.lo, b.hi, b.state) for b in inquiry} <= held
    code = enrolment.invite(desk, "laptop").code
    fresh = enrolment.join(
        tmp_path / "fresh", office.server.url, code, cert_no="XC-JC-0002", clock=clock, name="新机",
        passphrase="second officer says that", keystore=None, kdf=FAST,
    )  # fmt: skip
    office.profiles.append(fresh)
    assert min(
        b.lo for b in numbering.blocks(fresh.store, "inquiry_notice") if b.replica == fresh.store.replica
    ) > max(b.hi for b in inquiry), "numbers in a laptop's hands are never given to another"
    assert not desk.store.conflicts()


def test_what_an_older_program_says_and_reads_stays_as_it_was() -> None:
    assert wire.decode(b"{}", wire.SyncAnswer).numbers_wait is None
    assert b"numbers_wait" not in wire.unzip(wire.pack(wire.SyncAnswer()))
    told = wire.decode(b'{"numbers_wait": {"later": 1}}', wire.SyncAnswer).numbers_wait
    assert told is not None and told.since == "" and told.devices == []


@pytest.mark.parametrize("made_at", ["", "yesterday", "2026-13-45", "2026-10-09T09:30:00"])
def test_a_bundle_that_says_no_instant_and_blocks_that_are_none_stop_no_sync(
    office: Office, tmp_path: Path, clock: FixedClock, made_at: str
) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    a_grant_counted_and_cut(office, laptop)
    assert waited_for(settle(desk)[0]) == ["B"]
    block = Block("b1", TYPE, 2026, 41, 60)
    odd = [
        msgspec.structs.replace(block, id=f"b{n}", lo=lo, hi=hi)
        for n, (lo, hi) in enumerate(((0, 5), (9, 8), (1, 2**40)))
    ]
    known = state.Coming(laptop.store.replica, 1, blocks=[block, *odd], bundles={1: state.BundleIn("x", made_at)})
    with desk.store.maintenance() as connection:
        state.write(connection, state.IN + str(laptop.device_id), known)
    result = sync(desk)
    assert result.equal and waited_for(result) == ["B"]
    assert {b.id for b in numbering.blocks(desk.store, TYPE) if b.id.startswith("b")} == {"b1"}
