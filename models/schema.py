"""Tables of the local store and their named migrations; guard triggers that abort any write outside the one path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from models import journal
from models.database import Connection, tools
from models.errors import KnownError
from models.records import KINDS, RECORDS, Field, Record

FILE_MAJOR = 2
"""Raised when an older program could no longer keep what a newer one wrote: it must refuse the file."""

MIGRATIONS = (
    "0001-journal",
    "0002-records",
    "0003-device",
    "0004-derived",
    "0004-merging",
    "0005-interview",
    "0006-fork",
    "0007-fewer-indexes",
)

FITTED, LOOK_AGAIN, SCHEMA_OF_VALUES = "records_fitted", "records_look_again", "values_schema"
"""This device's own settings: the records the tables were made for; that a newer program has to look again; the
form of the values that stand in them."""

_JOURNAL = """
CREATE TABLE sync_op (
  pos INTEGER PRIMARY KEY, stream TEXT NOT NULL, replica INTEGER NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, at TEXT NOT NULL, act TEXT NOT NULL, actor TEXT, schema INTEGER NOT NULL,
  body BLOB, hash BLOB NOT NULL, recv_at TEXT);
CREATE UNIQUE INDEX sync_op_dot ON sync_op (replica, seq);
CREATE TABLE sync_touch (rec TEXT NOT NULL, pos INTEGER NOT NULL, tbl TEXT NOT NULL, PRIMARY KEY (rec, pos))
  WITHOUT ROWID;
CREATE TABLE sync_head (
  tbl TEXT NOT NULL, rec TEXT NOT NULL, reg TEXT NOT NULL, replica INTEGER NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, val TEXT, PRIMARY KEY (rec, tbl, reg, replica, seq)) WITHOUT ROWID;
CREATE TABLE sync_gone (
  tbl TEXT NOT NULL, rec TEXT NOT NULL, reg TEXT NOT NULL, replica INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (rec, tbl, reg, replica, seq)) WITHOUT ROWID;
CREATE TABLE sync_conflict (
  tbl TEXT NOT NULL, rec TEXT NOT NULL, reg TEXT NOT NULL, since_pos INTEGER NOT NULL,
  PRIMARY KEY (rec, tbl, reg)) WITHOUT ROWID;
CREATE TABLE sync_replica (
  replica INTEGER PRIMARY KEY, stream TEXT NOT NULL, mine INTEGER NOT NULL DEFAULT 0, device TEXT,
  last_seq INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL, hlc INTEGER NOT NULL DEFAULT 0, seen_at TEXT);
CREATE TABLE sync_peer (
  peer TEXT PRIMARY KEY, epoch TEXT, pull_pos INTEGER NOT NULL DEFAULT 0, acked TEXT NOT NULL DEFAULT '{}',
  last_ok TEXT, last_try TEXT, last_error TEXT);
CREATE TABLE sync_bucket (bucket INTEGER PRIMARY KEY, records INTEGER NOT NULL, digest INTEGER NOT NULL);
CREATE TABLE sync_quarantine (
  replica INTEGER NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT, at TEXT NOT NULL,
  edit TEXT NOT NULL, PRIMARY KEY (replica, seq, edit)) WITHOUT ROWID;
CREATE TRIGGER sync_op_final BEFORE UPDATE OF pos, stream, replica, seq, hlc, at, hash ON sync_op
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER sync_op_erase BEFORE UPDATE OF body ON sync_op WHEN NEW.body IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER sync_op_keep BEFORE DELETE ON sync_op BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_DEVICE = """
CREATE TABLE local_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE blob_data (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, mime TEXT NOT NULL, data BLOB, state TEXT NOT NULL,
  pushed INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER blob_data_final BEFORE UPDATE OF sha256, size, data ON blob_data
  WHEN OLD.data IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.size <> OLD.size
  BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END;
CREATE TRIGGER blob_data_keep BEFORE DELETE ON blob_data BEGIN SELECT RAISE(ABORT, 'a stored file stays'); END;
CREATE VIRTUAL TABLE search_text USING fts5 (words, content='', contentless_delete=1);
CREATE TABLE search_row (rowid INTEGER PRIMARY KEY, tbl TEXT NOT NULL, rec TEXT NOT NULL UNIQUE);
"""

