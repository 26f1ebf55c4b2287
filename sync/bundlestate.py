"""What this device remembers of its bundles: which it made, what was receipted, which came in, what is missing.

All of it is the device's own bookkeeping in its encrypted store, written in the transaction of what it is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from models.clock import stamp
from models.database import Connection
from models.errors import KnownError
from models.store import Store
from sync import blobs, peer
from sync.bundle import Block, Header, Receipt
from sync.peer import USB

if TYPE_CHECKING:
    from models.blobs import Blobs

T = TypeVar("T")

OUT, MADE, IN, DOWN, FILE = "usb_out", "usb_bundle:", "usb_in:", "usb_down:", "usb_file:"
VOUCHER, CARRIED, GRANTED = "usb_voucher:", "usb_carried:", "usb_grant:"
"""Their authors' words for lines that came by stick; operations of private streams, kept for whom they concern; the
grant with which a laptop joined."""
KEPT = 64
"""Bundles of one sender that are remembered singly."""


class Mark(msgspec.Struct, array_like=True):
    """A place in a bundle a receipt can name: the frame, its check, and what is received with it."""

    frame: int
    check: str
    upto: dict[int, int] = {}
    file: str = ""


class Made(msgspec.Struct, omit_defaults=True):
    """A bundle this device made for the office. ``received``: the frame the office's receipt names, 0 without one."""

    id: str
    seq: int
    made_at: str
    names: list[str]
    operations: int
    files: int
    marks: list[Mark]
    only_new: bool = False
    received: int = 0


class PartIn(msgspec.Struct, omit_defaults=True):
    """How far one part was taken in: frames before it, the last frame a receipt may name, whether it is whole."""

    before: int = 0
    frame: int = 0
    check: str = ""
    whole: bool = False
    last: bool = False


class BundleIn(msgspec.Struct, omit_defaults=True):
    id: str
    made_at: str
    parts: dict[int, PartIn] = {}


class Coming(msgspec.Struct, omit_defaults=True):
    """What is known of one sender: what it holds and lacks, as its newest bundle said, and its bundles by number."""

    replica: int = 0
    newest: int = 0
    have: dict[int, int] = {}
    held: dict[int, int] = {}
    lacks: list[str] = []
    officers: list[str] | None = None
    settled: int = 0
    unfinished: list[int] = []
    at: str = ""
    bundles: dict[int, BundleIn] = {}
    blocks: list[Block] | None = None


class Counter(msgspec.Struct, omit_defaults=True):
    """``begun``: numbers that were taken for a bundle that is not recorded as made."""

    next: int = 1
    begun: list[int] = []
    last_at: str = ""


@dataclass(frozen=True)
class Waiting:
    """How things stand with the office over the stick: acts and files nobody has receipted, those of them that no
    bundle carries yet, and the bundles that wait for a receipt, newest first."""

    operations: int = 0
    files: int = 0
    unpacked: int = 0
    unpacked_files: int = 0
    bundles: list[Made] = field(default_factory=list)


def read(store: Store, key: str, kind: type[T], empty: T) -> T:
    """A setting of ours as its struct."""
    found = store.local_get(key)
    return empty if found is None else msgspec.convert(found, kind, strict=False)


def write(connection: Connection, key: str, value: Any) -> None:
    """Inside the caller's transaction."""
    text = json.dumps(msgspec.to_builtins(value, str_keys=True), ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (key, text))


def keyed(store: Store, prefix: str, kind: type[Any]) -> dict[str, Any]:
    """Every setting under ``prefix``: rest of the key → value, in order of the keys."""
    rows = store.rows(
        "SELECT key, value FROM local_setting WHERE key >= ?1 AND key < ?2 ORDER BY key",
        (prefix, prefix + "\U0010ffff"),
    )
    return {
        row["key"].removeprefix(prefix): msgspec.convert(json.loads(row["value"]), kind, strict=False) for row in rows
    }


# --- what this device made for the office


