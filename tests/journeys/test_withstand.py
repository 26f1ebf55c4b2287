"""What may go wrong at a site, met from the outside: each accident is one clear sentence, and nothing saved is lost."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import main
from models.check import check
from models.clock import FixedClock, SystemClock, today
from models.profile import Profile
from tests.sync.proxy import Plan, Proxy

ROOT = Path(__file__).resolve().parents[2]
CASE = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_bytes())["cases"][0]
WORDS = "the whole brigade says so"
ORDER = "rectification_order"
HAN = re.compile("[\u3400-\u9fff]")
SAFE = {
    "en": re.compile(r"nothing (was|is lost)|no number was used|(is|and) safe|is kept|everything before it is", re.I),
    "zh_CN": re.compile("没有|未作|都已保存|都在|安全|都保存|保留"),
}
"""How a sentence says what is safe."""


def case_of_today(**changes: Any) -> dict[str, Any]:
    """The first worked case with drafts dated today; ``changes`` replace its top-level parts."""
    case = copy.deepcopy({**CASE, **changes})
    for officer in case["inspectors"]:
        officer["valid_until"] = officer.pop("until", "9999-12-31")
    for draft in case["drafts"]:
        draft.pop("appear_at", None)
        draft["date"] = draft["as_of"] = today(SystemClock()).isoformat()
        for requirement in draft.get("requirements", ()):
            requirement["due"] = None
    return case


def clear(texts: dict[str, str]) -> None:
    """One sentence a language, no blank left in it, no program's words, and what is safe is said."""
    assert texts["en"] != texts["zh_CN"]
    for lang, text in texts.items():
        assert text and text == text.strip() and "\n" not in text, text
        assert not re.search(r"[{}…]|Traceback|Error\b|None\b|errno", text), text
        assert SAFE[lang].search(text), text
    assert HAN.search(texts["zh_CN"]) and not re.search("[，。；：]", texts["en"]), texts


