"""What this device knows of the server: cursor, epoch, what was acknowledged, what waits. Written with the data it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import Raw

from models import journal, merge
from models.clock import stamp
from models.database import Connection
from models.records import RECORDS, SCHEMA, newer_than
from models.store import Line, Store
from sync.wire import BATCH_BYTES, PushLine, digest_of

PEER = "server"
USB = "usb"
"""The office's desks as bundles on a stick reach them: what they receipted is kept apart from the server's word."""
CHAINS = "sync_chains"
PRIVATE = "sync_private"
MARK = "sync_mark"
BLOB_PUSHED = "blob_pushed:"


@dataclass
class Peer:
    """``mark`` names the operation at ``cursor``; ``acked``: replica → last operation on the server's disk; ``chains``: replica → (seq, chain up to it)."""

    epoch: str = ""
    cursor: int = 0
    acked: dict[int, int] = field(default_factory=dict)
    chains: dict[int, tuple[int, str]] = field(default_factory=dict)
    private: str = ""
    mark: str = ""

    @classmethod
    def load(cls, store: Store) -> Peer:
        return store.standing("peer", lambda: cls._read(store)).copy()

    @classmethod
    def _read(cls, store: Store) -> Peer:
        rows = store.rows("SELECT epoch, pull_pos, acked FROM sync_peer WHERE peer = ?", (PEER,))
        if not rows:
            return cls()
        acked = {int(r): int(s) for r, s in json.loads(rows[0]["acked"]).items()}
        chains = {int(r): (int(c[0]), str(c[1])) for r, c in store.local_get(CHAINS, {}).items()}
        return cls(
            rows[0]["epoch"] or "",
            rows[0]["pull_pos"],
            acked,
            chains,
            store.local_get(PRIVATE, ""),
            store.local_get(MARK, ""),
        )

    def save(self, connection: Connection) -> None:
        """Inside the transaction that stores what the cursor passed."""
        connection.execute(
            "INSERT INTO sync_peer (peer, epoch, pull_pos, acked) VALUES (?1, ?2, ?3, ?4) "
            "ON CONFLICT (peer) DO UPDATE SET epoch = ?2, pull_pos = ?3, acked = ?4",
            (PEER, self.epoch, self.cursor, json.dumps(self.acked)),
        )
        words = {CHAINS: self.chains, PRIVATE: self.private, MARK: self.mark}
        settings = [(name, json.dumps(value)) for name, value in words.items()]
        connection.executemany("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", settings)

    def copy(self) -> Peer:
        return Peer(self.epoch, self.cursor, dict(self.acked), dict(self.chains), self.private, self.mark)

    def forget(self, connection: Connection) -> None:
        """The server is another one, or was restored: what it has of our files must be asked anew."""
        connection.execute("UPDATE blob_data SET pushed = 0 WHERE pushed <> 0")
        connection.execute("DELETE FROM local_setting WHERE key LIKE ?", (BLOB_PUSHED + "%",))

    def came_back(self, connection: Connection) -> None:
        """What another copy of this profile wrote under a former name of ours, and the server sent, is not ours to
        send."""
        for (replica,) in connection.execute(
            "SELECT replica FROM sync_replica AS line WHERE mine = 0 AND replica IN (SELECT value FROM json_each(?)) "
            "AND EXISTS (SELECT 1 FROM sync_op WHERE sync_op.replica = line.replica AND seq = 1 AND recv_at IS NULL)",
            (json.dumps(list(self.acked)),),
        ).fetchall():
            sql = "SELECT max(seq) FROM sync_op WHERE replica = ? AND seq > ? AND recv_at IS NOT NULL"
            (upto,) = connection.execute(sql, (replica, self.acked[replica])).fetchone()
            self.acked[replica] = upto or self.acked[replica]

    def take(self, acked: Mapping[int, int], lines: list[PushLine]) -> bool:
        """Note a receipt for what ``lines`` carried; True when it says anything new."""
        news = False
        for line in lines:
            # not past what was sent: another copy of this profile may have written on under the same name
            upto = min(acked.get(line.replica, 0), line.first + len(line.ops) - 1)
            if upto <= self.acked.get(line.replica, 0):
                continue
            news = True
            self.acked[line.replica] = upto
            if line.voucher is not None and upto == line.voucher.seq:
                self.chains[line.replica] = (upto, line.voucher.chain)
            elif upto == line.first + len(line.ops) - 1:
                chain = bytes.fromhex(line.chain)
                for raw in line.ops:
                    chain = journal.link(chain, journal.body_hash(bytes(raw)))
                self.chains[line.replica] = (upto, chain.hex())
        return news


def own_lines(store: Store) -> list[Line]:
    """The lines this device wrote: its present identity in each stream, and earlier ones (before a restore)."""
    return store.standing("own_lines", lambda: _own_lines(store))


