"""Parts of the screens before the checklist: choices of equal weight, forms that save at each touch, days in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from models.clock import local, parse
from models.errors import KnownError
from ui import i18n, theme
from ui.session import Session
from ui.widgets import BigButton, Card, Chip, DayEdit, FieldRow, FlowLayout, TapCard, column, label, row
from ui.widgets.pads import AmountEdit, PadEdit

if TYPE_CHECKING:
    from models import workdays

WRITE_AFTER_MS = 300


def clear(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and let it go with the next events."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Options(QWidget):
    """Buttons side by side of which at most one is chosen; ``chosen`` carries the value a person took."""

    chosen = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._buttons: dict[Any, BigButton] = {}
        self._value: Any = None
        self._subject = ""
        self._name = name
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Show these (value, text); where the values are the same as before only the texts change."""
        if list(self._buttons) != [value for value, _ in options]:
            clear(self._flow)
            self._buttons = {value: self._button(value) for value, _ in options}
        for value, text in options:
            self._buttons[value].setText(text)
        self.set_value(self._value)
        self._say()
        self.updateGeometry()

    def _button(self, value: Any) -> BigButton:
        button = BigButton()
        button.setCheckable(True)
        if self._name:
            button.setObjectName(f"{self._name}_{value}")
        button.clicked.connect(lambda _=False, value=value: self._choose(value))
        self._flow.addWidget(button)
        return button

    def button(self, value: Any) -> BigButton:
        return self._buttons[value]

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        """Show ``value`` as chosen without telling anyone."""
        self._value = value
        for one, button in self._buttons.items():
            button.setChecked(one == value)

    def _choose(self, value: Any) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._subject = name
        self._say()

    def _say(self) -> None:
        for button in self._buttons.values():
            button.setAccessibleName(f"{self._subject} {button.text()}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        at = next((n for n, b in enumerate(buttons) if b.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)


class RecordForm(QObject):
    """Fields of one record. What is typed is handed to ``save({field: value})`` 300 ms later, when the focus leaves,
    or at :meth:`flush`; a choice at once. What is not a whole value yet is kept on the screen and not saved.
    """

    def __init__(self, save: Callable[[dict[str, Any]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self.rows: dict[str, FieldRow] = {}
        self._pending: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def add(self, name: str, editor: QWidget | None = None, prefix: str = "") -> FieldRow:
        """A row for field ``name``; the editor is a line by default. Its control is called ``prefix + name``."""
        editor = editor or QLineEdit()
        made = FieldRow("", editor)
        self.rows[name] = made
        if isinstance(editor, Options):
            editor.chosen.connect(lambda value: self._now(name, value))
        elif isinstance(editor, PadEdit):
            editor.line.setObjectName(prefix + name)
            editor.line.textEdited.connect(lambda _: self._typed(name))
            editor.changed.connect(lambda _: self._typed(name))
            editor.finished.connect(lambda _: self._left(name))
        elif isinstance(editor, QLineEdit):
            editor.setObjectName(prefix + name)
            editor.textEdited.connect(lambda _: self._typed(name))
            editor.editingFinished.connect(self.flush)
        else:
            raise TypeError(type(editor).__name__)
        return made

    def value(self, name: str) -> Any:
        """What the field holds now: text, number, day as text; None when empty or not whole."""
        editor = self.rows[name].editor
        if isinstance(editor, PadEdit | Options):
            found = editor.value()
            return found.isoformat() if isinstance(found, date) else found
        assert isinstance(editor, QLineEdit)
        return editor.text().strip() or None

    def load(self, record: Mapping[str, Any]) -> None:
        """Show a record; a field that is being typed in keeps what it holds."""
        for name, made in self.rows.items():
            if name in record and name not in self._pending:
                _show(made.editor, record[name])

    def flush(self) -> None:
        """Hand over what is pending now."""
        self._timer.stop()
        if self._pending:
            given, self._pending = self._pending, {}
            self._save(given)

    def forget(self) -> None:
        """Another record is going to be shown: write what is pending and empty every field."""
        self.flush()
        for made in self.rows.values():
            if isinstance(made.editor, QLineEdit):
                made.editor.setModified(False)
            _show(made.editor, None)
            made.set_error(None)

    def touched(self, name: str) -> None:
        """The field was filled by a button beside it."""
        self._typed(name)

    def _typed(self, name: str) -> None:
        editor = self.rows[name].editor
        if isinstance(editor, PadEdit) and editor.value() is None and editor.text():
            self._pending.pop(name, None)
            return
        self.rows[name].set_error(None)
        self._pending[name] = self.value(name)
        self._timer.start()

    def _left(self, name: str) -> None:
        editor = self.rows[name].editor
        assert isinstance(editor, PadEdit)
        whole = editor.value() is not None or not editor.text()
        self.rows[name].set_error(None if whole else _not_whole(editor))
        self.flush()

    def _now(self, name: str, value: Any) -> None:
        self._pending[name] = value
        self.flush()


def _not_whole(editor: PadEdit) -> KnownError:
    """What was typed and left, and is no value: the record keeps what it held."""
    text = editor.text()
    if isinstance(editor, DayEdit):
        return KnownError("day_impossible", text=text)
    if isinstance(editor, AmountEdit):
        return KnownError("amount_unreadable", text=text)
    return KnownError("field_not_whole", text=text)


def _show(editor: QWidget, value: Any) -> None:
    if isinstance(editor, DayEdit):
        editor.set_value(date.fromisoformat(value) if value else None)
    elif isinstance(editor, PadEdit | Options):
        editor.set_value(value)
    elif isinstance(editor, QLineEdit):
        text = "" if value is None else str(value)
        if editor.text() != text and not (editor.hasFocus() and editor.isModified()):
            editor.setText(text)
            editor.setCursorPosition(0)


class _Found(TapCard):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.key: Any = None
        self.setObjectName(f"found_{number}")
        self._number, self._title, self._second, self._chip = number, label(wrap=True), label(wrap=True), Chip()
        self._title.setProperty("role", "strong")
        self._second.setProperty("role", "second")
        inside = row(
            label(str(number), "second"), column(self._title, self._second, spacing=2), self._chip, spacing=12
        )
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set(self, key: Any, title: str, second: str, chip: tuple[str, str] | None) -> None:
        self.key = key
        self._title.setText(title)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set(*chip)
        said = [f"{self._number}. {title}", second, chip[0] if chip else ""]
        self.setAccessibleName(" · ".join(s for s in said if s))


class FoundList(QWidget):
    """Lines that change with each key typed: kept and filled anew, never made anew. ``chosen`` carries a line's key."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.gap())
        self._made: list[_Found] = []

    def show_lines(self, lines: Sequence[tuple[Any, str, str, tuple[str, str] | None]]) -> None:
        """(key, title, second line or '', (text, kind) of a chip or None) in the order given."""
        while len(self._made) < len(lines):
            made = _Found(len(self._made) + 1)
            made.clicked.connect(lambda _=False, made=made: self.chosen.emit(made.key))
            self._made.append(made)
            self._lines.addWidget(made)
        for at, made in enumerate(self._made):
            if at < len(lines):
                made.set(*lines[at])
            made.setVisible(at < len(lines))

    def count(self) -> int:
        """How many lines are shown."""
        return sum(not made.isHidden() for made in self._made)


class Part(Card):
    """A numbered part of a form: its title and a chip that says whether something is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.head, self.chip = label("", "h2", wrap=True), Chip("", "none")
        self.add(row(self.head, self.chip))
        self.chip.hide()

    def set_head(self, text: str) -> None:
        self.head.setText(text)

    def set_state(self, text: str, kind: str) -> None:
        """Show ``text`` in the look of ``kind``; '' hides the chip."""
        self.chip.set(text, kind)
        self.chip.setVisible(bool(text))


class GoButton(BigButton):
    """The one large button of a screen."""

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kind="primary", parent=parent)
        if icon:
            theme.set_icon(self, icon, "on_accent", "on_accent", 32)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(theme.mm(52), theme.mm(16)))


class Columns(QWidget):
    """Equal parts beside each other: as many in a line as have ``least_mm`` of room, ``most`` at the most.

    :func:`fit` tells how much room there is: a grid that asked its own width could never become narrower.
    """

    def __init__(
        self, parts: Sequence[QWidget], most: int = 2, least_mm: float = 80.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts, self._most, self._least, self._across = list(parts), most, least_mm, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.gap())
        self.fit(0)

    def fit(self, width: int) -> None:
        """Arrange for ``width`` pixels, in a number that leaves no ragged last line."""
        need = max([theme.mm(self._least), *(p.minimumSizeHint().width() for p in self._parts)]) + theme.gap()
        room = max(1, min(self._most, (width + theme.gap()) // max(1, need)))
        across = [n for n in range(1, room + 1) if self._most % n == 0][-1]
        if across == self._across:
            return
        self._across = across
        for part in self._parts:
            self._grid.removeWidget(part)
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, at // across, at % across, Qt.AlignmentFlag.AlignTop)
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < across else 0)


CARD_PX = 36
"""What a framed card takes of the width with its margins."""


def fit(screen: QWidget) -> None:
    """Arrange every Columns of ``screen`` for its width; to be called when it was resized or filled."""
    beside = theme.target() + 2 * theme.gap() + max(18, theme.target() // 2)
    width = screen.width() - 2 * max(16, theme.gap()) - beside
    for part in screen.findChildren(Columns):
        cards, above = 0, part.parentWidget()
        while above is not None and above is not screen:
            cards += isinstance(above, Card)
            above = above.parentWidget()
        part.fit(width - cards * CARD_PX)


# --- what several screens ask


def calendar(session: Session) -> workdays.Calendar:
    """Working days as the office's pack and region have them; the country's where the region is not known."""
    from models import workdays

    profile = session.profile
    office = session.store.get("office", profile.office_id) or {}
    try:
        return workdays.read_calendar(profile.pack.folder, region=str(office.get("region") or "CN"))
    except KnownError as wrong:
        if wrong.code != "region_unknown":
            raise
        return workdays.read_calendar(profile.pack.folder)


def today(session: Session) -> date:
    return local(session.clock.now()).date()


def on_duty(session: Session, visit: dict[str, Any]) -> None:
    """The top bar names the visit's two officers: whoever unlocked, and the other one.

    Only for a visit of the one who unlocked: looking at another's does not put anybody on duty.
    """
    pair = [o for o in (visit.get("lead"), visit.get("assistant")) if o]
    if session.actor not in pair or len(set(pair)) != len(pair):
        return
    pair.sort(key=lambda o: o != session.actor)
    if tuple(pair) != session.officers:
        session.set_officers(pair)


_kept: WeakSet[Any] = WeakSet()
"""Stores whose index is being kept."""


def keep_index(session: Session, owner: QObject, then: Callable[[], None] | None = None) -> None:
    """Have the search index of the open profile kept from now on; ``then`` is called once it is up to date.

    Made in short steps on the writer's thread, so that the first one after joining a large office holds nothing up.
    """
    from models import search

    store = session.store
    if store in _kept:
        return
    _kept.add(store)

    def stepped(done: bool) -> None:
        if not session.open or session.store is not store:
            return
        if not done:
            session.behind(search.step, stepped, owner=owner)
            return
        search.follow(store)
        if then is not None:
            then()

    session.behind(search.step, stepped, owner=owner)


def day_text(day: date) -> str:
    """A day with its week day, in the language in force."""
    translate = i18n.translate
    names = [
        translate("visit", "Monday"),
        translate("visit", "Tuesday"),
        translate("visit", "Wednesday"),
        translate("visit", "Thursday"),
        translate("visit", "Friday"),
        translate("visit", "Saturday"),
        translate("visit", "Sunday"),
    ]
    return translate("visit", "{weekday} {month}/{day}").format(
        month=day.month, day=day.day, weekday=names[day.weekday()]
    )


def time_text(instant: str | datetime | None) -> str:
    """HH:MM of a stored instant in local time, '' where there is none."""
    if not instant:
        return ""
    found = parse(instant) if isinstance(instant, str) else instant
    return local(found).strftime("%H:%M")


def left_text(left: int, provisional: bool = False) -> str:
    """How many working days are left, or how many over."""
    translate = i18n.translate
    if left == 0:
        return translate("visit", "ends today")
    if abs(left) == 1:
        return translate("visit", "1 working day left") if left > 0 else translate("visit", "1 working day over")
    if left < 0:
        return translate("visit", "{n} working days over").format(n=-left)
    return translate("visit", "{n} working days left").format(n=left)


ROLES = ("developer", "general_contractor", "subcontractor", "individual")


def role_text(role: str) -> str:
    """What a unit is on a project, in the language in force."""
    translate = i18n.translate
    return {
        "developer": translate("visit", "Developer"),
        "general_contractor": translate("visit", "General contractor"),
        "subcontractor": translate("visit", "Subcontractor"),
        "individual": translate("visit", "Foreman"),
    }.get(role, translate("visit", "Other unit"))
