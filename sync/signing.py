"""Requests signed by a device's Ed25519 key after RFC 9421: what is covered, how long it lives, whose clock counts.

One form of the standard, written and read by hand: six times as quick as a general library, and strict to the character.
The tests hold both directions against that library.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LIFE = timedelta(minutes=5)
"""How far from the server's clock a signature may have been made."""
LABEL = "s"
COVERED = ("@method", "@authority", "@path", "@query", "content-digest")
"""Path and query instead of the whole URI: a gateway before the server may speak TLS for it. How a body is to be read
follows from the path alone; no header about it is believed."""

_LIST = "(" + " ".join(f'"{name}"' for name in COVERED) + ")"
_TEXT = r'"([ !#-\[\]-~]{0,256})"'
_INPUT = re.compile(re.escape(f"{LABEL}={_LIST}") + r"((?:;[a-z]{1,16}=(?:[0-9]{1,12}|" + _TEXT + r"))+)")
_PARAMETER = re.compile(r";([a-z]{1,16})=(?:([0-9]{1,12})|" + _TEXT + ")")
_SIGNATURE = re.compile(rf"{LABEL}=:([A-Za-z0-9+/]{{86}}==):")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_SHORT = re.compile(r"~[A-Za-z0-9_-]{22}")
_KNOWN = frozenset({"created", "keyid", "nonce"})


class BadSignature(Exception):
    """Not signed, not by this key, or not over this request."""


class WrongClock(Exception):
    """Rightly signed, but at an instant too far from the server's."""


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


def key_id(office: str, device: str) -> str:
    """How a request names the key it is signed with; UUIDs take 23 characters instead of 36."""
    return f"{_short(office)}/{_short(device)}"


def key_owner(key_id: str) -> tuple[str, str]:
    """(office, device): the opposite of :func:`key_id`, for whatever a request may have said."""
    office, _, device = key_id.partition("/")
    return _long(office), _long(device)


def _short(name: str) -> str:
    try:
        found = uuid.UUID(name)
    except ValueError:
        return name
    return "~" + base64.urlsafe_b64encode(found.bytes).decode().rstrip("=") if str(found) == name else name


def _long(name: str) -> str:
    if not _SHORT.fullmatch(name):
        return name
    return str(uuid.UUID(bytes=base64.urlsafe_b64decode(name[1:] + "==")))


def sign(message: Message, body: bytes, key: Ed25519PrivateKey, key_id: str, now: datetime) -> None:
    """Add Content-Digest, Signature-Input and Signature to ``message.headers``; ``key_id`` without quotes.

    What no two requests share is kept short: half of a sync that has nothing to do is its signature.
    """
    message.headers["Content-Digest"] = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    parameters = f'{_LIST};created={int(now.timestamp())};keyid="{key_id}";nonce="{secrets.token_urlsafe(12)}"'
    signature = base64.b64encode(key.sign(_base(message, parameters))).decode()
    message.headers["Signature-Input"] = f"{LABEL}={parameters}"
    message.headers["Signature"] = f"{LABEL}=:{signature}:"


def verify(message: Message, body: bytes, key_of: Callable[[str], str | None], now: datetime) -> Signed:
    """Check a request; ``key_of`` gives a key id's public key (base64), None for an unknown one.

    Raises BadSignature, WrongClock, and whatever ``key_of`` raises. The nonce is returned: whoever keeps state refuses
    one that comes twice.
    """
    headers = {name.lower(): value for name, value in message.headers.items()}
    stated = _INPUT.fullmatch(headers.get("signature-input", ""))
    written = _SIGNATURE.fullmatch(headers.get("signature", ""))
    digest = _DIGEST.fullmatch(headers.get("content-digest", ""))
    if stated is None or written is None or digest is None:
        raise BadSignature
    found = _parameters(stated[1])
    if not compare_digest(_bytes(digest[1]), hashlib.sha256(body).digest()):
        raise BadSignature
    key = key_of(str(found["keyid"]))
    if key is None:
        raise BadSignature
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        base = _base(Message(message.method, message.url, headers), stated[0].removeprefix(f"{LABEL}="))
        public.verify(_bytes(written[1]), base)
    except (InvalidSignature, ValueError, KeyError) as wrong:
        raise BadSignature from wrong
    _check_time(found["created"], now)
    return Signed(str(found["keyid"]), str(found["nonce"]))


def _bytes(text: str) -> bytes:
    """Base64 in its one right spelling; raises BadSignature."""
    found = base64.b64decode(text)
    if base64.b64encode(found).decode() != text:
        raise BadSignature
    return found


def _parameters(text: str) -> dict[str, int | str]:
    """The signature's parameters, each once and of its kind; raises BadSignature."""
    found: dict[str, int | str] = {}
    for name, number, words in _PARAMETER.findall(text):
        if name in found:
            raise BadSignature
        found[name] = int(number) if number else words
    nonce = found.get("nonce")
    if found.pop("alg", "ed25519") != "ed25519":
        raise BadSignature
    if found.keys() != _KNOWN or not isinstance(found["created"], int) or not isinstance(found["keyid"], str):
        raise BadSignature
    if not isinstance(nonce, str) or not 16 <= len(nonce) <= 64:
        raise BadSignature
    return found


def _check_time(created: int | str, now: datetime) -> None:
    if not 0 < int(created) < 2**33:
        raise BadSignature
    if abs(now - datetime.fromtimestamp(int(created), UTC)) > LIFE:
        raise WrongClock


def _base(message: Message, parameters: str) -> bytes:
    """The text that is signed; raises KeyError for a missing header, ValueError where it is not plain ASCII."""
    parts = urlsplit(message.url)
    authority = parts.netloc.rpartition("@")[2].lower()
    default = {"http": ":80", "https": ":443"}.get(parts.scheme.lower(), "")
    headers = {name.lower(): value for name, value in message.headers.items()}
    values = {
        "@method": message.method,
        "@authority": authority.removesuffix(default) if default else authority,
        "@path": parts.path or "/",
        "@query": "?" + parts.query,
    }
    lines = [f'"{name}": {values[name] if name in values else headers[name]}' for name in COVERED]
    text = "\n".join([*lines, f'"@signature-params": {parameters}'])
    if text.count("\n") != len(COVERED) or not text.isascii():
        raise ValueError("a value that does not fit one line")
    return text.encode("ascii")
