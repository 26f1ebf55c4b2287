"""What a ledger promises, kept by each store: SQLite, PostgreSQL, and PostgreSQL with its large tables partitioned."""

from __future__ import annotations

import base64
import functools
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Raw

from models import journal, keys
from models.clock import FixedClock, parse
from models.journal import Edit, Operation
from models.store import Store
from sync import vouching, wire
from sync.server import on_sql
from sync.server.ledger import Joining, Refusal, Scope
from sync.server.on_postgres import PostgresLedger
from sync.server.on_sql import SqlLedger
from sync.server.on_sqlite import SqliteLedger
from tests.sync.pg import Cluster, partitioned

OFFICE = "office-1"
TYPES = ["rectification_order", "inquiry_notice"]
_names = itertools.count(1)


@dataclass
class Place:
    """Where the ledgers of one test live; each ``open()`` is what another server process would have."""

    open_one: Callable[[], SqlLedger]
    clock: FixedClock
    opened: list[SqlLedger] = field(default_factory=list)

    def open(self) -> SqlLedger:
        self.opened.append(self.open_one())
        return self.opened[-1]


@pytest.fixture(scope="module")
def databases(request: pytest.FixtureRequest) -> dict[str, str]:
    return {}


@pytest.fixture(params=["sqlite", "postgres", "partitioned"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, databases: dict[str, str], clock: FixedClock
) -> Iterator[Place]:
    if request.param == "sqlite":
        made = Place(lambda: SqliteLedger(tmp_path / "server.db", clock), clock)
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        if request.param not in databases:
            databases[request.param] = cluster.database()
            if request.param == "partitioned":
                partitioned(databases[request.param])
        url = databases[request.param]
        made = Place(lambda: PostgresLedger(url, clock, tmp_path / "server"), clock)
    yield made
    for ledger in made.opened:
        ledger.close()


@pytest.fixture
def office(place: Place) -> str:
    """A fresh office: several share one database, as in a province."""
    name = f"office-{next(_names)}"
    found(place.open(), name)
    return name


def found(ledger: SqlLedger, office: str) -> None:
    with ledger.store.writing() as db:
        db.execute(
            "INSERT INTO office (office, name, replica, keys, certificates, founded_at, epoch) "
            "VALUES (?, ?, ?, ?, '[]', '', ?)",
            (office, "局", journal.new_replica(), _office_keys(), f"epoch of {office}"),
        )


@functools.cache
def _office_keys() -> str:
    """One office's keys serve all here: making RSA keys takes longer than everything else."""
    return json.dumps(keys.to_json(keys.new_office("局", FixedClock(datetime(2026, 10, 9, tzinfo=UTC)))))


def scope(office: str, device: str = "d1", role: str = "laptop") -> Scope:
    return Scope(office, device, role)


def operation(office: str, replica: int, seq: int, *edits: Edit, **more: Any) -> bytes:
    more = {"hlc": seq, "at": "", "act": "x"} | more
    return journal.encode(Operation(stream=office, replica=replica, seq=seq, edits=list(edits), **more))


def unit(rec: str, name: str = "众诚劳务", *, base: list[list[int]] | None = None) -> Edit:
    return Edit(t="unit", r=rec, f={"name": name}, b=base, n=base is None)


def chain_of(bodies: list[bytes]) -> str:
    chain = journal.CHAIN_START
    for body in bodies:
        chain = journal.link(chain, journal.body_hash(body))
    return chain.hex()


def line(office: str, replica: int, bodies: list[bytes], first: int = 1, **more: Any) -> wire.PushLine:
    """Operations ``first`` … of a line whose whole is ``bodies``."""
    chain = chain_of(bodies[: first - 1])
    return wire.PushLine(replica, office, first, chain, [Raw(b) for b in bodies[first - 1 :]], **more)


def units(office: str, replica: int, count: int) -> list[bytes]:
    return [operation(office, replica, n, unit(f"{replica}-{n}")) for n in range(1, count + 1)]


def refused(call: Callable[[], Any]) -> tuple[int, str, dict[str, Any]]:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.status, caught.value.code, caught.value.extra


def positions(ledger: SqlLedger, office: str) -> list[int]:
    with ledger.store.reading() as db:
        rows = db.execute("SELECT pos FROM op WHERE office = ? ORDER BY pos", (office,)).fetchall()
    return [row[0] for row in rows]


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment; their answers, a Refusal where one was refused."""
    ready, answers = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(n: int) -> None:
        ready.wait()
        try:
            answers[n] = jobs[n]()
        except BaseException as error:
            answers[n] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(jobs))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    wrong = [a for a in answers if isinstance(a, BaseException) and not isinstance(a, Refusal)]
    assert not wrong, wrong
    return answers


# --- pushing


def test_a_push_that_is_repeated_changes_nothing(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    bodies = units(office, 5, 40)
    assert (a.push(scope(office), [line(office, 5, bodies)]).acked, positions(b, office)) == (
        {5: 40},
        list(range(1, 41)),
    )
    before = b.digest(scope(office))
    for again in (line(office, 5, bodies), line(office, 5, bodies[:7]), line(office, 5, bodies, first=30)):
        done = b.push(scope(office), [again])
        assert (done.acked, done.new) == ({5: 40}, 0)
    assert positions(a, office) == list(range(1, 41)) and a.digest(scope(office)) == before
    more = units(office, 5, 45)
    assert b.push(scope(office), [line(office, 5, more, first=38)]).new == 5
    assert a.replicas(scope(office)) == {5: 45}


def test_gaps_clones_and_forgeries_are_refused_and_leave_nothing(place: Place, office: str) -> None:
    ledger = place.open()
    bodies = units(office, 5, 6)
    good, other = line(office, 6, units(office, 6, 2)), "office-of-others"
    ledger.push(scope(office), [line(office, 5, bodies[:3])])
    forked = [*bodies[:2], operation(office, 5, 3, unit("5-3", "另一个"))]
    renamed = [operation(office, 8, 1, unit("x"))]
    for bad, expected in (
        (line(office, 5, bodies, first=5), (409, "gap", {"wanted": {5: 4}})),
        (line(office, 5, forked), (423, "clone", {"replica": 5})),
        (wire.PushLine(5, office, 4, "00" * 32, [Raw(bodies[3])]), (423, "clone", {"replica": 5})),
        (line(other, 9, units(other, 9, 1)), (403, "forged", {"stream": other})),
        (line(office, 7, renamed), (400, "bad_operation", {"replica": 7})),
        (line(office, 7, [b'{"not": "an operation"}']), (400, "bad_operation", {"replica": 7})),
    ):
        assert refused(lambda bad=bad: ledger.push(scope(office), [good, bad])) == expected
    assert refused(lambda: ledger.push(scope(office, "d2"), [line(office, 5, bodies)]))[1] == "forged"
    assert ledger.replicas(scope(office)) == {5: 3} and positions(ledger, office) == [1, 2, 3]


def test_what_arrives_from_a_revoked_device_is_kept_and_marked(place: Place, office: str) -> None:
    ledger = place.open()
    ledger.push(Scope(office, "d1", "laptop", revoked=True), [line(office, 5, units(office, 5, 1))])
    ledger.push(scope(office, "d2"), [line(office, 6, units(office, 6, 1))])
    with ledger.store.reading() as db:
        rows = db.execute("SELECT device, doubt FROM op WHERE office = ? ORDER BY pos", (office,)).fetchall()
    assert rows == [("d1", "revoked"), ("d2", None)]


def test_an_authors_word_is_kept_given_and_enough_for_anybody_to_hand_in_his_line(place: Place, office: str) -> None:
    ledger, key = place.open(), Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    bodies = units(office, 5, 6)
    with ledger.store.writing(office) as db:
        for device in ("d1", "d2"):
            db.execute(_NEW_DEVICE, (office, device, device))
        db.execute("UPDATE device SET public_key = ? WHERE office = ? AND device = 'd1'", (public, office))

    def word(upto: int, device: str = "d1") -> wire.Voucher:
        return vouching.vouch(key, office, device, 5, office, upto, bytes.fromhex(chain_of(bodies[:upto])))

    def handed(first: int, upto: int, **more: Any) -> dict[int, int]:
        more = {"voucher": word(6), "rest": vouching.listed(journal.body_hash(b) for b in bodies[upto:])} | more
        return ledger.push(scope(office, "d2"), [line(office, 5, bodies[:upto], first, **more)]).acked

    ledger.push(scope(office, "d1"), [line(office, 5, bodies[:2], voucher=word(2))])
    assert [w.voucher for w in ledger.pull(scope(office, "d2"), 0, {}).words] == [word(2)]
    lies: list[dict[str, Any]] = [{"rest": ""}, {"voucher": word(6, "d2")}, {"voucher": word(5)}, {"before": "AA=="}]
    for lie in lies:
        refusals = ("forged", "bad_operation")
        try:
            assert handed(3, 4, **lie) == {5: 4}, "left out, and the carrier goes on"
        except Refusal as why:
            assert why.code in refusals
        assert ledger.replicas(scope(office)) == {5: 2}
    for first, upto in ((3, 4), (3, 4), (4, 6)):
        assert handed(first, upto) == {5: upto}
    with ledger.store.reading() as db:
        rows = db.execute("SELECT device, word IS NULL FROM op WHERE office = ? ORDER BY pos", (office,)).fetchall()
    assert [(d, bool(n)) for d, n in rows] == [("d1", n not in (2, 6)) for n in range(1, 7)]
    pulled = place.open().pull(scope(office, "d3"), 0, {})
    assert pulled.bodies == bodies and [w.voucher for w in pulled.words] == [word(6)]
    own = line(office, 5, bodies, 6, voucher=word(5))
    assert refused(lambda: ledger.push(scope(office, "d1"), [own]))[1] == "forged", "a word for something else"


def test_the_log_is_append_only(place: Place, office: str) -> None:
    ledger = place.open()
    ledger.push(scope(office), [line(office, 5, units(office, 5, 2))])
    for sql in ("DELETE FROM op WHERE office = ?", "UPDATE op SET seq = 9, pos = 9 WHERE office = ? AND pos = 2"):
        with pytest.raises(Exception, match="append-only"), ledger.store.writing(office) as db:
            db.execute(sql, (office,))
    assert positions(ledger, office) == [1, 2]
    with ledger.store.writing(office) as db:  # an erased body leaves its place and its hash
        db.execute("UPDATE op SET body = NULL WHERE office = ? AND pos = 1", (office,))
    assert len(place.open().pull(scope(office, "d2"), 0, {}).bodies) == 1


def test_text_that_a_column_cannot_hold_is_no_way_to_stop_the_server(place: Place, office: str) -> None:
    ledger = place.open()
    odd = [
        Edit(t="unit", r="u\0", f={"name": "x"}, n=True),
        Edit(t="unit\0", r="u", f={"name": "x"}, n=True),
        Edit(t="unit", r="u1", f={"name": "a\0b"}, n=True),
        Edit(t="number_use", r="n1", f={"type": "rec\0", "year": 2**62, "n": 2**62, "series": "main"}, n=True),
        Edit(t="unit", r="𠀀" * 64, f={"name": "😀"}, n=True),
    ]
    body = operation(office, 5, 1, *odd, act="x\0y", actor="o\0")
    assert ledger.push(scope(office), [line(office, 5, [body])]).acked == {5: 1}
    assert place.open().pull(scope(office, "d2"), 0, {}).bodies == [body]
    assert ledger.replicas(scope(office, "d\0")) == {5: 1}


# --- pulling


def test_a_pull_gives_what_is_missing_in_order_and_the_digest_of_that_moment(
    place: Place, office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_sql, "BATCH_OPERATIONS", 7)
    ledger = place.open()
    mine, theirs = units(office, 5, 10), units(office, 6, 25)
    ledger.push(scope(office), [line(office, 5, mine)])
    ledger.push(scope(office, "d2"), [line(office, 6, theirs)])
    reader, cursor, got, rounds = place.open(), 0, [], 0
    while True:
        pulled = reader.pull(scope(office), cursor, {5: 10})
        assert pulled.cursor > cursor and len(pulled.bodies) <= 7
        got, cursor, rounds = got + pulled.bodies, pulled.cursor, rounds + 1
        if not pulled.more:
            break
    assert got == theirs and cursor == 35 and rounds == 4
    store = Store.create(tmp_path / "device.db", None, place.clock, office)
    store.apply([*mine, *theirs])
    assert pulled.digest == wire.digest_of(store.digest())
    store.close()
    assert reader.pull(scope(office), cursor, {}).bodies == []


def test_an_office_sees_nothing_of_another_in_the_same_database(place: Place, office: str) -> None:
    ledger, other = place.open(), f"{office}-other"
    found(ledger, other)
    for one, rec in ((office, "甲"), (other, "乙")):
        ledger.push(scope(one), [line(one, 5, [operation(one, 5, 1, unit(rec))])])  # even the same replica's name
    for one in (office, other):
        assert positions(ledger, one) == [1] and ledger.replicas(scope(one)) == {5: 1}
        assert [journal.decode(b).stream for b in ledger.pull(scope(one, "d2"), 0, {}).bodies] == [one]
    ledger.restored(office, ledger.epoch(office))
    assert ledger.epoch(other) == f"epoch of {other}", "a restored office disturbs no other"


def test_a_reader_never_passes_a_position_that_is_still_on_its_way(place: Place, office: str) -> None:
    """Invariant 16: four devices push through servers of their own while two others pull. Each push is one commit
    with gapless positions, and whoever follows the cursor has read everything below it."""
    pushers, rounds = 4, 12
    done = threading.Event()

    def push(n: int) -> None:
        ledger, bodies = place.open(), units(office, 100 + n, rounds * 3)
        for round in range(rounds):
            part = line(office, 100 + n, bodies[: round * 3 + 3], first=round * 3 + 1)
            assert ledger.push(scope(office, f"d{n}"), [part]).new == 3

    def read(name: str) -> list[bytes]:
        ledger, cursor, got = place.open(), 0, []
        while True:
            last = done.is_set()
            pulled = ledger.pull(scope(office, name), cursor, {})
            got += pulled.bodies
            assert pulled.cursor >= cursor and len(got) == pulled.cursor, "everything up to the cursor was seen"
            cursor = pulled.cursor
            if last and not pulled.more:
                return got

    def push_all() -> None:
        try:
            together(*[lambda n=n: push(n) for n in range(pushers)])
        finally:
            done.set()

    _, first, second = together(push_all, lambda: read("r1"), lambda: read("r2"))
    ledger = place.open()
    assert positions(ledger, office) == list(range(1, pushers * rounds * 3 + 1))
    assert first == second and len(set(first)) == pushers * rounds * 3
    with ledger.store.reading() as db:
        rows = db.execute("SELECT replica FROM op WHERE office = ? ORDER BY pos", (office,)).fetchall()
    order = [row[0] for row in rows]
    assert all(len(set(order[at : at + 3])) == 1 for at in range(0, len(order), 3)), "a push is one piece"


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(["name", "phone", "note"]), st.integers(0, 3)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_store_folds_to_what_a_device_has(place: Place, tmp_path: Path, steps: list[Any]) -> None:
    """Any batches of three devices' edits: the same digest as a laptop that applied the same operations."""
    office = f"office-{next(_names)}"
    ledger = place.opened[0] if place.opened else place.open()
    found(ledger, office)
    lines: dict[int, list[bytes]] = {0: [], 1: [], 2: []}
    for device, count, register, value in steps:
        first, bodies = len(lines[device]) + 1, lines[device]
        for n in range(count):
            seen = [[50 + other, len(lines[other])] for other in lines if lines[other] and (value + n + other) % 2]
            edit = Edit(t="unit", r=f"u{n % 2}", f={register: f"值{value}"}, b=seen or None, n=not bodies)
            bodies.append(operation(office, 50 + device, len(bodies) + 1, edit, hlc=1000 * value + len(bodies)))
        ledger.push(scope(office, f"d{device}"), [line(office, 50 + device, bodies, first=first)])
    pulled = ledger.pull(scope(office, "reader"), 0, {})
    store = Store.create(tmp_path / f"{office}.db", None, place.clock, office)
    store.apply(pulled.bodies)
    assert pulled.digest == wire.digest_of(store.digest())
    store.close()


# --- numbers


def test_no_number_is_granted_twice_however_many_ask_at_once(place: Place, office: str) -> None:
    jobs, devices = [], 4
    for n in range(devices):
        ledger = place.open()
        with ledger.store.writing(office) as db:
            db.execute(f"{_NEW_DEVICE}", (office, f"d{n}", "ABCD"[n]))
        for _ in range(2):  # two requests of one device at the same moment, too
            asked = (scope(office, f"d{n}"), 700 + n, TYPES, date(2026, 12, 4))
            jobs.append(lambda ledger=ledger, asked=asked: ledger.grant_numbers(*asked))
    granted = together(*jobs)
    assert sum(granted) == devices * len(TYPES) * 2, "two types, two years (it is December)"
    with place.open().store.reading() as db:
        rows = db.execute("SELECT type, year, lo, hi, replica FROM span WHERE office = ?", (office,)).fetchall()
    for type, year in itertools.product(TYPES, (2026, 2027)):
        spans = sorted((r[2], r[3], r[4]) for r in rows if r[:2] == (type, year))
        assert [s[:2] for s in spans] == [(1 + 20 * n, 20 + 20 * n) for n in range(devices)]
        assert {s[2] for s in spans} == {700 + n for n in range(devices)}
    assert refused(lambda: _grant_for_another(place, office))[1] == "forged"


_NEW_DEVICE = (
    "INSERT INTO device (office, device, name, role, code, public_key, certificate, pdf_certificate, state, "
    "enrolled_at) VALUES (?, ?, '', 'laptop', ?, '', '', '', 'active', '')"
)


def _grant_for_another(place: Place, office: str) -> None:
    ledger = place.open()
    ledger.push(scope(office, "d0"), [line(office, 700, units(office, 700, 1))])
    ledger.grant_numbers(scope(office, "d1"), 700, TYPES, date(2026, 12, 4))


def test_a_restored_office_grants_no_number_before_everybody_was_heard(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    for n in range(2):
        with a.store.writing(office) as db:
            db.execute(_NEW_DEVICE, (office, f"d{n}", "AB"[n]))
    epoch = a.epoch(office)
    a.push(scope(office, "d0"), [line(office, 5, units(office, 5, 3))])
    assert not b.behind(scope(office, "d1"), 3)
    answers = together(*[lambda one=one: one.behind(scope(office, "d1"), 4) for one in (a, b)])
    assert True in answers and a.epoch(office) == b.epoch(office) != epoch
    now = a.epoch(office)
    together(*[lambda one=one: one.restored(office, now) for one in (a, b, a, b)])
    assert a.epoch(office) != now, "a new epoch, and only one: the others found the old one over already"
    assert waited_for(b, office) == ["d0", "d1"]
    day = date(2026, 5, 4)
    assert b.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 0
    assert waited_for(a, office) == ["d1"]
    assert a.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 0
    assert b.grant_numbers(scope(office, "d1"), 6, TYPES, day) == 2
    assert waited_for(a, office) == [] and a.pull(scope(office, "d0"), 0, {}).numbers_wait is None
    assert a.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 2


def waited_for(ledger: SqlLedger, office: str) -> list[str]:
    waits = ledger.pull(scope(office, "d0"), 10**6, {}).numbers_wait
    assert waits is None or parse(waits.since) <= ledger.clock.now()
    return [one.device for one in waits.devices] if waits else []


def test_who_was_shut_out_is_waited_for_no_longer_and_a_desk_cannot_speak_for_who_was_not_heard(
    place: Place, office: str
) -> None:
    ledger, day = place.open(), date(2026, 5, 4)
    for n in range(3):
        with ledger.store.writing(office) as db:
            db.execute(_NEW_DEVICE, (office, f"d{n}", "ABC"[n]))
    ledger.restored(office, ledger.epoch(office))
    assert ledger.grant_numbers(scope(office, "d1"), 6, TYPES, day, heard=False) == 0
    assert waited_for(ledger, office) == ["d0", "d1", "d2"]
    assert ledger.grant_numbers(scope(office, "d1"), 6, [], day) == 0
    ledger.revoke(Scope(office, "d0", "desk"), "d2", "lost")
    assert waited_for(ledger, office) == ["d0"]
    assert ledger.grant_numbers(scope(office, "d1"), 6, TYPES, day, heard=False) == 0
    assert ledger.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 2


def test_a_list_written_by_a_server_of_before_is_read(place: Place, office: str) -> None:
    ledger, day = place.open(), date(2026, 5, 4)
    with ledger.store.writing(office) as db:
        db.execute(_NEW_DEVICE, (office, "d0", "A"))
        db.execute(_NEW_DEVICE, (office, "d1", "B"))
        db.execute("UPDATE office SET settling = ? WHERE office = ?", ('["d0", "d1"]', office))
    waits = ledger.pull(scope(office, "d0"), 0, {}).numbers_wait
    assert (
        waits is not None
        and waits.since == ""
        and [(d.device, d.code, d.role) for d in waits.devices]
        == [
            ("d0", "A", "laptop"),
            ("d1", "B", "laptop"),
        ]
    )
    assert ledger.grant_numbers(scope(office, "d1"), 6, TYPES, day) == 0
    assert ledger.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 2


def test_grants_counted_outside_the_database_betray_an_older_copy(place: Place, office: str) -> None:
    ledger, day = place.open(), date(2026, 5, 4)
    with ledger.store.writing(office) as db:
        db.execute(_NEW_DEVICE, (office, "d0", "A"))
        db.execute(_NEW_DEVICE, (office, "d1", "B"))
    assert ledger.grant_numbers(scope(office, "d0"), 5, TYPES, day) == 2
    epoch = ledger.epoch(office)
    with ledger.store.writing(office) as db:  # what a backup of before the grant would hold
        db.execute("DELETE FROM span WHERE office = ?", (office,))
        db.execute("UPDATE office SET grants = 0, life = '' WHERE office = ?", (office,))
    other = place.open()
    assert other.grant_numbers(scope(office, "d1"), 6, TYPES, day) == 0
    assert other.epoch(office) != epoch


# --- who may


def _joining(name: str) -> Joining:
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    return Joining(name, name, journal.new_replica(), base64.b64encode(public).decode(), _RSA)


_RSA = (
    generate_private_key(65537, 2048)
    .public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .decode()
)


def test_a_code_serves_one_device_even_when_two_use_it_at_once(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    for _ in range(3):
        code = a.invite(scope(office, "desk", "desk"), "laptop").text
        one, two = _joining(f"d{next(_names)}"), _joining(f"d{next(_names)}")
        answers = together(lambda: a.enrol(code, one, None, ""), lambda: b.enrol(code, two, None, ""))  # noqa: B023
        lost = [answer for answer in answers if isinstance(answer, Refusal)]
        assert [answer.code for answer in lost] == ["code_used"]
        assert len([d for d in a.devices(scope(office)) if d.id in (one.id, two.id)]) == 1


def test_devices_that_join_at_once_have_letters_of_their_own(place: Place, office: str) -> None:
    ledgers = [place.open() for _ in range(4)]
    desk = scope(office, "desk", "desk")
    codes = [ledgers[0].invite(desk, "laptop").text for _ in ledgers]
    joined = together(
        *[lambda n=n: ledgers[n].enrol(codes[n], _joining(f"d{next(_names)}"), None, "") for n in range(4)]
    )
    assert sorted(one.row.code for one in joined) == ["A", "B", "C", "D"]
    again = ledgers[0].device(office, joined[0].row.id)
    assert again == joined[0].row


def test_a_code_is_forgotten_after_five_wrong_tries_through_any_server(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    code = a.invite(scope(office, "desk", "desk"), "laptop").text
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for n in range(5):
        assert refused(lambda n=n: (a, b)[n % 2].enrol(wrong, _joining("x"), None, ""))[1] == "code_wrong"
    assert refused(lambda: b.enrol(code, _joining("x"), None, ""))[1] == "code_wrong"
    code = b.invite(scope(office, "desk", "desk"), "laptop").text
    place.clock.advance(minutes=11)
    assert refused(lambda: a.enrol(code, _joining("x"), None, ""))[1] == "code_expired"


def test_a_nonce_serves_once_through_any_server(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    for n in range(5):
        assert sorted(together(*[lambda o=o: o.use_nonce(office, "d1", f"{n:020x}") for o in (a, b, a)])) == [  # noqa: B023
            False,
            False,
            True,
        ]
    assert a.use_nonce(office, "d2", f"{0:020x}"), "another device's nonces are its own"
    place.clock.advance(minutes=16)
    assert a.use_nonce(office, "d1", f"{0:020x}"), "too old for any signature that would still be taken"


def test_a_revocation_holds_at_once_for_every_server(place: Place, office: str) -> None:
    a, b = place.open(), place.open()
    desk = scope(office, "desk", "desk")
    joined = a.enrol(a.invite(desk, "laptop").text, _joining(f"d{next(_names)}"), None, "")
    own = Scope.of(joined.row)
    assert a.grant_numbers(own, 9, TYPES, date(2026, 5, 4)) == 2
    record = Edit(t="device", r=own.device, f={"name": "x", "state": "active"}, n=True)
    a.push(own, [line(office, 9, [operation(office, 9, 1, record)])])
    b.revoke(desk, own.device, "遗失\0")
    row = a.device(office, own.device)
    assert row is not None and Scope.of(row).revoked
    with a.store.reading() as db:
        assert a.log.shown(db, office, "device", own.device)["state"] == "revoked"
        assert db.execute("SELECT count(*) FROM span WHERE office = ? AND open = 1", (office,)).fetchone() == (0,)
    assert refused(lambda: a.revoke(own, own.device, ""))[1] == "role"


# --- the tables


def test_the_office_leads_every_key(place: Place) -> None:
    """So that partitions by office, and then a sharded cluster, need no other key (decision 0010)."""
    ledger = place.open()
    with ledger.store.reading() as db:
        if isinstance(ledger, SqliteLedger):
            tables = [
                r[0]
                for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if not r[0].startswith("sqlite_")
            ]
            keys = []
            for table in tables:
                info = db.execute(f"PRAGMA table_info({table})").fetchall()
                keys.append((table, next(r[1] for r in info if r[5] == 1)))
                for row in db.execute(f"PRAGMA index_list({table})").fetchall():
                    keys.append((table, db.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]))
        else:
            keys = db.execute(
                "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
                "WHERE n.nspname = 'public'"
            ).fetchall()
    leading = {(table, column) for table, column in keys if column != "office"}
    assert leading - {("code", "name"), ("migration", "name"), ("alembic_version", "version_num")} == set()
    assert len(keys) >= 12


@pytest.mark.parametrize("count", [1, 25])
def test_words_of_any_kind_are_taken_however_many_come(place: Place, office: str, count: int) -> None:
    """What PostgreSQL cannot store as a text (NUL) stops no batch, whichever way its rows go in."""
    ledger = place.open()
    bodies = [
        operation(office, 7, n, unit(f"7-{n}", "众\0诚"), Edit(t="x\0", r="r", f={"\0": "\0"}), act="ä\0😀")
        for n in range(1, count + 1)
    ]
    done = ledger.push(scope(office), [line(office, 7, bodies)])
    assert (done.acked, done.new, done.quarantined) == ({7: count}, count, count)
    pulled = ledger.pull(scope(office, "d2"), 0, {})
    assert pulled.bodies == bodies


@pytest.mark.parametrize("schema", [2**63, -(2**63) - 1, 2**80])
def test_a_form_that_no_column_holds_is_no_operation(place: Place, office: str, schema: int) -> None:
    ledger = place.open()
    for count in (1, 25):
        bodies = [operation(office, 7, n, unit(f"7-{n}"), schema=schema) for n in range(1, count + 1)]
        pushed = line(office, 7, bodies)
        assert refused(lambda pushed=pushed: ledger.push(scope(office), [pushed]))[:2] == (400, "bad_operation")


def test_what_the_migrations_make_is_what_the_metadata_says(cluster: Cluster, tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import create_engine

    from sync.server.schema import METADATA

    url = cluster.database()
    PostgresLedger(url, FixedClock(datetime(2026, 10, 9, tzinfo=UTC)), tmp_path / "x").close()
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_both_databases_have_the_same_tables_and_columns(tmp_path: Path, clock: FixedClock) -> None:
    """In the same order: rows are appended whole."""
    from sync.server.schema import METADATA

    ledger = SqliteLedger(tmp_path / "server.db", clock)
    with ledger.store.reading() as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        found = {name: [r[1] for r in db.execute(f"PRAGMA table_info({name})").fetchall()] for name in names}
    ledger.close()
    del found["migration"]
    assert found == {name: [c.name for c in table.columns] for name, table in METADATA.tables.items()}
