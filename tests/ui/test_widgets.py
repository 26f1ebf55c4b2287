"""The parts screens are made of, pressed, typed in, pasted into and drawn on like people do."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from tests.ui import checks
from ui import theme
from ui.theme import choice
from ui.widgets import (
    AmountEdit,
    AnswerSegments,
    BigButton,
    Card,
    Chip,
    Column,
    ConfirmAct,
    CountCard,
    CountEdit,
    DayEdit,
    EmptyState,
    FieldRow,
    IconButton,
    IdEdit,
    IdList,
    NumberedList,
    Paged,
    PagePanel,
    PageView,
    PhoneEdit,
    PhraseButtons,
    PinEdit,
    SheetView,
    SignatureField,
    SignaturePad,
    label,
)
from ui.widgets.basics import SHAPES
from ui.widgets.crashbox import CrashBox
from ui.widgets.sheet import cells_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def plain_look(qapp):
    choice.use(choice.Choice(lang="en"))


def pdf(*words: str) -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    for word in words:
        page.drawString(100, 700, word)
        page.showPage()
    page.save()
    return out.getvalue()


# --- one tap is one tap


def press(button, at_ms: int, offset: QPoint | None = None) -> None:
    """A finger's press and release at a moment of the screen's own clock."""
    local = QPointF(button.rect().center() + (offset or QPoint(0, 0)))
    place = QPointF(button.mapToGlobal(local.toPoint()))
    none = Qt.KeyboardModifier.NoModifier
    down = QMouseEvent(QMouseEvent.Type.MouseButtonPress, local, place, LEFT, LEFT, none)
    up = QMouseEvent(QMouseEvent.Type.MouseButtonRelease, local, place, LEFT, Qt.MouseButton.NoButton, none)
    for event in (down, up):
        event.setTimestamp(at_ms)
        QApplication.sendEvent(button, event)


@pytest.mark.parametrize(("gap_ms", "taps"), [(40, 1), (299, 1), (301, 2)])
def test_a_second_press_within_300_ms_at_the_same_place_is_the_same_tap(qtbot, gap_ms, taps):
    button = BigButton("出具")
    qtbot.addWidget(button)
    button.show()
    count = []
    button.clicked.connect(lambda: count.append(1))
    start = 1_000_000 + gap_ms * 1000
    press(button, start)
    press(button, start + gap_ms)
    assert len(count) == taps


def test_the_second_half_of_a_double_tap_does_not_press_what_has_appeared_below_it(qtbot):
    box = QWidget()
    first, second = BigButton("先", parent=box), BigButton("后", parent=box)
    for button in (first, second):
        button.setGeometry(0, 0, 200, 60)
    qtbot.addWidget(box)
    box.show()
    second.hide()
    first.clicked.connect(lambda: (first.hide(), second.show()))
    hit = []
    second.clicked.connect(lambda: hit.append(1))
    press(first, 5_000_000)
    press(second, 5_000_120)
    assert hit == []
    press(second, 5_000_900)
    assert hit == [1]


def test_two_buttons_apart_may_be_pressed_quickly(qtbot):
    box = QWidget()
    hits = []
    for n in range(2):
        button = BigButton(str(n), parent=box)
        button.setGeometry(n * 400, 0, 100, 60)
        button.clicked.connect(lambda _=False, n=n: hits.append(n))
    qtbot.addWidget(box)
    box.show()
    one, two = box.findChildren(BigButton)
    press(one, 9_000_000)
    press(two, 9_000_050)
    assert hits == [0, 1]


def test_a_held_key_presses_once(qtbot):
    button = BigButton("出具")
    qtbot.addWidget(button)
    button.show()
    count = []
    button.clicked.connect(lambda: count.append(1))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    for _ in range(5):
        again = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(button, again)
    assert len(count) == 1


# --- answers


@pytest.mark.parametrize(
    ("compliant", "key", "stored"),
    [
        ("yes", Qt.Key.Key_1, "yes"),
        ("yes", Qt.Key.Key_2, "no"),
        ("no", Qt.Key.Key_1, "no"),
        ("no", Qt.Key.Key_2, "yes"),
        ("no", Qt.Key.Key_3, "na"),
    ],
)
def test_meets_is_stored_as_the_answer_that_complies(qtbot, compliant, key, stored):
    answer = AnswerSegments(compliant=compliant)
    qtbot.addWidget(answer)
    answer.show()
    told = []
    answer.answered.connect(told.append)
    assert answer.value() is None
    qtbot.keyClick(answer, key)
    assert (answer.value(), told) == (stored, [stored])
    qtbot.keyClick(answer, Qt.Key.Key_0)
    assert (answer.value(), told) == (None, [stored, None])


def test_a_stored_answer_is_shown_and_told_to_nobody(qtbot):
    answer = AnswerSegments(compliant="no")
    qtbot.addWidget(answer)
    told = []
    answer.answered.connect(told.append)
    answer.set_value("yes")
    chosen = [b.text() for b in answer.findChildren(BigButton) if b.isChecked()]
    assert (chosen, told) == (["Fails"], [])
    with pytest.raises(ValueError):
        answer.set_value("maybe")


def test_a_touch_answers(qtbot):
    answer = AnswerSegments()
    qtbot.addWidget(answer)
    answer.resize(900, 60)
    answer.show()
    with qtbot.waitSignal(answer.answered):
        QTest.mouseClick(answer.findChildren(BigButton)[1], LEFT)
    assert answer.value() == "no"


# --- fields


@pytest.mark.parametrize(
    ("made", "typed", "value", "tidy"),
    [
        (AmountEdit, "228855", 22885500, "228,855.00"),
        (AmountEdit, "１２,345.6", 1234560, "12,345.60"),
        (AmountEdit, "12,345.6", 1234560, "12,345.60"),
        (AmountEdit, "1.005", None, None),
        (AmountEdit, "一百", None, None),
        (CountEdit, "１５", 15, "15"),
        (CountEdit, "-1", None, None),
        (IdEdit, "11010519491231002x", "11010519491231002X", "11010519491231002X"),
        (IdEdit, "1101051949123100", None, None),
        (PhoneEdit, "138 0000 0000", "13800000000", "13800000000"),
        (PhoneEdit, "0951-5551234", "0951-5551234", "0951-5551234"),
        (PhoneEdit, "12345", None, None),
        (PinEdit, "123456", "123456", "123456"),
        (PinEdit, "12345", None, None),
    ],
)
def test_what_is_typed_becomes_a_value_or_waits(qtbot, made, typed, value, tidy):
    field = made()
    qtbot.addWidget(field)
    field.show()
    commit = QInputMethodEvent()
    commit.setCommitString(typed)
    QApplication.sendEvent(field.line, commit)
    assert field.value() == value
    field.line.editingFinished.emit()
    assert field.line.text() == (tidy if tidy is not None else typed)


@pytest.mark.parametrize("typed", ["2026-11-21", "20261121", "2026/11/21", "2026.11.21", "2026年11月21日"])
def test_a_day_is_read_in_the_ways_people_write_it(qtbot, typed):
    field = DayEdit(date(2026, 10, 9))
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.value() == date(2026, 11, 21)


def test_a_day_that_does_not_exist_is_none(qtbot):
    field = DayEdit(date(2026, 10, 9))
    qtbot.addWidget(field)
    field.line.setText("2026-02-30")
    assert field.value() is None


def test_the_day_pad_picks_and_says_what_the_day_means(qtbot):
    said = {date(2026, 10, 10): "a working Saturday"}
    field = DayEdit(date(2026, 10, 9), lambda day: said.get(day, ""))
    qtbot.addWidget(field)
    field.show()
    field.open_pad()
    pad = field._pad
    tenth = next(b for b in pad._days if b.accessibleName().startswith("2026-10-10"))
    assert "a working Saturday" in tenth.accessibleName()
    with qtbot.waitSignal(field.finished):
        tenth.click()
    assert field.value() == date(2026, 10, 10)
    assert not pad.isVisible()


def test_the_pads_turn_the_year(qtbot):
    field = DayEdit(date(2026, 12, 31))
    qtbot.addWidget(field)
    field.show()
    field.open_pad()
    field._pad._after.click()
    assert "2027" in field._pad._title.text()
    field._pad._before.click()
    field._pad._before.click()
    assert field._pad._title.text() == "11/2026"
    field._pad.close()


def test_the_number_pad_types_without_a_keyboard(qtbot):
    field = AmountEdit()
    qtbot.addWidget(field)
    field.show()
    field.open_pad()
    keys = {b.text(): b for b in field._pad.findChildren(BigButton)}
    for key in ("1", "2", "00", ".", "5"):
        keys[key].click()
    assert field.value() == 120050
    keys["Rub out"].click()
    assert field.value() == 120000
    keys["Done"].click()
    assert field.line.text() == "1,200.00"


def test_an_error_stands_under_its_field_until_it_is_mended(qtbot):
    row = FieldRow("Amount owed", AmountEdit(), hint="yuan")
    qtbot.addWidget(row)
    row.show()
    row.set_error(KnownError("file_not_found", path="a.xlsx"))
    assert "a.xlsx" in row.error_text()
    assert row.editor.line.accessibleDescription() == row.error_text()
    choice.use(choice.Choice(lang="zh_CN"))
    QApplication.processEvents()
    assert "没有文件" in row.error_text()
    row.set_error(None)
    assert row.error_text() == ""
    assert row.editor.line.property("wrong") == "false"


def test_phrases_go_where_the_caret_is(qtbot):
    text = QPlainTextEdit("经查,。")
    buttons = PhraseButtons(text)
    for widget in (text, buttons):
        qtbot.addWidget(widget)
        widget.show()
    buttons.set_phrases(["未按月足额支付工资", "未开设专用账户"])
    cursor = text.textCursor()
    cursor.setPosition(3)
    text.setTextCursor(cursor)
    buttons.findChildren(BigButton)[0].click()
    assert text.toPlainText() == "经查,未按月足额支付工资。"
    buttons.set_phrases(["其他"])
    QApplication.processEvents()
    assert [b.text() for b in buttons.findChildren(BigButton) if not b.isHidden()] == ["其他"], "nothing lies over it"


# --- signature


def draw(pad: SignaturePad, *points: QPoint) -> None:
    QTest.mousePress(pad, LEFT, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, pos=points[-1])


def test_a_signature_is_kept_in_millimetres_and_time(qtbot):
    field = SignatureField("当事人")
    qtbot.addWidget(field)
    field.show()
    pad = field.pad
    assert theme.to_mm(pad.width()) >= 120 - 0.3
    assert theme.to_mm(pad.height()) >= 50 - 0.3
    draw(
        pad,
        QPoint(theme.mm(10), theme.mm(10)),
        QPoint(theme.mm(40), theme.mm(20)),
        QPoint(theme.mm(60), theme.mm(10)),
    )
    draw(pad, QPoint(theme.mm(20), theme.mm(30)), QPoint(theme.mm(25), theme.mm(40)))
    strokes = pad.strokes()
    assert len(strokes) == 2
    assert strokes[0][0][:2] == pytest.approx((10, 10), abs=0.3)
    assert strokes[0][-1][:2] == pytest.approx((60, 10), abs=0.3)
    times = [t for stroke in strokes for _, _, t in stroke]
    assert times == sorted(times) and times[0] >= 0
    assert pad.length_mm() > 50


def test_clearing_a_signature_leaves_nothing_and_the_pad_draws_again(qtbot):
    field = SignatureField("当事人")
    qtbot.addWidget(field)
    field.show()
    blank = field.pad.grab().toImage()
    draw(field.pad, QPoint(30, 30), QPoint(200, 90))
    inked = field.pad.grab().toImage()
    assert inked != blank
    field._clear.click()
    assert field.pad.is_empty() and field.pad.strokes() == []
    field.pad.set_strokes([[(5.0, 5.0, 0), (50.0, 20.0, 80)]])
    assert not field.pad.is_empty()
    assert field.pad.grab().toImage() != blank


def test_a_signature_leaving_the_field_stays_in_it(qtbot):
    pad = SignaturePad()
    qtbot.addWidget(pad)
    pad.show()
    draw(pad, QPoint(10, 10), QPoint(-50, 9000))
    width, height = pad.size_mm()
    assert all(0 <= x <= width + 0.01 and 0 <= y <= height + 0.01 for x, y, _ in pad.strokes()[0])


# --- pages


def test_pages_keep_their_place_when_the_paper_changes(qtbot):
    view = PageView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.set_pdf(pdf("one", "two", "three"))
    view.go_to(1)
    at = view.verticalScrollBar().value()
    assert view.page() == 1 and at > 0
    before = view.viewport().grab().toImage()
    view.set_pdf(pdf("one", "TWO CHANGED", "three", "four"))
    assert view.verticalScrollBar().value() == at
    assert view.count() == 4
    assert view.viewport().grab().toImage() != before
    view.set_pdf(pdf("only one"))
    assert view.count() == 1
    view.close_pdf()


def test_pages_at_paper_size_are_as_wide_as_paper(qtbot):
    panel = PagePanel()
    qtbot.addWidget(panel)
    panel.resize(700, 600)
    panel.show()
    panel.set_pdf(pdf("one", "two"))
    panel.set_fit("full")
    assert theme.to_mm(panel.view._frame_of(0).width()) == pytest.approx(210, abs=0.5)
    assert panel._where.text() == "Page 1 of 2"


def test_what_is_no_pdf_is_refused_and_the_old_page_stays(qtbot):
    view = PageView()
    qtbot.addWidget(view)
    view.set_pdf(pdf("one"))
    with pytest.raises(KnownError) as caught:
        view.set_pdf(b"not a pdf")
    assert caught.value.code == "page_not_shown"
    assert view.count() == 1


def test_a_press_tells_the_place_on_the_paper(qtbot):
    view = PageView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.set_pdf(pdf("one"))
    frame = view._frame_of(0)
    with qtbot.waitSignal(view.pressed) as told:
        QTest.mouseClick(view.viewport(), LEFT, pos=frame.topLeft() + QPoint(round(100 * view._scales[0]), 30))
    assert told.args[0] == 0
    assert told.args[1] == pytest.approx(100, abs=2)


# --- sheets


def people(count: int) -> dict[int, dict]:
    return {n: {"id": n, "name": f"工人{n}", "due": f"{n}.00"} for n in range(count)}


def sheet_of(qtbot, rows: dict[int, dict]) -> SheetView:
    def write(cells):
        for _rec, _key, text in cells:
            if text == "bad":
                raise KnownError("file_not_found", path="x")
        for rec, key, text in cells:
            rows[rec][key] = text

    columns = [Column("name", "姓名", 40, editable=True), Column("due", "应付", 40, "amount", True)]
    model = IdList(columns, lambda ids: [rows[i] for i in ids])
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.on_write(write)
    model.show(list(rows))
    sheet = SheetView(model, totals=True)
    qtbot.addWidget(sheet)
    sheet.resize(600, 500)
    sheet.show()
    return sheet


def test_only_rows_in_sight_are_fetched(qtbot):
    asked = []

    def fetch(ids):
        asked.extend(ids)
        return [{"id": i, "name": str(i)} for i in ids]

    model = IdList([Column("name", "姓名")], fetch)
    model.show(list(range(100_000)))
    sheet = SheetView(model)
    qtbot.addWidget(sheet)
    sheet.resize(400, 400)
    sheet.show()
    QApplication.processEvents()
    sheet.grid.scrollToBottom()
    QApplication.processEvents()
    assert 99_999 in asked
    assert len(asked) < 2000


def test_paste_from_a_spreadsheet_is_one_act(qtbot):
    rows = people(6)
    sheet = sheet_of(qtbot, rows)
    QGuiApplication.clipboard().setText("王强\t100.00\r\n李敏\t200.50\r\n")
    sheet.grid.setCurrentIndex(sheet.model.index(2, 0))
    sheet.grid.paste()
    assert (rows[2]["name"], rows[2]["due"], rows[3]["name"], rows[3]["due"]) == ("王强", "100.00", "李敏", "200.50")
    assert sheet.model.index(3, 0).data() == "李敏"


def test_a_paste_with_one_wrong_cell_changes_nothing(qtbot):
    rows = people(6)
    sheet = sheet_of(qtbot, rows)
    QGuiApplication.clipboard().setText("王强\t1\n李敏\tbad")
    sheet.grid.setCurrentIndex(sheet.model.index(0, 0))
    with qtbot.waitSignal(sheet.refused):
        sheet.grid.paste()
    assert rows == people(6)


def test_too_wide_a_paste_is_refused(qtbot):
    rows = people(3)
    sheet = sheet_of(qtbot, rows)
    QGuiApplication.clipboard().setText("a\tb\tc")
    sheet.grid.setCurrentIndex(sheet.model.index(0, 0))
    with qtbot.waitSignal(sheet.refused) as told:
        sheet.grid.paste()
    assert told.args[0].code == "paste_too_wide"
    assert rows == people(3)


def test_a_paste_beyond_the_end_asks_for_rows(qtbot):
    rows = people(2)
    sheet = sheet_of(qtbot, rows)

    def more(count):
        for n in range(len(rows), len(rows) + count):
            rows[n] = {"id": n, "name": "", "due": ""}
        sheet.model.show(list(rows))
        sheet.grid.setCurrentIndex(sheet.model.index(1, 0))

    sheet.grid.rows_wanted.connect(more)
    QGuiApplication.clipboard().setText("一\n二\n三")
    sheet.grid.setCurrentIndex(sheet.model.index(1, 0))
    sheet.grid.paste()
    assert [r["name"] for r in rows.values()] == ["工人0", "一", "二", "三"]


def test_enter_goes_down_and_typing_replaces(qtbot):
    rows = people(4)
    sheet = sheet_of(qtbot, rows)
    grid = sheet.grid
    sheet.activateWindow()
    qtbot.waitActive(sheet)
    grid.setFocus()
    grid.setCurrentIndex(sheet.model.index(0, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert grid.currentIndex().row() == 1
    qtbot.keyClick(grid, "7")
    editor = grid.findChild(QLineEdit)
    qtbot.keyClicks(editor, "5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows[1]["due"] == "75")
    assert grid.currentIndex().row() == 2


def test_what_is_copied_pastes_back(qtbot):
    rows = people(5)
    sheet = sheet_of(qtbot, rows)
    sheet.grid.selectAll()
    sheet.grid.copy()
    assert cells_of(QGuiApplication.clipboard().text())[4] == ["工人4", "4.00"]


def test_an_error_in_a_cell_has_shape_word_and_colour(qtbot):
    sheet = sheet_of(qtbot, people(3))
    sheet.model.set_errors({(1, "due"): "no amount"})
    cell = sheet.model.index(1, 1)
    assert cell.data().startswith("▲")
    assert cell.data(Qt.ItemDataRole.EditRole) == "1.00"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "no amount"


def test_a_list_opens_with_one_tap_or_enter(qtbot):
    sheet = sheet_of(qtbot, people(4))
    sheet.use_as_list()
    opened = []
    sheet.opened.connect(opened.append)
    box = sheet.grid.visualRect(sheet.model.index(2, 0))
    QTest.mouseClick(sheet.grid.viewport(), LEFT, pos=box.center())
    qtbot.keyClick(sheet.grid, Qt.Key.Key_Return)
    assert opened == [2, 2]


def test_totals_stand_under_their_columns(qtbot):
    sheet = sheet_of(qtbot, people(4))
    sheet.set_totals({"name": "合计", "due": "6.00"}, "Σ")
    QApplication.processEvents()
    assert sheet.footer.model().index(0, 1).data() == "6.00"
    sheet.grid.setColumnWidth(0, 300)
    assert sheet.footer.columnWidth(0) == 300
    assert sheet.footer.verticalHeader().width() == sheet.grid.verticalHeader().width()


# --- acts that cannot be taken back


def test_an_act_needs_two_taps_apart_and_the_pin(qtbot):
    asked, done = [], []

    def check(pin):
        asked.append(pin)
        if pin != "246810":
            raise KnownError("file_not_found", path="pin")

    act = ConfirmAct("The number cannot be taken back.", "Issue", check=check)
    act.confirmed.connect(lambda: done.append(1))
    qtbot.addWidget(act)
    act.resize(700, 400)
    act.show()
    QApplication.processEvents()
    assert not act.act.isEnabled()
    act.pin.line.setText("111111")
    assert not act.act.isEnabled()
    act.read.click()
    act.act.click()
    assert (asked, done) == (["111111"], []) and act._pin_row.error_text()
    act.pin.line.setText("246810")
    act.act.click()
    assert done == [1]
    assert not act.act.isEnabled() and not act.read.isChecked()
    apart = (
        act.read.mapTo(act, act.read.rect().center()) - act.act.mapTo(act, act.act.rect().center())
    ).manhattanLength()
    assert apart > 2 * theme.target()


# --- every part in every look


def everything() -> QWidget:
    box = QWidget()
    box.setObjectName("page")
    inside = QVBoxLayout(box)
    lines = NumberedList()
    lines.show_lines([(1, "滨江花园3标段", "两人 4,120.00 元", Chip("逾期", "bad")), (2, "人民医院", "", None)])
    amount = FieldRow("欠薪金额", AmountEdit(), hint="单位:元")
    wrong = FieldRow("身份证号", IdEdit())
    wrong.set_error(KnownError("file_not_found", path="a.xlsx"))
    for part in (
        Card(label("2.9 是否开设农民工工资专用账户", "h2", wrap=True), AnswerSegments(subject="2.9")),
        CountCard("逾期", "bad"),
        lines,
        amount,
        wrong,
        FieldRow("改正期限", DayEdit(date(2026, 10, 9))),
        ConfirmAct("出具后不能修改。", "出具并编号", check=lambda pin: None),
        *[Chip("已上传", kind) for kind in SHAPES],
    ):
        inside.addWidget(part)
    outer = QWidget()
    outer.setObjectName("page")
    column = QVBoxLayout(outer)
    column.addWidget(Paged(box))
    return outer


def test_every_part_is_named_large_enough_and_whole_in_every_look(qtbot, look):
    page = everything()
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    checks.picture(page, f"parts-{look[0]}-{look[1]}")
    assert checks.all_of(page) == []


@pytest.mark.parametrize("density", ["keys", "touch", "glove"])
def test_every_part_fits_at_every_density(qtbot, density):
    choice.use(choice.Choice(density=density, lang="en"))
    page = everything()
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    assert checks.all_of(page) == []


@pytest.mark.parametrize(
    "make", [lambda: SignatureField("当事人"), PagePanel, lambda: EmptyState("list", "空", "下一步")]
)
def test_large_parts_are_right_in_every_look(qtbot, look, make):
    part = make()
    qtbot.addWidget(part)
    part.resize(900, 700)
    part.show()
    assert checks.all_of(part) == []


def test_the_pads_are_right_in_every_look(qtbot, look):
    for field in (AmountEdit(), DayEdit(date(2026, 10, 9))):
        qtbot.addWidget(field)
        field.show()
        field.open_pad()
        assert checks.all_of(field._pad) == []
        checks.picture(field._pad, f"pad-{type(field).__name__}-{look[0]}-{look[1]}")
        field._pad.close()


def test_the_crash_window_is_right_in_every_look(qtbot, look, tmp_path):
    box = CrashBox(tmp_path / "logs" / "anxin.log")
    qtbot.addWidget(box)
    box.show()
    assert checks.all_of(box) == []
    checks.picture(box, f"crash-{look[0]}-{look[1]}")
    box.close()


# --- the walks find what they are for


def test_the_walks_find_a_nameless_a_small_and_a_cut_control(qtbot):
    box = QWidget()
    nameless = IconButton("print", "-", parent=box)
    small = BigButton("x", parent=box)
    cut = QLabel("a label much too long for its place", box)
    cut.setGeometry(0, 200, 40, 30)
    nameless.move(100, 100)
    qtbot.addWidget(box)
    box.resize(400, 300)
    box.show()
    small.setFixedSize(20, 20)
    assert len(checks.nameless(box)) == 1
    assert len(checks.small_targets(box)) == 1
    assert any("cut" in said for said in checks.cut_texts(box))
    small.setFixedSize(80, 80)
    small.move(90, 90)
    assert any("overlap" in said for said in checks.overlapping(box))
