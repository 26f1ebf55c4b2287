"""Identity numbers, codes, names, telephones and cards: every verdict, and what is kept and shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import identity

TODAY = date(2026, 10, 9)
CASES = json.loads((Path(__file__).parents[1] / "fixtures/sample-case.json").read_text(encoding="utf-8"))["cases"]


def person(text: str, **options: bool) -> identity.Verdict:
    return identity.check_person(text, TODAY, **options)


def codes(verdict: identity.Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def made(seventeen: str) -> str:
    return seventeen + identity.person_check_digit(seventeen)


# --- persons


def test_the_standards_own_numbers() -> None:
    """The two worked numbers of GB 11643 itself."""
    first = person("11010519491231002X")
    assert (first.status, first.reasons) == ("valid", ())
    assert first.person == identity.PersonFacts(date(1949, 12, 31), "female", 76)
    assert person("440524188001010014").status == "doubtful"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_the_worked_cases_workers_are_doubtful_only_for_their_invented_county(case: dict) -> None:
    for worker in case["workers"]:
        verdict = person(worker["id_no"])
        assert (verdict.status, codes(verdict)) == ("doubtful", ["county_unknown"])
        assert verdict.normalised == worker["id_no"]
        assert verdict.person is not None
        assert verdict.person.sex == ("female" if worker["sex"] == "女" else "male")


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        (" 110105 19491231 002X\u200b", "11010519491231002X"),
        ("11010519491231002×", "11010519491231002X"),
        ("11010519491231002Х", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        ("110105-19491231-002X", "11010519491231002X"),
    ],
)
def test_a_number_is_read_however_it_was_typed(text: str, normalised: str) -> None:
    assert (person(text).status, person(text).normalised) == ("valid", normalised)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("110105194912310021", ["check_digit"]),
        (made("11010519490229002"), ["birth_date"]),
        (made("11010519491331002"), ["birth_date"]),
        (made("16010519491231002"), ["province_unknown"]),
        (made("11010520261010002"), ["birth_in_future"]),
        (made("11010517491231002"), ["birth_date"]),
        ("1101051949123100", ["length"]),
        ("11010519491231002XX", ["characters"]),
        ("1101051949123X0021", ["characters"]),
        ("", ["empty"]),
        ("身份证", ["characters"]),
        ("1101054902290 02", ["birth_date"]),
    ],
)
def test_an_invalid_number_is_kept_and_says_why(text: str, reasons: list[str]) -> None:
    verdict = person(text)
    assert (verdict.status, codes(verdict)) == ("invalid", reasons)
    assert verdict.normalised == (identity.tidy(text) or None)


def test_fifteen_digits_are_accepted_with_the_form_to_confirm() -> None:
    verdict = person("110105491231002")
    assert (verdict.status, verdict.normalised) == ("valid_old", "11010519491231002X")
    assert verdict.candidates == ("11010519491231002X",)
    assert verdict.person == identity.PersonFacts(date(1949, 12, 31), "female", 76)
    assert person("110105491231003").person.sex == "male"  # type: ignore[union-attr]
    unknown = person("649901860312102")
    assert (unknown.status, codes(unknown)) == ("doubtful", ["fifteen_digits", "county_unknown"])
    assert unknown.normalised == "649901198603121020"


def test_order_codes_of_people_over_a_hundred_offer_both_centuries() -> None:
    verdict = person("110105981231997")
    assert (verdict.status, verdict.normalised, codes(verdict)) == ("doubtful", None, ["born_1800s_or_1900s"])
    assert [form[6:10] for form in verdict.candidates] == ["1998", "1898"]


@pytest.mark.parametrize(
    ("text", "from_cell"),
    [
        ("110105194912310000", True),
        ("110105194912310021", True),
        ("11010519491231002", True),
        ("110105194912310016.0", True),
        ("1.10105194912310E+17", True),
        ("1.10105E+17", False),
        ("110105194912313000", False),
    ],
)
def test_digits_destroyed_by_a_spreadsheet_are_asked_for_again(text: str, from_cell: bool) -> None:
    verdict = person(text, from_number_cell=from_cell)
    assert (verdict.status, verdict.normalised, codes(verdict)) == ("lost", None, ["spreadsheet_digits"])


def test_a_number_cell_keeps_fifteen_digits() -> None:
    assert person("110105491231002.0", from_number_cell=True).status == "valid_old"


def test_a_right_number_that_ends_in_three_zeros_is_not_lost() -> None:
    seventeen = next(s for n in range(28) if identity.person_check_digit(s := f"110105194912{n + 1:02d}100") == "0")
    assert person(seventeen + "0").status == "valid"


@pytest.mark.parametrize(
    "text", ["110105********002X", "110105＊＊＊＊＊＊＊＊002X", "110105XXXXXXXX0021", "110105●●●●002X"]
)
def test_a_masked_number_is_not_an_invalid_one(text: str) -> None:
    assert (person(text).status, person(text).normalised) == ("masked", None)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("H12345678", "travel_permit_hm"),
        ("m1234567801", "travel_permit_hm"),
        ("12345678", "travel_permit_taiwan"),
        ("ABC123456789012", "permanent_residence_foreigner"),
        ("E12345678", "passport"),
        ("EA1234567", "passport"),
        (made("81000019900101001"), "residence_permit_hmt"),
        (made("83000019900101002"), "residence_permit_hmt"),
        (made("91112319900101001"), "permanent_residence_foreigner"),
    ],
)
def test_other_papers_are_named(text: str, document: str) -> None:
    verdict = person(text)
    assert (verdict.status, verdict.document) == ("other_document", document)
    assert verdict.normalised == text.upper()


def test_an_age_is_as_of_a_day_and_a_birthday_counts() -> None:
    assert identity.age_on(date(2010, 10, 9), date(2026, 10, 9)) == 16
    assert identity.age_on(date(2010, 10, 10), date(2026, 10, 9)) == 15
    assert identity.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


COUNTIES = sorted(code for code in identity.county_codes() if code[:2] != "71" and code[4:] != "00")
NUMBERS = st.builds(
    lambda county, birth, order: made(f"{county}{birth:%Y%m%d}{order:03d}"),
    st.sampled_from([code for code in COUNTIES if code[0] != "8"]),
    st.dates(date(1930, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, at: int, by: int) -> None:
    assert person(number).status == "valid"
    wrong = "0" if number[at] == "X" else str((int(number[at]) + by) % 10)
    assert person(number[:at] + wrong + number[at + 1 :]).status in ("invalid", "lost", "other_document", "doubtful")
    assert person(number[:at] + wrong + number[at + 1 :]).status != "valid"


@given(NUMBERS)
def test_the_old_form_gives_the_new_one_back(number: str) -> None:
    old = number[:6] + number[8:17]
    verdict = person(old)
    if number[6:8] == "19" and old[12:] not in ("996", "997", "998", "999"):
        assert (verdict.status, verdict.normalised) == ("valid_old", number)


# --- units


@pytest.mark.parametrize(
    "code",
    ["91510522204916571F", "91511524209153817R", "91511902MA65Q6UM1D", "91410100170051134L", "914101006831917309"],
)
def test_published_codes_are_valid(code: str) -> None:
    for text in (code, code.lower(), f" {code[:8]} {code[8:]} "):
        assert identity.check_unit(text) == identity.Verdict("unit", "valid", code)


def test_the_worked_cases_units_are_valid() -> None:
    given_codes = [unit["uscc"] for case in CASES for unit in case["units"].values() if unit.get("uscc")]
    assert len(given_codes) >= 5
    assert {identity.check_unit(code).status for code in given_codes} == {"valid"}


@pytest.mark.parametrize(
    ("text", "status", "reasons"),
    [
        ("91510522204916571G", "doubtful", ["unit_check_digit_old"]),
        ("91510522204916581F", "invalid", ["unit_check_digit"]),
        ("9151052220491657IF", "invalid", ["unit_letters"]),
        ("91510522204916571O", "invalid", ["unit_letters"]),
        ("91A10522204916571F", "invalid", ["unit_region"]),
        ("9151052220491657", "invalid", ["unit_length"]),
        ("20491657-1", "doubtful", ["organisation_code"]),
        ("204916572", "invalid", ["organisation_check_digit"]),
        ("110108000000016", "doubtful", ["registration_number"]),
        ("110108000000017", "invalid", ["registration_check_digit"]),
        ("9151****04916571F", "masked", ["masked"]),
        ("无", "invalid", ["unit_characters"]),
        ("", "invalid", ["empty"]),
    ],
)
def test_other_codes_are_kept_and_say_why(text: str, status: str, reasons: list[str]) -> None:
    verdict = identity.check_unit(text)
    assert (verdict.status, codes(verdict)) == (status, reasons)


def test_a_numeric_code_in_a_number_cell_is_lost() -> None:
    assert identity.check_unit("914101006831917000", from_number_cell=True).status == "lost"


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(
    st.sampled_from(["91", "92", "12", "53"]),
    st.from_regex(r"[1-6][0-9]{5}", fullmatch=True),
    st.text(ALPHABET, min_size=8, max_size=8),
    st.integers(0, 17),
    st.integers(1, 30),
)
def test_one_wrong_character_of_a_code_is_always_noticed(kind: str, region: str, body: str, at: int, by: int) -> None:
    seventeen = kind + region + body + identity.organisation_check_digit(body)
    code = seventeen + identity.unit_check_digit(seventeen)
    assert identity.check_unit(code).status == "valid"
    wrong = ALPHABET[(ALPHABET.index(code[at]) + by) % 31]
    assert identity.check_unit(code[:at] + wrong + code[at + 1 :]).status in ("doubtful", "invalid")


# --- either


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("11010519491231002X", "person", "valid"),
        ("110105194912310021", "person", "invalid"),
        ("110105491231002", "person", "valid_old"),
        ("110105491331002", "person", "invalid"),
        ("914101006831917309", "unit", "valid"),
        ("91510522204916571F", "unit", "valid"),
        ("91510522204916581F", "unit", "invalid"),
        ("20491657-1", "unit", "doubtful"),
        ("H12345678", "person", "other_document"),
        ("110105********002X", "person", "masked"),
        ("9151****MA65Q6UM1D", "unit", "masked"),
        ("1.10105E+17", "person", "lost"),
        ("随便", "unknown", "invalid"),
        ("", "unknown", "invalid"),
    ],
)
def test_the_kind_is_found(text: str, kind: str, status: str) -> None:
    verdict = identity.check(text, TODAY)
    assert (verdict.kind, verdict.status) == (kind, status)


@given(st.text(max_size=24) | st.text("0123456789XxEe+.*- ", max_size=24), st.booleans())
def test_no_text_whatever_makes_a_check_fail(text: str, from_cell: bool) -> None:
    verdicts = [
        identity.check(text, TODAY, from_number_cell=from_cell),
        identity.check_person(text, TODAY, from_number_cell=from_cell),
        identity.check_unit(text, from_number_cell=from_cell),
        identity.check_name(text),
        identity.check_phone(text),
        identity.check_card(text, from_number_cell=from_cell),
    ]
    for verdict in verdicts:
        assert verdict.status in identity.STATUSES
        assert verdict.status in ("valid", "valid_old") or verdict.reasons


# --- names, telephones, cards, masks


@pytest.mark.parametrize("dot", "·．•・‧･.")
def test_every_middle_dot_becomes_one(dot: str) -> None:
    assert identity.normalise_name(f"　买买提{dot}阿不力孜 ") == "买买提·阿不力孜"


@pytest.mark.parametrize("name", ["赵㛃", "钱䶮", "孙𠅤", "买买提·阿不力孜", "欧阳丰收", "李〇", "𠅤" * 50])
def test_rare_characters_are_names_and_code_points_are_counted(name: str) -> None:
    verdict = identity.check_name(name)
    assert (verdict.status, verdict.normalised) == ("valid", name)


@pytest.mark.parametrize(
    ("name", "status", "reasons"),
    [
        ("张 三", "doubtful", ["name_space_inside"]),
        ("钱\ue863", "doubtful", ["name_character_lost"]),
        ("孙?", "doubtful", ["name_character_lost"]),
        ("凉\uf979", "doubtful", ["name_look_alike"]),
        ("John Smith", "doubtful", ["name_space_inside", "name_not_han"]),
        ("张*", "masked", ["masked"]),
        ("𠅤" * 51, "invalid", ["name_length"]),
        ("　", "invalid", ["empty"]),
    ],
)
def test_doubtful_names_are_kept(name: str, status: str, reasons: list[str]) -> None:
    verdict = identity.check_name(name)
    assert (verdict.status, codes(verdict)) == (status, reasons)
    if status == "doubtful":
        assert verdict.normalised == name


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("+86 138-0013-8000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0951-1234567", "0951-1234567"),
        ("(0951)1234567", "0951-1234567"),
        ("010－12345678-123", "010-12345678-123"),
        ("12333", "12333"),
    ],
)
def test_telephones(text: str, normalised: str) -> None:
    assert identity.check_phone(text) == identity.Verdict("phone", "valid", normalised)


@pytest.mark.parametrize("text", ["12800138000", "1380013800", "1234567", "", "110"])
def test_telephones_that_are_none(text: str) -> None:
    assert identity.check_phone(text).status == "invalid"


def test_cards() -> None:
    for case in CASES:
        assert {identity.check_card(worker["bank_card"]).status for worker in case["workers"]} == {"valid"}
    assert identity.check_card("6239 9900 0000 0000 018").normalised == "6239990000000000018"
    assert identity.check_card("6239990000000000019").status == "doubtful"
    assert identity.check_card("62399900").status == "invalid"
    assert identity.check_card("6.23999E+18").status == "lost"


def test_masks_show_no_more_than_they_may() -> None:
    assert identity.mask_id("11010519491231002X") == "110105********002X"
    assert identity.mask_id("110105491231002") == "110105*****1002"
    assert identity.mask_id("H12345678") == "H*******8"
    assert identity.mask_phone("13800138000") == "138****8000"
    assert identity.mask_card("6239990000000000018") == "***************0018"
    assert identity.mask_id("abc") == "***"


@given(st.text(max_size=30))
def test_a_mask_keeps_length_and_hides_again_the_same(text: str) -> None:
    masks = ((identity.mask_id, 10), (identity.mask_phone, 7), (identity.mask_card, 4))
    for mask, shown in masks:
        assert len(mask(text)) == len(text)
        assert mask(mask(text)) == mask(text)
        assert sum(a != "*" for a in mask(text)) <= shown
