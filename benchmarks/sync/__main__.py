"""One joint run of the sync benchmark: Anxin and every other system that can be found, round by round in turn.

uv run python -m benchmarks.sync [--rounds 5] [--count 10000] [--json]
    [--python VENV/bin/python]   a Python with the packages anki and pygeodiff
    [--node FOLDER]              a folder whose node_modules hold pouchdb and pouchdb-server
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sync import ours, report
from benchmarks.sync.data import records
from benchmarks.sync.meter import Round, play

PEERS = Path(__file__).with_name("peers")


def systems(python: Path | None, node: Path | None) -> dict[str, Sequence[str]]:
    """Name → command of each system that can run here."""
    found: dict[str, Sequence[str]] = {report.OURS: (sys.executable, "-m", "benchmarks.sync.ours")}
    if python is not None:
        found["Anki"] = (str(python), "-m", "benchmarks.sync.peers.anki_notes")
        found["pygeodiff (no transport)"] = (str(python), "-m", "benchmarks.sync.peers.geodiff_files")
    if node is not None:
        found["PouchDB with pouchdb-server"] = ("node", str(PEERS / "pouch.js"))
    return found


def run(rounds: int, count: int, python: Path | None, node: Path | None, folder: Path) -> dict[str, list[Round]]:
    """Every system once a round, in turn, so that a drifting machine hits all alike."""
    rows = records(count)
    prepared = folder / "prepared"
    ours.prepare(prepared, rows)
    report.write_data(folder / "data.json", rows)
    environment = {
        "SYNC_COUNT": str(count),
        "SYNC_PREPARED": str(prepared),
        "SYNC_DATA": str(folder / "data.json"),
        "NODE_PATH": str(node / "node_modules") if node else "",
    }
    found: dict[str, list[Round]] = {}
    for number in range(rounds):
        for name, command in systems(python, node).items():
            place = folder / "round"
            place.mkdir()
            done = play(command, place, environment)
            found.setdefault(name, []).append(done)
            shutil.rmtree(place)
            state = done.failed or ", ".join(f"{m.workload} {m.wall:.3f}" for m in done.measures)
            sys.stderr.write(f"{number + 1}/{rounds} {name}: {state}\n")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=10_000, help="records of the data set")
    parser.add_argument("--python", type=Path, help="a Python with anki and pygeodiff")
    parser.add_argument("--node", type=Path, help="a folder with node_modules of pouchdb and pouchdb-server")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sync-bench-", dir=os.environ.get("ANXIN_BENCH_DIR")) as folder:
        node = given.node.resolve() if given.node else None
        found = run(given.rounds, given.count, given.python and given.python.absolute(), node, Path(folder))
    sys.stdout.write(report.as_json(found, given.count) if given.json else report.as_text(found, given.count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
