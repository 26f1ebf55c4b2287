"""From answers to findings: who answers what, which unit is addressed, which wording of the catalogue applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from models.errors import KnownError
from models.pack import Item, Pack, Variant

Json = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """A unit or natural person on the project. ``hires``: workers on this project were hired by it.

    ``engaged_by`` is the key of the unit that gave it work, ``engaged_as`` how: subcontract, transfer (the whole
    works passed on), individual, name_lending. A person without a registration code is an ``individual``.
    """

    key: str
    role: str
    name: str
    hires: bool = False
    engaged_by: str | None = None
    engaged_as: str | None = None
    kind: str = "unit"


@dataclass(frozen=True)
class Answer:
    """One answer of one respondent. ``value``: yes, no, na, or the chosen option or text; money fields in fen."""

    item: str
    unit: str
    value: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Event:
    """Something that is a violation by itself (a missed appointment, refused entry) on ``since``."""

    kind: str
    unit: str
    since: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """What an inspection found: the units, the answers and events; the flags are None while nobody knows."""

    units: tuple[Unit, ...]
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    investment: str | None = None
    deposit_used_or_letter: bool | None = None
    workers_left: bool | None = None
    project_completed: bool | None = None

    @cached_property
    def by_key(self) -> dict[str, Unit]:
        return {u.key: u for u in self.units}

    @cached_property
    def by_unit(self) -> dict[str, dict[str, Answer]]:
        """Unit key → item → its latest answer (a later answer of the same respondent replaces the earlier)."""
        found: dict[str, dict[str, Answer]] = {}
        for answer in self.answers:
            found.setdefault(answer.unit, {})[answer.item] = answer
        return found

    def unit(self, key: str) -> Unit:
        """The unit; raises KnownError("unit_unknown")."""
        if key not in self.by_key:
            raise KnownError("unit_unknown", unit=key)
        return self.by_key[key]

    def role(self, role: str) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if u.role == role)

    def anywhere(self, item: str, first: str | None = None) -> str | None:
        """The answer to ``item`` by ``first``, else by any respondent of the project."""
        keys = [*([first] if first else []), *(u.key for u in self.units)]
        return next((self.by_unit[k][item].value for k in keys if item in self.by_unit.get(k, {})), None)


@dataclass(frozen=True)
class Finding:
    """One violation on one addressee with the wording preselected.

    ``answered_on`` is the respondent where the addressee is another unit, ``because`` the article by which it is.
    ``variant`` None: no wording of the catalogue fits by itself, choose one of ``alternatives``. ``covered_by``:
    the variant that already says it, no line of its own. ``articles`` is a snapshot, so that later packs never
    change what was found. ``missing``: facts the wording needs and nobody entered.
    """

    violation: str
    addressee: str
    items: tuple[str, ...] = ()
    answered_on: str | None = None
    because: str | None = None
    variant: str | None = None
    alternatives: tuple[str, ...] = ()
    covered_by: str | None = None
    other_addressees: tuple[tuple[str, str, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    deadline: Mapping[str, Any] = field(default_factory=dict)
    referral: bool = False
    event: str | None = None
    since: date | None = None
    articles: tuple[Json, ...] = ()


def respondents(item: Item, situation: Situation) -> tuple[Unit, ...]:
    """The units that answer ``item``: one answer each.

    ``employer`` means the units that hire; a person without capacity to employ answers through the unit that
    engaged him. Where nobody knows who hires, every contractor is asked.
    """
    found: dict[str, Unit] = {}
    for role in item.responsible:
        for unit in employers(situation) if role == "employer" else situation.role(role):
            found.setdefault(unit.key, unit)
    return tuple(found.values())


def employers(situation: Situation) -> tuple[Unit, ...]:
    """Units that hired workers on the project, or answer for an individual who did."""
    found: dict[str, Unit] = {}
    for unit in situation.units:
        if not unit.hires:
            continue
        stands = unit
        if unit.role == "individual" and unit.engaged_by in situation.by_key:
            stands = situation.by_key[unit.engaged_by or ""]
        found.setdefault(stands.key, stands)
    contractors = ("general_contractor", "subcontractor")
    return tuple(found.values()) or tuple(u for u in situation.units if u.role in contractors)


def applicable(item: Item, situation: Situation) -> bool | None:
    """Whether the question is asked on this project; None: not known yet, so ask."""
    if item.applies_when == "has_subcontractor":
        return bool(situation.role("subcontractor"))
    flags: dict[str, bool | None] = {
        "all": True,
        "deposit_used_or_letter": situation.deposit_used_or_letter,
        "workers_left": situation.workers_left,
        "project_completed": situation.project_completed,
    }
    return flags[item.applies_when]


def non_compliant(item: Item, answer: Answer) -> bool:
    """True where the answer opens a finding; na, texts and computed rows never do."""
    return bool(item.violation) and answer.value in ("yes", "no") and answer.value != item.compliant


def findings(situation: Situation, pack: Pack) -> tuple[Finding, ...]:
    """Every finding that follows from the answers and events, grouped by addressee, most urgent first.

    The order is the pack's; a covered finding stands right behind the one that says it. Raises KnownError for an
    answer on a unit, item or event that nobody knows.
    """
    grouped = group(situation, pack)
    on_addressee: dict[str, set[str]] = {}
    for found in grouped:
        on_addressee.setdefault(found.addressee, set()).add(found.violation)
    chosen = [choose(f, situation, pack, on_addressee[f.addressee] - {f.violation}) for f in grouped]
    return arrange(cover(chosen, pack), situation, pack)


def group(situation: Situation, pack: Pack) -> list[Finding]:
    """One entry per violation and addressee; arrears of two employers stay two, each names its own."""
    found: dict[tuple[str, str, str], Finding] = {}
    order = {item.id: n for n, item in enumerate(pack.items)}
    for answer in sorted(situation.answers, key=lambda a: order[pack.item(a.item).id]):
        item = pack.item(answer.item)
        if item.violation is None or situation.by_unit[answer.unit][answer.item] is not answer:
            continue
        if not non_compliant(item, answer):
            continue
        addressee, because, others = address(item.violation, situation.unit(answer.unit), situation, pack)
        elsewhere = answer.unit if answer.unit != addressee else None
        key = (item.violation, addressee, elsewhere or "" if because else "")
        if key in found:
            found[key] = replace(found[key], items=(*found[key].items, answer.item))
        else:
            found[key] = Finding(
                item.violation, addressee, (answer.item,), elsewhere, because, other_addressees=others
            )
    for event in situation.events:
        if event.kind not in pack.events:
            raise KnownError("event_unknown", event=event.kind)
        code = pack.events[event.kind]["violation"]
        unit = situation.unit(event.unit).key
        found[(code, unit, event.kind)] = Finding(
            code, unit, event=event.kind, since=event.since, facts=dict(event.facts)
        )
    return list(found.values())


def address(
    code: str, respondent: Unit, situation: Situation, pack: Pack
) -> tuple[str, str | None, tuple[tuple[str, str, str], ...]]:
    """The addressee of a finding, the article that makes another unit pay, and whom else it may be addressed to.

    The pack's liability rules decide for wages; else the respondent where the violation is its own, else the
    unit whose duty it is. A recorded conclusion on who must pay overrides the order of the rules.
    """
    offers = liable(code, respondent, situation, pack)
    primary = next((o for o in offers if not o[3]), None)
    concluded = concluded_units(situation, pack)
    if concluded and offers:
        primary = next((o for o in offers if o[0] in concluded), primary)
    others = tuple((u, v, b) for u, b, v, _ in offers if primary is None or (u, b) != (primary[0], primary[1]))
    if primary is not None:
        own = primary[0] == respondent.key
        return primary[0], None if own else primary[1], others
    duty = pack.violation(code).responsible
    if respondent.role in duty or ("employer" in duty and respondent in employers(situation)):
        return respondent.key, None, others
    for role in duty:
        holder = next(iter(situation.role(role)), None)
        if holder is not None:
            return holder.key, None, others
    return respondent.key, None, others


def liable(code: str, respondent: Unit, situation: Situation, pack: Pack) -> list[tuple[str, str, str, bool]]:
    """Liability rules that hold, in the pack's order: (unit, because, variant, only offered)."""
    found = []
    for rule in pack.liability:
        if rule["violation"] != code or not rule_holds(rule["match"], respondent, situation, pack):
            continue
        target = rule["addressee"]
        if target == "@respondent":
            key: str | None = respondent.key
        elif target == "@engaged_by":
            key = respondent.engaged_by
        else:
            key = next((u.key for u in situation.role(target)), None)
        if key in situation.by_key:
            found.append((str(key), rule["because"], rule["variant"], bool(rule.get("offer_only"))))
    return found


