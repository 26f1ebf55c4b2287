"""The case file as one PDF/A: every paper in its order, each page numbered, evidence with its hash, read back by two readers."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from PIL import Image

from forms.casebook import Book, Item, Proof, bind, book_of
from forms.issuing import issue
from forms.sealing import pdf_bytes
from models.casefiling import filing
from models.errors import KnownError
from tests.forms.visits import PASSPHRASE, clock_at, profile_with_case

AT = clock_at(2026, 10, 30, 2).now()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Case A with a notice and an order issued and one photo among the evidence, bound."""
    profile, loaded = profile_with_case(tmp_path_factory.mktemp("book") / "p")
    second = next(o["id"] for o in profile.store.find("officer") if o["id"] != profile.officer_id)
    papers = [issue(profile, loaded.drafts[n], second, PASSPHRASE).document for n in (0, 1)]
    picture = io.BytesIO()
    Image.new("RGB", (1200, 900), (200, 180, 90)).save(picture, "JPEG")
    photo = profile.blobs.put(picture.getvalue())
    with profile.store.change(profile.officer_id, "photo") as tx:
        tx.new(
            "evidence", inspection=loaded.inspection, name="工地大门", kind="photo", blob=photo.sha256, size=photo.size,
            mime="image/jpeg", taken_at="2026-10-09T10:00:00+08:00", taker=profile.officer_id,
        )  # fmt: skip
    found = filing(profile.store, loaded.inspection, profile.pack)
    book = book_of(
        found, "星河市晨光区人力资源和社会保障局", profile.pack, lambda d: pdf_bytes(profile, d), profile.blobs.get
    )
    yield profile, papers, book, bind(book, AT), photo.sha256
    profile.close()


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_cover_index_papers_evidence_back_in_this_order(made: Any) -> None:
    profile, papers, _, file, sha = made
    found = pages_of(file.pdf)
    assert len(found) == file.pages
    assert "劳动保障监察案卷" in found[0] and "星河宏基建筑工程有限公司" in found[0]
    assert "卷内目录" in found[1].replace(" ", "")
    numbers = [profile.store.get("document", d)["number"] for d in papers]
    squeezed = ["".join(text.split()) for text in found]
    first = next(n for n, text in enumerate(squeezed) if n > 1 and numbers[0] in text)
    later = next(n for n, text in enumerate(squeezed) if n > 1 and numbers[1] in text)
    assert 1 < first < later < len(found) - 1
    assert "备考表" in squeezed[-1] and sha[:32] in "".join(squeezed) and "工地大门" in "".join(squeezed)


def test_every_page_between_index_and_back_sheet_has_its_number(made: Any) -> None:
    file = made[3]
    reader = pypdf.PdfReader(io.BytesIO(file.pdf))
    body = reader.pages[2:-1]
    for n, page in enumerate(body, 1):
        marks: list[str] = []

        def corner(
            text: str, _cm: Any, tm: Any, _font: Any, _size: Any, page: Any = page, marks: Any = marks
        ) -> None:
            if text.strip() and tm[5] > float(page.mediabox.height) - 40 and tm[4] > float(page.mediabox.width) - 60:
                marks.append(text.strip())

        page.extract_text(visitor_text=corner)
        assert str(n) in marks, f"page {n}: {marks}"


def test_the_index_names_where_each_paper_begins(made: Any) -> None:
    _, _, book, file, _ = made
    listed = "".join(pages_of(file.pdf)[1].split())
    ends = [*[s - 1 for s in file.starts[1:]], None]
    for item, start, end in zip(book.items, file.starts, ends, strict=True):
        assert item.title in listed
        if end is not None:
            assert (str(start) if start == end else f"{start}—{end}") in listed


def test_two_readers_agree_and_the_file_is_whole(made: Any, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(made[3].pdf)
    said = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    other = "".join(pages_of(made[3].pdf))
    for word in ("星晨人社监令字", "228855.00", "贰拾贰万捌仟捌佰伍拾伍元整", "卷内备考表"):
        assert word in "".join(said.split()) and word in "".join(other.split())
    if shutil.which("qpdf"):
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0
    with pikepdf.open(path) as opened:
        assert "/AcroForm" not in opened.Root and "/OutputIntents" in opened.Root
        assert re.search(rb"<pdfaid:part>2</pdfaid:part>", opened.Root.Metadata.read_bytes())


def test_an_empty_file_and_a_torn_paper_are_refused_by_name() -> None:
    empty = Book("局", "", ("甲公司",), "", "", (), "", "", "", (), ())
    with pytest.raises(KnownError, match="case_file_empty"):
        bind(empty, AT)
    torn = Book("局", "", ("甲公司",), "", "", (), "", "", "", (Item("指令书", "第001号", "", b"%PDF-1.7 torn"),), ())
    with pytest.raises(KnownError) as told:
        bind(torn, AT)
    assert told.value.code == "paper_unreadable" and told.value.params["number"] == "第001号"


def test_a_photo_that_is_none_is_refused_by_name(made: Any) -> None:
    proof = Proof("照片一", "照片", "", "", "", "0" * 64, b"no picture")
    with pytest.raises(KnownError, match="paper_unreadable"):
        bind(Book("局", "", (), "", "", (), "", "", "", made[2].items[:1], (proof,)), AT)
