"""Small files together in one request, both ways: a signed paper is smaller than what a request costs on a slow link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sync.wire import CHUNK, Malformed

MOST = CHUNK
"""Bytes of the files in one parcel; one that is larger travels by itself, in pieces."""
FILES = 64
"""Files in one parcel, at most."""

Small = tuple[str, bytes | None]
"""Hash (hex) and content; None says that it is too large to come along, or that it is not there."""
_decoder = msgspec.msgpack.Decoder(list[Small])


def pack(files: Iterable[Small]) -> bytes:
    """As it travels: MessagePack, a list of pairs."""
    return msgspec.msgpack.encode(list(files))


def unpack(body: bytes) -> list[Small]:
    """The opposite of :func:`pack`; raises Malformed."""
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Malformed(str(wrong)) from wrong


def together(sizes: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Those of the files (hash, bytes) that travel in parcels, parcel by parcel, in their order."""
    now: list[str] = []
    size = 0
    for sha, length in sizes:
        if length > MOST // 2:
            continue
        if now and (size + length > MOST or len(now) >= FILES):
            yield now
            now, size = [], 0
        now.append(sha)
        size += length
    if now:
        yield now