def begin(store: Store, key: str) -> int:
    """Take the next number; a bundle that is never finished is told of by the next one."""
    counter = read(store, key, Counter, Counter())
    seq = counter.next
    with store.maintenance() as connection:
        write(connection, key, Counter(seq + 1, [*counter.begun, seq], counter.last_at))
    return seq


def unfinished(store: Store, key: str, seq: int) -> list[int]:
    """The numbers before ``seq`` under which no bundle was finished."""
    return [n for n in read(store, key, Counter, Counter()).begun if n < seq][-KEPT:]


def finish(store: Store, key: str, seq: int, made: Made | None = None) -> None:
    """The bundle is on the stick."""
    counter = read(store, key, Counter, Counter())
    now = stamp(store.clock.now())
    with store.maintenance() as connection:
        write(connection, key, Counter(counter.next, [n for n in counter.begun if n != seq], now))
        if made is not None:
            write(connection, f"{MADE}{seq:09d}", made)


def made(store: Store) -> list[Made]:
    """The bundles this device made for the office, oldest first."""
    return list(keyed(store, MADE, Made).values())


def open_bundles(store: Store, acked: Mapping[int, int] | None = None) -> list[Made]:
    """Those of them that carry something nobody has receipted yet, oldest first."""
    known = peer.receipted(store) if acked is None else acked
    files = received_files(store)
    return [one for one in made(store) if not _settled(one, known, files)]


def _settled(one: Made, acked: Mapping[int, int], files: Iterable[str]) -> bool:
    return all(
        (not mark.file or mark.file in files) and all(acked.get(r, 0) >= s for r, s in mark.upto.items())
        for mark in one.marks
    )


def settled_upto(store: Store, next_seq: int) -> int:
    """The bundles up to this number need nobody any more: all they carried is receipted."""
    still = [one.seq for one in open_bundles(store)]
    return min([*still, next_seq]) - 1


def exported(store: Store) -> tuple[dict[int, int], set[str]]:
    """(line → last operation, files) that bundles carry, receipted or not."""
    upto: dict[int, int] = dict(peer.receipted(store))
    files: set[str] = set(received_files(store))
    for one in made(store):
        for mark in one.marks:
            for replica, seq in mark.upto.items():
                upto[replica] = max(seq, upto.get(replica, 0))
            if mark.file:
                files.add(mark.file)
    return upto, files


def received_files(store: Store) -> set[str]:
    """Hashes of the files that the office has, as far as bundles told."""
    rows = store.rows("SELECT key FROM local_setting WHERE key >= ? AND key < ?", (FILE, FILE + "~"))
    return {row["key"].removeprefix(FILE) for row in rows}


def files_to_give(store: Store, photos: Blobs) -> dict[str, str]:
    """Files here (hash → kind) that neither the server nor a desk has confirmed."""
    has = received_files(store)
    return {sha: kind for sha, kind in blobs.unsent(store, photos).items() if sha not in has}


def waiting(store: Store, photos: Blobs) -> Waiting:
    """What the office has not receipted of this device's own, and how much of it lies on no bundle yet."""
    acked, (upto, packed) = peer.receipted(store), exported(store)
    own, files = peer.own_lines(store), files_to_give(store, photos)
    return Waiting(
        operations=sum(max(0, line.last_seq - acked.get(line.replica, 0)) for line in own),
        files=len(files),
        unpacked=sum(max(0, line.last_seq - upto.get(line.replica, 0)) for line in own),
        unpacked_files=len(set(files) - packed),
        bundles=open_bundles(store, acked)[::-1],
    )


# --- receipts


def take_receipt(store: Store, seq: int, frame: int, check: str) -> Made:
    """Mark as received what bundle ``seq`` (modulo 4096) carried up to ``frame``; returns that bundle.

    Raises KnownError("receipt_unknown") when no bundle of this device has such a place: then nothing changes.
    """
    for one in reversed(made(store)):
        if one.seq % 2**12 != seq % 2**12:
            continue
        for mark in one.marks:
            if mark.frame % 2**20 == frame % 2**20 and mark.check == check:
                _receive(store, one, mark.frame)
                return one
    raise KnownError("receipt_unknown", seq=seq)


