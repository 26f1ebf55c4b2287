"""No act without authority: each guard of P-00 to P-04 refuses what it must, and lets a proper visit pass."""

from __future__ import annotations

from datetime import date

import pytest

from models import authority, pack
from tests.models.papers import ASSISTANT, LEAD, OFFICE, found_office, new_store

DAY = date(2026, 10, 9)
PROPER = {
    "lead": LEAD,
    "assistant": ASSISTANT,
    "started_at": "2026-10-09T09:30:00.000+08:00",
    "certs_shown_at": "2026-10-09T09:31:00.000+08:00",
    "rights_told_at": "2026-10-09T09:32:00.000+08:00",
    "recusal": "none",
    "no_conflict_lead": True,
    "no_conflict_assistant": True,
    "notice_no": "星晨人社监检通字〔2026〕第131号",
}
APPROVED = {"approved_on": "2026-09-29", "approved_by": "bureau_head", "how": "paper", "urgent": False}
URGENT = {
    "urgent": True,
    "urgent_reason": "老板正在转移账册",
    "reported_to": "王局长",
    "reported_at": "2026-10-09T09:00:00.000+08:00",
    "reported_how": "telephone",
}


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    found_office(made)
    yield made
    made.close()


def codes(store, visit=None, approval=APPROVED, day=DAY, units=(), options=None):
    with store.change(LEAD, "visit") as tx:
        visit_id = tx.new("inspection", office=OFFICE, **(PROPER | (visit or {})))
        if approval is not None:
            tx.new("approval", inspection=visit_id, **approval)
    found = authority.problems(store, store.get("inspection", visit_id), day, pack.load(None, options), units)
    return [(p.code, p.severity) for p in found]


def test_a_proper_visit_has_nothing_in_its_way(store):
    assert codes(store) == []


@pytest.mark.parametrize(
    ("visit", "code"),
    [
        ({"assistant": LEAD}, "same_officer"),
        ({"assistant": None}, "second_officer_missing"),
        ({"lead": None}, "second_officer_missing"),
        ({"assistant": "somebody typed in"}, "officer_not_in_register"),
        ({"certs_shown_at": None}, "certificates_not_shown"),
        ({"rights_told_at": None}, "rights_not_told"),
        ({"recusal": None}, "recusal_not_offered"),
        ({"recusal": "requested"}, "recusal_undecided"),
        ({"no_conflict_lead": None}, "conflict_not_excluded"),
        ({"no_conflict_assistant": False}, "conflict_not_excluded"),
        ({"notice_no": None}, "inspection_notice_missing"),
    ],
)
def test_each_gap_of_the_visit_blocks(store, visit, code):
    assert codes(store, visit) == [(code, "block")]


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (None, "approval_missing"),
        (APPROVED | {"outcome": "refused"}, "approval_refused"),
        (APPROVED | {"how": None}, "approval_incomplete"),
        (APPROVED | {"approved_on": None}, "approval_incomplete"),
        (APPROVED | {"approved_on": "2026-10-10"}, "approval_after_visit"),
        (APPROVED | {"approved_by": LEAD}, "approval_by_officer"),
        (APPROVED | {"valid_on": "2026-10-08"}, "approval_other_day"),
        (APPROVED | {"units": ["b"]}, "approval_other_unit"),
        (APPROVED | {"officers": [LEAD]}, "approval_other_officer"),
        (APPROVED | {"matters": "社会保险"}, "approval_other_matters"),
        (URGENT | {"reported_to": None}, "urgent_report_incomplete"),
    ],
)
def test_an_approval_must_cover_this_visit(store, approval, code):
    visit = {"matters": "农民工工资支付"}
    assert codes(store, visit, approval, units=["a"]) == [(code, "block")]


def test_an_approval_that_names_the_very_visit_passes(store):
    approval = APPROVED | {
        "valid_on": "2026-10-09",
        "units": ["a", "b"],
        "officers": [ASSISTANT, LEAD],
        "matters": "工资",
    }
    assert codes(store, {"matters": "工资"}, approval, units=["a"]) == []


def test_an_urgent_visit_goes_on_and_its_papers_carry_the_warning(store):
    assert codes(store, approval=URGENT) == [("approval_to_make_up", "warn")]
    assert codes(store, approval=URGENT, day=date(2026, 10, 14)) == [("approval_overdue", "warn")]
    assert codes(store, approval=URGENT | {"outcome": "refused"}) == [("approval_refused_afterwards", "warn")]
    assert codes(store, approval=URGENT | {"approved_on": "2026-10-10"}) == []


def test_one_good_approval_among_several_is_enough(store):
    with store.change(LEAD, "visit") as tx:
        visit = tx.new("inspection", **PROPER)
        tx.new("approval", inspection=visit, **(APPROVED | {"valid_on": "2026-10-01"}))
        tx.new("approval", inspection=visit, **APPROVED)
    assert authority.problems(store, store.get("inspection", visit), DAY, pack.load()) == []


def test_an_office_that_has_no_forms_yet_is_only_warned(store):
    assert codes(store, {"notice_no": None}, None, options={"inspection_approval": "warn"}) == [
        ("approval_missing", "warn"),
        ("inspection_notice_missing", "warn"),
    ]


def test_after_filing_an_office_may_do_without_approval(store):
    options = {"approval_for_filed_case": "not_required"}
    assert codes(store, {"wage_case": "case", "notice_no": None}, None, options=options) == []
    assert codes(store, {"notice_no": None}, None, options=options) != []


@pytest.mark.parametrize(
    ("day", "good"),
    [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2029, 2, 28), True), (date(2029, 3, 1), False)],
)
def test_a_certificate_counts_on_its_first_and_last_day(store, day, good):
    assert (authority.certificate_on(store, LEAD, day) is not None) == good
    found = authority.officer_problems(store, LEAD, ASSISTANT, day)
    assert [p.code for p in found] == ([] if good else ["certificate_expired"] * 2)


def test_an_officer_who_left_may_not_act(store):
    with store.change(LEAD, "office") as tx:
        tx.set("officer", ASSISTANT, active=False)
    (problem,) = authority.officer_problems(store, LEAD, ASSISTANT, DAY)
    assert problem.code == "officer_inactive"
    assert problem.error().params == {"name": "郑远"}


def test_no_visit_no_visit_checks(store):
    assert authority.problems(store, None, DAY, pack.load()) == []


def test_a_visit_is_closed_with_a_sealed_record_and_whole_receipts(store):
    with store.change(LEAD, "visit") as tx:
        visit = tx.new("inspection", **PROPER)
        order = tx.new("document", inspection=visit, type="rectification_order", number="78")

    def closing():
        return [
            (p.code, p.check, p.severity) for p in authority.closing_problems(store, store.get("inspection", visit))
        ]

    assert closing() == [
        ("record_not_sealed", "P-05", "block"),
        ("recording_off", "P-06", "warn"),
        ("paper_not_served", "P-09", "warn"),
    ]
    with store.change(LEAD, "visit") as tx:
        tx.set("inspection", visit, recording=True)
        tx.new("document", inspection=visit, type="site_inspection_record")
        tx.new("service", document=order, outcome="served", method="direct", authority="legal_rep")
    assert closing() == [("receipt_incomplete", "P-09", "block")]
