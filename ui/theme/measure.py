"""Millimetres to pixels on this very screen: the reported density, mended once by a bank card held against it."""

from __future__ import annotations

CARD_MM = 85.6
"""Width of a bank card (ISO/IEC 7810 ID-1), the ruler everyone has in the pocket."""

MM_IN_INCH = 25.4
PLAUSIBLE_DPI = (60.0, 420.0)

_dpi = 96.0
_factor = 1.0


def set_screen(physical_dpi: float, logical_dpi: float = 96.0) -> None:
    """Take the screen's own statement; outside the plausible range the logical density stands in."""
    global _dpi
    low, high = PLAUSIBLE_DPI
    _dpi = physical_dpi if low <= physical_dpi <= high else max(logical_dpi, low)


def set_factor(factor: float) -> None:
    """The device's calibration: true pixels a millimetre divided by the reported ones (0.4 to 2.5)."""
    global _factor
    if not 0.4 <= factor <= 2.5:
        raise ValueError(f"calibration {factor} is outside 0.4 to 2.5")
    _factor = factor


def factor_from_card(card_px: float) -> float:
    """Calibration factor when the bank card measured ``card_px`` pixels on the screen."""
    return card_px / (CARD_MM * _dpi / MM_IN_INCH)


def mm(millimetres: float) -> int:
    """Whole pixels for a length on the glass, at least 1 for anything above zero."""
    px = millimetres * _dpi * _factor / MM_IN_INCH
    return max(1, round(px)) if millimetres > 0 else 0


def to_mm(px: float) -> float:
    """Length on the glass of ``px`` pixels, in millimetres."""
    return px * MM_IN_INCH / (_dpi * _factor)
