"""The register: what stands in it, and that duplicates, doubts and gaps are seen."""

from __future__ import annotations

import pytest

from models import endings, numbering, settling
from models.errors import KnownError
from models.register import register
from tests.models.papers import ASSISTANT, DAY, LEAD, OFFICE, TYPE, exchange, found_office, new_store, rules


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path / "store.db")
    found_office(made)
    with made.change(LEAD, "grant") as tx:
        numbering.grant(tx, OFFICE, TYPE, 2026, 78, 80, made.replica, "laptop")
    yield made
    made.close()


def put(store, n=78, *, replica=None, year=2026, day="2026-10-14", series="main", lead=LEAD, number=None):
    """A paper and its number as they are, whether the rules allow it or not."""
    with store.change(LEAD, "issue") as tx:
        document = tx.new(
            "document",
            type=TYPE,
            title="限期改正指令书",
            number=number or str(n),
            year=year,
            date=day,
            addressees=[{"name": "星河宏基建筑工程有限公司"}],
            issued_by=lead,
            second_officer=ASSISTANT,
            issued_at="2026-10-14T10:00:00.000+08:00",
        )
        tx.new(
            "number_use",
            office=OFFICE,
            type=TYPE,
            year=year,
            n=n,
            series=series,
            number=number or str(n),
            document=document,
            replica=replica or store.replica,
            date=day,
            kind="issue",
            officer=LEAD,
        )
    return document


def only(store):
    (entry,) = register(store, OFFICE, 2026).entries
    return entry


def test_json_has_the_shape_of_the_command(store):
    document = put(store)
    book = register(store, OFFICE, 2026).as_json()
    assert book["ok"] and book["year"] == 2026 and book["office"] == OFFICE
    entry = book["entries"][0]
    assert {k: entry[k] for k in ("type", "number", "n", "series", "date", "status", "document", "addressee")} == {
        "type": TYPE,
        "number": "78",
        "n": 78,
        "series": "main",
        "date": "2026-10-14",
        "status": "issued",
        "document": document,
        "addressee": "星河宏基建筑工程有限公司",
    }
    assert entry["officer"] == "林晓"
    assert entry["reason"] is None
    assert book["balance"] == [{"type": TYPE, "granted": 3, "used": 1, "void": 0, "reserved": 2}]
    assert book["blocks"][0]["lo"] == 78 and book["blocks"][0]["state"] == "open"
    assert book["duplicates"] == book["unexplained"] == book["void_ranges"] == []


def test_served_and_voided_papers_say_so(store):
    first, second = put(store, 78), put(store, 79)
    with store.change(LEAD, "service") as tx:
        tx.new("service", document=first, outcome="served", method="direct")
        tx.new("service", document=second, outcome="failed", method="direct")
        tx.new("document_end", document=second, kind="voided", reason="写错单位", on="2026-10-15", officer=LEAD)
    entries = register(store, OFFICE, 2026).entries
    assert [(e.status, e.reason) for e in entries] == [("served", None), ("voided", "写错单位")]


def test_the_same_number_on_two_papers_is_a_duplicate_and_both_stand(store, tmp_path):
    twin = new_store(tmp_path / "twin.db")
    exchange(twin, store)
    documents = {put(store, 78), put(twin, 78, replica=store.replica)}
    exchange(store, twin)
    book = register(store, OFFICE, 2026)
    assert not book.clean
    (duplicate,) = book.duplicates
    assert set(duplicate["documents"]) == documents
    assert [e.status for e in book.entries] == ["disputed", "disputed"]
    assert register(twin, OFFICE, 2026) == book
    twin.close()


@pytest.mark.parametrize(
    ("how", "doubt"),
    [
        ({"n": 99}, "outside_block"),
        ({"replica": 5}, "outside_block"),
        ({"year": 2026, "day": "2025-12-31"}, "other_year"),
        ({"lead": "nobody"}, "certificate_expired"),
        ({"day": "2026-01-01"}, None),
        ({"series": "emergency", "n": 1, "number": "急1"}, None),
    ],
)
def test_doubtful_papers_are_kept_and_marked(store, how, doubt):
    put(store, **how)
    entry = only(store)
    assert entry.doubts == ((doubt,) if doubt else ())
    assert entry.status == ("disputed" if doubt else "issued")


