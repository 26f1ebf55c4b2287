"""Whom a bundle is believed: the device must be the office's, its key certified, its operations its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from models import journal
from models.errors import KnownError, Place
from models.profile import Profile
from sync import bundle, peer, vouching
from sync.bundle import Header, Line, Sender, unbase64

SERVER_ACTOR = "server"
PRIVATE = "private:"


def sender_key(profile: Profile, header: Header, file: str) -> str:
    """The public key of a header's sender, from this device's own register.

    Raises KnownError: bundle_newer, bundle_other_office, bundle_not_for_us, bundle_unknown_device.
    """
    where = Place(file=file)
    if header.format > bundle.FORMAT:
        raise KnownError("bundle_newer", where=where, file=file)
    if header.office != profile.office_id:
        raise KnownError("bundle_other_office", where=where, file=file)
    up = header.to == bundle.OFFICE
    if not (bundle.is_desk(profile) if up else header.to == profile.device_id):
        raise KnownError("bundle_not_for_us", where=where, file=file)
    record = profile.store.get("device", header.sender.device)
    unknown = KnownError("bundle_unknown_device", where=where, name=header.sender.name)
    if record is None or record["office"] != profile.office_id:
        raise unknown
    if not is_certified(profile, record):
        raise unknown
    if not up and (record["role"] != "desk" or record["state"] != "active"):
        raise unknown
    return str(record["public_key"])


def is_certified(profile: Profile, record: dict[str, Any]) -> bool:
    """Whether the office's authority vouches for the key this record names: records alone anybody may write."""
    key = Ed25519PublicKey.from_public_bytes
    raw = unbase64(str(record["public_key"] or ""))
    try:
        certificate = x509.load_pem_x509_certificate(str(record["certificate"] or "").encode())
        wanted = key(raw).public_bytes(Encoding.Raw, PublicFormat.Raw)
        named = certificate.public_key()
        if not isinstance(named, Ed25519PublicKey) or named.public_bytes(Encoding.Raw, PublicFormat.Raw) != wanted:
            return False
    except ValueError:
        return False
    return any(_signed_by(certificate, authority) for authority in authorities(profile))


def authorities(profile: Profile) -> Iterable[str]:
    """The office's certificates (PEM) this device trusts: told by the server or the grant, or its own."""
    own = profile.office_keys
    known: list[str] = list(profile.store.local_get("office_certificates", []))
    return dict.fromkeys([*known, profile.device_keys.office_certificate, *([own.certificate] if own else [])])


def _signed_by(certificate: x509.Certificate, authority: str) -> bool:
    try:
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.encode()))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def line(profile: Profile, found: Line, sender: Sender, file: str) -> list[bytes]:
    """The operations of a line, after every check that they are the sender's own and complete as he wrote them.

    Raises KnownError("bundle_forged"): then nothing of this frame is stored.
    """
    forged = KnownError("bundle_forged", where=Place(file=file), file=file)
    if found.stream != profile.office_id and not found.stream.startswith(PRIVATE):
        raise forged
    if found.voucher.device != sender.device or _is_of_another(profile, found.replica, sender):
        raise forged
    if not vouching.is_vouched(profile.office_id, found.replica, found.stream, found.voucher, sender.public_key):
        raise forged
    bodies = [bytes(raw) for raw in found.ops]
    try:
        ops = [journal.decode(body) for body in bodies]
        chain = bytes.fromhex(found.chain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise forged from wrong
    for seq, (op, body) in enumerate(zip(ops, bodies, strict=True), found.first):
        if (op.replica, op.stream, op.seq) != (found.replica, found.stream, seq) or op.actor == SERVER_ACTOR:
            raise forged
        chain = journal.link(chain, journal.body_hash(body))
    if chain.hex() != found.voucher.chain or found.voucher.seq != found.first + len(bodies) - 1:
        raise forged
    return bodies


def _is_of_another(profile: Profile, replica: int, sender: Sender) -> bool:
    """Whether a line is this desk's own, the server's, or claimed by another device of the register. A copy that began
    anew has an entry of its own there, under the same key."""
    store = profile.store
    if any(own.replica == replica for own in peer.own_lines(store)):
        return True
    for record in store.find("device"):
        if replica in (record["replica"], record["predecessor"]) and sender.public_key != record["public_key"]:
            return True
    acted = store.rows("SELECT 1 FROM sync_op WHERE replica = ? AND actor = ? LIMIT 1", (replica, SERVER_ACTOR))
    return bool(acted)


__all__ = ["authorities", "is_certified", "line", "sender_key"]