class Laptop:
    """A profile in a folder, and the command line on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], saved: str) -> None:
        self.folder, self._capsys, self.saved = folder, capsys, saved

    def run(self, *words: object, lang: str = "en") -> tuple[int, dict[str, Any], str]:
        line = [*map(str, words), "--profile", str(self.folder), "--lang", lang, "--json"]
        status = main.main(line)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return status, json.loads(out), err

    def refused(self, code: str, *words: object) -> None:
        """Both languages refuse with this code, in one sentence that is all of stderr."""
        texts = {}
        for lang in ("zh_CN", "en"):
            status, said, err = self.run(*words, lang=lang)
            assert (status, said["ok"], said["error"]["code"]) == (1, False, code), said
            texts[lang] = said["error"]["message"]
            assert err == texts[lang] + "\n"
        clear(texts)

    def open(self) -> Profile:
        return Profile.open(self.folder, WORDS, SystemClock())

    def digest(self) -> str:
        with self.open() as profile:
            return str(profile.store.digest())

    def whole(self) -> None:
        """Opened again, what was saved before is what is there, and the check finds nothing."""
        with self.open() as profile:
            assert str(profile.store.digest()) == self.saved
            assert not check(profile).problems


def make(folder: Path, case: dict[str, Any]) -> tuple[list[str], str]:
    """A profile ``folder/p`` with the case loaded; ids of its drafts and the digest of what is saved."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    for words in (["init", "--from"], ["load"]):
        assert main.main(["--profile", str(folder / "p"), *words, str(folder / "case.json")]) == 0
    with Profile.open(folder / "p", WORDS, SystemClock()) as opened:
        return [str(row["id"]) for row in opened.store.find("draft")], str(opened.store.digest())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], str]:
    """A profile with the case loaded, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("withstand")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANXIN_PASSPHRASE", WORDS)
        return folder / "p", *make(folder, case_of_today())


@pytest.fixture
def drafts(made: tuple[Path, list[str], str]) -> list[str]:
    return made[1]


@pytest.fixture
def laptop(
    made: tuple[Path, list[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Laptop:
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made[0], tmp_path / "p")
    capsys.readouterr()
    return Laptop(tmp_path / "p", capsys, made[2])


# --- who may


def test_a_wrong_passphrase(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS + " not")
    laptop.refused("wrong_passphrase", "register")
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    laptop.whole()


def test_a_second_officer_who_is_the_first(laptop: Laptop, drafts: list[str]) -> None:
    laptop.refused("same_officer", "issue", drafts[1], "--with", "XC-JC-0001")
    assert laptop.run("register")[1]["entries"] == [] and not list(Path().glob("*.pdf"))
    laptop.whole()


def test_an_expired_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    monkeypatch.chdir(tmp_path)
    officers = [{**CASE["inspectors"][0], "until": "9999-12-31"}, {**CASE["inspectors"][1], "until": "2026-10-31"}]
    drafts, saved = make(tmp_path, case_of_today(inspectors=officers))
    capsys.readouterr()
    laptop = Laptop(tmp_path / "p", capsys, saved)
    laptop.refused("certificate_expired", "issue", drafts[1], "--with", "XC-JC-0002")
    assert laptop.run("register")[1]["entries"] == [] and not list(Path().glob("*.pdf"))
    laptop.whole()


# --- what is typed


def test_an_impossible_date(laptop: Laptop) -> None:
    bad = case_of_today(project={**CASE["project"], "contract_signed": "2026-02-30"})
    Path("bad.json").write_text(json.dumps(bad, ensure_ascii=False), encoding="utf-8")
    laptop.refused("case_field_bad", "load", "bad.json")
    laptop.refused("day_impossible", "workdays", "2026-02-30", "+5")
    laptop.whole()


def test_a_character_that_no_font_has(laptop: Laptop, drafts: list[str]) -> None:
    with laptop.open() as profile, profile.store.change(profile.officer_id, "test") as tx:
        for unit in profile.store.find("unit"):
            tx.set("unit", unit["id"], name=unit["name"] + "\U0003fff0")
    laptop.refused("no_glyph", "issue", drafts[1], "--with", "XC-JC-0002")
    laptop.saved = laptop.digest()  # the refused act may have granted the next block, of which nothing is used
    laptop.refused("no_glyph", "issue", drafts[1], "--with", "XC-JC-0002")
    book = laptop.run("register")[1]
    assert book["entries"] == [] and all(not b["used"] and not b["void"] for b in book["balance"])
    assert not list(Path().glob("*.pdf"))
    laptop.whole()


# --- numbers and clocks


def test_no_numbers_left_goes_on_in_the_devices_own_series_and_the_number_is_final(
    laptop: Laptop, drafts: list[str], serve: Callable[..., tuple[subprocess.Popen[bytes], dict[str, Any]]]
) -> None:
    """Joined, with every granted number lost and no way to the server: the paper is issued all the same."""
    _, first = serve()
    assert laptop.run("enrol", first["url"], first["admin_code"])[0] == 0
    assert laptop.run("sync")[0] == 0
    for block in [b for b in laptop.run("register")[1]["blocks"] if b["type"] == ORDER]:
        numbers = f"{block['lo']}-{block['hi']}"
        assert laptop.run("void", "--numbers", numbers, "--type", ORDER, "--reason", "整本遗失")[0] == 0
    texts, numbers = {}, {}
    for lang, draft in (("en", drafts[1]), ("zh_CN", drafts[2])):
        status, issued, _ = laptop.run("issue", draft, "--with", "XC-JC-0002", "--out", "out", lang=lang)
        assert status == 0 and issued["series"] == "emergency" and (Path("out") / issued["pdf"]).is_file()
        texts[lang] = next(w["message"] for w in issued["warnings"] if w["code"] == "numbers_used_up")
        numbers[draft] = issued["number"]
    clear(texts)
    assert laptop.run("sync")[1]["digest"]["equal"]
    laptop.refused("draft_issued", "issue", drafts[1], "--with", "XC-JC-0002")
    book = laptop.run("register")[1]
    assert book["ok"] and {e["number"] for e in book["entries"] if e["series"] == "emergency"} == {*numbers.values()}
    laptop.saved = laptop.digest()
    laptop.whole()


def test_a_clock_set_back(laptop: Laptop) -> None:
    """Records made under a clock that ran ahead: told by every command, and what comes after is written after them."""
    ahead = FixedClock(datetime(2031, 5, 6, 1, 0, tzinfo=UTC))
    with Profile.open(laptop.folder, WORDS, ahead) as profile, profile.store.change(profile.officer_id, "note") as tx:
        early = tx.new("evidence", name="钟快了")
    laptop.saved = laptop.digest()
    texts = {lang: laptop.run("register", lang=lang)[2].strip() for lang in ("zh_CN", "en")}
    clear(texts)
    assert all("2031-05-06 09:00" in text for text in texts.values())
    laptop.whole()
    with laptop.open() as profile:
        with profile.store.change(profile.officer_id, "note") as tx:
            tx.set("evidence", early, name="钟拨回来了")
        assert profile.store.get("evidence", early)["name"] == "钟拨回来了"


# --- the machine


def test_a_second_process_on_the_profile(laptop: Laptop) -> None:
    program = (
        "import sys, pathlib\nfrom models.profile import Profile\nfrom models.clock import SystemClock\n"
        "with Profile.open(pathlib.Path(sys.argv[1]), sys.argv[2], SystemClock()) as p:\n"
        "    print('open', flush=True)\n    sys.stdin.read()\n"
    )
    line = [sys.executable, "-c", program, str(laptop.folder), WORDS]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(line, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        laptop.refused("profile_in_use", "register")
        laptop.refused("profile_in_use", "check")
        other.stdin.close()
    laptop.whole()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 24 MB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    point = tmp_path / "disk"
    point.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(point)], check=True)
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_full_disk(laptop: Laptop, drafts: list[str], small_disk: Path) -> None:
    from tests.faults.test_disk_full import fill

    laptop.folder = Path(shutil.copytree(laptop.folder, small_disk / "p", ignore=lambda *_: {"reserve"}))
    ballast = fill(small_disk)
    case = laptop.folder.parent.parent / "case.json"
    case.write_text(json.dumps(case_of_today(), ensure_ascii=False), encoding="utf-8")
    laptop.refused("disk_full", "load", case)
    laptop.refused("disk_full", "issue", drafts[1], "--with", "XC-JC-0002")
    ballast.unlink()
    laptop.whole()
    assert laptop.run("issue", drafts[1], "--with", "XC-JC-0002")[1]["number"].endswith("第001号")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[int], tuple[subprocess.Popen[bytes], dict[str, Any]]]]:
    """Start the server's process on a port (0: any); gives it and its first line."""
    started = []

    def start(port: int = 0) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
        line = [sys.executable, "main.py", "serve", "--db", str(tmp_path / "s" / "server.db"), "--port", str(port)]
        process = subprocess.Popen([*line, "--json"], cwd=ROOT, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        return process, json.loads(process.stdout.readline())

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def test_a_server_that_goes_in_the_middle_of_a_sync(
    laptop: Laptop, serve: Callable[..., tuple[subprocess.Popen[bytes], dict[str, Any]]]
) -> None:
    process, first = serve()
    assert laptop.run("enrol", first["url"], first["admin_code"])[0] == 0
    laptop.saved = laptop.digest()
    server = None
    with Proxy(first["url"], Plan(up=4000, whole=True)) as proxy:
        with laptop.open() as profile:
            server = profile.store.local_get("server")
            profile.store.local_set("server", {**server, "url": proxy.url})
        laptop.refused("server_gone", "sync")
        assert proxy.cuts
        process.send_signal(signal.SIGKILL)
        process.wait()
        laptop.refused("server_gone", "sync")
    laptop.whole()
    serve(int(first["url"].rsplit(":", 1)[1]))
    with laptop.open() as profile:
        profile.store.local_set("server", server)
    status, sent, _ = laptop.run("sync")
    assert status == 0 and sent["digest"]["equal"] and sent["pending"] == {"operations": 0, "blobs": 0}
