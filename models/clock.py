"""The one source of time. The product's clock cannot be switched; tests and the tour pass another object."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

SHANGHAI = timezone(timedelta(hours=8), "+08:00")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it is put: for tests and the tour."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **delta: float) -> None:
        self.at += timedelta(**delta)

    def set(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)


SLACK = timedelta(minutes=5)
"""A clock set right by a few minutes is no question; this much behind the last record is."""


def behind(clock: Clock, last: str | None) -> datetime | None:
    """The instant of the last record (``Store.last_at``) where the clock stands before it; None where it does not."""
    at = parse(last) if last else None
    return at if at is not None and clock.now() < at - SLACK else None


def local(instant: datetime) -> datetime:
    """The same instant in Asia/Shanghai (the whole country keeps one zone and no summer time)."""
    return instant.astimezone(SHANGHAI)


def today(clock: Clock) -> date:
    """The day in Asia/Shanghai."""
    return local(clock.now()).date()


def stamp(instant: datetime) -> str:
    """RFC 3339 with +08:00 to the millisecond, as stored and printed by the command line."""
    return local(instant).isoformat(timespec="milliseconds")


def parse(text: str) -> datetime:
    """An aware instant from RFC 3339; raises ValueError when the offset is missing."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    return value.astimezone(UTC)
