"""The shipped pack: complete in both languages, statutes on demand, the office's options over its defaults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from models import pack as packs
from models.errors import KnownError


@pytest.fixture(scope="module")
def pack() -> packs.Pack:
    return packs.load()


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(KnownError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_the_catalogue_is_whole(pack: packs.Pack) -> None:
    assert len(pack.sections) == 12
    assert len(pack.items) == 48
    assert len(pack.violations) == 29
    assert pack.item("S10-02").answer_type == "multi_check"
    assert {i.section for i in pack.items} == {s.id for s in pack.sections}
    assert pack.variant("V-CARD/withheld").due_prefix == "立即（最迟于{by}前），"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_an_inspector_reads_is_in_both_languages(pack: packs.Pack, lang: str) -> None:
    seen = [i.question[lang] for i in pack.items] + [i.evidence[lang] for i in pack.items]
    seen += [v.name[lang] for v in pack.violations.values()] + [s.title[lang] for s in pack.sections]
    for item in pack.items:
        seen += [pack.label("role", r, lang) for r in item.responsible]
        seen += [pack.label("severity", item.severity, lang), pack.label("remedy", item.remedy, lang)]
        for field in item.fields:
            seen.append(pack.label("field", field.label, lang))
            seen += [pack.label("option", f"{field.name}.{o}", lang) for o in field.options]
    assert all(text.strip() for text in seen)
    chinese = [any("\u4e00" <= c <= "\u9fff" for c in text) for text in seen]
    assert all(chinese) if lang == "zh" else not any(chinese)


def test_a_field_says_its_type(pack: packs.Pack) -> None:
    fields = {f.name: f for f in pack.item("S01-01").fields}
    assert fields["investment_type"].options == ("government", "state_owned", "private")
    assert fields["funds_in_place_ratio"].type == "number"
    assert {f.name: f.type for f in pack.item("S04-01").fields}["without_contract"] == "integer"
    assert {f.name: f.masked for f in pack.item("S03-01").fields}["account_no"]


def test_a_provision_knows_how_far_its_text_was_checked(pack: packs.Pack) -> None:
    assert pack.provision("GZTL-55/1.2").text.startswith("施工总承包单位未按规定存储工资保证金")
    assert pack.provision("ZHBF-16").confidence == "verified_substance"
    assert not pack.provision("ZHBF-16").printable
    assert pack.provision("ZHBF-16/2").printable
    assert pack.provision("ZHBF-18").confidence == "memory"
    assert pack.provision("XF-276-1").article == "第二百七十六条之一"


@pytest.mark.parametrize("wrong", ["GZTL-999", "ABCD-1", "GZTL-55/9", "GZTL-55/1.9", "第三条", "GZTL-34/2", ""])
def test_an_unknown_article_is_refused(pack: packs.Pack, wrong: str) -> None:
    assert code_of(pack.provision, wrong) == "article_unknown"


def test_a_person_may_confirm_an_article_for_the_office() -> None:
    pack = packs.load(office_options={"confirmed_articles": ["ZHBF-18", "ZHBF-9/1"]})
    assert pack.provision("ZHBF-18/1").printable
    assert pack.provision("ZHBF-18").confidence == "confirmed"
    assert not pack.provision("ZHBF-9").printable
    assert not packs.load().provision("ZHBF-18").printable


def test_every_article_of_a_variant_can_be_printed(pack: packs.Pack) -> None:
    for violation in pack.violations.values():
        for variant in violation.variants:
            for article in (*variant.duty, *variant.order, *variant.penalty):
                assert pack.provision(article).printable, (variant.id, article)


def test_number_patterns(pack: packs.Pack) -> None:
    assert pack.number_pattern("rectification_order", "星晨人社") == "星晨人社监令字〔{year}〕第{n:03d}号"
    own = packs.load(office_options={"number_patterns": {"case_closing_approval": "甲结〔{year}〕{n}号"}})
    assert own.number_pattern("closing_approval") == "甲结〔{year}〕{n}号"
    assert code_of(pack.number_pattern, "love_letter") == "document_type_unknown"


def test_office_options(pack: packs.Pack) -> None:
    assert pack.option("approval_for_filed_case") == "required"
    assert pack.option("inspection_approval") == "required"
    assert pack.option("urgent_approval_hours") == 24
    assert pack.option("remedy_paragraph") is False
    assert pack.deadline("V-ARREARS") == {
        "value": 7,
        "unit": "calendar_day",
        "source": "customary, configurable per office; no statutory figure",
    }
    own = packs.load(office_options={"default_deadlines": {"V-ARREARS": {"value": 9, "unit": "working_day"}}})
    assert own.deadline("V-ARREARS")["value"] == 9
    assert packs.load(office_options={"of_a_later_version": 1}).option("urgent_approval_hours") == 24


@pytest.mark.parametrize(
    "bad",
    [
        {"ldjc26_against_non_employer": "maybe"},
        {"urgent_approval_hours": 0},
        {"urgent_approval_hours": True},
        {"urgent_approval_hours": "24"},
        {"remedy_paragraph": "no"},
        {"confirmed_articles": ["条例"]},
        {"titles": []},
        {"titles": {"inquiry_notice": 7}},
        {"default_deadlines": {"V-ARREARS": {"value": 0, "unit": "working_day"}}},
        {"default_deadlines": {"V-ARREARS": {"value": 3, "unit": "moon"}}},
        {"default_deadlines": {"V-ARREARS": 3}},
        {"contact_person": 7},
    ],
)
def test_a_bad_option_is_refused(bad: dict) -> None:
    assert code_of(packs.load, office_options=bad) == "option_invalid"


def test_regional_figures_are_read_on_demand(pack: packs.Pack) -> None:
    assert pack.province("440100")["name_zh"].startswith("广东")
    assert pack.province("99") is None
    assert pack.calendar["no_data_for"] == [2027]


def test_a_broken_pack_is_refused_with_its_file(tmp_path: Path) -> None:
    def broken(name: str, change) -> KnownError:
        folder = tmp_path / f"{name}{len(list(tmp_path.iterdir()))}"
        shutil.copytree(packs.SHIPPED, folder)
        change(folder)
        with pytest.raises(KnownError) as caught:
            packs.load(folder)
        return caught.value

    gone = broken("a", lambda f: (f / "wording.json").unlink())
    assert (gone.code, gone.where.file) == ("pack_file_missing", "wording.json")
    torn = broken("b", lambda f: (f / "terms.json").write_text('{"terms": ['))
    assert (torn.code, torn.where.file) == ("pack_file_bad", "terms.json")
    listed = broken("c", lambda f: (f / "labels.json").write_text("[]"))
    assert listed.code == "pack_file_bad"
    head = json.loads((packs.SHIPPED / "pack.json").read_text())
    newer = broken("d", lambda f: (f / "pack.json").write_text(json.dumps({**head, "format": 2})))
    assert newer.code == "pack_format_unknown"
    empty = broken("e", lambda f: (f / "checklist.json").write_text("{}"))
    assert empty.code == "pack_file_bad"


def test_loading_reads_no_statute(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(packs.SHIPPED, folder)
    shutil.rmtree(folder / "provisions")
    (folder / "calendar.json").unlink()
    pack = packs.load(folder)
    assert pack.variant("V-BOARD/missing").order == ("GZTL-56/1.4",)
    assert code_of(pack.provision, "GZTL-3") == "pack_file_missing"
