"""Scroll areas with page-up and page-down buttons beside them: no swipe is ever needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.basics import Speaking
from ui.widgets.button import IconButton


class PagerButtons(Speaking, QWidget):
    """One page up, one page down, for any scrolling view; out of use at the ends, away when all is in sight."""

    def __init__(self, area: QAbstractScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = area
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else its coming narrows the text, which changes whether it is needed
        self.setSizePolicy(policy)
        self.up, self.down = IconButton("up", "-"), IconButton("down", "-")
        self.up.clicked.connect(lambda: self.page(-1))
        self.down.clicked.connect(lambda: self.page(1))
        for button in (self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Page Up and Page Down
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.gap() // 2, 0, 0, theme.mm(8))
        inside.setSpacing(theme.gap())
        inside.addWidget(self.up)
        inside.addStretch(1)
        inside.addWidget(self.down)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._ends)
        bar.rangeChanged.connect(self._ends)
        self.retranslate()
        self._ends()

    def page(self, direction: int) -> None:
        """One page less a strip, so that the eye finds its line again."""
        bar = self._area.verticalScrollBar()
        strip = min(bar.pageStep() // 5, theme.mm(12))
        bar.setValue(bar.value() + direction * max(1, bar.pageStep() - strip))

    def _ends(self) -> None:
        bar = self._area.verticalScrollBar()
        self.up.setEnabled(bar.value() > bar.minimum())
        self.down.setEnabled(bar.value() < bar.maximum())
        self.setVisible(bar.maximum() > bar.minimum())

    def retranslate(self) -> None:
        self.up.set_name(self.tr("Page up"))
        self.down.set_name(self.tr("Page down"))


class Paged(QWidget):
    """A widget too tall for the screen, scrolled by bar, keys or the buttons beside it."""

    def __init__(self, inner: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons = PagerButtons(self.area)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.area, 1)
        line.addWidget(self.buttons)
        if inner is not None:
            self.set_inner(inner)

    def set_inner(self, inner: QWidget) -> None:
        self.area.setWidget(inner)

    def show_part(self, part: QWidget) -> None:
        """Bring ``part`` into sight with a margin."""
        self.area.ensureWidgetVisible(part, 0, theme.target())

    def to_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)


def show_soon(part: QWidget) -> None:
    """Bring ``part`` into sight once it has its place: what was only just made or unfolded has none before."""
    QTimer.singleShot(0, part, lambda: _show_now(part))


def _show_now(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is None or not part.isVisible():
        return
    inner = above.widget()
    layout = inner.layout()
    if layout is not None:
        layout.activate()
    QApplication.sendPostedEvents(inner, QEvent.Type.LayoutRequest)
    top, bar = part.mapTo(inner, QPoint(0, 0)).y(), above.verticalScrollBar()
    if top < bar.value() or top + part.height() > bar.value() + above.viewport().height():
        bar.setValue(top - theme.gap())


def beside(view: QAbstractScrollArea) -> QWidget:
    """``view`` with page buttons at its right."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(view, 1)
    line.addWidget(PagerButtons(view))
    return box
