"""Fields for amounts, counts, days, ID and telephone numbers, each with a pad of keys as large as a thumb."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models import money
from models.errors import KnownError
from ui import theme
from ui.widgets.basics import Speaking, label, row
from ui.widgets.button import BigButton, IconButton

KEY_WAIT_MS = 90
"""A pad key bounces on worn glass within this time; a person types "00" slower."""


def plain(text: str) -> str:
    """Digits as typed by anyone: full-width folded, spaces and thousands marks gone."""
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text)).upper()


class _Popup(QFrame):
    """A pad that opens under its field and closes by 完成, Esc or a tap beside it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("kind", "pad")

    def open_under(self, owner: QWidget) -> None:
        self.adjustSize()
        screen = owner.screen() or QGuiApplication.primaryScreen()
        room: QRect = screen.availableGeometry()
        at = owner.mapToGlobal(QPoint(0, owner.height() + 4))
        if at.y() + self.height() > room.bottom():
            at.setY(max(room.top(), owner.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4))
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()


class KeyPad(Speaking, _Popup):
    """Digits and what the field needs besides, for one line edit."""

    def __init__(self, owner: QWidget, line: QLineEdit, extra: Sequence[str] = ()) -> None:
        super().__init__(owner)
        self._line = line
        grid = QGridLayout(self)
        grid.setSpacing(theme.gap())
        before, after = [*extra, "", ""][:2]
        keys = [*"789456123", before, "0", after]
        for at, key in enumerate(keys):
            if key:
                grid.addWidget(self._key(key), at // 3, at % 3)
        self._rub, self._clear, self._done = BigButton(), BigButton(), BigButton(kind="primary")
        self._rub.wait_ms = KEY_WAIT_MS
        self._rub.clicked.connect(line.backspace)
        self._clear.clicked.connect(line.clear)
        self._done.clicked.connect(self._finish)
        grid.addWidget(self._rub, 0, 3)
        grid.addWidget(self._clear, 1, 3)
        grid.addWidget(self._done, 2, 3, 2, 1)
        self._done.setSizePolicy(self._done.sizePolicy().horizontalPolicy(), self.sizePolicy().verticalPolicy())
        self.retranslate()

    def _key(self, key: str) -> BigButton:
        button = BigButton(key)
        button.wait_ms = KEY_WAIT_MS
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False, key=key: self._line.insert(key))
        return button

    def _finish(self) -> None:
        self.close()
        self._line.editingFinished.emit()

    def retranslate(self) -> None:
        self._rub.setText(self.tr("Rub out"))
        self._clear.setText(self.tr("Clear"))
        self._done.setText(self.tr("Done"))


DAY_EDGE_PX = 30
"""Frame and margins of the line a day stands in, so that it is never cut."""


class PadEdit(Speaking, QWidget):
    """A line to type in and a button that opens the pad. ``changed`` carries the value or None while incomplete."""

    changed = Signal(object)
    finished = Signal(object)
    extra: tuple[str, ...] = ()
    icon = "keypad"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self.button = QLineEdit(), IconButton(self.icon, "-")
        self.line.textChanged.connect(lambda _: self.changed.emit(self.value()))
        self.line.editingFinished.connect(self._tidy)
        self.button.clicked.connect(self.open_pad)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.gap() // 2)
        inside.addWidget(self.line, 1)
        inside.addWidget(self.button)
        self.setFocusProxy(self.line)
        self._pad: _Popup | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self.button.set_name(self.tr("Open the pad"))

    def text(self) -> str:
        return self.line.text()

    def value(self) -> object:
        """The value typed, or None while it is not a whole one."""
        raise NotImplementedError

    def shown(self, value: object) -> str:
        """How a value stands in the line."""
        return str(value)

    def set_value(self, value: object) -> None:
        """Put a value in without telling anyone."""
        self.line.blockSignals(True)
        self.line.setText("" if value is None else self.shown(value))
        self.line.blockSignals(False)

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)
        self.finished.emit(value)

    def open_pad(self) -> None:
        if self._pad is None:
            self._pad = self._make_pad()
        self._pad.open_under(self)

    def _make_pad(self) -> _Popup:
        return KeyPad(self, self.line, self.extra)


class AmountEdit(PadEdit):
    """Yuan with two decimals; the value is whole fen."""

    extra = (".", "00")

    def value(self) -> int | None:
        try:
            return money.parse_yuan(self.line.text().removesuffix("."))
        except KnownError:
            return None

    def shown(self, value: object) -> str:
        return money.yuan(int(str(value)), grouped=True)


class CountEdit(PadEdit):
    """A head-count or another whole number from 0 on."""

    def value(self) -> int | None:
        text = plain(self.line.text())
        return int(text) if re.fullmatch(r"\d{1,9}", text) else None


class IdEdit(PadEdit):
    """An identity number of 18 places; whether the check digit fits is the caller's to ask (``models.identity``)."""

    extra = ("X",)

    def value(self) -> str | None:
        text = plain(self.line.text())
        return text if re.fullmatch(r"\d{17}[\dX]", text) else None


