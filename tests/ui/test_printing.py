"""Printing: the command CUPS gets, pages drawn without it, files that never overwrite, copies by whom they are for."""

from __future__ import annotations

import os
import stat
from datetime import date

import pytest

from models.errors import KnownError
from models.pack import load
from models.prints import recipients
from tests.forms.samples import ORDER, paper
from ui import printing

PACK = load()


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


def through_qt(pdf, folder, **how):
    """The file a PDF printer of Qt makes of it."""
    from PySide6.QtPrintSupport import QPrinter

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(folder / "out.pdf"))
    printing.draw(pdf, device, **how)
    return (folder / "out.pdf").read_bytes()


def rasters(pdf):
    """The one picture of each page, and the box it fills in points."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            (image,) = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
            found.append((image.get_bitmap(render=False).to_pil(), image.get_bounds(), page.get_size()))
    return found


def test_without_cups_each_page_is_the_same_dots_at_300_dpi_grey(qapp, tmp_path, pdf):
    import pypdfium2
    from PIL import ImageChops

    made = rasters(through_qt(pdf, tmp_path))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(made) == len(document) == 3
        for (picture, box, size), page in zip(made, document, strict=True):
            turned = 90 if page.get_width() > page.get_height() else 0
            wanted = page.render(scale=300 / 72, grayscale=True, rotation=turned).to_pil()
            assert picture.mode == "L" and abs(picture.width - 2480) <= 1 and abs(picture.height - 3508) <= 1
            assert ImageChops.difference(wanted, picture.crop((0, 0, *wanted.size))).getbbox() is None, (
                "no dot differs"
            )
            assert size == pytest.approx((595, 842), abs=1), "A4 upright"
            assert box == pytest.approx((0, 0, 595, 842), abs=1), "the paper's own size, no margin, no scaling"


def test_a_seal_comes_out_red_where_cups_is_missing(qapp, tmp_path):
    from dataclasses import replace

    from forms.page.paper import render_paper
    from forms.page.seal import Impression
    from forms.sealpicture import made_ready
    from tests.forms.sealpictures import seal_png

    seal = made_ready(seal_png(), 420, 420)
    order = replace(paper(ORDER, 2), seal=Impression(42, 42, seal.mask, seal.colour))
    pdf = render_paper(order, draft_mark=False)
    for colour in (True, False):
        red = sum(
            1
            for picture, _, _ in rasters(through_qt(pdf, tmp_path, colour=colour))
            for r, g, b in picture.convert("RGB").resize((620, 877)).get_flattened_data()
            if r > 150 and g < 90 and b < 90
        )
        assert (red > 500) is colour


def test_several_copies_come_out_set_by_set(qapp, tmp_path, pdf):
    made = [picture.tobytes() for picture, _, _ in rasters(through_qt(pdf, tmp_path, copies=2, duplex=True))]
    assert len(made) == 6 and made[:3] == made[3:] and made[0] != made[1]


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


def copies(document):
    return {r.whom: (r.copies, r.names) for r in recipients(PACK, document)}


def test_copies_by_whom_they_are_for():
    units = [{"unit": str(n), "name": f"第{n}公司"} for n in range(3)]
    order = {"type": "rectification_order", "addressees": units, "copies": 2}
    assert copies(order) == {
        "stub": (0, ()), "party": (3, ("第0公司", "第1公司", "第2公司")), "copy": (0, ()), "file": (1, ()),
    }  # fmt: skip
    approval = {"type": "inspection_approval", "addressees": [], "copies": 1}
    assert copies(approval) == {"stub": (0, ()), "party": (0, ()), "copy": (0, ()), "file": (1, ())}


def test_the_copies_of_each_kind_are_as_many_as_the_pack_says():
    from models.papertypes import paper_types

    police = {"type": "criminal_transfer", "addressees": [{"unit": None, "name": "某公安分局"}], "copies": 4}
    assert copies(police)["copy"] == (2, ("人民检察院", "回执"))
    last = {kind.recipients[-1] for kind in paper_types(PACK) if kind.recipients}
    assert last <= {"存卷", "存档"}, "the last of the list is the office's own file"
    for kind in paper_types(PACK):
        if not kind.recipients:
            continue
        wanted = int(PACK.document(kind.type).get("copies", 1))
        made = recipients(PACK, {"type": kind.type, "addressees": [{"name": "甲"}], "copies": wanted})
        assert sum(r.copies for r in made) == wanted, kind.type


def test_each_printer_of_this_device_has_its_own_offset(tmp_path):
    from forms.printcopy import Offset
    from tests.forms.visits import profile_with_case

    profile, _ = profile_with_case(tmp_path / "p")
    try:
        store = profile.store
        printing.set_offset(store, "Laser", 12, -7)
        printing.set_offset(store, "Office", 3, 0)
        assert printing.offset_of(store, "Laser") == Offset(12, -7)
        assert printing.offset_of(store, "Office") == Offset(3, 0) and not printing.offset_of(store, "New")
        with pytest.raises(KnownError, match="offset_bad"):
            printing.set_offset(store, "Laser", 151, 0)
        assert printing.offset_of(store, "Laser") == Offset(12, -7)
    finally:
        profile.close()


@pytest.mark.parametrize(
    ("name", "thermal"), [("XP-58", True), ("热敏打印机", True), ("HP LaserJet", False), ("Zebra ZD", True)]
)
def test_printers_whose_paper_fades(name, thermal):
    assert printing.Printer(name).thermal is thermal
