"""Which paper follows which: the chain before a paper, how far each got, and what the law wants before the next one.

A draft names the paper it follows in ``extra.follows``. A requirement counts as not corrected only by a recheck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models import corrections, endings
from models.authority import BLOCK, WARN, Problem
from models.cases import Reader, Row
from models.pack import Pack
from models.papertypes import PaperType, paper_type
from models.workdays import Calendar, Unit, parse_day

ORDER = "rectification_order"
LONGEST = 12
"""Papers one behind the other: more would be a ring."""
FROM_DATE = "date:"
"""Before a term that begins with the paper's own day instead of its service."""
NOT_CORRECTED = ("not_corrected", "partly")
UNIT_OF: Mapping[str, Unit] = {"working_day": "workday", "day": "day", "month": "month", "year": "year"}


@dataclass(frozen=True)
class Before:
    """One paper of the chain. ``served`` the day the last addressee was reached, None while one was not.

    ``due`` the last day of its requirements; ``open`` its requirements not known as corrected.
    """

    document: Row
    served: date | None
    due: date | None
    requirements: tuple[Row, ...]
    open: tuple[Row, ...]
    disputed: tuple[str, ...] = ()


def chain(reader: Reader, row: Mapping[str, Any]) -> list[Before]:
    """The papers before this draft, the nearest first."""
    found: list[Before] = []
    follows = (row["extra"] or {}).get("follows")
    while follows and len(found) < LONGEST and follows not in {b.document["id"] for b in found}:
        document = reader.get("document", follows)
        if document is None:
            break
        found.append(before(reader, document))
        draft = reader.get("draft", document["draft"]) or {}
        follows = (draft.get("extra") or {}).get("follows")
    return found


def before(reader: Reader, document: Row) -> Before:
    """One paper as the ones after it see it."""
    services = [s for s in reader.find("service", document=document["id"]) if s["outcome"] == "served"]
    now = corrections.of(reader, document)
    own = reader.find("requirement", document=document["id"])
    needs = tuple(sorted((now.requirement(r) for r in own), key=lambda r: r["n"]))
    warned = tuple(dict.fromkeys(w["code"] for s in services for w in s["warnings"] or () if "code" in w))
    return Before(
        document=document,
        served=endings.served_on(reader, document),
        due=max((parse_day(r["due"]) for r in needs if r["due"]), default=None),
        requirements=needs,
        open=tuple(r for r in needs if outcome(reader, r) != "corrected"),
        disputed=tuple(code for code in warned if code.startswith("W-S")),
    )


def outcome(reader: Reader, requirement: Mapping[str, Any]) -> str | None:
    """What the latest recheck found: corrected, partly, not_corrected; None where nobody looked."""
    found = sorted(reader.find("recheck", requirement=requirement["id"]), key=lambda r: (r["on"] or "", r["id"]))
    return str(found[-1]["outcome"]) if found and found[-1]["outcome"] else None


def about(kind: PaperType, row: Mapping[str, Any], requirements: Iterable[Row]) -> tuple[Row, ...]:
    """The requirements of an order this paper is about: those a person chose, else the kind's own, else all."""
    found = tuple(requirements)
    for codes in ((row["extra"] or {}).get("violations"), kind.data.get("violations")):
        picked = tuple(r for r in found if r["violation"] in (codes or ()))
        if picked:
            return picked
    return found


def followed(reader: Reader, kind: PaperType, row: Mapping[str, Any]) -> str | None:
    """The newest paper this draft may follow: same case or visit, a type its template names; None where none is.

    A kind that needs nothing before it still takes its facts from the order, where there is one.
    """
    wanted = [t for need in kind.after for t in need["types"]] or [ORDER]
    units = set(row["addressees"] or ())
    found: list[Row] = []
    for name in ("wage_case", "inspection"):
        if row[name]:
            found += [d for d in reader.find("document", **{name: row[name]}) if d["type"] in wanted]
    standing = [d for d in found if endings.standing(reader, d).in_force]
    own = [d for d in standing if not units or units & {a.get("unit") for a in d["addressees"] or ()}]
    best = max(own or standing, key=lambda d: (-wanted.index(d["type"]), d["date"] or "", d["id"]), default=None)
    return str(best["id"]) if best else None


def problems(
    reader: Reader, kind: PaperType, row: Mapping[str, Any], day: date, pack: Pack, calendar: Calendar
) -> list[Problem]:
    """What the law wants before this paper and is not there yet, each with the article that says so.

    Law: CFFA-44, CFFA-45, CFFA-64, LDJC-26, LDJC-30, GZTL-54 to GZTL-57, XFJS-4, SXMD-5, XZQZ-53, XZQZ-54, JCGD-39.
    """
    papers = chain(reader, row)
    found: list[Problem] = []
    for need in kind.after:
        found += _need(reader, kind, need, papers, row, day, pack, calendar)
    if kind.data.get("no_open_requirement"):
        found += _closing(reader, row)
    return found


