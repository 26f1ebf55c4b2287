"""行政检查通知书 and the words of 现场检查笔录: what a visit says and finds, in the pack's sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from forms import wording as w
from forms.casefacts import CaseFacts, DraftSpec, RequirementSpec, VisitFacts
from forms.drafted import DraftText, DraftWarning, Work, contact_values, finish, frame
from forms.notices import without_always
from forms.orders import fact_sentence
from models.checklist import Finding
from models.citation import cite, numeral
from models.clock import local
from models.errors import KnownError, Place
from models.pack import Pack
from models.workdays import Calendar


@dataclass(frozen=True)
class RecordWords:
    """The sentences of a site inspection record; ``findings`` are numbered fact sentences of the visit's day."""

    statement: str
    reply: str
    body: tuple[str, ...]
    findings: tuple[str, ...]
    ending: str
    warnings: tuple[DraftWarning, ...]
    missing: tuple[str, ...]


def inspection_notice(work: Work) -> DraftText:
    """行政检查通知书: handed over on arrival. Raises KnownError("visit_missing")."""
    visit = visit_of(work.case)
    pack = work.pack
    words = pack.wording["inspection_notice"]
    cited = cite(words["articles"], "order", without_always(pack))
    for article in cited.left_out:
        work.warn("article_not_verified", article=article)
    values = visit_values(work, visit) | {"basis": cited.text}
    one_day = local(visit.starts).date() == local(visit.ends or visit.starts).date()
    opening = "opening_urgent" if visit.urgent else "opening_one_day" if one_day else "opening"
    parts = [words[opening], words["officers"], words["frequency"]]
    parts += [words["rights"], words["conduct"]]
    body = [w.fill(text, values, work.blanks) for text in parts]
    title, number, lines = frame(work, body, words["foot"])
    return finish(work, title, number, lines, citations=cited.cited)


def visit_of(case: CaseFacts) -> VisitFacts:
    if case.visit is None:
        raise KnownError("visit_missing", where=Place(field="inspection"))
    return case.visit


def visit_values(work: Work, visit: VisitFacts) -> dict[str, str | None]:
    """Placeholders of a visit's papers; unknown counts leave a blank, an unknown cap says so."""
    case, pack = work.case, work.pack
    contact = contact_values(work)
    joiner = pack.wording["lists"]["joiner"]
    words = pack.wording["inspection_notice"]
    return {
        "office": case.office.name,
        "you": w.you(work.spec, case, pack),
        "project": case.project.name,
        "from": w.day_text(local(visit.starts).date(), pack),
        "to": w.day_text(local(visit.ends or visit.starts).date(), pack),
        "matters": visit.matters or words["matters_default"],
        "kind": pack.label("option", f"inspection_kind.{visit.kind}", "zh"),
        "source": pack.label("option", f"task_source.{visit.source}", "zh"),
        "officers": joiner.join(o.name for o in case.officers) or None,
        "cert_nos": joiner.join(o.cert_no for o in case.officers if o.cert_no) or None,
        "helpers": str(visit.helpers),
        "count": str(visit.visits) if visit.visits else None,
        "cap": cap_text(visit, pack),
        "reason": visit.urgent or visit.recusal,
        "notice_no": visit.notice_no,
        "people": str(visit.people_on_site) if visit.people_on_site is not None else None,
        "complaint_phone": pack.option("complaint_phone") or contact["phone"],
    }


def cap_text(visit: VisitFacts, pack: Pack) -> str:
    """What the notice says about the yearly cap: the pack's first sentence that fits."""
    for entry in pack.wording["inspection_notice"]["caps"]:
        if entry.get("counts", visit.counts) == visit.counts and (visit.cap is not None or not entry["needs"]):
            return w.fill_known(entry["text"], {"cap": str(visit.cap)})
    raise KnownError("pack_file_bad", where=Place(file="wording.json"), file="wording.json", reason="caps")


Mark = tuple[str, str, str | None, str | None]
"""What a finding is known by: violation, addressee, the unit it was answered on, event."""


def record_words(
    case: CaseFacts,
    unit: str,
    pack: Pack,
    calendar: Calendar,
    papers: tuple[str, ...] = (),
    dismissed: Collection[Mark] = (),
) -> RecordWords:
    """The record of a visit to ``unit``: statement, reply, what was found on the project that day, ending.

    ``papers`` are the names of what was obtained on the spot; ``dismissed``: findings the officers set aside. Raises KnownError("visit_missing" | "unit_unknown").
    """
    visit = visit_of(case)
    day = local(visit.starts).date()
    spec = DraftSpec("site_inspection_record", (unit,), day, period=())
    work = Work(case, spec, pack, calendar, w.Blanks(pack.wording["blank"]))
    words = pack.wording["site_inspection_record"]
    values = visit_values(work, visit)
    stands = [f for f in work.findings if (f.violation, f.addressee, f.answered_on, f.event) not in dismissed]
    seen = [f for f in stands if not f.covered_by and (f.since is None or f.since <= day)]
    found = [sentence for f in seen for sentence in sentence_of(work, f)]
    body = [w.fill(words["notice"], values, work.blanks)] if visit.notice_no else []
    if visit.people_on_site is not None:
        body.append(w.fill(words["headcount"], values, work.blanks))
    body.append(words["found"] if found else words["none"])
    if papers:
        joined = pack.wording["lists"]["joiner"].join(papers)
        body.append(w.fill(words["obtained"], {"papers": joined}, work.blanks))
    return RecordWords(
        statement=w.fill(words["statement"], values, work.blanks),
        reply=w.fill(words["recusal" if visit.recusal else "heard"], values, work.blanks),
        body=tuple(body),
        findings=tuple(w.numbered(found, pack.wording["lists"]["order"], numeral)),
        ending=words["ending"],
        warnings=tuple(work.warnings),
        missing=tuple(work.blanks.names),
    )


def sentence_of(work: Work, found: Finding) -> list[str]:
    """The fact sentence of a finding as of the visit; none where nothing was overdue yet or no wording fits."""
    if found.variant is None:
        return []
    spec = replace(work.spec, addressees=(found.addressee,))
    own = Work(work.case, spec, work.pack, work.calendar, work.blanks, work.warnings)
    facts = {"employer": found.answered_on} if found.answered_on else {}
    try:
        return [fact_sentence(own, RequirementSpec(found.variant, facts=facts))]
    except KnownError as refused:
        if refused.code not in ("nothing_overdue", "nothing_short", "pay_day_missing"):
            raise
        work.warn("finding_not_stated", violation=found.violation)
        return []
