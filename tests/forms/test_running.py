"""Terms that papers start: each last day against another calendar, and how a term stands as days go by."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import running
from forms.composing import office_calendar, office_row
from models import following
from models.errors import KnownError
from models.pack import SHIPPED, load
from models.papertypes import paper_types
from models.workdays import load_calendar
from tests.forms import story as tale

PACK = load(SHIPPED)
CALENDAR = load_calendar(PACK.calendar)
KEYS = sorted({t.removeprefix("date:") for kind in paper_types(PACK) for t in kind.terms} - {"statement"})


def another_way(start: date, n: int, unit: str) -> date:
    """The last day by the rules of workflow.md 3, on the public package's calendar: the first day never counts."""
    day = start
    if unit == "working_day":
        while n:
            day += timedelta(days=1)
            n -= chinese_calendar.is_workday(day)
        return day
    if unit == "day":
        day += timedelta(days=n)
    else:
        month = day.month - 1 + n
        year, month = day.year + month // 12, month % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        day = date(year, month, min(day.day, last))
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@settings(max_examples=150)
@given(start=st.dates(date(2020, 1, 1), date(2025, 5, 31)), key=st.sampled_from(KEYS))
def test_each_term_ends_where_another_calendar_says(start, key):
    term = PACK.terms[key]
    assert following.term_end(start, key, PACK, CALENDAR) == another_way(start, term["n"], term["unit"])


def test_every_term_says_whose_it_is():
    assert {PACK.terms[key]["whose"] for key in KEYS} == {"office", "right", "duty", "other"}
    for key in KEYS:
        assert set(PACK.terms[key].get("met_by", ())) <= set(PACK.documents)


# --- how terms stand


@pytest.fixture
def told(tmp_path):
    with tale.story(tmp_path / "p") as found:
        yield found


def terms(told, day=None):
    calendar = office_calendar(told.profile.pack, office_row(told.store, told.profile.office_id))
    on = date.fromisoformat(day) if day else told.day()
    return {(t.type, t.key): t for t in running.terms(told.store, on, told.profile.pack, calendar)}


PRIOR, LISTING = ("dishonesty_notice", "listing_objection"), ("evidence_preservation_notice", "evidence_decision")


def test_a_right_runs_out_and_a_duty_is_missed(told):
    notice = told.issue("dishonesty_notice", row={"extra": {
        "fields": {"ground": "crime"}, "violations": ["V-ARREARS"],
        "follows": told.papers["rectification_order"]}})  # fmt: skip
    kept = told.issue("evidence_preservation_notice", {
        "thing_lines": ["记工本，15册"], "approved_on": "2026-07-02", "until": "2026-07-14"})  # fmt: skip
    assert PRIOR not in terms(told), "it begins with the service"
    told.serve(notice)
    one = terms(told)[PRIOR]
    assert (one.began, one.last, one.state) == (date(2026, 7, 3), date(2026, 7, 10), "running")
    assert terms(told, "2026-07-08")[PRIOR].state == "soon"
    assert terms(told, "2026-07-13")[PRIOR].state == "over", "the party said nothing in time"
    assert terms(told, "2026-07-15")[LISTING].state == "overdue", "the office had to decide"
    told.serve(kept)
    told.issue("evidence_disposal_decision", {"measures": ["返还"]}, follows=kept)
    assert terms(told, "2026-07-15")[LISTING].state == "met"


def test_the_term_to_serve_a_paper_is_met_by_its_service_and_ends_with_the_paper(told):
    made = told.mend("correction_notice", told.papers["rectification_order"], why="笔误",
                     changes=[{"place": "", "was": "周大有", "now": "周大友"}])  # fmt: skip
    serve = ("correction_notice", "serve")
    assert terms(told, "2026-07-13")[serve].state == "overdue"
    told.serve(made)
    assert terms(told, "2026-07-13")[serve].state == "met"
    gone = told.mend("correction_notice", told.papers["rectification_order"], why="笔误",
                     changes=[{"place": "", "was": "周大有", "now": "周大友"}])  # fmt: skip
    with told.store.change(told.profile.officer_id, "void") as tx:
        tx.new("document_end", document=gone, kind="voided", reason="x", on="2026-07-03")
    calendar = office_calendar(told.profile.pack, office_row(told.store, told.profile.office_id))
    found = running.terms(told.store, told.day(), told.profile.pack, calendar)
    assert [t.state for t in found if t.document == gone] == ["ended"]


@pytest.mark.parametrize("said", ["欠付沈㛃的工资", "身份证号649901198603121020"])
def test_a_public_notice_names_no_worker_and_no_identity_number(told, said):
    follows = told.papers["rectification_order"]
    with pytest.raises(KnownError) as refused:
        told.issue("public_service_notice", {"content": said}, follows=follows)
    assert refused.value.code == "person_in_public_notice"
    made = told.issue("public_service_notice", {"content": "责令你单位支付拖欠的农民工工资"}, follows=follows)
    text = told.store.get("document", made)["text"]
    assert "自本公告发布之日起经过三十日，即视为送达" in text and "逾期不改正的" in text
    assert told.number("rectification_order") in text
