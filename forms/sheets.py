"""Forms and records from a template of the pack: approvals, reports, interviews; composed, previewed, signed by people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from forms import wording as w
from forms.composing import Composed, plain
from forms.letters import blanks, parties
from forms.paperfacts import PaperFacts
from forms.paperfields import holds, joined, known, said_parts
from forms.receipts import Signature, day_words, without_strokes
from models.cases import Reader
from models.clock import local
from models.errors import KnownError, Place
from models.papertypes import common

END = "end"
"""Where a person signs a record at its end; a number is the foot of that page."""


def sheet(made: PaperFacts, reader: Reader, number: str | None, signatures: Sequence[Signature] = ()) -> Any:
    """The form of one templated paper as the page layer takes it; raises KnownError as its parts do."""
    from forms.documents.parts import strokes_from
    from forms.documents.sheet_form import PageSigns, SheetForm

    kind, words = made.kind, common(made.pack)
    made.values["number"] = number or ""
    parts: list[Any] = []
    for row in kind.rows:
        if not isinstance(row, str) and not holds(row, made):
            continue
        parts += _parts(row, made, reader, signatures)
    feet = tuple(s["foot"] for s in kind.signers if s.get("foot"))
    signers = [s["party"] for s in kind.signers if s.get("foot")]
    by_page: dict[int, dict[str, Any]] = {}
    for one in signatures:
        if one.page is not None:
            by_page.setdefault(one.page, {})[one.party] = strokes_from(one.strokes)
    return SheetForm(
        office=str(made.values["office"]),
        title=str(made.values["title"]),
        number=number or "",
        parts=tuple(parts),
        feet=feet,
        pages=words["pages"],
        page_signs=tuple(
            PageSigns(page, tuple(own.get(party, ()) for party in signers)) for page, own in sorted(by_page.items())
        ),
    )


def _parts(row: Any, made: PaperFacts, reader: Reader, signatures: Sequence[Signature]) -> list[Any]:
    from forms.documents.sheet_form import Part

    if "pair" in row:
        return [Part("row", (row["pair"], joined(row["text"], made)), high=row.get("high", 8.5))]
    if "four" in row:
        a, b, c, d = row["four"]
        return [Part("row", (a, joined(b, made), c, joined(d, made)), high=row.get("high", 8.5))]
    if "heading" in row:
        return [Part("heading", (row["heading"],))]
    if "table" in row:
        return [_table(row, made)]
    if "opinion" in row:
        return [_opinion(row, made)]
    if "sign" in row:
        return _signed(row, made, signatures)
    if "lines" in row:
        return _lines(row, made, reader)
    return [Part("text", (text,)) for text in said_parts([row["paragraph"]], made) if text]


def _table(row: Mapping[str, Any], made: PaperFacts) -> Any:
    from forms.documents.sheet_form import Part

    columns = row["columns"]
    return Part(
        "table",
        tuple(c["label"] for c in columns),
        tuple(tuple(one.get(c["key"], "") for c in columns) for one in made.tables.get(row["table"], ())),
        tuple(float(c["wide"]) for c in columns),
    )


def _opinion(row: Mapping[str, Any], made: PaperFacts) -> Any:
    """What one level decides: proposed words, room for hand, name and day."""
    from forms.documents.sheet_form import Part

    text = joined(row.get("text", ""), made)
    note = joined(row["on"], made) if "on" in row else ""
    return Part("sign", (row["opinion"], text), high=row.get("high", 20), note=note or common(made.pack)["blank_day"])


def _signed(row: Mapping[str, Any], made: PaperFacts, signatures: Sequence[Signature]) -> list[Any]:
    """The closing signature of one person, or why there is none; a record signed with ink stays blank there."""
    from forms.documents.parts import strokes_from
    from forms.documents.sheet_form import Part

    party = row["sign"]
    extra = made.row["extra"] or {}
    mine = next((s for s in signatures if s.party == party and s.page is None), None)
    label, text = row["label"], joined(row.get("text", ""), made)
    if party == "unit" and extra.get("refusal"):
        label, text = row["refused"], str(extra["refusal"])
    note = common(made.pack)["blank_day"]
    if mine is not None and mine.strokes:
        note = day_words(local(mine.at).date(), made.pack)
    strokes = strokes_from(mine.strokes) if mine is not None else ()
    out = [Part("sign", (label, text), high=row.get("high", 20), strokes=strokes, note=note)]
    if party == "unit" and extra.get("witness"):
        seen = next((s for s in signatures if s.party == "witness"), None)
        named = "，".join(t for t in (extra["witness"], extra.get("witness_org")) if t)
        out.append(
            Part("sign", (common(made.pack)["witness"], named), high=16,
                 strokes=strokes_from(seen.strokes) if seen else ())
        )  # fmt: skip
    return out


def lines_of(reader: Reader, draft: str) -> list[dict[str, Any]]:
    """Questions and answers of an interview, in their order."""
    found = reader.find("interview_line", draft=draft)
    return sorted(found, key=lambda one: (one["place"] or 0, one["id"]))


def _lines(row: Mapping[str, Any], made: PaperFacts, reader: Reader) -> list[Any]:
    """问 and 答, line by line; below them what was corrected after reading, each with room for initials."""
    from forms.documents.sheet_form import Part

    words = common(made.pack)["interview"]
    out: list[Any] = []
    corrected: list[tuple[str, ...]] = []
    found = lines_of(reader, made.row["id"]) if made.row.get("id") else []
    for n, one in enumerate(found, 1):
        values = {"n": str(n), "question": one["question"] or "", "answer": one["answer"] or ""}
        out.append(Part("question", (w.fill_known(words["question"], values),)))
        out.append(Part("answer", (w.fill_known(words["answer"], values),)))
        if one["was"]:
            corrected.append((str(n), str(one["was"]), str(one["answer"] or ""), ""))
    if corrected:
        out.append(Part("text", (words["corrected"],)))
        out.append(Part("table", tuple(words["corrected_heads"]), tuple(corrected), (14.0, 52.0, 52.0, 38.0)))
    return out


def compose_sheet(
    made: PaperFacts, reader: Reader, number: str | None, signatures: Sequence[Signature] = ()
) -> Composed:
    """The form or record as a paper of the one act; equal exactly when the same pages would be printed."""
    from forms.documents.parts import form_hash

    form = sheet(made, reader, number, signatures)
    missing = blanks(made)
    content = plain(asdict(form))
    without_strokes(content)
    content["citations"] = [plain(asdict(c)) for c in made.cited]
    content["missing"] = list(missing)
    return Composed(
        type=made.kind.type,
        title=form.title,
        number=form.number,
        addressees=tuple(parties(made)),
        day=made.work.spec.date,
        text=sheet_text(form),
        content=content,
        hash=form_hash(form),
        press=press_of_sheet(form),
        workers=made.workers if made.kind.appendix else None,
        amount_fen=made.amount_fen if made.kind.appendix else None,
        warnings=tuple({"code": one.code, "params": plain(one.params)} for one in made.work.warnings),
        copies=int(made.pack.document(made.kind.type).get("copies", 1)),
    )


def sheet_text(form: Any) -> str:
    """Every word of the form, a part a line."""
    lines = [form.office, form.title, form.number]
    for part in form.parts:
        dated = any(c.isdigit() for c in part.note)  # a blank day is for the hand
        lines.append("\t".join((*part.cells, part.note) if dated else part.cells))
        lines += ["\t".join(row) for row in part.rows]
    return "\n".join(line for line in lines if line)


def press_of_sheet(form: Any) -> Callable[[str | None, bool, datetime | None], bytes]:
    def press(qr: str | None, draft_mark: bool, made_at: datetime | None) -> bytes:
        from forms.documents.sheet_form import render_form

        return render_form(form, draft_mark=draft_mark, made_at=made_at, qr=qr)

    return press


def check_signed(made: PaperFacts, signatures: Sequence[Signature]) -> None:
    """A record is read over and signed by everybody the template names, or the refusal is noted (MSSF-89 by analogy).

    Raises KnownError("record_not_signed").
    """
    extra = made.row["extra"] or {}
    if made.kind.shape != "record" or extra.get("signed_on_paper"):
        return
    closing = {s.party for s in signatures if s.page is None and s.strokes}
    for signer in made.kind.signers:
        party = signer["party"]
        if signer.get("optional") or (party == "unit" and extra.get("refusal")):
            continue
        if party not in closing:
            raise KnownError("record_not_signed", where=Place(field=party), who=party)


__all__ = ["check_signed", "compose_sheet", "known", "lines_of", "replace", "sheet", "sheet_text"]
