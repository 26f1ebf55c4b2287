"""A sheet like the office knows it: arrows, Enter goes down, paste from a spreadsheet, header and totals fixed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from models.errors import KnownError
from ui import theme
from ui.widgets.rows import Column, IdList
from ui.widgets.scrolling import PagerButtons


def cells_of(text: str) -> list[list[str]]:
    """Rows and cells of copied spreadsheet text (tab-separated, quotes around cells with line breaks)."""
    import csv
    import io

    lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").rstrip("\n")), delimiter="\t"))
    return [[cell.strip() for cell in line] for line in lines]


class Grid(QTableView):
    """The table itself; ``rows_wanted(n)`` when a paste reaches n rows beyond the end."""

    rows_wanted = Signal(int)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Row height of the density in force."""
        self.verticalHeader().setDefaultSectionSize(theme.target())
        self.verticalHeader().setMinimumWidth(theme.mm(9))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.step_down()
        elif event.key() == Qt.Key.Key_Delete:
            self.empty()
        else:
            super().keyPressEvent(event)

    def step_down(self) -> None:
        """To the cell below, as Enter does in every spreadsheet."""
        at = self.currentIndex()
        below = at.siblingAtRow(at.row() + 1) if at.isValid() else QModelIndex()
        if below.isValid():
            self.setCurrentIndex(below)

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        from PySide6.QtWidgets import QAbstractItemDelegate

        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step_down()

    def copy(self) -> None:
        """The selected cells to the clipboard as a spreadsheet takes them."""
        chosen = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        if not chosen:
            return
        left, right = min(c for _, c in chosen), max(c for _, c in chosen)
        lines = []
        for row in sorted({r for r, _ in chosen}):
            cells = [
                str(self.model().index(row, c).data(Qt.ItemDataRole.EditRole) or "") for c in range(left, right + 1)
            ]
            lines.append("\t".join(cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """The clipboard's table from the current cell on, as one act; too wide a table changes nothing."""
        model, at = self.model(), self.currentIndex()
        if not isinstance(model, IdList) or not at.isValid():
            return
        lines = cells_of(QGuiApplication.clipboard().text())
        widest, room = max((len(line) for line in lines), default=0), model.columnCount() - at.column()
        if widest > room:
            self.refused.emit(KnownError("paste_too_wide", columns=widest, room=room))
            return
        beyond = at.row() + len(lines) - model.rowCount()
        if beyond > 0:
            self.rows_wanted.emit(beyond)
        cells = [
            (at.row() + r, at.column() + c, text)
            for r, line in enumerate(lines)
            for c, text in enumerate(line)
            if at.row() + r < model.rowCount()
        ]
        model.write_cells(cells)

    def empty(self) -> None:
        """Empty the selected cells, as one act."""
        model = self.model()
        if isinstance(model, IdList):
            model.write_cells([(i.row(), i.column(), "") for i in self.selectedIndexes()])


class _Totals(QAbstractTableModel):
    def __init__(self, columns: list[Column]) -> None:
        super().__init__()
        self._columns, self._values, self._word = columns, dict[str, str](), "Σ"

    def set(self, values: Mapping[str, str], word: str) -> None:
        self.beginResetModel()
        self._values, self._word = dict(values), word
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        at_side = orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole
        return self._word if at_side else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._values.get(self._columns[index.column()].key, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self._columns[index.column()].kind in ("amount", "count")
            return (
                Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        return None


class SheetView(QWidget):
    """Grid, fixed total row and page buttons. Fill it through ``model`` (an :class:`IdList`)."""

    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, model: IdList, *, totals: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.grid = model, Grid()
        self.grid.setModel(model)
        self.grid.refused.connect(self.refused)
        model.refused.connect(self.refused)
        self._total_model, self.footer = _Totals(model.columns), QTableView()
        self._shape_footer()
        self.footer.setVisible(totals)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.grid, 1)
        left.addWidget(self.footer)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(left, 1)
        line.addWidget(PagerButtons(self.grid))
        self.fit_columns()
        self.grid.horizontalHeader().sectionResized.connect(lambda i, _, new: self.footer.setColumnWidth(i, new))
        self.grid.horizontalScrollBar().valueChanged.connect(self.footer.horizontalScrollBar().setValue)
        self.grid.clicked.connect(self._clicked)
        self.setFocusProxy(self.grid)

    def _shape_footer(self) -> None:
        footer = self.footer
        footer.setModel(self._total_model)
        footer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        footer.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        footer.setFrameShape(QFrame.Shape.NoFrame)
        footer.horizontalHeader().hide()
        footer.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        footer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        footer.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit_columns(self) -> None:
        """Column widths in millimetres, rows as high as a finger; called again when the density changes."""
        for at, column in enumerate(self.model.columns):
            self.grid.setColumnWidth(at, theme.mm(column.width_mm))
            self.footer.setColumnWidth(at, theme.mm(column.width_mm))
        height = theme.target()
        self.footer.verticalHeader().setDefaultSectionSize(height)
        self.footer.setFixedHeight(height + 4)
        self._align()

    def _align(self) -> None:
        self.footer.verticalHeader().setFixedWidth(max(theme.mm(9), self.grid.verticalHeader().width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit_columns()

    def set_totals(self, values: Mapping[str, str], word: str = "Σ") -> None:
        """Texts of the total row by column key; ``word`` heads the row."""
        self._total_model.set(values, word)
        self.footer.setVisible(True)
        self._align()

    def use_as_list(self) -> None:
        """No editing: whole rows are chosen, one tap or Enter opens (``opened`` carries the id)."""
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.verticalHeader().hide()
        self.footer.verticalHeader().hide()
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.grid.setShowGrid(False)
        self.grid.step_down = self._open_current  # type: ignore[method-assign]

    def _open_current(self) -> None:
        at = self.grid.currentIndex()
        if at.isValid():
            self.opened.emit(self.model.id_at(at.row()))

    def _clicked(self, at: QModelIndex) -> None:
        if self.grid.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers:
            self.opened.emit(self.model.id_at(at.row()))
