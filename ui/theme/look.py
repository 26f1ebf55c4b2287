"""Applies one theme and one density to the whole program, and answers what is in force."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import font, measure, qss
from ui.theme.tokens import DENSITIES, GAP_MM, INDOOR, TOUCH, Density, Theme
from ui.theme.tokens import THEMES as THEMES


class _Look(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = INDOOR
        self.density: Density = TOUCH


_look: _Look | None = None


def _now() -> _Look:
    global _look
    if _look is None:
        _look = _Look()
    return _look


def theme() -> Theme:
    """The theme in force."""
    return _now().theme


def density() -> Density:
    """The density in force."""
    return _now().density


def watch() -> _Look:
    """The object whose ``changed`` signal fires after every :func:`apply`."""
    return _now()


def target() -> int:
    """Least side in pixels of anything that can be pressed, in the density in force."""
    return measure.mm(density().target_mm)


def gap() -> int:
    """Least distance in pixels between two targets."""
    return measure.mm(GAP_MM)


def color(name: str) -> QColor:
    """A colour of the theme in force by its token name, e.g. ``color("bad")``."""
    return QColor(getattr(theme(), name))


def apply(app: QApplication, theme_name: str, density_name: str) -> None:
    """Put the whole program into ``theme_name`` and ``density_name``; KeyError on an unknown name."""
    look = _now()
    look.theme, look.density = THEMES[theme_name], DENSITIES[density_name]
    screen = app.primaryScreen()
    if screen is not None:
        measure.set_screen(screen.physicalDotsPerInch(), screen.logicalDotsPerInch())
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(look.theme))
    app.setFont(font.font(look.density.text_px))
    app.setStyleSheet(qss.sheet(look.theme, look.density, target(), font.family(), font.bold_family()))
    from ui.theme import icons

    icons.forget()
    for widget in app.allWidgets():
        _renew(widget)
    look.changed.emit()


def _renew(widget: QWidget) -> None:
    from ui.theme import icons

    icons.retint(widget)
    widget.updateGeometry()
    widget.update()


def palette(of: Theme) -> QPalette:
    """The Fusion palette of a theme: what the style sheet does not reach (menus, carets, selections)."""
    made = QPalette()
    role = QPalette.ColorRole
    for names, value in (
        ((role.Window,), of.bg),
        ((role.Base, role.Button, role.ToolTipBase), of.surface),
        ((role.AlternateBase,), of.sunken),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText, role.BrightText), of.ink),
        ((role.PlaceholderText,), of.second),
        ((role.Highlight, role.Link, role.Accent), of.accent),
        ((role.HighlightedText,), of.on_accent),
        ((role.Mid, role.Midlight, role.Light), of.line),
        ((role.Dark, role.Shadow), of.edge),
    ):
        for name in names:
            made.setColor(name, QColor(value))
    group = QPalette.ColorGroup.Disabled
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(group, name, QColor(of.second))
    return made
