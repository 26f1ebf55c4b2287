"""init, load, backup, restore and check as an office's script meets them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_bytes())["cases"]
WORDS = "the whole brigade says so"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Both cases as files, and a profile with case A loaded; made once, never changed."""
    folder = tmp_path_factory.mktemp("cli")
    for letter, case in zip("AB", CASES, strict=True):
        (folder / f"{letter}.json").write_text(json.dumps(case, ensure_ascii=False))
    env = {**os.environ, "ANXIN_PASSPHRASE": WORDS}
    for words in (["init", "--from", str(folder / "A.json")], ["load", str(folder / "A.json")]):
        line = [sys.executable, "main.py", "--profile", str(folder / "p"), "--json", *words]
        ran = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, check=True)
        (folder / f"{words[0]}.out").write_bytes(ran.stdout)
    return folder


@pytest.fixture
def run(place, tmp_path, monkeypatch, capsys):
    """Runs a command on a copy of the profile; returns (status, JSON or text, what people saw on stderr)."""
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    shutil.copytree(place / "p", tmp_path / "p")

    def call(*words, profile="p", lang="en", as_json=True):
        line = [*words, "--profile", str(tmp_path / profile), "--lang", lang, *(["--json"] if as_json else [])]
        status = main.main([str(w) for w in line])
        out, err = capsys.readouterr()
        return status, json.loads(out) if as_json else out, err

    call.tmp, call.place = tmp_path, place
    return call


def test_init_and_load_in_real_processes(place):
    made = json.loads((place / "init.out").read_bytes())
    assert made["ok"] and made["profile"] == str(place / "p") and re.fullmatch("[0-9a-f]{16}", made["replica"])
    loaded = json.loads((place / "load.out").read_bytes())
    assert loaded["ok"] and loaded["records"]["unit"] == 3 and loaded["records"]["wage_line"] == 48
    assert len(loaded["drafts"]) == 3 and loaded["inspection"]


def test_init_refuses_what_would_lose_or_be_weak(run, monkeypatch):
    assert run("init", "--from", run.place / "A.json")[1]["error"]["code"] == "profile_exists"
    monkeypatch.setenv("ANXIN_PASSPHRASE", "123456")
    assert run("init", "--from", run.place / "A.json", profile="new")[1]["error"]["code"] == "passphrase_weak"
    monkeypatch.delenv("ANXIN_PASSPHRASE")
    status, data, err = run("init", "--from", run.place / "A.json", profile="new")
    assert status == 1 and data["error"]["code"] == "passphrase_missing" and data["error"]["message"] in err
    assert not (run.tmp / "new").exists()


def test_the_other_officer_may_act(run):
    status, data, _ = run("load", run.place / "B.json", "--officer", "XC-JC-0002")
    assert status == 0 and data["records"]["wage_worker"] == 15
    assert run("load", run.place / "B.json", "--officer", "XC-1")[1]["error"]["code"] == "no_such_officer"


def test_faults_of_a_case_have_their_place(run):
    bad = {**CASES[0], "project": {**CASES[0]["project"], "contract_signed": "2026-02-30"}}
    (run.tmp / "bad.json").write_text(json.dumps(bad))
    status, data, _ = run("load", run.tmp / "bad.json")
    assert status == 1 and data["ok"] is False
    assert data["error"]["code"] == "case_field_bad" and data["error"]["where"]["field"] == "project.contract_signed"
    assert run("load", run.tmp / "none.json")[1]["error"]["code"] == "file_not_found"


def test_check_backup_restore(run):
    status, data, err = run("check")
    assert status == 0 and "database" in err
    assert data == {
        "ok": True, "database": "ok", "chain": "ok", "operations": 2,
        "blobs": {"referenced": 0, "present": 0, "bad": 0},
        "numbers": {"duplicates": 0, "unexplained": 0}, "problems": [],
    }  # fmt: skip
    (run.tmp / "usb").mkdir()
    status, made, _ = run("backup", run.tmp / "usb")
    assert status == 0 and Path(made["file"]).stat().st_size == made["size"] and made["portable"] is True
    status, back, _ = run("restore", made["file"], profile="again")
    assert status == 0 and back["replica"] != back["previous_replica"]
    assert run("check", profile="again")[1]["operations"] == 3
    assert run("restore", made["file"], profile="again")[1]["error"]["code"] == "folder_not_empty"
    status, _, _ = run("check", profile="nowhere")
    assert status == 1


def test_check_reports_damage_with_status_1(run):
    store = run.tmp / "p" / "store.db"
    raw = bytearray(store.read_bytes())
    for at in range(len(raw) // 2, len(raw), 4096):
        raw[at] ^= 1
    store.write_bytes(bytes(raw))
    status, data, _ = run("check")
    assert status == 1 and data["ok"] is False
    if "problems" in data:
        assert data["database"] == "damaged" and data["problems"]
    else:
        assert data["error"]["code"] == "store_damaged"


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_people_read_their_language(run, lang):
    chinese = re.compile("[\u4e00-\u9fff]")
    (run.tmp / "usb").mkdir()
    for words in (["check"], ["backup", run.tmp / "usb"], ["load", run.place / "B.json"]):
        status, out, err = run(*words, lang=lang, as_json=False)
        assert status == 0 and bool(chinese.search(out + err)) == (lang == "zh_CN"), out
    status, out, err = run("restore", next((run.tmp / "usb").iterdir()), lang=lang, as_json=False, profile="q")
    assert status == 0 and bool(chinese.search(out)) == (lang == "zh_CN")


def test_wrong_passphrase_is_one_sentence(run, monkeypatch):
    monkeypatch.setenv("ANXIN_PASSPHRASE", "not the right one at all")
    status, out, err = run("check", as_json=False, lang="zh_CN")
    assert (status, out) == (1, "") and err.startswith("口令不对") and err.count("\n") == 1
    assert "Traceback" not in err


def test_wrong_usage_exits_2(run):
    assert main.main(["init"]) == 2
    assert main.main(["backup"]) == 2
