"""Two laptops from one disk image, over real sockets: both work on, both sync, nobody loses an act or a paper."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from typing import Any

import pytest

from models import derived, numbering
from models.check import check
from models.profile import Profile
from models.register import register
from sync import ahead, client, copied
from sync.client import sync
from tests.sync.conftest import FAST, Office, new_unit, settle
from tests.sync.test_numbers import rules_of

TYPE = "rectification_order"


def image(office: Office, original: Profile, name: str) -> Profile:
    """The folder copied while nobody works on it, and opened on another machine."""
    target = office.folder / name
    shutil.copytree(original.folder, target, ignore=shutil.ignore_patterns("lock"))
    made = Profile.open(target, "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(made)
    return made


def issue(profile: Profile, words: bytes) -> str:
    """A paper with the next number of this device, its bytes in the same act; returns the number."""
    store, day = profile.store, date(2026, 10, 9)
    rules = rules_of(profile)
    with store.change(profile.officer_id, "issue") as tx:
        taking = numbering.next_number(tx, rules, TYPE, day, day, store.replica)
        document = tx.new("document", office=profile.office_id, type=TYPE, number=taking.number, n=taking.n,
                          year=2026, series=taking.series, date=day.isoformat(), pdf=hashlib.sha256(words).hexdigest(), title=words.decode())  # fmt: skip
        tx.put_file(words, hashlib.sha256(words).hexdigest(), "application/pdf")
        numbering.use(tx, rules, taking, document, day, profile.officer_id)
    return taking.number


def everything(profile: Profile) -> dict[str, Any]:
    tables = ("unit", "document", "number_use", "number_block", "device")
    return {t: sorted((str(r) for r in profile.store.find(t)), key=str) for t in tables}


def whole(*profiles: Profile) -> None:
    for one in profiles:
        health = check(one)
        assert health.database == health.chain == "ok", health.problems
        assert {b: c for b, c in one.store.digest().items() if c[0]} == derived.counted(one.store.reader())


@pytest.mark.parametrize("first", ["laptop", "copy"])
def test_both_copies_work_on_and_everybody_ends_with_the_same(office: Office, first: str) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(laptop, desk)
    waiting = new_unit(laptop, "在镜像里,还没上报")
    laptop.close()
    office.profiles.remove(laptop)
    laptop = Profile.open(laptop.folder, "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(laptop)
    copy = image(office, laptop, "copy")
    numbers = {}
    for one, word in ((laptop, "甲"), (copy, "乙")):
        office.clock.advance(minutes=1)
        with one.store.change(one.officer_id, "edit") as tx:
            tx.set("unit", waiting, name=word)
        new_unit(one, f"{word}单位")
        numbers[word] = issue(one, f"{word}文书".encode())
    assert numbers["甲"] == numbers["乙"], "one image, one block: nobody could know"
    papers = copy.store.find("document")
    order = [laptop, copy] if first == "laptop" else [copy, laptop]
    assert not sync(order[0]).copied
    replica = order[1].store.replica
    result = sync(order[1])
    assert result.copied and result.equal and result.pending.operations == 0
    assert order[1].store.replica != replica == order[0].store.replica
    results = settle(*order, desk)
    assert all(r.equal and not r.copied and r.quarantined == 0 for r in results)
    assert everything(laptop) == everything(copy) == everything(desk)
    assert [p for p in copy.store.find("document") if p in papers] == papers
    assert {u["name"] for u in desk.store.find("unit")} >= {"甲单位", "乙单位"}
    assert {h.value for h in desk.store.state("unit", waiting).heads["name"]} == {"甲", "乙"}
    whole(laptop, copy, desk)
    book = register(desk.store, desk.office_id, 2026)
    assert [d["number"] for d in book.duplicates] == [numbers["甲"]]
    assert copied.copied(order[1].store)["from"] == replica and copied.copied(order[0].store) is None


def test_copies_that_wrote_equally_much_are_found_out_also_by_a_restored_server(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new epoch asks who holds how much; as much under one name was taken for the same, where the first batch held
    only what both copies have."""
    monkeypatch.setattr(ahead, "BATCH_OPERATIONS", 1)
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(laptop, desk)
    new_unit(laptop, "在镜像里,还没上报")
    laptop.close()
    office.profiles.remove(laptop)
    laptop = Profile.open(laptop.folder, "second officer says that", office.clock, keystore=None, kdf=FAST)
    office.profiles.append(laptop)
    copy = image(office, laptop, "copy")
    for one, word in ((laptop, "甲"), (copy, "乙")):
        for n in range(3):
            new_unit(one, f"{word}{n}")
    sync(laptop)
    ledger = office.server.ledger
    ledger.restored(desk.office_id, ledger.epoch(desk.office_id))
    assert sync(copy).copied
    settle(laptop, copy, desk)
    assert all(r.equal for r in settle(laptop, copy, desk))
    assert {u["name"] for u in desk.store.find("unit")} >= {f"{word}{n}" for word in "甲乙" for n in range(3)}
    assert everything(laptop) == everything(copy) == everything(desk)
    whole(laptop, copy, desk)


