"""No act without authority: the checks P-00 to P-04 of a visit and its papers, as data that screens and issuing read.

P-00 approval or urgent exception and a numbered notice, P-01 two different officers with certificates valid that day,
P-02 certificates shown, P-03 rights told and recusal offered, P-04 no conflict of interest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from models.clock import local, parse
from models.duplicates import view
from models.errors import KnownError, Place
from models.pack import Pack

BLOCK, WARN = "block", "warn"
URGENT_NEEDS = ("urgent_reason", "reported_to", "reported_at", "reported_how")
SERVED = ("inspection_notice", "inquiry_notice", "rectification_order")
"""Papers of a visit that are handed to a party."""
RECUSAL_DONE = ("none", "not_requested", "offered", "refused", "decided")
"""What may stand in ``inspection.recusal`` once it was offered and settled; ``requested`` is not settled."""


class Reader(Protocol):
    """A store, or the open transaction."""

    def get(self, table: str, record: str | None) -> dict[str, Any] | None: ...
    def find(self, table: str, **where: Any) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Problem:
    """What stands in the way. ``code`` has one sentence; ``check`` is P-00 … P-04; ``severity`` block or warn."""

    code: str
    check: str
    severity: str = BLOCK
    params: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None

    def error(self) -> KnownError:
        """The same as a refusal."""
        return KnownError(self.code, where=Place(field=self.field), **self.params)


def problems(
    reader: Reader, inspection: Mapping[str, Any] | None, day: date, pack: Pack, units: Iterable[str] = ()
) -> list[Problem]:
    """Everything in the way of an act of this visit on ``day``, in the order of the checks.

    ``units``: ids of the units the act is directed at; an approval that names units must name them. Law: SQJC-5,
    LDJC-16, CFFA-42, CFFA-43, CFFA-55.
    """
    if inspection is None:
        return []
    return [
        *approval_problems(reader, inspection, day, pack, units),
        *officer_problems(reader, inspection["lead"], inspection["assistant"], day),
        *_shown_and_told(inspection),
    ]


def blocking(found: Iterable[Problem]) -> list[Problem]:
    """Those that hold the act up; the others go into the paper's file as warnings."""
    return [p for p in found if p.severity == BLOCK]


# --- P-00


def approval_problems(
    reader: Reader, inspection: Mapping[str, Any], day: date, pack: Pack, units: Iterable[str] = ()
) -> list[Problem]:
    """P-00: approved beforehand by the head, or begun as urgent and reported; the notice has a number."""
    level = BLOCK if pack.option("inspection_approval") == "required" else WARN
    if inspection["wage_case"] and pack.option("approval_for_filed_case") == "not_required":
        return []
    visit = visit_day(inspection) or day
    reader = view(reader)
    found = reader.find("approval", inspection=inspection["id"])
    if not found and pack.option("one_approval_for_series") and inspection["wage_case"]:
        series = reader.find("inspection", wage_case=inspection["wage_case"])
        found = [a for i in series for a in reader.find("approval", inspection=i["id"])]
    made: list[Problem] = []
    if not found:
        made.append(Problem("approval_missing", "P-00", level, field="approval"))
    else:
        outcomes: list[list[Problem]] = [
            _approval(a, inspection, visit, day, pack, list(units), level) for a in found
        ]
        made += sorted(outcomes, key=_weight)[0]
    if not (inspection["notice_no"] or inspection["notice_document"]):
        made.append(Problem("inspection_notice_missing", "P-00", level, field="notice_no"))
    return made


def _weight(outcome: list[Problem]) -> tuple[int, int]:
    return len(blocking(outcome)), len(outcome)


def _approval(
    approval: Mapping[str, Any],
    inspection: Mapping[str, Any],
    visit: date,
    day: date,
    pack: Pack,
    units: list[str],
    level: str,
) -> list[Problem]:
    on = _approved_on(approval)
    refused = approval["outcome"] in ("refused", "not_approved")
    if approval["urgent"]:
        return _urgent(approval, inspection, on, refused, day, pack, level)
    if refused:
        return [Problem("approval_refused", "P-00", level, field="approval")]
    if on is None or not approval["approved_by"] or not approval["how"]:
        return [Problem("approval_incomplete", "P-00", level, field="approval")]
    made = []
    if on > visit:
        made.append(Problem("approval_after_visit", "P-00", level, {"approved_on": on.isoformat()}, "approval"))
    if approval["approved_by"] in (inspection["lead"], inspection["assistant"]):
        made.append(Problem("approval_by_officer", "P-00", level, field="approval"))
    return made + _coverage(approval, inspection, visit, units, level)


def _coverage(
    approval: Mapping[str, Any], inspection: Mapping[str, Any], visit: date, units: list[str], level: str
) -> list[Problem]:
    """What the approval names must hold of this visit; what it leaves open is not narrowed."""
    made = []
    if approval["valid_on"] and approval["valid_on"] != visit.isoformat():
        made.append(Problem("approval_other_day", "P-00", level, {"day": approval["valid_on"]}, "approval"))
    if approval["units"] and any(unit not in approval["units"] for unit in units):
        made.append(Problem("approval_other_unit", "P-00", level, field="approval"))
    matters = (approval["matters"], inspection["matters"])
    if all(matters) and matters[0] != matters[1]:
        made.append(Problem("approval_other_matters", "P-00", level, {"matters": matters[0]}, "approval"))
    officers = (inspection["lead"], inspection["assistant"])
    if approval["officers"] and any(o not in approval["officers"] for o in officers if o):
        made.append(Problem("approval_other_officer", "P-00", level, field="approval"))
    return made


