"""How papers get their seal: sheets stamped before are each accounted for once, stamped copies stay owed until served."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.composing import office_calendar
from forms.issuing import issue
from models import endings, seals, visits
from models.errors import KnownError
from tests.forms.sealpictures import give_seal
from tests.forms.visits import PASSPHRASE, profile_with_case


@pytest.fixture
def case(tmp_path: Path) -> Any:
    profile, loaded = profile_with_case(tmp_path / "p")
    second = next(o["id"] for o in profile.store.find("officer") if o["id"] != profile.officer_id)
    yield profile, lambda mode, draft=1: issue(profile, loaded.drafts[draft], second, PASSPHRASE, mode).document
    profile.close()


def act(profile: Any, do: Any) -> Any:
    with profile.store.change(profile.officer_id, "print") as tx:
        return do(tx)


@pytest.mark.parametrize("mode", seals.MODES)
def test_the_paper_keeps_how_it_was_sealed(case: Any, mode: str) -> None:
    profile, issued = case
    give_seal(profile)
    assert profile.store.get("document", issued(mode))["seal_mode"] == mode


def test_an_unknown_way_issues_nothing(case: Any) -> None:
    profile, issued = case
    with pytest.raises(KnownError, match="seal_mode_unknown"):
        issued("wax")
    assert profile.store.find("document") == []


def test_a_sheet_is_used_once_and_a_spoiled_one_never_again(case: Any) -> None:
    profile, issued = case
    paper = issued("pre_stamped")
    act(profile, lambda tx: seals.use(tx, paper, ["0101", "0102"], "used", profile.officer_id))
    act(profile, lambda tx: seals.use(tx, paper, ["0104"], "spoiled", profile.officer_id))
    for serial in ("0101", "0104"):
        with pytest.raises(KnownError) as told:
            act(profile, lambda tx, serial=serial: seals.use(tx, paper, ["0200", serial], "used", profile.officer_id))
        assert told.value.code == "sheet_taken" and told.value.params["serial"] == serial
    ledger = seals.sheets(profile.store)
    assert [(r["serial"], r["outcome"]) for r in ledger.rows] == [
        ("0101", "used"),
        ("0102", "used"),
        ("0104", "spoiled"),
    ]
    assert ledger.missing == ("0103",)


def test_sheets_without_a_paper_are_accounted_for_too(case: Any) -> None:
    profile, issued = case
    paper = issued("pre_stamped")
    act(profile, lambda tx: seals.use(tx, paper, ["0101"], "used", profile.officer_id))
    act(profile, lambda tx: seals.put_away(tx, profile.office_id, ["0103"], "lost", "在工地遗失"))
    act(profile, lambda tx: seals.put_away(tx, profile.office_id, ["0102"], "void", "印章换发"))
    ledger = seals.sheets(profile.store)
    assert [(r["serial"], r["outcome"], r["document"]) for r in ledger.rows] == [
        ("0101", "used", paper),
        ("0102", "void", None),
        ("0103", "lost", None),
    ]
    assert ledger.missing == () and ledger.doubled == ()
    with pytest.raises(KnownError, match="sheet_taken"):
        act(profile, lambda tx: seals.put_away(tx, profile.office_id, ["0101"], "spoiled", "x"))
    with pytest.raises(KnownError, match="reason_missing"):
        act(profile, lambda tx: seals.put_away(tx, profile.office_id, ["0104"], "spoiled", " "))


def test_a_sheet_two_laptops_wrote_down_is_told(case: Any) -> None:
    profile, issued = case
    for paper in (issued("pre_stamped"), issued("pre_stamped", 2)):
        with profile.store.change(profile.officer_id, "print") as tx:  # as it arrives by sync, unasked
            tx.new("stationery", office=profile.office_id, serial="0101", document=paper, outcome="used")
    assert seals.sheets(profile.store).doubled == ("0101",)


def test_a_paper_to_be_stamped_later_owes_its_copy_for_seven_days(case: Any) -> None:
    profile, issued = case
    paper = issued("stamped_later")
    (owed,) = seals.owed(profile.store)
    assert owed.document["id"] == paper and owed.due == date(2026, 10, 21)
    calendar = office_calendar(profile.pack, profile.store.get("office", profile.office_id))
    waiting = visits.tasks(profile.store, date(2026, 10, 14), calendar, profile.pack)
    assert [t.document for t in waiting if t.what == "sealed_copy"] == [paper]
    for stamped in (date(2026, 10, 13), date(2026, 10, 17)):
        with pytest.raises(KnownError, match="copy_days_wrong"):
            act(
                profile,
                lambda tx, day=stamped: seals.copy_served(tx, paper, date(2026, 10, 16), None, stamped_on=day),
            )
    copy = act(
        profile,
        lambda tx: seals.copy_served(
            tx, paper, date(2026, 10, 16), profile.officer_id, stamped_on=date(2026, 10, 15), handed_to="王五"
        ),
    )
    row = profile.store.get("sealed_copy", copy)
    assert (row["stamped_on"], row["on"], row["handed_to"]) == ("2026-10-15", "2026-10-16", "王五")
    assert seals.owed(profile.store) == []
    with pytest.raises(KnownError, match="copy_not_owed"):
        act(profile, lambda tx: seals.copy_served(tx, paper, date(2026, 10, 17), profile.officer_id))


def test_an_ended_paper_owes_no_copy(case: Any) -> None:
    profile, issued = case
    paper = issued("stamped_later")
    act(profile, lambda tx: endings.end(tx, paper, "voided", "印错", profile.officer_id, date(2026, 10, 14)))
    assert seals.owed(profile.store) == []


@given(st.integers(0, 9000), st.integers(0, 60), st.sampled_from(["", "A", "监字"]))
def test_a_run_of_serials_is_every_sheet_between(first: int, more: int, prefix: str) -> None:
    text = f"{prefix}{first:05d}-{prefix}{first + more:05d}"
    assert seals.serials_in(text) == [f"{prefix}{n:05d}" for n in range(first, first + more + 1)]


@pytest.mark.parametrize("text", ["0105-0101", "A01-B05", "1-9999", "x-y"])
def test_what_is_no_run_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="sheet_serial_bad"):
        seals.serials_in(text)
