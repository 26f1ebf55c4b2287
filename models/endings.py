"""What may happen to an issued paper: it is voided, revoked or corrected, with a reason; never altered or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from models.cases import Reader, Row
from models.errors import KnownError
from models.tx import Tx

Kind = Literal["voided", "revoked", "corrected"]
Standing = Literal["in_force", "voided", "revoked", "corrected"]


@dataclass(frozen=True)
class Stands:
    """How a paper stands; ``replaced_by`` is the record of the paper in its place, ``told`` what the desk must see."""

    standing: Standing
    replaced_by: Row | None = None
    reason: str | None = None
    told: str | None = None


def end(
    tx: Tx, document: str, kind: Kind, reason: str, officer: str | None, day: date, by_document: str | None = None
) -> str:
    """End an issued paper; its number stays used. Returns the record's id (JCGD-39: only with a reason).

    Raises KnownError: reason_missing, document_unknown, document_ended, document_served (a paper that was served is
    revoked or corrected, not voided).
    """
    if not reason.strip():
        raise KnownError("reason_missing")
    row = tx.get("document", document)
    if row is None:
        raise KnownError("document_unknown", document=document)
    if tx.find("document_end", document=document):
        raise KnownError("document_ended", number=row["number"] or row["title"])
    if kind == "voided" and served(tx, document):
        raise KnownError("document_served", number=row["number"] or row["title"])
    return tx.new(
        "document_end",
        document=document,
        kind=kind,
        reason=reason,
        on=day.isoformat(),
        officer=officer,
        by_document=by_document,
    )


def served(reader: Reader, document: str) -> bool:
    """Whether some service of this paper succeeded."""
    return any(s["outcome"] == "served" for s in reader.find("service", document=document))


def standing(reader: Reader, document: Mapping[str, Any]) -> Stands:
    """How a paper stands today, as far as the records here know.

    Served on one device and voided on another: the service wins, and the desk is told (``served_and_voided``).
    """
    ends = reader.find("document_end", document=document["id"])
    after = reader.find("document", corrects=document["id"])
    for row in ends:
        if row["kind"] == "voided" and served(reader, document["id"]):
            return Stands("in_force", None, row["reason"], "served_and_voided")
        return Stands(row["kind"], reader.get("document", row["by_document"]), row["reason"])
    return Stands("corrected", after[-1]) if after else Stands("in_force")
