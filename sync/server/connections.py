"""A few open connections to PostgreSQL for the threads of one process.

psycopg's own pool connects in the background with a growing pause: while the database is away every request waits for
its time-out, and after it came back requests are still turned away for seconds. Here the request connects itself: it
learns at once that the database is away, and the first one after its return works.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

Open = Callable[[], "psycopg.Connection[Any]"]
FRESH_SECONDS = 0.1
"""A connection used so recently is taken for alive; an older one is asked first."""


class Busy(Exception):
    """Every connection was in use for too long."""


class Connections:
    """At most ``most`` at once; a request waits ``wait`` seconds for one, then Busy."""

    def __init__(self, connect: Open, most: int, wait: float) -> None:
        self._connect, self._wait = connect, wait
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[tuple[psycopg.Connection[Any], float]] = []

    @contextmanager
    def one(self) -> Iterator[psycopg.Connection[Any]]:
        """Raises psycopg.OperationalError where the database is away, Busy."""
        if not self._places.acquire(timeout=self._wait):
            raise Busy
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._places.release()

    def close(self) -> None:
        """Close those that nobody uses; the others close when they are given back to a new start."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection, _ in idle:
            connection.close()

    def _take(self) -> psycopg.Connection[Any]:
        while True:
            with self._lock:
                if not self._idle:
                    break
                connection, since = self._idle.pop()
            if time.monotonic() - since < FRESH_SECONDS or _alive(connection):
                return connection
            connection.close()
        return self._connect()

    def _give_back(self, connection: psycopg.Connection[Any]) -> None:
        if connection.closed or connection.info.transaction_status != TransactionStatus.IDLE:
            connection.close()
            self.close()  # what broke this one most likely broke the others
            return
        with self._lock:
            self._idle.append((connection, time.monotonic()))


def _alive(connection: psycopg.Connection[Any]) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
