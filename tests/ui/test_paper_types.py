"""Every kind of paper from the window: chosen, filled, issued; what follows offered; an interview signed page by page."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from forms import issuing, sealing
from models import following
from models.papertypes import paper_types
from tests.forms.test_issuing import pdf_text, squash
from tests.forms.visits import PASSPHRASE
from tests.ui.paperwork import LOOKS, Desk, desk, looks_right
from tests.ui.test_site_record import all_sign


def write(desk: Desk, name: str, text: str) -> None:
    box = desk.find(name)
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    box.setPlainText(text)
    desk.find("date" if name.startswith("field") else "add_question").setFocus()
    desk.settle()


def begin(desk: Desk, type: str) -> None:
    desk.window.open("new_paper")
    desk.settle()
    desk.tap(f"type_{type}")


def seal(desk: Desk) -> None:
    desk.type("second_secret", PASSPHRASE)
    desk.tap("issue_read")
    desk.tap("issue_now")


def test_every_kind_of_paper_can_be_begun(desk):
    desk.window.open("new_paper")
    desk.settle()
    for kind in paper_types(desk.profile.pack):
        if kind.group != "mend":  # these begin at the paper they set right
            desk.find(f"type_{kind.type}")


def test_a_form_is_filled_and_issued_with_its_number(desk):
    begin(desk, "case_filing_approval")
    assert desk.window.current_name() == "paper_editor"
    assert desk.screen.mend.blocking == 1, "the case itself is to be told"
    write(desk, "field_story", "农民工投诉拖欠工资。")
    assert desk.screen.mend.blocking == 0, [line.accessibleName() for line in desk.screen.mend.lines]
    assert desk.screen.pages.view.count() == 1
    desk.tap("to_issue")
    seal(desk)
    (made,) = desk.store.find("document", type="case_filing_approval")
    assert made["number"] == "星晨人社监立字〔2026〕第001号"
    assert "农民工投诉拖欠工资" in pdf_text(sealing.pdf_bytes(desk.profile, made["id"]))
    assert not desk.screen.serve.isVisible(), "a form of the office's own file is served on nobody"


def test_what_follows_a_paper_is_offered_there_and_knows_it(desk):
    document = desk.issue()
    desk.window.open("papers", document=document)
    desk.settle()
    desk.tap("follow_paper")
    assert desk.window.current_name() == "new_paper"
    desk.tap("next_administrative_decision_prior_notice")
    row = desk.screen.model.row
    assert row["extra"]["follows"] == document
    assert row["addressees"] == [a["unit"] for a in desk.store.get("document", document)["addressees"]]
    said = " ".join(line.accessibleName() for line in desk.screen.mend.lines)
    assert "尚未送达" in said and "第078号" in said
    assert "拖欠赵㛃等12名农民工" in desk.find("field_facts").placeholderText()


def test_a_field_says_what_it_begins_with_and_keeps_what_is_typed(desk):
    document = desk.issue()
    with desk.store.change(desk.profile.officer_id, "draft") as tx:
        from forms import templated

        draft = templated.new_draft(
            tx, desk.profile, "penalty_prior_notice", desk.profile.clock.now().date(), addressees=[],
            inspection=desk.loaded.inspection, wage_case=None, follows=document,
        )  # fmt: skip
    desk.window.open("paper_editor", draft=draft)
    desk.settle()
    desk.type("pad_fine", "50000")
    desk.tap("stop_yes")
    desk.screen.model.flush()
    desk.settle()
    fields = desk.store.get("draft", draft)["extra"]["fields"]
    assert fields == {"fine": 5_000_000, "stop": "yes"}
    text = squash(desk.screen.made.words.text)
    assert "处以罚款人民币50000.00元（大写：伍万元整）" in text and "有权要求听证" in text


def test_a_bad_article_is_said_at_its_field_and_nothing_is_lost(desk):
    begin(desk, "case_filing_approval")
    desk.type("field_basis", "LDJC-999")
    desk.settle()
    assert any("LDJC-999" in line.accessibleName() for line in desk.screen.mend.lines)
    assert desk.screen.model.row["extra"]["fields"]["basis"] == ["LDJC-999"]


def test_articles_are_typed_by_their_short_names_and_printed_in_full(desk):
    begin(desk, "case_filing_approval")
    desk.type("field_breach", "条例 55(1)，处罚法44")
    desk.settle()
    assert desk.screen.model.row["extra"]["fields"]["breach"] == ["条例55(1)", "处罚法44"]
    text = pdf_text(desk.screen.made.pdf)
    assert (
        "《保障农民工工资支付条例》第五十五条第（一）项" in text and "《中华人民共和国行政处罚法》第四十四条" in text
    )


def interview(desk: Desk) -> None:
    begin(desk, "interview_record")
    assert desk.window.current_name() == "paper_record"
    desk.type("field_person", "赵㛃")
    desk.type("day_started", "2026-10-14")
    desk.type("hour_started", "09:00")
    for n in range(1, 8):
        write(desk, f"answer_{n}", f"第{n}个回答。")
    desk.screen.fields.flush()
    desk.settle()


def test_an_interview_is_written_read_over_signed_and_sealed(desk):
    interview(desk)
    assert desk.screen.mend.blocking == 0, [line.accessibleName() for line in desk.screen.mend.lines]
    desk.tap("record_go")
    assert desk.screen.state["step"] == "unit" and not desk.window.rail.isVisible()
    pages = desk.screen._pages
    all_sign(desk)
    assert desk.screen.state["step"] == "seal"
    seal(desk)
    (made,) = desk.store.find("document", type="interview_record")
    assert made["number"] == "星晨人社监笔字〔2026〕第001号" and made["pages"] == pages
    assert len(desk.store.find("signature", document=made["id"])) == 3 * pages
    assert "第7个回答" in squash(made["text"])
    text = pdf_text(sealing.pdf_bytes(desk.profile, made["id"]))
    assert "赵㛃" in text and "第7个回答" in text


def test_an_answer_changed_after_reading_is_a_correction(desk):
    interview(desk)
    desk.tap("record_go")
    desk.tap("record_back")
    assert desk.screen.state["step"] == "write"
    write(desk, "answer_4", "每天320元。")
    desk.screen.fields.flush()
    desk.settle()
    changed = [one for one in desk.store.find("interview_line") if one["was"]]
    assert [(one["was"], one["answer"]) for one in changed] == [("第4个回答。", "每天320元。")]


def test_a_question_without_an_answer_holds_up_the_signing(desk):
    begin(desk, "interview_record")
    desk.type("field_person", "赵㛃")
    desk.tap("record_go")
    assert desk.screen.state["step"] == "write" and desk.screen.mend.blocking >= 2
    before = len(desk.store.find("interview_line"))
    desk.tap("take_away_7")
    desk.tap("add_question")
    desk.tap("add_question")
    assert len(desk.store.find("interview_line")) == before + 1


def test_it_looks_right_everywhere(desk):
    document = desk.issue()
    desk.window.open("new_paper", follows=document)
    desk.settle()
    wrong = looks_right(desk, "new_paper", LOOKS[:3])
    begin(desk, "penalty_prior_notice")
    wrong += looks_right(desk, "paper_type", LOOKS[:3])
    begin(desk, "interview_record")
    wrong += looks_right(desk, "paper_record", LOOKS[:3])
    assert not wrong, wrong
