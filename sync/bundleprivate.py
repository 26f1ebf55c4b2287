"""Informants' streams on the stick: down to the devices of the case's officers and to nobody else, sealed for each.

With a server it is the server that decides and seals: the desk carries what it cannot open. An office without one
decides at its desk, by the same rule: the officer a laptop joined with must be on the case. What a laptop holds it
says in its bundles, so that only what it lacks goes along.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import pyrage  # type: ignore[import-untyped]

from models import journal
from models.errors import KnownError
from models.profile import Profile
from models.store import Store
from sync import bundleframes as frames
from sync import bundlestate as state
from sync import courier, wire
from sync.bundle import Operations
from sync.bundlecontent import LINE_OPERATIONS, Item
from sync.membership import joined, open_transport
from sync.wire import Word

if TYPE_CHECKING:
    from models.store import Line

log = logging.getLogger(__name__)
PRIVATE = "private:"
AWAY = ("no_network", "server_gone", "server_failed", "server_disk", "stick_only")
"""Why a server could not be asked: then the bundle goes without, and the next one brings it."""


def seal(bodies: Iterable[bytes], public_key: str, words: Sequence[Word] = ()) -> bytes:
    """Operations, with their authors' words, as only the holder of this device key can read them."""
    packed = wire.pack(Operations([msgspec.Raw(body) for body in bodies], list(words)))
    made: bytes = pyrage.encrypt(packed, [frames.recipient(public_key)])
    return made


def open_sealed(profile: Profile, payload: bytes) -> Operations:
    """What was sealed for this device: operations of private streams alone; raises Broken("altered")."""
    try:
        packed = pyrage.decrypt(payload, [frames.identity(profile.device_keys.signing_key())])
        found = wire.unpack(packed, Operations)
        streams = {journal.decode(bytes(raw)).stream for raw in found.ops}
    except (pyrage.DecryptError, wire.Malformed, wire.TooBig, msgspec.DecodeError) as wrong:
        raise frames.Broken("altered") from wrong
    if not all(stream.startswith(PRIVATE) for stream in streams):
        raise frames.Broken("altered")
    return found


def items(profile: Profile, device: str, public_key: str, held: Mapping[int, int]) -> tuple[list[Item], bool]:
    """(frames for laptop ``device``, which holds ``held`` of private lines; whether all that it may have is in them).

    Raises KnownError as a sync does where the server refuses; one that cannot be reached is no reason to make no
    bundle.
    """
    server = joined(profile.store)
    if server is not None and server["url"]:
        try:
            return [Item(frames.PRIVATE, sealed) for sealed in _of_server(profile, device, held)], True
        except KnownError as error:
            if error.code not in AWAY:
                raise
            log.warning("a bundle goes without informants' streams: %s", error.code)
            return [], False
    made = []
    for bodies in _of_desk(profile, device, held):
        made.append(Item(frames.PRIVATE, seal(bodies, public_key), len(bodies)))
    return made, True


# --- with a server


def _of_server(profile: Profile, device: str, held: Mapping[int, int]) -> Iterator[bytes]:
    from sync.transport import Refused

    transport = open_transport(profile)
    known = dict(held)
    try:
        while True:
            try:
                answer = transport.post(courier.PATH, courier.Carry(device, held=known), courier.Carried)
            except Refused as refused:
                if refused.problem.code == "device_unknown":
                    return  # it was never carried there: the desk's next sync does it
                raise KnownError("server_refused", reason=refused.problem.code) from refused
            if answer.sealed:
                yield answer.sealed
            if not answer.more:
                return
            if not any(seq > known.get(replica, 0) for replica, seq in answer.held.items()):
                raise KnownError("server_answer_bad", url=str(transport.url))
            known |= answer.held
    finally:
        transport.close()


# --- without one


def allowed(store: Store, officers: Sequence[str]) -> set[str]:
    """The private streams of the cases these officers are on, as the case's own record is shown."""
    clues = set()
    for role in ("lead", "assistant"):
        for officer in officers:
            for case in store.find("wage_case", **{role: officer}):
                clues |= {case["clue"], *(clue["id"] for clue in store.find("clue", wage_case=case["id"]))}
    return {f"{PRIVATE}{clue}" for clue in clues if clue}


def _of_desk(profile: Profile, device: str, held: Mapping[int, int]) -> Iterator[list[bytes]]:
    """What the desk wrote itself and what laptops brought, of the streams this laptop's officer may have."""
    store = profile.store
    granted = store.local_get(f"{state.GRANTED}{device}") or {}
    officer = (granted.get("officer") or {}).get("id")
    streams = allowed(store, [officer]) if officer else set()
    if not streams:
        return
    for line in store.lines():
        if line.stream in streams:
            yield from _batches(_own(store, line, held.get(line.replica, 0)))
    words = state.keyed(store, state.VOUCHER, courier.Vouched).values()
    for replica in sorted({w.replica for w in words if w.stream in streams and w.voucher.device != device}):
        yield from _batches(_carried(store, replica, held.get(replica, 0)))


def _own(store: Store, line: Line, after: int) -> Iterator[bytes]:
    rows = store.rows("SELECT body FROM sync_op WHERE replica = ? AND seq > ? ORDER BY seq", (line.replica, after))
    yield from (bytes(row["body"]) for row in rows if row["body"] is not None)


def _carried(store: Store, replica: int, after: int) -> Iterator[bytes]:
    """As far as they are here without a hole."""
    seq = after + 1
    while (body := store.local_get(f"{state.CARRIED}{replica}:{seq:015d}")) is not None:
        yield str(body).encode()
        seq += 1


def _batches(bodies: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for body in bodies:
        batch.append(body)
        if len(batch) >= LINE_OPERATIONS:
            yield batch
            batch = []
    if batch:
        yield batch
