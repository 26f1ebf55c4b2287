"""What may happen to an issued paper: it is voided, revoked or corrected, with a reason; never altered or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from models.cases import Reader, Row
from models.errors import KnownError
from models.tx import Tx
from models.workdays import parse_day

Kind = Literal["voided", "revoked", "corrected"]
Standing = Literal["in_force", "voided", "revoked", "corrected"]
CORRECTION = "correction_notice"
"""A paper that sets single words or last days of another right: the other one stays in force, as corrected."""
REVOCATION = "revocation_decision"
"""A paper that takes another back for good."""


@dataclass(frozen=True)
class Stands:
    """How a paper stands; ``replaced_by`` is the record of the paper that ended, replaced or (last) corrected it.

    ``told``: what the desk must see; ``corrections``: every notice that corrected it, the oldest first.
    """

    standing: Standing
    replaced_by: Row | None = None
    reason: str | None = None
    told: str | None = None
    corrections: tuple[Row, ...] = ()

    @property
    def in_force(self) -> bool:
        """In force as it was issued, or as corrected by a notice; not where another paper took its place."""
        if self.standing == "corrected":
            return self.replaced_by is not None and self.replaced_by["type"] == CORRECTION
        return self.standing == "in_force"


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
    if ends(tx, document):
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


def ends(reader: Reader, document: str) -> list[Row]:
    """The ends of a paper that hold: one made by a paper that was itself voided or revoked counts no more."""
    return [e for e in reader.find("document_end", document=document) if _holds(reader, e["by_document"])]


def over(reader: Reader, end: Mapping[str, Any], seen: frozenset[str] = frozenset()) -> bool:
    """Whether this end of a paper holds: not where the paper was served all the same, nor where what ended it was
    voided or revoked itself."""
    if end["kind"] == "voided" and served(reader, end["document"]):
        return False
    return _holds(reader, end["by_document"], seen | {end["document"]})


def _holds(reader: Reader, paper: str | None, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a paper that ended or corrected another was not taken back itself."""
    if paper is None or paper in seen:
        return True
    return not any(over(reader, e, seen) for e in reader.find("document_end", document=paper))


def served(reader: Reader, document: str) -> bool:
    """Whether some service of this paper succeeded."""
    return any(s["outcome"] == "served" for s in reader.find("service", document=document))


def served_on(reader: Reader, document: Mapping[str, Any]) -> date | None:
    """The day the last of its addressees was reached; None while one was not."""
    services = [s for s in reader.find("service", document=document["id"]) if s["outcome"] == "served"]
    wanted = [a.get("unit") for a in document["addressees"] or ()]
    days = {s["unit"]: s["effective_on"] for s in services if s["effective_on"]}
    whole = bool(services) and all(u in days or None in days for u in wanted)
    return max((parse_day(d) for d in days.values()), default=None) if whole else None


def standing(reader: Reader, document: Mapping[str, Any]) -> Stands:
    """How a paper stands today, as far as the records here know.

    Served on one device and voided on another: the service wins, and the desk is told (``served_and_voided``).
    """
    told: Stands | None = None
    for row in ends(reader, document["id"]):
        if row["kind"] == "voided" and served(reader, document["id"]):
            told = Stands("in_force", None, row["reason"], "served_and_voided")
            continue
        return Stands(row["kind"], reader.get("document", row["by_document"]), row["reason"])
    if told is not None:
        return told
    after = [d for d in reader.find("document", corrects=document["id"]) if _holds(reader, d["id"])]
    notices = tuple(d for d in after if d["type"] == CORRECTION)
    placed = [d for d in after if d["type"] != CORRECTION]
    if placed or notices:
        return Stands("corrected", (placed or notices)[-1], corrections=notices)
    return Stands("in_force")
