"""Syncing in plain words: what waits, what came, what needs a person, and whether both ends hold the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import disputes, doubtful, travel
from models.doubtful import Matter
from models.errors import KnownError
from models.travel import Held, Subject
from sync import blobs, peer
from sync.bundlestate import received_files
from sync.membership import joined
from ui import counts, theme
from ui.jobs import Work, run_job
from ui.screens import parts_elsewhere as elsewhere
from ui.screens import parts_settle_words as settling
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_awaited import WaitNotice
from ui.screens.parts_certificate import CertificateCard
from ui.screens.parts_copies import CopyNotice
from ui.screens.parts_desk_twice import DuplicatesPage
from ui.screens.parts_sync import SHOWN, Block, Join
from ui.screens.parts_usb import UsbCard
from ui.sentences import sentence
from ui.syncing import Syncing
from ui.widgets import BigButton, Card, Chip, NumberedList, Paged, label, row
from ui.widgets.status import announce

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window


class Sync(Screen):
    """同步. Opens with what waits; one button syncs now."""

    rail = "sync"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.syncing = Syncing.of(session)
        self.syncing.told.connect(self._told)
        self.syncing.ended.connect(self._ended)
        self._make_head()
        self.waiting, self.coming, self.needed = Block("sync_waiting"), Block("sync_coming"), Block("sync_needed")
        self.matters = NumberedList()
        self.matters.setObjectName("sync_matters")
        self.matters.chosen.connect(self._open)
        self.needed.add(self.matters)
        self.blocks = parts.Columns([self.waiting, self.coming], most=2, least_mm=90.0)
        self.alone = Join()
        self.alone.join.clicked.connect(self._join)
        self.alone.code.returnPressed.connect(self._join)
        self.usb = UsbCard(session)
        self.usb.changed.connect(self._load)
        self.usb.changed.connect(session.count)
        self.photos = elsewhere.OfficePhotos(session)
        self.photos.changed.connect(self._load)
        self._visits: dict[str, travel.Photos] = {}
        self.copy = CopyNotice(session)
        self.certificate = CertificateCard(session, self.syncing.start)
        self.numbers = WaitNotice(session, lambda: window.open("desk", part="devices"))
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        for part in (
            self.state,
            self.certificate,
            self.numbers,
            self.copy,
            self.needed,
            self.blocks,
            self.photos,
            self.usb,
            self.alone,
        ):
            lines.addWidget(part)
        lines.addStretch(1)
        self.paged = Paged(inner)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def _make_head(self) -> None:
        self._head = label("", "h1")
        self.desk = BigButton(icon="building")
        self.desk.setObjectName("sync_desk")
        self.desk.clicked.connect(lambda: self.window_.open("desk"))
        self.now = parts.GoButton("sync")
        self.now.setObjectName("sync_now")
        self.now.clicked.connect(lambda: self.syncing.start())
        self.stop = BigButton(icon="cross")
        self.stop.setObjectName("sync_stop")
        self.stop.clicked.connect(self.syncing.cancel)
        self.chip, self.result = Chip("", "none"), label("", "h2", wrap=True)
        self.result.setObjectName("sync_result")
        self.said, self.last = label("", wrap=True), label("", "second", wrap=True)
        self.late = label("", "bad", wrap=True)
        self.late.setObjectName("sync_late")
        self.late.hide()
        self.state = Card(row(self.chip, self.result), self.said, self.late, self.last)
        top = row(self._head, None, self.desk, self.stop, self.now)
        self.body.addLayout(top)

    def title(self) -> str:
        return self.tr("Sync")

    def enter(self, **_: Any) -> None:
        self._load()
        self.paged.to_top()
        (self.alone.url if self.now.isHidden() else self.now).setFocus()

    def refresh(self, changes: Any) -> None:
        if not self.syncing.running:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def key(self, name: str) -> bool:
        if name == "F5" and self.now.isVisible():
            self.syncing.start()
            return True
        return False

    # -- what stands where -------------------------------------------------------------------------------------
    def _load(self) -> None:
        store = self.session.store
        server = joined(store)
        online = server is not None and bool(server["url"])  # a laptop that joined by stick knows no server
        for part in (self.needed, self.blocks):
            part.setVisible(server is not None)
        self.photos.setVisible(False)
        for part in (self.state, self.now):
            part.setVisible(online)
        self.desk.setVisible(server is not None or self.session.profile.office_keys is not None)
        self.alone.setVisible(not online)
        self.usb.setVisible(server is not None and server["role"] != "desk")
        self.stop.setVisible(self.syncing.running)
        self.copy.load()
        self.numbers.load()
        if server is None:
            return
        files = blobs.standing(self.session.profile)
        has = received_files(store)
        up = {sha: kind for sha, kind in files.up.items() if sha not in has}
        self._visits = elsewhere.visits(store, up, files)
        if self.usb.isVisibleTo(self):
            self.usb.load()
        self._show_waiting(up)
        self._show_coming(files.down)
        self.photos.load(files)
        self._show_needed()
        self._show_state()
        parts.fit(self)

    def _show_waiting(self, up: dict[str, str]) -> None:
        store = self.session.store
        acked, own = peer.receipted(store), [line.replica for line in peer.own_lines(store)]
        waits, kept = travel.waiting(store, acked, own), travel.receipted(store, acked, own)
        busy = self.syncing.running
        state = Chip(self.tr("Sending"), "info") if busy else Chip(self.tr("Not sent"), "wait")
        lines = [(*self._words(s), Chip(state.text(), state.kind())) for s in waits]
        lines += self._files(up)
        count = len(waits) + len(up)
        room = max(0, SHOWN - len(lines))
        lines += [(*self._words(s), Chip(self.tr("Received"), "ok")) for s in kept[: min(room, 6)]]
        more = self.tr("and {n} more").format(n=count - SHOWN) if count > SHOWN else ""
        if not lines:
            more = self.tr("Nothing was recorded on this computer yet.")
        self.waiting.show_lines(self.tr("From here · {n} to send").format(n=count), lines, more)

    def _files(self, up: dict[str, str]) -> list[tuple[str, str, Chip]]:
        """Photos by visit, then photos and papers as files: how many of them the centre has."""
        made = []
        here = travel.files(self.session.store)
        for visit, said in elsewhere.visit_lines(self.session, self._visits, sending=True):
            made.append((words.title(self.session, visit), said, Chip(self.tr("Not sent"), "wait")))
        words_of = {
            blobs.PHOTO: self.tr("Photos {sent}/{all} sent"),
            blobs.PAPER: self.tr("Papers as PDF {sent}/{all} sent"),
        }
        for kind, text in words_of.items():
            left = sum(1 for found in up.values() if found == kind)
            total = here[kind]
            if left:
                made.append((text.format(sent=total - left, all=total), "", Chip(self.tr("Not sent"), "wait")))
        return made

    def _show_coming(self, down: dict[str, str]) -> None:
        came = travel.received(self.session.store, int(self.session.store.local_get("seen_pos", 0)))
        names = travel.device_names(self.session.store)
        lines = []
        if down:
            text = self.tr("{n} files that others recorded").format(n=len(down))
            second = self.tr("They come once the other device has sent them.")
            second = elsewhere.asked_text() if elsewhere.by_stick(self.session) else second
            lines.append((text, second, Chip(self.tr("Not here yet"), "wait")))
        for visit, said in elsewhere.visit_lines(self.session, self._visits, sending=False):
            lines.append((words.title(self.session, visit), said, Chip(self.tr("Not here yet"), "wait")))
        for replica, subjects in came.items():
            who = names.get(replica) or self.tr("The centre")
            for subject in subjects:
                title, second = self._words(subject)
                lines.append((title, f"{who} · {second}", Chip(self.tr("New here"), "info")))
        more = self.tr("and {n} more").format(n=len(lines) - SHOWN) if len(lines) > SHOWN else ""
        if not lines:
            more = self.tr("Whether the centre has something new is known after the next sync.")
        self.coming.show_lines(self.tr("From others · {n} to come").format(n=len(down)), lines, more)

    def _show_needed(self) -> None:
        store = self.session.store
        lines: list[tuple[Any, str, str, Chip]] = []
        for subject in travel.returned(store):
            lines.append((subject, *self._words(subject), Chip(self.tr("Returned"), "bad")))
        every = disputes.disputes(store)
        conflicts = disputes.for_this_device(store, every)
        if conflicts:
            text = self.tr("Two people changed the same thing: {n} to decide").format(n=len(conflicts))
            why = self.tr("The other value is kept in the record.")
            lines.append(("conflicts", text, why, Chip(self.tr("In conflict"), "warn")))
        twice = DuplicatesPage.count(self.session) if (joined(store) or {}).get("role") == "desk" else 0
        if twice:
            text = self.tr("Units or projects noted twice: {n} to decide").format(n=twice)
            lines.append(
                ("duplicates", text, self.tr("Nothing is lost by it."), Chip(self.tr("Noted twice"), "warn"))
            )
        for matter in doubtful.waiting(store, self.session.profile.office_id):
            kind = Chip(settling.kind_text(matter.kind), "bad")
            lines.append((matter, *settling.line_text(self.session, matter), kind))
        held = travel.quarantine(store)
        names = travel.device_names(store)
        for one in held:
            text = self.tr("A change by {device} is put aside").format(device=names.get(one.replica) or "—")
            second = " · ".join(t for t in (words.at_text(one.at), words.held_text(one)) if t)
            lines.append((one, text, second, Chip(self.tr("Put aside"), "bad")))
        self.matters.show_lines(lines)
        self.matters.setVisible(bool(lines))
        said = "" if lines else self.tr("Nothing needs you.")
        self.needed.show_lines(self.tr("Needs you · {n}").format(n=len(lines)), [], said)

    def _words(self, subject: Subject) -> tuple[str, str]:
        return words.title(self.session, subject), words.second(subject)

    def _show_state(self) -> None:
        syncing, last = self.syncing, peer.last(self.session.store)
        self.now.setEnabled(not syncing.running)
        self.stop.setVisible(syncing.running)
        when = words.at_text(last["last_ok"]) if last["last_ok"] else self.tr("never")
        self.last.setText(self.tr("Last successful sync: {time}").format(time=when))
        self._show_late()
        error = syncing.error.code if syncing.error is not None else last["last_error"]
        self.certificate.load(None if syncing.running else error)
        if syncing.running:
            self._say(self.tr("Syncing"), "info", self._stage(), "")
        elif syncing.error is not None or last["last_error"]:
            self._show_error(syncing.error, last["last_error"])
        elif syncing.result is not None:
            self._show_result(syncing.result)
        elif last["last_ok"]:
            n = travel.records(self.session.store)
            self._say(self.tr("Ready"), "none", self.tr("{n} records on this computer").format(n=n), "")
        else:
            self._say(self.tr("Ready"), "none", self.tr("Not synced yet"), "")

    def _show_late(self) -> None:
        """Since when the oldest act waits, once that is worth a warning."""
        store = self.session.store
        days = counts.waiting_days(store, self.session.clock)
        self.late.setVisible(days >= counts.LATE_DAYS)
        if days >= counts.LATE_DAYS:
            acked, own = peer.receipted(store), [line.replica for line in peer.own_lines(store)]
            since = words.at_text(travel.oldest_waiting(store, acked, own) or "")
            text = self.tr("The oldest waits since {time}: {days} days. Sync, or carry it over by stick.")
            self.late.setText(text.format(time=since, days=days))

    def _show_error(self, error: KnownError | None, code: str | None) -> None:
        known = error.code if error is not None else code
        left = peer.waiting(self.session.store)
        waits = self.tr("{n} acts are not sent yet; this computer keeps them.").format(n=left) if left else ""
        if known == "no_network":
            head = self.tr("No network. Everything is kept on this computer; you can go on working.")
            self._say(self.tr("No network"), "warn", head, waits)
        elif known == "server_gone":
            head = self.tr("The centre does not answer. Everything is kept on this computer; you can go on working.")
            self._say(self.tr("No answer"), "warn", head, waits)
        elif error is not None:
            self._say(self.tr("Stopped"), "bad", self.tr("The sync did not end"), sentence(error))
        else:
            self._say(self.tr("Stopped"), "bad", self.tr("The last sync did not end. Sync again."), waits)

    def _show_result(self, found: Any) -> None:
        numbers = {"n": found.device_records, "m": found.server_records}
        if found.equal:
            head = self.tr("This computer {n} records, the centre {m}: the same").format(**numbers)
        else:
            head = self.tr("This computer {n} records, the centre {m}: not the same yet").format(**numbers)
        said = [self.tr("This profile was found to be a copy and goes on under a new name: see below.")]
        said = said if found.copied else []
        said += [
            self.tr("Sent {n} acts and {files} files; received {m} acts and {more} files.").format(
                n=found.pushed.operations,
                files=found.pushed.blobs,
                m=found.pulled.operations,
                more=found.pulled.blobs,
            )
        ]
        if found.granted:
            said.append(self.tr("New official numbers came: {n} blocks.").format(n=found.granted))
        if found.pending.operations:
            said.append(
                self.tr("{n} acts were written meanwhile and go next time.").format(n=found.pending.operations)
            )
        elif not found.equal:
            said.append(self.tr("Sync again; if it stays so, tell the administrator."))
        if found.pending.blobs:
            said.append(self.tr("{n} files still have to travel; stay online.").format(n=found.pending.blobs))
        good = found.equal and not found.pending.blobs
        kind = "ok" if good else "warn"
        self._say(self.tr("The same") if found.equal else self.tr("Different"), kind, head, " ".join(said))

    def _say(self, chip: str, kind: str, head: str, said: str) -> None:
        self.chip.set(chip, kind)
        self.result.setText(head)
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def _stage(self) -> str:
        numbers = {"n": self.syncing.done, "m": self.syncing.total}
        if self.syncing.total:
            numbers["n"] += 1
        return {
            "operations": self.tr("Sending records: {n} acts"),
            "received": self.tr("Receiving records: {n} acts"),
            "snapshot": self.tr("Receiving the office's records at once: {n} of {m} kB"),
            "files_up": self.tr("Sending files: {n}/{m}"),
            "files_down": self.tr("Receiving files: {n}/{m}"),
            "stopping": self.tr("Stopping after this step; nothing is lost"),
        }[self.syncing.stage].format(**numbers)

    # -- acts --------------------------------------------------------------------------------------------------
    def _told(self) -> None:
        if self.isVisible() and self.session.open and joined(self.session.store) is not None:
            self._show_state()

    def _ended(self, what: object) -> None:
        if self.isVisible() and self.session.open:
            self._load()
            if self.certificate.isVisibleTo(self):
                self.paged.to_top()
            announce(self, self.result.text())

    def _open(self, matter: Any) -> None:
        if matter in ("conflicts", "duplicates"):
            self.window_.open("desk", part=matter)
        elif isinstance(matter, Matter):
            self.window_.open("settle", document=matter.papers[0].document, kind=matter.kind)
        elif isinstance(matter, Held):
            thing = travel.held_thing(self.session.store, matter)
            if thing is not None:
                self.window_.open("history", table=thing[0], record=thing[1])
        elif isinstance(matter, Subject) and matter.kind == "draft":
            self.window_.open("paper_editor", draft=matter.id)
        elif isinstance(matter, Subject):
            self.window_.open("checklist", inspection=matter.id)

    def _join(self) -> None:
        url, code = self.alone.url.text().strip(), self.alone.code.text().strip()
        if not url or not code or not self.alone.join.isEnabled():
            return
        profile, file = self.session.profile, self.alone.certificate.path()
        self.alone.join.setEnabled(False)

        def ask(work: Work) -> Any:
            from sync.enrolment import certificate_in, enrol

            return enrol(profile, url, code, authority=None if file is None else certificate_in(file))

        def done(_: object) -> None:
            self.alone.join.setEnabled(True)
            self.alone.wrong.hide()
            self.alone.code.clear()
            self._load()
            self.syncing.start()

        def refused(error: KnownError) -> None:
            self.alone.join.setEnabled(True)
            self.alone.refuse(error)

        run_job(ask, on_done=done, on_error=refused, owner=self)

    def retranslate(self) -> None:
        self._head.setText(self.tr("Sync"))
        self.now.setText(self.tr("Sync now"))
        self.stop.setText(self.tr("Stop"))
        self.desk.setText(self.tr("Office desk"))
        by_stick = self.session.open and joined(self.session.store) is not None
        head = self.tr("Join the office's server too") if by_stick else self.tr("This computer works alone")
        self.alone.head.setText(head)
        said = self.tr("Everything is kept here. To join the office, ask its desk for a one-time code.")
        self.alone.said.setText(said)
        self.alone.url_row.set_texts(self.tr("Address of the office's server"), self.tr("e.g. https://10.1.2.3:8470"))
        self.alone.code_row.set_texts(self.tr("One-time code"))
        self.alone.join.setText(self.tr("Join the office"))
        self.usb.retranslate()
        if self.session.open and self.isVisible():
            self._load()
