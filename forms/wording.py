"""Turns a pack's templates into sentences: placeholders, periods, arrears, lists. No sentence stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from forms.casefacts import CaseFacts, DraftSpec
from models import money
from models.clock import local
from models.errors import KnownError, Place
from models.pack import Pack
from models.wages import month_runs
from models.workdays import parse_day, parse_month

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
NUMBER = re.compile(r"\{(year|n(?::0?\d{0,2}d)?)\}")
FINAL_MARKS = "。；;，,、 　"


@dataclass
class Blanks:
    """Collects placeholders nobody gave a value for; the paper shows a blank there."""

    mark: str
    names: list[str] = field(default_factory=list)


def fill(template: str, values: Mapping[str, str | None], blanks: Blanks) -> str:
    """``template`` with its placeholders replaced, once; a missing value leaves a visible blank."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found[1])
        if given is None:
            if found[1] not in blanks.names:
                blanks.names.append(found[1])
            return blanks.mark
        return given

    return PLACEHOLDER.sub(value, template)


def fill_known(template: str, values: Mapping[str, str | None]) -> str:
    """A person's own words: only placeholders that have a value are replaced."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found[1])
        return found[0] if given is None else given

    return PLACEHOLDER.sub(value, template)


def number_line(pattern: str, year: int, n: int | None, blank: str) -> str:
    """The number as the pattern prints it; ``n`` None leaves the running number blank.

    Raises KnownError("number_pattern_bad") where the pattern has no {n} or another placeholder.
    """
    rest = NUMBER.sub("", pattern)
    if "{" in rest or "}" in rest or not any(f.startswith("n") for f in NUMBER.findall(pattern)):
        raise KnownError("number_pattern_bad", where=Place(field="number_patterns"), pattern=pattern)

    def part(found: re.Match[str]) -> str:
        name, _, spec = found[1].partition(":")
        if name == "year":
            return f"{year:04d}"
        return blank if n is None else format(n, spec or "d")

    return NUMBER.sub(part, pattern)


def day_text(day: date, pack: Pack) -> str:
    """2026年10月9日, without leading zeros."""
    return str(pack.wording["date"]).format(y=day.year, m=day.month, d=day.day)


def instant_text(at: datetime, pack: Pack) -> str:
    """The hour of an appointment in Asia/Shanghai: 2026年10月13日9时30分."""
    here = local(at)
    pattern = str(pack.wording["inquiry_notice"]["appear"])
    return pattern.format(y=here.year, m=here.month, d=here.day, h=here.hour, mm=f"{here.minute:02d}")


def month_text(month: str, pack: Pack) -> str:
    return month_by(month, pack.wording["phrases"]["period"])


def period_text(months: Iterable[str], pack: Pack) -> str | None:
    """One month, a run, or runs joined; None for no month at all."""
    return period_by(months, pack.wording["phrases"]["period"]) or None


def month_by(month: str, rules: Mapping[str, str]) -> str:
    year, number = parse_month(month)
    return rules["month"].format(y=year, m=number)


def period_by(months: Iterable[str], rules: Mapping[str, str]) -> str:
    """Months in the words of ``rules`` (the sentences' or the appendix's shorter ones)."""
    runs = [
        month_by(first, rules)
        if first == last
        else rules["range"].format(first=month_by(first, rules), last=month_by(last, rules))
        for first, last in month_runs(months)
    ]
    return rules["runs_joined_by"].join(runs)


def arrears_text(
    first: str | None, n: int | None, amount_fen: int | None, period: str | None, pack: Pack, *, listed: bool
) -> str:
    """The first phrase of the pack whose needs are all known; whatever is unknown is simply not said."""
    known: dict[str, str | None] = {
        "first": first,
        "n": str(n) if n else None,
        "amount": money.yuan(amount_fen) if amount_fen else None,
    }
    phrases = pack.wording["phrases"]
    extra = {
        "period": period,
        "amount_cn": money.in_words(amount_fen) if amount_fen else None,
        "listed": phrases["listed"] if listed else "",
    }
    for entry in phrases["arrears"]:
        if all(known[need] for need in entry["needs"]) and count_fits(entry.get("n"), n):
            return fill(entry["text"], {**known, **extra}, Blanks(pack.wording["blank"]))
    raise KnownError(
        "pack_file_bad",
        where=Place(file="wording.json", field="phrases.arrears"),
        file="wording.json",
        reason="no entry holds",
    )


def count_fits(rule: str | None, n: int | None) -> bool:
    """``>=2`` and ``1`` of the arrears phrases; no rule fits every count."""
    if rule is None:
        return True
    if rule.startswith(">="):
        return n is not None and n >= int(rule[2:])
    return n == int(rule)


def account_text(name: str | None, pack: Pack) -> str:
    entries = pack.wording["phrases"]["account"]
    entry = next(e for e in entries if name or not e["needs"])
    return str(entry["text"]).format(account_name=name)


def fact_text(name: str, given: Any, case: CaseFacts, pack: Pack) -> str | None:
    """A fact as the paper prints it: a unit's key as its name, money with two decimals, lists joined.

    Numbers are yuan, as in CASE.json; integers under ``NAME_fen`` never come here. Raises KnownError("fact_bad").
    """
    if given in (None, "", []):
        return None
    kind = pack.fact_types.get(name, "text")
    if not isinstance(given, (str, int, float, list)) or (isinstance(given, list) and not all_text(given)):
        raise KnownError("fact_bad", where=Place(field=name), fact=name, value=given)
    try:
        if isinstance(given, list):
            return pack.wording["lists"]["joiner"].join(str(g) for g in given) or None
        if str(given) in case.situation.by_key:
            return case.unit(str(given)).name
        if kind == "money":
            return money_text(given)
        if kind == "integer":
            return integer_text(given)
        if kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(given)):
            return day_text(parse_day(str(given)), pack)
    except (ValueError, InvalidOperation, KnownError) as wrong:
        raise KnownError("fact_bad", where=Place(field=name), fact=name, value=given) from wrong
    return one_line(str(given)) or None


def all_text(given: list[Any]) -> bool:
    return all(isinstance(one, str) for one in given)


def money_text(given: Any) -> str:
    """Yuan given as text or number, with two decimals; raises ValueError for anything that is no amount."""
    if isinstance(given, bool):
        raise ValueError(given)
    text = str(given) if isinstance(given, int) else given if isinstance(given, str) else str(Decimal(repr(given)))
    try:
        return money.yuan(money.parse_yuan(text))
    except KnownError as wrong:
        raise ValueError(text) from wrong


def integer_text(given: Any) -> str:
    if isinstance(given, bool) or (isinstance(given, float) and not given.is_integer()):
        raise ValueError(given)
    count = int(given)
    if count < 0:
        raise ValueError(given)
    return str(count)


def one_line(text: str) -> str:
    """Without line breaks: each line of a paper is one paragraph."""
    return re.sub(r"\s*[\r\n]+\s*", "", text).strip()


def bare(sentence: str) -> str:
    """Without the final mark: the frame sets it."""
    return one_line(sentence).rstrip(FINAL_MARKS)


def typed_amounts(text: str) -> list[int]:
    """Sums in yuan that stand in a person's own words, in fen."""
    found = re.findall(r"(\d[\d,]*(?:\.\d{1,2})?)元", text)
    return [money.parse_yuan(t.replace(",", "")) for t in found if len(t) <= 14]


def typed_counts(text: str) -> list[int]:
    """Head-counts of workers that stand in a person's own words."""
    return [int(n) for n in re.findall(r"(\d{1,6})名农民工", text)]


def numbered(sentences: list[str], rule: Mapping[str, str], numeral: Any) -> list[str]:
    """一、…；二、…。 or 1．…；2．…。 by the pack's list rule."""
    last = len(sentences)
    return [
        rule["mark"].format(cn=numeral(i), i=i) + sentence + (rule["end"] if i == last else rule["between"])
        for i, sentence in enumerate(sentences, 1)
    ]


def you(spec: DraftSpec, case: CaseFacts, pack: Pack) -> str:
    """你单位, 你 for a person, 你们 for several addressees."""
    forms = pack.wording["address_forms"]
    if len(spec.addressees) > 1:
        return str(forms["several"])
    return str(forms["person" if case.unit(spec.addressees[0]).kind == "person" else "unit"])
