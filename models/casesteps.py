"""What an issued paper does: a case filed (立案), closed (结案), withdrawn (撤销立案); another paper revoked (撤销)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models import endings
from models.cases import Row
from models.tx import Tx

EFFECTS = ("file", "close", "withdraw", "revoke")


def take_effect(
    tx: Tx, effect: str, row: Mapping[str, Any], number: str | None, document: str | None = None
) -> str | None:
    """Carry out what the paper ``document`` of draft ``row`` decides; returns the id of the case it changed.

    The day of the head's approval (field ``approved_on``) is the day the step counts from: while it is not known, the
    number alone is noted. Filing makes the case where there is none yet, and its visit belongs to it.
    """
    fields = (row["extra"] or {}).get("fields") or {}
    approved = fields.get("approved_on")
    if effect == "revoke":
        before, day = (row["extra"] or {}).get("follows") or "", date.fromisoformat(row["date"])
        endings.end(tx, before, "revoked", str(fields.get("why") or ""), tx.actor, day, document)
        return None
    case = tx.get("wage_case", row["wage_case"])
    if effect == "file":
        return _file(tx, row, case, number, approved)
    if case is None:
        return None
    if effect == "close" and approved:
        tx.set("wage_case", case["id"], closed_on=approved, closing=fields.get("how"), state="closed")
    elif effect == "withdraw" and approved:
        tx.set("wage_case", case["id"], closed_on=approved, closing="withdrawn", state="withdrawn")
    return str(case["id"])


def _file(tx: Tx, row: Mapping[str, Any], case: Row | None, number: str | None, approved: str | None) -> str:
    visit = tx.get("inspection", row["inspection"]) or {}
    known = {"filed_on": approved} if approved else {}
    if case is not None:
        if not case["filing_no"]:
            tx.set("wage_case", case["id"], filing_no=number, **known)
        return str(case["id"])
    clue = tx.get("clue", visit.get("clue")) or {}
    made = tx.new(
        "wage_case",
        office=visit.get("office") or clue.get("office"),
        clue=clue.get("id"),
        project=visit.get("project") or clue.get("project"),
        filing_no=number,
        lead=visit.get("lead") or tx.actor,
        assistant=visit.get("assistant"),
        state="filed" if approved else "filing",
        **known,
    )
    if visit:
        tx.set("inspection", visit["id"], wage_case=made)
    if clue and not clue["wage_case"]:
        tx.set("clue", clue["id"], wage_case=made)
    return made
