"""A command that is killed half-way has done all or nothing, and the next try succeeds."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults.campaign import ROOT, surroundings

CASES = ROOT / "tests" / "fixtures" / "sample-case.json"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One worked case as a file."""
    file = tmp_path_factory.mktemp("case") / "case.json"
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    file.write_text(json.dumps(cases[0], ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def profile(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with its office and officers, nothing else; copy it before use."""
    folder = tmp_path_factory.mktemp("made") / "profile"
    done("init", "--from", str(case), "--profile", str(folder))
    return folder


def words(*command: str) -> list[str]:
    return [sys.executable, "main.py", *command, "--json"]


def done(*command: str) -> dict[str, Any]:
    ran = subprocess.run(words(*command), cwd=ROOT, env=surroundings(), capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    assert ran.returncode == 0, answer
    return answer


def killed(within_s: float, *command: str) -> None:
    """Start a command and end its process group at a random moment of its life of about ``within_s``."""
    started = subprocess.Popen(
        words(*command),
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(random.uniform(within_s * 0.3, within_s))
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def sound(folder: Path) -> dict[str, Any]:
    return done("check", "--profile", str(folder))


def test_init_makes_a_whole_profile_or_none(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    killed(2.0, "init", "--from", str(case), "--profile", str(folder))
    if not (folder / "vault.json").exists():
        done("init", "--from", str(case), "--profile", str(folder))
    assert sound(folder)["problems"] == []


def test_load_writes_the_whole_case_or_nothing(case: Path, profile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    shutil.copytree(profile, folder)
    before = sound(folder)["operations"]
    killed(1.2, "load", str(case), "--profile", str(folder))
    after = sound(folder)
    assert after["problems"] == []
    assert after["operations"] in (before, before + 1)


def test_a_backup_is_whole_or_absent(profile: Path, tmp_path: Path) -> None:
    folder, target = tmp_path / "profile", tmp_path / "backups"
    shutil.copytree(profile, folder)
    target.mkdir()
    killed(1.2, "backup", str(target), "--profile", str(folder))
    done("backup", str(target), "--profile", str(folder))
    found = sorted(target.iterdir())
    assert found
    for number, file in enumerate(found):
        back = tmp_path / f"back{number}"
        done("restore", str(file), "--profile", str(back))
        assert sound(back)["problems"] == []
