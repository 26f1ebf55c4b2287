"""Runs the server: bound before it answers, in a thread of this process or as the process itself."""

from __future__ import annotations

import gc
import socket
import ssl
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from models.clock import Clock
from models.errors import KnownError
from sync.server.app import App
from sync.server.files import Files, file_key
from sync.server.ledger import Code
from sync.server.on_sql import SqlLedger
from sync.server.on_sqlite import SqliteLedger
from sync.server.workers import Opened, Workers

CONNECTIONS = 400
GARBAGE = 50_000
"""New objects after which a server looks for cycles: a batch of a thousand acts makes ten thousand, and no cycle."""
"""At once; more are told to come again. An office has some fifty devices with one connection each."""


@dataclass
class Running:
    """A bound server. ``url`` is what devices are told; ``admin_code`` is None once an office is founded."""

    url: str
    admin_code: Code | None
    ledger: SqlLedger
    files: Files
    _server: uvicorn.Server | Workers
    _socket: socket.socket
    _thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve until stopped (Ctrl+C, SIGTERM or :meth:`stop`)."""
        if threading.current_thread() is threading.main_thread():
            # what this process holds now it holds for good: to look through it again and again costs a tenth of a push
            gc.collect()
            gc.freeze()
            gc.set_threshold(GARBAGE)
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self.ledger.close()

    def start(self) -> Running:
        """Serve in a thread; returns once requests are answered."""
        self._thread = threading.Thread(target=self.run, name="anxin-server", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            self._thread.join(0.005)
        return self

    def stop(self) -> None:
        """End the thread and close the file; what was acknowledged is on disk anyway."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
        self._socket.close()

    def __enter__(self) -> Running:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def bind(
    database: Path,
    clock: Clock,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls_certificate: Path | None = None,
    tls_key: Path | None = None,
    key: str | None = None,
    files: str | None = None,
    postgres: str | None = None,
    workers: int = 1,
    new_office: bool = False,
) -> Running:
    """Open the store at ``database`` (files beside it, unless ``files`` is a URL) and bind; port 0 takes a free one.

    ``postgres``: URL of a PostgreSQL database instead; ``database`` then only names what lies beside it. Several
    ``workers`` are processes over that one database, to be run by :meth:`Running.run`. ``new_office``: make a code with
    which another office is founded on this server.

    Raises KnownError: port_taken, tls_files, tls_bad, files_…, server_file_newer, store_…, disk_…, database_….
    """
    if (tls_certificate is None) != (tls_key is None):
        raise KnownError("tls_files")
    for path in (tls_certificate, tls_key):
        if path is not None and not path.is_file():
            raise KnownError("file_not_found", path=str(path))
    if tls_certificate and tls_key:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls_certificate, tls_key)
        except (ssl.SSLError, OSError) as wrong:
            raise KnownError("tls_bad") from wrong
    bound = _listen(host, port)
    try:
        kept = open_files(database, clock, files)
        ledger = open_ledger(database, clock, key, postgres)
    except BaseException:
        bound.close()
        raise
    settings: dict[str, Any] = {
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "date_header": False,  # a device that needs the server's time is told it in words
        "lifespan": "off",
        "timeout_keep_alive": 30,
        "limit_concurrency": CONNECTIONS,
        "timeout_graceful_shutdown": 5,
        "h11_max_incomplete_event_size": 65536,
        "ssl_certfile": str(tls_certificate) if tls_certificate else None,
        "ssl_keyfile": str(tls_key) if tls_key else None,
    }
    server: uvicorn.Server | Workers
    if postgres and workers > 1:
        server = Workers(Opened(postgres, database, files, clock), workers, settings)
    else:
        server = uvicorn.Server(uvicorn.Config(App(ledger, kept, clock).starlette(), **settings))
    scheme = "https" if tls_certificate else "http"
    url = f"{scheme}://{_name(host)}:{bound.getsockname()[1]}"
    return Running(url, ledger.admin_code(new_office), ledger, kept, server, bound)


def open_ledger(database: Path, clock: Clock, key: str | None, postgres: str | None) -> SqlLedger:
    """The ledger in the file ``database``, or in the database at the URL ``postgres``."""
    if postgres is None:
        return SqliteLedger(database, clock, key)
    from sync.server.on_postgres import PostgresLedger

    return PostgresLedger(postgres, clock, database)


def open_files(database: Path, clock: Clock, url: str | None) -> Files:
    """The files of the server whose database is ``database``: in a folder beside it, or in the store at ``url``;
    their key lies beside the database and belongs into its backup."""
    beside = database.with_name(database.name + ".files")
    kept = Files(url or beside, file_key(database.with_name(database.name + ".files-key")))
    kept.sweep(clock.now())
    return kept


def _name(host: str) -> str:
    """What devices call a server that listens on ``host``: for all addresses, the one the network sees."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing; asks the system which address it would use
                return str(probe.getsockname()[0])
            except OSError:
                return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Named so, because asyncio turns off the delay of small packets only where the protocol is TCP by name.
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(256)
    except OSError as error:
        raise KnownError("port_taken", host=host, port=port) from error
    return bound
