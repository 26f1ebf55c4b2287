"""Programs of different age at one server, over real sockets: each keeps and passes on what it does not understand."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from models.errors import KnownError
from sync import enrolment, wire
from sync.client import sync
from sync.membership import open_transport
from sync.server import app as server_app
from sync.transport import Refused
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.test_server import code_of, post, signed

ROOT = Path(__file__).resolve().parents[2]


class Other:
    """A device of another version."""

    def __init__(self, age: str) -> None:
        line = [sys.executable, "-m", "tests.sync.otherversion", age]
        self.process = subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, do: str, **more: Any) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the device of another version failed"
        return json.loads(answer)

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(30) == 0


@pytest.fixture
def ages() -> Iterator[tuple[Other, Other]]:
    made = Other("older"), Other("newer")
    yield made
    for one in made:
        one.close()


def test_older_and_newer_programs_lose_nothing_of_each_other(office: Office, ages: tuple[Other, Other]) -> None:
    older, newer = ages
    desk = office.desk()
    for one in ages:
        code = enrolment.invite(desk, "laptop").code
        one("join", folder=str(office.folder / one.process.args[-1]), url=office.server.url, code=code)  # type: ignore[index]
    future = {"name": "众诚劳务", "drone": "DJI", "wind": 3, "rain": False, "note": "三个版本都在"}
    newer("write", act="fly", records=[["unit", "u1", future], ["flight", "f1", {"unit": "u1", "height": 120}]])
    with desk.store.change(desk.officer_id, "merge_units") as tx:
        tx.new("unit", id="u2", name="合并者", note="旧版没有的字段")
        tx.new("merging", kind="same", what="unit", record="u1", kept="u2")
    older("write", act="answer", records=[["unit", "u3", {"name": "旧版写的"}]])

    def everybody() -> list[dict[str, Any]]:
        found = []
        for _ in range(2):
            result = sync(desk)
            mine = {"equal": result.equal, "repaired": result.repaired, "pending": result.pending.operations}
            found = [newer("sync"), mine, older("sync")]
        return found

    assert everybody() == [{"equal": True, "repaired": False, "pending": 0}] * 3
    assert older("ext", id="u1") == {"drone": "DJI", "weather": {"wind": 3, "rain": False}, "note": "三个版本都在"}
    (row,) = desk.store.rows("SELECT _ext FROM unit WHERE id = 'u1'")
    assert json.loads(row["_ext"]) == {"drone": "DJI", "weather": {"wind": 3, "rain": False}}
    assert older("quarantine") == ["unknown_table"] * 2
    assert [q["reason"] for q in desk.store.rows("SELECT reason FROM sync_quarantine")] == ["unknown_table"]
    assert newer("quarantine") == []

    older("write", act="edit", records=[["unit", "u1", {"phone": "111"}]])
    with desk.store.change(desk.officer_id, "edit") as tx:
        tx.set("unit", "u1", legal_rep="陈志明")
    assert everybody() == [{"equal": True, "repaired": False, "pending": 0}] * 3
    whole = newer("get", table="unit", id="u1")
    assert {k: whole[k] for k in (*future, "phone", "legal_rep")} == {**future, "phone": "111", "legal_rep": "陈志明"}
    assert newer("get", table="flight", id="f1")["height"] == 120
    logs = [older("operations"), newer("operations")]
    mine = sorted(bytes(r["body"]).hex() for r in desk.store.rows("SELECT body FROM sync_op"))
    assert logs == [mine, mine], "every operation is passed on as it was written"


def test_a_program_that_is_too_old_hands_in_and_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    settle(desk, laptop)
    mine, theirs = new_unit(laptop, "旧程序写的"), new_unit(desk, "新程序写的")
    sync(desk)
    monkeypatch.setattr(wire, "OLDEST", 99)
    assert code_of(lambda: sync(laptop)) == "program_outdated"
    assert laptop.store.get("unit", theirs) is None
    monkeypatch.undo()
    sync(desk)
    assert desk.store.get("unit", mine) is not None, "push is accepted from any version"
    assert sync(laptop).equal and laptop.store.get("unit", theirs) is not None


def test_what_says_no_version_is_of_the_first() -> None:
    """A default that grew with the program would be read as another number by another version."""
    assert b"schema" in json.dumps(json.loads(wire.unzip(wire.pack(wire.SyncRequest(schema=2))))).encode()
    assert wire.decode(b"{}", wire.SyncRequest).schema == 1
    assert wire.decode(b"{}", wire.SyncAnswer).schema == 0, "as asked, whatever that was"


def test_a_newer_wire_is_asked_to_wait_for_the_server(office: Office) -> None:
    desk = office.desk()
    transport = open_transport(desk)
    with pytest.raises((KnownError, Refused)) as caught:
        transport.post("/v1/sync", wire.SyncRequest(proto=wire.PROTO + 1), wire.SyncAnswer)
    assert "server_older" in str(caught.value.args) + str(getattr(caught.value, "params", ""))


# --- revoked in mid-stream


def test_revocation_takes_hold_on_a_connection_that_stands(office: Office) -> None:
    """The device's state is read with each request: also on a kept-alive connection, far within 30 seconds."""
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    url = office.server.url + "/v1/sync"
    with httpx.Client(trust_env=False) as client:

        def ask() -> wire.SyncAnswer:
            body = wire.pack(wire.SyncRequest(proto=1, schema=2))
            answer = client.post(url, content=body, headers=signed(laptop, body, url)[0])
            assert answer.status_code == 200
            return wire.decode(answer.content, wire.SyncAnswer)

        assert not ask().revoked and ask().ops
        stop, seen = threading.Event(), []

        def pulling() -> None:
            while not stop.is_set():
                answer = ask()
                seen.append((time.monotonic(), answer.revoked, bool(answer.ops)))

        thread = threading.Thread(target=pulling)
        thread.start()
        try:
            while len(seen) < 5:
                time.sleep(0.01)
            enrolment.revoke(desk, laptop.device_id or "", "遗失")
            count = len(seen)
            while len(seen) < count + 5:
                time.sleep(0.01)
        finally:
            stop.set()
            thread.join()
    later = seen[count + 1 :]
    assert later and all(revoked and not ops for _, revoked, ops in later)


