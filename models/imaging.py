"""A whole office as it stands, without its history: records as rows and heads, made by the server, taken in at once.

A device that joins an office of many years takes the image and goes on from the place in the log that it stands for.
What was done before is at the office's server and is fetched when somebody asks for a record's history.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import msgspec
import sqlcipher3

from models import derived, journal, merge
from models.database import Connection
from models.fold import Refused, check_edit, check_stream
from models.imagerows import MANY, Rows, Unfit
from models.journal import Edit
from models.merge import DELETED, Dot, State
from models.records import FIXED, Record
from models.rows import shows, to_column, whole
from models.search import BUILDING, POSITION
from models.store import Store

SETTING = "image"
"""Own setting of a device that began with an image: ``pos`` and ``lines``, replica → [last operation, chain]."""
HEADS = ("tbl", "rec", "reg", "replica", "seq", "hlc", "val")
GONE = ("tbl", "rec", "reg", "replica", "seq")
CONFLICTS = ("tbl", "rec", "reg")
AT_LAST = 50_000
"""Records whose digests wait until the indexes are made beside; beyond it they are counted at once."""
SLICE = 256
"""Records after which the digests let somebody else have the interpreter."""
Row = Sequence[Any]
HeadRow = tuple[str, str, str, int, int, int, str]
GoneRow = tuple[str, str, str, int, int]
ConflictRow = tuple[str, str, str]


class Imaging:
    """Collects rows of one record type on the side that gives the image."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.rows: list[Row] = []
        self.heads: list[Row] = []
        self.gone: list[Row] = []
        self.conflicts: list[Row] = []
        self._plain = {f.name: f for f in record.fields if f.register == f.name}
        self._groups = {g: record.registers[g] for g in record.grouped}
        self._names = [f.name for f in record.fields]
        self._formed = [(n, f) for n, f in enumerate(record.fields, len(FIXED)) if f.kind in ("json", "bool")]

    def add(self, rec: str, state: State, plain: Mapping[str, Any], hlc: int) -> None:
        """One record: its merge state; ``plain``: registers that hold what its creator wrote at ``hlc`` alone."""
        if not state.heads and not state.gone and plain.keys() <= self._plain.keys():
            self.rows.append(self._untouched(rec, state, plain, hlc))
            return
        table, values, extra = self.record.table, dict(plain), {}
        for name in self._groups:
            self._as_here(rec, name, state, plain, hlc)
        for register, heads in state.heads.items():
            if register != DELETED:
                values[register] = merge.shown(heads)
            # as on a device: what the creator wrote stands in the row, and only there
            if (
                [h.dot for h in heads] != [state.created]
                or register == DELETED
                or not shows(self.record, register, heads[0].value)
            ):
                self.heads += [
                    (table, rec, register, h.replica, h.seq, h.hlc, merge.canonical(h.value)) for h in heads
                ]
        for register, dots in state.gone.items():
            self.gone += [(table, rec, register, replica, seq) for replica, seq in dots]
        if state.heads:
            self.conflicts += [(table, rec, register) for register in merge.conflicts(state)]
        fields: dict[str, Any] = {}
        for register, value in values.items():
            if register in self._plain:
                fields[register] = to_column(self._plain[register], value)
            elif register in self._groups:
                group = value or {}
                fields.update({m: to_column(self.record.by_name[m], group.get(m)) for m in self._groups[register]})
            elif value is not None or state.heads.get(register):
                extra[register] = value
        replica, seq = state.created or (None, None)
        deleted = int(merge.hidden(state)) if DELETED in state.heads else 0
        beside = json.dumps(extra, ensure_ascii=False) if extra else None
        row = [rec, replica, seq, hlc if state.created else None, deleted, beside]
        self.rows.append(row + [fields.get(f.name) for f in self.record.fields])

    def _as_here(self, rec: str, group: str, state: State, plain: Mapping[str, Any], hlc: int) -> None:
        """A group as a device holds it: with every member, and beside the row where nothing of it is set."""
        if group in state.heads:
            heads = state.heads[group]
            state.heads[group] = [h._replace(value=whole(self.record, group, h.value)) for h in heads]
        elif group in plain and not shows(self.record, group, plain[group]):
            assert state.created is not None
            value = merge.canonical(whole(self.record, group, plain[group]))
            self.heads.append((self.record.table, rec, group, *state.created, hlc, value))

    def _untouched(self, rec: str, state: State, plain: Mapping[str, Any], hlc: int) -> Row:
        """The row of a record that nobody touched since it was made, as nearly all: the same as for any other."""
        replica, seq = state.created or (None, None)
        row = [rec, replica, seq, hlc if state.created else None, 0, None, *map(plain.get, self._names)]
        for place, field in self._formed:
            row[place] = to_column(field, row[place])
        return row


