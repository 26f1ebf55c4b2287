"""The drill's own loopback server: a process that ends when the drill does, however that ended."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from models.clock import SystemClock
from models.errors import KnownError


def serve(database: Path) -> None:
    """Serve until standard input ends; the first line on standard output is the URL and the founding code."""
    from sync.server.running import bind
    from ui.cli.frame import emit

    threading.Thread(target=_end_with_parent, daemon=True).start()
    server = bind(database, SystemClock())
    code = server.admin_code
    emit({"ok": True, "url": server.url, "admin_code": code.text if code else None})
    server.run()


def _end_with_parent() -> None:
    """The parent holds the other end of this pipe: whatever ends it closes that end too."""
    sys.stdin.buffer.read()
    os._exit(0)


class Server:
    """The running process; ``url`` and ``admin_code`` as it said them."""

    def __init__(self, database: Path) -> None:
        import json

        main = Path(__file__).resolve().parents[2] / "main.py"
        words = [sys.executable, str(main), "drill", "--json", "--server", str(database)]
        self.process: Popen[bytes] = Popen(words, stdin=PIPE, stdout=PIPE)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise KnownError("drill_server_failed")
        said: dict[str, Any] = json.loads(line)
        if not said["ok"]:
            raise KnownError("drill_server_failed")
        self.url = str(said["url"])
        self.admin_code: str | None = said["admin_code"]

    def stop(self) -> None:
        """Close the pipe; the process ends itself."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
