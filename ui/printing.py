"""Printing an issued paper: the very bytes of its file through CUPS, else drawn page by page; or kept as a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.errors import KnownError

TIMEOUT_S = 20
DPI = 300
THERMAL = re.compile(r"thermal|热敏|\bpos-?\d|zj-?\d|tsc|zebra|receipt|xp-?\d\d", re.IGNORECASE)
"""Names of printers whose paper fades: not durable enough for a file."""
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
OFFSETS = "print_offsets"
"""This device's own setting: printer → [right, down] in tenths of a millimetre."""


@dataclass(frozen=True)
class Printer:
    """A printer as the system names it. ``thermal``: by its name it prints on paper that fades."""

    name: str
    default: bool = False

    @property
    def thermal(self) -> bool:
        return bool(THERMAL.search(self.name))


def printers() -> list[Printer]:
    """The printers of this machine, the default one first; empty where there is none."""
    if shutil.which("lpstat"):
        names = [line.strip() for line in _said("lpstat", "-e").splitlines() if line.strip()]
        if names:
            chosen = _said("lpstat", "-d").rpartition(":")[2].strip()
            return sorted((Printer(n, n == chosen) for n in names), key=lambda p: (not p.default, p.name))
    from PySide6.QtPrintSupport import QPrinterInfo

    chosen = QPrinterInfo.defaultPrinterName()
    found = [Printer(n, n == chosen) for n in QPrinterInfo.availablePrinterNames()]
    return sorted(found, key=lambda p: (not p.default, p.name))


def _said(*command: str) -> str:
    """What a CUPS command answers; '' where it refuses (no scheduler is running, nothing is set up)."""
    env = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def offset_of(store: Any, printer: str) -> Any:
    """By how much prints on stationery are moved on this printer of this device (forms.printcopy.Offset)."""
    from forms.printcopy import Offset

    found = (store.local_get(OFFSETS) or {}).get(printer) or (0, 0)
    return Offset(int(found[0]), int(found[1]))


def set_offset(store: Any, printer: str, right: int, down: int) -> Any:
    """Keep it on this device; raises KnownError("offset_bad")."""
    from forms.printcopy import check_offset

    made = check_offset(right, down)
    store.local_set(OFFSETS, {**(store.local_get(OFFSETS) or {}), printer: [made.right, made.down]})
    return made


def send(
    pdf: bytes, printer: str, copies: int, *, duplex: bool = False, title: str = "", colour: bool = False
) -> None:
    """Hand ``copies`` of the file to the printer; returning means the system took the job, not that paper came out.

    ``colour`` where something on it must not come out grey (a seal).

    Raises KnownError: no_printer, print_refused (``reason`` in the system's words).
    """
    if not printer:
        raise KnownError("no_printer")
    if shutil.which("lp") and printer in [line.strip() for line in _said("lpstat", "-e").splitlines()]:
        _by_lp(pdf, printer, copies, duplex, title)
    else:
        _by_qt(pdf, printer, copies, duplex, title, colour)


def lp_command(printer: str, copies: int, duplex: bool, title: str) -> list[str]:
    """The order to CUPS: A4, the pages as they are, both sides turned on the long edge where asked for."""
    sides = "two-sided-long-edge" if duplex else "one-sided"
    options = ["-o", "media=A4", "-o", f"sides={sides}", "-o", "print-scaling=none", "-o", "collate=true"]
    return ["lp", "-d", printer, "-n", str(copies), "-t", title or "anxin", *options, "--"]


