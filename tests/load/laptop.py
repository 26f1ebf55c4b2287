"""One laptop of the load: it joins, works for weeks without a network, comes back, and syncs until it got through."""

from __future__ import annotations

import hashlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from models import numbering
from models.clock import SystemClock, stamp, today
from models.errors import KnownError
from models.profile import Profile
from models.records import answer_id
from models.vault import Kdf
from sync import enrolment
from sync.client import sync
from sync.membership import joined

PASSPHRASE = "load test only passphrase"
QUICK = Kdf(64, 1, 1)
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社"}
OFFICERS = [
    {
        "name": name,
        "role": role,
        "cert_no": number,
        "cert_kind": "labour_inspection",
        "valid_from": "2024-03-01",
        "valid_until": "2039-02-28",
        "passphrase": PASSPHRASE,
    }
    for name, role, number in (("林晓", "lead", "XC-JC-0001"), ("郑远", "assistant", "XC-JC-0002"))
]
TYPE = "rectification_order"
TRIES = 400


class Shifted:
    """The machine's clock, so many days off: a laptop's own past, or a clock that is set wrong."""

    def __init__(self, days: float = 0.0) -> None:
        self.days = days

    def now(self) -> datetime:
        return SystemClock().now() + timedelta(days=self.days)


@dataclass
class Written:
    """What one laptop wrote: (table, id) → hash of its fields; its papers' numbers; how it tried to get through."""

    records: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    acts: int = 0
    note: str = ""


@dataclass
class Arrival:
    """How a laptop got through: syncs tried, what stopped the failed ones, its digest afterwards, and
    how many files it wants had not come (or gone) by then."""

    tries: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    digest: str = ""
    equal: bool = False
    files: int = 0


def wrong_clock(seed: int) -> float:
    """By how many days the clock of laptop ``seed`` is wrong: some by minutes, one in ten by a month."""
    dice = random.Random(seed)
    return dice.choice((-29.0, 29.0)) if seed % 10 == 3 else dice.choice((0.0, 0.0, 0.01, -0.2))


def found_office(folder: Path, url: str, code: str, units: int) -> list[str]:
    """The desk founds the office on the server with some units everybody knows; returns their ids."""
    with Profile.create(
        folder, office=OFFICE, officers=OFFICERS, clock=Shifted(), device_name="desk", keystore=None, kdf=QUICK
    ) as desk:
        with desk.store.change(desk.officer_id, "add_unit") as tx:
            made = [tx.new("unit", name=f"众诚劳务{n}", kind="company") for n in range(units)]
        enrolment.enrol(desk, url, code, name="desk")
        sync(desk)
    return made


def invite(folder: Path, count: int) -> list[str]:
    """One-time codes made at the desk."""
    with opened(folder, Shifted()) as desk:
        return [enrolment.invite(desk, "laptop").code for _ in range(count)]


def opened(folder: Path, clock: Shifted) -> Profile:
    return Profile.open(folder, PASSPHRASE, clock, keystore=None, kdf=QUICK)


def join(folder: Path, url: str, code: str, clock: Shifted) -> Profile:
    """A new laptop of the office, with everything the office has; stays open."""
    return enrolment.join(
        folder,
        url,
        code,
        cert_no="XC-JC-0002",
        passphrase=PASSPHRASE,
        clock=clock,
        name=folder.name,
        keystore=None,
        kdf=QUICK,
    )


def join_and_work(folder: Path, url: str, code: str, days: int, units: list[str], seed: int) -> Written:
    """A laptop joins, then works ``days`` days offline up to today; one clock in ten is a month wrong."""
    dice, done, clock = random.Random(seed), Written(), Shifted(wrong_clock(seed))
    with join(folder, url, code, clock) as laptop:
        for day in range(days):
            clock.days = day - days + wrong_clock(seed)
            _day(laptop, dice, done, units, day)
        with laptop.store.change(laptop.officer_id, "edit_unit") as tx:
            done.note = f"{folder.name} was here"
            tx.set("unit", units[0], note=done.note)
    return done


