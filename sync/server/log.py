"""An office's log: operations get their place, are chained per replica and folded; the server's own acts are among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from models import journal, merge, newrecord
from models.clock import Clock, stamp
from models.fold import check_edit
from models.journal import Edit, Operation
from models.merge import Dot
from models.newrecord import New
from sync.server import numbers, ownmark, private
from sync.server.folding import Folding, Key, alive, values
from sync.server.ledger import Refusal, Scope
from sync.server.sql import Db, Store
from sync.server.states import KEPT, Kept, decode, encode
from sync.wire import BATCH_OPERATIONS, Voucher

SERVER_ACTOR = "server"


def marked(hashed: bytes) -> str:
    """What a device remembers of the operation it read last."""
    return bytes(hashed)[:5].hex()


INDEXED = numbers.TABLES | private.TABLES
"""Record types whose values the server looks at when they come."""


def read(body: bytes) -> Operation | New:
    """The operation, as closely as folding it needs; raises msgspec.DecodeError."""
    op = newrecord.read(body)
    return journal.decode(body) if op is None or op.edits[0].t in INDEXED else op


class Held(NamedTuple):
    """How far a replica's line is held: its last operation, the chain up to it, whose it is, in which stream."""

    last: int
    chain: bytes
    device: str | None
    stream: str


