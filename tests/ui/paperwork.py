"""A worked case in a real profile with the window open on it, for the tests of the paper screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from models.profile import Profile
from tests.forms.visits import PASSPHRASE, SECOND, clock_at, profile_with_case
from tests.ui import checks
from ui.session import Session
from ui.theme import choice
from ui.widgets import button as buttons
from ui.window import Window

SIZES = ((1280, 800), (800, 1280))
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """The first worked case: drafts[0] a notice, drafts[1] an order to the contractor, drafts[2] one to the developer."""

    profile: Profile
    loaded: Any
    session: Session
    window: Window
    qtbot: Any

    @property
    def store(self) -> Any:
        return self.profile.store

    @property
    def screen(self) -> Any:
        return self.window.current()

    def settle(self) -> None:
        """Writes committed, pages rendered, callbacks run."""
        for _ in range(3):
            self.session.flush()
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: self.session.pending == 0 and not self._rendering(), timeout=10000)
        QApplication.processEvents()

    def _rendering(self) -> bool:
        preview = getattr(self.screen, "preview", None)
        timers = [getattr(getattr(self.screen, part, None), "_timer", None) for part in ("model", "fields")]
        timers.append(getattr(self.screen, "_behind", None))
        return (preview is not None and preview.busy) or any(t is not None and t.isActive() for t in timers)

    def find(self, name: str) -> Any:
        """The visible control of this object name."""
        found = [w for w in self.screen.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"{name} is not in sight"
        return found[0]

    def tap(self, name: str) -> None:
        """A real press with the mouse on the middle of a button."""
        target = self.find(name)
        assert isinstance(target, QAbstractButton) and target.isEnabled(), name
        buttons._last_ms = -(10**9)  # two taps of a test are no bounce
        QTest.mouseClick(target, LEFT)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Empty a line and type into it, Chinese as an input method commits it."""
        line = self.find(name)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        if text.isascii():
            QTest.keyClicks(line, text)
        else:
            from PySide6.QtGui import QInputMethodEvent

            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(line, event)
            line.textEdited.emit(line.text())

    def sign(self, name: str) -> None:
        """A signature with the pen down twice."""
        pad = self.find(name)
        for y in (40, 70):
            QTest.mousePress(pad, LEFT, pos=QPoint(40, y))
            for x in range(60, 260, 20):
                QTest.mouseMove(pad, QPoint(x, y + x % 40))
            QTest.mouseRelease(pad, LEFT, pos=QPoint(260, y))

    def issue(self, draft: int = 1) -> str:
        """The id of an issued paper, by the same act the screen calls."""
        from forms import issuing

        second = self.profile.officer_of(SECOND)
        return issuing.issue(self.profile, self.loaded.drafts[draft], second, PASSPHRASE).document


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path) -> Iterator[Desk]:
    """2026-10-14, ten o'clock: the day of the orders; both officers on duty; Chinese."""
    yield from _desk(qtbot, tmp_path, clock_at(2026, 10, 14, 2))


@pytest.fixture
def visit_day(qtbot: Any, tmp_path: Path) -> Iterator[Desk]:
    """2026-10-09: the day of the visit."""
    yield from _desk(qtbot, tmp_path, clock_at(2026, 10, 9, 3, 40))


def _desk(qtbot: Any, tmp_path: Path, clock: Any) -> Iterator[Desk]:
    profile, loaded = profile_with_case(tmp_path / "p", clock=clock)
    choice.use(choice.Choice(lang="zh_CN"))
    session = Session(profile.folder, profile.clock)
    session.attach(profile)
    session.set_officers([profile.officer_id, profile.officer_of(SECOND)])
    window = Window(session)
    qtbot.addWidget(window)
    window.resize(*SIZES[0])
    window.show()
    qtbot.waitExposed(window)
    made = Desk(profile, loaded, session, window, qtbot)
    yield made
    window.close()
    session.flush()
    QApplication.processEvents()
    session.detach()
    choice.use(choice.Choice(lang="en"))


WIDE, UPRIGHT = SIZES
LOOKS = (
    ("indoor", "touch", "zh_CN", WIDE),
    ("outdoor", "glove", "en", WIDE),
    ("night", "glove", "zh_CN", UPRIGHT),
    ("indoor", "touch", "en", UPRIGHT),
)
"""Each theme, language, size and density at least once, the narrowest combinations among them."""


def looks_right(desk: Desk, name: str, looks: Any = LOOKS) -> list[str]:
    """What is wrong with names, targets, texts, overlaps and the grip of the screen in front, in these looks."""
    found: list[str] = []
    for look, density, lang, size in looks:
        desk.window.resize(*size)
        choice.use(choice.Choice(theme=look, density=density, lang=lang))
        desk.settle()
        at = f"{name}-{look}-{density}-{lang}-{size[0]}"
        checks.picture(desk.window, at)
        problems = checks.all_of(desk.screen) + checks.in_grip(desk.window)
        found += [f"{at}: {problem}" for problem in problems]
    desk.window.resize(*WIDE)
    choice.use(choice.Choice(lang="zh_CN"))
    desk.settle()
    return found
