"""Backup of a whole profile into one file while it is open, and its return as a new replica.

The file is a plain tar of parts that are encrypted already: ``manifest.json`` (hashes, sealed with a key of the
vault), ``vault.json`` (slots that need no secret of the old device), ``store.db`` (a consistent copy, checked before
it is packed) and ``blobs/…``. It appears under its name only when all of it is on the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models import wantedfiles
from models.clock import Clock, local, stamp
from models.database import connect, storage
from models.errors import KnownError, Place
from models.files import (
    PART,
    finish,
    need_room,
    part_file,
    storage_error,
    sweep,
    sync_file,
    sync_folder,
    write_all,
)
from models.keystore import Keystore, probe
from models.numbering import close_blocks
from models.profile import ASK, Profile
from models.vault import Vault
from models.vaultfile import Kdf, canonical

FORMAT = 1
PREFIX = "anxin-"
SUFFIX = ".anxinbackup"
PIECE = 2**20
_MEMBER = re.compile(r"manifest\.json|vault\.json|store\.db|blobs/[0-9a-f]{64}")


@dataclass(frozen=True)
class Made:
    """A finished backup: its file, size in bytes, SHA-256, photos in it, whether any computer may restore it, and how
    many photos its records name that are not on this computer (the office has them) and so not in it."""

    file: Path
    size: int
    sha256: str
    blobs: int
    portable: bool
    elsewhere: int = 0


def backup(profile: Profile, folder: Path) -> Made:
    """Write a backup of the open profile into ``folder``; work may go on meanwhile.

    Raises KnownError: folder_missing, disk_full, disk_readonly, disk_error, backup_records_damaged.
    Whatever ends it early leaves no file that looks like a backup.
    """
    if not folder.is_dir():
        raise KnownError("folder_missing", where=Place(file=str(folder)), path=str(folder))
    sweep(folder, PREFIX)
    need_room(folder, _room(profile))
    now = local(profile.clock.now())
    target = _free_name(folder, f"{PREFIX}{now:%Y%m%d-%H%M%S}")
    try:
        with _copy_of_store(profile, folder) as database, part_file(folder, PREFIX) as (fd, part):
            portable = _pack(profile, database, fd)
            os.fsync(fd)
            digest = _proof_read(part)
            finish(fd, part, target)
    except OSError as error:
        storage_error(error, folder)
    blobs = len(profile.blobs.names())
    elsewhere = sum(not profile.blobs.has(sha) for sha in wantedfiles.photos(profile.store))
    return Made(target, target.stat().st_size, digest, blobs, portable, elsewhere)


def _room(profile: Profile) -> int:
    database = sum(p.stat().st_size for p in profile.folder.glob("store.db*"))
    return 2 * database + sum(p.stat().st_size for p in profile.blobs.folder.iterdir()) + 2**20


def _free_name(folder: Path, stem: str) -> Path:
    """Two backups within a second (or with a clock set back) never overwrite each other."""
    path, n = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        n += 1
        path = folder / f"{stem}-{n}{SUFFIX}"
    return path


@contextmanager
def _copy_of_store(profile: Profile, folder: Path) -> Iterator[Path]:
    """A consistent, compact copy with the same key, checked; removed again when the block is left."""
    copy = folder / f"{PREFIX}{os.getpid()}-store{PART}"
    key = profile.vault.keys.db
    try:
        with storage(folder):
            source = connect(profile.store.path, key)
            try:
                source.execute("VACUUM INTO ?", (str(copy),))
            finally:
                source.close()
            _must_be_sound(copy, key)
        sync_file(copy)
        yield copy
    finally:
        for path in folder.glob(copy.name + "*"):
            path.unlink(missing_ok=True)


def _must_be_sound(path: Path, key: str) -> None:
    copy = connect(path, key)
    try:
        pages = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        rows = copy.execute("PRAGMA integrity_check").fetchall()
    finally:
        copy.close()
    if pages or rows != [("ok",)]:
        raise KnownError("backup_records_damaged")


def _pack(profile: Profile, database: Path, fd: int) -> bool:
    """Write the tar; True when some slot in it needs no secret of this computer."""
    vault = profile.vault.copy_with(Path("vault.json"), profile.portable_slots())
    portable = any(slot.kind == "passphrase" for slot in vault.slots)
    parts: dict[str, Path | bytes] = {"vault.json": vault.text(), "store.db": database}
    for name in profile.blobs.names():
        parts[f"blobs/{name}"] = profile.blobs.folder / name
    body = {
        "format": FORMAT,
        "made_at": stamp(profile.clock.now()),
        "store_id": profile.vault.store_id,
        "office": profile.office_id,
        "replica": profile.store.replica,
        "parts": {name: _describe(part) for name, part in parts.items()},
    }
    sealed = {**body, "mac": _mac(profile.vault, body)}
    with tarfile.open(fileobj=_Out(fd), mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, part in [("manifest.json", canonical(sealed)), *parts.items()]:
            info = tarfile.TarInfo(name)
            info.mode, info.mtime = 0o600, int(profile.clock.now().timestamp())
            if isinstance(part, bytes):
                info.size = len(part)
                tar.addfile(info, io.BytesIO(part))
            else:
                info.size = part.stat().st_size
                with part.open("rb") as file:
                    tar.addfile(info, file)
    return portable


class _Out(io.RawIOBase):
    """A file object over the open part file that never writes short."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        write_all(self._fd, memoryview(data))
        return len(data)


