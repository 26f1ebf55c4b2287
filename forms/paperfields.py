"""Fields a person filled on a templated paper, as it prints them; and the parts of a template put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms import wording as w
from forms.paperfacts import PaperFacts, put_money
from models import money
from models.articlenames import article_ids
from models.citation import cite, numeral
from models.clock import parse
from models.errors import KnownError, Place
from models.following import hearing_due
from models.identity import mask_id
from models.papertypes import PaperField
from models.workdays import parse_day


def fill_fields(made: PaperFacts) -> None:
    """Every field of the template into the paper's values; what nobody typed begins with what the records say.

    Raises KnownError("paper_field_bad") with the field for a value that is none of its kind.
    """
    given = (made.row["extra"] or {}).get("fields") or {}
    for field in made.kind.fields:
        value = given.get(field.key)
        if value in (None, "", []):
            value = field.default
        if value in (None, "", []) and field.source:
            _from_source(made, field)
        elif value not in (None, "", []) or field.key not in made.values:
            _put(made, field, value)
        if field.need and not known(made, field.key):
            made.values[field.key] = None
            w.fill(f"{{{field.key}}}", made.values, made.work.blanks)
    for key, ids in made.kind.articles.items():
        _cite(made, f"law_{key}", list(ids))
    _follow(made)


def _from_source(made: PaperFacts, field: PaperField) -> None:
    source = str(field.source)
    if field.kind in ("lines", "paragraph") and source in made.lists:
        made.lists[field.key] = list(made.lists[source])
        made.values[field.key] = "\n".join(made.lists[source]) or None
    elif field.kind == "table":
        made.tables[field.key] = list(made.tables.get(source, ()))
    elif field.kind == "money":
        put_money(made, field.key, made.fens.get(source))
    else:
        made.values[field.key] = made.values.get(source)


def _put(made: PaperFacts, field: PaperField, value: Any) -> None:
    try:
        _typed(made, field, value)
    except (ValueError, TypeError, KeyError, AttributeError, KnownError) as wrong:
        if isinstance(wrong, KnownError) and wrong.code in ("article_unknown", "article_ambiguous"):
            raise KnownError(wrong.code, where=Place(field=field.key), **wrong.params) from wrong
        raise KnownError("paper_field_bad", where=Place(field=field.key), field=field.key, value=value) from wrong


def _typed(made: PaperFacts, field: PaperField, value: Any) -> None:
    """One value by its kind; raises ValueError and the like where it is none."""
    key, kind = field.key, field.kind
    if isinstance(value, int) and not (field.least or 0) <= value <= (value if field.most is None else field.most):
        raise ValueError(value)
    if kind == "lines":
        made.lists[key] = [w.bare(str(one)) for one in value or () if str(one).strip()]
        made.values[key] = "\n".join(made.lists[key]) or None
    elif kind == "table":
        made.tables[key] = [
            {"n": str(n)} | {c: w.one_line(str(one.get(c) or "")) for c, _, _ in field.columns}
            for n, one in enumerate(value or (), 1)
        ]
    elif kind == "choice":
        for code, _, _ in field.options:
            made.values[f"is_{key}_{code}"] = "1" if code == value else None
        chosen = [zh for code, zh, _ in field.options if code == value]
        if value is not None and not chosen:
            raise ValueError(value)
        made.values[key] = chosen[0] if chosen else None
    elif kind == "articles":
        _cite(made, key, article_ids(value or (), made.pack))
    elif kind == "money":
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise ValueError(value)
        put_money(made, key, value)
    else:
        made.values[key] = None if value is None else plain_text(kind, value, made)


def plain_text(kind: str, value: Any, made: PaperFacts) -> str | None:
    """A day, an instant, a count or words, as the paper prints them."""
    if kind in ("count", "percent"):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
            raise ValueError(value)
        return str(value)
    text = str(value)
    if kind == "day":
        return w.day_text(parse_day(text), made.pack)
    if kind == "instant":
        return w.instant_text(parse(text), made.pack)
    if kind == "id_no":
        return mask_id(text)
    if kind == "paragraph":
        return "\n".join(line.strip() for line in text.splitlines() if line.strip()) or None
    return w.one_line(text) or None


def _cite(made: PaperFacts, key: str, ids: list[str]) -> None:
    """Articles in their printed form; those whose text is not verified are named to the officer, never printed."""
    from forms.notices import without_always

    if not ids:
        made.values[key] = None
        return
    found = cite(ids, "order", without_always(made.pack))
    made.values[key] = found.text or None
    made.cited += [c for c in found.cited if c not in made.cited]
    for article in found.left_out:
        made.warn("article_not_verified", article=article)


def _follow(made: PaperFacts) -> None:
    """What follows from the fields: the arrears as this paper states them, compensation, whether a hearing is offered."""
    amount = made.fens.get("amount_due")
    given = ((made.row["extra"] or {}).get("fields") or {}).get("percent")
    percent = given if isinstance(given, int) else 0
    extra = money.part(amount, percent) if amount and percent else None
    put_money(made, "compensation", extra)
    put_money(made, "total", (amount or 0) + (extra or 0) or None)
    made.values["percent_cn"] = numeral(percent) if extra else None
    if made.kind.field("amount_due") is not None:
        _stated(made, amount)
    fine = made.fens.get("fine")
    person, stop = bool(made.values.get("is_person")), bool(made.values.get("is_stop_yes"))
    made.values["hearing_offered"] = "1" if hearing_due(fine, person, stop, made.pack) else None
    made.values["is_joint"] = made.values.get("others")


def _stated(made: PaperFacts, amount: int | None) -> None:
    """The sum in words; workers are named and listed only where the sum is theirs, row by row."""
    whole = amount == made.amount_fen
    if not whole or sum(row.owed_fen for row in made.appendix) != amount:
        made.appendix = ()
        made.values["has_roll"] = None
    first, workers = (made.values["first"], made.workers) if whole else (None, None)
    period = made.values["period"]
    known_ = amount or workers
    text = w.arrears_text(first, workers, amount, period, made.pack, listed=bool(made.appendix))
    made.values["arrears_due"] = text if known_ else None
    made.amount_fen, made.workers = amount, workers


# --- the parts of a template


def known(made: PaperFacts, name: str) -> bool:
    return bool(made.values.get(name) or made.lists.get(name) or made.tables.get(name))


def holds(part: Mapping[str, Any], made: PaperFacts) -> bool:
    """Whether everything ``when`` names is known and nothing ``unless`` names is."""
    when, unless = part.get("when", ()), part.get("unless", ())
    return all(known(made, name) for name in when) and not any(known(made, name) for name in unless)


def said_parts(parts: Any, made: PaperFacts) -> list[str]:
    """Parts as paragraphs; raises KeyError for a part of no known form (the pack's check finds it first)."""
    out: list[str] = []
    for part in parts if isinstance(parts, (list, tuple)) else [parts]:
        out += _part(part, made)
    return out


def _part(part: Any, made: PaperFacts) -> list[str]:
    if isinstance(part, str):
        return [w.fill(part, made.values, made.work.blanks)]
    if not holds(part, made):
        return []
    if "numbered" in part:
        rule = made.pack.wording["lists"][part.get("as", "order")]
        inner = [w.bare(one) for one in said_parts(part["numbered"], made)]
        return w.numbered(inner, rule, numeral)
    if "each" in part:
        if part["each"] in made.tables:
            rows = made.tables[part["each"]]
            return [w.fill(part["text"], {**made.values, **one}, made.work.blanks) for one in rows]
        items = made.lists.get(part["each"], [])
        return [w.fill(part["text"], {**made.values, "it": one}, made.work.blanks) for one in items]
    return [w.fill(part["text"], made.values, made.work.blanks)]


def joined(parts: Any, made: PaperFacts) -> str:
    """Parts as the text of one cell, a paragraph a line; a single missing value leaves the cell for the hand."""
    if isinstance(parts, str):
        return w.PLACEHOLDER.sub(lambda found: made.values.get(found[1]) or "", parts)
    lines: list[str] = []
    for part in parts if isinstance(parts, (list, tuple)) else [parts]:
        if isinstance(part, str):
            text = joined(part, made)
            lines += [text] if text else []
        elif isinstance(part.get("text"), str) and "each" not in part:
            lines += [joined(part["text"], made)] if holds(part, made) else []
        else:
            lines += _part(part, made)
    return "\n".join(lines)


def paper_day(row: Mapping[str, Any]) -> date:
    """The paper's day; raises KnownError("draft_date_missing")."""
    if not row["date"]:
        raise KnownError("draft_date_missing", where=Place(field="date"))
    return parse_day(row["date"])
