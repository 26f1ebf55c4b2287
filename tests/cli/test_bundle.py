"""bundle …: the stick as an office's script uses it, in real processes; also killed in the middle."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from models.clock import SystemClock
from models.profile import Profile
from sync import bundlestate as state
from tests.sync.conftest import few_rsa_keys  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_bytes())["cases"]
WORDS = "the whole brigade says so"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a case, a laptop that joined by stick; copied before use. The commands in their order."""
    folder = tmp_path_factory.mktemp("stick")
    (folder / "A.json").write_text(json.dumps(CASES[0], ensure_ascii=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANXIN_PASSPHRASE", WORDS)
        for words in (
            ["init", "--from", str(folder / "A.json"), "--profile", str(folder / "desk")],
            ["load", str(folder / "A.json"), "--profile", str(folder / "desk")],
        ):
            assert main.main([*words, "--json"]) == 0
    return folder


class Run:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, profile: str, *words: str, lang: str = "en", as_json: bool = True) -> tuple[int, Any, str]:
        line = [*words, "--profile", str(self.folder / profile), "--lang", lang, *(["--json"] if as_json else [])]
        self.capsys.readouterr()
        status = main.main(line)
        out, err = self.capsys.readouterr()
        return status, json.loads(out) if as_json else out, err

    def done(self, profile: str, *words: str) -> dict[str, Any]:
        status, data, _ = self(profile, *words)
        assert status == 0 and data["ok"], json.dumps(data)
        return dict(data)

    def join(self) -> None:
        code = self.done("desk", "bundle", "invite")["code"]
        asked, back = str(self.folder / "asked.json"), str(self.folder / "back.axb")
        self.done("laptop", "bundle", "request", asked, code, "--officer", "XC-JC-0002", "--name", "外勤三号")
        granted = self.done("desk", "bundle", "grant", asked, back)
        assert granted["name"] == "外勤三号" and granted["bundle"] == 1
        joined = self.done("laptop", "bundle", "import", back)
        assert joined["joined"] and joined["device"] == granted["device"] and joined["device_code"] == "A"


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    shutil.copytree(made / "desk", tmp_path / "desk")
    return Run(tmp_path, capsys)


def digest(folder: Path) -> dict[int, tuple[int, int]]:
    with Profile.open(folder, WORDS, SystemClock()) as profile:
        return {bucket: found for bucket, found in profile.store.digest().items() if found[0]}


def draft_of(folder: Path) -> str:
    with Profile.open(folder, WORDS, SystemClock()) as profile:
        return str(profile.store.find("draft")[0]["id"])


def test_the_whole_way_by_stick(run: Run, tmp_path: Path) -> None:
    run.join()
    assert digest(tmp_path / "laptop") == digest(tmp_path / "desk")
    with Profile.open(tmp_path / "laptop", WORDS, SystemClock()) as laptop:
        laptop.add_officer_slot(laptop.officer_of("XC-JC-0001"), WORDS)
    issued = run.done(
        "laptop", "issue", draft_of(tmp_path / "laptop"), "--officer", "XC-JC-0002", "--with", "XC-JC-0001",
        "--out", str(tmp_path / "kept"),
    )  # fmt: skip
    stick = str(tmp_path / "up.axb")
    sent = run.done("laptop", "bundle", "export", stick)
    assert sent["parts"] == [stick] and sent["operations"] >= 1 and sent["files"] == 1 and sent["to"] == "office"
    waits = run.done("laptop", "bundle", "status")
    assert waits["pending"]["operations"] == sent["operations"] and waits["unpacked"] == {"operations": 0, "blobs": 0}
    (brought,) = run.done("desk", "bundle", "import", stick)["imported"]
    assert brought["whole"] and brought["from"]["name"] == "外勤三号" and brought["missing"] == []
    known = run.done("desk", "bundle", "status")["laptops"]
    assert [(one["name"], one["bundle"], one["missing"]) for one in known] == [("外勤三号", 1, [])]
    told = run.done("laptop", "bundle", "receipt", brought["receipt_code"])
    assert told == {"ok": True, "receipts": 1, "pending": {"operations": 0, "blobs": 0}}
    run.done("desk", "bundle", "export", str(tmp_path / "down.axb"), "--to", "外勤三号")
    run.done("laptop", "bundle", "import", str(tmp_path / "down.axb"))
    assert digest(tmp_path / "laptop") == digest(tmp_path / "desk")
    register = run.done("desk", "register")
    assert issued["number"] in [entry["number"] for entry in register["entries"]]
    assert run.done("desk", "check")["problems"] == [] == run.done("laptop", "check")["problems"]


def test_what_the_office_gives_back_is_a_receipt_too(run: Run, tmp_path: Path) -> None:
    run.join()
    run.done("laptop", "bundle", "export", str(tmp_path / "up.axb"))
    run.done("desk", "bundle", "import", str(tmp_path / "up.axb"))
    run.done("desk", "bundle", "export", str(tmp_path / "down.axb"), "--to", "A")
    told = run.done("laptop", "bundle", "receipt", str(tmp_path / "down.axb"))
    assert told["pending"] == {"operations": 0, "blobs": 0}


def test_a_damaged_bundle_is_named_and_used_up_to_its_damage(run: Run, tmp_path: Path) -> None:
    run.join()
    with Profile.open(tmp_path / "laptop", WORDS, SystemClock()) as laptop:
        sha = laptop.blobs.put(os.urandom(400_000)).sha256
        with laptop.store.change(laptop.officer_id, "evidence") as tx:
            tx.new("evidence", name="photo", blob=sha)
    stick = tmp_path / "up.axb"
    run.done("laptop", "bundle", "export", str(stick))
    stick.write_bytes(stick.read_bytes()[:200_000])
    status, data, _ = run("desk", "bundle", "import", str(stick))
    (one,) = data["imported"]
    assert status == 1 and not data["ok"] and one["operations"] >= 1 and one["files"] == 0
    assert one["damage"]["file"] == "up.axb" and one["damage"]["why"] == "cut"
    for lang, word in (("en", "Damaged"), ("zh_CN", "损坏")):
        status, text, _ = run("desk", "bundle", "import", str(stick), lang=lang, as_json=False)
        assert status == 1 and word in text


def test_refusals_are_one_sentence_in_both_languages(run: Run, tmp_path: Path) -> None:
    run.join()
    odd = tmp_path / "odd.axb"
    odd.write_bytes(b"PK" * 500)
    for lang in ("en", "zh_CN"):
        for profile, words, code in (
            ("desk", ["import", str(odd)], "bundle_not_one"),
            ("desk", ["export", str(tmp_path / "x.axb"), "--to", "nobody"], "bundle_whose"),
            ("desk", ["grant", str(odd), str(tmp_path / "x.axb")], "request_bad"),
            ("laptop", ["receipt", "0000-0000-0000"], "receipt_unknown"),
            ("laptop", ["receipt", "short"], "receipt_code_bad"),
            ("laptop", ["invite"], "bundle_needs_desk"),
            ("laptop", ["import", str(tmp_path / "back.axb")], None),
            ("new", ["request", str(tmp_path / "r"), "1234", "--officer", "X"], "code_short"),
        ):
            status, data, err = run(profile, "bundle", *words, lang=lang)
            if code is None:
                assert status == 0 and data["imported"][0]["operations"] == 0
                continue
            assert (status, data["error"]["code"]) == (1, code)
            assert err.count("\n") == 1 and "Traceback" not in err
            assert ("Nothing" in data["error"]["message"]) == (lang == "en")
    assert not (tmp_path / "x.axb").exists()


# --- killed


def killed(after: Callable[[], bool], *words: str) -> bool:
    """Start a command and kill it once ``after()``; whether it was still at it."""
    env = {**os.environ, "ANXIN_PASSPHRASE": WORDS}
    process = subprocess.Popen(
        [sys.executable, "main.py", *words, "--json"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    while process.poll() is None and not after():
        time.sleep(0.002)
    alive = process.poll() is None
    if alive:
        process.send_signal(signal.SIGKILL)
    process.wait()
    return alive


@pytest.fixture
def heavy(run: Run, tmp_path: Path) -> Run:
    """A laptop with forty megabytes of photos, so that a kill meets the work half done."""
    run.join()
    with Profile.open(tmp_path / "laptop", WORDS, SystemClock()) as laptop:
        for n in range(10):
            sha = laptop.blobs.put(os.urandom(4 * 2**20)).sha256
            with laptop.store.change(laptop.officer_id, "evidence") as tx:
                tx.new("evidence", name=f"photo {n}", blob=sha)
    return run


def test_a_killed_export_leaves_no_half(heavy: Run, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    words = ["bundle", "export", str(stick / "up.axb"), "--part-mb", "10", "--profile", str(tmp_path / "laptop")]
    assert killed(lambda: any(p.stat().st_size > 2**20 for p in stick.iterdir()), *words)
    assert not list(stick.glob("*.axb")), "nothing that looks like a bundle"
    waits = heavy.done("laptop", "bundle", "status")
    assert waits["bundles"] == [] and waits["unpacked"]["blobs"] == 10, "nothing counts as packed"
    sent = heavy.done("laptop", "bundle", "export", str(stick / "up.axb"), "--part-mb", "10")
    assert sent["bundle"] == 2 and len(sent["parts"]) >= 4 and sent["files"] == 10
    (*_, last) = heavy.done("desk", "bundle", "import", *sent["parts"])["imported"]
    assert last["missing"] == [], "the number of the killed one is nobody's loss"
    assert not list(stick.glob("*.part"))


def test_a_killed_import_goes_on_where_it_was(heavy: Run, tmp_path: Path) -> None:
    stick = str(tmp_path / "up.axb")
    heavy.done("laptop", "bundle", "export", stick)
    photos = tmp_path / "desk" / "blobs"
    before = len(list(photos.iterdir()))
    words = ["bundle", "import", stick, "--profile", str(tmp_path / "desk")]
    assert killed(lambda: len(list(photos.iterdir())) > before + 2, *words)
    health = heavy.done("desk", "check")
    assert health["problems"] == [] and health["blobs"]["bad"] == 0
    (one,) = heavy.done("desk", "bundle", "import", stick)["imported"]
    assert one["whole"] and 0 < one["files"] < 10
    heavy.done("laptop", "bundle", "receipt", one["receipt_code"])
    with Profile.open(tmp_path / "laptop", WORDS, SystemClock()) as laptop:
        assert state.waiting(laptop.store, laptop.blobs).files == 0
        shas = [row["blob"] for row in laptop.store.find("evidence") if row["blob"]]
    with Profile.open(tmp_path / "desk", WORDS, SystemClock()) as desk:
        for sha in shas:
            assert hashlib.sha256(desk.blobs.get(sha)).hexdigest() == sha
