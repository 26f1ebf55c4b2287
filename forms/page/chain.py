"""Chains of faces: each character from the first face that has it, and no character ever lost in silence."""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics, ttfonts

from forms.page import fonts
from models.errors import KnownError

rl_config.ttfAsciiReadable = 0  # our faces share one document: 96 unused ASCII glyphs a face are waste

LOCK = threading.RLock()  # reportlab's faces seek in shared buffers: one document at a time
SUBSETS_KEPT = 24
BLANKS = frozenset(" \u3000")


def to_unicode_cmap(fontname: str, subset: list[int]) -> str:
    """ToUnicode map in UTF-16BE, at most 100 entries a block.

    reportlab's own writes U+20164 as the odd-length <20164>, which every reader gets wrong: rare names would
    print right and copy, search and compare wrong.
    """
    head = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
        f"/CMapName /{fontname} def", "/CMapType 2 def",
        "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]  # fmt: skip
    entries = [f"<{i:02X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for i, c in enumerate(subset)]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        head += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    head += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(head)


ttfonts.makeToUnicodeCMap = to_unicode_cmap


@lru_cache(maxsize=SUBSETS_KEPT)
def _written(widths: tuple[float, ...]) -> bytes:
    return b"[ " + " ".join(map(fp_str, widths)).encode() + b" ]"


class Font(ttfonts.TTFont):  # type: ignore[misc]  # reportlab has no types
    """A face that remembers the subsets it made: while somebody types, the same characters come again at each key."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(f"Anxin{name}", io.BytesIO(data), asciiReadable=0, shapable=False)
        self.face.filename = f"{name}.ttf"
        made = self.face.makeSubset
        kept = lru_cache(maxsize=SUBSETS_KEPT)(lambda codes: made(list(codes)))
        self.face.makeSubset = lambda codes: kept(tuple(codes))

    def addObjects(self, doc: Any) -> None:
        known = doc.idToObject["BasicFonts"].dict
        before = set(known)
        super().addObjects(doc)
        for name in set(known) - before:
            known[name].Widths = _written(tuple(known[name].Widths.sequence))


@lru_cache(maxsize=16)
def face(name: str) -> ttfonts.TTFont:
    """The parsed face, one object for all chains and documents (8 to 116 ms the first time)."""
    with LOCK:
        font = Font(name, fonts.data(name))
        pdfmetrics.registerFont(font)
        return font


class Chain:
    """An order of faces for one kind of text."""

    def __init__(self, *members: str) -> None:
        self.members = members
        self._index: dict[str, int] = {}
        self._width: dict[str, float] = {}

    def index(self, character: str) -> int:
        """Which member draws ``character``; -1 when none has it."""
        found = self._index.get(character)
        if found is None:
            code = ord(character)
            found = next((i for i, name in enumerate(self.members) if code in face(name).face.charToGlyph), -1)
            self._index[character] = found
        return found

    def width(self, character: str) -> float:
        """Advance in em; an absent character counts as a full one (it is refused before anything is drawn)."""
        found = self._width.get(character)
        if found is None:
            at = self.index(character)
            found = 1.0 if at < 0 else face(self.members[at]).face.getCharWidth(ord(character)) / 1000
            self._width[character] = found
        return found

    def measure(self, text: str) -> float:
        """Sum of the advances in em."""
        return sum(map(self.width, text))

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that no member has, each once, in order."""
        return [c for c in dict.fromkeys(text) if self.index(c) < 0]


BODY = Chain("FangSong", "SongLight", "SongExt", "RareA", "RareB")
TABLE = Chain("SongCore", "SongExt", "RareA", "RareB")
TITLE = Chain("SongBold", "SongCore", "SongExt", "RareA", "RareB")
HEADING = Chain("Hei", "SongCore", "SongExt", "RareA", "RareB")


def refuse_missing(*texts: str) -> None:
    """Raises KnownError("no_glyph", characters, codes) when any text holds a character no face can draw.

    Every chain ends in the same fallbacks, so one chain answers for all. Control characters and invisible
    joiners have no glyph either: a paper must read back exactly as it looks.
    """
    absent: dict[str, None] = {}
    for text in texts:
        absent.update(dict.fromkeys(TABLE.missing(text)))
    if absent:
        codes = " ".join(f"U+{ord(c):04X}" for c in absent)
        shown = "".join(c if c.isprintable() else "\ufffd" for c in absent)
        raise KnownError("no_glyph", characters=shown, codes=codes)


class Encoder(dict[str, tuple[str, str, float]]):
    """Character → (font name in this document, two hex digits, advance in em), for one document and chain."""

    def __init__(self, chain: Chain, document: Any) -> None:
        super().__init__()
        self.chain = chain
        self.document = document

    def __missing__(self, character: str) -> tuple[str, str, float]:
        at = self.chain.index(character)
        if at < 0:
            raise KnownError("no_glyph", characters=character, codes=f"U+{ord(character):04X}")
        font = face(self.chain.members[at])
        (subset, code), *_ = font.splitString(character, self.document)
        name = font.getSubsetInternalName(subset, self.document)
        found = self[character] = (name, f"{code[0]:02x}", self.chain.width(character))
        return found
