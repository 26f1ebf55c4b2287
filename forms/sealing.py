"""The one act (出具): a number, the frozen content, the signed PDF and the record are stored together or not at all.

Rendered and signed outside a transaction with the number that is next; then one transaction: if that number is still
next and the paper would still read the same, everything is written and committed, otherwise it starts again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import uuid_utils

from forms.composing import Composed, office_row
from models.cases import Reader
from models.clock import stamp, today
from models.errors import KnownError
from models.numbering import MAIN, Next, Rules, grant_alone, may_grant_itself, next_block, next_number, use
from models.profile import Profile
from models.tx import Tx

TRIES = 20
PDF = "application/pdf"
ALONE = "server"
"""Local setting that names the server; a profile without it works alone and grants itself numbers."""

Compose = Callable[[Reader, str | None], Composed]
"""Reads the records and makes the paper with this number; called again inside the transaction."""


@dataclass(frozen=True)
class Issued:
    """An issued paper, after COMMIT returned. ``pages`` of the PDF; ``number`` None for a form without numbers."""

    document: str
    type: str
    number: str | None
    n: int | None
    series: str | None
    issued_at: datetime
    sha256: str
    pages: int
    content_sha256: str
    warnings: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Ready:
    """A paper rendered and signed, waiting for its transaction."""

    made: Composed
    taking: Next | None
    document: str
    at: datetime
    pdf: bytes
    sha256: str
    pages: int
    qr: str | None


class _StartAgain(Exception):
    """The number is gone, or the records changed while the paper was rendered."""


def works_alone(profile: Profile) -> bool:
    """True where no server ever granted numbers to this profile."""
    return profile.store.local_get(ALONE) is None


def rules(profile: Profile, reader: Reader | None = None) -> Rules:
    """How this office writes its numbers, with this device's code in the emergency series."""
    reader = reader or profile.store
    device = reader.get("device", profile.device_id)
    return Rules.of(office_row(reader, profile.office_id), profile.pack, device["code"] if device else None)


def upcoming(profile: Profile, type: str, day: date, reader: Any = None) -> Next | None:
    """The number an issue would take now; None where papers of this type carry none.

    Raises KnownError("date_other_year", "number_pattern_bad").
    """
    found = rules(profile, reader)
    if not found.numbered(type):
        return None
    return next_number(reader or profile.store, found, type, day, today(profile.clock), profile.store.replica)


def shown(profile: Profile, type: str, day: date) -> str | None:
    """The number to show before an issue: that of :func:`upcoming`, or of the block a profile that works alone would
    grant itself with the issue. None where papers of this type carry none."""
    taking = upcoming(profile, type, day)
    found = rules(profile)
    type = found.canonical(type)
    if taking is None or taking.series == MAIN or not works_alone(profile):
        return taking.number if taking else None
    if not may_grant_itself(profile.store, type, profile.store.replica):
        return taking.number
    lo, _ = next_block(profile.store, found, type, day.year, profile.clock.now())
    return found.main(type, day.year, lo)


def seal(
    profile: Profile,
    *,
    act: str,
    type: str,
    day: date,
    compose: Compose,
    fields: Callable[[Tx, Composed], Mapping[str, Any]],
    also: Callable[[Tx, Ready], None],
) -> Issued:
    """Issue one paper. ``fields`` gives further fields of the document's record and repeats the guards inside the
    transaction; ``also`` writes what belongs to the same act (requirements, the draft's state, a service record).

    Raises what ``compose``, ``fields`` and the renderer raise (KnownError no_glyph, signing_failed, …) before any
    number is used, and KnownError("issue_restless") when the records never stood still.
    """
    _numbers_for(profile, type, day, compose)
    for _ in range(TRIES):
        taking = upcoming(profile, type, day)
        made = compose(profile.store, taking.number if taking else None)
        ready = _press(profile, made, taking)
        try:
            return _commit(profile, ready, act, compose, fields, also)
        except _StartAgain:
            continue
    raise KnownError("issue_restless")


def _numbers_for(profile: Profile, type: str, day: date, compose: Compose) -> None:
    """Working alone: the next block, granted to oneself when nothing is left; not for a paper that is refused.

    That is found out by making the whole paper with the number it would get, once a block."""
    if not works_alone(profile) or day.year != today(profile.clock).year:
        return
    found, taking = rules(profile), upcoming(profile, type, day)
    if taking is None or taking.series == MAIN:
        return
    if may_grant_itself(profile.store, found.canonical(type), profile.store.replica):
        _press(profile, compose(profile.store, shown(profile, type, day)), taking)
    with profile.store.change(profile.officer_id, "grant_numbers") as tx:
        grant_alone(tx, found, type, day.year, profile.store.replica)


