"""``python -m tests.simulation --seeds 10000``: simulate seeds in several processes; ``--replay SEED`` tells one whole."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.simulation.run import Outcome, Run, made_template, run


def main() -> int:
    """0 when every seed held; else 1, and the first failures with their logs."""
    options = _options()
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets is part of a seed
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]])
    if options.replay is not None:
        with made_template() as template:
            outcome = run(options.replay, template, beside=options.beside)
        print("\n".join(outcome.log))
        print(outcome.error or f"seed {outcome.seed}: all held")
        return 1 if outcome.error else 0
    began = time.monotonic()
    counts: Counter[str] = Counter()
    failed = done = 0
    for outcome in _outcomes(options):
        done += 1
        counts.update(outcome.counts)
        if outcome.error is None:
            continue
        failed += 1
        if failed <= options.show:
            print(f"--- seed {outcome.seed} failed; replay: python -m tests.simulation --replay {outcome.seed}")
            print("\n".join(outcome.log[-options.lines :]))
            print(outcome.error, flush=True)
        if failed >= options.stop:
            break
    seconds = time.monotonic() - began
    counts["seeds"], counts["failed"] = done, failed
    if options.json:
        print(json.dumps({**dict(sorted(counts.items())), "seconds": round(seconds, 1)}, ensure_ascii=False))
    else:
        for name, count in sorted(counts.items()):
            print(f"{count:9,}  {name}")
        print(f"{seconds:9.1f}  seconds")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--replay", type=int, metavar="SEED", help="one seed with its whole log")
    parser.add_argument(
        "--beside",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="with --replay: whether devices work while a request is under way (no: seeds found before they did)",
    )
    parser.add_argument("--stop", type=int, default=20, help="end after so many failures")
    parser.add_argument("--show", type=int, default=3, help="print so many failures with their logs")
    parser.add_argument("--lines", type=int, default=200, help="lines of log with each")
    parser.add_argument("--json", action="store_true", help="the sums as one line of JSON")
    return parser.parse_args()


def _outcomes(options: argparse.Namespace) -> Iterator[Outcome]:
    seeds = range(options.first, options.first + options.seeds)
    if options.jobs == 1:
        with made_template() as template:
            for seed in seeds:
                yield run(seed, template)
        return
    context = multiprocessing.get_context("spawn")
    with made_template() as template, context.Pool(options.jobs) as pool:
        yield from pool.imap_unordered(Run(template), seeds, chunksize=4)


if __name__ == "__main__":
    sys.exit(main())
