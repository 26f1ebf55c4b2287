"""Lines of a paper on the 22 × 28 grid of GB/T 9704: kinds of line, indents, centring, page breaks.

Size 3 is 15.75 pt with the pitch stretched to 156/28 mm, since 28 × 16 pt would be wider than the type area.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from forms.page.breaking import Placed, break_lines
from forms.page.chain import BODY, TITLE, Chain
from forms.page.seal import rows_after, rows_before
from forms.page.sheet import MM

Kind = Literal["office", "title", "number", "addressee", "body", "seal", "date", "foot", "blank"]

TOP, LEFT, COLUMN = 37 * MM, 28 * MM, 156 * MM
ROWS, CELLS = 22, 28
PITCH = 225 * MM / ROWS
CELL = COLUMN / CELLS
SIZE = 15.75  # size 3
TITLE_SIZE = 22.0  # size 2
FOOT_SIZE = 14.0  # size 4
FIELD_WIDTH = 18  # em, label and blank together


@dataclass(frozen=True)
class Line:
    """One line of the paper's text. Its own leading blanks are dropped: the kind says the indent."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True)
class Row:
    """One laid row: what to draw, how many grid rows it takes, and which stretch of which line it shows."""

    line: int
    kind: Kind
    placed: Placed
    chain: Chain = BODY
    size: float = SIZE
    x: float = LEFT
    rows: float = 1.0
    offset: int = 0
    rules: tuple[tuple[float, float], ...] = ()


_NOTHING = Placed((), 0, 0, 0.0)


def lay_rows(lines: Sequence[Line], seal: float = 0.0) -> list[Row]:
    """Every line laid on the grid; the head (issuer, title, number) is filled up to whole rows.

    ``seal``: height in millimetres of a seal printed over issuer and date, which get the room it needs.
    """
    out: list[Row] = []
    date = next((line.text.strip() for line in lines if line.kind == "date"), "")
    head = True
    for n, line in enumerate(lines):
        text = line.text.strip()
        if head and line.kind not in ("office", "title", "number", "blank"):
            head = False
            taken = sum(row.rows for row in out)
            if taken % 1:
                out.append(Row(n, "blank", _NOTHING, rows=1 - taken % 1))
        offset = len(line.text) - len(line.text.lstrip())
        out += _lay(line.kind, text, n, offset, date)
    return _with_room(out, seal) if seal else out


def _with_room(rows: list[Row], seal: float) -> list[Row]:
    """The rows with as many empty ones before the issuer and after the date as the seal reaches over."""
    signed = [i for i, row in enumerate(rows) if row.kind in ("seal", "date")]
    if not signed:
        return rows
    first, last = signed[0], signed[-1] + 1
    before, after = rows_before(seal, last - first, PITCH), rows_after(seal, last - first, PITCH)
    over, under = first, last
    while over and rows[over - 1].kind == "blank":
        over -= 1
    while under < len(rows) and rows[under].kind == "blank":
        under += 1
    more = [Row(rows[first].line, "blank", _NOTHING)] * max(before, first - over)
    less = [Row(rows[last - 1].line, "blank", _NOTHING)] * max(after, under - last)
    return [*rows[:over], *more, *rows[first:last], *less, *rows[under:]]


def _body_width(character: str) -> float:
    return BODY.width(character) * SIZE + (CELL - SIZE)


@lru_cache(maxsize=512)
def _lay(kind: Kind, text: str, n: int, offset: int, date: str) -> tuple[Row, ...]:
    """The rows of one line; kept, because while somebody types only one line of a paper changes."""
    return tuple(_laid(kind, text, n, offset, date))


def _laid(kind: Kind, text: str, n: int, offset: int, date: str) -> list[Row]:
    if kind == "blank" or not text:
        return [Row(n, "blank", _NOTHING)]
    if kind in ("office", "title"):
        return [_centred(kind, p, n, TITLE, TITLE_SIZE, 1.5, offset) for p in _title_lines(text)]
    if kind == "number":
        return [_centred(kind, p, n, BODY, SIZE, 1.0, offset) for p in _plain(text, BODY, SIZE, COLUMN)]
    if kind in ("seal", "date"):
        return _signed(kind, text, n, offset, date)
    if kind == "foot":
        return _foot(text, n, offset)
    indent = 2 * CELL if kind == "body" else 0.0
    laid = break_lines(text, _body_width, COLUMN, SIZE, indent=indent)
    return [Row(n, kind, p, offset=offset) for p in laid]


