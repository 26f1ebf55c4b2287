"""A server that goes on from a backup: how it is noticed, and what must wait until the devices have told what they hold.

Which numbers were granted after the backup only the devices know. Until every active device has been heard, none are
granted, and papers take the emergency series.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from models import journal
from models.clock import Clock, stamp
from models.files import write_atomic
from models.journal import Operation
from sync.server import private
from sync.server.ledger import Scope
from sync.server.sql import Db, Store
from sync.wire import Awaited, NumbersWait

SINCE = "@"
"""Begins the first entry of the list of devices waited for: the instant from which on. No device is called so, and a
server of before, which passes over what is no device of the office, reads the list as its own."""


class Witness:
    """Counts each office's grants in files outside the database: where they count more, it is an older copy.

    Several processes of one machine may share the folder: the office's lock is held while a file is written.
    """

    def __init__(self, beside: Path) -> None:
        """``beside``: the files are named like it, with the office's hash added."""
        self.beside = beside

    def grants(self, office: str) -> int:
        path = self._path(office)
        return int(path.read_text("ascii").strip() or 0) if path.exists() else 0

    def count(self, office: str, grants: int) -> None:
        """On disk before the grant is: one that is counted and never happened costs a new epoch, nothing else."""
        write_atomic(self._path(office), str(grants).encode())

    def _path(self, office: str) -> Path:
        name = hashlib.sha256(office.encode()).hexdigest()[:16]
        return self.beside.with_name(f"{self.beside.name}.grants-{name}")


class Restores:
    """Every method is part of the caller's transaction; those that write need the office's lock."""

    def __init__(self, store: Store, witness: Witness, clock: Clock) -> None:
        self.store, self.witness, self.clock = store, witness, clock

    def epoch(self, db: Db, office: str) -> str:
        row = db.execute("SELECT epoch FROM office WHERE office = ?", (office,)).fetchone()
        return str(row[0]) if row else ""

    def begin(self, db: Db, office: str) -> None:
        """A new epoch: cursors of the former one mean nothing, every active device is waited for."""
        rows = db.execute("SELECT device FROM device WHERE office = ? AND state = 'active'", (office,)).fetchall()
        waiting = [f"{SINCE}{stamp(self.clock.now())}", *sorted(row[0] for row in rows)]
        db.execute(
            "UPDATE office SET epoch = ?, settling = ? WHERE office = ?",
            (secrets.token_hex(5), json.dumps(waiting), office),
        )

    def same_life(self, db: Db, office: str) -> bool:
        """Whether the database has been up since this office was last looked at."""
        row = db.execute(f"SELECT life, {self.store.life} FROM office WHERE office = ?", (office,)).fetchone()
        return row is None or row[0] == row[1]

    def look(self, db: Db, office: str) -> None:
        """After each start of the database: is it an older copy of itself? Call it before the server acts itself.

        The server's own replica is another one then, so that a restored database never writes other acts under
        names that devices know already; also where the copy had not acted under its own yet: who was copied may have.
        """
        row = db.execute(f"SELECT life, {self.store.life}, grants FROM office WHERE office = ?", (office,)).fetchone()
        if row is None or row[0] == row[1]:
            return
        before, now, grants = row
        db.execute("UPDATE office SET life = ?, replica = ? WHERE office = ?", (now, journal.new_replica(), office))
        counted = self.witness.grants(office)
        elsewhere = bool(before) and before.partition("|")[0] != now.partition("|")[0]
        if counted > grants or elsewhere:
            self.begin(db, office)
            db.execute("UPDATE office SET grants = ? WHERE office = ?", (max(grants, counted), office))

    def take_back(self, db: Db, office: str, ops: Sequence[Operation]) -> None:
        """What the server's own acts, handed back by a device, say of its tables: devices that joined after the
        backup are known again, one that was shut out stays so, and the numbers of all of them are waited for."""
        for op in ops:
            note = json.loads(op.reason) if op.reason else {}
            if "device" in note:
                self._device_again(db, office, note["device"])
            if "officers" in note:
                private.name_officers(db, office, note["device"]["device"], note["officers"])

    def _device_again(self, db: Db, office: str, row: Mapping[str, str]) -> None:
        others = {
            code
            for (code,) in db.execute(
                "SELECT code FROM device WHERE office = ? AND device <> ?", (office, row["device"])
            ).fetchall()
        }
        code = row["code"]
        while code in others:  # given anew since: the device keeps calling itself so, the office's list does not
            code += "2"
        columns = ("name", "role", "public_key", "certificate", "pdf_certificate", "state", "enrolled_at")
        db.execute(
            "INSERT INTO device (office, device, code, name, role, public_key, certificate, pdf_certificate, state, "
            "enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (office, device) DO UPDATE SET state = "
            "CASE WHEN excluded.state = 'revoked' THEN 'revoked' ELSE device.state END",
            (office, row["device"], code, *[row[name] for name in columns]),
        )
        found = db.execute("SELECT settling FROM office WHERE office = ?", (office,)).fetchone()
        if found[0] is not None and row["state"] == "active":
            since, before = _listed(found[0])
            waiting = json.dumps([*since, *sorted({*before, row["device"]})])
            db.execute("UPDATE office SET settling = ? WHERE office = ?", (waiting, office))

    def is_settling(self, db: Db, office: str) -> bool:
        row = db.execute("SELECT settling FROM office WHERE office = ?", (office,)).fetchone()
        return row is not None and row[0] is not None

    def settled(self, db: Db, scope: Scope, *, heard: bool = True) -> bool:
        """Whether every active device has been heard since the server was restored; this one just was, unless it is
        not ``heard`` itself: a desk asks for it, and knows no more of it than the backup may."""
        row = db.execute("SELECT settling FROM office WHERE office = ?", (scope.office,)).fetchone()
        if row is None or row[0] is None:
            return True
        active = db.execute("SELECT device FROM device WHERE office = ? AND state = 'active'", (scope.office,))
        since, before = _listed(row[0])
        waiting = before & {d for (d,) in active.fetchall()} - ({scope.device} if heard else set())
        if waiting != before:
            db.execute(
                "UPDATE office SET settling = ? WHERE office = ?",
                (json.dumps([*since, *sorted(waiting)]) if waiting else None, scope.office),
            )
        return not waiting

    def waits(self, db: Db, office: str) -> NumbersWait | None:
        """Since when number blocks wait, and for which devices; None where nothing is waited for."""
        row = db.execute("SELECT settling FROM office WHERE office = ?", (office,)).fetchone()
        if row is None or row[0] is None:
            return None
        since, waiting = _listed(row[0])
        rows = db.execute(
            "SELECT device, name, code, role, seen_at FROM device WHERE office = ? AND state = 'active' ORDER BY code",
            (office,),
        ).fetchall()
        devices = [Awaited(id, name, code, role, at or "") for id, name, code, role, at in rows if id in waiting]
        return NumbersWait("".join(since).removeprefix(SINCE), devices) if devices else None

    def count_grant(self, db: Db, office: str) -> None:
        """Count one grant in the database and outside it."""
        row = db.execute("SELECT grants FROM office WHERE office = ?", (office,)).fetchone()
        self.witness.count(office, row[0] + 1)
        db.execute("UPDATE office SET grants = grants + 1 WHERE office = ?", (office,))


def _listed(settling: str) -> tuple[list[str], set[str]]:
    """(the entry that says since when, where there is one; the devices waited for)."""
    found: list[str] = json.loads(settling)
    since = [one for one in found[:1] if one.startswith(SINCE)]
    return since, set(found[len(since) :])
