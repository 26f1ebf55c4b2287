"""The sixteen invariants of the sync, one property each: what is drawn, what is done with it, what must hold then.

Each works on a whole simulated office (real stores, client, server application) and says in its assertion which
invariant is broken. ``planted.py`` shows for each a fault of the program that it finds.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import strategies as st
from msgspec import Raw

from models import journal, merge
from models.clock import stamp
from models.errors import KnownError
from models.journal import Operation
from models.records import RECORDS, Field, Record
from models.store import Store
from sync import wire
from sync.bundlein import import_bundles
from sync.bundleout import export_up
from sync.membership import open_transport
from sync.server.ledger import Scope
from sync.server.log import Log
from sync.server.on_sqlite import SqliteLedger
from sync.transport import Refused
from tests.simulation import checks
from tests.simulation.network import Network, Reply, Sent
from tests.simulation.office import Office
from tests.simulation.oracle import read
from tests.simulation.places import OFFICE, Device, Template, copy_database
from tests.simulation.run import UNITS, quiet, scratch
from tests.simulation.seeded import seeded

Draw = st.SearchStrategy[Any]

DEVICE = st.integers(0, 2)
UNIT = st.sampled_from(UNITS)
VALUE = st.sampled_from(["甲", "乙", "丙"])
WRITE = st.tuples(st.just("write"), DEVICE, UNIT, st.sampled_from(["name", "phone", "note"]), VALUE)
SYNC = st.tuples(st.just("sync"), DEVICE)
DELETE = st.tuples(st.just("delete"), DEVICE, UNIT)
ACTS = st.lists(st.one_of(WRITE, WRITE, SYNC, DELETE), min_size=4, max_size=14)


@contextmanager
def office(template: Template) -> Iterator[Office]:
    """A desk and two laptops, in step, with a network on which nothing goes wrong unless a property says so."""
    folder = Path(tempfile.mkdtemp(prefix="anxin-law-", dir=scratch()))
    rng = random.Random(7)
    network = Network(None, rng, lambda line: None)
    try:
        with seeded("law", network.client) as fuses:
            made = Office(folder, template, rng, fuses, network, lambda line: None, Counter())
            made.steady = True
            made.open(3)
            try:
                yield made
            finally:
                for path in list(fuses.open):
                    fuses.kill(path)
    finally:
        network.loop.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def newer_program(device: Device) -> Iterator[None]:
    """The device's program is updated to one that knows more fields and tables; afterwards the office has the old."""
    unit = RECORDS["unit"]
    more = {
        "unit": replace(unit, fields=(*unit.fields, Field("colour", "text"))),
        "drone_flight": Record("drone_flight", (Field("height", "int"),)),
    }
    device.fuses.kill(device.path)
    with mock.patch.dict(RECORDS, more):  # type: ignore[arg-type]
        device.start()
        yield
        device.fuses.kill(device.path)


def live(lab: Office, acts: list[tuple[Any, ...]]) -> None:
    """Do what was drawn, without asking whether each act is right: the property asks at its end."""
    for kind, number, *rest in acts:
        device = lab.devices[number]
        lab.world.advance(60)
        if kind == "sync":
            lab.sync(device, 0.0, calm=True)
        elif kind == "write":
            lab.act(device, "write", lambda tx, r=rest: tx.put("unit", r[0], **{r[1]: r[2]}))
        elif lab.oracle.exists(("unit", rest[0]), lab.view(device)):
            lab.act(device, "delete", lambda tx, r=rest: tx.delete("unit", r[0]))


def picture(store: Store) -> dict[str, Any]:
    """Everything two replicas must agree on."""
    states = {u: merge.to_json(store.state("unit", u)) for u in UNITS}
    for state in states.values():
        state["heads"] = {r: h for r, h in sorted(state["heads"].items()) if h}
    rows = sorted(store.find("unit"), key=lambda row: row["id"])
    conflicts = sorted((c["rec"], c["reg"]) for c in store.conflicts())
    return {"rows": rows, "states": states, "conflicts": conflicts, "digest": store.digest()}


