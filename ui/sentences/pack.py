"""Sentences of packs and checklists: refusals, and the faults that ``pack check`` finds."""

from __future__ import annotations

from ui import i18n
from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "pack_file_missing": QT_TRANSLATE_NOOP(
        "sentences", "The pack has no file {file}. Nothing was changed; install the pack again."
    ),
    "pack_file_bad": QT_TRANSLATE_NOOP(
        "sentences", "The pack's file {file} cannot be used ({reason}). Nothing was changed; install the pack again."
    ),
    "pack_format_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "The pack has format {format}, which this version does not know. Nothing was changed; update the program.",
    ),
    "pack_faulty": QT_TRANSLATE_NOOP(
        "sentences",
        "The pack has {count} faults and must not be used. Nothing was changed; mend them and check again.",
    ),
    "folder_not_found": QT_TRANSLATE_NOOP("sentences", "There is no folder {path}. Nothing was changed."),
    "option_invalid": QT_TRANSLATE_NOOP(
        "sentences", "{value} is not a value of the office option {option}. Nothing was changed; choose another."
    ),
    "item_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed checklist has no question {item}. Nothing was changed; update the pack."
    ),
    "violation_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed catalogue has no violation {violation}. Nothing was changed; update the pack."
    ),
    "variant_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed catalogue has no wording {variant}. Nothing was changed; choose another."
    ),
    "article_ambiguous": QT_TRANSLATE_NOOP(
        "sentences", "{article} may mean several articles: {choices}. The draft is kept; write which one."
    ),
    "article_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed statutes have no article {article}. Nothing was changed; update the pack."
    ),
    "event_unknown": QT_TRANSLATE_NOOP(
        "sentences", "The installed catalogue knows no event {event}. Nothing was changed; update the pack."
    ),
    "answer_not_allowed": QT_TRANSLATE_NOOP(
        "sentences", "{value} does not answer question {item}. Nothing was saved; choose one of its answers."
    ),
    "answer_field_unknown": QT_TRANSLATE_NOOP(
        "sentences", "Question {item} has no field {field}. Nothing was saved; update the pack."
    ),
    "answer_field_bad": QT_TRANSLATE_NOOP(
        "sentences",
        "{value} cannot stand in the field {field} of question {item}. Nothing was saved; enter it again.",
    ),
}

