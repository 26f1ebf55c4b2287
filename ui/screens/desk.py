"""The office's desk: what came in and from whom, conflicts to decide, what is noted twice, devices and one-time codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import copies, disputes, doubtful, travel
from models.clock import local, parse
from models.disputes import Dispute
from models.travel import Subject
from sync.bundle import is_desk
from sync.membership import joined
from ui import theme
from ui.jobs import Work, run_job
from ui.screens import parts_copies as copied
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_awaited import Awaited, ShutOut, shut_button
from ui.screens.parts_desk import DisputeCard
from ui.screens.parts_desk_devices import Colleague, device_card
from ui.screens.parts_desk_twice import DuplicatesPage
from ui.screens.parts_settle import Numbers
from ui.screens.parts_usb_desk import UsbDesk
from ui.sentences import sentence
from ui.syncing import Syncing
from ui.widgets import BigButton, Card, Chip, EmptyState, NumberedList, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

PARTS = ("incoming", "conflicts", "numbers", "duplicates", "devices", "stick")
AT_ONCE = 40
"""Conflicts shown at a time: a card each."""
QUIET = timedelta(days=3)
"""A device nobody heard of for longer than this is marked."""


class Desk(Screen):
    """办公室. ``enter(part="incoming" | "conflicts" | "numbers" | "duplicates" | "devices" | "stick")``."""

    rail = "sync"
    vault_options: ClassVar[dict[str, Any]] = {}
    """Passed on where a slot is made: nothing in the product; tests spare themselves the slow key."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._part = "incoming"
        self._code: tuple[str, str, str] | None = None
        self._head = label("", "h1")
        self.now = BigButton(icon="sync")
        self.now.setObjectName("desk_sync")
        self.now.clicked.connect(lambda: window.open("sync"))
        self.register = BigButton(icon="register")
        self.register.setObjectName("desk_register")
        self.register.clicked.connect(lambda: window.open("register"))
        self.parts = parts.Options("desk")
        self.parts.chosen.connect(lambda part: window.open("desk", part=part))
        self.stack = QStackedWidget()
        self._pages: dict[str, Paged] = {}
        self._make_incoming()
        self._make_conflicts()
        self.numbers = Numbers(session)
        self._page("numbers", self.numbers)
        self.duplicates = DuplicatesPage(session, self._act)
        self._page("duplicates", self.duplicates)
        self._make_devices()
        self.usb = UsbDesk(session, self._load)
        self._page("stick", self.usb)
        self.body.addLayout(row(self._head, None, self.register, self.now))
        self.body.addWidget(self.parts)
        self.body.addWidget(self.stack, 1)
        Syncing.of(session).ended.connect(self._synced)
        self.retranslate()

    def _page(self, name: str, *widgets: QWidget) -> QVBoxLayout:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        for widget in widgets:
            lines.addWidget(widget)
        lines.addStretch(1)
        self._pages[name] = Paged(inner)
        self.stack.addWidget(self._pages[name])
        return lines

    def _make_incoming(self) -> None:
        self._since = label("", "second", wrap=True)
        self.seen = BigButton(icon="check")
        self.seen.setObjectName("desk_seen")
        self.seen.clicked.connect(self._mark_seen)
        top = QWidget()
        line = row(self._since, self.seen)
        line.setStretch(0, 1)
        top.setLayout(line)
        self._incoming, box = QVBoxLayout(), QWidget()
        self._incoming.setContentsMargins(0, 0, 0, 0)
        box.setLayout(self._incoming)
        self._nothing = EmptyState("download", "")
        self._page("incoming", top, box, self._nothing)

    def _make_conflicts(self) -> None:
        self._conflict_head = label("", wrap=True)
        self._conflicts, box = QVBoxLayout(), QWidget()
        self._conflicts.setContentsMargins(0, 0, 0, 0)
        self._conflicts.setSpacing(theme.gap())
        box.setLayout(self._conflicts)
        self._agreed = EmptyState("check", "")
        self._others = label("", "second", wrap=True)
        self._page("conflicts", self._conflict_head, box, self._others, self._agreed)

    def _make_devices(self) -> None:
        self.laptop, self.desk = BigButton(icon="add"), BigButton(icon="add")
        self.laptop.setObjectName("invite_laptop")
        self.desk.setObjectName("invite_desk")
        self.laptop.clicked.connect(lambda: self._invite("laptop"))
        self.desk.clicked.connect(lambda: self._invite("desk"))
        self.code, self._until = label("", "figure"), label("", wrap=True)
        self.code.setObjectName("invite_code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._code_head = label("", "h2")
        self.code_card = Card(self._code_head, self.code, self._until)
        self.wrong = label("", "bad", wrap=True)
        self._devices, box = QVBoxLayout(), QWidget()
        self._devices.setContentsMargins(0, 0, 0, 0)
        box.setLayout(self._devices)
        buttons = QWidget()
        buttons.setLayout(row(self.laptop, self.desk, None))
        self._people_head = label("", "h2")
        self._people, people = QVBoxLayout(), QWidget()
        self._people.setContentsMargins(0, 0, 0, 0)
        people.setLayout(self._people)
        self._copied = label("", wrap=True)
        self.awaited, self.shut = Awaited(self.session, self._shut), ShutOut(self.session)
        head = (self.shut, self.awaited, buttons, self.wrong, self.code_card)
        self._page("devices", *head, box, self._copied, self._people_head, people)
        self.wrong.hide()
        self.code_card.hide()

    # -- showing -----------------------------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Office desk")

    def enter(self, part: str = "", **_: Any) -> None:
        self._part = part if part in PARTS else self._part
        self._load()
        self._pages[self._part].to_top()

    def refresh(self, changes: Any) -> None:
        if not Syncing.of(self.session).running:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _synced(self, _: object) -> None:
        if self.isVisible() and self.session.open:
            self._load()

    def _load(self) -> None:
        if not self.session.open:
            return  # locked while something was on its way
        store = self.session.store
        every = disputes.disputes(store)
        found = disputes.for_this_device(store, every)
        came = travel.received(store, int(store.local_get("seen_pos", 0)))
        count = sum(len(s) for s in came.values())
        numbers = doubtful.matters(store, self.session.profile.office_id)
        self.parts.set_options(
            [
                ("incoming", self.tr("Came in · {n}").format(n=count)),
                ("conflicts", self.tr("Conflicts · {n}").format(n=len(found))),
                ("numbers", self.tr("Numbers · {n}").format(n=sum(m.open for m in numbers))),
                ("duplicates", self.tr("Noted twice · {n}").format(n=DuplicatesPage.count(self.session))),
                ("devices", self.tr("Devices")),
                *([("stick", self.tr("USB stick"))] if is_desk(self.session.profile) else []),
            ]
        )
        self.parts.set_value(self._part)
        self.stack.setCurrentIndex(PARTS.index(self._part))
        if self._part == "incoming":
            self._show_incoming(came)
        elif self._part == "conflicts":
            self._show_conflicts(found, len(every) - len(found))
        elif self._part == "numbers":
            self.numbers.load(numbers)
        elif self._part == "duplicates":
            self.duplicates.load()
        elif self._part == "stick":
            self.usb.load()
        else:
            self._show_devices()
        parts.fit(self)

    def _show_incoming(self, came: dict[int, list[Subject]]) -> None:
        store = self.session.store
        parts.clear(self._incoming)
        names = travel.device_names(store)
        for replica, subjects in came.items():
            who = names.get(replica) or self.tr("The centre")
            head = label(f"{who} · {len(subjects)}", "h2", wrap=True)
            lines = NumberedList()
            lines.setObjectName(f"incoming_{replica}")
            lines.chosen.connect(self._open)
            lines.show_lines(
                [
                    (s, words.title(self.session, s), words.second(s), Chip(self.tr("New here"), "info"))
                    for s in subjects
                ]
            )
            self._incoming.addWidget(head)
            self._incoming.addWidget(lines)
        at = store.local_get("seen_at")
        self._since.setText(
            self.tr("Since you looked last, {time}").format(time=words.at_text(at))
            if at
            else self.tr("All that came so far")
        )
        self.seen.setVisible(bool(came))
        self._nothing.setVisible(not came)

    def _show_conflicts(self, found: list[Dispute], others: int) -> None:
        parts.clear(self._conflicts)
        for number, one in enumerate(found[:AT_ONCE], 1):
            self._conflicts.addWidget(DisputeCard(self.session, one, number, self._decide))
        self._conflict_head.setText(
            self.tr("Two people changed the same thing. Choose; the other value is kept in the record.")
        )
        self._conflict_head.setVisible(bool(found))
        self._agreed.setVisible(not found)
        more = len(found) - AT_ONCE
        said = [self.tr("and {n} more").format(n=more) if more > 0 else ""]
        said.append(self.tr("{n} on records of others are decided by the office.").format(n=others) if others else "")
        self._others.setText(" ".join(t for t in said if t))
        self._others.setVisible(bool(self._others.text()))

    def _show_devices(self) -> None:
        store = self.session.store
        server = joined(store)
        may = server is not None and server["role"] == "desk"
        self.laptop.setVisible(may)
        self.desk.setVisible(may)
        self.awaited.load()
        parts.clear(self._devices)
        now = self.session.clock.now()
        twins = copies.twins(store)
        known = {twin.device: twin for twin in twins}
        for one in travel.devices(store):
            own = one.replica == store.replica
            heard = one.last_act if own else one.last_came
            quiet = bool(heard) and not own and now - parse(str(heard)) > QUIET
            role = {"laptop": self.tr("Laptop"), "desk": self.tr("Desk")}.get(one.role, one.role)
            told = [role, self.tr("code {code}").format(code=one.code) if one.code else ""]
            told.append(self.tr("{n} acts").format(n=one.acts))
            if one.id in known:
                told.append(copied.of_text(known[one.id]))
            if own:
                told.append(self.tr("this computer"))
            elif heard:
                told.append(self.tr("last heard of {time}").format(time=words.at_text(heard)))
            else:
                told.append(self.tr("not heard of yet"))
            if one.state == "revoked":
                chip = Chip(self.tr("Shut out"), "bad")
            elif one.id in known and not own:
                chip = Chip(self.tr("Copy"), "warn")
            elif own:
                chip = Chip(self.tr("This computer"), "info")
            else:
                chip = Chip(self.tr("Quiet"), "warn") if quiet or not heard else Chip(self.tr("In touch"), "ok")
            away = may and not own and one.state != "revoked" and one.id is not None
            button = shut_button(str(one.id), f"{one.name} · {one.code}", self._shut) if away else None
            self._devices.addWidget(device_card(one.name, " · ".join(t for t in told if t), chip, button))
        self._copied.setText(copied.key_text())
        self._copied.setVisible(bool(twins))
        self._show_code()
        self._show_people()

    def _shut(self, device: str, name: str) -> None:
        self.shut.ask(device, name)
        self._pages["devices"].to_top()

    def _show_people(self) -> None:
        """Who can open this computer; an officer of the register may add himself."""
        store, profile = self.session.store, self.session.profile
        parts.clear(self._people)
        for officer in store.find("officer"):
            held = store.find("certificate", officer=officer["id"])
            if officer["active"] is False or not held:
                continue
            number = str(held[-1]["number"])
            card = Colleague(str(officer["name"]), number, profile.cert_no(officer["id"]) is not None)
            if card.secret is not None:
                card.take.clicked.connect(lambda _=False, c=card, o=officer["id"]: self._add_slot(c, o))
            self._people.addWidget(card)

    def _add_slot(self, card: Colleague, officer: str) -> None:
        profile, options = self.session.profile, dict(self.vault_options)
        secret = card.secret.text() if card.secret is not None else ""
        if not secret or not card.take.isEnabled():
            return
        card.take.setEnabled(False)

        def make(_: Any) -> None:
            profile.add_officer_slot(officer, secret, **options)

        # in the writer's line: locking waits until it is whole
        self.session.write(
            make, lambda _: self._load(), on_error=lambda error: card.refuse(sentence(error)), owner=card
        )

    def _show_code(self) -> None:
        self.code_card.setVisible(self._code is not None)
        if self._code is not None:
            role, code, until = self._code
            self.code.setText(code)
            names = {"laptop": self.tr("For one laptop"), "desk": self.tr("For one more desk")}
            self._code_head.setText(names[role])
            text = self.tr("Good once, until {time}. On the other computer: address {url}, then this code.")
            server = joined(self.session.store) or {}
            self._until.setText(text.format(time=local(parse(until)).strftime("%H:%M"), url=server.get("url") or ""))

    # -- acts --------------------------------------------------------------------------------------------------
    def _mark_seen(self) -> None:
        def act(store: Any) -> None:
            from models.clock import stamp

            store.local_set("seen_pos", travel.last_place(store))
            store.local_set("seen_at", stamp(store.clock.now()))

        self.session.write(act, lambda _: self._load(), owner=self)

    def _open(self, subject: Subject) -> None:
        if subject.kind == "document":
            self.window_.open("register", entry=subject.id)
        elif subject.kind == "inspection":
            self.window_.open("review", inspection=subject.id)
        elif subject.kind == "project":
            self.window_.open("choose", project=subject.id)
        elif subject.kind == "unit":
            self.window_.open("history", table="unit", record=subject.id)
        elif subject.kind == "office":
            self.window_.open("desk", part="devices")

    def _decide(self, found: Dispute, value: Any, reason: str) -> None:
        self._act("resolve", reason, lambda tx: disputes.decide(tx, found, value, reason))

    def _act(self, word: str, reason: str, fn: Callable[[Any], Any]) -> None:
        """One decision of the officer who unlocked."""
        actor = self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, word, reason=reason or None) as tx:
                fn(tx)

        self.session.write(write, lambda _: self._load(), owner=self)

    def _invite(self, role: str) -> None:
        profile = self.session.profile
        self.laptop.setEnabled(False)
        self.desk.setEnabled(False)

        def ask(work: Work) -> Any:
            from sync.enrolment import invite

            return invite(profile, role)

        def done(made: Any) -> None:
            self._code = (role, made.code, made.expires_at)
            self._asked("")

        run_job(ask, on_done=done, on_error=lambda error: self._asked(sentence(error)), owner=self)

    def _asked(self, wrong: str) -> None:
        self.laptop.setEnabled(True)
        self.desk.setEnabled(True)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self._show_code()

    def retranslate(self) -> None:
        self._head.setText(self.tr("Office desk"))
        self.now.setText(self.tr("Sync"))
        self.register.setText(self.tr("Register of numbers"))
        self.parts.setAccessibleName(self.tr("Show"))
        self.seen.setText(self.tr("I have seen this"))
        self._nothing.set_texts(self.tr("Nothing new came since you looked last."))
        self._agreed.set_texts(self.tr("Nobody disagrees on anything."))
        self.laptop.setText(self.tr("Invite a laptop"))
        self.desk.setText(self.tr("Invite another desk"))
        self._people_head.setText(self.tr("Officers on this computer"))
        self.usb.retranslate()
        self.shut.retranslate()
        if self.session.open and self.isVisible():
            self._load()
