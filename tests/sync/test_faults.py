"""Lost replies, cut connections, a server killed at any moment: nothing is lost, nothing is there twice."""

from __future__ import annotations

import hashlib
import json
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.errors import Cancelled, KnownError
from models.profile import Profile
from sync import ahead, enrolment, transport
from sync.client import pending, sync
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.proxy import Plan, Proxy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small batches instead of one, and no waiting before the next try."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 20)
    monkeypatch.setattr(transport.Transport.__init__, "__kwdefaults__", {**_defaults(), "pause": 0.0})


def _defaults() -> dict[str, object]:
    return dict(transport.Transport.__init__.__kwdefaults__ or {})


def through(profile: Profile, url: str) -> None:
    profile.store.local_set("server", {**profile.store.local_get("server"), "url": url})


def operations(profile: Profile) -> int:
    return int(profile.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"])


@pytest.mark.parametrize(
    "plan",
    [
        Plan(down=0, times=1),
        Plan(down=60, times=2),
        Plan(up=200, times=1),
        Plan(up=900, times=2),
        Plan(refuse=True, times=2),
    ],
    ids=["reply lost", "half replies", "request cut", "bodies cut", "reset"],
)
def test_a_cut_connection_is_tried_again_and_nothing_is_doubled(office: Office, plan: Plan) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    unit = new_unit(laptop, "众诚劳务")
    with Proxy(office.server.url, plan) as proxy:
        through(laptop, proxy.url)
        result = sync(laptop)
        assert proxy.cuts == plan.times
    assert result.equal and result.pending.operations == 0
    sync(desk)
    assert desk.store.get("unit", unit) is not None
    assert operations(desk) == operations(laptop)


def test_a_way_that_stays_cut_is_one_known_error_and_goes_on_later(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    home = office.server.url
    new_unit(laptop, "众诚劳务")
    for plan in (Plan(down=0), Plan(up=100), Plan(refuse=True), Plan(down=100)):
        with Proxy(home, plan) as proxy:
            through(laptop, proxy.url)
            with pytest.raises(KnownError) as caught:
                sync(laptop)
        assert caught.value.code == "server_gone"
        assert pending(laptop).operations == 1, "acknowledged only on the server's receipt"
    through(laptop, home)
    result = sync(laptop)
    assert result.equal and result.pushed.operations == 1
    settle(desk, laptop)
    assert len(desk.store.find("unit")) == 1


def test_a_photo_goes_on_where_the_connection_was_cut(office: Office) -> None:
    desk = office.desk()
    home = office.server.url
    photo = random.Random(1).randbytes(5 * 2**20)
    put = desk.blobs.put(photo)
    with desk.store.change(desk.officer_id, "photo") as tx:
        tx.new("evidence", blob=put.sha256)
    with Proxy(home, Plan(up=2_500_000, whole=True)) as proxy:
        through(desk, proxy.url)
        result = sync(desk)
    assert (result.files_error, result.pending.blobs, result.equal) == ("server_gone", 1, True)
    through(desk, home)
    scope = next(row for row in office.server.ledger.connection.execute("SELECT office, device, role FROM device"))
    from sync.server.ledger import Scope

    held = office.server.files.have(Scope(*scope), put.sha256)
    assert 2**20 <= held < len(photo)
    assert sync(desk).pushed.blobs == 1
    laptop = office.laptop("laptop1", desk)
    assert hashlib.sha256(laptop.blobs.get(put.sha256)).hexdigest() == put.sha256


def test_a_download_goes_on_where_the_connection_was_cut(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    home = office.server.url
    photo = random.Random(2).randbytes(5 * 2**20)
    put = desk.blobs.put(photo)
    with desk.store.change(desk.officer_id, "photo") as tx:
        tx.new("evidence", blob=put.sha256)
    sync(desk)
    with Proxy(home, Plan(down=3_000_000, whole=True)) as proxy:
        through(laptop, proxy.url)
        assert sync(laptop).files_error == "server_gone"
    kept = len(laptop.blobs.names())
    assert kept >= 2 and not laptop.blobs.has(put.sha256)
    through(laptop, home)
    assert sync(laptop).pulled.blobs == 1
    assert laptop.blobs.verify(put.sha256) == "ok" and len(laptop.blobs.names()) == 1


def test_cancelling_keeps_what_was_done(office: Office) -> None:
    desk = office.desk()
    for n in range(150):
        new_unit(desk, f"单位{n}")
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        sync(desk, cancel=lambda: next(asked, True))
    left = pending(desk).operations
    assert 0 < left < 150
    result = sync(desk)
    assert result.equal and result.pushed.operations == left


def test_people_write_while_the_sync_runs(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    for n in range(300):
        new_unit(desk, f"单位{n}")
    sync(desk)
    stop = threading.Event()
    written = []

    def write() -> None:
        while not stop.is_set():
            new_unit(laptop, f"现场{len(written)}")
            written.append(len(written))
            time.sleep(0.02)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        results = [sync(laptop) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert len(results) == 3 and written
    assert settle(laptop, desk)[-1].equal
    assert desk.store.digest() == laptop.store.digest()
    names = {unit["name"] for unit in desk.store.find("unit")}
    assert {f"现场{n}" for n in written} <= names


# --- the server as a process, killed


class Process:
    """The server as a process of its own."""

    def __init__(self, database: Path) -> None:
        self.database, self.port, self.admin_code = database, 0, ""
        self.start()

    def start(self) -> None:
        line = [
            sys.executable,
            "main.py",
            "serve",
            "--db",
            str(self.database),
            "--port",
            str(self.port),
            "--json",
        ]
        self.process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        first = json.loads(self.process.stdout.readline())
        self.url, self.admin_code = first["url"], first["admin_code"] or self.admin_code
        self.port = int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged(office: Office) -> None:
    from models.clock import SystemClock

    office.clock = SystemClock()  # type: ignore[assignment]
    server = Process(office.folder / "killed" / "server.db")
    try:
        desk = office.alone("desk")
        enrolment.enrol(desk, server.url, server.admin_code)
        rng = random.Random(7)
        written, interrupted = 0, 0
        for round in range(6):
            for n in range(120):
                new_unit(desk, f"单位{round}-{n}")
            written += 120
            killer = threading.Timer(rng.uniform(0.005, 0.12), server.kill)
            killer.start()
            try:
                sync(desk)
            except KnownError as error:
                assert error.code in ("server_gone", "server_failed")
                interrupted += 1
            killer.join()
            server.start()
        assert interrupted, "at least one sync was cut by a kill"
        result = sync(desk)
        assert result.equal and not result.repaired and result.pending.operations == 0
        server.kill()
        server.start()
        assert sync(desk).equal
        assert len(desk.store.find("unit")) == written
    finally:
        server.kill()


def test_no_network_and_a_stranger_are_told_apart(office: Office) -> None:
    desk = office.desk()
    stranger = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                one, _ = stranger.accept()
            except OSError:
                return
            one.recv(65536)
            one.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno")
            one.close()

    threading.Thread(target=answer, daemon=True).start()
    for url, code in (
        ("http://no-such-host.invalid", "no_network"),
        (f"http://127.0.0.1:{stranger.getsockname()[1]}", "not_our_server"),
        ("http://127.0.0.1:9", "server_gone"),
        ("ftp://127.0.0.1", "url_bad"),
    ):
        through(desk, url)
        with pytest.raises(KnownError) as caught:
            sync(desk)
        assert caught.value.code == code
    stranger.close()


# --- full disks


def limit(connection: object, pages: int) -> None:
    """Let the file grow no further: the engine then fails as on a full disk."""
    connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]


def test_a_full_disk_on_the_server_is_said_and_loses_nothing(office: Office) -> None:
    desk = office.desk()
    with desk.store.change(desk.officer_id, "import") as tx:
        for n in range(2000):
            tx.new("unit", name=f"单位{n}", note="说明" * 50)
    db = office.server.ledger.connection
    limit(db, db.execute("PRAGMA page_count").fetchone()[0] + 2)
    with pytest.raises(KnownError) as caught:
        sync(desk)
    assert caught.value.code == "server_disk" and pending(desk).operations == 1
    limit(db, 2**30)
    assert sync(desk).equal and pending(desk).operations == 0


def test_a_full_disk_here_keeps_what_was_received_and_goes_on(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    for part in range(3):
        with desk.store.change(desk.officer_id, "import") as tx:
            for n in range(1000):
                tx.new("unit", name=f"单位{part}-{n}", note="说明" * 200)
    sync(desk)
    db = laptop.store._writer
    limit(db, db.execute("PRAGMA page_count").fetchone()[0] + 50)
    with pytest.raises(KnownError) as caught:
        sync(laptop)
    assert caught.value.code == "disk_full"
    limit(db, 2**30)
    assert sync(laptop).equal and len(laptop.store.find("unit")) == 3000
