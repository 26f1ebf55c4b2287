"""Chinese line breaking over thousands of random paragraphs, and on the grid measured from the PDF."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.page.breaking import NO_END, NO_START, break_lines, is_narrow

SIZE = 10.0
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会"
PIECES = st.one_of(
    st.text(HAN, min_size=1, max_size=9),
    st.sampled_from(["，", "。", "；", "：", "、", "？", "。”", "）；", "》，", "……", "——"]).map(lambda m: "字" + m),
    st.text(HAN, min_size=1, max_size=6).map(lambda t: f"《{t}》"),
    st.text(HAN, min_size=1, max_size=6).map(lambda t: f"（“{t}”）"),
    st.sampled_from(["2026", "228855.00", "1,284,560.00", "jc@example.cn", "0000-0000001", "GB/T 9704"]),
)
PARAGRAPH = st.lists(PIECES, min_size=1, max_size=40).map("".join)


def width(character):
    return SIZE * (0.5 if is_narrow(character) or character == " " else 1.0)


@settings(max_examples=1500, deadline=None)
@given(PARAGRAPH, st.integers(14, 40), st.booleans())
def test_no_rule_is_broken_and_nothing_is_lost(text, cells, justify):
    column = cells * SIZE
    lines = break_lines(text, width, column, SIZE, indent=2 * SIZE, justify=justify)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    for n, line in enumerate(lines):
        first, last = line.text[0], line.text[-1]
        if n and len(line.text) > 1:
            assert first not in NO_START, line.text
        if n + 1 < len(lines):
            assert last not in NO_END, line.text
        left = 2 * SIZE if n == 0 else 0.0
        assert left + line.width <= column + 0.02
        assert line.chars[0][1] == left
        steps = [x for _, x in line.chars]
        assert steps == sorted(steps)


@settings(max_examples=300, deadline=None)
@given(PARAGRAPH)
def test_numbers_stay_whole(text):
    for line in break_lines(text, width, 30 * SIZE, SIZE):
        before, after = text[: line.start][-1:], text[line.start : line.start + 1]
        if before and is_narrow(before) and is_narrow(after):
            start, end = line.start, line.start
            while start and is_narrow(text[start - 1]):
                start -= 1
            while end < len(text) and is_narrow(text[end]):
                end += 1
            assert sum(map(width, text[start:end])) > 30 * SIZE, "only what is wider than the column is cut"


def test_name_and_value_of_a_pair_stay_on_one_line():
    text = "地址：星河市晨光区政务路8号　联系人：林晓　联系电话：0000-0000001"
    lines = [line.text.strip() for line in break_lines(text, width, 28 * SIZE, SIZE, indent=2 * SIZE)]
    assert lines == ["地址：星河市晨光区政务路8号　联系人：林晓", "联系电话：0000-0000001"]


def test_full_lines_end_at_the_right_edge():
    text = "经查，你单位在2026年7月至9月期间，存在下列违反劳动保障法律、法规的行为，应当依法改正。" * 6
    lines = break_lines(text, width, 28 * SIZE, SIZE)
    assert len(lines) > 5
    for line in lines[:-1]:
        assert abs(line.width - 28 * SIZE) < 0.01


def test_a_word_wider_than_the_column_is_cut_rather_than_lost():
    lines = break_lines("a" * 100, width, 10 * SIZE, SIZE)
    assert "".join(line.text for line in lines) == "a" * 100
    assert all(line.width <= 10 * SIZE for line in lines)
