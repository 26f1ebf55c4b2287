"""The one style sheet, generated from the tokens of a theme and a density."""

from __future__ import annotations

import re

from ui.theme.tokens import FOCUS_PX, SMALLEST_TEXT_PX, Density, Theme

RADIUS = 8
ICON_PX = 24


def sheet(theme: Theme, density: Density, target: int, family: str, bold: str) -> str:
    """Qt style sheet; ``target`` is the least side of a control in pixels, ``family`` and ``bold`` the fonts ('' = keep)."""
    small = max(SMALLEST_TEXT_PX, density.text_px - 2)
    words = {
        **{k: v for k, v in vars(theme).items()},
        "b": theme.line_px,
        "text": density.text_px,
        "small": small,
        "h1": density.text_px + 8,
        "h2": density.text_px + 2,
        "family": f'font-family: "{family}";' if family else "",
        "bold": (f'font-family: "{bold}"; ' if bold else "") + "font-weight: 700;",
        "target": target,
        "bar": max(18, target // 2),
        "r": RADIUS,
    }
    parts = [_BASE, _LABELS, _frames(theme), _buttons(theme, target), _fields(theme, target), _TABLES, _BARS]
    return "\n".join(_fill(part, words) for part in parts)


def _fill(text: str, words: dict[str, object]) -> str:
    return re.sub(r"@(\w+?)(?=px\b|\W)", lambda found: str(words[found.group(1)]), text)


def _box(border: int, pad_v: int, pad_h: int, target: int) -> tuple[str, str]:
    """The same outer size with a thin line and with the focus ring: what the ring takes, the padding gives."""
    thick = max(border, FOCUS_PX)
    inner = max(1, target - 2 * (border + pad_v))
    plain = f"border-width: {border}px; padding: {pad_v}px {pad_h}px; min-height: {inner}px;"
    less = thick - border
    ring = f"border-width: {thick}px; padding: {pad_v - less}px {pad_h - less}px;"
    return plain, ring


_BASE = """
* { @family color: @ink; font-size: @textpx; }
QWidget#page, QWidget#root, QMainWindow, QDialog { background: @bg; }
QToolTip { background: @surface; color: @ink; border: 2px solid @edge; }
"""

_LABELS = """
QLabel { background: transparent; }
QLabel[role="h1"] { font-size: @h1px; @bold }
QLabel[role="h2"] { font-size: @h2px; @bold }
QLabel[role="strong"] { @bold }
QLabel[role="second"] { color: @second; font-size: @smallpx; }
QLabel[role="bad"] { color: @bad; @bold }
QLabel[role="ok"] { color: @ok; @bold }
QLabel[role="figure"] { font-size: @h1px; @bold }
"""


def _frames(theme: Theme) -> str:
    rail = f"{max(1, theme.line_px)}px solid @line;"
    return (
        'QFrame[kind="card"] { background: @surface; border: @bpx solid @line; border-radius: @rpx; }\n'
        'QFrame[kind="sunken"] { background: @sunken; border: @bpx solid @line; border-radius: @rpx; }\n'
        'QFrame[kind="sentence"] { background: @soft; border: 2px solid @edge; border-radius: @rpx;'
        " margin: 8px 16px 0 16px; }\n"
        'QFrame[kind="sentence"] QLabel { color: @on_soft; }\n'
        f"QWidget#rail {{ background: @surface; border: none; border-right: {rail} }}\n"
        f'QWidget#rail[upright="true"] {{ border-right: none; border-top: {rail} }}\n'
        f"QWidget#topbar {{ background: @surface; border: none; border-bottom: {rail} }}\n"
        'QFrame[kind="pad"] { background: @surface; border: 2px solid @edge; border-radius: @rpx; }\n'
    )


def _buttons(theme: Theme, target: int) -> str:
    plain, ring = _box(max(1, theme.line_px), 6, 16, target)
    around = max(2, min(6, (target - ICON_PX) // 2 - theme.line_px))
    tool_plain, tool_ring = _box(max(1, theme.line_px), around, around, target)
    nav_plain, nav_ring = _box(theme.line_px, 6, 4, target + 24)
    kinds = "\n".join(
        f'QPushButton[kind="{kind}"] {{ background: {back}; color: {fore}; border-color: {back}; @bold }}\n'
        f'QPushButton[kind="{kind}"]:focus {{ border-color: @focus; }}'
        for kind, back, fore in (("primary", theme.accent, theme.on_accent), ("danger", theme.bad, theme.on_state))
    )
    weight = "@bold" if theme.heavy else ""
    return (
        f"QPushButton {{ {plain} }}\n"
        f"QToolButton {{ {tool_plain} }}\n"
        "QPushButton, QToolButton { border-style: solid; border-color: @edge; border-radius: @rpx;"
        f" background: @surface; {weight} }}\n"
        "QPushButton:pressed, QToolButton:pressed { background: @soft; color: @on_soft; }\n"
        "QPushButton:checked, QToolButton:checked { background: @accent; color: @on_accent; border-color: @accent; }\n"
        f"{kinds}\n"
        'QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @accent; }\n'
        f"QPushButton:focus {{ {ring} border-color: @focus; }}\n"
        f"QToolButton:focus {{ {tool_ring} border-color: @focus; }}\n"
        "QPushButton:disabled, QToolButton:disabled { background: transparent; color: @second;"
        " border-style: dashed; border-color: @edge; }\n"
        f'QToolButton[kind="nav"] {{ {nav_plain} border-color: transparent; background: transparent;'
        f" font-size: @smallpx; color: @second; }}\n"
        'QToolButton[kind="nav"]:checked { background: @soft; color: @on_soft; @bold }\n'
        + ('QToolButton[kind="nav"]:checked { background: @accent; color: @on_accent; }\n' if theme.heavy else "")
        + "".join(
            f'QPushButton[answer="{word}"]:checked {{ background: {back}; color: {fore}; border-color: {back}; }}\n'
            f'QPushButton[answer="{word}"]:checked:focus {{ border-color: @focus; }}\n'
            for word, back, fore in (
                ("meets", theme.ok, theme.on_state),
                ("fails", theme.bad, theme.on_state),
                ("na", theme.second, theme.surface),
            )
        )
        + f'QToolButton[kind="nav"]:focus {{ {nav_ring} border-color: @focus; }}\n'
    )


def _fields(theme: Theme, target: int) -> str:
    plain, ring = _box(max(1, theme.line_px), 4, 10, target)
    many_plain, many_ring = _box(max(1, theme.line_px), 6, 8, target)
    return (
        f"QLineEdit, QComboBox, QSpinBox, QDateEdit {{ {plain} border-style: solid; border-color: @edge;"
        " border-radius: @rpx; background: @surface; selection-background-color: @accent;"
        " selection-color: @on_accent; }\n"
        f"QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{ {ring} border-color: @focus; }}\n"
        f"QPlainTextEdit, QTextEdit {{ {many_plain} border-style: solid; border-color: @edge;"
        " border-radius: @rpx; background: @surface; selection-background-color: @accent;"
        " selection-color: @on_accent; }\n"
        f"QPlainTextEdit:focus, QTextEdit:focus {{ {many_ring} border-color: @focus; }}\n"
        'QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"]'
        " { border-color: @bad; border-width: 2px; }\n"
        "QLineEdit:read-only { background: @sunken; }\n"
        f"QComboBox::drop-down {{ width: {target}px; border: none; }}\n"
        f"QComboBox QAbstractItemView {{ background: @surface; border: 2px solid @edge; }}\n"
        f"QComboBox QAbstractItemView::item {{ min-height: {target}px; }}\n"
        f"QCheckBox, QRadioButton {{ min-height: {target}px; spacing: 10px; background: transparent;"
        " border: 3px solid transparent; border-radius: @rpx; }\n"
        "QCheckBox:focus, QRadioButton:focus { border: 3px solid @focus; }\n"
        f"QCheckBox::indicator, QRadioButton::indicator {{ width: {target * 5 // 8}px; height: {target * 5 // 8}px; }}\n"
    )


_TABLES = """
QAbstractItemView { background: @surface; alternate-background-color: @bg; border: @bpx solid @line;
  gridline-color: @line; selection-background-color: @soft; selection-color: @on_soft; outline: none; }
QAbstractItemView:focus { border: 3px solid @focus; }
QHeaderView::section { background: @sunken; color: @ink; border: none; border-right: @bpx solid @line;
  border-bottom: @bpx solid @line; padding: 4px 8px; }
QHeaderView::section:horizontal { border-bottom: 2px solid @edge; @bold min-height: 28px; }
QTableCornerButton::section { background: @sunken; border: none; }
QListView::item, QTreeView::item { min-height: @targetpx; padding: 0 8px; }
QTableView::item { padding: 0 6px; }
QTableView QLineEdit { min-height: 0; padding: 0 4px; border-radius: 0; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QMenu { background: @surface; border: 2px solid @edge; }
QMenu::item { min-height: @targetpx; padding: 4px 18px; }
QMenu::item:selected { background: @soft; color: @on_soft; }
"""

_BARS = """
QScrollBar:vertical { width: @barpx; background: @sunken; border: none; margin: 0; }
QScrollBar:horizontal { height: @barpx; background: @sunken; border: none; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 6px; margin: 3px; }
QScrollBar::handle:vertical { min-height: @targetpx; }
QScrollBar::handle:horizontal { min-width: @targetpx; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: @bpx solid @edge; background: @sunken; border-radius: 4px; min-height: 10px;
  text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
"""
