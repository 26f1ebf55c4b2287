"""A doubtful number laid open: each paper with its pages and facts, the choices, the reason, what was decided before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from forms.sealing import pdf_bytes
from models import doubtful
from models.doubtful import Matter, Paper
from models.errors import KnownError
from models.settling import DUPLICATE
from ui import i18n, theme
from ui.screens import parts_settle_words as words
from ui.screens import parts_subject as subjects
from ui.screens import parts_visit as parts
from ui.screens.parts_history import HistoryButton
from ui.sentences import sentence
from ui.widgets import (
    BigButton,
    Card,
    Chip,
    EmptyState,
    FieldRow,
    FlowLayout,
    NumberedList,
    PagePanel,
    PhraseButtons,
    label,
    row,
)

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

Decide = Callable[[Matter, str, str], None]
"""(matter, id of the paper that keeps the number, '' to take the decision back; reason)."""


class Numbers(QWidget):
    """疑号. Every number to look at and every one settled, one line each; a tap opens it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._head, self._settled_head = label("", wrap=True), label("", "h2")
        self.open, self.settled = NumberedList(), NumberedList()
        self.open.setObjectName("numbers_open")
        self.settled.setObjectName("numbers_settled")
        self._nothing = EmptyState("check", "")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        for part in (self._head, self.open, self._nothing, self._settled_head, self.settled):
            lines.addWidget(part)
        for found in (self.open, self.settled):
            found.chosen.connect(self._open)

    def _open(self, matter: Matter) -> None:
        cast("Window", self.window()).open("settle", document=matter.papers[0].document, kind=matter.kind)

    def load(self, found: list[Matter]) -> None:
        """Show these numbers, open and settled ones."""
        session, translate = self._session, i18n.translate
        still, done = [m for m in found if m.open], [m for m in found if not m.open]
        chips = {True: ("bad", ""), False: ("ok", translate("settle", "Settled"))}

        def lines(matters: list[Matter]) -> list[tuple[object, str, str, Chip | None]]:
            made: list[tuple[object, str, str, Chip | None]] = []
            for m in matters:
                kind, text = chips[m.open]
                made.append((m, *words.line_text(session, m), Chip(text or words.kind_text(m.kind), kind)))
            return made

        self.open.show_lines(lines(still))
        self.settled.show_lines(lines(done))
        self._head.setText(
            translate(
                "settle", "These papers are real and stay as they are. A person looks at each number and says why."
            )
        )
        self._head.setVisible(bool(still))
        self._nothing.set_texts(translate("settle", "No number is doubled or doubtful."))
        self._nothing.setVisible(not still)
        self._settled_head.setText(translate("settle", "Settled so far"))
        self._settled_head.setVisible(bool(done))


