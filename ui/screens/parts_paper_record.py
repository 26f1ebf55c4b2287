"""Parts of the site record: its words as the visit gives them, who was present, and one signature after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from models.errors import KnownError, Place
from ui import i18n, theme
from ui.screens.parts_paper import SAVE_AFTER_MS, Split
from ui.screens.parts_paper_made import Mend, of_error, of_guards
from ui.screens.parts_visit import Part, time_text
from ui.session import Session
from ui.widgets import BigButton, FieldRow, PagePanel, PhoneEdit, SignatureField, column, label, row
from ui.widgets.basics import Speaking

LEAST_MM = 8.0
VISIT_FIELDS = ("received_by", "received_title", "received_phone")


@dataclass(frozen=True)
class MadeRecord:
    """One rendering of the record; ``pdf`` None where it cannot be made as it stands."""

    draft: str
    pdf: bytes | None
    pages: int
    mend: tuple[Mend, ...]


def make_record(profile: Any, draft: Mapping[str, Any], second: str | None, signatures: list[Any]) -> MadeRecord:
    """The pages with 草稿 and the strokes so far, and what stands in the way; runs away from the window's thread."""
    from forms import siterecords

    mend = of_guards(profile, draft, second)
    try:
        mend += _blanks(profile, draft)
        pages = siterecords.pages(profile, draft["id"])
        pdf = siterecords.preview(profile, draft["id"], signatures)
    except KnownError as error:
        return MadeRecord(draft["id"], None, 1, (of_error(error), *mend))
    return MadeRecord(draft["id"], pdf, pages, tuple(mend))


def _blanks(profile: Any, draft: Mapping[str, Any]) -> list[Mend]:
    """Words the record still lacks: nobody signs a blank."""
    from forms import siterecords

    own = (draft["extra"] or {}).get("paragraphs")
    missing = siterecords.words(profile, profile.store, draft).missing
    blank = profile.pack.wording["blank"]
    still = any(blank in line for line in own) if own else bool(missing)
    if not still:
        return []
    error = KnownError("fact_missing_on_paper", where=Place(field="paragraphs"), facts=", ".join(missing) or blank)
    return [Mend("paragraphs", True, error)]


def asked_of(pages: int) -> list[str]:
    """Where each person signs: at the foot of every page but the last, and at the end of the record."""
    return [*(str(n) for n in range(1, pages)), "end"]


class RecordFields(Speaking, QWidget):
    """The record's own words and who was present. ``visit_changed(dict)``, ``extra_changed(dict)``."""

    visit_changed = Signal(object)
    extra_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._draft: dict[str, Any] = {}
        self._visit: dict[str, Any] = {}
        self.text, self.statement = QPlainTextEdit(), QPlainTextEdit()
        self.text.setObjectName("record_text")
        self.statement.setObjectName("record_statement")
        self.text.setFixedHeight(theme.target() * 9)
        self.statement.setFixedHeight(theme.target() * 2)
        self.lines = {"received_by": QLineEdit(), "received_title": QLineEdit()}
        self.phone = PhoneEdit()
        self.standard = BigButton(icon="undo")
        self.standard.setObjectName("record_standard")
        self.standard.clicked.connect(self._standard)
        self.person, self.words = Part(), Part()
        self.rows = {
            "received_by": FieldRow("", self.lines["received_by"]),
            "received_title": FieldRow("", self.lines["received_title"]),
            "received_phone": FieldRow("", self.phone),
            "paragraphs": FieldRow("", self.text),
            "statement": FieldRow("", self.statement),
        }
        for name, line in self.lines.items():
            line.setObjectName(name)
            line.textEdited.connect(lambda text, name=name: self._visit_typed(name, text))
        self.phone.line.setObjectName("received_phone")
        self.phone.line.textEdited.connect(lambda text: self._visit_typed("received_phone", text))
        self.phone.changed.connect(lambda v: self._visit_typed("received_phone", v) if v else None)
        for box in (self.text, self.statement):
            box.setTabChangesFocus(True)
        self.text.textChanged.connect(self._text_typed)
        self.statement.textChanged.connect(
            lambda: self._extra_typed("statement", self.statement.toPlainText().strip() or None)
        )
        for name in ("received_by", "received_title", "received_phone"):
            self.person.add(self.rows[name])
        self._when = label("", "second", wrap=True)
        self.person.add(self._when)
        self.words.add(self.rows["paragraphs"])
        self.words.add(row(self.standard, None))
        self.words.add(self.rows["statement"])
        self._pending_visit: dict[str, Any] = {}
        self._pending_extra: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        inside.addWidget(self.person)
        inside.addWidget(self.words)
        self.retranslate()

    def show_record(self, draft: Mapping[str, Any], visit: Mapping[str, Any]) -> None:
        """Show both records; what is being typed stays."""
        self._draft, self._visit = dict(draft), dict(visit)
        extra = draft["extra"] or {}
        for name, line in (*self.lines.items(), ("received_phone", self.phone.line)):
            if not line.hasFocus() and name not in self._pending_visit:
                line.blockSignals(True)
                line.setText(str(visit.get(name) or ""))
                line.blockSignals(False)
        own = extra.get("paragraphs")
        _put(self.text, "\n".join(own if own else self._given()))
        _put(self.statement, extra.get("statement") or "")
        self.standard.setVisible(bool(own))
        self._when.setText(self._times())

    def paragraphs(self) -> list[str]:
        """The words as they stand in the field."""
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    def _given(self) -> list[str]:
        """The words the visit gives by itself."""
        from forms import siterecords

        try:
            return siterecords.paragraphs(siterecords.words(self.session.profile, self.session.store, self._draft))
        except KnownError:  # what is missing stands among what is to mend, above these fields
            return []

    def _times(self) -> str:
        begun, ended = time_text(self._visit.get("started_at")), time_text(self._visit.get("ended_at"))
        if ended:
            return i18n.translate("record", "The visit lasted from {begun} to {ended}.").format(
                begun=begun, ended=ended
            )
        return i18n.translate("record", "The visit began at {begun}; it ends when the record is read over.").format(
            begun=begun
        )

    def _visit_typed(self, name: str, text: str) -> None:
        self._pending_visit[name] = text.strip() or None
        self._timer.start()

    def _text_typed(self) -> None:
        lines = self.paragraphs()
        self._extra_typed("paragraphs", lines if lines != self._given() else None)
        self.standard.setVisible(True)

    def _extra_typed(self, name: str, value: Any) -> None:
        self._pending_extra[name] = value
        self._timer.start()

    def _standard(self) -> None:
        self._pending_extra["paragraphs"] = None
        self.text.clearFocus()
        self.flush()
        _put(self.text, "\n".join(self._given()))
        self.standard.hide()

    def flush(self) -> None:
        """Hand over what is pending now."""
        self._timer.stop()
        visit, self._pending_visit = self._pending_visit, {}
        extra, self._pending_extra = self._pending_extra, {}
        if visit:
            self.visit_changed.emit(visit)
        if extra:
            self.extra_changed.emit(extra)

    def retranslate(self) -> None:
        translate = i18n.translate
        self.person.set_head(translate("record", "Who was present"))
        self.words.set_head(translate("record", "The words of the record"))
        texts = {
            "received_by": (translate("record", "Name"), ""),
            "received_title": (translate("record", "Position"), ""),
            "received_phone": (translate("record", "Telephone"), ""),
            "paragraphs": (
                translate("record", "Content, one paragraph a line"),
                translate("record", "It comes from the visit; what you change here is printed as you wrote it."),
            ),
            "statement": (
                translate("record", "What the person present says"),
                translate(
                    "record", "Left empty, the record ends with the usual sentence that it was read and is true."
                ),
            ),
        }
        for name, (text, hint) in texts.items():
            self.rows[name].set_texts(text, hint)
        self.standard.setText(translate("record", "The visit's own words again"))
        if self._visit:
            self._when.setText(self._times())


