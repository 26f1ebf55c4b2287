"""Colours, line widths and target sizes of the three themes and three densities, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One look. Colours are ``#rrggbb``; ``line_px`` is the width of every drawn line in pixels,
    ``heavy`` sets the words of buttons bold.

    ``ink`` and ``second`` are text on ``bg``/``surface``; ``on_accent`` is text on ``accent``; ``on_state`` is text
    on a filled ``ok``/``bad``/``warn``/``info``; the four state colours are also readable as text on ``surface``.
    """

    name: str
    dark: bool
    bg: str
    surface: str
    sunken: str
    ink: str
    second: str
    line: str
    edge: str
    accent: str
    on_accent: str
    soft: str
    on_soft: str
    ok: str
    bad: str
    warn: str
    info: str
    on_state: str
    focus: str
    line_px: int
    heavy: bool


INDOOR = Theme(
    name="indoor",
    dark=False,
    bg="#F3F5F8",
    surface="#FFFFFF",
    sunken="#E9EDF2",
    ink="#12161C",
    second="#4A5463",
    line="#D3D9E1",
    edge="#76818F",
    accent="#0B51C1",
    on_accent="#FFFFFF",
    soft="#E4EDFC",
    on_soft="#08398A",
    ok="#0B6B35",
    bad="#A81F18",
    warn="#7E4A00",
    info="#0B51C1",
    on_state="#FFFFFF",
    focus="#D9480F",
    line_px=1,
    heavy=False,
)
NIGHT = Theme(
    name="night",
    dark=True,
    bg="#12151A",
    surface="#1C2129",
    sunken="#0C0F13",
    ink="#ECF0F5",
    second="#B4BECB",
    line="#39424E",
    edge="#8591A1",
    accent="#8AB8FF",
    on_accent="#07182F",
    soft="#24334D",
    on_soft="#CFE1FF",
    ok="#6ED79B",
    bad="#FF958B",
    warn="#FFC76B",
    info="#8AB8FF",
    on_state="#0B0E12",
    focus="#FFD43B",
    line_px=1,
    heavy=False,
)
OUTDOOR = Theme(
    name="outdoor",
    dark=False,
    bg="#FFFFFF",
    surface="#FFFFFF",
    sunken="#FFFFFF",
    ink="#000000",
    second="#000000",
    line="#000000",
    edge="#000000",
    accent="#00267A",
    on_accent="#FFFFFF",
    soft="#FFF3A3",
    on_soft="#000000",
    ok="#004D1C",
    bad="#8A0000",
    warn="#5A3000",
    info="#00267A",
    on_state="#FFFFFF",
    focus="#A3005A",
    line_px=2,
    heavy=True,
)
THEMES = {t.name: t for t in (INDOOR, NIGHT, OUTDOOR)}


@dataclass(frozen=True)
class Density:
    """How large a finger-sized thing is: ``target_mm`` is the least side of anything that can be pressed."""

    name: str
    target_mm: float
    text_px: int


KEYS = Density("keys", 8.0, 18)
TOUCH = Density("touch", 11.0, 18)
GLOVE = Density("glove", 15.0, 20)
DENSITIES = {d.name: d for d in (KEYS, TOUCH, GLOVE)}

GAP_MM = 3.0
"""Least distance between two targets, so that a thumb does not press both."""

FOCUS_PX = 3
SMALLEST_TEXT_PX = 16


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
