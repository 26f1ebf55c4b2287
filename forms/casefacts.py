"""What a draft is made from, independent of the store, and how a CASE.json of the command line gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models.checklist import Situation, Unit
from models.errors import KnownError, Place
from models.wages import Line
from models.workdays import Day


@dataclass(frozen=True)
class OfficeFacts:
    name: str
    address: str = ""
    phone: str = ""
    brigade: str = ""
    government: str = ""
    court: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class OfficerFacts:
    """``role``: lead or assistant; a certificate without dates is judged as unknown, not as valid."""

    name: str
    role: str
    cert_no: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class ProjectFacts:
    """Amounts in fen; None where nobody knows."""

    name: str
    account_name: str | None = None
    deposit_due_fen: int | None = None
    deposit_paid_fen: int | None = None


@dataclass(frozen=True)
class EvidenceFacts:
    """One thing in the file; ``on`` None is not recited (its day is not known)."""

    name: str
    on: date | None


@dataclass(frozen=True)
class LabourCost:
    """One month of the labour-cost table, in fen."""

    month: str
    due_fen: int | None
    paid_fen: int | None


@dataclass(frozen=True)
class Worker:
    """``employer`` is a unit's key or None; ``unnamed``: asked not to be named on papers handed over."""

    key: str
    name: str
    id_no: str | None = None
    trade: str = ""
    employer: str | None = None
    unnamed: bool = False


@dataclass(frozen=True)
class VisitFacts:
    """One visit. ``kind`` and ``source`` are options of the pack (inspection_kind, task_source).

    ``visits`` counts this year's visits to the unit with this one; ``cap`` None: no yearly cap is known.
    ``urgent`` is the reason of a visit begun without approval.
    """

    starts: datetime
    ends: datetime | None = None
    kind: str = "case"
    source: str = "complaint"
    matters: str | None = None
    helpers: int = 0
    visits: int | None = None
    cap: int | None = None
    counts: bool = True
    urgent: str | None = None
    notice_no: str | None = None
    people_on_site: int | None = None
    recusal: str | None = None
    """The reason given where recusal was asked for."""


@dataclass(frozen=True)
class CaseFacts:
    """Everything a notice or an order may say. Wage lines are the only source of sums where there is a roll."""

    office: OfficeFacts
    officers: tuple[OfficerFacts, ...]
    project: ProjectFacts
    situation: Situation
    evidence: tuple[EvidenceFacts, ...] = ()
    labour_costs: tuple[LabourCost, ...] = ()
    workers: Mapping[str, Worker] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    pay_day: str | None = None
    visit: VisitFacts | None = None
    visit_approved: bool | None = None
    """False: the visit these papers come from was never approved (None: nobody says)."""

    def unit(self, key: str) -> Unit:
        """The unit or person of this key or name, or the worker of this key; raises KnownError("unit_unknown")."""
        if key in self.situation.by_key:
            return self.situation.by_key[key]
        named = [u for u in self.situation.units if u.name == key]
        if len(named) == 1:
            return named[0]
        if key in self.workers:
            return Unit(key, "worker", self.workers[key].name, kind="person")
        raise KnownError("unit_unknown", where=Place(field="addressees"), unit=key)


@dataclass(frozen=True)
class RequirementSpec:
    """One requirement as chosen: a variant (or a bare violation code), its due date, facts, own words.

    ``due`` None takes the pack's default term. ``jointly_with`` None takes the draft's.
    """

    variant: str
    due: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str | None = None
    jointly_with: tuple[str, ...] | None = None


@dataclass(frozen=True)
class DraftSpec:
    """What a person chose for one paper; months are ``YYYY-MM`` and may have holes."""

    type: str
    addressees: tuple[str, ...]
    date: Day
    as_of: Day | None = None
    period: tuple[str, ...] = ()
    preview_serial: int | None = None
    title: str | None = None
    jointly_with: tuple[str, ...] = ()
    evidence: tuple[str, ...] | None = None
    requirements: tuple[RequirementSpec, ...] = ()
    appear_at: datetime | None = None
    materials: tuple[str, ...] | None = None
    workers: int | None = None
    amount_fen: int | None = None
