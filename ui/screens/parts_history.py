"""The one button that leads from a thing's own screen to its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from ui import i18n
from ui.widgets import BigButton, Speaking

if TYPE_CHECKING:
    from ui.window import Window


class HistoryButton(Speaking, BigButton):
    """``of()`` names the thing as (table, id), None while nothing is shown."""

    def __init__(self, name: str, of: Callable[[], tuple[str, str] | None]) -> None:
        super().__init__(kind="quiet", icon="clock")
        self.setObjectName(f"{name}_history")
        self._of = of
        self.clicked.connect(self._open)
        self.retranslate()

    def _open(self) -> None:
        key = self._of()
        if key is not None:
            cast("Window", self.window()).open("history", table=key[0], record=key[1])

    def retranslate(self) -> None:
        self.setText(i18n.translate("parts_history", "History"))
