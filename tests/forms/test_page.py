"""Papers as PDF: what is in the record reads back from the file, on the grid of GB/T 9704."""

import dataclasses
import io
import itertools
import re
import subprocess
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from forms.page.grid import Line
from forms.page.paper import Paper, content_hash, render_paper, render_with_map
from models.errors import KnownError
from tests.forms.samples import NOTICE, ORDER, TEXTS, appendix, lines, paper

AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
MM = 72 / 25.4


def squash(text):
    return "".join(text.split())


def by_poppler(pdf, *options):
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def by_pypdf(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def bare(text):
    return re.sub(r"—\d+—", "", "".join(text.split())).replace("草稿", "")


READERS = [by_poppler, by_pypdf]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_worked_case_reads_back_as_written(text, draft, read):
    pdf = render_paper(paper(text), draft_mark=draft, made_at=None if draft else AT)
    assert bare(read(pdf)) == "".join(text.split())


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("workers", [1, 15, 435])
def test_the_appendix_follows_the_text_with_every_name_code_and_amount(workers, read):
    made = paper(ORDER, workers)
    pdf = render_paper(made, draft_mark=False, made_at=AT)
    got = bare(read(pdf))
    assert got.startswith("".join(ORDER.split()))
    rest = got[len("".join(ORDER.split())) :]
    assert rest.startswith("附件拖欠农民工工资明细表")
    if read is by_poppler:  # its guess at columns reads a short table down instead of across
        rest = bare(by_poppler(pdf, "-layout"))[len("".join(ORDER.split())) :]
    at = 0
    for cells in made.appendix.cells():
        for cell in filter(None, cells):
            at = rest.index("".join(cell.split()), at)


def test_two_thousand_rows_repeat_their_head_and_split_no_row():
    pdf = render_paper(paper(ORDER, 2000), draft_mark=False, made_at=AT)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    tables = [page for page in pages if "序号" in page]
    assert len(tables) == len(pages) - 2
    seen = [int(n) for page in tables for n in re.findall(r"649901\*{8}(\d{4})", page)]
    assert seen == list(range(2000))
    assert "2000人" in tables[-1]


def test_the_mark_and_the_number_stand_on_each_draft_page():
    pdf = render_paper(paper(ORDER, 20), draft_mark=True)
    pages = PdfReader(io.BytesIO(pdf)).pages
    for n, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count("草稿") == 1
        assert f"—{n}—" in "".join(text.split())
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    pink = sum(1 for r, g, b in image.get_flattened_data() if r > g + 20 and g > 180)
    assert pink > 0.02 * image.width * image.height


def test_a_final_paper_bears_no_mark():
    pdf = render_paper(paper(ORDER, 2), draft_mark=False, made_at=AT)
    assert "草稿" not in by_pypdf(pdf)
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    assert all(abs(r - g) < 9 for r, g, b in image.get_flattened_data())


def test_the_grid_is_that_of_the_standard():
    body = "国" * 28 * 50
    made = dataclasses.replace(paper(ORDER), lines=(Line("addressee", body),))
    pdf = render_paper(made, draft_mark=False, made_at=AT)
    rows: dict[float, list[tuple[float, float]]] = {}
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    for i in range(text.count_chars()):
        if text.get_text_range(i, 1) == "国":
            left, bottom, right, _ = text.get_charbox(i, loose=True)
            rows.setdefault(round(bottom, 1), []).append((left, right))
    assert len(rows) == 22
    for boxes in rows.values():
        assert len(boxes) == 28
        assert abs(min(left for left, _ in boxes) / MM - 28.0) < 0.1
        assert abs(max(right for _, right in boxes) / MM - 184.0) < 0.1
    heights = sorted(rows)
    assert abs((heights[-1] - heights[0]) / 21 / MM - 225 / 22) < 0.02


def test_seal_and_date_never_stand_without_text():
    head = ORDER.split("\n")[:5]
    tail = [
        "",
        "（星河市晨光区人力资源和社会保障局印章）",
        "2026年10月14日",
        "",
        "　　本指令书一式两份，一份送达，一份存卷。",
    ]
    for count in range(1, 30):
        text = "\n".join([*head, *["　　现责令你单位依法改正。"] * count, *tail])
        pages = [p.extract_text() for p in PdfReader(io.BytesIO(render_paper(paper(text), draft_mark=False))).pages]
        last = pages[-1]
        assert "印章" in last and "2026年10月14日" in "".join(last.split()), count
        assert "现责令" in last, count


def test_every_font_is_embedded_and_none_is_helvetica():
    with pikepdf.open(io.BytesIO(render_paper(paper(ORDER, 15), draft_mark=True))) as doc:
        fonts = [o for o in doc.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            assert str(font.BaseFont)[1:].split("+")[1].startswith("Anxin")
            assert "/FontFile2" in font.FontDescriptor


def test_a_final_paper_declares_the_archive_form(tmp_path):
    pdf = render_paper(paper(ORDER, 15), draft_mark=False, made_at=AT)
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        xmp = doc.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in xmp and "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert "2026-10-14T10:30:00+08:00" in xmp
        assert str(doc.docinfo["/CreationDate"]) == "D:20261014103000+08'00'"
        assert "/Producer" not in doc.docinfo and "Producer" not in xmp
        assert doc.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert str(doc.Root.Lang) == "zh-CN"
        assert not [o for o in doc.objects if isinstance(o, pikepdf.Dictionary)
                    and o.get("/Type") == "/Font" and "/Encoding" in o]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(pdf)
    subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, check=True)


def test_the_same_paper_gives_the_same_bytes():
    one, two = (render_paper(paper(ORDER, 15), draft_mark=False, made_at=AT) for _ in range(2))
    assert one == two
    assert render_paper(paper(ORDER, 16), draft_mark=False, made_at=AT) != one


def test_rare_characters_of_all_blocks_read_back_in_both_readers():
    rare = "".join(chr(c) for low, high in ((0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2EBE0))
                   for c in range(low, high, 37) if not 0x2B735 <= c <= 0x2B73F and not 0x2B81E <= c <= 0x2B81F
                   and not 0x2CEA2 <= c <= 0x2CEAF)  # fmt: skip
    made = dataclasses.replace(paper(ORDER), lines=(Line("addressee", rare),))
    pdf = render_paper(made, draft_mark=False, made_at=AT)
    assert bare(by_poppler(pdf)) == rare
    assert bare(by_pypdf(pdf)) == rare


@pytest.mark.parametrize("place", ["body", "name", "caption"])
def test_a_character_no_font_has_refuses_the_paper(place):
    made = paper(ORDER, 2)
    if place == "body":
        made = dataclasses.replace(made, lines=(*made.lines, Line("body", "甲\ue123乙")))
    elif place == "name":
        row = dataclasses.replace(made.appendix.rows[0], name="赵\ue123")
        made = dataclasses.replace(made, appendix=dataclasses.replace(made.appendix, rows=(row,)))
    else:
        made = dataclasses.replace(made, appendix=dataclasses.replace(made.appendix, caption="\ue123"))
    with pytest.raises(KnownError) as caught:
        render_paper(made, draft_mark=True)
    assert caught.value.code == "no_glyph" and caught.value.params["codes"] == "U+E123"
    assert render_paper(paper(ORDER), draft_mark=True)


def test_the_code_decodes_from_the_page_at_200_dpi():
    payload = "ANXIN1|rectification_order|星晨人社监令字〔2026〕第078号|" + "x" * 200
    made = dataclasses.replace(paper(ORDER), qr=payload)
    pdf = render_paper(made, draft_mark=False, made_at=AT)
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [payload]


def test_characters_stand_where_they_were_laid_also_where_the_font_changes_between_them():
    """Fields to be filled in by hand, after so many characters that their labels come from two subsets of the font."""
    many = "：　" + "".join(chr(0x4E00 + n) for n in range(0, 6400, 9))
    fields = Line(
        "foot", "　　收件人：　　　　　身份：　　　　　联系电话：　　　　　签收时间：　　年　　月　　日　　时"
    )
    pdf, _ = render_with_map(Paper((Line("body", many), fields), "x"), draft_mark=False)
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1].get_textpage()
    text = page.get_text_range()
    for label in ("收件人：", "身份：", "联系电话：", "签收时间："):
        at = text.index(label)
        boxes = [page.get_charbox(at + n, loose=True) for n in range(len(label))]
        steps = [b[0] - a[0] for a, b in itertools.pairwise(boxes)]
        assert all(abs(step - 14) < 0.6 for step in steps), (label, steps)


