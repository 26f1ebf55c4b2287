"""What may go wrong at a site, met in the real window by tap and key: one clear sentence in the language chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms import sealing
from models.check import check
from models.profile import Profile
from tests.forms.visits import PASSPHRASE as WORDS
from tests.journeys.test_withstand import ROOT, clear
from tests.ui import visitcase
from tests.ui.conftest import (  # noqa: F401 - the fixtures
    FAST,
    PASSPHRASE,
    clock,
    nothing_left_running,
    profile,
    profile_folder,
    profile_template,
    session,
    settle,
    window,
)
from tests.ui.paperwork import Desk, desk  # noqa: F401 - the fixture
from tests.ui.test_wages import text_at, type_into
from tests.ui.visits import load_cases, named, press, type_in
from ui import printing
from ui.app import make_window
from ui.screens.parts_visit_arrival import Approval
from ui.screens.unlock import Unlock
from ui.theme import choice

LEFT = Qt.MouseButton.LeftButton
ORDER = "rectification_order"


def both(read: Callable[[], str]) -> dict[str, str]:
    """What stands there in Chinese and, after a change of language, in English."""
    texts = {}
    for lang in ("zh_CN", "en"):
        choice.use(choice.Choice(lang=lang))
        for _ in range(3):
            QApplication.processEvents()
        texts[lang] = read()
    return texts


def explained(texts: dict[str, str]) -> None:
    """A warning beside a value that is kept: a sentence a language, with no blank left in it."""
    assert texts["en"] and texts["zh_CN"] and texts["en"] != texts["zh_CN"]
    assert not any(set("{}…\n") & set(text) for text in texts.values()), texts


def whole(profile: Profile, digest: str) -> None:  # noqa: F811
    """The records are those of before, and the check finds nothing."""
    assert str(profile.store.digest()) == digest
    assert not check(profile).problems


# --- the lock


@pytest.fixture
def locked(
    qtbot: Any,
    profile_folder: Path,  # noqa: F811
    clock: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Any]:
    """The window as the program starts on a profile that exists."""
    monkeypatch.setattr(Unlock, "vault_options", {"keystore": None, "kdf": FAST})
    made = make_window(profile_folder, "en", clock)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    QApplication.processEvents()


def sign(window: Any, qtbot: Any, secret: str = PASSPHRASE) -> Any:  # noqa: F811
    screen = window.current()
    type_in(qtbot, screen, "passphrase", secret)
    press(qtbot, screen, "unlock")
    qtbot.waitUntil(lambda: not screen._busy, timeout=10_000)
    return screen


def test_a_wrong_passphrase(locked: Any, qtbot: Any) -> None:
    screen = sign(locked, qtbot, "not the one")
    assert not locked.session.open
    clear(both(screen._passphrase_row.error_text))
    sign(locked, qtbot)
    assert locked.session.open


def test_a_second_process_on_the_profile(locked: Any, qtbot: Any, profile_folder: Path) -> None:  # noqa: F811
    program = (
        "import sys, pathlib\nfrom models import profilelock\n"
        "lock = profilelock.ProfileLock(pathlib.Path(sys.argv[1]))\nprint('open', flush=True)\nsys.stdin.read()\n"
    )
    line = [sys.executable, "-c", program, str(profile_folder)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(line, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        screen = sign(locked, qtbot)
        assert not locked.session.open
        clear(both(screen._passphrase_row.error_text))
        other.stdin.close()
    sign(locked, qtbot)
    assert locked.session.open


def test_a_clock_set_back(locked: Any, qtbot: Any, profile_folder: Path, clock: Any) -> None:  # noqa: F811
    with Profile.open(profile_folder, PASSPHRASE, clock, keystore=None, kdf=FAST) as opened:
        before = str(opened.store.digest())
    clock.set(datetime(2026, 10, 7, 1, 30, tzinfo=UTC))
    screen = sign(locked, qtbot)
    clear(both(screen.clock_page._text.text))
    whole(locked.session.profile, before)
    press(qtbot, screen, "clock_go_on")
    assert locked.current_name() == "today"


# --- on arrival


@pytest.fixture
def arrival(window: Any, profile: Profile, session: Any, settle: Any) -> Any:  # noqa: F811
    load_cases(profile)
    project = session.store.find("project")[0]["id"]
    shown = window.open("arrival", project=project)
    settle()
    return shown


def test_a_second_officer_who_is_the_first(arrival: Any, qtbot: Any, settle: Any, session: Any) -> None:  # noqa: F811
    before = str(session.store.digest())
    press(qtbot, arrival, f"assistant_{session.actor}")
    settle()
    clear(both(arrival.officers.rows["assistant"].error_text))
    whole(session.profile, before)


def test_an_expired_certificate(arrival: Any, qtbot: Any, settle: Any, session: Any) -> None:  # noqa: F811
    with session.store.change(session.actor, "test") as tx:
        officer = tx.new("officer", office=session.profile.office_id, name="陈旧", active=True)
        tx.new("certificate", officer=officer, number="XC-JC-0003", valid_from="2020-01-01", valid_until="2026-10-08")
    settle()
    before = str(session.store.digest())
    press(qtbot, arrival, f"assistant_{officer}")
    settle()
    clear({lang: text.replace("陈旧", "Chen Jiu") if lang == "en" else text for lang, text in _of(arrival).items()})
    whole(session.profile, before)


def _of(arrival: Any) -> dict[str, str]:
    return both(arrival.officers.rows["assistant"].error_text)


def test_an_impossible_date(arrival: Any, qtbot: Any, settle: Any, session: Any) -> None:  # noqa: F811
    before = str(session.store.digest())
    row = _approved_on(arrival)
    type_in(qtbot, arrival, "approval_approved_on", "2026-02-30")
    qtbot.keyClick(named(arrival, "approval_approved_on"), Qt.Key.Key_Tab)
    settle()
    clear(both(row.error_text))
    whole(session.profile, before)


def _approved_on(arrival: Any) -> Any:
    (found,) = [section for section in arrival.findChildren(Approval) if section.isVisible()]
    return found.approval.rows["approved_on"]


# --- what is typed wrongly and kept


@pytest.fixture
def wages(window: Any, profile: Profile, settle: Any) -> Any:  # noqa: F811
    made = window.open("wages", inspection=visitcase.load(profile).inspection)
    settle()
    return made


def cell_problem(wages: Any, row: int, key: str) -> dict[str, str]:
    at = [column.key for column in wages.rows.columns].index(key)
    wages.view.grid.setCurrentIndex(wages.rows.index(row, at))

    def read() -> str:
        index = wages.rows.index(row, at)
        wages.view.grid.setCurrentIndex(wages.rows.index(row + 1, at))
        wages.view.grid.setCurrentIndex(index)
        return str(wages._why.text())

    return both(read)


def test_more_paid_than_due_is_kept_and_marked(wages: Any, settle: Any, session: Any) -> None:  # noqa: F811
    type_into(wages, 0, "2026-09.paid", "9999999")
    settle()
    worker = wages.rows.id_at(0)
    assert session.store.find("wage_line", worker=worker, month="2026-09")[0]["paid_fen"] == 999_999_900
    assert text_at(wages, 0, "2026-09.paid") == "9,999,999.00"
    explained(cell_problem(wages, 0, "2026-09.paid"))
    assert not check(session.profile).problems


def test_a_bad_id_number_is_kept_and_marked(wages: Any, settle: Any, session: Any) -> None:  # noqa: F811
    type_into(wages, 0, "id_no", "649901198603121021")
    settle()
    assert session.store.get("wage_worker", wages.rows.id_at(0))["id_no"] == "649901198603121021"
    explained(cell_problem(wages, 0, "id_no"))


def test_a_bad_credit_code_is_kept_and_marked(
    window: Any,  # noqa: F811
    profile: Profile,  # noqa: F811
    qtbot: Any,
    settle: Any,  # noqa: F811
) -> None:
    load_cases(profile)
    screen = window.open("choose", project=profile.store.find("project")[0]["id"])
    settle()
    press(qtbot, screen, "party_0_subcontractor_edit")
    type_in(qtbot, screen, "party_0_subcontractor_uscc", "91649901MA0AAB032X")
    screen.card.flush()
    settle()
    engagement = profile.store.find("engagement", role="subcontractor")[0]
    unit = profile.store.get("unit", engagement["unit"]) or {}
    assert (unit["uscc"], unit["uscc_status"]) == ("91649901MA0AAB032X", "invalid")
    explained(both(screen.card._parties[engagement["id"]].unit.rows["uscc"].error_text))


def test_a_bad_id_number_of_a_foreman_is_kept_and_marked(
    window: Any,  # noqa: F811
    profile: Profile,  # noqa: F811
    qtbot: Any,
    settle: Any,  # noqa: F811
) -> None:
    load_cases(profile)
    screen = window.open("choose", project=profile.store.find("project")[0]["id"])
    settle()
    press(qtbot, screen, "add_individual")
    settle()
    (engagement,) = profile.store.find("engagement", role="individual", project=screen._project)
    party = screen.card._parties[engagement["id"]]
    for number, kind in (("649901198603121021", "bad"), ("649901198603121020", "warn")):
        type_in(qtbot, screen, "party_0_individual_id_no", number)
        screen.card.flush()
        settle()
        assert (profile.store.get("unit", engagement["unit"]) or {})["id_no"] == number
        assert party._code.isVisible() and party._code.kind() == kind
        explained(both(party.unit.rows["id_no"].error_text))


# --- issuing and printing


def opened(desk: Desk) -> None:  # noqa: F811
    desk.window.open("issue", draft=desk.loaded.drafts[1])
    desk.settle()


def issue(desk: Desk) -> None:  # noqa: F811
    desk.type("second_secret", WORDS)
    desk.tap("issue_read")
    desk.tap("issue_now")


def test_a_character_that_no_font_has(desk: Desk) -> None:  # noqa: F811
    with desk.store.change(desk.profile.officer_id, "test") as tx:
        for unit in desk.store.find("unit"):
            tx.set("unit", unit["id"], name=unit["name"] + "\U0003fff0")
    before = str(desk.store.digest())
    opened(desk)
    assert desk.screen.mend.blocking and not desk.screen.card.confirm.isEnabled()
    texts = {}
    for lang in ("zh_CN", "en"):
        choice.use(choice.Choice(lang=lang))
        desk.settle()
        texts[lang] = " ".join(t for _, t, blocks in _mend(desk) if blocks)
    clear(texts)
    whole(desk.profile, before)


def _mend(desk: Desk) -> list[tuple[str, str, bool]]:  # noqa: F811
    from ui.screens.issue import in_words

    return [(m.field, in_words(m, desk.profile.pack), m.blocks) for m in desk.screen._made.mend]


def test_no_numbers_left_goes_on_in_the_devices_own_series(desk: Desk) -> None:  # noqa: F811
    desk.store.local_set(sealing.ALONE, False)  # a server granted numbers once: the device may not grant itself any
    with desk.store.change(desk.profile.officer_id, "test") as tx:
        for block in tx.find("number_block", type=ORDER):
            tx.set("number_block", block["id"], state="closed", closed_reason="used up")
    opened(desk)
    told = desk.screen.card.number.text()
    clear(both(desk.screen.card.left.text))
    choice.use(choice.Choice(lang="zh_CN"))
    desk.settle()
    issue(desk)
    (document,) = desk.store.find("document")
    assert (document["number"], document["series"]) == (told, "emergency")
    assert not check(desk.profile).problems


def test_no_printer(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: F811
    monkeypatch.setattr(printing, "printers", list)
    monkeypatch.setattr(printing, "documents_folder", lambda: tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    document = desk.issue()
    before = str(desk.store.digest())
    desk.window.open("issue", document=document)
    desk.settle()
    clear(both(desk.screen.panel.note.text))
    assert not desk.screen.panel.print.isVisible()
    desk.tap("keep_file")
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.read_bytes() == sealing.pdf_bytes(desk.profile, document)
    whole(desk.profile, before)