def _day(laptop: Profile, dice: random.Random, done: Written, units: list[str], day: int) -> None:
    unit = dice.choice(units)
    visit = _act(laptop, done, "plan_visit", "inspection", office=laptop.office_id, state="planned", kind="routine")
    for item in range(12):
        answer = answer_id(visit, f"S{item:02d}-01", unit)
        fields = {"inspection": visit, "item": f"S{item:02d}-01", "unit": unit, "answer": dice.choice(("yes", "no"))}
        _act(laptop, done, "answer", "answer", answer, **fields, note=f"{dice.randrange(10**9)}")
    _wages(laptop, dice, done, visit)
    if day % 2 == 0:
        paper(laptop, dice, done, visit)
    if day % 7 == 0:
        photo = laptop.blobs.put(dice.randbytes(3000), spare=0)
        _act(laptop, done, "photo", "evidence", inspection=visit, kind="photo", blob=photo.sha256)


def _act(laptop: Profile, done: Written, act: str, table: str, id: str | None = None, **fields: Any) -> str:
    with laptop.store.change(laptop.officer_id, act) as tx:
        record = tx.new(table, id, **fields)
    done.records[(table, record)] = fingerprint(fields)
    done.acts += 1
    return record


def _wages(laptop: Profile, dice: random.Random, done: Written, visit: str) -> None:
    with laptop.store.change(laptop.officer_id, "wages") as tx:
        roll = tx.new("wage_roll", inspection=visit, name="工资表")
        for place in range(6):
            worker = tx.new("wage_worker", roll=roll, place=place, name=f"工人{dice.randrange(999)}")
            fields: dict[str, Any] = {
                "roll": roll,
                "worker": worker,
                "month": "2026-09",
                "due_fen": dice.randrange(10**6),
            }
            fields["paid_fen"] = 0
            done.records[("wage_line", tx.new("wage_line", **fields))] = fingerprint(fields)
    done.acts += 1


def paper(laptop: Profile, dice: random.Random, done: Written, visit: str) -> None:
    """Number, paper and its file in one act, as issuing does; no pages are rendered, they are not the matter here."""
    pdf = b"%PDF-1.7\n" + dice.randbytes(2000)
    sha, day, store = hashlib.sha256(pdf).hexdigest(), today(laptop.clock), laptop.store
    with store.change(laptop.officer_id, "issue") as tx:
        office = tx.get("office", laptop.office_id)
        assert office is not None
        rules = numbering.Rules.of(office, laptop.pack, store.local_get("device_code"))
        taking = numbering.next_number(tx, rules, TYPE, day, day, store.replica)
        tx.put_file(pdf, sha, "application/pdf")
        fields: dict[str, Any] = {
            "inspection": visit,
            "type": TYPE,
            "number": taking.number,
            "n": taking.n,
            "year": taking.year,
        }
        fields |= {"pdf": sha, "date": day.isoformat(), "issued_at": stamp(laptop.clock.now())}
        paper = tx.new("document", **fields, issued_by=laptop.officer_id, replica=store.replica)
        numbering.use(tx, rules, taking, paper, day, laptop.officer_id)
    done.records[("document", paper)] = fingerprint(fields)
    done.numbers.append(taking.number)
    done.acts += 1


def fingerprint(fields: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(fields.items())).encode()).hexdigest()[:16]


def arrive(folder: Path, url: str, after_s: float, seed: int) -> Arrival:
    """Come back after ``after_s`` seconds and sync until one sync went through from end to end."""
    dice, done = random.Random(seed), Arrival()
    time.sleep(after_s)
    started = time.monotonic()
    with opened(folder, Shifted(wrong_clock(seed))) as profile:
        through = {**(joined(profile.store) or {}), "url": url}
        profile.store.local_set("server", through)
        while done.tries < TRIES:
            done.tries += 1
            try:
                result = sync(profile)
            except KnownError as error:
                done.refused[error.code] += 1
                time.sleep(dice.uniform(0.05, 0.6))
                continue
            done.equal, done.digest, done.files = result.equal, digest_of(profile), result.pending.blobs
            if result.equal and result.files_error is None and not result.pending.operations:
                break
            done.refused[result.files_error or "more"] += 1
    done.seconds = time.monotonic() - started
    return done


def digest_of(profile: Profile) -> str:
    return hashlib.sha256(repr(sorted(profile.store.digest().items())).encode()).hexdigest()