_DERIVED = """
CREATE TABLE sync_derived (id INTEGER PRIMARY KEY CHECK (id = 1), pos INTEGER NOT NULL);
INSERT INTO sync_derived VALUES (1, (SELECT coalesce(max(pos), 0) FROM sync_op));
"""

_FORK = """
CREATE TABLE sync_fork (
  replica INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL,
  to_replica INTEGER NOT NULL, to_seq INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (replica, seq, hash))
  WITHOUT ROWID;
CREATE TRIGGER sync_fork_final BEFORE UPDATE ON sync_fork
  BEGIN SELECT RAISE(ABORT, 'what was moved stays as it was'); END;
CREATE TRIGGER sync_fork_keep BEFORE DELETE ON sync_fork
  BEGIN SELECT RAISE(ABORT, 'what was moved stays as it was'); END;
DROP TRIGGER sync_op_keep;
CREATE TRIGGER sync_op_keep BEFORE DELETE ON sync_op
  WHEN NOT EXISTS (SELECT 1 FROM sync_fork WHERE replica = OLD.replica AND seq = OLD.seq AND hash = OLD.hash)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
"""An operation leaves the journal only when another copy of the profile used its name, and it is kept as it was."""


def migrate(connection: Connection) -> list[str]:
    """Bring the file to this program's schema in one transaction; returns the names of the steps taken.

    Raises KnownError("profile_newer") when a newer program wrote the file: this one must not touch it.
    """
    major = connection.execute("PRAGMA user_version").fetchone()[0] >> 16
    if major > FILE_MAJOR:
        raise KnownError("profile_newer")
    done = applied(connection)
    pending = [name for name in MIGRATIONS if name not in done]
    if not pending and _fits(connection):
        return []
    connection.execute("BEGIN EXCLUSIVE")
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
        for name in pending:
            _STEPS[name](connection)
            connection.execute("INSERT INTO migration VALUES (?, datetime('now'))", (name,))
        _fit(connection)
        connection.execute(f"PRAGMA user_version = {FILE_MAJOR << 16 | len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return pending


def must_change(connection: Connection) -> bool:
    """Whether :func:`migrate` would change the tables of a file that is in use already; raises as it does."""
    if connection.execute("PRAGMA user_version").fetchone()[0] >> 16 > FILE_MAJOR:
        raise KnownError("profile_newer")
    done = applied(connection)
    return bool(done) and (any(name not in done for name in MIGRATIONS) or not _fits(connection))


def applied(connection: Connection) -> set[str]:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone()
    return {row[0] for row in connection.execute("SELECT name FROM migration")} if there else set()


def _script(connection: Connection, text: str) -> None:
    statement = ""
    for line in text.strip().splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";") and (not statement.startswith("CREATE TRIGGER") or "END;" in statement):
            connection.execute(statement)
            statement = ""


def _records(connection: Connection) -> None:
    database = tools(connection)
    for record in RECORDS.values():
        create_table(database, connection, record)


def _add_table(connection: Connection, table: str) -> None:
    """A record type this file was made without."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone():
        create_table(tools(connection), connection, RECORDS[table])


def declared() -> str:
    """One text for the records this program knows, field by field: another one means another program."""
    words = [f"{r.table} {' '.join(f'{f.name}:{f.kind}' for f in r.fields)}" for r in RECORDS.values()]
    return hashlib.blake2b("\n".join([*words, _FINAL, str(journal.SCHEMA)]).encode(), digest_size=16).hexdigest()


def _fits(connection: Connection) -> bool:
    found = connection.execute("SELECT value FROM local_setting WHERE key = ?", (FITTED,)).fetchone()
    return found is not None and json.loads(found[0]) == declared()


