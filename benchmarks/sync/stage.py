"""One system on the stage of the benchmark: it says when a workload begins and ends, and times it itself.

Whoever runs it (:mod:`benchmarks.sync.meter`) reads processor time, memory and bytes on the wire in between. Standard
library only, as :mod:`benchmarks.sync.data`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

QUIET = 20
"""How often a workload that finds nothing to do is repeated; the median counts."""


def say(**words: Any) -> None:
    """One line to whoever runs this, who answers with one line when it has looked."""
    sys.stdout.write(json.dumps(words, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    if not sys.stdin.readline():
        raise SystemExit("nobody is watching this benchmark any more")


def workload(name: str, count: int, step: Callable[[], Any], times: int = 1) -> Any:
    """Do ``step`` as workload ``name`` over ``count`` records; returns what it returned. ``times``: median of so many."""
    say(begin=name)
    found, result = [], None
    for _ in range(times):
        start = time.perf_counter()
        result = step()
        found.append(time.perf_counter() - start)
    say(end=name, count=count, times=times, wall=sorted(found)[times // 2])
    return result


def server(pid: int) -> None:
    """The process of this system's server: its share of the work is told apart."""
    say(server=pid)


def outcome(**facts: Any) -> None:
    """What became of the changes both sides made (W4)."""
    say(outcome=facts)
