"""Number blocks from the server: nobody ever holds another's number, whoever worked alone before keeps his."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import numbering
from models.clock import FixedClock, today
from models.journal import Edit
from models.profile import Profile
from sync import enrolment
from sync.client import sync
from sync.server.ledger import Scope
from sync.server.on_sqlite import SqliteLedger
from tests.sync.conftest import Office, settle

TYPE = "rectification_order"


def blocks(profile: Profile, type: str = TYPE) -> list[tuple[int, int, int]]:
    return [(b.lo, b.hi, b.year) for b in numbering.blocks(profile.store, type) if b.replica == profile.store.replica]


def rules_of(profile: Profile) -> numbering.Rules:
    office = profile.store.get("office", profile.office_id)
    assert office is not None
    return numbering.Rules.of(office, profile.pack, profile.store.local_get("device_code"))


def issue(profile: Profile, count: int = 1) -> list[numbering.Next]:
    """Take the next numbers, as the issuing transaction does."""
    taken = []
    day = today(profile.clock)
    for _ in range(count):
        with profile.store.change(profile.officer_id, "issue") as tx:
            rules = rules_of(profile)
            taking = numbering.next_number(tx, rules, TYPE, day, day, profile.store.replica)
            numbering.use(tx, rules, taking, f"doc-{taking.number}", day, profile.officer_id)
            taken.append(taking)
    return taken


def test_a_device_has_numbers_after_its_first_sync_and_more_when_few_are_left(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop1", desk)
    assert blocks(desk) == [(1, 20, 2026)] and blocks(laptop) == [(21, 40, 2026)]
    assert blocks(laptop, "inquiry_notice") == [(21, 40, 2026)]
    assert sync(laptop).granted == 0
    issue(laptop, 14)
    assert sync(laptop).granted == 0, "six of twenty are left: 30 %"
    issue(laptop)
    assert sync(laptop).granted == 1
    assert blocks(laptop) == [(21, 40, 2026), (41, 60, 2026)]
    assert [n.n for n in issue(laptop, 6)] == [36, 37, 38, 39, 40, 41]
    settle(desk, laptop)
    block = desk.store.find("number_block", replica=laptop.store.replica, type=TYPE)[0]
    assert block["device"] == "B" and block["state"] == "open" and block["granted_at"]


def test_who_worked_alone_keeps_his_numbers_and_nobody_gets_them_again(office: Office) -> None:
    desk = office.alone("desk")
    day = today(desk.clock)
    with desk.store.change(desk.officer_id, "grant_numbers") as tx:
        numbering.grant_alone(tx, rules_of(desk), TYPE, day.year, desk.store.replica)
    with desk.store.change(desk.officer_id, "enter") as tx:
        numbering.enter_paper(tx, rules_of(desk), TYPE, day, 77, None, "众诚劳务", desk.officer_id, "手写补录")
    used = issue(desk, 3)
    assert [n.n for n in used] == [1, 2, 3]
    assert office.first_code is not None
    enrolment.enrol(desk, office.server.url, office.first_code.text)
    sync(desk)
    own = numbering.blocks(desk.store, TYPE)
    assert [b.replica for b in own] == [desk.store.replica], "seventeen are left: nothing to grant"
    laptop = office.laptop("laptop1", desk)
    assert blocks(laptop) == [(78, 97, 2026)]
    assert {n["n"] for n in laptop.store.find("number_use", type=TYPE)} == {1, 2, 3, 77}


def test_an_office_goes_on_from_its_paper_register(office: Office) -> None:
    desk = office.alone("desk")
    first = {"number_first": {TYPE: [49, 78], "inquiry_notice": 101}, "number_block_size": 30}
    with desk.store.change(desk.officer_id, "options") as tx:
        tx.set("office", desk.office_id, options=first)
    assert office.first_code is not None
    enrolment.enrol(desk, office.server.url, office.first_code.text)
    sync(desk)
    laptop = office.laptop("laptop1", desk)
    assert blocks(desk) == [(49, 77, 2026)] and blocks(laptop) == [(78, 107, 2026)]
    assert blocks(desk, "inquiry_notice") == [(101, 130, 2026)]


@pytest.mark.parametrize(
    "options",
    [
        ["no object"],
        {"number_first": "49", "number_block_size": "many"},
        {"number_first": {TYPE: ["x", None, -3, True]}, "number_block_size": 0},
        {"number_first": {TYPE: 10**9}, "number_block_size": 10**9},
    ],
)
def test_options_that_make_no_sense_do_not_stop_the_numbers(office: Office, options: Any) -> None:
    desk = office.alone("desk")
    with desk.store.change(desk.officer_id, "options") as tx:
        tx.set("office", desk.office_id, options=options if isinstance(options, dict) else None)
        tx.new("number_block", type=TYPE, year=2026, lo=1, hi=2**62, replica=desk.store.replica, state="open")
        tx.new("number_void", type=TYPE, year=2026, lo=-5, hi=2**62)
    assert office.first_code is not None
    enrolment.enrol(desk, office.server.url, office.first_code.text)
    assert sync(desk).equal
    assert (1, 20, 2026) in blocks(desk)


def test_next_years_numbers_come_in_december(office: Office) -> None:
    desk = office.desk()
    office.clock.set(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    sync(desk)
    assert blocks(desk) == [(1, 20, 2026), (1, 20, 2027)]
    assert sync(desk).granted == 0


def test_a_new_identity_gets_numbers_of_its_own(office: Office) -> None:
    desk = office.desk()
    issue(desk, 2)
    sync(desk)
    with desk.store.maintenance():
        desk.store.new_replica(desk.office_id)
    assert [n.series for n in issue(desk)] == ["emergency"]
    assert sync(desk).equal
    assert blocks(desk) == [(21, 40, 2026)]
    assert [n.n for n in issue(desk)] == [21]


# --- any order


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteLedger]:
    path: Path = tmp_path_factory.mktemp("numbers") / "server.db"
    made = SqliteLedger(path, FixedClock(datetime(2026, 10, 9, tzinfo=UTC)))
    made.found(("office", "局", ""))
    yield made
    made.close()


_year = iter(range(2000, 9000))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("ask"), st.integers(1, 3)),
            st.tuples(st.just("use"), st.integers(1, 3)),
            st.tuples(st.just("paper"), st.integers(1, 60)),
            st.tuples(st.just("void"), st.integers(1, 3)),
        ),
        max_size=60,
    )
)
def test_no_number_is_ever_granted_twice(ledger: SqliteLedger, steps: list[tuple[str, int]]) -> None:
    """Three devices ask, use and void, papers are entered by hand; used + void + free = granted on each."""
    year = next(_year)
    granted: dict[int, list[int]] = {1: [], 2: [], 3: []}
    paper: set[int] = set()

    def edit(table: str, **fields: Any) -> Edit:
        fields |= {"type": TYPE, "year": year}
        return Edit(t=table, r=f"{table}-{year}-{fields.get('n', fields.get('lo'))}-{len(paper)}", f=fields, n=True)

    for what, n in steps:
        if what == "ask":
            before = _spans(ledger, year)
            ledger.grant_numbers(Scope("office", f"d{n}", "laptop"), 1000 + n, [TYPE], date(year, 5, 4))
            fresh = _spans(ledger, year) - before
            for lo, hi, replica in fresh:
                assert replica == 1000 + n and lo > max(paper, default=0)
                granted[n] += range(lo, hi + 1)
            left = [m for m in granted[n]]
            assert len(left) >= 6
        elif what == "paper":
            paper.add(n)
            _act(ledger, edit("number_use", n=n, series="paper"))
        elif granted[n]:
            taken = granted[n].pop(0)
            made = (
                edit("number_use", n=taken, series="main")
                if what == "use"
                else edit("number_void", lo=taken, hi=taken)
            )
            _act(ledger, made)
    spans = sorted((lo, hi) for lo, hi, _ in _spans(ledger, year))
    assert all(a[1] < b[0] for a, b in pairwise(spans)), "blocks never overlap"


def _act(ledger: SqliteLedger, edit: Edit) -> None:
    with ledger.store.writing("office") as db:
        ledger.log.act(db, "office", "x", [edit])


def _spans(ledger: SqliteLedger, year: int) -> set[tuple[int, int, int]]:
    return set(
        ledger.connection.execute(
            "SELECT lo, hi, replica FROM span WHERE year = ? AND kind = 'block'", (year,)
        ).fetchall()
    )
