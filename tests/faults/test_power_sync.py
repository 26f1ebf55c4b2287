"""A few power cuts in the middle of syncs in every test run; hundreds by ``python -m tests.faults.power_sync``."""

from __future__ import annotations

import errno
import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.blobs import Blobs
from models.errors import KnownError
from models.files import sweep
from models.profilelock import ProfileLock
from sync.server.files import WHOLE, Files
from sync.server.ledger import Scope
from tests.faults import fuse
from tests.faults.nursery import Nursery

if LACK := fuse.why_not():
    pytest.skip(LACK, allow_module_level=True)

from tests.faults.cuts import Aim, Machine, campaign
from tests.faults.disk import Fault

KEY = bytes(32)
SCOPE = Scope("office", "device", "laptop")


def test_cuts_in_the_middle_of_syncs_lose_and_double_nothing(tmp_path: Path) -> None:
    seed = random.randrange(2**31)
    tally = campaign(tmp_path, 6, seed, rest_after=6)
    assert not tally.wrong, f"seed {seed}: {tally}\n" + "\n".join(tally.wrong)
    assert tally.acked["unit"] > 10 and tally.rests == 1


@pytest.mark.parametrize(
    ("plant", "aim", "finds"),
    [
        ("the_server_acknowledges_too_early", Aim("server", "at an answer", "drop"), "was told acknowledged"),
        ("the_server_takes_files_too_early", Aim("server", "at an answer", "drop"), "that laptop"),
        ("the_cursor_goes_before_the_operations", Aim("laptop", "at a write", "drop"), "and lacks"),
    ],
)
def test_the_campaign_finds_a_planted_fault(plant: str, aim: Aim, finds: str, tmp_path: Path) -> None:
    tally = campaign(tmp_path, 60, 5, rest_after=60, plants=(plant,), aim=aim)
    assert any(finds in one for one in tally.wrong), f"{tally}\n" + "\n".join(tally.wrong)


def cut_at_each_change(
    folder: Path, words: dict[str, Any], before: Callable[[Path], object], after: Callable[[Path], None]
) -> int:
    """A process keeps what ``words`` say on a disk whose power goes at the first change, the second, … until it comes
    to its end; ``after`` is asked of what is left each time. How many changes it makes."""
    dice = random.Random(3)
    with Nursery(folder) as nursery:
        for nth in range(1, 100):
            for mode in ("names", "prefix"):
                machine = Machine(folder / f"{nth}-{mode}")
                before(machine.image / "files")
                machine.start()
                machine.disk.left = nth
                said = nursery.told("keep", place=str(machine.here / "files"), **words)
                assert "kept" in said or machine.disk.dead
                machine.disk.cut_power()
                machine.stop(mode, dice)
                after(machine.image / "files")
            if "kept" in said:
                return nth
    raise AssertionError("it never comes to its end")


def test_what_a_server_keeps_is_the_old_or_the_new_after_a_cut(tmp_path: Path) -> None:
    old, new = b"old", random.Random(1).randbytes(5000)

    def after(place: Path) -> None:
        kept = Files(place, KEY).kept("ready")
        assert kept is not None and b"".join(kept) in (old, new)

    words = {"content": new.hex()}
    assert cut_at_each_change(tmp_path, words, lambda place: Files(place, KEY).keep("ready", iter([old])), after) > 5


def test_a_piece_is_there_whole_or_not_at_all_after_a_cut(tmp_path: Path) -> None:
    whole = random.Random(2).randbytes(30_000)
    sha, half = hashlib.sha256(whole).hexdigest(), 15_000

    def after(place: Path) -> None:
        held = Files(place, KEY).have(SCOPE, sha)
        assert held in (0, half)
        assert Files(place, KEY).put(SCOPE, sha, held, len(whole), whole[held:]) == WHOLE

    words = {"content": whole[:half].hex(), "sha256": sha, "size": len(whole)}
    assert cut_at_each_change(tmp_path, words, lambda place: Files(place, KEY), after) > 5


def test_a_server_whose_power_goes_at_its_first_start_starts_again(tmp_path: Path) -> None:
    dice = random.Random(4)
    with Nursery(tmp_path) as nursery:
        for number, nth in enumerate((1, 2, 3, 4, 5, 6, 8, 11, 14, 17, 20, 23, 26, 30, 40, 70)):
            machine = Machine(tmp_path / f"server{number}")
            machine.start()
            machine.disk.left = nth
            life = nursery.born("server", database=str(machine.here / "server.db"), port=0)
            while not life.said():
                time.sleep(0.002)
            machine.disk.cut_power()
            nursery.gone(life)
            machine.stop("names", dice)
            said = nursery.told("server", database=str(machine.image / "server.db"), port=0)
            assert said.get("code"), f"cut at change {nth}: {said}"


def test_a_disk_that_is_gone_is_told_as_that(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "machine")
    (machine.image / "left.part").write_bytes(b"")
    machine.start()
    try:
        photos, sha = Blobs(machine.here / "blobs", KEY, KEY), "00" * 32
        machine.disk.cut_power()
        for doing in (lambda: sweep(machine.here), lambda: ProfileLock(machine.here)):
            with pytest.raises(KnownError, match="disk_error"):
                doing()
        machine.disk.mute = True
        for doing in (lambda: photos.remove(sha), lambda: photos.has(sha)):
            with pytest.raises(KnownError, match="disk_error"):
                doing()
    finally:
        machine.stop("drop", random.Random(1))


def test_a_lock_whose_number_cannot_be_written_is_let_go(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "machine")
    machine.start()
    try:
        machine.disk.fault = Fault("write", 1, errno.ENOSPC)
        with pytest.raises(KnownError, match="disk_full"):
            ProfileLock(machine.here)
        ProfileLock(machine.here).release()
    finally:
        machine.stop("drop", random.Random(1))
