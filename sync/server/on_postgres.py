"""The store of an office or a province on PostgreSQL: any number of stateless servers over one database."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import IsolationLevel, errors
from psycopg.abc import Buffer
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import Int8BinaryDumper
from psycopg.types.string import StrBinaryDumper, StrDumper

from models.clock import Clock
from models.errors import KnownError
from sync.server.connections import Busy, Connections
from sync.server.ledger import Refusal
from sync.server.on_sql import SqlLedger
from sync.server.restores import Witness
from sync.server.sql import Conflicted, Db

CONNECTIONS = 8
"""Of one process, at most: more only wait for the same offices and disks."""
WAIT_SECONDS = 20
"""How long a request waits for a connection, for an office's lock, or for a database that does not answer."""
COPY_FROM = 20
"""Rows from which COPY is quicker than as many INSERTs."""
_DEFAULTS = {
    "connect_timeout": "10",
    "application_name": "anxin",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": str(WAIT_SECONDS * 1000),
    "options": f"-c lock_timeout={WAIT_SECONDS}s -c idle_in_transaction_session_timeout=60s",
}
_LOST = (errors.SerializationFailure, errors.DeadlockDetected)
_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction)


class PostgresDb:
    """A connection inside a transaction, as :class:`sync.server.sql.Db`."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        return self.connection.execute(_placed(sql), parameters, binary=True)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            with self.connection.cursor() as cursor:
                cursor.executemany(_placed(sql), rows)

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if len(rows) < COPY_FROM:
            if rows:
                self.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            return
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


@functools.lru_cache(maxsize=512)
def _placed(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


class PostgresStore:
    """Keeps :class:`sync.server.sql.Store` in a PostgreSQL database; safe for threads, processes and machines."""

    among = "= ANY(?)"
    life = (
        "((SELECT system_identifier FROM pg_control_system()) || '/' || "
        "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || '/' || "
        "(SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || 'office'::regclass::oid || '|' || "
        "pg_postmaster_start_time())"
    )
    """The origin names cluster, timeline (a recovery or failover begins another), database and table."""

    def __init__(self, url: str) -> None:
        """Connect and bring the tables up to date. ``url``: ``postgresql://…``; what it leaves out, the password
        above all, comes from PGPASSWORD and its sisters or ~/.pgpass.

        Raises KnownError: database_url_bad, database_away (naming the host, never the password),
        server_file_newer.
        """
        try:
            given = conninfo_to_dict(url)
        except psycopg.ProgrammingError as wrong:
            raise KnownError("database_url_bad") from wrong
        self.conninfo = make_conninfo("", **{**_DEFAULTS, **{k: v for k, v in given.items() if v is not None}})
        _migrate(self.conninfo)
        self.connections = Connections(self._connect, CONNECTIONS, WAIT_SECONDS)

    def _connect(self) -> psycopg.Connection[Any]:
        """Whole numbers have one type, whatever their size: a statement is then prepared once."""
        connection = psycopg.connect(self.conninfo, autocommit=True)
        connection.isolation_level = IsolationLevel.READ_COMMITTED  # whatever the database's default is
        connection.adapters.register_dumper(int, Int8BinaryDumper)
        connection.adapters.register_dumper(str, _CopiedText)
        connection.adapters.register_dumper(str, _Text)  # the last one is for statements, the other for COPY
        return connection

    def listed(self, values: Sequence[str]) -> list[str]:
        return list(values)

    @contextmanager
    def writing(self, office: str = "", *, lasting: bool = True) -> Iterator[Db]:
        """READ COMMITTED, behind the office's row: every statement after the lock sees all that came before."""
        with _faults(), self.connections.one() as connection, connection.transaction():
            db = PostgresDb(connection)
            if not lasting:
                db.execute("SET LOCAL synchronous_commit = off")
            if office:
                db.execute("SELECT 1 FROM office WHERE office = ? FOR UPDATE", (office,))
            yield db

    @contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[Db]:
        with _faults(), self.connections.one() as connection:
            if not snapshot:
                yield PostgresDb(connection)
                return
            connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
            try:
                with connection.transaction():
                    yield PostgresDb(connection)
            finally:
                if not connection.closed:
                    connection.isolation_level, connection.read_only = IsolationLevel.READ_COMMITTED, None

    def aside(self) -> AbstractContextManager[Db]:
        return self.reading(snapshot=True)

    def rest(self) -> None:
        """The database sees to itself."""

    def close(self) -> None:
        self.connections.close()


class _Text(StrBinaryDumper):
    """PostgreSQL stores no NUL character. No key of ours holds one; in what people read it becomes a question mark."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)


class _CopiedText(StrDumper):
    """The same for COPY, which takes values as text."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)


@contextmanager
def _faults() -> Iterator[None]:
    """What a database can do to a request. Whether a commit that was cut off happened nobody knows; the device asks
    again, and every method may be repeated."""
    try:
        yield
    except _LOST as lost:
        raise Conflicted from lost
    except errors.DiskFull as full:
        raise KnownError("disk_full") from full
    except (errors.LockNotAvailable, Busy) as late:
        raise Refusal(503, "busy") from late
    except _AWAY as away:
        raise Refusal(503, "database_away") from away


def _migrate(conninfo: str) -> None:
    """Raises KnownError: database_away, server_file_newer."""
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.pool import NullPool

    from sync.server.migrations import migrate

    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=NullPool, logging_name="anxin"
    )
    given = conninfo_to_dict(conninfo)
    try:
        with engine.begin() as connection:
            migrate(connection)
    except (psycopg.OperationalError, OperationalError) as away:
        raise KnownError(
            "database_away", host=str(given.get("host") or "localhost"), name=str(given.get("dbname") or "")
        ) from away
    finally:
        engine.dispose()


class PostgresLedger(SqlLedger):
    """A ledger in a PostgreSQL database; each machine counts the grants it made in files of its own."""

    def __init__(self, url: str, clock: Clock, witness: Path) -> None:
        """``witness``: the files that count grants are named like it. Raises KnownError as :class:`PostgresStore`."""
        witness.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(PostgresStore(url), clock, Witness(witness))
