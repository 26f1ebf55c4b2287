"""Seal pictures for the tests: a ring with a star and strokes round it, drawn here; no real office's seal."""

from __future__ import annotations

import io
import math
from datetime import date
from typing import Any

from PIL import Image, ImageDraw

RED = (200, 30, 30, 255)


def seal_png(side: int = 1000, *, colour: tuple[int, ...] = RED, margin: int = 0, high: int | None = None,
             paper: tuple[int, ...] = (0, 0, 0, 0)) -> bytes:  # fmt: skip
    """A round seal ``side`` dots wide; ``margin`` empty dots round it, ``high`` squeezes it, ``paper`` behind it."""
    image = Image.new("RGBA", (side, side), paper)
    pen = ImageDraw.Draw(image)
    wide, middle = side * 0.03, side / 2
    pen.ellipse((0, 0, side - 1, side - 1), outline=colour, width=round(wide))
    star = [
        (middle + r * math.sin(n * math.pi / 5), middle - r * math.cos(n * math.pi / 5))
        for n in range(10)
        for r in (side * (0.16 if n % 2 == 0 else 0.061),)
    ]
    pen.polygon(star, fill=colour)
    for n in range(-7, 8):
        turn = n * 0.28
        x, y = middle + side * 0.38 * math.sin(turn), middle - side * 0.38 * math.cos(turn)
        half = side * 0.035
        pen.rectangle((x - half, y - half, x + half, y + half), outline=colour, width=round(side * 0.012))
        pen.line((x - half, y, x + half, y), fill=colour, width=round(side * 0.012))
    if high:
        image = image.resize((side, high))
    if margin:
        framed = Image.new("RGBA", (image.width + 2 * margin, image.height + 2 * margin), paper)
        framed.paste(image, (margin, margin))
        image = framed
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def seal_svg() -> bytes:
    """The same kind of picture as lines: ring, star, no letters."""
    star = " ".join(
        f"{50 + r * math.sin(n * math.pi / 5):.2f},{50 - r * math.cos(n * math.pi / 5):.2f}"
        for n in range(10)
        for r in (16 if n % 2 == 0 else 6.1,)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        '<circle cx="50" cy="50" r="48" fill="none" stroke="#c81e1e" stroke-width="3"/>'
        f'<polygon points="{star}" fill="#c81e1e"/><rect x="20" y="70" width="60" height="4" fill="#c81e1e"/></svg>'
    ).encode()


def give_seal(
    profile: Any,
    types: Any = ("rectification_order",),
    first: date = date(2026, 1, 1),
    last: date = date(2026, 12, 31),
) -> tuple[str, str]:
    """A picture 42 mm round and an authorisation for it; their ids."""
    from forms.sealpicture import made_ready
    from models import sealimages

    picture = made_ready(seal_png(), 420, 420)
    with profile.store.change(profile.officer_id, "seal_picture") as tx:
        image = sealimages.add(tx, profile.office_id, "局印章", picture, source="seal.png", source_sha256="0" * 64)
        allowed = sealimages.authorise(
            tx, image, authorised_by="周正", paper="星晨人社办〔2026〕3号", first=first, last=last, types=types
        )
    return image, allowed
