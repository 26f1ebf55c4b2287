"""Printing: the command CUPS gets, pages drawn without it, files that never overwrite, copies by whom they are for."""

from __future__ import annotations

import os
import stat
from datetime import date

import pytest

from models.errors import KnownError
from tests.forms.samples import ORDER, paper
from ui import printing


@pytest.fixture(scope="module")
def pdf():
    from forms.page.paper import render_paper

    return render_paper(paper(ORDER, 12), draft_mark=False)


@pytest.fixture
def cups(tmp_path, monkeypatch):
    """Real programs called lp and lpstat, which write down how they were called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    said = tmp_path / "said"

    def program(name, text):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    program(
        "lpstat",
        'case "$1" in -e) printf "Laser\\nOffice\\n";; -d) echo "system default destination: Office";; esac',
    )
    program(
        "lp", f'for a in "$@"; do printf "%s\\n" "$a" >> {said}; done; for last; do :; done; cp "$last" {said}.pdf'
    )
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return program, said


def test_the_default_printer_comes_first(cups):
    assert printing.printers() == [printing.Printer("Office", True), printing.Printer("Laser")]


def test_cups_gets_the_very_bytes_the_copies_and_both_sides(cups, pdf):
    _, said = cups
    printing.send(pdf, "Office", 3, duplex=True, title="第078号")
    asked = said.read_text().splitlines()
    assert asked[:6] == ["-d", "Office", "-n", "3", "-t", "第078号"]
    assert "media=A4" in asked and "sides=two-sided-long-edge" in asked
    assert said.with_name("said.pdf").read_bytes() == pdf


def test_what_the_printer_says_against_it_is_told(cups, pdf):
    program, _ = cups
    program("lp", 'echo "lp: The printer is paused" >&2; exit 1')
    with pytest.raises(KnownError) as refused:
        printing.send(pdf, "Office", 1)
    assert refused.value.code == "print_refused" and "paused" in refused.value.params["reason"]


def test_a_machine_without_cups_or_printer_says_so(cups, pdf):
    program, _ = cups
    program("lpstat", "exit 1")
    assert printing.printers() == []
    for name in ("", "Gone"):
        with pytest.raises(KnownError) as none:
            printing.send(pdf, name, 1)
        assert none.value.code == "no_printer"


def test_without_cups_each_page_is_drawn_at_the_papers_size(qapp, tmp_path, pdf):
    import pypdfium2
    from PySide6.QtGui import QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter

    device = QPrinter()
    device.setResolution(printing.DPI)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setFullPage(True)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    painter = QPainter(device)
    printing.draw(pdf, painter, device)
    painter.end()
    with pypdfium2.PdfDocument(pdf) as wanted, pypdfium2.PdfDocument(tmp_path / "out.pdf") as made:
        assert len(made) == len(wanted)
        first = [d[0].render(scale=1, grayscale=True) for d in (wanted, made)]
        ink = [sum(255 - v for v in bytes(b.buffer)) for b in first]
    assert 0.7 < ink[1] / ink[0] < 1.4


def test_a_file_is_named_by_number_unit_and_day_and_never_overwritten(tmp_path):
    name = printing.file_name(
        "星晨人社监令字〔2026〕第078号", "星河宏基建筑工程有限公司、另一公司", date(2026, 10, 14)
    )
    assert name == "星晨人社监令字〔2026〕第078号_星河宏基建筑工程_2026-10-14.pdf"
    paths = [printing.keep(tmp_path, name, bytes([n])) for n in range(3)]
    assert [p.read_bytes() for p in paths] == [b"\0", b"\1", b"\2"]
    assert len({p.name for p in paths}) == 3


@pytest.mark.parametrize("bad", ['a/b\\c:d*e?f"g<h>i|j', "a\nb\0c"])
def test_nothing_in_a_name_escapes_the_folder(tmp_path, bad):
    name = printing.file_name(bad, bad, date(2026, 1, 2))
    assert printing.keep(tmp_path, name, b"x").parent == tmp_path
    assert not set(name) & set('/\\:*?"<>|\n\0')


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError) as refused:
        printing.keep(tmp_path / "file" / "sub", "a.pdf", b"x")
    assert refused.value.code == "file_not_saved"


@pytest.mark.parametrize("unit", ["公司", "张三", "某某有限公司", "晨光区众诚建筑劳务有限责任公司"])
def test_short_names_never_become_empty(unit):
    assert printing.short_name(unit)


def test_copies_by_whom_they_are_for():
    assert printing.copies_for(1, 2) == {"stub": 0, "party": 1, "file": 1}
    assert printing.copies_for(3, 2) == {"stub": 0, "party": 3, "file": 1}
    assert printing.copies_for(1, 1) == {"stub": 0, "party": 0, "file": 1}


@pytest.mark.parametrize(
    ("name", "thermal"), [("XP-58", True), ("热敏打印机", True), ("HP LaserJet", False), ("Zebra ZD", True)]
)
def test_printers_whose_paper_fades(name, thermal):
    assert printing.Printer(name).thermal is thermal
