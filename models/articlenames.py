"""Short names of articles as people type them (条例55(1), 监察条例第三十条第一款第三项) as the pack's provision ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from models.errors import KnownError
from models.pack import PROVISION_ID, Pack, Provision, read

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"[0-9]+|[零〇一二三四五六七八九十百千两]+"
SHORT = re.compile(
    rf"^《?(?P<law>.*?)》?(?:第)?(?P<article>{NUMBER})(?:条)?(?:之(?P<of>{NUMBER}))?"
    rf"(?:第(?P<para>{NUMBER})款)?(?:第?[(（]?(?P<item>{NUMBER})[)）]?项?)?$"
)


def number_of(text: str) -> int:
    """55, 五十五 and 一百零一 as a number; raises ValueError for what is none."""
    if text.isascii():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def article_ids(names: Iterable[str], pack: Pack) -> list[str]:
    """The provision ids of what was typed, in its order; one without a law (第56条) belongs to the law before it.

    Raises KnownError("article_unknown" | "article_ambiguous").
    """
    found: list[str] = []
    for name in names:
        before = found[-1].partition("-")[0] if found else ""
        found.append(article_id(name, pack, before))
    return found


def article_id(name: str, pack: Pack, before: str = "") -> str:
    """One short name as an id; ``before`` is the law's code where none is named.

    A mark in brackets is an item of the first paragraph, or where the article has no items, a paragraph. Raises
    KnownError("article_unknown" | "article_ambiguous").
    """
    text = "".join(name.split())
    if PROVISION_ID.match(text):
        return text
    matched = SHORT.match(text)
    if matched is None:
        raise KnownError("article_unknown", article=name)
    laws = [before] if before and not matched["law"] else _laws(pack.folder, matched["law"])
    found = [one for law in laws if (one := _part(law, matched, pack)) is not None]
    if not found:
        raise KnownError("article_unknown", article=name)
    if len(found) > 1:
        choices = "、".join(f"《{pack.provision(one).law}》（{one}）" for one in found)
        raise KnownError("article_ambiguous", article=name, choices=choices)
    return found[0]


@lru_cache(maxsize=256)
def _laws(folder: Path, named: str) -> list[str]:
    """Codes of the laws a name may mean: exactly so called, else so ending, else holding its characters in order."""
    if not named:
        return []
    laws = [(law["code"], law["title"], law.get("short") or "") for law in read(folder, "laws.json")["laws"]]
    exact = [code for code, title, short in laws if named.upper() == code or named in (title, short)]
    ending = [code for code, title, short in laws if title.endswith(named) or short.endswith(named)]
    spread = re.compile(".*".join(map(re.escape, named)))
    return exact or ending or [code for code, title, short in laws if spread.search(title) or spread.search(short)]


def _part(law: str, matched: re.Match[str], pack: Pack) -> str | None:
    """The id of this part of this law, None where the law has none."""
    try:
        article = f"{law}-{number_of(matched['article'])}"
        article += f"-{number_of(matched['of'])}" if matched["of"] else ""
        para = number_of(matched["para"]) if matched["para"] else None
        item = number_of(matched["item"]) if matched["item"] else None
    except (KeyError, ValueError):
        return None
    tried = [article if para is None else f"{article}/{para}"]
    if item is not None:
        tried = [f"{article}/{para or 1}.{item}", *([f"{article}/{item}"] if para is None else [])]
    return next((one for one in tried if _there(one, pack) is not None), None)


def _there(provision: str, pack: Pack) -> Provision | None:
    try:
        return pack.provision(provision)
    except KnownError:
        return None
