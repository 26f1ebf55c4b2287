"""The parts of 签收送达: what the officers enter, what the other party sees and signs, the refusal, the result in words."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from forms import service
from models.clock import local, stamp
from models.errors import KnownError, Place
from ui import i18n, theme
from ui.screens.parts_paper_choose import Ticks
from ui.screens.parts_paper_manners import NOBODY_THERE, authority_text, method_text, place_text
from ui.screens.parts_visit import Options, Part
from ui.session import Session
from ui.widgets import (
    BigButton,
    DayEdit,
    FieldRow,
    FlowLayout,
    PhoneEdit,
    column,
    label,
    row,
)
from ui.widgets.basics import Speaking

REASONS = ("拒绝签收，未说明理由", "称无权签收", "称须请示公司后再签")
RECORD_REASONS = ("拒绝签名，未说明理由", "称无权签名", "称须请示公司后再签")
"""Reasons one tap away, in the language of the papers they are printed on."""
METHODS = ("direct", "mail", "electronic", "entrusted", "forwarded", "posted", "public_notice")
"""What may be chosen beforehand; 留置 follows from a refusal."""


class Images(Speaking, QWidget):
    """Photo or video of a service: what was made of it, and files of it. ``changed(dict)``, ``take`` for new files."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = Ticks(name)
        self.kinds.changed.connect(lambda value: self.changed.emit({"recorded_by": value}))
        self.row = FieldRow("", self.kinds)
        self.photo = BigButton(icon="camera")
        self.photo.setObjectName("service_photo")
        self.photo.clicked.connect(self.ask)
        self.taken = label("", "ok", wrap=True)
        self._dialog: QFileDialog | None = None
        self._count = 0
        self.setLayout(column(self.row, row(self.photo, None), self.taken))
        self.retranslate()

    def show_state(self, state: Mapping[str, Any]) -> None:
        self.kinds.set_value(state.get("recorded_by"))
        self._count = len(state.get("evidence") or ())
        self.retranslate()

    def ask(self) -> None:
        """Choose photos in the system's own window; nothing waits for it."""
        if self._dialog is None:
            self._dialog = QFileDialog(self)
            self._dialog.setObjectName("service_photo_files")
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._dialog.filesSelected.connect(self.take)
        self._dialog.setWindowTitle(i18n.translate("serve", "Choose photos or a video"))
        self._dialog.open()

    def take(self, paths: list[str]) -> None:
        """Keep these files as evidence of the service."""
        self.changed.emit({"take": [str(p) for p in paths]})

    def retranslate(self) -> None:
        translate = i18n.translate
        self.kinds.set_options([("photo", translate("serve", "Photo")), ("video", translate("serve", "Video"))])
        self.row.set_texts(translate("serve", "Recorded by"))
        self.photo.setText(translate("serve", "Add photo or file"))
        self.taken.setText(translate("serve", "{n} files are in the case file").format(n=self._count))
        self.taken.setVisible(self._count > 0)


