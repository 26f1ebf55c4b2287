"""The case-file screen: the score and every lost point in words, one tap to its place, and the file kept as one PDF."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from forms.issuing import issue
from tests.forms.visits import PASSPHRASE
from tests.ui.paperwork import Desk, desk, looks_right
from ui import printing


def second(desk: Desk) -> str:
    return next(o["id"] for o in desk.store.find("officer") if o["id"] != desk.profile.officer_id)


def opened(desk: Desk) -> Any:
    screen = desk.window.open("case_file", inspection=desk.loaded.inspection)
    desk.settle()
    return screen


def test_lost_points_are_said_in_words_and_lead_to_their_place(desk: Desk) -> None:
    screen = opened(desk)
    assert screen.lost.count() == len(screen._review.lost) > 3
    place = next(
        n for n, line in enumerate(screen._review.lost) if line.found.goal and line.found.goal[0] == "arrival"
    )
    screen.lost.chosen.emit(place)
    desk.settle()
    assert desk.window.current_name() == "arrival"


def test_the_score_follows_the_records(desk: Desk) -> None:
    screen = opened(desk)
    before = screen._review.reached
    issue(desk.profile, desk.loaded.drafts[1], second(desk), PASSPHRASE)
    desk.settle()
    assert screen._review.reached > before and str(screen._review.reached) in screen._score.text()


def test_the_file_is_kept_as_one_pdf_and_never_overwrites(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "documents_folder", lambda: tmp_path / "kept")
    issue(desk.profile, desk.loaded.drafts[1], second(desk), PASSPHRASE)
    screen = opened(desk)
    for count in (1, 2):
        desk.tap("make_case_file")
        desk.qtbot.waitUntil(
            lambda count=count: len(list((tmp_path / "kept").glob("*.pdf"))) == count, timeout=20_000
        )
        desk.qtbot.waitUntil(lambda: not screen._busy, timeout=5_000)
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(screen._kept.read_bytes())).pages]
    assert "劳动保障监察案卷" in texts[0] and str(screen._kept) in screen._told.text()


def test_a_file_without_papers_offers_nothing_to_make(desk: Desk) -> None:
    assert not opened(desk).make.isEnabled()


def test_every_look(desk: Desk) -> None:
    issue(desk.profile, desk.loaded.drafts[1], second(desk), PASSPHRASE)
    opened(desk)
    assert looks_right(desk, "case_file") == []
