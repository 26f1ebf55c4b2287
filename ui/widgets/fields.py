"""A labelled field with its error in place, and phrase buttons that save typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from ui import i18n, theme
from ui.sentences import sentence
from ui.widgets.basics import label, row
from ui.widgets.button import BigButton

LINE_MM = 300.0
"""How wide a line of buttons would like to be, at the most."""


class FieldRow(QWidget):
    """Label above, editor below, and under it what is wrong and what is safe, until it is mended."""

    def __init__(self, text: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label, self._hint, self._error = (
            label(text, "strong"),
            label(hint, "second", wrap=True),
            label("", "bad", wrap=True),
        )
        self._wrong: KnownError | str | None = None
        self._plain, self._required = text, False
        mark = QLabel()
        theme.set_icon(mark, "warning", "bad", size=20)
        self._mark = mark
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._label)
        inside.addWidget(editor)
        inside.addWidget(self._hint)
        inside.addLayout(row(mark, self._error, spacing=6))
        self._label.setBuddy(_typed_in(editor))
        self._hint.setVisible(bool(hint))
        self._show()
        self._name(text)

    def set_texts(self, text: str, hint: str = "") -> None:
        """Label and hint in the language in force."""
        self._plain = text
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._say_label()

    def set_required(self, required: bool) -> None:
        """Say beside the label that this cannot stay empty: before anybody runs into it, and not by a colour alone."""
        self._required = required
        self._say_label()

    def _say_label(self) -> None:
        needed = i18n.translate("fields", "required")
        self._label.setText(f"{self._plain} · {needed}" if self._required else self._plain)
        self._name(self._label.text())

    def set_error(self, wrong: KnownError | str | None) -> None:
        """Say what is wrong (an error or a sentence), or None when it is mended."""
        self._wrong = wrong
        self._show()

    def error_text(self) -> str:
        return self._error.text() if self._wrong is not None else ""

    def _show(self) -> None:
        wrong = self._wrong
        self._error.setText("" if wrong is None else wrong if isinstance(wrong, str) else sentence(wrong))
        self._error.setVisible(wrong is not None)
        self._mark.setVisible(wrong is not None)
        inner = _typed_in(self.editor)
        inner.setProperty("wrong", "true" if wrong is not None else "false")
        inner.setAccessibleDescription(self._error.text() or self._hint.text())
        inner.style().unpolish(inner)
        inner.style().polish(inner)

    def _name(self, text: str) -> None:
        plain = text.replace("&", "")
        self.editor.setAccessibleName(plain)
        _typed_in(self.editor).setAccessibleName(plain)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
            self._say_label()


def _typed_in(editor: QWidget) -> QWidget:
    proxy = editor.focusProxy()
    return proxy if proxy is not None else editor


class FlowLayout(QLayout):
    """Places its widgets like words of a text: as many in a line as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """As one line, as far as a page is wide: Qt takes the height for the width of this hint for the least height,
        and as one narrow column a page would scroll far beyond its end."""
        hints = [item.sizeHint() for item in self._items]
        line = sum(hint.width() for hint in hints) + theme.gap() * max(0, len(hints) - 1)
        return self.minimumSize().expandedTo(QSize(min(line, theme.mm(LINE_MM)), 0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, x, y, height = theme.gap(), rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # hidden: no room, no gap
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x, height = x + hint.width() + gap, max(height, hint.height())
        return y + height - rect.y()


class PhraseButtons(QWidget):
    """Ready phrases; a tap puts one into the text field they serve (and ``phrase`` tells it)."""

    phrase = Signal(str)

    def __init__(self, target: QLineEdit | QPlainTextEdit | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """Replace the phrases, in the order given (last used first is the caller's affair)."""
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().hide()  # it goes later: without a place it would lie over the others meanwhile
            item.widget().deleteLater()
        for text in phrases:
            button = BigButton(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, text=text: self._put(text))
            self._flow.addWidget(button)
        self.updateGeometry()

    def _put(self, text: str) -> None:
        if isinstance(self._target, QLineEdit):
            self._target.insert(text)
        elif self._target is not None:
            self._target.insertPlainText(text)
        self.phrase.emit(text)
