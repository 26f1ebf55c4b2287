"""The first start of a laptop without a network: a request onto the stick, and back comes what makes it the office's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import settingup
from models.clock import Clock
from ui import i18n
from ui.screens.parts_usb import StickFolder
from ui.screens.parts_visit import Columns, RecordForm
from ui.screens.parts_visit_people import Secret
from ui.screens.parts_visit_setup import Page
from ui.widgets import BigButton, Card, label, row

if TYPE_CHECKING:
    from models.profile import Profile

NAMES = ("code", "cert_no", "device")


class JoinByStick(Page):
    """The code the desk told, who works here, his passphrase, the stick; afterwards only passphrase and stick."""

    def __init__(self, folder: Any) -> None:
        super().__init__(folder)
        self.values: dict[str, Any] = {}
        self.form = RecordForm(self._take, self)
        self._told, self._next = label("", "strong", wrap=True), label("", wrap=True)
        self._told.setObjectName("stick_told")
        self.news = Card(self._told, self._next)
        self.fields = Card(Columns([self.form.add(name, None, "stick_") for name in NAMES]))
        for name in ("code", "cert_no"):
            self.form.rows[name].set_required(True)
        self.secret = Secret(1)
        self.secret.editor.line.setObjectName("stick_passphrase")
        self.secret.editor.line.textChanged.connect(self.touched)
        self.stick = StickFolder("stick")
        self.again = BigButton(icon="undo")
        self.again.setObjectName("stick_again")
        self.again.clicked.connect(self._once_more)
        self._anew = False
        for part in (self.news, self.fields, self.secret, Card(self.stick)):
            self.lines.addWidget(part)
        self.lines.addLayout(row(self.again, None))
        self.lines.addStretch(1)
        self.retranslate()

    def _take(self, given: dict[str, Any]) -> None:
        self.values.update(given)
        self.touched.emit()

    @property
    def asking(self) -> bool:
        """Whether the next step is to write the request; else the desk's bundle is taken in."""
        from sync.bundleask import is_waiting

        return self._anew or not is_waiting(self.folder)

    def first(self) -> Any:
        return self.form.rows["code"].editor if self.asking else self.secret.editor.line

    def head(self) -> str:
        return i18n.translate("usb", "Join the office by USB stick")

    def shown(self) -> None:
        """As far as this laptop has come: it may have asked days ago."""
        asking = self.asking
        self.fields.setVisible(asking)
        self.news.setVisible(not asking)
        self.again.setVisible(not asking)
        self.stick.look()

    def _once_more(self) -> None:
        self._anew = True
        self.shown()
        self.form.rows["code"].editor.setFocus()

    def missing(self) -> str:
        self.form.flush()
        translate = i18n.translate
        if self.asking and not all(self.values.get(name) for name in ("code", "cert_no")):
            return translate("usb", "The desk's code and your certificate number are needed.")
        if settingup.strength(self.secret.text()) in ("empty", "short"):
            return translate("visit_people", "Please choose a passphrase; it is the key to everything recorded here.")
        if self.stick.path() is None:
            return translate("usb", "Say first where the stick is.")
        return ""

    def request(self, clock: Clock, options: dict[str, Any]) -> None:
        """Write the request to the stick; for a worker. Raises KnownError."""
        from sync.bundleask import request

        folder = self.stick.path() or Path()
        given = {name: str(self.values.get(name) or "").strip() for name in NAMES}
        name = f"anxin-join-{given['cert_no'] or 'laptop'}.request"
        request(
            self.folder,
            folder / "".join(c if c.isalnum() or c in "-." else "_" for c in name),
            given["code"],
            cert_no=given["cert_no"],
            passphrase=self.secret.text(),
            clock=clock,
            name=given["device"],
            **options,
        )

    def asked(self) -> None:
        """The request is on the stick: say what comes next."""
        self._anew = False
        self.shown()

    def accept(self, clock: Clock, options: dict[str, Any]) -> Profile:
        """Make the profile from the desk's bundle on the stick; for a worker. Raises KnownError."""
        from sync.bundleask import accept, found

        folder = self.stick.path() or Path()
        passphrase = self.secret.text()
        paths = found(
            self.folder, folder, passphrase=passphrase, clock=clock, keystore=options.get("keystore", "ask")
        )
        return accept(self.folder, paths, passphrase=passphrase, clock=clock, **options)

    def retranslate(self) -> None:
        translate = i18n.translate
        texts = {
            "code": (
                translate("usb", "Code of the desk"),
                translate("usb", "16 signs; the desk tells it, on paper or over the phone."),
            ),
            "cert_no": (translate("visit_people", "Your certificate number"), ""),
            "device": (
                translate("visit_people", "Name of this computer"),
                translate("visit_people", "e.g. Laptop 1"),
            ),
        }
        for name, (text, hint) in texts.items():
            self.form.rows[name].set_texts(text, hint)
        self._told.setText(translate("usb", "The request is on the stick. Now it goes to the office's desk."))
        self._next.setText(
            translate(
                "usb", "The desk lets this laptop in and gives the stick back; then go on here, today or later."
            )
        )
        self.again.setText(translate("usb", "Write the request anew"))
        self.stick.retranslate()
