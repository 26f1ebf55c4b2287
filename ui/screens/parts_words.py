"""Fields, acts and values in words, both languages: what the desk and every history say about a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models import money, travel
from models.errors import KnownError
from models.records import RECORDS
from ui import i18n
from ui.screens import parts_subject as words
from ui.screens.parts_terms_acts import ACTS, CODES
from ui.screens.parts_terms_fields import FIELDS

if TYPE_CHECKING:
    from ui.session import Session

NOTHING = "—"
LONG = 400
"""A text longer than this is cut in a list; whole where it is decided."""
PROSE = ("note", "summary", "remark", "text", "answer", "question", "works", "matters", "reason")
"""Fields whose text is never taken for a code."""
INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")


def field_text(register: str, table: str = "") -> str:
    """What people call a field or a group of fields."""
    known = FIELDS.get(f"{table}.{register}") or FIELDS.get(register)
    return i18n.translate("field", known) if known else i18n.translate("words", "Another field")


def act_text(act: str) -> str:
    """What a person did, to be read after his name."""
    known = ACTS.get(act)
    return i18n.translate("act", known) if known else i18n.translate("words", "did something else")


def value_text(session: Session, table: str, register: str, kind: str, value: Any) -> str:
    """A value as a person reads it; '—' where nothing stands."""
    if kind == "deleted":
        return i18n.translate("words", "Deleted") if value else i18n.translate("words", "Kept")
    if value is None or value in ("", [], {}):
        return NOTHING
    if kind == "group" and isinstance(value, dict):
        shown = [_pair(session, table, k, v) for k, v in value.items() if v is not None and v not in ("", [], {})]
        return "\n".join(shown) or NOTHING
    return plain(session, table, register, value)


def _pair(session: Session, table: str, name: str, value: Any) -> str:
    mark = ": " if i18n.current() == "en" else "："
    return f"{field_text(name, table)}{mark}{plain(session, table, name, value)}"


def plain(session: Session, table: str, name: str, value: Any) -> str:
    """One value of one field."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return i18n.translate("words", "Yes") if value else i18n.translate("words", "No")
    declared = RECORDS[table].by_name.get(name) if table in RECORDS else None
    if isinstance(value, int):
        is_money = name.endswith("_fen") or (declared is not None and declared.kind == "money")
        return money.yuan(value, grouped=True) if is_money else str(value)
    if isinstance(value, list):
        return ("、" if i18n.current() != "en" else ", ").join(_member(session, table, name, v) for v in value)
    if isinstance(value, Mapping):
        return _mapping(session, table, value)
    return _text(session, table, name, str(value), declared.ref if declared is not None else None)


def _member(session: Session, table: str, name: str, value: Any) -> str:
    """One of a list: a party by its name, a requirement by its words, else as it is."""
    if isinstance(value, Mapping):
        said = value.get("name") or value.get("text") or value.get("variant")
        return _text(session, "finding", "variant", str(said), None) if said else _mapping(session, table, value)
    named = name_of(session, str(value)) if isinstance(value, str) and len(value) == 36 else ""
    return named or plain(session, table, "item" if name == "items" else "", value)


def _mapping(session: Session, table: str, value: Mapping[str, Any]) -> str:
    mark, between = (": ", "; ") if i18n.current() == "en" else ("：", "；")
    known = session.profile.pack.labels["field"]
    told = []
    for key, inner in value.items():
        if inner is None or inner in ("", [], {}):
            continue
        label = known[key]["en" if i18n.current() == "en" else "zh"] if key in known else field_text(key, table)
        told.append(f"{label}{mark}{plain(session, '', key, inner)}")
    return between.join(told) or NOTHING


def _text(session: Session, table: str, name: str, value: str, ref: str | None) -> str:
    if name == "picture":
        return i18n.translate("words", "A picture")
    if ref is not None:
        return name_of(session, value, ref) or NOTHING
    if name in ("item", "at_item"):
        return item_text(session, value.partition("/")[0])
    if name in ("violation", "variant"):
        return violation_text(session, value)
    if name == "type":
        return words.type_text(session, value) if value in session.profile.pack.documents else value
    if INSTANT.match(value):
        return words.at_text(value)
    if name not in PROSE or (table, name) == ("answer", "answer"):
        known = CODES.get(value)
        if known:
            return i18n.translate("code", known)
    return value if len(value) <= LONG else value[:LONG] + "…"


def item_text(session: Session, item: str) -> str:
    """A question of the checklist: its number and its words."""
    try:
        asked = session.profile.pack.item(item).question
    except KnownError:
        return item
    return f"{item} {asked['en' if i18n.current() == 'en' else 'zh']}"


def violation_text(session: Session, code: str) -> str:
    """A violation or one of its wordings by the violation's name."""
    pack = session.profile.pack
    found = pack.violations.get(code)
    if found is None:
        found = next((v for v in pack.violations.values() for w in v.variants if w.id == code), None)
    return code if found is None else f"{code} {found.name['en' if i18n.current() == 'en' else 'zh']}"


NAMED = ("unit", "project", "officer", "wage_worker", "document", "device", "evidence", "wage_roll", "office")


def name_of(session: Session, record: str, table: str = "") -> str:
    """What another record is called; '' where it is not here."""
    store = session.store
    for one in (table,) if table else NAMED:
        row = store.get(one, record)
        if row is None:
            continue
        if one in ("inspection", "clue"):
            return words.title(session, travel.subject_of(store, one, record))
        return str(row.get("number") or row.get("title") or row.get("name") or row.get("no") or row.get("n") or "")
    return ""


def thing_text(session: Session, table: str, record: str) -> str:
    """One record in a line: the question of an answer, the worker and month of a wage line, a party's name."""
    row = session.store.get(table, record) or {}
    if table in ("answer", "finding"):
        asked = (
            item_text(session, row["item"])
            if row.get("item")
            else violation_text(session, row.get("violation") or "")
        )
        return " · ".join(
            t for t in (asked, name_of(session, row.get("unit") or row.get("addressee") or "", "unit")) if t
        )
    if table == "wage_line":
        return " · ".join(
            t for t in (name_of(session, row.get("worker") or "", "wage_worker"), row.get("month")) if t
        )
    if table == "engagement":
        role = _text(session, table, "role", row.get("role") or "", None)
        return " · ".join(t for t in (role, name_of(session, row.get("unit") or "", "unit")) if t)
    if table == "labour_cost":
        return str(row.get("month") or "")
    for name in ("number", "name", "title", "no", "external_no", "n"):
        if row.get(name):
            return str(row[name])
    return ""
