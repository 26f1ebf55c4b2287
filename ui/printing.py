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
COPIES = ("stub", "party", "file")
"""存根, 当事人, 附卷: whom a copy is for."""


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


def send(pdf: bytes, printer: str, copies: int, *, duplex: bool = False, title: str = "") -> None:
    """Hand ``copies`` of the file to the printer; returning means the system took the job, not that paper came out.

    Raises KnownError: no_printer, print_refused (``reason`` in the system's words).
    """
    if not printer:
        raise KnownError("no_printer")
    if shutil.which("lp") and printer in [line.strip() for line in _said("lpstat", "-e").splitlines()]:
        _by_lp(pdf, printer, copies, duplex, title)
    else:
        _by_qt(pdf, printer, copies, duplex, title)


def lp_command(printer: str, copies: int, duplex: bool, title: str) -> list[str]:
    """The order to CUPS: A4, the pages as they are, both sides turned on the long edge where asked for."""
    sides = "two-sided-long-edge" if duplex else "one-sided"
    options = ["-o", "media=A4", "-o", f"sides={sides}", "-o", "print-scaling=none"]
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


def _by_qt(pdf: bytes, printer: str, copies: int, duplex: bool, title: str) -> None:
    """Without CUPS: each page drawn at 300 dpi in grey."""
    from PySide6.QtGui import QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        raise KnownError("no_printer")
    device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    device.setResolution(DPI)
    device.setFullPage(True)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setCopyCount(copies)
    device.setDocName(title or "anxin")
    device.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    painter = QPainter()
    if not painter.begin(device):
        raise KnownError("print_refused", printer=printer, reason="begin")
    try:
        draw(pdf, painter, device)
    finally:
        painter.end()


def draw(pdf: bytes, painter: Any, device: Any) -> None:
    """Every page of ``pdf`` on ``device`` (a QPrinter with an open painter), at the paper's own size."""
    import pypdfium2
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(len(document)):
            if index:
                device.newPage()
            bitmap = document[index].render(scale=DPI / 72, grayscale=True)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8
            )
            painter.drawImage(QRectF(0, 0, bitmap.width, bitmap.height), image)


# --- as a file


def file_name(number: str | None, unit: str, day: date) -> str:
    """文号_单位简称_日期.pdf, with nothing in it that a file system refuses."""
    parts = [_plain(number or ""), _plain(short_name(unit)), day.isoformat()]
    return "_".join(p for p in parts if p) + ".pdf"


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


def copies_for(count: int, type_copies: int) -> dict[str, int]:
    """How many copies each gets by default: one a party, the rest for the file; a single one goes to the file."""
    if type_copies <= 1:
        return {"stub": 0, "party": 0, "file": 1}
    return {"stub": 0, "party": max(1, count), "file": 1}


def total(copies: Mapping[str, int]) -> int:
    return sum(copies.values())
