"""Receipts and site records: what was recorded reads back, signatures are drawn where they were given."""

import dataclasses
import io
import subprocess
from datetime import UTC, datetime

import pypdfium2
import pytest
from pypdf import PdfReader

from forms.documents.inspection_approval import InspectionApproval, render_approval
from forms.documents.letter import letter_paper
from forms.documents.parts import Officer, Witness, form_hash, strokes_from
from forms.documents.receipt import Receipt, Served, render_receipt
from forms.documents.site_record import PageSigns, SiteRecord, page_count, render_site_record
from forms.page.paper import render_paper
from models.errors import KnownError

AT = datetime(2026, 10, 14, 7, 20, tzinfo=UTC)
INK = strokes_from([[(10 + i, 10 + (i % 7), i * 8) for i in range(60)], [(20, 5), (20, 30)], [(40, 20, 3)]])
OFFICERS = (Officer("林晓", "XC-JC-0001"), Officer("郑远", "XC-JC-0002"))
RECEIPT = Receipt(
    office="星河市晨光区人力资源和社会保障局",
    number="星晨人社监送字〔2026〕第081号",
    addressee="星河宏基建筑工程有限公司",
    papers=(Served("劳动保障监察限期改正指令书", "星晨人社监令字〔2026〕第078号"),),
    method="direct",
    place="星河市晨光区政务路8号",
    place_kind="bureau_office",
    officers=OFFICERS,
    recipient="罗𠅤",
    recipient_title="项目经理",
    authority="authorised_agent",
    authority_paper="授权委托书（2026年10月9日）",
    phone="0000-0000002",
    received_at="2026年10月14日15时20分",
)
RECORD = SiteRecord(
    office="星河市晨光区人力资源和社会保障局",
    number="星晨人社监检字〔2026〕第131号",
    unit="星河宏基建筑工程有限公司",
    place="星河市晨光区滨河路",
    started="2026年10月9日9时30分",
    ended="11时40分",
    officers=OFFICERS,
    paragraphs=tuple(
        f"{n}．查看赵㛃、钱䶮、孙𠅤等人的考勤记录、工资支付表和专用账户流水。" * 2 for n in range(1, 31)
    ),
    party="罗建",
    party_title="项目经理",
    party_phone="0000-0000002",
    party_statement="以上笔录我已看过（已向我宣读），与事实相符。",
)


def words(pdf):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def ink(pdf, page=0):
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=1).to_pil().convert("L")
    return sum(image.histogram()[:128])


def test_a_receipt_is_one_page_and_says_all_that_was_recorded():
    pdf = render_receipt(RECEIPT, draft_mark=False, made_at=AT)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    text = words(pdf)
    for said in (RECEIPT.number, RECEIPT.addressee, "星晨人社监令字〔2026〕第078号", "罗𠅤", "直接送达", "本机关", "授权代理人",
                 "授权委托书（2026年10月9日）", "XC-JC-0001", "XC-JC-0002", "2026年10月14日15时20分", "0000-0000002"):  # fmt: skip
        assert said in text, said
    assert "草稿" not in text


def test_a_refused_paper_shows_reason_witness_and_images():
    refused = dataclasses.replace(
        RECEIPT, method="left", place_kind="domicile", refusal="前台收发人员拒绝签收", refused_at="2026年6月17日",
        witnesses=(Witness("沈社工", "晨光社区居民委员会", INK),), recorded_by="照片、视频", received_at="",
    )  # fmt: skip
    pdf = render_receipt(refused, draft_mark=False)
    text = words(pdf)
    for said in (
        "留置送达",
        "住所",
        "前台收发人员拒绝签收",
        "2026年6月17日",
        "沈社工，晨光社区居民委员会",
        "照片、视频",
    ):
        assert said in text, said
    assert len(pypdfium2.PdfDocument(pdf)) == 1


def test_several_papers_to_one_addressee_stand_on_one_receipt():
    many = dataclasses.replace(
        RECEIPT, papers=tuple(Served("文书", f"令字〔2026〕第{n:03d}号", 2) for n in range(12))
    )
    text = words(render_receipt(many, draft_mark=False))
    assert all(f"第{n:03d}号" in text for n in range(12))


