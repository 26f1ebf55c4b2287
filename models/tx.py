"""The open transaction of one act: create, set, delete, resolve; each edit is folded at once and kept for the journal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import uuid_utils

from models import journal, merge, reading
from models.fold import PRIVATE, Fold, register_value
from models.journal import Edit
from models.merge import DELETED, Dot
from models.records import RECORDS, Record, check_value
from models.rows import Loaded, load

if TYPE_CHECKING:
    from models.writing import Writing


@dataclass
class Slot:
    """The operation being written in one stream."""

    stream: str
    replica: int
    seq: int
    hlc: int
    pos: int
    edits: dict[tuple[str, str], Edit] = field(default_factory=dict)
    bases: dict[tuple[str, str], dict[str, list[Dot]]] = field(default_factory=dict)


class Tx:
    """Made by ``store.change``; its methods work only inside that block."""

    def __init__(self, store: Writing, fold: Fold, actor: str | None, act: str, reason: str | None) -> None:
        self.store, self.actor, self.act, self.reason = store, actor, act, reason
        self.at = store.clock.now()
        self.slots: dict[str, Slot] = {}
        self._fold = fold
        self._connection = fold.connection

    def new(self, table: str, id: str | None = None, **fields: Any) -> str:
        """Create a record; returns its id (UUIDv7 unless a derived one is given).

        Raises ValueError for an unknown field or a value that does not fit.
        """
        record = RECORDS[table]
        rec = id or str(uuid_utils.uuid7())
        values = self._checked(record, fields)
        registers = {}
        for register in record.registers:
            value = register_value(record, register, values)
            if value is not None:
                registers[register] = value
        slot = self._slot(self._stream(record, fields.get(record.private_by or "")))
        if (table, rec) in slot.edits:
            raise ValueError(f"{table} {rec} is written twice in one act")
        edit = Edit(t=table, r=rec, f=registers, n=True)
        self._fold.edit((slot.replica, slot.seq), slot.hlc, edit, slot.pos)
        slot.edits[(table, rec)] = edit
        return rec

    def set(self, table: str, rec: str, **fields: Any) -> None:
        """Change fields of a record; a value that is there already is no edit. Raises ValueError, KeyError."""
        record = RECORDS[table]
        loaded = self._load(record, rec, fields)
        if loaded.row is None or loaded.row["_replica"] is None:
            raise KeyError((table, rec))
        self._set(record, rec, fields, loaded)

    def _set(self, record: Record, rec: str, fields: dict[str, Any], loaded: Loaded) -> None:
        table, state = record.table, loaded.state
        if record.once:
            raise ValueError(f"{table} is final")
        values = self._checked(record, fields)
        owner = self._owner(record, state)
        if record.private_by in values and values[record.private_by] != owner:
            raise ValueError(f"{table}: its {record.private_by} never changes")
        wanted: dict[str, Any] = {}
        for register in {record.by_name[name].register for name in fields}:
            value = self._register(record, register, values, state)
            if not merge.same(value, merge.shown(state.heads.get(register, []))):
                wanted[register] = value
        self._write(record, rec, wanted, loaded)

    def put(self, table: str, rec: str, **fields: Any) -> None:
        """Create the record under this (derived) id, or set its fields where it exists."""
        record = RECORDS[table]
        loaded = self._load(record, rec, fields)
        if loaded.row is None or loaded.row["_replica"] is None:
            self.new(table, id=rec, **fields)
            return
        if loaded.row["_deleted"]:
            self.undelete(table, rec)
            loaded = self._load(record, rec, fields)
        self._set(record, rec, fields, loaded)

    def delete(self, table: str, rec: str) -> None:
        """Mark a record deleted; an edit elsewhere that this did not see keeps it visible."""
        record = RECORDS[table]
        if record.once:
            raise ValueError(f"{table} is final")
        loaded = self._load(record, rec)
        seen = {str(line.replica): line.last_seq for line in self.store.lines() if line.last_seq}
        slot = self._slot(self._stream(record, self._owner(record, loaded.state)))
        seen[str(slot.replica)] = slot.seq
        self._write(record, rec, {DELETED: {"seen": seen}}, loaded, whole=True)

    def undelete(self, table: str, rec: str) -> None:
        """Take a deletion back."""
        record = RECORDS[table]
        self._write(record, rec, {DELETED: None}, self._load(record, rec), whole=True)

    def resolve(self, table: str, rec: str, register: str, value: Any) -> None:
        """Decide a conflict: ``value`` replaces every value that stands. The act's ``reason`` says why."""
        record = RECORDS[table]
        self._write(record, rec, {register: value}, self._load(record, rec), whole=True)

    def get(self, table: str, rec: str | None) -> dict[str, Any] | None:
        """Like ``store.get``, with what this act has written so far."""
        if rec is None:
            return None
        self._fold.flush()
        found = reading.select(self._connection, RECORDS[table], "id = ?", (rec,))
        return found[0] if found else None

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """Like ``store.find``, with what this act has written so far."""
        self._fold.flush()
        return reading.find(self._connection, RECORDS[table], where)

    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Like ``store.rows``, with what this act has written so far."""
        self._fold.flush()
        cursor = self._connection.execute(sql, params)
        names = [c[0] for c in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def put_file(self, data: bytes, sha256: str, mime: str) -> None:
        """Store a file inside the database (signed PDFs), in this same transaction; a stored one never changes."""
        self._connection.execute(
            "INSERT OR IGNORE INTO blob_data (sha256, size, mime, data, state) VALUES (?, ?, ?, ?, 'here')",
            (sha256, len(data), mime, data),
        )

    # --- inside

    def _checked(self, record: Record, fields: dict[str, Any]) -> dict[str, Any]:
        unknown = set(fields) - set(record.by_name)
        if unknown:
            raise ValueError(f"{record.table} has no field {', '.join(sorted(unknown))}")
        return {name: check_value(record.by_name[name], value) for name, value in fields.items()}

    def _load(self, record: Record, rec: str, fields: Collection[str] | None = None) -> Loaded:
        """How the record stands: all of it, or as far as setting ``fields`` has to do with it."""
        if (record.table, rec) in self._fold.pending:
            self._fold.flush()
        only = None
        if fields is not None:
            only = {record.by_name[n].register for n in (*fields, record.private_by or "") if n in record.by_name}
        return load(self._connection, record, rec, gone=self._fold.marks.gone, only=only)

    def _register(self, record: Record, register: str, values: dict[str, Any], state: merge.State) -> Any:
        if register not in record.grouped:
            return values[record.registers[register][0]]
        now = dict(merge.shown(state.heads.get(register, [])) or {})
        now.update({m: values[m] for m in record.registers[register] if m in values})
        return (
            {m: now.get(m) for m in record.registers[register]} if any(v is not None for v in now.values()) else None
        )

    def _stream(self, record: Record, owner: Any) -> str:
        """Where a record's operations go: the office's stream, or the private one of the record that owns it."""
        if record.private_by is None:
            return self.store.stream
        if not owner:
            raise ValueError(f"{record.table} needs its {record.private_by}")
        return f"{PRIVATE}{owner}"

    def _slot(self, stream: str) -> Slot:
        if stream not in self.slots:
            line = self.store.my_line(stream)
            pos = self.store.next_pos() + len(self.slots)
            self.slots[stream] = Slot(stream, line.replica, line.last_seq + 1, self.store.next_hlc(), pos)
        return self.slots[stream]

    def _write(
        self, record: Record, rec: str, wanted: dict[str, Any], loaded: Loaded, *, whole: bool = False
    ) -> None:
        """Fold ``wanted``; the base is what the author saw: the value shown, or all of them when deciding."""
        if not wanted:
            return
        state = loaded.state
        slot = self._slot(self._stream(record, self._owner(record, state)))
        dot = (slot.replica, slot.seq)
        edit = slot.edits.setdefault((record.table, rec), Edit(t=record.table, r=rec))
        bases = slot.bases.setdefault((record.table, rec), {})
        step: dict[str, list[Dot]] = {}
        for register in wanted:
            heads = state.heads.get(register, [])
            top = merge.shown_head(heads)
            dots = [h.dot for h in heads] if whole else [top.dot] if top else []
            if not edit.n:
                bases.setdefault(register, [])
                bases[register] += [d for d in dots if d != dot and d not in bases[register]]
            step[register] = dots
        edit.f.update(wanted)
        edit.b = journal.compact_base(bases)
        once = Edit(t=record.table, r=rec, f=wanted, b={r: journal.base_of(d) for r, d in step.items()}, n=edit.n)
        self._fold.edit(dot, slot.hlc, once, slot.pos, loaded)

    def _owner(self, record: Record, state: merge.State) -> Any:
        return merge.shown(state.heads.get(record.private_by or "", []))
