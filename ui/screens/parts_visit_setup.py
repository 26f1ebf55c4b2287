"""The pages of the first start: language, look, the way to work, the office, its officers, their passphrases."""

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
from ui.screens.parts_visit import Columns, Options, RecordForm
from ui.screens.unlock import Passphrase
from ui.theme import choice
from ui.widgets import BigButton, Card, CountEdit, DayEdit, FieldRow, PhoneEdit, PinEdit, Speaking, column, label, row

Row = dict[str, Any]
OFFICE_FIELDS = (
    "name", "doc_prefix", "brigade", "phone", "address", "postcode", "complaint_phone", "region", "government",
    "court",
)  # fmt: skip
CERTIFICATES = ("labour_inspection", "administrative_enforcement")


class Page(Speaking, QWidget):
    """One step: ``head()`` is its title, ``missing()`` the sentence about what is still needed ('' = go on)."""

    ready = Signal()

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
    """Alone on this computer, or together with an office's server."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.buttons = {"alone": parts.GoButton("home"), "join": parts.GoButton("sync")}
        self._texts = {name: label("", wrap=True) for name in self.buttons}
        self.way = "alone"
        for name, button in self.buttons.items():
            button.setObjectName(f"way_{name}")
            button.setProperty("kind", "plain")
            parts.theme.set_icon(button, "home" if name == "alone" else "sync", "ink", "ink", 32)
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

    def office(self) -> Row:
        """Fields of the office record."""
        given = {k: v for k, v in self.values.items() if v}
        return {**given, "number_patterns": dict(self.patterns) or None, "pack": self._law.id}

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "name": (translate("visit_setup", "Full name of the office"), ""),
            "doc_prefix": (
                translate("visit_setup", "Short form in numbers"),
                translate("visit_setup", "e.g. 星晨人社"),
            ),
            "brigade": (translate("visit_setup", "Inspection brigade"), ""),
            "phone": (translate("visit_setup", "Telephone"), ""),
            "address": (translate("visit_setup", "Address"), ""),
            "postcode": (translate("visit_setup", "Postcode"), ""),
            "complaint_phone": (translate("visit_setup", "Complaint telephone"), ""),
            "region": (translate("visit_setup", "Region code (6 digits)"), ""),
            "government": (translate("visit_setup", "People's government (reconsideration)"), ""),
            "court": (translate("visit_setup", "People's court (lawsuit)"), ""),
        }
        for name, (text, hint) in texts.items():
            self.form.rows[name].set_texts(text, hint)
        self._head.setText(translate("visit_setup", "Numbers of papers"))
        self._hint.setText(
            translate("visit_setup", "Where papers were numbered by hand this year, give the number that comes next.")
        )
        for _, pattern in self._rows.values():
            pattern.set_texts(translate("visit_setup", "Pattern"))
        self._preview()


class Person(Speaking, Card):
    """One officer: name, certificate, and when it is valid."""

    def __init__(self, number: int, today: date) -> None:
        super().__init__()
        self.number, self.values = number, {}  # type: tuple[int, Row]
        self.form = RecordForm(self.values.update, self)
        self._head = label("", "h2")
        self.add(self._head)
        prefix = f"officer{number}_"
        add = self.form.add
        self.add(Columns([add("name", None, prefix), add("cert_no", None, prefix)]))
        self.add(add("cert_kind", Options(prefix + "cert_kind")))
        self.add(Columns([add(n, DayEdit(today), prefix) for n in ("valid_from", "valid_until")]))
        self.values["cert_kind"] = CERTIFICATES[0]
        self.retranslate()
        self.form.load(self.values)

    def given(self) -> bool:
        self.form.flush()
        return bool(self.values.get("name") or self.values.get("cert_no"))

    def whole(self) -> bool:
        return all(self.values.get(n) for n in ("name", "cert_no", "valid_until"))

    def officer(self) -> Row:
        role = "lead" if self.number == 1 else "assistant"
        return {"role": role, "valid_from": None, "valid_until": None, **self.values}

    def retranslate(self) -> None:
        translate = i18n.translate
        lead = translate("visit_setup", "Officer 1, uses this computer")
        self._head.setText(
            lead if self.number == 1 else translate("visit_setup", "Officer {n}").format(n=self.number)
        )
        texts = {
            "name": translate("visit_setup", "Name of the officer"),
            "cert_no": translate("visit_setup", "Certificate number"),
            "cert_kind": translate("visit_setup", "Certificate"),
            "valid_from": translate("visit_setup", "Valid from"),
            "valid_until": translate("visit_setup", "Valid until"),
        }
        for name, text in texts.items():
            self.form.rows[name].set_texts(text)
        editor = self.form.rows["cert_kind"].editor
        assert isinstance(editor, Options)
        words = [
            translate("visit_setup", "Labour inspection certificate"),
            translate("visit_setup", "Administrative enforcement certificate"),
        ]
        editor.set_options(list(zip(CERTIFICATES, words, strict=True)))


class Officers(Page):
    """Two at least, for no visit is lawful with one; more can be added."""

    def __init__(self, folder: Any, today: date) -> None:
        super().__init__(folder)
        self._today = today
        self.people: list[Person] = []
        self.more = BigButton(icon="add")
        self.more.setObjectName("add_officer")
        self.more.clicked.connect(self._more)
        self._note = label("", "second", wrap=True)
        self.lines.addWidget(self._note)
        self.lines.addLayout(row(self.more, None))
        self.lines.addStretch(1)
        for _ in range(2):
            self._more()
        self.retranslate()

    def first(self) -> QWidget:
        return self.people[0].form.rows["name"].editor

    def head(self) -> str:
        return i18n.translate("visit_setup", "Officers and certificates")

    def _more(self) -> None:
        person = Person(len(self.people) + 1, self._today)
        self.people.append(person)
        self.lines.insertWidget(len(self.people), person)
        screen = self.window()
        parts.fit(screen)

    def missing(self) -> str:
        translate = i18n.translate
        given = [p for p in self.people if p.given()]
        if not given or given[0].number != 1:
            return translate("visit_setup", "Please enter the officer who uses this computer.")
        half = next((p for p in given if not p.whole()), None)
        if half is not None:
            text = translate(
                "visit_setup", "Officer {n}: name, certificate number and the last day it is valid are needed."
            )
            return text.format(n=half.number)
        if len(given) < 2:
            return translate("visit_setup", "A visit needs two officers. Please enter the second one as well.")
        numbers = [p.values["cert_no"] for p in given]
        if len(set(numbers)) < len(numbers):
            return translate("visit_setup", "Two officers have the same certificate number.")
        return ""

    def officers(self) -> list[Row]:
        return [p.officer() for p in self.people if p.given()]

    def retranslate(self) -> None:
        self.more.setText(i18n.translate("visit_setup", "One more officer"))
        self._note.setText(
            i18n.translate(
                "visit_setup", "Only officers of this register can be named in a paper; nobody is typed in later."
            )
        )


STRENGTH = {"empty": "second", "short": "bad", "device": "bad", "good": "ok", "strong": "ok"}


class Secret(Speaking, Card):
    """The passphrase of one officer, how strong it is in words, and a suggestion."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number, self.officer = number, {}  # type: tuple[int, Row]
        self._head, self._strength = label("", "h2", wrap=True), label("", wrap=True)
        self.editor = Passphrase(f"passphrase{number}")
        self._row = FieldRow("", self.editor)
        self.editor.line.textChanged.connect(lambda _: self._say())
        self.suggest = BigButton(icon="edit")
        self.suggest.setObjectName(f"suggest{number}")
        self.suggest.clicked.connect(self._suggest)
        for part in (self._head, self._row, self._strength):
            self.add(part)
        self.add(row(self.suggest, None))
        self.retranslate()

    def set_officer(self, officer: Row) -> None:
        self.officer = officer
        self._say()

    def text(self) -> str:
        return self.editor.text()

    def set_error(self, error: KnownError | None) -> None:
        self._row.set_error(error)

    def _suggest(self) -> None:
        self.editor.line.setText(settingup.suggestion())
        self.editor.show_button.setChecked(True)

    def _say(self) -> None:
        translate = i18n.translate
        self._head.setText(str(self.officer.get("name") or ""))
        found = settingup.strength(self.text())
        later = translate("visit_setup", "May be set later, by this officer, on this computer.")
        words = {
            "empty": later if self.number > 1 else translate("visit_setup", "At least 12 characters, or four words."),
            "short": translate("visit_setup", "Too short."),
            "device": translate("visit_setup", "Easy to guess. Enough only where this computer's keystore helps."),
            "good": translate("visit_setup", "Good."),
            "strong": translate("visit_setup", "Very good. Write it down once and keep it in the office's safe."),
        }
        self._strength.setText(words[found])
        self._strength.setProperty("role", STRENGTH[found])
        self._strength.style().unpolish(self._strength)
        self._strength.style().polish(self._strength)
        self._row.set_error(None)

    def retranslate(self) -> None:
        self._row.set_texts(i18n.translate("visit_setup", "Passphrase"))
        self.editor.show_button.setText(i18n.translate("visit_setup", "Show"))
        self.suggest.setText(i18n.translate("visit_setup", "Suggest one"))
        self._say()


