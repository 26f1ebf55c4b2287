"""What opens below an answer: the fact sentence, the fields it needs, the article, photos, the note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from models import answers, parties
from models.checklist import Finding
from models.citation import numeral
from models.duplicates import view
from models.records import answer_id
from models.visitanswers import Given, Question
from ui import theme
from ui.screens.parts_check_fields import ItemFields, asks, lang
from ui.screens.parts_check_photos import Photos
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_visit import WRITE_AFTER_MS, Columns
from ui.screens.parts_visit_card import Month
from ui.widgets import BigButton, Card, Chip, FieldRow, FlowLayout, PhraseButtons, column, label, row
from ui.widgets.basics import Speaking

if TYPE_CHECKING:
    from models.pack import Pack, Provision
    from ui.session import Session

CONFIDENCE = {"verified": "ok", "confirmed": "ok", "verified_substance": "warn", "memory": "bad"}


@dataclass(frozen=True)
class Shown:
    """What the screen knows of one question at this moment."""

    given: Given
    finding: Finding | None = None
    sentence: str = ""
    photos: Sequence[dict[str, Any]] = ()
    before: Given | None = None
    before_day: date | None = None
    notes: Sequence[str] = ()
    computed: str = ""
    proposed: str | None = None
    units: Sequence[Any] = ()


class Note(QPlainTextEdit):
    """A note of a few lines; ``written`` carries the text 300 ms after the last key and when the focus leaves."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._last = ""
        self.textChanged.connect(self._timer.start)
        self.setFixedHeight(max(2 * theme.target(), 84))

    def load(self, text: str) -> None:
        """Show a stored note, unless this one is being written."""
        if self.toPlainText() != text and not self.hasFocus():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._last = text

    def flush(self) -> None:
        self._timer.stop()
        text = self.toPlainText().strip()
        if text != self._last:
            self._last = text
            self.written.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()


class CostTable(Speaking, QWidget):
    """The months of labour cost of a project, filled in where the question about them stands."""

    def __init__(self, session: Session, project: str) -> None:
        super().__init__()
        self.session, self._project = session, project
        self._months: dict[str, Month] = {}
        self._room = 0
        self._lines = QVBoxLayout()
        self.more = BigButton(icon="add")
        self.more.setObjectName("add_cost_month")
        self.more.clicked.connect(self._add)
        self.setLayout(column(self._lines, row(self.more, None)))
        self.load()
        self.retranslate()

    def act(self, fn: Callable[[Any], Any], word: str) -> None:
        """Run ``fn(tx)`` as one act."""
        if not self.session.open:
            return
        actor = self.session.actor

        def write(store: Any) -> Any:
            with store.change(actor, word) as tx:
                return fn(tx)

        self.session.write(write, owner=self)

    def _add(self) -> None:
        month, project = f"{_today(self.session):%Y-%m}", self._project

        def add(tx: Any) -> None:
            tx.new("labour_cost", project=project, month=parties.next_month(tx, project, month))

        self.act(add, "add_month")

    def load(self) -> None:
        """Show the months there are; one that is being typed in keeps what it holds."""
        for record in view(self.session.store).find("labour_cost", project=self._project):
            if record["id"] in self._months:
                self._months[record["id"]].form.load(record)
            else:
                made = self._months[record["id"]] = Month(self, record)  # type: ignore[arg-type]
                self._lines.addWidget(made)
        self.fit(self._room)

    def fit(self, width: int) -> None:
        """Arrange the months for ``width`` pixels."""
        self._room = width
        for part in self.findChildren(Columns):
            part.fit(width)

    def flush(self) -> None:
        for month in self._months.values():
            month.form.flush()

    def retranslate(self) -> None:
        self.more.setText(self.tr("Add a month"))


