"""Choosing where to go: any part of a name, initials or code; the unknown is noted at once; the card saves in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from models.clock import stamp
from models.profile import Profile
from tests.ui import checks
from tests.ui.conftest import FAST, PASSPHRASE
from tests.ui.visits import flaws, indexed, load_cases, named, press, type_in
from ui.screens.parts_visit_card import Party
from ui.widgets import TapCard


@pytest.fixture
def cases(profile):
    return load_cases(profile)


@pytest.fixture
def screen(window, cases, settle, qtbot):
    window.open("today")
    shown = window.open("choose")
    settle()
    indexed(qtbot)
    return shown


def names(screen):
    return [c.name for c in screen._choices]


@pytest.mark.parametrize("asked", ["滨河路", "bhl", "宏基", "91649901MA0AAA024R", "024R", "xhhj"])
def test_project_and_contractor_lead_to_the_project(screen, qtbot, asked):
    type_in(qtbot, screen, "choose_box", asked)
    assert "晨光区滨河路保障性住房一期工程" in names(screen)


def test_without_a_word_the_last_visited_stand_there(screen):
    assert names(screen)[0] == "晨光区滨河路保障性住房一期工程"
    assert screen._choices[0].why == "recent"


def test_enter_opens_the_first(screen, qtbot, window):
    type_in(qtbot, screen, "choose_box", "qmcy")
    qtbot.keyClick(named(screen, "choose_box"), Qt.Key.Key_Return)
    assert window._trail[-1][1]["project"] == screen._choices[0].project
    assert screen._name.text() == "晨光区启明产业园综合楼装修工程"


def test_what_is_not_known_is_noted_at_once(screen, qtbot, settle, session):
    type_in(qtbot, screen, "choose_box", "东山新村三号楼")
    press(qtbot, screen, "note_now")
    settle()
    (project,) = session.store.find("project", temporary=True)
    assert project["name"] == "东山新村三号楼"
    assert screen._name.text() == "东山新村三号楼" and screen._mark.isVisible()
    press(qtbot, screen, "other_projects")
    assert "东山新村三号楼" in names(screen)


def test_a_known_name_is_a_hint_and_no_bar(screen, qtbot, settle, session):
    type_in(qtbot, screen, "choose_box", "晨光区滨河路保障性住房 一期工程")
    assert "known already" in screen._hint.text()
    press(qtbot, screen, "note_now")
    settle()
    assert len(session.store.find("project")) == 3


@pytest.fixture
def card(screen, window, session, settle):
    project = session.store.find("project")[0]["id"]
    window.open("choose", project=project)
    settle()
    return screen


def test_the_card_saves_what_is_typed_without_a_button(card, qtbot, settle, session, window):
    type_in(qtbot, card, "project_permit_no", "A-2026-17")
    window.open("today")
    settle()
    assert session.store.find("project")[0]["permit_no"] == "A-2026-17"


def test_a_party_is_added_checked_and_told_who_hired_it(card, qtbot, settle, session):
    press(qtbot, card, "add_individual")
    settle()
    (engagement,) = session.store.find("engagement", role="individual", project=card._project)
    contractor = session.store.find("engagement", role="general_contractor", project=card._project)[0]["unit"]
    assert (engagement["hired_by"], engagement["form"]) == (contractor, "individual")
    type_in(qtbot, card, "party_0_individual_name", "周大有")
    settle_after_typing(card, settle)
    assert session.store.get("unit", engagement["unit"])["name"] == "周大有"
    press(qtbot, card, "party_0_individual_form_illegal")
    settle()
    assert session.store.get("engagement", engagement["id"])["form"] == "illegal"


def test_a_wrong_code_is_kept_marked_and_explained(card, qtbot, settle, session):
    press(qtbot, card, "party_0_subcontractor_edit")
    type_in(qtbot, card, "party_0_subcontractor_uscc", "91649901MA0AAB032X")
    settle_after_typing(card, settle)
    engagement = session.store.find("engagement", role="subcontractor")[0]
    unit = session.store.get("unit", engagement["unit"])
    assert (unit["uscc"], unit["uscc_status"]) == ("91649901MA0AAB032X", "invalid")
    party = card.card._parties[engagement["id"]]
    assert party.unit.rows["uscc"].error_text()
    assert party._code.kind() == "bad"


def test_the_same_code_offers_the_unit_known_before(card, qtbot, settle, session):
    press(qtbot, card, "add_subcontractor")
    settle()
    type_in(qtbot, card, "party_1_subcontractor_uscc", "91649901MA0AAA016Y")
    settle_after_typing(card, settle)
    known = session.store.find("unit", uscc="91649901MA0AAA016Y")[0]["id"]
    new = session.store.find("engagement", role="subcontractor", project=card._project)[1]
    party = card.card._parties[new["id"]]
    assert not party._same.isHidden()
    party._same.click()
    settle()
    assert session.store.get("engagement", new["id"])["unit"] == known


def test_a_half_typed_amount_is_not_saved_and_says_so(card, qtbot, settle, session):
    type_in(qtbot, card, "deposit_lodged_fen", "12.345")
    card.card.deposit.rows["lodged_fen"].editor.line.editingFinished.emit()
    settle()
    assert session.store.find("deposit")[0]["lodged_fen"] == 129750000
    assert card.card.deposit.rows["lodged_fen"].error_text()


def test_months_follow_each_other(card, qtbot, settle, session):
    press(qtbot, card, "add_month")
    settle()
    months = [r["month"] for r in session.store.find("labour_cost", project=card._project)]
    assert months[-1] == "2026-10"
    type_in(qtbot, card, "labour_cost_2026-10_due_fen", "1000.50")
    settle_after_typing(card, settle)
    assert session.store.find("labour_cost", month="2026-10")[0]["due_fen"] == 100050


def settle_after_typing(card, settle):
    card.card.flush()
    settle()


def test_every_look_and_both_ways_of_holding_it(window, look, settle, cases, session):
    window.open("today")
    screen = window.open("choose")
    project = session.store.find("project")[0]["id"]
    for size in ((1280, 800), (800, 1280)):
        for args in ({}, {"project": project}):
            window.resize(*size)
            window.open("choose", **args)
            settle()
            if args:
                for party in screen.card._parties.values():
                    party.edit.setChecked(True)
            QApplication.processEvents()
            QApplication.processEvents()
            assert flaws(screen) == []
            checks.picture(window, f"choose-{look[0]}-{look[1]}-{size[0]}-{len(args)}")


def test_an_ended_visit_is_one_tap_away_on_its_project(window, cases, screen, qtbot):
    project = names(screen) and screen._choices[0].project
    window.open("choose", project=project)
    QApplication.processEvents()
    assert screen._visits.head.text() == "Visits · 1"
    line = screen._visits.list.findChild(TapCard)
    assert "Ended" in line.accessibleName()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert window.current_name() == "review"


def test_both_officers_of_todays_visit_are_on_duty_after_an_unlock(profile, session):
    lead, second = session.officers
    with profile.store.change(lead, "begin_visit") as tx:
        tx.new("inspection", state="begun", started_at=stamp(profile.clock.now()), lead=second, assistant=lead)
    session.detach()
    again = Profile.open(profile.folder, PASSPHRASE, profile.clock, keystore=None, kdf=FAST)
    session.attach(again)
    assert session.officers == (lead, second)
    assert "林晓 · 郑远" in session.people()


def test_a_party_entered_by_mistake_is_taken_off_and_one_that_counts_stays(card, qtbot, settle, session, window):
    press(qtbot, card, "add_subcontractor")
    settle()
    project = card._project
    made = session.store.find("engagement", project=project)[-1]
    before = len(session.store.find("engagement", project=project))
    (remove,) = [
        b for b in card.findChildren(QAbstractButton) if b.isVisible() and b.objectName().endswith("_remove")
    ]
    press(qtbot, card, remove.objectName())
    party = next(p for p in card.findChildren(Party) if p.engagement == made["id"])
    party.sure.read.click()
    party.sure.act.click()
    settle()
    assert len(session.store.find("engagement", project=project)) == before - 1
    contractor = next(
        p for p in card.findChildren(Party) if p.role == "general_contractor" and p.engagement != made["id"]
    )
    contractor.edit.setChecked(True)
    contractor.remove.click()
    contractor.sure.read.click()
    contractor.sure.act.click()
    settle()
    assert "stays on the project" in window.sentence.text()
    assert session.store.get("engagement", contractor.engagement)
