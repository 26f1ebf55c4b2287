"""Printing an issued paper: printer, copies by whom they are for, then the question whether paper came out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from models import prints, seals
from models.errors import KnownError
from ui import i18n, printing, theme
from ui.jobs import run_job
from ui.screens.parts_paper_copies import Copies
from ui.screens.parts_visit import Options, Part, today
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, Card, FieldRow, FlowLayout, column, label
from ui.widgets.basics import Speaking

SHEETS = {"good": "used", "again": "spoiled", "unknown": "used"}
"""Answer to the print → what became of its stamped sheets."""


@dataclass(frozen=True)
class Asked:
    """One print that was sent and not answered for yet, as it was asked for."""

    document: str
    printer: str
    by_whom: dict[str, int]
    serials: tuple[str, ...]
    marked: bool


def moved_text(moved: Any) -> str:
    """Whither a print is moved: 1.2 mm to the right, 0.5 mm up."""
    translate, said = i18n.translate, []
    ways = (
        (moved.right, translate("paper", "{mm} mm to the right"), translate("paper", "{mm} mm to the left")),
        (moved.down, translate("paper", "{mm} mm down"), translate("paper", "{mm} mm up")),
    )
    for tenths, on, back in ways:
        if tenths:
            said.append((on if tenths > 0 else back).format(mm=f"{abs(tenths) / 10:.1f}"))
    return (", " if i18n.current() == "en" else "，").join(said)


def _flowing(*buttons: QWidget) -> QWidget:
    """Buttons side by side, below each other where there is no room for both."""
    made = QWidget()
    flow = FlowLayout(made)
    for button in buttons:
        flow.addWidget(button)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


class PrintPanel(Speaking, QWidget):
    """Prints one issued paper and writes down what came of it. ``settled()``: printed, or left for later."""

    settled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._document: dict[str, Any] = {}
        self._printers: list[printing.Printer] = []
        self._asked: Asked | None = None
        self._error: KnownError | None = None
        self._kept: Path | None = None
        self._headed = False
        self.part, self.question = Part(), Card(kind="sunken")
        self.printer = Options("printer")
        self.printer.chosen.connect(lambda _: self.retranslate())
        self.printer_row = FieldRow("", self.printer)
        self.note, self.told = label("", "bad", wrap=True), label("", "second", wrap=True)
        self.copies = Copies()
        self.copies.changed.connect(self._counting)
        self.sheets = QLineEdit()
        self.sheets.setObjectName("sheet_serials")
        self.sheets_row = FieldRow("", self.sheets)
        self.sheets.textChanged.connect(lambda _: self._counting())
        self.adjust = BigButton(kind="quiet", icon="edit")
        self.adjust.setObjectName("adjust_print")
        self.adjust.clicked.connect(lambda: cast(Any, self.window()).open("seals", part="stationery"))
        self.duplex = BigButton()
        self.duplex.setObjectName("duplex")
        self.duplex.setCheckable(True)
        self.duplex.clicked.connect(lambda: self._counting())
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
        for one in (self.printer_row, self.note, self.copies, self.sheets_row, self.told):
            part.add(one)
        part.add(_flowing(self.duplex, self.adjust))
        part.add(_flowing(self.print, self.keep))
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
        if self._asked and self._asked.document != document:
            self.unanswered()
        row_ = self.session.store.get("document", document)
        if row_ is None:
            raise KnownError("document_unknown", document=document)
        if row_["id"] != self._document.get("id"):
            self._kept, self._error = None, None
            self.sheets.clear()
            self.copies.show_recipients(prints.recipients(self.session.profile.pack, row_))
        self._document = row_
        self._headed = self._numbered and self._can_leave_out()
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
        copies = self.copies.total()
        self.print.setEnabled(bool(self._printers) and copies > 0 and (bool(self._serials()) or not self._numbered))
        self.print.setText(i18n.translate("paper", "Print {n} copies").format(n=copies))

    def _counting(self) -> None:
        self._ready()
        self._show_told()

    # -- what is printed ---------------------------------------------------------------------------------------
    def _pdf(self) -> bytes:
        from forms.sealing import pdf_bytes

        return pdf_bytes(self.session.profile, self._document["id"])

    @property
    def _numbered(self) -> bool:
        """Whether it goes on sheets that were stamped before, each with a serial."""
        return self._document.get("seal_mode") == "pre_stamped"

    def _can_leave_out(self) -> bool:
        from forms.printcopy import has_head

        try:
            return has_head(self._pdf())
        except KnownError:  # the paper's page says that its file is not here
            return False

    def _office(self) -> dict[str, Any]:
        return self.session.store.get("office", self.session.profile.office_id) or {}

    def _printed(self) -> int:
        return prints.good(self.session.store, str(self._document["id"])) if self._document else 0

    def _marks(self) -> bool:
        """Whether each copy of this print says that it was printed again."""
        return self._printed() > 0 and seals.marks_reprints(self._office())

    def _copy(self, pdf: bytes) -> bytes:
        """The stored file itself; on stationery moved and without the head that stands there, a reprint marked."""
        from forms import printcopy

        store, pack = self.session.store, self.session.profile.pack
        over = self._numbered
        mark = printcopy.reprint_words(pack, today(self.session), self._printed() + 1) if self._marks() else ""
        return printcopy.print_copy(
            pdf,
            offset=printing.offset_of(store, str(self.printer.value() or "")) if over else printcopy.Offset(),
            without=seals.preprinted(self._office()) if over else (),
            mark=mark,
        )

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

    # -- acts --------------------------------------------------------------------------------------------------
    def _print(self) -> None:
        serials = tuple(self._serials()) if self._numbered else ()
        asked = Asked(
            str(self._document["id"]), str(self.printer.value() or ""), self.copies.by_whom(), serials, self._marks()
        )
        duplex, title, copies = self.duplex.isChecked(), self._title(), self.copies.total()
        colour = self._document.get("seal_mode") == seals.IMAGE
        self._error = None
        self.print.setEnabled(False)
        try:
            seals.check_free(self.session.store, serials)
            pdf = self._copy(self._pdf())
        except KnownError as error:
            self._failed(error)
            return
        run_job(
            lambda work: printing.send(pdf, asked.printer, copies, duplex=duplex, title=title, colour=colour),
            on_done=lambda _: self._sent(asked),
            on_error=self._failed,
            owner=self,
        )

    def _sent(self, asked: Asked) -> None:
        self._asked = asked
        self.part.hide()
        self.question.show()
        self._ready()
        self.good.setFocus()

    def _failed(self, error: KnownError) -> None:
        self._error = error
        self.retranslate()

    def _answer(self, outcome: str) -> None:
        self._log(outcome)
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

    def _log(self, outcome: str) -> None:
        asked, actor = self._asked, self.session.actor
        self._asked = None
        if asked is None:
            return
        serials = list(asked.serials) if outcome in SHEETS else []

        def write(store: Any) -> None:
            with store.change(actor, "print") as tx:
                prints.log(tx, asked.document, asked.printer, asked.by_whom, outcome, marked=asked.marked)
                seals.use(tx, asked.document, serials, SHEETS.get(outcome, "used"), actor)

        self.session.write(write, lambda _: self.retranslate(), owner=self)
        if serials:
            self.sheets.clear()

    def _keep(self) -> None:
        """As a file in the documents folder, under a name of its own."""
        self._error = None
        try:
            name = printing.name_of(self._document)
            self._kept = printing.keep(printing.documents_folder(), name, self._pdf())
        except KnownError as error:
            self._error = error
        self.retranslate()

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        translate = i18n.translate
        self.part.set_head(translate("paper", "Print"))
        self.printer_row.set_texts(translate("paper", "Printer"))
        for part in (self.printer_row, self.duplex, self.print):
            part.setVisible(bool(self._printers))
        self.sheets_row.setVisible(bool(self._printers) and self._numbered)
        self.adjust.setVisible(bool(self._printers) and self._numbered)
        self.adjust.setText(translate("paper", "Adjust the print on the sheet"))
        self.sheets_row.set_texts(
            translate("paper", "Serials of the stamped sheets"), translate("paper", "For example 0101-0104, 0120")
        )
        self.duplex.setText(translate("paper", "Both sides"))
        self.keep.setText(translate("paper", "Save as a file"))
        self._asking.setText(translate("paper", "Did {number} come out right?").format(number=self._title()))
        self.good.setText(translate("paper", "Yes, printed"))
        self.again.setText(translate("paper", "Print again (same number)"))
        self.later.setText(translate("paper", "Print later"))
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        self._show_told()
        kept = translate("paper", "Saved as {path}").format(path=self._kept) if self._kept else ""
        self.kept.setText(kept)
        self.kept.setVisible(bool(kept))
        self._ready()

    def _show_told(self) -> None:
        self.told.setText("\n".join(self._told()) if self._document and self.session.open else "")
        self.told.setVisible(bool(self.told.text()))

    def _told(self) -> list[str]:
        """What this print is: again with the same number, moved, without the head."""
        translate, store, said = i18n.translate, self.session.store, []
        if (before := self._printed()) > 0:
            said.append(
                translate("paper", "Printed {n} times before: the number stays, this print is written down.").format(
                    n=before
                )
            )
        if self._marks():
            said.append(translate("paper", "Each copy is marked as printed again."))
        if self._numbered and self._printers:
            moved = printing.offset_of(store, str(self.printer.value() or ""))
            if moved:
                said.append(translate("paper", "On this printer moved {where}.").format(where=moved_text(moved)))
            if seals.preprinted(self._office()):
                said.append(
                    translate("paper", "The head that stands on the sheets is not printed.")
                    if self._headed
                    else translate("paper", "This file is from before: its head is printed with the rest.")
                )
            said += self._counted()
        return said

    def _counted(self) -> list[str]:
        """Serials typed that are not as many as the sheets this print takes: said, never in the way."""
        sides = 2 if self.duplex.isChecked() else 1
        need = self.copies.total() * -(-int(self._document.get("pages") or 1) // sides)
        typed = len(self._serials())
        if typed in (0, need):
            return []
        words = i18n.translate("paper", "{typed} serials for {need} sheets of paper: check them.")
        return [words.format(typed=typed, need=need)]

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
