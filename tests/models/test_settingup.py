"""The first start: an office with officers who may set their passphrase later, and numbers that go on from the book."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import numbering, pack, pin, settingup
from models.errors import KnownError
from models.passphrase import is_strong
from models.profile import Profile
from models.vaultfile import Kdf, exists

FAST = Kdf(memory=64, passes=1, lanes=1)
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社"}
FIRST = {"name": "林晓", "role": "lead", "cert_no": "XC-JC-0001", "cert_kind": "labour_inspection",
         "valid_from": None, "valid_until": "2029-02-28", "passphrase": "a long enough secret"}  # fmt: skip
SECOND = {**FIRST, "name": "郑远", "role": "assistant", "cert_no": "XC-JC-0002", "passphrase": ""}


def set_up(folder, clock, **more):
    given = {"office": OFFICE, "officers": [FIRST, SECOND], "starts": {}, "device_name": "一号", "pin_of_first": None}
    return settingup.set_up(folder, clock=clock, keystore=None, kdf=FAST, **(given | more))


def test_the_second_officer_is_in_the_register_and_sets_his_passphrase_later(tmp_path, clock):
    profile, code = set_up(tmp_path / "p", clock)
    with profile:
        officers = {o["name"]: o for o in profile.store.find("officer")}
        assert officers["郑远"]["role"] == "assistant_inspector"
        assert [s.name for s in profile.vault.slots if s.kind == "passphrase"] == ["林晓"]
        profile.add_officer_slot(officers["郑远"]["id"], "another long secret", kdf=FAST)
    with Profile.open(tmp_path / "p", "another long secret", clock, keystore=None, kdf=FAST) as opened:
        assert opened.officer_id == officers["郑远"]["id"]
    with Profile.open_with_code(tmp_path / "p", code, clock, keystore=None) as opened:
        assert opened.store.find("office")


def test_numbers_go_on_where_the_paper_book_ended(tmp_path, clock):
    profile, _ = set_up(tmp_path / "p", clock, starts={"rectification_order": 38, "inquiry_notice": 1})
    with profile:
        office = profile.store.get("office", profile.office_id)
        rules = numbering.Rules.of(office, profile.pack, None)
        day = date(2026, 10, 9)
        found = numbering.next_number(profile.store, rules, "rectification_order", day, day, profile.store.replica)
        assert (found.n, found.series) == (38, numbering.MAIN) and "038" in found.number
        assert [b.type for b in numbering.blocks(profile.store)] == ["rectification_order"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"pin_of_first": "111111"}, "pin_form"),
        ({"starts": {"rectification_order": 0}}, "block_bad"),
        ({"office": {**OFFICE, "number_patterns": {"inquiry_notice": "{name}"}}, "starts": {"inquiry_notice": 1}},
         "number_pattern_bad"),
        ({"officers": [{**FIRST, "passphrase": "kurz"}, SECOND]}, "passphrase_weak"),
        ({"officers": [{**FIRST, "passphrase": ""}, SECOND]}, "officer_missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_leaves_no_profile_behind(tmp_path, clock, more, code):
    with pytest.raises(KnownError) as refused:
        set_up(tmp_path / "p", clock, **more)
    assert refused.value.code == code
    assert not exists(tmp_path / "p")


def test_the_pin_is_the_first_officers(tmp_path, clock):
    profile, _ = set_up(tmp_path / "p", clock, pin_of_first="280491")
    with profile:
        pin.check_pin(profile.store, profile.officer_id, "280491")


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "empty"), ("ab1", "short"), ("abcdefg", "device"), ("abcdefghijkl", "good"), ("four words are good", "good"),
     ("a quite long passphrase, this one", "strong"), ("aaaaaaaaaaaaaaaaaaaaaaaa", "device")],
)  # fmt: skip
def test_strength_in_words(text, found):
    assert settingup.strength(text) == found


def test_suggestions_are_strong_typable_and_never_the_same():
    made = [settingup.suggestion() for _ in range(50)]
    assert all(is_strong(s) and s.isascii() and settingup.strength(s) == "strong" for s in made)
    assert len(set(made)) == 50


LAW = pack.load()


@given(st.integers(1, numbering.LARGEST))
def test_a_preview_holds_its_number(n):
    text = settingup.preview(LAW, "星晨人社", {}, "rectification_order", 2026, n)
    assert str(n) in text and text.startswith("星晨人社")
