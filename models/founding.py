"""How a profile begins: its files laid out, and the first act of an office that works alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.clock import Clock, stamp
from models.errors import KnownError, Place
from models.keystore import Keystore
from models.records import RECORDS, certificate_id
from models.store import Store
from models.vault import Vault
from models.vaultfile import Kdf

if TYPE_CHECKING:
    from models.profile import Profile

ROLES = {"lead": "lead_inspector", "assistant": "assistant_inspector"}


def check_officers(officers: Sequence[Mapping[str, Any]]) -> None:
    """Raise KnownError officer_missing, or officer_twice for an empty or doubled certificate number."""
    if not officers:
        raise KnownError("officer_missing", where=Place(field="officers"))
    numbers = [str(officer.get("cert_no") or "") for officer in officers]
    for number in numbers:
        if not number or numbers.count(number) > 1:
            raise KnownError("officer_twice", where=Place(field="cert_no"), cert_no=number)


def lay_out(
    folder: Path,
    office_id: str,
    officers: Sequence[Mapping[str, Any]],
    clock: Clock,
    keystore: Keystore | None,
    kdf: Kdf | None,
) -> tuple[Vault, Store]:
    """A vault with the officers' slots, not under its final name yet, and an empty store with device keys."""
    # An interrupted creation, or a vault that somebody moved away: put aside, never destroyed.
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        if (folder / name).exists():
            (folder / name).replace(folder / f"{name}.old")
    path = folder / "store.db"
    path.touch(mode=0o600)
    vault = Vault.create(folder / "vault.part", keystore)
    store = Store.create(path, vault.keys.db, clock, office_id)
    try:
        with path.open("rb") as file:
            if file.read(16) == b"SQLite format 3\0":
                raise AssertionError("the store is not encrypted")
        from models import keys  # certificates take 40 ms to import: not before the first window is painted

        store.local_set("device_keys", keys.to_json(keys.new_device()))
        people = [(str(o["id"]), str(o["cert_no"]), str(o["name"]), str(o["passphrase"])) for o in officers]
        vault.add_officers(people, kdf=kdf)
    except BaseException:
        store.close()
        raise
    return vault, store


def found_office(
    profile: Profile,
    office: Mapping[str, Any],
    people: Sequence[Mapping[str, Any]],
    device_name: str,
    device_role: str,
) -> None:
    """The first act: office, officers with certificates, this device; and the office's own keys."""
    name = str(office["name"])
    from models import keys

    office_keys = keys.new_office(name, profile.clock)
    device = keys.certify(office_keys, profile.device_keys, name, device_name or device_role, profile.clock)
    profile.store.local_set("office_keys", keys.to_json(office_keys))
    profile.store.local_set("device_keys", keys.to_json(device))
    fields = {k: v for k, v in office.items() if k in RECORDS["office"].by_name}
    with profile.store.change(profile.officer_id, "create_profile") as tx:
        tx.new("office", id=profile.office_id, **fields)
        for person in people:
            role = ROLES.get(str(person.get("role")), person.get("role"))
            tx.new("officer", id=person["id"], office=profile.office_id, name=person["name"], role=role, active=True)
            tx.new(
                "certificate",
                id=certificate_id(profile.office_id, str(person["cert_no"])),
                officer=person["id"],
                kind=person.get("cert_kind"),
                number=person["cert_no"],
                valid_from=person.get("valid_from"),
                valid_until=person.get("valid_until"),
            )
        device_id = tx.new(
            "device",
            office=profile.office_id,
            name=device_name or device_role,
            role=device_role,
            replica=profile.store.replica,
            public_key=device.public,
            pdf_certificate=device.pdf_certificate,
            certificate=device.certificate,
            state="active",
            enrolled_at=stamp(profile.clock.now()),
        )
    profile.store.local_set("device_id", device_id)
