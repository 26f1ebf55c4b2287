"""Articles by the names people type: found, told apart, and printed in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articlenames import article_id, article_ids, number_of
from models.citation import cite, numeral
from models.errors import KnownError
from models.pack import SHIPPED, load

PACK = load(SHIPPED)


@pytest.mark.parametrize(
    ("typed", "id", "printed"),
    [
        ("条例55(1)", "GZTL-55/1.1", "第五十五条第（一）项"),
        ("条例55（一）", "GZTL-55/1.1", "第五十五条第（一）项"),
        ("支付条例 第五十五条 第（一）项", "GZTL-55/1.1", "第五十五条第（一）项"),
        ("监察条例30(3)", "LDJC-30/1.3", "第三十条第一款第（三）项"),
        ("保障农民工工资支付条例30第3款", "GZTL-30/3", "第三十条第三款"),
        ("农民工工资条例30(3)", "GZTL-30/3", "第三十条第三款"),
        ("《劳动法》85", "LDF-85", "第八十五条"),
        ("处罚法第六十三条", "CFFA-63", "第六十三条"),
        ("刑法276之一", "XF-276-1", "第二百七十六条之一"),
        ("LDJC-30/1.3", "LDJC-30/1.3", "第三十条第一款第（三）项"),
    ],
)
def test_a_short_name_is_its_article_and_is_printed_in_full(typed, id, printed):
    assert article_id(typed, PACK) == id
    (cited,) = [c for c in cite([id], "order", PACK).cited if c.article == id]
    assert cited.printed == printed


def test_an_article_without_a_law_belongs_to_the_law_before_it():
    assert article_ids(["条例55(1)", "第56条", "处罚法44", "45"], PACK) == [
        "GZTL-55/1.1", "GZTL-56", "CFFA-44", "CFFA-45"]  # fmt: skip


@pytest.mark.parametrize("typed", ["乱写", "条例999", "", "56", "没有的法3", "条例55(9)", "条例零"])
def test_what_is_no_article_is_refused(typed):
    with pytest.raises(KnownError) as refused:
        article_id(typed, PACK)
    assert refused.value.code == "article_unknown"


def test_what_may_be_two_articles_names_both():
    with pytest.raises(KnownError) as refused:
        article_id("条例30", PACK)
    assert refused.value.code == "article_ambiguous"
    assert "保障农民工工资支付条例" in refused.value.params["choices"]
    assert "劳动保障监察条例" in refused.value.params["choices"]


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back(n):
    assert number_of(numeral(n)) == n == number_of(str(n))
