"""An author's word for his line of operations, signed with his device's key: with it anybody may hand them in for him.

The word covers the hash chain over the whole line. So a device that is gone for good is not missed: whoever holds what
it wrote, and its word, gives both back to a server that was restored, and can neither change nor leave out anything.

Where the author's disk was set back unnoticed and it wrote on, two different operations have one name, both with its
word. The ones the server does not have take another name then, the same one on every device and on the server.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models import journal
from sync.wire import Voucher

HASH = 32


def vouch(
    key: Ed25519PrivateKey, office: str, device: str, replica: int, stream: str, seq: int, chain: bytes
) -> Voucher:
    """The word of ``device`` for its own line up to ``seq``, where the chain is ``chain``."""
    signature = key.sign(_text(office, device, replica, stream, seq, chain.hex()))
    return Voucher(device, seq, chain.hex(), base64.b64encode(signature).decode())


def is_vouched(office: str, replica: int, stream: str, voucher: Voucher, public_key: str) -> bool:
    """Whether the device with this key (base64) signed the line as it is said to stand."""
    text = _text(office, voucher.device, replica, stream, voucher.seq, voucher.chain)
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(voucher.signature, validate=True), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(office: str, device: str, replica: int, stream: str, seq: int, chain: str) -> bytes:
    return b"anxin-line/1\0" + json.dumps([office, device, replica, stream, seq, chain]).encode()


def linked(chain: bytes, hashes: Iterable[bytes]) -> bytes:
    """The chain after the operations with these hashes."""
    for hashed in hashes:
        chain = journal.link(chain, hashed)
    return chain


def listed(hashes: Iterable[bytes]) -> str:
    """Hashes of operations as they travel."""
    return base64.b64encode(b"".join(hashes)).decode()


def hashes(text: str) -> list[bytes]:
    """The opposite of :func:`listed`; raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if len(data) % HASH:
        raise ValueError("not whole hashes")
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


# --- one line that went on twice


def other_replica(replica: int, first: bytes) -> int:
    """The name that operations of ``replica`` take where the server has others under theirs; ``first``: the hash of
    the first of them."""
    text = b"anxin-other-life/1\0" + replica.to_bytes(8, "big") + first
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") % 2**62 + 1


def renamed(body: bytes, replica: int, common: int, other: int) -> bytes:
    """An operation of ``replica`` past ``common`` under the name it has on the line ``other``, and with the names of
    its own line in it changed alike; whatever else stands in it, also what this program does not know, stays.

    Raises msgspec.DecodeError, ValueError where it is no such operation.
    """
    journal.decode(body)
    found = msgspec.json.decode(body)

    def name(dot: list[int]) -> list[int]:
        return [other, dot[1] - common] if dot[0] == replica and dot[1] > common else dot

    if found["replica"] != replica or found["seq"] <= common:
        raise ValueError("not of that line")
    found["replica"], found["seq"] = name([replica, found["seq"]])
    for edit in found["edits"]:
        seen = edit.get("b")
        if isinstance(seen, dict):
            edit["b"] = {register: [name(dot) for dot in dots] for register, dots in seen.items()}
        elif seen is not None:
            edit["b"] = [name(dot) for dot in seen]
        deleted = edit.get("f", {}).get("_deleted")
        if isinstance(deleted, dict) and isinstance(deleted.get("seen"), dict):
            deleted["seen"] = _seen(deleted["seen"], replica, common, other)
    return msgspec.json.encode(found)


def _seen(seen: dict[str, int], replica: int, common: int, other: int) -> dict[str, int]:
    """How far each line was seen by who deleted."""
    upto = seen.get(str(replica), 0)
    if not isinstance(upto, int) or upto <= common:
        return seen
    kept = {line: at for line, at in seen.items() if line != str(replica)}
    return kept | ({str(replica): common} if common else {}) | {str(other): upto - common}
