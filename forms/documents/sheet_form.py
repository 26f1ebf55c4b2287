"""A form or a record from a template of the pack: ruled rows, running text, questions, tables, signatures, page feet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from forms.page.archive import archive
from forms.page.breaking import Placed, break_lines
from forms.page.chain import BODY, LOCK, TABLE, refuse_missing
from forms.page.form import LEADING, LEFT, PAD, SIZE, WIDTH, Cell, Form, draw_signature
from forms.page.sheet import MM, Sheet, Stroke

FOOT_TOP = 250 * MM
LABEL = 34
WIDE = 122
HALF, SMALL = 50, 22
LEAST_SIGN = 16
"""Millimetres a signature needs at least."""
Kind = Literal["row", "text", "question", "answer", "table", "sign", "heading"]


@dataclass(frozen=True)
class Part:
    """One piece of a form. ``cells``: label and text, once or twice; a table has ``widths`` (mm) and ``rows``.

    ``strokes`` and ``note`` (a date) stand in a ``sign`` row; ``high`` is the least height in millimetres.
    """

    kind: Kind
    cells: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    high: float = 8.5
    strokes: tuple[Stroke, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PageSigns:
    """Strokes at the foot of one page, in the order of the form's ``feet``."""

    page: int
    strokes: tuple[tuple[Stroke, ...], ...] = ()


@dataclass(frozen=True)
class SheetForm:
    """One form or record. ``feet`` are the words before the signature lines of each page; none: plain page numbers."""

    office: str
    title: str
    number: str
    parts: tuple[Part, ...]
    feet: tuple[str, ...] = ()
    pages: str = ""
    page_signs: tuple[PageSigns, ...] = ()


def render_form(
    form: SheetForm, *, draft_mark: bool, made_at: datetime | None = None, qr: str | None = None
) -> bytes:
    """The form as PDF; ``made_at`` (aware) makes it PDF/A-2b, ``qr`` is its code. Rows longer than a page go on over it, nothing is cut.

    Raises KnownError("no_glyph").
    """
    title = f"{form.title} {form.number}".strip()
    with LOCK:
        total = _press(form, draft_mark, False, 0, title)[1] if form.feet else 0
        pdf = _press(form, draft_mark, made_at is not None, total, title, qr)[0]
    if made_at is None:
        return pdf
    return archive(pdf, title=title, lang="zh-CN", made_at=made_at)


def page_count(form: SheetForm) -> int:
    """How many pages there are to sign."""
    with LOCK:
        return _press(form, False, False, 0, form.title)[1]


def _press(
    form: SheetForm, draft_mark: bool, packed: bool, total: int, title: str, qr: str | None = None
) -> tuple[bytes, int]:
    sheet = Sheet(title=title, draft=draft_mark, packed=packed)
    if form.feet:
        page = Form(sheet, foot=lambda s: _foot(s, form, total), bottom=FOOT_TOP - 3 * MM)
    else:
        page = Form(sheet)
    page.heading(form.office, form.title, form.number, qr)
    for n, part in enumerate(form.parts):
        before = form.parts[n - 1].kind if n else "row"
        if part.kind in ("text", "question") and before in ("row", "sign", "table"):
            page.space(3)
        if part.kind in ("row", "sign", "table") and before in ("text", "question", "answer", "heading"):
            page.space(3)
        signs = _signs_after(form.parts, n)
        if form.feet and signs and part.kind in ("text", "answer", "row"):
            page.keep(min(_height(part) + 3 + len(signs) * LEAST_SIGN, 150))  # nobody signs a page without words
        high = _sign_height(page, form.parts[n:]) if part.kind == "sign" and form.feet else part.high
        _draw(page, replace(part, high=high), form.parts[n + 1 :])
    page.close()
    return sheet.finish(), sheet.page


def _signs_after(parts: tuple[Part, ...], n: int) -> tuple[Part, ...]:
    """The signatures that follow directly on part ``n``."""
    rest = parts[n + 1 :]
    stop = next((k for k, part in enumerate(rest) if part.kind != "sign"), len(rest))
    return rest[:stop]


def _height(part: Part) -> float:
    """About how high a part is, in millimetres."""
    wide = WIDE if part.kind == "row" else WIDTH / MM
    lines = len(_wrapped(part.cells[-1], wide))
    return max(part.high if part.kind == "row" else 0, lines * LEADING * 1.15 / MM)


