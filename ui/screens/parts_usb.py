"""The stick on the screens: which folder, what lies there; export, import and receipt of a laptop in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from models.clock import local
from models.errors import KnownError
from ui import i18n
from ui.jobs import Work, run_job
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.parts_sync import Line
from ui.sentences import sentence
from ui.widgets import BigButton, Card, Chip, FieldRow, label, row
from ui.widgets.status import announce

if TYPE_CHECKING:
    from ui.session import Session

MOUNTED = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
REMEMBERED = "usb_folder"


def sticks() -> list[tuple[str, str]]:
    """(folder, name) of what is plugged in and can be written to: sticks and other disks that came later."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        plugged = root.startswith(MOUNTED) or (len(root) <= 3 and root[1:2] == ":" and not volume.isRoot())
        if plugged and volume.isValid() and volume.isReady() and not volume.isReadOnly():
            found.append((root, volume.displayName() or root))
    return found


class StickFolder(QWidget):
    """Where the stick is: the ones that are plugged in to tap, or a folder to type or choose."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}_folder")
        self.choose = BigButton(icon="usb")
        self.choose.setObjectName(f"{name}_choose")
        self.choose.clicked.connect(self._ask)
        self.found = parts.Options(f"{name}_stick")
        self.found.chosen.connect(lambda root: self.line.setText(str(root)))
        self.field = FieldRow("", self.line)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.field)
        lines.addWidget(self.found)
        lines.addLayout(row(self.choose, None))
        self._dialog: QFileDialog | None = None

    def look(self, remembered: str = "") -> None:
        """See what is plugged in; the one stick there is, or the folder of last time, is proposed."""
        there = sticks()
        self.found.set_options(there)
        self.found.setVisible(bool(there))
        if not self.line.text():
            usable = remembered if remembered and Path(remembered).is_dir() else ""
            self.line.setText(usable or (there[0][0] if len(there) == 1 else ""))

    def path(self) -> Path | None:
        """The folder as it stands in the field; None while it is empty."""
        text = self.line.text().strip()
        return Path(text) if text else None

    def _ask(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self)
            self._dialog.setFileMode(QFileDialog.FileMode.Directory)
            self._dialog.fileSelected.connect(self.line.setText)
        self._dialog.setWindowTitle(i18n.translate("usb", "Choose the stick or a folder"))
        self._dialog.open()

    def retranslate(self) -> None:
        self.field.set_texts(i18n.translate("usb", "Where the stick is"), i18n.translate("usb", "A folder on it"))
        self.choose.setText(i18n.translate("usb", "Choose a folder"))


class Result(QWidget):
    """What the last act on the stick came to: one sentence, what to mind, what went wrong."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.head, self.said, self.wrong = (
            label("", "h2", wrap=True),
            label("", wrap=True),
            label("", "bad", wrap=True),
        )
        self.head.setObjectName(f"{name}_result")
        self.wrong.setObjectName(f"{name}_wrong")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.head, self.said, self.wrong):
            lines.addWidget(part)
        self.tell("")

    def tell(self, head: str, said: str = "", wrong: str = "") -> None:
        for part, text in ((self.head, head), (self.said, said), (self.wrong, wrong)):
            part.setText(text)
            part.setVisible(bool(text))
        if head or wrong:
            announce(self, head or wrong)


