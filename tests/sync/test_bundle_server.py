"""Three ways in: a laptop on the network, one that only ever uses the stick, and the desk between them and the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from models.clock import FixedClock
from models.errors import Cancelled, KnownError
from sync import bundle, courier, enrolment
from sync import bundlestate as state
from sync.bundlein import import_bundles
from sync.client import sync
from sync.membership import open_transport
from sync.transport import Refused
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.sticks import Stick, add_paper, add_photo, digest, join_by_stick, paper_bytes
from tests.sync.test_heart_sync import restore_server, save_server


class Three:
    def __init__(self, office: Office, folder: Path, clock: FixedClock) -> None:
        self.office, self.stick = office, Stick(folder / "stick")
        self.desk = office.desk()
        self.a = office.laptop("a", self.desk)
        sync(self.desk)
        self.c = join_by_stick(self.desk, self.stick, folder / "c", clock)

    def everywhere(self) -> None:
        """The stick goes up, the network syncs, the stick goes down."""
        self.stick.carry_up(self.c, self.desk)
        settle(self.desk, self.a, self.desk)
        self.stick.carry_down(self.desk, self.c)

    def equal(self) -> bool:
        server = sync(self.desk)
        assert server.equal and server.server_digest == server.device_digest
        return digest(self.desk) == digest(self.a) == digest(self.c)


@pytest.fixture
def three(office: Office, tmp_path: Path, clock: FixedClock) -> Iterator[Three]:
    made = Three(office, tmp_path, clock)
    yield made
    made.c.close()


def test_all_three_end_with_the_same_records_and_the_very_papers(three: Three) -> None:
    new_unit(three.c, "from the stick")
    new_unit(three.a, "from the network")
    new_unit(three.desk, "from the desk")
    photo = add_photo(three.c, 200_000)
    papers = [add_paper(three.c), add_paper(three.a), add_paper(three.desk)]
    three.everywhere()
    assert three.equal()
    assert paper_bytes(three.a) == paper_bytes(three.desk) == paper_bytes(three.c) and set(
        paper_bytes(three.c)
    ) == set(papers)
    assert three.a.blobs.get(photo) == three.c.blobs.get(photo)
    assert {unit["name"] for unit in three.c.store.find("unit")} >= {"from the network", "from the desk"}
    used = [row["number"] for row in three.desk.store.find("number_use")]
    assert len(used) == len(set(used)) == 3
    assert {row["series"] for row in three.desk.store.find("number_use")} == {"main"}


def test_an_edit_of_both_is_a_conflict_on_every_side(three: Three) -> None:
    unit = new_unit(three.a, "one name")
    three.everywhere()
    for profile, name in ((three.a, "by network"), (three.c, "by stick")):
        with profile.store.change(profile.officer_id, "edit") as tx:
            tx.set("unit", unit, name=name)
    three.everywhere()
    for profile in (three.a, three.c, three.desk):
        assert [row["rec"] for row in profile.store.conflicts()] == [unit]
    assert three.equal()


def test_a_laptop_of_the_network_may_take_the_stick_once(three: Three) -> None:
    new_unit(three.a, "no network today")
    (done,) = three.stick.carry_up(three.a, three.desk)
    assert done.whole
    sync(three.desk)
    result = sync(three.a)
    assert result.equal and not result.repaired, "the server has what the desk carried; the laptop is no copy"
    three.everywhere()
    assert three.equal()


def test_the_server_believes_the_laptop_not_the_desk(three: Three) -> None:
    new_unit(three.c, "honest")
    three.stick.carry_up(three.c, three.desk)
    words = state.keyed(three.desk.store, state.VOUCHER, courier.Vouched).values()
    (lines,) = list(courier._batches(three.desk.store, list(words), {}))
    transport = open_transport(three.desk)
    body = bytes(lines[-1].ops[-1])
    for changed in (body.replace(b"honest", b"forged"), body.replace(b"honest", b"honesty")):
        lines[-1].ops[-1] = msgspec.Raw(changed)
        with pytest.raises(KnownError) as refused:
            transport.post(courier.PATH, courier.Carry(str(three.c.device_id), push=lines), courier.Carried)
        assert refused.value.params["reason"] == "forged"
    lines[-1].ops[-1] = msgspec.Raw(body)
    del lines[-1].ops[-1]
    with pytest.raises(KnownError):
        transport.post(courier.PATH, courier.Carry(str(three.c.device_id), push=lines), courier.Carried)
    transport.close()
    assert sync(three.desk).equal, "what the laptop signed is taken"


def test_only_a_desk_carries(three: Three) -> None:
    transport = open_transport(three.a)
    with pytest.raises((KnownError, Refused)) as refused:
        transport.post(courier.PATH, courier.Carry(str(three.c.device_id)), courier.Carried)
    transport.close()
    assert isinstance(refused.value, KnownError) and refused.value.code == "role_refused"


def test_a_restored_server_gets_it_again(three: Three, tmp_path: Path) -> None:
    import shutil

    kept = tmp_path / "older.db"
    three.office.server.stop()
    shutil.copy(tmp_path / "server.db", kept)
    three.office.restart()
    new_unit(three.c, "after the backup")
    three.everywhere()
    three.office.server.stop()
    for end in ("-wal", "-shm"):
        (tmp_path / f"server.db{end}").unlink(missing_ok=True)
    shutil.copy(kept, tmp_path / "server.db")
    three.office.restart()
    settle(three.desk, three.a, three.desk)
    assert three.equal()


def test_an_office_that_gets_its_server_later_keeps_its_laptops_of_the_stick(
    office: Office, tmp_path: Path, clock: FixedClock
) -> None:
    desk, stick = office.alone("desk"), Stick(tmp_path / "stick")
    with join_by_stick(desk, stick, tmp_path / "c", clock) as laptop:
        new_unit(laptop, "before the server")
        add_paper(laptop)
        stick.carry_up(laptop, desk)
        assert office.first_code is not None
        enrolment.enrol(desk, office.server.url, office.first_code.text)
        assert sync(desk).equal
        stick.carry_down(desk, laptop)
        new_unit(laptop, "after it")
        add_paper(laptop)
        stick.carry_up(laptop, desk)
        assert sync(desk).equal
        other = office.laptop("a", desk)
        stick.carry_down(desk, laptop)
        stick.carry_up(laptop, desk)
        sync(desk)
        sync(other)
        stick.carry_down(desk, laptop)
        assert digest(other) == digest(desk) == digest(laptop)
        used = [row["number"] for row in other.store.find("number_use")]
        assert len(used) == len(set(used)) == 2


def test_private_streams_pass_the_desk_unread(three: Three) -> None:
    with three.c.store.change(three.c.officer_id, "clue") as tx:
        clue = tx.new("clue", channel="phone")
        tx.new("informant", clue=clue, name="the caller")
    (done,) = three.stick.carry_up(three.c, three.desk)
    assert done.whole
    assert three.desk.store.find("informant") == [] and three.desk.store.find("clue")
    rows = three.desk.store.rows("SELECT 1 FROM sync_op WHERE stream LIKE 'private:%'")
    assert rows == []
    sync(three.desk)
    held = three.office.server.ledger.connection.execute("SELECT count(*) FROM op WHERE room <> office").fetchone()
    assert held[0] == 1, "the server has it, for whom it concerns"


def test_private_streams_that_a_restored_server_lost_are_handed_on_again(three: Three) -> None:
    """The desk's sync broke off behind them, and nothing else came after the backup: nothing tells that they are gone."""
    with three.c.store.change(three.c.officer_id, "clue") as tx:
        clue = tx.new("clue", channel="phone")
        informant = tx.new("informant", clue=clue, name="the caller")
    three.stick.carry_up(three.c, three.desk)
    three.everywhere()
    backup = save_server(three.office)
    with three.c.store.change(three.c.officer_id, "edit") as tx:
        tx.set("informant", informant, note="改期再谈")
    three.stick.carry_up(three.c, three.desk)
    tries = iter([False, True])
    with pytest.raises(Cancelled):
        sync(three.desk, cancel=lambda: next(tries, True))
    held = "SELECT count(*) FROM op WHERE room <> office AND CAST(body AS TEXT) LIKE '%改期再谈%'"
    assert three.office.server.ledger.connection.execute(held).fetchone()[0] == 1
    restore_server(three.office, backup)
    assert sync(three.desk).equal
    assert three.office.server.ledger.connection.execute(held).fetchone()[0] == 1


def test_a_laptop_of_the_stick_has_no_server_to_sync_with(three: Three) -> None:
    with pytest.raises(KnownError) as refused:
        sync(three.c)
    assert refused.value.code == "stick_only"


def test_numbers_of_the_server_come_with_the_stick(three: Three) -> None:
    for _ in range(16):
        add_paper(three.c)
    three.stick.carry_up(three.c, three.desk)
    sync(three.desk)
    three.stick.carry_down(three.desk, three.c)
    for _ in range(8):
        add_paper(three.c)
    assert {row["series"] for row in three.c.store.find("number_use")} == {"main"}
    three.everywhere()
    assert three.equal()
    again = import_bundles(three.c, three.stick.down(three.desk, three.c).paths)[0]
    assert again.operations == 0 and bundle.is_desk(three.desk) and not bundle.is_desk(three.c)
