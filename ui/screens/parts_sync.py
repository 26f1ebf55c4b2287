"""Parts of the sync screen: a thing with its state, the three blocks, and joining the office."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from ui.screens import parts_visit as parts
from ui.screens.parts_certificate import ASKED_FOR, CertificateFile
from ui.sentences import sentence
from ui.widgets import BigButton, Card, Chip, FieldRow, column, label, row

SHOWN = 12
"""Lines a block shows; how many more there are is said below them."""


class Line(QWidget):
    """One thing with its state; nothing to tap."""

    def __init__(self, title: str, second: str, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = row(column(label(title, "strong", wrap=True), spacing=2), spacing=10)
        if second:
            inside.itemAt(0).layout().addWidget(label(second, "second", wrap=True))  # type: ignore[union-attr]
        inside.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        inside.setStretch(0, 1)
        inside.setContentsMargins(0, 4, 0, 4)
        self.setLayout(inside)
        for child in self.findChildren(QWidget):
            child.show()  # else Qt shows them with a later event, and until then they count as nothing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than its wrapped words: a scroll area asks only for the least height."""
        super().resizeEvent(event)
        inside = self.layout()
        assert inside is not None
        self.keep(self.width())
        inside.invalidate()  # laid out a moment ago for the height before
        inside.activate()

    def keep(self, width: int) -> None:
        """As high as its words need at this width; told before it is laid out, lines never lie over each other."""
        inside = self.layout()
        assert inside is not None
        need = inside.heightForWidth(width)
        if need != self.minimumHeight():
            self.setMinimumHeight(need)


class Block(Card):
    """One of the three: its word with the count, its lines, what is said where there are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.head = label("", "h2")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.more = label("", "second", wrap=True)
        self.add(self.head)
        self.add(self.lines)
        self.add(self.more)
        self._column.addStretch(1)

    def show_lines(self, head: str, lines: list[tuple[str, str, Chip]], more: str) -> None:
        parts.clear(self.lines)
        self.head.setText(head)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for title, second, chip in lines[:SHOWN]:
            line = Line(title, second, chip)
            if self.isVisible() and room > 0:
                line.keep(room)
            self.lines.addWidget(line)
        self.more.setText(more)
        self.more.setVisible(bool(more))


class Join(Card):
    """For a profile that works alone: the server's address and the one-time code of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.said = label("", "h2"), label("", wrap=True)
        self.url, self.code = QLineEdit(), QLineEdit()
        self.url.setObjectName("sync_url")
        self.code.setObjectName("sync_code")
        self.url_row, self.code_row = FieldRow("", self.url), FieldRow("", self.code)
        self.join = BigButton(kind="primary")
        self.join.setObjectName("sync_join")
        self.wrong = label("", "bad", wrap=True)
        self.certificate = CertificateFile("sync_join")
        for part in (self.head, self.said, self.url_row, self.code_row, self.wrong, self.certificate):
            self.add(part)
        self.add(row(None, self.join))
        self.wrong.hide()
        self.certificate.hide()

    def refuse(self, error: KnownError) -> None:
        """Say why joining did not go; where it is the server's certificate, ask for its file."""
        self.wrong.setText(sentence(error))
        self.wrong.show()
        if error.code in ASKED_FOR:
            self.certificate.show()
