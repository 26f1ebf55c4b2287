"""The moment of unlocking: whether the last time ended in an accident, and whether the clock can be believed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.clock import behind, local, parse, stamp
from models.files import storage_error

if TYPE_CHECKING:
    from models.profile import Profile
    from ui.session import Session

MARK = "open.mark"
"""Stands in the profile's folder while it is open, empty: found at the next start it tells of an accident."""


@dataclass(frozen=True)
class Found:
    """What unlocking found: the last record's instant where the program ended unexpectedly, or the clock is behind."""

    restored: datetime | None
    clock_behind: datetime | None


def attach(session: Session, profile: Profile) -> Found:
    """Give the opened profile to the session and tell what is to be said first."""
    mark = session.folder / MARK
    crashed = mark.exists()
    last_text = profile.store.last_at()
    last = parse(last_text) if last_text else None
    _set(mark)
    session.attach(profile)
    session.closed.connect(lambda: _clear(mark), _single_shot())
    return Found(last if crashed else None, behind(profile.clock, last_text))


def _single_shot() -> Any:
    from PySide6.QtCore import Qt

    return Qt.ConnectionType(Qt.ConnectionType.AutoConnection.value | Qt.ConnectionType.SingleShotConnection.value)


def _set(mark: Path) -> None:
    try:
        fd = os.open(mark, os.O_WRONLY | os.O_CREAT, 0o600)
        os.fsync(fd)
        os.close(fd)
    except OSError as error:
        storage_error(error, mark)


def _clear(mark: Path) -> None:
    mark.unlink(missing_ok=True)


def time_shown(at: datetime, now: datetime) -> str:
    """HH:MM:SS in local time, with the day where it is not today's."""
    there, here = local(at), local(now)
    return there.strftime("%H:%M:%S" if there.date() == here.date() else "%Y-%m-%d %H:%M:%S")


def record_clock(session: Session, last: datetime, said: date) -> None:
    """Keep both times and the day a person named; work goes on (there is no switch that changes the clock)."""
    clock_now = session.clock.now()
    office, actor = session.profile.office_id, session.actor

    def write(store: Any) -> None:
        with store.change(actor, "clock_behind") as tx:
            tx.new(
                "activity",
                office=office,
                type="clock_behind",
                on=said.isoformat(),
                count=1,
                note=f"{stamp(clock_now)} < {stamp(last)}",
                source="device",
            )

    session.write(write)
