"""Kill or cut the power of a working program at random moments and ask it afterwards what it lost.

A lane is one profile that goes from accident to accident, as a laptop does; all that was ever acknowledged on it is
asked for after each. Processes are ended by the id of the group this module started, nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds a program may take to its first acknowledgement before that is a failure of its own."""


@dataclass(frozen=True)
class Program:
    """What is killed: its words before ``--seed`` and ``--against``, and how many acknowledgements fill a profile."""

    name: str
    words: tuple[str, ...]
    enough: int
    span_s: float
    """How long after its first acknowledgement a program may live on."""

    def command(self, profile: Path, *more: str) -> list[str]:
        return [sys.executable, *self.words, "--profile", str(profile), *more]


STORE = Program("store", ("-m", "tests.faults.writer"), enough=600, span_s=0.4)
DRILL = Program("drill", ("main.py", "drill", "--json"), enough=300, span_s=4.0)
PROGRAMS = {p.name: p for p in (STORE, DRILL)}


@dataclass
class Tally:
    """What one or many accidents showed."""

    runs: int = 0
    idle: int = 0
    acked: int = 0
    modes: Counter[str] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.runs += other.runs
        self.idle += other.idle
        self.acked += other.acked
        self.modes += other.modes
        self.did += other.did
        self.failures += other.failures


def surroundings() -> dict[str, str]:
    """The environment of the programs: a passphrase, no keystore of the person who runs the campaign."""
    return {
        **os.environ,
        "ANXIN_PASSPHRASE": "correct horse battery staple",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
    }


class Run:
    """One running program in a process group of its own; its acknowledgements are read as they come."""

    def __init__(self, program: Program, profile: Path, seed: int, noise: Path) -> None:
        self.noise = noise
        self.lines: list[bytes] = []
        self.first = threading.Event()
        self.started = time.monotonic()
        self.start_s: float | None = None
        with noise.open("wb") as stderr:
            self.process = subprocess.Popen(
                program.command(profile, "--seed", str(seed)),
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=ROOT,
                env=surroundings(),
                start_new_session=True,
            )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if self.start_s is None:
                self.start_s = time.monotonic() - self.started
            self.first.set()

    def live(self, dice: random.Random, start_s: float, span_s: float) -> str | None:
        """Let it work until the moment of the accident; a sentence when it ended or hung by itself.

        ``start_s``: how long it needs to its first acknowledgement; ``span_s``: how long it may live on.
        """
        if dice.random() < 0.15:  # now and then while it starts, opens, recovers
            self.first.wait(dice.uniform(0, start_s))
        else:
            deadline = time.monotonic() + PATIENCE
            while not self.first.wait(0.2):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    return f"no acknowledgement: {self.said()}"
            # short lives are the more telling ones, a long one now and then reaches a checkpoint
            time.sleep(dice.uniform(0, span_s) * (4 if dice.random() < 0.1 else 1))
        if self.process.poll() is not None:
            return f"ended by itself with status {self.process.returncode}: {self.said()}"
        return None

    def kill(self) -> list[dict[str, Any]]:
        """SIGKILL to the whole group (its server too); returns every whole acknowledgement."""
        with suppress(ProcessLookupError):  # it ended by itself, which live() reported
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        found = [json.loads(line) for line in self.lines if line.endswith(b"\n")]
        return [ack for ack in found if "ack" in ack]

    def said(self) -> str:
        return " / ".join(self.noise.read_text("utf-8", "replace").strip().splitlines()[-3:])


