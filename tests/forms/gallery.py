"""Pictures of every kind of paper and the list of them: ``python -m tests.forms.gallery`` writes docs/documents.md."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2 as pdfium

from models.pack import SHIPPED, Pack, load
from models.papertypes import next_kinds, paper_type
from tests.forms import story as tale

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images" / "documents"
LIST = ROOT / "docs" / "documents.md"
SCALE = 1.35
"""97 dpi: readable on a screen, 20 to 70 kB a page."""
OWN = {
    "inspection_approval": "`forms/approvals.py`",
    "inspection_notice": "`forms/visitwords.py`",
    "site_inspection_record": "`forms/siterecords.py`",
    "inquiry_notice": "`forms/notices.py`",
    "rectification_order": "`forms/orders.py`",
    "service_receipt": "`forms/receipts.py`",
}
HEAD = """# Kinds of papers

Printed by `uv run python -m tests.forms.gallery` from the pack and from one case told to its end (SAMPLE-B of the worked
cases, with the fillings that `tests/forms/story.py` marks as its own); the pictures are the first pages of the issued
files. Every name, number and sum in them is invented.

A kind with a template is a file in `models/packs/cn-wage/papers/`: its fields, sentences, articles, what must come before
it and what may follow. `docs/decisions/0017-papers-are-templates.md` says how to add one. Titles, code letters, number
patterns, brackets, terms and the remedy paragraph are settings of the office (`office.titles`, `office.number_patterns`,
`office.options`).

"""


def picture(pdf: bytes, name: str) -> None:
    """The first page, grey in eight steps."""
    image = pdfium.PdfDocument(pdf)[0].render(scale=SCALE).to_pil().convert("L").quantize(8)
    PICTURES.mkdir(parents=True, exist_ok=True)
    image.save(PICTURES / f"{name}-1.png", optimize=True)


def pictures() -> None:
    with tempfile.TemporaryDirectory() as folder, tale.story(Path(folder) / "p", visit=True) as told:
        tale.whole(told)
        for type in told.papers:
            picture(told.pdf(type), type)


def listing(pack: Pack) -> str:
    """The list as Markdown: one line a kind, one picture a kind."""
    lines = ["| 文书 | identifier | letter | how | comes after | may follow |", "|---|---|---|---|---|---|"]
    for type, data in pack.documents.items():
        kind = paper_type(pack, type)
        if kind is None and type not in OWN:
            continue
        how = OWN.get(type) or f"template, {kind.shape if kind else ''}"
        before = "、".join(pack.title(need["types"][0]) for need in (kind.after if kind else ()))
        after = "、".join(pack.title(k.type) for k in next_kinds(pack, type))
        name = f"[{pack.title(type)}](images/documents/{type}-1.png)"
        lines.append(f"| {name} | `{type}` | {data['letter']} | {how} | {before} | {after} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    pictures()
    LIST.write_text(listing(load(SHIPPED)), encoding="utf-8")
