"""Sentences about the disk and the store."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "disk_full": QT_TRANSLATE_NOOP(
        "sentences",
        "The disk is full. This last entry was not saved; everything before it is. Free some space and enter it again.",
    ),
    "disk_error": QT_TRANSLATE_NOOP(
        "sentences",
        "The disk reported an error. This last entry was not saved; what was saved before is kept. Back up to another disk.",
    ),
    "disk_readonly": QT_TRANSLATE_NOOP(
        "sentences",
        "The disk cannot be written to ({path}). Nothing was changed; what was saved is safe. Remove the write protection.",
    ),
    "store_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "There are no records at {path}. Nothing was changed; choose the right folder or restore a backup.",
    ),
    "store_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "The records at {path} cannot be opened with this key. Nothing was changed; restore a backup if they are damaged.",
    ),
    "store_damaged": QT_TRANSLATE_NOOP(
        "sentences",
        "The records on this disk are damaged. Nothing more is written to them; restore the latest backup, then sync.",
    ),
    "store_busy": QT_TRANSLATE_NOOP(
        "sentences",
        "Another program holds the records. This entry was not saved; close the other program and try again.",
    ),
    "profile_newer": QT_TRANSLATE_NOOP(
        "sentences",
        "These records were written by a newer version of the program. Nothing was touched; install that version here.",
    ),
}
