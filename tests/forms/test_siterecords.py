"""The record of a visit and its notice: words from the visit, strokes of all who sign, sealed by the one act."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forms import issuing, sealing, siterecords
from forms.receipts import Signature
from models.errors import KnownError
from models.records import answer_id
from tests.forms.test_issuing import pdf_text, squash
from tests.forms.visits import PASSPHRASE, SECOND, clock_at, profile_with_case

AT = datetime(2026, 10, 9, 3, 40, tzinfo=UTC)
PEN = (((1.0, 2.0, 0.0), (18.0, 9.0, 40.0)),)


@pytest.fixture
def visit(tmp_path):
    """The first worked case on the day of its visit, with a draft of the record."""
    profile, loaded = profile_with_case(tmp_path / "p", clock=clock_at(2026, 10, 9, 3, 40))
    gc = profile.store.get("draft", loaded.drafts[1])["addressees"][0]
    with profile.store.change(profile.officer_id, "draft") as tx:
        draft = siterecords.new_draft(tx, loaded.inspection, gc, date(2026, 10, 9))
        tx.set("inspection", loaded.inspection, received_title="项目经理", headcount=46)
        board = answer_id(loaded.inspection, "S10-02", gc)
        tx.set("answer", board, facts={"missing": "当地最低工资标准、法律援助申请渠道"})
    yield profile, loaded, draft
    profile.close()


def signatures(*parties, page=None):
    return [Signature(p, p, PEN, AT, page=page) for p in parties]


def seal(profile, draft, signed):
    return siterecords.seal_record(profile, draft, profile.officer_of(SECOND), PASSPHRASE, signed)


def test_the_record_says_what_the_visit_found_and_is_sealed_with_the_strokes(visit):
    profile, loaded, draft = visit
    before = profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    signed = signatures("unit", "lead", "assistant") + signatures("unit", "lead", page=1)
    issued = seal(profile, draft, signed)
    assert profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == before + 2, "numbers, record"
    row = profile.store.get("document", issued.document)
    assert row["number"] == "星晨人社监检字〔2026〕第001号"
    text = pdf_text(sealing.pdf_bytes(profile, issued.document))
    for said in (
        row["number"],
        "星河宏基建筑工程有限公司",
        "2026年10月9日9时30分至2026年10月9日11时40分",
        "我们是星河市晨光区人力资源和社会保障局劳动保障监察员林晓、郑远（证件号XC-JC-0001、XC-JC-0002，已出示）",
        "听清了，不申请回避。",
        "星晨人社监检通字〔2026〕第131号",
        "现场有人员46人",
        "赵㛃等12名农民工",
        "141805.00元",
        "以上笔录我已看过",
        "项目经理",
    ):
        assert squash(said) in text, said
    assert len(profile.store.find("signature", document=issued.document)) == 5
    paged = [s for s in profile.store.find("signature", document=issued.document) if isinstance(s["strokes"], dict)]
    assert {s["strokes"]["page"] for s in paged} == {1}
    assert profile.store.get("inspection", loaded.inspection)["state"] == "carried_out"


def test_a_finding_the_officers_set_aside_is_not_in_the_record(visit):
    profile, loaded, draft = visit
    board = "维权信息告示牌缺少"
    assert board in pdf_text(siterecords.preview(profile, draft))
    gc = profile.store.get("draft", draft)["addressees"][0]
    with profile.store.change(profile.officer_id, "decide", reason="当场补全") as tx:
        tx.new(
            "finding",
            inspection=loaded.inspection,
            violation="V-BOARD",
            addressee=gc,
            state="dismissed",
        )
    text = pdf_text(siterecords.preview(profile, draft))
    assert board not in text and "141805.00元" in text


def test_words_edited_by_the_officer_are_the_words_printed(visit):
    profile, _, draft = visit
    with profile.store.change(profile.officer_id, "draft") as tx:
        tx.set("draft", draft, extra={"paragraphs": ["只有这一段。"], "statement": "属实。"})
    text = pdf_text(siterecords.preview(profile, draft))
    assert "只有这一段。" in text and "属实。" in text and "听清了" not in text
    assert siterecords.pages(profile, draft) == 1


def test_a_record_with_a_blank_can_be_seen_but_not_sealed(visit):
    profile, loaded, draft = visit
    gc = profile.store.get("draft", draft)["addressees"][0]
    with profile.store.change(profile.officer_id, "answer") as tx:
        tx.set("answer", answer_id(loaded.inspection, "S10-02", gc), facts=None)
    assert "141805.00元" in pdf_text(siterecords.preview(profile, draft))
    with pytest.raises(KnownError) as refused:
        seal(profile, draft, signatures("unit", "lead", "assistant"))
    assert refused.value.code == "fact_missing_on_paper"


@pytest.mark.parametrize(
    ("parties", "who"), [(("lead", "assistant"), "unit"), (("unit", "lead"), "assistant"), ((), "unit")]
)
def test_a_record_nobody_signed_is_not_sealed(visit, parties, who):
    profile, _, draft = visit
    with pytest.raises(KnownError) as refused:
        seal(profile, draft, signatures(*parties))
    assert (refused.value.code, refused.value.params["who"]) == ("record_not_signed", who)
    assert not profile.store.find("document")


def test_a_refusal_to_sign_is_noted_and_never_a_dead_end(visit):
    profile, _, draft = visit
    with profile.store.change(profile.officer_id, "draft") as tx:
        tx.set("draft", draft, extra={"refusal": "现场负责人拒绝签名，未说明理由。", "witness": "李某"})
    issued = seal(profile, draft, signatures("lead", "assistant"))
    text = pdf_text(sealing.pdf_bytes(profile, issued.document))
    assert "现场负责人拒绝签名" in text and "李某" in text


def test_ink_on_paper_is_enough(visit):
    profile, _, draft = visit
    with profile.store.change(profile.officer_id, "draft") as tx:
        tx.set("draft", draft, extra={"signed_on_paper": True})
    assert seal(profile, draft, []).number


def test_the_record_is_evidence_from_then_on(visit):
    profile, loaded, draft = visit
    (known,) = [e for e in profile.store.find("evidence") if e["name"] == "现场检查笔录"]
    with profile.store.change(profile.officer_id, "x") as tx:
        tx.delete("evidence", known["id"])
    seal(profile, draft, signatures("unit", "lead", "assistant"))
    (made,) = [e for e in profile.store.find("evidence", inspection=loaded.inspection) if e["name"] == "现场检查笔录"]
    assert made["taken_on"] == "2026-10-09"


def test_the_same_guards_hold_for_the_record(visit):
    profile, loaded, draft = visit
    with profile.store.change(profile.officer_id, "visit") as tx:
        tx.set("inspection", loaded.inspection, rights_told_at=None)
    with pytest.raises(KnownError) as refused:
        seal(profile, draft, signatures("unit", "lead", "assistant"))
    assert refused.value.code == "rights_not_told"


def test_the_notice_of_a_visit_is_issued_before_anything_was_shown_and_gives_the_visit_its_number(visit):
    profile, loaded, draft = visit
    unit = profile.store.get("draft", draft)["addressees"]
    with profile.store.change(profile.officer_id, "visit") as tx:
        nothing = {"notice_no": None, "certs_shown_at": None, "rights_told_at": None, "recusal": None}
        tx.set("inspection", loaded.inspection, **nothing)
        notice = tx.new(
            "draft",
            inspection=loaded.inspection,
            type="inspection_notice",
            addressees=unit,
            date="2026-10-09",
            state="draft",
        )
    issued = issuing.issue(profile, notice, profile.officer_of(SECOND), PASSPHRASE)
    assert issued.number == "星晨人社监检通字〔2026〕第001号"
    row = profile.store.get("inspection", loaded.inspection)
    assert (row["notice_no"], row["notice_document"]) == (issued.number, issued.document)
    assert "申请回避" in profile.store.get("document", issued.document)["text"]
