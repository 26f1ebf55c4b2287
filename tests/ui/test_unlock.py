"""The lock: passphrase and PIN, wrong ones in a sentence, what an accident left, a clock that went backwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models import pin
from models.profile import Profile
from tests.ui.conftest import FAST, OFFICERS, PASSPHRASE
from tests.ui.visits import flaws, named, press, type_in
from ui.app import make_window
from ui.screens.parts_visit_enter import MARK
from ui.screens.unlock import Unlock


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(Unlock, "vault_options", {"keystore": None, "kdf": FAST})


@pytest.fixture
def locked(qtbot, profile_folder, clock):
    """The window as the program starts on a profile that exists."""
    window = make_window(profile_folder, "en", clock)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    QApplication.processEvents()


def sign(window, qtbot, secret=PASSPHRASE, wait="today"):
    screen = window.current()
    type_in(qtbot, screen, "passphrase", secret)
    press(qtbot, screen, "unlock")
    if wait:
        qtbot.waitUntil(lambda: window.current_name() == wait, timeout=10_000)
    else:
        qtbot.waitUntil(lambda: not screen._busy, timeout=10_000)
    return screen


def test_the_right_passphrase_opens_the_day(locked, qtbot):
    assert locked.rail.isHidden() and locked.bar.isHidden()
    sign(locked, qtbot)
    assert locked.session.open and locked.rail.isVisible()


def test_a_wrong_one_is_told_and_nothing_opens(locked, qtbot):
    screen = sign(locked, qtbot, "not the one", wait="")
    assert not locked.session.open
    assert "does not open" in screen._passphrase_row.error_text()
    sign(locked, qtbot)


def test_enter_opens_and_the_second_officer_is_himself(locked, qtbot):
    press(qtbot, locked.current(), "officer_XC-JC-0002")
    type_in(qtbot, locked.current(), "passphrase", str(OFFICERS[1]["passphrase"]))
    qtbot.keyClick(named(locked, "passphrase"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked.current_name() == "today", timeout=10_000)
    store = locked.session.store
    assert store.get("officer", locked.session.actor)["name"] == "郑远"


def test_a_pin_set_here_opens_after_a_pause(locked, qtbot):
    press(qtbot, locked.current(), "want_pin")
    type_in(qtbot, locked.current(), "new_pin", "280491")
    screen = sign(locked, qtbot)
    locked.open("choose")
    locked.lock()
    assert locked.current_name() == "unlock" and locked.session.open
    type_in(qtbot, screen, "pin", "280492")
    assert "tries left" in screen.pin_page.row.error_text()
    type_in(qtbot, screen, "pin", "280491")
    assert locked.current_name() == "choose"


def test_a_pin_too_simple_is_refused_and_the_profile_stays_shut(locked, qtbot):
    press(qtbot, locked.current(), "want_pin")
    type_in(qtbot, locked.current(), "new_pin", "111111")
    screen = sign(locked, qtbot, wait="")
    assert screen._new_pin_row.error_text() and not locked.session.open


def test_after_five_wrong_pins_only_the_passphrase_opens(locked, qtbot):
    screen = sign(locked, qtbot)
    pin.set_pin(locked.session.store, locked.session.actor, "280491", kdf=FAST)
    locked.lock()
    for _ in range(5):
        type_in(qtbot, screen, "pin", "999998")
    assert named(screen, "passphrase") and "passphrase" in screen._passphrase_row.error_text()
    type_in(qtbot, screen, "passphrase", PASSPHRASE)
    press(qtbot, screen, "unlock")
    qtbot.waitUntil(lambda: locked.current_name() == "today", timeout=10_000)


def test_without_a_pin_the_pause_asks_the_passphrase(locked, qtbot):
    screen = sign(locked, qtbot)
    locked.lock()
    assert named(screen, "passphrase")
    sign(locked, qtbot)


def test_another_officer_takes_over_a_paused_computer(locked, qtbot):
    sign(locked, qtbot)
    locked.lock()
    press(qtbot, locked.current(), "officer_XC-JC-0002")
    sign(locked, qtbot, str(OFFICERS[1]["passphrase"]))
    assert locked.session.store.get("officer", locked.session.actor)["name"] == "郑远"


def test_an_orderly_end_says_nothing_an_accident_does(locked, qtbot, profile_folder):
    assert not (profile_folder / MARK).exists()
    sign(locked, qtbot)
    assert (profile_folder / MARK).exists()
    locked.drop_keys()
    assert not (profile_folder / MARK).exists()
    (profile_folder / MARK).touch()
    screen = sign(locked, qtbot, wait="")
    assert "09:30:00" in screen.restored_page._text.text()
    assert screen.restored_page.go_on.hasFocus()
    press(qtbot, screen, "go_on")
    assert locked.current_name() == "today"


def test_a_clock_that_went_backwards_is_asked_about_and_both_times_are_kept(locked, qtbot, clock):
    clock.set(datetime(2026, 10, 7, 1, 30, tzinfo=UTC))
    screen = sign(locked, qtbot, wait="")
    assert "2026-10-07" in screen.clock_page._text.text() and "2026-10-09" in screen.clock_page._text.text()
    type_in(qtbot, screen, "true_day", "2026-10-10")
    press(qtbot, screen, "clock_go_on")
    assert locked.current_name() == "today"
    locked.session.flush()
    (kept,) = locked.session.store.find("activity", type="clock_behind")
    assert kept["on"] == "2026-10-10" and "2026-10-07" in kept["note"] and "2026-10-09" in kept["note"]


def test_a_profile_in_use_is_told(locked, qtbot, profile_folder, clock):
    with Profile.open(profile_folder, PASSPHRASE, clock, keystore=None, kdf=FAST):
        screen = sign(locked, qtbot, wait="")
        assert screen._passphrase_row.error_text()


def test_every_look(locked, look, qtbot):
    screen = locked.current()
    for page in (screen.sign_page, screen.pin_page, screen.clock_page, screen.restored_page, screen.code_page):
        screen.stack.setCurrentWidget(page)
        for size in ((1280, 800), (800, 1280)):
            locked.resize(*size)
            QApplication.processEvents()
            QApplication.processEvents()
            assert flaws(screen) == []


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(profile_folder, clock, qtbot):
    with Profile.open(profile_folder, PASSPHRASE, clock, keystore=None, kdf=FAST) as opened:
        opened.vault.add_recovery("ABCDE-FGHJK-MNPQR-STVWX", kdf=FAST)
    window = make_window(profile_folder, "en", clock)
    qtbot.addWidget(window)
    window.show()
    screen = window.current()
    press(qtbot, screen, "forgotten")
    type_in(qtbot, screen, "recovery_code", "ABCDE-FGHJK-MNPQR-STVWY")
    type_in(qtbot, screen, "new_passphrase", "quite another sentence now")
    press(qtbot, screen, "unlock_code")
    qtbot.waitUntil(lambda: not screen._busy, timeout=10_000)
    assert "does not open" in screen.code_page.code_row.error_text() and not window.session.open
    type_in(qtbot, screen, "recovery_code", "abcde fghjk mnpqr stvwx")
    press(qtbot, screen, "unlock_code")
    qtbot.waitUntil(lambda: window.current_name() == "today", timeout=10_000)
    window.close()
    with Profile.open(profile_folder, "quite another sentence now", clock, keystore=None, kdf=FAST) as opened:
        assert opened.officer_id


def test_without_a_recovery_code_none_is_asked_for(locked):
    assert locked.current().forgotten.isHidden()
