"""Unused numbers that this device may void: its own, and those of closed blocks; never what another may still use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from models import numbering
from models.errors import KnownError

if TYPE_CHECKING:
    from models.tx import Tx


class Reader(Protocol):
    """A store, or the open transaction."""

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]: ...
    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]: ...


def voidable(reader: Reader, year: int, replica: int) -> dict[str, list[tuple[int, int]]]:
    """Type → runs (first, last) of numbers of ``year`` that are neither used nor void and that nobody else can use.

    A number of another device's open block may stand on a paper already that has not arrived here.
    """
    free: dict[str, set[int]] = {}
    gone: dict[str, numbering.Taken] = {}
    for block in numbering.blocks(reader, year=year):
        if block.replica != replica and block.state == "open":
            continue
        if block.type not in gone:
            gone[block.type] = numbering.taken(reader, block.type, year)
        free.setdefault(block.type, set()).update(gone[block.type].free(block))
    return {type: numbering.runs(sorted(numbers)) for type, numbers in sorted(free.items()) if numbers}


def void_unused(
    tx: Tx, office: str, type: str, year: int, lo: int, hi: int, reason: str, officer: str | None, day: date
) -> str:
    """Void ``lo`` to ``hi`` with a reason that stands in the register for good; returns the record's id.

    Raises KnownError: number_elsewhere (another device may use one of them), and what ``numbering.void`` raises.
    """
    for block in numbering.blocks(tx, type, year):
        other = block.replica != tx.store.replica and block.state == "open"
        if other and block.lo <= hi and lo <= block.hi:
            raise KnownError("number_elsewhere", lo=max(lo, block.lo), hi=min(hi, block.hi))
    return numbering.void(tx, office, type, year, lo, hi, reason, officer, day)
