"""Photos of one answer: a file of any size or the clipboard, stored encrypted before it is named."""

from __future__ import annotations

import io
import mimetypes
from pathlib import Path
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.clock import local, stamp
from models.errors import KnownError, Place
from models.records import answer_id
from models.visitanswers import Key
from sync import wanted
from ui import theme
from ui.jobs import run_job
from ui.screens import parts_elsewhere as elsewhere
from ui.session import Session
from ui.syncing import Syncing
from ui.widgets import BigButton, FlowLayout, label
from ui.widgets.basics import Speaking

THUMB_MM = 24
Row = dict[str, Any]
Thumbnail = tuple[int, int, bytes]  # width, height, RGBA rows


def photos_of(store: Any, inspection: str) -> dict[str, list[Row]]:
    """Answer id → the evidence that hangs there, oldest first."""
    found: dict[str, list[Row]] = {}
    for row in store.find("evidence", inspection=inspection):
        if row["blob"] and row["answer"]:
            found.setdefault(row["answer"], []).append(row)
    return found


def keep_photo(session: Session, inspection: str, key: Key, source: Path | bytes, name: str, title: str) -> Any:
    """The act that stores one photo: the encrypted file first, then the record that names it."""
    profile, actor, clock = session.profile, session.actor, session.clock

    def act(store: Any) -> str:
        now = clock.now()
        with _opened(source) as stream:
            if not stream.read(1):
                raise KnownError("file_empty", where=Place(file=name), name=name)
            stream.seek(0)
            put = profile.blobs.put(stream)
        visit = store.get("inspection", inspection) or {}
        with store.change(actor, "photo") as tx:
            answer = answer_id(inspection, *key)
            tx.put("answer", answer, inspection=inspection, item=key[0], unit=key[1])
            return str(
                tx.new(
                    "evidence",
                    inspection=inspection,
                    wage_case=visit.get("wage_case"),
                    answer=answer,
                    name=title,
                    kind="photo",
                    taken_on=local(now).date().isoformat(),
                    taken_at=stamp(now),
                    place_fix=visit.get("place_fix"),
                    taker=actor,
                    blob=put.sha256,
                    size=put.size,
                    mime=mimetypes.guess_type(name)[0] or "application/octet-stream",
                    file_name=name,
                    note=key[0],
                )
            )

    return act


def _opened(source: Path | bytes) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except OSError as wrong:
        raise KnownError("file_not_found", where=Place(file=source.name), path=str(source)) from wrong


