"""疑号: a number on two papers or an irregular one, both papers side by side; a person settles it, or takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import doubtful
from models.doubtful import Matter
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_settle import MatterPage, Numbers
from ui.widgets import BigButton, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

TABLES = {"number_use", "number_settlement", "document", "document_end", "service", "device", "number_block"}


class Settle(Screen):
    """``enter(document=id of a paper, kind="duplicate" | "doubt")`` opens its number; without it the list of all."""

    rail = "register"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._key = ("", "")
        self._page: MatterPage | None = None
        self._spoken = True
        self._head = label("", "h1")
        self.all, self.register = BigButton(icon="list"), BigButton(icon="register")
        self.all.setObjectName("settle_all")
        self.all.clicked.connect(lambda: window.open("settle"))
        self.register.setObjectName("settle_register")
        self.register.clicked.connect(lambda: window.open("register"))
        self.numbers = Numbers(session)
        self.stack = QStackedWidget()
        self._list, self._one, self._box = Paged(words.at_top(self.numbers)), Paged(), QVBoxLayout()
        inner = QWidget()
        self._box.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(self._box)
        self._one.set_inner(inner)
        for page in (self._list, self._one):
            self.stack.addWidget(page)
        self.body.addLayout(row(self._head, None, self.all, self.register))
        self.body.addWidget(self.stack, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Doubtful numbers")

    def enter(self, document: str = "", kind: str = "", **_: Any) -> None:
        self._key = (document, kind)
        self._load()
        (self._one if self.stack.currentIndex() else self._list).to_top()

    def refresh(self, changes: Any) -> None:
        if changes.tables & TABLES:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _load(self) -> None:
        if not self.session.open:
            return
        found = doubtful.matters(self.session.store, self.session.profile.office_id)
        document, kind = self._key
        here = [m for m in found if document and any(p.document == document for p in m.papers)]
        matter = next((m for m in here if m.kind == kind), here[0] if here else None)
        self.all.setVisible(matter is not None)
        self.stack.setCurrentIndex(0 if matter is None else 1)
        if matter is None:
            self.numbers.load(found)
        else:
            self._show(matter)
        parts.fit(self)

    def _show(self, matter: Matter) -> None:
        if self._page is not None and self._page.matter == matter and self._spoken:
            return  # nothing of it changed: what is being typed stays
        parts.clear(self._box)
        if self._page is not None:
            self._page.setParent(None)  # gone at once, not with the next events: its buttons have the new ones' names
        self._spoken = True
        self._page = MatterPage(self.session, matter, self._decide)
        self._box.addWidget(self._page)

    def _decide(self, matter: Matter, stands: str, reason: str) -> None:
        actor, day = self.session.actor, parts.today(self.session)

        def act(store: Any) -> str:
            with store.change(actor, "settle_number" if stands else "reopen_number", reason=reason) as tx:
                if stands:
                    return doubtful.settle(tx, store, matter, stands, reason, actor, day)
                return doubtful.reopen(tx, store, matter, reason, actor, day)

        page = self._page
        refused = page.refuse if page is not None else None
        self.session.write(act, lambda _: self._load(), on_error=refused, owner=page)

    def retranslate(self) -> None:
        self._head.setText(self.tr("Doubtful numbers"))
        self.all.setText(self.tr("All doubtful numbers"))
        self.register.setText(self.tr("Register of numbers"))
        if self.session.open and self.isVisible():
            self._spoken = False
            self._load()
