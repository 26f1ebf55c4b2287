"""The system's keystore: holds 32 random bytes of this device, never a key of the data by itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from models.errors import KnownError

SERVICE = "anxin"
REAL = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
)
"""Backends that keep secrets by the system's own means; everything else could be a file in clear text."""


class Keystore(Protocol):
    def get(self, store_id: str) -> bytes | None:
        """The 32 bytes kept for ``store_id``, or None."""
        ...

    def set(self, store_id: str, secret: bytes) -> None:
        """Keep ``secret`` for ``store_id``."""
        ...


class SystemKeystore:
    """A keystore that has answered a probe."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, store_id: str) -> bytes | None:
        """The kept bytes, or None; raises KnownError("keystore_refused") when locked or cancelled."""
        with _refusals():
            text = self._backend.get_password(SERVICE, store_id)
        return bytes.fromhex(text) if text else None

    def set(self, store_id: str, secret: bytes) -> None:
        """Keep ``secret`` and read it back; raises KnownError("keystore_refused")."""
        with _refusals():
            self._backend.set_password(SERVICE, store_id, secret.hex())
        if self.get(store_id) != secret:
            raise KnownError("keystore_refused")

    def answers(self) -> bool:
        """Whether a random value comes back; raises KnownError("keystore_refused")."""
        name, value = f"probe-{secrets.token_hex(4)}", secrets.token_hex(8)
        with _refusals():
            self._backend.set_password(SERVICE, name, value)
            kept = self._backend.get_password(SERVICE, name)
            self._backend.delete_password(SERVICE, name)
        return bool(kept == value)


@contextmanager
def _refusals() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except (KeyringError, RuntimeError, OSError) as error:
        raise KnownError("keystore_refused") from error


def find() -> SystemKeystore | None:
    """The system's keystore as it presents itself, without asking it anything: to read what was kept before."""
    import keyring

    backend: Any = keyring.get_keyring()
    for candidate in getattr(backend, "backends", None) or [backend]:
        if type(candidate).__module__.startswith(REAL):
            return SystemKeystore(candidate)
    return None


def probe() -> SystemKeystore | None:
    """The same if it keeps, returns and forgets a random value; None means: a real passphrase is needed."""
    found = find()
    if found is None:
        return None
    try:
        return found if found.answers() else None
    except KnownError:
        return None
