"""A desk that began with a snapshot serves laptops of the stick like any other: history once from the server, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import imaging, numbering
from models.check import check
from models.clock import FixedClock
from models.errors import KnownError
from sync import history
from sync.client import sync
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.sticks import Stick, digest, join_by_stick
from tests.sync.test_snapshot import a_year, at_once

__all__ = ["at_once"]
TYPE = "rectification_order"


def test_it_lets_a_laptop_join_by_stick_and_grants_it_numbers(
    office: Office, tmp_path: Path, clock: FixedClock, at_once: None
) -> None:
    first, laptop = a_year(office)
    desk = office.laptop("desk2", first, role="desk")
    settle(desk, first)
    assert imaging.base(desk.store) and history.lacking(desk.store), "it began with a snapshot"
    stick = Stick(tmp_path / "stick")
    joined = join_by_stick(desk, stick, tmp_path / "c", clock)
    office.profiles.append(joined)
    own = [b for b in numbering.blocks(joined.store, TYPE) if b.replica == joined.store.replica]
    assert own and numbering.remaining(joined.store, 2026, joined.store.replica)[TYPE] == 20
    new_unit(joined, "vom Stick")
    stick.carry_up(joined, desk)
    settle(desk, first, laptop)
    stick.carry_down(desk, joined)
    assert digest(joined) == digest(desk) == digest(first) == digest(laptop)
    everything = first.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    assert desk.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == everything
    assert all(check(one).problems == [] for one in (joined, desk))
    assert sync(desk).equal and history.complete(desk) == 0


def test_without_a_network_it_says_so_and_later_goes_on(
    office: Office, tmp_path: Path, clock: FixedClock, at_once: None
) -> None:
    first, _ = a_year(office)
    desk = office.laptop("desk2", first, role="desk")
    office.server.stop()
    with pytest.raises(KnownError) as refused:
        history.complete(desk)
    assert refused.value.code in ("no_network", "server_gone")
    before = desk.store.digest()
    office.restart()
    desk.store.local_set("server", {**desk.store.local_get("server"), "url": office.server.url})
    assert history.complete(desk) > 0 and not history.lacking(desk.store)
    assert desk.store.digest() == before and desk.store.history(first.store.find("unit")[0]["id"])
    assert sync(desk).equal
