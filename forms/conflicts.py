"""Which fields a paper prints, and whether people still disagree on one of them: only that blocks the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from forms.composing import Composed
from models import twosheets
from models.cases import Row, evidence_of
from models.duplicates import view
from models.errors import KnownError, Place
from models.merge import DELETED
from models.pack import Pack
from models.papertypes import paper_type

PRINTED: Mapping[str, frozenset[str]] = {
    "office": frozenset({"name", "doc_prefix", "address", "phone", "brigade", "number_patterns"}),
    "officer": frozenset({"name"}),
    "certificate": frozenset({"number", "valid_from", "valid_until"}),
    "unit": frozenset({"name"}),
    "project": frozenset({"name"}),
    "engagement": frozenset({"unit", "role", "hired_by", "form", "employs"}),
    "wage_account": frozenset({"name"}),
    "deposit": frozenset({"sums"}),
    "labour_cost": frozenset({"month", "sums"}),
    "wage_roll": frozenset({"pay_day", "state"}),
    "wage_worker": frozenset({"name", "identity", "trade", "employer", "unnamed"}),
    "wage_line": frozenset({"worker", "month", "sums"}),
    "stated_arrears": frozenset({"stated"}),
    "evidence": frozenset({"name", "taken_on"}),
    "answer": frozenset({"answered"}),
    "inspection": frozenset({"project", "lead", "assistant"}),
    "draft": frozenset(
        {
            "type", "addressees", "jointly_with", "date", "as_of", "period", "title", "evidence",
            "requirements", "appear_at", "materials", "stated", "extra",
        }
    ),
}  # fmt: skip

TEMPLATED: Mapping[str, frozenset[str]] = {
    "unit": frozenset({"code", "legal_rep", "principal", "domicile", "id_no", "phone"}),
    "wage_case": frozenset({"cause", "no", "filing_no", "filed_on"}),
    "project": frozenset({"address"}),
    "office": frozenset({"government", "court", "police", "procuratorate", "titles"}),
    "inspection": frozenset({"place", "notice_no", "started_at"}),
    "interview_line": frozenset({"place", "question", "answer", "was"}),
}
"""What the templates of the pack print besides."""

SUMS: Mapping[str, tuple[str, ...]] = {
    "labour_cost": ("due", "paid", "gap"),
    "deposit": ("dep_due", "dep_paid"),
    "wage_account": ("account",),
}
"""The project's records behind the blanks of a wording."""


class Source(Protocol):
    """The store, or the open transaction."""

    def get(self, table: str, record: str | None) -> Row | None: ...
    def find(self, table: str, **where: Any) -> list[Row]: ...
    def rows(self, sql: str, params: tuple[Any, ...] = ()) -> list[Row]: ...


def refuse_conflicts(reader: Source, row: Mapping[str, Any], office: str, made: Composed, pack: Pack) -> None:
    """Raise KnownError("conflict_on_paper") with the field, where two values of a printed field stand; and
    KnownError("sheets_undecided") where its wages would count a month of two sheets."""
    if made.workers is not None or made.amount_fen is not None:
        twosheets.refuse(reader, row["inspection"])
    open_ones = reader.rows("SELECT tbl, rec, reg FROM sync_conflict ORDER BY since_pos, rec, reg")
    if not open_ones:
        return
    read = set(records_read(reader, row, office, made, pack))
    more = TEMPLATED if paper_type(pack, row["type"]) is not None else {}
    for found in open_ones:
        table, record, register = found["tbl"], found["rec"], found["reg"]
        if (table, record) in read and (
            register == DELETED or register in PRINTED.get(table, ()) or register in more.get(table, ())
        ):
            field = f"{table}.{register}"
            raise KnownError("conflict_on_paper", where=Place(field=field), field=field, record=record)


def records_read(
    reader: Source, row: Mapping[str, Any], office: str, made: Composed, pack: Pack
) -> Iterator[tuple[str, str]]:
    """(table, id) of every record something on this paper comes from."""
    yield "office", office
    yield "draft", row["id"]
    inspection = reader.get("inspection", row["inspection"])
    if inspection is not None:
        yield "inspection", inspection["id"]
        yield from _officers(reader, (inspection["lead"], inspection["assistant"]))
        yield from _project(reader, inspection["project"], made)
    for unit in {u for u, _ in made.addressees if u}:
        yield "unit", unit
    if paper_type(pack, row["type"]) is not None:
        yield from (("unit", unit) for unit in row["addressees"] or ())
        yield from (("interview_line", line["id"]) for line in reader.find("interview_line", draft=row["id"]))
        if row["wage_case"]:
            yield "wage_case", row["wage_case"]
    if row["type"] == "rectification_order":
        yield from _order(reader, row, inspection, made, pack)


def _officers(reader: Source, officers: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    for officer in officers:
        if officer:
            yield "officer", officer
            yield from (("certificate", c["id"]) for c in reader.find("certificate", officer=officer))


def _project(reader: Source, project: str | None, made: Composed) -> Iterator[tuple[str, str]]:
    if project is None:
        return
    yield "project", project
    reader = view(reader)
    for row in reader.find("engagement", project=project):
        unit = reader.get("unit", row["unit"])
        addressed = row["unit"] in [u for u, _ in made.addressees]
        named = unit is not None and unit["name"] and unit["name"] in made.text
        if addressed or named:
            yield "engagement", row["id"]
            yield "unit", row["unit"]


def _order(
    reader: Source, row: Mapping[str, Any], inspection: Row | None, made: Composed, pack: Pack
) -> Iterator[tuple[str, str]]:
    """Wages, sums, evidence and the answers behind the violations the order names."""
    violations = {r["violation"] for r in made.requirements}
    wage_case = row["wage_case"] or (inspection["wage_case"] if inspection else None)
    for thing in evidence_of(reader, row["inspection"], wage_case):
        if thing["name"] and thing["name"] in made.text:
            yield "evidence", thing["id"]
    if inspection is None:
        return
    for answer in reader.find("answer", inspection=inspection["id"]):
        if pack.item(answer["item"]).violation in violations:
            yield "answer", answer["id"]
    if made.workers is not None or made.amount_fen is not None:
        yield from (("stated_arrears", s["id"]) for s in reader.find("stated_arrears", inspection=inspection["id"]))
        for roll in reader.find("wage_roll", inspection=inspection["id"]):
            yield "wage_roll", roll["id"]
            for table in ("wage_worker", "wage_line"):
                yield from ((table, x["id"]) for x in reader.find(table, roll=roll["id"]))
    yield from _sums(reader, inspection["project"], made, pack)


def _sums(reader: Source, project: str | None, made: Composed, pack: Pack) -> Iterator[tuple[str, str]]:
    """The project's sums that a wording of this order has a blank for."""
    variants = [pack.variant(r["variant"]) for r in made.requirements]
    sentences = "".join(v.fact + v.requirement for v in variants)
    for table, blanks in SUMS.items():
        if any("{" + blank + "}" in sentences for blank in blanks):
            yield from ((table, row["id"]) for row in view(reader).find(table, project=project))
