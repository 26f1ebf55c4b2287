"""Papers in words: the worked cases character for character, and every form of documents.md 6."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import wording
from forms.casefacts import CaseFacts, DraftSpec, RequirementSpec
from forms.casefile import case_from_sample, office_options, specs_from_sample
from forms.drafting import DraftText, draft
from models.errors import KnownError
from models.pack import Pack, load
from models.workdays import load_calendar

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))["cases"]
CALENDAR = load_calendar(load().calendar)
PAIRS = [(c, n) for c, case in enumerate(CASES) for n in range(len(case["drafts"]))]


def pack_of(case: dict, **options: Any) -> Pack:
    return load(office_options={**office_options(case), **options})


def parts(c: int = 0, n: int = 1) -> tuple[CaseFacts, DraftSpec, Pack]:
    """Facts, spec and pack of one worked draft; SAMPLE-A's order 078 by default."""
    return case_from_sample(CASES[c]), specs_from_sample(CASES[c])[n], pack_of(CASES[c])


def make(facts: CaseFacts, spec: DraftSpec, pack: Pack) -> DraftText:
    return draft(facts, spec, pack, CALENDAR)


def codes(paper: DraftText) -> set[str]:
    return {w.code for w in paper.warnings} - {"crime_threshold", "article_disputed"}


def refusal(facts: CaseFacts, spec: DraftSpec, pack: Pack) -> str:
    with pytest.raises(KnownError) as caught:
        make(facts, spec, pack)
    return caught.value.code


def required(variant: str, due: str | None = "2026-10-23", **facts: Any) -> RequirementSpec:
    return RequirementSpec(variant, date.fromisoformat(due) if due else None, facts)


# --- the worked cases


@pytest.mark.parametrize(("c", "n"), PAIRS)
def test_the_worked_papers_come_out_character_for_character(c: int, n: int) -> None:
    paper = make(*parts(c, n))
    assert paper.text == CASES[c]["documents"][n]["text"]
    assert paper.number_line == CASES[c]["documents"][n]["no"]
    assert not paper.missing
    assert codes(paper) == set()


def test_the_sums_of_the_worked_orders() -> None:
    a, b = make(*parts(0, 1)), make(*parts(1, 1))
    assert (a.workers, a.amount_fen, a.amount_words) == (12, 22_885_500, "贰拾贰万捌仟捌佰伍拾伍元整")
    assert (b.workers, b.amount_fen) == (15, 29_472_000)
    for paper in (a, b):
        assert len(paper.appendix) == paper.workers
        assert sum(r.owed_fen for r in paper.appendix) == paper.amount_fen
        assert all(r.due_fen - r.paid_fen == r.owed_fen for r in paper.appendix)
    first = a.appendix[0]
    assert (first.name, first.id_masked, first.months) == ("赵㛃", "649901********1020", "2026.07—2026.09")
    assert a.appendix[5].months == "2026.08—2026.09"
    developer = make(*parts(0, 2))
    assert (developer.workers, developer.amount_fen, developer.amount_words) == (None, None, None)


def test_kinds_of_lines() -> None:
    paper = make(*parts())
    kinds = [line.kind for line in paper.lines]
    assert kinds[:5] == ["office", "title", "number", "blank", "addressee"]
    assert kinds[-5:] == ["blank", "seal", "date", "blank", "foot"]
    assert set(kinds[5:-5]) == {"body"}
    assert all(line.text.startswith("　　") for line in paper.lines if line.kind in ("body", "foot"))


def test_citations_say_their_confidence() -> None:
    paper = make(*parts())
    by_id = {(c.kind, c.article): c for c in paper.citations}
    assert by_id["duty", "GZTL-30/3"].printed == "第三十条第三款"
    assert {c.confidence for c in paper.citations} == {"verified"}
    assert ("order", "LDJC-18/1.2") in by_id


# --- as of a day


