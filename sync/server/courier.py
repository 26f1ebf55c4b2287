"""The server's side of the stick: a desk hands in what a laptop signed; the laptop's own key decides, not the desk."""

from __future__ import annotations

import msgspec

from models import journal, records
from models.clock import Clock, stamp, today
from sync import bundle, bundleprivate, vouching, wire
from sync import bundleframes as frames
from sync.bundle import JoinRequest, SignedRequest
from sync.courier import Carried, Carry
from sync.server.ledger import DeviceRow, Joining, Ledger, Refusal, Scope
from sync.wire import EnrolAnswer, PushLine


def carry(ledger: Ledger, scope: Scope, asked: Carry, clock: Clock) -> Carried:
    """Register the laptop where it is new, take its lines, top up its numbers, give sealed what it may have of
    informants.

    Raises Refusal: role (not a desk), device_unknown, signature (request or line not signed by that laptop),
    device_taken, and those of a push.
    """
    if scope.revoked or scope.role != "desk":
        raise Refusal(403, "role")
    if len(asked.push) > 256 or sum(len(line.ops) for line in asked.push) > wire.BATCH_OPERATIONS:
        raise wire.TooBig
    if len(asked.numbers) > 64 or len(asked.held or ()) > 100_000:
        raise wire.Malformed
    answer = Carried()
    row = ledger.device(scope.office, asked.device)
    if asked.request is not None and (row is None or row.state == "active"):
        known = ledger.officers(scope).get(asked.device, [])
        answer.joined = _join(ledger, scope, asked.device, asked.request, known, clock)
        row = ledger.device(scope.office, asked.device)
    if row is None:
        raise Refusal(404, "device_unknown")
    laptop = Scope.of(row)
    if asked.push:
        ledger.push(laptop, [_line(scope.office, row, line) for line in asked.push])
    if (asked.numbers or asked.heard) and asked.replica and not laptop.revoked:
        heard = asked.heard is not False  # a desk's program of before: it said of none
        answer.granted = ledger.grant_numbers(laptop, asked.replica, asked.numbers, today(clock), heard=heard)
    if asked.held is not None and not laptop.revoked:
        _informants(ledger, laptop, row.public_key, asked.held, answer)
    held = ledger.replicas(scope)
    mine = {line.replica for line in asked.push} | {asked.replica}
    answer.have = held if not asked.push else {replica: held.get(replica, 0) for replica in mine if replica}
    return answer


def _join(
    ledger: Ledger, scope: Scope, device: str, request: SignedRequest, officers: list[str], clock: Clock
) -> EnrolAnswer:
    """Registered as by a one-time code: the desk that hands in the request could have made one anyway.

    ``officers``: who works there as the office knows already; at first it is the one who asked.
    """
    asked = _request(device, request)
    wanted = Joining(**msgspec.structs.asdict(asked.device))
    code = ledger.invite(scope, "laptop")
    here = officers or [records.officer_id(scope.office, asked.officer)]
    joined = ledger.enrol(code.text, wanted, None, "", here)
    return joined.answer("", stamp(clock.now()))


def _informants(ledger: Ledger, laptop: Scope, key: str, held: dict[int, int], answer: Carried) -> None:
    """What the laptop may have of private streams, sealed to its own key: the desk carries it unread."""
    given = ledger.private(laptop, "", held)
    if not given.bodies:
        return
    answer.sealed, answer.more = bundleprivate.seal(given.bodies, key, given.words), given.more
    for body in given.bodies:
        op = journal.decode(body)
        answer.held[op.replica] = max(op.seq, answer.held.get(op.replica, 0))


def _request(device: str, signed: SignedRequest) -> JoinRequest:
    try:
        asked = msgspec.json.decode(signed.request, type=JoinRequest)
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise wire.Malformed("request") from wrong
    fits = 0 < len(asked.device.id) <= 64 and "/" not in asked.device.id and len(asked.device.name) <= 200
    if signed.anxin != bundle.REQUEST or asked.device.id != device or not fits:
        raise wire.Malformed("request")
    if not 0 <= asked.device.replica < 2**63:
        raise wire.Malformed("request")
    text = bundle.request_text(signed.request)
    if not frames.verify(asked.device.public_key, bundle.unbase64(signed.signature), text):
        raise Refusal(403, "signature")
    return asked


def _line(office: str, row: DeviceRow, line: bundle.Line) -> PushLine:
    """A line as its author would have pushed it, once his signature is found to cover every byte of it."""
    try:
        chain = bytes.fromhex(line.chain)
    except ValueError as wrong:
        raise wire.Malformed("chain") from wrong
    for raw in line.ops:
        chain = journal.link(chain, journal.body_hash(bytes(raw)))
    whole = line.voucher.chain == chain.hex() and line.voucher.seq == line.first + len(line.ops) - 1
    signed = vouching.is_vouched(office, line.replica, line.stream, line.voucher, row.public_key)
    if not (line.ops and whole and signed) or line.voucher.device != row.id:
        raise Refusal(403, "forged", replica=line.replica)
    return PushLine(line.replica, line.stream, line.first, line.chain, line.ops, voucher=line.voucher)
