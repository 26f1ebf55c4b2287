"""One seed decides everything: identities, nonces, ids and threads; connections that break where they are told to.

A fuse belongs to one database file. It kills the process that owns the file before or after a statement (from then on
that process does nothing more, as after ``kill -9``: what COMMIT brought to the disk is there, the rest is not), or
makes one statement fail as on a full disk.
"""

from __future__ import annotations

import random
import secrets
import string
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import unquote, urlparse

import anyio.to_thread
import sqlcipher3
import uuid_utils

from sync import ahead, transport

WORDS = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The process that owned this file is dead."""


@dataclass
class Fuse:
    """``what``: ``kill`` before the statement, ``late`` kill after it, ``full`` disk; at the ``after``-th write."""

    what: str
    after: int
    only_commit: bool = False
    blown: bool = False

    def due(self, sql: str) -> bool:
        word = sql.lstrip()[:6].upper()
        if self.blown or word not in WORDS or (self.only_commit and word != "COMMIT"):
            return False
        self.after -= 1
        return self.after < 0


class Fuses:
    """The fuses of one world, and the processes that are dead: by the path of their file."""

    def __init__(self) -> None:
        self.set: dict[Path, Fuse] = {}
        self.dead: set[int] = set()
        """Connections (by id) of processes that were killed."""
        self.open: dict[Path, list[Connection]] = {}

    def kill(self, path: Path) -> None:
        """The process that owns ``path`` is gone: its connections close without a word."""
        for connection in self.open.pop(path, []):
            connection.dead = True
            sqlcipher3.Connection.close(connection)
        self.set.pop(path, None)


_now: list[Fuses] = []


class Connection(sqlcipher3.Connection):  # type: ignore[misc]
    """A connection that asks its fuse before each statement."""

    def __init__(self, database: str, *args: Any, **named: Any) -> None:
        super().__init__(database, *args, **named)
        self.path = Path(unquote(urlparse(database).path))
        self.dead = False
        self.fuses = _now[-1]
        self.fuses.open.setdefault(self.path, []).append(self)

    def execute(self, sql: str, *args: Any) -> Any:
        return self._asked(sql, lambda: sqlcipher3.Connection.execute(self, sql, *args))

    def executemany(self, sql: str, *args: Any) -> Any:
        return self._asked(sql, lambda: sqlcipher3.Connection.executemany(self, sql, *args))

    def _asked(self, sql: str, do: Callable[[], Any]) -> Any:
        if self.dead:
            raise Killed
        fuse = self.fuses.set.get(self.path)
        if fuse is None or not fuse.due(sql):
            return do()
        fuse.blown = True
        if fuse.what == "full":
            raise sqlcipher3.OperationalError("database or disk is full")
        if fuse.what == "late":
            do()
        for other in self.fuses.open.get(self.path, []):
            other.dead = True
        raise Killed

    def close(self) -> None:
        if not self.dead:
            mine = self.fuses.open.get(self.path, [])
            if self in mine:
                mine.remove(self)
            super().close()


_connect = sqlcipher3.connect


def _guarded(*args: Any, **named: Any) -> Any:
    return _connect(*args, **named, factory=Connection)


class _Now(threading.Thread):
    """A thread that has ended when it has begun: what happens when must not hang on the machine's load."""

    def start(self) -> None:
        self.run()


class _Inline:
    """A pool that has done its work when it was handed over."""

    def __init__(self, *_: Any) -> None:
        pass

    def submit(self, work: Callable[..., Any], *args: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args))
        except Exception as failed:
            done.set_exception(failed)
        return done

    def shutdown(self, **_: Any) -> None:
        pass


async def _at_once(function: Callable[..., Any], *args: Any, **_: Any) -> Any:
    return function(*args)


@contextmanager
def seeded(seed: int | str, network: Callable[..., Any]) -> Iterator[Fuses]:
    """Everything below draws from ``seed``; connections are made by ``network``; nobody sleeps, nothing is a thread."""
    rng = random.Random(f"product {seed}")
    fuses = Fuses()
    _now.append(fuses)
    letters = string.ascii_letters + string.digits
    patches = {
        (secrets, "randbits"): rng.getrandbits,
        (secrets, "token_bytes"): lambda n=32: rng.randbytes(n),
        (secrets, "token_hex"): lambda n=32: rng.randbytes(n).hex(),
        (secrets, "token_urlsafe"): lambda n=32: "".join(rng.choice(letters) for _ in range(n * 4 // 3 + 1)),
        (secrets, "choice"): rng.choice,
        (uuid_utils, "uuid7"): lambda *_: uuid.UUID(int=rng.getrandbits(128), version=4),
        (time, "sleep"): lambda _: None,
        (sqlcipher3, "connect"): _guarded,
        (anyio.to_thread, "run_sync"): _at_once,
        (transport, "Exchange"): network,
        (ahead, "ThreadPoolExecutor"): _Inline,
        (transport, "threading"): SimpleNamespace(Thread=_Now),
    }
    try:
        with ExitStack() as stack:
            for (module, name), made in patches.items():
                stack.enter_context(mock.patch.object(module, name, made))
            yield fuses
    finally:
        _now.remove(fuses)
