"""The register screen: every number with its paper, doubts on top, voiding with a reason, papers entered afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from models import register as book
from models import voiding
from models.errors import KnownError
from sync.client import sync
from tests.ui import checks
from tests.ui.office import AT, Copy, office, settle, texts, window_of
from ui.widgets import TapCard

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def entries(profile: Any) -> dict[str, book.Entry]:
    return {e.number: e for e in book.register(profile.store, profile.office_id, 2026).entries}


def press(qtbot: Any, root: Any, name: str) -> None:
    button = root.findChild(QPushButton, name)
    assert button is not None and button.isVisible() and button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def test_every_number_stands_with_its_paper_and_the_sums_agree(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("register")
    shown = texts(screen)
    assert "星晨人社监令字〔2026〕第078号" in shown and "星晨人社监令字〔2026〕第079号" in shown
    assert "40 granted = 2 used + 0 void + 38 free" in shown, "two blocks, one of them the desk's"
    assert "Numbers used in 2026: 3" in shown
    assert "To look at" not in shown, "the gap before 78 is explained by the starting point"
    press(qtbot, screen, "register_type_service_receipt")
    assert "第078号" not in texts(screen.list)
    window.close()


def test_an_unserved_paper_is_voided_with_a_reason_in_two_taps(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("register")
    line = next(c for c in screen.findChildren(TapCard) if "第079号" in c.accessibleName())
    qtbot.mouseClick(line, LEFT)
    act = screen.findChild(QPushButton, "void_act")
    assert not act.isEnabled(), "one tap alone voids nothing"
    press(qtbot, screen, "void_read")
    qtbot.mouseClick(act, LEFT)
    settle(qtbot, window)
    assert entries(office.laptop)["星晨人社监令字〔2026〕第079号"].status == "issued", "not without a reason"
    qtbot.keyClicks(screen.findChild(QLineEdit, "void_reason"), "spoilt")
    press(qtbot, screen, "void_read")
    qtbot.mouseClick(act, LEFT)
    settle(qtbot, window)
    found = entries(office.laptop)["星晨人社监令字〔2026〕第079号"]
    assert (found.status, found.reason) == ("voided", "spoilt")
    assert "never used again" in texts(screen)
    window.close()


def test_a_served_paper_cannot_be_voided(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("register", entry=office.papers[0])
    assert "never voided" in texts(screen)
    assert not screen.findChild(QPushButton, "void_act").isVisible()
    window.close()


def test_a_paper_written_by_hand_is_entered_and_a_second_one_shows_as_duplicate(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("register")
    press(qtbot, screen, "register_paper")
    press(qtbot, screen, "paper_enter")
    settle(qtbot, window)
    assert screen.paper.wrong.isVisible(), "without a reason nothing is entered"
    for name, text in (("n", "78"), ("who", "Acme"), ("reason", "no computer")):
        line = screen.findChild(QLineEdit, f"paper_{name}")
        line.clear()
        qtbot.keyClicks(line, text)
    press(qtbot, screen, "paper_enter")
    settle(qtbot, window)
    found = [e for e in book.register(office.laptop.store, office.laptop.office_id, 2026).entries if e.n == 78]
    assert sorted(e.series for e in found if e.type == "rectification_order") == ["main", "paper"]
    window.open("register")
    shown = texts(screen)
    assert "2 papers: " in shown and "On two papers" in "".join(
        c.accessibleName() for c in screen.findChildren(TapCard)
    )
    window.close()


def test_unused_numbers_are_voided_on_the_screen_in_two_taps(qtbot: Any, office: Copy) -> None:
    store = office.laptop.store
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("register")
    press(qtbot, screen, "register_unused")
    assert "Numbers that were never used" in texts(screen)
    press(qtbot, screen, "void_type_rectification_order")
    free = voiding.voidable(store, 2026, store.replica)["rectification_order"]
    assert f"Unused: {free[0][0]}–{free[0][1]}" in texts(screen)
    lo = screen.findChild(QLineEdit, "void_lo")
    lo.selectAll()
    qtbot.keyClicks(lo, str(free[0][1] - 1))
    qtbot.keyClicks(screen.findChild(QLineEdit, "void_numbers_reason"), "returned")
    press(qtbot, screen, "void_numbers_read")
    press(qtbot, screen, "void_numbers_act")
    settle(qtbot, window)
    (row,) = [r for r in store.find("number_void") if r["reason"] == "returned"]
    assert (row["lo"], row["hi"]) == (free[0][1] - 1, free[0][1])
    assert f"{row['lo']}–{row['hi']} void: returned" in texts(screen)
    office.serve()
    sync(office.laptop), sync(office.desk)
    with pytest.raises(KnownError, match="number_elsewhere"), office.desk.store.change("o", "void") as tx:
        voiding.void_unused(
            tx, office.desk.office_id, "rectification_order", 2026, free[0][0], free[0][0], "x", "o", AT.date()
        )
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en"), ("night", "zh_CN")])
@pytest.mark.parametrize("page", ["list", "entry", "paper", "unused"])
def test_every_page_is_whole(qtbot: Any, office: Copy, page: str, theme: str, lang: str) -> None:
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    given = {"list": {}, "entry": {"entry": office.papers[1]}, "paper": {"paper": True}, "unused": {"unused": True}}[
        page
    ]
    for width, height in ((1280, 800), (800, 1280)):
        window.resize(width, height)
        assert texts(window.open("register", **given))
        assert checks.all_of(window) == []
        checks.picture(window, f"register-{page}-{theme}-{lang}-{width}")
    window.close()
