"""Parts of the office's own screen: its data, an officer with his certificates, and one who is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from ui import i18n, theme
from ui.screens.parts_visit import Columns, Options, RecordForm
from ui.sentences import sentence
from ui.widgets import BigButton, Card, Chip, DayEdit, PhoneEdit, Speaking, column, label, row

Row = dict[str, Any]
FIELDS = (
    "name", "doc_prefix", "brigade", "phone", "address", "postcode", "complaint_phone", "region", "government",
    "court", "police", "procuratorate",
)  # fmt: skip
NEEDED = ("name", "doc_prefix")
KINDS = ("labour_inspection", "administrative_enforcement")


class OfficeForm(Speaking, QWidget):
    """The office's data, saved at each touch; a name or short form that was emptied is said and not saved."""

    def __init__(self, save: Callable[[Row], None]) -> None:
        super().__init__()
        self._save = save
        self.form = RecordForm(self._given, self)
        rows = [
            self.form.add(name, PhoneEdit() if name in ("phone", "complaint_phone") else None, "office_")
            for name in FIELDS
        ]
        for name in NEEDED:
            self.form.rows[name].set_required(True)
        self.columns = Columns(rows)
        self.setLayout(column(self.columns))
        self.retranslate()

    def _given(self, fields: Row) -> None:
        for name in NEEDED:
            if name in fields and not fields[name]:
                text = i18n.translate("office", "This stands on every paper and cannot be empty; it was not changed.")
                self.form.rows[name].set_error(text)
                del fields[name]
        region = fields.get("region")
        if region and not (len(region) == 6 and region.isascii() and region.isdigit()):
            text = i18n.translate("visit_setup", "The region code has six digits. It may also stay empty.")
            self.form.rows["region"].set_error(text)
            del fields["region"]
        if fields:
            self._save(fields)

    def load(self, office: Mapping[str, Any], may: bool) -> None:
        self.form.load(office)
        for made in self.form.rows.values():
            made.editor.setEnabled(may)

    def retranslate(self) -> None:
        for name, (text, hint) in office_texts().items():
            self.form.rows[name].set_texts(text, hint)


def office_texts() -> dict[str, tuple[str, str]]:
    """(label, hint) of each field of the office."""
    translate = i18n.translate
    summons = translate("office", "Where summoned people come, and whom they call.")
    return {
        "name": (translate("visit_setup", "Full name of the office"), ""),
        "doc_prefix": (translate("visit_setup", "Short form in numbers"), translate("visit_setup", "e.g. 星晨人社")),
        "brigade": (translate("visit_setup", "Inspection brigade"), ""),
        "phone": (translate("visit_setup", "Telephone"), ""),
        "address": (translate("visit_setup", "Address"), summons),
        "postcode": (translate("visit_setup", "Postcode"), ""),
        "complaint_phone": (translate("visit_setup", "Complaint telephone"), ""),
        "region": (translate("visit_setup", "Region code (6 digits)"), ""),
        "government": (translate("visit_setup", "People's government (reconsideration)"), ""),
        "court": (translate("visit_setup", "People's court (lawsuit)"), ""),
        "police": (translate("office", "Public security organ (transfers)"), ""),
        "procuratorate": (translate("office", "People's procuratorate (transfers)"), ""),
    }


class CertificateForm(Speaking, QWidget):
    """Number, kind and days of one certificate. ``save`` gets what was typed, like a :class:`RecordForm`."""

    def __init__(self, today: date, save: Callable[[Row], None], prefix: str, number: bool = True) -> None:
        super().__init__()
        self.form = RecordForm(save, self)
        add = self.form.add
        days = [add(name, DayEdit(today), prefix) for name in ("valid_from", "valid_until")]
        first = [add("number", None, prefix)] if number else []
        self.columns = Columns([*first, *days], most=3 if number else 2, least_mm=60.0)
        self.setLayout(column(add("kind", Options(prefix + "kind")), self.columns))
        if number:
            for name in ("number", "valid_until"):
                self.form.rows[name].set_required(True)
        self.retranslate()

    def given(self) -> Row:
        return {name: self.form.value(name) for name in self.form.rows}

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "number": translate("visit_people", "Certificate number"),
            "kind": translate("visit_people", "Certificate"),
            "valid_from": translate("visit_people", "Valid from"),
            "valid_until": translate("visit_people", "Valid until"),
        }
        for name, made in self.form.rows.items():
            made.set_texts(texts[name])
        editor = self.form.rows["kind"].editor
        assert isinstance(editor, Options)
        words = [
            translate("visit_people", "Labour inspection certificate"),
            translate("visit_people", "Administrative enforcement certificate"),
        ]
        editor.set_options(list(zip(KINDS, words, strict=True)))


