"""Tokens, themes, densities: how everything looks, decided in one place."""

from ui.theme.icons import icon, pixmap, set_icon
from ui.theme.look import apply, color, density, gap, target, theme, watch
from ui.theme.measure import mm, to_mm
from ui.theme.tokens import DENSITIES, THEMES, contrast

__all__ = [
    "DENSITIES", "THEMES", "apply", "color", "contrast", "density", "gap", "icon", "mm", "pixmap", "set_icon",
    "target", "theme", "to_mm", "watch",
]  # fmt: skip