def test_only_months_overdue_on_the_day_are_stated() -> None:
    facts, spec, pack = parts()
    earlier = replace(spec, date=date(2026, 10, 10), as_of=date(2026, 10, 9), evidence=None)
    paper = make(facts, earlier, pack)
    assert (paper.workers, paper.amount_fen) == (12, 14_180_500)
    assert "2026年7月至2026年8月工资共计人民币141805.00元（大写：壹拾肆万壹仟捌佰零伍元整）" in paper.text
    assert "month_not_overdue" in codes(paper)
    assert all("09" not in r.months for r in paper.appendix)


def test_nothing_overdue_is_no_order() -> None:
    facts, spec, pack = parts()
    assert refusal(facts, replace(spec, period=("2026-09",), as_of=date(2026, 10, 10)), pack) == "nothing_overdue"
    assert refusal(facts, replace(spec, period=("2026-06",)), pack) == "nothing_overdue"
    assert refusal(facts, replace(spec, as_of=date(2026, 10, 15)), pack) == "as_of_after_date"


def test_months_with_a_hole() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, period=("2026-07", "2026-09")), pack)
    assert "赵㛃等12名农民工2026年7月、2026年9月工资" in paper.text
    paper = make(facts, replace(spec, period=("2026-08",)), pack)
    assert "农民工2026年8月工资" in paper.text


def test_without_a_pay_day_nobody_says_what_is_overdue() -> None:
    facts, spec, pack = parts()
    assert refusal(replace(facts, pay_day=None), spec, pack) == "pay_day_missing"


# --- how a sum is said


def test_one_worker() -> None:
    facts, spec, pack = parts()
    one = replace(facts, lines=tuple(x for x in facts.lines if x.worker == "W03"))
    paper = make(one, spec, pack)
    assert "拖欠农民工孙𠅤2026年7月至2026年9月工资共计人民币22000.00元（大写：贰万贰仟元整）" in paper.text
    assert "（大写：贰万贰仟元整，逐人明细见附件《拖欠农民工工资明细表》）" in paper.text


@pytest.mark.parametrize(
    ("workers", "amount", "phrase"),
    [
        (30, 12_345_600, "拖欠30名农民工2026年7月至2026年9月工资共计人民币123456.00元（大写：壹拾贰万叁仟肆佰伍拾陆元整），"),
        (None, 10_000_000, "拖欠农民工2026年7月至2026年9月工资共计人民币100000.00元（大写：壹拾万元整），"),
        (30, None, "拖欠30名农民工2026年7月至2026年9月工资，"),
        (None, None, "拖欠农民工2026年7月至2026年9月工资，"),
    ],
)  # fmt: skip
def test_a_sum_without_a_roll(workers: int | None, amount: int | None, phrase: str) -> None:
    facts, spec, pack = parts()
    paper = make(replace(facts, lines=()), replace(spec, workers=workers, amount_fen=amount), pack)
    assert phrase in paper.text
    assert "明细" not in paper.text
    assert paper.appendix == ()
    assert (paper.workers, paper.amount_fen) == (workers, amount)
    assert ("stated_sum" in codes(paper)) is (workers is not None or amount is not None)


def test_a_stated_sum_beside_a_roll_only_warns() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, workers=13, amount_fen=22_885_501), pack)
    assert paper.amount_fen == 22_885_500
    assert {"two_amounts_differ", "two_counts_differ"} <= codes(paper)
    assert codes(make(facts, replace(spec, workers=12, amount_fen=22_885_500), pack)) == set()


def test_an_unknown_amount_is_not_said() -> None:
    facts, spec, pack = parts()
    lines = tuple(
        replace(x, due_fen=None, stated_owed_fen=None) if (x.worker, x.month) == ("W01", "2026-08") else x
        for x in facts.lines
    )
    paper = make(replace(facts, lines=lines), spec, pack)
    assert paper.amount_fen is None
    assert "拖欠赵㛃等12名农民工2026年7月至2026年9月工资，" in paper.text
    assert "amount_not_known" in codes(paper)
    assert paper.appendix == ()


