"""What follows from the journal and may be written behind it: what touched a record, each line's end, the digests.

An act of this device writes its rows, heads and operation and nothing else: half the pages of a commit. The rest is
caught up when somebody asks for it (a sync, a history, a check), before operations of others come in, and at the
close. ``sync_derived`` tells how far it is; whatever lies behind that place is made again from the journal, so that a
killed process costs time and never truth.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models import journal, merge
from models.database import Connection
from models.merge import Dot
from models.records import RECORDS

AT_MOST = 512
"""Acts that may wait to be caught up; the next one takes them along."""


@dataclass
class Derived:
    """How far the derived tables are, and what the acts since then touched.

    ``before``: record → its digest when the tables were caught up last, None where it did not exist. An entry of an
    act that failed does no harm while nobody else changes the record. ``unknown``: this process did not see all acts since then.
    ``now`` and ``touches``: what the acts after ``pos`` made of it, up to ``noted``.
    """

    pos: int = 0
    before: dict[tuple[str, str], int | None] = field(default_factory=dict)
    unknown: bool = True
    now: dict[tuple[str, str], int] = field(default_factory=dict)
    touches: list[tuple[str, int, str]] = field(default_factory=list)
    noted: int = -1

    def __post_init__(self) -> None:
        self.noted = self.pos

    def behind(self, last_pos: int) -> bool:
        return self.pos < last_pos

    def follow(
        self, began: int, last_pos: int, touches: Iterable[tuple[str, int, str]], now: dict[tuple[str, str], int]
    ) -> None:
        """Note an act that is on the disk: its operations stand after ``began``, up to ``last_pos``. Where one before
        it was not noted, the journal tells."""
        if self.noted == began:
            self.noted = last_pos
            self.touches += touches
            self.now |= now


def catch_up(connection: Connection, derived: Derived, last_pos: int) -> None:
    """Write touches and digests up to ``last_pos``, inside the caller's transaction; the caller writes the lines.

    Until that is committed nothing in memory counts: a failure makes the digests anew.
    """
    was_unknown, before, now = derived.unknown, derived.before, derived.now
    noted = derived.noted == last_pos
    touched = derived.touches if noted else _touches(connection, derived.pos)
    derived.unknown = True
    _forget(derived, last_pos)
    connection.executemany("INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", touched)
    if was_unknown:
        add_anew(connection, derived, last_pos)
    else:
        changed = _noted(before, now) if noted else _difference(connection, before)
        add(connection, derived, changed, last_pos)


def _forget(derived: Derived, last_pos: int) -> None:
    derived.before, derived.now, derived.touches, derived.noted = {}, {}, [], last_pos


def _touches(connection: Connection, after: int) -> list[tuple[str, int, str]]:
    return [
        (edit.r, pos, edit.t)
        for pos, body in connection.execute(
            "SELECT pos, body FROM sync_op WHERE pos > ? AND body IS NOT NULL ORDER BY pos", (after,)
        )
        for edit in journal.decode(bytes(body)).edits
    ]


def _noted(before: dict[tuple[str, str], int | None], now: dict[tuple[str, str], int]) -> dict[int, tuple[int, int]]:
    """The difference as the acts themselves noted it."""
    buckets: dict[int, tuple[int, int]] = {}
    for key, digest in now.items():
        old = before[key]
        _count(buckets, key[1], int(old is None), digest ^ (old or 0))
    return buckets


def _difference(connection: Connection, before: dict[tuple[str, str], int | None]) -> dict[int, tuple[int, int]]:
    buckets: dict[int, tuple[int, int]] = {}
    by_table: dict[str, list[str]] = {}
    for (table, rec), old in before.items():
        by_table.setdefault(table, []).append(rec)
        if old is not None:
            _count(buckets, rec, -1, old)
    for table, ids in by_table.items():
        for rec, digest in _digests(connection, table, json.dumps(ids)):
            _count(buckets, rec, 1, digest)
    return buckets


def _count(buckets: dict[int, tuple[int, int]], rec: str, records: int, digest: int) -> None:
    count, changed = buckets.get(merge.bucket(rec), (0, 0))
    buckets[merge.bucket(rec)] = (count + records, changed ^ digest)


def _digests(connection: Connection, table: str, ids: str | None = None) -> Iterator[tuple[str, int]]:
    """Record → digest of the records of one table, all or those in a JSON list of ids."""
    which, values = (
        ("SELECT value FROM json_each(?)", (ids,)) if ids is not None else (f"SELECT id FROM [{table}]", ())
    )
    edited: dict[str, dict[str, list[Dot]]] = {}
    for rec, register, replica, seq in connection.execute(
        f"SELECT rec, reg, replica, seq FROM sync_head WHERE rec IN ({which}) AND tbl = ?", (*values, table)
    ):
        edited.setdefault(rec, {}).setdefault(register, []).append((replica, seq))
    for rec, replica, seq in connection.execute(
        f"SELECT id, _replica, _seq FROM [{table}] WHERE id IN ({which})", values
    ):
        created = None if replica is None else (replica, seq)
        yield rec, merge.digest_of(table, rec, created, edited.get(rec, {}))


def add(connection: Connection, derived: Derived, buckets: dict[int, tuple[int, int]], last_pos: int) -> None:
    """Add records and their digests to the buckets, or take them away (exclusive or); they are at ``last_pos`` now."""
    derived.unknown = True
    _forget(derived, last_pos)  # what an act that failed left there is not how the record was before the next one
    connection.executemany(
        "INSERT INTO sync_bucket VALUES (?1, ?2, ?3) ON CONFLICT (bucket) DO UPDATE SET "
        "records = records + ?2, digest = (digest | ?3) - (digest & ?3)",
        [(b, n, d & (2**63 - 1)) for b, (n, d) in buckets.items() if n or d],
    )
    connection.execute("UPDATE sync_derived SET pos = ?", (last_pos,))
    derived.pos = last_pos


def add_anew(connection: Connection, derived: Derived, last_pos: int) -> None:
    """Make the buckets anew from every record; they are at ``last_pos`` now."""
    connection.execute("DELETE FROM sync_bucket")
    add(connection, derived, counted(connection), last_pos)


def counted(connection: Connection) -> dict[int, tuple[int, int]]:
    """Bucket → (records, digest) from every record that stands here and its heads: what the buckets must equal."""
    buckets = dict.fromkeys(range(256), (0, 0))
    for table in RECORDS:
        for rec, digest in _digests(connection, table):
            _count(buckets, rec, 1, digest)
    return {b: (n, d & (2**63 - 1)) for b, (n, d) in buckets.items() if n}


def last_named(connection: Connection) -> dict[int, int]:
    """Replica → the last of its operations that a record or a value names: a journal that is shorter lost its end."""
    named: dict[int, int] = {}
    sources: Iterable[str] = (
        "SELECT replica, max(seq) FROM sync_head GROUP BY replica",
        *(f"SELECT _replica, max(_seq) FROM [{t}] WHERE _replica IS NOT NULL GROUP BY _replica" for t in RECORDS),
    )
    for sql in sources:
        for replica, seq in connection.execute(sql):
            named[replica] = max(seq, named.get(replica, 0))
    return named
