"""The sentence a finding would have on a paper, while it is still being answered: blanks stay visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from models.checklist import Finding, Situation
from models.errors import KnownError
from models.pack import Pack
from models.workdays import Calendar
from ui.sentences import sentence
from ui.session import Session


class Words:
    """Fact and requirement sentences of one visit. ``forget()`` when wages, costs or evidence changed."""

    def __init__(self, session: Session, inspection: str, calendar: Calendar) -> None:
        self._session, self._inspection, self._calendar = session, inspection, calendar
        self._case: Any = None

    def forget(self) -> None:
        self._case = None

    def case(self, day: date) -> Any:
        """Everything a paper of this visit may say, read once."""
        if self._case is None:
            from forms.facts import case_facts

            profile = self._session.profile
            row: dict[str, Any] = {
                "inspection": self._inspection, "date": day.isoformat(), "wage_case": None,
                "addressees": [], "jointly_with": [],
            }  # fmt: skip
            self._case = case_facts(profile.store, row, profile.office_id, self._session.actor)
        return self._case

    def fact(self, found: Finding, seen: Situation, day: date, pack: Pack) -> str:
        """What was found, as the papers say it; where it cannot be said yet, why."""
        return self.both(found, seen, day, pack)[0]

    def both(self, found: Finding, seen: Situation, day: date, pack: Pack) -> tuple[str, str]:
        """The fact sentence and the requirement's ('' where it cannot be said yet)."""
        from forms import wording
        from forms.casefacts import DraftSpec, RequirementSpec
        from forms.drafted import Work
        from forms.orders import prepare, requirement_values

        if found.variant is None:
            return "", ""
        case = replace(self.case(day), situation=seen)
        spec = DraftSpec("rectification_order", (found.addressee,), day)
        work = Work(case, spec, pack, self._calendar, wording.Blanks(pack.wording["blank"]))
        facts = {"employer": found.answered_on} if found.answered_on else {}
        try:
            one = prepare(work, RequirementSpec(found.variant, facts=facts))
            values = requirement_values(work, one)
        except KnownError as refused:
            if refused.code in ("nothing_overdue", "nothing_short", "pay_day_missing", "fact_bad"):
                return sentence(refused), ""
            raise
        texts = (wording.fill(t, values, work.blanks) for t in (one.variant.fact, one.variant.requirement))
        fact, requirement = (wording.bare(text) + "。" for text in texts)
        return fact, requirement

    def materials(self, unit: str, months: tuple[str, ...], day: date, pack: Pack) -> list[str]:
        """The papers a unit is asked to bring, as the notice lists them."""
        from forms import wording
        from forms.casefacts import DraftSpec
        from forms.drafted import Work
        from forms.notices import default_materials

        spec = DraftSpec("inquiry_notice", (unit,), day, period=months)
        work = Work(self.case(day), spec, pack, self._calendar, wording.Blanks(pack.wording["blank"]))
        values = {
            "period": wording.period_text(months, pack),
            "first_month": wording.month_text(min(months), pack) if months else None,
        }
        return [wording.fill(text, values, work.blanks) for text in default_materials(work)]
