"""Taking bundles in: each frame is checked, stored in one transaction with what is remembered of it, and only then counted.

Whatever a bundle's end looks like (cut, altered, a part missing), what came before is used and the rest named; the
same bundle again changes nothing. What is not for this office or device, or not signed by one of its devices, is
refused before anything is stored.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from models.clock import stamp
from models.database import Connection
from models.errors import Cancelled, KnownError, Place
from models.profile import Profile
from sync import awaited, blobs, bundle, bundlecheck, bundleprivate, handing, wanted, wire
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Header, Line, Operations
from sync.bundlecontent import KINDS, PIECE_HEAD, Progress
from sync.bundleframes import Broken, Frame, Reader
from sync.streams import Pieces

Trust = Callable[[Header], str]
"""Gives the public key of a header's sender; raises KnownError where that sender is nobody we know."""


@dataclass(frozen=True)
class Damage:
    """Where a file stops being whole: ``frame`` counts over the bundle; ``why``: cut, altered, signature."""

    file: str
    frame: int
    why: str

    def as_dict(self) -> dict[str, Any]:
        return {"file": self.file, "frame": self.frame, "why": self.why}


@dataclass
class Imported:
    """What one file brought. ``gaps``: operations that wait for an earlier bundle; ``missing``: (bundle, part), part 0
    for a whole bundle; ``receipt``: the code that tells the sender what is here, None where that is nothing."""

    file: str
    header: Header
    operations: int = 0
    repeated: int = 0
    files: int = 0
    quarantined: int = 0
    gaps: bool = False
    forked: bool = False
    whole: bool = False
    damage: Damage | None = None
    receipts: int = 0
    missing: list[tuple[int, int]] = field(default_factory=list)
    receipt: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """One entry of ``bundle import``."""
        sender = self.header.sender
        return {
            "file": self.file,
            "from": {"device": sender.device, "name": sender.name, "code": sender.code, "role": sender.role},
            "bundle": self.header.seq,
            "part": self.header.part,
            "made_at": self.header.made_at,
            "operations": self.operations,
            "repeated": self.repeated,
            "files": self.files,
            "quarantined": self.quarantined,
            "whole": self.whole,
            "waits_for_earlier": self.gaps,
            "damage": self.damage.as_dict() if self.damage else None,
            "receipts": self.receipts,
            "missing": [{"bundle": seq, "part": part or None} for seq, part in self.missing],
            "receipt_code": self.receipt,
        }


def import_bundles(
    profile: Profile,
    paths: Sequence[Path],
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    *,
    trust: Trust | None = None,
) -> list[Imported]:
    """Take in files, in the order they were made whatever the order of ``paths``.

    Raises KnownError: file_not_found, bundle_not_one, bundle_damaged (not even its head can be read),
    bundle_not_for_us, bundle_other_office, bundle_unknown_device, bundle_forged, bundle_newer, disk_…; files before
    the refused one are in, of the refused one nothing is. Cancelled between two frames.
    """
    headers = [(peek(profile, path, trust=trust), path) for path in paths]
    headers.sort(key=lambda pair: (pair[0].sender.device, pair[0].seq, pair[0].part))
    done = [_Import(profile, path, progress, cancel, trust).run() for _, path in headers]
    for one in done:
        _tell(profile, one)
    return done


def _tell(profile: Profile, one: Imported) -> None:
    """What is missing and what can be receipted, now that all files are in."""
    known = state.coming(profile.store, one.header.sender.device)
    entry = known.bundles.get(one.header.seq)
    best = state.best_receipt(entry, one.header.seq) if entry else None
    one.receipt = bundle.receipt_code(best) if best else None
    one.missing = state.missing(known)


def news(profile: Profile, folder: Path) -> list[Path]:
    """The bundles in ``folder`` that are for this computer and not wholly in yet; others' and odd files are left out.

    Raises KnownError: file_not_found (no such folder), bundle_other_office, bundle_unknown_device, bundle_forged,
    bundle_newer: what is meant for us and cannot be taken is told, not passed over.
    """
    if not folder.is_dir():
        raise KnownError("file_not_found", path=str(folder))
    found = []
    for path in sorted(folder.glob(f"*{bundle.SUFFIX}")):
        try:
            header = peek(profile, path)
        except KnownError as error:
            if error.code not in ("bundle_not_for_us", "bundle_not_one"):
                raise
            continue
        entry = state.coming(profile.store, header.sender.device).bundles.get(header.seq)
        part = entry.parts.get(header.part) if entry and entry.id == header.id else None
        if part is None or not part.whole:
            found.append(path)
    return found


def peek(profile: Profile, path: Path, *, trust: Trust | None = None) -> Header:
    """Who made the file, for whom and when, after every check of its head; raises as :func:`import_bundles`."""
    with Reader(path, [frames.identity(profile.device_keys.signing_key())]) as reader:
        return _head(profile, reader, path, trust)[0]


