"""The review of a case file: points proven from the records, what a person must judge, and every lost point with its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from forms.composing import office_calendar
from forms.issuing import issue
from models import seals
from models.casefiling import filing
from models.errors import KnownError
from models.filereview import Review, review, sheet
from tests.forms.visits import PASSPHRASE, profile_with_case

DAY = date(2026, 10, 30)


@pytest.fixture
def case(tmp_path: Path) -> Any:
    profile, loaded = profile_with_case(tmp_path / "p")
    yield profile, loaded
    profile.close()


def judged(profile: Any, loaded: Any, day: date = DAY) -> Review:
    office = profile.store.get("office", profile.office_id)
    found = filing(profile.store, loaded.inspection, profile.pack)
    return review(found, profile.pack, day, office_calendar(profile.pack, office))


def line(found: Review, name: str) -> Any:
    return next(
        x for x in (*(x for b in found.blocks for x in b.lines), *found.veto, *found.additions) if x.id == name
    )


def second(profile: Any) -> str:
    return next(o["id"] for o in profile.store.find("officer") if o["id"] != profile.officer_id)


def test_the_sheet_is_the_public_one(case: Any) -> None:
    rules = sheet(case[0].pack)
    assert [b["points"] for b in rules["blocks"]] == [14, 19, 12, 10, 24, 7, 14]
    assert len(rules["veto"]) == 5 and sum(len(b["items"]) for b in rules["blocks"]) == 34


def test_a_file_without_papers_loses_what_it_lacks_and_says_where(case: Any) -> None:
    found = judged(*case)
    assert line(found, "R-26").found.answer == "no" and line(found, "R-26").found.params == {
        "type": "rectification_order"
    }
    assert found.failed and line(found, "R-V1").found.code == "review_no_party"
    assert all(x.found.code for x in found.lost)


def test_an_issued_order_brings_its_points_and_its_service_stays_owed(case: Any) -> None:
    profile, loaded = case
    before = judged(profile, loaded)
    issue(profile, loaded.drafts[1], second(profile), PASSPHRASE)
    after = judged(profile, loaded)
    assert line(before, "R-26").found.answer == "no" and line(after, "R-26").found.answer == "yes"
    assert line(after, "R-V3").found.answer == "yes" and line(after, "R-A7").found.answer == "yes"
    assert line(after, "R-61").found.code == "review_not_served"
    assert after.reached > before.reached and not after.failed


def test_a_stamped_copy_that_was_never_served_is_said_and_the_rest_of_the_seals_a_person_judges(case: Any) -> None:
    profile, loaded = case
    paper = issue(profile, loaded.drafts[1], second(profile), PASSPHRASE, "stamped_later").document
    late = line(judged(profile, loaded), "R-53").found
    assert (late.answer, late.code, late.goal) == ("no", "review_stamp_owed", ("papers", paper))
    assert line(judged(profile, loaded, date(2026, 10, 20)), "R-53").found.answer == "person", "not due yet"
    with profile.store.change(profile.officer_id, "sealed_copy") as tx:
        seals.copy_served(tx, paper, date(2026, 10, 16), profile.officer_id)
    assert line(judged(profile, loaded), "R-53").found.answer == "person"


def test_blocks_the_case_does_not_need_are_left_out_of_the_hundred(case: Any) -> None:
    profile, loaded = case
    issue(profile, loaded.drafts[1], second(profile), PASSPHRASE)
    found = judged(profile, loaded)
    apply = {b.id: b.applies for b in found.blocks}
    assert not apply["hearing"] and not apply["decision"] and not apply["evidence"]
    counted = sum(x.points for b in found.blocks if b.applies for x in b.lines if x.found.answer != "na")
    assert found.applicable == counted
    assert found.hundred == (Decimal(found.reached * 100) / counted).quantize(Decimal("0.1"))


def test_a_certificate_that_had_run_out_fails_the_whole_file(case: Any) -> None:
    profile, loaded = case
    issue(profile, loaded.drafts[1], second(profile), PASSPHRASE)
    assert line(judged(profile, loaded), "R-V2").found.answer == "yes"
    certificate = next(c for c in profile.store.find("certificate") if c["officer"] == profile.officer_id)
    with profile.store.change(profile.officer_id, "office") as tx:
        tx.set("certificate", certificate["id"], valid_until="2026-10-01")
    found = judged(profile, loaded)
    assert found.failed and line(found, "R-V2").found.code == "review_certificate"
    assert found.grade == {"zh": "不合格", "en": "Insufficient"}


def test_a_visit_nobody_knows_is_refused(case: Any) -> None:
    with pytest.raises(KnownError, match="inspection_unknown"):
        filing(case[0].store, "nobody", case[0].pack)