def test_a_code_outside_the_law_s_list_is_a_bug():
    with pytest.raises(ValueError, match="thrown"):
        render_receipt(dataclasses.replace(RECEIPT, method="thrown"), draft_mark=False)


def test_strokes_are_drawn_and_are_no_text():
    without, with_ink = (render_receipt(dataclasses.replace(RECEIPT, strokes=s), draft_mark=False) for s in ((), INK))
    assert ink(with_ink) > ink(without) + 60
    assert words(with_ink) == words(without)


def test_a_name_no_font_has_refuses_the_receipt():
    with pytest.raises(KnownError) as caught:
        render_receipt(dataclasses.replace(RECEIPT, recipient="罗\ue001"), draft_mark=True)
    assert caught.value.code == "no_glyph"


def test_a_record_counts_its_pages_and_reads_back_whole():
    pdf = render_site_record(RECORD, draft_mark=False, made_at=AT)
    pages = [("".join(p.extract_text().split())) for p in PdfReader(io.BytesIO(pdf)).pages]
    total = page_count(RECORD)
    assert len(pages) == total >= 2
    for n, page in enumerate(pages, 1):
        assert f"第{n}页共{total}页" in page
        assert ("现场人员签名：" in page and "检查人员签名：" in page) is (n < total), (
            "the last is signed in its table"
        )
    assert "现场人员意见" in pages[-1] and "检查人员签名" in pages[-1]
    text = "".join(pages)
    for n in range(1, 31):
        assert f"{n}．查看赵㛃、钱䶮、孙𠅤等人" in text
    assert "与事实相符" in pages[-1] and "XC-JC-0002" in pages[-1]


def test_a_page_shows_only_the_strokes_put_on_that_page():
    plain = render_site_record(RECORD, draft_mark=False)
    signed = dataclasses.replace(RECORD, page_signs=(PageSigns(2, INK, INK, INK),))
    pdf = render_site_record(signed, draft_mark=False)
    assert ink(pdf, 1) > ink(plain, 1) + 60
    assert ink(pdf, 0) == ink(plain, 0)


def test_a_refusal_takes_the_place_of_the_statement():
    refused = dataclasses.replace(
        RECORD, refusal="现场负责人拒绝签名，理由：需请示公司。", witnesses=(Witness("沈社工"),)
    )
    text = words(render_site_record(refused, draft_mark=False))
    assert "需请示公司" in text and "沈社工" in text
    assert "与事实相符" not in text


def test_the_hash_of_a_form_follows_every_field_and_stroke():
    assert form_hash(RECEIPT) == form_hash(dataclasses.replace(RECEIPT))
    for change in ({"remark": "x"}, {"strokes": INK}, {"received_at": ""}, {"officers": OFFICERS[:1]}):
        assert form_hash(dataclasses.replace(RECEIPT, **change)) != form_hash(RECEIPT)


def test_a_letter_stands_on_the_grid_like_every_paper():
    letter = letter_paper(
        "某局", "行政检查通知书", "检通字〔2026〕第131号", "某公司", ["定于2026年10月9日检查。"] * 3, "2026年9月30日"
    )
    pdf = render_paper(letter, draft_mark=False, made_at=AT)
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = "".join(done.stdout.decode().split())
    assert text.startswith("某局行政检查通知书检通字〔2026〕第131号某公司：定于2026年10月9日检查。")
    assert "（某局印章）2026年9月30日" in text


def test_an_approval_form_names_what_it_approves_and_leaves_room_for_three_opinions():
    form = InspectionApproval(
        office="某局", number="检批字〔2026〕第131号", unit="星河宏基建筑工程有限公司", kind="个案检查", source="投诉",
        basis="《劳动保障监察条例》第十五条", matters="农民工工资支付情况", officers=OFFICERS, helpers=2,
        urgent="接举报后立即到场，已于2026年10月9日9时电话报告局长。",
    )  # fmt: skip
    pdf = render_approval(form, draft_mark=False, made_at=AT)
    text = words(pdf)
    for said in (form.number, form.unit, "个案检查", form.basis, "XC-JC-0001", "XC-JC-0002", "2人", form.urgent,
                 "承办人意见", "承办机构意见", "负责人审批意见"):  # fmt: skip
        assert said in text, said
    assert len(pypdfium2.PdfDocument(pdf)) == 1
