"""On site: the checklist stays shut until approval, officers, certificates, recusal and conflicts are in order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui import checks
from tests.ui.conftest import FAST
from tests.ui.visits import flaws, load_cases, named, press, type_in
from ui.screens.unlock import Unlock
from ui.widgets import TapCard


@pytest.fixture
def screen(window, profile, session, settle):
    load_cases(profile)
    project = session.store.find("project")[0]["id"]
    window.open("choose", project=project)
    shown = window.open("arrival", project=project)
    settle()
    return shown


def visit(screen):
    return screen.session.store.get("inspection", screen._inspection)


def approve(screen, qtbot, settle):
    press(qtbot, screen, "kind_routine")
    press(qtbot, screen, "task_source_double_random")
    type_in(qtbot, screen, "approval_approved_by", "王局长")
    type_in(qtbot, screen, "approval_approved_on", "2026-10-08")
    press(qtbot, screen, "approval_how_telephone")
    type_in(qtbot, screen, "visit_notice_no", "星晨人社监检通字〔2026〕第140号")
    screen.flush()
    settle()


def authorise(screen, qtbot, settle):
    approve(screen, qtbot, settle)
    for name in ("certs_shown", "rights_told", "recusal_not_requested", "no_conflict_lead", "no_conflict_assistant"):
        press(qtbot, screen, name)
        settle()


def test_coming_again_goes_on_with_the_planned_visit(screen, window, settle):
    first = screen._inspection
    row = visit(screen)
    assert (row["state"], row["visits_this_year"], row["lead_certificate"]) == ("planned", 2, "XC-JC-0001")
    assert row["assistant_certificate"] == "XC-JC-0002"
    window.open("today")
    window.open("arrival", project=row["project"])
    settle()
    assert screen._inspection == first


def test_the_checklist_stays_shut_and_says_what_is_missing(screen, qtbot, window, settle):
    press(qtbot, screen, "begin_checklist")
    settle()
    assert window.current_name() == "arrival"
    assert screen._held.isVisible()
    checks_held = [p.check for p in screen._problems()]
    assert set(checks_held) == {"P-00", "P-02", "P-03", "P-04"}
    assert screen._held_list.count() == len(checks_held)
    assert window.bar.saved.text().startswith("Saved")


def test_a_matter_in_the_way_leads_to_its_field_in_sight(screen, qtbot, window, settle):
    press(qtbot, screen, "begin_checklist")
    settle()
    (at,) = [n for n, p in enumerate(screen._problems()) if p.field == "notice_no"]
    line = screen._held_list.findChildren(TapCard)[at]
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    field = screen.findChild(QLineEdit, "visit_notice_no")
    assert window.focusWidget() is field
    assert not field.visibleRegion().isEmpty()


def test_both_officers_stand_in_the_top_bar_from_the_plan_on(screen, session, window, settle):
    project, lead = visit(screen)["project"], session.actor
    session.set_officers([lead])  # as after unlocking
    window.open("today")
    window.open("arrival", project=project)
    settle()
    assert [session.store.get("officer", o)["name"] for o in session.officers] == ["林晓", "郑远"]


def test_a_lawful_visit_opens_the_checklist(screen, qtbot, window, settle):
    authorise(screen, qtbot, settle)
    assert screen._problems() == []
    press(qtbot, screen, "begin_checklist")
    settle()
    assert window.current_name() == "checklist"
    row = visit(screen)
    assert row["state"] == "begun" and row["started_at"].startswith("2026-10-09T09:30")
    assert row["certs_shown_at"] and row["notice_date"] == "2026-10-09"
    (approval,) = screen.session.store.find("approval", inspection=row["id"])
    assert (approval["approved_by"], approval["how"], approval["urgent"]) == ("王局长", "telephone", False)


def test_an_approver_known_only_by_his_office_stands_in_words(screen, session, qtbot, settle):
    approve(screen, qtbot, settle)
    (approval,) = session.store.find("approval", inspection=screen._inspection)
    with session.store.change(session.actor, "test") as tx:
        tx.set("approval", approval["id"], approved_by="bureau_head")
    settle()
    assert screen.findChild(QLineEdit, "approval_approved_by").text() == "Head of the bureau"


def test_an_urgent_visit_needs_reason_and_report_first(screen, qtbot, window, settle):
    authorise(screen, qtbot, settle)
    press(qtbot, screen, "approval_True")
    settle()
    press(qtbot, screen, "begin_checklist")
    settle()
    assert [p.code for p in screen._problems()] == ["urgent_report_incomplete"]
    type_in(qtbot, screen, "approval_urgent_reason", "老板正在转移账册")
    type_in(qtbot, screen, "approval_reported_to", "王局长")
    press(qtbot, screen, "reported_how_telephone")
    press(qtbot, screen, "reported_now")
    screen.flush()
    settle()
    assert not [p for p in screen._problems() if p.severity == "block"]


def test_an_expired_certificate_is_refused_with_a_sentence(screen, qtbot, settle, session):
    with session.store.change(session.actor, "test") as tx:
        officer = tx.new("officer", office=session.profile.office_id, name="陈旧", active=True)
        tx.new("certificate", officer=officer, number="XC-JC-0003", valid_from="2020-01-01", valid_until="2026-10-08")
    settle()
    before = visit(screen)["assistant"]
    press(qtbot, screen, f"assistant_{officer}")
    settle()
    assert visit(screen)["assistant"] == before
    assert "陈旧" in screen.officers.rows["assistant"].error_text()
    assert screen.officers.options["assistant"].value() == before


def test_one_officer_cannot_be_both(screen, qtbot, settle, session):
    press(qtbot, screen, f"assistant_{session.actor}")
    settle()
    assert visit(screen)["assistant"] != session.actor
    assert screen.officers.rows["assistant"].error_text()


def test_recusal_asked_for_holds_until_it_is_decided(screen, qtbot, settle):
    authorise(screen, qtbot, settle)
    press(qtbot, screen, "recusal_requested")
    settle()
    assert [p.code for p in screen._problems()] == ["recusal_undecided"]
    press(qtbot, screen, "recusal_decided")
    settle()
    assert screen._problems() == []


def test_a_stamp_is_taken_back_by_a_second_tap(screen, qtbot, settle):
    press(qtbot, screen, "certs_shown")
    settle()
    assert "09:30" in screen.shown.stamp.text()
    press(qtbot, screen, "certs_shown")
    settle()
    assert visit(screen)["certs_shown_at"] is None


def test_the_place_may_wait_and_is_one_tap(screen, qtbot, settle):
    screen.place._address._flow.itemAt(0).widget().click()
    screen.flush()
    settle()
    assert visit(screen)["place"] == "星河市晨光区滨河路1号"
    press(qtbot, screen, "entry_scan")
    settle()
    assert visit(screen)["entry_scan_at"] and not screen.place.reason.isVisible()


def test_another_visit_does_not_inherit_what_was_typed(screen, qtbot, settle, window, session):
    type_in(qtbot, screen, "visit_received_by", "罗建")
    other = session.store.find("project")[1]["id"]
    window.open("arrival", project=other)
    settle()
    assert visit(screen)["received_by"] is None
    assert screen.place.form.value("received_by") is None
    first = session.store.find("inspection", received_by="罗建")
    assert any(r["state"] == "planned" for r in first)


def test_every_look_and_both_ways_of_holding_it(window, look, screen, settle, qtbot):
    press(qtbot, screen, "begin_checklist")
    for size in ((1280, 800), (800, 1280)):
        window.resize(*size)
        settle()
        QApplication.processEvents()
        QApplication.processEvents()
        assert flaws(screen) == []
        checks.picture(window, f"arrival-{look[0]}-{look[1]}-{size[0]}")


def test_an_officer_without_a_passphrase_sets_it_here(screen, qtbot, settle, session, monkeypatch):
    monkeypatch.setattr(Unlock, "vault_options", {"kdf": FAST})
    with session.store.change(session.actor, "test") as tx:
        officer = tx.new("officer", office=session.profile.office_id, name="周新", active=True)
        tx.new("certificate", officer=officer, number="XC-JC-0009", valid_from=None, valid_until="2029-02-28")
    settle()
    assert screen.officers.own_key.isHidden()
    press(qtbot, screen, f"assistant_{officer}")
    settle()
    assert screen.officers.own_key.isVisible()
    type_in(qtbot, screen, "own_passphrase", "short")
    press(qtbot, screen, "set_own_passphrase")
    assert screen.officers.own_key.secret._row.error_text()
    type_in(qtbot, screen, "own_passphrase", "the third officer says this")
    press(qtbot, screen, "set_own_passphrase")
    qtbot.waitUntil(lambda: session.profile.cert_no(officer) == "XC-JC-0009", timeout=10_000)
    qtbot.waitUntil(screen.officers.own_key.isHidden, timeout=5_000)
    settle()
    assert "周新 is set on this computer" in named(screen, "own_key_set").text(), "said in place, and it stays"
    session.profile.confirm(officer, "the third officer says this")


def test_the_notice_of_a_planned_visit_is_written_from_here(screen, qtbot, window, session, settle):
    press(qtbot, screen, "inspection_notice")
    settle()
    assert window.current_name() == "paper_editor"
    (draft,) = session.store.find("draft", inspection=screen._inspection)
    contractor = next(
        e["unit"]
        for e in session.store.find("engagement", project=visit(screen)["project"])
        if e["role"] == "general_contractor"
    )
    assert (draft["type"], draft["addressees"]) == ("inspection_notice", [contractor])
    window.open("arrival", inspection=screen._inspection)
    settle()
    press(qtbot, screen, "inspection_notice")
    settle()
    assert len(session.store.find("draft", inspection=screen._inspection)) == 1, "the draft that was begun"
    window.open("new_paper", inspection=screen._inspection)
    assert window.current().about.value() == screen._inspection, "a planned visit may be chosen too"


def test_the_register_of_officers_is_one_tap_away(screen, qtbot, window, settle):
    press(qtbot, screen, "officers_register")
    assert window.current_name() == "office"


def test_who_took_the_notice_is_known_to_the_visit(screen, session, profile):
    from datetime import UTC, datetime

    from forms import service

    inspection = screen._inspection
    given = service.Delivery(
        document="n", unit=None, method="direct", at=datetime(2026, 10, 9, 1, 30, tzinfo=UTC), recipient="何川"
    )
    with session.store.change(session.actor, "service") as tx:
        notice = tx.new("document", type="inspection_notice", inspection=inspection, addressees=[])
        service._handed(tx, given, tx.get("document", notice))
    assert visit(screen)["notice_handed_to"] == "何川"
