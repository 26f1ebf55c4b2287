"""How each check of the review sheet is answered from the records; the sheet itself is the pack's (review.json).

A check never guesses: what the records cannot prove is left to a person, and what the case does not need is said so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from models import sealimages, seals
from models.authority import approval_problems, certificate_on
from models.casefiling import Filing
from models.errors import KnownError
from models.pack import Pack
from models.workdays import Calendar

Answer = Literal["yes", "no", "person", "na"]
DECISIONS = ("administrative_decision", "penalty_decision")
PRIOR_NOTICES = ("prior_notice", "administrative_decision_prior_notice", "penalty_prior_notice")
SERVED_TYPES = (
    "inspection_notice", "inquiry_notice", "rectification_order", "inspection_result_notice", "hearing_notice",
    *PRIOR_NOTICES, *DECISIONS, "demand_notice", "evidence_preservation_notice",
)  # fmt: skip
SERVICE_DAYS = 7
"""A decision is served within seven days (CFFA-61, MSSF); used for every paper of the file, as the pack proposes."""


@dataclass(frozen=True)
class Found:
    """The answer to one check. ``code`` and ``params`` say why in words; ``goal`` is (screen, record) to mend it at."""

    answer: Answer
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    goal: tuple[str, str] | None = None


@dataclass(frozen=True)
class Work:
    filing: Filing
    pack: Pack
    today: date
    calendar: Calendar


YES, PERSON, NOT_APPLICABLE = Found("yes"), Found("person"), Found("na")


def no(code: str, goal: tuple[str, str] | None = None, **params: Any) -> Found:
    return Found("no", code, params, goal)


def _paper(document: Mapping[str, Any]) -> tuple[str, str]:
    return ("papers", str(document["id"]))


def _visit(work: Work) -> tuple[str, str]:
    return ("arrival", str(work.filing.visits[0]["id"]))


def _name(document: Mapping[str, Any]) -> str:
    return str(document["number"] or document["title"])


APPLIES: Mapping[str, Callable[[Filing], bool]] = {
    "always": lambda f: True,
    "filed": lambda f: f.case is not None or bool(f.of_type("case_filing_approval")),
    "preserved": lambda f: bool(f.of_type("evidence_preservation_notice")),
    "decided": lambda f: bool(f.of_type(*DECISIONS, *PRIOR_NOTICES)),
    "issued": lambda f: bool(f.of_type(*SERVED_TYPES)),
}


# --- who and with what right


def party_known(work: Work, _: str) -> Found:
    """The party's name, code and representative are there, and the code's check digit fits."""
    units = work.filing.units
    if not units:
        return no("review_no_party", _visit(work))
    for unit in units:
        goal = ("choose", str(work.filing.project["id"])) if work.filing.project else None
        if unit["kind"] == "person":
            if not unit["name"] or not unit["id_no"]:
                return no("review_party_incomplete", goal, name=unit["name"] or "")
        elif not unit["uscc"] or unit["uscc_status"] not in ("valid", "valid_old") or not unit["legal_rep"]:
            return no("review_party_incomplete", goal, name=unit["name"] or "")
    return YES


def authority_lawful(work: Work, _: str) -> Found:
    """Each paper names two officers with certificates valid that day (LDJC-4, CFFA-42)."""
    for paper in work.filing.standing:
        if paper["origin"] == "paper" or not paper["date"]:
            continue
        officers = [paper["issued_by"], paper["second_officer"]]
        if None in officers or officers[0] == officers[1]:
            return no("review_two_officers", _paper(paper), number=_name(paper))
        day = date.fromisoformat(paper["date"])
        if any(certificate_on(work.filing.reader, str(o), day) is None for o in officers):
            return no("review_certificate", _paper(paper), number=_name(paper))
    return YES if work.filing.standing else no("review_no_papers", _visit(work))


def citations_right(work: Work, _: str) -> Found:
    """Every article cited exists in the pack with a checked text, and its law was in force on the paper's day."""
    seen = False
    for paper in work.filing.standing:
        for cited in (paper["content"] or {}).get("citations", ()):
            seen = True
            try:
                provision = work.pack.provision(str(cited["article"]))
            except KnownError:
                return no(
                    "review_citation_unknown", _paper(paper), number=_name(paper), article=cited.get("printed", "")
                )
            since = work.pack.laws[provision.law_code].get("in_force_since")
            if not provision.printable or (since and paper["date"] and paper["date"] < since):
                return no(
                    "review_citation_unknown", _paper(paper), number=_name(paper), article=cited.get("printed", "")
                )
    return YES if seen else PERSON


