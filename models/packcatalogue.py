"""The pack's check of its heart: the checklist, the catalogue of violations with its wordings, who must pay."""

from __future__ import annotations

from collections import Counter
from typing import Any

from models.packchecker import LANGUAGES, PLACEHOLDER, Checker, Json

ANSWER_VALUES = ("yes", "no", "na")
FIELD_TYPES = {
    "integer", "number", "money", "text", "date", "datetime", "year_month", "boolean", "phone", "choice",
    "choices", "tick", "units", "worker", "officer", "party",
}  # fmt: skip
MATCH_KEYS = {
    "answers", "any_answer", "known", "with", "addressee_role", "employer_role", "addressee_is_employer", "cause",
    "investment", "engagement", "event",
}  # fmt: skip
RULE_KEYS = {"respondent_role", "engaged_as", "engagement", "cause", "any_project_answer"}
COMPUTED = {
    "you", "project", "period", "general_contractor", "account", "dep_due", "dep_paid", "by", "arrears",
    "arrears_listed", "due", "paid", "gap",
}  # fmt: skip
DEADLINE_UNITS = ("working_day", "calendar_day")


def check_checklist(c: Checker) -> None:
    """Sections, items and procedure checks: roles, answer types, fields, labels, translations, articles."""
    file = "checklist.json"
    sections = c.ids(file, "sections", "id")
    c.ids(file, "items", "id")
    c.ids(file, "procedure_checks", "id")
    codes = {str(v.get("code")) for _, v in c.rows("violations.json", "violations")}
    labels = c.files.get("labels.json", {})
    for place, section in c.rows(file, "sections"):
        c.both(section, "title", file, place)
    for place, item in c.rows(file, "items"):
        c.one_of(item.get("section"), sections, "section_unknown", file, f"{place}.section")
        c.both(item, "question", file, place)
        c.both(item, "evidence", file, place)
        for lang in LANGUAGES:
            c.template(item.get(f"question_{lang}"), {"n", "sample_n"}, file, f"{place}.question_{lang}")
        for n, role in enumerate(item.get("responsible") or [None]):
            c.one_of(role, labels.get("role", ()), "role_unknown", file, f"{place}.responsible[{n}]")
        c.one_of(
            item.get("answer_type"),
            labels.get("answer_type", ()),
            "answer_type_unknown",
            file,
            f"{place}.answer_type",
        )
        if item.get("compliant_answer") not in ("yes", "no", None):
            c.add("answer_unknown", file, f"{place}.compliant_answer", item.get("compliant_answer"))
        if item.get("violation") is not None:
            c.one_of(item["violation"], codes, "violation_dangling", file, f"{place}.violation")
        for kind in ("remedy", "severity", "applies_when"):
            c.one_of(item.get(kind), labels.get(kind, ()), "label_missing", file, f"{place}.{kind}")
        c.articles(item.get("legal_basis"), file, f"{place}.legal_basis")
        check_fields(c, item, file, place)
    for place, check_row in c.rows(file, "procedure_checks"):
        c.both(check_row, "text", file, place)
        c.one_of(
            check_row.get("enforcement"), labels.get("enforcement", ()), "label_missing", file, f"{place}.enforcement"
        )
        basis = [a for a in check_row.get("basis", ()) if a != "customary"]
        c.articles(basis, file, f"{place}.basis")
        check_fields(c, check_row, file, place)


def check_fields(c: Checker, item: Json, file: str, place: str) -> None:
    """Structured fields: known types, options, labels in both languages, and rules that name real fields."""
    names: list[str] = []
    for n, spec in enumerate(item.get("fields", ())):
        key = f"{place}.fields[{n}]"
        names.append(spec.get("name"))
        c.one_of(spec.get("type"), FIELD_TYPES, "field_type_unknown", file, f"{key}.type")
        c.label("field", spec.get("label") or spec.get("name"), file, key)
        if spec.get("type") in ("choice", "choices") and not spec.get("options"):
            c.add("options_missing", file, f"{key}.options")
        for option in spec.get("options", ()):
            c.label("option", f"{spec.get('name')}.{option}", file, key)
    for name in {n for n in names if names.count(n) > 1}:
        c.add("id_twice", file, f"{place}.fields", name)
    for left, operator, right in (item.get("auto") or {}).get("any", ()):
        for side in (left, right):
            if isinstance(side, str) and not side.startswith("@") and side not in names:
                c.add("field_unknown", file, f"{place}.auto", side)
        if operator not in ("<", ">"):
            c.add("operator_unknown", file, f"{place}.auto", operator)