class Secrets(Page):
    """Each officer types his own; the PIN opens the screen after a pause; the computer gets a name."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.secrets: list[Secret] = []
        self.pin, self.device = PinEdit(), QLineEdit()
        self.pin.line.setObjectName("first_pin")
        self.device.setObjectName("device_name")
        self._pin_row, self._device_row = FieldRow("", self.pin), FieldRow("", self.device)
        self._box = Card(Columns([self._pin_row, self._device_row]))
        self.lines.addWidget(self._box)
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.secrets[0].editor.line

    def head(self) -> str:
        return i18n.translate("visit_setup", "Passphrases")

    def set_officers(self, officers: list[Row]) -> None:
        while len(self.secrets) < len(officers):
            made = Secret(len(self.secrets) + 1)
            self.secrets.append(made)
            self.lines.insertWidget(len(self.secrets) - 1, made)
        for at, secret in enumerate(self.secrets):
            secret.setVisible(at < len(officers))
            if at < len(officers):
                secret.set_officer(officers[at])
        before: QWidget = self
        for part in [w for s in self.secrets for w in (s.editor.line, s.editor.show_button, s.suggest)]:
            self.setTabOrder(before, part)
            before = part
        for part in (self.pin.line, self.device):
            self.setTabOrder(before, part)
            before = part

    def missing(self) -> str:
        if settingup.strength(self.secrets[0].text()) in ("empty", "short"):
            return i18n.translate(
                "visit_setup", "Please choose a passphrase; it is the key to everything recorded here."
            )
        if self.pin.text() and self.pin.value() is None:
            return i18n.translate("visit_setup", "The PIN has six digits. It may also stay empty.")
        return ""

    def with_passphrases(self, officers: list[Row]) -> list[Row]:
        return [{**o, "passphrase": s.text()} for o, s in zip(officers, self.secrets, strict=False)]

    def show_error(self, error: KnownError) -> None:
        if error.code == "pin_form":
            self._pin_row.set_error(error)
        else:
            self.secrets[0].set_error(error)

    def retranslate(self) -> None:
        self._pin_row.set_texts(
            i18n.translate("visit_setup", "PIN for pauses (6 digits)"),
            i18n.translate("visit_setup", "May stay empty."),
        )
        self._device_row.set_texts(
            i18n.translate("visit_setup", "Name of this computer"), i18n.translate("visit_setup", "e.g. Laptop 1")
        )


class Join(Page):
    """Address and one-time code of the office, the officer's certificate number, his passphrase here."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.values: Row = {}
        self.form = RecordForm(self.values.update, self)
        add = self.form.add
        self.lines.addWidget(Card(Columns([add("url", None, "join_"), add("code", None, "join_")])))
        self.lines.addWidget(Card(Columns([add("cert_no", None, "join_"), add("device", None, "join_")])))
        self.secret = Secret(1)
        self.secret.editor.line.setObjectName("join_passphrase")
        self.lines.addWidget(self.secret)
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.form.rows["url"].editor

    def head(self) -> str:
        return i18n.translate("visit_setup", "Join the office")

    def missing(self) -> str:
        self.form.flush()
        if not all(self.values.get(n) for n in ("url", "code", "cert_no")):
            return i18n.translate(
                "visit_setup", "The address, the one-time code and your certificate number are needed."
            )
        if settingup.strength(self.secret.text()) in ("empty", "short"):
            return i18n.translate(
                "visit_setup", "Please choose a passphrase; it is the key to everything recorded here."
            )
        return ""

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "url": (translate("visit_setup", "Address of the server"), "https://…"),
            "code": (
                translate("visit_setup", "One-time code"),
                translate("visit_setup", "The office's desk gives it."),
            ),
            "cert_no": (translate("visit_setup", "Your certificate number"), ""),
            "device": (translate("visit_setup", "Name of this computer"), translate("visit_setup", "e.g. Laptop 1")),
        }
        for name, (text, hint) in texts.items():
            self.form.rows[name].set_texts(text, hint)


class Recovery(Page):
    """The code that opens everything when all passphrases are forgotten: shown once."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self._text, self.code = label("", wrap=True), label("", "figure")
        self.code.setObjectName("recovery_code")
        self.lines.addWidget(Card(self._text, self.code))
        self.lines.addStretch(1)
        self.retranslate()

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
