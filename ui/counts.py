"""The two figures of the top bar: what the centre does not have yet, and how many numbers are left."""

from __future__ import annotations

from typing import Any

from models import numbering
from models.clock import today


def unsent(store: Any) -> int | None:
    """Operations the server has not receipted; None while this profile works alone and nothing is to be sent."""
    if store.local_get("server") is None:
        return None
    from sync import peer

    return peer.waiting(store)


def numbers_left(store: Any, clock: Any) -> int | None:
    """The fewest numbers left among the papers this device has numbers for this year; None where it has none."""
    left = numbering.remaining(store, today(clock).year, store.replica)
    return min(left.values(), default=None)
