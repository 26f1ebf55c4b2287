"""What every benchmark shares: medians, one table for people, one JSON object for machines, a worked case to work on."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PASSPHRASE = "benchmark only passphrase"
SAMPLE = Path(__file__).parent.parent / "tests" / "fixtures" / "sample-case.json"


@dataclass(frozen=True)
class Row:
    """One measured thing: median and 95th percentile in milliseconds, its floor in the same run, the target ratio."""

    name: str
    median_ms: float
    p95_ms: float
    runs: int
    floor: str | None = None
    ratio: float | None = None
    target: str | None = None
    met: bool | None = None


def timed(step: Callable[[int], Any], runs: int, warm: int = 3) -> list[float]:
    """Milliseconds of ``runs`` calls after ``warm`` uncounted ones."""
    for n in range(warm):
        step(n)
    found = []
    for n in range(warm, warm + runs):
        begin = time.perf_counter()
        step(n)
        found.append((time.perf_counter() - begin) * 1000)
    return found


def in_turn(steps: Sequence[Callable[[int], Any]], runs: int, warm: int = 3) -> list[list[float]]:
    """The same for several steps, A B A B …, so that a drifting machine hits all alike."""
    found: list[list[float]] = [[] for _ in steps]
    for n in range(warm + runs):
        for place, step in enumerate(steps):
            begin = time.perf_counter()
            step(n)
            if n >= warm:
                found[place].append((time.perf_counter() - begin) * 1000)
    return found


def row(
    name: str,
    times: Sequence[float],
    *,
    floor: str | None = None,
    floor_times: Sequence[float] | None = None,
    at_most: float | None = None,
    at_most_ms: float | None = None,
) -> Row:
    """A row from raw times; ``at_most`` is the target ratio to the floor, ``at_most_ms`` an absolute one."""
    median = statistics.median(times)
    p95 = sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
    ratio = median / statistics.median(floor_times) if floor_times else None
    target = met = None
    if at_most is not None and ratio is not None:
        target, met = f"<= {at_most} x", ratio <= at_most
    elif at_most_ms is not None:
        target, met = f"<= {at_most_ms} ms", median <= at_most_ms
    return Row(name, round(median, 3), round(p95, 3), len(times), floor, ratio and round(ratio, 2), target, met)


def report(title: str, rows: Sequence[Row], **more: Any) -> int:
    """Print the table, or with --json one object; always 0: a benchmark measures, it does not judge."""
    machine = {"cpus": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    data = {"benchmark": title, "machine": machine, "rows": [asdict(r) for r in rows], **more}
    if "--json" in sys.argv:
        print(json.dumps(data, ensure_ascii=False))
        return 0
    print(f"{title}  ({machine['cpus']} cores, Python {machine['python']}, load {os.getloadavg()[0]:.1f})")
    wide = max(len(r.name) for r in rows)
    for r in rows:
        tail = f"  {r.ratio:6.2f} x {r.floor}" if r.ratio is not None else ""
        goal = f"  target {r.target}: {'met' if r.met else 'NOT met'}" if r.target else ""
        print(f"  {r.name:{wide}}  median {r.median_ms:9.3f} ms  p95 {r.p95_ms:9.3f} ms  n={r.runs}{tail}{goal}")
    return 0


@contextmanager
def worked_profile(case: int = 1) -> Iterator[Any]:
    """An open profile with one of the two worked cases in it, as ``init`` and ``load`` make it; gone afterwards."""
    from models.caseread import Node
    from models.clock import FixedClock, parse
    from models.profile import Profile
    from models.samplecase import load_case, office_of, officers_of
    from models.vaultfile import Kdf

    data = Node(json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"][case])
    clock = FixedClock(parse("2026-06-17T10:00:00+08:00" if case else "2026-10-14T10:00:00+08:00"))
    with tempfile.TemporaryDirectory(dir=os.environ.get("ANXIN_BENCH_DIR")) as folder:
        profile = Profile.create(
            Path(folder, "p"),
            office=office_of(data),
            officers=officers_of(data, PASSPHRASE),
            clock=clock,
            keystore=None,
            kdf=Kdf(8 * 1024, 1, 1),
        )
        try:
            yield profile, load_case(profile, data)
        finally:
            profile.close()
