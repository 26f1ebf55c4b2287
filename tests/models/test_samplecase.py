"""A case from a file as records: everything in it arrives, faults name their field and store nothing."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from models import authority, wages
from models.caseread import Node, read_case
from models.errors import KnownError
from models.profile import Profile
from models.samplecase import load_case, office_of, officers_of
from tests.models.test_profile import CLOCK, FAST

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "sample-case.json"
CASES = json.loads(FIXTURE.read_bytes())["cases"]
WORDS = "the whole brigade says so"


@pytest.fixture
def profile(tmp_path):
    case = Node(CASES[0])
    made = Profile.create(
        tmp_path / "p", office=office_of(case), officers=officers_of(case, WORDS), clock=CLOCK, keystore=None,
        kdf=FAST,
    )  # fmt: skip
    with made:
        yield made


def test_case_a_arrives_whole(profile):
    loaded = load_case(profile, Node(CASES[0]))
    store = profile.store
    assert loaded.records == {
        "answer": 48, "approval": 1, "clue": 1, "deposit": 1, "draft": 3, "engagement": 3, "evidence": 6,
        "inspection": 1, "labour_cost": 4, "project": 1, "unit": 3, "wage_account": 1, "wage_line": 48,
        "wage_roll": 1, "wage_worker": 12,
    }  # fmt: skip
    for table, count in loaded.records.items():
        assert len(store.find(table)) == count, table
    units = {u["name"]: u for u in store.find("unit")}
    contractor = units["星河宏基建筑工程有限公司"]
    assert contractor["uscc_status"] in ("valid", "doubtful") and contractor["legal_rep"] == "高远航"
    sub = units["晨光区众诚建筑劳务有限公司"]
    (engaged,) = store.find("engagement", unit=sub["id"])
    assert (engaged["hired_by"], engaged["form"], engaged["employs"]) == (contractor["id"], "subcontract", True)
    assert store.find("engagement", unit=contractor["id"])[0]["employs"] is False
    assert store.get("project", loaded.project)["contract_fen"] == 8_650_000_000
    assert store.find("deposit")[0]["required_fen"] == 129_750_000
    roll = store.find("wage_roll")[0]
    assert (roll["unit"], roll["pay_day"]) == (sub["id"], "次月10日")
    lines = store.find("wage_line")
    assert sum(x["due_fen"] - x["paid_fen"] for x in lines) == 22_885_500
    assert {x["days"] for x in lines} >= {"26", "26.5"}
    worker = store.find("wage_worker")[2]
    assert (worker["name"], worker["place"], worker["id_no"]) == ("孙𠅤", 3, "649901198307211072")


def test_the_visit_carries_what_the_guards_ask_for(profile):
    loaded = load_case(profile, Node(CASES[0]))
    visit = profile.store.get("inspection", loaded.inspection)
    assert visit["started_at"] == "2026-10-09T09:30:00.000+08:00" and visit["entry_scan_at"] == visit["started_at"]
    assert visit["notice_no"] == "星晨人社监检通字〔2026〕第131号" and visit["received_by"] == "罗建"
    assert visit["lead"] == profile.officer_of("XC-JC-0001") and visit["assistant"] == profile.officer_of(
        "XC-JC-0002"
    )
    day = authority.visit_day(visit)
    assert authority.blocking(authority.problems(profile.store, visit, day, profile.pack)) == []


def test_drafts_name_units_by_id(profile):
    loaded = load_case(profile, Node(CASES[0]))
    notice, order, second = (profile.store.get("draft", d) for d in loaded.drafts)
    names = {u["id"]: u["name"] for u in profile.store.find("unit")}
    assert notice["appear_at"] == "2026-10-13T09:30:00.000+08:00" and len(notice["materials"]) == 10
    assert [names[u] for u in order["addressees"]] == ["星河宏基建筑工程有限公司"]
    assert [names[u] for u in second["addressees"]] == ["星河市晨光城市建设投资有限公司"]
    wages_first, board = order["requirements"]
    assert names[wages_first["facts"]["employer"]] == "晨光区众诚建筑劳务有限公司"
    assert board["facts"] == {"missing": "当地最低工资标准、法律援助申请渠道"}
    assert order["preview_serial"] == 78 and order["period"] == ["2026-07", "2026-08", "2026-09"]


def test_case_b_with_a_foreman_an_event_and_no_account(profile):
    load_case(profile, Node(CASES[1]))
    store = profile.store
    (person,) = store.find("unit", kind="person")
    assert person["name"] == "周大有" and person["uscc"] is None
    (event,) = store.find("finding")
    assert (event["event"], event["facts"]) == ("inquiry_missed", {"since": "2026-06-15"})
    assert store.find("wage_account") == [] and store.find("deposit")[0]["lodged_fen"] == 0
    cause = [a for a in store.find("answer") if a["item"] == "S07-08"]
    assert cause[0]["answer"] == "illegal_subcontract"


def test_both_cases_in_one_profile_and_one_of_them_twice(profile):
    first = load_case(profile, Node(CASES[0]))
    load_case(profile, Node(CASES[1]))
    again = load_case(profile, Node(CASES[0]))
    assert again.project == first.project and again.inspection != first.inspection
    assert "unit" not in again.records and "deposit" not in again.records
    assert len(profile.store.find("unit")) == 6 and len(profile.store.find("officer")) == 2
    assert len(profile.store.find("engagement", project=first.project)) == 3


def test_one_act_of_the_officer_who_unlocked(profile):
    loaded = load_case(profile, Node(CASES[0]))
    operations = profile.store.rows("SELECT seq, act, actor FROM sync_op ORDER BY pos")
    assert [o["act"] for o in operations] == ["create_profile", "load_case"]
    assert operations[1]["actor"] == profile.officer_id
    assert len(profile.store.history(loaded.inspection)) == 1


def test_an_officer_of_the_file_who_is_not_in_the_register_is_entered(profile):
    case = copy.deepcopy(CASES[0])
    case["inspectors"][1] = {
        "name": "新人", "role": "assistant", "cert_no": "XC-JC-0099", "cert_kind": "labour_inspection",
        "valid_from": "2026-01-01", "valid_until": "2031-01-01",
    }  # fmt: skip
    loaded = load_case(profile, Node(case))
    assert loaded.records["officer"] == loaded.records["certificate"] == 1
    visit = profile.store.get("inspection", loaded.inspection)
    assert profile.store.get("officer", visit["assistant"])["name"] == "新人"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("project.name", None),
        ("project.contract_amount", 1.5),
        ("units.gc.role", None),
        ("inspection.started_at", "2026-10-09T09:30"),
        ("inspection.approval.approved_on", "2026-02-30"),
        ("wage_rows[3].due", "一万"),
        ("wage_rows[3].month", "2026-13"),
        ("wage_rows[3].worker_id", "W99"),
        ("checklist_answers[0].unit", "nobody"),
        ("drafts[1].addressees[0]", "nobody"),
        ("evidence", "a text"),
        ("inspectors[0].cert_no", ""),
    ],
)
def test_a_fault_names_its_field_and_nothing_is_stored(profile, path, value):
    case = copy.deepcopy(CASES[0])
    holder, keys = case, path.replace("[", ".[").split(".")
    for key in keys[:-1]:
        holder = holder[int(key[1:-1])] if key.startswith("[") else holder[key]
    last = keys[-1]
    holder[int(last[1:-1]) if last.startswith("[") else last] = value
    before = profile.store.digest()
    with pytest.raises(KnownError) as caught:
        load_case(profile, Node(case))
    assert caught.value.code == "case_field_bad" and caught.value.where.field == path
    assert profile.store.digest() == before and profile.store.find("project") == []


def test_a_file_that_is_no_case(tmp_path):
    for text in ("", "[1]", "{", "\ufffe"):
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(KnownError) as caught:
            read_case(tmp_path / "x.json")
        assert caught.value.code == "case_unreadable"
    with pytest.raises(KnownError) as caught:
        read_case(tmp_path / "none.json")
    assert caught.value.code == "file_not_found"


def test_arrears_as_of_both_days_come_from_the_stored_lines(profile):
    from datetime import date

    from models import workdays

    load_case(profile, Node(CASES[0]))
    names = {w["id"]: w["name"] for w in profile.store.find("wage_worker")}
    lines = [
        wages.Line(worker=x["worker"], name=names[x["worker"]], month=x["month"], due_fen=x["due_fen"],
                   paid_fen=x["paid_fen"])
        for x in profile.store.find("wage_line")
    ]  # fmt: skip
    months = ["2026-06", "2026-07", "2026-08", "2026-09"]
    calendar = workdays.load_calendar(profile.pack.calendar)
    sums = [
        wages.arrears(lines, months, day, "次月10日", calendar).amount_fen
        for day in (date(2026, 10, 9), date(2026, 10, 14))
    ]
    assert sums == [14_180_500, 22_885_500]
