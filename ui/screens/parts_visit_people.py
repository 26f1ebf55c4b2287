"""Officers and their passphrases: at the first start, and later for one who had none yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models import settingup
from models.errors import KnownError
from ui import i18n
from ui.jobs import run_job
from ui.screens import parts_visit as parts
from ui.screens.parts_certificate import ASKED_FOR, CertificateFile
from ui.screens.parts_unlock import Passphrase
from ui.screens.parts_visit import Columns, Options, RecordForm
from ui.screens.parts_visit_setup import Page
from ui.widgets import BigButton, Card, DayEdit, FieldRow, PinEdit, Speaking, label, row

Row = dict[str, Any]
CERTIFICATES = ("labour_inspection", "administrative_enforcement")


class Person(Speaking, Card):
    """One officer: name, certificate, and when it is valid."""

    touched = Signal()

    def __init__(self, number: int, today: date) -> None:
        super().__init__()
        self.number, self.values = number, {}  # type: tuple[int, Row]
        self.form = RecordForm(self._take, self)
        self._head = label("", "h2")
        self.add(self._head)
        prefix = f"officer{number}_"
        add = self.form.add
        self.add(Columns([add("name", None, prefix), add("cert_no", None, prefix)]))
        self.add(add("cert_kind", Options(prefix + "cert_kind")))
        self.add(Columns([add(n, DayEdit(today), prefix) for n in ("valid_from", "valid_until")]))
        for name in ("name", "cert_no", "valid_until") if number <= 2 else ():
            self.form.rows[name].set_required(True)
        self.values["cert_kind"] = CERTIFICATES[0]
        self.retranslate()
        self.form.load(self.values)

    def _take(self, given: Row) -> None:
        self.values.update(given)
        self.touched.emit()

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
        lead = translate("visit_people", "Officer 1, uses this computer")
        self._head.setText(
            lead if self.number == 1 else translate("visit_people", "Officer {n}").format(n=self.number)
        )
        texts = {
            "name": translate("visit_people", "Name of the officer"),
            "cert_no": translate("visit_people", "Certificate number"),
            "cert_kind": translate("visit_people", "Certificate"),
            "valid_from": translate("visit_people", "Valid from"),
            "valid_until": translate("visit_people", "Valid until"),
        }
        for name, text in texts.items():
            self.form.rows[name].set_texts(text)
        editor = self.form.rows["cert_kind"].editor
        assert isinstance(editor, Options)
        words = [
            translate("visit_people", "Labour inspection certificate"),
            translate("visit_people", "Administrative enforcement certificate"),
        ]
        editor.set_options(list(zip(CERTIFICATES, words, strict=True)))
        before: QWidget = self.form.rows["cert_no"].editor
        until = self.form.rows["valid_from"].editor
        for part in (*editor.findChildren(BigButton), until.findChild(QLineEdit)):
            self.setTabOrder(before, part)
            before = part


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
        return i18n.translate("visit_people", "Officers and certificates")

    def _more(self) -> None:
        person = Person(len(self.people) + 1, self._today)
        self.people.append(person)
        person.touched.connect(self.touched)
        self.lines.insertWidget(len(self.people), person)
        screen = self.window()
        parts.fit(screen)

    def missing(self) -> str:
        translate = i18n.translate
        given = [p for p in self.people if p.given()]
        if not given or given[0].number != 1:
            return translate("visit_people", "Please enter the officer who uses this computer.")
        half = next((p for p in given if not p.whole()), None)
        if half is not None:
            text = translate(
                "visit_people", "Officer {n}: name, certificate number and the last day it is valid are needed."
            )
            return text.format(n=half.number)
        if len(given) < 2:
            return translate("visit_people", "A visit needs two officers. Please enter the second one as well.")
        numbers = [p.values["cert_no"] for p in given]
        if len(set(numbers)) < len(numbers):
            return translate("visit_people", "Two officers have the same certificate number.")
        return ""

    def wrong(self) -> QWidget | None:
        for person in self.people[:2] + [p for p in self.people[2:] if p.given()]:
            for name in ("name", "cert_no", "valid_until"):
                if not person.values.get(name):
                    return person.form.rows[name].editor
        return None

    def officers(self) -> list[Row]:
        return [p.officer() for p in self.people if p.given()]

    def retranslate(self) -> None:
        self.more.setText(i18n.translate("visit_people", "One more officer"))
        self._note.setText(
            i18n.translate(
                "visit_people", "Only officers of this register can be named in a paper; nobody is typed in later."
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
        self._row.set_required(number == 1)
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
        name = str(self.officer.get("name") or "")
        self._head.setText(name)
        self._head.setHidden(not name)  # joining an office: it is not known yet who this is
        found = settingup.strength(self.text())
        later = translate("visit_people", "May be set later, by this officer, on this computer.")
        words = {
            "empty": later
            if self.number > 1
            else translate("visit_people", "At least 12 characters, or four words."),
            "short": translate("visit_people", "Too short."),
            "device": translate("visit_people", "Easy to guess. Enough only where this computer's keystore helps."),
            "good": translate("visit_people", "Good."),
            "strong": translate("visit_people", "Very good. Write it down once and keep it in the office's safe."),
        }
        self._strength.setText(words[found])
        self._strength.setProperty("role", STRENGTH[found])
        self._strength.style().unpolish(self._strength)
        self._strength.style().polish(self._strength)
        self._row.set_error(None)

    def retranslate(self) -> None:
        self._row.set_texts(i18n.translate("visit_people", "Passphrase"))
        self.editor.show_button.setText(i18n.translate("visit_people", "Show"))
        self.suggest.setText(i18n.translate("visit_people", "Suggest one"))
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
        return i18n.translate("visit_people", "Passphrases")

    def set_officers(self, officers: list[Row]) -> None:
        while len(self.secrets) < len(officers):
            made = Secret(len(self.secrets) + 1)
            self.secrets.append(made)
            made.editor.line.textChanged.connect(self.touched)
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
                "visit_people", "Please choose a passphrase; it is the key to everything recorded here."
            )
        if self.pin.text() and self.pin.value() is None:
            return i18n.translate("visit_people", "The PIN has six digits. It may also stay empty.")
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
            i18n.translate("visit_people", "PIN for pauses (6 digits)"),
            i18n.translate("visit_people", "May stay empty."),
        )
        self._device_row.set_texts(
            i18n.translate("visit_people", "Name of this computer"), i18n.translate("visit_people", "e.g. Laptop 1")
        )


class Join(Page):
    """Address and one-time code of the office, the officer's certificate number, his passphrase here."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.values: Row = {}
        self.form = RecordForm(self._take, self)
        add = self.form.add
        self.lines.addWidget(Card(Columns([add("url", None, "join_"), add("code", None, "join_")])))
        self.lines.addWidget(Card(Columns([add("cert_no", None, "join_"), add("device", None, "join_")])))
        self.secret = Secret(1)
        self.secret.editor.line.setObjectName("join_passphrase")
        self.secret.editor.line.textChanged.connect(self.touched)
        for name in ("url", "code", "cert_no"):
            self.form.rows[name].set_required(True)
        self.certificate = CertificateFile("join_certificate")
        self._asked = Card(self.certificate)
        self._asked.hide()
        self.lines.addWidget(self._asked)
        self.lines.addWidget(self.secret)
        self.lines.addStretch(1)
        self.retranslate()

    def first(self) -> QWidget:
        return self.form.rows["url"].editor

    def refused(self, error: KnownError) -> None:
        """Where the server's certificate is what is wrong, its file is asked for."""
        if error.code in ASKED_FOR:
            self._asked.show()

    def head(self) -> str:
        return i18n.translate("visit_people", "Join the office")

    def _take(self, given: Row) -> None:
        self.values.update(given)
        self.touched.emit()

    def missing(self) -> str:
        self.form.flush()
        if not all(self.values.get(n) for n in ("url", "code", "cert_no")):
            return i18n.translate(
                "visit_people", "The address, the one-time code and your certificate number are needed."
            )
        if settingup.strength(self.secret.text()) in ("empty", "short"):
            return i18n.translate(
                "visit_people", "Please choose a passphrase; it is the key to everything recorded here."
            )
        return ""

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "url": (translate("visit_people", "Address of the server"), "https://…"),
            "code": (
                translate("visit_people", "One-time code"),
                translate("visit_people", "The office's desk gives it."),
            ),
            "cert_no": (translate("visit_people", "Your certificate number"), ""),
            "device": (
                translate("visit_people", "Name of this computer"),
                translate("visit_people", "e.g. Laptop 1"),
            ),
        }
        for name, (text, hint) in texts.items():
            self.form.rows[name].set_texts(text, hint)
        self.certificate.retranslate()


