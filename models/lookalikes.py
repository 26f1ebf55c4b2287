"""Units and projects that may be one: what points to it, what hangs on each, and what was written on one given up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models import duplicates, journal
from models.duplicates import KINDS, Aliases, Row
from models.fold import register_value
from models.merge import DELETED, Head
from models.records import RECORDS

if TYPE_CHECKING:
    from models.store import Store


@dataclass(frozen=True)
class Pair:
    """Two records that may be one. ``because``: code, permit, id_no (strong), or name (a hint only)."""

    kind: str
    one: str
    other: str
    because: str

    @property
    def strong(self) -> bool:
        return self.because != "name"


def pairs(store: Store, known: Aliases | None = None) -> list[Pair]:
    """What is proposed to a person: the same code or permit first, names afterwards; what was decided is left out.

    A worker is never proposed, nor a person for bearing the same name; units with two different codes are two.
    """
    known = known or duplicates.aliases(store)
    found: dict[frozenset[str], Pair] = {}
    for kind, because, groups in _groups(store):
        for ids in groups:
            first, *rest = ids
            for other in rest:
                both = frozenset((first, other))
                apart = known.survivor(first) != known.survivor(other)
                if apart and both not in known.different and both not in found:
                    found[both] = Pair(kind, first, other, because)
    return sorted(found.values(), key=lambda p: (not p.strong, p.kind != "unit"))


def _groups(store: Store) -> Iterator[tuple[str, str, list[list[str]]]]:
    live = "_deleted = 0 AND _replica IS NOT NULL"
    units = store.rows(f"SELECT id, name, kind, uscc, id_no, domicile FROM unit WHERE {live} ORDER BY _hlc, id")
    yield "unit", "code", _same(units, lambda r: plain_code(r["uscc"]))
    yield "unit", "id_no", _same(units, lambda r: plain_code(r["id_no"]) if r["kind"] == "person" else "")
    projects = store.rows(f"SELECT id, name, permit_no, region FROM project WHERE {live} ORDER BY _hlc, id")
    yield "project", "permit", _same(projects, lambda r: plain_code(r["permit_no"]))
    named = [r for r in units if r["kind"] != "person"]
    yield "unit", "name", list(_named(named, lambda r: plain_code(r["uscc"]), lambda r: plain_code(r["uscc"])[2:8]))
    yield "project", "name", list(_named(projects, lambda r: plain_code(r["permit_no"]), lambda r: r["region"] or ""))


def _same(rows: list[Row], key: Any) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if key(row):
            found.setdefault(key(row), []).append(row["id"])
    return [ids for ids in found.values() if len(ids) > 1]


def _named(rows: list[Row], code: Any, county: Any) -> Iterator[list[str]]:
    """Pairs of one name, in one county as far as it is known, of which not both have a code of their own."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        if plain_name(row["name"]):
            by_name.setdefault(plain_name(row["name"]), []).append(row)
    for alike in by_name.values():
        first = alike[0]
        for other in alike[1:]:
            codes, counties = {code(first), code(other)} - {""}, {county(first), county(other)} - {""}
            if len(codes) < 2 and len(counties) < 2:
                yield [first["id"], other["id"]]


def plain_code(text: str | None) -> str:
    """A code or number as it is compared: width, case, spaces and marks aside."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or "")).upper()


def plain_name(text: str | None) -> str:
    """A name as it is compared."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or "")).lower()


# --- what hangs on each

