"""Joining an office's server: a one-time code, the device's new keys, the office's certificates for them."""

from __future__ import annotations

import platform
import ssl
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import uuid_utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from models import keys
from models.clock import Clock, stamp
from models.errors import KnownError, Place
from models.keystore import Keystore
from sync.client import Progress, sync
from sync.membership import introduce, joined, open_transport
from sync.signing import key_id
from sync.transport import Identity, Refused, Transport, pinned
from sync.wire import (
    Device,
    EnrolAnswer,
    EnrolRequest,
    InviteAnswer,
    InviteRequest,
    Office,
    OfficersAnswer,
    OfficersRequest,
    RevokeRequest,
)

if TYPE_CHECKING:
    from models.profile import Profile
    from models.vaultfile import Kdf

T = TypeVar("T")
CERTIFICATE_BYTES = 2**20
"""What is read of a file given as a certificate: a chain of them takes some thousand."""


def enrol(profile: Profile, url: str, code: str, *, name: str = "", authority: str | None = None) -> EnrolAnswer:
    """Let an existing profile join: its operations and used numbers come along with the next sync.

    With the administrator's code it founds its office on the server; with a desk's code its office must be that
    desk's. ``authority``: the server's own certificate (PEM) where no public one vouches for it. Raises KnownError:
    already_joined, code_wrong, code_expired, code_used, other_office, device_taken, and those of a transport.
    """
    store = profile.store
    if (joined(store) or {}).get("url"):
        raise KnownError("already_joined")
    device_id = profile.device_id or str(uuid_utils.uuid7())
    record = store.get("device", device_id) or {}
    name = name or str(record.get("name") or "") or platform.node()
    office = store.get("office", profile.office_id)
    founding = None
    if office is not None:
        own = profile.office_keys
        founding = Office(profile.office_id, str(office["name"] or ""), own.certificate if own else "")
    mine = profile.device_keys
    device = describe(device_id, name, store.replica, mine)
    people = sorted({slot.officer_id for slot in profile.vault.slots if slot.officer_id})
    request = EnrolRequest(code.strip(), device, founding, officers=people)
    answer = _ask(profile.clock, url, authority, mine, request)
    keep(profile, url, authority, name, mine, answer)
    introduce(profile)
    return answer


