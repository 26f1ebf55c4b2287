"""Signing of papers: one device signature an issued PDF (PAdES-B-B, RSA-2048), and the signed text of its QR code.

What it proves: the file is unchanged and came from this device of this office. It is no seal and no person's
electronic signature; for that another :class:`Signer` (a USB key, a remote service) takes this one's place.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from models.errors import KnownError
from models.keys import DeviceKeys

FIELD = "AnxinDevice"
SPOT = (450, 748, 522, 820)  # points: the code's corner of an upright A4 page
QR_MARK = "ANXIN1"


class Signer(Protocol):
    """Who signs: a certificate, those above it, and a key that may live outside the program."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        ...

    @property
    def chain(self) -> Sequence[bytes]:
        """Certificates above it, DER, the office's authority last."""
        ...

    def sign(self, content: bytes) -> bytes:
        """RSA PKCS #1 v1.5 with SHA-256 over ``content``."""
        ...


@dataclass(frozen=True, repr=False)
class DeviceSigner:
    """The device's own RSA key, certified by its office."""

    key: RSAPrivateKey
    certificate: bytes
    chain: tuple[bytes, ...]

    @classmethod
    def of(cls, keys: DeviceKeys) -> DeviceSigner:
        """From the keys in the encrypted store; raises KnownError("signing_failed") where the office gave none."""
        if not keys.pdf_certificate or not keys.office_certificate:
            raise KnownError("signing_failed", reason="no certificate")
        own, office = (der_of(pem) for pem in (keys.pdf_certificate, keys.office_certificate))
        return cls(keys.rsa_key(), own, (office,))

    def sign(self, content: bytes) -> bytes:
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def der_of(pem: str) -> bytes:
    """A PEM certificate as DER."""
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


def sign(pdf: bytes, signer: Signer, *, at: datetime, reason: str = "", location: str = "") -> bytes:
    """``pdf`` with one certifying signature in one incremental revision; nothing may follow it.

    It draws nothing; its field lies over the code at the top right of the first page, so that a reader's click
    there shows the signature.

    ``at`` is the aware instant of issue, from the caller's clock. The file stays PDF/A: RSA, no /Producer.
    Raises KnownError("signing_failed").
    """
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
    )
    try:
        writer = _quiet_writer()(io.BytesIO(pdf))
        blank = RawContent(b"", box=BoxConstraints(width=SPOT[2] - SPOT[0], height=SPOT[3] - SPOT[1]))
        press = _timed_signer()(
            meta,
            _cms_signer(signer),
            new_field_spec=fields.SigFieldSpec(FIELD, box=SPOT),
            stamp_style=StaticStampStyle(border_width=0, background=blank, background_opacity=1.0),
        )
        press.at = at.astimezone(UTC).replace(microsecond=0)
        signed: bytes = press.sign_pdf(writer, bytes_reserved=_RESERVED).getvalue()
    except (PdfError, ValueError) as failed:
        raise KnownError("signing_failed", reason=str(failed)) from failed
    return signed


_RESERVED = 12288
"""Hexadecimal digits kept for the signature: a fixed size, so that the certificate's length shows nowhere."""


def _quiet_writer() -> type[Any]:
    """pyHanko would name itself and the machine's time in the metadata, and differently in its two places."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class QuietWriter(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
        def _update_meta(self) -> None:
            """The metadata of the issued paper stays as it was made."""

    return QuietWriter


def _timed_signer() -> type[Any]:
    """pyHanko takes the machine's clock; the program's instants come from the caller."""
    from pyhanko.sign.signers import PdfSigner

    class TimedSigner(PdfSigner):  # type: ignore[misc, unused-ignore]
        at: datetime

        def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
            session = super().init_signing_session(pdf_out, existing_fields_only)
            session.system_time = self.at
            return session

    return TimedSigner


def _cms_signer(signer: Signer) -> Any:
    """Our signer in the shape pyHanko asks for."""
    from asn1crypto import x509 as asn1  # type: ignore[import-untyped]
    from pyhanko.sign.signers import Signer as CmsSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Adapter(CmsSigner):  # type: ignore[misc, unused-ignore]
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            return bytes(256) if dry_run else signer.sign(data)

    store = SimpleCertificateStore()
    store.register_multiple(asn1.Certificate.load(der) for der in signer.chain)
    own = asn1.Certificate.load(signer.certificate)
    return Adapter(signing_cert=own, cert_registry=store)


@dataclass(frozen=True)
class QrFacts:
    """What the code on a paper says. ``content_sha256`` is that of the paper's content, hex."""

    type: str
    number: str
    office: str
    date: str
    content_sha256: str


def qr_text(facts: QrFacts, keys: DeviceKeys) -> str:
    """The QR code's text: the facts, the key's name and an Ed25519 signature over all before it.

    ``ANXIN1|type|number|office|date|content hash|key|signature``, binary parts in base64url without padding.
    Raises ValueError for a part with a bar or a line break in it.
    """
    parts = [QR_MARK, facts.type, facts.number, facts.office, facts.date]
    if any(c in part for part in parts for c in "|\r\n"):
        raise ValueError("a part of the code holds a bar or a line break")
    parts += [b64(bytes.fromhex(facts.content_sha256)), key_name(keys.public)]
    text = "|".join(parts)
    return f"{text}|{b64(keys.signing_key().sign(text.encode()))}"


def key_name(public: str) -> str:
    """Twelve characters that name an Ed25519 public key (base64)."""
    return b64(hashlib.sha256(base64.b64decode(public)).digest()[:9])


def b64(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
