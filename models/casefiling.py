"""What belongs into one case file (卷宗): the visits of a case, their papers in the order of filing, receipts, evidence.

A case file is asked for by a visit; where the visit belongs to a case, all visits and papers of that case are in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import endings
from models.cases import Reader, Row
from models.duplicates import view
from models.errors import KnownError
from models.pack import Pack

RECEIPT = "service_receipt"


@dataclass(frozen=True)
class Filing:
    """Everything of one file as records; ``documents`` in the order of filing, each receipt behind its paper."""

    reader: Reader
    visits: tuple[Row, ...]
    case: Row | None
    project: Row | None
    documents: tuple[Row, ...]
    evidence: tuple[Row, ...]

    @cached_property
    def services(self) -> Mapping[str, list[Row]]:
        """Paper → its services, oldest first."""
        return {d["id"]: self.reader.find("service", document=d["id"]) for d in self.documents}

    @cached_property
    def papers(self) -> tuple[Row, ...]:
        """The papers without their receipts."""
        return tuple(d for d in self.documents if d["type"] != RECEIPT)

    @cached_property
    def standing(self) -> tuple[Row, ...]:
        """The papers that were not ended (voided, revoked)."""
        return tuple(d for d in self.papers if not endings.ends(self.reader, d["id"]))

    @cached_property
    def units(self) -> tuple[Row, ...]:
        """The parties papers are addressed to, each once."""
        ids = dict.fromkeys(a["unit"] for d in self.papers for a in d["addressees"] or () if a.get("unit"))
        return tuple(row for u in ids if (row := self.reader.get("unit", u)) is not None)

    def of_type(self, *types: str) -> list[Row]:
        """The standing papers of these types."""
        return [d for d in self.standing if d["type"] in types]

    @property
    def began(self) -> date | None:
        days = [str(v["started_at"] or v["planned_on"] or "")[:10] for v in self.visits]
        days += [str(d["date"]) for d in self.papers if d["date"]]
        found = sorted(day for day in days if day)
        return date.fromisoformat(found[0]) if found else None

    @property
    def ended(self) -> date | None:
        """The day the case was closed, where it was."""
        closed = self.case["closed_on"] if self.case else None
        return date.fromisoformat(closed) if closed else None


def filing(reader: Reader, inspection: str, pack: Pack) -> Filing:
    """The file the visit ``inspection`` belongs to; raises KnownError("inspection_unknown")."""
    reader = view(reader)
    visit = reader.get("inspection", inspection)
    if visit is None:
        raise KnownError("inspection_unknown")
    case = reader.get("wage_case", visit["wage_case"])
    visits = reader.find("inspection", wage_case=case["id"]) if case else [visit]
    found: dict[str, Row] = {}
    for one in visits:
        found |= {d["id"]: d for d in reader.find("document", inspection=one["id"])}
    if case:
        found |= {d["id"]: d for d in reader.find("document", wage_case=case["id"])}
    receipts = _receipts(reader, found)
    place = {d["type"]: n for n, d in enumerate(pack.documents.values())}
    papers = [d for d in found.values() if d["type"] != RECEIPT]
    papers.sort(key=lambda d: (place.get(d["type"], len(place)), d["date"] or "", d["issued_at"] or "", d["id"]))
    ordered = [d for paper in papers for d in (paper, *receipts.get(paper["id"], ()))]
    left = [d for d in found.values() if d["type"] == RECEIPT and d["id"] not in {o["id"] for o in ordered}]
    evidence = {e["id"]: e for one in visits for e in reader.find("evidence", inspection=one["id"])}
    if case:
        evidence |= {e["id"]: e for e in reader.find("evidence", wage_case=case["id"])}
    listed = sorted(evidence.values(), key=lambda e: (e["taken_on"] or "", e["taken_at"] or "", e["id"]))
    project = reader.get("project", visit["project"])
    return Filing(reader, tuple(visits), case, project, (*ordered, *left), tuple(listed))


def _receipts(reader: Reader, found: Mapping[str, Row]) -> dict[str, list[Row]]:
    """Paper → receipts of its services, oldest first."""
    receipts: dict[str, list[Row]] = {}
    for document in list(found.values()):
        for service in reader.find("service", document=document["id"]):
            receipt = reader.get("document", service["receipt"])
            if receipt is not None and receipt["id"] not in {r["id"] for r in receipts.get(document["id"], ())}:
                receipts.setdefault(document["id"], []).append(receipt)
    return receipts
