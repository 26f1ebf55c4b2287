"""The one window: rail, bar of facts, the screen in front, the way back, the keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError
from ui import jobs
from ui.screens.base import Missing, Screen
from ui.screens.registry import RAIL, built_in, screen_class
from ui.session import Session
from ui.widgets.basics import Speaking
from ui.widgets.rail import Rail, TopBar
from ui.widgets.status import SentenceBar

BATTERY_EVERY_MS = 60_000
FUNCTION_KEYS = [f"F{n}" for n in range(1, 12)]


class Window(Speaking, QWidget):
    """Opens screens by name and keeps each of them; ``shown(name)`` after every change of screen."""

    shown = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("root")
        self.session = session
        self._screens: dict[str, Screen] = {}
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._pin_wanted = False
        self.rail, self.bar, self.sentence, self.stack = Rail(), TopBar(), SentenceBar(), QStackedWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._connect()
        self._keys()
        self.retranslate()
        self.set_bare(True)

    def _arrange(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.sentence)
        inner.addWidget(self.stack, 1)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.rail)
        self._middle.addLayout(inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addLayout(self._middle, 1)

    def _connect(self) -> None:
        session = self.session
        self.rail.chosen.connect(self._rail_chosen)
        self.bar.back.connect(self.back)
        self.bar.lock.connect(self.lock)
        self.bar.look.connect(lambda: self.open("look"))
        session.saving.connect(self.bar.saved.saving)
        session.saved.connect(self.bar.saved.saved)
        session.error.connect(self.tell)
        session.changed.connect(self._changed)
        session.counts_changed.connect(self._counts)
        session.duty_changed.connect(self._people)
        self._battery = QTimer(self)
        self._battery.timeout.connect(self.bar.show_battery)

    def _keys(self) -> None:
        for number, (_, name) in enumerate(RAIL, 1):
            self._key(f"Ctrl+{number}", lambda name=name: self._unlocked_open(name))
        self._key("Ctrl+S", self.bar.saved.answer)
        self._key("Ctrl+K", lambda: self._unlocked_open("search"))
        self._key("Ctrl+L", self.lock)
        self._key("Alt+Left", lambda: self._front() and self.back())
        for name in FUNCTION_KEYS:
            self._key(name, lambda name=name: self._function_key(name))

    def _key(self, keys: str, do: Any) -> None:
        QShortcut(QKeySequence(keys), self, activated=do, context=Qt.ShortcutContext.WindowShortcut)

    # -- screens -----------------------------------------------------------------------------------------------
    def open(self, name: str, **args: Any) -> Screen:
        """Show screen ``name`` with ``args``; the screen before it is where :meth:`back` leads.

        While locked nothing but the lock is shown: the screen waits and comes after unlocking.
        """
        if self.locked and name not in WITHOUT_KEYS:
            at = next((i for i, step in enumerate(self._trail) if step[0] in WITHOUT_KEYS), len(self._trail))
            self._trail.insert(at, (name, args))
            return self.screen_named(name)
        if name == self.current_name():
            self._trail[-1] = (name, args)
        else:
            self._trail.append((name, args))
        return self._show(name, args)

    def replace(self, name: str, **args: Any) -> Screen:
        """Like :meth:`open`, but the screen in front leaves the way back (a step that is done for good)."""
        if self._trail:
            self._trail.pop()
        return self.open(name, **args)

    def home(self, name: str = "today") -> Screen:
        """Show ``name`` and forget the way back."""
        self._trail.clear()
        return self.open(name)

    def back(self) -> None:
        """Show the screen before this one, as it was opened."""
        if len(self._trail) > 1:
            self._trail.pop()
            name, args = self._trail[-1]
            self._show(name, args)

    def current(self) -> Screen | None:
        found = self.stack.currentWidget()
        return found if isinstance(found, Screen) else None

    def current_name(self) -> str:
        return self._trail[-1][0] if self._trail else ""

    def screen_named(self, name: str) -> Screen:
        """The one instance of screen ``name``, made when first asked for."""
        if name not in self._screens:
            made = screen_class(name) if built_in(name) else Missing
            self._screens[name] = made(self.session, self)
            self.stack.addWidget(self._screens[name])
        return self._screens[name]

    def _show(self, name: str, args: dict[str, Any]) -> Screen:
        before, screen = self.current(), self.screen_named(name)
        if before is not None and before is not screen:
            before.leave()
        self.stack.setCurrentWidget(screen)
        self.set_bare(screen.bare)
        self.rail.light(screen.rail or dict((s, w) for w, s in RAIL).get(name, ""))
        self.bar.back_button.setVisible(len(self._trail) > 1)
        if args.get("inspection") and self.session.open:
            self.session.on_visit(args["inspection"])
        screen.enter(**args)
        focus = QApplication.focusWidget()
        if focus is None or not screen.isAncestorOf(focus):
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
            screen.focusNextChild()
        self._title()
        self.shown.emit(name)
        return screen

    def set_bare(self, bare: bool) -> None:
        """Without rail and bar: before unlocking, and while the other party reads and signs."""
        self.rail.setVisible(not bare and not self.locked)
        self.bar.setVisible(not bare)
        self.bar.lock_button.setVisible(not self.locked)

    def _front(self) -> bool:
        """True when keys of the window count: unlocked, and no bare screen (lock, the other party) in front."""
        current = self.current()
        return not self.locked and not (current is not None and current.bare)

    @property
    def locked(self) -> bool:
        """True until a profile is open, and while the PIN is asked."""
        return self._pin_wanted or not self.session.open

    def _unlocked_open(self, name: str) -> None:
        if self._front():
            self.open(name)

    def _rail_chosen(self, word: str) -> None:
        self.home(dict(RAIL)[word])

    # -- locking -----------------------------------------------------------------------------------------------
    def lock(self) -> None:
        """Hide everything behind the PIN; the keys stay until :meth:`drop_keys`. The way back is kept."""
        if not self.locked:
            self._pin_wanted = True
            self.sentence.hide()
            self.open("unlock", mode="pin")

    def unlocked(self) -> None:
        """Called by the unlock screen: go on exactly where the lock came, or begin with today."""
        self._pin_wanted = False
        self._trail = [step for step in self._trail if step[0] not in WITHOUT_KEYS]
        name, args = self._trail[-1] if self._trail else ("today", {})
        if not self._trail:
            self._trail.append((name, args))
        self._show(name, args)
        self.sentence.setVisible(bool(self.sentence.text()))
        self._people()
        self._counts()

    def drop_keys(self) -> None:
        """Close the profile and forget its keys; the passphrase opens it again."""
        if self.session.open:
            self.lock()
            self.session.detach()
            self._pin_wanted = False
            self._forget_screens()
            self.open("unlock", mode="passphrase")

    def _forget_screens(self) -> None:
        for name in [n for n in self._screens if n not in WITHOUT_KEYS]:
            screen = self._screens.pop(name)
            self.stack.removeWidget(screen)
            screen.deleteLater()

    # -- what is told ------------------------------------------------------------------------------------------
    def tell(self, what: KnownError | str) -> None:
        """Show a sentence at the top until someone dismisses it."""
        self.sentence.tell(what)

    def _changed(self, changes: Any) -> None:
        current = self.current()
        if current is not None:
            current.refresh(changes)

    def _counts(self) -> None:
        self.bar.set_counts(self.session.unsent, self.session.numbers_left, self.session.late_days)

    def _people(self) -> None:
        self.bar.people.set_whole(self.session.people())

    def _function_key(self, name: str) -> None:
        current = self.current()
        if name == "F9":
            self._next_look()
        elif name == "F11":
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif current is None or not self._front() or current.key(name):
            return
        elif name == "F6":
            self.focusNextChild()
        elif name in KEY_SCREENS:
            self._unlocked_open(KEY_SCREENS[name])

    def _next_look(self) -> None:
        from ui.theme import choice

        choice.next_look(self.session.folder)

    # -- Qt ----------------------------------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._title()
        self._people()

    def _title(self) -> None:
        current = self.current()
        name = self.tr("Anxin labour inspection")
        said = current.title() if current is not None else ""
        self.setWindowTitle(f"{said} — {name}" if said else name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.height() > self.width()
        if self.rail.property("upright") != ("true" if upright else "false"):
            way = QBoxLayout.Direction.BottomToTop if upright else QBoxLayout.Direction.LeftToRight
            self._middle.setDirection(way)
            self.rail.set_upright(upright)

    def closeEvent(self, event: QCloseEvent) -> None:
        current = self.current()
        if current is not None:
            current.leave()
        jobs.cancel_all()
        self.session.detach()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and not self._battery.isActive():
            self._battery.start(BATTERY_EVERY_MS)
        return super().event(event)


WITHOUT_KEYS = ("unlock", "first_start", "look")
"""What may be shown while locked."""

KEY_SCREENS = {
    "F1": "search",
    "F2": "choose",
    "F3": "search",
    "F5": "sync",
    "F7": "papers",
    "F10": "today",
}
"""What a function key opens when the screen in front does not use it itself (F4, F8 belong to screens)."""
