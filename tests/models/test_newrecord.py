"""What the quick reader lets through, the exact one lets through unchanged; and it takes every record's usual making."""

from __future__ import annotations

import tracemalloc
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import journal, newrecord
from models.fold import Refused, check_edit, check_stream, plain
from models.journal import Edit, Operation
from models.records import RECORDS, Field, Record

OFFICE = "01935c3e-0000-7000-8000-00000000b0b0"
OPEN = [record for record in RECORDS.values() if record.private_by is None]
USUAL = {"int": 7, "money": 123_45, "bool": True, "json": {"a": [1, None, {"b": 0.5}]}}


def operation(record: Record, values: dict[str, Any], **other: Any) -> dict[str, Any]:
    edit = {"t": record.table, "r": "r1", "f": values, "n": True}
    return {
        "stream": OFFICE, "replica": 5, "seq": 3, "hlc": 9, "at": "2026-11-22T09:00:00+08:00", "act": "add",
        "edits": [edit], **other,
    }  # fmt: skip


def usual(field: Field) -> Any:
    return USUAL.get(field.kind, "文字")


def made(record: Record) -> dict[str, Any]:
    """Every register of a record with a value that fits."""
    return {
        register: {m: usual(record.by_name[m]) for m in members}
        if register in record.grouped
        else usual(record.by_name[members[0]])
        for register, members in record.registers.items()
    }


@pytest.mark.parametrize("record", OPEN, ids=lambda record: record.table)
def test_the_usual_making_of_every_record_is_read(record: Record) -> None:
    body = msgspec.json.encode(operation(record, made(record), actor="a", reason="按规定"))
    op = newrecord.read(body)
    whole = journal.decode(body)
    assert op is not None and check_edit(whole.edits[0]) is record
    assert [getattr(op, name) for name in ("stream", "dot", "hlc", "act", "schema")] == [
        getattr(whole, name) for name in ("stream", "dot", "hlc", "act", "schema")
    ]
    assert [(e.t, e.r) for e in op.edits] == [(record.table, "r1")]


def test_an_informant_is_never_read_so() -> None:
    for record in RECORDS.values():
        if record.private_by is not None:
            assert newrecord.read(msgspec.json.encode(operation(record, made(record)))) is None


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5), st.lists(st.integers(0, 3), max_size=2),
    st.dictionaries(st.sampled_from(["seen", "a", "facts", "state"]), st.none() | st.integers(0, 3) | st.text(max_size=2), max_size=2),
)  # fmt: skip


@st.composite
def anything(draw: st.DrawFn) -> bytes:
    """Bytes of an operation as a program of any version, or a hostile one, may write them."""
    record = draw(st.sampled_from(list(RECORDS.values())))
    values = {r: v for r, v in made(record).items() if draw(st.booleans())}
    for register in draw(st.lists(st.sampled_from([*record.registers, "_deleted", "unheard_of"]), max_size=2)):
        values[register] = draw(ODD)
    grouped = [r for r in record.grouped if isinstance(values.get(r), dict)]
    if grouped and draw(st.booleans()):
        values[grouped[0]][draw(st.sampled_from([*record.registers[grouped[0]], "unheard_of"]))] = draw(ODD)
    whole = operation(record, values)
    (edit,) = whole["edits"]
    changes = {
        "n": False, "r": draw(st.sampled_from(["", "x" * 65, "a\0b", "r2"])), "t": "unheard_of", "b": [[1, 1]], "x": 1,
    }  # fmt: skip
    for name in draw(st.lists(st.sampled_from(sorted(changes)), max_size=1)):
        edit[name] = changes[name]
    if draw(st.integers(0, 5)) == 0:
        whole["edits"].append(draw(st.sampled_from([edit, {**edit, "r": "r3"}])))
    outer = {
        "replica": draw(st.integers(-1, 2**64)),
        "schema": draw(st.integers(0, 3)),
        "stream": "private:c1",
        "y": 1,
    }
    outer |= {"seq": 0, "hlc": 2**63, "actor": draw(ODD), "act": '"edits":[{"t":"unit"'}
    for name in draw(st.lists(st.sampled_from(sorted(outer)), max_size=1)):
        whole[name] = outer[name]
    if draw(st.booleans()):
        whole = dict(reversed(whole.items()))
    return msgspec.json.encode(whole)


