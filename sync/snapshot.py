"""The first download as a ready snapshot of the office, and the history before it, fetched when somebody asks for it.

A snapshot is fetched whole, compared with its hash and taken in by one transaction: an interrupted download leaves
an empty profile that begins again. Its digests are counted here, from the rows that were written.
"""

from __future__ import annotations

import hashlib
import logging
import struct
from collections.abc import Callable, Iterator

import msgspec

from models import imagerows, imaging, journal
from models.clock import stamp
from models.database import Connection
from models.errors import Cancelled, KnownError
from models.records import RECORDS, SCHEMA
from models.store import Store
from sync import peer, wire
from sync.transport import Refused, Transport

log = logging.getLogger(__name__)
FETCHED = "history:"
"""Own settings: the records whose whole history is here, on a device that began with a snapshot; without a record's id
where that is so of all (sync/history.py)."""
MOST = 2**30
"""Bytes of a snapshot that a device still takes into memory; beyond it goes by the log."""


def begin(
    store: Store,
    transport: Transport,
    known: peer.Peer,
    cancel: Callable[[], bool],
    progress: Callable[[str, int, int], None],
) -> int:
    """Fill an empty store from the office's snapshot where the server has one; how many records came, 0 where the
    log is to be taken instead. ``known`` then stands where the snapshot does.

    Raises KnownError (as a sync), Cancelled; then the store is as empty as before.
    """
    if known.epoch or not imaging.is_empty(store):
        return 0
    try:
        offer = transport.post("/v1/snapshot", wire.SnapshotRequest(form=wire.SNAPSHOT_FORM), wire.SnapshotAnswer)
        fits = (offer.schema, offer.form) == (SCHEMA, wire.SNAPSHOT_FORM)
        if not offer.name or not fits or offer.size > MOST:
            return 0
        body = _fetch(transport, offer, cancel, progress)
    except Refused as refused:
        if refused.problem.code == "not_found":
            return 0  # an older server, or the snapshot was replaced meanwhile: the log has everything
        raise KnownError("server_refused", reason=refused.problem.code) from refused
    except KnownError as error:
        if error.code == "not_our_server":
            return 0  # a server that knows no such request; if it is none of ours, the next one says so
        raise
    if hashlib.sha256(body).hexdigest() != offer.sha256:
        raise KnownError("server_answer_bad", url=str(transport.url))
    try:
        return _take(store, known, offer, body)
    except (imagerows.Unfit, wire.TooBig) as unfit:
        # one value that should not be there must keep nobody from joining: in the log it is set aside by itself, and
        # one as large as an operation may be has room there
        log.warning("the snapshot does not fit, the log is taken: %r", unfit)
        return 0
    except (
        wire.Malformed,
        msgspec.DecodeError,
        ValueError,
        KeyError,
        TypeError,
        OverflowError,
    ) as wrong:
        raise KnownError("server_answer_bad", url=str(transport.url)) from wrong


