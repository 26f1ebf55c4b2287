"""A server back from a backup waits for devices: the desk names them and shuts a lost one out, a laptop is told why."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from forms.nextnumber import Coming
from models import numbering
from models.clock import today
from models.errors import Cancelled
from sync import awaited, enrolment
from sync.client import sync
from sync.server.running import bind
from tests.ui import checks
from tests.ui.office import FAST, SECOND, Copy, office, settle, texts, window_of
from ui.screens.parts_paper_act import IssueCard
from ui.syncing import Syncing

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def a_restored_server_and_a_lost_laptop(office: Copy) -> str:
    """A laptop is lost while it joins; a grant was counted and its commit cut off. Returns the lost one's id."""
    office.serve()
    assert office.server is not None
    sync(office.desk), sync(office.laptop)
    code = enrolment.invite(office.desk, "laptop").code
    folder = office.folder / "lost"
    try:
        enrolment.join(
            folder, office.server.url, code, cert_no="XC-JC-0002", passphrase=SECOND, clock=office.clock,
            name="外勤三号", keystore=None, kdf=FAST, cancel=lambda: True,
        )  # fmt: skip
    except Cancelled:
        lost = next(d.id for d in office.server.ledger.devices(_scope(office)) if d.name == "外勤三号")
    witness, port = office.server.ledger.restores.witness, int(office.server.url.rsplit(":", 1)[1])
    witness.count(office.desk.office_id, witness.grants(office.desk.office_id) + 1)
    office.server.stop()
    office.server = bind(office.folder / "server.db", office.clock, port=port).start()
    return lost


def _scope(office: Copy) -> Any:
    from sync.server.ledger import Scope

    return Scope(office.desk.office_id, str(office.desk.device_id), "desk")


def use_up(office: Copy, left: int) -> None:
    """The laptop's numbers of each kind go, but for a few."""
    store, day = office.laptop.store, today(office.clock)
    for block in numbering.blocks(store, year=day.year):
        if block.replica != store.replica:
            continue
        with store.change(office.laptop.officer_id, "void") as tx:
            lo = block.lo if block.hi - block.lo >= left else block.hi
            tx.new(
                "number_void", office=office.laptop.office_id, type=block.type, year=block.year, lo=lo,
                hi=block.hi - left, block=block.id, reason="测试",
            )  # fmt: skip


def test_the_desk_names_who_is_waited_for_and_shutting_it_out_brings_numbers_again(qtbot: Any, office: Copy) -> None:
    lost = a_restored_server_and_a_lost_laptop(office)
    window = window_of(qtbot, office.desk, office.second)
    sync(office.desk), sync(office.laptop), sync(office.desk)
    screen = window.open("sync")
    shown = texts(screen)
    assert "New official numbers wait" in shown and "none is issued twice" in shown
    assert "Waited for: 外勤三号 · Laptop · code C · " in shown
    qtbot.mouseClick(screen.findChild(QPushButton, "sync_numbers_wait_devices"), LEFT)
    assert window.current_name() == "desk"
    desk = window.screen_named("desk")
    assert texts(window) and checks.all_of(window) == []
    qtbot.mouseClick(desk.findChild(QPushButton, "awaited_C_shut"), LEFT)
    done = desk.findChild(QPushButton, "shut_out_done")
    assert done.isVisible() and not done.isEnabled(), "nothing happens with one tap, and a reason is asked"
    assert awaited.waits(office.desk.store) is not None
    qtbot.keyClicks(desk.findChild(QLineEdit, "shut_out_reason"), "lost on the bus")
    qtbot.mouseClick(done, LEFT)
    syncing = Syncing.of(window.session)
    qtbot.waitUntil(lambda: awaited.waits(office.desk.store) is None and not syncing.running, timeout=20000)
    QApplication.processEvents()
    settle(qtbot, window)
    assert not desk.awaited.isVisible() and not desk.shut.isVisible()
    row = office.server.ledger.device(office.desk.office_id, lost) if office.server else None
    assert row is not None and row.state == "revoked"
    window.open("sync")
    assert "New official numbers wait" not in texts(screen)
    window.close()


@pytest.mark.parametrize(
    ("lang", "theme", "size"), [("zh_CN", "indoor", (1280, 800)), ("en", "outdoor", (800, 1280))]
)
def test_it_can_be_read_on_every_screen(
    qtbot: Any, office: Copy, lang: str, theme: str, size: tuple[int, int]
) -> None:
    a_restored_server_and_a_lost_laptop(office)
    sync(office.desk), sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second, theme, lang)
    window.resize(*size)
    for screen in ("sync", "desk"):
        desk = window.open(screen, **({"part": "devices"} if screen == "desk" else {}))
        for step in range(2 if screen == "desk" else 1):
            if step:
                qtbot.mouseClick(desk.findChild(QPushButton, "awaited_C_shut"), LEFT)
            texts(window)
            assert checks.all_of(window) == []
            checks.picture(window, f"awaited-{screen}{step}-{theme}-{lang}")
    window.close()


def test_what_a_person_leaves_is_not_done_and_a_server_away_is_said(qtbot: Any, office: Copy) -> None:
    a_restored_server_and_a_lost_laptop(office)
    sync(office.desk), sync(office.laptop), sync(office.desk)
    window = window_of(qtbot, office.desk, office.second)
    desk = window.open("desk", part="devices")
    qtbot.mouseClick(desk.findChild(QPushButton, "awaited_C_shut"), LEFT)
    qtbot.mouseClick(desk.findChild(QPushButton, "shut_out_leave"), LEFT)
    assert not desk.shut.isVisible() and awaited.waits(office.desk.store) is not None
    qtbot.mouseClick(desk.findChild(QPushButton, "awaited_C_shut"), LEFT)
    qtbot.keyClicks(desk.findChild(QLineEdit, "shut_out_reason"), "x")
    assert office.server is not None
    office.server.stop()
    office.server = None
    qtbot.mouseClick(desk.findChild(QPushButton, "shut_out_done"), LEFT)
    qtbot.waitUntil(desk.shut.wrong.isVisible, timeout=20000)
    assert desk.shut.wrong.text() and desk.shut.done.isEnabled(), "said, and it can be tried again"
    window.close()


def test_a_laptop_is_told_why_only_where_its_own_numbers_run_low(qtbot: Any, office: Copy) -> None:
    a_restored_server_and_a_lost_laptop(office)
    sync(office.laptop)
    window = window_of(qtbot, office.laptop, office.second)
    screen = window.open("sync")
    assert awaited.waits(office.laptop.store) is not None
    assert "New official numbers" not in texts(screen), "enough are left: nothing to tell"
    use_up(office, 2)
    sync(office.laptop)
    window.open("today")
    screen = window.open("sync")
    shown = texts(screen)
    assert "New official numbers come later" in shown and "stay valid" in shown
    assert "Waited for" not in shown and not screen.findChild(QPushButton, "sync_numbers_wait_devices").isVisible()
    window.close()


def test_who_issues_meanwhile_is_told_beside_the_number_why_it_is_of_the_devices_own_series(
    qtbot: Any, office: Copy
) -> None:
    a_restored_server_and_a_lost_laptop(office)
    sync(office.laptop)
    window = window_of(qtbot, office.laptop, office.second)
    card = IssueCard(window.session)
    qtbot.addWidget(card)
    card.show_number(Coming("星晨人社监令字〔2026〕B应急001号", 0, True))
    assert "New official numbers come later" in card.left.text()
    card.show_number(Coming("星晨人社监令字〔2026〕第080号", 18, False))
    assert "New official numbers" not in card.left.text()
    window.close()
