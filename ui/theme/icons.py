"""The program's own line icons: 24-unit drawings tinted with a colour of the theme in force."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

# Each value is the inside of a 24×24 <svg>; strokes take the tint, fill="currentColor" too.
DRAWINGS: dict[str, str] = {
    "today": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 2.8v4M16 2.8v4"/>'
    '<path d="M8 14.2l2.6 2.6 5-5"/>',
    "inspect": '<path d="M8.5 4.5h-3v16.5h13V4.5h-3"/><rect x="8.5" y="2.8" width="7" height="3.6" rx="1"/>'
    '<path d="M8.3 13l2.6 2.8 5-5.6"/>',
    "papers": '<path d="M6 2.8h8.5L19 7.3v13.9H6z"/><path d="M14 3v5h5M9 12.2h7M9 16.4h7"/>',
    "register": '<path d="M5 3.2h12.5a2 2 0 0 1 2 2v15.6H7a2 2 0 0 1-2-2z"/><path d="M5 18.6a2 2 0 0 1 2-2h12.5'
    'M9 7.4h6.5M9 11h6.5"/>',
    "sync": '<path d="M4.2 10.4A8 8 0 0 1 18.8 7.6M19.8 13.6A8 8 0 0 1 5.2 16.4"/><path d="M19.4 3v5h-5'
    'M4.6 21v-5h5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.7"/><path d="M15.6 15.6l5.4 5.4"/>',
    "camera": '<path d="M3 7.5h4.2l1.6-2.8h6.4l1.6 2.8H21V19.5H3z"/><circle cx="12" cy="13" r="3.7"/>',
    "print": '<path d="M7 9V3.2h10V9M7 17.5H3.5V9h17v8.5H17"/><path d="M7 14h10v7H7z"/>',
    "lock": '<rect x="4.5" y="10.5" width="15" height="10.5" rx="2"/><path d="M8 10.5V7.2a4 4 0 0 1 8 0v3.3"/>',
    "warning": '<path d="M12 3.2L22 20.5H2z"/><path d="M12 9.6v5"/><circle cx="12" cy="17.6" r=".6" '
    'fill="currentColor"/>',
    "check": '<path d="M4 12.8l5.2 5.4L20 6.4"/>',
    "cross": '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>',
    "none": '<path d="M5 12h14"/>',
    "back": '<path d="M10.5 5L3.8 12l6.7 7M4.2 12H20.5"/>',
    "next": '<path d="M13.5 5l6.7 7-6.7 7M19.8 12H3.5"/>',
    "up": '<path d="M4.5 15.5L12 8l7.5 7.5"/>',
    "down": '<path d="M4.5 8.5L12 16l7.5-7.5"/>',
    "add": '<path d="M12 4.5v15M4.5 12h15"/>',
    "edit": '<path d="M4 20l1-4.6L16.2 4.2l3.6 3.6L8.6 19z"/><path d="M13.8 6.6l3.6 3.6"/>',
    "undo": '<path d="M8.5 4.5L4 9l4.5 4.5"/><path d="M4.4 9H14a5.5 5.5 0 0 1 0 11H9"/>',
    "note": '<path d="M4 4h16v11l-5 5H4z"/><path d="M15 20v-5h5M8 9h8M8 13h4"/>',
    "keypad": '<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="M7 9.6h.1M11 9.6h.1M15 9.6h.1'
    'M7 12.6h.1M11 12.6h.1M15 12.6h.1M8.5 15.6h7"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 2.8v4M16 2.8v4'
    'M8 14h.1M12 14h.1M16 14h.1M8 17.4h.1M12 17.4h.1"/>',
    "upload": '<path d="M12 16V4M6.5 9L12 3.6 17.5 9M4 15v5.5h16V15"/>',
    "download": '<path d="M12 3.6V15.6M6.5 10.4L12 16l5.5-5.6M4 15v5.5h16V15"/>',
    "usb": '<rect x="7" y="9" width="10" height="12" rx="1.5"/><path d="M9 9V3.5h6V9M11 6h.1M13 6h.1"/>',
    "number": '<path d="M9 3.5L7 20.5M17 3.5l-2 17M4 9h17M3 15h17"/>',
    "person": '<circle cx="12" cy="7.8" r="4.3"/><path d="M3.8 21c.6-5 4-7.3 8.2-7.3s7.6 2.3 8.2 7.3"/>',
    "building": '<path d="M4 21V6.5L13 3v18M13 9h7v12M2.5 21h19M7 9.5h3M7 13h3M7 16.5h3M16 13h1.5M16 16.5h1.5"/>',
    "pen": '<path d="M3 20.5c3.5-1 2.5-4 4.5-4.6s1.6 3 4 2.4 2.6-2 5-1.4l3 .6"/><path d="M8.4 12.4L17.6 3.2l2.8 2.8'
    '-9.2 9.2-3.6.8z"/>',
    "clock": '<circle cx="12" cy="12" r="8.8"/><path d="M12 6.6V12l4 2.6"/>',
    "battery": '<rect x="2.5" y="7.5" width="16" height="9" rx="1.5"/><path d="M21.5 10.5v3"/>',
    "law": '<path d="M12 3v18M6 21h12M4 7h16M4 7l-2 6.5a3 3 0 0 0 5.6 0L5.6 7M18.4 7l-2 6.5a3 3 0 0 0 5.6 0L20 7"/>',
    "view": '<circle cx="12" cy="12" r="3.2"/><path d="M2.5 12C5 7.6 8.4 5.6 12 5.6s7 2 9.5 6.4c-2.5 4.4-5.9 6.4-9.5'
    ' 6.4S5 16.4 2.5 12z"/>',
    "sun": '<circle cx="12" cy="12" r="4.2"/><path d="M12 2.5v2.6M12 18.9v2.6M2.5 12h2.6M18.9 12h2.6'
    'M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M5.3 18.7l1.8-1.8M16.9 7.1l1.8-1.8"/>',
    "list": '<path d="M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.1M4 12h.1M4 18h.1"/>',
    "chart": '<path d="M3.5 20.5h17M7 17v-5M12 17V6M17 17V9.5"/>',
    "home": '<path d="M3 11.5L12 3.5l9 8M5.5 9.8V20.5h13V9.8"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14"/>',
    "help": '<circle cx="12" cy="12" r="8.8"/><path d="M9.3 9.6a2.8 2.8 0 1 1 4 2.6c-.9.5-1.3 1-1.3 1.9"/>'
    '<circle cx="12" cy="17.2" r=".6" fill="currentColor"/>',
}

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{c}" stroke-width="{w}" '
    'stroke-linecap="round" stroke-linejoin="round">{d}</svg>'
)
_cache: dict[tuple[str, str, int, float], QPixmap] = {}


def pixmap(name: str, tint: str, size: int = 24, ratio: float = 2.0) -> QPixmap:
    """Drawing ``name`` in colour ``tint`` (#rrggbb), ``size`` logical pixels; KeyError on an unknown name."""
    key = (name, tint, size, ratio)
    if key not in _cache:
        from PySide6.QtSvg import QSvgRenderer

        text = _SVG.format(c=tint, w=_stroke(), d=DRAWINGS[name].replace("currentColor", tint))
        made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
        painter.end()
        made.setDevicePixelRatio(ratio)
        _cache[key] = made
    return _cache[key]


def icon(name: str, tint: str = "ink", on: str = "on_accent", size: int = 24) -> QIcon:
    """``name`` tinted with theme colours: ``tint`` when off, ``on`` when checked, ``second`` when disabled."""
    from ui.theme.look import theme

    made = QIcon()
    for token, mode, state in (
        (tint, QIcon.Mode.Normal, QIcon.State.Off),
        (on, QIcon.Mode.Normal, QIcon.State.On),
        ("second", QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        made.addPixmap(pixmap(name, getattr(theme(), token), size), mode, state)
    return made


def set_icon(
    widget: QAbstractButton | QLabel, name: str, tint: str = "ink", on: str = "on_accent", size: int = 24
) -> None:
    """Give ``widget`` the icon and keep it tinted through later theme changes."""
    widget.setProperty("anxin_icon", [name, tint, on, size])
    retint(widget)


def retint(widget: QWidget) -> None:
    """Draw the widget's icon again in the colours of the theme in force."""
    wanted = widget.property("anxin_icon")
    if not wanted:
        return
    name, tint, on, size = str(wanted[0]), str(wanted[1]), str(wanted[2]), int(wanted[3])
    if isinstance(widget, QAbstractButton):
        widget.setIconSize(QSize(size, size))
        widget.setIcon(icon(name, tint, on, size))
    elif isinstance(widget, QLabel):
        from ui.theme.look import theme

        widget.setPixmap(pixmap(name, getattr(theme(), tint), size))


def forget() -> None:
    """Drop the drawn pictures; called when the theme changes."""
    _cache.clear()


def _stroke() -> float:
    from ui.theme.look import theme

    return 2.4 if theme().heavy else 1.9
