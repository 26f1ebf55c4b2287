"""Two copies of one profile wrote on: this one takes a new identity, and what only it wrote goes on under that one.

An operation's name is (replica, seq), so two copies that both write use names twice. The copy that hears of it keeps
what both have in common, moves its own later operations to a new replica and maps every name in them and in the
records: same acts, same order, same instants, nothing dropped. The bytes as they were first stay in ``sync_fork``:
an operation leaves the journal only when it stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from models import journal
from models.database import Connection
from models.journal import Operation
from models.merge import DELETED, Dot, Head, State
from models.records import RECORDS, Record
from models.rows import insert_heads, load, save


@dataclass(frozen=True)
class Theirs:
    """One of our lines as the office has it: the hashes of its operations, by sequence number."""

    last: int
    hashes: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Fork:
    """One line of this device: up to where it is common with the office's, and what must be moved."""

    replica: int
    common: int
    bodies: tuple[tuple[int, int, bytes], ...]
    """(place, seq, bytes) of each operation that only this copy has, in order."""


def forks(connection: Connection, written: Sequence[int], theirs: Mapping[int, Theirs]) -> list[Fork]:
    """What of the lines ``written`` by this device the office has not; a line it never heard of is moved whole."""
    return [_fork(connection, replica, theirs.get(replica, Theirs(0))) for replica in written]


def _fork(connection: Connection, replica: int, theirs: Theirs) -> Fork:
    ours = connection.execute(
        "SELECT pos, seq, hash, body FROM sync_op WHERE replica = ? ORDER BY seq", (replica,)
    ).fetchall()
    common = min(theirs.last, len(ours))
    for _, seq, hashed, _ in ours:
        if seq in theirs.hashes and theirs.hashes[seq] != bytes(hashed):
            common = min(common, seq - 1)
            break
    later = [(pos, seq, body) for pos, seq, _, body in ours if seq > common]
    if any(body is None for _, _, body in later):
        raise RuntimeError("an operation was erased before the office had it")
    return Fork(replica, common, tuple((pos, seq, bytes(body)) for pos, seq, body in later))


def move(
    connection: Connection,
    found: Sequence[Fork],
    target: Callable[[Operation], tuple[int, int]],
    next_pos: int,
    now: str,
) -> int:
    """Move what ``found`` names to the replicas that ``target`` gives (its next name), inside the caller's
    transaction; returns how many operations. Touches must be caught up; the caller writes the ends of the lines and
    counts the digests anew."""
    later = sorted(one for fork in found for one in fork.bodies)
    ops = [(pos, journal.decode(body), body) for pos, _, body in later]
    names = _Names({op.dot: target(op) for _, op, _ in ops}, {f.replica: f.common for f in found})
    touched: dict[tuple[str, str], None] = {}
    places: dict[int, int] = {}
    for pos, op, body in ops:
        moved = names.operation(op)
        places[pos] = next_pos
        _rewrite(connection, op, body, moved, pos, next_pos, now)
        next_pos += 1
        touched.update(dict.fromkeys((e.t, e.r) for e in op.edits))
    for table, rec in touched:
        if table in RECORDS:
            _record(connection, RECORDS[table], rec, names)
            _since(connection, table, rec, places)
    return len(ops)


class _Names:
    """From the names operations had to those they have now."""

    def __init__(self, moved: Mapping[Dot, Dot], common: Mapping[int, int]) -> None:
        self.moved, self.common = moved, common

    def dot(self, dot: Dot) -> Dot:
        return self.moved.get(dot, dot)

    def operation(self, op: Operation) -> Operation:
        replica, seq = self.dot(op.dot)
        edits = [
            msgspec.structs.replace(e, b=self._bases(e.b), f={r: self.value(r, v) for r, v in e.f.items()})
            for e in op.edits
        ]
        return msgspec.structs.replace(op, replica=replica, seq=seq, edits=edits)

    def _bases(self, bases: Any) -> Any:
        if isinstance(bases, dict):
            return {register: self._base(dots) for register, dots in bases.items()}
        return self._base(bases) if bases is not None else None

    def _base(self, dots: list[list[int]]) -> list[list[int]]:
        return journal.base_of([self.dot((d[0], d[1])) for d in dots])

    def value(self, register: str, value: Any) -> Any:
        """A deletion names how far its author had seen each line; every other value stands as it is."""
        if register != DELETED or not isinstance(value, dict):
            return value
        seen: dict[str, int] = {}
        for line, upto in value["seen"].items():
            replica = int(line)
            for (own, seq), (moved, at) in self.moved.items():
                if own == replica and seq <= upto:
                    seen[str(moved)] = max(at, seen.get(str(moved), 0))
            if kept := min(upto, self.common.get(replica, upto)):
                seen[line] = max(kept, seen.get(line, 0))
        return {**value, "seen": seen}

    def state(self, state: State, created: Dot | None) -> State:
        heads = {
            register: [Head(*self.dot(h.dot), h.hlc, self.value(register, h.value)) for h in standing]
            for register, standing in state.heads.items()
        }
        gone = {register: {self.dot(d) for d in dots} for register, dots in state.gone.items()}
        return State(created, heads, gone)


