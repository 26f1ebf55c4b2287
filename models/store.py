"""The only door to SQLite: open, migrate, write and read (Writing, Reading), take in operations of others."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models import database, derived, incarnation, journal, upcast
from models.clock import Clock, stamp
from models.database import Connection, connect, storage
from models.errors import KnownError
from models.fold import Fold, Refused, check_stream, each_once
from models.incarnation import Theirs
from models.journal import Operation
from models.merge import Dot
from models.records import RECORDS
from models.requarantine import Looked, look_again
from models.schema import LOOK_AGAIN, SCHEMA_OF_VALUES, migrate
from models.tx import Tx
from models.writing import APP, Changes, Line, Writing

log = logging.getLogger("anxin.store")


@dataclass
class Applied:
    """What :meth:`Store.apply` did with operations of others."""

    new: int = 0
    repeated: int = 0
    refused: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """(replica, sequence number wanted) where operations in between are missing."""
    forked: set[int] = field(default_factory=set)
    """Replicas whose operation here is another one under the same name, or of this device's own line though it did
    not write it: two copies of a profile wrote on."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: a batch makes thousands of objects and no cycle, and one search through all
    that a window holds takes longer than to fold it."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


class Store(Writing):
    """One profile's records. Reads may run in any thread; writes are serialised by a lock."""

    # --- opening and closing

    @classmethod
    def create(cls, path: Path, key: str | None, clock: Clock, stream: str) -> Store:
        """A new store whose shared records live in ``stream`` (the office's id); raises KnownError on a full disk."""
        store = cls(path, key, clock, connect(path, key, create=True))
        with storage():
            migrate(store._writer)
            store._recall()
            store._look_again()
            if not store._lines:
                store.local_set("stream", stream)
                store.new_replica(stream)
        return store

    @classmethod
    def open(cls, path: Path, key: str | None, clock: Clock) -> Store:
        """An existing store; raises KnownError (store_missing, store_unreadable, profile_newer, disk_…)."""
        store = cls(path, key, clock, connect(path, key))
        try:
            with storage():
                migrate(store._writer)
                store._recall()
                store._look_again()
        except BaseException:
            store.close()
            raise
        return store

    def _look_again(self) -> None:
        """Once after an update of the program: take in what the older one kept aside (models/requarantine.py)."""
        if not self.local_get(LOOK_AGAIN):
            return
        with self._transaction():
            self._writing = 2  # a legal fact takes in the fields that its own act gave it
            self._write_derived()
            fold = Fold(self._writer, self._seen, self._marks)
            looked = look_again(self._writer, fold, self.local_get(SCHEMA_OF_VALUES, journal.SCHEMA))
            fold.finish()
            derived.add(self._writer, self._derived, fold.buckets, self._last_pos)
            self._writer.executemany(
                "INSERT OR REPLACE INTO local_setting VALUES (?, ?)",
                [(LOOK_AGAIN, "false"), (SCHEMA_OF_VALUES, str(journal.SCHEMA))],
            )
        if looked != Looked():
            log.info("after an update: %s", looked)

    # --- a copy of this profile wrote on elsewhere

    def begin_anew(self, theirs: Mapping[int, Theirs], *, inside: Callable[[Connection], None] | None = None) -> int:
        """Take a new identity in every stream, because another copy of this profile uses the old one; returns how
        many operations were moved to it.

        ``theirs``: this device's own lines as the office has them. What only this copy has is moved (see
        models/incarnation.py), in one transaction with ``inside``; nothing is dropped.
        """
        with self._lock:
            if self._open_tx is not None:
                raise RuntimeError("a new identity inside a change")
            with storage(), self._transaction():
                if self._derived.behind(self._last_pos):
                    self._write_derived()
                written = [line for line in self._lines.values() if line.mine or self._wrote(line.replica)]
                fresh = {line.stream: self.new_replica(line.stream) for line in written if line.mine}
                found = incarnation.forks(self._writer, [line.replica for line in written], theirs)
                ends = {stream: 0 for stream in fresh}

                def target(op: Operation) -> Dot:
                    ends[op.stream] += 1
                    return fresh[op.stream].replica, ends[op.stream]

                now = stamp(self.clock.now())
                moved = incarnation.move(self._writer, found, target, self.next_pos(), now)
                for line in (*written, *fresh.values()):
                    self._measure(line)
                derived.add_anew(self._writer, self._derived, self._last_pos + moved)
                self._caught = True
                if inside is not None:
                    inside(self._writer)
            self._recall()
        self._tell(Changes((), "begin_anew", True, frozenset(RECORDS)))
        return moved

    def _wrote(self, replica: int) -> bool:
        sql = "SELECT 1 FROM sync_op WHERE replica = ? AND seq = 1 AND recv_at IS NULL"
        return self._writer.execute(sql, (replica,)).fetchone() is not None

    def _measure(self, line: Line) -> None:
        """A line's end and chain as its operations now give them."""
        line.last_seq, line.chain = 0, journal.CHAIN_START
        for seq, hashed in self._writer.execute(
            "SELECT seq, hash FROM sync_op WHERE replica = ? ORDER BY seq", (line.replica,)
        ):
            line.last_seq, line.chain = seq, journal.link(line.chain, bytes(hashed))
        self._writer.execute(
            "UPDATE sync_replica SET last_seq = ?, chain = ? WHERE replica = ?",
            (line.last_seq, line.chain, line.replica),
        )

    # --- operations of others

    def apply(self, bodies: Sequence[bytes], *, inside: Callable[[Connection], None] | None = None) -> Applied:
        """Fold operations of other replicas, in one transaction with ``inside`` (the caller's cursor).

        Where one of them is of this device's own line and is not what stands here, another copy of this profile
        wrote it: then nothing of the batch is folded and the line is reported as forked (:meth:`begin_anew`).
        Repeated ones are skipped; one with a gap before it, or that contradicts what is here under its name, is left
        out and its replica reported, and ``inside`` is not called: the cursor must not pass what is missing. An edit this program cannot apply goes to quarantine and
        never stops the rest. Raises msgspec.DecodeError on bytes that are no operation; then nothing is changed.
        """
        with _uncollected():
            return self._apply(bodies, inside)

    def _apply(self, bodies: Sequence[bytes], inside: Callable[[Connection], None] | None) -> Applied:
        ops = [(journal.decode(body), body) for body in bodies]
        done = Applied()
        with self._lock:
            if self._open_tx is not None:
                raise RuntimeError("operations of others inside a change")
            with storage():
                done.forked = self._from_another_copy(ops)
            if done.forked:
                return done
            with storage(), self._transaction():
                if self._derived.behind(self._last_pos):
                    self._write_derived()
                fold = Fold(self._writer, self._seen, self._marks)
                fold.expect([e for op, _ in ops for e in op.edits])
                pos, now = self.next_pos(), stamp(self.clock.now())
                for op, body in ops:
                    last = self._lines[op.replica].last_seq if op.replica in self._lines else 0
                    if op.replica in done.forked:
                        continue
                    if op.seq <= last:
                        done.repeated += 1
                        self._write_appended()
                        if not self._is_ours(op, body):
                            done.forked.add(op.replica)
                    elif op.seq > last + 1:
                        done.gaps.append((op.replica, last + 1))
                    else:
                        done.refused += self._fold_remote(fold, op, pos, now)
                        self._append(op, body, pos, now)
                        pos, done.new = pos + 1, done.new + 1
                fold.finish()
                self._write_appended()
                if done.new:
                    self._caught = True
                    derived.add(self._writer, self._derived, fold.buckets, self._last_pos)
                    self._write_lines()
                if inside is not None and not done.gaps and not done.forked:
                    inside(self._writer)
        if fold.touched:
            self._tell(Changes(tuple(fold.touched), "sync", True, frozenset(t for t, _ in fold.touched)))
        return done

    def _from_another_copy(self, ops: Sequence[tuple[Operation, bytes]]) -> set[int]:
        """This device's own lines in which somebody else wrote: names that others' values may already rest upon."""
        found = set()
        for op, body in ops:
            line = self._lines.get(op.replica)
            if line is not None and line.mine and (op.seq > line.last_seq or not self._is_ours(op, body)):
                found.add(op.replica)
        return found

    def _is_ours(self, op: Operation, body: bytes) -> bool:
        found = self._writer.execute("SELECT hash FROM sync_op WHERE replica = ? AND seq = ?", op.dot).fetchone()
        return found is None or bytes(found[0]) == journal.body_hash(body)

    def _fold_remote(self, fold: Fold, op: Operation, pos: int, now: str) -> int:
        refused = 0
        for number, edit, first in each_once(op.edits):
            try:
                if not first:
                    raise Refused("written_twice", edit.t)
                check_stream(edit, op.stream)
                fold.edit(op.dot, op.hlc, upcast.edit(edit, op.schema), pos)
            except Refused as why:
                refused += 1
                self._writer.execute(
                    "INSERT OR REPLACE INTO sync_quarantine VALUES (?, ?, ?, ?, ?, ?)",
                    (op.replica, op.seq, why.reason, why.detail, now, str(number)),
                )
        return refused

    @contextmanager
    def founding(self) -> Iterator[Connection]:
        """The writer's connection inside a transaction that fills an empty store at once (models/imaging.py); what
        this process remembers of the store is read anew at its end.

        It is on the disk when this returns; from the journal into the file it is copied in a thread of its own."""
        with self._lock:
            with storage(), self._transaction():
                database.copied_later(self._writer)
                self._waits = False  # the next one that lasts copies what it finds again
                yield self._writer
                self._recall()
            settling = threading.Thread(target=self._settle, name="anxin-settling", daemon=True)
            settling.start()
            self.at_close(lambda _: settling.join())

    def _settle(self) -> None:
        try:
            with storage():
                self.reader().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except KnownError as error:
            log.info("the journal is copied into the file later: %s", error.code)  # by the next act or the close

    @contextmanager
    def renaming(self) -> Iterator[Connection]:
        """The writer's connection inside a transaction that gives operations other names (models/anotherlife.py):
        everything is caught up before it, and what this process remembers is read anew at its end."""
        with self._lock:
            self.catch_up()
            with self.founding() as connection:
                yield connection

    def founded(self, tables: frozenset[str]) -> None:
        """Tell the listeners that everything in ``tables`` is new."""
        self._tell(Changes((), "sync", True, tables))


__all__ = ["APP", "Applied", "Changes", "Line", "Store", "Tx"]
