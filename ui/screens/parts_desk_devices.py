"""Devices and officers on the desk: a device as a line, an officer who gives himself a passphrase on this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import i18n
from ui.screens.unlock import Passphrase
from ui.widgets import BigButton, Card, Chip, FieldRow, column, label, row


def device_card(name: str, told: str, chip: Chip, button: BigButton | None = None) -> QWidget:
    """One device as a line: name, role and when it last synced; ``button``: what can be done about it."""
    line = row(column(label(name, "strong", wrap=True), label(told, "second", wrap=True), spacing=2), chip)
    line.setStretch(0, 1)
    if button is not None:
        line.addWidget(button)
    return Card(line)


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