def test_a_paper_of_a_device_revoked_before_it_is_doubtful(store):
    with store.change(LEAD, "revoke") as tx:
        tx.new("device", name="电脑一", replica=store.replica, revoked_at="2026-10-14T09:00:00.000+08:00")
    put(store)
    assert only(store).doubts == ("device_revoked",)
    assert only(store).device == "电脑一"


def test_a_voided_number_that_turns_up_on_paper_is_doubtful(store):
    with store.change(LEAD, "void") as tx:
        numbering.void(tx, OFFICE, TYPE, 2026, 78, 79, "号段退回", LEAD, DAY)
    put(store, 79)
    assert only(store).doubts == ("number_void",)
    (line,) = register(store, OFFICE, 2026).balance
    assert (line.used, line.void, line.reserved) == (1, 1, 1)


def test_gaps_that_nobody_explains_are_listed(store):
    with store.change(LEAD, "grant") as tx:
        block = numbering.grant(tx, OFFICE, TYPE, 2026, 85, 86, store.replica)
        tx.set("number_block", block, state="closed")
    gaps = register(store, OFFICE, 2026).unexplained
    assert [(g["lo"], g["hi"], g["why"]) for g in gaps] == [
        (81, 84, "not_granted"),
        (85, 86, "closed_without_reason"),
    ]


def test_a_gap_before_a_number_the_office_begins_at_is_explained(store):
    with store.change(LEAD, "grant") as tx:
        numbering.grant(tx, OFFICE, TYPE, 2026, 90, 95, store.replica)
    assert not register(store, OFFICE, 2026).clean
    with store.change(LEAD, "office") as tx:
        tx.set("office", OFFICE, options={"number_first": {TYPE: [78, 90]}})
    book = register(store, OFFICE, 2026)
    assert book.clean
    assert [(g["lo"], g["hi"], g["why"]) for g in book.explained] == [(81, 89, "begun_after")]


def test_the_rest_of_a_block_closed_with_a_reason_is_explained_by_it(store):
    with store.change(LEAD, "restore") as tx:
        numbering.close_blocks(tx, store.replica, "由备份恢复")
    book = register(store, OFFICE, 2026)
    assert book.clean
    assert [(g["lo"], g["hi"], g["reason"]) for g in book.explained] == [(78, 80, "由备份恢复")]


def test_papers_written_by_hand_are_entered_afterwards(store):
    with store.change(LEAD, "enter_paper") as tx:
        numbering.enter_paper(tx, rules(store), TYPE, DAY, 77, None, "某劳务公司", LEAD, "电脑没电，手写开具")
        numbering.enter_paper(tx, rules(store), TYPE, DAY, None, "星晨监令旧字12号", "某公司", LEAD, "旧本")
    entries = register(store, OFFICE, 2026).entries
    assert [(e.number, e.series, e.status, e.reason) for e in entries] == [
        ("星晨监令旧字12号", "paper", "issued", "旧本"),
        ("星晨人社监令字〔2026〕第077号", "paper", "issued", "电脑没电，手写开具"),
    ]
    assert register(store, OFFICE, 2026).clean
    with pytest.raises(KnownError) as refused, store.change(LEAD, "enter_paper") as tx:
        numbering.enter_paper(tx, rules(store), TYPE, DAY, None, " ", "某公司", LEAD, "漏记")
    assert refused.value.code == "number_missing"


def test_a_handwritten_number_that_was_used_already_shows_as_duplicate(store):
    put(store, 78)
    with store.change(LEAD, "enter_paper") as tx:
        numbering.enter_paper(tx, rules(store), TYPE, DAY, 78, None, "某公司", LEAD, "手写")
    assert len(register(store, OFFICE, 2026).duplicates) == 1


def test_type_and_year_choose_what_is_shown(store):
    put(store)
    assert not register(store, OFFICE, 2025).entries
    assert not register(store, OFFICE, 2026, "inquiry_notice").entries
    assert register(store, OFFICE, 2026, TYPE).entries


