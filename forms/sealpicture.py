"""A seal's picture made ready for print: cut to its ink, checked in size, colour and sharpness, one bit a dot at 600 dpi.

One bit a dot needs no transparency in the file: PDF/A-1b allows none, and the words under the seal stay readable.
"""

from __future__ import annotations

import io
from typing import Any

from models.errors import KnownError, Place
from models.sealimages import Picture, check_size

DPI, LEAST_DPI = 600, 300
MOST_SIDE, MOST_FILE = 8000, 20 * 2**20
ROUND = 0.03
"""By how much the picture's sides may differ from the size that was given."""
INK = 0.5
RED = 40
"""How much stronger red is than green and blue at least (0 to 255): an official seal is red (GB/T 9704)."""


def made_ready(picture: bytes, width: int, height: int) -> Picture:
    """``picture`` (PNG with or without transparency) as a seal of this size in tenths of a millimetre.

    Raises KnownError: seal_size_bad, seal_picture_unreadable, seal_picture_empty, seal_picture_not_red,
    seal_picture_shape, seal_picture_coarse.
    """
    check_size(width, height)
    image = _opened(picture)
    ink = _ink(image)
    box = ink.point(lambda v: 255 if v > 255 * INK else 0).getbbox()
    if box is None or not 0.02 <= _share(ink, box) <= 0.75:
        raise KnownError("seal_picture_empty")
    colour = _colour(image.crop(box), ink.crop(box))
    wide, high = box[2] - box[0], box[3] - box[1]
    if abs((wide / high) / (width / height) - 1) > ROUND:
        raise KnownError(
            "seal_picture_shape",
            where=Place(field="width"),
            found=f"{wide} × {high}",
            given=f"{width / 10:g} × {height / 10:g}",
        )
    dpi = wide / (width / 254)
    if dpi < LEAST_DPI:
        raise KnownError("seal_picture_coarse", found=round(dpi), least=LEAST_DPI)
    size = (round(width / 254 * DPI), round(height / 254 * DPI))
    from PIL import Image

    mask = (
        ink.crop(box).resize(size, Image.Resampling.LANCZOS).point(lambda v: 255 if v > 255 * INK else 0).convert("1")
    )
    out = io.BytesIO()
    mask.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), colour, width, height)


def _opened(picture: bytes) -> Any:
    """The picture with its transparency; raises KnownError("seal_picture_unreadable")."""
    from PIL import Image, UnidentifiedImageError

    if len(picture) > MOST_FILE:
        raise KnownError("seal_picture_unreadable")
    try:
        image = Image.open(io.BytesIO(picture), formats=("PNG",))
        if max(image.size) > MOST_SIDE:
            raise KnownError("seal_picture_unreadable")
        return image.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as wrong:
        raise KnownError("seal_picture_unreadable") from wrong


def _ink(image: Any) -> Any:
    """How much ink each dot carries, 0 to 255: transparent and white carry none; the strongest counts as full."""
    from PIL import ImageChops

    red, green, blue, alpha = image.split()
    lightest = ImageChops.darker(ImageChops.darker(red, green), blue)
    ink = ImageChops.multiply(ImageChops.invert(lightest), alpha)
    counts, seen = ink.histogram(), 0
    total = sum(counts)
    full = 255
    for full in range(255, 0, -1):
        seen += counts[full]
        if seen >= total * 0.005:
            break
    return ink.point(lambda v: min(255, round(v * 255 / max(full, 64))))


def _share(ink: Any, box: tuple[int, int, int, int]) -> float:
    counts = ink.crop(box).histogram()
    return float(sum(counts[128:]) / max(1, sum(counts)))


def _colour(image: Any, ink: Any) -> str:
    """The mean colour of the ink as six hex digits; raises KnownError("seal_picture_not_red")."""
    from PIL import ImageStat

    strong = ink.point(lambda v: 255 if v > 200 else 0).convert("1")
    red, green, blue = (round(v) for v in ImageStat.Stat(image.convert("RGB"), strong).mean)
    if red - max(green, blue) < RED:
        raise KnownError("seal_picture_not_red")
    return f"{red:02x}{green:02x}{blue:02x}"