def _plain(text: str, chain: Chain, size: float, column: float) -> list[Placed]:
    return break_lines(text, lambda c: chain.width(c) * size, column, size, justify=False)


def _title_lines(text: str) -> list[Placed]:
    """Title in lines of even length: narrow the column until one more line would be needed."""
    lines = _plain(text, TITLE, TITLE_SIZE, COLUMN)
    column = COLUMN
    while len(lines) > 1 and column > COLUMN / 2:
        tried = _plain(text, TITLE, TITLE_SIZE, column - TITLE_SIZE)
        if len(tried) > len(lines):
            break
        column, lines = column - TITLE_SIZE, tried
    return lines


def _centred(kind: Kind, placed: Placed, n: int, chain: Chain, size: float, rows: float, offset: int) -> Row:
    return Row(n, kind, placed, chain, size, LEFT + (COLUMN - placed.width) / 2, rows, offset)


def _signed(kind: Kind, text: str, n: int, offset: int, date: str) -> list[Row]:
    """The issuer centred over the date, the date four characters from the right (GB/T 9704, 7.3.5)."""
    date_width = sum(map(_body_width, date))
    centre = COLUMN - 4 * CELL - date_width / 2
    out = []
    for placed in break_lines(text, _body_width, COLUMN, SIZE, justify=False):
        left = centre - placed.width / 2
        if kind == "seal":
            left = max(0.0, min(left, COLUMN - 2 * CELL - placed.width))
        out.append(Row(n, kind, placed, x=LEFT + max(0.0, left), offset=offset))
    return out


_FIELD = re.compile(r"[^：\u3000]+：[\u3000年月日时分]*")


def _foot_width(character: str) -> float:
    return BODY.width(character) * FOOT_SIZE


def _foot(text: str, n: int, offset: int) -> list[Row]:
    """Foot lines in size 4; blanks to be filled in by hand never break and carry a rule."""
    fields = list(_FIELD.finditer(text))
    if "\u3000\u3000" not in text or "".join(f.group() for f in fields) != text:
        laid = break_lines(text, _foot_width, COLUMN, FOOT_SIZE, indent=2 * FOOT_SIZE)
        return [Row(n, "foot", p, size=FOOT_SIZE, offset=offset) for p in laid]
    return [_field_row(found, n, offset) for found in fields]


def _field_row(found: re.Match[str], n: int, offset: int) -> Row:
    """One labelled blank a row. Two beside each other would read as two columns, in the wrong order."""
    text = found.group()
    if text.endswith(("年", "月", "日", "时")) is False and "年" in text:
        text = text.rstrip("\u3000")
    blanks = text.count("\u3000")
    spare = max(0.0, (FIELD_WIDTH - BODY.measure(text)) * FOOT_SIZE / blanks) if blanks else 0.0
    chars: list[tuple[str, float]] = []
    rules: list[tuple[float, float]] = []
    x = 2 * FOOT_SIZE
    for i, c in enumerate(text):
        step = BODY.width(c) * FOOT_SIZE + (spare if c == "\u3000" else 0.0)
        chars.append((c, x))
        if c == "\u3000":
            if rules and text[i - 1] == "\u3000":
                rules[-1] = (rules[-1][0], x + step - 2)
            else:
                rules.append((x, x + step - 2))
        x += step
    placed = Placed(tuple(chars), *found.span(), x - 2 * FOOT_SIZE)
    return Row(n, "foot", placed, size=FOOT_SIZE, offset=offset, rules=tuple(rules))


def break_pages(rows: list[Row]) -> list[list[Row]]:
    """22 grid rows a page; seal, date and foot stay together and never stand on a page without text.

    With them go the two rows before, which GB/T 9704 wants instead of a page that says it has no text.
    """
    keep = max(_closing(rows) - 2, 0)
    pages: list[list[Row]] = [[]]
    room = float(ROWS)
    for i, row in enumerate(rows):
        need = row.rows
        if i == keep and pages[-1]:
            whole = sum(r.rows for r in rows[i:])
            need = whole if whole <= ROWS else need
        if need > room + 1e-6 and pages[-1]:
            pages.append([])
            room = float(ROWS)
        if not pages[-1] and row.kind == "blank" and len(pages) > 1:
            continue
        pages[-1].append(row)
        room -= row.rows
    return pages


def _closing(rows: list[Row]) -> int:
    """Index of the first row of the closing block: the blank rows before seal or date, and all after."""
    at = next((i for i, row in enumerate(rows) if row.kind in ("seal", "date")), len(rows))
    while 0 < at < len(rows) and rows[at - 1].kind == "blank":
        at -= 1
    return at
