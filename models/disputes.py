"""Conflicts as a person decides them: what stood before, what each side wrote, who and when; and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models import journal, travel
from models.clock import local, parse
from models.errors import KnownError
from models.merge import DELETED, Head, State, same
from models.records import RECORDS
from models.travel import Subject
from models.tx import Tx

if TYPE_CHECKING:
    from models.store import Line

BY_KIND: Mapping[str, str] = {"money": "amount", "day": "date", "month": "date", "instant": "date", "ref": "party"}
"""Kind of a field → what a decision on it is about; such a decision says why."""
WEIGHTS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "office.name", "office.doc_prefix", "officer.name", "certificate.number", "unit.name", "unit.kind",
            "unit.code", "unit.id_no", "unit.legal_rep", "unit.principal", "project.name", "project.permit_no",
            "project.contract_no", "engagement.role", "engagement.form", "engagement.employs", "wage_account.account_no",
            "clue.representatives", "approval.units", "approval.officers", "wage_worker.name", "wage_worker.identity",
            "wage_worker.bank_card", "wage_worker.employer", "wage_worker.unnamed", "draft.addressees",
            "draft.jointly_with", "device.replica", "device.predecessor", "number_block.replica",
        ),
        "party",
    ),
    **dict.fromkeys(
        (
            "deposit.sums", "deposit.required_ratio", "labour_cost.sums", "project.labour_cost_ratio", "clue.stated",
            "wage_line.sums", "wage_line.days", "stated_arrears.stated", "wage_roll.state", "recovered_payment.sums", "draft.stated",
            "inspection.headcount", "inspection.visits_this_year", "inspection.yearly_cap",
            "inspection.counts_against_cap", "activity.count", "activity.quantity", "number_block.lo",
            "number_block.hi", "number_block.year",
        ),
        "amount",
    ),
    **dict.fromkeys(
        ("wage_case.closing", "wage_roll.pay_day", "draft.period", "project.labour_cost_cycle_days"), "date"
    ),
    **dict.fromkeys(
        (
            "answer.answered", "finding.violation", "finding.variant", "finding.items", "finding.facts",
            "finding.snapshot", "finding.covered_by", "draft.requirements", "draft.evidence", "draft.materials",
            "draft.extra", "inspection.no_conflict_lead", "inspection.no_conflict_assistant", "approval.urgent",
            "recheck.outcome",
        ),
        "article",
    ),
}  # fmt: skip
"""Fields (``table.register``) of the other kinds whose decision says why: about a party, an amount, a date, an article."""
LIGHT = frozenset(
    {
        "office.number_patterns", "office.titles", "office.options", "officer.active", "unit.temporary",
        "project.temporary", "project.tags", "inspection.helpers", "inspection.place_fix", "inspection.recording",
        "inspection.tags", "evidence.pages", "evidence.blob", "evidence.size", "evidence.place_fix",
        "wage_worker.place", "interview_line.place", "draft.preview_serial",
    }
)  # fmt: skip
"""Fields that are neither text nor of a kind that decides: told apart here, so that a new one must be thought about."""
NOTES = frozenset({"note", "summary", "matters", "works", "recheck.evidence", "wage_roll.basis", "warning.outcome"})
"""Long texts where both may stand, one below the other, each with who wrote it."""


class Reader(travel.Reader, Protocol):
    """A store."""

    def conflicts(self) -> list[dict[str, Any]]: ...
    def state(self, table: str, record: str) -> State: ...
    def lines(self) -> list[Line]: ...
    def local_get(self, key: str, default: Any = None) -> Any: ...


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

    ``original`` is what stood before both (None: nothing, or no longer known). ``about``: party, amount, date or
    article, '' for all else; such a decision must say why.
    """

    table: str
    record: str
    register: str
    subject: Subject
    original: Any
    sides: tuple[Side, ...]
    kind: str
    about: str

    @property
    def reason_needed(self) -> bool:
        """Whether the decision must say why: a deletion too."""
        return bool(self.about) or self.kind == "deleted"

    @property
    def editable(self) -> bool:
        """Whether a person may also write another value."""
        return self.kind in ("text", "money", "day", "int")

    @property
    def joinable(self) -> bool:
        """Whether both may stand: notes and long texts."""
        return self.kind == "text" and bool({self.register, f"{self.table}.{self.register}"} & NOTES)

    @property
    def mine(self) -> bool:
        """Whether one of the values was written on this device."""
        return any(side.mine for side in self.sides)


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
        heads = [h for n, h in enumerate(heads) if not h.value or not any(k.value for k in heads[:n])]
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
        weight(table, register),
    )


def weight(table: str, register: str) -> str:
    """What a decision on this register is about: party, amount, date, article; '' where no reason is asked."""
    return WEIGHTS.get(f"{table}.{register}") or BY_KIND.get(kind_of(table, register), "")


def for_this_device(reader: Reader, found: Sequence[Dispute]) -> list[Dispute]:
    """Those a laptop may decide: on records it wrote on itself. The office decides all, whoever works alone too."""
    server = reader.local_get("server") or {}
    if server.get("role") != "laptop":
        return list(found)
    return [one for one in found if one.mine or _touched(reader, one)]


def _touched(reader: Reader, one: Dispute) -> bool:
    own = [line.replica for line in reader.lines() if line.mine]
    reader.catch_up()
    rows = reader.rows(
        "SELECT 1 FROM sync_touch JOIN sync_op USING (pos) WHERE rec = ? AND recv_at IS NULL "
        f"AND replica IN ({', '.join('?' * len(own))}) LIMIT 1",
        (one.record, *own),
    )
    return bool(rows)


def both(found: Dispute) -> str:
    """Every text of a joinable dispute, one below the other with who wrote which and when; the oldest first."""
    told = []
    for side in sorted(found.sides, key=lambda s: s.at):
        if side.value:
            who = side.officer or side.device
            when = local(parse(side.at)).strftime("%m-%d %H:%M") if side.at else ""
            mark = " ".join(t for t in (who, when) if t)
            told.append(f"【{mark}】{side.value}" if mark else str(side.value))
    return "\n".join(told)


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
