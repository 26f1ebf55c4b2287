"""pygeodiff in the sync benchmark: changesets between SQLite files in one process, without any transport or server."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pygeodiff

from benchmarks.sync import stage
from benchmarks.sync.data import FIELDS, Edits, Row, edits_delta, edits_merge, merged, records


def text(value: Any) -> Any:
    """A column's value: lists and objects as JSON, truth as a number."""
    if isinstance(value, bool):
        return int(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def make(path: Path, rows: Sequence[Row]) -> None:
    types = {name: "INTEGER" if isinstance(text(value), int) else "TEXT" for name, value in records(1)[0].items()}
    columns = ", ".join(f"{n} {types[n]}" + (" PRIMARY KEY NOT NULL" if n == "id" else "") for n in FIELDS)
    database = sqlite3.connect(path)
    database.execute(f"CREATE TABLE inspection ({columns})")
    marks = ", ".join("?" * len(FIELDS))
    plain = [[text(row[name]) for name in FIELDS] for row in rows]
    database.executemany(f"INSERT INTO inspection VALUES ({marks})", plain)
    database.commit()
    database.close()


def edit(path: Path, rows: Sequence[Row], edits: Edits) -> None:
    database = sqlite3.connect(path)
    for place, fields in edits.items():
        names = ", ".join(f"{name} = ?" for name in fields)
        values = [*map(text, fields.values()), rows[place]["id"]]
        database.execute(f"UPDATE inspection SET {names} WHERE id = ?", values)
    database.commit()
    database.close()


def final(path: Path) -> dict[str, dict[str, Any]]:
    database = sqlite3.connect(path)
    found = {row[0]: dict(zip(FIELDS, row, strict=True)) for row in database.execute("SELECT * FROM inspection")}
    database.close()
    return found


def main() -> int:
    folder, count = Path(os.environ["SYNC_BENCH"]), int(os.environ["SYNC_COUNT"])
    rows, engine = records(count), pygeodiff.GeoDiff()
    empty, base, a, b, server = (folder / f"{name}.db" for name in ("empty", "base", "a", "b", "server"))
    diff, conflicts = folder / "changes", folder / "conflicts.json"
    make(empty, [])
    make(a, rows)
    shutil.copy(empty, server)

    def between(old: Path, new: Path, onto: Path) -> None:
        engine.create_changeset(str(old), str(new), str(diff))
        engine.apply_changeset(str(onto), str(diff))

    stage.workload("W1", count, lambda: between(empty, a, server))
    shutil.copy(empty, b)
    stage.workload("W2", count, lambda: between(empty, server, b))
    shutil.copy(server, base)
    edit(a, rows, edits_delta(count))
    stage.workload("W3", 100, lambda: between(base, a, server))
    for copied in (base, b):
        shutil.copy(server, copied)
    edit(a, rows, edits_merge("A"))
    edit(b, rows, edits_merge("B"))

    def merge() -> None:
        between(base, a, server)  # A gives
        engine.rebase(str(base), str(server), str(b), str(conflicts))  # B takes, its own changes on top
        engine.create_changeset(str(server), str(b), str(diff))  # B gives
        engine.apply_changeset(str(server), str(diff))
        engine.apply_changeset(str(a), str(diff))  # A takes

    stage.workload("W4", 1000, merge)
    one = final(server)
    told = json.loads(conflicts.read_text("utf-8"))["geodiff"]
    stage.outcome(
        conflicts_kept_with_both_values=f"{len(told)} in a file beside",
        **merged(lambda place: one[rows[place]["id"]], text),
        equal=one == final(a) == final(b),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
