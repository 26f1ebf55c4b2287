"""Small real stores for the tests of numbers and papers: an office, two officers, a clock that stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from models import pack
from models.clock import FixedClock
from models.numbering import Rules
from models.records import certificate_id, office_id, officer_id
from models.store import Store

TYPE = "rectification_order"
DAY = date(2026, 10, 14)
OFFICE = office_id("星河市晨光区人力资源和社会保障局")
LEAD = officer_id(OFFICE, "XC-JC-0001")
ASSISTANT = officer_id(OFFICE, "XC-JC-0002")


def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 14, 2, 0, tzinfo=UTC))


def new_store(path: Path, at: FixedClock | None = None) -> Store:
    return Store.create(path, None, at or clock(), OFFICE)


def found_office(store: Store) -> None:
    """The office with its own pattern for orders, and two certified officers."""
    with store.change(None, "init") as tx:
        tx.new(
            "office",
            id=OFFICE,
            name="星河市晨光区人力资源和社会保障局",
            doc_prefix="星晨人社",
            number_patterns={TYPE: "星晨人社监令字〔{year}〕第{n:03d}号", "service_receipt": "星晨送〔{year}〕{n}号"},
        )
        for officer, name, cert in ((LEAD, "林晓", "XC-JC-0001"), (ASSISTANT, "郑远", "XC-JC-0002")):
            tx.new("officer", id=officer, office=OFFICE, name=name, active=True)
            tx.new(
                "certificate",
                id=certificate_id(OFFICE, cert),
                officer=officer,
                kind="labour_inspection",
                number=cert,
                valid_from="2024-03-01",
                valid_until="2029-02-28",
            )


def rules(store: Store, device: str | None = None) -> Rules:
    office = store.get("office", OFFICE)
    assert office is not None
    return Rules.of(office, pack.load(), device)


def exchange(*stores: Store) -> None:
    """Every store gets every other's operations, as sync would bring them."""
    for target in stores:
        for source in stores:
            if source is not target:
                held = {line.replica: line.last_seq for line in target.lines()}
                rows = source.rows("SELECT replica, seq, body FROM sync_op ORDER BY pos")
                bodies = [bytes(r["body"]) for r in rows if r["seq"] > held.get(r["replica"], 0)]
                target.apply(bodies)
