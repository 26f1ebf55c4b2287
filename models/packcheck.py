"""Checks a pack's data before anybody trusts it: every fault with its file and key, and never a crash."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.pack import FORMAT, PROVISION_ID, option_valid, part_text
from models.packcatalogue import check_answers, check_checklist, check_liability, check_violations
from models.packchecker import PLACEHOLDER, Checker, Fault, Json, load_files
from models.packpapers import check_papers
from models.packreview import check_review

NUMBER_PART = re.compile(r"^(year|n(:0?\d{0,2}d)?|prefix|letter|device|replica)$")
OPTION_TYPES = {"choice", "integer", "boolean", "text", "articles", "by_document", "by_violation"}
TEMPLATES: dict[str, set[str]] = {
    "rectification_order.opening": {"you"},
    "rectification_order.evidence": {"evidence"},
    "rectification_order.basis": {"you", "duty", "order"},
    "rectification_order.due_prefix": {"by"},
    "rectification_order.report": {"you", "report_by"},
    "rectification_order.consequence": {"penalty"},
    "rectification_order.contact": {"address", "contact", "phone"},
    "rectification_order.joint_prefix": {"others"},
    "rectification_order.remedy": {"government", "court"},
    "inquiry_notice.opening": {"you", "project", "period", "appear", "place", "address"},
    "inquiry_notice.opening_not_contractor": {"you", "project", "period", "appear", "place", "address"},
    "inquiry_notice.opening_person": {"you", "project", "period", "appear", "place", "address"},
    "inquiry_notice.opening_persons": {"you", "project", "period", "appear", "place", "address"},
    "inquiry_notice.appear": {"y", "m", "d", "h", "mm"},
    "inquiry_notice.contact": {"contact", "phone"},
    "inspection_notice.opening": {"basis", "from", "to", "you", "project", "matters", "kind", "source"},
    "inspection_notice.opening_one_day": {"basis", "from", "you", "project", "matters", "kind", "source"},
    "inspection_notice.opening_urgent": {"basis", "reason", "you", "project", "matters", "kind", "source"},
    "inspection_notice.officers": {"officers", "cert_nos", "helpers"},
    "inspection_notice.frequency": {"you", "count", "cap"},
    "inspection_notice.rights": {"you"},
    "inspection_notice.conduct": {"complaint_phone"},
    "site_inspection_record.statement": {"office", "officers", "cert_nos", "you", "project"},
    "site_inspection_record.recusal": {"reason"},
    "site_inspection_record.notice": {"notice_no"},
    "site_inspection_record.headcount": {"people"},
    "site_inspection_record.obtained": {"papers"},
    "site_inspection_record.found": set(),
    "site_inspection_record.none": set(),
    "site_inspection_record.heard": set(),
    "site_inspection_record.ending": set(),
    "phrases.period.month": {"y", "m"},
    "phrases.period.range": {"first", "last"},
    "citation.law": {"title"},
    "citation.article": {"cn"},
    "citation.paragraph": {"cn"},
    "citation.item": {"cn"},
    "citation.three_or_more_in_a_row": {"first", "last"},
    "date": {"y", "m", "d"},
    "appendix.caption": {"number", "project"},
}
"""Wording the drafting fills in, and the placeholders it knows there."""
TERM_UNITS = ("working_day", "day", "month", "year")


def check(folder: Path) -> list[Fault]:
    """Every fault of the pack in ``folder``, by file; an empty list means it may be used."""
    c = Checker(folder)
    load_files(c)
    for part in PARTS:
        try:
            part(c)
        except (KeyError, TypeError, AttributeError, ValueError) as wrong:
            c.add("structure_broken", part.__name__.removeprefix("check_") + ".json", "", f"{wrong}")
    return sorted(set(c.faults), key=lambda f: (f.file, f.key, f.code))


def check_pack(c: Checker) -> None:
    """The head: format, id, version, names."""
    head = c.files.get("pack.json", {})
    if head and head.get("format") != FORMAT:
        c.add("format_unknown", "pack.json", "format", head.get("format"))
    for key in ("id", "version"):
        if head and not (isinstance(head.get(key), str) and head[key]):
            c.add("text_missing", "pack.json", key)
    if head:
        c.pair(head.get("name"), "pack.json", "name")


def check_laws(c: Checker) -> None:
    """Laws and provisions: ids, texts, confidences; verified_paragraphs that exist."""
    c.ids("laws.json", "laws", "code")
    for place, law in c.rows("laws.json", "laws"):
        c.laws[str(law.get("code"))] = law
        for key in ("title", "title_en"):
            if not law.get(key):
                c.add("text_missing", "laws.json", f"{place}.{key}")
    for name in [n for n in c.files if n.startswith("provisions/")]:
        c.ids(name, "provisions", "id")
        if c.files[name].get("law") not in c.laws:
            c.add("law_unknown", name, "law", c.files[name].get("law"))
        for place, provision in c.rows(name, "provisions"):
            c.provisions[str(provision.get("id"))] = provision
            check_provision(c, provision, name, place)
    for code in c.laws:
        if f"provisions/{code}.json" not in c.files:
            c.add("file_missing", f"provisions/{code}.json", "")


def check_provision(c: Checker, p: Json, file: str, key: str) -> None:
    if not PROVISION_ID.match(str(p.get("id"))) or "/" in str(p.get("id")):
        c.add("id_bad", file, f"{key}.id", p.get("id"))
    c.one_of(
        p.get("confidence"),
        ("verified", "verified_substance", "memory"),
        "confidence_unknown",
        file,
        f"{key}.confidence",
    )
    for name in ("text", "article"):
        if not p.get(name):
            c.add("text_missing", file, f"{key}.{name}")
    numbers = [x.get("para") for x in p.get("paragraphs", ())]
    if numbers != list(range(1, len(numbers) + 1)):
        c.add("paragraphs_out_of_order", file, f"{key}.paragraphs", numbers)
    for para in p.get("verified_paragraphs", ()):
        if part_text(p, para, None) is None:
            c.add("article_dangling", file, f"{key}.verified_paragraphs", para)


def check_wording(c: Checker) -> None:
    """Templates with known placeholders, articles that may be printed, keys that point to something."""
    file = "wording.json"
    words = c.files.get(file)
    if words is None:
        return
    for path, allowed in TEMPLATES.items():
        c.template(at(words, path), allowed, file, path)
    known = {"first", "n", "amount", "amount_cn", "period", "listed"}
    for n, entry in enumerate(at(words, "phrases.arrears") or ()):
        c.template(entry.get("text"), known, file, f"phrases.arrears[{n}].text")
        for need in entry.get("needs", ()):
            c.one_of(need, known, "placeholder_unknown", file, f"phrases.arrears[{n}].needs")
    if not any(not e.get("needs") for e in at(words, "phrases.arrears") or ()):
        c.add("no_last_resort", file, "phrases.arrears")
    for n, foot in enumerate(at(words, "rectification_order.several_addressees.foot") or ()):
        c.template(foot, {"copies"}, file, f"rectification_order.several_addressees.foot[{n}]")
    c.articles(at(words, "citation.always.order"), file, "citation.always.order", printed=True)
    c.articles(at(words, "inquiry_notice.articles"), file, "inquiry_notice.articles", printed=True)
    c.articles(at(words, "inspection_notice.articles"), file, "inspection_notice.articles", printed=True)
    for kind in ("duty", "order", "penalty"):
        if not isinstance(at(words, f"citation.between_laws.{kind}"), str):
            c.add("text_missing", file, f"citation.between_laws.{kind}")
        for n, law in enumerate(at(words, f"citation.law_order.{kind}") or ()):
            c.one_of(law, c.laws, "law_unknown", file, f"citation.law_order.{kind}[{n}]")
    check_tails(c, words)
    check_notice(c, words)


def check_tails(c: Checker, words: Json) -> None:
    codes = {str(v.get("code")) for _, v in c.rows("violations.json", "violations")}
    tails = at(words, "rectification_order.tails") or []
    for n, tail in enumerate(tails):
        key = f"rectification_order.tails[{n}]"
        c.template(tail.get("text"), set(), "wording.json", f"{key}.text")
        for code in tail.get("match", {}).get("any_violation", ()):
            c.one_of(code, codes, "violation_dangling", "wording.json", f"{key}.match")
        c.articles(tail.get("match", {}).get("every_penalty_in", []), "wording.json", f"{key}.match", printed=True)
    if not tails or tails[-1].get("match"):
        c.add("no_last_resort", "wording.json", "rectification_order.tails")


def check_notice(c: Checker, words: Json) -> None:
    notice = words.get("inquiry_notice", {})
    for n, entry in enumerate(notice.get("openings", ())):
        if entry.get("key") not in notice:
            c.add("key_dangling", "wording.json", f"inquiry_notice.openings[{n}]", entry.get("key"))
    for n, entry in enumerate(notice.get("default_materials", ())):
        key = f"inquiry_notice.default_materials[{n}]"
        if entry.get("set") not in notice.get("materials_sets", {}):
            c.add("key_dangling", "wording.json", key, entry.get("set"))
        check_answers(c, entry.get("match", {}).get("any_project_answer", {}), "wording.json", key)
    for name, materials in notice.get("materials_sets", {}).items():
        for n, text in enumerate(materials):
            c.template(text, {"period", "first_month"}, "wording.json", f"inquiry_notice.materials_sets.{name}[{n}]")


def at(data: object, path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data


def check_documents(c: Checker) -> None:
    """Document types: titles, letters that differ, number patterns."""
    file = "documents.json"
    types = c.ids(file, "documents", "type")
    c.ids(file, "documents", "letter")
    for place, row in c.rows(file, "documents"):
        c.both(row, "title", file, place)
        if not isinstance(row.get("copies"), int) or row["copies"] < 1:
            c.add("number_bad", file, f"{place}.copies", row.get("copies"))
    if file not in c.files:
        return
    numbers = c.files[file].get("numbers", {})
    for key in ("pattern", "emergency_pattern"):
        check_pattern(c, numbers.get(key), file, f"numbers.{key}")
    for name, target in numbers.get("aliases", {}).items():
        c.one_of(target, types, "key_dangling", file, f"numbers.aliases.{name}")


def check_pattern(c: Checker, pattern: object, file: str, key: str) -> None:
    """A number pattern has a running number and a year, and no other placeholder than those known."""
    parts = PLACEHOLDER.findall(pattern) if isinstance(pattern, str) else []
    bare = PLACEHOLDER.sub("", pattern) if isinstance(pattern, str) else "{"
    named = {p.partition(":")[0] for p in parts}
    if not {"n", "year"} <= named or "{" in bare or "}" in bare or not all(NUMBER_PART.match(p) for p in parts):
        c.add("pattern_bad", file, key, pattern)


def check_options(c: Checker) -> None:
    """Office options: known types, defaults that are allowed, labels in both languages."""
    file = "options.json"
    c.ids(file, "options", "key")
    for place, option in c.rows(file, "options"):
        c.pair(option, file, place)
        c.one_of(option.get("type"), OPTION_TYPES, "option_type_unknown", file, f"{place}.type")
        if option.get("type") in OPTION_TYPES and not default_allowed(option):
            c.add("default_bad", file, f"{place}.default", option.get("default"))
        for value in option.get("options", ()):
            c.label("option_value", value, file, f"{place}.options")


def default_allowed(option: Json) -> bool:
    try:
        return "default" in option and option_valid(option, option["default"])
    except (KeyError, TypeError):
        return False


def check_terms(c: Checker) -> None:
    """Terms: positive, a known unit, an article that stands (or none, then marked as proposed)."""
    file = "terms.json"
    c.ids(file, "terms", "key")
    for place, term in c.rows(file, "terms"):
        c.pair(term, file, place)
        c.one_of(term.get("unit"), TERM_UNITS, "unit_of_term_unknown", file, f"{place}.unit")
        if not isinstance(term.get("n"), int) or term["n"] < 1:
            c.add("term_bad", file, f"{place}.n", term.get("n"))
        if term.get("article") is not None:
            c.article(term["article"], file, f"{place}.article")
        elif term.get("confidence") == "verified":
            c.add("article_dangling", file, f"{place}.article", "—")


def check_labels(c: Checker) -> None:
    for kind, entries in c.files.get("labels.json", {}).items():
        for name, entry in entries.items():
            c.pair(entry, "labels.json", f"{kind}.{name}")


def check_calendar(c: Checker) -> None:
    """Every year from the first to the last notice, weekends where make-up days lie, counts that agree."""
    file = "calendar.json"
    data = c.files.get(file)
    if data is None:
        return
    off, make_up = days_of(c, data, "days_off"), days_of(c, data, "make_up_workdays")
    for day in sorted(set(off) & set(make_up)):
        c.add("day_twice", file, "make_up_workdays", day)
    for day in make_up:
        if day.weekday() < 5:
            c.add("make_up_on_weekday", file, "make_up_workdays", day)
    years = sorted({int(n["year"]) for _, n in c.rows(file, "notices")})
    if not years:
        c.add("calendar_gap", file, "notices", "—")
        return
    for year in sorted(set(range(years[0], years[-1] + 1)) - set(years)):
        c.add("calendar_gap", file, "notices", year)
    for year in years:
        if not any(day.year == year for day in off):
            c.add("calendar_gap", file, "days_off", year)
        expected = data.get("counts", {}).get(str(year), {}).get("working_days")
        if expected != working_days(year, set(off), set(make_up)):
            c.add("count_differs", file, f"counts.{year}.working_days", expected)
    for day in (*off, *make_up):
        if day.year not in years and day.year != years[-1] + 1:
            c.add("day_without_notice", file, "days_off", day)


def days_of(c: Checker, data: Json, key: str) -> list[date]:
    found: list[date] = []
    for n, text in enumerate(data.get(key) or ()):
        try:
            day = date.fromisoformat(text)
        except (ValueError, TypeError):
            c.add("day_bad", "calendar.json", f"{key}[{n}]", text)
            continue
        if day in found:
            c.add("day_twice", "calendar.json", f"{key}[{n}]", text)
        found.append(day)
    return found


def working_days(year: int, off: set[date], make_up: set[date]) -> int:
    start = date(year, 1, 1)
    days = [start + timedelta(days=n) for n in range((date(year + 1, 1, 1) - start).days)]
    return sum(d in make_up or (d.weekday() < 5 and d not in off) for d in days)


def check_regional(c: Checker) -> None:
    """Provinces: codes, names, thresholds above zero; null stays null."""
    file = "regional.json"
    c.ids(file, "provinces", "code")
    for place, province in c.rows(file, "provinces"):
        c.both(province, "name", file, place)
        for n, row in enumerate(province.get("crime_thresholds") or ()):
            for key in ("one_worker_3_months", "ten_workers_total"):
                if not isinstance(row.get(key), int) or row[key] <= 0:
                    c.add("number_bad", file, f"{place}.crime_thresholds[{n}].{key}", row.get(key))


PARTS: tuple[Callable[[Checker], None], ...] = (
    check_pack,
    check_laws,
    check_checklist,
    check_violations,
    check_liability,
    check_wording,
    check_documents,
    check_options,
    check_terms,
    check_labels,
    check_calendar,
    check_regional,
    check_papers,
    check_review,
)
