"""文书编辑: the fields at the left, the real pages at the right while one types; what is to mend before issuing at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import papers
from ui import theme
from ui.screens.base import Screen
from ui.screens.parts_paper import DraftModel, Preview, Split, ToMend, colleagues, give_focus, type_text
from ui.screens.parts_paper_fields import TYPES, DraftFields
from ui.screens.parts_paper_made import OFFICE, VISIT, Made, field_at, in_words, make, standard_materials
from ui.screens.parts_paper_types import TemplateFields
from ui.screens.registry import built_in
from ui.widgets import BigButton, EmptyState, Paged, PagePanel, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

BEHIND_MS = 40
"""Fields that follow from an edit wait until its page is painted."""
LEFT_BEHIND = ("issued", "discarded", "withdrawn")


class PaperEditor(Screen):
    """``enter(draft=id, focus="")``: one draft of a notice, an order or a templated paper."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.model = DraftModel(session, self)
        self.made: Made | None = None
        self.preview = Preview(self)
        self.preview.ready.connect(self._ready)
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(BEHIND_MS)
        self._behind.timeout.connect(self._show_fields)
        self._head, self._sub = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.away = BigButton(kind="quiet")
        self.away.setObjectName("discard_draft")
        self.away.clicked.connect(self._discard)
        self.go = BigButton(kind="primary", icon="next")
        self.go.setObjectName("to_issue")
        self.go.clicked.connect(self._go)
        self.mend = ToMend()
        self.mend.setObjectName("to_mend")
        self.mend.jump.connect(self.jump)
        self.own, self.template = DraftFields(session, self.model), TemplateFields(session, self.model)
        self.template.hide()
        self.pages = PagePanel()
        self.pages.view.pressed.connect(self._pressed)
        self._old = label("", "bad", wrap=True)
        self._old.hide()
        self._closed = EmptyState("papers", "")
        self._closed.stepped.connect(self._open_issued)
        self.model.changed.connect(self._changed)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self.mend)
        lines.addWidget(self.own)
        lines.addWidget(self.template)
        lines.addStretch(1)
        self.paged = Paged(inner)
        right = QWidget()
        pages = QVBoxLayout(right)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self._old)
        pages.addWidget(self.pages, 1)
        self.split = Split(self.paged, right, (11, 10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._sub)
        head = row(words, self.away, self.go)
        head.setStretch(0, 1)
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addLayout(head)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self._closed, 1)
        self._closed.hide()

    def title(self) -> str:
        return self.tr("Draft")

    @property
    def fields(self) -> DraftFields | TemplateFields:
        """The fields of the draft that is open: an order's own, or those of its template."""
        return self.own if self.model.row.get("type") in (None, *TYPES) else self.template

    # -- coming and going --------------------------------------------------------------------------------------
    def enter(self, draft: str = "", focus: str = "", **_: Any) -> None:
        known = self.model.load(draft)
        self.made = None
        open_ = known and self.model.row["state"] not in LEFT_BEHIND
        for part in (self.split, self.go, self.away):
            part.setVisible(open_)
        self._closed.setVisible(not open_)
        self.retranslate()
        if not open_:
            return
        self.own.setVisible(self.fields is self.own)
        self.template.setVisible(self.fields is self.template)
        self.own.day_begun()
        self.fields.show_draft()
        self._render()
        self.paged.to_top()
        self.go.setFocus()  # never the button that gives the draft up, which comes first
        if focus:
            self.jump(focus)

    def leave(self) -> None:
        self._behind.stop()
        self.model.flush()
        self.preview.stop()

    def refresh(self, changes: Any) -> None:
        if not self.model.row or self._closed.isVisible():
            return
        if self.model.reload() and self.model.row["state"] in LEFT_BEHIND:
            self.enter(draft=self.model.id)
            return
        if any(table != "draft" for table, _ in changes.records):
            self.own.records_changed()
            self.fields.show_draft()
            self._render()

    def key(self, name: str) -> bool:
        if name == "F8" and self.go.isVisible():
            self._go()
            return True
        return False

    # -- the pages ---------------------------------------------------------------------------------------------
    def _changed(self) -> None:
        """The pages first: what else follows from an edit is shown right behind them."""
        self._render()
        self._behind.start()

    def _show_fields(self) -> None:
        if self.session.open and self.model.row and self.split.isVisible():
            self.fields.show_draft()
            self._show_made()

    def second(self) -> str | None:
        """Who would confirm: the colleague on duty, else the visit's other officer."""
        on_duty = [o for o in self.session.officers if o != self.session.actor]
        if on_duty:
            return on_duty[0]
        visit = self.session.store.get("inspection", self.model.row["inspection"]) or {}
        pair = [visit.get(role) for role in ("lead", "assistant")]
        others = [o for o in pair if o and o != self.session.actor]
        return others[0] if others else next((str(o["id"]) for o in colleagues(self.session)), None)

    def _render(self) -> None:
        profile, given, second = self.session.profile, dict(self.model.row), self.second()
        self.preview.ask(lambda: make(profile, given, second))

    def _ready(self, made: Made) -> None:
        if made.draft != self.model.id or not self.session.open:
            return
        self.made = made
        if made.pdf is not None:
            self.pages.set_pdf(made.pdf)
        self._old.setVisible(made.pdf is None)
        self.pages.setVisible(made.pdf is not None or self.pages.view.count() > 0)
        self._show_made()

    def _show_made(self) -> None:
        made = self.made
        if made is None or not self.session.open:
            return
        self.mend.show_problems([(m.field, in_words(m, self.session.profile.pack), m.blocks) for m in made.mend])
        if self.fields is self.template:
            self.template.show_defaults(made.defaults)
            return
        if made.words is None:
            return
        for card, required in zip(self.own.requirements.cards, made.words.requirements, strict=False):
            card.show_made(required.due, required.text, required.provisional)
        if made.words.type == papers.NOTICE and self.model.row["materials"] is None:
            self.own.materials.show_standard(standard_materials(made.words, self.session.profile.pack))

    def _pressed(self, page: int, x: float, y: float) -> None:
        field = field_at(self.made, page, x, y) if self.made else ""
        if field:
            self.jump(field)

    # -- acts --------------------------------------------------------------------------------------------------
    def jump(self, field: str) -> None:
        """Bring a field into sight and the cursor into it; what belongs to the visit opens the visit."""
        if field.startswith(OFFICE):
            self.window_.open("office", focus=field.removeprefix(OFFICE))
            return
        if field == VISIT:
            visit = self.model.row["inspection"]
            if visit and built_in("arrival"):
                self.window_.open("arrival", inspection=visit)
            return
        found = self.fields.field(field)
        if found is not None:
            self.paged.show_part(found)
            give_focus(getattr(found, "editor", found))

    def _go(self) -> None:
        """To the act of issuing; what still stands in the way is said there too, nothing is a dead end."""
        self.model.flush()
        self.session.flush()
        self.window_.open("issue", draft=self.model.id)

    def _discard(self) -> None:
        self.model.flush()
        draft, actor = self.model.id, self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, "discard_draft") as tx:
                papers.discard(tx, draft)

        self.session.write(write, lambda _: self.enter(draft=draft), owner=self)

    def _open_issued(self) -> None:
        if self.model.row.get("state") in ("discarded", "withdrawn"):
            self._take_back()
            return
        found = self.session.store.find("document", draft=self.model.id)
        if found:
            self.window_.replace("papers", document=found[-1]["id"])
        else:
            self.window_.replace("papers")

    def _take_back(self) -> None:
        draft, actor = self.model.id, self.session.actor

        def write(store: Any) -> None:
            with store.change(actor, "draft") as tx:
                tx.set("draft", draft, state="draft")

        self.session.write(write, lambda _: self.enter(draft=draft), owner=self)

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self.go.setText(self.tr("Issue and number"))
        self.away.setText(self.tr("Put the draft away"))
        self._old.setText(self.tr("The paper cannot be made like this yet; the pages show how it was before."))
        state = self.model.row.get("state")
        if not self.model.row:
            self._closed.set_texts(self.tr("This draft is not here. Nothing was changed."), self.tr("All papers"))
        elif state in ("discarded", "withdrawn"):
            self._closed.set_texts(
                self.tr("This draft was put away. It is kept and takes no number."), self.tr("Take it back")
            )
        else:
            self._closed.set_texts(
                self.tr("This paper was issued and cannot be changed. A correction is a new paper."),
                self.tr("Open the paper"),
            )
        if not self.model.row or not self.session.open:
            self._head.setText(self.title())
            return
        title = type_text(self.session.profile.pack, self.model.row["type"])
        self._head.setText(self.tr("Draft: {title}").format(title=title))
        visit = self.session.store.get("inspection", self.model.row["inspection"])
        project = self.session.store.get("project", visit["project"]) if visit else None
        words = [str(project["name"] or "")] if project else []
        old = self.session.store.get("document", self.model.row["corrects"])
        if old is not None:
            words.append(self.tr("Correction of {number}").format(number=old["number"] or old["title"]))
        self._sub.setText(" · ".join(words))
        if self.split.isVisible():
            self.fields.show_draft()
            self._show_made()
