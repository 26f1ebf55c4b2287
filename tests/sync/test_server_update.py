"""The server's program is updated: what the older one set aside is taken in, and both ends hold the same again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models import records
from models.profile import Profile
from sync.client import sync
from sync.server.running import bind
from tests.sync.conftest import Office, new_unit, settle

ROOT = Path(__file__).parents[2]
NEWEST = next(t for t in records.SINCE if not records.RECORDS[t].once and records.RECORDS[t].private_by is None)
"""A record type that the older program does not know."""


@contextmanager
def older_server(office: Office) -> Iterator[None]:
    """In place of the office's server, on its file and port; afterwards this program's again."""
    port = int(office.server.url.rsplit(":", 1)[1])
    office.server.stop()
    asked = [sys.executable, "-m", "tests.sync.olderserver", str(office.folder / "server.db"), str(port)]
    with subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stdin is not None
        assert running.stdout.readline().strip() == "answers"
        yield
        running.stdin.close()
    office.server = bind(office.folder / "server.db", office.clock, port=port).start()


def aside(office: Office) -> list[str]:
    rows = office.server.ledger.connection.execute("SELECT reason FROM quarantine ORDER BY replica, seq, edit")
    return [reason for (reason,) in rows]


def a_text(table: str) -> str:
    return next(f.name for f in records.RECORDS[table].fields if f.kind == "text")


def write(profile: Profile, rec: str, value: str) -> None:
    with profile.store.change(profile.officer_id, "edit") as tx:
        tx.put(NEWEST, rec, **{a_text(NEWEST): value})


def test_a_server_takes_in_after_its_update_what_it_had_set_aside(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(desk, laptop)
    with older_server(office):
        unit = new_unit(desk, "甲")
        with desk.store.change(desk.officer_id, "edit") as tx:
            tx.set("unit", unit, note="旧服务器不认识的一栏")
        for rec in ("r1", "r2", "r3"):
            write(desk, rec, "初")
        settle(desk, laptop)
        write(laptop, "r1", "改")
        with laptop.store.change(laptop.officer_id, "delete") as tx:
            tx.delete(NEWEST, "r2")
        write(desk, "r3", "甲写")
        write(laptop, "r3", "乙写")
        assert all(r.equal for r in settle(desk, laptop)), "what the server does not know is left out on both sides"
    assert aside(office) == []
    results = settle(desk, laptop)
    assert all(r.equal and not r.repaired and not r.pulled.operations for r in results)
    late = office.laptop("late", desk)
    settle(late, desk, laptop)
    assert late.store.digest() == desk.store.digest() == laptop.store.digest()
    shown = {row["id"]: row[a_text(NEWEST)] for row in late.store.find(NEWEST)}
    assert shown.keys() == {"r1", "r3"} and shown["r1"] == "改"
    assert [c["rec"] for c in late.store.conflicts()] == ["r3"]


def test_what_still_does_not_fit_stays_aside_and_stops_nobody(office: Office) -> None:
    from msgspec import Raw

    from models import journal
    from models.journal import Edit, Operation
    from sync.server.ledger import Scope
    from sync.wire import PushLine

    desk = office.desk()
    bad = [Edit("drone_flight", "f", {"height": 1}, n=True), Edit("unit", "u", {"phone": 5}, n=True)]
    op = Operation(desk.office_id, 4242, 1, 1, "", "later", bad)
    line = PushLine(4242, desk.office_id, 1, journal.CHAIN_START.hex(), [Raw(journal.encode(op))])
    office.server.ledger.push(Scope(desk.office_id, desk.device_id or "", "desk"), [line])
    with older_server(office):
        write(desk, "r1", "初")
        sync(desk)
    assert aside(office) == ["unknown_table", "bad_value"]
    assert all(r.equal and not r.repaired for r in settle(desk))
