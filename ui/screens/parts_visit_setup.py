"""The pages of the first start: language, look, the way to work, the office and its numbers, recovery."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import pack, settingup
from models.errors import KnownError
from ui import i18n
from ui.screens import parts_visit as parts
from ui.screens.look import STEP, CardFrame
from ui.screens.parts_office import office_texts
from ui.screens.parts_visit import Columns, Options, RecordForm
from ui.theme import choice
from ui.widgets import BigButton, Card, CountEdit, FieldRow, PhoneEdit, Speaking, column, label, row

Row = dict[str, Any]
OFFICE_FIELDS = (
    "name", "doc_prefix", "brigade", "phone", "address", "postcode", "complaint_phone", "region", "government",
    "court",
)  # fmt: skip


class Page(Speaking, QWidget):
    """One step: ``head()`` is its title, ``missing()`` the sentence about what is still needed ('' = go on)."""

    ready = Signal()
    touched = Signal()
    """Something was entered: what was said to be missing may be there now."""

    def __init__(self, folder: Any) -> None:
        super().__init__()
        self.folder = folder
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)

    def head(self) -> str:
        return ""

    def missing(self) -> str:
        return ""

    def first(self) -> QWidget:
        """The control that gets the keys when the page comes in front."""
        return self

    def wrong(self) -> QWidget | None:
        """The field ``missing()`` speaks of, to be brought into sight; None where it speaks of the whole page."""
        return None

    def shown(self) -> None:
        """The page has just come in front."""

    def retranslate(self) -> None:
        pass


class Language(Page):
    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.buttons = {"zh_CN": parts.GoButton(), "en": parts.GoButton()}
        for lang, button in self.buttons.items():
            button.setObjectName(f"lang_{lang}")
            button.setProperty("kind", "plain")
            button.setText({"zh_CN": "中文", "en": "English"}[lang])
            button.clicked.connect(lambda _=False, lang=lang: self._take(lang))
        self.lines.addLayout(column(self.buttons["zh_CN"], self.buttons["en"]))
        self.lines.addStretch(1)

    def first(self) -> QWidget:
        return self.buttons["zh_CN"]

    def head(self) -> str:
        return "语言 / Language"

    def _take(self, lang: str) -> None:
        choice.change(self.folder, lang=lang)
        self.ready.emit()


class LookPage(Page):
    """Theme, size, and a bank card to correct a screen that states a wrong size."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.theme, self.density = Options("theme"), Options("density")
        self.rows = {"theme": FieldRow("", self.theme), "density": FieldRow("", self.density)}
        for name, editor in (("theme", self.theme), ("density", self.density)):
            editor.chosen.connect(lambda value, name=name: choice.change(self.folder, **{name: value}))
            self.lines.addWidget(self.rows[name])
        self.measure = BigButton(icon="edit")
        self.measure.setObjectName("measure_card")
        self.measure.clicked.connect(self._show_card)
        self._later = label("", "second", wrap=True)
        self.lines.addWidget(self._later)
        self.lines.addLayout(row(self.measure, None))
        self._card, self._text = CardFrame(), label("", wrap=True)
        self.wider, self.narrower, self.keep = BigButton(), BigButton(), BigButton()
        self.wider.clicked.connect(lambda: self._size(STEP))
        self.narrower.clicked.connect(lambda: self._size(1 / STEP))
        self.keep.clicked.connect(lambda: choice.change(self.folder, factor=round(self._card.factor, 3)))
        self._box = Card(self._text, self._card, row(self.narrower, self.wider, self.keep, None))
        self._box.hide()
        self.lines.addWidget(self._box)
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.theme.button(choice.current().theme)

    def head(self) -> str:
        return i18n.translate("visit_setup", "How it looks")

    def _show_card(self) -> None:
        self._box.show()
        self.measure.hide()
        self.wider.setFocus()

    def _size(self, times: float) -> None:
        self._card.factor = min(2.5, max(0.4, self._card.factor * times))
        self._card.updateGeometry()
        self._card.update()

    def shown(self) -> None:
        self.theme.set_value(choice.current().theme)
        self.density.set_value(choice.current().density)

    def retranslate(self) -> None:
        translate = i18n.translate
        self.rows["theme"].set_texts(translate("visit_setup", "Theme"))
        self.rows["density"].set_texts(translate("visit_setup", "Size of what is pressed"))
        self.theme.set_options(
            [
                ("indoor", translate("visit_setup", "Indoors")),
                ("outdoor", translate("visit_setup", "Outdoors, in the sun")),
                ("night", translate("visit_setup", "Night")),
            ]
        )
        self.density.set_options(
            [
                ("keys", translate("visit_setup", "Mouse and keys, 8 mm")),
                ("touch", translate("visit_setup", "Finger, 11 mm")),
                ("glove", translate("visit_setup", "Glove, 15 mm")),
            ]
        )
        self.measure.setText(translate("visit_setup", "Measure the screen with a bank card"))
        self._later.setText(translate("visit_setup", "F9 changes it at any time."))
        self._text.setText(
            translate("visit_setup", "Hold a bank card against the frame and press wider or narrower until it fits.")
        )
        self.wider.setText(translate("visit_setup", "Wider"))
        self.narrower.setText(translate("visit_setup", "Narrower"))
        self.keep.setText(translate("visit_setup", "Use this size"))


