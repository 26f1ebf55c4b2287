"""serve, invite, enrol and sync as an office's script meets them: real processes, real sockets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import main

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_bytes())["cases"]
WORDS = "the whole brigade says so"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., tuple[subprocess.Popen[bytes], dict[str, Any]]]]:
    """Start the server process; gives it and its first line."""
    started = []

    def start(port: int = 0, *more: str) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
        line = [
            sys.executable,
            "main.py",
            "serve",
            "--db",
            str(tmp_path / "s" / "server.db"),
            "--port",
            str(port),
            *more,
        ]
        process = subprocess.Popen([*line, "--json"], cwd=ROOT, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        return process, json.loads(process.stdout.readline())

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    (tmp_path / "A.json").write_text(json.dumps(CASES[0], ensure_ascii=False))

    def call(profile: str, *words: str, as_json: bool = True, lang: str = "en") -> tuple[int, Any, str]:
        line = [
            *words,
            "--profile",
            str(tmp_path / profile),
            "--lang",
            lang,
            *(["--json"] if as_json else []),
        ]
        status = main.main(line)
        out, err = capsys.readouterr()
        return status, json.loads(out) if as_json else out, err

    return call


def test_the_whole_way_from_an_empty_server_to_two_equal_devices(run, serve, tmp_path):
    process, first = serve()
    assert first["ok"] and first["url"].startswith("http://127.0.0.1:") and first["admin_code"]
    for words in (["init", "--from", str(tmp_path / "A.json")], ["load", str(tmp_path / "A.json")]):
        assert run("desk", *words)[0] == 0
    status, made, _ = run("desk", "enrol", first["url"], first["admin_code"], "--name", "办公端")
    assert status == 0 and made["role"] == "desk" and made["device_code"] == "A" and not made["made"]
    status, sent, _ = run("desk", "sync")
    assert status == 0 and sent["digest"]["equal"] and sent["pushed"]["operations"] >= 2
    assert sent["pending"] == {"operations": 0, "blobs": 0}
    status, code, _ = run("desk", "invite", "--role", "laptop")
    assert status == 0 and len(code["code"].replace("-", "")) == 16 and code["expires_at"].endswith("+08:00")
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, second = serve(int(first["url"].rsplit(":", 1)[1]))
    assert second == {"ok": True, "url": first["url"], "admin_code": None}
    status, joined, _ = run("laptop", "enrol", first["url"], code["code"], "--officer", "XC-JC-0002")
    assert status == 0 and joined["made"] and joined["device_code"] == "B" and joined["office"] == made["office"]
    status, got, _ = run("laptop", "sync")
    assert status == 0 and got["digest"]["equal"]
    status, again, _ = run("desk", "sync")
    assert again["digest"] == got["digest"]
    assert again["pulled"]["operations"] >= 1


def test_a_server_from_a_backup_is_told_of_in_words_and_names_who_is_waited_for(run, serve, tmp_path):
    process, first = serve()
    assert run("desk", "init", "--from", str(tmp_path / "A.json"))[0] == 0
    assert run("desk", "enrol", first["url"], first["admin_code"])[0] == 0
    assert run("desk", "sync")[0] == 0
    code = run("desk", "invite", "--role", "laptop")[1]["code"]
    assert run("laptop", "enrol", first["url"], code, "--officer", "XC-JC-0002", "--name", "外勤")[0] == 0
    assert run("laptop", "sync")[0] == run("desk", "sync")[0] == 0
    process.kill()
    process.wait()
    (counted,) = (tmp_path / "s").glob("server.db.grants-*")
    counted.write_text(str(int(counted.read_text()) + 1))  # it granted once more than its database knows
    serve(int(first["url"].rsplit(":", 1)[1]))
    status, said, _ = run("desk", "sync", as_json=False)
    assert status == 0 and "none is issued twice" in said
    assert "Waited for: 外勤, code B, last heard of " in said and "Sync, Office desk, Devices" in said
    status, told, _ = run("desk", "sync", lang="zh_CN")
    assert [one["code"] for one in told["numbers_wait"]["devices"]] == ["B"]
    status, said, _ = run("laptop", "sync", as_json=False, lang="zh_CN")
    assert status == 0
    status, told, _ = run("desk", "sync")
    assert told["numbers_wait"] is None


def test_files_may_lie_in_any_folder_named_as_people_name_one(run, serve, tmp_path):
    """A path, a path that is not there yet, the same as a URL: all of them are folders, and a word is none."""
    for number, place in enumerate([tmp_path / "new" / "photos", (tmp_path / "as-url")]):
        place.mkdir() if number else None
        process, first = serve(0, "--files", place.as_uri() if number else str(place))
        assert first["ok"] and list(place.rglob("*")), "what tells whose files these are lies in that folder"
        process.kill()
        process.wait()
        for left in (tmp_path / "s").glob("*.files-key"):
            left.unlink()
    status, data, _ = run("x", "serve", "--db", str(tmp_path / "t.db"), "--files", "nonsense://bucket")
    assert (status, data["error"]["code"]) == (1, "files_url")


def test_refusals_are_one_sentence_in_both_languages(run, tmp_path):
    assert run("p", "init", "--from", str(tmp_path / "A.json"))[0] == 0
    (tmp_path / "empty.pem").touch()
    (tmp_path / "noise.pem").write_bytes(bytes(range(256)) * 9000)
    for lang in ("en", "zh_CN"):
        for words, code in (
            (["sync", "--ca", str(tmp_path / "empty.pem")], "certificate_bad"),
            (["sync", "--ca", str(tmp_path / "noise.pem")], "certificate_bad"),
            (["enrol", "http://127.0.0.1:9", "ABCD", "--ca", str(tmp_path / "empty.pem")], "certificate_bad"),
            (["sync", "--ca", str(tmp_path)], "file_not_found"),
            (["sync"], "not_joined"),
            (["sync", "--ca", "nowhere.pem"], "file_not_found"),
            (["invite"], "not_joined"),
            (["enrol", "http://127.0.0.1:9", "ABCD"], "server_gone"),
            (["enrol", "nonsense", "ABCD"], "url_bad"),
        ):
            status, data, err = run("p", *words, lang=lang)
            assert (status, data["error"]["code"]) == (1, code)
            assert err.count("\n") == 1 and "Traceback" not in err
            assert data["error"]["message"].isascii() == (lang == "en")
    status, data, _ = run("empty", "enrol", "http://127.0.0.1:9", "ABCD")
    assert (status, data["error"]["code"]) == (1, "officer_needed")
    assert not (tmp_path / "empty" / "vault.json").exists()


def test_serve_refuses_a_port_that_is_taken_and_a_key_without_certificate(run, serve, tmp_path):
    _, first = serve()
    port = first["url"].rsplit(":", 1)[1]
    status, data, _ = run("x", "serve", "--db", str(tmp_path / "t.db"), "--port", port)
    assert (status, data["error"]["code"]) == (1, "port_taken")
    status, data, _ = run("x", "serve", "--db", str(tmp_path / "t.db"), "--tls-cert", str(tmp_path / "A.json"))
    assert (status, data["error"]["code"]) == (1, "tls_files")
    both = ["--tls-cert", str(tmp_path / "A.json"), "--tls-key", str(tmp_path / "A.json")]
    status, data, _ = run("x", "serve", "--db", str(tmp_path / "t.db"), *both)
    assert (status, data["error"]["code"]) == (1, "tls_bad")


def test_the_servers_file_is_readable_by_its_owner_only(serve, tmp_path):
    serve()
    if os.name == "posix":
        assert (tmp_path / "s" / "server.db").stat().st_mode & 0o077 == 0
