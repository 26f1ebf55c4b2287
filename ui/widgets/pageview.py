"""Shows the real pages of a PDF, full size, and keeps its place while the bytes change under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.errors import KnownError
from ui import theme
from ui.widgets.basics import Speaking, label, row
from ui.widgets.button import BigButton
from ui.widgets.scrolling import PagerButtons

POINTS_IN_INCH = 72.0
SPACE_PX = 14


class PageView(QAbstractScrollArea):
    """Pages one below the other. ``page_changed(index, count)``; ``pressed(index, x_pt, y_pt)`` from the top left.

    ``fit`` is "width" (default), "page" or "full" (as large as the paper).
    """

    page_changed = Signal(int, int)
    pressed = Signal(int, float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._document: Any = None
        self._sizes: list[tuple[float, float]] = []
        self._tops: list[int] = []
        self._images: dict[int, QImage] = {}
        self._scales: list[float] = []
        self._fit, self._marked = "width", None
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def set_pdf(self, data: bytes) -> None:
        """Show ``data``; the place in the paper stays where it was. Raises KnownError("page_not_shown")."""
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as reason:
            raise KnownError("page_not_shown") from reason
        self.close_pdf()
        self._document = document
        self._sizes = [document.get_page_size(i) for i in range(len(document))]
        self._place()
        self.viewport().update()
        self.page_changed.emit(self.page(), self.count())

    def close_pdf(self) -> None:
        """Show nothing and release the bytes."""
        if self._document is not None:
            self._document.close()
        self._document = None
        self._sizes, self._images = [], {}

    def count(self) -> int:
        return len(self._sizes)

    def page(self) -> int:
        """Index of the page that fills most of the view, 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((i for i, top in enumerate(self._tops) if top <= middle), default=0)

    def go_to(self, index: int, rect: tuple[float, float, float, float] | None = None) -> None:
        """Bring page ``index`` into sight; ``rect`` (left, top, right, bottom in points) is framed."""
        self._marked = None if rect is None else (index, rect)
        if 0 <= index < self.count():
            inside = 0.0 if rect is None else max(0.0, rect[1] * self._scales[index] - self.viewport().height() / 4)
            self.verticalScrollBar().setValue(round(self._tops[index] + inside))
        self.viewport().update()

    def set_fit(self, fit: str) -> None:
        """How large: "width", "page" or "full"; ValueError otherwise."""
        if fit not in ("width", "page", "full"):
            raise ValueError(fit)
        self._fit = fit
        self._place()
        self.viewport().update()

    def _scale_of(self, width: float, height: float) -> float:
        """How large a page of this size is shown: a landscape page never makes the upright ones small."""
        full = 25.4 / POINTS_IN_INCH / theme.to_mm(1)
        if self._fit == "full":
            return full
        to_width = (self.viewport().width() - 2 * SPACE_PX) / width
        if self._fit == "width":
            return max(0.2, min(to_width, full * 1.6))
        return max(0.2, min(to_width, (self.viewport().height() - 2 * SPACE_PX) / height))

    def _place(self) -> None:
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if not self._sizes:
            bar.setRange(0, 0)
            return
        index, part = self.page(), 0.0
        if self._tops and index < len(self._scales):
            part = (bar.value() - self._tops[index]) / self._scales[index]
        had = bool(self._tops)
        self._images, self._scales = {}, [self._scale_of(width, height) for width, height in self._sizes]
        top, self._tops = SPACE_PX, []
        for (_, height), scale in zip(self._sizes, self._scales, strict=True):
            self._tops.append(top)
            top += round(height * scale) + SPACE_PX
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.mm(10))
        bar.setRange(0, max(0, top - self.viewport().height()))
        wide = max(round(w * s) for (w, _), s in zip(self._sizes, self._scales, strict=True)) + 2 * SPACE_PX
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, wide - self.viewport().width()))
        if had:
            at = min(index, len(self._tops) - 1)
            bar.setValue(round(self._tops[at] + part * self._scales[at]))

    def _moved(self) -> None:
        self.viewport().update()
        self.page_changed.emit(self.page(), self.count())

    def _frame_of(self, index: int) -> QRect:
        width, height = (round(v * self._scales[index]) for v in self._sizes[index])
        left = max(SPACE_PX, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[index] - self.verticalScrollBar().value(), width, height)

    def _image(self, index: int) -> QImage:
        if index not in self._images:
            ratio = self.devicePixelRatioF()
            # Four bytes a pixel: Qt paints those as they are, three it converts at every repaint.
            bitmap = self._document[index].render(scale=self._scales[index] * ratio, prefer_bgrx=True)
            kind = QImage.Format.Format_RGB32
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            image.setDevicePixelRatio(ratio)
            self._images[index] = image
        return self._images[index]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("sunken"))
        for index in range(self.count()):
            frame = self._frame_of(index)
            if not frame.intersects(self.viewport().rect()):
                continue
            painter.drawImage(frame.topLeft(), self._image(index))
            painter.setPen(QPen(theme.color("edge"), max(1, theme.theme().line_px)))
            painter.drawRect(frame.adjusted(-1, -1, 0, 0))
            if self._marked is not None and self._marked[0] == index:
                left, top, right, bottom = (v * self._scales[index] for v in self._marked[1])
                painter.setPen(QPen(QColor(theme.color("focus")), 3))
                painter.drawRect(
                    QRectF(frame.x() + left - 4, frame.y() + top - 4, right - left + 8, bottom - top + 8)
                )
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 3))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        for index in range(self.count()):
            frame = self._frame_of(index)
            if frame.contains(at):
                scale = self._scales[index]
                self.pressed.emit(index, (at.x() - frame.x()) / scale, (at.y() - frame.y()) / scale)

    def sizeHint(self) -> QSize:
        return QSize(theme.mm(150), theme.mm(200))


class PagePanel(Speaking, QWidget):
    """A page view with page buttons, the page number, and the choice of size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PageView()
        self._where = label("", "second")
        self._width, self._full = BigButton(), BigButton()
        for button, fit in ((self._width, "width"), (self._full, "full")):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, fit=fit: self.set_fit(fit))
        self.view.page_changed.connect(lambda *_: self._number())
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.view, 1)
        line.addWidget(PagerButtons(self.view))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(line, 1)
        inside.addLayout(row(self._width, self._full, None, self._where))
        self.set_fit("width")
        self.retranslate()

    def set_pdf(self, data: bytes) -> None:
        """Show ``data`` at the same place; raises KnownError("page_not_shown")."""
        self.view.set_pdf(data)

    def set_fit(self, fit: str) -> None:
        self.view.set_fit(fit)
        self._width.setChecked(fit == "width")
        self._full.setChecked(fit == "full")

    def _number(self) -> None:
        count = self.view.count()
        text = self.tr("Page {n} of {count}").format(n=self.view.page() + 1, count=count) if count else ""
        self._where.setText(text)

    def retranslate(self) -> None:
        self._width.setText(self.tr("Fit width"))
        self._full.setText(self.tr("Paper size"))
        self.view.setAccessibleName(self.tr("Pages of the paper"))
        self._number()
