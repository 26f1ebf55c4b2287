"""Issuing a draft, and its preview: the guards before it (authority, conflicts, blanks), then the one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from forms.composing import Composed, compose
from forms.conflicts import refuse_conflicts
from forms.facts import draft_row
from forms.sealing import Issued, Ready, seal
from forms.secrecy import without_informant
from models import authority, seals
from models.authority import Problem
from models.cases import Reader, Row
from models.clock import today
from models.endings import CORRECTION
from models.errors import KnownError, Place
from models.papertypes import paper_type
from models.profile import Profile
from models.tx import Tx

if TYPE_CHECKING:
    from forms.impressed import SealUse

NOTICE = "inspection_notice"
"""Handed over on arrival, before certificates are shown and rights are told: only approval and officers count."""


def issue(
    profile: Profile, draft: str, second_officer: str, confirmation: str, seal_mode: str | None = None
) -> Issued:
    """Issue a notice or an order: number, frozen content, signed PDF and record, all or nothing.

    ``second_officer``: id of the officer who confirms in person with ``confirmation``, his PIN or passphrase.
    ``seal_mode``: how the paper gets its seal (:data:`models.seals.MODES`); None takes the office's usual one.
    Nothing is issued before this returns. Raises KnownError: seal_mode_unknown, the guards of :func:`obstacles`, wrong_passphrase,
    wrong_pin, conflict_on_paper, fact_missing_on_paper, no_glyph, date_other_year, what the drafting raises, and for
    the seal's picture seal_place_missing, seal_not_authorised, seal_officer_foreign.
    """
    row = draft_row(profile.store, draft)
    mode = seal_mode_of(profile, profile.store, row["type"], seal_mode)
    guard(profile, profile.store, row, second_officer)
    sealing = _sealing(profile, row, second_officer, mode)
    sealing(profile.store)
    profile.confirm(second_officer, confirmation)
    return seal(
        profile,
        act="issue",
        type=row["type"],
        day=date.fromisoformat(row["date"]),
        compose=lambda reader, number: composed(profile, reader, draft, number, sealing(reader)),
        fields=lambda tx, made: document_fields(profile, tx, draft, made, second_officer, mode),
        also=lambda tx, ready: _after(profile, tx, draft, ready),
    )


def seal_mode_of(profile: Profile, reader: Reader, type: str, wanted: str | None) -> str:
    """How a paper of this kind gets its seal: as ``wanted``, else as the office usually does.

    Raises KnownError("seal_mode_unknown").
    """
    from forms.impressed import has_place

    if wanted is not None:
        return seals.check_mode(wanted)
    return seals.usual(reader.get("office", profile.office_id), has_place(profile.pack, type))


def _sealing(
    profile: Profile, row: Mapping[str, Any], second_officer: str | None, mode: str
) -> Callable[[Reader], SealUse | None]:
    """Asks the records, again inside the transaction, which authorisation allows the seal's picture; None without one."""

    def ask(reader: Reader) -> SealUse | None:
        return seal_of(profile, reader, row, second_officer) if mode == seals.IMAGE else None

    return ask


def seal_of(profile: Profile, reader: Reader, row: Mapping[str, Any], second_officer: str | None) -> SealUse:
    """The seal's picture on this draft's paper, if it is authorised today and on the paper's day.

    Raises KnownError: seal_place_missing, seal_not_authorised, seal_officer_foreign, draft_date_missing.
    """
    from forms.impressed import seal_use

    if not row["date"]:
        raise KnownError("draft_date_missing", where=Place(field="date"))
    days = (today(profile.clock), date.fromisoformat(row["date"]))
    officers = [o for o in (profile.officer_id, second_officer) if o]
    return seal_use(reader, profile.office_id, profile.pack, row["type"], days, officers)


def _after(profile: Profile, tx: Tx, draft: str, ready: Ready) -> None:
    """What the same act changes beside the paper: the draft, the visit of a notice, the case of a filing or closing."""
    from forms import templated

    tx.set("draft", draft, state="issued")
    row = draft_row(tx, draft)
    templated.take_effect(tx, profile.pack, row, ready)
    if row["type"] == NOTICE and row["inspection"]:
        tx.set(
            "inspection",
            row["inspection"],
            notice_no=ready.taking.number if ready.taking else None,
            notice_date=ready.made.day.isoformat(),
            notice_document=ready.document,
        )


def composed(profile: Profile, reader: Any, draft: str, number: str | None, use: SealUse | None = None) -> Composed:
    """The paper of a draft that may be issued; raises KnownError where it may not be printed so."""
    row = draft_row(reader, draft)
    check_draft(row)
    made = compose(reader, row, profile.office_id, profile.pack, number, profile.officer_id, use)
    missing = next((w for w in made.warnings if w["code"] == "fact_missing"), None)
    if missing is not None:
        raise KnownError("fact_missing_on_paper", where=Place(field="requirements"), facts=missing["params"]["facts"])
    refuse_conflicts(reader, row, profile.office_id, made, profile.pack)
    return without_informant(reader, row, made)


