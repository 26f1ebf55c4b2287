"""Papers and merged units: a draft to the record given up goes to the one kept; what was issued stays as it was."""

from __future__ import annotations

from typing import Any

from models import duplicates, papers, search
from models.profile import Profile
from tests.forms.test_issuing import case, issue

__all__ = ["case"]


def twin_of(profile: Profile, unit: str) -> str:
    """A second record of the same firm, and the draft addressed to it."""
    known = profile.store.get("unit", unit) or {}
    with profile.store.change(profile.officer_id, "note") as tx:
        return tx.new("unit", name="宏基（重复）", kind="unit", uscc=known["uscc"])


def merge(profile: Profile, record: str, kept: str) -> None:
    with profile.store.change(profile.officer_id, "merge_records", reason="one") as tx:
        duplicates.merge(tx, "unit", record, kept, "one")


def test_a_draft_to_the_record_given_up_is_issued_to_the_one_kept(case: Any) -> None:
    profile, loaded = case
    draft = loaded.drafts[1]
    unit = profile.store.get("draft", draft)["addressees"][0]
    twin = twin_of(profile, unit)
    with profile.store.change(profile.officer_id, "draft") as tx:
        tx.set("draft", draft, addressees=[twin])
    merge(profile, twin, unit)
    made = issue(profile, draft)
    paper = profile.store.get("document", made.document) or {}
    assert paper["addressees"] == [{"unit": unit, "name": (profile.store.get("unit", unit) or {})["name"]}]
    assert {r["unit"] for r in profile.store.find("requirement", document=made.document)} <= {unit, None}


def test_what_was_issued_before_is_the_same_to_the_byte(case: Any) -> None:
    profile, loaded = case
    made = issue(profile, loaded.drafts[1])
    before = profile.store.get("document", made.document) or {}
    unit = before["addressees"][0]["unit"]
    twin = twin_of(profile, unit)
    merge(profile, unit, twin)
    assert profile.store.get("document", made.document) == before
    assert [a["name"] for a in papers.unserved(profile.store, before)] == [before["addressees"][0]["name"]]
    visit = profile.store.get("inspection", loaded.inspection)
    again = [s for s in papers.suggested(profile.store, profile.pack) if s.inspection == visit["id"]]
    assert twin not in {s.unit for s in again if s.type == "rectification_order"}, (
        "it was written to this firm already"
    )


def test_search_finds_the_one_kept_by_the_name_of_the_other(case: Any) -> None:
    profile, loaded = case
    unit = profile.store.get("draft", loaded.drafts[1])["addressees"][0]
    twin = twin_of(profile, unit)
    merge(profile, twin, unit)
    stop = search.keep(profile.store)
    stop()
    assert [h.id for h in search.find(profile.store, "重复", ("unit",))] == [unit]
