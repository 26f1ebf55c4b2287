"""What one answer gives of the log: operations with their authors' words, cut only where no pushed line is torn."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from models.merge import Dot
from sync import wire
from sync.wire import Voucher, Word

_decoder = msgspec.json.Decoder(Voucher)


class Giving:
    """Operations in their order, at most a batch. A word stands at the end of what its author pushed at once: what is
    given ends there, so that whoever holds operations can hand them back with a word for all of them."""

    def __init__(self, operations: int, size: int, goes_on: Callable[[int, int], bool]) -> None:
        """``operations`` and ``size`` (bytes): what a batch holds where it may be cut; ``goes_on``: whether a word for
        the line (replica) stands beyond an operation (seq) of it, so that what was pushed at once goes on there."""
        self._limits, self._goes_on = (operations, size), goes_on
        self.bodies: list[bytes] = []
        self.place = 0
        self._size = self._last = 0
        self._words: list[tuple[int, int, str, str]] = []
        self._whole = (0, 0)

    def add(self, place: int, dot: Dot, stream: str, body: bytes, word: str | None) -> bool:
        """Take the next one; False when the batch is full without it: then :attr:`place` and the bodies are cut."""
        count, replica = len(self.bodies), dot[0]
        if count and self._last != replica:
            self._whole = (count, self.place)
        operations, size = self._limits
        if count and (count >= operations or self._size + len(body) > size):
            if self._whole[0]:
                del self.bodies[self._whole[0] :]
                self.place = self._whole[1]
                return False
            if count >= wire.BATCH_OPERATIONS or not self._goes_on(replica, dot[1] - 1):
                return False  # pushed by a program that gave no words
        self.bodies.append(body)
        self.place, self._last, self._size = place, replica, self._size + len(body)
        if word is not None:
            self._whole = (count + 1, place)
            self._words.append((count + 1, replica, stream, word))
        return True

    def words(self) -> list[Word]:
        """The last word for each line among what is given."""
        last = {replica: (stream, word) for n, replica, stream, word in self._words if n <= len(self.bodies)}
        return [Word(replica, stream, _decoder.decode(word)) for replica, (stream, word) in last.items()]
