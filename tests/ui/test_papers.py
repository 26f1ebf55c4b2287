"""The lists of papers and one issued paper: suggested, drafts, to serve, served; void, revoke, correct, print again."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from models import papers, pin
from models.endings import CORRECTION, REVOCATION
from models.errors import KnownError
from models.vaultfile import Kdf
from tests.forms.visits import PASSPHRASE
from tests.ui.paperwork import LOOKS, Desk, desk, looks_right, visit_day

PIN = "283746"


def opened(desk: Desk, **args) -> None:
    desk.window.open("papers", **args)
    desk.settle()


def titles(desk: Desk) -> list[str]:
    lines = desk.screen.list._lines
    return [lines.itemAt(n).widget().accessibleName() for n in range(lines.count())]


def choose(desk: Desk, number: int) -> None:
    from PySide6.QtTest import QTest

    from tests.ui.paperwork import LEFT
    from ui.widgets import button

    button._last_ms = -(10**9)
    QTest.mouseClick(desk.screen.list._lines.itemAt(number).widget(), LEFT)
    desk.settle()


def serve(desk: Desk, document: str) -> None:
    from forms import receipts, service

    unit = desk.store.get("document", document)["addressees"][0]["unit"]
    at = desk.profile.clock.now()
    given = service.Delivery(document, unit, "direct", at, authority="legal_rep", place_kind="domicile")
    receipts.record(desk.profile, given)


def test_drafts_are_listed_with_whom_and_where(desk):
    opened(desk, show="draft")
    assert len(titles(desk)) == 3
    assert all("晨光区滨河路" in t for t in titles(desk))
    choose(desk, 0)
    assert desk.window.current_name() == "paper_editor"


def test_a_paper_moves_from_draft_to_serve_to_served(desk):
    document = desk.issue()
    opened(desk, show="to_serve")
    assert len(titles(desk)) == 1 and "第078号" in titles(desk)[0]
    serve(desk, document)
    opened(desk, show="served")
    assert len(titles(desk)) == 1 and "已送达" in titles(desk)[0]
    opened(desk, show="all")
    assert len(titles(desk)) == 2, "the receipt is a paper of the file"


def test_what_should_be_written_follows_from_the_findings(visit_day):
    desk = visit_day
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        for draft in desk.loaded.drafts:
            tx.set("draft", draft, state="discarded")
    found = papers.suggested_of(desk.store, desk.loaded.inspection, desk.profile.pack)
    assert found[0].type == "site_inspection_record"
    orders = [s for s in found if s.type == "rectification_order"]
    assert {s.who for s in orders} >= {"星河宏基建筑工程有限公司", "星河市晨光城市建设投资有限公司"}
    contractor = next(s for s in orders if s.who.startswith("星河宏基"))
    assert "V-ARREARS" in contractor.violations and "V-BOARD" in contractor.violations
    opened(desk, show="suggested")
    at = next(n for n, s in enumerate(found) if s is not found[0] and s == contractor)
    choose(desk, at)
    assert desk.window.current_name() == "paper_editor"
    row = desk.screen.model.row
    assert row["addressees"] == [contractor.unit] and row["date"] == "2026-10-09"
    assert [r["variant"].split("/")[0] for r in row["requirements"]] == list(contractor.violations)


def test_a_unit_with_an_order_gets_no_second_suggestion(desk):
    found = papers.suggested_of(desk.store, desk.loaded.inspection, desk.profile.pack)
    assert [s.type for s in found] == ["site_inspection_record"]


def test_another_paper_begins_with_nothing_chosen(desk):
    opened(desk)
    desk.tap("new_paper")
    assert desk.window.current_name() == "new_paper"
    desk.tap("type_inquiry_notice")
    assert desk.window.current_name() == "paper_editor"
    assert desk.screen.model.row["addressees"] == [] and desk.screen.mend.blocking >= 1


def test_an_issued_paper_shows_how_it_stands(desk):
    document = desk.issue()
    opened(desk, document=document)
    view = desk.screen.view
    assert view.pages.view.count() == 3 and view.chip.text() == "待送达"
    assert "林晓、郑远" in view._facts.text()
    desk.tap("serve_paper")
    assert desk.window.current_name() == "receipt"


def test_voiding_takes_a_reason_two_taps_and_the_pin(desk):
    pin.set_pin(desk.store, desk.profile.officer_id, PIN, kdf=Kdf(memory=64, passes=1, lanes=1))
    document = desk.issue()
    opened(desk, document=document)
    desk.tap("paper_voided")
    assert not desk.screen.view.confirm.isEnabled()
    desk.type("end_reason", "打印错误")
    desk.tap("end_read")
    desk.type("end_pin", PIN)
    desk.tap("end_now")
    (ended,) = desk.store.find("document_end")
    assert (ended["document"], ended["kind"], ended["reason"]) == (document, "voided", "打印错误")
    assert desk.screen.view.chip.text() == "已作废"
    assert len(desk.store.find("number_use")) == 1, "the number stays used"


def test_a_wrong_pin_voids_nothing(desk):
    pin.set_pin(desk.store, desk.profile.officer_id, PIN, kdf=Kdf(memory=64, passes=1, lanes=1))
    opened(desk, document=desk.issue())
    desk.tap("paper_voided")
    desk.type("end_reason", "打印错误")
    desk.tap("end_read")
    desk.type("end_pin", "111222")
    desk.tap("end_now")
    assert desk.store.find("document_end") == []


def test_a_served_paper_is_revoked_or_corrected_never_voided(desk):
    document = desk.issue()
    serve(desk, document)
    opened(desk, document=document)
    view = desk.screen.view
    assert not view.void.isVisible() and view.revoke.isVisible() and view.correct.isVisible()
    assert view.history.count() == 1, "its receipt is one tap away"


def test_a_paper_written_anew_is_a_draft_and_the_old_paper_stands(desk):
    document = desk.issue()
    opened(desk, document=document)
    desk.tap("paper_replace")
    assert desk.window.current_name() == "paper_editor"
    row = desk.screen.model.row
    assert (row["corrects"], row["state"]) == (document, "draft")
    assert desk.store.get("draft", desk.loaded.drafts[1])["state"] == "issued"
    assert papers.state_of(desk.store, desk.store.get("document", document)) == "to_serve"


def seal(desk) -> None:
    desk.screen.model.flush()
    desk.settle()
    assert desk.screen.mend.blocking == 0, [line.accessibleName() for line in desk.screen.mend.lines]
    desk.tap("to_issue")
    desk.type("second_secret", PASSPHRASE)
    desk.tap("issue_read")
    desk.tap("issue_now")


def write(desk, name: str, text: str) -> None:
    box = desk.find(name)
    box.setFocus()
    (box.setPlainText if isinstance(box, QPlainTextEdit) else box.setText)(text)
    if not isinstance(box, QPlainTextEdit):
        box.textEdited.emit(text)
    desk.settle()


def test_a_served_paper_is_corrected_by_a_notice_of_its_own(desk):
    document = desk.issue()
    serve(desk, document)
    opened(desk, document=document)
    desk.tap("paper_correct")
    assert (desk.screen.model.row["type"], desk.screen.model.row["corrects"]) == (CORRECTION, document)
    assert desk.screen.mend.blocking >= 1, "what is corrected, and why"
    write(desk, "field_changes", "第一项|赵㛃|赵洁")
    write(desk, "field_why", "笔误")
    seal(desk)
    (made,) = desk.store.find("document", type=CORRECTION)
    assert "第一项中“赵㛃”更正为“赵洁”" in made["text"] and made["corrects"] == document
    opened(desk, document=document)
    assert desk.screen.view.chip.text() == "已更正"
    assert made["number"] in desk.screen.view._note.text() and desk.screen.view.revoke.isVisible()
    opened(desk, document=made["id"])
    desk.tap("serve_paper")
    assert desk.window.current_name() == "receipt", "it is served with a receipt of its own"


def test_a_served_paper_is_revoked_by_a_decision_of_its_own(desk):
    document = desk.issue()
    serve(desk, document)
    opened(desk, document=document)
    desk.tap("paper_revoked")
    assert desk.screen.model.row["type"] == REVOCATION
    write(desk, "field_why", "事实不清")
    seal(desk)
    (made,) = desk.store.find("document", type=REVOCATION)
    opened(desk, document=document)
    assert desk.screen.view.chip.text() == "已撤销"
    assert made["number"] in desk.screen.view._note.text() and "事实不清" in desk.screen.view._note.text()
    assert not desk.screen.view.revoke.isVisible() and not desk.screen.view.correct.isVisible()


def test_a_paper_that_came_without_its_file_says_so(desk):
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        document = tx.new("document", type="rectification_order", number="某字〔2026〕第1号", date="2026-10-14",
                          title="指令书", addressees=[{"name": "甲"}], pdf="0" * 64, pages=1)  # fmt: skip
    opened(desk, document=document)
    assert not desk.screen.view.panel.isVisible()
    assert "某字〔2026〕第1号" in desk.window.sentence.text()


def test_a_correction_of_a_paper_without_draft_is_refused(desk):
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        document = tx.new("document", type="rectification_order", number="1", origin="paper", addressees=[])
    with pytest.raises(KnownError) as refused, desk.store.change(desk.profile.officer_id, "x") as tx:
        papers.correcting_draft(tx, document, date(2026, 10, 14))
    assert refused.value.code == "correction_without_draft"


def test_lists_say_the_next_step_when_they_are_empty(desk):
    opened(desk, show="served")
    assert desk.screen._empty.isVisible() and not desk.screen.list.isVisible()


def test_it_looks_right_everywhere(desk):
    document = desk.issue()
    opened(desk, show="draft")
    assert looks_right(desk, "papers") == []
    opened(desk, document=document)
    desk.tap("paper_voided")
    assert looks_right(desk, "paper_view", LOOKS[1:3]) == []


def test_with_gloves_in_english_a_served_paper_keeps_to_its_half(desk):
    from PySide6.QtWidgets import QScrollArea

    from ui.theme import choice

    document = desk.issue()
    serve(desk, document)
    choice.use(choice.Choice(density="glove", lang="en"))
    opened(desk, document=document)
    areas = [a for a in desk.screen.findChildren(QScrollArea) if a.isVisible()]
    assert areas and all(a.widget().width() <= a.viewport().width() for a in areas)