def test_a_device_revoked_before_its_first_sync_is_told_and_does_not_ask_for_ever(office: Office) -> None:
    from models.errors import Cancelled
    from tests.sync.conftest import FAST

    desk = office.desk()
    code = enrolment.invite(desk, "laptop").code
    with pytest.raises(Cancelled):
        enrolment.join(
            office.folder / "l", office.server.url, code, cert_no="XC-JC-0002", clock=office.clock, name="l",
            passphrase="second officer says that", keystore=None, kdf=FAST, cancel=lambda: True,
        )  # fmt: skip
    from models.profile import Profile

    laptop = Profile.open(office.folder / "l", "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(laptop)
    enrolment.revoke(desk, laptop.device_id or "", "遗失")
    assert code_of(lambda: sync(laptop)) == "device_revoked"


# --- caps


def test_too_many_and_too_deep_is_refused_and_the_server_goes_on(office: Office) -> None:
    desk = office.desk()
    url = office.server.url + "/v1/sync"
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    line = {"replica": 5, "stream": desk.office_id, "first": 1, "chain": "00" * 32}
    op = {"stream": desk.office_id, "replica": 5, "hlc": 1, "at": "", "act": "x"}
    many = [{**op, "seq": n, "edits": []} for n in range(1, wire.BATCH_OPERATIONS + 2)]
    for request, expected in (
        ({"push": [{**line, "ops": many}]}, (413, "too_big")),
        ({"push": [{**line, "ops": []}] * 257}, (400, "bad_request")),
        ({"mine": {str(n): 1 for n in range(4097)}}, (400, "bad_request")),
        ({"numbers": ["x"] * 65}, (400, "bad_request")),
        ({"push": [{**line, "ops": [{**op, "seq": 1, "edits": "no list"}]}]}, (400, "bad_operation")),
    ):
        body = wire.pack(request)
        assert post(url, body, signed(desk, body, url)[0]) == expected
    nested = {"t": "unit", "r": "u1", "n": True, "f": {"name": "深", "unknown": deep}}
    body = wire.pack({"push": [{**line, "ops": [{**op, "seq": 1, "edits": [nested]}]}]})
    assert post(url, body, signed(desk, body, url)[0]) == (200, ""), "kept, and set aside"
    assert sync(desk).equal
    assert [q["reason"] for q in desk.store.rows("SELECT reason FROM sync_quarantine")] == ["bad_value"]
    assert server_app.BODY_SECONDS <= 300
