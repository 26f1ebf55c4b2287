"""What goes to the printer where the stored file does not go as it is: moved onto stationery, without its pre-printed
head, marked as printed again; and the page that shows by how much a printer is off.

The signed file is never touched: these copies are made of it for one print and thrown away.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.page.sheet import HEAD_MARKS, MM, PORTRAIT, Sheet
from models.errors import KnownError, Place
from models.pack import Pack

MOST = 150
"""Tenths of a millimetre by which a print may be moved each way."""
CROSS = (60.0, 80.0)
"""Where the cross of the test page stands, in millimetres from the paper's left and upper edge."""


@dataclass(frozen=True)
class Offset:
    """By how much a print is moved, in tenths of a millimetre: right and down."""

    right: int = 0
    down: int = 0

    def __bool__(self) -> bool:
        return bool(self.right or self.down)


def check_offset(right: int, down: int) -> Offset:
    """The offset; raises KnownError("offset_bad") where it is larger than any printer is off."""
    for field, value in (("right", right), ("down", down)):
        if abs(value) > MOST:
            raise KnownError("offset_bad", where=Place(field=field), most=MOST // 10)
    return Offset(right, down)


def print_copy(pdf: bytes, *, offset: Offset = Offset(), without: Collection[str] = (), mark: str = "") -> bytes:
    """A copy of an issued file for one print: moved by ``offset``, ``without`` parts of the head (office, title) that
    stand on the stationery, with ``mark`` in the upper margin of each page.

    The very same bytes where nothing of this is asked for. Raises KnownError("print_copy_failed").
    """
    if not offset and not without and not mark:
        return pdf
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _unsigned(document)
            marks = _marked(mark, [_size(page) for page in document.pages]) if mark else None
            for n, page in enumerate(document.pages):
                if without:
                    _leave_out(pikepdf, document, page, without)
                if marks is not None:
                    with pikepdf.open(io.BytesIO(marks)) as over:
                        page.add_overlay(over.pages[n])
                if offset and _upright(page):
                    _move(document, page, offset)
            out = io.BytesIO()
            document.save(out, deterministic_id=True)
    except pikepdf.PdfError as wrong:
        raise KnownError("print_copy_failed", reason=str(wrong)) from wrong
    return out.getvalue()


def reprint_words(pack: Pack, day: date, times: int) -> str:
    """What stands on a copy printed again where the office wants it marked; in the pack's words."""
    from forms import wording as w

    told = {"date": w.day_text(day, pack), "n": str(times)}
    return w.fill_known(pack.wording["reprint"], told)


def has_head(pdf: bytes) -> bool:
    """Whether the head of this file can be left out (files issued before this was possible have no such marks)."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        return any(
            str(step.operator) == "BMC" and str(step.operands[0]) in HEAD_MARKS.values()
            for step in pikepdf.parse_content_stream(page)
        )


def test_page(offset: Offset, words: Sequence[str]) -> bytes:
    """A page with a cross on rulers that would stand exactly at :data:`CROSS` if the printer were not off.

    ``words``: lines under it, in the user's language.
    """
    from forms.page.chain import BODY, LOCK

    with LOCK:
        sheet = Sheet(title="Anxin", packed=False)
        sheet.begin(PORTRAIT)
        x, y = (CROSS[0] + offset.right / 10) * MM, (CROSS[1] + offset.down / 10) * MM
        _ruler(sheet, x, y)
        for n, line in enumerate(words):
            sheet.text(28 * MM, (150 + 9 * n) * MM, line, BODY, 12)
        return sheet.finish()


def _ruler(sheet: Sheet, x: float, y: float) -> None:
    """A cross with a tick each millimetre to 20 mm each way, long ones each five."""
    sheet.rule(x - 20 * MM, y, x + 20 * MM, y, 0.3)
    sheet.rule(x, y - 20 * MM, x, y + 20 * MM, 0.3)
    for n in range(-20, 21):
        long = (3.0 if n % 10 == 0 else 2.2 if n % 5 == 0 else 1.2) * MM
        sheet.rule(x + n * MM, y - long / 2, x + n * MM, y + long / 2, 0.25)
        sheet.rule(x - long / 2, y + n * MM, x + long / 2, y + n * MM, 0.25)


def _unsigned(document: Any) -> None:
    """The signature belongs to the file, not to this copy: our papers have no other form field or annotation."""
    if "/AcroForm" in document.Root:
        del document.Root.AcroForm
    for page in document.pages:
        if "/Annots" in page:
            del page.Annots


def _size(page: Any) -> tuple[float, float]:
    box = [float(v) for v in page.mediabox]
    return box[2] - box[0], box[3] - box[1]


def _upright(page: Any) -> bool:
    """Turned pages (a wage table) meet no stationery: they stay where they are."""
    wide, high = _size(page)
    return wide <= high


def _move(document: Any, page: Any, offset: Offset) -> None:
    right, down = offset.right / 10 * MM, offset.down / 10 * MM
    page.contents_add(document.make_stream(f"q 1 0 0 1 {right:.3f} {-down:.3f} cm\n".encode()), prepend=True)
    page.contents_add(document.make_stream(b"\nQ"))


def _leave_out(pikepdf: Any, document: Any, page: Any, without: Collection[str]) -> None:
    """The page without the stretches marked as these parts of its head."""
    names = {HEAD_MARKS[part] for part in without}
    kept, skipping = [], 0
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if skipping:
            skipping += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
        elif operator == "BMC" and str(step.operands[0]) in names:
            skipping = 1
        else:
            kept.append(step)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


def _marked(mark: str, sizes: Sequence[tuple[float, float]]) -> bytes:
    """As many empty pages with the mark at the upper left, outside the type area."""
    from forms.page.chain import BODY, LOCK, refuse_missing

    with LOCK:
        refuse_missing(mark)
        sheet = Sheet(packed=False)
        for size in sizes:
            sheet.begin(size)
            sheet.text(28 * MM, 16 * MM, mark, BODY, 12)
        return sheet.finish()
