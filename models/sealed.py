"""The sealed form of a file at rest: AES-256-GCM in chunks under a random key of its own, on laptops and on the server.

File: magic (8) ‖ chunk size (4) ‖ wrapped file key (40) ‖ chunks. Nonce = chunk number; each chunk is authenticated
with the header, its number and whether it is the last: a cut, exchanged or reordered chunk fails.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

MAGIC = b"ANXBLOB1"
CHUNK = 256 * 1024
TAG = 16
HEADER = len(MAGIC) + 4 + 40
"""Bytes before the first chunk."""


class Broken(Exception):
    """Not sealed, not under this key, cut, or altered."""


@dataclass(frozen=True)
class Opened:
    """A sealed file whose header fits the key: reads any of its chunks."""

    header: bytes
    file_key: bytes
    total: int
    """Chunks in the file."""

    def unseal(self, index: int, sealed: bytes) -> bytes:
        """The content of chunk ``index`` (from 0); raises Broken."""
        try:
            return AESGCM(self.file_key).decrypt(
                _nonce(index), sealed, _aad(self.header, index, index == self.total - 1)
            )
        except (InvalidTag, ValueError) as error:
            raise Broken from error

    def spans(self, offset: int, length: int) -> tuple[int, int]:
        """The first and the last chunk that hold ``length`` bytes of content from ``offset``."""
        return offset // CHUNK, min((offset + max(length, 1) - 1) // CHUNK, self.total - 1)


def seal(kek: bytes, source: bytes | BinaryIO | Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(sealed bytes to write, the content in them) piece by piece; ``kek``: the 32 bytes that wrap the file's key.

    The first pair is the header and no content. Memory stays at two chunks.
    """
    file_key = AESGCM.generate_key(256)
    header = MAGIC + struct.pack(">I", CHUNK) + aes_key_wrap(kek, file_key)
    yield header, b""
    for index, chunk, last in _chunks(source):
        yield AESGCM(file_key).encrypt(_nonce(index), chunk, _aad(header, index, last)), chunk


def opened(kek: bytes, header: bytes, size: int) -> Opened:
    """``header``: the file's first HEADER bytes, ``size``: bytes of the whole file; raises Broken."""
    body = size - HEADER
    if not header.startswith(MAGIC + struct.pack(">I", CHUNK)) or body < TAG:
        raise Broken
    try:
        file_key = aes_key_unwrap(kek, header[-40:])
    except (InvalidUnwrap, ValueError) as error:
        raise Broken from error
    return Opened(header, file_key, -(-body // (CHUNK + TAG)))


def content_size(size: int) -> int:
    """Bytes of content in a sealed file of ``size`` bytes."""
    body = size - HEADER
    return body - -(-body // (CHUNK + TAG)) * TAG


def place(index: int) -> int:
    """Where chunk ``index`` begins in the file."""
    return HEADER + index * (CHUNK + TAG)


def _chunks(source: bytes | BinaryIO | Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, is the last) with at least one chunk; a stream is read one chunk ahead."""
    if isinstance(source, bytes):
        total = max(1, -(-len(source) // CHUNK))
        for index in range(total):
            yield index, source[index * CHUNK : (index + 1) * CHUNK], index == total - 1
        return
    whole = _even(iter(lambda: source.read(CHUNK), b"") if hasattr(source, "read") else source)
    index, chunk = 0, next(whole, b"")
    for ahead in whole:
        yield index, chunk, False
        index, chunk = index + 1, ahead
    yield index, chunk, True


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of any size as whole chunks, the last one shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")


def _aad(header: bytes, index: int, last: bool) -> bytes:
    return header + struct.pack(">Q?", index, last)
