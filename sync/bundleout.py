"""Making bundles: up from a laptop to the office's desks, down from a desk to one laptop; split by size, whole or absent."""

from __future__ import annotations

import dataclasses
import glob
import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.clock import stamp
from models.errors import KnownError, Place
from models.files import PART, sync_folder
from models.profile import Profile
from sync import awaited, blobs, bundle, bundleprivate, history, peer, wanted, wire
from sync import bundlecontent as content
from sync import bundleframes as frames
from sync import bundlestate as state
from sync.bundle import Header
from sync.bundlecontent import Progress
from sync.membership import introduce

if TYPE_CHECKING:
    from pyrage.ssh import Recipient  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Exported:
    """A bundle on the stick. ``files`` counts photos and papers, ``paths`` its parts in order, ``size`` bytes."""

    seq: int
    paths: tuple[Path, ...]
    operations: int
    files: int
    size: int
    to: str
    informants: bool = True
    """Whether all that only the case's officers may have went along; False: the server could not be asked."""

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
            "informants": self.informants,
        }


class _Maker:
    """The frames of one bundle over all its parts."""

    def __init__(self, header: Header, key: Ed25519PrivateKey, device: str, items: Iterator[content.Item]) -> None:
        self.header, self.key, self.device, self.items = header, key, device, items
        self.running, self.index = frames.start(header.id), 0
        self.marks: list[state.Mark] = []
        self.operations = self.files = 0
        self.ahead = next(self.items, None)

    @property
    def done(self) -> bool:
        """Whether every frame is in some part."""
        return self.ahead is None and self.index > 0

    def part(self, number: int, limit: int) -> Iterator[bytes]:
        """One file's frames; it ends before the frame, or the first of a photo's pieces, that would make it larger
        than ``limit`` bytes, or with the bundle: a photo never lies in two parts."""
        now = {"part": number, "before": self.index, "running": self.running.hex() if number > 1 else ""}
        head = msgspec.structs.replace(self.header, **now)
        yield self._seal(frames.HEADER, wire.pack(head))
        size = 0
        while self.ahead is not None and (not size or size + self.ahead.weight <= limit):
            item = self.ahead
            made = self._seal(item.kind, item.payload)
            size += len(made)
            self.operations += item.operations
            self.files += bool(item.file)
            if item.upto or item.file:
                check = bundle.check_of(self.device, self.header.seq, self.index, self.running)
                self.marks.append(state.Mark(self.index, check, item.upto, item.file))
            yield made
            self.ahead = next(self.items, None)
        yield self._seal(frames.END, wire.pack(bundle.End(self.ahead is None, self.operations, self.files)))

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
    header.blocks = awaited.own_blocks(store)
    items = content.up(profile, lines, upto, files, progress or _silent, cancel or _never)
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

    A desk that began with a snapshot first fetches the history before it, once, from the server. Raises KnownError:
    bundle_needs_desk, bundle_unknown_device, device_revoked, bundle_history_missing, bundle_stick_full,
    bundle_stick_failed, blob_…, and those of a sync where the history has to be fetched.
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
    header.settled = seq - 1  # each is made from what the laptop itself said it holds: an earlier one is not needed
    header.grant = bundlejoin.grant_of(store, device)
    waiting = awaited.waits(store)
    header.numbers_wait = None if waiting is None else waiting.since
    if content.lacks_history(store, known.have):
        history.complete(profile)
    informants, complete = bundleprivate.items(profile, device, record["public_key"], known.held)
    if not known.newest and header.grant is not None:
        known.officers = [header.grant.officer["id"]]  # it has not said anything yet: who asked for it works at it
    office = content.down(profile, known, progress or _silent, cancel or _never)
    items = itertools.chain(office, informants)  # the case first: without it nobody knows whose they are
    maker = _Maker(header, profile.device_keys.signing_key(), device, items)
    exported = _write(maker, path, [frames.recipient(record["public_key"])], part_bytes)
    state.finish(store, key, seq)
    return dataclasses.replace(exported, informants=complete)


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
        held=peer.private_held(store),
        lacks=sorted(blobs.waiting(profile)[1])[:100_000],
        officers=wanted.told(profile),
        unfinished=state.unfinished(store, key, seq),
    )


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
        for left in path.parent.glob(f"{glob.escape(path.stem)}*{path.suffix}{PART}"):
            left.unlink()  # of an export that was killed
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


def _silent(stage: str, done: int, total: int) -> None:
    return None


def _never() -> bool:
    return False
