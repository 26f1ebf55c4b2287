"""Processes that are cheap to kill: one process loads the program once, and each life is a fork of it.

The fork is a process like any other: it opens its files, binds its socket and is ended by SIGKILL. A server's life
costs some ten milliseconds instead of a second, so that hundreds of kills fit into a test.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Life:
    """One forked process: its id, and the lines it said until it was gone."""

    def __init__(self, pid: int, voice: Path) -> None:
        self.pid, self.voice = pid, voice

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it ended by itself; what it said tells why
            os.kill(self.pid, signal.SIGKILL)

    def said(self) -> list[dict[str, Any]]:
        """Every whole line so far."""
        lines = self.voice.read_text("utf-8").split("\n")[:-1] if self.voice.exists() else []
        return [json.loads(line) for line in lines]


class Nursery:
    """The process that loaded the program, and forks on demand; ends with its caller."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self._alive: set[int] = set()
        self._lock = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._ask({"role": "none"})

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in list(self._alive):
            self.gone(Life(pid, self.folder))
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def born(self, role: str, **words: Any) -> Life:
        """A new process in ``role``: server, client, held or keep."""
        with self._lock:
            self.count += 1
            voice = self.folder / f"{role}-{self.count}.jsonl"
            pid = self._ask({"role": role, "voice": str(voice), **words})
            self._alive.add(pid)
        return Life(pid, voice)

    def told(self, role: str, **words: Any) -> dict[str, Any]:
        """What a new process says first; it is gone afterwards."""
        life = self.born(role, **words)
        while not (said := life.said()):
            time.sleep(0.002)
        self.gone(life)
        return said[0]

    def gone(self, life: Life) -> int:
        """Kill a life and wait until the system has taken back all it held; its status (negative: the signal)."""
        life.kill()
        with self._lock:
            self._alive.discard(life.pid)
            return self._ask({"role": "bury", "pid": life.pid})

    def _ask(self, words: dict[str, Any]) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(words).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the nursery is gone")
        return int(line)


# --- inside the processes


def _serve(words: dict[str, Any], say: Any) -> None:
    from models.clock import SystemClock
    from sync import wire
    from sync.server.running import bind

    wire.SNAPSHOT_FROM = words.get("snapshot_from", wire.SNAPSHOT_FROM)
    server = bind(Path(words["database"]), SystemClock(), port=words["port"])
    code = server.admin_code
    say(url=server.url, code=code.text if code else None)
    server.run()


def _work(words: dict[str, Any], say: Any) -> None:
    """Write and sync without end; a line after each COMMIT and each sync. ``codes``: with one of them it joins first;
    ``photos``: it takes some; ``told``: it says what it takes for acknowledged, received and confirmed."""
    from models.errors import KnownError
    from sync.client import sync
    from tests.load import laptop as load
    from tests.load.laptop import Written

    dice, written, confirmed = random.Random(words["seed"]), Written(), set[str]()
    with _joined(words, say) as profile:
        profile.store.local_set("server", {**profile.store.local_get("server"), "url": words["url"]})
        say(opened=True, image=profile.store.local_get("image") is not None)
        while True:
            for _ in range(dice.randint(1, 4)):
                with profile.store.change(profile.officer_id, "add_unit") as tx:
                    unit = tx.new("unit", name=f"{words['name']} {dice.randrange(10**12)}", kind="company")
                say(ack="unit", id=unit)
            known = profile.store.get("office", profile.office_id) is not None  # not so where joining was cut short
            if known and dice.random() < 0.5:
                load.paper(profile, dice, written, unit)
                say(ack="document", id=list(written.records)[-1][1], number=written.numbers[-1])
            if known and words.get("photos"):
                _pictures(profile, dice, unit, say)
            try:
                result = sync(profile)
                said = {"synced": True, "equal": result.equal, "repaired": result.repaired}
                said["files"] = result.files_error
            except KnownError as error:
                said = {"refused": error.code}
            say(**said, **(_told(profile, confirmed) if words.get("told") else {}))


def _joined(words: dict[str, Any], say: Any) -> Any:
    """The profile, open; where there is none yet it joins the office."""
    from models.errors import KnownError
    from models.vaultfile import exists
    from sync import enrolment
    from tests.load import laptop as load
    from tests.load.laptop import Shifted

    folder = Path(words["profile"])
    for code in itertools.cycle(words.get("codes", ())):  # a code may be lost with a cut; the server may be away
        try:
            if not exists(folder):
                return load.join(folder, words["url"], code, Shifted())
            profile = load.opened(folder, Shifted())
            if (
                profile.store.local_get("server") is None
            ):  # the cut came between the profile and its place in the office
                enrolment.enrol(profile, words["url"], code, name=words["name"])
            return profile
        except KnownError as error:
            say(refused=error.code)
            time.sleep(0.1)
    return load.opened(folder, Shifted())


