"""The recheck of one requirement (复查): what was found, who was there, and wages recovered with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.errors import KnownError, Place

if TYPE_CHECKING:
    from models.tx import Tx

OUTCOMES = ("corrected", "partly", "not_corrected")


def record_recheck(
    tx: Tx,
    requirement: str,
    outcome: str,
    on: date,
    *,
    today: date,
    lead: str | None,
    assistant: str | None,
    evidence: str = "",
    note: str = "",
    unit_representative: str = "",
    recovered_fen: int | None = None,
    recovered_workers: int | None = None,
) -> str:
    """Write the recheck inside the open act; returns its id. A second recheck is another record, the newest counts.

    ``recovered_fen`` (fen) and ``recovered_workers`` become a payment of their own in the figures. Raises KnownError:
    requirement_unknown, recheck_outcome_bad, recheck_in_future, recheck_before_paper, recheck_two_officers.
    """
    row = tx.get("requirement", requirement)
    document = tx.get("document", row["document"]) if row else None
    if row is None or document is None:
        raise KnownError("requirement_unknown")
    if outcome not in OUTCOMES:
        raise KnownError("recheck_outcome_bad", where=Place(field="outcome"))
    if on > today:
        raise KnownError("recheck_in_future", where=Place(field="on"))
    if document["date"] and on < date.fromisoformat(document["date"]):
        raise KnownError("recheck_before_paper", where=Place(field="on"), date=document["date"])
    if not lead or not assistant or lead == assistant:
        raise KnownError("recheck_two_officers", where=Place(field="assistant"))
    made = tx.new(
        "recheck",
        requirement=requirement,
        document=document["id"],
        on=on.isoformat(),
        outcome=outcome,
        evidence=evidence or None,
        lead=lead,
        assistant=assistant,
        unit_representative=unit_representative or None,
        note=note or None,
    )
    if recovered_fen:
        visit = tx.get("inspection", document["inspection"])
        tx.new(
            "recovered_payment",
            project=visit["project"] if visit else None,
            requirement=requirement,
            unit=row["unit"],
            paid_on=on.isoformat(),
            amount_fen=recovered_fen,
            workers=recovered_workers,
            channel="order",
            proof=evidence or None,
        )
    return made
