"""What every screen is: a page the window opens with arguments, leaves, and speaks to in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basics import EmptyState, Speaking

if TYPE_CHECKING:
    from models.errors import KnownError
    from ui.session import Session
    from ui.window import Window


class Screen(Speaking, QWidget):
    """Base of all screens. Build widgets in ``__init__`` without reading the store; read it in ``enter``.

    A screen is made once and kept: ``enter`` is called each time it is shown, ``leave`` each time another takes
    its place (flush unsaved text there). ``rail`` is the rail word lit while it is shown ('' keeps the last one);
    ``bare`` screens stand alone, without rail and top bar (unlocking, the other party signing).
    """

    rail = ""
    bare = False

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.window_ = window
        self.body = QVBoxLayout(self)
        edge = max(16, theme.gap())
        self.body.setContentsMargins(edge, 12, edge, 12)
        self.body.setSpacing(theme.gap())

    def title(self) -> str:
        """The name of the screen in the language in force, for the window's title and the way back."""
        return ""

    def enter(self, **args: Any) -> None:
        """Shown now; ``args`` are those of ``window.open``."""

    def leave(self) -> None:
        """Another screen takes the place: write what is still pending."""

    def retranslate(self) -> None:
        """Set every text again; called at each change of language."""

    def refresh(self, changes: Any) -> None:
        """Records changed while this screen is shown (``models.store.Changes``)."""

    def key(self, name: str) -> bool:
        """A function key the window has no use for here, e.g. "F4"; True when the screen acted on it."""
        return False

    def tell(self, error: KnownError) -> None:
        """Show the sentence of ``error`` at the top of the window until someone dismisses it."""
        self.window_.tell(error)


class Missing(Screen):
    """Stands for a screen this program was built without."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(session, window)
        self._empty = EmptyState("list", "")
        self.body.addWidget(self._empty)
        self.retranslate()

    def retranslate(self) -> None:
        self._empty.set_texts(self.tr("This part is not in this version. Everything recorded is safe."))