class Way(Page):
    """Alone on this computer, or together with an office, by its server or by stick."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        icons = {"alone": "home", "join": "sync", "stick": "usb"}
        self.buttons = {name: parts.GoButton(icon) for name, icon in icons.items()}
        self._texts = {name: label("", wrap=True) for name in self.buttons}
        self.way = "alone"
        for name, button in self.buttons.items():
            button.setObjectName(f"way_{name}")
            button.setProperty("kind", "plain")
            parts.theme.set_icon(button, icons[name], "ink", "ink", 32)
            button.clicked.connect(lambda _=False, name=name: self._take(name))
            self.lines.addWidget(Card(button, self._texts[name]))
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.buttons["alone"]

    def head(self) -> str:
        return i18n.translate("visit_setup", "How this computer works")

    def _take(self, name: str) -> None:
        self.way = name
        self.ready.emit()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.buttons["alone"].setText(translate("visit_setup", "Set up a new office"))
        self.buttons["join"].setText(translate("visit_setup", "Join an office"))
        self.buttons["stick"].setText(translate("visit_setup", "Join an office by USB stick"))
        self._texts["stick"].setText(
            translate(
                "visit_setup",
                "No network here: a request goes to the office's desk by stick, and everything comes back.",
            )
        )
        self._texts["alone"].setText(
            translate(
                "visit_setup", "Works alone, without a network. It can join a server later; nothing is lost by it."
            )
        )
        self._texts["join"].setText(
            translate(
                "visit_setup", "The office has a server: its address and a one-time code bring everything here."
            )
        )


class Office(Page):
    """Names and numbers that stand on every paper."""

    def __init__(self, folder: Any, today: date) -> None:
        super().__init__(folder)
        self.values: Row = {}
        self.patterns: dict[str, str] = {}
        self.starts: dict[str, int] = {}
        self._law, self._year = pack.load(), today.year
        self.form = RecordForm(self._take, self)
        rows: list[QWidget] = []
        for name in OFFICE_FIELDS:
            rows.append(self.form.add(name, PhoneEdit() if name == "phone" else None, "office_"))
            self.form.rows[name].set_required(name in ("name", "doc_prefix"))
        self.lines.addWidget(Columns(rows))
        self._numbers, self._head, self._hint = Card(), label("", "h2"), label("", "second", wrap=True)
        self._numbers.add(self._head)
        self._numbers.add(self._hint)
        self._counts = {type: CountEdit() for type in settingup.SERIES}
        self._lines = {type: QLineEdit() for type in settingup.SERIES}
        self._rows: dict[str, tuple[FieldRow, FieldRow]] = {}
        pairs: list[QWidget] = []
        for type, count in self._counts.items():
            count.line.setObjectName(f"start_{type}")
            self._lines[type].setObjectName(f"pattern_{type}")
            count.set_value(1)
            count.changed.connect(lambda _: self._preview())
            self._lines[type].textEdited.connect(lambda text, type=type: self._pattern(type, text))
            self._rows[type] = (FieldRow("", count), FieldRow("", self._lines[type]))
            pairs += self._rows[type]
        self._numbers.add(Columns(pairs))
        self.lines.addWidget(self._numbers)
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.form.rows["name"].editor

    def head(self) -> str:
        return i18n.translate("visit_setup", "Your office")

    def _take(self, given: Row) -> None:
        self.values.update(given)
        self._preview()
        self.touched.emit()

    def _pattern(self, type: str, text: str) -> None:
        if text.strip():
            self.patterns[type] = text.strip()
        else:
            self.patterns.pop(type, None)
        self._preview()

    def _preview(self) -> None:
        prefix = str(self.values.get("doc_prefix") or "")
        for type, (start, pattern) in self._rows.items():
            n = self._counts[type].value() or 1
            own = self._lines[type]
            if type not in self.patterns and not own.hasFocus():
                own.setText(self._law.number_pattern(type, prefix))
            try:
                first = settingup.preview(self._law, prefix, self.patterns, type, self._year, n)
            except KnownError as error:
                pattern.set_error(error)
                continue
            pattern.set_error(None)
            self.starts[type] = n
            start.set_texts(self._start_text(type), first)

    def _start_text(self, type: str) -> str:
        known = self._law.document(type)
        title = known["title_en"] if i18n.current() == "en" else known["title_zh"]
        return i18n.translate("visit_setup", "{title}: first number").format(title=title)

    def missing(self) -> str:
        self.form.flush()
        if not self.values.get("name"):
            return i18n.translate("visit_setup", "Please give the full name of the office; it stands on every paper.")
        if not self.values.get("doc_prefix"):
            return i18n.translate("visit_setup", "Please give the short form for numbers, e.g. 星晨人社.")
        region = str(self.values.get("region") or "")
        if region and not re.fullmatch(r"\d{6}", region):
            return i18n.translate("visit_setup", "The region code has six digits. It may also stay empty.")
        if any(pattern.error_text() for _, pattern in self._rows.values()):
            return i18n.translate("visit_setup", "One pattern of numbers cannot be used; see below.")
        return ""

    def wrong(self) -> QWidget | None:
        for name in ("name", "doc_prefix"):
            if not self.values.get(name):
                return self.form.rows[name].editor
        if self.values.get("region") and not re.fullmatch(r"\d{6}", str(self.values["region"])):
            return self.form.rows["region"].editor
        return next((p.editor for _, p in self._rows.values() if p.error_text()), None)

    def office(self) -> Row:
        """Fields of the office record."""
        given = {k: v for k, v in self.values.items() if v}
        return {**given, "number_patterns": dict(self.patterns) or None, "pack": self._law.id}

    def retranslate(self) -> None:
        translate = i18n.translate
        summons = translate("visit_setup", "Notices summon people to this address; needed before the first one.")
        texts = office_texts()
        texts["address"] = (texts["address"][0], summons)
        for name, made in self.form.rows.items():
            made.set_texts(*texts[name])
        self._head.setText(translate("visit_setup", "Numbers of papers"))
        self._hint.setText(
            translate("visit_setup", "Where papers were numbered by hand this year, give the number that comes next.")
        )
        once = translate("visit_setup", "{year} is the year, {n:03d} the number with three digits.")
        for at, (_, pattern) in enumerate(self._rows.values()):
            pattern.set_texts(translate("visit_setup", "Pattern"), "" if at else once)
        self._preview()


class Recovery(Page):
    """The code that opens everything when all passphrases are forgotten: shown once."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self._text, self.code = label("", wrap=True), label("", "figure")
        self.code.setObjectName("recovery_code")
        self.code.setFocusPolicy(parts.Qt.FocusPolicy.StrongFocus)
        self.lines.addWidget(Card(self._text, self.code))
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        """The code itself: a stray Enter on the button would put away for good what is shown only once."""
        return self.code

    def head(self) -> str:
        return i18n.translate("visit_setup", "Recovery code")

    def set_code(self, code: str) -> None:
        self.code.setText(code)
        self.code.setAccessibleName(code)

    def retranslate(self) -> None:
        self._text.setText(
            i18n.translate(
                "visit_setup",
                "This code opens the records when every passphrase is forgotten. It is shown only now: write it down "
                "and put it into the office's safe, not beside the computer.",
            )
        )
