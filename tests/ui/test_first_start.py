"""The first start by tap and key: nothing is written before the end, every gap is a sentence, it ends in today."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.errors import KnownError
from models.vaultfile import exists
from sync import enrolment
from sync.client import sync
from sync.server.running import bind
from tests.faults.tlsroad import certificate
from tests.ui import checks
from tests.ui.conftest import FAST
from tests.ui.visits import flaws, load_cases, named, press, type_in
from ui.app import make_window
from ui.screens.first_start import FirstStart
from ui.theme import choice

OFFICE = "星河市晨光区人力资源和社会保障局"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(FirstStart, "vault_options", {"keystore": None, "kdf": FAST})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "new"


@pytest.fixture
def window(qtbot, folder, clock):
    made = make_window(folder, "en", clock)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    QApplication.processEvents()


def to_office(window, qtbot):
    screen = window.current()
    press(qtbot, screen, "lang_en")
    press(qtbot, screen, "setup_next")
    press(qtbot, screen, "way_alone")
    return screen


def office(screen, qtbot):
    type_in(qtbot, screen, "office_name", OFFICE)
    type_in(qtbot, screen, "office_doc_prefix", "星晨人社")
    type_in(qtbot, screen, "start_rectification_order", "38")
    press(qtbot, screen, "setup_next")


def officers(screen, qtbot):
    for n, (name, cert) in enumerate((("林晓", "XC-JC-0001"), ("郑远", "XC-JC-0002")), 1):
        type_in(qtbot, screen, f"officer{n}_name", name)
        type_in(qtbot, screen, f"officer{n}_cert_no", cert)
        type_in(qtbot, screen, f"officer{n}_valid_until", "2029-02-28")
    press(qtbot, screen, "officer2_cert_kind_administrative_enforcement")
    press(qtbot, screen, "setup_next")


def finish(screen, qtbot, name="recovery"):
    press(qtbot, screen, "setup_next")
    qtbot.waitUntil(lambda: not screen._busy, timeout=20_000)
    assert screen._name == name


def test_from_language_to_today(window, qtbot, folder):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    officers(screen, qtbot)
    press(qtbot, screen, "suggest1")
    type_in(qtbot, screen, "first_pin", "280491")
    type_in(qtbot, screen, "device_name", "Laptop 1")
    assert not exists(folder)
    finish(screen, qtbot)
    code = named(screen, "recovery_code")
    assert len(code.text()) == 23 and window.focusWidget() is code
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert screen._name == "recovery" and window.current_name() == "first_start", "one stray Enter loses no code"
    press(qtbot, screen, "setup_next")
    assert window.current_name() == "today" and window.rail.isVisible()
    store = window.session.store
    assert store.find("office")[0]["name"] == OFFICE
    assert [c["kind"] for c in store.find("certificate")] == ["labour_inspection", "administrative_enforcement"]
    assert [(b["type"], b["lo"]) for b in store.find("number_block")] == [("rectification_order", 38)]
    assert store.find("device")[0]["name"] == "Laptop 1"
    assert choice.load(folder).lang == "en"


def test_a_gap_far_down_comes_into_sight_with_the_cursor(window, qtbot):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    for n in (1, 2):
        type_in(qtbot, screen, f"officer{n}_name", f"甲{n}")
        type_in(qtbot, screen, f"officer{n}_cert_no", f"XC-{n}")
    type_in(qtbot, screen, "officer1_valid_until", "2029年2月28日")
    named(screen, "officer1_name").setFocus()
    press(qtbot, screen, "setup_next")
    field = named(screen, "officer2_valid_until")
    assert "Officer 2" in screen._wrong.text() and window.focusWidget() is field
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty(), timeout=5000)


def test_tab_goes_through_an_officer_as_it_is_read(window, qtbot):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    named(screen, "officer1_name").setFocus()
    seen = []
    for _ in range(5):
        window.focusNextChild()
        seen.append(window.focusWidget().objectName())
    assert seen == [
        "officer1_cert_no", "officer1_cert_kind_labour_inspection",
        "officer1_cert_kind_administrative_enforcement", "officer1_valid_from", "officer1_valid_until",
    ]  # fmt: skip


def test_chinese_is_one_tap(window, qtbot):
    press(qtbot, window.current(), "lang_zh_CN")
    assert window.current()._head.text() == "显示方式"


def test_each_gap_is_a_sentence_and_keeps_what_was_typed(window, qtbot):
    screen = to_office(window, qtbot)
    press(qtbot, screen, "setup_next")
    assert "full name" in screen._wrong.text()
    type_in(qtbot, screen, "office_region", "64")
    type_in(qtbot, screen, "office_name", OFFICE)
    type_in(qtbot, screen, "office_doc_prefix", "星晨人社")
    press(qtbot, screen, "setup_next")
    assert "six digits" in screen._wrong.text()
    type_in(qtbot, screen, "office_region", "649901")
    press(qtbot, screen, "setup_next")
    assert screen._name == "officers"
    type_in(qtbot, screen, "officer1_name", "林晓")
    press(qtbot, screen, "setup_next")
    assert "Officer 1" in screen._wrong.text()
    press(qtbot, screen, "setup_back")
    assert named(screen, "office_name").text() == OFFICE


def test_one_officer_is_not_enough(window, qtbot):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    type_in(qtbot, screen, "officer1_name", "林晓")
    type_in(qtbot, screen, "officer1_cert_no", "XC-JC-0001")
    type_in(qtbot, screen, "officer1_valid_until", "2029-02-28")
    press(qtbot, screen, "setup_next")
    assert "two officers" in screen._wrong.text()


def test_a_pattern_that_cannot_be_is_told_beside_it(window, qtbot):
    screen = to_office(window, qtbot)
    assert "〔2026〕第001号" in screen.office._rows["rectification_order"][0]._hint.text()
    hints = [pattern._hint.text() for _, pattern in screen.office._rows.values()]
    assert hints[0] == "{year} is the year, {n:03d} the number with three digits." and not any(hints[1:])
    type_in(qtbot, screen, "pattern_rectification_order", "order without a number")
    assert screen.office._rows["rectification_order"][1].error_text()
    type_in(qtbot, screen, "pattern_rectification_order", "T{year}-{n:04d}")
    assert not screen.office._rows["rectification_order"][1].error_text()
    assert screen.office._rows["rectification_order"][0]._hint.text() == "T2026-0001"


def test_a_weak_passphrase_is_refused_by_the_vault_and_nothing_is_made(window, qtbot, folder):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    officers(screen, qtbot)
    type_in(qtbot, screen, "passphrase1", "abcdefg")
    assert "keystore" in screen.secrets.secrets[0]._strength.text()
    finish(screen, qtbot, "secrets")
    assert screen.secrets.secrets[0]._row.error_text() and not exists(folder)
    type_in(qtbot, screen, "passphrase1", "something much longer")
    finish(screen, qtbot)


def test_joining_where_nobody_answers_is_a_sentence(window, qtbot, folder):
    screen = window.current()
    press(qtbot, screen, "lang_en")
    press(qtbot, screen, "setup_next")
    press(qtbot, screen, "way_join")
    press(qtbot, screen, "setup_next")
    assert "needed" in screen._wrong.text()
    type_in(qtbot, screen, "join_url", "http://127.0.0.1:9")
    type_in(qtbot, screen, "join_code", "ABCDE-12345")
    type_in(qtbot, screen, "join_cert_no", "XC-JC-0001")
    type_in(qtbot, screen, "join_passphrase", "something much longer")
    finish(screen, qtbot, "join")
    assert screen._wrong.text() and "{" not in screen._wrong.text()
    assert not exists(folder)


def test_a_refusal_of_the_world_keeps_everything(window, qtbot, monkeypatch):
    screen = to_office(window, qtbot)
    office(screen, qtbot)
    officers(screen, qtbot)
    press(qtbot, screen, "suggest1")

    def full(*_, **__):
        raise KnownError("disk_full", path="x")

    with monkeypatch.context() as patched:
        patched.setattr("models.settingup.Profile.create", full)
        finish(screen, qtbot, "secrets")
    assert screen._wrong.text()
    finish(screen, qtbot)


def test_every_page_in_every_look(window, look, qtbot):
    screen = window.current()
    screen.officers.people[0].form.rows["name"].editor.setText("林晓")
    screen.officers.people[0].form.touched("name")
    screen.secrets.set_officers(screen.officers.officers())
    for name in screen.pages:
        screen.way.way = name if name in ("join", "stick") else "alone"
        screen._show(name)
        for size in ((1280, 800), (800, 1280)):
            window.resize(*size)
            assert flaws(screen) == [], name


def test_joining_an_office_brings_everything(window, qtbot, folder, clock, profile, tmp_path):
    """A real server, the desk's one-time code: officers and projects of the office are here afterwards."""
    load_cases(profile)
    with bind(tmp_path / "server.db", clock).start() as server:
        enrolment.enrol(profile, server.url, server.admin_code.text)
        sync(profile)
        code = enrolment.invite(profile, "laptop").code
        screen = window.current()
        press(qtbot, screen, "lang_en")
        press(qtbot, screen, "setup_next")
        press(qtbot, screen, "way_join")
        type_in(qtbot, screen, "join_url", server.url)
        type_in(qtbot, screen, "join_code", code)
        type_in(qtbot, screen, "join_cert_no", "XC-JC-0002")
        type_in(qtbot, screen, "join_passphrase", "second officer says that")
        press(qtbot, screen, "setup_next")
        qtbot.waitUntil(lambda: window.current_name() == "today", timeout=20_000)
        store = window.session.store
        assert store.get("officer", window.session.actor)["name"] == "郑远"
        assert len(store.find("project")) == 2
        window.session.detach()


