"""Copies for one print: moved to the tenth of a millimetre, without a pre-printed head, marked when printed again."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from forms.page.paper import render_paper
from forms.printcopy import CROSS, Offset, check_offset, has_head, print_copy, reprint_words, test_page
from models.errors import KnownError
from tests.forms.samples import ORDER, paper
from tests.forms.visits import profile_with_case

test_page.__test__ = False  # type: ignore[attr-defined]  # a page that tests a printer, not a test
AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
DPI = 254
"""A tenth of a millimetre a dot."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_paper(paper(ORDER, 12), draft_mark=False, made_at=AT)


def pages(pdf: bytes, dpi: int = 100) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[n].render(scale=dpi / 72, grayscale=True).to_pil() for n in range(len(document))]


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document)))


def test_where_nothing_is_asked_for_it_is_the_very_file(pdf: bytes) -> None:
    assert print_copy(pdf) is pdf


@pytest.mark.parametrize(("right", "down"), [(10, 0), (-25, 7), (0, -150), (150, 150)])
def test_an_upright_page_moves_by_tenths_of_a_millimetre_and_nothing_else_changes(
    pdf: bytes, right: int, down: int
) -> None:
    moved = print_copy(pdf, offset=Offset(right, down))
    before, after = (pages(p, DPI)[0] for p in (pdf, moved))
    shifted = Image.new("L", before.size, 255)
    shifted.paste(before, (right, down))
    differing = ImageChops.difference(shifted, after).point(lambda v: 255 if v > 160 else 0)
    share = sum(differing.histogram()[128:]) / (before.width * before.height)
    still = sum(ImageChops.difference(before, after).point(lambda v: 255 if v > 160 else 0).histogram()[128:])
    assert share < 0.002 and still > 5 * share * before.width * before.height
    assert words(moved) == words(pdf)
    assert ImageChops.difference(pages(pdf)[-1], pages(moved)[-1]).getbbox() is None, "a turned table stays"


def test_the_pre_printed_head_is_left_out_and_the_rest_stays_where_it_is(pdf: bytes) -> None:
    assert has_head(pdf)
    office, title = (next(x.text for x in paper(ORDER, 12).lines if x.kind == kind) for kind in ("office", "title"))
    for without in (("office",), ("title",), ("office", "title")):
        over = print_copy(pdf, without=without)
        for part, text in (("office", office), ("title", title)):
            assert (words(over).count(text) < words(pdf).count(text)) is (part in without)
        before, after = pages(pdf), pages(over)
        box = ImageChops.difference(before[0], after[0]).getbbox()
        assert box is not None and box[3] < 70 * 100 / 25.4, "only the upper part of the first page"
        assert all(ImageChops.difference(a, b).getbbox() is None for a, b in zip(before[1:], after[1:], strict=True))


def test_the_copy_is_no_signed_file_and_says_so_by_its_bytes(pdf: bytes) -> None:
    from forms.signing import DeviceSigner, sign
    from models.clock import FixedClock
    from models.keys import certify, new_device, new_office

    office = new_office("某局", FixedClock(AT))
    signer = DeviceSigner.of(certify(office, new_device(), "某局", "laptop1", FixedClock(AT)))
    signed = sign(pdf, signer, at=AT)
    copy = print_copy(signed, offset=Offset(5, 5), without=("office",))
    assert copy != signed
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert "/AcroForm" not in document.Root


def test_a_copy_printed_again_is_marked_on_each_page_in_the_packs_words(pdf: bytes, tmp_path: Any) -> None:
    profile, _ = profile_with_case(tmp_path / "p")
    try:
        mark = reprint_words(profile.pack, date(2026, 10, 16), 2)
    finally:
        profile.close()
    assert mark == "补印（第2次打印，2026年10月16日）"
    marked = print_copy(pdf, mark=mark)
    with pypdfium2.PdfDocument(marked) as document:
        for n in range(len(document)):
            assert mark in "".join(document[n].get_textpage().get_text_range().split())
    with pytest.raises(KnownError, match="no_glyph"):
        print_copy(pdf, mark="\U000e0001")


@given(st.integers(-400, 400), st.integers(-400, 400))
@settings(max_examples=50)
def test_no_printer_is_off_by_more_than_fifteen_millimetres(right: int, down: int) -> None:
    if max(abs(right), abs(down)) <= 150:
        assert check_offset(right, down) == Offset(right, down)
    else:
        with pytest.raises(KnownError, match="offset_bad"):
            check_offset(right, down)


@pytest.mark.parametrize(("right", "down"), [(0, 0), (23, -41)])
def test_the_test_page_shows_its_cross_where_it_says(right: int, down: int) -> None:
    page = pages(test_page(Offset(right, down), ["横线距纸上边 80.0 毫米"]), DPI)[0]
    upper = page.crop((0, 0, page.width, 1200)).point(lambda v: 255 if v < 128 else 0)
    columns = [sum(upper.crop((x, 0, x + 1, 1200)).histogram()[128:]) for x in range(upper.width)]
    lines = [sum(upper.crop((0, y, upper.width, y + 1)).histogram()[128:]) for y in range(upper.height)]
    assert abs(columns.index(max(columns)) - (CROSS[0] * 10 + right)) <= 2
    assert abs(lines.index(max(lines)) - (CROSS[1] * 10 + down)) <= 2
