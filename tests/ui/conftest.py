"""A real profile, a real window in every look, and guards that fail a test which leaves something running."""

from __future__ import annotations

import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from models.clock import FixedClock
from models.profile import Profile
from models.vaultfile import Kdf
from ui import jobs, theme
from ui.session import Session
from ui.theme import choice
from ui.window import Window

FAST = Kdf(memory=64, passes=1, lanes=1)
NOW = datetime(2026, 10, 9, 1, 30, tzinfo=UTC)
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社"}
OFFICERS = [
    {"name": "林晓", "role": "lead", "cert_no": "XC-JC-0001", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "first officer says this"},
    {"name": "郑远", "role": "assistant", "cert_no": "XC-JC-0002", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "second officer says that"},
]  # fmt: skip
PASSPHRASE = str(OFFICERS[0]["passphrase"])
LOOKS = [(name, lang) for name in theme.THEMES for lang in ("zh_CN", "en")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("CRITICAL"))


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a thread, a job or a timer behind: it would crash a later one, far from the cause."""
    started: list[weakref.ref[QTimer]] = []
    real = QTimer.start

    def start(self: QTimer, *args: Any) -> None:
        started.append(weakref.ref(self))
        real(self, *args)

    monkeypatch.setattr(QTimer, "start", start)
    threads = set(threading.enumerate())
    yield
    app = QApplication.instance()
    if app is None:
        return
    QThreadPool.globalInstance().waitForDone(5000)
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    assert jobs.running() == 0, "a job has not delivered its end"
    left = [t for t in set(threading.enumerate()) - threads if t.is_alive() and not t.daemon]
    assert not left, f"threads left: {left}"
    timers = [t for ref in started if (t := ref()) is not None and _active(t)]
    assert not timers, f"timers left: {[t.parent() for t in timers]}"


def _active(timer: QTimer) -> bool:
    from shiboken6 import isValid

    return isValid(timer) and timer.isActive()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def profile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of two officers, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("ui") / "profile"
    clock = FixedClock(NOW)
    Profile.create(folder, office=OFFICE, officers=OFFICERS, clock=clock, keystore=None, kdf=FAST).close()
    return folder


@pytest.fixture
def profile_folder(profile_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(profile_template, tmp_path / "profile"))


@pytest.fixture
def profile(profile_folder: Path, clock: FixedClock) -> Iterator[Profile]:
    """An open profile on a real encrypted store."""
    opened = Profile.open(profile_folder, PASSPHRASE, clock, keystore=None, kdf=FAST)
    yield opened
    if not opened.closed:
        opened.close()


@pytest.fixture
def session(qapp: QApplication, profile: Profile) -> Iterator[Session]:
    """A session with the profile attached and both officers on duty."""
    made = Session(profile.folder, profile.clock)
    made.attach(profile)
    made.set_officers([row["id"] for row in profile.store.find("officer")])
    yield made
    made.flush()
    QApplication.processEvents()
    made.detach()


@pytest.fixture
def no_counting(session: Session) -> None:
    """The figures of the top bar stay as the test sets them."""
    session._count_soon.stop()


@pytest.fixture
def window(qtbot: Any, session: Session) -> Iterator[Window]:
    """The real window at 1280 × 800 in the plain look, shown, no screen open yet."""
    choice.use(choice.Choice(lang="en"))
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture(params=LOOKS, ids=[f"{name}-{lang}" for name, lang in LOOKS])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Each of the three themes in each of the two languages, at the touch density."""
    name, lang = request.param
    choice.use(choice.Choice(theme=name, lang=lang))
    return name, lang


@pytest.fixture
def settle(qtbot: Any, session: Session) -> Callable[[], None]:
    """Let pending writes commit and their callbacks run."""

    def wait() -> None:
        session.flush()
        qtbot.waitUntil(lambda: session.pending == 0, timeout=5000)
        QApplication.processEvents()

    return wait
