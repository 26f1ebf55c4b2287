"""The office's own screen: what the first start left out is entered later, officers come and certificates are renewed."""

from __future__ import annotations

import pytest

from models import authority, officers
from models.clock import today
from models.errors import KnownError
from tests.ui.visits import flaws, named, press, type_in
from ui.theme import choice


@pytest.fixture
def screen(window, settle):
    made = window.open("office")
    settle()
    return made


def office_row(session):
    return session.store.get("office", session.profile.office_id)


def test_what_the_first_start_left_out_is_entered_later(screen, session, settle, qtbot, window):
    type_in(qtbot, screen, "office_address", "星河市晨光区政务路8号")
    type_in(qtbot, screen, "office_phone", "0999-1234567")
    window.open("today")
    settle()
    row = office_row(session)
    assert (row["address"], row["phone"]) == ("星河市晨光区政务路8号", "0999-1234567")


def test_a_name_that_was_emptied_is_said_and_kept(screen, session, settle, qtbot, window):
    before = office_row(session)["name"]
    line = named(screen, "office_name")
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, "\b")
    screen.form.form.flush()
    settle()
    assert office_row(session)["name"] == before and screen.form.form.rows["name"].error_text()


def test_a_new_officer_may_be_chosen_for_a_visit(screen, session, settle, qtbot):
    press(qtbot, screen, "office_add_officer")
    press(qtbot, screen, "newcomer_add")
    settle()
    assert "name is missing" in screen.newcomer.wrong.text()
    type_in(qtbot, screen, "newcomer_name", "何敏")
    type_in(qtbot, screen, "newcomer_number", "XC-JC-0009")
    type_in(qtbot, screen, "newcomer_valid_until", "2029-12-31")
    press(qtbot, screen, "newcomer_add")
    settle()
    (made,) = session.store.find("officer", name="何敏")
    assert authority.certificate_on(session.store, made["id"], today(session.clock))["number"] == "XC-JC-0009"
    assert not screen.newcomer.isVisible() and named(screen, "officer_edit_XC-JC-0009")


def test_a_number_another_holds_is_refused_in_place(screen, session, settle, qtbot):
    press(qtbot, screen, "office_add_officer")
    type_in(qtbot, screen, "newcomer_name", "何敏")
    type_in(qtbot, screen, "newcomer_number", "XC-JC-0001")
    type_in(qtbot, screen, "newcomer_valid_until", "2029-12-31")
    press(qtbot, screen, "newcomer_add")
    settle()
    assert "XC-JC-0001" in screen.newcomer.wrong.text() and not session.store.find("officer", name="何敏")


def test_a_renewed_certificate_counts_and_the_old_one_keeps_its_days(screen, session, settle, qtbot):
    (officer,) = session.store.find("officer", name="郑远")
    press(qtbot, screen, "officer_edit_XC-JC-0002")
    press(qtbot, screen, "officer_renew_XC-JC-0002")
    card = screen._cards[officer["id"]]
    for name, day in (("valid_from", "2029-03-01"), ("valid_until", "2034-02-28")):
        line = card.fresh.form.rows[name].editor.line
        line.setFocus()
        qtbot.keyClicks(line, day)
    press(qtbot, screen, "officer_keep_XC-JC-0002")
    settle()
    held = session.store.find("certificate", officer=officer["id"])
    assert sorted(c["valid_until"] for c in held) == ["2029-02-28", "2034-02-28"]
    assert {c["number"] for c in held} == {"XC-JC-0002"}


def test_days_of_a_certificate_are_mended_and_never_emptied(session):
    (row,) = session.store.find("certificate", number="XC-JC-0002")
    with session.store.change(session.actor, "edit_officer") as tx:
        officers.correct(tx, row["id"], {"valid_from": "2024-04-01"})
    assert session.store.get("certificate", row["id"])["valid_from"] == "2024-04-01"
    for wrong, code in (
        ({"valid_until": None}, "certificate_incomplete"),
        ({"valid_from": "2031-01-01"}, "certificate_days"),
    ):
        with (
            pytest.raises(KnownError, match=code),
            session.store.change(session.actor, "edit_officer") as tx,
        ):
            officers.correct(tx, row["id"], wrong)


def test_a_laptop_of_an_office_only_reads(window, session, settle):
    session.store.local_set("server", {"role": "laptop", "url": "https://x"})
    screen = window.open("office")
    settle()
    assert not named(screen, "office_address").isEnabled() and not screen.more.isVisible()
    assert "desk" in screen._note.text()


def test_nobody_puts_himself_out_of_service(screen, session, qtbot):
    press(qtbot, screen, "officer_edit_XC-JC-0001")
    card = screen._cards[session.actor]
    assert not card.form.rows["active"].editor.button(False).isEnabled()


def test_it_is_opened_from_today_and_from_the_look_of_things(window, settle, qtbot):
    screen = window.open("look")
    press(qtbot, screen, "open_office")
    settle()
    assert window.current_name() == "office"
    press(qtbot, window.home("today"), "today_office")
    assert window.current_name() == "office"


def test_it_looks_right_everywhere(window, settle, qtbot, look):
    screen = window.open("office")
    settle()
    press(qtbot, screen, "officer_edit_XC-JC-0002")
    press(qtbot, screen, "office_add_officer")
    choice.use(choice.Choice(theme=look[0], lang=look[1]))
    settle()
    assert flaws(screen) == []
