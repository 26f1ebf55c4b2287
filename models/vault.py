"""The vault: one random data key, wrapped once for each officer; without a passphrase a lost disk is noise.

``vault.json`` holds no secret in clear. Each slot's key depends on the slot's own fields and the vault's, so
a changed field opens nothing (AES key wrap refuses before the store is touched).

    data key ─ HKDF ─┬─ "db"   raw key and salt of the database
                     ├─ "att"  wraps one key per photo
                     ├─ "idx"  names photos on disk
                     └─ "mac"  over the whole file, checked after unlocking
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from models.errors import KnownError, Place
from models.files import write_atomic
from models.keystore import Keystore
from models.passphrase import check_passphrase, plain, typed_code
from models.stretching import calibrated
from models.vaultfile import SUITE, VERSION, Kdf, Slot, canonical, read


@dataclass(frozen=True, repr=False)
class Keys:
    """What the data key gives; hex of 48 bytes for the database (key, then salt), 32 bytes for each other."""

    db: str
    att: bytes
    idx: bytes
    mac: bytes


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _hkdf(secret: bytes, info: bytes, length: int, salt: bytes = b"") -> bytes:
    return HKDF(SHA256(), length, salt or None, b"anxin 1 " + info).derive(secret)


class Vault:
    """The slots of one profile and, while unlocked, its data key."""

    def __init__(self, path: Path, store_id: str, slots: tuple[Slot, ...], keystore: Keystore | None) -> None:
        self.path = path
        self.store_id = store_id
        self.slots = slots
        self.keystore = keystore
        self.altered = False
        self._data_key: bytes | None = None
        self._mac = ""

    # --- making and reading -------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, keystore: Keystore | None) -> Vault:
        """A new vault with a fresh data key and no slot yet; nothing is written before the first slot."""
        vault = cls(path, secrets.token_hex(16), (), keystore)
        vault._data_key = secrets.token_bytes(32)
        return vault

    @classmethod
    def load(cls, path: Path, keystore: Keystore | None) -> Vault:
        """Read ``vault.json``; raises KnownError vault_missing, vault_damaged or vault_newer."""
        content = read(path)
        vault = cls(path, content.store_id, content.slots, keystore)
        vault._mac = content.mac
        return vault

    def _body(self) -> dict[str, Any]:
        slots = [s.to_json() for s in self.slots]
        return {"v": VERSION, "suite": SUITE, "store_id": self.store_id, "slots": slots}

    def _seal(self) -> str:
        return _text(hmac.digest(self.keys.mac, canonical(self._body()), "sha256"))

    def text(self) -> bytes:
        """The file's content, sealed; needs the vault unlocked."""
        self._mac = self._seal()
        return json.dumps({**self._body(), "mac": self._mac}, ensure_ascii=False, indent=1).encode()

    def save(self) -> None:
        """Write the file whole or not at all; needs the vault unlocked."""
        write_atomic(self.path, self.text())

    # --- unlocking ----------------------------------------------------------------------------------------

    @property
    def unlocked(self) -> bool:
        return self._data_key is not None

    @property
    def keys(self) -> Keys:
        """The derived keys; raises KnownError("vault_locked") while locked."""
        if self._data_key is None:
            raise KnownError("vault_locked")
        salt = bytes.fromhex(self.store_id)
        db, att, idx, mac = (
            _hkdf(self._data_key, name, length, salt)
            for name, length in ((b"db", 48), (b"att", 32), (b"idx", 32), (b"mac", 32))
        )
        return Keys(db.hex(), att, idx, mac)

    def lock(self) -> None:
        """Forget the data key."""
        self._data_key = None

    def unlock(self, passphrase: str, cert_no: str | None = None) -> Slot:
        """Open with an officer's passphrase: the slot of ``cert_no``, else the first that yields.

        Raises KnownError: wrong_passphrase, no_such_officer, device_secret_missing. The store is not touched.
        """
        secret = self._device_secret()
        slots = [s for s in self._passphrase_slots(cert_no) if secret is not None or not s.device_secret]
        for slot in slots:
            key = self._try(slot, passphrase)
            if key is not None:
                self._opened(key)
                return slot
        if not slots:
            raise KnownError("device_secret_missing")
        raise KnownError("wrong_passphrase", where=Place(field="passphrase"))

    def is_passphrase_of(self, cert_no: str, passphrase: str) -> bool:
        """True when it opens the slot of ``cert_no``: the second officer's confirmation in person."""
        return any(self._try(slot, passphrase) is not None for slot in self._passphrase_slots(cert_no))

    def unlock_recovery(self, code: str) -> Slot:
        """Open with the printed recovery code; raises KnownError wrong_recovery_code."""
        for slot in self.slots:
            if slot.kind == "recovery":
                key = self._try(slot, typed_code(code))
                if key is not None:
                    self._opened(key)
                    return slot
        raise KnownError("wrong_recovery_code", where=Place(field="code"))

    def unlock_office(self, private: X25519PrivateKey) -> Slot:
        """Open with the office's recovery key (two persons, offline); raises KnownError wrong_office_key."""
        for slot in self.slots:
            if slot.kind == "office":
                try:
                    key = _suite().decrypt(_bytes(slot.wrapped), private, info=slot.header(self.store_id))
                except InvalidTag:
                    continue
                self._opened(key)
                return slot
        raise KnownError("wrong_office_key")

    def _opened(self, key: bytes) -> None:
        self._data_key = key
        self.altered = not hmac.compare_digest(self._mac, self._seal())

    def _passphrase_slots(self, cert_no: str | None) -> tuple[Slot, ...]:
        slots = tuple(s for s in self.slots if s.kind == "passphrase" and cert_no in (None, s.cert_no))
        if not slots:
            raise KnownError("no_such_officer", where=Place(field="officer"), cert_no=cert_no or "")
        return slots

    def _device_secret(self) -> bytes | None:
        return None if self.keystore is None else self.keystore.get(self.store_id)

    def _try(self, slot: Slot, typed: str) -> bytes | None:
        try:
            return aes_key_unwrap(self._slot_key(slot, typed), _bytes(slot.wrapped))
        except (InvalidUnwrap, ValueError):
            return None

    def _slot_key(self, slot: Slot, typed: str) -> bytes:
        assert slot.kdf is not None
        kdf, secret = slot.kdf, plain(typed).encode()
        stretched = hash_secret_raw(secret, _bytes(slot.salt), kdf.passes, kdf.memory, kdf.lanes, 32, Type.ID)
        device = b""
        if slot.device_secret:
            device = self._device_secret() or b""
            if len(device) != 32:
                raise KnownError("device_secret_missing")
        return _hkdf(stretched + device, slot.header(self.store_id), 32)

    # --- slots --------------------------------------------------------------------------------------------

    def add_officer(
        self, officer_id: str, cert_no: str, name: str, passphrase: str, *, kdf: Kdf | None = None
    ) -> Slot:
        """Add (or replace) the slot of an officer and save; raises vault_locked, passphrase_weak, …short."""
        return self.add_officers([(officer_id, cert_no, name, passphrase)], kdf=kdf)[0]

    def add_officers(self, officers: Sequence[tuple[str, str, str, str]], *, kdf: Kdf | None = None) -> list[Slot]:
        """The same for several (id, certificate number, name, passphrase), saved once: all or none."""
        made = []
        for officer_id, cert_no, name, passphrase in officers:
            check_passphrase(passphrase, self.keystore)
            made.append(
                self.wrap_passphrase(
                    officer_id, cert_no, name, passphrase, kdf=kdf, device_secret=self.keystore is not None
                )
            )
        self._replace(made, lambda old, new: old.kind == "passphrase" and old.cert_no == new.cert_no)
        return made

    def wrap_passphrase(
        self,
        officer_id: str,
        cert_no: str,
        name: str,
        passphrase: str,
        *,
        kdf: Kdf | None = None,
        device_secret: bool,
    ) -> Slot:
        """A passphrase slot that is not stored yet (a backup carries one without the device's secret)."""
        if device_secret and self.keystore is not None and self.keystore.get(self.store_id) is None:
            self.keystore.set(self.store_id, secrets.token_bytes(32))
        empty = Slot(
            id=secrets.token_hex(8),
            kind="passphrase",
            wrapped="",
            salt=_text(secrets.token_bytes(16)),
            kdf=kdf or calibrated(),
            device_secret=device_secret,
            officer_id=officer_id,
            cert_no=cert_no,
            name=name,
        )
        return self._wrap(empty, passphrase)

    def add_recovery(self, code: str, *, kdf: Kdf | None = None) -> Slot:
        """Add (or replace) the slot of the printed recovery code, for an office without a server."""
        salt = _text(secrets.token_bytes(16))
        empty = Slot(secrets.token_hex(8), "recovery", "", salt, kdf or calibrated())
        slot = self._wrap(empty, typed_code(code))
        self._replace([slot], lambda old, _: old.kind == "recovery")
        return slot

    def add_office(self, public: X25519PublicKey) -> Slot:
        """Add (or replace) the slot sealed to the office's recovery key; this device cannot open it."""
        empty = Slot(secrets.token_hex(8), "office", "")
        sealed = _suite().encrypt(self._need_key(), public, info=empty.header(self.store_id))
        slot = replace(empty, wrapped=_text(sealed))
        self._replace([slot], lambda old, _: old.kind == "office")
        return slot

    def change_passphrase(self, cert_no: str, old: str, new: str, *, kdf: Kdf | None = None) -> Slot:
        """Wrap the same data key anew, touching no data; raises wrong_passphrase, passphrase_weak."""
        slot = next((s for s in self._passphrase_slots(cert_no) if self._try(s, old) is not None), None)
        if slot is None:
            raise KnownError("wrong_passphrase", where=Place(field="passphrase"))
        return self.add_officer(slot.officer_id or "", cert_no, slot.name or "", new, kdf=kdf or slot.kdf)

    def remove(self, slot_id: str) -> None:
        """Remove a slot and save; raises KnownError("last_slot") when no officer could open it any more."""
        left = tuple(s for s in self.slots if s.id != slot_id)
        if not any(s.kind == "passphrase" for s in left):
            raise KnownError("last_slot")
        self.slots, before = left, self.slots
        self._save_or(before)

    def renew(self, slot: Slot, passphrase: str, wanted: Kdf | None = None) -> Slot:
        """After a login: wrap again when the parameters' default rose or a keystore has come to answer."""
        assert slot.kdf is not None
        target = wanted or Kdf()
        weaker = slot.kdf.memory < target.memory
        gains_secret = self.keystore is not None and not slot.device_secret
        if slot.kind != "passphrase" or not (weaker or gains_secret):
            return slot
        kdf = target if weaker else slot.kdf
        new = self.wrap_passphrase(
            slot.officer_id or "",
            slot.cert_no or "",
            slot.name or "",
            passphrase,
            kdf=kdf,
            device_secret=self.keystore is not None,
        )
        self._replace([new], lambda old, _: old.id == slot.id)
        return new

    def copy_with(self, path: Path, extra: tuple[Slot, ...]) -> Vault:
        """The same vault for another place: its slots that need no secret of this device, and ``extra``."""
        kept = tuple(s for s in self.slots if not s.device_secret)
        named = {s.cert_no for s in kept if s.kind == "passphrase"}
        copy = Vault(path, self.store_id, kept + tuple(s for s in extra if s.cert_no not in named), None)
        copy._data_key = self._need_key()
        return copy

    def _need_key(self) -> bytes:
        if self._data_key is None:
            raise KnownError("vault_locked")
        return self._data_key

    def _wrap(self, empty: Slot, typed: str) -> Slot:
        key = self._need_key()
        return replace(empty, wrapped=_text(aes_key_wrap(self._slot_key(empty, typed), key)))

    def _replace(self, made: Sequence[Slot], goes: Callable[[Slot, Slot], bool]) -> None:
        before, slots = self.slots, list(self.slots)
        for new in made:
            at = next((i for i, old in enumerate(slots) if goes(old, new)), len(slots))
            slots = [s for s in slots if not goes(s, new)]
            slots.insert(at, new)
        self.slots = tuple(slots)
        self._save_or(before)

    def _save_or(self, before: tuple[Slot, ...]) -> None:
        try:
            self.save()
        except KnownError:
            self.slots = before
            raise


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
