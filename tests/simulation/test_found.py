"""Faults that the simulation found, each as small as it could be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import journal
from models.clock import FixedClock
from models.database import connect
from models.journal import Edit, Operation
from models.store import Store
from sync import ahead
from sync.server.on_sqlite import SqliteLedger
from tests.simulation.places import OFFICE, START
from tests.simulation.properties import office, one_holder
from tests.simulation.run import made_template


def test_an_act_that_failed_does_not_spoil_the_digest_of_what_others_wrote_then(tmp_path: Path) -> None:
    clock = FixedClock(START)
    store = Store.create(tmp_path / "a.db", None, clock, OFFICE)
    with store.change("o", "write") as tx:
        tx.new("unit", id="u", name="甲")
    store.digest()
    with pytest.raises(ZeroDivisionError), store.change("o", "write") as tx:
        tx.set("unit", "u", phone=str(1 // 0) if tx.get("unit", "u") and not tx.set("unit", "u", note="废") else "")
    other = Operation(OFFICE, 7, 1, 10, "", "write", [Edit("unit", "u", {"phone": "乙"})])
    store.apply([journal.encode(other)])
    with store.change("o", "write") as tx:
        tx.set("unit", "u", name="丙")
    bodies = [bytes(row["body"]) for row in store.rows("SELECT body FROM sync_op ORDER BY pos")]
    replay = Store.create(tmp_path / "b.db", None, clock, OFFICE)
    replay.apply(bodies)
    assert store.digest() == replay.digest()
    store.close()
    replay.close()


def test_a_fault_at_the_end_of_a_snapshot_does_not_leave_the_server_shut(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "server.db", FixedClock(START))
    with pytest.raises(ZeroDivisionError), ledger.store.reading(snapshot=True) as db:
        db.execute("SELECT 1")
        ledger.connection.execute("ROLLBACK")  # as SQLite does by itself after an I/O error
        raise ZeroDivisionError
    with ledger.store.writing(OFFICE):
        pass
    ledger.close()
    connect(tmp_path / "server.db", None).close()


def test_a_receipt_never_passes_what_was_sent_even_where_another_copy_has_written_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server had more under this name than the batch brought: the rest was taken as received and never sent."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 2)
    with made_template() as template, office(template) as lab:
        for n in range(2):
            lab.act(lab.devices[1], "write", lambda tx, n=n: tx.new("unit", name=f"未发{n}"))
        one_holder(lab, (0, 1, 1), synced=False)
