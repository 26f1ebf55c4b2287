"""A record's state as the tables hold it: read from its row and the values beside it, and written back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from models import merge
from models.database import Connection
from models.merge import DELETED, Head, State
from models.records import RECORDS, Field, Record


def to_column(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "json":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if field.kind == "bool" else value


def from_column(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "json":
        return json.loads(value)
    return bool(value) if field.kind == "bool" else value


class Loaded(NamedTuple):
    """The merge state of one record; its row (None where nothing of it is known yet); register → how many of its
    values stand in ``sync_head``."""

    state: State
    row: dict[str, Any] | None
    rows: dict[str, int]


def load(
    connection: Connection,
    record: Record,
    rec: str,
    *,
    gone: bool = True,
    only: Collection[str] | None = None,
) -> Loaded:
    """How one record stands. ``only``: of what its creator alone wrote, these registers are enough (all of a deleted
    record)."""
    state = State()
    found = connection.execute(record.by_id, (rec,)).fetchone()
    if found is None:
        return Loaded(state, None, {})
    heads = state.heads
    for head in connection.execute(
        "SELECT reg, replica, seq, hlc, val FROM sync_head WHERE rec = ? AND tbl = ?", (rec, record.table)
    ):
        stands(record, heads, *head)
    waiting = "SELECT reg, replica, seq FROM sync_gone WHERE rec = ? AND tbl = ?"
    for reg, replica, seq in connection.execute(waiting, (rec, record.table)) if gone else ():
        state.gone.setdefault(reg, set()).add((replica, seq))
    rows = {register: len(standing) for register, standing in heads.items()}
    in_order(heads)
    row = dict(zip(record.columns, found, strict=True))
    if row["_replica"] is not None:
        state.created = (row["_replica"], row["_seq"])
        wanted = record.registers.keys() if only is None or DELETED in heads else only
        for register, value in in_row(record, row, heads, wanted):
            heads[register] = [Head(*state.created, row["_hlc"], value)]
    return Loaded(state, row, rows)


def stands(
    record: Record, heads: dict[str, list[Head]], register: str, replica: int, seq: int, hlc: int, value: str
) -> None:
    """Take one row of ``sync_head`` into ``heads``; :func:`in_order` follows the last of them."""
    heads.setdefault(register, []).append(Head(replica, seq, hlc, whole(record, register, json.loads(value))))


def in_order(heads: Mapping[str, list[Head]]) -> None:
    for standing in heads.values():
        if len(standing) > 1:
            standing.sort(key=lambda h: (h.hlc, h.replica, h.seq))


def whole(record: Record, register: str, value: Any) -> Any:
    """A group's value with every member this program knows: an older one wrote fewer, and means the same."""
    if register not in record.grouped or not isinstance(value, dict):
        return value
    members = record.registers[register]
    return value if len(value) == len(members) else {m: value.get(m) for m in members}


def shows(record: Record, register: str, value: Any) -> bool:
    """Whether a column tells that its creator wrote ``value``: not where it is nothing, nor a group of nothing."""
    if register in record.grouped and isinstance(value, dict):
        return any(inner is not None for inner in value.values())
    return value is not None


def in_row(
    record: Record, row: dict[str, Any], beside: Mapping[str, Any], wanted: Collection[str]
) -> Iterator[tuple[str, Any]]:
    """Register and value of what the creator wrote and nobody replaced: it stands in the row alone."""
    for register in wanted:
        members = record.registers[register]
        if register in beside or all(row[m] is None for m in members):
            continue
        if register in record.grouped:
            yield register, {m: from_column(record.by_name[m], row[m]) for m in members}
        else:
            yield register, from_column(record.by_name[members[0]], row[members[0]])
    if row["_ext"]:
        for register, value in json.loads(row["_ext"]).items():
            if value is not None and register not in beside:
                yield register, value


