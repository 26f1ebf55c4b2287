"""The commands workdays and check-id: the objects of the contract, the exit statuses, both languages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
import time_machine

import main
from models import identity
from models.clock import SHANGHAI
from models.wages import Line, problems
from ui import i18n
from ui.sentences import rules

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, dict, str]:
    """Status, the one object on stdout, and stderr."""
    status = main.main([*words, "--json"])
    out, err = capsys.readouterr()
    assert out.count("\n") <= 1
    return status, json.loads(out) if out else {}, err


def text(capsys: Capture, *words: str) -> str:
    assert main.main(list(words)) == 0
    return capsys.readouterr().out


# --- workdays


def test_a_term_of_working_days(capsys: Capture) -> None:
    holidays = ["2026-09-25", "2026-09-26", "2026-09-27", *(f"2026-10-0{n}" for n in range(1, 8))]
    assert run(capsys, "workdays", "2026-09-24", "+5") == (
        0,
        {
            "ok": True,
            "from": "2026-09-24",
            "n": 5,
            "unit": "workday",
            "unrolled": None,
            "result": "2026-10-09",
            "provisional": False,
            "calendar": {"from": "2020-01-01", "to": "2026-12-31", "region": "CN"},
            "skipped": [{"date": day, "why": "holiday"} for day in holidays],
        },
        "",
    )


def test_a_rolled_term_says_from_which_day(capsys: Capture) -> None:
    _, rolled, _ = run(capsys, "workdays", "2026-07-14", "+60", "--unit", "day")
    assert (rolled["result"], rolled["unrolled"]) == ("2026-09-14", "2026-09-12")
    assert [item["why"] for item in rolled["skipped"]] == ["weekend", "weekend"]
    _, kept, _ = run(capsys, "workdays", "2026-07-14", "+60", "--unit", "day", "--no-roll")
    assert (kept["result"], kept["unrolled"], kept["skipped"]) == ("2026-09-12", None, [])


def test_days_between(capsys: Capture) -> None:
    status, found, _ = run(capsys, "workdays", "2026-09-24", "2026-10-09")
    assert status == 0
    expected = {"ok": True, "from": "2026-09-24", "to": "2026-10-09", "workdays": 5, "days": 15}
    assert found.items() >= {**expected, "provisional": False}.items()


@pytest.mark.parametrize(
    ("start", "target", "unit"),
    [("2026-12-24", "+15", "workday"), ("2026-07-14", "+6", "month"), ("2019-06-03", "+1", "workday")],
)
def test_outside_the_calendar_is_done_and_provisional(capsys: Capture, start: str, target: str, unit: str) -> None:
    status, found, _ = run(capsys, "workdays", start, target, "--unit", unit)
    assert (status, found["ok"], found["provisional"]) == (0, True, True)


def test_a_region_with_holidays_of_its_own_is_provisional_until_its_notice_is_there(capsys: Capture) -> None:
    _, found, _ = run(capsys, "workdays", "2026-09-24", "+5", "--region", "640100")
    assert (found["provisional"], found["calendar"]["region"]) == (True, "640100")
    _, found, _ = run(capsys, "workdays", "2026-09-24", "+5", "--region", "37")
    assert (found["provisional"], found["result"]) == (False, "2026-10-09")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["2026-02-30", "+5"], "day_impossible"),
        (["2026-09-24", "2026-09-31"], "day_impossible"),
        (["2026-09-24", "5"], "day_impossible"),
        (["2026-09-24", "+0"], "term_below_one"),
        (["2026-09-24", "+-3"], "term_below_one"),
        (["2026-09-24", "+five"], "term_unreadable"),
        (["2026-09-24", "+99999999"], "term_too_long"),
        (["9999-12-30", "+9"], "term_beyond_dates"),
        (["2026-10-09", "2026-09-24"], "days_reversed"),
        (["2026-09-24", "+5", "--region", "99"], "region_unknown"),
    ],
)
def test_refusals_are_one_sentence(capsys: Capture, words: list[str], code: str) -> None:
    status, found, err = run(capsys, "workdays", *words)
    assert (status, found["ok"], found["error"]["code"], found["error"]["where"]) == (1, False, code, None)
    assert found["error"]["message"] == err.strip()
    assert "Traceback" not in err
    assert "{" not in err


@pytest.mark.parametrize(
    "words",
    [
        ["workdays"],
        ["workdays", "2026-09-24"],
        ["workdays", "2026-09-24", "+5", "--unit", "week"],
        ["workdays", "2026-09-24", "2026-10-09", "--no-roll"],
        ["check-id"],
        ["check-id", "1", "--kind", "other"],
    ],
)
def test_wrong_usage_is_two_and_no_object(capsys: Capture, words: list[str]) -> None:
    assert main.main([*words, "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_terms_for_people_in_both_languages(capsys: Capture) -> None:
    assert text(capsys, "workdays", "2026-09-24", "+5", "--lang", "zh_CN") == (
        "自2026-09-24起（当日不计）5个工作日，届满日为2026-10-09（星期五）。\n"
        "不计入：2026-09-25至2026-09-27（放假）、2026-10-01至2026-10-07（放假）\n"
    )
    assert text(capsys, "workdays", "2026-07-14", "+60", "--unit", "day", "--lang", "en") == (
        "60 days after 2026-07-14 (that day not counted) end on 2026-09-14, Monday.\n"
        "The last day was 2026-09-12, Saturday, a rest day, and moved to the next working day.\n"
    )
    assert "暂算" in text(capsys, "workdays", "2026-12-24", "+15")
    assert "Provisional" in text(capsys, "workdays", "2026-12-24", "2027-01-15", "--lang", "en")


def test_refusals_follow_the_language(capsys: Capture) -> None:
    assert main.main(["workdays", "2026-02-30", "+5"]) == 1
    assert "不是有效日期" in capsys.readouterr().err
    assert main.main(["workdays", "2026-02-30", "+5", "--lang=en"]) == 1
    assert "is not a day of the calendar" in capsys.readouterr().err


# --- check-id


@time_machine.travel(datetime(2026, 10, 9, 0, 30, tzinfo=SHANGHAI), tick=False)
def test_a_person(capsys: Capture) -> None:
    status, found, _ = run(capsys, "check-id", "11010519861009102x", "--lang", "en")
    assert status == 0
    assert found == {
        "ok": True,
        "input": "11010519861009102x",
        "kind": "person",
        "status": "invalid",
        "normalised": "11010519861009102X",
        "person": None,
        "reasons": [{"code": "check_digit", "message": rules.REASONS["check_digit"]}],
        "candidates": [],
        "document": None,
    }
    number = "11010519861009102" + identity.person_check_digit("11010519861009102")
    _, found, _ = run(capsys, "check-id", number)
    assert found["status"] == "valid"
    assert found["person"] == {"birth": "1986-10-09", "sex": "female", "age": 40}


@pytest.mark.parametrize(
    ("words", "kind", "status", "normalised"),
    [
        (["110105491231002"], "person", "valid_old", "11010519491231002X"),
        (["649901198603121020"], "person", "doubtful", "649901198603121020"),
        (["110105194912310000", "--from-number-cell"], "person", "lost", None),
        (["110105********002X"], "person", "masked", None),
        (["H12345678"], "person", "other_document", "H12345678"),
        (["91510522204916571f"], "unit", "valid", "91510522204916571F"),
        (["91510522204916571G"], "unit", "doubtful", "91510522204916571G"),
        (["914101006831917309", "--kind", "person"], "person", "invalid", "914101006831917309"),
        (["914101006831917309"], "unit", "valid", "914101006831917309"),
        (["11010519491231002X", "--kind", "unit"], "unit", "invalid", "11010519491231002X"),
        (["什么"], "unknown", "invalid", "什么"),
        ([""], "unknown", "invalid", None),
    ],
)
def test_the_question_is_answered_whatever_the_verdict(
    capsys: Capture, words: list[str], kind: str, status: str, normalised: str | None
) -> None:
    code, found, err = run(capsys, "check-id", *words)
    assert (code, err) == (0, "")
    assert (found["kind"], found["status"], found["normalised"]) == (kind, status, normalised)
    assert all(item["message"] and "{" not in item["message"] for item in found["reasons"])


def test_for_people_the_number_is_masked_unless_asked_for(capsys: Capture) -> None:
    masked = text(capsys, "check-id", "110105491231002")
    assert "110105********002X" in masked
    assert "11010519491231002X" not in masked
    assert "旧式号码" in masked
    assert "11010519491231002X" in text(capsys, "check-id", "110105491231002", "--reveal")
    assert "91510522204916571F" in text(capsys, "check-id", "91510522204916571F", "--lang", "en")


def test_the_real_program_answers_too() -> None:
    """Once as a process of its own: one object on stdout, nothing else."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--json", "workdays", "2026-09-28", "+60"],
        capture_output=True,
        check=True,
        cwd=ROOT.parent,
    )
    assert json.loads(done.stdout.decode("utf-8"))["result"] == "2026-12-25"
    refused = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--json", "workdays", "2026-13-01", "+1"], capture_output=True
    )
    assert refused.returncode == 1
    assert json.loads(refused.stdout.decode("utf-8"))["error"]["code"] == "day_impossible"


