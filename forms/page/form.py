"""Forms that are no running text: labelled cells in ruled rows, paragraphs, signatures, a foot on each page.

Forms (receipts, records) use sizes 4 and small 4 and are not forced on the 22 × 28 grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.page.breaking import Placed, break_lines
from forms.page.chain import BODY, TABLE, TITLE, Chain, refuse_missing
from forms.page.sheet import MM, PORTRAIT, Sheet, Stroke

LEFT, WIDTH, TOP, BOTTOM = 28 * MM, 156 * MM, 25 * MM, 264 * MM
SIZE = 12.0
QR_SIDE, QR_TOP = 25 * MM, 8 * MM
"""The code of a numbered form stands where a letter has it, at the right above the heading."""
HEADED = WIDTH - 2 * (QR_SIDE + 1 * MM)
"""How wide the issuer's name may stand beside the code: a longer one goes over two lines."""
LEADING = 17.0
PAD = 1.4 * MM


@dataclass(frozen=True)
class Cell:
    """One cell, ``width`` millimetres wide; a label is centred, a value set from the left.

    ``strokes`` are drawn behind the text, fitted into the cell; ``note`` stands at the lower right (a date).
    """

    width: float
    text: str = ""
    label: bool = False
    strokes: tuple[Stroke, ...] = ()
    note: str = ""


class Form:
    """A form being filled from the top; begins pages as it needs them, ``foot`` is drawn on each."""

    def __init__(self, sheet: Sheet, *, foot: Callable[[Sheet], None] | None = None, bottom: float = BOTTOM) -> None:
        self.sheet = sheet
        self.foot = foot
        self.bottom = bottom
        self.y = TOP
        sheet.begin(PORTRAIT)

    def close(self) -> None:
        """End the last page."""
        self._end_page()

    def _end_page(self) -> None:
        if self.foot is not None:
            self.foot(self.sheet)
        else:
            self.sheet.page_number()

    def _need(self, high: float) -> None:
        if self.y + high > self.bottom and self.y > TOP:
            self._end_page()
            self.sheet.begin(PORTRAIT)
            self.y = TOP

    def heading(self, office: str, title: str, number: str = "", qr: str | None = None) -> None:
        """Issuer and title centred, the number at the right under them; ``qr`` is the text of the code above.

        The lines break alike with and without a code, so that a preview shows the very pages.
        """
        if qr:
            self.sheet.qr(LEFT + WIDTH - QR_SIDE, QR_TOP, QR_SIDE, qr)
        for part, text, size, step, wide in (
            ("office", office, 16.0, 28.0, HEADED),
            ("title", title, 22.0, 34.0, WIDTH),
        ):
            self.sheet.mark(part)
            for line in _lines(text, TITLE, size, wide):
                base = self.y + size
                self.sheet.placed(LEFT + (WIDTH - line.width) / 2, base, line, TITLE, size)
                self.y += step
            self.sheet.unmark()
        if number:
            self.sheet.text(LEFT + WIDTH, self.y + SIZE, number, BODY, SIZE, align="right")
            self.y += LEADING
        self.y += 2 * MM

    def row(self, cells: Sequence[Cell], height: float = 8.5) -> None:
        """One ruled row at least ``height`` millimetres high; never split."""
        refuse_missing(*(line for cell in cells for line in (*cell.text.split("\n"), cell.note)))
        laid = [_lay(cell) for cell in cells]
        tallest = max(len(lines) for lines in laid) * LEADING + 2 * PAD
        if any(cell.note and cell.text for cell in cells):
            tallest += LEADING
        high = max(height * MM, tallest)
        self._need(high)
        x = LEFT
        for cell, lines in zip(cells, laid, strict=True):
            wide = cell.width * MM
            self.sheet.box(x, self.y, wide, high, 0.6)
            self._fill(cell, lines, x, wide, high)
            x += wide
        self.y += high

    def _fill(self, cell: Cell, lines: list[Placed], x: float, wide: float, high: float) -> None:
        if cell.strokes:
            room = high - (LEADING if cell.note else 0.0)
            draw_signature(self.sheet, cell.strokes, x + PAD, self.y + PAD, wide - 2 * PAD, room - 2 * PAD)
        chain = TABLE if cell.label else BODY
        block = len(lines) * LEADING
        free = high - (LEADING if cell.note else 0.0)
        base = self.y + (free - block) / 2 + LEADING / 2 + SIZE * 0.37
        for line in lines:
            left = x + (wide - line.width) / 2 if cell.label else x + PAD
            self.sheet.placed(left, base, line, chain, SIZE)
            base += LEADING
        if cell.note:
            at = self.y + high - PAD - 2
            self.sheet.text(x + wide - PAD, at, cell.note, BODY, SIZE, align="right")

    def paragraph(self, text: str, *, indent: float = 2.0, gap: float = 0.0) -> None:
        """Running text in size small 4, flowing over pages line by line; ``indent`` in em."""
        refuse_missing(*text.split("\n"))
        self.y += gap
        for part in text.split("\n"):
            lines = break_lines(part, _body_width, WIDTH, SIZE, indent=indent * SIZE)
            for line in lines:
                self._need(LEADING * 1.15)
                self.sheet.placed(LEFT, self.y + LEADING * 0.8, line, BODY, SIZE)
                self.y += LEADING * 1.15

    def space(self, millimetres: float) -> None:
        self.y += millimetres * MM

    def keep(self, millimetres: float) -> None:
        """Begin a new page unless this much room is left."""
        self._need(millimetres * MM)


def _body_width(character: str) -> float:
    return BODY.width(character) * SIZE


def _lines(text: str, chain: Chain, size: float, column: float) -> list[Placed]:
    return break_lines(text, lambda c: chain.width(c) * size, column, size, justify=False)


def _lay(cell: Cell) -> list[Placed]:
    chain = TABLE if cell.label else BODY
    column = cell.width * MM - 2 * PAD
    parts = cell.text.split("\n") if cell.text else []
    return [line for part in parts for line in _lines(part, chain, SIZE, column)]


def draw_signature(sheet: Sheet, strokes: Sequence[Stroke], x: float, y: float, width: float, height: float) -> None:
    """The strokes fitted into a box (points), never enlarged, in the middle of it."""
    points = [point for stroke in strokes for point in stroke.points]
    if not points:
        return
    x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
    y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
    wide, high = max(x1 - x0, 0.1) * MM, max(y1 - y0, 0.1) * MM
    scale = min(1.0, width / wide, height / high)
    left, top = x + (width - wide * scale) / 2, y + (height - high * scale) / 2
    sheet.strokes(left, top, strokes, scale=scale, dx=x0, dy=y0)
