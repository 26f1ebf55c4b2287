"""The first step of a templated record: its fields and, for an interview, question after question with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from models.papertypes import paper_type
from ui import i18n, theme
from ui.screens.parts_paper import SAVE_AFTER_MS, DraftModel
from ui.screens.parts_paper_made import Mend, of_error
from ui.screens.parts_paper_types import TemplateFields
from ui.screens.parts_paper_types_made import make_templated
from ui.screens.parts_visit import Part, clear
from ui.session import Session
from ui.widgets import BigButton, FieldRow, IconButton, label, row
from ui.widgets.basics import Speaking

LINES = "lines"


@dataclass(frozen=True)
class MadeRecord:
    """One rendering of a record; ``pdf`` None where it cannot be made as it stands."""

    draft: str
    pdf: bytes | None
    pages: int
    mend: tuple[Mend, ...]
    defaults: Mapping[str, str]


def make_type_record(profile: Any, draft: Mapping[str, Any], second: str | None, signatures: list[Any]) -> MadeRecord:
    """The pages with 草稿 and the strokes so far, and what stands in the way; runs away from the window's thread."""
    from forms import templated

    made = make_templated(profile, draft, second)
    mend = list(made.mend)
    kind = paper_type(profile.pack, draft["type"])
    if kind is not None and kind.data.get("interview"):
        try:
            templated.check_lines(profile.store, draft["id"])
        except KnownError as error:
            mend.insert(0, of_error(error))
    try:
        pages = templated.pages_to_sign(profile, draft["id"])
        pdf = templated.preview(profile, draft["id"], signatures)
    except KnownError:  # said among what is to mend already
        return MadeRecord(draft["id"], None, 1, tuple(mend), made.defaults)
    return MadeRecord(draft["id"], pdf, pages, tuple(mend), made.defaults)


class RecordTypeFields(TemplateFields):
    """A record's fields; ``moved()`` when its questions changed in the records."""

    visit_changed = Signal(object)
    extra_changed = Signal(object)
    moved = Signal()

    def __init__(self, session: Session, model: DraftModel, parent: QWidget | None = None) -> None:
        super().__init__(session, model, parent)
        self.defaults: dict[str, str] = {}
        self.lines: Interview | None = None

    def show_record(self, draft: Mapping[str, Any], visit: Mapping[str, Any]) -> None:
        """Show the draft; what is being typed stays."""
        self.show_draft()
        if self._kind is not None and self._kind.data.get("interview"):
            if self.lines is None or self.lines.parent() is None:
                self.lines = Interview(self.session)
                self.lines.moved.connect(self.moved)
                self._lines.insertWidget(self._lines.count() - 1, self.lines)
            self.lines.show_lines(str(draft["id"]), bool((draft["extra"] or {}).get("read")))

    def _build(self, kind: Any) -> None:
        if self._kind is not kind:
            self.lines = None
        super()._build(kind)

    def show_defaults(self, defaults: Mapping[str, str]) -> None:
        self.defaults = dict(defaults)
        super().show_defaults(defaults)

    def say(self, key: str, value: Any) -> None:
        """Fill one field by the program."""
        self._field(key, value)

    def paragraphs(self) -> list[str]:
        return []

    def flush(self) -> None:
        if self.lines is not None:
            self.lines.flush()

    def field(self, name: str) -> QWidget | None:
        return self.lines if name == LINES and self.lines is not None else super().field(name)

    def retranslate(self) -> None:
        super().retranslate()
        if self.lines is not None:
            self.lines.retranslate()


