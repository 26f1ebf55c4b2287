"""A ready copy of an office for devices that join it: every record with its heads, no history, one file in pieces.

Made from the folded records in one moment of the log and kept, sealed, beside the other files until the log has gone
well past it; whoever joins meanwhile gets the same bytes and pulls the rest. Format: frames, each the length of what
follows (4 bytes), the length of its name (1 byte), its name and a zstd body of JSON. The first is the ``head``
(:class:`sync.wire.SnapshotHead`), then ``heads``, ``gone`` and ``conflicts`` as lists of rows with the rows they
belong to (named by the record type, models/imagerows.py), last the ``operations`` that are needed beside them.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import struct
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec
import zstandard

from models import imagerows, sealed
from models.errors import KnownError
from models.imaging import Imaging
from models.merge import Dot
from models.records import RECORDS, SCHEMA, Record
from models.schema import declared
from sync import wire
from sync.server.files import Files
from sync.server.ledger import Refusal, Scope
from sync.server.log import Log
from sync.server.sql import Db
from sync.server.states import BODIES, at_hand, decode

log = logging.getLogger("anxin.server")
PAGE = 1000
"""Records read and written at once: what the server holds of them in memory."""
PART_RECORDS, PART_BYTES = 4 * PAGE, 8 * 2**20
"""What one frame holds: the larger, the fewer values are said twice."""
MOST_PLAIN = 16 * 2**20
"""Bytes of a frame unpacked beyond which it is made two."""
HISTORY_PAGE = 2000


class Snapshots:
    """Ready snapshots of the offices of one server; several workers may share the store of files."""

    def __init__(self, journal: Log, files: Files) -> None:
        self.log, self.files = journal, files
        self._building = threading.Lock()
        self._news: dict[str, int] = {}
        self._grown: set[str] = set()

    def note(self, office: str, new: int, *, last: bool) -> None:
        """Operations were pushed; ``last``: that device has no more. Only a hint when to prepare: nothing hangs on it."""
        self._news[office] = self._news.get(office, 0) + new
        if last and self._news[office] >= wire.SNAPSHOT_FROM:
            self._news[office] = 0
            self._grown.add(office)

    def grown(self, office: str) -> bool:
        """Whether so much came since the last time that a new snapshot may be due."""
        there = office in self._grown
        self._grown.discard(office)
        return there

    def offer(self, scope: Scope, epoch: str, schema: int, form: int = wire.SNAPSHOT_FORM) -> wire.SnapshotAnswer:
        """The snapshot a device of this ``schema`` may take that reads this ``form``; an empty name where the log
        alone is better."""
        if (schema, form) != (SCHEMA, wire.SNAPSHOT_FORM) or self._head(scope) < wire.SNAPSHOT_FROM:
            return wire.SnapshotAnswer()
        with self._building:
            ready = self._ready(scope)
            if ready is None or ready.epoch != epoch or self._other(ready) or self._stale(scope, ready):
                ready = self._build(scope, epoch, ready)
        return ready

    def prepare(self, scope: Scope, epoch: str) -> None:
        """Make it beforehand where one will be wanted; a fault of the disk is told when somebody asks for it."""
        if self._building.locked():
            return
        try:
            self.offer(scope, epoch, SCHEMA)
        except (KnownError, Refusal) as error:
            log.warning("no snapshot could be made: %s", error)

    def piece(self, scope: Scope, name: str, offset: int) -> tuple[bytes, int]:
        """(a piece of at most 1 MiB, size of the whole); raises Refusal not_found, for a damaged one too: who asked
        takes the log then, and the next one is offered another."""
        try:
            found = self.files.part(_object(scope, name), offset)
        except sealed.Broken as damaged:
            log.error("a snapshot is damaged on the disk; another will be made")
            for one in ("ready", name):
                self.files.unkeep(_object(scope, one))
            raise Refusal(404, "not_found") from damaged
        if found is None:
            raise Refusal(404, "not_found")
        return found

    def history(self, scope: Scope, record: str, after: int, upto: int) -> wire.HistoryAnswer:
        """Operations of the office's stream that touch ``record``, past ``after`` and not past ``upto``."""
        needle, cursor = record.encode(), after
        answer = wire.HistoryAnswer()
        while cursor < upto and len(answer.ops) < wire.BATCH_OPERATIONS:
            with self.log.store.reading() as db:
                rows = db.execute(
                    "SELECT pos, body FROM op WHERE office = ? AND pos > ? AND pos <= ? AND room = ? ORDER BY pos "
                    "LIMIT ?",
                    (scope.office, cursor, upto, scope.office, HISTORY_PAGE),
                ).fetchall()
            for pos, body in rows:
                if body is not None and needle in bytes(body):
                    answer.ops.append(wire.Placed(pos, msgspec.Raw(bytes(body))))
            cursor = rows[-1][0] if len(rows) == HISTORY_PAGE else upto
        answer.cursor, answer.more = cursor, cursor < upto
        return answer

    # --- inside

    def _other(self, ready: wire.SnapshotAnswer) -> bool:
        """Whether another version of the program made it."""
        return ready.knows != declared() or ready.form != wire.SNAPSHOT_FORM

    def _head(self, scope: Scope) -> int:
        with self.log.store.reading() as db:
            return self.log.head(db, scope.office)

    def _stale(self, scope: Scope, ready: wire.SnapshotAnswer) -> bool:
        behind = self._head(scope) - ready.pos
        return behind < 0 or behind > max(wire.SNAPSHOT_FROM, ready.pos // 4)

    def _ready(self, scope: Scope) -> wire.SnapshotAnswer | None:
        """What was made last; None where there is none, or what names it is damaged."""
        try:
            pieces = self.files.kept(_object(scope, "ready"))
            return None if pieces is None else msgspec.json.decode(b"".join(pieces), type=wire.SnapshotAnswer)
        except (sealed.Broken, msgspec.DecodeError):
            log.error("what names the ready snapshot is damaged on the disk; another is made")
            return None

    def _build(self, scope: Scope, epoch: str, before: wire.SnapshotAnswer | None) -> wire.SnapshotAnswer:
        made = wire.SnapshotAnswer(name=secrets.token_hex(16), epoch=epoch, schema=SCHEMA, knows=declared())
        made.form = wire.SNAPSHOT_FORM
        with self.log.store.aside() as db:
            frames, made.pos, made.records = _frames(self.log, db, scope.office)
        digest = hashlib.sha256()
        for frame in frames:
            digest.update(frame)
            made.size += len(frame)
        made.sha256 = digest.hexdigest()
        there = self._ready(scope)
        if there is not None and there != before and there.epoch == epoch and not self._other(there):
            return there  # another worker was quicker: two would stand on the disk for ever
        before = there
        made.former = before.name if before is not None else ""
        self.files.keep(_object(scope, made.name), iter(frames))
        self.files.keep(_object(scope, "ready"), iter([msgspec.json.encode(made)]))
        if before is not None and before.former:
            self.files.unkeep(_object(scope, before.former))  # the one before last: nobody is fetching it any more
        return made


def _object(scope: Scope, name: str) -> str:
    """Under the device's own office: another office's snapshot is simply not there."""
    return f"snapshot\0{scope.office}\0{name}"


def _frames(journal: Log, db: Db, office: str) -> tuple[list[bytes], int, int]:
    """(the frames, the position they stand for, records in them)."""
    pos = journal.head(db, office)
    head = wire.SnapshotHead(SCHEMA, office, pos, _hlc(db, office), _lines(db, office))
    records, named = 0, set(_quarantined(db, office, head))
    frames = [_frame("head", msgspec.json.encode(head))]
    for record in RECORDS.values():
        for made in _images(db, office, record):
            for kind in ("heads", "gone", "conflicts"):
                frames += _frames_of(kind, getattr(made, kind), msgspec.json.encode)
            frames += _frames_of(record.table, made.rows, partial(imagerows.encode, record))
            disputed = {(rec, register) for _, rec, register in made.conflicts}
            named |= {(h[3], h[4]) for h in made.heads if (h[1], h[2]) in disputed}
            records += len(made.rows)
    frames.append(_frame("operations", msgspec.json.encode(_operations(db, office, pos, named))))
    return frames, pos, records


def _images(db: Db, office: str, record: Record) -> Iterator[Imaging]:
    """All records of one type, so many at once as one frame takes."""
    made, size, after = Imaging(record), 0, ""
    while True:
        page = db.execute(
            f"{BODIES} AND record.rec > ? ORDER BY record.rec LIMIT ?", (office, office, record.table, after, PAGE)
        ).fetchall()
        if page:
            after = page[-1][0]
            _imaged(db, office, made, page)
            size += sum(len(stored or b"") for row in page for stored in (row[1], row[-1]))
        if made.rows and (not page or len(made.rows) >= PART_RECORDS or size >= PART_BYTES):
            yield made
            made, size = Imaging(record), 0
        if not page:
            return


def _imaged(db: Db, office: str, made: Imaging, page: list[Any]) -> None:
    for rec, *kept in page:
        state = decode(made.record.table, rec, kept[:-1], at_hand(kept[-1]))
        hlc = state.hlc if state.plain else _created_at(db, office, state.created, state.heads)
        made.add(rec, state, state.plain, hlc)


def _created_at(db: Db, office: str, created: Dot | None, heads: dict[str, Any]) -> int:
    """The hybrid time of the operation that made a record: beside a value of it that still stands, or in the log."""
    if created is None:
        return 0
    for standing in heads.values():
        for head in standing:
            if head.dot == created:
                return int(head.hlc)
    row = db.execute("SELECT hlc FROM op WHERE office = ? AND replica = ? AND seq = ?", (office, *created)).fetchone()
    return int(row[0]) if row else 0


def _hlc(db: Db, office: str) -> int:
    return int(db.execute("SELECT hlc FROM office WHERE office = ?", (office,)).fetchone()[0])


def _lines(db: Db, office: str) -> list[tuple[int, int, str]]:
    rows = db.execute(
        "SELECT replica, last_seq, chain FROM replica WHERE office = ? AND stream = ? ORDER BY replica",
        (office, office),
    ).fetchall()
    return [(int(replica), int(last), bytes(chain).hex()) for replica, last, chain in rows]


def _quarantined(db: Db, office: str, head: wire.SnapshotHead) -> Iterator[Dot]:
    rows = db.execute(
        "SELECT replica, seq, edit, reason, detail, at FROM quarantine WHERE office = ? ORDER BY replica, seq, edit",
        (office,),
    ).fetchall()
    head.quarantine = [tuple(row) for row in rows]
    return ((row[0], row[1]) for row in rows)


def _operations(db: Db, office: str, pos: int, named: set[Dot]) -> list[wire.Placed]:
    """The last operation (a device's own order goes on after it), and those that are named: in quarantine, or with a
    value in a conflict, so that a person sees who wrote it when, and why."""
    found = db.execute(
        "SELECT pos, body FROM op WHERE office = ? AND room = ? AND pos <= ? ORDER BY pos DESC LIMIT 1",
        (office, office, pos),
    ).fetchall()
    for replica, seq in sorted(named):
        found += db.execute(
            "SELECT pos, body FROM op WHERE office = ? AND replica = ? AND seq = ? AND room = ?",
            (office, replica, seq, office),
        ).fetchall()
    return [wire.Placed(place, msgspec.Raw(bytes(body))) for place, body in dict(found).items() if body is not None]


def _frames_of(name: str, rows: list[Any], encode: Callable[[list[Any]], bytes]) -> Iterator[bytes]:
    """As many frames as it takes that none is too large to be unpacked."""
    body = encode(rows) if rows else b""
    if len(body) > MOST_PLAIN and len(rows) > 1:
        half = len(rows) // 2
        yield from _frames_of(name, rows[:half], encode)
        yield from _frames_of(name, rows[half:], encode)
    elif rows:
        yield _frame(name, body)


def _frame(name: str, body: bytes) -> bytes:
    packed = zstandard.ZstdCompressor(level=wire.LEVEL).compress(body)
    return struct.pack(">IB", 1 + len(name) + len(packed), len(name)) + name.encode("ascii") + packed
