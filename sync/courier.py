"""What a desk carries for laptops that only use the stick: their operations on to the server, each line with its author's word.

The server believes the desk nothing: a line is taken because the laptop that wrote it signed it, and a laptop is
registered because it signed its own request. The desk only vouches that a person let it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from models import numbering, pack
from models.clock import today
from models.errors import KnownError
from models.store import Store
from sync import awaited
from sync import bundlestate as state
from sync.bundle import Line, SignedRequest
from sync.membership import ProfileLike, number_types
from sync.peer import Peer
from sync.transport import Refused, Transport
from sync.wire import BATCH_BYTES, BATCH_OPERATIONS, EnrolAnswer, Voucher

DELIVERED, REFUSED, ASKED = "usb_delivered", "usb_refused", "usb_request:"
PATH = "/v1/courier"


class Carry(msgspec.Struct, omit_defaults=True):
    """One request of a desk for one laptop. ``request``: how it asked to join, for a server that does not know it;
    ``numbers``: document types it wants number blocks of, for its line ``replica``; ``held``: what it holds of
    informants' lines, where it is asked what else it may have of them. ``heard``: whether a bundle told all the numbers it
    holds since the server was restored (sync/awaited.py); a desk that does not say it knows of no such thing."""

    device: str
    request: SignedRequest | None = None
    push: list[Line] = []
    replica: int = 0
    numbers: list[str] = []
    held: dict[int, int] | None = None
    heard: bool | None = None


class Carried(msgspec.Struct, omit_defaults=True):
    """``have``: the laptop's lines as the server holds them now. ``joined``: the office's word for its keys. ``sealed``:
    informants' operations for the laptop's key alone, ``held``: up to where, ``more``: ask again from there."""

    have: dict[int, int] = {}
    granted: int = 0
    joined: EnrolAnswer | None = None
    sealed: bytes = b""
    held: dict[int, int] = {}
    more: bool = False


class Vouched(msgspec.Struct):
    """A frame of a laptop's line as it came, without its operations: those are in the journal."""

    replica: int
    stream: str
    first: int
    chain: str
    voucher: Voucher


def adopt(transport: Transport, device: str, request: SignedRequest) -> EnrolAnswer:
    """Have the server register a laptop that asked by stick; raises KnownError as a sync does."""
    try:
        answer = transport.post(PATH, Carry(device, request), Carried)
    except Refused as refused:
        raise KnownError("server_refused", reason=refused.problem.code) from refused
    if answer.joined is None:
        raise KnownError("server_answer_bad", url=str(transport.url))
    return answer.joined


def deliver(profile: ProfileLike, transport: Transport) -> bool:
    """Hand on what laptops brought by stick and the server has not; ask numbers for those that run low.

    Called inside a sync of the desk; true when the server now holds more than before. What the server refuses of
    one laptop is noted (``usb_refused``) and stops no other.
    """
    store = profile.store
    epoch = Peer.load(store).epoch
    words = vouched(store)
    asked = store.standing("courier_asked", lambda: state.keyed(store, ASKED, SignedRequest))
    waiting = awaited.waits(store)
    heard = {d.device for d in waiting.devices if awaited.is_heard(store, d.device)} if waiting is not None else set()
    devices = dict.fromkeys([*[v.voucher.device for v in words.values()], *asked, *heard])
    if not devices:
        return False
    known = store.local_get(DELIVERED, {})
    acked = {int(r): int(s) for r, s in known.get("acked", {}).items()} if known.get("epoch") == epoch else {}
    refused: dict[str, str] = {}
    news = False
    for device in devices:
        mine = [v for v in words.values() if v.voucher.device == device]
        low = _low(profile, device)
        if low is None and device not in heard and all(v.voucher.seq <= acked.get(v.replica, 0) for v in mine):
            continue
        try:
            news |= _deliver(profile, transport, device, mine, acked, low, heard=device in heard)
        except Refused as wrong:
            refused[device] = wrong.problem.code
        except KnownError as wrong:
            if wrong.code not in ("server_refused", "device_revoked"):
                raise
            refused[device] = str(wrong.params.get("reason") or wrong.code)
    # asked once more by the next sync before it is believed: a server that lost it to a backup tells by nothing else
    settled = "" if news else epoch
    with store.maintenance() as connection:
        state.write(connection, DELIVERED, {"epoch": settled, "acked": {str(r): s for r, s in acked.items()}})
        state.write(connection, REFUSED, refused)
    return news


