"""The database as it stood before an update of the program changed its tables: kept whole until the next good opening.

The change itself is one transaction, so a cut leaves the old state or the new one. The copy is for what no transaction
can mend: a step that was wrong. It is the database byte for byte, as encrypted as it, read back before it gets its
name, and never written over while it stands.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from models.database import connect, storage
from models.errors import KnownError, Place
from models.files import finish, need_room, part_file, storage_error, write_all
from models.schema import must_change

log = logging.getLogger(__name__)
NAME = "before-update.db"
PIECE = 2**20


def keep(folder: Path, key: str) -> bool:
    """Keep a copy of the database of the profile at ``folder`` if this program is going to change its tables.

    Called with the profile's lock held and no connection open. True when a copy stands afterwards. Where the disk has
    no room for one the update goes on without it, which the log says: field work is worth more than the copy.
    Raises KnownError: store_missing, store_unreadable, store_damaged, store_busy, profile_newer, disk_….
    """
    path = folder / "store.db"
    connection = connect(path, key)
    try:
        with storage(folder):
            if not must_change(connection):
                return False
            if (folder / NAME).exists():
                return True  # of an update that did not come to its end: that one is the state before
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    if busy:
        raise KnownError("store_busy")
    try:
        need_room(folder, path.stat().st_size + PIECE)
        _copy(path, folder / NAME)
    except KnownError as error:
        if error.code != "disk_full":
            raise
        log.warning("no room for a copy before the update; it goes on without one")
        return False
    return True


def drop(folder: Path) -> None:
    """The updated database was opened again and holds: the copy has done its work."""
    try:
        (folder / NAME).unlink(missing_ok=True)
    except OSError as error:
        storage_error(error, folder / NAME)


def _copy(path: Path, target: Path) -> None:
    """Byte for byte, read back before it gets its name; raises KnownError disk_…."""
    written, kept = hashlib.sha256(), hashlib.sha256()
    try:
        with part_file(target.parent) as (fd, part):
            with path.open("rb") as source:
                while piece := source.read(PIECE):
                    written.update(piece)
                    write_all(fd, piece)
            os.fsync(fd)
            with part.open("rb") as copy:
                while piece := copy.read(PIECE):
                    kept.update(piece)
            if kept.digest() != written.digest():
                raise KnownError("disk_error", where=Place(file=target.name))
            finish(fd, part, target)
    except OSError as error:
        storage_error(error, target)
