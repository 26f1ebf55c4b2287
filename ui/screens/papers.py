"""文书: what should be written, drafts, what waits to be served, what is done; and one issued paper with all one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import drafts, papers
from models.papers import Listed, Suggested
from models.papertypes import paper_type
from ui import theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_paper import type_text, violation_text
from ui.screens.parts_paper_view import PaperView, state_chip, state_text
from ui.widgets import BigButton, Chip, EmptyState, NumberedList, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

GROUPS = ("suggested", "draft", "to_serve", "served", "all")
SHOWN = 60
"""Lines shown at once; 更多 shows as many again."""


class Papers(Screen):
    """``enter(show="", document="")``: the lists, or one issued paper."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._group, self._shown = "", SHOWN
        self._suggested: list[Suggested] = []
        self._drafts: list[Listed] = []
        self._issued: list[Listed] = []
        self._head = label("", "h1")
        self.new = BigButton(icon="add")
        self.new.setObjectName("new_paper")
        self.new.clicked.connect(self._new)
        self.groups = parts.Options("papers")
        self.groups.chosen.connect(self._choose)
        self.list = NumberedList()
        self.list.chosen.connect(self._open)
        self.more = BigButton(kind="quiet")
        self.more.setObjectName("more_papers")
        self.more.clicked.connect(self._more)
        self._empty = EmptyState("papers", "")
        self._empty.stepped.connect(lambda: window.open("choose"))
        self.view = PaperView(session)
        self.view.wanted.connect(self._wanted)
        self.stack = QStackedWidget()
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self.list)
        lines.addLayout(row(None, self.more, None))
        lines.addWidget(self._empty)
        lines.addStretch(1)
        self.paged = Paged(inner)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.gap())
        outer.addLayout(row(self._head, None, self.new))
        outer.addWidget(self.groups)
        outer.addWidget(self.paged, 1)
        self._lists = page
        self.stack.addWidget(page)
        self.stack.addWidget(self.view)
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addWidget(self.stack, 1)

    def title(self) -> str:
        return self.tr("Papers")

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, show: str = "", document: str = "", **_: Any) -> None:
        self._shown = SHOWN
        if document and self.view.show_document(document):
            self.stack.setCurrentWidget(self.view)
            return
        self.stack.setCurrentWidget(self._lists)
        self._load()
        wanted = show if show in GROUPS else self._group
        self._choose(wanted or next((g for g in GROUPS if self._count(g)), "suggested"))
        self.paged.to_top()

    def leave(self) -> None:
        if self.session.open:
            self.view.leave()

    def refresh(self, changes: Any) -> None:
        if self.stack.currentWidget() is self.view:
            self.view.refresh()
        else:
            self._load()
            self._show()

    def key(self, name: str) -> bool:
        if name == "F8" and self.stack.currentWidget() is self.view:
            return self.view.print_now()
        return name == "F7"

    # -- lists -------------------------------------------------------------------------------------------------
    def _load(self) -> None:
        store, pack = self.session.store, self.session.profile.pack
        self._suggested = papers.suggested(store, pack)
        self._drafts = papers.drafts(store)
        self._issued = papers.issued(store)

    def _of(self, group: str) -> list[Any]:
        if group == "suggested":
            return list(self._suggested)
        if group == "draft":
            return list(self._drafts)
        if group == "all":
            return list(self._issued)
        return [p for p in self._issued if p.state == group]

    def _count(self, group: str) -> int:
        return sum(1 for one in self._of(group) if getattr(one, "state", "") != "discarded")

    def _choose(self, group: str) -> None:
        self._group, self._shown = group, SHOWN
        self.groups.set_value(group)
        self._show()

    def _more(self) -> None:
        self._shown += SHOWN
        self._show()

    def _show(self) -> None:
        names = self._names()
        self.groups.set_options([(g, f"{names[g]} {self._count(g)}") for g in GROUPS])
        found = self._of(self._group)
        self.list.show_lines([self._line(one) for one in found[: self._shown]])
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.more.setVisible(len(found) > self._shown)
        self._say_empty()

    def _line(self, one: Suggested | Listed) -> tuple[object, str, str, Chip | None]:
        pack = self.session.profile.pack
        name = type_text(pack, one.type)
        if isinstance(one, Suggested):
            found = "、".join(violation_text(pack, code) for code in one.violations)
            second = " · ".join(t for t in (one.project, found) if t)
            return one, " · ".join(t for t in (name, one.who) if t), second, Chip(self.tr("To write"), "info")
        title = " ".join(t for t in (one.number, name if not one.number else "") if t) or one.title
        day = one.day.isoformat() if one.day else ""
        second = " · ".join(t for t in (name if one.number else "", one.who, one.project, day) if t)
        return one, title, second, state_chip(one.state)

    # -- acts --------------------------------------------------------------------------------------------------
    def _open(self, one: Suggested | Listed) -> None:
        if isinstance(one, Suggested):
            self._write(one)
        elif one.table == "document":
            self.window_.open("papers", document=one.id)
        elif one.type == papers.RECORD:
            self.window_.open("site_record", draft=one.id)
        elif signed(self.session.profile.pack, one.type):
            self.window_.open("paper_record", draft=one.id)
        else:
            self.window_.open("paper_editor", draft=one.id)

    def _write(self, one: Suggested) -> None:
        """From a suggestion to its draft, with everything the records know."""
        if one.type == papers.RECORD:
            self.window_.open("site_record", inspection=one.inspection)
            return
        actor, pack, day = self.session.actor, self.session.profile.pack, parts.today(self.session)
        working = parts.calendar(self.session)

        def write(store: Any) -> str:
            fields = papers.suggested_draft(store, one, day, working, pack)
            with store.change(actor, "draft") as tx:
                return drafts.write(tx, fields)

        self.session.write(write, self._written, owner=self)

    def _written(self, draft: str) -> None:
        if self.window_.current() is self:
            self.window_.open("paper_editor", draft=draft)

    def _new(self) -> None:
        """Every kind of paper, to begin a draft that names nobody yet."""
        self.window_.open("new_paper")

    def _wanted(self, act: str, key: str) -> None:
        if act == "serve":
            self.window_.open("receipt", document=key)
        elif act == "draft":
            self.window_.open("paper_editor", draft=key)
        elif act == "follow":
            self.window_.open("new_paper", follows=key)
        elif act == "document":
            self.window_.open("papers", document=key)
        elif act == "lists":
            self.window_.open("papers")

    # -- words -------------------------------------------------------------------------------------------------
    def _names(self) -> dict[str, str]:
        return {
            "suggested": self.tr("To write"),
            "draft": state_text("draft"),
            "to_serve": state_text("to_serve"),
            "served": state_text("served"),
            "all": self.tr("All issued"),
        }

    def _say_empty(self) -> None:
        sentences = {
            "suggested": self.tr("No paper follows from the latest visits. Papers come from what a visit finds."),
            "draft": self.tr("No draft is waiting."),
            "to_serve": self.tr("Every issued paper has been served."),
            "served": self.tr("No paper has been served yet."),
            "all": self.tr("No paper has been issued yet."),
        }
        first = self._group == "suggested"
        self._empty.set_texts(sentences[self._group or "all"], self.tr("Start inspection") if first else "")

    def retranslate(self) -> None:
        self._head.setText(self.tr("Papers"))
        self.new.setText(self.tr("Other paper"))
        self.more.setText(self.tr("Show more"))
        if self.session.open:
            self._show()


def signed(pack: Any, type: str) -> bool:
    """Whether a kind of paper is a record that people sign page by page."""
    kind = paper_type(pack, type)
    return kind is not None and kind.shape == "record"
