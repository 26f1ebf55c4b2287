"""The number a person is told before issuing: what the act would take, the block it would grant itself included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forms.sealing import rules, upcoming, works_alone
from models.clock import today
from models.numbering import EMERGENCY, first_free, may_grant_itself, remaining
from models.profile import Profile


@dataclass(frozen=True)
class Coming:
    """``number`` as it would be printed; ``left`` ordinary numbers still here, None where none were ever granted.

    ``emergency``: the ordinary numbers are used up and the device's own series goes on.
    """

    number: str
    left: int | None
    emergency: bool


def coming(profile: Profile, type: str, day: date) -> Coming | None:
    """The next number of this kind of paper; None where it carries none. Raises KnownError as ``upcoming``."""
    taking = upcoming(profile, type, day)
    if taking is None:
        return None
    store = profile.store
    left = remaining(store, day.year, store.replica).get(taking.type)
    if taking.series != EMERGENCY:
        return Coming(taking.number, left, False)
    alone = works_alone(profile) and day.year == today(profile.clock).year
    if alone and may_grant_itself(store, taking.type, store.replica):
        found = rules(profile)
        return Coming(found.main(taking.type, day.year, first_free(store, taking.type, day.year)), None, False)
    return Coming(taking.number, left, True)
