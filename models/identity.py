"""Numbers that name people and units: checked, normalised and masked; a bad one is marked, never refused.

Every check answers a :class:`Verdict`. Storing is always allowed: what the verdict says is shown, kept beside the
value and left to a person to settle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

STATUSES = ("valid", "valid_old", "doubtful", "invalid", "lost", "masked", "other_document")

_PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_CHECK = "10X98765432"
_PROVINCES = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
    *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
}
_UNIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_UNIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_UNIT_KINDS = {
    *("11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49", "51", "52", "53", "59"),
    *("61", "62", "69", "71", "72", "79", "81", "89", "91", "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1"),
}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKES = str.maketrans("ХхΧχ×✕✖Ｘｘ", "X" * 9)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GAPS = re.compile(r"[\s\u200b-\u200f\ufeff\u00a0]+")
_MASK = re.compile(r"[*•●＊]|X{3,}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}")


@dataclass(frozen=True)
class Reason:
    """Why a verdict is not simply ``valid``: a language-free code and what its sentence needs."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PersonFacts:
    """What a person's number says: birth date, sex (``male``/``female``), age in full years on the day asked."""

    birth: date
    sex: str
    age: int


@dataclass(frozen=True)
class Verdict:
    """The answer of a check.

    ``normalised`` is the form to store beside the value as given, None where there is none. ``candidates`` holds the
    18-digit forms to choose from where an old number has more than one. ``document`` names another kind of paper.
    """

    kind: str
    status: str
    normalised: str | None
    reasons: tuple[Reason, ...] = ()
    person: PersonFacts | None = None
    candidates: tuple[str, ...] = ()
    document: str | None = None


def _reason(code: str, /, **params: object) -> Reason:
    return Reason(code, tuple((name, str(value)) for name, value in params.items()))


def tidy(text: str) -> str:
    """Half-width, upper case, without spaces and invisible marks: how every number is read before it is checked."""
    return _GAPS.sub("", text.translate(_LOOKALIKES).translate(_FULL_WIDTH)).upper().lstrip("'’`")