def take_receipts(profile: Profile, path: Path) -> tuple[Header, int]:
    """Only the receipts of a desk's bundle, nothing else of it; how many said anything new."""
    header = peek(profile, path)
    return header, _receipts(profile, header)


def _head(profile: Profile, reader: Reader, path: Path, trust: Trust | None) -> tuple[Header, Frame]:
    found: list[Header] = []

    def trusted(payload: bytes) -> tuple[str, bytes, int]:
        try:
            header = wire.unpack(payload, Header)
        except (wire.Malformed, wire.TooBig) as wrong:
            raise KnownError("bundle_not_one", where=Place(file=path.name), file=path.name) from wrong
        key = bundlecheck.sender_key(profile, header, path.name) if trust is None else trust(header)
        found.append(header)
        begin = frames.start(header.id) if header.part == 1 else _hex(header.running)
        return key, begin, header.before

    first = reader.first(trusted)
    return found[0], first


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _receipts(profile: Profile, header: Header) -> int:
    taken = 0
    for receipt in header.receipts:
        before = [one.received for one in state.made(profile.store) if one.seq == receipt.seq]
        try:
            made = state.take_receipt(profile.store, receipt.seq, receipt.frame, receipt.check)
        except KnownError as error:
            if error.code != "receipt_unknown":
                raise
            continue  # a bundle this profile does not remember (restored): what it carried goes again
        taken += before != [made.received]
    return taken


