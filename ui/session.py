"""What the open window knows: the profile, who is on duty, and the one way to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from models.clock import Clock, SystemClock, local
from models.errors import KnownError
from ui.jobs import Job, run_job

COUNT_AFTER_MS = 250
"""After the last commit of a burst the figures of the top bar are counted once."""


class Session(QObject):
    """One per window, from the first moment on; ``profile`` is None until it is unlocked.

    Signals (all on the window's thread): ``opened()``, ``closing()`` while the profile is still open,
    ``closed()``, ``changed(Changes)`` after each commit,
    ``saved(str)`` with the local time of the commit, ``saving()`` when a write was queued, ``error(KnownError)``,
    ``counts_changed()``.
    """

    opened = Signal()
    closing = Signal()
    closed = Signal()
    changed = Signal(object)
    saving = Signal()
    saved = Signal(str)
    error = Signal(object)
    counts_changed = Signal()
    duty_changed = Signal()
    _committed = Signal(object)

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.clock: Clock = clock or SystemClock()
        self.profile: Any = None
        self.unsent: int | None = None
        self.numbers_left: int | None = None
        self.late_days = 0
        self.last_saved = ""
        self._officers: list[str] = []
        self._writing = 0
        self._unlisten: Callable[[], None] | None = None
        self._writer = QThreadPool()
        self._writer.setMaxThreadCount(1)
        self._writer.setExpiryTimeout(-1)
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)
        self._stop_index: Callable[[], None] | None = None
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self.count)

    # -- the profile -------------------------------------------------------------------------------------------
    def attach(self, profile: Any) -> None:
        """Take an opened profile (anything with ``.store``, ``.clock``, ``.officer_id``)."""
        if self.profile is not None:
            raise RuntimeError("a profile is open already")
        self.profile = profile
        self.clock = profile.clock
        self._unlisten = profile.store.listen(self._committed.emit)
        officer = getattr(profile, "officer_id", None)
        self._officers = [officer] if officer else []
        self.opened.emit()
        self.duty_changed.emit()
        self._back_on_duty()
        self._count_soon.start()
        self._keep_index(profile.store)

    def _keep_index(self, store: Any) -> None:
        """The search index follows every commit, on the writer's thread; catching up may take a while."""

        def keep(work: Any) -> Callable[[], None]:
            from models import search

            return search.keep(store)

        def kept(stop: Callable[[], None]) -> None:
            self._stop_index = stop

        run_job(keep, on_done=kept, on_error=self.error.emit, pool=self._writer)

    def detach(self) -> None:
        """Wait for pending writes, close the profile, forget its keys."""
        if self.profile is None:
            return
        self.closing.emit()
        self.flush()
        profile, self.profile = self.profile, None
        self._officers = []
        self._count_soon.stop()
        for stop in (self._unlisten, self._stop_index):
            if stop is not None:
                stop()
        self._unlisten = self._stop_index = None
        close = getattr(profile, "close", None)
        if close is not None:
            close()
        self.closed.emit()

    @property
    def open(self) -> bool:
        return self.profile is not None

    @property
    def store(self) -> Any:
        """The store for reading on the window's thread; RuntimeError while locked."""
        if self.profile is None:
            raise RuntimeError("the profile is locked")
        return self.profile.store

    @property
    def actor(self) -> str:
        """The officer who unlocked: the person every act is written down to."""
        if self.profile is None:
            raise RuntimeError("the profile is locked")
        return str(self.profile.officer_id)

    # -- who is on duty ----------------------------------------------------------------------------------------
    @property
    def officers(self) -> tuple[str, ...]:
        """Ids of the officers on duty, the one who unlocked first."""
        return tuple(self._officers)

    def set_officers(self, ids: list[str]) -> None:
        """Set who is on duty together (one or two different officers); ValueError otherwise."""
        if not 1 <= len(ids) <= 2 or len(set(ids)) != len(ids):
            raise ValueError("one or two different officers")
        self._officers = list(ids)
        self.duty_changed.emit()

    def check_pin(self, pin: str) -> None:
        """The PIN of the officer who unlocked; raises KnownError wrong_pin, pin_locked, pin_missing."""
        from models.pin import check_pin

        check_pin(self.store, self.actor, pin)

    def on_visit(self, inspection: str | None) -> None:
        """The two officers of this visit are on duty, whoever unlocked first; nothing where there are not two."""
        visit = self.store.get("inspection", inspection) or {}
        pair = [officer for officer in (visit.get("lead"), visit.get("assistant")) if officer]
        pair.sort(key=lambda officer: officer != self.actor)
        if len(set(pair)) == 2 and pair != self._officers:
            self.set_officers(pair)

    def _back_on_duty(self) -> None:
        """Both officers of a visit that began today are on duty again after an unlock, before it is opened."""
        from models import visits
        from models.clock import today

        if self._officers:
            self.on_visit(visits.under_way(self.store, self._officers[0], today(self.clock)))

    def people(self) -> str:
        """Both officers and the office in one line, as the top bar shows them; '' while locked."""
        if self.profile is None:
            return ""
        rows = [self.store.get("officer", officer) for officer in self._officers]
        names = [str(row["name"]) for row in rows if row]
        office = self.store.get("office", getattr(self.profile, "office_id", None))
        return " · ".join([*names, str(office["name"])] if office else names)

    # -- reading and writing -----------------------------------------------------------------------------------
    def read(self, fn: Callable[[Any], Any]) -> Any:
        """``fn(store)`` at once, on the window's thread; KnownError passes through."""
        return fn(self.store)

    def write(
        self,
        fn: Callable[[Any], Any],
        on_done: Callable[[Any], None] | None = None,
        *,
        on_error: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run ``fn(store)`` on the one writer thread, in the order asked; ``on_done(value)`` after COMMIT returned.

        "Saved" is shown only then. A KnownError goes to ``on_error``, else to the ``error`` signal.
        """
        store = self.store
        self._writing += 1
        self.saving.emit()

        def done(value: Any) -> None:
            self.last_saved = local(self.clock.now()).strftime("%H:%M:%S")
            self._say_saved()
            if on_done is not None and _alive(owner):
                on_done(value)

        def failed(error: KnownError) -> None:
            if error.code == "disk_full" and hasattr(self.profile, "free_reserve"):
                self.profile.free_reserve()  # asked again, this act finds room
            self._say_saved()  # nothing is being saved any more; what was saved last still is
            if on_error is None:
                self.error.emit(error)
            elif _alive(owner):
                on_error(error)

        job = run_job(lambda work: fn(store), on_done=done, on_error=failed, pool=self._writer)
        job.finished.connect(self._one_less)
        return job

    def behind(
        self, fn: Callable[[Any], Any], on_done: Callable[[Any], None], *, owner: QObject | None = None
    ) -> Job:
        """Run ``fn(store)`` in the writer's line without saying "saved": upkeep of this device's own, in short steps."""
        store = self.store
        return run_job(
            lambda work: fn(store), on_done=on_done, on_error=self.error.emit, owner=owner, pool=self._writer
        )

    @property
    def pending(self) -> int:
        """Writes asked for and not yet committed or refused."""
        return self._writing

    def flush(self) -> None:
        """Return when everything asked for is committed; callbacks follow with the next events."""
        self._writer.waitForDone()

    def _one_less(self) -> None:
        self._writing -= 1

    def _say_saved(self) -> None:
        if self._writing == 1:
            self.saved.emit(self.last_saved)

    def _on_committed(self, changes: Any) -> None:
        if self.profile is not None:
            self.changed.emit(changes)
            self._count_soon.start()

    # -- the figures of the top bar ----------------------------------------------------------------------------
    def count(self) -> None:
        """Count anew what is unsent and how many numbers are left; runs by itself after each commit."""
        if self.profile is not None:
            from ui import counts

            store = self.store
            days = counts.waiting_days(store, self.clock)
            late = days if days >= counts.LATE_DAYS else 0
            left = counts.numbers_left(store, self.clock)
            self.set_counts(unsent=counts.unsent(store), numbers_left=left, late_days=late)

    def set_counts(self, *, unsent: int | None, numbers_left: int | None, late_days: int = 0) -> None:
        """What the top bar shows beside 未上传 (None = works alone; ``late_days``: since when, once that is worth a
        warning) and 文号余 (None = no block yet)."""
        self.unsent, self.numbers_left, self.late_days = unsent, numbers_left, late_days
        self.counts_changed.emit()


def _alive(owner: QObject | None) -> bool:
    from shiboken6 import isValid

    return owner is None or isValid(owner)
