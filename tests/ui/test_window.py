"""The window, the session and the jobs behind it: nothing shown as saved before it is, nothing behind the lock."""

from __future__ import annotations

import logging
import sys
import threading
import time

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.errors import Cancelled, KnownError
from models.store import Store
from tests.ui import checks
from ui import crash, theme
from ui.app import arguments, make_window
from ui.idle import DROP_AFTER_S, LOCK_AFTER_S, Idle
from ui.jobs import run_job
from ui.screens import registry
from ui.screens.base import Screen
from ui.session import Session
from ui.theme import choice
from ui.window import Window


class Page(Screen):
    """A screen that notes what happens to it."""

    def __init__(self, session, window):
        super().__init__(session, window)
        self.log = []
        self.field = QLineEdit()
        self.field.setAccessibleName("field")
        self.body.addWidget(self.field)
        self.body.addStretch(1)

    def title(self):
        return "Page"

    def enter(self, **args):
        self.log.append(("enter", args))

    def leave(self):
        self.log.append(("leave", {}))

    def refresh(self, changes):
        self.log.append(("refresh", changes.tables))

    def key(self, name):
        self.log.append(("key", name))
        return name == "F8"


class Lock(Page):
    bare = True


class Other(Page):
    pass


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    """Three small screens under the names the window knows."""
    here = f"{__name__}:"
    for name, cls in (
        ("today", "Page"),
        ("choose", "Other"),
        ("papers", "Other"),
        ("unlock", "Lock"),
        ("first_start", "Lock"),
    ):
        monkeypatch.setitem(registry.SCREENS, name, here + cls)


def officer(store: Store, name: str = "张三"):
    with store.change(None, "test") as tx:
        return tx.new("officer", name=name, active=True)


# --- screens and the way back


def test_screens_are_made_once_entered_each_time_and_left(window):
    today = window.open("today", day=1)
    window.open("choose", q="x")
    window.back()
    assert window.current() is today
    assert today.log == [("enter", {"day": 1}), ("leave", {}), ("enter", {"day": 1})]
    assert not window.bar.back_button.isVisible()


def test_a_step_done_for_good_is_not_on_the_way_back(window):
    window.open("today")
    window.open("choose")
    window.replace("papers")
    window.back()
    assert window.current_name() == "today"


def test_on_a_visit_the_bar_names_its_two_officers_whoever_unlocked_first(window, session):
    mine = session.actor
    other = next(row["id"] for row in session.store.find("officer") if row["id"] != mine)
    with session.store.change(mine, "arrival") as tx:
        visit = tx.new("inspection", lead=other, assistant=mine)
        alone = tx.new("inspection", lead=mine)
    session.set_officers([mine])
    window.open("choose", inspection=alone)
    assert session.officers == (mine,)
    window.open("papers", inspection=visit)
    assert session.officers == (mine, other)


def test_the_rail_forgets_the_way_back_and_lights_its_word(window, qtbot):
    window.open("today")
    window.open("choose")
    window.rail.words["papers"].click()
    assert window.current_name() == "papers"
    assert window.rail.words["papers"].isChecked()
    window.back()
    assert window.current_name() == "papers"


def test_every_registered_screen_is_a_screen_or_says_it_is_not_built_in():
    for name in registry.SCREENS:
        if registry.built_in(name):
            assert issubclass(registry.screen_class(name), Screen)
    assert {screen for _, screen in registry.RAIL} <= set(registry.SCREENS)


def test_a_screen_that_is_not_built_in_says_so(window, monkeypatch):
    monkeypatch.setitem(registry.SCREENS, "desk", "ui.screens.no_such_screen:Desk")
    window.open("desk")
    assert checks.all_of(window) == []


@pytest.mark.parametrize(
    ("key", "modifier", "name"),
    [
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, "today"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier, "papers"),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "papers"),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "choose"),
    ],
)
def test_keys_open_screens(window, qtbot, key, modifier, name):
    window.open("today")
    window.activateWindow()
    qtbot.keyClick(window, key, modifier)
    assert window.current_name() == name


def test_a_screen_may_keep_a_function_key_for_itself(window, qtbot):
    page = window.open("today")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert [e for e in page.log if e[0] == "key"] == [("key", "F8"), ("key", "F7")]
    assert window.current_name() == "papers"


def test_ctrl_s_answers_that_saving_is_automatic(window, qtbot):
    window.open("today")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.bar.saved.text().startswith("Saved automatically")


def test_f9_changes_the_look_at_once(window, qtbot):
    window.open("today")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert theme.theme().name == "outdoor"
    assert choice.load(window.session.folder).theme == "outdoor"


# --- the bar, both languages, upright


