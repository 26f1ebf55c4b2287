"""Fields of a checklist item by their type: counts, amounts, days, choices, ticks, units, other parties."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from models.answers import decimal_of
from models.checklist import Unit
from models.pack import Item, Pack
from ui import i18n, theme
from ui.screens.parts_visit import Columns, Options, RecordForm
from ui.widgets import AmountEdit, BigButton, CountEdit, DayEdit, FieldRow, FlowLayout, PhoneEdit, column
from ui.widgets.pads import PadEdit, plain

MANY = ("choices", "units", "tick")


@dataclass(frozen=True)
class Ask:
    """One field to show: its name and type, and the choices where it has any."""

    name: str
    type: str
    label: str
    options: tuple[tuple[Any, str], ...] = ()


class DecimalEdit(PadEdit):
    """A share or another number with decimals, kept as text."""

    extra = (".",)

    def value(self) -> str | None:
        text = plain(self.line.text()).removesuffix(".")
        return text if text and decimal_of(text) is not None else None


class MonthEdit(PadEdit):
    """A month as 2026-07, also typed as 202607 or 2026.7."""

    extra = ("-",)

    def value(self) -> str | None:
        found = re.fullmatch(r"(20\d{2})[-./年]?(1[0-2]|0?[1-9])月?", plain(self.line.text()))
        return f"{found[1]}-{int(found[2]):02d}" if found else None


class Toggles(QWidget):
    """Buttons of which any number is chosen; ``changed`` carries the list of chosen values in their order."""

    changed = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._name = name
        self._buttons: dict[Any, BigButton] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these (value, text), once."""
        for value, text in options:
            button = BigButton(text)
            button.setCheckable(True)
            theme.set_icon(button, "none", "second", "on_accent", 20)
            button.toggled.connect(lambda on, button=button: self._mark(button, on))
            if self._name:
                button.setObjectName(f"{self._name}_{value}")
            button.clicked.connect(lambda _=False: self.changed.emit(self.value()))
            self._buttons[value] = button
            self._flow.addWidget(button)

    def _mark(self, button: BigButton, on: bool) -> None:
        theme.set_icon(button, "check" if on else "none", "second", "on_accent", 20)

    def value(self) -> list[Any]:
        return [value for value, button in self._buttons.items() if button.isChecked()]

    def set_value(self, value: Any) -> None:
        """Show these as chosen without telling anyone."""
        for one, button in self._buttons.items():
            button.setChecked(one in (value or ()))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}".strip())