def rule_holds(match: Json, respondent: Unit, situation: Situation, pack: Pack) -> bool:
    """All keys of a liability rule's match."""
    tests = {
        "respondent_role": lambda v: respondent.role in v,
        "engaged_as": lambda v: respondent.engaged_as in v,
        "engagement": lambda v: respondent.engaged_as in v,
        "cause": lambda v: situation.anywhere(pack.cause_item, respondent.key) in v,
        "any_project_answer": lambda v: any(situation.anywhere(i) == a for i, a in v.items()),
    }
    return all(tests[key](value) for key, value in match.items())


def concluded_units(situation: Situation, pack: Pack) -> set[str]:
    """Units an inspector named as those that must pay (a field of type ``units``)."""
    names = {(i.id, f.name) for i in pack.items for f in i.fields if f.type == "units"}
    return {
        unit
        for answer in situation.answers
        for item, name in names
        if answer.item == item
        for unit in answer.fields.get(name) or ()
    }


def choose(found: Finding, situation: Situation, pack: Pack, others: set[str]) -> Finding:
    """Preselect the first variant whose match holds; the office's option may replace it."""
    violation = pack.violation(found.violation)
    known = known_facts(found, situation, pack)
    holding = [
        x
        for x in violation.variants
        if not x.alternative_to and holds(x.match, found, situation, known, others, pack)
    ]
    offered = [x.id for x in holding]
    picked = holding[0] if holding else None
    if picked is not None:
        without = next((x for x in violation.variants if x.alternative_to == picked.id), None)
        if without is not None:
            offered.append(without.id)
            if without.chosen_by and pack.option(without.chosen_by["option"]) == without.chosen_by["value"]:
                picked = without
    alternatives = [x for x in (offered or [v.id for v in violation.variants]) if not picked or x != picked.id]
    return replace(
        found,
        variant=picked.id if picked else None,
        alternatives=tuple(alternatives),
        facts=known,
        missing=tuple(f for f in (picked.facts if picked else ()) if known.get(f) in (None, "", [])),
        deadline=pack.deadline(found.violation),
        referral=bool(picked and picked.paper == "referral"),
        articles=snapshot(picked, found.violation, pack),
    )


