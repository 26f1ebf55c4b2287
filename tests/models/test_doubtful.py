"""Numbers to look at: what a person sees of them, who may decide, and that a decision can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from models import doubtful, endings, numbering
from models.doubtful import DOUBT, DUPLICATE
from models.errors import KnownError
from models.register import register
from models.store import Store
from tests.models.papers import DAY, LEAD, OFFICE, TYPE, exchange, found_office, new_store
from tests.models.test_register import put


@pytest.fixture
def store(tmp_path: Any) -> Any:
    made = new_store(tmp_path / "store.db")
    found_office(made)
    with made.change(LEAD, "grant") as tx:
        numbering.grant(tx, OFFICE, TYPE, 2026, 78, 80, made.replica, "laptop")
    yield made
    made.close()


def settle(store: Store, stands: str, reason: str = "先送达的文书有效", at: int = 0) -> str:
    matter = doubtful.matters(store, OFFICE)[at]
    with store.change(LEAD, "settle_number") as tx:
        return doubtful.settle(tx, store, matter, stands, reason, LEAD, DAY)


def reopen(store: Store, reason: str, at: int = 0) -> str:
    matter = doubtful.matters(store, OFFICE)[at]
    with store.change(LEAD, "reopen_number") as tx:
        return doubtful.reopen(tx, store, matter, reason, LEAD, DAY)


def refused(act: Any, *args: Any) -> str:
    with pytest.raises(KnownError) as error:
        act(*args)
    return error.value.code


def test_nothing_to_look_at_is_no_matter(store: Store) -> None:
    put(store)
    assert doubtful.matters(store, OFFICE) == []


def test_both_papers_of_a_number_are_one_matter_with_who_and_when(store: Store) -> None:
    first, second = put(store), put(store)
    with store.change(LEAD, "service") as tx:
        tx.new("service", document=second, outcome="served", at="2026-10-15T09:00:00.000+08:00")
    (matter,) = doubtful.matters(store, OFFICE)
    assert (matter.kind, matter.number, matter.n, matter.open, matter.own) == (DUPLICATE, "78", 78, True, True)
    one, other = matter.papers
    assert {one.document, other.document} == {first, second}
    served = next(p for p in matter.papers if p.document == second)
    assert (served.served_on, served.must_end_first, served.standing) == ("2026-10-15", True, "in_force")
    assert one.officers[0] == "林晓" and one.issued_at.startswith("2026-10-14") and one.date == "2026-10-14"


@pytest.mark.parametrize(
    ("how", "code", "facts"),
    [
        ({"n": 99}, "outside_block", {"n": "99", "blocks": "78–80"}),
        ({"day": "2025-12-31"}, "other_year", {"date": "2025-12-31", "year": "2026"}),
        ({"lead": "nobody"}, "certificate_expired", {"date": "2026-10-14"}),
    ],
)
def test_each_doubt_says_what_it_rests_on(
    store: Store, how: dict[str, Any], code: str, facts: dict[str, str]
) -> None:
    put(store, **how)
    (matter,) = doubtful.matters(store, OFFICE)
    ((why,),) = [p.whys for p in matter.papers]
    assert (matter.kind, why.code) == (DOUBT, code)
    assert facts.items() <= why.facts.items()


def test_a_shut_out_device_is_told_with_both_instants(store: Store) -> None:
    with store.change(LEAD, "revoke") as tx:
        tx.new("device", name="电脑一", replica=store.replica, revoked_at="2026-10-14T09:00:00.000+08:00")
    put(store)
    why = doubtful.matters(store, OFFICE)[0].papers[0].whys[0]
    assert (why.code, why.facts["device"]) == ("device_revoked", "电脑一")
    assert why.facts["revoked_at"].startswith("2026-10-14T09") and why.facts["issued_at"].startswith("2026-10-14T10")


def test_a_decision_is_taken_back_by_an_act_of_its_own_and_all_of_it_stays_readable(store: Store) -> None:
    first, second = put(store), put(store)
    settle(store, first)
    (matter,) = doubtful.matters(store, OFFICE)
    assert not matter.open and [s.stands for s in matter.settled] == [first]
    assert refused(reopen, store, " ") == "reason_missing"
    reopen(store, "两份文书看错了")
    (matter,) = doubtful.matters(store, OFFICE)
    assert matter.open and matter.settled == () and not register(store, OFFICE, 2026).clean
    told = doubtful.history(store, matter)
    assert [(s.kind, s.reason) for s in told] == [("duplicate", "先送达的文书有效"), ("reopened", "两份文书看错了")]
    by = {p.document: p for p in matter.papers}
    assert by[second].standing == "voided", "what was voided stays void: a fact of its own"
    assert refused(reopen, store, "again") == "nothing_settled"
    settle(store, first, "仍以第一份为准")
    assert register(store, OFFICE, 2026).clean and len(doubtful.history(store, matter)) == 3


def test_a_paper_that_ended_does_not_take_the_number_from_the_one_that_holds(store: Store) -> None:
    first, second = put(store), put(store)
    with store.change(LEAD, "void") as tx:
        endings.end(tx, second, "voided", "写错单位", LEAD, DAY)
    assert refused(settle, store, second) == "paper_not_in_force"
    assert [e["document"] for e in store.find("document_end")] == [second], "nothing else ended"
    settle(store, first)
    assert register(store, OFFICE, 2026).clean


def test_a_paper_that_a_notice_corrected_may_keep_its_number(store: Store) -> None:
    first, second = put(store), put(store)
    with store.change(LEAD, "correct") as tx:
        tx.new("service", document=first, outcome="served", at="2026-10-15T09:00:00.000+08:00")
        tx.new("document", type=endings.CORRECTION, title="更正通知书", corrects=first)
    papers = {p.document: p for p in doubtful.matters(store, OFFICE)[0].papers}
    assert papers[first].standing == "corrected" and papers[first].holds
    settle(store, first)
    assert register(store, OFFICE, 2026).clean and store.find("document_end")[0]["document"] == second


def test_taking_back_one_decision_leaves_the_other_about_the_same_paper(store: Store) -> None:
    first, _ = put(store, 99), put(store, 99)
    kinds = [m.kind for m in doubtful.matters(store, OFFICE)]
    assert sorted(kinds) == [DOUBT, DOUBT, DUPLICATE]
    settle(store, first, at=kinds.index(DUPLICATE))
    doubts = [m for m in doubtful.matters(store, OFFICE) if m.kind == DOUBT]
    for matter in doubts:
        with store.change(LEAD, "settle_number") as tx:
            doubtful.settle(tx, store, matter, matter.papers[0].document, "号码已核对", LEAD, DAY)
    assert not [m for m in doubtful.matters(store, OFFICE) if m.open]
    mine = next(m for m in doubtful.matters(store, OFFICE) if m.kind == DOUBT and m.papers[0].document == first)
    with store.change(LEAD, "reopen_number") as tx:
        doubtful.reopen(tx, store, mine, "再看", LEAD, DAY)
    still = [(m.kind, m.papers[0].document) for m in doubtful.matters(store, OFFICE) if m.open]
    assert still == [(DOUBT, first)]


def test_a_doubt_that_comes_to_light_later_opens_the_number_again(store: Store) -> None:
    document = put(store, 99)
    settle(store, document, "已与原件核对")
    assert not doubtful.matters(store, OFFICE)[0].open
    with store.change(LEAD, "revoke") as tx:
        tx.new("device", name="电脑一", replica=store.replica, revoked_at="2026-10-14T09:00:00.000+08:00")
    (matter,) = doubtful.matters(store, OFFICE)
    assert matter.open and [w.code for w in matter.papers[0].whys] == ["outside_block", "device_revoked"]
    assert register(store, OFFICE, 2026).entries[0].status == "disputed"
    settle(store, document, "停用前已交付")
    assert not doubtful.matters(store, OFFICE)[0].open and len(doubtful.history(store, matter)) == 2


def test_a_laptop_decides_about_its_own_papers_only(store: Store, tmp_path: Any) -> None:
    put(store), put(store)
    other = new_store(tmp_path / "other.db")
    exchange(store, other)
    other.local_set("server", {"role": "laptop"})
    store.local_set("server", {"role": "laptop"})
    assert doubtful.waiting(other, OFFICE) == [] and len(doubtful.waiting(store, OFFICE)) == 1
    document = doubtful.matters(other, OFFICE)[0].papers[0].document
    assert refused(settle, other, document) == "settle_at_desk"
    other.local_set("server", {"role": "desk"})
    settle(other, document)
    exchange(other, store)
    assert register(store, OFFICE, 2026).clean
    other.close()


def test_a_decision_taken_back_on_one_desk_and_made_anew_on_another_ends_settled_everywhere(tmp_path: Any) -> None:
    a, b = new_store(tmp_path / "a.db"), new_store(tmp_path / "b.db")
    found_office(a)
    with a.change(LEAD, "grant") as tx:
        numbering.grant(tx, OFFICE, TYPE, 2026, 78, 80, a.replica, "laptop")
    first, _ = put(a), put(a)
    settle(a, first)
    exchange(a, b)
    reopen(a, "看错了")
    settle(b, first, "再次确认")
    exchange(a, b)
    for one in (a, b):
        (matter,) = doubtful.matters(one, OFFICE)
        assert not matter.open and [s.reason for s in matter.settled] == ["再次确认"]
        assert len(doubtful.history(one, matter)) == 3
    a.close()
    b.close()
