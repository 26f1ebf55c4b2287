"""现场检查笔录: content first, read over, strokes of all who sign (or the refusal), then sealed by the one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from forms import issuing
from forms.composing import Composed, office_calendar, office_pack, office_row, plain
from forms.facts import case_facts, draft_row
from forms.receipts import Signature, day_words, form_text, moment, put_signatures, without_strokes
from forms.sealing import Issued, Ready, seal
from forms.secrecy import without_informant
from forms.visitwords import RecordWords, record_words
from models.authority import certificate_on
from models.cases import Reader, Row, evidence_of
from models.clock import local, parse, stamp
from models.duplicates import view
from models.errors import KnownError, Place
from models.pack import Pack
from models.profile import Profile
from models.tx import Tx

TYPE = "site_inspection_record"
SIGNERS = ("unit", "lead", "assistant")


def new_draft(tx: Tx, inspection: str, unit: str, day: date) -> str:
    """A draft of the visit's record for one inspected unit; its words come from the visit until someone edits them.

    ``draft.extra`` may hold: ``paragraphs`` (the edited text), ``statement`` (what the person present says),
    ``refusal`` (why he does not sign), ``witness``, ``witness_org``, ``signed_on_paper`` (true: signed with ink).
    """
    return tx.new("draft", inspection=inspection, type=TYPE, addressees=[unit], date=day.isoformat(), state="draft")


def words(profile: Profile, reader: Reader, row: Mapping[str, Any]) -> RecordWords:
    """The record's sentences from the visit as it stands: what the editor begins with."""
    office = office_row(reader, profile.office_id)
    pack = office_pack(profile.pack, office)
    case = case_facts(reader, row, profile.office_id, profile.officer_id)
    dismissed = {
        (f["violation"], f["addressee"], f["answered_on"], f["event"])
        for f in reader.find("finding", inspection=row["inspection"], state="dismissed")
    }
    calendar, papers = office_calendar(pack, office), _obtained(reader, row, pack)
    return record_words(case, _unit(row), pack, calendar, papers, dismissed)


def _unit(row: Mapping[str, Any]) -> str:
    if len(row["addressees"] or ()) != 1:
        raise KnownError("addressee_missing", where=Place(field="addressees"))
    return str(row["addressees"][0])


def _obtained(reader: Reader, row: Mapping[str, Any], pack: Pack) -> tuple[str, ...]:
    """Names of papers handed over on the visit's day; our own photos and records are none."""
    own = (pack.title(TYPE), pack.title("interview_record"))
    return tuple(
        dict.fromkeys(
            e["name"]
            for e in evidence_of(reader, row["inspection"])
            if e["name"] and e["name"] not in own and e["taken_on"] == row["date"] and _from_a_unit(reader, e)
        )
    )


def _from_a_unit(reader: Reader, evidence: Row) -> bool:
    return bool(evidence["source"]) and bool(reader.find("unit", name=evidence["source"]))


def paragraphs(made: RecordWords) -> list[str]:
    """The sentences in the record's order, as the editor shows them."""
    return [made.statement, made.reply, *made.body, *made.findings]


def seal_record(
    profile: Profile, draft: str, second_officer: str, confirmation: str, signatures: Sequence[Signature]
) -> Issued:
    """Seal the record of a visit. ``signatures``: party ``unit``, ``lead``, ``assistant``, ``witness``; with ``page``
    the strokes at the foot of that page, without it those at the end.

    Raises KnownError: the guards of issuing, record_not_signed (neither strokes nor refusal nor ink), no_glyph.
    """
    row = draft_row(profile.store, draft)
    if row["type"] != TYPE:
        raise KnownError("draft_type_unknown", where=Place(field="type"), type=row["type"])
    issuing.guard(profile, profile.store, row, second_officer)
    profile.confirm(second_officer, confirmation)
    _signed(row, signatures)

    def also(tx: Tx, ready: Ready) -> None:
        tx.set("draft", draft, state="issued")
        put_signatures(tx, signatures, document=ready.document, inspection=str(row["inspection"]))
        _carried_out(tx, row, ready)

    return seal(
        profile,
        act="seal_record",
        type=TYPE,
        day=date.fromisoformat(row["date"]),
        compose=lambda reader, number: _final(profile, reader, draft, number, signatures),
        fields=lambda tx, made: issuing.document_fields(profile, tx, draft, made, second_officer),
        also=also,
    )


