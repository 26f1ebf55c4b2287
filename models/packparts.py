"""The pieces a pack is made of: fields, items, violations with their wordings, provisions; built from its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One structured field of a checklist item: ``type`` is integer, number, money, text, date, year_month, …"""

    name: str
    type: str
    label: str
    options: tuple[str, ...] = ()
    unit: str | None = None
    masked: bool = False
    optional: bool = False
    computed: str | None = None


@dataclass(frozen=True)
class Section:
    id: str
    title: Mapping[str, str]
    system: str


@dataclass(frozen=True)
class Item:
    """One question of the checklist, asked per respondent of a responsible role."""

    id: str
    section: str
    question: Mapping[str, str]
    evidence: Mapping[str, str]
    responsible: tuple[str, ...]
    answer_type: str
    compliant: str | None
    photo: bool
    applies_when: str
    basis: tuple[str, ...]
    violation: str | None
    remedy: str
    severity: str
    fields: tuple[Field, ...]
    auto: Json | None


@dataclass(frozen=True)
class Variant:
    """One wording of a violation: a fact sentence, a requirement sentence and the articles of that sentence."""

    id: str
    violation: str
    when: Mapping[str, str]
    match: Json
    facts: tuple[str, ...]
    fact: str
    requirement: str
    due_prefix: str | None
    duty: tuple[str, ...]
    order: tuple[str, ...]
    penalty: tuple[str, ...]
    covers: tuple[str, ...]
    alternative_to: str | None
    chosen_by: Json | None
    paper: str | None
    note: str | None


@dataclass(frozen=True)
class Violation:
    """One violation of the catalogue. ``needs_expired_order`` None: no penalty of this office."""

    code: str
    name: Mapping[str, str]
    responsible: tuple[str, ...]
    duty: tuple[str, ...]
    order: tuple[str, ...]
    penalty: tuple[str, ...]
    penalty_terms: Json
    needs_expired_order: bool | None
    authority: str
    deadline: Json
    fact_from: Mapping[str, tuple[str, ...]]
    variants: tuple[Variant, ...]
    unverified: tuple[Json, ...]
    note: str | None


@dataclass(frozen=True)
class Provision:
    """An article, a paragraph or an item with its text and how far that text was checked.

    ``printable`` is true only where the text is verified or a person confirmed it for this office.
    ``paragraphs`` is the number of paragraphs of the whole article (it decides how the article is cited).
    """

    id: str
    law_code: str
    law: str
    article: str
    number: tuple[int, ...]
    para: int | None
    item: int | None
    text: str
    confidence: str
    printable: bool
    paragraphs: int
    note: str | None = None
    see_verified: tuple[str, ...] = ()


def both(record: Json, stem: str) -> Mapping[str, str]:
    """The Chinese and the English of ``stem``."""
    return MappingProxyType({"zh": record[f"{stem}_zh"], "en": record[f"{stem}_en"]})


def field_of(record: Json) -> Field:
    return Field(
        name=record["name"],
        type=record["type"],
        label=str(record.get("label") or record["name"]),
        options=tuple(record.get("options", ())),
        unit=record.get("unit"),
        masked=record.get("masked", False),
        optional=record.get("optional", False),
        computed=record.get("computed"),
    )


def item_of(i: Json) -> Item:
    return Item(
        id=i["id"],
        section=i["section"],
        question=both(i, "question"),
        evidence=both(i, "evidence"),
        responsible=tuple(i["responsible"]),
        answer_type=i["answer_type"],
        compliant=i["compliant_answer"],
        photo=i["photo_recommended"],
        applies_when=i["applies_when"],
        basis=tuple(i["legal_basis"]),
        violation=i["violation"],
        remedy=i["remedy"],
        severity=i["severity"],
        fields=tuple(field_of(f) for f in i["fields"]),
        auto=i.get("auto"),
    )


def variant_of(x: Json, code: str) -> Variant:
    return Variant(
        id=x["id"],
        violation=code,
        when=both(x, "when"),
        match=x["match"],
        facts=tuple(x["facts"]),
        fact=x["fact"],
        requirement=x["requirement"],
        due_prefix=x.get("due_prefix"),
        duty=tuple(x["duty"]),
        order=tuple(x["order"]),
        penalty=tuple(x["penalty"]),
        covers=tuple(x.get("covers", ())),
        alternative_to=x.get("alternative_to"),
        chosen_by=x.get("chosen_by"),
        paper=x.get("paper"),
        note=x.get("note"),
    )


def violation_of(v: Json) -> Violation:
    return Violation(
        code=v["code"],
        name=both(v, "name"),
        responsible=tuple(v["responsible"]),
        duty=tuple(v["duty_articles"]),
        order=tuple(v["order_basis"]),
        penalty=tuple(v["penalty_articles"]),
        penalty_terms=v["penalty"],
        needs_expired_order=v["needs_expired_order"],
        authority=v["competent_authority"],
        deadline=v["default_deadline"],
        fact_from={k: tuple(p) for k, p in v.get("fact_from", {}).items()},
        variants=tuple(variant_of(x, v["code"]) for x in v["variants"]),
        unverified=tuple(v["unverified_articles"]),
        note=v.get("note"),
    )