class _Import:
    """One file on its way in."""

    def __init__(
        self,
        profile: Profile,
        path: Path,
        progress: Progress | None,
        cancel: Callable[[], bool] | None,
        trust: Trust | None,
    ) -> None:
        self.profile, self.store, self.path = profile, profile.store, path
        self.progress = progress or (lambda stage, done, total: None)
        self.cancel = cancel or (lambda: False)
        self.trust = trust
        self.counting = True
        self.now = stamp(profile.clock.now())

    def run(self) -> Imported:
        identity = frames.identity(self.profile.device_keys.signing_key())
        with Reader(self.path, [identity]) as reader:
            self.header, first = _head(self.profile, reader, self.path, self.trust)
            self.done = Imported(self.path.name, self.header)
            self.index = first.index
            self.desk = self.header.to == bundle.OFFICE
            self._heard()
            self._frames(reader)
        return self.done

    def _heard(self) -> None:
        """The head alone already tells what its sender holds, and what the office has of ours."""
        known = state.heard(state.coming(self.store, self.header.sender.device), self.header, self.now)
        with self.store.maintenance() as connection:
            state.write(connection, self._key, known)
        if self.desk:
            return
        awaited.from_desk(self.store, self.header.numbers_wait)
        self.done.receipts = _receipts(self.profile, self.header)
        with self.store.maintenance() as connection:
            state.note(connection, self.now)
        if self.header.grant is not None:
            from sync import bundleask

            bundleask.renew(self.profile, self.header.grant)

    @property
    def _key(self) -> str:
        return state.IN + self.header.sender.device

    def _frames(self, reader: Reader) -> None:
        walk = self._walk(reader)
        try:
            for frame in walk:
                if self.cancel():
                    raise Cancelled
                if frame.kind == frames.LINE and self.desk:
                    self._line(frame)
                elif frame.kind == frames.OPERATIONS and not self.desk:
                    self._operations(self._unpack(frame, Operations))
                elif frame.kind == frames.PRIVATE and not self.desk:
                    self._operations(bundleprivate.open_sealed(self.profile, frame.payload))
                elif frame.kind == frames.PIECE:
                    self._file(frame, walk)
                elif frame.kind == frames.END:
                    self._end(frame)
                self.progress("operations", self.done.operations + self.done.repeated, 0)
        except Broken as broken:
            self.done.damage = Damage(self.path.name, self.index + 1, broken.why)

    def _walk(self, reader: Reader) -> Iterator[Frame]:
        for frame in reader:
            self.index = frame.index
            yield frame

    # --- operations

    def _line(self, frame: Frame) -> None:
        line = self._unpack(frame, Line)
        sender = self.header.sender
        bodies = bundlecheck.line(self.profile, line, sender, self.path.name)
        if line.stream != self.store.stream:
            self._carry(frame, line, bodies)
            return

        def inside(connection: Connection) -> None:
            self._vouched(connection, line)
            self._counted(connection, frame)

        applied = self.store.apply(bodies, inside=inside)
        self._sum(applied)
        if applied.gaps or applied.forked:
            self.counting = False

    def _vouched(self, connection: Connection, line: Line) -> None:
        """Kept for the server: the frame as it came, but for its operations, which are in the journal."""
        value = {
            "replica": line.replica,
            "stream": line.stream,
            "first": line.first,
            "chain": line.chain,
            "voucher": line.voucher,
        }
        state.write(connection, f"{state.VOUCHER}{line.replica}:{line.voucher.seq:015d}", value)

    def _carry(self, frame: Frame, line: Line, bodies: list[bytes]) -> None:
        """A private stream is nobody's at the desk: kept as it came for the server, in no table, shown to nobody."""
        with self.store.maintenance() as connection:
            for seq, body in enumerate(bodies, line.first):
                state.write(connection, f"{state.CARRIED}{line.replica}:{seq:015d}", body.decode())
            self._vouched(connection, line)
            self._counted(connection, frame)
        self.done.operations += len(bodies)

    def _operations(self, found: Operations) -> None:
        bodies = [bytes(raw) for raw in found.ops]
        try:
            self._sum(self.store.apply(bodies, inside=lambda connection: handing.keep(connection, found.words)))
        except msgspec.DecodeError as wrong:
            raise Broken("altered") from wrong

    def _sum(self, applied: Any) -> None:
        self.done.operations += applied.new
        self.done.repeated += applied.repeated
        self.done.quarantined += applied.refused
        self.done.gaps |= bool(applied.gaps)
        self.done.forked |= bool(applied.forked)

    def _unpack(self, frame: Frame, kind: type[Any]) -> Any:
        try:
            return wire.unpack(frame.payload, kind)
        except (wire.Malformed, wire.TooBig) as wrong:
            raise Broken("altered") from wrong

    # --- files

    def _file(self, frame: Frame, walk: Iterator[Frame]) -> None:
        """A whole file, from its first piece on; one whose beginning is missing, or that breaks off, is left out."""
        sha, offset, size, kind, _ = _piece(frame)
        if offset or size > wire.MAX_BLOB or kind >= len(KINDS):
            self.counting = False
            return
        file = _File(frame, walk)
        stream = Pieces(iter(file))
        if self._is_here(sha, KINDS[kind]):
            while stream.read(wire.CHUNK):
                pass
        elif KINDS[kind] == blobs.PHOTO:
            self.profile.blobs.put(io.BufferedReader(stream), expected=sha)
            self.done.files += 1
            wanted.came(self.store, [sha])
        else:
            self._paper(sha, stream.read())
            self.done.files += 1
        with self.store.maintenance() as connection:
            if not self.desk:
                connection.execute("INSERT OR REPLACE INTO local_setting VALUES (?, 'true')", (state.FILE + sha,))
            self._counted(connection, file.last)
        self.progress("files", self.done.files, 0)

    def _is_here(self, sha: str, kind: str) -> bool:
        if kind == blobs.PHOTO:
            return self.profile.blobs.has(sha)
        return bool(self.store.rows("SELECT 1 FROM blob_data WHERE sha256 = ? AND data IS NOT NULL", (sha,)))

    def _paper(self, sha: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest() != sha:
            raise Broken("altered")
        with self.store.maintenance() as connection:
            connection.execute(
                "INSERT INTO blob_data (sha256, size, mime, data, state) VALUES (?, ?, ?, ?, 'here') "
                "ON CONFLICT (sha256) DO UPDATE SET data = excluded.data, state = 'here'",
                (sha, len(data), blobs.MIME, data),
            )

    # --- what is remembered

    def _counted(self, connection: Connection, frame: Frame) -> None:
        """A receipt may name this place from now on: everything before it is on this disk."""
        if not (self.desk and self.counting):
            return
        known = state.coming(self.store, self.header.sender.device)
        entry = known.bundles.get(self.header.seq)
        part = entry.parts.get(self.header.part) if entry else None
        if part is not None and frame.index >= part.frame:
            part.frame = frame.index
            part.check = bundle.check_of(self.header.sender.device, self.header.seq, frame.index, frame.running)
            state.write(connection, self._key, known)

    def _end(self, frame: Frame) -> None:
        end = self._unpack(frame, bundle.End)
        self.done.whole = self.counting
        known = state.coming(self.store, self.header.sender.device)
        entry = known.bundles.get(self.header.seq)
        if entry is not None and self.counting:
            part = entry.parts.setdefault(self.header.part, state.PartIn(self.header.before))
            part.whole, part.last = True, end.last
            with self.store.maintenance() as connection:
                state.write(connection, self._key, known)


def _piece(frame: Frame) -> tuple[str, int, int, int, bytes]:
    if len(frame.payload) < PIECE_HEAD.size:
        raise Broken("altered")
    sha, offset, size, kind = PIECE_HEAD.unpack_from(frame.payload)
    return sha.hex(), offset, size, kind, frame.payload[PIECE_HEAD.size :]


class _File:
    """The pieces of one file, in their order: the first is here, the others are the next frames."""

    def __init__(self, first: Frame, walk: Iterator[Frame]) -> None:
        self.last, self._walk = first, walk

    def __iter__(self) -> Iterator[bytes]:
        sha, _, size, _, data = _piece(self.last)
        at = len(data)
        yield data
        while at < size:
            frame = next(self._walk, None)
            if frame is None or frame.kind != frames.PIECE:
                raise Broken("altered")
            of, offset, whole, _, data = _piece(frame)
            if (of, whole) != (sha, size) or offset != at or not data:
                raise Broken("altered")
            self.last, at = frame, at + len(data)
            yield data


__all__ = ["Damage", "Imported", "import_bundles", "peek", "take_receipts"]