def holds(
    match: Json, found: Finding, situation: Situation, known: Mapping[str, Any], others: set[str], pack: Pack
) -> bool:
    """All keys of a variant's match: answers, any_answer, known, with, roles, cause, investment, event …"""
    addressee = situation.unit(found.addressee)
    respondent = situation.unit(found.answered_on or found.addressee)
    given = {i: a.value for i, a in situation.by_unit.get(addressee.key, {}).items()}
    given |= {i: a.value for i, a in situation.by_unit.get(respondent.key, {}).items()}
    given |= {i: a for i in found.items if (a := own_answer(i, found, situation)) is not None}
    tests = {
        "answers": lambda v: all(given.get(i) == a for i, a in v.items()),
        "any_answer": lambda v: any(given.get(i) == a for i, a in v.items()),
        "known": lambda v: all(known.get(f) not in (None, "", []) for f in v),
        "with": lambda v: all(code in others for code in v),
        "addressee_role": lambda v: addressee.role in v,
        "employer_role": lambda v: respondent.role in v and respondent.key != addressee.key,
        "addressee_is_employer": lambda v: (respondent.key == addressee.key) is v,
        "engagement": lambda v: respondent.engaged_as in v,
        "cause": lambda v: situation.anywhere(pack.cause_item, respondent.key) in v,
        "investment": lambda v: investment(situation) in v,
        "event": lambda v: found.event in v,
    }
    return all(tests[key](value) for key, value in match.items())


def own_answer(item: str, found: Finding, situation: Situation) -> str | None:
    """The answer that opened the finding, also where it was given for a third unit."""
    opened = (a for k, a in situation.by_unit.items() if item in a)
    values = [a[item].value for a in opened]
    return values[0] if len(values) == 1 else None


