"""Making bundles: up from a laptop to the office's desks, down from a desk to one laptop; split by size, whole or absent."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models import journal
from models.clock import stamp
from models.errors import Cancelled, KnownError, Place
from models.files import PART, sync_folder
from models.profile import Profile
from models.records import RECORDS
from models.store import Line as StoreLine
from models.store import Store
from sync import blobs, bundle, peer, wire
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Header, Line, Operations
from sync.client import introduce

if TYPE_CHECKING:
    from pyrage.ssh import Recipient  # type: ignore[import-untyped]

LINE_OPERATIONS, LINE_BYTES = 500, 256 * 2**10
"""A frame of operations: small, because what is cut off goes by whole frames; never more than a push of a sync."""
PIECE_HEAD = struct.Struct(">32sQQB")
KINDS = (blobs.PAPER, blobs.PHOTO)

Progress = Callable[[str, int, int], None]
"""(stage: ``operations``, ``files``; done; total, 0 when unknown)."""


@dataclass(frozen=True)
class Exported:
    """A bundle on the stick. ``files`` counts photos and papers, ``paths`` its parts in order, ``size`` bytes."""

    seq: int
    paths: tuple[Path, ...]
    operations: int
    files: int
    size: int
    to: str

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``bundle export``."""
        names = [str(path) for path in self.paths]
        return {
            "ok": True,
            "bundle": self.seq,
            "to": self.to,
            "parts": names,
            "operations": self.operations,
            "files": self.files,
            "size": self.size,
        }


@dataclass
class _Item:
    """One frame to come, and what is received when it is."""

    kind: int
    payload: bytes
    operations: int = 0
    upto: dict[int, int] = field(default_factory=dict)
    file: str = ""


class _Maker:
    """The frames of one bundle over all its parts."""

    def __init__(self, header: Header, key: Ed25519PrivateKey, device: str, items: Iterator[_Item]) -> None:
        self.header, self.key, self.device, self.items = header, key, device, items
        self.running, self.index = frames.start(header.id), 0
        self.marks: list[state.Mark] = []
        self.operations = self.files = 0
        self.done = False

    def part(self, number: int, limit: int) -> Iterator[bytes]:
        """One file's frames; it ends after the frame that reaches ``limit`` bytes, or with the bundle."""
        now = {"part": number, "before": self.index, "running": self.running.hex() if number > 1 else ""}
        head = msgspec.structs.replace(self.header, **now)
        yield self._seal(frames.HEADER, wire.pack(head))
        size = 0
        for item in self.items:
            made = self._seal(item.kind, item.payload)
            size += len(made)
            self.operations += item.operations
            self.files += bool(item.file)
            if item.upto or item.file:
                check = bundle.check_of(self.device, self.header.seq, self.index, self.running)
                self.marks.append(state.Mark(self.index, check, item.upto, item.file))
            yield made
            if size >= limit:
                yield self._seal(frames.END, wire.pack(bundle.End(False, self.operations, self.files)))
                return
        self.done = True
        yield self._seal(frames.END, wire.pack(bundle.End(True, self.operations, self.files)))

    def _seal(self, kind: int, payload: bytes) -> bytes:
        made, self.running = frames.seal(kind, payload, self.running, self.key)
        self.index += 1
        return made


