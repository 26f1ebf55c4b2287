"""Fresh encrypted stores on a real disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.store import Store

KEY = "0123456789abcdef" * 6


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))


@pytest.fixture
def make_store(tmp_path: Path, clock: FixedClock) -> Iterator[Callable[[str], Store]]:
    """Make (or open again) a named store of one office."""
    opened: list[Store] = []

    def make(name: str = "a") -> Store:
        path = tmp_path / f"{name}.db"
        store = Store.open(path, KEY, clock) if path.exists() else Store.create(path, KEY, clock, "office-1")
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[[str], Store]) -> Store:
    return make_store("a")


def bodies(store: Store) -> list[bytes]:
    """Every operation a store holds, in its order."""
    return [bytes(row["body"]) for row in store.rows("SELECT body FROM sync_op ORDER BY pos")]
