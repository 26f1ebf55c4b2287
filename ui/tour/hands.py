"""What a person's hands do to a window: find a control by its name, bring it into sight, press, type, wait and see."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

PATIENCE_S = 30.0
KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Stuck(Exception):
    """The tour cannot go on: what it waited for did not come, or a program error happened meanwhile."""


class Errors:
    """Errors of the program's own code, which Qt would only print."""

    def __init__(self) -> None:
        self.found: list[BaseException] = []
        self._before = sys.excepthook

    def __enter__(self) -> Errors:
        sys.excepthook = self._take
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._before

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.found.append(error)
        self._before(kind, error, trace)


class Hands:
    """Acts on one window at a time; everything goes through mouse, wheel, key and input-method events."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        self.window: QWidget | None = None

    # -- waiting -----------------------------------------------------------------------------------------------
    def pause(self, seconds: float = 0.0) -> None:
        """Let the program work for a moment."""
        until = time.monotonic() + seconds
        while True:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what an event loop does by itself
            if self.errors.found:
                raise Stuck(repr(self.errors.found[0])) from self.errors.found[0]
            if time.monotonic() >= until:
                return
            time.sleep(0.002)

    def until(self, seen: Callable[[], Any], what: str, patience: float = PATIENCE_S) -> Any:
        """Wait until ``seen()`` is true and return it; raises :class:`Stuck` naming ``what``."""
        end = time.monotonic() + patience
        while True:
            self.pause()
            found = seen()
            if found:
                return found
            if time.monotonic() > end:
                raise Stuck(f"waited in vain for {what}")
            time.sleep(0.002)

    # -- finding -----------------------------------------------------------------------------------------------
    def see(self, name: str, kind: type[QWidget] = QWidget) -> QWidget | None:
        """The visible control called ``name`` in the window (or in the pad open over it)."""
        roots = [w for w in (QApplication.activePopupWidget(), self.window) if w is not None]
        for root in roots:
            for found in root.findChildren(kind, name):
                if found.isVisible():
                    return found
        return None

    def find(self, name: str, patience: float = PATIENCE_S) -> QWidget:
        """Wait for the control called ``name``."""
        found: QWidget = self.until(lambda: self.see(name), f"the control {name}", patience)
        return found

    def maybe_line(self, *texts: str) -> QAbstractButton | None:
        """The visible line, card or button whose accessible name or text holds all ``texts``, or None."""
        assert self.window is not None
        for found in self.window.findChildren(QAbstractButton):
            said = f"{found.accessibleName()} {found.text()}"
            if found.isVisible() and all(text in said for text in texts):
                return found
        return None

    def line(self, *texts: str, patience: float = PATIENCE_S) -> QAbstractButton:
        """Wait for the line that holds all ``texts``."""
        found: QAbstractButton = self.until(lambda: self.maybe_line(*texts), f"a line with {texts}", patience)
        return found

    def text_of(self, name: str) -> str:
        """What the label called ``name`` says."""
        found = self.find(name)
        assert isinstance(found, QLabel)
        return found.text()

    # -- pressing ----------------------------------------------------------------------------------------------
    def bring(self, widget: QWidget) -> None:
        """Turn the wheel until ``widget`` is in sight."""
        area = _area_of(widget)
        if area is None:
            return
        view = area.viewport()
        for _ in range(400):
            middle = widget.mapTo(view, widget.rect().center())
            top, bottom = widget.mapTo(view, QPoint(0, 0)).y(), widget.mapTo(view, widget.rect().bottomLeft()).y()
            room = view.height()
            inside = (top >= 0 and bottom <= room) or (bottom - top > room and 4 < middle.y() < room - 4)
            if inside:
                return
            down = bottom > room if bottom - top <= room else middle.y() > room / 2
            before = area.verticalScrollBar().value()
            self._wheel(view, -120 if down else 120)
            if area.verticalScrollBar().value() == before:
                return

    def _wheel(self, view: QWidget, by: int) -> None:
        at = QPointF(view.rect().center())
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(view.rect().center())), QPoint(0, 0), QPoint(0, by),
            Qt.MouseButton.NoButton, KEYS, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
        QApplication.processEvents()

    def press(self, what: str | QWidget, patience: float = PATIENCE_S) -> QWidget:
        """One tap in the middle of a control, once it can be pressed and nothing lies over it."""

        def ready() -> QWidget | None:
            found = self.see(what) if isinstance(what, str) else what
            return found if found is not None and found.isVisible() and found.isEnabled() else None

        name = what if isinstance(what, str) else what.objectName() or what.accessibleName()
        widget: QWidget = self.until(ready, f"{name} to be pressed", patience)
        self.until(lambda: self._reachable(widget), f"nothing to lie over {name}", 5.0)
        self._turn_to(widget.window())
        QTest.mouseClick(widget, LEFT, KEYS, widget.rect().center())
        self.pause()
        return widget

    def _turn_to(self, window: QWidget) -> None:
        """What a window manager does when a window is tapped: it gets the keys."""
        if not window.isActiveWindow() and QApplication.activePopupWidget() is None:
            window.activateWindow()
            self.until(window.isActiveWindow, "the window to get the keys", 5.0)

    def _reachable(self, widget: QWidget) -> bool:
        """Whether a tap in its middle would meet it, once it was brought into sight."""
        self.bring(widget)
        window = widget.window()
        hit = window.childAt(widget.mapTo(window, widget.rect().center()))
        return hit is not None and (hit is widget or widget.isAncestorOf(hit))

    def press_line(self, *texts: str) -> None:
        """One tap on the line that says all ``texts``."""
        self.press(self.line(*texts))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = KEYS) -> None:
        """One key, to whatever has the focus."""
        assert self.window is not None
        self._turn_to(self.window)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.pause()

    # -- typing ------------------------------------------------------------------------------------------------
    def type(self, name: str, text: str, *, enter: bool = False) -> None:
        """Tap a field, empty it, type: Latin by keys, Chinese as an input method commits it."""
        field = self.press(name)
        self.until(field.hasFocus, f"the cursor in {name} (it is in {QApplication.focusWidget()!r})")
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        self.write(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        self.pause()

    def write(self, field: QWidget, text: str) -> None:
        """Type into the field that has the cursor."""
        if text.isascii():
            QTest.keyClicks(field, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)

    def paste(self, field: QWidget, text: str) -> None:
        """Ctrl+V of ``text``, as copied from a spreadsheet."""
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.pause()

    # -- signing -----------------------------------------------------------------------------------------------
    def sign(self, name: str) -> None:
        """Two strokes of a pen across a signature field."""
        pad = self.find(name)
        self.bring(pad)
        width, height = pad.width(), pad.height()
        for stroke in range(2):
            start = QPoint(round(width * (0.2 + 0.3 * stroke)), round(height * 0.3))
            QTest.mousePress(pad, LEFT, KEYS, start)
            for step in range(1, 13):
                at = start + QPoint(
                    round(width * 0.02 * step), round(height * (0.04 * step if step % 2 else 0.01 * step))
                )
                _drag(pad, at)
            QTest.mouseRelease(pad, LEFT, KEYS, start + QPoint(round(width * 0.24), round(height * 0.4)))
        self.pause()


def _drag(pad: QWidget, at: QPoint) -> None:
    """A move with the button held: QTest's own moves hold none."""
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(pad.mapToGlobal(at)), Qt.MouseButton.NoButton, LEFT, KEYS
    )
    QApplication.sendEvent(pad, event)


def _area_of(widget: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return parent
        parent = parent.parentWidget()
    return None