def test_a_worker_who_asked_not_to_be_named() -> None:
    facts, spec, pack = parts()
    workers = {**facts.workers, "W01": replace(facts.workers["W01"], unnamed=True)}
    paper = make(replace(facts, workers=workers), spec, pack)
    assert "赵㛃" not in paper.text + "".join(r.name for r in paper.appendix)
    assert (paper.workers, paper.amount_fen) == (11, 22_885_500 - 1_932_000)
    assert "worker_unnamed" in codes(paper)


def test_two_employers_owe_different_workers() -> None:
    facts, spec, pack = parts()
    other = replace(facts.unit("sub"), key="sub2", name="晨光区另一建筑劳务有限公司")
    workers = {k: replace(w, employer="sub2") if k in ("W01", "W02") else w for k, w in facts.workers.items()}
    units = (*facts.situation.units, other)
    facts = replace(facts, workers=workers, situation=replace(facts.situation, units=units))
    both = (required("V-ARREARS/subcontractor", employer="sub"), required("V-ARREARS/subcontractor", employer="sub2"))
    paper = make(facts, replace(spec, requirements=both), pack)
    assert "分包单位晨光区众诚建筑劳务有限公司拖欠孙𠅤等10名农民工" in paper.text
    assert "分包单位晨光区另一建筑劳务有限公司拖欠赵㛃等2名农民工" in paper.text
    assert (paper.workers, paper.amount_fen) == (12, 22_885_500)


# --- whom it is addressed to


def test_several_addressees() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, addressees=("gc", "sub")), pack)
    assert "星河宏基建筑工程有限公司、晨光区众诚建筑劳务有限公司：" in paper.text
    assert "经查，你们存在下列" in paper.text
    assert paper.text.endswith("本指令书一式三份，送达被指令单位各一份，一份存卷。")
    assert paper.addressees == ("星河宏基建筑工程有限公司", "晨光区众诚建筑劳务有限公司")


def test_a_natural_person() -> None:
    facts, spec, pack = parts(1, 1)
    to_him = replace(spec, addressees=("foreman",), requirements=(required("V-ARREARS/employer", "2026-06-26"),))
    paper = make(facts, to_him, pack)
    assert "周大有：\n　　经查，你存在下列" in paper.text
    assert "你单位" not in paper.text


def test_others_obliged_jointly() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, jointly_with=("sub",), requirements=spec.requirements[:1]), pack)
    assert "于2026年10月23日前，与晨光区众诚建筑劳务有限公司共同通过农民工工资专用账户先行清偿" in paper.text
    alone = (spec.requirements[0], replace(spec.requirements[1], jointly_with=()))
    paper = make(facts, replace(spec, jointly_with=("sub",), requirements=alone), pack)
    assert "于2026年10月19日前，补充完善维权信息告示牌" in paper.text


def test_addressees_are_known_and_named_once() -> None:
    facts, spec, pack = parts()
    assert refusal(facts, replace(spec, addressees=("gc", "星河宏基建筑工程有限公司")), pack) == "addressee_twice"
    assert refusal(facts, replace(spec, addressees=("nobody",)), pack) == "unit_unknown"
    assert refusal(facts, replace(spec, addressees=()), pack) == "addressee_missing"
    assert refusal(facts, replace(spec, addressees=("gc", "gc")), pack) == "addressee_twice"
    assert refusal(facts, replace(spec, jointly_with=("nobody",)), pack) == "unit_unknown"


# --- requirements


def test_default_deadlines_count_from_the_paper_and_roll() -> None:
    facts, spec, pack = parts()
    wanted = (
        required("V-ARREARS/subcontractor", None, employer="sub"),
        required("V-BOARD/missing", None),
        required("V-CONTRACTDOC/contract", None, missing="工程施工合同"),
        required("V-OFFICER/none", "2026-10-20"),
    )
    paper = make(facts, replace(spec, requirements=wanted), pack)
    assert [(r.due.isoformat(), r.due_source) for r in paper.requirements] == [
        ("2026-10-21", "default"),
        ("2026-10-19", "default"),
        ("2026-10-21", "default"),
        ("2026-10-20", "given"),
    ]
    assert "你单位应当于2026年10月21日前将改正情况书面报告我局" in paper.text


