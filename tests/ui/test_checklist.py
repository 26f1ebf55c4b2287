"""The checklist by mouse and keys on a real store: every touch is on disk, nothing typed is lost, all of it goes back."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.records import answer_id
from tests.ui import checks, visitcase
from tests.ui.visitcase import unit_of
from ui.screens.parts_check_photos import thumbnail
from ui.theme import choice


@pytest.fixture
def fresh(profile):
    """The visit with nobody asked anything yet."""
    made = visitcase.load(profile, checklist_answers=[]).inspection
    with profile.store.change(profile.officer_id, "test") as tx:
        tx.set("inspection", made, state="begun", ended_at=None)
    return made


@pytest.fixture
def answered(profile):
    return visitcase.load(profile).inspection


@pytest.fixture
def screen(window, fresh, qtbot, settle):
    made = window.open("checklist", inspection=fresh)
    idle(made, qtbot, settle)
    return made


def idle(screen, qtbot, settle):
    """Every card is there and every write is on disk."""
    settle()
    qtbot.waitUntil(lambda: not screen._slices.isActive(), timeout=5000)
    settle()


def click(screen, name):
    found = screen.findChild(QWidget, name)
    assert found is not None and found.isVisible(), name
    screen.paged.show_part(found)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QTest.qWait(0)


def key(screen, name, key):
    screen.findChild(QWidget, name).setFocus()
    QTest.keyClick(screen.findChild(QWidget, name), key)


def stored(screen, item, role):
    store = screen.session.store
    return store.get("answer", answer_id(screen.state.inspection, item, unit_of(store, role)))


def test_an_answer_is_on_disk_after_one_tap(screen, settle):
    click(screen, "answer_S01-01_developer_meets")
    settle()
    assert stored(screen, "S01-01", "developer")["answer"] == "yes"
    assert screen._bar.text() == "1/58"


def test_a_question_put_the_other_way_round_is_stored_as_it_is_asked(screen, qtbot, settle):
    screen._open_section("S02")
    idle(screen, qtbot, settle)
    click(screen, "answer_S02-05_developer_meets")
    settle()
    assert stored(screen, "S02-05", "developer")["answer"] == "no"
    click(screen, "answer_S02-05_developer_fails")
    settle()
    assert stored(screen, "S02-05", "developer")["answer"] == "yes"
    assert not screen._bad.isHidden()


def test_what_fails_opens_in_place_with_its_sentence_and_field(screen, qtbot, settle):
    screen._open_section("S04")
    idle(screen, qtbot, settle)
    click(screen, "answer_S04-03_gc_fails")
    card = screen.findChild(QWidget, "card_S04-03_gc")
    assert card.detail.isVisible() and "＿＿" in card.detail.sentence.text()
    field = screen.findChild(QLineEdit, "field_S04-03_gc_unregistered")
    field.setFocus()
    QTest.keyClicks(field, "15")
    qtbot.waitUntil(lambda: "15名" in card.detail.sentence.text(), timeout=2000)
    settle()
    assert stored(screen, "S04-03", "general_contractor")["facts"] == {"unregistered": 15}
    assert field.text() == "15" and field.hasFocus()


def test_keys_answer_and_move_but_stay_letters_in_a_text(screen, qtbot, settle):
    window = screen.window()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    first = screen._at
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    settle()
    assert stored(screen, "S01-01", "developer")["answer"] == "no"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert screen._at != first
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    settle()
    assert stored(screen, "S01-02", "developer")["answer"] == "na"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    note = QApplication.focusWidget()
    assert note.objectName() == "note_S01-01_developer"
    QTest.keyClicks(note, "p1 l0")
    note.flush()
    settle()
    found = stored(screen, "S01-01", "developer")
    assert (found["note"], found["answer"]) == ("p1 l0", "no")


def test_every_answer_goes_back_and_each_step_back_is_a_change_of_its_own(screen, settle):
    store = screen.session.store
    click(screen, "answer_S01-01_developer_meets")
    click(screen, "answer_S01-01_developer_fails")
    settle()
    before = len(store.history(stored(screen, "S01-01", "developer")["id"]))
    screen.undo.click()
    settle()
    assert stored(screen, "S01-01", "developer")["answer"] == "yes"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    found = stored(screen, "S01-01", "developer")
    assert found["answer"] is None and not screen.undo.isEnabled()
    assert len(store.history(found["id"])) == before + 2


def test_points_of_the_board_answer_their_question(screen, qtbot, settle):
    screen._open_section("S10")
    idle(screen, qtbot, settle)
    click(screen, "answer_S10-01_gc_meets")
    screen.findChild(QWidget, "details_S10-02_gc").click()
    idle(screen, qtbot, settle)
    click(screen, "field_S10-02_gc_@ticks_developer")
    settle()
    found = stored(screen, "S10-02", "general_contractor")
    assert found["answer"] == "no" and found["facts"]["developer"] is True
    card = screen.findChild(QWidget, "card_S10-02_gc")
    assert "法律援助申请渠道" in card.detail.sentence.text()


def test_park_comes_back_to_the_very_question(screen, window, qtbot, settle):
    screen._open_section("S06")
    idle(screen, qtbot, settle)
    screen.findChild(QWidget, "answer_S06-03_gc_meets").setFocus()
    at = screen._at
    assert at[0] == "S06-03"
    window._function_key("F10")
    settle()
    visit = screen.session.store.get("inspection", screen.state.inspection)
    assert (visit["state"], visit["at_item"].split("/")[0]) == ("parked", "S06-03")
    assert window.current_name() == "today"
    screen._at = None
    window.open("checklist", inspection=screen.state.inspection)
    idle(screen, qtbot, settle)
    assert screen._at == at and screen.isAncestorOf(QApplication.focusWidget())
    assert screen.session.store.get("inspection", screen.state.inspection)["state"] == "begun"


def test_what_is_being_typed_is_kept_when_another_screen_comes(screen, window, qtbot, settle):
    click(screen, "answer_S01-02_developer_meets")
    screen.findChild(QWidget, "details_S01-02_developer").click()
    field = screen.findChild(QLineEdit, "field_S01-02_developer_guarantee_no")
    field.setFocus()
    QTest.keyClicks(field, "BH-1")
    window.open("review", inspection=screen.state.inspection)
    settle()
    assert stored(screen, "S01-02", "developer")["facts"] == {"guarantee_no": "BH-1"}


def test_a_large_photo_and_a_pasted_one_hang_at_their_answer(screen, qtbot, settle, tmp_path):
    path = tmp_path / "site.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(40_000_000))
    screen.findChild(QWidget, "details_S01-01_developer").click()
    photos = screen.findChild(QWidget, "card_S01-01_developer").detail.photos
    photos.take_files([str(path)])
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(image)
    click(screen, "paste_S01-01_developer")
    settle()
    store = screen.session.store
    rows = store.find("evidence", answer=answer_id(screen.state.inspection, "S01-01", unit_of(store, "developer")))
    assert [r["size"] > 40_000_000 for r in rows] == [True, False]
    assert [r["taken_on"] for r in rows] == ["2026-10-09", "2026-10-09"]
    assert screen.session.profile.blobs.verify(rows[0]["blob"]) == "ok"
    qtbot.waitUntil(lambda: len(photos._thumbs) == 2, timeout=3000)


def test_the_last_visits_answer_is_one_tap_away(screen, window, profile, clock, qtbot, settle):
    click(screen, "answer_S01-01_developer_fails")
    settle()
    clock.advance(days=20)
    store, first = profile.store, screen.state.inspection
    with store.change(profile.officer_id, "test") as tx:
        old = tx.get("inspection", first)
        again = tx.new(
            "inspection", project=old["project"], state="begun", started_at="2026-10-29T09:00:00.000+08:00"
        )
    window.open("checklist", inspection=again)
    idle(screen, qtbot, settle)
    screen.findChild(QWidget, "details_S01-01_developer").click()
    click(screen, "same_S01-01_developer")
    settle()
    assert stored(screen, "S01-01", "developer")["answer"] == "no"


def test_a_visit_not_begun_leads_to_arrival(window, profile, fresh, monkeypatch):
    with profile.store.change(profile.officer_id, "test") as tx:
        tx.set("inspection", fresh, state="planned", started_at=None)
    window.open("checklist", inspection=fresh)
    assert window.current_name() == "arrival"


def test_an_answer_from_elsewhere_appears_without_disturbing(screen, profile, qtbot, settle):
    store = profile.store
    unit = unit_of(store, "developer")
    with store.change(profile.officer_id, "test") as tx:
        made = answer_id(screen.state.inspection, "S01-02", unit)
        tx.new("answer", id=made, inspection=screen.state.inspection, item="S01-02", unit=unit, answer="na")
    qtbot.waitUntil(lambda: screen._bar.text() == "1/58", timeout=2000)
    card = screen.findChild(QWidget, "card_S01-02_developer")
    assert card.segments.value() == "na"


def test_it_reads_well_in_every_look(window, answered, look, qtbot, settle):
    screen = window.open("checklist", inspection=answered)
    for section in ("S01", "S07", "S10"):
        screen._open_section(section)
        idle(screen, qtbot, settle)
        assert checks.all_of(screen) == []
        checks.picture(window, f"checklist_{section}_{look[0]}_{look[1]}")


@pytest.mark.parametrize("density", ["keys", "glove"])
def test_it_fits_upright_with_gloves(window, answered, density, qtbot, settle):
    choice.use(choice.Choice(density=density, lang="zh_CN"))
    window.resize(800, 1280)
    screen = window.open("checklist", inspection=answered)
    idle(screen, qtbot, settle)
    QTest.qWait(50)
    assert window.width() <= 800 and checks.all_of(screen) == []


def test_the_focus_goes_to_the_question_asked_for_also_in_another_section(screen, qtbot, settle):
    last = next(q.key for q in reversed(screen.state.asked) if q.item.section == "S02")
    screen._go(last)
    idle(screen, qtbot, settle)
    wanted = next(q.key for q in screen.state.asked if q.item.id == "S11-02")
    screen._go(wanted)
    idle(screen, qtbot, settle)
    assert screen._at == wanted
    assert screen._card(wanted).isAncestorOf(QApplication.focusWidget())


def test_a_refused_answer_goes_back_and_says_why(screen, window, settle):
    key = next(q.key for q in screen.state.asked if q.item.id == "S01-01")
    screen.give(key, value="yes", fields={"funds_in_place_ratio": "-1"})
    settle()
    assert stored(screen, "S01-01", "developer") is None
    assert window.sentence.text() and screen.state.given[key].value is None
    assert screen._bar.text() == "0/58"


def test_the_months_of_labour_cost_are_filled_in_at_their_question(screen, qtbot, settle):
    key = next(q.key for q in screen.state.asked if q.item.id == "S02-04")
    screen._go(key)
    idle(screen, qtbot, settle)
    card = screen._card(key)
    card.open(True)
    assert "3,210,000.00" in card.detail.computed.text()
    click(screen, "take_S02-04_developer")
    settle()
    assert stored(screen, "S02-04", "developer")["answer"] == "no"
    field = screen.findChild(QLineEdit, "labour_cost_2026-09_paid_fen")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1210000")
    qtbot.waitUntil(lambda: "2,000,000.00" in card.detail.computed.text(), timeout=3000)
    click(screen, "add_cost_month")
    qtbot.waitUntil(lambda: screen.findChild(QLineEdit, "labour_cost_2026-10_due_fen") is not None, timeout=3000)


def test_what_the_wage_sheet_says_needs_only_a_tap(screen, qtbot, settle):
    key = next(q.key for q in screen.state.asked if q.item.id == "S07-03")
    screen._go(key)
    idle(screen, qtbot, settle)
    assert "141,805.00" in screen._card(key)._other._words.text()
    click(screen, "answer_S07-03_sub_computed")
    settle()
    assert stored(screen, "S07-03", "subcontractor")["answer"] == "computed"


def test_upright_with_gloves_in_english_nothing_lies_beyond_the_edge(window, answered, qtbot, settle):
    window.resize(800, 1280)
    choice.use(choice.Choice(theme="outdoor", density="glove", lang="en"))
    screen = window.open("checklist", inspection=answered)
    idle(screen, qtbot, settle)
    area = screen.paged.area
    assert area.widget().width() <= area.viewport().width()
    choice.use(choice.Choice(lang="en"))


def test_a_photo_taken_upright_is_shown_upright_and_a_damaged_one_as_a_file():
    made = Image.new("RGB", (400, 200), "#336699")
    turned = made.getexif()
    turned[0x0112] = 6  # the camera was held upright
    kept = io.BytesIO()
    made.save(kept, "JPEG", exif=turned)
    wide, high, pixels = thumbnail(kept.getvalue(), 100, 80)
    assert (wide, high, len(pixels)) == (40, 80, 40 * 80 * 4)
    for damaged in (kept.getvalue()[:400], b"\xff\xd8" + bytes(1000), b"", b"%PDF-1.7"):
        assert thumbnail(damaged, 100, 80) is None


def test_what_is_no_picture_is_told_apart_by_its_name_and_an_empty_file_is_refused(screen, window, settle, tmp_path):
    (tmp_path / "合同.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8" + bytes(1000))
    (tmp_path / "empty.jpg").write_bytes(b"")
    screen.findChild(QWidget, "details_S01-01_developer").click()
    photos = screen.findChild(QWidget, "card_S01-01_developer").detail.photos
    photos.take_files([str(tmp_path / name) for name in ("合同.pdf", "torn.jpg", "empty.jpg")])
    settle()
    store = screen.session.store
    rows = store.find("evidence", answer=answer_id(screen.state.inspection, "S01-01", unit_of(store, "developer")))
    assert sorted(row["file_name"] for row in rows) == ["torn.jpg", "合同.pdf"]
    assert "empty.jpg" in window.sentence.text()


def test_a_photo_that_is_gone_from_a_computer_alone_is_told_and_offers_nothing(screen, qtbot, settle, tmp_path):
    path = tmp_path / "gate.png"
    Image.new("RGB", (40, 30), (0, 120, 200)).save(path)
    screen.findChild(QWidget, "details_S01-01_developer").click()
    photos = screen.findChild(QWidget, "card_S01-01_developer").detail.photos
    photos.take_files([str(path)])
    qtbot.waitUntil(lambda: len(photos._thumbs) == 1, timeout=5000)
    settle()
    (thumb,) = photos._thumbs.values()
    screen.session.profile.blobs.remove(thumb._row["blob"])
    thumb.look()
    qtbot.waitUntil(lambda: bool(thumb.state), timeout=5000)
    assert thumb._where.text() == "Not on this computer" and not thumb.fetch.isVisible()


def test_a_photo_is_seen_at_its_answer(screen, qtbot, settle, tmp_path):
    path = tmp_path / "gate.png"
    Image.new("RGB", (300, 300), "#cc2200").save(path)
    screen.findChild(QWidget, "details_S01-01_developer").click()
    photos = screen.findChild(QWidget, "card_S01-01_developer").detail.photos
    photos.take_files([str(path)])
    settle()

    def shown() -> bool:
        picture = next(iter(photos._thumbs.values()))._picture.pixmap().toImage()
        return picture.width() > 10 and picture.pixelColor(5, 5).name() == "#cc2200"

    qtbot.waitUntil(shown, timeout=3000)
