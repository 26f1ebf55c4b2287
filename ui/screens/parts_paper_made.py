"""The pages of a draft while it is being written: rendered from the fields on the screen, with what is to mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.authority import BLOCK
from models.citation import numeral
from models.errors import KnownError
from ui import i18n

VISIT = "visit"
"""Field of whatever is mended on the visit's own screen."""
OFFICE = "office:"
"""Before the field of the office's own screen where something is mended; ``officers`` for a certificate."""
OF_OFFICE = {"address": "address", "phone": "phone", "contact": "phone", "government": "government", "court": "court"}
"""Blank of a wording → field of the office it is filled from."""
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
    "certificate_unknown": OFFICE + "officers",
    "certificate_not_valid": OFFICE + "officers",
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
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What the fields of a templated paper begin with."""


def make(
    profile: Any, row: Mapping[str, Any], second: str | None, number: str | None = None, image: bool = False
) -> Made:
    """Draft, lay out and check ``row`` as it stands; runs away from the window's thread.

    ``number`` is shown on the pages where the act is about to take it; ``image``: the place where the seal's picture
    will stand, never the picture itself.
    """
    from forms.composing import DRAFTED, drafted, numbered
    from forms.page.paper import render_with_map
    from forms.press import paper_of

    if row["type"] not in DRAFTED:
        from ui.screens.parts_paper_types_made import make_templated

        return make_templated(profile, row, second, number, image)
    mend = list(of_guards(profile, row, second))
    try:
        words = drafted(profile.store, row, profile.office_id, profile.pack, profile.officer_id)
        words = numbered(words, number) if number else words
        words, sealing = with_place(profile, row, second, words, image)
        mend += sealing
        pdf, spots = render_with_map(paper_of(words), draft_mark=True)
    except KnownError as error:
        return Made(row["id"], None, None, (), (of_error(error), *mend))
    if number is not None:
        mend += _last_checks(profile, row, number)
    guarded = {m.error.code for m in mend if m.error}
    said = [of_warning(code, params, row) for w in words.warnings for code, params in parted(w.code, w.params)]
    mend += [m for m in said if not (guarded and m.code in SAID_BY_GUARDS)]
    return Made(row["id"], pdf, words, tuple(spots), tuple(mend))


def with_place(
    profile: Any, row: Mapping[str, Any], second: str | None, words: Any, image: bool
) -> tuple[Any, list[Mend]]:
    """The words with the place of the seal's picture, or why it cannot stand on this paper today."""
    if not image:
        return words, []
    from forms import issuing
    from forms.impressed import only_place, with_seal

    try:
        use = issuing.seal_of(profile, profile.store, row, second)
    except KnownError as error:
        return words, [of_error(error)]
    return with_seal(words, only_place(use), profile.pack), []


def _last_checks(profile: Any, row: Mapping[str, Any], number: str) -> list[Mend]:
    """What the act itself would refuse: a blank, two values of a printed field, an informant's name."""
    from forms import issuing

    try:
        issuing.composed(profile, profile.store, row["id"], number)
    except KnownError as error:
        return [] if error.code == "fact_missing_on_paper" else [of_error(error)]  # the blank is named already
    return []


def of_guards(profile: Any, row: Mapping[str, Any], second: str | None) -> list[Mend]:
    from forms import issuing

    try:
        issuing.check_draft(row)
        found = issuing.obstacles(profile, profile.store, row, second)
    except KnownError as error:
        return [of_error(error)]
    return [Mend(EDITED.get(p.field or "", VISIT), p.severity == BLOCK, p.error()) for p in found]


def of_error(error: KnownError) -> Mend:
    where = ((error.where.field if error.where else None) or "").removeprefix("draft.")
    code = error.params.get("violation")
    return Mend(f"req:{code}" if code else where, True, error)


def parted(code: str, params: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """A warning as it is shown; blanks of the office stand by themselves: they are filled on another screen."""
    if code != "fact_missing":
        return [(code, dict(params))]
    names = str(params["facts"]).split(", ")
    sides = [[n for n in names if n in OF_OFFICE], [n for n in names if n not in OF_OFFICE]]
    return [(code, {**params, "facts": ", ".join(side)}) for side in sides if side]


def of_warning(code: str, params: dict[str, Any], row: Mapping[str, Any]) -> Mend:
    where = OF_WARNING.get(code, "")
    if params.get("violation") or params.get("variant"):
        where = f"req:{params.get('violation') or params['variant']}"
    if code == "fact_missing" and row["type"] == "inquiry_notice":
        where = "appear_at" if "appear" in str(params.get("facts")) else "period"
    if code == "fact_missing" and (first := str(params["facts"]).split(", ")[0]) in OF_OFFICE:
        where = OFFICE + OF_OFFICE[first]
    return Mend(where, code == "fact_missing", None, code, params)


def in_words(mend: Mend, pack: Any = None) -> str:
    """The sentence of one thing to mend, in the language in force."""
    from ui.sentences import sentence
    from ui.sentences.papers import warning_sentence

    if mend.error:
        params = {k: named(k, v, pack) for k, v in mend.error.params.items()}
        return sentence(KnownError(mend.error.code, **params))
    return warning_sentence(mend.code, {k: named(k, v, pack) for k, v in (mend.params or {}).items()})


def named(key: str, value: Any, pack: Any) -> Any:
    """A violation or a fact by its name instead of its code."""
    lang = "en" if i18n.current() == "en" else "zh"
    if pack is None or not isinstance(value, str):
        return value
    if key in ("violation", "variant") and value.startswith("V-"):
        return pack.violation(value.partition("/")[0]).name[lang]
    if key == "paper":
        return pack.document(value)[f"title_{lang}"]
    if key == "facts":
        return ("、" if lang == "zh" else ", ").join(blank_text(one, pack, lang) for one in value.split(", "))
    return value


def blank_text(name: str, pack: Any, lang: str) -> str:
    """What a blank of the wording stands for."""
    translate = i18n.translate
    own = {
        "appear": translate("paper", "To appear on, at"),
        "period": translate("paper", "Months"),
        "first_month": translate("paper", "Months"),
        "contact": translate("paper", "contact person of the office"),
        "phone": translate("paper", "telephone of the office"),
        "address": translate("paper", "address of the office"),
        "general_contractor": translate("paper", "general contractor"),
    }
    known = pack.labels["field"].get(name)
    return own.get(name) or (str(known[lang]) if known else name)


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
