"""Sentences of rechecks and of the office's desk."""

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "requirement_unknown": QT_TRANSLATE_NOOP(
        "sentences", "This requirement is not in the records here. Nothing was changed; sync, then open it again."
    ),
    "recheck_outcome_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "A recheck ends with corrected, partly corrected or not corrected. Nothing was changed; choose one of them.",
    ),
    "recheck_in_future": QT_TRANSLATE_NOOP(
        "sentences", "The day of the recheck is still to come. Nothing was changed; mend the day."
    ),
    "recheck_before_paper": QT_TRANSLATE_NOOP(
        "sentences",
        "The day of the recheck is before the paper's own day ({date}). Nothing was changed; mend the day.",
    ),
    "recheck_two_officers": QT_TRANSLATE_NOOP(
        "sentences",
        "A recheck is done by two different officers. Nothing was changed; let the second officer come on duty first.",
    ),
    "number_elsewhere": QT_TRANSLATE_NOOP(
        "sentences",
        "The numbers {lo} to {hi} belong to another device, which may have used them. Nothing was changed; void them "
        "there, or close its block first.",
    ),
    "duplicate_gone": QT_TRANSLATE_NOOP(
        "sentences",
        "One of the two is not here any more, or they are no longer merged. Nothing was changed; open the desk again.",
    ),
    "duplicate_already": QT_TRANSLATE_NOOP(
        "sentences", "These two count as one already. Nothing was changed; open the desk again."
    ),
}
