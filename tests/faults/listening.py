"""A listening address in a thread of its own, until it is left: what stands between devices and the server."""

from __future__ import annotations

import asyncio
import ssl
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Self


class Listening(ABC):
    """Each connection is served by :meth:`serve` and ended when that returns; ``url`` is there once it is entered."""

    limit = 2**16
    """Bytes that one read until a separator may take."""

    def __init__(self, name: str) -> None:
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @abstractmethod
    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None: ...

    def hang_up(self) -> None:
        """End every connection there is: a laptop that slept, a gateway that forgot."""
        self._loop.call_soon_threadsafe(self._cancel)

    def near(self) -> ssl.SSLContext | None:
        """How it answers calls itself; None: what comes is passed as bytes."""
        return None

    def scheme(self) -> str:
        return "https" if self.near() else "http"

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._open())
        finally:
            self._loop.close()

    async def _open(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._live, "127.0.0.1", 0, limit=self.limit, ssl=self.near())
        self.url = f"{self.scheme()}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stop.wait()
        server.close()
        self._cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _cancel(self) -> None:
        for task in list(self._tasks):
            task.cancel()

    async def _live(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
                await self.serve(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.transport.abort()
