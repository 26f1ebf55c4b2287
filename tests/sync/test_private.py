"""Informants (举报人): their streams reach the devices of the case's officers, over real sockets, and nobody else."""

from __future__ import annotations

import pytest

from models.errors import Cancelled, KnownError
from models.journal import Edit
from models.profile import Profile
from sync import enrolment, peer, wire
from sync.client import sync
from sync.membership import open_transport
from sync.server import on_sql
from sync.transport import Refused
from tests.sync.conftest import Office, new_unit, settle
from tests.sync.test_heart_sync import restore_server, save_server
from tests.sync.test_server import line_of, operation, push

LEAD, ASSISTANT = "XC-JC-0001", "XC-JC-0002"


def clue_with_informant(profile: Profile, name: str = "不得外传") -> tuple[str, str]:
    with profile.store.change(profile.officer_id, "take_clue") as tx:
        clue = tx.new("clue", summary="拖欠工资")
        return clue, tx.new("informant", clue=clue, name=name)


def case(profile: Profile, clue: str, lead: str | None, assistant: str | None = None) -> str:
    with profile.store.change(profile.officer_id, "open_case") as tx:
        return tx.new("wage_case", clue=clue, lead=lead, assistant=assistant)


def knows(profile: Profile, name: str = "不得外传") -> bool:
    found = profile.store.rows("SELECT count(*) AS n FROM sync_op WHERE CAST(body AS TEXT) LIKE ?", (f"%{name}%",))
    assert bool(found[0]["n"]) == bool(profile.store.find("informant", name=name))
    return bool(found[0]["n"])


def test_an_informant_reaches_the_officers_on_the_case_and_nobody_else(office: Office) -> None:
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    enrolment.name_officers(desk, desk.device_id or "", [])
    lead = desk.officer_of(LEAD)
    clue, _ = clue_with_informant(second)
    settle(second, first, desk)
    assert [knows(p) for p in (desk, first, second)] == [False, False, True], (
        "a clue without a case stays where it is"
    )
    case(second, clue, lead)
    results = settle(second, first, desk)
    assert [knows(p) for p in (desk, first, second)] == [False, True, True]
    assert all(r.equal and not r.repaired for r in results)
    assert first.store.find("informant") == second.store.find("informant")


def test_whoever_is_put_on_a_case_later_receives_what_was_written_before(office: Office) -> None:
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    clue, informant = clue_with_informant(second)
    opened = case(second, clue, desk.officer_of(ASSISTANT))
    with second.store.change(second.officer_id, "edit") as tx:
        tx.set("informant", informant, phone="13900000000")
    settle(second, first)
    assert not knows(first)
    with second.store.change(second.officer_id, "assign") as tx:
        tx.set("wage_case", opened, assistant=desk.officer_of(LEAD))
    settle(second, first)
    assert first.store.find("informant") == second.store.find("informant")
    with first.store.change(first.officer_id, "edit") as tx:
        tx.set("informant", informant, note="改期再谈")
    settle(first, second)
    assert second.store.find("informant")[0]["note"] == "改期再谈"
    with second.store.change(second.officer_id, "assign") as tx:
        tx.set("wage_case", opened, assistant=None)
    settle(second, first)
    with second.store.change(second.officer_id, "edit") as tx:
        tx.set("informant", informant, note="只有承办人知道")
    results = settle(second, first)
    assert not knows(first, "只有承办人知道"), "who left the case hears no more"
    assert all(r.equal for r in results)


def test_a_case_that_is_named_by_its_clue_counts_too(office: Office) -> None:
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    clue, _ = clue_with_informant(second)
    with second.store.change(second.officer_id, "open_case") as tx:
        opened = tx.new("wage_case", lead=desk.officer_of(LEAD))
        tx.set("clue", clue, wage_case=opened)
    settle(second, first)
    assert knows(first)
    with second.store.change(second.officer_id, "close") as tx:
        tx.delete("wage_case", opened)
    other, _ = clue_with_informant(second, "另一个人")
    settle(second, first)
    assert not knows(first, "另一个人")
    assert other != clue


def test_the_desk_says_who_works_at_a_device(office: Office) -> None:
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    lead, assistant = desk.officer_of(LEAD), desk.officer_of(ASSISTANT)
    assert enrolment.officers(desk)[first.device_id or ""] == [lead]
    assert set(enrolment.officers(desk)[desk.device_id or ""]) == {lead, assistant}
    clue, _ = clue_with_informant(second)
    case(second, clue, assistant)
    settle(second, first)
    assert not knows(first)
    with pytest.raises(KnownError, match="role_refused"):
        enrolment.name_officers(first, first.device_id or "", [assistant])
    with pytest.raises(KnownError, match="role_refused"):
        enrolment.officers(first)
    with pytest.raises(KnownError, match="server_refused"):
        enrolment.name_officers(desk, "nobody", [assistant])
    enrolment.name_officers(desk, first.device_id or "", [lead, assistant])
    settle(first)
    assert knows(first)