class Log:
    """Every method is part of the caller's transaction; those that write need the office's lock."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    # --- reading

    def head(self, db: Db, office: str) -> int:
        """The last position given; 0 where nothing was written."""
        row = db.execute("SELECT head FROM office WHERE office = ?", (office,)).fetchone()
        return int(row[0]) if row else 0

    def mark(self, db: Db, office: str, pos: int) -> str:
        """A short name of the operation at ``pos`` (10 hex digits of its hash); empty where none stands there."""
        row = db.execute("SELECT hash FROM op WHERE office = ? AND pos = ?", (office, pos)).fetchone()
        return marked(row[0]) if row else ""

    def body(self, db: Db, office: str, pos: int) -> bytes:
        """The operation at a position that is taken."""
        return bytes(db.execute("SELECT body FROM op WHERE office = ? AND pos = ?", (office, pos)).fetchone()[0])

    def line(self, db: Db, office: str, replica: int) -> Held | None:
        row = db.execute(
            "SELECT last_seq, chain, device, stream FROM replica WHERE office = ? AND replica = ?", (office, replica)
        ).fetchone()
        return None if row is None else Held(int(row[0]), bytes(row[1]), row[2], row[3])

    def hashes(self, db: Db, office: str, replica: int, first: int, last: int) -> list[bytes]:
        """Hashes of a line's operations ``first`` to ``last``."""
        rows = db.execute(
            "SELECT hash FROM op WHERE office = ? AND replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (office, replica, first, last),
        ).fetchall()
        return [bytes(row[0]) for row in rows]

    def word_after(self, db: Db, office: str, replica: int, seq: int) -> bool:
        """Whether an author's word stands soon beyond ``seq`` of a line."""
        sql = (
            "SELECT 1 FROM op WHERE office = ? AND replica = ? AND seq > ? AND seq <= ? AND word IS NOT NULL LIMIT 1"
        )
        return db.execute(sql, (office, replica, seq, seq + BATCH_OPERATIONS)).fetchone() is not None

    def states(self, db: Db, office: str, room: str, keys: Iterable[Key]) -> dict[Key, Kept]:
        """Those of the records that exist, as folded."""
        by_table: dict[str, list[str]] = {}
        for table, rec in keys:
            by_table.setdefault(table, []).append(rec)
        found: dict[Key, Kept] = {}
        for table, ids in by_table.items():
            for rec, *kept in db.execute(
                f"{KEPT} AND record.rec {self.store.among}", (office, room, table, self.store.listed(ids))
            ).fetchall():
                found[(table, rec)] = decode(table, rec, kept, lambda pos: self.body(db, office, pos))
        return found

    def digests(self, db: Db, office: str, table: str) -> list[tuple[str, int]]:
        """Record → digest, over one table of the office's stream."""
        rows = db.execute(KEPT, (office, office, table)).fetchall()
        states = [(rec, decode(table, rec, kept, lambda pos: self.body(db, office, pos))) for rec, *kept in rows]
        return [(rec, merge.digest(table, rec, state) & (2**63 - 1)) for rec, state in states]

    def shown(self, db: Db, office: str, table: str, rec: str) -> dict[str, Any]:
        """The shown values of a record of the office's stream, {} where it is unknown or deleted."""
        state = self.states(db, office, office, [(table, rec)]).get((table, rec))
        return values(table, state) if state is not None and alive(state) else {}

    # --- writing

    def append(
        self,
        db: Db,
        scope: Scope,
        room: str,
        ops: Sequence[Operation | New],
        bodies: list[bytes],
        chain: bytes,
        word: Voucher | None = None,
    ) -> int:
        """Log and fold operations of one replica after ``chain``; how many edits went to quarantine. ``word``: their
        author's for the line up to the last of them; raises Refusal forged where the chain is another one."""
        office, now = scope.office, self.clock.now()
        head, hlc = db.execute("SELECT head, hlc FROM office WHERE office = ?", (office,)).fetchone()
        origin = (scope.device or None, "revoked" if scope.revoked else None, stamp(now))
        rows: list[tuple[Any, ...]] = []
        first = head + 1
        for head, (op, body) in enumerate(zip(ops, bodies, strict=True), first):
            hashed = journal.body_hash(body)
            chain = journal.link(chain, hashed)
            name = (op.replica, op.seq, op.hlc, op.act, op.schema)
            rows.append((office, head, room, *name, hashed, body, *origin, None))
        hlc = journal.heard(hlc, (op.hlc for op in ops), now)
        last = ops[-1]
        if word is not None:
            if word.chain != chain.hex():
                raise Refusal(403, "forged", replica=last.replica)
            rows[-1] = (*rows[-1][:-1], msgspec.json.encode(word).decode())
        db.insert("op", rows)
        db.execute(
            "INSERT INTO replica VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (office, replica) DO UPDATE SET "
            "last_seq = excluded.last_seq, chain = excluded.chain, seen_at = excluded.seen_at",
            (office, last.replica, last.stream, scope.device or None, last.seq, chain, stamp(now)),
        )
        db.execute("UPDATE office SET head = ?, hlc = ? WHERE office = ?", (head, hlc, office))
        return self._fold(db, office, room, ops, bodies, first) if room == office else 0

    def _fold(
        self, db: Db, office: str, room: str, ops: Sequence[Operation | New], bodies: list[bytes], first: int
    ) -> int:
        folded = {ops[0].replica: ops[0].seq - 1}
        fold = self.folding(db, office, room, folded)
        fold.expect(ops)
        for pos, op in enumerate(ops, first):
            if isinstance(op, New):
                fold.fold_new(op, pos, bodies[pos - first])
            else:
                fold.fold(op, pos)
            folded[op.replica] = op.seq
        return self.write(db, office, room, fold)

    def folding(self, db: Db, office: str, room: str, folded: dict[int, int] | None = None) -> Folding:
        """Folds into the records as they stand; ``folded``: how far a batch under way has come, line by line."""
        return Folding(lambda keys: self.states(db, office, room, keys), self._seen(db, office, folded or {}))

    def write(self, db: Db, office: str, room: str, fold: Folding) -> int:
        """Store what was folded; how many edits went to quarantine."""
        changed = [(key, encode(state), state.made) for key, state in fold.changed.items()]
        # What was not there cannot have come meanwhile: the office is locked.
        new = [(office, room, *key, *kept) for key, *kept in changed if key not in fold.stored]
        db.insert("record", new + [(office, room, *key, b"", pos) for key, (pos, _) in fold.fresh.items()])
        db.executemany(
            "UPDATE record SET state = ?, made = ? WHERE office = ? AND room = ? AND tbl = ? AND rec = ?",
            [(*kept, office, room, *key) for key, *kept in changed if key in fold.stored],
        )
        db.executemany(
            "INSERT INTO bucket VALUES (?, ?, ?, ?, ?) ON CONFLICT (office, room, bucket) DO UPDATE SET "
            "records = bucket.records + excluded.records, "
            "digest = (bucket.digest | excluded.digest) - (bucket.digest & excluded.digest)",
            [(office, room, bucket, count, digest) for bucket, (count, digest) in fold.count_made().items()],
        )
        if fold.quarantined:
            now = stamp(self.clock.now())
            db.executemany(
                "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (office, replica, seq, edit) "
                "DO NOTHING",
                [(office, q.replica, q.seq, q.edit, q.reason, q.detail, now) for q in fold.quarantined],
            )
        numbers.index(db, office, fold.changed)
        private.index(db, office, fold.changed)
        return len(fold.quarantined)

    def _seen(self, db: Db, office: str, last: dict[int, int]) -> Callable[[Dot], bool]:
        """Whether an operation was folded already; ``last``: how far the batch under way has come."""

        def seen(dot: Dot) -> bool:
            if dot[0] not in last:
                held = self.line(db, office, dot[0])
                last[dot[0]] = held.last if held else 0
            return dot[1] <= last[dot[0]]

        return seen

    # --- the server's own acts

    def act(self, db: Db, office: str, what: str, edits: list[Edit], note: Mapping[str, Any] | None = None) -> None:
        """One operation of the server's own replica, signed with the office's key.

        ``note``: what became of the server's own tables. Devices keep it with the operation, and hand it back to a
        server that was restored (:meth:`sync.server.restores.Restores.take_back`).
        """
        replica, hlc, kept = db.execute(
            "SELECT replica, hlc, keys FROM office WHERE office = ?", (office,)
        ).fetchone()
        held = self.line(db, office, replica)
        last, chain = (held.last, held.chain) if held else (0, journal.CHAIN_START)
        now = self.clock.now()
        for edit in edits:
            check_edit(edit)
        op = Operation(
            stream=office,
            replica=replica,
            seq=last + 1,
            hlc=journal.tick(hlc, now),
            at=stamp(now),
            act=what,
            edits=edits,
            actor=SERVER_ACTOR,
            reason=None if note is None else msgspec.json.encode(note).decode(),
        )
        op.app = ownmark.made(op, kept)
        self.append(db, Scope(office, "", "server"), office, [op], [journal.encode(op)], chain)

    def is_own(self, db: Db, office: str, op: Operation) -> bool:
        """Whether a server of this office acted so: only it has the key."""
        row = db.execute("SELECT keys FROM office WHERE office = ?", (office,)).fetchone()
        return row is not None and op.actor == SERVER_ACTOR and ownmark.fits(op, row[0])

    def change(
        self,
        db: Db,
        office: str,
        table: str,
        rec: str,
        what: str,
        fields: dict[str, Any],
        note: Mapping[str, Any] | None = None,
    ) -> None:
        """Set fields of a record the server knows, as an act of its own that names every value it saw; where it
        knows none, only the ``note`` is kept."""
        state = self.states(db, office, office, [(table, rec)]).get((table, rec))
        if state is None or not alive(state):
            if note is not None:
                self.act(db, office, what, [], note)
            return
        state.expand(fields)
        bases = {f: [h.dot for h in state.heads.get(f, [])] for f in fields}
        self.act(db, office, what, [Edit(t=table, r=rec, f=fields, b=journal.compact_base(bases))], note)