def _pictures(profile: Any, dice: random.Random, unit: str, say: Any) -> None:
    """A photo now and then, one in ten of them of several pieces; and a word on a record that everybody writes to."""
    if dice.random() < 0.4:
        size = dice.choice((900, 3000, 20_000, 60_000)) if dice.random() < 0.9 else 2**20 + 200_000
        photo = profile.blobs.put(dice.randbytes(size), spare=0)
        with profile.store.change(profile.officer_id, "photo") as tx:
            evidence = tx.new("evidence", inspection=unit, kind="photo", blob=photo.sha256)
        say(ack="evidence", id=evidence, sha256=photo.sha256)
    if dice.random() < 0.3:
        with profile.store.change(profile.officer_id, "edit_office") as tx:
            tx.set("office", profile.office_id, phone=f"{dice.randrange(10**9)}")


def _told(profile: Any, confirmed: set[str]) -> dict[str, Any]:
    """Replica → last operation that is acknowledged, that came from others; files that the server newly confirmed."""
    from sync.peer import BLOB_PUSHED, Peer

    store = profile.store
    photos = store.rows("SELECT key FROM local_setting WHERE key LIKE ?", (BLOB_PUSHED + "%",))
    papers = store.rows("SELECT sha256 FROM blob_data WHERE pushed = 1")
    now = {row["key"].removeprefix(BLOB_PUSHED) for row in photos} | {row["sha256"] for row in papers}
    fresh, _ = sorted(now - confirmed), confirmed.update(now)
    here = {line.replica: line.last_seq for line in store.lines() if not line.mine}
    return {"acked": Peer.load(store).acked, "here": here, "confirmed": fresh}


def _held(words: dict[str, Any], say: Any) -> None:
    """What stands in a server's file: how far each replica's line reaches (and up to ``cursor``), how many operations
    it holds, the numbers that were granted, the devices."""
    from models.database import connect

    server = connect(Path(words["database"]), None, readonly=True)

    def rows(sql: str, *values: Any) -> list[list[Any]]:
        return [list(row) for row in server.execute(sql, values).fetchall()]

    lines = rows("SELECT replica, max(seq), count(*) FROM op GROUP BY replica")
    upto = rows(
        "SELECT replica, max(seq) FROM op WHERE pos <= ? AND room = office GROUP BY replica", words.get("cursor", 0)
    )
    epochs = [row[0] for row in rows("SELECT epoch FROM office")]
    blocks = rows("SELECT type, year, lo, hi FROM span WHERE kind = 'block' ORDER BY type, year, lo")
    devices = rows("SELECT device, state FROM device")
    server.close()
    say(lines=lines, upto=upto, epochs=epochs, blocks=blocks, devices=devices)


def _keep(words: dict[str, Any], say: Any) -> None:
    """Put bytes into the files of a server: ``ready`` an object of its own, or from the first byte on of file ``sha256``."""
    from sync.server.files import Files
    from sync.server.ledger import Scope

    files, content = Files(Path(words["place"]), bytes(32)), bytes.fromhex(words["content"])
    if "sha256" in words:
        files.put(Scope("office", "device", "laptop"), words["sha256"], 0, words["size"], content)
    else:
        files.keep("ready", iter([content]))
    say(kept=True)


def _live(words: dict[str, Any]) -> None:
    voice = os.open(words["voice"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def say(**facts: Any) -> None:
        os.write(voice, json.dumps(facts).encode() + b"\n")

    from tests.faults import plants

    try:
        plants.grow(words.get("plants", ()))
        {"server": _serve, "client": _work, "held": _held, "keep": _keep}[words["role"]](words, say)
    except BaseException as error:
        steps = traceback.extract_tb(error.__traceback__)[-4:]
        at = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps))
        say(broken=f"{type(error).__name__}: {error} at {at}")
        raise


def _main() -> None:
    import sync.enrolment
    import sync.server.running
    import tests.faults.plants
    import tests.load.laptop

    assert (
        sync.enrolment and sync.server.running and tests.load.laptop and tests.faults.plants
    )  # loaded before the first fork
    for line in sys.stdin:
        words = json.loads(line)
        answer = 0
        if words["role"] == "bury":
            _, status = os.waitpid(words["pid"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif words["role"] != "none":
            answer = os.fork()
            if answer == 0:
                os.close(0)
                os.close(1)
                try:
                    _live(words)
                finally:
                    os._exit(1)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
