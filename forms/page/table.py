"""Ruled tables drawn straight on the page: repeated heads, rows that never split, text that shrinks, then wraps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from forms.page.breaking import break_lines
from forms.page.chain import TABLE, Chain
from forms.page.sheet import MM, Sheet

PADDING = 1.0 * MM
SMALLEST = 8.5


@dataclass(frozen=True)
class Column:
    """A column ``width`` millimetres wide."""

    head: str
    width: float
    align: Literal["left", "center", "right"] = "center"


@dataclass(frozen=True)
class Look:
    """Sizes of a table: font sizes in points, heights in millimetres."""

    size: float = 10.5
    head_size: float = 10.5
    row_height: float = 8.0
    head_height: float = 9.0
    head_chain: Chain = TABLE


@dataclass(frozen=True)
class _Cell:
    lines: tuple[str, ...]
    size: float


def fit(text: str, width: float, size: float, chain: Chain = TABLE) -> tuple[tuple[str, ...], float]:
    """``text`` in lines of at most ``width`` points, and the size they are set in.

    One line at ``size`` if it fits, else one line down to 8.5 pt, else wrapped at ``size``.
    """
    if "\n" not in text:
        natural = chain.measure(text)
        if natural * size <= width:
            return (text,), size
        if natural * SMALLEST <= width:
            return (text,), round(width / natural - 0.005, 2)
    lines: list[str] = []
    for part in text.split("\n"):
        laid = break_lines(part, lambda c: chain.width(c) * size, width, size, justify=False)
        lines += [line.text for line in laid]
    return tuple(lines), size


class Table:
    """A table of ``columns`` whose left edge is at ``left`` points; rows are laid as they come."""

    def __init__(self, columns: Sequence[Column], left: float, look: Look | None = None) -> None:
        self.columns = tuple(columns)
        self.look = look or Look()
        self.edges = [left]
        for column in self.columns:
            self.edges.append(self.edges[-1] + column.width * MM)
        self._known: dict[tuple[int, str], _Cell] = {}

    def draw(
        self,
        sheet: Sheet,
        rows: Sequence[Sequence[str]],
        top: float,
        bottom: float,
        new_page: Callable[[], float],
    ) -> float:
        """Draws all rows between ``top`` and ``bottom`` (points from the upper edge), head first on each page.

        The last row, a table's total, never stands alone.

        ``new_page`` ends the page, begins the next and returns its top. Returns where the table ends. A row that
        is higher than a page is drawn anyway, on a page of its own.
        """
        y = self._head(sheet, top)
        start = top
        fresh = True
        laid = [[self._cell(i, text) for i, text in enumerate(row)] for row in rows]
        for n, cells in enumerate(laid):
            high = self._height(cells)
            need = high + self._height(laid[-1]) if n == len(laid) - 2 else high
            if y + need > bottom and not fresh:
                self._uprights(sheet, start, y)
                start = new_page()
                y = self._head(sheet, start)
            self._row(sheet, cells, y, high)
            y += high
            fresh = False
        self._uprights(sheet, start, y)
        return y

    def _cell(self, i: int, text: str) -> _Cell:
        key = (i, text)
        found = self._known.get(key)
        if found is None:
            width = self.edges[i + 1] - self.edges[i] - 2 * PADDING
            found = self._known[key] = _Cell(*fit(text, width, self.look.size))
        return found

    def _height(self, cells: Sequence[_Cell]) -> float:
        tallest = max(len(cell.lines) * cell.size * 1.25 for cell in cells)
        return max(self.look.row_height * MM, tallest + 2 * PADDING)

    def _head(self, sheet: Sheet, y: float) -> float:
        high = self.look.head_height * MM
        sheet.rule(self.edges[0], y, self.edges[-1], y, 1.0)
        for i, column in enumerate(self.columns):
            centre = (self.edges[i] + self.edges[i + 1]) / 2
            lines = column.head.split("\n")
            step = self.look.head_size * 1.2
            first = y + high / 2 - (len(lines) - 1) * step / 2 + self.look.head_size * 0.37
            for k, line in enumerate(lines):
                at = first + k * step
                sheet.text(centre, at, line, self.look.head_chain, self.look.head_size, align="center")
        sheet.rule(self.edges[0], y + high, self.edges[-1], y + high, 0.5)
        return y + high

    def _row(self, sheet: Sheet, cells: Sequence[_Cell], y: float, high: float) -> None:
        for i, cell in enumerate(cells):
            align = self.columns[i].align
            left, right = self.edges[i] + PADDING, self.edges[i + 1] - PADDING
            x = {"left": left, "center": (left + right) / 2, "right": right}[align]
            step = cell.size * 1.25
            base = y + high / 2 - (len(cell.lines) - 1) * step / 2 + cell.size * 0.37
            for k, line in enumerate(cell.lines):
                sheet.text(x, base + k * step, line, TABLE, cell.size, align=align)
        sheet.rule(self.edges[0], y + high, self.edges[-1], y + high, 0.5)

    def _uprights(self, sheet: Sheet, top: float, bottom: float) -> None:
        for n, x in enumerate(self.edges):
            outer = n in (0, len(self.edges) - 1)
            sheet.rule(x, top, x, bottom, 1.0 if outer else 0.5)
        sheet.rule(self.edges[0], bottom, self.edges[-1], bottom, 1.0)
