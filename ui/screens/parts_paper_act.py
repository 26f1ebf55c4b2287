"""The act that issues: the number that is next, who confirms in person, two taps in different places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import seals
from models.errors import KnownError
from models.sealimages import Authorised
from ui import i18n, theme
from ui.screens.parts_awaited import laptop_words
from ui.screens.parts_paper import colleagues, day_long
from ui.screens.parts_visit import Options, Part
from ui.session import Session
from ui.widgets import BigButton, Card, ConfirmAct, FieldRow, label, row
from ui.widgets.basics import Speaking
from ui.widgets.pads import PadEdit

SECRET_ERRORS = ("wrong_pin", "pin_locked", "pin_missing", "wrong_passphrase", "no_such_officer")


def seal_text(mode: str) -> str:
    """How a paper gets its seal, in the language in force."""
    translate = i18n.translate
    return {
        "stamped_on_paper": translate("paper", "Stamp it by hand now"),
        "pre_stamped": translate("paper", "Sheets stamped before"),
        "image": translate("paper", "Picture of the seal"),
        "stamped_later": translate("paper", "Stamp it later at the office"),
    }[mode]


class SecretEdit(PadEdit):
    """A passphrase typed, or a PIN by the pad; shown as dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str | None:
        return self.line.text() or None

    def _tidy(self) -> None:
        self.finished.emit(self.value())


