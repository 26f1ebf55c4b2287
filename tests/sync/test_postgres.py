"""The server on PostgreSQL, as people run it: several processes, a database that dies, restarts or is restored."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from models.clock import FixedClock, SystemClock
from models.errors import KnownError
from models.profile import Profile
from sync import ahead, enrolment, peer, wire
from sync.client import SyncResult, pending, sync
from sync.server.on_postgres import PostgresLedger, PostgresStore
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.pg import Cluster, need_binaries
from tests.sync.test_numbers import blocks, issue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, cluster: Cluster) -> Iterator[Office]:
    """An office whose server stands on a database of its own."""
    made = Office(tmp_path, clock, cluster.database())
    yield made
    made.close()


def asked(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


# --- the journeys of the embedded server, on PostgreSQL

from tests.sync.test_faults import test_a_cut_connection_is_tried_again_and_nothing_is_doubled  # noqa: E402, F401
from tests.sync.test_heart_sync import (  # noqa: E402
    test_nobody_writes_in_the_servers_name,  # noqa: F401
)
from tests.sync.test_life import test_a_laptop_restored_from_a_backup_loses_nothing_and_takes_new_numbers  # noqa: E402, F401
from tests.sync.test_numbers import (  # noqa: E402
    test_a_device_has_numbers_after_its_first_sync_and_more_when_few_are_left,  # noqa: F401
    test_next_years_numbers_come_in_december,  # noqa: F401
    test_who_worked_alone_keeps_his_numbers_and_nobody_gets_them_again,  # noqa: F401
)
from tests.sync.test_private import (  # noqa: E402
    test_an_informant_reaches_the_officers_on_the_case_and_nobody_else,  # noqa: F401
    test_whoever_is_put_on_a_case_later_receives_what_was_written_before,  # noqa: F401
)
from tests.sync.test_server import (  # noqa: E402
    test_a_code_dies_after_ten_minutes_and_after_five_wrong_tries,  # noqa: F401
    test_a_lost_answer_to_joining_is_asked_again_with_the_same_code,  # noqa: F401
    test_a_revoked_device_hands_in_what_it_wrote_and_gets_nothing,  # noqa: F401
    test_an_edit_that_does_not_fit_is_kept_aside_and_never_in_the_way,  # noqa: F401
    test_what_is_not_signed_by_the_device_is_refused,  # noqa: F401
)
from tests.sync.test_snapshot import (  # noqa: E402
    at_once,  # noqa: F401
    test_a_device_that_joins_by_snapshot_holds_what_one_by_the_log_holds,  # noqa: F401
    test_history_from_before_is_fetched_when_asked_for,  # noqa: F401
)


def test_two_laptops_and_the_desk_end_with_the_same(office: Office) -> None:
    desk = office.desk()
    laptops = [office.laptop(f"laptop{n}", desk) for n in range(2)]
    unit = new_unit(desk, "众诚劳务")
    settle(desk, *laptops)
    for n, one in enumerate(laptops):
        with one.store.change(one.officer_id, "edit") as tx:
            tx.set("unit", unit, name=f"名称{n}")
    results = settle(*laptops, desk)
    assert all(r.equal and not r.repaired and r.conflicts == 1 for r in results)
    assert desk.store.digest() == laptops[0].store.digest() == laptops[1].store.digest()


def test_several_offices_on_one_server_know_nothing_of_each_other(office: Office) -> None:
    desk = office.desk()
    assert office.server.ledger.admin_code() is None
    code = office.server.ledger.admin_code(another=True)
    assert code is not None
    other = office.alone("other", {"name": "星河市暮云区人力资源和社会保障局", "doc_prefix": "星暮人社"})
    enrolment.enrol(other, office.server.url, code.text)
    new_unit(desk, "甲"), new_unit(other, "乙")
    results = settle(desk, other)
    assert all(r.equal and not r.conflicts for r in results)
    assert [[u["name"] for u in p.store.find("unit")] for p in (desk, other)] == [["甲"], ["乙"]]
    assert blocks(desk) == blocks(other) == [(1, 20, 2026)], "numbers are an office's own"
    laptop = office.laptop("laptop1", other)
    assert laptop.office_id == other.office_id and len(laptop.store.find("unit")) == 1
    again = office.server.ledger.admin_code(another=True)
    assert again is not None
    third = office.alone("third")
    stranger = enrolment.describe("d", "d", 9, third.device_keys)
    request = wire.EnrolRequest(again.text, stranger, wire.Office(desk.office_id, "x", ""))
    with pytest.raises(KnownError) as caught:
        enrolment._ask(office.clock, office.server.url, None, third.device_keys, request)
    assert caught.value.code == "other_office", "a founding code lets nobody into an office that is there"


# --- several processes over one database


class Process:
    """``serve --db URL`` as a process (with its workers) of its own."""

    def __init__(self, folder: Path, url: str, *words: str) -> None:
        line = [sys.executable, "main.py", "serve", "--db", url, "--port", "0", "--json", "--profile", str(folder)]
        self.process = subprocess.Popen([*line, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        if not first:
            assert self.process.stderr is not None
            raise AssertionError(self.process.stderr.read().decode())
        said = json.loads(first)
        self.url, self.admin_code = str(said["url"]), said["admin_code"]

    def workers(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        names = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found}
        return [pid for pid, line in names.items() if b"spawn_main" in line]

    def stop(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)


def joined(office: Office, url: str, code: str, count: int) -> list[Profile]:
    """A desk that founds the office at ``url``, and ``count`` laptops."""
    desk = office.alone("desk")
    enrolment.enrol(desk, url, code)
    sync(desk)
    office.server.url = url
    return [desk, *[office.laptop(f"laptop{n}", desk) for n in range(count)]]


def point(profile: Profile, url: str) -> None:
    profile.store.local_set("server", {**profile.store.local_get("server"), "url": url})


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at worker processes through /proc")
def test_two_servers_with_workers_on_one_database_take_all_at_once(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One server of one process, one of two workers, one worker killed on the way: five devices push and ask for
    numbers at the same moment through either; nothing is lost, doubled, granted twice."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 7)
    url = cluster.database()
    first = Process(tmp_path / "one", url)
    second = Process(tmp_path / "two", url, "--workers", "2")
    office = Office(tmp_path, SystemClock(), None)  # type: ignore[arg-type]
    try:
        devices = joined(office, first.url, second.admin_code or first.admin_code, 4)
        for n, device in enumerate(devices):
            point(device, (first, second)[n % 2].url)
            for k in range(40):
                new_unit(device, f"{n}-{k}")
        while len(second.workers()) < 2:
            time.sleep(0.05)
        victim = threading.Timer(0.2, lambda: os.kill(second.workers()[0], signal.SIGKILL))
        victim.start()
        with ThreadPoolExecutor(len(devices)) as pool:
            done = list(pool.map(_sync_until_done, devices))
        victim.join()
        assert all(done)
        results = settle(*devices)
        assert all(r.equal and not r.repaired and not r.pending.operations for r in results)
        names = sorted(u["name"] for u in devices[-1].store.find("unit"))
        assert names == sorted(f"{n}-{k}" for n in range(5) for k in range(40))
        rows = asked(url, "SELECT lo, hi FROM span WHERE kind = 'block' AND type = 'rectification_order' ORDER BY lo")
        assert all(a[1] < b[0] for a, b in pairwise(rows))  # type: ignore[operator]
        total, distinct, head = asked(
            url, "SELECT count(*), count(DISTINCT hash), (SELECT head FROM office) FROM op"
        )[0]
        assert total == distinct == head
    finally:
        office.close()
        first.stop()
        second.stop()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at worker processes through /proc")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path, cluster: Cluster) -> None:
    server = Process(tmp_path / "one", cluster.database(), "--workers", "2")
    while len(server.workers()) < 2:
        time.sleep(0.05)
    workers = server.workers()
    time.sleep(1)  # until they watch
    server.stop(signal.SIGKILL)
    for _ in range(300):
        if not any(_runs(pid) for pid in workers):
            return
        time.sleep(0.1)
    raise AssertionError("a worker outlived its parent")


def _runs(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _sync_until_done(profile: Profile) -> SyncResult:
    """What a device does: again after each accident, a little later."""
    for _ in range(60):
        try:
            result = sync(profile)
            if not result.pending.operations:
                return result
        except KnownError as error:
            assert error.code in ("server_gone", "server_failed"), error
            time.sleep(0.2)
    raise AssertionError("it never got through")


# --- a database that dies


def test_a_database_killed_in_mid_push_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``pg_ctl -m immediate stop`` and SIGKILL while two devices push, three times; the server process lives on."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 5)
    with Cluster(durable=True) as own:
        office = Office(tmp_path, SystemClock(), own.database())  # type: ignore[arg-type]
        try:
            desk = office.desk()
            laptop = office.laptop("laptop1", desk)
            cut = 0
            for round in range(3):
                for device in (desk, laptop):
                    for n in range(40):
                        new_unit(device, f"{device.folder.name}-{round}-{n}")
                accident = threading.Timer(0.05 + 0.03 * round, own.kill if round % 2 else own.stop)
                accident.start()
                with ThreadPoolExecutor(2) as pool:
                    codes = list(pool.map(_try_sync, (desk, laptop)))
                accident.join()
                cut += sum(code is not None for code in codes)
                acked = {d.folder.name: peer.Peer.load(d.store).acked for d in (desk, laptop)}
                own.start()
                held = dict(asked(office.postgres or "", "SELECT replica, last_seq FROM replica"))
                for lines in acked.values():
                    assert all(held.get(replica, 0) >= seq for replica, seq in lines.items()), "lost after a receipt"
            assert cut, "at least one sync was cut"
            results = settle(desk, laptop)
            assert all(r.equal and not r.repaired for r in results)
            assert len(desk.store.find("unit")) == len(laptop.store.find("unit")) == 3 * 2 * 40
            total, distinct = asked(office.postgres or "", "SELECT count(*), count(DISTINCT hash) FROM op")[0]
            assert total == distinct
        finally:
            office.close()


def _try_sync(profile: Profile) -> str | None:
    try:
        sync(profile)
    except KnownError as error:
        assert error.code == "server_gone", error
        return error.code
    return None


def test_a_database_that_is_away_is_said_and_the_server_waits_for_it(
    tmp_path: Path, clock: FixedClock, cluster: Cluster
) -> None:
    gone = f"postgresql://app:geheim@127.0.0.1:9/none"  # noqa: F541
    with pytest.raises(KnownError) as caught:
        PostgresStore(gone)
    assert caught.value.code == "database_away" and "geheim" not in repr(caught.value.params)
    for bad in ("postgresql://[", "postgresql://h/d?no_such_option=1"):
        with pytest.raises(KnownError) as caught:
            PostgresStore(bad)
        assert caught.value.code == "database_url_bad"
    line = [sys.executable, "main.py", "serve", "--db", gone, "--port", "0", "--profile", str(tmp_path / "p")]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "geheim" not in done.stdout + done.stderr and "127.0.0.1" in done.stderr
    with Cluster() as own:
        office = Office(tmp_path, clock, own.database())
        try:
            desk = office.desk()
            unit = new_unit(desk, "众诚劳务")
            own.stop()
            assert _try_sync(desk) == "server_gone" and pending(desk).operations == 1
            own.start()
            assert sync(desk).equal and pending(desk).operations == 0
            assert unit
        finally:
            office.close()


def test_a_transaction_that_the_database_undoes_is_begun_again(tmp_path: Path, cluster: Cluster) -> None:
    """A real deadlock with somebody's session on the database: the ledger's side is undone, begun again, and done."""
    from tests.sync.test_ledger_contract import found, line, positions, scope, units

    url = cluster.database()
    ledger = PostgresLedger(url, SystemClock(), tmp_path / "x")
    found(ledger, "office")
    bodies = units("office", 5, 2)
    ledger.push(scope("office"), [line("office", 5, bodies[:1])])
    with psycopg.connect(url) as other, psycopg.connect(url, autocommit=True) as watcher:
        other.execute("UPDATE replica SET seen_at = ''")
        with ThreadPoolExecutor(1) as pool:
            pushed = pool.submit(ledger.push, scope("office"), [line("office", 5, bodies)])
            waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            while not watcher.execute(waits).fetchall():
                time.sleep(0.01)
            other.execute("UPDATE office SET name = 'still here'")  # what the push holds, which waits for ours
            other.commit()
            assert pushed.result().acked == {5: 2}
    assert positions(ledger, "office") == [1, 2]
    undone = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    for _ in range(100):
        if asked(url, undone) != [(0,)]:
            break
        time.sleep(0.1)  # statistics come a moment later
    assert asked(url, undone) == [(1,)]
    ledger.close()


def test_whatever_isolation_a_database_has_the_order_holds(tmp_path: Path, cluster: Cluster) -> None:
    from tests.sync.test_ledger_contract import found, line, positions, scope, together, units

    url = cluster.database()
    with psycopg.connect(url, autocommit=True) as connection:
        name = url.rsplit("/", 1)[1]
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    ledgers = [PostgresLedger(url, SystemClock(), tmp_path / "x") for _ in range(3)]
    found(ledgers[0], "office")

    def push(n: int) -> None:
        bodies = units("office", 10 + n, 18)
        for first in range(1, 19, 3):
            ledgers[n].push(scope("office", f"d{n}"), [line("office", 10 + n, bodies[: first + 2], first=first)])

    assert together(*[lambda n=n: push(n) for n in range(3)]) == [None] * 3
    assert positions(ledgers[0], "office") == list(range(1, 55))
    for one in ledgers:
        one.close()


# --- a database that is restored


def test_a_database_restored_from_a_dump_is_noticed_and_filled_again(office: Office, cluster: Cluster) -> None:
    """pg_dump, more work, pg_restore into the same cluster, which ran all the time: a new epoch, no number twice."""
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    name = (office.postgres or "").rsplit("/", 1)[1]
    dump = cluster.folder / "dump"
    cluster.run("pg_dump", "-U", "app", "-Fc", "-f", str(dump), name)
    issue(laptop, 15)
    sync(laptop)
    held = blocks(laptop)
    assert held[-1] == (41, 60, 2026)
    epoch = office.server.ledger.epoch(desk.office_id)
    for left in office.folder.glob("server.db.grants*"):
        left.unlink()  # not even the counts beside the server: another machine took over
    cluster.run("pg_restore", "-U", "app", "--clean", "--if-exists", "-d", name, str(dump))
    issue(desk, 15)
    sync(desk)
    assert office.server.ledger.epoch(desk.office_id) != epoch
    assert blocks(desk) == [(1, 20, 2026)], "the laptop has not told yet what it holds"
    results = settle(laptop, desk, laptop)
    assert all(r.equal for r in results)
    assert blocks(desk)[-1] == (61, 80, 2026) and blocks(laptop) == held
    assert desk.store.digest() == laptop.store.digest()


def test_a_cold_copy_of_the_database_put_back_is_noticed_by_the_counts_beside_the_server(
    tmp_path: Path, clock: FixedClock
) -> None:
    """A volume snapshot: same cluster, same timeline, nothing inside tells. The desk asks first, not the laptop."""
    with Cluster() as own:
        office = Office(tmp_path, clock, own.database())
        try:
            desk = office.desk()
            laptop = office.laptop("laptop1", desk)
            settle(desk, laptop)
            own.stop("fast")
            shutil.copytree(own.data, own.folder / "copy")
            own.start()
            issue(laptop, 15)
            sync(laptop)
            assert blocks(laptop)[-1] == (41, 60, 2026)
            own.stop("fast")
            shutil.rmtree(own.data)
            shutil.copytree(own.folder / "copy", own.data, copy_function=shutil.copy2)
            _own(own)
            own.start()
            issue(desk, 15)
            sync(desk)
            assert blocks(desk) == [(1, 20, 2026)]
            results = settle(laptop, desk, laptop)
            assert all(r.equal for r in results) and blocks(desk)[-1] == (61, 80, 2026)
        finally:
            office.close()


def _own(own: Cluster) -> None:
    """The copy belongs to whom the cluster runs as."""
    before = own.folder.stat()
    for path in (own.data, *own.data.rglob("*")):
        os.chown(path, before.st_uid, before.st_gid)
    own.data.chmod(0o700)


# --- accounts and schema


def test_servers_that_start_at_once_on_an_empty_database_make_its_tables_once(
    tmp_path: Path, cluster: Cluster
) -> None:
    url = cluster.database()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: PostgresLedger(url, SystemClock(), tmp_path / str(n)), range(4)))
    assert asked(url, "SELECT version_num FROM alembic_version") == [("0005_made",)]
    for one in made:
        one.close()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999_of_next_year'")
    with pytest.raises(KnownError) as caught:
        PostgresStore(url)
    assert caught.value.code == "server_file_newer"


def test_an_ordinary_account_is_enough_and_a_lesser_one_cannot_touch_the_log(
    tmp_path: Path, clock: FixedClock, cluster: Cluster
) -> None:
    url = cluster.database()
    name = url.rsplit("/", 1)[1]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE clerk LOGIN")
        connection.execute(f"ALTER DATABASE {name} OWNER TO clerk")
        connection.execute("ALTER SCHEMA public OWNER TO clerk")
    plain = url.replace("app@", "clerk@")
    office = Office(tmp_path, clock, plain)
    try:
        desk = office.desk()
        assert sync(desk).equal and blocks(desk) == [(1, 20, 2026)]
    finally:
        office.close()
    with psycopg.connect(plain) as connection, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        connection.execute("TRUNCATE op")


def test_without_postgresql_the_checks_fail_where_they_must_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.sync import pg

    monkeypatch.setattr(pg, "binaries", lambda: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        need_binaries()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        need_binaries()
