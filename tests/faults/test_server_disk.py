"""The office's server on a disk that is full, read-only, broken, or loses power: it says so, forgets nothing, goes on."""

from __future__ import annotations

import errno
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.errors import KnownError
from models.profile import Profile
from sync import transport
from sync.client import pending, sync
from tests.faults import fuse
from tests.faults.nursery import Life, Nursery
from tests.faults.syncing import forgotten
from tests.load import laptop
from tests.load.laptop import Shifted

if LACK := fuse.why_not():
    pytest.skip(LACK, allow_module_level=True)

from tests.faults.disk import MODES, Disk, Fault, mounted

SAID = {"server_disk", "server_failed", "server_gone"}


class Broken(Disk):
    """From the moment ``error`` is set, each of ``calls`` fails with it, until it is taken away."""

    calls_that_fail: tuple[str, ...] = ()
    error: int | None = None

    def begin(self, call: str) -> bool:
        if self.error is not None and call in self.calls_that_fail:
            self.fault = Fault(call, self.calls[call] + 1, self.error)
        elif self.error is None and self.fault is not None and self.calls_that_fail:
            self.fault = None
        return super().begin(call)


class World:
    """A server on the faults' disk, and the desk of its office on an honest one."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        self.folder, self.nursery, self.port = folder, nursery, 0
        self.image = folder / "image"
        self.image.mkdir()
        self.server: Life | None = None

    @contextmanager
    def running(self) -> Iterator[Broken]:
        """The disk as the image says, mounted, with the server on it."""
        disk = Broken(self.image)
        with mounted(disk, self.folder / "mount") as point:
            self.database = point / "server.db"
            self.server = self.nursery.born("server", database=str(self.database), port=self.port)
            while not (said := self.server.said()):
                time.sleep(0.005)
            assert "url" in said[0], said
            self.url, self.code = str(said[0]["url"]), said[0]["code"]
            self.port = int(self.url.rpartition(":")[2])
            try:
                yield disk
            finally:
                self.nursery.gone(self.server)

    def forgotten(self, desk: Profile) -> list[str]:
        return forgotten(self.nursery, self.database, desk)

    def desk(self) -> Profile:
        """The desk; founds the office first where there is none."""
        if not (self.folder / "desk").exists():
            laptop.found_office(self.folder / "desk", self.url, self.code, units=1)
        return laptop.opened(self.folder / "desk", Shifted())


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    quick = {**(transport.Transport.__init__.__kwdefaults__ or {}), "pause": 0.0}
    monkeypatch.setattr(transport.Transport.__init__, "__kwdefaults__", quick)
    with Nursery(tmp_path) as nursery:
        yield World(tmp_path, nursery)


def write(desk: Profile, count: int) -> list[str]:
    made = []
    for n in range(count):
        with desk.store.change(desk.officer_id, "add_unit") as tx:
            made.append(tx.new("unit", name=f"单位{n}", note="说明" * 100))
    return made


def through(desk: Profile, tries: int = 30) -> list[str]:
    """Sync until it goes through; what was said meanwhile."""
    said = []
    for _ in range(tries):
        try:
            result = sync(desk)
        except KnownError as error:
            said.append(error.code)
            continue
        assert result.equal and not result.repaired and result.pending.operations == 0
        return said
    raise AssertionError(f"it never went through: {said}")


@pytest.mark.parametrize(
    ("calls", "error"),
    [
        (("write", "create", "truncate"), errno.ENOSPC),
        (("write", "create", "truncate", "unlink", "rename"), errno.EROFS),
        (("write",), errno.EIO),
        (("fsync",), errno.EIO),
    ],
    ids=["full", "read-only", "writes fail", "flushes fail"],
)
def test_a_server_without_a_disk_says_so_and_goes_on_when_it_is_back(
    world: World, calls: tuple[str, ...], error: int
) -> None:
    with world.running() as disk, world.desk() as desk:
        write(desk, 40)
        disk.calls_that_fail, disk.error = calls, error
        for _ in range(3):
            with pytest.raises(KnownError) as caught:
                sync(desk)
            assert caught.value.code in SAID, caught.value.code
            assert pending(desk).operations >= 40, "acknowledged only what is on the server's disk"
        disk.error = None
        through(desk)
        assert world.forgotten(desk) == []


@pytest.mark.parametrize(("call", "error"), [("write", errno.EIO), ("write", None), ("fsync", errno.EIO)])
def test_one_failing_call_of_the_server_forgets_nothing(world: World, call: str, error: int | None) -> None:
    dice = random.Random(f"{call} {error}")
    with world.running() as disk, world.desk() as desk:
        for _ in range(8):
            write(desk, 10)
            disk.fault = Fault(call, disk.calls[call] + dice.randint(1, 12), error)
            said = through(desk)
            assert set(said) <= SAID
            assert world.forgotten(desk) == []
        disk.fault = None
        assert sync(desk).equal and len(desk.store.find("unit")) == 81


def test_a_power_cut_at_the_server_forgets_nothing_it_acknowledged(world: World) -> None:
    dice, written = random.Random(21), 1
    with world.running() as disk:
        world.desk().close()
    for mode in (*MODES, *MODES):
        disk.image(world.image, mode, dice)
        with world.running() as disk, world.desk() as desk:
            assert world.forgotten(desk) == [], mode
            write(desk, 60)
            written += 60
            cut = threading.Timer(dice.uniform(0.0, 0.15), disk.cut_power)
            cut.start()
            try:
                sync(desk)
            except KnownError as error:
                assert error.code in SAID
            cut.join()
    disk.image(world.image, "drop", dice)
    with world.running(), world.desk() as desk:
        assert world.forgotten(desk) == []
        through(desk)
        assert len(desk.store.find("unit")) == written
