"""What goes into a bundle: a laptop's own lines with its word for them, what a laptop lacks, photos and papers in pieces."""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from models import journal, wantedfiles
from models.errors import Cancelled, KnownError
from models.profile import Profile
from models.records import RECORDS
from models.store import Line as StoreLine
from models.store import Store
from sync import blobs, bundle, handing, peer, wire
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Line, Operations

LINE_OPERATIONS, LINE_BYTES = 500, 256 * 2**10
"""A frame of operations: small, because what is cut off goes by whole frames; never more than a push of a sync."""
PIECE_HEAD = struct.Struct(">32sQQB")
"""Before each piece of a file: its hash, where the piece begins, bytes of the whole, kind."""
KINDS = (blobs.PAPER, blobs.PHOTO)

Progress = Callable[[str, int, int], None]
"""(stage: ``operations``, ``files``; done; total, 0 when unknown)."""


@dataclass
class Item:
    """One frame to come, and what is received when it is."""

    kind: int
    payload: bytes
    operations: int = 0
    upto: dict[int, int] = field(default_factory=dict)
    file: str = ""
    weight: int = 0


def up(
    profile: Profile,
    lines: list[StoreLine],
    upto: Mapping[int, int],
    files: Mapping[str, str],
    progress: Progress,
    cancel: Callable[[], bool],
) -> Iterator[Item]:
    done = 0
    for line in lines:
        for item in _line(profile, line, upto.get(line.replica, 0) + 1):
            unless(cancel)
            done += item.operations
            progress("operations", done, 0)
            yield item
    yield from _files(profile, files, progress, cancel)


def _line(profile: Profile, line: StoreLine, first: int) -> Iterator[Item]:
    """The operations of one own line in frames, each with this device's word for the line up to its end."""
    chain, bodies, size = _chain_before(profile.store, line.replica, first), list[msgspec.Raw](), 0
    before, start = chain, first

    def made() -> Item:
        seq = start + len(bodies) - 1
        voucher = bundle.vouch(profile, line.replica, line.stream, seq, chain)
        found = Line(line.replica, line.stream, start, before.hex(), bodies, voucher)
        return Item(frames.LINE, wire.pack(found), len(bodies), {line.replica: seq}, weight=size)

    rows = profile.store.reader().execute(
        "SELECT body FROM sync_op WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        (line.replica, first, line.last_seq),
    )
    for (raw,) in rows:
        body = bytes(raw)
        if bodies and (len(bodies) >= LINE_OPERATIONS or size + len(body) > LINE_BYTES):
            yield made()
            start, before, bodies, size = start + len(bodies), chain, [], 0
        bodies.append(msgspec.Raw(body))
        size += len(body)
        chain = journal.link(chain, journal.body_hash(body))
    if bodies:
        yield made()


def _chain_before(store: Store, replica: int, first: int) -> bytes:
    chain = journal.CHAIN_START
    for row in store.rows("SELECT hash FROM sync_op WHERE replica = ? AND seq < ? ORDER BY seq", (replica, first)):
        chain = journal.link(chain, bytes(row["hash"]))
    return chain


def down(profile: Profile, known: state.Coming, progress: Progress, cancel: Callable[[], bool]) -> Iterator[Item]:
    store, have = profile.store, known.have
    bodies: list[msgspec.Raw] = []
    named: dict[str, None] = {}
    tasks: set[tuple[str, str]] = set()
    words: list[wire.Word] = []
    size = done = 0

    def made() -> Item:
        return Item(frames.OPERATIONS, wire.pack(Operations(bodies, words)), len(bodies), weight=size)

    cursor = store.reader().execute(
        "SELECT replica, seq, body FROM sync_op WHERE stream = ? AND body IS NOT NULL ORDER BY pos", (store.stream,)
    )
    for replica, seq, raw in cursor:
        if seq <= have.get(replica, 0):
            continue
        unless(cancel)
        body = bytes(raw)
        if bodies and (len(bodies) >= LINE_OPERATIONS or size + len(body) > LINE_BYTES):
            done += len(bodies)
            progress("operations", done, 0)
            yield made()
            bodies, size = [], 0
        bodies.append(msgspec.Raw(body))
        size += len(body)
        named.update(dict.fromkeys(_named(body)))
        tasks.update(_tasks(body, known.officers or ()))
    if bodies:
        words = _words(profile, have)
        yield made()
    yield from _files(profile, _wanted(store, known, named, tasks), progress, cancel)


