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
    "paper_not_in_force": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper chosen for {number} is no longer in force, and another one is. Nothing was changed; choose the paper "
        "that holds.",
    ),
    "nothing_settled": QT_TRANSLATE_NOOP(
        "sentences", "Nothing is settled about this number, so nothing can be taken back. Nothing was changed."
    ),
    "settle_at_desk": QT_TRANSLATE_NOOP(
        "sentences",
        "This number stands on papers of other devices: the office's desk settles it. Nothing was changed; tell the "
        "desk.",
    ),
    "settle_nothing": QT_TRANSLATE_NOOP(
        "sentences",
        "The number of this paper is neither doubled nor doubtful. Nothing was changed; settle without a paper lists "
        "those that are.",
    ),
    "party_in_use": QT_TRANSLATE_NOOP(
        "sentences",
        "Answers, wages or a paper of a visit name this unit, so it stays on the project. Nothing was changed; correct "
        "its name instead.",
    ),
    "officer_nameless": QT_TRANSLATE_NOOP(
        "sentences", "The officer's name is missing. Nothing was changed; enter it."
    ),
    "certificate_incomplete": QT_TRANSLATE_NOOP(
        "sentences",
        "A certificate needs its number and the last day it is valid. Nothing was changed; enter both.",
    ),
    "certificate_days": QT_TRANSLATE_NOOP(
        "sentences", "The certificate would end before it begins. Nothing was changed; mend the days."
    ),
    "certificate_taken": QT_TRANSLATE_NOOP(
        "sentences", "Another officer holds certificate {number} already. Nothing was changed; check the number."
    ),
    "sheets_undecided": QT_TRANSLATE_NOOP(
        "sentences",
        "There are two wage sheets of {unit} for the same months ({months}), and their sums may not be added unseen. "
        "Nothing was issued; open the wage sheet and say which one counts.",
    ),
    "sheets_none_stands": QT_TRANSLATE_NOOP(
        "sentences", "At least one of the sheets must count. Nothing was changed; choose it."
    ),
    "sheets_gone": QT_TRANSLATE_NOOP(
        "sentences", "One of the sheets is not here any more. Nothing was changed; open them again."
    ),
    "duplicate_gone": QT_TRANSLATE_NOOP(
        "sentences",
        "One of the two is not here any more, or they are no longer merged. Nothing was changed; open the desk again.",
    ),
    "duplicate_already": QT_TRANSLATE_NOOP(
        "sentences", "These two count as one already. Nothing was changed; open the desk again."
    ),
}
