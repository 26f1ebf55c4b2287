"""Files that are whole or absent: full writes, fsync, rename; the room that is kept on the disk."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from models.errors import KnownError, Place

RESERVE = 32 * 2**20
PART = ".part"
"""Ending of a file that is not finished; whatever carries it at the next start is swept away."""


def storage_error(error: OSError, path: Path) -> NoReturn:
    """Raise what ``error`` means to a person: disk_full, disk_readonly or disk_error."""
    where = Place(file=path.name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise KnownError("disk_full", where=where) from error
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        raise KnownError("disk_readonly", where=where, path=str(path)) from error
    raise KnownError("disk_error", where=where) from error


def write_all(fd: int, data: bytes | memoryview) -> None:
    """Write every byte: one ``os.write`` may be short on a full disk and raises nothing then."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_file(path: Path) -> None:
    """fsync an existing file that another library wrote."""
    fd = os.open(path, os.O_RDWR)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def part_file(folder: Path, prefix: str = "") -> Iterator[tuple[int, Path]]:
    """An open new ``.part`` file in ``folder``; removed again unless it was renamed by :func:`finish`."""
    path = folder / f"{prefix}{secrets.token_hex(8)}{PART}"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        yield fd, path
    finally:
        os.close(fd)
        path.unlink(missing_ok=True)


def finish(fd: int, part: Path, target: Path) -> None:
    """fsync ``part``, give it its name, fsync the folder: from here on ``target`` survives a power cut."""
    os.fsync(fd)
    part.replace(target)
    sync_folder(target.parent)


def write_atomic(path: Path, chunks: bytes | Iterable[bytes]) -> None:
    """Replace ``path`` by ``chunks`` so that a cut leaves the old file or the new one; raises KnownError."""
    try:
        with part_file(path.parent) as (fd, part):
            for chunk in [chunks] if isinstance(chunks, bytes) else chunks:
                write_all(fd, chunk)
            finish(fd, part, path)
    except OSError as error:
        storage_error(error, path)


def sweep(folder: Path, prefix: str = "") -> int:
    """Remove unfinished files left by a kill or a full disk; returns how many there were.

    In a folder that is not ours alone ``prefix`` keeps other people's files out of it. Raises KnownError disk_….
    """
    count = 0
    try:
        for path in folder.glob(f"{prefix}*{PART}*"):
            path.unlink(missing_ok=True)
            count += 1
    except OSError as error:
        storage_error(error, folder)
    return count


def need_room(folder: Path, size: int) -> None:
    """Raise KnownError("disk_full") before anything is written when ``size`` bytes would not fit."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        storage_error(error, folder)
    if free < size:
        raise KnownError("disk_full", where=Place(file=folder.name), free_mb=free // 2**20)


def keep_reserve(folder: Path) -> bool:
    """Keep 32 MB aside so that a full disk can still save the record at hand; False when there is no room."""
    path = folder / "reserve"
    try:
        if path.exists() and path.stat().st_size == RESERVE:
            return True
        if shutil.disk_usage(folder).free < 4 * RESERVE:
            return False
        with part_file(folder) as (fd, part):
            block = secrets.token_bytes(2**20)
            for _ in range(RESERVE // len(block)):
                write_all(fd, block)
            finish(fd, part, path)
    except OSError:
        return False
    return True


def free_reserve(folder: Path) -> bool:
    """Give the reserve back when the disk is full, then save again; False when none was left.

    Its empty file stays and tells that it was used: see :func:`put_back_reserve`.
    """
    path = folder / "reserve"
    if not path.exists() or path.stat().st_size == 0:
        return False
    os.truncate(path, 0)
    return True


def put_back_reserve(folder: Path) -> bool:
    """Keep the reserve again where it was used and the disk has room; False when there was nothing to be done or no
    room yet. A moment's work, once after a disk was full."""
    path = folder / "reserve"
    return path.exists() and path.stat().st_size == 0 and keep_reserve(folder)