def test_a_default_that_ends_in_a_holiday_moves_on() -> None:
    facts, spec, pack = parts()
    late = replace(spec, date=date(2026, 9, 29), as_of=None, requirements=(required("V-BOARD/missing", None),))
    assert make(facts, late, pack).requirements[0].due == date(2026, 10, 8)


def test_a_deadline_beyond_the_calendar_is_provisional() -> None:
    facts, spec, pack = parts()
    late = replace(spec, date=date(2026, 12, 28), as_of=date(2026, 10, 14), evidence=None)
    paper = make(facts, replace(late, requirements=(required("V-BOARD/missing", None),)), pack)
    assert paper.requirements[0].provisional
    assert "due_provisional" in codes(paper)


def test_a_deadline_before_the_paper_is_refused_and_a_rest_day_is_said() -> None:
    facts, spec, pack = parts()
    early = replace(spec, requirements=(required("V-BOARD/missing", "2026-10-13"),))
    assert refusal(facts, early, pack) == "due_before_date"
    same_day = replace(spec, requirements=(required("V-BOARD/missing", "2026-10-14"),))
    assert "于2026年10月14日前，在施工现场" in make(facts, same_day, pack).text
    sunday = replace(spec, requirements=(required("V-BOARD/missing", "2026-10-18"),))
    assert "due_on_rest_day" in codes(make(facts, sunday, pack))


def test_own_words_replace_the_requirement_only() -> None:
    facts, spec, pack = parts()
    own = replace(spec.requirements[1], text="把告示牌立到大门口，写明{project}的信息。")
    paper = make(facts, replace(spec, requirements=(own,)), pack)
    assert "一、于2026年10月19日前，把告示牌立到大门口，写明晨光区滨河路保障性住房一期工程的信息。\n" in paper.text
    assert "施工现场设立的维权信息告示牌缺少当地最低工资标准" in paper.text


@pytest.mark.parametrize(
    ("requirement", "phrases"),
    [
        (
            required("V-CARD/withheld", "2026-10-15", workers=3),
            ["扣押3名农民工用于领取工资的", "一、立即（最迟于2026年10月15日前），将扣押的"],
        ),
        (
            required("V-PROXY/bypass", "2026-10-15", payer="sub"),
            ["由晨光区众诚建筑劳务有限公司发放", "一、自2026年10月15日起，根据分包单位编制"],
        ),
        (
            required("V-ACCOUNTUSE/misuse", misused="50000", improper_use="偿还材料款"),
            ["账户资金50000.00元用于偿还材料款"],
        ),
        (required("V-ACCOUNTUSE/misuse", misused_fen=5_000_050, improper_use="偿还材料款"), ["资金50000.50元用于"]),
        (
            required("V-GUARANTEE/expired", valid_until="2026-06-30"),
            ["已于2026年6月30日到期", "向施工总承包单位星河宏基建筑工程有限公司重新提供"],
        ),
        (required("V-BOARD/incomplete", missing=["工资支付日期", "法律援助申请渠道"]), ["缺少工资支付日期、法律援助申请渠道。"]),
        (required("V-DEPOSIT/short"), ["应存储1297500.00元，实际存储1297500.00元"]),
        (
            required("V-LABOURCOST/dispute"),
            ["2026年7月至2026年9月尚有人工费用3210000.00元未拨付", "应拨未拨的人工费用3210000.00元足额拨付"],
        ),
        (required("V-OVERTIME/unpaid", workers=12, gap="3600.00"), ["未依法支付加班工资共计3600.00元"]),
    ],
)  # fmt: skip
def test_facts_in_sentences(requirement: RequirementSpec, phrases: list[str]) -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, requirements=(requirement,)), pack)
    for phrase in phrases:
        assert phrase in paper.text
    assert paper.missing == ()


