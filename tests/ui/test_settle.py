"""Doubtful numbers on the screen: two copies of one disk used one number, both papers side by side, a person settles it."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from forms import issuing
from models import doubtful, endings
from models import register as book
from models.profile import Profile
from sync.client import SyncResult, sync
from tests.ui import checks
from tests.ui.office import FAST, LEAD, SECOND, Copy, office, settle, texts, window_of
from ui.syncing import Syncing
from ui.widgets import Chip, TapCard

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton


def press(qtbot: Any, root: Any, name: str) -> None:
    QApplication.processEvents()
    button = root.findChild(QPushButton, name)
    assert button is not None and button.isVisible() and button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def write(qtbot: Any, root: Any, text: str) -> None:
    line = root.findChild(QLineEdit, "settle_reason")
    line.clear()
    qtbot.keyClicks(line, text)


def twins(office: Copy) -> Profile:
    """The laptop's disk set back to a copy: both copies issue the inquiry notice with the next number, both sync."""
    office.laptop.close()
    shutil.copytree(office.laptop.folder, office.folder / "copy", ignore=shutil.ignore_patterns("lock"))
    opened = [
        Profile.open(office.folder / name, LEAD, office.clock, keystore=None, kdf=FAST) for name in ("laptop", "copy")
    ]
    office.laptop = opened[0]
    office.serve()
    known = office.laptop.store.local_get("server")
    opened[1].store.local_set("server", known)
    for profile in opened:
        office.clock.advance(minutes=1)
        draft = next(d for d in profile.store.find("draft") if d["type"] == "inquiry_notice")
        issuing.issue(profile, draft["id"], office.second, SECOND)
    sync(opened[0]), sync(opened[1]), sync(opened[0]), sync(office.desk)
    return opened[1]


def window_of_desk(office: Copy) -> Any:
    return window_of(office.qtbot, office.desk, office.second)  # type: ignore[attr-defined]


@pytest.fixture
def double(qtbot: Any, office: Copy) -> Any:
    """An office whose desk holds two signed papers of one number."""
    office.qtbot = qtbot  # type: ignore[attr-defined]
    office.copy = twins(office)  # type: ignore[attr-defined]
    yield office
    office.copy.close()  # type: ignore[attr-defined]


def papers(profile: Profile) -> dict[str, str]:
    """Status of the two papers of the doubled number."""
    found = book.register(profile.store, profile.office_id, 2026)
    return {str(e.document): e.status for e in found.entries if "duplicate" in e.doubts}


def test_both_papers_stand_beside_each_other_and_one_keeps_the_number(qtbot: Any, double: Copy) -> None:
    window = window_of_desk(double)
    screen = window.open("desk", part="numbers")
    assert "Numbers · 1" in {b.text() for b in screen.findChildren(QPushButton)}
    line = next(c for c in screen.findChildren(TapCard) if "第101号" in c.accessibleName())
    qtbot.mouseClick(line, LEFT)
    assert window.current_name() == "settle"
    page = window.screen_named("settle")
    shown = texts(page)
    assert [c.text() for c in page.findChildren(Chip)].count("Not served") == 2
    assert "stands on 2 papers" in shown and shown.count("外勤一号") == 2 and "a copy of its profile" in shown
    views = [side.pages.view for side in page._page.sides]
    assert [v.count() for v in views] == [2, 2] and all(v.isVisible() for v in views), "both signed files are shown"
    assert abs(views[0].mapTo(page, views[0].rect().topLeft()).y() - views[1].mapTo(page, views[1].rect().topLeft()).y()) < 40  # fmt: skip
    done = page.findChild(QPushButton, "settle_done")
    assert not done.isEnabled(), "nothing is chosen beforehand"
    press(qtbot, page, "settle_2_keep")
    assert not done.isEnabled(), "not without a reason"
    write(qtbot, page, "handed over first")
    kept = page._page.sides[1].paper.document
    before = {d: double.desk.store.get("document", d) for d in papers(double.desk)}
    qtbot.mouseClick(done, LEFT)
    settle(qtbot, window)
    status = papers(double.desk)
    assert status[kept] == "issued" and sorted(status.values()) == ["issued", "voided"]
    assert {d: double.desk.store.get("document", d) for d in status} == before, "no paper was touched"
    shown = texts(page)
    assert "handed over first" in shown and "keeps the number" in shown
    assert "Settled" in [c.text() for c in page.findChildren(Chip)]
    sync(double.desk), sync(double.laptop)
    assert papers(double.laptop) == status
    window.close()


def test_a_decision_is_taken_back_and_the_history_tells_both(qtbot: Any, double: Copy) -> None:
    window = window_of_desk(double)
    page = window.open("settle", document=next(iter(papers(double.desk))))
    press(qtbot, page, "settle_1_keep")
    write(qtbot, page, "served first")
    press(qtbot, page, "settle_done")
    settle(qtbot, window)
    write(qtbot, page, "wrong one")
    press(qtbot, page, "settle_done")
    settle(qtbot, window)
    assert set(papers(double.desk).values()) == {"disputed"}
    shown = texts(page)
    assert "served first" in shown and "Decision taken back" in shown and "wrong one" in shown
    press(qtbot, page, "settle_all")
    assert "第101号" in texts(page)
    window.close()