def _describe(part: Path | bytes) -> dict[str, Any]:
    if isinstance(part, bytes):
        return {"size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
    with part.open("rb") as file:
        return {"size": part.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _mac(vault: Vault, body: dict[str, Any]) -> str:
    return hmac.digest(vault.keys.mac, b"backup" + canonical(body), "sha256").hex()


def _proof_read(part: Path) -> str:
    """Read the packed file back and compare every part with its hash; returns the SHA-256 of the whole."""
    with open_backup(part) as (tar, manifest):
        for name, file in _members(tar, manifest):
            _compare(name, file, manifest, None)
    with part.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest()


# --- reading ----------------------------------------------------------------------------------------------


@contextmanager
def open_backup(path: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, Any]]]:
    """The tar, read forward only, and its manifest; raises KnownError file_not_found, backup_damaged, …newer."""
    if not path.is_file():
        raise KnownError("file_not_found", where=Place(file=str(path)), path=str(path))
    try:
        with tarfile.open(path, mode="r|") as tar:
            first = tar.next()
            file = tar.extractfile(first) if first is not None and first.name == "manifest.json" else None
            if file is None:
                raise _damaged(path)
            manifest = json.loads(file.read(64 * 2**20))
            if manifest["format"] != FORMAT:
                raise KnownError("backup_newer", where=Place(file=path.name))
            if not all(_MEMBER.fullmatch(name) for name in manifest["parts"]):
                raise _damaged(path)
            yield tar, manifest
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise _damaged(path) from error


def _members(tar: tarfile.TarFile, manifest: dict[str, Any]) -> Iterator[tuple[str, IO[bytes]]]:
    """Every part in order; raises KnownError when one is strange, doubled or missing."""
    wanted = dict(manifest["parts"])
    for info in tar:
        if info.name == "manifest.json":
            continue
        part, file = wanted.pop(info.name, None), tar.extractfile(info)
        if part is None or file is None or not info.isreg() or info.size != part["size"]:
            raise KnownError("backup_damaged", where=Place(file=info.name), file=info.name)
        yield info.name, file
    if wanted:
        missing = sorted(wanted)[0]
        raise KnownError("backup_damaged", where=Place(file=missing), file=missing)


