"""The laptop's side of joining by stick: its keys and request made, its profile made from the desk's grant.

Private keys are made on the laptop and wait in an encrypted profile of their own until the grant comes.
"""

from __future__ import annotations

import base64
import platform
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import uuid_utils

from models import journal, keys
from models.clock import Clock, stamp
from models.errors import KnownError, Place
from models.files import write_atomic
from models.keystore import Keystore
from models.profile import Profile
from models.vaultfile import exists
from sync import bundle, bundlein, enrolment
from sync.bundle import Grant, Header, JoinRequest, SignedRequest
from sync.membership import joined
from sync.wire import EnrolAnswer

if TYPE_CHECKING:
    from models.vaultfile import Kdf

JOINING = "joining"


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


def found(
    folder: Path, stick: Path, *, passphrase: str, clock: Clock, keystore: Keystore | str | None = "ask"
) -> list[Path]:
    """The bundles on the stick that let this device in, oldest first; others' are passed over.

    Raises KnownError: nothing_asked, grant_missing (none there), grant_forged, wrong_passphrase.
    """
    waiting = folder / JOINING
    if not exists(waiting):
        raise KnownError("nothing_asked")
    right = []
    with Profile.open(waiting, passphrase, clock, keystore=keystore) as asking:
        known = dict(asking.store.local_get(JOINING))
        for path in sorted(stick.glob(f"*{bundle.SUFFIX}")):
            try:
                header = bundlein.peek(asking, path, trust=lambda h: _granting(h, known))
            except KnownError as error:
                if error.code not in ("bundle_not_for_us", "bundle_not_one", "grant_missing"):
                    raise
                continue
            right.append((header.seq, header.part, path))
    if not right:
        raise KnownError("grant_missing")
    return [path for _, _, path in sorted(right)]


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