# --- the sixteen


def any_order(lab: Office, drawn: tuple[list[tuple[Any, ...]], int]) -> None:
    """1: the same operations in any order and any batches give the same rows, heads and conflicts."""
    live(lab, drawn[0])
    seen = []
    for n in range(4):
        rng = random.Random(drawn[1] + n)
        path = lab.folder / f"replay{n}.db"
        copy_database(lab.template.folder / "empty.db", path)
        store = Store.open(path, None, lab.desk.clock)
        lines: dict[int, list[bytes]] = {}
        for dot, op in sorted(lab.oracle.ops.items()):
            lines.setdefault(dot[0], []).append(op.body)
        while lines:
            replica = rng.choice(sorted(lines))
            count = rng.randint(1, 4)
            applied = store.apply(lines[replica][:count])
            assert not applied.gaps
            lines[replica] = lines[replica][count:]
            if not lines[replica]:
                del lines[replica]
        seen.append(picture(store))
        store.close()
    for other in seen[1:]:
        assert seen[0] == other, f"invariant 1: in another order {seen[0]} became {other}"


def nothing_is_overwritten(lab: Office, acts: list[tuple[Any, ...]]) -> None:
    """2: every value ever written stands, or was replaced by a write whose author had seen it."""
    live(lab, acts)
    for device in lab.devices:
        view = lab.view(device)
        for key, found in lab.oracle.records.items():
            writes = [w for op, ws, _ in found if view(op.dot) for w in ws]
            named = {(w.register, dot) for w in writes for dot in w.base}
            heads = device.store.state(*key).heads
            for w in writes:
                stands = any(h.dot == w.dot for h in heads.get(w.register, []))
                assert stands or (w.register, w.dot) in named, f"invariant 2: {key} {w} vanished at {device.name}"


def twice_is_once(lab: Office, drawn: tuple[list[tuple[Any, ...]], int]) -> None:
    """3: operations that come again change nothing, on a device or on the server."""
    live(lab, drawn[0])
    rng = random.Random(drawn[1])
    for device in lab.devices:
        before = picture(device.store)
        bodies = [bytes(r["body"]) for r in device.store.rows("SELECT body FROM sync_op ORDER BY pos")]
        first = rng.randrange(len(bodies))
        device.store.apply(bodies[first : first + rng.randint(1, 20)])
        assert picture(device.store) == before, "invariant 3: a repeated operation changed the device"
    log = lab.server.log()
    for replica in {replica for _, replica, _, _, _ in log}:
        owner = lab.oracle.authors[replica]
        sender = next((d for d in lab.devices if d.name == owner), None)
        if sender is not None:
            bodies = [body for _, r, _, _, body in log if r == replica]
            _push(lab, sender, replica, 1, journal.CHAIN_START, bodies)
    assert lab.server.log() == log, "invariant 3: a repeated operation stands twice on the server"


def never_back(lab: Office, steps: list[tuple[Any, ...]]) -> None:
    """4: cursors, receipts, sequence numbers and hybrid time only grow, whatever clocks and networks do."""
    for kind, number, amount in steps:
        device = lab.devices[number]
        if kind == "clock":
            device.clock.offset += _days(amount)
        elif kind == "sync":
            lab.steady = False
            lab.sync(device, 0.4)
            lab.steady = True
        else:
            lab.act(device, "write", lambda tx, a=amount: tx.put("unit", UNITS[0], note=str(a)))


def nothing_lost(lab: Office, steps: list[tuple[Any, ...]]) -> None:
    """5: what was receipted is on the server; at rest the server's log is the union of the devices' logs."""
    for number, likely in steps:
        device = lab.devices[number]
        lab.act(device, "write", lambda tx: tx.put("unit", UNITS[0], note=stamp(lab.world.at)))
        lab.world.advance(60)
        lab.sync(device, likely)
    quiet(lab)
    checks.nothing_lost_or_invented(lab)