class Photos(Speaking, QWidget):
    """Thumbnails and the two ways in. ``kept`` after a photo is on disk."""

    kept = Signal()

    def __init__(self, session: Session, inspection: str, key: Key, prefix: str) -> None:
        super().__init__()
        self.session, self._inspection, self._key = session, inspection, key
        self.choose, self.paste = BigButton(icon="camera"), BigButton(icon="download")
        self.choose.setObjectName(f"photo_{prefix}")
        self.paste.setObjectName(f"paste_{prefix}")
        self.choose.clicked.connect(self.ask)
        self.paste.clicked.connect(self.take_clipboard)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.choose)
        self._flow.addWidget(self.paste)
        self._thumbs: dict[str, _Thumb] = {}
        self._hears = False
        self._dialog: QFileDialog | None = None
        self.retranslate()

    def load(self, rows: list[Row]) -> None:
        """Show these photos; what is shown already stays."""
        for row in rows:
            if row["id"] not in self._thumbs:
                self._thumbs[row["id"]] = made = _Thumb(self.session, row)
                made.missed.connect(self._missed)
                self._flow.addWidget(made)
                made.look()
        self.updateGeometry()

    def _missed(self) -> None:
        """A photo is not here: look again after each sync."""
        if not self._hears:
            Syncing.of(self.session).ended.connect(self._look_again)
            self._hears = True
        self.updateGeometry()

    def _look_again(self, _: object) -> None:
        for thumb in self._thumbs.values():
            if thumb.state and self.session.open:
                thumb.look()

    def ask(self) -> None:
        """Choose files in the system's own window; nothing waits for it."""
        if self._dialog is None:
            self._dialog = QFileDialog(self)
            self._dialog.setObjectName("photo_files")
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._dialog.filesSelected.connect(self.take_files)
        self._dialog.setWindowTitle(self.tr("Choose photos"))
        self._dialog.setNameFilter(self.tr("Photos and scans (*.jpg *.jpeg *.png *.heic *.webp *.bmp *.tif *.pdf)"))
        self._dialog.open()

    def take_files(self, paths: list[str]) -> None:
        for path in paths:
            self._take(Path(path), Path(path).name)

    def take_clipboard(self) -> None:
        """A picture from the clipboard, or files copied in the file manager."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasImage():
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImage(data.imageData()).save(buffer, "PNG")  # type: ignore[call-overload]
            at = local(self.session.clock.now()).strftime("%Y%m%d-%H%M%S")
            self._take(bytes(buffer.data().data()), f"{at}.png")
        elif data.hasUrls():
            self.take_files([url.toLocalFile() for url in data.urls() if url.isLocalFile()])
        else:
            self.session.error.emit(KnownError("clipboard_empty"))

    def _take(self, source: Path | bytes, name: str) -> None:
        title = "现场照片"  # printed in the list of evidence, so in the language of the papers
        act = keep_photo(self.session, self._inspection, self._key, source, name, title)
        self.session.write(act, lambda _: self.kept.emit(), owner=self)

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Photo or file"))
        self.paste.setText(self.tr("Paste"))
        for thumb in self._thumbs.values():
            thumb.retranslate()


class _Thumb(QWidget):
    """One photo: its picture, or where it is while it is not on this computer (``state``, else ''). ``missed`` then."""

    missed = Signal()

    def __init__(self, session: Session, row: Row) -> None:
        super().__init__()
        self.session, self.state, self._shown = session, "", False
        self._row, self._picture = row, QLabel()
        theme.set_icon(self._picture, "camera", "second", size=32)
        self._picture.setFixedSize(QSize(theme.mm(THUMB_MM), theme.mm(THUMB_MM * 3 / 4)))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._picture)
        size = (row["size"] or 0) / 1_000_000
        self._told = label(f"{size:.1f} MB" if size >= 0.1 else "< 0.1 MB" if row["size"] else "", "second")
        self._where = label("", "second")
        self._where.setObjectName(f"where_{row['id']}")
        self.fetch = BigButton(icon="download")
        self.fetch.setObjectName(f"fetch_{row['id']}")
        self.fetch.clicked.connect(self._fetch)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        for part in (self._told, self._where, self.fetch):
            beside.addWidget(part)
        beside.addStretch(1)
        self._where.hide()
        self.fetch.hide()
        line.addLayout(beside)
        self.setAccessibleName(f"{row['name']} {row['file_name']}")
        self._picture.setAccessibleName(self.accessibleName())

    def look(self) -> None:
        """The picture itself, decoded off the window's thread; where it is instead, while it is not here."""
        profile, sha, room = self.session.profile, self._row["blob"], self._picture.size()
        is_image = str(self._row["mime"] or "").startswith("image/")

        def decode(work: Any) -> tuple[str, Thumbnail | None]:
            gone = wanted.missing(profile, [sha])
            if gone.left or gone.coming:
                return (elsewhere.LEFT if gone.left else elsewhere.COMING), None
            return "", thumbnail(profile.blobs.get(sha), room.width(), room.height()) if is_image else None

        run_job(decode, on_done=self._found, on_error=self.session.error.emit, owner=self)

    def _found(self, found: tuple[str, Thumbnail | None]) -> None:
        self.state = found[0]
        self.retranslate()
        if self.state:
            self.missed.emit()
        elif not self._shown:
            self._shown = True
            self._show(found[1])

    def _fetch(self) -> None:
        elsewhere.ask(self.session, [self._row["blob"]], self.look, self)

    def retranslate(self) -> None:
        self._where.setVisible(bool(self.state))
        self.fetch.setVisible(self.state == elsewhere.LEFT)
        if self.state and self.session.open:
            stick = elsewhere.by_stick(self.session)
            self._where.setText(elsewhere.place_text(self.session, self.state))
            self.fetch.setText(elsewhere.fetch_text(stick))
            self.fetch.setAccessibleName(f"{self.fetch.text()} {self.accessibleName()}")

    def _show(self, small: Thumbnail | None) -> None:
        if small is None:  # its name tells it from the next one
            theme.set_icon(self._picture, "papers", "second", size=32)
            name, metrics = str(self._row["file_name"] or ""), self._told.fontMetrics()
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, theme.mm(2 * THUMB_MM))
            self._told.setText(f"{shown}\n{self._told.text()}")
            self._told.setToolTip(name)
            return
        wide, high, pixels = small
        image = QImage(pixels, wide, high, wide * 4, QImage.Format.Format_RGBA8888)
        self._picture.setProperty("anxin_icon", None)
        self._picture.setPixmap(QPixmap.fromImage(image))


def thumbnail(data: bytes, wide: int, high: int) -> Thumbnail | None:
    """The picture upright and whole in ``wide`` × ``high`` pixels; None for what is no sound picture.

    By Pillow, not Qt: Qt's readers hold the interpreter while they decode, so a phone's photo would stop the window
    however many threads there are, and Qt reports a damaged file through Python from inside the decoder.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.draft("RGB", (max(wide, high),) * 2)  # a JPEG is read at an eighth where that is enough
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((wide, high))
            small = upright.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
    return small.width, small.height, small.tobytes()