def _sign_height(page: Form, parts: tuple[Part, ...]) -> float:
    """As high as the template wants, lower where the remaining signatures then still fit on this page."""
    run = [parts[0], *_signs_after(parts, 0)]
    room = (page.bottom - page.y) / MM
    if sum(part.high for part in run) <= room:
        return parts[0].high
    return max(LEAST_SIGN, min(parts[0].high, room / len(run)))


def _draw(page: Form, part: Part, rest: tuple[Part, ...]) -> None:
    if part.kind == "row":
        _row(page, part)
    elif part.kind == "sign":
        page.row(
            [Cell(LABEL, part.cells[0], label=True), Cell(72, part.cells[1]),
             Cell(HALF, "", strokes=part.strokes, note=part.note)], part.high)  # fmt: skip
    elif part.kind == "table":
        _table(page, part)
    elif part.kind == "heading":
        page.keep(24)
        page.paragraph(part.cells[0], indent=0, gap=2 * MM)
    else:
        if part.kind == "question" and rest and rest[0].kind == "answer":
            page.keep(14)
        page.paragraph(part.cells[0], indent=2 if part.kind == "text" else 0)


def _row(page: Form, part: Part) -> None:
    """A ruled row; one whose text is longer than the rest of the page goes on over the next, its label repeated."""
    if len(part.cells) == 4:
        a, b, c, d = part.cells
        page.row([Cell(LABEL, a, label=True), Cell(HALF, b), Cell(SMALL, c, label=True), Cell(HALF, d)], part.high)
        return
    label, text = part.cells
    lines = _wrapped(text, WIDE)
    while True:
        room = int((page.bottom - page.y - 2 * PAD) // LEADING)
        if len(lines) <= room or (len(lines) <= 12 and room < len(lines)):
            page.row([Cell(LABEL, label, label=True), Cell(WIDE, "\n".join(lines))], part.high)
            return
        if room < 4:
            page.keep((page.bottom - page.y) / MM + 1)
            continue
        page.row([Cell(LABEL, label, label=True), Cell(WIDE, "\n".join(lines[:room]))], part.high)
        lines = lines[room:]


def _wrapped(text: str, wide: float) -> list[str]:
    """The lines a cell of this width (mm) breaks its text into; empty text is one empty line."""
    out: list[str] = []
    for piece in text.split("\n") if text else [""]:
        laid: list[Placed] = break_lines(
            piece, lambda c: BODY.width(c) * SIZE, wide * MM - 2 * PAD, SIZE, justify=False
        )
        out += [piece[line.start : line.end] for line in laid] if piece else [""]
    return out


def _table(page: Form, part: Part) -> None:
    """A table whose head stands again on each page it goes over; no row is split."""
    refuse_missing(*(cell for row in part.rows for cell in row))
    head = [Cell(wide, text, label=True) for wide, text in zip(part.widths, part.cells, strict=True)]
    rows = part.rows or (tuple("" for _ in part.cells),)
    page.keep(20)
    page.row(head, 8.5)
    for row in rows:
        cells = [Cell(wide, text) for wide, text in zip(part.widths, row, strict=True)]
        tall = max(len(_wrapped(text, wide)) for wide, text in zip(part.widths, row, strict=True))
        at = page.sheet.page
        page.keep((tall * LEADING + 2 * PAD) / MM + 0.1)
        if page.sheet.page != at:
            page.row(head, 8.5)
        page.row(cells, 8.5)


def _foot(sheet: Sheet, form: SheetForm, total: int) -> None:
    """Signature lines of one page and its number; the last page is signed where the record ends."""
    base = FOOT_TOP + 12 * MM
    if sheet.page < total or not total:
        own = next((s for s in form.page_signs if s.page == sheet.page), PageSigns(sheet.page))
        share = WIDTH / len(form.feet)
        for n, words in enumerate(form.feet):
            x = LEFT + n * share
            sheet.text(x, base, words, BODY, 12)
            start, end = x + BODY.measure(words) * 12, x + share - 2 * MM
            sheet.rule(start, base + 2, end, base + 2, 0.5)
            strokes = own.strokes[n] if n < len(own.strokes) else ()
            draw_signature(sheet, strokes, start, FOOT_TOP, end - start, 12 * MM)
    words = form.pages.replace("{n}", str(sheet.page)).replace("{m}", str(total or sheet.page))
    sheet.text(LEFT + WIDTH, base + 9 * MM, words, BODY, 12, align="right")


__all__ = ["TABLE", "PageSigns", "Part", "SheetForm", "page_count", "render_form"]
