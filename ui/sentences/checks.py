"""Sentences of the checklist and the wage sheet."""

from __future__ import annotations

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "clipboard_empty": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no picture and no table on the clipboard. Nothing was changed; copy it first, then paste.",
    ),
    "file_empty": QT_TRANSLATE_NOOP(
        "sentences",
        "The file {name} is empty and was not kept. Everything entered before is saved; take the photo again or choose "
        "another file.",
    ),
    "cell_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” cannot stand under {column}. The cell stays as it was; type a number."
    ),
}
