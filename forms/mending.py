"""Correction and revocation (更正, 撤销): papers of their own that set another right or take it back.

Neither touches the old paper: its number, words and bytes stay; what holds now follows from the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from forms import templated
from forms import wording as w
from forms.paperfacts import PaperFacts
from models import endings, following
from models.authority import WARN, Problem
from models.cases import Reader, Row
from models.endings import CORRECTION, REVOCATION
from models.errors import KnownError
from models.papertypes import paper_type
from models.profile import Profile
from models.tx import Tx

KINDS = (CORRECTION, REVOCATION)


def may(reader: Reader, profile: Profile, document: Mapping[str, Any], type: str) -> bool:
    """Whether a paper may be corrected or revoked by one of these kinds: a paper to a party, still in force."""
    kind = paper_type(profile.pack, type)
    wanted = [t for need in kind.after for t in need["types"]] if kind is not None else []
    return document["type"] in wanted and endings.standing(reader, document).in_force


def begin(
    tx: Tx, profile: Profile, document: str, type: str, day: date, fields: Mapping[str, Any] | None = None
) -> str:
    """A draft of the correction or revocation of ``document``; returns its id.

    Raises KnownError: document_unknown, draft_type_unknown, paper_not_mended (voided, revoked or replaced already, or
    a form of the office's own file).
    """
    paper = tx.get("document", document)
    if paper is None:
        raise KnownError("document_unknown", document=document)
    if not may(tx, profile, paper, type):
        raise KnownError("paper_not_mended", number=paper["number"] or paper["title"])
    draft = templated.new_draft(
        tx, profile, type, day, addressees=[a["unit"] for a in paper["addressees"] or () if a.get("unit")],
        inspection=paper["inspection"], wage_case=paper["wage_case"], follows=document, fields=fields,
    )  # fmt: skip
    if type == CORRECTION:
        tx.set("draft", draft, corrects=document)
    return draft


def resting_on(reader: Reader, document: Row) -> list[Row]:
    """Papers in force that were issued on the strength of this one: what its revocation takes the ground from."""
    name = "wage_case" if document["wage_case"] else "inspection"
    found = reader.find("document", **{name: document[name]}) if document[name] else []
    made = []
    for one in found:
        draft = reader.get("draft", one["draft"]) or {}
        rests = any(
            b.document["id"] == document["id"] for b in following.chain(reader, {"extra": draft.get("extra")})
        )
        if rests and one["type"] not in KINDS and endings.standing(reader, one).in_force:
            made.append(one)
    return made


def problems(reader: Reader, row: Mapping[str, Any]) -> list[Problem]:
    """What a revocation must not overlook: papers that rest on the one taken back (SXMD-16 for a listing)."""
    before = reader.get("document", (row["extra"] or {}).get("follows"))
    if row["type"] != REVOCATION or before is None:
        return []
    rest = "、".join(str(one["number"] or one["title"]) for one in resting_on(reader, before))
    params = {"number": before["number"] or before["title"], "papers": rest}
    return [Problem("papers_rest_on_it", "P-11", WARN, params, "follows")] if rest else []


# --- what a correction says


def frozen(made: PaperFacts) -> dict[str, Any]:
    """What the record of a correction keeps beside its words, so that last days follow it."""
    if not made.kind.data.get("corrects"):
        return {}
    return {
        "changes": [{k: one[k] for k in ("place", "was", "now")} for one in made.tables["changes"]],
        "dues": [{"item": one["number"], "day": one["on"]} for one in made.tables["dues"]],
    }


def read_fields(made: PaperFacts, reader: Reader) -> None:
    """The fields of a correction or revocation made ready to print; blanks are told as everywhere.

    Raises KnownError("correction_due_bad") for a requirement the paper has not, or a day that is none.
    """
    if made.kind.type not in KINDS:
        return
    why = made.values.get("why")
    made.values["why"] = w.bare(why) if why else None
    if made.kind.type != CORRECTION:
        return
    before = made.papers[0] if made.papers else None
    made.tables["dues"] = _dues(made, before.requirements if before else ())
    made.tables["changes"] = _changes(made, before.document if before else None)
    if not made.tables["dues"] and not made.tables["changes"]:
        w.fill("{changes}", {}, made.work.blanks)


def _dues(made: PaperFacts, requirements: Sequence[Row]) -> list[dict[str, str]]:
    from models.citation import numeral
    from models.errors import Place
    from models.workdays import parse_day

    known = {str(r["n"]) for r in requirements}
    out = []
    for one in made.tables.get("dues", ()):
        item, day = one["item"].strip(), one["day"].strip()
        if not item and not day:
            continue
        try:
            new = parse_day(day)
        except (KnownError, ValueError) as wrong:
            raise KnownError("correction_due_bad", where=Place(field="dues"), item=item, day=day) from wrong
        if item not in known:
            raise KnownError("correction_due_bad", where=Place(field="dues"), item=item, day=day)
        said = {"item": numeral(int(item)), "day": w.day_text(new, made.pack)}
        out.append({"number": item, "on": new.isoformat(), **said})
    return out


def _changes(made: PaperFacts, document: Row | None) -> list[dict[str, str]]:
    """Rows with both sides; words the paper does not have are named to the officer."""
    out = []
    there = _squash(f"{document['text']}{_appendix(document)}") if document else ""
    for one in made.tables.get("changes", ()):
        if not any(one[k] for k in ("place", "was", "now")):
            continue
        if not one["was"] or not one["now"]:
            w.fill("{changes}", {}, made.work.blanks)
        elif document is not None and _squash(one["was"]) not in there:
            made.warn("correction_words_missing", words=one["was"], number=document["number"] or document["title"])
        place = one["place"] if not one["place"] or one["place"].endswith("中") else f"{one['place']}中"
        out.append({"place": place, "was": one["was"], "now": one["now"]})
    return out


def _appendix(document: Mapping[str, Any]) -> str:
    rows = (document["content"] or {}).get("appendix") or ()
    return "".join(str(value) for row in rows for value in row.values())


def _squash(text: str) -> str:
    return "".join(text.split())
