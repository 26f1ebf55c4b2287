"""出具: the pages as they will be, the number, two officers, one act; then printing, then on to the receipt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import sealimages, seals, visits
from models.errors import KnownError
from ui import theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_paper import Preview, Split, ToMend, type_text
from ui.screens.parts_paper_act import IssueCard
from ui.screens.parts_paper_made import OFFICE, VISIT, Made, in_words, make
from ui.screens.parts_paper_print import PrintPanel
from ui.screens.registry import built_in
from ui.widgets import BigButton, Card, Chip, EmptyState, Paged, PagePanel, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window


LAST_SEAL = "last_seal_mode"
"""How the last paper of this device got its seal, and the office's rule then: under a new rule it begins anew."""


class Issue(Screen):
    """``enter(draft=id)`` before the act, ``enter(document=id)`` after it (printing)."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._draft: dict[str, Any] = {}
        self._document: dict[str, Any] = {}
        self._made: Made | None = None
        self._issuing = False
        self._number: str | None = None
        self._rule = seals.USUAL
        self.preview = Preview(self)
        self.preview.ready.connect(self._ready)
        self._head = label("", "h1", wrap=True)
        self.pages = PagePanel()
        self.mend = ToMend()
        self.mend.jump.connect(self._mend)
        self.card = IssueCard(session)
        self.card.wanted.connect(self._issue)
        self.card.officer_changed.connect(self._render)
        self.card.seal_changed.connect(self._render)
        self.done = Card()
        self._done_chip, self._done_number = Chip("", "ok"), label("", "h1", wrap=True)
        self._done_note = label("", "second", wrap=True)
        self.done.add(row(self._done_chip, None))
        self.done.add(self._done_number)
        self.done.add(self._done_note)
        self.panel = PrintPanel(session)
        self.panel.settled.connect(self._printed)
        self.serve = BigButton(kind="primary", icon="pen")
        self.serve.setObjectName("to_receipt")
        self.serve.clicked.connect(self._serve)
        self.later = BigButton(kind="quiet")
        self.later.setObjectName("to_papers")
        self.later.clicked.connect(lambda: window.home("papers"))
        self._gone = EmptyState("papers", "")
        self._gone.stepped.connect(lambda: window.home("papers"))
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        for part in (self.mend, self.card, self.done, self.panel):
            lines.addWidget(part)
        lines.addLayout(row(self.later, None, self.serve))
        lines.addStretch(1)
        self.paged = Paged(inner)
        self.split = Split(self.pages, self.paged, (10, 9))
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addWidget(self._head)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self._gone, 1)

    def title(self) -> str:
        return self.tr("Issue")

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, draft: str = "", document: str = "", **_: Any) -> None:
        store = self.session.store
        self._made = None
        self._draft = store.get("draft", draft) or {}
        if self._draft.get("state") == "issued" and not document:
            found = store.find("document", draft=draft)
            document = found[-1]["id"] if found else ""
        self._document = store.get("document", document) or {}
        self.retranslate()
        if self._document:
            self._show_issued()
        elif self._draft:
            self._show_draft()
        self._fit()
        self.paged.to_top()

    def leave(self) -> None:
        self.preview.stop()
        self.card.second.forget()
        if self.session.open:
            self.panel.unanswered()

    def refresh(self, changes: Any) -> None:
        if self._draft and not self._document and not self._issuing:
            self._draft = self.session.store.get("draft", self._draft["id"]) or {}
            if self._draft.get("state") == "issued":
                self.enter(draft=self._draft["id"])
            elif self._draft:
                self._show_number()
                self._render()

    def key(self, name: str) -> bool:
        if name == "F8" and self._document and self.panel.print.isEnabled():
            self.panel.print.click()
        return name == "F8"

    def _fit(self) -> None:
        after, before = bool(self._document), bool(self._draft) and not self._document
        self.split.setVisible(after or before)
        self._gone.setVisible(not (after or before))
        for part in (self.mend, self.card):
            part.setVisible(before)
        for part in (self.done, self.panel, self.later):
            part.setVisible(after)
        self.serve.setVisible(after and self._document["type"] not in visits.NOT_SERVED_TYPES)

    # -- before ------------------------------------------------------------------------------------------------
    def _show_draft(self) -> None:
        on_duty = [o for o in self.session.officers if o != self.session.actor]
        visit = self.session.store.get("inspection", self._draft["inspection"]) or {}
        pair = [visit.get(role) for role in ("lead", "assistant")]
        others = [o for o in (*on_duty, *pair) if o and o != self.session.actor]
        self.card.set_busy(False)
        self.card.second.show_officers(others[0] if others else None)
        self._offer_seals()
        self._show_number()
        self._render()

    def _offer_seals(self) -> None:
        """As for the last paper issued on this device, else as the office has set it; the seal's picture only where
        the office has one and the paper a place for it."""
        from forms.impressed import has_place

        store, profile = self.session.store, self.session.profile
        place = has_place(profile.pack, self._draft["type"])
        known = sealimages.authorisations(store, profile.office_id) if place else []
        modes = [mode for mode in seals.MODES if mode != seals.IMAGE or known]
        days = {parts.today(self.session), *([date.fromisoformat(d)] if (d := self._draft["date"]) else [])}
        allowed = next((a for a in known if all(a.holds(day, self._draft["type"]) for day in days)), None)
        office = store.get("office", profile.office_id)
        self._rule, usual = seals.usual(office), seals.usual(office, place)
        last = store.local_get(LAST_SEAL)
        if isinstance(last, dict) and last.get("rule") == self._rule and (last["mode"] != seals.IMAGE or allowed):
            usual = str(last["mode"])
        self.card.offer_seals(usual if usual in modes else seals.USUAL, modes, allowed)

    def _show_number(self) -> None:
        from forms.nextnumber import coming

        day = date.fromisoformat(self._draft["date"]) if self._draft["date"] else None
        try:
            found = coming(self.session.profile, self._draft["type"], day) if day else None
        except KnownError:  # the guards of the preview say it among what is to mend
            found = None
        self._number = found.number if found else None
        self.card.show_number(found)

    def _render(self) -> None:
        if not self._draft or self._document or self._issuing:
            return
        profile, given, second = self.session.profile, dict(self._draft), self.card.second.officer()
        number, image = self._number, self.card.seal_mode() == seals.IMAGE
        self.preview.ask(lambda: make(profile, given, second, number, image))

    def _ready(self, made: Made) -> None:
        if self._document or made.draft != self._draft.get("id"):
            return
        self._made = made
        if made.pdf is not None:
            self.pages.set_pdf(made.pdf)
        self._show_made()

    def _show_made(self) -> None:
        if self._made is not None and self.session.open:
            self.mend.show_problems(
                [(m.field, in_words(m, self.session.profile.pack), m.blocks) for m in self._made.mend]
            )
            self.card.set_blocked(self.mend.blocking > 0)

    def _mend(self, field: str) -> None:
        if field == "seal_mode":
            self.paged.show_part(self.card.seal_card)
            self.card.seal.button(self.card.seal_mode()).setFocus()
            return
        visit = self._draft.get("inspection")
        if field.startswith(OFFICE):
            self.window_.open("office", focus=field.removeprefix(OFFICE))
        elif field == VISIT and visit and built_in("arrival"):
            self.window_.open("arrival", inspection=visit)
        else:
            self.window_.open("paper_editor", draft=self._draft["id"], focus=field)

    # -- the act -----------------------------------------------------------------------------------------------
    def _issue(self, officer: str, secret: str) -> None:
        from forms import issuing

        profile, draft, seal = self.session.profile, self._draft["id"], self.card.seal_mode()
        rule = self._rule
        self.preview.stop()
        self._issuing = True

        def write(store: Any) -> Any:
            made = issuing.issue(profile, draft, officer, secret, seal)
            store.local_set(LAST_SEAL, {"mode": seal, "rule": rule})
            return made

        self.session.write(
            write,
            self._issued,
            on_error=self._refused,
            owner=self,
        )

    def _issued(self, issued: Any) -> None:
        """Only now, after COMMIT, is it shown as issued."""
        self._issuing = False
        self.card.set_busy(False)
        self.card.second.forget()
        if self.window_.current() is self:
            self.window_.replace("issue", document=issued.document)

    def _refused(self, error: KnownError) -> None:
        self._issuing = False
        if not self.card.refuse(error):
            self.tell(error)
        self._show_number()
        self._render()

    # -- after -------------------------------------------------------------------------------------------------
    def _show_issued(self) -> None:
        from forms.sealing import pdf_bytes

        try:
            self.pages.set_pdf(pdf_bytes(self.session.profile, self._document["id"]))
        except KnownError as error:
            self.tell(error)
        self.panel.show_document(self._document["id"])

    def _printed(self) -> None:
        (self.serve if self.serve.isVisible() else self.later).setFocus()
        self.paged.show_part(self.serve)

    def _serve(self) -> None:
        self.window_.open("receipt", document=self._document["id"])

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.serve.setText(self.tr("Go on to the receipt"))
        served = bool(self._document) and self._document["type"] not in visits.NOT_SERVED_TYPES
        self.later.setText(self.tr("Serve later") if served else self.tr("Done"))
        self._gone.set_texts(self.tr("This paper is not here. Nothing was changed."), self.tr("All papers"))
        self._done_chip.set(self.tr("Issued and locked"), "ok")
        self._done_note.setText(self.tr("The signed file is stored. Printing again never changes the number."))
        row_ = self._document or self._draft
        if not row_ or not self.session.open:
            self._head.setText(self.title())
            return
        title = type_text(self.session.profile.pack, row_["type"])
        if self._document:
            self._head.setText(title)
            self._done_number.setText(self._document["number"] or title)
        else:
            self._head.setText(self.tr("Issue: {title}").format(title=title))
            self._show_made()
