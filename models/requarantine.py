"""After an update of the program: what the older one could not take in is looked at again, once, before anybody reads.

Fields it kept aside (``_ext``) go into their columns, values of an older form take the new one (models/upcast.py),
and edits in quarantine are folded where they belong. What still does not fit stays in quarantine and stops nobody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from models import journal, upcast
from models.database import Connection
from models.fold import Fold, Refused, check_stream, each_once
from models.journal import Edit
from models.merge import Dot, Head, State
from models.records import RECORDS, Record, check_value
from models.rows import insert_heads, load, save


@dataclass(frozen=True)
class Looked:
    """What the look changed: records whose fields came out of ``_ext`` or took a new form, edits taken in, edits that
    still wait."""

    fields: int = 0
    taken: int = 0
    waiting: int = 0


def look_again(connection: Connection, fold: Fold, schema: int) -> Looked:
    """Inside one transaction of an opened store whose touches are caught up; ``schema`` is what its values have.

    The caller finishes ``fold`` and writes its digests.
    """
    fields = sum(_fields(connection, record) for record in RECORDS.values())
    fields += sum(_new_form(connection, step) for step in upcast.STEPS if step.schema > schema)
    taken = waiting = 0
    for replica, seq, number, body, pos in connection.execute(
        "SELECT q.replica, q.seq, q.edit, body, pos FROM sync_quarantine q JOIN sync_op o "
        "ON o.replica = q.replica AND o.seq = q.seq WHERE body IS NOT NULL ORDER BY pos, CAST(q.edit AS INTEGER)"
    ).fetchall():
        if _taken(connection, fold, (replica, seq), int(number), bytes(body), pos):
            taken += 1
        else:
            waiting += 1
    return Looked(fields, taken, waiting)


# --- fields this program knows now


def _fields(connection: Connection, record: Record) -> int:
    """Fields kept aside that have a column now; how many records had any."""
    changed = 0
    for rec, text in connection.execute(f"SELECT id, _ext FROM [{record.table}] WHERE _ext IS NOT NULL").fetchall():
        known = set(json.loads(text)) & set(record.registers)
        if known:
            _settle(connection, record, rec, *load(connection, record, rec)[:2], known)
            changed += 1
    return changed


def _new_form(connection: Connection, step: upcast.Step) -> int:
    record, changed = RECORDS[step.table], 0
    for (rec,) in connection.execute(f"SELECT id FROM [{step.table}]").fetchall():
        state, row, _ = load(connection, record, rec)
        heads = state.heads.get(step.register, [])
        fresh = [
            h._replace(value=step.value(h.value))
            if h.value is not None and _schema(connection, h.dot) < step.schema
            else h
            for h in heads
        ]
        if fresh != heads:
            state.heads[step.register] = fresh
            _settle(connection, record, rec, state, row, {step.register})
            changed += 1
    return changed


def _schema(connection: Connection, dot: Dot) -> int:
    found = connection.execute("SELECT schema FROM sync_op WHERE replica = ? AND seq = ?", dot).fetchone()
    return int(found[0]) if found else 0


def _settle(
    connection: Connection, record: Record, rec: str, state: State, row: dict[str, Any] | None, registers: set[str]
) -> None:
    """Shown values into their columns. One that no column takes stays beside the row, as a value that stands."""
    fitting = {r for r in registers if all(_fits(record, r, h.value) for h in state.heads.get(r, []))}
    for register in registers - fitting:
        connection.executemany(
            "INSERT OR IGNORE INTO sync_head VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(record.table, rec, register, *_stored(h)) for h in state.heads[register]],
        )
    stood = {register: 2 for register in fitting}
    heads: list[tuple[Any, ...]] = []
    save(
        connection, record, rec, state, fitting, row["_hlc"] if row else None, row, stood=stood, gone=True, into=heads
    )
    insert_heads(connection, heads)


def _stored(head: Head) -> tuple[int, int, int, str]:
    return head.replica, head.seq, head.hlc, json.dumps(head.value, ensure_ascii=False, sort_keys=True)


def _fits(record: Record, register: str, value: Any) -> bool:
    if value is None:
        return True
    try:
        if register in record.grouped:
            if not isinstance(value, dict) or set(value) - set(record.registers[register]):
                return False
            for name, inner in value.items():
                check_value(record.by_name[name], inner)
        else:
            check_value(record.by_name[register], value)
    except ValueError:
        return False
    return True


# --- edits this program understands now


def _taken(connection: Connection, fold: Fold, dot: Dot, number: int, body: bytes, pos: int) -> bool:
    """Whether one edit could be folded now, in the place among the others that its own base and theirs give it."""
    op = journal.decode(body)
    first = {n: is_first for n, _, is_first in each_once(op.edits)}
    place = (*dot, str(number))
    try:
        if not first[number]:
            raise Refused("written_twice", op.edits[number].t)
        edit = upcast.edit(op.edits[number], op.schema)
        check_stream(edit, op.stream)
        record = RECORDS.get(edit.t)
        if record is None:
            raise Refused("unknown_table", edit.t)
        fold.flush()
        loaded = load(connection, record, edit.r)
        for register in _replaced(connection, dot, edit):
            loaded.state.gone.setdefault(register, set()).add(dot)
        fold.marks.gone = True  # the long way: this edit may be older than what stands there
        fold.edit(dot, op.hlc, edit, pos, loaded)
    except Refused as why:
        connection.execute(
            "UPDATE sync_quarantine SET reason = ?, detail = ? WHERE replica = ? AND seq = ? AND edit = ?",
            (why.reason, why.detail, *place),
        )
        return False
    connection.execute("DELETE FROM sync_quarantine WHERE replica = ? AND seq = ? AND edit = ?", place)
    connection.execute("INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", (edit.r, pos, edit.t))
    return True


def _replaced(connection: Connection, dot: Dot, edit: Edit) -> set[str]:
    """The registers in which a later operation already named this one as what it saw: their value came and went."""
    found: set[str] = set()
    for (body,) in connection.execute(
        "SELECT body FROM sync_touch JOIN sync_op USING (pos) WHERE rec = ? AND tbl = ? AND body IS NOT NULL",
        (edit.r, edit.t),
    ):
        for later in journal.decode(bytes(body)).edits:
            if (later.t, later.r) == (edit.t, edit.r):
                found.update(w.register for w in later.writes() if dot in w.base)
    return found & set(edit.f)
