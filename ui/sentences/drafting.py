"""Sentences of drafting: refusals, and the warnings that stand beside a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.errors import KnownError
from models.money import yuan
from ui.sentences import QT_TRANSLATE_NOOP, sentence

SENTENCES = {
    "case_file_bad": QT_TRANSLATE_NOOP(
        "sentences", "{file} cannot be read as a case ({reason}). Nothing was written; check the file."
    ),
    "case_field_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "The case says {value} under {field}, which cannot be used. Nothing was written; mend that field.",
    ),
    "no_drafts": QT_TRANSLATE_NOOP(
        "sentences", "{file} describes no draft. Nothing was written; add one under drafts."
    ),
    "folder_unwritable": QT_TRANSLATE_NOOP(
        "sentences", "Nothing can be written to {path} ({reason}). Choose another folder."
    ),
    "draft_type_unknown": QT_TRANSLATE_NOOP(
        "sentences", "There is no wording for a paper of the type {type}. Nothing was drafted; choose another type."
    ),
    "document_type_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed pack knows no paper of the type {type}. Nothing was changed."
    ),
    "addressee_missing": QT_TRANSLATE_NOOP(
        "sentences", "The paper has no addressee. Nothing was drafted; choose at least one unit or person."
    ),
    "addressee_twice": QT_TRANSLATE_NOOP(
        "sentences", "{unit} stands among the addressees twice. Nothing was drafted; name it once."
    ),
    "unit_unknown": QT_TRANSLATE_NOOP(
        "sentences", "No unit {unit} is known on this project. Nothing was changed; add the unit first."
    ),
    "requirement_missing": QT_TRANSLATE_NOOP(
        "sentences", "The order requires nothing. Nothing was drafted; choose at least one finding."
    ),
    "variant_undecided": QT_TRANSLATE_NOOP(
        "sentences",
        "The answers do not decide which wording of {violation} applies. Nothing was drafted; choose the wording.",
    ),
    "nothing_overdue": QT_TRANSLATE_NOOP(
        "sentences",
        "No wages of these months are overdue on {as_of}. Nothing was drafted; wait for the pay day or choose other "
        "months.",
    ),
    "nothing_short": QT_TRANSLATE_NOOP(
        "sentences", "The labour costs of these months were paid in full. Nothing was drafted; choose other months."
    ),
    "pay_day_missing": QT_TRANSLATE_NOOP(
        "sentences",
        "The pay day is not known, so nobody can say what is overdue. Nothing was drafted; enter the pay day.",
    ),
    "due_before_date": QT_TRANSLATE_NOOP(
        "sentences", "The last day {due} lies before the paper's own date. Nothing was drafted; choose a later day."
    ),
    "as_of_after_date": QT_TRANSLATE_NOOP(
        "sentences",
        "The sum is stated as of {as_of}, after the paper's own date. Nothing was drafted; choose an earlier day.",
    ),
    "appointment_before_date": QT_TRANSLATE_NOOP(
        "sentences",
        "The appointment lies before the paper's own date {date}. Nothing was drafted; choose a later day.",
    ),
    "number_pattern_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "The number pattern “{pattern}” cannot be used. Nothing was changed; it needs {{n}} and may have {{year}}.",
    ),
    "fact_bad": QT_TRANSLATE_NOOP(
        "sentences", "{value} cannot stand for {fact}. Nothing was drafted; enter it again."
    ),
    "visit_missing": QT_TRANSLATE_NOOP(
        "sentences", "No visit is recorded for this paper. Nothing was drafted; record the visit first."
    ),
    # warnings
    "two_officers_needed": QT_TRANSLATE_NOOP(
        "sentences", "A paper of enforcement needs two officers with certificates; {found} are named."
    ),
    "certificate_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The validity of {name}'s certificate {cert_no} is not recorded."
    ),
    "certificate_not_valid": QT_TRANSLATE_NOOP(
        "sentences", "{name}'s certificate {cert_no} is not valid on the paper's date."
    ),
    "visit_not_approved": QT_TRANSLATE_NOOP(
        "sentences", "The visit this paper comes from has no approval; the warning stays with the paper."
    ),
    "finding_not_stated": QT_TRANSLATE_NOOP(
        "sentences",
        "{violation} is not stated: nothing was overdue or short on that day, or the pay day is not known.",
    ),
    "stated_sum": QT_TRANSLATE_NOOP(
        "sentences", "There is no wage roll: the sum and the head-count are as stated, not computed."
    ),
    "two_amounts_differ": QT_TRANSLATE_NOOP(
        "sentences",
        "Two amounts differ: {stated} yuan was stated, the wage roll gives {computed} yuan and is printed.",
    ),
    "two_counts_differ": QT_TRANSLATE_NOOP(
        "sentences", "Two head-counts differ: {stated} was stated, the wage roll gives {computed} and is printed."
    ),
    "month_not_overdue": QT_TRANSLATE_NOOP(
        "sentences", "Wages of {months} are not yet overdue on {as_of} and are not in the sum."
    ),
    "amount_not_known": QT_TRANSLATE_NOOP(
        "sentences", "The amount of {lines} overdue wage lines is not known, so the paper states no sum."
    ),
    "worker_unnamed": QT_TRANSLATE_NOOP(
        "sentences", "{workers} workers asked not to be named: they are neither in the sum nor in the appendix."
    ),
    "pay_day_provisional": QT_TRANSLATE_NOOP(
        "sentences", "What is overdue on {as_of} is provisional: a pay day lies outside the installed calendar."
    ),
    "crime_threshold": QT_TRANSLATE_NOOP(
        "sentences",
        "{workers} workers and {amount} yuan reach the amount from which refusing to pay may be a crime; offer the "
        "transfer if the order expires unpaid.",
    ),
    "referral_not_order": QT_TRANSLATE_NOOP(
        "sentences", "{violation} is reported or referred to another authority rather than ordered."
    ),
    "article_disputed": QT_TRANSLATE_NOOP(
        "sentences",
        "{variant} cites an article that speaks of the employer only. Ask the legal reviewer once and store the answer "
        "in the office's options.",
    ),
    "said_twice": QT_TRANSLATE_NOOP("sentences", "{violation} is already said by {variant}; leave one of them out."),
    "requirement_twice": QT_TRANSLATE_NOOP("sentences", "The same requirement {variant} stands in the order twice."),
    "article_not_verified": QT_TRANSLATE_NOOP(
        "sentences", "{article} is not printed: its text is not verified and nobody confirmed it for this office."
    ),
    "evidence_not_in_file": QT_TRANSLATE_NOOP("sentences", "{name} is not in the file and is not recited."),
    "evidence_later": QT_TRANSLATE_NOOP(
        "sentences", "{name} came into the file after the paper's date and is not recited."
    ),
    "no_evidence": QT_TRANSLATE_NOOP("sentences", "No evidence of the file can be recited on the paper's date."),
    "due_on_rest_day": QT_TRANSLATE_NOOP("sentences", "The last day {due} of {violation} is not a working day."),
    "due_provisional": QT_TRANSLATE_NOOP(
        "sentences", "The last day {due} of {violation} is provisional: it lies outside the installed calendar."
    ),
    "labour_cost_incomplete": QT_TRANSLATE_NOOP(
        "sentences", "The labour-cost table is not complete ({months}): the amounts are left blank."
    ),
    "no_penalty_article": QT_TRANSLATE_NOOP(
        "sentences", "No article on an order that is not obeyed can be printed; the paper says nothing about it."
    ),
    "fact_missing": QT_TRANSLATE_NOOP("sentences", "Left blank, fill in before issuing: {facts}."),
}


def warning_text(code: str, params: Mapping[str, Any]) -> str:
    """A draft's warning in the language chosen; amounts in fen are shown in yuan under their bare name."""
    shown = {
        k.removesuffix("_fen"): yuan(v) if k.endswith("_fen") and v is not None else v for k, v in params.items()
    }
    return sentence(KnownError(code, **{k: "—" if v is None else v for k, v in shown.items()}))
