"""The office's own data and its register of officers after the first start: corrected, added to, certificates renewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import records
from models.errors import KnownError, Place
from models.tx import Tx

Row = dict[str, Any]
FIELDS = ("kind", "number", "valid_from", "valid_until")
"""Of a certificate, as a person enters them."""


def may_change(reader: Any) -> bool:
    """Whether this computer keeps the office's data: it works alone, or it is a desk; a laptop only reads them."""
    server = reader.local_get("server")
    return server is None or server["role"] != "laptop"


def officers(reader: Any) -> list[Row]:
    """Every officer of the register, those who serve first, each with ``certificates``, the one valid longest first."""
    found = []
    for row in reader.find("officer"):
        held = reader.find("certificate", officer=row["id"])
        held.sort(key=lambda c: (c["valid_until"] or "", c["id"]), reverse=True)
        found.append({**row, "certificates": held})
    return sorted(found, key=lambda o: (o["active"] is False, not o["certificates"], o["name"] or ""))


def _taken(tx: Tx, number: str, officer: str | None) -> bool:
    return any(c["officer"] != officer for c in tx.find("certificate", number=number))


def _whole(fields: Mapping[str, Any]) -> Row:
    """The certificate's fields; raises KnownError("certificate_incomplete", "certificate_days")."""
    made = {name: fields.get(name) or None for name in FIELDS}
    made["number"] = str(made["number"] or "").strip() or None
    if not made["number"] or not made["valid_until"]:
        raise KnownError(
            "certificate_incomplete", where=Place(field="number" if not made["number"] else "valid_until")
        )
    if made["valid_from"] and made["valid_from"] > made["valid_until"]:
        raise KnownError("certificate_days", where=Place(field="valid_from"))
    return made


def add(tx: Tx, office: str, name: str, fields: Mapping[str, Any]) -> str:
    """A new officer with his certificate; returns his id.

    Raises KnownError: officer_nameless, certificate_incomplete, certificate_days, certificate_taken (another holds it).
    """
    if not name.strip():
        raise KnownError("officer_nameless", where=Place(field="name"))
    made = _whole(fields)
    officer = records.officer_id(office, made["number"])
    if _taken(tx, made["number"], None):
        raise KnownError("certificate_taken", where=Place(field="number"), number=made["number"])
    tx.put("officer", officer, office=office, name=name.strip(), role="assistant_inspector", active=True)
    tx.put("certificate", records.certificate_id(office, made["number"]), officer=officer, **made)
    return officer


def renew(tx: Tx, office: str, officer: str, fields: Mapping[str, Any]) -> str:
    """A further certificate of an officer; the old one stays, for the days it was valid. Returns the new one's id.

    Raises KnownError: certificate_incomplete, certificate_days, certificate_taken.
    """
    made = _whole(fields)
    if _taken(tx, made["number"], officer):
        raise KnownError("certificate_taken", where=Place(field="number"), number=made["number"])
    known = records.certificate_id(office, made["number"])
    if tx.get("certificate", known) is None:
        tx.put("certificate", known, officer=officer, **made)
        return known
    return tx.new("certificate", officer=officer, **made)


def correct(tx: Tx, certificate: str, fields: Mapping[str, Any]) -> None:
    """Mend a slip in a certificate (its days, its kind): the number stays, papers were found by it.

    Raises KnownError: certificate_incomplete, certificate_days.
    """
    row = tx.get("certificate", certificate) or {}
    made = _whole({**row, **fields})
    tx.set("certificate", certificate, **{k: made[k] for k in fields if k in FIELDS and k != "number"})
