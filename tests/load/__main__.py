"""Fifty laptops come back at once.

uv run python -m tests.load [--laptops 50] [--days 30] [--window 60] [--share 0.05] [--postgres] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.load.rush import Plan, run
from tests.sync.pg import Cluster


def main() -> int:
    """Run it, print what came of it; status 1 where anything is lost, doubled or unexplained."""
    usual = Plan()
    parser = argparse.ArgumentParser(
        prog="python -m tests.load", description="laptops come back at once, on a bad road"
    )
    parser.add_argument("--laptops", type=int, default=usual.laptops)
    parser.add_argument("--days", type=int, default=usual.days, help="of work each brings along")
    parser.add_argument("--window", type=float, default=usual.window_s, help="seconds in which they arrive")
    parser.add_argument("--share", type=float, default=usual.share, help="of requests lost, doubled, cut, late")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--postgres", action="store_true", help="two server processes over a PostgreSQL of its own")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    plan = Plan(
        laptops=given.laptops,
        days=given.days,
        window_s=given.window,
        share=given.share,
        seed=given.seed,
        processes=os.cpu_count() or 1,
        workers=2 if given.postgres else 1,
    )
    with tempfile.TemporaryDirectory(prefix="anxin-load-", dir=os.environ.get("ANXIN_BENCH_DIR")) as folder:
        if given.postgres:
            with Cluster(durable=True) as cluster:
                told = run(replace(plan, database=cluster.database()), Path(folder))
        else:
            told = run(plan, Path(folder))
    if given.json:
        print(json.dumps({"ok": not told.wrong, "wrong": told.wrong, **told.figures}, ensure_ascii=False))
    else:
        for name, figure in told.figures.items():
            print(f"{name.replace('_', ' '):24} {figure}")
        for sentence in told.wrong[:50]:
            print(sentence)
        print("nothing lost, nothing doubled" if not told.wrong else f"{len(told.wrong)} things are wrong")
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