# --- settled by a person


def settle(store, stands, reason="先送达的文书有效"):
    (double,) = register(store, OFFICE, 2026).duplicates
    with store.change(LEAD, "settle_number") as tx:
        return settling.settle_duplicate(tx, OFFICE, 2026, double, stands, reason, LEAD, DAY)


def test_a_doubled_number_is_settled_by_a_person_and_the_other_paper_ends_as_a_fact(store):
    first, second = put(store), put(store)
    for wrong, reason, code in ((first, " ", "reason_missing"), ("nobody", "r", "document_unknown")):
        with pytest.raises(KnownError) as refused:
            settle(store, wrong, reason)
        assert refused.value.code == code
    assert store.find("document_end") == [], "nothing of a refused decision stays"
    settle(store, first)
    book = register(store, OFFICE, 2026)
    assert book.clean and book.duplicates == ()
    assert [(s.stands, s.reason, set(s.documents)) for s in book.settled] == [
        (first, "先送达的文书有效", {first, second})
    ]
    by = {e.document: e for e in book.entries}
    assert (by[first].status, by[second].status) == ("issued", "voided")
    assert by[first].number == by[second].number == "78", "nothing is renumbered"
    assert by[second].settled == "先送达的文书有效" and by[second].doubts == ("duplicate",)
    assert book.as_json()["ok"] and book.as_json()["settled"][0]["stands"] == first


def test_a_third_paper_of_the_number_opens_it_again(store):
    first, _ = put(store), put(store)
    settle(store, first)
    third = put(store)
    book = register(store, OFFICE, 2026)
    assert [set(d["documents"]) for d in book.duplicates] == [{e.document for e in book.entries}]
    assert third in book.duplicates[0]["documents"]


def test_a_paper_that_was_served_is_corrected_or_revoked_before_the_other_keeps_the_number(store):
    first, second = put(store), put(store)
    with store.change(LEAD, "serve") as tx:
        tx.new("service", document=second, outcome="served")
    with pytest.raises(KnownError) as refused:
        settle(store, first)
    assert refused.value.code == "document_served"
    with store.change(LEAD, "revoke") as tx:
        endings.end(tx, second, "revoked", "编号重复", LEAD, DAY)
    settle(store, first)
    book = register(store, OFFICE, 2026)
    assert book.clean and [e["kind"] for e in store.find("document_end")] == ["revoked"]


def test_a_doubtful_number_stands_once_a_person_says_why(store):
    document = put(store, 95)
    assert only(store).status == "disputed"
    (use,) = store.find("number_use")
    with store.change(LEAD, "settle_number") as tx:
        settling.accept_doubt(tx, use, "手写文书补录,号码已核对", LEAD, DAY)
    entry = only(store)
    assert (entry.status, entry.doubts, entry.reason) == ("issued", ("outside_block",), "手写文书补录,号码已核对")
    assert entry.document == document


def test_two_desks_that_settle_at_once_differ_visibly_and_nothing_is_lost(tmp_path):
    a, b = new_store(tmp_path / "a.db"), new_store(tmp_path / "b.db")
    found_office(a)
    with a.change(LEAD, "grant") as tx:
        numbering.grant(tx, OFFICE, TYPE, 2026, 78, 80, a.replica, "laptop")
    first, second = put(a), put(a)
    exchange(a, b)
    settle(a, first)
    settle(b, second)
    exchange(a, b)
    books = [register(one, OFFICE, 2026) for one in (a, b)]
    assert {s.stands for s in books[0].settled} == {s.stands for s in books[1].settled} == {first, second}
    assert [e.status for e in books[0].entries] == [e.status for e in books[1].entries] == ["disputed", "disputed"]
    assert books[0].duplicates == books[1].duplicates and len(books[0].duplicates) == 1
    settle(a, second, "两处决定不一致,以签收在先的为准")
    exchange(a, b)
    for one in (a, b):
        book = register(one, OFFICE, 2026)
        assert book.clean and [s.stands for s in book.settled] == [second]
    a.close()
    b.close()
