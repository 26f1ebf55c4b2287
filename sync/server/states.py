"""A record as the server keeps it: what its creator wrote as plain values, and heads only where something came after.

Most registers of most records are written once. Kept so, a new record costs its values and nothing else, and an edit
touches the registers it names. What a short operation wrote that made the record stands not even there: it is read from
the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from models import journal, merge, upcast
from models.journal import Edit, Operation
from models.merge import Dot, Head, State

_decoder = msgspec.json.Decoder(dict[str, Any])
FEW = 4
"""Records made by one operation up to which it is read again for each of them."""
KEPT = (
    "SELECT record.rec, record.state, record.made, made.replica, made.seq, made.hlc FROM record LEFT JOIN op AS made "
    "ON made.office = record.office AND made.pos = record.made "
    "WHERE record.office = ? AND record.room = ? AND record.tbl = ?"
)
"""Id and what :func:`decode` takes, of one table's records: office, room, table."""
BODIES = KEPT.replace(" FROM", ", made.body FROM", 1)
"""The same, and the operation that made the record, where all of them are wanted."""


@dataclass
class Kept(State):
    """A merge state whose registers in ``plain`` hold one head each: the creator's value, at ``hlc``."""

    written: dict[str, Any] | None = field(default_factory=dict)
    """What is ``plain``; None until it was read."""
    hlc: int = 0
    made: int | None = None
    """Position of the operation in the log that made the record and says what is ``plain``."""
    read: Callable[[], dict[str, Any]] | None = field(default=None, compare=False, repr=False)

    @property
    def plain(self) -> dict[str, Any]:
        if self.written is None:
            assert self.read is not None
            self.written = {r: value for r, value in self.read().items() if r not in self.heads}
        return self.written

    def expand(self, registers: Iterable[str] | None = None) -> Kept:
        """Turn plain values into heads: all of them, or those of ``registers``."""
        for register in list(self.plain if registers is None else registers):
            if register not in self.heads and register in self.plain:
                assert self.created is not None
                self.heads[register] = [Head(*self.created, self.hlc, self.plain.pop(register))]
        return self

    def replace(self, op: Operation, edit: Edit) -> bool:
        """Fold an edit that saw what the creator wrote, of registers nobody touched since: what that was need not be
        read. False, and nothing done, where it is any other."""
        if edit.n or self.gone or self.created is None or merge.DELETED in edit.f or op.dot == self.created:
            return False
        writes = list(edit.writes())
        if any(write.base != (self.created,) or write.register in self.heads for write in writes):
            return False
        for write in writes:
            self.heads[write.register] = [Head(*op.dot, op.hlc, write.value)]
            if self.written is not None:
                self.written.pop(write.register, None)
        return True

    def shown(self, register: str) -> Any:
        """The value shown; None where there is none."""
        heads = self.heads.get(register)
        return self.plain.get(register) if heads is None else merge.shown(heads)


def created(op: Operation, values: dict[str, Any], pos: int | None = None) -> Kept:
    """The state of a record that ``op`` made and nobody touched since; ``pos``: where it stands in the log.

    A long operation is not read again for each of the records it made.
    """
    return Kept(op.dot, written=values, hlc=op.hlc, made=pos if len(op.edits) <= FEW else None)


def encode(state: Kept) -> bytes:
    """As it stands in the server's table: without what the log has (:attr:`Kept.made`)."""
    if state.made is not None and not state.heads and not state.gone:
        return b""
    data: dict[str, Any] = {"created": state.created}
    if state.made is None and state.plain:
        data |= {"hlc": state.hlc, "plain": state.plain}
    if state.heads:
        data["heads"] = state.heads
    if state.gone:
        data["gone"] = {register: sorted(dots) for register, dots in state.gone.items()}
    return msgspec.json.encode(data)


def decode(table: str, rec: str, kept: Sequence[Any], body: Callable[[int], bytes]) -> Kept:
    """The opposite of :func:`encode`; reads what earlier versions stored as well. ``kept``: what :data:`KEPT` gives
    after the id; ``body``: position → operation, asked only when it is needed."""
    stored, made, replica, seq, hlc = kept
    data = _decoder.decode(stored) if stored else {}
    heads = {r: [Head(*h) for h in heads] for r, heads in data.get("heads", {}).items()}
    gone = {r: {(d[0], d[1]) for d in dots} for r, dots in data.get("gone", {}).items()}
    if made is None:
        dot: Dot | None = tuple(data["created"]) if data["created"] else None
        return Kept(dot, heads, gone, data.get("plain", {}), data.get("hlc", 0))
    return Kept((replica, seq), heads, gone, None, hlc, made, lambda: _values(table, rec, body(made)))


def at_hand(body: bytes) -> Callable[[int], bytes]:
    """For :func:`decode`, of a row of :data:`BODIES`: the operation that came with it."""
    return lambda _: bytes(body)


def _values(table: str, rec: str, body: bytes) -> dict[str, Any]:
    """What the operation that made the record wrote, in this program's form."""
    op = journal.decode(body)
    return upcast.edit(next(edit for edit in op.edits if (edit.t, edit.r) == (table, rec)), op.schema).f
