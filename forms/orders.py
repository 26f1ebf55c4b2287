"""限期改正指令书 in words: facts, evidence, breach, basis, requirements with their days, consequence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from forms import wording as w
from forms.casefacts import RequirementSpec
from forms.drafted import DraftText, Ready, Required, Work, contact_values, finish, frame
from forms.owed import Owed, owed_for
from models import money
from models.checklist import Finding, choose, employers
from models.citation import Citation, cite, numeral
from models.errors import KnownError, Place
from models.pack import Variant
from models.wages import threshold


def order(work: Work) -> DraftText:
    """限期改正指令书: facts, evidence, breach, basis, requirements with their days, consequence, contact."""
    spec, pack = work.spec, work.pack
    if not spec.requirements:
        raise KnownError("requirement_missing", where=Place(field="requirements"))
    if work.as_of > spec.date:
        raise KnownError("as_of_after_date", where=Place(field="as_of"), as_of=work.as_of.isoformat())
    words = pack.wording["rectification_order"]
    ready = [prepare(work, requirement) for requirement in spec.requirements]
    check_together(work, ready)
    facts, texts = [], []
    for one in ready:
        values = requirement_values(work, one)
        facts.append(said(work, one, values))
        texts.append(requirement_text(work, one, values))
    duty, basis, penalty = citations(work, ready)
    values = {
        **contact_values(work),
        "you": w.you(spec, work.case, pack),
        "duty": duty.text,
        "order": basis.text,
        "penalty": penalty.text,
        "report_by": w.day_text(max(one.due for one in ready), pack),
        "copies": numeral(len(spec.addressees) + 1),
    }
    named = recited(work)
    ending = w.fill(words["report"], values, work.blanks)
    if penalty.text:
        ending += w.fill(words["consequence"], values, work.blanks) + tail(work, ready)
    else:
        work.warn("no_penalty_article")
    listing = pack.wording["lists"]["order"]
    body = [
        w.fill(words["opening"], values, work.blanks),
        *w.numbered(facts, listing, numeral),
        *([w.fill(words["evidence"], {"evidence": named}, work.blanks)] if named else []),
        w.fill(words["basis"], values, work.blanks),
        *w.numbered(texts, listing, numeral),
        ending,
        *([w.fill(words["remedy"], values, work.blanks)] if pack.option("remedy_paragraph") else []),
        w.fill(words["contact"], values, work.blanks),
    ]
    several = len(spec.addressees) > 1
    foot = [w.fill(t, values, work.blanks) for t in (words["several_addressees"] if several else words)["foot"]]
    title, number, lines = frame(work, body, foot)
    required = tuple(required_of(one, text) for one, text in zip(ready, texts, strict=True))
    cited = [*duty.cited, *basis.cited, *penalty.cited]
    return finish(work, title, number, lines, citations=cited, requirements=required, ready=ready)


def said(work: Work, one: Ready, values: Mapping[str, str | None]) -> str:
    """The fact sentence, without its final mark."""
    return w.bare(w.fill(one.variant.fact, values, work.blanks))


def fact_sentence(work: Work, requirement: RequirementSpec) -> str:
    """What was found, as a record of the visit says it; raises KnownError as :func:`prepare` does."""
    one = prepare(work, requirement)
    return said(work, one, requirement_values(work, one))


def required_of(one: Ready, text: str) -> Required:
    source: Literal["given", "default"] = "given" if one.spec.due else "default"
    return Required(one.variant.violation, one.variant.id, one.due, source, one.provisional, text)


def prepare(work: Work, requirement: RequirementSpec) -> Ready:
    """Settle the variant, its facts, its last day and the wages it is about."""
    found = finding_for(work, requirement)
    if "/" in requirement.variant:
        variant = work.pack.variant(requirement.variant)
    elif found.variant:
        variant = work.pack.variant(found.variant)
    else:
        raise KnownError("variant_undecided", where=Place(field="variant"), violation=requirement.variant)
    facts = dict(requirement.facts)
    for name, value in found.facts.items():
        key = f"{name}_fen" if work.pack.fact_types.get(name) == "money" and isinstance(value, int) else name
        if name not in facts and f"{name}_fen" not in facts:
            facts[key] = value
    due, provisional = due_day(work, variant, requirement)
    owed = None
    if "{arrears" in variant.fact + variant.requirement:
        owed = owed_for(work.case, work.spec, facts, work.calendar)
        warn_owed(work, owed)
    return Ready(variant, requirement, facts, due, provisional, owed)


def finding_for(work: Work, requirement: RequirementSpec) -> Finding:
    """The finding behind a variant or bare code: from the answers, else what the parties' roles alone decide."""
    code = requirement.variant.split("/")[0]
    violation = work.pack.violation(code)
    addressees = [unit.key for unit in work.parties]
    own = [f for f in work.findings if f.violation == code and f.addressee in addressees]
    if own:
        employer = requirement.facts.get("employer")
        return next((f for f in own if employer and f.answered_on == employer), own[0])
    if not set(addressees) <= set(work.case.situation.by_key):
        return Finding(code, addressees[0])
    hiring = [u.key for u in employers(work.case.situation) if u.key != addressees[0]]
    elsewhere = hiring[0] if len(hiring) == 1 else None
    picked = choose(Finding(code, addressees[0], answered_on=elsewhere), work.case.situation, work.pack, set())
    if picked.variant is None and len(violation.variants) == 1:
        return replace(picked, variant=violation.variants[0].id)
    return picked


