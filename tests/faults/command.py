"""The command line of the campaigns: how many accidents, of which program, what came of it."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import fuse
from tests.faults.campaign import PROGRAMS, campaign, report


def main(*, power: bool) -> int:
    """Run a campaign; prints its figures, and each failure with the folder it can be looked at in."""
    parser = argparse.ArgumentParser(description="accidents at random moments, then the question what was lost")
    parser.add_argument("--runs", type=int, default=100 if power else 200)
    parser.add_argument("--program", choices=PROGRAMS, default="drill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lanes", type=int, default=2, help="profiles at a time")
    given = parser.parse_args()
    if power and (lack := fuse.why_not()):
        print(f"power cuts need a file system in user space: {lack}", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="anxin-faults-"))
    program, started = PROGRAMS[given.program], time.monotonic()
    tally = campaign(program, given.runs, power=power, seed=given.seed, lanes=given.lanes, folder=folder)
    for failure in tally.failures:
        print(failure)
    print(report(program, tally, time.monotonic() - started))
    if tally.failures:
        print(f"kept in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0
