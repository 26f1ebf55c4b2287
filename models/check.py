"""Is everything on this disk still whole: database pages, journal chain, files, register of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from models import imaging, journal
from models.database import Connection, Error, connect
from models.derived import last_named
from models.errors import KnownError
from models.profile import Profile
from models.records import RECORDS
from models.register import register

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Problem:
    """One thing that is not whole: permanent code, and what it concerns."""

    code: str
    detail: str


@dataclass
class Health:
    """The answer of :func:`check`; counts of operations, of files by state, of numbers in doubt."""

    database: str = "ok"
    chain: str = "ok"
    operations: int = 0
    referenced: int = 0
    present: int = 0
    bad: int = 0
    elsewhere: int = 0
    duplicates: int = 0
    unexplained: int = 0
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object of the command ``check``."""
        return {
            "ok": not self.problems,
            "database": self.database,
            "chain": self.chain,
            "operations": self.operations,
            "blobs": {"referenced": self.referenced, "present": self.present, "bad": self.bad},
            "numbers": {"duplicates": self.duplicates, "unexplained": self.unexplained},
            "problems": [{"code": p.code, "detail": p.detail} for p in self.problems],
        }

    def add(self, code: str, detail: object) -> None:
        self.problems.append(Problem(code, str(detail)))


def check(profile: Profile, progress: Progress = lambda step: None) -> Health:
    """Read everything of an open profile once; changes nothing. Takes a minute or so for gigabytes of photos.

    ``progress`` is told the step that begins: database, chain, blobs, numbers. A file that another device took and
    this one has not fetched is no problem and counted (``elsewhere``); one taken here that is gone or damaged is.
    """
    health = Health()
    if profile.vault.altered:
        health.add("vault_altered", profile.vault.path.name)
    # A connection of its own: after one bad page every later read on a connection fails.
    progress("database")
    try:
        connection = connect(profile.store.path, profile.vault.keys.db)
    except (Error, KnownError) as wrong:
        health.database = "damaged"
        health.add("database_damaged", wrong)
        return health
    try:
        _database(connection, health)
        for name, step in (("chain", _chain), ("blobs", _files), ("numbers", _numbers)):
            progress(name)
            try:
                step(profile, connection, health)
            except (Error, KnownError) as wrong:
                health.database = "damaged"
                health.add("database_damaged", f"{name}: {wrong}")
    finally:
        connection.close()
    return health


def _database(connection: Connection, health: Health) -> None:
    """Pages first in the main file alone: without the checkpoint torn pages that are whole in the log count."""
    for pragma in ("wal_checkpoint(TRUNCATE)", "cipher_integrity_check", "integrity_check"):
        try:
            found = [row[0] for row in connection.execute(f"PRAGMA {pragma}").fetchall()]
        except Error as wrong:
            found = [str(wrong)]
        if pragma.startswith("wal") or found in ([], ["ok"]):
            continue
        health.database = "damaged"
        for line in found[:20]:
            health.add("database_damaged", line)


def _chain(profile: Profile, connection: Connection, health: Health) -> None:
    """Every operation's bytes against its hash, each replica gapless, its chain against the one kept.

    The newest acts of this device are not in the kept line yet: that none of them is missing is seen by the records
    and values, which name the operation that wrote them.
    """
    kept = {line.replica: line for line in profile.store.lines()}
    began = imaging.base(profile.store)
    last: dict[int, tuple[int, bytes]] = dict(began)
    rows = connection.execute(
        "SELECT replica, seq, CAST(body AS BLOB), CAST(hash AS BLOB) FROM sync_op ORDER BY replica, seq"
    )
    for replica, seq, body, hashed in rows:
        health.operations += 1
        if seq <= began.get(replica, (0, b""))[0]:
            if body is not None:  # of the history before the image this device began with: single pages of it
                _body(bytes(body), bytes(hashed), (replica, seq), health)
            continue
        before, chain = last.get(replica, (0, journal.CHAIN_START))
        if seq != before + 1:
            _broken(health, "chain_gap", f"{replica}:{before + 1}")
        if body is not None:
            _body(bytes(body), bytes(hashed), (replica, seq), health)
        last[replica] = (seq, journal.link(chain, bytes(hashed)))
    for replica, line in kept.items():
        if last.get(replica, (0, journal.CHAIN_START)) != (line.last_seq, line.chain):
            _broken(health, "chain_broken", f"{replica}:{line.last_seq}")
    for replica, named in last_named(connection).items():
        if named > last.get(replica, (0, b""))[0]:
            _broken(health, "chain_gap", f"{replica}:{named}")


def _body(body: bytes, hashed: bytes, dot: tuple[int, int], health: Health) -> None:
    if journal.body_hash(body) != hashed:
        _broken(health, "operation_altered", f"{dot[0]}:{dot[1]}")
        return
    try:
        if journal.decode(body).dot != dot:
            _broken(health, "operation_altered", f"{dot[0]}:{dot[1]}")
    except msgspec.DecodeError:
        _broken(health, "operation_unreadable", f"{dot[0]}:{dot[1]}")


def _broken(health: Health, code: str, detail: str) -> None:
    health.chain = "broken"
    if len(health.problems) < 100:
        health.add(code, detail)


def _files(profile: Profile, connection: Connection, health: Health) -> None:
    """Files named by records: in the database (papers) or in the folder (photos), each against its hash."""
    inside = {row[0]: row[1] for row in connection.execute("SELECT sha256, data IS NOT NULL FROM blob_data")}
    for sha256, local in sorted(_named(connection).items()):
        health.referenced += 1
        if inside.get(sha256):
            state = _inside(connection, sha256)
        else:
            state = profile.blobs.verify(sha256)
        health.present += state != "missing"
        health.elsewhere += state == "missing" and not local
        if state == "damaged" or (state == "missing" and local):
            health.bad += 1
            health.add(f"blob_{state}", sha256)


def _named(connection: Connection) -> dict[str, bool]:
    """Hash → whether some record of this device names it, over every field that holds a hash of a file."""
    named: dict[str, bool] = {}
    for record in RECORDS.values():
        for f in record.fields:
            if f.kind != "sha":
                continue
            sql = (
                f"SELECT [{f.name}], sync_op.pos IS NOT NULL AND sync_op.recv_at IS NULL FROM [{record.table}] LEFT JOIN sync_op "
                f"ON sync_op.replica = _replica AND sync_op.seq = _seq "
                f"WHERE [{f.name}] IS NOT NULL AND _deleted = 0"
            )
            for sha256, local in connection.execute(sql):
                named[sha256] = named.get(sha256, False) or bool(local)
    return named


def _inside(connection: Connection, sha256: str) -> str:
    (data,) = connection.execute("SELECT data FROM blob_data WHERE sha256 = ?", (sha256,)).fetchone()
    return "ok" if hashlib.sha256(data).hexdigest() == sha256 else "damaged"


def _numbers(profile: Profile, connection: Connection, health: Health) -> None:
    years = {
        row[0]
        for table in ("number_use", "number_block")
        for row in connection.execute(f"SELECT DISTINCT year FROM [{table}] WHERE year IS NOT NULL")
    }
    for year in sorted(years):
        book = register(profile.store, profile.office_id, year)
        health.duplicates += len(book.duplicates)
        health.unexplained += len(book.unexplained)
        for double in book.duplicates:
            health.add("number_duplicate", double["number"])
        for gap in book.unexplained:
            health.add("number_unexplained", f"{gap['type']} {year} {gap['lo']}-{gap['hi']}")
