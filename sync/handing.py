"""What this device hands in for others: their authors may be gone for good, and the server was restored without it.

Beside each line of others stands here its author's word, as the server gave it or as it came on a stick. With it any
device of the office gives back what it holds; acts of the server itself go back with the mark the server put on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from models import anotherlife, imaging, journal
from models.database import Connection
from models.store import Line, Store
from sync import bundlestate as state
from sync import vouching
from sync.peer import Peer, own_lines
from sync.wire import BATCH_BYTES, BATCH_OPERATIONS, PushLine, Voucher, Word

WORD = "word:"


class Kept(msgspec.Struct, omit_defaults=True):
    """An author's word for a line here. ``origin``: the line it was signed for, where the server has others under
    those names past ``common`` (models/anotherlife.py)."""

    stream: str
    voucher: Voucher
    origin: int = 0
    common: int = 0


@dataclass(frozen=True)
class Handed:
    """One line to hand back: from the operation after what the server has, up to ``upto``; ``kept`` is None for the
    server's own."""

    replica: int
    stream: str
    upto: int
    kept: Kept | None = None


def keep(connection: Connection, words: Sequence[Word]) -> None:
    """Inside the transaction that stored the operations these words are about. A longer one is not replaced."""
    for word in words:
        key = f"{WORD}{word.replica}"
        row = connection.execute("SELECT value FROM local_setting WHERE key = ?", (key,)).fetchone()
        held = None if row is None else msgspec.json.decode(row[0], type=Kept)
        line = connection.execute("SELECT last_seq FROM sync_replica WHERE replica = ?", (word.replica,)).fetchone()
        here = line is not None and line[0] >= word.voucher.seq
        if here and (held is None or held.voucher.seq < word.voucher.seq):
            state.write(connection, key, Kept(word.stream, word.voucher))


def words(store: Store) -> dict[int, Kept]:
    """Line → its author's word: the longest that the server or a stick brought."""
    found = {int(replica): kept for replica, kept in state.keyed(store, WORD, Kept).items()}
    for value in state.keyed(store, state.VOUCHER, dict[str, Any]).values():
        replica, voucher = int(value["replica"]), msgspec.convert(value["voucher"], Voucher)
        if replica not in found or (not found[replica].origin and found[replica].voucher.seq < voucher.seq):
            found[replica] = Kept(str(value["stream"]), voucher)
    return found


class Handing:
    """The lines this device hands back during one sync, batch by batch; ``peer.acked`` tells how far each is."""

    def __init__(self, store: Store, have: Mapping[int, int] | None) -> None:
        """``have``: replica → last operation on the server; None while nothing is to be handed back."""
        self.store = store
        self.lines = [] if have is None else lost(store, have)

    def waits(self, peer: Peer) -> bool:
        """Whether anything is left to hand back."""
        return any(line.upto > peer.acked.get(line.replica, 0) for line in self.lines)

    def batch(self, peer: Peer) -> tuple[list[PushLine], bool]:
        """(what to hand back next, at most a batch: the server's own acts first, they say who is of the office;
        whether that is all)."""
        made: list[PushLine] = []
        count = size = 0
        for line in list(self.lines):
            first = peer.acked.get(line.replica, 0) + 1
            bodies: list[bytes] = []
            for body in self._bodies(line, first):
                if count and (count >= BATCH_OPERATIONS or size + len(body) > BATCH_BYTES):
                    break
                bodies.append(body)
                count, size = count + 1, size + len(body)
            if bodies:
                made.append(self._push(line, first, bodies))
            elif not count and first <= line.upto:
                self.lines.remove(line)  # asked for from before what is here
            if len(bodies) < line.upto - first + 1 and count:
                return made, False
        return made, True

    def taken(self, peer: Peer, acked: Mapping[int, int]) -> None:
        """Note how far the server has each line now."""
        for line in self.lines:
            if line.replica in acked:
                upto = min(line.upto, acked[line.replica])
                peer.acked[line.replica] = max(upto, peer.acked.get(line.replica, 0))

    def _bodies(self, line: Handed, first: int) -> list[bytes]:
        table, which = "sync_op", "replica = ?"
        if line.kept is not None and line.kept.origin:
            table, which = "sync_fork", "to_replica = ?"
        seq = "seq" if table == "sync_op" else "to_seq"
        rows = self.store.rows(
            f"SELECT body, {seq} AS at FROM {table} WHERE {which} AND {seq} BETWEEN ? AND ? AND body IS NOT NULL "
            f"ORDER BY {seq} LIMIT ?",
            (line.replica, first, line.upto, BATCH_OPERATIONS),
        )
        return [bytes(row["body"]) for n, row in enumerate(rows, first) if row["at"] == n]

    def _push(self, line: Handed, first: int, bodies: list[bytes]) -> PushLine:
        ops = [msgspec.Raw(body) for body in bodies]
        last = first + len(bodies) - 1
        if line.kept is None or not line.kept.origin:
            before = chain(self.store, line.replica, first - 1).hex()
            made = PushLine(line.replica, line.stream, first, before, ops, server=line.kept is None)
            if line.kept is not None:
                made.voucher = line.kept.voucher
                made.rest = vouching.listed(_hashes(self.store, line.replica, last, line.upto))
            return made
        kept = line.kept
        hashed = _moved_hashes(self.store, line.replica)
        return PushLine(
            kept.origin,
            line.stream,
            kept.common + first,
            chain(self.store, kept.origin, kept.common).hex(),
            ops,
            voucher=kept.voucher,
            rest=vouching.listed(hashed[last : line.upto]),
            common=kept.common,
            before=vouching.listed(hashed[: first - 1]),
        )


