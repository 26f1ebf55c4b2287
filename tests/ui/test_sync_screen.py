"""The sync screen as people use it: what waits, one tap, the figures of both ends, no network, a conflict."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models import journal
from models.journal import Edit, Operation
from models.profile import Profile
from sync.client import sync
from tests.ui import checks
from tests.ui.office import FAST, LEAD, Copy, office, texts, window_of
from ui.session import Session
from ui.syncing import Syncing
from ui.widgets import TapCard
from ui.window import Window

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def run_sync(qtbot: Any, window: Window) -> Syncing:
    screen = window.screen_named("sync")
    qtbot.mouseClick(screen.now, LEFT)
    syncing = Syncing.of(window.session)
    qtbot.waitUntil(lambda: not syncing.running and syncing._job is None, timeout=20000)
    QApplication.processEvents()
    return syncing


def test_what_waits_is_named_and_one_tap_ends_with_equal_figures(qtbot: Any, office: Copy) -> None:
    office.serve()
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    shown = texts(screen)
    assert "第078号" in shown and "第079号" in shown and "晨光区滨河路保障性住房一期工程" in shown
    assert "Papers as PDF 0/3 sent" in shown
    syncing = run_sync(qtbot, window)
    assert syncing.result.equal
    n = syncing.result.device_records
    assert screen.result.text() == f"This computer {n} records, the centre {n}: the same"
    assert "From here · 0 to send" in texts(screen)
    window.close()


def test_the_page_stays_where_it_is_while_a_sync_runs(qtbot: Any, office: Copy) -> None:
    """A button that is switched off gives its focus to the next field, and that one brings itself into sight."""
    office.serve()
    window = window_of(qtbot, office.laptop, office.second)
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    screen = window.open("sync")
    bar = screen.paged.area.verticalScrollBar()
    qtbot.waitUntil(lambda: screen.now.hasFocus() and bar.maximum() > 0, timeout=5000)
    run_sync(qtbot, window)
    assert bar.value() == 0 and screen.now.isEnabled() and screen.now.hasFocus()
    window.close()


def test_without_a_network_it_says_what_is_safe_and_sends_later(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    syncing = run_sync(qtbot, window)
    assert syncing.error is not None and syncing.error.code in ("no_network", "server_gone")
    assert screen.result.text().endswith("Everything is kept on this computer; you can go on working.")
    assert "acts are not sent yet" in screen.said.text()
    office.serve()
    assert run_sync(qtbot, window).result.equal
    window.close()


def test_a_stop_keeps_what_was_exchanged(qtbot: Any, office: Copy) -> None:
    office.serve()
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    syncing = Syncing.of(window.session)
    qtbot.mouseClick(screen.now, LEFT)
    assert screen.stop.isVisible()
    qtbot.mouseClick(screen.stop, LEFT)
    qtbot.waitUntil(lambda: syncing._job is None, timeout=20000)
    assert screen.now.isEnabled()
    QApplication.processEvents()
    assert run_sync(qtbot, window).result.equal
    window.close()


def test_a_conflict_stands_under_what_needs_a_person_and_leads_to_the_desk(qtbot: Any, office: Copy) -> None:
    office.serve()
    office.disagree()
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("sync")
    assert "Needs you · 1" in texts(screen)
    line = screen.matters.findChild(TapCard)
    qtbot.mouseClick(line, LEFT)
    assert window.current_name() == "desk"
    window.close()


def test_closing_the_window_during_a_sync_ends_it_first(qtbot: Any, office: Copy) -> None:
    office.serve()
    window = window_of(qtbot, office.laptop, office.second)
    window.open("sync")
    Syncing.of(window.session).start()
    window.close()
    assert office.laptop.closed


def test_a_profile_alone_joins_with_address_and_code(qtbot: Any, window: Window, tmp_path: Path) -> None:
    from sync.server.running import bind

    server = bind(tmp_path / "server.db", window.session.clock).start()
    try:
        screen = window.open("sync")
        assert screen.alone.isVisible() and not screen.now.isVisible()
        assert server.admin_code is not None
        qtbot.keyClicks(screen.alone.url, server.url)
        qtbot.keyClicks(screen.alone.code, "WRONG")
        qtbot.mouseClick(screen.alone.join, LEFT)
        qtbot.waitUntil(lambda: screen.alone.wrong.isVisible(), timeout=20000)
        screen.alone.code.clear()
        qtbot.keyClicks(screen.alone.code, server.admin_code.text)
        qtbot.keyClick(screen.alone.code, Qt.Key.Key_Return)
        syncing = Syncing.of(window.session)
        qtbot.waitUntil(lambda: syncing.result is not None and syncing._job is None, timeout=20000)
        assert "the same" in screen.result.text()
    finally:
        window.close()
        server.stop()


def test_background_sync_waits_longer_after_each_failure(qtbot: Any, office: Copy) -> None:
    session = Session(office.laptop.folder, office.laptop.clock)
    session.attach(office.laptop)
    syncing = Syncing.of(session)
    syncing.in_background()
    waits = []
    for _ in range(3):
        syncing.start(by_hand=False)
        qtbot.waitUntil(lambda: not syncing.running and syncing._job is None, timeout=20000)
        waits.append(syncing._timer.interval())
    assert waits == sorted(waits) and waits[0] < waits[-1]
    office.serve()
    syncing.start(by_hand=False)
    qtbot.waitUntil(lambda: not syncing.running and syncing._job is None, timeout=20000)
    assert syncing.result.equal and syncing.error is None
    session.detach()
    assert not syncing._timer.isActive()


@contextmanager
def silent_server() -> Iterator[tuple[str, threading.Event]]:
    """A server that takes a connection and never says a word; the event tells that a request has come."""
    listening = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []
    asked = threading.Event()

    def take() -> None:
        with contextlib.suppress(OSError):
            while True:
                held.append(listening.accept()[0])
                held[-1].recv(1)
                asked.set()

    threading.Thread(target=take, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
    finally:
        for one in (listening, *held):
            one.close()


def test_locking_does_not_wait_for_a_server_that_says_nothing(qtbot: Any, office: Copy) -> None:
    store = office.laptop.store
    with silent_server() as (url, asked):
        store.local_set("server", {**store.local_get("server"), "url": url})
        window = window_of(qtbot, office.laptop, office.second)
        syncing = Syncing.of(window.session)
        syncing.start()
        qtbot.waitUntil(asked.is_set, timeout=10000)
        with office.laptop.store.change(office.laptop.officer_id, "note") as tx:
            tx.new("unit", name="written meanwhile")
        window.drop_keys()
        QApplication.processEvents()
        assert office.laptop.closed and syncing.error is None, "stopped, and not given up by a time-out"
        window.close()
    again = Profile.open(office.laptop.folder, LEAD, office.clock, keystore=None, kdf=FAST)
    assert again.store.find("unit", name="written meanwhile")
    again.close()


def test_what_waits_for_three_days_is_said(qtbot: Any, office: Copy) -> None:
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    assert "waits since" not in texts(screen)
    office.clock.at = office.clock.at + timedelta(days=3, hours=1)
    screen = window.open("sync")
    assert "The oldest waits since 10-14 10:00: 3 days. Sync, or carry it over by stick." in texts(screen)
    window.session.count()
    assert "3 days" in window.bar.unsent.text()
    window.close()


def test_photos_of_a_visit_are_counted_by_themselves(qtbot: Any, office: Copy) -> None:
    with office.laptop.store.change(office.laptop.officer_id, "photo") as tx:
        for n in range(3):
            sha = office.laptop.blobs.put(b"photo %d" % n).sha256
            tx.new("evidence", inspection=office.inspection, name=f"照片{n}", blob=sha, mime="image/jpeg", size=7)
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    assert "photos 0/3" in texts(screen)
    office.serve()
    assert run_sync(qtbot, window).result.equal
    assert "photos" not in texts(screen)
    window.close()


def test_what_was_put_aside_says_from_where_and_what_is_safe(qtbot: Any, office: Copy) -> None:
    office.serve()
    sync(office.laptop)
    newer = Operation(office.laptop.store.stream, office.desk.store.replica, office.desk.store.lines()[0].last_seq + 1,
                      1 << 60, "2026-10-14T10:00:00.000+08:00", "future", [Edit("gadget", "g", {"name": "x"}, n=True)])  # fmt: skip
    last = next(line.last_seq for line in office.laptop.store.lines() if line.replica == office.desk.store.replica)
    office.laptop.store.apply([journal.encode(replace(newer, seq=last + 1))])
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    shown = texts(screen)
    assert "A change by 办公室电脑 is put aside" in shown
    assert "A newer version of the program wrote it; it is kept and applied after an update." in shown
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("outdoor", "en"), ("night", "zh_CN")])
def test_the_screen_is_whole_in_every_look(qtbot: Any, office: Copy, theme: str, lang: str) -> None:
    office.serve()
    sync(office.laptop)
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    assert texts(window.open("sync"))
    assert checks.all_of(window) == []
    checks.picture(window, f"sync-{theme}-{lang}")
    window.close()


def test_new_lines_have_their_height_before_they_are_laid_out(qtbot):
    from ui.screens.parts_sync import Block, Line
    from ui.widgets import Chip

    block = Block("block")
    qtbot.addWidget(block)
    block.resize(420, 500)
    block.show()
    long = "劳动保障监察限期改正指令书 星晨人社监令字〔2026〕第079号 " * 3
    block.show_lines("To send", [(long, long, Chip("Not sent", "wait")) for _ in range(4)], "")
    lines = block.findChildren(Line)
    need = lines[0].layout().heightForWidth(420 - 32)
    assert need > 60 and [line.minimumHeight() for line in lines] == [need] * 4
