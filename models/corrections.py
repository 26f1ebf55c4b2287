"""What corrections that were served say of a paper: other last days, other words; the paper itself is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import endings
from models.cases import Reader, Row
from models.endings import CORRECTION
from models.workdays import parse_day

TABLES = ("changes", "dues")
"""Tables of a correction notice: what was wrong and what stands now; which requirement ends on which day now."""


@dataclass(frozen=True)
class Corrected:
    """What holds of one paper now. ``dues``: number of the requirement → its last day; ``words``: (was, now).

    ``replaced``: a paper in its place was served, so that what it required is required by that one.
    """

    dues: Mapping[int, date] = field(default_factory=dict)
    words: tuple[tuple[str, str], ...] = ()
    replaced: bool = False

    def requirement(self, row: Row) -> Row:
        """A requirement of the paper as it stands now; its record stays what it was."""
        if not self.dues and not self.words:
            return row
        due, text = self.dues.get(row["n"]), row["text"] or ""
        for was, now in self.words:
            text = text.replace(was, now)
        if due is None:
            return {**row, "text": text}
        return {**row, "due": due.isoformat(), "text": text.replace(_said(parse_day(row["due"])), _said(due))}


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


NOTHING = Corrected()


def of(reader: Reader, document: Mapping[str, Any]) -> Corrected:
    """The corrections of one paper that hold and were served on everybody, the newest last and stronger."""
    found = endings.standing(reader, document)
    if found.standing != "corrected":
        return NOTHING
    dues: dict[int, date] = {}
    words: list[tuple[str, str]] = []
    for notice in found.corrections:
        if endings.served_on(reader, notice) is None:
            continue
        content = notice["content"] or {}
        dues |= {int(one["item"]): parse_day(one["day"]) for one in content.get("dues") or ()}
        words += [(str(one["was"]), str(one["now"])) for one in content.get("changes") or ()]
    by = found.replaced_by or {}
    replaced = not found.in_force and by.get("type") != CORRECTION and endings.served_on(reader, by) is not None
    return Corrected(dues, tuple(words), replaced)
