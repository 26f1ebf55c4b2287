"""The case file (卷宗) as one PDF/A: cover, index, every paper, list of evidence with hashes, photos, back sheet; pages numbered.

The papers in it are copies of pages: each paper's own signed file stays what it is, and the index names its hash.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pikepdf

from forms.page.archive import archive
from forms.page.chain import BODY, LOCK, TABLE, refuse_missing
from forms.page.form import Cell, Form
from forms.page.sheet import LANDSCAPE, MM, PORTRAIT, Sheet
from forms.page.table import Column, Look, Table
from models import endings
from models.errors import KnownError

TITLE = "劳动保障监察案卷"
PICTURE_PIXELS = 1800
"""Longest side of a photo in the file; the photo itself stays as it was taken, its hash is in the list."""
PICTURES = ("image/jpeg", "image/png")
KINDS = {"photo": "照片", "audio": "录音", "video": "录像", "file": "电子文件"}
CHINESE_DAY = "{0.year}年{0.month}月{0.day}日"


@dataclass(frozen=True)
class Item:
    """One paper of the file: its words in the index and its pages."""

    title: str
    number: str
    day: str
    pdf: bytes
    note: str = ""


@dataclass(frozen=True)
class Proof:
    """One piece of evidence in the list; ``picture`` is the file of a photo that is shown on a page of its own."""

    name: str
    kind: str
    source: str
    taken: str
    size: str
    sha256: str
    picture: bytes | None = None


@dataclass(frozen=True)
class Book:
    """What the file says of itself, ready to print; blanks stay lines to fill in by hand."""

    office: str
    cause: str
    parties: tuple[str, ...]
    project: str
    case_no: str
    officers: tuple[str, ...]
    filed_on: str
    closed_on: str
    result: str
    items: tuple[Item, ...]
    proofs: tuple[Proof, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """The finished file: its bytes, how many pages, and for each paper the page it begins on."""

    pdf: bytes
    pages: int
    starts: tuple[int, ...]


def day_text(day: date | None) -> str:
    """2026年6月5日, or nothing."""
    return "" if day is None else CHINESE_DAY.format(day)


def bind(book: Book, made_at: datetime) -> Made:
    """The case file of ``book``; ``made_at`` is aware.

    Raises KnownError: case_file_empty (no paper at all), paper_unreadable (a stored file is no PDF), no_glyph.
    """
    if not book.items:
        raise KnownError("case_file_empty")
    out = pikepdf.Pdf.new()
    counted = 0
    starts = []
    for item in book.items:
        starts.append(counted + 1)
        counted += _append(out, item.pdf, item)
    numbered = counted
    proofs_start = counted + 1 if book.proofs else None
    if book.proofs:
        counted += _append(out, _proofs(book), None)
        numbered = counted
    front = pikepdf.Pdf.open(io.BytesIO(_front(book, starts, proofs_start, numbered)))
    _number(out, numbered)
    _append(out, _back(book, numbered), None)
    for place, page in enumerate(front.pages):
        out.pages.insert(place, page)
    raw = io.BytesIO()
    pages = len(out.pages)
    out.save(raw, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    title = f"{TITLE} {book.case_no}".strip()
    return Made(archive(raw.getvalue(), title=title, lang="zh-CN", made_at=made_at), pages, tuple(starts))


def _append(out: pikepdf.Pdf, pdf: bytes, item: Item | None) -> int:
    """Copy the pages, without signature fields and links: they speak of the file the pages come from."""
    try:
        source = pikepdf.Pdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as wrong:
        raise KnownError("paper_unreadable", number=(item.number or item.title) if item else TITLE) from wrong
    before = len(out.pages)
    for page in source.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
        out.pages.append(page)
    return len(out.pages) - before


def _number(out: pikepdf.Pdf, count: int) -> None:
    """The file's own page number in the upper right corner of each page, outside everything printed there."""
    with LOCK:
        sheet = Sheet(title=TITLE)
        for n in range(count):
            box = [float(x) for x in out.pages[n].mediabox]
            size = (box[2] - box[0], box[3] - box[1])
            sheet.begin(size)
            sheet.text(size[0] - 9 * MM, 9 * MM, str(n + 1), TABLE, 12, align="right")
        marks = pikepdf.Pdf.open(io.BytesIO(sheet.finish()))
    for n in range(count):
        out.pages[n].add_overlay(marks.pages[n])


