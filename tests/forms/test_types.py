"""Every kind of paper, page by page: exactly the golden text, the golden picture, read back by two other readers."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageChops

from forms.checking import check_code, trust_of
from models.pack import SHIPPED, load
from models.papertypes import paper_types
from tests.forms import gallery
from tests.forms import story as tale
from tests.forms.test_issuing import squash
from tests.models.test_money import by_columns

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = [kind.type for kind in paper_types(load(SHIPPED))]
TYPES = [*TEMPLATES, *gallery.OWN]
SCALE = 0.4
"""Of 72 dpi: 238 × 337 grey points a page, enough to see a line that moved."""
AMOUNT = re.compile(r"(\d+\.\d\d)元（大写：([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The whole case, told once: every kind of paper issued, served and signed."""
    with tale.story(tmp_path_factory.mktemp("story") / "p", visit=True) as found:
        yield tale.whole(found)


def content(told, type):
    return told.store.get("document", told.papers[type])


def first_page(pdf: bytes) -> Image.Image:
    """The first page, small and grey, without the QR code: its signature differs from key to key."""
    image = pdfium.PdfDocument(pdf)[0].render(scale=SCALE).to_pil().convert("L")
    side, left, top = (round(mm / 25.4 * 72 * SCALE) for mm in (29, 157, 6))
    image.paste(255, (left, top, left + side, top + side))
    return image


def test_every_kind_of_paper_was_issued(told):
    assert set(TYPES) <= set(told.papers)
    assert len(TEMPLATES) == len(list((SHIPPED / "papers").glob("*.json"))) - 1


