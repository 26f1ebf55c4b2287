"""The command ``drill``: the whole journey again and again until killed, an acknowledgement after each COMMIT."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from forms import issuing, receipts
from forms.service import Delivery
from models import pin, samplecase
from models.caseread import Node
from models.clock import SystemClock, local, stamp, today
from models.errors import KnownError
from models.profile import Profile
from models.records import answer_id
from models.vaultfile import exists
from ui.cli.frame import Common, Done, emit

CASE = Path(__file__).with_name("drill-case.json")
PIN = "271828"
ORDER = {
    "variant": "V-ARREARS/subcontractor",
    "due": None,
    "facts": {"employer": "sub"},
    "text": None,
}


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="What the acts are drawn from.")
@click.option("--against", type=click.Path(path_type=Path), default=None, metavar="ACKS.jsonl")
@click.option("--acts", type=int, default=10**9, hidden=True)
@click.option("--server", "server_of", type=click.Path(path_type=Path), default=None, hidden=True)
@click.pass_obj
def drill(common: Common, seed: int, against: Path | None, acts: int, server_of: Path | None) -> Done | None:
    """Work without pause until killed; --against ACKS.jsonl then tells what was lost, doubled or half issued."""
    if server_of is not None:
        from ui.cli.drillserver import serve

        serve(server_of)
        return None
    folder = common.folder()
    database = folder.with_name(folder.name + ".server") / "server.db"
    if against is not None:
        from ui.cli.drillcheck import compare, read_acks

        data = compare(folder, read_acks(against), lambda: _opened(common), database)
        return Done(data, json.dumps(data, ensure_ascii=False), 0 if data["ok"] else 1)
    _work(common, folder, database, random.Random(seed), acts)  # noqa: S311 - a drill, nothing secret
    return None


def _opened(common: Common) -> Profile:
    return Profile.open(common.folder(), common.passphrase(), SystemClock())


def _work(common: Common, folder: Path, database: Path, dice: random.Random, acts: int) -> None:
    from ui.cli.drillserver import Server

    profile = _opened(common) if exists(folder) else _made(folder, common.passphrase())
    with profile:
        server = _server_for(profile, database, Server)
        try:
            journey = Journey(profile, dice)
            for count, done in zip(range(1, acts + 1), journey.acts(), strict=False):
                emit({"ack": count, **done})
        finally:
            server.stop()


def _made(folder: Path, passphrase: str) -> Profile:
    case = Node(_base())
    officers = samplecase.officers_of(case, passphrase)
    return Profile.create(folder, office=samplecase.office_of(case), officers=officers, clock=SystemClock())


def _base() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CASE.read_text(encoding="utf-8"))
    return found


def _server_for(profile: Profile, database: Path, start: Any) -> Any:
    """The running server that this profile has joined; its port is another one in each life."""
    from sync.enrolment import enrol
    from sync.membership import joined

    database.parent.mkdir(parents=True, exist_ok=True)
    server = start(database)
    known = joined(profile.store)
    if known is not None:
        profile.store.local_set("server", {**known, "url": server.url})
    elif server.admin_code is not None:
        enrol(profile, server.url, server.admin_code, name="drill")
    else:
        # Killed between the server's founding and this profile's note of it: nothing was synced yet.
        server.stop()
        aside = next(p for n in range(1, 10_000) if not (p := database.parent.with_suffix(f".server{n}")).exists())
        database.parent.rename(aside)
        return _server_for(profile, database, start)
    return server


class Journey:
    """Acts without end, each yielded after its COMMIT: did, id, number, sha256."""

    def __init__(self, profile: Profile, dice: random.Random) -> None:
        self.profile, self.dice, self.store = profile, dice, profile.store
        self.second = next(
            str(c["officer"]) for c in self.store.find("certificate") if c["officer"] != profile.officer_id
        )
        # A life cut short in the middle of a confirmation has spent a try: each life sets the PIN anew.
        pin.set_pin(self.store, self.second, PIN)
        self.unit: str | None = None

    def acts(self) -> Iterator[dict[str, Any]]:
        while True:
            loaded = samplecase.load_case(self.profile, Node(self._case()))
            self.unit = (self.store.get("draft", loaded.drafts[0]) or {})["addressees"][0]
            yield from (self._answer(loaded.inspection) for _ in range(self.dice.randint(2, 6)))
            yield self._photo(loaded.inspection)
            yield self._wage(loaded.inspection)
            for draft in loaded.drafts:
                issued = self._issue(draft)
                yield issued
                yield self._answer(loaded.inspection)
                yield self._service(issued["id"])
            yield self._sync()

    def _case(self) -> dict[str, Any]:
        """The drill's visit of today: six workers, two overdue months, an order and a notice."""
        case, day = copy.deepcopy(_base()), today(self.profile.clock)
        now = local(self.profile.clock.now()).isoformat(timespec="seconds")
        case["inspection"] |= {
            "approval": {
                "no": "1",
                "approved_on": day.isoformat(),
                "approved_by": "bureau_head",
                "how": "paper",
                "urgent": False,
            },
            "notice": {"no": "演练通知1号", "date": day.isoformat(), "handed_to": "演练丙"},
            "started_at": now,
            "ended_at": now,
        }
        months = list(_months_before(day, 4))[:2]
        case["wage_rows"] = [
            {
                "worker_id": w["id"],
                "month": m,
                "days": 22,
                "due": f"{self.dice.randint(5000, 9000)}.00",
                "paid": "0.00",
            }
            for w in case["workers"]
            for m in months
        ]
        case["evidence"] = [{"name": "工资支付表", "date": day.isoformat(), "from": "sub"}]
        common = {"addressees": ["gc"], "date": day.isoformat(), "as_of": day.isoformat(), "period": months}
        case["drafts"] = [
            {"type": "rectification_order", "evidence": ["工资支付表"], "requirements": [ORDER], **common},
            {"type": "inquiry_notice", **common, "materials": ["《营业执照》副本"], "appear_at": self._tomorrow()},
        ]
        return case

    def _tomorrow(self) -> str:
        return stamp(self.profile.clock.now() + timedelta(days=1))

    def _answer(self, inspection: str) -> dict[str, Any]:
        item = self.dice.choice(self.profile.pack.items).id
        record, note = answer_id(inspection, item, self.unit), f"{self.dice.randrange(10**12)}"
        with self.store.change(self.profile.officer_id, "answer") as tx:
            tx.put("answer", record, inspection=inspection, item=item, unit=self.unit, answer="na", note=note)
        return _did("answer", record, sha256=hashlib.sha256(note.encode()).hexdigest())

    def _photo(self, inspection: str) -> dict[str, Any]:
        put = self.profile.blobs.put(self.dice.randbytes(self.dice.choice((900, 60_000, 700_000))), spare=0)
        with self.store.change(self.profile.officer_id, "photo") as tx:
            record = tx.new("evidence", inspection=inspection, kind="photo", blob=put.sha256, mime="image/jpeg")
        return _did("photo", record, sha256=put.sha256)

    def _wage(self, inspection: str) -> dict[str, Any]:
        """A whole roll in one act, on a visit of its own so that no order adds it up."""
        workers, months = self.dice.randint(1, 9), list(_months_before(today(self.profile.clock), 2))
        with self.store.change(self.profile.officer_id, "import_wages") as tx:
            roll = tx.new("wage_roll", inspection=None, name=inspection, pay_day="次月10日", state="taken")
            for place in range(workers):
                worker = tx.new("wage_worker", roll=roll, place=place, name=f"演练{place}")
                for month in months:
                    tx.new("wage_line", roll=roll, worker=worker, month=month, due_fen=800_000, paid_fen=0)
        count = str(workers * len(months))
        return _did("wage", roll, sha256=hashlib.sha256(count.encode()).hexdigest())

    def _issue(self, draft: str) -> dict[str, Any]:
        made = issuing.issue(self.profile, draft, self.second, PIN)
        return _did("issue", made.document, made.number, made.sha256)

    def _service(self, document: str) -> dict[str, Any]:
        paper = self.store.get("document", document) or {}
        now = self.profile.clock.now()
        given = Delivery(
            document=document,
            unit=paper["addressees"][0]["unit"],
            method="direct",
            at=now,
            place="演练区演练路1号",
            place_kind="bureau_office",
            recipient="演练丙",
            recipient_title="法定代表人",
            authority="legal_rep",
            lead=self.profile.officer_id,
            assistant=self.second,
        )
        strokes = [[(float(n), float(n % 5), n * 10.0) for n in range(20)]]
        signed = [receipts.Signature("recipient", "演练丙", strokes, now, "法定代表人")]
        done = receipts.record(self.profile, given, signed)
        if done.receipt is None:
            raise KnownError("document_unknown", document=document)
        return _did("service", done.service, done.receipt.number, done.receipt.sha256)

    def _sync(self) -> dict[str, Any]:
        from sync.client import sync

        before = self.store.my_line(self.store.stream)
        replica, seq = before.replica, before.last_seq
        sync(self.profile)
        return _did("sync", f"{replica}:{seq}")


def _did(what: str, id: str, number: str | None = None, sha256: str | None = None) -> dict[str, Any]:
    return {"did": what, "id": id, "number": number, "sha256": sha256}


def _months_before(day: date, most: int) -> Iterator[str]:
    """The ``most`` months before last month, oldest first: their wages are overdue by any pay day."""
    at = day.year * 12 + day.month - 2
    for month in range(at - most, at):
        yield f"{month // 12}-{month % 12 + 1:02d}"
