"""The six-digit PIN of an officer: opens the screen again, never the disk; five wrong tries ask the passphrase."""

from __future__ import annotations

import hmac
import re
import secrets
from typing import Any

from argon2.low_level import Type, hash_secret_raw

from models.errors import KnownError, Place
from models.store import Store
from models.vaultfile import Kdf

TRIES = 5
DEFAULT = Kdf(memory=19456, passes=2, lanes=1)
"""The PIN is checked inside the unlocked store: its hash need not stand against a stolen disk."""


def check_form(pin: str) -> None:
    """Raise KnownError("pin_form") unless it has six mixed digits."""
    if not re.fullmatch(r"[0-9]{6}", pin) or len(set(pin)) < 3 or pin in "01234567890 09876543210":
        raise KnownError("pin_form", where=Place(field="pin"))


def set_pin(store: Store, officer_id: str, pin: str, *, kdf: Kdf = DEFAULT) -> None:
    """Keep the PIN of an officer on this device; raises KnownError("pin_form") unless it has six mixed digits."""
    check_form(pin)
    salt = secrets.token_bytes(16)
    params = {"memory": kdf.memory, "passes": kdf.passes, "lanes": kdf.lanes}
    entry = {"salt": salt.hex(), "kdf": params, "hash": _hash(pin, salt, kdf), "left": TRIES}
    store.local_set(_key(officer_id), entry)


def has_pin(store: Store, officer_id: str) -> bool:
    """True when this officer may use a PIN on this device."""
    return store.local_get(_key(officer_id)) is not None


def tries_left(store: Store, officer_id: str) -> int:
    """How many tries remain before the passphrase is asked; 0 where there is no PIN."""
    entry = store.local_get(_key(officer_id))
    return int(entry["left"]) if entry else 0


def check_pin(store: Store, officer_id: str, pin: str) -> None:
    """Raise KnownError wrong_pin (with ``left``), pin_locked or pin_missing unless the PIN is right.

    A try is counted on disk before it is judged, so that ending the program gives none back.
    """
    entry: dict[str, Any] | None = store.local_get(_key(officer_id))
    if entry is None:
        raise KnownError("pin_missing", where=Place(field="pin"))
    if entry["left"] <= 0:
        raise KnownError("pin_locked", where=Place(field="pin"))
    store.local_set(_key(officer_id), {**entry, "left": entry["left"] - 1})
    found = _hash(pin, bytes.fromhex(entry["salt"]), Kdf(**entry["kdf"]))
    if not hmac.compare_digest(found, entry["hash"]):
        left = entry["left"] - 1
        raise KnownError("wrong_pin" if left else "pin_locked", where=Place(field="pin"), left=left)
    forgive(store, officer_id)


def forgive(store: Store, officer_id: str) -> None:
    """All tries again: after the right PIN or the passphrase."""
    entry = store.local_get(_key(officer_id))
    if entry is not None and entry["left"] != TRIES:
        store.local_set(_key(officer_id), {**entry, "left": TRIES})


def _key(officer_id: str) -> str:
    return f"pin:{officer_id}"


def _hash(pin: str, salt: bytes, kdf: Kdf) -> str:
    secret = pin.encode()
    return hash_secret_raw(secret, salt, kdf.passes, kdf.memory, kdf.lanes, 32, Type.ID).hex()
