"""Issuing on screen: the number before the act, the second officer in person, two taps, then printing and the receipt."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

import pytest

from tests.forms.visits import PASSPHRASE, SECOND
from tests.ui.paperwork import Desk, desk, looks_right
from ui import printing

NUMBER = "星晨人社监令字〔2026〕第078号"


def opened(desk: Desk, draft: int = 1) -> None:
    desk.window.open("issue", draft=desk.loaded.drafts[draft])
    desk.settle()


def issue(desk: Desk, secret: str = PASSPHRASE) -> None:
    desk.type("second_secret", secret)
    desk.tap("issue_read")
    desk.tap("issue_now")


def test_the_next_number_is_told_and_nothing_is_taken_by_looking(desk):
    opened(desk)
    assert desk.screen.card.number.text() == NUMBER
    assert NUMBER in desk.screen._made.words.text
    assert desk.store.find("number_use") == [] and desk.store.find("document") == []


def test_a_profile_alone_is_told_the_number_its_own_block_will_begin_with(desk):
    from forms.nextnumber import coming
    from tests.forms.visits import copy_draft

    with desk.store.change(desk.profile.officer_id, "x") as tx:
        for block in tx.find("number_block", type="inquiry_notice"):
            tx.set("number_block", block["id"], state="closed", closed_reason="x")
    assert coming(desk.profile, "inquiry_notice", _day()).number.endswith("第121号")
    draft = copy_draft(desk.profile, desk.loaded.drafts[0], date="2026-10-14", appear_at="2026-10-20T09:30:00+08:00")
    desk.window.open("issue", draft=draft)
    desk.settle()
    told = desk.screen.card.number.text()
    issue(desk)
    assert desk.screen._document["number"] == told


def _day():
    from datetime import date

    return date(2026, 10, 14)


def test_the_act_waits_for_the_second_officer_and_both_taps(desk):
    opened(desk)
    card = desk.screen.card
    assert not card.confirm.isEnabled()
    desk.type("second_secret", PASSPHRASE)
    assert card.confirm.isEnabled() and not card.confirm.act.isEnabled()
    desk.tap("issue_read")
    assert card.confirm.act.isEnabled()
    left = card.confirm.read.mapTo(desk.window, card.confirm.read.rect().center())
    right = card.confirm.act.mapTo(desk.window, card.confirm.act.rect().center())
    assert abs(left.x() - right.x()) > 100, "two taps at the same place are one"


def test_issuing_gives_the_number_locks_the_draft_and_leads_on(desk):
    opened(desk)
    issue(desk)
    (document,) = desk.store.find("document")
    assert document["number"] == NUMBER == desk.screen._done_number.text()
    assert document["second_officer"] == desk.profile.officer_of(SECOND)
    assert desk.store.get("draft", desk.loaded.drafts[1])["state"] == "issued"
    assert desk.screen.pages.view.count() == document["pages"]
    assert desk.screen.card.second.secret.line.text() == "", "no secret stays in a field"
    desk.tap("to_receipt")
    assert desk.window.current_name() == "receipt"
    desk.window.back()
    assert desk.screen._document["id"] == document["id"], "back leads to the issued paper, not to the act"


def test_a_wrong_secret_is_said_at_its_field_and_nothing_is_issued(desk):
    opened(desk)
    issue(desk, "wrong wrong wrong wrong")
    assert desk.store.find("document") == [] and desk.store.find("number_use") == []
    assert desk.screen.card.second.secret_row.error_text()
    assert desk.screen.card.second.secret.line.text() == ""
    issue(desk)
    assert desk.screen._document["number"] == NUMBER


def test_what_is_to_mend_blocks_the_act_and_leads_to_the_editor(desk):
    with desk.store.change(desk.profile.officer_id, "x") as tx:
        tx.set("inspection", desk.loaded.inspection, certs_shown_at=None)
        tx.set("draft", desk.loaded.drafts[1], as_of="2026-10-20")
    opened(desk)
    desk.type("second_secret", PASSPHRASE)
    assert not desk.screen.card.confirm.isEnabled()
    assert desk.screen.mend.blocking == 2
    desk.screen.mend.jump.emit("as_of")
    desk.settle()
    assert desk.window.current_name() == "paper_editor"


def test_two_values_of_a_printed_field_are_told_before_the_secret(desk):
    with desk.store.maintenance() as connection:
        connection.execute("INSERT INTO sync_conflict VALUES ('draft', ?, 'date', 1)", (desk.loaded.drafts[1],))
    opened(desk)
    assert [m.error.code for m in desk.screen._made.mend if m.error and m.blocks] == ["conflict_on_paper"]
    desk.type("second_secret", PASSPHRASE)
    assert not desk.screen.card.confirm.isEnabled()


def test_after_a_lock_the_issued_paper_is_shown_again(desk):
    opened(desk)
    issue(desk)
    desk.window.lock()
    desk.window.unlocked()
    desk.settle()
    assert desk.window.current_name() == "issue" and desk.screen._document["number"] == NUMBER
    desk.window.open("issue", draft=desk.loaded.drafts[1])
    assert desk.screen._document["number"] == NUMBER, "the draft leads to its paper"


# --- printing


@pytest.fixture
def printer(monkeypatch):
    """A printer that keeps what it is given; the command line of CUPS is tested in test_printing."""
    sent = []
    monkeypatch.setattr(printing, "printers", lambda: [printing.Printer("HP-1020", True), printing.Printer("XP-58")])
    monkeypatch.setattr(printing, "send", lambda pdf, name, copies, **how: sent.append((name, copies, len(pdf), how)))
    return sent


def test_print_and_say_that_it_came_out(desk, printer):
    opened(desk)
    issue(desk)
    wait_for_printers(desk)
    desk.tap("copies_stub_more")
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
    assert printer[0][:2] == ("HP-1020", 3) and printer[0][3]["duplex"] is True
    desk.tap("printed_good")
    (logged,) = desk.store.find("print_log")
    assert (logged["outcome"], logged["copies"], logged["reprint"]) == ("good", 3, False)


def test_print_again_keeps_the_number(desk, printer):
    opened(desk)
    issue(desk)
    wait_for_printers(desk)
    for answer in ("again", "good"):
        desk.tap("print_now")
        desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
        desk.tap(f"printed_{answer}")
    assert [p["outcome"] for p in desk.store.find("print_log")] == ["again", "good"]
    assert len(desk.store.find("number_use")) == 1


def test_a_print_nobody_answered_for_is_written_down_as_unknown(desk, printer):
    opened(desk)
    issue(desk)
    wait_for_printers(desk)
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
    desk.window.open("papers")
    desk.settle()
    assert [p["outcome"] for p in desk.store.find("print_log")] == ["unknown"]


def test_a_thermal_printer_is_warned_about(desk, printer):
    opened(desk)
    issue(desk)
    wait_for_printers(desk)
    assert not desk.screen.panel.note.isVisible()
    desk.tap("printer_XP-58")
    assert "热敏" in desk.screen.panel.note.text()


def test_without_a_printer_the_paper_is_kept_as_a_file(desk, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "printers", lambda: [])
    monkeypatch.setattr(printing, "documents_folder", lambda: tmp_path / "out")
    opened(desk)
    issue(desk)
    assert "没有连接打印机" in desk.screen.panel.note.text()
    desk.tap("keep_file")
    desk.tap("keep_file")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    stem = "星晨人社监令字〔2026〕第078号_星河宏基建筑工程_2026-10-14"
    assert names == [f"{stem} (2).pdf", f"{stem}.pdf"]


def wait_for_printers(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.screen.panel.print.isVisible() and desk.screen.panel.print.isEnabled())


def test_it_looks_right_everywhere(desk, printer):
    opened(desk)
    assert looks_right(desk, "issue") == []
    issue(desk)
    wait_for_printers(desk)
    assert looks_right(desk, "issued") == []


def test_the_whole_act_by_the_keyboard_alone(desk):
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    opened(desk)
    desk.find("second_secret").setFocus()
    QTest.keyClicks(desk.find("second_secret"), PASSPHRASE)
    for name, key in (("issue_read", Qt.Key.Key_Space), ("issue_now", Qt.Key.Key_Return)):
        for _ in range(12):
            if desk.window.focusWidget().objectName() == name:
                break
            QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        assert desk.window.focusWidget().objectName() == name, "Tab leads there in reading order"
        QTest.keyClick(desk.window.focusWidget(), key)
    desk.settle()
    assert desk.screen._document["number"] == NUMBER


def test_sheets_stamped_before_are_asked_for_and_each_is_accounted_for(desk, printer):
    opened(desk)
    desk.tap("seal_pre_stamped")
    issue(desk)
    (document,) = desk.store.find("document")
    assert document["seal_mode"] == "pre_stamped"
    panel = desk.screen.panel
    assert not panel.print.isEnabled(), "a stamped sheet has a serial"
    desk.type("sheet_serials", "0101-0103")
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: panel.question.isVisible(), timeout=5000)
    desk.tap("printed_again")
    desk.settle()
    assert {s["outcome"] for s in desk.store.find("stationery")} == {"spoiled"}
    desk.type("sheet_serials", "0103-0105")
    desk.tap("print_now")
    assert "0103" in panel.note.text() and not panel.question.isVisible()
    desk.type("sheet_serials", "0104-0106")
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: panel.question.isVisible(), timeout=5000)
    desk.tap("printed_good")
    desk.settle()
    used = [s["serial"] for s in desk.store.find("stationery") if s["outcome"] == "used"]
    assert used == ["0104", "0105", "0106"]


def test_a_paper_stamped_later_stays_owed_until_its_copy_was_served(desk):
    opened(desk)
    desk.tap("seal_stamped_later")
    issue(desk)
    (document,) = desk.store.find("document")
    desk.window.home("today")
    desk.settle()
    assert any(t.what == "sealed_copy" for t in desk.screen._tasks)
    desk.window.open("papers", document=document["id"])
    desk.settle()
    assert "2026年10月21日" in desk.screen.view.copy.due.text()
    desk.type("copy_stamped", "2026-10-13")
    desk.tap("copy_served")
    assert desk.screen.view.copy.rows["stamped_on"].error_text(), "before the paper's own day"
    desk.type("copy_stamped", "2026-10-14")
    desk.type("copy_whom", "王五")
    desk.tap("copy_served")
    (copy,) = desk.store.find("sealed_copy", document=document["id"])
    assert (copy["stamped_on"], copy["on"], copy["handed_to"]) == ("2026-10-14", "2026-10-14", "王五")
    assert "送交王五" in desk.screen.view._facts.text() and not desk.screen.view.copy.isVisible()
    desk.window.home("today")
    desk.settle()
    assert not any(t.what == "sealed_copy" for t in desk.screen._tasks)
