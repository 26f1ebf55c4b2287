"""From the records of a visit to what the drafting of a paper takes: the case's facts and one draft's choices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from forms.casefacts import (
    CaseFacts,
    DraftSpec,
    EvidenceFacts,
    LabourCost,
    OfficeFacts,
    OfficerFacts,
    ProjectFacts,
    RequirementSpec,
    VisitFacts,
    Worker,
)
from models.authority import certificate_on
from models.cases import Reader, Roll, Row, evidence_of, roll_of, situation
from models.clock import SHANGHAI, parse
from models.duplicates import view
from models.errors import KnownError
from models.workdays import parse_day


def draft_row(reader: Reader, draft: str) -> Row:
    """The draft's record; raises KnownError("draft_unknown")."""
    found = reader.get("draft", draft)
    if found is None:
        raise KnownError("draft_unknown", draft=draft)
    return found


def spec(row: Mapping[str, Any], stated: Mapping[str, Any] | None = None) -> DraftSpec:
    """A draft's record as the drafting takes it; ``stated``: the sum told where there is no roll.

    Raises KnownError("draft_date_missing").
    """
    if not row["date"]:
        raise KnownError("draft_date_missing")
    told = stated if row["workers"] is None and row["amount_fen"] is None else None
    return DraftSpec(
        type=row["type"],
        addressees=tuple(row["addressees"] or ()),
        date=parse_day(row["date"]),
        as_of=parse_day(row["as_of"]) if row["as_of"] else None,
        period=tuple(row["period"] or ()),
        preview_serial=row["preview_serial"],
        title=row["title"],
        jointly_with=tuple(row["jointly_with"] or ()),
        evidence=None if row["evidence"] is None else tuple(row["evidence"]),
        requirements=tuple(_requirement(r) for r in row["requirements"] or ()),
        appear_at=parse(row["appear_at"]) if row["appear_at"] else None,
        materials=None if row["materials"] is None else tuple(row["materials"]),
        workers=told["people"] if told else row["workers"],
        amount_fen=told["amount_fen"] if told else row["amount_fen"],
    )


def _requirement(given: Mapping[str, Any]) -> RequirementSpec:
    joint = given.get("jointly_with")
    return RequirementSpec(
        variant=str(given["variant"]),
        due=parse_day(given["due"]) if given.get("due") else None,
        facts=given.get("facts") or {},
        text=given.get("text"),
        jointly_with=None if joint is None else tuple(joint),
    )


def stated(reader: Reader, inspection: str | None) -> Row | None:
    """The latest sum told about the visit's arrears; used only where there is no roll."""
    found = reader.find("stated_arrears", inspection=inspection) if inspection else []
    return found[-1] if found else None


def case_facts(reader: Reader, row: Mapping[str, Any], office: str, actor: str | None = None) -> CaseFacts:
    """Everything a paper of this draft may say, read from the records. ``actor`` leads where there is no visit."""
    reader = view(reader)
    inspection = reader.get("inspection", row["inspection"])
    project = reader.get("project", inspection["project"]) if inspection else None
    day = parse_day(row["date"]) if row["date"] else None
    roll = roll_of(reader, row["inspection"])
    wage_case = row["wage_case"] or (inspection["wage_case"] if inspection else None)
    parties = [*(row["addressees"] or ()), *(row["jointly_with"] or ())]
    seen = situation(reader, inspection, parties)
    names = {u.name: u.key for u in seen.units}
    leads = (inspection["lead"], inspection["assistant"]) if inspection else (actor, None)
    return CaseFacts(
        office=_office(reader, office),
        officers=tuple(_officer(reader, o, r, day) for o, r in zip(leads, ("lead", "assistant"), strict=True) if o),
        project=_project(reader, project),
        situation=seen,
        evidence=tuple(
            EvidenceFacts(e["name"], parse_day(e["taken_on"]) if e["taken_on"] else None)
            for e in evidence_of(reader, row["inspection"], wage_case)
            if e["name"]
        ),
        labour_costs=tuple(
            LabourCost(r["month"], r["due_fen"], r["paid_fen"])
            for r in (reader.find("labour_cost", project=project["id"]) if project else ())
        ),
        workers=_workers(roll, names),
        lines=roll.lines,
        pay_day=roll.pay_day,
        visit=_visit(reader, inspection),
        visit_approved=approved(reader, inspection),
    )


