"""Processes that are cheap to kill: one process loads the program once, and each life is a fork of it.

The fork is a process like any other: it opens its files, binds its socket and is ended by SIGKILL. A server's life
costs some ten milliseconds instead of a second, so that hundreds of kills fit into a test.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Life:
    """One forked process: its id, and the lines it said until it was gone."""

    def __init__(self, pid: int, voice: Path) -> None:
        self.pid, self.voice = pid, voice

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it ended by itself; what it said tells why
            os.kill(self.pid, signal.SIGKILL)

    def said(self) -> list[dict[str, Any]]:
        """Every whole line so far."""
        lines = self.voice.read_text("utf-8").split("\n")[:-1] if self.voice.exists() else []
        return [json.loads(line) for line in lines]


class Nursery:
    """The process that loaded the program, and forks on demand; ends with its caller."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self._lock = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._ask({"role": "none"})

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def born(self, role: str, **words: Any) -> Life:
        """A new process in ``role``: server, client or held."""
        with self._lock:
            self.count += 1
            voice = self.folder / f"{role}-{self.count}.jsonl"
            pid = self._ask({"role": role, "voice": str(voice), **words})
        return Life(pid, voice)

    def told(self, role: str, **words: Any) -> dict[str, Any]:
        """What a new process says first; it is gone afterwards."""
        life = self.born(role, **words)
        while not (said := life.said()):
            time.sleep(0.002)
        self.gone(life)
        return said[0]

    def gone(self, life: Life) -> int:
        """Kill a life and wait until the system has taken back all it held; its status (negative: the signal)."""
        life.kill()
        with self._lock:
            return self._ask({"role": "bury", "pid": life.pid})

    def _ask(self, words: dict[str, Any]) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(words).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the nursery is gone")
        return int(line)


# --- inside the processes


def _serve(words: dict[str, Any], say: Any) -> None:
    from models.clock import SystemClock
    from sync.server.running import bind

    server = bind(Path(words["database"]), SystemClock(), port=words["port"])
    code = server.admin_code
    say(url=server.url, code=code.text if code else None)
    server.run()


def _work(words: dict[str, Any], say: Any) -> None:
    """Write and sync without end; a line after each COMMIT and each sync."""
    from models.errors import KnownError
    from sync.client import sync
    from tests.load import laptop as load
    from tests.load.laptop import Shifted, Written

    dice, written = random.Random(words["seed"]), Written()
    with load.opened(Path(words["profile"]), Shifted()) as profile:
        profile.store.local_set("server", {**profile.store.local_get("server"), "url": words["url"]})
        say(opened=True)
        while True:
            for _ in range(dice.randint(1, 4)):
                with profile.store.change(profile.officer_id, "add_unit") as tx:
                    unit = tx.new("unit", name=f"{words['name']} {dice.randrange(10**12)}", kind="company")
                say(ack="unit", id=unit)
            if dice.random() < 0.5:
                load.paper(profile, dice, written, unit)
                say(ack="document", id=list(written.records)[-1][1], number=written.numbers[-1])
            try:
                result = sync(profile)
                say(synced=True, equal=result.equal, repaired=result.repaired, files=result.files_error)
            except KnownError as error:
                say(refused=error.code)


def _held(words: dict[str, Any], say: Any) -> None:
    """How far each replica's line reaches in a server's file, and how many operations it holds."""
    from models.database import connect

    server = connect(Path(words["database"]), None, readonly=True)
    lines = server.execute("SELECT replica, max(seq), count(*) FROM op GROUP BY replica").fetchall()
    server.close()
    say(lines=[list(line) for line in lines])


def _live(words: dict[str, Any]) -> None:
    voice = os.open(words["voice"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def say(**facts: Any) -> None:
        os.write(voice, json.dumps(facts).encode() + b"\n")

    try:
        {"server": _serve, "client": _work, "held": _held}[words["role"]](words, say)
    except BaseException as error:
        say(broken=f"{type(error).__name__}: {error}")
        raise


def _main() -> None:
    import sync.enrolment
    import sync.server.running
    import tests.load.laptop

    assert sync.enrolment and sync.server.running and tests.load.laptop  # loaded before the first fork
    for line in sys.stdin:
        words = json.loads(line)
        answer = 0
        if words["role"] == "bury":
            _, status = os.waitpid(words["pid"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif words["role"] != "none":
            answer = os.fork()
            if answer == 0:
                os.close(0)
                os.close(1)
                try:
                    _live(words)
                finally:
                    os._exit(1)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
