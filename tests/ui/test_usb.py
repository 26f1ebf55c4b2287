"""The stick in the windows: a laptop joins, brings its day, hears its receipt, and gets the office's records back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.profile import Profile
from sync import peer
from sync.client import sync
from tests.ui import checks
from tests.ui.office import FAST, LEAD, Copy, office, window_of
from tests.ui.visits import press, type_in
from ui.app import make_window
from ui.jobs import running
from ui.screens.first_start import FirstStart
from ui.widgets import Chip
from ui.window import Window

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton
OWN = "second officer says that"


def idle(qtbot: Any) -> None:
    qtbot.waitUntil(lambda: running() == 0, timeout=20000)
    QApplication.processEvents()


def tap(qtbot: Any, window: Window, name: str) -> None:
    button = next(b for b in window.findChildren(QPushButton) if b.objectName() == name and b.isVisible())
    qtbot.mouseClick(button, LEFT)
    idle(qtbot)


def said(window: Window, name: str) -> str:
    return next(w.text() for w in window.findChildren(QLabel) if w.objectName() == name and w.isVisible())


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def laptop(
    qtbot: Any, office: Copy, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    """A third laptop, joined through its first start and the desk's page, by tap and key."""
    monkeypatch.setattr(FirstStart, "vault_options", {"keystore": None, "kdf": FAST})
    office.serve()
    sync(office.desk)
    desk = window_of(qtbot, office.desk, office.second)
    desk.open("desk", part="stick")
    tap(qtbot, desk, "usb_invite")
    code = said(desk, "usb_code")
    made = make_window(tmp_path / "third", "en", office.clock)
    qtbot.addWidget(made)
    made.show()
    screen = made.current()
    for name in ("lang_en", "setup_next", "way_stick"):
        press(qtbot, screen, name)
    type_in(qtbot, screen, "stick_code", code.lower())
    type_in(qtbot, screen, "stick_cert_no", "XC-JC-0002")
    type_in(qtbot, screen, "stick_device", "外勤三号")
    press(qtbot, screen, "setup_next")
    assert "passphrase" in screen._wrong.text()
    type_in(qtbot, screen, "stick_passphrase", OWN)
    type_in(qtbot, screen, "stick_folder", str(stick))
    press(qtbot, screen, "setup_next")
    idle(qtbot)
    assert "The request is on the stick" in said(made, "stick_told")
    press(qtbot, screen, "setup_next")
    idle(qtbot)
    assert "does not let this computer in" in screen._wrong.text(), "the desk has not seen it yet"
    type_in(qtbot, desk.current(), "usb_desk_folder", str(stick))
    tap(qtbot, desk, "usb_grant")
    assert "外勤三号" in said(desk, "usb_join_result")
    press(qtbot, screen, "setup_next")
    qtbot.waitUntil(lambda: made.current_name() == "today", timeout=20000)
    desk.session.detach()
    desk.close()
    office.desk = Profile.open(office.folder / "desk", LEAD, office.clock, keystore=None, kdf=FAST)
    yield made
    if made.session.open:
        made.session.detach()
    made.close()


def work(window: Window) -> None:
    profile = window.session.profile
    sha = profile.blobs.put(os.urandom(30_000)).sha256
    with profile.store.change(profile.officer_id, "evidence") as tx:
        tx.new("evidence", name="photo", blob=sha)


def test_a_day_by_stick(qtbot: Any, office: Copy, laptop: Window, stick: Path) -> None:
    store = laptop.session.store
    assert store.digest() == office.desk.store.digest()
    work(laptop)
    screen = laptop.open("sync")
    assert "1 files are on no stick yet" in screen.usb.state.text()
    assert not screen.now.isVisible(), "there is no server to sync with"
    type_in(qtbot, screen, "usb_folder", "")
    tap(qtbot, laptop, "usb_export")
    assert said(laptop, "usb_wrong") == "Say first where the stick is."
    type_in(qtbot, screen, "usb_folder", str(stick))
    tap(qtbot, laptop, "usb_export")
    assert "Bundle 1 is on the stick" in said(laptop, "usb_result")
    assert "wait for the office's receipt" in screen.usb.state.text(), screen.usb.state.text()
    assert "No receipt yet" in [chip.text() for chip in screen.usb.findChildren(Chip)]
    desk = window_of(qtbot, office.desk, office.second)
    page = desk.open("desk", part="stick")
    type_in(qtbot, page, "usb_desk_folder", str(stick))
    tap(qtbot, desk, "usb_desk_import")
    assert "1 files" in said(desk, "usb_desk_result")
    code = said(desk, "usb_receipt_B") if "usb_receipt_B" in names(desk) else said(desk, "usb_receipt_C")
    type_in(qtbot, screen, "usb_receipt", "0000-0000-0000")
    tap(qtbot, laptop, "usb_receipt_take")
    assert "fits no bundle" in said(laptop, "usb_wrong")
    type_in(qtbot, screen, "usb_receipt", code)
    tap(qtbot, laptop, "usb_receipt_take")
    assert screen.usb.state.text() == "The office has received everything of this computer."
    assert peer.waiting(store) == 0
    tap(qtbot, desk, "usb_desk_import")
    assert "Nothing new" in said(desk, "usb_desk_result")
    assert sync(office.desk).equal
    give = next(b for b in names(desk) if b.startswith("usb_give_") and b != "usb_give_B")
    tap(qtbot, desk, give)
    assert "外勤三号" in said(desk, "usb_desk_result")
    tap(qtbot, laptop, "usb_import")
    assert "Taken in" in said(laptop, "usb_result")
    assert store.digest() == office.desk.store.digest()
    desk.close()


def names(window: Window) -> list[str]:
    return [w.objectName() for w in window.current().findChildren(QPushButton) + window.findChildren(QLabel)]


def test_a_request_outlives_the_window(
    qtbot: Any, office: Copy, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked today, answered next week: the first start knows where it stood."""
    from sync import bundlejoin
    from sync.bundleask import request
    from ui.screens.parts_usb_desk import grant_all

    office.serve()
    monkeypatch.setattr(FirstStart, "vault_options", {"keystore": None, "kdf": FAST})
    code = bundlejoin.invite(office.desk).code
    folder = tmp_path / "third"
    request(folder, stick / "a.request", code, cert_no="XC-JC-0002", passphrase=OWN, clock=office.clock, keystore=None, kdf=FAST)  # fmt: skip
    assert len(grant_all(office.desk, stick)) == 1 and not list(stick.glob("*.request"))
    made = make_window(folder, "en", office.clock)
    qtbot.addWidget(made)
    made.show()
    screen = made.current()
    for name in ("lang_en", "setup_next", "way_stick"):
        press(qtbot, screen, name)
    type_in(qtbot, screen, "stick_passphrase", OWN)
    type_in(qtbot, screen, "stick_folder", str(stick))
    press(qtbot, screen, "setup_next")
    qtbot.waitUntil(lambda: made.current_name() == "today", timeout=20000)
    made.session.detach()
    made.close()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("theme", ["indoor", "outdoor", "night"])
def test_every_look(qtbot: Any, office: Copy, lang: str, theme: str) -> None:
    for profile, screen, args in ((office.laptop, "sync", {}), (office.desk, "desk", {"part": "stick"})):
        window = window_of(qtbot, profile, office.second, theme, lang)
        shown = window.open(screen, **args)
        for size in ((1280, 800), (800, 1280)):
            window.resize(*size)
            QApplication.processEvents()
            assert checks.all_of(shown.usb) == []
            checks.picture(shown.usb, f"usb-{screen}-{lang}-{theme}-{size[0]}")
        window.close()
