"""An office's server whose program is older than this one, as a process: ``python -m tests.sync.olderserver FILE PORT``.

It says when it answers, and ends when its standard input does.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.sync import otherversion


def main() -> None:
    otherversion.older()  # before anything else reads the record types
    from models.clock import FixedClock
    from sync.server.running import bind

    clock = FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))
    with bind(Path(sys.argv[1]), clock, port=int(sys.argv[2])):
        print("answers", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
