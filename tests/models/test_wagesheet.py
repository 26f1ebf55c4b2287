"""The wage sheet: what is typed and pasted lands where it belongs, once; sums are those of the roll."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import money, wagemarks, wagepaste, wages, wagesheet
from models.errors import KnownError
from models.pack import SHIPPED
from models.workdays import read_calendar
from tests.models.papers import LEAD, new_store

ON = date(2026, 10, 9)
CALENDAR = read_calendar(SHIPPED)
GOOD_ID = "11010519491231002X"


def sheet(*names, months=("2026-07", "2026-08"), pay_day="次月10日"):
    made = wagesheet.blank("visit", "unit", pay_day)
    for name in names:
        wagesheet.add_workers(made, name=name)
    for month in months:
        wagesheet.add_this_month(made, month)
    return made


def type_in(made, cells):
    plan = wagesheet.plan(made, [(list(made.workers)[w], key, text) for w, key, text in cells], ON)
    wagesheet.apply(made, plan)
    return plan


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    yield made
    made.close()


def test_what_is_written_is_read_again_the_same(store):
    made = sheet("赵㛃", "买买提·阿不力孜")
    plan = type_in(made, [(0, "2026-07.due", "8,640.00"), (0, "2026-07.paid", "3000"), (1, "id_no", GOOD_ID)])
    with store.change(LEAD, "test") as tx:
        wagesheet.write(tx, made, plan)
    assert store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"] == 1
    again = wagesheet.read(store, made.roll["id"])
    assert [w["name"] for w in again.workers.values()] == ["赵㛃", "买买提·阿不力孜"]
    worker = next(iter(again.workers))
    assert again.row(worker)["2026-07.owed"] == "5,640.00"
    assert again.workers[list(again.workers)[1]]["id_status"]
    assert (again.roll["unit"], again.roll["pay_day"]) == ("unit", "次月10日")


def test_days_and_rate_fill_what_is_due_until_somebody_says_otherwise():
    made = sheet("李大山")
    type_in(made, [(0, "day_rate", "340"), (0, "2026-07.days", "26.5")])
    worker = next(iter(made.workers))
    assert made.lines[(worker, "2026-07")]["due_fen"] == 901_000
    type_in(made, [(0, "2026-07.days", "27")])
    assert made.lines[(worker, "2026-07")]["due_fen"] == 918_000
    type_in(made, [(0, "2026-07.due", "9000")])
    type_in(made, [(0, "2026-07.days", "20")])
    assert made.lines[(worker, "2026-07")]["due_fen"] == 900_000
    assert [m.problem.code for m in wagemarks.marks(made, ON) if m.problem and "due" in m.key] == ["due_differs"]


def test_what_cannot_be_read_changes_nothing_and_is_named():
    made = sheet("李大山")
    type_in(made, [(0, "2026-07.due", "100")])
    plan = type_in(made, [(0, "2026-07.due", "约一百"), (0, "2026-07.paid", "-5"), (0, "2026-08.due", "20")])
    assert [(key, text) for _, key, text in plan.unread] == [("2026-07.due", "约一百"), ("2026-07.paid", "-5")]
    assert made.row(next(iter(made.workers)))["2026-07.due"] == "100.00"
    assert made.row(next(iter(made.workers)))["2026-08.due"] == "20.00"


def test_taking_back_restores_every_cell():
    made = sheet("李大山", "周小满")
    type_in(made, [(0, "2026-07.due", "100"), (1, "trade", "木工")])
    before = [dict(made.row(w)) for w in made.workers]
    plan = wagesheet.plan(
        made, [(w, k, t) for w in made.workers for k, t in (("2026-07.due", "7"), ("name", "甲"), ("trade", ""))], ON
    )
    back = wagesheet.undo_of(made, plan)
    wagesheet.apply(made, plan)
    assert [dict(made.row(w)) for w in made.workers] != before
    wagesheet.apply(made, back)
    assert [dict(made.row(w)) for w in made.workers] == before


def test_marks_warn_and_keep():
    made = sheet("赵㛃", "钱䶮", "")
    type_in(
        made,
        [(0, "id_no", "110105194912310021"), (1, "id_no", "110105194912310021"), (1, "2026-07.due", "10"),
         (1, "2026-07.paid", "11")],
    )  # fmt: skip
    marks = wagemarks.marks(made, ON)
    first, second = list(made.workers)[:2]
    assert {(m.worker, m.key) for m in marks} >= {(first, "id_no"), (second, "id_no"), (second, "2026-07.paid")}
    assert made.workers[first]["id_no"] == "110105194912310021"


def test_the_same_number_twice_names_the_other():
    made = sheet("赵㛃", "钱䶮")
    type_in(made, [(0, "id_no", GOOD_ID), (1, "id_no", GOOD_ID.lower())])
    (mark,) = [m for m in wagemarks.marks(made, ON) if m.twice_with]
    assert (mark.worker, mark.twice_with) == (list(made.workers)[1], "赵㛃")


AMOUNT = st.one_of(st.none(), st.integers(0, 10**9))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=12))
def test_sums_are_those_of_the_lines(amounts):
    made = sheet(*(f"甲{n}" for n in range(len(amounts))), months=("2026-07",))
    cells = []
    for n, (due, paid) in enumerate(amounts):
        cells += [(n, "2026-07.due", "" if due is None else money.yuan(due))]
        cells += [(n, "2026-07.paid", "" if paid is None else money.yuan(paid, grouped=True))]
    type_in(made, cells)
    owed = sum(max(0, d - p) for d, p in amounts if d is not None and p is not None)
    assert wagesheet.totals(made).owed_fen == owed
    assert wagesheet.month_totals(made).get("2026-07.owed", 0) == owed
    found = wagesheet.arrears(made, ON, CALENDAR)
    assert found.amount_fen == owed
    assert len(found.unknown) == sum((d is None) != (p is None) for d, p in amounts)


def test_without_a_pay_day_nothing_is_overdue_and_it_is_said():
    with pytest.raises(KnownError, match="pay_day_missing"):
        wagesheet.arrears(sheet("甲", pay_day=None), ON, CALENDAR)


def test_the_next_month_follows_the_last_one_over_the_year():
    assert wagesheet.add_month(sheet(months=("2025-11", "2025-12")), ON) == "2026-01"
    assert wagesheet.add_month(sheet(months=()), date(2026, 1, 5)) == "2025-12"


@pytest.mark.parametrize("last", ["2026-09", "2026-10"])
def test_where_the_next_month_is_not_over_the_one_before_the_first_is_added(last):
    made = sheet(months=("2026-08", last))
    assert wagesheet.add_month(made, ON) == "2026-07"
    assert made.months == ["2026-07", "2026-08", last]


def test_the_pay_day_comes_from_another_roll_or_the_answer(store):
    with store.change(LEAD, "test") as tx:
        tx.new(
            "answer", inspection="v", item="S07-01", unit="u", answer="x", facts={"pay_day": 15, "next_month": True}
        )
    assert wagesheet.usual_pay_day(store, "v", "u") == "次月15日"
    with store.change(LEAD, "test") as tx:
        tx.new("wage_roll", inspection="v", unit="w", pay_day="当月25日")
    assert wagesheet.usual_pay_day(store, "v", "u") == "当月25日"


# --- pasting


def cells(text):
    return [line.split("\t") for line in text.split("\n")]


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("姓名\t2026年7月应发\t2026年7月实发", ("name", "2026-07.due", "2026-07.paid")),
        ("姓名\t7月应付(元)\t7月已付(元)", ("name", "2026-07.due", "2026-07.paid")),
        ("序号\t姓名\t身份证号码\t工种\t日工资", (None, "name", "id_no", "trade", "day_rate")),
        ("姓名\t12月应发工资\t备注", ("name", "2025-12.due", None)),
        ("姓名\t月份\t应发\t实发", ("name", "month", "?.due", "?.paid")),
        ("姓  名\t2026.8 应发\t2026.8 实发", ("name", "2026-08.due", "2026-08.paid")),
    ],
)
def test_headers_as_contractors_write_them(head, keys):
    assert wagepaste.table_of(cells(f"{head}\n甲"), (), ON).keys == keys


def test_a_month_over_its_columns_and_titles_and_totals():
    text = "2026年工资表\n姓名\t7月\t\t8月\t\n\t应发\t实发\t应发\t实发\n甲\t1\t2\t3\t4\n\t\t\t\t\n合 计\t1\t2\t3\t4"
    table = wagepaste.table_of(cells(text), (), ON)
    assert table.keys == ("name", "2026-07.due", "2026-07.paid", "2026-08.due", "2026-08.paid")
    assert [row[0] for row in table.rows] == ["甲"] and table.left_out == 1
    assert table.months == ["2026-07", "2026-08"]


def test_a_table_without_a_header_is_none():
    assert wagepaste.table_of(cells("甲\t1\t2\n乙\t3\t4"), (), ON) is None


def test_a_worker_is_met_by_number_before_name():
    made = sheet("王伟", "王伟", months=())
    type_in(made, [(0, "id_no", GOOD_ID)])
    table = wagepaste.table_of(cells(f"姓名\t身份证号\t2026年7月应发\n王伟\t{GOOD_ID}\t100"), (), ON)
    wagesheet.apply(made, wagepaste.paste(made, table, ON))
    assert len(made.workers) == 2 and made.lines[(next(iter(made.workers)), "2026-07")]["due_fen"] == 10_000


def test_two_of_the_same_name_without_number_become_no_one_elses_line():
    made = sheet("王伟", "王伟", months=())
    table = wagepaste.table_of(cells("姓名\t2026年7月应发\n王伟\t100"), (), ON)
    wagesheet.apply(made, wagepaste.paste(made, table, ON))
    assert len(made.workers) == 3, "nobody can say which of the two it is"


def test_one_line_a_month():
    table = wagepaste.table_of(cells("姓名\t月份\t应发\t实发\n甲\t7月\t10\t1\n甲\t2026-08\t20\t2"), (), ON)
    made = sheet(months=())
    wagesheet.apply(made, wagepaste.paste(made, table, ON))
    assert [(line.month, line.due_fen, line.paid_fen) for line in made.all_lines()] == [
        ("2026-07", 1000, 100), ("2026-08", 2000, 200),
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=20))
def test_pasting_twice_is_pasting_once(amounts):
    lines = "\n".join(f"甲{n}\t{money.yuan(fen)}" for n, fen in enumerate(amounts))
    made = sheet(months=())
    for _ in range(2):
        table = wagepaste.table_of(cells(f"姓名\t2026年7月应发\n{lines}"), made.months, ON)
        wagesheet.apply(made, wagepaste.paste(made, table, ON))
    assert [line.due_fen for line in made.all_lines()] == amounts
    assert wages.totals(made.all_lines()).people == len(amounts)
