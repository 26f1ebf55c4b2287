"""A full disk and a photo of 40 MB, met in the real window on a small disk: told, nothing lost, taken with room."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.check import check
from models.clock import FixedClock
from models.profile import Profile
from models.records import answer_id
from tests.faults.test_disk_full import fill
from tests.journeys.test_withstand import clear
from tests.journeys.test_withstand_window import both, whole
from tests.ui import visitcase
from tests.ui.conftest import (  # noqa: F401 - the fixtures
    FAST,
    NOW,
    PASSPHRASE,
    clock,
    nothing_left_running,
    profile,
    profile_template,
    session,
    settle,
    window,
)

LEFT = Qt.MouseButton.LeftButton


def reopened(session: Any) -> str:  # noqa: F811
    """The digest of the profile closed and opened again, checked."""
    folder = session.folder
    session.detach()
    with Profile.open(folder, PASSPHRASE, FixedClock(NOW), keystore=None, kdf=FAST) as again:
        assert not check(again).problems
        return str(again.store.digest())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 80 MB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    point = tmp_path / "disk"
    point.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(point)], check=True)
    yield point
    subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.fixture
def profile_folder(profile_template: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:  # noqa: F811
    """On the small disk where the test asks for one."""
    asked = "small_disk" in request.fixturenames
    home = request.getfixturevalue("small_disk") if asked else tmp_path
    return Path(shutil.copytree(profile_template, home / "profile", ignore=lambda *_: {"reserve"}))


@pytest.fixture
def checklist(small_disk: Path, window: Any, profile: Profile, qtbot: Any, settle: Any) -> Any:  # noqa: F811
    visit = visitcase.load(profile, checklist_answers=[]).inspection
    made = window.open("checklist", inspection=visit)
    settle()
    qtbot.waitUntil(lambda: made.findChild(QWidget, "answer_S01-01_developer_meets") is not None, timeout=5000)
    settle()
    return made


def click(screen: Any, name: str) -> None:
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    screen.paged.show_part(found)
    QTest.mouseClick(found, LEFT)
    QTest.qWait(0)


def test_a_full_disk_refuses_an_answer_and_takes_it_again_with_room(
    checklist: Any,
    window: Any,  # noqa: F811
    settle: Any,  # noqa: F811
    session: Any,  # noqa: F811
    small_disk: Path,
) -> None:
    click(checklist, "answer_S01-01_developer_meets")
    settle()
    store = session.store
    answer = answer_id(str(store.find("inspection")[0]["id"]), "S01-01", visitcase.unit_of(store, "developer"))
    ballast = fill(small_disk)
    saved = ""
    for way in ("fails", "meets") * 200:
        saved = store.get("answer", answer)["answer"]
        click(checklist, f"answer_S01-01_developer_{way}")
        settle()
        if window.sentence.text():
            break
    assert store.get("answer", answer)["answer"] == saved, "what was saved last is what stands"
    clear(both(window.sentence.text))
    ballast.unlink()
    way = {"yes": "fails", "no": "meets"}[saved]
    while window.sentence.text():
        window.sentence.dismiss()
    click(checklist, f"answer_S01-01_developer_{way}")
    settle()
    assert not window.sentence.text()
    digest = str(store.digest())
    assert reopened(session) == digest


def _photos(checklist: Any) -> Any:
    """A change of language makes the cards anew."""
    return checklist.findChild(QWidget, "card_S01-01_developer").detail.photos


def test_a_photo_of_40_mb_and_no_room_for_it(
    checklist: Any,
    window: Any,  # noqa: F811
    settle: Any,  # noqa: F811
    session: Any,  # noqa: F811
    small_disk: Path,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    photo = tmp_path / "site.jpg"
    photo.write_bytes(b"\xff\xd8" + random.Random(4).randbytes(40_000_000))
    click(checklist, "details_S01-01_developer")
    before, ballast = str(session.store.digest()), fill(small_disk, leave=20_000_000)
    _photos(checklist).take_files([str(photo)])
    settle()
    clear(both(window.sentence.text))
    assert not session.profile.blobs.names()
    whole(session.profile, before)
    ballast.unlink()
    _photos(checklist).take_files([str(photo)])
    settle()
    (kept,) = session.store.find("evidence", file_name="site.jpg")
    assert session.profile.blobs.get(kept["blob"]) == photo.read_bytes() and kept["size"] == 40_000_002
    qtbot.waitUntil(lambda: len(_photos(checklist)._thumbs) == 1, timeout=5000)
    digest = str(session.store.digest())
    assert reopened(session) == digest
