"""Objects that hold each other are let go on the window's thread alone.

Python looks for them in whichever thread makes the next object. A widget that is part of such a circle would be taken
down in a worker, under the hands of the window: the program ends without a word. So the search is off, and the window's
thread does it between two events, as often as Python itself would have.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

from ui import jobs

EVERY_MS = 1000


class Garbage(QObject):
    """Looks for circles once a second for as long as the application lives; made on its thread."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        begin()
        self.startTimer(EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:
        look()


def begin() -> None:
    """From now on only :func:`look` searches."""
    gc.disable()


def look() -> None:
    """Let go of circles, of as many generations of objects as are due, and of what ended work held; call it on the
    window's thread."""
    jobs.let_go()
    counts, due = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > due[generation]:
            gc.collect(generation)
            return
