"""Buttons that take one tap as one tap: finger-sized, named, deaf to a bounce of 300 ms."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from ui import theme
from ui.theme.qss import RADIUS
from ui.theme.tokens import FOCUS_PX

WAIT_MS = 300
SAME_PLACE_MM = 10.0

_watch = QElapsedTimer()
_last_ms = -(10**9)
_last_at = QPoint(-9999, -9999)


def bounced(event: QMouseEvent, wait_ms: int) -> bool:
    """True when this press follows another within ``wait_ms`` at the same place; it should then be ignored.

    The place counts and not the button: the second half of a double tap must not press what has just appeared
    under the finger.
    """
    global _last_ms, _last_at
    now = int(event.timestamp()) or _own_ms()
    at = event.globalPosition().toPoint()
    near = (at - _last_at).manhattanLength() < theme.mm(SAME_PLACE_MM)
    if near and 0 <= now - _last_ms < wait_ms:
        return True
    _last_ms, _last_at = now, at
    return False


def _own_ms() -> int:
    if not _watch.isValid():
        _watch.start()
    return _watch.elapsed()


class TapGuard:
    """Mixin before a button class: ignores bounced presses and held-down keys.

    One that is switched off while its work runs keeps the place: its focus does not go on to the next field, which
    would bring itself into sight and what is said here out of it. Switched on again it has the focus back, unless
    somebody went elsewhere.
    """

    wait_ms = WAIT_MS
    _kept_focus = False

    def focusNextPrevChild(self, onward: bool) -> bool:
        if self.isEnabled():  # type: ignore[attr-defined]
            return bool(super().focusNextPrevChild(onward))  # type: ignore[misc]
        self._kept_focus = True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.EnabledChange and self._kept_focus and self.isEnabled():  # type: ignore[attr-defined]
            self._kept_focus = False
            if self.window().focusWidget() is None:  # type: ignore[attr-defined]
                self.setFocus()  # type: ignore[attr-defined]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and bounced(event, self.wait_ms):
            event.accept()
            return
        super().mousePressEvent(event)  # type: ignore[misc]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # type: ignore[attr-defined]
            return
        super().keyPressEvent(event)  # type: ignore[misc]


class BigButton(TapGuard, QPushButton):
    """A word on a finger-sized button. ``kind``: plain, primary (one a screen), danger, quiet."""

    def __init__(self, text: str = "", *, icon: str = "", kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if icon:
            theme.set_icon(self, icon, *_tints(kind))

    def sizeHint(self) -> QSize:
        least = theme.target()
        return super().sizeHint().expandedTo(QSize(least, least))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _tints(kind: str) -> tuple[str, str]:
    return {
        "primary": ("on_accent", "on_accent"),
        "danger": ("on_state", "on_state"),
        "quiet": ("accent", "accent"),
    }.get(kind, ("ink", "on_accent"))


class IconButton(TapGuard, QToolButton):
    """A picture alone; ``name`` is what a screen reader says and must be translated."""

    def __init__(self, icon: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_icon(self, icon)
        self.set_name(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        least = theme.target()
        return super().sizeHint().expandedTo(QSize(least, least))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TapCard(TapGuard, QAbstractButton):
    """A button as large as what stands in it: give it a layout of labels; the whole face is the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def event(self, event: QEvent) -> bool:
        # A widget with a layout is as low as its layout allows, whatever minimumSizeHint says: so set it.
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.StyleChange):
            layout = self.layout()
            least = theme.target()
            self.setMinimumHeight(least if layout is None else max(least, layout.minimumSize().height()))
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = FOCUS_PX if self.hasFocus() else max(1, theme.theme().line_px)
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "line"), width))
        painter.setBrush(theme.color("soft" if self.isDown() else "surface"))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), RADIUS, RADIUS)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        least = QSize(theme.target(), theme.target())
        return least if layout is None else layout.sizeHint().expandedTo(least)

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        least = QSize(theme.target(), theme.target())
        return least if layout is None else layout.minimumSize().expandedTo(least)

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return -1 if layout is None else max(theme.target(), layout.heightForWidth(width))
