"""The server's files (photos, signed papers): named by hash, taken in pieces, sealed, in a folder or an object store.

One code for both (obstore): ``file:///…`` or ``s3://bucket/prefix``. Everything kept is sealed (:mod:`models.sealed`)
under a key that lies beside the database, readable by the server's account alone; names are HMACs, so that neither
the folder nor the bucket nor a copy of either tells anything. Pieces of a file under way are objects of their own:
several workers may take them in any order of arrival, and any worker may finish the file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models import sealed
from models.database import storage
from models.errors import KnownError
from models.files import part_file, sync_file, sync_folder, write_all
from sync.server.ledger import Refusal, Scope
from sync.wire import CHUNK, MAX_BLOB

if TYPE_CHECKING:
    from obstore.store import ObjectStore

WHOLE = -1
MAX_PIECES = 2 * MAX_BLOB // CHUNK
_SHA = re.compile(r"[0-9a-f]{64}")
_CHECK = "key-check"


class Files:
    """Holds no state of its own: what is under way lies in the store itself."""

    def __init__(self, place: Path | str, key: bytes) -> None:
        """``place``: a folder (as text too), or a URL of an object store; ``key``: 32 bytes (:func:`file_key`).

        Raises KnownError: files_url, files_unreachable, files_key.
        """
        if isinstance(place, str) and "://" not in place:
            place = Path(place).expanduser().absolute()  # what people type for a folder is no URL
        self.folder = place if isinstance(place, Path) else None
        self._kek, self._names = (_derived(key, name) for name in (b"kek", b"names"))
        with _reachable(str(place)):
            self.store = _open(place)
            self._must_be_our_key()

    def have(self, scope: Scope, sha256: str) -> int:
        """Bytes held of a file that is under way, WHOLE when it is complete, 0 when unknown."""
        base = self._path(scope, sha256)
        with _calls():
            return WHOLE if self._size(base) is not None else self._held(base)

    def have_all(self, scope: Scope, hashes: Sequence[str]) -> dict[str, int]:
        """:meth:`have` of many; a store across the network is asked about several at once."""
        if self.folder is not None or len(hashes) < 2:
            return {sha: self.have(scope, sha) for sha in hashes}
        with ThreadPoolExecutor(16) as pool:
            return dict(zip(hashes, pool.map(lambda sha: self.have(scope, sha), hashes), strict=True))

    def put(self, scope: Scope, sha256: str, offset: int, size: int, piece: bytes) -> int:
        """Take a piece at ``offset`` of a file of ``size`` bytes; returns what is held now (WHOLE at the end).

        A piece that is there already is taken as done. Raises Refusal: too_big, gap (wanted = bytes held),
        blob_differs: then everything of it is dropped and the device begins again; files_away.
        """
        if len(piece) > CHUNK or size > MAX_BLOB or offset < 0 or offset + len(piece) > size:
            raise Refusal(413, "too_big")
        base = self._path(scope, sha256)
        with _calls():
            if self._size(base) is not None:
                return WHOLE
            if offset == 0 and len(piece) == size:
                return self._finish(base, sha256, iter([piece]))
            pieces = self._pieces(base)
            held = _reach(pieces)
            if offset > held:
                raise Refusal(409, "gap", wanted={0: held})
            if len(pieces) >= MAX_PIECES:
                self._drop(base)
                raise Refusal(413, "too_big")
            if offset == held and piece:
                self._keep_piece(f"{base}.d/{offset:012d}-{len(piece)}", piece)
                pieces = self._pieces(base)
                held = _reach(pieces)
            if offset + len(piece) <= held < size:
                return held
            try:
                return self._finish(base, sha256, self._in_order(base, pieces, size))
            except (FileNotFoundError, Refusal):
                if self._size(base) is None:
                    raise Refusal(422, "blob_differs") from None
                return WHOLE  # another worker finished it meanwhile and took the pieces away

    def get(self, scope: Scope, sha256: str, offset: int) -> tuple[bytes, int]:
        """(a piece from ``offset`` of at most 1 MiB, size of the whole); raises Refusal not_found, blob_differs."""
        base = self._path(scope, sha256)
        if offset < 0:
            raise Refusal(404, "not_found")
        with _calls():
            for _ in range(2):  # a second time, should two workers just have finished the very same file
                size = self._size(base)
                if size is None:
                    raise Refusal(404, "not_found")
                try:
                    return self._read(base, size, offset, CHUNK), sealed.content_size(size)
                except sealed.Broken:
                    continue
            raise Refusal(422, "blob_differs")

    def put_all(self, scope: Scope, files: Sequence[tuple[str, bytes | None]]) -> dict[str, int]:
        """:meth:`put` of whole small files; those left out in the answer are not here. One that is not what its
        hash says stops no other."""
        held: dict[str, int] = {}
        for sha256, content in files:
            try:
                if content:
                    held[sha256] = self.put(scope, sha256, 0, len(content), content)
            except Refusal as refused:
                if refused.code not in ("blob_differs", "too_big"):
                    raise
        return held

    def get_all(self, scope: Scope, hashes: Sequence[str], most: int) -> list[tuple[str, bytes | None]]:
        """Whole files in this order, up to ``most`` bytes of them; None for one that is larger than all that, not
        here or damaged. Where they do not all fit, the last ones are left out: whoever asks, asks again."""
        found: list[tuple[str, bytes | None]] = []
        left = most
        for sha256 in hashes:
            content = self._small(scope, sha256, most // 2)
            left -= len(content or b"")
            if left < 0:
                break
            found.append((sha256, content))
        return found

    def _small(self, scope: Scope, sha256: str, most: int) -> bytes | None:
        with _calls():
            size = self._size(self._path(scope, sha256))
        if size is None or sealed.content_size(size) > most:
            return None
        try:
            return self.get(scope, sha256, 0)[0]
        except Refusal as refused:
            if refused.code not in ("not_found", "blob_differs"):
                raise
            return None

    def sweep(self, now: datetime) -> int:
        """Take away what a killed worker left unfinished more than a day ago; how many objects that were."""
        import obstore

        count = 0
        with _calls():
            for some in obstore.list(self.store, "new"):
                for one in some:
                    if now - one["last_modified"] > timedelta(days=1):
                        self._remove(one["path"])
                        count += 1
        return count

    # --- objects that are no file of an inspection (ready snapshots)

    def keep(self, name: str, pieces: Iterator[bytes]) -> None:
        """Store ``pieces`` sealed under a name of the server's own; replaces what was there, all of it or nothing."""
        import obstore

        path = self._own(name)
        with _calls():
            if self.folder is None:  # an object store shows an object when it is whole
                self._stream(path, pieces)
                return
            with self._aside() as new:
                self._stream(new, pieces)
                obstore.rename(self.store, new, path)
            self._settle(path)

    def part(self, name: str, offset: int) -> tuple[bytes, int] | None:
        """(a piece of at most 1 MiB from ``offset``, size of the whole) of what :meth:`keep` stored."""
        path = self._own(name)
        with _calls():
            size = self._size(path)
            if size is None or offset < 0:
                return None
            return self._read(path, size, offset, CHUNK), sealed.content_size(size)

    def kept(self, name: str) -> Iterator[bytes] | None:
        """The content of :meth:`keep` in pieces of at most 1 MiB; None where there is none."""
        path = self._own(name)
        with _calls():
            size = self._size(path)
        return None if size is None else self._all(path, size)

    def unkeep(self, name: str) -> None:
        with _calls():
            self._remove(self._own(name))

    # --- inside

    def _must_be_our_key(self) -> None:
        """A store that another key wrote is refused: the files in it could be neither read nor doubled."""
        import obstore

        mark = hmac.digest(self._names, b"anxin files 1", "sha256").hex().encode()
        if not self._put_new(_CHECK, mark):
            found = bytes(obstore.get(self.store, _CHECK).bytes())
            if not hmac.compare_digest(found, mark):
                raise KnownError("files_key")

    def _path(self, scope: Scope, sha256: str) -> str:
        """The device's own office gives the folder: another office's file is simply not there."""
        if not _SHA.fullmatch(sha256):
            raise Refusal(400, "bad_request")
        return f"{self._name('office', scope.office)[:32]}/{self._name(scope.office, sha256)}"

    def _own(self, name: str) -> str:
        return f"server/{self._name('server', name)}"

    def _name(self, *parts: str) -> str:
        return hmac.digest(self._names, "\0".join(parts).encode(), "sha256").hex()

    def _size(self, path: str) -> int | None:
        import obstore

        try:
            return int(obstore.head(self.store, path)["size"])
        except FileNotFoundError:
            return None

    def _pieces(self, base: str) -> list[tuple[int, int, str]]:
        """(offset, length, object) of the pieces held, in order."""
        import obstore

        found = []
        for some in obstore.list(self.store, f"{base}.d"):
            for one in some:
                first, _, length = one["path"].rpartition("/")[2].partition("-")
                found.append((int(first), int(length), one["path"]))
        return sorted(found)

    def _held(self, base: str) -> int:
        return _reach(self._pieces(base))

    def _in_order(self, base: str, pieces: list[tuple[int, int, str]], size: int) -> Iterator[bytes]:
        """The content in the pieces; raises FileNotFoundError where one of them is gone."""
        at = 0
        for offset, length, path in pieces:
            found = self._size(path)
            if offset == at and found is not None:
                at += length
                yield from self._all(path, found)
        if at != size:
            raise FileNotFoundError(base)

    def _finish(self, base: str, sha256: str, content: Iterator[bytes]) -> int:
        """Write the whole under a name nobody asks for, then give it its own: whole and verified, or absent."""
        import obstore

        digest = hashlib.sha256()

        def heard() -> Iterator[bytes]:
            for piece in content:
                digest.update(piece)
                yield piece

        try:
            with self._aside() as new:
                self._stream(new, heard())
                if digest.hexdigest() != sha256:
                    self._drop(base)
                    raise Refusal(422, "blob_differs")
                if self._size(base) is None:
                    obstore.rename(self.store, new, base)
                    self._settle(base)
        except sealed.Broken as broken:
            self._drop(base)
            raise Refusal(422, "blob_differs") from broken
        self._drop(base)
        return WHOLE

    def _drop(self, base: str) -> None:
        for _, _, path in self._pieces(base):
            self._remove(path)

    def _remove(self, path: str) -> None:
        import obstore

        try:
            obstore.delete(self.store, path)
        except FileNotFoundError:
            return

    def _keep_piece(self, path: str, piece: bytes) -> None:
        """Never over one that is there: another worker may be reading it."""
        self._put_new(path, b"".join(written for written, _ in sealed.seal(self._kek, piece)))

    def _put_new(self, path: str, content: bytes) -> bool:
        """Store an object under a name that is free, whole or not at all; False where there is one."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        try:
            if self.folder is None:
                obstore.put(self.store, path, content, mode="create")
                return True
            # in a folder the name would be there before the bytes are on the disk, and a power cut leave it with others
            with self._aside() as new:
                obstore.put(self.store, new, content)
                sync_file(self.folder / new)
                obstore.rename(self.store, new, path, overwrite=False)
            sync_folder((self.folder / path).parent)
        except AlreadyExistsError:
            return False
        return True

    @contextmanager
    def _aside(self) -> Iterator[str]:
        """A name that nobody asks for; what is left under it at the end is taken away."""
        new = f"new/{secrets.token_hex(16)}"
        try:
            yield new
        finally:
            self._remove(new)

    def _stream(self, path: str, content: Iterator[bytes]) -> None:
        import obstore

        # left by an exception, the writer throws away what it has: nothing half is ever found under the name
        with obstore.open_writer(self.store, path, buffer_size=5 * 2**20) as writer:
            for written, _ in sealed.seal(self._kek, content):
                writer.write(written)
        self._settle(path)

    def _settle(self, path: str) -> None:
        """In a folder: on the disk before anybody is told; an object store answers only then anyway."""
        if self.folder is not None:
            file = self.folder / path
            sync_file(file)
            sync_folder(file.parent)

    def _read(self, path: str, size: int, offset: int, length: int) -> bytes:
        import obstore

        if size < sealed.HEADER:
            raise sealed.Broken  # cut on the disk
        header = bytes(obstore.get_range(self.store, path, start=0, length=sealed.HEADER))
        found = sealed.opened(self._kek, header, size)
        whole = sealed.content_size(size)
        if offset >= whole:
            return b""
        first, last = found.spans(offset, min(length, whole - offset))
        start, end = sealed.place(first), min(sealed.place(last + 1), size)
        body = memoryview(obstore.get_range(self.store, path, start=start, end=end))
        step = sealed.CHUNK + sealed.TAG
        pieces = [found.unseal(first + n, bytes(body[n * step : (n + 1) * step])) for n in range(last - first + 1)]
        return b"".join(pieces)[offset - first * sealed.CHUNK :][:length]

    def _all(self, path: str, size: int) -> Iterator[bytes]:
        for offset in range(0, max(sealed.content_size(size), 0), CHUNK):
            yield self._read(path, size, offset, CHUNK)


def file_key(path: Path) -> bytes:
    """The key (32 bytes, hexadecimal) in the file at ``path``; made where there is none, for its owner only.

    Raises KnownError files_key when the file holds no such key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with storage(path.parent):
        if not path.exists():
            with part_file(path.parent, path.name) as (fd, part):
                write_all(fd, secrets.token_hex(32).encode())
                os.fsync(fd)
                with suppress(FileExistsError):  # another worker made one
                    os.link(part, path)
        sync_folder(path.parent)  # also of another worker's: files are sealed with it from now on
        text = path.read_text("ascii", errors="replace").strip()
    if not _SHA.fullmatch(text):
        raise KnownError("files_key")
    return bytes.fromhex(text)


