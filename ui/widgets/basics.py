"""Cards, labels, chips, lists and empty places: the quiet parts every screen is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.button import BigButton, TapCard


class Speaking:
    """Mixin before a widget class: calls ``retranslate()`` when the language changes."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()  # type: ignore[attr-defined]


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label in one of the roles h1, h2, strong, second, bad, ok, figure ('' = plain text)."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def row(*parts: QWidget | QLayout | None, spacing: int | None = None) -> QHBoxLayout:
    """A horizontal layout; None is a stretch."""
    return _fill(QHBoxLayout(), parts, spacing)  # type: ignore[return-value]


def column(*parts: QWidget | QLayout | None, spacing: int | None = None) -> QVBoxLayout:
    """A vertical layout; None is a stretch."""
    return _fill(QVBoxLayout(), parts, spacing)  # type: ignore[return-value]


def _fill(layout: QBoxLayout, parts: Sequence[QWidget | QLayout | None], spacing: int | None) -> QBoxLayout:
    layout.setSpacing(theme.gap() if spacing is None else spacing)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


class Card(QFrame):
    """A framed group; ``add`` takes widgets and layouts from top to bottom."""

    def __init__(self, *parts: QWidget | QLayout, kind: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(part, QLayout):
            self._column.addLayout(part, stretch)
        else:
            self._column.addWidget(part, stretch)


SHAPES = {"ok": "disc", "bad": "triangle", "warn": "diamond", "info": "square", "wait": "ring", "none": "bar"}


class Chip(QWidget):
    """A state as shape, word and colour together. ``kind``: ok, bad, warn, info, wait, none."""

    def __init__(self, text: str = "", kind: str = "none", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._kind = "", "none"
        self.set(text, kind)

    def set(self, text: str, kind: str) -> None:
        """Show ``text`` in the look of ``kind``; KeyError on an unknown kind."""
        SHAPES[kind]
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def kind(self) -> str:
        return self._kind

    def _tint(self) -> QColor:
        return theme.color({"wait": "second", "none": "second"}.get(self._kind, self._kind))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height() + 8
        return QSize(round(9 + height * 0.36 + 7) + metrics.horizontalAdvance(self._text) + 11, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint, width = self._tint(), max(1.5, theme.theme().line_px)
        painter.setPen(QPen(tint, width))
        painter.setBrush(theme.color("surface"))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 7, 7)
        side = self.height() * 0.36
        _shape(painter, SHAPES[self._kind], QRectF(9, (self.height() - side) / 2, side, side), tint)
        painter.setPen(tint)
        at = self.rect().adjusted(round(9 + side + 7), 0, -4, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)


def _shape(painter: QPainter, shape: str, box: QRectF, tint: QColor) -> None:
    painter.setPen(QPen(tint, 2))
    painter.setBrush(tint)
    if shape in ("disc", "ring"):
        if shape == "ring":
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
    elif shape == "square":
        painter.drawRect(box)
    elif shape == "bar":
        painter.drawRect(QRectF(box.left(), box.center().y() - 1, box.width(), 2))
    else:
        middle = box.center()
        top, bottom = QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom())
        left, right = QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y())
        points = [top, box.bottomRight(), box.bottomLeft()] if shape == "triangle" else [top, right, bottom, left]
        painter.drawPolygon(QPolygonF(points))


class CountCard(TapCard):
    """A figure with its word and shape; one tap opens what it counts. Signal ``clicked``."""

    def __init__(self, word: str, kind: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure, self._chip = label("0", "figure"), Chip(word, kind)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(6)
        inside.addWidget(self._figure)
        inside.addWidget(self._chip)
        self._figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set(word, 0, kind)

    def set(self, word: str, count: int, kind: str) -> None:
        self._figure.setText(str(count))
        self._chip.set(word, kind)
        self.setAccessibleName(f"{word} {count}")


class NumberedList(QWidget):
    """Short lists people act on: number, words, a chip; ``chosen`` carries the key of the tapped line."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())

    def show_lines(self, lines: Sequence[tuple[object, str, str, Chip | None]]) -> None:
        """Replace all lines: (key, title, second line or '', chip or None) in the order given."""
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for number, (key, title, second, chip) in enumerate(lines, 1):
            line = _Line(number, title, second, chip)
            line.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._lines.addWidget(line)

    def count(self) -> int:
        return self._lines.count()


class _Line(TapCard):
    def __init__(self, number: int, title: str, second: str, chip: Chip | None) -> None:
        super().__init__()
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(12)
        words = column(label(title, "strong", wrap=True), spacing=2)
        if second:
            words.addWidget(label(second, "second", wrap=True))
        inside.addWidget(label(str(number), "second"))
        inside.addLayout(words, 1)
        if chip is not None:
            inside.addWidget(chip)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        said = [f"{number}. {title}", second, chip.text() if chip else ""]
        self.setAccessibleName(" · ".join(s for s in said if s))


class EmptyState(QWidget):
    """What stands where nothing is yet: one picture, one sentence, the next step. Signal ``stepped``."""

    stepped = Signal()

    def __init__(self, icon: str, sentence: str, step: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._sentence = QLabel(), label(sentence, wrap=True)
        theme.set_icon(self._picture, icon, "second", size=64)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._step = BigButton(step, kind="primary")
        self._step.setVisible(bool(step))
        self._step.clicked.connect(self.stepped)
        outer = QVBoxLayout(self)
        outer.setSpacing(18)
        outer.addStretch(1)
        outer.addWidget(self._picture)
        outer.addWidget(self._sentence)
        outer.addLayout(row(None, self._step, None))
        outer.addStretch(2)

    def set_texts(self, sentence: str, step: str = "") -> None:
        self._sentence.setText(sentence)
        self._step.setText(step)
        self._step.setVisible(bool(step))
