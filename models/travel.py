"""What acts were about, as people name it (a paper, a visit, a project), and which of them still wait to travel."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from models import journal
from models.duplicates import view
from models.records import RECORDS

Row = dict[str, Any]

VIA_ROLL = "(SELECT inspection FROM wage_roll x WHERE x.id = r.roll)"
OF: Mapping[str, tuple[tuple[str, str], ...]] = {
    "document": (("document", "r.id"),),
    "requirement": (("document", "r.document"),),
    "service": (("document", "r.document"),),
    "document_end": (("document", "r.document"),),
    "number_settlement": (("document", "r.stands"),),
    "print_log": (("document", "r.document"),),
    "stationery": (("document", "r.document"),),
    "sealed_copy": (("document", "r.document"),),
    "number_use": (("document", "r.document"),),
    "recheck": (
        ("document", "coalesce(r.document, (SELECT document FROM requirement x WHERE x.id = r.requirement))"),
    ),
    "signature": (
        ("document", "coalesce(r.document, (SELECT document FROM service x WHERE x.id = r.service))"),
        ("inspection", "r.inspection"),
    ),
    "inspection": (("inspection", "r.id"),),
    "answer": (("inspection", "r.inspection"),),
    "finding": (("inspection", "r.inspection"),),
    "stated_arrears": (("inspection", "r.inspection"),),
    "wage_roll": (("inspection", "r.inspection"),),
    "wage_worker": (("inspection", VIA_ROLL),),
    "wage_line": (("inspection", VIA_ROLL),),
    "approval": (("inspection", "r.inspection"),),
    "draft": (("inspection", "r.inspection"),),
    "evidence": (("inspection", "r.inspection"),),
    "project": (("project", "r.id"),),
    "engagement": (("project", "r.project"),),
    "wage_account": (("project", "r.project"),),
    "deposit": (("project", "r.project"),),
    "labour_cost": (("project", "r.project"),),
    "recovered_payment": (("project", "r.project"),),
    "warning": (("project", "r.project"),),
    "unit": (("unit", "r.id"),),
    "merging": (
        ("unit", "CASE r.kind WHEN 'unit' THEN r.kept END"),
        ("project", "CASE r.kind WHEN 'project' THEN r.kept END"),
    ),
    "clue": (("clue", "r.id"),),
    "informant": (("clue", "r.clue"),),
    "wage_case": (("clue", "r.clue"), ("project", "r.project")),
}
"""Table → (kind of the thing it belongs to, SQL for that thing's id); the first that is known counts."""

OFFICE = ("office", "")
"""What belongs to no paper, visit or place: officers, devices, number blocks."""


class Reader(Protocol):
    """A store."""

    def get(self, table: str, record: str | None) -> Row | None: ...
    def find(self, table: str, **where: Any) -> list[Row]: ...
    def rows(self, sql: str, params: Any = ()) -> list[Row]: ...
    def catch_up(self) -> None: ...


@dataclass
class Subject:
    """One thing people speak of. ``kind``: document, inspection, project, unit, clue, office; ``id`` of that record.

    ``title`` is its number or name ('' where it has none), ``who`` whom it concerns, ``counts`` table → records,
    ``at`` the newest act (RFC 3339), ``type`` a paper's type, ``day`` a visit's or paper's day.
    """

    kind: str
    id: str
    title: str = ""
    who: str = ""
    type: str | None = None
    day: str | None = None
    at: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    records: set[tuple[str, str]] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id


def waiting(reader: Reader, acked: Mapping[int, int], own: Sequence[int]) -> list[Subject]:
    """What this device wrote and the server has not receipted (``acked``: replica → last receipted), newest first."""
    return _subjects(reader, *_of_lines(own, acked, ">"))


def receipted(reader: Reader, acked: Mapping[int, int], own: Sequence[int], most: int = 8) -> list[Subject]:
    """The newest things of this device that are wholly on the server's disk."""
    still = {s.key for s in waiting(reader, acked, own)}
    return [s for s in _subjects(reader, *_of_lines(own, acked, "<=")) if s.key not in still][:most]


def oldest_waiting(reader: Reader, acked: Mapping[int, int], own: Sequence[int]) -> str | None:
    """The instant of the oldest act of this device that the server has not receipted; None where nothing waits."""
    condition, params = _of_lines(own, acked, ">")
    rows = reader.rows(f"SELECT min(o.at) AS at FROM sync_op o WHERE {condition}", params)
    return rows[0]["at"] if rows else None


@dataclass(frozen=True)
class Photos:
    """The photos of one visit, ``all`` of them: ``unsent`` are here alone as far as is known, ``coming`` are not here
    yet, ``left`` are on the server and not fetched to this computer."""

    all: int
    unsent: int
    coming: int
    left: int

    @property
    def here(self) -> int:
        return self.all - self.coming - self.left


def photos_of_visits(
    reader: Reader, unsent: Collection[str], coming: Collection[str], left: Collection[str]
) -> dict[str, Photos]:
    """Visit → its photos, for visits of which some (by their hashes) still wait to be sent or to come."""
    if not unsent and not coming:
        return {}
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN blob IN (SELECT value FROM json_each(?{n})) THEN blob END) AS {name}"
        for n, name in enumerate(("unsent", "coming", "left_"), 1)
    )
    rows = reader.rows(
        f"SELECT inspection, count(DISTINCT blob) AS n, {counts} FROM evidence "
        "WHERE blob IS NOT NULL AND inspection IS NOT NULL AND _deleted = 0 GROUP BY inspection",
        tuple(json.dumps(sorted(shas)) for shas in (unsent, coming, left)),
    )
    return {
        row["inspection"]: Photos(row["n"], row["unsent"], row["coming"], row["left_"])
        for row in rows
        if row["unsent"] or row["coming"]
    }


