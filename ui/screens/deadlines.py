"""Last days and terms by date, with the working days left; one tap to the recheck and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from forms import running
from forms.running import Deadline, Term
from models import deadlines
from models.errors import KnownError
from ui.screens import parts_deadline_terms as of_papers
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.widgets import (
    AmountEdit,
    BigButton,
    Card,
    Chip,
    CountEdit,
    DayEdit,
    EmptyState,
    FieldRow,
    NumberedList,
    Paged,
    PhraseButtons,
    label,
    row,
)

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

KINDS = {
    "not_served": "wait",
    "running": "info",
    "soon": "warn",
    "overdue": "bad",
    "met": "ok",
    "partly": "warn",
    "not_met": "bad",
    "ended": "none",
}
OPEN = ("overdue", "soon", "running", "partly", "not_met", "not_served")
"""What still needs somebody; the rest is behind 已了结."""


@dataclass(frozen=True)
class Found:
    """What the person filled in before the tap on the outcome."""

    on: Any
    evidence: str
    present: str
    fen: int | None
    workers: int | None


class RecheckCard(Card):
    """One requirement in full, the three outcomes side by side, and what may be noted with them."""

    def __init__(self, screen: Deadlines) -> None:
        super().__init__()
        self.screen = screen
        self.head, self.what, self.when = (
            label("", "h2", wrap=True),
            label("", wrap=True),
            label("", "strong", wrap=True),
        )
        self.chip, self.wrong = Chip("", "none"), label("", "bad", wrap=True)
        self.day = DayEdit(parts.today(screen.session))
        self.present, self.evidence = QLineEdit(), QLineEdit()
        self.fen, self.workers = AmountEdit(), CountEdit()
        self.phrases = PhraseButtons(self.evidence)
        for name, editor in (("day", self.day.line), ("fen", self.fen.line), ("workers", self.workers.line)):
            editor.setObjectName(f"recheck_{name}")
        self.present.setObjectName("recheck_present")
        self.evidence.setObjectName("recheck_evidence")
        self.rows = {
            "day": FieldRow("", self.day),
            "present": FieldRow("", self.present),
            "evidence": FieldRow("", self.evidence),
            "fen": FieldRow("", self.fen),
            "workers": FieldRow("", self.workers),
        }
        self.outcomes = {name: BigButton(icon=icon) for name, icon in OUTCOME_ICONS.items()}
        for name, button in self.outcomes.items():
            button.setObjectName(f"recheck_{name}")
            button.clicked.connect(lambda _=False, name=name: screen.record(name))
        self.paper, self.order = BigButton(icon="papers"), BigButton(icon="inspect")
        self.paper.setObjectName("deadline_paper")
        self.order.setObjectName("deadline_visit")
        self.before = label("", "second", wrap=True)
        self._arrange()

    def _arrange(self) -> None:
        self.add(row(self.head, self.chip))
        self.add(self.when)
        self.add(self.what)
        self.add(row(self.paper, self.order, None))
        self.add(self.before)
        self.add(parts.Columns([self.rows["day"], self.rows["present"]], most=2, least_mm=70.0))
        self.add(self.rows["evidence"])
        self.add(self.phrases)
        self.add(parts.Columns([self.rows["fen"], self.rows["workers"]], most=2, least_mm=70.0))
        self.add(self.wrong)
        self.add(parts.Columns(list(self.outcomes.values()), most=3, least_mm=45.0))
        self.wrong.hide()

    def found(self) -> Found:
        fen, workers = self.fen.value(), self.workers.value()
        return Found(
            self.day.value(), self.evidence.text().strip(), self.present.text().strip(), fen or None, workers or None
        )

    def empty(self, today: Any) -> None:
        self.day.set_value(today)
        self.present.clear()
        self.evidence.clear()
        self.fen.set_value(None)
        self.workers.set_value(None)
        self.wrong.hide()


OUTCOME_ICONS = {"corrected": "check", "partly": "pause", "not_corrected": "cross"}


class Deadlines(Screen):
    """期限. ``enter(requirement=id)`` opens that requirement's recheck; ``enter(done=True)`` shows what is settled."""

    rail = "today"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._found: tuple[Deadline, ...] = ()
        self._terms: tuple[Term, ...] = ()
        self._one: Deadline | None = None
        self._done = False
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._make_list()
        self._make_card()
        self.retranslate()

    def _make_list(self) -> None:
        self._head, self._hint = label("", "h1"), label("", "second", wrap=True)
        self.settled = BigButton(kind="quiet")
        self.settled.setObjectName("deadlines_settled")
        self.settled.setCheckable(True)
        self.settled.clicked.connect(lambda on: self.window_.open("deadlines", done=bool(on)))
        self.list = NumberedList()
        self.list.setObjectName("deadlines_list")
        self.list.chosen.connect(self._chosen)
        self._empty = EmptyState("check", "")
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.list)
        lines.addWidget(self._empty)
        lines.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self._head, None, self.settled))
        outer.addWidget(self._hint)
        self.paged = Paged(inner)
        outer.addWidget(self.paged, 1)
        self.stack.addWidget(page)

    def _make_card(self) -> None:
        self._card_head = label("", "h1")
        self.all = BigButton(icon="list")
        self.all.setObjectName("deadlines_all")
        self.all.clicked.connect(lambda: self.window_.open("deadlines"))
        self.card = RecheckCard(self)
        self.card.paper.clicked.connect(
            lambda: self._one and self.window_.open("receipt", document=self._one.document)
        )
        self.card.order.clicked.connect(self._visit)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self._card_head, None, self.all))
        self.card_paged = Paged(words.at_top(self.card))
        outer.addWidget(self.card_paged, 1)
        self.stack.addWidget(page)

    def title(self) -> str:
        return self.tr("Deadlines")

    def enter(self, requirement: str = "", done: bool = False, **_: Any) -> None:
        self._load()
        self._one = next((d for d in self._found if d.requirement == requirement), None)
        if self._one is not None:
            self.card.empty(parts.today(self.session))
            self.stack.setCurrentIndex(1)
            self._show_one()
            self.card_paged.to_top()
            self.card.outcomes["corrected"].setFocus()
            return
        self._done = done
        self.stack.setCurrentIndex(0)
        self._show()
        self.paged.to_top()

    def refresh(self, changes: Any) -> None:
        if not changes.tables & {
            "requirement",
            "recheck",
            "service",
            "document",
            "document_end",
            "recovered_payment",
        }:
            return
        self._load()
        if self._one is None:
            self._show()
        else:
            self._one = next((d for d in self._found if d.requirement == self._one.requirement), self._one)  # type: ignore[union-attr]
            self._show_one()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _load(self) -> None:
        store, today, calendar = self.session.store, parts.today(self.session), parts.calendar(self.session)
        self._found = running.deadlines(store, today, calendar)
        self._terms = running.terms(store, today, of_papers.own_pack(self.session), calendar)

    def _chosen(self, one: Deadline | Term) -> None:
        if isinstance(one, Term):
            self.window_.open("papers", document=one.document)
        else:
            self.window_.open("deadlines", requirement=one.requirement)

    # -- the list ----------------------------------------------------------------------------------------------
    def _show(self) -> None:
        wanted: list[Deadline | Term] = [d for d in self._found if (d.state in OPEN) != self._done]
        wanted += [t for t in self._terms if (t.state in of_papers.OPEN) != self._done]
        wanted.sort(key=lambda d: (of_papers.last_day(d), d.number or "", getattr(d, "requirement", "")))
        self.list.show_lines([(d, *self._line(d)) for d in wanted])
        self.list.setVisible(bool(wanted))
        self._empty.setVisible(not wanted)
        late = sum(1 for d in wanted if d.state in ("overdue", "not_met"))
        self._hint.setText(self.tr("{n} terms, {late} over").format(n=len(wanted), late=late) if wanted else "")
        rest = len(self._found) + len(self._terms) - len(wanted)
        self.settled.setChecked(self._done)
        self.settled.setText(
            self.tr("Open ones · {n}").format(n=rest) if self._done else self.tr("Settled · {n}").format(n=rest)
        )

    def _line(self, one: Deadline | Term) -> tuple[str, str, Chip]:
        if isinstance(one, Term):
            return of_papers.term_line(self.session, one)
        title = f"{parts.day_text(one.due)} · {self._left(one)}"
        paper = one.number or words.type_text(self.session, one.type)
        second = " · ".join(t for t in (one.addressee, self._short(one), paper) if t)
        return title, second, Chip(self._state(one), KINDS[one.state])

    def _left(self, one: Deadline) -> str:
        if one.state in ("met", "ended"):
            return self._state(one)
        left = parts.left_text(one.workdays_left)
        return self.tr("{left} (provisional)").format(left=left) if one.provisional else left

    def _short(self, one: Deadline) -> str:
        text = (one.text or "").strip().replace("\n", " ")
        return text if len(text) <= 40 else text[:39] + "…"

    def _state(self, one: Deadline) -> str:
        return {
            "not_served": self.tr("Not served"),
            "running": self.tr("Running"),
            "soon": self.tr("Ends soon"),
            "overdue": self.tr("To recheck"),
            "met": self.tr("Corrected"),
            "partly": self.tr("Partly corrected"),
            "not_met": self.tr("Not corrected"),
            "ended": self.tr("Paper withdrawn"),
        }[one.state]

    # -- one requirement ---------------------------------------------------------------------------------------
    def _show_one(self) -> None:
        one = self._one
        assert one is not None
        card = self.card
        card.head.setText(" ".join(t for t in (words.type_text(self.session, one.type), one.number) if t))
        card.chip.set(self._state(one), KINDS[one.state])
        served = one.served_on.isoformat() if one.served_on else ""
        told = [f"{one.addressee}", f"{parts.day_text(one.due)} · {self._left(one)}"]
        told.append(self.tr("served {day}").format(day=served) if served else self.tr("not served yet"))
        card.when.setText(" · ".join(told))
        card.what.setText(one.text or "")
        card.order.setVisible(one.inspection is not None)
        card.before.setText(self._before(one))
        card.before.setVisible(bool(card.before.text()))
        name, title = self._met_by(one)
        card.present.setPlaceholderText(" ".join(t for t in (name, title) if t))
        parts.fit(self)

    def _before(self, one: Deadline) -> str:
        names = {
            "corrected": self.tr("Corrected"),
            "partly": self.tr("Partly corrected"),
            "not_corrected": self.tr("Not corrected"),
        }
        rows = self.session.store.find("recheck", requirement=one.requirement)
        told = [
            " ".join(t for t in (r["on"] or "", names.get(r["outcome"], ""), r["evidence"] or "") if t) for r in rows
        ]
        return self.tr("Rechecked before: {list}").format(list="; ".join(told)) if told else ""

    def _met_by(self, one: Deadline) -> tuple[str, str]:
        visit = self.session.store.get("inspection", one.inspection) or {}
        return visit.get("received_by") or "", visit.get("received_title") or ""

    def _visit(self) -> None:
        if self._one is not None and self._one.inspection is not None:
            self.window_.open("review", inspection=self._one.inspection)

    def record(self, outcome: str) -> None:
        """Write the recheck as it stands in the card; what is not filled in is simply not known."""
        one, found = self._one, self.card.found()
        if one is None:
            return
        self.card.wrong.hide()
        today, officers = parts.today(self.session), self.session.officers
        visit = self.session.store.get("inspection", one.inspection) or {}
        lead = officers[0] if officers else visit.get("lead")
        second = officers[1] if len(officers) > 1 else _other(visit, lead)
        requirement, actor = one.requirement, self.session.actor

        def act(store: Any) -> str:
            with store.change(actor, "recheck") as tx:
                return deadlines.record_recheck(
                    tx,
                    requirement,
                    outcome,
                    found.on or today,
                    today=today,
                    lead=lead,
                    assistant=second,
                    evidence=found.evidence,
                    unit_representative=found.present,
                    recovered_fen=found.fen,
                    recovered_workers=found.workers,
                )

        self.session.write(act, lambda _: self._recorded(), on_error=self._refused, owner=self)

    def _recorded(self) -> None:
        self._load()
        self.window_.replace("deadlines")

    def _refused(self, error: KnownError) -> None:
        from ui.sentences import sentence

        self.card.wrong.setText(sentence(error))
        self.card.wrong.show()
        self.card_paged.show_part(self.card.wrong)

    def retranslate(self) -> None:
        self._head.setText(self.tr("Deadlines"))
        self._card_head.setText(self.tr("Recheck"))
        self.all.setText(self.tr("All deadlines"))
        self._empty.set_texts(self.tr("No term is running. Terms appear when a paper is served."))
        card = self.card
        card.rows["day"].set_texts(self.tr("Day of the recheck"))
        card.rows["present"].set_texts(self.tr("Present for the unit"))
        card.rows["evidence"].set_texts(self.tr("What proves it"))
        card.rows["fen"].set_texts(self.tr("Wages recovered, yuan (if any)"))
        card.rows["workers"].set_texts(self.tr("for how many workers"))
        card.phrases.set_phrases(
            [self.tr("rectification report; "), self.tr("bank vouchers; "), self.tr("photos on site; ")]
        )
        card.outcomes["corrected"].setText(self.tr("Corrected"))
        card.outcomes["partly"].setText(self.tr("Partly corrected"))
        card.outcomes["not_corrected"].setText(self.tr("Not corrected"))
        card.paper.setText(self.tr("The paper"))
        card.order.setText(self.tr("The visit"))
        if self.session.open and self.isVisible():
            self._load()
            if self._one is None:
                self._show()
            else:
                self._show_one()


def _other(visit: dict[str, Any], lead: str | None) -> str | None:
    return next((v for v in (visit.get("lead"), visit.get("assistant")) if v and v != lead), None)
