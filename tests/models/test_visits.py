"""What the day shows: each matter in its card and in its order; a visit goes from plan to checklist only with authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from models import pack, visits
from models.errors import KnownError
from models.workdays import read_calendar
from tests.models.papers import ASSISTANT, LEAD, OFFICE, clock, found_office, new_store

TODAY = date(2026, 10, 14)
PACK = pack.load()
CALENDAR = read_calendar(PACK.folder)


@dataclass(frozen=True)
class Term:
    """A deadline as the service of papers tells it."""

    state: str
    workdays_left: int
    due: date = date(2026, 10, 16)
    requirement: str = "r"
    document: str = "d"
    number: str | None = "第003号"
    type: str = "rectification_order"
    addressee: str = "星河宏基"
    inspection: str | None = None


@pytest.fixture
def at():
    return clock()


@pytest.fixture
def store(tmp_path, at):
    made = new_store(tmp_path / "store.db", at)
    found_office(made)
    yield made
    made.close()


def write(store, fn):
    with store.change(LEAD, "test") as tx:
        return fn(tx)


def waiting(store, *terms):
    return visits.tasks(store, TODAY, CALENDAR, PACK, terms)


@pytest.mark.parametrize(
    ("state", "left", "card"),
    [
        ("soon", 3, "due_soon"),
        ("overdue", -1, "recheck"),
        ("overdue", -2, "overdue"),
        ("not_met", -1, "overdue"),
        ("partly", 2, "overdue"),
        ("running", 9, None),
        ("met", -5, None),
        ("ended", -5, None),
        ("not_served", 1, None),
    ],
)
def test_a_term_counts_in_one_card(store, state, left, card):
    assert [t.card for t in waiting(store, Term(state, left))] == ([card] if card else [])


def test_the_most_urgent_stands_first(store):
    write(store, lambda tx: tx.new("draft", type="rectification_order", title="指令书", state="draft"))
    write(store, lambda tx: tx.new("draft", type="inquiry_notice", title="退回的", state="returned"))
    write(store, lambda tx: tx.new("draft", type="inquiry_notice", title="完成的", state="issued"))
    found = waiting(store, Term("soon", 1, date(2026, 10, 15)), Term("soon", 0, TODAY), Term("not_met", -3))
    assert [t.card for t in found] == ["returned", "overdue", "due_soon", "due_soon", "draft"]
    assert [t.day for t in found][2:4] == [TODAY, date(2026, 10, 15)]
    assert visits.counts(found) == {
        "returned": 1, "overdue": 1, "recheck": 0, "due_soon": 2, "to_serve": 0, "draft": 1,
    }  # fmt: skip


def paper(tx, **fields):
    given = {"type": "rectification_order", "number": "第003号", "date": "2026-10-13",
             "addressees": [{"unit": "u1", "name": "甲公司"}, {"unit": "u2", "name": "乙公司"}]}  # fmt: skip
    return tx.new("document", office=OFFICE, **(given | fields))


def test_a_paper_waits_until_everybody_it_names_was_served(store):
    document = write(store, paper)
    write(store, lambda tx: paper(tx, type="site_inspection_record", number="检1"))
    assert [(t.card, t.title, t.who) for t in waiting(store)] == [("to_serve", "第003号", "甲公司、乙公司")]
    write(store, lambda tx: tx.new("service", document=document, unit="u1", outcome="served"))
    write(store, lambda tx: tx.new("service", document=document, unit="u2", outcome="failed"))
    assert [t.who for t in waiting(store)] == ["乙公司"]
    write(store, lambda tx: tx.new("service", document=document, unit="u2", outcome="served"))
    assert waiting(store) == []


def test_a_voided_paper_need_not_be_served(store):
    document = write(store, paper)
    write(store, lambda tx: tx.new("document_end", document=document, kind="voided", reason="写错"))
    assert waiting(store) == []


@pytest.mark.parametrize(("reported", "card"), [("2026-10-13T09:00", "due_soon"), ("2026-10-12T09:00", "overdue")])
def test_an_urgent_visit_reminds_of_its_approval(store, reported, card):
    def urgent(tx):
        visit = tx.new("inspection", office=OFFICE, state="begun", started_at=f"{reported}:00.000+08:00")
        return tx.new("approval", inspection=visit, urgent=True, reported_to="王局长")

    approval = write(store, urgent)
    assert [t.card for t in waiting(store)] == [card]
    write(store, lambda tx: tx.set("approval", approval, approved_on="2026-10-13"))
    assert waiting(store) == []


def site(tx):
    project = tx.new("project", name="滨河路保障房")
    built, hired = tx.new("unit", name="宏基建筑"), tx.new("unit", name="众诚劳务")
    tx.new("engagement", project=project, unit=built, role="general_contractor")
    tx.new("engagement", project=project, unit=hired, role="subcontractor", hired_by=built, employs=True)
    return project


def test_planned_begun_and_found_again(store):
    project = write(store, site)
    visit = write(store, lambda tx: visits.plan(tx, OFFICE, project, LEAD, ASSISTANT, PACK, TODAY))
    row = store.get("inspection", visit)
    assert (row["lead_certificate"], row["assistant_certificate"]) == ("XC-JC-0001", "XC-JC-0002")
    assert (row["visits_this_year"], row["yearly_cap"]) == (1, None)
    assert visits.waiting_visit(store, project)["id"] == visit
    (found,) = visits.open_visits(store, PACK)
    assert (found.name, found.unit, found.state) == ("滨河路保障房", "宏基建筑", "planned")
    assert found.progress.answered == 0 and found.progress.total > 20


def test_the_checklist_opens_only_with_authority(store):
    project = write(store, site)
    visit = write(store, lambda tx: visits.plan(tx, OFFICE, project, LEAD, ASSISTANT, PACK, TODAY))
    with pytest.raises(KnownError) as held:
        write(store, lambda tx: visits.begin(tx, visit, PACK))
    assert held.value.code == "approval_missing"
    assert store.get("inspection", visit)["state"] == "planned"

    def authorise(tx):
        tx.new(
            "approval", inspection=visit, approved_on="2026-10-13", approved_by="王局长", how="paper", urgent=False
        )
        now = "2026-10-14T10:00:00.000+08:00"
        tx.set("inspection", visit, notice_no="检通1", certs_shown_at=now, rights_told_at=now, recusal="not_requested",
               no_conflict_lead=True, no_conflict_assistant=True)  # fmt: skip

    write(store, authorise)
    write(store, lambda tx: visits.begin(tx, visit, PACK))
    row = store.get("inspection", visit)
    assert row["state"] == "begun" and row["started_at"].startswith("2026-10-14T10:00")
    assert visits.gaps(row) == ["received_by", "place", "headcount", "recording", "entry_scan"]
    second = write(store, lambda tx: visits.plan(tx, OFFICE, project, LEAD, ASSISTANT, PACK, TODAY))
    assert store.get("inspection", second)["visits_this_year"] == 2


def test_progress_counts_units_and_failures(store):
    project = write(store, site)
    visit = write(store, lambda tx: visits.plan(tx, OFFICE, project, LEAD, ASSISTANT, PACK, TODAY))
    (unit,) = [e["unit"] for e in store.find("engagement", project=project, role="general_contractor")]
    item = next(
        i for i in PACK.items if "general_contractor" in i.responsible and i.violation and i.compliant == "yes"
    )
    write(store, lambda tx: tx.new("answer", inspection=visit, item=item.id, unit=unit, answer="no"))
    seen = visits.progress(store, store.get("inspection", visit), PACK)
    assert (seen.answered, seen.failing) == (1, 1)


def test_assigned_then_recent_then_newest_are_offered(store, at):
    new = [write(store, lambda tx, n=n: tx.new("project", name=f"工程{n}")) for n in range(4)]
    write(store, lambda tx: tx.new("wage_case", office=OFFICE, project=new[3], lead=LEAD, state="filed"))
    write(store, lambda tx: visits.plan(tx, OFFICE, new[1], LEAD, None, PACK, TODAY))
    at.set(datetime(2026, 10, 15, 1, tzinfo=UTC))
    write(store, lambda tx: visits.plan(tx, OFFICE, new[0], LEAD, None, PACK, date(2026, 10, 15)))
    found = visits.offered(store, LEAD)
    assert [(c.name, c.why) for c in found[:3]] == [("工程3", "assigned"), ("工程0", "recent"), ("工程1", "recent")]
    assert found[3].name == "工程2" and found[3].why == ""
    assert len(visits.offered(store, LEAD, limit=2)) == 2


def test_only_papers_with_open_terms_are_looked_at(store):
    def order(tx, outcome):
        document = paper(tx)
        term = tx.new("requirement", document=document, n=1, due="2026-10-12")
        if outcome:
            tx.new("recheck", requirement=term, document=document, outcome=outcome)
        return document

    made = {outcome: write(store, lambda tx, o=outcome: order(tx, o)) for outcome in ("", "corrected", "partly")}
    assert set(visits.open_papers(store)) == {made[""], made["partly"]}
    seen = visits.OpenTerms(store)
    assert [r["outcome"] for r in seen.find("recheck")] == ["partly"]
    assert len(seen.find("requirement", document=made["corrected"])) == 1
