"""A colleague's photos as a laptop shows them: where they are, one touch that brings them, online, later, or by stick."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from models import casefiling, officers
from models.records import answer_id
from sync import wanted
from sync.client import sync
from tests.ui import checks
from tests.ui.office import Copy, office, texts, window_of
from ui import printing
from ui.jobs import running
from ui.syncing import Syncing
from ui.window import Window

__all__ = ["office"]
LEFT = Qt.MouseButton.LeftButton
SIZE = 3_000_000
"""What the record says of each photo; the file itself is small, so that the test is quick."""


class Site:
    """What a third officer's visit left at the desk: three photos at one answer, one of them a scan that is no image."""

    def __init__(self, office: Copy) -> None:
        desk = office.desk
        with desk.store.change(desk.officer_id, "add_officer") as tx:
            number = {"kind": "labour_inspection", "number": "XC-JC-0003", "valid_until": "2029-02-28"}
            self.third = officers.add(tx, desk.office_id, "王强", number)
        with desk.store.change(desk.officer_id, "plan") as tx:
            unit = tx.new("unit", name="临江建设有限公司", kind="company")
            self.project = tx.new("project", name="江滨三期", address="江滨路 3 号")
            tx.new("engagement", project=self.project, unit=unit, role="developer")
            self.visit = tx.new(
                "inspection", office=desk.office_id, project=self.project, kind="routine", state="begun",
                lead=self.third, planned_on="2026-10-12", started_at="2026-10-12T09:00:00+08:00",
            )  # fmt: skip
        self.photos: list[str] = []
        self.rows: list[str] = []
        answer = answer_id(self.visit, "S01-01", unit)
        for n, name in enumerate(("门口.jpg", "公示牌.jpg", "合同.pdf")):
            sha = desk.blobs.put(picture(n) if name.endswith("jpg") else b"%PDF-1.7").sha256
            with desk.store.change(desk.officer_id, "photo") as tx:
                tx.put("answer", answer, inspection=self.visit, item="S01-01", unit=unit)
                self.rows.append(
                    tx.new(
                        "evidence", inspection=self.visit, answer=answer, name="现场照片", kind="photo", blob=sha, size=SIZE,
                        mime="image/jpeg" if name.endswith("jpg") else "application/pdf", file_name=name, taker=self.third,
                    )
                )  # fmt: skip
            self.photos.append(sha)