class SecondOfficer(Speaking, Part):
    """Who confirms beside the officer who unlocked, and his own passphrase or PIN."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.who, self.secret = Options("second"), SecretEdit()
        self.secret.line.setObjectName("second_secret")
        self.who_row, self.secret_row = FieldRow("", self.who), FieldRow("", self.secret)
        self.who.chosen.connect(lambda _: self.changed.emit())
        self.secret.changed.connect(lambda _: self._typed())
        self.add(self.who_row)
        self.add(self.secret_row)
        self.retranslate()

    def show_officers(self, wanted: str | None) -> None:
        """Offer the colleagues with a slot on this device; ``wanted`` is chosen."""
        found = colleagues(self.session)
        self.who.set_options([(str(o["id"]), str(o["name"])) for o in found])
        known = [o["id"] for o in found]
        self.who.set_value(wanted if wanted in known else known[0] if len(known) == 1 else None)
        self.forget()

    def officer(self) -> str | None:
        return self.who.value()

    def forget(self) -> None:
        """No secret stays in a field longer than its act."""
        self.secret.set_value(None)
        self.secret_row.set_error(None)

    def refuse(self, error: KnownError) -> None:
        self.forget()
        self.secret_row.set_error(error)
        self.secret.line.setFocus()

    def ready(self) -> bool:
        return bool(self.officer() and self.secret.value())

    def _typed(self) -> None:
        if self.secret.value():
            self.secret_row.set_error(None)
        self.changed.emit()

    def retranslate(self) -> None:
        self.set_head(i18n.translate("paper", "The second officer confirms in person"))
        self.who_row.set_texts(i18n.translate("paper", "Second officer"))
        name = self.who.button(self.officer()).text() if self.officer() else ""
        self.secret_row.set_texts(
            i18n.translate("paper", "Passphrase or PIN of {name}").format(name=name).strip(),
            i18n.translate("paper", "Typed by this officer and nobody else."),
        )


class IssueCard(Speaking, QWidget):
    """Number, second officer and the two taps; ``wanted(officer, secret)`` when all is given."""

    wanted = Signal(str, str)
    officer_changed = Signal()
    seal_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._number, self._left, self._emergency = "", None, False
        self._blocked, self._busy = False, False
        self.number_head, self.number = label("", "strong"), label("", "h1", wrap=True)
        self.left = label("", "second", wrap=True)
        self.second = SecondOfficer(session)
        self.second.changed.connect(self._second)
        self.seal = Options("seal")
        self.seal_row, self.seal_note = FieldRow("", self.seal), label("", "second", wrap=True)
        self.seal.chosen.connect(lambda _: self._sealed())
        self._modes: tuple[str, ...] = ()
        self._allowed: Authorised | None = None
        self.seals = BigButton(kind="quiet", icon="edit")
        self.seals.setObjectName("seal_settings")
        self.seals.clicked.connect(lambda: cast(Any, self.window()).open("seals"))
        self.seal_card = Card(self.seal_row, self.seal_note, row(None, self.seals))
        self.seal_card.hide()
        self.confirm = ConfirmAct("", "")
        self.confirm.read.setObjectName("issue_read")
        self.confirm.act.setObjectName("issue_now")
        self.confirm.give_up.setObjectName("issue_not_now")
        self.confirm.confirmed.connect(self._confirmed)
        self.confirm.given_up.connect(self.second.forget)
        self.waiting = label("", "strong", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap())
        self.number_card = Card(self.number_head, self.number, self.left)
        inside.addWidget(self.number_card)
        inside.addWidget(self.seal_card)
        inside.addWidget(self.second)
        inside.addWidget(self.waiting)
        inside.addWidget(self.confirm)
        self.retranslate()

    def show_number(self, coming: Any) -> None:
        """``forms.nextnumber.Coming`` or None where the paper carries no number."""
        self._number = coming.number if coming else ""
        self._left = coming.left if coming else None
        self._emergency = bool(coming and coming.emergency)
        self.number_card.setVisible(coming is not None)
        self.retranslate()

    def offer_seals(self, usual: str, modes: Sequence[str] = seals.MODES, allowed: Authorised | None = None) -> None:
        """Ask how the paper gets its seal; ``usual`` is chosen. Records of a visit carry none and are not asked.

        ``allowed``: the authorisation under which the seal's picture would stand on this paper, if any.
        """
        self._modes, self._allowed = tuple(modes), allowed
        self.seal.set_options([(mode, seal_text(mode)) for mode in modes])
        self.seal.set_value(usual)
        self.seal_card.show()
        self.retranslate()

    def seal_mode(self) -> str | None:
        return self.seal.value() if not self.seal_card.isHidden() else None

    def _sealed(self) -> None:
        self.retranslate()
        self.seal_changed.emit()

    def set_blocked(self, blocked: bool) -> None:
        self._blocked = blocked
        self._fit()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._fit()

    def refuse(self, error: KnownError) -> bool:
        """Show an error of the secret in its place; False where it is about something else."""
        self.set_busy(False)
        if error.code not in SECRET_ERRORS:
            self.second.forget()
            return False
        self.second.refuse(error)
        return True

    def _second(self) -> None:
        self.retranslate()
        self._fit()
        self.officer_changed.emit()

    def _fit(self) -> None:
        ready = self.second.ready() and not self._blocked and not self._busy
        self.confirm.setEnabled(ready)
        self.second.setEnabled(not self._busy)
        if not ready and not self._busy:
            self.confirm.reset()
        self.waiting.setText(self._waiting())
        self.waiting.setVisible(bool(self.waiting.text()))

    def _waiting(self) -> str:
        if self._busy:
            return i18n.translate("paper", "Issuing… Nothing counts as issued before the number stands here.")
        if self._blocked:
            return i18n.translate("paper", "What is named above has to be mended first.")
        if not self.second.ready():
            return i18n.translate("paper", "The second officer first chooses the name and types the secret.")
        return ""

    def _confirmed(self) -> None:
        officer, secret = self.second.officer(), self.second.secret.value()
        if officer and secret:
            self.set_busy(True)
            self.wanted.emit(officer, secret)

    def focus_order(self) -> Sequence[QWidget]:
        return (self.second.secret.line, self.confirm.read, self.confirm.act)

    def _seal_words(self) -> None:
        translate = i18n.translate
        self.seal_row.set_texts(translate("paper", "The seal"))
        self.seals.setText(translate("paper", "Seals of the office"))
        for mode in self._modes if self.seal.value() else ():
            self.seal.button(mode).setText(seal_text(mode))
        self.seal_note.setText(
            {
                "image": self._allowed_words(),
                "pre_stamped": translate("paper", "The serials of the sheets are asked for at printing."),
                "stamped_later": translate(
                    "paper", "The stamped copy is to be served within {n} days; it stays under Today until then."
                ).format(n=seals.LATER_DAYS),
            }.get(self.seal.value() or "", "")
        )
        self.seal_note.setVisible(bool(self.seal_note.text()))

    def _allowed_words(self) -> str:
        """Under which authorisation the picture is used; why it cannot be used stands among what is to mend."""
        if self._allowed is None:
            return ""
        return i18n.translate(
            "paper",
            "{name}: authorised by {who}, {paper}, until {day}. Its use stands in the ledger of the seal for good.",
        ).format(
            name=self._allowed.image["name"],
            who=self._allowed.row["authorised_by"],
            paper=self._allowed.row["paper"],
            day=day_long(self._allowed.last),
        )

    def retranslate(self) -> None:
        translate = i18n.translate
        self._seal_words()
        self.number_head.setText(translate("paper", "The number that is next"))
        self.number.setText(self._number)
        left = ""
        if self._emergency:
            left = translate(
                "paper",
                "The granted numbers are used up: this one is of the device's own series and is final. Nothing is "
                "lost; sync to get new numbers.",
            )
        elif self._left is not None:
            left = translate("paper", "{n} numbers left on this device").format(n=self._left)
        waits = laptop_words(self.session, self._emergency) if self.session.open else ""
        self.left.setText(" ".join(text for text in (left, waits) if text))
        self.left.setVisible(bool(self.left.text()))
        self.second.retranslate()
        self.confirm.set_texts(
            translate(
                "paper",
                "Issuing takes the number and locks the paper for good. A mistake can only be mended by a new paper.",
            ),
            translate("paper", "Issue and number"),
        )
        self._fit()
