"""Sentences of printing, keeping and correcting papers."""

from __future__ import annotations

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "no_printer": QT_TRANSLATE_NOOP(
        "sentences",
        "No printer is connected. The paper is issued and safe; connect a printer, or save it as a file and print it elsewhere.",
    ),
    "print_refused": QT_TRANSLATE_NOOP(
        "sentences",
        "{printer} did not take the paper ({reason}). The paper is issued and safe; check the printer and print again.",
    ),
    "file_not_saved": QT_TRANSLATE_NOOP(
        "sentences",
        "No file could be written to {path} ({reason}). The paper is safe in the program; choose another folder.",
    ),
    "correction_without_draft": QT_TRANSLATE_NOOP(
        "sentences",
        "{number} was not written from a draft on this device. Nothing was changed; write the correction as a new paper.",
    ),
}
