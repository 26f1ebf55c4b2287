"""The program's own font files: committed as .xz, unpacked once into the user's cache folder, checked by hash.

FangSong: body. SongLight: Latin, digits and first fallback beside FangSong. SongCore: tables, page numbers.
SongExt: the rest of the first blocks. SongBold: titles. Hei: headings. SansCore: the screen. RareA, RareB: last
fallback (extensions B to F). System fonts are never used: outlines would differ, and so would the paper.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from models.errors import KnownError, Place

HERE = Path(__file__).parent
NAMES = ("FangSong", "SongLight", "SongCore", "SongExt", "SongBold", "Hei", "SansCore", "RareA", "RareB")
_ALIASES = {"Sans": "SansCore"}


@lru_cache(maxsize=1)
def manifest() -> dict[str, Any]:
    """What scripts/build_fonts.py wrote: for each face its size, SHA-256, source package and licence."""
    found: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    return found


def data(name: str) -> bytes:
    """The bytes of the face ``name``, unpacked and equal to the manifest.

    The first call on a machine unpacks into the cache folder; a cached file with other bytes (a broken disk,
    a curious hand) is replaced. Raises KnownError("font_damaged") when the shipped file itself is not right.
    """
    name = _ALIASES.get(name, name)
    entry = manifest()["fonts"][name]
    kept = cache_folder() / f"{name}-{entry['sha256'][:16]}.ttf"
    try:
        found = kept.read_bytes()
    except OSError:
        found = b""
    if len(found) == entry["size"] and hashlib.sha256(found).hexdigest() == entry["sha256"]:
        return found
    packed = HERE / f"{name}.ttf.xz"
    try:
        fresh = lzma.decompress(packed.read_bytes())
    except (OSError, lzma.LZMAError) as broken:
        raise KnownError("font_damaged", where=Place(file=str(packed)), name=name) from broken
    if hashlib.sha256(fresh).hexdigest() != entry["sha256"]:
        raise KnownError("font_damaged", where=Place(file=str(packed)), name=name)
    _keep(kept, fresh)
    return fresh


def path(name: str) -> Path:
    """A .ttf file of the face ``name`` ("Sans" is SansCore), for Qt; raises KnownError("font_damaged")."""
    name = _ALIASES.get(name, name)
    data(name)
    return cache_folder() / f"{name}-{manifest()['fonts'][name]['sha256'][:16]}.ttf"


@lru_cache(maxsize=1)
def cache_folder() -> Path:
    """Where unpacked faces are kept; a private temporary folder where the user's cache cannot be written."""
    wanted = os.environ.get("ANXIN_FONT_CACHE")
    folder = Path(wanted) if wanted else user_cache_path("anxin", appauthor=False) / "fonts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="anxin-fonts-"))


def _keep(target: Path, content: bytes) -> None:
    """Write beside, then rename: another process never sees half a font."""
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(part).replace(target)