# --- sentences


def test_every_reason_is_said_in_both_languages_with_the_same_gaps() -> None:
    i18n.use("zh_CN")
    for source in [*rules.REASONS.values(), *rules.SENTENCES.values()]:
        context = "reasons" if source in rules.REASONS.values() else "sentences"
        translated = i18n.translate(context, source)
        assert translated != source
        assert gaps(translated) == gaps(source)


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_reason_the_rules_give_has_a_sentence_and_no_other() -> None:
    identity_py = (ROOT / "models" / "identity.py").read_text(encoding="utf-8")
    wages_py = (ROOT / "models" / "wages.py").read_text(encoding="utf-8")
    named = set(re.findall(r'_reason\("(\w+)"', identity_py)) | set(re.findall(r'add\("(\w+)"', wages_py))
    chosen = {
        code
        for line in identity_py.splitlines()
        if re.search(r'code = "|status, code = |^    \(r"', line)
        for code in re.findall(r'"([a-z_]+)"', line)
    }
    assert set(rules.REASONS) - named - chosen == set()
    assert (named | chosen) - set(rules.REASONS) - set(identity.STATUSES) == set()


def test_a_problem_of_a_roll_is_said_with_its_amount(capsys: Capture) -> None:
    i18n.use("zh_CN")
    line = Line("W1", "赵㛃", "2026-07", Decimal("25.5"), 33333, 1, 0)
    assert rules.problem_text(problems([line])[0]) == "赵㛃，2026-07：天数乘以日工资为8,499.92元，与表中应发不符。"
