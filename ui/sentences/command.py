"""Sentences of the command line itself."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "passphrase_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "No passphrase was given. Nothing was opened or changed; type it at the prompt or set ANXIN_PASSPHRASE.",
    ),
    "clock_behind": QT_TRANSLATE_NOOP(
        "sentences",
        "This computer's clock says {clock}, but the last record here was made at {last}. Nothing is lost; set the "
        "clock right before anything is dated.",
    ),
    "file_not_found": QT_TRANSLATE_NOOP("sentences", "There is no file {path}. Nothing was changed."),
}