def one_holder(lab: Office, drawn: tuple[int, int, int], synced: bool = True) -> None:
    """6: two copies of one profile cannot both write on under one name; what both wrote is kept."""
    before, first, second = drawn
    original = lab.devices[1]
    for n in range(before):
        lab.act(original, "write", lambda tx, n=n: tx.new("unit", name=f"早{n}"))
    if synced:
        lab.sync(original, 0.0, calm=True)
    path = lab.folder / "twin.db"
    copy_database(original.path, path)
    twin = Device("la", path, original.clock, lab.fuses, original.device_keys, original.officer_id)
    twin.start()
    for n in range(max(first, second)):
        for device, name, count in ((original, "甲", first), (twin, "乙", second)):
            if n < count:
                with device.store.change("o", "write") as tx:
                    tx.new("unit", name=f"{name}{n}")
    for _ in range(3):
        for device in (original, twin, lab.desk):
            device.sync()
    wanted = {f"甲{n}" for n in range(first)} | {f"乙{n}" for n in range(second)}
    for device in (lab.desk, original, twin):
        names = [unit["name"] for unit in device.store.find("unit")]
        assert wanted <= set(names), f"invariant 6: {wanted - set(names)} of two copies is gone at {device.name}"
        assert len(names) == len(set(names)), "invariant 6: what one of two copies wrote stands twice"
    if first and second:
        assert original.store.replica != twin.store.replica, "invariant 6: two profiles write under one name"


def numbers_once(lab: Office, steps: list[tuple[Any, ...]]) -> None:
    """7: a number stands on one paper at most, also after backups came back; what is used was granted to its user."""
    for kind, number in steps:
        device = lab.devices[number]
        if kind == "issue":
            lab.issue(device)
        elif kind == "sync":
            lab.sync(device, 0.0, calm=True)
        elif kind == "save":
            lab.save_device(device)
        elif lab.copies.get(device.name):
            lab.restore_device(device, lab.copies[device.name][-1])
    quiet(lab)
    checks.numbers(lab, set())


def papers_stay(lab: Office, drawn: tuple[list[int], int]) -> None:
    """8: nobody alters an issued paper, also not a device with another program."""
    for number in drawn[0]:
        lab.issue(lab.devices[number])
    for device in lab.devices:
        lab.sync(device, 0.0, calm=True)
    rng = random.Random(drawn[1])
    for _ in range(3):
        lab.raw.write(rng, lab.oracle, UNITS, ("alter paper", "delete paper"))
        lab.world.advance(60)
    assert lab.raw.sync() == "whole"
    for device in lab.devices:
        lab.sync(device, 0.0, calm=True)
        checks.papers(lab)


def deletion_hides_nothing_unseen(lab: Office, acts: list[tuple[Any, ...]]) -> None:
    """9: a record stays visible while it holds a value that no deletion saw."""
    for number in range(3):
        live(lab, [("write", number, UNITS[0], "name", "甲"), ("sync", number)])
    live(lab, [("delete", 0, UNITS[0]), *acts, ("delete", 1, UNITS[0])])
    for device in lab.devices:
        live(lab, [("sync", lab.devices.index(device))])
        for unit in UNITS:
            picture_of = lab.oracle.picture(("unit", unit), lab.view(device))
            visible = device.store.get("unit", unit) is not None
            wanted = picture_of.created and not picture_of.hidden
            assert visible == wanted, f"invariant 9: {unit} visible {visible} at {device.name}, must be {wanted}"


def settled_stays_settled(lab: Office, drawn: list[str]) -> None:
    """10: three devices settle the same conflict at once; then one more settling ends it for everybody."""
    for number in range(3):
        live(lab, [("write", number, UNITS[0], "name", f"第{number}")])
    _everybody(lab)
    assert lab.desk.store.conflicts()
    for device, value in zip(lab.devices, drawn, strict=True):
        with device.store.change("o", "resolve", reason="定") as tx:
            tx.resolve("unit", UNITS[0], "name", value)
    _everybody(lab)
    if lab.desk.store.conflicts():
        with lab.desk.store.change("o", "resolve", reason="定") as tx:
            tx.resolve("unit", UNITS[0], "name", drawn[0])
        _everybody(lab)
    for device in lab.devices:
        assert not device.store.conflicts(), f"invariant 10: the conflict came back at {device.name}"