def _press(profile: Profile, made: Composed, taking: Next | None) -> Ready:
    """Render and sign; nothing is written."""
    from forms.signing import DeviceSigner, QrFacts, qr_text, sign

    at = profile.clock.now()
    keys = profile.device_keys
    office = str(office_row(profile.store, profile.office_id)["name"])
    facts = QrFacts(made.type, _plain(made.number), _plain(office), made.day.isoformat(), made.hash)
    qr = qr_text(facts, keys) if taking else None
    pdf = sign(made.press(qr, False, at), DeviceSigner.of(keys), at=at)
    sha256 = hashlib.sha256(pdf).hexdigest()
    return Ready(made, taking, str(uuid_utils.uuid7()), at, pdf, sha256, page_count(pdf), qr)


def _plain(text: str) -> str:
    """Without the marks that divide the parts of a code."""
    return " ".join(text.replace("|", " ").split())


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has. Not by PDFium: the window may be drawing with it on another thread."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _commit(
    profile: Profile,
    ready: Ready,
    act: str,
    compose: Compose,
    fields: Callable[[Tx, Composed], Mapping[str, Any]],
    also: Callable[[Tx, Ready], None],
) -> Issued:
    made, taking = ready.made, ready.taking
    with profile.store.change(profile.officer_id, act) as tx:
        if upcoming(profile, made.type, made.day, tx) != taking:
            raise _StartAgain
        if compose(tx, taking.number if taking else None) != made:
            raise _StartAgain
        more = dict(fields(tx, made))
        warnings = [*made.warnings, *more.pop("warnings", ())]
        ready = replace(ready, made=replace(made, warnings=tuple(warnings)))
        _write(tx, profile, ready, more)
        also(tx, ready)
    return Issued(
        document=ready.document,
        type=made.type,
        number=taking.number if taking else None,
        n=taking.n if taking else None,
        series=taking.series if taking else None,
        issued_at=ready.at,
        sha256=ready.sha256,
        pages=ready.pages,
        content_sha256=made.hash,
        warnings=ready.made.warnings,
    )


def _write(tx: Tx, profile: Profile, ready: Ready, more: Mapping[str, Any]) -> None:
    """Number use, PDF bytes, document and its requirements, all in the open act."""
    made, taking = ready.made, ready.taking
    used = use(tx, rules(profile, tx), taking, ready.document, made.day, tx.actor) if taking else None
    tx.put_file(ready.pdf, ready.sha256, PDF)
    tx.new(
        "document",
        id=ready.document,
        office=profile.office_id,
        type=made.type,
        title=made.title,
        number=taking.number if taking else None,
        n=taking.n if taking else None,
        year=made.day.year,
        series=taking.series if taking else None,
        number_use=used,
        addressees=[{"unit": unit, "name": name} for unit, name in made.addressees],
        date=made.day.isoformat(),
        issued_at=stamp(ready.at),
        issued_by=tx.actor,
        replica=profile.store.replica,
        content=dict(made.content),
        text=made.text,
        content_sha256=made.hash,
        pdf=ready.sha256,
        pages=ready.pages,
        pack=profile.pack.id,
        pack_version=profile.pack.version,
        workers=made.workers,
        amount_fen=made.amount_fen,
        as_of=made.as_of.isoformat() if made.as_of else None,
        copies=made.copies,
        origin="program",
        warnings=list(made.warnings),
        qr=ready.qr,
        **more,
    )
    for requirement in made.requirements:
        tx.new("requirement", document=ready.document, **requirement)


def pdf_bytes(profile: Profile, document: str) -> bytes:
    """The signed file of an issued paper; raises KnownError("document_unknown", "pdf_not_here")."""
    row = profile.store.get("document", document)
    if row is None:
        raise KnownError("document_unknown", document=document)
    found = profile.store.rows("SELECT data FROM blob_data WHERE sha256 = ?", (row["pdf"],))
    if not found or found[0]["data"] is None:
        raise KnownError("pdf_not_here", number=row["number"] or row["title"])
    return bytes(found[0]["data"])


def merge_warnings(*parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Warnings in order, each once."""
    found: list[dict[str, Any]] = []
    for part in parts:
        found += [dict(w) for w in part if dict(w) not in found]
    return found