class PhoneEdit(PadEdit):
    """A mobile or landline number, digits with an optional hyphen."""

    extra = ("-",)

    def value(self) -> str | None:
        text = plain(self.line.text())
        return text if re.fullmatch(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}", text) else None


class PinEdit(PadEdit):
    """Six digits, shown as dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(6)

    def value(self) -> str | None:
        return self.line.text() if re.fullmatch(r"\d{6}", self.line.text()) else None


class DayPad(Speaking, _Popup):
    """A month of day buttons; under it what the chosen day means (working day, holiday, provisional)."""

    picked = Signal(object)

    def __init__(self, owner: QWidget, today: date, hint: Callable[[date], str] | None = None) -> None:
        super().__init__(owner)
        self._today, self._hint, self._shown, self._chosen = today, hint, today.replace(day=1), today
        self._title, self._note = label("", "strong"), label("", "second", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._before, self._after = IconButton("back", "-"), IconButton("next", "-")
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self._now = BigButton()
        self._now.clicked.connect(lambda: self._pick(self._today))
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._heads = [label("", "second") for _ in range(7)]
        self._days: list[BigButton] = []
        for column, head in enumerate(self._heads):
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(head, 0, column)
        for at in range(42):
            button = BigButton("00")
            button.setProperty("kind", "day")
            button.setCheckable(True)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.clicked.connect(lambda _=False, at=at: self._pick(self._first() + timedelta(days=at)))
            self._days.append(button)
            self._grid.addWidget(button, at // 7 + 1, at % 7)
        inside = QVBoxLayout(self)
        inside.addLayout(row(self._before, self._title, self._after))
        inside.addLayout(self._grid)
        inside.addLayout(row(self._note, self._now))
        inside.itemAt(0).layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.retranslate()

    def retranslate(self) -> None:
        self._before.set_name(self.tr("Month before"))
        self._after.set_name(self.tr("Month after"))
        self._now.setText(self.tr("Today"))
        names = [self.tr("Mon"), self.tr("Tue"), self.tr("Wed"), self.tr("Thu"), self.tr("Fri")]
        names += [self.tr("Sat"), self.tr("Sun")]
        for head, name in zip(self._heads, names, strict=True):
            head.setText(name)
        self._fill()

    def show_day(self, day: date) -> None:
        """Turn to the month of ``day`` and mark it."""
        self._chosen, self._shown = day, day.replace(day=1)
        self._fill()

    def _first(self) -> date:
        return self._shown - timedelta(days=self._shown.weekday())

    def _turn(self, months: int) -> None:
        count = self._shown.year * 12 + self._shown.month - 1 + months
        self._shown = date(count // 12, count % 12 + 1, 1)
        self._fill()

    def _fill(self) -> None:
        self._title.setText(self.tr("{month}/{year}").format(year=self._shown.year, month=self._shown.month))
        for at, button in enumerate(self._days):
            day = self._first() + timedelta(days=at)
            said = self._hint(day) if self._hint else ""
            button.setText(str(day.day))
            button.setAccessibleName(f"{day.isoformat()} {said}".strip())
            button.setChecked(day == self._chosen)
            button.setVisible(day.month == self._shown.month)
        self._note.setText(self._hint(self._chosen) if self._hint else "")

    def _pick(self, day: date) -> None:
        self.show_day(day)
        self.picked.emit(day)
        self.close()


class DayEdit(PadEdit):
    """A calendar day, typed as 2026-11-21 (or 20261121, 2026年11月21日) or picked; ``hint(day)`` says what the day means."""

    icon = "calendar"

    def __init__(self, today: date, hint: Callable[[date], str] | None = None, parent: QWidget | None = None) -> None:
        self._today, self._hint = today, hint
        super().__init__(parent)
        self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance("0000-00-00") + DAY_EDGE_PX)

    def set_today(self, today: date, hint: Callable[[date], str] | None = None) -> None:
        """Another day is today now: the calendar is made anew when it is next opened."""
        if today == self._today:
            return
        self._today, self._hint = today, hint
        if self._pad is not None:
            self._pad.deleteLater()
            self._pad = None

    def value(self) -> date | None:
        text = re.sub(r"[/.年月]", "-", plain(self.line.text()).removesuffix("日"))
        found = re.fullmatch(r"(\d{4})-?(\d{1,2})-?(\d{1,2})", text)
        if not found:
            return None
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None

    def shown(self, value: object) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    def _make_pad(self) -> _Popup:
        pad = DayPad(self, self._today, self._hint)
        pad.picked.connect(self._picked)
        return pad

    def open_pad(self) -> None:
        super().open_pad()
        assert isinstance(self._pad, DayPad)
        self._pad.show_day(self.value() or self._today)

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self.changed.emit(day)
        self.finished.emit(day)