def export_up(
    profile: Profile,
    path: Path,
    *,
    only_new: bool = False,
    part_bytes: int = bundle.PART_BYTES,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Exported:
    """Everything of this device that the office has not receipted, for any of its desks.

    ``only_new``: only what no earlier bundle carries; then a lost one is missed. Raises KnownError: not_joined,
    bundle_no_desk, bundle_from_desk, bundle_stick_full, bundle_stick_failed, blob_…; then nothing counts as packed.
    """
    store = profile.store
    if bundle.is_desk(profile):
        raise KnownError("bundle_from_desk")
    introduce(profile)
    sender, to = bundle.sender_of(profile), bundle.desks(store)
    if not to:
        raise KnownError("bundle_no_desk")
    seq = state.begin(store, state.OUT)
    received = peer.receipted(store)
    upto, packed = state.exported(store) if only_new else (received, state.received_files(store))
    for line in peer.own_lines(store):
        if line.stream != store.stream:
            upto[line.replica] = received.get(line.replica, 0)  # short, and no desk can see a hole in them
    lines = [line for line in peer.own_lines(store) if line.last_seq > upto.get(line.replica, 0)]
    files = {s: k for s, k in state.files_to_give(store, profile.blobs).items() if s not in packed}
    header = _header(profile, sender, bundle.OFFICE, seq, state.OUT)
    header.settled, header.only_new = state.settled_upto(store, seq), only_new
    items = _up(profile, lines, upto, files, progress or _silent, cancel or _never)
    maker = _Maker(header, profile.device_keys.signing_key(), sender.device, items)
    exported = _write(maker, path, bundle.recipients(to), part_bytes)
    made = state.Made(header.id, seq, header.made_at, [p.name for p in exported.paths], maker.operations, maker.files, maker.marks, only_new)  # fmt: skip
    state.finish(store, state.OUT, seq, made)
    return exported


def export_down(
    profile: Profile,
    device: str,
    path: Path,
    *,
    part_bytes: int = bundle.PART_BYTES,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Exported:
    """Everything of the office that laptop ``device`` lacked when it last told, its certificates, and receipts of
    what came from it. Made by a desk.

    Raises KnownError: bundle_needs_desk, bundle_unknown_device, device_revoked, bundle_history_missing,
    bundle_stick_full, bundle_stick_failed, blob_….
    """
    from sync import bundlejoin

    store = profile.store
    if not bundle.is_desk(profile):
        raise KnownError("bundle_needs_desk")
    record = store.get("device", device)
    if record is None or not record["public_key"]:
        raise KnownError("bundle_unknown_device", name=device)
    if record["state"] == "revoked":
        raise KnownError("device_revoked")
    bundlejoin.become_desk(profile)
    bundlejoin.top_up(profile, record)
    known = state.coming(store, device)
    key = state.DOWN + device
    seq = state.begin(store, key)
    header = _header(profile, bundle.sender_of(profile), device, seq, key)
    header.receipts = state.receipts(known, device)
    header.grant = bundlejoin.grant_of(store, device)
    _need_history(store, known.have)
    items = _down(profile, known, progress or _silent, cancel or _never)
    maker = _Maker(header, profile.device_keys.signing_key(), device, items)
    exported = _write(maker, path, [frames.recipient(record["public_key"])], part_bytes)
    state.finish(store, key, seq)
    return exported


def _header(profile: Profile, sender: bundle.Sender, to: str, seq: int, key: str) -> Header:
    store = profile.store
    have = {line.replica: line.last_seq for line in store.lines() if line.stream == store.stream and line.last_seq}
    return Header(
        id=secrets.token_hex(16),
        office=profile.office_id,
        sender=sender,
        to=to,
        seq=seq,
        made_at=stamp(profile.clock.now()),
        have=have,
        lacks=sorted(blobs.waiting(store, profile.blobs)[1])[:100_000],
        unfinished=state.unfinished(store, key, seq),
    )


# --- what goes in


def _up(
    profile: Profile,
    lines: list[StoreLine],
    upto: Mapping[int, int],
    files: Mapping[str, str],
    progress: Progress,
    cancel: Callable[[], bool],
) -> Iterator[_Item]:
    done = 0
    for line in lines:
        for item in _line(profile, line, upto.get(line.replica, 0) + 1):
            _unless(cancel)
            done += item.operations
            progress("operations", done, 0)
            yield item
    yield from _files(profile, files, progress, cancel)


def _line(profile: Profile, line: StoreLine, first: int) -> Iterator[_Item]:
    """The operations of one own line in frames, each with this device's word for the line up to its end."""
    chain, bodies, size = _chain_before(profile.store, line.replica, first), list[msgspec.Raw](), 0
    before, start = chain, first

    def made() -> _Item:
        seq = start + len(bodies) - 1
        voucher = bundle.vouch(profile, line.replica, line.stream, seq, chain)
        found = Line(line.replica, line.stream, start, before.hex(), bodies, voucher)
        return _Item(frames.LINE, wire.pack(found), len(bodies), {line.replica: seq})

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


def _down(profile: Profile, known: state.Coming, progress: Progress, cancel: Callable[[], bool]) -> Iterator[_Item]:
    store, have = profile.store, known.have
    bodies: list[msgspec.Raw] = []
    wanted: dict[str, None] = dict.fromkeys(known.lacks)
    size = done = 0

    def made() -> _Item:
        return _Item(frames.OPERATIONS, wire.pack(Operations(bodies)), len(bodies))

    cursor = store.reader().execute(
        "SELECT replica, seq, body FROM sync_op WHERE stream = ? AND body IS NOT NULL ORDER BY pos", (store.stream,)
    )
    for replica, seq, raw in cursor:
        if seq <= have.get(replica, 0):
            continue
        _unless(cancel)
        body = bytes(raw)
        if bodies and (len(bodies) >= LINE_OPERATIONS or size + len(body) > LINE_BYTES):
            done += len(bodies)
            progress("operations", done, 0)
            yield made()
            bodies, size = [], 0
        bodies.append(msgspec.Raw(body))
        size += len(body)
        wanted.update(dict.fromkeys(_named(body)))
    if bodies:
        yield made()
    there = blobs.referenced(store)
    yield from _files(profile, {sha: there[sha] for sha in wanted if sha in there}, progress, cancel)


def _named(body: bytes) -> Iterator[str]:
    """Hashes of the files an operation names."""
    for edit in journal.decode(body).edits:
        record = RECORDS.get(edit.t)
        for register, value in edit.f.items() if record else ():
            field = record.by_name.get(register) if record else None
            if field is not None and field.kind == "sha" and isinstance(value, str):
                yield value


def _need_history(store: Store, have: Mapping[int, int]) -> None:
    """A desk that began from a snapshot cannot tell from the beginning; raises KnownError."""
    for line in store.lines():
        if line.stream != store.stream or line.last_seq <= have.get(line.replica, 0):
            continue
        rows = store.rows(
            "SELECT count(*) AS n FROM sync_op WHERE replica = ? AND seq > ?",
            (line.replica, have.get(line.replica, 0)),
        )
        if rows[0]["n"] < line.last_seq - have.get(line.replica, 0):
            raise KnownError("bundle_history_missing")


def _files(
    profile: Profile, files: Mapping[str, str], progress: Progress, cancel: Callable[[], bool]
) -> Iterator[_Item]:
    for done, (sha, kind) in enumerate(files.items(), 1):
        progress("files", done, len(files))
        try:
            for item in _pieces(profile, sha, kind):
                _unless(cancel)
                yield item
        except KnownError as error:
            if error.code not in ("blob_missing", "blob_damaged"):
                raise  # one bad photo never keeps the others; it stays among what waits


def _pieces(profile: Profile, sha: str, kind: str) -> Iterator[_Item]:
    """A file in pieces; only with the last one it counts as carried."""
    size, read = _source(profile, sha, kind)
    offset = 0
    while True:
        data = read(offset, min(wire.CHUNK, size - offset)) if size else b""
        head = PIECE_HEAD.pack(bytes.fromhex(sha), offset, size, KINDS.index(kind))
        offset += len(data)
        yield _Item(frames.PIECE, head + data, file=sha if offset >= size else "")
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


# --- onto the stick


def part_path(path: Path, number: int) -> Path:
    """Where part ``number`` of a bundle at ``path`` lies: name.axb, name-2.axb, name-3.axb."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _write(maker: _Maker, path: Path, to: list[Recipient], limit: int) -> Exported:
    """Every part under a passing name, on the disk; then the names, the last part first: no half is ever found."""
    parts: list[tuple[Path, Path]] = []
    size = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while not maker.done:
            final = part_path(path, len(parts) + 1)
            passing = final.with_name(final.name + PART)
            parts.append((passing, final))
            size += frames.write_part(passing, maker.part(len(parts), limit), to)
        for passing, final in reversed(parts):
            passing.replace(final)
        sync_folder(path.parent)
    except OSError as error:
        raise KnownError("bundle_stick_failed", where=Place(file=path.name), file=str(path)) from error
    except KnownError as error:
        code = {"disk_full": "bundle_stick_full"}.get(error.code)
        if code is None and error.code.startswith("disk_"):
            code = "bundle_stick_failed"
        if code is None:
            raise
        raise KnownError(code, where=Place(file=path.name), file=str(path)) from error
    finally:
        for passing, _ in parts:
            passing.unlink(missing_ok=True)
    finals = tuple(final for _, final in parts)
    return Exported(maker.header.seq, finals, maker.operations, maker.files, size, maker.header.to)


def _unless(cancel: Callable[[], bool]) -> None:
    if cancel():
        raise Cancelled


def _silent(stage: str, done: int, total: int) -> None:
    return None


def _never() -> bool:
    return False