def test_the_frame_is_right_in_every_look(window, look, session, no_counting):
    window.open("today")
    window.open("choose")
    session.set_counts(unsent=3, numbers_left=4)
    window.bar.battery.set("80%")
    window.tell(KnownError("file_not_found", path="a.xlsx"))
    QApplication.processEvents()
    assert checks.all_of(window) == []
    assert checks.in_grip(window) == []
    checks.picture(window, f"window-{look[0]}-{look[1]}")
    said = window.bar.unsent.text() + window.bar.numbers.text() + window.rail.words["today"].text()
    assert ("未上传 3" in said and "文号余 4" in said and "今日" in said) == (look[1] == "zh_CN")
    assert "林晓 · 郑远 · 星河市" in window.bar.people.accessibleName()


@pytest.mark.parametrize("density", ["keys", "touch", "glove"])
def test_the_frame_fits_upright(window, session, density, no_counting):
    choice.use(choice.Choice(density=density, lang="en"))
    window.open("today")
    session.set_counts(unsent=120, numbers_left=12)
    window.bar.battery.set("80%")
    window.resize(QSize(800, 1280))
    QApplication.processEvents()
    QApplication.processEvents()
    checks.picture(window, f"upright-{density}")
    assert checks.all_of(window) == []
    assert checks.in_grip(window) == []
    assert window.rail.y() > window.stack.y()
    window.resize(QSize(1280, 800))
    QApplication.processEvents()
    assert window.rail.x() == 0 and window.rail.y() < window.height() / 2


def test_a_sentence_stays_until_it_is_dismissed_and_older_ones_wait(window):
    window.open("today")
    window.tell(KnownError("file_not_found", path="one.xlsx"))
    window.tell(KnownError("file_not_found", path="two.xlsx"))
    assert "two.xlsx" in window.sentence.text()
    choice.use(choice.Choice(lang="zh_CN"))
    QApplication.processEvents()
    assert "没有文件" in window.sentence.text()
    window.sentence.dismiss()
    assert "one.xlsx" in window.sentence.text()
    window.sentence.dismiss()
    assert not window.sentence.isVisible()


# --- saved means committed


def test_saved_is_shown_only_after_the_commit_returned(window, session, qtbot, clock):
    window.open("today")
    inside = threading.Event()
    go = threading.Event()

    def slow(store):
        inside.set()
        go.wait(5)
        return officer(store)

    done = []
    session.write(slow, done.append)
    assert inside.wait(5)
    QApplication.processEvents()
    assert window.bar.saved.text() == "Saving …"
    assert session.pending == 1 and done == []
    go.set()
    qtbot.waitUntil(lambda: bool(done))
    assert window.bar.saved.text() == "Saved 09:30:00"
    assert session.store.get("officer", done[0])["name"] == "张三"
    assert session.pending == 0


def test_a_refused_act_leaves_the_bar_at_what_was_saved_last(window, session, settle, clock):
    window.open("today")

    def refused(store):
        raise KnownError("file_empty", name="x.jpg")

    session.write(refused)
    settle()
    assert window.bar.saved.text() == "" and "x.jpg" in window.sentence.text()
    session.write(officer)
    session.write(refused)
    settle()
    assert window.bar.saved.text() == "Saved 09:30:00" and session.pending == 0


def test_writes_commit_in_the_order_asked_on_one_thread(session, settle):
    threads, order = set(), []
    for n in range(20):

        def work(store, n=n):
            threads.add(threading.get_ident())
            order.append(n)
            return officer(store, f"第{n}")

        session.write(work)
    settle()
    assert order == list(range(20))
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_the_screen_in_front_hears_of_changes_on_its_own_thread(window, session, settle):
    page = window.open("today")
    session.write(officer)
    settle()
    assert ("refresh", frozenset({"officer"})) in page.log


def test_a_refused_write_tells_its_sentence_and_does_not_say_saved(window, session, settle):
    window.open("today")

    def refuse(store):
        with store.change(None, "test") as tx:
            tx.new("officer", name="丁", active=True)
            raise KnownError("file_not_found", path="x.xlsx")

    before = len(session.store.find("officer"))
    session.write(refuse)
    settle()
    assert "x.xlsx" in window.sentence.text()
    assert not window.bar.saved.text().startswith("Saved ")
    assert len(session.store.find("officer")) == before


def test_a_bug_in_a_write_goes_to_the_crash_hook_and_later_writes_go_on(session, qtbot, settle):
    def wrong(store):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        session.write(wrong)
        session.write(officer)
        settle()
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert any(row["name"] == "张三" for row in session.store.find("officer"))


def test_two_officers_are_two_people(session):
    one = session.officers[0]
    with pytest.raises(ValueError):
        session.set_officers([one, one])
    with pytest.raises(ValueError):
        session.set_officers([])