@pytest.mark.parametrize("type", TYPES)
def test_the_words_are_the_golden_ones(told, type):
    assert content(told, type)["text"] + "\n" == (GOLDEN / f"{type}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("type", TYPES)
def test_the_first_page_looks_like_the_golden_one(told, type):
    seen, golden = first_page(told.pdf(type)), Image.open(GOLDEN / f"{type}.png").convert("L")
    assert seen.size == golden.size
    # smoothing differs a little between builds of PDFium; a moved line or a lost row differs by far more
    blocks = ImageChops.difference(seen, golden).reduce(8)
    assert blocks.getextrema()[1] < 12, type


def scanned(pdf: bytes, turn: float) -> Image.Image:
    """The first page's upper right as an office scanner gives it: 300 dpi grey, laid in askew, with specks and haze."""
    page = pdfium.PdfDocument(pdf)[0].render(scale=300 / 72, crop=(300, 650, 0, 0), grayscale=True).to_pil()
    page = page.rotate(turn, expand=True, fillcolor=235)
    return Image.blend(page, Image.effect_noise(page.size, 90), 0.25)


@pytest.mark.parametrize("type", TYPES)
def test_the_code_on_the_paper_is_read_from_a_scan_and_says_the_paper_is_ours(told, type):
    found = zxingcpp.read_barcodes(scanned(told.pdf(type), (len(type) % 7 - 3) * 1.5))
    assert [one.text for one in found] == [content(told, type)["qr"]]
    checked = check_code(found[0].text, trust_of(told.profile))
    assert (checked.ours, checked.unchanged) == ("yes", "yes")
    assert checked.document["number"] == content(told, type)["number"] and checked.document["type"] == type


def tokens(told, type):
    """What must come back from every reader: numbers of papers, amounts, codes, days, names of people."""
    text = content(told, type)["text"]
    found = set(re.findall(r"\d[\dA-Z]{5,}|\d+\.\d\d", text))
    found |= {name for name in ("沈㛃", "周大有", "宋锦", "谭立", "林晓", "郑远", "陈审", "王局") if name in text}
    found |= {row["name"] for row in content(told, type)["content"].get("appendix") or ()}
    return found | {content(told, type)["number"]}


@pytest.mark.parametrize("type", TYPES)
def test_two_other_readers_give_back_every_name_number_and_amount(told, type):
    from pypdf import PdfReader

    pdf = told.pdf(type)
    one = squash("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    other = squash(run.stdout.decode())
    lost = Counter(squash(content(told, type)["text"])) - Counter(one)
    assert not lost, (type, lost)
    for token in tokens(told, type):
        assert token in one, (type, token)
        assert token in other, (type, token)


@pytest.mark.parametrize("type", TYPES)
def test_figures_and_capitals_agree_and_days_have_no_zeros(told, type):
    text = content(told, type)["text"]
    for figure, words in AMOUNT.findall(text):
        yuan, fen = figure.split(".")
        assert by_columns(int(yuan) * 100 + int(fen)) == words
    assert not re.search(r"年0\d月|月0\d日", text)
    assert "{" not in text and "None" not in text


@pytest.mark.parametrize("type", TYPES)
def test_only_masked_identity_numbers_and_verified_articles(told, type):
    row = content(told, type)
    everything = row["text"] + str(row["content"].get("appendix") or "")
    assert not re.search(r"\d{17}[\dX]", everything)
    assert {c["confidence"] for c in row["content"].get("citations") or ()} <= {"verified", "confirmed"}
    for article in re.findall(r"第[^，、和根》]{1,12}(?:条|款|项)", row["text"]):
        assert not re.search(r"\d", article.replace("号", "")) or "第0" in article or "号" in article


def test_the_money_papers_state_the_worked_sum(told):
    decision = content(told, "administrative_decision")
    assert decision["amount_fen"] == 29472000 + 14736000
    assert "沈㛃等15名农民工2026年3月至2026年5月工资共计人民币294720.00元" in decision["text"]
    assert len(decision["content"]["appendix"]) == 15
    assert sum(row["owed_fen"] for row in decision["content"]["appendix"]) == 29472000
    assert content(told, "demand_notice")["text"].count("442080.00") == 1


def test_each_paper_follows_the_one_before_it(told):
    for type, word in (
        ("administrative_decision", told.number("administrative_decision_prior_notice")),
        ("penalty_decision", told.number("penalty_prior_notice")),
        ("demand_notice", told.number("administrative_decision")),
        ("enforcement_application", told.number("demand_notice")),
        ("dishonesty_removal", told.number("dishonesty_decision")),
        ("criminal_transfer", told.number("rectification_order")),
    ):
        assert word in content(told, type)["text"]


def test_a_paper_to_another_body_names_the_party_instead_of_addressing_it(told):
    for type in ("criminal_transfer", "department_transfer", "enforcement_application", "closing_report"):
        text = content(told, type)["text"]
        assert "星河锦绣装饰工程有限公司" in text
        assert "你单位承建" not in text


def test_an_unverified_article_is_named_to_the_officer_and_not_printed(told):
    row = content(told, "deposit_payment_notice")
    assert {"code": "article_not_verified", "params": {"article": "BZJG-19"}} in row["warnings"]
    assert "工资保证金规定" not in row["text"] and "第三十二条第一款" in row["text"]


def test_records_stand_in_the_file_with_their_strokes(told):
    signed = told.store.find("signature", document=told.papers["interview_record"])
    assert {s["party"] for s in signed} == {"unit", "lead", "assistant"}
    assert len(signed) == 6
    assert any(e["name"] == "调查询问笔录" and e["taken_on"] == "2026-07-03" for e in told.store.find("evidence"))


def test_the_service_of_a_paper_stands_on_the_closing_form(told):
    text = content(told, "closing_approval")["text"]
    assert "《行政处罚决定书》" in text and "直接送达" in text
    assert "送达回证" not in text


def test_the_list_of_papers_is_printed_from_the_pack_and_every_picture_is_there():
    listed = gallery.LIST.read_text(encoding="utf-8")
    assert listed == gallery.listing(load(SHIPPED)), "run: python -m tests.forms.gallery"
    pictures = re.findall(r"images/documents/([a-z_]+-1\.png)", listed)
    assert len(pictures) == len(TYPES)
    assert all((gallery.PICTURES / name).is_file() for name in pictures)


def write_golden(told) -> None:
    """Writes what the papers look like now; run by ``python -m tests.forms.test_types`` after looking at every page."""
    GOLDEN.mkdir(exist_ok=True)
    for type in TYPES:
        (GOLDEN / f"{type}.txt").write_text(content(told, type)["text"] + "\n", encoding="utf-8")
        first_page(told.pdf(type)).save(GOLDEN / f"{type}.png", optimize=True)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, tale.story(Path(folder) / "p", visit=True) as one:
        write_golden(tale.whole(one))