def test_two_served_papers_are_told_what_comes_first(qtbot: Any, double: Copy) -> None:
    store = double.desk.store
    for document in papers(double.desk):
        with store.change(double.desk.officer_id, "service") as tx:
            tx.new(
                "service", document=document, outcome="served", method="direct", at="2026-10-15T09:00:00.000+08:00"
            )
    window = window_of_desk(double)
    page = window.open("settle", document=next(iter(papers(double.desk))))
    assert "revoke or correct" in texts(page)
    assert not page.findChild(QPushButton, "settle_done").isVisible()
    gone = page._page.sides[0].paper.document
    press(qtbot, page, "settle_1_open")
    assert window.current_name() == "papers"
    with store.change(double.desk.officer_id, "end_paper") as tx:
        endings.end(tx, gone, "revoked", "重号", double.desk.officer_id, double.clock.now().date())
    window.open("settle", document=gone)
    page = window.screen_named("settle")
    keeps = [
        next(b for b in s.findChildren(QPushButton) if b.objectName().endswith("_keep")) for s in page._page.sides
    ]
    assert sorted(k.isEnabled() for k in keeps) == [False, True], "only the paper that holds may keep the number"
    qtbot.mouseClick(next(k for k in keeps if k.isEnabled()), LEFT)
    write(qtbot, page, "the other was revoked")
    press(qtbot, page, "settle_done")
    settle(qtbot, window)
    assert set(papers(double.desk).values()) == {"served"}
    window.close()


def test_a_doubtful_number_stands_with_a_reason_and_the_register_leads_there(qtbot: Any, office: Copy) -> None:
    store = office.laptop.store
    record = store.find("device", replica=store.replica)[0]["id"]
    with store.change(office.laptop.officer_id, "revoke") as tx:
        tx.set("device", record, state="revoked", revoked_at="2026-10-13T09:00:00.000+08:00")
    window = window_of(qtbot, office.laptop, office.second)
    register = window.open("register", entry=office.papers[1])
    press(qtbot, register, "entry_settle")
    page = window.screen_named("settle")
    assert window.current_name() == "settle" and "was shut out at 10-13 09:00" in texts(page)
    write(qtbot, page, "checked against the paper")
    press(qtbot, page, "settle_done")
    settle(qtbot, window)
    found = book.register(store, office.laptop.office_id, 2026).entries
    entry = next(e for e in found if e.document == office.papers[1])
    assert (entry.status, entry.reason) == ("issued", "checked against the paper")
    press(qtbot, page, "settle_register")
    assert "To look at · 2" in texts(window.screen_named("register")), (
        "the other two papers are still to be looked at"
    )
    window.close()


def test_the_copy_sees_its_own_paper_among_what_needs_a_person(qtbot: Any, double: Copy) -> None:
    copy = double.copy  # type: ignore[attr-defined]
    (one,) = doubtful.matters(copy.store, copy.office_id)
    assert doubtful.may_settle(copy.store, one) and [p.own for p in one.papers].count(True) == 1
    window = window_of(qtbot, copy, double.second)
    assert "On two papers" in "".join(c.accessibleName() for c in window.open("sync").findChildren(TapCard))
    window.close()


def test_each_copy_and_the_desk_are_told_of_the_other_and_of_the_numbers(qtbot: Any, double: Copy) -> None:
    desk = window_of(qtbot, double.desk, double.second)
    screen = desk.open("desk", part="devices")
    shown = texts(screen)
    assert "a copy of 外勤一号, found 10-14 10:0" in shown and "shutting one out at the desk shuts out both" in shown
    assert "Copy" in [c.text() for c in screen.findChildren(Chip)]
    assert checks.all_of(screen) == []
    desk.close()
    for profile, says in (
        (double.copy, "has received numbers of its own"),  # type: ignore[attr-defined]
        (double.laptop, "keeps its name and the numbers"),
    ):
        window = window_of(qtbot, profile, double.second)
        page = window.open("sync")
        shown = texts(page)
        assert says in shown and "林晓 was signed in" in shown
        assert checks.all_of(page) == []
        window.close()


def test_the_sync_that_finds_a_copy_says_so_once(qtbot: Any, office: Copy) -> None:
    """Background or by hand: the sentence stands at the top of the window wherever the person is."""
    window = window_of(qtbot, office.laptop, office.second)
    told: list[str] = []
    window.session.error.connect(lambda error: told.append(error.code))
    syncing = Syncing.of(window.session)
    syncing._done(SyncResult(copied=True, equal=True))
    assert told == ["found_copy"] and "found to be a copy" in texts(window)
    syncing._done(SyncResult(equal=True))
    assert told == ["found_copy"]
    assert "This profile was copied" not in texts(window.open("sync")), "nothing stands where nothing was copied"
    window.close()


@pytest.mark.parametrize(("theme", "lang"), [("outdoor", "zh_CN"), ("night", "en")])
def test_names_targets_and_texts(qtbot: Any, double: Copy, theme: str, lang: str) -> None:
    window = window_of(qtbot, double.desk, double.second, theme, lang)
    screen = window.open("settle")
    assert checks.all_of(screen) == []
    window.open("settle", document=next(iter(papers(double.desk))))
    texts(screen)
    assert checks.all_of(screen) == []
    window.resize(800, 1280)
    texts(screen)
    assert checks.all_of(screen) == []
    window.close()
