"""The first download while somebody works, and on a profile that was copied: what was written here is never in its way."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

import pytest

from models import derived, imagerows, imaging
from models.check import check
from models.errors import Cancelled
from models.profile import Profile
from models.records import Field, Record
from sync import enrolment, snapshot, wire
from sync.client import sync
from sync.server import snapshot as serversnapshot
from sync.server.snapshot import Snapshots
from tests.sync.conftest import FAST, Office, new_unit, settle
from tests.sync.test_server import code_of
from tests.sync.test_snapshot import a_year, at_once, tables

__all__ = ["at_once"]
PASSPHRASE = "second officer says that"


def still_empty(office: Office, desk: Profile, name: str) -> Profile:
    """A laptop that has joined and whose first download was broken off: it holds nothing yet, and is opened."""
    code = enrolment.invite(desk, "laptop").code
    with pytest.raises(Cancelled):
        enrolment.join(
            office.folder / name, office.server.url, code, cert_no="XC-JC-0002", passphrase=PASSPHRASE,
            clock=office.clock, name=name, keystore=None, kdf=FAST, cancel=lambda: True,
        )  # fmt: skip
    made = Profile.open(office.folder / name, PASSPHRASE, office.clock, keystore=None, kdf=FAST)
    office.profiles.append(made)
    assert imaging.is_empty(made.store)
    return made


def test_what_is_written_while_the_office_comes_in_is_kept_and_handed_in(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow line the first download takes minutes; nobody is kept from writing meanwhile."""
    desk, _ = a_year(office)
    laptop = still_empty(office, desk, "laptop2")
    written: list[str] = []
    fetched = snapshot._fetch

    def slowly(*args: Any) -> bytes:
        body = fetched(*args)
        written.append(new_unit(laptop, "下载时写的"))
        return body

    monkeypatch.setattr(snapshot, "_fetch", slowly)
    first = sync(laptop)
    assert first.equal and not first.repaired
    assert new_unit(laptop, "之后写的")
    results = settle(laptop, desk)
    assert all(r.equal and not r.repaired for r in results)
    assert written and desk.store.get("unit", written[0])
    assert laptop.store.history(written[0])
    assert tables(laptop.store) == tables(desk.store)
    assert laptop.store.digest() == derived.counted(laptop.store.reader())
    assert check(laptop).problems == []


def test_a_copy_of_a_profile_that_held_nothing_yet_begins_anew(office: Office, at_once: None) -> None:
    """Two laptops from one disk image that was made between joining and the first download."""
    desk, _ = a_year(office)
    laptop = still_empty(office, desk, "laptop2")
    laptop.close()
    office.profiles.remove(laptop)
    shutil.copytree(laptop.folder, office.folder / "copy", ignore=shutil.ignore_patterns("lock"))
    both = []
    for name in ("laptop2", "copy"):
        one = Profile.open(office.folder / name, PASSPHRASE, office.clock, keystore=None, kdf=FAST)
        office.profiles.append(one)
        both.append(one)
        assert sync(one).equal
        new_unit(one, f"{name}写的")
        assert sync(one).equal
        for _ in range(20):
            new_unit(desk, "又一家")
        sync(desk)
    laptop, copy = both
    results = settle(laptop, copy, desk)
    assert all(r.equal for r in results)
    assert laptop.store.replica != copy.store.replica
    assert tables(laptop.store) == tables(copy.store) == tables(desk.store)
    assert {"laptop2写的", "copy写的"} <= {u["name"] for u in desk.store.find("unit")}
    for one in both:
        assert check(one).problems == []


def test_a_number_that_no_column_holds_is_a_bad_answer_and_leaves_nothing(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = a_year(office)
    laptop = still_empty(office, desk, "laptop2")
    lines = serversnapshot._lines
    monkeypatch.setattr(Snapshots, "_stale", lambda *_: True)
    with monkeypatch.context() as bad:
        bad.setattr(serversnapshot, "_lines", lambda *of: [(r, 2**70, chain) for r, _, chain in lines(*of)])
        assert code_of(lambda: sync(laptop)) == "server_answer_bad"
    assert imaging.is_empty(laptop.store) and not laptop.store.find("unit")
    assert all(r.equal for r in settle(laptop, desk))


def test_a_frame_that_is_too_large_sends_the_device_to_the_log(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One record of many megabytes keeps nobody from joining: alone, as the operation it came in, it has room."""
    desk, _ = a_year(office)
    unzip = wire.unzip
    monkeypatch.setattr(wire, "unzip", lambda body, *, cap=300: unzip(body, cap=cap))
    laptop = office.laptop("laptop2", desk)
    assert not imaging.base(laptop.store), "it took the log"
    assert all(r.equal for r in settle(laptop, desk)) and tables(laptop.store) == tables(desk.store)


@pytest.mark.parametrize("instead", [0, 1], ids=["more", "another"])
def test_a_server_whose_records_have_other_fields_is_asked_for_the_log(
    office: Office, at_once: None, monkeypatch: pytest.MonkeyPatch, instead: int
) -> None:
    """Whatever the number of its schema says."""
    desk, _ = a_year(office)
    encode = imagerows.encode

    def newer(record: Record, rows: list[Any]) -> bytes:
        kept = len(record.fields) - instead
        other = replace(record, fields=(*record.fields[:kept], Field("newer", "text")))
        return encode(other, [[*row[: len(row) - instead], None] for row in rows])

    monkeypatch.setattr(imagerows, "encode", newer)
    laptop = office.laptop("laptop2", desk)
    assert not imaging.base(laptop.store), "it took the log"
    assert all(r.equal for r in settle(laptop, desk)) and tables(laptop.store) == tables(desk.store)
