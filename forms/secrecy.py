"""Who must not be printed: the informant (举报人) on any paper (P-10), workers in full on a public notice.

A worker of the wage roll with the same name may stand there as an ordinary row; then the officer is warned, because
the program cannot tell two people of one name apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from forms.composing import Composed
from models.cases import Reader, Row, roll_of
from models.errors import KnownError, Place


def without_informant(reader: Reader, row: Mapping[str, Any], made: Composed) -> Composed:
    """The paper, with a warning where a worker bears the informant's name.

    Raises KnownError("informant_on_paper") without saying who: the sentence may be read by others; and what a public
    notice must not hold, "person_in_public_notice".
    """
    _fit_for_the_public(reader, row, made)
    informants = list(informants_of(reader, row))
    if not informants:
        return made
    printed = _squash(made.text + _appendix(made))
    workers = {_squash(w["name"] or "") for w in roll_of(reader, row["inspection"], every=True).workers}
    doubt = False
    for informant in informants:
        if any(len(mark) > 6 and mark in printed for mark in _marks(informant)):
            raise KnownError("informant_on_paper", where=Place(field="text"))
        name = _squash(informant["name"] or "")
        if len(name) > 1 and name in printed:
            if name not in workers:
                raise KnownError("informant_on_paper", where=Place(field="text"))
            doubt = True
    if not doubt:
        return made
    return replace(made, warnings=(*made.warnings, {"code": "worker_named_like_informant", "params": {}}))


def _fit_for_the_public(reader: Reader, row: Mapping[str, Any], made: Composed) -> None:
    """A notice for everybody names no worker in full and no identity number; the party itself it must name."""
    if made.type != PUBLIC:
        return
    printed = _squash(made.text)
    parties = {_squash(name) for _, name in made.addressees}
    for worker in roll_of(reader, row["inspection"], every=True).workers:
        name = _squash(worker["name"] or "")
        if len(name) > 1 and name in printed and name not in parties:
            raise KnownError("person_in_public_notice", where=Place(field="content"), what=name)
    found = IDENTITY.search(printed)
    if found:
        raise KnownError("person_in_public_notice", where=Place(field="content"), what=found[0][:6] + "…")


PUBLIC = "public_service_notice"
IDENTITY = re.compile(r"(?<![0-9A-Z])(?:\d{17}[\dXx]|\d{15})(?!\d)")


def _marks(informant: Row) -> list[str]:
    """What points to the person besides the name; a short address points to nobody."""
    return [_squash(informant[k] or "") for k in ("id_no", "phone", "address")]


def informants_of(reader: Reader, row: Mapping[str, Any]) -> Iterator[Row]:
    """Who reported what led to this visit or case, as far as this device holds it (private stream)."""
    inspection = reader.get("inspection", row["inspection"])
    case = reader.get("wage_case", row["wage_case"] or (inspection["wage_case"] if inspection else None))
    clues = {r["clue"] for r in (inspection, case) if r and r["clue"]}
    for clue in sorted(clues):
        yield from reader.find("informant", clue=clue)


def _appendix(made: Composed) -> str:
    return "".join(str(row.get("name") or "") for row in made.content.get("appendix") or ())


def _squash(text: str) -> str:
    return "".join(text.split())
