"""The seal's picture on the screen: at its true size, which authorisation stands, and taking in a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from models import sealimages
from models.errors import KnownError
from models.sealimages import Authorised, Picture
from ui import i18n
from ui.jobs import run_job
from ui.screens.parts_paper import day_long, type_text
from ui.screens.parts_paper_choose import Ticks
from ui.screens.parts_seal_shown import USUAL_MM, MmEdit, SealPicture, picture_bytes
from ui.screens.parts_visit import Columns, Part, today
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, ConfirmAct, DayEdit, FieldRow, column, label, row
from ui.widgets.basics import Speaking


def state_of(one: Authorised, day: Any) -> tuple[str, str]:
    """How an authorisation stands today: word and kind of chip."""
    translate = i18n.translate
    if one.withdrawn is not None and day >= one.withdrawn:
        return translate("seal", "Withdrawn"), "bad"
    if day < one.first:
        return translate("seal", "Not yet valid"), "wait"
    if day > one.last:
        return translate("seal", "Ended"), "none"
    return translate("seal", "Valid today"), "ok"


def types_text(session: Session, types: Any) -> str:
    between = "、" if i18n.current() != "en" else ", "
    return between.join(
        type_text(session.profile.pack, t) for t in types or () if t in session.profile.pack.documents
    )


class AuthorisationCard(Speaking, Part):
    """One authorisation with its picture; ``again(image)`` and ``withdrawn(id, reason)`` are asked for."""

    again = Signal(str)
    withdrawn = Signal(str, str)

    def __init__(self, session: Session, one: Authorised, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.one = session, one
        self.picture, self.told = SealPicture(), label("", wrap=True)
        self.picture.show_picture(sealimages.picture_of(one.image), str(one.image["name"]))
        self.more, self.stop = BigButton(icon="add"), BigButton(kind="quiet", icon="cross")
        self.more.setObjectName("seal_again")
        self.stop.setObjectName("seal_withdraw")
        self.more.clicked.connect(lambda: self.again.emit(str(one.image["id"])))
        self.stop.setCheckable(True)
        self.stop.clicked.connect(self._asking)
        self.reason = QLineEdit()
        self.reason.setObjectName("withdraw_reason")
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.reason_row = FieldRow("", self.reason)
        self.confirm = ConfirmAct("", "", check=session.check_pin, danger=True)
        self.confirm.read.setObjectName("withdraw_read")
        self.confirm.act.setObjectName("withdraw_act")
        self.confirm.pin.line.setObjectName("withdraw_pin")
        self.confirm.confirmed.connect(lambda: self.withdrawn.emit(one.id, self.reason.text()))
        self.confirm.given_up.connect(lambda: self._asking(False))
        words = QWidget()
        words.setLayout(column(self.told, row(self.more, self.stop, None), None))
        inside = row(self.picture, words)
        inside.setStretch(1, 1)
        self.add(inside)
        self.add(self.reason_row)
        self.add(self.confirm)
        self._asking(False)
        self.retranslate()

    def _asking(self, on: bool) -> None:
        self.stop.setChecked(on)
        self.reason_row.setVisible(on)
        self.confirm.setVisible(on)
        self.confirm.setEnabled(bool(self.reason.text().strip()))
        if on:
            self.reason.setFocus()

    def retranslate(self) -> None:
        translate, one = i18n.translate, self.one
        image = one.image
        self.set_head(str(image["name"]))
        self.set_state(*state_of(one, today(self.session)))
        officer = self.session.store.get("officer", one.row["officer"]) or {}
        size = translate("seal", "{width} × {height} mm").format(
            width=f"{image['width'] / 10:g}", height=f"{image['height'] / 10:g}"
        )
        said = [
            size,
            translate("seal", "Authorised by {who}, {paper}").format(
                who=one.row["authorised_by"], paper=one.row["paper"]
            ),
            translate("seal", "From {first} to {last}").format(first=day_long(one.first), last=day_long(one.last)),
            translate("seal", "For: {types}").format(types=types_text(self.session, one.row["types"])),
            translate("seal", "Recorded {day} by {officer}").format(
                day=str(one.row["at"])[:10], officer=officer.get("name") or ""
            ),
        ]
        if one.withdrawn is not None:
            said.append(
                translate("seal", "Withdrawn from {day}: {reason}").format(
                    day=day_long(one.withdrawn), reason=one.reason
                )
            )
        self.told.setText("\n".join(said))
        self.more.setText(translate("seal", "Authorise again"))
        self.stop.setText(translate("seal", "Withdraw"))
        self.stop.setVisible(one.withdrawn is None)
        self.reason_row.set_texts(translate("seal", "Why it is withdrawn"))
        self.confirm.set_texts(
            translate("seal", "From today no paper can be sealed under it; papers sealed before stay as they are."),
            translate("seal", "Withdraw it"),
        )


class NewSeal(Speaking, Part):
    """A picture from a file with its size, or a picture that is here already, and who authorised what until when."""

    kept = Signal()

    def __init__(
        self, session: Session, types: Callable[[], list[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self._types = session, types
        self._image = ""
        self._made: Picture | None = None
        self._source: tuple[str, str] = ("", "")
        self._asked = 0
        self._wanted: tuple[Any, ...] = ()
        self._dialog: QFileDialog | None = None
        self.file, self.choose = QLineEdit(), BigButton(icon="papers")
        self.file.setObjectName("seal_file")
        self.choose.setObjectName("seal_choose")
        self.choose.clicked.connect(self._choose)
        self.name, self.who, self.paper = QLineEdit(), QLineEdit(), QLineEdit()
        self.width_, self.height_ = MmEdit(), MmEdit()
        day = today(session)
        self.first, self.last = DayEdit(day), DayEdit(day)
        for edit, name in (
            (self.name, "seal_name"), (self.who, "seal_who"), (self.paper, "seal_paper"),
            (self.width_.line, "seal_width"), (self.height_.line, "seal_height"), (self.first.line, "seal_first"),
            (self.last.line, "seal_last"),
        ):  # fmt: skip
            edit.setObjectName(name)
        self.types, self.all = Ticks("seal_for"), BigButton(kind="quiet", icon="check")
        self.all.setObjectName("seal_for_all")
        self.all.clicked.connect(lambda: self.types.set_value(self.types.options()))
        self.picture = SealPicture()
        self.rows = {
            "file": FieldRow("", self._file_part()), "name": FieldRow("", self.name),
            "width": FieldRow("", self.width_), "height": FieldRow("", self.height_),
            "authorised_by": FieldRow("", self.who), "paper": FieldRow("", self.paper),
            "first": FieldRow("", self.first), "last": FieldRow("", self.last), "types": FieldRow("", self.types),
        }  # fmt: skip
        self.wrong = label("", "bad", wrap=True)
        self.confirm = ConfirmAct("", "", check=session.check_pin)
        self.confirm.read.setObjectName("seal_read")
        self.confirm.act.setObjectName("seal_keep")
        self.confirm.pin.line.setObjectName("seal_pin")
        self.confirm.confirmed.connect(self._keep)
        self._arrange()
        self.file.editingFinished.connect(self._look)
        for one in (self.width_, self.height_):
            one.finished.connect(lambda _: self._look())
        self.begin()

    def _file_part(self) -> QWidget:
        part = QWidget()
        line = row(self.file, self.choose)
        line.setStretch(0, 1)
        part.setLayout(line)
        part.setFocusProxy(self.file)
        return part

    def _arrange(self) -> None:
        rows = self.rows
        self.picture_part = QWidget()
        sizes = Columns([rows["width"], rows["height"]], most=2, least_mm=40.0)
        self.picture_part.setLayout(column(rows["file"], rows["name"], sizes))
        self.add(self.picture_part)
        self.add(row(self.picture, None))
        self.add(Columns([rows["authorised_by"], rows["paper"]], most=2, least_mm=70.0))
        self.add(Columns([rows["first"], rows["last"]], most=2, least_mm=70.0))
        self.add(rows["types"])
        self.add(row(self.all, None))
        self.add(self.wrong)
        self.add(self.confirm)

    # -- filling ------------------------------------------------------------------------------------------------
    def begin(self, image: str = "") -> None:
        """An empty form; with ``image`` another authorisation of the picture that is here."""
        self._image, self._made, self._wanted = image, None, ()
        for line in (self.file, self.name, self.who, self.paper):
            line.clear()
        self.width_.set_value(USUAL_MM)
        self.height_.set_value(USUAL_MM)
        for day in (self.first, self.last):
            day.set_value(None)
        for field in self.rows.values():
            field.set_error(None)
        self.wrong.hide()
        self.confirm.reset()
        found = self.session.store.get("seal_image", image) if image else None
        if found is not None:
            self._made = sealimages.picture_of(found)
            self.name.setText(str(found["name"]))
        self.picture.show_picture(self._made, self.name.text())
        self.picture_part.setVisible(found is None)
        self.retranslate()
        self.types.set_value([])

    def _choose(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self)
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._dialog.fileSelected.connect(self.take)
        self._dialog.setNameFilter(i18n.translate("seal", "Pictures (*.png *.svg)"))
        self._dialog.open()

    def take(self, path: str) -> None:
        """This file, as if its name had been typed."""
        self.file.setText(path)
        self._look()

    def _look(self) -> None:
        """Read the file at this size away from the window's thread and show what would be printed."""
        text, width, height = self.file.text().strip(), self.width_.value(), self.height_.value()
        path = Path(text)
        wanted = (text, width, height, path.stat().st_mtime_ns if path.is_file() else 0)
        if wanted == self._wanted:
            return  # leaving a field is no new wish
        self._wanted, self._made = wanted, None
        self._asked += 1
        for name in ("file", "width"):
            self.rows[name].set_error(None)
        if not text or width is None or height is None:
            self.picture.show_picture(None)
            return
        asked = self._asked

        def read(work: Any) -> tuple[Picture, str]:
            from forms.sealpicture import made_ready

            raw = picture_bytes(path)
            return made_ready(raw, width, height), hashlib.sha256(raw).hexdigest()

        run_job(read, on_done=lambda found: self._seen(asked, path, *found),
                on_error=lambda error: self._unseen(asked, error), owner=self)  # fmt: skip

    def _seen(self, asked: int, path: Path, picture: Picture, sha256: str) -> None:
        if asked != self._asked:
            return
        self._made, self._source = picture, (path.name, sha256)
        self.picture.show_picture(picture, self.name.text())

    def _unseen(self, asked: int, error: KnownError) -> None:
        if asked != self._asked:
            return
        self.picture.show_picture(None)
        field = error.where.field if error.where and error.where.field in ("width",) else "file"
        self.rows[field].set_error(error)

    # -- keeping ------------------------------------------------------------------------------------------------
    def _keep(self) -> None:
        for field in self.rows.values():
            field.set_error(None)
        self.wrong.hide()
        if self._made is None:
            self.rows["file"].set_error(KnownError("seal_picture_missing"))
            return
        made, image, actor, office = self._made, self._image, self.session.actor, self.session.profile.office_id
        name, (source, sha256) = self.name.text(), self._source
        given = {
            "authorised_by": self.who.text(), "paper": self.paper.text(), "first": self.first.value(),
            "last": self.last.value(), "types": self.types.value(),
        }  # fmt: skip

        def write(store: Any) -> None:
            with store.change(actor, "seal_authorise" if image else "seal_picture") as tx:
                of = image or sealimages.add(tx, office, name, made, source=source, source_sha256=sha256)
                sealimages.authorise(tx, of, **given)

        self.session.write(write, lambda _: self._done(), on_error=self._refused, owner=self)

    def _done(self) -> None:
        self.begin()
        self.kept.emit()

    def _refused(self, error: KnownError) -> None:
        field = self.rows.get(str(error.where.field)) if error.where else None
        if field is not None:
            field.set_error(error)
            field.editor.setFocus()
        else:
            self.wrong.setText(sentence(error))
            self.wrong.show()

    def retranslate(self) -> None:
        translate = i18n.translate
        again = bool(self._image)
        self.set_head(
            translate("seal", "Another authorisation of {name}").format(name=self.name.text())
            if again
            else translate("seal", "Take in the picture of a seal")
        )
        self.choose.setText(translate("seal", "Choose a file"))
        words = {
            "file": (
                translate("seal", "Picture (PNG or SVG)"),
                translate("seal", "The seal alone, red, without background"),
            ),
            "name": (translate("seal", "Name of the seal"), ""),
            "width": (translate("seal", "Width in mm"), ""),
            "height": (translate("seal", "Height in mm"), ""),
            "authorised_by": (translate("seal", "Authorised by"), ""),
            "paper": (translate("seal", "By which paper, its number"), ""),
            "first": (translate("seal", "Valid from"), ""),
            "last": (translate("seal", "Valid until"), ""),
            "types": (translate("seal", "For which papers"), ""),
        }
        for name, (text, hint) in words.items():
            self.rows[name].set_texts(text, hint)
        if self.session.open:
            self.types.set_options(self._types())
        self.all.setText(translate("seal", "All of these"))
        self.confirm.set_texts(
            translate(
                "seal",
                "From now on officers of this office can seal papers with this picture. Who recorded it, and each use, "
                "stands in the ledger for good.",
            ),
            translate("seal", "Keep the authorisation"),
        )
