"""Choices on the paper screens: ticks like words of a text, and sentences one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.screens.parts_visit import clear
from ui.widgets import BigButton, FlowLayout, TapCard, label


class Ticks(QWidget):
    """Buttons of which any number may be chosen, like words of a text; ``changed`` carries the chosen in order."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._flow = name, FlowLayout(self)
        self._buttons: dict[Any, BigButton] = {}
        self._subject = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Show these (value, text); where the values are those of before only the texts change."""
        if list(self._buttons) != [value for value, _ in options]:
            clear(self._flow)
            self._buttons = {}
            for value, _ in options:
                button = BigButton()
                button.setCheckable(True)
                theme.set_icon(button, "none", size=20)
                button.setObjectName(f"{self._name}_{value}")
                button.toggled.connect(lambda on, button=button: _mark(button, on))
                button.clicked.connect(lambda: self.changed.emit(self.value()))
                self._flow.addWidget(button)
                self._buttons[value] = button
        for value, text in options:
            self._buttons[value].setText(text)
            self._buttons[value].setAccessibleName(f"{self._subject} {text}".strip())
        self.updateGeometry()

    def value(self) -> list[Any]:
        return [value for value, button in self._buttons.items() if button.isChecked()]

    def set_value(self, chosen: Sequence[Any] | None) -> None:
        """Show these as chosen without telling anyone."""
        for value, button in self._buttons.items():
            button.setChecked(value in (chosen or ()))

    def button(self, value: Any) -> BigButton:
        return self._buttons[value]

    def options(self) -> list[Any]:
        return list(self._buttons)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._subject = name
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}".strip())


class WordedOptions(QWidget):
    """Sentences one below the other of which one is chosen; for texts too long for a button. ``chosen(value)``."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._cards: dict[Any, _Worded] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())
        self._value: Any = None
        self._subject = ""

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Show these (value, sentence)."""
        if [(v, c.words.text()) for v, c in self._cards.items()] == list(options):
            return
        clear(self._lines)
        self._cards = {}
        for value, text in options:
            card = self._cards[value] = _Worded(text)
            card.setObjectName(f"{self._name}_{str(value).rpartition('/')[2]}")
            card.clicked.connect(lambda _=False, value=value: self._choose(value))
            self._lines.addWidget(card)
        self.set_value(self._value)

    def set_value(self, value: Any) -> None:
        """Show ``value`` as chosen without telling anyone."""
        self._value = value
        for one, card in self._cards.items():
            card.show_chosen(one == value, self._subject)

    def value(self) -> Any:
        return self._value

    def button(self, value: Any) -> TapCard:
        """The line of ``value``."""
        return self._cards[value]

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._subject = name
        self.set_value(self._value)

    def _choose(self, value: Any) -> None:
        self.set_value(value)
        self.chosen.emit(value)


class WordedTicks(WordedOptions):
    """Sentences one below the other of which any number may be chosen. ``changed(list)`` in the order shown."""

    changed = Signal(object)

    def set_value(self, value: Any) -> None:
        """Show these as chosen without telling anyone."""
        self._value = list(value or ())
        for one, card in self._cards.items():
            card.show_chosen(one in self._value, self._subject)

    def options(self) -> list[Any]:
        return list(self._cards)

    def _choose(self, value: Any) -> None:
        chosen = [v for v in self._cards if (v in self._value) != (v == value)]
        self.set_value(chosen)
        self.changed.emit(chosen)


class _Worded(TapCard):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self._on: bool | None = None
        self.mark, self.words = QLabel(), label(text, wrap=True)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setSpacing(10)
        inside.addWidget(self.mark)
        inside.addWidget(self.words, 1)
        for child in (self.mark, self.words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_chosen(self, on: bool, subject: str) -> None:
        self.setAccessibleName(f"{subject} {self.words.text()}".strip())
        if self._on == on:
            self.setChecked(on)
            return
        self._on = on
        self.setChecked(on)
        theme.set_icon(self.mark, "check" if on else "none", "accent" if on else "second", size=22)
        self.words.setProperty("role", "strong" if on else "")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)


def _mark(button: BigButton, on: bool) -> None:
    """The state as a shape too, for eyes that do not see the colour."""
    theme.set_icon(button, "check" if on else "none", size=20)
