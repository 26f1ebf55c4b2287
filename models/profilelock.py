"""One process a profile: a lock the system lets go when the process ends; and no memory image on disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.errors import KnownError, Place
from models.files import storage_error


class ProfileLock:
    """Holds ``folder/lock`` from construction until :meth:`release`; raises KnownError: profile_in_use, disk_full, disk_readonly,
    disk_error."""

    def __init__(self, folder: Path) -> None:
        path = folder / "lock"
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            storage_error(error, path)
        try:
            _take(self._fd)
        except OSError as error:
            holder = _holder(self._fd)
            os.close(self._fd)
            raise KnownError("profile_in_use", where=Place(file=str(folder)), process=holder) from error
        self._held = True
        try:
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
            os.write(self._fd, str(os.getpid()).encode())
        except OSError as error:
            self.release()
            storage_error(error, path)

    def release(self) -> None:
        """Let others open the profile; the file stays (removing it would let two hold it)."""
        if self._held:
            self._held = False
            os.close(self._fd)


def _holder(fd: int) -> str:
    """The number of the process that holds the lock, or "?"."""
    try:
        text = os.read(fd, 20).decode("ascii", "replace").strip()
    except OSError:
        return "?"
    return text if text.isdigit() else "?"


if sys.platform == "win32":
    import msvcrt

    def _take(fd: int) -> None:
        # Far behind the process number: Windows lets nobody, the holder's own reads included, near a locked byte.
        os.lseek(fd, 1 << 20, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        os.lseek(fd, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def no_core_dumps() -> None:
    """From here on a crash of this process writes no image of its memory: it would hold the keys in clear."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
