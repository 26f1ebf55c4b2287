"""Anki in the sync benchmark: its own client and sync server (package ``anki``), each inspection a note of 40 fields."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection

from benchmarks.sync import stage
from benchmarks.sync.data import FIELDS, Edits, Row, edits_delta, edits_merge, merged, records

KIND = "inspection"


def text(value: Any) -> str:
    """A note's fields are text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def served(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "SYNC_USER1": "one:secret",
        "SYNC_BASE": str(folder),
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": str(port),
        "RUST_LOG": "error",
    }
    process = subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    return process, f"http://127.0.0.1:{port}/"


def collection(folder: Path) -> Collection:
    folder.mkdir()
    return Collection(str(folder / "collection.anki2"))


def define(col: Collection) -> None:
    kind = col.models.new(KIND)
    for name in FIELDS:
        col.models.add_field(kind, col.models.new_field(name))
    template = col.models.new_template("card")
    template["qfmt"], template["afmt"] = "{{notice_no}}", "{{place}}"
    col.models.add_template(kind, template)
    col.models.add(kind)


def add(col: Collection, rows: Sequence[Row]) -> None:
    kind, deck = col.models.by_name(KIND), col.decks.id("Default")
    for start in range(0, len(rows), 1000):
        wanted = []
        for row in rows[start : start + 1000]:
            note = col.new_note(kind)
            note.fields = [text(row[name]) for name in FIELDS]
            wanted.append(AddNoteRequest(note=note, deck_id=deck))
        col.add_notes(wanted)


def edit(col: Collection, rows: Sequence[Row], edits: Edits) -> None:
    known = {fields.split("\x1f", 1)[0]: note for note, fields in col.db.execute("select id, flds from notes")}
    changed = []
    for place, fields in edits.items():
        note = col.get_note(known[rows[place]["id"]])
        for name, value in fields.items():
            note[name] = text(value)
        changed.append(note)
    col.update_notes(changed)
    time.sleep(1.1)  # Anki tells which edit is newer by whole seconds


def final(col: Collection) -> dict[str, dict[str, str]]:
    found = {}
    for (fields,) in col.db.execute("select flds from notes"):
        values = fields.split("\x1f")
        found[values[0]] = dict(zip(FIELDS, values, strict=True))
    return found


def whole(col: Collection, auth: Any, *, upload: bool) -> None:
    """Anki's other way: the whole file replaces the other side's."""
    col.close_for_full_sync()
    col.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    col.reopen(after_full_sync=True)


def main() -> int:
    folder, count = Path(os.environ["SYNC_BENCH"]), int(os.environ["SYNC_COUNT"])
    rows = records(count)
    process, url = served(folder / "server")
    stage.server(process.pid)
    try:
        a, b = collection(folder / "a"), collection(folder / "b")
        define(a)
        mine, theirs = a.sync_login("one", "secret", url), b.sync_login("one", "secret", url)
        a.sync_collection(mine, False)
        whole(a, mine, upload=True)
        b.sync_collection(theirs, False)
        whole(b, theirs, upload=False)
        add(a, rows)
        stage.workload("W1", count, lambda: a.sync_collection(mine, False))
        stage.workload("W2", count, lambda: b.sync_collection(theirs, False))
        if b.note_count() != count:
            raise SystemExit("Anki did not bring every note")
        stage.workload("W2 whole file", count, lambda: whole(b, theirs, upload=False))
        _both(a, b, mine, theirs, rows)
    finally:
        process.terminate()
        process.wait()
    return 0


def _both(a: Collection, b: Collection, mine: Any, theirs: Any, rows: Sequence[Row]) -> None:
    edit(a, rows, edits_delta(len(rows)))
    stage.workload("W3", 100, lambda: a.sync_collection(mine, False))
    b.sync_collection(theirs, False)
    edit(a, rows, edits_merge("A"))
    edit(b, rows, edits_merge("B"))

    def merge() -> None:
        a.sync_collection(mine, False)
        b.sync_collection(theirs, False)
        a.sync_collection(mine, False)

    stage.workload("W4", 1000, merge)
    one, other = final(a), final(b)
    stage.outcome(
        conflicts_kept_with_both_values=0,
        **merged(lambda place: one[rows[place]["id"]], text),
        equal=one == other,
    )
    stage.workload("W5", 0, lambda: a.sync_collection(mine, False), stage.QUIET)


if __name__ == "__main__":
    sys.exit(main())
