"""Inquiry notices and rectification orders from what was found: facts and a choice in, lines of a paper out."""

from __future__ import annotations

from forms import wording
from forms.casefacts import CaseFacts, DraftSpec
from forms.drafted import AppendixRow, DraftLine, DraftText, DraftWarning, Required, Work, check_officers
from forms.notices import notice
from forms.orders import order
from forms.visitwords import inspection_notice
from models.errors import KnownError, Place
from models.pack import Pack
from models.workdays import Calendar

__all__ = ["AppendixRow", "DraftLine", "DraftText", "DraftWarning", "Required", "draft"]


def draft(case: CaseFacts, spec: DraftSpec, pack: Pack, calendar: Calendar) -> DraftText:
    """The paper ``spec`` describes, in the pack's words.

    Raises KnownError: draft_type_unknown, addressee_missing, unit_unknown, variant_unknown, variant_undecided,
    requirement_missing, nothing_overdue, nothing_short, due_before_date, number_pattern_bad, fact_bad.
    """
    if not spec.addressees:
        raise KnownError("addressee_missing", where=Place(field="addressees"))
    for key in spec.addressees:
        if [case.unit(k).key for k in spec.addressees].count(case.unit(key).key) > 1:
            raise KnownError("addressee_twice", where=Place(field="addressees"), unit=case.unit(key).name)
    work = Work(case, spec, pack, calendar, wording.Blanks(pack.wording["blank"]))
    _ = work.parties
    check_officers(work)
    if case.visit_approved is False:
        work.warn("visit_not_approved")
    if spec.type == "rectification_order":
        return order(work)
    if spec.type == "inquiry_notice":
        return notice(work)
    if spec.type == "inspection_notice":
        return inspection_notice(work)
    raise KnownError("draft_type_unknown", where=Place(field="type"), type=spec.type)
