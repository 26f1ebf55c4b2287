"""After an update of the server's program: what the older one set aside is looked at again, once, before it answers.

Devices do the same after theirs (models/requarantine.py). Until both have, their digests differ; afterwards each holds
the same values of the same records. What still does not fit stays in quarantine and stops nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from models import journal, upcast
from models.fold import Refused, check_edit, check_stream, each_once
from models.journal import Edit, Operation
from models.merge import Dot
from models.schema import declared
from sync.server.folding import Folding
from sync.server.log import Log
from sync.server.sql import Db
from sync.wire import BATCH_OPERATIONS

log = logging.getLogger("anxin.server")
Name = tuple[int, int, int]
"""(replica, seq, number of the edit)."""


def look_again(journal_: Log) -> int:
    """Every office of the server that this program has not looked at; how many edits were taken in."""
    with journal_.store.reading() as db:
        offices = [
            row[0] for row in db.execute("SELECT office FROM office WHERE looked <> ?", (declared(),)).fetchall()
        ]
    taken = 0
    for office in offices:
        with journal_.store.writing(office) as db:
            (looked,) = db.execute("SELECT looked FROM office WHERE office = ?", (office,)).fetchone()
            if looked == declared():
                continue  # another worker did meanwhile
            taken += _office(journal_, db, office)
            db.execute("UPDATE office SET looked = ? WHERE office = ?", (declared(), office))
    if taken:
        log.info("after an update: %d edits were taken in", taken)
    return taken


def _office(journal_: Log, db: Db, office: str) -> int:
    """Inside the office's transaction: fold the edits that fit now, in the order they came."""
    waiting = _waiting(db, office)
    fitting = {
        name: edit for name, (op, written) in waiting.items() if (edit := _fits(db, office, name, op, written))
    }
    if not fitting:
        return 0
    replaced = _replaced(db, office, fitting)
    fold = journal_.folding(db, office, office)
    taken = []
    for (replica, seq, number), edit in fitting.items():
        op = waiting[replica, seq, number][0]
        if _taken(fold, op, edit, replaced.get((replica, seq, number), set())):
            taken.append((office, replica, seq, number))
    journal_.write(db, office, office, fold)
    db.executemany("DELETE FROM quarantine WHERE office = ? AND replica = ? AND seq = ? AND edit = ?", taken)
    return len(taken)


def _waiting(db: Db, office: str) -> dict[Name, tuple[Operation, Edit | None]]:
    """What is set aside of the office's own room; no edit where the operation wrote that record twice."""
    found: dict[Name, tuple[Operation, Edit | None]] = {}
    for replica, seq, number, body in db.execute(
        "SELECT q.replica, q.seq, q.edit, o.body FROM quarantine q JOIN op o ON o.office = q.office AND "
        "o.replica = q.replica AND o.seq = q.seq WHERE q.office = ? AND o.room = ? AND o.body IS NOT NULL "
        "ORDER BY o.pos, q.edit",
        (office, office),
    ).fetchall():
        op = journal.decode(bytes(body))
        edits = {n: edit for n, edit, first in each_once(op.edits) if first}
        found[int(replica), int(seq), int(number)] = (op, edits.get(int(number)))
    return found


def _fits(db: Db, office: str, name: Name, op: Operation, edit: Edit | None) -> Edit | None:
    """The edit in this program's form; None, and the reason of today noted, where it still does not fit."""
    if edit is None:
        return None
    try:
        edit = upcast.edit(edit, op.schema)
        check_edit(edit)
        check_stream(edit, op.stream)
    except Refused as why:
        db.execute(
            "UPDATE quarantine SET reason = ?, detail = ? WHERE office = ? AND replica = ? AND seq = ? AND edit = ?",
            (why.reason, why.detail, office, *name),
        )
        return None
    return edit


def _taken(fold: Folding, op: Operation, edit: Edit, replaced: set[str]) -> bool:
    """Folded where its base and those of later ones put it: a value that came and went does not come back."""
    fold.expect([op])
    state = fold.states.get((edit.t, edit.r))
    if state is not None:
        state.expand()
        for register in replaced:
            state.gone.setdefault(register, set()).add(op.dot)
    try:
        fold.take(op, edit)
    except Refused:
        return False
    return True


def _replaced(db: Db, office: str, fitting: Mapping[Name, Edit]) -> dict[Name, set[str]]:
    """The registers of each edit in which a later operation named it as what it saw. One walk through the log: it
    happens once after an update."""
    named: dict[Dot, list[tuple[Name, Edit]]] = {}
    for name, edit in fitting.items():
        named.setdefault(name[:2], []).append((name, edit))
    needles = {edit.r.encode() for edit in fitting.values()}
    found: dict[Name, set[str]] = {}
    after = 0
    while True:
        rows: list[Any] = db.execute(
            "SELECT pos, body FROM op WHERE office = ? AND pos > ? AND room = ? ORDER BY pos LIMIT ?",
            (office, after, office, BATCH_OPERATIONS),
        ).fetchall()
        for _, body in rows:
            if body is not None and any(needle in bytes(body) for needle in needles):
                _seen_by(journal.decode(bytes(body)), named, found)
        if len(rows) < BATCH_OPERATIONS:
            return found
        after = rows[-1][0]


def _seen_by(op: Operation, named: Mapping[Dot, list[tuple[Name, Edit]]], found: dict[Name, set[str]]) -> None:
    for later in op.edits:
        for write in later.writes():
            for dot in write.base:
                for name, edit in named.get(dot, ()):
                    if (edit.t, edit.r) == (later.t, later.r) and write.register in edit.f:
                        found.setdefault(name, set()).add(write.register)
