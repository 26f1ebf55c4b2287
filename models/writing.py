"""The one way to write: this device's lines of operations, ``with store.change(actor, act) as tx``, what follows."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from models import database, derived, journal
from models.clock import Clock, stamp
from models.database import Connection, storage
from models.derived import Derived
from models.errors import KnownError
from models.fold import Fold, Marks
from models.journal import Operation
from models.merge import Dot
from models.reading import Reading
from models.tx import Tx

APP = "anxin/0.1.0"
T = TypeVar("T")
log = logging.getLogger("anxin.store")


@dataclass(frozen=True)
class Changes:
    """What one committed transaction changed; listeners get it after COMMIT returned."""

    records: tuple[tuple[str, str], ...]
    act: str
    remote: bool = False
    tables: frozenset[str] = field(default_factory=frozenset)


@dataclass
class Line:
    """One replica as this store knows it: its last operation here, and the chain up to it."""

    replica: int
    stream: str
    mine: bool
    last_seq: int
    chain: bytes


class Writing(Reading):
    """A store's writer: one at a time, in any thread; memory follows what is on the disk."""

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
        self._appended: list[tuple[Any, ...]] = []
        self._caught = False
        self._version = 0
        self._at_close: dict[Callable[[Any], None], None] = {}
        self._standing: dict[str, tuple[int, Any]] = {}
        self._waits = True
        connection.create_function("anxin_writing", 0, lambda: self._writing)

    def _recall(self) -> None:
        rows = self._writer.execute("SELECT replica, stream, mine, last_seq, chain, hlc FROM sync_replica")
        lines = {}
        for replica, stream, mine, last_seq, chain, hlc in rows:
            lines[replica] = Line(replica, stream, bool(mine), last_seq, bytes(chain))
            self._hlc = max(self._hlc, hlc)
        (last,) = self._writer.execute("SELECT coalesce(max(pos), 0) FROM sync_op").fetchone()
        (pos,) = self._writer.execute("SELECT pos FROM sync_derived").fetchone()
        self._last_pos = max(last, pos)  # places only grow, also where an operation left the journal for another name
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
        self._appended = []
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
            for then in self._at_close:
                then(self)
            self._version += 1
            self._standing.clear()
            self._close_readers()
            self._writer.close()

    def at_close(self, then: Callable[[Any], None]) -> bool:
        """Call ``then(self)`` when this store closes, once however often it is asked; False when it is closed."""
        with self._lock:
            if not self._closed:
                self._at_close[then] = None
            return not self._closed

    def catch_up(self) -> None:
        """Write what follows from this device's own acts: touches, digests, the ends of lines (models/derived.py)."""
        if not self._derived.behind(self._last_pos) or self._owner == threading.get_ident():
            return
        with self._lock:
            if self._derived.behind(self._last_pos):
                with storage(), self._transaction(lasting=False):
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
                tx, began = Tx(self, fold, actor, act, reason), self._last_pos
                self._open_tx = tx
                yield tx
                changes = self._write_operations(tx, fold, began)
            self._derived.follow(began, self._last_pos, fold.touches, fold.after)
        if changes is not None:
            self._tell(changes)

    @contextmanager
    def _transaction(self, *, lasting: bool = True) -> Iterator[None]:
        """One that need not be ``lasting`` waits for no disk: it survives the end of the process, and the next lasting
        one takes it along; a power cut before that takes it whole, and nothing that came after it is there either."""
        if self._owner is not None:
            raise RuntimeError("a transaction inside a transaction")
        if self._stale:
            self._forget()
        try:
            self._wait_for_disk(lasting)
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
            self._version += 1

    def _wait_for_disk(self, now: bool) -> None:
        """Before each transaction, so that none is left to what an earlier one that failed made of the connection."""
        if self._waits is not now:
            self._waits = False  # until it is known
            database.lasting(self._writer, now)
            self._waits = now

    def _forget(self) -> None:
        """Nothing of a failed transaction stays, on disk or in memory. Where even that fails, it is done before the
        next one."""
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        self._recall()

    def _write_operations(self, tx: Tx, fold: Fold, began: int) -> Changes | None:
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
        self._write_appended()
        if not fold.touched:
            return None
        if self._last_pos - self._derived.pos >= derived.AT_MOST:
            self._derived.follow(began, self._last_pos, fold.touches, fold.after)
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
        self._appended.append(journal.stored(op, pos, body, hashed, received))
        known = self._unwritten.get(op.replica, 0)
        self._unwritten[op.replica] = max(known, op.hlc if op.hlc <= self._hlc else 0)

    def _write_appended(self) -> None:
        """Insert the operations appended so far; inside the transaction, before anybody reads them."""
        if self._appended:
            self._writer.executemany(f"INSERT {journal.INTO}", self._appended)
            self._appended = []

    def _seen(self, dot: Dot) -> bool:
        line = self._lines.get(dot[0])
        return line is not None and dot[1] <= line.last_seq

    def next_pos(self) -> int:
        """The place the next operation takes in this store's own order."""
        return self._last_pos + 1

    def next_hlc(self) -> int:
        self._hlc = journal.tick(self._hlc, self.clock.now())
        return self._hlc

    @contextmanager
    def maintenance(self, *, lasting: bool = True) -> Iterator[Connection]:
        """The writer's connection inside a transaction, for this device's own bookkeeping (sync cursors, blobs).

        ``lasting`` False for what may stand as before after a power cut: a receipt that is asked for again."""
        with self._lock, storage(), self._transaction(lasting=lasting):
            self._writing = 0
            yield self._writer

    @contextmanager
    def jotting(self) -> Iterator[Connection]:
        """As :meth:`maintenance` that is not lasting, for what :meth:`standing` never rests upon: when and how a sync
        was tried."""
        with self._lock:
            version, sound = self._version, not self._stale
            with self.maintenance(lasting=False) as connection:
                yield connection
            if sound:  # else memory was read anew
                self._version = version

    def standing(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` reads of this store: made again only where something was written since. Whoever gets it
        leaves it as it is."""
        with self._lock:  # a write under way is waited for: what it changes is not read half
            version = self._version
            inside = self._owner is not None
        if inside:
            return make()
        kept = self._standing.get(name)
        if kept is None or kept[0] != version:
            kept = self._standing[name] = (version, make())
        found: T = kept[1]
        return found

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
            if self._owner is None:
                self._wait_for_disk(True)
            self._writer.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (key, text))
            self._version += 1

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


__all__ = ["APP", "Changes", "Line", "Tx", "Writing"]