def _need(
    reader: Reader,
    kind: PaperType,
    need: Mapping[str, Any],
    papers: list[Before],
    row: Mapping[str, Any],
    day: date,
    pack: Pack,
    calendar: Calendar,
) -> list[Problem]:
    asked = ((row["extra"] or {}).get("fields") or {}).get(need.get("only_with") or "")
    if need.get("only_with") and not asked:
        return []
    severity = WARN if need.get("warn") else BLOCK
    said = {"article": article_words(need.get("article"), pack)}

    def problem(code: str, **params: Any) -> list[Problem]:
        return [Problem(code, "P-11", severity, {**said, **params}, "follows")]

    one = next((b for b in papers if b.document["type"] in need["types"]), None)
    if one is None:
        if need.get("where_needed") and not _wants_order(row, pack):
            return []
        return problem("paper_before_missing", paper=need["types"][0])
    number = one.document["number"] or one.document["title"]
    if not endings.standing(reader, one.document).in_force:
        return problem("paper_before_ended", number=number)
    state = need.get("state", "issued")
    if state in ("served", "expired") and one.served is None:
        return problem("paper_before_unserved", number=number)
    found = []
    if one.disputed and state != "issued":
        codes = ", ".join(one.disputed)
        found.append(Problem("service_disputed", "P-11", WARN, {"number": number, "codes": codes}, "follows"))
    if need.get("term") and one.served is not None:
        last = term_end(one.served, need["term"], pack, calendar)
        if day <= last:
            found += problem("term_still_running", number=number, until=last.isoformat())
    if state == "expired":
        found += _expired(reader, need, one, about(kind, row, one.requirements), day, severity, said)
    return found


def _expired(
    reader: Reader,
    need: Mapping[str, Any],
    one: Before,
    requirements: Iterable[Row],
    day: date,
    severity: str,
    said: Mapping[str, Any],
) -> list[Problem]:
    """Each requirement this paper is about: its last day gone by and a recheck that says it was not corrected."""
    wanted = need.get("violations")
    concerned = [r for r in requirements if not wanted or r["violation"] in wanted]
    number = one.document["number"] or one.document["title"]
    found = []
    for r in concerned:
        if r["needs_expired_order"] is False and not need.get("violations"):
            continue
        params = {**said, "number": number, "violation": r["violation"], "until": r["due"]}
        if day <= parse_day(r["due"]):
            found.append(Problem("requirement_still_running", "P-11", severity, params, "follows"))
        elif outcome(reader, r) not in NOT_CORRECTED:
            found.append(Problem("requirement_not_rechecked", "P-11", severity, params, "follows"))
    return found


def _wants_order(row: Mapping[str, Any], pack: Pack) -> bool:
    """Whether some violation this draft is about is punished only for an order not obeyed."""
    codes = {str(r["variant"]).partition("/")[0] for r in row["requirements"] or ()}
    codes |= set((row["extra"] or {}).get("violations") or ())
    return not codes or any(pack.violation(code).needs_expired_order for code in codes)


def _closing(reader: Reader, row: Mapping[str, Any]) -> list[Problem]:
    """A case is not closed while a requirement of a served order is open, unless it went another way (移送, 终止)."""
    if ((row["extra"] or {}).get("fields") or {}).get("how") in ("transferred", "ended"):
        return []
    found = []
    for order in orders_of(reader, row):
        if not endings.standing(reader, order).in_force:
            continue
        for r in before(reader, order).open:
            params = {"number": order["number"] or order["title"], "violation": r["violation"], "article": ""}
            found.append(Problem("requirement_open_at_closing", "P-11", BLOCK, params, "follows"))
    return found


def orders_of(reader: Reader, row: Mapping[str, Any]) -> list[Row]:
    """The orders of this draft's case, else of its visit."""
    name = "wage_case" if row["wage_case"] else "inspection"
    return reader.find("document", type=ORDER, **{name: row[name]}) if row[name] else []


def term_end(start: date, key: str, pack: Pack, calendar: Calendar) -> date:
    """The last day of a term of the pack (or of the office's statement period) that begins with a service."""
    if key == "statement":
        return calendar.add(start, int(pack.option("statement_period_days")), "workday").date
    term = pack.terms[key]
    return calendar.add(start, int(term["n"]), UNIT_OF[term["unit"]]).date


@dataclass(frozen=True)
class Runs:
    """A term a paper started: ``key`` of the pack's terms, the day it began with, its last day."""

    key: str
    began: date
    last: date
    provisional: bool


def terms_of(reader: Reader, document: Row, pack: Pack, calendar: Calendar) -> tuple[Runs, ...]:
    """The terms this paper started, in the template's order; those of its service once everybody was served."""
    kind = paper_type(pack, document["type"])
    served = endings.served_on(reader, document) if kind is not None else None
    found = []
    for one in kind.terms if kind is not None else ():
        began = parse_day(document["date"]) if one.startswith(FROM_DATE) else served
        if began is not None:
            key = one.removeprefix(FROM_DATE)
            last = term_end(began, key, pack, calendar)
            found.append(Runs(key, began, last, not calendar.covers(last)))
    return tuple(found)


def term_name(key: str, pack: Pack, lang: str) -> str:
    """What a term is called."""
    spec = pack.option_specs["statement_period_days"] if key == "statement" else pack.terms[key]
    return str(spec["en" if lang == "en" else "zh"])


def article_words(article: str | None, pack: Pack) -> str:
    """（《law》第…条）, as it stands behind a sentence of the program; '' where no article was given."""
    if not article:
        return ""
    found = pack.provision(article)
    return f"（《{found.law}》{found.article}）"


def hearing_due(fine_fen: int | None, person: bool, stop_work: bool, pack: Pack) -> bool:
    """Whether a hearing must be offered: stop-work always, a fine by the province's table, unknown provinces always.

    CFFA-63; the amount that counts as 较大数额 is local (``regional.json``).
    """
    if stop_work or fine_fen is None:
        return stop_work
    province = pack.province(pack.option("province") or "")
    table = (province or {}).get("hearing_threshold")
    limit = (table or {}).get("citizen" if person else "organisation")
    if table is None or limit is None:
        return True
    least = int(limit) * 100
    return fine_fen > least if table.get("operator") == ">" else fine_fen >= least
