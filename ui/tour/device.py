"""One computer of the tour: its folder, its look, its window; only one of them is in front of the person at a time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.clock import FixedClock
from ui.theme import choice
from ui.tour.hands import Hands

if TYPE_CHECKING:
    from ui.window import Window

SIZE = (1280, 800)


class Device:
    """``name`` is the folder under ``profiles``; ``theme`` the look it is set up in."""

    def __init__(self, name: str, theme: str, out: Path, clock: FixedClock, hands: Hands, shots: list[Any]) -> None:
        self.name, self.theme, self.out, self.clock, self.hands = name, theme, out, clock, hands
        self.folder = out / "profiles" / name
        self.window: Window | None = None
        self._shots = shots
        self.offline = True

    @property
    def store(self) -> Any:
        """For looking only: the tour reads here what came of its taps, and never writes."""
        assert self.window is not None
        return self.window.session.store

    def start(self, lang: str) -> None:
        """Switch the computer on: its window at the first start or at the lock."""
        from ui.app import make_window

        self.away()
        self.window = make_window(self.folder, lang, self.clock)
        self.window.resize(*SIZE)
        self.front()

    def front(self) -> None:
        """Sit down in front of this computer."""
        assert self.window is not None
        before = self.hands.window
        if before is not None and before is not self.window:
            before.hide()
        kept = choice.load(self.folder)
        if kept != choice.current():
            choice.use(kept)
        self.hands.window = self.window
        self.window.show()
        self.window.activateWindow()
        self.hands.pause()

    def away(self) -> None:
        """Nobody sits in front of any computer."""
        if self.hands.window is not None:
            self.hands.window.hide()
            self.hands.window = None

    def shot(self, name: str) -> None:
        """Keep what the window looks like now."""
        assert self.window is not None
        self.hands.pause(0.02)
        file = self.out / "screens" / f"{len(self._shots) + 1:02d}-{self.name}-{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = self.window.grab()
        picture.save(str(file))
        self._shots.append(
            {
                "name": name,
                "png": file.relative_to(self.out).as_posix(),
                "device": self.name,
                "theme": choice.current().theme,
                "size": [self.window.width(), self.window.height()],
            }
        )

    def saved(self) -> None:
        """Wait until everything asked for is on disk and shown."""
        assert self.window is not None
        session = self.window.session
        self.hands.until(lambda: session.pending == 0, "the commits")
        self.hands.pause()

    def screen(self, name: str) -> None:
        """Wait until screen ``name`` is in front."""
        window = self.window
        assert window is not None
        self.hands.until(lambda: window.current_name() == name, f"the screen {name} (is {window.current_name()})")

    def close(self) -> None:
        """Switch it off; the profile is closed properly."""
        if self.window is not None:
            self.front()
            self.window.close()
            self.window.deleteLater()
            self.hands.window = None
            self.window = None
            self.hands.pause()


class Watch:
    """Milliseconds from a tap to what the person waited for."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self._at = 0.0

    def go(self) -> None:
        self._at = time.perf_counter()

    def stop(self, name: str) -> None:
        """Keep the slowest of several under one name."""
        took = (time.perf_counter() - self._at) * 1000
        self.found[name] = max(took, self.found.get(name, 0.0))
