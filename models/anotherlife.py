"""Another device's line that went on twice, because its disk was set back: what stands here takes another name.

The office's server has other operations under these names. Those here are as true, so they stay: under the other name
that every device and the server give them, with every record they touched folded anew from the journal. Their first
bytes are kept (``sync_fork``). An act of a third person that had seen one of them names it as it was called; so its
value stands beside the one that replaced it, for a person to settle, and nothing is taken for seen that was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from models import derived, imaging, journal, merge, upcast
from models.clock import stamp
from models.database import Connection
from models.derived import Derived
from models.merge import State
from models.records import RECORDS, Record
from models.rows import insert_heads, load, save
from models.store import Store

Renamed = Callable[[bytes, int, int, int], bytes]
"""(body, replica, common, other) → the body under its other name."""


def is_known(store: Store, replica: int, common: int) -> bool:
    """Whether every operation of the line past ``common`` is here, and the whole history of what they touched: not
    always so on a device that began with a snapshot."""
    began = store.local_get(imaging.SETTING)
    if began is None:
        return True
    rows = store.rows("SELECT pos FROM sync_op WHERE replica = ? AND seq > ?", (replica, common))
    (line,) = [line for line in store.lines() if line.replica == replica]
    touched = store.rows(
        "SELECT DISTINCT rec, tbl FROM sync_touch JOIN sync_op USING (pos) WHERE replica = ? AND seq > ?",
        (replica, common),
    )
    return len(rows) == line.last_seq - common and all(
        _is_younger(store, row["tbl"], row["rec"], int(began["pos"])) for row in touched if row["tbl"] in RECORDS
    )


def _is_younger(store: Store, table: str, rec: str, pos: int) -> bool:
    sql = f"SELECT pos FROM [{table}] JOIN sync_op ON replica = _replica AND seq = _seq WHERE id = ? AND pos > ?"
    return bool(store.rows(sql, (rec, pos)))


def move(
    store: Store,
    replica: int,
    common: int,
    other: int,
    renamed: Renamed,
    inside: Callable[[Connection], None],
) -> int:
    """Give the operations of ``replica`` past ``common`` the name ``other``, in one transaction with ``inside``; how
    many they were."""
    now = stamp(store.clock.now())
    with store.renaming() as connection:
        touched: dict[tuple[str, str], None] = {}
        rows = connection.execute(
            "SELECT pos, seq, hash, body FROM sync_op WHERE replica = ? AND seq > ? ORDER BY seq", (replica, common)
        ).fetchall()
        place = store.next_pos() - 1
        for pos, seq, hashed, body in rows:
            named = (replica, seq, hashed, body, other, seq - common, now)
            connection.execute("INSERT INTO sync_fork VALUES (?, ?, ?, ?, ?, ?, ?)", named)
            connection.execute("DELETE FROM sync_op WHERE pos = ?", (pos,))
            connection.execute("DELETE FROM sync_touch WHERE pos = ?", (pos,))
            place += 1
            touched.update(
                dict.fromkeys(_write(connection, renamed(bytes(body), replica, common, other), place, now))
            )
            _quarantined(connection, (replica, seq), (other, seq - common))
        _ends(connection, store, replica, common, other)
        for table, rec in touched:
            if table in RECORDS:
                _refold(connection, RECORDS[table], rec)
        derived.add_anew(connection, Derived(), place)
        inside(connection)
    store.founded(frozenset(table for table, _ in touched))
    return len(rows)


def _write(connection: Connection, body: bytes, place: int, now: str) -> Iterable[tuple[str, str]]:
    """The operation under its other name, unless the server sent it so before; the records it touches."""
    op = journal.decode(body)
    there = connection.execute("SELECT pos FROM sync_op WHERE replica = ? AND seq = ?", op.dot).fetchone()
    if there is None:
        row = journal.stored(op, place, body, journal.body_hash(body), now)
        connection.execute(f"INSERT {journal.INTO}", row)
    # also where the server sent it before: what was refused of it then, because the same stood here under the first
    # name, touched nothing, and is all there is now
    at = place if there is None else there[0]
    connection.executemany("INSERT OR IGNORE INTO sync_touch VALUES (?, ?, ?)", [(e.r, at, e.t) for e in op.edits])
    return [(e.t, e.r) for e in op.edits]


def _quarantined(connection: Connection, before: tuple[int, int], after: tuple[int, int]) -> None:
    """What was set aside of the operation is so under its other name; nothing else of it is."""
    connection.execute("DELETE FROM sync_quarantine WHERE replica = ? AND seq = ?", after)
    connection.execute(
        "UPDATE sync_quarantine SET replica = ?, seq = ? WHERE replica = ? AND seq = ?", (*after, *before)
    )


def _ends(connection: Connection, store: Store, replica: int, common: int, other: int) -> None:
    """Both lines as their operations now give them."""
    stream, hlc = connection.execute("SELECT stream, hlc FROM sync_replica WHERE replica = ?", (replica,)).fetchone()
    connection.execute(
        "INSERT OR IGNORE INTO sync_replica (replica, stream, chain, hlc) VALUES (?, ?, ?, ?)",
        (other, stream, journal.CHAIN_START, hlc),
    )
    for line, begin in ((replica, imaging.base(store).get(replica)), (other, None)):
        seq, chain = begin or (0, journal.CHAIN_START)
        for seq_now, hashed in connection.execute(
            "SELECT seq, hash FROM sync_op WHERE replica = ? AND seq > ? ORDER BY seq", (line, seq)
        ):
            seq, chain = seq_now, journal.link(chain, bytes(hashed))
        connection.execute("UPDATE sync_replica SET last_seq = ?, chain = ? WHERE replica = ?", (seq, chain, line))


def _refold(connection: Connection, record: Record, rec: str) -> None:
    """One record from everything the journal says of it, in the order it came here."""
    row = load(connection, record, rec)[1]
    if row is None:
        return
    state, hlc, seen = State(), None, set[merge.Dot]()
    for replica, seq, body in connection.execute(
        "SELECT replica, seq, body FROM sync_touch JOIN sync_op USING (pos) WHERE rec = ? AND tbl = ? "
        "AND body IS NOT NULL ORDER BY pos",
        (rec, record.table),
    ).fetchall():
        op = journal.decode(bytes(body))
        for number, edit in enumerate(op.edits):
            if (edit.t, edit.r) != (record.table, rec) or _refused(connection, replica, seq, number):
                continue
            before = state.created
            writes = upcast.edit(edit, op.schema).writes()
            merge.apply(state, op.dot, op.hlc, writes, create=edit.n, seen=seen.__contains__)
            hlc = op.hlc if state.created != before else hlc
        seen.add(op.dot)
    heads: list[tuple[Any, ...]] = []
    stood = dict.fromkeys(state.heads, 2)
    save(connection, record, rec, state, set(state.heads), hlc, row, stood=stood, gone=True, into=heads)
    insert_heads(connection, heads)
    _conflicts(connection, record, rec)


def _refused(connection: Connection, replica: int, seq: int, number: int) -> bool:
    sql = "SELECT 1 FROM sync_quarantine WHERE replica = ? AND seq = ? AND edit = ?"
    return connection.execute(sql, (replica, seq, str(number))).fetchone() is not None


def _conflicts(connection: Connection, record: Record, rec: str) -> None:
    place = (record.table, rec)
    since = dict(connection.execute("SELECT reg, since_pos FROM sync_conflict WHERE tbl = ? AND rec = ?", place))
    (last,) = connection.execute("SELECT max(pos) FROM sync_op").fetchone()
    connection.execute("DELETE FROM sync_conflict WHERE tbl = ? AND rec = ?", place)
    now = merge.conflicts(load(connection, record, rec)[0])
    connection.executemany(
        "INSERT INTO sync_conflict VALUES (?, ?, ?, ?)",
        [(*place, register, since.get(register, last)) for register in now],
    )