def _wanted(store: Store, known: state.Coming, named: Iterable[str], tasks: set[tuple[str, str]]) -> dict[str, str]:
    """The files that go down: what the laptop said it lacks, what the operations name and it is to have, and the
    earlier photos of sites that its officers are put on by them (sync/wanted.py)."""
    there, shas = blobs.referenced(store), dict.fromkeys(named)
    if known.officers is not None:
        left = wantedfiles.left(store, known.officers)
        shas = {sha: None for sha in shas if sha not in left}
        shas |= dict.fromkeys(sorted(wantedfiles.newly(store, known.officers, tasks)))
    return {sha: there[sha] for sha in dict.fromkeys(known.lacks) | shas if sha in there}


def _words(profile: Profile, have: Mapping[int, int]) -> list[wire.Word]:
    """What their authors said of the lines that go down, this desk's own among them."""
    store = profile.store
    known = {
        r: kept.voucher for r, kept in handing.words(store).items() if kept.stream == store.stream and not kept.origin
    }
    for line in peer.own_lines(store):
        if line.mine and line.stream == store.stream and line.last_seq:
            chain = handing.chain(store, line.replica, line.last_seq)
            known[line.replica] = bundle.vouch(profile, line.replica, line.stream, line.last_seq, chain)
    return [wire.Word(r, store.stream, voucher) for r, voucher in known.items() if voucher.seq > have.get(r, 0)]


def _named(body: bytes) -> Iterator[str]:
    """Hashes of the files an operation names."""
    for edit in journal.decode(body).edits:
        record = RECORDS.get(edit.t)
        for register, value in edit.f.items() if record else ():
            field = record.by_name.get(register) if record else None
            if field is not None and field.kind == "sha" and isinstance(value, str):
                yield value


def _tasks(body: bytes, officers: Collection[str]) -> Iterator[tuple[str, str]]:
    """Records (table, id) in which an operation names one of these officers."""
    for edit in journal.decode(body).edits if officers else ():
        record = RECORDS.get(edit.t)
        for register, value in edit.f.items() if record else ():
            field = record.by_name.get(register) if record else None
            names = value if register in wantedfiles.LISTED.get(edit.t, ()) else [value]
            is_officer = field is not None and (field.ref == "officer" or names is value)
            if is_officer and isinstance(names, list) and any(name in officers for name in names):
                yield edit.t, edit.r


def lacks_history(store: Store, have: Mapping[int, int]) -> bool:
    """Whether this desk, which began with a snapshot, has not all that who holds ``have`` must be told."""
    for line in store.lines():
        if line.stream != store.stream or line.last_seq <= have.get(line.replica, 0):
            continue
        rows = store.rows(
            "SELECT count(*) AS n FROM sync_op WHERE replica = ? AND seq > ?",
            (line.replica, have.get(line.replica, 0)),
        )
        if rows[0]["n"] < line.last_seq - have.get(line.replica, 0):
            return True
    return False


def _files(
    profile: Profile, files: Mapping[str, str], progress: Progress, cancel: Callable[[], bool]
) -> Iterator[Item]:
    for done, (sha, kind) in enumerate(files.items(), 1):
        progress("files", done, len(files))
        try:
            for item in _pieces(profile, sha, kind):
                unless(cancel)
                yield item
        except KnownError as error:
            if error.code not in ("blob_missing", "blob_damaged"):
                raise  # one bad photo never keeps the others; it stays among what waits


def _pieces(profile: Profile, sha: str, kind: str) -> Iterator[Item]:
    """A file in pieces; only with the last one it counts as carried."""
    size, read = _source(profile, sha, kind)
    offset = 0
    while True:
        data = read(offset, min(wire.CHUNK, size - offset)) if size else b""
        head = PIECE_HEAD.pack(bytes.fromhex(sha), offset, size, KINDS.index(kind))
        offset += len(data)
        weight = size if offset == len(data) else 0
        yield Item(frames.PIECE, head + data, file=sha if offset >= size else "", weight=weight)
        if offset >= size:
            return


def _source(profile: Profile, sha: str, kind: str) -> tuple[int, Callable[[int, int], bytes]]:
    """(size, how to read); raises KnownError blob_missing, blob_damaged."""
    if kind == blobs.PHOTO:
        return profile.blobs.size(sha), lambda offset, length: profile.blobs.read(sha, offset, length)
    rows = profile.store.rows("SELECT data FROM blob_data WHERE sha256 = ? AND data IS NOT NULL", (sha,))
    if not rows:
        raise KnownError("blob_missing", sha256=sha)
    data = bytes(rows[0]["data"])
    return len(data), lambda offset, length: data[offset : offset + length]


def unless(cancel: Callable[[], bool]) -> None:
    if cancel():
        raise Cancelled
