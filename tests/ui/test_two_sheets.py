"""Two wage sheets of one firm on the screen: both shown, nothing issued before a person chose, the choice with its reason."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from forms import issuing
from models import duplicates, twosheets
from models.cases import roll_of
from models.errors import KnownError
from tests.ui import checks
from tests.ui.office import SECOND, Copy, office, settle, texts, window_of
from ui.widgets import Chip

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def press(qtbot: Any, root: Any, name: str) -> None:
    QApplication.processEvents()
    button = root.findChild(QPushButton, name)
    assert button is not None and button.isVisible() and button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def second_sheet(office: Copy) -> tuple[str, str]:
    """The employer's firm noted twice, with a sheet of a month that its first sheet has; (unit, draft of an order)."""
    profile = office.laptop
    store = profile.store
    roll = store.find("wage_roll", inspection=office.inspection)[0]
    known = store.find("wage_line", roll=roll["id"])[0]
    order = next(d for d in store.find("draft") if d["type"] == "rectification_order")
    with store.change(profile.officer_id, "edit_wages") as tx:
        twin = tx.new("unit", name="劳务公司（重复）", kind="unit")
        other = tx.new("wage_roll", inspection=office.inspection, unit=twin, pay_day=roll["pay_day"], state="taken")
        worker = tx.new("wage_worker", roll=other, place=1, name="张三")
        tx.new("wage_line", roll=other, worker=worker, month=known["month"], due_fen=1_000_000, paid_fen=0)
        draft = tx.new("draft", **{k: v for k, v in order.items() if k not in ("id", "state", "document", "pdf")}, state="draft")  # fmt: skip
        duplicates.merge(tx, "unit", twin, roll["unit"], "同一执照")
    return str(roll["unit"]), draft


def test_nothing_is_issued_before_a_person_chose_and_then_only_one_counts(qtbot: Any, office: Copy) -> None:
    profile, store = office.laptop, office.laptop.store
    before = sum(line.due_fen or 0 for line in roll_of(store, office.inspection).lines)
    unit, draft = second_sheet(office)
    with pytest.raises(KnownError) as refused:
        issuing.issue(profile, draft, office.second, SECOND)
    assert refused.value.code == "sheets_undecided"
    window = window_of(qtbot, profile, office.second)
    wages = window.open("wages", inspection=office.inspection, unit=unit)
    press(qtbot, wages, "two_sheets")
    page = window.screen_named("two_sheets")
    assert window.current_name() == "two_sheets" and len(page.sides) == 2
    assert "10,000.00" in texts(page) and [c.text() for c in page.findChildren(Chip)].count("To decide") == 2
    done = page.findChild(QPushButton, "two_sheets_done")
    assert not done.isEnabled(), "nothing is chosen beforehand"
    first = next(n for n, s in enumerate(page.sides, 1) if s.roll == store.find("wage_roll", unit=unit)[0]["id"])
    press(qtbot, page, "sheet_1_count")
    press(qtbot, page, "sheet_2_count")
    assert "Their sums are added" in texts(page)
    press(qtbot, page, f"sheet_{3 - first}_count")
    qtbot.keyClicks(page.findChild(QLineEdit, "two_sheets_reason"), "stamped")
    press(qtbot, page, "two_sheets_done")
    settle(qtbot, window)
    assert sum(line.due_fen or 0 for line in roll_of(store, office.inspection).lines) == before
    assert twosheets.undecided(store, office.inspection) == []
    assert {c.text() for c in page.findChildren(Chip)} == {"Counts", "Set aside"}
    assert store.history(page.sides[0].roll)[-1].reason == "stamped"
    assert issuing.issue(profile, draft, office.second, SECOND).number
    window.close()


def test_the_review_leads_there(qtbot: Any, office: Copy) -> None:
    second_sheet(office)
    window = window_of(qtbot, office.laptop, office.second)
    review = window.open("review", inspection=office.inspection)
    assert "2 wage sheets of the same months" in texts(review)
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("outdoor", "zh_CN"), ("night", "en")])
def test_names_targets_and_texts(qtbot: Any, office: Copy, theme: str, lang: str) -> None:
    unit, _ = second_sheet(office)
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    page = window.open("two_sheets", inspection=office.inspection, unit=unit)
    texts(page)
    assert checks.all_of(page) == []
    window.resize(800, 1280)
    texts(page)
    assert checks.all_of(page) == []
    window.close()
