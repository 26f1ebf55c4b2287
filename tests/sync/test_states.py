"""A record as the server keeps it says the same as the plain merge of all its operations, however often it was stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models import journal, merge, newrecord
from models.database import connect
from models.journal import Edit, Operation
from models.merge import DELETED, Dot, State
from sync.server import states, tables
from sync.server.folding import Folding, Key, alive, values
from sync.server.states import Kept

FIELDS = ("name", "note", "phone", "kind")
RECORDS = ("u1", "u2")
DICE = st.tuples(
    st.integers(0, 2),  # who writes
    st.sampled_from(RECORDS),
    st.sampled_from(("new", "new", "set", "set", "set", "delete", "undelete", "all")),
    st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True),
    st.sampled_from(("A", "B", None)),
    st.integers(0, 3),  # how much of what stands was seen
)


def operations(drawn: list[tuple[Any, ...]]) -> list[Operation]:
    """Operations as devices write them: bases name dots that exist, or that are still to come."""
    made: list[Operation] = []
    last = {0: 0, 1: 0, 2: 0}
    written: dict[tuple[str, str], list[Dot]] = {}
    for n, (who, rec, what, names, value, seen) in enumerate(drawn):
        last[who] += 1
        dot = (who + 1, last[who])
        fields: dict[str, Any] = dict.fromkeys(names, value)
        if what in ("delete", "undelete"):
            known_of = {str(r + 1): s - (3 - seen) for r, s in last.items() if s > 3 - seen}
            fields = {DELETED: {"seen": known_of} if what == "delete" else None}
        base: dict[str, list[list[int]]] = {}
        if what != "new":
            for register in fields:
                known = written.get((rec, register), [])
                base[register] = [list(d) for d in (known if what == "all" else known[len(known) - seen :])]
        edit = Edit(t="unit", r=rec, f=fields, b=base or None, n=what == "new")
        made.append(Operation("office", *dot, hlc=n + 1, at="", act="edit", edits=[edit]))
        for register in fields:
            written.setdefault((rec, register), []).append(dot)
    return made


@given(st.lists(DICE, max_size=14), st.randoms(use_true_random=False), st.data())
@settings(max_examples=300, deadline=None)
def test_kept_records_are_the_plain_merge(drawn: list[tuple[Any, ...]], dice: Any, data: st.DataObject) -> None:
    ops = operations(drawn)
    dice.shuffle(ops)
    plain: dict[str, State] = {}
    stored: dict[Key, tuple[bytes, int | None]] = {}
    log: list[Operation] = []
    folded: set[Dot] = set()

    def read_back(table: str, rec: str) -> Kept:
        state, made = stored[(table, rec)]
        named = (None, None, None) if made is None else (*log[made].dot, log[made].hlc)
        return states.decode(table, rec, (state, made, *named), lambda pos: journal.encode(log[pos]))

    while ops:
        batch, ops = (cut := data.draw(st.integers(1, len(ops)))) and ops[:cut], ops[cut:]
        fold = Folding(lambda keys: {k: read_back(*k) for k in keys if k in stored}, lambda dot: dot in folded)
        for op in batch:
            read = newrecord.read(body := journal.encode(op))
            if read is None:
                fold.fold(op, len(log))
            else:
                fold.fold_new(read, len(log), body)
            log.append(op)
            state = plain.setdefault(op.edits[0].r, State())
            merge.apply(state, op.dot, op.hlc, op.edits[0].writes(), create=op.edits[0].n, seen=folded.__contains__)
            folded.add(op.dot)
        for key, state in fold.changed.items():
            stored[key] = (states.encode(state), state.made)
        stored.update({key: (b"", pos) for key, (pos, _) in fold.fresh.items()})
        assert not fold.quarantined
    assert {rec for _, rec in stored} == set(plain)
    for rec, state in plain.items():
        kept = read_back("unit", rec)
        assert merge.digest("unit", rec, kept) == merge.digest("unit", rec, state)
        assert alive(kept) == (state.created is not None and not merge.hidden(state))
        shown = values("unit", kept)
        assert {name: shown[name] for name in FIELDS} == {f: merge.shown(state.heads.get(f, [])) for f in FIELDS}
        whole = kept.expand()
        assert (whole.created, whole.gone) == (state.created, state.gone)
        assert {r: h for r, h in whole.heads.items() if h} == {r: h for r, h in state.heads.items() if h}


def test_what_an_earlier_version_stored_is_read(tmp_path: Path) -> None:
    state = State()
    writes = Edit(t="unit", r="u", f={"name": "众诚", "note": "x"}, n=True).writes()
    merge.apply(state, (5, 1), 7, writes, create=True, seen=lambda _: False)
    old = json.dumps(merge.to_json(state)).encode()
    read = states.decode("unit", "u", (old, None, None, None, None), lambda _: b"")
    assert read.expand() == Kept(state.created, state.heads, state.gone)
    file = tmp_path / "server.db"
    before = {name: script for name, script in tables.MIGRATIONS.items() if name < "0005"}
    with_all = dict(tables.MIGRATIONS)
    connection = connect(file, None, create=True)
    try:
        tables.MIGRATIONS.clear()
        tables.MIGRATIONS.update(before)
        tables.migrate(connection)
        connection.execute("INSERT INTO record VALUES ('o', 'o', 'unit', 'u', ?)", (old,))
    finally:
        tables.MIGRATIONS.clear()
        tables.MIGRATIONS.update(with_all)
    tables.migrate(connection)
    assert connection.execute("SELECT * FROM record").fetchall() == [("o", "o", "unit", "u", old, None)]
    connection.close()


def test_a_long_operation_is_not_read_again_for_each_record_it_made() -> None:
    """A wage sheet of hundreds of workers is one act: each of its records keeps its own values."""
    for count, kept in ((1, True), (states.FEW, True), (states.FEW + 1, False)):
        edits = [Edit(t="unit", r=f"u{n}", f={"name": f"单位{n}"}, n=True) for n in range(count)]
        op = Operation("office", 1, 1, hlc=5, at="", act="add", edits=edits)
        fold = Folding(lambda keys: {}, lambda dot: False)
        fold.fold(op, 9)
        for (table, rec), state in fold.changed.items():
            stored = states.encode(state)
            assert (stored == b"") == (state.made == 9) == kept
            read = states.decode(table, rec, (stored, state.made, 1, 1, 5), states.at_hand(journal.encode(op)))
            assert values("unit", read)["name"] == f"单位{rec[1:]}"
