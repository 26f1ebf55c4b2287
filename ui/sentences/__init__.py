"""Every known error in one clear sentence: what is safe, what to do.

Each module here holds ``SENTENCES``: code → English sentence with ``{name}`` placeholders; Chinese comes from the
translation file of that module, context ``sentences``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from models.errors import KnownError
from ui import i18n


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    return text


@lru_cache(maxsize=1)
def all_sentences() -> dict[str, str]:
    """Code → English sentence, from every module of this package."""
    found: dict[str, str] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for code, text in module.SENTENCES.items():
            if code in found:
                raise ValueError(f"two sentences for {code}")
            found[code] = text
    return found


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: KnownError) -> str:
    """The sentence for ``error`` in the language chosen by :func:`ui.i18n.use`."""
    text = all_sentences().get(error.code)
    if text is None:
        text = QT_TRANSLATE_NOOP("sentences", "This could not be done ({code}). What was saved before is safe.")
        return i18n.translate("sentences", text).format_map(_Kept(code=error.code))
    return i18n.translate("sentences", text).format_map(_Kept(error.params))
