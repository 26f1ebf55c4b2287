"""What stays in sight: when it was saved, the sentence about what went wrong, and how the battery stands."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from models.errors import KnownError
from ui import theme
from ui.sentences import sentence
from ui.widgets.basics import Speaking, column, label
from ui.widgets.button import BigButton, IconButton


def announce(source: QObject, text: str) -> None:
    """Have a screen reader say ``text`` now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text))


class Fact(QWidget):
    """A small picture and a short text that stays; ``kind`` as of a chip: ok, warn, bad or '' for plain."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._text, self._kind, self._long = QLabel(), label(""), "", ""
        theme.set_icon(self._icon, icon, "second", size=20)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._icon)
        line.addWidget(self._text)
        self._name = icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def keep_room(self, text: str) -> None:
        """Never be narrower than ``text`` needs: what changes often must not push and cut its neighbours."""
        self._text.setMinimumWidth(self._text.fontMetrics().horizontalAdvance(text) + 2)

    def set(self, text: str, kind: str = "", icon: str = "", spoken: str = "") -> None:
        """Show ``text``; ``spoken`` is what a screen reader says when the text alone is too short."""
        if icon or kind != self._kind:
            self._kind, self._name = kind, icon or self._name
            theme.set_icon(self._icon, self._name, kind or "second", size=20)
        self._text.setText(text)
        self.setVisible(bool(text))
        self.setAccessibleName(spoken or text)
        self._text.setAccessibleName(spoken or text)

    def text(self) -> str:
        return self._text.text()


class SavedFact(Speaking, Fact):
    """已保存 10:32:05, or that writing is under way; never a toast."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("check", parent)
        self._at, self._busy, self._note = "", False, ""
        self.retranslate()

    def saving(self) -> None:
        self._busy = True
        self.retranslate()

    def saved(self, at: str) -> None:
        """``at``: local time of the commit, HH:MM:SS."""
        self._at, self._busy, self._note = at, False, ""
        self.retranslate()

    def answer(self) -> None:
        """The reply to Ctrl+S."""
        self._note = self.tr("Saved automatically")
        self.retranslate()
        announce(self, self.text())

    def retranslate(self) -> None:
        when = self.tr("Saved {time}")
        if self._busy:
            self.set(self.tr("Saving …"), "", "clock")
        elif self._note:
            self.set(f"{self._note} {self._at}".strip(), "ok", "check")
        elif self._at:
            self.set(when.format(time=self._at), "ok", "check")
        else:
            self.set("")
        self.keep_room(max(when.format(time="00:00:00"), self.text(), key=len))


class SentenceBar(Speaking, QFrame):
    """The sentence of a known error; it stays until someone dismisses it. Newest first, older ones follow."""

    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sentence")
        self._errors: list[KnownError | str] = []
        self._picture, self._text, self._more = QLabel(), label(wrap=True), label("", "second")
        theme.set_icon(self._picture, "warning", "on_soft", size=28)
        self._ok = BigButton()
        self._ok.clicked.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._picture)
        line.addLayout(column(self._text, self._more, spacing=2), 1)
        line.addWidget(self._ok)
        self.hide()
        self.retranslate()

    def tell(self, what: KnownError | str) -> None:
        """Show the sentence of an error, or a sentence already in the person's language."""
        self._errors.insert(0, what)
        self.retranslate()
        self.show()
        announce(self, self._text.text())

    def dismiss(self) -> None:
        if self._errors:
            self._errors.pop(0)
        self.retranslate()
        if not self._errors:
            self.hide()
            self.gone.emit()

    def text(self) -> str:
        return self._text.text() if self._errors else ""

    def retranslate(self) -> None:
        self._ok.setText(self.tr("Understood"))
        if self._errors:
            first = self._errors[0]
            self._text.setText(first if isinstance(first, str) else _with_place(first))
            older = len(self._errors) - 1
            self._more.setText(self.tr("{n} more below this one").format(n=older) if older else "")
            self._more.setVisible(bool(older))


def _with_place(error: KnownError) -> str:
    """The sentence, and where in a table the fault stands. Names of fields and files are for the command line."""
    text, where = sentence(error), error.where
    if where is None:
        return text
    place = [str(v) for v in (where.sheet, where.row, where.cell) if v is not None]
    return f"{text} ({' · '.join(place)})" if place else text


class LockButton(Speaking, IconButton):
    """Locks at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lock", "-", parent=parent)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_name(self.tr("Lock"))

    def sizeHint(self) -> QSize:
        return QSize(theme.target(), theme.target())


def battery_percent() -> int | None:
    """Charge of the battery in percent, or None where there is none or nobody says."""
    if sys.platform == "win32":
        return _windows_battery()
    for supply in sorted(Path("/sys/class/power_supply").glob("BAT*/capacity")):
        try:
            return int(supply.read_text())
        except (OSError, ValueError):
            continue
    return None


def _windows_battery() -> int | None:
    import ctypes

    class Power(ctypes.Structure):
        _fields_ = [(n, ctypes.c_ubyte) for n in ("line", "flag", "percent", "saver")] + [
            ("life", ctypes.c_uint32),
            ("full", ctypes.c_uint32),
        ]

    power = Power()
    if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(power)):  # type: ignore[attr-defined]
        return None
    return None if power.percent > 100 else int(power.percent)
