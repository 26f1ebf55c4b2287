"""The pages of a templated draft while it is written: rendered from its fields, with what is to mend and what it begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.errors import KnownError
from models.papertypes import PaperType, paper_type
from ui import i18n
from ui.screens.parts_paper_made import Made, Mend, of_error, of_guards, of_warning, parted, with_place

FIELD = "field:"
"""Before the key of a template's own field, where something leads to it."""


def make_templated(
    profile: Any, row: Mapping[str, Any], second: str | None, number: str | None = None, image: bool = False
) -> Made:
    """Write, lay out and check a templated draft as it stands; runs away from the window's thread."""
    from forms import templated
    from forms.letters import letter, with_number
    from forms.page.paper import render_with_map
    from forms.press import paper_of
    from forms.sheets import compose_sheet

    kind = paper_type(profile.pack, row["type"])
    if kind is None:
        raise KnownError("draft_type_unknown", type=row["type"])
    mend = list(of_guards(profile, row, second))
    try:
        made = templated.facts(profile.store, row, profile.office_id, profile.pack, profile.officer_id)
        given = defaults(kind, made)
        if kind.shape == "letter":
            words = letter(made)
            words = with_number(words, number) if number else words
            words, sealing = with_place(profile, row, second, words, image)
            mend += sealing
            pdf, spots = render_with_map(paper_of(words), draft_mark=True)
            found = [(one.code, dict(one.params)) for one in words.warnings]
            mend += _warned(found, row, kind)
            return Made(row["id"], pdf, words, tuple(spots), tuple(mend), given)
        composed = compose_sheet(made, profile.store, number)
        pdf = composed.press(None, True, None)
        mend += _warned([(one["code"], one["params"]) for one in composed.warnings], row, kind)
    except KnownError as error:
        return Made(row["id"], None, None, (), (_field_error(error, kind), *mend))
    return Made(row["id"], pdf, None, (), tuple(mend), given)


def _field_error(error: KnownError, kind: PaperType) -> Mend:
    """An error of a field, with the field's name in the language in force."""
    mended = of_error(error)
    key = error.params.get("field")
    field = kind.field(str(key)) if key else None
    if field is None:
        return mended
    named = KnownError(error.code, where=error.where, **{**error.params, "field": field.name(_lang())})
    return replace(mended, field=FIELD + field.key, error=named)


def _warned(found: Sequence[tuple[str, Mapping[str, Any]]], row: Mapping[str, Any], kind: PaperType) -> list[Mend]:
    out = []
    for code, params in found:
        if code != "fact_missing":
            out.append(of_warning(code, dict(params), row))
            continue
        keys = str(params["facts"]).split(", ")
        own = [f for key in keys if (f := kind.field(key))]
        others = [key for key in keys if not kind.field(key)]
        if own:
            joined = ("、" if _lang() == "zh" else "; ").join(f.name(_lang()) for f in own)
            out.append(Mend(FIELD + own[0].key, True, None, code, {"facts": joined}))
        if others:
            out += [of_warning(code, said, row) for _, said in parted(code, {"facts": ", ".join(others)})]
    return out


def defaults(kind: PaperType, made: Any) -> dict[str, str]:
    """What each field begins with, in words: shown in the field while nobody typed another value."""
    return {
        f.key: "\n".join(made.lists[f.key]) if f.key in made.lists else str(made.values.get(f.key) or "")
        for f in kind.fields
        if f.kind not in ("choice", "table")
    }


def _lang() -> str:
    return "en" if i18n.current() == "en" else "zh"
