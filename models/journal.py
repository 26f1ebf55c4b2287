"""Operations: what one act of a person changed, written once, hashed as written, chained per replica."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec

from models.merge import DELETED, Dot, Write

CHAIN_START = b"\0" * 32
SCHEMA = 1
"""The form of the values this program writes (models/upcast.py); operations of any other are folded too."""
MAX_AHEAD_MS = 24 * 3600 * 1000

Name = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
Time = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Form = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""What a column holds: an operation with other numbers is none, and is refused before anything is written."""


def _dots(base: list[list[int]] | None) -> tuple[Dot, ...]:
    return tuple([(d[0], d[1]) for d in base]) if base else ()


class Edit(msgspec.Struct, omit_defaults=True):
    """The edits of one act to one record.

    ``f``: register → value (a group's value is an object of its fields). ``b``: the dots seen, one list for all
    registers or one a register; absent where nothing was there before. ``n``: this act created the record.
    """

    t: str
    r: str
    f: dict[str, Any] = {}
    b: list[list[int]] | dict[str, list[list[int]]] | None = None
    n: bool = False

    def writes(self) -> Iterator[Write]:
        if isinstance(self.b, dict):
            for register, value in self.f.items():
                yield Write(register, value, _dots(self.b.get(register)))
        else:
            base = _dots(self.b)
            for register, value in self.f.items():
                yield Write(register, value, base)


class Operation(msgspec.Struct, omit_defaults=True):
    """One act: name (replica, seq), stream, hybrid time, who, what kind of act, all its edits."""

    stream: str
    replica: Name
    seq: Name
    hlc: Time
    at: str
    act: str
    edits: list[Edit]
    actor: str | None = None
    reason: str | None = None
    schema: Form = SCHEMA
    app: str = ""

    @property
    def dot(self) -> Dot:
        return (self.replica, self.seq)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Operation)


def encode(op: Operation) -> bytes:
    """The operation's bytes: these are hashed, chained, shipped and never written again."""
    return _encoder.encode(op)


def decode(body: bytes) -> Operation:
    """Raises msgspec.DecodeError (ValidationError among them) when the bytes are not an operation."""
    try:
        return _decoder.decode(body)
    except (UnicodeDecodeError, RecursionError) as wrong:
        raise msgspec.DecodeError(f"no operation: {wrong}") from wrong


INTO = "INTO sync_op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
"""After INSERT; takes :func:`stored`."""


def stored(op: Operation, pos: int, body: bytes, hashed: bytes, received: str | None) -> tuple[Any, ...]:
    """The row of ``sync_op``, in the order of its columns; ``received`` is None for an act of this device."""
    who = (op.stream, op.replica, op.seq, op.hlc, op.at, op.act, op.actor, op.schema)
    return (pos, *who, body, hashed, received)


def body_hash(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=32).digest()


def link(previous: bytes, hashed_body: bytes) -> bytes:
    """The chain after one more operation; over the hash, so that an erased body leaves the chain whole."""
    return hashlib.blake2b(previous + hashed_body, digest_size=32).digest()


def new_replica() -> int:
    """A random identity of 62 bits: made at install, at restore, when cloning is found."""
    return secrets.randbits(62) + 1


def base_of(dots: list[Dot]) -> list[list[int]]:
    return [[r, s] for r, s in sorted(dots)]


def compact_base(bases: dict[str, list[Dot]]) -> list[list[int]] | dict[str, list[list[int]]] | None:
    """One list where every register saw the same dots (the usual case), else one a register."""
    made = {register: base_of(dots) for register, dots in bases.items() if dots}
    if not made:
        return None
    first = next(iter(made.values()))
    if len(made) == len(bases) and all(b == first for b in made.values()):
        return first
    return made


def tick(last: int, now: datetime) -> int:
    """The next hybrid time: 48 bits of milliseconds, 16 of a counter; never below ``last``."""
    wall = int(now.timestamp() * 1000) << 16
    return wall if wall > last else last + 1


def receive(last: int, remote: int, now: datetime) -> int:
    """The hybrid clock after hearing ``remote``; one more than 24 hours ahead does not drag it along."""
    return heard(last, (remote,), now)


def heard(last: int, remotes: Iterable[int], now: datetime) -> int:
    """:func:`receive` of several."""
    limit = (int(now.timestamp() * 1000) + MAX_AHEAD_MS) << 16
    return max(last, max((remote for remote in remotes if remote <= limit), default=last))


__all__ = [
    "CHAIN_START",
    "DELETED",
    "Dot",
    "Edit",
    "Operation",
    "base_of",
    "body_hash",
    "compact_base",
    "decode",
    "encode",
    "heard",
    "link",
    "new_replica",
    "receive",
    "tick",
]