class PartyEdit(QWidget):
    """A unit of the project by one tap, or any other name typed; ``changed`` carries the unit's key or the name."""

    changed = Signal(object)

    def __init__(self, units: Sequence[tuple[Any, str]], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._kept = [key for key, _ in units], ""
        self.options, self.line = Options(name), QLineEdit()
        self.options.set_options(units)
        self.line.setObjectName(f"{name}_name")
        lines = column(self.options, self.line)
        self.setLayout(lines)
        self.options.chosen.connect(self._chosen)
        self.line.editingFinished.connect(self._typed)
        self.setFocusProxy(self.line)

    def _chosen(self, key: Any) -> None:
        self._kept = ""
        self.line.setText("")
        self.changed.emit(key)

    def _typed(self) -> None:
        text = self.line.text().strip()
        if text == self._kept:
            return
        self._kept = text
        if text:
            self.options.set_value(None)
        if text or self.options.value() is None:
            self.changed.emit(text or None)

    def set_value(self, value: Any) -> None:
        known = value in self._keys
        self.options.set_value(value if known else None)
        if not self.line.hasFocus():
            self._kept = "" if known or value is None else str(value)
            self.line.setText(self._kept)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.options.setAccessibleName(name)


def lang() -> str:
    """The language of the pack's labels that fits the window's."""
    return "en" if i18n.current() == "en" else "zh"


def asks(item: Item, facts: Sequence[str], units: Sequence[Unit], pack: Pack) -> list[Ask]:
    """The fields of an item and the further facts its sentence needs, ticks joined into one."""
    made = []
    parties = tuple((u.key, u.name) for u in units)
    ticks = tuple((f.name, pack.label("field", f.label, lang())) for f in item.fields if f.type == "tick")
    if ticks:
        made.append(Ask("@ticks", "tick", i18n.translate("checklist", "Shown on the board"), ticks))
    for f in item.fields:
        if f.type in ("tick", "worker") or item.answer_type in ("table", "enum"):
            continue
        label = pack.label("field", f.label, lang())
        options: tuple[tuple[Any, str], ...] = ()
        if f.type in ("choice", "choices"):
            options = tuple((o, pack.label("option", f"{f.name}.{o}", lang())) for o in f.options)
        elif f.type == "boolean":
            options = ((True, pack.label("answer", "yes", lang())), (False, pack.label("answer", "no", lang())))
        made.append(Ask(f.name, f.type, _with_unit(label, f.type), options or parties))
    for name in facts:
        kind = pack.fact_types[name]
        made.append(Ask(name, kind, _with_unit(pack.label("field", name, lang()), kind), parties))
    return made


def _with_unit(label: str, kind: str) -> str:
    return i18n.translate("checklist", "{label} (yuan)").format(label=label) if kind == "money" else label


def editor(ask: Ask, name: str, today: date) -> QWidget:
    """The control for one field."""
    if ask.type == "integer":
        return CountEdit()
    if ask.type == "money":
        return AmountEdit()
    if ask.type == "date":
        return DayEdit(today)
    if ask.type == "phone":
        return PhoneEdit()
    if ask.type == "number":
        return DecimalEdit()
    if ask.type == "year_month":
        return MonthEdit()
    if ask.type in ("choice", "boolean"):
        made = Options(name)
        made.set_options(ask.options)
        return made
    if ask.type in MANY:
        toggles = Toggles(name)
        toggles.set_options(ask.options)
        return toggles
    if ask.type == "party":
        return PartyEdit(ask.options, name)
    return QLineEdit()


class ItemFields(QObject):
    """The fields of one question, saved at each touch; ``save({name: value})`` gets what changed."""

    def __init__(
        self,
        wanted: Sequence[Ask],
        prefix: str,
        today: date,
        save: Callable[[dict[str, Any]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.form = RecordForm(save, self)
        self._others: dict[str, Any] = {}
        narrow: list[QWidget] = []
        wide: list[QWidget] = []
        for ask in wanted:
            control = editor(ask, prefix + ask.name, today)
            if isinstance(control, Toggles | PartyEdit):
                made = FieldRow(ask.label, control)
                self._others[ask.name] = control
                control.changed.connect(lambda value, ask=ask: self._took(ask, value))
            else:
                made = self.form.add(ask.name, control, prefix)
                made.set_texts(ask.label)
            (wide if isinstance(control, Toggles | PartyEdit | Options) else narrow).append(made)
        self.columns = Columns(narrow, most=2, least_mm=70.0) if narrow else None
        self.wide = wide

    def widgets(self) -> list[QWidget]:
        return [*([self.columns] if self.columns else []), *self.wide]

    def _took(self, ask: Ask, value: Any) -> None:
        if ask.type == "tick":
            self._save({name: name in value for name, _ in ask.options})
        else:
            self._save({ask.name: value or None})

    def load(self, fields: Mapping[str, Any]) -> None:
        """Show what is kept; a field that is being typed in keeps what it holds."""
        self.form.load({name: fields.get(name) for name in self.form.rows})
        for name, control in self._others.items():
            control.set_value([k for k, v in fields.items() if v is True] if name == "@ticks" else fields.get(name))

    def flush(self) -> None:
        self.form.flush()

    def focus(self) -> bool:
        """Put the cursor into the first empty field; False where there is none."""
        for made in self.form.rows.values():
            if made.isVisible():
                made.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
