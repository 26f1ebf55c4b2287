"""What a templated paper may say: values, lists and tables out of the records, once entered and never typed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forms import wording as w
from forms.casefacts import CaseFacts, DraftSpec
from forms.drafted import AppendixRow, DraftWarning, Work, contact_values
from forms.facts import case_facts, spec, stated
from forms.orders import prepare, requirement_values, said
from forms.owed import owed_for
from models import money
from models.cases import Reader, Row, evidence_of
from models.citation import Cited, cite, numeral
from models.clock import local, parse
from models.duplicates import view
from models.errors import KnownError
from models.following import Before, about, chain, outcome, term_end
from models.identity import mask_id
from models.pack import Pack
from models.papertypes import BEFORE, PaperType, common, known_as, paper_type
from models.workdays import Calendar, parse_day

ORDER = "rectification_order"


@dataclass
class PaperFacts:
    """Everything one paper may say. ``values`` None: not known. ``work`` collects blanks and warnings."""

    kind: PaperType
    work: Work
    row: Mapping[str, Any]
    papers: list[Before]
    values: dict[str, str | None] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    fens: dict[str, int] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)
    appendix: tuple[AppendixRow, ...] = ()
    workers: int | None = None
    amount_fen: int | None = None

    @property
    def pack(self) -> Pack:
        return self.work.pack

    def warn(self, code: str, **params: Any) -> None:
        warning = DraftWarning(code, params)
        if warning not in self.work.warnings:
            self.work.warnings.append(warning)


def paper_facts(
    reader: Reader,
    row: Mapping[str, Any],
    kind: PaperType,
    office: Row,
    pack: Pack,
    calendar: Calendar,
    actor: str | None = None,
) -> PaperFacts:
    """Values of one draft from the records and the papers before it; raises KnownError as the drafting does."""
    case = case_facts(reader, row, office["id"], actor)
    told = None if case.lines else stated(reader, row["inspection"])
    work = Work(case, spec(row, told), pack, calendar, w.Blanks(pack.wording["blank"]))
    made = PaperFacts(kind, work, row, chain(reader, row))
    _office(made, office)
    _party(made, reader)
    _case(made, reader)
    _visit(made, reader)
    _papers(made)
    _breach(made, reader)
    _arrears(made, reader)
    _documents(made, reader)
    return made


# --- office, party, case, visit


def _office(made: PaperFacts, office: Row) -> None:
    pack, case = made.pack, made.work.case
    contact = contact_values(made.work)
    lead = next((o for o in case.officers if o.role == "lead"), None)
    second = next((o for o in case.officers if o.role == "assistant"), None)
    joiner = pack.wording["lists"]["joiner"]
    made.values |= {
        "office": office["name"],
        "office_address": office["address"],
        "office_postcode": office["postcode"],
        "office_phone": office["phone"],
        "complaint_phone": pack.option("complaint_phone") or office["complaint_phone"] or office["phone"],
        "brigade": office["brigade"] or office["name"],
        "government": office["government"],
        "court": office["court"],
        "police": office["police"],
        "procuratorate": office["procuratorate"],
        "officers": joiner.join(o.name for o in case.officers) or None,
        "cert_nos": joiner.join(o.cert_no for o in case.officers if o.cert_no) or None,
        "lead": lead.name if lead else None,
        "lead_cert": lead.cert_no if lead else None,
        "assistant": second.name if second else None,
        "assistant_cert": second.cert_no if second else None,
        "contact": contact["contact"],
        "phone": contact["phone"],
        "address": contact["address"],
        "date": w.day_text(made.work.spec.date, pack),
        "remedy_on": "1" if pack.option("remedy_paragraph") else None,
    }
    for key, term in pack.terms.items():
        made.values[f"term_{key}"] = numeral(int(term["n"]))
    made.values["term_statement"] = numeral(int(pack.option("statement_period_days")))


def _party(made: PaperFacts, reader: Reader) -> None:
    """Whom the paper is about; its addressees, where it is handed to a party of the case."""
    reader = view(reader)
    pack, keys = made.pack, list(made.work.spec.addressees)
    rows = [(key, reader.get("unit", key) or reader.get("wage_worker", key) or {}) for key in keys]
    joiner = pack.wording["layout"]["addressee_separator"]
    one = rows[0][1] if len(rows) == 1 else {}
    persons = [made.work.case.unit(key).kind == "person" for key in keys]
    others = [made.work.case.unit(key).name for key in made.work.spec.jointly_with]
    prefix = pack.wording["rectification_order"]["joint_prefix"]
    made.values |= {
        "you": w.you(made.work.spec, made.work.case, pack) if keys else pack.wording["address_forms"]["unit"],
        "unit": joiner.join(made.work.case.unit(key).name for key in keys) or None,
        "unit_code": one.get("uscc") or None,
        "unit_id": mask_id(one["id_no"]) if one.get("id_no") else None,
        "legal_rep": one.get("legal_rep") or one.get("principal") or None,
        "domicile": one.get("domicile") or None,
        "unit_phone": one.get("phone") or None,
        "is_person": "1" if persons and all(persons) else None,
        "is_several": "1" if len(keys) > 1 else None,
        "party_text": "；".join(party_text(row, made, p) for (_, row), p in zip(rows, persons, strict=True)) or None,
        "others": pack.wording["lists"]["joiner"].join(others) or None,
        "joint": w.fill_known(prefix, {"others": pack.wording["lists"]["joiner"].join(others)}) if others else "",
        "copies": numeral(max(len(keys), 1) + 1),
    }


def party_text(row: Mapping[str, Any], made: PaperFacts, person: bool) -> str:
    """One party with everything known about it, in the pack's order; an identity number only masked."""
    words = common(made.pack)["party"]["person" if person else "unit"]
    known = {**row, "id_no": mask_id(row["id_no"]) if row.get("id_no") else None}
    known["legal_rep"] = row.get("legal_rep") or row.get("principal")
    said_parts = [part["text"] for part in words if known.get(part["needs"])]
    return "，".join(w.fill_known(text, {k: str(v) for k, v in known.items() if v}) for text in said_parts)


