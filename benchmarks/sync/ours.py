"""Anxin in the sync benchmark: a server process, real profiles, everything on: validation, signatures, encryption.

The work before the sync, one act an inspection, is done once and its profile copied for each round. The floor is
measured here too, on the same disk and in the same round: the same rows, one FULL transaction, the same cipher.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from benchmarks.sync import stage
from benchmarks.sync.data import FIELDS, JSON_FIELDS, Edits, Row, edits_delta, edits_merge, merged, records
from models.clock import SystemClock
from models.database import Connection, connect
from models.errors import Cancelled
from models.profile import Profile
from models.vault import Kdf
from sync import enrolment
from sync.client import SyncResult, sync

ROOT = Path(__file__).resolve().parents[2]
AFTER_THE_RUSH_S = 3
"""A laptop joins some time after the others' work came in: the server makes its snapshot a second after the last of it."""
PASSPHRASE = "benchmark only passphrase"
QUICK = Kdf(8 * 1024, 1, 1)
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社"}
OFFICERS = [
    {
        "name": name,
        "role": role,
        "cert_no": number,
        "cert_kind": "labour_inspection",
        "valid_from": "2024-03-01",
        "valid_until": "2029-02-28",
        "passphrase": PASSPHRASE,
    }
    for name, role, number in (("林晓", "lead", "XC-JC-0001"), ("郑远", "assistant", "XC-JC-0002"))
]


def prepare(folder: Path, rows: Sequence[Row]) -> None:
    """A profile that works alone with ``rows``, one act an inspection, as a laptop makes them."""
    with Profile.create(
        folder, office=OFFICE, officers=OFFICERS, clock=SystemClock(), keystore=None, kdf=QUICK
    ) as profile:
        for row in rows:
            with profile.store.change(profile.officer_id, "plan_visit") as tx:
                tx.new("inspection", **row)


class Served:
    """The office's server as a process of its own."""

    def __init__(self, database: Path) -> None:
        words = [sys.executable, "main.py", "serve", "--db", str(database), "--port", "0", "--json"]
        self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.url, self.code = str(said["url"]), str(said["admin_code"])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def change(profile: Profile, rows: Sequence[Row], edits: Edits) -> None:
    """Each edit as an act of its own."""
    for place, fields in edits.items():
        with profile.store.change(profile.officer_id, "edit_visit") as tx:
            tx.set("inspection", rows[place]["id"], **fields)


def opened(folder: Path) -> Profile:
    return Profile.open(folder, PASSPHRASE, SystemClock(), keystore=None, kdf=QUICK)


def joined(folder: Path, url: str, desk: Profile) -> Profile:
    """An empty laptop of the office: everything but its first download."""
    code = enrolment.invite(desk, "laptop").code
    with suppress(Cancelled):
        enrolment.join(
            folder,
            url,
            code,
            cert_no="XC-JC-0002",
            passphrase=PASSPHRASE,
            clock=SystemClock(),
            name="laptop",
            keystore=None,
            kdf=QUICK,
            cancel=lambda: True,
        )
    return opened(folder)


def whole(result: SyncResult) -> SyncResult:
    """A sync that ended with both sides equal and nothing waiting; anything else ends the benchmark."""
    if not result.equal or result.repaired or result.pending.operations or result.files_error:
        raise SystemExit(f"the sync did not end well: {result}")
    return result


def main() -> int:
    folder, count = Path(os.environ["SYNC_BENCH"]), int(os.environ["SYNC_COUNT"])
    rows = records(count)
    served = Served(folder / "server" / "server.db")
    stage.server(served.process.pid)
    try:
        _floors(folder, rows, served.url)
        shutil.copytree(os.environ["SYNC_PREPARED"], folder / "a")
        with opened(folder / "a") as a:
            enrolment.enrol(a, served.url, served.code)
            stage.workload("W1", count, lambda: whole(sync(a)))
            time.sleep(AFTER_THE_RUSH_S)
            with joined(folder / "b", served.url, a) as b:
                stage.workload("W2", count, lambda: whole(sync(b)))
                _both(a, b, rows)
    finally:
        served.stop()
    return 0


def _both(a: Profile, b: Profile, rows: Sequence[Row]) -> None:
    for profile in (a, b, a):
        whole(sync(profile))
    change(a, rows, edits_delta(len(rows)))
    stage.workload("W3", 100, lambda: whole(sync(a)))
    whole(sync(b))
    change(a, rows, edits_merge("A"))
    change(b, rows, edits_merge("B"))
    stage.workload("W4", 1000, lambda: [whole(sync(profile)) for profile in (a, b, a)])
    stage.outcome(**_outcome(a, b, rows))
    stage.workload("W5", 0, lambda: whole(sync(a)), stage.QUIET)


def _outcome(a: Profile, b: Profile, rows: Sequence[Row]) -> dict[str, Any]:
    """Conflicts with both values on both devices, and what was merged; ``equal``: the devices hold the same heads."""
    both = 0
    for place in range(400, 450):
        wanted = {f"A{place}", f"B{place}"}
        states = [p.store.state("inspection", rows[place]["id"]).heads["state"] for p in (a, b)]
        both += all({head.value for head in heads} == wanted for heads in states)
    counted = [len(p.store.conflicts()) for p in (a, b)]
    return {
        "conflicts_kept_with_both_values": both if counted == [50, 50] else f"{both}, conflicts {counted}",
        **merged(lambda place: b.store.get("inspection", rows[place]["id"]) or {}),
        "equal": a.store.digest() == b.store.digest(),
    }


# --- the floor


def _floors(folder: Path, rows: Sequence[Row], url: str) -> None:
    database = connect(folder / "floor.db", "2b" * 48, create=True)
    columns = ", ".join(f"[{name}]" + (" PRIMARY KEY" if name == "id" else "") for name in FIELDS)
    database.execute(f"CREATE TABLE inspection ({columns})")
    plain = [tuple(_plain(name, row[name]) for name in FIELDS) for row in rows]
    marks = ", ".join("?" * len(FIELDS))
    stage.workload(
        "floor insert",
        len(rows),
        lambda: _once(database, lambda: database.executemany(f"INSERT INTO inspection VALUES ({marks})", plain)),
    )
    edits = [(*fields.values(), rows[place]["id"]) for place, fields in edits_delta(len(rows)).items()]
    update = "UPDATE inspection SET state = ?, result_told_how = ?, headcount = ? WHERE id = ?"
    stage.workload("floor update", 100, lambda: _once(database, lambda: database.executemany(update, edits)))
    database.close()
    _requests(url)


def _requests(url: str) -> None:
    """An empty GET of the same server: on a connection that stands, and with a new one as a first sync needs."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.get("/v1/health").raise_for_status()
        stage.workload("floor GET", 0, lambda: client.get("/v1/health").raise_for_status(), stage.QUIET)
    host, port = httpx.URL(url).host, httpx.URL(url).port

    def anew() -> None:
        with socket.create_connection((host, port)) as one:
            one.sendall(b"GET /v1/health HTTP/1.1\r\nhost: benchmark\r\nconnection: close\r\n\r\n")
            while one.recv(65536):
                pass

    stage.workload("floor GET, new connection", 0, anew, stage.QUIET)


def _plain(name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if name in JSON_FIELDS else value


def _once(database: Connection, step: Callable[[], object]) -> None:
    database.execute("BEGIN IMMEDIATE")
    step()
    database.execute("COMMIT")


if __name__ == "__main__":
    sys.exit(main())
