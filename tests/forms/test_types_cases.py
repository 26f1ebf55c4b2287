"""Templated papers where cases differ: several parties, persons, no sum, joint payment; what the law wants first."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import issuing, templated
from forms.receipts import Signature
from forms.wording import fill_known
from models import following
from models.errors import KnownError
from models.pack import SHIPPED, load
from models.packcheck import check
from tests.forms import story as tale
from tests.forms.test_issuing import disagree, squash
from tests.forms.test_types import AMOUNT
from tests.models.test_money import by_columns


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """For tests that only draft; nothing is issued in it."""
    with tale.story(tmp_path_factory.mktemp("drafts") / "p") as found:
        yield found


@pytest.fixture
def told(tmp_path):
    with tale.story(tmp_path / "p") as found:
        yield found


def words(told, draft):
    row = told.store.get("draft", draft)
    return templated.draft_letter(told.store, row, told.profile.office_id, told.profile.pack, told.profile.officer_id)


def codes(told, draft):
    row = told.store.get("draft", draft)
    return [p.code for p in templated.obstacles(told.profile, told.store, row)]


def developer(told):
    return next(u["id"] for u in told.store.find("unit") if u["name"] == "星河启明置业有限公司")


# --- whom, how many, how much


def test_several_addressees_are_addressed_together_and_each_gets_a_copy(shared):
    draft = shared.draft("administrative_decision_prior_notice", addressees=[shared.gc, developer(shared)])
    text = words(shared, draft).text
    assert "星河锦绣装饰工程有限公司、星河启明置业有限公司：" in text
    assert "你们自收到本告知书之日起" in text
    assert "本告知书一式三份，送达当事人各一份，一份存卷。" in text


def test_several_obliged_parties_pay_jointly(shared):
    draft = shared.draft("administrative_decision", row={"jointly_with": [shared.person, developer(shared)]})
    assert "一、与周大有、星河启明置业有限公司共同支付沈㛃等15名农民工" in words(shared, draft).text


def test_a_natural_person_is_addressed_as_one_and_described_without_a_code(shared):
    with shared.store.change(shared.profile.officer_id, "unit") as tx:
        tx.set("unit", shared.person, id_no="649901198603121020", domicile="某村1号")
    text = words(shared, shared.draft("administrative_decision", addressees=[shared.person])).text
    assert "周大有：" in text
    assert "当事人：周大有，公民身份号码649901********1020，住址某村1号。" in text
    assert "你单位" not in text.split("上述事实")[1]
    assert "649901198603121020" not in text


def test_without_an_amount_or_a_head_count_only_what_is_known_is_said(shared):
    none = shared.draft("administrative_decision_prior_notice", row={
        "workers": 9, "amount_fen": None, "period": ["2026-03"]})  # fmt: skip
    text = words(shared, none).text
    assert "支付9名农民工2026年3月工资" in text and "人民币" not in text.split("行政处理：")[1]
    only_sum = shared.draft("administrative_decision_prior_notice", {"amount_due": 1_234_500}, row={
        "workers": None, "amount_fen": 1_234_500, "period": ["2026-03"]})  # fmt: skip
    assert (
        "支付农民工2026年3月工资共计人民币12345.00元（大写：壹万贰仟叁佰肆拾伍元整）" in words(shared, only_sum).text
    )


def test_months_with_a_hole_are_said_in_runs(shared):
    draft = shared.draft("administrative_decision", row={"period": ["2026-03", "2026-05"]})
    assert "2026年3月、2026年5月工资" in words(shared, draft).text


def test_a_part_already_paid_names_nobody_and_lists_nobody(shared):
    made = words(shared, shared.draft("administrative_decision", {"amount_due": 10_000_000}))
    assert "支付农民工2026年3月至2026年5月工资共计人民币100000.00元（大写：壹拾万元整）" in made.text
    assert not made.appendix


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(due=st.integers(1, 10**12), percent=st.sampled_from([50, 73, 100]), fine=st.integers(1, 10**11))
def test_any_amount_is_printed_as_a_figure_and_the_same_in_capitals(shared, due, percent, fine):
    row = dict(shared.store.get("draft", shared_draft(shared)))
    row["extra"] = {**row["extra"], "fields": {"amount_due": due, "percent": percent, "fine": fine}}
    text = templated.draft_letter(
        shared.store, row, shared.profile.office_id, shared.profile.pack, shared.profile.officer_id
    ).text
    found = AMOUNT.findall(text)
    sums = {int(f.replace(".", "")) for f, _ in found}
    assert {due, fine} <= sums and len(found) >= 4
    for figure, capitals in found:
        assert by_columns(int(figure.replace(".", ""))) == capitals


def shared_draft(shared):
    have = shared.store.find("draft", type="prior_notice")
    return have[0]["id"] if have else shared.draft("prior_notice")


def test_compensation_outside_the_law_is_refused(shared):
    draft = shared.draft("administrative_decision", {"percent": 40})
    with pytest.raises(KnownError) as refused:
        words(shared, draft)
    assert refused.value.code == "paper_field_bad"


# --- what must come before


def test_a_penalty_waits_for_the_term_and_the_recheck_of_its_own_requirement(tmp_path):
    with tale.story(tmp_path / "p") as told:
        for one in told.store.find("recheck"):
            with told.store.change(told.profile.officer_id, "undo") as tx:
                tx.delete("recheck", one["id"])
        told.clock.set(told.clock.now().replace(year=2026, month=7, day=1))
        board = told.draft("penalty_prior_notice")
        with told.store.change(told.profile.officer_id, "draft") as tx:
            row = tx.get("draft", board)
            tx.set("draft", board, extra={**row["extra"], "violations": ["V-BOARD", "V-ACCOUNT"]})
        assert codes(told, board) == ["requirement_still_running", "requirement_not_rechecked"]
        with pytest.raises(KnownError) as refused:
            issuing.issue(told.profile, board, told.second, tale.PASSPHRASE)
        assert refused.value.code in ("requirement_still_running", "requirement_not_rechecked")
        assert (
            "行政处罚法" not in str(refused.value.params["article"]) and "第三十条" in refused.value.params["article"]
        )


def test_obstruction_is_punished_without_an_order(shared):
    draft = shared.draft("penalty_prior_notice")
    with shared.store.change(shared.profile.officer_id, "draft") as tx:
        tx.set("draft", draft, requirements=[{"variant": "V-OBSTRUCT/no_show", "due": None, "facts": {
            "inquiry_date": "2026-06-15", "inquiry_no": "星晨人社监询字〔2026〕第066号"}, "text": None}],
               extra={"fields": {"fine": 500_000}})  # fmt: skip
    assert codes(shared, draft) == []
    assert "《劳动保障监察条例》第三十条第一款第（二）项" in words(shared, draft).text


def test_a_decision_waits_for_the_statement_and_names_the_article(told):
    notice = told.issue("administrative_decision_prior_notice")
    draft = told.draft("administrative_decision")
    assert codes(told, draft) == ["paper_before_unserved"]
    told.serve(notice)
    assert codes(told, draft) == ["term_still_running"]
    with told.store.change(told.profile.officer_id, "draft") as tx:
        tx.set("draft", draft, date="2026-07-10")
    assert codes(told, draft) == ["term_still_running"], "the last day belongs to the party"
    with told.store.change(told.profile.officer_id, "draft") as tx:
        tx.set("draft", draft, date="2026-07-13")
    told.at("2026-07-13")
    assert codes(told, draft) == []


def test_a_service_starts_the_terms_of_its_paper(told):
    notice = told.issue("penalty_prior_notice", {"fine": 5_000_000})
    calendar = told_calendar(told)
    row = told.store.get("document", notice)
    assert following.terms_of(told.store, row, told.profile.pack, calendar) == ()
    told.serve(notice)
    found = following.terms_of(told.store, row, told.profile.pack, calendar)
    assert [(t.key, t.last.isoformat()) for t in found] == [
        ("statement", "2026-07-10"),
        ("hearing_request", "2026-07-10"),
    ]


def told_calendar(told):
    from models.workdays import load_calendar

    return load_calendar(told.profile.pack.calendar)


def test_nothing_follows_where_nothing_came_before(told):
    draft = told.draft("dishonesty_decision", inspection=None, wage_case=None)
    assert codes(told, draft) == ["paper_before_missing"]


def test_a_case_with_open_requirements_is_not_closed_as_corrected(shared):
    assert "requirement_open_at_closing" in codes(shared, shared.draft("closing_approval", {"how": "corrected"}))
    assert codes(shared, shared.draft("closing_approval", {"how": "transferred"})) == []


def test_a_hearing_is_told_seven_working_days_before(told):
    notice = told.issue("penalty_prior_notice", {"fine": 5_000_000})
    told.serve(notice)
    fields = {"asked_on": "2026-07-03", "chair": "王法"}
    soon = told.draft("hearing_date_notice", {**fields, "held": "2026-07-14T09:00+08:00"})
    late = told.draft("hearing_date_notice", {**fields, "held": "2026-07-15T09:00+08:00"})
    assert codes(told, soon) == ["hearing_too_soon"]
    assert codes(told, late) == []


@pytest.mark.parametrize(
    ("province", "fine", "person", "stop", "due"),
    [("11", 3_000_000, False, False, False), ("11", 3_000_001, False, False, True), ("43", 2_000_000, False, False, True),
     ("43", 1_999_999, False, False, False), ("44", 500_000, True, False, True), ("", 200_000, False, False, True),
     ("11", 1, False, True, True)],
)  # fmt: skip
def test_a_hearing_is_offered_by_the_table_of_the_province(province, fine, person, stop, due):
    pack = load(SHIPPED)
    from dataclasses import replace

    own = replace(pack, options={**pack.options, "province": province or None})
    assert following.hearing_due(fine, person, stop, own) is due


# --- what an issued form does


def test_filing_makes_the_case_and_closing_ends_it(told):
    with told.store.change(told.profile.officer_id, "undo") as tx:
        tx.set("inspection", told.inspection, wage_case=None)
    filed = told.issue(
        "case_filing_approval", {"story": "拖欠工资", "approved_on": "2026-07-02"}, row={"wage_case": None}
    )
    case = told.store.get("wage_case", told.store.get("inspection", told.inspection)["wage_case"])
    assert case["id"] != told.case and case["filed_on"] == "2026-07-02" and case["state"] == "filed"
    assert case["filing_no"] == told.store.get("document", filed)["number"]
    assert case["project"] and case["clue"] and case["lead"]
    assert "2026年7月2日" in told.store.get("document", filed)["text"]
    told.issue("closing_approval", {"how": "transferred", "course": ["移送"]}, wage_case=case["id"])
    assert told.store.get("wage_case", case["id"])["closed_on"] is None, "not approved yet"
    told.issue(
        "closing_approval",
        {"how": "transferred", "course": ["移送"], "approved_on": "2026-07-03"},
        wage_case=case["id"],
    )
    ended = told.store.get("wage_case", case["id"])
    assert (ended["closed_on"], ended["closing"], ended["state"]) == ("2026-07-03", "transferred", "closed")


def test_two_values_of_a_printed_field_hold_up_only_the_papers_that_print_it(told):
    draft = interview(told)
    told.answer(draft, tale.ANSWERS)
    line = told.store.find("interview_line", draft=draft)[3]
    disagree(told.profile, "interview_line", line["id"], "answer", ["每天300元", "每天310元"])
    with pytest.raises(KnownError) as refused:
        templated.seal_record(told.profile, draft, told.second, tale.PASSPHRASE, told.strokes("interview_record"))
    assert (refused.value.code, refused.value.where.field) == ("conflict_on_paper", "interview_line.answer")
    assert told.issue("evidence_list")


# --- settings of the office


def test_titles_patterns_and_terms_are_settings_of_the_office(told):
    with told.store.change(told.profile.officer_id, "office") as tx:
        tx.set("office", told.profile.office_id, titles={"administrative_decision_prior_notice": "处理告知书"},
               number_patterns={"administrative_decision_prior_notice": "星劳监处告字【{year}】{n:04d}号"},
               options={"statement_period_days": 3})  # fmt: skip
    made = words(told, told.draft("administrative_decision_prior_notice"))
    assert made.title == "处理告知书" and made.number_line.startswith("星劳监处告字【2026】")
    assert "自收到本告知书之日起三个工作日内有权进行陈述、申辩" in made.text
    document = told.issue("administrative_decision_prior_notice")
    assert told.store.get("document", document)["number"] == "星劳监处告字【2026】0001号"


# --- records people sign


def interview(told, **fields):
    given = {"started": "2026-07-03T10:00+08:00", "person": "沈㛃", **fields}
    return told.draft("interview_record", given)


def test_an_interview_needs_answers_and_signatures(told):
    draft = interview(told)
    signed = told.strokes("interview_record")
    with pytest.raises(KnownError) as refused:
        templated.seal_record(told.profile, draft, told.second, tale.PASSPHRASE, signed)
    assert refused.value.code == "interview_unanswered"
    told.answer(draft, tale.ANSWERS)
    with pytest.raises(KnownError) as refused:
        templated.seal_record(told.profile, draft, told.second, tale.PASSPHRASE, signed[1:])
    assert refused.value.code == "record_not_signed"
    assert not told.store.find("number_use", type="interview_record")


def test_a_refusal_is_written_down_with_its_witness(told):
    draft = interview(told)
    told.answer(draft, tale.ANSWERS)
    with told.store.change(told.profile.officer_id, "draft") as tx:
        extra = tx.get("draft", draft)["extra"]
        tx.set(
            "draft",
            draft,
            extra={**extra, "refusal": "称笔录无误但拒绝签名", "witness": "社区王某", "witness_org": "某社区"},
        )
    signed = [s for s in told.strokes("interview_record") if s.party != "unit"]
    made = templated.seal_record(told.profile, draft, told.second, tale.PASSPHRASE, signed)
    text = squash(told.store.get("document", made.document)["text"])
    assert "被询问人拒绝签名的情况称笔录无误但拒绝签名" in text and "社区王某，某社区" in text


def test_a_correction_after_reading_shows_both_and_room_for_initials(told):
    draft = interview(told)
    told.answer(draft, tale.ANSWERS)
    text = templated.compose_template(
        told.store, told.store.get("draft", draft), told.profile.office_id, told.profile.pack, None
    ).text
    assert "经核对，更正如下" in text
    assert "每天300元，约定次月15日发放。\t每天280元" not in text
    assert "4\t每天280元，约定次月15日发放。\t每天300元，约定次月15日发放。" in text


def test_the_informant_is_never_printed(told):
    case = told.store.get("wage_case", told.case)
    with told.store.change(told.profile.officer_id, "clue") as tx:
        tx.new("informant", clue=case["clue"], name="暗查明", phone="19911112222")
    draft = interview(told, person="暗查明")
    told.answer(draft, tale.ANSWERS)
    with pytest.raises(KnownError) as refused:
        templated.seal_record(told.profile, draft, told.second, tale.PASSPHRASE, told.strokes("interview_record"))
    assert refused.value.code == "informant_on_paper"
    assert "暗查明" not in str(refused.value.params)


def test_a_long_record_is_signed_on_each_page_and_nothing_is_lost(told):
    draft = interview(told)
    with told.store.change(told.profile.officer_id, "interview") as tx:
        for n in range(8, 60):
            tx.new(
                "interview_line", draft=draft, place=n, question=f"问题{n}？", answer=f"第{n}个回答，" + "说明" * 60
            )
    told.answer(draft, tale.ANSWERS)
    pages = templated.pages_to_sign(told.profile, draft)
    assert pages > 5
    at = told.clock.now()
    feet = [Signature("lead", "林晓", tale.STROKE, at, page=n) for n in range(1, pages)]
    made = templated.seal_record(
        told.profile, draft, told.second, tale.PASSPHRASE, [*told.strokes("interview_record"), *feet]
    )
    assert made.pages == pages
    assert "第59个回答" in told.store.get("document", made.document)["text"]


# --- the pack's check


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["body"].append("{nobody_knows}"), "placeholder_unknown"),
        (lambda d: d["body"].append({"when": ["nowhere"], "text": "好"}), "placeholder_unknown"),
        (lambda d: d["body"].append({"each": "nowhere", "text": "{it}"}), "placeholder_unknown"),
        (lambda d: d["articles"].update(rights=["BZJG-19"]), "article_unverified"),
        (lambda d: d["articles"].update(rights=["CFFA-999"]), "article_dangling"),
        (lambda d: d["after"].append({"types": ["no_such_paper"]}), "key_dangling"),
        (lambda d: d["after"][0].update(term="no_such_term"), "key_dangling"),
        (lambda d: d["fields"][0].update(kind="colour"), "key_dangling"),
        (lambda d: d["fields"][0].update(en=""), "translation_missing"),
        (lambda d: d["fields"].append(dict(d["fields"][0])), "id_twice"),
        (lambda d: d.update(shape="poster"), "key_dangling"),
        (lambda d: d.pop("to"), "key_dangling"),
    ],
)
def test_a_fault_of_a_template_is_found_with_its_file(tmp_path, change, code):
    folder = tmp_path / "pack"
    shutil.copytree(SHIPPED, folder)
    path = folder / "papers" / "penalty_decision.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    found = [(f.code, f.file) for f in check(folder)]
    assert (code, "papers/penalty_decision.json") in found


def test_the_terms_a_service_starts_end_on_known_days():
    from models.workdays import load_calendar

    pack = load(SHIPPED)
    calendar = load_calendar(pack.calendar)
    served = date(2026, 7, 14)
    assert following.term_end(served, "demand", pack, calendar) == date(2026, 7, 28)
    assert following.term_end(served, "reconsideration", pack, calendar) == date(2026, 9, 14)
    assert following.term_end(served, "suit", pack, calendar) == date(2027, 1, 14)
    assert following.term_end(served, "statement", pack, calendar) == date(2026, 7, 21)


def test_an_answer_not_yet_written_leaves_no_mark_of_the_template():
    assert fill_known("答：{answer}", {"answer": ""}) == "答："
    assert fill_known("{own} {unknown}", {"own": "话"}) == "话 {unknown}"
