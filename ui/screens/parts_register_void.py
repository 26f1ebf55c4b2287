"""Voiding numbers that were never used: which are free, from where to where, why; two taps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from models import voiding
from models.errors import KnownError
from ui import i18n
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.sentences import sentence
from ui.widgets import Card, ConfirmAct, CountEdit, FieldRow, PhraseButtons, Speaking, label

if TYPE_CHECKING:
    from ui.session import Session


class VoidCard(Speaking, Card):
    """作废空号. ``load(year)`` shows what is free; ``done()`` is called when numbers were voided."""

    def __init__(self, session: Session, done: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._done, self._year = session, done, 0
        self._free: dict[str, list[tuple[int, int]]] = {}
        self.head, self.told, self.free = label("", "h2"), label("", wrap=True), label("", "strong", wrap=True)
        self.type = parts.Options("void_type")
        self.type.chosen.connect(lambda _: self._show_free(fill=True))
        self.lo, self.hi = CountEdit(), CountEdit()
        self.lo.line.setObjectName("void_lo")
        self.hi.line.setObjectName("void_hi")
        self.reason = QLineEdit()
        self.reason.setObjectName("void_numbers_reason")
        self.lo_row, self.hi_row = FieldRow("", self.lo), FieldRow("", self.hi)
        self.type_row, self.reason_row = FieldRow("", self.type), FieldRow("", self.reason)
        self.phrases = PhraseButtons(self.reason)
        self.wrong = label("", "bad", wrap=True)
        self.confirm = ConfirmAct("", "", danger=True)
        self.confirm.read.setObjectName("void_numbers_read")
        self.confirm.act.setObjectName("void_numbers_act")
        self.confirm.confirmed.connect(self._void)
        self.fields = [
            self.type_row, self.free, parts.Columns([self.lo_row, self.hi_row], most=2, least_mm=70.0),
            self.reason_row, self.phrases, self.confirm,
        ]  # fmt: skip
        for part in (self.head, self.told, *self.fields, self.wrong):
            self.add(part)
        self.wrong.hide()
        self.retranslate()

    def load(self, year: int) -> None:
        """What may be voided of ``year`` on this device."""
        session = self._session
        self._year = year
        self._free = voiding.voidable(session.store, year, session.store.replica)
        self.type.set_options([(t, words.type_text(session, t)) for t in self._free])
        if self.type.value() not in self._free:
            self.type.set_value(next(iter(self._free), None))
        self.reason.clear()
        self.confirm.reset()
        self.wrong.hide()
        for part in self.fields:
            part.setVisible(bool(self._free))
        self._show_free(fill=True)
        self.retranslate()

    def _show_free(self, *, fill: bool = False) -> None:
        runs = self._free.get(self.type.value() or "", [])
        spans = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
        self.free.setText(i18n.translate("void_numbers", "Unused: {spans}").format(spans=spans))
        if fill and runs:
            self.lo.set_value(runs[0][0])
            self.hi.set_value(runs[0][1])

    def _void(self) -> None:
        session, type, year = self._session, self.type.value(), self._year
        lo, hi, reason = self.lo.value() or 0, self.hi.value() or 0, self.reason.text().strip()
        actor, office, day = session.actor, session.profile.office_id, parts.today(session)

        def act(store: Any) -> str:
            with store.change(actor, "void", reason=reason) as tx:
                return voiding.void_unused(tx, office, type, year, lo, hi, reason, actor, day)

        session.write(act, lambda _: self._done(), on_error=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        self.confirm.reset()
        self.wrong.setText(sentence(error))
        self.wrong.show()

    def retranslate(self) -> None:
        translate = i18n.translate
        self.head.setText(translate("void_numbers", "Numbers that were never used"))
        self.told.setText(
            translate(
                "void_numbers", "Only numbers nobody else can use: this computer's own, and those of closed blocks."
            )
            if self._free
            else translate("void_numbers", "This computer has no unused numbers of this year.")
        )
        self.type_row.set_texts(translate("void_numbers", "Type"))
        self.lo_row.set_texts(translate("void_numbers", "From number"))
        self.hi_row.set_texts(translate("void_numbers", "To number"))
        self.reason_row.set_texts(translate("void_numbers", "Why they are voided"))
        self.phrases.set_phrases(
            [
                translate("void_numbers", "End of the year"),
                translate("void_numbers", "Numbers returned"),
                translate("void_numbers", "Used on paper elsewhere"),
            ]
        )
        self.confirm.set_texts(
            translate(
                "void_numbers", "These numbers are never used again. They stay in the register with the reason."
            ),
            translate("void_numbers", "Void these numbers"),
        )
        self._show_free()
