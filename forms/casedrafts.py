"""Drafts of any kind of paper from a CASE.json: its records in a folder that is thrown away, no number taken."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from forms import approvals, receipts, siterecords, templated
from forms.casefile import At, Json
from forms.composing import DRAFTED, Composed, compose
from forms.facts import draft_row
from forms.service import Delivery
from models import money, samplecase
from models.caseread import Node
from models.clock import SHANGHAI, Clock, FixedClock, parse
from models.errors import KnownError, Place
from models.papertypes import paper_type
from models.profile import Profile
from models.tx import Tx
from models.vaultfile import Kdf

QUICK = Kdf(memory=8192, passes=1, lanes=1)
"""The folder is gone a moment later: its passphrase is random and guards nothing."""
TABLES = ("inspection_approval", "site_inspection_record", "service_receipt")
"""Kinds without a template that are made from the records of the visit, or of a service."""


@dataclass(frozen=True)
class CaseDraft:
    """One draft as text and PDF with 草稿 across; ``citations`` and ``warnings`` as records keep them."""

    type: str
    title: str
    addressees: tuple[str, ...]
    number_line: str
    text: str
    pdf: bytes
    workers: int | None
    amount_fen: int | None
    citations: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    warnings: tuple[Mapping[str, Any], ...]

    @property
    def amount_words(self) -> str | None:
        return money.in_words(self.amount_fen) if self.amount_fen is not None else None


def own_program(type: str) -> bool:
    """Whether notices and orders are written without records (``forms.drafting``)."""
    return type in DRAFTED


@dataclass
class CaseRecords:
    """The case as records: ``units`` by the file's keys, ``drafts`` of notices and orders by their place in the file."""

    profile: Profile
    inspection: str
    units: Mapping[str, str]
    drafts: Mapping[int, str]
    papers: dict[str, str] = field(default_factory=dict)
    """What was told of a paper before → its record."""

    def unit(self, at: At) -> str:
        if at.text() not in self.units:
            raise KnownError("unit_unknown", where=Place(field=at.path), unit=at.text())
        return self.units[at.text()]


@contextmanager
def case_records(data: Json, clock: Clock) -> Iterator[CaseRecords]:
    """The case loaded into records of its own for as long as the context lasts.

    Raises KnownError("case_field_bad") with the field.
    """
    wanted = [(n, d.at("type").text(), d.at("date").day()) for n, d in enumerate(At(data).at("drafts").items())]
    plain = [n for n, type, _ in wanted if own_program(type)]
    case = Node({**data, "drafts": [data["drafts"][n] for n in plain]})
    days = [day for _, _, day in wanted if day]
    noon = max([clock.now(), *(datetime.combine(d, time(12), SHANGHAI).astimezone(UTC) for d in days)])
    with tempfile.TemporaryDirectory(prefix="anxin-draft-") as folder:
        profile = Profile.create(
            Path(folder) / "p", office=samplecase.office_of(case),
            officers=samplecase.officers_of(case, secrets.token_urlsafe(24)), clock=FixedClock(noon), keystore=None,
            kdf=QUICK,
        )  # fmt: skip
        try:
            loaded = samplecase.load_case(profile, case)
            named = {row["name"]: row["id"] for row in profile.store.find("unit")}
            units = {
                key: named[name]
                for key, unit in At(data).at("units").pairs()
                if (name := unit.at("name").maybe_text()) in named
            }
            yield CaseRecords(profile, loaded.inspection, units, dict(zip(plain, loaded.drafts, strict=True)))
        finally:
            profile.close()


def write(records: CaseRecords, at: At) -> CaseDraft:
    """The draft at this place of the file. Keys beside those of every draft: ``fields`` of the template, ``before``
    (the papers it follows, the nearest first), ``violations``, ``service`` for a receipt.

    Raises KnownError: draft_type_unknown, case_field_bad, unit_unknown and what the templates raise.
    """
    profile, type = records.profile, at.at("type").text()
    day = at.at("date").day()
    if day is None:
        raise at.at("date").bad(None)
    if type not in TABLES and paper_type(profile.pack, type) is None:
        raise KnownError("draft_type_unknown", where=Place(field=at.at("type").path), type=type)
    with profile.store.change(profile.officer_id, "draft") as tx:
        follows = _before(tx, records, at.at("before").items())
    if type == "inspection_approval":
        return _whole(_approval(records), at)
    if type == "service_receipt":
        return _whole(_receipt(records, at, follows), at)
    addressees = [records.unit(one) for one in at.at("addressees").items()]
    with profile.store.change(profile.officer_id, "draft") as tx:
        if type == "site_inspection_record":
            draft = siterecords.new_draft(tx, records.inspection, (addressees or [""])[0], day)
        else:
            draft = templated.new_draft(
                tx, profile, type, day, addressees=addressees, inspection=records.inspection, wage_case=None,
                follows=follows, fields=at.at("fields").data or {},
            )  # fmt: skip
            row = draft_row(tx, draft)
            about = at.at("violations").texts()
            extra = {**(row["extra"] or {}), **({"violations": list(about)} if about else {})}
            tx.set("draft", draft, extra=extra, title=at.at("title").maybe_text(), period=list(at.at("period").months()),
                   preview_serial=at.at("preview_serial").maybe_int())  # fmt: skip
    if type == "site_inspection_record":
        return _whole(siterecords.composed(profile, profile.store, draft, None), at)
    row = draft_row(profile.store, draft)
    return _whole(compose(profile.store, row, profile.office_id, profile.pack, None, profile.officer_id), at)


