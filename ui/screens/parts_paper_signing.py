"""One person signs the record of a visit, page by page and at its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import i18n
from ui.screens.parts_paper import Split
from ui.screens.parts_paper_sign import LEAST_MM
from ui.widgets import BigButton, PagePanel, SignatureField, column, label, row
from ui.widgets.basics import Speaking


class Signing(Speaking, QWidget):
    """One person signs, page by page and at the end. ``signed(place, strokes)``, ``refused()``, ``skipped()``."""

    signed = Signal(str, object)
    refused = Signal()
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._name, self._place, self._places, self._count = "unit", "", "end", ["end"], 1
        self.pages, self.field = PagePanel(), SignatureField()
        self.rights = label("", wrap=True)
        self.where = label("", "strong", wrap=True)
        self.sign, self.refuse, self.skip = BigButton(icon="pen"), BigButton(icon="cross"), BigButton(kind="quiet")
        self.skip.setObjectName("feet_on_paper")
        self.refuse.setObjectName("refuse_record")
        self.sign.clicked.connect(self._sign)
        self.refuse.clicked.connect(self.refused)
        self.skip.clicked.connect(self.skipped)
        self.field.changed.connect(self._ready)
        for button in (self.sign, self.refuse):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        acts = row(self.refuse, self.sign)
        acts.setStretch(0, 1)
        acts.setStretch(1, 1)
        right = QWidget()
        lines = column(self.rights, self.where, self.field, acts, row(self.skip, None))
        lines.setStretch(2, 1)
        right.setLayout(lines)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Split(self.pages, right), 1)
        self.retranslate()

    def ask(self, role: str, name: str, place: str, places: list[str], pages: int) -> None:
        """Ask ``role`` to sign at ``place`` ("1", "2", … for the foot of a page, "end")."""
        if (role, place) != (self._role, self._place):
            self.field.pad.clear()
        self._role, self._name, self._place, self._places, self._count = role, name, place, places, pages
        self.field.pad.setObjectName(f"pad_{role}")
        self.sign.setObjectName(f"{role}_sign")
        index = self._count - 1 if place == "end" else int(place) - 1
        self.pages.view.go_to(index)
        self.retranslate()

    def _sign(self) -> None:
        strokes = self.field.pad.strokes()
        self.field.pad.clear()
        self.signed.emit(self._place, strokes)

    def _ready(self) -> None:
        self.sign.setEnabled(self.field.pad.length_mm() >= LEAST_MM)

    def retranslate(self) -> None:
        translate = i18n.translate
        whose = {
            "unit": translate("record", "Signature of the person present"),
            "lead": translate("record", "Signature of the first officer"),
            "assistant": translate("record", "Signature of the second officer"),
        }[self._role]
        self.field.set_who(f"{whose}  {self._name}".rstrip())
        party = self._role == "unit"
        self.rights.setText(
            translate(
                "record",
                "Please read the record, or have it read to you. You may ask for corrections and have your own words "
                "written in. Sign only what is right.",
            )
        )
        self.rights.setVisible(party)
        at = self._places.index(self._place) + 1 if self._place in self._places else 1
        if self._place == "end":
            where = translate("record", "At the end of the record")
        else:
            where = translate("record", "At the foot of page {n}").format(n=self._place)
        self.where.setText(f"{where} · {at}/{len(self._places)}")
        self.sign.setText(translate("record", "Signed"))
        self.refuse.setText(translate("record", "Refuse to sign"))
        self.refuse.setVisible(party)
        self.skip.setText(translate("record", "The pages are signed on the print"))
        self.skip.setVisible(len(self._places) > 1 and self._place != "end")
        self._ready()