def check_violations(c: Checker) -> None:
    """The catalogue: articles (only verified ones are printed), variants, placeholders, matches."""
    file = "violations.json"
    codes = c.ids(file, "violations", "code")
    labels = c.files.get("labels.json", {})
    catalogue = c.files.get(file, {})
    for place, violation in c.rows(file, "violations"):
        c.both(violation, "name", file, place)
        for n, role in enumerate(violation.get("responsible") or [None]):
            c.one_of(role, labels.get("role", ()), "role_unknown", file, f"{place}.responsible[{n}]")
        for kind in ("duty_articles", "order_basis", "penalty_articles"):
            c.articles(violation.get(kind), file, f"{place}.{kind}", printed=True)
        for n, other in enumerate(violation.get("unverified_articles", ())):
            c.article(other.get("id"), file, f"{place}.unverified_articles[{n}].id")
            c.articles(other.get("cite_instead"), file, f"{place}.unverified_articles[{n}].cite_instead")
        check_deadline(c, violation.get("default_deadline"), f"{place}.default_deadline")
        if not violation.get("variants"):
            c.add("variant_missing", file, f"{place}.variants")
        check_variants(c, violation, codes, place)
    order = catalogue.get("order_of_findings", [])
    for code in sorted(codes ^ set(order)):
        c.add("order_incomplete", file, "order_of_findings", code)
    for name, event in catalogue.get("events", {}).items():
        c.pair(event, file, f"events.{name}")
        c.one_of(event.get("violation"), codes, "violation_dangling", file, f"events.{name}.violation")
    for name, kind in catalogue.get("fact_types", {}).items():
        c.one_of(kind, FIELD_TYPES, "field_type_unknown", file, f"fact_types.{name}")
        c.label("field", name, file, f"fact_types.{name}")


def check_deadline(c: Checker, term: object, key: str) -> None:
    good = isinstance(term, dict) and isinstance(term.get("value"), int) and 0 < term["value"] < 1000
    if not isinstance(term, dict) or not good or term.get("unit") not in DEADLINE_UNITS:
        c.add("term_bad", "violations.json", key, term)


def check_variants(c: Checker, violation: Json, codes: set[str], place: str) -> None:
    file = "violations.json"
    seen: Counter[str] = Counter()
    ids = {v.get("id") for v in violation.get("variants", ())}
    facts = set(c.files[file].get("fact_types", {}))
    earlier: list[Json] = []
    for n, variant in enumerate(violation.get("variants", ())):
        key = f"{place}.variants[{n}]"
        name = str(variant.get("id"))
        seen[name] += 1
        if seen[name] == 2:
            c.add("id_twice", file, f"{key}.id", name)
        if not name.startswith(f"{violation.get('code')}/"):
            c.add("id_bad", file, f"{key}.id", name)
        c.both(variant, "when", file, key)
        own = set(variant.get("facts", ()))
        for fact in sorted(own - facts):
            c.add("fact_unknown", file, f"{key}.facts", fact)
        used: set[str] = set()
        for part in ("fact", "requirement", "due_prefix"):
            if part == "due_prefix" and part not in variant:
                continue
            c.template(variant.get(part), COMPUTED | own, file, f"{key}.{part}")
            used |= set(PLACEHOLDER.findall(str(variant.get(part))))
        for fact in sorted(own - used):
            c.add("fact_unused", file, f"{key}.facts", fact)
        for kind in ("duty", "order", "penalty"):
            c.articles(variant.get(kind), file, f"{key}.{kind}", printed=True)
        for code in variant.get("covers", ()):
            c.one_of(code, codes, "violation_dangling", file, f"{key}.covers")
        check_match(c, variant.get("match"), codes, facts, f"{key}.match")
        check_alternative(c, variant, ids, key)
        if not variant.get("alternative_to"):
            if any(implied(e.get("match", {}), variant.get("match", {})) for e in earlier):
                c.add("variant_unreachable", file, key, name)
            earlier.append(variant)
    for name, paths in violation.get("fact_from", {}).items():
        for path in paths:
            check_path(c, path, f"{place}.fact_from.{name}")