def _case(made: PaperFacts, reader: Reader) -> None:
    reader = view(reader)
    row, pack = made.row, made.pack
    inspection = reader.get("inspection", row["inspection"]) or {}
    found = reader.get("wage_case", row["wage_case"] or inspection.get("wage_case")) or {}
    clue = reader.get("clue", found.get("clue") or inspection.get("clue")) or {}
    project = reader.get("project", inspection.get("project") or found.get("project")) or {}
    channel = clue.get("channel") or inspection.get("task_source")
    made.values |= {
        "project": project.get("name") or None,
        "project_address": project.get("address") or None,
        "permit_no": project.get("permit_no") or None,
        "cause": found.get("cause") or common(pack)["cause"],
        "case_no": found.get("no") or None,
        "filing_no": found.get("filing_no") or None,
        "filed_on": day_or_none(found.get("filed_on"), pack),
        "source": _label(pack, channel),
        "received_on": day_or_none(clue.get("received_on"), pack),
        "clue_no": clue.get("external_no") or None,
        "clue_text": clue.get("summary") or None,
        "debtor": clue.get("q1_debtor") or None,
        "place_and_unit": clue.get("q2_place_and_unit") or None,
        "other_procedure": clue.get("q3_other_procedure") or None,
        "stated_people": str(clue["people"]) if clue.get("people") else None,
        "stated_amount": money.yuan(clue["amount_fen"]) if clue.get("amount_fen") else None,
    }


def _label(pack: Pack, channel: str | None) -> str | None:
    for stem in ("clue_channel", "channel", "task_source"):
        if channel and f"{stem}.{channel}" in pack.labels["option"]:
            return pack.label("option", f"{stem}.{channel}", "zh")
    said_as: str | None = common(pack)["channels"].get(channel or "")
    return said_as


def day_or_none(text: str | None, pack: Pack) -> str | None:
    return w.day_text(parse_day(text), pack) if text else None


def _visit(made: PaperFacts, reader: Reader) -> None:
    row, pack = made.row, made.pack
    visit = reader.get("inspection", row["inspection"]) or {}
    approvals = reader.find("approval", inspection=row["inspection"]) if row["inspection"] else []
    started = local(parse(visit["started_at"])).date() if visit.get("started_at") else None
    made.values |= {
        "visit_day": w.day_text(started, pack) if started else None,
        "visit_place": visit.get("place") or None,
        "visit_notice": visit.get("notice_no") or None,
        "visit_approval": next((a["no"] for a in approvals if a["no"]), None),
    }
    found = [
        e
        for e in evidence_of(reader, row["inspection"], row["wage_case"])
        if e["name"] and (not e["taken_on"] or e["taken_on"] <= row["date"])
    ]
    names = list(dict.fromkeys(str(e["name"]) for e in found))
    made.values["evidence"] = pack.wording["lists"]["joiner"].join(names) or None
    made.values["has_evidence"] = "1" if names else None
    made.lists["evidence_list"] = names
    made.tables["evidence_table"] = [
        {
            "n": str(n),
            "name": str(e["name"]),
            "source": str(e["source"] or ""),
            "taken": day_or_none(e["taken_on"], pack) or "",
            "pages": str(e["pages"] or ""),
        }
        for n, e in enumerate(found, 1)
    ]


# --- the papers before this one