def preview(profile: Profile, draft: str) -> bytes:
    """The very pages an issue would give, with 草稿 across each and no number taken."""
    row = draft_row(profile.store, draft)
    return previewed(profile, row).press(None, True, None)


def previewed(profile: Profile, row: Mapping[str, Any]) -> Composed:
    """The paper of a draft's fields as they stand on the screen, saved or not."""
    return compose(profile.store, row, profile.office_id, profile.pack, None, profile.officer_id)


def check_draft(row: Mapping[str, Any]) -> None:
    """Raise KnownError draft_issued, draft_withdrawn, draft_date_missing."""
    if row["state"] == "issued":
        raise KnownError("draft_issued")
    if row["state"] in ("withdrawn", "discarded"):
        raise KnownError("draft_withdrawn")
    if not row["date"]:
        raise KnownError("draft_date_missing", where=Place(field="date"))


# --- authority


def obstacles(profile: Profile, reader: Reader, row: Mapping[str, Any], second_officer: str | None) -> list[Problem]:
    """What stands in the way of issuing this draft today (blocking) or must be said in its file (warn)."""
    day, paper_day = today(profile.clock), date.fromisoformat(row["date"])
    found = []
    if paper_day > day:
        found.append(Problem("date_in_future", "P-00", params={"date": row["date"]}, field="date"))
    elif paper_day < day:
        found.append(Problem("date_not_today", "P-00", authority.WARN, {"date": row["date"]}, "date"))
    for on in sorted({day, paper_day}):
        found += authority.officer_problems(reader, profile.officer_id, second_officer, on)
    inspection = reader.get("inspection", row["inspection"])
    if inspection is not None:
        found += _visit_problems(reader, inspection, day, profile, row)
        if not {profile.officer_id, second_officer} <= {inspection["lead"], inspection["assistant"]}:
            found.append(Problem("officer_not_of_visit", "P-01", authority.WARN, field="assistant"))
    return _once(found + _before(profile, reader, row))


def _visit_problems(
    reader: Reader, inspection: Row, day: date, profile: Profile, row: Mapping[str, Any]
) -> list[Problem]:
    # the approval of a visit covers whom the visit was to; later papers of the case may go to others
    units = () if paper_type(profile.pack, row["type"]) else row["addressees"] or ()
    if row["type"] != NOTICE:
        return authority.problems(reader, inspection, day, profile.pack, units)
    found = authority.approval_problems(reader, inspection, day, profile.pack, units)
    return [p for p in found if p.code != "inspection_notice_missing"]


def _before(profile: Profile, reader: Reader, row: Mapping[str, Any]) -> list[Problem]:
    """What the law wants before a paper of this kind (P-11); orders and notices of a visit follow nothing."""
    from forms import templated

    return templated.obstacles(profile, reader, row)


def _once(found: list[Problem]) -> list[Problem]:
    kept: list[Problem] = []
    for problem in found:
        if problem not in kept:
            kept.append(problem)
    return kept


def guard(profile: Profile, reader: Reader, row: Mapping[str, Any], second_officer: str | None) -> None:
    """Raise the first of :func:`check_draft` and the blocking :func:`obstacles`."""
    check_draft(row)
    _refuse(obstacles(profile, reader, row, second_officer))


def _refuse(found: list[Problem]) -> None:
    for problem in authority.blocking(found):
        raise problem.error()


def document_fields(
    profile: Profile, tx: Tx, draft: str, made: Composed, second_officer: str, seal_mode: str | None = None
) -> dict[str, Any]:
    """Further fields of the document, after the guards were asked again inside the transaction."""
    row = draft_row(tx, draft)
    found = obstacles(profile, tx, row, second_officer)
    _refuse(found)
    inspection = tx.get("inspection", row["inspection"])
    office = tx.get("office", profile.office_id) or {}
    return {
        "inspection": row["inspection"],
        "wage_case": row["wage_case"] or (inspection["wage_case"] if inspection else None),
        "draft": draft,
        "second_officer": second_officer,
        "corrects": (row["extra"] or {}).get("follows") if row["type"] == CORRECTION else row["corrects"],
        "seal_mode": seal_mode or seals.usual(office, place="seal" in made.content),
        "authorisation": (made.content.get("seal") or {}).get("authorisation"),
        "approval": approval_of(tx, row),
        "warnings": [{"code": p.code, "params": dict(p.params)} for p in found if p.severity == authority.WARN],
    }


def approval_of(reader: Reader, row: Mapping[str, Any]) -> str | None:
    """The approval this paper rests on: the visit's latest that was not refused."""
    rows: list[Row] = reader.find("approval", inspection=row["inspection"]) if row["inspection"] else []
    good = [a["id"] for a in rows if a["outcome"] not in ("refused", "not_approved")]
    return str(good[-1]) if good else None
