"""What an order requires, one card a requirement: wording, last day in working days, facts, own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.pack import Pack
from models.workdays import Calendar
from ui import i18n, theme
from ui.screens.parts_paper import case_text, day_long, fact_text, put, violation_text
from ui.screens.parts_paper_choose import WordedOptions
from ui.screens.parts_visit import Options, clear, day_text, left_text
from ui.widgets import AmountEdit, BigButton, Card, CountEdit, DayEdit, FieldRow, FlowLayout, IconButton, label, row
from ui.widgets.basics import Speaking
from ui.widgets.pads import PadEdit

WORKING_DAYS = (3, 5, 7, 10, 15)
"""Terms one tap away; any other day is picked."""


def day_hint(calendar: Calendar, today: date) -> Any:
    """What a day means: how many working days from ``today``, or why nobody works on it."""

    def said(day: date) -> str:
        translate = i18n.translate
        if day < today:
            return translate("paper", "before today")
        words = left_text(calendar.between(today, day).workdays)
        if not calendar.is_workday(day):
            words = translate("paper", "no working day")
        if not calendar.covers(day):
            words += translate("paper", ", provisional: this year's calendar is not installed")
        return words

    return said


class PartyEdit(QWidget):
    """A unit of the project by one tap, or another person by name."""

    changed = Signal(object)

    def __init__(self, name: str, units: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options, self.line = Options(name), QLineEdit()
        self.line.setObjectName(f"{name}_other")
        self.options.set_options(units)
        self._keys = {key for key, _ in units}
        self.options.chosen.connect(self._chose)
        self.line.textEdited.connect(self._typed)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.options)
        inside.addWidget(self.line)
        self.setFocusProxy(self.line)

    def set_value(self, value: Any) -> None:
        known = value in self._keys
        self.options.set_value(value if known else None)
        if not self.line.hasFocus():
            self.line.setText("" if known or value is None else str(value))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.options.setAccessibleName(name)

    def _chose(self, value: Any) -> None:
        self.line.clear()
        self.changed.emit(value)

    def _typed(self, text: str) -> None:
        self.options.set_value(None)
        self.changed.emit(text.strip() or None)


class RequirementCard(Speaking, Card):
    """One requirement and its deadline. ``changed(dict)`` with the requirement as a draft keeps it; ``removed()``."""

    changed = Signal(object)
    removed = Signal()
    raised = Signal()

    def __init__(
        self, number: int, given: Mapping[str, Any], pack: Pack, calendar: Calendar, today: date,
        units: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        super().__init__()
        self.number, self.given, self.pack, self.calendar, self.today = number, dict(given), pack, calendar, today
        self.code = str(given["variant"]).partition("/")[0]
        self._units = list(units)
        name = f"req{number}"
        self.head, self.said = label("", "h2", wrap=True), label("", "second", wrap=True)
        self.up, self.away = IconButton("up", "-"), IconButton("cross", "-")
        self.up.setObjectName(f"{name}_up")
        self.away.setObjectName(f"{name}_remove")
        self.up.setVisible(number > 1)
        self.up.clicked.connect(self.raised)
        self.away.clicked.connect(self.removed)
        self.variants = WordedOptions(f"{name}_variant")
        self.variants.chosen.connect(lambda v: self._set(variant=v))
        self.variant_row = FieldRow("", self.variants)
        self.due = DayEdit(today, day_hint(calendar, today))
        self.due.line.setObjectName(f"{name}_due")
        self.due.changed.connect(self._due)
        self.due_row = FieldRow("", self.due)
        self.terms = self._term_buttons(name)
        self.facts: dict[str, FieldRow] = {}
        self._facts_box = QVBoxLayout()
        self.own = QPlainTextEdit()
        self.own.setObjectName(f"{name}_text")
        self.own.setTabChangesFocus(True)
        self.own.setFixedHeight(theme.target() * 3)
        self.own.textChanged.connect(lambda: self._set(text=self.own.toPlainText().strip() or None))
        self.own_row = FieldRow("", self.own)
        self.rewrite = BigButton(icon="edit")
        self.rewrite.setObjectName(f"{name}_rewrite")
        self.rewrite.clicked.connect(self._rewrite)
        self.head_line = row(self.head, self.up, self.away)
        self.head_line.setStretch(0, 1)
        self.add(self.head_line)
        self.add(self.said)
        self.add(self.variant_row)
        self.add(self.due_row)
        self.add(self.terms)
        self.add(self._facts_box)
        self.add(row(self.rewrite, None))
        self.add(self.own_row)
        self._default_text = ""
        self._last: date | None = None
        self.show_given(given)
        self.retranslate()

    def _term_buttons(self, name: str) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box)
        policy = box.sizePolicy()
        policy.setHeightForWidth(True)
        box.setSizePolicy(policy)
        self.term_buttons = {}
        for n in WORKING_DAYS:
            button = BigButton()
            button.setObjectName(f"{name}_days_{n}")
            button.clicked.connect(lambda _=False, n=n: self._term(n))
            flow.addWidget(button)
            self.term_buttons[n] = button
        return box

    # -- showing -----------------------------------------------------------------------------------------------
    def show_given(self, given: Mapping[str, Any]) -> None:
        """Show the requirement; what is being typed stays."""
        self.given = dict(given)
        variant = str(given["variant"])
        known = self.pack.violation(self.code).variants
        self.variants.set_options([(v.id, case_text(self.pack, v.when)) for v in known])
        self.variants.set_value(variant)
        self.variant_row.setVisible(len(known) > 1)
        put(self.due, date.fromisoformat(given["due"]) if given.get("due") else None)
        self._show_facts(next((v.facts for v in known if v.id == variant), ()))
        text = given.get("text") or ""
        if self.own.toPlainText().strip() != text and not self.own.hasFocus():
            self.own.blockSignals(True)
            self.own.setPlainText(text)
            self.own.blockSignals(False)
        self.own_row.setVisible(bool(text) or self.own.hasFocus())
        self.rewrite.setVisible(self.own_row.isHidden())

    def show_made(self, due: date, text: str, provisional: bool) -> None:
        """What the preview made of it: the day that holds and the sentence printed."""
        self._default_text, self._last = text, due
        when = (
            f"{day_text(due)} · {left_text(self.calendar.between(self.today, due).workdays)}"
            if due >= self.today
            else day_long(due)
        )
        if provisional:
            when += " · " + i18n.translate("paper", "provisional")
        self.due_row.set_texts(i18n.translate("paper", "Last day"), when)
        self.said.setText(text)

    def _show_facts(self, names: Sequence[str]) -> None:
        facts = self.given.get("facts") or {}
        if list(self.facts) != list(names):
            clear(self._facts_box)
            self.facts = {name: self._fact_row(name) for name in names}
            for made in self.facts.values():
                self._facts_box.addWidget(made)
        for name, made in self.facts.items():
            editor = made.editor
            value = facts.get(f"{name}_fen", facts.get(name))
            if isinstance(editor, PartyEdit):
                editor.set_value(value)
            elif isinstance(editor, DayEdit):
                put(editor, date.fromisoformat(value) if value else None)
            elif isinstance(editor, PadEdit):
                put(editor, value)
            elif (
                isinstance(editor, QLineEdit) and not editor.hasFocus() and editor.text().strip() != str(value or "")
            ):
                editor.setText("" if value is None else str(value))

    def _fact_row(self, name: str) -> FieldRow:
        kind = self.pack.fact_types.get(name, "text")
        found: QWidget
        if kind == "party":
            party = PartyEdit(f"req{self.number}_fact_{name}", self._units)
            party.changed.connect(lambda value: self._fact(name, value))
            found = party
        elif kind in ("money", "integer", "date"):
            pad = AmountEdit() if kind == "money" else CountEdit() if kind == "integer" else DayEdit(self.today)
            pad.line.setObjectName(f"req{self.number}_fact_{name}")
            pad.changed.connect(lambda value: self._fact(name, value))
            found = pad
        else:
            line = QLineEdit()
            line.setObjectName(f"req{self.number}_fact_{name}")
            line.textEdited.connect(lambda text: self._fact(name, text.strip() or None))
            found = line
        return FieldRow(fact_text(self.pack, name), found)

    # -- editing -----------------------------------------------------------------------------------------------
    def _set(self, **fields: Any) -> None:
        if any(self.given.get(k) != v for k, v in fields.items()):
            self.given = {**self.given, **fields}
            self.changed.emit(self.given)
            if "variant" in fields:
                self.show_given(self.given)

    def _fact(self, name: str, value: Any) -> None:
        facts = {k: v for k, v in (self.given.get("facts") or {}).items() if k not in (name, f"{name}_fen")}
        if value is not None:
            money = self.pack.fact_types.get(name) == "money"
            facts[f"{name}_fen" if money else name] = value.isoformat() if isinstance(value, date) else value
        self._set(facts=facts)

    def _due(self, value: object) -> None:
        if isinstance(value, date):
            self._set(due=value.isoformat())
        elif not self.due.line.text():
            self._set(due=None)

    def _term(self, days: int) -> None:
        last = self.calendar.add(self.today, days, "workday").date
        self.due.set_value(last)
        self._set(due=last.isoformat())

    def _rewrite(self) -> None:
        self.own_row.show()
        self.rewrite.hide()
        self.own.setPlainText(self._default_text)
        self.own.setFocus()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.head.setText(f"{self.number} · {violation_text(self.pack, self.code)}")
        self.up.set_name(translate("paper", "Move requirement {n} up").format(n=self.number))
        self.away.set_name(translate("paper", "Take requirement {n} out").format(n=self.number))
        self.variant_row.set_texts(translate("paper", "Wording"))
        self.due_row.set_texts(translate("paper", "Last day"))
        for n, button in self.term_buttons.items():
            button.setText(translate("paper", "{n} working days").format(n=n))
        self.own_row.set_texts(
            translate("paper", "Own words for what is to be done"),
            translate("paper", "Leave empty to print the wording of the pack."),
        )
        self.rewrite.setText(translate("paper", "Write it in own words"))
        for name, made in self.facts.items():
            made.set_texts(fact_text(self.pack, name))


class Requirements(Speaking, QWidget):
    """All requirements of an order, and what else may be required. ``changed(list)``."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[RequirementCard] = []
        self._given: list[dict[str, Any]] = []
        self._context: tuple[Any, ...] = ()
        self._found: list[dict[str, Any]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.gap())
        self.add_head = label("", "strong")
        self._offer = QWidget()
        self._flow = FlowLayout(self._offer)
        policy = self._offer.sizePolicy()
        policy.setHeightForWidth(True)
        self._offer.setSizePolicy(policy)
        self.more = BigButton(icon="add")
        self.more.setObjectName("more_requirements")
        self.more.setCheckable(True)
        self.more.clicked.connect(self._offers)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._lines)
        inside.addWidget(self.add_head)
        inside.addWidget(self._offer)
        inside.addLayout(row(self.more, None))
        self.retranslate()

    def show_given(
        self, given: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], pack: Pack, calendar: Calendar,
        today: date, units: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        """Show the requirements; ``found`` are those the visit's findings would make."""
        context = (pack, calendar, today, tuple(units))
        codes = [str(g["variant"]).partition("/")[0] for g in given]
        self._given, self._found = [dict(g) for g in given], [dict(f) for f in found]
        if codes == [card.code for card in self.cards] and context == self._context:
            for card, one in zip(self.cards, self._given, strict=True):
                card.show_given(one)
        else:
            self._context = context
            self._rebuild()
        self._offers()

    def _rebuild(self) -> None:
        clear(self._lines)
        pack, calendar, today, units = self._context
        self.cards = []
        for n, one in enumerate(self._given, 1):
            card = RequirementCard(n, one, pack, calendar, today, units)
            card.changed.connect(lambda new, at=n - 1: self._put(at, new))
            card.removed.connect(lambda at=n - 1: self._tell([g for i, g in enumerate(self._given) if i != at]))
            card.raised.connect(lambda at=n - 1: self._raise(at))
            self.cards.append(card)
            self._lines.addWidget(card)

    def _put(self, at: int, new: Mapping[str, Any]) -> None:
        self._given[at] = dict(new)
        self.changed.emit([dict(g) for g in self._given])

    def _raise(self, at: int) -> None:
        moved = list(self._given)
        moved[at - 1], moved[at] = moved[at], moved[at - 1]
        self._tell(moved)

    def _tell(self, new: list[dict[str, Any]]) -> None:
        self._given = new
        if self._context:
            self._rebuild()
            self._offers()
        self.changed.emit([dict(g) for g in new])

    def _offers(self, _: bool = False) -> None:
        """Findings that are not required yet; with 其他 every violation of the pack."""
        clear(self._flow)
        if not self._context:
            return
        pack = self._context[0]
        have = {str(g["variant"]).partition("/")[0] for g in self._given}
        offered = [f for f in self._found if str(f["variant"]).partition("/")[0] not in have]
        if self.more.isChecked():
            codes = {str(f["variant"]).partition("/")[0] for f in offered} | have
            offered += [
                {"variant": code, "due": None, "facts": {}, "text": None}
                for code in pack.order_of_findings
                if code not in codes
            ]
        for one in offered:
            code = str(one["variant"]).partition("/")[0]
            button = BigButton(violation_text(pack, code), icon="add")
            button.setObjectName(f"add_{code}")
            button.clicked.connect(lambda _=False, one=one: self._tell([*self._given, dict(one)]))
            self._flow.addWidget(button)
        self.add_head.setVisible(bool(offered))
        self._offer.setVisible(bool(offered))
        self._offer.updateGeometry()

    def retranslate(self) -> None:
        self.add_head.setText(i18n.translate("paper", "Also found, not required yet"))
        self.more.setText(i18n.translate("paper", "Other violations"))
        self._offers()
