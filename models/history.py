"""Who changed what from what to what, when, on which device and in which act: read back from the journal, in order.

What a value was before is taken from the values its author had seen, not from the order of arrival: so the same story
is told on every device. Two values written without knowing of each other are named as such, and so is the decision
between them. The private streams of informants are never part of it.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import disputes, duplicates, journal, travel
from models.journal import Operation
from models.merge import DELETED, Dot, same
from models.records import RECORDS

if TYPE_CHECKING:
    from models.store import Store

Key = tuple[str, str]
"""(table, id) of one record."""

FAMILY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "project": tuple(
        (table, "project = ?")
        for table in ("engagement", "wage_account", "deposit", "labour_cost", "recovered_payment", "warning")
    ),
    "inspection": tuple(
        (table, "inspection = ?") for table in ("approval", "answer", "finding", "stated_arrears", "evidence")
    ),
    "wage_roll": (("wage_worker", "roll = ?"), ("wage_line", "roll = ?")),
    "document": (
        ("requirement", "document = ?"),
        ("service", "document = ?"),
        ("document_end", "document = ?"),
        ("print_log", "document = ?"),
        ("stationery", "document = ?"),
        ("sealed_copy", "document = ?"),
        ("signature", "document = ?"),
        ("recheck", "document = ?1 OR requirement IN (SELECT id FROM requirement WHERE document = ?1)"),
    ),
    "officer": (("certificate", "officer = ?"),),
    "draft": (("interview_line", "draft = ?"),),
    "wage_worker": (("wage_line", "worker = ?"),),
}
"""Table → records told together with one of it: the project card is one thing to people, and so is a visit."""
MOST_ACTS = 5000
"""Acts read at a time, the newest: a thing touched more often is told in parts."""


@dataclass(frozen=True)
class Rival:
    """A value written without knowing of this one."""

    value: Any
    officer: str
    device: str
    at: str


@dataclass(frozen=True)
class Change:
    """One register of one record. ``before``: the values its author had seen ([] none); ``known`` False: not all of
    them are here. ``decided``: several stood, and this replaced them. ``kind`` as in models/disputes.py."""

    key: Key
    register: str
    kind: str
    before: tuple[Any, ...]
    after: Any
    known: bool = True
    decided: bool = False
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True)
class Step:
    """One act as far as it touched the thing. ``created``: records it made; ``received``: when it came here, None for
    an act of this device. ``kept_apart``: edits of it that this program put aside."""

    dot: Dot
    at: str
    act: str
    officer: str
    device: str
    mine: bool
    reason: str
    received: str | None
    changes: tuple[Change, ...]
    created: tuple[Key, ...] = ()
    kept_apart: int = 0

    @property
    def disputed(self) -> bool:
        """Whether somebody else wrote something else at the same time, or this decided it."""
        return any(c.rivals or c.decided for c in self.changes)


@dataclass(frozen=True)
class History:
    """The newest first. ``whole`` False: older acts lie with the office's server, those on ``missing`` records among
    them. ``open``: conflicts to decide."""

    steps: tuple[Step, ...]
    whole: bool
    open: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Write:
    dot: Dot
    hlc: int
    value: Any
    base: tuple[Dot, ...]


def history(store: Store, table: str, record: str) -> History:
    """Everything recorded about one thing and what belongs to it; merged records of it are told with it."""
    store.catch_up()
    keys = _family(store, table, record)
    acts = _acts(store, keys)
    wanted = set(keys)
    writes = _writes(acts, wanted)
    names, mine = travel.device_names(store), {line.replica for line in store.lines() if line.mine}
    people = {row["id"]: str(row["name"] or "") for row in store.find("officer")}
    apart = _put_aside(store, acts)
    authors = {op.dot: (people.get(op.actor or "", ""), names.get(op.replica, ""), op.at) for op, _ in acts}
    steps = []
    for op, received in sorted(acts, key=lambda a: (a[0].hlc, a[0].dot), reverse=True):
        edits = [e for e in op.edits if (e.t, e.r) in wanted and e.t in RECORDS]
        officer, device, _ = authors[op.dot]
        step = Step(
            op.dot, op.at, op.act, officer, device, op.replica in mine, op.reason or "", received,
            tuple(c for e in edits for c in _changes(e, op, writes, authors)),
            tuple((e.t, e.r) for e in edits if e.n),
            apart.get(op.dot, 0),
        )  # fmt: skip
        steps.append(step)
    missing = _missing(store, keys, writes, acts)
    whole = not missing and len(acts) < MOST_ACTS
    return History(tuple(steps), whole, _open(store, wanted), tuple(missing))


def _family(store: Store, table: str, record: str) -> list[Key]:
    if RECORDS[table].private_by is not None:
        return []
    known = duplicates.aliases(store)
    own = known.members(table, record) if table in duplicates.KINDS else (record,)
    keys: list[Key] = [(table, one) for one in own]
    for one in own:
        for child, condition in FAMILY.get(table, ()):
            rows = store.rows(f"SELECT id FROM [{child}] WHERE {condition}", (one,))
            keys += [(child, row["id"]) for row in rows]
    keys += [("merging", f.id) for f in duplicates.facts(store) if f.kind == table and {f.record, f.kept} & set(own)]
    return keys


def _acts(store: Store, keys: Iterable[Key]) -> list[tuple[Operation, str | None]]:
    rows = store.rows(
        "SELECT body, recv_at FROM sync_op WHERE body IS NOT NULL AND stream = ? AND pos IN (SELECT pos FROM "
        "sync_touch WHERE rec IN (SELECT value FROM json_each(?))) ORDER BY pos DESC LIMIT ?",
        (store.stream, json.dumps([rec for _, rec in keys]), MOST_ACTS),
    )
    return [(journal.decode(bytes(row["body"])), row["recv_at"]) for row in rows]


def _put_aside(store: Store, acts: Iterable[tuple[Operation, str | None]]) -> dict[Dot, int]:
    held: dict[Dot, int] = {}
    for row in store.rows("SELECT replica, seq FROM sync_quarantine"):
        held[(row["replica"], row["seq"])] = held.get((row["replica"], row["seq"]), 0) + 1
    return {op.dot: held[op.dot] for op, _ in acts if op.dot in held}


Writes = Mapping[tuple[str, str, str], Mapping[Dot, _Write]]


def _writes(acts: Iterable[tuple[Operation, str | None]], wanted: set[Key]) -> Writes:
    found: dict[tuple[str, str, str], dict[Dot, _Write]] = {}
    for op, _ in acts:
        for edit in op.edits:
            if (edit.t, edit.r) in wanted:
                for write in edit.writes():
                    place = found.setdefault((edit.t, edit.r, write.register), {})
                    place[op.dot] = _Write(op.dot, op.hlc, write.value, write.base)
    return found


def _changes(
    edit: journal.Edit, op: Operation, writes: Writes, authors: Mapping[Dot, tuple[str, str, str]]
) -> list[Change]:
    made = []
    for register in edit.f:
        there = writes[(edit.t, edit.r, register)]
        own = there[op.dot]
        before: list[Any] = []
        for dot in own.base:
            if dot in there and not any(same(there[dot].value, b) for b in before):
                before.append(there[dot].value)
        made.append(
            Change(
                (edit.t, edit.r), register, disputes.kind_of(edit.t, register), tuple(before), own.value,
                known=all(dot in there for dot in own.base),
                decided=len(before) > 1 or (op.act == "resolve" and len(own.base) > 1),
                rivals=tuple(Rival(w.value, *authors[w.dot]) for w in _rivals(own, there)),
            )
        )  # fmt: skip
    return made


def _rivals(own: _Write, there: Mapping[Dot, _Write]) -> list[_Write]:
    """Other values of the register that neither saw this one nor were seen by it."""
    if len(there) < 2 or all(_follows(a, b) for a, b in _in_order(there)):
        return []
    before = _ancestors(own, there)
    return [
        w
        for w in there.values()
        if w.dot != own.dot
        and w.dot not in before
        and own.dot not in _ancestors(w, there)
        and not same(w.value, own.value)
    ]


def _in_order(there: Mapping[Dot, _Write]) -> Iterable[tuple[_Write, _Write]]:
    ordered = sorted(there.values(), key=lambda w: (w.hlc, w.dot))
    return itertools.pairwise(ordered)


def _follows(earlier: _Write, later: _Write) -> bool:
    return earlier.dot in later.base


def _ancestors(own: _Write, there: Mapping[Dot, _Write]) -> set[Dot]:
    found: set[Dot] = set()
    ahead = list(own.base)
    while ahead:
        dot = ahead.pop()
        if dot not in found:
            found.add(dot)
            ahead += there[dot].base if dot in there else ()
    return found


def _missing(
    store: Store, keys: Sequence[Key], writes: Writes, acts: Sequence[tuple[Operation, str | None]]
) -> list[str]:
    """Records of which the act that made them, or a value that was replaced, is not here."""
    here = {op.dot for op, _ in acts}
    found: dict[str, None] = {}
    for table in {t for t, _ in keys}:
        ids = json.dumps([r for t, r in keys if t == table])
        made = store.rows(
            f"SELECT id, _replica AS r, _seq AS s FROM [{table}] WHERE _replica IS NOT NULL "
            "AND id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        found.update(dict.fromkeys(row["id"] for row in made if (row["r"], row["s"]) not in here))
    for (_, record, _), there in writes.items():
        if any(dot not in there for w in there.values() for dot in w.base):
            found[record] = None
    return list(found)


def _open(store: Store, wanted: set[Key]) -> int:
    return sum((c["tbl"], c["rec"]) in wanted for c in store.conflicts())


def is_deletion(change: Change) -> bool:
    """Whether this change deleted its record, or took that back (``after`` None)."""
    return change.register == DELETED
