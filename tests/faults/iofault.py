"""The nth write, fsync or rename of a working program fails: it says so, and goes on or stops with nothing lost.

uv run python -m tests.faults.iofault --most 40
"""

from __future__ import annotations

import argparse
import errno
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults import disk
from tests.faults.campaign import ROOT, STORE, surroundings
from tests.faults.disk import Fault
from tests.faults.writer import compare

KINDS = (
    ("write", errno.EIO),
    ("write", errno.ENOSPC),
    ("write", None),
    ("fsync", errno.EIO),
    ("rename", errno.EIO),
    ("create", errno.ENOSPC),
)
SAID = {errno.EIO: {"disk_error"}, errno.ENOSPC: {"disk_full", "disk_error"}, None: {"disk_error"}}
"""What a person may be told of each kind. This disk has room all the time, so where SQLite does not pass on why a
call failed nobody can know that it was for want of room; test_disk_full has a disk that is full."""


def fail_once(fault: Fault, folder: Path, acts: int = 25) -> tuple[list[str], str | None]:
    """One life with one failing call; returns the refusals, and a sentence when something is wrong."""
    image = folder / "image"
    image.mkdir(parents=True)
    platter = disk.Disk(image, fault)
    with disk.mounted(platter, folder / "mount") as point:
        ran = subprocess.run(
            STORE.command(point / "profile", "--acts", str(acts)),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=surroundings(),
        )
    platter.image(image, "all", random.Random(0))
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    refused = [line["refused"] for line in lines if "refused" in line]
    if ran.returncode not in (0, 3) or "Traceback" in ran.stderr:
        return refused, f"{fault}: status {ran.returncode}: {ran.stderr.strip()[-400:]}"
    if not set(refused) <= SAID[fault.error]:
        return refused, f"{fault}: said {sorted(set(refused))}"
    if len(refused) > 1:
        return refused, f"{fault}: one failing call refused {len(refused)} acts"
    acks = [line for line in lines if "ack" in line]
    answer = compare(image / "profile", acks)
    return refused, None if answer["ok"] else f"{fault}: {answer}"


def main() -> int:
    """Each kind for each n up to ``--most``; prints what was said, and every failure."""
    parser = argparse.ArgumentParser(description="one failing call of the operating system at a time")
    parser.add_argument("--most", type=int, default=40)
    given = parser.parse_args()
    said: Counter[str] = Counter()
    wrong = 0
    for call, error in KINDS:
        for nth in range(1, given.most + 1):
            with tempfile.TemporaryDirectory(prefix="anxin-faults-") as folder:
                refused, trouble = fail_once(Fault(call, nth, error), Path(folder))
            name = errno.errorcode[error] if error else "half done"
            said[f"{call} {name}: {refused[0] if refused else 'nothing to say'}"] += 1
            if trouble:
                wrong += 1
                print(trouble)
    for line, count in sorted(said.items()):
        print(f"{count:5} × {line}")
    print(f"{len(KINDS) * given.most} faults, {wrong} failures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
