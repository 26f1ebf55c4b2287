"""送达回证 (documents.md 4.13): one addressee, the papers handed over, how, where, to whom, who saw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from forms.documents.parts import Officer, Witness
from forms.page.archive import archive
from forms.page.chain import LOCK
from forms.page.form import Cell, Form
from forms.page.sheet import Sheet, Stroke

METHODS = {
    "direct": "直接送达",
    "left": "留置送达",
    "mail": "邮寄送达",
    "electronic": "电子送达",
    "entrusted": "委托送达",
    "forwarded": "转交送达",
    "posted": "张贴送达",
    "public_notice": "公告送达",
}
PLACE_KINDS = {
    "domicile": "住所（登记住所、主要办事机构所在地）",
    "office": "其他办公地点",
    "project_office": "工程项目部",
    "building_site": "施工现场",
    "bureau_office": "本机关",
    "agreed_address": "确认书载明的地址",
    "home": "自然人住所",
    "other": "其他",
}
AUTHORITIES = {
    "legal_rep": "法定代表人",
    "principal": "主要负责人",
    "mail_recipient": "负责收件的人",
    "authorised_agent": "授权代理人",
    "adult_family": "同住成年家属",
    "party": "本人",
    "none": "无授权或者不明",
}


@dataclass(frozen=True)
class Served:
    """A paper handed over."""

    title: str
    number: str
    copies: int = 1


@dataclass(frozen=True)
class Receipt:
    """One service to one addressee. Codes are those of documents.md 4.13; days and instants come as printed text."""

    office: str
    number: str
    addressee: str
    papers: tuple[Served, ...]
    method: str
    place: str
    place_kind: str
    officers: tuple[Officer, ...]
    title: str = "送达回证"
    case_title: str = ""
    recipient: str = ""
    recipient_title: str = ""
    authority: str = ""
    authority_paper: str = ""
    phone: str = ""
    strokes: tuple[Stroke, ...] = ()
    received_at: str = ""
    on_behalf_reason: str = ""
    refusal: str = ""
    refused_at: str = ""
    witnesses: tuple[Witness, ...] = ()
    recorded_by: str = ""
    remark: str = ""
    qr: str | None = field(default=None)


def render_receipt(receipt: Receipt, *, draft_mark: bool, made_at: datetime | None = None) -> bytes:
    """The receipt as PDF, one A4 page unless its texts are long; ``made_at`` (aware) makes it PDF/A-2b.

    Blank where nothing is known, so that the same form can be printed and filled in by hand.
    Raises KnownError("no_glyph"); ValueError for a code that is not in 4.13.
    """
    with LOCK:
        sheet = Sheet(title=f"{receipt.title} {receipt.number}", draft=draft_mark, packed=made_at is not None)
        form = Form(sheet)
        form.heading(receipt.office, receipt.title, receipt.number, receipt.qr)
        _rows(form, receipt)
        form.close()
        pdf = sheet.finish()
    if made_at is None:
        return pdf
    return archive(pdf, title=f"{receipt.title} {receipt.number}", lang="zh-CN", made_at=made_at)


def _rows(form: Form, r: Receipt) -> None:
    papers = "\n".join(f"《{p.title}》\u3000{p.copies}份\n{p.number}" for p in r.papers)
    place = "\n".join(filter(None, (r.place, _word(PLACE_KINDS, r.place_kind))))
    who = "，".join(dict.fromkeys(filter(None, (r.recipient_title, _word(AUTHORITIES, r.authority)))))
    _pair(form, "受送达人", r.addressee)
    if r.case_title:
        _pair(form, "案由", r.case_title)
    _pair(form, "送达文书名称、\n文号、份数", papers, 16)
    _pair(form, "送达地点", place, 14)
    _pair(form, "送达方式", _word(METHODS, r.method))
    form.row([Cell(34, "收件人", label=True), Cell(50, r.recipient),
              Cell(22, "联系电话", label=True), Cell(50, r.phone)])  # fmt: skip
    _pair(form, "收件人身份、\n权限", who)
    _pair(form, "权限证明材料", r.authority_paper)
    form.row([Cell(34, "收件人签名\n或者盖章", label=True),
              Cell(122, "", strokes=r.strokes, note=r.received_at or _BLANK_TIME)], 23)  # fmt: skip
    _pair(form, "代收人及\n代收理由", r.on_behalf_reason)
    _pair(form, "拒收事由\n和日期", "\n".join(filter(None, (r.refusal, r.refused_at))), 14)
    seen = "\n".join("，".join(filter(None, (w.name, w.organisation))) for w in r.witnesses)
    signed = tuple(s for w in r.witnesses for s in w.strokes)
    form.row([Cell(34, "见证人\n（签名）", label=True), Cell(72, seen), Cell(50, "", strokes=signed)], 13)
    _pair(form, "影像记录", r.recorded_by)
    for n, officer in enumerate(r.officers, 1):
        named = f"{officer.name}\n证件号：{officer.cert_no}"
        form.row([Cell(34, f"送达人{n}\n（签名）", label=True), Cell(50, named),
                  Cell(72, "", strokes=officer.strokes, note=officer.signed_on or _BLANK_DAY)], 18)  # fmt: skip
    _pair(form, "备注", r.remark, 14)


_BLANK_DAY = "年\u3000\u3000月\u3000\u3000日"
_BLANK_TIME = "年\u3000\u3000月\u3000\u3000日\u3000\u3000时\u3000\u3000分"


def _pair(form: Form, label: str, value: str, height: float = 8.5) -> None:
    form.row([Cell(34, label, label=True), Cell(122, value)], height)


def _word(words: dict[str, str], code: str) -> str:
    if not code:
        return ""
    if code not in words:
        raise ValueError(code)
    return words[code]