def quarantine_never_blocks(lab: Office, drawn: tuple[int, int]) -> None:
    """11: what this program cannot apply is set aside, each edit once, and everything after it goes on."""
    rng = random.Random(drawn[1])
    for number in range(drawn[0]):
        lab.raw.write(rng, lab.oracle, UNITS, () if number else ("new table",))
        lab.world.advance(60)
    assert lab.raw.sync() == "whole"
    for device in lab.devices:
        try:
            lab.sync(device, 0.0, calm=True)
        except KnownError as stopped:
            raise AssertionError(f"invariant 11: {stopped.code} stops {device.name}") from stopped
        have = lab.lines(device)[4242]
        assert have == drawn[0], f"invariant 11: {device.name} stopped at {have} of {drawn[0]}"
    checks.quarantine(lab, set(lab.oracle.ops))
    device = lab.devices[1]
    known = [key for _, key in lab.oracle.refused if key[0] == "drone_flight"]
    with newer_program(device):
        rows = device.store.rows("SELECT body, edit FROM sync_quarantine JOIN sync_op USING (replica, seq)")
        held = [read(bytes(row["body"])).edits[int(row["edit"])][0] for row in rows]
        late = [key for key in held if key[0] == "drone_flight"]
        assert not late, f"invariant 11: after the update {late} are still set aside"
        there = {row["id"] for row in device.store.find("drone_flight")}
        assert there == {rec for _, rec in known}, f"invariant 11: the update brought {there} of {known}"