def due_day(work: Work, variant: Variant, requirement: RequirementSpec) -> tuple[date, bool]:
    """The given last day, else the pack's default term from the paper's date, rolled to a working day."""
    start = work.spec.date
    if requirement.due is not None:
        if requirement.due < start:
            raise KnownError("due_before_date", where=Place(field="due"), due=requirement.due.isoformat())
        if not work.calendar.is_workday(requirement.due):
            work.warn("due_on_rest_day", due=requirement.due.isoformat(), violation=variant.violation)
        known = work.calendar.covers(requirement.due)
        if not known:
            work.warn("due_provisional", due=requirement.due.isoformat(), violation=variant.violation)
        return requirement.due, not known
    term = work.pack.deadline(variant.violation)
    result = work.calendar.add(start, term["value"], "workday" if term["unit"] == "working_day" else "day")
    if result.provisional:
        work.warn("due_provisional", due=result.date.isoformat(), violation=variant.violation)
    return result.date, result.provisional


def warn_owed(work: Work, owed: Owed) -> None:
    """Whatever the inspector must know about the sum that is printed."""
    if owed.stated:
        work.warn("stated_sum", workers=owed.workers, amount_fen=owed.amount_fen)
    if owed.differs_from is not None:
        work.warn("two_amounts_differ", stated_fen=owed.differs_from, computed_fen=owed.amount_fen)
    if owed.heads_differ_from is not None:
        work.warn("two_counts_differ", stated=owed.heads_differ_from, computed=owed.workers)
    if owed.not_yet_due:
        months = "、".join(w.month_text(m, work.pack) for m in owed.not_yet_due)
        work.warn("month_not_overdue", months=months, as_of=work.as_of.isoformat())
    if owed.unknown:
        work.warn("amount_not_known", lines=owed.unknown)
    if owed.unnamed:
        work.warn("worker_unnamed", workers=owed.unnamed)
    if owed.provisional:
        work.warn("pay_day_provisional", as_of=work.as_of.isoformat())
    province = work.pack.option("province") or ""
    city = work.pack.option("city")
    crime = threshold(
        province, city, owed.per_worker, owed.amount_fen, regional=work.pack.regional, people=owed.workers
    )
    if crime is not None:
        work.warn("crime_threshold", workers=crime.people, amount_fen=crime.total_fen, basis=crime.basis)


def check_together(work: Work, ready: list[Ready]) -> None:
    """Doubts that only show when all requirements are seen together."""
    for one in ready:
        if one.variant.paper == "referral":
            work.warn("referral_not_order", violation=one.variant.violation)
        siblings = work.pack.violation(one.variant.violation).variants
        without = next((x for x in siblings if x.alternative_to == one.variant.id and x.chosen_by), None)
        if without and without.chosen_by and work.pack.option(without.chosen_by["option"]) == "undecided":
            work.warn("article_disputed", variant=one.variant.id)
        for other in ready:
            if other is not one and one.variant.violation in other.variant.covers:
                work.warn("said_twice", violation=one.variant.violation, variant=other.variant.id)
    seen: list[tuple[str, Mapping[str, Any]]] = []
    for one in ready:
        if (one.variant.id, one.facts) in seen:
            work.warn("requirement_twice", variant=one.variant.id)
        seen.append((one.variant.id, one.facts))


def requirement_values(work: Work, one: Ready) -> dict[str, str | None]:
    """Every placeholder of a variant: computed ones from the case, the others from the requirement's facts."""
    case, pack, spec = work.case, work.pack, work.spec
    gc = next(iter(case.situation.role("general_contractor")), None)
    period = w.period_text(one.owed.period if one.owed else spec.period, pack)
    deposit = case.project
    values: dict[str, str | None] = {
        "you": w.you(spec, case, pack),
        "project": case.project.name,
        "period": period,
        "general_contractor": gc.name if gc else None,
        "account": w.account_text(case.project.account_name, pack),
        "dep_due": yuan_or_none(deposit.deposit_due_fen),
        "dep_paid": yuan_or_none(deposit.deposit_paid_fen),
        "by": w.day_text(one.due, pack),
    }
    if one.owed is not None:
        said = (one.owed.first, one.owed.workers, one.owed.amount_fen, period, pack)
        values["arrears"] = w.arrears_text(*said, listed=False)
        values["arrears_listed"] = w.arrears_text(*said, listed=bool(one.owed.rows))
    for name in pack.fact_types:
        given = one.facts.get(f"{name}_fen")
        if given is not None and not isinstance(given, int):
            raise KnownError("fact_bad", where=Place(field=f"{name}_fen"), fact=name, value=given)
        text = money.yuan(given) if given is not None else w.fact_text(name, one.facts.get(name), case, pack)
        if text is not None or name in one.variant.facts:
            values[name] = text
    used = set(w.PLACEHOLDER.findall(one.variant.fact + one.variant.requirement)) - set(one.variant.facts)
    if used & {"due", "paid", "gap"}:
        for name, amount in labour_costs(work).items():
            if values.get(name) not in (None, amount):
                work.warn("two_amounts_differ", stated=values[name], computed=amount)
            values[name] = amount
    return values


