"""清单: every question of the visit answered where it stands, saved at each touch, taken back by one key."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models import visitanswers, visits
from models.errors import KnownError
from models.pack import Pack
from models.visitanswers import Given, Key, Question
from ui import theme
from ui.screens.base import Screen
from ui.screens.parts_check import QuestionCard, SectionTab
from ui.screens.parts_check_detail import clear
from ui.screens.parts_check_fields import lang
from ui.screens.parts_check_state import VisitState
from ui.screens.parts_visit import on_duty
from ui.widgets import BigButton, Chip, EmptyState, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

FIRST_CARDS = 3
"""Bound before the screen is first painted: what fits on it; the others follow while the person reads."""
NARROW_PX = 1000
NARROW_LIST_MM = 51.0
"""The sections in a narrow window: their numbers and marks, so that the three answers fit beside them with gloves."""
KEYS = {"1": "meets", "2": "fails", "3": "na", "0": None}
ASKED_BY = {"answer", "inspection", "engagement", "unit", "project", "deposit"}
SAID_BY = {"wage_roll", "wage_worker", "wage_line", "labour_cost", "stated_arrears", "wage_account", "evidence"}


class Checklist(Screen):
    """``enter(inspection, item="", unit="")`` opens a visit where it was left, or at a question."""

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.state = VisitState(session, self)
        self._undo: list[tuple[Key, Given]] = []
        self._section = ""
        self._at: Key | None = None
        self._cards: list[QuestionCard] = []
        self._waiting: list[tuple[int, Question]] = []
        self._opening: list[QuestionCard] = []
        self._moving = False
        self._make_head()
        self._make_panes()
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)
        self._make_keys()
        self.retranslate()

    # -- building ----------------------------------------------------------------------------------------------
    def _make_head(self) -> None:
        self._head, self._bar = label("", "h2", wrap=True), label("", "strong")
        self._bad = Chip("", "bad")
        self.undo, self.park = BigButton(icon="undo"), BigButton(icon="pause")
        self.wages, self.review = BigButton(icon="list"), BigButton(icon="next", kind="primary")
        for name, button, act in (
            ("undo", self.undo, self.take_back),
            ("park", self.park, self.lay_aside),
            ("wages", self.wages, self._wages),
            ("review", self.review, self._review),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, act=act: act())
        said = QWidget()
        said.setLayout(column(self._head, row(self._bar, self._bad, None), spacing=2))
        buttons = QWidget()
        buttons.setLayout(row(None, self.undo, self.park, self.wages, self.review))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.gap())
        self._top.addWidget(said, 1)
        self._top.addWidget(buttons)
        self.body.addLayout(self._top)

    def _make_panes(self) -> None:
        self._tabs: dict[str, SectionTab] = {}
        tabs = QWidget()
        self._tab_lines = QVBoxLayout(tabs)
        self._tab_lines.setContentsMargins(0, 0, 0, 0)
        self._tab_lines.setSpacing(theme.gap())
        self._left = Paged(tabs)
        cards = QWidget()
        self._lines = QVBoxLayout(cards)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())
        self._title = label("", "h2", wrap=True)
        self._gap, self.enter_units = label("", wrap=True), BigButton(icon="building")
        self.enter_units.setObjectName("enter_units")
        self.enter_units.clicked.connect(lambda: self.window_.open("choose", project=self.state.row.get("project")))
        self._gap_row = QWidget()
        self._gap_row.setLayout(row(self._gap, self.enter_units))
        self.next_section = BigButton(icon="next")
        self.next_section.setObjectName("next_section")
        self.next_section.clicked.connect(self._next_section)
        self._lines.addWidget(self._title)
        self._lines.addWidget(self._gap_row)
        self._tail = row(None, self.next_section)
        self._lines.addLayout(self._tail)
        self._lines.addStretch(1)
        self.paged = Paged(cards)
        self._empty = EmptyState("inspect", "")
        self._empty.stepped.connect(lambda: self.window_.open("choose"))
        self._panes = QWidget()
        self._panes.setLayout(row(self._left, self.paged))
        self._panes.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.body.addWidget(self._panes, 1)
        self.body.addWidget(self._empty, 1)

    def _make_keys(self) -> None:
        """Shortcuts of this screen; a field that takes text keeps its own letters and figures."""
        self._shortcuts: list[QShortcut] = []
        for key, meaning in KEYS.items():
            self._key(key, lambda meaning=meaning: self._choose(meaning))
        for key, act in (
            ("Up", lambda: self._step(-1)),
            ("Down", lambda: self._step(1)),
            ("P", self._photo),
            ("N", self._note),
            ("L", self._law),
            ("Ctrl+Z", self.take_back),
        ):
            self._key(key, act)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus)

    def _key(self, key: str, act: Any) -> None:
        made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(act)
        self._shortcuts.append(made)

    def _focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._moving or not self.isAncestorOf(now):
            return
        typing = isinstance(now, QLineEdit | QPlainTextEdit)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not typing)
        part: QWidget | None = now
        while part is not None and not isinstance(part, QuestionCard):
            part = part.parentWidget()
        if isinstance(part, QuestionCard) and part.question is not None:
            self._set_at(part.question.key)

    # -- coming and going --------------------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Checklist")

    def enter(self, inspection: str = "", item: str = "", unit: str = "", **_: Any) -> None:
        found = self.session.store.get("inspection", inspection or self.state.inspection)
        if found is not None and found["state"] == "planned":
            self.window_.replace("arrival", inspection=found["id"])
            return
        if found is None or found["id"] != self.state.inspection:
            for card in self._cards:
                card.release()
            self._undo.clear()
            self._at, self._section = None, ""
        self.state.open(found)
        self._panes.setVisible(found is not None)
        self._empty.setVisible(found is None)
        if found is None:
            return
        on_duty(self.session, found)
        if found["state"] == "parked":
            self._act("go_on", lambda tx: visitanswers.go_on(tx, str(found["id"])))
        self._head.setText(visits.project_name(self.session.store, found.get("project")))
        self.state.load()
        self._go(self._wanted(item, unit))

    def _wanted(self, item: str, unit: str) -> Key | None:
        """Where to begin: the question asked for, where the visit was left, the first one open."""
        keys = [q.key for q in self.state.asked]
        for wanted in ((item, unit), self._at, visitanswers.key_of(self.state.row.get("at_item"))):
            if wanted is None or not wanted[0]:
                continue
            if wanted in keys:
                return wanted
            same = next((k for k in keys if k[0] == wanted[0]), None)
            if same is not None:
                return same
        unanswered = (k for k in keys if self.state.given.get(k, Given()).value is None)
        return next(unanswered, keys[0] if keys else None)

    def leave(self) -> None:
        for card in self._cards:
            card.flush()
        self._slices.stop()
        at = visitanswers.place(self._at) if self._at else None
        if self.state.inspection and at and self.session.open and at != self.state.row.get("at_item"):
            inspection = self.state.inspection
            self._act("at_item", lambda tx: tx.set("inspection", inspection, at_item=at))

    def lay_aside(self) -> None:
        """F10: the visit is parked at this very question and the day comes back."""
        if self.state.inspection is None:
            return
        for card in self._cards:
            card.flush()
        inspection, at = self.state.inspection, visitanswers.place(self._at) if self._at else None
        self.state.row["at_item"] = at
        self._act("park", lambda tx: visitanswers.park(tx, inspection, at))
        self.window_.home("today")

    def key(self, name: str) -> bool:
        if name == "F10":
            self.lay_aside()
        elif name == "F7":
            self._review()
        elif name == "F4":
            self._photo()
        else:
            return False
        return True

    @property
    def pack(self) -> Pack:
        return self.state.pack

    def open_sheet(self, unit: str) -> None:
        """The wage sheet of ``unit``; the way back leads to this question."""
        self.window_.open("wages", inspection=self.state.inspection, unit=unit)

    # -- answering ---------------------------------------------------------------------------------------------
    def give(
        self, key: Key, *, value: Any = ..., fields: dict[str, Any] | None = None, note: Any = ..., same: bool = False
    ) -> None:
        """A person answered, filled a field, wrote a note or took the last visit's answer: on disk at once."""
        before = self.state.given.get(key, Given())
        after = self.state.change(key, value, fields, note, same)
        if after != before:
            self._undo.append((key, before))
            self._keep(key, after)
            if value is not ... and (card := self._card(key)) is not None:
                card.open(self.state.opens(key))

    def _keep(self, key: Key, given: Given) -> None:
        before = self.state.given.get(key, Given())
        self.state.given[key] = given
        token = self.state.unsaved[key] = object()
        inspection, pack = self.state.inspection or "", self.pack
        self.state.row["at_item"] = visitanswers.place(key)
        self.state.reckon()
        self._show_counts()
        for card in self._bound():
            card.refresh()

        def done(_: object = None) -> None:
            if self.state.unsaved.get(key) is token:
                del self.state.unsaved[key]

        def failed(error: KnownError) -> None:
            if self.state.unsaved.get(key) is token:
                self.state.given[key] = before
                done()
                self.state.reckon()
                for card in self._bound():
                    card.refresh()
            self.tell(error)

        self._act("answer", lambda tx: visitanswers.save(tx, inspection, key, given, pack), done, failed)

    def _act(self, word: str, fn: Any, then: Any = None, failed: Any = None) -> None:
        actor = self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, word) as tx:
                fn(tx)

        self.session.write(write, then, on_error=failed, owner=self)

    def take_back(self) -> None:
        """Ctrl+Z: the last answer, field or note as it was; kept as a change of its own."""
        if self._undo:
            key, before = self._undo.pop()
            self._keep(key, before)
            self._go(key)
            card = self._card(key)
            if card is not None:
                card.open(self.state.opens(key))

    # -- moving about ------------------------------------------------------------------------------------------
    def _bound(self) -> list[QuestionCard]:
        return [c for c in self._cards if c.question is not None and not c.isHidden()]

    def _card(self, key: Key | None) -> QuestionCard | None:
        return next((c for c in self._bound() if c.question is not None and c.question.key == key), None)

    def _go(self, key: Key | None) -> None:
        """Show the section of a question and put the focus there."""
        self._show_tabs()
        if key is None:
            self._show_section("")
            return
        self._set_at(key)
        section = self.pack.item(key[0]).section
        if section != self._section or not self._bound():
            self._moving = True  # a card that goes away hands the focus to its neighbour: that is nobody's choice
            self._show_section(section)
            self._moving = False
        else:
            for card in self._bound():
                card.refresh()
        self._arrive()

    def _arrive(self) -> None:
        card = self._card(self._at)
        if card is None:
            return
        card.focus_answer()
        self.paged.area.widget().layout().activate()  # type: ignore[union-attr]
        self.paged.area.ensureWidgetVisible(card, 0, theme.gap())

    def _set_at(self, key: Key) -> None:
        self._at = key
        for card in self._bound():
            card.set_current(card.question is not None and card.question.key == key)

    def _touched(self, card: QuestionCard) -> None:
        if card.question is not None:
            self._set_at(card.question.key)

    def _step(self, by: int) -> None:
        keys = [q.key for q in self.state.asked]
        at = keys.index(self._at) if self._at in keys else -by
        to = at + by
        if 0 <= to < len(keys):
            self._go(keys[to])

    def _show_tabs(self) -> None:
        wanted = [s for s in self.pack.sections if any(q.item.section == s.id for q in self.state.asked)]
        if list(self._tabs) != [s.id for s in wanted]:
            clear(self._tab_lines)
            self._tabs = {}
            for section in wanted:
                tab = self._tabs[section.id] = SectionTab(section)
                tab.clicked.connect(lambda _=False, s=section.id: self._open_section(s))
                self._tab_lines.addWidget(tab)
            self._tab_lines.addStretch(1)
        self._show_counts()

    def _open_section(self, section: str) -> None:
        mine = [q.key for q in self.state.asked if q.item.section == section]
        self._go(next((k for k in mine if self.state.given.get(k, Given()).value is None), mine[0]))

    def _next_section(self) -> None:
        ids = list(self._tabs)
        at = ids.index(self._section) + 1 if self._section in ids else 0
        if at < len(ids):
            self._open_section(ids[at])
        else:
            self._review()

    def _show_counts(self) -> None:
        short = self.width() < NARROW_PX
        for section, tab in self._tabs.items():
            mine = (q for q in self.state.asked if q.item.section == section)
            tab.show_count(visitanswers.count(mine, self.state.given), short=short)
            tab.set_current(section == self._section)
        whole = visitanswers.count(self.state.asked, self.state.given)
        self._bar.setText(f"{whole.answered}/{whole.total}")
        self._bad.set(self.tr("{n} fail").format(n=whole.failing), "bad" if whole.failing else "none")
        self._bad.setVisible(bool(whole.failing))
        self.undo.setEnabled(bool(self._undo))

    def _show_section(self, section: str) -> None:
        for card in self._cards:
            card.flush()
        self._section = section
        asked = [q for q in self.state.asked if q.item.section == section]
        self._waiting = list(enumerate(asked))
        keys = [q.key for q in asked]
        first = max(FIRST_CARDS, keys.index(self._at) + 1 if self._at in keys else 0)
        for card in self._cards[len(asked) :]:
            card.hide()
        for card in self._cards[first : len(asked)]:
            card.hide()
        while self._waiting and self._waiting[0][0] < first:
            self._bind(*self._waiting.pop(0))
        self.paged.to_top()
        self._say_section()
        self._show_counts()
        self._opening = [c for c in self._bound() if c.question and self.state.opens(c.question.key)]
        self._slices.start()

    def _bind(self, at: int, question: Question) -> QuestionCard:
        if at == len(self._cards):
            card = QuestionCard(self)
            card.stack(self._upright())
            card.touched.connect(lambda card=card: self._touched(card))
            self._cards.append(card)
            self._lines.insertWidget(2 + at, card)
        card = self._cards[at]
        card.bind(question, self.state.names[question.key])
        card.set_current(question.key == self._at)
        card.show()
        return card

    def _slice(self) -> None:
        """One piece of what is not in sight yet: a card, or the opened part of one that fails."""
        if self._waiting:
            card = self._bind(*self._waiting.pop(0))
            if card.question is not None and self.state.opens(card.question.key):
                self._opening.append(card)
        elif self._opening:
            self._opening.pop(0).open(True)
        else:
            self._slices.stop()
            self._in_order()

    def _in_order(self) -> None:
        """Tab goes down the cards as they are read."""
        bound = self._bound()
        for one, other in pairwise(bound):
            QWidget.setTabOrder(one.more, other.segments)

    # -- keys and buttons --------------------------------------------------------------------------------------
    def _choose(self, meaning: str | None) -> None:
        card = self._card(self._at)
        if card is not None:
            card.choose(meaning)

    def _opened(self) -> QuestionCard | None:
        card = self._card(self._at)
        if card is not None:
            card.open(True)
            self.paged.area.ensureWidgetVisible(card, 0, theme.gap())
        return card

    def _photo(self) -> None:
        card = self._opened()
        if card is not None and card.detail is not None:
            card.detail.photos.ask()

    def _note(self) -> None:
        card = self._opened()
        if card is not None and card.detail is not None:
            card.detail.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.paged.show_part(card.detail.note)

    def _law(self) -> None:
        card = self._opened()
        if card is not None and card.detail is not None:
            card.detail.clauses.toggle_first()

    def _wages(self) -> None:
        self.window_.open("wages", inspection=self.state.inspection)

    def _review(self) -> None:
        self.window_.open("review", inspection=self.state.inspection)

    # -- others change things ----------------------------------------------------------------------------------
    def refresh(self, changes: Any) -> None:
        if self.state.inspection is None:
            return
        if changes.tables & SAID_BY:
            self.state.forget()
        if changes.tables & ASKED_BY:
            asked = self.state.asked
            self.state.load()
            if [q.key for q in asked] != [q.key for q in self.state.asked]:
                self._go(self._wanted("", ""))
                return
        if changes.tables & (ASKED_BY | SAID_BY):
            self._show_counts()
            for card in self._bound():
                card.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(theme.mm(NARROW_LIST_MM) if self.width() < NARROW_PX else theme.mm(78))
        narrow = self.width() < NARROW_PX
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)
        for card in self._cards:
            card.stack(self._upright())
            card.fit()
        self._show_counts()

    def _upright(self) -> bool:
        return self.height() > self.width()

    def room(self) -> int:
        """Pixels a card has for its fields."""
        return self.width() - self._left.maximumWidth() - theme.mm(24)

    # -- words -------------------------------------------------------------------------------------------------
    def _say_section(self) -> None:
        named = next((s for s in self.pack.sections if s.id == self._section), None) if self.session.open else None
        self._title.setText(f"{named.id} {named.title[lang()]}" if named else "")
        missing = visitanswers.unasked(self.state.seen, self.pack) if self.state.inspection else {}
        roles = " · ".join(self.pack.label("role", r, lang()) for r in missing)
        self._gap.setText(self.tr("Some questions wait for a unit that is not entered: {roles}").format(roles=roles))
        self._gap_row.setVisible(bool(missing))
        last = bool(self._tabs) and self._section == list(self._tabs)[-1]
        self.next_section.setText(self.tr("To the review") if last else self.tr("Next section"))

    def retranslate(self) -> None:
        self.undo.setText(self.tr("Undo"))
        self.park.setText(self.tr("Park"))
        self.wages.setText(self.tr("Wage sheet"))
        self.review.setText(self.tr("Review"))
        self.enter_units.setText(self.tr("Enter the unit"))
        self._empty.set_texts(self.tr("No visit is open. Choose where to go first."), self.tr("Choose a project"))
        if self.session.open and self.state.inspection:
            name = visits.project_name(self.session.store, self.state.row.get("project"))
            self._head.setText(name)
            self._show_counts()
            self._say_section()
