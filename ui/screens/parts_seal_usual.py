"""How the office seals and prints as a rule: the usual way, what stands on its stationery, copies printed again; the uses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import endings, sealimages, seals
from ui import i18n
from ui.screens.parts_paper import type_text
from ui.screens.parts_paper_act import seal_text
from ui.screens.parts_paper_choose import Ticks
from ui.screens.parts_visit import Options, Part
from ui.session import Session
from ui.widgets import BigButton, Chip, FieldRow, NumberedList, label
from ui.widgets.basics import Speaking

SHOWN = 60
"""Uses shown at a time; the rest is one tap away."""


class UsualWay(Speaking, Part):
    """Settings of the whole office, saved at each touch."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.mode, self.heads, self.marks = Options("usual"), Ticks("preprinted"), Options("reprints")
        self.mode.chosen.connect(lambda mode: self._set(seal_mode=mode))
        self.heads.changed.connect(lambda heads: self._set(preprinted=list(heads)))
        self.marks.chosen.connect(lambda on: self._set(mark_reprints=bool(on)))
        self.mode_row, self.heads_row = FieldRow("", self.mode), FieldRow("", self.heads)
        self.marks_row = FieldRow("", self.marks)
        for part in (self.mode_row, self.heads_row, self.marks_row):
            self.add(part)
        self.retranslate()

    def _set(self, **given: Any) -> None:
        actor, office = self.session.actor, self.session.profile.office_id

        def write(store: Any) -> None:
            with store.change(actor, "options") as tx:
                seals.set_options(tx, office, **given)

        self.session.write(write, lambda _: self.load(), owner=self)

    def load(self) -> None:
        if not self.session.open:
            return
        office = self.session.store.get("office", self.session.profile.office_id)
        self.mode.set_value(seals.usual(office))
        self.heads.set_value(seals.preprinted(office))
        self.marks.set_value(seals.marks_reprints(office))

    def retranslate(self) -> None:
        translate = i18n.translate
        self.set_head(translate("seal", "As a rule in this office"))
        self.mode_row.set_texts(
            translate("seal", "Papers get their seal"),
            translate("seal", "Each paper can be sealed otherwise when it is issued."),
        )
        self.mode.set_options([(mode, seal_text(mode)) for mode in seals.MODES])
        self.heads_row.set_texts(
            translate("seal", "Printed on the stamped sheets already"),
            translate("seal", "It is left out when a paper is printed on them; the stored file stays whole."),
        )
        self.heads.set_options(
            [("office", translate("seal", "Name of the office")), ("title", translate("seal", "Title of the paper"))]
        )
        self.marks_row.set_texts(
            translate("seal", "Copies printed again"),
            translate("seal", "A print after one that came out well is always written down."),
        )
        self.marks.set_options(
            [(True, translate("seal", "Say so on each page")), (False, translate("seal", "Look like the first"))]
        )
        if self.session.open:
            self.load()


def _joined(told: list[str]) -> str:
    return " · ".join(t for t in told if t)


class SealUses(Speaking, Part):
    """The ledger of the seal: each paper its picture stands on, under which authorisation; ``paper(id)`` when tapped."""

    paper = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._most = session, SHOWN
        self.sum, self.list = label("", wrap=True), NumberedList()
        self.list.setObjectName("uses_list")
        self.list.chosen.connect(lambda key: self.paper.emit(str(key)))
        self.more = BigButton(kind="quiet")
        self.more.setObjectName("uses_more")
        self.more.clicked.connect(self._more)
        for part in (self.sum, self.list, self.more):
            self.add(part)
        self.retranslate()

    def _more(self) -> None:
        self._most += SHOWN
        self.load()

    def load(self) -> None:
        if not self.session.open:
            return
        translate = i18n.translate
        found = sealimages.uses(self.session.store, self.session.profile.office_id)
        self.sum.setText(
            translate("seal", "{n} papers carry the picture of the seal.").format(n=len(found))
            if found
            else translate("seal", "The picture of the seal was not used yet.")
        )
        self.list.show_lines([self._line(use) for use in found[: self._most]])
        self.more.setVisible(len(found) > self._most)

    def _line(self, use: sealimages.Use) -> tuple[object, str, str, Chip | None]:
        translate, store, doc = i18n.translate, self.session.store, use.document
        officers = [(store.get("officer", doc[k]) or {}).get("name") for k in ("issued_by", "second_officer")]
        under = use.authorisation or {}
        told = [
            type_text(self.session.profile.pack, doc["type"]),
            str(doc["date"]),
            "、".join(str(o) for o in officers if o),
            f"{under.get('authorised_by') or ''} {under.get('paper') or ''}".strip(),
            translate("seal", "{n} copies printed").format(n=use.printed),
        ]
        if use.late:
            return (
                doc["id"],
                str(doc["number"] or doc["title"]),
                _joined(told),
                Chip(translate("seal", "After the withdrawal"), "bad"),
            )
        ended = endings.standing(store, doc).standing != "in_force"
        chip = Chip(translate("seal", "Paper ended"), "none") if ended else Chip(translate("seal", "In force"), "ok")
        return doc["id"], str(doc["number"] or doc["title"]), _joined(told), chip

    def retranslate(self) -> None:
        self.set_head(i18n.translate("seal", "Ledger of the seal"))
        self.more.setText(i18n.translate("seal", "Older ones"))
        if self.session.open:
            self.load()
