"""The visits of one project on its card: the newest first, ended ones too, each one tap away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models import visits
from ui import i18n
from ui.screens import parts_visit as parts
from ui.screens.today import translate_state
from ui.widgets import BigButton, Card, Chip, NumberedList, Speaking, label, row

FEW = 3
"""Visits shown before somebody asks for all."""
KINDS = {"ended": "ok", "parked": "warn", "returned": "bad", "planned": "wait"}


class Visits(Speaking, Card):
    """``open_visit(visit, state)`` is called with the one that was tapped. Hidden where there are none."""

    def __init__(self, open_visit: Callable[[str, str], None]) -> None:
        super().__init__()
        self._rows: list[Mapping[str, Any]] = []
        self._all = False
        self.head, self.list = label("", "h2"), NumberedList()
        self.list.setObjectName("project_visits")
        self.list.chosen.connect(lambda visit: open_visit(visit["id"], visit["state"] or ""))
        self.all = BigButton(kind="quiet", icon="list")
        self.all.setObjectName("project_visits_all")
        self.all.clicked.connect(self._show_all)
        self.add(self.head)
        self.add(self.list)
        self.add(row(self.all, None))
        self.hide()

    def load(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these visits, the newest first."""
        if [r["id"] for r in rows] != [r["id"] for r in self._rows]:
            self._all = False
        self._rows = list(rows)
        self.retranslate()

    def _show_all(self) -> None:
        self._all = True
        self.retranslate()

    def retranslate(self) -> None:
        shown = self._rows if self._all else self._rows[:FEW]
        self.list.show_lines([(visit, *self._line(visit)) for visit in shown])
        self.head.setText(i18n.translate("visit_list", "Visits · {n}").format(n=len(self._rows)))
        self.all.setText(i18n.translate("visit_list", "All visits"))
        self.all.setVisible(len(shown) < len(self._rows))
        self.setVisible(bool(self._rows))

    def _line(self, visit: Mapping[str, Any]) -> tuple[str, str, Chip]:
        day = visits.day_of(visit)
        title = parts.day_text(day) if day else i18n.translate("visit_list", "No day set yet")
        state = visit["state"] or ""
        text = i18n.translate("visit_list", "Ended") if state == "ended" else translate_state(state)
        told = [visit["matters"], visit["received_by"], visit["notice_no"]]
        return title, " · ".join(str(t) for t in told if t), Chip(text, KINDS.get(state, "info"))
