"""An answer saved: one durable, encrypted commit of row, heads, operation and chain, against the disk's fdatasync.

Floor: 4 KiB appended and fdatasync'ed to a file on the same disk, in turn with ours.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.common import in_turn, report, row, worked_profile
from models.records import answer_id

RUNS = 600


def main() -> int:
    with worked_profile() as (profile, _loaded):
        store = profile.store
        items = [f"S{n:02d}-01" for n in range(48)]
        for item in items:
            with store.change(profile.officer_id, "answer") as tx:
                tx.put("answer", answer_id("bench", item, None), inspection="bench", item=item, answer="yes")
        raw = os.open(Path(store.path.parent, "floor"), os.O_RDWR | os.O_CREAT)

        def floor(n: int) -> None:
            os.pwrite(raw, os.urandom(4096), n * 4096)
            os.fdatasync(raw)

        def ours(n: int) -> None:
            with store.change(profile.officer_id, "answer") as tx:
                word = ("no", "yes")[n // len(items) % 2]
                tx.put("answer", answer_id("bench", items[n % len(items)], None), answer=word)

        floors, answers = in_turn([floor, ours], RUNS, warm=60)
        os.close(raw)
    return report(
        "an answer saved",
        [
            row("4 KiB appended + fdatasync", floors),
            row("answer saved (encrypted, FULL)", answers, floor="fdatasync", floor_times=floors, at_most=2.0),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
