"""The inspection notice and the words of the site record come from the visit, the findings and the pack."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from forms.casefile import case_from_sample, office_options, specs_from_sample
from forms.drafting import DraftText, draft
from forms.visitwords import RecordWords, record_words
from models.errors import KnownError
from models.pack import load
from models.workdays import load_calendar

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))["cases"]
CALENDAR = load_calendar(load().calendar)


def notice(c: int = 0, options: dict | None = None, **changes: object) -> DraftText:
    facts = case_from_sample(CASES[c])
    facts = replace(facts, visit=replace(facts.visit, **changes))
    spec = replace(specs_from_sample(CASES[c])[0], type="inspection_notice", preview_serial=131)
    return draft(facts, spec, load(office_options={**office_options(CASES[c]), **(options or {})}), CALENDAR)


def record(c: int = 0, **changes: object) -> RecordWords:
    facts = case_from_sample(CASES[c])
    facts = replace(facts, visit=replace(facts.visit, **changes))
    return record_words(facts, "gc", load(), CALENDAR, ("考勤记录", "现场照片"))


def test_the_inspection_notice() -> None:
    paper = notice()
    assert paper.number_line == CASES[0]["inspection"]["notice"]["no"]
    assert "《中华人民共和国劳动法》第八十五条、第八十六条" in paper.text
    assert (
        "经本局负责人批准，定于2026年10月9日对你单位晨光区滨河路保障性住房一期工程项目农民工工资支付的情况"
        in paper.text
    )
    assert "（个案检查，任务来源：投诉）" in paper.text
    assert "林晓、郑远（执法证件号：XC-JC-0001、XC-JC-0002）；协助人员：0人。" in paper.text
    assert "第1次行政检查；本次检查不计入年度检查频次上限。" in paper.text
    assert (paper.missing, paper.warnings) == ((), ())
    assert {c.confidence for c in paper.citations} == {"verified"}


def test_an_urgent_visit_says_so() -> None:
    text = notice(urgent="负责人正在转移财产").text
    assert "因情况紧急（负责人正在转移财产），经报告本局负责人" in text
    assert "批准，定于" not in text


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"counts": True, "cap": 2}, "年度检查频次上限为2次。"),
        ({"counts": True, "cap": None}, "年度检查频次上限尚未公布。"),
        ({"counts": False, "cap": 2}, "本次检查不计入年度检查频次上限。"),
        ({"helpers": 3}, "协助人员：3人。"),
    ],
)
def test_counts_and_caps(changes: dict, phrase: str) -> None:
    assert phrase in notice(**changes).text


def test_the_offices_telephone_for_complaints() -> None:
    assert "监督投诉电话：12345。" in notice(options={"complaint_phone": "12345"}).text


def test_a_paper_of_a_visit_needs_the_visit() -> None:
    facts = replace(case_from_sample(CASES[0]), visit=None)
    with pytest.raises(KnownError) as caught:
        record_words(facts, "gc", load(), CALENDAR)
    assert caught.value.code == "visit_missing"


def test_the_record_states_what_was_true_that_day() -> None:
    words = record(people_on_site=46)
    assert "（证件号XC-JC-0001、XC-JC-0002，已出示）" in words.statement
    assert words.reply == "答：听清了，不申请回避。"
    assert "经查：该项目现场有人员46人。" in words.body
    assert "现场取得考勤记录、现场照片等材料。" in words.body
    assert "共计人民币141805.00元" in words.findings[0]
    assert "2026年7月至2026年9月应拨付人工费用3810000.00元" in words.findings[2]
    assert words.findings[2].startswith("三、") and words.findings[2].endswith("。")
    assert words.ending == "以上笔录我已看过（已向我宣读），与事实相符。"
    assert "month_not_overdue" in {w.code for w in words.warnings}


def test_what_happened_after_the_visit_is_not_in_its_record() -> None:
    words = record(1)
    assert len(words.findings) == 6
    assert "共计人民币196000.00元" in words.findings[0]
    assert not any("调查询问通知书" in f for f in words.findings)


def test_no_finding_and_recusal() -> None:
    facts = case_from_sample(CASES[0])
    clean = replace(facts, situation=replace(facts.situation, answers=()))
    words = record_words(clean, "gc", load(), CALENDAR)
    assert words.findings == ()
    assert "经查，未发现违法行为。" in words.body
    assert record(recusal="与监察员有亲属关系").reply == "答：听清了，申请回避。理由：与监察员有亲属关系。"


def test_arrears_that_are_not_yet_due_are_no_finding_of_that_day() -> None:
    facts = case_from_sample(CASES[0])
    lines = tuple(x for x in facts.lines if x.month == "2026-09")
    words = record_words(replace(facts, lines=lines), "gc", load(), CALENDAR)
    assert not any("拖欠" in f for f in words.findings)
    assert "finding_not_stated" in {w.code for w in words.warnings}
