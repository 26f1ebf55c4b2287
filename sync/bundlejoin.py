"""Joining by stick: a one-time code told by the desk, a request out, a grant with certificates and first data back.

The code proves both ways: the desk knows whom it lets in, the laptop knows whose grant it takes. Private keys are
made on the laptop and wait in an encrypted profile of their own until the grant comes.
"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from models import keys, numbering
from models.clock import local, parse, stamp
from models.errors import KnownError, Place
from models.profile import Profile
from models.store import Store
from sync import bundle, bundlecheck, courier
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Grant, JoinRequest, SignedRequest
from sync.client import sync
from sync.membership import joined, number_types, open_transport

if TYPE_CHECKING:
    pass

CODES = "usb_codes"
LIFE = timedelta(days=14)
"""A stick travels by car and post: a code for it lives longer than one that is typed into a connection."""
DEVICE_LETTERS = "ABCDEFGHJKMNPQRSTVWXY"
MAX_REQUEST = 64 * 2**10


class Code(msgspec.Struct, omit_defaults=True):
    """A one-time code as the desk keeps it, in its encrypted store; ``device`` once it was used."""

    code: str
    expires_at: str
    device: str = ""


def invite(profile: Profile) -> Code:
    """A one-time code for a laptop that joins by stick, good for 14 days; raises KnownError("bundle_needs_desk")."""
    if not bundle.is_desk(profile):
        raise KnownError("bundle_needs_desk")
    become_desk(profile)
    made = Code(bundle.new_code(), stamp(profile.clock.now() + LIFE))
    codes = _codes(profile.store)
    now = profile.clock.now()
    kept = {name: one for name, one in codes.items() if one.device or parse(one.expires_at) > now}
    kept[bundle.plain_code(made.code)[:4]] = made
    with profile.store.maintenance() as connection:
        state.write(connection, CODES, kept)
    return made


def _codes(store: Store) -> dict[str, Code]:
    return state.read(store, CODES, dict[str, Code], {})


def become_desk(profile: Profile) -> None:
    """A profile that works alone and takes bundles in is the office's desk: its record says so from now on."""
    if joined(profile.store) is not None:
        return
    record = profile.store.get("device", profile.device_id)
    if record is not None and record["role"] != "desk":
        with profile.store.change(profile.officer_id, "become_desk") as tx:
            tx.set("device", record["id"], role="desk")


def grant(profile: Profile, path: Path) -> JoinRequest:
    """Let the laptop in that made the request at ``path``; the next bundle for it (:func:`sync.bundleout.export_down`)
    brings the grant. The same request again is granted again.

    A desk of a server asks it for the certificates, so it must reach it. Raises KnownError: bundle_needs_desk,
    file_not_found, request_bad, request_forged, code_wrong, code_used, code_expired, officer_unknown, and those of a
    sync.
    """
    if not bundle.is_desk(profile):
        raise KnownError("bundle_needs_desk")
    become_desk(profile)
    signed, asked = read_request(path)
    store = profile.store
    code = _right_code(profile, signed, asked)
    person = _officer(store, asked.officer)
    granted = _certified(profile, signed, asked, person)
    granted.proof = bundle.proof(code.code, bundle.grant_text(granted, bundle.sender_of(profile)))
    device = asked.device
    now = stamp(profile.clock.now())
    with store.change(profile.officer_id, "enrol_device") as tx:
        tx.put(
            "device",
            device.id,
            office=profile.office_id,
            name=device.name,
            role=granted.role,
            code=granted.code,
            replica=device.replica,
            public_key=device.public_key,
            certificate=granted.certificate,
            pdf_certificate=granted.pdf_certificate,
            state="active",
            enrolled_at=now,
        )
    codes = _codes(store)
    codes[asked.code] = Code(code.code, code.expires_at, device.id)
    with store.maintenance() as connection:
        state.write(connection, CODES, codes)
        state.write(connection, courier.ASKED + device.id, signed)
        state.write(connection, state.GRANTED + device.id, granted)
    if joined(store) is not None:
        _sync(profile)
    return asked


def _sync(profile: Profile) -> None:
    """The server's numbers for the new laptop come with a sync; one that runs in the background is waited for."""
    for _ in range(120):
        try:
            sync(profile)
            return
        except KnownError as error:
            if error.code != "sync_running":
                raise
            time.sleep(0.5)
    raise KnownError("sync_running")


