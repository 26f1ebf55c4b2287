"""Articles are found by number, by law and article, by initials and by words; nothing that is not there."""

from __future__ import annotations

import pytest

from models import lawsearch, pack

LAW = pack.load()


@pytest.mark.parametrize(
    ("asked", "first"),
    [("GZTL-26", "GZTL-26"), ("gztl-26", "GZTL-26"), ("保障农民工工资支付条例第二十六条", "GZTL-26"),
     ("bznmggz", "GZTL-1"), ("专用账户 拨付", "GZTL-27")],
)  # fmt: skip
def test_the_article_meant_comes_first(asked, first):
    assert lawsearch.find(LAW, asked)[0].id == first


@pytest.mark.parametrize("asked", ["", " ", "的", "没有这样的词语啊", "zzzzzz"])
def test_nothing_is_made_up(asked):
    assert lawsearch.find(LAW, asked) == []


def test_every_word_stands_in_what_is_found():
    for found in lawsearch.find(LAW, "实名 用工", limit=50):
        assert "实名" in found.text + found.law and "用工" in found.text + found.law


def test_no_more_than_asked_for():
    assert len(lawsearch.find(LAW, "工资", limit=3)) == 3
