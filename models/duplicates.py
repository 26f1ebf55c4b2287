"""Two records of one thing (a unit, a project) counted as one: facts that people state, and the one place that reads them.

A merge is a fact of its own ("this record is that one"), never a rewriting: references stay as they were written and
are followed when read. So two desks that merge in opposite directions meet in the same group, an edit that a laptop
makes offline on the record given up is kept and shown, and taking a merge back gives everything back. Issued papers
hold frozen content and are never touched.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from models import merge as merging
from models.clock import stamp
from models.errors import KnownError
from models.records import RECORDS

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
KINDS = ("unit", "project")
"""What may be merged. Workers never: a name is no proof that two people are one."""
LISTS: Mapping[str, tuple[str, ...]] = {"draft": ("addressees", "jointly_with"), "approval": ("units",)}
"""JSON fields of records still open that hold ids of units. Issued papers are left as they are."""


class Reader(Protocol):
    """A store, or the open transaction."""

    def get(self, table: str, record: str | None) -> Row | None: ...
    def find(self, table: str, **where: Any) -> list[Row]: ...


R = TypeVar("R", bound=Reader)


@dataclass(frozen=True)
class Fact:
    """One statement: ``record`` is ``kept`` (what: same), is not (different), or a taking back of others (undo).

    ``seen``: replica → last act its author had here; ``filled``: register → value it copied to ``kept``.
    """

    id: str
    kind: str
    what: str
    record: str
    kept: str
    seen: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, Any] = field(default_factory=dict)
    undoes: tuple[str, ...] = ()
    officer: str | None = None
    at: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Aliases:
    """Which records count as which. ``groups``: kind → record kept → every member, it first."""

    of: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    different: frozenset[frozenset[str]] = frozenset()

    def survivor(self, record: str) -> str:
        """The record that counts; the record itself where nobody merged it."""
        return self.of.get(record, record)

    def members(self, kind: str, record: str) -> tuple[str, ...]:
        """Everything that counts as the same as ``record``, the one kept first."""
        kept = self.survivor(record)
        return self.groups.get(kind, {}).get(kept, (kept,))

    def facts_of(self, kind: str, record: str) -> list[Fact]:
        """The merges in force between the members of this record's group, oldest first."""
        group = set(self.members(kind, record))
        return [f for f in self.facts if f.kind == kind and f.record in group]

    def contested(self, kind: str, record: str) -> bool:
        """Whether people merged one member into two different records: somebody should look."""
        kept: dict[str, set[str]] = {}
        for fact in self.facts_of(kind, record):
            kept.setdefault(fact.record, set()).add(fact.kept)
        return any(len(into) > 1 for into in kept.values())


def facts(reader: Reader) -> list[Fact]:
    """Every statement ever made, taken back or not, oldest first."""
    return [
        Fact(
            row["id"], row["kind"] or "", row["what"] or "", row["record"] or "", row["kept"] or "",
            row["seen"] or {}, row["filled"] or {}, tuple(row["undoes"] or ()),
            row["officer"], row["at"] or "", row["reason"] or "",
        )
        for row in reader.find("merging")
    ]  # fmt: skip


def aliases(reader: Reader) -> Aliases:
    """What the statements known here come to: a function of their set, whatever the order of arrival.

    In each group the one counts that is still there before deleted, given up by nobody before given up, then the
    least id.
    """
    every = facts(reader)
    if not every:
        return Aliases()
    undone = {one for fact in every if fact.what == "undo" for one in fact.undoes}
    standing = [f for f in every if f.id not in undone and f.kind in KINDS and f.record and f.kept]
    same = tuple(f for f in standing if f.what == "same" and f.record != f.kept)
    different = frozenset(frozenset((f.record, f.kept)) for f in standing if f.what == "different")
    of: dict[str, str] = {}
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind in KINDS:
        given_up = {f.record for f in same if f.kind == kind}
        there = _there(reader, kind, given_up | {f.kept for f in same if f.kind == kind})
        for members in _components((f.record, f.kept) for f in same if f.kind == kind):
            kept = min(members, key=lambda one: (one not in there, one in given_up, one))
            rest = sorted(members - {kept})
            groups.setdefault(kind, {})[kept] = (kept, *rest)
            of.update(dict.fromkeys(rest, kept))
    return Aliases(of, groups, same, different)


