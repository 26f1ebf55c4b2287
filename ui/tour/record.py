"""What the tour hands back: papers read back from their PDFs and compared, both ends' figures, checks, summary.json."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from forms.checking import check_pdf, trust_of
from forms.sealing import pdf_bytes
from models import register
from models.clock import today
from models.profile import Profile
from models.travel import records
from sync import wire

RECEIPT = "service_receipt"


def bare(text: str) -> str:
    """Without white space, as papers are compared."""
    return "".join(text.split())


def read_back(pdf: bytes) -> tuple[str, int]:
    """The text of all pages as a reader of the file finds it, page numbers left out, and how many pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage().get_text_range().replace("\ufffe", "")
            lines = [line for line in text.splitlines() if not re.fullmatch(r"\s*[-—－]?\s*\d+\s*[-—－]?\s*", line)]
            pages.append("\n".join(lines))
        return "\n".join(pages), len(document)
    finally:
        document.close()


def papers_of(profile: Profile, device: str, out: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every paper this device issued, its PDF and text written to ``papers/``; receipts stand with their paper."""
    store, made = profile.store, []
    expected = {d["no"]: (c["case_id"], d["text"]) for c in cases for d in c["documents"]}
    for row in store.find("document", replica=store.replica):
        if row["type"] == RECEIPT or not row["pdf"]:
            continue
        pdf = pdf_bytes(profile, row["id"])
        name = re.sub(r"[\\/:*?\"<>|\s]", "", row["number"] or row["id"])
        file = out / "papers" / f"{name}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pdf)
        file.with_suffix(".txt").write_text(row["text"], encoding="utf-8")
        text, pages = read_back(pdf)
        case, wanted = expected.get(row["number"], (None, None))
        checked = check_pdf(pdf, trust_of(profile))
        made.append(
            {
                "type": row["type"],
                "number": row["number"],
                "case": case or _case_of(profile, row, cases),
                "device": device,
                "pdf": file.relative_to(out).as_posix(),
                "text": file.with_suffix(".txt").relative_to(out).as_posix(),
                "sha256": row["pdf"],
                "pages": pages,
                "issued_at": row["issued_at"],
                "offline": True,
                "served": _served(profile, row, out, name),
                "_equal": None if wanted is None else bare(row["text"]) == bare(wanted) and _same(text, wanted),
                "_ours": checked.ours == "yes" and checked.unchanged == "yes",
            }
        )
    return made


def _same(read: str, wanted: str) -> bool:
    """The PDF's own text before its wage appendix is the worked case's."""
    return bare(read).startswith(bare(wanted))


def _case_of(profile: Profile, row: dict[str, Any], cases: list[dict[str, Any]]) -> str | None:
    visit = profile.store.get("inspection", row["inspection"]) or {}
    project = profile.store.get("project", visit.get("project")) or {}
    return next((c["case_id"] for c in cases if c["project"]["name"] == project.get("name")), None)


def _served(profile: Profile, row: dict[str, Any], out: Path, name: str) -> dict[str, Any] | None:
    done = [s for s in profile.store.find("service", document=row["id"]) if s["outcome"] == "served"]
    if not done:
        return None
    receipt = done[-1]["receipt"]
    file = out / "papers" / f"{name}-receipt.pdf"
    if receipt:
        file.write_bytes(pdf_bytes(profile, receipt))
    return {
        "method": done[-1]["method"],
        "at": done[-1]["at"],
        "receipt_pdf": file.relative_to(out).as_posix() if receipt else None,
    }


def figures_of(profile: Profile) -> dict[str, Any]:
    """What one device holds at the end."""
    store = profile.store
    digest = wire.digest_of(store.digest())[1]
    operations = store.rows("SELECT count(*) AS n FROM sync_op")[0]["n"]
    papers = store.rows("SELECT count(*) AS n FROM blob_data WHERE data IS NOT NULL")[0]["n"]
    return {"operations": operations, "records": records(store), "blobs": papers, "digest": digest}


def figures_of_server(database: Path) -> dict[str, Any]:
    """What the server's file holds, once it has ended."""
    rooms = [d for d in database.with_name(database.name + ".files").iterdir() if d.is_dir() and d.name != "new"]
    files = [p for room in rooms for p in room.iterdir()]  # beside the rooms lies the key's own check, no paper
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        operations = db.execute("SELECT count(*) FROM op").fetchone()[0]
        buckets = {
            b: (n, d)
            for b, n, d in db.execute("SELECT bucket, sum(records), sum(digest) FROM bucket GROUP BY bucket")
        }
    db.close()
    count, digest = wire.digest_of(buckets)
    return {"operations": operations, "records": count, "blobs": len(files), "digest": digest}


def clean_register(profile: Profile) -> bool:
    """No number twice, no gap without its reason, none in doubt."""
    found = register.register(profile.store, profile.office_id, today(profile.clock).year)
    return found.clean and not any(e.doubts for e in found.entries)