class Who(Speaking, QWidget):
    """Entered by the officers before the tablet is turned round. ``changed(dict)`` with the fields that changed."""

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.unit, self.method, self.place_kind = Options("unit"), Options("method"), Options("place_kind")
        self.authority = Options("authority")
        self.lines = {name: QLineEdit() for name in ("place", "recipient", "recipient_title", "authority_paper")}
        self.phone = PhoneEdit()
        self.paper_day = DayEdit(local(session.clock.now()).date())
        self.fled, self.images = Ticks("posted"), Images("posted")
        self.how, self.person, self.posting = Part(), Part(), Part()
        self.rows: dict[str, FieldRow] = {}
        self._add(self.how, "unit", self.unit)
        self._add(self.how, "method", self.method)
        self._add(self.how, "place_kind", self.place_kind)
        self._add(self.how, "place", self.lines["place"])
        self._add(self.person, "recipient", self.lines["recipient"])
        self._add(self.person, "recipient_title", self.lines["recipient_title"])
        self._add(self.person, "phone", self.phone)
        self._add(self.person, "authority", self.authority)
        self._add(self.person, "authority_paper", self.lines["authority_paper"])
        self._add(self.person, "authority_paper_date", self.paper_day)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        inside.addWidget(self.how)
        inside.addWidget(self.person)
        self.posting.add(self.fled)
        self.posting.add(self.images)
        self.fled.changed.connect(lambda value: self.changed.emit({"fled": bool(value)}))
        self.images.changed.connect(self.changed)
        inside.addWidget(self.posting)
        self.known = label("", "second", wrap=True)
        inside.addWidget(self.known)
        inside.addStretch(1)
        self.retranslate()

    def _add(self, part: Part, name: str, editor: QWidget) -> None:
        self.rows[name] = FieldRow("", editor)
        part.add(self.rows[name])
        if isinstance(editor, Options):
            editor.chosen.connect(lambda value: self._tell(name, value))
        elif isinstance(editor, QLineEdit):
            editor.setObjectName(name)
            editor.textEdited.connect(lambda text: self.changed.emit({name: text.strip() or None}))
        elif isinstance(editor, DayEdit):
            editor.line.setObjectName(name)
            editor.changed.connect(lambda d: self.changed.emit({name: d.isoformat() if d else None}))
        elif isinstance(editor, PhoneEdit):
            editor.line.setObjectName(name)
            editor.line.textChanged.connect(lambda text: self.changed.emit({name: text.strip() or None}))

    def _tell(self, name: str, value: Any) -> None:
        self.changed.emit({name: value})
        self._fit()

    def show_state(self, state: Mapping[str, Any], units: list[tuple[str | None, str]]) -> None:
        """Show what is known; with one addressee there is nothing to choose."""
        self.unit.set_options(units)
        self.rows["unit"].setVisible(len(units) > 1)
        for name in ("unit", "method", "place_kind", "authority"):
            editor = self.rows[name].editor
            assert isinstance(editor, Options)
            editor.set_value(state.get(name))
        for name, line in self.lines.items():
            if not line.hasFocus():
                line.setText(str(state.get(name) or ""))
        if not self.phone.line.hasFocus():
            self.phone.line.blockSignals(True)
            self.phone.line.setText(str(state.get("phone") or ""))
            self.phone.line.blockSignals(False)
        day = state.get("authority_paper_date")
        if not self.paper_day.line.hasFocus():
            self.paper_day.set_value(date.fromisoformat(day) if day else None)
        self.fled.set_value(["fled"] if state.get("fled") else [])
        self.images.show_state(state)
        self._fit()

    def show_warnings(self, sentences: list[str]) -> None:
        """What may be said against such a service, while something can still be done about it."""
        self.known.setText("\n".join(sentences))
        self.known.setVisible(bool(sentences))

    def _fit(self) -> None:
        agent = self.authority.value() == "authorised_agent"
        self.rows["authority_paper"].setVisible(agent)
        self.rows["authority_paper_date"].setVisible(agent)
        method = self.method.value()
        self.person.setVisible(method not in NOBODY_THERE)
        self.posting.setVisible(method == "posted")

    def retranslate(self) -> None:
        translate = i18n.translate
        self.how.set_head(translate("serve", "How and where"))
        self.person.set_head(translate("serve", "Who receives it"))
        self.posting.set_head(translate("serve", "Posted up because nobody can be found"))
        self.fled.set_options([("fled", translate("serve", "The addressee has fled"))])
        self.method.set_options([(m, method_text(m)) for m in METHODS])
        self.place_kind.set_options([(p, place_text(p)) for p in service.PLACE_KINDS])
        self.authority.set_options([(a, authority_text(a)) for a in service.AUTHORITIES])
        texts = {
            "unit": translate("serve", "Addressee"),
            "method": translate("serve", "Manner of service"),
            "place_kind": translate("serve", "Kind of place"),
            "place": translate("serve", "Place"),
            "recipient": translate("serve", "Name of the recipient"),
            "recipient_title": translate("serve", "Position"),
            "phone": translate("serve", "Telephone"),
            "authority": translate("serve", "In what capacity"),
            "authority_paper": translate("serve", "Paper that proves the authority"),
            "authority_paper_date": translate("serve", "Day of that paper"),
        }
        for name, text in texts.items():
            self.rows[name].set_texts(text)


