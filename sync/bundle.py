"""What a bundle says: who made it for whom, its number, what its sender holds, which receipts and grants it brings.

A bundle is what a sync would have carried, as files on a stick: up from a laptop to the office's desks, down from a
desk to one laptop. Each pair of sender and receiver counts its bundles from 1, so that a missing one is seen.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any

import msgspec

from models.errors import KnownError
from models.profile import Profile
from models.store import Store
from sync import bundleframes as frames
from sync import vouching
from sync.wire import Device, Voucher, Word

if TYPE_CHECKING:
    from pyrage.ssh import Recipient  # type: ignore[import-untyped]

FORMAT = 1
OFFICE = "office"
"""Receiver of a bundle that any desk of the office may take in."""
SUFFIX = ".axb"
PART_BYTES = 1900 * 2**20
"""Bytes a file grows to before the next part begins: below the 2 GiB that every file system of a stick holds."""
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Sender(msgspec.Struct, omit_defaults=True):
    """The device that made the bundle, as the office's register knows it; ``replica`` is its line now: a profile
    that came back from a backup has a new one, and counts its bundles anew."""

    device: str
    name: str
    role: str
    public_key: str
    code: str = ""
    replica: int = 0


class Receipt(msgspec.Struct, omit_defaults=True):
    """Of bundle ``seq`` all frames up to ``frame`` are on the office's disk; ``check`` only who read them knows."""

    seq: int
    frame: int
    check: str


class Grant(msgspec.Struct, omit_defaults=True):
    """What makes a device one of the office's: its code, role and certificates; ``proof`` by the code it was asked
    with, so that the device knows this office from any other that found its request."""

    office: str
    office_name: str
    device: str
    code: str
    role: str
    certificate: str
    pdf_certificate: str
    office_certificates: list[str]
    officer: dict[str, str]
    proof: str = ""


class Block(msgspec.Struct, omit_defaults=True):
    """A number block its sender holds: the record's id and what it says."""

    id: str
    type: str
    year: int
    lo: int
    hi: int
    device: str | None = None
    granted_at: str | None = None
    state: str = "open"


class Header(msgspec.Struct, omit_defaults=True):
    """The first frame of every part. ``have``: line → last operation the sender holds; ``held``: the same over informants'
    lines; ``lacks``: files it wants and has not; ``officers``: whose photos a laptop takes by itself, None: every photo; ``unfinished``: numbers of bundles that were begun and never made; ``settled``: bundles up
    to this number need nobody any more. ``blocks``: the sender's own number blocks, on the way up; ``numbers_wait``: since
    when no new ones are granted, on the way down."""

    id: str
    office: str
    sender: Sender
    to: str
    seq: int
    made_at: str
    part: int = 1
    before: int = 0
    running: str = ""
    have: dict[int, int] = {}
    held: dict[int, int] = {}
    lacks: list[str] = []
    officers: list[str] | None = None
    unfinished: list[int] = []
    settled: int = 0
    only_new: bool = False
    receipts: list[Receipt] = []
    grant: Grant | None = None
    format: int = FORMAT
    blocks: list[Block] | None = None
    numbers_wait: str | None = None


class Line(msgspec.Struct, omit_defaults=True):
    """Operations of one of the sender's own lines, gapless from ``first``; ``chain`` (hex) stands before them."""

    replica: int
    stream: str
    first: int
    chain: str
    ops: list[msgspec.Raw]
    voucher: Voucher


class Operations(msgspec.Struct, omit_defaults=True):
    """Operations of several lines in the sender's own order; a desk vouches for them by making the bundle. ``words``:
    their authors', so that the laptop can hand them in for them (sync/handing.py)."""

    ops: list[msgspec.Raw]
    words: list[Word] = []


class End(msgspec.Struct, omit_defaults=True):
    """The last frame of a part: ``last`` of the whole bundle, and what the bundle carried up to here."""

    last: bool
    operations: int = 0
    files: int = 0


class JoinRequest(msgspec.Struct, omit_defaults=True):
    """A device that asks to join by stick; ``code`` names the one-time code (its first four characters)."""

    device: Device
    officer: str
    code: str
    made_at: str


class SignedRequest(msgspec.Struct, omit_defaults=True):
    """A request as it lies on the stick: its very bytes, signed by the key it asks for, and bound to the code."""

    anxin: str
    request: str
    signature: str
    proof: str


REQUEST = "join-request/1"