def investment(situation: Situation) -> str | None:
    """Kind of investment: the answer's field first, then what the project says."""
    for answers in situation.by_unit.values():
        for answer in answers.values():
            if answer.fields.get("investment_type"):
                return str(answer.fields["investment_type"])
    return situation.investment


def known_facts(found: Finding, situation: Situation, pack: Pack) -> dict[str, Any]:
    """Facts for the sentences: from the event, the fields of the failed items, and the pack's paths."""
    keys = (found.answered_on or found.addressee, found.addressee)
    facts: dict[str, Any] = {}
    for path_name, paths in pack.violation(found.violation).fact_from.items():
        values = (resolve(path, keys, situation, pack) for path in paths)
        value = next((v for v in values if v not in (None, "", [])), None)
        if value is not None:
            facts[path_name] = value
    for item in found.items:
        for key in keys:
            answer = situation.by_unit.get(key, {}).get(item)
            if answer is not None:
                facts |= {k: v for k, v in answer.fields.items() if k in pack.fact_types and v is not None}
    return facts | dict(found.facts)


def resolve(path: str, keys: Iterable[str], situation: Situation, pack: Pack) -> Any:
    """The value at ``ITEM.field`` for the first of ``keys`` that has it; ``@employer`` and ``@person``."""
    first, *rest = keys
    if path == "@employer":
        unit = situation.unit(first)
        return unit.key if unit.hires and unit.key not in rest else None
    if path == "@person":
        people = [u.key for u in situation.units if u.role == "individual" and u.engaged_by in (first, *rest, None)]
        return people[0] if len(people) == 1 else None
    item, _, name = path.partition(".")
    for key in (first, *rest):
        answer = situation.by_unit.get(key, {}).get(item)
        if answer is None:
            continue
        if name == "@unticked":
            ticks = [f for f in pack.item(item).fields if f.type == "tick"]
            if any(f.name in answer.fields for f in ticks):
                return [pack.label("field", f.label, "zh") for f in ticks if not answer.fields.get(f.name)]
        elif answer.fields.get(name) is not None:
            return labelled(item, name, answer.fields[name], pack)
    return None


def labelled(item: str, name: str, value: Any, pack: Pack) -> Any:
    """Chosen options as the words a paper prints, everything else as it is."""
    spec = next((f for f in pack.item(item).fields if f.name == name), None)
    if spec is None or spec.type not in ("choice", "choices"):
        return value
    chosen = value if isinstance(value, list) else [value]
    return [pack.label("option", f"{name}.{c}", "zh") for c in chosen]


def cover(found: list[Finding], pack: Pack) -> list[Finding]:
    """Mark what another finding's sentence on the same addressee already says."""
    said = {(f.addressee, code): f.variant for f in found if f.variant for code in pack.variant(f.variant).covers}
    return [replace(f, covered_by=said.get((f.addressee, f.violation))) for f in found]


def arrange(found: list[Finding], situation: Situation, pack: Pack) -> tuple[Finding, ...]:
    """The pack's order: by addressee, then by violation, a covered one behind its coverer."""
    roles = {role: n for n, role in enumerate(pack.order_of_addressees)}
    codes = {code: n for n, code in enumerate(pack.order_of_findings)}
    units = {u.key: n for n, u in enumerate(situation.units)}

    def place(f: Finding) -> tuple[int, int, int, int, int]:
        leader = pack.variant(f.covered_by).violation if f.covered_by else f.violation
        role = roles.get(situation.unit(f.addressee).role, len(roles))
        return role, units[f.addressee], codes[leader], int(f.covered_by is not None), codes[f.violation]

    return tuple(sorted(found, key=place))


def snapshot(variant: Variant | None, code: str, pack: Pack) -> tuple[Json, ...]:
    """The cited provisions with their text as they stand now."""
    source = variant or pack.violation(code)
    found = []
    for kind, ids in (("duty", source.duty), ("order", source.order), ("penalty", source.penalty)):
        for provision_id in ids:
            p = pack.provision(provision_id)
            found.append(
                {"kind": kind, "id": p.id, "law": p.law, "article": p.article, "text": p.text,
                 "confidence": p.confidence, "pack": f"{pack.id} {pack.version}"}
            )  # fmt: skip
    return tuple(found)
