"""The pack's check of its templates of papers: fields, placeholders, articles, what follows what; every fault named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.casesteps import EFFECTS
from models.following import FROM_DATE
from models.packchecker import Checker
from models.papertypes import (
    BEFORE,
    CHAIN,
    COMMON,
    FOLDER,
    GROUPS,
    KINDS,
    LISTS,
    SHAPES,
    STATES,
    TABLES,
    TO,
    VALUES,
    PaperType,
    made_of,
)

PARTIES = ("unit", "lead", "assistant", "witness")
PART_KEYS = ("text", "each", "numbered", "pair", "four", "heading", "table", "opinion", "sign", "lines", "paragraph")


def check_papers(c: Checker) -> None:
    """Every template: known shape, fields in both languages, placeholders that are filled, articles that exist."""
    documents = {str(row.get("type")): row for _, row in c.rows("documents.json", "documents")}
    words = {str(row["known_as"]) for row in documents.values() if row.get("known_as")} | {BEFORE}
    terms = {str(row.get("key")) for _, row in c.rows("terms.json", "terms")}
    for place, row in c.rows("documents.json", "documents"):
        for key in row.get("next", ()):
            c.one_of(key, documents, "key_dangling", "documents.json", f"{place}.next")
    for file in sorted(f for f in c.files if f.startswith(f"{FOLDER}/") and f != f"{FOLDER}/{COMMON}"):
        data = c.files[file]
        c.one_of(data.get("type"), documents, "key_dangling", file, "type")
        if file != f"{FOLDER}/{data.get('type')}.json":
            c.add("key_dangling", file, "type", data.get("type"))
        c.one_of(data.get("shape"), SHAPES, "key_dangling", file, "shape")
        c.one_of(data.get("group"), GROUPS, "key_dangling", file, "group")
        c.one_of(data.get("to"), TO, "key_dangling", file, "to")
        if data.get("effect") is not None:
            c.one_of(data["effect"], EFFECTS, "key_dangling", file, "effect")
        try:
            kind = made_of(data)
        except (KeyError, TypeError, AttributeError) as wrong:
            c.add("structure_broken", file, "", wrong)
            continue
        _fields(c, kind, file)
        _articles(c, kind, file)
        _chain(c, kind, file, set(documents), terms)
        _texts(c, kind, file, words, terms)


def _fields(c: Checker, kind: PaperType, file: str) -> None:
    c.ids(file, "fields", "key")
    for n, one in enumerate(kind.fields):
        key = f"fields[{n}]"
        c.one_of(one.kind, KINDS, "key_dangling", file, f"{key}.kind")
        c.pair({"zh": one.zh, "en": one.en}, file, key)
        for code, zh, en in one.options:
            c.pair({"zh": zh, "en": en}, file, f"{key}.options.{code}")
        for code, zh, en in one.columns:
            c.pair({"zh": zh, "en": en}, file, f"{key}.columns.{code}")
        if one.source is not None and one.source not in VALUES | LISTS | TABLES | money_chain(c):
            c.add("placeholder_unknown", file, f"{key}.from", one.source)
        if one.kind == "choice" and not one.options:
            c.add("not_a_list", file, f"{key}.options")
        if one.kind == "articles":
            for article in one.default or ():
                c.article(article, file, f"{key}.default")
    if kind.to == "body" and kind.field("body") is None:
        c.add("id_missing", file, "fields.body")


def money_chain(c: Checker) -> frozenset[str]:
    """Amounts of the papers before this one."""
    words = {str(row["known_as"]) for _, row in c.rows("documents.json", "documents") if row.get("known_as")}
    return frozenset(f"{word}_amount" for word in words | {BEFORE})


def _articles(c: Checker, kind: PaperType, file: str) -> None:
    """What a template cites by itself is verified: nobody is asked about it."""
    for key, ids in kind.articles.items():
        c.articles(list(ids), file, f"articles.{key}", printed=True)


def _chain(c: Checker, kind: PaperType, file: str, types: set[str], terms: set[str]) -> None:
    for n, need in enumerate(kind.after):
        key = f"after[{n}]"
        for one in need.get("types", ()):
            c.one_of(one, types, "key_dangling", file, f"{key}.types")
        c.one_of(need.get("state", "issued"), STATES, "key_dangling", file, f"{key}.state")
        if need.get("article") is not None:
            c.article(need["article"], file, f"{key}.article")
        if need.get("term") is not None:
            c.one_of(need["term"], terms | {"statement"}, "key_dangling", file, f"{key}.term")
    for n, one in enumerate(kind.next):
        c.one_of(one, types, "key_dangling", file, f"next[{n}]")
    for n, one in enumerate(kind.terms):
        c.one_of(one.removeprefix(FROM_DATE), terms | {"statement"}, "key_dangling", file, f"terms[{n}]")
    for n, one in enumerate(kind.signers):
        c.one_of(one.get("party"), PARTIES, "key_dangling", file, f"signers[{n}].party")


def _texts(c: Checker, kind: PaperType, file: str, words: set[str], terms: set[str]) -> None:
    """Each sentence of body, foot and rows: only placeholders somebody fills, only lists that exist."""
    known = VALUES | kind.names | {"it"} | {f"{word}_{part}" for word in words for part in CHAIN}
    known |= {f"term_{key}" for key in terms | {"statement"}}
    lists = LISTS | {f.key for f in kind.fields if f.kind in ("lines", "paragraph")}
    tables = TABLES | {f.key for f in kind.fields if f.kind == "table"}
    known |= {column for f in kind.fields for column, _, _ in f.columns}
    for name in ("body", "foot", "rows"):
        for key, part in parts_of(list(getattr(kind, name)), name):
            if isinstance(part, str):
                c.template(part, set(known), file, key)
                continue
            if not any(k in part for k in PART_KEYS):
                c.add("structure_broken", file, key, ", ".join(part))
            for condition in (*part.get("when", ()), *part.get("unless", ())):
                c.one_of(condition, known | lists | tables, "placeholder_unknown", file, f"{key}.when")
            if "each" in part:
                c.one_of(part["each"], lists | tables, "placeholder_unknown", file, f"{key}.each")
            if "table" in part:
                c.one_of(part["table"], tables, "placeholder_unknown", file, f"{key}.table")
            if "sign" in part:
                c.one_of(part["sign"], PARTIES, "key_dangling", file, f"{key}.sign")


def parts_of(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Every sentence and every part below ``value`` with its place in the file; labels of columns are no sentence."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        yield key, value
        for name in ("text", "numbered", "paragraph"):
            if name in value:
                yield from parts_of(value[name], f"{key}.{name}")
        if "four" in value:
            yield from ((f"{key}.four[{n}]", text) for n, text in enumerate(value["four"]))
    elif isinstance(value, (list, tuple)):
        for n, one in enumerate(value):
            yield from parts_of(one, f"{key}[{n}]")


__all__ = ["check_papers", "parts_of"]
