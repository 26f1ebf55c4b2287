"""What people sign and read at a service: the other party's side, one officer after the other, the result in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import i18n
from ui.screens.parts_paper import Split
from ui.screens.parts_visit import clear
from ui.widgets import BigButton, Card, PagePanel, SignatureField, column, label, row
from ui.widgets.basics import Speaking

LEAST_MM = 8.0
"""Less ink than this is a slip of the pen."""


class Handed(Speaking, QWidget):
    """What the other party sees: the paper, the rights, the field to sign; nothing else of the program.

    ``signed()``, ``refused()``, ``back()``.
    """

    signed = Signal()
    refused = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PagePanel()
        self.name, self.rights = label("", "h1", wrap=True), label("", wrap=True)
        self.field = SignatureField()
        self.field.pad.setObjectName("pad_recipient")
        self.sign, self.refuse = BigButton(icon="pen"), BigButton(icon="cross")
        self.sign.setObjectName("sign_receipt")
        self.refuse.setObjectName("refuse_receipt")
        self.give_back = BigButton(kind="quiet", icon="back")
        self.give_back.setObjectName("hand_back")
        self.field.changed.connect(self._ready)
        self.sign.clicked.connect(self.signed)
        self.refuse.clicked.connect(self.refused)
        self.give_back.clicked.connect(self.back)
        for button in (self.sign, self.refuse):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        right = QWidget()
        acts = row(self.refuse, self.sign)
        acts.setStretch(0, 1)
        acts.setStretch(1, 1)
        lines = column(self.name, self.rights, self.field, acts, row(self.give_back, None))
        lines.setStretch(2, 1)
        right.setLayout(lines)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Split(self.pages, right, (1, 1)), 1)
        self.retranslate()

    def show_paper(self, pdf: bytes, title: str, addressee: str, who: str) -> None:
        self.pages.set_pdf(pdf)
        self.name.setText(title)
        self._addressee, self._who = addressee, who
        self.retranslate()

    def _ready(self) -> None:
        self.sign.setEnabled(self.field.pad.length_mm() >= LEAST_MM)

    def retranslate(self) -> None:
        self.rights.setText(
            i18n.translate(
                "serve",
                "Please read the paper. Your signature says that you received it, not that you agree with it. "
                "You may state your case and defend yourself; whom to ask stands in the paper. One copy is yours.",
            )
        )
        self.field.set_who(
            i18n.translate("serve", "Signature of the recipient") + f"  {getattr(self, '_who', '')}".rstrip()
        )
        self.sign.setText(i18n.translate("serve", "Received"))
        self.refuse.setText(i18n.translate("serve", "Refuse the paper"))
        self.give_back.setText(i18n.translate("serve", "Back to the officers"))
        self._ready()


class OfficerSigns(Speaking, QWidget):
    """One officer signs, or does so later on the printed form. ``signed()``, ``on_paper()``."""

    signed = Signal()
    on_paper = Signal()

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role, self._name = role, ""
        self.field = SignatureField()
        self.field.pad.setObjectName(f"pad_{role}")
        self.sign, self.skip = BigButton(kind="primary", icon="check"), BigButton(kind="quiet")
        self.sign.setObjectName(f"{role}_signed")
        self.skip.setObjectName(f"{role}_on_paper")
        self.field.changed.connect(self._ready)
        self.sign.clicked.connect(self.signed)
        self.skip.clicked.connect(self.on_paper)
        lines = column(self.field, row(self.skip, None, self.sign))
        lines.setStretch(0, 1)
        self.setLayout(lines)
        self.retranslate()

    def show_officer(self, name: str, strokes: Any) -> None:
        self._name = name
        self.field.pad.set_strokes(strokes or [])
        self.retranslate()

    def _ready(self) -> None:
        self.sign.setEnabled(self.field.pad.length_mm() >= LEAST_MM)

    def retranslate(self) -> None:
        who = (
            i18n.translate("serve", "First officer")
            if self.role == "lead"
            else i18n.translate("serve", "Second officer")
        )
        self.field.set_who(f"{who}  {self._name}".rstrip())
        self.sign.setText(i18n.translate("serve", "Signed"))
        self.skip.setText(i18n.translate("serve", "Signs on paper instead"))
        self._ready()


class Told(Speaking, QWidget):
    """Lines of words under a heading: a summary before recording, the result after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.card, self.warned = label("", "h1", wrap=True), Card(), Card(kind="sunken")
        self._lines, self._warnings = QVBoxLayout(), QVBoxLayout()
        self.card.add(self._lines)
        self._warn_head = label("", "strong", wrap=True)
        self.warned.add(self._warn_head)
        self.warned.add(self._warnings)
        inside = column(self.head, self.card, self.warned, None)
        self.setLayout(inside)
        self.retranslate()

    def show_lines(self, head: str, lines: list[tuple[str, str]], warnings: list[str]) -> None:
        """(what, words) line by line; warnings as sentences that stay in the file and hold nothing up."""
        self.head.setText(head)
        clear(self._lines)
        clear(self._warnings)
        for what, words in lines:
            said = f"{what}: {words}" if what and i18n.current() == "en" else f"{what}：{words}" if what else words
            self._lines.addWidget(label(said, wrap=True))
        for text in warnings:
            self._warnings.addWidget(label(text, wrap=True))
        self.card.setVisible(bool(lines))
        self.warned.setVisible(bool(warnings))

    def retranslate(self) -> None:
        self._warn_head.setText(i18n.translate("serve", "To know: this stays in the file and holds nothing up"))
