"""Lines that a device hands in for another one: taken on their author's word, as if he had pushed them himself.

Who carries them must be a device of the office; whose they are, and that they are complete and unaltered, says the
author's signature alone, checked with the key the office certified.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from models import journal
from sync import vouching
from sync.server.ledger import Refusal, Scope
from sync.server.log import Log
from sync.server.sql import Db
from sync.wire import PushLine, Voucher


class Proved(NamedTuple):
    """A line as its author would have pushed it; ``word``: his, where it ends with these operations."""

    scope: Scope
    line: PushLine
    word: Voucher | None


def own_word(db: Db, scope: Scope, line: PushLine) -> Voucher | None:
    """A device's word for what it pushes itself, to be kept for others; raises Refusal forged. That its chain is the
    line's is seen when the operations are chained."""
    voucher = line.voucher
    if voucher is None:
        return None
    author = _author(db, scope.office, voucher)
    ends_here = voucher.seq == line.first + len(line.ops) - 1 and not line.rest
    key = author[1] if author is not None and ends_here else ""
    if not vouching.is_vouched(scope.office, line.replica, line.stream, voucher, key):
        raise Refusal(403, "forged", replica=line.replica)
    return voucher


def prove(db: Db, log: Log, office: str, line: PushLine, voucher: Voucher) -> Proved | None:
    """``line`` if it is its author's, every byte of it; None where this server cannot tell. Raises Refusal
    bad_operation."""
    found = _author(db, office, voucher)
    bodies = [bytes(raw) for raw in line.ops]
    hashed = [journal.body_hash(body) for body in bodies]
    try:
        before, rest, chain = vouching.hashes(line.before), vouching.hashes(line.rest), bytes.fromhex(line.chain)
    except ValueError as wrong:
        raise Refusal(400, "bad_operation", replica=line.replica) from wrong
    ends_at = line.first + len(bodies) - 1 + len(rest)
    end = vouching.linked(chain, [*before, *hashed, *rest])
    if found is None or not bodies or (ends_at, end.hex()) != (voucher.seq, voucher.chain):
        return None
    scope, key = found
    if not vouching.is_vouched(office, line.replica, line.stream, voucher, key):
        return None
    if line.common is None:
        return None if before else Proved(scope, line, None if rest else voucher)
    made = _other_life(db, log, scope, line, [*before, *hashed])
    return None if made is None else Proved(scope, made, None)


def target(line: PushLine) -> tuple[int, int]:
    """(the line these operations are to stand in, the last of them there), as the device that hands them in counts."""
    last = line.first + len(line.ops) - 1
    if line.common is None:
        return line.replica, last
    try:
        hashed = [*vouching.hashes(line.before), *(journal.body_hash(bytes(raw)) for raw in line.ops)]
    except ValueError as wrong:
        raise Refusal(400, "bad_operation", replica=line.replica) from wrong
    return vouching.other_replica(line.replica, hashed[0]), last - line.common


def _other_life(db: Db, log: Log, scope: Scope, line: PushLine, hashed: list[bytes]) -> PushLine | None:
    """The operations under the names they take beside the ones that stand here under theirs."""
    assert line.common is not None
    here = log.line(db, scope.office, line.replica)
    if here is None or (here.device, here.stream) != (scope.device, line.stream) or here.last < line.common:
        return None
    common = log.hashes(db, scope.office, line.replica, 1, line.common)
    began = vouching.linked(journal.CHAIN_START, common).hex() == line.chain
    if not began or line.first - line.common - 1 != len(hashed) - len(line.ops):
        return None
    other = vouching.other_replica(line.replica, hashed[0])
    try:
        bodies = [vouching.renamed(bytes(raw), line.replica, line.common, other) for raw in line.ops]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise Refusal(400, "bad_operation", replica=line.replica) from wrong
    held = log.line(db, scope.office, other)
    chain = held.chain if held is not None else journal.CHAIN_START
    return PushLine(other, line.stream, line.first - line.common, chain.hex(), [msgspec.Raw(b) for b in bodies])


def _author(db: Db, office: str, voucher: Voucher) -> tuple[Scope, str] | None:
    row = db.execute(
        "SELECT public_key, role, state FROM device WHERE office = ? AND device = ?", (office, voucher.device)
    ).fetchone()
    return None if row is None else (Scope(office, voucher.device, row[1], row[2] != "active"), str(row[0]))