def _put(box: QPlainTextEdit, text: str) -> None:
    if box.toPlainText() != text and not box.hasFocus():
        box.blockSignals(True)
        box.setPlainText(text)
        box.blockSignals(False)


class Signing(Speaking, QWidget):
    """One person signs, page by page and at the end. ``signed(place, strokes)``, ``refused()``, ``skipped()``."""

    signed = Signal(str, object)
    refused = Signal()
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._name, self._place, self._places, self._count = "unit", "", "end", ["end"], 1
        self.pages, self.field = PagePanel(), SignatureField()
        self.rights = label("", wrap=True)
        self.where = label("", "strong", wrap=True)
        self.sign, self.refuse, self.skip = BigButton(icon="pen"), BigButton(icon="cross"), BigButton(kind="quiet")
        self.skip.setObjectName("feet_on_paper")
        self.refuse.setObjectName("refuse_record")
        self.sign.clicked.connect(self._sign)
        self.refuse.clicked.connect(self.refused)
        self.skip.clicked.connect(self.skipped)
        self.field.changed.connect(self._ready)
        for button in (self.sign, self.refuse):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        acts = row(self.refuse, self.sign)
        acts.setStretch(0, 1)
        acts.setStretch(1, 1)
        right = QWidget()
        lines = column(self.rights, self.where, self.field, acts, row(self.skip, None))
        lines.setStretch(2, 1)
        right.setLayout(lines)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Split(self.pages, right), 1)
        self.retranslate()

    def ask(self, role: str, name: str, place: str, places: list[str], pages: int) -> None:
        """Ask ``role`` to sign at ``place`` ("1", "2", … for the foot of a page, "end")."""
        if (role, place) != (self._role, self._place):
            self.field.pad.clear()
        self._role, self._name, self._place, self._places, self._count = role, name, place, places, pages
        self.field.pad.setObjectName(f"pad_{role}")
        self.sign.setObjectName(f"{role}_sign")
        index = self._count - 1 if place == "end" else int(place) - 1
        self.pages.view.go_to(index)
        self.retranslate()

    def _sign(self) -> None:
        strokes = self.field.pad.strokes()
        self.field.pad.clear()
        self.signed.emit(self._place, strokes)

    def _ready(self) -> None:
        self.sign.setEnabled(self.field.pad.length_mm() >= LEAST_MM)

    def retranslate(self) -> None:
        translate = i18n.translate
        whose = {
            "unit": translate("record", "Signature of the person present"),
            "lead": translate("record", "Signature of the first officer"),
            "assistant": translate("record", "Signature of the second officer"),
        }[self._role]
        self.field.set_who(f"{whose}  {self._name}".rstrip())
        party = self._role == "unit"
        self.rights.setText(
            translate(
                "record",
                "Please read the record, or have it read to you. You may ask for corrections and have your own words "
                "written in. Sign only what is right.",
            )
        )
        self.rights.setVisible(party)
        at = self._places.index(self._place) + 1 if self._place in self._places else 1
        if self._place == "end":
            where = translate("record", "At the end of the record")
        else:
            where = translate("record", "At the foot of page {n}").format(n=self._place)
        self.where.setText(f"{where} · {at}/{len(self._places)}")
        self.sign.setText(translate("record", "Signed"))
        self.refuse.setText(translate("record", "Refuse to sign"))
        self.refuse.setVisible(party)
        self.skip.setText(translate("record", "The pages are signed on the print"))
        self.skip.setVisible(len(self._places) > 1 and self._place != "end")
        self._ready()