def _final(
    profile: Profile, reader: Any, draft: str, number: str | None, signatures: Sequence[Signature]
) -> Composed:
    """The record without a blank left in it; words that were edited by hand are taken as they stand."""
    row = draft_row(reader, draft)
    missing = () if (row["extra"] or {}).get("paragraphs") else words(profile, reader, row).missing
    if missing:
        raise KnownError("fact_missing_on_paper", where=Place(field="paragraphs"), facts=", ".join(missing))
    return without_informant(reader, row, composed(profile, reader, draft, number, signatures))


def _signed(row: Mapping[str, Any], signatures: Sequence[Signature]) -> None:
    """P-05: read and signed by the person present, or the refusal noted; both officers sign."""
    extra = row["extra"] or {}
    if extra.get("signed_on_paper"):
        return
    closing = {s.party for s in signatures if s.page is None and s.strokes}
    wanted = [p for p in SIGNERS if not (p == "unit" and extra.get("refusal"))]
    missing = [p for p in wanted if p not in closing]
    if missing:
        raise KnownError("record_not_signed", where=Place(field=missing[0]), who=missing[0])


def _carried_out(tx: Tx, row: Mapping[str, Any], ready: Ready) -> None:
    """The visit is carried out, and its record stands among the evidence."""
    inspection = tx.get("inspection", row["inspection"])
    if inspection is None:
        return
    told = {} if inspection["ended_at"] else {"ended_at": stamp(tx.at)}
    tx.set("inspection", inspection["id"], state="carried_out", **told)
    title = ready.made.title
    if not any(e["name"] == title for e in tx.find("evidence", inspection=inspection["id"])):
        tx.new("evidence", inspection=inspection["id"], name=title, kind=TYPE, taken_on=row["date"])


def preview(profile: Profile, draft: str, signatures: Sequence[Signature] = ()) -> bytes:
    """The record's pages with 草稿 across each."""
    return composed(profile, profile.store, draft, None, signatures).press(None, True, None)


def pages(profile: Profile, draft: str) -> int:
    """How many pages there are to sign at the foot."""
    from forms.documents.site_record import page_count

    return page_count(_record(profile, profile.store, draft_row(profile.store, draft), None, ()))


def composed(
    profile: Profile, reader: Any, draft: str, number: str | None, signatures: Sequence[Signature] = ()
) -> Composed:
    """The record as a paper; raises KnownError visit_missing, draft_issued, fact_missing_on_paper."""
    from forms.documents.parts import form_hash

    row = draft_row(reader, draft)
    issuing.check_draft(row)
    record = _record(profile, reader, row, number, signatures)
    content = plain(asdict(record))
    without_strokes(content)
    return Composed(
        type=TYPE,
        title=record.title,
        number=record.number,
        addressees=((_unit(row), record.unit),),
        day=date.fromisoformat(row["date"]),
        text=form_text(content),
        content=content,
        hash=form_hash(record),
        press=_press(record),
    )


def _press(record: Any) -> Callable[[str | None, bool, datetime | None], bytes]:
    def press(qr: str | None, draft_mark: bool, made_at: datetime | None) -> bytes:
        from forms.documents.site_record import render_site_record

        return render_site_record(record, draft_mark=draft_mark, made_at=made_at, qr=qr)

    return press