def test_closing_the_window_waits_for_what_is_pending(qtbot, profile, clock):
    session = Session(profile.folder, clock)
    session.attach(profile)
    window = Window(session)
    qtbot.addWidget(window)
    window.show()
    window.open("today")
    started = threading.Event()

    def late(store):
        started.set()
        time.sleep(0.05)
        officer(store, "最后一笔")

    session.write(late)
    started.wait(5)
    window.close()
    assert not session.open and profile.closed
    QApplication.processEvents()
    from tests.ui.conftest import FAST, PASSPHRASE

    again = type(profile).open(profile.folder, PASSPHRASE, clock, keystore=None, kdf=FAST)
    assert any(row["name"] == "最后一笔" for row in again.store.find("officer"))
    again.close()


# --- the lock


def test_the_lock_hides_everything_and_no_key_leads_round_it(window, qtbot):
    window.open("today")
    window.open("choose", q="刘工")
    window.tell(KnownError("file_not_found", path="秘密.xlsx"))
    window.bar.lock_button.click()
    assert window.current_name() == "unlock"
    assert not window.rail.isVisible() and not window.bar.isVisible() and not window.sentence.isVisible()
    for key in (Qt.Key.Key_F7, Qt.Key.Key_F2, Qt.Key.Key_F10):
        qtbot.keyClick(window, key)
    for key in (Qt.Key.Key_1, Qt.Key.Key_K, Qt.Key.Key_L):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_name() == "unlock"
    window.unlocked()
    assert window.current_name() == "choose"
    assert window.current().log[-1] == ("enter", {"q": "刘工"})
    assert window.sentence.isVisible()


def test_after_30_minutes_the_keys_are_gone_and_the_place_is_kept(window, session):
    window.open("today")
    old = window.open("choose", q="x")
    profile = session.profile
    window.drop_keys()
    assert not session.open and profile.closed
    assert window.current().log[-1] == ("enter", {"mode": "passphrase"})
    with pytest.raises(RuntimeError):
        session.store  # noqa: B018 - the property itself must refuse
    from tests.ui.conftest import FAST, PASSPHRASE

    again = type(profile).open(profile.folder, PASSPHRASE, profile.clock, keystore=None, kdf=FAST)
    session.attach(again)
    window.unlocked()
    assert window.current_name() == "choose" and window.current() is not old
    assert window.current().log == [("enter", {"q": "x"})]


@pytest.mark.parametrize(
    ("idle_s", "name", "open_"),
    [(LOCK_AFTER_S - 1, "today", True), (LOCK_AFTER_S, "unlock", True), (DROP_AFTER_S, "unlock", False)],
)
def test_idle_time_locks_then_drops(window, session, idle_s, name, open_):
    window.open("today")
    watch = Idle(window)
    watch.act(idle_s)
    assert (window.current_name(), session.open) == (name, open_)
    watch._timer.stop()


def test_a_touch_counts_as_someone_there(window, qtbot):
    watch = Idle(window)
    time.sleep(0.03)
    before = watch.idle_s()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert watch.idle_s() < before
    watch._timer.stop()


# --- jobs


def test_a_job_reports_and_ends_on_the_windows_thread(qtbot):
    seen, threads = [], []

    def count(work):
        for n in range(3):
            work.progress(n + 1, 3, "")
        return "end"

    def done(value):
        seen.append(value)
        threads.append(threading.get_ident())

    run_job(count, on_done=done, progress=lambda n, of, _: seen.append((n, of)))
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [(1, 3), (2, 3), (3, 3), "end"]
    assert threads == [threading.get_ident()]


def test_a_cancelled_job_calls_nobody(qtbot):
    started, calls = threading.Event(), []

    def long(work):
        started.set()
        for _ in range(1000):
            work.check()
            time.sleep(0.005)
        calls.append("ran to the end")

    job = run_job(long, on_done=calls.append, on_error=calls.append)
    assert started.wait(5)
    with qtbot.waitSignal(job.finished, timeout=5000):
        job.cancel()
    assert calls == []


def test_a_known_error_is_a_sentence_and_a_bug_is_a_bug(qtbot):
    told = []

    def known(work):
        raise KnownError("file_not_found", path="x")

    def bug(work):
        raise KeyError("x")

    def gone(work):
        raise Cancelled

    with qtbot.captureExceptions() as caught:
        for fn in (known, bug, gone):
            job = run_job(fn, on_error=told.append)
            qtbot.waitSignal(job.finished, timeout=5000).wait()
    assert [e.code for e in told] == ["file_not_found"]
    assert [kind for kind, _, _ in caught] == [KeyError]


