"""The review: gaps first and each leads to its field, findings with their reasons, decisions kept, drafts made."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from models.clock import parse
from tests.ui import checks, visitcase
from tests.ui.visitcase import FIXTURE, unit_of
from ui.screens.base import Missing
from ui.screens.parts_paper_choose import WordedOptions
from ui.theme import choice

CASES = json.loads(FIXTURE.read_bytes())["cases"]


@pytest.fixture
def visit(profile):
    return visitcase.load(profile, drafts=[]).inspection


@pytest.fixture
def screen(window, visit, settle):
    made = window.open("review", inspection=visit)
    settle()
    return made


@pytest.fixture
def opened(window, monkeypatch):
    """Where the review wants to go, without going there."""
    asked = []
    real = window.open

    def note(name, **args):
        asked.append((name, args))
        stay = name in ("review", "checklist", "arrival", "wages")
        return real(name, **args) if stay else Missing(window.session, window)

    monkeypatch.setattr(window, "open", note)
    return asked


def click(screen, name):
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    screen.paged.show_part(found)
    assert found.isVisible(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def lines(screen):
    """The lines of what needs a hand."""
    inside = screen._gap_list._lines
    return [inside.itemAt(n).widget() for n in range(inside.count())]


def test_what_needs_a_hand_stands_first_and_leads_there(screen, opened):
    assert screen._gap_head.text() == "5 things need your hand"
    said = [line.accessibleName() for line in lines(screen)]
    assert said[0] == "1. The number of people on site is not entered"
    assert said[3].startswith("4. No rights notice board") or "missing" in said[3]
    lines(screen)[0].click()
    assert opened[-1] == ("arrival", {"inspection": screen.inspection, "field": "headcount"})
    assert screen.window_.focusWidget().objectName() == "visit_headcount"
    screen.window_.back()
    lines(screen)[4].click()
    assert opened[-1][0] == "wages" and screen.window_.current().wrong.isChecked()
    screen.window_.back()
    lines(screen)[3].click()
    name, args = opened[-1]
    assert (name, args["item"]) == ("checklist", "S10-02")


def test_the_contractor_must_pay_and_the_article_says_why(screen, profile):
    card = next(c for k, c in screen._cards.items() if k[0] == "V-ARREARS")
    assert card.said.unit == "星河宏基建筑工程有限公司" and "第三十条第三款" in card._why.text()
    assert "赵㛃等12名农民工" in card._fact.text() and "141805.00元" in card._fact.text()
    assert "通过农民工工资专用账户先行清偿" in card._req.text()
    assert "2026-10-16" in card._due.text() and "6 working days" in card._due.text()


def test_a_decision_is_kept_with_its_reason_and_can_be_taken_again(screen, settle):
    store = screen.session.store
    click(screen, "confirm_V-LABOURCOST_developer")
    settle()
    (row,) = store.find("finding", violation="V-LABOURCOST")
    assert row["state"] == "confirmed" and row["snapshot"]["articles"][0]["text"]
    click(screen, "dismiss_V-BOARD_gc")
    click(screen, "really_V-BOARD_gc")
    settle()
    assert not store.find("finding", violation="V-BOARD")
    QTest.keyClicks(screen.findChild(QLineEdit, "reason_V-BOARD_gc"), "put up while we were there")
    click(screen, "really_V-BOARD_gc")
    settle()
    (row,) = store.find("finding", violation="V-BOARD")
    assert (row["state"], row["snapshot"]["reason"]) == ("dismissed", "put up while we were there")
    click(screen, "again_V-BOARD_gc")
    settle()
    assert store.get("finding", row["id"])["state"] == "open"


def test_another_wording_is_chosen_and_stays(screen, window, visit, settle):
    card = next(c for k, c in screen._cards.items() if k[0] == "V-ARREARS")
    other = "V-ARREARS/subcontractor_without_ldjc26"
    assert isinstance(card.variants, WordedOptions)
    card.variants.button(other).click()
    settle()
    assert screen.session.store.find("finding", violation="V-ARREARS")[0]["variant"] == other
    window.open("checklist", inspection=visit)
    window.open("review", inspection=visit)
    settle()
    assert next(c for k, c in screen._cards.items() if k[0] == "V-ARREARS").variants.value() == other


def test_an_order_becomes_a_draft_like_that_of_the_worked_case(screen, profile, clock, opened, settle):
    clock.set(parse("2026-10-14T10:00+08:00"))
    store = profile.store
    click(screen, "order_gc")
    settle()
    (draft,) = store.find("draft")
    assert opened[-1] == ("paper_editor", {"draft": draft["id"]})
    wanted = next(d for d in CASES[0]["drafts"] if d["type"] == "rectification_order")
    assert draft["addressees"] == [unit_of(store, "general_contractor")]
    assert (draft["date"], draft["as_of"], draft["period"]) == (wanted["date"], wanted["as_of"], wanted["period"])
    assert [r["variant"] for r in draft["requirements"]] == [r["variant"] for r in wanted["requirements"]]
    assert draft["requirements"][0]["facts"] == {"employer": unit_of(store, "subcontractor")}
    assert set(wanted["evidence"]) <= set(draft["evidence"])
    click(screen, "order_gc")
    settle()
    assert len(store.find("draft")) == 1, "the open draft is gone on with"


def test_a_dismissed_finding_is_not_ordered(screen, profile, opened, settle):
    click(screen, "dismiss_V-LABOURCOST_developer")
    QTest.keyClicks(screen.findChild(QLineEdit, "reason_V-LABOURCOST_developer"), "paid today")
    click(screen, "really_V-LABOURCOST_developer")
    settle()
    click(screen, "order_developer")
    settle()
    assert not profile.store.find("draft") and screen.window_.sentence.text()


def test_an_inquiry_notice_names_months_papers_and_the_appointment(screen, profile, opened, settle):
    click(screen, "inquiry_gc")
    settle()
    (draft,) = profile.store.find("draft")
    wanted = CASES[0]["drafts"][0]
    assert draft["period"] == wanted["period"] and draft["materials"] == wanted["materials"]
    assert parse(draft["appear_at"]) == parse(wanted["appear_at"])
    click(screen, "inquiry_sub")
    settle()
    assert len(profile.store.find("draft")) == 2


def test_a_finding_another_one_says_has_no_order_of_its_own(window, profile, settle):
    visit = visitcase.load(profile, 1, drafts=[]).inspection
    screen = window.open("review", inspection=visit)
    settle()
    card = next(c for k, c in screen._cards.items() if k[0] == "V-ILLEGALSUB")
    assert card.said.covered_by and not card._due.isVisible()


def test_refused_entry_is_noted_in_two_taps(screen, profile, settle):
    click(screen, "event_entry_refused")
    click(screen, f"event_unit_{unit_of(profile.store, 'subcontractor')}")
    settle()
    (row,) = profile.store.find("finding", event="entry_refused")
    assert row["addressee"] == unit_of(profile.store, "subcontractor")
    card = screen.findChild(QWidget, "confirm_V-OBSTRUCT_sub")
    assert card is not None and not screen.event_unit.isVisible()


def test_it_reads_well_in_every_look(screen, look, settle, window):
    settle()
    assert checks.all_of(screen) == []
    checks.picture(window, f"review_{look[0]}_{look[1]}")


def test_it_fits_upright_with_gloves(screen, window, settle):
    choice.use(choice.Choice(density="glove", lang="zh_CN"))
    window.resize(800, 1280)
    settle()
    QTest.qWait(50)  # the lines below each other are measured anew in several turns
    assert window.width() <= 800 and checks.all_of(screen) == []
