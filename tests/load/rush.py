"""The whole of it: an office, its laptops' weeks of work, the rush over a bad road, and the questions afterwards."""

from __future__ import annotations

import json
import multiprocessing
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.profile import Profile
from models.register import register
from sync.client import sync
from tests.faults.road import ALL, Road, Weather
from tests.load import laptop
from tests.load.laptop import Arrival, Shifted, Written

ROOT = Path(__file__).resolve().parents[2]
FATES = tuple(fate for fate in ALL if fate != "late")
"""Being late is no harm in a rush: requests overtake each other all the time."""


@dataclass(frozen=True)
class Plan:
    """``window_s``: how long the rush lasts; ``share``: of the requests that are lost, doubled, cut and so on."""

    laptops: int = 50
    days: int = 30
    window_s: float = 60.0
    share: float = 0.05
    seed: int = 1
    processes: int = 2
    database: str | None = None
    workers: int = 1


@dataclass
class Told:
    """What came of it; ``wrong`` holds a sentence for everything that is not as it must be."""

    wrong: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class Served:
    """The office's server as a process of its own."""

    def __init__(self, folder: Path, database: str | None, workers: int = 1) -> None:
        """What belongs to it lies in ``folder``; ``database`` is the URL of a PostgreSQL instead of a file there."""
        self.words = ["--profile", str(folder / "office"), "--workers", str(workers)]
        self.words += ["--db", database] if database else []
        self.port, self.code = 0, ""
        self.start()

    def start(self) -> None:
        words = [sys.executable, "main.py", "serve", *self.words, "--port", str(self.port), "--json"]
        self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the server ended with status {self.process.wait()}")
        said: dict[str, Any] = json.loads(line)
        self.url, self.code = str(said["url"]), str(said["admin_code"] or self.code)
        self.port = int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def peak_mb(self) -> float:
        """The most memory the server's processes held at once, in megabytes (Linux)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        total = 0
        for pid in (str(self.process.pid), *children):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("VmHWM") else 0
        return total / 1024


def run(plan: Plan, folder: Path) -> Told:
    """Everything in ``folder``; the processes it starts are gone when it returns."""
    told, dice = Told(), random.Random(plan.seed)
    served = Served(folder, plan.database, plan.workers)
    try:
        with ProcessPoolExecutor(plan.processes, multiprocessing.get_context("spawn")) as pool:
            _run(plan, folder, told, dice, served, pool)
        told.figures["server_peak_mb"] = round(served.peak_mb())
    finally:
        served.stop()
    return told


def _run(plan: Plan, folder: Path, told: Told, dice: random.Random, served: Served, pool: Executor) -> None:
    started = time.monotonic()
    units = laptop.found_office(folder / "desk", served.url, served.code, units=20)
    names = [f"laptop{n:02d}" for n in range(plan.laptops)]
    written: list[Written] = []
    for start in range(0, len(names), 10):  # codes live ten minutes
        group = names[start : start + 10]
        codes = laptop.invite(folder / "desk", len(group))
        jobs = [
            pool.submit(
                laptop.join_and_work, folder / n, served.url, code, plan.days, units, plan.seed * 1000 + start + i
            )
            for i, (n, code) in enumerate(zip(group, codes, strict=True))
        ]
        written += [job.result() for job in jobs]
    worked = time.monotonic()
    with Road(served.url, Weather.bad(plan.share, FATES), plan.seed) as road:
        rushed = _arrivals(plan, folder, names, road.url, dice, pool)
    through = time.monotonic()
    calm = Plan(plan.laptops, plan.days, 0.0, 0.0, plan.seed, plan.processes)
    settled = _arrivals(calm, folder, names, served.url, dice, pool)
    tries = sum(a.tries for a in rushed)
    told.figures |= {
        "laptops": plan.laptops,
        "days": plan.days,
        "acts": sum(w.acts for w in written),
        "papers": sum(len(w.numbers) for w in written),
        "requests": sum(road.fates.values()),
        "fates": dict(sorted(road.fates.items())),
        "syncs_in_the_rush": tries,
        "stopped_by": dict(sum((a.refused for a in rushed), Counter[str]())),
        "worked_s": round(worked - started, 1),
        "rush_s": round(through - worked, 1),
        "slowest_laptop_s": round(max(a.seconds for a in rushed), 1),
        "settling_s": round(time.monotonic() - through, 1),
    }
    with opened_desk(folder) as desk:
        sync(desk)
        last = sync(desk)
        digest = laptop.digest_of(desk)
        told.wrong += [f"{n}: not as the server" for n, a in zip(names, settled, strict=True) if not a.equal]
        told.wrong += [f"{n}: not as the desk" for n, a in zip(names, settled, strict=True) if a.digest != digest]
        told.wrong += [
            f"{n}: {a.files} files it wants are not there" for n, a in zip(names, settled, strict=True) if a.files
        ]
        told.wrong += [] if last.equal and not last.pending.blobs else [f"the desk: {last}"]
        told.wrong += lost(desk, written, units[0])
        told.wrong += numbers(desk, written, told)


def opened_desk(folder: Path) -> Profile:
    """The office's desk after the rush."""
    return laptop.opened(folder / "desk", Shifted())


