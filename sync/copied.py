"""A device that finds itself one of two copies of a profile: it learns what the office has of its lines, and begins anew.

The other copy keeps the name the office knows. What only this one wrote goes on under a new name
(models/incarnation.py), its numbers of before are the other's to use, and the office's register of devices gets an
entry of its own for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import uuid_utils

from models import journal
from models.clock import stamp
from models.errors import KnownError
from models.incarnation import Theirs
from models.store import Store
from sync import peer, wire
from sync.peer import Peer
from sync.transport import Transport

if TYPE_CHECKING:
    from sync.membership import ProfileLike

DEVICE_RECORD, COPIED = "device_record", "copied"
"""This device's own settings: its entry in the register of devices where that is not the enrolled device's own; when
it was found to be a copy, and of which replica."""


def begin_anew(profile: ProfileLike, transport: Transport, known: Peer) -> int:
    """Take a new identity and move to it what the server has not; ``known`` starts from nothing with it. Returns how
    many operations were moved. Raises KnownError server_answer_bad, no_network and the like; then nothing changed."""
    store, old = profile.store, profile.store.replica
    own = {line.replica for line in peer.own_lines(store)}
    theirs = _theirs(store, transport, own)

    def inside(connection: Any) -> None:
        lasts = dict(connection.execute("SELECT replica, last_seq FROM sync_replica").fetchall())
        known.epoch, known.cursor, known.mark, known.private, known.chains = "", 0, "", "", {}
        known.acked = {r: min(theirs[r].last if r in theirs else 0, lasts[r]) for r in own}
        known.save(connection)
        note = {"at": stamp(profile.clock.now()), "from": old}
        settings = ((COPIED, json.dumps(note)), (DEVICE_RECORD, json.dumps(str(uuid_utils.uuid7()))))
        connection.executemany("INSERT OR REPLACE INTO local_setting VALUES (?, ?)", settings)

    return store.begin_anew(theirs, inside=inside)


def _theirs(store: Store, transport: Transport, own: set[int]) -> dict[int, Theirs]:
    """This device's lines as the server has them: it gives them when it is told that nothing of them is here."""
    epoch, cursor = "", 0
    have: dict[int, int] = {}
    held: dict[int, int] = {}
    hashes: dict[int, dict[int, bytes]] = {replica: {} for replica in own}
    while True:
        asked = wire.SyncRequest(replica=store.replica, epoch=epoch, cursor=cursor, held=held)
        answer = transport.post("/v1/sync", asked, wire.SyncAnswer)
        if answer.revoked:
            raise KnownError("device_revoked")
        have |= answer.have or {}
        for raw in answer.ops:
            try:
                op = journal.decode(bytes(raw))
            except msgspec.DecodeError as wrong:
                raise KnownError("server_answer_bad", url=str(transport.url)) from wrong
            if op.replica in hashes:
                hashes[op.replica][op.seq] = journal.body_hash(bytes(raw))
            if op.stream != store.stream:
                held[op.replica] = max(op.seq, held.get(op.replica, 0))
        if not answer.more and not answer.epoch:
            return {r: Theirs(max([have.get(r, 0), *found]), found) for r, found in hashes.items()}
        epoch, cursor = answer.epoch or epoch, answer.cursor


def device_record(profile: ProfileLike) -> str | None:
    """The id of this device's entry in the office's register of devices; None before it joined."""
    found = profile.store.local_get(DEVICE_RECORD)
    return str(found) if found else profile.device_id


def copied(store: Store) -> dict[str, Any] | None:
    """``at`` (RFC 3339) and ``from`` (replica) where this profile was found to be a copy of another."""
    found: dict[str, Any] | None = store.local_get(COPIED)
    return found
