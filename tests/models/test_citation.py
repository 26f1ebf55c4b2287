"""Articles as papers cite them: merged, ascending, by the order of the laws; nothing unverified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citation import cite, numeral
from models.errors import KnownError
from models.pack import load

GZTL = "《保障农民工工资支付条例》"
LDJC = "《劳动保障监察条例》"
BASIS = f"{LDJC}第十八条第一款第（二）项"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["GZTL-55/1.1"], "第五十五条第（一）项"),
        (["GZTL-34"], "第三十四条"),
        (["GZTL-34/1"], "第三十四条"),
        (["GZTL-30/3"], "第三十条第三款"),
        (["GZTL-28/2", "GZTL-28/1"], "第二十八条第一款和第二款"),
        (["GZTL-55/1.3", "GZTL-55/1.1", "GZTL-55/1.2"], "第五十五条第（一）项至第（三）项"),
        (["GZTL-56/1.2", "GZTL-56/1.4"], "第五十六条第（二）项和第（四）项"),
        (["GZTL-56/1.1", "GZTL-56/1.2", "GZTL-56/1.4"], "第五十六条第（一）项、第（二）项和第（四）项"),
        (["GZTL-56/1.1", "GZTL-56/1.2", "GZTL-56/1.3", "GZTL-56/1.4"], "第五十六条第（一）项至第（四）项"),
        (["GZTL-30/3", "GZTL-30"], "第三十条"),
        (["GZTL-55", "GZTL-55/1.2"], "第五十五条"),
        (["GZTL-31/2", "GZTL-31/3", "GZTL-31/4"], "第三十一条第二款至第四款"),
        (["GZTL-36/1", "GZTL-3/1", "GZTL-3/1"], "第三条第一款、第三十六条第一款"),
    ],
)
def test_one_law(ids: list[str], expected: str) -> None:
    assert cite(ids, "duty", load()).text == GZTL + expected


def test_items_of_an_article_with_several_paragraphs() -> None:
    text = cite(["LDJC-30/1.1", "LDJC-30/1.2", "LDJC-30/2"], "penalty", load()).text
    assert text == f"{LDJC}第三十条第一款第（一）项、第（二）项和第二款"


def test_laws_stand_in_the_order_of_each_part_and_are_joined_differently() -> None:
    ids = ["LDF-50", "GZTL-3/1", "LDJC-26/1.1"]
    labour = "《中华人民共和国劳动法》第五十条"
    assert cite(ids, "duty", load()).text == f"{GZTL}第三条第一款，{LDJC}第二十六条第（一）项，{labour}"
    assert cite(ids, "order", load()).text == f"{BASIS}、第二十六条第（一）项，{GZTL}第三条第一款，{labour}"
    assert cite(["GZTL-55", "LDJC-26"], "penalty", load()).text == f"{LDJC}第二十六条和{GZTL}第五十五条"


def test_every_order_cites_its_general_basis_once() -> None:
    assert cite([], "order", load()).text == BASIS
    assert cite(["LDJC-18/1.2"], "order", load()).text == BASIS


def test_an_unverified_article_is_left_out_until_somebody_confirmed_it() -> None:
    found = cite(["GZTL-31/3", "ZHBF-18"], "duty", load())
    assert found.text == f"{GZTL}第三十一条第三款"
    assert found.left_out == ("ZHBF-18",)
    own = load(office_options={"confirmed_articles": ["ZHBF-18"]})
    assert "第十八条" in cite(["GZTL-31/3", "ZHBF-18"], "duty", own).text
    assert cite(["ZHBF-18"], "duty", own).cited[0].confidence == "confirmed"


def test_an_unverified_whole_does_not_hide_its_verified_paragraph() -> None:
    found = cite(["ZHBF-16", "ZHBF-16/2"], "duty", load())
    assert found.text.endswith("第十六条第二款")


def test_an_inserted_article_keeps_its_name() -> None:
    assert cite(["XF-276-1"], "duty", load()).text == "《中华人民共和国刑法》第二百七十六条之一"


def test_an_unknown_article_is_refused() -> None:
    with pytest.raises(KnownError):
        cite(["GZTL-400"], "duty", load())


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (48, "四十八"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (276, "二百七十六"), (1001, "一千零一"), (1010, "一千零一十")],
)  # fmt: skip
def test_numerals(n: int, text: str) -> None:
    assert numeral(n) == text


ARTICLES = [f"GZTL-{n}" for n in range(1, 65)] + ["GZTL-28/1", "GZTL-28/2", "GZTL-55/1.1", "LDJC-26/1.1", "LDF-50"]


@given(st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=8))
def test_the_order_given_never_matters(ids: list[str]) -> None:
    forward, backward = cite(ids, "duty", load()), cite(ids[::-1], "duty", load())
    assert forward.text == backward.text
    assert len(forward.cited) <= len(set(ids))
