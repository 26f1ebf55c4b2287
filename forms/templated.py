"""Papers from the pack's templates on their way through the one act: composed, guarded, previewed, records signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from forms.composing import Composed, composed_of, impressed, office_calendar, office_pack, office_row
from forms.conflicts import refuse_conflicts
from forms.drafted import DraftText
from forms.facts import draft_row
from forms.letters import facts_of, letter, parties, with_number
from forms.paperfacts import PaperFacts
from forms.receipts import Signature, put_signatures
from forms.sealing import Issued, Ready, seal
from forms.secrecy import without_informant
from forms.sheets import check_signed, compose_sheet, lines_of, sheet
from models import casesteps, following
from models.authority import Problem
from models.cases import Reader
from models.clock import today
from models.errors import KnownError, Place
from models.pack import Pack
from models.papertypes import PaperType, paper_type
from models.profile import Profile
from models.tx import Tx

if TYPE_CHECKING:
    from forms.impressed import SealUse


def kind_of(pack: Pack, row: Mapping[str, Any]) -> PaperType:
    """The template behind a draft; raises KnownError("draft_type_unknown")."""
    kind = paper_type(pack, row["type"] or "")
    if kind is None:
        raise KnownError("draft_type_unknown", where=Place(field="type"), type=row["type"])
    return kind


def facts(reader: Reader, row: Mapping[str, Any], office: str, pack: Pack, actor: str | None = None) -> PaperFacts:
    """Everything this draft's paper would say."""
    found = office_row(reader, office)
    words = office_pack(pack, found)
    if not row["date"]:
        raise KnownError("draft_date_missing", where=Place(field="date"))
    return facts_of(reader, row, kind_of(pack, row), found, words, office_calendar(pack, found), actor)


def draft_letter(
    reader: Reader, row: Mapping[str, Any], office: str, pack: Pack, actor: str | None = None
) -> DraftText:
    """A letter's words from its draft's record."""
    return letter(facts(reader, row, office, pack, actor))


def compose_template(
    reader: Reader,
    row: Mapping[str, Any],
    office: str,
    pack: Pack,
    number: str | None,
    actor: str | None = None,
    signatures: Sequence[Signature] = (),
    use: SealUse | None = None,
) -> Composed:
    """The paper of a template: a letter on the grid, or a form. ``number`` None keeps the draft's own line; ``use``
    puts the office's seal picture on a letter."""
    from forms import mending

    made = facts(reader, row, office, pack, actor)
    if made.kind.shape != "letter":
        return compose_sheet(made, reader, number, signatures)
    words = letter(made)
    if number is not None:
        words = with_number(words, number)
    words = impressed(words, use, made.pack)
    paper = composed_of(words, tuple(unit for unit, _ in parties(made)), row, pack)
    return replace(paper, requirements=(), content={**paper.content, **mending.frozen(made)})


def obstacles(profile: Profile, reader: Reader, row: Mapping[str, Any]) -> list[Problem]:
    """What the law wants before this paper; nothing for kinds without a template."""
    kind = paper_type(profile.pack, row["type"] or "")
    if kind is None or not row["date"]:
        return []
    office = office_row(reader, profile.office_id)
    pack, calendar = office_pack(profile.pack, office), office_calendar(profile.pack, office)
    from forms import mending

    found = following.problems(reader, kind, row, date.fromisoformat(row["date"]), pack, calendar)
    return found + mending.problems(reader, row) + _hearing(reader, kind, row, pack, calendar)


def _hearing(reader: Reader, kind: PaperType, row: Mapping[str, Any], pack: Pack, calendar: Any) -> list[Problem]:
    """The day of a hearing is told seven working days before it (CFFA-64)."""
    key = kind.data.get("told_before")
    given = ((row["extra"] or {}).get("fields") or {}).get(key) if key else None
    if not given:
        return []
    held = date.fromisoformat(str(given)[:10])
    earliest = following.term_end(date.fromisoformat(row["date"]), "hearing_notice", pack, calendar)
    if held > earliest:
        return []
    article = following.article_words("CFFA-64", pack)
    params = {"day": held.isoformat(), "earliest": earliest.isoformat(), "article": article}
    return [Problem("hearing_too_soon", "P-11", params=params, field=str(key))]


# --- records people sign


def pages_to_sign(profile: Profile, draft: str) -> int:
    """How many pages the record of a draft has, each signed at its foot."""
    from forms.documents.sheet_form import page_count

    made = facts(profile.store, draft_row(profile.store, draft), profile.office_id, profile.pack, profile.officer_id)
    return page_count(sheet(made, profile.store, None))


def preview(profile: Profile, draft: str, signatures: Sequence[Signature] = ()) -> bytes:
    """The pages with 草稿 across each; no number is taken."""
    row = draft_row(profile.store, draft)
    made = compose_template(profile.store, row, profile.office_id, profile.pack, None, profile.officer_id, signatures)
    return made.press(None, True, None)


