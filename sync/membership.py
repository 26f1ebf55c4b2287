"""What this device is in its office: the server it belongs to, its entry in the register of devices, the numbers it wants."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from models import pack
from models.clock import Clock, stamp
from models.errors import KnownError
from models.store import Store
from sync import copied
from sync.signing import key_id
from sync.transport import Identity, Transport

if TYPE_CHECKING:
    from models.blobs import Blobs
    from models.keys import DeviceKeys
    from models.vault import Vault

BASE_TYPES = ("inquiry_notice", "rectification_order", "site_inspection_record")
"""Papers an office issues from the first day, whatever its patterns say."""


class ProfileLike(Protocol):
    """What a sync needs of an open profile."""

    store: Store
    clock: Clock
    blobs: Blobs
    officer_id: str | None

    @property
    def vault(self) -> Vault: ...
    @property
    def device_keys(self) -> DeviceKeys: ...
    @property
    def device_id(self) -> str | None: ...


def joined(store: Store) -> dict[str, Any] | None:
    """The server this profile belongs to: url, authority, office, device, code, role; None while it works alone."""
    found: dict[str, Any] | None = store.local_get("server")
    return found


def open_transport(profile: ProfileLike) -> Transport:
    """A transport signed as this profile's device; raises KnownError not_joined, stick_only (joined by stick)."""
    server = joined(profile.store)
    if server is None:
        raise KnownError("not_joined")
    if not server["url"]:
        raise KnownError("stick_only")
    identity = Identity(profile.device_keys.signing_key(), key_id(server["office"], server["device"]))
    offset = timedelta(milliseconds=profile.store.local_get("clock_offset_ms", 0))
    return Transport(server["url"], identity, profile.clock, authority=server.get("authority"), offset=offset)


def number_types(profile: ProfileLike) -> list[str]:
    """The document types this device wants number blocks of; none before the office is known here."""
    return profile.store.standing("number_types", lambda: _number_types(profile.store))


def _number_types(store: Store) -> list[str]:
    office = store.get("office", store.stream)
    if office is None:
        return []
    aliases = pack.load().numbers["aliases"]
    return sorted({*BASE_TYPES, *(aliases.get(t, t) for t in office["number_patterns"] or {})})[:64]


def introduce(profile: ProfileLike) -> None:
    """Write down who this device is (in the office's register of devices) where that is not what the record says."""
    if profile.store.standing("introduced", lambda: _introduced(profile)):
        return
    wanted = _introduction(profile)
    server = joined(profile.store)
    assert server is not None
    record = str(copied.device_record(profile))
    if profile.store.get("device", record) is None:
        wanted |= {"name": server["name"], "state": "active", "enrolled_at": stamp(profile.clock.now())}
        wanted |= {"predecessor": (copied.copied(profile.store) or {}).get("from")}
    with profile.store.change(profile.officer_id, "enrol_device") as tx:
        tx.put("device", record, **wanted)


def _introduced(profile: ProfileLike) -> bool:
    """Whether the record says what this device is, or there is nothing to say yet."""
    if joined(profile.store) is None or profile.device_id is None:
        return True
    now = profile.store.get("device", str(copied.device_record(profile)))
    return now is not None and all(now[name] == value for name, value in _introduction(profile).items())


def _introduction(profile: ProfileLike) -> dict[str, Any]:
    server, keys = joined(profile.store), profile.device_keys
    assert server is not None
    return {
        "office": server["office"],
        "role": server["role"],
        "code": server["code"],
        "replica": profile.store.replica,
        "public_key": keys.public,
        "certificate": keys.certificate,
        "pdf_certificate": keys.pdf_certificate,
    }