def check_alternative(c: Checker, variant: Json, ids: set[Any], key: str) -> None:
    if variant.get("alternative_to") is None:
        return
    if variant["alternative_to"] not in ids:
        c.add("variant_dangling", "violations.json", f"{key}.alternative_to", variant["alternative_to"])
    chosen = variant.get("chosen_by") or {}
    options = {str(o.get("key")): o for _, o in c.rows("options.json", "options")}
    spec = options.get(str(chosen.get("option")))
    if spec is None or chosen.get("value") not in spec.get("options", ()):
        c.add("option_unknown", "violations.json", f"{key}.chosen_by", chosen)


def implied(earlier: Json, later: Json) -> bool:
    """Whether ``earlier`` holds whenever ``later`` does, so that ``later`` is never the first."""
    for key, value in earlier.items():
        if key not in later:
            return False
        if isinstance(value, dict) and key != "any_answer":
            if not value.items() <= later[key].items():
                return False
        elif value != later[key]:
            return False
    return True


def check_match(c: Checker, match: object, codes: set[str], facts: set[str], key: str) -> None:
    """Known keys, items, answers, violations, roles, causes and events."""
    file = "violations.json"
    if not isinstance(match, dict):
        c.add("not_an_object", file, key)
        return
    labels = c.files.get("labels.json", {})
    for name in set(match) - MATCH_KEYS:
        c.add("match_unknown", file, key, name)
    for name in ("answers", "any_answer"):
        check_answers(c, match.get(name, {}), file, f"{key}.{name}")
    for code in match.get("with", ()):
        c.one_of(code, codes, "violation_dangling", file, f"{key}.with")
    for name in ("addressee_role", "employer_role"):
        for role in match.get(name, ()):
            c.one_of(role, labels.get("role", ()), "role_unknown", file, f"{key}.{name}")
    for fact in match.get("known", ()):
        c.one_of(fact, facts, "fact_unknown", file, f"{key}.known")
    for event in match.get("event", ()):
        c.one_of(event, c.files[file].get("events", {}), "event_unknown", file, f"{key}.event")
    for name, label in (("cause", "cause"), ("investment", "investment_type")):
        for value in match.get(name, ()):
            c.label("option", f"{label}.{value}", file, f"{key}.{name}")


def check_answers(c: Checker, answers: Json, file: str, key: str) -> None:
    items = {str(i.get("id")) for _, i in c.rows("checklist.json", "items")}
    for item, value in answers.items():
        c.one_of(item, items, "item_dangling", file, key)
        c.one_of(value, ANSWER_VALUES, "answer_unknown", file, f"{key}.{item}")


def check_path(c: Checker, path: str, key: str) -> None:
    """``ITEM.field`` where a fact is taken from."""
    if path in ("@employer", "@person"):
        return
    name, _, wanted = path.partition(".")
    items = {str(i.get("id")): i for _, i in c.rows("checklist.json", "items")}
    fields = {f.get("name") for f in items.get(name, {}).get("fields", ())}
    if name not in items or (wanted != "@unticked" and wanted not in fields):
        c.add("field_unknown", "violations.json", key, path)


def check_liability(c: Checker) -> None:
    """Who must pay: known violations, articles, variants, roles and match keys."""
    file = "liability.json"
    violations = {str(v.get("code")): v for _, v in c.rows("violations.json", "violations")}
    roles = c.files.get("labels.json", {}).get("role", {})
    items = {str(i.get("id")) for _, i in c.rows("checklist.json", "items")}
    if file in c.files:
        c.one_of(c.files[file].get("cause_item"), items, "item_dangling", file, "cause_item")
    for place, rule in c.rows(file, "rules"):
        c.one_of(rule.get("violation"), violations, "violation_dangling", file, f"{place}.violation")
        c.article(rule.get("because"), file, f"{place}.because")
        variants = {v.get("id") for v in violations.get(str(rule.get("violation")), {}).get("variants", ())}
        c.one_of(rule.get("variant"), variants, "variant_dangling", file, f"{place}.variant")
        target = rule.get("addressee")
        c.one_of(target, {*roles, "@respondent", "@engaged_by"}, "role_unknown", file, f"{place}.addressee")
        match = rule.get("match", {})
        for name in set(match) - RULE_KEYS:
            c.add("match_unknown", file, f"{place}.match", name)
        for role in match.get("respondent_role", ()):
            c.one_of(role, roles, "role_unknown", file, f"{place}.match.respondent_role")
        check_answers(c, match.get("any_project_answer", {}), file, f"{place}.match")
