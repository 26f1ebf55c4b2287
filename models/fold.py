"""The tables are the journal, folded: load a record's state from its row and heads, apply an edit, write it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

from models import merge
from models.database import Connection
from models.journal import Edit
from models.merge import DELETED, Dot, State
from models.records import RECORDS, Record, check_json, check_value
from models.rows import Loaded, insert_heads, load, save, shows, to_column, whole
from models.together import Held, Together, simple

PRIVATE = "private:"
"""What the names of informants' streams begin with; the rest is the id of the record that owns one."""


class Refused(Exception):
    """An edit this program cannot apply: it is kept in quarantine with this reason, and the rest goes on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


def register_value(record: Record, register: str, values: dict[str, Any]) -> Any:
    """The value of ``register`` in plain field values: an object for a group, None where nothing is set."""
    members = record.registers[register]
    if register not in record.grouped:
        return values.get(members[0])
    group = {m: values.get(m) for m in members}
    return group if any(v is not None for v in group.values()) else None


def check_edit(edit: Edit) -> Record:
    """The record type of ``edit``; raises Refused where the table is unknown or a value does not fit its field."""
    record = RECORDS.get(edit.t)
    if record is None:
        raise Refused("unknown_table", edit.t)
    if not edit.r or len(edit.r) > 64 or "\0" in edit.r:
        raise Refused("bad_record_id", edit.r[:64])
    if record.once and not edit.n:
        raise Refused("final", edit.t)  # also before the fact itself has arrived
    _check_base(edit)
    for register in _to_look_at(record, edit.f):
        value = edit.f[register]
        if register == DELETED:
            if record.once:
                raise Refused("final", edit.t)
            _check_deleted(value)
            continue
        if register in record.whole and type(value) is int and -(2**63) <= value < 2**63:
            continue
        members = record.registers.get(register)
        try:
            if members is None:
                check_json(register, value)
            elif register in record.grouped:
                if not isinstance(value, dict) or set(value) - set(members):
                    raise ValueError(f"{register}: not an object of its fields")
                for name, inner in value.items():
                    check_value(record.by_name[name], inner)
            else:
                check_value(record.by_name[members[0]], value)
        except ValueError as cause:
            raise Refused("bad_value", str(cause)) from cause
    return record


SHAPES = 4096
"""Shapes of edits that are remembered: programs write the same few over and over."""
_shapes: dict[tuple[str, tuple[str, ...], tuple[type, ...]], tuple[str, ...]] = {}


def _to_look_at(record: Record, values: dict[str, Any]) -> tuple[str, ...]:
    """The registers whose value may not fit although it is of this type: of the usual kinds the type tells."""
    shape = (record.table, tuple(values), tuple(map(type, values.values())))
    found = _shapes.get(shape)
    if found is None:
        quick = record.quick
        found = tuple(
            register
            for register, kind in zip(*shape[1:], strict=True)
            if register == DELETED or (kind is not NoneType and kind is not quick.get(register))
        )
        if values.keys() <= record.registers.keys():  # names nobody declared may be endless, and as long
            if len(_shapes) >= SHAPES:
                _shapes.clear()
            _shapes[shape] = found
    return found


def check_stream(edit: Edit, stream: str) -> None:
    """Raises Refused where a record of the office came in an informant's stream, or an informant in the office's: no
    act of ours does that, and the two are not given to the same devices."""
    record = RECORDS.get(edit.t)
    if record is not None and (record.private_by is not None) != stream.startswith(PRIVATE):
        raise Refused("wrong_stream", edit.t)


def _check_base(edit: Edit) -> None:
    """A base names operations: pairs of whole numbers that a column holds."""
    for dots in edit.b.values() if isinstance(edit.b, dict) else (edit.b or (),):
        for dot in dots:
            if len(dot) != 2 or not all(0 < n < 2**63 for n in dot):
                raise Refused("bad_base", edit.t)


def _check_deleted(value: Any) -> None:
    if value is None:
        return
    seen = value.get("seen") if isinstance(value, dict) else None
    if not isinstance(seen, dict) or not all(
        k.isascii() and k.isdigit() and isinstance(v, int) for k, v in seen.items()
    ):
        raise Refused("bad_value", "deletion without what it saw")


def each_once(edits: Iterable[Edit]) -> Iterator[tuple[int, Edit, bool]]:
    """The edits of one operation with their numbers; False for one that writes a record a second time.

    No act of ours does that; folded, it would be two values with one name.
    """
    done: set[tuple[str, str]] = set()
    for number, edit in enumerate(edits):
        key = (edit.t, edit.r)
        yield number, edit, key not in done
        done.add(key)


@dataclass
class Marks:
    """Whether any base is awaited, and which records are in conflict, in the whole store: saves looking each time."""

    gone: bool = False
    conflict: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def read(cls, connection: Connection) -> Marks:
        (gone,) = connection.execute("SELECT EXISTS (SELECT 1 FROM sync_gone)").fetchone()
        return cls(bool(gone), set(connection.execute("SELECT DISTINCT tbl, rec FROM sync_conflict").fetchall()))


class Fold:
    """Applies the edits of operations inside one transaction; ``finish`` writes what was collected.

    ``before``: for an act of this device, whose digests and touches are caught up later (models/derived.py): the digest
    each record had before is noted there, the one it has now in ``after``.
    """

    def __init__(
        self,
        connection: Connection,
        seen: Callable[[Dot], bool],
        marks: Marks,
        before: dict[tuple[str, str], int | None] | None = None,
    ) -> None:
        self.connection = connection
        self.seen = seen
        self.touched: dict[tuple[str, str], None] = {}
        self._buckets: dict[int, list[int]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self.pending: set[tuple[str, str]] = set()
        self.touches: list[tuple[str, int, str]] = []
        self._heads: list[tuple[Any, ...]] = []
        self._new_only: set[tuple[str, str]] | None = None
        self._together: Together | None = None
        self._before = before
        self.after: dict[tuple[str, str], int] = {}
        self.marks = marks

    def expect(self, edits: Sequence[Edit]) -> None:
        """Look up at once which of the records a batch creates exist already, and how those stand that it edits;
        speeds up :meth:`edit`."""
        fresh: dict[str, list[str]] = {}
        for e in edits:
            if e.n and e.t in RECORDS:
                fresh.setdefault(e.t, []).append(e.r)
        self._new_only = set()
        for table, ids in fresh.items():
            found = self.connection.execute(
                f"SELECT id FROM [{table}] WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
            )
            self._new_only |= {(table, r) for r in ids} - {(table, row[0]) for row in found}
        self._together = Together(self.connection, edits, self.marks.gone)

    def edit(self, dot: Dot, hlc: int, edit: Edit, pos: int, known: Loaded | None = None) -> None:
        """Fold one edit; raises :class:`Refused` before anything is changed. ``known``: its record, just loaded."""
        record = check_edit(edit)
        held = self._together.find(record, edit) if self._together is not None else None
        if held is not None:
            self._merge_held(held, dot, hlc, edit, pos)
        elif edit.n and not self.marks.gone and plain(edit) and _shown(record, edit) and self._is_new(record, edit.r):
            self._create(record, dot, hlc, edit)
        else:
            self._merge(record, dot, hlc, edit, pos, known)
        self.touched[(edit.t, edit.r)] = None
        self.touches.append((edit.r, pos, edit.t))

    def _is_new(self, record: Record, rec: str) -> bool:
        key = (record.table, rec)
        if key in self.pending:
            return False
        if self._new_only is not None and key in self._new_only:
            self._new_only.discard(key)
            return True
        sql = f"SELECT 1 FROM [{record.table}] WHERE id = ?"
        return self.connection.execute(sql, (rec,)).fetchone() is None

    def _create(self, record: Record, dot: Dot, hlc: int, edit: Edit) -> None:
        values, extra = _spread(record, edit.f)
        row = (edit.r, dot[0], dot[1], hlc, 0, json.dumps(extra, ensure_ascii=False) if extra else None)
        row += tuple(to_column(f, values.get(f.name)) for f in record.fields)
        self._rows.setdefault(record.table, []).append(row)
        self.pending.add((record.table, edit.r))
        digest = merge.created_digest(record.table, edit.r, dot)
        if self._before is None:
            self._count(edit.r, 1, digest)
            if self._together is not None:
                self._together.created(record, row, digest)
        else:
            self._before.setdefault((record.table, edit.r), None)
            self.after[(record.table, edit.r)] = digest

    def _merge_held(self, held: Held, dot: Dot, hlc: int, edit: Edit, pos: int) -> None:
        """As :meth:`_merge`, for a record of a batch whose state is at hand."""
        assert self._together is not None
        key, state = (edit.t, edit.r), held.state
        changed = held.apply(dot, hlc, edit, self.seen)
        self._together.note(held)
        self.pending.add(key)
        if state.gone:  # a base that is still to come
            self.marks.gone = True
            self._write_apart(held)
        several = [r for r in changed if len(state.heads[r]) > 1]
        if key in self.marks.conflict or (several and merge.conflicts(state)):
            _save_conflicts(self.connection, edit.t, edit.r, state, pos, self.marks)

    def _write_apart(self, held: Held) -> None:
        """One whose base is awaited leaves the batch: it is written by itself, with what is awaited."""
        assert self._together is not None
        key = (held.record.table, held.rec)
        self._together.drop(key)
        self.flush()
        save(
            self.connection,
            held.record,
            held.rec,
            held.state,
            held.changed,
            held.row["_hlc"],
            held.row,
            stood=held.stood,
            gone=True,
            into=self._heads,
        )
        self.pending.add(key)
        self._count(held.rec, 0, held.digest ^ merge.digest(held.record.table, held.rec, held.state))

    def _merge(self, record: Record, dot: Dot, hlc: int, edit: Edit, pos: int, known: Loaded | None) -> None:
        key = (record.table, edit.r)
        state, row, rows = known or self._loaded(record, edit)
        if record.once and row is not None and row["_replica"] is not None:
            raise Refused("final", record.table)
        self._take_away(record.table, edit.r, state, row is not None)
        before = state.created
        created_hlc = row["_hlc"] if row else None
        writes = [w._replace(value=whole(record, w.register, w.value)) for w in edit.writes()]
        changed = merge.apply(state, dot, hlc, writes, create=edit.n, seen=self.seen)
        if state.created != before:
            changed |= set(state.heads)
            created_hlc = hlc
        self.marks.gone = self.marks.gone or bool(state.gone)
        save(
            self.connection,
            record,
            edit.r,
            state,
            changed,
            created_hlc,
            row,
            stood=rows,
            gone=self.marks.gone,
            into=self._heads,
        )
        self.pending.add(key)
        if key in self.marks.conflict or merge.conflicts(state):
            _save_conflicts(self.connection, record.table, edit.r, state, pos, self.marks)
        digest = merge.digest(record.table, edit.r, state)
        if self._before is None:
            self._count(edit.r, 1, digest)
        else:
            self.after[key] = digest

    def _loaded(self, record: Record, edit: Edit) -> Loaded:
        """How the record stands, as far as the edit has to do with it."""
        key = (record.table, edit.r)
        if key in self.pending:
            self.flush()
        if self._together is not None:
            self._together.drop(key)
        if self._new_only is not None:
            self._new_only.discard(key)
        only = edit.f.keys() if simple(record, edit) else None
        return load(self.connection, record, edit.r, gone=self.marks.gone, only=only)

    def _take_away(self, table: str, rec: str, state: State, there: bool) -> None:
        """The record's digest as it was, before an edit changes it."""
        if self._before is None:
            if there:
                self._count(rec, -1, merge.digest(table, rec, state))
        elif (table, rec) not in self._before:
            self._before[(table, rec)] = merge.digest(table, rec, state) if there else None

    def _count(self, rec: str, records: int, digest: int) -> None:
        cell = self._buckets.setdefault(merge.bucket(rec), [0, 0])
        cell[0] += records
        cell[1] ^= digest & (2**63 - 1)

    def flush(self) -> None:
        """Write the rows collected so far."""
        for table, rows in self._rows.items():
            names = RECORDS[table].columns
            columns = ", ".join(f"[{n}]" for n in names)
            marks = ", ".join("?" * len(names))
            self.connection.executemany(f"INSERT INTO [{table}] ({columns}) VALUES ({marks})", rows)
        if self._together is not None:
            for rec, digests in self._together.write():
                self._count(rec, 0, digests)
        insert_heads(self.connection, self._heads)
        self._heads.clear()
        self._rows.clear()
        self.pending.clear()

    def finish(self) -> None:
        """Write rows and touches; call once before COMMIT."""
        self.flush()
        if self.touches and self._before is None:
            self.connection.executemany("INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", self.touches)

    @property
    def buckets(self) -> dict[int, tuple[int, int]]:
        """Bucket → (records more, digest to be xored): what this fold changed, where nothing notes it for later."""
        return {b: (n, d) for b, (n, d) in self._buckets.items()}


