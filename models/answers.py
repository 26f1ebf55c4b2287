"""Checks one answer against its question and proposes the answer that the entered figures already give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from models.errors import KnownError, Place
from models.pack import Field, Item, Pack

VALUES = {
    "yes_no_na": ("yes", "no", "na"),
    "multi_check": ("yes", "no", "na"),
    "table": ("yes", "no", "na", "computed"),
}
MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


def check_answer(item: Item, value: str, fields: Mapping[str, Any], pack: Pack) -> None:
    """Raise KnownError("answer_not_allowed" | "answer_field_unknown" | "answer_field_bad") for a bad answer.

    Field values are JSON: integers and money (fen) as int, ratios as decimal strings, days and months as text,
    ticks and booleans as bool, choices as their names. Facts of the order's sentences may stand among the fields.
    """
    if not value_allowed(item, value):
        raise KnownError("answer_not_allowed", where=Place(field=item.id), item=item.id, value=value)
    known = {f.name: f for f in item.fields}
    for name, given in fields.items():
        if name in known:
            good = given is None or field_allowed(known[name], given)
        elif name in pack.fact_types:
            good = given is None or fact_allowed(pack.fact_types[name], given)
        else:
            raise KnownError("answer_field_unknown", where=Place(field=name), item=item.id, field=name)
        if not good:
            raise KnownError("answer_field_bad", where=Place(field=name), item=item.id, field=name, value=given)


def value_allowed(item: Item, value: str) -> bool:
    """Whether ``value`` answers the question at all."""
    if item.answer_type in VALUES:
        return value in VALUES[item.answer_type]
    if item.answer_type == "enum":
        options = next((f.options for f in item.fields if f.type == "choice"), ())
        return value in options if options else bool(value)
    return isinstance(value, str)


def field_allowed(spec: Field, given: Any) -> bool:
    """Whether ``given`` is a value of the field's type."""
    if spec.type == "choice":
        return given in spec.options
    if spec.type == "choices":
        return isinstance(given, list) and all(g in spec.options for g in given)
    if spec.type in ("tick", "boolean"):
        return isinstance(given, bool)
    if spec.type == "units":
        return isinstance(given, list) and all(isinstance(g, str) for g in given)
    return fact_allowed(spec.type, given)


def fact_allowed(kind: str, given: Any) -> bool:
    """Whether ``given`` is a value of a plain type; negative counts and amounts are refused."""
    if kind in ("integer", "money"):
        return isinstance(given, int) and not isinstance(given, bool) and given >= 0
    if kind == "number":
        return decimal_of(given) is not None
    if kind == "date":
        return day_of(given) is not None
    if kind == "year_month":
        return isinstance(given, str) and bool(MONTH.match(given))
    if kind == "text" and isinstance(given, list):
        return all(isinstance(g, str) for g in given)
    return isinstance(given, str)


def decimal_of(given: Any) -> Decimal | None:
    """A finite, non-negative decimal from its text; never from a float."""
    if not isinstance(given, str):
        return None
    try:
        value = Decimal(given)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None


def day_of(given: Any) -> date | None:
    if not isinstance(given, str) or len(given) != 10:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def proposed(item: Item, fields: Mapping[str, Any], on: date) -> str | None:
    """The answer that the entered fields give (workers without contract > 0 → no); None where they say nothing.

    ``on`` is the day of the visit, for dates that have run out.
    """
    if not item.auto or "any" not in item.auto:
        return None
    for left, operator, right in item.auto["any"]:
        one, other = operand(left, item, fields, on), operand(right, item, fields, on)
        if one is None or other is None or type(one) is not type(other):
            continue
        if (one < other) if operator == "<" else (one > other):
            return str(item.auto["answer"])
    return None


def operand(name: Any, item: Item, fields: Mapping[str, Any], on: date) -> Any:
    """A constant, the visit's day, the count of unticked points, or the value of a field."""
    if isinstance(name, int):
        return name
    if name == "@date":
        return on
    if name == "@unticked":
        ticks = [f.name for f in item.fields if f.type == "tick"]
        return sum(not fields.get(t) for t in ticks) if any(t in fields for t in ticks) else None
    spec = next(f for f in item.fields if f.name == name)
    value = fields.get(name)
    if spec.type == "date":
        return day_of(value)
    if spec.type == "number" and isinstance(value, str):
        return decimal_of(value)
    return value


def flags(item: Item, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of things worth a second look that do not decide the answer by themselves."""
    rule = (item.auto or {}).get("flag")
    if rule and rule["rule"] == "attendance_mismatch":
        attended, heads = fields.get("attendance_today"), fields.get("headcount_today")
        if isinstance(attended, int) and isinstance(heads, int) and heads > 0:
            apart = Decimal(abs(attended - heads)) / heads
            return ("attendance_mismatch",) if apart > Decimal(rule["ratio"]) else ()
    if rule and rule["rule"] == "opened_late":
        signed, opened = day_of(fields.get("contract_signed")), day_of(fields.get("opened_on"))
        if signed and opened and (opened - signed).days > rule["days"]:
            return ("opened_late",)
    return ()
