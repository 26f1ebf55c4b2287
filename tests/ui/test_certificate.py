"""The server's certificate was renewed: said on the sync screen, and mended there with the administrator's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from sync.server.running import bind
from tests.faults.tlsroad import certificate
from tests.ui import checks
from tests.ui.office import Copy, office, texts, window_of
from ui.syncing import Syncing
from ui.window import Window

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def ended(qtbot: Any, window: Window) -> Syncing:
    syncing = Syncing.of(window.session)
    qtbot.waitUntil(lambda: not syncing.running and syncing._job is None, timeout=20000)
    return syncing


@pytest.mark.parametrize(
    ("lang", "theme", "size"), [("en", "indoor", (1280, 800)), ("zh_CN", "outdoor", (800, 1280))]
)
def test_a_renewed_certificate_is_given_on_the_sync_screen(
    qtbot: Any, office: Copy, lang: str, theme: str, size: tuple[int, int]
) -> None:
    first, renewed = certificate(office.folder / "first"), certificate(office.folder / "renewed")
    office.server = bind(
        office.folder / "server.db", office.clock, tls_certificate=renewed[0], tls_key=renewed[1]
    ).start()
    store = office.laptop.store
    known: dict[str, Any] = store.local_get("server")
    store.local_set("server", {**known, "url": office.server.url, "authority": first[0].read_text("ascii")})
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    window.resize(*size)
    screen = window.open("sync")
    card = screen.certificate
    assert not card.isVisible()
    qtbot.mouseClick(screen.now, LEFT)
    error = ended(qtbot, window).error
    assert error is not None and error.code == "server_not_trusted"
    assert texts(window) and card.isVisible() and checks.all_of(window) == []
    checks.picture(window, f"certificate-{theme}-{lang}")
    line, use = (
        screen.findChild(QLineEdit, "sync_certificate_file"),
        screen.findChild(QPushButton, "sync_certificate_use"),
    )
    assert not use.isEnabled()
    for wrong in (str(office.folder / "nowhere.pem"), str(first[0])):
        line.setText(wrong)
        qtbot.mouseClick(use, LEFT)
        qtbot.waitUntil(lambda: card.wrong.isVisible() and use.isEnabled(), timeout=20000)
        QApplication.processEvents()
        assert card.wrong.text() and not card.wrong.visibleRegion().isEmpty(), "what went wrong stays in sight"
        assert store.local_get("server")["authority"] == first[0].read_text("ascii")
    line.setText(str(renewed[0]))
    qtbot.mouseClick(use, LEFT)
    qtbot.waitUntil(lambda: Syncing.of(window.session).result is not None, timeout=20000)
    assert ended(qtbot, window).result.equal and not card.isVisible()
    window.close()


def test_joining_from_the_sync_screen_asks_for_the_file_where_it_is_needed(
    qtbot: Any, window: Window, tmp_path: Path
) -> None:
    files = certificate(tmp_path / "tls")
    server = bind(tmp_path / "server.db", window.session.clock, tls_certificate=files[0], tls_key=files[1]).start()
    try:
        screen = window.open("sync")
        assert server.admin_code is not None and not screen.alone.certificate.isVisible()
        qtbot.keyClicks(screen.alone.url, server.url)
        qtbot.keyClicks(screen.alone.code, server.admin_code.text)
        qtbot.mouseClick(screen.alone.join, LEFT)
        qtbot.waitUntil(screen.alone.certificate.isVisible, timeout=20000)
        assert "does not prove" in screen.alone.wrong.text()
        assert texts(window) and checks.all_of(window) == []
        screen.alone.certificate.file.setText(str(files[0]))
        qtbot.mouseClick(screen.alone.join, LEFT)
        syncing = Syncing.of(window.session)
        qtbot.waitUntil(lambda: syncing.result is not None and syncing._job is None, timeout=20000)
        assert syncing.result.equal and window.session.store.local_get("server")["authority"] == files[0].read_text()
    finally:
        window.close()
        server.stop()