@pytest.mark.parametrize(("workers", "pages"), [(1, 1), (14, 1), (15, 1), (17, 2), (33, 2), (34, 2)])
def test_a_page_of_hardly_any_rows_is_saved_where_rows_can_be_a_little_lower(workers, pages):
    plain = len(pypdfium2.PdfDocument(render_paper(paper(ORDER), draft_mark=False)))
    pdf = render_paper(paper(ORDER, workers), draft_mark=False)
    assert len(pypdfium2.PdfDocument(pdf)) - plain == pages


def test_the_map_says_where_each_stretch_of_text_stands():
    made = paper(ORDER)
    pdf, spots = render_with_map(made, draft_mark=True)
    document = pypdfium2.PdfDocument(pdf)
    for n, line in enumerate(made.lines):
        own = [s for s in spots if s.line == n]
        assert squash("".join(line.text[s.start : s.end] for s in own)) == squash(line.text)
        for spot in own:
            page = document[spot.page - 1]
            got = page.get_textpage().get_text_bounded(
                spot.x - 1, page.get_height() - spot.y - spot.height, spot.x + spot.width + 1,
                page.get_height() - spot.y,
            )  # fmt: skip
            assert "".join(line.text[spot.start : spot.end].split()) in "".join(got.split())


def test_the_content_hash_follows_text_and_appendix_alone():
    made = paper(ORDER, 12)
    assert content_hash(made) == content_hash(dataclasses.replace(made, qr="x", title="y"))
    assert content_hash(made) != content_hash(paper(ORDER, 11))
    assert content_hash(made) != content_hash(dataclasses.replace(made, lines=lines(NOTICE)))
    row = dataclasses.replace(made.appendix.rows[0], owed_fen=1)
    other = dataclasses.replace(
        made, appendix=dataclasses.replace(made.appendix, rows=(row, *made.appendix.rows[1:]))
    )
    assert content_hash(made) != content_hash(other)


def test_totals_come_from_the_rows():
    made = appendix(15)
    assert made.totals()[2] == sum(row.owed_fen for row in made.rows)
    assert made.cells()[-1][5:8] == tuple(f"{t // 100}.{t % 100:02d}" for t in made.totals())


def test_the_row_of_totals_never_stands_alone():
    for workers in range(10, 36):
        pages = PdfReader(io.BytesIO(render_paper(paper(ORDER, workers), draft_mark=False))).pages
        last = pages[-1].extract_text()
        assert f"{workers}人" in last and "649901" in last, workers


def test_an_amount_nobody_knows_stays_blank_and_so_does_its_total():
    made = appendix(3)
    rows = (dataclasses.replace(made.rows[0], paid_fen=None, due_fen=None), *made.rows[1:])
    cells = dataclasses.replace(made, rows=rows).cells()
    assert cells[0][5:7] == ("", "") and cells[-1][5:7] == ("", "")
    assert cells[-1][7] == made.cells()[-1][7]
