"""Conflicts as a person decides them: what stood before, what each side wrote, who and when; and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models import journal, travel
from models.errors import KnownError
from models.merge import DELETED, Head, State, same
from models.records import RECORDS
from models.travel import Subject
from models.tx import Tx

if TYPE_CHECKING:
    from models.store import Line

WEIGHTY = ("money", "day", "month", "instant", "ref", "json", "int", "sha", "bool")
"""Kinds of fields whose decision needs a reason: party, amount, date, article."""


class Reader(travel.Reader, Protocol):
    """A store."""

    def conflicts(self) -> list[dict[str, Any]]: ...
    def state(self, table: str, record: str) -> State: ...
    def lines(self) -> list[Line]: ...


@dataclass(frozen=True)
class Side:
    """One value that stands: who wrote it, when, on which device; ``mine``: on this one."""

    value: Any
    officer: str
    device: str
    at: str
    mine: bool


@dataclass(frozen=True)
class Dispute:
    """One register of one record with several values that did not see each other.

    ``original`` is what stood before both (None: nothing, or no longer known). ``editable``: a person may also write
    a third value. ``reason_needed``: the decision must say why.
    """

    table: str
    record: str
    register: str
    subject: Subject
    original: Any
    sides: tuple[Side, ...]
    kind: str
    reason_needed: bool

    @property
    def editable(self) -> bool:
        return self.kind in ("text", "money", "day", "int")


def disputes(reader: Reader) -> list[Dispute]:
    """Every conflict nobody decided yet, the oldest first."""
    return [dispute(reader, c["tbl"], c["rec"], c["reg"]) for c in reader.conflicts() if c["tbl"] in RECORDS]


def dispute(reader: Reader, table: str, record: str, register: str) -> Dispute:
    """One conflict in full."""
    state = reader.state(table, record)
    heads = list(state.heads.get(register, []))
    mine = {line.replica for line in reader.lines() if line.mine}
    if register == DELETED:
        others = [h for r, hs in state.heads.items() if r != DELETED for h in hs]
        last = max(others, key=lambda h: h.hlc, default=None)
        heads += [last._replace(value=None)] if last is not None and all(h.value for h in heads) else []
    names = travel.device_names(reader)
    sides = tuple(_side(reader, h, mine, names) for h in _distinct(heads))
    kind = kind_of(table, register)
    return Dispute(
        table,
        record,
        register,
        travel.subject_of(reader, table, record),
        _before(reader, heads, table, record, register),
        tuple(sorted(sides, key=lambda s: not s.mine)),
        kind,
        kind != "text",
    )


def _distinct(heads: Sequence[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in heads:
        if not any(same(head.value, k.value) for k in kept):
            kept.append(head)
    return kept


def kind_of(table: str, register: str) -> str:
    """The field's kind; ``group`` for several fields that merge as one, ``deleted`` for a deletion."""
    record = RECORDS[table]
    if register == DELETED:
        return "deleted"
    if register in record.grouped:
        return "group"
    return record.by_name[register].kind if register in record.by_name else "json"


def _operation(reader: Reader, replica: int, seq: int) -> journal.Operation | None:
    rows = reader.rows("SELECT body FROM sync_op WHERE replica = ? AND seq = ? AND body IS NOT NULL", (replica, seq))
    return journal.decode(bytes(rows[0]["body"])) if rows else None


def _side(reader: Reader, head: Head, mine: set[int], names: dict[int, str]) -> Side:
    op = _operation(reader, head.replica, head.seq)
    officer = reader.get("officer", op.actor) if op is not None else None
    return Side(
        head.value,
        str(officer["name"]) if officer else "",
        names.get(head.replica, ""),
        op.at if op is not None else "",
        head.replica in mine,
    )


def _before(reader: Reader, heads: Sequence[Head], table: str, record: str, register: str) -> Any:
    """The value both sides saw, out of the journal."""
    for head in heads:
        op = _operation(reader, head.replica, head.seq)
        for edit in op.edits if op is not None else ():
            if (edit.t, edit.r) != (table, record):
                continue
            for write in edit.writes():
                for dot in write.base if write.register == register else ():
                    found = _written(_operation(reader, *dot), table, record, register)
                    if found is not None:
                        return found
    return None


def _written(op: journal.Operation | None, table: str, record: str, register: str) -> Any:
    for edit in op.edits if op is not None else ():
        if (edit.t, edit.r) == (table, record) and register in edit.f:
            return edit.f[register]
    return None


def decide(tx: Tx, found: Dispute, value: Any, reason: str) -> None:
    """Write the decision inside the act (whose ``reason`` is kept with it); both values stay in the history.

    For a deletion ``value`` true means it stays deleted. Raises KnownError("reason_missing").
    """
    if found.reason_needed and not reason.strip():
        raise KnownError("reason_missing")
    if found.register != DELETED:
        tx.resolve(found.table, found.record, found.register, value)
    elif value:
        tx.delete(found.table, found.record)
    else:
        tx.undelete(found.table, found.record)