RECUSAL_SETTLED = ("none", "not_requested", "offered")


def _visit(reader: Reader, inspection: Row | None) -> VisitFacts | None:
    """The visit as its own papers tell it; None where it has neither begun nor a day."""
    starts = _starts(inspection) if inspection else None
    if inspection is None or starts is None:
        return None
    urgent = [a["urgent_reason"] for a in reader.find("approval", inspection=inspection["id"]) if a["urgent"]]
    recusal = inspection["recusal"]
    return VisitFacts(
        starts=starts,
        ends=parse(inspection["ended_at"]) if inspection["ended_at"] else None,
        kind=inspection["kind"] or "case",
        source=inspection["task_source"] or "complaint",
        matters=inspection["matters"],
        helpers=inspection["helpers"] or 0,
        visits=inspection["visits_this_year"],
        cap=inspection["yearly_cap"],
        counts=inspection["counts_against_cap"] is not False,
        urgent=urgent[-1] if urgent else None,
        notice_no=inspection["notice_no"],
        people_on_site=inspection["headcount"],
        recusal=recusal if recusal and recusal not in RECUSAL_SETTLED else None,
    )


def _starts(inspection: Mapping[str, Any]) -> datetime | None:
    if inspection["started_at"]:
        return parse(inspection["started_at"])
    if inspection["planned_on"]:
        return datetime.combine(parse_day(inspection["planned_on"]), time(), SHANGHAI)
    return None


def approved(reader: Reader, inspection: Row | None) -> bool | None:
    """Whether the visit was approved, also afterwards; None while an urgent one waits for the form, or no visit."""
    if inspection is None:
        return None
    rows = reader.find("approval", inspection=inspection["id"])
    if any(a["approved_on"] or a["approved_at"] for a in rows if a["outcome"] not in ("refused", "not_approved")):
        return True
    return None if any(a["urgent"] and not a["outcome"] for a in rows) else False


def _office(reader: Reader, office: str) -> OfficeFacts:
    row = reader.get("office", office)
    if row is None:
        raise KnownError("office_unknown")
    return OfficeFacts(
        name=row["name"],
        address=row["address"] or "",
        phone=row["phone"] or "",
        brigade=row["brigade"] or "",
        government=row["government"] or "",
        court=row["court"] or "",
        prefix=row["doc_prefix"] or "",
    )


def _officer(reader: Reader, officer: str, role: str, day: date | None) -> OfficerFacts:
    row = reader.get("officer", officer) or {"name": ""}
    held = reader.find("certificate", officer=officer)
    certificate = (certificate_on(reader, officer, day) if day else None) or (held[-1] if held else None)
    if certificate is None:
        return OfficerFacts(row["name"], role, "")
    span = [parse_day(certificate[k]) if certificate[k] else None for k in ("valid_from", "valid_until")]
    return OfficerFacts(row["name"], role, certificate["number"] or "", *span)


def _project(reader: Reader, project: Row | None) -> ProjectFacts:
    if project is None:
        return ProjectFacts("")
    accounts = reader.find("wage_account", project=project["id"])
    deposits = reader.find("deposit", project=project["id"])
    last = deposits[-1] if deposits else None
    return ProjectFacts(
        name=project["name"] or "",
        account_name=accounts[-1]["name"] if accounts else None,
        deposit_due_fen=last["required_fen"] if last else None,
        deposit_paid_fen=last["lodged_fen"] if last else None,
    )


def _workers(roll: Roll, names: Mapping[str, str]) -> dict[str, Worker]:
    """Workers by id; the employer stands in the roll as a unit's id or its name."""
    keys = set(names.values())
    return {
        row["id"]: Worker(
            key=row["id"],
            name=row["name"] or "",
            id_no=row["id_no"],
            trade=row["trade"] or "",
            employer=names.get(row["employer"] or "", row["employer"] if row["employer"] in keys else None),
            unnamed=bool(row["unnamed"]),
        )
        for row in roll.workers
    }
