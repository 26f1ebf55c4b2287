"""What runs after a service: the last day of each requirement, and the terms every other paper starts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from forms.service import Proof, proofs_of
from models import corrections, endings
from models.cases import Papers, Row, papers
from models.corrections import NOTHING, Corrected
from models.following import Runs, terms_of
from models.pack import Pack
from models.papertypes import paper_types
from models.workdays import Calendar

State = Literal["not_served", "running", "soon", "overdue", "met", "partly", "not_met", "ended"]
SOON = 3
"""Working days before a last day from which it is shown as near."""


@dataclass(frozen=True)
class Deadline:
    """One requirement's last day. ``workdays_left``: 0 on the day itself, negative after it.

    ``state``: not_served, running, soon, overdue (no recheck yet), met, partly, not_met (after the recheck), ended
    (the paper was voided or revoked). ``provisional``: beyond the installed calendar.
    """

    requirement: str
    document: str
    number: str | None
    type: str
    unit: str | None
    addressee: str
    violation: str | None
    text: str | None
    due: date
    served_on: date | None
    workdays_left: int
    state: State
    provisional: bool
    inspection: str | None


def deadlines(reader: Papers, today: date, calendar: Calendar, document: str | None = None) -> tuple[Deadline, ...]:
    """Every requirement's deadline (or those of one paper), the most urgent first."""
    of_one = {"document": document} if document else {}
    ended = {e["document"] for e in reader.find("document_end", **of_one) if endings.over(reader, e)}
    checked = {row["requirement"]: row for row in reader.find("recheck")}
    corrected = _corrected(reader, document)
    known = papers(reader, **({"id": document} if document else {}))
    attempts: dict[str, list[Row]] = {}
    for row in reader.find("service", **of_one):
        attempts.setdefault(row["document"], []).append(row)
    proved: dict[str, tuple[Proof, ...]] = {}
    left: dict[date, int] = {}
    made = []
    for row in reader.find("requirement", **of_one):
        paper = known.get(row["document"])
        if paper is None or not row["due"]:
            continue
        now = corrected.get(paper["id"], NOTHING)
        row = now.requirement(row)
        due = date.fromisoformat(row["due"])
        if due not in left:
            left[due] = workdays_left(today, due, calendar)
        if paper["id"] not in proved:
            proved[paper["id"]] = proofs_of(paper, attempts.get(paper["id"], ()))
        served = proved[paper["id"]]
        over = ended | ({paper["id"]} if now.replaced else set())
        seen = checked.get(row["id"])
        if seen is not None and row["n"] in now.dues and (seen["on"] or "") <= row["due"]:
            seen = None  # looked at before the last day that holds now
        state = _state(paper, served, seen, today, due, left[due], over)
        made.append(_deadline(row, paper, served, due, left[due], state, calendar))
    return tuple(sorted(made, key=lambda d: (d.state in ("met", "ended"), d.due, d.requirement)))


def _corrected(reader: Papers, document: str | None) -> dict[str, Corrected]:
    """Paper → what its corrections say, for the papers that have any."""
    found = reader.rows("SELECT DISTINCT corrects AS id FROM document WHERE corrects IS NOT NULL AND _deleted = 0")
    papers = [row["id"] for row in found if document in (None, row["id"])]
    rows = [row for one in papers if (row := reader.get("document", one)) is not None]
    return {row["id"]: corrections.of(reader, row) for row in rows}


def workdays_left(today: date, due: date, calendar: Calendar) -> int:
    """Working days after ``today`` up to and with ``due``; negative when it is past."""
    if due >= today:
        return calendar.between(today, due).workdays
    return -calendar.between(due, today).workdays


def _deadline(
    row: Row,
    paper: Row,
    served: tuple[Proof, ...],
    due: date,
    left: int,
    state: State,
    calendar: Calendar,
) -> Deadline:
    days = [p.served_on for p in served]
    return Deadline(
        requirement=row["id"],
        document=paper["id"],
        number=paper["number"],
        type=paper["type"],
        unit=row["unit"],
        addressee="、".join(p.name for p in served),
        violation=row["violation"],
        text=row["text"],
        due=due,
        served_on=max((d for d in days if d), default=None) if all(days) else None,
        workdays_left=left,
        state=state,
        provisional=bool(row["provisional"]) or not calendar.covers(due),
        inspection=paper["inspection"],
    )


