"""The office's seal as a picture: what may be imported, who may use it when, where it stands on the page, what is told of it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from forms.checking import check_pdf, trust_of
from forms.issuing import issue
from forms.page.grid import CELL, COLUMN, LEFT, PITCH, TOP
from forms.page.paper import Line, Paper, render_paper
from forms.page.seal import Impression
from forms.page.sheet import MM
from forms.sealing import pdf_bytes
from forms.sealpicture import made_ready
from models import sealimages, seals
from models.errors import KnownError
from tests.forms.samples import ORDER, paper
from tests.forms.sealpictures import give_seal, seal_png
from tests.forms.visits import PASSPHRASE, SECOND, profile_with_case

AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
RECTIFICATION, NOTICE = 1, 0


@pytest.fixture
def case(tmp_path: Path) -> Any:
    profile, loaded = profile_with_case(tmp_path / "p")

    def issued(draft: int = RECTIFICATION, mode: str | None = seals.IMAGE) -> str:
        return issue(profile, loaded.drafts[draft], profile.officer_of(SECOND), PASSPHRASE, mode).document

    yield profile, issued
    profile.close()


def act(profile: Any, do: Any) -> Any:
    with profile.store.change(profile.officer_id, "seal_picture") as tx:
        return do(tx)


# --- what may be imported


def test_a_picture_is_cut_to_its_ink_and_becomes_one_bit_a_dot() -> None:
    made = made_ready(seal_png(900, margin=70), 420, 420)
    mask = Image.open(io.BytesIO(made.mask))
    assert (mask.mode, mask.size) == ("1", (992, 992)), "42 mm at 600 dpi"
    assert mask.getbbox() == (0, 0, 992, 992), "the seal's edge is the picture's edge"
    assert made.colour == "c81e1e" and len(made.mask) < 20_000


def test_white_paper_behind_the_seal_is_no_ink() -> None:
    clear, scanned = (made_ready(seal_png(900, paper=p), 420, 420) for p in ((0, 0, 0, 0), (252, 250, 247, 255)))
    a, b = (Image.open(io.BytesIO(m.mask)).convert("L") for m in (clear, scanned))
    differing = sum(1 for x, y in zip(a.tobytes(), b.tobytes(), strict=True) if x != y)
    assert differing < a.width * a.height * 0.01


@pytest.mark.parametrize(
    ("picture", "size", "code"),
    [
        (b"no picture", (420, 420), "seal_picture_unreadable"),
        (seal_png(60), (420, 420), "seal_picture_coarse"),
        (seal_png(900, high=700), (420, 420), "seal_picture_shape"),
        (seal_png(900, colour=(20, 20, 20, 255)), (420, 420), "seal_picture_not_red"),
        (seal_png(900, colour=(0, 0, 0, 0)), (420, 420), "seal_picture_empty"),
        (seal_png(900), (190, 190), "seal_size_bad"),
        (seal_png(900), (420, 601), "seal_size_bad"),
    ],
)
def test_what_is_no_seal_is_refused(picture: bytes, size: tuple[int, int], code: str) -> None:
    with pytest.raises(KnownError, match=code):
        made_ready(picture, *size)


@given(st.binary(max_size=200), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_a_damaged_file_is_refused_in_a_sentence(noise: bytes, at: int) -> None:
    whole = seal_png(200)
    with pytest.raises(KnownError):
        made_ready(whole[:at] + noise + whole[at + len(noise) : 300], 420, 420)


# --- who may use it, when, on what


def test_a_paper_is_sealed_under_the_authorisation_it_names(case: Any) -> None:
    profile, issued = case
    _, allowed = give_seal(profile)
    row = profile.store.get("document", issued())
    assert (row["seal_mode"], row["authorisation"]) == ("image", allowed)
    told = row["content"]["seal"]
    assert (told["paper"], told["authorised_by"]) == ("星晨人社办〔2026〕3号", "周正")
    assert "印章" not in row["text"], "nobody is told to stamp where the seal stands"
    (use,) = sealimages.uses(profile.store, profile.office_id)
    assert use.document["id"] == row["id"] and use.authorisation["id"] == allowed


@pytest.mark.parametrize(
    "given_seal",
    [
        None,
        {"first": date(2026, 10, 15)},
        {"last": date(2026, 10, 13)},
        {"types": ("inquiry_notice",)},
    ],
)
def test_without_an_authorisation_that_day_nothing_is_issued(case: Any, given_seal: Any) -> None:
    profile, issued = case
    if given_seal is not None:
        give_seal(profile, **given_seal)
    with pytest.raises(KnownError, match="seal_not_authorised"):
        issued()
    assert profile.store.find("document") == [] and profile.store.find("number_use") == []


def test_a_withdrawn_authorisation_holds_no_longer(case: Any) -> None:
    profile, issued = case
    _, allowed = give_seal(profile)
    act(profile, lambda tx: sealimages.withdraw(tx, allowed, date(2026, 10, 14), "印章换发"))
    with pytest.raises(KnownError, match="seal_not_authorised"):
        issued()
    with pytest.raises(KnownError, match="seal_withdrawn_already"):
        act(profile, lambda tx: sealimages.withdraw(tx, allowed, date(2026, 10, 14), "印章换发"))


def test_only_officers_of_the_office_use_its_seal(case: Any) -> None:
    profile, _ = case
    give_seal(profile)
    with profile.store.change(profile.officer_id, "x") as tx:
        other = tx.new("office", name="别的局")
        stranger = tx.new("officer", office=other, name="外人", active=True)
    day = [date(2026, 10, 14)]
    with pytest.raises(KnownError, match="seal_officer_foreign"):
        sealimages.authorised(profile.store, profile.office_id, "rectification_order", day, [stranger])
    with pytest.raises(KnownError, match="seal_not_authorised"):
        sealimages.authorised(profile.store, other, "rectification_order", day, [])


@pytest.mark.parametrize("missing", ["authorised_by", "paper", "first", "last", "types"])
def test_an_authorisation_says_who_by_what_when_and_for_what(case: Any, missing: str) -> None:
    profile, _ = case
    image, _ = give_seal(profile)
    whole = {
        "authorised_by": "周正", "paper": "第3号", "first": date(2026, 1, 1), "last": date(2026, 2, 1), "types": ["x"],
    }  # fmt: skip
    empty = {"first": None, "last": None, "types": []}.get(missing, " ")
    with pytest.raises(KnownError) as refused:
        act(profile, lambda tx: sealimages.authorise(tx, image, **{**whole, missing: empty}))
    assert refused.value.code == "seal_authorisation_incomplete" and refused.value.where.field == missing
    backwards = {**whole, "last": date(2025, 12, 31)}
    with pytest.raises(KnownError, match="seal_authorisation_backwards"):
        act(profile, lambda tx: sealimages.authorise(tx, image, **backwards))


def test_the_office_may_choose_it_as_the_usual_way_and_forms_carry_none(case: Any) -> None:
    profile, issued = case
    give_seal(profile)
    act(profile, lambda tx: seals.set_options(tx, profile.office_id, seal_mode="image"))
    assert profile.store.get("document", issued(mode=None))["seal_mode"] == "image"
    office = profile.store.get("office", profile.office_id)
    assert seals.usual(office, place=False) == seals.USUAL


def test_a_letter_from_a_template_is_sealed_the_same_way(case: Any) -> None:
    from forms import issuing, templated
    from forms.composing import compose

    profile, _ = case
    kind = "inspection_result_notice"
    give_seal(profile, types=(kind,))
    order = next(d for d in profile.store.find("draft") if d["type"] == "rectification_order")
    with profile.store.change(profile.officer_id, "draft") as tx:
        draft = templated.new_draft(
            tx, profile, kind, date(2026, 10, 14), addressees=order["addressees"][:1],
            inspection=order["inspection"], wage_case=None,
        )  # fmt: skip
    row = profile.store.get("draft", draft)
    use = issuing.seal_of(profile, profile.store, row, profile.officer_of(SECOND))
    made = compose(profile.store, row, profile.office_id, profile.pack, "第1号", profile.officer_id, use)
    assert made.content["seal"]["mode"] == "image" and "印章" not in made.text
    last = made.press(None, False, profile.clock.now())
    with pypdfium2.PdfDocument(last) as document:
        pages = len(document)
    assert reds(last, pages - 1) is not None


def test_verify_says_how_the_paper_was_sealed(case: Any) -> None:
    from ui.cli.papers import verdict_sentences

    profile, issued = case
    give_seal(profile)
    checked = check_pdf(pdf_bytes(profile, issued()), trust_of(profile))
    assert checked.good and checked.seal["mode"] == "image"
    assert any("星晨人社办〔2026〕3号" in line and "2026-12-31" in line for line in verdict_sentences(checked))


# --- on the page


def reds(pdf: bytes, page: int, dpi: int = 150) -> tuple[float, float, float, float] | None:
    """Left, upper, right and lower edge of what is red on a page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    red, green, _ = image.split()
    mask = Image.eval(green, lambda v: 255 if v < 120 else 0)
    strong = Image.eval(red, lambda v: 255 if v > 150 else 0)
    box = Image.composite(strong, Image.new("L", image.size), mask).getbbox()
    return tuple(v * 72 / dpi for v in box) if box else None


