"""The embedded server's store: one SQLite file (WAL, every commit on disk), one writer at a time."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.clock import Clock
from models.database import Connection, connect, storage
from sync.server.on_sql import SqlLedger
from sync.server.restores import Witness
from sync.server.sql import Db
from sync.server.tables import migrate

JOURNAL_PAGES = 16_384
"""Pages (4 KiB) in the journal file from which a commit moves them on itself, where no quiet moment came (:meth:`rest`)."""
READ_ONCE_KIB = 4096
"""What is kept of a file that is read from one end to the other."""


class SqliteDb:
    """The one connection, as :class:`sync.server.sql.Db`."""

    def __init__(self, connection: Connection) -> None:
        self.execute = connection.execute
        self.executemany = connection.executemany

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


class SqliteStore:
    """Keeps :class:`sync.server.sql.Store` in one file of one process; safe to call from several threads."""

    among = "IN (SELECT value FROM json_each(?))"

    def __init__(self, path: Path, key: str | None = None) -> None:
        """Open or make the file (readable by its owner only). Raises KnownError (store_…, disk_…)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self.path, self._key = path, key
        self.connection: Connection = connect(path, key, create=True)
        self.life = f"'file|{secrets.token_hex(8)}'"
        self._db: Db = SqliteDb(self.connection)
        self._lock = threading.RLock()
        self._waits = True
        try:
            with storage():
                # A batch of a thousand acts is some two megabytes: moving it on at each commit would double the work.
                self.connection.execute(f"PRAGMA wal_autocheckpoint = {JOURNAL_PAGES}")
                migrate(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def listed(self, values: Sequence[str]) -> str:
        return json.dumps(list(values))

    @contextmanager
    def writing(self, office: str = "", *, lasting: bool = True) -> Iterator[Db]:
        """One writer at a time, whatever the office."""
        with self._lock, storage():
            try:
                # each time, so that none is left to what an earlier one that failed made of the connection; a lasting
                # one brings those before it to the disk too
                if self._waits is not lasting:
                    self._waits = False
                    self.connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
                    self._waits = lasting
                self.connection.execute("BEGIN IMMEDIATE")
                yield self._db
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[Db]:
        """The lock keeps this process's writers out; a snapshot also those of another one on the same file."""
        with self._lock, storage():
            begun = snapshot and not self.connection.in_transaction
            if begun:
                self.connection.execute("BEGIN")
            try:
                yield self._db
            finally:
                # nothing was written: unlike COMMIT this cannot fail and leave the snapshot open for ever
                if begun and self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def aside(self) -> Iterator[Db]:
        """On a connection of its own: what others write meanwhile waits in the journal file."""
        with storage():
            own = connect(self.path, self._key, readonly=True)
            try:
                own.execute(f"PRAGMA cache_size = -{READ_ONCE_KIB}")
                own.execute("BEGIN")
                yield SqliteDb(own)
            finally:
                own.close()

    def rest(self) -> None:
        """Move what stands in the journal file into the database: in the middle of a push it would be waited for."""
        with self._lock, storage():
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        with self._lock:
            self.connection.close()


class SqliteLedger(SqlLedger):
    """A ledger in one file; its grants are counted in files beside it."""

    def __init__(self, path: Path, clock: Clock, key: str | None = None) -> None:
        """Raises KnownError (store_…, disk_…, server_file_newer)."""
        store = SqliteStore(path, key)
        super().__init__(store, clock, Witness(path))
        self.connection = store.connection
