"""印章与用纸 on screen: the picture taken in with who allowed it, papers sealed with it, every use listed, sheets and offsets."""

# ruff: noqa: F401, F811 - fixtures are imported by name
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import sealimages, seals
from models.pin import set_pin
from tests.forms.sealpictures import give_seal, seal_png, seal_svg
from tests.forms.visits import PASSPHRASE
from tests.ui.paperwork import Desk, desk, looks_right
from tests.ui.test_issue import issue, opened, printer, wait_for_printers
from ui import printing

PIN = "482913"


@pytest.fixture
def keeper(desk: Desk) -> Desk:
    """An officer with a PIN: what is recorded of a seal wants it."""
    set_pin(desk.store, desk.profile.officer_id, PIN)
    return desk


def page(desk: Desk, part: str) -> None:
    desk.window.open("seals", part=part)
    desk.settle()


def fill(desk: Desk, file: Path) -> None:
    desk.type("seal_file", str(file))
    desk.type("seal_name", "星晨区人力资源和社会保障局印章")
    desk.type("seal_who", "周正")
    desk.type("seal_paper", "星晨人社办〔2026〕3号")
    desk.type("seal_first", "2026-01-01")
    desk.type("seal_last", "2026-12-31")
    desk.find("seal_file").editingFinished.emit()
    desk.qtbot.waitUntil(lambda: desk.screen.new._made is not None or bool(desk.screen.new.rows["file"].error_text()))


def keep(desk: Desk) -> None:
    desk.tap("seal_read")
    desk.type("seal_pin", PIN)
    desk.tap("seal_keep")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_is_taken_in_with_who_allowed_it(keeper, tmp_path, kind):
    desk, file = keeper, tmp_path / f"seal.{kind}"
    file.write_bytes(seal_png() if kind == "png" else seal_svg())
    page(desk, "picture")
    fill(desk, file)
    assert desk.screen.new.picture.shown()
    desk.tap("seal_for_rectification_order")
    keep(desk)
    (one,) = sealimages.authorisations(desk.store, desk.profile.office_id)
    assert (one.row["authorised_by"], one.row["paper"], one.row["types"]) == (
        "周正", "星晨人社办〔2026〕3号", ["rectification_order"],
    )  # fmt: skip
    assert (one.image["width"], one.image["height"], one.image["source"]) == (420, 420, file.name)
    card = desk.screen._cards.itemAt(0).widget()
    assert card.chip.text() == "今天有效" and "周正" in card.told.text()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(keeper, tmp_path):
    desk, file = keeper, tmp_path / "seal.png"
    file.write_bytes(seal_png(60))
    page(desk, "picture")
    fill(desk, file)
    assert "300" in desk.screen.new.rows["file"].error_text(), "too coarse for 42 mm"
    keep(desk)
    assert desk.screen.new.rows["file"].error_text()
    file.write_bytes(seal_png())
    fill(desk, file)
    desk.find("seal_paper").clear()
    desk.tap("seal_for_all")
    keep(desk)
    assert desk.screen.new.rows["paper"].error_text()
    assert desk.store.find("seal_image") == [] and desk.store.find("seal_authorisation") == []
    desk.type("seal_paper", "第3号")
    keep(desk)
    assert len(desk.store.find("seal_authorisation")) == 1


def test_an_authorisation_is_withdrawn_with_its_reason_and_given_again(keeper):
    desk = keeper
    give_seal(desk.profile)
    page(desk, "picture")
    desk.tap("seal_withdraw")
    desk.type("withdraw_reason", "印章换发")
    desk.tap("withdraw_read")
    desk.type("withdraw_pin", PIN)
    desk.tap("withdraw_act")
    (one,) = sealimages.authorisations(desk.store, desk.profile.office_id)
    assert one.withdrawn == date(2026, 10, 14) and one.reason == "印章换发"
    desk.tap("seal_again")
    for name, text in (("who", "周正"), ("paper", "第9号"), ("first", "2026-10-15"), ("last", "2027-10-14")):
        desk.type(f"seal_{name}", text)
    desk.tap("seal_for_all")
    keep(desk)
    again, _ = sealimages.authorisations(desk.store, desk.profile.office_id)
    assert again.row["image"] == one.row["image"] and len(again.row["types"]) > 20
    assert len(desk.store.find("seal_image")) == 1, "the picture is kept once"


