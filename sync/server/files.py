"""The server's files (photos, signed papers): one folder an office, named by hash, taken in pieces, whole or absent."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from pathlib import Path

from models.database import storage
from models.files import sync_folder, write_all
from sync.server.ledger import Refusal, Scope
from sync.wire import CHUNK, MAX_BLOB

WHOLE = -1
_SHA = re.compile(r"[0-9a-f]{64}")


class Files:
    """Pieces are appended to ``sha.part`` and fsynced; the whole is verified before it gets its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def have(self, scope: Scope, sha256: str) -> int:
        """Bytes held of a file that is under way, WHOLE when it is complete, 0 when unknown."""
        path = self._path(scope, sha256)
        if path.exists():
            return WHOLE
        part = path.with_suffix(".part")
        return part.stat().st_size if part.exists() else 0

    def put(self, scope: Scope, sha256: str, offset: int, size: int, piece: bytes) -> int:
        """Append a piece at ``offset`` of a file of ``size`` bytes; returns what is held now (WHOLE at the end).

        A piece that is there already is taken as done. Raises Refusal: too_big, gap (wanted = bytes held),
        blob_differs: then everything of it is dropped and the device begins again.
        """
        if len(piece) > CHUNK or size > MAX_BLOB or offset < 0 or offset + len(piece) > size:
            raise Refusal(413, "too_big")
        path = self._path(scope, sha256)
        with self._lock, storage():
            held = self.have(scope, sha256)
            if held == WHOLE:
                return WHOLE
            if offset > held:
                raise Refusal(409, "gap", wanted={0: held})
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = path.with_suffix(".part")
            fd = os.open(part, os.O_CREAT | os.O_RDWR, 0o600)
            try:
                os.lseek(fd, offset, os.SEEK_SET)
                write_all(fd, piece)
                os.fsync(fd)
                held = max(held, offset + len(piece))
            finally:
                os.close(fd)
            return self._finish(path, part, sha256) if held >= size else held

    def _finish(self, path: Path, part: Path, sha256: str) -> int:
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            part.unlink()
            raise Refusal(422, "blob_differs")
        part.replace(path)
        sync_folder(path.parent)
        return WHOLE

    def get(self, scope: Scope, sha256: str, offset: int) -> tuple[bytes, int]:
        """(a piece from ``offset`` of at most 1 MiB, size of the whole); raises Refusal not_found."""
        path = self._path(scope, sha256)
        if not path.exists() or offset < 0:
            raise Refusal(404, "not_found")
        with storage(), path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(offset)
            return file.read(CHUNK), size

    def _path(self, scope: Scope, sha256: str) -> Path:
        """The device's own office gives the folder: another office's file is simply not there."""
        if not _SHA.fullmatch(sha256):
            raise Refusal(400, "bad_request")
        office = hashlib.sha256(scope.office.encode()).hexdigest()[:32]
        return self.folder / office / sha256
