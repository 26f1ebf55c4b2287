"""The copy before an update: there while it is needed, the very state before, never in the way of opening."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from models import beforeupdate, schema
from models.clock import FixedClock
from models.database import connect
from models.errors import KnownError
from models.profile import Profile
from tests.models.test_profile import FAST, OFFICE, OFFICERS

WORDS = "first officer says this"


@pytest.fixture
def older(tmp_path: Path, clock: FixedClock) -> tuple[Path, str]:
    """A profile whose database an older program left: its last named migration is still to come; (folder, key)."""
    folder = tmp_path / "p"
    with Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=clock, keystore=None, kdf=FAST) as made:
        with made.store.change(made.officer_id, "add_unit") as tx:
            tx.new("unit", name="更新前", kind="company")
        key = made.vault.keys.db
    connection = connect(folder / "store.db", key)
    for line in (
        "DROP TRIGGER sync_op_keep",
        "DROP TABLE sync_fork",
        "CREATE TRIGGER sync_op_keep BEFORE DELETE ON sync_op BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "DELETE FROM migration WHERE name = '0006-fork'",
    ):
        connection.execute(line)
    connection.close()
    return folder, key


def open_it(folder: Path, clock: FixedClock) -> Profile:
    return Profile.open(folder, WORDS, clock, keystore=None, kdf=FAST)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def migrations(path: Path, key: str) -> set[str]:
    connection = connect(path, key)
    try:
        return schema.applied(connection)
    finally:
        connection.close()


def test_a_program_that_changes_nothing_keeps_nothing(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "p"
    Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=clock, keystore=None, kdf=FAST).close()
    open_it(folder, clock).close()
    assert not (folder / beforeupdate.NAME).exists()


def test_the_state_before_is_kept_until_the_next_good_opening(older: tuple[Path, str], clock: FixedClock) -> None:
    folder, key = older
    before = digest(folder / "store.db")
    with open_it(folder, clock) as profile:
        assert profile.store.find("unit")[0]["name"] == "更新前"
        assert digest(folder / beforeupdate.NAME) == before, "byte for byte what stood there"
    assert "0006-fork" in migrations(folder / "store.db", key)
    assert "0006-fork" not in migrations(folder / beforeupdate.NAME, key)
    with open_it(folder, clock):
        assert not (folder / beforeupdate.NAME).exists()
    assert not list(folder.glob("*.part*"))


def test_what_was_last_written_is_in_it_though_it_stood_beside_the_file(
    older: tuple[Path, str], clock: FixedClock
) -> None:
    """Acts that a killed program left in the log beside the database."""
    folder, key = older
    left = connect(folder / "store.db", key)
    left.execute("INSERT INTO local_setting VALUES ('left', '1')")
    killed = {name: (folder / name).read_bytes() for name in ("store.db", "store.db-wal")}
    left.close()
    for name, data in killed.items():
        (folder / name).write_bytes(data)
    open_it(folder, clock).close()
    copy = connect(folder / beforeupdate.NAME, key)
    assert copy.execute("SELECT value FROM local_setting WHERE key = 'left'").fetchone() == ("1",)
    copy.close()


def test_an_update_that_fails_leaves_both_and_the_first_copy_stays(
    older: tuple[Path, str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = older

    def broken(connection: Any) -> None:
        connection.execute("CREATE TABLE half (id TEXT)")
        raise RuntimeError("a step that is wrong")

    with monkeypatch.context() as patch:
        patch.setitem(schema._STEPS, "0006-fork", broken)
        with pytest.raises(RuntimeError):
            open_it(folder, clock)
    first = (folder / beforeupdate.NAME).stat()
    connection = connect(folder / "store.db", key)
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone(), "all or nothing"
    connection.close()
    open_it(folder, clock).close()
    assert (folder / beforeupdate.NAME).stat().st_ino == first.st_ino, "never written over while it stands"
    open_it(folder, clock).close()
    assert not (folder / beforeupdate.NAME).exists()


@pytest.mark.parametrize("when", ["before", "half"])
def test_a_full_disk_does_not_keep_anybody_from_working(
    older: tuple[Path, str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    folder, _ = older

    def no_room(*_: Any) -> None:
        raise KnownError("disk_full")

    def full(fd: int, data: bytes) -> None:
        os.write(fd, data[:100])
        raise OSError(errno.ENOSPC, "full")

    name, what = ("need_room", no_room) if when == "before" else ("write_all", full)
    monkeypatch.setattr(beforeupdate, name, what)
    with open_it(folder, clock) as profile:
        assert profile.store.find("unit")[0]["name"] == "更新前"
    assert not (folder / beforeupdate.NAME).exists() and not list(folder.glob("*.part*"))


def test_a_copy_that_reads_back_otherwise_stops_the_update(
    older: tuple[Path, str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = older
    real = beforeupdate.write_all
    monkeypatch.setattr(beforeupdate, "write_all", lambda fd, data: real(fd, data[:-1] + b"x"))
    with pytest.raises(KnownError) as refused:
        open_it(folder, clock)
    assert refused.value.code == "disk_error"
    assert "0006-fork" not in migrations(folder / "store.db", key) and not (folder / beforeupdate.NAME).exists()
