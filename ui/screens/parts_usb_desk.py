"""The stick at the office's desk: take in what laptops bring, read out the receipt, give back, let a laptop join."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.clock import local, parse
from models.errors import KnownError
from ui import i18n, theme
from ui.jobs import Work, run_job
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.parts_usb import REMEMBERED, Result, StickFolder, down_name, import_words, listed
from ui.sentences import sentence
from ui.widgets import BigButton, Card, Chip, column, label, row

if TYPE_CHECKING:
    from ui.session import Session

REQUESTS = "*.request"


class UsbDesk(QWidget):
    """The page of the desk for laptops that come by stick."""

    def __init__(self, session: Session, told: Callable[[], None]) -> None:
        super().__init__()
        self.session, self._told, self._busy = session, told, False
        self.setObjectName("usb_desk")
        self.folder = StickFolder("usb_desk")
        self.take = BigButton(icon="download")
        self.take.setObjectName("usb_desk_import")
        self.take.clicked.connect(self._import)
        self.result = Result("usb_desk")
        self.receipts = QVBoxLayout()
        self.stick = Card(self.folder, row(self.take, None), self.result)
        self.stick.add(self.receipts)
        self._laptops_head, self.laptops = label("", "h2"), QVBoxLayout()
        self._none = label("", "second", wrap=True)
        self._join_head, self._join_why = label("", "h2"), label("", wrap=True)
        self.invite, self.grant = BigButton(icon="add"), BigButton(icon="check")
        self.invite.setObjectName("usb_invite")
        self.grant.setObjectName("usb_grant")
        self.invite.clicked.connect(self._invite)
        self.grant.clicked.connect(self._grant)
        self.code, self._until = label("", "figure"), label("", wrap=True)
        self.code.setObjectName("usb_code")
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.joined = Result("usb_join")
        self.join = Card(self._join_head, self._join_why, row(self.invite, self.grant, None))
        for part in (self.code, self._until, self.joined):
            self.join.add(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self.stick)
        lines.addWidget(self._laptops_head)
        lines.addWidget(self._none)
        lines.addLayout(self.laptops)
        lines.addWidget(self.join)
        self._show_code("", "")
        self.retranslate()

    def load(self) -> None:
        """The laptops that came by stick, with what is missing from them."""
        from sync import bundlestate, courier

        store = self.session.store
        parts.clear(self.laptops)
        senders = bundlestate.senders(store)
        refused: dict[str, str] = store.local_get(courier.REFUSED, {})
        rows = [r for r in store.find("device") if r["id"] != self.session.profile.device_id and r["role"] != "desk"]
        rows.sort(key=lambda r: (r["id"] not in senders, str(r["code"])))
        for record in rows:
            self.laptops.addWidget(self._laptop(record, senders.get(record["id"]), refused.get(record["id"])))
        self._none.setVisible(not rows)
        self.folder.look(str(store.local_get(REMEMBERED, "")))

    def _laptop(self, record: dict[str, Any], known: Any, refused: str | None) -> QWidget:
        from sync import bundlestate

        translate = i18n.translate
        chip, told = Chip(translate("usb", "Nothing by stick yet"), "none"), []
        if known is not None:
            lost = bundlestate.missing(known)
            chip = (
                Chip(translate("usb", "Something missing"), "warn")
                if lost
                else Chip(translate("usb", "All here"), "ok")
            )
            text = translate("usb", "Newest bundle {seq}, taken in {time}")
            told.append(text.format(seq=known.newest, time=words.at_text(known.at)))
            if lost:
                told.append(translate("usb", "missing: {what}").format(what=listed(_lost(*one) for one in lost[:5])))
        if refused:
            told.append(translate("usb", "the server did not take it ({reason})").format(reason=refused))
            chip = Chip(translate("usb", "Not handed on"), "bad")
        said = [label(str(record["name"]), "strong", wrap=True)]
        said += [label(" · ".join(told), "second", wrap=True)] if told else []
        head = row(column(*said, spacing=2), chip)
        head.setStretch(0, 1)
        card = Card(head)
        if record["state"] != "revoked":
            give = BigButton(translate("usb", "Write a bundle for it"), icon="upload")
            give.setObjectName(f"usb_give_{record['code']}")
            give.clicked.connect(lambda _=False, r=record: self._give(r))
            card.add(row(give, None))
        return card

    # -- acts --------------------------------------------------------------------------------------------------
    def _run(self, result: Result, work: Callable[[Path], Any], then: Callable[[Any], None]) -> None:
        folder = self.folder.path()
        if self._busy:
            return
        if folder is None:
            result.tell("", wrong=i18n.translate("usb", "Say first where the stick is."))
            self.folder.line.setFocus()
            return
        store = self.session.store
        self._set_busy(True)
        result.tell(i18n.translate("usb", "At work; leave the stick in …"))

        def act(_: Work) -> Any:
            found = work(folder)
            store.local_set(REMEMBERED, str(folder))
            return found

        def done(found: Any) -> None:
            self._set_busy(False)
            then(found)
            self._told()

        def failed(error: KnownError) -> None:
            self._set_busy(False)
            result.tell("", wrong=sentence(error))

        run_job(act, on_done=done, on_error=failed, owner=self)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.take, self.invite, self.grant):
            button.setEnabled(not busy)

    def _import(self) -> None:
        profile = self.session.profile

        def work(folder: Path) -> Any:
            from sync.bundlein import import_bundles, news

            return import_bundles(profile, news(profile, folder))

        self._run(self.result, work, self._imported)

    def _imported(self, done: list[Any]) -> None:
        self.result.tell(*import_words(done))
        parts.clear(self.receipts)
        last = {(one.header.sender.device, one.header.seq): one for one in done if one.receipt}
        for one in last.values():
            head = i18n.translate("usb", "Receipt for {name}, bundle {seq}: write it on the stick or read it out")
            code = label(str(one.receipt), "figure")
            code.setObjectName(f"usb_receipt_{one.header.sender.code}")
            code.setAlignment(Qt.AlignmentFlag.AlignCenter)
            code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text = label(head.format(name=one.header.sender.name, seq=one.header.seq), wrap=True)
            self.receipts.addWidget(Card(text, code, kind="sunken"))

    def _give(self, record: dict[str, Any]) -> None:
        profile = self.session.profile

        def work(folder: Path) -> Any:
            from sync.bundleout import export_down

            return export_down(profile, record["id"], folder / down_name(record["code"], profile))

        self._run(self.result, work, lambda made: self._given(record, made))

    def _given(self, record: dict[str, Any], made: Any) -> None:
        head = i18n.translate("usb", "A bundle for {name} is on the stick: {n} acts, {files} files")
        said = i18n.translate("usb", "It brings the receipts too. {names}")
        names = listed(path.name for path in made.paths)
        text = head.format(name=record["name"], n=made.operations, files=made.files)
        said = said.format(names=names)
        if not made.informants:
            said += " " + i18n.translate(
                "usb",
                "The server could not be asked for what only the officers on a case may have; the next bundle brings it.",
            )
        self.result.tell(text, said)

    def _invite(self) -> None:
        profile = self.session.profile

        def work(_: Work) -> Any:
            from sync.bundlejoin import invite

            return invite(profile)

        def done(made: Any) -> None:
            self._show_code(made.code, made.expires_at)
            self._told()

        run_job(work, on_done=done, on_error=lambda e: self.joined.tell("", wrong=sentence(e)), owner=self)

    def _show_code(self, code: str, until: str) -> None:
        self.code.setText(code)
        self.code.setVisible(bool(code))
        self._until.setVisible(bool(code))
        if code:
            text = i18n.translate(
                "usb",
                "Good once, until {day}. Typed on the new laptop at its first start; it writes a request to the stick.",
            )
            self._until.setText(text.format(day=local(parse(until)).strftime("%Y-%m-%d")))

    def _grant(self) -> None:
        profile = self.session.profile

        def work(folder: Path) -> Any:
            return grant_all(profile, folder)

        self._run(self.joined, work, self._granted)

    def _granted(self, made: list[tuple[str, Any]]) -> None:
        if not made:
            wrong = i18n.translate("usb", "No request to join lies there.")
            self.joined.tell("", wrong=wrong)
            return
        head = i18n.translate("usb", "Let in: {names}").format(names=listed(name for name, _ in made))
        said = i18n.translate(
            "usb", "The stick goes back to the new laptop: its certificates, numbers and records are on it."
        )
        self.joined.tell(head, said)
        self._show_code("", "")

    def retranslate(self) -> None:
        translate = i18n.translate
        self.take.setText(translate("usb", "Take in what laptops brought"))
        self._laptops_head.setText(translate("usb", "Laptops"))
        self._none.setText(translate("usb", "No laptop belongs to this office yet."))
        self._join_head.setText(translate("usb", "A laptop without a network joins"))
        self._join_why.setText(
            translate(
                "usb", "Tell it a code; it writes a request to the stick; let it in here; the stick goes back to it."
            )
        )
        self.invite.setText(translate("usb", "Code for a laptop"))
        self.grant.setText(translate("usb", "Let in who asks on the stick"))
        self.folder.retranslate()


def grant_all(profile: Any, folder: Path) -> list[tuple[str, Any]]:
    """Grant every request in ``folder`` and write the bundles beside them; (name, bundle) of each."""
    from sync.bundlejoin import grant
    from sync.bundleout import export_down

    made = []
    for path in sorted(folder.glob(REQUESTS)):
        asked = grant(profile, path)
        record = profile.store.get("device", asked.device.id)
        file = folder / down_name(str(record["code"]), profile)
        made.append((asked.device.name, export_down(profile, asked.device.id, file)))
        path.unlink()
    return made


def _lost(seq: int, part: int) -> str:
    return f"{seq}-{part}" if part else str(seq)
