"""The server's own certificate: the administrator's file is given when joining, or where the certificate was renewed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from ui import i18n
from ui.jobs import Work, run_job
from ui.sentences import sentence
from ui.widgets import BigButton, Card, FieldRow, label, row

if TYPE_CHECKING:
    from ui.session import Session

ASKED_FOR = ("server_not_trusted", "server_certificate_date")


class CertificateFile(QWidget):
    """Which file holds the server's certificate: typed or chosen; none while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = QLineEdit()
        self.file.setObjectName(f"{name}_file")
        self.field, self.choose = FieldRow("", self.file), BigButton(icon="papers")
        self.choose.setObjectName(f"{name}_choose")
        self.choose.clicked.connect(self._choose)
        self._dialog: QFileDialog | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.field)
        lines.addLayout(row(self.choose, None))
        self.retranslate()

    def path(self) -> Path | None:
        text = self.file.text().strip()
        return Path(text) if text else None

    def retranslate(self) -> None:
        translate = i18n.translate
        self.field.set_texts(
            translate("certificate", "The server's certificate"), translate("certificate", "A .pem file")
        )
        self.choose.setText(translate("certificate", "Choose the file"))

    def _choose(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self)
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._dialog.fileSelected.connect(self.file.setText)
        self._dialog.setWindowTitle(i18n.translate("certificate", "Choose the file"))
        self._dialog.open()


class CertificateCard(Card):
    """Stands on the sync screen while the last sync ended at the server's certificate. ``then``: called once the server
    has answered by the new one."""

    def __init__(self, session: Session, then: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("sync_certificate")
        self._session, self._then = session, then
        self.head, self.said, self.wrong = (
            label("", "h2", wrap=True),
            label("", wrap=True),
            label("", "bad", wrap=True),
        )
        self.given, self.use = CertificateFile("sync_certificate"), BigButton(kind="primary")
        self.use.setObjectName("sync_certificate_use")
        self.use.clicked.connect(self._use)
        self.given.file.returnPressed.connect(self._use)
        self.given.file.textChanged.connect(lambda text: self.use.setEnabled(bool(text.strip())))
        for part in (self.head, self.said, self.given, self.wrong):
            self.add(part)
        self.add(row(None, self.use))
        self.use.setEnabled(False)
        self.wrong.hide()
        self.hide()

    def load(self, code: str | None) -> None:
        """Show itself where the last sync ended with ``code``, one of the certificate's."""
        self.setVisible(code in ASKED_FOR)
        translate = i18n.translate
        self.head.setText(translate("certificate", "Was the server's certificate renewed?"))
        self.said.setText(
            translate(
                "certificate",
                "Then take the file from the administrator himself, not from a message of strangers. It is used once the "
                "server has proved itself by it; nothing is sent before.",
            )
        )
        self.given.retranslate()
        self.use.setText(translate("certificate", "Use this certificate"))

    def _use(self) -> None:
        if not self.use.isEnabled():
            return
        profile, path = self._session.profile, self.given.path()
        self.use.setEnabled(False)
        self.wrong.hide()

        def act(_: Work) -> None:
            from sync.enrolment import certificate_in, trust

            if path is not None:
                trust(profile, certificate_in(path))

        run_job(act, on_done=lambda _: self._used(), on_error=self._refused, owner=self)

    def _used(self) -> None:
        self.given.file.clear()
        self.hide()
        self._then()

    def _refused(self, error: KnownError) -> None:
        self.wrong.setText(sentence(error))
        self.wrong.show()
        self.use.setEnabled(True)
