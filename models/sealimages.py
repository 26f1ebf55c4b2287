"""The office's seal as a picture (电子印章图样): kept with the recorded authorisation to use it; every use is listed.

A picture seals nothing by itself: each paper names the authorisation that held on its day, for its kind, and both
officers are of the office. Pictures and authorisations are never altered; an authorisation ends or is withdrawn.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.cases import Reader, Row
from models.clock import parse, stamp
from models.errors import KnownError, Place
from models.seals import IMAGE
from models.tx import Tx

NARROWEST, WIDEST = 200, 600
"""Width and height a seal may have, in tenths of a millimetre (the seal of a county's bureau is 420 wide)."""
MOST_BYTES = 96 * 1024
"""A picture travels inside its record: one of two colours needs less than a quarter of this."""


@dataclass(frozen=True)
class Picture:
    """A seal ready for print: ``mask`` is a PNG of one bit a dot, lit where there is ink; sizes in tenths of a mm.

    ``colour`` of the ink as six hex digits.
    """

    mask: bytes
    colour: str
    width: int
    height: int


@dataclass(frozen=True)
class Authorised:
    """One authorisation with its picture. ``withdrawn`` from this day on, ``reason`` why."""

    row: Row
    image: Row
    withdrawn: date | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def first(self) -> date:
        return date.fromisoformat(self.row["valid_from"])

    @property
    def last(self) -> date:
        return date.fromisoformat(self.row["valid_until"])

    def holds(self, day: date, type: str | None = None) -> bool:
        """True where it may be used on ``day`` (for this kind of paper)."""
        if self.withdrawn is not None and day >= self.withdrawn:
            return False
        return self.first <= day <= self.last and (type is None or type in self.row["types"])


@dataclass(frozen=True)
class Use:
    """One paper sealed with a picture, and how many copies were printed well.

    ``late``: it was issued after the authorisation had been withdrawn, on a device that had not heard of it.
    """

    document: Row
    authorisation: Row | None
    printed: int
    late: bool = False


def check_size(width: int, height: int) -> None:
    """Raise KnownError("seal_size_bad") for a seal (tenths of a millimetre) no office has."""
    for size in (width, height):
        if not NARROWEST <= size <= WIDEST:
            raise KnownError("seal_size_bad", where=Place(field="width"), least=NARROWEST // 10, most=WIDEST // 10)


def add(tx: Tx, office: str, name: str, picture: Picture, *, source: str, source_sha256: str) -> str:
    """Keep a picture; the id of its record. ``source``: the file's name, with its SHA-256 (hex).

    Raises KnownError: seal_name_missing, seal_size_bad, seal_officer_foreign.
    """
    check_officers(tx, office, (tx.actor,))
    if not name.strip():
        raise KnownError("seal_name_missing", where=Place(field="name"))
    check_size(picture.width, picture.height)
    if len(picture.mask) > MOST_BYTES:
        raise KnownError("seal_picture_unreadable")
    return tx.new(
        "seal_image", office=office, name=name.strip(), picture=base64.b64encode(picture.mask).decode(),
        colour=picture.colour, width=picture.width, height=picture.height, source=source,
        source_sha256=source_sha256, at=stamp(tx.at), officer=tx.actor,
    )  # fmt: skip


def picture_of(image: Row) -> Picture:
    """The picture of a record; raises KnownError("seal_picture_unreadable")."""
    try:
        mask = base64.b64decode(image["picture"] or "", validate=True)
    except binascii.Error as wrong:
        raise KnownError("seal_picture_unreadable") from wrong
    return Picture(mask, image["colour"], image["width"], image["height"])


def authorise(
    tx: Tx, image: str, *, authorised_by: str, paper: str, first: date | None, last: date | None, types: Iterable[str]
) -> str:
    """Record who authorised the use, by which paper, from when to when, for which kinds of papers.

    Raises KnownError: seal_unknown, seal_authorisation_incomplete (its place says what is missing),
    seal_authorisation_backwards, seal_officer_foreign.
    """
    row = tx.get("seal_image", image)
    if row is None:
        raise KnownError("seal_unknown")
    check_officers(tx, row["office"], (tx.actor,))
    kinds = sorted(set(types))
    given = {"authorised_by": authorised_by.strip(), "paper": paper.strip(), "first": first, "last": last}
    for field, value in {**given, "types": kinds}.items():
        if not value:
            raise KnownError("seal_authorisation_incomplete", where=Place(field=field))
    if first and last and last < first:
        raise KnownError("seal_authorisation_backwards", where=Place(field="last"))
    return tx.new(
        "seal_authorisation", office=row["office"], image=image, authorised_by=given["authorised_by"],
        paper=given["paper"], valid_from=first.isoformat() if first else None,
        valid_until=last.isoformat() if last else None, types=kinds, at=stamp(tx.at), officer=tx.actor,
    )  # fmt: skip


def withdraw(tx: Tx, authorisation: str, day: date, reason: str) -> str:
    """From ``day`` on the authorisation does not hold; papers sealed before stay as they are.

    Raises KnownError: seal_unknown, reason_missing, seal_withdrawn_already.
    """
    if tx.get("seal_authorisation", authorisation) is None:
        raise KnownError("seal_unknown")
    if not reason.strip():
        raise KnownError("reason_missing", where=Place(field="reason"))
    if tx.find("seal_withdrawal", authorisation=authorisation):
        raise KnownError("seal_withdrawn_already")
    return tx.new(
        "seal_withdrawal", authorisation=authorisation, on=day.isoformat(), at=stamp(tx.at), officer=tx.actor,
        reason=reason.strip(),
    )  # fmt: skip


def authorisations(reader: Reader, office: str) -> list[Authorised]:
    """All of an office, the newest first."""
    found = []
    for row in reader.find("seal_authorisation", office=office):
        image = reader.get("seal_image", row["image"])
        if image is None:
            continue
        ends = sorted(reader.find("seal_withdrawal", authorisation=row["id"]), key=lambda e: (e["on"], e["id"]))
        end = ends[0] if ends else None
        found.append(
            Authorised(row, image, date.fromisoformat(end["on"]) if end else None, end["reason"] if end else "")
        )
    return sorted(found, key=lambda a: (a.row["at"], a.id), reverse=True)


def authorised(
    reader: Reader, office: str, type: str, days: Sequence[date], officers: Iterable[str | None], title: str = ""
) -> Authorised:
    """The newest authorisation that holds on all ``days`` for this kind of paper, asked for by officers of the office.

    Raises KnownError: seal_not_authorised (one sentence with the day), seal_officer_foreign.
    """
    check_officers(reader, office, officers)
    for one in authorisations(reader, office):
        if one.image["office"] == office and all(one.holds(day, type) for day in days):
            return one
    raise KnownError("seal_not_authorised", where=Place(field="seal_mode"), title=title or type, day=min(days))


def check_officers(reader: Reader, office: str, officers: Iterable[str | None]) -> None:
    """Raise KnownError("seal_officer_foreign") unless all are officers of this office on duty."""
    for officer in officers:
        row = reader.get("officer", officer) if officer else None
        if row is None or row["office"] != office or row["active"] is False:
            raise KnownError("seal_officer_foreign", name=row["name"] if row else "")


def uses(reader: Reader, office: str) -> list[Use]:
    """Every paper of the office sealed with a picture, the newest first: the ledger of the seal (用印登记).

    Read from the papers themselves, which are never altered, so that no use can be missing.
    """
    found = []
    for row in reader.find("document", office=office, seal_mode=IMAGE):
        good = [p for p in reader.find("print_log", document=row["id"]) if p["outcome"] == "good"]
        used = reader.get("seal_authorisation", row["authorisation"])
        found.append(Use(row, used, sum(p["copies"] or 0 for p in good), used_late(reader, row)))
    return sorted(found, key=lambda u: (u.document["issued_at"], u.document["id"]), reverse=True)


def used_late(reader: Reader, document: Row) -> bool:
    """True where the paper was sealed after the end of its authorisation had been written down."""
    ends = (
        reader.find("seal_withdrawal", authorisation=document["authorisation"]) if document["authorisation"] else []
    )
    return any(parse(end["at"]) < parse(document["issued_at"]) for end in ends)