def _by_lp(pdf: bytes, printer: str, copies: int, duplex: bool, title: str) -> None:
    with tempfile.TemporaryDirectory(prefix="anxin-print-") as folder:
        path = Path(folder) / "paper.pdf"
        path.touch(mode=0o600)
        path.write_bytes(pdf)
        command = [*lp_command(printer, copies, duplex, title), str(path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as wrong:
            raise KnownError("print_refused", printer=printer, reason=str(wrong)) from wrong
        if done.returncode:
            reason = (done.stderr or done.stdout).strip() or str(done.returncode)
            raise KnownError("print_refused", printer=printer, reason=reason)


def _by_qt(pdf: bytes, printer: str, copies: int, duplex: bool, title: str, colour: bool) -> None:
    """Without CUPS: each page drawn at 300 dpi."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        raise KnownError("no_printer")
    draw(pdf, QPrinter(info, QPrinter.PrinterMode.HighResolution), copies, duplex, title, colour)


def draw(
    pdf: bytes, device: Any, copies: int = 1, duplex: bool = False, title: str = "", colour: bool = False
) -> None:
    """Every page of ``pdf`` on ``device`` (a QPrinter) at 300 dpi and the paper's own size: grey without ``colour``,
    a turned page turned. Raises KnownError("print_refused")."""
    from PySide6.QtGui import QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter

    device.setResolution(DPI)
    device.setFullPage(True)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setColorMode(QPrinter.ColorMode.Color if colour else QPrinter.ColorMode.GrayScale)
    device.setCopyCount(copies)
    device.setCollateCopies(True)
    device.setDocName(title or "anxin")
    device.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    painter = QPainter()
    if not painter.begin(device):
        raise KnownError("print_refused", printer=device.printerName(), reason="begin")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        _draw_pages(pdf, painter, device, colour, 1 if device.supportsMultipleCopies() else copies)
    finally:
        painter.end()


def _draw_pages(pdf: bytes, painter: Any, device: Any, colour: bool, sets: int) -> None:
    """``sets`` times, one whole paper after the other."""
    import pypdfium2
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

    form = QImage.Format.Format_BGR888 if colour else QImage.Format.Format_Grayscale8
    with pypdfium2.PdfDocument(pdf) as document:
        for n in range(sets * len(document)):
            if n:
                device.newPage()
            page = document[n % len(document)]
            turn = 90 if page.get_width() > page.get_height() else 0  # the paper lies upright in the printer
            bitmap = page.render(scale=DPI / 72, grayscale=not colour, rotation=turn)
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form)
            painter.drawImage(QRectF(0, 0, bitmap.width, bitmap.height), image)


# --- as a file


def file_name(number: str | None, unit: str, day: date) -> str:
    """文号_单位简称_日期.pdf, with nothing in it that a file system refuses."""
    parts = [_plain(number or ""), _plain(short_name(unit)), day.isoformat()]
    return "_".join(p for p in parts if p) + ".pdf"


def name_of(document: Mapping[str, Any]) -> str:
    """The file name of an issued paper: its number (its title where it has none), the first party, its day."""
    first = next((str(a["name"]) for a in document["addressees"] or ()), "")
    return file_name(document["number"] or document["title"], first, date.fromisoformat(document["date"]))


ENDINGS = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "公司")


def short_name(unit: str) -> str:
    """A unit's name without the legal form at its end; several units keep the first one's."""
    first = unit.split("、")[0].strip()
    for ending in ENDINGS:
        if first.endswith(ending) and len(first) > len(ending):
            return first.removesuffix(ending)
    return first


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", "".join(text.split()))[:60]


def keep(folder: Path, name: str, pdf: bytes) -> Path:
    """Write the file under ``name``, or "name (2)" and so on: nothing is ever overwritten. Returns where it lies.

    Raises KnownError("file_not_saved").
    """
    stem, suffix = Path(name).stem, Path(name).suffix
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(1, 1000):
            path = folder / (name if n == 1 else f"{stem} ({n}){suffix}")
            try:
                with path.open("xb") as file:
                    file.write(pdf)
                    file.flush()
                    os.fsync(file.fileno())
                return path
            except FileExistsError:
                continue
    except OSError as wrong:
        raise KnownError("file_not_saved", path=str(folder), reason=str(wrong.strerror or wrong)) from wrong
    raise KnownError("file_not_saved", path=str(folder), reason=name)


def documents_folder() -> Path:
    """Where people look for files they kept."""
    from PySide6.QtCore import QStandardPaths

    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or Path.home()) / "anxin"
