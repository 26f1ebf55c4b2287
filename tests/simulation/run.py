"""One seed from beginning to end: what happens is drawn, done and checked; at the end everybody must agree."""

from __future__ import annotations

import random
import shutil
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from sync import ahead
from sync.blobs import waiting
from sync.server import on_sql
from tests.simulation import copies, sticks
from tests.simulation.checks import everybody_agrees, living
from tests.simulation.network import Network
from tests.simulation.office import Office
from tests.simulation.oracle import DELETED
from tests.simulation.places import OFFICE, Device, Template, build_template
from tests.simulation.seeded import seeded

UNITS = ["unit-0", "unit-1", "unit-2"]
FIELDS = ("name", "phone", "note", "principal")


@dataclass
class Outcome:
    """How one seed went. ``error`` is None when everything held."""

    seed: int
    steps: int
    counts: Counter[str]
    log: list[str] = field(default_factory=list)
    error: str | None = None


def scratch() -> Path | None:
    """A folder in memory where the system has one: the disk is not what is tested here."""
    shm = Path("/dev/shm")
    return shm if shm.is_dir() else None


@contextmanager
def made_template() -> Any:
    """The files each seed begins with; made once a process through the real enrolment."""
    folder = Path(tempfile.mkdtemp(prefix="anxin-sim-", dir=scratch()))
    try:
        network = Network(None, random.Random(0), lambda line: None)
        with seeded("template", network.client) as fuses:
            template = build_template(folder, fuses, network)
        network.loop.close()
        yield template
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(seed: int, template: Template, *, beside: bool = True) -> Outcome:
    """Simulate one seed; never raises for what the product did wrong. ``beside``: devices work while a request is under
    way, write much at once, and files go back further than the database (seeds found before tell another story)."""
    rng = random.Random(f"schedule {seed}")
    folder = Path(tempfile.mkdtemp(prefix=f"anxin-seed-{seed}-", dir=scratch()))
    lines: list[str] = []
    network = Network(None, rng, lines.append, beside=random.Random(f"beside {seed}") if beside else None)
    outcome = Outcome(seed, 0, Counter(), lines)
    patches = [
        mock.patch.object(ahead, "BATCH_OPERATIONS", rng.choice((2, 3, 1000))),
        mock.patch.object(on_sql, "BATCH_OPERATIONS", rng.choice((2, 3, 1000))),
    ]
    try:
        with seeded(seed, network.client) as fuses:
            for patch in patches:
                patch.start()
            try:
                office = Office(folder, template, rng, fuses, network, lines.append, outcome.counts)
                office.open()
                _live(office, outcome)
                _end(office)
                office.counts["operations"] += len(office.oracle.ops)
                office.counts["operations lost with their disks"] += len(office.oracle.lost)
            except Exception:
                outcome.error = traceback.format_exc()
            finally:
                for patch in patches:
                    patch.stop()
                for path in list(fuses.open):
                    fuses.kill(path)
    finally:
        network.loop.close()
        shutil.rmtree(folder, ignore_errors=True)
    outcome.counts.update({f"net {k}": v for k, v in network.faults.items()})
    return outcome


@dataclass(frozen=True)
class Run:
    """:func:`run` for another process: a log that tells of nothing wrong stays there."""

    template: Template

    def __call__(self, seed: int) -> Outcome:
        outcome = run(seed, self.template)
        if outcome.error is None:
            outcome.log = []
        return outcome


def _live(office: Office, outcome: Outcome) -> None:
    steps = office.rng.randrange(10, 34)
    names, weights = zip(*((name, weight) for name, (weight, _) in STEPS.items()), strict=True)
    for number in range(steps):
        (name,) = office.rng.choices(names, weights)
        office.log(f"{number:3} {name}")
        office.world.advance(office.rng.choice((1, 30, 400, 4000)))
        if name in WITHOUT or any(d.name not in office.forked for d in office.devices):
            STEPS[name][1](office)
        else:
            copies.write(office)
        _much_work(office)
        outcome.steps = number + 1
        office.counts[f"step {name}"] += 1


def _much_work(office: Office) -> None:
    """Now and then a device writes so much between two syncs that it goes up in several batches."""
    draw = office.network.beside
    if draw is None or draw.random() > 0.02:
        return
    able = [d for d in office.devices if d.name not in office.forked]
    if able:
        device = draw.choice(able)
        for n in range(draw.randrange(6, 14)):
            office.write(device, draw.choice(UNITS), {draw.choice(FIELDS): f"值{n % 3}"})


def _end(office: Office) -> None:
    """The network is whole again, every request has arrived; then people settle what is open, together."""
    office.log("end")
    office.network.arrive(every=True)
    copies.settle(office)
    quiet(office)
    copies.settled(office)
    everybody_agrees(office, office.rng.choice(living(office)))
    office.counts["conflicts at the end"] += len(living(office)[0].store.conflicts())
    office.steady = True
    together(office)
    everybody_agrees(office)


def quiet(office: Office) -> None:
    """Sync until everybody has everything; that must come to an end, and a sync more brings nothing."""
    ended = office.raw.sync()
    assert ended == "whole", f"the other version's device ended with {ended}"
    office.read_server()
    for _ in range(6):
        for device in office.devices:
            result = office.sync(device, 0.0, calm=True)
            # also with a server that was restored, or has not heard yet from the desk what a laptop got by stick: each
            # device hands in whatever it holds, its own and others'
            assert result is None or (result.equal and not result.pending.operations), f"{device.name}: {result}"
        if all(in_step(office, device) for device in living(office)):
            result = office.sync(office.rng.choice(living(office)), 0.0, calm=True)
            assert result is not None and result.equal and not result.repaired
            assert not (result.pulled.operations or result.pushed.operations), "invariant 3: a sync has news again"
            return
    raise AssertionError("invariant 1: syncing does not come to an end")