def _papers(made: PaperFacts) -> None:
    """order_number, order_served …: each paper before this one by the word its type is known as."""
    pack = made.pack
    for n, one in enumerate(made.papers):
        for word in (known_as(pack, one.document["type"]), None if n else BEFORE):
            if word is not None and f"{word}_number" not in made.values:
                _before(made, word, one)
        if known_as(pack, one.document["type"]) == "decision" and one.served:
            _remedies(made, one.served)
    order = the_order(made)
    made.values["has_order"] = "1" if order else None


def _before(made: PaperFacts, word: str, one: Before) -> None:
    pack, document = made.pack, one.document
    due = max((parse_day(r["due"]) for r in about(made.kind, made.row, one.requirements) if r["due"]), default=None)
    put_money(made, f"{word}_amount", document["amount_fen"])
    made.values |= {
        f"{word}_number": document["number"] or document["title"],
        f"{word}_title": document["title"],
        f"{word}_date": day_or_none(document["date"], pack),
        f"{word}_served": w.day_text(one.served, pack) if one.served else None,
        f"{word}_due": w.day_text(due, pack) if due else None,
    }


def _remedies(made: PaperFacts, served: date) -> None:
    """From when and until when enforcement may be asked for: after both remedies ran out, within three months."""
    pack, calendar = made.pack, made.work.calendar
    over = max(term_end(served, key, pack, calendar) for key in ("reconsideration", "suit"))
    until = term_end(over, "enforcement_application", pack, calendar)
    made.values |= {"apply_from": w.day_text(over, pack), "apply_until": w.day_text(until, pack)}


def the_order(made: PaperFacts) -> Before | None:
    return next((b for b in made.papers if b.document["type"] == ORDER), None)


# --- what was found, and what it breaches


def _breach(made: PaperFacts, reader: Reader) -> None:
    """Facts, breach and penalty articles: of the draft's own requirements, else of the order before it."""
    order = the_order(made)
    facts: list[str] = []
    duty: list[str] = []
    penalty: list[str] = []
    texts: list[str] = []
    for requirement in made.work.spec.requirements:
        one = prepare(made.work, requirement)
        facts.append(said(made.work, one, requirement_values(made.work, one)))
        duty += one.variant.duty
        penalty += one.variant.penalty
    if order is not None and not made.work.spec.requirements:
        concerned = about(made.kind, made.row, order.requirements)
        said_there = fact_lines(order.document, made.pack)
        facts = [said_there[r["n"] - 1] for r in concerned if r["n"] <= len(said_there)]
        texts = [str(r["text"]) for r in concerned]
        for r in concerned:
            variant = made.pack.variant(r["variant"])
            duty += variant.duty
            penalty += variant.penalty
    made.lists["facts"] = [not_addressed(f, made) for f in facts]
    made.lists["requirements"] = [not_addressed(t, made) for t in texts]
    left_open = about(made.kind, made.row, order.open) if order else ()
    made.lists["open_requirements"] = [not_addressed(str(r["text"]), made) for r in left_open]
    made.lists["rechecks"] = _rechecks(made, reader, order)
    for name, ids in (("duty", duty), ("penalty", penalty)):
        found = cite(ids, name, made.pack)
        made.values[name] = found.text or None
        made.cited += found.cited
        for article in found.left_out:
            made.warn("article_not_verified", article=article)


def fact_lines(document: Row, pack: Pack) -> list[str]:
    """The numbered facts of an issued order, without their marks: the first numbered run of its frozen lines."""
    rule = pack.wording["lists"]["order"]
    found: list[str] = []
    for kind, text in (document["content"] or {}).get("lines") or ():
        mark = rule["mark"].format(cn=numeral(len(found) + 1), i=len(found) + 1)
        if kind == "body" and text.strip().startswith(mark):
            found.append(w.bare(text.strip().removeprefix(mark)))
        elif found:
            break
    return found


def not_addressed(text: str, made: PaperFacts) -> str:
    """A sentence said to the party, as a paper to somebody else says it: 你单位 becomes the name."""
    if made.kind.to == "party" or not made.values.get("unit"):
        return text
    forms = made.pack.wording["address_forms"]
    for form in (forms["unit"], forms["several"]):
        text = text.replace(form, str(made.values["unit"]))
    return text


def _rechecks(made: PaperFacts, reader: Reader, order: Before | None) -> list[str]:
    words = common(made.pack)["rechecks"]
    found = []
    for r in order.requirements if order else ():
        state = words.get(outcome(reader, r) or "none", words["none"])
        text = not_addressed(w.bare(str(r["text"])), made)
        found.append(w.fill_known(words["line"], {"text": text, "state": state}))
    return found


# --- what is owed