def _rewrite(
    connection: Connection, op: Operation, body: bytes, moved: Operation, pos: int, place: int, now: str
) -> None:
    """One operation out of its old line, kept as it was, and into its new one."""
    connection.execute(
        "INSERT INTO sync_fork VALUES (?, ?, ?, ?, ?, ?, ?)",
        (op.replica, op.seq, journal.body_hash(body), body, moved.replica, moved.seq, now),
    )
    connection.execute("DELETE FROM sync_op WHERE pos = ?", (pos,))
    fresh = journal.encode(moved)
    named = (moved.stream, moved.replica, moved.seq, moved.hlc, moved.at, moved.act, moved.actor, moved.schema)
    connection.execute(
        "INSERT INTO sync_op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (place, *named, fresh, journal.body_hash(fresh)),
    )
    connection.execute("DELETE FROM sync_touch WHERE pos = ?", (pos,))
    connection.executemany(
        "INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", [(e.r, place, e.t) for e in moved.edits]
    )


def _record(connection: Connection, record: Record, rec: str, names: _Names) -> None:
    """The names in one record's row and heads, as if it had been written under them."""
    state, row, _ = load(connection, record, rec)
    if row is None:
        return
    if record.once:  # made once, by one act
        created, hlc = state.created and names.dot(state.created), row["_hlc"]
    else:
        created, hlc = _created(connection, record.table, rec, state.created, row["_hlc"], names)
    mapped = names.state(state, created)
    stood = {register: 2 for register in mapped.heads}
    heads: list[tuple[Any, ...]] = []
    save(connection, record, rec, mapped, set(mapped.heads), hlc, row, stood=stood, gone=True, into=heads)
    insert_heads(connection, heads)


def _created(
    connection: Connection, table: str, rec: str, created: Dot | None, hlc: int | None, names: _Names
) -> tuple[Dot | None, int | None]:
    """Who created the record, and when: the least name among all that did, of those the journal knows here."""
    if created is None:
        return None, hlc
    makers = {} if created in names.moved else {created: hlc}
    for replica, seq, at, body in connection.execute(
        "SELECT replica, seq, hlc, body FROM sync_touch JOIN sync_op USING (pos) "
        "WHERE rec = ? AND tbl = ? AND body IS NOT NULL",
        (rec, table),
    ):
        for number, edit in enumerate(journal.decode(bytes(body)).edits):
            if edit.n and (edit.t, edit.r) == (table, rec) and not _refused(connection, replica, seq, number):
                makers[replica, seq] = at
    first = min(makers) if makers else names.dot(created)
    return first, makers.get(first, hlc)


def _refused(connection: Connection, replica: int, seq: int, number: int) -> bool:
    sql = "SELECT 1 FROM sync_quarantine WHERE replica = ? AND seq = ? AND edit = ?"
    return connection.execute(sql, (replica, seq, str(number))).fetchone() is not None


def _since(connection: Connection, table: str, rec: str, places: Mapping[int, int]) -> None:
    """A conflict counts from the same act as before, which has another place now."""
    for register, pos in connection.execute(
        "SELECT reg, since_pos FROM sync_conflict WHERE rec = ? AND tbl = ?", (rec, table)
    ).fetchall():
        if pos in places:
            connection.execute(
                "UPDATE sync_conflict SET since_pos = ? WHERE rec = ? AND tbl = ? AND reg = ?",
                (places[pos], rec, table, register),
            )


def moved_of(connection: Connection) -> list[tuple[Dot, Dot]]:
    """Every operation that was moved: its first name and the one it has now, in the order of the moves."""
    rows = connection.execute(
        "SELECT replica, seq, to_replica, to_seq FROM sync_fork ORDER BY at, to_replica, to_seq"
    )
    return [((r, s), (to_r, to_s)) for r, s, to_r, to_s in rows]


__all__ = ["Fork", "Theirs", "forks", "move", "moved_of"]
