"""Loads a pack: the law, checklist, wording, numbers, terms and calendars as data. No article stands in code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from models.errors import KnownError, Place
from models.packparts import (
    Field,
    Item,
    Json,
    Provision,
    Section,
    Variant,
    Violation,
    both,
    item_of,
    violation_of,
)

SHIPPED = Path(__file__).parent / "packs" / "cn-wage"
FORMAT = 1
PROVISION_ID = re.compile(r"^([A-Z]+[0-9]*)-(\d+(?:-\d+)?)(?:/(\d+)(?:\.(\d+))?)?$")
PRINTED = ("verified", "confirmed")
"""Confidences that may be printed on a paper."""

__all__ = [
    "FORMAT", "PRINTED", "PROVISION_ID", "SHIPPED", "Field", "Item", "Json", "Pack", "Provision", "Section", "Variant",
    "Violation", "confidence_of", "load", "option_valid", "part_text", "read",
]  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """One loaded pack with the office's options applied. Immutable; statutes and calendars are read on demand."""

    folder: Path
    id: str
    version: str
    name: Mapping[str, str]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    procedure_checks: tuple[Json, ...]
    violations: Mapping[str, Violation]
    order_of_findings: tuple[str, ...]
    order_of_addressees: tuple[str, ...]
    events: Mapping[str, Json]
    fact_types: Mapping[str, str]
    liability: tuple[Json, ...]
    cause_item: str
    wording: Json
    documents: Mapping[str, Json]
    numbers: Json
    terms: Mapping[str, Json]
    labels: Mapping[str, Mapping[str, Mapping[str, str]]]
    option_specs: Mapping[str, Json]
    options: Mapping[str, Any]
    _laws: dict[str, Json] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {i.id: i for i in self.items}

    @cached_property
    def _variants(self) -> dict[str, Variant]:
        return {x.id: x for v in self.violations.values() for x in v.variants}

    def item(self, item_id: str) -> Item:
        """The item; raises KnownError("item_unknown")."""
        found = self._items.get(item_id)
        if found is None:
            raise KnownError("item_unknown", item=item_id)
        return found

    def violation(self, code: str) -> Violation:
        """The violation; raises KnownError("violation_unknown")."""
        found = self.violations.get(code)
        if found is None:
            raise KnownError("violation_unknown", violation=code)
        return found

    def variant(self, variant_id: str) -> Variant:
        """The variant ``V-CODE/slug``; raises KnownError("variant_unknown")."""
        found = self._variants.get(variant_id)
        if found is None:
            raise KnownError("variant_unknown", variant=variant_id)
        return found

    def option(self, key: str) -> Any:
        """The office's choice, else the pack's default."""
        return self.options[key]

    def label(self, kind: str, key: str, lang: str) -> str:
        """A translated label (``lang`` zh or en; zh_CN is taken as zh); raises KeyError on an unknown one."""
        return self.labels[kind][key]["en" if lang == "en" else "zh"]

    def number_pattern(self, document_type: str, prefix: str = "") -> str:
        """The office's own pattern for ``document_type``, else the default with the type's letter in it."""
        own = self.options["number_patterns"]
        known_as = self.numbers["aliases"]
        for name in (document_type, *(k for k, v in known_as.items() if v == document_type)):
            if name in own:
                return str(own[name])
        letter = self.document(document_type)["letter"]
        return str(self.numbers["pattern"]).replace("{prefix}", prefix).replace("{letter}", letter)

    def document(self, document_type: str) -> Json:
        """Title, letter and copies of a document type; raises KnownError("document_type_unknown")."""
        found = self.documents.get(self.numbers["aliases"].get(document_type, document_type))
        if found is None:
            raise KnownError("document_type_unknown", type=document_type)
        return found

    def title(self, document_type: str) -> str:
        """The title printed on the paper: the office's own, else the pack's wording."""
        own = self.options["titles"].get(document_type)
        return str(own or self.wording["titles"].get(document_type) or self.document(document_type)["title_zh"])

    def deadline(self, code: str) -> Json:
        """Default term of a violation: {"value": n, "unit": "working_day" | "calendar_day"}."""
        own = self.options["default_deadlines"].get(code)
        return dict(own) if own else self.violation(code).deadline

    @cached_property
    def laws(self) -> Mapping[str, Json]:
        """Law code → title, dates, currency; in the pack's order."""
        return {law["code"]: law for law in read(self.folder, "laws.json")["laws"]}

    def provision(self, provision_id: str) -> Provision:
        """The provision ``LAW-NO[/para[.item]]``; raises KnownError("article_unknown")."""
        matched = PROVISION_ID.match(provision_id)
        article = self._article(matched[1], f"{matched[1]}-{matched[2]}") if matched else None
        if matched is None or article is None:
            raise KnownError("article_unknown", article=provision_id)
        para = int(matched[3]) if matched[3] else None
        entry = int(matched[4]) if matched[4] else None
        text = part_text(article, para, entry)
        if text is None:
            raise KnownError("article_unknown", article=provision_id)
        confidence = confidence_of(article, para)
        if confidence != "verified" and confirmed(provision_id, self.options["confirmed_articles"]):
            confidence = "confirmed"
        return Provision(
            id=provision_id,
            law_code=matched[1],
            law=self.laws[matched[1]]["title"],
            article=article["article"],
            number=tuple(int(n) for n in matched[2].split("-")),
            para=para,
            item=entry,
            text=text,
            confidence=confidence,
            printable=confidence in PRINTED,
            paragraphs=len(article.get("paragraphs") or [None]),
            note=article.get("note"),
            see_verified=tuple(article.get("see_verified", ())),
        )

    def _article(self, law: str, article_id: str) -> Json | None:
        if law not in self.laws:
            return None
        if law not in self._laws:
            entries = read(self.folder, f"provisions/{law}.json")["provisions"]
            self._laws[law] = {p["id"]: p for p in entries}
        found: Json | None = self._laws[law].get(article_id)
        return found

    @cached_property
    def calendar(self) -> Json:
        """The calendar's data (days off, make-up days, notices), as :mod:`models.workdays` takes it."""
        return read(self.folder, "calendar.json")

    @cached_property
    def regional(self) -> Json:
        """Thresholds, minimum wages, hearing limits by province; null means: let the office enter it."""
        return read(self.folder, "regional.json")

    def province(self, code: str) -> Json | None:
        """The province whose code are the first two digits of ``code``; None where the table has none."""
        found = (p for p in self.regional["provinces"] if p["code"] == code[:2])
        return next(found, None)