def join(
    folder: Path,
    url: str,
    code: str,
    *,
    cert_no: str,
    passphrase: str,
    clock: Clock,
    name: str = "",
    authority: str | None = None,
    officers: Sequence[Mapping[str, Any]] = (),
    keystore: Keystore | str | None = "ask",
    kdf: Kdf | None = None,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Profile:
    """Make a profile in an empty folder for the officer with certificate ``cert_no`` of the office that gave the
    code, and pull everything the office has; stays open.

    ``officers``: further officers (id, cert_no, name, passphrase) who get a slot at once. Where the network goes
    after the code was taken, the profile is there and its next sync brings the rest. Raises KnownError as
    :func:`enrol`, officer_unknown (the code stays good), profile_exists, passphrase_weak, passphrase_short.
    """
    from models.passphrase import check_passphrase
    from models.profile import Profile
    from models.vaultfile import exists

    if exists(folder):
        raise KnownError("profile_exists", where=Place(file=str(folder)), path=str(folder))
    if keystore is None:
        check_passphrase(passphrase, None)
    made = keys.new_device()
    device_id, name = str(uuid_utils.uuid7()), name or platform.node()
    request = EnrolRequest(code.strip(), describe(device_id, name, 0, made), officer=cert_no)
    answer = _ask(clock, url, authority, made, request)
    person = answer.officer or {"id": "", "name": ""}
    first = {"id": person["id"], "cert_no": cert_no, "name": person["name"], "passphrase": passphrase}
    profile = Profile.prepare(
        folder, office_id=answer.office, officers=[first, *officers], clock=clock, keystore=keystore, kdf=kdf
    )
    try:
        keep(profile, url, authority, name, made, answer)
        sync(profile, progress, cancel)
    except BaseException:
        profile.close()
        raise
    return profile


def invite(profile: Profile, role: str) -> InviteAnswer:
    """A one-time code for another device (``laptop`` or ``desk``), made by a desk; raises KnownError role_refused."""
    return _signed(profile, "/v1/invites", InviteRequest(role), InviteAnswer)


def revoke(profile: Profile, device_id: str, reason: str) -> None:
    """Shut a device out, from a desk: what it wrote before stays, its free numbers are closed."""
    _signed(profile, "/v1/revocations", RevokeRequest(device_id, reason), dict)


def officers(profile: Profile) -> dict[str, list[str]]:
    """Device id → ids of the officers who work at it, as the server knows; at a desk. Raises KnownError role_refused."""
    return _signed(profile, "/v1/officers", OfficersRequest(), OfficersAnswer).officers


def name_officers(profile: Profile, device_id: str, officers: Sequence[str]) -> None:
    """Say at a desk who works at a device from now on: it receives the informants' streams of their cases, and those
    of nobody else. Raises KnownError role_refused, server_refused (no such device)."""
    _signed(profile, "/v1/officers", OfficersRequest(device_id, list(officers)), OfficersAnswer)


def certificate_in(path: Path) -> str:
    """The server's certificate as PEM, from a file in either of its usual forms (PEM, DER); raises KnownError
    file_not_found, certificate_bad."""
    if not path.is_file():
        raise KnownError("file_not_found", path=str(path))
    with path.open("rb") as file:
        found = file.read(CERTIFICATE_BYTES)
    text = ssl.DER_cert_to_PEM_cert(found) if found.startswith(b"0\x82") else found.decode("ascii", "replace")
    pinned(text)
    return text


def trust(profile: Profile, authority: str) -> None:
    """From now on believe the server by this certificate (PEM): the one known before was renewed. It is kept once the
    server has answered by it.

    Raises KnownError: not_joined, stick_only, certificate_bad, server_not_trusted (the server shows another one; nothing
    changed), not_our_server, and those of a transport.
    """
    server = joined(profile.store)
    if server is None:
        raise KnownError("not_joined")
    if not server["url"]:
        raise KnownError("stick_only")
    mine = Identity(profile.device_keys.signing_key(), key_id(server["office"], server["device"]))
    transport = Transport(server["url"], mine, profile.clock, authority=authority)
    try:
        transport.send("GET", "/v1/health", b"", {})
    except Refused as refused:
        raise KnownError("not_our_server") from refused
    finally:
        transport.close()
    profile.store.local_set("server", {**server, "authority": authority})


def _signed(profile: Profile, path: str, value: Any, kind: type[T]) -> T:
    transport = open_transport(profile)
    try:
        return transport.post(path, value, kind)
    except Refused as refused:
        raise KnownError("server_refused", reason=refused.problem.code) from refused
    finally:
        transport.close()


def _ask(
    clock: Clock,
    url: str,
    authority: str | None,
    mine: keys.DeviceKeys,
    request: EnrolRequest,
) -> EnrolAnswer:
    transport = Transport(url, Identity(mine.signing_key(), "enrol"), clock, authority=authority)
    try:
        return transport.post("/v1/enrol", request, EnrolAnswer)
    except Refused as refused:
        raise KnownError("server_refused", reason=refused.problem.code) from refused
    finally:
        transport.close()


def describe(device_id: str, name: str, replica: int, mine: keys.DeviceKeys) -> Device:
    """A device at the door: its public keys and what people call it."""
    pem = mine.rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return Device(device_id, name[:200], replica, mine.public, pem.decode())


def keep(
    profile: Profile, url: str, authority: str | None, name: str, mine: keys.DeviceKeys, answer: EnrolAnswer
) -> None:
    """What the server said, in this device's own settings; the office's certificate now comes from the server."""
    certified = keys.DeviceKeys(
        mine.signing,
        mine.pdf_key,
        answer.certificate,
        answer.pdf_certificate,
        answer.office_certificates[0],
        mine.suite,
    )
    profile.set_device_keys(certified, answer.device)
    profile.store.local_set("office_certificates", answer.office_certificates)
    profile.store.local_set("device_code", answer.code)
    server = {
        "url": url.rstrip("/"),
        "authority": authority,
        "office": answer.office,
        "device": answer.device,
    }
    server |= {
        "code": answer.code,
        "role": answer.role,
        "name": name,
        "joined_at": stamp(profile.clock.now()),
    }
    profile.store.local_set("server", server)
