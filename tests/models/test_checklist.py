"""Who answers, what applies, what follows: both worked cases' findings come out of their answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.casefile import case_from_sample
from models.answers import check_answer, flags, proposed
from models.checklist import Answer, Event, Finding, Situation, Unit, applicable, findings, respondents
from models.errors import KnownError
from models.pack import load

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))["cases"]
DEV = Unit("dev", "developer", "甲建设单位")
GC = Unit("gc", "general_contractor", "乙总包")
SUB = Unit("sub", "subcontractor", "丙分包", hires=True, engaged_by="gc", engaged_as="subcontract")
SUB2 = Unit("sub2", "subcontractor", "丁分包", hires=True, engaged_by="gc", engaged_as="subcontract")
MAN = Unit("man", "individual", "周某", hires=True, engaged_by="gc", engaged_as="individual", kind="person")


def made(units: tuple[Unit, ...], *answers: tuple[str, str, str], fields: dict | None = None, **rest: Any) -> Any:
    found = tuple(Answer(i, u, v, (fields or {}).get(i, {})) for i, u, v in answers)
    return findings(Situation(units, found, **rest), load())


def by_code(found: tuple[Finding, ...]) -> dict[str, Finding]:
    return {f.violation: f for f in found}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["case_id"])
def test_the_worked_findings_come_out_of_the_answers(case: dict) -> None:
    found = findings(case_from_sample(case).situation, load())
    assert [
        {
            "unit": f.addressee,
            "violation": f.violation,
            "items": list(f.items),
            "covered_by": f.covered_by,
            "answered_on": f.answered_on,
            "because": f.because,
            "event": f.event,
            "since": f.since.isoformat() if f.since else None,
        }
        for f in found
    ] == [
        {k: expected.get(k) for k in ("unit", "violation", "items", "covered_by", "answered_on", "because", "event", "since")}
        for expected in case["findings"]
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["case_id"])
def test_the_worked_orders_take_the_preselected_wording(case: dict) -> None:
    found = findings(case_from_sample(case).situation, load())
    chosen = [f.variant for f in found if not f.covered_by and not f.event]
    wanted = [r["variant"] for d in case["drafts"] for r in d.get("requirements", [])]
    assert chosen == wanted


def test_employer_means_the_units_that_hire() -> None:
    item = load().item("S07-02")
    assert respondents(item, Situation((DEV, GC, SUB, SUB2))) == (SUB, SUB2)
    assert respondents(item, Situation((DEV, GC, MAN))) == (GC,)
    assert respondents(item, Situation((DEV, GC, replace(SUB, hires=False)))) == (GC, replace(SUB, hires=False))
    assert respondents(load().item("S04-03"), Situation((DEV, GC, SUB))) == (GC, SUB)
    assert respondents(load().item("S11-04"), Situation((DEV, GC, SUB))) == (SUB, GC, DEV)


def test_a_question_that_does_not_apply() -> None:
    assert applicable(load().item("S05-03"), Situation((DEV, GC))) is False
    assert applicable(load().item("S05-03"), Situation((DEV, GC, SUB))) is True
    assert applicable(load().item("S12-02"), Situation((GC,))) is None
    assert applicable(load().item("S12-02"), Situation((GC,), project_completed=False)) is False


def test_good_answers_and_na_find_nothing() -> None:
    units = (DEV, GC, SUB)
    answers = [
        (item.id, unit.key, value)
        for item in load().items
        for unit in respondents(item, Situation(units))
        for value in ([item.compliant] if item.compliant else [])
    ]
    assert made(units, *answers) == ()
    assert made(units, *((i, u, "na") for i, u, _ in answers)) == ()


def test_two_subcontractors_that_owe_are_two_findings_on_the_contractor() -> None:
    found = made((GC, SUB, SUB2), ("S07-02", "sub", "no"), ("S07-06", "sub", "yes"), ("S07-02", "sub2", "no"))
    assert [(f.addressee, f.answered_on, f.items, f.facts) for f in found] == [
        ("gc", "sub", ("S07-02", "S07-06"), {"employer": "sub"}),
        ("gc", "sub2", ("S07-02",), {"employer": "sub2"}),
    ]
    assert {f.because for f in found} == {"GZTL-30/3"}


def test_an_employer_that_owes_is_ordered_itself() -> None:
    hiring = replace(GC, hires=True)
    (found,) = made((DEV, hiring), ("S07-02", "gc", "no"))
    assert (found.addressee, found.answered_on, found.because) == ("gc", None, None)
    assert found.variant == "V-ARREARS/employer"


def test_works_passed_on_whole() -> None:
    passed = replace(SUB, engaged_as="transfer")
    (found,) = made((DEV, GC, passed), ("S07-02", "sub", "no"))
    assert (found.variant, found.because) == ("V-ARREARS/transfer", "GZTL-30/4")
    assert "V-ARREARS/subcontractor" in found.alternatives


def test_a_developer_that_did_not_pay_is_offered_beside_the_contractor() -> None:
    (found,) = made((DEV, GC, SUB), ("S07-02", "sub", "no"), ("S07-08", "gc", "developer_nonpayment"))
    assert found.addressee == "gc"
    assert ("dev", "V-ARREARS/developer_advance", "GZTL-29/2") in found.other_addressees


def test_a_recorded_conclusion_on_who_must_pay_decides() -> None:
    found = by_code(
        made(
            (DEV, GC, SUB),
            ("S07-02", "sub", "no"),
            ("S11-03", "dev", "yes"),
            ("S11-04", "gc", "developer"),
            fields={"S11-04": {"liable_units": ["dev"]}},
        )
    )
    assert (found["V-ARREARS"].addressee, found["V-ARREARS"].because) == ("dev", "GZTL-37")
    assert found["V-ARREARS"].variant == "V-ARREARS/illegal_project"


def test_the_office_may_leave_out_the_disputed_article() -> None:
    own = load(office_options={"ldjc26_against_non_employer": "leave_out"})
    situation = Situation((GC, SUB), (Answer("S07-02", "sub", "no"),))
    (found,) = findings(situation, own)
    assert found.variant == "V-ARREARS/subcontractor_without_ldjc26"
    assert found.alternatives == ("V-ARREARS/subcontractor",)
    assert "LDJC-26/1.1" not in {a["id"] for a in found.articles}


def test_lending_a_name() -> None:
    found = by_code(made((replace(GC, hires=True),), ("S07-02", "gc", "no"), ("S11-02", "gc", "yes")))
    assert found["V-ARREARS"].variant == "V-ARREARS/name_lending"
    assert found["V-ILLEGALSUB"].covered_by == "V-ARREARS/name_lending"
    assert found["V-ILLEGALSUB"].variant == "V-ILLEGALSUB/name_lending"


def test_contracts_missing_at_the_subcontractor_do_not_merge_with_the_contractors_register() -> None:
    found = by_code(made((GC, SUB), ("S04-01", "sub", "no"), ("S04-03", "gc", "no")))
    assert found["V-CONTRACT"].addressee == "sub"
    assert found["V-CONTRACT"].covered_by is None
    assert found["V-REALNAME"].variant == "V-REALNAME/unregistered"


def test_facts_come_from_the_fields_of_the_failed_question() -> None:
    found = by_code(
        made(
            (GC, SUB),
            ("S04-03", "gc", "no"),
            ("S10-01", "gc", "yes"),
            ("S10-02", "gc", "no"),
            ("S06-06", "sub", "yes"),
            fields={
                "S04-03": {"unregistered": 15, "on_site_workers": 46},
                "S10-02": {f.name: f.name not in ("minimum_wage", "legal_aid_channel") for f in load().item("S10-02").fields},
                "S06-06": {"cards_withheld": 3, "pretext": "代为保管"},
            },
        )
    )  # fmt: skip
    assert found["V-REALNAME"].facts == {"workers": 15}
    assert found["V-BOARD"].facts == {"missing": ["当地最低工资标准", "法律援助申请渠道"]}
    assert found["V-BOARD"].missing == ()
    assert found["V-CARD"].variant == "V-CARD/pretext"
    assert found["V-CARD"].facts == {"workers": 3, "pretext": "代为保管"}


def test_a_finding_says_which_facts_nobody_entered() -> None:
    (found,) = made((GC,), ("S10-01", "gc", "yes"), ("S10-02", "gc", "no"))
    assert found.missing == ("missing",)


def test_foremen_who_hand_out_wages_are_the_contractors_matter() -> None:
    (found,) = made((GC, SUB), ("S06-05", "sub", "yes"), ("S06-03", "gc", "no"))
    assert (found.violation, found.addressee, found.items) == ("V-PROXY", "gc", ("S06-03", "S06-05"))


def test_a_finding_keeps_the_articles_as_they_stand() -> None:
    (found,) = made((GC,), ("S10-01", "gc", "no"))
    kept = {(a["kind"], a["id"]): a for a in found.articles}
    assert kept["order", "GZTL-56/1.4"]["text"].startswith("施工总承包单位未实行")
    assert kept["duty", "GZTL-34"]["confidence"] == "verified"
    assert kept["duty", "GZTL-34"]["pack"].startswith("cn-wage ")


def test_a_later_answer_replaces_the_earlier() -> None:
    assert made((GC,), ("S10-01", "gc", "no"), ("S10-01", "gc", "yes")) == ()


def test_an_event_is_a_finding_by_itself() -> None:
    event = Event("inquiry_missed", "gc", date(2026, 6, 15), {"inquiry_no": "第66号"})
    (found,) = findings(Situation((GC,), events=(event,)), load())
    assert (found.violation, found.variant, found.since) == ("V-OBSTRUCT", "V-OBSTRUCT/no_show", date(2026, 6, 15))
    assert found.missing == ("inquiry_date", "missing")


def test_illegal_project_alone_is_reported_not_ordered() -> None:
    found = by_code(made((DEV, GC), ("S01-01", "dev", "no"), investment="government"))
    assert found["V-FUNDS"].variant == "V-FUNDS/prefinanced"
    assert found["V-FUNDS"].referral
    without = by_code(made((DEV, GC), ("S11-03", "dev", "yes")))
    assert without["V-FUNDS"].variant is None
    assert without["V-FUNDS"].alternatives == ("V-FUNDS/prefinanced", "V-FUNDS/none")


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        (Situation((GC,), (Answer("S99-01", "gc", "no"),)), "item_unknown"),
        (Situation((GC,), (Answer("S10-01", "who", "no"),)), "unit_unknown"),
        (Situation((GC,), events=(Event("eclipse", "gc"),)), "event_unknown"),
    ],
)
def test_unknown_things_are_refused(situation: Situation, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        findings(situation, load())
    assert caught.value.code == code


# --- one answer


@pytest.mark.parametrize(
    ("item", "value", "fields"),
    [
        ("S01-01", "no", {"investment_type": "government", "funds_in_place_ratio": "0.4"}),
        ("S01-02", "yes", {"guarantee_amount": 100_000_000, "valid_until": "2027-06-30", "guarantee_no": None}),
        ("S04-01", "no", {"without_contract": 15, "workers": 15}),
        ("S07-01", "按月，次月10日", {"pay_cycle": "month", "pay_day": 10, "next_month": True}),
        ("S07-03", "computed", {}),
        ("S07-08", "other", {}),
        ("S08-01", "no", {"missing_columns": ["net", "id_no"]}),
        ("S10-02", "no", {"minimum_wage": False, "missing": ["当地最低工资标准"]}),
        ("S11-04", "developer", {"liable_units": ["dev"]}),
    ],
)
def test_a_good_answer(item: str, value: str, fields: dict) -> None:
    check_answer(load().item(item), value, fields, load())


@pytest.mark.parametrize(
    ("item", "value", "fields", "code"),
    [
        ("S01-01", "maybe", {}, "answer_not_allowed"),
        ("S07-08", "bad_weather", {}, "answer_not_allowed"),
        ("S01-01", "no", {"investment_type": "foreign"}, "answer_field_bad"),
        ("S01-02", "yes", {"guarantee_amount": 1.5}, "answer_field_bad"),
        ("S01-02", "yes", {"guarantee_amount": -1}, "answer_field_bad"),
        ("S01-02", "yes", {"valid_until": "2026-02-30"}, "answer_field_bad"),
        ("S01-01", "no", {"funds_in_place_ratio": 0.4}, "answer_field_bad"),
        ("S04-01", "no", {"without_contract": True}, "answer_field_bad"),
        ("S08-01", "no", {"missing_columns": ["colour"]}, "answer_field_bad"),
        ("S02-04", "no", {"month": "2026-13"}, "answer_field_bad"),
        ("S04-01", "no", {"shoe_size": 43}, "answer_field_unknown"),
    ],
)
def test_a_bad_answer_is_refused(item: str, value: str, fields: dict, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        check_answer(load().item(item), value, fields, load())
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("item", "fields", "expected"),
    [
        ("S04-01", {"without_contract": 1}, "no"),
        ("S04-01", {"without_contract": 0}, None),
        ("S04-01", {}, None),
        ("S01-02", {"valid_until": "2026-10-08"}, "no"),
        ("S01-02", {"valid_until": "2026-10-09"}, None),
        ("S02-02", {"payment_cycle_days": 32}, "no"),
        ("S02-02", {"payment_cycle_days": 31}, None),
        ("S06-03", {"payroll_workers": 46, "paid_by_account_workers": 45}, "no"),
        ("S09-01", {"lodged_amount": 0, "required_amount": 14_700_000}, "no"),
        ("S10-02", {"minimum_wage": False}, "no"),
        ("S10-02", {}, None),
        ("S07-01", {"pay_day": 10}, None),
    ],
)
def test_figures_propose_an_answer(item: str, fields: dict, expected: str | None) -> None:
    assert proposed(load().item(item), fields, date(2026, 10, 9)) == expected


def test_figures_that_are_worth_a_second_look() -> None:
    gate = load().item("S04-04")
    assert flags(gate, {"attendance_today": 40, "headcount_today": 46}) == ("attendance_mismatch",)
    assert flags(gate, {"attendance_today": 44, "headcount_today": 46}) == ()
    account = load().item("S03-01")
    assert flags(account, {"contract_signed": "2026-03-10", "opened_on": "2026-04-10"}) == ("opened_late",)
    assert flags(account, {"contract_signed": "2026-03-10", "opened_on": "2026-04-09"}) == ()