def received(reader: Reader, after: int) -> dict[int, list[Subject]]:
    """What came from others after the place ``after`` of this store's own order: replica → things, newest first."""
    rows = reader.rows(
        "SELECT DISTINCT replica FROM sync_op WHERE recv_at IS NOT NULL AND pos > ? ORDER BY pos", (after,)
    )
    return {
        row["replica"]: _subjects(
            reader, "o.recv_at IS NOT NULL AND o.pos > ? AND o.replica = ?", (after, row["replica"])
        )
        for row in rows
    }


def last_place(reader: Reader) -> int:
    """The place of the newest operation here, to remember what was looked at."""
    return int(reader.rows("SELECT coalesce(max(pos), 0) AS pos FROM sync_op")[0]["pos"])


def subject_of(reader: Reader, table: str, record: str) -> Subject:
    """The thing one record belongs to."""
    if table in OF:
        kinds = OF[table]
        columns = ", ".join(f"{sql} AS k{n}" for n, (_, sql) in enumerate(kinds))
        rows = reader.rows(f"SELECT {columns} FROM [{table}] r WHERE r.id = ?", (record,))
        for n, (kind, _) in enumerate(kinds):
            if rows and rows[0][f"k{n}"]:
                return _named(reader, Subject(kind, rows[0][f"k{n}"]))
    return Subject(*OFFICE)


def _of_lines(own: Sequence[int], acked: Mapping[int, int], how: str) -> tuple[str, tuple[int, ...]]:
    if not own:
        return "0", ()
    parts = [f"(o.replica = ? AND o.seq {how} ?)" for _ in own]
    return f"({' OR '.join(parts)})", tuple(v for r in own for v in (r, acked.get(r, 0)))


def _subjects(reader: Reader, condition: str, params: tuple[int, ...]) -> list[Subject]:
    found: dict[tuple[str, str], Subject] = {}
    reader.catch_up()
    tables = reader.rows(
        f"SELECT DISTINCT t.tbl FROM sync_touch t JOIN sync_op o USING (pos) WHERE {condition}", params
    )
    for table in (row["tbl"] for row in tables):
        if table not in RECORDS:
            continue
        kinds = OF.get(table, ())
        columns = "".join(f", {sql} AS k{n}" for n, (_, sql) in enumerate(kinds))
        for row in reader.rows(
            f"SELECT r.id{columns}, max(o.at) AS at FROM sync_touch t JOIN sync_op o USING (pos) "
            f"JOIN [{table}] r ON r.id = t.rec WHERE t.tbl = ? AND {condition} GROUP BY r.id",
            (table, *params),
        ):
            key = next(((kind, row[f"k{n}"]) for n, (kind, _) in enumerate(kinds) if row[f"k{n}"]), OFFICE)
            one = found.setdefault(key, Subject(*key))
            one.at = max(one.at, row["at"])
            one.counts[table] = one.counts.get(table, 0) + 1
            one.records.add((table, row["id"]))
    return sorted((_named(reader, s) for s in found.values()), key=lambda s: (s.at, s.id), reverse=True)


