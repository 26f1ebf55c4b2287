"""The mark on the server's own acts: signed with the office's key, so that no device can act in the server's name.

A device hands such acts back to a server that was restored, and must not be able to make one up: a grant, a shutting
out, a device that never joined.
"""

from __future__ import annotations

import base64
import json

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from models import keys
from models.journal import Operation

PREFIX = "server/"


def made(op: Operation, office_keys: str) -> str:
    """The mark for ``op``, to stand in its ``app``; ``office_keys``: the office's keys as the ledger keeps them."""
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.loads(office_keys)["signing"]))
    return PREFIX + base64.b64encode(private.sign(_said(op))).decode()


def fits(op: Operation, office_keys: str) -> bool:
    """Whether the mark on ``op`` was made with the office's key."""
    if not op.app.startswith(PREFIX):
        return False
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys.public_of(json.loads(office_keys)["signing"])))
    try:
        public.verify(base64.b64decode(op.app[len(PREFIX) :], validate=True), _said(op))
    except (InvalidSignature, ValueError):
        return False
    return True


def _said(op: Operation) -> bytes:
    """Everything but the mark itself."""
    said = (op.stream, op.replica, op.seq, op.hlc, op.at, op.act, op.actor, op.reason, op.schema, op.edits)
    return b"anxin server act 1\n" + msgspec.json.encode(said)