def test_after_that_each_has_numbers_and_an_entry_of_its_own_and_goes_on(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(laptop, desk)
    copy = image(office, laptop, "copy")
    for one in (laptop, copy):
        new_unit(one, one.folder.name)
    settle(laptop, copy, desk)
    taken = [issue(one, f"{one.folder.name}{n}".encode()) for n in range(3) for one in (laptop, copy)]
    assert len(set(taken)) == 6, "the new name has numbers of its own"
    results = settle(laptop, copy, desk)
    assert all(r.equal and not r.copied for r in results)
    before = [len(one.store.rows("SELECT 1 FROM sync_op")) for one in (laptop, copy)]
    settle(laptop, copy)
    assert before == [len(one.store.rows("SELECT 1 FROM sync_op")) for one in (laptop, copy)], (
        "no entry goes to and fro"
    )
    named = {d["replica"]: d["predecessor"] for d in desk.store.find("device") if d["replica"]}
    assert {laptop.store.replica, copy.store.replica} <= set(named)
    assert named[copy.store.replica] == laptop.store.replica
    assert register(desk.store, desk.office_id, 2026).duplicates == ()
    whole(laptop, copy, desk)


def test_a_copy_that_was_stopped_in_the_middle_begins_anew_the_next_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(laptop, desk)
    copy = image(office, laptop, "copy")
    for one in (laptop, copy):
        new_unit(one, one.folder.name)
    sync(laptop)
    real = copied.begin_anew
    with monkeypatch.context() as patch:
        patch.setattr(client.copied, "begin_anew", lambda *a: [real(*a), 1 // 0])
        with pytest.raises(ZeroDivisionError):
            sync(copy)
    settle(copy, laptop, desk)
    assert everything(laptop) == everything(copy) == everything(desk)
    whole(laptop, copy, desk)


def test_informants_streams_fork_too(office: Office) -> None:
    desk = office.desk()
    laptop = office.laptop("laptop", desk)
    settle(laptop, desk)
    with laptop.store.change(laptop.officer_id, "intake") as tx:
        clue = tx.new("clue", summary="拖欠")
        informant = tx.new("informant", clue=clue, name="不得打印")
    sync(laptop)
    copy = image(office, laptop, "copy")
    for one, phone in ((laptop, "甲"), (copy, "乙")):
        new_unit(one, one.folder.name)
        with one.store.change(one.officer_id, "edit") as tx:
            tx.set("informant", informant, phone=phone)
    settle(laptop, copy, laptop)
    heads = [
        sorted(h.value for h in one.store.state("informant", informant).heads["phone"]) for one in (laptop, copy)
    ]
    assert heads == [["乙", "甲"], ["乙", "甲"]]
    whole(laptop, copy)