class Refusal(Speaking, QWidget):
    """Reason, whether the paper stays, who saw it, photo or video. ``changed(dict)``; ``going()`` when entered."""

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.reason, self.witness, self.witness_org = QLineEdit(), QLineEdit(), QLineEdit()
        self.phrases = QWidget()
        self._phrases = [BigButton() for _ in REASONS]
        flow = FlowLayout(self.phrases)
        policy = self.phrases.sizePolicy()
        policy.setHeightForWidth(True)
        self.phrases.setSizePolicy(policy)
        self._reasons = REASONS
        for n, button in enumerate(self._phrases):
            button.setObjectName(f"reason_{n}")
            button.clicked.connect(lambda _=False, n=n: self._phrase(self._reasons[n]))
            flow.addWidget(button)
        self.outcome, self.images = Options("outcome"), Images("recorded")
        self.images.changed.connect(self.changed)
        self.why, self.proof = Part(), Part()
        self.rows = {
            "refusal_reason": FieldRow("", self.reason),
            "outcome": FieldRow("", self.outcome),
            "witness": FieldRow("", self.witness),
            "witness_org": FieldRow("", self.witness_org),
        }
        for name, line in (
            ("refusal_reason", self.reason),
            ("witness", self.witness),
            ("witness_org", self.witness_org),
        ):
            line.setObjectName(name)
            line.textEdited.connect(lambda text, name=name: self.changed.emit({name: text.strip() or None}))
        self.outcome.chosen.connect(lambda value: self.changed.emit({"left": value == "left"}))
        self.why.add(self.rows["refusal_reason"])
        self.why.add(self.phrases)
        self.why.add(self.rows["outcome"])
        self.proof.add(self.rows["witness"])
        self.proof.add(self.rows["witness_org"])
        self.proof.add(self.images)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        inside.addWidget(self.why)
        inside.addWidget(self.proof)
        inside.addStretch(1)
        self.retranslate()

    def show_state(self, state: Mapping[str, Any]) -> None:
        for name, line in (
            ("refusal_reason", self.reason),
            ("witness", self.witness),
            ("witness_org", self.witness_org),
        ):
            if not line.hasFocus():
                line.setText(str(state.get(name) or ""))
        left = state.get("left")
        self.outcome.set_value(None if left is None else "left" if left else "taken")
        self.images.show_state(state)

    def for_record(self) -> None:
        """For a record that stays with the officers: no paper is left or taken back, no images are asked for."""
        self._reasons = RECORD_REASONS
        self.rows["outcome"].hide()
        self.images.hide()

    def _phrase(self, text: str) -> None:
        self.reason.setText(text)
        self.changed.emit({"refusal_reason": text})

    def retranslate(self) -> None:
        translate = i18n.translate
        self.why.set_head(translate("serve", "Why it was refused, and what became of the paper"))
        self.proof.set_head(translate("serve", "Who saw it, or a photo or video"))
        shown = (
            translate("serve", "Refused to sign, gave no reason"),
            translate("serve", "Says he has no authority to sign"),
            translate("serve", "Says the company has to be asked first"),
        )
        for button, text in zip(self._phrases, shown, strict=True):
            button.setText(text)
        self.outcome.set_options(
            [
                ("left", translate("serve", "Left there")),
                ("taken", translate("serve", "Taken back, serve again elsewhere")),
            ]
        )
        self.rows["refusal_reason"].set_texts(translate("serve", "Reason of the refusal"))
        self.rows["outcome"].set_texts(translate("serve", "The paper"))
        self.rows["witness"].set_texts(translate("serve", "Witness"))
        self.rows["witness_org"].set_texts(translate("serve", "Witness is from"))


def keep_image(session: Session, document: Mapping[str, Any], path: Path) -> Any:
    """The act that keeps one image of a service: the encrypted file first, then the record that names it."""
    profile, actor, clock = session.profile, session.actor, session.clock
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"

    def act(store: Any) -> str:
        now: datetime = clock.now()
        try:
            with path.open("rb") as stream:
                put = profile.blobs.put(stream)
        except OSError as wrong:
            raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from wrong
        with store.change(actor, "photo") as tx:
            return str(
                tx.new(
                    "evidence",
                    inspection=document["inspection"],
                    wage_case=document["wage_case"],
                    name=None,
                    kind="video" if mime.startswith("video/") else "photo",
                    taken_on=local(now).date().isoformat(),
                    taken_at=stamp(now),
                    taker=actor,
                    blob=put.sha256,
                    size=put.size,
                    mime=mime,
                    file_name=path.name,
                )
            )

    return act
