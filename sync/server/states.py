"""A record as the server keeps it: what its creator wrote as plain values, and heads only where something came after.

Most registers of most records are written once. Kept so, a new record costs its values and nothing else, and an edit
touches the registers it names. What a short operation wrote that made the record stands not even there: it is read from
the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from models import journal, merge, upcast
from models.journal import Operation
from models.merge import Head, State

_decoder = msgspec.json.Decoder(dict[str, Any])
FEW = 4
"""Records made by one operation up to which it is read again for each of them."""
KEPT = (
    "SELECT record.rec, record.state, record.made, made.body FROM record LEFT JOIN op AS made ON made.office = record.office "
    "AND made.pos = record.made WHERE record.office = ? AND record.room = ? AND record.tbl = ?"
)
"""Id and what :func:`decode` takes, of one table's records: office, room, table."""


@dataclass
class Kept(State):
    """A merge state whose registers in ``plain`` hold one head each: the creator's value, at ``hlc``."""

    plain: dict[str, Any] = field(default_factory=dict)
    hlc: int = 0
    made: int | None = None
    """Position of the operation in the log that made the record and says what is ``plain``."""

    def expand(self, registers: Iterable[str] | None = None) -> Kept:
        """Turn plain values into heads: all of them, or those of ``registers``."""
        for register in list(self.plain if registers is None else registers):
            if register in self.plain:
                assert self.created is not None
                self.heads[register] = [Head(*self.created, self.hlc, self.plain.pop(register))]
        return self

    def shown(self, register: str) -> Any:
        """The value shown; None where there is none."""
        return self.plain[register] if register in self.plain else merge.shown(self.heads.get(register, []))


def created(op: Operation, values: dict[str, Any], pos: int | None = None) -> Kept:
    """The state of a record that ``op`` made and nobody touched since; ``pos``: where it stands in the log.

    A long operation is not read again for each of the records it made.
    """
    return Kept(op.dot, plain=values, hlc=op.hlc, made=pos if len(op.edits) <= FEW else None)


def encode(state: Kept) -> bytes:
    """As it stands in the server's table: without what the log has (:attr:`Kept.made`)."""
    if state.made is not None and not state.heads and not state.gone:
        return b""
    data: dict[str, Any] = {"created": state.created}
    if state.plain and state.made is None:
        data |= {"hlc": state.hlc, "plain": state.plain}
    if state.heads:
        data["heads"] = state.heads
    if state.gone:
        data["gone"] = {register: sorted(dots) for register, dots in state.gone.items()}
    return msgspec.json.encode(data)


def decode(table: str, rec: str, stored: bytes, made: int | None, body: bytes | None) -> Kept:
    """The opposite of :func:`encode`; reads what earlier versions stored as well. ``body``: the operation at ``made``,
    as :data:`KEPT` gives both."""
    data = _decoder.decode(stored) if stored else {}
    state = Kept(
        tuple(data["created"]) if data.get("created") else None,
        {r: [Head(*h) for h in heads] for r, heads in data.get("heads", {}).items()},
        {r: {(d[0], d[1]) for d in dots} for r, dots in data.get("gone", {}).items()},
        data.get("plain", {}),
        data.get("hlc", 0),
        made,
    )
    if made is not None:
        assert body is not None, f"{table} {rec}: the operation that made it is not in the log"
        op = journal.decode(body)
        edit = upcast.edit(next(edit for edit in op.edits if (edit.t, edit.r) == (table, rec)), op.schema)
        state.created, state.hlc = op.dot, op.hlc
        state.plain = {r: value for r, value in edit.f.items() if r not in state.heads}
    return state
