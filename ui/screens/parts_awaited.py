"""Why no new official numbers come: a server back from a backup waits for devices; who they are, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import numbering
from models.clock import today
from models.errors import KnownError
from sync import awaited
from sync.awaited import Waits
from sync.membership import joined
from ui import i18n, theme
from ui.jobs import Work, run_job
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens.parts_desk_devices import device_card
from ui.sentences import sentence
from ui.syncing import Syncing
from ui.widgets import BigButton, Card, Chip, FieldRow, PhraseButtons, label, row

if TYPE_CHECKING:
    from ui.session import Session

Shut = Callable[[str, str], None]
"""Called with a device's id and its name when somebody means to shut it out."""


def laptop_words(session: Session, used_up: bool = False) -> str:
    """One sentence for who runs low on numbers while new ones wait; '' for everybody else. ``used_up``: those of the
    paper at hand are."""
    if awaited.waits(session.store) is None or not (used_up or _runs_low(session)):
        return ""
    return i18n.translate(
        "awaited",
        "New official numbers come later: the centre first waits for every device of the office. The numbers here stay "
        "valid, and where they run out papers take numbers of the device's own series.",
    )


def _runs_low(session: Session) -> bool:
    store, profile = session.store, session.profile
    left = numbering.remaining(store, today(session.clock).year, store.replica)
    return not left or bool(numbering.low(left, profile.pack))  # a laptop that joined meanwhile has none at all


def desk_words(waits: Waits) -> str:
    """What happened, what is safe, and what to do."""
    translate = i18n.translate
    if not waits.since:
        return translate(
            "awaited",
            "The server went on from an older copy of itself (a backup, or a power cut). Numbers in hand stay valid and "
            "none is issued twice: new ones come as soon as each device named here has synced once, over the network or "
            "by stick; one that is lost is shut out.",
        )
    return translate(
        "awaited",
        "Since {time} the server goes on from an older copy of itself (a backup, or a power cut). Numbers in hand stay "
        "valid and none is issued twice: new ones come as soon as each device named here has synced once, over the "
        "network or by stick; one that is lost is shut out.",
    ).format(time=subjects.at_text(waits.since))


def names(waits: Waits) -> str:
    """Who is waited for, with when each was last heard of, in one line."""
    return i18n.translate("awaited", "Waited for: {devices}").format(
        devices=i18n.translate("awaited", "; ").join(
            f"{one.name or one.code} · {_told(one.role, one.code, one.seen)}" for one in waits.devices
        )
    )


def _told(role: str, code: str, seen: str) -> str:
    translate = i18n.translate
    heard = translate("awaited", "last heard of {time}").format(time=subjects.at_text(seen))
    kinds = {"laptop": translate("desk", "Laptop"), "desk": translate("desk", "Desk")}
    said = [kinds.get(role, role), translate("awaited", "code {code}").format(code=code) if code else ""]
    said.append(heard if seen else translate("awaited", "not heard of yet"))
    return " · ".join(t for t in said if t)