class Taking:
    """Writes an image into an empty store, inside its transaction, and counts what it writes.

    ``buckets`` are made from the rows that were written, never from what the sender says of them. While many rows of
    a type are written its indexes and the guard of its inserts are aside; :meth:`finish` brings them back, and so does
    whatever undoes the transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.buckets: dict[int, tuple[int, int]] = {}
        self.records = 0
        self.tables: set[str] = set()
        self._edited: dict[tuple[str, str], dict[str, list[Dot]]] = {}
        self._aside: dict[str, list[str]] = {}
        self._uncounted: list[Rows] = []

    def heads(self, rows: Sequence[HeadRow]) -> None:
        """Standing values; they come before the rows they belong to. Raises Unfit where no operation could have
        written one."""
        for table, rec, register, replica, seq, _, text in rows:
            _check_head(table, rec, register, text)
            self._edited.setdefault((table, rec), {}).setdefault(register, []).append((replica, seq))
        _insert(self.connection, "sync_head", HEADS, rows)

    def gone(self, rows: Sequence[GoneRow]) -> None:
        _insert(self.connection, "sync_gone", GONE, rows)

    def conflicts(self, rows: Sequence[ConflictRow], pos: int) -> None:
        _insert(self.connection, "sync_conflict", (*CONFLICTS, "since_pos"), [(*row, pos) for row in rows])

    def rows(self, rows: Rows) -> None:
        """Records of one type; raises Unfit where one of them was written already."""
        table = rows.record.table
        if rows.count >= MANY and table not in self._aside:
            self._set_aside(table)
        self.tables.add(table)
        rows.write(self.connection)
        self.records += rows.count
        self._uncounted.append(rows)
        if sum(one.count for one in self._uncounted) > AT_LAST:
            self._count()

    def _set_aside(self, table: str) -> None:
        """Indexes made at the end from all rows at once cost a fraction; the guard, asked once for each row, would
        say the same ten thousand times."""
        found = self.connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL "
            "AND (type = 'index' OR name = 'guard_insert_' || ?1)",
            (table,),
        ).fetchall()
        for kind, name, _ in found:
            self.connection.execute(f"DROP {kind} [{name}]")
        self._aside[table] = [sql for _, _, sql in found]

    def _count(self) -> None:
        """The digests of what was written since the last time."""
        for rows in self._uncounted:
            table, count, digests = rows.record.table, [0] * 256, [0] * 256
            made: Iterator[tuple[str, int, int]] = zip(
                *(rows.values(n) for n in ("id", "_replica", "_seq")), strict=True
            )
            if self._edited or None in rows.columns["_replica"].of:
                made = self._edited_ones(table, made, count, digests)
            while some := list(islice(made, SLICE)):
                for place, digest in merge.created_digests(table, some):
                    count[place] += 1
                    digests[place] ^= digest
                time.sleep(0)  # else the other thread gets the interpreter every 5 ms only
            for place in range(256):
                if count[place]:
                    n, digest = self.buckets.get(place, (0, 0))
                    self.buckets[place] = (n + count[place], digest ^ digests[place])
        self._uncounted.clear()

    def _edited_ones(
        self, table: str, made: Iterable[tuple[str, int, int]], count: list[int], digests: list[int]
    ) -> Iterator[tuple[str, int, int]]:
        """Counts those that are more than what their creator wrote; gives back the others."""
        for rec, replica, seq in made:
            edited = self._edited.pop((table, rec), None)
            if edited is None and replica is not None:
                yield rec, replica, seq
                continue
            created = None if replica is None else (replica, seq)
            count[merge.bucket(rec)] += 1
            digests[merge.bucket(rec)] ^= merge.digest_of(table, rec, created, edited or {})

    def operations(self, placed: Iterable[tuple[int, bytes]], now: str) -> None:
        """Operations with their places in the office's log: whatever of the history comes along, now or later."""
        for pos, body in placed:
            op = journal.decode(body)
            self.connection.execute(
                f"INSERT OR IGNORE {journal.INTO}",
                journal.stored(op, pos, body, journal.body_hash(body), now),
            )
            self.connection.executemany(
                "INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", [(e.r, pos, e.t) for e in op.edits]
            )

    def finish(self, stream: str, lines: Mapping[int, tuple[int, bytes]], pos: int, hlc: int) -> None:
        """The office's lines up to which the image reaches, and where the device's own order goes on."""
        with ThreadPoolExecutor(1, "anxin-digests") as beside:
            counted = beside.submit(self._count)  # SQLite makes an index without the interpreter
            for made in self._aside.values():
                for sql in made:
                    self.connection.execute(sql)
            counted.result()
        self.connection.executemany(
            "INSERT INTO sync_replica (replica, stream, last_seq, chain, hlc) VALUES (?, ?, ?, ?, ?)",
            [(replica, stream, last, chain, hlc) for replica, (last, chain) in lines.items()],
        )
        (last_pos,) = self.connection.execute("SELECT coalesce(max(pos), 0) FROM sync_op").fetchone()
        # past all that the image stands for, also where the last of it was told to others alone
        derived.add(self.connection, derived.Derived(), self.digests(), max(last_pos, pos))
        told = {"pos": pos, "lines": {str(r): [last, chain.hex()] for r, (last, chain) in lines.items()}}
        self.connection.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (SETTING, json.dumps(told)))
        self.connection.execute("DELETE FROM local_setting WHERE key IN (?, ?)", (POSITION, BUILDING))

    def digests(self) -> dict[int, tuple[int, int]]:
        """Bucket → (records, digest) of what was written."""
        return {place: (n, digest & (2**63 - 1)) for place, (n, digest) in self.buckets.items()}


def base(store: Store) -> dict[int, tuple[int, bytes]]:
    """Replica → (last operation, chain) of the image this store began with; empty where it holds all history."""
    told = store.local_get(SETTING)
    return {int(r): (last, bytes.fromhex(chain)) for r, (last, chain) in told["lines"].items()} if told else {}


def is_empty(store: Store) -> bool:
    """Whether nothing was ever written or received here: only then an image can be taken."""
    return not any(line.last_seq for line in store.lines())


def _check_head(table: str, rec: str, register: str, text: str) -> None:
    """Raises Unfit, as an operation that wrote this value would be refused."""
    try:
        edit = Edit(table, rec, {register: msgspec.json.decode(text)}, n=True)
        check_edit(edit)
        check_stream(edit, "")
    except (Refused, msgspec.DecodeError, ValueError, RecursionError) as wrong:
        raise Unfit(f"{table}.{register}: {wrong}") from wrong


def _insert(connection: Connection, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f"[{name}]" for name in names)
    try:
        connection.executemany(f"INSERT INTO [{table}] ({listed}) VALUES ({marks})", rows)
    except sqlcipher3.IntegrityError as cause:
        raise Unfit(f"{table}: {cause}") from cause