def test_a_dummy_in_somebody_elses_stream_opens_nothing(office: Office) -> None:
    """A device that is not on the case writes into its stream: kept, and given to those on the case; it gets nothing."""
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    clue, _ = clue_with_informant(second)
    case(second, clue, desk.officer_of(ASSISTANT))
    settle(second)
    with first.store.change(first.officer_id, "guess") as tx:
        tx.new("informant", clue=clue, name="探听")
    results = settle(first, second)
    assert not knows(first) and knows(first, "探听") and knows(second, "探听")
    assert all(r.equal for r in results)
    transport = open_transport(first)
    stolen = {line.replica: 0 for line in second.store.lines()}
    request = wire.SyncRequest(epoch="", held=stolen, private="x", mine={})
    answer = transport.post("/v1/sync", request, wire.SyncAnswer)
    assert all("不得外传".encode() not in bytes(body) for body in answer.ops)


def test_many_private_acts_come_in_batches_and_a_broken_sync_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.server import private

    monkeypatch.setattr(private, "BATCH_OPERATIONS", 7)
    monkeypatch.setattr(private, "PAGE", 3)
    desk = office.desk()
    first = office.laptop("first", desk, LEAD)
    second = office.laptop("second", desk, ASSISTANT)
    clue, informant = clue_with_informant(second)
    case(second, clue, desk.officer_of(LEAD))
    for n in range(25):
        with second.store.change(second.officer_id, "edit") as tx:
            tx.set("informant", informant, note=f"第{n}次")
        if n % 4 == 0:
            sync(second)
    tries = iter([False, False, True])

    def stop() -> bool:
        return next(tries, False)

    with pytest.raises(Cancelled):
        sync(first, cancel=stop)
    assert sync(first).equal
    assert first.store.find("informant") == second.store.find("informant")
    sync(first)
    assert sync(first).pulled.operations == 0


def test_a_laptop_restored_from_a_backup_gets_its_own_informants_back(office: Office) -> None:
    from models.backup import backup, restore
    from tests.sync.conftest import FAST

    desk = office.desk()
    enrolment.name_officers(desk, desk.device_id or "", [])
    second = office.laptop("second", desk, ASSISTANT)
    file = backup(second, office.folder).file
    clue_with_informant(second)
    sync(second)
    second.close()
    again = restore(
        file, office.folder / "restored", "second officer says that", office.clock, keystore=None, kdf=FAST
    )
    office.profiles.append(again)
    assert sync(again).equal and knows(again)


def test_a_stream_carries_only_what_belongs_into_it(office: Office) -> None:
    desk = office.desk()
    second = office.laptop("second", desk, ASSISTANT)
    leak = operation(desk, 77, 1, Edit(t="informant", r="i1", f={"clue": "c1", "name": "不得外传"}, n=True))
    assert push(desk, line_of(desk, leak, replica=77)).quarantined == 1
    smuggled = operation(desk, 78, 1, Edit(t="unit", r="u1", f={"name": "偷运"}, n=True), stream="private:c1")
    push(desk, line_of(desk, smuggled, replica=78, stream="private:c1"))
    results = settle(desk, second)
    assert all(r.equal and not r.repaired for r in results)
    assert desk.store.find("unit") == second.store.find("unit") == []
    assert second.store.find("informant") == []
    assert {q["reason"] for q in desk.store.rows("SELECT reason FROM sync_quarantine")} == {"wrong_stream"}


def test_a_line_of_anothers_private_stream_cannot_be_continued(office: Office) -> None:
    desk = office.desk()
    second = office.laptop("second", desk, ASSISTANT)
    clue, _ = clue_with_informant(second)
    settle(second)
    line = next(line for line in second.store.lines() if line.stream == f"private:{clue}")
    forged = operation(
        desk, line.replica, 2, Edit(t="informant", r="i9", f={"clue": clue}, n=True), stream=line.stream
    )
    with pytest.raises((KnownError, Refused)):
        push(desk, line_of(desk, forged, replica=line.replica, first=2, stream=line.stream))


def test_what_was_written_of_an_informant_after_the_servers_backup_is_handed_in_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The laptop had read no further than the backup goes, and nothing else of it came after: neither the place it
    read to nor the digest tells that the server lost something."""
    monkeypatch.setattr(on_sql, "BATCH_OPERATIONS", 2)
    desk = office.desk()
    laptop = office.laptop("second", desk, ASSISTANT)
    clue, informant = clue_with_informant(laptop)
    case(laptop, clue, desk.officer_of(ASSISTANT))
    settle(laptop, desk, laptop)
    for n in range(9):
        new_unit(desk, f"单位{n}")
        sync(desk)
    backup = save_server(office)
    with laptop.store.change(laptop.officer_id, "edit") as tx:
        tx.set("informant", informant, note="改期再谈")
    tries = iter([False, True])
    with pytest.raises(Cancelled):
        sync(laptop, cancel=lambda: next(tries, True))
    assert peer.waiting(laptop.store) == 0, "the server acknowledged it"
    restore_server(office, backup)
    assert sync(laptop).equal
    kept = office.server.ledger.connection.execute("SELECT body FROM op WHERE room <> office").fetchall()
    assert sum("改期再谈".encode() in bytes(body) for (body,) in kept) == 1
    assert sync(laptop).pushed.operations == 0
