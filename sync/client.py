"""One sync of a device with the office's server: operations first, files after; resumable at any point.

Nothing is taken as sent before the server's receipt; what was received is on disk together with the cursor. At the
end both sides compare a digest over every record and its heads; a difference is repaired once and reported.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any, NoReturn

import msgspec

from models import journal
from models.database import Error
from models.errors import Cancelled, KnownError
from models.records import SCHEMA
from models.store import Store
from sync import awaited, blobs, copied, courier, handing, peer, snapshot, vouching, wire
from sync.ahead import Ahead
from sync.connection import Kept
from sync.membership import ProfileLike, introduce, joined, number_types, open_transport
from sync.peer import Peer
from sync.result import Counts, SyncResult
from sync.transport import Refused, Transport

RUSH = 5
"""Rounds that wait for a person who goes on writing while the sync runs."""

DEVICES_SEEN = "devices_seen"
LIFE = "server_life"
"""The server's life (:class:`sync.wire.SyncRequest`) in which it was asked for the files it had confirmed."""
UNSETTLED = "?"
"""In place of the mark of private streams once something was handed in to one: no server says so."""

Progress = Callable[[str, int, int], None]
"""(stage: ``snapshot`` in KiB, ``operations``, ``received``, ``files_up``, ``files_down``; done; total, 0 when unknown)."""


_running: dict[int, threading.Lock] = {}
_guard = threading.Lock()


def sync(
    profile: ProfileLike, progress: Progress | None = None, cancel: Callable[[], bool] | None = None
) -> SyncResult:
    """Sync once; call it from a worker thread. ``cancel()`` true ends it with Cancelled, also in the
    middle of a request: every request may be repeated without harm. A profile that is closed meanwhile ends it so too.

    Raises KnownError: not_joined, stick_only, sync_running, no_network, server_gone, server_failed, server_disk, server_refused,
    device_revoked, profile_cloned, server_answer_bad, server_not_trusted, disk_…. Whatever was received or
    acknowledged before is kept, and the next sync goes on from there.
    """
    with _guard:
        lock = _running.setdefault(id(profile.store), threading.Lock())
    if not lock.acquire(blocking=False):
        raise KnownError("sync_running")
    try:
        return _noted(profile, progress, cancel)
    except Error as broken:
        if profile.store.closed:  # the window went while it ran
            raise Cancelled from broken
        raise
    finally:
        lock.release()
        with _guard:
            _running.pop(id(profile.store), None)


def background(
    profile: ProfileLike, progress: Progress | None = None, cancel: Callable[[], bool] | None = None
) -> SyncResult | KnownError | None:
    """:func:`sync` for a worker that must not fail: the known error itself instead of raising, None when cancelled
    or when nothing is to be done (this profile works alone, another sync is under way)."""
    try:
        return sync(profile, progress, cancel)
    except Cancelled:
        return None
    except KnownError as error:
        return None if error.code in ("not_joined", "stick_only", "sync_running") else error


def devices_seen(store: Store) -> dict[str, str]:
    """On a desk: device id → when the server last heard of it (RFC 3339), as of the last sync; else empty."""
    server, last_ok = joined(store), peer.last(store)["last_ok"]
    here = {str(server["device"]): str(last_ok)} if server and server["role"] == "desk" and last_ok else {}
    return _heard(store) | here


def _heard(store: Store) -> dict[str, str]:
    """The same of every other device."""
    found: dict[str, str] = store.local_get(DEVICES_SEEN, {})
    return found


def pending(profile: ProfileLike) -> Counts:
    """What waits to be sent (operations), and files that still have to travel either way: photos that this computer
    does not fetch (sync/wanted.py) do not."""
    up, down = blobs.waiting(profile)
    return Counts(peer.waiting(profile.store), len(up) + len(down))


_kept = Kept()


def _noted(profile: ProfileLike, progress: Progress | None, cancel: Callable[[], bool] | None) -> SyncResult:
    store = profile.store
    fits = (store.standing("server", lambda: joined(store)), profile.device_keys.public, id(profile.clock))
    transport = _kept.take(store, fits) or open_transport(profile)
    transport.stopped = cancel
    before = transport.offset
    session = _Session(profile, transport, progress, cancel)
    try:
        result = session.run()
    except BaseException as error:
        transport.close()
        if isinstance(error, KnownError):
            peer.note(store, error.code)
        raise
    finally:
        session.ahead.close()
        if transport.offset != before:
            store.local_set("clock_offset_ms", int(transport.offset / timedelta(milliseconds=1)))
    peer.note(store, None, {DEVICES_SEEN: session.heard} if session.heard != session.known else None)
    transport.stopped = None
    _kept.keep(store, fits, transport)
    return result


