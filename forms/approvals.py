"""行政检查审批表: the approval of a visit as a numbered paper of the office's own file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from forms.composing import Composed, office_pack, office_row, plain
from forms.facts import case_facts
from forms.notices import without_always
from forms.receipts import day_words, form_text, moment, without_strokes
from forms.sealing import Issued, seal
from models.authority import blocking, certificate_on, officer_problems
from models.cases import Reader, Row
from models.citation import cite
from models.clock import local, parse, today
from models.duplicates import resolved, view
from models.errors import KnownError, Place
from models.pack import Pack
from models.papertypes import common
from models.profile import Profile

TYPE = "inspection_approval"


def issue_approval(profile: Profile, approval: str) -> Issued:
    """Print a recorded approval as a form with its number; the number goes into the approval's record.

    Raises KnownError: approval_unknown, approval_numbered, visit_missing, those of P-01, no_glyph.
    """
    row = _approval(profile.store, approval)
    inspection = _visit(profile.store, row)
    for problem in blocking(
        officer_problems(profile.store, inspection["lead"], inspection["assistant"], today(profile.clock))
    ):
        raise problem.error()
    return seal(
        profile,
        act="issue_approval",
        type=TYPE,
        day=today(profile.clock),
        compose=lambda reader, number: composed(profile, reader, approval, number),
        fields=lambda tx, made: {"inspection": row["inspection"], "approval": approval},
        also=lambda tx, ready: tx.set("approval", approval, no=ready.taking.number if ready.taking else None),
    )


def preview(profile: Profile, approval: str) -> bytes:
    """The form's pages with 草稿 across each."""
    return composed(profile, profile.store, approval, None).press(None, True, None)


def _approval(reader: Reader, approval: str) -> Row:
    row = reader.get("approval", approval)
    if row is None:
        raise KnownError("approval_unknown")
    return row


def _visit(reader: Reader, row: Row) -> Row:
    inspection = reader.get("inspection", row["inspection"])
    if inspection is None:
        raise KnownError("visit_missing", where=Place(field="inspection"))
    return inspection


def composed(profile: Profile, reader: Reader, approval: str, number: str | None) -> Composed:
    """The form as a paper; raises KnownError("approval_numbered") where it has a number already."""
    from forms.documents.inspection_approval import render_approval
    from forms.documents.parts import form_hash

    row = _approval(reader, approval)
    if row["no"] and number is not None:
        raise KnownError("approval_numbered", number=row["no"])
    form = _form(profile, reader, row, number or row["no"] or "")
    content = plain(asdict(form))
    without_strokes(content)

    def press(qr: str | None, draft_mark: bool, made_at: datetime | None) -> bytes:
        return render_approval(form, draft_mark=draft_mark, made_at=made_at, qr=qr)

    pressing: Callable[[str | None, bool, datetime | None], bytes] = press
    return Composed(
        type=TYPE,
        title=form.title,
        number=form.number,
        addressees=(),
        day=today(profile.clock),
        text=form_text(content),
        content=content,
        hash=form_hash(form),
        press=pressing,
    )


def _form(profile: Profile, reader: Reader, row: Row, number: str) -> Any:
    from forms.documents.inspection_approval import OPINIONS, InspectionApproval
    from forms.documents.parts import Officer

    office = office_row(reader, profile.office_id)
    pack = office_pack(profile.pack, office)
    inspection = _visit(reader, row)
    on = today(profile.clock)
    reader, row = view(reader), resolved(reader, "approval", dict(row))
    project = reader.get("project", inspection["project"]) or {}
    units = [u for u in (reader.get("unit", key) for key in row["units"] or ()) if u]
    draft = {"inspection": inspection["id"], "wage_case": None, "date": on.isoformat(), "addressees": row["units"]}
    facts = case_facts(reader, {**draft, "jointly_with": None}, profile.office_id, profile.officer_id)
    words = pack.wording["inspection_notice"]
    people = [(reader.get("officer", o), o) for o in (inspection["lead"], inspection["assistant"]) if o]
    opinions = list(OPINIONS)
    if row["approved_on"] or row["approved_at"]:
        opinions[-1] = replace(opinions[-1], name=_by(reader, row), on=_approved(row, pack))
    return InspectionApproval(
        office=office["name"],
        number=number,
        unit="、".join(u["name"] for u in units) or "、".join(u.name for u in facts.situation.units),
        kind=pack.label("option", f"inspection_kind.{inspection['kind'] or 'case'}", "zh"),
        basis=cite(words["articles"], "order", without_always(pack)).text,
        source=pack.label("option", f"task_source.{inspection['task_source'] or 'complaint'}", "zh"),
        matters=row["matters"] or inspection["matters"] or words["matters_default"],
        officers=tuple(
            Officer(p["name"], (certificate_on(reader, o, on) or {"number": ""})["number"]) for p, o in people if p
        ),
        title=pack.title(TYPE),
        unit_code=units[0]["uscc"] or "" if len(units) == 1 else "",
        project=project.get("name") or "",
        when=_when(inspection, row, pack),
        place=inspection["place"] or project.get("address") or "",
        helpers=inspection["helpers"] or 0,
        frequency=_frequency(inspection, pack),
        urgent=_urgent(row, pack) if row["urgent"] else "",
        opinions=tuple(opinions),
        remark=row["note"] or "",
    )


def _frequency(inspection: Row, pack: Pack) -> str:
    """Which visit to this unit it is in the year."""
    n = inspection["visits_this_year"]
    return str(common(pack)["frequency"]).format(n=n) if n else ""


def _by(reader: Reader, row: Row) -> str:
    """The approver's name; a role's word is no name and stays for the hand."""
    known = reader.get("officer", row["approved_by"])
    if known is not None:
        return str(known["name"])
    return "" if (row["approved_by"] or "").isascii() else str(row["approved_by"])


def _approved(row: Row, pack: Pack) -> str:
    if row["approved_on"]:
        return day_words(date.fromisoformat(row["approved_on"]), pack)
    return day_words(local(parse(row["approved_at"])).date(), pack)


def _when(inspection: Row, row: Row, pack: Pack) -> str:
    if inspection["started_at"]:
        return day_words(local(parse(inspection["started_at"])).date(), pack)
    day = row["valid_on"] or inspection["planned_on"]
    return day_words(date.fromisoformat(day), pack) if day else ""


def _urgent(row: Row, pack: Pack) -> str:
    at = moment(parse(row["reported_at"]), pack) if row["reported_at"] else ""
    return "，".join(part for part in (row["urgent_reason"], row["reported_to"], at) if part)
