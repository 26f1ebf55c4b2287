"""Acts that cannot be taken back: what will happen in words, two taps in different places, and the PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.errors import KnownError
from ui.widgets.basics import Card, Speaking, label, row
from ui.widgets.button import BigButton
from ui.widgets.fields import FieldRow
from ui.widgets.pads import PinEdit


class ConfirmAct(Speaking, Card):
    """First tap at the left says "I have read it", the second at the right does it; in between the PIN.

    ``check(pin)`` returns when the PIN is right and raises KnownError when not; None asks for no PIN.
    ``confirmed()`` fires once; ``given_up()`` when the person steps back. Put it in place, not in a dialog.
    """

    confirmed = Signal()
    given_up = Signal()

    def __init__(
        self,
        consequence: str,
        act: str,
        *,
        check: Callable[[str], None] | None = None,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._check = check
        self._text = label(consequence, wrap=True)
        self.read, self.give_up = BigButton(icon="check"), BigButton()
        self.act = BigButton(act, kind="danger" if danger else "primary")
        self.pin = PinEdit()
        self._pin_row = FieldRow("", self.pin)
        self._pin_row.setVisible(check is not None)
        self.read.setCheckable(True)
        self.read.toggled.connect(self._ready)
        self.pin.changed.connect(self._ready)
        self.pin.line.returnPressed.connect(self._do)
        self.act.clicked.connect(self._do)
        self.give_up.clicked.connect(self.reset)
        self.give_up.clicked.connect(self.given_up)
        self.add(self._text)
        self.add(row(self.read, None))
        self.add(self._pin_row)
        self.add(row(self.give_up, None, self.act))
        self.retranslate()
        self._ready()

    def set_texts(self, consequence: str, act: str) -> None:
        self._text.setText(consequence)
        self.act.setText(act)

    def reset(self) -> None:
        """Back to the beginning: nothing read, no PIN."""
        self.read.setChecked(False)
        self.pin.set_value(None)
        self._pin_row.set_error(None)
        self._ready()

    def _ready(self, _: object = None) -> None:
        known = self._check is None or self.pin.value() is not None
        self.act.setEnabled(self.read.isChecked() and known)

    def _do(self) -> None:
        if not self.act.isEnabled():
            return
        try:
            if self._check is not None:
                self._check(self.pin.line.text())
        except KnownError as error:
            self.pin.set_value(None)
            self._pin_row.set_error(error)
            self._ready()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.reset()
        self.confirmed.emit()

    def retranslate(self) -> None:
        self.read.setText(self.tr("I have read this"))
        self.give_up.setText(self.tr("Not now"))
        self._pin_row.set_texts(self.tr("PIN (6 digits)"))
