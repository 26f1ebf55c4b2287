"""Search by any part: middles of names, rare characters, initials, numbers without padding; nothing stale, nothing secret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import search

ACTOR = "officer-1"


@pytest.fixture
def index(store):
    stop = search.keep(store)
    yield store
    stop()


def new(store, table, **fields):
    with store.change(ACTOR, "test") as tx:
        return tx.new(table, **fields)


def titles(store, text, *tables):
    return [hit.title for hit in search.find(store, text, tables)]


def test_any_part_of_a_name_is_found(index):
    new(index, "unit", name="星河宏基建筑工程有限公司", uscc="91649901MA0AAA024R")
    new(index, "unit", name="晨光区众诚建筑劳务有限公司")
    assert titles(index, "宏") == ["星河宏基建筑工程有限公司"]
    assert titles(index, "宏基") == ["星河宏基建筑工程有限公司"]
    assert titles(index, "基宏") == []
    assert len(titles(index, "建筑")) == 2
    assert titles(index, "众诚 劳务") == ["晨光区众诚建筑劳务有限公司"]


@pytest.mark.parametrize("asked", ["91649901", "91649901ma0aaa024r", "９１６４９９", "024R", "aa024r"])
def test_a_credit_code_is_found_by_its_beginning_and_its_end(index, asked):
    new(index, "unit", name="星河宏基", uscc="91649901MA0AAA024R")
    assert titles(index, asked) == ["星河宏基"]


@pytest.mark.parametrize("asked", ["xhhj", "hj", "XHHJ", "j"])
def test_pinyin_initials_are_found_anywhere_in_a_name(index, asked):
    new(index, "unit", name="星河宏基")
    assert titles(index, asked) == ["星河宏基"]


def test_a_character_of_two_readings_is_found_by_both(index):
    new(index, "project", name="重庆路一期")
    assert titles(index, "cqlyq") == titles(index, "zqlyq") == ["重庆路一期"]


@pytest.mark.parametrize("name", ["赵㛃", "钱䶮", "孙𠅤", "买买提·阿不力孜"])
def test_rare_characters_and_dotted_names_are_found(index, name):
    new(index, "wage_worker", name=name)
    new(index, "wage_worker", name="李大山")
    assert titles(index, name) == titles(index, name[-1]) == [name]
    assert titles(index, "买买提阿不力孜") == ([name] if "·" in name else [])


def test_a_number_is_found_with_and_without_its_padding(index):
    new(index, "document", number="星晨人社监令字〔2026〕第003号", title="限期改正指令书",
        addressees=[{"unit": None, "name": "众诚劳务"}])  # fmt: skip
    for asked in ("003", "3号", "第3号", "令字〔2026〕", "zclw", "2026"):
        assert titles(index, asked) == ["星晨人社监令字〔2026〕第003号"], asked


def test_a_change_and_a_deletion_are_followed(index):
    unit = new(index, "unit", name="旧名字公司")
    with index.change(ACTOR, "rename") as tx:
        tx.set("unit", unit, name="新招牌公司")
    assert titles(index, "旧名字") == []
    assert titles(index, "新招牌") == ["新招牌公司"]
    with index.change(ACTOR, "delete") as tx:
        tx.delete("unit", unit)
    assert titles(index, "新招牌") == []


def test_what_was_written_while_nobody_listened_is_found_after_the_start(store):
    search.keep(store)()
    new(store, "unit", name="无人听见公司")
    assert titles(store, "无人") == []
    search.keep(store)()
    assert titles(store, "无人") == ["无人听见公司"]


def test_an_informant_is_never_found(index):
    clue = new(index, "clue", summary="工地欠薪")
    new(index, "informant", clue=clue, name="匿名张三", phone="19900000001")
    assert titles(index, "工地") == [""]
    assert search.find(index, "张三") == search.find(index, "19900000001") == []


def test_identity_numbers_are_masked_in_the_answer(index):
    new(index, "wage_worker", name="赵㛃", id_no="649901198603121020")
    (hit,) = search.find(index, "649901198603121020")
    assert "198603121" not in hit.second


@pytest.mark.parametrize("asked", ["", "  ", "·", '"', "（）", "*", "-"])
def test_nothing_to_ask_finds_nothing_and_hurts_nothing(index, asked):
    new(index, "unit", name="星河")
    assert search.find(index, asked) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="王伟强重庆建筑工程公司abAB01 9·㛃𠅤", min_size=1, max_size=12), st.data())
def test_every_part_of_a_text_asks_for_words_that_are_in_its_index(text, data):
    """Against a plain scan: the words of any run of characters stand in the index in that order."""
    plain = search.tokens(text)
    if not plain:
        return
    first = data.draw(st.integers(0, len(plain) - 1))
    run = plain[first : data.draw(st.integers(first + 1, len(plain)))]
    assert f" {' '.join(run)} " in f" {search.words([text])} "


def test_a_build_broken_off_goes_on_and_misses_nothing(store, monkeypatch):
    monkeypatch.setattr(search, "BATCH", 3)
    for n in range(10):
        new(store, "unit", name=f"第{n}建筑公司")
    assert search.step(store) is False
    assert search.step(store) is False
    new(store, "unit", name="中途来的公司")
    search.keep(store)()
    assert len(titles(store, "公司")) == 11
    with store.change(ACTOR, "rename") as tx:
        tx.set("unit", store.find("unit")[0]["id"], name="改了名")
    search.rebuild(store)
    assert len(titles(store, "公司")) == 10 and titles(store, "改了名") == ["改了名"]
