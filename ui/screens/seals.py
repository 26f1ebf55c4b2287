"""印章与用纸: how the office seals, the picture of its seal and who allowed it, every use, the stamped sheets and where they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from models import sealimages
from ui import theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_paper import type_text
from ui.screens.parts_seal_picture import AuthorisationCard, NewSeal
from ui.screens.parts_seal_sheets import PrintPlace, PutAway, SheetLedger
from ui.screens.parts_seal_usual import SealUses, UsualWay
from ui.widgets import Paged, label

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

PARTS = ("usual", "picture", "uses", "stationery")


class Seals(Screen):
    """``enter(part="usual" | "picture" | "uses" | "stationery")``."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._part = "usual"
        self._shown: list[sealimages.Authorised] = []
        self._day = parts.today(session)
        self._head = label("", "h1")
        self.parts = parts.Options("seals")
        self.parts.chosen.connect(lambda part: window.open("seals", part=part))
        self.stack = QStackedWidget()
        self._pages: dict[str, Paged] = {}
        self.usual = UsualWay(session)
        self._cards, box = QVBoxLayout(), QWidget()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.gap())
        box.setLayout(self._cards)
        self.new = NewSeal(session, self._types)
        self.new.kept.connect(self._load)
        self.uses = SealUses(session)
        self.sheets, self.away, self.place = SheetLedger(session), PutAway(session), PrintPlace(session)
        self.away.done.connect(self.sheets.load)
        for ledger in (self.uses, self.sheets):
            ledger.paper.connect(lambda paper: window.open("papers", document=paper))
        self._page("usual", self.usual)
        self._page("picture", box, self.new)
        self._page("uses", self.uses)
        self._page("stationery", self.place, self.sheets, self.away)
        self.body.addWidget(self._head)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.stack, 1)
        self.retranslate()

    def _page(self, name: str, *widgets: QWidget) -> None:
        inner = QWidget()
        # as high as its texts need at this width: the least height of many buttons is that of one a line
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        for widget in widgets:
            lines.addWidget(widget)
        lines.addStretch(1)
        self._pages[name] = Paged(inner)
        self.stack.addWidget(self._pages[name])

    def title(self) -> str:
        return self.tr("Seal and stationery")

    # -- showing -----------------------------------------------------------------------------------------------
    def enter(self, part: str = "", **_: Any) -> None:
        self._part = part if part in PARTS else self._part
        self.parts.set_value(self._part)
        self.stack.setCurrentWidget(self._pages[self._part])
        self._load()
        self._pages[self._part].to_top()

    def refresh(self, changes: Any) -> None:
        self._load()

    def _load(self) -> None:
        if not self.session.open:
            return
        if self._part == "usual":
            self.usual.load()
        elif self._part == "picture":
            self._show_cards(anew=self._day != parts.today(self.session))
            self._day = parts.today(self.session)
        elif self._part == "uses":
            self.uses.load()
        else:
            self.sheets.load()
            self.place.load()
        parts.fit(self)

    def _show_cards(self, *, anew: bool = False) -> None:
        """A card an authorisation; made anew only when they changed, or what somebody types there would be lost."""
        found = sealimages.authorisations(self.session.store, self.session.profile.office_id)
        if found == self._shown and not anew:
            return
        self._shown = found
        parts.clear(self._cards)
        for one in found:
            card = AuthorisationCard(self.session, one)
            card.again.connect(self._again)
            card.withdrawn.connect(self._withdraw)
            self._cards.addWidget(card)

    def _types(self) -> list[tuple[str, str]]:
        """Kinds of papers that end with issuer and date."""
        from forms.impressed import has_place

        pack = self.session.profile.pack
        return [(t, type_text(pack, t)) for t in pack.documents if has_place(pack, t)]

    # -- acts --------------------------------------------------------------------------------------------------
    def _again(self, image: str) -> None:
        self.new.begin(image)
        self._pages["picture"].show_part(self.new)
        self.new.who.setFocus()

    def _withdraw(self, authorisation: str, reason: str) -> None:
        actor, day = self.session.actor, parts.today(self.session)

        def write(store: Any) -> None:
            with store.change(actor, "seal_withdraw", reason=reason) as tx:
                sealimages.withdraw(tx, authorisation, day, reason)

        self.session.write(write, lambda _: self._load(), owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._head.setText(self.title())
        self.parts.set_options(
            [
                ("usual", self.tr("As a rule")),
                ("picture", self.tr("Picture of the seal")),
                ("uses", self.tr("Ledger of the seal")),
                ("stationery", self.tr("Stamped sheets")),
            ]
        )
        self.parts.setAccessibleName(self.title())
