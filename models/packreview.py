"""The pack's check of its review sheet for case files: points that add up, known checks, both languages, real articles."""

from __future__ import annotations

from models.filechecks import APPLIES, CHECKS
from models.packchecker import Checker, Json

FILE = "review.json"
ALL_POINTS = 100


def check_review(c: Checker) -> None:
    """Every fault of review.json."""
    if FILE not in c.files:
        return
    c.both(c.files[FILE], "source", FILE, "")
    total = 0
    for place, block in c.rows(FILE, "blocks"):
        c.pair(block, FILE, place)
        c.one_of(block.get("applies"), APPLIES, "value_unknown", FILE, f"{place}.applies")
        items = block.get("items")
        points = 0
        for n, item in enumerate(items if isinstance(items, list) else ()):
            _item(c, item, f"{place}.items[{n}]")
            points += item.get("points", 0)
        if points != block.get("points"):
            c.add("points_differ", FILE, f"{place}.points", points)
        total += points
    if total != ALL_POINTS:
        c.add("points_differ", FILE, "blocks", total)
    for name in ("veto", "additions"):
        for place, item in c.rows(FILE, name):
            _item(c, item, place)
            if "basis" in item:
                c.article(item["basis"], FILE, f"{place}.basis")
    for place, grade in c.rows(FILE, "grades"):
        c.pair(grade, FILE, place)


def _item(c: Checker, item: Json, place: str) -> None:
    c.pair(item, FILE, place)
    name, _, argument = str(item.get("check", "")).partition(":")
    c.one_of(name, CHECKS, "value_unknown", FILE, f"{place}.check")
    known = {d.get("type") for _, d in c.rows("documents.json", "documents")}
    if argument:
        c.one_of(argument, {k for k in known if isinstance(k, str)}, "document_type_unknown", FILE, f"{place}.check")
    c.one_of(item.get("confidence"), ("verified", "proposed"), "confidence_unknown", FILE, f"{place}.confidence")