# --- the four ways, from the window to the printed paper


def test_a_paper_gets_the_seals_picture_and_the_ledger_has_the_use(desk, printer):
    give_seal(desk.profile)
    opened(desk)
    desk.tap("seal_image")
    assert "星晨人社办〔2026〕3号" in desk.screen.card.seal_note.text()
    assert "印章）" not in desk.screen._made.words.text, "the preview has the place, not the words where to stamp"
    issue(desk)
    (document,) = desk.store.find("document")
    assert document["seal_mode"] == "image"
    wait_for_printers(desk)
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
    assert printer[0][3]["colour"] is True, "a seal is red"
    desk.tap("printed_good")
    page(desk, "uses")
    assert desk.screen.uses.list.count() == 1
    (use,) = sealimages.uses(desk.store, desk.profile.office_id)
    assert use.printed == 2
    desk.window.open("papers", document=document["id"])
    desk.settle()
    assert "星晨人社办〔2026〕3号" in desk.screen.view._facts.text()


def test_without_an_authorisation_that_day_it_is_said_and_blocked(desk):
    give_seal(desk.profile, last=date(2026, 10, 13))
    opened(desk)
    desk.tap("seal_image")
    desk.type("second_secret", PASSPHRASE)
    assert not desk.screen.card.confirm.isEnabled()
    (told,) = [m for m in desk.screen._made.mend if m.error and m.error.code == "seal_not_authorised"]
    assert told.blocks and told.field == "seal_mode"
    desk.screen.mend.jump.emit("seal_mode")
    desk.tap("seal_stamped_on_paper")
    assert desk.screen.card.confirm.isEnabled(), "another way of sealing is open"


def test_an_office_without_a_picture_is_not_offered_one(desk):
    opened(desk)
    assert [m for m in desk.screen.card._modes] == ["stamped_on_paper", "pre_stamped", "stamped_later"]


def test_a_paper_on_stamped_sheets_is_moved_and_goes_without_its_head(desk, printer, monkeypatch):
    sent = []
    monkeypatch.setattr(printing, "send", lambda pdf, *a, **k: sent.append(pdf))
    with desk.store.change(desk.profile.officer_id, "options") as tx:
        seals.set_options(tx, desk.profile.office_id, preprinted=["office"])
    printing.set_offset(desk.store, "HP-1020", 12, -5)
    opened(desk)
    desk.tap("seal_pre_stamped")
    issue(desk)
    wait_for_serials(desk, "0101-0102")
    assert "1.2" in desk.screen.panel.told.text()
    desk.tap("print_now")
    desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
    from forms.sealing import pdf_bytes

    (document,) = desk.store.find("document")
    stored = pdf_bytes(desk.profile, document["id"])
    assert (
        sent[0] != stored
        and text(sent[0]).count("人力资源和社会保障局") == text(stored).count("人力资源和社会保障局") - 1
    )
    desk.tap("printed_good")
    page(desk, "stationery")
    assert desk.screen.sheets.list.count() == 2


def wait_for_serials(desk, serials):
    desk.qtbot.waitUntil(lambda: desk.screen.panel.sheets.isVisible())
    desk.type("sheet_serials", serials)
    wait_for_printers(desk)


def text(pdf):
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document)))


