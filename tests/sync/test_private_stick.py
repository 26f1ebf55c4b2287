"""Informants by stick: down to the laptop of an officer on the case and to no other, unread by the desk that carries."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyrage
import pytest

from models.clock import FixedClock
from models.profile import Profile
from sync import bundleframes, bundleprivate, enrolment, wire
from sync.bundle import Operations
from sync.bundleframes import Broken
from sync.client import sync
from tests.sync.conftest import Office, settle
from tests.sync.sticks import Stick, digest, join_by_stick
from tests.sync.test_private import ASSISTANT, LEAD, case, clue_with_informant, knows


def nowhere(profile: Profile, text: str = "不得外传") -> bool:
    """Not in the journal, no table, no setting of this device."""
    settings = profile.store.rows("SELECT count(*) AS n FROM local_setting WHERE value LIKE ?", (f"%{text}%",))
    return not knows(profile, text) and settings[0]["n"] == 0


class Carried:
    """A desk whose own officers are on no case, a laptop on the network, two that only use the stick."""

    def __init__(self, office: Office, folder: Path, clock: FixedClock) -> None:
        self.stick = Stick(folder / "stick")
        self.desk = office.desk()
        enrolment.name_officers(self.desk, self.desk.device_id or "", [])
        self.net = office.laptop("net", self.desk, LEAD)
        sync(self.desk)
        self.on, self.off = (
            join_by_stick(self.desk, self.stick, folder / name, clock, cert, name)
            for name, cert in (("on", ASSISTANT), ("off", LEAD))
        )
        office.profiles += [self.on, self.off]
        settle(self.desk, self.net)

    def down(self) -> None:
        settle(self.desk, self.net, self.desk)
        for laptop in (self.on, self.off):
            self.stick.carry_down(self.desk, laptop)


@pytest.fixture
def carried(office: Office, tmp_path: Path, clock: FixedClock) -> Carried:
    return Carried(office, tmp_path, clock)


def test_it_comes_down_to_the_officer_on_the_case_and_to_nobody_else(carried: Carried) -> None:
    assistant = carried.desk.officer_of(ASSISTANT)
    clue, informant = clue_with_informant(carried.net)
    carried.down()
    assert not knows(carried.on), "a clue without a case stays where it is"
    opened = case(carried.net, clue, assistant)
    carried.down()
    assert knows(carried.on) and nowhere(carried.off) and nowhere(carried.desk)
    assert carried.on.store.find("informant") == carried.net.store.find("informant")
    with carried.on.store.change(carried.on.officer_id, "edit") as tx:
        tx.set("informant", informant, phone="13900000000")
    carried.stick.carry_up(carried.on, carried.desk)
    carried.down()
    assert carried.net.store.find("informant")[0]["phone"] is None, (
        "its officer is not on the case: it wrote, no more"
    )
    with carried.net.store.change(carried.net.officer_id, "assign") as tx:
        tx.set("wage_case", opened, assistant=carried.desk.officer_of(LEAD))
    carried.down()
    assert knows(carried.off) and nowhere(carried.desk)
    assert carried.off.store.find("informant") == carried.net.store.find("informant")
    assert carried.net.store.find("informant")[0]["phone"] == "13900000000"
    assert digest(carried.on) == digest(carried.off) and sync(carried.desk).equal


def test_what_a_laptop_holds_does_not_come_again(carried: Carried) -> None:
    clue, _ = clue_with_informant(carried.net)
    case(carried.net, clue, carried.desk.officer_of(ASSISTANT))
    carried.down()
    carried.stick.carry_up(carried.on, carried.desk)
    settle(carried.desk)
    items, complete = bundleprivate.items(
        carried.desk, str(carried.on.device_id), carried.on.device_keys.public, {r.replica: r.last_seq for r in carried.on.store.lines()}
    )  # fmt: skip
    assert (items, complete) == ([], True)
    (done,) = carried.stick.carry_down(carried.desk, carried.on)
    assert done.repeated == 0


def test_without_the_server_the_bundle_goes_without_and_says_so(carried: Carried, office: Office) -> None:
    clue, _ = clue_with_informant(carried.net)
    case(carried.net, clue, carried.desk.officer_of(ASSISTANT))
    settle(carried.desk, carried.net, carried.desk)
    office.server.stop()
    made = carried.stick.down(carried.desk, carried.on)
    assert not made.informants and made.as_dict()["informants"] is False
    office.restart()
    known = carried.desk.store.local_get("server")
    carried.desk.store.local_set("server", {**known, "url": office.server.url})
    assert carried.stick.carry_down(carried.desk, carried.on)[0].whole and knows(carried.on)


def test_whom_the_desk_named_at_a_device_stays_when_its_request_is_handed_in_again(carried: Carried) -> None:
    lead = carried.desk.officer_of(LEAD)
    device = str(carried.on.device_id)
    assert enrolment.officers(carried.desk)[device] == [carried.desk.officer_of(ASSISTANT)]
    enrolment.name_officers(carried.desk, device, [lead])
    clue_with_informant(carried.on)
    carried.stick.carry_up(carried.on, carried.desk)
    settle(carried.desk)
    assert enrolment.officers(carried.desk)[device] == [lead]


def test_an_office_without_a_server_follows_the_same_rule(office: Office, tmp_path: Path, clock: FixedClock) -> None:
    desk, stick = office.alone("alone"), Stick(tmp_path / "stick")
    on, off = (
        join_by_stick(desk, stick, tmp_path / name, clock, cert, name)
        for name, cert in (("on", ASSISTANT), ("off", LEAD))
    )
    office.profiles += [on, off]
    clue, informant = clue_with_informant(off)
    opened = case(off, clue, desk.officer_of(LEAD))
    stick.carry_up(off, desk)
    stick.carry_down(desk, on)
    assert not knows(on) and not desk.store.find("informant")
    with desk.store.change(desk.officer_id, "assign") as tx:
        tx.set("wage_case", opened, assistant=desk.officer_of(ASSISTANT))
    stick.carry_down(desk, on)
    assert on.store.find("informant") == off.store.find("informant") and not desk.store.find("informant")
    with on.store.change(on.officer_id, "edit") as tx:
        tx.set("informant", informant, note="改期再谈")
    stick.carry_up(on, desk)
    stick.carry_down(desk, off)
    assert off.store.find("informant")[0]["note"] == "改期再谈"
    own, _ = clue_with_informant(desk, "办公室记下的")
    case(desk, own, desk.officer_of(ASSISTANT))
    stick.carry_down(desk, on)
    stick.carry_down(desk, off)
    assert knows(on, "办公室记下的") and not knows(off, "办公室记下的")


def test_only_whom_it_is_sealed_for_reads_it_and_nothing_else_comes_that_way(carried: Carried) -> None:
    clue, _ = clue_with_informant(carried.net)
    case(carried.net, clue, carried.desk.officer_of(ASSISTANT))
    settle(carried.desk, carried.net)
    (item,), _ = bundleprivate.items(carried.desk, str(carried.on.device_id), carried.on.device_keys.public, {})
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(item.payload, [bundleframes.identity(carried.desk.device_keys.signing_key())])
    with pytest.raises(Broken):
        bundleprivate.open_sealed(carried.off, item.payload)
    assert bundleprivate.open_sealed(carried.on, item.payload).ops
    office_op = carried.desk.store.rows("SELECT body FROM sync_op LIMIT 1")[0]["body"]
    with pytest.raises(Broken):
        bundleprivate.open_sealed(carried.on, bundleprivate.seal([bytes(office_op)], carried.on.device_keys.public))
    noise = pyrage.encrypt(b"noise", [bundleframes.recipient(carried.on.device_keys.public)])
    with pytest.raises(Broken):
        bundleprivate.open_sealed(carried.on, noise)
    assert wire.unpack(wire.pack(Operations([msgspec.Raw(b"{}")])), Operations)
