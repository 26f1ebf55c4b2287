"""The wage sheet's table and the form of a sum that was only told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import i18n, theme
from ui.screens.parts_visit import RecordForm
from ui.widgets import AmountEdit, Card, CountEdit, column, label
from ui.widgets.basics import Speaking
from ui.widgets.rows import Column, IdList, Index


def columns_of(months: Sequence[str]) -> list[Column]:
    """Name, number, trade, rate, and for each month its days, due, paid and what is owed (computed)."""
    translate = i18n.translate
    made = [
        Column("name", translate("wages", "Name"), 32, "text", True),
        Column("id_no", translate("wages", "Identity number"), 66, "text", True),
        Column("trade", translate("wages", "Trade"), 24, "text", True),
        Column("day_rate", translate("wages", "Day rate"), 26, "amount", True),
    ]
    for month in months:
        head = f"{month}\n"
        made += [
            Column(f"{month}.days", head + translate("wages", "days"), 24, "count", True),
            Column(f"{month}.due", head + translate("wages", "due"), 33, "amount", True),
            Column(f"{month}.paid", head + translate("wages", "paid"), 33, "amount", True),
            Column(f"{month}.owed", head + translate("wages", "owed"), 33, "amount", False),
        ]
    return made


class WageRows(IdList):
    """Workers of one roll; the head of each line carries the name, so it stays in sight beside far months."""

    def __init__(self, fetch: Callable[[list[Any]], Sequence[Mapping[str, Any]]]) -> None:
        super().__init__(columns_of(()), fetch)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """New months or another language; the list itself stays the one the total row looks at."""
        if [(c.key, c.title) for c in columns] != [(c.key, c.title) for c in self.columns]:
            self.beginResetModel()
            self.columns[:] = columns
            self.endResetModel()

    def title_of(self, key: str) -> str:
        return next((c.title for c in self.columns if c.key == key), key)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            found = self.row_at(section) if section < self.rowCount() else None
            name = str(found["name"]) if found else ""
            return f"{section + 1} {name[:6]}".strip()
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole and index.isValid():
            if not self.columns[index.column()].editable:
                return theme.color("sunken")
            return None
        return super().data(index, role)


class StatedForm(Speaking, QWidget):
    """Heads, sum, months and whose word it is; any of them may stay empty."""

    def __init__(self, save: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._save = save
        self.form = RecordForm(self._given, self)
        self._about = label("", "second", wrap=True)
        self._parts = {
            "people": self.form.add("people", CountEdit(), "told_"),
            "amount_fen": self.form.add("amount_fen", AmountEdit(), "told_"),
            "months": self.form.add("months", QLineEdit(), "told_"),
            "stated_by": self.form.add("stated_by", QLineEdit(), "told_"),
        }
        self.setLayout(column(Card(self._about, *self._parts.values()), None))
        self.retranslate()

    def _given(self, fields: dict[str, Any]) -> None:
        from ui.screens.parts_wage import read_months

        if "months" in fields:
            months = read_months(fields["months"] or "")
            wrong = months is None
            text = i18n.translate("wages", "Months are typed as 2026-07 2026-08 or 2026-07 to 2026-09.")
            self._parts["months"].set_error(text if wrong else None)
            if wrong:
                del fields["months"]
            else:
                fields["months"] = months or None
        if fields:
            self._save(fields)

    def load(self, record: Mapping[str, Any] | None) -> None:
        known = dict(record or {})
        self.form.load(
            {
                "people": known.get("people"),
                "amount_fen": known.get("amount_fen"),
                "months": " ".join(known.get("months") or ()),
                "stated_by": known.get("stated_by"),
            }
        )

    def flush(self) -> None:
        self.form.flush()

    def retranslate(self) -> None:
        self._about.setText(
            self.tr("Where there is no roll: what was told, and by whom. Leave empty what nobody knows.")
        )
        self._parts["people"].set_texts(self.tr("Number of workers"))
        self._parts["amount_fen"].set_texts(self.tr("Sum owed (yuan)"))
        self._parts["months"].set_texts(self.tr("Months"), self.tr("2026-07 2026-08, or 2026-07 to 2026-09"))
        self._parts["stated_by"].set_texts(self.tr("Told by"))
