"""Requests signed by a device's Ed25519 key after RFC 9421: what is covered, how long it lives, whose clock counts."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException, InvalidSignature

TAG = "anxin-sync/1"
LIFE = timedelta(minutes=5)
LABEL = "anxin"
COVERED = ("@method", "@authority", "@path", "@query", "content-type", "content-encoding", "content-digest")
"""Path and query instead of the whole URI: a gateway before the server may speak TLS for it."""


class BadSignature(Exception):
    """Not signed, not by this key, or not over this request."""


class WrongClock(Exception):
    """Rightly signed as far as one can tell, but at an instant too far from the server's."""


@dataclass
class Message:
    """The parts of a request that the signature covers."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Signed:
    key_id: str
    nonce: str


class _Key(HTTPSignatureKeyResolver):
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self.key = key

    def resolve_private_key(self, key_id: str) -> Any:
        return self.key


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key_of: Callable[[str], str | None]) -> None:
        self.key_of = key_of
        self.failed: Exception | None = None

    def resolve_public_key(self, key_id: str) -> Any:
        try:
            key = self.key_of(key_id)
        except Exception as failed:  # kept aside: the library would call any fault here a wrong signature
            self.failed = failed
            raise
        if key is None:
            raise InvalidSignature("unknown key")
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))


class _Verifier(HTTPMessageVerifier):
    """The library asks the machine's clock; here the server's own clock decides."""

    now: datetime

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        created, expires = sig_input.params.get("created"), sig_input.params.get("expires")
        if type(created) is not int or type(expires) is not int or not 0 < created <= expires < 2**33:
            raise InvalidSignature("created and expires are required")
        made, until = datetime.fromtimestamp(created, UTC), datetime.fromtimestamp(expires, UTC)
        if abs(self.now - made) > LIFE or until < self.now - LIFE or until - made > LIFE:
            raise WrongClock


def sign(message: Message, body: bytes, key: Ed25519PrivateKey, key_id: str, now: datetime) -> None:
    """Add Content-Digest, Signature-Input and Signature to ``message.headers``."""
    message.headers.setdefault("content-type", "application/json")
    message.headers.setdefault("content-encoding", "identity")
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_Key(key))
    signer.sign(
        message,
        key_id=key_id,
        created=now,
        expires=now + LIFE,
        nonce=secrets.token_urlsafe(16),
        label=LABEL,
        tag=TAG,
        covered_component_ids=COVERED,
        body=body,
    )


def verify(message: Message, body: bytes, key_of: Callable[[str], str | None], now: datetime) -> Signed:
    """Check a request; ``key_of`` gives a key id's public key (base64). Raises BadSignature, WrongClock,
    and whatever ``key_of`` raises.

    The nonce is returned: whoever keeps state refuses one that comes twice.
    """
    if len(message.headers.get("signature-input", "")) > 2048 or len(message.headers.get("signature", "")) > 512:
        raise BadSignature
    keys = _Keys(key_of)
    try:
        verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=keys)
        verifier.now = now
        (result,) = verifier.verify(message, max_age=LIFE, expect_tag=TAG, require_components=COVERED, body=body)
    except WrongClock:
        raise
    except (HTTPMessageSignaturesException, ValueError, TypeError) as wrong:
        if keys.failed is not None:
            raise keys.failed from None
        raise BadSignature from wrong
    nonce = result.nonce
    if not isinstance(nonce, str) or not 16 <= len(nonce) <= 64:
        raise BadSignature
    return Signed(str(result.parameters["keyid"]), nonce)
