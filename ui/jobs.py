"""Long work off the window's thread: one way to run it, see how far it is, stop it, and hear how it ended."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from models.errors import Cancelled, KnownError


class Work:
    """What the running function gets: report with ``progress``, ask with ``check``."""

    def __init__(self, report: Callable[[int, int, str], None], cancel: threading.Event) -> None:
        self._report, self._cancel = report, cancel

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tell the window ``done`` of ``total`` (total 0 = unknown) and what is being done, already translated."""
        self._report(done, total, text)

    def check(self) -> None:
        """Raise :class:`Cancelled` when the person asked to stop; call it between steps that are whole."""
        if self._cancel.is_set():
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()


class Job(QObject):
    """Handle of a running job; lives on the window's thread, where all its callbacks are called."""

    _progress = Signal(int, int, str)
    _ended = Signal(object, object)
    finished = Signal()

    def __init__(
        self, owner: QObject | None, on_done: Any, on_error: Any, progress: Any, cancel: threading.Event
    ) -> None:
        super().__init__()
        self._owner, self._on_done, self._on_error, self._on_progress = owner, on_done, on_error, progress
        self._cancel = cancel
        self._progress.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the function to stop at its next whole step; neither callback is called then."""
        self._cancel.set()

    def _wanted(self) -> bool:
        return self._owner is None or isValid(self._owner)

    def _told(self, done: int, total: int, text: str) -> None:
        if self._on_progress is not None and self._wanted() and not self._cancel.is_set():
            self._on_progress(done, total, text)

    def _end(self, value: object, error: object) -> None:
        _running.discard(self)
        let_go()
        try:
            self._deliver(value, error)
        finally:
            self.finished.emit()

    def _deliver(self, value: object, error: object) -> None:
        if error is None:
            if self._on_done is not None and self._wanted():
                self._on_done(value)
        elif isinstance(error, Cancelled):
            return
        elif isinstance(error, KnownError) and self._on_error is not None:
            if self._wanted():
                self._on_error(error)
        elif isinstance(error, BaseException):
            raise error


class _Runner(QRunnable):
    """Runs the function on a pool's thread, and is itself taken down there: what it knows of, widgets among it, is held
    by ``_held`` alone, which the window's thread empties (:func:`let_go`)."""

    def __init__(self, fn: Callable[[Work], Any], job: Job, cancel: threading.Event) -> None:
        super().__init__()
        self._held: list[Any] = [fn, job]
        self._cancel = cancel

    def run(self) -> None:
        work = Work(self._held[1]._progress.emit, self._cancel)
        try:
            work.check()
            value, error = self._held[0](work), None
        except BaseException as failed:
            value, error = None, failed
        del work
        self._held[1]._ended.emit(value, error)
        _over.append(self._held)


_running: set[Job] = set()
_over: deque[list[Any]] = deque()


def let_go() -> None:
    """Forget what ended jobs held; call it on the window's thread. The last one to hold a widget takes it down."""
    while _over:
        _over.popleft().clear()


def run_job(
    fn: Callable[[Work], Any],
    *,
    on_done: Callable[[Any], None] | None = None,
    on_error: Callable[[KnownError], None] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancel: threading.Event | None = None,
    owner: QObject | None = None,
    pool: QThreadPool | None = None,
) -> Job:
    """Run ``fn(work)`` on a pool thread; exactly one of ``on_done(value)`` / ``on_error(KnownError)`` follows.

    Both run on the window's thread. A :class:`Cancelled` ends silently; any other exception is our bug and goes to
    the crash dialog. When ``owner`` (a widget) is gone by then, nobody is called. ``fn`` must touch no widget.
    """
    stop = cancel or threading.Event()
    job = Job(owner, on_done, on_error, progress, stop)
    _running.add(job)
    (pool or QThreadPool.globalInstance()).start(_Runner(fn, job, stop))
    return job


def running() -> int:
    """How many jobs have not delivered their end yet."""
    return len(_running)


def cancel_all() -> None:
    """Ask every running job to stop; used when the window closes."""
    for job in list(_running):
        job.cancel()