def _named(reader: Reader, subject: Subject) -> Subject:
    row = reader.get(subject.kind, subject.id) if subject.id else None
    if row is None:
        return subject
    if subject.kind == "document":
        subject.title, subject.type = row["number"] or "", row["type"]
        subject.who = "、".join(str(a.get("name") or "") for a in row["addressees"] or ())
        subject.day = row["date"]
    elif subject.kind == "inspection":
        project = view(reader).get("project", row["project"])
        subject.title = (project or {}).get("name") or ""
        subject.day = (row["started_at"] or row["planned_on"] or "")[:10] or None
    elif subject.kind == "clue":
        project = reader.get("project", row["project"])
        subject.title = row["external_no"] or (project or {}).get("name") or ""
        subject.day = row["received_on"]
    else:
        subject.title = row["name"] or ""
    return subject


def records(reader: Reader) -> int:
    """How many shared records this store holds, as both ends count them."""
    reader.catch_up()
    return int(reader.rows("SELECT coalesce(sum(records), 0) AS n FROM sync_bucket")[0]["n"])


def files(reader: Reader) -> dict[str, int]:
    """``photo`` and ``paper`` → files that records name."""
    photos = reader.rows("SELECT count(DISTINCT blob) AS n FROM evidence WHERE blob IS NOT NULL AND _deleted = 0")
    papers = reader.rows("SELECT count(DISTINCT pdf) AS n FROM document WHERE pdf IS NOT NULL AND _deleted = 0")
    return {"photo": int(photos[0]["n"]), "paper": int(papers[0]["n"])}


# --- what needs a person


@dataclass(frozen=True)
class Held:
    """One edit that could not be applied: whose, why, of which record's thing."""

    replica: int
    seq: int
    reason: str
    detail: str
    at: str
    edit: str = ""


def quarantine(reader: Reader) -> list[Held]:
    """Edits that this program put aside (已隔离); the rest of their act was applied."""
    rows = reader.rows("SELECT replica, seq, reason, detail, at, edit FROM sync_quarantine ORDER BY at, replica, seq")
    return [Held(r["replica"], r["seq"], r["reason"], r["detail"] or "", r["at"], r["edit"] or "") for r in rows]


def held_thing(reader: Reader, held: Held) -> tuple[str, str] | None:
    """(table, id) of the record the edit put aside was about; None where this program does not know such records."""
    rows = reader.rows(
        "SELECT body FROM sync_op WHERE replica = ? AND seq = ? AND body IS NOT NULL", (held.replica, held.seq)
    )
    edits = journal.decode(bytes(rows[0]["body"])).edits if rows else []
    at = int(held.edit) if held.edit.isdigit() else 0
    return (edits[at].t, edits[at].r) if at < len(edits) and edits[at].t in RECORDS else None


def returned(reader: Reader) -> list[Subject]:
    """Drafts and visits the office gave back (被退回)."""
    found = [Subject("draft", d["id"], d["title"] or "", _unit_names(reader, d["addressees"]), d["type"], d["date"])
             for d in reader.find("draft", state="returned")]  # fmt: skip
    found += [_named(reader, Subject("inspection", v["id"])) for v in reader.find("inspection", state="returned")]
    return found


def _unit_names(reader: Reader, units: Any) -> str:
    rows = [reader.get("unit", u) for u in units or () if isinstance(u, str)]
    return "、".join(str(r["name"]) for r in rows if r)


@dataclass(frozen=True)
class Source:
    """A device as the desk sees it. ``last_act`` and ``last_came``: newest act of it here, and when that came."""

    id: str | None
    replica: int | None
    name: str
    role: str
    code: str
    state: str
    last_act: str | None
    last_came: str | None
    acts: int


def devices(reader: Reader) -> list[Source]:
    """Every device of the office's register with what is known of its last sync, the newest first."""
    lines = {
        row["replica"]: row
        for row in reader.rows(
            "SELECT replica, count(*) AS n, max(at) AS at, max(recv_at) AS came FROM sync_op GROUP BY replica"
        )
    }
    made = []
    for row in reader.find("device"):
        line = lines.get(row["replica"]) or {"n": 0, "at": None, "came": None}
        made.append(
            Source(
                row["id"], row["replica"], row["name"] or row["code"] or "", row["role"] or "", row["code"] or "",
                row["state"] or "", line["at"], line["came"], int(line["n"]),
            )
        )  # fmt: skip
    return sorted(made, key=lambda d: (d.last_came or d.last_act or "", d.name), reverse=True)


def device_names(reader: Reader) -> dict[int, str]:
    """Replica → what people call the device."""
    return {d["replica"]: d["name"] or d["code"] or "" for d in reader.find("device") if d["replica"] is not None}
