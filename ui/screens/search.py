"""One box over everything kept here: projects, units, papers, cases, visits, workers, and the articles of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import lawsearch, search
from models.pack import Provision
from models.search import Hit
from ui import i18n
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.widgets import BigButton, Card, Chip, EmptyState, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

SHOWN = 20
CONFIDENCE = {"verified": "ok", "confirmed": "ok", "verified_substance": "warn", "memory": "bad"}


class Article(Card):
    """An article in full, with how far its wording was checked."""

    def __init__(self, provision: Provision, checked: str) -> None:
        super().__init__(kind="sunken")
        kind = CONFIDENCE.get(provision.confidence, "none")
        head = row(label(f"{provision.law} {provision.article}", "strong", wrap=True), Chip(checked, kind))
        self.add(head)
        self.add(label(provision.text, wrap=True))


class Search(Screen):
    """搜索. ``enter(text="")`` begins with that text."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._head = label("", "h1")
        self.box = QLineEdit()
        self.box.setObjectName("search_box")
        self.box.textChanged.connect(lambda _: self._find())
        self.box.returnPressed.connect(self._first)
        self.clear = BigButton()
        self.clear.setObjectName("search_clear")
        self.clear.clicked.connect(self._clear)
        self._found = label("", "second")
        self.ways = parts.Options("search_way")
        self.ways.chosen.connect(self._choose_way)
        self._way = "open"
        self.list = parts.FoundList()
        self.list.chosen.connect(self._open)
        self._articles = QVBoxLayout()
        self._law_head = label("", "h2")
        self._empty = EmptyState("search", "")
        self._hits: list[Hit] = []
        self._laws: list[Provision] = []
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.list)
        lines.addWidget(self._law_head)
        lines.addLayout(self._articles)
        lines.addWidget(self._empty)
        lines.addStretch(1)
        self.body.addWidget(self._head)
        self.body.addLayout(row(self.box, self.clear))
        found = row(self._found, self.ways, spacing=24)
        found.setStretch(1, 1)
        self.body.addLayout(found)
        self._paged = Paged(inner)
        self.body.addWidget(self._paged, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Search")

    def enter(self, text: str = "", **_: Any) -> None:
        parts.keep_index(self.session, self, self._find)
        if text:
            self.box.setText(text)
        self._find()
        self.box.setFocus()
        self.box.selectAll()

    def refresh(self, changes: Any) -> None:
        if changes.tables & search.FIELDS.keys():
            self._find()

    def _find(self) -> None:
        if not self.session.open:
            return
        text = self.box.text().strip()
        self._hits = search.find(self.session.store, text, limit=SHOWN) if text else []
        self._laws = lawsearch.find(self.session.profile.pack, text, 5) if text else []
        self._show()

    def _show(self) -> None:
        text = self.box.text().strip()
        kinds = self._kinds()
        self.list.show_lines([(h, *self._words(h, kinds[h.table]), (kinds[h.table], "none")) for h in self._hits])
        self.list.setVisible(bool(self._hits))
        parts.clear(self._articles)
        for provision in self._laws:
            self._articles.addWidget(Article(provision, self._checked(provision)))
        self._law_head.setVisible(bool(self._laws))
        self._law_head.setText(self.tr("Articles of the law"))
        nothing = not self._hits and not self._laws
        self._empty.setVisible(nothing)
        self._empty.set_texts(
            self.tr("Nothing found. Fewer characters find more.")
            if text
            else self.tr("Any part of a name, pinyin initials, a code, a paper's number, an article of the law.")
        )
        self._found.setText(self.tr("{n} found").format(n=len(self._hits) + len(self._laws)) if text else "")

    def _words(self, hit: Hit, kind: str) -> tuple[str, str]:
        """Title and second line; the kind of a paper in the language in force, as every other list says it."""
        record = self.session.store.get("document", hit.id) if hit.table == "document" else None
        if record is None or not record["type"]:
            return hit.title or kind, hit.second
        known = self.session.profile.pack.document(record["type"])
        own, said = str(known["title_zh"]), str(known["title_en" if i18n.current() == "en" else "title_zh"])
        return (hit.title or kind).replace(own, said), hit.second.replace(own, said)

    def _checked(self, provision: Provision) -> str:
        pack = self.session.profile.pack
        return str(pack.label("confidence", provision.confidence, i18n.current()))

    def _kinds(self) -> dict[str, str]:
        return {
            "project": self.tr("Project"),
            "unit": self.tr("Unit"),
            "document": self.tr("Paper"),
            "wage_case": self.tr("Case"),
            "clue": self.tr("Clue"),
            "inspection": self.tr("Visit"),
            "wage_worker": self.tr("Worker"),
            "officer": self.tr("Officer"),
        }

    def _clear(self) -> None:
        self.box.clear()
        self.box.setFocus()

    def _first(self) -> None:
        if self._hits:
            self._open(self._hits[0])

    def _choose_way(self, way: str) -> None:
        self._way = way

    def _open(self, hit: Hit) -> None:
        if self._way == "history":
            self.window_.open("history", table=hit.table, record=hit.id)
            return
        store = self.session.store
        record = store.get(hit.table, hit.id) or {}
        if hit.table == "project":
            self.window_.open("choose", project=hit.id)
        elif hit.table == "unit":
            self.window_.open("choose", text=hit.title)
        elif hit.table == "document":
            self.window_.open("papers", document=hit.id)
        elif hit.table == "inspection":
            self.window_.open("arrival" if record.get("state") == "planned" else "checklist", inspection=hit.id)
        elif hit.table == "officer":
            self.window_.open("office", focus="officers")
        elif hit.table == "wage_worker":
            roll = store.get("wage_roll", record.get("roll")) or {}
            self.window_.open("wages", inspection=roll.get("inspection"))
        elif record.get("project"):
            self.window_.open("choose", project=record["project"])

    def retranslate(self) -> None:
        self._head.setText(self.tr("Search"))
        self.box.setPlaceholderText(self.tr("Name, initials, code, number, article"))
        self.box.setAccessibleName(self.tr("Search everything"))
        self.clear.setText(self.tr("Clear"))
        self.ways.set_options([("open", self.tr("Open it")), ("history", self.tr("Its history"))])
        self.ways.set_value(self._way)
        self.ways.setAccessibleName(self.tr("A tap on a line"))
        if self.session.open:
            self._show()
