"""Look, density, calibration and language of this device, kept beside the profile and readable before unlocking."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from ui import i18n, theme
from ui.theme import measure

log = logging.getLogger("anxin.ui")
FILE = "look.json"


@dataclass(frozen=True)
class Choice:
    """What this device shows: names from ``ui.theme``, the calibration factor, the language."""

    theme: str = "indoor"
    density: str = "touch"
    factor: float = 1.0
    lang: str = "zh_CN"


_current = Choice()


def current() -> Choice:
    return _current


def load(folder: Path) -> Choice:
    """The device's choice; the default where there is none or the file is not readable as one."""
    path = folder / FILE
    if not path.exists():
        return Choice()
    try:
        found = Choice(**json.loads(path.read_text(encoding="utf-8")))
        measure.set_factor(found.factor)
    except (OSError, ValueError, TypeError) as reason:
        log.warning("look.json is not usable, the default look stands: %s", type(reason).__name__)
        return Choice()
    if found.theme not in theme.THEMES or found.density not in theme.DENSITIES or found.lang not in i18n.LANGUAGES:
        return Choice()
    return found


def save(folder: Path, choice: Choice) -> None:
    """Write the choice; a folder that does not exist yet keeps nothing (the first start makes it)."""
    if folder.is_dir():
        part = folder / (FILE + ".part")
        part.write_text(json.dumps(asdict(choice)), encoding="utf-8")
        part.replace(folder / FILE)


def use(choice: Choice) -> None:
    """Put the running program into ``choice``: calibration, theme, density, language."""
    global _current
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication)
    _current = choice
    measure.set_factor(choice.factor)
    theme.apply(app, choice.theme, choice.density)
    if {_spoken, i18n.current()} != {choice.lang}:
        speak(app, choice.lang)


_installed: list[object] = []
_spoken = "en"


def speak(app: QApplication, lang: str) -> None:
    """Switch every widget to ``lang`` at once (changeEvent LanguageChange → retranslate)."""
    global _spoken
    from PySide6.QtCore import QTranslator

    _spoken = lang
    i18n.use(lang)
    for old in _installed:
        assert isinstance(old, QTranslator)
        app.removeTranslator(old)
    _installed.clear()
    if lang == "en":
        return
    catalogue = i18n.catalogue(lang)
    app.installTranslator(catalogue)
    _installed.append(catalogue)


def change(folder: Path, **parts: object) -> Choice:
    """Change some parts, use and keep them; returns the new choice."""
    new = replace(_current, **parts)  # type: ignore[arg-type]
    use(new)
    save(folder, new)
    return new


ORDER = [(t, d) for d in ("keys", "touch", "glove") for t in ("indoor", "outdoor", "night")]


def next_look(folder: Path) -> Choice:
    """F9: the next of the nine looks, themes first, then the density."""
    at = ORDER.index((_current.theme, _current.density))
    name, density = ORDER[(at + 1) % len(ORDER)]
    return change(folder, theme=name, density=density)
