"""Parts the paper screens share: two halves that stack when upright, ticks, the preview in the background, the sentences to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.errors import KnownError, Place
from models.pack import Pack
from ui import i18n, theme
from ui.jobs import run_job
from ui.screens.parts_visit import clear
from ui.sentences import sentence
from ui.session import Session
from ui.widgets import BigButton, Card, Chip, FlowLayout, TapCard, label, row
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


class Ticks(QWidget):
    """Buttons of which any number may be chosen, like words of a text; ``changed`` carries the chosen in order."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._flow = name, FlowLayout(self)
        self._buttons: dict[Any, BigButton] = {}
        self._subject = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Show these (value, text); where the values are those of before only the texts change."""
        if list(self._buttons) != [value for value, _ in options]:
            clear(self._flow)
            self._buttons = {}
            for value, _ in options:
                button = BigButton()
                button.setCheckable(True)
                theme.set_icon(button, "none", size=20)
                button.setObjectName(f"{self._name}_{value}")
                button.toggled.connect(lambda on, button=button: _mark(button, on))
                button.clicked.connect(lambda: self.changed.emit(self.value()))
                self._flow.addWidget(button)
                self._buttons[value] = button
        for value, text in options:
            self._buttons[value].setText(text)
            self._buttons[value].setAccessibleName(f"{self._subject} {text}".strip())
        self.updateGeometry()

    def value(self) -> list[Any]:
        return [value for value, button in self._buttons.items() if button.isChecked()]

    def set_value(self, chosen: Sequence[Any] | None) -> None:
        """Show these as chosen without telling anyone."""
        for value, button in self._buttons.items():
            button.setChecked(value in (chosen or ()))

    def button(self, value: Any) -> BigButton:
        return self._buttons[value]

    def options(self) -> list[Any]:
        return list(self._buttons)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._subject = name
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}".strip())


class WordedOptions(QWidget):
    """Sentences one below the other of which one is chosen; for texts too long for a button. ``chosen(value)``."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._cards: dict[Any, _Worded] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())
        self._value: Any = None
        self._subject = ""

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Show these (value, sentence)."""
        if [(v, c.words.text()) for v, c in self._cards.items()] == list(options):
            return
        clear(self._lines)
        self._cards = {}
        for value, text in options:
            card = self._cards[value] = _Worded(text)
            card.setObjectName(f"{self._name}_{str(value).rpartition('/')[2]}")
            card.clicked.connect(lambda _=False, value=value: self._choose(value))
            self._lines.addWidget(card)
        self.set_value(self._value)

    def set_value(self, value: Any) -> None:
        """Show ``value`` as chosen without telling anyone."""
        self._value = value
        for one, card in self._cards.items():
            card.show_chosen(one == value, self._subject)

    def value(self) -> Any:
        return self._value

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._subject = name
        self.set_value(self._value)

    def _choose(self, value: Any) -> None:
        self.set_value(value)
        self.chosen.emit(value)


class WordedTicks(WordedOptions):
    """Sentences one below the other of which any number may be chosen. ``changed(list)`` in the order shown."""

    changed = Signal(object)

    def set_value(self, value: Any) -> None:
        """Show these as chosen without telling anyone."""
        self._value = list(value or ())
        for one, card in self._cards.items():
            card.show_chosen(one in self._value, self._subject)

    def options(self) -> list[Any]:
        return list(self._cards)

    def _choose(self, value: Any) -> None:
        chosen = [v for v in self._cards if (v in self._value) != (v == value)]
        self.set_value(chosen)
        self.changed.emit(chosen)


class _Worded(TapCard):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.mark, self.words = QLabel(), label(text, wrap=True)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setSpacing(10)
        inside.addWidget(self.mark)
        inside.addWidget(self.words, 1)
        for child in (self.mark, self.words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_chosen(self, on: bool, subject: str) -> None:
        self.setChecked(on)
        theme.set_icon(self.mark, "check" if on else "none", "accent" if on else "second", size=22)
        self.words.setProperty("role", "strong" if on else "")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.setAccessibleName(f"{subject} {self.words.text()}".strip())


def _mark(button: BigButton, on: bool) -> None:
    """The state as a shape too, for eyes that do not see the colour."""
    theme.set_icon(button, "check" if on else "none", size=20)


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


def fact_text(pack: Pack, name: str) -> str:
    """What a fact of a wording is called."""
    return pack.label("field", name, lang())


def day_long(day: date) -> str:
    """A day with its year, as people say it."""
    return i18n.translate("paper", "{month}/{day}/{year}").format(year=day.year, month=day.month, day=day.day)


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
