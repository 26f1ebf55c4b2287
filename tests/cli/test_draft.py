"""The command draft: the objects of the contract, the files, equal text in the PDF, refusals with their place."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

import main
from forms.casefile import case_from_sample, office_options, specs_from_sample
from forms.drafting import draft as write
from forms.press import draft_pdf
from models.pack import load
from models.workdays import load_calendar

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))["cases"]
Capture = pytest.CaptureFixture[str]


def saved(folder: Path, data: object) -> str:
    path = folder / "CASE.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(path)


def run(capsys: Capture, *words: str) -> tuple[int, dict, str]:
    status = main.main(["draft", *words, "--json"])
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    return status, json.loads(out), err


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["case_id"])
def test_the_worked_drafts_are_written(case: dict, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    status, data, _ = run(capsys, saved(tmp_path, case), "--out", str(out))
    assert (status, data["ok"]) == (0, True)
    assert [d["text"] for d in data["documents"]] == [d["text"] for d in case["documents"]]
    for n, document in enumerate(data["documents"], 1):
        assert (document["text_file"], document["pdf"]) == (f"{n}.txt", f"{n}.pdf")
        assert (out / f"{n}.txt").read_text(encoding="utf-8") == document["text"]
        reader = pypdf.PdfReader(BytesIO((out / f"{n}.pdf").read_bytes()))
        assert len(reader.pages) == document["pages"]
        pages = [squeezed(page.extract_text()).replace("草稿", "", 1) for page in reader.pages]
        assert all("草稿" in page.extract_text() for page in reader.pages)
        read = "".join(re.sub(r"—\d+—", "", page) for page in pages)
        assert read.startswith(squeezed(document["text"]))
    order = data["documents"][1]
    assert order["number_line"] == case["documents"][1]["no"]
    assert order["amount_words"] == case["summary"]["total_owed_cn"]
    assert order["workers"] == case["summary"]["workers_owed"]
    assert {r["due_source"] for r in order["requirements"]} == {"given"}
    assert {"article", "printed", "confidence"} <= set(order["citations"][0])
    assert sorted(p.name for p in out.iterdir()) == sorted(
        f"{n}.{e}" for n in range(1, len(data["documents"]) + 1) for e in ("pdf", "txt")
    )


def test_two_languages(tmp_path: Path, capsys: Capture) -> None:
    case = saved(tmp_path, CASES[0])
    assert main.main(["draft", case, "--out", str(tmp_path / "o"), "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert "第078号: 3 pages" in english and "reach the amount" in english
    assert main.main(["draft", case, "--out", str(tmp_path / "o")]) == 0
    assert "拒不支付劳动报酬罪的数额标准" in capsys.readouterr().out


def test_the_same_case_gives_the_same_bytes() -> None:
    data = CASES[0]
    pack = load(office_options=office_options(data))
    made = [
        draft_pdf(write(case_from_sample(data), specs_from_sample(data)[1], pack, load_calendar(pack.calendar)))
        for _ in range(2)
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda c: c["drafts"][1].update(due=None, date="yesterday"), "case_field_bad", "drafts[1].date"),
        (lambda c: c["drafts"][1].update(addressees=["x"]), "unit_unknown", "drafts[1].addressees"),
        (lambda c: c["drafts"][1]["requirements"][0].update(variant="V-X/y"), "violation_unknown", "drafts[1]"),
        (lambda c: c["office"]["number_patterns"].update(inquiry_notice="第号"), "number_pattern_bad", "drafts[0].number_patterns"),
        (lambda c: c.update(drafts=[]), "no_drafts", "drafts"),
        (lambda c: c["drafts"][1].update(as_of="2026-07-01"), "nothing_overdue", "drafts[1].as_of"),
    ],
)  # fmt: skip
def test_a_refusal_names_its_place_and_writes_nothing(change, code, field, tmp_path: Path, capsys: Capture) -> None:
    case = copy.deepcopy(CASES[0])
    change(case)
    status, data, err = run(capsys, saved(tmp_path, case), "--out", str(tmp_path / "out"))
    assert (status, data["ok"], data["error"]["code"]) == (1, False, code)
    assert data["error"]["message"].strip() == err.strip()
    assert (data["error"]["where"]["file"], data["error"]["where"]["field"]) == ("CASE.json", field)
    assert not (tmp_path / "out").exists()


def test_files_that_are_no_case(tmp_path: Path, capsys: Capture) -> None:
    status, data, _ = run(capsys, str(tmp_path / "none.json"), "--out", str(tmp_path))
    assert (status, data["error"]["code"]) == (1, "file_not_found")
    for text in ("{", "[]", "\ufffe"):
        (tmp_path / "bad.json").write_text(text, encoding="utf-8")
        status, data, _ = run(capsys, str(tmp_path / "bad.json"), "--out", str(tmp_path))
        assert (status, data["error"]["code"], data["error"]["where"]["file"]) == (1, "case_file_bad", "bad.json")
    status, data, _ = run(capsys, saved(tmp_path, {}), "--out", str(tmp_path / "out"))
    assert (status, data["error"]["code"]) == (1, "case_field_bad")


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("")
    status, data, _ = run(capsys, saved(tmp_path, CASES[0]), "--out", str(tmp_path / "file" / "out"))
    assert (status, data["error"]["code"]) == (1, "folder_unwritable")


def test_a_character_without_a_glyph_is_refused_before_anything_is_written(tmp_path: Path, capsys: Capture) -> None:
    case = copy.deepcopy(CASES[0])
    case["units"]["developer"]["name"] = "星河\U0010fffd公司"
    status, data, _ = run(capsys, saved(tmp_path, case), "--out", str(tmp_path / "out"))
    assert (status, data["error"]["code"]) == (1, "no_glyph")
    assert not (tmp_path / "out").exists()


def test_as_a_program(tmp_path: Path) -> None:
    words = [sys.executable, "main.py", "draft", saved(tmp_path, CASES[1]), "--out", str(tmp_path / "o"), "--json"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["documents"][1]["amount_fen"] == 29_472_000


ORDER = {"draft": 2, "number": "星晨人社监令字〔2026〕第049号", "served": "2026-06-17"}


def test_every_kind_of_paper_can_be_drafted_from_a_case(tmp_path: Path, capsys: Capture) -> None:
    """SAMPLE-B with a bare draft of each kind behind its order: what nobody told stays blank and is named."""
    from models.pack import SHIPPED
    from models.papertypes import paper_types

    case = copy.deepcopy(CASES[1])
    kinds = [kind.type for kind in paper_types(load(SHIPPED))]
    kinds += ["inspection_notice", "inspection_approval", "site_inspection_record", "service_receipt"]
    case["drafts"] += [
        {"type": type, "addressees": ["gc"], "date": "2026-07-06", "before": [ORDER], "fields": {"body": "某机关"}}
        for type in kinds
    ]
    for draft in case["drafts"]:
        if draft["type"] == "inspection_notice":
            draft["date"] = "2026-06-10"
    status, data, _ = run(capsys, saved(tmp_path, case), "--out", str(tmp_path / "out"))
    assert (status, data["ok"]) == (0, True), data
    assert [d["type"] for d in data["documents"]] == [d["type"] for d in case["drafts"]]
    for document in data["documents"]:
        pages = pypdf.PdfReader(BytesIO((tmp_path / "out" / document["pdf"]).read_bytes())).pages
        assert len(pages) == document["pages"] and "草稿" in pages[0].extract_text()
        assert squeezed(document["title"]) in squeezed(pages[0].extract_text()), document["type"]
        assert "None" not in document["text"] and "{" not in document["text"], document["type"]


def test_a_decision_is_drafted_after_its_notice_and_its_order(tmp_path: Path, capsys: Capture) -> None:
    case = copy.deepcopy(CASES[1])
    notice = {"type": "administrative_decision_prior_notice", "number": "星晨人社监处先告字〔2026〕第005号",
              "date": "2026-07-06", "served": "2026-07-06", "addressees": ["gc"]}  # fmt: skip
    case["drafts"] += [
        {"type": "administrative_decision", "addressees": ["gc"], "date": "2026-07-14", "preview_serial": 7,
         "fields": {"percent": 50}, "violations": ["V-ARREARS"], "before": [notice, ORDER]},
        {"type": "penalty_prior_notice", "addressees": ["gc"], "date": "2026-07-06", "before": [ORDER],
         "fields": {"fine": 5_000_000, "penalty": ["条例55(1)"]}, "violations": ["V-ACCOUNT"]},
    ]  # fmt: skip
    status, data, _ = run(capsys, saved(tmp_path, case), "--out", str(tmp_path / "out"))
    decision, penalty = data["documents"][2:]
    assert (status, decision["amount_fen"], decision["missing"]) == (0, 44208000, [])
    assert decision["number_line"].endswith("第007号")
    for said in (ORDER["number"], notice["number"], "294720.00元", "147360.00元"):
        assert said in decision["text"], said
    assert "第五十五条第（一）项" in penalty["text"]
    assert "GZTL-55/1.1" in {c["article"] for c in penalty["citations"]}


@pytest.mark.parametrize(
    ("changed", "code", "place"),
    [
        ({"type": "no_such_paper"}, "draft_type_unknown", "drafts[2].type"),
        ({"addressees": ["nobody"]}, "unit_unknown", "drafts[2].addressees[0]"),
        ({"date": "2026-02-30"}, "case_field_bad", "drafts[2].date"),
        ({"before": [{"draft": 9}]}, "case_field_bad", "drafts[2].before[0].draft"),
        ({"fields": {"fine": -1}}, "paper_field_bad", "drafts[2].fine"),
    ],
)
def test_a_bad_draft_of_any_kind_is_refused_at_its_place(
    changed: dict, code: str, place: str, tmp_path: Path, capsys: Capture
) -> None:
    case = copy.deepcopy(CASES[1])
    good = {"type": "penalty_prior_notice", "addressees": ["gc"], "date": "2026-07-06", "before": [ORDER]}
    case["drafts"].append(good | changed)
    status, data, _ = run(capsys, saved(tmp_path, case), "--out", str(tmp_path / "out"))
    assert (status, data["error"]["code"], data["error"]["where"]["field"]) == (1, code, place)
    assert not (tmp_path / "out").exists(), "nothing is written"
