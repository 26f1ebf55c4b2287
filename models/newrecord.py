"""The usual operation, one that only makes one record, read and checked in a single pass over its bytes.

Whatever does not fit here (several edits, values that are missing or of another type, names nobody declared) is no
fault: it is read by :func:`models.journal.decode` and checked by :func:`models.fold.check_edit`, which say what is
wrong. What is read here they would have let through unchanged.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any, cast

import msgspec
from msgspec import UNSET, UnsetType

from models import journal, upcast
from models.merge import Dot
from models.records import DEEPEST, RECORDS, Field, Record

_WHOLE = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
KINDS = {"int": _WHOLE, "money": _WHOLE, "bool": bool, "json": dict | list | str | int | float | bool}
"""Type of a value by its field's kind, where it is not text."""
_BEGIN = b'"edits":[{"t":"'
_NEW = b'"n":true'
LONGEST = 64
"""Bytes that the name of a record type may have: those that come are remembered, known or not."""


class NewEdit(msgspec.Struct, gc=False):
    """As :class:`models.journal.Edit`, without its values: they have been looked at."""

    t: str
    r: str


class New(msgspec.Struct, gc=False):
    """As :class:`models.journal.Operation`, as far as it says what was done, where and in which order."""

    stream: str
    replica: int
    seq: int
    hlc: int
    act: str
    schema: int
    edits: tuple[NewEdit]
    """Always one."""

    @property
    def dot(self) -> Dot:
        return (self.replica, self.seq)


def read(body: bytes) -> New | None:
    """What ``body`` says where it makes one record of plain values that all fit their fields; else None."""
    at = body.find(_BEGIN)  # a quotation mark inside a text would be written otherwise
    if at < 0 or body.rfind(_NEW) < 0 or body.count(b"[") + body.count(b"{") > DEEPEST:  # so it cannot be deeper
        return None
    at += len(_BEGIN)
    end = body.find(b'"', at, at + LONGEST)
    return None if end < 0 else _reader(body[at:end])(body)


@functools.lru_cache(maxsize=256)
def _reader(table: bytes) -> Callable[[bytes], New | None]:
    record = RECORDS.get(table.decode("ascii", "replace"))
    return _no if record is None or record.private_by is not None else _made(record)


def _no(body: bytes) -> None:
    return None


@functools.cache
def _made(record: Record) -> Callable[[bytes], New | None]:
    """The reader of one record type."""
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(_operation(record)).decode
    changed = max((step.schema for step in upcast.STEPS if step.table == record.table), default=0)

    def read(body: bytes) -> New | None:
        try:
            op = decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        edit = op.edits[0]
        fits = edit.n and edit.t == record.table and 0 < len(edit.r) <= 64 and "\0" not in edit.r
        if not fits or op.schema < changed:
            return None
        return New(op.stream, op.replica, op.seq, op.hlc, op.act, op.schema, (NewEdit(edit.t, edit.r),))

    return read


def _operation(record: Record) -> type:
    """:class:`models.journal.Operation` with one edit that makes such a record."""
    values = msgspec.defstruct(
        "Values", [(r, _register(record, r), UNSET) for r in record.registers], forbid_unknown_fields=True, gc=False
    )
    edit: list[Any] = [("t", str), ("r", str), ("n", bool), ("f", values), ("b", None, None)]
    edits = cast("Any", tuple)[msgspec.defstruct("Edit", edit, gc=False),]  # made here, not known beforehand
    names: list[Any] = [
        ("stream", str),
        ("replica", journal.Name),
        ("seq", journal.Name),
        ("hlc", journal.Time),
        ("at", str),
    ]
    words: list[Any] = [("actor", str | None, None), ("reason", str | None, None), ("app", str, "")]
    told: list[Any] = [("act", str), ("edits", edits), ("schema", journal.Form, journal.SCHEMA)]
    return msgspec.defstruct("Operation", [*names, *told, *words], gc=False)


def _register(record: Record, name: str) -> Any:
    """What the value of a register may be where it is there: a group's members may be missing, or None."""
    if name not in record.grouped:
        return _value(record.by_name[name]) | UnsetType
    members = [(m, _value(record.by_name[m]) | None | UnsetType, UNSET) for m in record.registers[name]]
    return msgspec.defstruct("Group", members, forbid_unknown_fields=True, gc=False) | UnsetType


def _value(field: Field) -> Any:
    return KINDS.get(field.kind, str)
