"""Official numbers: blocks granted to a device, the next number (derived, never stored), emergency series, voiding.

A number is used at most once and each number granted is used, void or reserved. A block belongs to one replica, one
document type and one year (the year of the document's date); a restored profile is another replica, so that its old
blocks are of no use to it. Nothing here is unique by force: a duplicate must be storable and visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from models.clock import local, stamp
from models.errors import KnownError
from models.numberrules import Rules as Rules
from models.numberrules import replica_code as replica_code
from models.numberrules import starting_points as starting_points
from models.numberrules import write_number as write_number
from models.pack import Pack
from models.tx import Tx

MAIN, EMERGENCY, PAPER = "main", "emergency", "paper"
BOOK = (MAIN, PAPER)
"""Series whose running numbers share one book: a paper written by hand takes a number of the same run."""
LARGEST = 999_999


class Reader(Protocol):
    """A store, or the open transaction: both read alike."""

    def find(self, table: str, **where: Any) -> list[dict[str, Any]]: ...
    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Next:
    """The number an issue would take now. ``block`` is None in the emergency series."""

    type: str
    year: int
    n: int
    number: str
    series: str
    block: str | None
    replica: int


# --- what is free


@dataclass(frozen=True)
class Block:
    """Numbers ``lo`` to ``hi`` of one type and year, granted to one replica; state ``open`` or ``closed``."""

    id: str
    type: str
    year: int
    lo: int
    hi: int
    replica: int
    state: str
    device: str | None = None
    granted_at: str | None = None
    closed_reason: str | None = None

    def holds(self, n: int) -> bool:
        return self.lo <= n <= self.hi

    def numbers(self) -> range:
        return range(self.lo, self.hi + 1)


@dataclass(frozen=True)
class Taken:
    """The numbers of one type and year that are gone: used (in the book), void."""

    used: frozenset[int]
    void: frozenset[int]
    emergency: Mapping[int, int] = field(default_factory=dict)
    """Replica → the highest number of its emergency series."""

    def free(self, block: Block) -> list[int]:
        return [n for n in block.numbers() if n not in self.used and n not in self.void]


def blocks(reader: Reader, type: str | None = None, year: int | None = None) -> list[Block]:
    """The blocks known here, lowest number first."""
    where = {k: v for k, v in (("type", type), ("year", year)) if v is not None}
    found = [block_of(row) for row in reader.find("number_block", **where)]
    return sorted(found, key=lambda b: (b.type, b.year, b.lo, b.hi, b.id))


def block_of(row: Mapping[str, Any]) -> Block:
    names = ("id", "type", "year", "lo", "hi", "replica", "state", "device", "granted_at", "closed_reason")
    return Block(**{name: row[name] for name in names})


def taken(reader: Reader, type: str, year: int) -> Taken:
    """What is used and void of one type and year."""
    used: set[int] = set()
    emergency: dict[int, int] = {}
    rows = reader.rows(
        "SELECT n, series, replica FROM number_use WHERE type = ? AND year = ? AND _replica IS NOT NULL", (type, year)
    )
    for row in rows:
        if row["series"] in BOOK and row["n"] is not None:
            used.add(int(row["n"]))
        elif row["series"] == EMERGENCY:
            emergency[row["replica"]] = max(emergency.get(row["replica"], 0), int(row["n"]))
    void: set[int] = set()
    for row in reader.find("number_void", type=type, year=year):
        void.update(range(row["lo"], row["hi"] + 1))
    return Taken(frozenset(used), frozenset(void), emergency)


def next_number(reader: Reader, rules: Rules, type: str, day: date, today: date, replica: int) -> Next:
    """The number a paper dated ``day`` would take if it were issued on ``today`` by ``replica``.

    The lowest free number of this replica's open blocks of that year; where there is none, the next of its emergency
    series. Raises KnownError("date_other_year") when the paper's year is not this year: numbers of another year are
    not usable, before 1 January or after it.
    """
    if day.year != today.year:
        raise KnownError("date_other_year", date=day.isoformat(), year=today.year)
    type, year = rules.canonical(type), day.year
    gone = taken(reader, type, year)
    for block in blocks(reader, type, year):
        if block.replica == replica and block.state == "open":
            n = next((n for n in block.numbers() if n not in gone.used and n not in gone.void), None)
            if n is not None:
                return Next(type, year, n, rules.main(type, year, n), MAIN, block.id, replica)
    n = gone.emergency.get(replica, 0) + 1
    return Next(type, year, n, rules.emergency(type, year, n, replica), EMERGENCY, None, replica)


def remaining(reader: Reader, year: int, replica: int) -> dict[str, int]:
    """Document type → numbers this replica still has for ``year``; only types it ever held a block of."""
    left: dict[str, int] = {}
    gone: dict[str, Taken] = {}
    for block in blocks(reader, year=year):
        if block.replica != replica:
            continue
        if block.type not in gone:
            gone[block.type] = taken(reader, block.type, year)
        free = len(gone[block.type].free(block)) if block.state == "open" else 0
        left[block.type] = left.get(block.type, 0) + free
    return left


def low(left: Mapping[str, int], pack: Pack) -> dict[str, int]:
    """The types whose remaining numbers are fewer than the office wants to be told."""
    limit = int(pack.option("low_numbers_warning"))
    return {type: n for type, n in left.items() if n < limit}


def first_free(reader: Reader, type: str, year: int) -> int:
    """The first number above everything granted, used or void: where a new block begins."""
    gone = taken(reader, type, year)
    highest = max((b.hi for b in blocks(reader, type, year)), default=0)
    return max(highest, max(gone.used, default=0), max(gone.void, default=0)) + 1


# --- granting, closing, voiding


def grant(
    tx: Tx, office: str, type: str, year: int, lo: int, hi: int, replica: int, device: str | None = None
) -> str:
    """Grant numbers ``lo`` to ``hi`` to ``replica``; returns the block's id.

    Raises KnownError: block_bad (not 1 ≤ lo ≤ hi), block_overlaps (part of it was granted or voided before).
    """
    if not 1 <= lo <= hi <= LARGEST:
        raise KnownError("block_bad", lo=lo, hi=hi)
    spans = [(b.lo, b.hi) for b in blocks(tx, type, year)]
    spans += [(row["lo"], row["hi"]) for row in tx.find("number_void", type=type, year=year)]
    for first, last in spans:
        if lo <= last and first <= hi:
            raise KnownError("block_overlaps", lo=lo, hi=hi, first=first, last=last)
    return tx.new(
        "number_block",
        office=office,
        type=type,
        year=year,
        lo=lo,
        hi=hi,
        replica=replica,
        device=device,
        state="open",
        granted_at=stamp(tx.at),
    )


def may_grant_itself(reader: Reader, type: str, replica: int) -> bool:
    """Whether a profile that works alone may take the next block by itself.

    Not a restored one: the copy it came from may have used numbers this one does not know. It writes in the
    emergency series until a person grants it a block beginning above the last number on paper.
    """
    known = blocks(reader, type)
    if any(b.replica == replica for b in known):
        return True
    restored = any(d["predecessor"] is not None for d in reader.find("device", replica=replica))
    return not known and not restored


def grant_alone(tx: Tx, rules: Rules, type: str, year: int, replica: int) -> str | None:
    """The next block for a profile that works alone, when it has no number left; None where nothing was granted."""
    type = rules.canonical(type)
    if not may_grant_itself(tx, type, replica):
        return None
    gone = taken(tx, type, year)
    if any(gone.free(b) for b in blocks(tx, type, year) if b.replica == replica and b.state == "open"):
        return None
    lo, hi = next_block(tx, rules, type, year, tx.at)
    return grant(tx, rules.office, type, year, lo, hi, replica, rules.device)


def next_block(reader: Reader, rules: Rules, type: str, year: int, at: datetime) -> tuple[int, int]:
    """First and last number of the block a profile that works alone would grant itself now.

    It begins above everything known, or at the office's next starting point of this year, and ends before the one
    after that.
    """
    free = first_free(reader, type, year)
    points = rules.firsts.get(type, ()) if year == local(at).year else ()
    ahead = [p for p in points if p >= free]
    lo = ahead.pop(0) if ahead else free
    return lo, min([lo + int(rules.pack.option("number_block_size")) - 1, LARGEST, *(p - 1 for p in ahead)])


def close_blocks(tx: Tx, replica: int, reason: str, year: int | None = None) -> list[str]:
    """Close the open blocks of ``replica`` (revoked, restored); their free numbers stay reserved with the reason."""
    _need_reason(reason)
    closed = []
    for block in blocks(tx, year=year):
        if block.replica == replica and block.state == "open":
            tx.set("number_block", block.id, state="closed", closed_reason=reason)
            closed.append(block.id)
    return closed


def void(
    tx: Tx, office: str, type: str, year: int, lo: int, hi: int, reason: str, officer: str | None, day: date
) -> str:
    """Void the numbers ``lo`` to ``hi`` for good (作废登记), with a reason; returns the record's id.

    Raises KnownError: reason_missing, block_bad, number_not_granted, number_in_use, number_already_void.
    """
    _need_reason(reason)
    if not 1 <= lo <= hi <= LARGEST:
        raise KnownError("block_bad", lo=lo, hi=hi)
    gone, known = taken(tx, type, year), blocks(tx, type, year)
    for n in range(lo, hi + 1):
        if n in gone.used:
            raise KnownError("number_in_use", n=n)
        if n in gone.void:
            raise KnownError("number_already_void", n=n)
        if not any(b.holds(n) for b in known):
            raise KnownError("number_not_granted", n=n)
    block = next((b.id for b in known if b.holds(lo) and b.holds(hi)), None)
    return tx.new(
        "number_void",
        office=office,
        type=type,
        year=year,
        lo=lo,
        hi=hi,
        block=block,
        reason=reason,
        officer=officer,
        on=day.isoformat(),
    )


def void_rest(tx: Tx, block: str, reason: str, officer: str | None, day: date) -> int:
    """Void what is left of a block and close it (at the year's end, or when it is returned); how many numbers.

    A returned number is never granted again. Raises KnownError("reason_missing", "block_unknown").
    """
    _need_reason(reason)
    row = tx.get("number_block", block)
    if row is None:
        raise KnownError("block_unknown", block=block)
    found = block_of(row)
    free = taken(tx, found.type, found.year).free(found)
    for first, last in runs(free):
        void(tx, row["office"], found.type, found.year, first, last, reason, officer, day)
    if found.state != "closed":
        tx.set("number_block", block, state="closed", closed_reason=reason)
    return len(free)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as first and last of each unbroken run."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise KnownError("reason_missing")


# --- using


def use(tx: Tx, rules: Rules, taking: Next, document: str, day: date, officer: str | None) -> str:
    """Write the use of ``taking`` by ``document``, inside the issuing transaction; returns the record's id."""
    return tx.new(
        "number_use",
        office=rules.office,
        type=taking.type,
        year=taking.year,
        n=taking.n,
        series=taking.series,
        number=taking.number,
        document=document,
        block=taking.block,
        replica=taking.replica,
        date=day.isoformat(),
        kind="issue",
        officer=officer,
    )


def enter_paper(
    tx: Tx,
    rules: Rules,
    type: str,
    day: date,
    n: int | None,
    number: str | None,
    addressee: str,
    officer: str | None,
    reason: str,
) -> str:
    """Enter a paper written by hand into the register afterwards (补录); returns the document's id.

    The paper is a fact: it is entered even where its number was used before, and the register shows the duplicate.
    ``n`` alone is written with the office's pattern; ``number`` is taken as it stands on the paper.
    Raises KnownError: reason_missing, number_missing.
    """
    _need_reason(reason)
    if n is None and not (number or "").strip():
        raise KnownError("number_missing")
    type = rules.canonical(type)
    text = (number or "").strip() or rules.main(type, day.year, n or 0)
    document = tx.new(
        "document",
        office=rules.office,
        type=type,
        title=rules.pack.title(type),
        number=text,
        n=n,
        year=day.year,
        series=PAPER,
        addressees=[{"name": addressee}],
        date=day.isoformat(),
        issued_by=officer,
        origin="paper",
        pack=rules.pack.id,
        pack_version=rules.pack.version,
    )
    tx.new(
        "number_use",
        office=rules.office,
        type=type,
        year=day.year,
        n=n,
        series=PAPER,
        number=text,
        document=document,
        replica=tx.store.replica,
        date=day.isoformat(),
        kind="paper",
        officer=officer,
        reason=reason,
    )
    return document
