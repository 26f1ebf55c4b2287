"""Which photos this computer fetches: a desk every one, a laptop those of its officers' sites and what was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models import wantedfiles
from models.store import Store
from sync.membership import ProfileLike, joined

ASKED = "photos_asked"
"""Hashes of photos that a person asked for, until they are here."""
EVERY = "photos_every"
"""The choice of this laptop to fetch every photo."""


def officers(profile: ProfileLike) -> frozenset[str]:
    """Who works at this computer: whoever may unlock it."""
    return frozenset(slot.officer_id for slot in profile.vault.slots if slot.officer_id)


def is_archive(store: Store) -> bool:
    """Whether this computer always has every photo: a desk, or one that works alone."""
    server = joined(store)
    return server is None or server["role"] != "laptop"


def takes_every(store: Store) -> bool:
    """Whether every photo is fetched: always on a desk, on a laptop where a person chose it."""
    return store.standing(EVERY, lambda: is_archive(store) or bool(store.local_get(EVERY, False)))


def take_every(store: Store, every: bool) -> None:
    """The choice of a laptop; what is here stays."""
    store.local_set(EVERY, every)


def left(profile: ProfileLike) -> frozenset[str]:
    """Hashes of the photos that this computer does not fetch; some of them may be here all the same."""
    store = profile.store
    if takes_every(store):
        return frozenset()
    return wantedfiles.left(store, officers(profile)) - asked(store)


def asked(store: Store) -> frozenset[str]:
    """Hashes of what a person asked for and has not come yet."""
    return store.standing(ASKED, lambda: frozenset(store.local_get(ASKED, [])))


def ask(store: Store, shas: Iterable[str]) -> None:
    """Fetch these too: with the next sync, or with the office's next bundle."""
    with store.maintenance():
        store.local_set(ASKED, sorted(asked(store) | set(shas)))


def came(store: Store, shas: Iterable[str]) -> None:
    """These are here now: nothing more is to be remembered of them."""
    gone = set(shas)
    if asked(store) & gone:
        with store.maintenance():
            store.local_set(ASKED, sorted(asked(store) - gone))


def told(profile: ProfileLike) -> list[str] | None:
    """What a laptop's bundle says of it, so that a desk packs no more: its officers; None: it takes every photo."""
    return None if takes_every(profile.store) else sorted(officers(profile))


@dataclass(frozen=True)
class Missing:
    """Photos that are not on this computer: ``coming`` with the next sync or bundle, ``left`` until somebody asks."""

    coming: frozenset[str]
    left: frozenset[str]


def missing(profile: ProfileLike, shas: Collection[str]) -> Missing:
    """Which of these photos are not here, and what becomes of them."""
    gone = frozenset(sha for sha in shas if not wantedfiles.is_hash(sha) or not profile.blobs.has(sha))
    stay = gone & left(profile) if gone else frozenset()
    return Missing(gone - stay, stay)
