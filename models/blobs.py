"""Photos and other big evidence: one encrypted file each, whole and durable before the row that names it.

The form of the file is that of :mod:`models.sealed`; its name is an HMAC of the content's SHA-256: the disk tells
nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models import sealed
from models.errors import KnownError, Place
from models.files import finish, need_room, part_file, storage_error, sweep, write_all
from models.sealed import CHUNK, HEADER, TAG, Opened

SPARE = 64 * 2**20
"""Bytes that must stay free after a photo, so that the records that follow it can still be saved."""


@dataclass(frozen=True)
class Put:
    """What was stored: SHA-256 of the content (hex) and its size in bytes."""

    sha256: str
    size: int


class Blobs:
    """The folder of encrypted files of one profile."""

    def __init__(self, folder: Path, att_key: bytes, idx_key: bytes) -> None:
        """Make the folder if need be and sweep what an earlier kill left unfinished."""
        self.folder = folder
        self._att, self._idx = att_key, idx_key
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(folder)

    def path(self, sha256: str) -> Path:
        """Where the content with this hash (hex) is or would be kept; raises ValueError for no hash."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ValueError("not a sha256")
        return self.folder / hmac.digest(self._idx, bytes.fromhex(sha256), "sha256").hex()

    def has(self, sha256: str) -> bool:
        """True when a file is there; :meth:`verify` says whether it is sound. Raises KnownError disk_error."""
        try:
            return self.path(sha256).is_file()
        except OSError as error:
            storage_error(error, self.folder)

    def put(self, source: bytes | BinaryIO, *, expected: str | None = None, spare: int = SPARE) -> Put:
        """Store content and return its hash once it is durable; memory stays at one chunk.

        ``expected``: hash the content must have (from the server or a bundle). Storing the same content again
        replaces the file, which also mends a damaged one. Raises KnownError: disk_full, disk_error,
        disk_readonly, blob_differs. Nothing half-written is ever found under the content's name.
        """
        if isinstance(source, bytes):
            need_room(self.folder, len(source) + spare)
        else:
            need_room(self.folder, spare)
        digest, size = hashlib.sha256(), 0
        try:
            with part_file(self.folder) as (fd, part):
                for written, chunk in sealed.seal(self._att, source):
                    digest.update(chunk)
                    size += len(chunk)
                    write_all(fd, written)
                sha256 = digest.hexdigest()
                if expected is not None and sha256 != expected:
                    raise KnownError("blob_differs", expected=expected, found=sha256)
                finish(fd, part, self.path(sha256))
        except OSError as error:
            storage_error(error, self.folder)
        return Put(sha256, size)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content piece by piece, each authenticated; after the last the hash of the whole is compared.

        Raises KnownError blob_missing or blob_damaged: do not use the pieces before the iterator has ended.
        """
        digest = hashlib.sha256()
        with self._open(sha256) as file:
            found = self._header(sha256, file)
            for index in range(found.total):
                chunk = self._unseal(sha256, file, found, index)
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)

    def get(self, sha256: str) -> bytes:
        """The whole content, verified; raises KnownError blob_missing or blob_damaged."""
        return b"".join(self.chunks(sha256))

    def read(self, sha256: str, offset: int, length: int) -> bytes:
        """A part of the content for a resumable transfer; its chunks are authenticated, the whole is not."""
        with self._open(sha256) as file:
            found = self._header(sha256, file)
            first, last = found.spans(offset, length)
            file.seek(sealed.place(first))
            pieces = [self._unseal(sha256, file, found, index) for index in range(first, last + 1)]
        return b"".join(pieces)[offset - first * CHUNK :][:length]

    def size(self, sha256: str) -> int:
        """Bytes of the content, from the file's length; raises KnownError blob_missing or blob_damaged."""
        with self._open(sha256) as file:
            self._header(sha256, file)
            return sealed.content_size(os.fstat(file.fileno()).st_size)

    def verify(self, sha256: str) -> str:
        """'ok', 'missing' or 'damaged'; reads the whole file."""
        try:
            for _ in self.chunks(sha256):
                pass
        except KnownError as error:
            if error.code not in ("blob_missing", "blob_damaged"):
                raise
            return error.code.removeprefix("blob_")
        return "ok"

    def remove(self, sha256: str) -> None:
        """Delete the file of this content, for a retention term that ended or an act that failed. Raises KnownError
        disk_error, disk_readonly."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            storage_error(error, self.folder)

    def names(self) -> list[str]:
        """File names on disk (not hashes), sorted: a backup copies them as they are."""
        return sorted(p.name for p in self.folder.iterdir() if re.fullmatch(r"[0-9a-f]{64}", p.name))

    def _open(self, sha256: str) -> BinaryIO:
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise KnownError("blob_missing", sha256=sha256) from error
        except OSError as error:
            storage_error(error, self.folder)

    def _header(self, sha256: str, file: BinaryIO) -> Opened:
        try:
            return sealed.opened(self._att, file.read(HEADER), os.fstat(file.fileno()).st_size)
        except sealed.Broken as error:
            raise _damaged(sha256) from error

    def _unseal(self, sha256: str, file: BinaryIO, found: Opened, index: int) -> bytes:
        try:
            return found.unseal(index, file.read(CHUNK + TAG))
        except (OSError, sealed.Broken) as error:
            raise _damaged(sha256) from error


def _damaged(sha256: str) -> KnownError:
    return KnownError("blob_damaged", where=Place(file=sha256[:12]), sha256=sha256)