def _compare(name: str, file: IO[bytes], manifest: dict[str, Any], out: int | None) -> None:
    """Read one part, writing it to ``out`` if given; raises KnownError when it is not what the manifest says."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
        if out is not None:
            write_all(out, piece)
    if digest.hexdigest() != manifest["parts"][name]["sha256"]:
        raise KnownError("backup_damaged", where=Place(file=name), file=name)


def _damaged(path: Path) -> KnownError:
    return KnownError("backup_damaged", where=Place(file=path.name), file=path.name)


# --- restoring --------------------------------------------------------------------------------------------


def restore(
    file: Path,
    folder: Path,
    passphrase: str,
    clock: Clock,
    *,
    officer: str | None = None,
    keystore: Keystore | str | None = ASK,
    kdf: Kdf | None = None,
) -> Profile:
    """Bring a backup back into an empty or new ``folder`` as a new replica; returns the open profile.

    ``passphrase`` is an officer's (or the recovery code). Old number blocks are closed: papers are written in the
    emergency series until the next sync or a new grant. Nothing appears under ``folder`` before all is checked.
    Raises KnownError: file_not_found, backup_damaged, backup_newer, backup_not_portable, wrong_passphrase,
    folder_not_empty, disk_….
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KnownError("folder_not_empty", where=Place(file=str(folder)), path=str(folder))
    work = folder.with_name(folder.name + ".restoring")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if work.exists():
            shutil.rmtree(work)
        work.mkdir(mode=0o700)
        try:
            made_at, by_code = _unpack(file, work, passphrase, officer)
            with _open(work, passphrase, clock, officer, None, kdf, by_code) as profile:
                become_new_replica(profile, "restored")
                entry = profile.store.local_get("restored")
                profile.store.local_set("restored", {**entry, "backup_made_at": made_at})
            if folder.exists():
                folder.rmdir()
            work.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        storage_error(error, folder)
    home = probe() if isinstance(keystore, str) else keystore
    return _open(folder, passphrase, clock, officer, home, kdf, by_code)


def _unpack(file: Path, work: Path, passphrase: str, officer: str | None) -> tuple[str, bool]:
    """Vault first: a wrong passphrase is known before anything big is written.

    Returns when the backup was made, and whether it opened by the recovery code.
    """
    (work / "blobs").mkdir(mode=0o700)
    vault: Vault | None = None
    by_code = False
    with open_backup(file) as (tar, manifest):
        need_room(work, sum(int(part["size"]) for part in manifest["parts"].values()))
        for name, source in _members(tar, manifest):
            target = work / name
            with part_file(target.parent) as (fd, part):
                _compare(name, source, manifest, fd)
                finish(fd, part, target)
            if name == "vault.json":
                vault = Vault.load(target, None)
                by_code = _unlock(vault, passphrase, officer)
                body = {k: v for k, v in manifest.items() if k != "mac"}
                if not hmac.compare_digest(str(manifest["mac"]), _mac(vault, body)):
                    raise _damaged(file)
    if vault is None:
        raise _damaged(file)
    with storage():
        _must_be_sound(work / "store.db", vault.keys.db)
    sync_folder(work)
    return str(manifest["made_at"]), by_code


def _unlock(vault: Vault, secret: str, officer: str | None) -> bool:
    """Open with the passphrase, else with the recovery code (True); raises KnownError."""
    slots = {slot.kind for slot in vault.slots}
    if "passphrase" in slots:
        try:
            vault.unlock(secret, officer)
            return False
        except KnownError as wrong:
            if wrong.code != "wrong_passphrase" or "recovery" not in slots:
                raise
    elif "recovery" not in slots:
        raise KnownError("backup_not_portable")
    vault.unlock_recovery(secret)
    return True


def _open(
    folder: Path,
    secret: str,
    clock: Clock,
    officer: str | None,
    keystore: Keystore | None,
    kdf: Kdf | None,
    by_code: bool,
) -> Profile:
    if by_code:
        return Profile.open_with_code(folder, secret, clock, keystore=keystore)
    return Profile.open(folder, secret, clock, officer=officer, keystore=keystore, kdf=kdf)


def become_new_replica(profile: Profile, reason: str) -> int:
    """Give the device a new identity in every stream it writes; its number blocks close. Returns the new replica.

    For a restored backup and for a profile found to be a copy of another: what the other copy issued meanwhile is
    not known here, so the old numbers are of no use (design: emergency series until the next sync).
    """
    store, old = profile.store, profile.store.replica
    for line in store.lines():
        if line.mine:
            store.new_replica(line.stream)
    with store.change(profile.officer_id, reason) as tx:
        close_blocks(tx, old, reason)
        if (device := tx.get("device", profile.device_id)) is not None:
            # The device stays the same one for its office; its former identity keeps a name in the register.
            tx.set("device", device.pop("id"), replica=store.replica, predecessor=old)
            tx.new("device", **{**device, "replica": old, "state": "replaced"})
    store.local_set("restored", {"at": stamp(profile.clock.now()), "from": old, "reason": reason})
    return store.replica