class _Session:
    """The rounds of one sync."""

    def __init__(
        self,
        profile: ProfileLike,
        transport: Transport,
        progress: Progress | None,
        cancel: Callable[[], bool] | None,
    ) -> None:
        self.profile, self.store, self.transport = profile, profile.store, transport
        self.progress = progress or (lambda stage, done, total: None)
        self.cancel = cancel or (lambda: False)
        self.peer = Peer.load(self.store)
        self.result = SyncResult()
        self.asked_numbers: list[str] | None = None
        self.revoked = False
        self.handing = handing.Handing(self.store, None)
        self.pulled_anew = False
        self.there: dict[int, int] = {}
        """Replica → last operation that the server had already when it said so: going up again it is no news."""
        self.ahead = Ahead(self.store, self._prepared)
        self.server_schema = SCHEMA
        self.heard = self.known = _heard(self.store)
        self.cut = False
        """Whether the last answer held less than the server has for us."""
        self.wait: wire.NumbersWait | None = None
        self.lacking = False
        """Whether the server may have private operations for us: it is then told what we hold of them."""
        self.short_told = False
        self.life = self.known_life = str(self.store.standing(LIFE, lambda: self.store.local_get(LIFE, "")))

    def run(self) -> SyncResult:
        snapshot.begin(self.store, self.transport, self.peer, self.cancel, self.progress)
        introduce(self.profile)
        self._rounds()
        if self.revoked:
            self._hand_in()
        awaited.keep(self.store, self.wait)
        if awaited.write_down(self.store, self.profile.officer_id):
            self._rounds()
        if courier.deliver(self.profile, self.transport):
            self._rounds()
        if not self._compare():
            self.result.repaired = True
            self.peer.epoch = ""
            self._rounds()
            self._compare()
        try:
            self._files()
        except KnownError as error:
            self.result.files_error = error.code
        awaited.keep(self.store, self.wait)
        self.result.numbers_wait = awaited.waits(self.store)
        self.result.pending = pending(self.profile)
        self.result.conflicts, self.result.quarantined = self.store.standing("to_look_at", self._to_look_at)
        return self.result

    def _to_look_at(self) -> tuple[int, int]:
        """How many conflicts, and operations in quarantine."""
        (kept,) = self.store.rows("SELECT count(*) AS n FROM sync_quarantine")
        return len(self.store.conflicts()), kept["n"]

    def _rounds(self) -> None:
        """Push and pull until neither side has more; a gap the server reports is filled."""
        rush = 0
        while True:
            if self.cancel():
                raise Cancelled
            lines, everything = self.ahead.batch(self.peer, peer.own_lines(self.store))
            if lines:
                everything = everything and not self.handing.waits(self.peer)
            else:
                lines, everything = self.handing.batch(self.peer)
            self._vouch(lines)
            try:
                answer = self._pushed(lines, everything) if lines else self._ask([], everything)
            except Refused as refused:
                self._mend(refused.problem)
                continue
            self._take(answer, lines)
            if self.revoked or answer.outdated:
                if not everything:
                    continue
                if answer.outdated:
                    raise KnownError("program_outdated")
                return
            if answer.more or not everything or answer.have is not None or not self.peer.epoch or self.lacking:
                continue
            rush += 1
            written_meanwhile = peer.waiting(self.store) > 0 and rush < RUSH
            if not written_meanwhile and self.asked_numbers == number_types(self.profile):
                self.result.server_digest, self.result.server_records = answer.digest, answer.records
                return

    def _pushed(self, lines: list[wire.PushLine], everything: bool) -> wire.SyncAnswer:
        """What follows from one's own acts is written while the server takes them in."""
        begun: list[Future[None]] = []

        def sent() -> None:
            if self.peer.epoch:  # else the answer says what the server has, and what comes next depends on it
                self.ahead.begin()
            begun.append(self.ahead.meanwhile(self.store.catch_up))

        self.transport.sent = sent
        try:
            answer = self._ask(lines, everything)
        finally:
            self.transport.sent = None
        for work in begun:
            work.result()
        return answer

    def _ask(self, lines: list[wire.PushLine], everything: bool) -> wire.SyncAnswer:
        request = self._request(self.peer, lines, everything)
        self.asked_numbers = request.numbers
        return self.transport.post("/v1/sync", request, wire.SyncAnswer, self.ahead.packed(request))

    def _prepared(self, then: Peer, lines: list[wire.PushLine]) -> wire.SyncRequest:
        """For a batch made ready beside the request under way: as it will be when that one changes nothing else."""
        self._vouch(lines)
        return self._request(then, lines, everything=False)

    def _request(self, peer_: Peer, lines: list[wire.PushLine], everything: bool) -> wire.SyncRequest:
        own = [line for line in peer.own_lines(self.store) if line.stream == self.store.stream]
        mine = {line.replica: line.last_seq for line in own if line.last_seq}
        # the cursor stands past what the server had of ours when it acknowledged all of it, unless an answer was cut
        quiet = bool(peer_.epoch) and not lines and not self.cut and mine.items() <= peer_.acked.items()
        return wire.SyncRequest(
            proto=wire.PROTO,
            schema=SCHEMA,
            replica=self.store.replica,
            epoch=peer_.epoch,
            cursor=peer_.cursor,
            mark=peer_.mark,
            mine={} if quiet else mine,
            private=peer_.private,
            heard=wire.heard_mark(self.heard),
            held=peer.private_held(self.store) if self.lacking else None,
            push=lines,
            numbers=number_types(self.profile),
            last=everything,
            life=self.known_life,
        )

    def _mend(self, problem: wire.Problem) -> None:
        """What a refusal asks for: send again from an earlier operation, or go on under a new name."""
        if problem.code == "gap" and problem.wanted:
            for replica, seq in problem.wanted.items():
                if seq > self.peer.acked.get(replica, 0):
                    raise KnownError("server_answer_bad", url=str(self.transport.url))
                self.peer.acked[replica] = seq - 1
            return
        if problem.code == "clone":
            self._begin_anew()
            return
        raise KnownError("server_refused", reason=problem.code)

    def _take(self, answer: wire.SyncAnswer, lines: list[wire.PushLine]) -> None:
        """Store what came, with the receipt and the cursor, in one transaction."""
        before = self.peer.acked | {r: max(s, self.peer.acked.get(r, 0)) for r, s in self.there.items()}
        news = self.peer.take(answer.acked, lines)
        if news and any(line.stream != self.store.stream for line in lines):
            self.peer.private = UNSETTLED
        self.handing.taken(self.peer, answer.acked)
        self.result.pushed.operations += sum(max(0, s - before.get(r, 0)) for r, s in self.peer.acked.items())
        self.server_schema = answer.schema or SCHEMA
        self.life = answer.life or self.life
        if answer.revoked or answer.outdated:
            self.revoked = answer.revoked
            with self.store.maintenance() as connection:
                self.peer.save(connection)
            return
        renewed = answer.have is not None
        if answer.have is not None:
            own = {line.replica: line.last_seq for line in peer.own_lines(self.store)}
            # the last operation both sides have goes up once more: the server compares it, so that a copy of this
            # profile which handed in as many of its own under our name is found out
            self.peer.acked = {r: max(0, min(s, answer.have.get(r, 0)) - 1) for r, s in own.items()}
            self.handing = handing.Handing(self.store, answer.have)
            self.peer.acked |= {line.replica: answer.have.get(line.replica, 0) for line in self.handing.lines}
            self.peer.epoch, self.there = answer.epoch, answer.have
        self.cut, self.wait = answer.more, answer.numbers_wait
        moved = self._settled(answer)
        if answer.short and not self.short_told and self._is_lost(answer.short):
            moved, self.short_told, self.peer.epoch = True, True, ""  # all that the server has is asked for anew
        if answer.cursor != self.peer.cursor or answer.mark:  # else both are as they were
            moved, self.peer.cursor, self.peer.mark = True, answer.cursor, answer.mark

        def inside(connection: Any) -> None:
            if renewed:
                self.peer.forget(connection)
            self.peer.came_back(connection)
            self.peer.save(connection)
            handing.keep(connection, answer.words)

        if answer.ops:
            self._apply([bytes(raw) for raw in answer.ops], inside)
        elif news or renewed or moved:
            with self.store.maintenance(lasting=renewed) as connection:
                inside(connection)
        if answer.office_certificates is not None:
            self.store.local_set("office_certificates", answer.office_certificates)
        if answer.seen is not None:
            self.heard = answer.seen
        self.result.granted += answer.granted
        self.progress("operations", self.result.pushed.operations, 0)

    def _settled(self, answer: wire.SyncAnswer) -> bool:
        """Whether everything private that the server has for us came with this answer, which was not so before."""
        if answer.more:
            return False
        told, self.lacking = self.lacking, not self.lacking and answer.private != self.peer.private
        if told:
            self.peer.private = answer.private
        return told

    def _is_lost(self, short: dict[int, int]) -> bool:
        """Whether the server had acknowledged what it now has less of: it was restored, and neither the cursor nor the
        digest tells where nothing but private operations came after the backup."""
        return any(self.peer.acked.get(replica, 0) > last for replica, last in short.items())

    def _apply(self, bodies: list[bytes], inside: Callable[[Any], None]) -> None:
        try:
            applied = self.store.apply(bodies, inside=inside)
        except msgspec.DecodeError as wrong:
            raise KnownError("server_answer_bad", url=str(self.transport.url)) from wrong
        if applied.forked & {line.replica for line in self.store.lines() if line.mine}:
            self._begin_anew()
            return
        if applied.gaps or applied.forked:
            if not self._renamed(applied.forked, bodies) and self.pulled_anew:
                raise KnownError("server_answer_bad", url=str(self.transport.url))
            self.pulled_anew, self.peer.epoch = True, ""  # the cursor means nothing here: all of it once more
        self.result.pulled.operations += applied.new
        self.progress("received", self.result.pulled.operations, 0)

    def _renamed(self, forked: set[int], bodies: list[bytes]) -> bool:
        """Whether others' lines that go on otherwise on the server took another name here (sync/handing.py)."""
        if not forked:
            return False
        common: dict[int, int] = {}
        for op, body in ((journal.decode(body), body) for body in bodies):
            if op.replica in forked and op.replica not in common and not self._is_here(op.dot, body):
                common[op.replica] = op.seq - 1
        return handing.rename(self.store, common)

    def _is_here(self, dot: tuple[int, int], body: bytes) -> bool:
        rows = self.store.rows("SELECT hash FROM sync_op WHERE replica = ? AND seq = ?", dot)
        return not rows or bytes(rows[0]["hash"]) == journal.body_hash(body)

    def _vouch(self, lines: list[wire.PushLine]) -> None:
        """This device's word beside what it wrote itself: with it others can hand it in."""
        own = [line for line in lines if line.voucher is None and not line.server]
        device = self.profile.device_id
        if not own or device is None:
            return
        key = self.profile.device_keys.signing_key()
        ends = {line.replica: line for line in peer.own_lines(self.store)}
        for line in own:
            seq, end = line.first + len(line.ops) - 1, ends.get(line.replica)
            if end is not None and end.last_seq == seq:
                chain = end.chain  # as it was linked when each of them was written
            else:
                hashed = (journal.body_hash(bytes(raw)) for raw in line.ops)
                chain = vouching.linked(bytes.fromhex(line.chain), hashed)
            line.voucher = vouching.vouch(key, self.store.stream, device, line.replica, line.stream, seq, chain)

    def _begin_anew(self) -> None:
        """Another copy of this profile wrote under our name: what only this one has goes on under a new one."""
        if self.result.copied:
            raise KnownError("profile_cloned")
        self.result.copied = True
        copied.begin_anew(self.profile, self.transport, self.peer)
        introduce(self.profile)

    def _compare(self) -> bool:
        """Whether both sides hold the same heads of the same records."""
        self.result.device_records, self.result.device_digest = peer.office_digest(self.store, self.server_schema)
        self.result.equal = self.result.device_digest == self.result.server_digest
        return self.result.equal or peer.waiting(self.store) > 0

    def _hand_in(self) -> NoReturn:
        """Shut out: the records are handed in, the files they name follow; then the person is told."""
        self._queue_of_this_life().push()
        raise KnownError("device_revoked")

    def _queue(self) -> blobs.Queue:
        return blobs.Queue(self.profile, self.transport, self.cancel, self.progress)

    def _queue_of_this_life(self) -> blobs.Queue:
        """The queue, after the server was asked for what it had confirmed where it was started again since."""
        queue = self._queue()
        if self.life != self.known_life:
            queue.confirm()
            self.store.local_set(LIFE, self.life)
            self.known_life = self.life
        return queue

    def _files(self) -> None:
        done, queue = self.result, self._queue_of_this_life()
        try:
            queue.push()
            queue.pull()
        finally:
            done.pushed.blobs, done.pulled.blobs = queue.pushed, queue.pulled
            done.files_error = queue.problem