class Interview(Speaking, QWidget):
    """Questions and answers of an interview, each saved at a pause; after reading, a correction keeps what stood there."""

    moved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._draft, self._read = "", False
        self._pairs: dict[str, tuple[QPlainTextEdit, QPlainTextEdit]] = {}
        self._rows: list[tuple[FieldRow, FieldRow, IconButton]] = []
        self._pending: dict[str, dict[str, Any]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self.part = Part()
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.gap())
        self.add = BigButton(icon="add")
        self.add.setObjectName("add_question")
        self.add.clicked.connect(self._add)
        self._note = label("", "second", wrap=True)
        self.part.add(self._note)
        holder = QWidget()
        holder.setLayout(self._box)
        self.part.add(holder)
        self.part.add(row(self.add, None))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.part)
        self.setFocusProxy(self.add)
        self.retranslate()

    def show_lines(self, draft: str, read: bool | None = None) -> None:
        """Show the questions of this draft; a box being typed in keeps what it holds. ``read``: it was read over."""
        from forms.sheets import lines_of

        self._draft = draft
        self._read = self._read if read is None else read
        self._note.setVisible(self._read)
        found = lines_of(self.session.store, draft)
        if [one["id"] for one in found] != list(self._pairs):
            self._fill([one["id"] for one in found])
        for one in found:
            for name, box in zip(("question", "answer"), self._pairs[one["id"]], strict=True):
                said = one[name] or ""
                pending = name in self._pending.get(one["id"], {})
                if box.toPlainText() != said and not box.hasFocus() and not pending:
                    box.blockSignals(True)
                    box.setPlainText(said)
                    box.blockSignals(False)

    def _fill(self, ids: list[str]) -> None:
        clear(self._box)
        self._pairs, self._rows = {}, []
        for n, key in enumerate(ids, 1):
            question, answer = self._text(key, "question", n), self._text(key, "answer", n)
            away = IconButton("cross", "-")
            away.setObjectName(f"take_away_{n}")
            away.clicked.connect(lambda _=False, key=key: self._away(key))
            rows = FieldRow("", question), FieldRow("", answer)
            both = QVBoxLayout()
            both.setSpacing(theme.gap())
            both.addWidget(rows[0])
            both.addWidget(rows[1])
            line = QWidget()
            outer = row(both, away)
            outer.setStretch(0, 1)
            outer.setContentsMargins(0, 0, 0, 0)
            line.setLayout(outer)
            self._box.addWidget(line)
            self._pairs[key] = (question, answer)
            self._rows.append((*rows, away))
        self.retranslate()

    def _text(self, key: str, name: str, n: int) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setObjectName(f"{name}_{n}")
        box.setTabChangesFocus(True)
        box.setFixedHeight(theme.target() * (1 if name == "question" else 2) + theme.gap())
        box.textChanged.connect(lambda: self._typed(key, name, box.toPlainText().strip()))
        return box

    def _typed(self, key: str, name: str, text: str) -> None:
        self._pending.setdefault(key, {})[name] = text or None
        self._timer.start()

    def flush(self) -> None:
        """Write what is pending now."""
        self._timer.stop()
        if not self._pending or not self.session.open:
            return
        given, self._pending = self._pending, {}
        actor, read = self.session.actor, self._read

        def write(store: Any) -> None:
            with store.change(actor, "interview") as tx:
                for key, fields in given.items():
                    before = tx.get("interview_line", key)
                    if before is None:
                        continue
                    old = before["answer"]
                    if read and old and not before["was"] and fields.get("answer", old) != old:
                        fields = {**fields, "was": old}
                    tx.set("interview_line", key, **fields)

        self.session.write(write, lambda _: self.moved.emit(), owner=self)

    def _add(self) -> None:
        self.flush()
        draft, actor = self._draft, self.session.actor

        def write(store: Any) -> str:
            with store.change(actor, "interview") as tx:
                last = max((one["place"] or 0 for one in tx.find("interview_line", draft=draft)), default=0)
                return tx.new("interview_line", draft=draft, place=last + 1, question=None, answer=None)

        self.session.write(write, self._added, owner=self)

    def _added(self, key: str) -> None:
        self.show_lines(self._draft)
        self._pairs[key][0].setFocus()
        self.moved.emit()

    def _away(self, key: str) -> None:
        self._pending.pop(key, None)
        actor, draft = self.session.actor, self._draft

        def write(store: Any) -> None:
            with store.change(actor, "interview") as tx:
                tx.delete("interview_line", key)

        def gone(_: Any) -> None:
            self.show_lines(draft)
            self.moved.emit()

        self.session.write(write, gone, owner=self)

    def retranslate(self) -> None:
        translate = i18n.translate
        self.part.set_head(translate("papertype", "Questions and answers"))
        self._note.setText(
            translate(
                "papertype", "It was read over: an answer changed now is printed as a correction with its old words."
            )
        )
        self._note.setVisible(self._read)
        self.add.setText(translate("papertype", "Another question"))
        for n, (question, answer, away) in enumerate(self._rows, 1):
            question.set_texts(translate("papertype", "Question {n}").format(n=n))
            answer.set_texts(translate("papertype", "Answer {n}").format(n=n))
            away.set_name(translate("papertype", "Take question {n} away").format(n=n))
