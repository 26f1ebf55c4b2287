"""The pages behind the lock that few ever see: recovery code, PIN, a clock gone backwards, an accident told. Made when needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.clock import local
from ui import theme
from ui.screens import parts_visit as parts
from ui.widgets import BigButton, Card, DayEdit, FieldRow, PinEdit, label, row
from ui.widgets.basics import Speaking

WIDTH_MM = 150.0


class Passphrase(QWidget):
    """A line that hides what is typed, and a button that shows it while one wants to see it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line, self.show_button = QLineEdit(), BigButton(icon="view")
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_button.setObjectName(f"{name}_show")
        self.show_button.setCheckable(True)
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_button.toggled.connect(self._show)
        inside = row(self.line, self.show_button)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()
        self.show_button.setChecked(False)

    def _show(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class LockPage(QWidget):
    """One card in the middle of the lock."""

    def __init__(self) -> None:
        super().__init__()
        self.card = Card()
        self.card.setFixedWidth(theme.mm(WIDTH_MM))
        self.card.layout().setSpacing(theme.gap())  # type: ignore[union-attr]
        lines = QVBoxLayout(self)
        lines.addStretch(1)
        lines.addLayout(row(None, self.card, None))
        lines.addStretch(2)


class CodePage(Speaking, LockPage):
    """The recovery code from the safe and a new passphrase; ``go`` is called for Open, ``back`` for Back."""

    def __init__(self, go: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__()
        self._name, self._busy = "", False
        self._head, self._text = label("", "h1", wrap=True), label("", wrap=True)
        self.code = QLineEdit()
        self.code.setObjectName("recovery_code")
        self.code_row = FieldRow("", self.code)
        self.secret = Passphrase("new_passphrase")
        self.secret_row = FieldRow("", self.secret)
        self.secret.line.returnPressed.connect(go)
        self._back, self.button = BigButton(icon="back"), parts.GoButton("lock")
        self._back.setObjectName("code_back")
        self._back.clicked.connect(back)
        self.button.setObjectName("unlock_code")
        self.button.clicked.connect(go)
        for part in (self._head, self._text, self.code_row, self.secret_row):
            self.card.add(part)
        self.card.add(row(self._back, None, self.button))
        self.retranslate()

    def begin(self, name: str) -> None:
        """Empty, for the officer called ``name``."""
        self._name = name
        self.clear()
        self.code_row.set_error(None)
        self.secret_row.set_error(None)
        self.retranslate()

    def clear(self) -> None:
        self.code.clear()
        self.secret.clear()

    def typed(self) -> tuple[str, str] | None:
        """(code, passphrase), or None with the empty one marked."""
        code, secret = self.code.text().strip(), self.secret.text()
        self.code_row.set_error(None if code else self.tr("Please type the recovery code."))
        self.secret_row.set_error(None if secret else self.tr("Please type your passphrase."))
        return (code, secret) if code and secret else None

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.button.setEnabled(not busy)
        self.button.setText(self.tr("Opening …") if busy else self.tr("Open"))

    def retranslate(self) -> None:
        self._head.setText(self.tr("Open with the recovery code"))
        text = self.tr("The recovery code from the office's safe opens the records; {name} gets a new passphrase.")
        self._text.setText(text.format(name=self._name))
        self.code_row.set_texts(self.tr("Recovery code"))
        self.secret_row.set_texts(self.tr("New passphrase"), self.tr("At least 12 characters or four words."))
        self.secret.show_button.setText(self.tr("Show"))
        self._back.setText(self.tr("Back"))
        self.set_busy(self._busy)


class PinPage(Speaking, LockPage):
    """Six digits after a pause; ``go`` is called when they are there, ``instead`` for the passphrase."""

    def __init__(self, go: Callable[[], None], instead: Callable[[], None]) -> None:
        super().__init__()
        self._head, self._who = label("", "h1", wrap=True), label("", "strong", wrap=True)
        self.pin = PinEdit()
        self.pin.line.setObjectName("pin")
        self.row = FieldRow("", self.pin)
        self.pin.changed.connect(lambda value: value is not None and go())
        self.pin.line.returnPressed.connect(go)
        self._instead = BigButton()
        self._instead.setObjectName("with_passphrase")
        self._instead.clicked.connect(lambda: instead())
        self._button = parts.GoButton("lock")
        self._button.setObjectName("unlock_pin")
        self._button.clicked.connect(go)
        for part in (self._head, self._who, self.row):
            self.card.add(part)
        self.card.add(row(self._instead, None, self._button))
        self.retranslate()

    def begin(self, name: str) -> None:
        """Empty, for the officer called ``name``."""
        self._who.setText(name)
        self.pin.set_value(None)
        self.row.set_error(None)

    def typed(self) -> str | None:
        """The six digits, or None with the field marked."""
        found = self.pin.value()
        if isinstance(found, str):
            return found
        self.row.set_error(self.tr("The PIN has six digits."))
        return None

    def retranslate(self) -> None:
        self._head.setText(self.tr("Locked after a pause"))
        self.row.set_texts(self.tr("PIN (6 digits)"))
        self._instead.setText(self.tr("Passphrase instead"))
        self._button.setText(self.tr("Open"))


class ClockPage(Speaking, LockPage):
    """The clock stands before the last record: which day is it? ``said`` is called with the day."""

    def __init__(self, today: date, said: Callable[[date], None]) -> None:
        super().__init__()
        self._said = said
        self._times: tuple[datetime, datetime] | None = None
        self._head, self._text = label("", "h1", wrap=True), label("", wrap=True)
        self.day = DayEdit(today)
        self.day.line.setObjectName("true_day")
        self._row = FieldRow("", self.day)
        self._button = parts.GoButton("next")
        self._button.setObjectName("clock_go_on")
        self._button.clicked.connect(self._go_on)
        for part in (self._head, self._text, self._row):
            self.card.add(part)
        self.card.add(row(None, self._button))
        self.retranslate()

    def begin(self, now: datetime, last: datetime) -> None:
        """Ask: the computer says ``now``, the last act was at ``last``."""
        self._times = (now, last)
        self.day.set_value(local(last).date())
        self.retranslate()

    def _go_on(self) -> None:
        said = self.day.value()
        self._row.set_error(None if said else self.tr("Please give the day as 2026-10-09."))
        if said is not None:
            self._said(said)

    def retranslate(self) -> None:
        self._head.setText(self.tr("The clock went backwards"))
        self._row.set_texts(self.tr("Today is"))
        self._button.setText(self.tr("Go on"))
        if self._times is not None:
            now, last = (local(at).strftime("%Y-%m-%d %H:%M") for at in self._times)
            text = self.tr(
                "This computer's clock says {clock}, but the last record here was made at {last}. "
                "Nothing is lost. Which day is it?"
            )
            self._text.setText(text.format(clock=now, last=last))


class RestoredPage(Speaking, LockPage):
    """The program ended by accident: up to when everything is here."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__()
        self._time = ""
        self._head, self._text = label("", "h1", wrap=True), label("", wrap=True)
        self.go_on = parts.GoButton("next")
        self.go_on.setObjectName("go_on")
        self.go_on.clicked.connect(go)
        self.card.add(self._head)
        self.card.add(self._text)
        self.card.add(row(None, self.go_on))
        self.retranslate()

    def begin(self, time: str) -> None:
        self._time = time
        self.retranslate()

    def retranslate(self) -> None:
        self._head.setText(self.tr("The program ended unexpectedly last time"))
        self._text.setText(self.tr("Everything recorded up to {time} is here.").format(time=self._time))
        self.go_on.setText(self.tr("Go on"))
