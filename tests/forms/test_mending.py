"""Correction and revocation as papers of their own: the old one keeps its bytes, and what holds now follows from them."""

from __future__ import annotations

import pytest

from forms import issuing, mending, running, sealing
from forms.checking import check_code, check_pdf, trust_of
from forms.composing import office_calendar, office_row
from models import endings, following
from models.endings import CORRECTION, REVOCATION
from models.errors import KnownError
from models.papertypes import paper_type
from tests.forms import story as tale
from tests.forms.test_issuing import squash
from tests.forms.visits import PASSPHRASE

WRONG, RIGHT = "周大有", "周大友"


@pytest.fixture
def told(tmp_path):
    with tale.story(tmp_path / "p") as found:
        yield found


def mend(told, type, document=None, **fields):
    with told.store.change(told.profile.officer_id, "draft") as tx:
        draft = mending.begin(
            tx, told.profile, document or told.papers["rectification_order"], type, told.day(), fields
        )
    return draft


def issue(told, draft):
    return issuing.issue(told.profile, draft, told.second, PASSPHRASE)


def order(told):
    return told.store.get("document", told.papers["rectification_order"])


def running_days(told):
    calendar = office_calendar(told.profile.pack, office_row(told.store, told.profile.office_id))
    found = running.deadlines(told.store, told.day(), calendar, order(told)["id"])
    return {d.violation: (d.due.isoformat(), d.state, d.text) for d in found}


CHANGE = {"changes": [{"place": "第一项", "was": WRONG, "now": RIGHT}], "why": "笔误。"}


def test_a_correction_names_the_paper_what_was_wrong_and_what_stands_now(told):
    before, row = sealing.pdf_bytes(told.profile, order(told)["id"]), order(told)
    made = issue(told, mend(told, CORRECTION, **CHANGE))
    paper = told.store.get("document", made.document)
    text = squash(paper["text"])
    for said in (row["number"], "2026年6月17日", "因笔误，", f"第一项中“{WRONG}”更正为“{RIGHT}”", "其他内容不变"):
        assert squash(said) in text, said
    assert "笔误。，" not in text
    assert paper["corrects"] == row["id"] and paper["number"] == "星晨人社监更正字〔2026〕第001号"
    assert sealing.pdf_bytes(told.profile, row["id"]) == before and order(told) == row, "the old paper is untouched"
    stands = endings.standing(told.store, row)
    assert (stands.standing, stands.in_force, stands.replaced_by["number"]) == ("corrected", True, paper["number"])


def test_verify_names_the_correction_and_still_knows_the_old_file(told):
    made = issue(told, mend(told, CORRECTION, **CHANGE))
    checked = check_pdf(sealing.pdf_bytes(told.profile, order(told)["id"]), trust_of(told.profile))
    assert (checked.good, checked.standing, checked.replaced_by) == (True, "corrected", made.number)
    coded = check_code(order(told)["qr"], trust_of(told.profile))
    assert (coded.good, coded.standing, coded.replaced_by) == (True, "corrected", made.number)


def test_last_days_follow_the_correction_from_its_service_on(told):
    was = running_days(told)["V-ARREARS"]
    assert was[:2] == ("2026-06-26", "not_met")
    dues = [{"item": str(n), "day": "2026-07-20"} for n in (1,)]
    needs = sorted(told.store.find("requirement", document=order(told)["id"]), key=lambda r: r["n"])
    assert needs[0]["violation"] == "V-ARREARS"
    made = issue(told, mend(told, CORRECTION, dues=dues, why="期限写错"))
    assert "第一项改正要求的期限更正为2026年7月20日" in squash(told.store.get("document", made.document)["text"])
    assert running_days(told)["V-ARREARS"] == was, "nothing changes before everybody has it"
    told.serve(made.document)
    due, state, text = running_days(told)["V-ARREARS"]
    assert (due, state) == ("2026-07-20", "running"), "the recheck was before the day that holds now"
    assert "于2026年7月20日前" in text and "6月26日" not in text
    assert told.store.find("requirement", id=needs[0]["id"])[0]["due"] == "2026-06-26", "the record stays"
    kind = paper_type(told.profile.pack, "dishonesty_notice")
    row = {"extra": {"follows": order(told)["id"], "violations": ["V-ARREARS"]}, "wage_case": told.case}
    calendar = office_calendar(told.profile.pack, office_row(told.store, told.profile.office_id))
    said = [p.code for p in following.problems(told.store, kind, row, told.day(), told.profile.pack, calendar)]
    assert "requirement_still_running" in said and "paper_before_ended" not in said


def test_a_correction_voided_before_its_service_counts_no_more(told):
    made = issue(told, mend(told, CORRECTION, **CHANGE))
    with told.store.change(told.profile.officer_id, "void") as tx:
        endings.end(tx, made.document, "voided", "又写错", told.profile.officer_id, told.day())
    assert endings.standing(told.store, order(told)).standing == "in_force"


