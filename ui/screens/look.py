"""How this device shows things: theme, size of what is pressed, language, and the true size of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.screens.base import Screen
from ui.theme import choice, measure
from ui.widgets.basics import Card, column, label, row
from ui.widgets.button import BigButton
from ui.widgets.scrolling import Paged

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

CARD_HEIGHT_MM = 53.98
STEP = 1.01
"""One press of wider or narrower: one percent."""


class CardFrame(QWidget):
    """A bank card drawn as large as the program believes it to be; held against the glass it shows the error."""

    def __init__(self) -> None:
        super().__init__()
        self.factor = choice.current().factor

    def _px(self, mm: float) -> int:
        return round(mm / theme.to_mm(1) * self.factor / choice.current().factor)

    def sizeHint(self) -> QSize:
        return QSize(self._px(measure.CARD_MM) + 8, self._px(CARD_HEIGHT_MM) + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 3))
        painter.setBrush(theme.color("soft"))
        painter.drawRoundedRect(4, 4, self._px(measure.CARD_MM), self._px(CARD_HEIGHT_MM), self._px(3), self._px(3))


class Look(Screen):
    """Each choice takes effect at once and stays on this device."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._head = label("", "h1")
        self._groups = {name: (label("", "h2"), self._buttons(name, values)) for name, values in CHOICES.items()}
        self.card = CardFrame()
        self._card_head, self._card_text = label("", "h2"), label("", wrap=True)
        self.wider, self.narrower, self.keep = (
            BigButton(icon="add"),
            BigButton(icon="none"),
            BigButton(kind="primary"),
        )
        self.wider.clicked.connect(lambda: self._size(STEP))
        self.narrower.clicked.connect(lambda: self._size(1 / STEP))
        self.keep.clicked.connect(self._keep)
        inner = QWidget()
        parts = [Card(head, row(*buttons.values(), None)) for head, buttons in self._groups.values()]
        size_card = Card(self._card_head, self._card_text, self.card, row(self.narrower, self.wider, None, self.keep))
        self.seals = BigButton(icon="edit")
        self.seals.setObjectName("look_seals")
        self.seals.clicked.connect(lambda: window.open("seals"))
        self._seals_head, self._seals_text = label("", "h2"), label("", wrap=True)
        self._seals_card = Card(self._seals_head, self._seals_text, row(self.seals, None))
        self.office = BigButton(icon="building")
        self.office.setObjectName("open_office")
        self.office.clicked.connect(lambda: window.open("office"))
        self._office_head, self._office_text = label("", "h2"), label("", wrap=True)
        self._office_card = Card(self._office_head, self._office_text, row(self.office, None))
        inner.setLayout(column(*parts, self._office_card, self._seals_card, size_card, None))
        self.body.addWidget(self._head)
        self.body.addWidget(Paged(inner), 1)
        self._show_office()
        self.retranslate()

    def _buttons(self, name: str, values: tuple[object, ...]) -> dict[object, BigButton]:
        made = {}
        for value in values:
            made[value] = BigButton()
            made[value].setCheckable(True)
            made[value].clicked.connect(lambda _=False, value=value: self._choose(name, value))
        return made

    def title(self) -> str:
        return self.tr("Look, size and language")

    def enter(self, **args: Any) -> None:
        self.card.factor = choice.current().factor
        self._mark()
        self._show_office()

    def _show_office(self) -> None:
        """The office's own settings wait until somebody is in."""
        self._seals_card.setVisible(self.session.open)
        self._office_card.setVisible(self.session.open)

    def _choose(self, name: str, value: object) -> None:
        choice.change(self.session.folder, **{name: value})
        self._mark()

    def _mark(self) -> None:
        for name, (_, buttons) in self._groups.items():
            for value, button in buttons.items():
                button.setChecked(getattr(choice.current(), name) == value)

    def _size(self, times: float) -> None:
        self.card.factor = min(2.5, max(0.4, self.card.factor * times))
        self.card.updateGeometry()
        self.card.update()

    def _keep(self) -> None:
        choice.change(self.session.folder, factor=round(self.card.factor, 3))
        self.card.updateGeometry()

    def retranslate(self) -> None:
        self._head.setText(self.title())
        heads = {
            "theme": self.tr("Theme"),
            "density": self.tr("Size of what is pressed"),
            "lang": self.tr("Language"),
        }
        words: dict[object, str] = {
            "indoor": self.tr("Indoors"),
            "night": self.tr("Night"),
            "outdoor": self.tr("Outdoors, in the sun"),
            "keys": self.tr("Mouse and keys, 8 mm"),
            "touch": self.tr("Finger, 11 mm"),
            "glove": self.tr("Glove, 15 mm"),
            "zh_CN": "中文",
            "en": "English",
        }
        for name, (head, buttons) in self._groups.items():
            head.setText(heads[name])
            for value, button in buttons.items():
                button.setText(words[value])
        self._card_head.setText(self.tr("True size"))
        self._card_text.setText(
            self.tr("Hold a bank card against the frame and press wider or narrower until both are equally wide.")
        )
        self.wider.setText(self.tr("Wider"))
        self.narrower.setText(self.tr("Narrower"))
        self.keep.setText(self.tr("Use this size"))
        self._office_head.setText(self.tr("Our office"))
        self._office_text.setText(
            self.tr("Address, telephone, officers and their certificates, as papers print them.")
        )
        self.office.setText(self.tr("Open the office's data"))
        self._seals_head.setText(self.tr("Seal, stationery, printers"))
        self._seals_text.setText(
            self.tr(
                "How papers get their seal, the picture of the seal, stamped sheets, where a printer prints on them."
            )
        )
        self.seals.setText(self.tr("Open"))
        self._mark()


CHOICES: dict[str, tuple[object, ...]] = {
    "theme": ("indoor", "outdoor", "night"),
    "density": ("keys", "touch", "glove"),
    "lang": ("zh_CN", "en"),
}
