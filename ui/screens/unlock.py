"""The lock: who you are and your passphrase, the PIN after a pause, and what is to be known before going on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from models import pin, profile
from models.clock import local
from models.errors import KnownError
from models.profile import Entry, Profile
from ui import theme
from ui.jobs import run_job
from ui.screens import parts_visit as parts
from ui.screens import parts_visit_enter as enter
from ui.screens.base import Screen
from ui.screens.parts_visit import Options
from ui.widgets import BigButton, Card, DayEdit, FieldRow, Paged, PinEdit, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

WIDTH_MM = 150.0


class Passphrase(QWidget):
    """A line that hides what is typed, and a button that shows it while one wants to see it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line, self.show_button = QLineEdit(), BigButton(icon="view")
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_button.setObjectName(f"{name}_show")
        self.show_button.setCheckable(True)
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_button.toggled.connect(self._show)
        inside = row(self.line, self.show_button)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()
        self.show_button.setChecked(False)

    def _show(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


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
        self._pages = {name: self._page() for name in ("sign", "code", "pin", "clock", "restored")}
        self._make_sign()
        self._make_code()
        self._make_pin()
        self._make_clock()
        self._make_restored()
        self.paged = Paged(self.stack)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def _page(self) -> Card:
        outer, card = QWidget(), Card()
        card.setFixedWidth(theme.mm(WIDTH_MM))
        card.layout().setSpacing(theme.gap())  # type: ignore[union-attr]
        lines = QVBoxLayout(outer)
        lines.addStretch(1)
        lines.addLayout(row(None, card, None))
        lines.addStretch(2)
        self.stack.addWidget(outer)
        return card

    def _make_sign(self) -> None:
        page = self._pages["sign"]
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
        for part in (self._sign_head, self._officers_row, self._passphrase_row, self._new_pin_row):
            page.add(part)
        page.add(row(None, self.open_button))
        page.add(row(self.want_pin, self.forgotten, None))

    def _make_code(self) -> None:
        page = self._pages["code"]
        self._code_head, self._code_text = label("", "h1", wrap=True), label("", wrap=True)
        self.code = QLineEdit()
        self.code.setObjectName("recovery_code")
        self._code_row = FieldRow("", self.code)
        self.new_secret = Passphrase("new_passphrase")
        self._new_secret_row = FieldRow("", self.new_secret)
        self.new_secret.line.returnPressed.connect(self._renew)
        self.code_back, self.code_button = BigButton(icon="back"), parts.GoButton("lock")
        self.code_back.setObjectName("code_back")
        self.code_back.clicked.connect(lambda: None if self._busy else self._show_sign())
        self.code_button.setObjectName("unlock_code")
        self.code_button.clicked.connect(self._renew)
        for part in (self._code_head, self._code_text, self._code_row, self._new_secret_row):
            page.add(part)
        page.add(row(self.code_back, None, self.code_button))

    def _make_pin(self) -> None:
        page = self._pages["pin"]
        self._pin_head, self._pin_who = label("", "h1", wrap=True), label("", "strong", wrap=True)
        self.pin = PinEdit()
        self.pin.line.setObjectName("pin")
        self._pin_row = FieldRow("", self.pin)
        self.pin.changed.connect(lambda value: value is not None and self._check_pin())
        self.pin.line.returnPressed.connect(self._check_pin)
        self.with_passphrase = BigButton()
        self.with_passphrase.setObjectName("with_passphrase")
        self.with_passphrase.clicked.connect(lambda: self._show_sign())
        self.pin_button = parts.GoButton("lock")
        self.pin_button.setObjectName("unlock_pin")
        self.pin_button.clicked.connect(self._check_pin)
        for part in (self._pin_head, self._pin_who, self._pin_row):
            page.add(part)
        page.add(row(self.with_passphrase, None, self.pin_button))

    def _make_clock(self) -> None:
        page = self._pages["clock"]
        self._clock_head, self._clock_text = label("", "h1", wrap=True), label("", wrap=True)
        self.true_day = DayEdit(parts.today(self.session))
        self.true_day.line.setObjectName("true_day")
        self._day_row = FieldRow("", self.true_day)
        self.clock_button = parts.GoButton("next")
        self.clock_button.setObjectName("clock_go_on")
        self.clock_button.clicked.connect(self._clock_said)
        for part in (self._clock_head, self._clock_text, self._day_row):
            page.add(part)
        page.add(row(None, self.clock_button))

    def _make_restored(self) -> None:
        page = self._pages["restored"]
        self._restored_head, self._restored_text = label("", "h1", wrap=True), label("", wrap=True)
        self.go_on = parts.GoButton("next")
        self.go_on.setObjectName("go_on")
        self.go_on.clicked.connect(self.window_.unlocked)
        page.add(self._restored_head)
        page.add(self._restored_text)
        page.add(row(None, self.go_on))

    def title(self) -> str:
        return self.tr("Locked")

    def enter(self, mode: str = "passphrase", **_: Any) -> None:
        session = self.session
        try:
            self._entries = profile.entries(session.folder)
        except KnownError as error:
            self._entries = []
            self._passphrase_row.set_error(error)
        self.passphrase.clear()
        self.pin.set_value(None)
        self._pin_row.set_error(None)
        by_pin = mode == "pin" and session.open and pin.tries_left(session.store, session.actor) > 0
        if by_pin:
            self._show_pin()
        else:
            self._show_sign()

    def leave(self) -> None:
        self.passphrase.clear()
        self.code.clear()
        self.new_secret.clear()
        self.pin.set_value(None)

    def _turn(self, name: str, focus: QWidget) -> None:
        self.stack.setCurrentIndex(list(self._pages).index(name))
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
        self.forgotten.setVisible(bool(self._entries) and profile.has_code(self.session.folder))
        self._turn("sign", self.passphrase)

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
        self.code.clear()
        self.new_secret.clear()
        self._code_row.set_error(None)
        self._new_secret_row.set_error(None)
        self._code_words()
        self._turn("code", self.code)

    def _whose(self) -> Entry | None:
        return next((e for e in self._entries if e.cert_no == self.officers.value()), None)

    def _code_words(self) -> None:
        own = self._whose()
        text = self.tr("The recovery code from the office's safe opens the records; {name} gets a new passphrase.")
        self._code_text.setText(text.format(name=own.name if own else ""))

    def _renew(self) -> None:
        own, code, secret = self._whose(), self.code.text().strip(), self.new_secret.text()
        if self._busy or own is None:
            return
        self._code_row.set_error(None if code else self.tr("Please type the recovery code."))
        self._new_secret_row.set_error(None if secret else self.tr("Please type your passphrase."))
        if not code or not secret:
            return
        if self.session.open:
            self.window_.drop_keys()
        folder, clock, options = self.session.folder, self.session.clock, dict(self.vault_options)
        self._set_busy(True)

        def work(_: object) -> Profile:
            return Profile.open_anew(folder, code, clock, officer_id=own.officer_id, passphrase=secret, **options)

        run_job(work, on_done=self._opened, on_error=self._not_renewed, owner=self)

    def _not_renewed(self, error: KnownError) -> None:
        self._set_busy(False)
        at_code = error.code == "wrong_recovery_code"
        self._code_row.set_error(error if at_code else None)
        self._new_secret_row.set_error(None if at_code else error)
        (self.code if at_code else self.new_secret).setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.code_button.setEnabled(not busy)
        self.code_button.setText(self.tr("Opening …") if busy else self.tr("Open"))
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
        self.true_day.set_value(local(last).date())
        self._turn("clock", self.true_day)
        self._clock_words()

    def _clock_words(self) -> None:
        last = self._found.clock_behind
        if last is not None:
            self._clock_text.setText(
                self.tr(
                    "This computer's clock says {clock}, but the last record here was made at {last}. "
                    "Nothing is lost. Which day is it?"
                ).format(
                    clock=local(self.session.clock.now()).strftime("%Y-%m-%d %H:%M"),
                    last=local(last).strftime("%Y-%m-%d %H:%M"),
                )
            )

    def _clock_said(self) -> None:
        said, last = self.true_day.value(), self._found.clock_behind
        if said is None or last is None:
            self._day_row.set_error(self.tr("Please give the day as 2026-10-09."))
            return
        self._day_row.set_error(None)
        enter.record_clock(self.session, last, said)
        self._after_clock()

    def _after_clock(self) -> None:
        if self._found.restored is None:
            self.window_.unlocked()
            return
        self._turn("restored", self.go_on)
        self._restored_words()

    def _restored_words(self) -> None:
        at = self._found.restored
        if at is not None:
            text = self.tr("Everything recorded up to {time} is here.")
            self._restored_text.setText(text.format(time=enter.time_shown(at, self.session.clock.now())))

    # -- PIN ---------------------------------------------------------------------------------------------------
    def _show_pin(self) -> None:
        own = self._own_entry()
        self._pin_who.setText(own.name if own else "")
        self._turn("pin", self.pin)

    def _check_pin(self) -> None:
        typed = self.pin.value()
        if not isinstance(typed, str) or not self.session.open:
            self._pin_row.set_error(self.tr("The PIN has six digits."))
            return
        try:
            pin.check_pin(self.session.store, self.session.actor, typed)
        except KnownError as error:
            self.pin.set_value(None)
            self._pin_row.set_error(error)
            if error.code == "pin_locked":
                self._passphrase_row.set_error(error)
                self._show_sign()
            return
        self.pin.set_value(None)
        self._pin_row.set_error(None)
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
        self._code_head.setText(self.tr("Open with the recovery code"))
        self._code_row.set_texts(self.tr("Recovery code"))
        self._new_secret_row.set_texts(self.tr("New passphrase"), self.tr("At least 12 characters or four words."))
        self.new_secret.show_button.setText(self.tr("Show"))
        self.code_back.setText(self.tr("Back"))
        self._code_words()
        self._pin_head.setText(self.tr("Locked after a pause"))
        self._pin_row.set_texts(self.tr("PIN (6 digits)"))
        self.with_passphrase.setText(self.tr("Passphrase instead"))
        self.pin_button.setText(self.tr("Open"))
        self._clock_head.setText(self.tr("The clock went backwards"))
        self._day_row.set_texts(self.tr("Today is"))
        self.clock_button.setText(self.tr("Go on"))
        self._restored_head.setText(self.tr("The program ended unexpectedly last time"))
        self.go_on.setText(self.tr("Go on"))
        self._clock_words()
        self._restored_words()