class UsbCard(Card):
    """用 U 盘同步, on a laptop: export what waits, import what the desk gave, type the receipt code."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self._busy = session, False
        self.setObjectName("usb_card")
        self.head, self.why = label("", "h2"), label("", "second", wrap=True)
        self.state = label("", "strong", wrap=True)
        self.state.setObjectName("usb_state")
        self.folder = StickFolder("usb")
        self.export, self.take = BigButton(icon="upload"), BigButton(icon="download")
        self.export.setObjectName("usb_export")
        self.take.setObjectName("usb_import")
        self.export.clicked.connect(self._export)
        self.take.clicked.connect(self._import)
        self.code = QLineEdit()
        self.code.setObjectName("usb_receipt")
        self.code.returnPressed.connect(self._receipt)
        self.receipt = BigButton(icon="check")
        self.receipt.setObjectName("usb_receipt_take")
        self.receipt.clicked.connect(self._receipt)
        self.code_row = FieldRow("", self.code)
        self.result = Result("usb")
        self.bundles = QVBoxLayout()
        for part in (self.head, self.why, self.state, self.folder, row(self.export, self.take, None), self.result):
            self.add(part)
        self.add(self.bundles)
        self.add(self.code_row)
        self.add(row(self.receipt, None))
        self.retranslate()

    def load(self) -> None:
        """What waits on which bundle, as the records say now."""
        from sync import bundlestate

        store = self.session.store
        left = bundlestate.waiting(store, self.session.profile.blobs)
        translate = i18n.translate
        if not left.operations and not left.files:
            text = translate("usb", "The office has received everything of this computer.")
        elif left.unpacked or left.unpacked_files:
            text = translate("usb", "{n} acts and {files} files are on no stick yet.")
            text = text.format(n=left.unpacked, files=left.unpacked_files)
        else:
            text = translate(
                "usb", "All of it is on a stick; {n} acts and {files} files wait for the office's receipt."
            )
            text = text.format(n=left.operations, files=left.files)
        self.state.setText(text)
        parts.clear(self.bundles)
        for one in left.bundles[:4]:
            title = translate("usb", "Bundle {seq} of {time}").format(seq=one.seq, time=words.at_text(one.made_at))
            second = translate("usb", "{n} acts, {files} files · {names}")
            second = second.format(n=one.operations, files=one.files, names=listed(one.names))
            chip = (
                Chip(translate("usb", "Received in part"), "warn")
                if one.received
                else Chip(translate("usb", "No receipt yet"), "wait")
            )
            self.bundles.addWidget(Line(title, second, chip))
        self.folder.look(str(store.local_get(REMEMBERED, "")))

    def _run(self, work: Callable[[Path], Any], then: Callable[[Any], None]) -> None:
        """One act on the stick, off the window's thread."""
        folder = self.folder.path()
        if self._busy:
            return
        if folder is None:
            self.result.tell("", wrong=i18n.translate("usb", "Say first where the stick is."))
            self.folder.line.setFocus()
            return
        store = self.session.store
        self._set_busy(True)

        def act(_: Work) -> Any:
            found = work(folder)
            store.local_set(REMEMBERED, str(folder))
            return found

        def done(found: Any) -> None:
            self._set_busy(False)
            then(found)
            self.changed.emit()

        def failed(error: KnownError) -> None:
            self._set_busy(False)
            self.result.tell("", wrong=sentence(error))
            self.changed.emit()

        run_job(act, on_done=done, on_error=failed, owner=self)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.export, self.take, self.receipt):
            button.setEnabled(not busy)
        if busy:
            self.result.tell(i18n.translate("usb", "At work; leave the stick in …"))

    def _export(self) -> None:
        profile = self.session.profile

        def work(folder: Path) -> Any:
            from sync.bundleout import export_up

            return export_up(profile, folder / up_name(profile))

        self._run(work, self._exported)

    def _exported(self, made: Any) -> None:
        head = i18n.translate("usb", "Bundle {seq} is on the stick: {n} acts, {files} files")
        said = i18n.translate(
            "usb",
            "Bring it to the office's desk. Everything stays here; it counts as received with the desk's receipt.",
        )
        names = listed(path.name for path in made.paths)
        self.result.tell(head.format(seq=made.seq, n=made.operations, files=made.files), f"{said} {names}")

    def _import(self) -> None:
        profile = self.session.profile

        def work(folder: Path) -> Any:
            from sync.bundlein import import_bundles, news

            return import_bundles(profile, news(profile, folder))

        self._run(work, self._imported)

    def _imported(self, done: list[Any]) -> None:
        head, said, wrong = import_words(done)
        self.result.tell(head, said, wrong)

    def _receipt(self) -> None:
        text = self.code.text().strip()
        if not text or self._busy:
            self.code.setFocus()
            return
        store = self.session.store

        def work(_: Work) -> Any:
            from sync.bundle import read_receipt
            from sync.bundlestate import take_receipt

            return take_receipt(store, *read_receipt(text))

        def done(made: Any) -> None:
            self.code.clear()
            self.result.tell(i18n.translate("usb", "The office has received bundle {seq}.").format(seq=made.seq))
            self.changed.emit()

        run_job(work, on_done=done, on_error=lambda e: self.result.tell("", wrong=sentence(e)), owner=self)

    def retranslate(self) -> None:
        translate = i18n.translate
        self.head.setText(translate("usb", "Sync by USB stick"))
        self.why.setText(
            translate(
                "usb", "Without a network: what a sync would send, sealed for the office's desk and nobody else."
            )
        )
        self.export.setText(translate("usb", "Export to the stick"))
        self.take.setText(translate("usb", "Import from the stick"))
        self.receipt.setText(translate("usb", "Mark as received"))
        self.code_row.set_texts(
            translate("usb", "Receipt code"), translate("usb", "12 signs, as the desk reads them out over the phone")
        )
        self.folder.retranslate()


def up_name(profile: Any) -> str:
    """File name of a laptop's bundle: its device code and the minute."""
    server = profile.store.local_get("server") or {}
    return f"anxin-from-{server.get('code') or 'laptop'}-{local(profile.clock.now()):%Y%m%d-%H%M%S}.axb"


def down_name(code: str, profile: Any) -> str:
    """File name of a desk's bundle for the laptop with this code."""
    return f"anxin-for-{code or 'laptop'}-{local(profile.clock.now()):%Y%m%d-%H%M%S}.axb"


def listed(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the language."""
    return i18n.translate("usb", ", ").join(names)


def import_words(done: list[Any]) -> tuple[str, str, str]:
    """(what came, what to mind, what is wrong) of an import, for people."""
    translate = i18n.translate
    if not done:
        return translate("usb", "Nothing new for this computer lies there."), "", ""
    new, files = sum(one.operations for one in done), sum(one.files for one in done)
    head = translate("usb", "Taken in: {n} new acts, {files} files").format(n=new, files=files)
    said = []
    if any(one.receipts for one in done):
        said.append(translate("usb", "The office has received what this computer sent before."))
    wrong = []
    for one in done:
        if one.damage is not None:
            text = translate(
                "usb", "{file} is damaged: what stands before the damage is stored, the rest is to be exported again."
            )
            wrong.append(text.format(file=one.file))
        if one.forked:
            text = translate("usb", "Two copies of {name} are in use; ask the administrator which one goes on.")
            wrong.append(text.format(name=one.header.sender.name))
    wrong += missing_words(done)
    return head, " ".join(said), " ".join(dict.fromkeys(wrong))


def missing_words(done: list[Any]) -> list[str]:
    """Which bundles and parts have not come, as of the last file of each sender."""
    translate = i18n.translate
    last = {one.header.sender.device: one for one in done}
    found = []
    for one in last.values():
        for seq, part in one.missing:
            text = (
                translate("usb", "Missing from {name}: file {part} of bundle {seq}.")
                if part
                else translate("usb", "Missing from {name}: bundle {seq}.")
            )
            found.append(text.format(name=one.header.sender.name, seq=seq, part=part))
        if one.gaps:
            found.append(translate("usb", "Bring the missing one, then import this one again."))
    return found
