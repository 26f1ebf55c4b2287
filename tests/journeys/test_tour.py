"""The whole job through real windows and a real server: the tour is run once, and what it left behind is judged."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui.cli.tour import CASES

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "sample-case.json"
EVERY_SCREEN = {
    "first_start", "unlock", "today", "choose", "arrival", "checklist", "wages", "review", "papers", "paper_editor",
    "issue", "receipt", "site_record", "deadlines", "sync", "desk", "register", "search", "look",
}  # fmt: skip


def run(*words: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "ANXIN_PASSPHRASE": passphrase, "PYTHONWARNINGS": "error::ResourceWarning"}
    command = [sys.executable, str(ROOT / "main.py"), *words]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tour") / "out"
    done = run("tour", "--json", "--out", str(folder))
    assert done.returncode == 0, done.stderr[-3000:] or done.stdout[-3000:]
    assert json.loads(done.stdout) == json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return folder


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return found


def test_the_tour_works_the_shipped_cases() -> None:
    assert json.loads(CASES.read_text(encoding="utf-8")) == json.loads(FIXTURE.read_text(encoding="utf-8"))


def test_every_check_of_the_tour_passed(summary: dict[str, Any]) -> None:
    assert summary["ok"] and [c["name"] for c in summary["checks"] if not c["passed"]] == []
    assert summary["clock"] == {"from": "2026-06-05T09:00:00+08:00", "to": "2026-10-30T17:00:00+08:00"}
    assert summary["conflicts"] == {"made": 1, "settled": 1}


def test_the_papers_read_back_as_the_worked_cases_say(out: Path, summary: dict[str, Any]) -> None:
    """Read here with another reader than the tour's own."""
    from pypdf import PdfReader

    found = {d["number"]: d for d in summary["documents"]}
    for case in json.loads(FIXTURE.read_text(encoding="utf-8"))["cases"]:
        for wanted in case["documents"]:
            made = found[wanted["no"]]
            pdf = out / made["pdf"]
            assert hashlib.sha256(pdf.read_bytes()).hexdigest() == made["sha256"]
            reader = PdfReader(pdf)
            pages = ["".join(page.extract_text().split()) for page in reader.pages]
            assert len(pages) == made["pages"]
            assert _without_page_numbers(pages).startswith("".join(wanted["text"].split())), wanted["no"]
            assert (out / made["text"]).read_text(encoding="utf-8").split() == wanted["text"].split()
            served = wanted["service"]
            assert made["case"] == case["case_id"] and made["offline"]
            assert made["served"]["method"] == served["method"] and made["served"]["at"][:10] == served["on"]
            assert (out / made["served"]["receipt_pdf"]).read_bytes().startswith(b"%PDF")


def _without_page_numbers(pages: list[str]) -> str:
    texts = []
    for number, text in enumerate(pages, 1):
        for mark in (f"—{number}—", f"-{number}-", str(number)):
            if text.endswith(mark):
                text = text.removesuffix(mark)
                break
        texts.append(text)
    return "".join(texts)


def test_all_ends_hold_the_same(summary: dict[str, Any]) -> None:
    ends = [summary["sync"][name] for name in ("laptop1", "laptop2", "laptop3", "desk", "server")]
    assert all(end == ends[0] for end in ends) and ends[0]["records"] > 250 and summary["sync"]["equal"]


def test_every_screen_was_seen_in_three_themes(out: Path, summary: dict[str, Any]) -> None:
    names = {shot["name"] for shot in summary["screens"]}
    assert names >= EVERY_SCREEN, EVERY_SCREEN - names
    assert {shot["theme"] for shot in summary["screens"]} == {"indoor", "outdoor", "night"}
    for shot in summary["screens"]:
        assert (out / shot["png"]).read_bytes().startswith(b"\x89PNG") and shot["size"] == [1280, 800]


@pytest.mark.parametrize("name", ["laptop1", "laptop2", "laptop3", "desk"])
def test_the_profiles_are_closed_whole_and_open(out: Path, summary: dict[str, Any], name: str) -> None:
    folder = str(out / summary["profiles"][name])
    for command in (["check"], ["register", "--year", "2026"]):
        done = run("--profile", folder, "--json", *command, passphrase=summary["passphrase"])
        assert done.returncode == 0, done.stdout
    numbers = {e["number"] for e in json.loads(done.stdout)["entries"] if e["status"] == "served"}
    assert numbers >= {d["number"] for d in summary["documents"] if d["served"]}


def test_a_paper_of_the_tour_is_ours_and_a_changed_one_is_not(
    out: Path, summary: dict[str, Any], tmp_path: Path
) -> None:
    folder = str(out / summary["profiles"]["desk"])
    paper = next(d for d in summary["documents"] if d["type"] == "rectification_order")
    done = run("--profile", folder, "--json", "verify", str(out / paper["pdf"]), passphrase=summary["passphrase"])
    assert done.returncode == 0 and json.loads(done.stdout)["document"]["number"] == paper["number"]
    forged = tmp_path / "forged.pdf"
    raw = bytearray((out / paper["pdf"]).read_bytes())
    raw[len(raw) // 3] ^= 1
    forged.write_bytes(raw)
    assert run("--profile", folder, "--json", "verify", str(forged), passphrase=summary["passphrase"]).returncode == 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    done = run("tour", "--json", "--out", str(tmp_path))
    assert done.returncode == 1 and json.loads(done.stdout)["error"]["code"] == "tour_folder_not_empty"
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
