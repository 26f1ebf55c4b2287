"""Walks over a screen that any screen's test can use: names, target sizes, texts that fit, nothing in the grip.

problems = checks.all_of(screen)      # a list of sentences, empty when the screen is right
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from ui import i18n, theme

PRESSED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)
NAMED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
TOLERANCE_PX = 1
KEPT_ENGLISH = {"English"}


def shown(root: QWidget, kinds: tuple[type[QWidget], ...]) -> list[QWidget]:
    """Visible widgets of these kinds in ``root``, Qt's own inner parts left out."""
    found = [root, *root.findChildren(QWidget)]
    return [w for w in found if isinstance(w, kinds) and w.isVisible() and not _inner(w)]


def _inner(widget: QWidget) -> bool:
    name, parent = widget.objectName(), widget.parentWidget()
    return name.startswith("qt_") or isinstance(parent, QAbstractSpinBox | QComboBox | QScrollBar) or _corner(widget)


def _corner(widget: QWidget) -> bool:
    return type(widget).__name__ == "QTableCornerButton" or (
        isinstance(widget, QAbstractButton) and type(widget) is QAbstractButton
    )


def say(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__}({text!r}, {widget.accessibleName()!r}, {widget.width()}×{widget.height()})"


def nameless(root: QWidget) -> list[str]:
    """Controls a screen reader could not name."""
    bad = []
    for widget in shown(root, NAMED):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip() or name.strip() == "-":
            bad.append(f"no accessible name: {say(widget)}")
    return bad


def small_targets(root: QWidget) -> list[str]:
    """Controls smaller than the density's target on either side."""
    least = theme.target() - TOLERANCE_PX
    return [
        f"smaller than {least} px: {say(w)}"
        for w in shown(root, PRESSED)
        if w.height() < least or w.width() < least
        if not (isinstance(w, QLineEdit) and isinstance(w.parentWidget(), QAbstractScrollArea))
    ]


def cut_texts(root: QWidget) -> list[str]:
    """Labels and buttons whose text does not fit where it stands."""
    bad = []
    for widget in shown(root, (QLabel, QAbstractButton)):
        if isinstance(widget, QLabel) and (not widget.text() or not widget.pixmap().isNull()):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            need = widget.heightForWidth(widget.width())
            if need > widget.height() + TOLERANCE_PX or _longest_word(widget) > widget.width() + TOLERANCE_PX:
                bad.append(f"text is cut: {say(widget)} needs height {need}")
        elif widget.layout() is not None and widget.hasHeightForWidth():
            if widget.heightForWidth(widget.width()) > widget.height() + TOLERANCE_PX:
                bad.append(f"text is cut: {say(widget)} needs height {widget.heightForWidth(widget.width())}")
        elif widget.sizeHint().width() > widget.width() + TOLERANCE_PX and not _elides(widget):
            bad.append(f"text is cut: {say(widget)} needs width {widget.sizeHint().width()}")
        elif widget.sizeHint().height() > widget.height() + TOLERANCE_PX + 4:
            bad.append(f"text is cut: {say(widget)} needs height {widget.sizeHint().height()}")
    return bad


def _longest_word(label: QLabel) -> int:
    metrics = QFontMetrics(label.font())
    words = [w for w in re.split(r"[\s\u200b]+", label.text()) if w.isascii()]
    return max((metrics.horizontalAdvance(w) for w in words), default=0)


def _elides(widget: QWidget) -> bool:
    return bool(getattr(widget, "_whole", "")) and bool(widget.toolTip())


def overlapping(root: QWidget) -> list[str]:
    """Pairs of controls that lie over each other, and controls that stick out of the window."""
    controls = [
        w for w in shown(root, PRESSED) if not any(w.isAncestorOf(o) for o in shown(root, PRESSED) if o is not w)
    ]
    boxes = [(w, w.rect().translated(w.mapTo(root, w.rect().topLeft()))) for w in controls]
    bad = []
    for at, (one, a) in enumerate(boxes):
        for other, b in boxes[at + 1 :]:
            if a.intersects(b) and not _clipped(one) and not _clipped(other):
                bad.append(f"overlap: {say(one)} and {say(other)}")
        if not _clipped(one) and not root.rect().contains(a):
            bad.append(f"outside: {say(one)} at {a.x()},{a.y()}")
    return bad


def _clipped(widget: QWidget) -> bool:
    """Inside a scroll area, where being out of sight is its business."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def in_grip(root: QWidget) -> list[str]:
    """Controls in the lowest 8 mm, where the hand holds the tablet (call it with the whole window)."""
    edge = root.height() - theme.mm(8)
    return [
        f"in the grip: {say(w)}"
        for w in shown(root, (QAbstractButton, QLineEdit))
        if not _clipped(w) and w.mapTo(root, w.rect().bottomLeft()).y() > edge
    ]


def untranslated(root: QWidget) -> list[str]:
    """English words on a Chinese screen: a text that never went through ``tr`` (or through an alias of it)."""
    if i18n.current() != "zh_CN":
        return []
    bad = []
    for widget in shown(root, (QLabel, QAbstractButton)):
        text = str(getattr(widget, "text", lambda: "")())
        english = re.search(r"[A-Za-z]{3,}", text) and not re.search(r"[\u3400-\u9fff]", text)
        if english and text not in KEPT_ENGLISH and "/" not in text:
            bad.append(f"not translated: {say(widget)}")
    return bad


def all_of(root: QWidget) -> list[str]:
    """Every check of this module but the grip."""
    QApplication.processEvents()
    return nameless(root) + small_targets(root) + cut_texts(root) + overlapping(root) + untranslated(root)


def picture(widget: QWidget, name: str) -> None:
    """Keep what the widget looks like in $ANXIN_SHOTS, when that is set: for looking at, not for comparing."""
    folder = os.environ.get("ANXIN_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(Path(folder) / f"{name}.png"))
