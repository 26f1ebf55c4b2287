"""A field to sign in with pen, finger or mouse; what it keeps is the movement in millimetres and milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import Speaking, label, row
from ui.widgets.button import BigButton

LEAST_MM = (120.0, 50.0)
PEN_MM = 0.6
NEAR_MM = 0.15
"""Points nearer than this to the last one add nothing but size."""

Stroke = list[tuple[float, float, int]]
"""Points of one pen-down: x and y in mm from the upper left corner of the field, t in ms from the first point."""


class SignaturePad(QWidget):
    """The field itself. ``changed()`` after each stroke and after clearing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[Stroke] = []
        self._current: Stroke | None = None
        self._timer = QElapsedTimer()
        self._sheet = QPixmap()

    def sizeHint(self) -> QSize:
        return QSize(theme.mm(LEAST_MM[0]), theme.mm(LEAST_MM[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def strokes(self) -> list[Stroke]:
        """A copy of all strokes, the unfinished one left out."""
        return [list(stroke) for stroke in self._strokes]

    def size_mm(self) -> tuple[float, float]:
        """Width and height of the field the strokes were made in."""
        return round(theme.to_mm(self.width()), 2), round(theme.to_mm(self.height()), 2)

    def set_strokes(self, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
        """Show strokes made before."""
        self._strokes = [[(float(x), float(y), int(t)) for x, y, t in stroke] for stroke in strokes]
        self._redraw()

    def clear(self) -> None:
        self._strokes, self._current = [], None
        self._timer.invalidate()
        self._redraw()
        self.changed.emit()

    def is_empty(self) -> bool:
        return not self._strokes

    def length_mm(self) -> float:
        """Length of all that was drawn: a dot is no signature."""
        total = 0.0
        for stroke in self._strokes:
            for (x1, y1, _), (x2, y2, _) in pairwise(stroke):
                total += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        return total

    # -- the pen -----------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._up(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._down(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._up(event.position())
        event.accept()

    def _down(self, at: QPointF) -> None:
        if not self._timer.isValid():
            self._timer.start()
        self._current = [self._point(at)]

    def _move(self, at: QPointF) -> None:
        if self._current is None:
            return
        x, y, _ = self._current[-1]
        point = self._point(at)
        if abs(point[0] - x) + abs(point[1] - y) < NEAR_MM:
            return
        self._current.append(point)
        self._ink([self._current[-2], point])

    def _up(self, at: QPointF) -> None:
        if self._current is None:
            return
        self._move(at)
        stroke, self._current = self._current, None
        if len(stroke) == 1:
            self._ink(stroke)
        self._strokes.append(stroke)
        self.changed.emit()

    def _point(self, at: QPointF) -> tuple[float, float, int]:
        inside_x = min(max(at.x(), 0.0), float(self.width()))
        inside_y = min(max(at.y(), 0.0), float(self.height()))
        return round(theme.to_mm(inside_x), 2), round(theme.to_mm(inside_y), 2), int(self._timer.elapsed())

    # -- drawing -----------------------------------------------------------------------------------------------
    def _ink(self, points: Stroke) -> None:
        if self._sheet.isNull():
            self._redraw()
        painter = QPainter(self._sheet)
        self._draw(painter, points)
        painter.end()
        scale = 1 / theme.to_mm(1)
        xs, ys = [p[0] * scale for p in points], [p[1] * scale for p in points]
        edge = theme.mm(PEN_MM) + 2
        box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-edge, -edge, edge, edge)
        self.update(box.toAlignedRect())

    def _draw(self, painter: QPainter, points: Stroke) -> None:
        scale = 1 / theme.to_mm(1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor("#000000"), max(2.0, PEN_MM * scale))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        path = QPainterPath(QPointF(points[0][0] * scale, points[0][1] * scale))
        for x, y, _ in points[1:] or points:
            path.lineTo(x * scale, y * scale)
        if len(points) == 1:
            painter.drawPoint(QPointF(points[0][0] * scale, points[0][1] * scale))
        else:
            painter.drawPath(path)

    def _redraw(self) -> None:
        """The sheet is white with black ink in every theme: it is paper."""
        ratio = self.devicePixelRatioF()
        self._sheet = QPixmap(self.size() * ratio)
        self._sheet.setDevicePixelRatio(ratio)
        self._sheet.fill(QColor("#FFFFFF"))
        painter = QPainter(self._sheet)
        painter.setPen(QPen(QColor("#5A6472"), 2, Qt.PenStyle.DashLine))
        base = round(self.height() * 0.78)
        painter.drawLine(theme.mm(6), base, self.width() - theme.mm(6), base)
        for stroke in self._strokes:
            self._draw(painter, stroke)
        painter.end()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._sheet)
        width = max(2, theme.theme().line_px)
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "edge"), width))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class SignatureField(Speaking, QWidget):
    """Who signs, the field, and 清除 beside it."""

    changed = Signal()

    def __init__(self, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who, self.pad, self._clear = label(who, "h2"), SignaturePad(), BigButton(icon="undo")
        self._clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._told)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row(self._who, None, self._clear))
        inside.addWidget(self.pad, 1)
        self.retranslate()
        self._told()

    def set_who(self, who: str) -> None:
        """Whose signature this is, already in the language of the person who signs."""
        self._who.setText(who)
        self.retranslate()

    def _told(self) -> None:
        self._clear.setEnabled(not self.pad.is_empty())
        self.changed.emit()

    def retranslate(self) -> None:
        self._clear.setText(self.tr("Clear"))
        self.pad.setAccessibleName(self.tr("Signature {who}").format(who=self._who.text()).strip())
