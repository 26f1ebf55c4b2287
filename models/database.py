"""Connections: SQLCipher with a raw key, WAL, every commit on disk; storage faults as known errors."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

from models.errors import KnownError

# sqlite-utils looks for pysqlite3 first; set before its first import, its except clauses name the right classes.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

# the driver takes these as they are, but asks eight times cheaper whom it is told to ask
for _kind in (type(None), bytes):
    sqlcipher3.dbapi2.register_adapter(_kind, lambda value: value)

if TYPE_CHECKING:
    import sqlite_utils

Connection = Any  # sqlcipher3 ships no type stubs
Error = sqlcipher3.Error


def connect(path: Path, key: str | None, *, create: bool = False, readonly: bool = False) -> Connection:
    """Open an encrypted database with a raw key (96 hexadecimal digits: 32 bytes of key, 16 of salt).

    ``key`` None opens it in clear: tests and the embedded server's choice. Raises KnownError("store_unreadable")
    when the key does not fit or the first page is damaged, KnownError("store_missing") when there is no file.
    """
    if not create and not path.exists():
        raise KnownError("store_missing", path=str(path))
    mode = "rwc" if create else "rw"
    with storage(path.parent):
        connection = sqlcipher3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            timeout=30,
            # the driver keeps the oldest statements once it has its fill: with its own 128 the schema's would stay
            # and each act's be compiled again
            cached_statements=2048,
        )
    try:
        with storage(path.parent):
            connection.execute("PRAGMA cipher_log_level = NONE")
            if key is not None:
                if len(key) != 96 or not all(c in "0123456789abcdef" for c in key):
                    raise ValueError("a raw key has 96 hexadecimal digits")
                connection.execute(f"PRAGMA key = \"x'{key}'\"")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlcipher3.DatabaseError as cause:
                if "not a database" in str(cause):
                    raise KnownError("store_unreadable", path=str(path)) from cause
                raise
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = OFF")
            lasting(connection, True)
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("PRAGMA secure_delete = ON")
            if readonly:
                connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def lasting(connection: Connection, now: bool) -> None:
    """Whether the next commits wait until they are on the disk. Those that do not leave the copying of the journal
    into the file to those that do.

    A journal file that is overwritten costs half of one that grows; it wraps after a checkpoint.
    """
    connection.execute(f"PRAGMA synchronous = {'FULL' if now else 'NORMAL'}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {256 if now else 0}")


def copied_later(connection: Connection) -> None:
    """Leave the copying of the journal into the file to somebody else, until the next :func:`lasting`."""
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def tools(connection: Connection) -> sqlite_utils.Database:
    """The same connection through sqlite-utils: schema, search index, tools (imported late: start time)."""
    import sqlite_utils

    return sqlite_utils.Database(connection)


@contextmanager
def storage(folder: Path | None = None) -> Iterator[None]:
    """Turn what the disk can do to us into known errors: full, unreadable, read-only.

    ``folder``: where the file lives; with it a failing call on a disk without room is told as a full disk (SQLite
    says "I/O error" when the shared-memory file beside the database cannot be made).
    """
    try:
        yield
    except sqlcipher3.Error as cause:
        raise _known(cause, folder) or cause from cause
    except OSError as cause:
        if cause.errno == errno.ENOSPC:
            raise KnownError("disk_full") from cause
        if cause.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise KnownError("disk_readonly", path=str(cause.filename or "")) from cause
        if cause.errno == errno.EIO:
            raise KnownError("disk_error") from cause
        raise


def _known(cause: Exception, folder: Path | None) -> KnownError | None:
    name = getattr(cause, "sqlite_errorname", "") or ""
    text = str(cause)
    if name == "SQLITE_FULL" or "disk is full" in text:
        return KnownError("disk_full")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) or "disk I/O error" in text or "unable to open" in text:
        return KnownError("disk_full" if folder and _no_room(folder) else "disk_error")
    if name.startswith("SQLITE_READONLY") or "readonly database" in text:
        return KnownError("disk_readonly", path="")
    if name.startswith("SQLITE_CORRUPT") or "malformed" in text or "not a database" in text:
        return KnownError("store_damaged")
    if name.startswith("SQLITE_BUSY") or "database is locked" in text:
        return KnownError("store_busy")
    return None


def _no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < 64 * 1024
    except OSError:
        return False