def steps_before(work: Work, _: str) -> Found:
    """Announced before it was decided; the order served and its term over before a fine (CFFA-44, GZTL-54 to 57)."""
    decided = work.filing.of_type(*DECISIONS)
    if not decided:
        return NOT_APPLICABLE
    told = prior_notice(work, "")
    return told if told.answer == "no" else order_expired(work, "")


def penalty_person(work: Work, _: str) -> Found:
    return PERSON if work.filing.of_type("penalty_decision") else NOT_APPLICABLE


# --- filing


def party_in_filing(work: Work, _: str) -> Found:
    found = has(work, "case_filing_approval")
    return found if found.answer != "yes" else party_known(work, "")


def source_known(work: Work, _: str) -> Found:
    clue = work.filing.case["clue"] if work.filing.case else None
    known = clue is not None or any(v["task_source"] for v in work.filing.visits)
    return YES if known else no("review_source", _visit(work))


def filing_basis(work: Work, _: str) -> Found:
    found = has(work, "case_filing_approval")
    return citations_right(work, "") if found.answer == "yes" else found


def filing_officer(work: Work, _: str) -> Found:
    found = has(work, "case_filing_approval")
    if found.answer != "yes":
        return found
    paper = work.filing.of_type("case_filing_approval")[0]
    return YES if paper["issued_by"] else PERSON


def filing_approved(work: Work, _: str) -> Found:
    found = has(work, "case_filing_approval")
    if found.answer != "yes":
        return found
    approval = work.filing.reader.get("approval", work.filing.of_type("case_filing_approval")[0]["approval"])
    return YES if approval and approval["approved_by"] and approval["outcome"] != "refused" else PERSON


# --- investigation


def two_officers(work: Work, _: str) -> Found:
    for visit in work.filing.visits:
        if not visit["lead"] or not visit["assistant"] or visit["lead"] == visit["assistant"]:
            return no("review_visit_officers", ("arrival", str(visit["id"])))
    return YES


def interview_complete(work: Work, _: str) -> Found:
    return has(work, "interview_record")


def interview_person(work: Work, _: str) -> Found:
    return PERSON if work.filing.of_type("interview_record") else has(work, "interview_record")


def interview_signed(work: Work, _: str) -> Found:
    records = work.filing.of_type("interview_record", "site_inspection_record")
    if not records:
        return has(work, "interview_record")
    for record in records:
        signatures = work.filing.reader.find("signature", document=record["id"])
        if record["origin"] != "paper" and not any(s["strokes"] or s["refused"] for s in signatures):
            return no("review_not_signed", _paper(record), number=_name(record))
    return YES


def order_right(work: Work, _: str) -> Found:
    """There is an order, each requirement has its day, and the sum it states equals its appendix."""
    orders = work.filing.of_type("rectification_order")
    if not orders:
        return has(work, "rectification_order")
    for order in orders:
        required = work.filing.reader.find("requirement", document=order["id"])
        if order["origin"] != "paper" and (not required or any(not r["due"] for r in required)):
            return no("review_order_due", _paper(order), number=_name(order))
    return sum_equals_lines(work, "")