def read_request(path: Path) -> tuple[SignedRequest, JoinRequest]:
    """A request as it lies on the stick; raises KnownError: file_not_found, request_bad, request_forged."""
    where = Place(file=path.name)
    if not path.is_file():
        raise KnownError("file_not_found", path=str(path))
    if path.stat().st_size > MAX_REQUEST:
        raise KnownError("request_bad", where=where, file=path.name)
    try:
        signed = msgspec.json.decode(path.read_bytes(), type=SignedRequest)
        asked = msgspec.json.decode(signed.request, type=JoinRequest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise KnownError("request_bad", where=where, file=path.name) from wrong
    if signed.anxin != bundle.REQUEST or not _fits(asked):
        raise KnownError("request_bad", where=where, file=path.name)
    if not is_signed(signed, asked):
        raise KnownError("request_forged", where=where, file=path.name)
    return signed, asked


def is_signed(signed: SignedRequest, asked: JoinRequest) -> bool:
    """Whether the device that asks holds the key it asks for."""
    text = bundle.request_text(signed.request)
    return frames.verify(asked.device.public_key, bundle.unbase64(signed.signature), text)


def _fits(asked: JoinRequest) -> bool:
    device = asked.device
    fits = 0 < len(device.id) <= 64 and "/" not in device.id and 0 < len(device.name) <= 200
    return fits and 0 < device.replica < 2**63 and len(asked.officer) <= 100 and len(asked.code) == 4


def _right_code(profile: Profile, signed: SignedRequest, asked: JoinRequest) -> Code:
    found = _codes(profile.store).get(asked.code)
    if found is None or bundle.proof(found.code, signed.request.encode()) != signed.proof:
        raise KnownError("code_wrong")
    if found.device and found.device != asked.device.id:
        raise KnownError("code_used")
    if not found.device and parse(found.expires_at) < profile.clock.now():
        raise KnownError("code_expired")
    return found


def _officer(store: Store, cert_no: str) -> dict[str, str]:
    found = store.find("certificate", number=cert_no)
    officer = store.get("officer", found[0]["officer"]) if found else None
    if officer is None:
        raise KnownError("officer_unknown")
    return {"id": officer["id"], "name": officer["name"], "cert_no": cert_no}


def _certified(profile: Profile, signed: SignedRequest, asked: JoinRequest, person: dict[str, str]) -> Grant:
    """The office's word for the laptop's keys: the server's, or of the office that works alone its own."""
    device = asked.device
    if joined(profile.store) is not None:
        transport = open_transport(profile)
        try:
            answer = courier.adopt(transport, device.id, signed)
        finally:
            transport.close()
        made = (answer.code, answer.certificate, answer.pdf_certificate, answer.office_certificates)
    else:
        authority = profile.office_keys
        if authority is None:
            raise KnownError("bundle_needs_desk")
        office = profile.store.get("office", profile.office_id) or {}
        both = keys.certificates(
            authority,
            device.public_key,
            _rsa(device.rsa_public),
            str(office.get("name") or ""),
            device.name,
            profile.clock,
        )
        made = (_letter(profile.store, device.id), *both, list(bundlecheck.authorities(profile)))
    office = profile.store.get("office", profile.office_id) or {}
    return Grant(
        profile.office_id,
        str(office.get("name") or ""),
        device.id,
        made[0],
        "laptop",
        made[1],
        made[2],
        made[3],
        person,
    )


def _rsa(pem: str) -> RSAPublicKey:
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as wrong:
        raise KnownError("request_bad", file="") from wrong
    if not isinstance(key, RSAPublicKey) or not 2048 <= key.key_size <= 8192:
        raise KnownError("request_bad", file="")
    return key


def _letter(store: Store, device: str) -> str:
    """The next free code of an office without a server: A, B, …, Y, AA, …; a device keeps the one it has."""
    known = store.get("device", device)
    if known is not None and known["code"]:
        return str(known["code"])
    taken = {row["code"] for row in store.find("device")}
    number = 0
    while True:
        rest, code = number, ""
        while True:
            rest, at = divmod(rest, len(DEVICE_LETTERS))
            code = DEVICE_LETTERS[at] + code
            if rest == 0:
                break
            rest -= 1
        if code not in taken:
            return code
        number += 1


def grant_of(store: Store, device: str) -> Grant | None:
    """What goes along with each bundle for a laptop that joined by stick."""
    found = store.local_get(state.GRANTED + device)
    return None if found is None else msgspec.convert(found, Grant)


def top_up(profile: Profile, record: dict[str, Any]) -> int:
    """Of an office without a server: grant number blocks to a laptop that runs low; how many.

    A server grants its devices' numbers itself, at each sync of the desk (:mod:`sync.courier`).
    """
    store = profile.store
    if joined(store) is not None or record["id"] == profile.device_id or not record["replica"]:
        return 0
    office = store.get("office", profile.office_id)
    if office is None:
        return 0
    rules = numbering.Rules.of(office, profile.pack, record["code"])
    size = int(profile.pack.option("number_block_size"))
    day = local(profile.clock.now()).date()
    granted = 0
    with store.change(profile.officer_id, "grant") as tx:
        for year in [day.year, day.year + 1] if day.month == 12 else [day.year]:
            left = numbering.remaining(tx, year, record["replica"])
            for type in number_types(profile):
                if left.get(type, 0) < courier.numbering_low(size):
                    lo, hi = numbering.next_block(tx, rules, type, year, tx.at)
                    numbering.grant(tx, office["id"], type, year, lo, hi, record["replica"], record["code"])
                    granted += 1
    return granted
