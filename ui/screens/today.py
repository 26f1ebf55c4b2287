"""The day at a glance: what waits and how urgent it is, the visit that was interrupted, one large button to go out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models import visits
from models.visits import Task, Visit
from models.workdays import Calendar
from ui import i18n, theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.widgets import BigButton, Chip, CountCard, EmptyState, NumberedList, Paged, TapCard, column, label, row
from ui.widgets.basics import Speaking

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

KINDS = {
    "returned": "bad",
    "overdue": "bad",
    "recheck": "warn",
    "due_soon": "warn",
    "to_serve": "info",
    "draft": "wait",
}
ORDER = ("returned", "due_soon", "overdue", "to_serve", "draft", "recheck")
"""The cards from left to right, as the office knows them."""
SHOWN_TABLES = {
    "draft", "inspection", "document", "document_end", "requirement", "recheck", "service", "approval", "clue",
    "project", "engagement", "unit", "answer",
}  # fmt: skip
MANY = 150
SHOWN = 40
"""More lines than anyone reads; the rest is one tap on its card away."""


class ResumeCard(TapCard):
    """A visit that is not ended: where, how far, and go on with one tap."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.setObjectName(f"resume_{visit.id}")
        state = translate_state(visit.state)
        done = visit.progress
        figures = f"{done.answered}/{done.total}"
        if visit.at_item:
            figures = f"{visit.at_item.partition('-')[0]} {figures}"
        if done.failing:
            figures += f"  ▲ {done.failing}"
        begun = visits.shown_at(visit.begun)
        when = parts.day_text(begun.date()) + begun.strftime(" %H:%M") if begun else visit.begun or ""
        second = " · ".join(t for t in (visit.unit, when) if t)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.setSpacing(14)
        inside.addLayout(
            column(label(visit.name, "strong", wrap=True), label(second, "second", wrap=True), spacing=2), 1
        )
        inside.addWidget(label(figures, "figure"))
        inside.addWidget(Chip(state, "warn" if visit.state == "parked" else "info"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        go_on = i18n.translate("Today", "Go on")
        self.setAccessibleName(" · ".join(t for t in (go_on, visit.name, figures, state) if t))


def translate_state(state: str) -> str:
    """The state of an open visit, in the language in force."""
    return {
        "planned": i18n.translate("Today", "To begin"),
        "begun": i18n.translate("Today", "Under way"),
        "parked": i18n.translate("Today", "Parked"),
        "returned": i18n.translate("Today", "Returned"),
        "carried_out": i18n.translate("Today", "Carried out"),
        "ended": i18n.translate("Today", "Ended"),
    }.get(state, state)


class Cards(Speaking, parts.Columns):
    """The six counts; six in a line, or three or two where the window is narrow. ``chosen`` carries the name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._counts = dict.fromkeys(ORDER, 0)
        self.cards = {name: CountCard("", KINDS[name]) for name in ORDER}
        super().__init__(list(self.cards.values()), most=6, least_mm=38.0, parent=parent)
        for name, card in self.cards.items():
            card.setObjectName(f"card_{name}")
            card.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        self.retranslate()

    def show_counts(self, counts: dict[str, int]) -> None:
        self._counts = dict(counts)
        self.retranslate()

    def retranslate(self) -> None:
        for name, card in self.cards.items():
            count = self._counts[name]
            card.set(card_text(name), count, KINDS[name] if count else "none")


def card_text(name: str) -> str:
    """The word on a card, in the language in force."""
    return {
        "returned": i18n.translate("Today", "Returned"),
        "carried_out": i18n.translate("Today", "Carried out"),
        "ended": i18n.translate("Today", "Ended"),
        "overdue": i18n.translate("Today", "Overdue"),
        "recheck": i18n.translate("Today", "To recheck"),
        "due_soon": i18n.translate("Today", "Due soon"),
        "to_serve": i18n.translate("Today", "To serve"),
        "draft": i18n.translate("Today", "Drafts"),
    }[name]


def _terms(store: Any, day: date, calendar: Calendar) -> list[Any]:
    """Deadlines of the papers whose terms still run or were missed; a few are asked one by one."""
    from forms.running import deadlines

    papers = visits.open_papers(store)
    if len(papers) > MANY:
        return list(deadlines(store, day, calendar))
    seen = visits.OpenTerms(store)
    return [found for paper in papers for found in deadlines(seen, day, calendar, paper)]


class Today(Screen):
    """今日. ``enter(card="")`` shows only one card's matters."""

    rail = "today"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._head = label("", "h1")
        self.start = parts.GoButton("inspect")
        self.start.setObjectName("start_inspection")
        self.start.clicked.connect(lambda: window.open("choose"))
        self.office = BigButton(kind="quiet", icon="building")
        self.office.setObjectName("today_office")
        self.office.clicked.connect(lambda: window.open("office"))
        self.cards = Cards()
        self.cards.chosen.connect(self._only)
        self._list_head = label("", "h2")
        self.all = BigButton(kind="quiet")
        self.all.setObjectName("show_all")
        self.all.clicked.connect(lambda: self._only(""))
        self.list = NumberedList()
        self.list.chosen.connect(self._open)
        self._empty = EmptyState("check", "")
        self._resume = QVBoxLayout()
        self._resume.setSpacing(theme.gap())
        self._card = ""
        self._tasks: list[Task] = []
        self._visits: list[Visit] = []
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addLayout(self._resume)
        lines.addWidget(self.cards)
        lines.addLayout(row(self._list_head, None, self.all))
        lines.addWidget(self.list)
        lines.addWidget(self._empty)
        lines.addStretch(1)
        self.body.addLayout(row(self._head, None, self.office, self.start))
        self.paged = Paged(inner)
        self.body.addWidget(self.paged, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Today")

    def enter(self, card: str = "", **_: Any) -> None:
        self._card = card if card in ORDER else ""
        parts.keep_index(self.session, self)
        self._load()
        self.paged.to_top()
        self.start.setFocus()

    def refresh(self, changes: Any) -> None:
        if changes.tables & SHOWN_TABLES:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def key(self, name: str) -> bool:
        return name == "F10"  # nothing to park here

    def _load(self) -> None:
        store, pack = self.session.store, self.session.profile.pack
        day, calendar = parts.today(self.session), parts.calendar(self.session)
        self._tasks = visits.tasks(store, day, calendar, pack, _terms(store, day, calendar))
        self._visits = visits.open_visits(store, pack)
        self._show()

    def _show(self) -> None:
        parts.clear(self._resume)
        for visit in self._visits:
            card = ResumeCard(visit)
            card.clicked.connect(lambda _=False, visit=visit: self._go_on(visit))
            self._resume.addWidget(card)
        self.cards.show_counts(visits.counts(self._tasks))
        wanted = [t for t in self._tasks if self._card in ("", t.card)]
        self.list.show_lines([(t, *self._line(t)) for t in wanted[:SHOWN]])
        self.list.setVisible(bool(wanted))
        self._empty.setVisible(not wanted)
        self.all.setVisible(bool(self._card))
        head = card_text(self._card) if self._card else self.tr("Most urgent first")
        self._list_head.setText(f"{head} · {len(wanted)}" if wanted else head)

    def _line(self, task: Task) -> tuple[str, str, Chip]:
        title = task.title or self._type(task.type)
        what = {
            "requirement": self._required(task),
            "approval": self.tr("Make up the approval of the urgent visit"),
            "clue": self.tr("Clue to be answered"),
            "paper": self._type(task.type),
            "sealed_copy": self.tr("The stamped copy is still to be served"),
            "draft": self._type(task.type) if task.title else "",
            "visit": self.tr("Visit returned by the office"),
        }[task.what]
        when = ""
        if task.day is not None:
            when = parts.day_text(task.day)
            if task.left is not None:
                when = f"{when} · {parts.left_text(task.left)}"
        second = " · ".join(t for t in (what, task.who, when) if t)
        return title, second, Chip(card_text(task.card), KINDS[task.card])

    def _required(self, task: Task) -> str:
        """What was to be corrected: several requirements of one order would read the same without it."""
        row = self.session.store.get("requirement", task.id) if task.what == "requirement" else None
        if not row or not row["violation"]:
            return self._type(task.type)
        found = self.session.profile.pack.violation(str(row["violation"]).partition("/")[0])
        return str(found.name["en" if i18n.current() == "en" else "zh"])

    def _type(self, type: str | None) -> str:
        if not type:
            return ""
        known = self.session.profile.pack.document(type)
        return str(known["title_en"] if i18n.current() == "en" else known["title_zh"])

    def _only(self, card: str) -> None:
        self._card = "" if card == self._card else card
        self._show()

    def _go_on(self, visit: Visit) -> None:
        screen = "arrival" if visit.state == "planned" else "checklist"
        self.window_.open(screen, inspection=visit.id)

    def _open(self, task: Task) -> None:
        if task.what == "draft":
            self.window_.open("paper_editor", draft=task.id)
        elif task.what == "paper":
            self.window_.open("receipt", document=task.id)
        elif task.what == "sealed_copy":
            self.window_.open("papers", document=task.id)
        elif task.what == "requirement":
            self.window_.open("deadlines", requirement=task.id)
        elif task.what == "approval":
            self.window_.open("arrival", inspection=task.inspection)
        elif task.what == "visit":
            self.window_.open("checklist", inspection=task.id)
        else:
            self.window_.open("search", text=task.title)

    def retranslate(self) -> None:
        day = parts.today(self.session)
        self._head.setText(f"{self.tr('Today')} · {parts.day_text(day)}")
        self.start.setText(self.tr("Start inspection"))
        self.office.setText(self.tr("Our office"))
        self.all.setText(self.tr("Show all"))
        self._empty.set_texts(self.tr("Nothing waits today."))
        if self.session.open:
            self._show()
