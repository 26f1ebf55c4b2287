"""Parts of the register of numbers: one number with its voiding, a paper entered afterwards, what is to be looked at."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.register import Entry
from ui import i18n
from ui.screens import parts_visit as parts
from ui.widgets import (
    BigButton,
    Card,
    Chip,
    ConfirmAct,
    CountEdit,
    DayEdit,
    FieldRow,
    NumberedList,
    PhraseButtons,
    label,
    row,
)


def mended_text(entry: Entry) -> str:
    """Which paper corrected or revoked this one; '' where none did."""
    said = {
        "corrected": i18n.translate("register", "Corrected by {number}."),
        "revoked": i18n.translate("register", "Revoked by {number}."),
    }
    return said.get(entry.standing, "").format(number=entry.replaced_by) if entry.replaced_by else ""


class EntryCard(Card):
    """One number: its paper, and voiding it with a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.chip, self.told = label("", "h2", wrap=True), Chip("", "none"), label("", wrap=True)
        self.doubts = label("", "bad", wrap=True)
        self.paper, self.settle = BigButton(icon="papers"), BigButton(icon="check")
        self.paper.setObjectName("entry_paper")
        self.settle.setObjectName("entry_settle")
        self.reason = QLineEdit()
        self.reason.setObjectName("void_reason")
        self.reason_row, self.phrases = FieldRow("", self.reason), PhraseButtons(self.reason)
        self.confirm = ConfirmAct("", "", danger=True)
        self.confirm.read.setObjectName("void_read")
        self.confirm.act.setObjectName("void_act")
        self.said = label("", "second", wrap=True)
        self.add(row(self.head, self.chip))
        for part in (self.told, self.doubts):
            self.add(part)
        self.add(row(self.paper, self.settle, None))
        for part in (self.reason_row, self.phrases, self.confirm, self.said):
            self.add(part)

    def show_voiding(self, on: bool) -> None:
        for part in (self.reason_row, self.phrases, self.confirm):
            part.setVisible(on)


class PaperCard(Card):
    """补录: a paper that was written by hand, entered afterwards."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.head, self.told = label("", "h2"), label("", wrap=True)
        self.type = parts.Options("paper_type")
        self.n, self.number, self.day = CountEdit(), QLineEdit(), DayEdit(today)
        self.who, self.reason = QLineEdit(), QLineEdit()
        self.n.line.setObjectName("paper_n")
        self.day.line.setObjectName("paper_day")
        for name in ("number", "who", "reason"):
            getattr(self, name).setObjectName(f"paper_{name}")
        self.rows = {
            name: FieldRow("", getattr(self, name)) for name in ("type", "n", "number", "day", "who", "reason")
        }
        self.phrases = PhraseButtons(self.reason)
        self.wrong = label("", "bad", wrap=True)
        self.enter = BigButton(kind="primary", icon="check")
        self.enter.setObjectName("paper_enter")
        self.add(self.head)
        self.add(self.told)
        self.add(self.rows["type"])
        self.add(parts.Columns([self.rows["n"], self.rows["number"]], most=2, least_mm=70.0))
        self.add(parts.Columns([self.rows["day"], self.rows["who"]], most=2, least_mm=70.0))
        self.add(self.rows["reason"])
        self.add(self.phrases)
        self.add(self.wrong)
        self.add(row(None, self.enter))
        self.wrong.hide()


class Doubts(Card):
    """What must be looked at: duplicates and doubtful numbers, a tap away from being settled; gaps nobody explained."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("register_doubts")
        self.head, self.numbers, self.lines = label("", "h2"), NumberedList(), QVBoxLayout()
        self.numbers.setObjectName("register_matters")
        self.add(self.head)
        self.add(self.numbers)
        self.add(self.lines)

    def show_lines(
        self, head: str, numbers: list[tuple[object, str, str, Chip | None]], lines: list[tuple[str, Chip]]
    ) -> None:
        parts.clear(self.lines)
        self.head.setText(head)
        self.numbers.show_lines(numbers)
        self.numbers.setVisible(bool(numbers))
        for text, chip in lines:
            line = QWidget()
            inside = row(label(text, wrap=True), chip)
            inside.setStretch(0, 1)
            line.setLayout(inside)
            self.lines.addWidget(line)
        self.setVisible(bool(lines or numbers))


def paper_words(form: PaperCard) -> None:
    """Set the texts of the form in the language in force."""
    translate = i18n.translate
    form.head.setText(translate("Register", "What stands on the paper"))
    form.told.setText(
        translate("Register", "The paper is a fact: it is entered as it is, also where its number is taken.")
    )
    form.rows["type"].set_texts(translate("Register", "Type"))
    form.rows["n"].set_texts(translate("Register", "Running number"))
    form.rows["number"].set_texts(translate("Register", "Whole number, where it is not written as usual"))
    form.rows["day"].set_texts(translate("Register", "Day on the paper"))
    form.rows["who"].set_texts(translate("Register", "To whom"))
    form.rows["reason"].set_texts(translate("Register", "Why it was written by hand"))
    form.phrases.set_phrases(
        [
            translate("Register", "No computer on site"),
            translate("Register", "Before the program was used"),
            translate("Register", "Battery empty"),
        ]
    )
    form.enter.setText(translate("Register", "Enter into the register"))
