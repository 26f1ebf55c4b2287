"""PDF/A by an outside judge: PDFBox's preflight, which knows part 1b, on the same papers made as 1b."""

import dataclasses
import io
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

import forms.casebook as casebook
import forms.documents.receipt as receipts
import forms.documents.site_record as records
import forms.page.paper as papers
from forms.page.archive import archive
from forms.page.seal import Impression
from forms.sealpicture import made_ready
from forms.signing import DeviceSigner, sign
from models.clock import FixedClock
from models.keys import certify, new_device, new_office
from tests.forms.samples import ORDER, paper
from tests.forms.sealpictures import seal_png
from tests.forms.test_documents import INK, RECEIPT, RECORD

AT = datetime(2026, 10, 14, 2, 30, tzinfo=UTC)
JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
FOLDER = Path("/usr/share/java")
WANTED = [FOLDER / f"{name}.jar" for name in JARS]
here = shutil.which("java") and all(jar.exists() for jar in WANTED)


def bound(order: bytes, receipt: bytes) -> bytes:
    """A case file of signed papers and a photo."""
    photo = io.BytesIO()
    Image.new("RGBA", (400, 300), (120, 90, 60, 255)).save(photo, "PNG")
    items = tuple(
        casebook.Item(title, "第001号", "2026.10.14", pdf) for title, pdf in (("指令书", order), ("回证", receipt))
    )
    proof = casebook.Proof("工地大门", "照片", "林晓", "2026.10.09", "1 KB", "0" * 64, photo.getvalue())
    book = casebook.Book("某局", "拖欠工资", ("甲公司",), "某工程", "第1号", ("林晓",), "", "", "", items, (proof,))
    return casebook.bind(book, AT).pdf


def sealed(order: papers.Paper) -> papers.Paper:
    """The paper with the office's seal as a picture."""
    made = made_ready(seal_png(), 420, 420)
    return dataclasses.replace(order, seal=Impression(42, 42, made.mask, made.colour))


@pytest.mark.skipif(
    not here and not os.environ.get("CI"),
    reason="apt install libpdfbox2-java libjaxb-api-java libactivation-java default-jre-headless",
)
def test_papers_pass_the_preflight_before_and_after_the_signature(tmp_path, monkeypatch):
    for module in (papers, receipts, records, casebook):
        monkeypatch.setattr(module, "archive", lambda pdf, **given: archive(pdf, part=1, **given))
    office = new_office("某局", FixedClock(AT))
    signer = DeviceSigner.of(certify(office, new_device(), "某局", "laptop1", FixedClock(AT)))
    made = {
        "order": papers.render_paper(paper(ORDER, 30), draft_mark=False, made_at=AT),
        "sealed": papers.render_paper(sealed(paper(ORDER, 2)), draft_mark=False, made_at=AT),
        "draft": papers.render_paper(paper(ORDER, 2), draft_mark=True, made_at=AT),
        "receipt": receipts.render_receipt(dataclasses.replace(RECEIPT, strokes=INK), draft_mark=False, made_at=AT),
        "record": records.render_site_record(RECORD, draft_mark=False, made_at=AT),
    }
    for name, pdf in list(made.items()):
        made[f"{name}-signed"] = sign(pdf, signer, at=AT)
    made["case file"] = bound(made["order-signed"], made["receipt-signed"])
    for name, pdf in made.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(pdf)
        judge = ["java", "-cp", ":".join(map(str, WANTED)), "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
        said = subprocess.run(judge, capture_output=True, check=False)
        assert b"is a valid PDF/A-1b file" in said.stdout + said.stderr, (name, said.stdout, said.stderr)