class OfficerCard(Speaking, Card):
    """One officer. ``changed(fields)`` of the officer, ``mended((certificate, fields))``, ``renewed(fields)``."""

    changed = Signal(object)
    mended = Signal(object)
    renewed = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._officer, self._may, self._own = today, Row(), False, False
        self._certificate = ""
        self.name, self.chip = label("", "strong", wrap=True), Chip()
        self._told = label("", "second", wrap=True)
        self.edit = BigButton(icon="edit")
        self.edit.setCheckable(True)
        self.edit.toggled.connect(lambda _: self._open())
        head = row(column(self.name, self._told, spacing=2), self.chip, self.edit)
        head.setStretch(0, 1)
        self.add(head)
        self.form = RecordForm(self.changed.emit, self)
        self.days = CertificateForm(today, self._mended, "officer_", number=False)
        self.renew, self.keep = BigButton(icon="add"), BigButton(kind="primary", icon="check")
        self.renew.clicked.connect(lambda: self._renewing(True))
        self.keep.clicked.connect(lambda: self.renewed.emit(self.fresh.given()))
        self.drop = BigButton()
        self.drop.clicked.connect(lambda: self._renewing(False))
        self.fresh = CertificateForm(today, lambda _: None, "renew_")
        self.wrong = label("", "bad", wrap=True)
        self.body = QWidget()
        self._fresh_box = Card(self.fresh, row(self.drop, None, self.keep), kind="sunken")
        active = Options("officer_active")
        inside = column(
            Columns([self.form.add("name", None, "officer_"), self.form.add("phone", PhoneEdit(), "officer_")]),
            self.form.add("active", active),
            self.days,
            row(self.renew, None),
            self._fresh_box,
            self.wrong,
        )
        inside.setContentsMargins(0, 0, 0, 0)
        self.body.setLayout(inside)
        self.form.rows["name"].set_required(True)
        self.add(self.body)
        self._fresh_box.hide()
        self.wrong.hide()
        self.body.hide()
        self.retranslate()

    def load(self, officer: Row, may: bool, own: bool) -> None:
        """Show an officer of the register; ``own``: who unlocked, who cannot put himself out of service."""
        self._officer, self._may, self._own = officer, may, own
        newest = officer["certificates"][0] if officer["certificates"] else {}
        if newest.get("id") != self._certificate:
            self._certificate = str(newest.get("id") or "")
            self.days.form.forget()
        self.form.load(officer)
        self.days.form.load(newest)
        self.days.setVisible(bool(newest))
        number = str(newest.get("number") or "")
        self.edit.setObjectName(f"officer_edit_{number}")
        self.renew.setObjectName(f"officer_renew_{number}")
        self.keep.setObjectName(f"officer_keep_{number}")
        self.edit.setVisible(may)
        self._state(newest)

    def _state(self, newest: Mapping[str, Any]) -> None:
        translate = i18n.translate
        self.name.setText(str(self._officer.get("name") or ""))
        until = newest.get("valid_until")
        told = [
            str(newest.get("number") or ""),
            translate("office", "valid until {day}").format(day=until) if until else "",
        ]
        self._told.setText(" · ".join(t for t in told if t))
        if self._officer.get("active") is False:
            self.chip.set(translate("office", "No longer serves"), "none")
        elif not until:
            self.chip.set(translate("office", "Days missing"), "warn")
        elif until < self._today.isoformat():
            self.chip.set(translate("office", "Certificate expired"), "bad")
        else:
            self.chip.set(translate("office", "Valid"), "ok")

    def _open(self) -> None:
        from ui.screens.parts_visit import fit

        self.body.setVisible(self.edit.isChecked())
        self.retranslate()
        fit(self.window())

    def _renewing(self, on: bool) -> None:
        self._fresh_box.setVisible(on)
        self.renew.setVisible(not on)
        self.wrong.hide()
        if on:
            old = self._officer["certificates"][0] if self._officer["certificates"] else {}
            self.fresh.form.load({"kind": old.get("kind") or KINDS[0], "number": old.get("number")})
            self._open()
            self.fresh.form.rows["number"].editor.setFocus()

    def renewal_done(self) -> None:
        """The new certificate is on disk."""
        self.fresh.form.forget()
        self._renewing(False)

    def refuse(self, error: KnownError) -> None:
        """Say what is wrong with a certificate, where it was typed."""
        self.wrong.setText(sentence(error))
        self.wrong.show()

    def _mended(self, fields: Row) -> None:
        self.wrong.hide()
        if self._certificate:
            self.mended.emit((self._certificate, fields))

    def flush(self) -> None:
        """Write what is still being typed."""
        self.form.flush()
        self.days.form.flush()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.edit.setText(translate("office", "Close") if self.edit.isChecked() else translate("office", "Change"))
        theme.set_icon(self.edit, "up" if self.edit.isChecked() else "edit")
        self.edit.setAccessibleName(f"{self.edit.text()} {self.name.text()}".strip())
        self.form.rows["name"].set_texts(translate("visit_people", "Name of the officer"))
        self.form.rows["phone"].set_texts(translate("visit_setup", "Telephone"))
        self.form.rows["active"].set_texts(translate("office", "Service"))
        editor = self.form.rows["active"].editor
        assert isinstance(editor, Options)
        editor.set_options([(True, translate("office", "Serves")), (False, translate("office", "No longer serves"))])
        editor.button(False).setEnabled(not self._own)
        self.renew.setText(translate("office", "Enter a renewed certificate"))
        self.keep.setText(translate("office", "Add this certificate"))
        self.drop.setText(translate("office", "Not now"))
        if self._officer:
            self._state(self._officer["certificates"][0] if self._officer["certificates"] else {})


