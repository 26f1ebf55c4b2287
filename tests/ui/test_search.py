"""Search: one box over records and law, every line leads somewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.visits import flaws, indexed, load_cases, type_in


@pytest.fixture
def screen(window, profile, settle, qtbot):
    load_cases(profile)
    window.open("today")
    shown = window.open("search")
    settle()
    indexed(qtbot)
    return shown


def tables(screen):
    return [hit.table for hit in screen._hits]


@pytest.mark.parametrize(
    ("asked", "table"),
    [
        ("赵㛃", "wage_worker"),
        ("宏基", "unit"),
        ("滨河路", "project"),
        ("林晓", "officer"),
        ("第131号", "inspection"),
    ],
)
def test_each_kind_is_found(screen, qtbot, asked, table):
    type_in(qtbot, screen, "search_box", asked)
    assert table in tables(screen)


def test_an_article_is_shown_with_its_text_and_how_far_it_was_checked(screen, qtbot):
    type_in(qtbot, screen, "search_box", "GZTL-26")
    assert [p.id for p in screen._laws] == ["GZTL-26"]
    assert screen._articles.count() == 1


@pytest.mark.parametrize(("asked", "name"), [("滨河路", "choose"), ("宏基", "choose"), ("赵㛃", "wages")])
def test_a_line_leads_to_its_place(screen, qtbot, window, asked, name):
    type_in(qtbot, screen, "search_box", asked)
    screen._first()
    assert window.current_name() == name


def test_nothing_found_says_what_helps(screen, qtbot):
    type_in(qtbot, screen, "search_box", "zzzzzz")
    assert screen._empty.isVisible() and "Fewer" in screen._empty._sentence.text()


def test_every_look(window, look, screen, settle):
    screen.box.setText("专用账户")
    for size in ((1280, 800), (800, 1280)):
        window.resize(*size)
        settle()
        QApplication.processEvents()
        assert flaws(screen) == []
