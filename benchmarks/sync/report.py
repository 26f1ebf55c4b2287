"""The tables of the sync benchmark: medians of the rounds, ratios within the same run, what was aimed at."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.sync.data import FIELDS, Row, edits_delta, edits_merge
from benchmarks.sync.meter import Measure, Round

OURS = "Anxin"
ANKI, POUCH = "Anki", "PouchDB with pouchdb-server"
Found = Mapping[str, Sequence[Round]]


@dataclass(frozen=True)
class Goal:
    """What was aimed at: a figure of this run against a bound."""

    name: str
    figure: float | None
    bound: str
    met: bool | None


def write_data(path: Path, rows: Sequence[Row]) -> None:
    """The data set as one file, for systems that are no Python."""
    edits = {"delta": edits_delta(len(rows)), "A": edits_merge("A"), "B": edits_merge("B")}
    path.write_text(json.dumps({"fields": FIELDS, "rows": rows, **edits}, ensure_ascii=False), encoding="utf-8")


def typical(rounds: Sequence[Round], workload: str) -> Measure | None:
    """Medians of the rounds that ended well, figure by figure."""
    ran = [m for done in rounds if not done.failed for m in done.measures if m.workload == workload]
    if not ran:
        return None

    def middle(name: str) -> Any:
        values = [getattr(m, name) for m in ran if getattr(m, name) is not None]
        return statistics.median(values) if values else None

    return Measure(
        workload,
        ran[0].count,
        middle("wall"),
        middle("client_cpu"),
        middle("server_cpu"),
        middle("wire"),
        middle("client_mb"),
        middle("server_mb"),
    )


def goals(found: Found) -> list[Goal]:
    """Our figures against the floor and the others of the same run."""

    def of(system: str, workload: str, name: str = "wall") -> float | None:
        measure = typical(found.get(system, ()), workload)
        value = getattr(measure, name) if measure else None
        return None if value is None else float(value)

    def ratio(a: float | None, b: float | None) -> float | None:
        return None if a is None or not b else a / b

    def goal(name: str, figure: float | None, bound: float, sign: str) -> Goal:
        met = None if figure is None else figure <= bound if sign == "<=" else figure >= bound
        return Goal(name, None if figure is None else round(figure, 2), f"{sign} {bound:g}", met)

    def mine(workload: str, name: str = "wall") -> float | None:
        return of(OURS, workload, name)

    floor, update, get = mine("floor insert"), mine("floor update"), mine("floor GET")
    step = update + get if update is not None and get is not None else None
    return [
        goal("W1 over the floor", ratio(mine("W1"), floor), 5, "<="),
        goal("W1, PouchDB's time over ours", ratio(of(POUCH, "W1"), mine("W1")), 10, ">="),
        goal("W1, Anki's time over ours", ratio(of(ANKI, "W1"), mine("W1")), 1.5, ">="),
        goal("W1 megabytes on the wire", ratio(mine("W1", "wire"), 1e6), 2.4, "<="),
        goal("W2 over the floor", ratio(mine("W2"), floor), 2, "<="),
        goal("W2, PouchDB's time over ours", ratio(of(POUCH, "W2"), mine("W2")), 20, ">="),
        goal("W3 kilobytes on the wire", ratio(mine("W3", "wire"), 1e3), 6, "<="),
        goal("W3, Anki's time over ours", ratio(of(ANKI, "W3"), mine("W3")), 1.5, ">="),
        goal("W3 over one transaction and one request", ratio(mine("W3"), step), 5, "<="),
        goal("W4 over Anki's time", ratio(mine("W4"), of(ANKI, "W4")), 1.5, "<="),
        goal("W5 over an empty GET", ratio(mine("W5"), get), 4, "<="),
        goal("W5 bytes on the wire", mine("W5", "wire"), 1000, "<="),
        goal("server's peak megabytes", mine("W1", "server_mb"), 200, "<="),
    ]


def machine() -> dict[str, Any]:
    return {
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def as_json(found: Found, count: int) -> str:
    """One object: every round as measured, the medians' goals, who failed and why."""
    data = {
        "benchmark": "sync",
        "records": count,
        "machine": machine(),
        "systems": {name: [asdict(done) for done in rounds] for name, rounds in found.items()},
        "goals": [asdict(goal) for goal in goals(found)],
    }
    return json.dumps(data, ensure_ascii=False) + "\n"


def as_text(found: Found, count: int) -> str:
    """Tables in Markdown, as they stand in docs/benchmarks.md."""
    here = machine()
    rounds = max(len(r) for r in found.values())
    lines = [
        f"{count:,} records, {rounds} rounds, medians (best in brackets); {here['cpus']} cores, "
        f"Python {here['python']}, load {here['load']}",
        "",
        "| system | workload | seconds | records/s | CPU s client | CPU s server | bytes on the wire "
        "| peak MB client | server |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, ran in found.items():
        for workload in dict.fromkeys(m.workload for done in ran for m in done.measures):
            lines.append(_line(name, workload, ran))
    lines += ["", "| system | what became of W4 |", "|---|---|"]
    for name, ran in found.items():
        facts = next((done.outcome for done in ran if done.outcome), {})
        told = ", ".join(f"{what.replace('_', ' ')} {figure}" for what, figure in facts.items())
        lines.append(f"| {name} | {told or '-'} |")
    lines += ["", "| aim | here | bound | |", "|---|---|---|---|"]
    word = {None: "not measured", True: "met", False: "missed"}
    for g in goals(found):
        lines.append(f"| {g.name} | {'-' if g.figure is None else g.figure} | {g.bound} | {word[g.met]} |")
    lines += [f"{name} failed: {done.failed}" for name, ran in found.items() for done in ran if done.failed]
    return "\n".join(lines) + "\n"


def _line(name: str, workload: str, rounds: Sequence[Round]) -> str:
    typed = typical(rounds, workload)
    if typed is None:
        return f"| {name} | {workload} | failed | | | | | | |"
    best = min(m.wall for done in rounds if not done.failed for m in done.measures if m.workload == workload)
    cells = [
        name,
        workload,
        f"{_seconds(typed.wall)} ({_seconds(best)})",
        f"{typed.count / typed.wall:,.0f}" if typed.count else "",
        f"{typed.client_cpu:.3f}",
        "" if typed.server_cpu is None else f"{typed.server_cpu:.2f}",
        "" if not typed.wire else f"{int(typed.wire):,}",
        f"{typed.client_mb:.0f}",
        "" if typed.server_mb is None else f"{typed.server_mb:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _seconds(value: float) -> str:
    return f"{value:.5f}" if value < 0.1 else f"{value:.3f}"
