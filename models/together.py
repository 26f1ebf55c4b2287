"""The records that a batch of operations edits, held in memory: read at once, merged edit by edit, written back at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models import merge
from models.database import Connection
from models.journal import Edit
from models.merge import Dot, Head, State
from models.records import FIXED, RECORDS, Record
from models.rows import beside, columns_of, from_column, in_order, insert_heads, stands, whole

Key = tuple[str, str]
"""(table, record id)."""

NARROW_FROM = 64
"""Records of one table from which only the columns are read that the batch edits: each such choice is a statement of
its own to compile."""


def simple(record: Record, edit: Edit) -> bool:
    """Whether an edit of a record that stands concerns nothing but fields this program knows."""
    return not edit.n and edit.f.keys() <= record.registers.keys()  # DELETED is none of them


@dataclass(slots=True)
class Held:
    """One record. ``row``: what its columns hold on the disk, as far as the batch edits them; ``stood``: register →
    rows of ``sync_head`` there; ``changed``: registers not written back yet; ``digest``: as last counted."""

    record: Record
    rec: str
    row: dict[str, Any]
    state: State
    stood: dict[str, int]
    digest: int
    changed: set[str] = field(default_factory=set)

    def apply(self, dot: Dot, hlc: int, edit: Edit, seen: Callable[[Dot], bool]) -> set[str]:
        """Merge one :func:`simple` edit; the registers it changed."""
        record, heads = self.record, self.state.heads
        if self.state.created is not None:
            for register in edit.f:
                if register not in heads:
                    self._from_row(register, self.state.created)
        writes = edit.writes()
        if record.grouped:
            writes = (w._replace(value=whole(record, w.register, w.value)) for w in writes)
        changed = merge.apply(self.state, dot, hlc, writes, create=False, seen=seen)
        self.changed |= changed
        return changed

    def _from_row(self, register: str, created: Dot) -> None:
        """What the creator wrote and nobody replaced stands in the row alone."""
        record, row = self.record, self.row
        value: Any
        if register in record.grouped:
            members = record.registers[register]
            there = any(row[m] is not None for m in members)
            value = {m: from_column(record.by_name[m], row[m]) for m in members} if there else None
        else:  # it is named as its one field
            value = from_column(record.by_name[register], row[register])
        if value is not None:
            self.state.heads[register] = [Head(created[0], created[1], row["_hlc"], value)]

    def columns(self) -> dict[str, Any]:
        """The columns that must change, by name."""
        record, row, heads = self.record, self.row, self.state.heads
        found: dict[str, Any] = {}
        for register in sorted(self.changed):
            for name, value in columns_of(record, register, merge.shown(heads[register])):
                if row[name] != value:
                    found[name] = value
        return found


class Together:
    """The records of one batch that nothing out of the ordinary is known of; every other is loaded by itself."""

    def __init__(self, connection: Connection, edits: Iterable[Edit], gone: bool) -> None:
        """``gone``: whether any base is awaited in the whole store."""
        self.connection, self._gone = connection, gone
        self._held: dict[Key, Held] = {}
        self._changed: dict[Key, Held] = {}
        edited: dict[str, tuple[set[str], set[str]]] = {}
        made: set[Key] = set()
        for edit in edits:
            record = RECORDS.get(edit.t)
            if record is None:
                continue
            if edit.n:
                made.add((edit.t, edit.r))
            elif simple(record, edit):
                ids, registers = edited.setdefault(edit.t, (set(), set()))
                ids.add(edit.r)
                registers.update(edit.f)
        self._made = {(table, rec) for table, rec in made if table in edited and rec in edited[table][0]}
        for table, (ids, registers) in edited.items():
            self._read(RECORDS[table], sorted(ids), registers)

    def find(self, record: Record, edit: Edit) -> Held | None:
        """The record of ``edit`` where it can be merged here."""
        held = self._held.get((record.table, edit.r))
        return held if held is not None and simple(record, edit) else None

    def note(self, held: Held) -> None:
        """It is to be written back."""
        self._changed[(held.record.table, held.rec)] = held

    def created(self, record: Record, row: Sequence[Any], digest: int) -> None:
        """A record that the batch itself makes, and edits afterwards: the row that :meth:`write` finds."""
        key = (record.table, row[0])
        columns = dict(zip(record.columns, row, strict=True))
        if key in self._made and columns["_ext"] is None:
            state = State((columns["_replica"], columns["_seq"]))
            self._held[key] = Held(record, row[0], columns, state, {}, digest)

    def drop(self, key: Key) -> None:
        """It is folded by itself from here on."""
        self._held.pop(key, None)
        self._changed.pop(key, None)

    def _read(self, record: Record, ids: list[str], registers: set[str]) -> None:
        names = record.columns
        if len(ids) >= NARROW_FROM:
            wanted = {m for register in registers for m in record.registers[register]}
            names = (*FIXED, *(f.name for f in record.fields if f.name in wanted))
        columns, listed = ", ".join(f"[{n}]" for n in names), json.dumps(ids)
        among = "IN (SELECT value FROM json_each(?))"
        rows = self.connection.execute(f"SELECT {columns} FROM [{record.table}] WHERE id {among}", (listed,))
        found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        heads: dict[str, dict[str, list[Head]]] = {}
        for rec, *head in self.connection.execute(
            f"SELECT rec, reg, replica, seq, hlc, val FROM sync_head WHERE rec {among} AND tbl = ?",
            (listed, record.table),
        ):
            stands(record, heads.setdefault(rec, {}), *head)
        waiting = f"SELECT DISTINCT rec FROM sync_gone WHERE rec {among} AND tbl = ?"
        apart = {r for (r,) in self.connection.execute(waiting, (listed, record.table))} if self._gone else set()
        for rec, row in found.items():
            own = heads.get(rec, {})
            if (
                rec not in apart
                and not row["_deleted"]
                and row["_ext"] is None
                and own.keys() <= record.registers.keys()
            ):
                self._held[(record.table, rec)] = _hold(record, rec, row, own)

    def write(self) -> list[tuple[str, int]]:
        """Write back what changed: record and the digests to be xored, for each."""
        rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        heads = _Heads()
        counted: list[tuple[str, int]] = []
        for held in self._changed.values():
            columns = held.columns()
            if columns:
                rows.setdefault((held.record.table, tuple(columns)), []).append((*columns.values(), held.rec))
                held.row.update(columns)
            heads.take(held)
            digest = merge.digest(held.record.table, held.rec, held.state)
            counted.append((held.rec, held.digest ^ digest))
            held.digest = digest
            held.changed.clear()
        self._changed.clear()
        for (table, names), values in rows.items():
            assignments = ", ".join(f"[{n}] = ?" for n in names)
            self.connection.executemany(f"UPDATE [{table}] SET {assignments} WHERE id = ?", values)
        heads.write(self.connection)
        return counted


def _hold(record: Record, rec: str, row: dict[str, Any], heads: dict[str, list[Head]]) -> Held:
    created = None if row["_replica"] is None else (row["_replica"], row["_seq"])
    if not heads and created is not None:
        return Held(record, rec, row, State(created, heads), {}, merge.created_digest(record.table, rec, created))
    in_order(heads)
    state = State(created, heads)
    stood = {register: len(standing) for register, standing in heads.items()}
    return Held(record, rec, row, state, stood, merge.digest(record.table, rec, state))


class _Heads:
    """What becomes of ``sync_head``: one value for the one that stood, as a rule."""

    def __init__(self) -> None:
        self.over: list[tuple[Any, ...]] = []
        self.one: list[tuple[Any, ...]] = []
        self.fresh: list[tuple[Any, ...]] = []

    def take(self, held: Held) -> None:
        table, rec = held.record.table, held.rec
        for register in held.changed:
            rows = beside(table, rec, register, held.state)
            stood = held.stood.get(register, 0)
            if not stood:
                self.fresh += rows
            elif stood == 1 == len(rows):
                self.one.append((*rows[0][3:], rec, table, register))
            else:
                self.over.append((rec, table, register))
                self.fresh += rows
            held.stood[register] = len(rows)

    def write(self, connection: Connection) -> None:
        where = "WHERE rec = ? AND tbl = ? AND reg = ?"
        if self.over:
            connection.executemany(f"DELETE FROM sync_head {where}", self.over)
        if self.one:
            connection.executemany(f"UPDATE sync_head SET replica = ?, seq = ?, hlc = ?, val = ? {where}", self.one)
        insert_heads(connection, self.fresh)
