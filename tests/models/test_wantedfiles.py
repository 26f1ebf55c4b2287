"""Which photos a laptop need not have: every record that names an officer counts, and what nobody can place is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models import duplicates, wantedfiles
from models.clock import FixedClock
from models.store import Store

ME, OTHER = "officer-me", "officer-other"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = Store.create(tmp_path / "a.db", None, FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC)), "office")
    with made.change(OTHER, "test") as tx:
        tx.new("project", id="site", name="一期")
        tx.new("project", id="else", name="二期")
        tx.new("clue", id="clue", project="site")
        tx.new("wage_case", id="case", clue="clue", lead=OTHER)
        tx.new("inspection", id="visit", project="site", wage_case="case", lead=OTHER, assistant=OTHER)
        tx.new("answer", id="answer", inspection="visit", item="S01-01")
        tx.new("document", id="order", inspection="visit", type="rectification_order", issued_by=OTHER)
        tx.new("requirement", id="need", document="order", n=1)
        tx.new("service", id="served", document="order", lead=OTHER)
        for name, where in (("v", {"inspection": "visit"}), ("a", {"answer": "answer"}), ("s", {"service": "served"}),
                            ("c", {"wage_case": "case"})):  # fmt: skip
            tx.new("evidence", blob=sha(name), taker=OTHER, **where)
    yield made
    made.close()


def sha(name: str) -> str:
    return name.encode().hex().rjust(64, "0")


ALL = frozenset(map(sha, "vasc"))


def test_the_photos_of_a_site_nobody_here_is_named_on_are_left(store: Store) -> None:
    assert wantedfiles.left(store, [ME]) == ALL
    assert wantedfiles.left(store, [ME, OTHER]) == frozenset()
    assert wantedfiles.of_project(store, "site") == ALL and not wantedfiles.of_project(store, "else")


NAMING: dict[str, Callable[[Any], Any]] = {
    "the visit changes hands": lambda tx: tx.set("inspection", "visit", assistant=ME),
    "a recheck is planned": lambda tx: tx.new("inspection", project="site", kind="recheck", state="planned", lead=ME),
    "the case is theirs": lambda tx: tx.set("wage_case", "case", lead=ME),
    "another visit of the case, elsewhere": lambda tx: tx.new("inspection", project="else", wage_case="case", lead=ME),
    "who looked again": lambda tx: tx.new("recheck", requirement="need", lead=OTHER, assistant=ME),
    "the approval lists them": lambda tx: tx.new("approval", inspection="visit", officers=[OTHER, ME]),
    "the paper's second officer": lambda tx: tx.new("document", inspection="visit", second_officer=ME, issued_by=OTHER),
    "who served it": lambda tx: tx.new("service", document="order", lead=OTHER, assistant=ME),
    "who took a photo there": lambda tx: tx.new("evidence", inspection="visit", taker=ME),
}  # fmt: skip


@pytest.mark.parametrize("why", NAMING)
def test_whoever_a_record_of_the_site_names_has_all_its_photos(store: Store, why: str) -> None:
    with store.change(OTHER, "test") as tx:
        NAMING[why](tx)
    assert wantedfiles.left(store, [ME]) == frozenset()


def test_a_record_taken_back_names_nobody(store: Store) -> None:
    with store.change(OTHER, "test") as tx:
        visit = tx.new("inspection", project="site", lead=ME)
    assert not wantedfiles.left(store, [ME])
    with store.change(OTHER, "test") as tx:
        tx.delete("inspection", visit)
    assert wantedfiles.left(store, [ME]) == ALL


def test_a_photo_nobody_can_place_is_kept_and_so_is_one_that_two_records_name(store: Store) -> None:
    with store.change(OTHER, "test") as tx:
        tx.new("evidence", blob=sha("loose"))
        tx.new("evidence", blob=sha("early"), inspection="a visit that has not come yet")
        tx.new("evidence", blob=sha("v"), service="a service that has not come yet")
        tx.new("evidence", blob=sha("alone"), inspection=tx.new("inspection", lead=OTHER))
    assert wantedfiles.left(store, [ME]) == ALL - {sha("v")} | {sha("alone")}


@pytest.mark.parametrize("text", ["", "photo", "g" * 64, "AB" * 32, "a" * 65, "é" * 64])
def test_what_is_no_hash_is_no_photo(store: Store, text: str) -> None:
    with store.change(OTHER, "test") as tx:
        tx.new("evidence", blob=text, inspection="visit")
    assert set(wantedfiles.photos(store)) == ALL and not wantedfiles.is_hash(text)
    assert all(map(wantedfiles.is_hash, ALL))


def test_two_records_of_one_project_are_one_site(store: Store) -> None:
    with store.change(OTHER, "test") as tx:
        tx.new("inspection", project="else", lead=ME)
    assert wantedfiles.left(store, [ME]) == ALL
    with store.change(OTHER, "test") as tx:
        duplicates.merge(tx, "project", "else", "site", "同一项目")
    assert wantedfiles.left(store, [ME]) == frozenset()
    assert wantedfiles.of_project(store, "else") == ALL == wantedfiles.of_project(store, "site")


def test_what_a_new_task_brings_is_only_what_was_not_theirs_before(store: Store) -> None:
    with store.change(OTHER, "test") as tx:
        again = tx.new("inspection", project="site", lead=ME)
    assert wantedfiles.newly(store, [ME], {("inspection", again)}) == ALL
    assert wantedfiles.newly(store, [ME], set()) == frozenset()
    with store.change(OTHER, "test") as tx:
        third = tx.new("inspection", project="site", lead=ME)
    assert wantedfiles.newly(store, [ME], {("inspection", third)}) == frozenset()


def test_a_size_is_told_only_where_each_is_known(store: Store) -> None:
    with store.change(OTHER, "test") as tx:
        tx.new("evidence", blob=sha("x"), size=3_000_000)
        tx.new("evidence", blob=sha("y"), size=2_000_000)
    assert wantedfiles.sizes(store, [sha("x"), sha("y")]) == 5_000_000
    assert wantedfiles.sizes(store, [sha("x"), sha("v")]) is None and wantedfiles.sizes(store, []) is None
