"""Requests lost, doubled, late, cut or never answered; clocks a month wrong and jumping: everybody ends with the same."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from models.register import register
from sync import ahead, exchange, transport
from sync.client import pending, sync
from tests.faults.road import ALL, Road, Weather
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.test_faults import operations, through
from tests.sync.test_numbers import issue

SPOKEN = {"server_gone", "server_failed", "server_answer_bad", "not_our_server", "server_refused"}


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Many small batches, and no waiting before the next try."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 8)
    quick = {**(transport.Transport.__init__.__kwdefaults__ or {}), "pause": 0.0}
    monkeypatch.setattr(transport.Transport.__init__, "__kwdefaults__", quick)
    yield


def work(profile: Profile, dice: random.Random, shared: str) -> list[str]:
    """Some acts: new units, an edit of one everybody edits, now and then a number; the ids made."""
    made = [new_unit(profile, f"单位{dice.randrange(10**9)}") for _ in range(dice.randint(1, 12))]
    if profile.store.get("unit", shared) is not None:
        with profile.store.change(profile.officer_id, "edit_unit") as tx:
            tx.set("unit", shared, note=f"{dice.randrange(10**9)}")
    if dice.random() < 0.5:
        issue(profile)
    return made


def try_to_sync(profile: Profile) -> str | None:
    """The code of what stopped it."""
    try:
        sync(profile)
    except KnownError as error:
        return error.code
    return None


def ends_well(office: Office, devices: list[Profile], made: list[str]) -> None:
    for device in devices:
        through(device, office.server.url)
    results = settle(*devices)
    assert all(r.equal and not r.repaired and r.pending.operations == 0 for r in results), results
    assert len({repr(sorted(d.store.digest().items())) for d in devices}) == 1
    assert len({operations(d) for d in devices}) == 1, "nothing is there twice"
    for device in devices:
        assert {unit["id"] for unit in device.store.find("unit")} >= set(made)
        for year in (2026,):
            book = register(device.store, device.office_id, year)
            assert not book.duplicates and not book.unexplained


@pytest.mark.parametrize("fate", ALL)
def test_any_one_fate_of_a_third_of_all_requests_changes_nothing(office: Office, fate: str) -> None:
    desk = office.desk()
    devices = [desk, office.laptop("laptop1", desk)]
    dice, shared = random.Random(fate), new_unit(desk, "共有")
    made = [shared]
    settle(*devices)
    with Road(office.server.url, Weather({fate: 0.33}, late_s=0.02), seed=3) as road:
        for device in devices:
            through(device, road.url)
        for _ in range(6):
            for device in devices:
                made += work(device, dice, shared)
                said = try_to_sync(device)
                assert said is None or said in SPOKEN, said
        assert road.fates[fate] >= 3, road.fates
    ends_well(office, devices, made)


def test_all_of_it_at_once_with_clocks_that_jump_by_a_month(office: Office) -> None:
    desk = office.desk()
    devices = [desk, office.laptop("laptop1", desk), office.laptop("laptop2", desk)]
    dice, shared = random.Random(9), new_unit(desk, "共有")
    made = [shared]
    settle(*devices)
    noon = office.clock.now()
    for device in devices:
        device.clock = device.store.clock = FixedClock(noon)
    with Road(office.server.url, Weather.bad(0.3, late_s=0.02), seed=4) as road:
        for device in devices:
            through(device, road.url)
        for round in range(8):
            for device in devices:
                device.clock.set(noon + timedelta(days=dice.uniform(-30, 30)))  # type: ignore[attr-defined]
                made += work(device, dice, shared)
                office.clock.set(noon + timedelta(days=dice.uniform(-30, 30)))
                said = try_to_sync(device)
                assert said is None or said in SPOKEN, (round, said)
    for device in devices:
        device.clock.set(noon)  # type: ignore[attr-defined]
    office.clock.set(noon)
    ends_well(office, devices, made)
    at = {head.value for head in desk.store.state("unit", shared).heads["note"]}
    assert at, "the shared note kept what nobody replaced"


@pytest.mark.parametrize("days", [30, -30])
def test_a_server_whose_clock_is_a_month_wrong_takes_and_gives_everything(office: Office, days: int) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    right = FixedClock(office.clock.now())
    for device in (desk, laptop):
        device.clock = device.store.clock = right
    office.clock.advance(days=days)
    unit = new_unit(laptop, "众诚劳务")
    assert [result.equal for result in settle(laptop, desk)] == [True, True]
    stored = desk.store.history(unit)[0]
    assert datetime.fromisoformat(stored.at).astimezone(UTC) == right.now(), "the time of an act is the author's"
    assert not register(desk.store, desk.office_id, 2026).duplicates


def test_a_server_that_takes_the_call_and_never_answers_is_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk()
    new_unit(desk, "众诚劳务")
    monkeypatch.setattr(exchange, "SILENCE_S", 0.1)
    monkeypatch.setattr(transport, "RETRIES", 1)
    with socket.create_server(("127.0.0.1", 0), backlog=8) as silent:  # the system accepts, nobody reads
        through(desk, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(KnownError) as caught:
            sync(desk)
    assert caught.value.code == "server_gone" and pending(desk).operations == 1
    through(desk, office.server.url)
    monkeypatch.undo()
    assert sync(desk).equal and pending(desk).operations == 0


def test_what_was_sent_twice_is_there_once_and_the_sync_goes_through(office: Office) -> None:
    desk = office.desk()
    with Road(office.server.url, Weather({"doubled": 1.0}), seed=1) as road:
        through(desk, road.url)
        ended = Counter[str]()
        for n in range(30):
            new_unit(desk, f"单位{n}")
            try:
                sync(desk)
            except KnownError as error:  # each answer was to the second copy: it ends a sync, never the data
                ended[error.code] += 1
        assert road.fates["doubled"] >= 30
        assert ended.keys() == {"server_gone"}, f"nothing an administrator must hear of: {ended}"
    through(desk, office.server.url)
    assert sync(desk).equal and len(desk.store.find("unit")) == 30
