"""The tour's own server: a process of its own on loopback, whose clock stands where the tour puts it.

It reads one instant (RFC 3339) a line from standard input, answers "ok" after taking it, and ends with its input.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen

from models.clock import FixedClock, parse, stamp


def serve(database: Path, at: datetime, port: int) -> None:
    """Run until the input ends; the first line out is the address and the founding code."""
    from sync.server.running import bind

    clock = FixedClock(at)
    server = bind(database, clock, port=port).start()
    code = server.admin_code
    _say({"url": server.url, "admin_code": code.text if code else None})
    for line in sys.stdin:
        clock.set(parse(line.strip()))
        _say({"ok": True})
    server.stop()


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Server:
    """The running process. ``url`` and ``admin_code`` as it said them."""

    def __init__(self, database: Path, clock: FixedClock, port: int = 0) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        root = Path(__file__).resolve().parents[2]
        words = [sys.executable, "-m", "ui.tour.server", str(database), stamp(clock.now()), str(port)]
        self.database = database
        self.process: Popen[str] = Popen(words, stdin=PIPE, stdout=PIPE, cwd=root, text=True)
        said = self._hear()
        self.url, self.admin_code = str(said["url"]), said["admin_code"]
        self._lock = threading.Lock()

    def _hear(self) -> dict[str, object]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the tour's server did not start")
        found: dict[str, object] = json.loads(line)
        return found

    def set_clock(self, at: datetime) -> None:
        """Move the server's clock; returns when it stands there."""
        assert self.process.stdin is not None
        with self._lock:
            self.process.stdin.write(stamp(at) + "\n")
            self.process.stdin.flush()
            self._hear()

    def stop(self) -> None:
        """End its input; the process ends itself."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), parse(sys.argv[2]), int(sys.argv[3]))
