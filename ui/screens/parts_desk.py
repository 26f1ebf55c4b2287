"""A conflict as a card: what stood before, what each wrote, who and when; take one, write another, keep both notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from forms.conflicts import PRINTED
from models import disputes
from models.disputes import Dispute, Side
from ui import i18n, theme
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens import parts_words as words
from ui.screens.parts_history import HistoryButton
from ui.widgets import (
    AmountEdit,
    BigButton,
    Card,
    Chip,
    CountEdit,
    DayEdit,
    FieldRow,
    PhraseButtons,
    label,
    row,
)
from ui.widgets.pads import PadEdit

if TYPE_CHECKING:
    from ui.session import Session


class Choice(Card):
    """One column: whose value, who and when, the value, and the button that takes it."""

    def __init__(self, head: str, who: str, text: str, take: BigButton | None) -> None:
        super().__init__(kind="sunken")
        self.add(label(head, "strong", wrap=True))
        self.add(label(text, wrap=True))
        self.add(label(who or " ", "second", wrap=True))
        self._column.addStretch(1)
        if take is not None:
            self.add(take)


class DisputeCard(Card):
    """原来 · 我的 · 对方, nothing chosen beforehand; the decision with its reason. ``decide(dispute, value, reason)``."""

    def __init__(
        self, session: Session, found: Dispute, number: int, decide: Callable[[Dispute, Any, str], None]
    ) -> None:
        super().__init__()
        self.found, self._decide, self._session, self._name = found, decide, session, f"dispute_{number}"
        self._value: Any = None
        self._chosen = False
        self.setObjectName(self._name)
        self._buttons: list[BigButton] = []
        self.reason = QLineEdit()
        self.reason.setObjectName(f"{self._name}_reason")
        self.done = BigButton(kind="primary", icon="check")
        self.done.setObjectName(f"{self._name}_done")
        self.done.setEnabled(False)
        self.done.clicked.connect(self._finish)
        self.other = self._editor()
        self._arrange()

    def _editor(self) -> QWidget | None:
        kind = self.found.kind
        if not self.found.editable:
            return None
        if kind == "money":
            return AmountEdit()
        if kind == "int":
            return CountEdit()
        if kind == "day":
            return DayEdit(parts.today(self._session))
        if not self.found.joinable:
            return QLineEdit()
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setFixedHeight(max(2 * theme.target(), 96))
        return made

    def _arrange(self) -> None:
        translate = i18n.translate
        self.add(self._head())
        columns: list[QWidget] = [Choice(translate("desk", "Before"), "", self._text(self.found.original), None)]
        columns += [self._side(at, side) for at, side in enumerate(self.found.sides)]
        self.add(parts.Columns(columns, most=len(columns) if len(columns) <= 4 else 3, least_mm=55.0))
        if self.other is not None:
            self._make_other()
        needed = {
            "party": translate("desk", "Why (needed: it decides who is meant)"),
            "amount": translate("desk", "Why (needed: it decides an amount)"),
            "date": translate("desk", "Why (needed: it decides a date)"),
            "article": translate("desk", "Why (needed: it decides what is cited)"),
        }
        asked = translate("desk", "Why (needed here)") if self.found.reason_needed else translate("desk", "Why")
        self.add(FieldRow(needed.get(self.found.about, asked), self.reason))
        phrases = PhraseButtons(self.reason)
        phrases.set_phrases(
            [
                translate("desk", "Checked against the original"),
                translate("desk", "As the site record says"),
                translate("desk", "Slip of the pen"),
            ]
        )
        self.add(phrases)
        self.reason.textChanged.connect(lambda _: self._ready())
        self.done.setText(translate("desk", "Decide"))
        found = self.found
        self.add(row(HistoryButton(self._name, lambda: (found.table, found.record)), None, self.done))

    def _head(self) -> QWidget:
        found, session, translate = self.found, self._session, i18n.translate
        subject = subjects.title(session, found.subject)
        thing = words.thing_text(session, found.table, found.record)
        said = [subject, thing if thing not in subject else "", words.field_text(found.register, found.table)]
        head = row(
            label(" · ".join(t for t in said if t), "h2", wrap=True), Chip(translate("desk", "To decide"), "warn")
        )
        if found.kind == "deleted" or found.register in PRINTED.get(found.table, ()):
            head.addWidget(Chip(translate("desk", "Papers that print it wait"), "bad"))
        head.setStretch(0, 1)
        made = QWidget()
        made.setLayout(head)
        return made

    def _text(self, value: Any) -> str:
        found = self.found
        return words.value_text(self._session, found.table, found.register, found.kind, value)

    def _side(self, at: int, side: Side) -> Choice:
        take = BigButton(i18n.translate("desk", "Take this one"))
        take.setObjectName(f"{self._name}_{'mine' if side.mine else f'other{at}'}")
        take.setCheckable(True)
        take.clicked.connect(lambda: self._take(side.value, take))
        self._buttons.append(take)
        text = self._text(side.value)
        take.setAccessibleName(f"{take.text()}: {text}")
        head = i18n.translate("desk", "Mine") if side.mine else i18n.translate("desk", "The other's")
        who = " · ".join(t for t in (side.officer, side.device, subjects.at_text(side.at)) if t)
        return Choice(head, who, text, take)

    def _make_other(self) -> None:
        line = self.other.line if isinstance(self.other, PadEdit) else self.other
        assert line is not None
        line.setObjectName(f"{self._name}_text")
        if isinstance(line, QPlainTextEdit):
            line.textChanged.connect(self._typed)
            both = BigButton(i18n.translate("desk", "Keep all of them, one below the other"), icon="list")
            both.setObjectName(f"{self._name}_both")
            both.clicked.connect(lambda: line.setPlainText(disputes.both(self.found)))
            self.add(row(both, None))
        else:
            line.textEdited.connect(lambda _: self._typed())  # type: ignore[attr-defined]
        assert self.other is not None
        self.add(FieldRow(i18n.translate("desk", "or write what is right"), self.other))

    def _take(self, value: Any, taken: BigButton) -> None:
        line = self.other.line if isinstance(self.other, PadEdit) else self.other
        if line is not None:
            line.blockSignals(True)
            line.clear()  # type: ignore[attr-defined]
            line.blockSignals(False)
        for button in self._buttons:
            button.setChecked(button is taken)
        self._value, self._chosen = value, True
        self._ready()

    def _typed(self) -> None:
        for button in self._buttons:
            button.setChecked(False)
        if isinstance(self.other, PadEdit):
            typed: Any = self.other.value()
            self._value = typed.isoformat() if isinstance(typed, date) else typed
        elif isinstance(self.other, QPlainTextEdit):
            self._value = self.other.toPlainText().strip() or None
        elif isinstance(self.other, QLineEdit):
            self._value = self.other.text().strip() or None
        self._chosen = self._value is not None
        self._ready()

    def _ready(self) -> None:
        said = bool(self.reason.text().strip()) or not self.found.reason_needed
        self.done.setEnabled(self._chosen and said)

    def _finish(self) -> None:
        if self.done.isEnabled():
            self._decide(self.found, self._value, self.reason.text().strip())
