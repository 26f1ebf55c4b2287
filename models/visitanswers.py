"""A visit's questions and answers between the records and the checklist: asked of whom, answered how, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from models import cases, checklist
from models.answers import check_answer
from models.checklist import Answer, Finding, Situation, Unit
from models.clock import stamp
from models.duplicates import view
from models.errors import KnownError
from models.pack import Item, Pack
from models.records import answer_id

if TYPE_CHECKING:
    from models.tx import Tx

Row = dict[str, Any]
Key = tuple[str, str]
"""(item, unit): one question."""

KEPT_NOTES = 4
CONFIRMED, DISMISSED, OPEN = "confirmed", "dismissed", "open"
MATCHED_ANSWERS = ("answers", "any_answer")


@dataclass(frozen=True)
class Given:
    """What was answered to one question; ``value`` None: not looked at, though a note may stand there."""

    value: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def empty(self) -> bool:
        return self.value is None and not self.fields and not self.note


@dataclass(frozen=True)
class Question:
    """One item of the checklist put to one unit."""

    item: Item
    unit: Unit

    @property
    def key(self) -> Key:
        return self.item.id, self.unit.key


@dataclass(frozen=True)
class Count:
    """Of one section or the whole list: answered, asked, answered as not compliant."""

    answered: int
    total: int
    failing: int


@dataclass(frozen=True)
class Decision:
    """A finding with what a person decided: ``state`` open, confirmed or dismissed; ``id`` None: nothing yet."""

    finding: Finding
    state: str = OPEN
    reason: str = ""
    id: str | None = None


# --- asking


def questions(seen: Situation, pack: Pack) -> tuple[Question, ...]:
    """Every question of the visit in the pack's order, one for each unit that answers it."""
    return tuple(
        Question(item, unit)
        for item in pack.items
        if checklist.applicable(item, seen) is not False
        for unit in checklist.respondents(item, seen)
    )


def unasked(seen: Situation, pack: Pack) -> dict[str, int]:
    """Role → how many questions wait because no unit in that role is entered."""
    found: dict[str, int] = {}
    for item in pack.items:
        if checklist.applicable(item, seen) is False or checklist.respondents(item, seen):
            continue
        for role in item.responsible:
            found[role] = found.get(role, 0) + 1
    return found


def count(asked: Iterable[Question], given: Mapping[Key, Given]) -> Count:
    """How far these questions are answered."""
    every = list(asked)
    done = [(q, given[q.key]) for q in every if given.get(q.key, Given()).value is not None]
    return Count(len(done), len(every), sum(fails(q.item, g) for q, g in done))


def fails(item: Item, given: Given) -> bool:
    """True where the answer opens a finding."""
    return given.value is not None and checklist.non_compliant(item, answer_of((item.id, ""), given))


def answer_of(key: Key, given: Given) -> Answer:
    return Answer(key[0], key[1], given.value or "", dict(given.fields), given.note)


def with_answers(seen: Situation, given: Mapping[Key, Given], order: Iterable[Key]) -> Situation:
    """The situation as these answers make it; ``order`` is that of the questions."""
    answered = (answer_of(k, given[k]) for k in order if k in given and given[k].value is not None)
    return replace(seen, answers=tuple(answered))


# --- the records


def read(reader: cases.Reader, inspection: str) -> dict[Key, Given]:
    """All answers of a visit, those taken back (only a note left) too."""
    found: dict[Key, Given] = {}
    for row in view(reader).find("answer", inspection=inspection):
        worded = row["answer"] in cases.WORDED
        value = (row["note"] or "") if worded else row["answer"]
        found[(row["item"], row["unit"] or "")] = Given(value or None, row["facts"] or {}, row["note"] or "")
    return found


