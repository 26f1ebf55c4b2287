"""Folds operations into the server's copy of each record, with the device's own merge and the device's own checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models import journal, merge, upcast
from models.fold import PRIVATE, Refused, check_edit, check_stream, each_once, plain
from models.journal import Edit, Operation
from models.merge import DELETED, Dot
from models.newrecord import New
from models.records import RECORDS
from sync.server.states import Kept, created

Key = tuple[str, str]
"""(table, record id)."""


@dataclass(frozen=True)
class Quarantined:
    """An edit that does not fit: kept in the log, shown, never in the way of the next one."""

    replica: int
    seq: int
    edit: int
    reason: str
    detail: str


@dataclass
class Folding:
    """The records one transaction touches. ``load`` gives the states that exist among the keys asked for."""

    load: Callable[[Iterable[Key]], Mapping[Key, Kept]]
    seen: Callable[[Dot], bool]
    states: dict[Key, Kept | None] = field(default_factory=dict)
    stored: set[Key] = field(default_factory=set)
    changed: dict[Key, Kept] = field(default_factory=dict)
    fresh: dict[Key, tuple[int, bytes]] = field(default_factory=dict)
    """Records of which nothing needs to be known: (position, body) of the operation that made one."""
    buckets: dict[int, list[int]] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    _made: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)

    def expect(self, operations: Iterable[Operation | New]) -> None:
        """Load what a batch touches at once."""
        keys = {(e.t, e.r) for op in operations for e in op.edits} - self.states.keys()
        if keys:
            self.states.update(dict.fromkeys(keys))
            found = self.load(key for key in keys if key[0] in RECORDS and "\0" not in key[1])
            self.states.update(found)
            self.stored.update(found)

    def fold(self, op: Operation, pos: int | None = None) -> None:
        """Fold every edit of one operation, which stands at ``pos`` in the log; what does not fit is quarantined."""
        if any((e.t, e.r) not in self.states for e in op.edits):
            self.expect([op])
        for key in {(e.t, e.r) for e in op.edits} & self.fresh.keys():
            self._look_closer(key)
        for number, edit, first in each_once(op.edits):
            try:
                if not first:
                    raise Refused("written_twice", edit.t)
                self._edit(op, upcast.edit(edit, op.schema), pos)
            except Refused as why:
                self.quarantined.append(Quarantined(op.replica, op.seq, number, why.reason, why.detail))

    def fold_new(self, op: New, pos: int, body: bytes) -> None:
        """Fold an operation that only makes a record."""
        edit = op.edits[0]
        key = (edit.t, edit.r)
        if key not in self.states:
            self.expect([op])
        if self.states[key] is not None or key in self.fresh or op.stream.startswith(PRIVATE):
            self.fold(journal.decode(body), pos)
            return
        self.fresh[key] = (pos, body)
        self._made.setdefault(edit.t, []).append((edit.r, *op.dot))

    def count_made(self) -> dict[int, list[int]]:
        """What the batch adds to the buckets, once those of which nothing needs to be known are counted too."""
        made, self._made = self._made, {}
        for table, named in made.items():
            for place, digest in merge.created_digests(table, named):
                cell = self.buckets.setdefault(place, [0, 0])
                cell[0] += 1
                cell[1] ^= digest & (2**63 - 1)
        return self.buckets

    def _look_closer(self, key: Key) -> None:
        """A record of this batch is edited in the same batch."""
        pos, body = self.fresh.pop(key)
        op = journal.decode(body)
        self.states[key] = self.changed[key] = created(op, upcast.edit(op.edits[0], op.schema).f, pos)

    def _edit(self, op: Operation, edit: Edit, pos: int | None = None) -> None:
        record = check_edit(edit)
        check_stream(edit, op.stream)
        key = (edit.t, edit.r)
        state = self.states[key]
        if state is None and edit.n and plain(edit):
            self.states[key] = self.changed[key] = created(op, edit.f, pos)
            self._count(edit.r, 1, merge.created_digest(edit.t, edit.r, op.dot))
            return
        if state is None:
            state = Kept()
        else:
            if record.once and state.created is not None:
                raise Refused("final", record.table)
            self._count(edit.r, -1, merge.digest(edit.t, edit.r, state))
        if not state.replace(op, edit):
            whole = edit.n or DELETED in edit.f
            state.expand(None if whole else edit.f)
            merge.apply(state, op.dot, op.hlc, edit.writes(), create=edit.n, seen=self.seen)
            state.made = None if whole else state.made
        self.states[key] = self.changed[key] = state
        self._count(edit.r, 1, merge.digest(edit.t, edit.r, state))

    def take(self, op: Operation, edit: Edit) -> None:
        """Fold one edit of an operation that was set aside before; raises Refused."""
        self._edit(op, edit)

    def _count(self, rec: str, records: int, digest: int) -> None:
        cell = self.buckets.setdefault(merge.bucket(rec), [0, 0])
        cell[0] += records
        cell[1] ^= digest & (2**63 - 1)


def values(table: str, state: Kept) -> dict[str, Any]:
    """The shown value of each declared field."""
    record = RECORDS[table]
    shown: dict[str, Any] = {}
    for register, members in record.registers.items():
        value = state.shown(register)
        if register in record.grouped:
            shown.update({m: (value or {}).get(m) for m in members})
        else:
            shown[members[0]] = value
    return shown


def alive(state: Kept) -> bool:
    """Created, and not deleted by somebody who had seen all that stands."""
    if DELETED in state.heads:
        state.expand()
    return state.created is not None and not merge.hidden(state)