def _urgent(
    approval: Mapping[str, Any],
    inspection: Mapping[str, Any],
    on: date | None,
    refused: bool,
    day: date,
    pack: Pack,
    level: str,
) -> list[Problem]:
    """The exception: reason and report recorded first, the form made up within the office's limit."""
    if not all(approval[name] for name in URGENT_NEEDS):
        return [Problem("urgent_report_incomplete", "P-00", level, field="approval")]
    if refused:
        return [Problem("approval_refused_afterwards", "P-00", WARN, field="approval")]
    if on is not None:
        return []
    hours = int(pack.option("urgent_approval_hours"))
    begun = inspection["started_at"] or approval["reported_at"]
    due = local(parse(begun) + timedelta(hours=hours))
    code = "approval_overdue" if day > due.date() else "approval_to_make_up"
    return [Problem(code, "P-00", WARN, {"due": due.isoformat(timespec="minutes")}, "approval")]


def _approved_on(approval: Mapping[str, Any]) -> date | None:
    if approval["approved_on"]:
        return date.fromisoformat(approval["approved_on"])
    return local(parse(approval["approved_at"])).date() if approval["approved_at"] else None


def visit_day(inspection: Mapping[str, Any]) -> date | None:
    """The day the visit took place; None while it has not begun and no day is planned."""
    if inspection["started_at"]:
        return local(parse(inspection["started_at"])).date()
    return date.fromisoformat(inspection["planned_on"]) if inspection["planned_on"] else None


# --- P-01


def officer_problems(reader: Reader, lead: str | None, assistant: str | None, day: date) -> list[Problem]:
    """P-01: two different officers of the register, each with a certificate valid on ``day``."""
    made = []
    if not lead or not assistant:
        made.append(Problem("second_officer_missing", "P-01", field="assistant" if lead else "lead"))
    elif lead == assistant:
        made.append(Problem("same_officer", "P-01", field="assistant"))
    for role, officer in (("lead", lead), ("assistant", assistant)):
        if officer and not (role == "assistant" and officer == lead):
            made += _certified(reader, officer, role, day)
    return made


def _certified(reader: Reader, officer: str, role: str, day: date) -> list[Problem]:
    known = reader.get("officer", officer)
    if known is None:
        return [Problem("officer_not_in_register", "P-01", field=role)]
    if known["active"] is False:
        return [Problem("officer_inactive", "P-01", params={"name": known["name"]}, field=role)]
    if certificate_on(reader, officer, day) is None:
        params = {"name": known["name"], "day": day.isoformat()}
        return [Problem("certificate_expired", "P-01", params=params, field=role)]
    return []


def certificate_on(reader: Reader, officer: str, day: date) -> dict[str, Any] | None:
    """The officer's certificate that is valid on ``day``; one without a last day is not known to be valid."""
    text = day.isoformat()
    for row in reader.find("certificate", officer=officer):
        if row["number"] and (row["valid_from"] or text) <= text <= (row["valid_until"] or ""):
            return row
    return None


# --- P-02, P-03, P-04


def _shown_and_told(inspection: Mapping[str, Any]) -> list[Problem]:
    made = []
    if not inspection["certs_shown_at"]:
        made.append(Problem("certificates_not_shown", "P-02", field="certs_shown_at"))
    if not inspection["rights_told_at"]:
        made.append(Problem("rights_not_told", "P-03", field="rights_told_at"))
    if not inspection["recusal"]:
        made.append(Problem("recusal_not_offered", "P-03", field="recusal"))
    elif inspection["recusal"] not in RECUSAL_DONE:
        made.append(Problem("recusal_undecided", "P-03", field="recusal"))
    for role in ("lead", "assistant"):
        if inspection[f"no_conflict_{role}"] is not True:
            made.append(Problem("conflict_not_excluded", "P-04", field=f"no_conflict_{role}"))
    return made


# --- P-05, P-06, P-09: before a visit is closed


def closing_problems(reader: Reader, inspection: Mapping[str, Any]) -> list[Problem]:
    """What is missing before a visit may be closed: the sealed record, complete receipts; the recording is warned of.

    Law: CFFA-55, CFFA-47, MSSF-87 to MSSF-89.
    """
    made = []
    papers = reader.find("document", inspection=inspection["id"])
    if not any(p["type"] == "site_inspection_record" for p in papers):
        made.append(Problem("record_not_sealed", "P-05", field="record"))
    if inspection["recording"] is not True:
        made.append(Problem("recording_off", "P-06", WARN, field="recording"))
    for paper in papers:
        services = [s for s in reader.find("service", document=paper["id"]) if s["outcome"] == "served"]
        params = {"number": paper["number"] or paper["title"]}
        if any(not s["place_kind"] or not s["authority"] or not s["receipt"] for s in services):
            made.append(Problem("receipt_incomplete", "P-09", params=params, field="service"))
        elif not services and paper["type"] in SERVED:
            made.append(Problem("paper_not_served", "P-09", WARN, params, "service"))
    return made
