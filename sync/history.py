"""The whole history of the office for a desk that began with a snapshot: a laptop of the stick is told from the beginning.

It is fetched once, from the server, the first time somebody needs it. Nothing that stands here changes: only the
operations from before this desk began are laid beside it, in their places before everything it received itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from models import imaging, journal
from models.clock import stamp
from models.database import Connection
from models.errors import KnownError
from models.store import Store
from sync import wire
from sync.membership import joined, open_transport
from sync.snapshot import FETCHED
from sync.transport import Refused, Transport

if TYPE_CHECKING:
    from sync.membership import ProfileLike

EVERY = "{"
"""Stands in the text of every operation: asked for a record of this name, any server gives the whole log."""


def lacking(store: Store) -> dict[int, int]:
    """Line → how many operations from before this device began are not here; empty where all history is."""
    began = imaging.base(store)
    if not began or store.local_get(FETCHED) is not None:
        return {}
    held = {
        row["replica"]: row["n"]
        for row in store.rows("SELECT replica, count(*) AS n FROM sync_op WHERE body IS NOT NULL GROUP BY replica")
    }
    ends = {line.replica: line.last_seq for line in store.lines()}
    missing = {replica: ends.get(replica, last) - held.get(replica, 0) for replica, (last, _) in began.items()}
    return {replica: n for replica, n in missing.items() if n > 0}


def complete(profile: ProfileLike) -> int:
    """Fetch what is lacking; how many operations came. Needs the network once, then never again.

    Raises KnownError: bundle_history_missing (no server to ask, or it has lost a part itself), and those of a sync.
    """
    store = profile.store
    if not lacking(store):
        return 0
    server = joined(store)
    if server is None or not server["url"]:
        raise KnownError("bundle_history_missing")
    transport = open_transport(profile)
    try:
        count = _fetch(store, transport)
    finally:
        transport.close()
    if lacking(store):
        raise KnownError("bundle_history_missing")
    store.local_set(FETCHED, True)
    return count


def _fetch(store: Store, transport: Transport) -> int:
    after = count = 0
    upto = int(store.local_get(imaging.SETTING)["pos"])
    while True:
        try:
            answer = transport.post("/v1/history", wire.HistoryRequest(EVERY, after, upto), wire.HistoryAnswer)
        except Refused as refused:
            raise KnownError("server_refused", reason=refused.problem.code) from refused
        count += _keep(store, transport, [(one.pos, bytes(one.body)) for one in answer.ops], upto)
        if not answer.more:
            return count
        if answer.cursor <= after:
            raise KnownError("server_answer_bad", url=str(transport.url))
        after = answer.cursor


def _keep(store: Store, transport: Transport, placed: list[tuple[int, bytes]], upto: int) -> int:
    """Those of them that belong to the time before; what was written since came, or will come, by a sync."""
    began = imaging.base(store)
    wanted = []
    try:
        for pos, body in placed:
            op = journal.decode(body)
            if op.stream != store.stream or not 0 < pos <= upto:
                raise wire.Malformed("not of the history before")
            if op.seq <= began.get(op.replica, (0, b""))[0]:
                wanted.append((pos, body))
    except (msgspec.DecodeError, wire.Malformed) as wrong:
        raise KnownError("server_answer_bad", url=str(transport.url)) from wrong
    with store.maintenance() as connection:
        before = _count(connection)
        imaging.Taking(connection).operations(wanted, stamp(store.clock.now()))
        return _count(connection) - before


def _count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sync_op").fetchone()[0])
