"""The two panes of the checklist: sections with their progress, and the cards of the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from models.pack import Section
from models.visitanswers import Count, Question, fails, wanted_facts
from ui import theme
from ui.screens.parts_check_detail import Detail
from ui.screens.parts_check_fields import Toggles, lang
from ui.screens.parts_visit import Options
from ui.widgets import AnswerSegments, BigButton, Card, Chip, FieldRow, TapCard, column, label, row
from ui.widgets.answer import MEANINGS
from ui.widgets.basics import Speaking

if TYPE_CHECKING:
    from ui.screens.checklist import Checklist

SEVERITY = {"critical": "bad", "major": "warn", "minor": "none", "info": "none"}
BAR_PX = 5


class SectionTab(TapCard):
    """One section: its name, how many are answered, how many fail. The one in front has a bar at its edge."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section, self.current = section, False
        self.setObjectName(f"section_{section.id}")
        self._name, self._count, self._bad = label("", wrap=True), label("", "second"), label("", "bad")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 6, 8, 6)
        inside.addLayout(column(self._name, row(self._count, self._bad, None, spacing=8), spacing=0), 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_count(self, count: Count, *, short: bool) -> None:
        """``short``: only the number of the section, where there is little room."""
        title = self.section.title[lang()]
        self._name.setText(self.section.id if short else title)
        done = "✓ " if count.total and count.answered == count.total else ""
        self._count.setText(f"{done}{count.answered}/{count.total}")
        self._bad.setText(f"▲{count.failing}" if count.failing else "")
        self._bad.setVisible(bool(count.failing))
        self.setAccessibleName(f"{title} {count.answered}/{count.total} {self._bad.text()}".strip())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # the name is broken into lines: it needs no width of its own

    def set_current(self, current: bool) -> None:
        self.current = current
        self._name.setProperty("role", "strong" if current else "")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.current:
            painter = QPainter(self)
            painter.fillRect(QRectF(3, 6, BAR_PX, self.height() - 12), theme.color("accent"))


class Segments(AnswerSegments):
    """The three answers of a card that is used for one question after the other."""

    def rebind(self, compliant: str, subject: str, name: str) -> None:
        self._compliant = compliant
        self.setObjectName(name)
        for meaning in MEANINGS:
            self._buttons[meaning].setObjectName(f"{name}_{meaning}")
        self.set_value(None)
        self.set_subject(subject)


class Taken(QWidget):
    """What the tables say to a question that nobody types an answer to, and one button: it was looked at."""

    def __init__(self, name: str, text: str, subject: str, chosen: Callable[[bool], None]) -> None:
        super().__init__()
        self._words, self.take = label("", wrap=True), BigButton(text, icon="check")
        self.take.setObjectName(f"{name}_computed")
        self.take.setCheckable(True)
        self.take.setAccessibleName(f"{subject} {text}")
        self.take.clicked.connect(lambda _=False: chosen(self.take.isChecked()))
        self.setLayout(column(self._words, row(self.take, None)))

    def show_now(self, words: str, value: str | None) -> None:
        self._words.setText(words)
        self.take.setChecked(value == "computed")


class QuestionCard(Speaking, Card):
    """One question to one unit. Kept and used again: :meth:`bind` gives it another question."""

    touched = Signal()

    def __init__(self, host: Checklist) -> None:
        super().__init__()
        self.host = host
        self.question: Question | None = None
        self.prefix = ""
        self.current = False
        self.detail: Detail | None = None
        self._number, self._text = label("", "second"), label("", "strong", wrap=True)
        self._unit = label("", "second", wrap=True)
        self._chips = {name: Chip("", kind) for name, kind in (("grave", "bad"), ("found", "bad"), ("more", "info"))}
        self.segments = Segments()
        self.segments.answered.connect(lambda value: self._give(value=value))
        self.more = BigButton(icon="down", kind="plain")
        self.more.clicked.connect(lambda: self.open(self.detail is None or not self.detail.isVisible()))
        self._other: QWidget | None = None
        self.add(row(self._number, self._text, self._chips["grave"], spacing=10))
        self.add(row(self._unit, self._chips["found"], self._chips["more"], spacing=10))
        self._answer_row = row(self.segments, self.more)
        self._answer_row.setStretch(0, 1)
        self._answer_row.setAlignment(self.more, Qt.AlignmentFlag.AlignRight)
        self.add(self._answer_row)
        self._number.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def stack(self, upright: bool) -> None:
        """Where the window is upright the details stand below the answers: both beside each other are too wide."""
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        if self._answer_row.direction() != way:
            self._answer_row.setDirection(way)
            edge = 9 if upright else 16
            self._column.setContentsMargins(edge, 12, edge, 12)

    # -- which question ----------------------------------------------------------------------------------------
    def bind(self, question: Question, name: str) -> None:
        """Stand for this question from now on; ``name`` is the end of the names of its controls."""
        if self.question is not None and self.question.key == question.key and self.prefix == name:
            self.question = question
            self.refresh()
            return
        self.drop_detail()
        self.question, self.prefix = question, name
        self.setObjectName(f"card_{name}")
        item = question.item
        self._number.setText(item.id)
        self.segments.setVisible(item.compliant is not None)
        self.segments.rebind(item.compliant or "yes", item.question[lang()], f"answer_{name}")
        self.more.setObjectName(f"details_{name}")
        self._make_other()
        self._texts()
        self.refresh()

    def _make_other(self) -> None:
        """The control of an answer that is no yes or no: a choice, units, a text."""
        if self._other is not None:
            self._column.removeWidget(self._other)
            self._other.setParent(None)
            self._other.deleteLater()
            self._other = None
        assert self.question is not None
        item = self.question.item
        if item.compliant is not None:
            return
        self._other = self._from_table() or self._choice() or self._text_line()
        self._column.insertWidget(2, self._other)

    def _from_table(self) -> QWidget | None:
        """The wage sheet answers by itself; a tap says that it was looked at."""
        assert self.question is not None
        if self.question.item.answer_type != "table":
            return None
        return Taken(
            f"answer_{self.prefix}",
            self.tr("As the wage sheet says"),
            self.question.item.question[lang()],
            lambda chosen: self._give(value="computed" if chosen else None),
        )

    def _choice(self) -> QWidget | None:
        assert self.question is not None
        item, pack, name = self.question.item, self.host.pack, f"answer_{self.prefix}"
        field = next((f for f in item.fields if f.type in ("choice", "units")), None)
        if item.answer_type != "enum" or field is None:
            return None
        if field.type == "units":
            toggles = Toggles(name)
            toggles.set_options([(u.key, u.name) for u in self.host.state.seen.units])
            toggles.changed.connect(lambda keys: self._units(field.name, keys))
            toggles.setAccessibleName(item.question[lang()])
            return toggles
        options = Options(name)
        options.set_options([(o, pack.label("option", f"{field.name}.{o}", lang())) for o in field.options])
        options.chosen.connect(lambda value: self._give(value=value))
        options.setAccessibleName(item.question[lang()])
        return options

    def _text_line(self) -> QWidget:
        line = QLineEdit()
        line.setObjectName(f"answer_{self.prefix}")
        line.editingFinished.connect(lambda: self._give(value=line.text().strip() or None))
        made = FieldRow(self.tr("Answer"), line)
        return made

    def _units(self, field: str, keys: list[str]) -> None:
        names = "、".join(u.name for u in self.host.state.seen.units if u.key in keys)
        self._give(value=names or None, fields={field: keys or None})

    def _give(self, **changes: Any) -> None:
        if self.question is not None and self.host.session.open:
            self.touched.emit()
            self.host.give(self.question.key, **changes)

    # -- what is shown -----------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Show what is known of the question now."""
        if self.question is None:
            return
        item, shown = self.question.item, self.host.state.shown(self.question, whole=self.detail is not None)
        given = shown.given
        if item.compliant is not None:
            self.segments.set_value(given.value if given.value in ("yes", "no", "na") else None)
        self._show_other(given)
        bad = fails(item, given)
        self._chips["found"].set(self.tr("Finding") if bad else "", "bad")
        self._chips["found"].setVisible(bad)
        n = len(shown.photos)
        marks = [self.tr("{n} photos").format(n=n)] if n else []
        marks += [self.tr("Note")] if given.note and item.answer_type not in ("text",) else []
        self._chips["more"].set(" · ".join(marks), "info")
        self._chips["more"].setVisible(bool(marks))
        if self.detail is not None:
            facts = wanted_facts(item, shown.finding, self.host.pack, given.fields) if bad else ()
            if set(facts) - set(self.detail.wanted):
                was = self.detail.isVisible()
                self.drop_detail()
                self.open(was)
            else:
                self.detail.show_now(shown)

    def _show_other(self, given: Any) -> None:
        if isinstance(self._other, Options):
            self._other.set_value(given.value)
        elif isinstance(self._other, Toggles):
            self._other.set_value(next(iter(given.fields.values()), None))
        elif isinstance(self._other, Taken) and self.question is not None:
            self._other.show_now(self.host.state.computed(self.question)[0], given.value)
        elif isinstance(self._other, FieldRow):
            line = self._other.editor
            assert isinstance(line, QLineEdit)
            if line.text() != (given.value or "") and not line.hasFocus():
                line.setText(given.value or "")

    def open(self, wanted: bool) -> None:
        """Open or close the part below the answer."""
        if wanted and self.detail is None and self.question is not None:
            shown = self.host.state.shown(self.question)
            facts = wanted_facts(self.question.item, shown.finding, self.host.pack, shown.given.fields)
            inspection = self.host.state.inspection
            assert inspection is not None
            unit = self.question.unit.key
            self.detail = Detail(
                self.host.session,
                inspection,
                self.question,
                self.prefix,
                facts,
                shown,
                self._give,
                self.host.state.project,
                lambda: self.host.open_sheet(unit),
            )
            self.detail.photos.kept.connect(self.refresh)
            self.add(self.detail)
            self.fit()
        if self.detail is not None:
            self.detail.setVisible(wanted)
        theme.set_icon(self.more, "up" if wanted else "down")
        self._say_more(wanted)

    def fit(self) -> None:
        """Arrange the fields for the room the screen has: asked of itself, it could never become narrower."""
        if self.detail is not None:
            self.detail.fit(self.host.room())

    def drop_detail(self) -> None:
        if self.detail is not None:
            self.detail.flush()
            gone, self.detail = self.detail, None
            self._column.removeWidget(gone)
            gone.setParent(None)  # at once, so that nobody finds its controls beside those that follow
            gone.deleteLater()
            self._say_more(False)
            theme.set_icon(self.more, "down")

    def release(self) -> None:
        """Stand for no question: another visit comes."""
        self.drop_detail()
        self.question = None
        self.hide()

    def flush(self) -> None:
        if self.detail is not None:
            self.detail.flush()
        if isinstance(self._other, FieldRow) and isinstance(self._other.editor, QLineEdit):
            line = self._other.editor
            if line.hasFocus():
                self._give(value=line.text().strip() or None)

    def set_current(self, current: bool) -> None:
        if current != self.current:
            self.current = current
            self.update()

    def focus_answer(self) -> None:
        """Put the focus on the answer of this card."""
        where: QWidget = self.segments if self.segments.isVisible() else self.more
        if isinstance(self._other, Options | Toggles) and self._other._buttons:
            where = next(iter(self._other._buttons.values()))
        elif isinstance(self._other, FieldRow):
            where = self._other.editor
        elif isinstance(self._other, Taken):
            where = self._other.take
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, meaning: str | None) -> None:
        """The keys 1 2 3 0."""
        if self.segments.isVisible():
            self.segments._choose(meaning)
        elif meaning is None:
            self._give(value=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.current:
            painter = QPainter(self)
            painter.fillRect(QRectF(3, 10, BAR_PX, self.height() - 20), theme.color("accent"))

    # -- words -------------------------------------------------------------------------------------------------
    def _texts(self) -> None:
        if self.question is None:
            return
        item, unit, pack = self.question.item, self.question.unit, self.host.pack
        text = item.question[lang()].replace("{n}", "3")
        self._text.setText(text)
        role = pack.label("role", unit.role, lang()) if unit.role else ""
        self._unit.setText(" · ".join(t for t in (role, unit.name) if t))
        grave = item.severity == "critical"
        self._chips["grave"].set(pack.label("severity", item.severity, lang()), SEVERITY[item.severity])
        self._chips["grave"].setVisible(grave)
        self.segments.set_subject(f"{item.id} {text} {unit.name}")
        self._say_more(self.detail is not None and self.detail.isVisible())

    def _say_more(self, opened: bool) -> None:
        self.more.setText(self.tr("Close") if opened else self.tr("Details"))
        about = self.question.item.id if self.question else ""
        self.more.setAccessibleName(f"{self.more.text()} {about}".strip())

    def retranslate(self) -> None:
        self._texts()
        if self.question is not None:
            self._make_other()
            was = self.detail is not None and self.detail.isVisible()
            self.drop_detail()
            self.refresh()
            self.open(was)
            if self.current:
                self.focus_answer()


NameOf = Callable[[Question], str]
