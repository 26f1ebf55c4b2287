"""One issued paper: its pages, how it stands, and what may still be done: print, serve, void, correct."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from forms import mending, service
from models import endings, following, papers
from models.endings import CORRECTION, REVOCATION
from models.errors import KnownError
from ui import i18n, theme
from ui.screens.parts_deadline_terms import own_pack
from ui.screens.parts_history import HistoryButton
from ui.screens.parts_paper import Split, day_long, lang, officer_names, type_text
from ui.screens.parts_paper_made import named
from ui.screens.parts_paper_print import PrintPanel
from ui.screens.parts_paper_sealed import StampedCopy, sealing_lines
from ui.screens.parts_visit import Part, calendar, time_text, today
from ui.session import Session
from ui.widgets import (
    BigButton,
    Card,
    Chip,
    ConfirmAct,
    FieldRow,
    FlowLayout,
    NumberedList,
    Paged,
    PagePanel,
    label,
    row,
)
from ui.widgets.basics import Speaking

KINDS = {
    "draft": "wait",
    "returned": "bad",
    "discarded": "none",
    "to_serve": "info",
    "served": "ok",
    "kept": "ok",
    "voided": "none",
    "revoked": "none",
    "corrected": "none",
}


def state_text(state: str) -> str:
    """How a paper stands, in one word."""
    translate = i18n.translate
    return {
        "draft": translate("paper", "Drafts"),
        "returned": translate("paper", "Returned"),
        "discarded": translate("paper", "Put away"),
        "to_serve": translate("paper", "To serve"),
        "served": translate("paper", "Served"),
        "kept": translate("paper", "In the file"),
        "voided": translate("paper", "Voided"),
        "revoked": translate("paper", "Revoked"),
        "corrected": translate("paper", "Corrected"),
    }[state]


def state_chip(state: str) -> Chip:
    return Chip(state_text(state), KINDS[state])


class PaperView(Speaking, QWidget):
    """``show_document(id)``; ``wanted(act, id)`` asks the screen to go on: serve, draft, follow, document, lists."""

    wanted = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._document: dict[str, Any] = {}
        self._acting = ""
        self.pages, self.panel = PagePanel(), PrintPanel(session)
        self.lists = BigButton(kind="quiet", icon="back")
        self.lists.setObjectName("all_papers")
        self.lists.clicked.connect(lambda: self.wanted.emit("lists", ""))
        self._number, self._title = label("", "h1", wrap=True), label("", "second", wrap=True)
        self._facts = label("", wrap=True)
        self.chip = Chip("", "none")
        self._warnings = label("", "second", wrap=True)
        self.serve = BigButton(kind="primary", icon="pen")
        self.serve.setObjectName("serve_paper")
        self.serve.clicked.connect(lambda: self.wanted.emit("serve", str(self._document["id"])))
        self.copy = StampedCopy(session)
        self.copy.served.connect(self.refresh)
        self.follow = BigButton(icon="next")
        self.follow.setObjectName("follow_paper")
        self.follow.clicked.connect(lambda: self.wanted.emit("follow", str(self._document["id"])))
        self.history = NumberedList()
        self.history.chosen.connect(self._history)
        self.ends = Part()
        self.void, self.revoke = BigButton(icon="cross"), BigButton(icon="cross")
        self.correct, self.replace = BigButton(icon="edit"), BigButton(icon="edit")
        for button, name in ((self.void, "voided"), (self.revoke, "revoked")):
            button.setObjectName(f"paper_{name}")
            button.setCheckable(True)
            button.clicked.connect(lambda on=False, name=name: self._begin(name if on else ""))
        self.correct.setObjectName("paper_correct")
        self.correct.clicked.connect(lambda: self._mend(CORRECTION))
        self.replace.setObjectName("paper_replace")
        self.replace.clicked.connect(self._replace)
        self._note = label("", "second", wrap=True)
        self.reason = QLineEdit()
        self.reason.setObjectName("end_reason")
        self.reason.textChanged.connect(lambda _: self._ready())
        self.reason_row = FieldRow("", self.reason)
        self.confirm = ConfirmAct("", "", check=session.check_pin, danger=True)
        self.confirm.read.setObjectName("end_read")
        self.confirm.act.setObjectName("end_now")
        self.confirm.pin.line.setObjectName("end_pin")
        self.confirm.confirmed.connect(self._end)
        self.confirm.given_up.connect(lambda: self._begin(""))
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        top = Card(
            row(self.chip, None),
            self._number,
            self._title,
            self._facts,
            self._warnings,
            row(self.follow, None, self.serve),
        )
        acts = QWidget()  # as many beside each other as there is room: the half beside the pages is narrow
        flow = FlowLayout(acts)
        for button in (self.correct, self.replace, self.void, self.revoke):
            flow.addWidget(button)
        policy = acts.sizePolicy()
        policy.setHeightForWidth(True)
        acts.setSizePolicy(policy)
        self.ends.add(acts)
        self.ends.add(self._note)
        self.ends.add(self.reason_row)
        self.ends.add(self.confirm)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.gap())
        told = HistoryButton("papers", lambda: ("document", str(self._document["id"])) if self._document else None)
        lines.addLayout(row(self.lists, None, told))
        for part in (top, self.copy, self.panel, self.history, self.ends):
            lines.addWidget(part)
        lines.addStretch(1)
        self.paged = Paged(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Split(self.pages, self.paged, (10, 9)), 1)

    # -- showing -----------------------------------------------------------------------------------------------
    def show_document(self, document: str) -> bool:
        """Show this paper; False where it is not here."""
        found = self.session.store.get("document", document)
        if found is None:
            return False
        again = found["id"] == self._document.get("id")
        self._document = found
        if not again:
            self._begin("")
            self.paged.to_top()
        self._pdf()
        self._words()
        return True

    def _pdf(self) -> None:
        from forms.sealing import pdf_bytes

        try:
            self.pages.set_pdf(pdf_bytes(self.session.profile, self._document["id"]))
            self.panel.show_document(self._document["id"])
            here = True
        except KnownError as error:
            here = False
            if self._document["origin"] != "paper":
                self.session.error.emit(error)
        self.pages.setVisible(here)
        self.panel.setVisible(here)

    def refresh(self) -> None:
        if self._document:
            self._document = self.session.store.get("document", self._document["id"]) or self._document
            self._words()

    def leave(self) -> None:
        self.panel.unanswered()
        self.confirm.reset()

    def print_now(self) -> bool:
        if self.panel.print.isEnabled() and self.panel.print.isVisible():
            self.panel.print.click()
            return True
        return False

    # -- ending ------------------------------------------------------------------------------------------------
    def _begin(self, kind: str) -> None:
        """Open the reason and the two taps for voiding or revoking; '' closes them.

        A paper to a party is revoked by a decision of its own, which begins as a draft.
        """
        if kind == "revoked" and mending.may(self.session.store, self.session.profile, self._document, REVOCATION):
            self.revoke.setChecked(False)
            self._mend(REVOCATION)
            return
        self._acting = kind
        self.void.setChecked(kind == "voided")
        self.revoke.setChecked(kind == "revoked")
        self.reason.clear()
        self.confirm.reset()
        self.reason_row.setVisible(bool(kind))
        self.confirm.setVisible(bool(kind))
        self._ready()
        self.retranslate()
        if kind:
            self.reason.setFocus()

    def _ready(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    def _end(self) -> None:
        document, kind, reason = str(self._document["id"]), self._acting, self.reason.text().strip()
        actor, day = self.session.actor, today(self.session)

        def write(store: Any) -> str:
            with store.change(actor, "void" if kind == "voided" else "revoke") as tx:
                return endings.end(tx, document, kind, reason, actor, day)  # type: ignore[arg-type]

        self.session.write(write, lambda _: self._ended(), owner=self)

    def _ended(self) -> None:
        self._begin("")
        self.refresh()

    def _mend(self, type: str) -> None:
        """The draft of a correction or revocation; the paper stands until that is issued."""
        document, profile = str(self._document["id"]), self.session.profile
        actor, day = self.session.actor, today(self.session)

        def write(store: Any) -> str:
            with store.change(actor, "draft") as tx:
                return mending.begin(tx, profile, document, type, day)

        self.session.write(write, lambda draft: self.wanted.emit("draft", draft), owner=self)

    def _replace(self) -> None:
        """A new draft in the place of this paper; this one stands until the new one is issued."""
        document, actor, day = str(self._document["id"]), self.session.actor, today(self.session)

        def write(store: Any) -> str:
            with store.change(actor, "draft") as tx:
                return papers.correcting_draft(tx, document, day)

        self.session.write(write, lambda draft: self.wanted.emit("draft", draft), owner=self)

    def _history(self, key: object) -> None:
        if key:
            self.wanted.emit("document", str(key))

    # -- words -------------------------------------------------------------------------------------------------
    def _words(self) -> None:
        doc, store = self._document, self.session.store
        state = papers.state_of(store, doc)
        self.chip.set(state_text(state), KINDS[state])
        name = type_text(self.session.profile.pack, doc["type"])
        self._number.setText(doc["number"] or name)
        self._title.setText(name if doc["number"] else "")
        self._facts.setText("\n".join(self._said()))
        from ui.sentences.papers import warning_sentence

        pack = self.session.profile.pack
        warned = [
            warning_sentence(w["code"], {k: named(k, v, pack) for k, v in w["params"].items()})
            for w in doc["warnings"] or ()
        ]
        self._warnings.setText("\n".join(warned))
        self._warnings.setVisible(bool(warned))
        standing = endings.standing(store, doc)
        open_ = standing.in_force
        served = endings.served(store, doc["id"])
        self.serve.setVisible(state == "to_serve")
        self.correct.setVisible(open_ and mending.may(store, self.session.profile, doc, CORRECTION))
        self.replace.setVisible(open_ and doc["draft"] is not None)
        self.follow.setVisible(open_)
        self.copy.show_document(doc)
        self.void.setVisible(open_ and not served)
        self.revoke.setVisible(open_ and served)
        self._note.setText(self._ends_note(standing, served))
        self._show_history(standing)

    def _said(self) -> list[str]:
        doc, translate = self._document, i18n.translate
        names = papers.names_of(self.session.store, doc["addressees"])
        day = date.fromisoformat(doc["date"]) if doc["date"] else None
        lines = [names]
        if day:
            lines.append(translate("paper", "Dated {day}").format(day=day_long(day)))
        officers = "、".join(officer_names(self.session, [doc["issued_by"], doc["second_officer"]]))
        if doc["issued_at"]:
            at = f"{doc['issued_at'][:10]} {time_text(doc['issued_at'])}"
            lines.append(translate("paper", "Issued {at} by {officers}").format(at=at, officers=officers))
        for proof in service.proofs(self.session.store, doc["id"]):
            if proof.served_on:
                lines.append(
                    translate("paper", "Served on {who}: {day}").format(who=proof.name, day=day_long(proof.served_on))
                )
        lines += sealing_lines(self.session, doc)
        pack = own_pack(self.session)
        for term in following.terms_of(self.session.store, doc, pack, calendar(self.session)):
            name = following.term_name(term.key, pack, lang())
            lines.append(translate("paper", "{term}: until {day}").format(term=name, day=day_long(term.last)))
        printed = [p for p in self.session.store.find("print_log", document=doc["id"]) if p["outcome"] == "good"]
        if printed:
            copies = sum(p["copies"] or 0 for p in printed)
            lines.append(translate("paper", "Printed {n} copies").format(n=copies))
        return [line for line in lines if line]

    def _ends_note(self, standing: endings.Stands, served: bool) -> str:
        translate = i18n.translate
        by = standing.replaced_by
        if standing.standing == "corrected" and by is not None:
            number = by["number"] or by["title"]
            if standing.in_force:
                return translate("paper", "Corrected by {number}; the rest is in force.").format(number=number)
            return translate("paper", "{number} stands in its place.").format(number=number)
        if standing.standing != "in_force":
            if by is not None:
                said = translate("paper", "Revoked by {number}: {reason}")
                return said.format(number=by["number"] or by["title"], reason=standing.reason or "")
            note = f"{state_text(standing.standing)}: {standing.reason or ''}".rstrip(": ")
            return note.replace(": ", "：") if i18n.current() != "en" else note
        if standing.told:
            return translate("paper", "It was voided on another device after it was served here: the service holds.")
        if served:
            return translate("paper", "It was served: it can be revoked or corrected, no longer voided.")
        return translate("paper", "Its number stays used whatever happens to the paper.")

    def _show_history(self, standing: endings.Stands) -> None:
        """Papers that belong to it: the receipts of its services, what it corrects, what corrects it."""
        store, doc, pack = self.session.store, self._document, self.session.profile.pack
        ids = [s["receipt"] for s in store.find("service", document=doc["id"]) if s["receipt"]]
        ids += [doc["corrects"]] if doc["corrects"] else []
        ids += [one["id"] for one in standing.corrections]
        ids += [standing.replaced_by["id"]] if standing.replaced_by else []
        rows = [r for i in dict.fromkeys(ids) if (r := store.get("document", i)) is not None]
        self.history.show_lines(
            [(r["id"], r["number"] or type_text(pack, r["type"]), type_text(pack, r["type"]), None) for r in rows]
        )
        self.history.setVisible(bool(rows))

    def retranslate(self) -> None:
        translate = i18n.translate
        self.serve.setText(translate("paper", "Serve it"))
        self.follow.setText(translate("paper", "Write what follows"))
        self.lists.setText(translate("paper", "All papers"))
        self.ends.set_head(translate("paper", "If something is wrong with it"))
        self.correct.setText(translate("paper", "Write a correction"))
        self.replace.setText(translate("paper", "Write it anew"))
        self.void.setText(translate("paper", "Void it"))
        self.revoke.setText(translate("paper", "Revoke it"))
        self.reason_row.set_texts(
            translate("paper", "Reason"), translate("paper", "It stands in the register for good.")
        )
        if self._acting == "revoked":
            texts = (
                translate("paper", "Revoking ends the paper for good; the number stays used and the reason is kept."),
                translate("paper", "Revoke"),
            )
        else:
            texts = (
                translate("paper", "Voiding ends the paper for good; the number stays used and the reason is kept."),
                translate("paper", "Void"),
            )
        self.confirm.set_texts(*texts)
        if self._document and self.session.open:
            self._words()
