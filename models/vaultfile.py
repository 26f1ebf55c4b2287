"""``vault.json`` as it is read without a secret: its slots and who they are for. No cryptography: the lock shows first.

Opening it is :mod:`models.vault`'s; the lock screen needs no more than the names.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.errors import KnownError, Place

FILE = "vault.json"
VERSION = 1
SUITE = "intl-1"


@dataclass(frozen=True)
class Kdf:
    """argon2id parameters, stored in each slot: memory in KiB, passes, lanes; the default: 0.2 s."""

    memory: int = 131072
    passes: int = 3
    lanes: int = 2


@dataclass(frozen=True)
class Slot:
    """One way into the vault: a passphrase of an officer, the printed recovery code, or the office's key."""

    id: str
    kind: str
    wrapped: str
    salt: str = ""
    kdf: Kdf | None = None
    device_secret: bool = False
    officer_id: str | None = None
    cert_no: str | None = None
    name: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As in the file; :func:`slot_from` reads it back."""
        return asdict(self)

    def header(self, store_id: str) -> bytes:
        """Every field but the wrapped key, in one fixed form: what the slot's key is bound to."""
        fields = asdict(self)
        del fields["wrapped"]
        return canonical({"v": VERSION, "suite": SUITE, "store_id": store_id, **fields})


@dataclass(frozen=True)
class Entry:
    """What the unlock screen may show before anybody has unlocked: who has a slot."""

    officer_id: str
    cert_no: str
    name: str


@dataclass(frozen=True)
class Content:
    """The whole file, as read: nothing of it is believed before a slot was opened with it."""

    store_id: str
    slots: tuple[Slot, ...]
    mac: str


def read(path: Path) -> Content:
    """Read ``vault.json``; raises KnownError vault_missing, vault_damaged or vault_newer."""
    try:
        data = json.loads(path.read_bytes())
        if data["v"] != VERSION or data["suite"] != SUITE:
            raise KnownError("vault_newer", where=Place(file=path.name))
        slots = tuple(slot_from(entry) for entry in data["slots"])
        return Content(str(data["store_id"]), slots, str(data["mac"]))
    except FileNotFoundError as error:
        raise KnownError("vault_missing", where=Place(file=path.name), path=str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise KnownError("vault_damaged", where=Place(file=path.name)) from error


def exists(folder: Path) -> bool:
    """True when ``folder`` holds a profile."""
    return (folder / FILE).is_file()


def has_code(folder: Path) -> bool:
    """True when a printed recovery code opens the profile; read without opening it, False where there is none."""
    return exists(folder) and any(s.kind == "recovery" for s in read(folder / FILE).slots)


def entries(folder: Path) -> list[Entry]:
    """The officers who can open the profile in ``folder``, the lead first; raises KnownError as :func:`read` does."""
    slots = read(folder / FILE).slots
    return [Entry(s.officer_id or "", s.cert_no or "", s.name or "") for s in slots if s.kind == "passphrase"]


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def slot_from(entry: dict[str, Any]) -> Slot:
    """A slot from its JSON form, in the file and in the portable slots; raises ValueError, TypeError."""
    fields = dict(entry)
    kdf = fields.pop("kdf", None)
    slot = Slot(**fields, kdf=Kdf(**kdf) if kdf else None)
    if slot.kdf is not None and not _sane(slot.kdf):
        raise ValueError("kdf")
    if slot.kind in ("passphrase", "recovery") and slot.kdf is None:
        raise ValueError("kdf")
    _bytes(slot.wrapped)
    _bytes(slot.salt)
    return slot


def _sane(kdf: Kdf) -> bool:
    """A file that asks for 64 GiB or none at all is damaged, not obeyed."""
    return 8 <= kdf.memory <= 2**21 and 1 <= kdf.passes <= 64 and 1 <= kdf.lanes <= 16
