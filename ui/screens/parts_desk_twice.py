"""The desk's page of what is noted twice: proposals, two of one's own choice, what was merged so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import duplicates, lookalikes, search
from models.lookalikes import Pair
from models.search import Hit
from ui import i18n, theme
from ui.screens import parts_visit as parts
from ui.screens import parts_words as words
from ui.screens.history import table_text
from ui.screens.parts_desk_duplicates import Act, MergedCard, NewsCard, PairCard
from ui.widgets import BigButton, Card, EmptyState, label, row

if TYPE_CHECKING:
    from ui.session import Session

MOST = 30
"""Pairs shown at a time."""
FOUND = 6


class Compare(Card):
    """Two that nothing points to (a project noted in haste under another name): found by name, laid side by side."""

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self._session, self._act = session, act
        self._chosen: list[tuple[str, str]] = []
        self.head, self.told = label("", "h2"), label("", wrap=True)
        self.box = QLineEdit()
        self.box.setObjectName("compare_box")
        self.box.textChanged.connect(lambda _: self._find())
        self.found = parts.FoundList()
        self.found.chosen.connect(self._choose)
        self.again = BigButton(kind="quiet", icon="undo")
        self.again.setObjectName("compare_again")
        self.again.clicked.connect(self._clear)
        self._pair = QVBoxLayout()
        for part in (self.head, self.told, self.box, self.found):
            self.add(part)
        self.add(row(self.again, None))
        self.add(self._pair)
        self._show()

    def load(self) -> None:
        """Forget what was laid side by side: it may be merged by now."""
        self._clear()

    def _clear(self) -> None:
        self._chosen = []
        self.box.clear()
        self._show()

    def _find(self) -> None:
        text = self.box.text().strip()
        kinds = (self._chosen[0][0],) if self._chosen else duplicates.KINDS
        taken = {record for _, record in self._chosen}
        hits = search.find(self._session.store, text, kinds, FOUND + 1) if text else []
        shown = [hit for hit in hits if hit.id not in taken][:FOUND]
        self.found.show_lines([(h, h.title or "—", h.second, (table_text(h.table), "none")) for h in shown])
        self.found.setVisible(bool(shown))

    def _choose(self, hit: Hit) -> None:
        self._chosen.append((hit.table, hit.id))
        self.box.clear()
        self._show()

    def _show(self) -> None:
        translate = i18n.translate
        parts.clear(self._pair)
        self.head.setText(translate("duplicates", "Compare two of your choice"))
        names = " · ".join(words.name_of(self._session, record, kind) for kind, record in self._chosen)
        ask = translate("duplicates", "Name, initials or code of the first")
        if len(self._chosen) == 1:
            ask = translate("duplicates", "and of the second")
        self.box.setPlaceholderText(ask)
        self.box.setAccessibleName(ask)
        self.told.setText(names)
        self.told.setVisible(bool(names))
        self.again.setText(translate("duplicates", "Choose others"))
        self.again.setVisible(bool(self._chosen))
        self.box.setVisible(len(self._chosen) < 2)
        self.found.hide()
        if len(self._chosen) == 2:
            (kind, one), (_, other) = self._chosen
            self._pair.addWidget(PairCard(self._session, Pair(kind, one, other, "chosen"), "own", self._act))
            if self.isVisible():
                parts.fit(self.window())


class DuplicatesPage(QWidget):
    """重复. ``load`` shows what there is; ``act`` writes as the officer who unlocked."""

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__()
        self._session, self._act = session, act
        self._head, self._merged_head = label("", wrap=True), label("", "h2")
        self.compare = Compare(session, act)
        self._pairs, self._news, self._merged = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._more, self._nothing = label("", "second", wrap=True), EmptyState("check", "")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self._head)
        for box in (self._news, self._pairs):
            box.setSpacing(theme.gap())
            lines.addLayout(box)
        for part in (self._more, self._nothing, self.compare, self._merged_head):
            lines.addWidget(part)
        self._merged.setSpacing(theme.gap())
        lines.addLayout(self._merged)

    @staticmethod
    def count(session: Session) -> int:
        """How much of it waits for a person: pairs with the same code or permit, and edits after a merge."""
        known = duplicates.aliases(session.store)
        strong = sum(p.strong for p in lookalikes.pairs(session.store, known))
        return strong + len(lookalikes.news(session.store, known))

    def load(self) -> None:
        session, translate = self._session, i18n.translate
        known = duplicates.aliases(session.store)
        found, new = lookalikes.pairs(session.store, known), lookalikes.news(session.store, known)
        for box in (self._pairs, self._news, self._merged):
            parts.clear(box)
        for number, one in enumerate(new, 1):
            self._news.addWidget(NewsCard(session, one, number, self._act))
        for number, pair in enumerate(found[:MOST], 1):
            self._pairs.addWidget(PairCard(session, pair, number, self._act))
        groups = [(kind, kept) for kind in duplicates.KINDS for kept in known.groups.get(kind, {})]
        for number, (kind, kept) in enumerate(groups, 1):
            self._merged.addWidget(MergedCard(session, kind, kept, known, number, self._act))
        self.compare.load()
        self._head.setText(
            translate("duplicates", "These may be one thing noted twice. A person decides; workers are never merged.")
        )
        self._head.setVisible(bool(found))
        self._more.setText(translate("duplicates", "and {n} more").format(n=len(found) - MOST))
        self._more.setVisible(len(found) > MOST)
        self._nothing.set_texts(translate("duplicates", "Nothing seems to be noted twice."))
        self._nothing.setVisible(not found and not new)
        self._merged_head.setText(translate("duplicates", "Merged so far"))
        self._merged_head.setVisible(bool(groups))
