"""两份工资表: sheets of one employer with the same month beside each other; a person says which of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import money, twosheets, wagesheet
from models.duplicates import view
from models.twosheets import Overlap
from models.wagesheet import Sheet
from ui import i18n, theme
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens import parts_words as words
from ui.screens.base import Screen
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_wage_sheet import WageRows, columns_of
from ui.sentences import sentence
from ui.widgets import (
    BigButton,
    Card,
    Chip,
    EmptyState,
    FieldRow,
    Paged,
    PhraseButtons,
    SheetView,
    label,
    row,
)

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

TABLES = {"wage_roll", "wage_worker", "wage_line", "merging"}
SIDE_MM = 82
"""Height of one sheet: its first lines are in sight beside the other's, the rest is a page away."""


class SheetSide(Card):
    """One sheet as it was written: whose it is, who wrote it, its lines and sums; ``count`` lets it stand."""

    def __init__(self, session: Session, found: Overlap, sheet: Sheet, name: str) -> None:
        super().__init__(kind="sunken")
        self.roll = str(sheet.roll["id"])
        unit = words.name_of(session, str(session.store.get("wage_roll", self.roll)["unit"] or ""), "unit")
        state = {
            twosheets.COUNTED: (i18n.translate("two_sheets", "Counts"), "ok"),
            twosheets.SET_ASIDE: (i18n.translate("two_sheets", "Set aside"), "none"),
        }
        undecided = (i18n.translate("two_sheets", "To decide"), "warn")
        told, kind = undecided if found.open else state.get(sheet.roll["state"], undecided)
        head = row(label(unit or sheet.roll["name"] or "—", "h2", wrap=True), Chip(told, kind))
        head.setStretch(0, 1)
        self.add(head)
        self.add(label(self._facts(session, sheet), wrap=True))
        self.count = BigButton(i18n.translate("two_sheets", "This sheet counts"), icon="check")
        self.count.setObjectName(f"{name}_count")
        self.count.setCheckable(True)
        self.count.setAccessibleName(f"{self.count.text()}: {unit} {name[-1]}")
        self.add(row(self.count, None))
        rows = WageRows(lambda ids: [sheet.row(i) for i in ids])
        shown = {f"{month}.{key}" for month in found.months for key in ("due", "paid", "owed")}
        rows.set_columns([c for c in columns_of(found.months) if c.key in shown])
        self.view = SheetView(rows, totals=True)
        self.view.grid.setObjectName(f"{name}_lines")
        self.view.grid.setAccessibleName(i18n.translate("two_sheets", "Lines of the sheet"))
        head = self.view.grid.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        head.setMinimumHeight(2 * self.fontMetrics().height() + 14)
        self.view.setFixedHeight(theme.mm(SIDE_MM))
        rows.show(list(sheet.workers))
        sums = wagesheet.month_totals(sheet).items()
        self.view.set_totals({key: money.yuan(fen, grouped=True) for key, fen in sums}, "Σ")
        self.view.fit_columns()
        self.add(self.view)
        self.add(row(HistoryButton(name, lambda: ("wage_roll", self.roll)), None))

    @staticmethod
    def _facts(session: Session, sheet: Sheet) -> str:
        """Who wrote it when and on which device, what it rests on, its sum."""
        translate = i18n.translate
        first = next(iter(session.store.history(str(sheet.roll["id"]))), None)
        names = {d["replica"]: d["name"] or "" for d in session.store.find("device")}
        lines = []
        if first is not None:
            officer = words.name_of(session, first.actor or "", "officer")
            by = " · ".join(t for t in (officer, names.get(first.replica, ""), subjects.at_text(first.at)) if t)
            lines.append(translate("two_sheets", "Begun by {by}").format(by=by))
        if sheet.roll["basis"]:
            lines.append(translate("two_sheets", "Rests on {basis}").format(basis=sheet.roll["basis"]))
        whole = wagesheet.totals(sheet)
        text = translate("two_sheets", "{n} workers, {months}: owed {sum} yuan")
        owed = money.yuan(whole.owed_fen, grouped=True)
        lines.append(text.format(n=len(sheet.workers), months="、".join(sheet.months), sum=owed))
        return "\n".join(lines)