class PaperSide(Card):
    """One paper: how it stands, its facts, why it is doubtful, its pages; ``keep`` chooses it."""

    def __init__(self, session: Session, matter: Matter, paper: Paper, name: str) -> None:
        super().__init__(kind="sunken")
        translate = i18n.translate
        self.paper = paper
        text, kind = words.standing_text(paper)
        head = row(label(paper.title or subjects.type_text(session, matter.type), "h2", wrap=True), Chip(text, kind))
        head.setStretch(0, 1)
        self.add(head)
        self.add(label(words.facts_text(paper), wrap=True))
        for why in paper.whys:
            self.add(label(words.why_text(why), "bad", wrap=True))
        self.keep = BigButton(translate("settle", "This paper keeps the number"), icon="check")
        self.keep.setObjectName(f"{name}_keep")
        self.keep.setCheckable(True)
        self.keep.setAccessibleName(f"{self.keep.text()}: {paper.addressee or paper.title} {paper.date}")
        self.paper_button = BigButton(translate("settle", "Open this paper"), icon="papers")
        self.paper_button.setObjectName(f"{name}_open")
        self.paper_button.setAccessibleName(f"{self.paper_button.text()}: {paper.addressee or paper.title}")
        self.paper_button.clicked.connect(self._open)
        self.paper_button.setVisible(bool(paper.standing))
        tools = QWidget()
        self._tools = FlowLayout(tools)
        self._tools.addWidget(self.keep)
        self._tools.addWidget(self.paper_button)
        policy = tools.sizePolicy()
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        self.keep.hide()
        self.add(tools)
        self.pages = PagePanel()
        self.pages.view.setObjectName(f"{name}_pages")
        self.pages.setMinimumHeight(theme.mm(100))
        self.pages.setMaximumHeight(theme.mm(135))
        self._missing = label("", "second", wrap=True)
        self.add(self.pages)
        self.add(self._missing)
        self._show(session)

    def _open(self) -> None:
        window = cast("Window", self.window())
        if self.paper.series == "paper":
            window.open("register", entry=self.paper.document)
        else:
            window.open("papers", document=self.paper.document)

    def _show(self, session: Session) -> None:
        said = ""
        if self.paper.series == "paper":
            said = i18n.translate("settle", "The paper itself lies in the file; there are no pages of it here.")
        elif self.paper.pages:
            try:
                self.pages.set_pdf(pdf_bytes(session.profile, self.paper.document))
            except KnownError as error:
                said = sentence(error)
        self.pages.setVisible(not said and self.paper.pages)
        self._missing.setText(said)
        self._missing.setVisible(bool(said))