class Clauses(Speaking, QWidget):
    """The articles of a question or finding as buttons; a tap shows the text below, in place."""

    def __init__(self, pack: Pack, prefix: str) -> None:
        super().__init__()
        self._pack, self._prefix = pack, prefix
        self._buttons, self._open = QWidget(), QVBoxLayout()
        self._flow = FlowLayout(self._buttons)
        policy = self._buttons.sizePolicy()
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        self._shown: dict[str, tuple[BigButton, QWidget]] = {}
        self._ids: tuple[str, ...] = ()
        self.setLayout(column(self._buttons, self._open))

    def load(self, ids: Sequence[str]) -> None:
        """Offer these provisions; the same ones as before change nothing."""
        wanted = tuple(dict.fromkeys(ids))
        if wanted == self._ids:
            return
        self._ids = wanted
        clear(self._flow)
        clear(self._open)
        self._shown.clear()
        for provision in (self._pack.provision(i) for i in wanted):
            self._offer(provision)

    def _offer(self, provision: Provision) -> None:
        doubt = "" if provision.printable else "▲ "
        button = BigButton(f"{doubt}{short(provision)}", icon="law")
        button.setCheckable(True)
        button.setObjectName(f"law_{self._prefix}_{len(self._shown)}")
        text = self._article(provision)
        text.hide()
        button.toggled.connect(text.setVisible)
        self._flow.addWidget(button)
        self._open.addWidget(text)
        self._shown[provision.id] = (button, text)

    def _article(self, provision: Provision) -> QWidget:
        said = self._pack.label("confidence", provision.confidence, lang())
        chip = Chip(said, CONFIDENCE.get(provision.confidence, "none"))
        head = label(f"《{provision.law}》{provision.article}", "strong", wrap=True)
        return Card(row(head, chip), label(provision.text, wrap=True), kind="sunken")

    def toggle_first(self) -> None:
        """The key L: open or close the first article."""
        for button, _ in list(self._shown.values())[:1]:
            button.toggle()

    def retranslate(self) -> None:
        ids, self._ids = self._ids, ()
        self.load(ids)


