"""For whom a paper is printed: the counterfoil, the parties by name, others it is copied to, the file; how many each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from models.prints import WHOM, Recipient
from ui import i18n, theme
from ui.widgets import IconButton, column, label, row
from ui.widgets.basics import Speaking


class Stepper(Speaking, QWidget):
    """How many of something, by two buttons; ``changed(int)``."""

    changed = Signal(int)

    def __init__(self, name: str, most: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._most, self._subject = 0, most, ""
        self.less, self.shown, self.more = IconButton("none", "-"), label("0", "h2"), IconButton("add", "-")
        self.less.setObjectName(f"{name}_less")
        self.more.setObjectName(f"{name}_more")
        self.shown.setMinimumWidth(theme.mm(7))
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        inside = row(self.less, self.shown, self.more)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        self._value = value
        self.shown.setText(str(value))
        self.less.setEnabled(value > 0)
        self.more.setEnabled(value < self._most)

    def set_subject(self, subject: str) -> None:
        self._subject = subject
        self.retranslate()

    def _step(self, by: int) -> None:
        self.set_value(min(self._most, max(0, self._value + by)))
        self.changed.emit(self._value)

    def retranslate(self) -> None:
        self.less.set_name(f"{self._subject} " + i18n.translate("paper", "one less"))
        self.more.set_name(f"{self._subject} " + i18n.translate("paper", "one more"))


def whom_text(whom: str) -> str:
    """Whom a copy is for, in the language in force."""
    translate = i18n.translate
    return {
        "stub": translate("paper", "Counterfoil"),
        "party": translate("paper", "For the party"),
        "copy": translate("paper", "Copied to"),
        "file": translate("paper", "For the file"),
    }[whom]


class Copies(Speaking, QWidget):
    """One line a recipient: who, by name where it is known, and how many; ``changed()``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steppers = {whom: Stepper(f"copies_{whom}") for whom in WHOM}
        self._whom = {whom: label("", "strong") for whom in WHOM}
        self._names = {whom: label("", "second", wrap=True) for whom in WHOM}
        self._lines = {whom: QWidget() for whom in WHOM}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        for whom in WHOM:
            said = QWidget()
            said.setLayout(column(self._whom[whom], self._names[whom], spacing=2))
            line = row(said, self.steppers[whom])
            line.setStretch(0, 1)
            self._lines[whom].setLayout(line)
            inside.addWidget(self._lines[whom])
            self.steppers[whom].changed.connect(lambda _: self.changed.emit())
        self.retranslate()

    def show_recipients(self, found: Sequence[Recipient]) -> None:
        """Who gets how many by default; a line for others only where the paper is copied to any."""
        for one in found:
            self.steppers[one.whom].set_value(one.copies)
            self._names[one.whom].setText("、".join(one.names))
            self._names[one.whom].setVisible(bool(one.names))
            self._lines[one.whom].setVisible(one.whom != "copy" or bool(one.names))

    def by_whom(self) -> dict[str, int]:
        return {whom: stepper.value() for whom, stepper in self.steppers.items()}

    def total(self) -> int:
        return sum(self.by_whom().values())

    def retranslate(self) -> None:
        for whom in WHOM:
            text = whom_text(whom)
            self._whom[whom].setText(text)
            self.steppers[whom].set_subject(text)
