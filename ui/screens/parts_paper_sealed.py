"""How an issued paper got its seal, in words; and the copy stamped later: when it was stamped, to whom and when it went."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models import endings, seals
from models.errors import KnownError
from ui import i18n
from ui.screens.parts_paper import day_long
from ui.screens.parts_paper_act import seal_text
from ui.screens.parts_visit import Columns, Part, today
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, DayEdit, FieldRow, label, row
from ui.widgets.basics import Speaking


def sealing_lines(session: Session, document: dict[str, Any]) -> list[str]:
    """How this paper was sealed, under which authorisation, on which sheets, when its stamped copy went to whom."""
    translate, store, lines = i18n.translate, session.store, []
    if document["seal_mode"] in seals.MODES:
        lines.append(translate("paper", "Seal: {how}").format(how=seal_text(document["seal_mode"])))
    under = (document["content"] or {}).get("seal")
    if under:
        lines.append(
            translate("paper", "{name}: authorised by {who}, {paper}, valid {first} to {last}").format(
                name=under["name"],
                who=under["authorised_by"],
                paper=under["paper"],
                first=under["valid_from"],
                last=under["valid_until"],
            )
        )
    found = store.find("stationery", document=document["id"])
    used = [s["serial"] for s in found if s["outcome"] == "used"]
    spoiled = [s["serial"] for s in found if s["outcome"] == "spoiled"]
    if used:
        lines.append(translate("paper", "Stamped sheets: {serials}").format(serials=", ".join(used)))
    if spoiled:
        lines.append(translate("paper", "Spoiled sheets: {serials}").format(serials=", ".join(spoiled)))
    for copy in store.find("sealed_copy", document=document["id"]):
        day = day_long(date.fromisoformat(copy["on"]))
        lines.append(translate("paper", "Stamped copy served on {day}").format(day=day))
        stamped = copy["stamped_on"]
        if stamped:
            told = translate("paper", "Stamped at the office on {day}").format(
                day=day_long(date.fromisoformat(stamped))
            )
            whom = translate("paper", "handed to {who}").format(who=copy["handed_to"]) if copy["handed_to"] else ""
            lines.append(" · ".join(p for p in (told, whom) if p))
    return lines


class StampedCopy(Speaking, Part):
    """The copy of a paper handed over unstamped: until when it is due, when it was stamped and handed to whom.

    ``served()`` after it is written down.
    """

    served = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._document: dict[str, Any] = {}
        day = today(session)
        self.stamped, self.on, self.whom = DayEdit(day), DayEdit(day), QLineEdit()
        self.stamped.line.setObjectName("copy_stamped")
        self.on.line.setObjectName("copy_on")
        self.whom.setObjectName("copy_whom")
        self.due = label("", wrap=True)
        self.rows = {
            "stamped_on": FieldRow("", self.stamped), "on": FieldRow("", self.on), "handed_to": FieldRow("", self.whom),
        }  # fmt: skip
        self.write = BigButton(icon="check", kind="primary")
        self.write.setObjectName("copy_served")
        self.write.clicked.connect(self._write)
        self.wrong = label("", "bad", wrap=True)
        self.add(self.due)
        self.add(Columns([self.rows["stamped_on"], self.rows["on"]], most=2, least_mm=50.0))
        self.add(self.rows["handed_to"])
        self.add(self.wrong)
        self.add(row(None, self.write))
        self.retranslate()

    def show_document(self, document: dict[str, Any]) -> None:
        """The part of this paper; hidden where no stamped copy is owed."""
        store = self.session.store
        other = document["id"] != self._document.get("id")
        self._document = document
        owed = (
            document["seal_mode"] == "stamped_later"
            and not store.find("sealed_copy", document=document["id"])
            and endings.standing(store, document).standing == "in_force"
        )
        self.setVisible(bool(owed))
        if other:
            day = today(self.session)
            for edit in (self.stamped, self.on):
                edit.set_today(day)
                edit.set_value(day)
            self.whom.clear()
            self._refused(None)
        self.retranslate()

    def _write(self) -> None:
        document, actor = str(self._document["id"]), self.session.actor
        stamped, day, whom = self.stamped.value(), self.on.value(), self.whom.text()
        self._refused(None)
        for name, value in (("stamped_on", stamped), ("on", day)):
            if value is None:
                self.rows[name].set_error(KnownError("day_missing"))
                return
        if day is None:
            return

        def write(store: Any) -> None:
            with store.change(actor, "sealed_copy") as tx:
                seals.copy_served(tx, document, day, actor, stamped_on=stamped, handed_to=whom)

        self.session.write(write, lambda _: self.served.emit(), on_error=self._refused, owner=self)

    def _refused(self, error: KnownError | None) -> None:
        field = self.rows.get(str(error.where.field)) if error is not None and error.where else None
        for one in self.rows.values():
            one.set_error(error if one is field else None)
        self.wrong.setText(sentence(error) if error is not None and field is None else "")
        self.wrong.setVisible(bool(self.wrong.text()))

    def retranslate(self) -> None:
        translate = i18n.translate
        self.set_head(translate("paper", "The stamped copy"))
        if self._document and self.session.open:
            due = next(
                (o.due for o in seals.owed(self.session.store) if o.document["id"] == self._document["id"]), None
            )
            self.due.setText(
                translate("paper", "It was handed over without a seal. Its stamped copy is due by {day}.").format(
                    day=day_long(due)
                )
                if due
                else ""
            )
        self.rows["stamped_on"].set_texts(translate("paper", "Stamped at the office on"))
        self.rows["on"].set_texts(translate("paper", "Handed over on"))
        self.rows["handed_to"].set_texts(translate("paper", "Handed to"))
        self.write.setText(translate("paper", "Stamped copy served"))
