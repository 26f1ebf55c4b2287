"""Sentences of printing, keeping and correcting papers."""

from __future__ import annotations

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "seal_mode_unknown": QT_TRANSLATE_NOOP(
        "sentences", "{mode} is no way of sealing a paper. Nothing was issued; choose one of those offered."
    ),
    "sheet_serial_bad": QT_TRANSLATE_NOOP(
        "sentences", "{text} is no run of serials. Nothing was printed; type them as 0101-0104, 0120."
    ),
    "sheet_taken": QT_TRANSLATE_NOOP(
        "sentences",
        "Sheet {serial} is in the ledger already ({number}). Nothing was printed; check the serial on the sheet.",
    ),
    "copy_not_owed": QT_TRANSLATE_NOOP(
        "sentences", "No stamped copy of {number} is owed. Nothing was changed; look at the paper's own page."
    ),
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
