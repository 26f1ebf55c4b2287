"""The two languages: source strings are English, zh_CN comes from the .ts files of this folder.

One .ts file a module (``ui/i18n/zh_CN/<dotted module>.ts``) so that two people never edit the same file;
``scripts/i18n.py`` refreshes them and all are released into one ``zh_CN.qm``, which is never committed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

LANGUAGES = ("zh_CN", "en")
HERE = Path(__file__).parent
_current = "zh_CN"


def use(lang: str) -> None:
    """Choose the language of every later :func:`translate`; the window installs the same catalogue itself."""
    global _current
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _current = lang


def current() -> str:
    return _current


def translate(context: str, text: str) -> str:
    """``text`` (English source) in the chosen language; the source itself where no translation exists."""
    if _current == "en":
        return text
    found = catalogue(_current).translate(context, text)
    return found or text


@lru_cache(maxsize=2)
def catalogue(lang: str) -> QTranslator:
    """The released catalogue of ``lang``, made first when a .ts file is newer than it."""
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    if lang != "en":
        translator.load(str(released(lang)))
    return translator


def released(lang: str) -> Path:
    """Path of an up-to-date .qm; falls back to the temporary folder where the program's own is read-only."""
    sources = sorted((HERE / lang).glob("*.ts"))
    newest = max((s.stat().st_mtime for s in sources), default=0.0)
    target = HERE / f"{lang}.qm"
    if target.exists() and target.stat().st_mtime >= newest:
        return target
    try:
        return _release(sources, target)
    except OSError:
        import tempfile

        return _release(sources, Path(tempfile.gettempdir()) / f"anxin-{lang}.qm")


def _release(sources: list[Path], target: Path) -> Path:
    import subprocess

    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = next((p for p in (folder / "lrelease", folder / "lrelease.exe") if p.exists()), None)
    if tool is None:
        raise FileNotFoundError("lrelease")
    part = target.with_suffix(f".{id(sources)}.part")
    subprocess.run([str(tool), "-silent", *map(str, sources), "-qm", str(part)], check=True, capture_output=True)
    part.replace(target)
    return target
