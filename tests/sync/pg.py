"""A PostgreSQL of the tests' own: on loopback, as no root, gone when they end. One cluster a run, one database a user.

with Cluster() as cluster: url = cluster.database()
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests of meaning; those of durability run with the settings of a real server."""


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"), key=lambda p: int(p.split("/")[4]))
    there = found[-1] if found else shutil.which("pg_ctl")
    return Path(os.path.realpath(there)).parent if there else None


def need_binaries() -> Path:
    """Where there is no PostgreSQL: a skip on somebody's laptop, a failure where the checks must be whole."""
    found = binaries()
    if found is None:
        word = "no PostgreSQL server here: sh scripts/test installs it, or apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    return found


class Cluster:
    """A database server of its own. ``durable`` keeps the settings under which an acknowledged commit survives."""

    def __init__(self, *, durable: bool = False, **settings: str) -> None:
        self.bin = need_binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="anxin-pg-", dir="/tmp"))
        self.data, self._made = self.folder / "data", 0
        self._user: dict[str, object] = {}
        if os.getuid() == 0:  # initdb refuses root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.settings = {"port": str(self.port), "listen_addresses": "127.0.0.1", "max_connections": "60"}
        self.settings |= {"unix_socket_directories": str(self.folder), "shared_buffers": "64MB"}
        self.settings |= ({} if durable else FAST) | settings

    def run(self, name: str, *words: str) -> str:
        """One of PostgreSQL's own programs, as the cluster's user."""
        done = subprocess.run(
            [str(self.bin / name), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/tmp",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGHOST": "127.0.0.1", "PGPORT": str(self.port)},
            text=True,
            check=False,
            **self._user,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, f"{name}: {done.stdout}"
        return str(done.stdout)

    def __enter__(self) -> Cluster:
        try:
            words = ["-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
            self.run("initdb", "-D", str(self.data), *words)
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._pid():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        log = ["-l", str(self.folder / "log")]
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", *log, "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        """``immediate`` is an accident: nobody is asked, nothing is flushed."""
        self.run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def kill(self) -> None:
        """SIGKILL to the whole family; returns when the port is free."""
        pid = self._pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        while self._pid():
            time.sleep(0.01)

    def _pid(self) -> int:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return 0
        return pid

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://app@127.0.0.1:{self.port}/{database}"

    def database(self, template: str = "template0") -> str:
        """A fresh database; its URL."""
        self._made += 1
        name = f"t{self._made}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)


@contextmanager
def cluster(*, durable: bool = False, **settings: str) -> Iterator[Cluster]:
    with Cluster(durable=durable, **settings) as made:
        yield made


def partitioned(url: str, parts: int = 4) -> None:
    """Lay out an empty database as for a province: the large tables in hash partitions by office (decision 0010)."""
    from sync.server.on_postgres import PostgresStore

    PostgresStore(url).close()
    with psycopg.connect(url) as connection:
        for table in ("op", "record"):
            connection.execute(f"ALTER TABLE {table} RENAME TO {table}_plain")
            connection.execute(f"CREATE TABLE {table} (LIKE {table}_plain INCLUDING ALL) PARTITION BY HASH (office)")
            for n in range(parts):
                connection.execute(
                    f"CREATE TABLE {table}_{n} PARTITION OF {table} FOR VALUES WITH (MODULUS {parts}, REMAINDER {n})"
                )
        for name, when, each in (
            ("op_final", "BEFORE UPDATE OF office, pos, room, replica, seq, hash", "ROW"),
            ("op_keep", "BEFORE DELETE", "ROW"),
            ("op_keep_all", "BEFORE TRUNCATE", "STATEMENT"),
        ):
            connection.execute(f"CREATE TRIGGER {name} {when} ON op FOR EACH {each} EXECUTE FUNCTION op_final()")
        connection.execute("DROP TABLE op_plain, record_plain")
