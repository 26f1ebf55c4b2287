"""An image's rows as they travel: column by column, what comes again only once, each value checked against its field.

Read so, ten thousand rows are forty lists of which most are short; a row is put together only to be written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Annotated, Any, Generic, Literal, TypeVar, cast

import msgspec
import sqlcipher3

from models.database import Connection
from models.records import DEEPEST, RECORDS, Record, check_json

V = TypeVar("V")
D = TypeVar("D")
Place = Annotated[int, msgspec.Meta(ge=0)]
Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Name = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
"""Half of an operation's name: a replica or a sequence number."""
MANY = 256
"""Rows from which a column with one value alone is written into the statement instead of bound to each row."""


class Unfit(ValueError):
    """A row that no operation could have made: a value that does not fit its field, a record that is there twice."""


class Column(msgspec.Struct, Generic[V], omit_defaults=True):
    """``of``: the values; ``at``: which of them each row has. Without it one for each row, or one for all of them."""

    of: list[V]
    at: list[Place] = []


class Part(msgspec.Struct, Generic[D]):
    """``data``: a column for each name in ``columns``, of ``count`` rows."""

    columns: list[str]
    count: Annotated[int, msgspec.Meta(ge=1)]
    data: D


@dataclass(frozen=True)
class Rows:
    """Rows of one record type that fit it. ``columns``: name → its column."""

    record: Record
    count: int
    columns: dict[str, Column[Any]]

    def values(self, name: str) -> Sequence[Any]:
        """The column's value in each row."""
        column = self.columns[name]
        if column.at:
            return list(map(column.of.__getitem__, column.at))
        return column.of * self.count if len(column.of) < self.count else column.of

    def write(self, connection: Connection) -> None:
        """Insert them, inside the caller's transaction; raises Unfit where one of them is there already."""
        names, marks, bound = [], [], []
        for name, column in self.columns.items():
            of, alone = column.of, len(column.of) == 1 and self.count >= MANY
            if alone and of[0] is None:
                continue  # as a column stands that nobody names
            names.append(f"[{name}]")
            marks.append(str(of[0]) if alone and type(of[0]) is int else "?")
            if marks[-1] == "?":
                bound.append(_each(column, self.count))
        sql = f"INSERT INTO [{self.record.table}] ({', '.join(names)}) VALUES ({', '.join(marks)})"
        try:
            connection.executemany(sql, zip(*bound, strict=True))
        except sqlcipher3.IntegrityError as cause:
            raise Unfit(f"{self.record.table}: {cause}") from cause


def _each(column: Column[Any], count: int) -> Iterable[Any]:
    if column.at:
        return map(column.of.__getitem__, column.at)
    return repeat(column.of[0], count) if len(column.of) < count else column.of


# --- giving


def encode(record: Record, rows: Sequence[Sequence[Any]]) -> bytes:
    """At least one row, its values in the order of ``record.columns`` and as they stand in a table."""
    data = [_column(values) for values in zip(*rows, strict=True)]
    return msgspec.json.encode(Part(list(record.columns), len(rows), data))


def _column(values: tuple[Any, ...]) -> Column[Any]:
    once = list(dict.fromkeys(values))
    if len(once) == 1 or 2 * len(once) > len(values):
        return Column(once if len(once) == 1 else list(values))
    places = {value: place for place, value in enumerate(once)}
    return Column(once, [places[value] for value in values])


# --- taking


def decode(table: str, body: bytes) -> Rows:
    """The opposite of :func:`encode`; raises Unfit (another version's columns too), msgspec.DecodeError (no JSON)."""
    record = RECORDS[table]
    try:
        part = _decoder(table).decode(body)
    except msgspec.ValidationError as wrong:
        raise Unfit(f"{table}: {wrong}") from wrong
    if part.columns != list(record.columns):
        raise Unfit(f"{table}: columns of another version")
    rows = Rows(record, part.count, dict(zip(record.columns, part.data, strict=True)))
    _check(rows)
    return rows


@cache
def _decoder(table: str) -> msgspec.json.Decoder[Part[tuple[Column[Any], ...]]]:
    """What fits each column, as :func:`models.records.check_value` has it for what stands in a table."""
    fixed: dict[str, Any] = {
        "id": Annotated[str, msgspec.Meta(min_length=1, max_length=64)],
        "_replica": Name | None,
        "_seq": Name | None,
        "_hlc": Whole | None,
        "_deleted": Literal[0, 1],
        "_ext": str | None,
    }
    kinds: dict[str, Any] = {"int": Whole | None, "money": Whole | None, "bool": Literal[0, 1, None]}
    fields = {f.name: kinds.get(f.kind, str | None) for f in RECORDS[table].fields}
    column, data, part = cast("Any", Column), cast("Any", tuple), cast("Any", Part)  # made here, not known beforehand
    return msgspec.json.Decoder(part[data[tuple(column[kind] for kind in (fixed | fields).values())]])


def _check(rows: Rows) -> None:
    """What the types of the columns leave open; raises Unfit."""
    table = rows.record.table
    for name, column in rows.columns.items():
        places = len(column.at) or (rows.count if len(column.of) == 1 else len(column.of))
        if places != rows.count or (column.at and max(column.at) >= len(column.of)):
            raise Unfit(f"{table}.{name}: not a value for each row")
    if "\0" in "".join(rows.columns["id"].of):
        raise Unfit(f"{table}: no name of a record")
    made = [rows.columns[name] for name in ("_replica", "_seq", "_hlc")]
    if any(None in column.of for column in made) and any(
        len({value is None for value in row}) > 1 for row in zip(*(rows.values(n) for n in _MADE), strict=True)
    ):
        raise Unfit(f"{table}: made by half an operation")
    for name in ("_ext", *(f.name for f in rows.record.fields if f.kind == "json")):
        _check_texts(f"{table}.{name}", [text for text in rows.columns[name].of if text is not None])
    for text in rows.columns["_ext"].of:
        if text is not None and not isinstance(_read(text), dict):
            raise Unfit(f"{table}._ext: no object")


_MADE = ("_replica", "_seq", "_hlc")
_read = msgspec.json.Decoder().decode


def _check_texts(name: str, texts: list[str]) -> None:
    """Each is JSON, and none goes deeper than an operation's value may."""
    try:
        if max(map(len, texts), default=0) > 2 * DEEPEST:
            for text in texts:
                check_json(name, _read(text))
        else:
            deque(map(_read, texts), 0)  # too short to be too deep
    except (msgspec.DecodeError, ValueError, RecursionError) as wrong:
        raise Unfit(f"{name}: {wrong}") from wrong


__all__ = ["Rows", "Unfit", "decode", "encode"]
