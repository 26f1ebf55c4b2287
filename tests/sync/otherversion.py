"""A device whose program is older or newer than the server's, as a process of its own: ``python -m … older|newer``.

The record types are changed before anything else is imported, as another version's would be. One JSON command a line
on stdin, one JSON answer a line on stdout.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from models import records


def older() -> None:
    """Without the newest record types, and without a field of units that came later."""
    gone = set(records.SINCE)
    kept = {t: r for t, r in records.RECORDS.items() if t not in gone}
    unit = kept["unit"]
    kept["unit"] = records.Record("unit", tuple(f for f in unit.fields if f.name != "note"))
    records.RECORDS, records.SCHEMA, records.SINCE = kept, 1, {}


def newer() -> None:
    """With a record type, a field and a group of fields nobody else has heard of, and a kind of act to match."""
    made = dict(records.RECORDS)
    more = records._fields("drone:text wind:int/weather rain:bool/weather")
    made["unit"] = records.Record("unit", made["unit"].fields + more)
    made["flight"] = records._record("flight", "unit:ref>unit height:int")
    records.RECORDS, records.SCHEMA = made, records.SCHEMA + 1
    records.SINCE = {**records.SINCE, "flight": records.SCHEMA}


def main() -> None:
    {"older": older, "newer": newer}[sys.argv[1]]()
    from datetime import UTC, datetime

    from models import duplicates, schema
    from models.clock import FixedClock
    from models.profile import Profile
    from sync import enrolment
    from sync.client import sync
    from tests.sync.conftest import FAST

    if sys.argv[1] == "older":
        duplicates.facts = lambda reader: {}  # nothing was merged before there were mergings
        schema._STEPS.update({s: lambda c: None for s in schema.MIGRATIONS if s.endswith(("merging", "interview"))})
    profile: Profile | None = None
    for line in sys.stdin:
        do: dict[str, Any] = json.loads(line)
        answer: Any = None
        if do["do"] == "join":
            profile = enrolment.join(
                Path(do["folder"]), do["url"], do["code"], cert_no="XC-JC-0002", name=sys.argv[1], keystore=None,
                passphrase="second officer says that", clock=FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC)),
                kdf=FAST,
            )  # fmt: skip
        assert profile is not None
        store = profile.store
        if do["do"] == "write":
            with store.change(profile.officer_id, do["act"]) as tx:
                for table, rec, fields in do["records"]:
                    tx.put(table, rec, **fields)
        elif do["do"] == "sync":
            result = sync(profile)
            answer = {"equal": result.equal, "repaired": result.repaired, "pending": result.pending.operations}
        elif do["do"] == "get":
            answer = store.get(do["table"], do["id"])
        elif do["do"] == "ext":
            (row,) = store.rows("SELECT _ext FROM unit WHERE id = ?", (do["id"],))
            answer = json.loads(row["_ext"] or "{}")
        elif do["do"] == "quarantine":
            answer = sorted(q["reason"] for q in store.rows("SELECT reason FROM sync_quarantine"))
        elif do["do"] == "operations":
            answer = sorted(bytes(r["body"]).hex() for r in store.rows("SELECT body FROM sync_op"))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    if profile is not None:
        profile.close()


if __name__ == "__main__":
    main()