def _arrivals(
    plan: Plan, folder: Path, names: Sequence[str], url: str, dice: random.Random, pool: Executor
) -> list[Arrival]:
    """Every laptop comes back at a moment of its own within the window; in the order of ``names``."""
    places = list(range(len(names)))
    dice.shuffle(places)
    shares = [places[n :: plan.processes] for n in range(plan.processes)]
    wanted = [
        [(folder / names[p], url, dice.uniform(0, plan.window_s), plan.seed * 1000 + p) for p in share]
        for share in shares
    ]
    found: dict[int, Arrival] = {}
    for share, job in zip(shares, [pool.submit(together, one) for one in wanted], strict=True):
        found.update(zip(share, job.result(), strict=True))
    return [found[p] for p in range(len(names))]


def together(arrivals: Sequence[tuple[Path, str, float, int]]) -> list[Arrival]:
    """The arrivals one process looks after, each in a thread."""
    with ThreadPoolExecutor(max(1, len(arrivals))) as threads:
        return list(threads.map(lambda one: laptop.arrive(*one), arrivals))


# --- the questions afterwards


def lost(desk: Profile, written: Sequence[Written], shared: str) -> list[str]:
    """What was acknowledged anywhere and is not at the desk, or is there with other values."""
    found, rows = [], {}
    for table in {table for w in written for table, _ in w.records}:
        rows.update({(table, row["id"]): row for row in desk.store.find(table)})
    for one in written:
        for key, hashed in one.records.items():
            row = rows.get(key)
            if row is None:
                found.append(f"{key} is lost")
            elif not _as_written(row, key[0], hashed):
                found.append(f"{key} has other values")
    standing = {head.value for head in desk.store.state("unit", shared).heads["note"]}
    found += [f"the note {one.note!r} is lost" for one in written if one.note not in standing]
    photos = [row["blob"] for row in desk.store.find("evidence") if not desk.blobs.has(row["blob"])]
    return found + [f"photo {sha} is lost" for sha in photos]


_TOLD = {
    "inspection": ("office", "state", "kind"),
    "answer": ("inspection", "item", "unit", "answer", "note"),
    "wage_line": ("roll", "worker", "month", "due_fen", "paid_fen"),
    "document": ("inspection", "type", "number", "n", "year", "pdf", "date", "issued_at"),
    "evidence": ("inspection", "kind", "blob"),
}
"""The fields a laptop wrote of each table, as :mod:`tests.load.laptop` remembers them."""


def _as_written(row: dict[str, Any], table: str, hashed: str) -> bool:
    return laptop.fingerprint({name: row[name] for name in _TOLD[table]}) == hashed


def numbers(desk: Profile, written: Sequence[Written], told: Told) -> list[str]:
    """Every number once, every gap explained, as many numbers as papers; over all years the papers were written in."""
    used = [number for one in written for number in one.numbers]
    found = [f"number {n} stands on {times} papers" for n, times in Counter(used).items() if times > 1]
    entries, balance = 0, Counter[str]()
    for year in sorted({row["year"] for row in desk.store.find("number_use")}):
        book = register(desk.store, desk.office_id, year)
        entries += len(book.entries)
        found += [f"{year}: duplicate {d}" for d in book.duplicates]
        found += [f"{year}: gap without a reason {u}" for u in book.unexplained]
        found += [f"{year}: disputed {e.number}: {e.reason}" for e in book.entries if e.status == "disputed"]
        for one in book.balance:
            balance.update({k: getattr(one, k) for k in ("granted", "used", "void", "reserved")})
            if one.used + one.void + one.reserved != one.granted:
                found.append(f"{year}: the balance does not add up: {one}")
    told.figures |= {"entries": entries, **{f"numbers_{name}": count for name, count in balance.items()}}
    return found if entries == len(used) else [*found, f"{len(used)} numbers used, {entries} in the register"]