def test_a_copy_printed_again_is_written_down_and_marked_where_the_office_wants_it(desk, printer, monkeypatch):
    sent = []
    monkeypatch.setattr(printing, "send", lambda pdf, *a, **k: sent.append(pdf))
    opened(desk)
    issue(desk)
    for wanted in (False, True):
        if wanted:
            with desk.store.change(desk.profile.officer_id, "options") as tx:
                seals.set_options(tx, desk.profile.office_id, mark_reprints=True)
            desk.screen.panel.retranslate()
        wait_for_printers(desk)
        desk.tap("print_now")
        desk.qtbot.waitUntil(lambda: desk.screen.panel.question.isVisible())
        desk.tap("printed_good")
    assert "补印（第2次打印" in text(sent[1]) and "补印" not in text(sent[0])
    logged = desk.store.find("print_log")
    assert [(p["reprint"], p["marked"], p["by_whom"]) for p in logged] == [
        (False, False, {"party": 1, "file": 1}),
        (True, True, {"party": 1, "file": 1}),
    ]
    assert len(desk.store.find("number_use")) == 1


# --- the office's settings, sheets without a paper, the place of the print


def test_the_usual_way_is_saved_at_a_touch(desk):
    page(desk, "usual")
    desk.tap("usual_stamped_later")
    desk.tap("preprinted_office")
    desk.tap("reprints_True")
    office = desk.store.get("office", desk.profile.office_id)
    assert seals.usual(office) == "stamped_later" and seals.preprinted(office) == ("office",)
    assert seals.marks_reprints(office)
    opened(desk)
    assert desk.screen.card.seal_mode() == "stamped_later"
    desk.tap("seal_stamped_on_paper")
    issue(desk)
    opened(desk, 2)
    assert desk.screen.card.seal_mode() == "stamped_on_paper", "as the last paper of this device"
    page(desk, "usual")
    desk.tap("usual_pre_stamped")
    opened(desk, 2)
    assert desk.screen.card.seal_mode() == "pre_stamped", "until the office's rule changes"


def test_a_sheet_without_a_paper_is_written_down(desk):
    page(desk, "stationery")
    desk.type("away_serials", "0101-0102")
    desk.tap("away_lost")
    desk.tap("away_write")
    assert desk.screen.away.rows["reason"].error_text(), "how it came is needed"
    desk.type("away_reason", "在工地遗失")
    desk.tap("away_write")
    assert [(s["serial"], s["outcome"]) for s in desk.store.find("stationery")] == [
        ("0101", "lost"),
        ("0102", "lost"),
    ]
    assert desk.screen.sheets.list.count() == 2
    desk.type("away_serials", "0102")
    desk.type("away_reason", "x")
    desk.tap("away_write")
    assert "0102" in desk.screen.away.rows["sheets"].error_text()


def test_where_a_printer_prints_is_kept_for_each(desk, printer):
    page(desk, "stationery")
    desk.qtbot.waitUntil(lambda: desk.screen.place.rows["right"].isVisible())
    desk.tap("place_HP-1020")
    for name, figure in (("right", "1.2"), ("down", "-0.5")):
        desk.type(f"place_{name}", figure)
        desk.find(f"place_{name}").editingFinished.emit()
    desk.tap("place_XP-58")
    assert desk.find("place_right").text() == "0"
    desk.tap("place_HP-1020")
    assert (desk.find("place_right").text(), desk.find("place_down").text()) == ("1.2", "-0.5")
    desk.type("place_right", "40")
    desk.find("place_right").editingFinished.emit()
    assert "15" in desk.screen.place.rows["right"].error_text()
    assert printing.offset_of(desk.store, "HP-1020").right == 12
    desk.type("place_right", "1.2")
    desk.tap("place_test")
    desk.qtbot.waitUntil(lambda: bool(printer))
    assert printer[0][:2] == ("HP-1020", 1)


@pytest.mark.parametrize("part", ["usual", "picture", "uses", "stationery"])
def test_it_looks_right_everywhere(desk, printer, part):
    give_seal(desk.profile)
    if part in ("uses", "stationery"):
        document = desk.issue()
        with desk.store.change(desk.profile.officer_id, "print") as tx:
            seals.use(tx, document, ["0101", "0102"], "used", desk.profile.officer_id)
            seals.put_away(tx, desk.profile.office_id, ["0104"], "lost", "在工地遗失")
    page(desk, part)
    assert looks_right(desk, f"seals-{part}") == []