def test_a_widget_that_is_gone_hears_nothing(qtbot):
    owner, go, calls = QWidget(), threading.Event(), []
    job = run_job(lambda work: go.wait(5), on_done=calls.append, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, 52)
    with qtbot.waitSignal(job.finished, timeout=5000):
        go.set()
    assert calls == []


# --- starting, and our own faults


def test_the_first_start_and_the_lock_are_told_apart(qtbot, qapp, tmp_path, profile_folder):
    for folder, name in ((tmp_path / "nothing", "first_start"), (profile_folder, "unlock")):
        window = make_window(folder, "en")
        qtbot.addWidget(window)
        window.show()
        assert window.current_name() == name
        window.close()


def test_the_arguments_of_the_window(tmp_path):
    assert arguments(["--profile", str(tmp_path), "--lang=en"]) == (tmp_path, "en")
    assert arguments([f"--profile={tmp_path}"]) == (tmp_path, None)


def test_our_bugs_are_logged_without_names_and_told_once(qtbot, qapp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install(tmp_path)
    handler = crash.start_log(tmp_path)
    try:
        try:
            raise ValueError("王强 11010519491231002X 13800000000 owes 12.50")
        except ValueError:
            sys.excepthook(*sys.exc_info())
            sys.excepthook(*sys.exc_info())
    finally:
        logging.getLogger("anxin").removeHandler(handler)
        handler.close()
    text = crash.log_path(tmp_path).read_text(encoding="utf-8")
    assert "ValueError" in text and "test_window.py" in text and "owes 12.50" in text
    for secret in ("王强", "11010519491231002X", "13800000000"):
        assert secret not in text and secret not in capsys.readouterr().err
    from ui.widgets.crashbox import CrashBox

    boxes = [w for w in qapp.topLevelWidgets() if isinstance(w, CrashBox)]
    assert len(boxes) == 1
    boxes[0].accept()


# --- the figures of the bar, the index, the look


def test_numbers_left_are_counted_after_a_commit(window, session, settle, qtbot, profile):
    from models import numbering

    window.open("today")
    assert window.bar.numbers.text() == ""

    def grant(store):
        with store.change(session.actor, "grant") as tx:
            for type_, hi in (("order", 12), ("notice", 4)):
                numbering.grant(tx, profile.office_id, type_, 2026, 1, hi, store.replica)

    session.write(grant)
    settle()
    qtbot.waitUntil(lambda: window.bar.numbers.text() == "Numbers left 4")


def test_a_profile_that_works_alone_shows_nothing_unsent(window, session, settle):
    window.open("today")
    session.count()
    assert window.bar.unsent.text() == ""


def test_what_was_written_is_found_at_once(session, settle):
    from models import search

    settle()
    session.write(lambda store: _project(store))
    settle()
    assert [hit.title for hit in search.find(session.store, "bjhy")] == ["滨江花园三标段"]


def _project(store):
    with store.change(None, "test") as tx:
        return tx.new("project", name="滨江花园三标段")


def test_the_look_is_chosen_by_touch_and_takes_effect_at_once(window, session, look):
    screen = window.open("look")
    window.resize(1280, 800)
    QApplication.processEvents()
    checks.picture(window, f"look-{look[0]}-{look[1]}")
    assert checks.all_of(window) == []
    screen._groups["density"][1]["glove"].click()
    assert theme.density().name == "glove"
    screen._groups["lang"][1]["en"].click()
    QApplication.processEvents()
    assert window.rail.words["today"].text() == "Today"
    before = theme.mm(100)
    for _ in range(10):
        screen.wider.click()
    screen.keep.click()
    assert theme.mm(100) == pytest.approx(before * 1.01**10, rel=0.01)
    assert choice.load(session.folder) == choice.current()
    choice.use(choice.Choice(lang="en"))


def test_a_job_that_ends_behind_the_lock_opens_its_screen_after_it(window):
    window.open("today")
    window.lock()
    window.open("papers", paper="p1")
    assert window.current_name() == "unlock" and not window.rail.isVisible()
    window.open("look")
    assert window.bar.isVisible() and not window.rail.isVisible() and not window.bar.lock_button.isVisible()
    window.back()
    assert window.current_name() == "unlock"
    window.unlocked()
    assert window.current_name() == "papers"
    assert window.current().log == [("enter", {"paper": "p1"})]


def test_without_a_profile_nothing_but_the_start_is_shown(qtbot, qapp, tmp_path):
    window = make_window(tmp_path / "nothing", "en")
    qtbot.addWidget(window)
    window.show()
    window.open("papers")
    window.lock()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert window.current_name() == "first_start"
    assert not window.rail.isVisible()
    window.close()
