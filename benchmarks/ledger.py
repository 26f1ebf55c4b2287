"""The server's stores side by side: 10,000 operations pushed, pulled, and pushed by several offices at once.

SQLite in its file, PostgreSQL on this machine with the settings of a real server (fsync, synchronous_commit on). The
ledger is called without HTTP: the store is what is measured. Also the bytes a worked case takes, of which a
province's size follows (docs/decisions/0010).
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
from msgspec import Raw

from benchmarks.common import Row, report, row, worked_profile
from benchmarks.sync.data import records
from models import journal
from models.clock import SystemClock
from models.journal import Edit, Operation
from sync import wire
from sync.server.ledger import Scope
from sync.server.on_postgres import PostgresLedger
from sync.server.on_sql import SqlLedger
from sync.server.on_sqlite import SqliteLedger
from tests.sync.pg import Cluster

COUNT = 10_000
ROUNDS = 5
OFFICES = 4


def found(ledger: SqlLedger, office: str) -> None:
    with ledger.store.writing() as db:
        db.execute(
            "INSERT INTO office (office, name, replica, keys, certificates, founded_at, epoch) "
            "VALUES (?, '', ?, '{}', '[]', '', 'e')",
            (office, journal.new_replica()),
        )


def batches(office: str, rows: list[dict[str, Any]]) -> list[wire.PushLine]:
    """One new inspection an operation, as a laptop would push them."""
    lines, chain, made = [], journal.CHAIN_START, []
    for n, values in enumerate(rows):
        fields = {k: v for k, v in values.items() if k != "id"} | {"office": office}
        edit = Edit(t="inspection", r=values["id"], f=fields, n=True)
        made.append(journal.encode(Operation(office, 7, n + 1, n + 1, "", "x", [edit])))
    for at in range(0, len(made), wire.BATCH_OPERATIONS):
        part = made[at : at + wire.BATCH_OPERATIONS]
        lines.append(wire.PushLine(7, office, at + 1, chain.hex(), [Raw(b) for b in part]))
        for body in part:
            chain = journal.link(chain, journal.body_hash(body))
    return lines


def push(ledger: SqlLedger, office: str, lines: list[wire.PushLine]) -> float:
    found(ledger, office)
    begin = time.perf_counter()
    for line in lines:
        ledger.push(Scope(office, "d", "laptop"), [line])
    return (time.perf_counter() - begin) * 1000


def pull(ledger: SqlLedger, office: str) -> float:
    begin, cursor, got = time.perf_counter(), 0, 0
    while True:
        pulled = ledger.pull(Scope(office, "other", "laptop"), cursor, {})
        cursor, got = pulled.cursor, got + len(pulled.bodies)
        if not pulled.more:
            assert got == COUNT
            return (time.perf_counter() - begin) * 1000


def small(ledger: SqlLedger, office: str, rows: list[dict[str, Any]]) -> list[float]:
    """One operation a push: what a commit costs."""
    found(ledger, office)
    chain, times = journal.CHAIN_START, []
    for n, values in enumerate(rows):
        edit = Edit(t="inspection", r=values["id"], f={"note": values["note"], "kind": values["kind"]}, n=True)
        body = journal.encode(Operation(office, 7, n + 1, n + 1, "", "x", [edit]))
        line = wire.PushLine(7, office, n + 1, chain.hex(), [Raw(body)])
        begin = time.perf_counter()
        ledger.push(Scope(office, "d", "laptop"), [line])
        times.append((time.perf_counter() - begin) * 1000)
        chain = journal.link(chain, journal.body_hash(body))
    return times


def at_once(ledgers: list[SqlLedger], rows: list[dict[str, Any]], name: str) -> float:
    """Each office through a ledger of its own, in threads of this one process."""
    work = [batches(f"{name}-{n}", rows[: COUNT // OFFICES]) for n in range(len(ledgers))]
    threads = [threading.Thread(target=push, args=(ledgers[n], f"{name}-{n}", work[n])) for n in range(len(ledgers))]
    begin = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return (time.perf_counter() - begin) * 1000


def sizes(url: str) -> dict[str, float]:
    """Bytes an inspection of the benchmark takes in PostgreSQL, indexes included."""
    with psycopg.connect(url) as connection:
        (operations,) = connection.execute("SELECT count(*) FROM op").fetchone() or (1,)
        found = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relname IN ('op', 'record')"
        ).fetchall()
    return {f"bytes_{name}": round(size / operations) for name, size in found}


def case_size() -> dict[str, int]:
    """Operations and bytes of one whole worked case: visit, findings, wages, drafts."""
    with worked_profile() as (profile, _):
        (found,) = profile.store.rows("SELECT count(*) AS n, sum(length(body)) AS bytes FROM sync_op")
    return {"case_operations": int(found["n"]), "case_bytes": int(found["bytes"])}


def main() -> int:
    rows = records(COUNT)
    lines = {f"o{n}": batches(f"o{n}", rows) for n in range(ROUNDS)}
    times: dict[str, list[float]] = {}
    with Cluster(durable=True) as cluster, tempfile.TemporaryDirectory() as folder:
        url = cluster.database()
        lite: SqlLedger = SqliteLedger(Path(folder, "server.db"), SystemClock())
        more: list[SqlLedger] = [PostgresLedger(url, SystemClock(), Path(folder, f"p{n}")) for n in range(OFFICES)]
        for n, (office, made) in enumerate(lines.items()):
            for name, ledger in (("SQLite", lite), ("PostgreSQL", more[0])):
                times.setdefault(f"{name}: push", []).append(push(ledger, office, made))
                times.setdefault(f"{name}: pull", []).append(pull(ledger, office))
                times.setdefault(f"{name}: one", []).extend(small(ledger, f"s{n}", rows[:200]))
            times.setdefault("PostgreSQL: four", []).append(at_once(more, rows, f"m{n}"))
        found_sizes = sizes(url) | case_size()
        for one in (lite, *more):
            one.close()
    lite_push = times["SQLite: push"]
    table: list[Row] = []
    for name, word in (("SQLite", "SQLite"), ("PostgreSQL", "PostgreSQL")):
        table += [
            row(f"{word}: {COUNT} pushed by 1,000", times[f"{name}: push"], floor="SQLite", floor_times=lite_push),
            row(f"{word}: {COUNT} pulled", times[f"{name}: pull"]),
            row(f"{word}: one operation pushed", times[f"{name}: one"]),
        ]
    table.append(
        row(
            f"PostgreSQL: {COUNT} by {OFFICES} offices at once",
            times["PostgreSQL: four"],
            floor="SQLite",
            floor_times=lite_push,
        )
    )
    return report("the server's stores", table, sizes=found_sizes) or print(found_sizes) or 0


if __name__ == "__main__":
    sys.exit(main())
