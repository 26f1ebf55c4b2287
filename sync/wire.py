"""What travels: requests and answers as JSON under zstd, with hard caps; an operation's bytes stay as its author wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
import zstandard

from models.records import SCHEMA

PROTO = 1
"""The newest wire this program speaks. What travels without ``proto`` or ``schema`` asks as the first did: a default that
grows with the program would be read as something else by another version."""
MAX_BODY = 16 * 2**20
"""Bytes of a compressed body: more is refused before it is read."""
MAX_PLAIN = 64 * 2**20
"""Bytes of a body unpacked: the size is known from the frame before anything is unpacked."""
MAX_WINDOW = 8 * 2**20
BATCH_OPERATIONS = 1000
BATCH_BYTES = 2 * 2**20
CHUNK = 2**20
"""Bytes of one piece of a blob."""
OLDEST = max(1, SCHEMA - 2)
"""The oldest schema of a device that is given operations; what it wrote is taken whatever its schema."""
SNAPSHOT_FROM = 1000
"""Operations in an office's log from which a device that joins takes a snapshot instead."""
MAX_BLOB = 512 * 2**20
LEVEL = 3
SNAPSHOT_FORM = 2
"""How a snapshot is written; a device that reads another form takes the log."""

T = TypeVar("T")


class TooBig(Exception):
    """A body beyond the caps."""


class Malformed(Exception):
    """A body that is no zstd frame, no JSON or not of the expected shape."""


class Voucher(msgspec.Struct, omit_defaults=True):
    """The author's word for his line up to ``seq``: ``chain`` (hex) is over every operation of it, so that whoever
    carries the operations can neither change, leave out nor add one."""

    device: str
    seq: int
    chain: str
    signature: str


class PushLine(msgspec.Struct, omit_defaults=True):
    """Operations of one replica, gapless from ``first``; ``chain`` (hex) is its hash chain before them.

    ``server``: acts of the server itself, handed back to one that was restored and lost them. ``voucher``: the word
    of the device that wrote the line (sync/vouching.py), with which any other device may hand it in; ``rest``: the
    hashes (base64) of the operations from the last one here to the one it names. ``common``: the line went on
    otherwise on the server after this operation (its author's disk was set back); then ``chain`` stands there, and
    ``before`` are the hashes from there to ``first``.
    """

    replica: int
    stream: str
    first: int
    chain: str
    ops: list[msgspec.Raw]
    server: bool = False
    voucher: Voucher | None = None
    rest: str = ""
    common: int | None = None
    before: str = ""


class Word(msgspec.Struct):
    """An author's word as the server gives it to other devices, with the operations it is about."""

    replica: int
    stream: str
    voucher: Voucher


class SyncRequest(msgspec.Struct, omit_defaults=True):
    """One round trip: what this device has to give, and where it stands.

    ``mark``: what the server said stands at ``cursor``; another operation there means that the server was restored and
    written on. ``mine``: own replica → last operation held, so that the server sends back only what is missing (a restored
    profile misses some of its own). ``private``: the server's mark of informants' streams with which the last sync
    had received everything; ``held``: replica → last operation of such streams here, said when the mark was another
    one or it handed in such operations since. ``heard``: what a desk knows of when devices were last heard of (:func:`heard_mark`). ``numbers``: document types this device wants number blocks of; ``last``: nothing
    more to push after this request, so that the server may judge how many numbers are left. ``life``: the
    server's, in which it confirmed the files it was sent.
    """

    proto: int = 1
    schema: int = 1
    replica: int = 0
    epoch: str = ""
    cursor: int = 0
    mark: str = ""
    mine: dict[int, int] = {}
    private: str = ""
    held: dict[int, int] | None = None
    heard: str = ""
    push: list[PushLine] = []
    numbers: list[str] = []
    last: bool = False
    life: str = ""


class Awaited(msgspec.Struct, omit_defaults=True):
    """A device that a restored server has not heard since; ``seen``: when it was last heard of (RFC 3339), '' where
    never, as far as the server still knows."""

    device: str
    name: str = ""
    code: str = ""
    role: str = ""
    seen: str = ""