def _open(place: Path | str) -> ObjectStore:
    from obstore.exceptions import BaseError
    from obstore.store import LocalStore, from_url

    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return LocalStore(place)
    try:
        retry: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
        client: Any = {"timeout": "20s", "connect_timeout": "5s"}
        if os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true"):
            client["allow_http"] = True  # options given here hide those of the environment
        return from_url(place, retry_config=retry, client_options=client)
    except (BaseError, ValueError) as wrong:
        raise KnownError("files_url", url=place) from wrong


@contextmanager
def _reachable(place: str) -> Iterator[None]:
    """At the start: a store that does not answer is told to the person who starts the server."""
    from obstore.exceptions import BaseError

    try:
        with storage():
            yield
    except BaseError as wrong:
        raise KnownError("files_unreachable", url=place) from wrong


@contextmanager
def _calls() -> Iterator[None]:
    """While serving: the store being away is said to the device, which comes again later; nothing is half there."""
    from obstore.exceptions import BaseError

    try:
        with storage():
            yield
    except BaseError as wrong:
        if "No space left" in str(wrong):
            raise KnownError("disk_full") from wrong
        raise Refusal(503, "files_away") from wrong


def _reach(pieces: list[tuple[int, int, str]]) -> int:
    """Bytes from the beginning without a hole."""
    at = 0
    for offset, length, _ in pieces:
        if offset == at:
            at += length
    return at


def _derived(key: bytes, name: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"anxin server files 1 " + name).derive(key)


__all__ = ["WHOLE", "Files", "file_key"]