class Newcomer(Speaking, Card):
    """An officer who is not in the register yet. ``given(name, certificate)`` when somebody adds him."""

    given = Signal(str, object)
    given_up = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.names = RecordForm(lambda _: None, self)
        self.certificate = CertificateForm(today, lambda _: None, "newcomer_")
        self.act, self.drop, self.wrong = (
            BigButton(kind="primary", icon="check"),
            BigButton(),
            label("", "bad", wrap=True),
        )
        self.act.setObjectName("newcomer_add")
        self.act.clicked.connect(self._give)
        self.drop.clicked.connect(self.given_up)
        box = QVBoxLayout()
        box.addWidget(self.names.add("name", QLineEdit(), "newcomer_"))
        box.addWidget(self.certificate)
        self.add(box)
        self.add(self.wrong)
        self.add(row(self.drop, None, self.act))
        self.names.rows["name"].set_required(True)
        self.clear()
        self.retranslate()

    def first(self) -> QWidget:
        return self.names.rows["name"].editor

    def clear(self) -> None:
        self.names.forget()
        self.certificate.form.forget()
        self.certificate.form.load({"kind": KINDS[0]})
        self.wrong.hide()

    def refuse(self, error: KnownError) -> None:
        self.wrong.setText(sentence(error))
        self.wrong.show()

    def _give(self) -> None:
        self.wrong.hide()
        self.given.emit(str(self.names.value("name") or ""), self.certificate.given())

    def retranslate(self) -> None:
        translate = i18n.translate
        self.names.rows["name"].set_texts(translate("visit_people", "Name of the officer"))
        self.act.setText(translate("office", "Add to the register"))
        self.drop.setText(translate("office", "Not now"))