def vouched(store: Store) -> dict[str, Vouched]:
    """Every line that came by stick, with its author's word."""
    return store.standing("vouched", lambda: state.keyed(store, state.VOUCHER, Vouched))


def _deliver(
    profile: ProfileLike,
    transport: Transport,
    device: str,
    words: list[Vouched],
    acked: dict[int, int],
    low: tuple[int, list[str]] | None,
    *,
    heard: bool,
) -> bool:
    request = state.read(profile.store, ASKED + device, SignedRequest, SignedRequest("", "", "", ""))
    replica, types = low or (state.coming(profile.store, device).replica, [])
    first = transport.post(PATH, Carry(device, request if request.anxin else None), Carried)
    acked.update(first.have)
    news = False
    for lines in _batches(profile.store, words, first.have):
        answer = transport.post(PATH, Carry(device, push=lines), Carried)
        acked.update(answer.have)
        news = True
    if types or heard:
        answer = transport.post(PATH, Carry(device, replica=replica, numbers=types, heard=heard), Carried)
        news |= heard or answer.granted > 0
    return news


def _batches(store: Store, words: list[Vouched], have: Mapping[int, int]) -> Iterator[list[Line]]:
    """The frames the server lacks, as they came, as many at once as a push may carry."""
    batch: list[Line] = []
    count = size = 0
    for word in sorted(words, key=lambda v: (v.replica, v.voucher.seq)):
        if word.voucher.seq <= have.get(word.replica, 0):
            continue
        bodies = _bodies(store, word)
        weight = sum(len(body) for body in bodies)
        if batch and (count + len(bodies) > BATCH_OPERATIONS or size + weight > BATCH_BYTES):
            yield batch
            batch, count, size = [], 0, 0
        ops = [msgspec.Raw(body) for body in bodies]
        batch.append(Line(word.replica, word.stream, word.first, word.chain, ops, word.voucher))
        count, size = count + len(bodies), size + weight
    if batch:
        yield batch


def _bodies(store: Store, word: Vouched) -> list[bytes]:
    if word.stream == store.stream:
        rows = store.rows(
            "SELECT body FROM sync_op WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (word.replica, word.first, word.voucher.seq),
        )
        return [bytes(row["body"]) for row in rows]
    found = [
        store.local_get(f"{state.CARRIED}{word.replica}:{n:015d}") for n in range(word.first, word.voucher.seq + 1)
    ]
    return [str(body).encode() for body in found if body is not None]


def _low(profile: ProfileLike, device: str) -> tuple[int, list[str]] | None:
    """(line, types) where a laptop of the stick has few numbers left; None where it has enough."""
    store = profile.store
    if store.local_get(ASKED + device) is None:
        return None
    record: dict[str, Any] = store.get("device", device) or {}
    if record.get("state") != "active" or not record.get("replica"):
        return None
    left = numbering.remaining(store, today(profile.clock).year, record["replica"])
    office = store.get("office", store.stream) or {}
    size = int(pack.load(office_options=office.get("options") or {}).option("number_block_size"))
    types = [t for t in number_types(profile) if left.get(t, 0) < numbering_low(size)]
    return (int(record["replica"]), types) if types else None


def numbering_low(size: int) -> float:
    """Fewer numbers than this, and a new block is granted: as the server judges."""
    return 0.3 * size
