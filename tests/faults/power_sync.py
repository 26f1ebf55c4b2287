"""Cut the power of laptops that sync, of their server, or of all at once; then ask what was said and is not so.

uv run python -m tests.faults.power_sync --runs 100
uv run python -m tests.faults.power_sync --runs 40 --plant the_server_acknowledges_too_early     must find it

What is done to whom, and what is asked afterwards: ``tests/faults/cuts.py`` and ``tests/faults/left.py``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import fuse
from tests.faults.plants import PLANTS


def main() -> int:
    """Run a campaign; prints its figures and each thing that is wrong; the folder is kept then."""
    parser = argparse.ArgumentParser(description="the power of laptops and server is cut while they sync")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=PLANTS, action="append", default=[], help="a fault that must be found")
    given = parser.parse_args()
    if lack := fuse.why_not():
        print(f"power cuts need a file system in user space: {lack}", file=sys.stderr)
        return 2
    from tests.faults.cuts import campaign

    folder = Path(tempfile.mkdtemp(prefix="anxin-power-sync-"))
    with quiet(folder / "stderr.txt"):
        tally = campaign(folder, given.runs, given.seed, plants=tuple(given.plant))
    print(tally)
    for sentence in tally.wrong:
        print(sentence)
    if tally.wrong:
        print(f"kept in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


@contextmanager
def quiet(noise: Path) -> Iterator[None]:
    """What libfuse and the servers say of disks that die goes into a file."""
    sys.stderr.flush()
    before = os.dup(2)
    try:
        with noise.open("wb") as file:
            os.dup2(file.fileno(), 2)
            yield
    finally:
        os.dup2(before, 2)
        os.close(before)


if __name__ == "__main__":
    sys.exit(main())
