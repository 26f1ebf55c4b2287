"""Scores a case file by the public review sheet (案卷评查): points, items that fail the whole file, what a person must judge.

The sheet is the pack's (review.json); how each of its checks is answered stands in :mod:`models.filechecks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.casefiling import Filing
from models.filechecks import APPLIES, CHECKS, Found, Work
from models.pack import Pack, read
from models.packparts import Json
from models.workdays import Calendar


@dataclass(frozen=True)
class Line:
    """One line of the sheet with its answer; ``points`` 0 for items that carry none."""

    id: str
    zh: str
    en: str
    points: int
    confidence: str
    found: Found


@dataclass(frozen=True)
class Block:
    id: str
    zh: str
    en: str
    points: int
    applies: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Review:
    """The whole sheet. ``reached`` of ``applicable`` points are proven, ``open`` wait for a person."""

    blocks: tuple[Block, ...]
    veto: tuple[Line, ...]
    additions: tuple[Line, ...]
    reached: int
    open: int
    applicable: int
    grade: Mapping[str, str]

    @property
    def failed(self) -> bool:
        """Whether an item failed that fails the whole file."""
        return any(line.found.answer == "no" for line in self.veto)

    @property
    def hundred(self) -> Decimal:
        """The score on a scale of 100 over what applies, one decimal; what waits for a person counts as lost."""
        if not self.applicable:
            return Decimal(0)
        return (Decimal(self.reached * 100) / self.applicable).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def lost(self) -> list[Line]:
        """Every line that says no, heaviest first within: fails all, points, no points."""
        scored = [line for b in self.blocks if b.applies for line in b.lines]
        return [x for x in (*self.veto, *scored, *self.additions) if x.found.answer == "no"]


def sheet(pack: Pack) -> Json:
    """The review sheet of the pack."""
    found: Json = read(pack.folder, "review.json")
    return found


def review(filing: Filing, pack: Pack, today: date, calendar: Calendar) -> Review:
    """Score ``filing`` as it stands on ``today``."""
    rules, work = sheet(pack), Work(filing, pack, today, calendar)
    blocks = tuple(_block(work, b) for b in rules["blocks"])
    veto = tuple(_line(work, v) for v in rules["veto"])
    additions = tuple(_line(work, a) for a in rules["additions"])
    counted = [line for b in blocks if b.applies for line in b.lines if line.found.answer != "na"]
    reached = sum(x.points for x in counted if x.found.answer == "yes")
    waiting = sum(x.points for x in counted if x.found.answer == "person")
    found = Review(blocks, veto, additions, reached, waiting, sum(x.points for x in counted), {})
    grades = rules["grades"]
    grade = grades[-1] if found.failed else next(g for g in grades if found.hundred >= g["from"])
    return Review(blocks, veto, additions, reached, waiting, found.applicable, {"zh": grade["zh"], "en": grade["en"]})


def _block(work: Work, rule: Json) -> Block:
    applies = APPLIES[rule["applies"]](work.filing)
    lines = tuple(_line(work, item) for item in rule["items"])
    return Block(rule["id"], rule["zh"], rule["en"], int(rule["points"]), applies, lines)


def _line(work: Work, rule: Json) -> Line:
    name, _, argument = str(rule["check"]).partition(":")
    found = CHECKS[name](work, argument)
    return Line(rule["id"], rule["zh"], rule["en"], int(rule.get("points", 0)), rule["confidence"], found)
