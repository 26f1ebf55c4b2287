"""The ledger's logic, once, over either SQL store: pushes taken, operations given, numbers granted."""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from models import journal, merge
from models.clock import Clock, stamp
from models.journal import Operation
from models.newrecord import New
from sync.server import handed, numbers, private, requarantine
from sync.server.access import Access
from sync.server.folding import alive, values
from sync.server.giving import Giving
from sync.server.ledger import Given, Pulled, Pushed, Refusal, Scope
from sync.server.log import marked, read
from sync.server.restores import Witness
from sync.server.sql import Db, Store, repeated
from sync.server.states import BODIES, at_hand, decode
from sync.wire import BATCH_BYTES, BATCH_OPERATIONS, PushLine, Voucher, digest_of, digest_of_text

SKIPPED = 8
"""Lines of a device's own that the database leaves out itself when it reads the log for it."""
Act = TypeVar("Act", Operation, Operation | New)


class SqlLedger(Access):
    """Keeps :class:`sync.server.ledger.Ledger` in a SQL database; several of them may share one.

    It holds nothing that another process would have to know: epochs, counters, nonces and codes are rows.
    """

    def __init__(self, store: Store, clock: Clock, witness: Witness) -> None:
        super().__init__(store, clock, witness)
        requarantine.look_again(self.log)

    def rest(self) -> None:
        self.store.rest()

    def close(self) -> None:
        self.store.close()

    # --- restored or not

    def epoch(self, office: str) -> str:
        with self.store.reading() as db:
            return self.restores.epoch(db, office)

    def epoch_for(self, scope: Scope, epoch: str, cursor: int, mark: str) -> tuple[str, str]:
        """(the office's epoch for a device that read up to ``cursor`` of its ``epoch``, a short name of the database's
        life); a new epoch begins where the log it read is not this one."""
        with self.store.reading() as db:
            row = db.execute(
                f"SELECT epoch, head, life, {self.store.life}, hash FROM office LEFT JOIN op ON op.office = office.office "
                "AND pos = ? WHERE office.office = ?",
                (cursor, scope.office),
            ).fetchone()
        if row is None:
            return "", ""
        now, head, life, alive, hashed = row
        named = base64.urlsafe_b64encode(journal.body_hash(str(alive).encode())).decode()[:3]
        read_here = cursor <= head and (not mark or (hashed is not None and mark == marked(hashed)))
        if epoch == now and not scope.revoked and not (read_here and life == alive):
            self.behind(scope, cursor, mark)
            return self.epoch(scope.office), named
        return str(now), named

    @repeated
    def behind(self, scope: Scope, cursor: int, mark: str = "") -> bool:
        with self.store.reading() as db:
            if self._read_here(db, scope, cursor, mark) and self.restores.same_life(db, scope.office):
                return False
        with self.store.writing(scope.office) as db:
            before = self.restores.epoch(db, scope.office)
            self.restores.look(db, scope.office)
            read_here = self._read_here(db, scope, cursor, mark)
            if not read_here and before == self.restores.epoch(db, scope.office):
                self.restores.begin(db, scope.office)
            return before != self.restores.epoch(db, scope.office)

    def _read_here(self, db: Db, scope: Scope, cursor: int, mark: str) -> bool:
        """Whether this very log may have been read up to ``cursor``. The head alone does not tell: after a restore
        others may have written on past it before this device comes."""
        if cursor > self.log.head(db, scope.office):
            return False
        return not mark or mark == self.log.mark(db, scope.office, cursor)

    @repeated
    def restored(self, office: str, epoch: str) -> None:
        with self.store.writing(office) as db:
            if self.restores.epoch(db, office) == epoch:
                self.restores.begin(db, office)

    # --- taking operations

    @repeated
    def push(self, scope: Scope, lines: Sequence[PushLine]) -> Pushed:
        done = Pushed()
        if lines:
            with self.store.writing(scope.office) as db:
                for line in lines:
                    self._push_line(db, scope, line, done)
        return done

    def _push_line(self, db: Db, scope: Scope, line: PushLine, done: Pushed) -> None:
        if line.server:
            self._take_line(db, Scope(scope.office, "", "server"), line, done)
        elif line.voucher is None or (line.voucher.device == scope.device and line.common is None):
            self._take_line(db, scope, line, done, handed.own_word(db, scope, line))
        else:
            replica, last = handed.target(line)
            found = handed.prove(db, self.log, scope.office, line, line.voucher)
            try:
                if found is not None and not scope.revoked:
                    self._take_line(db, found.scope, found.line, done, found.word)
            except Refusal as why:
                if why.code == "gap":
                    raise
            done.acked.setdefault(replica, last)  # what is not its author's, as far as we know, is left out

    def _take_line(self, db: Db, scope: Scope, line: PushLine, done: Pushed, word: Voucher | None = None) -> None:
        room = room_of(scope, line.stream)
        held = self.log.line(db, scope.office, line.replica)
        if held is not None and ((held.device or "") != scope.device or held.stream != line.stream):
            raise Refusal(403, "forged", replica=line.replica)
        last, chain = (held.last, held.chain) if held else (0, journal.CHAIN_START)
        if line.first > last + 1:
            raise Refusal(409, "gap", wanted={line.replica: last + 1})
        bodies = [bytes(raw) for raw in line.ops]
        if line.server and line.first == last + 1 and line.chain != chain.hex():
            done.acked[line.replica] = line.first + len(bodies) - 1  # not ours as we remember it: left out
            return
        repeated_bodies = bodies[: max(0, last + 1 - line.first)]
        self._must_repeat(db, scope.office, line, repeated_bodies)
        fresh = bodies[len(repeated_bodies) :]
        if not repeated_bodies and line.chain != chain.hex():
            raise Refusal(423, "clone", replica=line.replica)
        done.acked[line.replica] = max(last, line.first + len(bodies) - 1)
        if fresh:
            if line.server:
                acts = [_decoded(journal.decode, body, line, last + 1 + n) for n, body in enumerate(fresh)]
                if not all(self.log.is_own(db, scope.office, op) for op in acts):
                    raise Refusal(403, "forged", replica=line.replica)
                done.quarantined += self.log.append(db, scope, room, acts, fresh, chain, word)
                self.restores.take_back(db, scope.office, acts)
            else:
                ops = [_decoded(read, body, line, last + 1 + n) for n, body in enumerate(fresh)]
                done.quarantined += self.log.append(db, scope, room, ops, fresh, chain, word)
            done.new += len(fresh)

    def _must_repeat(self, db: Db, office: str, line: PushLine, bodies: list[bytes]) -> None:
        """What the server has already must be the very same bytes: else two devices hold one identity."""
        if not bodies:
            return
        stored = self.log.hashes(db, office, line.replica, line.first, line.first + len(bodies) - 1)
        if stored != [journal.body_hash(body) for body in bodies]:
            raise Refusal(423, "clone", replica=line.replica)

    # --- giving operations

    def pull(self, scope: Scope, after: int, mine: Mapping[int, int], unknown: Sequence[str] = ()) -> Pulled:
        cursor = after
        with self.store.reading(snapshot=True) as db:
            given = Giving(BATCH_OPERATIONS, BATCH_BYTES, lambda r, s: self.log.word_after(db, scope.office, r, s))
            head = self.log.head(db, scope.office)
            held = sorted(mine.items())[:SKIPPED]
            others = "".join(" AND NOT (replica = ? AND seq <= ?)" for _ in held)
            known = [number for line in held for number in line]
            while cursor < head:
                upto = min(head, cursor + BATCH_OPERATIONS)  # bounds the work, whatever a planner thinks of it
                rows = db.execute(
                    "SELECT pos, replica, seq, body, word FROM op WHERE office = ? AND pos > ? AND pos <= ? AND room = ?"
                    f"{others} ORDER BY pos",
                    (scope.office, cursor, upto, scope.office, *known),
                ).fetchall()
                for pos, replica, seq, body, word in rows:
                    if body is None or seq <= mine.get(replica, 0):
                        continue
                    if not given.add(pos, (replica, seq), scope.office, bytes(body), word):
                        mark = self.log.mark(db, scope.office, given.place)
                        return Pulled(given.bodies, given.place, True, mark, given.words())
                cursor = upto
            end = max(after, head)
            mark, whole = self.log.mark(db, scope.office, end), self._whole(db, scope, unknown)
            waits = self.restores.waits(db, scope.office)
            return Pulled(given.bodies, end, False, mark, given.words(), whole, waits)

    def private(self, scope: Scope, settled: str, held: Mapping[int, int] | None) -> Given:
        with self.store.reading(snapshot=True) as db:
            return private.give(self.log, db, scope, settled, held)

    def replicas(self, scope: Scope) -> dict[int, int]:
        with self.store.reading() as db:
            rows = db.execute("SELECT replica, last_seq FROM replica WHERE office = ?", (scope.office,)).fetchall()
        return {int(replica): int(last) for replica, last in rows}

    def digest(self, scope: Scope) -> dict[int, tuple[int, int]]:
        with self.store.reading() as db:
            return self._digest(db, scope)

    def _whole(self, db: Db, scope: Scope, unknown: Sequence[str]) -> tuple[int, str]:
        """(records, digest) as :func:`sync.wire.digest_of` makes them; the database writes the text itself, unless
        record types are to be left out."""
        if unknown:
            return digest_of(self._digest(db, scope, unknown))
        records, text = db.execute(
            "SELECT sum(records), string_agg(bucket || ':' || records || ':' || digest, ? ORDER BY bucket) "
            "FROM bucket WHERE office = ? AND room = ? AND records <> 0",
            ("\n", scope.office, scope.office),
        ).fetchone()
        return int(records or 0), digest_of_text(text or "")

    def _digest(self, db: Db, scope: Scope, unknown: Sequence[str] = ()) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        for bucket, records, digest in db.execute(
            "SELECT bucket, records, digest FROM bucket WHERE office = ? AND room = ?",
            (scope.office, scope.office),
        ).fetchall():
            n, d = found.get(bucket, (0, 0))
            found[bucket] = (n + records, d ^ digest)
        for table in unknown:
            for rec, digest in self.log.digests(db, scope.office, table):
                n, d = found.get(merge.bucket(rec), (0, 0))
                found[merge.bucket(rec)] = (n - 1, d ^ digest)
        return found

    # --- numbers

    @repeated
    def grant_numbers(
        self, scope: Scope, replica: int, types: Sequence[str], today: date, *, heard: bool = True
    ) -> int:
        with self.store.reading() as db:
            quiet = self.restores.same_life(db, scope.office) and not self.restores.is_settling(db, scope.office)
            if quiet and not self._wanted(db, scope, replica, types, today):
                return 0
        with self.store.writing(scope.office) as db:
            self.restores.look(db, scope.office)
            if not self.restores.settled(db, scope, heard=heard):
                return 0
            wanted = self._wanted(db, scope, replica, types, today)
            if wanted:
                self.restores.count_grant(db, scope.office)
                code = db.execute(
                    "SELECT code FROM device WHERE office = ? AND device = ?", (scope.office, scope.device)
                ).fetchone()
                device, now = str(code[0]) if code else "", stamp(self.clock.now())
                edits = [grant.edit(scope.office, replica, device, now) for grant in wanted]
                self.log.act(db, scope.office, "grant", edits)
            return len(wanted)

    def _wanted(self, db: Db, scope: Scope, replica: int, types: Sequence[str], today: date) -> list[numbers.Grant]:
        held = self.log.line(db, scope.office, replica)
        if held is not None and held.device != scope.device:
            raise Refusal(403, "forged", replica=replica)
        row = db.execute(
            f"{BODIES} AND record.rec = ?", (scope.office, scope.office, "office", scope.office)
        ).fetchone()
        options = _options(*row) if row else {}
        return numbers.wanted(db, scope.office, replica, types, today, options)


@functools.lru_cache(maxsize=64)
def _options(office: str, *kept: Any) -> dict[str, Any]:
    """The options that an office's record, as it is stored, shows."""
    state = decode("office", office, kept[:-1], at_hand(kept[-1]))
    found = values("office", state).get("options") if alive(state) else None
    return found if isinstance(found, dict) else {}


def room_of(scope: Scope, stream: str) -> str:
    """The office's one room, or a private stream's own, whose records are never folded here."""
    if stream == scope.office or stream.startswith(private.PREFIX):
        return stream
    raise Refusal(403, "forged", stream=stream)


def _decoded(decode: Callable[[bytes], Act], body: bytes, line: PushLine, seq: int) -> Act:
    try:
        op = decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(400, "bad_operation", replica=line.replica) from wrong
    if (op.replica, op.stream, op.seq) != (line.replica, line.stream, seq):
        raise Refusal(400, "bad_operation", replica=line.replica)
    return op
