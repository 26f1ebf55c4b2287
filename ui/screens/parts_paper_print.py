"""Printing an issued paper: printer, copies by whom they are for, then the question whether paper came out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from models import seals
from models.errors import KnownError
from ui import i18n, printing, theme
from ui.jobs import run_job
from ui.screens.parts_visit import Options, Part
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, Card, FieldRow, IconButton, column, label, row
from ui.widgets.basics import Speaking

SHEETS = {"good": "used", "again": "spoiled", "unknown": "used"}
"""Answer to the print → what became of its stamped sheets."""


class Stepper(Speaking, QWidget):
    """How many of something, by two buttons; ``changed(int)``."""

    changed = Signal(int)

    def __init__(self, name: str, most: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._most, self._subject = 0, most, ""
        self.less, self.shown, self.more = IconButton("none", "-"), label("0", "h2"), IconButton("add", "-")
        self.less.setObjectName(f"{name}_less")
        self.more.setObjectName(f"{name}_more")
        self.shown.setMinimumWidth(theme.mm(7))
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        inside = row(self.less, self.shown, self.more)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        self._value = value
        self.shown.setText(str(value))
        self.less.setEnabled(value > 0)
        self.more.setEnabled(value < self._most)

    def set_subject(self, subject: str) -> None:
        self._subject = subject
        self.retranslate()

    def _step(self, by: int) -> None:
        self.set_value(min(self._most, max(0, self._value + by)))
        self.changed.emit(self._value)

    def retranslate(self) -> None:
        self.less.set_name(f"{self._subject} " + i18n.translate("paper", "one less"))
        self.more.set_name(f"{self._subject} " + i18n.translate("paper", "one more"))


class PrintPanel(Speaking, QWidget):
    """Prints one issued paper and writes down what came of it. ``settled()``: printed, or left for later."""

    settled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._document: dict[str, Any] = {}
        self._printers: list[printing.Printer] = []
        self._asked = ""
        self._error: KnownError | None = None
        self._kept: Path | None = None
        self.part, self.question = Part(), Card(kind="sunken")
        self.printer = Options("printer")
        self.printer.chosen.connect(lambda _: self.retranslate())
        self.printer_row = FieldRow("", self.printer)
        self.note = label("", "bad", wrap=True)
        self.steppers = {who: Stepper(f"copies_{who}") for who in printing.COPIES}
        self._whom = {who: label("", "strong") for who in printing.COPIES}
        for stepper in self.steppers.values():
            stepper.changed.connect(lambda _: self._ready())
        self.sheets = QLineEdit()
        self.sheets.setObjectName("sheet_serials")
        self.sheets_row = FieldRow("", self.sheets)
        self.sheets.textChanged.connect(lambda _: self._ready())
        self.duplex = BigButton()
        self.duplex.setObjectName("duplex")
        self.duplex.setCheckable(True)
        self.print, self.keep = BigButton(kind="primary", icon="print"), BigButton(icon="download")
        self.print.setObjectName("print_now")
        self.keep.setObjectName("keep_file")
        self.print.clicked.connect(self._print)
        self.keep.clicked.connect(self._keep)
        self.kept = label("", "ok", wrap=True)
        self._asking = label("", "h2", wrap=True)
        self.good, self.again, self.later = BigButton(icon="check"), BigButton(icon="print"), BigButton(icon="clock")
        for button, name in ((self.good, "good"), (self.again, "again"), (self.later, "later")):
            button.setObjectName(f"printed_{name}")
            button.clicked.connect(lambda _=False, name=name: self._answer(name))
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        part = self.part
        part.add(self.printer_row)
        part.add(self.note)
        self._counts = QWidget()
        self._counts.setLayout(column(*(row(self._whom[who], None, self.steppers[who]) for who in printing.COPIES)))
        part.add(self._counts)
        part.add(self.sheets_row)
        part.add(row(self.duplex, None))
        part.add(row(self.print, self.keep, None))
        part.add(self.kept)
        self.question.add(self._asking)
        self.question.add(column(self.good, self.again, self.later))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        inside.addWidget(part)
        inside.addWidget(self.question)
        self.question.hide()

    # -- showing -----------------------------------------------------------------------------------------------
    def show_document(self, document: str) -> None:
        """Offer to print this paper; the number stays what it is, however often."""
        if self._asked and self._asked != document:
            self.unanswered()
        row_ = self.session.store.get("document", document)
        if row_ is None:
            raise KnownError("document_unknown", document=document)
        if row_["id"] != self._document.get("id"):
            self._kept, self._error = None, None
            self.sheets.clear()
            made = printing.copies_for(len(row_["addressees"] or ()), int(row_["copies"] or 1))
            for who, count in made.items():
                self.steppers[who].set_value(count)
        self._document = row_
        self.duplex.setChecked((row_["pages"] or 1) > 1)
        self.question.setVisible(bool(self._asked))
        self.part.setVisible(not self._asked)
        run_job(lambda work: printing.printers(), on_done=self._found, owner=self)
        self.retranslate()

    def _found(self, printers: list[printing.Printer]) -> None:
        before = self.printer.value()
        self._printers = printers
        self.printer.set_options([(p.name, p.name) for p in printers])
        known = [p.name for p in printers]
        self.printer.set_value(before if before in known else known[0] if known else None)
        self.retranslate()

    def _ready(self) -> None:
        copies = sum(stepper.value() for stepper in self.steppers.values())
        self.print.setEnabled(bool(self._printers) and copies > 0 and (bool(self._serials()) or not self._numbered))
        self.print.setText(i18n.translate("paper", "Print {n} copies").format(n=copies))

    # -- acts --------------------------------------------------------------------------------------------------
    def _pdf(self) -> bytes:
        from forms.sealing import pdf_bytes

        return pdf_bytes(self.session.profile, self._document["id"])

    @property
    def _numbered(self) -> bool:
        """Whether it goes on sheets that were stamped before, each with a serial."""
        return self._document.get("seal_mode") == "pre_stamped"

    def _serials(self) -> list[str]:
        """The serials typed; none where they cannot be read, which the field then says."""
        try:
            found = seals.serials_in(self.sheets.text())
        except KnownError as error:
            self.sheets_row.set_error(error)
            return []
        self.sheets_row.set_error(None)
        return found

    def _title(self) -> str:
        return str(self._document.get("number") or self._document.get("title") or "")

    def _print(self) -> None:
        printer, copies = str(self.printer.value() or ""), sum(s.value() for s in self.steppers.values())
        duplex, title, document = self.duplex.isChecked(), self._title(), str(self._document["id"])
        self._error = None
        self.print.setEnabled(False)
        try:
            seals.check_free(self.session.store, self._serials() if self._numbered else ())
            pdf = self._pdf()
        except KnownError as error:
            self._failed(error)
            return
        run_job(
            lambda work: printing.send(pdf, printer, copies, duplex=duplex, title=title),
            on_done=lambda _: self._sent(document),
            on_error=self._failed,
            owner=self,
        )

    def _sent(self, document: str) -> None:
        self._asked = document
        self.part.hide()
        self.question.show()
        self._ready()
        self.good.setFocus()

    def _failed(self, error: KnownError) -> None:
        self._error = error
        self.retranslate()

    def _answer(self, outcome: str) -> None:
        self._log(outcome)
        self._asked = ""
        self.question.hide()
        self.part.show()
        if outcome == "again":
            self.print.setFocus()
        else:
            self.settled.emit()

    def unanswered(self) -> None:
        """Left without an answer: the print stands in the record as not confirmed."""
        if self._asked:
            self._log("unknown")
            self._asked = ""

    def _log(self, outcome: str) -> None:
        from forms import service

        document, actor = self._asked, self.session.actor
        printer, copies = str(self.printer.value() or ""), sum(s.value() for s in self.steppers.values())
        printed = [p for p in self.session.store.find("print_log", document=document) if p["outcome"] == "good"]
        serials = self._serials() if self._numbered and outcome in SHEETS else []

        def write(store: Any) -> None:
            with store.change(actor, "print") as tx:
                service.log_print(tx, document, actor, printer, copies, outcome, reprint=bool(printed))
                seals.use(tx, document, serials, SHEETS.get(outcome, "used"), actor)

        self.session.write(write)
        if serials:
            self.sheets.clear()

    def _keep(self) -> None:
        """As a file in the documents folder, under a name of its own."""
        from datetime import date

        day = date.fromisoformat(self._document["date"])
        names = "、".join(a["name"] for a in self._document["addressees"] or ())
        name = printing.file_name(self._document["number"] or self._document["title"], names, day)
        self._error = None
        try:
            self._kept = printing.keep(printing.documents_folder(), name, self._pdf())
        except KnownError as error:
            self._error = error
        self.retranslate()

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        translate = i18n.translate
        self.part.set_head(translate("paper", "Print"))
        self.printer_row.set_texts(translate("paper", "Printer"))
        for part in (self.printer_row, self._counts, self.duplex, self.print):
            part.setVisible(bool(self._printers))
        self.sheets_row.setVisible(bool(self._printers) and self._numbered)
        self.sheets_row.set_texts(
            translate("paper", "Serials of the stamped sheets"), translate("paper", "For example 0101-0104, 0120")
        )
        words = {
            "stub": translate("paper", "Counterfoil"),
            "party": translate("paper", "For the party"),
            "file": translate("paper", "For the file"),
        }
        for who, text in words.items():
            self._whom[who].setText(text)
            self.steppers[who].set_subject(text)
        self.duplex.setText(translate("paper", "Both sides"))
        self.keep.setText(translate("paper", "Save as a file"))
        self._asking.setText(translate("paper", "Did {number} come out right?").format(number=self._title()))
        self.good.setText(translate("paper", "Yes, printed"))
        self.again.setText(translate("paper", "Print again (same number)"))
        self.later.setText(translate("paper", "Print later"))
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        kept = translate("paper", "Saved as {path}").format(path=self._kept) if self._kept else ""
        self.kept.setText(kept)
        self.kept.setVisible(bool(kept))
        self._ready()

    def _note(self) -> str:
        if self._error is not None:
            return sentence(self._error)
        if not self._printers:
            return sentence(KnownError("no_printer"))
        chosen = next((p for p in self._printers if p.name == self.printer.value()), None)
        if chosen is not None and chosen.thermal:
            return i18n.translate(
                "paper", "This printer is thermal: its paper fades. Print one more copy on plain paper for the file."
            )
        return ""
