"""Signatures of requests: our one form of RFC 9421 against an independent library, and what must not pass."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.signing import COVERED, LABEL, LIFE, BadSignature, Message, WrongClock, key_id, key_owner, sign, verify

NOW = datetime.now(UTC).replace(microsecond=0)
KEY = Ed25519PrivateKey.generate()
PUBLIC = base64.b64encode(KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
URLS = ("http://127.0.0.1:8470/v1/sync", "https://Server.Example:443/v1/blobs/00?offset=0&size=1", "http://[::1]:9")


class Ring(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id: str) -> Any:
        return KEY

    def resolve_public_key(self, key_id: str) -> Any:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(PUBLIC))


def request(url: str = URLS[0]) -> Message:
    return Message("POST", url, {})


def ours(url: str = URLS[0], body: bytes = b"body", now: datetime = NOW) -> Message:
    message = request(url)
    sign(message, body, KEY, "office/device", now)
    return message


def check(message: Message, body: bytes = b"body", now: datetime = NOW) -> str:
    return verify(message, body, lambda key_id: PUBLIC if key_id == "office/device" else None, now).key_id


def theirs(url: str, body: bytes, **change: Any) -> Message:
    """As the library signs it."""
    message = request(url)
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Ring()).sign(
        message,
        **{
            "key_id": "office/device",
            "created": NOW,
            "nonce": "0123456789abcdef",
            "label": LABEL,
            "covered_component_ids": COVERED,
            "body": body,
            **change,
        },
    )
    return message


@pytest.mark.parametrize("url", URLS)
@given(body=st.binary(max_size=200))
@settings(max_examples=20, deadline=None)
def test_a_library_reads_what_we_sign_and_we_read_what_it_signs(url: str, body: bytes) -> None:
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=Ring())
    (read,) = verifier.verify(ours(url, body, datetime.now(UTC)), max_age=LIFE, require_components=COVERED, body=body)
    assert read.parameters["keyid"] == "office/device"
    assert check(theirs(url, body), body) == "office/device"


def test_the_nonce_comes_back_and_is_another_one_each_time() -> None:
    found = {verify(ours(), b"body", lambda _: PUBLIC, NOW).nonce for _ in range(50)}
    assert len(found) == 50 and all(16 <= len(nonce) <= 64 for nonce in found)


@pytest.mark.parametrize(
    "change",
    [
        {"covered_component_ids": COVERED[1:]},
        {"covered_component_ids": (*COVERED[1:], COVERED[0])},
        {"tag": "another"},
        {"nonce": "short"},
        {"nonce": None},
        {"expires": NOW + LIFE},
        {"label": "other"},
        {"key_id": "office/nobody"},
    ],
    ids=lambda change: "-".join(change),
)
def test_a_valid_signature_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadSignature):
        check(theirs(URLS[0], b"body", **change))


@pytest.mark.parametrize("hours", [-0.1, 0.1, 24 * 30, -24 * 30])
def test_an_instant_too_far_from_the_servers_is_the_clocks_fault(hours: float) -> None:
    with pytest.raises(WrongClock):
        check(ours(now=NOW + timedelta(hours=hours)))


@pytest.mark.parametrize(
    "office", ["ab4cea16-79f8-582b-a6ec-503cc0e8d5c6", "office", "AB4CEA16-79F8-582B-A6EC-503CC0E8D5C6"]
)
@pytest.mark.parametrize("device", ["01a20113-81bb-711e-910a-2be162253090", "d-1", ""])
def test_a_key_is_named_shortly_and_its_owner_found_again(office: str, device: str) -> None:
    said = key_id(office, device)
    assert key_owner(said) == (office, device) and len(said) <= len(f"{office}/{device}")


@given(st.text(max_size=60))
@settings(deadline=None)
def test_whatever_a_request_calls_its_key_is_read_without_a_fault(said: str) -> None:
    office, device = key_owner(said)
    assert isinstance(office, str) and isinstance(device, str)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_header_may_change_by_a_character(data: st.DataObject) -> None:
    message = ours()
    name = data.draw(st.sampled_from(sorted(message.headers)))
    text = message.headers[name]
    place = data.draw(st.integers(0, len(text)))
    other = data.draw(st.text(max_size=2))
    changed = text[:place] + other + text[place + data.draw(st.integers(0, 2)) :]
    message.headers[name] = changed
    if changed != text:
        with pytest.raises(BadSignature):
            check(message)


@pytest.mark.parametrize(
    "other",
    [
        {"method": "PUT"},
        {"url": "http://127.0.0.1:8470/v1/invites"},
        {"url": "http://127.0.0.1:8470/v1/sync?x=1"},
        {"url": "http://127.0.0.2:8470/v1/sync"},
        {"url": "http://127.0.0.1:8471/v1/sync"},
    ],
    ids=str,
)
def test_a_signature_holds_for_its_own_request_alone(other: dict[str, str]) -> None:
    signed = ours()
    with pytest.raises(BadSignature):
        check(Message(**{"method": signed.method, "url": signed.url, "headers": signed.headers, **other}))
    with pytest.raises(BadSignature):
        check(signed, b"another body")
    for lost in signed.headers:
        headers = {name: value for name, value in signed.headers.items() if name != lost}
        with pytest.raises(BadSignature):
            check(Message(signed.method, signed.url, headers))


def test_a_fault_of_the_key_store_is_not_called_a_wrong_signature() -> None:
    def broken(key_id: str) -> str | None:
        raise RuntimeError("the store is away")

    with pytest.raises(RuntimeError):
        verify(ours(), b"body", broken, NOW)
    for key in ("no base64!", "AAAA"):
        with pytest.raises(BadSignature):
            verify(ours(), b"body", lambda _, key=key: key, NOW)  # type: ignore[misc]


def test_base64_has_one_spelling() -> None:
    message = ours()
    spelled = message.headers["Signature"]
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for letter in last:
        message.headers["Signature"] = f"{spelled[:-4]}{letter}==:"
        if message.headers["Signature"] != spelled:
            with pytest.raises(BadSignature):
                check(message)
