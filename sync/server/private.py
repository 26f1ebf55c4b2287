"""Who receives an informant's private stream (举报人): the devices of the officers on the case, and nobody else.

Which officers work at a device is the office's word: the one whose certificate came with the one-time code, and whom
the desk names later. Who is on a case follows from the case's own record as it is shown. A private stream is kept in
the log alone, never folded here, and is given by what a device lacks of it, not by the cursor: a device that is put
on a case later receives what was written before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from sync.server.folding import Key, alive, values
from sync.server.giving import Giving
from sync.server.ledger import Given, Scope
from sync.server.sql import Db
from sync.server.states import Kept
from sync.wire import BATCH_BYTES, BATCH_OPERATIONS

PREFIX = "private:"
PAGE = 200


class Words(Protocol):
    """The office's log, as far as it is asked here."""

    def word_after(self, db: Db, office: str, replica: int, seq: int) -> bool: ...


_ALLOWED = (
    "SELECT DISTINCT link.clue FROM assignment AS link "
    "JOIN assignment AS case_ ON case_.office = link.office AND case_.rec = link.wage_case "
    "JOIN device_officer AS here ON here.office = case_.office AND here.officer IN (case_.lead, case_.assistant) "
    "WHERE link.office = ? AND here.device = ? AND link.clue IS NOT NULL"
)

TABLES = frozenset({"wage_case", "clue"})


def index(db: Db, office: str, changed: Mapping[Key, Kept]) -> None:
    """Keep at hand who is on which case, and which clue belongs to it; part of the folding transaction."""
    gone, rows = [], []
    for (table, rec), state in changed.items():
        if table not in TABLES:
            continue
        gone.append((office, rec))
        if not alive(state):
            continue
        row = values(table, state)
        if table == "wage_case":
            rows.append((office, rec, row["clue"], rec, row["lead"], row["assistant"]))
        elif row["wage_case"]:
            rows.append((office, rec, rec, row["wage_case"], None, None))
    if gone:
        db.executemany("DELETE FROM assignment WHERE office = ? AND rec = ?", gone)
        db.executemany("INSERT INTO assignment VALUES (?, ?, ?, ?, ?, ?)", rows)


def name_officers(db: Db, office: str, device: str, officers: Sequence[str]) -> None:
    """Who works at a device from now on; those of before no longer do."""
    db.execute("DELETE FROM device_officer WHERE office = ? AND device = ?", (office, device))
    rows = [(office, device, officer) for officer in dict.fromkeys(officers)]
    db.executemany("INSERT INTO device_officer VALUES (?, ?, ?)", rows)


def officers(db: Db, office: str) -> dict[str, list[str]]:
    """Device → the officers who work at it."""
    found: dict[str, list[str]] = {}
    rows = db.execute(
        "SELECT device, officer FROM device_officer WHERE office = ? ORDER BY device, officer", (office,)
    )
    for device, officer in rows.fetchall():
        found.setdefault(device, []).append(officer)
    return found


def allowed(db: Db, scope: Scope) -> set[str]:
    """The private streams this device receives."""
    rows = db.execute(_ALLOWED, (scope.office, scope.device)).fetchall()
    return {f"{PREFIX}{clue}" for (clue,) in rows}


def give(log: Words, db: Db, scope: Scope, settled: str, held: Mapping[int, int] | None) -> Given:
    """What this device lacks of the private operations it may have, at most a batch: those it wrote itself, and the
    streams it is allowed, each line from where the device stands.

    ``settled``: the mark with which a former sync had given everything; ``held``: replica → last operation on the
    device, None while it believes that it is settled. With another mark and no ``held`` nothing is given: the
    device then asks again and says what it holds.
    """
    lines = _lines(db, scope)
    mark = _mark(lines)
    if held is None or mark == settled:
        return Given([], mark, False)
    given = Giving(BATCH_OPERATIONS, BATCH_BYTES, lambda r, s: log.word_after(db, scope.office, r, s))
    for replica, last in lines:
        for seq, stream, body, word in _after(db, scope.office, replica, held.get(replica, 0), last):
            if not given.add(0, (replica, seq), stream, body, word):
                return Given(given.bodies, mark, True, given.words())
    return Given(given.bodies, mark, False, given.words(), _short(db, scope.office, held))


def _short(db: Db, office: str, held: Mapping[int, int]) -> dict[int, int]:
    """Of the lines ``held``, how far those go here of which there is less."""
    rows = db.execute(
        "SELECT replica, last_seq FROM replica WHERE office = ? AND stream <> ?", (office, office)
    ).fetchall()
    here = {int(replica): int(last) for replica, last in rows}
    return {replica: here.get(replica, 0) for replica, seq in held.items() if here.get(replica, 0) < seq}


def _lines(db: Db, scope: Scope) -> list[tuple[int, int]]:
    """(replica, last operation) of every private line this device may have."""
    found = db.execute(
        "SELECT replica, last_seq, stream, device FROM replica WHERE office = ? AND stream <> ? ORDER BY replica",
        (scope.office, scope.office),
    ).fetchall()
    streams = allowed(db, scope) if found else set()
    return [(int(r), int(last)) for r, last, stream, device in found if device == scope.device or stream in streams]


def _mark(lines: Sequence[tuple[int, int]]) -> str:
    if not lines:
        return ""
    return hashlib.blake2b(repr(lines).encode(), digest_size=8).hexdigest()


def _after(db: Db, office: str, replica: int, seq: int, last: int) -> Iterator[tuple[int, str, bytes, str | None]]:
    while seq < last:
        page = db.execute(
            "SELECT seq, room, body, word FROM op WHERE office = ? AND replica = ? AND seq > ? ORDER BY seq LIMIT ?",
            (office, replica, seq, PAGE),
        ).fetchall()
        yield from ((at, room, bytes(body), word) for at, room, body, word in page if body is not None)
        if len(page) < PAGE:
            return
        seq = page[-1][0]