def sealed(lines: tuple[Line, ...], mm: float = 42.0) -> Paper:
    made = made_ready(seal_png(), round(mm * 10), round(mm * 10))
    return Paper(lines, "x", seal=Impression(mm, mm, made.mask, made.colour))


LONG = "星河市晨光新区经济技术产业开发管理委员会人力资源和社会保障局"


@pytest.mark.parametrize(
    ("body", "mm", "office"),
    [(3, 38.0, "某局"), (12, 42.0, "某局"), (17, 45.0, "某局"), (12, 45.0, LONG), (17, 42.0, LONG), (15, 60.0, LONG)],
)
def test_the_seal_stands_over_name_and_date_within_one_line_of_the_text(body: int, mm: float, office: str) -> None:
    lines = (
        Line("office", "某局"), Line("title", "指令书"), Line("number", "〔2026〕第1号"), Line("addressee", "甲："),
        *(Line("body", f"第{n}句正文。") for n in range(body)), Line("blank"), Line("seal", office),
        Line("date", "2026年10月14日"), Line("blank"), Line("foot", "本指令书一式两份。"),
    )  # fmt: skip
    pdf = render_paper(sealed(lines, mm), draft_mark=False, made_at=AT)
    with pypdfium2.PdfDocument(pdf) as document:
        page = len(document) - 1
        boxes = {
            key: line_box(document[page], text) for key, text in (("name", office[:2]), ("date", "2026年10月14日"))
        }
        above = line_box(document[page], f"第{body - 1}句正文")
        foot = line_box(document[page], "本指令书")
    left, top, right, bottom = reds(pdf, page) or (0, 0, 0, 0)
    assert abs((right - left) / MM - mm) < 0.6 and abs((bottom - top) / MM - mm) < 0.6
    middle = LEFT + COLUMN - 4 * CELL
    assert right < middle + 4 * CELL, "inside the type area"
    date_middle = (boxes["date"][0] + boxes["date"][2]) / 2
    assert abs((left + right) / 2 - date_middle) < 3, "upright in the middle over the date"
    signed = (boxes["name"][1] + boxes["date"][3]) / 2
    assert 0 < signed - (top + bottom) / 2 < 6 * MM, "name and date a little under the middle"
    assert above[3] < top < above[3] + 2 * PITCH and top - above[3] < PITCH * 1.3, "within one row of the text"
    assert bottom < foot[1], "it covers nothing that follows"
    assert bottom < TOP + 22 * PITCH + 1


