"""Reads one CASE.json (the shape of the worked cases) into facts and drafts, each fault with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

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
from models.checklist import Answer, Event, Situation, Unit
from models.clock import parse
from models.errors import KnownError, Place
from models.money import parse_yuan
from models.wages import Line
from models.workdays import parse_day, parse_month

Json = dict[str, Any]
T = TypeVar("T")


def read_case(path: Path) -> Json:
    """The JSON object in ``path``; raises KnownError("file_not_found" | "case_file_bad")."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from None
    except (OSError, ValueError) as wrong:
        where = Place(file=path.name)
        raise KnownError("case_file_bad", where=where, file=path.name, reason=str(wrong)) from wrong
    if not isinstance(data, dict):
        raise KnownError("case_file_bad", where=Place(file=path.name), file=path.name, reason="not an object")
    return data


class At:
    """A place in the file, so that a fault names the field it stands in."""

    def __init__(self, data: Any, path: str = "") -> None:
        self.data = data
        self.path = path

    def bad(self, value: Any) -> KnownError:
        return KnownError("case_field_bad", where=Place(field=self.path), field=self.path, value=value)

    def at(self, key: str) -> At:
        if not isinstance(self.data, Mapping):
            raise self.bad(self.data)
        return At(self.data.get(key), f"{self.path}.{key}" if self.path else key)

    def items(self) -> list[At]:
        """The elements of a list; none where there is no list at all."""
        if self.data is None:
            return []
        if not isinstance(self.data, list):
            raise self.bad(self.data)
        return [At(value, f"{self.path}[{n}]") for n, value in enumerate(self.data)]

    def pairs(self) -> list[tuple[str, At]]:
        if self.data is None:
            return []
        if not isinstance(self.data, Mapping):
            raise self.bad(self.data)
        return [(str(k), At(v, f"{self.path}.{k}")) for k, v in self.data.items()]

    def text(self) -> str:
        """Text that must be there."""
        if not isinstance(self.data, str) or not self.data.strip():
            raise self.bad(self.data)
        return self.data

    def text_or(self, default: str = "") -> str:
        return default if self.data is None else self.maybe_text() or default

    def maybe_text(self) -> str | None:
        if self.data is None or isinstance(self.data, str):
            return self.data or None
        raise self.bad(self.data)

    def maybe_int(self) -> int | None:
        if self.data is None or (isinstance(self.data, int) and not isinstance(self.data, bool) and self.data >= 0):
            return self.data
        raise self.bad(self.data)

    def texts(self) -> tuple[str, ...]:
        return tuple(each.text() for each in self.items())

    def read(self, reader: Callable[[str], T]) -> T | None:
        """The value through ``reader``; None stays None; every refusal names this place."""
        if self.data is None:
            return None
        try:
            return reader(self.text())
        except (KnownError, ValueError) as wrong:
            raise self.bad(self.data) from wrong

    def day(self) -> date | None:
        return self.read(parse_day)

    def months(self) -> tuple[str, ...]:
        found = self.texts()
        for month in found:
            try:
                parse_month(month)
            except KnownError as wrong:
                raise self.bad(month) from wrong
        return tuple(sorted(set(found)))

    def fen(self) -> int | None:
        """An amount in yuan: text, or a whole number."""
        if isinstance(self.data, int) and not isinstance(self.data, bool):
            return At(str(self.data), self.path).fen()
        return self.read(parse_yuan)

    def decimal(self) -> Decimal | None:
        """A count of days: a JSON number or text."""
        if self.data is None:
            return None
        text = repr(self.data) if isinstance(self.data, float) else str(self.data)
        if isinstance(self.data, bool) or not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text):
            raise self.bad(self.data)
        return Decimal(text)


def case_from_sample(data: Json) -> CaseFacts:
    """The facts of one case of the worked cases' shape; raises KnownError("case_field_bad") with the field."""
    root = At(data)
    office, project = root.at("office"), root.at("project")
    account = project.at("account")
    deposit = project.at("deposit")
    workers = workers_of(root)
    return CaseFacts(
        office=OfficeFacts(
            name=office.at("name").text(),
            address=office.at("address").text_or(),
            phone=office.at("phone").text_or(),
            brigade=office.at("brigade").text_or(),
            government=office.at("government").text_or(),
            court=office.at("court").text_or(),
            prefix=office.at("doc_prefix").text_or(),
        ),
        officers=tuple(
            OfficerFacts(
                i.at("name").text(), i.at("role").text_or("assistant"), i.at("cert_no").text_or(),
                i.at("valid_from").day(), i.at("valid_until").day(),
            )
            for i in root.at("inspectors").items()
        ),
        project=ProjectFacts(
            project.at("name").text(),
            account.at("name").maybe_text() if account.data else None,
            deposit.at("required_amount").fen() if deposit.data else None,
            deposit.at("lodged_amount").fen() if deposit.data else None,
        ),
        situation=situation_of(root, {w.employer for w in workers.values() if w.employer}),
        evidence=tuple(
            EvidenceFacts(e.at("name").text(), e.at("date").day()) for e in root.at("evidence").items()
        ),
        labour_costs=tuple(
            LabourCost(r.at("month").text(), r.at("due").fen(), r.at("paid").fen())
            for r in root.at("labour_cost_table").items()
        ),
        workers=workers,
        lines=tuple(line_of(r) for r in root.at("wage_rows").items()),
        pay_day=root.at("pay_day").maybe_text(),
        visit=visit_of(root.at("inspection")),
        visit_approved=approved(root.at("inspection")),
    )  # fmt: skip


