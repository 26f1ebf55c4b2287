"""The crash drill: it works, what it acknowledged is there, and what is missing afterwards is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import main
from models.clock import SystemClock
from models.profile import Profile

ROOT = Path(__file__).resolve().parents[2]
WORDS = "correct horse battery staple"
KEYS = {"ack", "did", "id", "number", "sha256"}


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A profile after 34 acts of the drill in a process of its own: (folder, acknowledgements)."""
    folder = tmp_path_factory.mktemp("drill") / "p"
    ran = drill(folder, "--seed", "5", "--acts", "34")
    assert ran.returncode == 0, ran.stderr
    return folder, [json.loads(line) for line in ran.stdout.splitlines()]


def drill(folder, *words):
    env = {**os.environ, "ANXIN_PASSPHRASE": WORDS, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    line = [sys.executable, "main.py", "drill", "--profile", str(folder), *words]
    return subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def against(monkeypatch, capsys, folder, acks, tmp_path):
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    file = tmp_path / "acks.jsonl"
    file.write_text("".join(json.dumps(a) + "\n" for a in acks), encoding="utf-8")
    capsys.readouterr()
    status = main.main(["drill", "--json", "--profile", str(folder), "--against", str(file)])
    return status, json.loads(capsys.readouterr().out)


def test_every_kind_of_act_is_acknowledged_in_order(worked):
    _, acks = worked
    assert [a["ack"] for a in acks] == list(range(1, 35))
    assert all(set(a) == KEYS for a in acks)
    assert {a["did"] for a in acks} == {"answer", "photo", "wage", "issue", "service", "sync"}
    assert all(a["number"] and a["sha256"] for a in acks if a["did"] in ("issue", "service"))


def test_everything_acknowledged_is_there(worked, monkeypatch, capsys, tmp_path):
    folder, acks = worked
    assert against(monkeypatch, capsys, folder, acks, tmp_path) == (
        0,
        {"ok": True, "acked": 34, "lost": [], "doubled": [], "half_issued": [], "problems": []},
    )


def test_what_is_not_there_is_told(worked, monkeypatch, capsys, tmp_path):
    folder, acks = worked
    first = {a["did"]: a for a in acks}
    invented = [
        {**first["issue"], "id": "nothing"},
        {**first["issue"], "sha256": "00" * 32},
        {**first["answer"], "sha256": "00" * 32},
        {**first["photo"], "sha256": "00" * 32},
        {**first["wage"], "sha256": "00" * 32},
        {**first["service"], "number": "另一号"},
        {**first["sync"], "id": first["sync"]["id"] + "0000"},
    ]
    for ack in invented:
        status, said = against(monkeypatch, capsys, folder, [ack], tmp_path)
        assert (status, said["ok"], len(said["lost"])) == (1, False, 1), ack
    twice = [first["issue"], {**first["issue"], "id": "another"}]
    assert against(monkeypatch, capsys, folder, twice, tmp_path)[1]["doubled"] == [first["issue"]["number"]]


def test_half_of_an_act_is_told(worked, monkeypatch, capsys, tmp_path):
    folder = tmp_path / "p"
    shutil.copytree(worked[0], folder)
    profile = Profile.open(folder, WORDS, SystemClock(), keystore=None)
    with profile, profile.store.change(None, "half") as tx:
        tx.new("number_use", type="rectification_order", year=2026, n=999, number="半个", document="none")
        tx.new("draft", type="rectification_order", state="issued")
        tx.new("wage_roll", name="空表")
    said = against(monkeypatch, capsys, folder, [], tmp_path)[1]
    assert not said["ok"] and len(said["half_issued"]) == 3


def test_without_a_profile_all_of_it_is_lost_and_nothing_is_made(monkeypatch, capsys, worked, tmp_path):
    acks = worked[1][:3]
    status, said = against(monkeypatch, capsys, tmp_path / "never", acks, tmp_path)
    assert (status, len(said["lost"]), said["acked"]) == (1, 3, 3)
    assert against(monkeypatch, capsys, tmp_path / "never", [], tmp_path)[0] == 0
    assert not (tmp_path / "never").exists()


def test_a_line_that_is_no_acknowledgement_is_refused_but_a_torn_last_one_is_not(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    file = tmp_path / "acks.jsonl"
    for content, code in ((b'{"nothing": 1}\n', "acks_unreadable"), (b'{"ack": 1, "di', None)):
        file.write_bytes(content)
        main.main(["drill", "--json", "--profile", str(tmp_path / "p"), "--against", str(file)])
        said = json.loads(capsys.readouterr().out)
        assert said.get("error", {}).get("code") == code


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")
def test_its_server_dies_with_it(worked, tmp_path):
    """Killed, not asked: the server's pipe closes and it ends by itself."""
    env = {**os.environ, "ANXIN_PASSPHRASE": WORDS, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    line = [sys.executable, "main.py", "drill", "--profile", str(worked[0]), "--seed", "6"]
    running = subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE)
    assert running.stdout.readline()
    servers = children(running.pid)
    assert servers
    running.kill()
    running.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() and not zombie(pid) for pid in servers):
        assert time.monotonic() < deadline, "the server outlived the drill"
        time.sleep(0.05)
    running.stdout.close()


def children(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(p) for p in found]


def zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True
