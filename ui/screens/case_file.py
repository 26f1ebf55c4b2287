"""案卷: how the file would be judged today, each lost point in words with one tap to its place, and the file as one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import casefiling, filereview
from models.casefiling import Filing
from models.errors import KnownError
from models.filereview import Line, Review
from sync import wanted
from ui import i18n, printing
from ui.jobs import run_job
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_elsewhere import Gather
from ui.sentences.casefile import reason
from ui.widgets import BigButton, Card, Chip, EmptyState, NumberedList, Paged, column, label, row

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window


class CaseFile(Screen):
    """``enter(inspection=id)``: the file this visit belongs to."""

    rail = "papers"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self.inspection, self._review, self._busy = "", None, False  # type: str, Review | None, bool
        self._kept: Path | None = None
        self._head, self._of = label("", "h1", wrap=True), label("", "second", wrap=True)
        self.make = BigButton(kind="primary", icon="download")
        self.make.setObjectName("make_case_file")
        self.make.clicked.connect(self._make)
        self.body.addLayout(row(column(self._head, self._of, spacing=2), self.make))
        self.body.itemAt(0).layout().setStretch(0, 1)  # type: ignore[union-attr]
        self._told = label("", "ok", wrap=True)
        self.photos = Gather(session, "file")
        self._score, self._grade, self._basis = label("", "figure"), Chip("", "none"), label("", "second", wrap=True)
        self._blocks = QVBoxLayout()
        self._score_card = Card(row(self._score, self._grade, None), self._basis)
        self._score_card.layout().addLayout(self._blocks)  # type: ignore[union-attr]
        self._lost_head, self.lost = label("", "h2", wrap=True), NumberedList()
        self.lost.chosen.connect(self._jump)
        self._person_head, self._persons = label("", "h2", wrap=True), QVBoxLayout()
        self._person_card = Card()
        self._person_card.layout().addLayout(self._persons)  # type: ignore[union-attr]
        inner = QWidget()
        inner.setLayout(
            column(
                self._told,
                self.photos,
                self._score_card,
                self._lost_head,
                self.lost,
                self._person_head,
                self._person_card,
                None,
            )
        )
        self.paged = Paged(inner)
        self._empty = EmptyState("papers", "")
        self.body.addWidget(self.paged, 1)
        self.body.addWidget(self._empty, 1)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Case file")

    def enter(self, inspection: str = "", **_: Any) -> None:
        if inspection and inspection != self.inspection:
            self._kept = None
            self.paged.to_top()
        self.inspection = inspection or self.inspection
        self._load()

    def refresh(self, changes: Any) -> None:
        if changes.tables & {"document", "service", "inspection", "evidence", "signature", "wage_case", "unit"}:
            self._load()

    def _load(self) -> None:
        profile = self.session.profile
        try:
            found = casefiling.filing(profile.store, self.inspection, profile.pack)
        except KnownError:
            self._review = None
            self.retranslate()
            return
        self._filing = found
        self.photos.load(lambda _: _pictures(found))
        today = parts.today(self.session)
        self._review = filereview.review(found, profile.pack, today, parts.calendar(self.session))
        self.retranslate()

    # -- in words ----------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._head.setText(self.tr("Case file"))
        self.make.setText(self.tr("Making the file …") if self._busy else self.tr("Make the file as PDF"))
        self._empty.set_texts(self.tr("Choose a visit first: its file is shown here."))
        there = self._review is not None
        self.paged.setVisible(there)
        self._empty.setVisible(not there)
        self.make.setVisible(there)
        self._of.setVisible(there)
        self._told.setVisible(self._kept is not None)
        if self._kept is not None:
            self._told.setText(self.tr("Kept as {path}").format(path=self._kept))
        if self._review is not None:
            self._show(self._review)

    def _show(self, found: Review) -> None:
        filing, lang = self._filing, _lang()
        project = filing.project["name"] if filing.project else ""
        papers = self.tr("{papers} papers, {proofs} pieces of evidence").format(
            papers=len(filing.documents), proofs=len(filing.evidence)
        )
        self._of.setText(" · ".join(filter(None, (project, papers))))
        self.make.setEnabled(bool(filing.documents) and not self._busy)
        self._score.setText(
            self.tr("{reached} of {all} points").format(reached=found.reached, all=found.applicable)
            + f" · {found.hundred} / 100"
        )
        self._grade.set(
            self.tr("fails") if found.failed else found.grade[lang], "bad" if found.failed else _tone(found)
        )
        self._basis.setText(
            self.tr("{open} points wait for a reviewer's eye; blocks this case does not need are left out.").format(
                open=found.open
            )
        )
        parts.clear(self._blocks)
        for block in found.blocks:
            self._blocks.addWidget(_block_line(block, lang, self.tr("does not apply")))
        self._show_lost(found, lang)
        self._show_persons(found, lang)

    def _show_lost(self, found: Review, lang: str) -> None:
        lost = found.lost
        self._lost_head.setText(
            self.tr("Lost: {n}, tap to mend").format(n=len(lost)) if lost else self.tr("Nothing is lost")
        )
        self.lost.show_lines(
            [
                (n, f"{line.id} · {_words(line, lang)}", reason(line.found, self.session.profile.pack), _chip(line))
                for n, line in enumerate(lost)
            ]
        )

    def _show_persons(self, found: Review, lang: str) -> None:
        parts.clear(self._persons)
        waiting = [x for b in found.blocks if b.applies for x in b.lines if x.found.answer == "person"]
        waiting += [x for x in (*found.veto, *found.additions) if x.found.answer == "person"]
        self._person_head.setText(self.tr("Only a person can judge: {n}").format(n=len(waiting)))
        self._person_card.setVisible(bool(waiting))
        for line in waiting:
            points = self.tr("{n} points").format(n=line.points) if line.points else ""
            text = " · ".join(filter(None, (line.id, _words(line, lang), points)))
            self._persons.addWidget(label(text, wrap=True))

    def _jump(self, place: object) -> None:
        line = self._review.lost[int(str(place))] if self._review else None
        if line is None or line.found.goal is None:
            return
        screen, record = line.found.goal
        names = {"papers": "document", "arrival": "inspection", "choose": "project"}
        self.window_.open(screen, **({names[screen]: record} if record else {}))

    # -- the file ----------------------------------------------------------------------------------------------
    def _make(self) -> None:
        profile, inspection = self.session.profile, self.inspection
        day = parts.today(self.session)
        self._busy = True
        self.retranslate()

        def work(_: object) -> Path:
            from forms.casebook import bind, book_of
            from forms.sealing import pdf_bytes

            filing = casefiling.filing(profile.store, inspection, profile.pack)
            gone = wanted.missing(profile, _pictures(filing))
            if gone.left or gone.coming:
                raise KnownError("case_file_photos", n=len(gone.left | gone.coming))
            office = profile.store.get("office", profile.office_id) or {}
            book = book_of(
                filing, office.get("name") or "", profile.pack, lambda d: pdf_bytes(profile, d), profile.blobs.get
            )
            made = bind(book, profile.clock.now())
            unit = filing.units[0]["name"] if filing.units else (filing.project or {}).get("name") or ""
            name = printing.file_name(book.case_no or "案卷", unit, day)
            return printing.keep(printing.documents_folder(), name, made.pdf)

        run_job(work, on_done=self._done, on_error=self._failed, owner=self)

    def _done(self, path: Path) -> None:
        self._busy, self._kept = False, path
        self._told.setProperty("role", "ok")
        self.retranslate()
        self.paged.to_top()

    def _failed(self, error: KnownError) -> None:
        self._busy = False
        self.retranslate()
        self.tell(error)


def _pictures(filing: Filing) -> list[str]:
    from forms.casebook import pictures

    return pictures(filing)


def _lang() -> str:
    return "en" if i18n.current() == "en" else "zh"


def _words(line: Line, lang: str) -> str:
    """The item as the sheet has it; what the sheet's source does not say word for word stays marked."""
    text = line.en if lang == "en" else line.zh
    return text if line.confidence == "verified" else text + i18n.translate("casefile", " (proposed)")


def _chip(line: Line) -> Chip:
    if line.id.startswith("R-V"):
        return Chip(i18n.translate("casefile", "fails the file"), "bad")
    if line.points:
        return Chip(f"−{line.points}", "warn")
    return Chip(i18n.translate("casefile", "to mend"), "info")


def _tone(found: Review) -> str:
    return "ok" if found.hundred >= 80 else "warn" if found.hundred >= 60 else "bad"


def _block_line(block: filereview.Block, lang: str, without: str) -> QWidget:
    made = QWidget()
    name = label(block.en if lang == "en" else block.zh, wrap=True)
    counted = [x for x in block.lines if x.found.answer != "na"]
    if not block.applies or not counted:
        made.setLayout(row(name, None, label(without, "second")))
        return made
    reached = sum(x.points for x in counted if x.found.answer == "yes")
    made.setLayout(row(name, None, label(f"{reached} / {sum(x.points for x in counted)}", "strong")))
    return made
