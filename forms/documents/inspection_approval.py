"""行政检查审批表 (documents.md 4.21): the approval every visit to an enterprise needs beforehand; internal, one copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forms.documents.parts import Officer
from forms.page.archive import archive
from forms.page.chain import LOCK
from forms.page.form import Cell, Form
from forms.page.sheet import Sheet, Stroke


@dataclass(frozen=True)
class Opinion:
    """What one level wrote: its label, opinion, name, strokes and day; all blank for a form filled in by hand."""

    label: str
    text: str = ""
    name: str = ""
    strokes: tuple[Stroke, ...] = ()
    on: str = ""


OPINIONS = (Opinion("承办人意见"), Opinion("承办机构意见"), Opinion("负责人审批意见"))


@dataclass(frozen=True)
class InspectionApproval:
    """One approval; texts come ready to print. ``urgent`` tells why, to whom, when and how it was reported."""

    office: str
    number: str
    unit: str
    kind: str
    basis: str
    source: str
    matters: str
    officers: tuple[Officer, ...]
    title: str = "行政检查审批表"
    unit_code: str = ""
    project: str = ""
    plan: str = ""
    manner: str = ""
    when: str = ""
    place: str = ""
    helpers: int = 0
    joint: str = ""
    frequency: str = ""
    urgent: str = ""
    opinions: tuple[Opinion, ...] = OPINIONS
    remark: str = ""


def render_approval(
    form: InspectionApproval, *, draft_mark: bool, made_at: datetime | None = None, qr: str | None = None
) -> bytes:
    """The form as PDF; ``made_at`` (aware) makes it PDF/A-2b, ``qr`` is its code. Raises KnownError("no_glyph")."""
    title = f"{form.title} {form.number}".strip()
    with LOCK:
        sheet = Sheet(title=title, draft=draft_mark, packed=made_at is not None)
        page = Form(sheet)
        page.heading(form.office, form.title, form.number, qr)
        _rows(page, form)
        page.close()
        pdf = sheet.finish()
    if made_at is None:
        return pdf
    return archive(pdf, title=title, lang="zh-CN", made_at=made_at)


def _rows(page: Form, f: InspectionApproval) -> None:
    people = "\n".join(f"{o.name}（执法证件号：{o.cert_no}）" for o in f.officers)
    _pair(page, "检查对象", f.unit)
    _four(page, "统一社会\n信用代码", f.unit_code, "工程项目", f.project)
    _four(page, "检查类型", f.kind, "任务来源", f.source)
    _pair(page, "法律依据", f.basis, 13)
    _pair(page, "检查事项", f.matters, 13)
    _pair(page, "检查方案", f.plan)
    _four(page, "检查时间", f.when, "检查方式", f.manner)
    _pair(page, "检查地点", f.place)
    _pair(page, "检查人员", people)
    _four(page, "协助检查\n人员", f"{f.helpers}人", "联合部门", f.joint)
    _pair(page, "检查频次", f.frequency)
    if f.urgent:
        _pair(page, "紧急检查\n补办情况", f.urgent, 13)
    for opinion in f.opinions:
        note = opinion.on or "年\u3000\u3000月\u3000\u3000日"
        said = "\n".join(filter(None, (opinion.text, opinion.name)))
        page.row([Cell(34, opinion.label, label=True), Cell(72, said),
                  Cell(50, "", strokes=opinion.strokes, note=note)], 18)  # fmt: skip
    _pair(page, "备注", f.remark)


def _pair(page: Form, label: str, value: str, height: float = 8.5) -> None:
    page.row([Cell(34, label, label=True), Cell(122, value)], height)


def _four(page: Form, first: str, one: str, second: str, other: str) -> None:
    page.row([Cell(34, first, label=True), Cell(50, one), Cell(22, second, label=True), Cell(50, other)])
