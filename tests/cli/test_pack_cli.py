"""The command pack check: the object, the exit status, one line a fault, both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import main
from models.pack import SHIPPED

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, dict, str]:
    status = main.main(["pack", "check", *words, "--json"])
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    return status, json.loads(out), err


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    shutil.copytree(SHIPPED, folder)
    data = json.loads((folder / "violations.json").read_text(encoding="utf-8"))
    data["violations"][0]["name_en"] = ""
    data["violations"][0]["duty_articles"] = ["GZTL-999"]
    (folder / "violations.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_the_shipped_pack_is_in_order(capsys: Capture) -> None:
    status, data, err = run(capsys, str(SHIPPED))
    assert (status, err) == (0, "")
    assert data == {
        "ok": True,
        "pack": {"id": "cn-wage", "version": data["pack"]["version"]},
        "counts": {"items": 48, "violations": 29, "laws": 27},
        "faults": [],
    }


def test_faults_with_file_and_key(broken: Path, capsys: Capture) -> None:
    status, data, err = run(capsys, str(broken), "--lang", "en")
    assert (status, data["ok"], data["error"]["code"]) == (1, False, "pack_faulty")
    assert err.strip() == data["error"]["message"]
    assert data["faults"] == [
        {
            "code": "article_dangling",
            "file": "violations.json",
            "key": "violations[0].duty_articles[0]",
            "message": "there is no article GZTL-999",
        },
        {
            "code": "translation_missing",
            "file": "violations.json",
            "key": "violations[0].name_en",
            "message": "the translation is missing",
        },
    ]
    assert data["error"]["where"]["file"] == "violations.json"


def test_people_read_one_line_a_fault_in_their_language(broken: Path, capsys: Capture) -> None:
    assert main.main(["pack", "check", str(broken), "--lang", "zh_CN"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "violations.json: violations[0].duty_articles[0]: 没有GZTL-999这一条文"
    assert "业务包有2处错误" in err
    assert main.main(["pack", "check", str(SHIPPED), "--lang", "en"]) == 0
    assert "is in order: 48 questions" in capsys.readouterr().out


def test_no_folder(tmp_path: Path, capsys: Capture) -> None:
    status, data, _ = run(capsys, str(tmp_path / "none"))
    assert (status, data["error"]["code"]) == (1, "folder_not_found")
