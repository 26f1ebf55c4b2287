"""What must be so, computed the slow and plain way from the definitions, without the product's merge.

The oracle keeps every operation it ever saw, as JSON says it, and computes a record's values by their definition: a
value stands unless some operation in view named it as seen. It also keeps what people were told: which acts were
saved, which numbers were written on paper, what each paper's bytes are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Dot = tuple[int, int]
Key = tuple[str, str]
View = Callable[[Dot], bool]
DELETED = "_deleted"
ONCE = frozenset(
    ("document", "requirement", "document_end", "print_log", "signature", "service", "number_use", "number_void")
)
"""Facts that no later operation alters, as docs/architecture.md lists them; written down here a second time."""
GROUPS = {
    "unit": {"code": ("uscc", "uscc_status", "uscc_reason")},
    "clue": {"stated": ("people", "amount_fen")},
}
"""Groups of the records that the simulation edits."""


@dataclass(frozen=True)
class Write:
    """One value of one register, and the operations its author saw there."""

    dot: Dot
    hlc: int
    register: str
    value: Any
    base: frozenset[Dot]
    creates: bool


@dataclass(frozen=True)
class Op:
    """One act as it stands in the journal."""

    dot: Dot
    hlc: int
    stream: str
    act: str
    actor: str | None
    body: bytes
    edits: tuple[tuple[Key, tuple[Write, ...], bool], ...]


def text(value: Any) -> str:
    """Equal values have equal texts."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def read(body: bytes) -> Op:
    """An operation from its bytes, with nothing but a JSON reader."""
    data = json.loads(body)
    dot = (data["replica"], data["seq"])
    edits = []
    for edit in data["edits"]:
        seen = edit.get("b") or []
        creates = bool(edit.get("n"))
        writes = []
        for register, value in edit.get("f", {}).items():
            base = seen.get(register, []) if isinstance(seen, dict) else seen
            names = frozenset((r, s) for r, s in base)
            writes.append(Write(dot, data["hlc"], register, value, names, creates))
        edits.append(((edit["t"], edit["r"]), tuple(writes), creates))
    return Op(dot, data["hlc"], data["stream"], data["act"], data.get("actor"), body, tuple(edits))


@dataclass
class Picture:
    """One record as it must be: dots and values that stand, what is shown, what is in conflict."""

    created: bool
    heads: dict[str, dict[Dot, Any]]
    shown: dict[str, Any]
    conflicts: frozenset[str]
    hidden: bool


@dataclass
class Paper:
    number: str
    document: str
    sha256: str
    data: bytes
    dot: Dot
    device: str
    replica: int
    series: str
    n: int
    year: int


@dataclass
class Oracle:
    """``saved``: operations whose author was told so. ``lost``: those whose every disk was destroyed since."""

    ops: dict[Dot, Op] = field(default_factory=dict)
    saved: set[Dot] = field(default_factory=set)
    lost: set[Dot] = field(default_factory=set)
    authors: dict[int, str] = field(default_factory=dict)
    """Replica → device that wrote with it; the server's own are ``server``."""
    records: dict[Key, list[tuple[Op, tuple[Write, ...], bool]]] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    takers: dict[str, str] = field(default_factory=dict)
    """Photo → device (its family) that took it."""
    refused: set[tuple[Dot, Key]] = field(default_factory=set)
    """Edits that no program may apply: they alter what is final."""

    def adopt(self, body: bytes, author: str) -> Op:
        """Take note of an operation found in a journal; one name must always mean the same bytes."""
        op = read(body)
        known = self.ops.get(op.dot)
        if known is not None:
            assert known.body == body, f"invariant 6: two operations are both called {op.dot}"
            return known
        self.ops[op.dot] = op
        owner = self.authors.setdefault(op.dot[0], author)
        assert owner == author, f"invariant 6: {author} writes as {owner}'s replica {op.dot[0]}"
        for key, writes, creates in op.edits:
            if key[0] in ONCE and (not creates or key in self.records):
                self.refused.add((op.dot, key))
            if (op.dot, key) in self.refused:
                continue
            self.records.setdefault(key, []).append((op, writes, creates))
        return op

    def forget(self, dots: set[Dot]) -> None:
        """These were on one disk alone and are gone unnoticed: their names may be used for something else."""
        for dot in dots:
            op = self.ops.pop(dot)
            for key, _, _ in op.edits:
                self.records[key] = [found for found in self.records.get(key, []) if found[0].dot != dot]
                if not self.records[key]:
                    del self.records[key]
                self.refused.discard((dot, key))
        self.saved -= dots
        self.lost -= dots

    # --- the definition

    def heads(self, key: Key, view: View) -> dict[str, list[Write]]:
        """Register → the writes in view that no write in view has seen."""
        writes = [w for op, found, _ in self.records.get(key, []) if view(op.dot) for w in found]
        gone: dict[str, set[Dot]] = {}
        for write in writes:
            gone.setdefault(write.register, set()).update(write.base)
        standing: dict[str, list[Write]] = {}
        for write in writes:
            if write.dot not in gone[write.register]:
                standing.setdefault(write.register, []).append(write)
        return standing

    def exists(self, key: Key, view: View) -> bool:
        return any(creates for op, _, creates in self.records.get(key, []) if view(op.dot))

    def picture(self, key: Key, view: View) -> Picture:
        standing = self.heads(key, view)
        shown = {
            register: max(writes, key=lambda w: (w.hlc, *w.dot)).value
            for register, writes in standing.items()
            if register != DELETED
        }
        conflicts = {
            register
            for register, writes in standing.items()
            if register != DELETED and len({text(w.value) for w in writes}) > 1
        }
        deletions = standing.get(DELETED, [])
        is_hidden = self._hidden(standing)
        kinds = {w.value is None for w in deletions}
        if len(kinds) > 1 or (kinds == {False} and not is_hidden):
            conflicts.add(DELETED)
        heads = {register: {w.dot: w.value for w in writes} for register, writes in standing.items()}
        return Picture(self.exists(key, view), heads, shown, frozenset(conflicts), is_hidden)

    def _hidden(self, standing: Mapping[str, list[Write]]) -> bool:
        """Deleted, by somebody who saw each value that stands; and nobody took it back."""
        deletions = standing.get(DELETED, [])
        if not deletions or any(w.value is None for w in deletions):
            return False
        others = [w for register, writes in standing.items() if register != DELETED for w in writes]
        return all(
            any(d.value["seen"].get(str(w.dot[0]), 0) >= w.dot[1] or d.dot == w.dot for d in deletions)
            for w in others
        )

    def fields(self, key: Key, picture: Picture) -> dict[str, Any]:
        """The row a person sees: groups taken apart."""
        groups = GROUPS.get(key[0], {})
        row: dict[str, Any] = {}
        for register, value in picture.shown.items():
            if register in groups:
                row.update({m: (value or {}).get(m) for m in groups[register]})
            else:
                row[register] = value
        return row

    # --- what an author is expected to write

    def expected_base(self, key: Key, registers: Iterable[str], view: View, every: bool) -> dict[str, frozenset[Dot]]:
        """The operations an author names: the value he was shown, or all that stand when he decides."""
        standing = self.heads(key, view)
        found = {}
        for register in registers:
            writes = standing.get(register, [])
            top = max(writes, key=lambda w: (w.hlc, *w.dot)).dot if writes else None
            found[register] = frozenset(w.dot for w in writes) if every else frozenset([top] if top else [])
        return found
