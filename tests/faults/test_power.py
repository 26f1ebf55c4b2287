"""A few power cuts and failing calls in every test run that can mount the faults' disk."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest

from tests.faults import disk
from tests.faults.campaign import PROGRAMS, Program, campaign
from tests.faults.disk import Fault
from tests.faults.iofault import fail_once


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_power_cut_loses_nothing_that_was_acknowledged(program: Program, tmp_path: Path) -> None:
    tally = campaign(program, 5, power=True, seed=random.randrange(2**31), lanes=1, folder=tmp_path)
    assert tally.failures == []
    assert tally.acked > 5


@pytest.mark.parametrize(
    "fault",
    [
        Fault("create", 1, errno.ENOSPC),
        Fault("write", 1, errno.EIO),
        Fault("write", 30, errno.ENOSPC),
        Fault("write", 60, None),
        Fault("fsync", 2, errno.EIO),
        Fault("fsync", 21, errno.EIO),
        Fault("rename", 2, errno.EIO),
    ],
    ids=lambda fault: f"{fault.call}-{fault.nth}-{errno.errorcode.get(fault.error or 0, 'half')}",
)
def test_one_failing_call_is_said_and_loses_nothing(fault: Fault, tmp_path: Path) -> None:
    assert fail_once(fault, tmp_path)[1] is None


def test_the_disk_forgets_what_was_not_synced(tmp_path: Path) -> None:
    """The simulator itself: without it every power cut would be survived."""
    image = tmp_path / "image"
    image.mkdir()
    platter = disk.Disk(image)
    with disk.mounted(platter, tmp_path / "mount") as point:
        with (point / "synced").open("wb") as file:
            file.write(b"kept")
            file.flush()
            os.fsync(file.fileno())
            file.write(b" and lost")
        (point / "never").write_bytes(b"lost")
        (point / "synced").rename(point / "renamed")
        platter.cut_power()
    platter.image(image, "drop", random.Random(1))
    assert {p.name: p.read_bytes() for p in image.iterdir()} == {"synced": b"kept"}
