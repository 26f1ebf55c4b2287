"""The one place a window syncs from: by a person's wish or by itself in the background, never in anybody's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from models.errors import KnownError
from ui.jobs import Job, Work, run_job

if TYPE_CHECKING:
    from ui.session import Session

SOON_S = 20
"""After something was written, this long until it is sent by itself."""
EVERY_S = 300
BACK_OFF_S = (30, 60, 120, 300, 600, 1800)
"""Waits after the first, second, … failure in a row: where there is no network, asking often only costs battery."""


class Syncing(QObject):
    """State of syncing for one session. ``told()`` at each change of it; ``ended(result or KnownError)`` at the end.

    ``stage`` is ``snapshot``, ``operations``, ``received``, ``files_up`` or ``files_down``; ``total`` 0 when unknown. ``by_hand``
    tells whether a person asked: only then a failure is worth a sentence.
    """

    told = Signal()
    ended = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.running = False
        self.by_hand = False
        self.stage, self.done, self.total = "", 0, 0
        self.result: Any = None
        self.error: KnownError | None = None
        self._failures = 0
        self._job: Job | None = None
        self._fetching: set[Job] = set()
        self._background = self._again = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.start(by_hand=False))
        session.closing.connect(self.stop)

    @classmethod
    def of(cls, session: Session) -> Syncing:
        """The session's one; made when first asked for."""
        return session.findChild(cls) or cls(session)

    # -- by itself ---------------------------------------------------------------------------------------------
    def in_background(self) -> None:
        """From now on sync by itself: soon after a change, every few minutes, later and later without a network."""
        self._background = True
        self.session.opened.connect(lambda: self._plan(SOON_S))
        self.session.changed.connect(self._changed)
        if self.session.open:
            self._plan(SOON_S)

    def _changed(self, changes: Any) -> None:
        if not changes.remote and not self._failures and not self.running:
            self._plan(SOON_S)

    def _plan(self, seconds: int) -> None:
        from sync.membership import joined

        if self.session.open and (joined(self.session.store) or {}).get("url"):
            left = self._timer.remainingTime() if self._timer.isActive() else -1
            if left < 0 or left > seconds * 1000:
                self._timer.start(seconds * 1000)

    # -- one sync ----------------------------------------------------------------------------------------------
    def start(self, *, by_hand: bool = True) -> bool:
        """Begin a sync on a worker; False when one is under way already (or nobody has unlocked)."""
        if self.running:
            self.by_hand = self.by_hand or by_hand
            return False
        if not self.session.open:
            return False
        self._timer.stop()
        self.running, self.by_hand = True, by_hand
        self.stage, self.done, self.total, self.error = "operations", 0, 0, None
        profile = self.session.profile

        def once(work: Work) -> Any:
            from sync.client import sync

            return sync(profile, lambda stage, done, total: work.progress(done, total, stage), lambda: work.cancelled)

        self._job = run_job(
            once, on_done=self._done, on_error=self._failed, progress=self._progress, owner=self, pool=self._pool
        )
        self._job.finished.connect(self._over)
        self.told.emit()
        return True

    def soon(self) -> None:
        """What a person asked for comes at once: with a sync now, or with one right after that under way."""
        self._again = not self.start(by_hand=False) and self.running

    def fetch_history(
        self, records: Sequence[str], on_done: Callable[[Any], None], on_error: Callable[[KnownError], None]
    ) -> None:
        """Bring the older acts on these records from the office's server, after a sync under way; ``on_done(count)``."""
        profile = self.session.profile

        def once(work: Work) -> int:
            from sync.membership import open_transport
            from sync.snapshot import fetch_history

            transport = open_transport(profile)
            transport.stopped = lambda: work.cancelled
            count = 0
            try:
                for record in records:
                    work.check()
                    count += fetch_history(profile.store, transport, record)
            finally:
                transport.close()
            return count

        job = run_job(once, on_done=on_done, on_error=on_error, owner=self, pool=self._pool)
        self._fetching.add(job)
        job.finished.connect(lambda: self._fetching.discard(job))

    def cancel(self) -> None:
        """Ask the sync to stop after the request under way; what was exchanged so far is kept."""
        if self._job is not None:
            self._job.cancel()
            self.stage = "stopping"
            self.told.emit()

    def stop(self) -> None:
        """The profile is going to be closed: end what is under way; nobody waits for a server that says nothing."""
        self._timer.stop()
        self._again = False
        for job in (self._job, *self._fetching):
            if job is not None:
                job.cancel()
        self._pool.waitForDone()

    def _progress(self, done: int, total: int, stage: str) -> None:
        self.stage, self.done, self.total = stage, done, total
        self.told.emit()

    def _done(self, result: Any) -> None:
        self.result, self._failures = result, 0
        if result.copied:  # told once, wherever the person is; afterwards the sync screen has it
            self.session.error.emit(KnownError("found_copy"))
        self._finish(result)

    def _failed(self, error: KnownError) -> None:
        self.error = error
        self._failures += 1
        self._finish(error)

    def _finish(self, what: Any) -> None:
        self.running = False
        self.session.count()
        self.ended.emit(what)

    def _over(self) -> None:
        """The job's last word, also after a cancellation, which calls nobody else."""
        self.running, self._job = False, None
        wait = BACK_OFF_S[min(self._failures, len(BACK_OFF_S)) - 1] if self._failures else EVERY_S
        again, self._again = self._again, False
        if again:
            self.start(by_hand=False)
        elif self._background:
            self._plan(wait)
        self.told.emit()
