"""Several server processes behind one socket, over one PostgreSQL: none knows anything the others would have to know."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from models.clock import Clock
from sync.server.app import App


@dataclass(frozen=True)
class Opened:
    """Called in each worker: its own connections to the one database, its own view of the one store of files."""

    url: str
    beside: Path
    files: str | None
    clock: Clock

    def __call__(self) -> Starlette:
        from sync.server.on_postgres import PostgresLedger
        from sync.server.running import open_files

        _end_with_parent()
        ledger = PostgresLedger(self.url, self.clock, self.beside)
        return App(ledger, open_files(self.beside, self.clock, self.files), self.clock).starlette()


class Workers:
    """Starts the workers, and another where one died; what :class:`uvicorn.Server` is to one process."""

    def __init__(self, opened: Opened, count: int, settings: dict[str, Any]) -> None:
        self.config = uvicorn.Config(opened, factory=True, workers=count, **settings)
        self.should_exit = self.started = False

    def run(self, sockets: list[socket.socket]) -> None:
        """Until Ctrl+C or SIGTERM; in the main thread of a process."""
        Multiprocess(self.config, sockets).run()


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers, and they would hold the port for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="anxin-parent", daemon=True).start()
