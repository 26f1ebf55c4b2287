"""The only door to SQLite: open, migrate, ``with store.change(actor, act) as tx``, operations of others, identity."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import derived, incarnation, journal, upcast
from models.clock import Clock, stamp
from models.database import Connection, connect, storage
from models.derived import Derived
from models.errors import KnownError
from models.fold import Fold, Marks, Refused, check_stream, each_once
from models.incarnation import Theirs
from models.journal import Operation
from models.merge import Dot
from models.reading import Reading
from models.records import RECORDS
from models.requarantine import Looked, look_again
from models.schema import LOOK_AGAIN, SCHEMA_OF_VALUES, migrate
from models.tx import Tx

APP = "anxin/0.1.0"
log = logging.getLogger("anxin.store")


@dataclass(frozen=True)
class Changes:
    """What one committed transaction changed; listeners get it after COMMIT returned."""

    records: tuple[tuple[str, str], ...]
    act: str
    remote: bool = False
    tables: frozenset[str] = field(default_factory=frozenset)


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


@dataclass
class Line:
    """One replica as this store knows it: its last operation here, and the chain up to it."""

    replica: int
    stream: str
    mine: bool
    last_seq: int
    chain: bytes


class Store(Reading):
    """One profile's records. Reads may run in any thread; writes are serialised by a lock."""

    def __init__(self, path: Path, key: str | None, clock: Clock, connection: Connection) -> None:
        super().__init__(path, key)
        self.clock = clock
        self._writer = connection
        self._lock = threading.RLock()
        self._open_tx: Tx | None = None
        self._writing = 0
        self._owner: int | None = None
        self._stale = False
        self._listeners: list[Callable[[Changes], None]] = []
        self._lines: dict[int, Line] = {}
        self._hlc = 0
        self._last_pos = 0
        self._stream = ""
        self._marks = Marks()
        self._derived = Derived()
        self._unwritten: dict[int, int] = {}
        self._caught = False
        connection.create_function("anxin_writing", 0, lambda: self._writing)

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

    def _recall(self) -> None:
        rows = self._writer.execute("SELECT replica, stream, mine, last_seq, chain, hlc FROM sync_replica")
        lines = {}
        for replica, stream, mine, last_seq, chain, hlc in rows:
            lines[replica] = Line(replica, stream, bool(mine), last_seq, bytes(chain))
            self._hlc = max(self._hlc, hlc)
        self._last_pos = self._writer.execute("SELECT coalesce(max(pos), 0) FROM sync_op").fetchone()[0]
        (pos,) = self._writer.execute("SELECT pos FROM sync_derived").fetchone()
        if self._derived.unknown or self._derived.pos != pos:
            self._derived = Derived(pos, {}, pos < self._last_pos)
        self._unwritten = {}
        for replica, seq, hlc, hashed in self._writer.execute(
            "SELECT replica, seq, hlc, hash FROM sync_op WHERE pos > ? ORDER BY pos", (pos,)
        ):
            line = lines[replica]
            line.last_seq, line.chain = seq, journal.link(line.chain, bytes(hashed))
            self._hlc = max(self._hlc, hlc)
            self._unwritten[replica] = hlc
        self._lines = lines  # in one step: other threads ask who this device is
        self._marks = Marks.read(self._writer)
        self._stale = False

    def close(self) -> None:
        """Close every connection of this store; one that another thread is reading from when it has finished."""
        with self._lock:
            if not self._closed:
                try:
                    self.catch_up()
                except KnownError as error:
                    # nothing of it is lost: it follows from the journal, and the next one to ask makes it
                    log.info("closed without catching up: %s", error.code)
            self._close_readers()
            self._writer.close()

    def catch_up(self) -> None:
        """Write what follows from this device's own acts: touches, digests, the ends of lines (models/derived.py)."""
        if not self._derived.behind(self._last_pos) or self._owner == threading.get_ident():
            return
        with self._lock:
            if self._derived.behind(self._last_pos):
                with storage(), self._transaction():
                    self._write_derived()

    def _write_derived(self) -> None:
        """Inside a transaction; acts of this one that were appended already are taken along."""
        self._caught = True
        derived.catch_up(self._writer, self._derived, self._last_pos)
        self._write_lines()

    def _write_lines(self) -> None:
        self._writer.executemany(
            "UPDATE sync_replica SET last_seq = ?, chain = ?, hlc = max(hlc, ?) WHERE replica = ?",
            [(self._lines[r].last_seq, self._lines[r].chain, hlc, r) for r, hlc in self._unwritten.items()],
        )
        self._unwritten = {}

    # --- identity

    @property
    def stream(self) -> str:
        """The office's stream."""
        if not self._stream:
            self._stream = str(self.local_get("stream"))
        return self._stream

    @property
    def replica(self) -> int:
        """This device's own identity in the office's stream."""
        return self.my_line(self.stream).replica

    def my_line(self, stream: str) -> Line:
        """This device's own line of operations in ``stream``; made on first use (inside a transaction)."""
        found = self._find_line(stream)
        if found is not None:
            return found
        with self._lock:
            return self._find_line(stream) or self.new_replica(stream)

    def _find_line(self, stream: str) -> Line | None:
        return next((line for line in list(self._lines.values()) if line.mine and line.stream == stream), None)

    def new_replica(self, stream: str, replica: int | None = None) -> Line:
        """Give this device a new identity in ``stream``: at install, after a restore, when cloning was found.

        ``replica``: a fresh one that was told to the office beforehand, so that numbers could be granted to it."""
        with self._lock:
            if not self._writer.in_transaction:
                with storage(), self._transaction():
                    return self.new_replica(stream, replica)
            line = Line(replica or journal.new_replica(), stream, True, 0, journal.CHAIN_START)
            self._writer.execute("UPDATE sync_replica SET mine = 0 WHERE stream = ?", (stream,))
            self._writer.execute(
                "INSERT INTO sync_replica (replica, stream, mine, chain) VALUES (?, ?, 1, ?)",
                (line.replica, stream, line.chain),
            )
            for other in self._lines.values():
                if other.stream == stream:
                    other.mine = False
            self._lines[line.replica] = line
            return line

    def lines(self) -> list[Line]:
        """Every replica heard of, this device's own among them."""
        with self._lock:
            return [Line(**vars(line)) for line in self._lines.values()]

    # --- writing

    @contextmanager
    def change(self, actor: str | None, act: str, *, reason: str | None = None) -> Iterator[Tx]:
        """One act of a person: rows and operation in one transaction, on disk when the block has been left.

        ``actor`` is the officer's id, ``act`` a permanent word ("answer", "issue"). An exception inside undoes all.
        Raises KnownError("disk_full") and the like; then nothing of the act is stored and all before it is safe.
        """
        with self._lock:
            if self._open_tx is not None:
                raise RuntimeError("a change inside a change")
            with storage(), self._transaction():
                fold = Fold(self._writer, self._seen, self._marks, self._derived.before)
                tx = Tx(self, fold, actor, act, reason)
                self._open_tx = tx
                yield tx
                changes = self._write_operations(tx, fold)
        if changes is not None:
            self._tell(changes)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._owner is not None:
            raise RuntimeError("a transaction inside a transaction")
        if self._stale:
            self._forget()
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            self._owner, self._writing = threading.get_ident(), 1
            yield
            self._writer.execute("COMMIT")
            if self._caught:
                self._derived.unknown = False
        except BaseException:
            self._stale = True
            self._forget()
            raise
        finally:
            self._writing = 0
            self._caught = False
            self._open_tx = self._owner = None

    def _forget(self) -> None:
        """Nothing of a failed transaction stays, on disk or in memory. Where even that fails, it is done before the
        next one."""
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        self._recall()

    def _write_operations(self, tx: Tx, fold: Fold) -> Changes | None:
        fold.finish()
        for slot in tx.slots.values():
            if not slot.edits:
                continue
            op = Operation(
                stream=slot.stream,
                replica=slot.replica,
                seq=slot.seq,
                hlc=slot.hlc,
                at=stamp(tx.at),
                act=tx.act,
                edits=list(slot.edits.values()),
                actor=tx.actor,
                reason=tx.reason,
                app=APP,
            )
            self._append(op, journal.encode(op), slot.pos, None)
        if not fold.touched:
            return None
        if self._last_pos - self._derived.pos >= derived.AT_MOST:
            self._write_derived()
        return Changes(tuple(fold.touched), tx.act, tables=frozenset(t for t, _ in fold.touched))

    def _append(self, op: Operation, body: bytes, pos: int, received: str | None) -> None:
        hashed = journal.body_hash(body)
        line = self._lines.get(op.replica)
        if line is None:
            line = self._lines[op.replica] = Line(op.replica, op.stream, False, 0, journal.CHAIN_START)
            self._writer.execute(
                "INSERT INTO sync_replica (replica, stream, chain) VALUES (?, ?, ?)",
                (op.replica, op.stream, line.chain),
            )
        line.last_seq, line.chain = op.seq, journal.link(line.chain, hashed)
        self._last_pos = pos
        self._hlc = journal.receive(self._hlc, op.hlc, self.clock.now()) if received else max(self._hlc, op.hlc)
        self._writer.execute(
            "INSERT INTO sync_op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                pos,
                op.stream,
                op.replica,
                op.seq,
                op.hlc,
                op.at,
                op.act,
                op.actor,
                op.schema,
                body,
                hashed,
                received,
            ),
        )
        known = self._unwritten.get(op.replica, 0)
        self._unwritten[op.replica] = max(known, op.hlc if op.hlc <= self._hlc else 0)

    def _seen(self, dot: Dot) -> bool:
        line = self._lines.get(dot[0])
        return line is not None and dot[1] <= line.last_seq

    def next_pos(self) -> int:
        """The place the next operation takes in this store's own order."""
        return self._last_pos + 1

    def next_hlc(self) -> int:
        self._hlc = journal.tick(self._hlc, self.clock.now())
        return self._hlc

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
                fold.expect(e for op, _ in ops for e in op.edits)
                pos, now = self.next_pos(), stamp(self.clock.now())
                for op, body in ops:
                    last = self._lines[op.replica].last_seq if op.replica in self._lines else 0
                    if op.replica in done.forked:
                        continue
                    if op.seq <= last:
                        done.repeated += 1
                        if not self._is_ours(op, body):
                            done.forked.add(op.replica)
                    elif op.seq > last + 1:
                        done.gaps.append((op.replica, last + 1))
                    else:
                        done.refused += self._fold_remote(fold, op, pos, now)
                        self._append(op, body, pos, now)
                        pos, done.new = pos + 1, done.new + 1
                fold.finish()
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
        this process remembers of the store is read anew at its end."""
        with self._lock, storage(), self._transaction():
            yield self._writer
            self._recall()

    def founded(self, tables: frozenset[str]) -> None:
        """Tell the listeners that everything in ``tables`` is new."""
        self._tell(Changes((), "sync", True, tables))

    @contextmanager
    def maintenance(self) -> Iterator[Connection]:
        """The writer's connection inside a transaction, for this device's own bookkeeping (sync cursors, blobs)."""
        with self._lock, storage(), self._transaction():
            self._writing = 0
            yield self._writer

    # --- this device's own settings, never synced

    def local_get(self, key: str, default: Any = None) -> Any:
        inside = self._owner == threading.get_ident()
        with storage():
            connection = self._writer if inside else self.reader()
            row = connection.execute("SELECT value FROM local_setting WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def local_set(self, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        with storage(), self._lock:
            self._writer.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (key, text))

    # --- telling

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``listener`` after each commit, in the writing thread; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, changes: Changes) -> None:
        for listener in list(self._listeners):
            try:
                listener(changes)
            except Exception:
                # the act is on disk: whoever asked for it must not be told otherwise
                log.exception("a listener failed after %s was saved", changes.act)


__all__ = ["Applied", "Changes", "Line", "Store", "Tx"]