def _own_lines(store: Store) -> list[Line]:
    written = {
        row["replica"]
        for row in store.rows(
            "SELECT replica FROM sync_replica AS line WHERE EXISTS (SELECT 1 FROM sync_op WHERE "
            "sync_op.replica = line.replica AND seq = 1 AND recv_at IS NULL)"
        )
    }
    return [line for line in store.lines() if line.mine or line.replica in written]


def private_held(store: Store) -> dict[int, int]:
    """Replica → last operation here, over informants' streams."""
    return {line.replica: line.last_seq for line in store.lines() if line.stream != store.stream and line.last_seq}


def office_digest(store: Store, schema: int = SCHEMA) -> tuple[int, str]:
    """(records, digest) over the records of the office's stream: what both ends compare. Informants are
    left out: the server does not fold them, and not every device has them; so is what a server of an older
    ``schema`` does not know."""
    return store.standing(f"office_digest {schema}", lambda: digest_of(_office_digest(store, schema)))


def _office_digest(store: Store, schema: int) -> dict[int, tuple[int, int]]:
    found, unknown = store.digest(), newer_than(schema)
    for record in RECORDS.values():
        if record.private_by is None and record.table not in unknown:
            continue
        for row in store.rows(f"SELECT id FROM [{record.table}]"):
            n, digest = found.get(merge.bucket(row["id"]), (0, 0))
            own = merge.digest(record.table, row["id"], store.state(record.table, row["id"])) & (2**63 - 1)
            found[merge.bucket(row["id"])] = (n - 1, digest ^ own)
    return found


def batch(store: Store, peer: Peer, lines: list[Line], most: int) -> tuple[list[PushLine], bool]:
    """(what to push next: at most ``most`` operations and a batch's bytes, at least one where any waits; whether that
    is all)."""
    made: list[PushLine] = []
    count, size = 0, 0
    for line in lines:
        first = peer.acked.get(line.replica, 0) + 1
        if first > line.last_seq:
            continue
        bodies: list[Raw] = []
        for row in store.reader().execute(
            "SELECT body FROM sync_op WHERE replica = ? AND seq >= ? ORDER BY seq", (line.replica, first)
        ):
            body = bytes(row[0])
            if count and (count >= most or size + len(body) > BATCH_BYTES):
                break
            bodies.append(Raw(body))
            count, size = count + 1, size + len(body)
        if bodies:
            made.append(PushLine(line.replica, line.stream, first, _chain_before(store, peer, line, first), bodies))
        if len(bodies) < line.last_seq - first + 1:
            return made, False
    return made, True


def _chain_before(store: Store, peer: Peer, line: Line, first: int) -> str:
    known = peer.chains.get(line.replica)
    if known is not None and known[0] == first - 1:
        return known[1]
    chain = journal.CHAIN_START
    for (hashed,) in store.reader().execute(
        "SELECT hash FROM sync_op WHERE replica = ? AND seq < ? ORDER BY seq", (line.replica, first)
    ):
        chain = journal.link(chain, bytes(hashed))
    return chain.hex()


def receipts_by_stick(store: Store) -> dict[int, int]:
    """Line → last operation that a desk of the office receipted for a bundle."""
    rows = store.rows("SELECT acked FROM sync_peer WHERE peer = ?", (USB,))
    return {int(r): int(s) for r, s in json.loads(rows[0]["acked"]).items()} if rows else {}


def receipted(store: Store) -> dict[int, int]:
    """Line → last operation the office has receipted, whichever way it came: by the server or by a bundle."""
    return dict(store.standing("receipted", lambda: _receipted(store)))


def _receipted(store: Store) -> dict[int, int]:
    found = dict(Peer.load(store).acked)
    for replica, seq in receipts_by_stick(store).items():
        found[replica] = max(seq, found.get(replica, 0))
    return found


def waiting(store: Store) -> int:
    """Operations of this device that are neither on the server's disk nor receipted for a bundle."""
    acked = receipted(store)
    return sum(max(0, line.last_seq - acked.get(line.replica, 0)) for line in own_lines(store))


def note(store: Store, error: str | None, settings: Mapping[str, Any] | None = None) -> None:
    """Remember when the last sync was tried, and how it ended; with it, settings that came along."""
    now = stamp(store.clock.now())
    with store.jotting() as connection:
        connection.execute(
            "INSERT INTO sync_peer (peer, last_try, last_error, last_ok) VALUES (?1, ?2, ?3, ?4) "
            "ON CONFLICT (peer) DO UPDATE SET last_try = ?2, last_error = ?3, last_ok = coalesce(?4, last_ok)",
            (PEER, now, error, now if error is None else None),
        )
        for key, value in (settings or {}).items():
            text = json.dumps(value, ensure_ascii=False)
            connection.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (key, text))


def last(store: Store) -> dict[str, Any]:
    """last_ok, last_try (RFC 3339) and last_error (a code) of the syncs with the server; None where never."""
    rows = store.rows("SELECT last_ok, last_try, last_error FROM sync_peer WHERE peer = ?", (PEER,))
    return rows[0] if rows else {"last_ok": None, "last_try": None, "last_error": None}