def save(
    connection: Connection,
    record: Record,
    rec: str,
    state: State,
    changed: set[str],
    created_hlc: int | None,
    row: dict[str, Any] | None,
    *,
    stood: dict[str, int],
    gone: bool,
    into: list[tuple[Any, ...]],
) -> None:
    """Write back the registers that changed: shown values to the row, standing values to sync_head.

    ``stood``: register → how many rows of sync_head it had; ``into`` takes the rows to be inserted there.
    """
    if row is None:
        connection.execute(f"INSERT INTO [{record.table}] (id, _deleted) VALUES (?, 0)", (rec,))
    replica, seq = state.created or (None, None)
    columns: dict[str, Any] = {"_replica": replica, "_seq": seq, "_hlc": created_hlc}
    extra = {}
    for register in state.heads:
        if register == DELETED:
            continue
        if register not in record.registers:
            if state.heads[register]:  # else a value came that was replaced before
                extra[register] = merge.shown(state.heads[register])
        elif register in changed:
            columns.update(columns_of(record, register, merge.shown(state.heads[register])))
    columns["_ext"] = json.dumps(extra, ensure_ascii=False) if extra else None
    columns["_deleted"] = int(merge.hidden(state))
    columns = {n: v for n, v in columns.items() if row is None or row[n] != v}
    if columns:
        assignments = ", ".join(f"[{n}] = ?" for n in columns)
        connection.execute(f"UPDATE [{record.table}] SET {assignments} WHERE id = ?", (*columns.values(), rec))
    for register in changed:
        into += _save_heads(connection, record.table, rec, register, state, stood.get(register, 0), gone)


def columns_of(record: Record, register: str, value: Any) -> list[tuple[str, Any]]:
    """(column, what stands in it) where ``register`` shows ``value``."""
    if register not in record.grouped:  # it is named as its one field
        return [(register, to_column(record.by_name[register], value))]
    group = value or {}
    return [(m, to_column(record.by_name[m], group.get(m))) for m in record.registers[register]]


def _save_heads(
    connection: Connection, table: str, rec: str, register: str, state: State, stood: int, gone: bool
) -> list[tuple[Any, ...]]:
    """What is left to insert."""
    place = (rec, table, register)
    if stood == 1 and not gone and _replace_head(connection, place, state):
        return []
    if stood:
        connection.execute("DELETE FROM sync_head WHERE rec = ? AND tbl = ? AND reg = ?", place)
    if gone:
        connection.execute("DELETE FROM sync_gone WHERE rec = ? AND tbl = ? AND reg = ?", place)
    if register in state.gone:
        connection.executemany(
            "INSERT INTO sync_gone VALUES (?, ?, ?, ?, ?)",
            [(table, rec, register, r, s) for r, s in state.gone[register]],
        )
    return beside(table, rec, register, state)


def beside(table: str, rec: str, register: str, state: State) -> list[tuple[Any, ...]]:
    """The rows of ``sync_head`` that a register has.

    The creator's own value stands in the row; that it left a field empty on purpose does not show there, nor what a
    deletion saw that came with the creation."""
    heads = state.heads[register]
    if len(heads) == 1:
        replica, seq, hlc, value = heads[0]
        if (replica, seq) == state.created and register != DELETED and shows(RECORDS[table], register, value):
            return []
        return [(table, rec, register, replica, seq, hlc, merge.canonical(value))]
    return [(table, rec, register, h.replica, h.seq, h.hlc, merge.canonical(h.value)) for h in heads]


def _replace_head(connection: Connection, place: tuple[str, str, str], state: State) -> bool:
    """The usual case in one step: one value for the one that stood. False where that one stood in the row alone."""
    heads = state.heads[place[2]]
    if len(heads) != 1 or heads[0].dot == state.created or place[2] in state.gone:
        return False
    head = heads[0]
    done = connection.execute(
        "UPDATE sync_head SET replica = ?, seq = ?, hlc = ?, val = ? WHERE rec = ? AND tbl = ? AND reg = ?",
        (head.replica, head.seq, head.hlc, merge.canonical(head.value), *place),
    )
    return bool(done.rowcount == 1)


def insert_heads(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Insert what :func:`save` left to be inserted."""
    if rows:
        connection.executemany("INSERT INTO sync_head VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
