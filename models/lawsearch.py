"""Finds articles of the installed law by words of their text, by law and number, or by pinyin initials of the law."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from models.pack import Pack, Provision, read
from models.search import fold, initials

LIMIT = 12


@lru_cache(maxsize=4)
def _entries(folder: Path) -> tuple[tuple[str, str, str, str], ...]:
    """(provision id, law and article as named, initials of the law, folded text) of every article."""
    made = []
    for law in read(folder, "laws.json")["laws"]:
        short = " ".join("".join(run) for run in initials(law["title"])[:1])
        for entry in read(folder, f"provisions/{law['code']}.json")["provisions"]:
            text = entry.get("text") or "".join(
                p if isinstance(p, str) else "" for p in entry.get("paragraphs") or ()
            )
            named = f"{law['title']}{entry['article']} {entry['id']}"
            made.append((str(entry["id"]), fold(named), short, fold(text)))
    return tuple(made)


def find(pack: Pack, text: str, limit: int = LIMIT) -> list[Provision]:
    """Articles that hold every word of ``text`` in their name or text; those named so come first."""
    asked = fold(text).split()
    if not asked or all(len(word) < 2 for word in asked):
        return []
    named, told = [], []
    for provision, name, short, body in _entries(pack.folder):
        if all(word in name or (len(word) >= 3 and word in short) for word in asked):
            named.append(provision)
        elif all(word in name or word in body for word in asked):
            told.append(provision)
    return [pack.provision(one) for one in (*sorted(named, key=_order), *told)[:limit]]


def _order(provision: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"-", provision)]
