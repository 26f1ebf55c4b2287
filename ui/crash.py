"""Our own bugs: written to a log without names or numbers, and told in a window that says the data is safe."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

log = logging.getLogger("anxin.ui")

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_DIGITS = re.compile(r"\d{5,}[\dXx]?")


def redact(text: str) -> str:
    """``text`` with Chinese words and long numbers blotted out: a log may leave the office, its people may not."""
    return _DIGITS.sub(lambda m: "#" * len(m[0]), _CHINESE.sub(lambda m: "〇" * len(m[0]), text))


class Redacting(logging.Formatter):
    """Formats a record, traceback included, and blots out what could name a person."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')} {record.levelname} {record.name}"
        said = record.getMessage()
        if record.exc_info:
            said += "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
        return f"{head} {redact(said)}"


def log_path(folder: Path) -> Path:
    return folder / "logs" / "anxin.log"


def start_log(folder: Path) -> logging.Handler | None:
    """Write warnings and errors to the profile's folder (three files of 1 MB); None before there is a folder.

    Called again it returns what is there: the window starts it after its first paint, an accident before that.
    """
    found = next((h for h in logging.getLogger("anxin").handlers if h.get_name() == str(folder)), None)
    if found is not None or not folder.is_dir():
        return found
    from logging.handlers import RotatingFileHandler

    path = log_path(folder)
    path.parent.mkdir(exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.set_name(str(folder))
    handler.setFormatter(Redacting())
    handler.setLevel(logging.INFO)
    root = logging.getLogger("anxin")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler


def end_log(folder: Path) -> None:
    """Close what :func:`start_log` opened."""
    root = logging.getLogger("anxin")
    for handler in [h for h in root.handlers if h.get_name() == str(folder)]:
        root.removeHandler(handler)
        handler.close()


def install(folder: Path) -> None:
    """Every exception nobody caught, in any thread, goes to the log and to the window; no memory goes to disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        start_log(folder)
        log.error("not foreseen", exc_info=(kind, error, trace))
        if sys.stderr is not None:  # a Windows program without a console has none
            sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace))))
        tell(folder)

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


_open: list[object] = []


def tell(folder: Path) -> None:
    """Show the crash window, once at a time; from another thread it is only logged."""
    from PySide6.QtCore import QCoreApplication, QThread
    from PySide6.QtWidgets import QApplication

    app = QCoreApplication.instance()
    if not isinstance(app, QApplication) or QThread.currentThread() != app.thread() or _open:
        return
    from ui.widgets.crashbox import CrashBox

    box = CrashBox(log_path(folder))
    _open.append(box)
    box.finished.connect(lambda _: _open.clear())
    box.show()
