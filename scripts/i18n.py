"""Refresh the translation files from the source, one a module, and say what is not translated yet.

uv run python scripts/i18n.py            refresh all, list unfinished
uv run python scripts/i18n.py --check    change nothing; exit 1 if anything is missing or unfinished
uv run python scripts/i18n.py ui/window.py …   only these
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ui" / "i18n" / "zh_CN"
MARKS = ("tr(", "translate(", "QT_TRANSLATE_NOOP(", "QT_TR_NOOP(")


def lupdate() -> Path:
    import PySide6

    folder = Path(PySide6.__file__).parent
    return next(p for p in (folder / "lupdate", folder / "lupdate.exe") if p.exists())


def modules() -> list[Path]:
    found = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if (ROOT / "ui" / "tour") in path.parents:
            continue  # it looks up the screens' own words and has none itself
        text = path.read_text(encoding="utf-8")
        if any(mark in text for mark in MARKS):
            found.append(path)
    return found


def ts_of(module: Path) -> Path:
    dotted = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    return FOLDER / f"{dotted}.ts"


def refresh(module: Path, target: Path) -> None:
    subprocess.run(
        [
            str(lupdate()),
            "-silent",
            "-no-obsolete",
            "-locations",
            "none",
            "-target-language",
            "zh_CN",
            "-source-language",
            "en",
            str(module),
            "-ts",
            str(target),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def messages(ts: Path) -> dict[tuple[str, str], bool]:
    """(context, source) → translated."""
    found = {}
    if not ts.exists():
        return found
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = (
                translation is not None
                and translation.get("type") != "unfinished"
                and bool("".join(translation.itertext()).strip())
            )
            found[(name, message.findtext("source") or "")] = done
    return found


def main(argv: list[str]) -> int:
    check = "--check" in argv
    named = [Path(a).resolve() for a in argv if not a.startswith("--")]
    bad = 0
    wanted = set()
    for module in named or modules():
        target = ts_of(module)
        wanted.add(target)
        if check:
            with tempfile.TemporaryDirectory() as folder:
                fresh = Path(folder) / target.name
                refresh(module, fresh)
                need, have = messages(fresh), messages(target)
            missing = [key for key in need if not have.get(key)]
            gone = [key for key in have if key not in need]
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            refresh(module, target)
            have = messages(target)
            if not have:
                target.unlink(missing_ok=True)
            missing, gone = [key for key, done in have.items() if not done], []
        for context, source in missing:
            print(f"{target.name}: not translated: [{context}] {source}")
        for context, source in gone:
            print(f"{target.name}: no longer in the source: [{context}] {source}")
        bad += len(missing) + len(gone)
    if check and not named:
        for stray in sorted(set(FOLDER.glob("*.ts")) - wanted):
            print(f"{stray.name}: its module is gone")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
