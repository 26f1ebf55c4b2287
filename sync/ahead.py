"""Large uploads: the next batch is made ready while one is under way (docs/decisions/0023)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from models.store import Line, Store
from sync import peer
from sync.peer import Peer
from sync.wire import BATCH_OPERATIONS, PushLine, SyncRequest, pack

T = TypeVar("T")
FIRST = 250
"""Operations of the first of several batches: while the server takes them in, the next is made ready."""


@dataclass
class Prepared:
    """The next batch as it will be if the one under way is taken whole; ``request`` and ``body``: as it would be sent."""

    peer: Peer
    lines: list[PushLine]
    everything: bool
    request: SyncRequest | None = None
    body: bytes = b""


class Ahead:
    """Works while a request is under way, in a thread of its own: makes the next batch ready where more waits."""

    def __init__(self, store: Store, ask: Callable[[Peer, list[PushLine]], SyncRequest]) -> None:
        """``ask``: the request for a batch after which more waits."""
        self.store, self.ask = store, ask
        self._pool: ThreadPoolExecutor | None = None
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
            self._next = self._beside().submit(self._after, *then)

    def packed(self, request: SyncRequest) -> bytes | None:
        """The body of ``request`` where it was made ready just so."""
        ready = self._ready
        if ready is None or ready.request is None or ready.lines is not request.push:
            return None
        return ready.body if replace(ready.request, push=[]) == replace(request, push=[]) else None

    def meanwhile(self, work: Callable[[], T]) -> Future[T]:
        """Do ``work`` in the thread beside, while a request is under way."""
        return self._beside().submit(work)

    def _beside(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "anxin-ahead")
        return self._pool

    def _after(self, then: Peer, made: list[PushLine], lines: list[Line]) -> Prepared:
        then.take({line.replica: line.first + len(line.ops) - 1 for line in made}, made)
        ready = Prepared(then, *peer.batch(self.store, then, lines, BATCH_OPERATIONS))
        if not ready.everything:
            ready.request = self.ask(then, ready.lines)
            ready.body = pack(ready.request)
        return ready

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
