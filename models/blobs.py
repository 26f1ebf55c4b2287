"""Photos and other big evidence: one encrypted file each, whole and durable before the row that names it.

File: magic (8) ‖ chunk size (4) ‖ wrapped file key (40) ‖ chunks. Each chunk is AES-256-GCM under the file's
own random key, nonce = chunk number, authenticated with the header, its number and whether it is the last: a
cut, exchanged or reordered chunk fails. The name is an HMAC of the content's SHA-256: the disk tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from models.errors import KnownError, Place
from models.files import finish, need_room, part_file, storage_error, sweep, write_all

MAGIC = b"ANXBLOB1"
CHUNK = 256 * 1024
TAG = 16
HEADER = len(MAGIC) + 4 + 40
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
        """True when a file is there; :meth:`verify` says whether it is sound."""
        return self.path(sha256).is_file()

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
                file_key = AESGCM.generate_key(256)
                header = MAGIC + struct.pack(">I", CHUNK) + aes_key_wrap(self._att, file_key)
                write_all(fd, header)
                for index, chunk, last in _chunks(source):
                    digest.update(chunk)
                    size += len(chunk)
                    write_all(fd, _seal(file_key, header, index, chunk, last))
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
            header, file_key, total = self._header(sha256, file)
            for index in range(total):
                chunk = self._unseal(sha256, file, header, file_key, index, total)
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
            header, file_key, total = self._header(sha256, file)
            first, last = offset // CHUNK, min((offset + max(length, 1) - 1) // CHUNK, total - 1)
            file.seek(HEADER + first * (CHUNK + TAG))
            pieces = [self._unseal(sha256, file, header, file_key, index, total) for index in range(first, last + 1)]
        return b"".join(pieces)[offset - first * CHUNK :][:length]

    def size(self, sha256: str) -> int:
        """Bytes of the content, from the file's length; raises KnownError blob_missing or blob_damaged."""
        with self._open(sha256) as file:
            _, _, total = self._header(sha256, file)
            return os.fstat(file.fileno()).st_size - HEADER - total * TAG

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
        """Delete the file of this content, for a retention term that ended or an act that failed."""
        self.path(sha256).unlink(missing_ok=True)

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

    def _header(self, sha256: str, file: BinaryIO) -> tuple[bytes, bytes, int]:
        header = file.read(HEADER)
        body = os.fstat(file.fileno()).st_size - HEADER
        if not header.startswith(MAGIC + struct.pack(">I", CHUNK)) or body < TAG:
            raise _damaged(sha256)
        try:
            file_key = aes_key_unwrap(self._att, header[-40:])
        except (InvalidUnwrap, ValueError) as error:
            raise _damaged(sha256) from error
        return header, file_key, -(-body // (CHUNK + TAG))

    def _unseal(self, sha256: str, file: BinaryIO, header: bytes, file_key: bytes, index: int, total: int) -> bytes:
        try:
            sealed = file.read(CHUNK + TAG)
        except OSError as error:
            raise _damaged(sha256) from error
        try:
            return AESGCM(file_key).decrypt(_nonce(index), sealed, _aad(header, index, index == total - 1))
        except (InvalidTag, ValueError) as error:
            raise _damaged(sha256) from error


def _damaged(sha256: str) -> KnownError:
    return KnownError("blob_damaged", where=Place(file=sha256[:12]), sha256=sha256)


def _chunks(source: bytes | BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, is the last) with at least one chunk; a stream is read one chunk ahead."""
    if isinstance(source, bytes):
        total = max(1, -(-len(source) // CHUNK))
        for index in range(total):
            yield index, source[index * CHUNK : (index + 1) * CHUNK], index == total - 1
        return
    index, chunk = 0, _fill(source)
    while True:
        ahead = _fill(source) if len(chunk) == CHUNK else b""
        yield index, chunk, not ahead
        if not ahead:
            return
        index, chunk = index + 1, ahead


def _fill(source: BinaryIO) -> bytes:
    """One whole chunk: a stream may give less than was asked for."""
    pieces, need = [], CHUNK
    while need:
        piece = source.read(need)
        if not piece:
            break
        pieces.append(piece)
        need -= len(piece)
    return b"".join(pieces)


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")


def _aad(header: bytes, index: int, last: bool) -> bytes:
    return header + struct.pack(">Q?", index, last)


def _seal(file_key: bytes, header: bytes, index: int, chunk: bytes, last: bool) -> bytes:
    return AESGCM(file_key).encrypt(_nonce(index), chunk, _aad(header, index, last))
