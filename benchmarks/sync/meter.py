"""Runs one system of the sync benchmark and reads what it uses: processor time, peak memory, bytes on the wire.

The wire is the loopback device of a network of its own, so that headers and acknowledgements count and nothing else on
the machine does. Linux; where the system allows no such network, the bytes stay unknown.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_ALONE = """
import ctypes, fcntl, os, socket, struct, sys
user, group, libc = os.getuid(), os.getgid(), ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x10000000 | 0x40000000):
    sys.exit(125)
for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(line)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
    fcntl.ioctl(door, 0x8914, struct.pack("16sH14x", b"lo", 0x1 | 0x40))
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Gives a program a network that holds nothing but its own loopback device, and becomes that program."""


@dataclass(frozen=True)
class Measure:
    """One workload once: seconds, processor seconds of both sides, bytes, peak megabytes."""

    workload: str
    count: int
    wall: float
    client_cpu: float
    server_cpu: float | None
    wire: int | None
    client_mb: float
    server_mb: float | None


@dataclass
class Round:
    """What one system did in one round; ``failed`` says why it did not end well."""

    measures: list[Measure] = field(default_factory=list)
    outcome: dict[str, Any] = field(default_factory=dict)
    failed: str | None = None


@cache
def alone() -> tuple[str, ...]:
    """The words before a command that give it a network of its own; none where the system does not allow it."""
    words = (sys.executable, "-c", _ALONE)
    tried = subprocess.run([*words, sys.executable, "-c", ""], capture_output=True)
    return words if tried.returncode == 0 else ()


def play(command: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float = 900) -> Round:
    """Run one system's program in ``folder`` and measure what it says it does; ends every process it started."""
    done = Round()
    words = [*alone(), *command]
    noise = folder / "stderr.txt"
    with noise.open("wb") as stderr:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**os.environ, **environment, "SYNC_BENCH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    watchdog = threading.Timer(patience, process.kill)
    watchdog.start()
    try:
        _watch(process, done)
    finally:
        watchdog.cancel()
        for one in (process.stdin, process.stdout):
            if one is not None:
                with suppress(BrokenPipeError):
                    one.close()
        status = process.wait()
    if status != 0:
        said = noise.read_text("utf-8", "replace").strip().splitlines()
        done.failed = f"status {status}: {' / '.join(said[-3:])}"
    return done


def _watch(process: subprocess.Popen[bytes], done: Round) -> None:
    assert process.stdout is not None and process.stdin is not None
    server: int | None = None
    before: tuple[float, float | None, int | None] = (0.0, None, None)
    for line in process.stdout:
        try:
            said = json.loads(line)
        except ValueError:
            continue  # a system may print what it likes beside
        if "server" in said:
            server = int(said["server"])
        elif "begin" in said:
            _forget_peaks(process.pid)
            before = _used(process.pid, server)
        elif "end" in said:
            done.measures.append(_measure(said, before, process.pid, server))
        elif "outcome" in said:
            done.outcome = said["outcome"]
        with suppress(BrokenPipeError):
            process.stdin.write(b"\n")
            process.stdin.flush()


def _measure(
    said: dict[str, Any], before: tuple[float, float | None, int | None], pid: int, server: int | None
) -> Measure:
    client, served, wire = _used(pid, server)
    times = int(said["times"])
    return Measure(
        workload=said["end"],
        count=int(said["count"]),
        wall=float(said["wall"]),
        client_cpu=(client - before[0]) / times,
        server_cpu=(served - before[1]) / times if served is not None and before[1] is not None else None,
        wire=(wire - before[2]) // times if wire is not None and before[2] is not None else None,
        client_mb=_peak(set(_family(pid)) - set(_family(server))),
        server_mb=_peak(set(_family(server))) if server else None,
    )


def _used(pid: int, server: int | None) -> tuple[float, float | None, int | None]:
    """(processor seconds of the client, of the server, bytes over the loopback device so far)."""
    theirs = set(_family(server))
    return _seconds(set(_family(pid)) - theirs), _seconds(theirs) if server else None, _wire(pid)


def _family(pid: int | None) -> list[int]:
    """A process and all it started that still run."""
    if pid is None:
        return []
    found, ahead = [], [pid]
    while ahead:
        one = ahead.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                ahead += [int(child) for child in task.read_text().split()]
    return found


def _seconds(pids: set[int]) -> float:
    total = 0
    for pid in pids:
        with suppress(OSError):
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(words[11]) + int(words[12])
    return total / os.sysconf("SC_CLK_TCK")


def _peak(pids: set[int]) -> float:
    total = 0
    for pid in pids:
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("VmHWM") else 0
    return total / 1024


def _forget_peaks(pid: int) -> None:
    for one in _family(pid):
        with suppress(OSError):
            Path(f"/proc/{one}/clear_refs").write_text("5")


def _wire(pid: int) -> int | None:
    if not alone():
        return None
    for line in Path(f"/proc/{pid}/net/dev").read_text().splitlines():
        if line.strip().startswith("lo:"):
            return int(line.split()[1])
    return None