class OwnKey(Speaking, Card):
    """For an officer who is here but cannot unlock this computer yet: he sets his own passphrase. ``made()`` after."""

    made = Signal(str)
    """The name of the officer whose passphrase is set."""

    def __init__(self) -> None:
        super().__init__(kind="sunken")
        self._name, self._busy = "", False
        self._give: Callable[[str], None] | None = None
        self._text = label("", wrap=True)
        self.secret = Secret(2)
        self.secret.editor.line.setObjectName("own_passphrase")
        self.act = BigButton(icon="lock")
        self.act.setObjectName("set_own_passphrase")
        self.act.clicked.connect(self._set)
        self.add(self._text)
        self.add(self.secret)
        self.add(row(self.act, None))
        self.retranslate()

    def ask(self, name: str, give: Callable[[str], None]) -> None:
        """Offer it to officer ``name``; ``give(passphrase)`` makes the slot off the window's thread."""
        if name != self._name:
            self.secret.editor.clear()
        self._name, self._give = name, give
        self.secret.set_officer({"name": name})
        self.retranslate()

    def _set(self) -> None:
        secret, give, name = self.secret.text(), self._give, self._name
        if self._busy or give is None:
            return
        if settingup.strength(secret) in ("empty", "short"):
            self.secret.set_error(KnownError("passphrase_short"))
            return
        self._busy = True
        self.act.setEnabled(False)

        def work(_: object) -> None:
            give(secret)

        run_job(work, on_done=lambda _: self._done(name), on_error=self._failed, owner=self)

    def _done(self, name: str) -> None:
        self._ready()
        self.secret.editor.clear()
        self.made.emit(name)

    def _failed(self, error: KnownError) -> None:
        self._ready()
        self.secret.set_error(error)

    def _ready(self) -> None:
        self._busy = False
        self.act.setEnabled(True)

    def retranslate(self) -> None:
        self._text.setText(
            i18n.translate(
                "visit_people",
                "{name} has no passphrase on this computer yet. Papers need the confirmation of both officers in person.",
            ).format(name=self._name)
        )
        self.act.setText(i18n.translate("visit_people", "Set my passphrase"))