def _components(edges: Iterable[tuple[str, str]]) -> list[set[str]]:
    group: dict[str, set[str]] = {}
    for one, other in edges:
        joined = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(joined, joined))
    return list({id(members): members for members in group.values()}.values())


def _there(reader: Reader, kind: str, records: set[str]) -> set[str]:
    """Those that are here and not deleted; asked in one go where the reader can."""
    if not records:
        return set()
    rows = getattr(reader, "rows", None)
    if rows is None:
        return {one for one in records if reader.get(kind, one) is not None}
    sql = f"SELECT id FROM [{kind}] WHERE _deleted = 0 AND _replica IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
    return {row["id"] for row in rows(sql, (json.dumps(sorted(records)),))}


def survivor(reader: Reader, kind: str, record: str | None) -> str | None:
    """The record that counts for ``record`` now."""
    return aliases(reader).survivor(record) if record and kind in KINDS else record


# --- reading through merges


class View:
    """A reader in which merged records are one: ids resolved in what is read, all members found by the one kept."""

    def __init__(self, reader: Any, known: Aliases) -> None:
        self._reader, self.known = reader, known

    def get(self, table: str, record: str | None) -> Row | None:
        if record is not None and table in KINDS:
            record = self.known.survivor(record)
        row = self._reader.get(table, record)
        return self.resolved(table, row) if row is not None else None

    def find(self, table: str, **where: Any) -> list[Row]:
        ways = [[(name, value) for value in self._values(table, name, value)] for name, value in where.items()]
        rows: dict[str, Row] = {}
        for wanted in itertools.product(*ways):
            rows.update((row["id"], row) for row in self._reader.find(table, **dict(wanted)))
        found = list(rows.values())
        if table in KINDS:
            return [row for row in found if row["id"] not in self.known.of]
        if table == "answer":
            found = self._one_answer_each(found)
        return [self.resolved(table, row) for row in found]

    def _values(self, table: str, name: str, value: Any) -> tuple[Any, ...]:
        declared = RECORDS[table].by_name.get(name)
        if declared is None or declared.ref not in KINDS or not isinstance(value, str):
            return (value,)
        return self.known.members(declared.ref, value)

    def _one_answer_each(self, rows: list[Row]) -> list[Row]:
        """Where both records of a unit answered one question, the answer of the one kept counts."""
        found: dict[Any, Row] = {}
        for row in rows:
            key = (row["inspection"], row["item"], self.known.survivor(row["unit"] or ""))
            if key not in found or found[key]["unit"] in self.known.of:
                found[key] = row
        return list(found.values())

    def resolved(self, table: str, row: Row) -> Row:
        """``row`` with every unit and project it names replaced by the one kept."""
        made = dict(row)
        for one in RECORDS[table].fields:
            if one.ref in KINDS and made.get(one.name):
                made[one.name] = self.known.survivor(made[one.name])
        for name in LISTS.get(table, ()):
            if made.get(name):
                ids = (self.known.survivor(x) if isinstance(x, str) else x for x in made[name])
                made[name] = list(dict.fromkeys(ids)) if all(isinstance(x, str) for x in made[name]) else list(ids)
        if table == "draft" and made.get("requirements"):
            made["requirements"] = [self._joint(one) for one in made["requirements"]]
        return made

    def _joint(self, requirement: Any) -> Any:
        joint = requirement.get("jointly_with") if isinstance(requirement, dict) else None
        return {**requirement, "jointly_with": [self.known.survivor(u) for u in joint]} if joint else requirement

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def view(reader: R) -> R:
    """``reader`` seen through the merges; itself where there are none."""
    if isinstance(reader, View):
        return reader
    known = aliases(reader)
    return cast("R", View(reader, known)) if known.of else reader