class MatterPage(QWidget):
    """One number: its papers beside each other, the decision with its reason, and everything decided before."""

    def __init__(self, session: Session, matter: Matter, decide: Decide) -> None:
        super().__init__()
        self.matter, self._session, self._decide = matter, session, decide
        self._stands = ""
        self.sides = [PaperSide(session, matter, p, f"settle_{n}") for n, p in enumerate(matter.papers, 1)]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        lines.addWidget(self._top())
        lines.addWidget(parts.Columns(self.sides, most=max(2, min(len(self.sides), 3)), least_mm=80.0))
        lines.addWidget(self._decision())
        told = self._told()
        if told is not None:
            lines.addWidget(told)
        lines.addStretch(1)

    def _top(self) -> Card:
        translate, matter = i18n.translate, self.matter
        number = " ".join(t for t in (subjects.type_text(self._session, matter.type), matter.number) if t)
        chip = (
            Chip(words.kind_text(matter.kind), "bad") if matter.open else Chip(translate("settle", "Settled"), "ok")
        )
        head = row(label(number, "h2", wrap=True), chip)
        head.setStretch(0, 1)
        said = {
            True: translate(
                "settle",
                "This number stands on {n} papers. None of them is changed or renumbered: say which one keeps the "
                "number. A paper nobody was served with is voided; one that was served is first revoked or corrected "
                "by a paper of its own.",
            ),
            False: translate(
                "settle",
                "This paper is real, but its number is irregular. It stays as it is: say why the number stands, or "
                "open the paper to void, revoke or correct it.",
            ),
        }[matter.kind == DUPLICATE]
        return Card(head, label(said.format(n=len(matter.papers)), wrap=True))

    def _decision(self) -> Card:
        translate, matter = i18n.translate, self.matter
        card = Card()
        self.reason = QLineEdit()
        self.reason.setObjectName("settle_reason")
        self.reason.textChanged.connect(lambda _: self._ready())
        self.done = BigButton(kind="primary", icon="check")
        self.done.setObjectName("settle_done")
        self.done.clicked.connect(self._finish)
        self.wrong = label("", "bad", wrap=True)
        self.wrong.hide()
        may = doubtful.may_settle(self._session.store, matter)
        first = [p for p in matter.papers if p.must_end_first]
        if not may:
            self._say(card, translate("settle", "The office decides this: it stands on papers of other devices."))
        elif matter.open and matter.kind == DUPLICATE and len(first) > 1:
            self._say(
                card,
                translate(
                    "settle",
                    "Several of them were served and hold. Open the one that is to give the number up and revoke or "
                    "correct it; then come back here.",
                ),
            )
        elif matter.open and any(not p.standing for p in matter.papers):
            self._say(card, translate("settle", "One of the papers has not arrived here yet. Sync, then decide."))
        else:
            self._arrange(card, matter.open)
        self._ready()
        return card

    def _say(self, card: Card, text: str) -> None:
        card.add(label(text, "strong", wrap=True))
        for part in (self.reason, self.done, self.wrong):
            part.setParent(card)
            part.hide()

    def _arrange(self, card: Card, deciding: bool) -> None:
        translate, matter = i18n.translate, self.matter
        choosing = deciding and matter.kind == DUPLICATE
        if choosing:
            card.add(label(translate("settle", "Which paper keeps the number?"), "strong", wrap=True))
            holds = any(p.standing == "in_force" for p in matter.papers)
            others = {p.document: [o for o in matter.papers if o is not p] for p in matter.papers}
            for side in self.sides:
                open_ = (side.paper.holds or not holds) and not any(
                    o.must_end_first for o in others[side.paper.document]
                )
                side.keep.setEnabled(open_)
                side.keep.clicked.connect(lambda _=False, p=side.paper: self._choose(p))
                side.keep.show()
        elif deciding:
            self._stands = matter.papers[0].document
        ask = (
            translate("settle", "Why (needed; it stands in the register for good)")
            if deciding
            else translate("settle", "Why the decision is taken back (needed)")
        )
        card.add(FieldRow(ask, self.reason))
        phrases = PhraseButtons(self.reason)
        phrases.set_phrases(self._phrases(deciding))
        card.add(phrases)
        if not deciding:
            taken = translate("settle", "A paper that was voided by it stays void; the number is then open again.")
            card.add(label(taken, "second", wrap=True))
        card.add(self.wrong)
        self.done.setText(
            translate("settle", "Decide")
            if choosing
            else translate("settle", "The number stands")
            if deciding
            else translate("settle", "Take the decision back")
        )
        card.add(row(None, self.done))

    def _phrases(self, deciding: bool) -> list[str]:
        translate = i18n.translate
        if not deciding:
            return [translate("settle", "Decided by mistake"), translate("settle", "New facts came to light")]
        if self.matter.kind == DUPLICATE:
            return [
                translate("settle", "Served first"),
                translate("settle", "The other was never handed over"),
                translate("settle", "The computer's disk was set back"),
            ]
        return [
            translate("settle", "Checked against the paper in the file"),
            translate("settle", "Handed over on site before the device was shut out"),
            translate("settle", "The certificate had been renewed"),
        ]

    def _told(self) -> Card | None:
        """Everything decided before, replaced and taken back included; and the way to the paper's whole history."""
        session, matter = self._session, self.matter
        found = doubtful.history(session.store, matter)
        card = Card(label(i18n.translate("settle", "What was decided"), "h2"))
        card.setObjectName("settle_history")
        for one in found:
            card.add(label(words.decision_text(session, matter, one), wrap=True))
        if not found:
            card.add(label(i18n.translate("settle", "Nothing was decided yet."), "second", wrap=True))
        card.add(row(HistoryButton("settle", lambda: ("document", matter.papers[0].document)), None))
        return card

    def _choose(self, paper: Paper) -> None:
        self._stands = paper.document
        for side in self.sides:
            side.keep.setChecked(side.paper is paper)
        self._ready()

    def _ready(self) -> None:
        said = bool(self.reason.text().strip())
        self.done.setEnabled(said and (not self.matter.open or bool(self._stands)))

    def _finish(self) -> None:
        if self.done.isEnabled():
            self.done.setEnabled(False)
            self._decide(self.matter, self._stands if self.matter.open else "", self.reason.text().strip())

    def refuse(self, error: Any) -> None:
        """Say why the decision was not taken."""
        self.wrong.setText(sentence(error))
        self.wrong.show()
        self._ready()
