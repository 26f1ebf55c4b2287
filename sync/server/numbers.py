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

from models.database import Connection
from models.journal import Edit
from models.merge import State
from sync.server.folding import Key, alive, values

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


def index(db: Connection, office: str, changed: Mapping[Key, State]) -> None:
    """Keep the spans of number_block, number_use and number_void at hand; part of the folding transaction."""
    for (table, rec), state in changed.items():
        if table not in ("number_block", "number_use", "number_void"):
            continue
        row = values(table, state)
        if table == "number_use":
            row["lo"] = row["hi"] = row["n"] if row["series"] in BOOK else None
        db.execute("DELETE FROM span WHERE office = ? AND rec = ?", (office, rec))
        if alive(state) and None not in (row["type"], row["year"], row["lo"], row["hi"]) and _fits(row):
            is_open = int(table == "number_block" and row["state"] == "open")
            kind = table.removeprefix("number_")
            db.execute(
                "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    office,
                    rec,
                    kind,
                    row["type"],
                    row["year"],
                    row["lo"],
                    row["hi"],
                    row.get("replica"),
                    is_open,
                ),
            )


def _fits(row: Mapping[str, Any]) -> bool:
    return bool(1 <= row["lo"] <= row["hi"] <= LARGEST)


def wanted(
    db: Connection, office: str, replica: int, types: Sequence[str], today: date, options: Mapping[str, Any]
) -> list[Grant]:
    """The blocks to grant now: where fewer than 30 % of a block are left; in December for the next year too.

    ``options`` of the office: ``number_block_size`` (default 20), ``number_first``: type → first free number, or a
    list of numbers at which successive grants begin, for an office that goes on from its paper register.
    """
    size = (_whole(options.get("number_block_size"), 1000) or [BLOCK_SIZE])[0]
    firsts = options.get("number_first")
    found = []
    for year in [today.year, today.year + 1] if today.month == 12 else [today.year]:
        for type in dict.fromkeys(t for t in types if _TYPE.fullmatch(t)):
            if _left(db, office, type, year, replica) >= LOW * size:
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


def _highest(db: Connection, office: str, type: str, year: int) -> int:
    row = db.execute(
        "SELECT max(hi) FROM span WHERE office = ? AND type = ? AND year = ?", (office, type, year)
    ).fetchone()
    return int(row[0] or 0)


def _left(db: Connection, office: str, type: str, year: int, replica: int) -> int:
    """Numbers of this replica's open blocks that are neither used nor void."""
    key = (office, type, year)
    left = 0
    for lo, hi in db.execute(
        "SELECT lo, hi FROM span WHERE office = ? AND type = ? AND year = ? AND kind = 'block' AND replica = ? "
        "AND open = 1",
        (*key, replica),
    ).fetchall():
        gone: set[int] = set()
        for first, last in db.execute(
            "SELECT lo, hi FROM span WHERE office = ? AND type = ? AND year = ? AND kind <> 'block' AND lo <= ? "
            "AND hi >= ?",
            (*key, hi, lo),
        ):
            gone.update(range(max(lo, first), min(hi, last) + 1))
        left += hi - lo + 1 - len(gone)
    return left
