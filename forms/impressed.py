"""A paper with the office's seal picture on it: which papers have a place for it, under which authorisation, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forms import wording as w
from forms.drafted import DraftText
from forms.page.seal import Impression
from models import seals
from models.cases import Reader
from models.pack import Pack
from models.papertypes import paper_type
from models.sealimages import Authorised, authorised, picture_of


@dataclass(frozen=True)
class SealUse:
    """One use of a seal's picture. ``told`` is what the paper's record keeps of it: authorisation, by whom, from, until."""

    impression: Impression
    told: Mapping[str, Any]


def has_place(pack: Pack, type: str) -> bool:
    """Whether papers of this kind end with issuer and date, where a seal is put: letters; no forms, no records."""
    from forms.composing import DRAFTED

    kind = paper_type(pack, type)
    return type in DRAFTED or (kind is not None and kind.shape == "letter")


def seal_use(
    reader: Reader, office: str, pack: Pack, type: str, days: Iterable[date], officers: Iterable[str | None]
) -> SealUse:
    """The use that an authorisation allows on these days for this kind of paper, by officers of the office.

    Raises KnownError: seal_place_missing, seal_not_authorised, seal_officer_foreign, seal_picture_unreadable.
    """
    from models.errors import KnownError, Place

    if not has_place(pack, type):
        raise KnownError("seal_place_missing", where=Place(field="seal_mode"), title=pack.title(type))
    return use_of(authorised(reader, office, type, sorted(set(days)), officers, pack.title(type)))


def use_of(found: Authorised) -> SealUse:
    """The use under one authorisation."""
    picture = picture_of(found.image)
    impression = Impression(picture.width / 10, picture.height / 10, picture.mask, picture.colour)
    told = {
        "mode": seals.IMAGE,
        "authorisation": found.id,
        "name": found.image["name"],
        "authorised_by": found.row["authorised_by"],
        "paper": found.row["paper"],
        "valid_from": found.row["valid_from"],
        "valid_until": found.row["valid_until"],
    }
    return SealUse(impression, told)


def only_place(use: SealUse) -> SealUse:
    """The same place without the picture, for what is not issued: a draft never looks sealed."""
    return replace(use, impression=replace(use.impression, mask=None))


def with_seal(words: DraftText, use: SealUse, pack: Pack) -> DraftText:
    """The letter sealed: the issuer's name stands where it said where to stamp, the picture comes over it."""
    office = next((line.text for line in words.lines if line.kind == "office"), "")
    signed = w.fill_known(pack.wording["layout"]["sealed"], {"office": office})
    lines = tuple(replace(line, text=signed) if line.kind == "seal" else line for line in words.lines)
    return replace(words, lines=lines, seal=use)