def _fit(connection: Connection) -> None:
    """Tables, columns and guards as this program declares its records; what stands there is never taken away.

    What an older program could not take in (fields in ``_ext``, operations in quarantine) is looked at afterwards
    (models/requarantine.py); that it must be is noted in this same transaction.
    """
    if _fits(connection):
        return
    for record in RECORDS.values():
        _add_table(connection, record.table)
        there = {row[1] for row in connection.execute(f"PRAGMA table_info([{record.table}])")}
        for f in record.fields:
            if f.name in there:
                continue
            connection.execute(f"ALTER TABLE [{record.table}] ADD COLUMN [{f.name}] {KINDS[f.kind]}")
            if _indexed(record, f):
                tools(connection)[record.table].create_index([f.name])  # type: ignore[union-attr]  # never a view
        if record.once:
            connection.execute(f"DROP TRIGGER IF EXISTS [final_{record.table}]")
            _finalise(connection, record)
    for key, value in ((FITTED, declared()), (LOOK_AGAIN, True)):
        connection.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (key, json.dumps(value)))


def create_table(database: object, connection: Connection, record: Record) -> None:
    """A domain table, its indexes on references, its guards."""
    columns = {"id": str, "_replica": int, "_seq": int, "_hlc": int, "_deleted": int, "_ext": str}
    names = {**{k: "TEXT" if v is str else "INTEGER" for k, v in columns.items()}}
    names.update({f.name: KINDS[f.kind] for f in record.fields})
    body = ", ".join(f"[{n}] {t}" + (" PRIMARY KEY" if n == "id" else "") for n, t in names.items())
    connection.execute(f"CREATE TABLE [{record.table}] ({body})")
    for f in record.fields:
        if _indexed(record, f):
            database[record.table].create_index([f.name])  # type: ignore[index]
    guard(connection, record)


def _indexed(record: Record, f: Field) -> bool:
    """References by which records are looked up. All records name the one office, and its few officers again and
    again: an index tells them apart no quicker than the table, and each act would write a page of it."""
    return f.kind == "ref" and (f.ref not in ("office", "officer") or record.table == "certificate")


def _drop_indexes(connection: Connection) -> None:
    for record in RECORDS.values():
        for f in record.fields:
            if f.kind == "ref" and not _indexed(record, f):
                connection.execute(f"DROP INDEX IF EXISTS [idx_{record.table}_{f.name}]")


def guard(connection: Connection, record: Record) -> None:
    """Triggers: no write but through ``store.change``; insert-only records never change again."""
    for verb in ("INSERT", "UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER [guard_{verb.lower()}_{record.table}] BEFORE {verb} ON [{record.table}] "
            f"WHEN anxin_writing() = 0 BEGIN SELECT RAISE(ABORT, 'write outside store.change'); END"
        )
    if record.once:
        _finalise(connection, record)
    connection.execute(
        f"CREATE TRIGGER [stays_{record.table}] BEFORE DELETE ON [{record.table}] "
        f"BEGIN SELECT RAISE(ABORT, 'records are marked deleted, never removed'); END"
    )


_FINAL = (
    "CREATE TRIGGER [final_{table}] BEFORE UPDATE ON [{table}] WHEN OLD._replica IS NOT NULL "
    "AND anxin_writing() < 2 AND NOT ({same} "
    "AND EXISTS (SELECT 1 FROM sync_fork WHERE replica = OLD._replica AND seq = OLD._seq "
    "AND to_replica = NEW._replica AND to_seq = NEW._seq)) "
    "BEGIN SELECT RAISE(ABORT, 'a legal fact is never altered'); END"
)


def _finalise(connection: Connection, record: Record) -> None:
    """Nothing of a legal fact changes but the name of the act that made it, when that was moved (sync_fork); fields
    of it that an older program kept aside go into their columns when the program is updated (writing = 2)."""
    fixed = [n for n in record.columns if n not in ("_replica", "_seq")]
    same = " AND ".join(f"NEW.[{n}] IS OLD.[{n}]" for n in fixed)
    connection.execute(_FINAL.format(table=record.table, same=same))


_STEPS: dict[str, Callable[[Connection], None]] = {
    "0001-journal": lambda c: _script(c, _JOURNAL),
    "0002-records": _records,
    "0003-device": lambda c: _script(c, _DEVICE),
    "0004-derived": lambda c: _script(c, _DERIVED),
    "0004-merging": lambda c: _add_table(c, "merging"),
    "0005-interview": lambda c: _add_table(c, "interview_line"),
    "0006-fork": lambda c: _script(c, _FORK),
    "0007-fewer-indexes": _drop_indexes,
}
