"""Worked cases and short cuts for the tests of the screens before the checklist."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from models import caseread, samplecase
from models.profile import Profile
from ui import jobs

CASES = Path(__file__).parent.parent / "fixtures" / "sample-case.json"


def load_cases(profile: Profile) -> list[str]:
    """Both worked cases as records; ids of their visits."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return [samplecase.load_case(profile, caseread.Node(case)).inspection for case in cases]


def named(root: QWidget, name: str) -> Any:
    """The control of this object name, which must be shown."""
    for _ in range(3):  # what was made by the last event is shown by the next
        QApplication.processEvents()
    found = [w for w in root.findChildren(QWidget, name) if w.isVisible()]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def indexed(qtbot: Any) -> None:
    """Wait until the search index is made and nothing runs any more."""
    qtbot.waitUntil(lambda: jobs.running() == 0, timeout=10_000)


def press(qtbot: Any, root: QWidget, name: str) -> None:
    """One tap on a named button, after the debounce of the tap before it."""
    from ui.widgets import button

    button._last_ms = -(10**9)
    target = named(root, name)
    assert isinstance(target, QAbstractButton)
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def type_in(qtbot: Any, root: QWidget, name: str, text: str) -> None:
    """Type into a named line; what no key has (Chinese) comes as an input method sends it."""
    from PySide6.QtGui import QInputMethodEvent

    line = named(root, name)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line, event)
    QApplication.processEvents()


def flaws(screen: QWidget) -> list[str]:
    """The shared checks; a line of a list is as high as its wrapped labels, which are checked by themselves."""
    from tests.ui import checks

    QApplication.processEvents()
    QApplication.processEvents()
    return [flaw for flaw in checks.all_of(screen) if "_Line(" not in flaw]