class Lane:
    """One profile and its accidents."""

    def __init__(self, program: Program, folder: Path, seed: str) -> None:
        self.program, self.folder = program, folder
        self.image = folder / "image"
        self.acks: list[dict[str, Any]] = []
        self.dice = random.Random(seed)
        self.count = 0
        self.start_s = 1.0
        self.image.mkdir(parents=True)

    def accident(self, power: bool) -> Tally:
        """One life and its end, then the question what was lost."""
        self.count += 1
        tally = Tally(runs=1)
        seed = self.dice.randrange(2**31)
        stage = self.powered(tally) if power else self.plain(tally)
        with stage as (folder, cut):
            run = Run(self.program, folder / "profile", seed, self.folder / "stderr.txt")
            try:
                trouble = run.live(self.dice, self.start_s, self.program.span_s)
                cut()
            finally:
                acks = run.kill()
        self.start_s = run.start_s or self.start_s
        tally.acked, tally.idle = len(acks), int(not acks)
        tally.did.update(ack["did"] for ack in acks)
        self.acks += acks
        answer = self.question()
        if trouble:
            tally.failures.append(f"{self.folder.name} accident {self.count}: {trouble}")
        if answer:
            tally.failures.append(f"{self.folder.name} accident {self.count} ({'/'.join(tally.modes)}): {answer}")
        if trouble or answer:
            shutil.copytree(self.folder, self.folder.with_name(f"{self.folder.name}-failed-{self.count}"))
        if trouble or answer or len(self.acks) > self.program.enough:
            shutil.rmtree(self.image)
            self.image.mkdir()
            self.acks = []
        return tally

    @contextmanager
    def plain(self, tally: Tally) -> Iterator[tuple[Path, Callable[[], None]]]:
        tally.modes["kill"] += 1
        yield self.image, lambda: None

    @contextmanager
    def powered(self, tally: Tally) -> Iterator[tuple[Path, Callable[[], None]]]:
        from tests.faults import disk  # needs libfuse, which kills do not

        mode = self.dice.choice(disk.MODES)
        tally.modes[mode] += 1
        platter = disk.Disk(self.image)
        with disk.mounted(platter, self.folder / "mount") as point:
            yield point, platter.cut_power
        platter.image(self.image, mode, self.dice)

    def question(self) -> str | None:
        """Ask the program itself, on what the accident left; a sentence when something is wrong."""
        if not self.acks and not (self.image / "profile").exists():
            return None
        file = self.folder / "acks.jsonl"
        file.write_text("".join(json.dumps(ack) + "\n" for ack in self.acks), encoding="utf-8")
        asked = subprocess.run(
            self.program.command(self.image / "profile", "--against", str(file)),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=surroundings(),
            timeout=600,
        )
        try:
            answer = json.loads(asked.stdout)
        except ValueError:
            return f"no answer, status {asked.returncode}: {asked.stderr.strip()[-600:]}"
        if asked.returncode == 0 and answer["ok"] and answer["acked"] == len(self.acks):
            return None
        return json.dumps(answer, ensure_ascii=False)[:1500]


def campaign(program: Program, runs: int, *, power: bool, seed: int, lanes: int, folder: Path) -> Tally:
    """``runs`` accidents on ``lanes`` profiles at a time; what failed is kept in ``folder``."""
    if lanes == 1:
        return drive(program, runs, power, folder / "lane0", f"{seed}/0")
    total = Tally()
    with ProcessPoolExecutor(lanes, multiprocessing.get_context("spawn")) as pool:
        shares = [runs // lanes + (number < runs % lanes) for number in range(lanes)]
        jobs = [
            pool.submit(drive, program, share, power, folder / f"lane{number}", f"{seed}/{number}")
            for number, share in enumerate(shares)
        ]
        for job in jobs:
            total.add(job.result())
    return total


def drive(program: Program, runs: int, power: bool, folder: Path, seed: str) -> Tally:
    """``runs`` accidents on one lane."""
    lane, total = Lane(program, folder, seed), Tally()
    for _ in range(runs):
        total.add(lane.accident(power))
    return total


def report(program: Program, tally: Tally, took_s: float) -> str:
    """The closing lines of a campaign."""
    did = ", ".join(f"{name} {count}" for name, count in sorted(tally.did.items()))
    modes = ", ".join(f"{name} {count}" for name, count in sorted(tally.modes.items()))
    return (
        f"{program.name}: {tally.runs} accidents ({modes}; {tally.idle} before any commit), "
        f"{tally.acked} acknowledged acts ({did}), {len(tally.failures)} failures, {took_s:.0f} s"
    )
