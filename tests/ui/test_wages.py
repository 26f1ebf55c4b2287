"""The wage sheet like the one the office knows: typed, pasted, taken back; one act each, nothing corrected silently."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui import checks, visitcase
from tests.ui.visitcase import unit_of
from ui import theme
from ui.theme import choice


@pytest.fixture
def visit(profile):
    return visitcase.load(profile).inspection


@pytest.fixture
def screen(window, visit, settle):
    made = window.open("wages", inspection=visit)
    settle()
    return made


@pytest.fixture
def empty(window, profile, settle):
    """A visit without a roll, its subcontractor in front."""
    visit = visitcase.load(profile, workers=[], wage_rows=[], pay_day=None).inspection
    made = window.open("wages", inspection=visit, unit=unit_of(profile.store, "subcontractor"))
    settle()
    return made


def acts(store):
    return store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]


def type_into(screen, row, key, text):
    """Go to a cell, type as in a spreadsheet, Enter."""
    grid = screen.view.grid
    at = [c.key for c in screen.rows.columns].index(key)
    grid.setCurrentIndex(screen.rows.index(row, at))
    grid.setFocus()
    grid.edit(grid.currentIndex())
    editor = next(e for e in reversed(grid.findChildren(QLineEdit)) if e.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def text_at(screen, row, key):
    at = [c.key for c in screen.rows.columns].index(key)
    return screen.rows.index(row, at).data(Qt.ItemDataRole.EditRole)


def test_the_sum_on_a_day_is_said_in_words(screen):
    assert "12 workers" in screen.facts.words.text() and "141,805.00" in screen.facts.words.text()
    assert "2026-09: the pay day has not passed yet." in screen.facts.words.text()
    screen.facts.as_of.set_value(date(2026, 10, 14))
    screen.facts.as_of.finished.emit(date(2026, 10, 14))
    assert "228,855.00" in screen.facts.words.text() and "贰拾贰万捌仟捌佰伍拾伍元整" in screen.facts.words.text()


def test_a_typed_cell_is_one_act_and_goes_down(screen, settle):
    store = screen.session.store
    before = acts(store)
    type_into(screen, 0, "2026-09.paid", "1000")
    settle()
    assert acts(store) == before + 1
    assert text_at(screen, 0, "2026-09.paid") == "1,000.00" and text_at(screen, 0, "2026-09.owed") == "6,040.00"
    assert screen.view.grid.currentIndex().row() == 1
    worker = screen.rows.id_at(0)
    (line,) = store.find("wage_line", worker=worker, month="2026-09")
    assert line["paid_fen"] == 100_000
    screen.undo.click()
    settle()
    assert store.get("wage_line", line["id"])["paid_fen"] == 0 and not screen.undo.isEnabled()


def test_what_cannot_be_read_is_said_and_changes_nothing(screen, window, settle):
    before = acts(screen.session.store)
    type_into(screen, 0, "2026-09.paid", "abc")
    settle()
    assert "abc" in window.sentence.text() and acts(screen.session.store) == before
    assert text_at(screen, 0, "2026-09.paid") == "0.00"


def test_a_number_that_is_only_doubtful_does_not_look_wrong(screen, settle):
    column = [c.key for c in screen.rows.columns].index("id_no")
    screen.rows.write_cells([(0, column, "639999197811050457"), (1, column, "630102198503120010")])
    settle()
    doubtful, wrong = screen.rows.index(0, column), screen.rows.index(1, column)
    assert doubtful.data() == "◆ 639999197811050457" and wrong.data().startswith("▲")
    ink = [at.data(Qt.ItemDataRole.ForegroundRole).name() for at in (doubtful, wrong)]
    assert ink == [QColor(theme.color(c)).name() for c in ("warn", "bad")]


def test_more_paid_than_due_is_marked_kept_and_said_where_the_cursor_is(screen, settle):
    screen.rows.write_cells([(2, [c.key for c in screen.rows.columns].index("2026-09.paid"), "9000")])
    settle()
    at = screen.rows.index(2, [c.key for c in screen.rows.columns].index("2026-09.paid"))
    assert at.data().startswith("▲") and at.data(Qt.ItemDataRole.EditRole) == "9,000.00"
    screen.view.grid.setCurrentIndex(at)
    assert "more was paid than was due" in screen._why.text()


def test_only_lines_with_errors(screen, settle):
    numbers = [w["id_no"] for w in screen.sheet.workers.values()]
    assert all(numbers) and screen.wrong.isEnabled()
    screen.wrong.click()
    shown = screen.rows.rowCount()
    assert shown == len({worker for worker, _ in screen._marks}) > 0


def test_a_table_with_a_header_finds_its_columns_in_one_act(empty, window, settle):
    QGuiApplication.clipboard().setText(
        "众诚劳务工资表\n"
        "序号\t姓名\t身份证号\t7月\t\t8月\t\n"
        "\t\t\t应发\t实发\t应发\t实发\n"
        "1\t赵㛃\t11010519491231002X\t8,640.00\t3000\t8640\t2000\n"
        "2\t买买提·阿不力孜\t\t8640\t—\t7680\t另算\n"
        "合计\t\t\t17280\t3000\t16320\t2000\n"
    )
    before = acts(empty.session.store)
    empty.paste.click()
    settle()
    store = empty.session.store
    assert acts(store) == before + 1
    assert [w["name"] for w in store.find("wage_worker")] == ["赵㛃", "买买提·阿不力孜"]
    lines = {(x["month"], x["due_fen"], x["paid_fen"]) for x in store.find("wage_line")}
    assert lines == {
        ("2026-07", 864_000, 300_000), ("2026-08", 864_000, 200_000), ("2026-07", 864_000, None),
        ("2026-08", 768_000, None),
    }  # fmt: skip
    assert "另算" in window.sentence.text() and empty.rows.rowCount() == 2
    assert store.find("wage_roll")[0]["unit"] == unit_of(store, "subcontractor")
    empty.undo.click()
    settle()
    assert not store.find("wage_line") and not store.find("wage_worker") and empty.rows.rowCount() == 0


def test_the_same_table_again_meets_the_same_workers(empty, settle):
    QGuiApplication.clipboard().setText("姓名\t2026年7月应发\t2026年7月实发\n李大山\t9180\t3000\n周小满\t10260\t3000")
    empty.paste.click()
    settle()
    QGuiApplication.clipboard().setText("姓名\t2026年7月实发\n周小满\t10260\n")
    empty.paste.click()
    settle()
    store = empty.session.store
    assert len(store.find("wage_worker")) == 2
    assert sorted(x["paid_fen"] for x in store.find("wage_line")) == [300_000, 1_026_000]


def test_cells_without_a_header_are_laid_down_from_the_cursor(screen, settle):
    at = [c.key for c in screen.rows.columns].index("2026-09.due")
    screen.view.grid.setCurrentIndex(screen.rows.index(11, at))
    QGuiApplication.clipboard().setText("7000\t1\n8000\t2")
    before = acts(screen.session.store)
    screen.view.grid.setFocus()
    QTest.keyClick(screen.view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert acts(screen.session.store) == before + 1
    assert screen.rows.rowCount() == 13
    assert text_at(screen, 11, "2026-09.due") == "7,000.00" and text_at(screen, 12, "2026-09.paid") == "2.00"


def test_a_roll_from_nothing_by_hand(empty, settle):
    empty._empty._step.click()
    type_into(empty, 0, "name", "Li")
    type_into(empty, 0, "day_rate", "320")
    type_into(empty, 0, "2026-09.days", "22.5")
    settle()
    assert text_at(empty, 0, "2026-09.due") == "7,200.00"
    assert "pay day" in empty.facts.words.text()
    assert empty.facts.days.isVisible()
    empty.facts.days.findChildren(QWidget)[0].click()
    settle()
    store = empty.session.store
    assert store.find("wage_roll")[0]["pay_day"] == "次月10日" and not empty.facts.days.isVisible()
    empty.month.click()
    assert "2026-08.due" in [c.key for c in empty.rows.columns]


def test_taking_back_a_worker_leaves_no_line_without_a_name(screen, settle):
    store = screen.session.store
    before = [w["id"] for w in store.find("wage_worker")]
    screen.worker.click()
    assert screen.rows.rowCount() == 13
    screen.undo.click()
    settle()
    assert screen.rows.rowCount() == 12 and not screen.undo.isEnabled(), "the adding itself"
    screen.worker.click()
    type_into(screen, 12, "name", "Li")
    settle()
    assert len(store.find("wage_worker")) == 13
    screen.undo.click()
    settle()
    assert [w["id"] for w in store.find("wage_worker")] == before
    assert screen.rows.rowCount() == 12 and not screen.undo.isEnabled(), "nothing is left to take back"
    assert "12 workers" in screen.facts.words.text()


def test_a_pay_day_nobody_can_read_is_said_and_not_stored(screen, window, qtbot, settle):
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    screen.facts.pay_day.setFocus()
    screen.facts.pay_day.selectAll()
    QTest.keyClicks(screen.facts.pay_day, "every month")
    screen.facts.basis.setFocus()
    settle()
    assert screen.facts.rows["pay_day"].error_text()
    assert screen.session.store.find("wage_roll")[0]["pay_day"] == "次月10日"


def test_going_away_and_back_changes_nothing(screen, window, visit, settle):
    before = acts(screen.session.store)
    screen.facts.pay_day.setFocus()
    window.open("checklist", inspection=visit)
    window.back()
    settle()
    roll = screen.session.store.find("wage_roll")[0]
    assert (roll["pay_day"], screen.facts.pay_day.text()) == ("次月10日", "次月10日")
    assert acts(screen.session.store) <= before + 1  # the checklist notes where it stood


def test_a_sum_that_was_only_told(empty, settle):
    empty.told.click()
    by = empty.findChild(QLineEdit, "told_stated_by")
    QTest.keyClicks(by, "foreman")
    months = empty.findChild(QLineEdit, "told_months")
    QTest.keyClicks(months, "2026-07 to 2026-09")
    amount = empty.findChild(QLineEdit, "told_amount_fen")
    QTest.keyClicks(amount, "50000")
    empty.told_form.flush()
    settle()
    (row,) = empty.session.store.find("stated_arrears")
    assert (row["people"], row["amount_fen"], row["stated_by"]) == (None, 5_000_000, "foreman")
    assert row["months"] == ["2026-07", "2026-08", "2026-09"]
    assert "number of workers not known" in empty.facts.words.text()


def test_a_worker_removed_is_gone_from_the_sums(screen, settle):
    screen.view.grid.setCurrentIndex(screen.rows.index(0, 0))
    screen.remove.click()
    settle()
    assert screen.rows.rowCount() == 11 and len(screen.session.store.find("wage_worker")) == 11
    assert "11 workers" in screen.facts.words.text()


def test_it_reads_well_in_every_look(screen, look, settle, window):
    settle()
    assert checks.all_of(screen) == []
    checks.picture(window, f"wages_{look[0]}_{look[1]}")


def test_it_fits_upright_with_gloves(screen, window, settle):
    choice.use(choice.Choice(density="glove", lang="zh_CN"))
    window.resize(800, 1280)
    settle()
    QTest.qWait(50)
    assert window.width() <= 800 and checks.all_of(screen) == []
    assert screen.view.grid.verticalHeader().defaultSectionSize() == theme.target()


def test_gloves_do_not_make_the_window_taller(screen, window, settle):
    choice.use(choice.Choice(density="glove", lang="zh_CN"))
    settle()
    QTest.qWait(50)
    assert (window.width(), window.height()) == (1280, 800) and checks.all_of(screen) == []


def test_an_empty_month_goes_and_a_filled_one_comes_back_with_ctrl_z(screen, settle, qtbot):
    before = list(screen.sheet.months)
    assert not screen.less.isEnabled() or screen._month_at(screen.view.grid.currentIndex())
    screen.month.click()
    added = next(m for m in screen.sheet.months if m not in before)
    assert added in screen.less.text()
    screen.less.click()
    settle()
    assert screen.sheet.months == before
    store, month = screen.session.store, before[-1]
    owed = text_at(screen, 0, f"{month}.owed")
    at = [c.key for c in screen.rows.columns].index(f"{month}.due")
    screen.view.grid.setCurrentIndex(screen.rows.index(0, at))
    screen.less.click()
    settle()
    assert month not in screen.sheet.months and not store.find("wage_line", month=month)
    screen.undo.click()
    settle()
    assert text_at(screen, 0, f"{month}.owed") == owed
    assert len(store.find("wage_line", month=month)) == len(screen.sheet.workers)
