"""Faults somebody could have made in the program, one at least for each invariant: each must be found by its property."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from models import fold, journal, merge, records, requarantine
from models.blobs import Blobs
from models.fold import Fold, Refused
from models.merge import DELETED, Dot, State, Write
from models.store import Applied, Store
from models.tx import Tx
from sync import bundlein, peer
from sync.server import numbers, private
from sync.server.ledger import Pulled, Scope
from sync.server.on_sql import SqlLedger
from tests.simulation import office, properties


@dataclass(frozen=True)
class Planted:
    """``law``: the number of the invariant it breaks; ``says``: what the property says, where it notices by another."""

    name: str
    law: int
    plant: Callable[[], Any]
    says: str = ""


def late_bases_are_forgotten() -> Any:
    """A value that was replaced before it arrived comes back: the result hangs on the order."""

    def apply(
        state: State, dot: Dot, hlc: int, writes: Sequence[Write], *, create: bool, seen: Callable[[Dot], bool]
    ) -> set[str]:
        return _merge(state, dot, hlc, writes, create=create, seen=lambda _: True)

    return mock.patch.object(merge, "apply", apply)


def the_first_to_come_is_the_creator() -> Any:
    """Whoever arrives first counts as the one who created a record, instead of the least name."""

    def apply(
        state: State, dot: Dot, hlc: int, writes: Sequence[Write], *, create: bool, seen: Callable[[Dot], bool]
    ) -> set[str]:
        return _merge(state, dot, hlc, writes, create=create and state.created is None, seen=seen)

    return mock.patch.object(merge, "apply", apply)


def the_last_writer_wins() -> Any:
    """The newest value replaces every other, seen or not."""

    def apply(
        state: State, dot: Dot, hlc: int, writes: Sequence[Write], *, create: bool, seen: Callable[[Dot], bool]
    ) -> set[str]:
        changed = _merge(state, dot, hlc, writes, create=create, seen=seen)
        for register in changed:
            state.heads[register] = state.heads[register][-1:]
        return changed

    return mock.patch.object(merge, "apply", apply)


def repeats_are_folded_again() -> Any:
    """Operations that come a second time are known as such in the journal, but folded once more."""

    def apply(self: Store, bodies: Sequence[bytes], **named: Any) -> Applied:
        done = _apply(self, bodies, **named)
        if done.repeated:
            with self._transaction():
                again = Fold(self._writer, self._seen, self._marks)
                for op in map(journal.decode, bodies):
                    for edit in op.edits:
                        try:
                            again.edit(op.dot, op.hlc, edit, self.next_pos())
                        except Refused:
                            continue
                again.finish()
        return done

    return mock.patch.object(Store, "apply", apply)


def the_clock_alone_gives_the_time() -> Any:
    """Hybrid time without its logical part: set back the clock, and time goes back."""
    return mock.patch.object(journal, "tick", lambda last, now: int(now.timestamp() * 1000) << 16)


def sent_counts_as_received() -> Any:
    """Operations are ticked off while they are sent, not when the server says that it has them."""

    def batch(store: Store, known: peer.Peer, lines: Any, most: int) -> Any:
        made, everything = _batch(store, known, lines, most)
        for line in made:
            known.acked[line.replica] = line.first + len(line.ops) - 1
        with store.maintenance() as connection:
            known.save(connection)
        return made, everything

    return mock.patch.object(peer, "batch", batch)


def copies_are_not_noticed() -> Any:
    """The server looks at the numbers of repeated operations only, not at their bytes and chains."""
    return mock.patch.object(SqlLedger, "_must_repeat", lambda *_: None)


def a_block_is_granted_twice() -> Any:
    """The next block begins where the first one did."""
    return mock.patch.object(numbers, "_highest", lambda *_: 0)


def a_restored_profile_goes_on_as_before() -> Any:
    """After a restore the old blocks stay open and the old name is used on."""
    return mock.patch.object(office, "become_new_replica", lambda *_: 0)


@contextmanager
def papers_are_like_any_record() -> Iterator[None]:
    """A document may be edited like everything else."""
    open_again = dataclasses.replace(records.RECORDS["document"], once=False)

    def opened(*args: Any) -> Store:
        store = _open(*args)
        store._writer.execute("DROP TRIGGER final_document")
        return store

    with mock.patch.dict(records.RECORDS, document=open_again), mock.patch.object(Store, "open", opened):  # type: ignore[arg-type]
        yield


def a_deletion_always_hides() -> Any:
    """Deleted is deleted, whatever was written meanwhile."""

    def hidden(state: State) -> bool:
        deletions = state.heads.get(DELETED, [])
        return bool(deletions) and all(h.value is not None for h in deletions)

    return mock.patch.object(merge, "hidden", hidden)


def settling_names_one_value() -> Any:
    """A decision replaces the value that was shown, not the others that stood beside it."""

    def resolve(self: Tx, table: str, rec: str, register: str, value: Any) -> None:
        record = records.RECORDS[table]
        self._write(record, rec, {register: value}, self._load(record, rec), whole=False)

    return mock.patch.object(Tx, "resolve", resolve)


def one_bad_edit_stops_the_line() -> Any:
    """An operation with an edit that cannot be applied is left out, and with it all that follows."""

    def apply(self: Store, bodies: Sequence[bytes], **named: Any) -> Applied:
        good: list[bytes] = []
        stopped: set[int] = set()
        for body in bodies:
            op = journal.decode(body)
            if op.replica in stopped or not all(_fits(edit) for edit in op.edits):
                stopped.add(op.replica)
            else:
                good.append(body)
        return _apply(self, good, **named)

    return mock.patch.object(Store, "apply", apply)


def a_cut_bundle_counts_as_whole() -> Any:
    """Where a file ends is where the bundle ends."""

    def run(self: Any) -> Any:
        done = _run(self)
        done.damage, done.whole = None, True
        return done

    return mock.patch.object(bundlein._Import, "run", run)


def files_are_taken_unchecked() -> Any:
    """What comes over the wire under a name is kept under that name."""

    def put(self: Blobs, source: Any, *, expected: str | None = None, **named: Any) -> Any:
        made = _put(self, source, **named)
        if expected is not None and made.sha256 != expected:
            self.path(made.sha256).replace(self.path(expected))
        return made

    return mock.patch.object(Blobs, "put", put)


def unknown_fields_are_dropped() -> Any:
    """What this program does not know is not kept."""

    def spread(record: records.Record, registers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        return _spread(record, registers)[0], {}

    return mock.patch.object(fold, "_spread", spread)


def an_update_leaves_fields_aside() -> Any:
    """What an older program kept aside stays there when a newer one has a column for it."""
    return mock.patch.object(requarantine, "_fields", lambda *_: 0)


def an_update_leaves_the_quarantine() -> Any:
    """What was set aside once is never looked at again."""
    return mock.patch.object(requarantine, "_taken", lambda *_: False)


def informants_are_told_to_all() -> Any:
    """Every device receives every stream."""

    def lines(db: Any, scope: Scope) -> list[tuple[int, int]]:
        rows = db.execute(
            "SELECT replica, last_seq FROM replica WHERE office = ? AND stream <> ? ORDER BY replica",
            (scope.office, scope.office),
        ).fetchall()
        return [(int(replica), int(last)) for replica, last in rows]

    return mock.patch.object(private, "_lines", lines)


def the_cursor_is_read_afterwards() -> Any:
    """The position a reader is told is that of the moment of the answer, not of what it was given."""

    def pull(self: SqlLedger, scope: Scope, *asked: Any) -> Pulled:
        found = _pull(self, scope, *asked)
        while properties.BETWEEN:
            properties.BETWEEN.pop()()
        with self.store.reading() as db:
            head = self.log.head(db, scope.office)
        return dataclasses.replace(found, cursor=head)

    return mock.patch.object(SqlLedger, "pull", pull)


def _fits(edit: Any) -> bool:
    try:
        fold.check_edit(edit)
    except Refused:
        return False
    return True


_merge, _apply, _batch, _run = merge.apply, Store.apply, peer.batch, bundlein._Import.run
_put, _spread, _pull, _open = Blobs.put, fold._spread, SqlLedger.pull, Store.open

SAYS = {"a_restored_profile_goes_on_as_before": "6|7", "one_bad_edit_stops_the_line": "11|16"}
"""Where another invariant breaks first: the old name is used for something else, the reader passes what it left out."""
PLANTED = tuple(
    Planted(plant.__name__, law, plant, SAYS.get(plant.__name__, str(law)))
    for law, plant in (
        (1, late_bases_are_forgotten),
        (1, the_first_to_come_is_the_creator),
        (2, the_last_writer_wins),
        (3, repeats_are_folded_again),
        (4, the_clock_alone_gives_the_time),
        (5, sent_counts_as_received),
        (6, copies_are_not_noticed),
        (7, a_block_is_granted_twice),
        (7, a_restored_profile_goes_on_as_before),
        (8, papers_are_like_any_record),
        (9, a_deletion_always_hides),
        (10, settling_names_one_value),
        (11, one_bad_edit_stops_the_line),
        (11, an_update_leaves_the_quarantine),
        (12, a_cut_bundle_counts_as_whole),
        (13, files_are_taken_unchecked),
        (14, unknown_fields_are_dropped),
        (14, an_update_leaves_fields_aside),
        (15, informants_are_told_to_all),
        (16, the_cursor_is_read_afterwards),
    )
)
