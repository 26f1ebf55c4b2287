"""Reading a store: a connection for each thread, records, their merge state and history, the digests."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import sqlcipher3

from models import journal
from models.database import Connection, connect, storage
from models.journal import Operation
from models.merge import State
from models.records import RECORDS, Record
from models.rows import from_column, load


class _Lease:
    """A read connection in the hands of one thread; when the thread ends, the next one takes it over."""

    def __init__(self, store: Reading, connection: Connection) -> None:
        self.store, self.connection = store, connection

    def __del__(self) -> None:
        if self.store._closed:
            self.connection.close()
        else:
            self.store._idle.append(self.connection)


class Reading(ABC):
    """What a store answers; reads run in any thread and see what is committed."""

    NEWEST_OWN: ClassVar[str] = (
        "SELECT max(at) AS at FROM (SELECT (SELECT at FROM sync_op WHERE sync_op.replica = line.replica "
        "ORDER BY seq DESC LIMIT 1) AS at FROM sync_replica AS line WHERE mine = 1)"
    )

    def __init__(self, path: Path, key: str | None) -> None:
        self.path = path
        self._key = key
        self._readers = threading.local()
        self._idle: list[Connection] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called: whatever is asked then raises sqlcipher3.ProgrammingError."""
        return self._closed

    @abstractmethod
    def catch_up(self) -> None:
        """Write what follows from the journal and is read here: touches, digests."""

    def _close_readers(self) -> None:
        self._closed, self._key = True, None
        if hasattr(self._readers, "lease"):
            del self._readers.lease
        while self._idle:
            self._idle.pop().close()

    def reader(self) -> Connection:
        """This thread's own read connection. Raises sqlcipher3.ProgrammingError once the store is closed."""
        if self._closed:
            raise sqlcipher3.ProgrammingError("Cannot operate on a closed store.")
        lease: _Lease | None = getattr(self._readers, "lease", None)
        if lease is None:
            try:
                found = self._idle.pop()
            except IndexError:
                found = connect(self.path, self._key, readonly=True)
            lease = self._readers.lease = _Lease(self, found)
        return lease.connection

    def rows(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """Committed rows as dictionaries, columns as stored (json as text, bool as 0 or 1)."""
        with storage():
            cursor = self.reader().execute(sql, params)
            names = [c[0] for c in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def get(self, table: str, record: str | None) -> dict[str, Any] | None:
        """One record with its declared fields and id, or None when unknown or deleted."""
        if record is None:
            return None
        with storage():
            found = select(self.reader(), RECORDS[table], "id = ?", (record,))
        return found[0] if found else None

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """Records whose fields equal ``where``, oldest first; deleted ones are left out."""
        with storage():
            return find(self.reader(), RECORDS[table], where)

    def state(self, table: str, record: str) -> State:
        """The merge state of one record: every standing value with its operation."""
        with storage():
            return load(self.reader(), RECORDS[table], record).state

    def history(self, record: str) -> list[Operation]:
        """The operations that touched a record, oldest first; those whose body was erased are left out."""
        self.catch_up()
        rows = self.rows(
            "SELECT body FROM sync_touch JOIN sync_op USING (pos) WHERE rec = ? AND body IS NOT NULL ORDER BY pos",
            (record,),
        )
        return [journal.decode(bytes(row["body"])) for row in rows]

    def digest(self) -> dict[int, tuple[int, int]]:
        """Bucket → (records, digest) over all records, to compare with another side's."""
        self.catch_up()
        with storage():
            found = self.reader().execute("SELECT bucket, records, digest FROM sync_bucket")
            return {bucket: (records, digest) for bucket, records, digest in found}

    def conflicts(self) -> list[dict[str, Any]]:
        """Registers with several values that did not see each other: tbl, rec, reg, since_pos."""
        return self.rows("SELECT tbl, rec, reg, since_pos FROM sync_conflict ORDER BY since_pos, rec, reg")

    def last_at(self) -> str | None:
        """The instant of the newest act of this device: a clock behind it is asked about."""
        at: str | None = self.rows(self.NEWEST_OWN)[0]["at"]
        return at


def select(connection: Connection, record: Record, condition: str, params: Sequence[Any]) -> list[dict[str, Any]]:
    names = ["id", *(f.name for f in record.fields)]
    columns = ", ".join(f"[{n}]" for n in names)
    cursor = connection.execute(
        f"SELECT {columns} FROM [{record.table}] WHERE {condition} AND _deleted = 0 AND _replica IS NOT NULL "
        "ORDER BY _hlc, _replica, _seq, rowid",
        params,
    )
    return [
        {"id": row[0], **{f.name: from_column(f, v) for f, v in zip(record.fields, row[1:], strict=True)}}
        for row in cursor
    ]


def find(connection: Connection, record: Record, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    for name in where:
        if name != "id" and name not in record.by_name:
            raise ValueError(f"{record.table} has no field {name}")
    condition = " AND ".join(f"[{n}] IS ?" for n in where) or "1"
    values = [int(v) if isinstance(v, bool) else v for v in where.values()]
    return select(connection, record, condition, values)


__all__ = ["Reading", "find", "select"]