class WaitNotice(Card):
    """发号等待. On the sync screen: one sentence, and on a desk who is waited for with the way to the devices."""

    def __init__(self, session: Session, devices: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("sync_numbers_wait")
        self._session = session
        self.head, self.chip = label("", "h2", wrap=True), Chip("", "wait")
        self.said, self.who = label("", wrap=True), label("", "strong", wrap=True)
        self.open = BigButton(icon="building")
        self.open.setObjectName("sync_numbers_wait_devices")
        self.open.clicked.connect(lambda: devices())
        head = row(self.head, self.chip)
        head.setStretch(0, 1)
        self.add(head)
        self.add(self.said)
        self.add(self.who)
        self.add(row(self.open, None))

    def load(self) -> None:
        """Show what the last sync said, or nothing where numbers come as always."""
        store = self._session.store
        waits = awaited.waits(store)
        desk = (joined(store) or {}).get("role") == "desk"
        said = desk_words(waits) if desk and waits is not None else laptop_words(self._session)
        self.setVisible(bool(said))
        for part in (self.who, self.open):
            part.setVisible(desk)
        self.head.setText(i18n.translate("awaited", "New official numbers wait"))
        self.chip.set(i18n.translate("awaited", "Waiting"), "wait")
        self.said.setText(said)
        self.who.setText(names(waits) if waits is not None else "")
        self.open.setText(i18n.translate("awaited", "To the devices"))


class Awaited(Card):
    """On the desk's devices: the sentence, and each device waited for with the button that shuts it out."""

    def __init__(self, session: Session, shut: Shut) -> None:
        super().__init__()
        self.setObjectName("desk_numbers_wait")
        self._session, self._shut = session, shut
        self.head, self.chip, self.said = label("", "h2", wrap=True), Chip("", "wait"), label("", wrap=True)
        head = row(self.head, self.chip)
        head.setStretch(0, 1)
        self._devices, box = QVBoxLayout(), QWidget()
        self._devices.setContentsMargins(0, 0, 0, 0)
        self._devices.setSpacing(theme.gap())
        box.setLayout(self._devices)
        self.add(head)
        self.add(self.said)
        self.add(box)

    def load(self) -> None:
        """As the last sync said."""
        waits = awaited.waits(self._session.store)
        self.setVisible(waits is not None)
        parts.clear(self._devices)
        if waits is None:
            return
        self.head.setText(i18n.translate("awaited", "New official numbers wait"))
        self.chip.set(i18n.translate("awaited", "Waiting"), "wait")
        self.said.setText(desk_words(waits))
        for one in waits.devices:
            name = one.name or one.code
            button = shut_button(one.device, f"{name} · {one.code}", self._shut)
            button.setObjectName(f"awaited_{one.code}_shut")
            chip = Chip(i18n.translate("awaited", "Waited for"), "wait")
            self._devices.addWidget(device_card(name, _told(one.role, one.code, one.seen), chip, button))


def shut_button(device: str, name: str, shut: Shut) -> BigButton:
    """The first of two taps: it opens the place where the reason is given."""
    button = BigButton(i18n.translate("awaited", "Shut out…"), kind="quiet")
    button.setAccessibleName(f"{button.text()} {name}")
    button.clicked.connect(lambda: shut(device, name))
    return button


class ShutOut(Card):
    """Which device is to be shut out and why; the second tap does it, and a sync follows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("shut_out")
        self._session, self._device, self._name = session, "", ""
        self.head, self.said = label("", "h2", wrap=True), label("", wrap=True)
        self.reason = QLineEdit()
        self.reason.setObjectName("shut_out_reason")
        self.reason.textChanged.connect(lambda text: self.done.setEnabled(bool(text.strip())))
        self.reason_row, self.phrases = FieldRow("", self.reason), PhraseButtons(self.reason)
        self.wrong = label("", "bad", wrap=True)
        self.leave, self.done = BigButton(), BigButton(kind="danger")
        self.leave.setObjectName("shut_out_leave")
        self.done.setObjectName("shut_out_done")
        self.leave.clicked.connect(self.hide)
        self.done.clicked.connect(self._do)
        for part in (self.head, self.said, self.reason_row, self.phrases, self.wrong):
            self.add(part)
        self.add(row(None, self.leave, self.done))
        self.hide()

    def ask(self, device: str, name: str) -> None:
        """Open for ``device``; nothing has happened yet."""
        self._device, self._name = device, name
        self.reason.clear()
        self.done.setEnabled(False)
        self.wrong.hide()
        self.retranslate()
        self.show()
        self.reason.setFocus()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.head.setText(translate("awaited", "Shut out {name}?").format(name=self._name))
        self.said.setText(
            translate(
                "awaited",
                "What it sent stays, and what it has not sent it can still hand in; it gets nothing more from the office, "
                "and its free numbers are closed. This cannot be taken back: it would have to join anew. Should a paper "
                "turn up that it alone knew, with a number used twice, both are shown and a person settles it.",
            )
        )
        self.reason_row.set_texts(translate("awaited", "Why"))
        self.phrases.set_phrases(
            [translate("awaited", "Lost"), translate("awaited", "Broken"), translate("awaited", "No longer in use")]
        )
        self.leave.setText(translate("awaited", "Leave it"))
        self.done.setText(translate("awaited", "Shut it out"))

    def _do(self) -> None:
        if not self.done.isEnabled():
            return
        profile, device, reason = self._session.profile, self._device, self.reason.text().strip()
        self.done.setEnabled(False)

        def act(_: Work) -> None:
            from sync.enrolment import revoke

            revoke(profile, device, reason)

        run_job(act, on_done=self._gone, on_error=self._refused, owner=self)

    def _gone(self, _: Any) -> None:
        self.hide()
        Syncing.of(self._session).start()

    def _refused(self, error: KnownError) -> None:
        self.wrong.setText(sentence(error))
        self.wrong.show()
        self.done.setEnabled(True)