def lost(store: Store, have: Mapping[int, int]) -> list[Handed]:
    """What others wrote, this device can prove and the server lacks: the server's own acts first."""
    own, known = {line.replica for line in own_lines(store)}, words(store)
    servers: list[Handed] = []
    others: list[Handed] = []
    for line in store.lines():
        if line.replica in own or line.last_seq <= have.get(line.replica, 0):
            continue
        kept = known.get(line.replica)
        if kept is not None and kept.stream == line.stream:  # with its author's word, whoever it says that acted
            if _upto(kept) > have.get(line.replica, 0):
                others.append(Handed(line.replica, line.stream, _upto(kept), kept))
        elif line.stream == store.stream and _acted(store, line.replica):
            servers.append(Handed(line.replica, line.stream, line.last_seq))
    return [one for one in servers + others if _is_whole(store, one, have.get(one.replica, 0), _ends(store))]


def _acted(store: Store, replica: int) -> bool:
    """Whether it is the server itself that writes this line."""
    return bool(store.rows("SELECT 1 FROM sync_op WHERE replica = ? AND actor = 'server' LIMIT 1", (replica,)))


def _ends(store: Store) -> dict[int, Line]:
    return {line.replica: line for line in store.lines()}


def _upto(kept: Kept) -> int:
    return kept.voucher.seq - kept.common


def _is_whole(store: Store, one: Handed, after: int, lines: Mapping[int, Line]) -> bool:
    """Whether every operation of it is here, past ``after``: not so on a device that began with a snapshot."""
    if one.kept is not None and one.kept.origin:
        return len(_moved_hashes(store, one.replica)) >= one.upto
    sql = "SELECT count(*) AS n FROM sync_op WHERE replica = ? AND seq > ? AND seq <= ? AND body IS NOT NULL"
    (row,) = store.rows(sql, (one.replica, after, one.upto))
    return one.upto <= lines[one.replica].last_seq and row["n"] == one.upto - after


def chain(store: Store, replica: int, upto: int) -> bytes:
    """The chain of a line here up to and with operation ``upto``."""
    seq, begin = imaging.base(store).get(replica, (0, journal.CHAIN_START))
    if upto < seq:
        seq, begin = 0, journal.CHAIN_START
    return vouching.linked(begin, _hashes(store, replica, seq, upto))


def _hashes(store: Store, replica: int, after: int, upto: int) -> list[bytes]:
    rows = store.rows(
        "SELECT hash FROM sync_op WHERE replica = ? AND seq > ? AND seq <= ? ORDER BY seq", (replica, after, upto)
    )
    return [bytes(row["hash"]) for row in rows]


def _moved_hashes(store: Store, replica: int) -> list[bytes]:
    """Of the operations that stand under this name now, as their author wrote them."""
    rows = store.rows("SELECT hash FROM sync_fork WHERE to_replica = ? ORDER BY to_seq", (replica,))
    return [bytes(row["hash"]) for row in rows]


# --- a line whose author's disk was set back


def rename(store: Store, forked: Mapping[int, int]) -> bool:
    """The server has other operations under names used here, past the given one of each line: those here take the
    other names that their authors' words allow (models/anotherlife.py). False where that cannot be proved."""
    known = words(store)
    for replica, common in forked.items():
        kept = known.get(replica)
        lines = _ends(store)
        line = lines.get(replica)
        if kept is None or line is None or kept.origin or kept.voucher.seq != line.last_seq:
            return False
        first = _hashes(store, replica, common, common + 1)
        if not first or not anotherlife.is_known(store, replica, common):
            return False
        other = vouching.other_replica(replica, first[0])
        moved = Kept(kept.stream, kept.voucher, replica, common)

        def inside(connection: Connection, replica: int = replica, other: int = other, moved: Kept = moved) -> None:
            connection.execute("DELETE FROM local_setting WHERE key = ?", (f"{WORD}{replica}",))
            state.write(connection, f"{WORD}{other}", moved)
            connection.execute(
                "DELETE FROM local_setting WHERE key >= ? AND key < ?",
                (f"{state.VOUCHER}{replica}:", f"{state.VOUCHER}{replica};"),
            )

        anotherlife.move(store, replica, common, other, vouching.renamed, inside)
    return True
