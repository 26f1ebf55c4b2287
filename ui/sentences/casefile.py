"""Sentences of the case file: why a point is lost, and what keeps a file from being made."""

from __future__ import annotations

from typing import Any

from ui import i18n
from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "case_file_empty": QT_TRANSLATE_NOOP(
        "sentences", "This file holds no paper yet. Nothing was made; issue a paper first, then make the file."
    ),
    "case_file_photos": QT_TRANSLATE_NOOP(
        "sentences",
        "Photos of this file are not on this computer ({n}). The file was not made and nothing was changed; fetch "
        "them, or bring them back from a backup, then make the file.",
    ),
    "paper_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "The pages of {number} cannot be read here. The file was not made and nothing was changed; run the check of this computer's records.",
    ),
    "inspection_unknown": QT_TRANSLATE_NOOP(
        "sentences", "This visit is not on this computer. Nothing was changed; sync, then open it again."
    ),
}

REASONS = {
    "review_no_party": QT_TRANSLATE_NOOP("review", "No paper names a party yet."),
    "review_party_incomplete": QT_TRANSLATE_NOOP(
        "review", "{name}: name, credit code with its check digit and legal representative are not all there."
    ),
    "review_two_officers": QT_TRANSLATE_NOOP("review", "{number} does not name two different officers."),
    "review_certificate": QT_TRANSLATE_NOOP(
        "review", "{number}: an officer's certificate was not valid on the day of the paper."
    ),
    "review_no_papers": QT_TRANSLATE_NOOP("review", "No paper was issued yet."),
    "review_citation_unknown": QT_TRANSLATE_NOOP(
        "review",
        "{number}: the article {article} is not in the pack with a checked text, or was not in force that day.",
    ),
    "review_source": QT_TRANSLATE_NOOP("review", "Where the case came from was not entered."),
    "review_visit_officers": QT_TRANSLATE_NOOP("review", "The visit does not name two different officers."),
    "review_not_signed": QT_TRANSLATE_NOOP("review", "{number} carries neither a signature nor a refusal."),
    "review_order_due": QT_TRANSLATE_NOOP("review", "{number}: a requirement has no last day."),
    "review_sum": QT_TRANSLATE_NOOP("review", "{number}: the sum stated is not the sum of its wage table."),
    "review_evidence_bare": QT_TRANSLATE_NOOP("review", "A piece of evidence has no name or kind: {name}"),
    "review_no_evidence": QT_TRANSLATE_NOOP("review", "There is no evidence in the file."),
    "review_recited": QT_TRANSLATE_NOOP("review", "{number} recites “{name}”, which is not in the file."),
    "review_prior_notice": QT_TRANSLATE_NOOP("review", "{number} was decided without a notice beforehand."),
    "review_not_served": QT_TRANSLATE_NOOP("review", "{number} has no receipt: it was not served, or not recorded."),
    "review_stamp_owed": QT_TRANSLATE_NOOP(
        "review", "{number} was handed over without a seal and its stamped copy was never served."
    ),
    "review_seal_late": QT_TRANSLATE_NOOP(
        "review", "{number} carries the picture of the seal although its use was no longer allowed."
    ),
    "review_service_warned": QT_TRANSLATE_NOOP(
        "review", "{number} was served against a warning; its receipt can be attacked."
    ),
    "review_served_late": QT_TRANSLATE_NOOP("review", "{number} was served more than seven days after its date."),
    "review_address_confirmation": QT_TRANSLATE_NOOP(
        "review", "Served electronically without a confirmed address in the file."
    ),
    "review_service_place": QT_TRANSLATE_NOOP(
        "review",
        "{number} was served at another place than the domicile, or to somebody without a right to receive it.",
    ),
    "review_visit_approval": QT_TRANSLATE_NOOP("review", "The visit's approval is missing or not complete."),
    "review_visit_notice": QT_TRANSLATE_NOOP("review", "The visit has no inspection notice."),
    "review_result_told": QT_TRANSLATE_NOOP("review", "It was not recorded that the result of the visit was told."),
    "review_recording": QT_TRANSLATE_NOOP(
        "review", "It was not said whether the visit was recorded in sound and picture."
    ),
    "review_ninety_days": QT_TRANSLATE_NOOP("review", "Decided {days} days after filing."),
    "review_remedy": QT_TRANSLATE_NOOP("review", "{number} does not name review and court with their terms."),
    "review_missing_paper": QT_TRANSLATE_NOOP("review", "Not in the file: {type}"),
    "review_cover": QT_TRANSLATE_NOOP("review", "The cover lacks the party, the project or the day it began."),
    "review_no_pages": QT_TRANSLATE_NOOP("review", "{number}: its pages are not kept here."),
    "review_order_open": QT_TRANSLATE_NOOP("review", "{number} came before the order's term ended on {due}."),
}
"""Code of a lost point → why."""


def reason(found: Any, pack: Any) -> str:
    """Why a line says no, in the language in force."""
    params = dict(found.params)
    if "type" in params:
        lang = "en" if i18n.current() == "en" else "zh"
        params["type"] = str(pack.document(params["type"])[f"title_{lang}"])
    return i18n.translate("review", REASONS[found.code]).format(**params)
