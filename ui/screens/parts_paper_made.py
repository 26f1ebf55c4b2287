"""The pages of a draft while it is being written: rendered from the fields on the screen, with what is to mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.authority import BLOCK
from models.citation import numeral
from models.errors import KnownError

VISIT = "visit"
"""Field of whatever is mended on the visit's own screen."""
EDITED = {"date": "date", "assistant": VISIT, "lead": VISIT}
OF_WARNING = {
    "two_amounts_differ": "workers",
    "two_counts_differ": "workers",
    "stated_sum": "workers",
    "month_not_overdue": "period",
    "amount_not_known": "period",
    "pay_day_provisional": "as_of",
    "crime_threshold": "requirements",
    "labour_cost_incomplete": "period",
    "evidence_not_in_file": "evidence",
    "evidence_later": "evidence",
    "no_evidence": "evidence",
    "fact_missing": "requirements",
    "two_officers_needed": VISIT,
    "certificate_unknown": VISIT,
    "certificate_not_valid": VISIT,
    "visit_not_approved": VISIT,
}
SAID_BY_GUARDS = ("two_officers_needed", "certificate_not_valid", "visit_not_approved")
"""Warnings of the drafting that the guards of issuing say better."""


@dataclass(frozen=True)
class Mend:
    """Something to mend or to know, not yet in words. ``error`` or ``code`` with ``params``."""

    field: str
    blocks: bool
    error: KnownError | None = None
    code: str = ""
    params: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Made:
    """One rendering. ``pdf`` None where the paper cannot be made as it stands; ``spots`` lead from page to line."""

    draft: str
    pdf: bytes | None
    words: Any
    spots: tuple[Any, ...]
    mend: tuple[Mend, ...]


def make(profile: Any, row: Mapping[str, Any], second: str | None) -> Made:
    """Draft, lay out and check ``row`` as it stands; runs away from the window's thread."""
    from forms.composing import drafted
    from forms.page.paper import render_with_map
    from forms.press import paper_of

    mend = list(_guards(profile, row, second))
    try:
        words = drafted(profile.store, row, profile.office_id, profile.pack, profile.officer_id)
        pdf, spots = render_with_map(paper_of(words), draft_mark=True)
    except KnownError as error:
        return Made(row["id"], None, None, (), (_of_error(error), *mend))
    guarded = {m.error.code for m in mend if m.error}
    mend += [
        m for w in words.warnings if (m := _of_warning(w, row, words)) and not (guarded and m.code in SAID_BY_GUARDS)
    ]
    return Made(row["id"], pdf, words, tuple(spots), tuple(mend))


def _guards(profile: Any, row: Mapping[str, Any], second: str | None) -> list[Mend]:
    from forms import issuing

    try:
        issuing.check_draft(row)
        found = issuing.obstacles(profile, profile.store, row, second)
    except KnownError as error:
        return [_of_error(error)]
    return [Mend(EDITED.get(p.field or "", VISIT), p.severity == BLOCK, p.error()) for p in found]


def _of_error(error: KnownError) -> Mend:
    where = (error.where.field if error.where else None) or ""
    code = error.params.get("violation")
    return Mend(f"req:{code}" if code else where, True, error)


def _of_warning(warning: Any, row: Mapping[str, Any], words: Any) -> Mend:
    code, params = warning.code, dict(warning.params)
    field = OF_WARNING.get(code, "")
    if params.get("violation") or params.get("variant"):
        field = f"req:{params.get('violation') or params['variant']}"
    if code == "fact_missing" and row["type"] == "inquiry_notice":
        field = "appear_at" if "appear" in str(params.get("facts")) else "period"
    return Mend(field, code == "fact_missing", None, code, params)


def in_words(mend: Mend) -> str:
    """The sentence of one thing to mend, in the language in force."""
    from ui.sentences import sentence
    from ui.sentences.papers import warning_sentence

    return sentence(mend.error) if mend.error else warning_sentence(mend.code, mend.params or {})


def standard_materials(words: Any, pack: Any) -> list[str]:
    """The materials a notice asks for, read back from its own numbered lines."""
    rule = pack.wording["lists"]["materials"]
    found: list[str] = []
    for line in words.lines:
        n = len(found) + 1
        mark = rule["mark"].format(cn=numeral(n), i=n)
        text = line.text.strip()
        if line.kind == "body" and text.startswith(mark):
            found.append(text.removeprefix(mark).rstrip("；。"))
    return found


def field_at(made: Made, page: int, x: float, y: float) -> str:
    """The field behind the words at a place of a page (from 0; points from the upper left), '' where there is none."""
    spot = next(
        (s for s in made.spots if s.page == page + 1 and s.x <= x <= s.x + s.width and s.y <= y <= s.y + s.height),
        None,
    )
    if spot is None or made.words is None:
        return ""
    line = made.words.lines[spot.line]
    if line.kind in ("addressee", "date"):
        return "addressees" if line.kind == "addressee" else "date"
    if line.kind in ("office", "title", "number"):
        return "type"
    for required in made.words.requirements:
        if required.text[-40:].rstrip("。；") in line.text:
            return f"req:{required.violation}"
    if made.words.type == "inquiry_notice":
        return "appear_at" if "接受询问" in line.text else "materials"
    return "evidence" if "证据" in line.text or "以上事实" in line.text else "requirements"