def _whole(made: Composed, at: At) -> CaseDraft:
    content = made.content
    return CaseDraft(
        type=made.type,
        title=made.title,
        addressees=tuple(name for _, name in made.addressees),
        number_line=made.number,
        text=made.text,
        pdf=made.press(None, True, None),
        workers=made.workers,
        amount_fen=made.amount_fen,
        citations=tuple(content.get("citations") or ()),
        missing=tuple(content.get("missing") or ()),
        warnings=made.warnings,
    )


def _approval(records: CaseRecords) -> Composed:
    profile = records.profile
    found = profile.store.find("approval", inspection=records.inspection)
    if not found:
        raise KnownError("approval_unknown", where=Place(field="inspection"))
    return approvals.composed(profile, profile.store, found[0]["id"], None)


def _receipt(records: CaseRecords, at: At, document: str | None) -> Composed:
    """The receipt of the paper named in ``before``, as ``service`` tells of it."""
    if document is None:
        raise at.at("before").bad(at.at("before").data)
    profile, told = records.profile, At(at.at("service").data or {}, at.at("service").path)
    visit = profile.store.get("inspection", records.inspection) or {}
    known = {key: given.data for key, given in told.pairs()}
    units = [records.unit(one) for one in at.at("addressees").items()]
    when = told.at("at").read(parse) or profile.clock.now()
    given = Delivery(
        document=document, unit=units[0] if units else None, method=str(known.get("method") or "direct"), at=when,
        lead=visit.get("lead"), assistant=visit.get("assistant"), refused=bool(known.get("refused")),
        **{k: known[k] for k in WORDS if known.get(k)},
    )  # fmt: skip
    return receipts.composed(profile, profile.store, given, (), None)


WORDS = (
    "place", "place_kind", "recipient", "recipient_title", "phone", "authority", "authority_paper", "refusal_reason",
    "witness", "witness_org", "remark",
)  # fmt: skip


def _before(tx: Tx, records: CaseRecords, chain: list[At]) -> str | None:
    """The papers before as records, the oldest first; returns the nearest one's id."""
    found: str | None = None
    for at in reversed(chain):
        key = json.dumps([at.data, found], sort_keys=True, default=str)
        if key not in records.papers:  # several drafts may follow the same paper
            records.papers[key] = _paper(tx, records, at, found)
        found = records.papers[key]
    return found


def _paper(tx: Tx, records: CaseRecords, at: At, follows: str | None) -> str:
    """One paper before: ``draft`` names a notice or an order of this file (its place, from 1), else its own facts."""
    place, profile = at.at("draft").maybe_int(), records.profile
    needs: tuple[Mapping[str, Any], ...] = ()
    extra = {"follows": follows} if follows else {}
    if place is None:
        type, day = at.at("type").text(), at.at("date").day()
        if day is None:
            raise at.at("date").bad(None)
        units = [{"unit": records.unit(u), "name": _name(tx, records.unit(u))} for u in at.at("addressees").items()]
        units = units or [{"unit": u, "name": _name(tx, u)} for u in list(records.units.values())[:1]]
        facts: dict[str, Any] = {
            "type": type, "title": at.at("title").maybe_text() or profile.pack.title(type), "date": day.isoformat(),
            "addressees": units, "amount_fen": at.at("amount_fen").maybe_int(), "workers": at.at("workers").maybe_int(),
        }  # fmt: skip
        draft = tx.new("draft", type=type, state="issued", extra=extra)
    else:
        if place - 1 not in records.drafts:
            raise at.at("draft").bad(place)
        draft = records.drafts[place - 1]
        row = draft_row(tx, draft)
        made = compose(tx, row, profile.office_id, profile.pack, at.at("number").maybe_text(), profile.officer_id)
        tx.set("draft", draft, extra=extra)
        facts = {
            "type": made.type, "title": made.title, "date": made.day.isoformat(), "content": dict(made.content),
            "addressees": [{"unit": u, "name": n} for u, n in made.addressees], "text": made.text,
            "amount_fen": made.amount_fen, "workers": made.workers,
        }  # fmt: skip
        needs = made.requirements
    document = tx.new(
        "document", number=at.at("number").maybe_text(), draft=draft, inspection=records.inspection,
        office=profile.office_id, origin="program", **facts,
    )  # fmt: skip
    for need in needs:
        tx.new("requirement", document=document, **need)
    served = at.at("served").day()
    for one in facts["addressees"] if served else ():
        tx.new("service", document=document, unit=one["unit"], addressee=one["name"], outcome="served",
               method="direct", effective_on=served.isoformat() if served else None)  # fmt: skip
    return document


def _name(tx: Tx, unit: str) -> str:
    return str((tx.get("unit", unit) or {}).get("name") or "")