def test_a_revocation_ends_the_paper_and_its_last_days(told):
    before, row = sealing.pdf_bytes(told.profile, order(told)["id"]), order(told)
    made = issue(told, mend(told, REVOCATION, why="认定的用人单位错误，应当予以纠正。", again="new"))
    paper = told.store.get("document", made.document)
    text = squash(paper["text"])
    assert squash(f"现决定撤销《{row['title']}》（{row['number']}）") in text and "纠正。。" not in text
    assert "另行处理" in text and paper["corrects"] is None
    stands = endings.standing(told.store, row)
    assert (stands.standing, stands.in_force, stands.replaced_by["id"]) == ("revoked", False, made.document)
    assert "用人单位错误" in stands.reason
    assert {state for _, state, _ in running_days(told).values()} == {"ended"}
    assert sealing.pdf_bytes(told.profile, row["id"]) == before
    checked = check_pdf(before, trust_of(told.profile))
    assert (checked.unchanged, checked.standing, checked.replaced_by) == ("yes", "revoked", made.number)


def test_it_is_served_with_a_receipt_of_its_own(told):
    made = issue(told, mend(told, REVOCATION, why="事实不清"))
    told.serve(made.document)
    (service,) = told.store.find("service", document=made.document)
    receipt = told.store.get("document", service["receipt"])
    assert receipt["type"] == "service_receipt" and made.number in receipt["text"]


def test_a_revocation_voided_before_its_service_gives_the_paper_back(told):
    made = issue(told, mend(told, REVOCATION, why="事实不清"))
    with told.store.change(told.profile.officer_id, "void") as tx:
        endings.end(tx, made.document, "voided", "撤错了", told.profile.officer_id, told.day())
    assert endings.standing(told.store, order(told)).standing == "in_force"
    assert running_days(told)["V-ARREARS"][1] == "not_met"
    again = issue(told, mend(told, REVOCATION, why="确有错误"))
    assert endings.standing(told.store, order(told)).replaced_by["id"] == again.document


def test_papers_that_rest_on_it_are_named_before_it_is_revoked(told):
    prior = told.issue("dishonesty_notice", row={"extra": {
        "fields": {"ground": "crime"}, "violations": ["V-ARREARS"], "follows": order(told)["id"]}})  # fmt: skip
    draft = mend(told, REVOCATION, why="事实不清")
    row = told.store.get("draft", draft)
    warned = [
        p for p in issuing.obstacles(told.profile, told.store, row, told.second) if p.code == "papers_rest_on_it"
    ]
    assert [p.params["papers"] for p in warned] == [told.store.get("document", prior)["number"]]


def test_what_cannot_be_mended_is_refused_in_one_sentence(told):
    issue(told, mend(told, REVOCATION, why="事实不清"))
    with pytest.raises(KnownError) as gone:
        mend(told, CORRECTION, **CHANGE)
    assert gone.value.code == "paper_not_mended"
    own = told.issue("evidence_list")
    with pytest.raises(KnownError) as file:
        mend(told, REVOCATION, own, why="x")
    assert file.value.code == "paper_not_mended"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"why": "笔误"}, "fact_missing_on_paper"),
        ({"changes": CHANGE["changes"]}, "fact_missing_on_paper"),
        ({"changes": [{"place": "", "was": WRONG, "now": ""}], "why": "笔误"}, "fact_missing_on_paper"),
        ({"dues": [{"item": "9", "day": "2026-07-20"}], "why": "笔误"}, "correction_due_bad"),
        ({"dues": [{"item": "1", "day": "2026-02-30"}], "why": "笔误"}, "correction_due_bad"),
    ],
)
def test_a_correction_that_says_nothing_or_the_impossible_takes_no_number(told, fields, code):
    draft = mend(told, CORRECTION, **fields)
    used = told.store.find("number_use")
    with pytest.raises(KnownError) as refused:
        issue(told, draft)
    assert refused.value.code == code
    assert told.store.find("number_use") == used


def test_words_the_paper_does_not_have_are_named_to_the_officer(told):
    made = issue(
        told, mend(told, CORRECTION, changes=[{"place": "", "was": "没有的话", "now": "有的话"}], why="笔误")
    )
    assert [w["code"] for w in made.warnings if w["code"] == "correction_words_missing"]


def entry(told, number):
    from models.register import register

    return next(e for e in register(told.store, told.profile.office_id, 2026).entries if e.number == number)


def test_the_register_names_the_paper_that_corrected_or_revoked_another(told):
    number = order(told)["number"]
    assert (entry(told, number).standing, entry(told, number).replaced_by) == ("in_force", None)
    by = issue(told, mend(told, CORRECTION, **CHANGE)).number
    assert (entry(told, number).standing, entry(told, number).replaced_by) == ("corrected", by)
    assert entry(told, number).status == "served", "it stays what it was: a paper that was served"
    by = issue(told, mend(told, REVOCATION, why="事实不清")).number
    assert (entry(told, number).standing, entry(told, number).replaced_by) == ("revoked", by)
    assert entry(told, by).standing == "in_force"


def test_a_correction_turned_to_another_paper_corrects_that_one(told):
    other = told.issue("inspection_result_notice", {"next_step": "无"})
    draft = mend(told, CORRECTION, changes=[{"place": "", "was": "行政检查", "now": "检查"}], why="笔误")
    row = told.store.get("draft", draft)
    with told.store.change(told.profile.officer_id, "draft") as tx:
        tx.set("draft", draft, extra={**row["extra"], "follows": other})
    made = issue(told, draft)
    assert told.store.get("document", made.document)["corrects"] == other
    assert endings.standing(told.store, order(told)).standing == "in_force"