def in_step(office: Office, device: Device) -> bool:
    """Whether this device holds each line as far as the server does, and no file waits that somebody could send."""
    have = office.lines(device)
    lines = office.server_lines(lambda room: room == OFFICE or office.hears(device, room))
    behind = any(have.get(replica, 0) < seq for replica, seq in lines.items())
    up, down = waiting(device)
    return not behind and not up and not any(office.server.file_whole(sha) for sha in down)


def together(office: Office) -> None:
    """Invariant 10: all settle the same conflicts at once, each in his own way, and it ends; all issue papers."""
    for turn in range(4):
        open_now = [c for c in living(office)[0].store.conflicts() if c["tbl"] == "unit"]
        if turn and not open_now:
            return
        for device in living(office) if turn == 0 else living(office)[:1]:
            for conflict in open_now:
                _settle(office, device, conflict["rec"], conflict["reg"])
            office.issue(device)
        quiet(office)
    raise AssertionError("invariant 10: conflicts come back")


def _settle(office: Office, device: Device, rec: str, register: str) -> None:
    if register == DELETED:
        office.rng.choice((office.undelete, office.delete))(device, rec)
        return
    heads = device.store.state("unit", rec).heads[register]
    office.decide(device, rec, register, office.rng.choice(heads).value)


# --- what may happen


def _device(office: Office) -> Device:
    return office.rng.choice([d for d in office.devices if d.name not in office.forked])


def _unit(office: Office) -> str:
    return office.rng.choice(UNITS)


def _write(office: Office) -> None:
    fields = {
        name: f"值{office.rng.randrange(3)}" for name in office.rng.sample(FIELDS, office.rng.choice((1, 1, 2)))
    }
    office.write(_device(office), _unit(office), fields)


def _group(office: Office) -> None:
    fields = {"uscc_status": office.rng.choice(["valid", "missing"]), "uscc_reason": f"因{office.rng.randrange(3)}"}
    office.write(
        _device(office), _unit(office), dict(office.rng.sample(sorted(fields.items()), office.rng.choice((1, 2))))
    )


def _delete(office: Office) -> None:
    office.delete(_device(office), _unit(office))


def _undelete(office: Office) -> None:
    office.undelete(_device(office), _unit(office))


def _decide(office: Office) -> None:
    device = _device(office)
    conflicts = [c for c in device.store.conflicts() if c["tbl"] == "unit"]
    if conflicts:
        conflict = office.rng.choice(conflicts)
        _settle(office, device, conflict["rec"], conflict["reg"])


def _sync(office: Office) -> None:
    office.sync(office.rng.choice(office.devices), office.rng.choice((0.0, 0.0, 0.2, 0.5)))


def _all_sync(office: Office) -> None:
    for device in office.devices:
        office.sync(device, office.rng.choice((0.0, 0.2)))


def _restore_device(office: Office) -> None:
    device = _device(office)
    if office.copies.get(device.name):
        office.restore_device(device, office.rng.choice(office.copies[device.name]))


def _restore_server(office: Office) -> None:
    if office.copies.get("server") and not office.copied:
        office.restore_server(office.rng.choice(office.copies["server"]))


def _revoke(office: Office) -> None:
    device = office.devices[-1]
    if len(living(office)) > 2 and not office.copied and device is not office.desk and not office.revoked(device):
        office.revoke(device)


def _restart(office: Office) -> None:
    office.server.reborn()


def _raw(office: Office) -> None:
    kinds = office.raw.write(office.rng, office.oracle, UNITS)
    office.network.trouble = office.rng.choice((0.0, 0.3))
    ended = office.raw.sync()
    office.network.trouble = 0.0
    office.log(f"  raw: {kinds}: {ended}")


WITHOUT = ("sync", "all sync", "late requests arrive")
"""What may happen also where every device is one whose operations may still take another name."""
STEPS: dict[str, tuple[int, Callable[[Office], None]]] = {
    "write": (22, _write),
    "group": (8, _group),
    "delete": (5, _delete),
    "undelete": (3, _undelete),
    "decide": (5, _decide),
    "issue": (8, lambda office: office.issue(_device(office))),
    "photo": (3, lambda office: office.photo(_device(office))),
    "tell": (2, lambda office: office.tell(_device(office))),
    "take a case": (2, lambda office: office.take_case(_device(office))),
    "sync": (26, _sync),
    "all sync": (3, _all_sync),
    "late requests arrive": (4, lambda office: office.network.arrive()),
    "clock": (4, lambda office: office.jump(_device(office).clock)),
    "kill a device": (2, lambda office: _device(office).reborn()),
    "restart the server": (2, _restart),
    "back up a device": (3, lambda office: office.save_device(_device(office))),
    "restore a device": (3, _restore_device),
    "back up the server": (2, lambda office: office.save_server()),
    "restore the server": (2, _restore_server),
    "revoke": (1, _revoke),
    "another version writes": (4, _raw),
    "copy a disk": (1, copies.image),
    "set a disk back": (1, copies.roll_back),
    "two disasters": (1, copies.both),
    "copies write": (4, copies.write),
    "stick up": (2, sticks.carry_up),
    "stick down": (2, sticks.carry_down),
}
