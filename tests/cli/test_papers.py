"""issue, register, verify and void as an office's script meets them: today's papers in a real profile."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
from pathlib import Path

import pytest

import main
from models.clock import SystemClock, today

ROOT = Path(__file__).resolve().parents[2]
CASE = json.loads((ROOT / "tests" / "fixtures" / "sample-case.json").read_bytes())["cases"][0]
WORDS = "the whole brigade says so"
ORDER = "rectification_order"


def case_of_today():
    """The first worked case with drafts dated today, so that the test says the same in any year."""
    case = copy.deepcopy(CASE)
    for officer in case["inspectors"]:
        officer["valid_until"] = "9999-12-31"
    for draft in case["drafts"]:
        draft.pop("appear_at", None)
        draft["date"] = draft["as_of"] = today(SystemClock()).isoformat()
        for requirement in draft.get("requirements", ()):
            requirement["due"] = None
    return case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A profile with the case loaded, made once; (folder, ids of its drafts)."""
    folder = tmp_path_factory.mktemp("papers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANXIN_PASSPHRASE", WORDS)
        (folder / "case.json").write_text(json.dumps(case_of_today(), ensure_ascii=False), encoding="utf-8")
        profile = ["--profile", str(folder / "p")]
        assert main.main([*profile, "init", "--from", str(folder / "case.json")]) == 0
        assert main.main([*profile, "load", str(folder / "case.json")]) == 0
        from models.profile import Profile

        with Profile.open(folder / "p", WORDS, SystemClock()) as opened:
            drafts = [d["id"] for d in opened.store.find("draft")]
    return folder, drafts


@pytest.fixture
def office(made, tmp_path, monkeypatch, capsys):
    """Runs a command on a copy of the profile: (status, object, stderr)."""
    monkeypatch.setenv("ANXIN_PASSPHRASE", WORDS)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made[0] / "p", tmp_path / "p")
    capsys.readouterr()

    def call(*words, lang="en", as_json=True, profile=True):
        where = ["--profile", str(tmp_path / "p")] if profile else ["--profile", str(tmp_path / "none")]
        status = main.main([*map(str, words), *where, "--lang", lang, *(["--json"] if as_json else [])])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, (json.loads(out) if as_json and out else out), err

    call.drafts, call.tmp = made[1], tmp_path
    return call