def test_a_missing_fact_leaves_a_blank_that_is_named() -> None:
    facts, spec, pack = parts(1, 1)
    paper = make(facts, replace(spec, requirements=(required("V-PROXY/bypass", "2026-06-26"),)), pack)
    assert "由＿＿＿＿发放" in paper.text
    assert paper.missing == ("payer",)
    assert "fact_missing" in codes(paper)


@pytest.mark.parametrize(
    "bad",
    [
        {"workers": "很多"},
        {"workers": -1},
        {"misused": "约三万"},
        {"misused_fen": "1"},
        {"valid_until": "2026-02-30"},
        {"workers": {}},
        {"workers": [1]},
    ],
)
def test_a_fact_that_cannot_be_is_refused(bad: dict) -> None:
    facts, spec, pack = parts()
    variant = {"workers": "V-CARD/withheld", "valid_until": "V-GUARANTEE/expired"}.get(
        next(iter(bad)), "V-ACCOUNTUSE/misuse"
    )
    assert refusal(facts, replace(spec, requirements=(required(variant, **bad),)), pack) == "fact_bad"


def test_line_breaks_in_a_fact_do_not_break_the_paper() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, requirements=(required("V-BOARD/incomplete", missing="电话\n 地址。"),)), pack)
    assert all("\n" not in line.text for line in paper.lines)
    assert "缺少电话地址。\n" in paper.text + "\n"


def test_braces_in_a_fact_are_only_text() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, requirements=(required("V-BOARD/incomplete", missing="{you}"),)), pack)
    assert "缺少{you}" in paper.text


def test_a_bare_code_takes_the_variant_that_follows_from_the_answers() -> None:
    facts, spec, pack = parts()
    bare = replace(spec, requirements=(required("V-ARREARS"), required("V-BOARD", missing="联系电话")))
    paper = make(facts, bare, pack)
    assert [r.variant for r in paper.requirements] == ["V-ARREARS/subcontractor", "V-BOARD/incomplete"]
    assert "分包单位晨光区众诚建筑劳务有限公司拖欠" in paper.text
    silent = replace(facts, situation=replace(facts.situation, answers=()))
    assert make(silent, bare_of(spec, "V-ARREARS"), pack).requirements[0].variant == "V-ARREARS/subcontractor"
    assert refusal(silent, bare_of(spec, "V-BOARD"), pack) == "variant_undecided"
    assert refusal(silent, bare_of(spec, "V-NOTHING"), pack) == "violation_unknown"
    assert refusal(silent, bare_of(spec, "V-BOARD/nothing"), pack) == "variant_unknown"


def bare_of(spec: DraftSpec, code: str) -> DraftSpec:
    return replace(spec, requirements=(required(code),))


def test_labour_costs_paid_in_full_are_no_order_and_an_incomplete_table_gives_no_sum() -> None:
    facts, spec, pack = parts(0, 2)
    assert refusal(facts, replace(spec, period=("2026-06",)), pack) == "nothing_short"
    paper = make(facts, replace(spec, period=("2026-09", "2026-10")), pack)
    assert paper.missing == ("due", "paid", "gap")
    assert "labour_cost_incomplete" in codes(paper)


def test_the_labour_cost_table_decides_and_facts_stand_in_where_there_is_none() -> None:
    facts, spec, pack = parts(0, 2)
    typed = replace(spec, requirements=(required("V-LABOURCOST/dispute", gap="10.5"),))
    paper = make(facts, typed, pack)
    assert "尚有人工费用3210000.00元未拨付" in paper.text
    assert "two_amounts_differ" in codes(paper)
    paper = make(replace(facts, labour_costs=()), typed, pack)
    assert "尚有人工费用10.50元未拨付" in paper.text
    assert codes(paper) == set()


def test_a_sum_typed_by_hand_is_compared_with_the_roll() -> None:
    facts, spec, pack = parts()

    def with_text(text: str) -> set[str]:
        own = replace(spec.requirements[0], text=text)
        return codes(make(facts, replace(spec, requirements=(own,)), pack))

    assert with_text("先行清偿12名农民工工资228855.00元") == set()
    assert with_text("先行清偿12名农民工工资228,855元") == set()
    assert with_text("先行清偿农民工工资228855.01元") == {"two_amounts_differ"}
    assert with_text("先行清偿13名农民工工资") == {"two_counts_differ"}


