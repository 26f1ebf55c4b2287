"""Kinds of papers written from a template of the pack: what they say, which fields a person fills, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from models.errors import KnownError, Place
from models.pack import Json, Pack, read

FOLDER = "papers"
Shape = Literal["letter", "form", "record"]
SHAPES = ("letter", "form", "record")
"""A letter stands on the 22 × 28 grid; a form is a ruled table; a record is a form signed by people, page by page."""
TO = ("party", "body", "none")
"""Whom it addresses: a unit or person of the case, another body by name, nobody (a paper of the office's own file)."""
GROUPS = ("start", "evidence", "decide", "enforce", "transfer", "credit", "letter", "close", "mend")
KINDS = (
    "text", "paragraph", "lines", "day", "instant", "money", "count", "percent", "choice", "articles", "id_no",
    "phone", "table",
)  # fmt: skip
STATES = ("issued", "served", "expired")
"""How far the paper before must be: made, handed over, or its last day gone by."""
COMMON = "common.json"

VALUES = frozenset({
    "office", "office_address", "office_postcode", "office_phone", "complaint_phone", "brigade", "government",
    "court", "police", "procuratorate", "officers", "cert_nos", "lead", "lead_cert", "assistant",
    "assistant_cert", "contact", "phone", "address", "date", "title", "number", "you", "project",
    "project_address", "permit_no", "unit", "unit_code", "legal_rep", "domicile", "unit_phone", "unit_id",
    "party_text", "cause", "case_no", "filed_on", "filing_no", "source", "received_on", "clue_no", "clue_text",
    "debtor", "place_and_unit", "other_procedure", "stated_people", "stated_amount", "visit_day", "visit_place",
    "visit_notice", "visit_approval", "evidence", "first", "workers", "amount", "amount_cn", "period",
    "arrears", "arrears_listed", "compensation", "compensation_cn", "total", "total_cn", "recovered",
    "recovered_cn", "left", "left_cn", "others", "joint", "duty", "penalty", "arrears_due", "percent_cn",
    "apply_from", "apply_until", "copies", "is_person", "is_several", "is_joint", "hearing_offered",
    "has_order", "has_arrears", "has_roll", "has_evidence", "remedy_on",
})  # fmt: skip
"""What a template may name besides its own fields: computed from the records, never typed."""
LISTS = frozenset({"facts", "requirements", "open_requirements", "rechecks", "services", "papers", "evidence_list"})
TABLES = frozenset({"evidence_table", "papers_table"})
BEFORE = "before"
"""The word for the nearest paper before, whatever its kind."""
CHAIN = ("number", "title", "date", "served", "due", "amount", "amount_cn")
"""Of each paper before this one: ``order_number``, ``order_served`` … by the word its type is known as."""


@dataclass(frozen=True)
class PaperField:
    """One field a person fills. ``source`` names the value or list it begins with; ``need``: not issued without it.

    ``columns`` (key, zh, en) of a table; ``options`` (code, zh, en) of a choice; ``least`` and ``most`` of a number.
    """

    key: str
    kind: str
    zh: str
    en: str
    source: str | None = None
    need: bool = False
    default: Any = None
    options: tuple[tuple[str, str, str], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    least: int | None = None
    most: int | None = None

    def name(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True)
class PaperType:
    """One kind of paper. ``body`` and ``rows`` are parts as the template writes them; ``after`` what must precede it.

    ``next`` names kinds that may follow, ``terms`` the terms (of terms.json) its service starts, or with ``date:`` in
    front its own day.
    """

    type: str
    shape: Shape
    group: str
    to: str
    fields: tuple[PaperField, ...]
    articles: Mapping[str, tuple[str, ...]]
    body: tuple[Any, ...]
    foot: tuple[Any, ...]
    rows: tuple[Any, ...]
    signers: tuple[Json, ...]
    after: tuple[Json, ...]
    next: tuple[str, ...]
    terms: tuple[str, ...]
    recipients: tuple[str, ...]
    appendix: bool
    data: Json

    def field(self, key: str) -> PaperField | None:
        return next((f for f in self.fields if f.key == key), None)

    @property
    def names(self) -> frozenset[str]:
        """Placeholders its own fields and articles give."""
        made = {f"law_{key}" for key in self.articles}
        for f in self.fields:
            made |= {f.key, f"{f.key}_cn"} if f.kind == "money" else {f.key}
            made |= {f"is_{f.key}_{code}" for code, _, _ in f.options}
        return frozenset(made)


def paper_type(pack: Pack, type: str) -> PaperType | None:
    """The template of a kind of paper; None where this kind has a program of its own (orders, notices, receipts)."""
    return _read(str(pack.folder), pack.numbers["aliases"].get(type, type))


def paper_types(pack: Pack) -> tuple[PaperType, ...]:
    """Every kind of paper the pack has a template for, in the order of its list of documents."""
    return tuple(found for key in pack.documents if (found := paper_type(pack, key)) is not None)


def common(pack: Pack) -> Json:
    """Wording all templates share: how a party is described, what stands in blanks of a form."""
    return _common(str(pack.folder))


@lru_cache(maxsize=4)
def _common(folder: str) -> Json:
    return read(Path(folder), f"{FOLDER}/{COMMON}")


@lru_cache(maxsize=256)
def _read(folder: str, type: str) -> PaperType | None:
    name = f"{FOLDER}/{type}.json"
    if not type.replace("_", "").isalnum() or not (Path(folder) / name).is_file():
        return None
    data = read(Path(folder), name)
    try:
        return made_of(data)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise KnownError("pack_file_bad", where=Place(file=name), file=name, reason=str(wrong)) from wrong


def made_of(data: Json) -> PaperType:
    """A template from its file; raises KeyError where it lacks something."""
    return PaperType(
        type=data["type"],
        shape=data["shape"],
        group=data["group"],
        to=data["to"],
        fields=tuple(_field(one) for one in data.get("fields", ())),
        articles={key: tuple(ids) for key, ids in data.get("articles", {}).items()},
        body=tuple(data.get("body", ())),
        foot=tuple(data.get("foot", ())),
        rows=tuple(data.get("rows", ())),
        signers=tuple(data.get("signers", ())),
        after=tuple(data.get("after", ())),
        next=tuple(data.get("next", ())),
        terms=tuple(data.get("terms", ())),
        recipients=tuple(data.get("recipients", ())),
        appendix=bool(data.get("appendix", False)),
        data=data,
    )


def _field(one: Json) -> PaperField:
    return PaperField(
        key=one["key"],
        kind=one["kind"],
        zh=one["zh"],
        en=one["en"],
        source=one.get("from"),
        need=bool(one.get("need", False)),
        default=one.get("default"),
        options=tuple((o["code"], o["zh"], o["en"]) for o in one.get("options", ())),
        columns=tuple((o["key"], o["zh"], o["en"]) for o in one.get("columns", ())),
        least=one.get("least"),
        most=one.get("most"),
    )


def next_kinds(pack: Pack, type: str) -> tuple[PaperType, ...]:
    """The kinds of papers that may follow a paper of this type, in the pack's order."""
    own = paper_type(pack, type)
    keys = own.next if own is not None else tuple(pack.documents.get(type, {}).get("next", ()))
    return tuple(found for key in keys if (found := paper_type(pack, key)) is not None)


def known_as(pack: Pack, type: str) -> str | None:
    """The word a paper of this type is called by in later ones (order, prior, decision); None: never named."""
    word = pack.documents.get(pack.numbers["aliases"].get(type, type), {}).get("known_as")
    return str(word) if word else None
