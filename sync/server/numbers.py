"""Number blocks on the server: which numbers of a year are spoken for, and which block a device gets next.

A new block begins above everything granted, used or void, whatever the order in which operations arrived; so two
devices never hold the same number from the server, and one that granted itself numbers while it worked alone keeps
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import uuid_utils

from models.journal import Edit
from sync.server.folding import Key, alive, values
from sync.server.sql import Db
from sync.server.states import Kept

TABLES = frozenset({"number_block", "number_use", "number_void"})
BLOCK_SIZE = 20
LOW = 0.3
LARGEST = 999_999
BOOK = ("main", "paper")
_TYPE = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True)
class Grant:
    """Numbers ``lo`` to ``hi`` of one type and year."""

    type: str
    year: int
    lo: int
    hi: int

    def edit(self, office: str, replica: int, device: str, now: str) -> Edit:
        """The number_block record that grants it to ``replica``."""
        fields: dict[str, Any] = {"office": office, "type": self.type, "year": self.year, "lo": self.lo}
        fields |= {"hi": self.hi, "replica": replica, "device": device, "state": "open", "granted_at": now}
        return Edit(t="number_block", r=str(uuid_utils.uuid7()), f=fields, n=True)


def index(db: Db, office: str, changed: Mapping[Key, Kept]) -> None:
    """Keep the spans of number_block, number_use and number_void at hand; part of the folding transaction."""
    gone, spans = [], []
    for (table, rec), state in changed.items():
        if table not in TABLES:
            continue
        row = values(table, state)
        if table == "number_use":
            row["lo"] = row["hi"] = row["n"] if row["series"] in BOOK else None
        gone.append((office, rec))
        if alive(state) and None not in (row["type"], row["year"], row["lo"], row["hi"]) and _fits(row):
            is_open = int(table == "number_block" and row["state"] == "open")
            span = (table.removeprefix("number_"), row["type"], row["year"], row["lo"], row["hi"])
            spans.append((office, rec, *span, row.get("replica"), is_open))
    if gone:
        db.executemany("DELETE FROM span WHERE office = ? AND rec = ?", gone)
        db.executemany("INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", spans)


def _fits(row: Mapping[str, Any]) -> bool:
    """Whether a device could ever be granted a number in or above it."""
    return bool(1 <= row["lo"] <= row["hi"] <= LARGEST and _TYPE.fullmatch(row["type"]))


def wanted(
    db: Db, office: str, replica: int, types: Sequence[str], today: date, options: Mapping[str, Any]
) -> list[Grant]:
    """The blocks to grant now: where fewer than 30 % of a block are left; in December for the next year too.

    ``options`` of the office: ``number_block_size`` (default 20), ``number_first``: type → first free number, or a
    list of numbers at which successive grants begin, for an office that goes on from its paper register.
    """
    size = (_whole(options.get("number_block_size"), 1000) or [BLOCK_SIZE])[0]
    firsts = options.get("number_first")
    found = []
    years = [today.year, today.year + 1] if today.month == 12 else [today.year]
    left = _left(db, office, replica)
    for year in years:
        for type in dict.fromkeys(t for t in types if _TYPE.fullmatch(t)):
            if left.get((type, year), 0) >= LOW * size:
                continue
            asked = firsts.get(type) if isinstance(firsts, dict) and year == today.year else None
            grant = _next(type, year, _highest(db, office, type, year), _whole(asked, LARGEST) or [1], size)
            if grant is not None:
                found.append(grant)
    return found


def _whole(value: Any, largest: int) -> list[int]:
    """The whole numbers of 1 to ``largest`` in an option that people wrote: one, or a list; the rest is left out."""
    found = value if isinstance(value, list) else [value]
    return [n for n in found if isinstance(n, int) and not isinstance(n, bool) and 1 <= n <= largest]


def _next(type: str, year: int, highest: int, starts: list[int], size: int) -> Grant | None:
    """The block above ``highest``; it ends before the next starting point."""
    ahead = sorted(p for p in starts if p > highest)
    lo = ahead.pop(0) if ahead else highest + 1
    hi = min([lo + size - 1, LARGEST, *(p - 1 for p in ahead)])
    return Grant(type, year, lo, hi) if lo <= hi else None


def _highest(db: Db, office: str, type: str, year: int) -> int:
    row = db.execute(
        "SELECT max(hi) FROM span WHERE office = ? AND type = ? AND year = ?", (office, type, year)
    ).fetchone()
    return int(row[0] or 0)


def _left(db: Db, office: str, replica: int) -> dict[tuple[str, int], int]:
    """(type, year) → numbers of this replica's open blocks that are neither used nor void."""
    blocks = db.execute(
        "SELECT rec, type, year, lo, hi FROM span WHERE office = ? AND replica = ? AND kind = 'block' AND open = 1",
        (office, replica),
    ).fetchall()
    gone: dict[str, list[tuple[int, int]]] = {rec: [] for rec, *_ in blocks}
    if blocks:
        for rec, lo, hi in db.execute(
            "SELECT block.rec, gone.lo, gone.hi FROM span AS block JOIN span AS gone ON gone.office = block.office "
            "AND gone.type = block.type AND gone.year = block.year AND gone.kind IN ('use', 'void') "
            "AND gone.lo <= block.hi AND gone.hi >= block.lo "
            "WHERE block.office = ? AND block.replica = ? AND block.kind = 'block' AND block.open = 1",
            (office, replica),
        ).fetchall():
            gone[rec].append((lo, hi))
    left: dict[tuple[str, int], int] = {}
    for rec, type, year, lo, hi in blocks:
        left[type, year] = left.get((type, year), 0) + _free(lo, hi, gone[rec])
    return left


def _free(lo: int, hi: int, gone: list[tuple[int, int]]) -> int:
    """How many of ``lo`` to ``hi`` lie in none of the ranges, which may overlap."""
    free, at = 0, lo
    for first, last in sorted(gone):
        free += max(0, min(first, hi + 1) - at)
        at = max(at, last + 1)
    return free + max(0, hi + 1 - at)
