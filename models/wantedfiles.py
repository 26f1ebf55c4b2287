"""Which photos a laptop need not have: those of projects, cases and visits whose records name none of its officers.

The rule in one sentence: a laptop keeps every photo but those of projects on which no record (visit, case, approval,
paper, service, recheck, …) names an officer who unlocks it. A case with sites of its own and a visit without a project
count like a project; a photo of which nobody can say where it belongs is kept. Who is put on a visit, a case or a
recheck is named by it, so the site's earlier photos follow. Papers are not asked here: they go everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, Protocol

from models import duplicates
from models.records import RECORDS, Record

PLACES = ("project", "wage_case", "inspection")
"""What a photo belongs to, and a record that names an officer."""
THROUGH = ("clue", "document", "requirement", "service", "draft", "answer", "wage_roll")
"""Records that lead there, where a record does not say it itself."""
LISTED = {"approval": ("officers",)}
"""JSON fields that list officers."""
Place = tuple[str, str]
"""(table, id)."""
Places = frozenset[Place]


class Reader(duplicates.Reader, Protocol):
    """A store."""

    def rows(self, sql: str, params: Any = ()) -> list[dict[str, Any]]: ...


class Standing(Reader, Protocol):
    """A store that remembers what was read of it."""

    def standing(self, name: str, make: Any) -> Any: ...


class Sites:
    """Where records belong, read from the store as it is now; made for one question and then forgotten."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.aliases = duplicates.aliases(reader)
        self._links: dict[str, dict[str, tuple[Place, ...]]] = {}
        self._known: dict[Place, Places] = {}

    def of(self, table: str, record: str) -> Places:
        """The projects, cases and visits a record belongs to; none where it is not known here."""
        key = (table, record)
        if key not in self._known:
            self._known[key] = frozenset()  # a chain of papers that leads back to itself
            if table == "project":
                self._known[key] = frozenset({(table, self.aliases.survivor(record))})
            elif (links := self._of_table(table).get(record)) is not None:
                found = self.around(links)
                self._known[key] = found | {key} if table in PLACES else found
        return self._known[key]

    def around(self, links: Iterable[Place]) -> Places:
        """The same of a record that names these."""
        return frozenset().union(*(self.of(*link) for link in links))

    def _of_table(self, table: str) -> dict[str, tuple[Place, ...]]:
        if table not in self._links:
            record = RECORDS[table]
            rows = self.reader.rows(f"SELECT id{_columns(record)} FROM [{table}]")
            self._links[table] = {row["id"]: links(record, row) for row in rows}
        return self._links[table]


def links(record: Record, row: dict[str, Any]) -> tuple[Place, ...]:
    """The places a row names itself, else the records that lead to one."""
    for wanted in (PLACES, THROUGH):
        found = tuple((f.ref, row[f.name]) for f in record.fields if f.ref and f.ref in wanted and row[f.name])
        if found:
            return found
    return ()


def _columns(record: Record) -> str:
    return "".join(f", [{f.name}]" for f in record.fields if f.ref in PLACES or f.ref in THROUGH)


def is_hash(text: str) -> bool:
    """Whether a record names a file at all: what others wrote there may be anything."""
    return len(text) == 64 and all(c in "0123456789abcdef" for c in text)


def photos(reader: Standing) -> dict[str, Places]:
    """Hash of each photo that records name → what it belongs to; nothing where nobody can say it."""
    found: dict[str, Places] = reader.standing("photo_places", lambda: _photos(reader))
    return found


def _photos(reader: Reader) -> dict[str, Places]:
    sites, found, loose = Sites(reader), dict[str, Places](), set[str]()
    for record in RECORDS.values():
        for field in record.fields:
            if field.kind != "sha" or record.table == "document":
                continue
            columns = _columns(record)  # those of one answer or visit are one row
            sql = f"SELECT json_group_array([{field.name}]) AS shas{columns} FROM [{record.table}]"
            together = f" GROUP BY {columns.removeprefix(', ')}" if columns else ""
            hashed = f"length([{field.name}]) = 64 AND [{field.name}] NOT GLOB '*[^0-9a-f]*'"
            for row in reader.rows(f"{sql} WHERE {hashed} AND _deleted = 0{together}"):
                at = sites.around(links(record, row))
                for sha in json.loads(row["shas"]):
                    found[sha] = found[sha] | at if sha in found else at
                    if not at:
                        loose.add(sha)
    return found | dict.fromkeys(loose, frozenset())


def named(reader: Reader, officers: Collection[str], but: Collection[Place] = ()) -> Places:
    """The projects, cases and visits on which some record names one of ``officers``; ``but``: records (table, id)
    that are not asked."""
    sites, among, found = Sites(reader), json.dumps(sorted(officers)), set[Place]()
    for table, record in RECORDS.items():
        asked = [f"[{f.name}] IN (SELECT value FROM json_each(?1))" for f in record.fields if f.ref == "officer"]
        asked += [
            f"EXISTS (SELECT 1 FROM json_each([{name}]) WHERE value IN (SELECT value FROM json_each(?1)))"
            for name in LISTED.get(table, ())
        ]
        if not asked or not (_columns(record) or table in PLACES):
            continue
        name = "id" if but or table in PLACES else "NULL AS id"
        sql = f"SELECT DISTINCT {name}{_columns(record)} FROM [{table}] WHERE _deleted = 0 AND ({' OR '.join(asked)})"
        for row in reader.rows(sql, (among,)):
            if (table, row["id"]) in but:
                continue
            found |= sites.of(table, row["id"]) if table in PLACES else sites.around(links(record, row))
    return frozenset(found)


def left(reader: Standing, officers: Collection[str]) -> frozenset[str]:
    """Hashes of the photos that a laptop of these officers does not fetch by itself."""

    def make() -> frozenset[str]:
        there = photos(reader)
        ours = named(reader, officers) if there else frozenset()
        return frozenset(sha for sha, at in there.items() if at and not at & ours)

    found: frozenset[str] = reader.standing(f"photos_left {' '.join(sorted(officers))}", make)
    return found


def newly(reader: Standing, officers: Collection[str], records: Collection[Place]) -> frozenset[str]:
    """Photos that these officers are to have only because of these ``records`` (table, id), which are new to them."""
    if not records:
        return frozenset()
    come = named(reader, officers) - named(reader, officers, records)
    return frozenset(sha for sha, at in photos(reader).items() if at & come)


def of_project(reader: Standing, project: str) -> frozenset[str]:
    """Hashes of the photos of a project, of all records that count as it."""
    place = ("project", duplicates.aliases(reader).survivor(project))
    return frozenset(sha for sha, at in photos(reader).items() if place in at)


def sizes(reader: Reader, shas: Collection[str]) -> int | None:
    """Bytes of these photos in all, None where of some nobody noted how large they are."""
    rows = reader.rows(
        "SELECT max(size) AS size FROM evidence WHERE blob IN (SELECT value FROM json_each(?)) AND _deleted = 0 "
        "GROUP BY blob",
        (json.dumps(sorted(shas)),),
    )
    known = [row["size"] for row in rows if row["size"]]
    return sum(known) if shas and len(known) == len(shas) else None