def test_issue_prints_the_contracts_object_and_the_file_is_the_signed_one(office):
    status, said, _ = office("issue", office.drafts[1], "--with", "XC-JC-0002", "--out", "out")
    assert status == 0 and said["ok"] and said["type"] == ORDER
    year = today(SystemClock()).year
    assert said["number"] == f"星晨人社监令字〔{year}〕第001号"
    content = (office.tmp / "out" / said["pdf"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == said["sha256"]
    assert said["issued_at"].endswith("+08:00")
    status, error, err = office("issue", office.drafts[1], "--with", "XC-JC-0002")
    assert (status, error["ok"], error["error"]["code"]) == (1, False, "draft_issued")
    assert error["error"]["message"] == err.strip() and error["error"]["where"] is None


def test_the_same_guards_as_the_button(office):
    for how, code in (
        (["--with", "XC-JC-0001"], "same_officer"),
        (["--with", "XC-JC-9999"], "no_such_officer"),
        (["--officer", "XC-JC-0002", "--with", "XC-JC-0002"], "same_officer"),
    ):
        status, error, _ = office("issue", office.drafts[1], *how)
        assert (status, error["error"]["code"]) == (1, code)
    assert office("issue", "no-such-draft")[1]["error"]["code"] == "draft_unknown"
    assert office("register")[1]["entries"] == []
    assert not list(office.tmp.glob("*.pdf"))


def test_how_the_paper_is_sealed_is_named_and_guarded(office):
    for mode, code in (("wax", "seal_mode_unknown"), ("image", "seal_not_authorised")):
        status, error, _ = office("issue", office.drafts[1], "--seal", mode)
        assert (status, error["error"]["code"]) == (1, code)
    issued = office("issue", office.drafts[1], "--seal", "pre_stamped")[1]
    assert issued["seal"] == "pre_stamped"
    said = office("verify", office.tmp / issued["pdf"])[1]
    assert said["seal"] == {"mode": "pre_stamped"}
    assert "It was printed on sheets stamped before." in said["sentences"]


def test_without_with_the_other_officer_of_the_visit_confirms(office):
    assert office("issue", office.drafts[2])[1]["ok"]
    assert office("register")[1]["entries"][0]["officer"] == "林晓"


def test_register_verify_and_void_tell_one_story(office):
    year = today(SystemClock()).year
    order = office("issue", office.drafts[1])[1]
    assert office("void", "--numbers", "2-3", "--type", ORDER, "--reason", "打印坏页")[0] == 0
    status, book, _ = office("register", "--year", year, "--type", ORDER)
    assert status == 0 and book["ok"] and book["year"] == year
    assert book["office"] == CASE["office"]["name"]
    (entry,) = book["entries"]
    assert (entry["number"], entry["status"], entry["document"]) == (order["number"], "issued", order["document"])
    assert book["void_ranges"] == [{"type": ORDER, "lo": 2, "hi": 3, "reason": "打印坏页"}]
    assert book["balance"] == [{"type": ORDER, "granted": 20, "used": 1, "void": 2, "reserved": 17}]
    status, seen, _ = office("verify", order["pdf"])
    assert status == 0
    assert {k: seen[k] for k in ("ok", "ours", "unchanged", "standing", "replaced_by")} == {
        "ok": True,
        "ours": "yes",
        "unchanged": "yes",
        "standing": "in_force",
        "replaced_by": None,
    }
    assert seen["document"] == {
        "type": ORDER,
        "number": order["number"],
        "office": CASE["office"]["name"],
        "date": today(SystemClock()).isoformat(),
        "issued_at": order["issued_at"],
        "sha256": order["sha256"],
    }
    assert seen["signatures"] == {"expected": 1, "found": 1, "valid": 1}
    assert seen["known_as_of"] and seen["sentences"]
    assert office("void", order["document"], "--reason", "单位写错")[0] == 0
    assert office("verify", order["pdf"])[1]["standing"] == "voided"
    assert office("register")[1]["entries"][0]["status"] == "voided"
    assert office("void", order["document"], "--reason", "again")[1]["error"]["code"] == "document_ended"


def test_tampered_cut_back_and_foreign_files_are_told(office):
    order = office("issue", office.drafts[1])[1]
    good = Path(order["pdf"]).read_bytes()
    at = good.index(b"stream\n") + 40
    Path("one-byte.pdf").write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
    Path("cut.pdf").write_bytes(good[: good.index(b"%%EOF") + 6])
    for name in ("one-byte.pdf", "cut.pdf"):
        status, seen, _ = office("verify", name)
        assert (status, seen.get("ok"), seen.get("unchanged", "no")) == (1, False, "no"), name
    status, cut, _ = office("verify", "cut.pdf")
    assert cut["signatures"] == {"expected": 1, "found": 0, "valid": 0}
    assert cut["document"]["number"] == order["number"]
    Path("noise.pdf").write_bytes(b"not a pdf at all")
    assert office("verify", "noise.pdf")[1]["error"]["code"] == "pdf_unreadable"
    assert office("verify", "missing.pdf")[1]["error"]["code"] == "file_not_found"


def test_a_machine_without_the_offices_certificate_cannot_tell(office):
    from models.profile import Profile

    order = office("issue", office.drafts[1])[1]
    status, seen, _ = office("verify", order["pdf"], profile=False)
    assert (status, seen["ours"], seen["ok"], seen["standing"]) == (1, "unknown", False, "unknown")
    with Profile.open(office.tmp / "p", WORDS, SystemClock()) as opened:
        Path("office.crt").write_text(opened.device_keys.office_certificate)
    status, seen, _ = office("verify", order["pdf"], "--trust", "office.crt", profile=False)
    assert (status, seen["ours"], seen["unchanged"]) == (0, "yes", "yes")
    Path("bad.crt").write_text("x")
    assert office("verify", order["pdf"], "--trust", "bad.crt")[1]["error"]["code"] == "certificate_unreadable"


def test_the_code_on_the_paper_is_judged_by_its_content_hash(office):
    from models.profile import Profile

    order = office("issue", office.drafts[1])[1]
    with Profile.open(office.tmp / "p", WORDS, SystemClock()) as opened:
        code = opened.store.get("document", order["document"])["qr"]
        Path("office.crt").write_text(opened.device_keys.office_certificate)
    status, seen, _ = office("verify", "--qr", code)
    assert (status, seen["ours"], seen["unchanged"], seen["standing"]) == (0, "yes", "yes", "in_force")
    assert seen["document"]["number"] == order["number"]
    forged = code.replace("第001号", "第009号")
    status, seen, _ = office("verify", "--qr", forged)
    assert (status, seen["ours"], seen["unchanged"]) == (1, "no", "no")
    assert office("verify", "--qr", code, profile=False)[1]["ours"] == "unknown"
    status, seen, _ = office("verify", "--qr", code, "--trust", "office.crt", profile=False)
    assert (status, seen["ours"], seen["reasons"]) == (1, "unknown", ["code_needs_records"])
    assert any("cannot judge a code" in said for said in seen["sentences"])
    assert office("verify", "--qr", "http://example.invalid")[1]["error"]["code"] == "qr_unreadable"


def test_people_read_sentences_in_both_languages(office):
    status, text, _ = office("issue", office.drafts[1], as_json=False, lang="zh_CN")
    assert status == 0 and text.startswith("已出具：劳动保障监察限期改正指令书")
    status, text, _ = office("register", as_json=False)
    assert status == 0 and "granted 20, used 1, void 0, reserved 19" in text
    (pdf,) = office.tmp.glob("*.pdf")
    assert "该文书由本机关出具。" in office("verify", pdf, as_json=False, lang="zh_CN")[1]


def test_wrong_usage_is_exit_two_without_json(office, capsys):
    for words in (["verify"], ["void", "--reason", "x"], ["void", "--numbers", "1-2", "--reason", "x"], ["issue"]):
        assert main.main([*words, "--json", "--profile", str(office.tmp / "p")]) == 2
        assert capsys.readouterr().out == ""


def test_a_paper_is_corrected_and_revoked_by_its_number(office):
    order = office("issue", office.drafts[1])[1]
    before = Path(order["pdf"]).read_bytes()
    status, made, _ = office("correct", order["number"], "--why", "笔误", "--change", "第一项|赵㛃|赵洁",
                             "--due", "1=2099-01-05")  # fmt: skip
    assert (status, made["of"]["number"], made["type"]) == (0, order["number"], "correction_notice")
    assert Path(made["pdf"]).is_file() and Path(order["pdf"]).read_bytes() == before
    status, seen, _ = office("verify", order["pdf"])
    assert (status, seen["standing"], seen["replaced_by"]) == (0, "corrected", made["number"])
    assert any(f"in force as corrected by {made['number']}" in said for said in seen["sentences"])
    status, taken, _ = office("revoke", order["document"], "--why", "事实不清", "--again", "new")
    assert (status, taken["type"]) == (0, "revocation_decision")
    status, seen, _ = office("verify", order["pdf"])
    assert (status, seen["standing"], seen["replaced_by"]) == (0, "revoked", taken["number"])
    entries = {e["number"]: e for e in office("register")[1]["entries"]}
    assert (entries[order["number"]]["standing"], entries[order["number"]]["replaced_by"]) == (
        "revoked", taken["number"])  # fmt: skip
    assert f"revoked by {taken['number']}" in office("register", as_json=False)[1]
    status, said, _ = office("correct", order["number"], "--why", "x", "--change", "a|b")
    assert (status, said["error"]["code"]) == (1, "paper_not_mended")
    assert office("revoke", "no such paper", "--why", "x")[1]["error"]["code"] == "document_unknown"


def test_a_correction_that_is_refused_takes_no_number_and_leaves_no_draft(office):
    order = office("issue", office.drafts[1])[1]
    status, said, _ = office("correct", order["number"], "--why", "笔误", "--due", "9=2099-01-05")
    assert (status, said["error"]["code"]) == (1, "correction_due_bad")
    assert len(office("register")[1]["entries"]) == 1
    from models.profile import Profile

    with Profile.open(office.tmp / "p", WORDS, SystemClock()) as opened:
        (draft,) = opened.store.find("draft", type="correction_notice")
    assert draft["state"] == "discarded"