def _front(book: Book, starts: Sequence[int], proofs_start: int | None, numbered: int) -> bytes:
    with LOCK:
        sheet = Sheet(title=TITLE)
        form = Form(sheet)
        form.heading(book.office, TITLE, book.case_no)
        form.space(10)
        for label, value in (
            ("案由", book.cause),
            ("当事人", "\n".join(book.parties)),
            ("工程项目", book.project),
            ("承办人", "、".join(book.officers)),
            ("立案日期", book.filed_on),
            ("结案日期", book.closed_on),
            ("处理结果", book.result),
            ("卷内文件", f"{len(book.items)}件，{numbered}页"),
            ("归档日期", ""),
            ("保管期限", ""),
        ):
            form.row([Cell(34, label, label=True), Cell(122, value)], 14)
        _index(sheet, book, starts, proofs_start, numbered)
        return sheet.finish()


def _index(sheet: Sheet, book: Book, starts: Sequence[int], proofs_start: int | None, numbered: int) -> None:
    columns = (
        Column("序号", 12), Column("文书名称", 52, "left"), Column("文号", 52, "left"), Column("日期", 24),
        Column("页号", 14), Column("备注", 12),
    )  # fmt: skip
    ends = [s - 1 for s in starts[1:]] + [proofs_start - 1 if proofs_start else numbered]
    rows = [
        (str(n), item.title, item.number, item.day, _span(start, end), item.note)
        for n, (item, start, end) in enumerate(zip(book.items, starts, ends, strict=True), 1)
    ]
    if proofs_start:
        rows.append((str(len(rows) + 1), "证据清单和照片", "", "", _span(proofs_start, numbered), ""))
    for row in rows:
        refuse_missing(*row)
    left, top = 24 * MM, 28 * MM

    def next_page() -> float:
        sheet.begin(PORTRAIT)
        return top

    sheet.begin(PORTRAIT)
    sheet.text(PORTRAIT[0] / 2, top, "卷内目录", BODY, 22, align="center")
    Table(columns, left, Look(row_height=9.0)).draw(sheet, rows, top + 10 * MM, 270 * MM, next_page)


def _span(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}—{end}"


def _proofs(book: Book) -> bytes:
    """The list of evidence, then each photo on a page of its own with what the list says of it."""
    columns = (
        Column("序号", 12), Column("名称", 48, "left"), Column("种类", 22), Column("来源、提取人", 42, "left"),
        Column("时间", 36), Column("页数、大小", 22), Column("SHA-256（电子文件）", 63, "left"),
    )  # fmt: skip
    rows = [
        (str(n), p.name, p.kind, p.source, p.taken, p.size, "\n".join((p.sha256[:32], p.sha256[32:])))
        for n, p in enumerate(book.proofs, 1)
    ]
    for row in rows:
        refuse_missing(*(part for cell in row for part in cell.split("\n")))
    left, top = 26 * MM, 26 * MM
    with LOCK:
        sheet = Sheet(title="证据清单")

        def next_page() -> float:
            sheet.begin(LANDSCAPE)
            return top

        sheet.begin(LANDSCAPE)
        sheet.text(LANDSCAPE[0] / 2, top, "证据清单", BODY, 22, align="center")
        look = Look(size=9.5, head_size=10.0, row_height=9.0)
        Table(columns, left, look).draw(sheet, rows, top + 9 * MM, 190 * MM, next_page)
        for n, proof in enumerate(book.proofs, 1):
            if proof.picture is not None:
                _photo(sheet, n, proof)
        return sheet.finish()


def _photo(sheet: Sheet, n: int, proof: Proof) -> None:
    from PIL import Image, ImageOps, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader

    try:
        opened = Image.open(io.BytesIO(proof.picture or b""))
        upright = ImageOps.exif_transpose(opened) or opened
        upright.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
        packed = io.BytesIO()
        upright.convert("RGB").save(packed, "JPEG", quality=82)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as wrong:
        raise KnownError("paper_unreadable", number=proof.name) from wrong
    picture = ImageReader(io.BytesIO(packed.getvalue()))
    wide, high = picture.getSize()
    room_x, room_y = 160 * MM, 215 * MM
    scale = min(room_x / wide, room_y / high)
    sheet.begin(PORTRAIT)
    x, y = (PORTRAIT[0] - wide * scale) / 2, PORTRAIT[1] - 25 * MM - high * scale
    sheet.canvas.drawImage(picture, x, y, wide * scale, high * scale)
    lines = (f"证据{n}　{proof.name}", f"{proof.taken}　{proof.source}".strip(), proof.sha256)
    for row, text in enumerate(lines):
        refuse_missing(text)
        sheet.text(25 * MM, 25 * MM + high * scale + (8 + 6 * row) * MM, text, BODY, 10.5)