def sum_equals_lines(work: Work, _: str) -> Found:
    """Where a paper has a wage table, its sum is the sum of its rows."""
    seen = False
    for paper in work.filing.standing:
        rows = (paper["content"] or {}).get("appendix") or []
        if rows:
            seen = True
            if paper["amount_fen"] != sum(int(r["owed_fen"]) for r in rows):
                return no("review_sum", _paper(paper), number=_name(paper))
    return YES if seen or work.filing.of_type("rectification_order") else NOT_APPLICABLE


# --- evidence


def preservation_sealed(work: Work, _: str) -> Found:
    notices = work.filing.of_type("evidence_preservation_notice")
    return YES if all(n["seal_mode"] for n in notices) else PERSON


def seals_in_order(work: Work, _: str) -> Found:
    """What the records can say against the seals; whether seal and signatures look right only a person can judge."""
    reader, standing = work.filing.reader, {str(p["id"]): p for p in work.filing.standing}
    for one in seals.owed(reader):
        if one.document["id"] in standing and one.due < work.today:
            return no("review_stamp_owed", _paper(one.document), number=_name(one.document))
    for paper in standing.values():
        if paper["seal_mode"] == seals.IMAGE and sealimages.used_late(reader, paper):
            return no("review_seal_late", _paper(paper), number=_name(paper))
    return PERSON


def evidence_described(work: Work, _: str) -> Found:
    bare = next((e for e in work.filing.evidence if not e["name"] or not e["kind"]), None)
    return YES if bare is None else no("review_evidence_bare", _visit(work), name=bare["name"] or "")


def preservation_signed(work: Work, _: str) -> Found:
    for notice in work.filing.of_type("evidence_preservation_notice"):
        if not work.filing.reader.find("signature", document=notice["id"]) and not _served(work, notice):
            return no("review_not_signed", _paper(notice), number=_name(notice))
    return YES


def evidence_listed(work: Work, _: str) -> Found:
    return YES if work.filing.evidence else no("review_no_evidence", _visit(work))


def recited_in_file(work: Work, _: str) -> Found:
    """What an order recites is in the file (CFFA-46)."""
    named = {str(e["name"]) for e in work.filing.evidence} | {str(d["title"]) for d in work.filing.papers}
    kinds = {str(e["kind"]) for e in work.filing.evidence}
    for order in work.filing.of_type("rectification_order"):
        draft = work.filing.reader.get("draft", order["draft"])
        for recited in (draft or {}).get("evidence") or ():
            if recited not in named and recited not in kinds and not any(recited in n for n in named):
                return no("review_recited", _paper(order), number=_name(order), name=recited)
    return YES if work.filing.of_type("rectification_order") else NOT_APPLICABLE


# --- before and at the decision


def prior_notice(work: Work, _: str) -> Found:
    decided = work.filing.of_type(*DECISIONS)
    told = work.filing.of_type(*PRIOR_NOTICES)
    if decided and not any(t["date"] < decided[0]["date"] for t in told):
        return no("review_prior_notice", _paper(decided[0]), number=_name(decided[0]))
    return YES if told else NOT_APPLICABLE


def prior_notice_served(work: Work, _: str) -> Found:
    for notice in work.filing.of_type(*PRIOR_NOTICES):
        if not _served(work, notice):
            return no("review_not_served", _paper(notice), number=_name(notice))
    return YES if work.filing.of_type(*PRIOR_NOTICES) else prior_notice(work, "")


def hearing_person(work: Work, _: str) -> Found:
    return PERSON if work.filing.of_type("hearing_notice", "hearing_date_notice") else NOT_APPLICABLE


def fine_receipt(work: Work, _: str) -> Found:
    return PERSON if work.filing.of_type("penalty_decision") else NOT_APPLICABLE


def discussion_person(work: Work, _: str) -> Found:
    return YES if work.filing.of_type("discussion_record") else PERSON


