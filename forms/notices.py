"""调查询问通知书 in words: the opening that fits the addressee, numbered materials, closing."""

from __future__ import annotations

from dataclasses import replace

from forms import wording as w
from forms.drafted import DraftText, Work, contact_values, finish, frame
from models.citation import cite, numeral
from models.errors import KnownError, Place
from models.pack import Pack


def notice(work: Work) -> DraftText:
    """调查询问通知书: the opening for contractors, other units or a person; numbered materials."""
    spec, pack = work.spec, work.pack
    words = pack.wording["inquiry_notice"]
    months = spec.period or tuple(sorted({line.month for line in work.case.lines}))
    values: dict[str, str | None] = {
        **contact_values(work),
        "you": w.you(spec, work.case, pack),
        "project": work.case.project.name,
        "period": w.period_text(months, pack),
        "first_month": w.month_text(min(months), pack) if months else None,
        "appear": w.instant_text(spec.appear_at, pack) if spec.appear_at else None,
    }
    if spec.appear_at and spec.appear_at.date() < spec.date:
        raise KnownError("appointment_before_date", where=Place(field="appear_at"), date=spec.date.isoformat())
    materials = spec.materials
    if materials is None:
        materials = tuple(w.fill(m, values, work.blanks) for m in default_materials(work))
    body = [
        w.fill(words[opening_key(work)], values, work.blanks),
        *w.numbered([w.bare(m) for m in materials], pack.wording["lists"]["materials"], numeral),
        *(w.fill(t, values, work.blanks) for t in words["closing"]),
        w.fill(words["contact"], values, work.blanks),
    ]
    title, number, lines = frame(work, body, words["foot"])
    cited = [cite([a], "order", without_always(pack)) for a in words["articles"]]
    return finish(work, title, number, lines, citations=[c for one in cited for c in one.cited])


def without_always(pack: Pack) -> Pack:
    """The pack for articles that stand by themselves in a sentence (no basis that every order cites)."""
    citation = {**pack.wording["citation"], "always": {}}
    return replace(pack, wording={**pack.wording, "citation": citation})


def opening_key(work: Work) -> str:
    """Which opening fits the addressees: the first entry of the pack's list whose match holds for all."""
    for entry in work.pack.wording["inquiry_notice"]["openings"]:
        match = entry["match"]
        if "count" in match and str(len(work.parties)) != match["count"]:
            continue
        if "kind" in match and any(u.kind != match["kind"] for u in work.parties):
            continue
        if "role" in match and any(u.role not in match["role"] for u in work.parties):
            continue
        return str(entry["key"])
    raise KnownError(
        "pack_file_bad",
        where=Place(file="wording.json", field="openings"),
        file="wording.json",
        reason="no entry holds",
    )


def default_materials(work: Work) -> list[str]:
    """The standard list for this project: the first entry of the pack whose match holds."""
    words = work.pack.wording["inquiry_notice"]
    situation = work.case.situation
    for entry in words["default_materials"]:
        match = entry["match"]
        answers = match.get("any_project_answer", {})
        if any(situation.anywhere(i) != a for i, a in answers.items()):
            continue
        if "project_role" in match and not any(situation.role(r) for r in match["project_role"]):
            continue
        return list(words["materials_sets"][entry["set"]])
    return []
