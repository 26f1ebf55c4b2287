"""Frames of a bundle: each with length, hash and the sender's signature over all before it, sealed to the receiver with age.

A bundle's files are age files (https://age-encryption.org/v1): whoever holds the key can open them with the ``age``
tool alone. Inside stand frames, one after the other::

    length u32 | kind u8 | BLAKE2b-256 of the payload | Ed25519 signature | payload

The signature covers the running hash over every frame so far, headers included. So any beginning of a bundle is
worth as much as the whole: what was read is the sender's, complete and in its order, also where the rest is missing.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from models.database import storage
from models.errors import KnownError, Place
from models.files import write_all
from sync.streams import Pieces

HEADER, LINE, OPERATIONS, PIECE, END, PRIVATE = 1, 2, 3, 4, 5, 6
"""Who and what; operations of one line of the sender's own; operations of anybody; a piece of a file; how it ended;
operations of informants' streams, sealed once more for the one who may read them."""
MAX_FRAME = 20 * 2**20
"""Bytes of one payload: a batch of operations (16 MiB at most, as in a sync) or a piece of a file."""
_FIXED = struct.Struct(">IB32s64s")
_CONTEXT = b"anxin-bundle-frame/1\0"


class Broken(Exception):
    """The bundle ends or is altered here; ``why`` is ``cut``, ``altered`` or ``signature``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Frame:
    """``index`` counts over all parts of a bundle, from 1; ``running`` is the hash over all frames up to this one."""

    index: int
    kind: int
    payload: bytes
    running: bytes


def start(bundle: str) -> bytes:
    """The running hash before the first frame of the bundle with this id."""
    return hashlib.blake2b(b"anxin-bundle/1\0" + bundle.encode(), digest_size=32).digest()


def link(running: bytes, kind: int, payload_hash: bytes) -> bytes:
    """The running hash after one more frame."""
    return hashlib.blake2b(running + bytes([kind]) + payload_hash, digest_size=32).digest()


def seal(kind: int, payload: bytes, running: bytes, key: Ed25519PrivateKey) -> tuple[bytes, bytes]:
    """(the frame's bytes, the running hash after it)."""
    hashed = hashlib.blake2b(payload, digest_size=32).digest()
    running = link(running, kind, hashed)
    return _FIXED.pack(len(payload), kind, hashed, key.sign(_CONTEXT + running)) + payload, running


# --- keys


def recipient(public_key: str) -> pyrage.ssh.Recipient:
    """Who may open a bundle: the holder of this Ed25519 device key (base64), which the office certified."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
    return pyrage.ssh.Recipient.from_str(key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode())


def identity(key: Ed25519PrivateKey) -> pyrage.ssh.Identity:
    """This device's own key, as age takes it; it is never written anywhere in this form."""
    return pyrage.ssh.Identity.from_buffer(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))


