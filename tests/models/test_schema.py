"""The tables a file has: what an update takes away and adds."""

from __future__ import annotations

from collections.abc import Callable

from models.database import connect
from models.schema import applied
from models.store import Store
from tests.models.conftest import KEY

MakeStore = Callable[[str], Store]


def indexes(store: Store) -> set[str]:
    return {
        row["name"] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    }


def test_an_update_takes_away_the_indexes_nobody_looks_up_by(make_store: MakeStore) -> None:
    store = make_store("a")
    fresh = indexes(store)
    with store.change(None, "plan_visit") as tx:
        visit = tx.new("inspection", office="o", project="p", lead="l")
    store.close()
    older = connect(store.path, KEY)
    for table, field in (("inspection", "office"), ("inspection", "lead"), ("document", "issued_by")):
        older.execute(f"CREATE INDEX [idx_{table}_{field}] ON [{table}] ([{field}])")
    older.execute("DELETE FROM migration WHERE name = '0007-fewer-indexes'")
    older.close()
    again = make_store("a")
    assert indexes(again) == fresh
    assert "0007-fewer-indexes" in applied(again.reader())
    assert [row["id"] for row in again.find("inspection", lead="l")] == [visit]


def test_what_records_are_looked_up_by_has_an_index(store: Store) -> None:
    wanted = {"idx_inspection_project", "idx_answer_inspection", "idx_certificate_officer", "idx_document_inspection"}
    assert wanted <= indexes(store)
    assert not {name for name in indexes(store) if name.endswith("_office")}
    plan = store.rows("EXPLAIN QUERY PLAN SELECT id FROM inspection WHERE project IS 'p'")
    assert "idx_inspection_project" in plan[0]["detail"]
