"""The five words at the edge of the window, and the bar of facts above everything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.basics import Speaking
from ui.widgets.button import IconButton, TapGuard
from ui.widgets.status import Fact, LockButton, SavedFact, battery_percent

FEW_NUMBERS = 5
LOW_BATTERY = 20
NARROW_MM = 230.0
"""Below this width the facts get a line of their own, so that names are not cut."""

GRIP_MM = 8.0
"""The lowest strip of the glass is where the hand holds it: nothing important there."""


class _Word(TapGuard, QToolButton):
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(theme.target() + 40, theme.target() + 24))


class Rail(Speaking, QWidget):
    """今日 检查 文书 台账 同步. ``chosen`` carries the word's name (today, inspect, papers, register, sync)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(8)
        self._group = QButtonGroup(self)
        self.words: dict[str, _Word] = {}
        for name in ("today", "inspect", "papers", "register", "sync"):
            word = _Word()
            word.setProperty("kind", "nav")
            word.setCheckable(True)
            word.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            word.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            word.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            word.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._group.addButton(word)
            self._box.addWidget(word)
            self.words[name] = word
        self._box.addStretch(1)
        self.set_upright(False)
        self.retint()
        theme.watch().changed.connect(self.retint)
        self.retranslate()

    def retint(self) -> None:
        on = "on_accent" if theme.theme().heavy else "on_soft"
        for name, word in self.words.items():
            theme.set_icon(word, name, "second", on, 28)

    def retranslate(self) -> None:
        texts = {
            "today": self.tr("Today"),
            "inspect": self.tr("Inspect"),
            "papers": self.tr("Papers"),
            "register": self.tr("Registers"),
            "sync": self.tr("Sync"),
        }
        for number, (name, word) in enumerate(self.words.items(), 1):
            word.setText(texts[name])
            word.setAccessibleName(texts[name])
            word.setToolTip(f"Ctrl+{number}")

    def light(self, name: str) -> None:
        """Show which word the screen belongs to."""
        if name in self.words:
            self.words[name].setChecked(True)

    def set_upright(self, upright: bool) -> None:
        """Along the left edge, or along the bottom (above the grip) when the tablet stands upright."""
        self.setProperty("upright", "true" if upright else "false")
        way = QBoxLayout.Direction.LeftToRight if upright else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._box.setContentsMargins(8, 8, 8, theme.mm(GRIP_MM) if upright else 8)
        end = self._box.itemAt(self._box.count() - 1)
        if end.spacerItem() is not None and upright:
            self._box.takeAt(self._box.count() - 1)
        elif end.spacerItem() is None and not upright:
            self._box.addStretch(1)
        self.style().unpolish(self)
        self.style().polish(self)


class _People(QLabel):
    """Officers and office; the end is cut with … when the window is narrow, the whole is the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def _cut(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()


class TopBar(Speaking, QWidget):
    """Always in sight: who, which office, saved when, how much is unsent, numbers left, battery, lock."""

    back = Signal()
    lock = Signal()
    look = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button = IconButton("back", "-")
        self.back_button.clicked.connect(self.back)
        self.people, self.saved = _People(), SavedFact()
        self.unsent, self.numbers, self.battery = Fact("upload"), Fact("number"), Fact("battery")
        self.lock_button = LockButton()
        self.lock_button.clicked.connect(self.lock)
        self._unsent: int | None = None
        self._numbers: int | None = None
        self._late = 0
        self.look_button = IconButton("sun", "-")
        self.look_button.clicked.connect(self.look)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(18)
        for part in (self.saved, self.unsent, self.numbers, self.battery):
            self._facts.addWidget(part)
        self._first, self._outer, self._narrow = QHBoxLayout(), QVBoxLayout(self), False
        self._first.setSpacing(18)
        self._first.addWidget(self.back_button)
        self._first.addWidget(self.people, 1)
        self._first.addLayout(self._facts)
        self._first.addWidget(self.look_button)
        self._first.addWidget(self.lock_button)
        self._outer.setContentsMargins(12, 4, 12, 4)
        self._outer.addLayout(self._first)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_MM * theme.mm(1000) / 1000
        if narrow != self._narrow:
            self._narrow = narrow
            home, other = (self._outer, self._first) if narrow else (self._first, self._outer)
            other.removeItem(self._facts)
            self._facts.setParent(None)
            home.insertLayout(1 if narrow else 2, self._facts)
            self.updateGeometry()

    def set_counts(self, unsent: int | None, numbers_left: int | None, late_days: int = 0) -> None:
        self._unsent, self._numbers, self._late = unsent, numbers_left, late_days
        self.retranslate()

    def retranslate(self) -> None:
        self.back_button.set_name(self.tr("Back"))
        self.look_button.set_name(self.tr("Look, size and language"))
        if self._unsent is None:
            self.unsent.set("")
        elif self._unsent and self._late:
            text = self.tr("Unsent {n} · {days} days")
            self.unsent.set(text.format(n=self._unsent, days=self._late), "bad")
        else:
            self.unsent.set(self.tr("Unsent {n}").format(n=self._unsent), "warn" if self._unsent else "")
        if self._numbers is None:
            self.numbers.set("")
        else:
            few = self._numbers <= FEW_NUMBERS
            self.numbers.set(self.tr("Numbers left {n}").format(n=self._numbers), "bad" if few else "")
        self.show_battery()

    def show_battery(self) -> None:
        percent = battery_percent()
        if percent is None:
            self.battery.set("")
        else:
            low = percent <= LOW_BATTERY
            self.battery.set(f"{percent}%", "bad" if low else "", spoken=self.tr("Battery {n} %").format(n=percent))