def _receive(store: Store, one: Made, frame: int) -> None:
    if one.received >= frame:
        return
    acked = dict(peer.receipts_by_stick(store))
    files = []
    for mark in one.marks:
        if mark.frame <= frame:
            acked.update({r: max(s, acked.get(r, 0)) for r, s in mark.upto.items()})
            files += [mark.file] if mark.file else []
    one.received = frame
    with store.maintenance() as connection:
        note(connection, stamp(store.clock.now()), acked)
        connection.executemany(
            "INSERT OR REPLACE INTO local_setting VALUES (?, 'true')", [(FILE + sha,) for sha in files]
        )
        write(connection, f"{MADE}{one.seq:09d}", one)


def note(connection: Connection, now: str, acked: Mapping[int, int] | None = None) -> None:
    """Remember when the stick last brought something from the office, and what it receipted."""
    connection.execute(
        "INSERT INTO sync_peer (peer, last_ok, last_try) VALUES (?1, ?2, ?2) ON CONFLICT (peer) DO UPDATE SET "
        "last_ok = ?2, last_try = ?2",
        (USB, now),
    )
    if acked is not None:
        connection.execute("UPDATE sync_peer SET acked = ? WHERE peer = ?", (json.dumps(acked), USB))


# --- what came in


def coming(store: Store, device: str) -> Coming:
    """What is known of the bundles of ``device``."""
    return read(store, IN + device, Coming, Coming())


def senders(store: Store) -> dict[str, Coming]:
    """Every device that ever brought a bundle → what is known of it."""
    return keyed(store, IN, Coming)


def heard(known: Coming, header: Header, now: str) -> Coming:
    """``known`` after the header of a bundle: what its sender holds is taken from the newest one.

    A sender that came back from a backup (another ``replica``) is known anew: it may have less than it once had."""
    if known.replica != header.sender.replica:
        known = Coming(header.sender.replica)
    if header.seq >= known.newest:
        known.newest, known.have, known.lacks = header.seq, header.have, header.lacks
        known.held, known.officers = header.held, header.officers
        known.settled, known.unfinished = header.settled, header.unfinished
        known.blocks = header.blocks
    known.at = now
    entry = known.bundles.get(header.seq)
    if entry is None or entry.id != header.id:
        known.bundles[header.seq] = BundleIn(header.id, header.made_at)
    known.bundles[header.seq].parts.setdefault(header.part, PartIn(before=header.before))
    for old in sorted(known.bundles)[:-KEPT]:
        del known.bundles[old]
    return known


def receipts(known: Coming, device: str) -> list[Receipt]:
    """Of each bundle not settled yet: how far it is on this disk without a hole."""
    found = []
    for seq, entry in sorted(known.bundles.items()):
        best = best_receipt(entry, seq)
        if seq > known.settled and best is not None:
            found.append(best)
    return found


def best_receipt(entry: BundleIn, seq: int) -> Receipt | None:
    """The furthest place of one bundle up to which all of it is here; None where that is nothing."""
    best = None
    number = 1
    while number in entry.parts:
        part = entry.parts[number]
        if part.frame:
            best = Receipt(seq, part.frame, part.check)
        if not part.whole:
            break
        number += 1
    return best


def missing(known: Coming) -> list[tuple[int, int]]:
    """(bundle, part) that were made and have not come, part 0 for a whole bundle: what to ask the sender for."""
    found: list[tuple[int, int]] = []
    first = max(known.settled + 1, min(known.bundles, default=1) if known.newest > KEPT else 1)
    for seq in range(first, known.newest + 1):
        entry = known.bundles.get(seq)
        if entry is None:
            if seq not in known.unfinished:
                found.append((seq, 0))
            continue
        highest = max(entry.parts)
        ended = any(part.last for part in entry.parts.values())
        found += [(seq, n) for n in range(1, highest + 1) if n not in entry.parts or not entry.parts[n].whole]
        if not ended and entry.parts[highest].whole:
            found.append((seq, highest + 1))
    return found
