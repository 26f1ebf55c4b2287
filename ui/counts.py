"""The figures of the top bar: what the centre does not have yet and since when, and how many numbers are left."""

from __future__ import annotations

from typing import Any

from models import numbering, travel
from models.clock import parse, today

LATE_DAYS = 3
"""Waiting longer than this is worth a warning: the laptop may be lost with it."""


def unsent(store: Any) -> int | None:
    """Operations the server has not receipted; None while this profile works alone and nothing is to be sent."""
    if store.local_get("server") is None:
        return None
    from sync import peer

    return peer.waiting(store)


def waiting_days(store: Any, clock: Any) -> int:
    """Whole days the oldest act waits that the centre has not receipted; 0 while nothing waits or this works alone."""
    if store.local_get("server") is None:
        return 0
    from sync import peer

    acked, own = peer.receipted(store), [line.replica for line in peer.own_lines(store)]
    oldest = travel.oldest_waiting(store, acked, own)
    return max(0, (clock.now() - parse(oldest)).days) if oldest else 0


def numbers_left(store: Any, clock: Any) -> int | None:
    """The fewest numbers left among the papers this device has numbers for this year; None where it has none."""
    left = numbering.remaining(store, today(clock).year, store.replica)
    return min(left.values(), default=None)
