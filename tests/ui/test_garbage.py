"""Widgets that hold each other die on the window's thread, whichever thread makes the objects."""

from __future__ import annotations

import gc
import sys
import threading
from typing import Any

from PySide6.QtCore import QThread, QThreadPool
from PySide6.QtWidgets import QWidget

from ui import garbage
from ui.app import application
from ui.jobs import run_job, running

MANY = 300


class Circle(QWidget):
    def __init__(self, ended: list[Any]) -> None:
        super().__init__()
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


def test_a_worker_that_makes_many_objects_takes_no_widget_down(qtbot: Any) -> None:
    app = application()
    assert app.findChild(garbage.Garbage) is not None and not gc.isenabled()
    ended: list[Any] = []
    for _ in range(20):
        Circle(ended)

    def busy(work: Any) -> int:
        kept = []
        for n in range(200_000):
            circle: list[Any] = [n]
            circle.append(circle)
            kept.append(circle)
        return len(kept)

    done: list[int] = []
    run_job(busy, on_done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    qtbot.waitUntil(lambda: len(ended) == 20, timeout=20_000)
    assert set(ended) == {threading.main_thread()}
    assert app.thread() is QThread.currentThread()


def test_the_search_is_as_far_as_python_would_go(qtbot: Any) -> None:
    garbage.begin()
    gc.collect()
    before = gc.get_stats()[0]["collections"]
    garbage.look()
    assert gc.get_stats()[0]["collections"] == before, "nothing is due"
    kept = [[n] for n in range(gc.get_threshold()[0] + 100)]
    garbage.look()
    assert gc.get_stats()[0]["collections"] == before + 1 and len(kept)


def test_a_widget_that_only_a_worker_still_knew_of_dies_on_the_windows_thread(qtbot: Any) -> None:
    garbage.begin()
    ended: list[Any] = []
    go_on = threading.Event()

    class Lone(QWidget):
        def __del__(self) -> None:
            ended.append(threading.current_thread())

    def begin() -> None:
        lone = Lone()

        def touch(work: Any) -> str:
            go_on.wait(10)
            return lone.objectName()

        run_job(touch, owner=lone)

    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # the threads take turns at every step
    try:
        for _ in range(MANY):
            begin()
        go_on.set()
        qtbot.waitUntil(lambda: running() == 0, timeout=20_000)
    finally:
        sys.setswitchinterval(often)
    QThreadPool.globalInstance().waitForDone(5000)
    garbage.look()
    assert len(ended) == MANY and set(ended) == {threading.main_thread()}