def verify(public_key: str, signature: bytes, text: bytes) -> bool:
    """Whether ``text`` was signed by the device with this public key (base64)."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True)).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


# --- writing


class _Out(io.RawIOBase):
    """A file written in full; what the disk refuses is kept."""

    def __init__(self, fd: int) -> None:
        self._fd, self.failed = fd, None

    failed: BaseException | None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            plain = bytes(data)
            write_all(self._fd, plain)
        except BaseException as error:
            self.failed = error
            raise
        return len(plain)


def write_part(path: Path, frames: Iterator[bytes], to: Sequence[pyrage.ssh.Recipient]) -> int:
    """Seal ``frames`` into ``path``, on the disk when it returns; bytes written. Raises KnownError disk_…, and
    whatever ``frames`` raised; then no file is left."""
    with storage():
        fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        source, out = Pieces(frames), _Out(fd)
        try:
            try:
                pyrage.encrypt_io(source, out, list(to))
            except (pyrage.EncryptError, OSError) as error:
                raise source.failed or out.failed or error from error
            os.fsync(fd)
            return os.fstat(fd).st_size
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(fd)


# --- reading


class Reader:
    """Frames of one file. Iterating raises :class:`Broken` where it stops being whole; opening raises KnownError:
    file_not_found, bundle_not_one, bundle_not_for_us, bundle_damaged, disk_…."""

    def __init__(self, path: Path, keys: Sequence[pyrage.ssh.Identity]) -> None:
        self.path = path
        self._failed: BaseException | None = None
        with storage():
            try:
                self._file: IO[bytes] = path.open("rb")
            except (FileNotFoundError, IsADirectoryError) as error:
                raise KnownError("file_not_found", path=str(path)) from error
        read, self._to = os.pipe()
        self._plain = os.fdopen(read, "rb", buffering=2**16)
        self._thread = threading.Thread(target=self._decrypt, args=(list(keys),), name="bundle", daemon=True)
        self._thread.start()
        self._known = ""
        self._running: bytes = b""
        self._index = 0

    def _decrypt(self, keys: list[pyrage.ssh.Identity]) -> None:
        with os.fdopen(self._to, "wb", buffering=0) as sink:
            try:
                pyrage.decrypt_io(self._file, sink, keys)
            except BrokenPipeError:
                return  # whoever reads has seen enough
            except (pyrage.DecryptError, OSError) as error:
                self._failed = error

    def close(self) -> None:
        self._plain.close()
        self._thread.join()
        self._file.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def first(self, trusted: Callable[[bytes], tuple[str, bytes, int]]) -> Frame:
        """The header. ``trusted(payload)`` gives the sender's public key and where this part begins (running hash,
        frames before), or raises: nothing has been believed yet."""
        try:
            kind, hashed, signature, payload = self._raw()
        except Broken as broken:
            raise self._refused() from broken
        if kind != HEADER:
            raise KnownError("bundle_not_one", where=Place(file=self.path.name), file=self.path.name)
        self._known, self._running, self._index = trusted(payload)
        try:
            return self._checked(kind, hashed, signature, payload)
        except Broken as broken:
            raise KnownError("bundle_forged", where=Place(file=self.path.name), file=self.path.name) from broken

    def __iter__(self) -> Iterator[Frame]:
        """The frames after the header, up to and with the END frame; raises Broken."""
        while True:
            frame = self._checked(*self._raw())
            yield frame
            if frame.kind == END:
                return

    def _raw(self) -> tuple[int, bytes, bytes, bytes]:
        fixed = self._exactly(_FIXED.size)
        length, kind, hashed, signature = _FIXED.unpack(fixed)
        if length > MAX_FRAME:
            raise Broken("altered")
        payload = self._exactly(length)
        if hashlib.blake2b(payload, digest_size=32).digest() != hashed:
            raise Broken("altered")
        return kind, hashed, signature, payload

    def _checked(self, kind: int, hashed: bytes, signature: bytes, payload: bytes) -> Frame:
        running = link(self._running, kind, hashed)
        if not verify(self._known, signature, _CONTEXT + running):
            raise Broken("signature")
        self._running, self._index = running, self._index + 1
        return Frame(self._index, kind, payload, running)

    def _exactly(self, count: int) -> bytes:
        data = self._plain.read(count)
        if len(data) < count:
            self._thread.join()
            raise Broken("cut" if self._failed is None or self._is_short() else "altered")
        return data

    def _is_short(self) -> bool:
        """age says the same for a file that was cut and one that was altered: one whose last chunk is read was cut."""
        return self._file.read(1) == b""

    def _refused(self) -> KnownError:
        """Why not even the header can be read."""
        said, where = str(self._failed or ""), Place(file=self.path.name)
        if "No matching keys" in said:
            return KnownError("bundle_not_for_us", where=where, file=self.path.name)
        if not self._looks_like_age():
            return KnownError("bundle_not_one", where=where, file=self.path.name)
        return KnownError("bundle_damaged", where=where, file=self.path.name)

    def _looks_like_age(self) -> bool:
        self._thread.join()
        self._file.seek(0)
        return self._file.read(21) == b"age-encryption.org/v1"
