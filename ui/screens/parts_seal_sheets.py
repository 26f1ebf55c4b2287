"""Numbered sheets stamped before (套打用纸): what became of each, what is missing, and where a printer prints on them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models import seals
from models.errors import KnownError
from ui import i18n, printing
from ui.jobs import run_job
from ui.screens.parts_paper_print import moved_text
from ui.screens.parts_seal_shown import MmEdit
from ui.screens.parts_visit import Columns, Options, Part
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, Chip, FieldRow, NumberedList, label, row
from ui.widgets.basics import Speaking

KINDS = {"used": "ok", "spoiled": "warn", "void": "none", "lost": "bad"}
SHOWN = 60
"""Sheets shown at a time; the rest is one tap away."""


def outcome_text(outcome: str) -> str:
    """What became of a sheet, in one word."""
    translate = i18n.translate
    return {
        "used": translate("seal", "Used"),
        "spoiled": translate("seal", "Spoiled"),
        "void": translate("seal", "Taken out of use"),
        "lost": translate("seal", "Lost"),
    }[outcome]


class SheetLedger(Speaking, Part):
    """Every sheet by its serial; ``paper(id)`` where one is tapped that a paper came out on."""

    paper = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._most = session, SHOWN
        self.sum, self.missing = label("", wrap=True), label("", "bad", wrap=True)
        self.list = NumberedList()
        self.list.setObjectName("sheets_list")
        self.list.chosen.connect(lambda key: self.paper.emit(str(key)) if key else None)
        self.more = BigButton(kind="quiet")
        self.more.setObjectName("sheets_more")
        self.more.clicked.connect(self._more)
        for part in (self.sum, self.missing, self.list, self.more):
            self.add(part)
        self.retranslate()

    def _more(self) -> None:
        self._most += SHOWN
        self.load()

    def load(self) -> None:
        if not self.session.open:
            return
        translate, store = i18n.translate, self.session.store
        found = seals.sheets(store)
        counts = Counter(row_["outcome"] for row_ in found.rows)
        between = "，" if i18n.current() != "en" else ", "
        said = between.join(f"{outcome_text(o)} {counts[o]}" for o in KINDS if counts[o])
        self.sum.setText(
            said or translate("seal", "No sheet was written down yet. Printing on stamped sheets asks for them.")
        )
        wrong = []
        if found.missing:
            words = translate(
                "seal", "Nobody accounts for: {serials}. Look for these sheets, or write down what became of them."
            )
            wrong.append(words.format(serials=_some(found.missing)))
        if found.doubled:
            words = translate(
                "seal", "Written down twice: {serials}. Two laptops used the same serial; look at both papers."
            )
            wrong.append(words.format(serials=_some(found.doubled)))
        self.missing.setText("\n".join(wrong))
        self.missing.setVisible(bool(wrong))
        newest = list(reversed(found.rows))[: self._most]
        self.list.show_lines(
            [
                (r["document"], r["serial"], self._told(r), Chip(outcome_text(r["outcome"]), KINDS[r["outcome"]]))
                for r in newest
            ]
        )
        self.more.setVisible(len(found.rows) > self._most)

    def _told(self, row_: dict[str, Any]) -> str:
        store = self.session.store
        paper = store.get("document", row_["document"]) or {}
        officer = store.get("officer", row_["officer"]) or {}
        ended = store.find("document_end", document=row_["document"]) if row_["document"] else []
        said = [
            str(paper.get("number") or paper.get("title") or ""),
            i18n.translate("seal", "the paper was ended") if ended else "",
            str(row_["reason"] or ""),
            str(row_["at"] or "")[:10],
            str(officer.get("name") or ""),
        ]
        return " · ".join(s for s in said if s)

    def retranslate(self) -> None:
        self.set_head(i18n.translate("seal", "Sheets stamped before"))
        self.more.setText(i18n.translate("seal", "Older ones"))
        if self.session.open:
            self.load()


def _some(serials: tuple[str, ...]) -> str:
    shown = ", ".join(serials[:12])
    return shown if len(serials) <= 12 else f"{shown} … ({len(serials)})"


class PutAway(Speaking, Part):
    """Sheets that no paper came out on: spoiled, taken out of use, lost; ``done()``."""

    done = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.serials, self.reason, self.what = QLineEdit(), QLineEdit(), Options("away")
        self.serials.setObjectName("away_serials")
        self.reason.setObjectName("away_reason")
        self.rows = {
            "sheets": FieldRow("", self.serials), "what": FieldRow("", self.what), "reason": FieldRow("", self.reason),
        }  # fmt: skip
        self.write = BigButton(icon="check", kind="primary")
        self.write.setObjectName("away_write")
        self.write.clicked.connect(self._write)
        for part in self.rows.values():
            self.add(part)
        self.add(row(None, self.write))
        self.retranslate()
        self.what.set_value(seals.PUT_AWAY[0])

    def _write(self) -> None:
        for part in self.rows.values():
            part.set_error(None)
        try:
            serials = seals.serials_in(self.serials.text())
        except KnownError as error:
            self._refused(error)
            return
        what, reason, actor, office = (
            str(self.what.value()),
            self.reason.text(),
            self.session.actor,
            self.session.profile.office_id,
        )

        def write(store: Any) -> None:
            with store.change(actor, "put_away_sheets") as tx:
                seals.put_away(tx, office, serials, what, reason)

        self.session.write(write, lambda _: self._written(), on_error=self._refused, owner=self)

    def _written(self) -> None:
        self.serials.clear()
        self.reason.clear()
        self.done.emit()

    def _refused(self, error: KnownError) -> None:
        field = self.rows.get(str(error.where.field) if error.where else "", self.rows["sheets"])
        field.set_error(error)
        field.editor.setFocus()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.set_head(translate("seal", "A sheet without a paper"))
        self.rows["sheets"].set_texts(translate("seal", "Serials"), translate("seal", "For example 0101-0104, 0120"))
        self.rows["what"].set_texts(translate("seal", "What became of it"))
        self.rows["reason"].set_texts(translate("seal", "How it came"))
        self.what.set_options([(o, outcome_text(o)) for o in seals.PUT_AWAY])
        self.write.setText(translate("seal", "Write it down"))


class PrintPlace(Speaking, Part):
    """By how much each printer of this device is moved on stationery, and the page that shows it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._printers: list[printing.Printer] = []
        self._said: tuple[str, KnownError | None] = ("", None)
        self.told, self.note = label("", "second", wrap=True), label("", wrap=True)
        self.printer = Options("place")
        self.printer.chosen.connect(lambda _: self._show())
        self.right, self.down = MmEdit(), MmEdit()
        self.right.line.setObjectName("place_right")
        self.down.line.setObjectName("place_down")
        self.rows = {"right": FieldRow("", self.right), "down": FieldRow("", self.down)}
        for edit in (self.right, self.down):
            edit.finished.connect(lambda _: self._keep())
        self.test, self.file = BigButton(icon="print"), BigButton(icon="download")
        self.test.setObjectName("place_test")
        self.file.setObjectName("place_file")
        self.test.clicked.connect(self._test)
        self.file.clicked.connect(self._file)
        self.printer_row = FieldRow("", self.printer)
        for part in (self.told, self.printer_row, Columns(list(self.rows.values()), most=2, least_mm=40.0)):
            self.add(part)
        self.add(row(self.test, self.file, None))
        self.add(self.note)
        self.retranslate()

    def load(self) -> None:
        run_job(lambda work: printing.printers(), on_done=self._found, owner=self)

    def _found(self, printers: list[printing.Printer]) -> None:
        if not self.session.open:
            return  # locked while the printers were asked for
        self._printers = printers
        before, known = self.printer.value(), [p.name for p in printers]
        self.printer.set_options([(p, p) for p in known])
        self.printer.set_value(before if before in known else known[0] if known else None)
        self._show()

    def _name(self) -> str:
        return str(self.printer.value() or "")

    def _show(self) -> None:
        moved = printing.offset_of(self.session.store, self._name())
        self.right.set_value(moved.right)
        self.down.set_value(moved.down)
        for part in self.rows.values():
            part.set_error(None)
            part.setVisible(bool(self._printers))
        self.printer_row.setVisible(bool(self._printers))
        self.test.setVisible(bool(self._printers))
        self._say("", None)

    def _keep(self) -> None:
        """Each figure is kept when it is whole; nothing else on this device or any other changes."""
        right, down = self.right.value(), self.down.value()
        if right is None or down is None or not self._name():
            return
        for part in self.rows.values():
            part.set_error(None)
        try:
            printing.set_offset(self.session.store, self._name(), right, down)
        except KnownError as error:
            field = str(error.where.field) if error.where else "right"
            self.rows[field].set_error(error)
            return
        self._say("kept", None)

    def _page(self) -> bytes:
        from forms.printcopy import CROSS, test_page

        translate, moved = i18n.translate, printing.offset_of(self.session.store, self._name())
        words = [
            translate("seal", "Test page for {printer}").format(printer=self._name() or "—"),
            translate("seal", "Upright line: {mm} mm from the left edge of the paper").format(mm=f"{CROSS[0]:.1f}"),
            translate("seal", "Level line: {mm} mm from the upper edge of the paper").format(mm=f"{CROSS[1]:.1f}"),
            translate("seal", "Moved now: {where}").format(where=moved_text(moved) or "0"),
            translate("seal", "If the upright line stands at 58.8 mm, move 1.2 mm more to the right."),
        ]
        return test_page(moved, words)

    def _test(self) -> None:
        self._keep()
        name, page = self._name(), self._page()
        run_job(
            lambda work: printing.send(page, name, 1, title="anxin"),
            on_done=lambda _: self._say("sent", None),
            on_error=lambda error: self._say("", error),
            owner=self,
        )

    def _file(self) -> None:
        self._keep()
        try:
            path = printing.keep(printing.documents_folder(), "anxin-print.pdf", self._page())
        except KnownError as error:
            self._say("", error)
            return
        self._say(str(path), None)

    def _say(self, what: str, error: KnownError | None) -> None:
        self._said = (what, error)
        translate = i18n.translate
        if error is not None:
            text = sentence(error)
        elif what == "sent":
            text = translate("seal", "The printer has the page. Measure both lines with a ruler.")
        elif what == "kept":
            text = translate("seal", "Kept on this device.")
        elif what:
            text = translate("seal", "Saved as {path}").format(path=what)
        else:
            text = "" if self._printers else sentence(KnownError("no_printer_here"))
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def retranslate(self) -> None:
        translate = i18n.translate
        self.set_head(translate("seal", "Where the print stands on the sheet"))
        self.told.setText(
            translate(
                "seal",
                "Print the test page, measure its cross, and type by how much the print must move. Each printer of this device has its own figures.",
            )
        )
        self.printer_row.set_texts(translate("seal", "Printer"))
        self.rows["right"].set_texts(
            translate("seal", "To the right, mm"), translate("seal", "Negative: to the left")
        )
        self.rows["down"].set_texts(translate("seal", "Down, mm"), translate("seal", "Negative: up"))
        self.test.setText(translate("seal", "Print the test page"))
        self.file.setText(translate("seal", "Save the test page"))
        self._say(*self._said)
