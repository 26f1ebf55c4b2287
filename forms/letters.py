"""Letters from a template of the pack: notices, decisions, transfers, on the same grid as every paper of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from forms import wording as w
from forms.drafted import DraftLine, DraftText, Kind, check_officers
from forms.paperfacts import PaperFacts, paper_facts
from forms.paperfields import fill_fields, known, said_parts
from models.cases import Reader, Row
from models.errors import KnownError, Place
from models.pack import Pack
from models.papertypes import PaperType
from models.workdays import Calendar


def facts_of(
    reader: Reader,
    row: Mapping[str, Any],
    kind: PaperType,
    office: Row,
    pack: Pack,
    calendar: Calendar,
    actor: str | None = None,
) -> PaperFacts:
    """Everything one templated paper says, its fields included; raises KnownError as the fields do."""
    if kind.to == "party" and not row["addressees"]:
        raise KnownError("addressee_missing", where=Place(field="addressees"))
    made = paper_facts(reader, row, kind, office, pack, calendar, actor)
    check_officers(made.work)
    if made.work.case.visit_approved is False:
        made.work.warn("visit_not_approved")
    from forms.mending import read_fields

    title = row["title"] or pack.title(kind.type)
    pattern = pack.number_pattern(kind.type, made.work.case.office.prefix)
    day = made.work.spec.date
    made.values |= {
        "title": title,
        "number": w.number_line(pattern, day.year, row["preview_serial"], pack.wording["number_blank"]),
    }
    fill_fields(made)
    read_fields(made, reader)
    return made


def letter(made: PaperFacts) -> DraftText:
    """The letter in words: head, addressee, body, seal, date, foot; the wage table behind it where it states arrears."""
    kind, pack = made.kind, made.pack
    layout = pack.wording["layout"]
    body = said_parts(kind.body, made)
    foot = said_parts(kind.foot, made)
    values: dict[str, str | None] = {**made.values, "addressee": addressee(made)}
    head: tuple[Kind, ...] = ("office", "title", "number", "blank", "addressee")
    seal: tuple[Kind, ...] = ("blank", "seal", "date", "blank")
    lines = [
        *(
            DraftLine(k, w.fill(t, values, made.work.blanks))
            for k, t in zip(head, layout["head"], strict=True)
            if k != "addressee" or kind.to != "none"
        ),
        *(DraftLine("body", layout["indent"] + text) for text in body),
        *(DraftLine(k, w.fill(t, values, made.work.blanks)) for k, t in zip(seal, layout["seal"], strict=True)),
        *(DraftLine("foot", layout["indent"] + text) for text in foot),
    ]
    words = pack.wording["appendix"]
    rows = made.appendix if kind.appendix and known(made, "has_roll") else ()
    caption = w.fill_known(words["caption"], {"number": values["number"], "project": values["project"] or ""}).strip()
    missing = blanks(made)
    return DraftText(
        type=kind.type,
        title=str(values["title"]),
        addressees=tuple(name for _, name in parties(made)),
        number_line=str(values["number"]),
        lines=tuple(lines),
        workers=made.workers if kind.appendix else None,
        amount_fen=made.fens.get("total") or made.amount_fen if kind.appendix else None,
        citations=tuple(made.cited),
        warnings=tuple(made.work.warnings),
        appendix=rows,
        appendix_title=words["title"] if rows else "",
        appendix_caption=caption if rows else "",
        missing=missing,
    )


def blanks(made: PaperFacts) -> tuple[str, ...]:
    """What was left blank; said as one warning, which holds up the issue."""
    missing = tuple(made.work.blanks.names)
    if missing:
        made.work.warn("fact_missing", facts=", ".join(missing))
    return missing


def addressee(made: PaperFacts) -> str | None:
    if made.kind.to == "body":
        return made.values.get("body")
    return made.values.get("unit")


def parties(made: PaperFacts) -> list[tuple[str | None, str]]:
    """Whom the paper is handed to: units and persons by id, another body by name; nobody for the office's own file."""
    if made.kind.to == "none":
        return []
    if made.kind.to == "body":
        name = made.values.get("body")
        return [(None, name)] if name else []
    return [(key, made.work.case.unit(key).name) for key in made.work.spec.addressees]


def with_number(words: DraftText, number: str) -> DraftText:
    """The letter with its number, also where its own text names it."""
    old = words.number_line
    return replace(
        words,
        number_line=number,
        lines=tuple(replace(x, text=x.text.replace(old, number)) for x in words.lines),
        appendix_caption=words.appendix_caption.replace(old, number),
    )