_PAPERS = {
    "unit": (
        "SELECT count(DISTINCT d.id) AS n FROM document d, json_each(coalesce(d.addressees, '[]')) a "
        "WHERE json_extract(a.value, '$.unit') = ?"
    ),
    "project": (
        "SELECT count(*) AS n FROM document d WHERE d.inspection IN (SELECT id FROM inspection WHERE project = ?)"
    ),
}
_WAGES = {
    "unit": "SELECT count(*) AS n FROM wage_line WHERE _deleted = 0 AND roll IN (SELECT id FROM wage_roll WHERE unit = ?)",
    "project": (
        "SELECT count(*) AS n FROM wage_line WHERE _deleted = 0 AND roll IN (SELECT r.id FROM wage_roll r "
        "JOIN inspection i ON i.id = r.inspection WHERE i.project = ?)"
    ),
}
_VISITS = {
    "unit": (
        "SELECT count(DISTINCT i.id) AS n FROM inspection i JOIN engagement e ON e.project = i.project "
        "WHERE e.unit = ? AND i._deleted = 0 AND e._deleted = 0"
    ),
    "project": "SELECT count(*) AS n FROM inspection WHERE project = ? AND _deleted = 0",
}
_PROJECTS = {
    "unit": "SELECT count(DISTINCT project) AS n FROM engagement WHERE unit = ? AND _deleted = 0",
    "project": "SELECT count(DISTINCT unit) AS n FROM engagement WHERE project = ? AND _deleted = 0",
}
_CASES = {
    "unit": "SELECT count(*) AS n FROM clue WHERE unit = ? AND _deleted = 0",
    "project": "SELECT count(*) AS n FROM wage_case WHERE project = ? AND _deleted = 0",
}


def hanging(store: Store, kind: str, record: str) -> dict[str, int]:
    """How much refers to one record: ``parties`` (projects of a unit, units of a project), visits, papers, wages
    (rows), cases (of a unit: clues). Nothing of it is moved by a merge."""
    asked: Mapping[str, Mapping[str, str]] = {
        "parties": _PROJECTS, "visits": _VISITS, "papers": _PAPERS, "wages": _WAGES, "cases": _CASES,
    }  # fmt: skip
    return {name: int(store.rows(sql[kind], (record,))[0]["n"]) for name, sql in asked.items()}


# --- what was written on a record after it was given up


@dataclass(frozen=True)
class News:
    """A value on a merged record that whoever merged it had not seen. ``here``: what the record kept says."""

    kind: str
    record: str
    kept: str
    register: str
    value: Any
    here: Any
    officer: str
    device: str
    at: str


def news(store: Store, known: Aliases | None = None) -> list[News]:
    """Edits on merged records that nobody has looked at yet; equal to what is known already they are none."""
    known = known or duplicates.aliases(store)
    names = {
        d["replica"]: d["name"] or d["code"] or "" for d in store.find("device") if d["replica"] is not None
    } if known.of else {}  # fmt: skip
    found = []
    for kind in KINDS:
        for kept, members in known.groups.get(kind, {}).items():
            there = store.get(kind, kept) or {}
            for record in members[1:]:
                for register, head in _unseen(store, kind, record, known):
                    here = register_value(RECORDS[kind], register, there)
                    if head.value != here:
                        officer, at = _author(store, head)
                        place = (kind, record, kept, register)
                        found.append(News(*place, head.value, here, officer, names.get(head.replica, ""), at))
    return found


def _unseen(store: Store, kind: str, record: str, known: Aliases) -> Iterator[tuple[str, Head]]:
    about = [f for f in known.facts_of(kind, record) if record in (f.record, f.kept)]
    for register, heads in store.state(kind, record).heads.items():
        for head in heads:
            seen = any(int(f.seen.get(str(head.replica), 0)) >= head.seq for f in about)
            if not seen and register != DELETED and register in RECORDS[kind].registers:
                yield register, head


def _author(store: Store, head: Head) -> tuple[str, str]:
    rows = store.rows(
        "SELECT body FROM sync_op WHERE replica = ? AND seq = ? AND body IS NOT NULL", (head.replica, head.seq)
    )
    if not rows:
        return "", ""
    op = journal.decode(bytes(rows[0]["body"]))
    officer = store.get("officer", op.actor)
    return (str(officer["name"]) if officer else ""), op.at


# --- where a merge needs a careful look


def together(store: Store, pair: Pair) -> int:
    """Visits on which both units answered or have a wage sheet: their entries are to be compared before a merge."""
    if pair.kind != "unit":
        return 0
    both = "SELECT inspection FROM answer WHERE unit = ?{n} AND _deleted = 0 UNION SELECT inspection FROM wage_roll WHERE unit = ?{n} AND _deleted = 0"
    sql = (
        f"SELECT count(*) AS n FROM (SELECT * FROM ({both.format(n=1)}) INTERSECT SELECT * FROM ({both.format(n=2)}))"
    )
    return int(store.rows(sql, (pair.one, pair.other))[0]["n"])
