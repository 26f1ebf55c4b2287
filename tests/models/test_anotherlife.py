"""A line that takes another name leaves everything the device knows of itself right: digests, the index, places."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import anotherlife, derived, search
from models.clock import FixedClock
from models.store import Store
from sync import vouching


def opened(folder: Path, name: str) -> Store:
    return Store.create(folder / f"{name}.db", None, FixedClock(datetime(2026, 11, 22, 1, tzinfo=UTC)), "office")


def new_unit(store: Store, name: str) -> None:
    with store.change("o1", "add") as tx:
        tx.new("unit", name=name, kind="company")


def bodies(store: Store) -> list[bytes]:
    return [bytes(row["body"]) for row in store.rows("SELECT body FROM sync_op ORDER BY pos")]


def right(store: Store) -> None:
    with store.maintenance() as connection:
        counted = derived.counted(connection)
    assert {b: n for b, n in store.digest().items() if n[0]} == {b: n for b, n in counted.items() if n[0]}


@pytest.mark.parametrize("before", [0, 1, 3])
def test_what_is_written_after_a_line_took_another_name_is_counted_and_found(tmp_path: Path, before: int) -> None:
    """``before``: how many of its operations the server had sent under that name already."""
    author, holder = opened(tmp_path, "author"), opened(tmp_path, "holder")
    for n in range(3):
        new_unit(author, f"从前{n}")
    holder.apply(bodies(author))
    end = search.keep(holder)
    (first,) = author.rows("SELECT hash FROM sync_op WHERE seq = 1")
    other = vouching.other_replica(author.replica, bytes(first["hash"]))
    renamed = [vouching.renamed(body, author.replica, 0, other) for body in bodies(author)]
    holder.apply(renamed[:before])
    assert anotherlife.move(holder, author.replica, 0, other, vouching.renamed, lambda connection: None) == 3
    assert bodies(holder)[-3:] == renamed or before
    right(holder)
    for n in range(3):
        new_unit(holder, f"后来{n}")
    right(holder)
    end()
    holder.close()
    holder = Store.open(tmp_path / "holder.db", None, author.clock)
    new_unit(holder, "重开之后")
    end = search.keep(holder)
    right(holder)
    assert len(holder.find("unit")) == 7 and search.find(holder, "后来2") and search.find(holder, "重开之后")
    assert len({row["pos"] for row in holder.rows("SELECT pos FROM sync_op")}) == 7
    end()
    for store in (author, holder):
        store.close()
