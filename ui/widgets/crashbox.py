"""The window that tells of a bug: what is safe, where the log lies, and the way on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from ui.widgets.basics import Speaking, label, row
from ui.widgets.button import BigButton


def broken(path: Path) -> str:
    """A path that may wrap after each separator (zero-width spaces)."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")


class CrashBox(Speaking, QDialog):
    """Says that saved work is safe, names the log file; go on or close the program."""

    def __init__(self, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._head, self._text, self._path = (
            label("", "h2", wrap=True),
            label("", wrap=True),
            label(broken(log), "second", wrap=True),
        )
        self._on, self._quit = BigButton(kind="primary"), BigButton()
        self._on.clicked.connect(self.accept)
        self._quit.clicked.connect(self._leave)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(14)
        for part in (self._head, self._text, self._path):
            inside.addWidget(part)
        inside.addLayout(row(self._quit, None, self._on))
        self.setMinimumWidth(560)
        self._on.setFocus()
        self.retranslate()

    def _leave(self) -> None:
        self.reject()
        QApplication.closeAllWindows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), max(self.height(), self.layout().heightForWidth(self.width())))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Something went wrong in the program"))
        self._head.setText(self.tr("Something went wrong in the program. What the screen called saved is safe."))
        self._text.setText(
            self.tr(
                "You can go on. If it happens again, give this file to whoever looks after the program; it holds no names:"
            )
        )
        self._on.setText(self.tr("Go on"))
        self._quit.setText(self.tr("Close the program"))
