"""The program's own screen font; where it is damaged, the best Chinese font this machine has."""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from models.errors import KnownError

log = logging.getLogger("anxin.ui")

OWN, OWN_BOLD = "Sans", "Hei"
FALLBACKS = ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "PingFang SC")


@lru_cache(maxsize=1)
def family() -> str:
    """Family name of the interface font, loaded once; empty when the machine has no Chinese font at all."""
    own = _own_family(OWN)
    if own:
        return own
    have = set(QFontDatabase.families())
    found = next((name for name in FALLBACKS if name in have), "")
    if not found:
        log.warning("no Chinese font on this machine: text will show as boxes")
    return found


@lru_cache(maxsize=1)
def bold_family() -> str:
    """Family of the bold face; empty where the regular family has to serve."""
    return _own_family(OWN_BOLD) if _own_family(OWN) else ""


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The interface font in ``pixels`` (never points: the same picture on every machine)."""
    name = (bold and bold_family()) or family()
    made = QFont(name) if name else QFont()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


@lru_cache(maxsize=4)
def _own_family(face: str) -> str:
    if importlib.util.find_spec("forms.page.fonts") is None:
        return ""
    from forms.page import fonts

    try:
        number = QFontDatabase.addApplicationFont(str(fonts.path(face)))
    except (KnownError, OSError, KeyError) as reason:
        log.warning("own screen font not available: %s", type(reason).__name__)
        return ""
    names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else ""