def test_said_twice_and_referrals_are_pointed_out() -> None:
    facts, spec, pack = parts(1, 1)
    both = (
        spec.requirements[0],
        required("V-ILLEGALSUB/subcontract", "2026-06-26", works="装修劳务", person="foreman"),
    )
    assert "said_twice" in codes(make(facts, replace(spec, requirements=both), pack))
    paper = make(
        facts, replace(spec, addressees=("developer",), requirements=(required("V-FUNDS/none", "2026-06-26"),)), pack
    )
    assert {"referral_not_order", "no_penalty_article"} <= codes(paper)
    assert "我局将依据" not in paper.text


# --- evidence, basis, consequence


def test_only_evidence_in_the_file_on_that_day_is_recited() -> None:
    facts, spec, pack = parts()
    recited = replace(spec, evidence=("现场检查笔录", "银行流水", "录像资料"), date=date(2026, 10, 12), as_of=None)
    paper = make(facts, replace(recited, requirements=(required("V-BOARD/missing"),)), pack)
    assert "上述事实有现场检查笔录等证据证实。" in paper.text
    assert {"evidence_later", "evidence_not_in_file"} <= codes(paper)
    same_day = replace(spec, date=date(2026, 10, 13), as_of=None)
    assert codes(make(facts, same_day, pack)) == set()


def test_without_a_choice_everything_in_the_file_is_recited_once() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, evidence=None), pack)
    assert "上述事实有现场检查笔录、现场照片、考勤记录、工资支付表、银行流水、调查询问笔录等证据证实。" in paper.text
    paper = make(replace(facts, evidence=()), replace(spec, evidence=None), pack)
    assert "上述事实有" not in paper.text
    assert "no_evidence" in codes(paper)


@pytest.mark.parametrize(
    ("requirement", "ending"),
    [
        (required("V-LEDGER/no_slip"), "第五十四条的规定，对单位处2万元以上5万元以下的罚款，对法定代表人"),
        (required("V-BOARD/missing"), "第五十六条的规定，处5万元以上10万元以下的罚款。"),
        (required("V-DEPOSIT/short"), "第五十五条的规定，责令项目停工，并处5万元以上10万元以下的罚款。"),
        (required("V-ROSTER/none"), "《中华人民共和国劳动合同法实施条例》第三十三条的规定处理。"),
    ],
)
def test_the_consequence_names_its_fine(requirement: RequirementSpec, ending: str) -> None:
    facts, spec, pack = parts()
    assert ending in make(facts, replace(spec, requirements=(requirement,)), pack).text


def test_several_kinds_of_penalty_only_say_they_apply() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, requirements=(required("V-BOARD/missing"), required("V-DEPOSIT/short"))), pack)
    assert "第五十五条、第五十六条的规定处理。" in paper.text


def test_the_office_decides_about_the_disputed_article() -> None:
    facts, spec, pack = parts()
    assert "article_disputed" in {w.code for w in make(facts, spec, pack).warnings}
    decided = pack_of(CASES[0], ldjc26_against_non_employer="cite")
    assert "article_disputed" not in {w.code for w in make(facts, spec, decided).warnings}
    other = replace(spec, requirements=(required("V-ARREARS/subcontractor_without_ldjc26", employer="sub"),))
    text = make(facts, other, pack).text
    assert "第二十六条" not in text
    assert "根据《劳动保障监察条例》第十八条第一款第（二）项，《保障农民工工资支付条例》第三十条第三款的规定" in text
    left_out = pack_of(CASES[0], ldjc26_against_non_employer="leave_out")
    paper = make(facts, bare_of(spec, "V-ARREARS"), left_out)
    assert paper.requirements[0].variant == "V-ARREARS/subcontractor_without_ldjc26"