def clear(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and out of the window, at once."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()


def short(provision: Provision) -> str:
    """The law without 中华人民共和国 and the article with its paragraph and item."""
    law = provision.law.removeprefix("中华人民共和国")
    para = f"第{numeral(provision.para)}款" if provision.para and provision.paragraphs > 1 else ""
    entry = f"第（{numeral(provision.item)}）项" if provision.item else ""
    return f"《{law}》{provision.article}{para}{entry}"


class Detail(Speaking, QWidget):
    """The opened part of one question. ``save(changes)`` gets fields; ``note_given(text)`` the note."""

    def __init__(
        self,
        session: Session,
        inspection: str,
        question: Question,
        prefix: str,
        wanted: Sequence[str],
        shown: Shown,
        save: Callable[..., None],
        project: str | None = None,
        open_sheet: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.session, self._question, self._prefix, self._save = session, question, prefix, save
        self._inspection = inspection
        pack, item = session.profile.pack, question.item
        self._pack, self.wanted = pack, tuple(wanted)
        day = self.today = _today(session)
        self.sentence = label("", wrap=True)
        self._said = Card(self.sentence, kind="sunken")
        self.computed = label("", wrap=True)
        source = (item.auto or {}).get("computed_from")
        self.costs = CostTable(session, project) if source == "labour_cost_table" and project else None
        self.sheet = BigButton(icon="list")
        self.sheet.setObjectName(f"sheet_{prefix}")
        self.sheet.setVisible(source == "wage_table")
        self.sheet.clicked.connect(lambda: open_sheet and open_sheet())
        self.fields = ItemFields(
            asks(item, wanted, shown.units, pack), f"field_{prefix}_", day, lambda f: self._save(fields=f), self
        )
        self.proposal, self.take = label("", wrap=True), BigButton()
        self.take.setObjectName(f"take_{prefix}")
        self.take.clicked.connect(self._take)
        self._offer = QWidget()
        self._offer.setLayout(row(self.proposal, self.take))
        self.clauses = Clauses(pack, prefix)
        self.photos = Photos(session, inspection, question.key, prefix)
        self.note, self._phrases = Note(), PhraseButtons()
        self.note.setObjectName(f"note_{prefix}")
        self.note.written.connect(lambda text: self._save(note=text))
        self._phrases.phrase.connect(self._phrase)
        self._note_row = FieldRow("", self.note)
        self.same = BigButton(icon="undo")
        self.same.setObjectName(f"same_{prefix}")
        self.same.clicked.connect(lambda: self._save(same=True))
        self._look = label("", "second", wrap=True)
        self._arrange()
        self._proposed: str | None = None
        self._shown = shown
        self.retranslate()

    def _arrange(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(theme.gap())
        costs = [self.costs] if self.costs is not None else []
        for part in (self._said, self.computed, *costs):
            lines.addWidget(part)
        lines.addLayout(row(self.sheet, None))
        for part in (self._offer, *self.fields.widgets(), self._look, self.clauses):
            lines.addWidget(part)
        lines.addWidget(self.photos)
        lines.addWidget(self._note_row)
        lines.addWidget(self._phrases)
        of = answer_id(self._inspection, *self._question.key)
        lines.addLayout(row(self.same, None, HistoryButton(self._prefix, lambda: ("answer", of))))

    def show_now(self, shown: Shown) -> None:
        """Bring everything up to what is known now, without disturbing what is being typed."""
        self._shown = shown
        given = shown.given
        self.sentence.setText(shown.sentence)
        self._said.setVisible(bool(shown.sentence))
        self.computed.setText(shown.computed)
        self.computed.setVisible(bool(shown.computed))
        self.fields.load(given.fields)
        self.note.load(given.note)
        found = shown.finding
        ids = [a["id"] for a in found.articles if a["kind"] == "duty"] if found else []
        self.clauses.load(ids or list(self._question.item.basis))
        self.photos.load(list(shown.photos))
        if self.costs is not None:
            self.costs.load()
        self._propose(given)
        self._phrases.setVisible(True)
        self._same()

    def _propose(self, given: Given) -> None:
        item = self._question.item
        self._proposed = answers.proposed(item, given.fields, self.today) if given.fields else None
        self._proposed = self._proposed or self._shown.proposed
        flags = answers.flags(item, given.fields) if given.fields else ()
        differs = self._proposed is not None and self._proposed != given.value
        if differs:
            self.proposal.setText(self._proposal_text())
        elif flags:
            self.proposal.setText(self._flag_text(flags[0]))
        self._offer.setVisible(differs or bool(flags))
        self.take.setVisible(differs)

    def _proposal_text(self) -> str:
        meets = self._proposed == self._question.item.compliant
        return self.tr("The figures say: meets.") if meets else self.tr("The figures say: fails.")

    def _flag_text(self, code: str) -> str:
        return {
            "attendance_mismatch": self.tr(
                "Attendance and the heads counted differ by more than a tenth. Look again."
            ),
            "opened_late": self.tr("The account was opened later than 30 days after the contract. Look again."),
        }[code]

    def _take(self) -> None:
        if self._proposed is not None:
            self._save(value=self._proposed)

    def _phrase(self, text: str) -> None:
        before = self.note.toPlainText().strip()
        joined = f"{before}；{text}" if before else text
        self.note.setPlainText(joined)
        self.note.flush()

    def _same(self) -> None:
        shown = self._shown
        self.same.setVisible(shown.before is not None and shown.before != shown.given)
        if shown.before is not None:
            self.same.setText(self._same_text(shown.before.value, shown.before_day))

    def _same_text(self, value: str | None, day: date | None) -> str:
        item = self._question.item
        words = {
            "na": self.tr("not applicable"),
            item.compliant: self.tr("meets"),
            None: self.tr("not looked at"),
        }
        other = self.tr("fails") if value in ("yes", "no") else str(value or "")[:12]
        on = f"{day.month}-{day.day}" if day else ""
        return self.tr("Same as last time ({answer}, {day})").format(answer=words.get(value, other), day=on)

    def flush(self) -> None:
        self.fields.flush()
        self.note.flush()
        if self.costs is not None:
            self.costs.flush()

    def fit(self, width: int) -> None:
        """Arrange the fields for ``width`` pixels."""
        if self.fields.columns is not None:
            self.fields.columns.fit(width)
        if self.costs is not None:
            self.costs.fit(width)

    def retranslate(self) -> None:
        self._note_row.set_texts(self.tr("Note"))
        self.take.setText(self.tr("Take this answer"))
        self.sheet.setText(self.tr("Open the wage sheet"))
        evidence = self._question.item.evidence[lang()]
        self._look.setText(
            self.tr("Look at: {what}").format(what=evidence.replace("{n}", "3").replace("{sample_n}", "10"))
        )
        own = list(self._shown.notes)
        ready = [
            self.tr("Seen on the spot"),
            self.tr("Original shown"),
            self.tr("Could not be shown"),
            self.tr("Absent, will be handed in later"),
        ]
        self._phrases.set_phrases([*own, *(t for t in ready if t not in own)])
        self.show_now(self._shown)


def _today(session: Session) -> date:
    from models.clock import today

    return today(session.clock)