def age_on(birth: date, day: date) -> int:
    """Full years on ``day``; a birthday counts on the day itself."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


# --- persons


def person_check_digit(seventeen: str) -> str:
    """The last character of an 18-digit number (GB 11643-1999)."""
    return _PERSON_CHECK[sum(int(d) * w for d, w in zip(seventeen, _PERSON_WEIGHTS, strict=True)) % 11]


@lru_cache(maxsize=1)
def county_codes() -> frozenset[str]:
    """Every county code that has headed an identity number, abolished ones included."""
    found: set[str] = set()
    path = Path(__file__).with_name("county_codes.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            prefecture, *counties = line.split()
            found.update(prefecture + county for county in counties)
    return frozenset(found)


def check_person(text: str, on: date, *, from_number_cell: bool = False) -> Verdict:
    """A person's identity number, as of the day ``on`` (for age and births to come).

    18 digits (GB 11643-1999), 15 digits (``valid_old``, with the 18-digit form to confirm), permits of Hong Kong,
    Macao, Taiwan and foreigners (``other_document``), digits a spreadsheet destroyed (``lost``), stars (``masked``).
    """
    value = tidy(text)
    unread = _unread("person", value, from_number_cell)
    if unread is not None:
        return unread
    value = _without_cell_tail(value, from_number_cell).replace("-", "")
    if re.fullmatch(r"[1-9]\d{16}[\dX]", value, re.ASCII):
        return _check_18(value, on)
    if re.fullmatch(r"[1-9]\d{14}", value, re.ASCII):
        return _check_15(value, on)
    return _other_document(value) or Verdict("person", "invalid", value, (_shape(value),))


def _without_cell_tail(value: str, from_number_cell: bool) -> str:
    return re.sub(r"\.0+$", "", value) if from_number_cell else value


def _unread(kind: str, value: str, from_number_cell: bool) -> Verdict | None:
    """The verdict on a value that holds no whole number: empty, masked, or destroyed by a spreadsheet."""
    bare = _without_cell_tail(value, from_number_cell)
    if not bare:
        return Verdict(kind, "invalid", None, (_reason("empty"),))
    if _MASK.search(bare):
        return Verdict(kind, "masked", None, (_reason("masked"),))
    if _SCIENTIFIC.fullmatch(bare) or (from_number_cell and bare.isdigit() and len(bare) > 15):
        return Verdict(kind, "lost", None, (_reason("spreadsheet_digits"),))
    return None


def _shape(value: str) -> Reason:
    if re.fullmatch(r"\d+X?", value, re.ASCII):
        return _reason("length", length=len(value))
    return _reason("characters")


def _check_18(value: str, on: date) -> Verdict:
    right = person_check_digit(value[:17])
    if value.endswith("000") and right != "0":
        return Verdict("person", "lost", None, (_reason("spreadsheet_digits"),))
    if value[0] == "9":
        return _foreign_resident(value, right, on)
    faults, facts = _faults(value[:6], value[6:14], value[16], on)
    if value[-1] != right:
        faults.insert(0, _reason("check_digit"))
    if faults:
        return Verdict("person", "invalid", value, tuple(faults))
    doubts = _doubts(value[:6], facts)
    if value[:2] in ("81", "82", "83"):
        document = _reason("residence_permit_hmt")
        return Verdict("person", "other_document", value, (document,), facts, document=document.code)
    return Verdict("person", "doubtful" if doubts else "valid", value, tuple(doubts), facts)


def _check_15(value: str, on: date) -> Verdict:
    forms = [_eighteen(value, century) for century in ("19", "18")]
    if value[12:] in ("996", "997", "998", "999"):
        real = [form for form in forms if _birth(form[6:14]) is not None]
        if real and value[:2] in _PROVINCES:
            both = (_reason("born_1800s_or_1900s"),)
            return Verdict("person", "doubtful", None, both, candidates=tuple(real))
    form = forms[0]
    faults, facts = _faults(value[:6], form[6:14], value[14], on)
    if faults:
        return Verdict("person", "invalid", value, tuple(faults))
    doubts = _doubts(value[:6], facts)
    reasons = (_reason("fifteen_digits"), *doubts)
    return Verdict("person", "doubtful" if doubts else "valid_old", form, reasons, facts, candidates=(form,))


def _eighteen(fifteen: str, century: str) -> str:
    seventeen = fifteen[:6] + century + fifteen[6:]
    return seventeen + person_check_digit(seventeen)


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _faults(county: str, digits: str, order: str, on: date) -> tuple[list[Reason], PersonFacts | None]:
    birth, faults = _birth(digits), []
    if county[:2] not in _PROVINCES:
        faults.append(_reason("province_unknown", code=county[:2]))
    if birth is None or birth.year < 1800:
        return [*faults, _reason("birth_date", digits=digits)], None
    if birth > on:
        faults.append(_reason("birth_in_future", day=birth.isoformat()))
    return faults, PersonFacts(birth, "male" if int(order) % 2 else "female", age_on(birth, on))


def _doubts(county: str, facts: PersonFacts | None) -> list[Reason]:
    doubts = []
    if county not in county_codes():
        doubts.append(_reason("county_unknown", code=county))
    if facts is not None and facts.age > 110:
        doubts.append(_reason("age_unlikely", age=facts.age))
    return doubts


def _foreign_resident(value: str, right: str, on: date) -> Verdict:
    birth = _birth(value[6:14])
    if birth is None or birth > on:
        return Verdict("person", "invalid", value, (_reason("birth_date", digits=value[6:14]),))
    facts = PersonFacts(birth, "male" if int(value[16]) % 2 else "female", age_on(birth, on))
    document = _reason("permanent_residence_foreigner")
    if value[-1] != right:
        reasons = (document, _reason("check_digit"))
        return Verdict("person", "doubtful", value, reasons, facts, document=document.code)
    return Verdict("person", "other_document", value, (document,), facts, document=document.code)


_OTHER_DOCUMENTS = (
    (r"[HM](\d{8}|\d{10})", "travel_permit_hm"),
    (r"\d{8}|\d{10}", "travel_permit_taiwan"),
    (r"[A-Z]{3}\d{12}", "permanent_residence_foreigner"),
    (r"(E[A-HJ-NP-Z]?|G|D|S|P)\d{7,8}", "passport"),
)


def _other_document(value: str) -> Verdict | None:
    for pattern, code in _OTHER_DOCUMENTS:
        if re.fullmatch(pattern, value, re.ASCII):
            return Verdict("person", "other_document", value, (_reason(code),), document=code)
    return None


# --- units


def unit_check_digit(seventeen: str) -> str:
    """The last character of a unified social credit code (GB 32100-2015)."""
    values = (_UNIT_ALPHABET.index(char) for char in seventeen)
    total = sum(value * weight for value, weight in zip(values, _UNIT_WEIGHTS, strict=True))
    return _UNIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check_digit(eight: str) -> str:
    """The last character of an organisation code (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(eight, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def registration_check_digit(fourteen: str) -> str:
    """The last digit of a 15-digit business registration number (ISO 7064 MOD 11,10)."""
    carry = 10
    for digit in fourteen:
        carry = ((carry + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - carry) % 10)


def check_unit(text: str, *, from_number_cell: bool = False) -> Verdict:
    """A unit's code: unified social credit code, or the older organisation code or 15-digit registration number.

    A code whose own check digit fails while the organisation code inside holds is an old registration
    (``doubtful``: kept, with a reason); where both fail it is ``invalid``. Older numbers are ``doubtful``: they are
    kept, and the unified code is asked for. Units without any code are stored without this check.
    """
    value = tidy(text)
    unread = _unread("unit", value, from_number_cell)
    if unread is not None:
        return unread
    value = _without_cell_tail(value, from_number_cell).replace("-", "")
    if len(value) == 18 and value.isascii() and value.isalnum():
        return _check_credit_code(value)
    if re.fullmatch(r"[0-9A-Z]{8}[0-9X]", value):
        return _check_organisation(value)
    if re.fullmatch(r"[0-9]{15}", value):
        right = registration_check_digit(value[:14]) == value[14]
        code = "registration_number" if right else "registration_check_digit"
        return Verdict("unit", "doubtful" if right else "invalid", value, (_reason(code),))
    code = "unit_characters" if not re.fullmatch(r"[0-9A-Z]+", value) else "unit_length"
    return Verdict("unit", "invalid", value, (_reason(code, length=len(value)),))


def _check_credit_code(value: str) -> Verdict:
    strange = sorted(set(value) - set(_UNIT_ALPHABET))
    if strange:
        return Verdict("unit", "invalid", value, (_reason("unit_letters", letters=" ".join(strange)),))
    if not value[2:8].isdigit():
        return Verdict("unit", "invalid", value, (_reason("unit_region", digits=value[2:8]),))
    inner = organisation_check_digit(value[8:16]) == value[16]
    if unit_check_digit(value[:17]) != value[17]:
        status, code = ("doubtful", "unit_check_digit_old") if inner else ("invalid", "unit_check_digit")
        return Verdict("unit", status, value, (_reason(code),))
    reasons = () if inner else (_reason("organisation_check_digit"),)
    if value[:2] not in _UNIT_KINDS:
        return Verdict("unit", "doubtful", value, (*reasons, _reason("unit_kind", code=value[:2])))
    return Verdict("unit", "valid", value, reasons)


def _check_organisation(value: str) -> Verdict:
    if organisation_check_digit(value[:8]) != value[8]:
        return Verdict("unit", "invalid", value, (_reason("organisation_check_digit"),))
    return Verdict("unit", "doubtful", value, (_reason("organisation_code"),))


def check(text: str, on: date, *, from_number_cell: bool = False) -> Verdict:
    """Person or unit, whichever the value can be; ``kind`` is ``unknown`` where it can be neither."""
    person = check_person(text, on, from_number_cell=from_number_cell)
    unit = check_unit(text, from_number_cell=from_number_cell)
    value = tidy(text)
    if person.status in ("masked", "lost") or not value:
        looks_unit = bool(re.search(r"[A-WYZ]", value.replace("E+", ""))) and person.status == "masked"
        chosen, kind = (unit, "unit") if looks_unit else (person, "person" if value else "unknown")
        return Verdict(kind, chosen.status, None, chosen.reasons)
    ranks = {"valid": 0, "valid_old": 1, "other_document": 2, "doubtful": 3, "invalid": 9}
    rank_person, rank_unit = ranks[person.status], ranks[unit.status]
    if rank_person == rank_unit == 9:
        if len(value) == 18 and re.search(r"[A-WYZ]", value):
            return unit
        if re.fullmatch(r"\d{14,19}X?", value, re.ASCII):
            return person
        return Verdict("unknown", "invalid", value, (_reason("neither"),))
    return unit if rank_unit < rank_person else person


# --- names, telephones, cards

_DOTS = str.maketrans(dict.fromkeys("．•・‧･⋅∙●", "·"))
_HAN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\u3007\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29"
    "\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U00030000-\U0003347f]"
)
_COMPATIBILITY = re.compile("[\uf900-\ufaff\u2e80-\u2fdf\U0002f800-\U0002fa1f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd?？]")


def normalise_name(text: str) -> str:
    """A name as stored: no spaces around it, every middle dot of a minority name as ``·`` (U+00B7).

    Nothing inside is removed, and no character is exchanged for a similar one: 䶮 stays 䶮.
    """
    bare = text.strip().strip("\u3000\ufeff\u200b")
    dotted = bare.translate(_DOTS)
    return re.sub(rf"(?<={_HAN.pattern})\.(?={_HAN.pattern})", "·", dotted)


def check_name(text: str) -> Verdict:
    """A person's name: 1 to 50 characters (code points, not UTF-16 units).

    ``doubtful`` where a character was lost or stands in a private area (old bank systems wrote 䶮 so), where there
    are spaces inside, or letters that are not Han characters: kept as given, and shown.
    """
    name = normalise_name(text)
    if not name:
        return Verdict("name", "invalid", None, (_reason("empty"),))
    if _MASK.search(name):
        return Verdict("name", "masked", None, (_reason("masked"),))
    if len(name) > 50:
        return Verdict("name", "invalid", name, (_reason("name_length", length=len(name)),))
    reasons = []
    if lost := sorted(set(_PRIVATE.findall(name))):
        reasons.append(_reason("name_character_lost", characters=" ".join(f"U+{ord(c):04X}" for c in lost)))
    if re.search(r"\s", name):
        reasons.append(_reason("name_space_inside"))
    if found := sorted(set(_COMPATIBILITY.findall(name)) - set(_HAN.findall(name))):
        reasons.append(_reason("name_look_alike", characters=" ".join(f"U+{ord(c):04X}" for c in found)))
    rest = re.sub(r"[·\s]", "", _PRIVATE.sub("", _COMPATIBILITY.sub("", _HAN.sub("", name))))
    if rest:
        reasons.append(_reason("name_not_han", characters=" ".join(dict.fromkeys(rest))))
    return Verdict("name", "doubtful" if reasons else "valid", name, tuple(reasons))


def check_phone(text: str) -> Verdict:
    """A telephone: mobile, landline with area code, or 12333, 12345, 12348; spaces, hyphens and +86 are taken off."""
    value = re.sub(r"[()-]", "-", re.sub(r"[–—]", "-", tidy(text)))
    digits = re.sub(r"^(\+86|0086|86(?=1[3-9]\d{9}$))", "", value.replace("-", ""))
    if not digits:
        return Verdict("phone", "invalid", None, (_reason("empty"),))
    if _MASK.search(value):
        return Verdict("phone", "masked", None, (_reason("masked"),))
    if re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII) or digits in ("12333", "12345", "12348"):
        return Verdict("phone", "valid", digits)
    line = re.sub(r"-+", "-", value.removeprefix("+86").strip("-"))
    if re.fullmatch(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?", line, re.ASCII):
        return Verdict("phone", "valid", line)
    return Verdict("phone", "invalid", line, (_reason("phone_shape"),))


def check_card(text: str, *, from_number_cell: bool = False) -> Verdict:
    """A bank card: 12 to 19 digits; a failing Luhn digit is only ``doubtful`` (some social-security cards fail)."""
    value = tidy(text)
    unread = _unread("card", value, from_number_cell)
    if unread is not None:
        return unread
    value = _without_cell_tail(value, from_number_cell).replace("-", "")
    if not re.fullmatch(r"\d{12,19}", value, re.ASCII):
        return Verdict("card", "invalid", value, (_reason("card_length", length=len(value)),))
    doubled = (int(d) * (1 + at % 2) for at, d in enumerate(reversed(value)))
    if sum(n - 9 * (n > 9) for n in doubled) % 10:
        return Verdict("card", "doubtful", value, (_reason("card_check_digit"),))
    return Verdict("card", "valid", value)


def _mask(text: str, front: int, back: int) -> str:
    if len(text) < front + back + 3:
        front, back = (1, 1) if len(text) > 3 else (0, 0)
    return text[:front] + "*" * (len(text) - front - back) + text[len(text) - back :]


def mask_id(text: str) -> str:
    """The first six and the last four characters; a value too short for that shows one at each end or none."""
    return _mask(text, 6, 4)


def mask_phone(text: str) -> str:
    """The first three and the last four characters."""
    return _mask(text, 3, 4)


def mask_card(text: str) -> str:
    """The last four characters."""
    return _mask(text, 0, 4)
