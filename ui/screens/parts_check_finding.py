"""One finding on the review: the fact, the articles, what must be done by when, who must do it and why; the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from models.visitanswers import CONFIRMED, DISMISSED, OPEN, Decision
from ui.screens.parts_check_detail import Clauses, short
from ui.screens.parts_check_fields import lang
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_paper import case_text
from ui.screens.parts_paper_choose import WordedOptions
from ui.widgets import BigButton, Card, Chip, FieldRow, PhraseButtons, column, label, row
from ui.widgets.basics import Speaking

if TYPE_CHECKING:
    from models.pack import Pack

KINDS = {OPEN: "wait", CONFIRMED: "ok", DISMISSED: "none"}


@dataclass(frozen=True)
class Said:
    """What the screen knows of one finding: its sentences, the unit, the last day."""

    decision: Decision
    fact: str
    requirement: str
    unit: str
    respondent: str
    due: date | None
    workdays: int
    covered_by: str
    others: tuple[str, ...] = ()


class FindingCard(Speaking, Card):
    """``decide(state, reason)``, ``choose(variant)``, ``mend()`` and ``payer()`` are the screen's."""

    def __init__(
        self,
        pack: Pack,
        name: str,
        said: Said,
        decide: Callable[[str, str], None],
        choose: Callable[[str], None],
        mend: Callable[[], None],
        payer: Callable[[], None],
    ) -> None:
        super().__init__()
        self._pack, self._name, self.said, self._decide = pack, name, said, decide
        self._head, self.chip = label("", "strong", wrap=True), Chip("", "wait")
        self._fact, self._req = label("", wrap=True), label("", wrap=True)
        self._due, self._why, self._others = (
            label("", wrap=True),
            label("", wrap=True),
            label("", "second", wrap=True),
        )
        self._missing = label("", "bad", wrap=True)
        self.mend, self.payer = BigButton(icon="edit"), BigButton(icon="edit")
        self.mend.clicked.connect(lambda: mend())
        self.payer.clicked.connect(lambda: payer())
        self._wording = label("", "strong")
        self.variants = WordedOptions(f"variant_{name}")
        self.variants.chosen.connect(lambda value: choose(value))
        self.clauses = Clauses(pack, f"finding_{name}")
        self.confirm, self.dismiss = BigButton(icon="check"), BigButton(icon="cross")
        self.again = BigButton(icon="undo")
        for word, button in (("confirm", self.confirm), ("dismiss", self.dismiss), ("again", self.again)):
            button.setObjectName(f"{word}_{name}")
        self.mend.setObjectName(f"mend_{name}")
        self.payer.setObjectName(f"payer_{name}")
        self.confirm.clicked.connect(lambda: decide(CONFIRMED, ""))
        self.dismiss.clicked.connect(self._ask)
        self.again.clicked.connect(lambda: decide(OPEN, ""))
        self._arrange()
        self.show_now(said)

    def _arrange(self) -> None:
        self.reason, self._phrases = QLineEdit(), PhraseButtons()
        self.reason.setObjectName(f"reason_{self._name}")
        self.reason.returnPressed.connect(self._dismissed)
        self._phrases.phrase.connect(self._phrase)
        self.really = BigButton(icon="cross")
        self.really.setObjectName(f"really_{self._name}")
        self.really.clicked.connect(self._dismissed)
        self._reason_row = FieldRow("", self.reason)
        self._ask_box = QWidget()
        self._ask_box.setLayout(column(self._reason_row, self._phrases, row(None, self.really)))
        self._ask_box.hide()
        self._payer_row = QWidget()
        self._payer_row.setLayout(row(column(self._why, self._others, spacing=2), self.payer))
        self._body = QWidget()
        self._body.setLayout(
            column(
                Card(self._fact, kind="sunken"), self._missing, self._wording, self.variants, self._req, self._due,
                self._payer_row, self.clauses,
            )
        )  # fmt: skip
        self.add(row(self._head, self.chip))
        self.add(self._body)
        self.add(row(self.confirm, self.dismiss, self.again, self.mend, None))
        self.history = HistoryButton(f"finding_{self._name}", self._record)
        self.add(row(None, self.history))
        self.add(self._ask_box)

    def show_now(self, said: Said) -> None:
        self.said = said
        self.retranslate()

    def _ask(self) -> None:
        self._ask_box.setVisible(True)
        self.reason.setFocus()

    def _phrase(self, text: str) -> None:
        self.reason.setText(text)

    def _dismissed(self) -> None:
        text = self.reason.text().strip()
        if not text:
            self._reason_row.set_error(self.tr("Say why it is no violation; the reason stays in the file."))
            self.reason.setFocus()
            return
        self._reason_row.set_error(None)
        self._ask_box.hide()
        self._decide(DISMISSED, text)

    # -- words -------------------------------------------------------------------------------------------------
    def _record(self) -> tuple[str, str] | None:
        """The finding's own record, once something was decided about it."""
        return ("finding", self.said.decision.id) if self.said.decision.id else None

    def retranslate(self) -> None:
        said, pack = self.said, self._pack
        self.history.setVisible(said.decision.id is not None)
        found, state = said.decision.finding, said.decision.state
        violation = pack.violation(found.violation)
        self._head.setText(violation.name[lang()])
        word = {
            OPEN: self.tr("To be decided"),
            CONFIRMED: self.tr("Confirmed"),
            DISMISSED: self.tr("Dismissed"),
        }[state]
        self.chip.set(word, KINDS[state])
        dead = state == DISMISSED
        self._fact.setText(said.fact)
        self._body.setVisible(not dead)
        missing = "、".join(pack.label("field", f, lang()) for f in found.missing)
        self._missing.setText(self.tr("Still missing: {facts}").format(facts=missing))
        self._missing.setVisible(bool(missing))
        self._covered(said)
        self._who(said)
        self._variants(said)
        ids = [a["id"] for kind in ("duty", "order", "penalty") for a in found.articles if a["kind"] == kind]
        self.clauses.load(ids)
        self.confirm.setVisible(state != CONFIRMED and not dead)
        self.dismiss.setVisible(not dead)
        self.again.setVisible(state != OPEN)
        self.mend.setVisible(bool(found.items) and not dead)
        self._buttons(said, dead)

    def _covered(self, said: Said) -> None:
        if said.covered_by:
            self._req.setText(
                self.tr("Already said by: {name}. It has no requirement of its own.").format(name=said.covered_by)
            )
        elif said.decision.finding.referral:
            text = self.tr("To be reported to the authority in charge, not ordered: {text}")
            self._req.setText(text.format(text=said.requirement))
        else:
            self._req.setText(self.tr("To do: {text}").format(text=said.requirement))
        self._req.setVisible(bool(said.covered_by or said.requirement))
        self._due.setVisible(said.due is not None and not said.covered_by)
        if said.due is not None:
            term = said.decision.finding.deadline
            unit = self._pack.label("unit", term["unit"], lang())
            text = self.tr("Usual term: {n} {unit}, until {day} ({workdays} working days)")
            self._due.setText(
                text.format(n=term["value"], unit=unit, day=said.due.isoformat(), workdays=said.workdays)
            )

    def _who(self, said: Said) -> None:
        found = said.decision.finding
        if found.because:
            article = short(self._pack.provision(found.because))
            text = self.tr("{unit} must act because {other} owes: {article}")
            self._why.setText(text.format(unit=said.unit, other=said.respondent, article=article))
        else:
            self._why.setText(self.tr("{unit} must act: its own duty").format(unit=said.unit))
        self._others.setText(self.tr("May also be addressed to: {units}").format(units="；".join(said.others)))
        self._others.setVisible(bool(said.others))
        self.payer.setVisible(bool(said.others))

    def _variants(self, said: Said) -> None:
        found, pack = said.decision.finding, self._pack
        ids = [v for v in (found.variant, *found.alternatives) if v]
        several = (len(ids) > 1 or found.variant is None) and not said.covered_by
        self._wording.setVisible(several)
        self.variants.setVisible(several)
        if several:
            order = [v.id for v in pack.violation(found.violation).variants if v.id in ids]
            self.variants.set_options([(v, case_text(pack, pack.variant(v).when)) for v in order])
            self.variants.set_value(found.variant)

    def _buttons(self, said: Said, dead: bool) -> None:
        self._wording.setText(self.tr("Wording"))
        self.variants.setAccessibleName(self.tr("Wording"))
        self.mend.setText(self.tr("Change"))
        self.mend.setAccessibleName(f"{self.mend.text()} {self._head.text()}")
        self.payer.setText(self.tr("Decide who pays"))
        self.confirm.setText(self.tr("Confirm"))
        self.dismiss.setText(self.tr("No violation"))
        self.again.setText(self.tr("Decide again"))
        self.really.setText(self.tr("Dismiss"))
        for button in (self.confirm, self.dismiss, self.again, self.payer):
            button.setAccessibleName(f"{button.text()} {self._head.text()}")
        self._reason_row.set_texts(self.tr("Reason"))
        self._phrases.set_phrases(
            [self.tr("Mended on the spot"), self.tr("Shown to be right by papers"), self.tr("Entered by mistake")]
        )
        if dead:
            self._fact.setText("")
            self._head.setText(f"{self._head.text()} · {said.decision.reason}")


def reason_key(said: Said) -> tuple[Any, ...]:
    """What makes two states of a card the same card."""
    found = said.decision.finding
    return found.violation, found.addressee, found.answered_on, found.event
