"""A server that goes in the middle of a sync, met on the sync screen: told, nothing lost, gone on later."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from models.check import check
from sync import client, transport
from tests.journeys.test_withstand import clear
from tests.journeys.test_withstand_window import both
from tests.sync.conftest import Office, clock, few_rsa_keys, new_unit, office  # noqa: F401 - the fixtures
from tests.sync.proxy import Plan, Proxy
from tests.ui.conftest import nothing_left_running  # noqa: F401 - the fixture
from tests.ui.visits import press
from ui.session import Session
from ui.window import Window


def test_a_server_that_goes_in_the_middle(office: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    given = dict(transport.Transport.__init__.__kwdefaults__ or {})
    monkeypatch.setattr(transport.Transport.__init__, "__kwdefaults__", {**given, "pause": 0.0})
    desk = office.desk()
    for n in range(60):
        new_unit(desk, random.Random(n).randbytes(64).hex())  # what packs badly takes long to send
    before, home = str(desk.store.digest()), desk.store.local_get("server")
    session = Session(desk.folder, desk.clock)
    session.attach(desk)
    window = Window(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    with Proxy(office.server.url, Plan(up=3000, whole=True)) as proxy:
        desk.store.local_set("server", {**home, "url": proxy.url})
        screen = window.open("sync")
        press(qtbot, screen, "sync_now")
        qtbot.waitUntil(lambda: screen.syncing.error is not None and screen.now.isEnabled(), timeout=20_000)
        assert proxy.cuts
        clear(both(lambda: said(screen)))
    assert str(desk.store.digest()) == before and not check(desk).problems
    assert client.pending(desk).operations
    desk.store.local_set("server", home)
    press(qtbot, screen, "sync_now")
    qtbot.waitUntil(lambda: client.pending(desk).operations == 0 and screen.now.isEnabled(), timeout=20_000)
    window.close()
    session.flush()
    QApplication.processEvents()
    session.detach()


def said(screen: Any) -> str:
    return f"{screen.result.text()} {screen.said.text()}".strip()