def visit_of(inspection: At) -> VisitFacts | None:
    """The visit the file tells of; None where it tells of none."""
    starts = appointment(inspection.at("started_at")) if inspection.data is not None else None
    if starts is None:
        return None
    urgent = inspection.at("approval").data and inspection.at("approval").at("urgent_reason").maybe_text()
    return VisitFacts(
        starts=starts,
        ends=appointment(inspection.at("ended_at")),
        kind=inspection.at("kind").text_or("case"),
        source=inspection.at("task_source").text_or("complaint"),
        helpers=inspection.at("helpers").maybe_int() or 0,
        visits=inspection.at("visits_this_year").maybe_int(),
        cap=inspection.at("yearly_cap").maybe_int(),
        counts=inspection.at("counts_against_cap").data is not False,
        urgent=urgent or None,
        notice_no=inspection.at("notice").at("no").maybe_text() if inspection.at("notice").data else None,
    )


def approved(inspection: At) -> bool | None:
    """Whether the visit was approved, also afterwards; None where the file tells of no visit."""
    if inspection.data is None:
        return None
    approval = inspection.at("approval")
    return bool(approval.data) and approval.at("approved_on").day() is not None


def workers_of(root: At) -> dict[str, Worker]:
    """Workers by id; the employer is named by a unit's key or its name."""
    keys = {unit.at("name").text(): key for key, unit in root.at("units").pairs()}
    found = {}
    for each in root.at("workers").items():
        named = each.at("employer").maybe_text()
        found[each.at("id").text()] = Worker(
            key=each.at("id").text(),
            name=each.at("name").text(),
            id_no=each.at("id_no").maybe_text(),
            trade=each.at("trade").text_or(),
            employer=keys.get(named or "", named if named in keys.values() else None),
            unnamed=bool(each.at("unnamed").data),
        )
    return found


def line_of(r: At) -> Line:
    return Line(
        worker=r.at("worker_id").text(),
        name=r.at("name").text(),
        month=r.at("month").text(),
        days=r.at("days").decimal(),
        rate_fen=r.at("day_rate").fen(),
        due_fen=r.at("due").fen(),
        paid_fen=r.at("paid").fen(),
        stated_owed_fen=r.at("owed").fen(),
    )


def situation_of(root: At, hiring: set[str]) -> Situation:
    """Units with who engaged whom: a subcontractor and an individual were engaged by the general contractor."""
    pairs = root.at("units").pairs()
    contractor = next((k for k, u in pairs if u.at("role").data == "general_contractor"), None)
    units = []
    for key, unit in pairs:
        role = unit.at("role").text()
        below = {"subcontractor": "subcontract", "individual": "individual"}.get(role)
        units.append(
            Unit(
                key,
                role,
                unit.at("name").text(),
                hires=key in hiring,
                engaged_by=unit.at("engaged_by").maybe_text() or (contractor if below else None),
                engaged_as=unit.at("engaged_as").maybe_text() or below,
                kind="person" if role == "individual" else unit.at("kind").text_or("unit"),
            )
        )
    answers = []
    for a in root.at("checklist_answers").items():
        value, note = a.at("answer").text(), a.at("note").text_or()
        fields = {name: at.data for name, at in a.at("fields").pairs()}
        chosen = note if value in ("enum", "text") else value
        answers.append(Answer(a.at("item").text(), a.at("unit").text(), chosen, fields, note))
    events = [
        Event(f.at("event").text(), f.at("unit").text(), f.at("since").day())
        for f in root.at("findings").items()
        if f.at("event").data
    ]
    project = root.at("project")
    return Situation(tuple(units), tuple(answers), tuple(events), investment=project.at("investment").maybe_text())


def office_options(data: Json) -> Json:
    """The options of the pack that the file sets: its number patterns, and ``office.options``."""
    office = At(data).at("office")
    patterns = {name: at.text() for name, at in office.at("number_patterns").pairs()}
    own = dict(office.at("options").pairs())
    return {**{k: v.data for k, v in own.items()}, **({"number_patterns": patterns} if patterns else {})}


def specs_from_sample(data: Json) -> list[DraftSpec]:
    """The drafts of the file; raises KnownError("case_field_bad") with the field."""
    return [spec_of(d) for d in At(data).at("drafts").items()]


def spec_of(d: At) -> DraftSpec:
    day = d.at("date").day()
    if day is None:
        raise d.at("date").bad(None)
    return DraftSpec(
        type=d.at("type").text(),
        addressees=d.at("addressees").texts(),
        date=day,
        as_of=d.at("as_of").day(),
        period=d.at("period").months(),
        preview_serial=d.at("preview_serial").maybe_int(),
        title=d.at("title").maybe_text(),
        jointly_with=d.at("jointly_with").texts(),
        evidence=d.at("evidence").texts() if d.at("evidence").data is not None else None,
        requirements=tuple(requirement_of(r) for r in d.at("requirements").items()),
        appear_at=appointment(d.at("appear_at")),
        materials=d.at("materials").texts() if d.at("materials").data is not None else None,
        workers=d.at("workers").maybe_int(),
        amount_fen=d.at("amount_fen").maybe_int(),
    )


def requirement_of(r: At) -> RequirementSpec:
    facts = {name: at.data for name, at in r.at("facts").pairs()}
    joint = r.at("jointly_with")
    return RequirementSpec(
        variant=r.at("variant").text(),
        due=r.at("due").day(),
        facts=facts,
        text=r.at("text").maybe_text(),
        jointly_with=joint.texts() if joint.data is not None else None,
    )


def appointment(at: At) -> datetime | None:
    """An aware instant; a missing offset is refused."""
    return at.read(parse)
