"""What a drafted paper is, and the frame every paper shares: head, indented body, seal, date, foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from forms import wording as w
from forms.casefacts import CaseFacts, DraftSpec, RequirementSpec
from forms.owed import Owed
from models import money
from models.checklist import Finding, Unit, findings
from models.citation import Cited
from models.identity import mask_id
from models.pack import Pack, Variant
from models.workdays import Calendar

if TYPE_CHECKING:
    from forms.impressed import SealUse

Kind = Literal["office", "title", "number", "addressee", "body", "seal", "date", "foot", "blank"]


@dataclass(frozen=True)
class DraftLine:
    kind: Kind
    text: str = ""


@dataclass(frozen=True)
class DraftWarning:
    """Something the inspector should see; worded in ``ui/sentences/drafting.py`` under ``code``."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Required:
    """One requirement of an order as it came out."""

    violation: str
    variant: str
    due: date
    due_source: Literal["given", "default"]
    provisional: bool
    text: str


@dataclass(frozen=True)
class AppendixRow:
    """One worker of 拖欠农民工工资明细表; the identity number is masked. Amounts in fen, None where unknown."""

    name: str
    id_masked: str
    trade: str
    months: str
    due_fen: int | None
    paid_fen: int | None
    owed_fen: int


@dataclass(frozen=True)
class DraftText:
    """A paper in words. ``lines`` joined by line breaks are ``text``; a draft takes no number.

    ``workers``, ``amount_fen`` and ``amount_words`` are the arrears it states (None where it states none).
    ``missing`` names placeholders left blank: such a draft must not be issued.
    """

    type: str
    title: str
    addressees: tuple[str, ...]
    number_line: str
    lines: tuple[DraftLine, ...]
    workers: int | None = None
    amount_fen: int | None = None
    requirements: tuple[Required, ...] = ()
    citations: tuple[Cited, ...] = ()
    warnings: tuple[DraftWarning, ...] = ()
    appendix: tuple[AppendixRow, ...] = ()
    appendix_title: str = ""
    appendix_caption: str = ""
    missing: tuple[str, ...] = ()
    seal: SealUse | None = None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def amount_words(self) -> str | None:
        return None if self.amount_fen is None else money.in_words(self.amount_fen)


@dataclass
class Work:
    """One drafting in progress: what every part needs, and the warnings it collects."""

    case: CaseFacts
    spec: DraftSpec
    pack: Pack
    calendar: Calendar
    blanks: w.Blanks
    warnings: list[DraftWarning] = field(default_factory=list)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.case.situation, self.pack)

    def warn(self, code: str, **params: Any) -> None:
        warning = DraftWarning(code, params)
        if warning not in self.warnings:
            self.warnings.append(warning)

    @property
    def as_of(self) -> date:
        return self.spec.as_of or self.spec.date

    @property
    def parties(self) -> tuple[Unit, ...]:
        return tuple(self.case.unit(key) for key in self.spec.addressees)


@dataclass(frozen=True)
class Ready:
    """One requirement with everything known about it before it is put into words."""

    variant: Variant
    spec: RequirementSpec
    facts: Mapping[str, Any]
    due: date
    provisional: bool
    owed: Owed | None


def frame(work: Work, body: Iterable[str], foot: Iterable[str]) -> tuple[str, str, tuple[DraftLine, ...]]:
    """Title, number and all lines: head, body with the indent, seal and date, foot."""
    spec, pack = work.spec, work.pack
    layout = pack.wording["layout"]
    title = spec.title or pack.title(spec.type)
    pattern = pack.number_pattern(spec.type, work.case.office.prefix)
    number = w.number_line(pattern, spec.date.year, spec.preview_serial, pack.wording["number_blank"])
    values: dict[str, str | None] = {
        "office": work.case.office.name,
        "title": title,
        "number": number,
        "addressee": layout["addressee_separator"].join(u.name for u in work.parties),
        "date": w.day_text(spec.date, pack),
    }
    head: tuple[Kind, ...] = ("office", "title", "number", "blank", "addressee")
    seal: tuple[Kind, ...] = ("blank", "seal", "date", "blank")
    lines = [
        *(DraftLine(k, w.fill(t, values, work.blanks)) for k, t in zip(head, layout["head"], strict=True)),
        *(DraftLine("body", layout["indent"] + text) for text in body),
        *(DraftLine(k, w.fill(t, values, work.blanks)) for k, t in zip(seal, layout["seal"], strict=True)),
        *(DraftLine("foot", layout["indent"] + text) for text in foot),
    ]
    return title, number, tuple(lines)


def contact_values(work: Work) -> dict[str, str | None]:
    """The office's contact, else the lead officer; the office's address and telephone."""
    lead = next((o for o in work.case.officers if o.role == "lead"), None) or next(iter(work.case.officers), None)
    office, pack = work.case.office, work.pack
    return {
        "address": office.address or None,
        "contact": pack.option("contact_person") or (lead.name if lead else None),
        "phone": pack.option("contact_phone") or office.phone or None,
        "place": office.brigade or office.name,
        "government": office.government or None,
        "court": office.court or None,
    }


def check_officers(work: Work) -> None:
    """Two different officers with certificates valid on the paper's day; a draft only warns."""
    numbers = {o.cert_no for o in work.case.officers if o.cert_no}
    if len(numbers) < 2:
        work.warn("two_officers_needed", found=len(numbers))
    for officer in work.case.officers:
        if officer.valid_until is None:
            work.warn("certificate_unknown", name=officer.name, cert_no=officer.cert_no)
        elif not (officer.valid_from or work.spec.date) <= work.spec.date <= officer.valid_until:
            work.warn("certificate_not_valid", name=officer.name, cert_no=officer.cert_no)


def finish(
    work: Work,
    title: str,
    number: str,
    lines: tuple[DraftLine, ...],
    *,
    citations: Iterable[Cited] = (),
    requirements: tuple[Required, ...] = (),
    ready: Iterable[Ready] = (),
) -> DraftText:
    """The finished draft with its sums (of all its arrears requirements), appendix and warnings."""
    words = work.pack.wording["appendix"]
    caption = w.fill(words["caption"], {"number": number, "project": work.case.project.name}, work.blanks).strip()
    owed = list({one.owed.key: one.owed for one in ready if one.owed}.values())
    if work.blanks.names:
        work.warn("fact_missing", facts=", ".join(work.blanks.names))
    rows = [
        AppendixRow(
            r.worker.name,
            mask_id(r.worker.id_no) if r.worker.id_no else "",
            r.worker.trade,
            w.period_by(r.months, words["period"]),
            r.due_fen,
            r.paid_fen,
            r.owed_fen,
        )
        for o in owed
        for r in o.rows
    ]
    known = owed and all(o.amount_fen is not None for o in owed)
    counted = owed and all(o.workers is not None for o in owed)
    return DraftText(
        type=work.spec.type,
        title=title,
        addressees=tuple(u.name for u in work.parties),
        number_line=number,
        lines=lines,
        workers=sum(o.workers or 0 for o in owed) if counted else None,
        amount_fen=sum(o.amount_fen or 0 for o in owed) if known else None,
        requirements=requirements,
        citations=tuple(citations),
        warnings=tuple(work.warnings),
        appendix=tuple(rows),
        appendix_title=words["title"] if rows else "",
        appendix_caption=caption if rows else "",
        missing=tuple(work.blanks.names),
    )
