"""A doubtful number settled by a person: which paper keeps a number that two carry, or why a doubtful one stands.

Nothing is renumbered and nothing deleted: the decision is a fact of its own, and what happens to the other paper is
one too (voided here, or revoked or corrected before). Another paper of the same number, found later, opens it again;
so do two decisions that did not know of each other and differ. A later decision replaces those it knew; one that was
wrong is taken back by an act of its own, and both stay readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models import endings
from models.errors import KnownError
from models.tx import Tx

DUPLICATE, DOUBT, REOPENED = "duplicate", "doubt", "reopened"


@dataclass(frozen=True)
class Settlement:
    """One decision: about which papers, which of them keeps the number, why, by whom (officer's id) and when.

    ``kind`` REOPENED takes back the decisions that ``replaces`` names; ``stands`` is then the paper that had it.
    """

    kind: str
    type: str
    number: str
    n: int | None
    documents: tuple[str, ...]
    stands: str
    reason: str
    officer: str | None
    on: str
    id: str = ""
    replaces: tuple[str, ...] = ()
    doubts: tuple[str, ...] | None = None
    """What was doubtful about the number as the person saw it; None: decided before that was written down."""

    def accepts(self, doubt: str) -> bool:
        """Whether it lets this doubt stand: one that came to light later was not decided about."""
        return self.kind == DOUBT and (self.doubts is None or doubt in self.doubts)

    def covers(self, documents: set[str]) -> bool:
        """Whether it decides about a number that these papers carry."""
        return self.kind == DUPLICATE and documents <= set(self.documents)


def standing(rows: Iterable[Mapping[str, Any]]) -> list[Settlement]:
    """The decisions that no later one replaced, from their records."""
    rows = list(rows)
    replaced = {id for row in rows for id in row["replaces"] or ()}
    return [_settlement(row) for row in rows if row["id"] not in replaced and row["kind"] != REOPENED]


def decisions(rows: Iterable[Mapping[str, Any]], documents: set[str]) -> list[Settlement]:
    """Everything ever decided about any of these papers, oldest first, replaced and taken back included."""
    found = [_settlement(row) for row in rows if documents & set(row["documents"] or ())]
    return sorted(found, key=lambda s: (s.on, s.id))


def decided(found: Iterable[Settlement], documents: set[str]) -> bool:
    """Whether it is settled which of these papers keeps the number: all who decided say the same."""
    return len({s.stands for s in found if s.covers(documents)}) == 1


def settle_duplicate(
    tx: Tx,
    office: str,
    year: int,
    duplicate: Mapping[str, Any],
    stands: str,
    reason: str,
    officer: str | None,
    day: date,
) -> str:
    """Decide which paper keeps the number; ``duplicate`` as the register lists it. Returns the record's id.

    Each other paper is voided with the same reason where nobody was served with it. One that was served must be
    revoked or corrected first, by a paper of its own. A paper that ended keeps the number only where none of them is
    in force any more: nobody loses the one paper that holds by a slip. Raises KnownError: reason_missing,
    document_unknown, document_served, paper_not_in_force.
    """
    documents = [str(d) for d in duplicate["documents"]]
    if stands not in documents:
        raise KnownError("document_unknown", document=stands)
    _need(reason)
    rows = {one: tx.get("document", one) for one in documents}
    found = {one: endings.standing(tx, row) for one, row in rows.items() if row is not None}
    holding = [one for one, how in found.items() if how.standing == "in_force"]
    if holding and not (stands in found and holds(found[stands])):
        number = duplicate["number"]
        raise KnownError("paper_not_in_force" if rows[stands] else "document_unknown", number=number, document=stands)
    for other in documents:
        if other == stands:
            continue
        if rows[other] is None:
            raise KnownError("document_unknown", document=other)
        if other in holding:
            endings.end(tx, other, "voided", reason, officer, day)
    number = (str(duplicate["number"]), duplicate["n"])
    return _write(
        tx, DUPLICATE, office, year, str(duplicate["type"]), number, documents, stands, reason, officer, day
    )


def accept_doubt(
    tx: Tx, use: Mapping[str, Any], reason: str, officer: str | None, day: date, doubts: Sequence[str] | None = None
) -> str:
    """A doubtful number stands (its paper was handed over), for a reason; ``use`` is the number_use record, ``doubts``
    what the person saw: another doubt that comes to light later opens the number again.

    Raises KnownError: reason_missing, document_unknown.
    """
    document = tx.get("document", use["document"])
    if document is None:
        raise KnownError("document_unknown", document=use["document"])
    office, number = str(use["office"]), (str(use["number"]), use["n"])
    papers = [str(document["id"])]
    year, type = use["year"], use["type"]
    return _write(tx, DOUBT, office, year, type, number, papers, papers[0], reason, officer, day, doubts)


def reopen(tx: Tx, document: str, reason: str, officer: str | None, day: date, kind: str = "") -> str:
    """Take back what was decided about this paper's number (``kind``: only that); returns the record's id.

    A paper that the decision voided stays void: that is a fact of its own. Raises KnownError: reason_missing,
    nothing_settled.
    """
    _need(reason)
    rows = tx.find("number_settlement")
    taken = [s for s in standing(rows) if document in s.documents and kind in ("", s.kind)]
    if not taken:
        raise KnownError("nothing_settled")
    first = next(row for row in rows if row["id"] == taken[-1].id)
    return tx.new(
        "number_settlement",
        kind=REOPENED,
        office=first["office"],
        year=first["year"],
        type=first["type"],
        number=first["number"],
        n=first["n"],
        documents=sorted({d for s in taken for d in s.documents}),
        stands=taken[-1].stands,
        replaces=[s.id for s in taken],
        reason=reason,
        officer=officer,
        on=day.isoformat(),
    )


def holds(how: endings.Stands) -> bool:
    """Whether a paper may keep its number: it is in force, also where a notice corrected a part of it."""
    return how.standing == "in_force" or (how.standing == "corrected" and how.replaced_by in how.corrections)


def _need(reason: str) -> None:
    if not reason.strip():
        raise KnownError("reason_missing")


def _write(
    tx: Tx,
    kind: str,
    office: str,
    year: int,
    type: str,
    number: tuple[str, int | None],
    documents: list[str],
    stands: str,
    reason: str,
    officer: str | None,
    day: date,
    doubts: Sequence[str] | None = None,
) -> str:
    _need(reason)
    known = tx.find("number_settlement", type=type, year=year, kind=kind)
    return tx.new(
        "number_settlement",
        kind=kind,
        office=office,
        year=year,
        type=type,
        number=number[0],
        n=number[1],
        documents=documents,
        stands=stands,
        replaces=[row["id"] for row in known if set(row["documents"]) & set(documents)],
        reason=reason,
        officer=officer,
        on=day.isoformat(),
        doubts=None if doubts is None else list(doubts),
    )


def _settlement(row: Mapping[str, Any]) -> Settlement:
    return Settlement(
        kind=row["kind"],
        type=row["type"],
        number=row["number"],
        n=row["n"],
        documents=tuple(row["documents"] or ()),
        stands=row["stands"],
        reason=row["reason"],
        officer=row["officer"],
        on=row["on"] or "",
        id=row["id"],
        replaces=tuple(row["replaces"] or ()),
        doubts=None if row["doubts"] is None else tuple(row["doubts"]),
    )
