"""The office's seal on the page: where it stands over name and date, and its picture as one image without transparency."""

from __future__ import annotations

import hashlib
import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFObject, PDFStream

from forms.page.sheet import MM, Sheet

if TYPE_CHECKING:
    from forms.page.grid import Row

LOWER = 3.0
"""Millimetres by which name and date stand under the seal's middle (居中偏下)."""
LEAST_GAP = 1.0
"""Millimetres between the text and the seal's upper edge at least."""


@dataclass(frozen=True)
class Impression:
    """A seal on a paper: ``mask`` a PNG of one bit a dot, lit where there is ink; None keeps the place with a ring.

    ``colour`` as six hex digits, sizes in millimetres.
    """

    width: float
    height: float
    mask: bytes | None = None
    colour: str = "c81e1e"


@dataclass(frozen=True)
class Placed:
    """Where an impression stands: left and upper edge, in points from the paper's upper left corner."""

    x: float
    y: float


def rows_before(height: float, signed: int, pitch: float) -> int:
    """Empty grid rows between text and issuer, so that the seal's upper edge is within one row of the text.

    ``height`` of the seal in millimetres, ``signed`` rows of issuer and date, ``pitch`` in points (GB/T 9704, 7.3.5).
    """
    row = pitch / MM
    return max(1, math.ceil((height / 2 + LOWER + LEAST_GAP) / row - signed / 2))


def rows_after(height: float, signed: int, pitch: float) -> int:
    """Empty grid rows under the date that the seal reaches into."""
    row = pitch / MM
    return max(1, math.ceil((height / 2 - LOWER) / row - signed / 2))


def place(rows: Sequence[Row], top: float, pitch: float, seal: Impression) -> Placed | None:
    """Where the seal stands on a page of rows: upright, in the middle over the date, a little higher than the middle
    of issuer and date; None where the page carries no date."""
    at, first, last, middle = 0.0, None, 0.0, None
    for row in rows:
        if row.kind in ("seal", "date") and row.placed.chars:
            first = at if first is None else first
            last = at + row.rows
            if row.kind == "date":
                middle = row.x + row.placed.chars[0][1] + row.placed.width / 2
        at += row.rows
    if first is None or middle is None:
        return None
    centre = top + (first + last) / 2 * pitch - LOWER * MM
    return Placed(middle - seal.width * MM / 2, centre - seal.height * MM / 2)


def draw(sheet: Sheet, at: Placed, seal: Impression) -> None:
    """The seal's picture under the words that follow; a thin ring where only its place is kept."""
    wide, high = seal.width * MM, seal.height * MM
    bottom = sheet.size[1] - at.y - high
    red, green, blue = (int(seal.colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    if seal.mask is None:
        sheet.raw(f"q {red:.3f} {green:.3f} {blue:.3f} RG 0.6 w [3 3] 0 d {_ring(at.x, bottom, wide, high)} S Q")
        return
    name = _register(sheet, seal.mask)
    fill = f"{red:.3f} {green:.3f} {blue:.3f} rg"
    sheet.raw(f"q {fill} {wide:.3f} 0 0 {high:.3f} {at.x:.3f} {bottom:.3f} cm /{name} Do Q")


def _ring(x: float, y: float, wide: float, high: float) -> str:
    rx, ry = wide / 2, high / 2
    cx, cy, k = x + rx, y + ry, 0.5523
    arcs = (
        (rx, k * ry, k * rx, ry, 0.0, ry),
        (-k * rx, ry, -rx, k * ry, -rx, 0.0),
        (-rx, -k * ry, -k * rx, -ry, 0.0, -ry),
        (k * rx, -ry, rx, -k * ry, rx, 0.0),
    )
    said = [f"{cx + rx:.2f} {cy:.2f} m"]
    for a, b, c, d, e, f in arcs:
        said.append(f"{cx + a:.2f} {cy + b:.2f} {cx + c:.2f} {cy + d:.2f} {cx + e:.2f} {cy + f:.2f} c")
    return " ".join(said)


def _register(sheet: Sheet, mask: bytes) -> str:
    """The picture in the document, once however often it is drawn; its name on the page."""
    canvas = sheet.canvas
    name = "seal" + hashlib.sha256(mask).hexdigest()[:16]
    known: str = canvas._doc.getXObjectName(name)
    if known not in canvas._doc.idToObject:
        made = _Stencil(name, mask)
        canvas._doc.Reference(made, known)
        canvas._doc.addForm(name, made)
    canvas._formsinuse.append(name)
    return known


@lru_cache(maxsize=4)
def _bits(mask: bytes) -> tuple[int, int, bytes]:
    from PIL import Image

    image = Image.open(io.BytesIO(mask), formats=("PNG",)).convert("1")
    return image.width, image.height, zlib.compress(image.tobytes(), 9)


class _Stencil(PDFObject):  # type: ignore[misc, unused-ignore]
    """An image mask: where a bit is lit the fill colour is painted, elsewhere nothing (no transparency group)."""

    __RefOnly__ = 1

    def __init__(self, name: str, mask: bytes) -> None:
        self.name, self.mask = name, mask

    def format(self, document: Any) -> bytes:
        width, height, content = _bits(self.mask)
        stream = PDFStream(content=content)
        stream.dictionary.dict.update(
            Type=PDFName("XObject"), Subtype=PDFName("Image"), Width=width, Height=height, BitsPerComponent=1,
            ImageMask="true", Decode=PDFArray([1, 0]), Filter=PDFArray([PDFName("FlateDecode")]),
        )  # fmt: skip
        formatted: bytes = stream.format(document)
        return formatted


__all__ = ["Impression", "Placed", "draw", "place", "rows_after", "rows_before"]
