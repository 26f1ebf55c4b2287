"""Where to go: one box for name, initials, credit code or project; what is not known yet is noted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from models import parties, search, visits, wantedfiles
from models.duplicates import view
from models.visits import Choice
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_elsewhere import Gather
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_visit_card import ProjectCard
from ui.screens.parts_visit_list import Visits
from ui.widgets import BigButton, Chip, EmptyState, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

SHOWN = 10
"""More lines than these help nobody: one more character does."""


class Choose(Screen):
    """选对象. ``enter(project=id)`` shows that project's card; without it the list, assigned and recent first."""

    rail = "inspect"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._make_list()
        self._make_card()
        self._choices: list[Choice] = []
        self._offered: list[Choice] = []
        self._project = ""
        self.retranslate()

    def _make_list(self) -> None:
        self._head = label("", "h1")
        self.box = QLineEdit()
        self.box.setObjectName("choose_box")
        self.box.setClearButtonEnabled(False)
        self.box.textChanged.connect(lambda _: self._find())
        self.box.returnPressed.connect(self._first)
        self.note = BigButton(icon="add")
        self.note.setObjectName("note_now")
        self.note.clicked.connect(self._note)
        self._hint = label("", "second", wrap=True)
        self.list = parts.FoundList()
        self.list.chosen.connect(lambda project: self.window_.open("choose", project=project))
        self._empty = EmptyState("building", "")
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.list)
        lines.addWidget(self._empty)
        lines.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._head)
        outer.addLayout(row(self.box, self.note))
        outer.addWidget(self._hint)
        self._paged = Paged(inner)
        outer.addWidget(self._paged, 1)
        self.stack.addWidget(page)

    def _make_card(self) -> None:
        self._name = label("", "h1", wrap=True)
        self._mark = Chip("", "warn")
        self.go = parts.GoButton("inspect")
        self.go.setObjectName("go_there")
        self.go.clicked.connect(self._go)
        self.others = BigButton(icon="list")
        self.others.setObjectName("other_projects")
        self.others.clicked.connect(lambda: self.window_.open("choose"))
        self._made: ProjectCard | None = None
        self._visits = Visits(self._open_visit)
        self._card_hint = label("", "second", wrap=True)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        self.history = HistoryButton("choose", lambda: ("project", self._project))
        top = row(self._name, self._mark, self.history, self.others, self.go)
        top.setStretch(0, 1)
        outer.addLayout(top)
        outer.addWidget(self._card_hint)
        self._card_paged = Paged()
        outer.addWidget(self._card_paged, 1)
        self.stack.addWidget(page)

    @property
    def card(self) -> ProjectCard:
        """The project card, made when the first project is looked at: the list must be there at once."""
        if self._made is None:
            self._made = ProjectCard(self.session)
            inner = QWidget()
            self._photos = Gather(self.session, "site")
            inner.setLayout(column(self._visits, self._photos, self._made, None))
            self._card_paged.set_inner(inner)
        return self._made

    def _flush(self) -> None:
        if self._made is not None:
            self._made.flush()

    def title(self) -> str:
        return self.tr("Choose a project")

    def enter(self, project: str = "", text: str = "", **_: Any) -> None:
        parts.keep_index(self.session, self, self._find)
        if project and self.session.store.get("project", project) is not None:
            self._show_card(project)
            return
        self._flush()
        self._project = ""
        self._offered = visits.offered(self.session.store, self.session.actor, SHOWN)
        self.stack.setCurrentIndex(0)
        self.box.setText(text)
        self._find()
        self.box.setFocus()

    def leave(self) -> None:
        self._flush()

    def refresh(self, changes: Any) -> None:
        if self._project:
            self._show_card(self._project, again=True)
        elif changes.tables & {"project", "unit", "engagement", "inspection", "wage_case"}:
            self._find()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    # -- the list ----------------------------------------------------------------------------------------------
    def _find(self) -> None:
        if not self.session.open or self._project:
            return
        text = self.box.text().strip()
        store = self.session.store
        if not text:
            self._choices = self._offered = visits.offered(store, self.session.actor, SHOWN)
        else:
            self._choices = self._found(text)
        self._show_list()

    def _found(self, text: str) -> list[Choice]:
        store = self.session.store
        why = {c.project: (c.why, c.day) for c in self._offered}
        wanted: list[str] = []
        for hit in search.find(store, text, ("project", "unit"), 3 * SHOWN):
            wanted += [hit.id] if hit.table == "project" else visits.projects_of_unit(store, hit.id)
        ordered = sorted(
            dict.fromkeys(wanted), key=lambda p: {"assigned": 0, "recent": 1}.get(why.get(p, ("",))[0], 2)
        )
        made = [visits.choice(store, p, *why.get(p, ("found", None))) for p in ordered[:SHOWN]]
        return [one for one in made if one is not None]

    def _show_list(self) -> None:
        text = self.box.text().strip()
        self.list.show_lines([(c.project, c.name, self._second(c), self._chip(c)) for c in self._choices])
        self.list.setVisible(bool(self._choices))
        self._empty.setVisible(not self._choices)
        self.note.setEnabled(bool(text))
        twins = parties.look_alikes(self.session.store, text) if text else []
        if twins:
            self._hint.setText(self.tr("A project of this name is known already. It may still be noted anew."))
        elif text and not self._choices:
            self._hint.setText(self.tr("Nothing known of this. Note it now, complete it later."))
        else:
            self._hint.setText(self.tr("Any part of a name, its pinyin initials, the credit code or the project."))

    def _second(self, choice: Choice) -> str:
        return " · ".join(t for t in (choice.second, choice.day) if t)

    def _chip(self, choice: Choice) -> tuple[str, str] | None:
        if choice.temporary:
            return self.tr("To complete"), "warn"
        if choice.why == "assigned":
            return self.tr("Assigned"), "info"
        if choice.why == "recent":
            return self.tr("Recent"), "none"
        return None

    def _first(self) -> None:
        if self._choices:
            self.window_.open("choose", project=self._choices[0].project)

    def _note(self) -> None:
        name, actor = self.box.text().strip(), self.session.actor
        if not name:
            return

        def write(store: Any) -> str:
            with store.change(actor, "note_project") as tx:
                return parties.new_project(tx, name)

        self.session.write(write, lambda project: self.window_.open("choose", project=project), owner=self)

    # -- the card ----------------------------------------------------------------------------------------------
    def _show_card(self, project: str, again: bool = False) -> None:
        record = view(self.session.store).get("project", project)
        if record is None:
            self._project = ""
            return
        self._project = project = record["id"]
        self.stack.setCurrentIndex(1)
        self.card.load(project)
        self._visits.load(visits.of_project(self.session.store, project))
        self._photos.load(lambda profile: wantedfiles.of_project(profile.store, project))
        parts.fit(self)
        self._name.setText(record["name"] or "")
        self._mark.set(self.tr("To complete"), "warn")
        self._mark.setVisible(bool(record["temporary"]))
        twins = parties.look_alikes(self.session.store, record["name"] or "", but=project)
        self._card_hint.setText(
            self.tr("{n} more with this name are known; compare the address.").format(n=len(twins)) if twins else ""
        )
        self._card_hint.setVisible(bool(twins))
        if not again:
            self._card_paged.to_top()
            QTimer.singleShot(0, self, lambda: self.go.setFocus())

    def _open_visit(self, visit: str, state: str) -> None:
        self._flush()
        name = {"planned": "arrival", "ended": "review"}.get(state, "checklist")
        self.window_.open(name, inspection=visit)

    def _go(self) -> None:
        self._flush()
        self.window_.open("arrival", project=self._project)

    def retranslate(self) -> None:
        self._head.setText(self.tr("Where are you going?"))
        self.box.setPlaceholderText(self.tr("Name, initials, credit code or project"))
        self.box.setAccessibleName(self.tr("Find a project"))
        self.note.setText(self.tr("Note it, complete later"))
        self.go.setText(self.tr("On site"))
        self.others.setText(self.tr("Other project"))
        self._empty.set_texts(self.tr("Type a name to begin. What is not known yet can be noted at once."))
        if self.session.open:
            if self._project:
                self._show_card(self._project, again=True)
            else:
                self._find()
