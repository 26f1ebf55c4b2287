"""Why no new number block comes: a server restored from a backup waits for devices; what a desk knows and can settle.

Which numbers were granted after the backup only the devices know. A laptop that only uses the stick is heard when a
bundle that it made since then is here and names its blocks: the desk writes down those the office does not know, and
tells the server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from models.clock import parse
from models.numbering import LARGEST
from models.store import Store
from sync import bundlestate as state
from sync.bundle import Block
from sync.wire import Awaited, NumbersWait

KEY = "numbers_wait"
FIELDS = ("type", "year", "lo", "hi", "device", "granted_at", "state")


@dataclass(frozen=True)
class Waits:
    """Since when (RFC 3339, '' where not known) no number block is granted; on a desk: the ``devices`` waited for, and
    ``seq``, its own last act when it first heard so."""

    since: str = ""
    devices: tuple[Awaited, ...] = ()
    seq: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The key ``numbers_wait`` of the ``sync`` command."""
        devices = [
            {"device": d.device, "name": d.name, "code": d.code, "role": d.role, "last_heard": d.seen or None}
            for d in self.devices
        ]
        return {"since": self.since or None, "devices": devices}


def waits(store: Store) -> Waits | None:
    """As of the last sync, or of the last bundle from a desk; None where new blocks come as always."""
    return store.standing(KEY, lambda: _read(store))


def _read(store: Store) -> Waits | None:
    found = store.local_get(KEY)
    return None if found is None else msgspec.convert(found, Waits)


def keep(store: Store, answer: NumbersWait | None) -> None:
    """Remember what the server said last. This device itself is never waited for: it was heard just now, or will be
    with its next sync."""
    before, now = waits(store), None
    if answer is not None:
        server = store.local_get("server") or {}
        devices = tuple(one for one in answer.devices if one.device != server.get("device"))
        if devices or server.get("role") != "desk":
            same = before is not None and before.since == answer.since
            now = Waits(answer.since, devices, before.seq if before is not None and same else _own_last(store))
    if now != before:
        store.local_set(KEY, None if now is None else msgspec.to_builtins(now))


def from_desk(store: Store, since: str | None) -> None:
    """The same on a laptop, as a bundle from a desk says it."""
    keep(store, None if since is None else NumbersWait(since))


def _own_last(store: Store) -> int:
    return next((line.last_seq for line in store.lines() if line.replica == store.replica), 0)


# --- laptops of the stick


def own_blocks(store: Store) -> list[Block]:
    """The number blocks of this device, as its bundles state them."""
    rows = store.find("number_block", replica=store.replica)
    return [Block(row["id"], **{name: row[name] for name in FIELDS}) for row in rows if _is_whole(row)]


def _is_whole(row: Mapping[str, Any]) -> bool:
    return None not in (row["type"], row["year"], row["lo"], row["hi"], row["state"])


def is_heard(store: Store, device: str) -> bool:
    """Whether a bundle says all the numbers that ``device`` holds: it states its blocks, and was made since the server
    waits (by its clock, or it knows of an act of this desk since). Ask it when :func:`write_down` has gone up."""
    known, waiting = state.coming(store, device), waits(store)
    entry = known.bundles.get(known.newest)
    if waiting is None or entry is None or known.blocks is None:
        return False
    return _later(entry.made_at, waiting.since) or known.have.get(store.replica, 0) > waiting.seq


def _later(made_at: str, since: str) -> bool:
    """By what a laptop and a server wrote: where one of them is no instant, nothing is known."""
    try:
        return parse(made_at) >= parse(since)
    except ValueError:
        return False


def write_down(store: Store, actor: str | None) -> int:
    """The blocks that laptops waited for state in their newest bundles and the office does not know, as records again;
    how many. A desk and a server that both came back from a backup would grant their numbers to another."""
    waiting = waits(store)
    count = 0
    for one in waiting.devices if waiting is not None else ():
        known = state.coming(store, one.device)
        blocks = _unknown(store, [b for b in known.blocks or [] if 1 <= b.lo <= b.hi <= LARGEST])
        if blocks:
            with store.change(actor, "grant") as tx:
                for block in blocks:
                    fields = {name: getattr(block, name) for name in FIELDS}
                    tx.put("number_block", block.id, office=store.stream, replica=known.replica, **fields)
        count += len(blocks)
    return count


def _unknown(store: Store, blocks: list[Block]) -> list[Block]:
    ids = json.dumps([one.id for one in blocks])
    rows = store.rows("SELECT id FROM number_block WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    held = {row["id"] for row in rows}
    return [one for one in blocks if one.id not in held]
