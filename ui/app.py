"""Opens the window: theme and language first, something to see at once, everything heavy afterwards."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    handler = crash.start_log(folder)
    window = make_window(folder, lang)
    window.showMaximized() if _small_screen(app) else window.show()
    from ui.idle import Idle

    Idle(window)
    from ui.syncing import Syncing

    Syncing.of(window.session).in_background()
    status = app.exec()
    if handler is not None:
        handler.close()
    return status


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

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
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
