"""Opens the window: theme and language first, something to see at once, everything heavy afterwards."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from models.clock import Clock
    from ui.window import Window


def open_window(argv: list[str]) -> int:
    """Run the program with a window until it is closed; ``argv`` may hold --profile DIR and --lang LANG.

    Returns the exit status. Nothing is asked of the network.
    """
    folder, lang = arguments(argv)
    app = application()
    from ui import crash

    crash.install(folder)
    window = make_window(folder, lang)
    window.showMaximized() if _small_screen(app) else window.show()
    _once_painted(window, lambda: _after_first_paint(window, folder))
    status = app.exec()
    crash.end_log(folder)
    return status


def _once_painted(window: Window, do: Callable[[], None]) -> None:
    """Call ``do`` when the whole window has been painted for the first time."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, watched, do)
            return False

    window.installEventFilter(Eye(window))


def _after_first_paint(window: Window, folder: Path) -> None:
    """What nobody waits for: the log, the watch over idle minutes, background sync, the modules unlocking needs."""
    from threading import Thread

    from ui import crash
    from ui.idle import Idle
    from ui.syncing import Syncing

    crash.start_log(folder)
    Idle(window)
    Syncing.of(window.session).in_background()
    Thread(target=import_module, args=("models.profile",), daemon=True).start()


def arguments(argv: list[str]) -> tuple[Path, str | None]:
    """The profile's folder and the language wished for (None = as last time)."""
    given: dict[str, str] = {}
    words = list(argv)
    while words:
        name, equals, value = words.pop(0).partition("=")
        if name in ("--profile", "--lang"):
            given[name] = value if equals or not words else words.pop(0)
    if "--profile" in given:
        folder = Path(given["--profile"])
    else:
        from platformdirs import user_data_path

        folder = user_data_path("anxin", appauthor=False)
    lang = given.get("--lang")
    return folder, lang if lang in ("zh_CN", "en") else None


def application() -> QApplication:
    """The one QApplication, with its name and without noise."""
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    from PySide6.QtWidgets import QApplication

    from ui.garbage import Garbage

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if app.findChild(Garbage) is None:
        Garbage(app)
    app.setApplicationName("anxin")
    return app


def make_window(folder: Path, lang: str | None = None, clock: Clock | None = None) -> Window:
    """The window over ``folder``, in this device's look, at the first start or at the lock; not shown yet."""
    from dataclasses import replace

    from ui.theme import choice

    kept = choice.load(folder)
    choice.use(replace(kept, lang=lang) if lang else kept)
    from ui.session import Session
    from ui.window import Window

    session = Session(folder, clock)
    window = Window(session)
    window.resize(1280, 800)
    window.open("unlock" if (folder / "vault.json").is_file() else "first_start")
    return window


def _small_screen(app: QApplication) -> bool:
    screen = app.primaryScreen()
    return screen is not None and screen.availableGeometry().width() < 1400