def test_the_remedy_paragraph_is_the_offices_choice() -> None:
    facts, spec, pack = parts()
    assert "行政复议" not in make(facts, spec, pack).text
    assert "向晨光区人民政府申请行政复议" in make(facts, spec, pack_of(CASES[0], remedy_paragraph=True)).text


def test_crime_threshold_is_prompted() -> None:
    facts, spec, pack = parts()
    assert "crime_threshold" in {w.code for w in make(facts, spec, pack).warnings}
    one = replace(facts, lines=tuple(x for x in facts.lines if x.worker == "W06"))
    assert "crime_threshold" not in {w.code for w in make(one, spec, pack).warnings}


# --- head, number, officers


def test_a_number_is_left_blank() -> None:
    facts, spec, pack = parts()
    paper = make(facts, replace(spec, preview_serial=None), pack)
    assert paper.number_line == "星晨人社监令字〔2026〕第　　号"


def test_own_title_and_default_pattern() -> None:
    facts, spec, _ = parts()
    plain = load(office_options={"titles": {"rectification_order": "劳动保障监察限期整改指令书"}})
    paper = make(facts, spec, plain)
    assert (paper.title, paper.number_line) == ("劳动保障监察限期整改指令书", "星晨人社监令字〔2026〕第078号")
    assert make(facts, replace(spec, title="责令（限期）改正通知书"), plain).lines[1].text == "责令（限期）改正通知书"


@pytest.mark.parametrize(
    "bad", ["字〔{year}〕号", "{n}{office}", "{n!r}", "{n:>9}", "第{n}号}", "{year.real}{n}", "{n:0d"]
)
def test_a_bad_number_pattern_is_refused(bad: str) -> None:
    with pytest.raises(KnownError) as caught:
        wording.number_line(bad, 2026, 1, "")
    assert caught.value.code == "number_pattern_bad"


@given(st.integers(1, 99_999), st.sampled_from(["第{n}号", "第{n:03d}号", "第{n:04d}号", "{year}-{n:5d}"]))
def test_numbers_keep_their_value(n: int, pattern: str) -> None:
    text = wording.number_line(pattern.replace("{year}", ""), 2026, n, "")
    assert int("".join(c for c in text if c.isdigit())) == n


def test_officers_and_their_certificates() -> None:
    facts, spec, pack = parts()
    lead, assistant = facts.officers
    assert "two_officers_needed" in codes(make(replace(facts, officers=(lead,)), spec, pack))
    lapsed = replace(assistant, valid_until=date(2026, 10, 13))
    assert "certificate_not_valid" in codes(make(replace(facts, officers=(lead, lapsed)), spec, pack))
    unknown = replace(assistant, valid_until=None)
    assert "certificate_unknown" in codes(make(replace(facts, officers=(lead, unknown)), spec, pack))
    undated = replace(assistant, valid_from=None)
    assert not codes(make(replace(facts, officers=(lead, undated)), spec, pack)) & {
        "certificate_unknown", "certificate_not_valid",
    }  # fmt: skip


# --- inquiry notice


@pytest.mark.parametrize(
    ("addressees", "phrase"),
    [
        (("gc",), "我局依法对你单位承建的晨光区启明产业园综合楼装修工程项目"),
        (
            ("developer",),
            "我局依法对晨光区启明产业园综合楼装修工程项目2026年3月至2026年5月农民工工资支付情况进行调查。请你单位法定",
        ),
        (("foreman",), "进行调查。请你于2026年6月15日9时00分到"),
        (("gc", "developer"), "进行调查。请你们法定代表人"),
    ],
)
def test_openings_of_the_notice(addressees: tuple[str, ...], phrase: str) -> None:
    facts, spec, pack = parts(1, 0)
    assert phrase in make(facts, replace(spec, addressees=addressees), pack).text


def test_a_worker_may_be_asked_to_appear() -> None:
    facts, spec, pack = parts(1, 0)
    text = make(facts, replace(spec, addressees=("W03",)), pack).text
    assert "\n杨𠅤：\n" in text
    assert "请你于2026年6月15日" in text