def _arrears(made: PaperFacts, reader: Reader) -> None:
    """The arrears this paper states: of the order before it, else overdue on its day by the roll, else as told."""
    order = the_order(made)
    first, workers, amount, months = None, None, None, tuple(made.work.spec.period)
    if made.work.spec.workers is not None or made.work.spec.amount_fen is not None:
        workers, amount = made.work.spec.workers, made.work.spec.amount_fen
    elif order is not None:
        document = order.document
        workers, amount = document["workers"], document["amount_fen"]
        made.appendix = tuple(AppendixRow(**one) for one in (document["content"] or {}).get("appendix") or ())
        first = made.appendix[0].name if made.appendix else None
        before = reader.get("draft", document["draft"]) or {}
        months = months or tuple(before.get("period") or ())
    elif made.work.case.lines and made.work.case.pay_day:
        first, workers, amount, months = _from_roll(made)
    made.workers, made.amount_fen = workers, amount
    period = w.period_text(months, made.pack)
    recovered = _recovered(made, reader)
    left = None if amount is None else max(0, amount - recovered)
    known = first, workers, amount, period, made.pack
    something = bool(workers or amount)
    made.values |= {
        "first": first,
        "workers": str(workers) if workers else None,
        "period": period,
        "arrears": w.arrears_text(*known, listed=False) if something else None,
        "arrears_listed": w.arrears_text(*known, listed=bool(made.appendix)) if something else None,
        "has_arrears": "1" if something else None,
        "has_roll": "1" if made.appendix else None,
    }
    put_money(made, "amount", amount)
    put_money(made, "recovered", recovered or None)
    put_money(made, "left", left)


def _from_roll(made: PaperFacts) -> tuple[str | None, int | None, int | None, tuple[str, ...]]:
    try:
        owed = owed_for(made.work.case, made.work.spec, {}, made.work.calendar)
    except KnownError as none_owed:
        if none_owed.code != "nothing_overdue":
            raise
        return None, None, None, tuple(made.work.spec.period)
    short = made.pack.wording["appendix"]["period"]
    made.appendix = tuple(
        AppendixRow(
            r.worker.name,
            mask_id(r.worker.id_no) if r.worker.id_no else "",
            r.worker.trade,
            w.period_by(r.months, short),
            r.due_fen,
            r.paid_fen,
            r.owed_fen,
        )
        for r in owed.rows
    )
    return owed.first, owed.workers, owed.amount_fen, owed.period


def _recovered(made: PaperFacts, reader: Reader) -> int:
    order = the_order(made)
    if order is None:
        return 0
    rows = [p for r in order.requirements for p in reader.find("recovered_payment", requirement=r["id"])]
    return sum(p["amount_fen"] or 0 for p in rows)


def put_money(made: PaperFacts, key: str, fen: int | None) -> None:
    """An amount as a figure and in capital numerals; nothing where it is not known or nothing."""
    made.values[key] = money.yuan(fen) if fen else None
    made.values[f"{key}_cn"] = money.in_words(fen) if fen else None
    if fen:
        made.fens[key] = fen


# --- what else is in the file


def _documents(made: PaperFacts, reader: Reader) -> None:
    """Every issued paper of the case with its number, and how each was served."""
    row, pack = made.row, made.pack
    name = "wage_case" if row["wage_case"] else "inspection"
    found = reader.find("document", **{name: row[name]}) if row[name] else []
    words = common(pack)
    made.lists["papers"] = [_paper(d, words["paper"], pack) for d in found if _told(d["type"], pack)]
    made.tables["papers_table"] = [
        {
            "n": str(n),
            "title": str(d["title"] or ""),
            "number": str(d["number"] or ""),
            "date": day_or_none(d["date"], pack) or "",
            "pages": str(d["pages"] or ""),
        }
        for n, d in enumerate(found, 1)
    ]
    made.lists["services"] = [
        w.fill_known(
            words["served"],
            {
                "paper": _paper(d, words["paper_short"], pack),
                "name": s["addressee"] or "",
                "day": day_or_none(s["effective_on"], pack) or "",
                "method": words["methods"].get(s["method"], ""),
            },
        )
        for d in found
        for s in reader.find("service", document=d["id"], outcome="served")
    ]


def _told(type: str, pack: Pack) -> bool:
    """Whether the course of a case names this paper: not the receipts, not the forms of the office's own file."""
    kind = paper_type(pack, type)
    return type not in ("service_receipt", "inspection_approval") and (kind is None or kind.shape != "form")


def _paper(document: Row, template: str, pack: Pack) -> str:
    known = {k: str(document[k] or "") for k in ("title", "number")}
    return w.fill_known(template, known | {"date": day_or_none(document["date"], pack) or ""})


__all__ = ["CaseFacts", "DraftSpec", "PaperFacts", "paper_facts", "put_money"]
