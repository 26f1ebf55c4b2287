"""写文书: every kind of paper there is, by the step of the case it belongs to; one tap begins the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import papers, visits
from models.papertypes import GROUPS, PaperType, next_kinds, paper_type, paper_types
from ui import i18n, theme
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_paper import type_text
from ui.screens.parts_paper_choose import WordedOptions
from ui.widgets import BigButton, FieldRow, FlowLayout, Paged, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

ORDERS = ("inspection_notice", "inquiry_notice", "rectification_order")
"""Kinds with an editor of their own."""
VISITS = 6
"""Latest visits a paper may be about; older ones are reached from the visit itself."""


class NewPaper(Screen):
    """``enter(inspection="", follows="")``: a paper about a visit, or one that follows an issued paper."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._inspection, self._follows = "", ""
        self._head, self._sub = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.about = WordedOptions("about")
        self.about.chosen.connect(self._choose)
        self._about = FieldRow("", self.about)
        self._groups: dict[str, parts.Part] = {}
        self._flows: dict[str, FlowLayout] = {}
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        card = parts.Part()
        card.head.hide()
        card.add(self._about)
        self._card = card
        for name in ("next", *GROUPS[:2], "order", *GROUPS[2:]):
            part = self._groups[name] = parts.Part()
            box = QWidget()
            self._flows[name] = FlowLayout(box)
            part.add(box)
            lines.addWidget(part)
            if name == "next":
                lines.addWidget(card)
        lines.addStretch(1)
        self.paged = Paged(inner)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._sub)
        head = row(words)
        self.body.setContentsMargins(*self.body.getContentsMargins()[:3], theme.mm(8))
        self.body.addLayout(head)
        self.body.addWidget(self.paged, 1)

    def title(self) -> str:
        return self.tr("Write a paper")

    def enter(self, inspection: str = "", follows: str = "", **_: Any) -> None:
        store = self.session.store
        before = store.get("document", follows) if follows else None
        self._follows = follows if before else ""
        self._inspection = inspection or (str(before["inspection"] or "") if before else "") or self._latest()
        self._show()
        self.paged.to_top()

    def _visits(self) -> list[dict[str, Any]]:
        """The latest first; one that is only planned counts too: its notice is written before it begins."""
        known = [v for v in self.session.store.find("inspection") if v["started_at"] or v["planned_on"]]
        return sorted(known, key=_day, reverse=True)[:VISITS]

    def _latest(self) -> str:
        return next((str(v["id"]) for v in self._visits()), "")

    def _choose(self, visit: str) -> None:
        self._inspection = visit

    # -- showing -----------------------------------------------------------------------------------------------
    def _show(self) -> None:
        store, pack = self.session.store, self.session.profile.pack
        shown = [(v["id"], f"{visits.project_name(store, v['project'])} · {_day(v)}") for v in self._visits()]
        self.about.set_options([*shown, ("", self.tr("No visit"))])
        self.about.set_value(self._inspection)
        self._card.setVisible(not self._follows)
        kinds = paper_types(pack)
        nexts = self._next()
        self._fill("next", [k.type for k in nexts])
        self._groups["next"].setVisible(bool(nexts))
        self._fill("order", list(ORDERS))
        for group in GROUPS:
            self._fill(group, [k.type for k in kinds if k.group == group])
        self._groups["mend"].setVisible(bool(self._follows))  # another paper is corrected or revoked, or nothing is
        self._words()

    def _next(self) -> tuple[PaperType, ...]:
        """What may follow the paper before."""
        before = self.session.store.get("document", self._follows) if self._follows else None
        if before is None:
            return ()
        return next_kinds(self.session.profile.pack, before["type"])

    def _fill(self, group: str, types: list[str]) -> None:
        flow, pack = self._flows[group], self.session.profile.pack
        parts.clear(flow)
        for type in types:
            button = BigButton(type_text(pack, type))
            button.setObjectName(f"{'next' if group == 'next' else 'type'}_{type}")
            button.clicked.connect(lambda _=False, type=type: self._begin(type))
            flow.addWidget(button)

    # -- acts --------------------------------------------------------------------------------------------------
    def _begin(self, type: str) -> None:
        """The draft, with whom and what the records know; then its editor."""
        profile, actor, day = self.session.profile, self.session.actor, parts.today(self.session)
        visit, follows = self._inspection or None, self._follows or None
        kind = paper_type(profile.pack, type)

        def write(store: Any) -> str:
            from forms import mending, templated

            with store.change(actor, "draft") as tx:
                if type in mending.KINDS:
                    return mending.begin(tx, profile, follows or "", type, day)
                if kind is None:
                    draft = papers.empty_draft(tx, day, visit)
                    tx.set("draft", draft, type=type, as_of=day.isoformat() if type == papers.ORDER else None)
                    return draft
                found = tx.get("inspection", visit) or {}
                whom = [] if follows else self._whom(store, found)
                return templated.new_draft(
                    tx, profile, type, day, addressees=whom, inspection=visit,
                    wage_case=found.get("wage_case"), follows=follows,
                )  # fmt: skip

        record = kind is not None and kind.shape == "record"
        self.session.write(write, lambda draft: self._written(draft, record), owner=self)

    @staticmethod
    def _whom(store: Any, visit: dict[str, Any]) -> list[str]:
        """The general contractor of the visit's project: most papers are about it; another is one tap away."""
        engaged = store.find("engagement", project=visit["project"]) if visit else []
        found = [e["unit"] for e in engaged if e["role"] == "general_contractor"]
        return [str(u) for u in found[:1] if u]

    def _written(self, draft: str, record: bool) -> None:
        if self.window_.current() is self:
            self.window_.replace("paper_record" if record else "paper_editor", draft=draft)

    # -- words -------------------------------------------------------------------------------------------------
    def _words(self) -> None:
        names = {
            "next": self.tr("What may follow"),
            "order": self.tr("Notices and orders"),
            **{group: group_text(group) for group in GROUPS},
        }
        for name, part in self._groups.items():
            part.set_head(names[name])
        before = self.session.store.get("document", self._follows) if self._follows else None
        self._sub.setText(
            self.tr("After {number}").format(number=before["number"] or before["title"]) if before else ""
        )
        self._sub.setVisible(before is not None)

    def retranslate(self) -> None:
        self._head.setText(self.tr("Write a paper"))
        self._about.set_texts(self.tr("It is about"))
        if self.session.open and any(flow.count() for flow in self._flows.values()):
            self._show()


def _day(visit: dict[str, Any]) -> str:
    day = visits.day_of(visit)
    return day.isoformat() if day else ""


def group_text(group: str) -> str:
    """The step of a case a kind of paper belongs to."""
    translate = i18n.translate
    return {
        "start": translate("papertype", "Complaint and filing"),
        "evidence": translate("papertype", "Investigation and evidence"),
        "decide": translate("papertype", "Notices before a decision, decisions"),
        "enforce": translate("papertype", "Enforcement"),
        "transfer": translate("papertype", "Transfer to the police"),
        "credit": translate("papertype", "Joint-punishment list"),
        "letter": translate("papertype", "Letters and public notices"),
        "close": translate("papertype", "Closing the case"),
        "mend": translate("papertype", "Correcting and revoking"),
    }[group]