class NumbersWait(msgspec.Struct, omit_defaults=True):
    """New number blocks wait since the server went on from a backup at ``since`` (RFC 3339, '' where not known);
    ``devices``, told to desks alone: who was not heard since and may hold numbers the backup does not know."""

    since: str = ""
    devices: list[Awaited] = []


class SyncAnswer(msgspec.Struct, omit_defaults=True):
    """``acked``: replica → last operation that is on the server's disk. ``schema``, ``epoch`` and ``mark`` are left out
    where they (the mark with its cursor) are as asked. ``have``: every replica of the office, given when the epochs differ (a
    restored server). ``more``: ask again; so it is for a device that said that it has more to push, which is given
    nothing before. ``outdated``: the device's program is too old to be given anything; what it pushed is kept.
    ``digest`` and ``records`` only when nothing more is to be pulled; ``seen`` (every other device → when it was last
    heard of) for desks alone, where they know another state. ``private``: the mark of what this device may have of
    informants' streams; with another mark than the one it knows it asks again with ``held``. ``short``: of the lines
    ``held`` those of which the server has less, replica → its last operation. ``words``: their authors' words for
    lines among ``ops``. ``numbers_wait``: no new number blocks come yet, and why; left out where
    they do, and where more is to be pulled. ``life``: another
    since the server was started again, perhaps from a backup of its files: the device asks what it still has of them."""

    proto: int = 1
    schema: int = 0
    epoch: str = ""
    acked: dict[int, int] = {}
    have: dict[int, int] | None = None
    cursor: int = 0
    mark: str = ""
    more: bool = False
    ops: list[msgspec.Raw] = []
    words: list[Word] = []
    private: str = ""
    short: dict[int, int] = {}
    granted: int = 0
    quarantined: int = 0
    outdated: bool = False
    digest: str = ""
    records: int = 0
    revoked: bool = False
    office_certificates: list[str] | None = None
    seen: dict[str, str] | None = None
    numbers_wait: NumbersWait | None = None
    life: str = ""


class Device(msgspec.Struct, omit_defaults=True):
    """A device that asks to join: its public keys and the name people know it by."""

    id: str
    name: str
    replica: int
    public_key: str
    rsa_public: str


class Office(msgspec.Struct, omit_defaults=True):
    """The office that the first desk founds on the server, and the certificate of its own authority."""

    id: str
    name: str
    certificate: str = ""


class EnrolRequest(msgspec.Struct, omit_defaults=True):
    """``officer``: certificate number of who will work on the device, checked before the code is used up;
    ``officers``: ids of those who work at a profile that existed before."""

    code: str
    device: Device
    office: Office | None = None
    officer: str = ""
    officers: list[str] = []
    proto: int = 1


class EnrolAnswer(msgspec.Struct, omit_defaults=True):
    """What the device is from now on; the certificates are the office's word for its keys."""

    office: str
    office_name: str
    device: str
    code: str
    role: str
    certificate: str
    pdf_certificate: str
    office_certificates: list[str]
    epoch: str
    officer: dict[str, str] | None = None
    server_time: str = ""


class InviteRequest(msgspec.Struct):
    role: str


class InviteAnswer(msgspec.Struct):
    code: str
    expires_at: str


class RevokeRequest(msgspec.Struct):
    device: str
    reason: str = ""


class OfficersRequest(msgspec.Struct, omit_defaults=True):
    """A desk's word on who works at a device; without ``device`` it only asks."""

    device: str = ""
    officers: list[str] = []


class OfficersAnswer(msgspec.Struct):
    """Device → ids of the officers who work at it."""

    officers: dict[str, list[str]]


class SnapshotRequest(msgspec.Struct):
    """A device that holds nothing yet asks for the office as it stands, in a ``form`` that it reads."""

    schema: int = SCHEMA
    form: int = 1


class SnapshotAnswer(msgspec.Struct, omit_defaults=True):
    """The snapshot to fetch, and what it must turn out to be; an empty name: take the log. ``former``: the one
    before it, still there for whoever is fetching it; ``knows``: the records of the program that made it."""

    name: str = ""
    epoch: str = ""
    schema: int = 0
    pos: int = 0
    size: int = 0
    sha256: str = ""
    records: int = 0
    former: str = ""
    knows: str = ""
    form: int = 1


