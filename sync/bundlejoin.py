"""Joining by stick: a one-time code told by the desk, a request out, a grant with certificates and first data back.

The code proves both ways: the desk knows whom it lets in, the laptop knows whose grant it takes. Private keys are
made on the laptop and wait in an encrypted profile of their own until the grant comes.
"""

from __future__ import annotations

import base64
import platform
import shutil
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import uuid_utils
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from models import journal, keys, numbering
from models.clock import Clock, local, parse, stamp
from models.errors import KnownError, Place
from models.files import write_atomic
from models.keystore import Keystore
from models.profile import Profile
from models.store import Store
from models.vaultfile import exists
from sync import bundle, bundlecheck, bundlein, courier, enrolment
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Grant, Header, JoinRequest, SignedRequest
from sync.client import joined, number_types, open_transport, sync
from sync.wire import EnrolAnswer

if TYPE_CHECKING:
    from models.vaultfile import Kdf

CODES, GRANTED, JOINING = "usb_codes", "usb_grant:", "joining"
LIFE = timedelta(days=14)
"""A stick travels by car and post: a code for it lives longer than one that is typed into a connection."""
DEVICE_LETTERS = "ABCDEFGHJKMNPQRSTVWXY"
MAX_REQUEST = 64 * 2**10


class Code(msgspec.Struct, omit_defaults=True):
    """A one-time code as the desk keeps it, in its encrypted store; ``device`` once it was used."""

    code: str
    expires_at: str
    device: str = ""


# --- at the desk


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
        state.write(connection, GRANTED + device.id, granted)
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
    found = store.local_get(GRANTED + device)
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


# --- at the laptop


def request(
    folder: Path,
    path: Path,
    code: str,
    *,
    cert_no: str,
    passphrase: str,
    clock: Clock,
    name: str = "",
    keystore: Keystore | str | None = "ask",
    kdf: Kdf | None = None,
) -> JoinRequest:
    """Make this device's keys in ``folder`` and a request at ``path`` for the office that told ``code``.

    Asking again with the same passphrase writes the same device's request anew. Raises KnownError: profile_exists,
    code_short, passphrase_weak, wrong_passphrase, bundle_stick_failed, disk_….
    """
    if exists(folder):
        raise KnownError("profile_exists", where=Place(file=str(folder)), path=str(folder))
    plain = bundle.plain_code(code)
    if len(plain) != 16:
        raise KnownError("code_short")
    waiting = folder / JOINING
    officer = {"id": JOINING, "cert_no": cert_no, "name": "", "passphrase": passphrase}
    if exists(waiting):
        profile = Profile.open(waiting, passphrase, clock, keystore=keystore)
    else:
        profile = Profile.prepare(
            waiting, office_id=JOINING, officers=[officer], clock=clock, keystore=keystore, kdf=kdf
        )
    with profile:
        known = profile.store.local_get(JOINING) or {}
        device_id = known.get("device") or str(uuid_utils.uuid7())
        replica = known.get("replica") or journal.new_replica()
        name = name or known.get("name") or platform.node()
        mine = profile.device_keys
        device = enrolment.describe(device_id, name, replica, mine)
        asked = JoinRequest(device, cert_no, plain[:4], stamp(clock.now()))
        profile.store.local_set(
            JOINING, {"device": device_id, "replica": replica, "name": name, "code": plain, "cert_no": cert_no}
        )
        text = msgspec.json.encode(asked).decode()
        signature = mine.signing_key().sign(bundle.request_text(text))
        signed = SignedRequest(
            bundle.REQUEST, text, base64.b64encode(signature).decode(), bundle.proof(plain, text.encode())
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, msgspec.json.encode(signed))
    except OSError as error:
        raise KnownError("bundle_stick_failed", where=Place(file=path.name), file=str(path)) from error
    return asked


def is_waiting(folder: Path) -> bool:
    """Whether a request was made here and its grant has not come yet."""
    return exists(folder / JOINING) and not exists(folder)


def accept(
    folder: Path,
    paths: Iterable[Path],
    *,
    passphrase: str,
    clock: Clock,
    keystore: Keystore | str | None = "ask",
    kdf: Kdf | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Profile:
    """Make the profile that was asked for in ``folder`` from the desk's bundle; stays open.

    Killed at any moment it can be called again with the same bundle. Raises KnownError: nothing_asked,
    grant_missing, grant_forged, wrong_passphrase, and those of an import.
    """
    waiting = folder / JOINING
    if not exists(waiting):
        raise KnownError("nothing_asked")
    files = list(paths)
    with Profile.open(waiting, passphrase, clock, keystore=keystore) as asking:
        known, mine = dict(asking.store.local_get(JOINING)), asking.device_keys
        headers = [bundlein.peek(asking, path, trust=lambda h: _granting(h, known)) for path in files]
    granted = next((h.grant for h in headers if h.grant is not None), None)
    if granted is None:
        raise KnownError("grant_missing")
    profile = _made(folder, granted, known, mine, passphrase, clock, keystore, kdf)
    try:
        desks = {h.sender.device: h.sender.public_key for h in headers}
        bundlein.import_bundles(profile, files, progress, trust=lambda h: desks[h.sender.device])
    except BaseException:
        profile.close()
        raise
    shutil.rmtree(waiting, ignore_errors=True)
    return profile


def _granting(header: Header, known: dict[str, Any]) -> str:
    """The desk's key, believed because its grant proves that it knows the code."""
    granted = header.grant
    if header.to != known["device"]:
        raise KnownError("bundle_not_for_us", file="")
    if granted is None:
        raise KnownError("grant_missing")
    text = bundle.grant_text(granted, header.sender)
    if granted.device != known["device"] or bundle.proof(known["code"], text) != granted.proof:
        raise KnownError("grant_forged")
    return header.sender.public_key


def _made(
    folder: Path,
    granted: Grant,
    known: dict[str, Any],
    mine: keys.DeviceKeys,
    passphrase: str,
    clock: Clock,
    keystore: Keystore | str | None,
    kdf: Kdf | None,
) -> Profile:
    person = {**granted.officer, "passphrase": passphrase}
    if exists(folder):  # an earlier attempt was cut off after this point
        profile = Profile.open(folder, passphrase, clock, keystore=keystore)
    else:
        profile = Profile.prepare(
            folder, office_id=granted.office, officers=[person], clock=clock, keystore=keystore, kdf=kdf
        )
    try:
        store = profile.store
        if store.replica != known["replica"] and joined(store) is None:
            store.new_replica(store.stream, known["replica"])
        enrolment.keep(profile, "", None, known["name"], mine, _answer(granted, clock))
    except BaseException:
        profile.close()
        raise
    return profile


def _answer(granted: Grant, clock: Clock) -> EnrolAnswer:
    """A grant as the answer of a server would have been."""
    return EnrolAnswer(
        office=granted.office,
        office_name=granted.office_name,
        device=granted.device,
        code=granted.code,
        role=granted.role,
        certificate=granted.certificate,
        pdf_certificate=granted.pdf_certificate,
        office_certificates=granted.office_certificates,
        epoch="",
        server_time=stamp(clock.now()),
    )


def renew(profile: Profile, granted: Grant) -> None:
    """Certificates and device code that changed since, as when an office that worked alone got its server."""
    server = joined(profile.store)
    if server is None or server["url"] or granted.device != profile.device_id:
        return
    mine = profile.device_keys
    if (granted.code, granted.certificate) != (server["code"], mine.certificate):
        enrolment.keep(profile, "", None, server["name"], mine, _answer(granted, profile.clock))
