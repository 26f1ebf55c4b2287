"""Parts of the office's desk: a conflict in three columns with its decision, and fields and values in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from models import money
from models.disputes import Dispute, Side
from models.merge import DELETED
from ui import i18n
from ui.screens import parts_subject as words
from ui.screens import parts_visit as parts
from ui.screens.parts_unlock import Passphrase
from ui.widgets import (
    AmountEdit,
    BigButton,
    Card,
    Chip,
    CountEdit,
    DayEdit,
    FieldRow,
    PhraseButtons,
    column,
    label,
    row,
)
from ui.widgets.pads import PadEdit

if TYPE_CHECKING:
    from ui.session import Session


def field_text(register: str) -> str:
    """What people call a field or group of fields."""
    translate = i18n.translate
    known = {
        DELETED: translate("desk", "Deleted or kept"),
        "name": translate("desk", "Name"),
        "answered": translate("desk", "Answer"),
        "note": translate("desk", "Note"),
        "stated": translate("desk", "Stated number of workers and amount"),
        "sums": translate("desk", "Amounts"),
        "identity": translate("desk", "Identity number"),
        "code": translate("desk", "Credit code"),
        "address": translate("desk", "Address"),
        "phone": translate("desk", "Telephone"),
        "legal_rep": translate("desk", "Legal representative"),
        "principal": translate("desk", "Person in charge"),
        "domicile": translate("desk", "Domicile"),
        "received_by": translate("desk", "Received by"),
        "received_title": translate("desk", "Post of who received us"),
        "headcount": translate("desk", "Workers on site"),
        "place": translate("desk", "Place"),
        "started_at": translate("desk", "Begun"),
        "ended_at": translate("desk", "Ended"),
        "pay_day": translate("desk", "Pay day"),
        "days": translate("desk", "Days"),
        "month": translate("desk", "Month"),
        "trade": translate("desk", "Trade"),
        "bank_card": translate("desk", "Bank card"),
        "due": translate("desk", "Last day"),
        "date": translate("desk", "Date"),
        "addressees": translate("desk", "Addressees"),
        "requirements": translate("desk", "Requirements"),
        "evidence": translate("desk", "Evidence"),
        "materials": translate("desk", "Papers asked for"),
        "state": translate("desk", "State"),
        "outcome": translate("desk", "Outcome"),
        "at_item": translate("desk", "Item last looked at"),
        "project_manager": translate("desk", "Project manager"),
        "wage_officer": translate("desk", "Wage officer"),
        "bank": translate("desk", "Bank"),
        "lead": translate("desk", "Lead officer"),
        "assistant": translate("desk", "Second officer"),
        # members of groups
        "answer": translate("desk", "Answer"),
        "facts": translate("desk", "Details"),
        "people": translate("desk", "Workers"),
        "workers": translate("desk", "Workers"),
        "amount_fen": translate("desk", "Amount"),
        "due_fen": translate("desk", "Due"),
        "paid_fen": translate("desk", "Paid"),
        "required_fen": translate("desk", "Required"),
        "lodged_fen": translate("desk", "Lodged"),
        "months": translate("desk", "Months"),
        "id_no": translate("desk", "Identity number"),
        "id_status": translate("desk", "Check of the number"),
        "uscc": translate("desk", "Credit code"),
        "uscc_status": translate("desk", "Check of the code"),
        "uscc_reason": translate("desk", "Why it is taken"),
    }
    return known.get(register, translate("desk", "Another field"))


def value_text(session: Session, kind: str, value: Any, register: str = "") -> str:
    """A value as a person reads it; '—' where nothing stands."""
    if kind == "deleted":
        return i18n.translate("desk", "Deleted") if value else i18n.translate("desk", "Kept")
    if value is None or value == "" or value == []:
        return "—"
    if kind == "group" and isinstance(value, dict):
        mark = ": " if i18n.current() == "en" else "："
        told = [f"{field_text(k)}{mark}{member_text(session, k, v)}" for k, v in value.items() if v is not None]
        return "\n".join(told) or "—"
    if kind == "ref":
        return _name_of(session, str(value))
    return member_text(session, register + ("_fen" if kind == "money" else ""), value)


def member_text(session: Session, name: str, value: Any) -> str:
    """One member of a group, or a plain value."""
    if value is None:
        return "—"
    if name.endswith("_fen") and isinstance(value, int):
        return money.yuan(value, grouped=True)
    if name == "answer":
        known = {
            "yes": i18n.translate("desk", "Yes"),
            "no": i18n.translate("desk", "No"),
            "na": i18n.translate("desk", "Does not apply"),
        }
        return known.get(str(value), str(value))
    if isinstance(value, bool):
        return i18n.translate("desk", "Yes") if value else i18n.translate("desk", "No")
    if isinstance(value, list):
        return "、".join(member_text(session, "", v) for v in value)
    if isinstance(value, dict):
        return "；".join(f"{k} {member_text(session, '', v)}" for k, v in value.items() if v is not None)
    return str(value)


def _name_of(session: Session, record: str) -> str:
    for table in ("unit", "officer", "project"):
        found = session.store.get(table, record)
        if found is not None:
            return str(found["name"])
    return "—"


class Choice(Card):
    """One column: whose value, who and when, the value, and the button that takes it."""

    def __init__(self, head: str, who: str, text: str, take: BigButton | None) -> None:
        super().__init__(kind="sunken")
        self.add(label(head, "strong", wrap=True))
        self.add(label(text, wrap=True))
        self.add(label(who or " ", "second", wrap=True))
        self._column.addStretch(1)
        if take is not None:
            self.add(take)


class DisputeCard(Card):
    """原来 · 我的 · 对方, nothing chosen beforehand; the decision with its reason. ``decide(dispute, value, reason)``."""

    def __init__(
        self, session: Session, found: Dispute, number: int, decide: Callable[[Dispute, Any, str], None]
    ) -> None:
        super().__init__()
        self.found, self._decide, self._session = found, decide, session
        self._value: Any = None
        self._chosen = False
        self.setObjectName(f"dispute_{number}")
        self._buttons: list[BigButton] = []
        self.reason = QLineEdit()
        self.reason.setObjectName(f"dispute_{number}_reason")
        self.done = BigButton(kind="primary", icon="check")
        self.done.setObjectName(f"dispute_{number}_done")
        self.done.setEnabled(False)
        self.done.clicked.connect(self._finish)
        self.other = self._editor()
        self._arrange(number)

    def _editor(self) -> QWidget | None:
        kind = self.found.kind
        if not self.found.editable:
            return None
        if kind == "money":
            return AmountEdit()
        if kind == "int":
            return CountEdit()
        if kind == "day":
            return DayEdit(parts.today(self._session))
        return QLineEdit()

    def _arrange(self, number: int) -> None:
        found, session, translate = self.found, self._session, i18n.translate
        head = f"{words.title(session, found.subject)} · {field_text(found.register)}"
        self.add(row(label(head, "h2", wrap=True), Chip(translate("desk", "To decide"), "warn")))
        columns: list[QWidget] = [
            Choice(
                translate("desk", "Before"), "", value_text(session, found.kind, found.original, found.register), None
            )
        ]
        for at, side in enumerate(found.sides):
            take = BigButton(translate("desk", "Take this one"))
            take.setObjectName(f"dispute_{number}_{'mine' if side.mine else f'other{at}'}")
            take.setCheckable(True)
            take.clicked.connect(lambda _=False, side=side, take=take: self._take(side.value, take))
            self._buttons.append(take)
            text = value_text(session, found.kind, side.value, found.register)
            take.setAccessibleName(f"{take.text()}: {text}")
            columns.append(Choice(self._head(side), self._who(side), text, take))
        self.add(parts.Columns(columns, most=3, least_mm=55.0))
        if self.other is not None:
            line = self.other.line if isinstance(self.other, PadEdit) else self.other
            line.setObjectName(f"dispute_{number}_text")
            line.textEdited.connect(lambda _: self._typed())  # type: ignore[attr-defined]
            self.add(FieldRow(translate("desk", "or write what is right"), self.other))
        needed = translate("desk", "Why (needed here)") if found.reason_needed else translate("desk", "Why")
        self.add(FieldRow(needed, self.reason))
        phrases = PhraseButtons(self.reason)
        phrases.set_phrases(
            [
                translate("desk", "Checked against the original"),
                translate("desk", "As the site record says"),
                translate("desk", "Slip of the pen"),
            ]
        )
        self.add(phrases)
        self.reason.textChanged.connect(lambda _: self._ready())
        self.done.setText(translate("desk", "Decide"))
        self.add(row(None, self.done))

    def _head(self, side: Side) -> str:
        return i18n.translate("desk", "Mine") if side.mine else i18n.translate("desk", "The other's")

    def _who(self, side: Side) -> str:
        return " · ".join(t for t in (side.officer, side.device, words.at_text(side.at)) if t)

    def _take(self, value: Any, taken: BigButton) -> None:
        for button in self._buttons:
            button.setChecked(button is taken)
        if self.other is not None:
            line = self.other.line if isinstance(self.other, PadEdit) else self.other
            line.clear()  # type: ignore[attr-defined]
        self._value, self._chosen = value, True
        self._ready()

    def _typed(self) -> None:
        for button in self._buttons:
            button.setChecked(False)
        if isinstance(self.other, PadEdit):
            typed: Any = self.other.value()
            self._value = typed.isoformat() if isinstance(typed, date) else typed
        elif isinstance(self.other, QLineEdit):
            self._value = self.other.text().strip() or None
        self._chosen = self._value is not None
        self._ready()

    def _ready(self) -> None:
        said = bool(self.reason.text().strip()) or not self.found.reason_needed
        self.done.setEnabled(self._chosen and said)

    def _finish(self) -> None:
        if self.done.isEnabled():
            self._decide(self.found, self._value, self.reason.text().strip())


def device_card(name: str, told: str, chip: Chip) -> QWidget:
    """One device as a line: name, role and when it last synced."""
    card = Card(row(column(label(name, "strong", wrap=True), label(told, "second", wrap=True), spacing=2), chip))
    return card


class Colleague(Card):
    """An officer of the register on this computer: with a passphrase of his own, or the place to type one.

    ``take`` is the button of the tap; who types the passphrase is the officer himself.
    """

    def __init__(self, name: str, cert_no: str, has_slot: bool) -> None:
        super().__init__()
        translate = i18n.translate
        chip = (
            Chip(translate("desk", "Can open this computer"), "ok")
            if has_slot
            else Chip(translate("desk", "No passphrase here yet"), "wait")
        )
        head = row(column(label(name, "strong", wrap=True), label(cert_no, "second"), spacing=2), chip)
        head.setStretch(0, 1)
        self.add(head)
        self.wrong = label("", "bad", wrap=True)
        self.secret: Passphrase | None = None
        if not has_slot:
            self.secret = Passphrase(f"colleague_{cert_no}_secret")
            self.secret.show_button.setText(translate("desk", "Show"))
            self.take = BigButton(translate("desk", "Let me work on this computer"), icon="check")
            self.take.setObjectName(f"colleague_{cert_no}_add")
            self.secret.line.returnPressed.connect(self.take.click)
            told = translate("desk", "Typed by this officer and nobody else: at least 12 characters, or four words.")
            self.add(
                FieldRow(translate("desk", "Own passphrase of {name}").format(name=name), self.secret, hint=told)
            )
            self.add(self.wrong)
            self.add(row(None, self.take))
        self.wrong.hide()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the passphrase."""
        self.wrong.setText(sentence)
        self.wrong.show()
        self.take.setEnabled(True)
