"""本单位: the office's own data and its officers with their certificates, corrected and renewed after the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import officers
from models.errors import KnownError
from ui import theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_office import Newcomer, OfficeForm, OfficerCard
from ui.widgets import BigButton, Card, Paged, label, row, show_soon

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

TABLES = {"office", "officer", "certificate"}


class Office(Screen):
    """``enter(focus="")``: a field of the office, or "officers", comes into sight. Laptops of an office only read."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        day = parts.today(session)
        self._head, self._note = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.form = OfficeForm(self._save_office)
        self._people_head = label("", "h2", wrap=True)
        self._people, self._cards = QVBoxLayout(), dict[str, OfficerCard]()
        self._people.setSpacing(theme.gap())
        self.more = BigButton(icon="add")
        self.more.setObjectName("office_add_officer")
        self.more.clicked.connect(self._show_newcomer)
        self.newcomer = Newcomer(day)
        self.newcomer.given.connect(self._add)
        self.newcomer.given_up.connect(self._put_away)
        self.newcomer.hide()
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self._note)
        lines.addWidget(Card(self.form))
        lines.addWidget(self._people_head)
        lines.addLayout(self._people)
        lines.addWidget(self.newcomer)
        lines.addLayout(row(self.more, None))
        lines.addStretch(1)
        self.paged = Paged(inner)
        self.body.addWidget(self._head)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Our office")

    def enter(self, focus: str = "", **_: Any) -> None:
        self._load()
        self.paged.to_top()
        made = self.form.form.rows.get(focus)
        if made is not None:
            made.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            show_soon(made)
        elif focus == "officers":
            show_soon(self.newcomer if self.newcomer.isVisible() else self.more)

    def leave(self) -> None:
        if self.session.open:
            self.form.form.flush()
            for card in self._cards.values():
                card.flush()

    def refresh(self, changes: Any) -> None:
        if changes.tables & TABLES:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    # -- showing -----------------------------------------------------------------------------------------------
    def _load(self) -> None:
        store, profile = self.session.store, self.session.profile
        may = officers.may_change(store)
        self.form.load(store.get("office", profile.office_id) or {}, may)
        self._note.setText(
            self.tr("What stands here is printed on papers issued from now on; issued ones stay as they are.")
            if may
            else self.tr("Only the office's desk changes this; it comes here with the next sync.")
        )
        self.more.setVisible(may and not self.newcomer.isVisible())
        found = officers.officers(store)
        for gone in [o for o in self._cards if o not in {f["id"] for f in found}]:
            self._cards.pop(gone).deleteLater()
        for at, officer in enumerate(found):
            card = self._cards.get(officer["id"])
            if card is None:
                card = self._cards[officer["id"]] = self._card(officer["id"])
            self._people.insertWidget(at, card)
            card.load(officer, may, officer["id"] == self.session.actor)
        parts.fit(self)

    def _card(self, officer: str) -> OfficerCard:
        card = OfficerCard(parts.today(self.session))
        card.changed.connect(
            lambda fields: self._act("edit_officer", lambda tx: tx.set("officer", officer, **fields))
        )
        card.mended.connect(
            lambda given: self._act("edit_officer", lambda tx: officers.correct(tx, given[0], given[1]), card.refuse)
        )
        card.renewed.connect(lambda fields: self._renew(card, officer, fields))
        return card

    # -- acts --------------------------------------------------------------------------------------------------
    def _act(self, word: str, do: Any, refused: Any = None, then: Any = None) -> None:
        actor = self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, word) as tx:
                do(tx)

        def failed(error: KnownError) -> None:
            (refused or self.tell)(error)

        self.session.write(write, lambda _: then() if then else None, on_error=failed, owner=self)

    def _save_office(self, fields: dict[str, Any]) -> None:
        office = self.session.profile.office_id
        self._act("edit_office", lambda tx: tx.set("office", office, **fields), then=self._named)

    def _named(self) -> None:
        self.session.duty_changed.emit()  # the top bar names the office

    def _renew(self, card: OfficerCard, officer: str, fields: dict[str, Any]) -> None:
        office = self.session.profile.office_id
        self._act(
            "add_certificate", lambda tx: officers.renew(tx, office, officer, fields), card.refuse, card.renewal_done
        )

    def _show_newcomer(self) -> None:
        self.newcomer.show()
        self.more.hide()
        parts.fit(self)
        self.newcomer.first().setFocus(Qt.FocusReason.OtherFocusReason)
        show_soon(self.newcomer)

    def _put_away(self) -> None:
        self.newcomer.clear()
        self.newcomer.hide()
        self.more.show()

    def _add(self, name: str, fields: dict[str, Any]) -> None:
        office = self.session.profile.office_id
        self._act(
            "add_officer", lambda tx: officers.add(tx, office, name, fields), self.newcomer.refuse, self._put_away
        )

    def retranslate(self) -> None:
        self._head.setText(self.title())
        self._people_head.setText(self.tr("Officers and certificates"))
        self.more.setText(self.tr("One more officer"))
        if self.session.open and self._cards:
            self._load()
