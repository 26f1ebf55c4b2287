"""The editor of drafts: the real pages follow what is typed, every edit is saved, what is to mend leads to its field."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtTest import QTest

from tests.ui.paperwork import LEFT, LOOKS, Desk, desk, looks_right
from ui.screens.parts_paper_fields import parse_time


def opened(desk: Desk, draft: int = 1) -> None:
    desk.window.open("paper_editor", draft=desk.loaded.drafts[draft])
    desk.settle()


def row(desk: Desk, draft: int = 1) -> dict:
    return desk.store.get("draft", desk.loaded.drafts[draft])


def text(desk: Desk) -> str:
    return desk.screen.made.words.text


def test_the_pages_are_there_at_once_and_show_the_worked_case(desk):
    opened(desk)
    assert desk.screen.pages.view.count() == 3
    assert "228855.00" in text(desk)
    assert desk.screen.mend.blocking == 0
    assert desk.screen.windowTitle() == "" and "限期改正" in desk.screen._head.text()


def test_the_cursor_is_never_on_the_button_that_gives_the_draft_up(desk):
    opened(desk)
    assert desk.window.focusWidget() is desk.screen.go


def test_typing_a_date_changes_the_pages_and_the_record(desk):
    opened(desk)
    desk.type("req1_due", "2026-10-28")
    desk.settle()
    assert row(desk)["requirements"][0]["due"] == "2026-10-28"
    assert "2026年10月28日前" in text(desk)


def test_a_term_in_working_days_is_one_tap(desk):
    opened(desk)
    desk.tap("req2_days_5")
    assert row(desk)["requirements"][1]["due"] == "2026-10-21"
    assert desk.screen.fields.requirements.cards[1].due.value() == date(2026, 10, 21)


def test_over_midnight_terms_count_from_the_new_day(desk):
    opened(desk)
    desk.find("date")
    desk.screen.fields.date.open_pad()
    desk.session.clock.at = desk.session.clock.now() + timedelta(days=1)
    opened(desk)
    assert desk.screen.fields.date._today == date(2026, 10, 15)
    desk.tap("req2_days_5")
    assert row(desk)["requirements"][1]["due"] == "2026-10-22"


def test_evidence_can_only_be_ticked_from_the_file(desk):
    opened(desk)
    assert "银行流水" in desk.screen.fields.evidence.options()
    desk.tap("evidence_银行流水")
    assert "银行流水" not in row(desk)["evidence"]
    assert "银行流水" not in text(desk)


def test_months_taken_out_leave_the_sum(desk):
    opened(desk)
    desk.tap("month_2026-09")
    assert row(desk)["period"] == ["2026-07", "2026-08"]
    assert "228855.00" not in text(desk) and "141805.00" in text(desk)


def test_a_requirement_is_taken_out_and_offered_again(desk):
    opened(desk)
    desk.tap("req2_remove")
    assert [r["variant"] for r in row(desk)["requirements"]] == ["V-ARREARS/subcontractor"]
    desk.tap("add_V-BOARD")
    assert [r["variant"].split("/")[0] for r in row(desk)["requirements"]] == ["V-ARREARS", "V-BOARD"]
    desk.tap("req2_up")
    assert row(desk)["requirements"][0]["variant"].startswith("V-BOARD")


def test_a_fact_is_typed_and_printed(desk):
    opened(desk)
    desk.type("req2_fact_missing", "法律援助申请渠道")
    desk.settle()
    assert row(desk)["requirements"][1]["facts"]["missing"] == "法律援助申请渠道"
    assert "缺少法律援助申请渠道" in text(desk)


def test_own_words_take_the_place_of_the_wording(desk):
    opened(desk)
    desk.tap("req2_rewrite")
    own = desk.screen.fields.requirements.cards[1].own
    assert "保障农民工工资支付条例" in own.toPlainText()
    own.setPlainText("补全告示牌并拍照报送")
    desk.settle()
    assert row(desk)["requirements"][1]["text"] == "补全告示牌并拍照报送"
    assert "补全告示牌并拍照报送" in text(desk)


def test_what_cannot_be_a_paper_says_so_and_keeps_the_pages(desk):
    opened(desk)
    unit = row(desk)["addressees"][0]
    desk.tap(f"addressee_{unit}")
    assert row(desk)["addressees"] == []
    assert desk.screen.made.pdf is None and desk.screen.pages.view.count() == 3
    assert desk.screen._old.isVisible()
    assert desk.screen.mend.blocking >= 1
    assert any(m.field == "addressees" for m in desk.screen.made.mend)


def test_a_line_to_mend_leads_to_its_field(desk):
    opened(desk)
    desk.type("req1_due", "2026-10-01")
    desk.settle()
    assert desk.screen.mend.blocking == 1
    first = desk.screen.mend.lines[0]
    QTest.mouseClick(first, LEFT)
    desk.settle()
    assert desk.screen.fields.requirements.isAncestorOf(desk.window.focusWidget())


def test_a_word_on_the_page_leads_to_its_field(desk):
    opened(desk)
    spot = next(s for s in desk.screen.made.spots if desk.screen.made.words.lines[s.line].kind == "date")
    desk.screen.pages.view.pressed.emit(spot.page - 1, spot.x + 1, spot.y + 1)
    assert desk.window.focusWidget().objectName() == "date"


def test_the_notice_has_its_own_fields(desk):
    opened(desk, 0)
    assert desk.screen.fields.materials.text.toPlainText().startswith("《营业执照》副本")
    desk.type("appear_day", "2026-10-20")
    desk.tap("appear_1430")
    assert row(desk, 0)["appear_at"].startswith("2026-10-20T14:30")
    assert "2026年10月20日14时30分" in text(desk)
    desk.tap("materials_standard")
    assert row(desk, 0)["materials"] is None
    assert "工资支付表" in desk.screen.fields.materials.text.toPlainText()


def test_a_draft_put_away_can_be_taken_back(desk):
    opened(desk)
    desk.tap("discard_draft")
    assert row(desk)["state"] == "discarded" and desk.screen._closed.isVisible()
    desk.screen._closed.stepped.emit()
    desk.settle()
    assert row(desk)["state"] == "draft" and desk.screen.split.isVisible()


def test_an_issued_draft_is_closed_and_opens_its_paper(desk):
    document = desk.issue()
    opened(desk)
    assert desk.screen._closed.isVisible() and not desk.screen.go.isVisible()
    desk.screen._closed.stepped.emit()
    desk.settle()
    assert desk.window.current_name() == "papers" and desk.screen.view._document["id"] == document


def test_an_edit_just_before_the_lock_is_saved(desk):
    opened(desk)
    desk.type("date", "2026-10-15")
    desk.window.lock()
    desk.session.flush()
    assert row(desk)["date"] == "2026-10-15"


def test_hours_as_people_type_them():
    assert [parse_time(t) for t in ("9:30", "０９:30".replace("０", "0"), "0930", "9：30", "14时30分", "25:00", "x")] == [
        parse_time("09:30"), parse_time("09:30"), parse_time("09:30"), parse_time("09:30"), parse_time("14:30"), None, None,
    ]  # fmt: skip
    assert parse_time("09:30") is not None


def test_it_looks_right_everywhere(desk):
    opened(desk)
    assert looks_right(desk, "paper_editor") == []
    opened(desk, 0)
    assert looks_right(desk, "paper_editor_notice", LOOKS[2:3]) == []


def test_what_the_office_lacks_leads_to_the_office(desk):
    office = desk.profile.office_id
    with desk.store.change(desk.profile.officer_id, "edit_office") as tx:
        tx.set("office", office, address=None)
    opened(desk, 0)
    (line,) = [one for one in desk.screen.mend.lines if "本局地址" in one.accessibleName()]
    QTest.mouseClick(line, LEFT)
    desk.settle()
    assert desk.window.current_name() == "office"
    assert desk.window.focusWidget() is desk.window.current().form.form.rows["address"].editor


def test_a_wording_says_when_it_applies_in_words_and_not_in_codes(desk):
    import re

    from ui.screens.parts_paper import case_text

    pack = desk.profile.pack
    said = [case_text(pack, w.when) for v in pack.violations.values() for w in v.variants]
    assert any("“施工现场醒目位置是否设立维权信息告示牌”答“否”" in text for text in said)
    assert not [text for text in said if re.search(r"S\d\d-\d\d|V-[A-Z]|\{n\}", text)]
