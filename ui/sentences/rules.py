"""Sentences of the rules: money, days and terms, identities, wages. Refusals, and the reasons beside a value."""

from models.money import yuan
from models.wages import Problem
from ui import i18n
from ui.sentences import QT_TRANSLATE_NOOP

SENTENCES = {
    "amount_empty": QT_TRANSLATE_NOOP(
        "sentences", "No amount was given. Nothing was changed; type the amount in yuan, or leave it unknown."
    ),
    "amount_negative": QT_TRANSLATE_NOOP(
        "sentences", "An amount cannot be below zero: {text}. Nothing was changed; type it without a minus sign."
    ),
    "amount_too_fine": QT_TRANSLATE_NOOP(
        "sentences", "{text} has more than two decimals. Nothing was changed; type the amount in yuan and fen."
    ),
    "amount_too_large": QT_TRANSLATE_NOOP(
        "sentences", "{text} has more than 14 digits. Nothing was changed; check the amount (yuan, not fen)."
    ),
    "amount_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” is not an amount. Nothing was changed; type it in yuan, for example 228855.00."
    ),
    "days_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” is not a number of days. Nothing was changed; type for example 26 or 25.5."
    ),
    "day_impossible": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” is not a day of the calendar. Nothing was changed; type it as 2026-09-24."
    ),
    "month_impossible": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” is not a month. Nothing was changed; type it as 2026-09."
    ),
    "pay_day_unreadable": QT_TRANSLATE_NOOP(
        "sentences",
        "The pay day “{text}” does not say which day of which month. Nothing was changed; "
        "type for example 次月10日, 当月25日 or 次月末.",
    ),
    "term_unreadable": QT_TRANSLATE_NOOP(
        "sentences", "“{text}” is not a term. Nothing was changed; type + and a whole number, for example +5."
    ),
    "term_below_one": QT_TRANSLATE_NOOP(
        "sentences", "A term has at least one day, not {n}. Nothing was changed; give a number from 1."
    ),
    "term_too_long": QT_TRANSLATE_NOOP(
        "sentences", "A term of {n} is too long; at most {most} can be counted. Nothing was changed."
    ),
    "term_beyond_dates": QT_TRANSLATE_NOOP(
        "sentences", "The term from {day} leaves the calendar of years. Nothing was changed; check the day."
    ),
    "days_reversed": QT_TRANSLATE_NOOP(
        "sentences", "{end} is before {start}. Nothing was changed; give the earlier day first."
    ),
    "region_unknown": QT_TRANSLATE_NOOP(
        "sentences",
        "There is no region {region}. Nothing was changed; give CN, or a region code that begins with a "
        "province's two digits, for example 64 or 640100.",
    ),
    "calendar_broken": QT_TRANSLATE_NOOP(
        "sentences",
        "The calendar of working days cannot be read ({reason}). Nothing was changed; check the pack or the "
        "notice that was imported.",
    ),
    "calendar_gap": QT_TRANSLATE_NOOP(
        "sentences",
        "The calendar of working days lacks the year {year}. Nothing was changed; import that year's notice first.",
    ),
}