def legal_review(work: Work, _: str) -> Found:
    if not work.filing.of_type("penalty_decision"):
        return NOT_APPLICABLE
    return YES if work.filing.of_type("legal_review_opinion") else PERSON


def order_expired(work: Work, _: str) -> Found:
    """Where a fine presupposes an order, its term had ended before (GZTL-54 to GZTL-57, LDJC-30)."""
    decided = work.filing.of_type("penalty_decision")
    if not decided:
        return NOT_APPLICABLE
    day = min(d["date"] for d in decided)
    needed = [
        r for o in work.filing.of_type("rectification_order")
        for r in work.filing.reader.find("requirement", document=o["id"]) if r["needs_expired_order"]
    ]  # fmt: skip
    late = next((r for r in needed if r["due"] >= day), None)
    return (
        YES
        if late is None
        else no("review_order_open", _paper(decided[0]), number=_name(decided[0]), due=late["due"])
    )


# --- service


def _served(work: Work, document: Mapping[str, Any]) -> bool:
    return any(s["outcome"] == "served" for s in work.filing.services.get(document["id"], ()))


def served_in_form(work: Work, _: str) -> Found:
    """Each paper that is handed over has a receipt, and none was recorded against a warning."""
    for paper in work.filing.of_type(*SERVED_TYPES):
        if paper["type"] == "inspection_notice" and any(v["notice_handed_to"] for v in work.filing.visits):
            continue
        services = [s for s in work.filing.services.get(paper["id"], ()) if s["outcome"] == "served"]
        if not services:
            return no("review_not_served", _paper(paper), number=_name(paper))
        if any(s["warnings"] for s in services):
            return no("review_service_warned", _paper(paper), number=_name(paper))
    return YES


def served_in_time(work: Work, _: str) -> Found:
    for paper in work.filing.of_type(*SERVED_TYPES):
        days = [str(s["at"])[:10] for s in work.filing.services.get(paper["id"], ()) if s["outcome"] == "served"]
        if days and (date.fromisoformat(min(days)) - date.fromisoformat(paper["date"])).days > SERVICE_DAYS:
            return no("review_served_late", _paper(paper), number=_name(paper))
    return YES


def electronic_confirmed(work: Work, _: str) -> Found:
    electronic = [s for found in work.filing.services.values() for s in found if s["method"] == "electronic"]
    if not electronic:
        return NOT_APPLICABLE
    return YES if work.filing.of_type("service_address_confirmation") else no("review_address_confirmation")


def service_place(work: Work, _: str) -> Found:
    """At the domicile or a confirmed address, to one who may receive (MSSF-88, MSSF-89)."""
    for paper in work.filing.of_type(*SERVED_TYPES):
        for s in work.filing.services.get(paper["id"], ()):
            weak = s["authority"] in (None, "", "none") and s["method"] == "direct"
            if s["outcome"] == "served" and (weak or any(w in ("W-S1", "W-S2") for w in _codes(s["warnings"]))):
                return no("review_service_place", _paper(paper), number=_name(paper))
    return YES if any(work.filing.services.values()) else NOT_APPLICABLE


def _codes(warnings: Any) -> list[str]:
    return [str(w.get("code", "")) if isinstance(w, dict) else str(w) for w in warnings or ()]


# --- the visit


def visit_approved(work: Work, _: str) -> Found:
    """Approved or its stated exception, announced by a numbered notice, result told (SQJC-5)."""
    for visit in work.filing.visits:
        day = str(visit["started_at"] or "")[:10]
        goal = ("arrival", str(visit["id"]))
        if day and approval_problems(work.filing.reader, visit, date.fromisoformat(day), work.pack):
            return no("review_visit_approval", goal)
        if not visit["notice_no"] and not visit["notice_document"]:
            return no("review_visit_notice", goal)
        if not visit["result_told_on"] and not work.filing.of_type("inspection_result_notice"):
            return no("review_result_told", goal)
    return YES