def resolved(reader: Reader, table: str, row: Row) -> Row:
    """One row that was read without :func:`view`, with its units and projects followed."""
    seen = view(reader)
    return seen.resolved(table, row) if isinstance(seen, View) else row


# --- what people do


def merge(tx: Tx, kind: str, record: str, kept: str, reason: str) -> str:
    """State that ``record`` is ``kept``; what ``kept`` lacks is filled in from it. Returns the statement's id.

    Raises KnownError: duplicate_gone (one of them is not here any more), duplicate_already, reason_missing.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    if not reason.strip():
        raise KnownError("reason_missing")
    given, into = tx.get(kind, record), tx.get(kind, kept)
    if given is None or into is None:
        raise KnownError("duplicate_gone")
    known = aliases(tx)
    if record == kept or known.survivor(record) == known.survivor(kept):
        raise KnownError("duplicate_already")
    filled = _missing(kind, given, into)
    if filled:
        tx.set(kind, kept, **_members_of(kind, filled))
    return _state(tx, kind, "same", record, kept, reason, filled=filled or None)


def look_again(tx: Tx, kind: str, record: str, take: Iterable[str], reason: str = "") -> None:
    """Settle what was written on a merged record afterwards: ``take`` names the registers copied to the one kept.

    Raises KnownError("duplicate_gone") when the record is merged with nothing any more.
    """
    kept = aliases(tx).survivor(record)
    given = tx.get(kind, record)
    if kept == record or given is None:
        raise KnownError("duplicate_gone")
    taken = {r: _value(kind, r, given) for r in take}
    if taken:
        tx.set(kind, kept, **_members_of(kind, taken))
    _state(tx, kind, "same", record, kept, reason)


def declare_different(tx: Tx, kind: str, one: str, other: str, reason: str = "") -> None:
    """State that two records that look alike are two things; they are not proposed again."""
    _state(tx, kind, "different", one, other, reason)


def undo(tx: Tx, kind: str, record: str, reason: str) -> list[str]:
    """Take back every merge in force that names ``record``; what it filled in goes where nobody changed it since.

    Returns the statements taken back. Raises KnownError("duplicate_gone") where nothing is merged.
    """
    standing = [f for f in aliases(tx).facts if f.kind == kind and record in (f.record, f.kept)]
    if not standing:
        raise KnownError("duplicate_gone")
    for fact in standing:
        now = tx.get(kind, fact.kept)
        back = {
            register: None
            for register, value in fact.filled.items()
            if now is not None and merging.same(_value(kind, register, now), value)
        }
        if back:
            tx.set(kind, fact.kept, **_members_of(kind, back))
    first = standing[0]
    _state(tx, kind, "undo", record, first.kept, reason, undoes=[f.id for f in standing])
    return [f.id for f in standing]


def _state(tx: Tx, kind: str, what: str, record: str, kept: str, reason: str, **more: Any) -> str:
    seen = {str(line.replica): line.last_seq for line in tx.store.lines() if line.last_seq}
    own = tx.store.my_line(tx.store.stream)
    seen[str(own.replica)] = own.last_seq + 1
    return tx.new(
        "merging",
        kind=kind,
        what=what,
        record=record,
        kept=kept,
        seen=seen,
        officer=tx.actor,
        at=stamp(tx.at),
        reason=reason.strip() or None,
        **more,
    )


def _missing(kind: str, given: Row, into: Row) -> dict[str, Any]:
    """Registers that ``into`` lacks and ``given`` has."""
    found = {r: (_value(kind, r, given), _value(kind, r, into)) for r in RECORDS[kind].registers}
    return {r: there for r, (there, here) in found.items() if there is not None and here is None}


def _value(kind: str, register: str, row: Row) -> Any:
    from models.fold import register_value

    return register_value(RECORDS[kind], register, row)


def _members_of(kind: str, values: Mapping[str, Any]) -> Row:
    """Registers and their values as plain fields."""
    record = RECORDS[kind]
    made: Row = {}
    for register, value in values.items():
        for name in record.registers[register]:
            made[name] = (value or {}).get(name) if register in record.grouped else value
    return made