SPELLINGS = (
    (b":", b" :\t"), (b",", b",\n"), (b"{", b"{ "), (b'"n":true', b'"n":true,"n":false'), (b'"n":true', b'"n":false,"n":true'),
    (b'"n":true', b'"n":1'), (b'"n"', b'"\\u006e"'), (b'"edits"', b'"\\u0065dits":[],"edits"'), (b'"f":{', b'"f":{},"f":{'),
    (b'"f":{', b'"f":{"name":"x"},"b":[[1,1]],"f":{'), (b'"edits":[', b'"x":{"edits":[{"t":"project","n":true}]},"edits":['),
    (b'"edits":[', b'"edits":[{"t":"project"}],"edits":['), (b'"t":"', b'"t":"project","t":"'), (b'"t":"', b'"t":"\\u0075'),
    (b'"seq":3', b'"seq":3.0'), (b'"seq":3', b'"seq":3e0'), (b'"seq":3', b'"seq":-0'), (b'"hlc":9', b'"hlc":-0'),
    (b":7", b":7.0"), (b":7", b":-0"), (b":7", b":7e2"), (b":7", b":07"), (b":7", b":" + b"9" * 30), (b":7", b":" + b"9" * 5000),
    (b":0.5", b":-0.0"), (b":0.5", b":1e400"), (b":0.5", b":5E-1"), (b":0.5", b":NaN"), (b":true", b":True"), (b":true", b":null"),
    ("文字".encode(), b"\xff"), ("文字".encode(), b"\\ud800"), ("文字".encode(), b"\\ud83d\\ude00"), ("文字".encode(), b"a\\u0000b"),
    ("文字".encode(), b"\xed\xa0\x80"), ("文字".encode(), b"\\/ \\n"), ("文字".encode(), b"[" * 40), (b"{", b"\xef\xbb\xbf{"),
    (b"}", b"} "), (b"}", b",}"), (b"}", b"}}"), (b'"at"', b'"at":"\xff","at"'), (b'"y"', b'"\xff"'), (b":1", b':"\xff"'),
)  # fmt: skip


@st.composite
def spelt(draw: st.DrawFn) -> bytes:
    """The same in the bytes of another writer: other spellings of numbers and texts, white space, keys named twice."""
    body = draw(
        anything()
        | st.sampled_from(OPEN).map(lambda record: msgspec.json.encode(operation(record, made(record), y=1)))
    )
    for old, new in draw(st.lists(st.sampled_from(SPELLINGS), max_size=3)):
        place = body.find(old) if draw(st.booleans()) else body.rfind(old)
        if place >= 0:
            body = body[:place] + new + body[place + len(old) :]
    return body


@given(spelt())
@settings(max_examples=700, deadline=None)
def test_whatever_it_reads_would_have_been_let_through(body: bytes) -> None:
    op = newrecord.read(body)
    if op is None:
        return
    whole: Operation = journal.decode(body)
    (edit,) = whole.edits
    assert (op.stream, op.dot, op.hlc, op.act, op.schema) == (
        whole.stream,
        whole.dot,
        whole.hlc,
        whole.act,
        whole.schema,
    )
    assert (op.edits[0].t, op.edits[0].r) == (edit.t, edit.r)
    assert edit.n and plain(edit)
    check_edit(edit)
    check_stream(edit, OFFICE)


def test_a_value_named_twice_is_the_last_one_as_everywhere() -> None:
    body = msgspec.json.encode(operation(RECORDS["unit"], {"name": "甲"}))
    twice = body.replace(b'"f":{', b'"f":{"name":7,')
    assert newrecord.read(body) is not None
    assert newrecord.read(twice) is None and journal.decode(twice).edits[0].f == {"name": "甲"}


def test_what_no_other_device_could_keep_is_left_to_the_exact_check() -> None:
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    body = msgspec.json.encode(operation(RECORDS["inspection"], {"tags": deep}))
    assert newrecord.read(body) is None
    with pytest.raises(Refused):
        check_edit(Edit(t="inspection", r="r", f={"tags": deep}, n=True))


@pytest.mark.parametrize("rec", ["", "x" * 65, "a\0b"])
def test_a_record_without_a_proper_id_is_left_to_the_exact_check(rec: str) -> None:
    whole = operation(RECORDS["unit"], {"name": "甲"})
    assert newrecord.read(msgspec.json.encode(whole)) is not None
    whole["edits"][0]["r"] = rec
    assert newrecord.read(msgspec.json.encode(whole)) is None


def test_names_of_tables_that_nobody_knows_are_not_remembered_however_long() -> None:
    whole = operation(RECORDS["unit"], {"name": "甲"})
    tracemalloc.start()
    try:
        for n in range(20):
            whole["edits"][0]["t"] = f"{n}" * 2**18
            assert newrecord.read(msgspec.json.encode(whole)) is None
        assert tracemalloc.get_traced_memory()[0] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "value", [b'"\xff"', b'{"\xed\xa0\x80": 1}', b"[" * 5000 + b"]" * 5000], ids=["byte", "half", "deep"]
)
def test_bytes_that_are_no_text_or_too_deep_are_no_operation(make_store: Any, value: bytes) -> None:
    """Whoever reads operations of others expects one kind of fault."""
    store = make_store("a")
    body = msgspec.json.encode(operation(RECORDS["project"], {"tags": 7})).replace(b"7}", value + b"}")
    assert newrecord.read(body) is None
    with pytest.raises(msgspec.DecodeError):
        store.apply([body])
    assert not store.lines()[1:] and not store.rows("SELECT 1 FROM sync_op")