def _record(
    profile: Profile, reader: Reader, row: Mapping[str, Any], number: str | None, signatures: Sequence[Signature]
) -> Any:
    from forms.documents.parts import Witness, strokes_from
    from forms.documents.site_record import SiteRecord

    inspection = reader.get("inspection", row["inspection"])
    if inspection is None or not inspection["started_at"]:
        raise KnownError("visit_missing", where=Place(field="inspection"))
    office = office_row(reader, profile.office_id)
    pack = office_pack(profile.pack, office)
    seen = view(reader)
    unit, extra = seen.get("unit", _unit(row)) or {}, row["extra"] or {}
    project = seen.get("project", inspection["project"]) or {}
    made = words(profile, reader, row)
    closing = {s.party: strokes_from(s.strokes) for s in signatures if s.page is None}
    signed_at = next((s.at for s in signatures if s.party == "unit" and s.page is None), None)
    witness = extra.get("witness")
    record = SiteRecord(
        office=office["name"],
        number=number or "",
        unit=unit.get("name") or "",
        place=inspection["place"] or project.get("address") or "",
        started=moment(parse(inspection["started_at"]), pack),
        ended=moment(parse(inspection["ended_at"]), pack) if inspection["ended_at"] else "",
        officers=tuple(_officers(reader, inspection, closing, row, pack)),
        paragraphs=tuple(extra.get("paragraphs") or paragraphs(made)),
        title=pack.title(TYPE),
        cause=_cause(reader, row, inspection),
        source=pack.label("option", f"task_source.{inspection['task_source'] or 'complaint'}", "zh"),
        unit_code=unit.get("uscc") or "",
        legal_rep=unit.get("legal_rep") or "",
        project=project.get("name") or "",
        notice=inspection["notice_no"] or "",
        entry_scan=_scan(inspection, pack),
        party=inspection["received_by"] or "",
        party_title=inspection["received_title"] or "",
        party_phone=inspection["received_phone"] or "",
        party_statement=extra.get("statement") or made.ending,
        party_strokes=closing.get("unit", ()),
        party_signed_at=day_words(local(signed_at).date(), pack) if signed_at else "",
        refusal=extra.get("refusal") or "",
        witnesses=(Witness(witness, extra.get("witness_org") or "", closing.get("witness", ())),) if witness else (),
    )
    return replace(record, page_signs=_page_signs(signatures))


def _officers(
    reader: Reader, inspection: Row, closing: Mapping[str, Any], row: Mapping[str, Any], pack: Pack
) -> list[Any]:
    from forms.documents.parts import Officer

    day = date.fromisoformat(row["date"])
    found = []
    for role in ("lead", "assistant"):
        person = reader.get("officer", inspection[role])
        if person is not None:
            certificate = certificate_on(reader, person["id"], day) or {"number": ""}
            strokes = closing.get(role, ())
            signed = day_words(day, pack) if strokes else ""
            found.append(Officer(person["name"], certificate["number"], strokes, signed))
    return found


def _page_signs(signatures: Sequence[Signature]) -> tuple[Any, ...]:
    from forms.documents.parts import strokes_from
    from forms.documents.site_record import PageSigns

    by_page: dict[int, dict[str, Any]] = {}
    for one in signatures:
        if one.page is not None and one.party in SIGNERS:
            name = "party" if one.party == "unit" else one.party
            by_page.setdefault(one.page, {})[name] = strokes_from(one.strokes)
    return tuple(PageSigns(page, **strokes) for page, strokes in sorted(by_page.items()))


def _cause(reader: Reader, row: Mapping[str, Any], inspection: Row) -> str:
    case = reader.get("wage_case", row["wage_case"] or inspection["wage_case"])
    return str(case["cause"] or "") if case else ""


def _scan(inspection: Row, pack: Pack) -> str:
    if inspection["entry_scan_at"]:
        return moment(parse(inspection["entry_scan_at"]), pack)
    return inspection["entry_scan_missing"] or ""
