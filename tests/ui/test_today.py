"""Today: what waits is counted and listed, the interrupted visit is one tap away, one large button leads out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui import checks
from tests.ui.visits import load_cases, named, press
from ui.widgets import CountCard


@pytest.fixture
def cases(profile):
    return load_cases(profile)


def change(session, fn):
    with session.store.change(session.actor, "test") as tx:
        return fn(tx)


def test_an_empty_day_says_so_and_offers_the_way_out(window, qtbot, settle):
    screen = window.open("today")
    settle()
    assert [card._figure.text() for card in screen.cards.cards.values()] == ["0"] * 6
    press(qtbot, screen, "start_inspection")
    assert window.current_name() == "choose"


def test_drafts_are_counted_listed_and_opened(window, qtbot, settle, cases, session):
    screen = window.open("today")
    settle()
    count = len(session.store.find("draft"))
    assert screen.cards.cards["draft"]._figure.text() == str(count)
    assert screen.list.count() == count > 0
    press(qtbot, screen, "card_overdue")
    assert screen.list.isHidden()
    press(qtbot, screen, "show_all")
    assert screen.list.isVisible()
    first = screen._tasks[0]
    screen.list.chosen.emit(first)
    assert window.current_name() == "paper_editor"


def test_a_parked_visit_goes_on_where_it_was(window, qtbot, settle, cases, session):
    visit = cases[0]
    change(session, lambda tx: tx.set("inspection", visit, state="parked", at_item="S07-02"))
    screen = window.open("today")
    settle()
    card = named(screen, f"resume_{visit}")
    assert "S07" in card.accessibleName() and "/" in card.accessibleName()
    press(qtbot, screen, f"resume_{visit}")
    assert window.current_name() == "checklist"
    assert window._trail[-1][1] == {"inspection": visit}


def test_a_change_elsewhere_is_seen_at_once(window, settle, session, qtbot):
    screen = window.open("today")
    settle()
    session.write(lambda store: change(session, lambda tx: tx.new("draft", type="inquiry_notice", state="returned")))
    settle()
    assert screen.cards.cards["returned"]._figure.text() == "1"


def test_enter_on_a_card_works_as_a_tap(window, qtbot, settle, cases):
    screen = window.open("today")
    settle()
    card = screen.cards.cards["draft"]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert screen._card == "draft"
    assert isinstance(card, CountCard)


def test_every_look_and_both_ways_of_holding_it(window, look, settle, cases, session):
    change(session, lambda tx: tx.set("inspection", cases[0], state="parked", at_item="S07-02"))
    screen = window.open("today")
    for size in ((1280, 800), (800, 1280)):
        window.resize(*size)
        settle()
        QApplication.processEvents()
        assert checks.all_of(screen) == []
        checks.picture(window, f"today-{look[0]}-{look[1]}-{size[0]}")