def test_who_joins_a_server_with_a_certificate_of_its_own_is_asked_for_the_file(
    window, qtbot, folder, clock, profile, tmp_path
):
    files = certificate(tmp_path / "tls")
    with bind(tmp_path / "server.db", clock, tls_certificate=files[0], tls_key=files[1]).start() as server:
        enrolment.enrol(profile, server.url, server.admin_code.text, authority=files[0].read_text("ascii"))
        sync(profile)
        code = enrolment.invite(profile, "laptop").code
        screen = window.current()
        for name in ("lang_en", "setup_next", "way_join", "setup_next"):
            press(qtbot, screen, name)
        type_in(qtbot, screen, "join_url", server.url)
        type_in(qtbot, screen, "join_code", code)
        type_in(qtbot, screen, "join_cert_no", "XC-JC-0002")
        type_in(qtbot, screen, "join_passphrase", "second officer says that")
        assert not screen.join.certificate.isVisible(), "most servers need none"
        press(qtbot, screen, "setup_next")
        qtbot.waitUntil(screen.join.certificate.isVisible, timeout=20_000)
        for size in ((1280, 800), (800, 1280)):
            window.resize(*size)
            assert flaws(screen) == []
        checks.picture(window, "certificate-join")
        type_in(qtbot, screen, "join_certificate_file", str(files[0]))
        press(qtbot, screen, "setup_next")
        qtbot.waitUntil(lambda: window.current_name() == "today", timeout=20_000)
        window.session.detach()
        profile.close()  # else its kept connection is waited for


def test_what_is_needed_is_marked_before_anybody_runs_into_it(window, qtbot):
    screen = to_office(window, qtbot)
    marked = [
        n for n, r in screen.office.form.rows.items() if "required" in named(screen, f"office_{n}").accessibleName()
    ]
    assert marked == ["name", "doc_prefix"]


def test_the_sentence_goes_once_it_is_mended(window, qtbot):
    screen = to_office(window, qtbot)
    press(qtbot, screen, "setup_next")
    assert "full name" in screen._wrong.text()
    type_in(qtbot, screen, "office_name", OFFICE)
    screen.office.form.flush()
    assert "short form" in screen._wrong.text(), "what is missing next"
    type_in(qtbot, screen, "office_doc_prefix", "星晨人社")
    screen.office.form.flush()
    assert not screen._wrong_card.isVisible()
