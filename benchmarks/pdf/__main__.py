"""Makers of PDF beside each other: the order with 200 workers cold and warm, 2,000 workers, and 435 workers issued.

    python -m benchmarks.pdf [--peers-python VENV/bin/python] [--rounds N] [--keep DIR] [--json]

``--peers-python``: an interpreter that has fpdf2, typst, WeasyPrint and segno; a maker that it lacks is left out and
said so. All get the same words and the same font files, ours and typst and WeasyPrint write PDF/A-2b, fpdf2 plain PDF.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.common import report, row
from benchmarks.pdf.document import document

HERE = Path(__file__).parent
PEERS = ("typst", "fpdf2", "weasyprint")
FACES = ("FangSong", "SongCore", "SongExt", "SongBold", "RareA", "RareB")
COLD, WARM, SLOW_WARM = 1, 9, 3
"""Copies a process makes: the second and later ones are warm; the slow makers get fewer."""


def main() -> int:
    given = argparse.ArgumentParser(prog="python -m benchmarks.pdf")
    given.add_argument("--peers-python", default="")
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--keep", default="")
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lay_out(place)
        makers = {"anxin": [sys.executable, str(HERE / "ours.py")]}
        for peer in PEERS if asked.peers_python else ():
            makers[peer] = [asked.peers_python, str(HERE / "peers" / f"{peer}_peer.py")]
        found = {name: measured(command, place, name, asked.rounds) for name, command in makers.items()}
        long = process(makers["anxin"], place / "long", place / "long.pdf", 4)
        if asked.keep:
            Path(asked.keep).mkdir(parents=True, exist_ok=True)
            for pdf in place.glob("*.pdf"):
                shutil.copy(pdf, asked.keep)
    told(found, long, issued(435), asked.json)
    return 0


def lay_out(place: Path) -> None:
    """Copies of the document and the font files, each face also in a folder of its own."""
    from forms.page import fonts

    for name, workers in (("copies", 200), ("long", 2000)):
        (place / name).mkdir()
        for n in range(WARM):
            text = json.dumps(document(n + 1, workers), ensure_ascii=False)
            (place / name / f"{n:02d}.json").write_text(text, encoding="utf-8")
    for face in FACES:
        folder = place / "fonts" / face
        folder.mkdir(parents=True)
        shutil.copy(fonts.path(face), folder / f"{face}.ttf")
        os.link(folder / f"{face}.ttf", place / "fonts" / f"{face}.ttf")


def process(command: list[str], copies: Path, pdf: Path, many: int) -> dict[str, Any] | None:
    """One process of a maker: wall of the whole, CPU and peak memory of it, and what it said; None when it failed."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["ANXIN_BENCH_FONTS"] = str(copies.parent / "fonts")
    begin = time.perf_counter()
    child = subprocess.Popen(
        [*command, str(copies), str(pdf), str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    assert child.stdout is not None and child.stderr is not None
    out, wrong = child.stdout.read(), child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        print(f"left out: {command[-1]}: {wrong.decode(errors='replace').strip()[-300:]}", file=sys.stderr)
        return None
    said = json.loads(out.decode().strip().splitlines()[-1])
    cpu = (used.ru_utime + used.ru_stime) * 1000
    return {
        **said,
        "cold_wall_ms": (time.perf_counter() - begin) * 1000,
        "cold_cpu_ms": cpu,
        "rss_mb": used.ru_maxrss / 1024,
    }


def measured(command: list[str], place: Path, name: str, rounds: int) -> dict[str, Any] | None:
    """Cold processes and warm copies of one maker."""
    slow = name in ("fpdf2", "weasyprint")
    pdf = place / f"{name}.pdf"
    cold, warm = [], []
    for n in range(rounds + 1):
        once = process(command, place / "copies", pdf, COLD)
        if once is None:
            return None
        if n:
            cold.append(once)
    for _ in range(1 if slow else rounds):
        many = process(command, place / "copies", pdf, SLOW_WARM if slow else WARM)
        if many is None:
            return None
        warm.append(many)
    return {
        "cold_wall_ms": [c["cold_wall_ms"] for c in cold],
        "cold_cpu_ms": [c["cold_cpu_ms"] for c in cold],
        "warm_cpu_ms": [t for w in warm for t in w["cpu_ms"][1:]],
        "warm_wall_ms": [t for w in warm for t in w["wall_ms"][1:]],
        "bytes": warm[-1]["bytes"],
        "rss_mb": max(w["rss_mb"] for w in warm),
        "pages": pages(pdf),
    }


def pages(pdf: Path) -> int:
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


def issued(workers: int) -> list[float]:
    """Milliseconds of the one act (number, render, sign, commit) for an order with so many workers."""
    from benchmarks.issue import issue_times

    return issue_times(workers, 5)


def told(found: dict[str, Any], long: dict[str, Any] | None, orders: list[float], as_json: bool) -> None:
    rows = []
    ours = found["anxin"]
    for name, one in found.items():
        if one is None:
            continue
        against = {} if name == "anxin" else {"floor": "anxin"}
        own = name == "anxin"
        rows += [
            row(f"{name}: 200 workers warm, CPU", one["warm_cpu_ms"], at_most_ms=100 if own else None,
                floor_times=None if own else ours["warm_cpu_ms"], **against),
            row(f"{name}: cold process, wall", one["cold_wall_ms"], at_most_ms=1000 if own else None,
                floor_times=None if own else ours["cold_wall_ms"], **against),
        ]  # fmt: skip
    if long is not None:
        rows.append(row("anxin: 2,000 workers warm, CPU", long["cpu_ms"][1:], at_most_ms=800))
    rows.append(row("anxin: 435 workers issued, wall", orders, at_most_ms=1000))
    facts = {
        name: {"KiB": round(one["bytes"] / 1024), "pages": one["pages"], "peak RSS MB": round(one["rss_mb"]),
               "cold CPU ms": round(statistics.median(one["cold_cpu_ms"]))}
        for name, one in found.items() if one is not None
    }  # fmt: skip
    sys.argv[1:] = ["--json"] if as_json else []
    report("an order with 200 workers as PDF", rows, makers=facts)
    if not as_json:
        for name, fact in facts.items():
            print(f"  {name}: " + ", ".join(f"{k} {v}" for k, v in fact.items()))


if __name__ == "__main__":
    sys.exit(main())
