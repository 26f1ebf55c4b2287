"""One flipped bit anywhere in the records is noticed: refused with a sentence or named by the check, never read as data."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from models.caseread import read_case
from models.check import check
from models.clock import SystemClock
from models.errors import KnownError
from models.profile import Profile
from models.samplecase import load_case, office_of, officers_of
from tests.faults.campaign import ROOT
from ui.sentences import all_sentences

PASSPHRASE = "correct horse battery staple"
SALT = 16
"""The first bytes of the file hold SQLCipher's salt; the key carries its own, so they are never read."""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed profile with one worked case in it."""
    whole = json.loads((ROOT / "tests/fixtures/sample-case.json").read_text("utf-8"))
    file = tmp_path_factory.mktemp("flips") / "case.json"
    file.write_text(json.dumps(whole["cases"][0]), "utf-8")
    case, folder = read_case(file), file.with_name("profile")
    office, officers = office_of(case), officers_of(case, PASSPHRASE)
    with Profile.create(folder, office=office, officers=officers, clock=SystemClock()) as made:
        load_case(made, case)
    return folder


def verdict(folder: Path) -> str:
    """What a person is told about the profile: "whole", or the code of the refusal or problem."""
    try:
        with Profile.open(folder, PASSPHRASE, SystemClock()) as opened:
            problems = check(opened).problems
    except KnownError as refused:
        assert refused.code in all_sentences()
        return refused.code
    return problems[0].code if problems else "whole"


def flip(file: Path, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at // 8)
        byte = opened.read(1)[0]
        opened.seek(at // 8)
        opened.write(bytes([byte ^ 1 << at % 8]))


def test_a_sound_profile_is_whole(profile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    shutil.copytree(profile, folder)
    assert verdict(folder) == "whole"


@pytest.mark.parametrize("turn", range(8))
def test_a_flipped_bit_of_the_records_is_noticed(profile: Path, tmp_path: Path, turn: int) -> None:
    folder = tmp_path / "profile"
    shutil.copytree(profile, folder)
    store = folder / "store.db"
    at = random.randrange(SALT * 8, store.stat().st_size * 8)
    flip(store, at)
    assert verdict(folder) in {"store_unreadable", "store_damaged", "database_damaged"}, at


@pytest.mark.parametrize("turn", range(4))
def test_a_flipped_bit_of_the_key_slots_is_noticed(profile: Path, tmp_path: Path, turn: int) -> None:
    folder = tmp_path / "profile"
    shutil.copytree(profile, folder)
    vault = folder / "vault.json"
    at = random.randrange(vault.stat().st_size * 8)
    flip(vault, at)
    assert verdict(folder) != "whole", at
