"""The first start: language, look, alone or together, the office, its officers and passphrases; it ends in 今日."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from models import settingup
from models.errors import KnownError
from models.profile import Profile
from ui.jobs import Work, run_job
from ui.screens import parts_visit as parts
from ui.screens import parts_visit_enter as enter
from ui.screens import parts_visit_people as people
from ui.screens import parts_visit_setup as setup
from ui.screens.base import Screen
from ui.screens.parts_usb_join import JoinByStick
from ui.sentences import sentence
from ui.theme import choice
from ui.widgets import BigButton, Card, Paged, label, row, show_soon

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

STEPS = {
    "alone": ("language", "look", "way", "office", "officers", "secrets", "recovery"),
    "join": ("language", "look", "way", "join"),
    "stick": ("language", "look", "way", "stick"),
}


class FirstStart(Screen):
    """Nothing is written before the last step: there is no place yet to write it safely."""

    bare = True
    vault_options: ClassVar[dict[str, Any]] = {}
    """Passed on where the profile is made: nothing in the product; tests and the tour spare themselves the slow key."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        folder, today = session.folder, parts.today(session)
        self.language, self.look, self.way = setup.Language(folder), setup.LookPage(folder), setup.Way(folder)
        self.office, self.officers = setup.Office(folder, today), people.Officers(folder, today)
        self.secrets, self.join, self.recovery = people.Secrets(folder), people.Join(folder), setup.Recovery(folder)
        self.by_stick = JoinByStick(folder)
        self.pages: dict[str, setup.Page] = {
            "language": self.language,
            "look": self.look,
            "way": self.way,
            "office": self.office,
            "officers": self.officers,
            "secrets": self.secrets,
            "join": self.join,
            "stick": self.by_stick,
            "recovery": self.recovery,
        }
        self._name, self._busy, self._pointed = "language", False, False
        self._head, self._step = label("", "h1", wrap=True), label("", "second")
        self._wrong = label("", "bad", wrap=True)
        self._wrong_card = Card(self._wrong)
        self._wrong_card.hide()
        self.stack = QStackedWidget()
        self._scrolls: dict[str, Paged] = {}
        for name, page in self.pages.items():
            self._scrolls[name] = Paged(page)
            self.stack.addWidget(self._scrolls[name])
            page.ready.connect(self._next)
            page.touched.connect(self._mended)
        self.back_button, self.next_button = BigButton(icon="back"), parts.GoButton("next")
        self.back_button.setObjectName("setup_back")
        self.next_button.setObjectName("setup_next")
        self.back_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._next)
        top = row(self._head, self._step)
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._wrong_card)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(row(self.back_button, None, self.next_button))
        self.body.setContentsMargins(24, 16, 24, parts.theme.mm(8))
        self.retranslate()

    def title(self) -> str:
        return self.tr("First start")

    def enter(self, **_: Any) -> None:
        self._show(self._name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    # -- steps -------------------------------------------------------------------------------------------------
    def _steps(self) -> tuple[str, ...]:
        return STEPS[self.way.way]

    def _show(self, name: str) -> None:
        self._name = name
        self.stack.setCurrentWidget(self._scrolls[name])
        self._say("")
        if name == "secrets":
            self.secrets.set_officers(self.officers.officers())
        self.pages[name].shown()
        parts.fit(self)
        self._words()
        self._scrolls[name].to_top()
        self.pages[name].first().setFocus(parts.Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        if self._busy:
            return
        missing = self.pages[self._name].missing()
        if missing:
            self._say(missing)
            self._pointed = True
            wrong = self.pages[self._name].wrong()
            if wrong is not None:
                wrong.setFocus(parts.Qt.FocusReason.OtherFocusReason)
                show_soon(wrong)
            return
        if self._name == "secrets":
            self._make()
        elif self._name == "join":
            self._join()
        elif self._name == "stick":
            self._by_stick()
        elif self._name == "recovery":
            self.window_.home("today")
        else:
            steps = self._steps()
            self._show(steps[steps.index(self._name) + 1])

    def _back(self) -> None:
        steps = self._steps()
        at = steps.index(self._name)
        if at and not self._busy and self._name != "recovery":
            self._show(steps[at - 1])

    def _mended(self) -> None:
        """What was said to be missing is there: the sentence goes, or says what is missing next."""
        if self._pointed and not self._busy:
            self._pointed = False  # what is asked below may hand over what is still being typed
            missing = self.pages[self._name].missing()
            self._say(missing)
            self._pointed = bool(missing)

    def _say(self, text: str) -> None:
        self._pointed = False
        self._wrong.setText(text)
        self._wrong_card.setVisible(bool(text))

    # -- the last step -----------------------------------------------------------------------------------------
    def _make(self) -> None:
        folder, clock, options = self.session.folder, self.session.clock, dict(self.vault_options)
        office, starts = self.office.office(), dict(self.office.starts)
        officers = self.secrets.with_passphrases(self.officers.officers())
        wanted, device = self.secrets.pin.value(), self.secrets.device.text().strip()

        def work(_: Work) -> tuple[Profile, str]:
            return settingup.set_up(
                folder,
                office=office,
                officers=officers,
                starts=starts,
                device_name=device,
                pin_of_first=wanted if isinstance(wanted, str) else None,
                clock=clock,
                **options,
            )

        self._set_busy(True)
        run_job(work, on_done=self._made, on_error=self._refused, owner=self)

    def _made(self, made: tuple[Profile, str]) -> None:
        self._set_busy(False)
        profile, code = made
        enter.attach(self.session, profile)
        choice.save(self.session.folder, choice.current())
        self.recovery.set_code(code)
        self._show("recovery")

    def _join(self) -> None:
        folder, clock, options = self.session.folder, self.session.clock, dict(self.vault_options)
        given, secret, file = dict(self.join.values), self.join.secret.text(), self.join.certificate.path()

        def work(_: Work) -> Profile:
            from sync import enrolment

            return enrolment.join(
                folder,
                str(given["url"]).strip(),
                str(given["code"]).strip(),
                cert_no=str(given["cert_no"]).strip(),
                passphrase=secret,
                clock=clock,
                name=str(given.get("device") or ""),
                authority=None if file is None else enrolment.certificate_in(file),
                **options,
            )

        self._set_busy(True)
        run_job(work, on_done=self._joined, on_error=self._refused, owner=self)

    def _by_stick(self) -> None:
        """Write the request, or take in what the desk gave back."""
        page, clock, options = self.by_stick, self.session.clock, dict(self.vault_options)
        self._set_busy(True)
        if page.asking:
            run_job(lambda _: page.request(clock, options), on_done=self._asked, on_error=self._refused, owner=self)
        else:
            run_job(lambda _: page.accept(clock, options), on_done=self._joined, on_error=self._refused, owner=self)

    def _asked(self, _: object) -> None:
        self.by_stick.asked()
        choice.save(self.session.folder, choice.current())  # the answer comes another day, after a new start
        self._set_busy(False)
        parts.fit(self)
        self._scrolls["stick"].to_top()

    def _joined(self, profile: Profile) -> None:
        self._set_busy(False)
        enter.attach(self.session, profile)
        choice.save(self.session.folder, choice.current())
        self.window_.home("today")

    def _refused(self, error: KnownError) -> None:
        self._set_busy(False)
        self._say(sentence(error))
        if self._name == "secrets":
            self.secrets.show_error(error)
        elif self._name == "join":
            self.join.refused(error)
            parts.fit(self)

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self._say("")
        self._busy = busy
        self.back_button.setEnabled(not busy)
        self.next_button.setEnabled(not busy)
        self._words()

    def _words(self) -> None:
        steps = self._steps()
        self._head.setText(self.pages[self._name].head())
        self._step.setText(f"{steps.index(self._name) + 1} / {len(steps)}")
        words = {
            "secrets": self.tr("Make the office"),
            "join": self.tr("Join now"),
            "stick": self.tr("Write the request") if self.by_stick.asking else self.tr("Take in the desk's bundle"),
            "recovery": self.tr("I have written it down"),
        }
        text = words.get(self._name, self.tr("Next"))
        if self._busy:
            text = self.tr("One moment …")
        self.next_button.setText(text)
        self.back_button.setText(self.tr("Back"))
        self.next_button.setVisible(self._name not in ("language", "way"))
        self.back_button.setVisible(self._name not in ("language", "recovery"))

    def retranslate(self) -> None:
        self._words()
