"""Money: strict reading, exact printing, and capital numerals against a second implementation."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models import money
from models.errors import KnownError, Place

AMOUNTS = st.integers(0, money.MOST_FEN)
VALUES = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("228855.00", 22885500),
        ("228,855", 22885500),
        ("228，855.5", 22885550),
        ("￥２２８８５５．００", 22885500),
        ("¥ 0.01", 1),
        ("人民币100.5元", 10050),
        ("人民币￥100元整", 10000),
        (" 0 ", 0),
        ("999999999999.99", money.MOST_FEN),
    ],
)
def test_reads_what_people_type(text: str, fen: int) -> None:
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_empty"),
        ("元", "amount_empty"),
        ("-5", "amount_negative"),
        ("－５.00元", "amount_negative"),
        ("1.005", "amount_too_fine"),
        ("1000000000000", "amount_too_large"),
        ("1e5", "amount_unreadable"),
        ("1,23,4", "amount_unreadable"),
        ("1 000", "amount_unreadable"),
        ("12.", "amount_unreadable"),
        ("nan", "amount_unreadable"),
        ("约3万", "amount_unreadable"),
        ("١٢", "amount_unreadable"),
        ("+5", "amount_unreadable"),
        ("100元元", "amount_unreadable"),
    ],
)
def test_refuses_with_the_reason_and_place(text: str, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        money.parse_yuan(text, where=Place(cell="H6"))
    assert (caught.value.code, caught.value.where) == (code, Place(cell="H6"))


@pytest.mark.parametrize("value", [1.5, 3, None, Decimal("1")])
def test_a_float_is_never_money(value: object) -> None:
    with pytest.raises(TypeError):
        money.parse_yuan(value)  # type: ignore[arg-type]


@given(AMOUNTS)
def test_printing_and_reading_are_inverse(fen: int) -> None:
    assert money.parse_yuan(money.yuan(fen)) == fen
    assert money.parse_yuan(money.yuan(fen, grouped=True)) == fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (22885500, "贰拾贰万捌仟捌佰伍拾伍元整"),
        (792300767, "柒佰玖拾贰万叁仟零柒元陆角柒分"),
        (10052050, "壹拾万零伍佰贰拾元伍角整"),
        (2000400, "贰万零肆元整"),
        (29472000, "贰拾玖万肆仟柒佰贰拾元整"),
        (0, "零元整"),
        (1, "壹分"),
        (50, "伍角整"),
        (105, "壹元零伍分"),
        (100000, "壹仟元整"),
        (10000000100, "壹亿零壹元整"),
        (100010000000, "壹拾亿零壹拾万元整"),
        (100100000, "壹佰万壹仟元整"),
        (1000000000000, "壹佰亿元整"),
    ],
)
def test_amounts_in_capital_numerals(fen: int, words: str) -> None:
    assert money.in_words(fen) == words


def by_columns(fen: int) -> str:
    """A second way to the same words: text replacement on four columns at a time."""
    numerals = "零壹贰叁肆伍陆柒捌玖"
    padded = str(fen).rjust(14, "0")
    whole = ""
    for at, unit in ((0, "亿"), (4, "万"), (8, "")):
        four = "".join(
            numerals[int(d)] + (place if d != "0" else "")
            for d, place in zip(padded[at : at + 4], ("仟", "佰", "拾", ""), strict=True)
        )
        four = re.sub("零+", "零", four)
        whole += "零" if four == "零" else four.rstrip("零") + unit
    whole = re.sub("零+", "零", whole).strip("零")
    jiao, single = numerals[int(padded[12])] + "角", numerals[int(padded[13])] + "分"
    text = (whole + "元" if whole else "") + jiao + single
    text = text.replace("零角零分", "整").replace("零分", "整").replace("零角", "零" if whole else "")
    return "零元整" if text == "整" else text


@given(AMOUNTS | st.integers(0, 10**7) | st.integers(0, 10**6).map(lambda n: n * 10**7))
@example(100_000_000_000)
@example(1_000_000_000_100)
def test_words_agree_with_a_second_implementation(fen: int) -> None:
    assert money.in_words(fen) == by_columns(fen)


def read_back(words: str) -> int:
    """The value of an amount in words, read strictly left to right."""
    fen = total = section = digit = 0
    for char in words:
        if char in VALUES:
            digit = VALUES[char]
        elif char in UNITS:
            section += digit * UNITS[char]
            digit = 0
        elif char in "万亿":
            total += (section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
        elif char == "元":
            fen = (total + section + digit) * 100
            digit = 0
        elif char in "角分":
            fen += digit * (10 if char == "角" else 1)
            digit = 0
    return fen


@given(AMOUNTS)
def test_words_say_the_amount_and_only_one_zero_in_a_row(fen: int) -> None:
    words = money.in_words(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert words.endswith(("整", "分"))


@pytest.mark.parametrize("fen", [-1, money.MOST_FEN + 1])
def test_no_words_outside_the_range(fen: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        money.in_words(fen)


@given(st.decimals(0, 999, places=2), st.integers(0, 10**7))
def test_days_times_rate_rounds_half_up(days: Decimal, rate: int) -> None:
    exact = days * rate
    assert money.times(days, rate) == int(exact + Decimal("0.5"))


def test_half_a_fen_goes_up_and_floats_are_refused() -> None:
    assert money.times(Decimal("25.5"), 33333) == 849992
    assert money.times(Decimal("25.5"), 33331) == 849941
    assert money.part(29472000, 50) == 14736000
    assert money.part(1, 50) == 1
    with pytest.raises(TypeError):
        money.times(25.5, 33333)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="negative"):
        money.times(Decimal(-1), 100)


def test_ten_thousands_of_yuan_are_rounded_only_for_output() -> None:
    assert money.wan_yuan(4752300000) == "4752.30"
    assert money.wan_yuan(5000) == str(Decimal("0.005").quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize(("text", "days"), [("25.5", "25.5"), ("２６天", "26"), ("0", "0"), ("0.25", "0.25")])
def test_days_of_attendance(text: str, days: str) -> None:
    assert money.parse_days(text) == Decimal(days)


@pytest.mark.parametrize("text", ["", "-1", "1.005", "1000", "1e1", "二十"])
def test_days_that_cannot_be_read(text: str) -> None:
    with pytest.raises(KnownError, match="days_unreadable"):
        money.parse_days(text)
