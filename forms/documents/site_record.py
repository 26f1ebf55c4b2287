"""现场检查笔录 (documents.md 4.3): who inspected whom, what was said and seen, read over, signed on each page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forms.documents.parts import Officer, Witness
from forms.page.archive import archive
from forms.page.chain import BODY, LOCK
from forms.page.form import LEFT, WIDTH, Cell, Form, draw_signature
from forms.page.sheet import MM, Sheet, Stroke

FOOT_TOP = 250 * MM


@dataclass(frozen=True)
class PageSigns:
    """Strokes put on one page by the person present and the two inspectors; nobody's are copied to another page."""

    page: int
    party: tuple[Stroke, ...] = ()
    lead: tuple[Stroke, ...] = ()
    assistant: tuple[Stroke, ...] = ()


@dataclass(frozen=True)
class SiteRecord:
    """One visit. Texts come ready to print; ``paragraphs`` are the record's own words, in order."""

    office: str
    number: str
    unit: str
    place: str
    started: str
    ended: str
    officers: tuple[Officer, ...]
    paragraphs: tuple[str, ...]
    title: str = "现场检查笔录"
    cause: str = ""
    source: str = ""
    unit_code: str = ""
    legal_rep: str = ""
    project: str = ""
    notice: str = ""
    entry_scan: str = ""
    party: str = ""
    party_title: str = ""
    party_phone: str = ""
    party_statement: str = ""
    party_strokes: tuple[Stroke, ...] = ()
    party_signed_at: str = ""
    refusal: str = ""
    witnesses: tuple[Witness, ...] = ()
    page_signs: tuple[PageSigns, ...] = ()


def render_site_record(
    record: SiteRecord, *, draft_mark: bool, made_at: datetime | None = None, qr: str | None = None
) -> bytes:
    """The record as PDF with 第 n 页 共 m 页 and signature lines on each page; ``made_at`` makes it PDF/A-2b.

    Raises KnownError("no_glyph").
    """
    with LOCK:
        total = _press(record, draft_mark, False, 0)[1]
        pdf = _press(record, draft_mark, made_at is not None, total, qr)[0]
    if made_at is None:
        return pdf
    return archive(pdf, title=f"{record.title} {record.number}".strip(), lang="zh-CN", made_at=made_at)


def page_count(record: SiteRecord) -> int:
    """How many pages there are to sign."""
    with LOCK:
        return _press(record, False, False, 0)[1]


def _press(
    record: SiteRecord, draft_mark: bool, packed: bool, total: int, qr: str | None = None
) -> tuple[bytes, int]:
    sheet = Sheet(title=f"{record.title} {record.number}".strip(), draft=draft_mark, packed=packed)
    form = Form(sheet, foot=lambda s: _foot(s, record, total), bottom=FOOT_TOP - 3 * MM)
    form.heading(record.office, record.title, record.number, qr)
    _head(form, record)
    form.space(3)
    for text in record.paragraphs:
        form.paragraph(text)
    _closing(form, record)
    form.close()
    return sheet.finish(), sheet.page


def _head(form: Form, r: SiteRecord) -> None:
    wide, half, small = 122, 50, 22

    def pair(label: str, value: str) -> None:
        form.row([Cell(34, label, label=True), Cell(wide, value)], 9)

    def two(first: str, one: str, second: str, other: str, more: float = 0) -> None:
        form.row([Cell(34, first, label=True), Cell(half + more, one),
                  Cell(small, second, label=True), Cell(half - more, other)], 9)  # fmt: skip

    two("案由", r.cause, "来源", r.source)
    pair("检查时间", f"{r.started}至{r.ended}" if r.started or r.ended else "")
    pair("被检查单位（人）", r.unit)
    two("统一社会\n信用代码", r.unit_code, "负责人", r.legal_rep, 8)  # a credit code stands on one line
    if r.project:
        pair("工程项目", r.project)
    pair("检查地点", r.place)
    two("现场人员", r.party, "身份", r.party_title)
    two("联系电话", r.party_phone, "通知书", r.notice)
    if r.entry_scan:
        pair("扫码入企", r.entry_scan)
    pair("检查人员", "\n".join(f"{o.name}（监察证号：{o.cert_no}）" for o in r.officers))


def _closing(form: Form, r: SiteRecord) -> None:
    form.space(2)
    form.keep(60)
    signed = r.refusal if r.refusal else r.party_statement
    label = "现场人员拒绝\n签名的情况" if r.refusal else "现场人员意见\n和签名"
    form.row([Cell(34, label, label=True), Cell(72, signed),
              Cell(50, "", strokes=r.party_strokes, note=r.party_signed_at or _BLANK_DAY)], 22)  # fmt: skip
    for witness in r.witnesses:
        named = "，".join(filter(None, (witness.name, witness.organisation)))
        form.row([Cell(34, "见证人", label=True), Cell(72, named), Cell(50, "", strokes=witness.strokes)], 16)
    for officer in r.officers:
        named = f"{officer.name}\n证件号：{officer.cert_no}"
        form.row([Cell(34, "检查人员签名", label=True), Cell(72, named),
                  Cell(50, "", strokes=officer.strokes, note=officer.signed_on or _BLANK_DAY)], 18)  # fmt: skip


def _foot(sheet: Sheet, r: SiteRecord, total: int) -> None:
    """Signature lines of one page and its number; the last page is signed in the table that closes the record."""
    base = FOOT_TOP + 12 * MM
    if sheet.page < total:
        _sign_page(sheet, r, base)
    pages = f"第{sheet.page}页\u3000共{total}页"
    sheet.text(LEFT + WIDTH, base + 9 * MM, pages, BODY, 12, align="right")


def _sign_page(sheet: Sheet, r: SiteRecord, base: float) -> None:
    own = next((s for s in r.page_signs if s.page == sheet.page), PageSigns(sheet.page))
    x = LEFT
    for label, wide, strokes in (
        ("现场人员签名：", 0.42, own.party),
        ("检查人员签名：", 0.36, own.lead),
        ("", 0.22, own.assistant),
    ):
        sheet.text(x, base, label, BODY, 12)
        start = x + BODY.measure(label) * 12
        end = x + wide * WIDTH - 2 * MM
        sheet.rule(start, base + 2, end, base + 2, 0.5)
        draw_signature(sheet, strokes, start, FOOT_TOP, end - start, 12 * MM)
        x += wide * WIDTH


_BLANK_DAY = "年\u3000\u3000月\u3000\u3000日"
