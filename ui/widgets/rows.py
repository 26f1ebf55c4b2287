"""Table models over very many rows: the ids in order, and the rows themselves by page when they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from models.errors import KnownError
from ui import theme
from ui.sentences import sentence

PAGE = 128
KEPT_PAGES = 24

Index = QModelIndex | QPersistentModelIndex
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column. ``shown`` makes the cell's text of a row; ``kind``: text, amount, count, day, state."""

    key: str
    title: str
    width_mm: float = 28.0
    kind: str = "text"
    editable: bool = False
    shown: Callable[[Row], str] | None = None

    def text(self, row: Row) -> str:
        if self.shown is not None:
            return self.shown(row)
        value = row.get(self.key)
        return "" if value is None else str(value)


class IdList(QAbstractTableModel):
    """Ids in the order shown, rows fetched 128 at a time and kept while near.

    ``fetch(ids)`` returns the rows of those ids in any order, each a mapping with ``id``. Sorting and filtering are
    a new list of ids (:meth:`show`); changed rows are dropped from the cache (:meth:`touched`).
    """

    refused = Signal(object)

    def __init__(self, columns: Sequence[Column], fetch: Callable[[list[Any]], Sequence[Row]]) -> None:
        super().__init__()
        self.columns = list(columns)
        self._fetch = fetch
        self._ids: Sequence[Any] = []
        self._pages: dict[int, dict[Any, Row]] = {}
        self._errors: dict[tuple[Any, str], KnownError | str] = {}
        self._doubts: frozenset[tuple[Any, str]] = frozenset()
        self._write: Callable[[list[tuple[Any, str, str]]], None] | None = None

    # -- filling -----------------------------------------------------------------------------------------------
    def show(self, ids: Sequence[Any]) -> None:
        """Show these rows in this order; the sequence is kept, not copied (an ``array`` of row numbers is best)."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else list(ids)
        self._pages.clear()
        self.endResetModel()

    def touched(self, ids: Sequence[Any]) -> None:
        """These rows changed underneath: fetch them anew when they are next looked at."""
        changed = set(ids)
        for number, page in list(self._pages.items()):
            if changed & page.keys():
                del self._pages[number]
                first = number * PAGE
                last = min(first + PAGE, len(self._ids)) - 1
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def set_titles(self, titles: Sequence[str]) -> None:
        """New column titles, after a change of language."""
        self.columns = [
            Column(c.key, t, c.width_mm, c.kind, c.editable, c.shown)
            for c, t in zip(self.columns, titles, strict=True)
        ]
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def set_errors(
        self, errors: Mapping[tuple[Any, str], KnownError | str], doubts: Iterable[tuple[Any, str]] = ()
    ) -> None:
        """What is wrong in which cell: (id, column key) → error or sentence; ``doubts`` are only to be looked at."""
        self._errors, self._doubts = dict(errors), frozenset(doubts)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def on_write(self, write: Callable[[list[tuple[Any, str, str]]], None] | None) -> None:
        """``write([(id, key, text), …])`` takes what was typed or pasted, as one act; may raise KnownError."""
        self._write = write

    # -- asking ------------------------------------------------------------------------------------------------
    def id_at(self, row: int) -> Any:
        return self._ids[row]

    def row_at(self, row: int) -> Row | None:
        """The row's data, or None when it has vanished meanwhile."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = list(self._ids[number * PAGE : (number + 1) * PAGE])
            page = {found["id"]: found for found in self._fetch(wanted)}
            while len(self._pages) >= KEPT_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = page
        return page.get(self._ids[row])

    def error_at(self, index: Index) -> str:
        found = self._errors.get((self._ids[index.row()], self.columns[index.column()].key))
        return "" if found is None else found if isinstance(found, str) else sentence(found)

    def _doubtful(self, index: Index) -> bool:
        return (self._ids[index.row()], self.columns[index.column()].key) in self._doubts

    # -- Qt ----------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if not index.isValid():
                return None
            row, column = self.row_at(index.row()), self.columns[index.column()]
            text = "" if row is None else column.text(row)
            wrong = role == Qt.ItemDataRole.DisplayRole and self._errors and self.error_at(index)
            return f"{'◆' if self._doubtful(index) else '▲'} {text}" if wrong else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].kind in ("amount", "count")
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and self._errors and self.error_at(index):
            return QColor(theme.color("warn" if self._doubtful(index) else "bad"))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) and self._errors:
            return self.error_at(index) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        can = index.isValid() and self._write is not None and self.columns[index.column()].editable
        return base | Qt.ItemFlag.ItemIsEditable if can else base

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._write is None:
            return False
        if str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        return self.write_cells([(index.row(), index.column(), str(value))])

    def write_cells(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Hand (row, column, text) of editable cells to the writer as one act; False when it refused."""
        if self._write is None:
            return False
        wanted = [(self._ids[r], self.columns[c].key, text) for r, c, text in cells if self.columns[c].editable]
        try:
            self._write(wanted)
        except KnownError as error:
            self.refused.emit(error)
            return False
        self.touched([rec for rec, _, _ in wanted])
        return True
