"""Three themes and three densities: readable in the sun, large enough for a glove, switched at once."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from ui import theme
from ui.theme import choice, font, icons, measure
from ui.theme.tokens import DENSITIES, INDOOR, NIGHT, OUTDOOR, THEMES
from ui.widgets.button import BigButton


def pairs(of):
    """Every text colour with what it stands on."""
    grounds = [of.bg, of.surface, of.sunken]
    inks = [of.ink, of.second, of.accent, of.ok, of.bad, of.warn, of.info]
    fills = [of.ok, of.bad, of.warn, of.info]
    return (
        [(i, g) for i in inks for g in grounds]
        + [(of.on_state, f) for f in fills]
        + [
            (of.on_accent, of.accent),
            (of.on_soft, of.soft),
        ]
    )


@pytest.mark.parametrize(("of", "least"), [(INDOOR, 4.5), (NIGHT, 4.5), (OUTDOOR, 7.0)], ids=lambda v: str(v)[:20])
def test_text_stands_out(of, least):
    weak = [(a, b, round(theme.contrast(a, b), 1)) for a, b in pairs(of) if theme.contrast(a, b) < least]
    assert weak == []


@pytest.mark.parametrize("of", THEMES.values(), ids=THEMES)
def test_edges_and_the_focus_ring_are_seen(of):
    assert theme.contrast(of.edge, of.surface) >= 3
    assert theme.contrast(of.focus, of.surface) >= 3
    assert theme.contrast(of.focus, of.bg) >= 3


def test_outdoor_has_thick_lines_and_no_grey():
    assert OUTDOOR.line_px >= 2
    for name in ("ink", "second", "line", "edge"):
        assert getattr(OUTDOOR, name) == "#000000"


@pytest.mark.parametrize(("name", "mm"), [("keys", 8), ("touch", 11), ("glove", 15)])
def test_controls_are_as_large_as_the_density_says(qapp, qtbot, name, mm):
    theme.apply(qapp, "indoor", name)
    assert theme.target() == theme.mm(mm)
    for widget in (BigButton("符合"), QPushButton("x"), QLineEdit("x")):
        qtbot.addWidget(widget)
        widget.show()
        assert widget.height() >= theme.target()
        assert theme.to_mm(widget.height()) >= mm - 0.3


def test_no_text_is_smaller_than_16_pixels(qapp):
    for density in DENSITIES:
        theme.apply(qapp, "indoor", density)
        sizes = [int(word[:-2]) for word in _font_sizes(qapp.styleSheet())]
        assert sizes and min(sizes) >= 16
        assert theme.density().text_px >= 18


def _font_sizes(sheet: str) -> list[str]:
    import re

    return re.findall(r"font-size:\s*(\d+px)", sheet)


def test_a_bank_card_corrects_a_screen_that_lies():
    measure.set_screen(100.0)
    measure.set_factor(1.0)
    assert theme.mm(25.4) == 100
    measure.set_factor(measure.factor_from_card(measure.CARD_MM * 150 / 25.4))
    assert theme.mm(25.4) == 150
    assert theme.to_mm(150) == pytest.approx(25.4)
    measure.set_factor(1.0)
    with pytest.raises(ValueError):
        measure.set_factor(9.0)


def test_an_impossible_density_of_the_screen_is_not_believed():
    measure.set_screen(9.0, 96.0)
    assert theme.mm(25.4) == 96
    measure.set_screen(100.0, 96.0)


def test_our_own_font_is_used_and_knows_rare_characters(qapp):
    theme.apply(qapp, "indoor", "touch")
    assert font.family() == "Anxin SansCore"
    from PySide6.QtGui import QRawFont

    raw = QRawFont.fromFont(font.font(18))
    assert QFontInfo(font.font(18)).family() == "Anxin SansCore"
    for character in "堃喆犇·—㎡〔〕号":
        assert raw.supportsCharacter(ord(character)), character


@pytest.mark.parametrize("name", sorted(icons.DRAWINGS))
def test_every_icon_draws_something_in_its_colour(qapp, name):
    image = icons.pixmap(name, "#A81F18", 24).toImage()
    inked = [image.pixelColor(x, y) for x in range(0, 48, 1) for y in range(0, 48, 2)]
    solid = [c for c in inked if c.alpha() > 250]
    assert len(solid) > 10
    assert all(abs(c.red() - 0xA8) < 3 and abs(c.green() - 0x1F) < 3 for c in solid)


def test_icons_follow_the_theme(qapp, qtbot):
    theme.apply(qapp, "indoor", "touch")
    button, picture = BigButton("打印", icon="print"), QLabel()
    theme.set_icon(picture, "lock", "ink")
    qtbot.addWidget(button)
    qtbot.addWidget(picture)
    before = picture.pixmap().toImage()
    theme.apply(qapp, "night", "touch")
    assert picture.pixmap().toImage() != before
    tints = {QColor(NIGHT.ink).name()}
    image = button.icon().pixmap(24, 24).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250}  # fmt: skip
    assert seen & tints


def test_f9_goes_round_all_nine_looks_and_keeps_the_choice(qapp, tmp_path):
    choice.use(choice.Choice(lang="en"))
    seen = {(choice.next_look(tmp_path).theme, theme.density().name) for _ in range(9)}
    assert len(seen) == 9
    assert choice.load(tmp_path) == choice.current()


def test_a_damaged_choice_falls_back_and_hurts_nobody(tmp_path):
    for text in ("{", '{"theme": "neon"}', '{"colour": 1}', '{"factor": 40}'):
        (tmp_path / choice.FILE).write_text(text)
        assert choice.load(tmp_path) == choice.Choice()


def test_none_keeps_its_references(qapp):
    """PySide6 6.12 on Python 3.11 takes a reference from None at each call and crashes after some 5,000."""
    label = QLabel()
    before = sys.getrefcount(None)
    for n in range(1000):
        label.setText(str(n))
    assert sys.getrefcount(None) > before - 50
