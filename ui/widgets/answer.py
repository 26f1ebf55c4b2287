"""The three wide answers of a checklist item; hollow until someone has looked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import Speaking
from ui.widgets.button import BigButton

MEANINGS = ("meets", "fails", "na")
ICONS = {"meets": "check", "fails": "cross", "na": "none"}
KEYS = {
    Qt.Key.Key_1: "meets",
    Qt.Key.Key_2: "fails",
    Qt.Key.Key_3: "na",
    Qt.Key.Key_0: None,
}


LEAST_PX = 96
"""Of one of the three; they share what room there is."""


class AnswerSegments(Speaking, QWidget):
    """符合 | 不符合 | 不适用. Value is "yes", "no", "na" or None (not looked at).

    Some questions are put the other way round ("Are wages owed?"): ``compliant`` is the stored answer that means
    符合. ``answered`` fires only when a person chose, with the new value. Keys 1 2 3 choose, 0 takes back.
    """

    answered = Signal(object)

    def __init__(self, *, compliant: str = "yes", subject: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if compliant not in ("yes", "no"):
            raise ValueError(compliant)
        self._compliant, self._subject, self._meaning = compliant, subject, None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.gap())
        self._buttons: dict[str, BigButton] = {}
        for meaning in MEANINGS:
            button = BigButton()
            button.setCheckable(True)
            button.setProperty("answer", meaning)
            theme.set_icon(button, ICONS[meaning], "ink", "surface" if meaning == "na" else "on_state")
            button.clicked.connect(lambda _=False, meaning=meaning: self._choose(meaning))
            self._buttons[meaning] = button
            line.addWidget(button, 1)
        self.setFocusProxy(self._buttons["meets"])
        self.retranslate()

    def retranslate(self) -> None:
        texts = {"meets": self.tr("Meets"), "fails": self.tr("Fails"), "na": self.tr("Not applicable")}
        for meaning, button in self._buttons.items():
            button.setText(texts[meaning])
            button.setMinimumWidth(max(button.sizeHint().width(), LEAST_PX))
        self._name()

    def set_subject(self, subject: str) -> None:
        """The question, said by a screen reader before the answer."""
        self._subject = subject
        self._name()

    def value(self) -> str | None:
        return self._stored(self._meaning)

    def set_value(self, value: str | None) -> None:
        """Show a stored answer without telling anyone; ValueError on anything but yes, no, na, None."""
        if value not in ("yes", "no", "na", None):
            raise ValueError(value)
        meaning = value if value in ("na", None) else ("meets" if value == self._compliant else "fails")
        self._show(meaning)

    def _stored(self, meaning: str | None) -> str | None:
        if meaning in ("na", None):
            return meaning
        other = "no" if self._compliant == "yes" else "yes"
        return self._compliant if meaning == "meets" else other

    def _choose(self, meaning: str | None) -> None:
        changed = meaning != self._meaning
        self._show(meaning)
        if changed:
            self.answered.emit(self.value())

    def _show(self, meaning: str | None) -> None:
        self._meaning = meaning
        for name, button in self._buttons.items():
            button.setChecked(name == meaning)
        self._name()

    def _name(self) -> None:
        state = self.tr("not looked at") if self._meaning is None else self._buttons[self._meaning].text()
        self.setAccessibleName(f"{self._subject} {state}".strip())
        for button in self._buttons.values():
            button.setAccessibleName(f"{self._subject} {button.text()}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(KEYS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
