"""The program's own screen font; until it is built, the best Chinese font this machine has."""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

log = logging.getLogger("anxin.ui")

OWN = "Sans"
FALLBACKS = ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "PingFang SC")


@lru_cache(maxsize=1)
def family() -> str:
    """Family name of the interface font, loaded once; empty when the machine has no Chinese font at all."""
    own = _own_family()
    if own:
        return own
    have = set(QFontDatabase.families())
    found = next((name for name in FALLBACKS if name in have), "")
    if not found:
        log.warning("no Chinese font on this machine: text will show as boxes")
    return found


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The interface font in ``pixels`` (never points: the same picture on every machine)."""
    made = QFont(family()) if family() else QFont()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


def _own_family() -> str:
    if importlib.util.find_spec("forms.page.fonts") is None:
        return ""
    from forms.page import fonts

    try:
        number = QFontDatabase.addApplicationFont(str(fonts.path(OWN)))
    except (AttributeError, OSError, KeyError) as reason:
        log.warning("own screen font not available: %s", reason)
        return ""
    names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else ""