def _back(book: Book, numbered: int) -> bytes:
    with LOCK:
        sheet = Sheet(title="备考表")
        form = Form(sheet)
        form.heading(book.office, "卷内备考表", book.case_no)
        form.space(8)
        papers = f"本卷共有文件{len(book.items)}件，证据{len(book.proofs)}件，编号{numbered}页。"
        form.row([Cell(34, "本卷情况\n说明", label=True), Cell(122, "\n".join((papers, *book.remarks)))], 90)
        for label in ("立卷人", "检查人", "立卷时间"):
            form.row([Cell(34, label, label=True), Cell(122, "")], 14)
        return sheet.finish()


def book_of(
    filing: Any, office: str, pack: Any, pdf_of: Callable[[str], bytes], file_of: Callable[[str], bytes]
) -> Book:
    """The book of a :class:`models.casefiling.Filing`. ``pdf_of`` gives a document's stored file by its id, ``file_of``
    an evidence file by its hash (only photos are asked for)."""
    from models.clock import local, parse

    def officer(identity: str | None) -> str:
        found = filing.reader.get("officer", identity)
        return str(found["name"]) if found else ""

    def kind(code: str | None) -> str:
        return KINDS.get(code or "") or (pack.title(code) if code in pack.documents else str(code or ""))

    items = tuple(
        Item(
            d["title"] or pack.title(d["type"]),
            d["number"] or "",
            _dots(d["date"]),
            pdf_of(d["id"]),
            _ended(filing, d),
        )
        for d in filing.documents
    )
    proofs = tuple(
        Proof(
            name=e["name"] or e["file_name"] or "",
            kind=kind(e["kind"]),
            source="，".join(filter(None, (e["source"], officer(e["taker"])))),
            taken=local(parse(e["taken_at"])).strftime("%Y.%m.%d %H:%M") if e["taken_at"] else _dots(e["taken_on"]),
            size="，".join(filter(None, (f"{e['pages']}页" if e["pages"] else "", _size(e["size"])))),
            sha256=e["blob"] or "",
            picture=file_of(e["blob"]) if _is_picture(e) else None,
        )
        for e in filing.evidence
    )
    case = filing.case or {}
    people = dict.fromkeys(officer(v[role]) for v in filing.visits for role in ("lead", "assistant"))
    return Book(
        office=office,
        cause=case.get("cause") or "",
        parties=tuple("　".join(filter(None, (u["name"], u["uscc"]))) for u in filing.units),
        project=(filing.project or {}).get("name") or "",
        case_no=case.get("filing_no") or case.get("no") or "",
        officers=tuple(name for name in people if name),
        filed_on=_chinese(case.get("filed_on")),
        closed_on=_chinese(case.get("closed_on")),
        result=case.get("closing") or "",
        items=items,
        proofs=proofs,
        remarks=_remarks(filing),
    )


def pictures(filing: Any) -> list[str]:
    """Hashes of the photos that have a page of their own: they must be on this computer when the book is made."""
    return [e["blob"] for e in filing.evidence if _is_picture(e)]


def _is_picture(evidence: Any) -> bool:
    return bool(evidence["blob"]) and evidence["mime"] in PICTURES


def _remarks(filing: Any) -> tuple[str, ...]:
    """What a reader of the file must know: ended papers, evidence whose file is not here as a page."""
    ended = [d for d in filing.papers if _ended(filing, d)]
    told = [f"{d['number'] or d['title']}已{_ended(filing, d)}。" for d in ended]
    other = sum(1 for e in filing.evidence if e["blob"] and e["mime"] not in PICTURES)
    if other:
        told.append(f"另有电子文件{other}件（音像等）随案保存，校验值见证据清单。")
    return tuple(told)


ENDED = {"voided": "作废", "revoked": "撤销", "corrected": "更正"}


def _ended(filing: Any, document: Any) -> str:
    return ENDED.get(endings.standing(filing.reader, document).standing, "")


def _dots(day: str | None) -> str:
    return (day or "").replace("-", ".")


def _chinese(day: str | None) -> str:
    return day_text(date.fromisoformat(day)) if day else ""


def _size(size: int | None) -> str:
    if not size:
        return ""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024)} KB"


__all__ = ["Book", "Item", "Made", "Proof", "bind", "book_of", "day_text"]
