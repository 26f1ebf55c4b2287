"""Cut the power of a working program at random moments, on a disk that forgets what was not synced.

uv run python -m tests.faults.power --runs 100
"""

from __future__ import annotations

import sys

from tests.faults.command import main

if __name__ == "__main__":
    sys.exit(main(power=True))
