"""工资表: one sheet for each employer, like the one the office knows; what is owed on a day stands above it in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from models import cases, money, twosheets, visitanswers, wagemarks, wagepaste, wages, wagesheet
from models.clock import local, parse
from models.duplicates import view
from models.errors import KnownError
from models.wagesheet import Plan, Sheet
from models.workdays import Calendar
from ui import theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_wage import arrears_text, mark_text, stated_text
from ui.screens.parts_wage_roll import RollFacts
from ui.screens.parts_wage_sheet import StatedForm, WageRows, columns_of
from ui.sentences import sentence
from ui.widgets import (
    BigButton,
    EmptyState,
    FlowLayout,
    Paged,
    SheetView,
    label,
    row,
)
from ui.widgets.sheet import cells_of

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

TABLES = {"wage_roll", "wage_worker", "wage_line", "stated_arrears"}
HEAD_MM = 38
"""Width of the head of a line: its number and the name."""


class Wages(Screen):
    """``enter(inspection, unit="", field="")``: the rolls of a visit, that of ``unit`` in front.

    ``field``: pay_day puts the cursor there, wrong shows only the lines with errors.
    """

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.inspection = ""
        self.sheet: Sheet | None = None
        self._unit: str | None = None
        self._as_of: date | None = None
        self._calendar: Calendar | None = None
        self._mine: set[str] = set()
        self._undo: list[tuple[Plan, list[str]]] = []  # what takes an act back, and the workers the act brought
        self._marks: dict[tuple[str, str], str] = {}
        self._told_only = False
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reckon)
        self._make_head()
        self._make_facts()
        self._make_sheet()
        self.retranslate()

    # -- building ----------------------------------------------------------------------------------------------
    def _make_head(self) -> None:
        self._head = label("", "h1")
        self.units = parts.Options("wage_unit")
        self.units.chosen.connect(self._choose_unit)
        self.wrong, self.told = BigButton(), BigButton()
        self.worker, self.month = BigButton(icon="add"), BigButton(icon="add")
        self.paste, self.undo = BigButton(icon="download"), BigButton(icon="undo")
        self.remove, self.twice = BigButton(icon="none"), BigButton(icon="list")
        self.less, self.go = BigButton(icon="none"), BigButton(icon="next")
        self.wrong.setCheckable(True)
        self.told.setCheckable(True)
        for name, button, act in (
            ("only_wrong", self.wrong, self._filter),
            ("told_only", self.told, self._toggle_told),
            ("add_worker", self.worker, self.add_worker),
            ("add_month", self.month, self.add_month),
            ("paste_sheet", self.paste, self.paste_table),
            ("undo_wages", self.undo, self.take_back),
            ("remove_worker", self.remove, self.remove_worker),
            ("remove_month", self.less, self.remove_month),
            ("wages_review", self.go, self._review),
            ("two_sheets", self.twice, self._compare),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, act=act: act())
        QShortcut(QKeySequence("Ctrl+Z"), self, self.take_back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        top = row(self._head, self.units, self.told, spacing=16)
        top.setStretch(1, 1)
        self.body.addLayout(top)

    def _make_facts(self) -> None:
        self.facts = RollFacts(parts.today(self.session))
        self.facts.given.connect(self._set_roll)
        self.facts.day.connect(self._day)
        self.body.addWidget(self.facts)

    def _make_sheet(self) -> None:
        self.rows = WageRows(self._fetch)
        self.rows.on_write(self._write_cells)
        self.view = SheetView(self.rows, totals=True)
        self.view.grid.setObjectName("wage_grid")
        self.view.refused.connect(self.tell)
        head = self.view.grid.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        head.setMinimumHeight(2 * self.fontMetrics().height() + 14)
        self.view.grid.rows_wanted.connect(self._more_rows)
        self.view.grid.paste = self.paste_table  # type: ignore[method-assign]
        self.view.grid.selectionModel().currentChanged.connect(self._cell)
        self.view.grid.setMinimumHeight(theme.target())
        self._why = label("", "bad", wrap=True)
        self._why.setObjectName("cell_problem")
        self.told_form = StatedForm(self._tell_sum)
        self._told_page = Paged(self.told_form)  # pages that scroll let the window be low, with gloves too
        self._empty = EmptyState("list", "")
        self._empty.stepped.connect(self.add_worker)
        self._no_visit = EmptyState("inspect", "")
        self._no_visit.stepped.connect(lambda: self.window_.open("choose"))
        self._stack = QStackedWidget()
        self._empty_page, self._no_visit_page = Paged(self._empty), Paged(self._no_visit)
        for part in (self.view, self._empty_page, self._told_page, self._no_visit_page):
            self._stack.addWidget(part)
        self._tools = QWidget()
        tools = FlowLayout(self._tools)
        told = HistoryButton("wages", lambda: ("wage_roll", str(self.sheet.roll["id"])) if self.sheet else None)
        for button in (
            self.worker,
            self.month,
            self.paste,
            self.undo,
            self.wrong,
            self.remove,
            self.less,
            self.twice,
            told,
            self.go,
        ):
            tools.addWidget(button)
        policy = self._tools.sizePolicy()
        policy.setHeightForWidth(True)
        self._tools.setSizePolicy(policy)
        self.body.addWidget(self._tools)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._why)
        self._why.hide()

    # -- coming ------------------------------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Wage sheet")

    def enter(self, inspection: str = "", unit: str = "", field: str = "", **_: Any) -> None:
        store = self.session.store
        visit = store.get("inspection", inspection or self.inspection)
        if visit is None or visit["id"] != self.inspection:
            self.sheet, self._unit, self._as_of, self._told_only = None, None, None, False
        self.inspection = visit["id"] if visit else ""
        for part in (self.facts, self._tools, self.units, self.go, self.told):
            part.setVisible(visit is not None)
        if visit is None:
            self._stack.setCurrentWidget(self._no_visit_page)
            return
        self._calendar = parts.calendar(self.session)
        begun = visit["started_at"]
        self._as_of = self._as_of or (local(parse(begun)).date() if begun else parts.today(self.session))
        self._show_units(visit)
        known = [key for key, _ in self._unit_options(visit)]
        rolls = [r["unit"] for r in wagesheet.rolls(store, self.inspection)]
        first = next((u for u in (unit, self._unit, *rolls, *known) if u in known), None)
        self._open_unit(first)
        if field == "pay_day":
            self.facts.pay_day.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field == "wrong" and self._marks:
            self.wrong.setChecked(True)
            self._filter()

    def _unit_options(self, visit: dict[str, Any]) -> list[tuple[str, str]]:
        """Units that hired workers or may have, the employers first."""
        seen = cases.situation(self.session.store, visit)
        rolls = {r["unit"] for r in wagesheet.rolls(self.session.store, self.inspection)}
        return [(u.key, u.name) for u in wagesheet.employers(seen, rolls)]

    def _show_units(self, visit: dict[str, Any]) -> None:
        self.units.set_options(self._unit_options(visit))
        self.units.setAccessibleName(self.tr("Employer"))

    def _choose_unit(self, unit: str) -> None:
        self.leave()
        self._undo.clear()
        self._open_unit(unit)

    def _open_unit(self, unit: str | None) -> None:
        store = self.session.store
        if unit != self._unit:
            self._undo.clear()
            self.facts.forget()
            self._told_only = False
        self._unit = unit
        self.units.set_value(unit)
        rolls = [r for r in wagesheet.rolls(store, self.inspection) if r["unit"] == unit]
        if rolls:
            shown = [r for r in rolls if r["state"] != twosheets.SET_ASIDE] or rolls
            read = wagesheet.read(store, shown[-1]["id"])
            self.sheet = wagesheet.carried(self.sheet, read) if self.sheet is not None else read
        elif (
            self.sheet is None or self.sheet.roll["unit"] != unit or self.sheet.roll["inspection"] != self.inspection
        ):
            pay_day = wagesheet.usual_pay_day(store, self.inspection, unit)
            self.sheet = wagesheet.blank(self.inspection, unit, pay_day)
        self.twice.setVisible(any(o.unit == unit for o in twosheets.overlaps(store, self.inspection)))
        told = self._told()
        self._told_only = self._told_only or (bool(told) and not self.sheet.workers)
        self.told_form.load(told)
        self._show_all()

    def _told(self) -> dict[str, Any] | None:
        rows = view(self.session.store).find("stated_arrears", inspection=self.inspection, unit=self._unit)
        return rows[-1] if rows else None

    def _compare(self) -> None:
        self.window_.open("two_sheets", inspection=self.inspection, unit=self._unit or "")

    def leave(self) -> None:
        self._soon.stop()
        if self.session.open and self.sheet is not None:
            self.facts.flush()
            self.told_form.flush()

    def refresh(self, changes: Any) -> None:
        if not self.inspection or not changes.tables & TABLES:
            return
        touched = {rec for table, rec in changes.records if table in TABLES}
        if touched and touched <= self._mine:
            return
        self._stale = True
        self._reread()

    def _reread(self) -> None:
        """What came from elsewhere is shown once everything typed here is on disk."""
        if self._stale and self.session.pending <= 1 and self.inspection:
            self._stale = False
            self._mine.clear()
            self._open_unit(self._unit)

    # -- showing -----------------------------------------------------------------------------------------------
    def _show_all(self) -> None:
        sheet = self.sheet
        assert sheet is not None
        self.facts.load(sheet.roll, self._as_of)
        self.rows.set_columns(columns_of(sheet.months))
        self.rows.set_errors({})
        self.rows.show(self._ids())
        self._reckon()
        self.view.grid.verticalHeader().setFixedWidth(theme.mm(HEAD_MM))
        self.view.fit_columns()
        self._pages()

    def _pages(self) -> None:
        assert self.sheet is not None
        self.told.setChecked(self._told_only)
        self._why.setVisible(bool(self._why.text()) and not self._told_only)
        if self._told_only:
            self._stack.setCurrentWidget(self._told_page)
        elif self.sheet.workers:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentWidget(self._empty_page)
        for button in (self.month, self.remove, self.less, self.wrong):
            button.setVisible(not self._told_only and bool(self.sheet.workers))
        for button in (self.worker, self.paste):
            button.setVisible(not self._told_only)
        self.undo.setVisible(not self._told_only)
        self.undo.setEnabled(bool(self._undo))

    def _ids(self) -> list[str]:
        assert self.sheet is not None
        if not self.wrong.isChecked():
            return list(self.sheet.workers)
        bad = {worker for worker, _ in self._marks}
        return [w for w in self.sheet.workers if w in bad]

    def _fetch(self, ids: list[Any]) -> list[dict[str, Any]]:
        sheet = self.sheet
        return [sheet.row(i) for i in ids if i in sheet.workers] if sheet is not None else []

    def _reckon(self) -> None:
        """Problems, totals and the sentence, after anything changed."""
        sheet = self.sheet
        if sheet is None or not self.session.open:
            return
        today = parts.today(self.session)
        self._marks, doubts = {}, set()
        for mark in wagemarks.marks(sheet, today):
            cell = (mark.worker, mark.key)
            if cell not in self._marks:
                self._marks[cell] = mark_text(mark)
                doubts |= {cell} if mark.doubtful else set()
        self.rows.set_errors(self._marks, doubts)
        n = len({worker for worker, _ in self._marks})
        self.wrong.setText(self.tr("Only with errors ({n})").format(n=n))
        self.wrong.setEnabled(n > 0 or self.wrong.isChecked())
        sums = {key: money.yuan(fen, grouped=True) for key, fen in wagesheet.month_totals(sheet).items()}
        whole = wagesheet.totals(sheet)
        people = self.tr("{n} workers").format(n=len(sheet.workers))
        sums |= {"name": people, "all.owed": money.yuan(whole.owed_fen, grouped=True)}
        self.view.set_totals(sums, "Σ")
        self._say()
        self._cell(self.view.grid.currentIndex(), QModelIndex())

    def _say(self) -> None:
        assert self.sheet is not None and self._as_of is not None and self._calendar is not None
        told, said = self._told(), []
        if self.sheet.workers:
            try:
                said.append(arrears_text(wagesheet.arrears(self.sheet, self._as_of, self._calendar)))
            except KnownError as wrong:
                said.append(sentence(wrong))
        elif told:
            by = wages.Stated(
                told["people"], told["amount_fen"], tuple(told["months"] or ()), told["stated_by"] or ""
            )
            said.append(stated_text(by))
        self.facts.words.setText("\n".join(said) or self.tr("Nothing is entered for this unit yet."))

    def _cell(self, now: QModelIndex, _: QModelIndex) -> None:
        text = self.rows.error_at(now) if now.isValid() and now.row() < self.rows.rowCount() else ""
        self._why.setText(text)
        self._why.setVisible(bool(text))
        month = self._month_at(now)
        self.less.setEnabled(bool(month))
        self.less.setText(self.tr("Remove {month}").format(month=month) if month else self.tr("Remove month"))

    def _month_at(self, at: QModelIndex) -> str:
        """The month whose column the cursor is in, '' beside the months."""
        key = self.rows.columns[at.column()].key if at.isValid() and at.column() < len(self.rows.columns) else ""
        month, dot, _ = key.partition(".")
        return month if dot else ""

    # -- changing ----------------------------------------------------------------------------------------------
    def _write_cells(self, cells: list[tuple[Any, str, str]]) -> None:
        """What was typed into one cell, or emptied in several: one act. Raises KnownError for the only one unread."""
        assert self.sheet is not None
        plan = wagesheet.plan(self.sheet, cells, parts.today(self.session))
        if plan.unread and len(cells) == 1:
            _, key, text = plan.unread[0]
            raise KnownError("cell_unreadable", text=text, column=self.rows.title_of(key))
        self._do(plan)

    def _do(self, plan: Plan, remember: bool = True) -> None:
        sheet = self.sheet
        assert sheet is not None
        if plan.empty:
            return
        months = list(sheet.months)
        if remember:
            new = [w for w in plan.workers if w in sheet.unsaved]
            self._undo.append((wagesheet.undo_of(sheet, plan), new))
        wagesheet.apply(sheet, plan)
        self._mine |= {sheet.roll["id"], *plan.workers, *(sheet.lines[k]["id"] for k in plan.lines)}
        self._act("edit_wages", lambda tx: wagesheet.write(tx, sheet, plan))
        if months != sheet.months:
            self.rows.set_columns(columns_of(sheet.months))
            self.view.fit_columns()
        self._soon.start()
        if len(self._ids()) != self.rows.rowCount() and not self.wrong.isChecked():
            self.rows.show(self._ids())
        else:
            self.rows.touched([*plan.workers, *(worker for worker, _ in plan.lines)])
        self._pages()

    def _act(self, word: str, fn: Any) -> None:
        actor = self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, word) as tx:
                fn(tx)

        def failed(error: KnownError) -> None:
            self._mine.clear()
            self.sheet = None
            self._open_unit(self._unit)
            self.tell(error)

        self.session.write(write, lambda _: self._reread(), on_error=failed, owner=self)

    def take_back(self) -> None:
        """Ctrl+Z: the last cell or the whole last paste as it was; a worker it brought goes with it."""
        if self.sheet is None or not self._undo:
            return
        plan, brought = self._undo.pop()
        gone = [w for w in brought if w in self.sheet.workers]
        workers = {w: f for w, f in plan.workers.items() if w not in gone}
        self._do(Plan(workers, {k: f for k, f in plan.lines.items() if k[0] not in gone}), remember=False)
        if gone:
            self._take_out(gone, "undo_worker")
            here = self.sheet.workers
            self._undo = [(p, new) for p, new in self._undo if not p.empty or any(w in here for w in new)]
            self._show_all()

    def add_worker(self) -> None:
        """One more line, ready for the name."""
        assert self.sheet is not None
        if not self.sheet.months:
            wagesheet.add_month(self.sheet, self._as_of or parts.today(self.session))
        made = wagesheet.add_workers(self.sheet)[0]
        self._undo.append((Plan(), [made]))
        self.wrong.setChecked(False)
        self._show_all()
        self._focus_cell(list(self.sheet.workers).index(made), 0)

    def _focus_cell(self, at: int, column: int) -> None:
        index = self.rows.index(at, column)
        self.view.grid.setCurrentIndex(index)
        self.view.grid.scrollTo(index)
        self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_worker(self) -> None:
        """Take the line in front out of the roll (it stays in the journal)."""
        at = self.view.grid.currentIndex()
        sheet = self.sheet
        if sheet is None or not at.isValid():
            return
        self._take_out([self.rows.id_at(at.row())], "remove_worker")
        self._undo.clear()
        self._show_all()

    def remove_month(self) -> None:
        """Take the month in front out of the roll; Ctrl+Z puts it back with its amounts."""
        sheet, month = self.sheet, self._month_at(self.view.grid.currentIndex())
        if sheet is None or not month:
            return
        at = self.view.grid.currentIndex().row()
        before = wagesheet.month_of(sheet, month)
        stored = [row["id"] for key, row in sheet.lines.items() if key[1] == month]
        wagesheet.forget_month(sheet, month)
        if stored:
            self._mine |= set(stored)
            self._act("remove_month", lambda tx: wagesheet.remove_month(tx, sheet, month))
        if not before.empty:
            self._undo.append((before, []))
        self._show_all()
        self._focus_cell(max(0, at), 0)

    def _review(self) -> None:
        self.leave()
        self.window_.open("review", inspection=self.inspection)

    def _take_out(self, workers: list[str], word: str) -> None:
        """These workers and their months leave the roll, in one act where any of them is stored."""
        sheet = self.sheet
        assert sheet is not None
        stored = [w for w in workers if w not in sheet.unsaved]
        lines = [k for k in sheet.lines if k[0] in set(workers)]
        self._mine |= {*workers, *(sheet.lines[k]["id"] for k in lines)}

        def remove(tx: Any) -> None:
            for worker in stored:
                wagesheet.remove(tx, sheet, worker)

        if stored:
            self._act(word, remove)
        sheet.forget(workers, lines)
        for key in lines:
            del sheet.lines[key]
        for worker in workers:
            del sheet.workers[worker]
            sheet.unsaved.discard(worker)

    def _more_rows(self, n: int) -> None:
        assert self.sheet is not None
        wagesheet.add_workers(self.sheet, n)
        self.rows.show(self._ids())

    def add_month(self) -> None:
        assert self.sheet is not None
        made = wagesheet.add_month(self.sheet, self._as_of or parts.today(self.session))
        row_at = max(0, self.view.grid.currentIndex().row())
        self._show_all()
        keys = [c.key for c in self.rows.columns]
        self._focus_cell(row_at, keys.index(f"{made}.days"))

    def paste_table(self) -> None:
        """The table on the clipboard: with a header it finds its own columns, without one it starts at the cell."""
        sheet = self.sheet
        cells = cells_of(QGuiApplication.clipboard().text())
        if sheet is None or not cells:
            self.tell(KnownError("clipboard_empty"))
            return
        today = parts.today(self.session)
        before = len(sheet.workers)
        table = wagepaste.table_of(cells, sheet.months, self._as_of or today)
        plan = wagepaste.paste(sheet, table, today) if table else self._placed(cells)
        if plan is None:
            return
        self._do(plan)
        self._show_all()
        if table or plan.unread or len(cells) > 1 or len(cells[0]) > 1:  # one cell is seen where it stands
            self.window_.tell(self._pasted(len(cells), len(sheet.workers) - before, table, plan))

    def _placed(self, cells: list[list[str]]) -> Plan | None:
        """A table without header, laid down from the current cell on."""
        assert self.sheet is not None
        at = self.view.grid.currentIndex()
        if not self.sheet.months:
            wagesheet.add_month(self.sheet, self._as_of or parts.today(self.session))
            self.rows.set_columns(columns_of(self.sheet.months))
        corner = (at.row(), at.column()) if at.isValid() else (self.rows.rowCount(), 0)
        keys = [c.key if c.editable else None for c in self.rows.columns]
        try:
            return wagepaste.place(self.sheet, cells, self._ids(), keys, corner, parts.today(self.session))
        except KnownError as wrong:
            self.tell(wrong)
            return None

    def _pasted(self, lines: int, new: int, table: Any, plan: Plan) -> str:
        """What the paste did, in one sentence or two."""
        people = len({w for w, _ in plan.lines} | set(plan.workers))
        said = self.tr("Pasted: {people} workers ({new} new), {months} worker-months. Ctrl+Z takes it back.")
        text = said.format(people=people, new=new, months=len(plan.lines))
        if table is not None and table.left_out:
            text += " " + self.tr("{n} lines without a name or with totals were left out.").format(n=table.left_out)
        if plan.unread:
            some = "、".join(f"“{t}”" for _, _, t in plan.unread[:3])
            more = self.tr("{n} cells could not be read and stay as they were: {some}.")
            text += " " + more.format(n=len(plan.unread), some=some)
        return text

    def _filter(self) -> None:
        self.rows.show(self._ids())

    # -- the roll ----------------------------------------------------------------------------------------------
    def _set_roll(self, fields: dict[str, Any]) -> None:
        sheet = self.sheet
        if sheet is None or not self.session.open:
            return
        sheet.roll |= fields
        self._mine.add(sheet.roll["id"])
        self._act("edit_roll", lambda tx: wagesheet.keep_roll(tx, sheet, **fields))
        self._say()

    def _day(self, day: date) -> None:
        self._as_of = day
        if self.sheet is not None:
            self._say()

    def _toggle_told(self) -> None:
        self._told_only = self.told.isChecked()
        self._pages()

    def _tell_sum(self, fields: dict[str, Any]) -> None:
        """A sum somebody told, without a roll: each of its parts may stay unknown."""
        if not self.session.open:
            return
        inspection, unit, today = self.inspection, self._unit, parts.today(self.session)
        self._act("stated_arrears", lambda tx: wagesheet.tell(tx, inspection, unit, today, fields))

    def key(self, name: str) -> bool:
        if name == "F10" and self.inspection:
            self.leave()
            inspection = self.inspection
            self._act("park", lambda tx: visitanswers.park(tx, inspection, None))
            self.window_.home("today")
            return True
        return False

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._head.setText(self.tr("Wage sheet"))
        self.told.setText(self.tr("Only a sum was told"))
        self.worker.setText(self.tr("Worker"))
        self.worker.setAccessibleName(self.tr("Add a worker"))
        self.month.setText(self.tr("Month"))
        self.month.setAccessibleName(self.tr("Add a month"))
        self.paste.setText(self.tr("Paste table"))
        self.undo.setText(self.tr("Undo"))
        self.remove.setText(self.tr("Remove worker"))
        self.less.setText(self.tr("Remove month"))
        self.go.setText(self.tr("Review"))
        self.twice.setText(self.tr("Two sheets: say which counts"))
        self.wrong.setText(self.tr("Only with errors ({n})").format(n=0))
        self.view.grid.setAccessibleName(self.tr("Wage sheet"))
        self._empty.set_texts(
            self.tr("No worker is entered yet. Copy the table in the spreadsheet and paste it here, or type."),
            self.tr("Add a worker"),
        )
        self._no_visit.set_texts(self.tr("No visit is open. Choose where to go first."), self.tr("Choose a project"))
        if self.session.open and self.inspection and self.sheet is not None:
            visit = self.session.store.get("inspection", self.inspection)
            if visit is not None:
                self._show_units(visit)
                self._head.setText(self.tr("Wage sheet"))
            self._show_all()