def plain(edit: Edit) -> bool:
    """Whether a record's creation can be written as a row and nothing else: each value there, no base, not deleted."""
    return not edit.b and DELETED not in edit.f and None not in edit.f.values()


def _shown(record: Record, edit: Edit) -> bool:
    """Whether each group of it shows in its columns: one of which nothing is set stands beside the row."""
    return all(shows(record, group, edit.f.get(group, {"": 0})) for group in record.grouped)


def _spread(record: Record, registers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for register, value in registers.items():
        members = record.registers.get(register)
        if members is None:
            if value is not None:
                extra[register] = value
        elif register in record.grouped:
            values.update(value or {})
        else:
            values[members[0]] = value
    return values, extra


def _save_conflicts(connection: Connection, table: str, rec: str, state: State, pos: int, marks: Marks) -> None:
    standing = {
        r for (r,) in connection.execute("SELECT reg FROM sync_conflict WHERE rec = ? AND tbl = ?", (rec, table))
    }
    now = set(merge.conflicts(state))
    for register in standing - now:
        connection.execute("DELETE FROM sync_conflict WHERE rec = ? AND tbl = ? AND reg = ?", (rec, table, register))
    for register in now - standing:
        connection.execute("INSERT INTO sync_conflict VALUES (?, ?, ?, ?)", (table, rec, register, pos))
    if now:
        marks.conflict.add((table, rec))
    else:
        marks.conflict.discard((table, rec))