def picture(n: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (200, 40 * n, 0)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def site(office: Copy) -> Site:
    """The laptop knows of the site, and its photos are on the server."""
    made = Site(office)
    office.serve()
    sync(office.desk), sync(office.laptop)
    assert wanted.missing(office.laptop, made.photos).left == set(made.photos)
    return made


@pytest.fixture
def window(qtbot: Any, office: Copy, site: Site) -> Iterator[Window]:
    made = window_of(qtbot, office.laptop, office.second)
    yield made
    made.close()


def idle(qtbot: Any, window: Window) -> None:
    """Every job, sync and write is over."""
    syncing = Syncing.of(window.session)
    qtbot.waitUntil(lambda: running() == 0 and syncing._job is None and window.session.pending == 0, timeout=20000)
    QApplication.processEvents()


def button(window: Window, name: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.objectName() == name)


def press(qtbot: Any, window: Window, name: str) -> None:
    found = button(window, name)
    assert found.isVisible(), name
    qtbot.mouseClick(found, LEFT)
    idle(qtbot, window)


def said(window: Window, name: str) -> str:
    return next(w.text() for w in window.findChildren(QLabel) if w.objectName() == name)


def opened(qtbot: Any, window: Window, site: Site) -> Any:
    """The photos of the answer on the checklist of that visit."""
    screen = window.open("checklist", inspection=site.visit)
    qtbot.waitUntil(lambda: not screen._slices.isActive(), timeout=5000)
    card = screen.findChild(QWidget, "card_S01-01_developer")
    card.open(True)
    idle(qtbot, window)
    return card.detail.photos


def by_stick(profile: Any) -> None:
    profile.store.local_set("server", {**profile.store.local_get("server"), "url": ""})


def test_a_photo_on_the_server_is_shown_as_such_and_one_touch_brings_it(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    photos = opened(qtbot, window, site)
    shown = texts(photos)
    assert shown.count("On the server") == 3 and shown.count("3.0 MB") == 3
    assert button(window, f"fetch_{site.rows[0]}").text() == "Fetch"
    press(qtbot, window, f"fetch_{site.rows[0]}")
    assert office.laptop.blobs.has(site.photos[0]) and not office.laptop.blobs.has(site.photos[1])
    thumb = photos._thumbs[site.rows[0]]
    qtbot.waitUntil(lambda: not thumb._picture.pixmap().isNull(), timeout=5000)
    assert texts(photos).count("On the server") == 2 and not button(window, f"fetch_{site.rows[0]}").isVisible()
    press(qtbot, window, f"fetch_{site.rows[2]}")
    assert texts(photos).count("合同.pdf") == 1, "what is no picture is shown by its name, once"


def test_asked_for_without_a_network_it_says_so_and_comes_with_the_next_sync(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    assert office.server is not None
    office.server.stop()
    photos = opened(qtbot, window, site)
    press(qtbot, window, f"fetch_{site.rows[1]}")
    assert "Comes with the next sync" in texts(photos) and wanted.asked(office.laptop.store) == {site.photos[1]}
    office.serve()
    Syncing.of(window.session).start()
    idle(qtbot, window)
    assert office.laptop.blobs.has(site.photos[1]) and "Comes with the next sync" not in texts(photos)


def test_what_is_asked_for_during_a_sync_comes_with_one_right_after_it(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    syncing = Syncing.of(window.session)
    opened(qtbot, window, site)
    ended: list[object] = []
    syncing.ended.connect(ended.append)
    syncing.start()
    syncing.soon()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=20000)
    idle(qtbot, window)


def test_a_site_is_taken_along_from_its_card(qtbot: Any, window: Window, office: Copy, site: Site) -> None:
    window.open("choose", project=site.project)
    idle(qtbot, window)
    assert said(window, "photos_of_site") == "On the server and not on this computer: 3 photos of this site."
    assert button(window, "fetch_photos_of_site").text() == "Fetch this site's photos (3 photos, 9.0 MB)"
    press(qtbot, window, "fetch_photos_of_site")
    assert all(office.laptop.blobs.has(sha) for sha in site.photos)
    qtbot.waitUntil(lambda: not button(window, "fetch_photos_of_site").isVisible(), timeout=5000)


def test_the_sync_centre_says_how_many_are_on_the_server_and_takes_all_where_chosen(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    screen = window.open("sync")
    idle(qtbot, window)
    assert "From others · 0 to come" in texts(screen)
    assert said(window, "sync_photos_said").startswith("On the server only: 3 photos, 9.0 MB.")
    press(qtbot, window, "sync_photos_every")
    assert all(office.laptop.blobs.has(sha) for sha in site.photos)
    assert said(window, "sync_photos_said") == "This laptop fetches every photo of the office."
    press(qtbot, window, "sync_photos_every")
    assert not wanted.takes_every(office.laptop.store) and office.laptop.blobs.has(site.photos[0])
    assert said(window, "sync_photos_said").startswith("None now.")


def test_a_visits_photos_are_told_in_words_sent_to_come_and_on_the_server(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    wanted.ask(office.laptop.store, site.photos[:1])
    with office.laptop.store.change(office.laptop.officer_id, "photo") as tx:
        sha = office.laptop.blobs.put(b"from the street").sha256
        tx.new("evidence", inspection=site.visit, blob=sha, name="照片", mime="image/jpeg")
    with office.laptop.store.change(office.laptop.officer_id, "photo") as tx:
        tx.set("evidence", tx.find("evidence", blob=sha)[0]["id"], taker=site.third)
    screen = window.open("sync")
    assert "photos 2/4 sent · 1 to send · 1 to come · 2 on the server only" in texts(screen.waiting)
    assert "photos 1/4 here · 1 to send · 1 to come · 2 on the server only" in texts(screen.coming)


def test_the_review_says_how_many_photos_of_the_visit_are_elsewhere(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    wanted.ask(office.laptop.store, site.photos[:1])
    window.open("review", inspection=site.visit)
    idle(qtbot, window)
    assert "现场照片 · 1 to come · 2 on the server only" in texts(window)
    Syncing.of(window.session).start()
    idle(qtbot, window)
    window.open("review", inspection=site.visit)
    assert "现场照片 · 2 on the server only" in texts(window)


def test_a_desk_has_no_such_choice(qtbot: Any, office: Copy, site: Site) -> None:
    window = window_of(qtbot, office.desk, office.second)
    screen = window.open("sync")
    assert not screen.photos.isVisible()
    window.close()


def test_a_laptop_of_the_stick_is_told_the_way_that_is_true(
    qtbot: Any, window: Window, office: Copy, site: Site
) -> None:
    by_stick(office.laptop)
    photos = opened(qtbot, window, site)
    assert texts(photos).count("At the office") == 3 and "server" not in texts(photos)
    press(qtbot, window, f"fetch_{site.rows[0]}")
    assert "Comes with a bundle of the office" in texts(photos) and "sync" not in texts(photos)
    window.open("choose", project=site.project)
    idle(qtbot, window)
    assert said(window, "photos_of_site") == (
        "At the office: 2 photos of this site. A bundle of the office brings what is asked for. "
        "Asked for: 1 photo. This computer's next bundle tells the office; the office's bundle after it brings them."
    )
    assert button(window, "fetch_photos_of_site").text().startswith("Ask the office for this site's photos")
    window.open("sync")
    assert said(window, "sync_photos_said").startswith("At the office only: 2 photos")
    assert button(window, "sync_photos_every").text() == "Ask the office for all photos"


def test_a_case_file_is_not_made_without_a_photo_and_says_which_way_it_comes(
    qtbot: Any, window: Window, office: Copy, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "documents_folder", lambda: tmp_path / "kept")
    whole = casefiling.filing(office.laptop.store, office.inspection, office.laptop.pack)
    with office.desk.store.change(office.desk.officer_id, "photo") as tx:
        sha = office.desk.blobs.put(picture(9)).sha256
        tx.new("evidence", inspection=office.inspection, blob=sha, mime="image/jpeg", name="现场照片", kind="photo")
    assert whole.documents
    sync(office.desk), sync(office.laptop)
    office.laptop.blobs.remove(sha)
    window.open("case_file", inspection=office.inspection)
    idle(qtbot, window)
    assert said(window, "photos_of_file") == "With the next sync: 1 photo."
    press(qtbot, window, "make_case_file")
    assert not (tmp_path / "kept").exists() and "Photos of this file are not on this computer (1)" in texts(window)
    Syncing.of(window.session).start()
    idle(qtbot, window)
    press(qtbot, window, "make_case_file")
    assert len(list((tmp_path / "kept").glob("*.pdf"))) == 1


@pytest.mark.parametrize("stick", [False, True], ids=["net", "stick"])
@pytest.mark.parametrize(("theme", "lang"), [("indoor", "zh_CN"), ("night", "en")])
def test_the_screens_are_whole_in_every_look(
    qtbot: Any, office: Copy, site: Site, theme: str, lang: str, stick: bool
) -> None:
    if stick:
        by_stick(office.laptop)
    window = window_of(qtbot, office.laptop, office.second, theme, lang)
    for name, at in (("sync", {}), ("choose", {"project": site.project})):
        screen = window.open(name, **at)
        idle(qtbot, window)
        if name == "sync":
            screen.paged.show_part(screen.photos)
        assert checks.all_of(window) == []
        checks.picture(window, f"elsewhere-{name}-{theme}-{lang}-{stick}")
    opened(qtbot, window, site)
    assert checks.all_of(window) == []
    checks.picture(window, f"elsewhere-checklist-{theme}-{lang}-{stick}")
    window.close()