def save(tx: Tx, inspection: str, key: Key, given: Given, pack: Pack) -> str:
    """Write one answer and where the visit stands; returns the answer's id.

    Empty fields are left out. Raises KnownError (answer_not_allowed, answer_field_unknown, answer_field_bad).
    """
    item, unit = key
    fields = {name: value for name, value in given.fields.items() if value not in (None, "", [])}
    if given.value is not None:
        check_answer(pack.item(item), given.value, fields, pack)
    made = answer_id(inspection, item, unit)
    tx.put(
        "answer",
        made,
        inspection=inspection,
        item=item,
        unit=unit,
        answer=given.value,
        facts=fields or None,
        note=given.note or None,
        answered_at=stamp(tx.at),
    )
    tx.set("inspection", inspection, at_item=place(key))
    return made


def place(key: Key) -> str:
    """Where a visit stands, as ``at_item`` keeps it."""
    return f"{key[0]}/{key[1]}"


def key_of(at_item: str | None) -> Key | None:
    """The question a visit was parked at."""
    item, _, unit = (at_item or "").partition("/")
    return (item, unit) if item else None


def park(tx: Tx, inspection: str, at_item: str | None) -> None:
    """Lay the visit aside at this question."""
    row = tx.get("inspection", inspection) or {}
    if row.get("state") in ("begun", "parked"):
        tx.set("inspection", inspection, state="parked", at_item=at_item or row["at_item"])


def go_on(tx: Tx, inspection: str) -> None:
    """Take a parked visit up again."""
    row = tx.get("inspection", inspection) or {}
    if row.get("state") == "parked":
        tx.set("inspection", inspection, state="begun")


# --- what saves typing


def before(reader: cases.Reader, inspection: Mapping[str, Any]) -> tuple[Row | None, dict[Key, Given]]:
    """The last visit of the same project before this one and its answers (none: no such visit)."""
    project, began = inspection["project"], inspection["started_at"] or inspection["planned_on"] or ""
    earlier = [
        row
        for row in (view(reader).find("inspection", project=project) if project else ())
        if row["id"] != inspection["id"] and row["started_at"] and (not began or row["started_at"] < began)
    ]
    for row in sorted(earlier, key=lambda r: str(r["started_at"]), reverse=True):
        found = read(reader, row["id"])
        if found:
            return row, found
    return None, {}


def notes_of(reader: cases.Reader, item: str) -> list[str]:
    """The last different notes written at this item in any visit, the newest first."""
    rows = sorted(reader.find("answer", item=item), key=lambda r: str(r["answered_at"] or ""), reverse=True)
    notes = (str(row["note"]).strip() for row in rows if row["note"] and row["answer"] not in cases.WORDED)
    return list(dict.fromkeys(n for n in notes if 0 < len(n) <= 40))[:KEPT_NOTES]


# --- the facts a sentence needs