def recording(work: Work, _: str) -> Found:
    if any(v["recording"] is None for v in work.filing.visits):
        return no("review_recording", _visit(work))
    return PERSON


def informant_absent(work: Work, _: str) -> Found:
    """No paper may name an informant: issuing refuses it (P-10), so what was issued here does not."""
    by_hand = next((d for d in work.filing.papers if d["origin"] == "paper"), None)
    return YES if by_hand is None else PERSON


def ninety_days(work: Work, _: str) -> Found:
    """From filing to the penalty decision (CFFA-60)."""
    decided = work.filing.of_type("penalty_decision")
    filed = work.filing.case["filed_on"] if work.filing.case else None
    if not decided or not filed:
        return NOT_APPLICABLE
    took = (date.fromisoformat(min(d["date"] for d in decided)) - date.fromisoformat(filed)).days
    return YES if took <= 90 else no("review_ninety_days", _paper(decided[0]), days=took)


def sixty_days(work: Work, _: str) -> Found:
    """The investigation took at most sixty working days (LDJC-17), or a person shows the extension."""
    filed = work.filing.case["filed_on"] if work.filing.case else None
    if not filed:
        return NOT_APPLICABLE
    reports = work.filing.of_type("investigation_report")
    end = date.fromisoformat(reports[-1]["date"]) if reports else work.filing.ended or work.today
    took = work.calendar.between(date.fromisoformat(filed), max(end, date.fromisoformat(filed))).workdays
    return YES if took <= 60 else PERSON


def remedy_told(work: Work, _: str) -> Found:
    decided = work.filing.of_type(*DECISIONS)
    if not decided:
        return NOT_APPLICABLE
    for paper in decided:
        if "行政复议" not in (paper["text"] or "") or "人民法院" not in (paper["text"] or ""):
            return no("review_remedy", _paper(paper), number=_name(paper))
    return YES


# --- the file itself


def has(work: Work, kind: str) -> Found:
    """A standing paper of this type is in the file."""
    if work.filing.of_type(kind):
        return YES
    title = work.pack.title(kind)
    if any(e["kind"] == kind or title in (e["name"] or "") for e in work.filing.evidence):
        return PERSON  # written by hand and kept among the evidence
    return no("review_missing_paper", ("papers", ""), type=kind)


def cover_complete(work: Work, _: str) -> Found:
    f = work.filing
    if not f.units or f.project is None or f.began is None:
        return no("review_cover", _visit(work))
    return YES


def generated(work: Work, _: str) -> Found:
    """The index and the page numbers are made from the papers themselves."""
    return YES if work.filing.documents else no("review_no_papers", _visit(work))


def papers_whole(work: Work, _: str) -> Found:
    gone = next((d for d in work.filing.documents if not d["pdf"]), None)
    return YES if gone is None else no("review_no_pages", _paper(gone), number=_name(gone))


def archived_in_time(work: Work, _: str) -> Found:
    return PERSON if work.filing.ended else NOT_APPLICABLE


def person(work: Work, _: str) -> Found:
    return PERSON


CHECKS: Mapping[str, Callable[[Work, str], Found]] = {
    f.__name__: f
    for f in (
        party_known, authority_lawful, citations_right, steps_before, penalty_person, party_in_filing, source_known,
        filing_basis, filing_officer, filing_approved, two_officers, interview_complete, interview_person,
        interview_signed, order_right, sum_equals_lines, preservation_sealed, evidence_described, preservation_signed,
        evidence_listed, recited_in_file, prior_notice, prior_notice_served, hearing_person, fine_receipt,
        discussion_person, legal_review, order_expired, served_in_form, served_in_time, electronic_confirmed,
        service_place, visit_approved, recording, informant_absent, ninety_days, sixty_days, remedy_told, has,
        cover_complete, generated, papers_whole, archived_in_time, seals_in_order,
        person,
    )
}  # fmt: skip
