"""Locks the window when nobody touches it: the PIN after 3 minutes, the keys forgotten after 30."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from ui.window import Window

LOCK_AFTER_S = 3 * 60
DROP_AFTER_S = 30 * 60
LOOK_EVERY_MS = 5_000

TOUCHED = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
    QEvent.Type.InputMethod,
}


class Idle(QObject):
    """Watches the native window only (not every event of the program) and asks the clock every five seconds."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._since, self._timer = window, QElapsedTimer(), QTimer(self)
        self._since.start()
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.touched)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHED:
            self._since.restart()
        return False

    def touched(self, *_: object) -> None:
        self._since.restart()

    def idle_s(self) -> float:
        """Seconds since the last touch, key or pen."""
        return self._since.elapsed() / 1000

    def _look(self) -> None:
        self.act(self.idle_s())

    def act(self, idle_s: float) -> None:
        """What ``idle_s`` seconds without anyone lead to."""
        if not self._window.session.open:
            return
        if idle_s >= DROP_AFTER_S:
            self._window.drop_keys()
        elif idle_s >= LOCK_AFTER_S:
            self._window.lock()
