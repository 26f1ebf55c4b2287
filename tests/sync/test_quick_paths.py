"""Quick ways and exact ones say the same of any operation, whoever wrote it: on the server, in a snapshot, on a device.

The operations here are not only what our own programs write: values at the edges, groups with members missing, names
nobody declared, several edits in one act, bases of every spelling, records made twice, deleted, edited before they
were made.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import derived, imaging, journal, merge, newrecord, together
from models.clock import FixedClock
from models.fold import Fold
from models.records import RECORDS, SCHEMA
from models.rows import whole
from models.store import Store
from sync import peer, snapshot, wire
from sync.server.app import App
from sync.server.files import Files
from sync.server.ledger import Scope
from sync.server.log import Log
from sync.server.on_sqlite import SqliteLedger
from sync.server.states import KEPT, decode
from tests.sync.test_converging import OFFICE, START, templates

__all__ = ["templates"]
SCOPES = {replica: Scope(OFFICE, f"d{replica}", "laptop") for replica in (1, 2, 3)}
TABLES = ("unit", "deposit", "project", "approval", "document_end", "unheard_of")
IDS = ("r1", "r2", "R1", "r 3")
EDGES: tuple[Any, ...] = (
    None, "", " ", "甲\r\n", "a\0b", "\ufeff甲", "😀\u2028", "\x7f", 0, 1, -1, 2**63 - 1, -(2**63), 2**63, 10**30, True,
    False, 0.0, -0.0, 1.0, 1e16, 5e-324, 1.7976931348623157e308, [], {}, [[]], {"": None}, [None], {"a": {"a": [1, 1.0]}},
    "x" * 5000,
)  # fmt: skip
EDGE = st.sampled_from(EDGES)


def value_of(table: str, register: str) -> st.SearchStrategy[Any]:
    """Mostly what fits the register, often what only just does or does not."""
    record = RECORDS.get(table)
    if record is None or register not in record.registers:
        return EDGE
    if register in record.grouped:
        members = st.fixed_dictionaries(
            {},
            optional={m: _fitting(record.by_name[m].kind) | st.none() | EDGE for m in record.registers[register]},
        )
        whole = st.fixed_dictionaries({m: _fitting(record.by_name[m].kind) for m in record.registers[register]})
        empty = st.sampled_from([{}, dict.fromkeys(record.registers[register]), {"unheard_of": 1}])
        return whole | members | empty | EDGE
    return _fitting(record.by_name[register].kind) | _fitting(record.by_name[register].kind) | EDGE


def _fitting(kind: str) -> st.SearchStrategy[Any]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "int": st.integers(0, 2), "money": st.integers(0, 2), "bool": st.booleans(),
        "json": st.sampled_from([[], {"a": 1}, ["x", None]]),
    }  # fmt: skip
    return kinds.get(kind, st.sampled_from(["甲", "乙"]))


def registers_of(table: str) -> list[str]:
    record = RECORDS.get(table)
    known = (
        [] if record is None else [*record.registers][:2] + [*record.grouped] + [f.name for f in record.fields[-1:]]
    )
    strange = ["unheard_of", "uscc", "_ext", ""]  # one member of a group, a column: as a register nobody declared it
    return [*known, *strange, "_deleted"]


@st.composite
def edits(draw: st.DrawFn, dots: list[list[int]], plain: bool) -> dict[str, Any]:
    table = draw(st.sampled_from(TABLES[: 4 if plain else len(TABLES)]))
    names = draw(st.lists(st.sampled_from(registers_of(table)), max_size=3, unique=True))
    values = {name: draw(value_of(table, name)) for name in names}
    if "_deleted" in values:
        seen = {str(r): s for r, s in draw(st.lists(st.sampled_from(dots), max_size=3))} if dots else {}
        values["_deleted"] = draw(st.sampled_from([None, {"seen": seen}, {"seen": seen}, {"seen": {"x": 1}}, 5]))
    edit: dict[str, Any] = {"t": table, "r": draw(st.sampled_from(IDS)), "f": values}
    if draw(st.booleans()):
        edit["n"] = True
    base = st.lists(st.sampled_from(dots) if dots else st.just([1, 1]), max_size=2)
    how = draw(
        st.sampled_from(
            ("none", "none", "one", "each", "odd") if "n" in edit else ("none", "one", "one", "each", "odd")
        )
    )
    if how == "one":
        edit["b"] = draw(base)
    elif how == "each":
        edit["b"] = {name: draw(base) for name in names}
    elif how == "odd":
        edit["b"] = draw(
            st.sampled_from([[], {}, [[1, 1], [1, 1]], [[3, 9]], [[0, 1]], [[1]], {"nothing": [[1, 1]]}, None])
        )
    return edit


@st.composite
def bodies(draw: st.DrawFn) -> list[tuple[int, bytes]]:
    """(replica, operation) in the order in which they come, each line without gaps; bases name what was or will be."""
    order = draw(st.lists(st.sampled_from((1, 2, 3)), min_size=1, max_size=12))
    dots = [[r, order[: n + 1].count(r)] for n, r in enumerate(order)]
    made = []
    for n, (replica, seq) in enumerate(dots):
        near = dots if draw(st.integers(0, 3)) == 0 else dots[:n]
        count = draw(st.sampled_from((1, 1, 1, 1, 2, 6)))
        op = {
            "stream": OFFICE, "replica": replica, "seq": seq, "hlc": draw(st.integers(1, 5)), "at": "", "act": "ä\0",
            "edits": [draw(edits(near, plain=draw(st.booleans()))) for _ in range(count)],
        }  # fmt: skip
        if draw(st.integers(0, 9)) == 0:
            op["schema"] = draw(st.sampled_from([0, 1, 7]))
        made.append((replica, msgspec.json.encode(op)))
    return made


def batches(draw: Any, ops: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, list[bytes]]]:
    """What comes in one piece: operations of one line that follow each other."""
    at = 0
    while at < len(ops):
        end = at + 1
        while end < len(ops) and ops[end][0] == ops[at][0] and draw(st.booleans()):
            end += 1
        yield ops[at][0], [body for _, body in ops[at:end]]
        at = end


class Server:
    """A real ledger of its own; ``exact``: nothing is read or folded the quick way."""

    def __init__(self, folder: Path, name: str, templates: Path) -> None:
        shutil.copy(templates / "server.db", folder / f"{name}.db")
        self.ledger = SqliteLedger(folder / f"{name}.db", FixedClock(START))
        self.files = Files(folder / name, bytes(32))
        self.app = App(self.ledger, self.files, FixedClock(START))
        self.ends: dict[int, tuple[int, bytes]] = {}

    def push(self, replica: int, ops: list[bytes]) -> None:
        last, chain = self.ends.get(replica, (0, journal.CHAIN_START))
        raw = [msgspec.Raw(body) for body in ops]
        done = self.ledger.push(SCOPES[replica], [wire.PushLine(replica, OFFICE, last + 1, chain.hex(), raw)])
        assert done.acked == {replica: last + len(ops)}
        for body in ops:
            chain = journal.link(chain, journal.body_hash(body))
        self.ends[replica] = (last + len(ops), chain)

    def picture(self) -> dict[str, Any]:
        """Every record as it is kept, what was set aside, the digests."""
        log: Log = self.ledger.log
        found: dict[str, Any] = {}
        with self.ledger.store.reading() as db:
            for table in RECORDS:
                for rec, *kept in db.execute(KEPT, (OFFICE, OFFICE, table)).fetchall():
                    state = decode(table, rec, kept, lambda pos: log.body(db, OFFICE, pos)).expand()
                    found[f"{table} {rec}"] = comparable(table, merge.to_json(state))
            aside = db.execute(
                "SELECT replica, seq, edit, reason, detail FROM quarantine ORDER BY 1, 2, 3"
            ).fetchall()
            buckets = db.execute(
                "SELECT bucket, records, digest FROM bucket WHERE records <> 0 ORDER BY 1"
            ).fetchall()
        return {"records": found, "aside": [tuple(a) for a in aside], "buckets": [tuple(b) for b in buckets]}


def comparable(table: str, state: dict[str, Any]) -> dict[str, Any]:
    """A group that an older program wrote means the same with every member this one knows."""
    record = RECORDS[table]
    heads = {
        r: [[*h[:3], merge.canonical(whole(record, r, h[3]))] for h in hs]
        for r, hs in sorted(state["heads"].items())
        if hs
    }
    return {"created": state["created"], "heads": heads, "gone": state["gone"]}


def on_device(store: Store) -> dict[str, Any]:
    """The same of a device, with its rows and conflicts."""
    found: dict[str, Any] = {t: store.rows(f"SELECT * FROM [{t}] ORDER BY id") for t in TABLES if t in RECORDS}
    for row in (row for rows in list(found.values()) for row in rows):
        row["_ext"] = msgspec.json.decode(row["_ext"] or "{}")  # in whichever order they came
    for table in ("sync_head", "sync_gone"):
        found[table] = store.rows(f"SELECT * FROM {table} ORDER BY tbl, rec, reg, replica, seq")
    found["conflicts"] = store.rows("SELECT tbl, rec, reg FROM sync_conflict ORDER BY 1, 2, 3")
    found["aside"] = store.rows("SELECT replica, seq, edit, reason, detail FROM sync_quarantine ORDER BY 1, 2, 3")
    found["digest"] = {b: d for b, d in store.digest().items() if d != (0, 0)}
    return found


def states_of(store: Store, records: dict[str, Any]) -> dict[str, Any]:
    return {name: comparable(*_state(store, name)) for name in records}


def _state(store: Store, name: str) -> tuple[str, Any]:
    table, rec = name.split(" ", 1)
    return table, merge.to_json(store.state(table, rec))


def device(folder: Path, name: str, templates: Path) -> Store:
    shutil.copy(templates / "device.db", folder / f"{name}.db")
    return Store.open(folder / f"{name}.db", None, FixedClock(START))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ops=bodies(), data=st.data())
def test_the_server_folds_any_operation_as_the_exact_way_does(
    templates: Path, ops: list[tuple[int, bytes]], data: Any
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quick, exact = Server(folder, "quick", templates), Server(folder, "exact", templates)
        for replica, some in batches(data.draw, ops):
            quick.push(replica, some)
        with (
            mock.patch.object(newrecord, "read", lambda body: None),
            mock.patch("sync.server.folding.plain", lambda edit: False),
            mock.patch("sync.server.states.Kept.replace", lambda *_: False),
        ):
            for replica, body in ops:
                exact.push(replica, [body])
        assert quick.picture() == exact.picture()
        quick.ledger.close()
        exact.ledger.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ops=bodies(), narrow=st.sampled_from((1, together.NARROW_FROM)), data=st.data())
def test_a_device_folds_any_operations_as_one_by_one_and_as_the_server(
    templates: Path, ops: list[tuple[int, bytes]], narrow: int, data: Any
) -> None:
    with tempfile.TemporaryDirectory() as name, mock.patch.object(together, "NARROW_FROM", narrow):
        folder = Path(name)
        server = Server(folder, "server", templates)
        at_once, single = device(folder, "at_once", templates), device(folder, "single", templates)
        left = [body for _, body in ops]
        while left:
            cut = data.draw(st.integers(1, len(left)))
            at_once.apply(left[:cut])
            left = left[cut:]
        with mock.patch.object(Fold, "expect", lambda *_: None), mock.patch("models.fold.plain", lambda edit: False):
            for replica, body in ops:
                single.apply([body])
                server.push(replica, [body])
        assert on_device(at_once) == on_device(single)
        kept = server.picture()
        assert states_of(at_once, kept["records"]) == kept["records"]
        assert sorted((b, *d) for b, d in at_once.digest().items() if d[0]) == kept["buckets"]
        counted = {b: d for b, d in derived.counted(at_once.reader()).items() if d[0]}
        assert {b: d for b, d in at_once.digest().items() if d[0]} == counted
        for store in (at_once, single):
            store.close()
        server.ledger.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ops=bodies(), many=st.sampled_from((2, 256)), data=st.data())
def test_a_device_that_takes_a_snapshot_on_the_way_holds_what_one_by_the_log_holds(
    templates: Path, ops: list[tuple[int, bytes]], many: int, data: Any
) -> None:
    cut = data.draw(st.integers(1, len(ops)))
    joined_on_the_way(templates, list(batches(data.draw, ops[:cut])), [body for _, body in ops[cut:]], many)


def joined_on_the_way(templates: Path, before: list[tuple[int, list[bytes]]], rest: list[bytes], many: int) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        mock.patch.object(wire, "SNAPSHOT_FROM", 1),
        mock.patch.object(imaging, "MANY", many),
    ):
        folder = Path(name)
        server = Server(folder, "server", templates)
        late, early = device(folder, "late", templates), device(folder, "early", templates)
        for replica, some in before:
            server.push(replica, some)
        offer = server.app.snapshots.offer(Scope(OFFICE, "late", "laptop"), server.ledger.epoch(OFFICE), SCHEMA)
        body = b"".join(server.files.kept(f"snapshot\0{OFFICE}\0{offer.name}") or [])
        snapshot._take(late, peer.Peer(), offer, body)
        early.apply([body for _, some in before for body in some])
        assert on_device(late) == on_device(early)
        for store in (late, early):
            store.apply(rest)
        assert on_device(late) == on_device(early)
        for store in (late, early):
            store.close()
        server.ledger.close()


def test_a_value_that_was_replaced_before_it_came_leaves_nothing_beside_the_row(templates: Path) -> None:
    """Here by a base that names the operation itself: as good as one that came late."""
    edit = {"t": "unit", "r": "r1", "f": {"unheard_of": 1, "name": "甲"}, "b": [[1, 1]]}
    own = {"stream": OFFICE, "replica": 1, "seq": 1, "hlc": 5, "at": "", "act": "a", "edits": [edit]}
    later = own | {"seq": 2, "edits": [edit | {"f": {"name": "乙"}, "b": None}]}
    ops = [msgspec.json.encode(op) for op in (own, later)]
    joined_on_the_way(templates, [(1, ops)], [], 2)
    joined_on_the_way(templates, [(1, ops[:1])], ops[1:], 2)


def test_a_record_made_in_a_batch_and_written_twice_by_its_next_operation_stops_nobody(
    templates: Path, tmp_path: Path
) -> None:
    edit = {"t": "unit", "r": "r1", "f": {"name": "甲"}, "n": True}
    made = {"stream": OFFICE, "replica": 1, "seq": 1, "hlc": 5, "at": "", "act": "a", "edits": [edit]}
    twice = made | {"seq": 2, "edits": [edit | {"n": False, "b": [[1, 1]], "f": {"name": value}} for value in "乙丙"]}
    server = Server(tmp_path, "server", templates)
    server.push(1, [msgspec.json.encode(op) for op in (made, twice)])
    found = server.picture()
    assert [aside[:4] for aside in found["aside"]] == [(1, 2, 1, "written_twice")]
    assert found["records"]["unit r1"]["heads"]["name"] == [[1, 2, 5, '"乙"']]
    server.ledger.close()