REASONS = {
    "empty": QT_TRANSLATE_NOOP("reasons", "Nothing was given."),
    "neither": QT_TRANSLATE_NOOP("reasons", "This is neither a person's number nor a unit's code."),
    "masked": QT_TRANSLATE_NOOP("reasons", "Some characters are hidden by stars: ask for the whole number."),
    "spreadsheet_digits": QT_TRANSLATE_NOOP(
        "reasons",
        "A spreadsheet has kept only 15 digits and the last ones are lost: ask for the number again, as text.",
    ),
    "check_digit": QT_TRANSLATE_NOOP("reasons", "The check digit does not fit: one character at least is wrong."),
    "length": QT_TRANSLATE_NOOP("reasons", "It has {length} characters; an identity number has 18, an old one 15."),
    "characters": QT_TRANSLATE_NOOP(
        "reasons", "An identity number has digits only; the last character may be X. Other papers look different too."
    ),
    "province_unknown": QT_TRANSLATE_NOOP("reasons", "No province has the code {code}."),
    "county_unknown": QT_TRANSLATE_NOOP(
        "reasons", "The county code {code} is not in the table; codes get abolished, so compare with the card."
    ),
    "birth_date": QT_TRANSLATE_NOOP("reasons", "The birth date {digits} cannot be."),
    "birth_in_future": QT_TRANSLATE_NOOP("reasons", "The birth date {day} is still to come."),
    "age_unlikely": QT_TRANSLATE_NOOP("reasons", "The person would be {age} years old: compare with the card."),
    "fifteen_digits": QT_TRANSLATE_NOOP(
        "reasons", "An old number of 15 digits: let the person confirm the form of 18 digits."
    ),
    "born_1800s_or_1900s": QT_TRANSLATE_NOOP(
        "reasons", "An old number whose order code was kept for people over 100: ask in which century they were born."
    ),
    "residence_permit_hmt": QT_TRANSLATE_NOOP(
        "reasons", "Residence permit for Hong Kong, Macao and Taiwan residents."
    ),
    "travel_permit_hm": QT_TRANSLATE_NOOP("reasons", "Mainland travel permit for Hong Kong and Macao residents."),
    "travel_permit_taiwan": QT_TRANSLATE_NOOP("reasons", "Mainland travel permit for Taiwan residents."),
    "permanent_residence_foreigner": QT_TRANSLATE_NOOP("reasons", "Foreigner's permanent residence identity card."),
    "passport": QT_TRANSLATE_NOOP("reasons", "Chinese passport."),
    "unit_check_digit": QT_TRANSLATE_NOOP(
        "reasons", "The check character of the credit code does not fit: one character at least is wrong."
    ),
    "unit_check_digit_old": QT_TRANSLATE_NOOP(
        "reasons",
        "The check character does not fit, but the organisation code inside does: an old registration or a slip. "
        "Compare with the licence.",
    ),
    "unit_letters": QT_TRANSLATE_NOOP(
        "reasons", "A credit code never has the letters I, O, S, V, Z or other marks; found: {letters}."
    ),
    "unit_region": QT_TRANSLATE_NOOP(
        "reasons", "Characters 3 to 8 of a credit code are the region's digits, not {digits}."
    ),
    "unit_kind": QT_TRANSLATE_NOOP("reasons", "No kind of unit begins with {code}: compare with the licence."),
    "unit_length": QT_TRANSLATE_NOOP("reasons", "It has {length} characters; a credit code has 18."),
    "unit_characters": QT_TRANSLATE_NOOP("reasons", "A credit code has digits and capital letters only."),
    "organisation_code": QT_TRANSLATE_NOOP(
        "reasons", "An organisation code of the old kind: ask for the credit code of 18 characters."
    ),
    "organisation_check_digit": QT_TRANSLATE_NOOP(
        "reasons", "The check digit of the organisation code does not fit: compare with the licence."
    ),
    "registration_number": QT_TRANSLATE_NOOP(
        "reasons", "A business registration number of the old kind: ask for the credit code of 18 characters."
    ),
    "registration_check_digit": QT_TRANSLATE_NOOP(
        "reasons", "The check digit of the business registration number does not fit."
    ),
    "name_length": QT_TRANSLATE_NOOP("reasons", "A name has at most 50 characters, this one {length}."),
    "name_character_lost": QT_TRANSLATE_NOOP(
        "reasons", "A character of the name was lost or is not a common one ({characters}): copy it from the card."
    ),
    "name_space_inside": QT_TRANSLATE_NOOP("reasons", "There are spaces inside the name."),
    "name_look_alike": QT_TRANSLATE_NOOP(
        "reasons", "The name has look-alike characters of another block ({characters}): compare with the card."
    ),
    "name_not_han": QT_TRANSLATE_NOOP("reasons", "Not all characters are Han characters: {characters}."),
    "phone_shape": QT_TRANSLATE_NOOP(
        "reasons", "This is neither a mobile number of 11 digits nor a landline with its area code."
    ),
    "card_length": QT_TRANSLATE_NOOP("reasons", "A bank card has 12 to 19 digits, this one {length} characters."),
    "card_check_digit": QT_TRANSLATE_NOOP(
        "reasons", "The check digit of the card does not fit; some social-security cards have none. Compare."
    ),
    "paid_above_due": QT_TRANSLATE_NOOP(
        "reasons", "{name}, {month}: more was paid than was due. Nothing is set off; check both amounts."
    ),
    "line_twice": QT_TRANSLATE_NOOP("reasons", "{name}, {month}: the month stands twice. Both are summed; check."),
    "amount_unknown": QT_TRANSLATE_NOOP("reasons", "{name}, {month}: what is owed is not known, so it is in no sum."),
    "due_differs": QT_TRANSLATE_NOOP(
        "reasons", "{name}, {month}: days times rate gives {expected}, the roll says something else."
    ),
    "days_above_month": QT_TRANSLATE_NOOP("reasons", "{name}, {month}: more days than the month has."),
}


def reason(code: str, /, **params: object) -> str:
    """The sentence of a reason (models.identity.Reason) or wage problem (models.wages.Problem), translated.

    ``reason(r.code, **dict(r.params))``; raises KeyError for a code that has no sentence.
    """
    return i18n.translate("reasons", REASONS[code]).format(**params)


def problem_text(problem: Problem) -> str:
    """The sentence of one thing to look at in a wage roll, translated."""
    expected = "" if problem.expected_fen is None else yuan(problem.expected_fen, grouped=True)
    return reason(problem.code, name=problem.name, month=problem.month, expected=expected)