def seal_record(
    profile: Profile, draft: str, second_officer: str, confirmation: str, signatures: Sequence[Signature]
) -> Issued:
    """Seal a record (interview, recheck, statement): number, strokes, signed PDF and what follows, all or nothing.

    ``signatures``: parties of the template (``unit`` is the person heard, ``lead``, ``assistant``, ``witness``), with
    ``page`` those at the foot of that page. Raises KnownError: the guards of issuing, record_not_signed,
    fact_missing_on_paper, interview_empty, no_glyph.
    """
    from forms import issuing

    row = draft_row(profile.store, draft)
    kind = kind_of(profile.pack, row)
    issuing.guard(profile, profile.store, row, second_officer)
    profile.confirm(second_officer, confirmation)
    if kind.data.get("interview"):
        check_lines(profile.store, draft)
    check_signed(facts(profile.store, row, profile.office_id, profile.pack, profile.officer_id), signatures)

    def also(tx: Tx, ready: Ready) -> None:
        tx.set("draft", draft, state="issued")
        refs = {"document": ready.document}
        if row["inspection"]:
            refs["inspection"] = str(row["inspection"])
        put_signatures(tx, signatures, **refs)
        _in_file(tx, row, ready, kind)

    return seal(
        profile,
        act="seal_record",
        type=kind.type,
        day=date.fromisoformat(row["date"]),
        compose=lambda reader, number: _final(profile, reader, draft, number, signatures),
        fields=lambda tx, made: issuing.document_fields(profile, tx, draft, made, second_officer),
        also=also,
    )


def check_lines(reader: Reader, draft: str) -> None:
    """An interview has questions, each with its answer; raises KnownError("interview_empty" | "interview_unanswered")."""
    found = lines_of(reader, draft)
    if not found:
        raise KnownError("interview_empty", where=Place(field="lines"))
    for n, line in enumerate(found, 1):
        if not (line["answer"] or "").strip():
            raise KnownError("interview_unanswered", where=Place(field="lines"), n=n)


def _final(
    profile: Profile, reader: Any, draft: str, number: str | None, signatures: Sequence[Signature]
) -> Composed:
    row = draft_row(reader, draft)
    made = compose_template(reader, row, profile.office_id, profile.pack, number, profile.officer_id, signatures)
    refuse_blanks(made)
    refuse_conflicts(reader, row, profile.office_id, made, profile.pack)
    return without_informant(reader, row, made)


def refuse_blanks(made: Composed) -> None:
    """Nobody signs or issues a blank the template needs; raises KnownError("fact_missing_on_paper")."""
    missing = next((one for one in made.warnings if one["code"] == "fact_missing"), None)
    if missing is not None:
        raise KnownError("fact_missing_on_paper", where=Place(field="fields"), facts=missing["params"]["facts"])


def _in_file(tx: Tx, row: Mapping[str, Any], ready: Ready, kind: PaperType) -> None:
    """A record of evidence stands in the file, so that later papers may recite it (CFFA-46)."""
    if not kind.data.get("evidence"):
        return
    where = {k: row[k] for k in ("inspection", "wage_case") if row[k]}
    title = ready.made.title
    have = [e for k, v in where.items() for e in tx.find("evidence", **{k: v})]
    if where and not any(e["name"] == title and e["taken_on"] == row["date"] for e in have):
        tx.new("evidence", name=title, kind=kind.type, taken_on=row["date"], **where)


def new_draft(
    tx: Tx, profile: Profile, type: str, day: date, *, addressees: Sequence[str], inspection: str | None,
    wage_case: str | None, follows: str | None = None, fields: Mapping[str, Any] | None = None,
) -> str:  # fmt: skip
    """A draft of a templated paper with the paper it follows and the questions a record begins with; its id."""
    kind = kind_of(profile.pack, {"type": type})
    extra: dict[str, Any] = {"fields": dict(fields or {})}
    row: dict[str, Any] = {"wage_case": wage_case, "inspection": inspection, "addressees": list(addressees)}
    found = follows or following.followed(tx, kind, row)
    if found:
        extra["follows"] = found
        before = tx.get("document", found) or {}
        extra |= _about(tx, profile, extra)
        if not row["addressees"]:
            row["addressees"] = [a["unit"] for a in before.get("addressees") or () if a.get("unit")]
        row["wage_case"] = row["wage_case"] or before.get("wage_case")
        row["inspection"] = row["inspection"] or before.get("inspection")
    draft = tx.new("draft", type=type, date=day.isoformat(), state="draft", extra=extra, **row)
    for place, question in enumerate(kind.data.get("questions", ()), 1):
        tx.new("interview_line", draft=draft, place=place, question=question, answer=None)
    return draft


def take_effect(tx: Tx, pack: Pack, row: Mapping[str, Any], ready: Ready) -> None:
    """What an issued form does to its case, in the same act."""
    kind = paper_type(pack, row["type"] or "")
    effect = kind.data.get("effect") if kind is not None else None
    if effect:
        casesteps.take_effect(tx, effect, row, ready.taking.number if ready.taking else None, ready.document)


def _about(tx: Tx, profile: Profile, extra: Mapping[str, Any]) -> dict[str, Any]:
    """What the papers before were about goes on: a demand after a decision on wages is about wages."""
    for one in following.chain(tx, {"extra": extra}):
        draft = tx.get("draft", one.document["draft"]) or {}
        kind = paper_type(profile.pack, one.document["type"])
        order = next((b for b in following.chain(tx, {"extra": extra}) if b.requirements), None)
        if kind is None or order is None:
            return {}
        codes = [r["violation"] for r in following.about(kind, draft, order.requirements)] if draft else []
        if codes and len(codes) < len(order.requirements):
            return {"violations": list(dict.fromkeys(codes))}
    return {}


def day_of(profile: Profile) -> date:
    return today(profile.clock)
