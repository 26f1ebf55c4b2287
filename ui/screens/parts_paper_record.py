"""Parts of the site record: its words as the visit gives them, who was present, and one signature after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.clock import parse
from models.errors import KnownError, Place
from ui import i18n, theme
from ui.screens.parts_paper import SAVE_AFTER_MS, officer_names
from ui.screens.parts_paper_made import Mend, of_error, of_guards
from ui.screens.parts_visit import Part, time_text
from ui.session import Session
from ui.widgets import BigButton, FieldRow, PhoneEdit, label, row
from ui.widgets.basics import Speaking

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


def signer_name(session: Session, visit: Mapping[str, Any], role: str) -> str:
    """Who signs as ``role`` (unit, lead, assistant), as far as the visit knows."""
    if role == "unit":
        return str(visit.get("received_by") or "")
    return "".join(officer_names(session, [visit.get(role)]))


def strokes_of(session: Session, visit: Mapping[str, Any], state: Mapping[str, Any]) -> list[Any]:
    """All strokes so far, as the sealing takes them."""
    from forms.receipts import Signature

    made = []
    for role, places in state["strokes"].items():
        name, party = signer_name(session, visit, role), role == "unit"
        at = parse(state["at"][role]) if state["at"].get(role) else session.clock.now()
        title, officer = (visit.get("received_title"), None) if party else (None, visit.get(role))
        for place, strokes in places.items():
            if strokes:
                made.append(
                    Signature(role, name, strokes, at, title, officer, None if place == "end" else int(place))
                )
    return made


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
