"""Sentences of papers written from the pack's templates: what must come before them, and their fields."""

from __future__ import annotations

from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "paper_field_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "The field {field} cannot be read. The draft is kept; correct the field.",
    ),
    "paper_before_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "Before this paper there must be another one: {paper}. Nothing was issued; choose the paper this one follows{article}.",
    ),
    "paper_before_ended": QT_TRANSLATE_NOOP(
        "sentences",
        "{number}, which this paper follows, is no longer in force. Nothing was issued; choose the paper in its place.",
    ),
    "paper_before_unserved": QT_TRANSLATE_NOOP(
        "sentences",
        "{number}, which this paper follows, has not been served on everybody. Nothing was issued; record its service{article}.",
    ),
    "service_disputed": QT_TRANSLATE_NOOP(
        "sentences",
        "Something may be said against the service of {number} ({codes}). The paper can be issued; this stays in its file.",
    ),
    "term_still_running": QT_TRANSLATE_NOOP(
        "sentences",
        "The term that began with the service of {number} runs until {until}. Nothing was issued; wait for its end{article}.",
    ),
    "requirement_still_running": QT_TRANSLATE_NOOP(
        "sentences",
        "{violation}: the term of {number} runs until {until}. Nothing was issued; take this matter out, or wait for the day{article}.",
    ),
    "requirement_not_rechecked": QT_TRANSLATE_NOOP(
        "sentences",
        "{violation}: no recheck says that {number} was not obeyed. Nothing was issued; record the recheck{article}.",
    ),
    "requirement_open_at_closing": QT_TRANSLATE_NOOP(
        "sentences",
        "{violation}: this requirement of {number} is not corrected. Nothing was issued; record the recheck, or close the case in another way.",
    ),
    "hearing_too_soon": QT_TRANSLATE_NOOP(
        "sentences",
        "The hearing is on {day}; it may be held only after {earliest}. Nothing was issued; choose a later day{article}.",
    ),
    "person_in_public_notice": QT_TRANSLATE_NOOP(
        "sentences",
        "A public notice must not show {what}: no worker's full name and no identity number. Nothing was issued; write it without.",
    ),
    "paper_not_mended": QT_TRANSLATE_NOOP(
        "sentences",
        "{number} cannot be corrected or revoked by a paper: it is no longer in force, or it was addressed to nobody. Nothing was changed.",
    ),
    "correction_due_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "Requirement {item} and the day {day} do not fit the paper that is corrected. The draft is kept; write the number of the requirement and the day as year-month-day.",
    ),
    "correction_words_missing": QT_TRANSLATE_NOOP(
        "sentences", "“{words}” does not stand in {number}: copy the words exactly as they are printed there."
    ),
    "papers_rest_on_it": QT_TRANSLATE_NOOP(
        "sentences", "{number} is the ground of {papers}. If it is revoked, look at those papers too."
    ),
    "interview_empty": QT_TRANSLATE_NOOP(
        "sentences",
        "The record has no question yet. Nothing was sealed; write what was asked and answered.",
    ),
    "interview_unanswered": QT_TRANSLATE_NOOP(
        "sentences",
        "Question {n} has no answer. Nothing was sealed; write the answer, or take the question away.",
    ),
}
