"""What stands above a wage sheet: the pay day agreed, the day the sum is for, what the sheet rests on, the sum in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import KnownError
from models.workdays import parse_pay_day
from ui.widgets import Card, DayEdit, FieldRow, PhraseButtons, column, label, row
from ui.widgets.basics import Speaking

PAY_DAYS = ("次月10日", "次月15日", "当月末")


class RollFacts(Speaking, QWidget):
    """``given({field: value})`` after each touch; ``day(date)`` when the sum is asked for another day."""

    given = Signal(object)
    day = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._roll: Mapping[str, Any] | None = None
        self.pay_day, self.basis = QLineEdit(), QLineEdit()
        self.pay_day.setObjectName("pay_day")
        self.basis.setObjectName("wage_basis")
        self.pay_day.editingFinished.connect(self._pay_day)
        self.basis.editingFinished.connect(self._basis)
        self.as_of = DayEdit(today)
        self.as_of.line.setObjectName("as_of")
        self.as_of.finished.connect(lambda _: self._day())
        self.rows = {
            "pay_day": FieldRow("", self.pay_day),
            "as_of": FieldRow("", self.as_of),
            "basis": FieldRow("", self.basis),
        }
        self.days = PhraseButtons()
        self.days.set_phrases(PAY_DAYS)
        self.days.phrase.connect(self._phrase)
        self.words = label("", wrap=True)
        self.words.setObjectName("owed_words")
        fields = row(self.rows["pay_day"], self.rows["as_of"], self.rows["basis"])
        for at, (share, part) in enumerate(zip((2, 2, 5), self.rows.values(), strict=True)):
            fields.setStretch(at, share)
            fields.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(fields, self.days, Card(self.words, kind="sunken")))
        self.retranslate()

    def load(self, roll: Mapping[str, Any], as_of: date | None) -> None:
        """Show a roll; what is being typed stays."""
        self._roll = roll
        if not self.pay_day.isModified():
            self.pay_day.setText(roll["pay_day"] or "")
        if not self.basis.isModified():
            self.basis.setText(roll["basis"] or "")
            self.basis.setCursorPosition(0)
        self.as_of.set_value(as_of)
        self.days.setVisible(not roll["pay_day"])

    def forget(self) -> None:
        """Another roll comes: nothing typed belongs to it."""
        self.pay_day.setModified(False)
        self.basis.setModified(False)
        self.rows["pay_day"].set_error(None)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self._pay_day()
        self._basis()

    def _pay_day(self) -> None:
        text = self.pay_day.text().strip()
        if self._roll is None or not self.pay_day.isModified():
            return
        try:
            read = str(parse_pay_day(text)) if text else None
        except KnownError as wrong:
            self.rows["pay_day"].set_error(wrong)
            return
        self.rows["pay_day"].set_error(None)
        self.pay_day.setText(read or "")
        self.days.setVisible(read is None)
        if read != self._roll["pay_day"]:
            self.given.emit({"pay_day": read})

    def _phrase(self, text: str) -> None:
        self.pay_day.setText(text)
        self.pay_day.setModified(True)
        self._pay_day()

    def _basis(self) -> None:
        if self._roll is not None and self.basis.isModified():
            self.basis.setModified(False)
            self.given.emit({"basis": self.basis.text().strip() or None})

    def _day(self) -> None:
        day = self.as_of.value()
        self.rows["as_of"].set_error(None if day else self.tr("This is no day. Type it as 2026-10-09."))
        if day:
            self.day.emit(day)

    def retranslate(self) -> None:
        self.rows["pay_day"].set_texts(self.tr("Pay day agreed"))
        self.rows["as_of"].set_texts(self.tr("Owed as of"))
        self.rows["basis"].set_texts(self.tr("What the sheet rests on"))
