"""Copies of one profile as the office's register of devices has them: which entry is a copy of which, found out when.

A copy that was found out goes on under a new name with an entry of its own (sync/copied.py). It keeps the key of the
device it is a copy of: that, and the name it had before, is how every device of the office knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Reader(Protocol):
    """A store."""

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]: ...
    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Twin:
    """One copy. ``device`` and ``replica``: its own entry and name; ``of``: the entry of the other, which kept the
    name; ``at``: when it was found out (RFC 3339, by its own clock); ``by``: the officer signed in there ('' unknown);
    ``numbers``: whether it was granted numbers of its own since."""

    device: str
    replica: int
    name: str
    code: str
    of: str
    of_name: str
    at: str
    by: str = ""
    numbers: bool = False


def twins(reader: Reader) -> list[Twin]:
    """Every copy that was found out, oldest first."""
    rows = reader.find("device")
    found = []
    for row in rows:
        other = _original(rows, row)
        if other is not None and row["replica"] is not None:
            name, of_name = (str(r["name"] or r["code"] or "") for r in (row, other))
            at, code = str(row["enrolled_at"] or ""), str(row["code"] or "")
            own = bool(reader.find("number_block", replica=row["replica"]))
            by = _by(reader, row["id"])
            found.append(Twin(row["id"], row["replica"], name, code, other["id"], of_name, at, by, own))
    return sorted(found, key=lambda t: (t.at, t.device))


def of_this_device(reader: Reader, replica: int) -> tuple[Twin | None, list[Twin]]:
    """Whether the device of line ``replica`` is a copy, and the copies of it that were found out."""
    known = twins(reader)
    own = {row["id"] for row in reader.find("device", replica=replica)}
    return next((t for t in known if t.replica == replica), None), [t for t in known if t.of in own]


def _by(reader: Reader, device: str) -> str:
    """Who was signed in when the copy wrote down its new name; '' where that act is not here."""
    rows = reader.rows(
        "SELECT o.name FROM device d JOIN sync_op p ON p.replica = d._replica AND p.seq = d._seq "
        "JOIN officer o ON o.id = p.actor WHERE d.id = ?",
        (device,),
    )
    return str(rows[0]["name"] or "") if rows else ""


def _original(rows: list[dict[str, Any]], row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The entry this one is a copy of; a profile that came back from a backup keeps its entry and is none."""
    if row["predecessor"] is None or not row["public_key"]:
        return None
    same = [r for r in rows if r["public_key"] == row["public_key"] and r["id"] != row["id"]]
    named = [r for r in same if row["predecessor"] in (r["replica"], r["predecessor"])]
    earlier = [r for r in named or same if (r["enrolled_at"] or "") <= (row["enrolled_at"] or "")]
    return min(earlier, key=lambda r: (r["enrolled_at"] or "", r["id"]), default=None)
