"""Copies of one profile as the office's register of devices has them: which entry is a copy of which, found out when.

A copy that was found out goes on under a new name with an entry of its own (sync/copied.py). It keeps the key of the
device it is a copy of: that, and the name it had before, is how every device of the office knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Reader(Protocol):
    """A store, or the open transaction."""

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Twin:
    """One copy. ``device`` and ``replica``: its own entry and name; ``of``: the entry of the other, which kept the
    name; ``at``: when it was found out (RFC 3339, by its own clock)."""

    device: str
    replica: int
    name: str
    code: str
    of: str
    of_name: str
    at: str


def twins(reader: Reader) -> list[Twin]:
    """Every copy that was found out, oldest first."""
    rows = reader.find("device")
    found = []
    for row in rows:
        other = _original(rows, row)
        if other is not None and row["replica"] is not None:
            name, of_name = (str(r["name"] or r["code"] or "") for r in (row, other))
            at = str(row["enrolled_at"] or "")
            twin = Twin(row["id"], row["replica"], name, str(row["code"] or ""), other["id"], of_name, at)
            found.append(twin)
    return sorted(found, key=lambda t: (t.at, t.device))


def _original(rows: list[dict[str, Any]], row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The entry this one is a copy of; a profile that came back from a backup keeps its entry and is none."""
    if row["predecessor"] is None or not row["public_key"]:
        return None
    same = [r for r in rows if r["public_key"] == row["public_key"] and r["id"] != row["id"]]
    named = [r for r in same if row["predecessor"] in (r["replica"], r["predecessor"])]
    earlier = [r for r in named or same if (r["enrolled_at"] or "") <= (row["enrolled_at"] or "")]
    return min(earlier, key=lambda r: (r["enrolled_at"] or "", r["id"]), default=None)
