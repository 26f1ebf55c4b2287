"""Is this paper ours and unchanged: signatures of a PDF, the record's hash and count, the signed text of a QR code.

A file cut back to an earlier revision looks flawless by itself: only the record's count and hash catch it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forms.signing import QR_MARK, QrFacts, der_of, key_name
from models.errors import KnownError

Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Recorded:
    """What the record knows of an issued file: SHA-256 (hex), number of signatures, the aware instant of issue."""

    sha256: str
    signatures: int = 1
    issued_at: datetime | None = None


@dataclass(frozen=True)
class SignatureFound:
    """One signature of the file. ``covers_all``: nothing was added after it; ``trusted``: our office's device."""

    signer: str
    at: datetime | None
    intact: bool
    covers_all: bool
    valid: bool
    trusted: bool


@dataclass(frozen=True)
class Verdict:
    """``ours``, ``unchanged`` and why: reasons are codes, worded where they are shown.

    Reasons: unsigned, content_changed, added_after_signing, unknown_signer, no_trust_root, hash_differs,
    signatures_missing.
    """

    ours: Answer
    unchanged: Answer
    sha256: str
    expected: int | None
    found: int
    valid: int
    signatures: tuple[SignatureFound, ...] = ()
    reasons: tuple[str, ...] = ()


def inspect_pdf(pdf: bytes, trust_roots: Sequence[str], recorded: Recorded | None = None) -> Verdict:
    """Judge a file. ``trust_roots``: the offices' certificates, PEM; ``recorded``: what our record says, if anything.

    Certificates are judged at the instant of issue (the record's, else the one in the signature), not today.
    Raises KnownError("pdf_unreadable").
    """
    signatures = _signatures(pdf, trust_roots, recorded)
    digest = hashlib.sha256(pdf).hexdigest()
    valid = sum(s.valid for s in signatures)
    reasons: list[str] = []
    if not signatures:
        reasons.append("unsigned")
    if any(not s.intact for s in signatures):
        reasons.append("content_changed")
    if any(s.intact and not s.covers_all for s in signatures):
        reasons.append("added_after_signing")
    if not trust_roots:
        reasons.append("no_trust_root")
    elif any(not s.trusted for s in signatures):
        reasons.append("unknown_signer")
    if recorded is not None and digest != recorded.sha256:
        reasons.append("hash_differs")
    if recorded is not None and len(signatures) < recorded.signatures:
        reasons.append("signatures_missing")
    return Verdict(
        ours=_ours(signatures, trust_roots, recorded, digest),
        unchanged=_unchanged(signatures, trust_roots, recorded, digest),
        sha256=digest,
        expected=None if recorded is None else recorded.signatures,
        found=len(signatures),
        valid=valid,
        signatures=signatures,
        reasons=tuple(reasons),
    )


def _ours(
    signatures: Sequence[SignatureFound], roots: Sequence[str], recorded: Recorded | None, digest: str
) -> Answer:
    if recorded is not None and digest == recorded.sha256:
        return "yes"
    if not roots:
        return "unknown"
    return "yes" if signatures and all(s.trusted for s in signatures) else "no"


def _unchanged(
    signatures: Sequence[SignatureFound], roots: Sequence[str], recorded: Recorded | None, digest: str
) -> Answer:
    if recorded is not None:
        return "yes" if digest == recorded.sha256 else "no"
    if not signatures:
        return "unknown"
    if not all(s.intact and s.covers_all for s in signatures):
        return "no"
    stranger = bool(roots) and not all(s.trusted for s in signatures)
    return "unknown" if stranger else "yes"  # a stranger's own signature says nothing about our paper


def _signatures(pdf: bytes, trust_roots: Sequence[str], recorded: Recorded | None) -> tuple[SignatureFound, ...]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it would log is in the verdict
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        embedded = list(reader.embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError) as bad:
        # a damaged file breaks the reader in many ways, none of them ours
        raise KnownError("pdf_unreadable") from bad
    return tuple(_judge(one, trust_roots, recorded) for one in embedded)


def _judge(embedded: Any, trust_roots: Sequence[str], recorded: Recorded | None) -> SignatureFound:
    from asn1crypto import x509 as asn1  # type: ignore[import-untyped]
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    at = embedded.self_reported_timestamp
    moment = (recorded.issued_at if recorded else None) or at
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(der_of(pem)) for pem in trust_roots],
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
    )
    try:
        status = validate_pdf_signature(embedded, context)
    except (PdfError, SignatureValidationError, ValueError) as bad:
        raise KnownError("pdf_unreadable") from bad
    whole = bool(status.intact and status.valid)
    untouched = bool(status.bottom_line) or bool(whole and status.docmdp_ok and status.coverage.name == "ENTIRE_FILE")
    return SignatureFound(
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        at=at,
        intact=whole,
        covers_all=untouched,
        valid=bool(status.bottom_line),
        trusted=bool(status.trusted) or bool(status.valid and _issued(status, trust_roots, moment)),
    )


def _issued(status: Any, trust_roots: Sequence[str], moment: datetime | None) -> bool:
    """Whether one of ``trust_roots`` issued the signer's certificate and it was valid then.

    Asked of signatures whose file was changed, where pyHanko stops before it: "our paper, but changed" is not the
    same answer as "a stranger's paper".
    """
    own = x509.load_der_x509_certificate(status.signing_cert.dump())
    if moment is None or not own.not_valid_before_utc <= moment <= own.not_valid_after_utc:
        return False
    for pem in trust_roots:
        try:
            own.verify_directly_issued_by(x509.load_pem_x509_certificate(pem.encode()))
        except (ValueError, TypeError, InvalidSignature):
            continue
        return True
    return False


@dataclass(frozen=True)
class QrVerdict:
    """``ours`` yes: signed by a known device; no: the signature is false; unknown: no such key is known here."""

    ours: Answer
    facts: QrFacts


def check_qr(text: str, public_keys: Iterable[str]) -> QrVerdict:
    """Judge a code's text against Ed25519 public keys (base64) of devices.

    Whether the paper's content is unchanged needs the record's content hash: compare ``facts.content_sha256``.
    Raises KnownError("qr_unreadable") for any other code.
    """
    parts = text.strip().split("|")
    if len(parts) != 8 or parts[0] != QR_MARK:
        raise KnownError("qr_unreadable")
    _, kind, number, office, date, digest, name, signature = parts
    try:
        facts = QrFacts(kind, number, office, date, _unb64(digest).hex())
        raw = _unb64(signature)
    except (binascii.Error, ValueError) as bad:
        raise KnownError("qr_unreadable") from bad
    signed = "|".join(parts[:-1]).encode()
    for public in public_keys:
        if key_name(public) != name:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(raw, signed)
        except InvalidSignature:
            return QrVerdict("no", facts)
        return QrVerdict("yes", facts)
    return QrVerdict("unknown", facts)


def _unb64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
