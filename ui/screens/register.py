"""The register of official numbers (发文登记簿): every number with its paper, each gap explained, doubts on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import doubtful, endings, numbering
from models import register as book
from models.doubtful import Matter
from models.errors import KnownError
from models.register import Entry
from models.settling import DOUBT, DUPLICATE
from ui.screens import parts_settle_words as settling
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.base import Screen
from ui.screens.parts_register import Doubts, EntryCard, PaperCard, mended_text, paper_words
from ui.screens.parts_register_void import VoidCard
from ui.sentences import sentence
from ui.widgets import (
    BigButton,
    Card,
    Chip,
    NumberedList,
    Paged,
    label,
    row,
)

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Window

KINDS = {"issued": "info", "served": "ok", "voided": "none", "disputed": "bad"}
PAGE = 60
"""Entries shown at a time; the rest is one tap away."""


class Register(Screen):
    """台账. ``enter(entry=id of a paper)`` opens its number, ``enter(paper=True)`` the entering of a paper by hand."""

    rail = "register"

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._type, self._shown, self._year = "", PAGE, 0
        self._entry: Entry | None = None
        self._book: book.Register | None = None
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self._make_list()
        self._make_entry()
        self._make_paper()
        self._make_void()
        self.retranslate()

    # -- building ----------------------------------------------------------------------------------------------
    def _make_list(self) -> None:
        self._head, self._sum = label("", "h1"), label("", wrap=True)
        self.terms, self.add = BigButton(icon="clock"), BigButton(icon="add")
        self.terms.setObjectName("register_deadlines")
        self.terms.clicked.connect(lambda: self.window_.open("deadlines"))
        self.add.setObjectName("register_paper")
        self.add.clicked.connect(lambda: self.window_.open("register", paper=True))
        self.years, self.types = parts.Options("register_year"), parts.Options("register_type")
        self.years.chosen.connect(self._year_chosen)
        self.types.chosen.connect(self._type_chosen)
        self.doubts, self.balance = Doubts(), Card()
        self.doubts.numbers.chosen.connect(self._settle)
        self._balance = label("", wrap=True)
        self.balance.add(self._balance)
        self.unused = BigButton(kind="quiet", icon="cross")
        self.unused.setObjectName("register_unused")
        self.unused.clicked.connect(lambda: self.window_.open("register", unused=True))
        self.balance.add(row(self.unused, None))
        self.list = NumberedList()
        self.list.setObjectName("register_list")
        self.list.chosen.connect(lambda entry: self.window_.open("register", entry=entry.document or entry.number))
        self.more = BigButton(kind="quiet")
        self.more.setObjectName("register_more")
        self.more.clicked.connect(self._more)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.years, self.types, self.doubts, self.balance, self._sum, self.list, self.more):
            lines.addWidget(part)
        lines.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self._head, None, self.terms, self.add))
        self.paged = Paged(inner)
        outer.addWidget(self.paged, 1)
        self.stack.addWidget(page)

    def _page_of(self, card: QWidget, head: QWidget, back: BigButton) -> Paged:
        back.clicked.connect(lambda: self.window_.open("register"))
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(head, None, back))
        paged = Paged(words.at_top(card))
        outer.addWidget(paged, 1)
        self.stack.addWidget(page)
        return paged

    def _make_entry(self) -> None:
        self._entry_head, self.all = label("", "h1"), BigButton(icon="list")
        self.all.setObjectName("register_all")
        self.card = EntryCard()
        self.card.paper.clicked.connect(self._open_paper)
        self.card.settle.clicked.connect(self._settle_entry)
        self.card.confirm.confirmed.connect(self._void)
        self._page_of(self.card, self._entry_head, self.all)

    def _make_paper(self) -> None:
        self._paper_head, self.back = label("", "h1"), BigButton(icon="list")
        self.back.setObjectName("paper_back")
        self.paper = PaperCard(parts.today(self.session))
        self.paper.enter.clicked.connect(self._enter_paper)
        self._paper_paged = self._page_of(self.paper, self._paper_head, self.back)

    def _make_void(self) -> None:
        self._void_head, self._void_back = label("", "h1"), BigButton(icon="list")
        self._void_back.setObjectName("void_back")
        self.voiding = VoidCard(self.session, lambda: self.window_.open("register"))
        self._page_of(self.voiding, self._void_head, self._void_back)

    # -- showing -----------------------------------------------------------------------------------------------
    def title(self) -> str:
        return self.tr("Register of numbers")

    def enter(self, entry: str = "", paper: bool = False, unused: bool = False, **_: Any) -> None:
        self._year = self._year or parts.today(self.session).year
        self._load()
        found = next((e for e in self._book.entries if entry and entry in (e.document, e.number)), None)  # type: ignore[union-attr]
        self._entry = found
        if paper:
            self.stack.setCurrentIndex(2)
            self._show_types()
            self.paper.day.set_value(parts.today(self.session))
            self.paper.n.setFocus()
        elif unused:
            self.stack.setCurrentIndex(3)
            self.voiding.load(self._year)
        elif found is not None:
            self.stack.setCurrentIndex(1)
            self.card.reason.clear()
            self.card.confirm.reset()
            self._show_entry()
        else:
            self.stack.setCurrentIndex(0)
            self._shown = PAGE
            self._show()
            self.paged.to_top()
        parts.fit(self)

    def refresh(self, changes: Any) -> None:
        if changes.tables & {
            "number_use",
            "number_void",
            "number_block",
            "document",
            "document_end",
            "service",
            "device",
            "number_settlement",
        }:
            self._load()
            if self.stack.currentIndex() == 0:
                self._show()
            elif self._entry is not None and self.stack.currentIndex() == 1:
                key = (self._entry.document, self._entry.number)
                again = [e for e in self._book.entries if (e.document, e.number) == key]  # type: ignore[union-attr]
                self._entry = again[0] if again else self._entry
                self._show_entry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts.fit(self)

    def _load(self) -> None:
        self._book = book.register(self.session.store, self.session.profile.office_id, self._year)

    def _show(self) -> None:
        found = self._book
        assert found is not None
        store, this_year = self.session.store, parts.today(self.session).year
        years = {u["year"] for u in store.rows("SELECT DISTINCT year FROM number_use WHERE year IS NOT NULL")}
        shown_years = sorted(years | {this_year}, reverse=True)
        self.years.set_options([(y, str(y)) for y in shown_years])
        self.years.set_value(self._year)
        self.years.setVisible(len(shown_years) > 1)
        types = sorted({e.type for e in found.entries})
        self.types.set_options([("", self.tr("All types")), *((t, words.type_text(self.session, t)) for t in types)])
        self.types.set_value(self._type)
        self.types.setVisible(len(types) > 1)
        entries = [e for e in found.entries if self._type in ("", e.type)]
        entries.sort(key=lambda e: (e.status != "disputed", e.date or "", e.n or 0), reverse=False)
        doubted = [e for e in entries if e.status == "disputed"]
        rest = sorted((e for e in entries if e.status != "disputed"), key=lambda e: (e.date or "", e.n or 0))
        ordered = [*doubted, *reversed(rest)]
        self.list.show_lines([(e, *self._line(e)) for e in ordered[: self._shown]])
        self.more.setVisible(len(ordered) > self._shown)
        self._sum.setText(self.tr("Numbers used in {year}: {n}").format(year=self._year, n=len(entries)))
        self._show_doubts(found)
        self._show_balance(found)
        parts.fit(self)

    def _show_doubts(self, found: book.Register) -> None:
        lines = []
        for gap in found.unexplained:
            why = {
                "not_granted": self.tr(
                    "{type}: {span} belong to no block. Void them with a reason, or enter the paper."
                ),
                "closed_without_reason": self.tr(
                    "{type}: {span} were left in a closed block. Void them with a reason."
                ),
            }[gap["why"]]
            text = why.format(type=words.type_text(self.session, gap["type"]), span=_span(gap["lo"], gap["hi"]))
            lines.append((text, Chip(self.tr("Gap"), "bad")))
        still = [m for m in doubtful.of_register(self.session.store, found) if m.open]
        numbers: list[tuple[object, str, str, Chip | None]] = [
            (m, *settling.line_text(self.session, m), Chip(settling.kind_text(m.kind), "bad")) for m in still
        ]
        head = self.tr("To look at · {n}").format(n=len(lines) + len(numbers))
        self.doubts.show_lines(head, numbers, lines)

    def _show_balance(self, found: book.Register) -> None:
        told = []
        idle = 0
        for one in found.balance:
            if self._type not in ("", one.type):
                continue
            if not self._type and not one.used and not one.void:
                idle += 1
                continue
            text = self.tr("{type}: {granted} granted = {used} used + {void} void + {reserved} free")
            told.append(
                text.format(
                    type=words.type_text(self.session, one.type),
                    granted=one.granted,
                    used=one.used,
                    void=one.void,
                    reserved=one.reserved,
                )
            )
        for gap in found.void_ranges:
            text = self.tr("{type}: {span} void: {reason}")
            told.append(
                text.format(
                    type=words.type_text(self.session, gap["type"]),
                    span=_span(gap["lo"], gap["hi"]),
                    reason=gap["reason"],
                )
            )
        if idle:
            told.append(self.tr("{n} more types have numbers and none of them is used yet.").format(n=idle))
        self._balance.setText("\n".join(told))
        self.balance.setVisible(bool(told))

    def _line(self, entry: Entry) -> tuple[str, str, Chip]:
        title = entry.number or "—"
        kind = words.type_text(self.session, entry.type)
        told = [kind, entry.addressee, entry.date, entry.device, self._reason(entry)]
        return title, " · ".join(t for t in told if t), Chip(self._status(entry.status), KINDS[entry.status])

    def _status(self, status: str) -> str:
        return {
            "issued": self.tr("Issued"),
            "served": self.tr("Served"),
            "voided": self.tr("Void"),
            "disputed": self.tr("Doubtful"),
        }[status]

    def _reason(self, entry: Entry) -> str:
        if entry.doubts and entry.settled is None:
            return settling.listed([settling.short_why(d) for d in entry.doubts])
        if entry.reason == "served_and_voided":
            return self.tr("served on one device and voided on another; the service holds")
        return entry.reason or ""

    def _show_entry(self) -> None:
        entry, card = self._entry, self.card
        assert entry is not None
        card.head.setText(" ".join(t for t in (words.type_text(self.session, entry.type), entry.number) if t))
        card.chip.set(self._status(entry.status), KINDS[entry.status])
        series = {
            "main": self.tr("ordinary series"),
            "emergency": self.tr("emergency series"),
            "paper": self.tr("written by hand, entered afterwards"),
        }.get(entry.series, "")
        told = [entry.addressee, entry.date, entry.officer, entry.device, series]
        card.told.setText(" · ".join(t for t in told if t))
        card.doubts.setText(self._reason(entry))
        card.doubts.setVisible(bool(card.doubts.text()))
        known = self.session.store.get("document", entry.document) is not None
        card.paper.setVisible(known and entry.series != "paper")
        card.settle.setVisible(bool(entry.doubts))
        card.settle.setText(self.tr("Settle this number") if entry.settled is None else self.tr("How it was settled"))
        may = known and entry.status in ("issued", "disputed") and entry.ended is None
        may = may and not endings.served(self.session.store, entry.document or "")
        card.show_voiding(may)
        why = {
            "served": self.tr("It was served: it is revoked or corrected by a new paper, never voided."),
            "voided": self.tr("It is void; the number stays in the register and is never used again."),
        }.get(entry.status, "")
        card.said.setText(mended_text(entry) or ("" if may else why))
        card.said.setVisible(bool(card.said.text()))

    def _show_types(self) -> None:
        pack = self.session.profile.pack
        known = [t for t in ("rectification_order", "inquiry_notice", "inspection_notice", "service_receipt")]
        known += [e.type for e in self._book.entries if e.type not in known]  # type: ignore[union-attr]
        made = [(t, words.type_text(self.session, t)) for t in dict.fromkeys(known) if pack.document(t)]
        self.paper.type.set_options(made)
        if self.paper.type.value() is None:
            self.paper.type.set_value(made[0][0])

    # -- acts --------------------------------------------------------------------------------------------------
    def _year_chosen(self, year: int) -> None:
        self._year = year
        self._load()
        self._show()

    def _type_chosen(self, type: str) -> None:
        self._type, self._shown = type, PAGE
        self._show()

    def _more(self) -> None:
        self._shown += PAGE
        self._show()

    def _open_paper(self) -> None:
        if self._entry is not None:
            self.window_.open("receipt", document=self._entry.document)

    def _settle(self, matter: Matter) -> None:
        self.window_.open("settle", document=matter.papers[0].document, kind=matter.kind)

    def _settle_entry(self) -> None:
        if self._entry is not None:
            kind = DUPLICATE if "duplicate" in self._entry.doubts else DOUBT
            self.window_.open("settle", document=self._entry.document, kind=kind)

    def _void(self) -> None:
        entry, reason, actor = self._entry, self.card.reason.text().strip(), self.session.actor
        assert entry is not None and entry.document is not None
        document, day = entry.document, parts.today(self.session)

        def act(store: Any) -> str:
            with store.change(actor, "void", reason=reason) as tx:
                return endings.end(tx, document, "voided", reason, actor, day)

        self.card.reason_row.set_error(None)
        self.session.write(act, on_error=self.card.reason_row.set_error, owner=self)

    def _enter_paper(self) -> None:
        form, profile, actor = self.paper, self.session.profile, self.session.actor
        type, n, number = form.type.value(), form.n.value(), form.number.text().strip() or None
        day, who = form.day.value() or parts.today(self.session), form.who.text().strip()
        reason = form.reason.text().strip()
        device = self.session.store.local_get("device_code")
        form.wrong.hide()

        def act(store: Any) -> str:
            office = store.get("office", profile.office_id)
            rules = numbering.Rules.of(office, profile.pack, device)
            with store.change(actor, "enter_paper", reason=reason) as tx:
                return numbering.enter_paper(tx, rules, type, day, n, number, who, actor, reason)

        self.session.write(act, self._entered, on_error=self._paper_wrong, owner=self)

    def _entered(self, document: str) -> None:
        for line in (self.paper.number, self.paper.who, self.paper.reason):
            line.clear()
        self.paper.n.set_value(None)
        self.window_.replace("register", entry=document)

    def _paper_wrong(self, error: KnownError) -> None:
        self.paper.wrong.setText(sentence(error))
        self.paper.wrong.show()
        self._paper_paged.show_part(self.paper.wrong)

    # -- words -------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._head.setText(self.tr("Register of numbers"))
        self.terms.setText(self.tr("Deadlines"))
        self.add.setText(self.tr("Enter a paper written by hand"))
        self.more.setText(self.tr("Show more"))
        self.unused.setText(self.tr("Void unused numbers"))
        self._void_head.setText(self.tr("Void unused numbers"))
        self._void_back.setText(self.tr("The whole register"))
        self._entry_head.setText(self.tr("One number"))
        self.all.setText(self.tr("The whole register"))
        self.back.setText(self.tr("The whole register"))
        self._paper_head.setText(self.tr("Enter a paper written by hand"))
        self.years.setAccessibleName(self.tr("Year"))
        self.types.setAccessibleName(self.tr("Type"))
        card = self.card
        card.paper.setText(self.tr("The paper"))
        card.reason_row.set_texts(self.tr("Why it is voided"))
        card.phrases.set_phrases([self.tr("Spoilt in printing"), self.tr("Wrong party"), self.tr("Issued twice")])
        card.confirm.set_texts(
            self.tr("The paper loses its force and its number is never used again. Both stay in the register."),
            self.tr("Void this paper"),
        )
        paper_words(self.paper)
        if self.session.open and self._book is not None and self.isVisible():
            self._show() if self.stack.currentIndex() == 0 else None
            if self._entry is not None:
                self._show_entry()


def _span(lo: int, hi: int) -> str:
    return str(lo) if lo == hi else f"{lo}–{hi}"
