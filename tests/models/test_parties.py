"""The project card: codes are warned about and kept, parties know who engaged them, look-alikes are only a hint."""

from __future__ import annotations

import pytest

from models import parties, search

ACTOR = "officer-1"


def act(store, fn):
    with store.change(ACTOR, "test") as tx:
        return fn(tx)


@pytest.fixture
def project(store):
    return act(store, lambda tx: parties.new_project(tx, " 东山新村 "))


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [("91649901MA0AAA024R", "valid", None), ("91649901ma0aaa024r", "valid", None),
     ("91649901MA0AAA024X", "doubtful", "unit_check_digit_old"), ("91649901MA0AAB024X", "invalid", "unit_check_digit"),
     ("９１６４９９０１MA0AAA024R", "valid", None), ("没有代码", "invalid", "unit_characters"), ("  ", None, None),
     (None, None, None)],
)  # fmt: skip
def test_a_code_is_kept_with_its_verdict(store, project, code, status, reason):
    engagement = act(store, lambda tx: parties.add_party(tx, project, "developer"))
    unit = store.get("engagement", engagement)["unit"]
    act(store, lambda tx: parties.set_unit(tx, unit, {"name": "甲", "uscc": code, "note": "not a field of the card"}))
    row = store.get("unit", unit)
    assert (row["uscc_status"], row["uscc_reason"], row["name"], row["note"]) == (status, reason, "甲", None)
    assert bool(row["uscc"]) == bool(code and code.strip())


def test_parties_below_the_contractor_are_engaged_by_it(store, project):
    contractor = act(store, lambda tx: parties.add_party(tx, project, "general_contractor"))
    unit = store.get("engagement", contractor)["unit"]
    rows = {r: store.get("engagement", act(store, lambda tx, r=r: parties.add_party(tx, project, r)))
            for r in ("subcontractor", "individual", "developer")}  # fmt: skip
    assert {r: (e["hired_by"], e["form"]) for r, e in rows.items()} == {
        "subcontractor": (unit, "subcontract"), "individual": (unit, "individual"), "developer": (None, None)
    }  # fmt: skip
    assert {e["employs"] for e in rows.values()} == {None}, "whether it hires is for a person to say"
    assert store.get("unit", rows["individual"]["unit"])["kind"] == "person"
    with pytest.raises(ValueError):
        act(store, lambda tx: parties.add_party(tx, project, "bank"))


def test_a_unit_known_before_is_taken_and_the_empty_one_goes(store, project):
    old = act(store, lambda tx: tx.new("unit", name="宏基", uscc="91649901MA0AAA024R"))
    engagement = act(store, lambda tx: parties.add_party(tx, project, "developer"))
    empty = store.get("engagement", engagement)["unit"]
    assert parties.known_unit(store, "91649901MA0AAA024R", empty)["id"] == old
    act(store, lambda tx: parties.take_known(tx, engagement, old))
    assert store.get("engagement", engagement)["unit"] == old
    assert store.get("unit", empty) is None


def test_a_unit_with_answers_is_not_thrown_away(store, project):
    old = act(store, lambda tx: tx.new("unit", name="宏基"))
    engagement = act(store, lambda tx: parties.add_party(tx, project, "developer"))
    before = store.get("engagement", engagement)["unit"]
    act(store, lambda tx: tx.new("answer", inspection="i", item="S01-01", unit=before, answer="yes"))
    act(store, lambda tx: parties.take_known(tx, engagement, old))
    assert store.get("unit", before) is not None


def test_names_are_compared_without_width_space_and_case(store, project):
    search.keep(store)()
    assert [r.id for r in parties.look_alikes(store, "东山　新村")] == [project]
    assert parties.look_alikes(store, "东山") == []
    assert parties.look_alikes(store, "东山新村", but=project) == parties.look_alikes(store, "  ") == []


def test_a_project_is_complete_with_name_and_address(store, project):
    assert parties.completed(store, project, {"permit_no": "1"}) == {}
    assert parties.completed(store, project, {"address": "东山路1号"}) == {"temporary": False}
    act(store, lambda tx: tx.set("project", project, address="东山路1号", temporary=False))
    assert parties.completed(store, project, {"name": "新名"}) == {}


@pytest.mark.parametrize(
    ("months", "found"), [([], "2026-12"), (["2026-12"], "2027-01"), (["2026-05", "2026-03"], "2026-06")]
)
def test_the_next_month_follows_the_last(store, project, months, found):
    for month in months:
        act(store, lambda tx, month=month: tx.new("labour_cost", project=project, month=month))
    assert parties.next_month(store, project, "2027-01") == found
