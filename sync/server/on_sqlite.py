"""The embedded server's store: one SQLite file (WAL, every commit on disk), one writer, one office a transaction."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from models import journal, merge
from models.clock import Clock, stamp
from models.database import Connection, connect, storage
from models.errors import KnownError
from models.files import write_atomic
from models.fold import check_edit
from models.journal import Edit, Operation
from models.merge import Dot, State
from sync.server import numbers
from sync.server.access import Access
from sync.server.folding import Folding, Key, alive, values
from sync.server.ledger import Pulled, Pushed, Refusal, Scope
from sync.server.tables import migrate
from sync.wire import BATCH_BYTES, BATCH_OPERATIONS, PushLine

SERVER_ACTOR = "server"


class SqliteLedger(Access):
    """Keeps :class:`sync.server.ledger.Ledger` in one file; safe to call from several threads."""

    def __init__(self, path: Path, clock: Clock, key: str | None = None) -> None:
        """Open or make the file (readable by its owner only). Raises KnownError (store_…, disk_…)."""
        self.path, self.clock = path, clock
        path.parent.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        if new:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self.connection: Connection = connect(path, key, create=True)
        self._lock = threading.RLock()
        try:
            with storage():
                migrate(self.connection)
                self.connection.execute("INSERT OR IGNORE INTO server VALUES ('epoch', ?)", (secrets.token_hex(8),))
                self._epoch = self.setting("epoch") or ""
                self._new_replicas()
                self._look_for_a_restore()
        except BaseException:
            self.connection.close()
            raise

    @property
    def epoch(self) -> str:
        return self._epoch

    def behind(self, scope: Scope, cursor: int) -> bool:
        with self.transaction() as db:
            if cursor <= self._head(scope.office):
                return False
            self._restored(db)
            return True

    def restored(self) -> None:
        with self.transaction() as db:
            self._restored(db)

    def _restored(self, db: Connection) -> None:
        """A new epoch. Which numbers were granted after the backup only the devices know: until all have told,
        none are granted, and papers take the emergency series."""
        epoch = secrets.token_hex(8)
        db.execute("UPDATE server SET value = ? WHERE key = 'epoch'", (epoch,))
        db.execute(
            "INSERT OR REPLACE INTO server SELECT 'settling:' || office, json_group_array(device) FROM device "
            "WHERE state = 'active' GROUP BY office"
        )
        self._epoch = epoch

    def _settled(self, db: Connection, scope: Scope) -> bool:
        """Whether every active device has been heard since the server was restored; this one just was."""
        key = f"settling:{scope.office}"
        row = db.execute("SELECT value FROM server WHERE key = ?", (key,)).fetchone()
        if row is None:
            return True
        active = db.execute("SELECT device FROM device WHERE office = ? AND state = 'active'", (scope.office,))
        waiting = set(json.loads(row[0])) & {d for (d,) in active} - {scope.device}
        db.execute("UPDATE server SET value = ? WHERE key = ?", (json.dumps(sorted(waiting)), key))
        if not waiting:
            db.execute("DELETE FROM server WHERE key = ?", (key,))
        return not waiting

    def _look_for_a_restore(self) -> None:
        """A file beside the database counts the grants: where it counts more, the database is an older copy."""
        counted, kept = self._grants(), self._grants_file()
        beside = int(kept.read_text("ascii").strip() or 0) if kept.exists() else 0
        if beside > counted:
            with self.transaction() as db:
                self._restored(db)
                db.execute("INSERT OR REPLACE INTO server VALUES ('grants', ?)", (str(beside),))

    def _grants(self) -> int:
        return int(self.setting("grants") or 0)

    def _grants_file(self) -> Path:
        return self.path.with_name(self.path.name + ".grants")

    def _count_grant(self, db: Connection) -> None:
        """On disk before the grant is: one that is counted and never happened costs a new epoch, nothing else."""
        count, kept = self._grants() + 1, self._grants_file()
        write_atomic(kept, str(count).encode())
        db.execute("INSERT OR REPLACE INTO server VALUES ('grants', ?)", (str(count),))

    def _new_replicas(self) -> None:
        """A new identity for the server's own acts with each start: a restored file must not write other acts under
        names that devices know already."""
        with self.transaction() as db:
            for (office,) in db.execute(
                "SELECT office FROM office JOIN replica USING (office, replica) WHERE last_seq > 0"
            ).fetchall():
                db.execute("UPDATE office SET replica = ? WHERE office = ?", (journal.new_replica(), office))

    def close(self) -> None:
        with self._lock:
            self.connection.close()

    def setting(self, key: str) -> str | None:
        row = self.connection.execute("SELECT value FROM server WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One writer at a time; raises KnownError where the disk fails, then nothing of it is stored."""
        with self._lock, storage():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._lock, storage():
            yield self.connection

    # --- taking operations

    def push(self, scope: Scope, lines: Sequence[PushLine]) -> Pushed:
        done = Pushed()
        with self.transaction():
            for line in lines:
                self._push_line(scope, line, done)
        return done

    def _push_line(self, scope: Scope, line: PushLine, done: Pushed) -> None:
        if line.server:
            scope = Scope(scope.office, "", "server")
        room = _room(scope, line.stream)
        known = self._line(scope, line)
        last, chain = (known[0], known[1]) if known else (0, journal.CHAIN_START)
        if line.first > last + 1:
            raise Refusal(409, "gap", wanted={line.replica: last + 1})
        bodies = [bytes(raw) for raw in line.ops]
        if line.server and line.first == last + 1 and line.chain != chain.hex():
            done.acked[line.replica] = line.first + len(bodies) - 1  # not ours as we remember it: left out
            return
        repeated = bodies[: max(0, last + 1 - line.first)]
        self._must_repeat(scope.office, line, repeated)
        fresh = bodies[len(repeated) :]
        if not repeated and line.chain != chain.hex():
            raise Refusal(423, "clone", replica=line.replica)
        done.acked[line.replica] = max(last, line.first + len(bodies) - 1)
        if fresh:
            ops = [_decoded(body, line, last + 1 + n) for n, body in enumerate(fresh)]
            if line.server and any(op.actor != SERVER_ACTOR for op in ops):
                raise Refusal(403, "forged", replica=line.replica)
            done.quarantined += self._append(scope, room, ops, fresh, chain)
            done.new += len(fresh)

    def _line(self, scope: Scope, line: PushLine) -> tuple[int, bytes] | None:
        row = self.connection.execute(
            "SELECT last_seq, chain, device, stream FROM replica WHERE office = ? AND replica = ?",
            (scope.office, line.replica),
        ).fetchone()
        if row is None:
            return None
        if (row[2] or "") != scope.device or row[3] != line.stream:
            raise Refusal(403, "forged", replica=line.replica)
        return int(row[0]), bytes(row[1])

    def _must_repeat(self, office: str, line: PushLine, bodies: list[bytes]) -> None:
        """What the server has already must be the very same bytes: else two devices hold one identity."""
        if not bodies:
            return
        stored = self.connection.execute(
            "SELECT hash FROM op WHERE office = ? AND replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (office, line.replica, line.first, line.first + len(bodies) - 1),
        ).fetchall()
        if [bytes(row[0]) for row in stored] != [journal.body_hash(body) for body in bodies]:
            raise Refusal(423, "clone", replica=line.replica)

    def _append(self, scope: Scope, room: str, ops: list[Operation], bodies: list[bytes], chain: bytes) -> int:
        """Log and fold operations of one replica; how many edits went to quarantine."""
        office, now = scope.office, stamp(self.clock.now())
        head, hlc = self.connection.execute("SELECT head, hlc FROM office WHERE office = ?", (office,)).fetchone()
        origin = (scope.device or None, "revoked" if scope.revoked else None, now)
        rows = []
        for op, body in zip(ops, bodies, strict=True):
            hashed, head = journal.body_hash(body), head + 1
            chain = journal.link(chain, hashed)
            hlc = journal.receive(hlc, op.hlc, self.clock.now())
            rows.append((office, head, room, op.replica, op.seq, op.hlc, op.act, op.schema, hashed, body, *origin))
        last = ops[-1]
        self.connection.executemany("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self.connection.execute(
            "INSERT INTO replica VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (office, replica) DO UPDATE SET "
            "last_seq = ?5, chain = ?6, seen_at = ?7",
            (office, last.replica, last.stream, scope.device or None, last.seq, chain, now),
        )
        self.connection.execute("UPDATE office SET head = ?, hlc = ? WHERE office = ?", (head, hlc, office))
        return self._fold(office, room, ops, now)

    def _fold(self, office: str, room: str, ops: list[Operation], now: str) -> int:
        folded = {ops[0].replica: ops[0].seq - 1}
        fold = Folding(lambda keys: self._states(office, room, keys), self._seen(office, folded))
        fold.expect(ops)
        for op in ops:
            fold.fold(op)
            folded[op.replica] = op.seq
        self.connection.executemany(
            "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET state = ?5",
            [
                (office, room, table, rec, msgspec.json.encode(merge.to_json(state)))
                for (table, rec), state in fold.changed.items()
            ],
        )
        self.connection.executemany(
            "INSERT INTO bucket VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET "
            "records = records + ?4, digest = (digest | ?5) - (digest & ?5)",
            [(office, room, bucket, count, digest) for bucket, (count, digest) in fold.buckets.items()],
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(office, q.replica, q.seq, q.edit, q.reason, q.detail, now) for q in fold.quarantined],
        )
        if room == office:
            numbers.index(self.connection, office, fold.changed)
        return len(fold.quarantined)

    def _states(self, office: str, room: str, keys: Iterable[Key]) -> dict[Key, State]:
        by_table: dict[str, list[str]] = {}
        for table, rec in keys:
            by_table.setdefault(table, []).append(rec)
        found: dict[Key, State] = {}
        for table, ids in by_table.items():
            for rec, state in self.connection.execute(
                "SELECT rec, state FROM record WHERE office = ? AND room = ? AND tbl = ? "
                "AND rec IN (SELECT value FROM json_each(?))",
                (office, room, table, json.dumps(ids)),
            ):
                found[(table, rec)] = merge.from_json(msgspec.json.decode(state))
        return found

    def _seen(self, office: str, last: dict[int, int]) -> Any:
        """Whether an operation was folded already; ``last``: how far the batch under way has come."""

        def seen(dot: Dot) -> bool:
            if dot[0] not in last:
                row = self.connection.execute(
                    "SELECT last_seq FROM replica WHERE office = ? AND replica = ?", (office, dot[0])
                ).fetchone()
                last[dot[0]] = int(row[0]) if row else 0
            return dot[1] <= last[dot[0]]

        return seen

    # --- giving operations

    def pull(self, scope: Scope, after: int, mine: Mapping[int, int]) -> Pulled:
        bodies: list[bytes] = []
        size, cursor = 0, after
        with self.reading() as db:
            head = self._head(scope.office)
            rows = db.execute(
                "SELECT pos, replica, seq, body FROM op WHERE office = ? AND pos > ? AND room IN (?, ?) ORDER BY pos",
                (scope.office, after, scope.office, _own_room(scope)),
            )
            for pos, replica, seq, body in rows:
                if body is None or seq <= mine.get(replica, 0):
                    cursor = pos
                    continue
                if bodies and (size + len(body) > BATCH_BYTES or len(bodies) >= BATCH_OPERATIONS):
                    return Pulled(bodies, cursor, True)
                bodies.append(bytes(body))
                size, cursor = size + len(body), pos
            return Pulled(bodies, max(after, head), False, self.digest(scope))

    def _head(self, office: str) -> int:
        row = self.connection.execute("SELECT head FROM office WHERE office = ?", (office,)).fetchone()
        return int(row[0]) if row else 0

    def replicas(self, scope: Scope) -> dict[int, int]:
        with self.reading() as db:
            rows = db.execute("SELECT replica, last_seq FROM replica WHERE office = ?", (scope.office,))
            return {int(r): int(s) for r, s in rows}

    def digest(self, scope: Scope) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        with self.reading() as db:
            for bucket, records, digest in db.execute(
                "SELECT bucket, records, digest FROM bucket WHERE office = ? AND room IN (?, ?)",
                (scope.office, scope.office, _own_room(scope)),
            ):
                n, d = found.get(bucket, (0, 0))
                found[bucket] = (n + records, d ^ digest)
        return found

    # --- the server's own acts

    def grant_numbers(self, scope: Scope, replica: int, types: Sequence[str], today: date) -> int:
        with self.transaction() as db:
            row = db.execute(
                "SELECT device FROM replica WHERE office = ? AND replica = ?", (scope.office, replica)
            ).fetchone()
            if row is not None and row[0] != scope.device:
                raise Refusal(403, "forged", replica=replica)
            if not self._settled(db, scope):
                return 0
            options = self.shown(scope.office, "office", scope.office).get("options")
            options = options if isinstance(options, dict) else {}
            wanted = numbers.wanted(db, scope.office, replica, types, today, options)
            if wanted:
                self._count_grant(db)
                code = db.execute(
                    "SELECT code FROM device WHERE office = ? AND device = ?", (scope.office, scope.device)
                ).fetchone()
                device = str(code[0]) if code else ""
                now = stamp(self.clock.now())
                self.act(scope.office, "grant", [b.edit(scope.office, replica, device, now) for b in wanted])
            return len(wanted)

    def shown(self, office: str, table: str, rec: str) -> dict[str, Any]:
        """The shown values of a record of the office's stream, {} where it is unknown or deleted."""
        state = self._states(office, office, [(table, rec)]).get((table, rec))
        return values(table, state) if state is not None and alive(state) else {}

    def act(self, office: str, what: str, edits: list[Edit]) -> None:
        """One operation of the server's own replica, inside the caller's transaction."""
        replica, hlc = self.connection.execute(
            "SELECT replica, hlc FROM office WHERE office = ?", (office,)
        ).fetchone()
        row = self.connection.execute(
            "SELECT last_seq, chain FROM replica WHERE office = ? AND replica = ?", (office, replica)
        ).fetchone()
        last, chain = (int(row[0]), bytes(row[1])) if row else (0, journal.CHAIN_START)
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
        )
        self._append(Scope(office, "", "server"), office, [op], [journal.encode(op)], chain)

    def change(self, office: str, table: str, rec: str, what: str, fields: dict[str, Any]) -> None:
        """Set fields of a record the server knows, as an act of its own that names every value it saw."""
        state = self._states(office, office, [(table, rec)]).get((table, rec))
        if state is None or not alive(state):
            return
        bases = {f: [h.dot for h in state.heads.get(f, [])] for f in fields}
        self.act(office, what, [Edit(t=table, r=rec, f=fields, b=journal.compact_base(bases))])


def _room(scope: Scope, stream: str) -> str:
    """Where a stream's records are folded: the office's one room, or this device's own for a private stream."""
    if stream == scope.office:
        return stream
    if stream.startswith("private:"):
        return _own_room(scope)
    raise Refusal(403, "forged", stream=stream)


def _own_room(scope: Scope) -> str:
    return f"@{scope.device}"


def _decoded(body: bytes, line: PushLine, seq: int) -> Operation:
    try:
        op = journal.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(400, "bad_operation", replica=line.replica) from wrong
    if (op.replica, op.stream, op.seq) != (line.replica, line.stream, seq) or op.hlc >= 2**63 or op.hlc < 0:
        raise Refusal(400, "bad_operation", replica=line.replica)
    return op


__all__ = ["KnownError", "SqliteLedger"]