FAULTS = {
    "points_differ": QT_TRANSLATE_NOOP("faults", "the points do not add up: {value}"),
    "value_unknown": QT_TRANSLATE_NOOP("faults", "unknown value {value}"),
    "document_type_unknown": QT_TRANSLATE_NOOP("faults", "unknown document type {value}"),
    "answer_type_unknown": QT_TRANSLATE_NOOP("faults", "unknown answer type {value}"),
    "answer_unknown": QT_TRANSLATE_NOOP("faults", "{value} is not an answer"),
    "article_dangling": QT_TRANSLATE_NOOP("faults", "there is no article {value}"),
    "article_unverified": QT_TRANSLATE_NOOP("faults", "{value} would be printed, but its text is not verified"),
    "brace_open": QT_TRANSLATE_NOOP("faults", "a brace is not closed: {value}"),
    "calendar_gap": QT_TRANSLATE_NOOP("faults", "the calendar has no days off for {value}"),
    "confidence_unknown": QT_TRANSLATE_NOOP("faults", "unknown confidence {value}"),
    "count_differs": QT_TRANSLATE_NOOP("faults", "the count {value} does not follow from the days"),
    "day_bad": QT_TRANSLATE_NOOP("faults", "{value} is not a day"),
    "day_twice": QT_TRANSLATE_NOOP("faults", "{value} stands in the calendar twice"),
    "day_without_notice": QT_TRANSLATE_NOOP("faults", "{value} lies outside the years of the notices"),
    "default_bad": QT_TRANSLATE_NOOP("faults", "the default {value} is not allowed"),
    "event_unknown": QT_TRANSLATE_NOOP("faults", "unknown event {value}"),
    "fact_unknown": QT_TRANSLATE_NOOP("faults", "unknown fact {value}"),
    "fact_unused": QT_TRANSLATE_NOOP("faults", "the fact {value} is asked for but no sentence uses it"),
    "field_type_unknown": QT_TRANSLATE_NOOP("faults", "unknown field type {value}"),
    "field_unknown": QT_TRANSLATE_NOOP("faults", "there is no field {value}"),
    "file_missing": QT_TRANSLATE_NOOP("faults", "the file is missing"),
    "file_unlisted": QT_TRANSLATE_NOOP("faults", "the file is not listed in pack.json"),
    "file_unreadable": QT_TRANSLATE_NOOP("faults", "the file is not a JSON object: {value}"),
    "format_unknown": QT_TRANSLATE_NOOP("faults", "unknown format {value}"),
    "id_bad": QT_TRANSLATE_NOOP("faults", "{value} is not an id of this place"),
    "id_missing": QT_TRANSLATE_NOOP("faults", "the id is missing"),
    "id_twice": QT_TRANSLATE_NOOP("faults", "{value} stands here twice"),
    "item_dangling": QT_TRANSLATE_NOOP("faults", "there is no question {value}"),
    "key_dangling": QT_TRANSLATE_NOOP("faults", "{value} points to nothing"),
    "label_missing": QT_TRANSLATE_NOOP("faults", "there is no label for {value}"),
    "law_unknown": QT_TRANSLATE_NOOP("faults", "unknown law {value}"),
    "make_up_on_weekday": QT_TRANSLATE_NOOP("faults", "the make-up day {value} is not a Saturday or Sunday"),
    "match_unknown": QT_TRANSLATE_NOOP("faults", "unknown condition {value}"),
    "no_last_resort": QT_TRANSLATE_NOOP("faults", "the last entry must hold for everything"),
    "not_a_list": QT_TRANSLATE_NOOP("faults", "a list is missing"),
    "not_an_object": QT_TRANSLATE_NOOP("faults", "{value} is not an object"),
    "number_bad": QT_TRANSLATE_NOOP("faults", "{value} is not a number that can stand here"),
    "operator_unknown": QT_TRANSLATE_NOOP("faults", "unknown comparison {value}"),
    "option_type_unknown": QT_TRANSLATE_NOOP("faults", "unknown option type {value}"),
    "option_unknown": QT_TRANSLATE_NOOP("faults", "there is no such office option or value: {value}"),
    "options_missing": QT_TRANSLATE_NOOP("faults", "a choice without options"),
    "order_incomplete": QT_TRANSLATE_NOOP("faults", "{value} is missing here or is no violation"),
    "paragraphs_out_of_order": QT_TRANSLATE_NOOP("faults", "the paragraphs are not numbered 1, 2, 3 …: {value}"),
    "path_outside": QT_TRANSLATE_NOOP("faults", "{value} lies outside the pack"),
    "pattern_bad": QT_TRANSLATE_NOOP("faults", "the number pattern {value} cannot be used"),
    "placeholder_unknown": QT_TRANSLATE_NOOP("faults", "unknown placeholder {value}"),
    "role_unknown": QT_TRANSLATE_NOOP("faults", "unknown role {value}"),
    "section_unknown": QT_TRANSLATE_NOOP("faults", "unknown section {value}"),
    "structure_broken": QT_TRANSLATE_NOOP("faults", "the structure is broken: {value}"),
    "term_bad": QT_TRANSLATE_NOOP("faults", "{value} is not a term"),
    "text_missing": QT_TRANSLATE_NOOP("faults", "the text is missing"),
    "translation_missing": QT_TRANSLATE_NOOP("faults", "the translation is missing"),
    "unit_of_term_unknown": QT_TRANSLATE_NOOP("faults", "unknown unit {value}"),
    "variant_dangling": QT_TRANSLATE_NOOP("faults", "there is no wording {value}"),
    "variant_missing": QT_TRANSLATE_NOOP("faults", "a violation without any wording"),
    "variant_unreachable": QT_TRANSLATE_NOOP(
        "faults", "{value} is never preselected: an earlier wording always holds"
    ),
    "violation_dangling": QT_TRANSLATE_NOOP("faults", "there is no violation {value}"),
}


def fault_text(code: str, value: str) -> str:
    """What is wrong, in the language chosen; raises KeyError for a code without words."""
    return i18n.translate("faults", FAULTS[code]).format(value=value)