# --- what is signed


def vouch(profile: Profile, replica: int, stream: str, seq: int, chain: bytes) -> Voucher:
    """This device's word for its own line up to ``seq``."""
    key = profile.device_keys.signing_key()
    return vouching.vouch(key, profile.office_id, str(profile.device_id), replica, stream, seq, chain)


def request_text(request: str) -> bytes:
    """What a joining device signs: possession of the key it wants registered."""
    return b"anxin-join/1\0" + request.encode()


def proof(code: str, text: bytes) -> str:
    """Shown by whoever knows the one-time code (80 random bits)."""
    key = hashlib.sha256(b"anxin-usb-code/" + plain_code(code).encode()).digest()
    return hmac.digest(key, text, "sha256").hex()


def grant_text(grant: Grant, sender: Sender) -> bytes:
    """What the proof of a grant covers: everything it says, and the desk's key."""
    fields = msgspec.to_builtins(grant)
    fields.pop("proof", None)
    return b"anxin-grant/1\0" + json.dumps([fields, sender.device, sender.public_key], sort_keys=True).encode()


def unbase64(text: str) -> bytes:
    """Empty where it is no base64: no signature fits that."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


# --- codes


def plain_code(text: str) -> str:
    """A code as typed, in one form: spaces, dashes and small letters are forgiven, and O, I, L read as 0, 1, 1."""
    plain = "".join(c for c in text.upper() if c.isalnum())
    return plain.replace("O", "0").replace("I", "1").replace("L", "1").replace("U", "V")


def grouped(plain: str) -> str:
    """A code as people read it: four characters at a time."""
    return "-".join(plain[n : n + 4] for n in range(0, len(plain), 4))


def new_code() -> str:
    """A one-time code of 80 random bits."""
    return grouped("".join(secrets.choice(LETTERS) for _ in range(16)))


def check_of(device: str, seq: int, frame: int, running: bytes) -> str:
    """28 bits that only who has read the bundle's frames up to ``frame`` can know, as seven hexadecimal digits."""
    text = b"anxin-receipt/1\0" + json.dumps([device, seq, frame]).encode() + running
    return hashlib.blake2b(text, digest_size=4).hexdigest()[:7]


def receipt_code(receipt: Receipt) -> str:
    """A receipt in 12 characters for a phone call: 12 bits of the bundle's number, 20 of the frame, 28 of check."""
    number = (receipt.seq % 2**12) << 48 | (receipt.frame % 2**20) << 28 | int(receipt.check, 16)
    return grouped("".join(LETTERS[number >> shift & 31] for shift in range(55, -5, -5)))


def read_receipt(text: str) -> tuple[int, int, str]:
    """(bundle's number modulo 4096, frame modulo 2^20, check); raises KnownError("receipt_code_bad")."""
    plain = plain_code(text)
    if len(plain) != 12 or any(c not in LETTERS for c in plain):
        raise KnownError("receipt_code_bad")
    number = 0
    for letter in plain:
        number = number << 5 | LETTERS.index(letter)
    return number >> 48, number >> 28 & (2**20 - 1), f"{number & (2**28 - 1):07x}"


# --- who


def is_desk(profile: Profile) -> bool:
    """Whether this computer takes bundles in for the office: a desk of its server, or the office's only founder."""
    server = profile.store.local_get("server")
    if server is not None:
        return bool(server["role"] == "desk")
    return profile.office_keys is not None


def sender_of(profile: Profile) -> Sender:
    """This device as its bundles name it; raises KnownError("not_joined") before it is a device of an office."""
    server = profile.store.local_get("server")
    if profile.device_id is None:
        raise KnownError("not_joined")
    record = profile.store.get("device", profile.device_id) or {}
    name = str(record.get("name") or (server or {}).get("name") or "")
    code = str((server or {}).get("code") or record.get("code") or "")
    role = "desk" if is_desk(profile) else "laptop"
    return Sender(profile.device_id, name, role, profile.device_keys.public, code, profile.store.replica)


def desks(store: Store) -> list[dict[str, Any]]:
    """The office's active desks, as the register of devices has them."""
    found = store.find("device", office=store.stream, role="desk", state="active")
    return [row for row in found if row["public_key"]]


def recipients(rows: list[dict[str, Any]]) -> list[Recipient]:
    """One age recipient for each device of ``rows``."""
    return [frames.recipient(str(row["public_key"])) for row in rows]
