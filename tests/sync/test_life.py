"""A device over its life: restored from a backup, killed while it syncs, over TLS, seen by the desk."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models import numbering
from models.backup import backup, restore
from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from sync import enrolment
from sync.client import devices_seen, sync
from sync.server.running import bind
from tests.faults.tlsroad import certificate
from tests.sync.conftest import FAST, Office, new_unit, settle

ROOT = Path(__file__).resolve().parents[2]


def test_a_laptop_restored_from_a_backup_loses_nothing_and_takes_new_numbers(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    waiting = new_unit(laptop, "备份前未上传")
    file = backup(laptop, office.folder).file
    sync(laptop)
    after = new_unit(laptop, "备份后已上传")
    sync(laptop)
    laptop.close()
    again = restore(
        file, office.folder / "restored", "second officer says that", office.clock, keystore=None, kdf=FAST
    )
    office.profiles.append(again)
    result = sync(again)
    assert result.equal and not result.repaired
    assert again.store.get("unit", waiting) and again.store.get("unit", after)
    new_unit(again, "还原后")
    settle(again, desk)
    assert desk.store.digest() == again.store.digest()
    assert len(desk.store.find("unit")) == 3
    mine = [b for b in numbering.blocks(again.store, "rectification_order") if b.state == "open"]
    assert [b.replica for b in mine if b.replica == again.store.replica]
    spans = sorted((b.lo, b.hi) for b in numbering.blocks(again.store, "rectification_order"))
    assert spans == [(1, 20), (21, 40), (41, 60)]


def test_a_backup_with_acts_that_never_arrived_brings_them(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    unit = new_unit(laptop, "只在备份里")
    file = backup(laptop, office.folder).file
    laptop.close()
    again = restore(
        file, office.folder / "restored", "second officer says that", office.clock, keystore=None, kdf=FAST
    )
    office.profiles.append(again)
    assert sync(again).equal and sync(desk).equal
    assert desk.store.get("unit", unit) is not None


def test_the_desk_sees_who_was_here_when(office: Office, clock: FixedClock) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    clock.advance(hours=3)
    sync(laptop)
    clock.advance(hours=1)
    sync(desk)
    seen = devices_seen(desk.store)
    assert seen[laptop.device_id or ""].startswith("2026-10-09T12:30")
    assert seen[desk.device_id or ""].startswith("2026-10-09T13:30")
    assert devices_seen(laptop.store) == {}


# --- TLS


def test_tls_trusts_the_given_certificate_alone(office: Office, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path / "tls")
    other, _ = certificate(tmp_path / "other")
    wrong_name = certificate(tmp_path / "name", host="127.0.0.9")
    desk = office.alone("desk")

    def code(url: str, code: str, pem: Path | None) -> str:
        with pytest.raises(KnownError) as caught:
            enrolment.enrol(desk, url, code, authority=pem.read_text() if pem else None)
        return caught.value.code

    with bind(tmp_path / "n.db", office.clock, tls_certificate=wrong_name[0], tls_key=wrong_name[1]) as server:
        assert server.admin_code is not None
        assert code(server.url, server.admin_code.text, wrong_name[0]) == "server_not_trusted"
    with bind(tmp_path / "tls.db", office.clock, tls_certificate=pem, tls_key=key) as server:
        assert server.url.startswith("https://") and server.admin_code is not None
        assert code(server.url, server.admin_code.text, None) == "server_not_trusted"
        assert code(server.url, server.admin_code.text, other) == "server_not_trusted"
        assert code(server.url, server.admin_code.text, key) == "certificate_bad"
        enrolment.enrol(desk, server.url, server.admin_code.text, authority=pem.read_text())
        assert sync(desk).equal


# --- the client, killed

KILLED = """
import sys
from pathlib import Path
from models.clock import SystemClock
from models.profile import Profile
from sync import ahead
from sync.client import sync
from tests.sync.conftest import FAST, new_unit
ahead.BATCH_OPERATIONS = 3
profile = Profile.open(Path(sys.argv[1]), "first officer says this", SystemClock(), keystore=None, kdf=FAST)
print("open", flush=True)
while True:
    for n in range(10):
        print(new_unit(profile, "x"), flush=True)
    sync(profile)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_client_killed_while_it_syncs_loses_nothing_and_doubles_nothing(office: Office) -> None:
    from models.clock import SystemClock

    server = bind(office.folder / "s2" / "server.db", SystemClock()).start()
    office.clock = SystemClock()  # type: ignore[assignment]
    desk = office.alone("desk")
    assert server.admin_code is not None
    enrolment.enrol(desk, server.url, server.admin_code.text)
    sync(desk)
    desk.close()
    rng, written = random.Random(3), set()
    for _ in range(5):
        line = [sys.executable, "-c", KILLED, str(desk.folder)]
        process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        time.sleep(rng.uniform(0.05, 0.6))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        written |= {one.decode() for one in out.split(b"\n")[:-1]}
    again = Profile.open(desk.folder, "first officer says this", SystemClock(), keystore=None, kdf=FAST)
    office.profiles.append(again)
    result = sync(again)
    assert result.equal and not result.repaired and result.pending.operations == 0
    units = {u["id"] for u in again.store.find("unit")}
    assert written <= units and len(written) > 10
    on_server = server.ledger.connection.execute("SELECT count(*), count(DISTINCT hash) FROM op").fetchone()
    assert on_server[0] == on_server[1] == again.store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    server.stop()
