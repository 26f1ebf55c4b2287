"""Sentences of papers: authority, numbers, issuing, service; and what may be said against a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui import i18n
from ui.sentences import QT_TRANSLATE_NOOP
from ui.sentences.drafting import warning_text

SENTENCES = {
    "approval_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "This visit has no approval of the bureau's head. What was recorded is kept; record the approval, or the urgent report to the head.",
    ),
    "approval_refused": QT_TRANSLATE_NOOP(
        "sentences",
        "The head refused this visit. What was recorded is kept.",
    ),
    "approval_refused_afterwards": QT_TRANSLATE_NOOP(
        "sentences",
        "The head refused this urgent visit afterwards. Its papers carry this warning.",
    ),
    "approval_incomplete": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval does not say who approved, when and how. What was recorded is kept; complete it.",
    ),
    "approval_after_visit": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval is of {approved_on}, after the visit. What was recorded is kept; correct the day, or record the visit as urgent.",
    ),
    "approval_by_officer": QT_TRANSLATE_NOOP(
        "sentences",
        "One of the two officers approved the visit himself. What was recorded is kept; the bureau's head approves.",
    ),
    "approval_other_day": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval is for {day}, not for the day of this visit. What was recorded is kept; record the approval of this visit.",
    ),
    "approval_other_unit": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval names other units. What was recorded is kept; record an approval that covers this unit.",
    ),
    "approval_other_matters": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval is for other matters ({matters}). What was recorded is kept; record an approval that covers these.",
    ),
    "approval_other_officer": QT_TRANSLATE_NOOP(
        "sentences",
        "The approval names other officers. What was recorded is kept; record an approval that names these two.",
    ),
    "approval_to_make_up": QT_TRANSLATE_NOOP(
        "sentences",
        "This visit was urgent: the approval form is due by {due}.",
    ),
    "approval_overdue": QT_TRANSLATE_NOOP(
        "sentences",
        "This visit was urgent and its approval form has been overdue since {due}.",
    ),
    "urgent_report_incomplete": QT_TRANSLATE_NOOP(
        "sentences",
        "An urgent visit needs the reason, who was told, when and how. What was recorded is kept; complete the report.",
    ),
    "inspection_notice_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "No inspection notice with a number is recorded for this visit. What was recorded is kept; write the notice, or enter its number.",
    ),
    "second_officer_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "Two officers are needed. What was recorded is kept; choose the second officer from the register.",
    ),
    "same_officer": QT_TRANSLATE_NOOP(
        "sentences",
        "The two officers must be different persons. What was recorded is kept; choose another second officer.",
    ),
    "officer_not_in_register": QT_TRANSLATE_NOOP(
        "sentences",
        "This officer does not stand in the office's register. What was recorded is kept; choose one from the register.",
    ),
    "officer_inactive": QT_TRANSLATE_NOOP(
        "sentences",
        "{name} no longer serves as an officer. What was recorded is kept; choose another one.",
    ),
    "certificate_expired": QT_TRANSLATE_NOOP(
        "sentences",
        "{name} has no certificate that is valid on {day}. What was recorded is kept; enter the renewed certificate or choose another officer.",
    ),
    "certificates_not_shown": QT_TRANSLATE_NOOP(
        "sentences",
        "It is not recorded that the certificates were shown. What was recorded is kept; record it with its time.",
    ),
    "rights_not_told": QT_TRANSLATE_NOOP(
        "sentences",
        "It is not recorded that matters and rights were told. What was recorded is kept; record it with its time.",
    ),
    "recusal_not_offered": QT_TRANSLATE_NOOP(
        "sentences",
        "It is not recorded that recusal was offered. What was recorded is kept; ask, and record the answer.",
    ),
    "recusal_undecided": QT_TRANSLATE_NOOP(
        "sentences",
        "Recusal was asked for and is not decided. What was recorded is kept; record the decision first.",
    ),
    "conflict_not_excluded": QT_TRANSLATE_NOOP(
        "sentences",
        "An officer has not confirmed that he has no interest in the unit. What was recorded is kept; each confirms for himself.",
    ),
    "officer_not_of_visit": QT_TRANSLATE_NOOP(
        "sentences",
        "One of the two officers was not at the visit this paper comes from.",
    ),
    "date_in_future": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper is dated {date}, which has not come yet. Nothing was issued; set today's date.",
    ),
    "date_not_today": QT_TRANSLATE_NOOP("sentences", "The paper is dated {date}, not today."),
    "date_other_year": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper is dated {date}: only numbers of {year} can be used now. Nothing was issued; set today's date.",
    ),
    "draft_unknown": QT_TRANSLATE_NOOP("sentences", "There is no draft {draft}. Nothing was changed."),
    "draft_issued": QT_TRANSLATE_NOOP(
        "sentences",
        "This draft was issued already. Nothing was changed; a correction is a new paper.",
    ),
    "draft_withdrawn": QT_TRANSLATE_NOOP(
        "sentences",
        "This draft was withdrawn. Nothing was issued; make a new one.",
    ),
    "draft_date_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The draft has no date. Nothing was issued; set the date.",
    ),
    "fact_missing_on_paper": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper still has blanks ({facts}). No number was used; fill them in.",
    ),
    "conflict_on_paper": QT_TRANSLATE_NOOP(
        "sentences",
        "Two values stand for {field}, which this paper prints. No number was used; decide which one holds.",
    ),
    "issue_restless": QT_TRANSLATE_NOOP(
        "sentences",
        "The records kept changing while the paper was made. Nothing was issued; the draft is safe, try again.",
    ),
    "numbers_used_up": QT_TRANSLATE_NOOP(
        "sentences",
        "The granted numbers are used up: {number} is of this device's own series and is final. Nothing is lost; sync "
        "to get new numbers.",
    ),
    "office_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "The office's own record is not here yet. Nothing was changed; sync first.",
    ),
    "block_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "Numbers {lo} to {hi} are no proper range. Nothing was changed; give a first and a last number.",
    ),
    "block_overlaps": QT_TRANSLATE_NOOP(
        "sentences",
        "Numbers {lo} to {hi} overlap {first} to {last}, which were granted or voided before. Nothing was changed; start above them.",
    ),
    "block_unknown": QT_TRANSLATE_NOOP("sentences", "There is no block {block}. Nothing was changed."),
    "number_in_use": QT_TRANSLATE_NOOP(
        "sentences",
        "Number {n} is on a paper. Nothing was voided; void the paper itself.",
    ),
    "number_already_void": QT_TRANSLATE_NOOP("sentences", "Number {n} was voided before. Nothing was changed."),
    "number_not_granted": QT_TRANSLATE_NOOP(
        "sentences",
        "Number {n} was never granted. Nothing was voided; check the range.",
    ),
    "number_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper's number is missing. Nothing was entered; give it as it stands on the paper.",
    ),
    "reason_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "A reason is needed. Nothing was changed; it stands in the register for good.",
    ),
    "document_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no paper {document} here. Nothing was changed; sync, or check the id.",
    ),
    "document_number_double": QT_TRANSLATE_NOOP(
        "sentences",
        "The number {number} stands on several papers here. Nothing was changed; name the paper by its id.",
    ),
    "document_ended": QT_TRANSLATE_NOOP(
        "sentences",
        "{number} was voided, revoked or corrected before. Nothing was changed.",
    ),
    "document_served": QT_TRANSLATE_NOOP(
        "sentences",
        "{number} was served and cannot be voided. Nothing was changed; revoke it or issue a correction.",
    ),
    "pdf_not_here": QT_TRANSLATE_NOOP(
        "sentences",
        "The file of {number} was made on another device and has not arrived yet. The record is safe; sync to fetch it.",
    ),
    "certificate_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "{file} is no certificate. Nothing was checked; give the office's .crt file.",
    ),
    "not_an_addressee": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper is not addressed to this unit. Nothing was recorded; choose one of its addressees.",
    ),
    "served_before_issue": QT_TRANSLATE_NOOP(
        "sentences",
        "The service would be earlier than the paper's date {date}. Nothing was recorded; check the day.",
    ),
    "service_in_future": QT_TRANSLATE_NOOP(
        "sentences",
        "The time of service has not come yet. Nothing was recorded; check day and hour.",
    ),
    "service_field_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "{value} is not a value of {field}. Nothing was recorded; choose one from the list.",
    ),
    "record_not_signed": QT_TRANSLATE_NOOP(
        "sentences",
        "The record is not signed by all: the person present and both officers sign, or the refusal is noted. Nothing was sealed.",
    ),
    "informant_on_paper": QT_TRANSLATE_NOOP(
        "sentences",
        "The paper would name the person who reported the matter. No number was used; take the passage out.",
    ),
    "worker_named_like_informant": QT_TRANSLATE_NOOP(
        "sentences",
        "A worker on this paper has the name of the person who reported the matter; check that it may stand there.",
    ),
    "record_not_sealed": QT_TRANSLATE_NOOP(
        "sentences",
        "The record of this visit is not sealed. The visit stays open; have it read and signed, or note the refusal.",
    ),
    "recording_off": QT_TRANSLATE_NOOP("sentences", "No sound or picture recording of the visit is noted."),
    "receipt_incomplete": QT_TRANSLATE_NOOP(
        "sentences",
        "The receipt of {number} lacks the kind of place or the recipient's authority. The visit stays open; complete it.",
    ),
    "paper_not_served": QT_TRANSLATE_NOOP("sentences", "{number} has not been served yet."),
    "approval_unknown": QT_TRANSLATE_NOOP("sentences", "There is no such approval here. Nothing was changed."),
    "approval_numbered": QT_TRANSLATE_NOOP(
        "sentences",
        "This approval has the number {number} already. Nothing was issued; its form can be printed again.",
    ),
    "drill_server_failed": QT_TRANSLATE_NOOP(
        "sentences", "The drill's own server did not start. Nothing was acknowledged; look at the lines above."
    ),
    "acks_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "Line {row} of {file} is no acknowledgement of a drill. Nothing was compared; give the drill's own lines.",
    ),
}

SERVICE_WARNINGS = {
    "W-S1": QT_TRANSLATE_NOOP(
        "sentences",
        "Left at a place that is not the domicile. Leave it at the registered address too, or post it; the later date counts.",
    ),
    "W-S2": QT_TRANSLATE_NOOP(
        "sentences",
        "The person who signed has no written authority. Ask for an authorisation or an agreed address, or serve the legal representative.",
    ),
    "W-S3": QT_TRANSLATE_NOOP(
        "sentences",
        "The person who refused has no authority: the refusal is not the addressee's.",
    ),
    "W-S4": QT_TRANSLATE_NOOP(
        "sentences",
        "Left without two officers' signatures, or with neither a witness nor a photo or video.",
    ),
    "W-S5": QT_TRANSLATE_NOOP("sentences", "Posted although nobody fled, or without a photo or video of it."),
    "authority_paper_missing": QT_TRANSLATE_NOOP("sentences", "The agent's authorisation is not recorded."),
    "refusal_reason_missing": QT_TRANSLATE_NOOP("sentences", "The reason of the refusal is not recorded."),
    "return_slip_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "Posted without its return slip in the file: add a photo of the slip; its date is the day of service.",
    ),
    "electronic_not_agreed": QT_TRANSLATE_NOOP(
        "sentences", "Sent electronically, but no confirmation of the party that agrees to it is in the file."
    ),
    "public_notice_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "Served by public notice, but no public notice of this paper was issued: write it, with the reason.",
    ),
    "served_late": QT_TRANSLATE_NOOP("sentences", "Served more than {days} days after it was issued."),
    "served_after_due": QT_TRANSLATE_NOOP("sentences", "Served after the last day it sets ({due})."),
}
"""Warnings of a service: they never block, they stay in the file."""


def warning_sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a warning kept with a paper or a service, in the chosen language."""
    if code in SERVICE_WARNINGS:
        text = i18n.translate("sentences", SERVICE_WARNINGS[code])
        return text.format_map({key: "—" if value is None else value for key, value in params.items()})
    return warning_text(code, params)
