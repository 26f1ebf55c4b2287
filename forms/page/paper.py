"""Papers: notices and orders, lines of text in, pages out; the very same pages for preview and issue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms.page.archive import archive
from forms.page.chain import LOCK, refuse_missing
from forms.page.grid import COLUMN, LEFT, PITCH, TOP, Line, Row, break_pages, lay_rows
from forms.page.seal import Impression, place
from forms.page.seal import draw as draw_seal
from forms.page.sheet import HEAD_MARKS, MM, PORTRAIT, Sheet
from forms.page.wages import WageAppendix, draw_appendix
from models.errors import KnownError, Place

QR_SIDE = 25 * MM


@dataclass(frozen=True)
class Paper:
    """A notice or an order, ready for the press."""

    lines: tuple[Line, ...]
    title: str = ""
    appendix: WageAppendix | None = None
    lang: str = "zh-CN"
    qr: str | None = None
    seal: Impression | None = None


@dataclass(frozen=True)
class Spot:
    """Where a stretch of a line's text stands: page from 1, box in points from the page's top left corner."""

    line: int
    start: int
    end: int
    page: int
    x: float
    y: float
    width: float
    height: float


def paper_text(paper: Paper) -> str:
    """The paper's text, one line a line, without its appendix."""
    return "\n".join(line.text for line in paper.lines)


def content_hash(paper: Paper) -> str:
    """SHA-256 (hex) of what the paper says: its text and appendix without white space.

    Printed in the QR code, so that a copy on paper can be compared with the record.
    """
    parts = ["".join(paper_text(paper).split())]
    if paper.appendix is not None:
        parts += ["".join("\t".join(cells).split(" ")) for cells in paper.appendix.cells()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def render_paper(paper: Paper, *, draft_mark: bool, made_at: datetime | None = None) -> bytes:
    """The paper as PDF. ``made_at`` (aware) makes it the final PDF/A-2b file; None leaves the quick preview.

    Same input, same bytes. Raises KnownError("no_glyph", characters, codes) when a character has no glyph,
    "seal_place_missing" for a seal on a paper without issuer and date.
    """
    return render_with_map(paper, draft_mark=draft_mark, made_at=made_at)[0]


def render_with_map(paper: Paper, *, draft_mark: bool, made_at: datetime | None = None) -> tuple[bytes, list[Spot]]:
    """As :func:`render_paper`, and where each laid row of text stands, for the preview's jumps."""
    with LOCK:
        refuse_missing(*(line.text for line in paper.lines))
        sheet = Sheet(title=paper.title, lang=paper.lang, draft=draft_mark, packed=made_at is not None)
        spots: list[Spot] = []
        sealed = paper.seal is None
        for page in break_pages(lay_rows(paper.lines, paper.seal.height if paper.seal else 0.0)):
            sheet.begin(PORTRAIT)
            if paper.qr and sheet.page == 1:
                sheet.qr(LEFT + COLUMN - QR_SIDE, 8 * MM, QR_SIDE, paper.qr)
            at = place(page, TOP, PITCH, paper.seal) if paper.seal else None
            if paper.seal and at:
                draw_seal(sheet, at, paper.seal)
                sealed = True
            spots += _draw_page(sheet, page)
            sheet.page_number()
        if not sealed:
            raise KnownError("seal_place_missing", where=Place(field="seal_mode"), title=paper.title)
        if paper.appendix is not None:
            draw_appendix(sheet, paper.appendix)
        pdf = sheet.finish()
    if made_at is not None:
        pdf = archive(pdf, title=paper.title, lang=paper.lang, made_at=made_at)
    return pdf, spots


def _draw_page(sheet: Sheet, page: list[Row]) -> Iterator[Spot]:
    at = 0.0
    for row in page:
        top = TOP + at * PITCH
        high = row.rows * PITCH
        base = top + (high - row.size) / 2 + row.size * 0.88
        if row.kind in HEAD_MARKS:
            sheet.mark(row.kind)
        sheet.placed(row.x, base, row.placed, row.chain, row.size)
        if row.kind in HEAD_MARKS:
            sheet.unmark()
        for left, right in row.rules:
            sheet.rule(row.x + left, base + row.size * 0.16, row.x + right, base + row.size * 0.16, 0.5)
        if row.placed.chars:
            x = row.x + row.placed.chars[0][1]
            start, end = row.offset + row.placed.start, row.offset + row.placed.end
            yield Spot(row.line, start, end, sheet.page, x, top, row.placed.width, high)
        at += row.rows


__all__ = [
    "Line", "Paper", "Spot", "WageAppendix", "content_hash", "paper_text", "render_paper", "render_with_map",
]  # fmt: skip