class TwoSheets(Screen):
    """``enter(inspection, unit)``: the sheets of that employer on that visit."""

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._inspection, self._unit = "", ""
        self._found: Overlap | None = None
        self.sides: list[SheetSide] = []
        self._head, self._told = label("", "h1"), label("", wrap=True)
        self.back = BigButton(icon="back")
        self.back.setObjectName("two_sheets_wages")
        self.back.clicked.connect(lambda: window.open("wages", inspection=self._inspection, unit=self._unit))
        self.reason, self.done = QLineEdit(), BigButton(kind="primary", icon="check")
        self.reason.setObjectName("two_sheets_reason")
        self.done.setObjectName("two_sheets_done")
        self.reason.textChanged.connect(lambda _: self._ready())
        self.done.clicked.connect(self._decide)
        self._reason_row, self._phrases = FieldRow("", self.reason), PhraseButtons(self.reason)
        self._both, self._wrong = label("", "bad", wrap=True), label("", "bad", wrap=True)
        self._card = Card(self._both, self._reason_row, self._phrases, self._wrong, row(None, self.done))
        self._nothing = EmptyState("check", "")
        self._box, inner = QVBoxLayout(), QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self._told)
        lines.addLayout(self._box)
        for part in (self._card, self._nothing):
            lines.addWidget(part)
        lines.addStretch(1)
        self.paged = Paged(inner)
        self.body.addLayout(row(self._head, None, self.back))
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Two wage sheets")

    def enter(self, inspection: str = "", unit: str = "", **_: Any) -> None:
        self._inspection, self._unit = inspection or self._inspection, unit or self._unit
        self.reason.clear()
        self._load()
        self.paged.to_top()

    def refresh(self, changes: Any) -> None:
        if changes.tables & TABLES:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _load(self) -> None:
        if not self.session.open:
            return
        store = self.session.store
        every = twosheets.overlaps(store, self._inspection)
        kept = (view(store).get("unit", self._unit) or {}).get("id")
        self._found = next((o for o in every if o.unit == kept), every[0] if every and not kept else None)
        found = self._found
        self._wrong.hide()
        for side in self.sides:
            side.setParent(None)  # gone at once: the new ones have the same names
        parts.clear(self._box)
        self.sides = []
        for part in (self._card, self._told):
            part.setVisible(found is not None)
        self._nothing.setVisible(found is None)
        if found is not None:
            sheets = [wagesheet.read(store, roll) for roll in found.rolls]
            self.sides = [SheetSide(self.session, found, s, f"sheet_{n}") for n, s in enumerate(sheets, 1)]
            for side in self.sides:
                side.count.setChecked(not found.open and side.roll in found.stand)
                side.count.clicked.connect(lambda _=False: self._ready())
            self._box.addWidget(parts.Columns(self.sides, most=max(2, min(len(self.sides), 3)), least_mm=95.0))
            text = self.tr(
                "These sheets of one employer have the same months: {months}. Both are kept as they are. Say which "
                "one counts in these months; until then no paper prints their sums."
            )
            self._told.setText(text.format(months="、".join(found.months)))
        self._ready()
        parts.fit(self)

    def _chosen(self) -> list[str]:
        return [side.roll for side in self.sides if side.count.isChecked()]

    def _ready(self) -> None:
        chosen = self._chosen()
        self._both.setVisible(len(chosen) > 1)
        self.done.setEnabled(bool(chosen) and bool(self.reason.text().strip()))

    def _decide(self) -> None:
        found, chosen, reason = self._found, self._chosen(), self.reason.text().strip()
        if found is None or not self.done.isEnabled():
            return
        actor = self.session.actor

        def act(store: Any) -> None:
            with store.change(actor, "choose_sheet", reason=reason) as tx:
                twosheets.decide(tx, found, chosen, reason)

        def done(_: object) -> None:
            self.reason.clear()
            self._load()

        self.session.write(act, done, on_error=self._refused, owner=self)

    def _refused(self, error: Any) -> None:
        self._wrong.setText(sentence(error))
        self._wrong.show()

    def retranslate(self) -> None:
        self._head.setText(self.tr("Two wage sheets"))
        self.back.setText(self.tr("Wage sheet"))
        self._reason_row.set_texts(self.tr("Why (needed)"))
        self._phrases.set_phrases(
            [self.tr("Stamped by the employer"), self.tr("Signed by the workers"), self.tr("Different teams")]
        )
        self._both.setText(
            self.tr("Their sums are added. This is right only where they name different workers; compare the names.")
        )
        self.done.setText(self.tr("Decide"))
        self._nothing.set_texts(self.tr("No two sheets of this employer have the same month."))
        if self.session.open and self.isVisible():
            self._load()
