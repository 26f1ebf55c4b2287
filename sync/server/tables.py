"""Tables of the embedded server's file and their named migrations; the office leads every key."""

from __future__ import annotations

from models.database import Connection
from models.errors import KnownError

FILE_MAJOR = 1

_LOG = """
CREATE TABLE server (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE office (
  office TEXT PRIMARY KEY, name TEXT NOT NULL, head INTEGER NOT NULL DEFAULT 0, hlc INTEGER NOT NULL DEFAULT 0,
  replica INTEGER NOT NULL, keys TEXT NOT NULL, certificates TEXT NOT NULL, founded_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE op (
  office TEXT NOT NULL, pos INTEGER NOT NULL, room TEXT NOT NULL, replica INTEGER NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, act TEXT NOT NULL, schema INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB,
  device TEXT, doubt TEXT, recv_at TEXT NOT NULL, PRIMARY KEY (office, pos));
CREATE UNIQUE INDEX op_dot ON op (office, replica, seq);
CREATE TABLE replica (
  office TEXT NOT NULL, replica INTEGER NOT NULL, stream TEXT NOT NULL, device TEXT, last_seq INTEGER NOT NULL,
  chain BLOB NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (office, replica)) WITHOUT ROWID;
CREATE TABLE record (
  office TEXT NOT NULL, room TEXT NOT NULL, tbl TEXT NOT NULL, rec TEXT NOT NULL, state BLOB NOT NULL,
  PRIMARY KEY (office, room, tbl, rec)) WITHOUT ROWID;
CREATE TABLE bucket (
  office TEXT NOT NULL, room TEXT NOT NULL, bucket INTEGER NOT NULL, records INTEGER NOT NULL,
  digest INTEGER NOT NULL, PRIMARY KEY (office, room, bucket)) WITHOUT ROWID;
CREATE TABLE quarantine (
  office TEXT NOT NULL, replica INTEGER NOT NULL, seq INTEGER NOT NULL, edit INTEGER NOT NULL, reason TEXT NOT NULL,
  detail TEXT, at TEXT NOT NULL, PRIMARY KEY (office, replica, seq, edit)) WITHOUT ROWID;
CREATE TABLE span (
  office TEXT NOT NULL, rec TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, year INTEGER NOT NULL,
  lo INTEGER NOT NULL, hi INTEGER NOT NULL, replica INTEGER, open INTEGER NOT NULL,
  PRIMARY KEY (office, rec)) WITHOUT ROWID;
CREATE INDEX span_numbers ON span (office, type, year, kind, lo);
CREATE TRIGGER op_final BEFORE UPDATE OF office, pos, room, replica, seq, hash ON op
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER op_keep BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""

_ACCESS = """
CREATE TABLE device (
  office TEXT NOT NULL, device TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, code TEXT NOT NULL,
  public_key TEXT NOT NULL, certificate TEXT NOT NULL, pdf_certificate TEXT NOT NULL, state TEXT NOT NULL,
  enrolled_at TEXT NOT NULL, seen_at TEXT, revoked_at TEXT, reason TEXT, PRIMARY KEY (office, device)) WITHOUT ROWID;
CREATE UNIQUE INDEX device_code ON device (office, code);
CREATE TABLE code (
  name TEXT PRIMARY KEY, hash BLOB NOT NULL, kind TEXT NOT NULL, office TEXT, role TEXT NOT NULL,
  expires_at TEXT NOT NULL, tries INTEGER NOT NULL, device TEXT, public_key TEXT) WITHOUT ROWID;
CREATE TABLE nonce (
  office TEXT NOT NULL, device TEXT NOT NULL, nonce TEXT NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (office, device, nonce)) WITHOUT ROWID;
"""

_LIVES = """
ALTER TABLE office ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
ALTER TABLE office ADD COLUMN life TEXT NOT NULL DEFAULT '';
ALTER TABLE office ADD COLUMN grants INTEGER NOT NULL DEFAULT 0;
ALTER TABLE office ADD COLUMN settling TEXT;
UPDATE office SET epoch = lower(hex(randomblob(8)));
DROP TABLE server;
CREATE INDEX span_blocks ON span (office, replica) WHERE kind = 'block';
"""

_PRIVATE = """
CREATE TABLE device_officer (
  office TEXT NOT NULL, device TEXT NOT NULL, officer TEXT NOT NULL,
  PRIMARY KEY (office, device, officer)) WITHOUT ROWID;
CREATE TABLE assignment (
  office TEXT NOT NULL, rec TEXT NOT NULL, clue TEXT, wage_case TEXT, lead TEXT, assistant TEXT,
  PRIMARY KEY (office, rec)) WITHOUT ROWID;
"""

_ROWS = """
ALTER TABLE record RENAME TO record_0005;
CREATE TABLE record (
  office TEXT NOT NULL, room TEXT NOT NULL, tbl TEXT NOT NULL, rec TEXT NOT NULL, state BLOB NOT NULL,
  PRIMARY KEY (office, room, tbl, rec));
INSERT INTO record SELECT * FROM record_0005;
DROP TABLE record_0005;
"""
# Whole states inside the key's tree spilled most records to a page of their own: twice the file, twice the time.

_WORDS = "ALTER TABLE op ADD COLUMN word TEXT;"
"""Beside the last operation of each push: its author's word for the line up to there."""

_LOOKED = "ALTER TABLE office ADD COLUMN looked TEXT NOT NULL DEFAULT '';"
"""The records of the program that looked at the office's quarantine last (sync/server/requarantine.py)."""

_MADE = "ALTER TABLE record ADD COLUMN made INTEGER;"
"""Where the operation stands in the log that made a record: what it wrote is read there, not kept again."""

MIGRATIONS = {
    "0001-log": _LOG,
    "0002-access": _ACCESS,
    "0003-lives": _LIVES,
    "0004-private": _PRIVATE,
    "0005-rows": _ROWS,
    "0006-words": _WORDS,
    "0007-looked": _LOOKED,
    "0008-made": _MADE,
}


def migrate(connection: Connection) -> None:
    """Bring the file to this program's tables in one transaction; raises KnownError("server_file_newer")."""
    if connection.execute("PRAGMA user_version").fetchone()[0] >> 16 > FILE_MAJOR:
        raise KnownError("server_file_newer")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
        done = {row[0] for row in connection.execute("SELECT name FROM migration")}
        for name, script in MIGRATIONS.items():
            if name in done:
                continue
            for statement in statements(script):
                connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, datetime('now'))", (name,))
        connection.execute(f"PRAGMA user_version = {FILE_MAJOR << 16 | len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> list[str]:
    """The statements of a script; one that begins with CREATE TRIGGER ends at END;."""
    found, now = [], ""
    for line in script.strip().splitlines():
        now += line + "\n"
        if line.rstrip().endswith(";") and (not now.startswith("CREATE TRIGGER") or "END;" in now):
            found.append(now)
            now = ""
    return found
