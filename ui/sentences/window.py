"""Sentences of the window itself and its widgets."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "page_not_shown": QT_TRANSLATE_NOOP(
        "sentences",
        "The page could not be shown. What was recorded is safe; open the paper again or print it from the register.",
    ),
    "field_not_whole": QT_TRANSLATE_NOOP(
        "sentences",
        "“{text}” is not whole yet and is not saved; what was recorded before is kept. Please look again.",
    ),
    "paste_too_wide": QT_TRANSLATE_NOOP(
        "sentences",
        "The copied table has {columns} columns from here, only {room} fit. Nothing was changed; "
        "copy fewer columns or start further left.",
    ),
}
