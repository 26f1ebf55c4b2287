"""Parts the paper screens share: two halves that stack when upright, ticks, the preview in the background, the sentences to mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.errors import KnownError, Place
from models.pack import Pack
from ui import i18n, theme
from ui.jobs import run_job
from ui.screens.parts_visit import clear
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import Card, Chip, TapCard, label, row
from ui.widgets.pads import PadEdit

SAVE_AFTER_MS = 300


class Split(QWidget):
    """Two parts beside each other; one above the other where the window is upright or narrow."""

    def __init__(
        self, first: QWidget, second: QWidget, shares: tuple[int, int] = (1, 1), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.gap())
        self._box.addWidget(first, shares[0])
        self._box.addWidget(second, shares[1])
        for part in (first, second):
            policy = part.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            part.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        stacked = window.height() > window.width()
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)


class Preview(QObject):
    """Makes pages away from the window's thread; of several wishes only the newest is fulfilled.

    ``ready(value)`` and ``refused(KnownError)`` come on the window's thread, in the order asked.
    """

    ready = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._busy = False
        self._next: Callable[[], Any] | None = None

    def ask(self, make: Callable[[], Any]) -> None:
        """Run ``make()`` soon; a wish that has not begun yet is forgotten."""
        self._next = make
        if not self._busy:
            self._begin()

    def stop(self) -> None:
        """Forget what was asked and wait for what is running: the profile may be closed after this."""
        self._next = None
        self._pool.waitForDone()

    @property
    def busy(self) -> bool:
        return self._busy

    def _begin(self) -> None:
        if self._next is None:
            return
        make, self._next, self._busy = self._next, None, True
        run_job(lambda work: make(), on_done=self._done, on_error=self._failed, owner=self, pool=self._pool)

    def _done(self, value: Any) -> None:
        self._busy = False
        self.ready.emit(value)
        self._begin()

    def _failed(self, error: KnownError) -> None:
        self._busy = False
        self.refused.emit(error)
        self._begin()


class DraftModel(QObject):
    """One draft as it stands on the screen: each edit is shown at once and written within 300 ms."""

    changed = Signal()
    gone = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.row: dict[str, Any] = {}
        self._pending: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def id(self) -> str:
        return str(self.row.get("id") or "")

    def load(self, draft: str) -> bool:
        """Read the draft; False when there is none. What was typed in another one is written first."""
        self.flush()
        self.row = self.session.store.get("draft", draft) or {}
        return bool(self.row)

    def reload(self) -> bool:
        """Read again after a change from elsewhere; True when something is different now."""
        if self._pending or self.session.pending or not self.row:
            return False
        found = self.session.store.get("draft", self.id)
        if found is None or found == self.row:
            return False
        self.row = found
        return True

    def set(self, **fields: Any) -> None:
        """Change fields; nothing happens where they are so already."""
        new = {k: v for k, v in fields.items() if self.row.get(k) != v}
        if new:
            self.row = {**self.row, **new}
            self._pending |= new
            self._timer.start()
            self.changed.emit()

    def flush(self) -> None:
        """Write what is pending now."""
        self._timer.stop()
        if not self._pending or not self.session.open:
            return
        given, self._pending = self._pending, {}
        draft, actor = self.id, self.session.actor

        def save(store: Any) -> None:
            with store.change(actor, "draft") as tx:
                tx.set("draft", draft, **given)

        self.session.write(save)


class ToMend(Card):
    """What stands in the way of issuing, and what should be known: one sentence a line, a tap leads to its field."""

    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.head, self.chip = label("", "h2", wrap=True), Chip("", "ok")
        self.lines: list[_Mend] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.gap())
        self.add(row(self.head, self.chip))
        self.add(self._box)
        self.blocking = 0
        self._shown: list[tuple[str, str, bool]] = []
        self.chip.hide()
        self.head.setText(i18n.translate("paper", "Being checked …"))

    def show_problems(self, found: Sequence[tuple[str, str, bool]]) -> None:
        """(field, sentence, blocks) in the order shown; a sentence that stands twice is shown once."""
        translate = i18n.translate
        seen = list(dict.fromkeys(found))
        self.blocking = sum(1 for _, _, blocks in seen if blocks)
        block, warn = translate("paper", "To mend"), translate("paper", "To know")
        ordered = sorted(seen, key=lambda p: not p[2])
        if ordered != self._shown:  # nothing jumps while one types and the same things stand
            self._shown = ordered
            clear(self._box)
            self.lines = []
            for field, text, blocks in ordered:
                line = _Mend(text, Chip(block if blocks else warn, "bad" if blocks else "warn"))
                line.clicked.connect(lambda _=False, field=field: self.jump.emit(field))
                self._box.addWidget(line)
                self.lines.append(line)
        if self.blocking:
            head = translate("paper", "{n} to mend before issuing").format(n=self.blocking)
            self.chip.set(block, "bad")
        else:
            head = translate("paper", "Ready to be issued")
            self.chip.set(translate("paper", "Ready"), "ok")
        self.chip.show()
        self.head.setText(head)


class _Mend(TapCard):
    """One sentence with its state above it, so that it has the whole width."""

    def __init__(self, text: str, chip: Chip) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        inside.addLayout(row(chip, None))
        inside.addWidget(label(text, wrap=True))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{chip.text()} · {text}")


# --- words


def lang() -> str:
    return "en" if i18n.current() == "en" else "zh"


def type_text(pack: Pack, type: str | None) -> str:
    """The name of a kind of paper in the language in force."""
    return str(pack.document(type)[f"title_{lang()}"]) if type else ""


def violation_text(pack: Pack, code: str) -> str:
    return str(pack.violation(code.partition("/")[0]).name[lang()])


def case_text(pack: Pack, when: Mapping[str, str]) -> str:
    """When a wording applies, with questions and violations by their words instead of their codes."""
    known = lang()

    def question(found: re.Match[str]) -> str:
        return f"“{pack.item(found[0]).question[known].replace('{n}', '3').rstrip('?？')}”"

    said = re.sub(r"S\d\d-\d\d", question, when[known])
    return re.sub(r"V-[A-Z0-9]+", lambda found: f"“{violation_text(pack, found[0])}”", said)


def fact_text(pack: Pack, name: str) -> str:
    """What a fact of a wording is called."""
    return pack.label("field", name, lang())


def day_long(day: date) -> str:
    """A day with its year, as people say it."""
    return i18n.translate("paper", "{year}-{month:02d}-{day:02d}").format(year=day.year, month=day.month, day=day.day)


def field_of(error: KnownError) -> str:
    """The field an error is about, '' where none is named."""
    return (error.where or Place()).field or ""


def said(error: KnownError) -> tuple[str, str, bool]:
    """An error as a line to mend."""
    return field_of(error), sentence(error), True


def officer_names(session: Session, ids: Sequence[str | None]) -> list[str]:
    rows = [session.store.get("officer", one) for one in ids]
    return [str(r["name"]) for r in rows if r]


def colleagues(session: Session) -> list[Mapping[str, Any]]:
    """Officers who may confirm beside the one who unlocked: active, with a slot on this device first."""
    found = [o for o in session.store.find("officer") if o["active"] is not False and o["id"] != session.actor]
    here = [o for o in found if session.profile.cert_no(o["id"]) is not None]
    return here or found


def expand(widget: QWidget) -> QWidget:
    """Let ``widget`` take the height that is left."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def put(pad: PadEdit, value: Any) -> None:
    """Show ``value``; a line that holds it already, or is being typed in, stays as it was typed."""
    if pad.value() != value and not pad.line.hasFocus():
        pad.set_value(value)


def give_focus(widget: QWidget) -> None:
    target = widget.focusProxy() or widget
    if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inner = next((w for w in widget.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
        target = inner or target
    target.setFocus(Qt.FocusReason.OtherFocusReason)