def _state(
    paper: Row, proofs: tuple[Proof, ...], recheck: Row | None, today: date, due: date, left: int, ended: set[str]
) -> State:
    if paper["id"] in ended:
        return "ended"
    if recheck is not None and recheck["outcome"] in ("corrected", "partly", "not_corrected"):
        outcomes: dict[str, State] = {"corrected": "met", "partly": "partly", "not_corrected": "not_met"}
        return outcomes[recheck["outcome"]]
    if not all(p.served_on for p in proofs):
        return "not_served"
    if due < today:
        return "overdue"
    return "soon" if left <= SOON else "running"


# --- terms of papers that hold no requirement

TermState = Literal["running", "soon", "overdue", "over", "met", "ended"]


@dataclass(frozen=True)
class Term:
    """A term a paper started: with its service, or with its own day. ``key`` names it in the pack's terms.

    ``state``: overdue is a duty not done in time, over a right or a wait that ended by itself, met what was done,
    ended that of a paper no longer in force.
    """

    key: str
    document: str
    number: str | None
    type: str
    title: str
    addressee: str
    began: date
    last: date
    workdays_left: int
    state: TermState
    provisional: bool
    inspection: str | None


def terms(reader: Papers, today: date, pack: Pack, calendar: Calendar) -> tuple[Term, ...]:
    """Every term that a paper of this office started, the nearest last day first."""
    kinds = {kind.type for kind in paper_types(pack) if kind.terms}
    every = reader.rows(
        "SELECT id, type, title, number, addressees, date, inspection, wage_case FROM document "
        "WHERE _deleted = 0 AND _replica IS NOT NULL ORDER BY id"
    )
    rows = [{**row, "addressees": json.loads(row["addressees"] or "[]")} for row in every]
    ended = reader.rows(
        "SELECT document AS id FROM document_end WHERE _deleted = 0 "
        "UNION SELECT corrects AS id FROM document WHERE _deleted = 0 AND corrects IS NOT NULL"
    )
    touched = {row["id"] for row in ended}
    made = []
    for paper in rows:
        if paper["type"] not in kinds:
            continue
        over = paper["id"] in touched and not endings.standing(reader, paper).in_force
        for run in terms_of(reader, paper, pack, calendar):
            left = workdays_left(today, run.last, calendar)
            state = "ended" if over else _term_state(reader, paper, run, rows, today, left, pack)
            who = "、".join(str(a.get("name") or "") for a in paper["addressees"])
            made.append(
                Term(run.key, paper["id"], paper["number"], paper["type"], paper["title"] or "", who, run.began,
                     run.last, left, state, run.provisional, paper["inspection"])
            )  # fmt: skip
    return tuple(sorted(made, key=lambda t: (t.last, t.number or "", t.key)))


def _term_state(
    reader: Papers, paper: Row, run: Runs, every: Iterable[Row], today: date, left: int, pack: Pack
) -> TermState:
    spec = pack.terms.get(run.key, {})
    whose, by = spec.get("whose", "right"), spec.get("met_by", ())
    if run.key in SERVE and endings.served_on(reader, paper) is not None:
        return "met"
    if any(one["type"] in by and _same_matter(one, paper) for one in every):
        return "met"
    if run.last < today:
        return "overdue" if whose in ("office", "duty") else "over"
    return "soon" if left <= SOON else "running"


SERVE = ("serve", "serve_penalty")
"""Terms that are met by the service of the paper itself."""


def _same_matter(one: Row, paper: Row) -> bool:
    """Whether a later paper is of the same case (or visit) and about the same party."""
    if one["id"] <= paper["id"] or not (
        (paper["wage_case"] and one["wage_case"] == paper["wage_case"])
        or (paper["inspection"] and one["inspection"] == paper["inspection"])
    ):
        return False
    whom, mine = ({a.get("unit") for a in row["addressees"]} - {None} for row in (one, paper))
    return not whom or not mine or bool(whom & mine)
