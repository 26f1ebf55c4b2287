"""Prints of an issued paper: who gets a copy (份数、去向), what each print came to, which were printed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.cases import Reader
from models.clock import stamp
from models.errors import KnownError
from models.pack import Pack
from models.papertypes import paper_type
from models.tx import Tx

WHOM = ("stub", "party", "copy", "file")
"""存根, 当事人, 抄送, 附卷: in the order they are printed."""


OUTCOMES = ("good", "again", "later", "unknown")
"""What a person said to "did it come out?"; unknown: nobody answered."""


@dataclass(frozen=True)
class Recipient:
    """Copies of one kind: for ``whom`` of :data:`WHOM`, the ``names`` where they are known, how many by default."""

    whom: str
    names: tuple[str, ...]
    copies: int


def recipients(pack: Pack, document: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """One for each of :data:`WHOM`. Parties are the paper's addressees; the template names who else gets it: the
    first of its list is the party, the last the office's own file. A paper of one copy goes to the file alone.
    """
    names = tuple(str(a["name"]) for a in document.get("addressees") or ())
    kind = paper_type(pack, str(document.get("type") or ""))
    others = kind.recipients[1:-1] if kind is not None else ()
    alone = int(document.get("copies") or 1) <= 1
    return (
        Recipient("stub", (), 0),
        Recipient("party", names, 0 if alone else max(1, len(names))),
        Recipient("copy", others, 0 if alone else len(others)),
        Recipient("file", (), 1),
    )


def good(reader: Reader, document: str) -> int:
    """How many prints of this paper came out well: a print after the first of them is a reprint."""
    return sum(1 for row in reader.find("print_log", document=document) if row["outcome"] == "good")


def log(
    tx: Tx, document: str, printer: str, by_whom: Mapping[str, int], outcome: str, *, marked: bool = False
) -> str:
    """Write down one print; it takes no number. ``marked``: each copy says that it was printed again.

    Raises KnownError document_unknown; ValueError for another outcome, another kind of copy or a negative count.
    """
    if outcome not in OUTCOMES or not set(by_whom) <= set(WHOM) or any(n < 0 for n in by_whom.values()):
        raise ValueError((outcome, dict(by_whom)))
    if tx.get("document", document) is None:
        raise KnownError("document_unknown", document=document)
    return tx.new(
        "print_log", document=document, at=stamp(tx.at), officer=tx.actor, printer=printer,
        copies=sum(by_whom.values()), by_whom={whom: by_whom[whom] for whom in WHOM if by_whom.get(whom)},
        outcome=outcome, reprint=good(tx, document) > 0, marked=marked,
    )  # fmt: skip