def yuan_or_none(fen: int | None) -> str | None:
    return None if fen is None else money.yuan(fen)


def labour_costs(work: Work) -> dict[str, str | None]:
    """Due, paid and the gap of the period's labour costs; nothing where the table is not complete.

    A paper without months of its own takes the months that are short, and names them.
    """
    rows = [c for c in work.case.labour_costs if not work.spec.period or c.month in work.spec.period]
    without = sorted(set(work.spec.period) - {c.month for c in rows})
    if not rows:
        return {}
    if without or any(c.due_fen is None or c.paid_fen is None for c in rows):
        work.warn("labour_cost_incomplete", months="、".join(w.month_text(m, work.pack) for m in without) or "—")
        return {}
    if not work.spec.period:
        rows = [c for c in rows if (c.due_fen or 0) > (c.paid_fen or 0)]
    due, paid = sum(c.due_fen or 0 for c in rows), sum(c.paid_fen or 0 for c in rows)
    if due <= paid:
        raise KnownError("nothing_short", where=Place(field="period"))
    period = w.period_text([c.month for c in rows], work.pack) if not work.spec.period else None
    named = {"period": period} if period else {}
    return {**named, "due": money.yuan(due), "paid": money.yuan(paid), "gap": money.yuan(due - paid)}


def requirement_text(work: Work, one: Ready, values: Mapping[str, str | None]) -> str:
    """于{by}前， + 与…共同 + the requirement, or the person's own words in its place."""
    words = work.pack.wording["rectification_order"]
    joint = one.spec.jointly_with if one.spec.jointly_with is not None else work.spec.jointly_with
    lead = w.fill(one.variant.due_prefix or words["due_prefix"], values, work.blanks)
    if joint:
        others = work.pack.wording["lists"]["joiner"].join(work.case.unit(k).name for k in joint)
        lead += w.fill(words["joint_prefix"], {"others": others}, work.blanks)
    if one.spec.text:
        warn_typed(work, one, one.spec.text)
        return lead + w.bare(w.fill_known(one.spec.text, values))
    return lead + w.bare(w.fill(one.variant.requirement, values, work.blanks))


def warn_typed(work: Work, one: Ready, text: str) -> None:
    """A sum or head-count typed by hand that is not the one of the wage roll."""
    if one.owed is None or one.owed.stated:
        return
    for typed in w.typed_amounts(text):
        if one.owed.amount_fen is not None and typed != one.owed.amount_fen:
            work.warn("two_amounts_differ", stated_fen=typed, computed_fen=one.owed.amount_fen)
    for count in w.typed_counts(text):
        if one.owed.workers is not None and count != one.owed.workers:
            work.warn("two_counts_differ", stated=count, computed=one.owed.workers)


def citations(work: Work, ready: list[Ready]) -> tuple[Citation, Citation, Citation]:
    """Breach, basis and consequence, merged over all requirements; unverified articles are not printed."""
    found = (
        cite([a for one in ready for a in one.variant.duty], "duty", work.pack),
        cite([a for one in ready for a in one.variant.order], "order", work.pack),
        cite([a for one in ready for a in one.variant.penalty], "penalty", work.pack),
    )
    for article in dict.fromkeys(a for c in found for a in c.left_out):
        work.warn("article_not_verified", article=article)
    return found


def recited(work: Work) -> str | None:
    """Names of evidence in the file on or before the paper's day, in the draft's order, else the file's."""
    in_file: dict[str, bool] = {}
    for thing in work.case.evidence:
        in_time = thing.on is not None and thing.on <= work.spec.date
        in_file[thing.name] = in_file.get(thing.name, False) or in_time
    wanted = work.spec.evidence if work.spec.evidence is not None else tuple(in_file)
    named = []
    for name in dict.fromkeys(wanted):
        if in_file.get(name):
            named.append(name)
        elif work.spec.evidence is not None:
            work.warn("evidence_later" if name in in_file else "evidence_not_in_file", name=name)
    if not named:
        work.warn("no_evidence")
    return work.pack.wording["lists"]["joiner"].join(named) or None


def tail(work: Work, ready: list[Ready]) -> str:
    """The end of the consequence: the pack's first entry whose match holds."""
    codes = {one.variant.violation for one in ready}
    penalties = {a for one in ready for a in one.variant.penalty}
    for entry in work.pack.wording["rectification_order"]["tails"]:
        match = entry["match"]
        if "any_violation" in match and not codes & set(match["any_violation"]):
            continue
        if "every_penalty_in" in match and not penalties <= set(match["every_penalty_in"]):
            continue
        return str(entry["text"])
    raise KnownError(
        "pack_file_bad", where=Place(file="wording.json", field="tails"), file="wording.json", reason="no entry holds"
    )
