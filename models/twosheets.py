"""Wage sheets of one employer that count the same month: both are kept, a person says which of them stands.

They come about where two units are found to be one, or two officers wrote a sheet of the same firm. Nothing is added
up silently: until somebody decided, no paper prints their sums. Workers are never merged by name; where the sheets
name different people both may stand. A sheet set aside stays whole; months that only it has go on counting, and all of
it counts again where the other sheet goes or the units are told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models.duplicates import view
from models.errors import KnownError

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
SET_ASIDE, COUNTED = "set_aside", "counted"
"""States of a wage roll a person gave it beside another of the same months; any other state: not decided."""


class Reader(Protocol):
    """A store, or the open transaction."""

    def get(self, table: str, record: str | None) -> Row | None: ...
    def find(self, table: str, **where: Any) -> list[Row]: ...


@dataclass(frozen=True)
class Overlap:
    """Sheets (ids, oldest first) of one unit on one visit that have ``months`` in common. ``stand``: those that count
    there; ``open`` while nobody decided about some of these months."""

    inspection: str
    unit: str
    rolls: tuple[str, ...]
    months: tuple[str, ...]
    stand: tuple[str, ...]
    open: bool


def overlaps(reader: Reader, inspection: str) -> list[Overlap]:
    """Where sheets of a visit have months of one unit in common, decided or not; units seen through merges."""
    rolls = view(reader).find("wage_roll", inspection=inspection)
    found = []
    for unit, own in _by_unit(rolls).items():
        months = _months(reader, own)
        shared = sorted(m for m, of in months.items() if len(of) > 1)
        if shared:
            concerned = [r for r in own if any(r in months[m] for m in shared)]
            states = {r["id"]: r["state"] for r in concerned}
            still = any(not _decided([r["state"] for r in months[m]]) for m in shared)
            stand = tuple(r for r, state in states.items() if state != SET_ASIDE)
            found.append(Overlap(inspection, unit, tuple(states), tuple(shared), stand, still))
    return found


def undecided(reader: Reader, inspection: str | None) -> list[Overlap]:
    """Those of :func:`overlaps` that wait for a person."""
    return [one for one in overlaps(reader, inspection) if one.open] if inspection else []


def uncounted(reader: Reader, rolls: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """(roll, month) of these rolls of one visit whose lines do not count: set aside beside a sheet that stands."""
    rolls = list(rolls)
    if not any(r["state"] == SET_ASIDE for r in rolls):
        return set()
    out: set[tuple[str, str]] = set()
    for own in _by_unit(rolls).values():
        for month, of in _months(reader, own).items():
            if any(r["state"] != SET_ASIDE for r in of):
                out |= {(r["id"], month) for r in of if r["state"] == SET_ASIDE}
    return out


def decide(tx: Tx, found: Overlap, stand: Collection[str], reason: str) -> None:
    """Say which of the sheets count in the months they share; the others are set aside, whole as they are.

    The reason is that of the act. Raises KnownError: reason_missing, sheets_none_stands, sheets_gone (one of them is
    not here any more).
    """
    if not reason.strip():
        raise KnownError("reason_missing")
    if not set(stand) & set(found.rolls):
        raise KnownError("sheets_none_stands")
    if any(tx.get("wage_roll", roll) is None for roll in found.rolls):
        raise KnownError("sheets_gone")
    for roll in found.rolls:
        tx.set("wage_roll", roll, state=COUNTED if roll in stand else SET_ASIDE)


def refuse(reader: Reader, inspection: str | None) -> None:
    """Raise KnownError("sheets_undecided") where a paper with this visit's sums would count a month twice."""
    for found in undecided(reader, inspection):
        unit = view(reader).get("unit", found.unit) or {}
        raise KnownError("sheets_undecided", unit=unit.get("name") or "", months="、".join(found.months))


def _by_unit(rolls: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Rolls of each unit, where it has several."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for roll in rolls:
        if roll["unit"]:
            found.setdefault(roll["unit"], []).append(roll)
    return {unit: own for unit, own in found.items() if len(own) > 1}


def _months(reader: Reader, rolls: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Month → those of the rolls with anything entered for it."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for roll in rolls:
        lines = reader.find("wage_line", roll=roll["id"])
        filled = {r["month"] for r in lines if any(r[k] not in (None, "") for k in ("days", "due_fen", "paid_fen"))}
        for month in sorted(m for m in filled if m):
            found.setdefault(month, []).append(roll)
    return found


def _decided(states: Collection[str | None]) -> bool:
    """One stands and the others are set aside, or a person said of all that stand that they count."""
    stand = [s for s in states if s != SET_ASIDE]
    return len(stand) == 1 or (len(stand) > 1 and all(s == COUNTED for s in stand))