class SnapshotHead(msgspec.Struct, omit_defaults=True):
    """The frame ``head``, first in a snapshot. ``lines``: (replica, last operation, chain in hex) of the office's stream;
    ``quarantine``: (replica, seq, edit, reason, detail, at)."""

    schema: int
    office: str
    pos: int
    hlc: int
    lines: list[tuple[int, int, str]]
    quarantine: list[tuple[int, int, int, str, str | None, str]] = []


class Placed(msgspec.Struct):
    """An operation and its position in the office's log."""

    pos: int
    body: msgspec.Raw


class HistoryRequest(msgspec.Struct):
    """Operations that touch a record, past one position and up to another."""

    record: str
    after: int
    upto: int


class HistoryAnswer(msgspec.Struct, omit_defaults=True):
    """``more``: ask again after ``cursor``."""

    ops: list[Placed] = []
    cursor: int = 0
    more: bool = False


class BlobsRequest(msgspec.Struct):
    """Hashes (hex) asked about, at most 1000."""

    sha256: list[str]


class BlobsAnswer(msgspec.Struct):
    """Hash → bytes the server has of it; -1 when it is whole and verified. Unknown ones are left out."""

    have: dict[str, int]


class Problem(msgspec.Struct, omit_defaults=True):
    """RFC 9457 problem: ``code`` is permanent; ``wanted`` tells the gap, ``replica`` the line that forked."""

    status: int
    title: str
    code: str
    type: str = "about:blank"
    wanted: dict[int, int] | None = None
    replica: int | None = None
    server_time: str = ""


def pack(value: Any) -> bytes:
    """JSON under zstd, with the size in the frame."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(msgspec.json.encode(value))


def unpack(body: bytes, kind: type[T], *, cap: int = MAX_PLAIN) -> T:
    """The opposite of :func:`pack`; raises TooBig, Malformed. Nothing beyond the caps is ever unpacked."""
    return decode(unzip(body, cap=cap), kind)


def unzip(body: bytes, *, cap: int = MAX_PLAIN) -> bytes:
    """One zstd frame whose header states a size within ``cap``; raises TooBig, Malformed."""
    if len(body) > MAX_BODY:
        raise TooBig
    try:
        parameters = zstandard.get_frame_parameters(body)
    except zstandard.ZstdError as wrong:
        raise Malformed("not a zstd frame") from wrong
    if parameters.content_size in (zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR):
        raise Malformed("a frame without its size")
    if parameters.content_size > cap or parameters.window_size > max(MAX_WINDOW, parameters.content_size):
        raise TooBig
    try:
        plain = zstandard.ZstdDecompressor(max_window_size=2**27).decompress(body, max_output_size=cap)
    except zstandard.ZstdError as wrong:
        raise Malformed("a damaged zstd frame") from wrong
    if len(plain) > cap:
        raise TooBig
    return plain


def decode(plain: bytes, kind: type[T]) -> T:
    """Raises Malformed when the JSON does not have the shape of ``kind``."""
    try:
        return msgspec.json.decode(plain, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Malformed(str(wrong)) from wrong


def digest_of(buckets: Mapping[int, tuple[int, int]]) -> tuple[int, str]:
    """(records, one text for all buckets): equal on two sides that hold the same heads of the same records."""
    parts = [f"{b}:{n}:{d}" for b, (n, d) in sorted(buckets.items()) if n]
    return sum(n for n, _ in buckets.values()), digest_of_text("\n".join(parts))


def heard_mark(seen: Mapping[str, str]) -> str:
    """A short name for who was heard of when; empty for nobody."""
    text = "\n".join(f"{device} {at}" for device, at in sorted(seen.items()))
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest() if seen else ""


def digest_of_text(buckets: str) -> str:
    """The digest of a line ``bucket:records:digest`` for each bucket that is not empty, in order."""
    return hashlib.blake2b(buckets.encode(), digest_size=8).hexdigest()
