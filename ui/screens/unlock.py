"""The lock: who you are and your passphrase, the PIN after a pause, and what is to be known before going on.

The first thing a person sees, so it is the lightest: names come from vault.json, keys and records are loaded after
the first paint, and the pages few ever see are made when they are needed.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from models import vaultfile
from models.errors import KnownError
from models.vaultfile import Entry
from ui.jobs import run_job
from ui.screens import parts_unlock as pages
from ui.screens import parts_visit as parts
from ui.screens import parts_visit_enter as enter
from ui.screens.base import Screen
from ui.screens.parts_unlock import LockPage, Passphrase
from ui.screens.parts_visit import Options
from ui.widgets import BigButton, FieldRow, Paged, PinEdit, label, row

if TYPE_CHECKING:
    from models.profile import Profile
    from ui.session import Session
    from ui.window import Window


class Unlock(Screen):
    """解锁. ``enter(mode="passphrase" | "pin")``; the PIN only while the profile is still open."""

    bare = True
    vault_options: ClassVar[dict[str, Any]] = {}
    """Passed on to ``Profile.open``: nothing in the product; tests and the tour spare themselves the slow key."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._entries: list[Entry] = []
        self._busy, self._found = False, enter.Found(None, None)
        self.stack = QStackedWidget()
        self._make_sign()
        self.paged = Paged(self.stack)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def _make_sign(self) -> None:
        self.sign_page = LockPage()
        self._sign_head = label("", "h1", wrap=True)
        self.officers = Options("officer")
        self._officers_row = FieldRow("", self.officers)
        self.passphrase = Passphrase("passphrase")
        self._passphrase_row = FieldRow("", self.passphrase)
        self.passphrase.line.returnPressed.connect(self._sign)
        self.new_pin = PinEdit()
        self.new_pin.line.setObjectName("new_pin")
        self._new_pin_row = FieldRow("", self.new_pin)
        self._new_pin_row.hide()
        self.want_pin = BigButton(kind="quiet")
        self.want_pin.setObjectName("want_pin")
        self.want_pin.clicked.connect(self._offer_pin)
        self.forgotten = BigButton(kind="quiet")
        self.forgotten.setObjectName("forgotten")
        self.forgotten.clicked.connect(self._show_code)
        self.open_button = parts.GoButton("lock")
        self.open_button.setObjectName("unlock")
        self.open_button.clicked.connect(self._sign)
        card = self.sign_page.card
        for part in (self._sign_head, self._officers_row, self._passphrase_row, self._new_pin_row):
            card.add(part)
        card.add(row(None, self.open_button))
        card.add(row(self.want_pin, self.forgotten, None))
        self.stack.addWidget(self.sign_page)

    # -- pages made when they are needed -------------------------------------------------------------------------
    @cached_property
    def code_page(self) -> pages.CodePage:
        return self._added(pages.CodePage(self._renew, lambda: None if self._busy else self._show_sign()))

    @cached_property
    def pin_page(self) -> pages.PinPage:
        return self._added(pages.PinPage(self._check_pin, self._show_sign))

    @cached_property
    def clock_page(self) -> pages.ClockPage:
        return self._added(pages.ClockPage(parts.today(self.session), self._clock_said))

    @cached_property
    def restored_page(self) -> pages.RestoredPage:
        return self._added(pages.RestoredPage(self.window_.unlocked))

    def _added(self, page: Any) -> Any:
        self.stack.addWidget(page)
        return page

    def title(self) -> str:
        return self.tr("Locked")

    def enter(self, mode: str = "passphrase", **_: Any) -> None:
        try:
            self._entries = vaultfile.entries(self.session.folder)
        except KnownError as error:
            self._entries = []
            self._passphrase_row.set_error(error)
        self.passphrase.clear()
        if mode == "pin" and self._pin_opens():
            self._show_pin()
        else:
            self._show_sign()

    def _pin_opens(self) -> bool:
        if not self.session.open:
            return False
        from models import pin

        return pin.tries_left(self.session.store, self.session.actor) > 0

    def leave(self) -> None:
        self.passphrase.clear()
        if "code_page" in vars(self):
            self.code_page.clear()
        if "pin_page" in vars(self):
            self.pin_page.pin.set_value(None)

    def _turn(self, page: QWidget, focus: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        # The window gives the keys to the first control when it shows a screen; here they belong to this one.
        QTimer.singleShot(0, focus, lambda: focus.setFocus(Qt.FocusReason.OtherFocusReason))

    # -- passphrase --------------------------------------------------------------------------------------------
    def _show_sign(self) -> None:
        self.officers.set_options([(e.cert_no, f"{e.name} · {e.cert_no}") for e in self._entries])
        known = {e.cert_no for e in self._entries}
        if self.officers.value() not in known:
            here = self._own_entry()
            self.officers.set_value(here.cert_no if here else self._entries[0].cert_no if self._entries else None)
        self._new_pin_row.hide()
        self.want_pin.setVisible(not self.session.open)
        self.forgotten.setVisible(bool(self._entries) and vaultfile.has_code(self.session.folder))
        self._turn(self.sign_page, self.passphrase)

    def _own_entry(self) -> Entry | None:
        if not self.session.open:
            return None
        return next((e for e in self._entries if e.officer_id == self.session.actor), None)

    def _offer_pin(self) -> None:
        self.want_pin.hide()
        self._new_pin_row.show()
        self.new_pin.setFocus()

    def _sign(self) -> None:
        if self._busy:
            return
        secret, cert_no = self.passphrase.text(), self.officers.value()
        if not secret:
            self._passphrase_row.set_error(self.tr("Please type your passphrase."))
            return
        own = self._own_entry()
        if self.session.open and own is not None and own.cert_no == cert_no:
            self._confirm(secret)
        else:
            if self.session.open:
                self.window_.drop_keys()
            self.officers.set_value(cert_no)
            self._open(secret, cert_no)

    def _confirm(self, secret: str) -> None:
        """The same officer, while the profile is still open: the passphrase instead of the PIN."""
        opened, actor = self.session.profile, self.session.actor
        self._set_busy(True)

        def done(_: object) -> None:
            self._set_busy(False)
            self.passphrase.clear()
            self.window_.unlocked()

        run_job(lambda work: opened.confirm(actor, secret), on_done=done, on_error=self._wrong, owner=self)

    def _open(self, secret: str, cert_no: str | None) -> None:
        folder, clock, options = self.session.folder, self.session.clock, dict(self.vault_options)
        wanted = self.new_pin.value() if self._new_pin_row.isVisible() else None
        self._set_busy(True)

        def work(_: object) -> Profile:
            from models import pin
            from models.profile import Profile

            made = Profile.open(folder, secret, clock, officer=cert_no, **options)
            if wanted is not None and made.officer_id:
                try:
                    pin.set_pin(made.store, made.officer_id, wanted)
                except BaseException:
                    made.close()
                    raise
            return made

        run_job(work, on_done=self._opened, on_error=self._wrong, owner=self)

    def _wrong(self, error: KnownError) -> None:
        self._set_busy(False)
        at_pin = error.code == "pin_form"
        self._new_pin_row.set_error(error if at_pin else None)
        self._passphrase_row.set_error(None if at_pin else error)
        self.passphrase.line.selectAll()
        self.passphrase.setFocus()

    # -- recovery code -----------------------------------------------------------------------------------------
    def _show_code(self) -> None:
        if self._busy:
            return
        own = self._whose()
        self.code_page.begin(own.name if own else "")
        self._turn(self.code_page, self.code_page.code)

    def _whose(self) -> Entry | None:
        return next((e for e in self._entries if e.cert_no == self.officers.value()), None)

    def _renew(self) -> None:
        own = self._whose()
        if self._busy or own is None:
            return
        typed = self.code_page.typed()
        if typed is None:
            return
        if self.session.open:
            self.window_.drop_keys()
        folder, clock, options = self.session.folder, self.session.clock, dict(self.vault_options)
        self._set_busy(True)

        def work(_: object) -> Profile:
            from models.profile import Profile

            code, secret = typed
            return Profile.open_anew(folder, code, clock, officer_id=own.officer_id, passphrase=secret, **options)

        run_job(work, on_done=self._opened, on_error=self._not_renewed, owner=self)

    def _not_renewed(self, error: KnownError) -> None:
        self._set_busy(False)
        page, at_code = self.code_page, error.code == "wrong_recovery_code"
        page.code_row.set_error(error if at_code else None)
        page.secret_row.set_error(None if at_code else error)
        (page.code if at_code else page.secret).setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        if "code_page" in vars(self):
            self.code_page.set_busy(busy)
        self.open_button.setEnabled(not busy)
        self.open_button.setText(self.tr("Opening …") if busy else self.tr("Open"))
        if busy:
            self._passphrase_row.set_error(None)

    def _opened(self, opened: Profile) -> None:
        self._set_busy(False)
        self.passphrase.clear()
        self.new_pin.set_value(None)
        self._found = enter.attach(self.session, opened)
        if self._found.clock_behind is not None:
            self._show_clock(self._found.clock_behind)
        else:
            self._after_clock()

    # -- clock and accident ------------------------------------------------------------------------------------
    def _show_clock(self, last: datetime) -> None:
        self.clock_page.begin(self.session.clock.now(), last)
        self._turn(self.clock_page, self.clock_page.day)

    def _clock_said(self, said: date) -> None:
        last = self._found.clock_behind
        if last is not None:
            enter.record_clock(self.session, last, said)
        self._after_clock()

    def _after_clock(self) -> None:
        at = self._found.restored
        if at is None:
            self.window_.unlocked()
            return
        self.restored_page.begin(enter.time_shown(at, self.session.clock.now()))
        self._turn(self.restored_page, self.restored_page.go_on)

    # -- PIN ---------------------------------------------------------------------------------------------------
    def _show_pin(self) -> None:
        own = self._own_entry()
        self.pin_page.begin(own.name if own else "")
        self._turn(self.pin_page, self.pin_page.pin)

    def _check_pin(self) -> None:
        if not self.session.open:
            self._show_sign()
            return
        from models import pin

        page = self.pin_page
        typed = page.typed()
        if typed is None:
            return
        try:
            pin.check_pin(self.session.store, self.session.actor, typed)
        except KnownError as error:
            page.pin.set_value(None)
            page.row.set_error(error)
            if error.code == "pin_locked":
                self._passphrase_row.set_error(error)
                self._show_sign()
            return
        page.pin.set_value(None)
        page.row.set_error(None)
        self.window_.unlocked()

    def retranslate(self) -> None:
        self._sign_head.setText(self.tr("Unlock"))
        self._officers_row.set_texts(self.tr("Who are you?"))
        self._passphrase_row.set_texts(self.tr("Passphrase"))
        self.passphrase.show_button.setText(self.tr("Show"))
        self.want_pin.setText(self.tr("Set a PIN for pauses"))
        self._new_pin_row.set_texts(self.tr("New PIN (6 digits)"), self.tr("Opens the screen after a pause."))
        self._set_busy(self._busy)
        self.forgotten.setText(self.tr("Passphrase forgotten"))
