"""The pack's check: the shipped pack passes; each planted fault is found with its file and key."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.pack import SHIPPED
from models.packcheck import check
from ui.sentences.pack import FAULTS

Plant = Callable[[dict], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "pack")
    return tmp_path / "pack"


def item(data: dict, wanted: str) -> dict:
    return next(i for i in data["items"] if i["id"] == wanted)


def violation(data: dict, code: str) -> dict:
    return next(v for v in data["violations"] if v["code"] == code)


def variant(data: dict, wanted: str) -> dict:
    return next(x for v in data["violations"] for x in v["variants"] if x["id"] == wanted)


def plant(folder: Path, file: str, change: Plant) -> set[tuple[str, str, str]]:
    """(code, file, key without numbers) of the faults after one change."""
    path = folder / file
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return {(f.code, f.file, re.sub(r"\[\d+\]", "[]", f.key)) for f in check(folder)}


def test_the_shipped_pack_passes() -> None:
    assert check(SHIPPED) == []


C, V, W, L = "checklist.json", "violations.json", "wording.json", "liability.json"
PLANTED: list[tuple[str, str, str, Plant]] = [
    ("article_dangling", C, "items[].legal_basis[]", lambda d: item(d, "S01-01")["legal_basis"].append("GZTL-99")),
    ("article_dangling", C, "procedure_checks[].basis[]", lambda d: d["procedure_checks"][1]["basis"].append("X-1")),
    ("translation_missing", C, "items[].question_en", lambda d: item(d, "S07-02").pop("question_en")),
    ("translation_missing", C, "sections[].title_zh", lambda d: d["sections"][0].update(title_zh=" ")),
    ("role_unknown", C, "items[].responsible[]", lambda d: item(d, "S03-01").update(responsible=["architect"])),
    ("answer_type_unknown", C, "items[].answer_type", lambda d: item(d, "S03-01").update(answer_type="maybe")),
    ("answer_unknown", C, "items[].compliant_answer", lambda d: item(d, "S03-01").update(compliant_answer="ok")),
    ("violation_dangling", C, "items[].violation", lambda d: item(d, "S03-01").update(violation="V-GONE")),
    ("section_unknown", C, "items[].section", lambda d: item(d, "S03-01").update(section="S99")),
    ("label_missing", C, "items[].severity", lambda d: item(d, "S03-01").update(severity="huge")),
    ("id_twice", C, "items[].id", lambda d: d["items"].append(d["items"][0])),
    ("field_type_unknown", C, "items[].fields[].type", lambda d: item(d, "S01-01")["fields"][0].update(type="colour")),
    ("options_missing", C, "items[].fields[].options", lambda d: item(d, "S01-01")["fields"][0].update(options=[])),
    ("label_missing", C, "items[].fields[]", lambda d: item(d, "S01-01")["fields"][0]["options"].append("foreign")),
    ("field_unknown", C, "items[].auto", lambda d: item(d, "S04-01")["auto"]["any"].append(["nobody", ">", 0])),
    ("operator_unknown", C, "items[].auto", lambda d: item(d, "S04-01")["auto"].update(any=[["sampled", "=", 0]])),
    ("placeholder_unknown", C, "items[].question_zh", lambda d: item(d, "S04-01").update(question_zh="{who}？")),
    ("article_dangling", V, "violations[].duty_articles[]", lambda d: violation(d, "V-BOARD")["duty_articles"].append("GZTL-34/7")),
    ("article_unverified", V, "violations[].duty_articles[]", lambda d: violation(d, "V-PROXY")["duty_articles"].append("ZHBF-18")),
    ("article_unverified", V, "violations[].variants[].duty[]", lambda d: variant(d, "V-PROXY/bypass")["duty"].append("ZHBF-15")),
    ("article_dangling", V, "violations[].variants[].order[]", lambda d: variant(d, "V-BOARD/missing")["order"].append("GZTL-56/1.9")),
    ("placeholder_unknown", V, "violations[].variants[].fact", lambda d: variant(d, "V-BOARD/missing").update(fact="{moon}")),
    ("brace_open", V, "violations[].variants[].requirement", lambda d: variant(d, "V-BOARD/missing").update(requirement="{you")),
    ("fact_unused", V, "violations[].variants[].facts", lambda d: variant(d, "V-BOARD/missing").update(facts=["works"])),
    ("fact_unknown", V, "violations[].variants[].facts", lambda d: variant(d, "V-BOARD/missing").update(facts=["mood"])),
    ("match_unknown", V, "violations[].variants[].match", lambda d: variant(d, "V-BOARD/missing")["match"].update(weather="rain")),
    ("item_dangling", V, "violations[].variants[].match.answers", lambda d: variant(d, "V-BOARD/missing").update(match={"answers": {"S99-01": "no"}})),
    ("answer_unknown", V, "violations[].variants[].match.answers.S10-01", lambda d: variant(d, "V-BOARD/missing").update(match={"answers": {"S10-01": "nope"}})),
    ("violation_dangling", V, "violations[].variants[].covers", lambda d: variant(d, "V-ACCOUNT/none")["covers"].append("V-GONE")),
    ("variant_dangling", V, "violations[].variants[].alternative_to", lambda d: variant(d, "V-ARREARS/subcontractor_without_ldjc26").update(alternative_to="V-ARREARS/gone")),
    ("option_unknown", V, "violations[].variants[].chosen_by", lambda d: variant(d, "V-ARREARS/subcontractor_without_ldjc26").update(chosen_by={"option": "x", "value": 1})),
    ("variant_unreachable", V, "violations[].variants[]", lambda d: violation(d, "V-REALNAME")["variants"].insert(0, variant(d, "V-REALNAME/unregistered"))),
    ("variant_missing", V, "violations[].variants", lambda d: violation(d, "V-CHILD").update(variants=[])),
    ("id_twice", V, "violations[].variants[].id", lambda d: violation(d, "V-CHILD")["variants"].append(variant(d, "V-CHILD/employed"))),
    ("id_bad", V, "violations[].variants[].id", lambda d: variant(d, "V-CHILD/employed").update(id="V-BOARD/employed")),
    ("term_bad", V, "violations[].default_deadline", lambda d: violation(d, "V-CHILD")["default_deadline"].update(unit="moon")),
    ("order_incomplete", V, "order_of_findings", lambda d: d["order_of_findings"].pop()),
    ("field_unknown", V, "violations[].fact_from.workers", lambda d: violation(d, "V-CARD").update(fact_from={"workers": ["S06-06.shoes"]})),
    ("translation_missing", V, "events.entry_refused.en", lambda d: d["events"]["entry_refused"].pop("en")),
    ("article_dangling", L, "rules[].because", lambda d: d["rules"][0].update(because="GZTL-36/9")),
    ("role_unknown", L, "rules[].addressee", lambda d: d["rules"][0].update(addressee="king")),
    ("variant_dangling", L, "rules[].variant", lambda d: d["rules"][0].update(variant="V-ARREARS/gone")),
    ("placeholder_unknown", W, "rectification_order.report", lambda d: d["rectification_order"].update(report="{moon}")),
    ("text_missing", W, "inquiry_notice.opening", lambda d: d["inquiry_notice"].pop("opening")),
    ("article_unverified", W, "citation.always.order[]", lambda d: d["citation"]["always"].update(order=["ZHBF-18"])),
    ("law_unknown", W, "citation.law_order.duty[]", lambda d: d["citation"]["law_order"]["duty"].append("ABC")),
    ("no_last_resort", W, "rectification_order.tails", lambda d: d["rectification_order"]["tails"].pop()),
    ("no_last_resort", W, "phrases.arrears", lambda d: d["phrases"]["arrears"].pop()),
    ("key_dangling", W, "inquiry_notice.openings[]", lambda d: d["inquiry_notice"]["openings"].append({"key": "hello", "match": {}})),
    ("pattern_bad", "documents.json", "numbers.pattern", lambda d: d["numbers"].update(pattern="{prefix}〔{year}〕号")),
    ("pattern_bad", "documents.json", "numbers.pattern", lambda d: d["numbers"].update(pattern="{year}{n}{office}")),
    ("pattern_bad", "documents.json", "numbers.pattern", lambda d: d["numbers"].update(pattern="{year}{n!r}")),
    ("id_twice", "documents.json", "documents[].letter", lambda d: d["documents"][1].update(letter=d["documents"][0]["letter"])),
    ("default_bad", "options.json", "options[].default", lambda d: d["options"][0].update(default="perhaps")),
    ("option_type_unknown", "options.json", "options[].type", lambda d: d["options"][0].update(type="colour")),
    ("unit_of_term_unknown", "terms.json", "terms[].unit", lambda d: d["terms"][0].update(unit="fortnight")),
    ("article_dangling", "terms.json", "terms[].article", lambda d: d["terms"][0].update(article="JCGD-99")),
    ("translation_missing", "labels.json", "role.developer.en", lambda d: d["labels" if "labels" in d else "role"]["developer"].pop("en")),
    ("calendar_gap", "calendar.json", "notices", lambda d: d.update(notices=[n for n in d["notices"] if n["year"] != 2023])),
    ("calendar_gap", "calendar.json", "days_off", lambda d: d.update(days_off=[x for x in d["days_off"] if x[:4] != "2024"])),
    ("make_up_on_weekday", "calendar.json", "make_up_workdays", lambda d: d["make_up_workdays"].append("2026-11-18")),
    ("day_twice", "calendar.json", "make_up_workdays", lambda d: d["make_up_workdays"].append("2026-10-04")),
    ("day_bad", "calendar.json", "days_off[]", lambda d: d["days_off"].append("2026-02-30")),
    ("count_differs", "calendar.json", "counts.2026.working_days", lambda d: d["days_off"].remove("2026-10-05")),
    ("number_bad", "regional.json", "provinces[].crime_thresholds[].ten_workers_total", lambda d: next(p for p in d["provinces"] if p["crime_thresholds"])["crime_thresholds"][0].update(ten_workers_total=0)),
    ("confidence_unknown", "provisions/GZTL.json", "provisions[].confidence", lambda d: d["provisions"][0].update(confidence="sure")),
    ("paragraphs_out_of_order", "provisions/GZTL.json", "provisions[].paragraphs", lambda d: d["provisions"][1]["paragraphs"].reverse()),
    ("id_twice", "provisions/GZTL.json", "provisions[].id", lambda d: d["provisions"].append(d["provisions"][0])),
    ("article_dangling", "provisions/ZHBF.json", "provisions[].verified_paragraphs", lambda d: next(p for p in d["provisions"] if p["id"] == "ZHBF-16").update(verified_paragraphs=[9])),
    ("text_missing", "laws.json", "laws[].title_en", lambda d: d["laws"][0].pop("title_en")),
    ("format_unknown", "pack.json", "format", lambda d: d.update(format=2)),
    ("path_outside", "pack.json", "files", lambda d: d["files"].append("../secret.json")),
    ("points_differ", "review.json", "blocks[].points", lambda d: d["blocks"][0]["items"][0].update(points=9)),
    ("value_unknown", "review.json", "blocks[].items[].check", lambda d: d["blocks"][1]["items"][0].update(check="luck")),
    ("value_unknown", "review.json", "blocks[].applies", lambda d: d["blocks"][1].update(applies="sundays")),
    ("translation_missing", "review.json", "veto[].en", lambda d: d["veto"][0].update(en="")),
    ("article_dangling", "review.json", "additions[].basis", lambda d: d["additions"][0].update(basis="CFFA-999")),
    ("file_unlisted", "terms.json", "", lambda d: None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "key", "change"), PLANTED, ids=[f"{c}-{f}-{k}" for c, f, k, _ in PLANTED])
def test_each_planted_fault_is_found(code: str, file: str, key: str, change: Plant, folder: Path) -> None:
    if code == "file_unlisted":
        plant(folder, "pack.json", lambda d: d["files"].remove(file))
    assert (code, file, key) in plant(folder, file, change)


def test_taking_the_text_of_a_statute_back_is_noticed_wherever_it_is_printed(folder: Path) -> None:
    def doubt(data: dict) -> None:
        next(p for p in data["provisions"] if p["id"] == "GZTL-34").update(confidence="memory")

    found = plant(folder, "provisions/GZTL.json", doubt)
    assert ("article_unverified", V, "violations[].variants[].duty[]") in found
    assert ("article_unverified", V, "violations[].duty_articles[]") in found


@pytest.mark.parametrize("name", sorted(json.loads((SHIPPED / "pack.json").read_text(encoding="utf-8"))["files"]))
def test_a_missing_or_torn_file_is_named(name: str, folder: Path) -> None:
    (folder / name).write_text('{"a": [', encoding="utf-8")
    assert ("file_unreadable", name) in {(f.code, f.file) for f in check(folder)}
    (folder / name).unlink()
    assert ("file_missing", name) in {(f.code, f.file) for f in check(folder)}


def test_an_empty_folder_is_no_pack(tmp_path: Path) -> None:
    assert {(f.code, f.file) for f in check(tmp_path)} == {("file_missing", "pack.json")}


def paths(data: Any, at: tuple = ()) -> list[tuple]:
    found = [at]
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths(value, (*at, key))
    elif isinstance(data, list):
        for n, value in enumerate(data[:3]):
            found += paths(value, (*at, n))
    return found


FILES = ("checklist.json", "violations.json", "liability.json", "wording.json", "documents.json", "options.json",
         "terms.json", "labels.json", "calendar.json", "laws.json", "pack.json")  # fmt: skip
WHERE = [(f, p) for f in FILES for p in paths(json.loads((SHIPPED / f).read_text(encoding="utf-8")))]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(WHERE), value=st.sampled_from([None, 7, "x", [], {}, [None], True, {"a": None}]))
def test_no_content_makes_the_check_crash(place: tuple[str, tuple], value: Any, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("p") / "pack"
    shutil.copytree(SHIPPED, folder)
    file, path = place
    data = json.loads((folder / file).read_text(encoding="utf-8"))
    if path:
        target = data
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
    else:
        data = value
    (folder / file).write_text(json.dumps(data), encoding="utf-8")
    for fault in check(folder):
        assert fault.code in FAULTS
    shutil.rmtree(folder.parent)


def test_every_fault_has_words() -> None:
    root = Path(__file__).parents[2] / "models"
    source = "".join(
        (root / n).read_text(encoding="utf-8")
        for n in ("packcheck.py", "packchecker.py", "packcatalogue.py", "packreview.py")
    )
    used = set(re.findall(r'add\("([a-z_]+)"', source)) | set(
        re.findall(r'"([a-z_]+_(?:unknown|dangling|missing))"', source)
    )
    assert used == set(FAULTS)
