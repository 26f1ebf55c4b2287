"""Keys and certificates of an office and its devices, made with ``cryptography`` alone.

The office has an Ed25519 key for what it states to its devices and an RSA authority that certifies them: papers
carry RSA signatures, because every reader of PDFs can check those. A device has an Ed25519 key (requests, chain,
QR codes) and an RSA-2048 key (papers), both certified. Every private key lives in the encrypted store only.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from models.clock import Clock

SUITE = "intl-1"
OFFICE_YEARS = 20
DEVICE_YEARS = 10
SLACK = timedelta(days=1)
"""A certificate begins a day early: the clocks of two machines differ."""


@dataclass(frozen=True, repr=False)
class OfficeKeys:
    """Private: Ed25519 (base64 of 32 bytes) and the authority's RSA key (PEM); public: its certificate (PEM)."""

    signing: str
    authority_key: str
    certificate: str
    suite: str = SUITE


@dataclass(frozen=True, repr=False)
class DeviceKeys:
    """Private Ed25519 (base64) and RSA (PEM); the certificates (PEM) are empty until the office gave them."""

    signing: str
    pdf_key: str
    certificate: str = ""
    pdf_certificate: str = ""
    office_certificate: str = ""
    suite: str = SUITE

    @property
    def public(self) -> str:
        """The Ed25519 public key, base64: what the office's register of devices shows."""
        return public_of(self.signing)

    def signing_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(self.signing))

    def rsa_key(self) -> RSAPrivateKey:
        # Made here and kept in the encrypted store: testing its primes anew takes 80 ms at every issue.
        key = load_pem_private_key(self.pdf_key.encode(), None, unsafe_skip_rsa_key_validation=True)
        assert isinstance(key, RSAPrivateKey)
        return key


def to_json(keys: OfficeKeys | DeviceKeys) -> dict[str, Any]:
    """As kept in the encrypted store's local settings."""
    return asdict(keys)


def new_signing_key() -> str:
    """A fresh Ed25519 private key, base64 of its 32 bytes."""
    raw = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return base64.b64encode(raw).decode()


def public_of(signing: str) -> str:
    """The Ed25519 public key (base64) of a private one (base64)."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(signing)).public_key()
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _rsa() -> tuple[RSAPrivateKey, str]:
    key = generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key, pem.decode()


def new_office(name: str, clock: Clock) -> OfficeKeys:
    """The keys of an office that works alone or runs the server; its certificate is what other machines trust."""
    key, pem = _rsa()
    subject = _name(name, name)
    now = clock.now()
    certificate = (
        _builder(subject, subject, key.public_key(), now, OFFICE_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return OfficeKeys(new_signing_key(), pem, _pem(certificate))


def new_device() -> DeviceKeys:
    """Fresh keys of a device, not certified yet."""
    return DeviceKeys(new_signing_key(), _rsa()[1])


def certify(office: OfficeKeys, device: DeviceKeys, office_name: str, device_name: str, clock: Clock) -> DeviceKeys:
    """``device`` with both certificates from the office's authority."""
    made = certificates(office, device.public, device.rsa_key().public_key(), office_name, device_name, clock)
    return DeviceKeys(device.signing, device.pdf_key, made[0], made[1], office.certificate, device.suite)


def certificates(
    office: OfficeKeys,
    public: str,
    rsa_public: RSAPublicKey,
    office_name: str,
    device_name: str,
    clock: Clock,
) -> tuple[str, str]:
    """(certificate of the Ed25519 key, certificate of the RSA key), PEM: for a device that sent its public keys."""
    authority = load_pem_private_key(office.authority_key.encode(), None)
    assert isinstance(authority, RSAPrivateKey)
    issuer = x509.load_pem_x509_certificate(office.certificate.encode()).subject
    subject, now = _name(office_name, device_name), clock.now()
    edwards = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
    made = []
    for key in (edwards, rsa_public):
        builder = _builder(issuer, subject, key, now, DEVICE_YEARS)
        for extension, critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(authority=False), True),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False),
        ):
            builder = builder.add_extension(extension, critical=critical)
        made.append(_pem(builder.sign(authority, hashes.SHA256())))
    return made[0], made[1]


def _builder(
    issuer: x509.Name,
    subject: x509.Name,
    key: Ed25519PublicKey | RSAPublicKey,
    now: datetime,
    years: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLACK)
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(office: str, common: str) -> x509.Name:
    """X.509 keeps 64 characters of each part; a longer name is cut there and stands whole in the record."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, office[:64] or "-"),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64] or "-"),
        ]
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
