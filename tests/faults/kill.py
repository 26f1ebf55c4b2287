"""SIGKILL a working program at random moments: nothing acknowledged may be lost, doubled or half there.

uv run python -m tests.faults.kill --runs 200
uv run python -m tests.faults.kill --runs 200 --program store      without server and keys: ten times as many

It tests the order of the code's steps; whether a commit reaches the platter only ``tests.faults.power`` can tell.
"""

from __future__ import annotations

import sys

from tests.faults.command import main

if __name__ == "__main__":
    sys.exit(main(power=False))
