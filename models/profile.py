"""A profile: the folder that holds one device's vault, database, photos and lock, opened as one thing.

- vault.json: key slots, one an officer; store.db: records and signed papers, encrypted
- blobs/: photos, encrypted; logs/: redacted log files
- lock: one process at a time; reserve: 32 MB kept free for the record at hand
- before-update.db: the database before an update of the program, until the next opening (models/beforeupdate.py)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import beforeupdate, pin, records
from models.blobs import Blobs
from models.clock import Clock
from models.errors import KnownError, Place
from models.files import free_reserve, keep_reserve, put_back_reserve, storage_error, sweep, sync_folder
from models.founding import check_officers, found_office, lay_out
from models.keystore import Keystore, find, probe
from models.passphrase import check_passphrase, is_strong
from models.profilelock import ProfileLock, no_core_dumps
from models.store import Changes, Store
from models.vault import Vault
from models.vaultfile import Kdf, Slot, exists, slot_from

if TYPE_CHECKING:
    from models import keys
    from models.pack import Pack

ASK = "ask"
"""Value of ``keystore``: find out whether the system's keystore answers."""


class Profile:
    """An open profile; made by :meth:`create`, :meth:`prepare` or :meth:`open` only."""

    def __init__(
        self, folder: Path, lock: ProfileLock, vault: Vault, store: Store, clock: Clock, officer_id: str | None
    ) -> None:
        no_core_dumps()
        self.folder, self.vault, self.store, self.clock = folder, vault, store, clock
        self.officer_id = officer_id
        self.closed = False
        self.blobs = Blobs(folder / "blobs", vault.keys.att, vault.keys.idx)
        self._lock = lock
        store.listen(self._office_changed)

    def _office_changed(self, changes: Changes) -> None:
        """The office's options are part of the pack: read them again after an edit here or by sync."""
        if "office" in changes.tables:
            self.__dict__.pop("pack", None)

    # --- making -------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        office: Mapping[str, Any],
        officers: Sequence[Mapping[str, Any]],
        clock: Clock,
        device_name: str = "",
        device_role: str = "laptop",
        keystore: Keystore | str | None = ASK,
        kdf: Kdf | None = None,
    ) -> Profile:
        """A new profile that works alone: office, officers, certificates, device, office key; stays open.

        ``officers``: mappings with name, role, cert_no, cert_kind, valid_from, valid_until (days as text) and
        passphrase; the first is the actor. ``office``: fields of the office record. Raises KnownError:
        profile_exists, passphrase_weak, passphrase_short, officer_twice, officer_missing, disk_….
        """
        check_officers(officers)
        office_id = records.office_id(str(office["name"]))
        people = [{**o, "id": records.officer_id(office_id, str(o["cert_no"]))} for o in officers]
        profile = cls._begin(folder, office_id, people, clock, keystore, kdf)
        with profile._or_closed():
            found_office(profile, office, people, device_name, device_role)
            profile._publish()
        return profile

    @classmethod
    def prepare(
        cls,
        folder: Path,
        *,
        office_id: str,
        officers: Sequence[Mapping[str, Any]],
        clock: Clock,
        keystore: Keystore | str | None = ASK,
        kdf: Kdf | None = None,
    ) -> Profile:
        """A profile with slots, an empty store in the office's stream and device keys: to join an office.

        ``officers``: mappings with id, cert_no, name, passphrase. Everything else comes by sync. Nothing of it
        counts as a profile before the vault has its name, which is the last step.
        """
        profile = cls._begin(folder, office_id, officers, clock, keystore, kdf)
        with profile._or_closed():
            profile._publish()
        return profile

    @classmethod
    def _begin(
        cls,
        folder: Path,
        office_id: str,
        officers: Sequence[Mapping[str, Any]],
        clock: Clock,
        keystore: Keystore | str | None,
        kdf: Kdf | None,
    ) -> Profile:
        if exists(folder):
            raise KnownError("profile_exists", where=Place(file=str(folder)), path=str(folder))
        found = _keystore(keystore)
        for officer in officers:
            check_passphrase(str(officer["passphrase"]), found)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            storage_error(error, folder)
        lock = ProfileLock(folder)
        try:
            return cls._prepared(folder, lock, office_id, officers, clock, found, kdf)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _prepared(
        cls,
        folder: Path,
        lock: ProfileLock,
        office_id: str,
        officers: Sequence[Mapping[str, Any]],
        clock: Clock,
        keystore: Keystore | None,
        kdf: Kdf | None,
    ) -> Profile:
        vault, store = lay_out(folder, office_id, officers, clock, keystore, kdf)
        try:
            profile = cls(folder, lock, vault, store, clock, str(officers[0]["id"]))
            for officer in officers:
                profile._keep_portable(str(officer["cert_no"]), str(officer["passphrase"]), kdf)
        except BaseException:
            store.close()
            raise
        return profile

    def _publish(self) -> None:
        """The last step of making a profile: from here on it exists."""
        part, self.vault.path = self.vault.path, self.folder / "vault.json"
        self.vault.save()
        try:
            part.unlink(missing_ok=True)
            sync_folder(self.folder.parent)
        except OSError as error:
            storage_error(error, self.folder)

    @contextmanager
    def _or_closed(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    # --- opening and closing ------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        clock: Clock,
        *,
        officer: str | None = None,
        keystore: Keystore | str | None = ASK,
        kdf: Kdf | None = None,
    ) -> Profile:
        """Unlock with an officer's passphrase; ``officer`` is a certificate number, None tries the lead first.

        Raises KnownError: profile_missing, profile_in_use, wrong_passphrase, no_such_officer,
        device_secret_missing, vault_damaged, store_missing, store_unreadable, profile_newer, disk_….
        """
        lock, vault = cls._locked(folder, keystore)
        try:
            slot = vault.unlock(passphrase, officer)
            profile = cls._opened(folder, lock, vault, clock, slot)
        except BaseException:
            lock.release()
            raise
        with profile._or_closed():
            vault.renew(slot, passphrase, kdf)
            pin.forgive(profile.store, slot.officer_id or "")
            put_back_reserve(folder)
        return profile

    @classmethod
    def open_with_code(
        cls, folder: Path, code: str, clock: Clock, *, keystore: Keystore | str | None = ASK
    ) -> Profile:
        """Unlock with the printed recovery code; nobody is the actor until an officer's slot is set anew."""
        lock, vault = cls._locked(folder, keystore)
        try:
            return cls._opened(folder, lock, vault, clock, vault.unlock_recovery(code))
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_anew(
        cls,
        folder: Path,
        code: str,
        clock: Clock,
        *,
        officer_id: str,
        passphrase: str,
        keystore: Keystore | str | None = ASK,
        kdf: Kdf | None = None,
    ) -> Profile:
        """Unlock with the printed recovery code and give the officer a new passphrase in place of the forgotten one.

        Raises KnownError wrong_recovery_code, passphrase_weak, no_such_officer; then nothing has changed.
        """
        profile = cls.open_with_code(folder, code, clock, keystore=keystore)
        with profile._or_closed():
            profile.add_officer_slot(officer_id, passphrase, kdf=kdf)
            cert_no = profile.cert_no(officer_id)
            profile.close()
        return cls.open(folder, passphrase, clock, officer=cert_no, keystore=keystore, kdf=kdf)

    @staticmethod
    def _locked(folder: Path, keystore: Keystore | str | None) -> tuple[ProfileLock, Vault]:
        if not exists(folder):
            raise KnownError("profile_missing", where=Place(file=str(folder)), path=str(folder))
        lock = ProfileLock(folder)
        try:
            vault = Vault.load(folder / "vault.json", None if isinstance(keystore, str) else keystore)
            if isinstance(keystore, str) and any(slot.device_secret for slot in vault.slots):
                vault.keystore = find()
            return lock, vault
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(cls, folder: Path, lock: ProfileLock, vault: Vault, clock: Clock, slot: Slot) -> Profile:
        sweep(folder)
        try:
            kept = beforeupdate.keep(folder, vault.keys.db)
            store = Store.open(folder / "store.db", vault.keys.db, clock)
        except KnownError as error:
            # even reading needs a few pages of shared memory beside the database: what the reserve is kept for
            if error.code != "disk_full" or not free_reserve(folder):
                raise
            kept = beforeupdate.keep(folder, vault.keys.db)
            store = Store.open(folder / "store.db", vault.keys.db, clock)
        try:
            if not kept:
                beforeupdate.drop(folder)
            return cls(folder, lock, vault, store, clock, slot.officer_id)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close the store, forget the keys, let others in; calling it again does nothing."""
        if self.closed:
            return
        self.closed = True
        self.store.close()
        self.vault.lock()
        self._lock.release()

    def __enter__(self) -> Profile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- what the rest of the program asks for ------------------------------------------------------------

    @property
    def office_id(self) -> str:
        """The office whose stream this device holds."""
        return self.store.stream

    @property
    def device_id(self) -> str | None:
        """The record of this device; None before it has joined."""
        found = self.store.local_get("device_id")
        return str(found) if found else None

    @property
    def device_keys(self) -> keys.DeviceKeys:
        """This device's private keys and certificates."""
        from models import keys  # 40 ms to import: not before the first window is painted

        return keys.DeviceKeys(**self.store.local_get("device_keys"))

    @property
    def office_keys(self) -> keys.OfficeKeys | None:
        """The office's own keys where this profile made the office (working alone), else None."""
        from models import keys

        found = self.store.local_get("office_keys")
        return keys.OfficeKeys(**found) if found else None

    def set_device_keys(self, device: keys.DeviceKeys, device_id: str | None = None) -> None:
        """Keep certificates that the office gave at enrolment, and the record that names this device."""
        from models import keys

        self.store.local_set("device_keys", keys.to_json(device))
        if device_id is not None:
            self.store.local_set("device_id", device_id)

    @cached_property
    def pack(self) -> Pack:
        """The law as data, with this office's options."""
        from models import pack

        office = self.store.get("office", self.office_id) or {}
        return pack.load(office_options=office.get("options") or {})

    def cert_no(self, officer_id: str) -> str | None:
        """The certificate number an officer's slot carries, None where he has no slot here."""
        for slot in self.vault.slots:
            if slot.kind == "passphrase" and slot.officer_id == officer_id:
                return slot.cert_no
        return None

    def officer_of(self, cert_no: str) -> str:
        """The officer with this certificate number; raises KnownError("no_such_officer")."""
        found = self.store.find("certificate", number=cert_no)
        if not found:
            raise KnownError("no_such_officer", where=Place(field="officer"), cert_no=cert_no)
        return str(found[0]["officer"])

    def confirm(self, officer_id: str, secret: str) -> None:
        """The second officer confirms in person, by PIN or passphrase; returning means yes.

        Raises KnownError: wrong_pin, pin_locked (then the passphrase is asked), wrong_passphrase,
        no_such_officer (no slot on this device).
        """
        cert_no = self.cert_no(officer_id)
        if cert_no is None:
            raise KnownError("no_such_officer", where=Place(field="officer"), cert_no="")
        if len(secret) == 6 and secret.isdigit() and pin.has_pin(self.store, officer_id):
            pin.check_pin(self.store, officer_id, secret)
            return
        if not self.vault.is_passphrase_of(cert_no, secret):
            raise KnownError("wrong_passphrase", where=Place(field="passphrase"))
        pin.forgive(self.store, officer_id)

    # --- slots --------------------------------------------------------------------------------------------

    def add_officer_slot(self, officer_id: str, passphrase: str, *, kdf: Kdf | None = None) -> None:
        """Let an officer of the register unlock this device; raises KnownError no_such_officer, passphrase_weak."""
        officer = self.store.get("officer", officer_id)
        certificates = self.store.find("certificate", officer=officer_id)
        if officer is None or not certificates:
            raise KnownError("no_such_officer", where=Place(field="officer"), cert_no="")
        number = str(certificates[-1]["number"])
        self.vault.add_officer(officer_id, number, str(officer["name"]), passphrase, kdf=kdf)
        self._keep_portable(number, passphrase, kdf)

    def change_passphrase(self, officer_id: str, old: str, new: str, *, kdf: Kdf | None = None) -> None:
        """Change an officer's passphrase; raises KnownError wrong_passphrase, passphrase_weak, no_such_officer."""
        cert_no = self.cert_no(officer_id)
        if cert_no is None:
            raise KnownError("no_such_officer", where=Place(field="officer"), cert_no="")
        slot = self.vault.change_passphrase(cert_no, old, new, kdf=kdf)
        self._keep_portable(cert_no, new, kdf or slot.kdf)

    def remove_officer_slot(self, officer_id: str) -> None:
        """An officer leaves this device; raises KnownError("last_slot") for the only one."""
        cert_no = self.cert_no(officer_id)
        for slot in self.vault.slots:
            if cert_no is not None and slot.cert_no == cert_no:
                self.vault.remove(slot.id)
        portable = [s for s in self.store.local_get("portable_slots", []) if s["cert_no"] != cert_no]
        self.store.local_set("portable_slots", portable)

    def portable_slots(self) -> tuple[Slot, ...]:
        """Slots without this device's secret, for a backup; kept inside the store, never beside it."""
        return tuple(slot_from(entry) for entry in self.store.local_get("portable_slots", []))

    def _keep_portable(self, cert_no: str, passphrase: str, kdf: Kdf | None) -> None:
        """A passphrase too weak to stand alone gets no portable slot: its backups need the recovery code."""
        kept = [s for s in self.store.local_get("portable_slots", []) if s["cert_no"] != cert_no]
        slot = next(s for s in self.vault.slots if s.cert_no == cert_no and s.kind == "passphrase")
        if slot.device_secret and is_strong(passphrase):
            made = self.vault.wrap_passphrase(
                slot.officer_id or "", cert_no, slot.name or "", passphrase, kdf=kdf, device_secret=False
            )
            kept.append(made.to_json())
        self.store.local_set("portable_slots", kept)

    # --- the disk -----------------------------------------------------------------------------------------

    def keep_reserve(self) -> bool:
        """Keep 32 MB aside; False when the disk has no room for it. For a worker: it may take a moment."""
        return keep_reserve(self.folder)

    def free_reserve(self) -> bool:
        """After disk_full: give the reserve back so that the act can be saved; False when it was spent."""
        return free_reserve(self.folder)


def _keystore(asked: Keystore | str | None) -> Keystore | None:
    if isinstance(asked, str):
        return probe()
    return asked