def prefix_is_safe(lab: Office, drawn: tuple[float, int]) -> None:
    """12: of a bundle that is cut or altered the good part is used and told as such; the whole one mends it."""
    laptop, rng = lab.devices[1], random.Random(drawn[1])
    lab.sync(lab.desk, 0.0, calm=True)  # it must know the laptop
    for n in range(6):
        lab.act(laptop, "write", lambda tx, n=n: tx.new("unit", name=f"单位{n}", note=rng.randbytes(30_000).hex()))
    path = lab.folder / "up.axb"
    exported = export_up(laptop, path)  # type: ignore[arg-type]
    lab.read(laptop)
    data = bytearray(path.read_bytes())
    at = int(drawn[0] * len(data))
    if drawn[1] % 2:
        del data[at:]
    else:
        data[at] ^= 1 << (drawn[1] // 2 % 8)
    worse = lab.folder / "worse.axb"
    worse.write_bytes(bytes(data))
    before = lab.lines(lab.desk)
    try:
        (done,) = import_bundles(lab.desk, [worse])  # type: ignore[arg-type]
        assert done.damage is not None and not done.whole, "invariant 12: a damaged bundle counts as whole"
    except KnownError:
        assert lab.lines(lab.desk) == before, "invariant 12: of a refused bundle something was taken"
    for row in lab.desk.store.rows("SELECT replica, seq, body FROM sync_op"):
        held = lab.oracle.ops[row["replica"], row["seq"]].body
        assert held == bytes(row["body"]), "invariant 12: a damaged bundle brought other bytes"
    (mended,) = import_bundles(lab.desk, exported.paths)  # type: ignore[arg-type]
    assert mended.whole and lab.lines(lab.desk)[laptop.store.replica] == lab.lines(laptop)[laptop.store.replica]


def files_match(lab: Office, drawn: tuple[int, int]) -> None:
    """13: a file is present exactly when its bytes are those its name says, whatever comes over the wire."""
    lab.photo(lab.devices[1])
    lab.sync(lab.devices[1], 0.0, calm=True)
    bad = [drawn[0] % 2 == 0]

    def spoil(sent: Sent, reply: Reply) -> None:
        if sent.method == "GET" and "/blobs/" in sent.path and bad[0] and reply.body:
            at = drawn[1] % len(reply.body)
            reply.body = reply.body[:at] + bytes([reply.body[at] ^ 1]) + reply.body[at + 1 :]

    lab.network.watch = spoil
    lab.sync(lab.desk, 0.0, calm=True)  # which fetches every photo
    for sha in lab.oracle.photos:
        if lab.desk.blobs.has(sha):
            found = lab.desk.blobs.get(sha) if lab.desk.blobs.verify(sha) == "ok" else b""
            assert found == lab.oracle.photos[sha], "invariant 13: a file has other bytes than its name says"
    bad[0] = False
    _everybody(lab)
    checks.files(lab)


def newer_is_kept(lab: Office, drawn: tuple[str, str]) -> None:
    """14: what a newer program wrote is kept and passed on by one that does not know it, also through its own edits."""
    key = ("unit", "unit-new")
    lab.raw.add(lab.oracle, [{"t": "unit", "r": key[1], "f": {"colour": drawn[0], "name": "新"}, "n": True}])
    assert lab.raw.sync() == "whole"
    for device in lab.devices:
        lab.sync(device, 0.0, calm=True)
        lab.act(device, "write", lambda tx: tx.set("unit", key[1], phone=drawn[1]))
        heads = device.store.state(*key).heads.get("colour", [])
        assert [h.value for h in heads] == [drawn[0]], f"invariant 14: {device.name} lost what it does not know"
    quiet(lab)
    with newer_program(lab.desk):
        row = lab.desk.store.get(*key)
        assert row is not None and row["colour"] == drawn[0], f"invariant 14: after the update the field holds {row}"
    bodies = {dot: op.body for dot, op in lab.oracle.ops.items() if dot[0] == 4242}
    for device in lab.devices[1:]:
        for row in device.store.rows("SELECT replica, seq, body FROM sync_op WHERE replica = 4242"):
            assert bytes(row["body"]) == bodies[row["replica"], row["seq"]], (
                "invariant 14: an operation was rewritten"
            )


def scopes_hold(lab: Office, drawn: tuple[int, int]) -> None:
    """15: a device reads and writes only what is its own or its office's; an informant stays with the case."""
    teller, other = lab.devices[drawn[0]], lab.devices[(drawn[0] + 1 + drawn[1] % 2) % 3]
    lab.tell(teller)
    for device in (teller, other):
        lab.sync(device, 0.0, calm=True)
    held = other.store.rows("SELECT 1 FROM sync_op WHERE stream <> ?", (OFFICE,))
    assert not held, f"invariant 15: {other.name} holds an informant's words"
    line = teller.store.my_line(OFFICE)
    op = Operation(OFFICE, line.replica, line.last_seq + 1, 10**18, "", "假", [])
    try:
        _push(lab, other, line.replica, line.last_seq + 1, line.chain, [journal.encode(op)])
        raise AssertionError("invariant 15: one device wrote in another's name")
    except (KnownError, Refused):
        assert lab.server_lines()[line.replica] == line.last_seq, "invariant 15: a refused operation is stored"
    foreign = Scope("office-2", other.device_id or "", "desk")
    assert not lab.server.ledger.pull(foreign, 0, {}).bodies, "invariant 15: another office reads ours"


BETWEEN: list[Callable[[], None]] = []
"""What happens while a pull is between two of its statements."""


def nobody_skips(lab: Office, drawn: list[int]) -> None:
    """16: who has read up to a position has read everything before it, also while others push at that moment."""
    second = SqliteLedger(lab.server.path, lab.server.clock)  # another process on the same file
    reader = Scope(OFFICE, "reader", "laptop")
    made = [0]

    def push() -> None:
        made[0] += 1
        body = journal.encode(Operation(OFFICE, 77, made[0], made[0], "", "x", []))
        line = wire.PushLine(77, OFFICE, made[0], chain[0].hex(), [Raw(body)])
        chain[0] = journal.link(chain[0], journal.body_hash(body))
        second.push(Scope(OFFICE, "writer", "laptop"), [line])

    chain = [journal.CHAIN_START]
    real = Log.head

    def head(self: Log, db: Any, office: str) -> int:
        found = real(self, db, office)
        if BETWEEN:
            BETWEEN.pop()()
        return found

    Log.head = head  # type: ignore[method-assign]
    try:
        seen: set[tuple[int, int]] = set()
        cursor = 0
        for pushes in drawn:
            BETWEEN[:] = [push] * pushes
            pulled = lab.server.ledger.pull(reader, cursor, {})
            cursor = pulled.cursor
            seen |= {(op.replica, op.seq) for op in map(journal.decode, pulled.bodies)}
            for pos, replica, seq, room, _ in lab.server.log():
                skipped = pos <= cursor and room == OFFICE and (replica, seq) not in seen
                assert not skipped, f"invariant 16: a reader at {cursor} has not seen {pos}"
    finally:
        Log.head = real  # type: ignore[method-assign]
        BETWEEN.clear()
        second.close()


# --- small helps


def _everybody(lab: Office) -> None:
    for _ in range(2):
        for device in lab.devices:
            lab.sync(device, 0.0, calm=True)


def _days(number: int) -> Any:
    from datetime import timedelta

    return timedelta(days=number)


def _push(lab: Office, sender: Device, replica: int, first: int, chain: bytes, bodies: list[bytes]) -> None:
    transport = open_transport(sender)  # type: ignore[arg-type]
    try:
        line = wire.PushLine(replica, OFFICE, first, chain.hex(), [Raw(b) for b in bodies])
        transport.post("/v1/sync", wire.SyncRequest(replica=sender.store.replica, push=[line]), wire.SyncAnswer)
    finally:
        transport.close()


@dataclass(frozen=True)
class Law:
    """One invariant: its number in sync.md 3.7 as the decisions quote it, what is drawn, what must hold."""

    number: int
    drawn: Draw
    holds: Callable[[Office, Any], None]


_SEED = st.integers(0, 2**20)
_ONE = st.tuples(st.just("write"), DEVICE, st.just(UNITS[0]), st.sampled_from(["name", "phone"]), VALUE)
_CLOSE = st.lists(st.one_of(_ONE, SYNC), min_size=8, max_size=16)
_FOUR = st.tuples(st.sampled_from(["write", "clock", "sync"]), DEVICE, st.integers(-30, 30))
_SEVEN = st.tuples(st.sampled_from(["issue", "issue", "sync", "save", "restore"]), st.integers(1, 2))
LAWS = (
    Law(1, st.tuples(_CLOSE, _SEED), any_order),
    Law(2, ACTS, nothing_is_overwritten),
    Law(3, st.tuples(_CLOSE, _SEED), twice_is_once),
    Law(4, st.lists(_FOUR, min_size=4, max_size=12), never_back),
    Law(5, st.lists(st.tuples(DEVICE, st.sampled_from([0.0, 0.5, 0.9])), min_size=2, max_size=6), nothing_lost),
    Law(6, st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(1, 3)), one_holder),
    Law(7, st.lists(_SEVEN, min_size=4, max_size=14), numbers_once),
    Law(8, st.tuples(st.lists(DEVICE, min_size=1, max_size=3), _SEED), papers_stay),
    Law(9, st.lists(WRITE, max_size=5), deletion_hides_nothing_unseen),
    Law(10, st.lists(VALUE, min_size=3, max_size=3), settled_stays_settled),
    Law(11, st.tuples(st.integers(2, 6), _SEED), quarantine_never_blocks),
    Law(12, st.tuples(st.floats(0, 1, exclude_max=True), _SEED), prefix_is_safe),
    Law(13, st.tuples(st.integers(0, 3), _SEED), files_match),
    Law(14, st.tuples(VALUE, VALUE), newer_is_kept),
    Law(15, st.tuples(DEVICE, st.integers(0, 1)), scopes_hold),
    Law(16, st.lists(st.integers(0, 2), min_size=2, max_size=6), nobody_skips),
)
