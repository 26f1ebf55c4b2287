"""The first act of a profile that works alone: office, officers with certificates, device, the office's keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models import keys
from models.clock import stamp
from models.records import RECORDS, certificate_id

if TYPE_CHECKING:
    from models.profile import Profile

ROLES = {"lead": "lead_inspector", "assistant": "assistant_inspector"}


def found_office(
    profile: Profile,
    office: Mapping[str, Any],
    people: Sequence[Mapping[str, Any]],
    device_name: str,
    device_role: str,
) -> None:
    """The first act: office, officers with certificates, this device; and the office's own keys."""
    name = str(office["name"])
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