def confirmed(provision_id: str, confirmed_ids: list[str]) -> bool:
    """True when a person confirmed this provision, its paragraph or its whole article."""
    whole = provision_id.split("/")[0]
    return provision_id in confirmed_ids or provision_id.split(".")[0] in confirmed_ids or whole in confirmed_ids


def confidence_of(article: Json, para: int | None) -> str:
    """A paragraph seen word for word counts as verified though the whole article was not."""
    if para is not None and para in article.get("verified_paragraphs", ()):
        return "verified"
    return str(article["confidence"])


def part_text(article: Json, para: int | None, entry: int | None) -> str | None:
    """Text of the article, paragraph or item; None where the article has no such part."""
    if para is None:
        return str(article["text"])
    paragraphs = article.get("paragraphs") or [{"para": 1, "text": article["text"]}]
    part = next((p for p in paragraphs if p["para"] == para), None)
    if part is None:
        return None
    if entry is None:
        return str(part["text"])
    return next((str(i["text"]) for i in part.get("items", ()) if i["item"] == entry), None)


def read(folder: Path, name: str) -> Json:
    """One file of the pack as a JSON object; raises KnownError("pack_file_missing" | "pack_file_bad")."""
    path = folder / name
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise KnownError("pack_file_missing", where=Place(file=name), file=name) from None
    except OSError as wrong:
        raise KnownError("pack_file_bad", where=Place(file=name), file=name, reason=str(wrong)) from wrong
    except ValueError as wrong:
        raise KnownError("pack_file_bad", where=Place(file=name), file=name, reason=str(wrong)) from wrong
    if not isinstance(data, dict):
        raise KnownError("pack_file_bad", where=Place(file=name), file=name, reason="not an object")
    return data


