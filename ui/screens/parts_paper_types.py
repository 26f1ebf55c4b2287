"""The fields of a templated paper: whom, when, what it follows and is about, and the template's own, each by its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models import cases, following, papers
from models.papertypes import PaperField, PaperType, paper_type
from ui import i18n, theme
from ui.screens.parts_paper import DraftModel, lang, put, violation_text
from ui.screens.parts_paper_choose import WordedOptions, WordedTicks
from ui.screens.parts_paper_fields import Appointment
from ui.screens.parts_paper_order import day_hint
from ui.screens.parts_paper_types_made import FIELD
from ui.screens.parts_visit import Options, Part, calendar, clear, role_text, today
from ui.session import Session
from ui.widgets import AmountEdit, CountEdit, DayEdit, FieldRow
from ui.widgets.basics import Speaking

LINES = {"paragraph": 4, "lines": 4, "table": 4}
"""Kinds typed over several lines, and how many are shown at once."""
BAR = "｜"
"""Between the columns of one line of a table."""


class TextField(QPlainTextEdit):
    """Several lines of words; ``typed(list | str | None)``: a list where each line is a value of its own."""

    typed = Signal(object)

    def __init__(self, field: PaperField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.target() * LINES[field.kind] // 2 + theme.gap() * 2)
        self.textChanged.connect(lambda: self.typed.emit(self.value()))

    def value(self) -> Any:
        lines = [line.strip() for line in self.toPlainText().splitlines() if line.strip()]
        if self._field.kind == "table":
            keys = [key for key, _, _ in self._field.columns]
            return [
                dict(zip(keys, (part.strip() for part in line.replace("|", BAR).split(BAR)), strict=False))
                for line in lines
            ] or None
        if self._field.kind == "lines":
            return lines or None
        return "\n".join(lines) or None

    def set_value(self, given: Any) -> None:
        """Show ``given`` without telling anyone; what is being typed stays."""
        if self.hasFocus() or self.value() == (given or None):
            return
        keys = [key for key, _, _ in self._field.columns]
        if self._field.kind == "table":
            text = "\n".join(BAR.join(str(one.get(k) or "") for k in keys) for one in given or ())
        else:
            text = "\n".join(given) if isinstance(given, list) else str(given or "")
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)


class WordField(QLineEdit):
    """One line of words, or articles by their short names; ``typed(str | list | None)``."""

    typed = Signal(object)

    def __init__(self, field: PaperField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.textEdited.connect(lambda _: self.typed.emit(self.value()))

    def value(self) -> Any:
        text = self.text().strip()
        if self._field.kind == "articles":
            text = re.sub(r"([^\W\d项款条])\s+(?=第?\d)", r"\1", text)  # 条例 55(1) is one article
            return re.split(r"[\s，、,；;]+", text.strip("，、,；; ")) if text.strip("，、,；; ") else None
        return text or None

    def set_value(self, given: Any) -> None:
        if not self.hasFocus() and self.value() != (given or None):
            self.setText(" ".join(given) if isinstance(given, list) else str(given or ""))


class TemplateFields(Speaking, QWidget):
    """All fields of one templated draft; every edit goes to the model at once."""

    def __init__(self, session: Session, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.model = session, model
        self.rows: dict[str, FieldRow] = {}
        self.editors: dict[str, QWidget] = {}
        self._kind: PaperType | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())

    # -- building ----------------------------------------------------------------------------------------------
    def _build(self, kind: PaperType) -> None:
        """The rows of this kind of paper; days need the calendar of the office."""
        if self._kind is kind:
            return
        self._kind = kind
        clear(self._lines)
        self.rows, self.editors = {}, {}
        self._today, self._working = today(self.session), calendar(self.session)
        self.top, self.own = Part(), Part()
        self.date = DayEdit(self._today, day_hint(self._working, self._today))
        self.date.line.setObjectName("date")
        self.addressees, self.joint = WordedTicks("addressee"), WordedTicks("joint")
        self.follows, self.violations = WordedOptions("follows"), WordedTicks("violation")
        self.date.changed.connect(lambda v: self.model.set(date=v.isoformat()) if v else None)
        self.addressees.changed.connect(lambda v: self.model.set(addressees=v))
        self.joint.changed.connect(lambda v: self.model.set(jointly_with=v))
        self.follows.chosen.connect(lambda v: self._extra(follows=v))
        self.violations.changed.connect(lambda v: self._extra(violations=v))
        for name in ("date", "addressees", "jointly_with", "follows", "violations"):
            editor = self.joint if name == "jointly_with" else getattr(self, name)
            self.rows[name] = FieldRow("", editor)
            self.top.add(self.rows[name])
        for field in kind.fields:
            editor = self._editor(field)
            editor.setObjectName(f"field_{field.key}")
            self.editors[field.key] = editor
            self.rows[FIELD + field.key] = FieldRow("", editor)
            self.own.add(self.rows[FIELD + field.key])
        self._lines.addWidget(self.top)
        self._lines.addWidget(self.own)
        self._lines.addStretch(1)
        self.retranslate()

    def _editor(self, field: PaperField) -> QWidget:
        def save(value: Any) -> None:
            self._field(field.key, value)

        if field.kind in LINES:
            text = TextField(field)
            text.typed.connect(save)
            return text
        if field.kind == "choice":
            options = Options(field.key)
            options.chosen.connect(save)
            return options
        if field.kind == "day":
            day = DayEdit(self._today, day_hint(self._working, self._today))
            day.line.setObjectName(f"day_{field.key}")
            day.changed.connect(lambda v: save(v.isoformat() if v else None))
            return day
        if field.kind == "instant":
            at = Appointment(self._today, self._working)
            at.day.line.setObjectName(f"day_{field.key}")
            at.hour.setObjectName(f"hour_{field.key}")
            at.changed.connect(save)
            return at
        if field.kind in ("money", "count", "percent"):
            pad = AmountEdit() if field.kind == "money" else CountEdit()
            pad.line.setObjectName(f"pad_{field.key}")
            pad.changed.connect(save)
            return pad
        words = WordField(field)
        words.typed.connect(save)
        return words

    # -- saving ------------------------------------------------------------------------------------------------
    def _extra(self, **new: Any) -> None:
        self.model.set(extra={**(self.model.row["extra"] or {}), **new})

    def _field(self, key: str, value: Any) -> None:
        fields = {**((self.model.row["extra"] or {}).get("fields") or {}), key: value}
        self._extra(fields={k: v for k, v in fields.items() if v not in (None, "", [])})

    # -- showing -----------------------------------------------------------------------------------------------
    def show_draft(self) -> None:
        """Fill every field from the model; a field being typed in keeps what it holds."""
        row, store, pack = self.model.row, self.session.store, self.session.profile.pack
        kind = paper_type(pack, row["type"])
        if kind is None:
            return
        self._build(kind)
        extra = row["extra"] or {}
        put(self.date, date.fromisoformat(row["date"]) if row["date"] else None)
        units = self._units()
        self.addressees.set_options(units)
        self.addressees.set_value(row["addressees"])
        self.joint.set_options([u for u in units if u[0] not in (row["addressees"] or ())])
        self.joint.set_value(row["jointly_with"])
        self.rows["jointly_with"].setVisible("{joint}" in str(kind.data) and len(units) > 1)
        before = self._before(kind)
        self.follows.set_options(before)
        self.follows.set_value(extra.get("follows"))
        self.rows["follows"].setVisible(bool(before))
        about = self._violations(store, row)
        self.violations.set_options([(code, violation_text(pack, code)) for code in about])
        self.violations.set_value(extra.get("violations") or about)
        self.rows["violations"].setVisible(len(about) > 1)
        self._values(kind, extra.get("fields") or {})

    def _values(self, kind: PaperType, given: Mapping[str, Any]) -> None:
        for field in kind.fields:
            editor, value = self.editors[field.key], given.get(field.key)
            if isinstance(editor, (TextField, WordField, Appointment)):
                editor.set_value(value)
            elif isinstance(editor, Options):
                editor.set_value(value or field.default)
            elif isinstance(editor, DayEdit):
                put(editor, date.fromisoformat(value) if value else None)
            elif isinstance(editor, (AmountEdit, CountEdit)):
                put(editor, value)

    def show_defaults(self, defaults: Mapping[str, str]) -> None:
        """What each empty field prints by itself, out of the records."""
        for key, editor in self.editors.items():
            said = defaults.get(key, "")
            if isinstance(editor, (TextField, WordField)):
                editor.setPlaceholderText(said)
            elif isinstance(editor, (AmountEdit, CountEdit)):
                editor.line.setPlaceholderText(said)

    def _units(self) -> list[tuple[str, str]]:
        row, store = self.model.row, self.session.store
        visit = store.get("inspection", row["inspection"]) or {}
        case = store.get("wage_case", row["wage_case"]) or {}
        project = visit.get("project") or case.get("project")
        found = [(u.key, f"{u.name}（{role_text(u.role)}）") for u in cases.units_of(store, project)]
        known = {key for key, _ in found}
        also = [k for k in (row["addressees"] or ()) if k not in known]
        return found + [(key, papers.names_of(store, [key])) for key in also]

    def _before(self, kind: PaperType) -> list[tuple[str, str]]:
        """Papers of the case this one may follow, the newest first."""
        row, store = self.model.row, self.session.store
        wanted = [t for need in kind.after for t in need["types"]] or [following.ORDER]
        found: dict[str, Any] = {}
        for name in ("wage_case", "inspection"):
            if row[name]:
                found |= {d["id"]: d for d in store.find("document", **{name: row[name]}) if d["type"] in wanted}
        chosen = (row["extra"] or {}).get("follows")
        if chosen and chosen not in found and (known := store.get("document", chosen)):
            found[chosen] = known
        pack = self.session.profile.pack
        newest = sorted(found.values(), key=lambda d: (d["date"] or "", d["id"]), reverse=True)
        return [
            (d["id"], " · ".join(t for t in (pack.document(d["type"])[f"title_{lang()}"], d["number"]) if t))
            for d in newest
        ]

    @staticmethod
    def _violations(store: Any, row: Mapping[str, Any]) -> list[str]:
        order = next((b for b in following.chain(store, row) if b.requirements), None)
        return list(dict.fromkeys(r["violation"] for r in order.requirements)) if order else []

    def field(self, name: str) -> QWidget | None:
        """The row of field ``name``, of the paper or of its template."""
        return self.rows.get(name) or self.rows.get(FIELD + name)

    def retranslate(self) -> None:
        if self._kind is None:
            return
        translate = i18n.translate
        self.top.set_head(translate("papertype", "What and to whom"))
        self.own.set_head(translate("papertype", "What this paper says"))
        own = self._kind.to == "party"
        texts = {
            "date": (translate("papertype", "Date of the paper"), ""),
            "addressees": (
                translate("papertype", "Addressees") if own else translate("papertype", "Party it is about"),
                "",
            ),
            "jointly_with": (translate("papertype", "To be done together with"), ""),
            "follows": (translate("papertype", "The paper it follows"), ""),
            "violations": (translate("papertype", "What it is about"), ""),
        }
        for name, (text, hint) in texts.items():
            self.rows[name].set_texts(text, hint)
        for field in self._kind.fields:
            hint = ""
            if field.kind == "articles":
                hint = translate(
                    "papertype",
                    "Short names of articles, e.g. 条例55(1) or LDJC-30/1.3; left empty, those of the case.",
                )
            elif field.kind == "table":
                names = BAR.join(zh if lang() == "zh" else en for _, zh, en in field.columns)
                hint = translate("papertype", "One a line: {columns}").format(columns=names)
            elif field.source:
                hint = translate("papertype", "Left empty, it comes from the records.")
            self.rows[FIELD + field.key].set_texts(field.name(lang()), hint)
            editor = self.editors[field.key]
            if isinstance(editor, Options):
                editor.set_options([(code, zh if lang() == "zh" else en) for code, zh, en in field.options])