def _fetch(
    transport: Transport,
    offer: wire.SnapshotAnswer,
    cancel: Callable[[], bool],
    progress: Callable[[str, int, int], None],
) -> bytes:
    body = bytearray()
    while len(body) < offer.size:
        if cancel():
            raise Cancelled
        piece, size = transport.get(f"/v1/snapshot/{offer.name}?offset={len(body)}")
        if size != offer.size or not piece:
            raise KnownError("server_answer_bad", url=str(transport.url))
        body += piece
        progress("snapshot", len(body) // 1024, offer.size // 1024)
    return bytes(body)


def _take(store: Store, known: peer.Peer, offer: wire.SnapshotAnswer, body: bytes) -> int:
    frames = _frames(body)
    name, packed = next(frames, ("", b""))
    if name != "head":
        raise wire.Malformed("no head")
    head = wire.unpack(packed, wire.SnapshotHead)
    if (head.schema, head.office, head.pos) != (SCHEMA, store.stream, offer.pos):
        raise wire.Malformed("another office's snapshot")
    now = store.clock.now()
    with store.founding() as connection:
        _still_empty(store, head)
        taking = imaging.Taking(connection)
        for name, packed in frames:
            _part(taking, name, wire.unzip(packed), head, stamp(now))
        if taking.records != offer.records:
            raise wire.Malformed("records are missing")
        _quarantine(connection, head)
        lines = {replica: (last, bytes.fromhex(chain)) for replica, last, chain in head.lines}
        taking.finish(store.stream, lines, head.pos, journal.receive(0, head.hlc, now))
        known.epoch, known.cursor, known.mark = offer.epoch, offer.pos, ""
        known.save(connection)
    store.founded(frozenset(taking.tables))
    return taking.records


def _still_empty(store: Store, head: wire.SnapshotHead) -> None:
    """Raises Unfit where somebody wrote here while the snapshot came, or where the office has this device's own line
    already (this is a copy of a profile that went on elsewhere): both belong among the operations of others."""
    if not imaging.is_empty(store):
        raise imagerows.Unfit("something was written here meanwhile")
    if {line.replica for line in store.lines()} & {replica for replica, _, _ in head.lines}:
        raise imagerows.Unfit("the office has this device's own line")


def _part(taking: imaging.Taking, name: str, body: bytes, head: wire.SnapshotHead, now: str) -> None:
    if name == "heads":
        taking.heads(wire.decode(body, list[imaging.HeadRow]))
    elif name == "gone":
        taking.gone(wire.decode(body, list[imaging.GoneRow]))
    elif name == "conflicts":
        taking.conflicts(wire.decode(body, list[imaging.ConflictRow]), head.pos)
    elif name == "operations":
        taking.operations([(one.pos, bytes(one.body)) for one in wire.decode(body, list[wire.Placed])], now)
    elif name in RECORDS and RECORDS[name].private_by is None:
        taking.rows(imagerows.decode(name, body))
    else:
        raise wire.Malformed(name)


def _quarantine(connection: Connection, head: wire.SnapshotHead) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO sync_quarantine (replica, seq, edit, reason, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(replica, seq, str(edit), reason, detail, at) for replica, seq, edit, reason, detail, at in head.quarantine],
    )


def _frames(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and packed content of each frame."""
    at, whole = 0, memoryview(body)
    while at < len(body):
        if at + 5 > len(body):
            raise wire.Malformed("a cut frame")
        length, named = struct.unpack_from(">IB", body, at)
        begin, end = at + 5 + named, at + 4 + length
        if not begin <= end <= len(body):
            raise wire.Malformed("a cut frame")
        yield bytes(whole[at + 5 : begin]).decode("ascii"), bytes(whole[begin:end])
        at = end


# --- the history before it


def has_all_history(store: Store, record: str) -> bool:
    """Whether every operation on ``record`` is here; else :func:`fetch_history` brings the older ones."""
    if store.local_get(imaging.SETTING) is None or store.local_get(FETCHED) is not None:
        return True
    return store.local_get(FETCHED + record) is not None


def fetch_history(store: Store, transport: Transport, record: str) -> int:
    """Bring the operations on ``record`` from before this device began; how many came. Needs the network once.

    Raises KnownError as a sync does, server_refused among them.
    """
    began = store.local_get(imaging.SETTING)
    if began is None or has_all_history(store, record):
        return 0
    after, count = 0, 0
    while True:
        request = wire.HistoryRequest(record, after, int(began["pos"]))
        try:
            answer = transport.post("/v1/history", request, wire.HistoryAnswer)
        except Refused as refused:
            raise KnownError("server_refused", reason=refused.problem.code) from refused
        placed = [(one.pos, bytes(one.body)) for one in answer.ops]
        _keep(store, transport, placed, int(began["pos"]))
        count += len(placed)
        if not answer.more:
            store.local_set(FETCHED + record, True)
            return count
        if answer.cursor <= after:
            raise KnownError("server_answer_bad", url=str(transport.url))
        after = answer.cursor


def _keep(store: Store, transport: Transport, placed: list[tuple[int, bytes]], upto: int) -> None:
    began = imaging.base(store)
    try:
        for pos, body in placed:
            op = journal.decode(body)
            if not 0 < pos <= upto or op.seq > began.get(op.replica, (0, b""))[0] or op.stream != store.stream:
                raise wire.Malformed("not of the history before")
    except (msgspec.DecodeError, wire.Malformed) as wrong:
        raise KnownError("server_answer_bad", url=str(transport.url)) from wrong
    with store.maintenance() as connection:
        imaging.Taking(connection).operations(placed, stamp(store.clock.now()))


__all__ = ["begin", "fetch_history", "has_all_history"]