def load(folder: Path | None = None, office_options: Mapping[str, Any] | None = None) -> Pack:
    """The pack in ``folder`` (default: the shipped one) with the office's options over its defaults.

    Cached by folder; raises KnownError for a missing or broken file, a format this version does not know and an
    option with a value its specification does not allow. Options the pack does not know are left alone.
    """
    pack = _load(folder or SHIPPED)
    if not office_options:
        return pack
    own = {k: v for k, v in office_options.items() if k in pack.option_specs}
    for key, value in own.items():
        if not option_valid(pack.option_specs[key], value):
            raise KnownError("option_invalid", where=Place(field=key), option=key, value=value)
    return replace(pack, options=MappingProxyType({**pack.options, **own}))


def option_valid(spec: Json, value: Any) -> bool:
    """Whether ``value`` is allowed for an office option."""
    kind = spec["type"]
    if kind == "choice":
        return value in spec["options"]
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and spec["min"] <= value <= spec["max"]
    if kind == "text":
        return value is None or isinstance(value, str)
    if kind == "articles":
        return isinstance(value, list) and all(isinstance(v, str) and PROVISION_ID.match(v) for v in value)
    if not isinstance(value, dict):
        return False
    return all(term_valid(v) if kind == "by_violation" else isinstance(v, str) and v for v in value.values())


def term_valid(term: Any) -> bool:
    """A default term: whole days from 1 to 999, calendar or working."""
    if not isinstance(term, dict) or term.get("unit") not in ("calendar_day", "working_day"):
        return False
    value = term.get("value")
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000


@lru_cache(maxsize=8)
def _load(folder: Path) -> Pack:
    head = read(folder, "pack.json")
    if head.get("format") != FORMAT:
        raise KnownError("pack_format_unknown", where=Place(file="pack.json"), format=head.get("format"))
    files = ("checklist", "violations", "liability", "wording", "documents", "terms", "labels", "options")
    data = {name: read(folder, f"{name}.json") for name in files}
    try:
        return assemble(folder, head, data)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise KnownError(
            "pack_file_bad", where=Place(file=str(folder)), file=folder.name, reason=str(wrong)
        ) from wrong


def assemble(folder: Path, head: Json, data: dict[str, Json]) -> Pack:
    """The Pack from its parsed files; raises KeyError where a file lacks something."""
    checklist, catalogue = data["checklist"], data["violations"]
    specs = {o["key"]: o for o in data["options"]["options"]}
    return Pack(
        folder=folder,
        id=head["id"],
        version=head["version"],
        name=head["name"],
        sections=tuple(Section(s["id"], both(s, "title"), s["nine_systems_tag"]) for s in checklist["sections"]),
        items=tuple(item_of(i) for i in checklist["items"]),
        procedure_checks=tuple(checklist["procedure_checks"]),
        violations={v["code"]: violation_of(v) for v in catalogue["violations"]},
        order_of_findings=tuple(catalogue["order_of_findings"]),
        order_of_addressees=tuple(catalogue["order_of_addressees"]),
        events=catalogue["events"],
        fact_types=catalogue["fact_types"],
        liability=tuple(data["liability"]["rules"]),
        cause_item=data["liability"]["cause_item"],
        wording=data["wording"],
        documents={d["type"]: d for d in data["documents"]["documents"]},
        numbers=data["documents"]["numbers"],
        terms={t["key"]: t for t in data["terms"]["terms"]},
        labels=data["labels"],
        option_specs=specs,
        options=MappingProxyType({k: o["default"] for k, o in specs.items()}),
    )
