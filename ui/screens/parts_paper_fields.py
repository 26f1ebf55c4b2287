"""The fields of a draft: whom, when, which months, what evidence, the appointment and the materials asked for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models import cases, papers
from models.clock import SHANGHAI, local, parse, stamp
from models.workdays import Calendar
from ui import i18n, theme
from ui.screens.parts_paper import DraftModel, lang, put
from ui.screens.parts_paper_choose import Ticks, WordedTicks
from ui.screens.parts_paper_order import Requirements, day_hint
from ui.screens.parts_visit import Options, Part, calendar, role_text, today
from ui.session import Session
from ui.widgets import AmountEdit, BigButton, CountEdit, DayEdit, FieldRow, row
from ui.widgets.basics import Speaking

TYPES = ("inquiry_notice", "rectification_order", "inspection_notice")
HOURS = ("09:00", "09:30", "14:30", "15:00")
MONTHS_BACK = 12
ORDER, NOTICE = papers.ORDER, papers.NOTICE


def parse_time(text: str) -> time | None:
    """A time of day as typed: 9:30, 09:30, 0930, full-width marks too."""
    digits = text.strip().replace("：", ":").replace(".", ":").replace("时", ":").rstrip(":分")
    if digits.isdigit() and len(digits) in (3, 4):
        digits = f"{digits[:-2]}:{digits[-2:]}"
    hour, _, minute = digits.partition(":")
    if not hour.isdigit() or (minute and not minute.isdigit()):
        return None
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


class Appointment(QWidget):
    """A day and an hour; ``changed`` carries the stored instant or None while incomplete."""

    changed = Signal(object)

    def __init__(self, day: date, working: Calendar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing = False
        self.day, self.hour = DayEdit(day, day_hint(working, day)), QLineEdit()
        self.day.line.setObjectName("appear_day")
        self.hour.setObjectName("appear_hour")
        self.hour.setMaximumWidth(theme.mm(30))
        self.day.changed.connect(lambda _: self._tell())
        self.hour.textEdited.connect(lambda _: self._tell())
        self.quick = []
        for text in HOURS:
            button = BigButton(text)
            button.setObjectName(f"appear_{text.replace(':', '')}")
            button.clicked.connect(lambda _=False, text=text: self._at(text))
            self.quick.append(button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row(self.day, self.hour))
        inside.addLayout(row(*self.quick, None))
        self.setFocusProxy(self.day.line)

    def set_value(self, instant: str | None) -> None:
        found = local(parse(instant)) if instant else None
        if found is None and (self.day.line.text() or self.hour.text()) and self._typing:
            return  # half an appointment is no instant yet
        put(self.day, found.date() if found else None)
        if not self.hour.hasFocus() and parse_time(self.hour.text()) != (found.time() if found else None):
            self.hour.setText(found.strftime("%H:%M") if found else "")

    def forget(self) -> None:
        """Another draft comes: what was half typed belongs to the one before."""
        self._typing = False
        self.day.set_value(None)
        self.hour.clear()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.day.line.setAccessibleName(name)
        self.hour.setAccessibleName(i18n.translate("paper", "Hour"))

    def _at(self, text: str) -> None:
        self.hour.setText(text)
        self._tell()

    def _tell(self) -> None:
        self._typing = True
        day, hour = self.day.value(), parse_time(self.hour.text())
        whole = day is not None and hour is not None
        self.changed.emit(stamp(datetime.combine(day, hour, SHANGHAI)) if whole and day and hour else None)


class Materials(Speaking, QWidget):
    """The list of materials, one a line; empty takes the standard list. ``changed(list | None)``."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.standard = QPlainTextEdit(), BigButton(icon="undo")
        self.text.setObjectName("materials")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.target() * 6)
        self.text.textChanged.connect(self._typed)
        self.standard.setObjectName("materials_standard")
        self.standard.clicked.connect(self._back)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.text)
        inside.addLayout(row(self.standard, None))
        self.setFocusProxy(self.text)
        self._own = False
        self.retranslate()

    def set_value(self, given: list[str] | None) -> None:
        self._own = given is not None
        if given is not None:
            self._put(given)
        self.standard.setVisible(self._own)

    def show_standard(self, lines: list[str]) -> None:
        """What the pack would ask for, while nobody changed it."""
        if not self._own:
            self._put(lines)

    def _put(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        if self.text.toPlainText() != text and not self.text.hasFocus():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    def _typed(self) -> None:
        self._own = True
        self.standard.show()
        self.changed.emit([line.strip() for line in self.text.toPlainText().splitlines() if line.strip()])

    def _back(self) -> None:
        self._own = False
        self.standard.hide()
        self.changed.emit(None)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.text.setAccessibleName(name)

    def retranslate(self) -> None:
        self.standard.setText(i18n.translate("paper", "Standard list again"))


class DraftFields(Speaking, QWidget):
    """All fields of one draft, in the order of the paper; every edit goes to the model at once."""

    def __init__(self, session: Session, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.model = session, model
        self.parts: dict[str, QWidget] = {}
        self.rows: dict[str, FieldRow] = {}
        self.boxes: dict[str, Part] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        self._lines = lines
        self._built, self._shown = False, ""
        self._offers: list[dict[str, Any]] = []
        self._offers_for: tuple[Any, ...] | None = None

    def _build(self) -> None:
        """Made when the profile is open: days need the calendar of the office."""
        if self._built:
            return
        self._built = True
        day, working = today(self.session), calendar(self.session)
        self._today, self._calendar = day, working
        hint = day_hint(working, day)
        self.type = Options("type")
        self.addressees, self.joint = WordedTicks("addressee"), WordedTicks("joint")
        self.date, self.as_of = DayEdit(day, hint), DayEdit(day, hint)
        self.months, self.evidence = Ticks("month"), Ticks("evidence")
        self.workers, self.amount = CountEdit(), AmountEdit()
        self.appear, self.materials = Appointment(day, working), Materials()
        self.requirements = Requirements()
        for name, pad in (
            ("date", self.date),
            ("as_of", self.as_of),
            ("workers", self.workers),
            ("amount", self.amount),
        ):
            pad.line.setObjectName(name)
        save = self.model.set
        self.type.chosen.connect(self._type)
        self.addressees.changed.connect(lambda v: save(addressees=v))
        self.joint.changed.connect(lambda v: save(jointly_with=v))
        self.date.changed.connect(lambda v: save(date=v.isoformat()) if v else None)
        self.as_of.changed.connect(lambda v: save(as_of=v.isoformat()) if v else None)
        self.months.changed.connect(lambda v: save(period=v))
        self.evidence.changed.connect(lambda v: save(evidence=v))
        self.workers.changed.connect(lambda v: save(workers=v))
        self.amount.changed.connect(lambda v: save(amount_fen=v))
        self.appear.changed.connect(lambda v: save(appear_at=v))
        self.materials.changed.connect(lambda v: save(materials=v))
        self.requirements.changed.connect(lambda v: save(requirements=v))
        self._box("whom", ("type", self.type), ("addressees", self.addressees), ("jointly_with", self.joint))
        self._box("when", ("date", self.date), ("as_of", self.as_of), ("period", self.months))
        self._box("stated", ("workers", self.workers), ("amount_fen", self.amount))
        self._box("appointment", ("appear_at", self.appear), ("materials", self.materials))
        self._box("required")
        self.boxes["required"].add(self.requirements)
        self.parts["requirements"] = self.requirements
        self._box("file", ("evidence", self.evidence))
        self._lines.addStretch(1)
        self.retranslate()

    def _box(self, name: str, *fields: tuple[str, QWidget]) -> None:
        box = self.boxes[name] = Part()
        for field, editor in fields:
            self.rows[field] = FieldRow("", editor)
            self.parts[field] = self.rows[field]
            box.add(self.rows[field])
        self._lines.addWidget(box)

    # -- showing -----------------------------------------------------------------------------------------------
    def day_begun(self) -> None:
        """The program may have stood open over midnight: what counts from today counts from the day it is now."""
        day = today(self.session)
        if not self._built or day == self._today:
            return
        self._today, self._offers_for = day, None
        for pad in (self.date, self.as_of, self.appear.day):
            pad.set_today(day, day_hint(self._calendar, day))

    def show_draft(self) -> None:
        """Fill every field from the model; a field being typed in keeps what it holds."""
        self._build()
        draft, store = self.model.row, self.session.store
        if self._shown != draft["id"]:
            self._shown = draft["id"]
            self.appear.forget()
        visit = store.get("inspection", draft["inspection"])
        units = self._units(visit)
        self.type.set_value(draft["type"])
        self.addressees.set_options(units)
        self.addressees.set_value(draft["addressees"])
        self.joint.set_options([u for u in units if u[0] not in (draft["addressees"] or ())])
        self.joint.set_value(draft["jointly_with"])
        for name, pad in (("date", self.date), ("as_of", self.as_of)):
            put(pad, date.fromisoformat(draft[name]) if draft[name] else None)
        roll = papers.months_of(store, draft["inspection"])
        self.months.set_options([(m, m) for m in self._months(roll)])
        self.months.set_value(draft["period"])
        for pad, value in ((self.workers, draft["workers"]), (self.amount, draft["amount_fen"])):
            put(pad, value)
        self.appear.set_value(draft["appear_at"])
        self.materials.set_value(draft["materials"])
        file = self._file()
        self.evidence.set_options([(n, f"{n} {d}") for n, d in file.items()])
        self.evidence.set_value(list(file) if draft["evidence"] is None else draft["evidence"])
        self.requirements.show_given(
            draft["requirements"] or [], self._found(visit), self.session.profile.pack, self._calendar, self._today, units
        )  # fmt: skip
        self._fit(draft["type"], bool(roll), bool(file), len(units))

    def _fit(self, type: str, roll: bool, file: bool, units: int) -> None:
        """Only what this kind of paper prints."""
        order = type == ORDER
        self.boxes["stated"].setVisible(order and not roll)
        self.boxes["appointment"].setVisible(type == NOTICE)
        self.boxes["required"].setVisible(order)
        self.boxes["file"].setVisible(order and file)
        self.rows["as_of"].setVisible(order)
        self.rows["period"].setVisible(type in (ORDER, NOTICE))
        self.rows["jointly_with"].setVisible(order and units > 1)

    def _units(self, visit: dict[str, Any] | None) -> list[tuple[str, str]]:
        store = self.session.store
        found = [
            (u.key, f"{u.name}（{role_text(u.role)}）")
            for u in cases.units_of(store, visit["project"] if visit else None)
        ]
        known = {key for key, _ in found}
        also = [k for k in (self.model.row["addressees"] or ()) if k not in known]
        return found + [(key, papers.names_of(store, [key])) for key in also]

    def _months(self, roll: list[str]) -> list[str]:
        """Months of the roll and those chosen; where there is no roll the last twelve."""
        chosen = list(self.model.row["period"] or ())
        if roll:
            return sorted({*roll, *chosen})
        day = date.fromisoformat(self.model.row["date"]) if self.model.row["date"] else self._today
        first = day.year * 12 + day.month - MONTHS_BACK
        last = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + MONTHS_BACK)]
        return sorted({*last, *chosen})

    def _file(self) -> dict[str, str]:
        """What is in the file and has a day: name → day."""
        row = self.model.row
        found = cases.evidence_of(self.session.store, row["inspection"], row["wage_case"])
        return {e["name"]: e["taken_on"] for e in found if e["name"] and e["taken_on"]}

    def records_changed(self) -> None:
        """Answers or decisions may have changed: what follows from them is looked up again."""
        self._offers_for = None

    def _found(self, visit: dict[str, Any] | None) -> list[dict[str, Any]]:
        row_ = self.model.row
        if visit is None or row_["type"] != ORDER:
            return []
        asked = (row_["id"], tuple(row_["addressees"] or ()), row_["date"])
        if asked != self._offers_for:
            pack = self.session.profile.pack
            units = papers.by_unit(self.session.store, visit, pack)
            day = date.fromisoformat(row_["date"]) if row_["date"] else self._today
            found = [d for unit in row_["addressees"] or () for d in units.get(unit, ())]
            self._offers = [papers.requirement_of(d, day, self._calendar, pack) for d in found]
            self._offers_for = asked
        return self._offers

    def _type(self, value: str) -> None:
        fields: dict[str, Any] = {"type": value}
        if value == ORDER and self.model.row["as_of"] is None:
            fields["as_of"] = self.model.row["date"]
        self.model.set(**fields)

    def field(self, name: str) -> QWidget | None:
        """The row of field ``name``; ``req:CODE`` is the card of that violation."""
        if name.startswith("req:"):
            code = name.removeprefix("req:").partition("/")[0]
            return next((c for c in self.requirements.cards if c.code == code), self.requirements)
        aliases = {"due": "requirements", "variant": "requirements", "requirement": "requirements"}
        return self.parts.get(aliases.get(name, name))

    def retranslate(self) -> None:
        if not self._built:
            return
        translate = i18n.translate
        pack = self.session.profile.pack if self.session.open else None
        if pack is not None:
            self.type.set_options([(t, str(pack.document(t)[f"title_{lang()}"])) for t in TYPES])
        heads = {
            "whom": translate("paper", "What and to whom"),
            "when": translate("paper", "Days and months"),
            "stated": translate("paper", "Sum as stated (there is no wage roll)"),
            "appointment": translate("paper", "Appointment and materials"),
            "required": translate("paper", "What is required, each with its own last day"),
            "file": translate("paper", "Evidence from the file"),
        }
        for name, box in self.boxes.items():
            box.set_head(heads[name])
        texts = {
            "type": (translate("paper", "Kind of paper"), ""),
            "addressees": (translate("paper", "Addressees"), ""),
            "jointly_with": (translate("paper", "To be done together with"), ""),
            "date": (translate("paper", "Date of the paper"), ""),
            "as_of": (translate("paper", "Sums as of"), ""),
            "period": (
                translate("paper", "Months"),
                translate("paper", "None chosen: every month that is overdue on that day."),
            ),
            "workers": (translate("paper", "Workers, as stated"), ""),
            "amount_fen": (translate("paper", "Amount in yuan, as stated"), ""),
            "appear_at": (translate("paper", "To appear on, at"), ""),
            "materials": (translate("paper", "Materials to bring, one a line"), ""),
            "evidence": (
                translate("paper", "Recited in the paper"),
                translate("paper", "Only what is in the file can be recited."),
            ),
        }
        for name, (text, hint) in texts.items():
            self.rows[name].set_texts(text, hint)