def wanted_facts(
    item: Item, found: Finding | None, pack: Pack, typed: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Facts of the violation's sentences that neither a field of this item nor the project gives: to be asked.

    ``typed`` are the question's own fields: what was typed there stays in sight.
    """
    if item.violation is None:
        return ()
    violation = pack.violation(item.violation)
    names: list[str] = []
    for variant in violation.variants:
        said = {i for k in MATCHED_ANSWERS for i in variant.match.get(k, {})}
        chosen = found is not None and variant.id == found.variant
        if chosen or item.id in said:
            names += [*variant.match.get("known", ()), *(variant.facts if chosen else ())]
    given = {n for n, v in (found.facts if found else {}).items() if v not in (None, "", [])} - set(typed or {})
    own = {f"{item.id}.{f.name}" for f in item.fields} | {f"{item.id}.@unticked"}
    plain = {f.name for f in item.fields}
    return tuple(
        name
        for name in dict.fromkeys(names)
        if name not in plain and name not in given and not own & set(violation.fact_from.get(name, ()))
    )


# --- findings and what was decided about them


def with_variant(found: Finding, variant: str, pack: Pack) -> Finding:
    """The finding in another wording: its facts, articles and paper follow."""
    picked = pack.variant(variant)
    others = (v for v in (found.variant, *found.alternatives) if v and v != variant)
    return replace(
        found,
        variant=variant,
        alternatives=tuple(dict.fromkeys(others)),
        missing=tuple(f for f in picked.facts if found.facts.get(f) in (None, "", [])),
        referral=picked.paper == "referral",
        articles=checklist.snapshot(picked, found.violation, pack),
    )


def decisions(reader: cases.Reader, inspection: str, found: Iterable[Finding], pack: Pack) -> list[Decision]:
    """The findings in their order, each with its decision; a chosen wording replaces the preselected one."""
    kept = {_mark(row): row for row in view(reader).find("finding", inspection=inspection) if row["state"]}
    made = []
    for one in found:
        row = kept.get((one.violation, one.addressee, one.answered_on, one.event))
        made.append(_decided(one, row, pack))
    return made


def _mark(row: Mapping[str, Any]) -> tuple[str, str, str | None, str | None]:
    return row["violation"], row["addressee"], row["answered_on"], row["event"]


def _decided(found: Finding, row: Row | None, pack: Pack) -> Decision:
    if row is None:
        return Decision(found)
    variant = row["variant"]
    if variant and variant != found.variant and row["event"] is None:
        found = with_variant(found, variant, pack)
    reason = str((row["snapshot"] or {}).get("reason") or "") if isinstance(row["snapshot"], dict) else ""
    return Decision(found, row["state"] or OPEN, reason, row["id"])


def decide(
    tx: Tx,
    inspection: str,
    found: Finding,
    state: str,
    *,
    reason: str = "",
    due: date | None = None,
) -> str:
    """Keep a person's decision on a finding with the articles as they stand; returns the record's id.

    Raises ValueError for an unknown state.
    """
    if state not in (OPEN, CONFIRMED, DISMISSED):
        raise ValueError(state)
    fields: Row = {
        "state": state,
        "variant": found.variant,
        "items": list(found.items),
        "because": found.because,
        "covered_by": found.covered_by,
        "due": due.isoformat() if due else None,
        "snapshot": {"articles": [dict(a) for a in found.articles], "reason": reason},
    }
    wanted = (found.violation, found.addressee, found.answered_on, found.event)
    known = next((r for r in tx.find("finding", inspection=inspection) if _mark(r) == wanted), None)
    if known is not None:
        tx.set("finding", known["id"], **fields)
        return str(known["id"])
    facts = {k: v for k, v in found.facts.items() if v not in (None, "", [])}
    return tx.new(
        "finding",
        inspection=inspection,
        violation=found.violation,
        addressee=found.addressee,
        answered_on=found.answered_on,
        event=found.event,
        facts=facts or None,
        **fields,
    )


# --- what is a violation by itself


def record_event(tx: Tx, inspection: str, kind: str, unit: str, on: date, pack: Pack) -> str:
    """Keep an event (a missed appointment, refused entry, false papers) of ``unit`` on a day; returns its id.

    Raises KnownError("event_unknown"). The same event of the same unit is kept once.
    """
    if kind not in pack.events:
        raise KnownError("event_unknown", event=kind)
    known = [r for r in tx.find("finding", inspection=inspection, event=kind) if r["addressee"] == unit]
    if known:
        return str(known[0]["id"])
    facts = {"since": on.isoformat(), **(inquiry_facts(tx, inspection, unit) if kind == "inquiry_missed" else {})}
    return tx.new(
        "finding",
        inspection=inspection,
        violation=pack.events[kind]["violation"],
        addressee=unit,
        event=kind,
        facts=facts,
        state=OPEN,
    )


def inquiry_facts(reader: cases.Reader, inspection: str, unit: str) -> Row:
    """Number and day of the last appointment this unit was asked to, as far as they are known."""
    found: Row = {}
    for row in reader.find("document", inspection=inspection, type="inquiry_notice"):
        if unit in [a.get("unit") for a in row["addressees"] or ()]:
            draft = reader.get("draft", row["draft"]) or {}
            day = str(draft.get("appear_at") or "")[:10]
            found = {"inquiry_no": row["number"], "inquiry_date": day or None}
    return {k: v for k, v in found.items() if v}