def test_a_developer_that_must_advance_names_the_employer_by_itself() -> None:
    facts, spec, pack = parts()
    wanted = (required("V-ARREARS/developer_advance"),)
    paper = make(facts, replace(spec, addressees=("developer",), requirements=wanted), pack)
    assert "导致晨光区众诚建筑劳务有限公司拖欠赵㛃等12名农民工" in paper.text
    assert paper.missing == ()
    bare = make(facts, replace(spec, addressees=("developer",), requirements=(required("V-ARREARS"),)), pack)
    assert bare.requirements[0].variant == "V-ARREARS/developer_advance"


def test_a_visit_without_approval_marks_its_papers() -> None:
    data = copy.deepcopy(CASES[0])
    data["inspection"]["approval"] = None
    _, spec, pack = parts()
    assert "visit_not_approved" in codes(make(case_from_sample(data), spec, pack))


def test_standard_materials_fit_the_project() -> None:
    facts, spec, pack = parts(0, 0)
    assert make(facts, replace(spec, materials=None), pack).text == CASES[0]["documents"][0]["text"]
    facts, spec, pack = parts(1, 0)
    assert make(facts, replace(spec, materials=None), pack).text == CASES[1]["documents"][0]["text"]


def test_an_appointment_is_needed_and_lies_ahead() -> None:
    facts, spec, pack = parts(0, 0)
    paper = make(facts, replace(spec, appear_at=None), pack)
    assert paper.missing == ("appear",)
    assert refusal(facts, replace(spec, date=date(2026, 10, 14)), pack) == "appointment_before_date"


def test_another_type_has_no_wording_yet() -> None:
    facts, spec, pack = parts()
    assert refusal(facts, replace(spec, type="penalty_decision"), pack) == "draft_type_unknown"
    assert refusal(facts, replace(spec, requirements=()), pack) == "requirement_missing"


# --- the file


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("wage_rows", 0, "due"), "8320.001", "wage_rows[0].due"),
        (("wage_rows", 3, "days"), 26.123, "wage_rows[3].days"),
        (("drafts", 1, "date"), "2026-02-30", "drafts[1].date"),
        (("drafts", 1, "period"), ["2026-13"], "drafts[1].period"),
        (("drafts", 1, "preview_serial"), -1, "drafts[1].preview_serial"),
        (("drafts", 0, "appear_at"), "2026-10-13T09:30", "drafts[0].appear_at"),
        (("drafts", 1, "addressees"), "gc", "drafts[1].addressees"),
        (("office", "name"), None, "office.name"),
        (("units",), [], "units"),
    ],
)
def test_a_bad_field_of_the_file_is_named(path: tuple, value: Any, field: str) -> None:
    data = copy.deepcopy(CASES[0])
    target = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(KnownError) as caught:
        case_from_sample(data), specs_from_sample(data)
    assert (caught.value.code, caught.value.where.field) == ("case_field_bad", field)


def places(data: Any, at: tuple = ()) -> list[tuple]:
    found = [at] if at else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += places(value, (*at, key))
    elif isinstance(data, list):
        for n, value in enumerate(data[:2]):
            found += places(value, (*at, n))
    return found


READ = ("office", "inspectors", "project", "units", "inspection", "labour_cost_table", "workers", "wage_rows", "pay_day",
        "evidence", "checklist_answers", "findings", "drafts")  # fmt: skip
EVERYWHERE = [p for p in places(CASES[0]) if p[0] in READ]


@given(st.sampled_from(EVERYWHERE), st.sampled_from([None, 7, "x", "", [], {}, [None], True, -1.5, "2026-13-99"]))
def test_no_content_of_the_file_makes_the_drafting_crash(place: tuple, value: Any) -> None:
    data = copy.deepcopy(CASES[0])
    target = data
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    try:
        pack = pack_of(data)
        facts = case_from_sample(data)
        for spec in specs_from_sample(data):
            assert draft(facts, spec, pack, CALENDAR).text
    except KnownError as refused:
        assert refused.code
