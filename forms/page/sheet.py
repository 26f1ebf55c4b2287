"""The drawing surface: pages in points from the top left, text placed character by character, rules, paths.

Written straight into reportlab's page stream: half the time of its text objects, and every glyph goes through
the chains, so that nothing is drawn with a face that lacks it.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from forms.page.breaking import Placed
from forms.page.chain import TABLE, TITLE, Chain, Encoder, face, refuse_missing
from forms.page.fonts import HERE as FONT_FOLDER

MM = 72 / 25.4
PORTRAIT = (210 * MM, 297 * MM)
LANDSCAPE = (297 * MM, 210 * MM)
INK = "0 g 0 G"
RED = "0.8 0.1 0.1"
HEAD_MARKS = {"office": "/AnxinOffice", "title": "/AnxinTitle"}
"""Parts of the head that may stand on an office's stationery already: marked on the page, left out in a print-over."""
QR_MASK = 3
"""Any mask decodes; trying all eight for the prettiest costs 60 ms a code, which each keystroke would wait for."""
rl_config.useA85 = 0


@dataclass(frozen=True)
class Stroke:
    """One movement of a pen: points in millimetres from the pad's top left; a third value (time) is not drawn."""

    points: tuple[tuple[float, ...], ...]


class Sheet:
    """A document being drawn. ``x`` runs right and ``y`` down from the paper's top left corner, in points."""

    def __init__(self, *, title: str = "", lang: str = "zh-CN", draft: bool = False, packed: bool = True) -> None:
        face(TABLE.members[0])
        self._out = io.BytesIO()
        self.canvas = Canvas(
            self._out,
            pagesize=PORTRAIT,
            pageCompression=int(packed),  # a preview lives in memory: packing it costs half its time
            invariant=1,
            initialFontName=f"Anxin{TABLE.members[0]}",
            pdfVersion=(1, 7),
            lang=lang,
        )
        self.canvas.setTitle(title)
        self.draft = draft
        self.page = 0
        self.size = PORTRAIT
        self._encoders: dict[int, Encoder] = {}

    def begin(self, size: tuple[float, float] = PORTRAIT) -> None:
        """Start a page; the draft mark goes under everything else."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.size = size
        self.canvas.setPageSize(size)
        if self.draft:
            self._draw_draft_mark()

    def finish(self) -> bytes:
        """The PDF, not yet PDF/A (see forms.page.archive)."""
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def mark(self, part: str) -> None:
        """What is drawn until :meth:`unmark` is this part of the head."""
        self.raw(f"{HEAD_MARKS[part]} BMC")

    def unmark(self) -> None:
        self.raw("EMC")

    def encoder(self, chain: Chain) -> Encoder:
        found = self._encoders.get(id(chain))
        if found is None:
            found = self._encoders[id(chain)] = Encoder(chain, self.canvas._doc)
        return found

    def raw(self, code: str) -> None:
        self.canvas._code.append(code)

    def placed(self, x: float, y: float, line: Placed, chain: Chain, size: float) -> None:
        """A laid line with its baseline at ``y``."""
        if line.chars:
            self._show(x, y, line.chars, chain, size)

    def text(
        self, x: float, y: float, text: str, chain: Chain, size: float, *, align: str = "left", tc: float = 0.0
    ) -> None:
        """One run of text on one baseline; ``align`` says what ``x`` is: left, center or right."""
        if not text:
            return
        code = self.encoder(chain)
        total = sum([code[c][2] for c in text]) * size + tc * (len(text) - 1)
        x -= {"left": 0.0, "center": total / 2, "right": total}[align]
        parts: list[str] = []
        font = ""
        for character in text:
            name, digits, _ = code[character]
            if name != font:
                parts.append(f"{'> Tj ' if font else ''}/{name.lstrip('/')} {size:g} Tf <")
                font = name
            parts.append(digits)
        self.raw(f"BT {tc:.3f} Tc 1 0 0 1 {x:.2f} {self.size[1] - y:.2f} Tm {''.join(parts)}> Tj ET")

    def _show(self, x: float, y: float, chars: Sequence[tuple[str, float]], chain: Chain, size: float) -> None:
        code = self.encoder(chain)
        glyphs = [code[c] for c, _ in chars]
        slack = [round(chars[i + 1][1] - chars[i][1] - glyphs[i][2] * size, 3) for i in range(len(chars) - 1)]
        tc = Counter(slack).most_common(1)[0][0] if slack else 0.0
        parts: list[str] = []
        font = ""
        for n, (name, digits, _) in enumerate(glyphs):
            if name != font:
                parts.append(f"{'>] TJ ' if font else ''}/{name.lstrip('/')} {size:g} Tf [<")
                font = name
            parts.append(digits)
            if n < len(slack) and abs(slack[n] - tc) > 0.004:
                parts.append(f">{(tc - slack[n]) * 1000 / size:.0f}<")
        left, base = x + chars[0][1], self.size[1] - y
        # an empty string behind a shift makes PDFium, which the window shows and prints with, forget the shift
        shown = "".join([*parts, ">] TJ"]).replace("<>]", "]")
        self.raw(f"BT {tc:.3f} Tc 1 0 0 1 {left:.2f} {base:.2f} Tm {shown} ET")

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """A straight line ``width`` points thick."""
        h = self.size[1]
        self.raw(f"{width:g} w {x1:.2f} {h - y1:.2f} m {x2:.2f} {h - y2:.2f} l S")

    def box(self, x: float, y: float, w: float, h: float, width: float = 0.5) -> None:
        """A rectangle's outline; ``y`` is its upper edge."""
        self.raw(f"{width:g} w {x:.2f} {self.size[1] - y - h:.2f} {w:.2f} {h:.2f} re S")

    def strokes(
        self, x: float, y: float, strokes: Sequence[Stroke], *, scale: float = 1.0, dx: float = 0.0, dy: float = 0.0
    ) -> None:
        """Signature strokes as paths, crisp at every size, their origin at ``x``, ``y``.

        ``scale`` shrinks them, ``dx`` and ``dy`` (millimetres) are taken off each point first.
        """
        h, unit = self.size[1], MM * scale
        out = [f"q {max(0.55, 0.45 * unit):.2f} w 1 J 1 j"]
        for stroke in strokes:
            points = [(x + (p[0] - dx) * unit, h - y - (p[1] - dy) * unit) for p in stroke.points]
            if not points:
                continue
            if len(points) == 1:
                points.append((points[0][0] + 0.1, points[0][1]))
            out.append(f"{points[0][0]:.2f} {points[0][1]:.2f} m")
            out += [f"{px:.2f} {py:.2f} l" for px, py in points[1:]]
            out.append("S")
        self.raw(" ".join([*out, "Q"]))

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """The QR code of ``text`` as one path, level M, ``side`` points wide with no quiet zone of its own."""
        code = segno.make(text, error="m", micro=False, boost_error=False, mask=QR_MASK)
        rows = [bytes(row) for row in code.matrix]
        unit = side / len(rows)
        base = self.size[1] - y
        out = ["q 0 g"]
        for r, row in enumerate(rows):
            c = 0
            while c < len(row):
                end = c
                while end < len(row) and row[end]:
                    end += 1
                if end > c:
                    across = f"{x + c * unit:.3f} {base - (r + 1) * unit:.3f} {(end - c) * unit:.3f}"
                    out.append(f"{across} {unit:.3f} re")
                c = max(end, c + 1)
        self.raw(" ".join([*out, "f Q"]))

    def turned(self, x: float, y: float) -> None:
        """Move the origin to ``x``, ``y`` and turn a quarter clockwise until :meth:`restore`."""
        self.raw(f"q 0 -1 1 0 {x:.2f} {self.size[1] - y:.2f} cm 1 0 0 1 0 {-self.size[1]:.2f} cm")

    def restore(self) -> None:
        self.raw("Q")

    def page_number(self) -> None:
        """— n —, size 4 half-width Song, 7 mm under the type area, odd right and even left, one character in.

        On a turned page it stands where it would stand on an upright one (GB/T 9704).
        """
        text, size = f"— {self.page} —", 14.0
        odd = self.page % 2 == 1
        across, down = (184 * MM - size if odd else 28 * MM + size), (262 + 7) * MM + size * 0.38
        if self.size[0] < self.size[1]:
            self.text(across, down, text, TABLE, size, align="right" if odd else "left")
            return
        self.turned(self.size[0] - down, across)
        self.text(0, 0, text, TABLE, size, align="right" if odd else "left")
        self.restore()

    def _draw_draft_mark(self) -> None:
        """草稿 across the page as a path, and once as small text in the upper margin for programs that read."""
        w, h = self.size
        unit = 0.2 * min(w, h) * 1.55 / 1000
        out = [f"q 0.96 0.86 0.86 rg 0.7071 0.7071 -0.7071 0.7071 {w / 2:.2f} {h / 2:.2f} cm"]
        for n, outline in enumerate(_draft_outline()):
            shift = (n - 1) * 1060 + 30
            out.append(f"q {unit:.5f} 0 0 {unit:.5f} {shift * unit:.2f} {-380 * unit:.2f} cm {outline} f Q")
        self.raw(" ".join([*out, "Q"]))
        self.raw(f"q {RED} rg")
        self.text(w / 2, 22 * MM, "草稿", TITLE, 12, align="center")
        self.raw("Q")


@lru_cache(maxsize=1)
def _draft_outline() -> tuple[str, ...]:
    marks = json.loads((FONT_FOLDER / "draft_mark.json").read_text(encoding="utf-8"))
    return tuple(
        " ".join(" ".join(f"{v:g}" for point in points for v in point) + f" {step}" for step, points in mark)
        for mark in marks
    )


__all__ = ["LANDSCAPE", "MM", "PORTRAIT", "Sheet", "Stroke", "refuse_missing"]
