"""Large uploads: the next batch is made ready and sent while one is under way (docs/decisions/0026)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from models.errors import KnownError
from models.store import Line, Store
from sync import peer
from sync.peer import Peer
from sync.transport import Refused, Transport
from sync.wire import BATCH_OPERATIONS, PushLine, SyncAnswer, SyncRequest, pack

T = TypeVar("T")
WAYS = 2
"""Batches under way at once: the one the server works on, and the one after it."""
FIRST = 250
"""Operations of the first of several batches: while the server takes them in, the next is made ready."""


@dataclass
class Prepared:
    """The next batch as it will be if the one under way is taken whole; ``request`` and ``body``: as it would be sent;
    ``answer``: to come, where it was sent already."""

    peer: Peer
    lines: list[PushLine]
    everything: bool
    request: SyncRequest | None = None
    body: bytes = b""
    answer: Future[SyncAnswer] | None = None


class Ahead:
    """Works while a request is under way: makes the next batch ready where more waits, and sends it on a way of its
    own, so that the server need not wait for us between two. What went wrong with that is as if it had not been."""

    def __init__(
        self,
        store: Store,
        ask: Callable[[Peer, list[PushLine]], SyncRequest],
        way: Callable[[], Transport],
        cancel: Callable[[], bool],
    ) -> None:
        """``ask``: the request for a batch after which more waits; ``way``: a new transport that tries once."""
        self.store, self.ask, self.way, self.cancel = store, ask, way, cancel
        self.may_send = False
        """Whether the server said that it takes a batch before the one ahead of it was answered."""
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._free: list[Transport] = []
        self._ended = False
        self._next: Future[Prepared] | None = None
        self._ready: Prepared | None = None
        self._then: tuple[Peer, list[PushLine], list[Line]] | None = None

    def batch(self, now: Peer, lines: list[Line]) -> tuple[list[PushLine], bool]:
        """As :func:`sync.peer.batch`; what comes after it waits for :meth:`begin`."""
        begun, self._next, self._ready = self._next, None, None
        ready = begun.result() if begun is not None else None
        if ready is None or ready.peer.acked != now.acked:  # the server took another part of it than was thought
            waits = sum(max(0, line.last_seq - now.acked.get(line.replica, 0)) for line in lines)
            several = waits > BATCH_OPERATIONS
            most = min(FIRST, BATCH_OPERATIONS) if several else BATCH_OPERATIONS
            ready = Prepared(now, *peer.batch(self.store, now, lines, most))
        self._ready, self._then = ready, None if ready.everything else (now.copy(), ready.lines, lines)
        return ready.lines, ready.everything

    def begin(self) -> None:
        """The batch is on its way: begin with the one after it. Not before: the two would wait for each other."""
        then, self._then = self._then, None
        if then is not None:
            self._next = self._pool("ready", 1).submit(self._after, *then)

    def packed(self, request: SyncRequest) -> bytes | None:
        """The body of ``request`` where it was made ready just so."""
        ready = self._ready
        return ready.body if ready is not None and ready.answer is None and self._fits(request) else None

    def sent(self, request: SyncRequest) -> Callable[[], SyncAnswer | None] | None:
        """Waits for the answer to ``request`` where it is on its way just so; None where that came to nothing, as when
        it overtook the one before it: it is to be sent as if it had not been."""
        answer = self._ready.answer if self._ready is not None and self._fits(request) else None
        return None if answer is None else lambda: _came(answer)

    def _fits(self, request: SyncRequest) -> bool:
        ready = self._ready
        if ready is None or ready.request is None or ready.lines is not request.push:
            return False
        return replace(ready.request, push=[], early=False) == replace(request, push=[])

    def meanwhile(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` in the thread beside, while a request is under way."""
        return self._pool("ready", 1).submit(work)

    def _pool(self, name: str, threads: int) -> ThreadPoolExecutor:
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(threads, f"anxin-{name}")
        return self._pools[name]

    def _after(self, then: Peer, made: list[PushLine], lines: list[Line]) -> Prepared:
        then.take({line.replica: line.first + len(line.ops) - 1 for line in made}, made)
        ready = Prepared(then, *peer.batch(self.store, then, lines, BATCH_OPERATIONS))
        if ready.everything:
            return ready
        early = self.may_send  # the answer under way may change it
        ready.request = replace(self.ask(then, ready.lines), early=early)
        ready.body = pack(ready.request)
        if early:
            ready.answer = self._pool("sent", WAYS).submit(self._send, ready.request, ready.body)
        return ready

    def _send(self, request: SyncRequest, body: bytes) -> SyncAnswer:
        way = self._free.pop() if self._free else self.way()
        way.stopped = lambda: self._ended or self.cancel()
        try:
            return way.post("/v1/sync", request, SyncAnswer, body)
        except BaseException:
            way.close()
            raise
        finally:
            self._free.append(way)

    def close(self) -> None:
        """Nothing is under way any more when it returns."""
        self._ended = True
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        for way in self._free:
            way.close()


def _came(answer: Future[SyncAnswer]) -> SyncAnswer | None:
    try:
        return answer.result()
    except (KnownError, Refused):
        return None
