"""An office for the tests of sync, desk, register and deadlines: a desk, a server on loopback, a laptop with papers."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from forms import issuing, receipts
from forms.service import Delivery
from models import samplecase
from models.caseread import Node
from models.clock import FixedClock
from models.profile import Profile
from models.vaultfile import Kdf
from sync import enrolment
from sync.client import sync
from sync.server.running import Running, bind
from ui.session import Session
from ui.theme import choice
from ui.window import Window

FAST = Kdf(memory=64, passes=1, lanes=1)
LEAD, SECOND = "correct horse battery staple", "correct horse battery staple two"
AT = datetime(2026, 10, 14, 2, 0, tzinfo=UTC)
CASE = json.loads((Path(__file__).parents[1] / "fixtures" / "sample-case.json").read_text(encoding="utf-8"))["cases"][
    0
]
POINTS = {"rectification_order": [29, 78], "inquiry_notice": [46, 101]}


class Office:
    """Desk and laptop of one office; ``papers`` are the two orders the laptop issued, the first of them served."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock(AT)
        self.folder = folder
        case = Node(CASE)
        office = {**samplecase.office_of(case), "options": {"number_first": POINTS}}
        self.desk = Profile.create(
            folder / "desk",
            office=office,
            officers=samplecase.officers_of(case, LEAD),
            clock=self.clock,
            device_name="办公室电脑",
            device_role="desk",
            keystore=None,
            kdf=FAST,
        )
        self.server: Running = bind(folder / "server.db", self.clock).start()
        assert self.server.admin_code is not None
        enrolment.enrol(self.desk, self.server.url, self.server.admin_code.text)
        sync(self.desk)
        self.laptop = enrolment.join(
            folder / "laptop",
            self.server.url,
            enrolment.invite(self.desk, "laptop").code,
            cert_no="XC-JC-0001",
            passphrase=LEAD,
            clock=self.clock,
            name="外勤一号",
            keystore=None,
            kdf=FAST,
        )
        self.second = self.laptop.officer_of("XC-JC-0002")
        self.laptop.add_officer_slot(self.second, SECOND, kdf=FAST)
        self.inspection, self.papers = "", list[str]()

    def work(self) -> None:
        """The laptop's day: the case, two orders issued, the first one served."""
        loaded = samplecase.load_case(self.laptop, Node(CASE))
        self.inspection = loaded.inspection
        for draft in loaded.drafts[1:]:
            self.papers.append(issuing.issue(self.laptop, draft, self.second, SECOND).document)
        paper = self.laptop.store.get("document", self.papers[0]) or {}
        receipts.record(
            self.laptop,
            Delivery(
                document=self.papers[0],
                unit=paper["addressees"][0]["unit"],
                method="direct",
                at=self.clock.now(),
                place="大队",
                place_kind="bureau_office",
                recipient="罗建",
                recipient_title="项目经理",
                authority="authorised_agent",
                authority_paper="授权委托书",
                lead=self.laptop.officer_id,
                assistant=self.second,
            ),
            [
                receipts.Signature(
                    "recipient", "罗建", [[(float(n), float(n % 5), n * 10.0) for n in range(20)]], AT, ""
                )
            ],
        )

    def close(self) -> None:
        for profile in (self.desk, self.laptop):
            profile.close()
        self.server.stop()


class Copies:
    """One office is made once; each test gets a copy of its folders and a server of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "made"
        self.home.mkdir()
        made = Office(self.home)
        made.work()
        self.inspection, self.papers, self.second = made.inspection, made.papers, made.second
        self.port = int(made.server.url.rsplit(":", 1)[1])
        made.close()


class Copy:
    """A desk and a laptop that have not met since; ``serve`` starts their server."""

    def __init__(self, made: Copies, folder: Path) -> None:
        self.clock, self.folder = FixedClock(AT), folder
        self.inspection, self.papers, self.second = made.inspection, made.papers, made.second
        opened: Callable[[str], Profile] = lambda name: Profile.open(  # noqa: E731
            folder / name, LEAD, self.clock, keystore=None, kdf=FAST
        )
        self.desk, self.laptop = opened("desk"), opened("laptop")
        self.server: Running | None = None

    def serve(self) -> None:
        self.server = bind(self.folder / "server.db", self.clock).start()
        for profile in (self.desk, self.laptop):
            known: dict[str, Any] = profile.store.local_get("server")
            profile.store.local_set("server", {**known, "url": self.server.url})

    def disagree(self) -> str:
        """Both change one unit's domicile unseen by the other; the desk holds the conflict. Returns the unit."""
        sync(self.laptop), sync(self.desk)
        unit: str = self.laptop.store.find("unit")[1]["id"]
        for profile, text in ((self.laptop, "建设路9号二层"), (self.desk, "建设路9号院")):
            with profile.store.change(profile.officer_id, "edit_unit") as tx:
                tx.set("unit", unit, domicile=text)
        sync(self.laptop), sync(self.desk)
        return unit

    def close(self) -> None:
        for profile in (self.desk, self.laptop):
            if not profile.closed:
                profile.close()
        if self.server is not None:
            self.server.stop()


@cache
def _made() -> Copies:
    home = tempfile.TemporaryDirectory()
    atexit.register(home.cleanup)
    return Copies(Path(home.name))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Copy]:
    """A copy of the office, its server not running yet."""
    folder = tmp_path / "office"
    made = _made()
    shutil.copytree(made.home, folder)
    opened = Copy(made, folder)
    yield opened
    opened.close()


def window_of(qtbot: Any, profile: Profile, second: str, theme: str = "indoor", lang: str = "en") -> Window:
    """The window over one of the office's profiles, both officers on duty."""
    choice.use(choice.Choice(theme=theme, lang=lang))
    QApplication.processEvents()
    session = Session(profile.folder, profile.clock)
    session.attach(profile)
    session.set_officers([str(profile.officer_id), second])
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    return made


def texts(widget: QWidget) -> str:
    """Everything a person can read there."""
    for _ in range(5):  # wrapped texts settle in several passes
        QApplication.processEvents()
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


def settle(qtbot: Any, window: Window) -> None:
    """Let pending writes commit and their callbacks run."""
    window.session.flush()
    qtbot.waitUntil(lambda: window.session.pending == 0, timeout=5000)
    QApplication.processEvents()