def line_box(page: Any, text: str) -> tuple[float, float, float, float]:
    """Where a text stands, in points from the upper left (the last place it is found)."""
    words = page.get_textpage()
    high = page.get_height()
    found, search = None, words.search(text)
    while (hit := search.get_next()) is not None:
        found = hit
    assert found is not None, text
    rects = [words.get_charbox(found[0] + n) for n in range(found[1])]
    return (
        min(r[0] for r in rects), high - max(r[3] for r in rects), max(r[2] for r in rects),
        high - min(r[1] for r in rects),
    )  # fmt: skip


def test_the_words_under_the_seal_stay_to_be_read_and_the_picture_is_there_once() -> None:
    order = paper(ORDER, 30)
    made = made_ready(seal_png(), 420, 420)
    plain = render_paper(order, draft_mark=False, made_at=AT)
    pdf = render_paper(replace(order, seal=Impression(42, 42, made.mask, made.colour)), draft_mark=False, made_at=AT)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        images = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(images) == 1 and bool(images[0].ImageMask) and "/SMask" not in images[0]
        assert not any("/SMask" in str(o.keys()) for o in document.objects if isinstance(o, pikepdf.Dictionary))
        assert sum("/Group" in page for page in document.pages) == 0, "no transparency"
    assert len(pdf) - len(plain) < 16_000
    with pypdfium2.PdfDocument(pdf) as a, pypdfium2.PdfDocument(plain) as b:
        texts = [
            re.sub(r"\s", "", "".join(d[n].get_textpage().get_text_range() for n in range(len(d)))) for d in (a, b)
        ]
    assert sorted(texts[0]) == sorted(texts[1])


def test_a_seal_that_has_no_place_is_never_left_out_in_silence() -> None:
    with pytest.raises(KnownError, match="seal_place_missing"):
        render_paper(sealed((Line("office", "某局"), Line("body", "没有落款。"))), draft_mark=False, made_at=AT)


def test_every_letter_of_the_pack_has_the_place_and_no_form_has() -> None:
    from forms.impressed import has_place
    from models.pack import load
    from models.papertypes import paper_types

    pack = load()
    assert {kind.shape for kind in paper_types(pack) if has_place(pack, kind.type)} == {"letter"}
    assert {
        kind.type for kind in paper_types(pack) if kind.shape == "letter" and not has_place(pack, kind.type)
    } == set()
    assert has_place(pack, "rectification_order") and not has_place(pack, "site_inspection_record")


def test_a_draft_keeps_the_place_and_never_looks_sealed() -> None:
    order = replace(paper(ORDER, 2), seal=Impression(42, 42, None))
    pdf = render_paper(order, draft_mark=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
