"""An office's image: its rows travel by column unchanged, none that no act could make is taken, all of it or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from models import derived, imagerows, merge
from models.clock import FixedClock
from models.fold import to_column
from models.imagerows import MANY, Unfit
from models.imaging import Taking
from models.records import RECORDS, Record
from models.store import Store

MakeStore = Callable[[str], Store]
PROJECT = RECORDS["project"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WHOLE = st.integers(-(2**63), 2**63 - 1)
JSON = st.recursive(st.none() | st.booleans() | TEXT | st.integers(-99, 99), lambda some: st.lists(some, max_size=3))


def value_of(kind: str) -> st.SearchStrategy[Any]:
    """What may stand in a field of this kind, None among it, some of it again and again."""
    kinds: dict[str, st.SearchStrategy[Any]] = {"int": WHOLE, "money": WHOLE, "bool": st.booleans(), "json": JSON}
    return st.none() | st.sampled_from([None]) | kinds.get(kind, TEXT | st.sampled_from(["星河", "晨光"]))


@st.composite
def rows_of(draw: st.DrawFn, record: Record) -> list[list[Any]]:
    """Rows as they stand in the table of ``record``."""
    made = []
    for rec in sorted(draw(st.sets(TEXT.filter(lambda t: t and "\0" not in t), min_size=1, max_size=8))):
        dot = draw(st.none() | st.tuples(st.integers(1, 2**63 - 1), st.integers(1, 9), WHOLE))
        ext = draw(st.none() | st.sampled_from(['{"neu": [1, "二"]}']))
        fields = [to_column(f, draw(value_of(f.kind))) for f in record.fields]
        made.append([rec, *(dot or (None, None, None)), draw(st.integers(0, 1)), ext, *fields])
    return made


def many(count: int = 3 * MANY) -> list[list[Any]]:
    """Rows of projects: columns with one value, with few, with one each, and with none here and there."""
    named = {"region": "晨光区", "contract_fen": 5, "temporary": 0}
    return [
        [f"p{n:05}", 2**52 + 1, n + 1, 10**15 + n, 0, None]
        + [{"name": f"项目{n}", "industry": ("建筑", None, "市政")[n % 3]}.get(f.name, named.get(f.name)) for f in PROJECT.fields]
        for n in range(count)
    ]  # fmt: skip


def take(store: Store, *parts: list[list[Any]], spoil: Callable[[], None] = lambda: None) -> Taking:
    with store.founding() as connection:
        taking = Taking(connection)
        for rows in parts:
            taking.rows(imagerows.decode("project", imagerows.encode(PROJECT, rows)))
        spoil()
        taking.finish(store.stream, {}, 7, 1)
    return taking


def schema(store: Store) -> set[tuple[Any, ...]]:
    """Every table, index and guard."""
    return {tuple(row.values()) for row in store.rows("SELECT type, name, tbl_name, sql FROM sqlite_master")}


@pytest.mark.parametrize("table", ["project", "inspection", "document"])
@given(data=st.data())
def test_rows_arrive_as_they_were(table: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(RECORDS[table]))
    found = imagerows.decode(table, imagerows.encode(RECORDS[table], rows))
    assert [list(row) for row in zip(*(found.values(n) for n in RECORDS[table].columns), strict=True)] == rows


def test_many_rows_are_written_as_they_were_and_counted(make_store: MakeStore) -> None:
    store, rows = make_store("a"), many()
    before = schema(store)
    taking = take(store, rows[:MANY], rows[MANY:-1], rows[-1:])
    names = ", ".join(PROJECT.columns)
    assert [list(r.values()) for r in store.rows(f"SELECT {names} FROM project ORDER BY id")] == rows
    assert taking.records == len(rows)
    assert store.digest() == derived.counted(store.reader()) == taking.digests()
    assert sum(n for n, _ in store.digest().values()) == len(rows)
    assert schema(store) == before


def test_what_is_done_afterwards_stands_after_the_place_the_image_stands_for(make_store: MakeStore) -> None:
    """Also where the log's last places are informants', which are in no image: what is younger is told by its place."""
    store = make_store("a")
    take(store, many(3))
    with store.change(None, "add_project") as tx:
        tx.new("project", name="之后")
    assert [row["pos"] for row in store.rows("SELECT pos FROM sync_op")] == [8]
    store.close()
    again = make_store("a")
    with again.change(None, "add_project") as tx:
        tx.new("project", name="再后")
    assert [row["pos"] for row in again.rows("SELECT pos FROM sync_op ORDER BY pos")] == [8, 9]
    assert again.digest() == derived.counted(again.reader())


def test_the_guard_of_a_table_is_back_after_many_rows(make_store: MakeStore) -> None:
    store = make_store("a")
    taken: list[int] = []

    def without_it() -> None:
        taken.append(
            store._writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'guard_insert_project'").fetchone()
        )

    take(store, many(), spoil=without_it)
    assert taken == [None], "it was aside: else this test proves nothing"
    with (
        pytest.raises(sqlcipher3.IntegrityError, match=r"write outside store\.change"),
        store.maintenance() as connection,
    ):
        connection.execute("INSERT INTO project (id, _deleted) VALUES ('x', 0)")
    with store.change(None, "add_project") as tx:
        assert tx.new("project", name="之后")


def test_a_failure_in_the_middle_leaves_the_store_empty_and_guarded(make_store: MakeStore) -> None:
    store = make_store("a")
    before = schema(store)

    def fail() -> None:
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        take(store, many(), spoil=fail)
    assert schema(store) == before and not store.find("project") and store.digest() == {}
    take(store, many())
    assert schema(store) == before and len(store.find("project")) == len(many())


def test_a_process_killed_in_the_middle_leaves_the_store_empty_and_guarded(
    make_store: MakeStore, tmp_path: Path, clock: FixedClock
) -> None:
    store = make_store("a")
    before = schema(store)
    store._writer.execute("PRAGMA cache_size = 10")  # so that pages go to the disk before the end
    journal = Path(f"{store.path}-wal")
    sizes = [journal.stat().st_size]

    def killed() -> None:
        sizes.append(journal.stat().st_size)
        for tail in ("", "-wal"):
            shutil.copy(f"{store.path}{tail}", tmp_path / f"killed.db{tail}")

    take(store, many(), spoil=killed)
    assert sizes[1] > sizes[0], "half of it was on the disk: else this test proves nothing"
    left = make_store("killed")
    assert schema(left) == before and not left.find("project")


def test_what_was_taken_in_is_on_the_disk_before_it_is_copied_into_the_file(
    make_store: MakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "_settle", lambda self: None)
    store = make_store("a")
    take(store, many())
    for tail in ("", "-wal"):
        shutil.copy(f"{store.path}{tail}", tmp_path / f"copy.db{tail}")
    assert len(make_store("copy").find("project")) == len(many())
    shutil.copy(store.path, tmp_path / "file.db")
    assert not make_store("file").find("project"), "it stands in the journal alone: else this test proves nothing"


def test_it_is_copied_into_the_file_beside_and_at_the_close_at_the_latest(
    make_store: MakeStore, tmp_path: Path
) -> None:
    store = make_store("a")
    take(store, many())
    for then in store._at_close:
        then(store)
    shutil.copy(store.path, tmp_path / "file.db")
    assert len(make_store("file").find("project")) == len(many())


# --- what no act could make


def altered(name: str, value: Any) -> bytes:
    """The image of three projects in which one column is another."""
    part = msgspec.json.decode(imagerows.encode(PROJECT, many(3)))
    part["data"][PROJECT.columns.index(name)] = value
    return msgspec.json.encode(part)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", {"of": [1]}),
        ("name", {"of": ["a", "b"]}),
        ("name", {"of": []}),
        ("name", {"of": ["a", "b"], "at": [0, 1, 2]}),
        ("name", {"of": ["a", "b"], "at": [0, 1, -1]}),
        ("name", {"of": ["a"], "at": [0, 0, 0, 0]}),
        ("contract_fen", {"of": ["5"]}),
        ("contract_fen", {"of": [5.5]}),
        ("contract_fen", {"of": [True]}),
        ("contract_fen", {"of": [2**63]}),
        ("temporary", {"of": [2]}),
        ("temporary", {"of": [True]}),
        ("completed_on", {"of": [20260101]}),
        ("tags", {"of": ["[1,"]}),
        ("tags", {"of": [["a"]]}),
        ("tags", {"of": ["[" * 40 + "]" * 40]}),
        ("tags", {"of": ["NaN"]}),
        ("_ext", {"of": ["[]"]}),
        ("_ext", {"of": ["{"]}),
        ("_deleted", {"of": [None]}),
        ("_replica", {"of": [0]}),
        ("_replica", {"of": [None]}),
        ("_seq", {"of": [1, None, 3]}),
        ("id", {"of": ["a", "b", ""]}),
        ("id", {"of": ["a", "b", "c\0d"]}),
        ("id", {"of": ["a", "b", "c" * 65]}),
        ("id", {"of": ["a", None, "c"]}),
    ],
)
def test_a_value_that_no_act_could_have_written_is_refused(name: str, value: Any) -> None:
    with pytest.raises(Unfit):
        imagerows.decode("project", altered(name, value))


def test_a_column_that_fits_is_none_of_those() -> None:
    assert imagerows.decode("project", altered("name", {"of": ["a", None], "at": [0, 1, 0]})).values("name") == [
        "a",
        None,
        "a",
    ]


def test_columns_of_another_version_are_refused() -> None:
    part = msgspec.json.decode(imagerows.encode(PROJECT, many(3)))
    part["columns"][-1] = "renamed"
    with pytest.raises(ValueError, match="another version"):
        imagerows.decode("project", msgspec.json.encode(part))


@pytest.mark.parametrize("count", [3, 2 * MANY])
def test_a_record_that_is_there_twice_is_refused(make_store: MakeStore, count: int) -> None:
    store, rows = make_store("a"), many(count)
    with pytest.raises(Unfit):
        take(store, rows, rows[:1])
    assert not store.find("project")


@pytest.mark.parametrize(
    "head",
    [
        ("project", "p", "contract_fen", 1, 1, 1, '"5"'),
        ("project", "p", "name", 1, 1, 1, "5"),
        ("project", "p", "name", 1, 1, 1, "not json"),
        ("project", "p", "_deleted", 1, 1, 1, '{"seen": 5}'),
        ("nothing", "p", "name", 1, 1, 1, '"a"'),
        ("informant", "p", "name", 1, 1, 1, '"a"'),
    ],
)
def test_a_standing_value_that_no_act_could_have_written_is_refused(make_store: MakeStore, head: Any) -> None:
    store = make_store("a")
    with pytest.raises(Unfit), store.founding() as connection:
        Taking(connection).heads([head])
    with store.founding() as connection:
        Taking(connection).heads([("project", "p", "name", 1, 1, 1, '"a"')])


# --- the digests


@given(st.lists(st.tuples(TEXT, st.integers(1, 2**63), st.integers(1, 2**63)), max_size=20))
def test_many_digests_at_once_are_those_of_each(made: list[tuple[str, int, int]]) -> None:
    one_by_one = [
        (merge.bucket(rec), merge.created_digest("unit", rec, (replica, seq))) for rec, replica, seq in made
    ]
    assert list(merge.created_digests("unit", made)) == one_by_one


@pytest.mark.parametrize("unmade", [False, True])
@pytest.mark.parametrize("at_last", [10**6, 100])
def test_edited_records_count_with_what_stands_beside_their_rows(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch, at_last: int, unmade: bool
) -> None:
    monkeypatch.setattr("models.imaging.AT_LAST", at_last)
    store, rows = make_store("a"), many()
    if unmade:  # its creation has not come yet
        rows[5][1:4] = [None, None, None]
    with store.founding() as connection:
        taking = Taking(connection)
        taking.heads([("project", f"p{n:05}", "name", 8, n, 1, '"neu"') for n in range(1, len(rows), 7)])
        taking.heads([("project", "p00008", "name", 9, 9, 1, '"auch"')])
        taking.rows(imagerows.decode("project", imagerows.encode(PROJECT, rows)))
        taking.finish(store.stream, {}, 7, 1)
    assert store.digest() == derived.counted(store.reader())
