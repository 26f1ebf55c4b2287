"""Programs of several ages work together: nothing stops, nothing is lost, and after the update everything is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import derived, journal, upcast
from models.clock import FixedClock
from models.journal import Edit, Operation
from models.records import RECORDS, Field, Record
from models.store import Store
from tests.models.conftest import KEY, bodies

MakeStore = Callable[[str], Store]
NOW = dict(RECORDS)
LATER = Record("later", (Field("name", "text"), Field("unit", "ref", "unit")))


def unit_with(*more: Field) -> Record:
    return replace(NOW["unit"], fields=(*NOW["unit"].fields, *more))


def grown(record: Record, group: str, name: str) -> Record:
    """One more member in a group, which an older program refuses as a whole."""
    return replace(record, fields=(*record.fields, Field(name, "text", None, group)))


PLAIN, JSON, WHOLE = Field("nickname", "text"), Field("extra", "json"), Field("workers", "int")
GROUP = next(f.group for f in NOW["answer"].fields if f.group)
PROGRAMS: list[dict[str, Record]] = [
    NOW,
    {**NOW, "unit": unit_with(PLAIN, JSON)},
    {
        **NOW,
        "unit": unit_with(PLAIN, JSON, WHOLE),
        "later": LATER,
        "answer": grown(NOW["answer"], str(GROUP), "said"),
        "document": replace(NOW["document"], fields=(*NOW["document"].fields, Field("sealed", "text"))),
    },
]
"""N−2, N−1 and N: additive, as fields ever are."""


@contextmanager
def program(n: int) -> Iterator[None]:
    """What runs inside is the program of that age."""
    before = dict(RECORDS)
    RECORDS.clear()  # type: ignore[attr-defined]
    RECORDS.update(PROGRAMS[n])  # type: ignore[attr-defined]
    try:
        yield
    finally:
        RECORDS.clear()  # type: ignore[attr-defined]
        RECORDS.update(before)  # type: ignore[attr-defined]


class Device:
    """A store and the age of the program that runs on it."""

    def __init__(self, path: Path, clock: FixedClock, age: int) -> None:
        self.path, self.clock, self.age = path, clock, age
        with program(age):
            self.store = Store.create(path, None, clock, "office-1")

    def update(self, age: int) -> None:
        with program(self.age):
            self.store.close()
        self.age = age
        with program(age):
            self.store = Store.open(self.path, None, self.clock)

    def act(self, kind: int, n: int, word: str) -> None:
        fields: dict[str, Any] = {"name": word}
        if self.age >= 1:
            fields |= {"nickname": word, "extra": {"k": word}}
        if self.age >= 2:
            fields |= {"workers": len(word)}
        with program(self.age), self.store.change("o", word) as tx:
            if kind == 0:
                tx.put("unit", f"u{n}", **fields)
            elif kind == 1 and tx.get("unit", f"u{n}"):
                tx.set("unit", f"u{n}", **dict(list(fields.items())[-1:]))
            elif kind == 2 and tx.get("unit", f"u{n}"):
                tx.delete("unit", f"u{n}")
            elif kind == 3 and self.age >= 2:
                tx.put("later", f"l{n}", name=word, unit=f"u{n}")
            elif kind == 4:
                said = {"said": word} if self.age >= 2 else {}
                tx.put("answer", f"a{n}", item="S01-01", answer="yes", **said)
            else:
                tx.new("document", number=word, **({"sealed": word} if self.age >= 2 else {}))

    def hear(self, log: list[bytes]) -> None:
        with program(self.age):
            assert not self.store.apply(log).gaps

    def states(self) -> dict[Any, Any]:
        found = {}
        with program(self.age):
            for table in ("unit", "answer", "document", "later"):
                if table in RECORDS:
                    for row in self.store.rows(f"SELECT * FROM [{table}]"):
                        found[table, row["id"]] = (self.store.state(table, row["id"]), row)
        return found

    def quarantined(self) -> int:
        return int(self.store.rows("SELECT count(*) AS n FROM sync_quarantine")[0]["n"])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 1), st.sampled_from(["act", "act", "sync"])),
        max_size=25,
    )
)
def test_three_ages_work_together_and_are_equal_after_the_update(
    tmp_path_factory: pytest.TempPathFactory, clock: FixedClock, steps: list[tuple[int, int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("v")
    devices = [Device(folder / f"{age}.db", clock, age) for age in range(3)]
    log: list[bytes] = []
    known: set[bytes] = set()

    def sync(device: Device) -> None:
        for body in bodies(device.store):
            if body not in known:
                known.add(body)
                log.append(body)
        device.hear(log)

    try:
        for place, (who, kind, n, what) in enumerate(steps):
            if what == "act":
                devices[who].act(kind, n, f"w{place}")
            else:
                sync(devices[who])
        for _ in range(2):
            for device in devices:
                sync(device)
        assert all(len(bodies(d.store)) == len(log) for d in devices), "kept and passed on, whatever it is"
        common = [{k: v[1]["name"] for k, v in d.states().items() if k[0] == "unit"} for d in devices]
        assert common[0] == common[1] == common[2], "what all know is the same before the update too"
        for device in devices:
            device.update(2)
        assert [d.quarantined() for d in devices] == [0, 0, 0]
        ends = [d.states() for d in devices]
        for end in ends:
            for _, row in end.values():
                assert row.pop("_ext") is None
        strip = [{k: (s, {c: row[c] for c in sorted(row)}) for k, (s, row) in end.items()} for end in ends]
        assert strip[0] == strip[1] == strip[2]
        with program(2):
            digests = [{b: c for b, c in d.store.digest().items() if c[0]} for d in devices]
            assert digests[0] == digests[1] == digests[2] == derived.counted(devices[0].store.reader())
            assert [d.store.conflicts() and 1 for d in devices] == [devices[0].store.conflicts() and 1] * 3
            for rec in ("u0", "l0", "a0"):
                assert (
                    len({tuple(op.dot for op in sorted(d.store.history(rec), key=lambda o: o.dot)) for d in devices})
                    == 1
                )
    finally:
        for device in devices:
            device.store.close()


def op(seq: int, *edits: Edit, replica: int = 7, schema: int = 1) -> bytes:
    return journal.encode(Operation("office-1", replica, seq, seq, "x", "act", list(edits), schema=schema))


def test_a_value_that_was_replaced_while_in_quarantine_does_not_come_back(store: Store) -> None:
    strange = op(1, Edit("unit", "u", {"name": "x", "code": {"who": "knows"}}, n=True))
    plain = op(2, Edit("unit", "u", {"name": "y"}, [[7, 1]]))
    assert store.apply([strange, plain]).refused == 1
    store.close()
    grouped = replace(NOW["unit"], fields=(*NOW["unit"].fields, Field("who", "text", None, "code")))
    RECORDS["unit"] = grouped  # type: ignore[index]
    try:
        again = Store.open(store.path, KEY, store.clock)
        assert again.rows("SELECT * FROM sync_quarantine") == []
        state = again.state("unit", "u")
        assert state.created == (7, 1) and [h.value for h in state.heads["name"]] == ["y"]
        assert state.heads["code"][0].value["who"] == "knows" and again.conflicts() == []
        again.close()
    finally:
        RECORDS["unit"] = NOW["unit"]  # type: ignore[index]


def test_what_no_column_takes_is_kept_beside_and_what_is_wrong_stays_in_quarantine(store: Store) -> None:
    store.apply(
        [
            op(1, Edit("unit", "u", {"name": "x", "workers": "many", "nickname": "n"}, n=True)),
            op(2, Edit("unit", "v", {"name": 5}, n=True)),
            op(3, Edit("later", "l", {"name": "好"}, n=True)),
        ]
    )
    store.close()
    with program(2):
        again = Store.open(store.path, KEY, store.clock)
        unit = again.get("unit", "u")
        assert unit is not None and (unit["nickname"], unit["workers"]) == ("n", None)
        assert again.state("unit", "u").heads["workers"][0].value == "many"
        assert again.rows("SELECT seq, reason FROM sync_quarantine") == [{"seq": 2, "reason": "bad_value"}]
        assert again.find("later")[0]["name"] == "好"
        with again.change("o", "edit") as tx:
            tx.set("unit", "u", workers=3)
        assert [h.value for h in again.state("unit", "u").heads["workers"]] == [3]
        assert {b: c for b, c in again.digest().items() if c[0]} == derived.counted(again.reader())
        again.close()
    with program(2):  # looked at once, not at each start
        again = Store.open(store.path, KEY, store.clock)
        assert again.local_get("records_look_again") is False
        again.close()


def test_an_issued_paper_takes_its_later_field_and_is_as_final_as_before(store: Store) -> None:
    store.apply([op(1, Edit("document", "d", {"number": "第1号", "sealed": "s"}, n=True))])
    store.close()
    with program(2):
        again = Store.open(store.path, KEY, store.clock)
        found = again.get("document", "d")
        assert found is not None and (found["number"], found["sealed"]) == ("第1号", "s")
        for column in ("number", "sealed"):
            with pytest.raises(sqlcipher3.DatabaseError), again.change("o", "edit") as tx:
                tx._connection.execute(f"UPDATE document SET {column} = 'x'")
        again.close()


def test_values_of_an_older_form_take_the_new_one_in_tables_and_when_they_arrive(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names were written with blanks before; the form of a later program has none."""
    early = op(1, Edit("unit", "u", {"name": " a "}, n=True))
    store.apply([early])
    with store.change("o", "edit") as tx:
        tx.new("unit", "v", name=" b ")
    digest = store.digest()
    store.close()
    monkeypatch.setattr(journal, "SCHEMA", 2)
    monkeypatch.setattr(upcast, "STEPS", (upcast.Step(2, "unit", "name", str.strip),))
    again = Store.open(store.path, KEY, store.clock)
    assert [u["name"] for u in again.find("unit")] == ["a", "b"] and again.digest() == digest
    late = op(2, Edit("unit", "w", {"name": " c "}, n=True))
    newer = op(3, Edit("unit", "x", {"name": " d "}, n=True), schema=2)
    again.apply([late, newer])
    assert {u["name"] for u in again.find("unit")} == {"a", "b", "c", " d "}
    assert bodies(again)[0] == early, "the bytes stay as they were written"
    again.close()


def test_a_group_written_before_it_grew_means_the_same_as_one_written_after(store: Store) -> None:
    before = dict.fromkeys(NOW["answer"].registers[str(GROUP)], None) | {"answer": "yes"}
    ops = [
        op(1, Edit("answer", "a", {str(GROUP): before}, n=True)),
        op(1, Edit("answer", "a", {str(GROUP): {**before, "said": None}}), replica=8),
        op(1, Edit("answer", "a", {"item": "S01-01"}), replica=9),
    ]
    store.apply(ops[:1])
    store.close()
    with program(2):
        again = Store.open(store.path, KEY, store.clock)
        again.apply(ops[1:])
        assert again.conflicts() == [], "two that say the same are no conflict"
        assert [h.value for h in again.state("answer", "a").heads[str(GROUP)]] == [{**before, "said": None}] * 2
        again.close()
