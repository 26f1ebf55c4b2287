"""Pieces of bytes as one stream: files travel in pieces, and what stores or seals them reads a file."""

from __future__ import annotations

import io
from collections.abc import Iterator


class Pieces(io.RawIOBase):
    """Reads piece after piece. ``failed`` keeps what went wrong while one was made, for readers that swallow it."""

    failed: BaseException | None

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._now, self.failed = pieces, memoryview(b""), None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed asks for any buffer
        try:
            while not self._now:
                piece = next(self._pieces, None)
                if piece is None:
                    return 0
                self._now = memoryview(piece)
        except BaseException as error:
            self.failed = error
            raise
        count = min(len(buffer), len(self._now))
        buffer[:count] = self._now[:count]
        self._now = self._now[count:]
        return count
