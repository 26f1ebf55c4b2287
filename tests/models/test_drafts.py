"""Drafts made from findings: one requirement each, facts as a paper takes them, only what was in the file by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import drafts, pack
from models.checklist import Finding
from models.errors import KnownError
from models.visitanswers import CONFIRMED, DISMISSED, Decision
from models.workdays import read_calendar
from tests.models.papers import DAY, LEAD, found_office, new_store

PACK = pack.load()
CALENDAR = read_calendar(PACK.folder)


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    found_office(made)
    yield made
    made.close()


@pytest.fixture
def visit(store):
    with store.change(LEAD, "test") as tx:
        project = tx.new("project", name="滨河路")
        for month, due, paid in (("2026-06", 100, 100), ("2026-07", 100, 40), ("2026-08", 100, None)):
            tx.new("labour_cost", project=project, month=month, due_fen=due, paid_fen=paid)
        made = tx.new("inspection", project=project, state="begun")
        for name, day in (("现场检查笔录", "2026-10-09"), ("银行流水", "2026-10-13"), ("复查笔录", "2026-10-30")):
            tx.new("evidence", inspection=made, name=name, taken_on=day)
        tx.new("evidence", inspection=made, name="现场检查笔录", taken_on="2026-10-09")
    return made


def finding(variant, **facts):
    code = PACK.variant(variant).violation
    return Finding(code, "u", variant=variant, facts=facts, deadline=PACK.deadline(code))


def decided(found, state=CONFIRMED):
    return Decision(found, state)


def order(store, visit, *found):
    return drafts.order(store, visit, "u", found, DAY, CALENDAR, PACK)


def test_each_finding_that_stands_is_one_requirement(store, visit):
    made = order(
        store,
        visit,
        decided(finding("V-BOARD/missing")),
        decided(finding("V-OFFICER/none"), DISMISSED),
        decided(replace(finding("V-CONTRACT/none"), covered_by="V-REALNAME/no_contract")),
        decided(finding("V-DEPOSIT/short"), "open"),
        decided(replace(finding("V-FUNDS/none"), referral=True)),
        decided(replace(finding("V-ROSTER/none"), variant=None)),
        decided(replace(finding("V-ROSTER/none"), addressee="other")),
    )
    assert [r["variant"] for r in made["requirements"]] == ["V-BOARD/missing", "V-DEPOSIT/short"]
    assert (made["type"], made["addressees"], made["state"]) == ("rectification_order", ["u"], "draft")


def test_nothing_left_to_require_is_no_order(store, visit):
    with pytest.raises(KnownError, match="requirement_missing"):
        order(store, visit, decided(finding("V-BOARD/missing"), DISMISSED))


def test_facts_are_given_as_a_paper_takes_them(store, visit):
    made = order(
        store,
        visit,
        decided(finding("V-ACCOUNTUSE/misuse", misused=1250, improper_use="材料款", workers=3)),
        decided(finding("V-BOARD/incomplete", missing=["当地最低工资标准", "法律援助申请渠道"])),
        decided(replace(finding("V-ARREARS/subcontractor"), answered_on="sub")),
    )
    facts = [r["facts"] for r in made["requirements"]]
    assert facts == [
        {"misused_fen": 1250, "improper_use": "材料款"},
        {"missing": "当地最低工资标准、法律援助申请渠道"},
        {"employer": "sub"},
    ]


def test_the_last_day_is_the_packs_term_on_a_working_day():
    assert drafts.last_day(finding("V-BOARD/missing"), date(2026, 10, 14), CALENDAR) == date(2026, 10, 19)
    assert drafts.last_day(finding("V-FUNDS/none"), date(2026, 10, 14), CALENDAR) == date(2026, 10, 21)


def test_only_what_was_in_the_file_by_the_day_and_months_that_are_short(store, visit):
    made = order(store, visit, decided(finding("V-LABOURCOST/unpaid")))
    assert made["evidence"] == ["现场检查笔录", "银行流水"]
    assert made["period"] == ["2026-07", "2026-08"]


def test_months_of_a_told_sum_come_before_those_of_labour_cost(store, visit):
    with store.change(LEAD, "test") as tx:
        tx.new("stated_arrears", inspection=visit, unit="sub", months=["2026-09", "2026-05"])
    made = order(store, visit, decided(finding("V-ARREARS/employer")))
    assert made["period"] == ["2026-05", "2026-09"]


def test_a_draft_written_is_found_again_until_it_is_issued(store, visit):
    fields = drafts.inquiry(store, visit, "u", date(2026, 10, 9), CALENDAR, PACK)
    with store.change(LEAD, "test") as tx:
        made = drafts.write(tx, fields)
    assert drafts.open_draft(store, visit, "inquiry_notice", "u")["id"] == made
    assert drafts.open_draft(store, visit, "inquiry_notice", "other") is None
    assert store.get("draft", made)["appear_at"].startswith("2026-10-13T09:30")
    with store.change(LEAD, "test") as tx:
        tx.set("draft", made, state="issued")
    assert drafts.open_draft(store, visit, "inquiry_notice", "u") is None


def test_an_event_is_ordered_only_when_a_person_confirmed_it(store, visit):
    missed = replace(finding("V-OBSTRUCT/no_show", missing="工资支付表"), event="inquiry_missed")
    with pytest.raises(KnownError, match="requirement_missing"):
        order(store, visit, decided(missed, "open"))
    assert order(store, visit, decided(missed))["requirements"][0]["variant"] == "V-OBSTRUCT/no_show"
