"""Faults under TLS, one a connection, while people write, issue and sync: everything arrives once, each failure has its sentence.

uv run python -m tests.faults.tls --rounds 300

A server with a self-signed certificate that its devices hold to, restarted now and then, behind a road that cuts,
garbles, repeats, loses and delays TLS records, or leads to a server with another certificate (tests/faults/tlsroad.py).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import uvicorn

from models.clock import FixedClock
from models.errors import KnownError
from models.profile import Profile
from models.register import register
from sync import ahead, enrolment, exchange, transport
from sync.client import sync
from sync.server.running import Running, bind
from tests.faults.tlsroad import ALL, Wires, certificate
from tests.sync.conftest import FAST, OFFICE, OFFICERS, new_unit
from tests.sync.sticks import add_photo
from tests.sync.test_numbers import issue

SPOKEN = frozenset({"server_gone", "server_not_trusted"})
"""What a sync may end with: the office's server does not answer, or another one does."""


class TlsOffice:
    """A server with a self-signed certificate; its devices trust that one alone, as ``enrol --ca`` makes them."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder, self.clock = folder, clock
        self.pem = certificate(folder / "tls")
        self.server = self._bound(0)
        self.port = int(self.server.url.rpartition(":")[2])
        self.profiles: list[Profile] = []

    def _bound(self, port: int) -> Running:
        made = bind(self.folder / "server.db", self.clock, port=port, **_pem(self.pem)).start()
        assert isinstance(made._server, uvicorn.Server)
        made._server.config.timeout_graceful_shutdown = 0  # it waits so long for a goodbye on idle connections
        return made

    @property
    def authority(self) -> str:
        return self.pem[0].read_text("ascii")

    def desk(self) -> Profile:
        made = Profile.create(
            self.folder / "desk", office=OFFICE, officers=OFFICERS, clock=self.clock, device_name="desk",
            keystore=None, kdf=FAST,
        )  # fmt: skip
        self.profiles.append(made)
        assert self.server.admin_code is not None
        enrolment.enrol(made, self.server.url, self.server.admin_code.text, authority=self.authority)
        sync(made)
        return made

    def laptop(self, name: str) -> Profile:
        made = enrolment.join(
            self.folder / name, self.server.url, enrolment.invite(self.profiles[0], "laptop").code,
            cert_no="XC-JC-0002", passphrase="second officer says that", clock=self.clock, name=name,
            authority=self.authority, keystore=None, kdf=FAST,
        )  # fmt: skip
        self.profiles.append(made)
        return made

    def restart(self, pem: tuple[Path, Path] | None = None) -> None:
        """On the same port and file; with another certificate where one is given."""
        self.pem = pem or self.pem
        self.server.stop()
        self.server = self._bound(self.port)

    def close(self) -> None:
        for made in self.profiles:
            made.close()
        self.server.stop()


def through(device: Profile, url: str) -> None:
    """From now on this device reaches the server by ``url``."""
    known: dict[str, Any] = device.store.local_get("server")
    device.store.local_set("server", {**known, "url": url})


@contextmanager
def impatient() -> Iterator[None]:
    """Small batches, short waits for an answer, none before the next try."""
    quick = {**(transport.Transport.__init__.__kwdefaults__ or {}), "pause": 0.0}
    with ExitStack() as stack:
        for where, name, value in (
            (ahead, "BATCH_OPERATIONS", 8),
            (exchange, "CONNECT_S", 0.4),
            (exchange, "SILENCE_S", 0.4),
            (transport.Transport.__init__, "__kwdefaults__", quick),
        ):
            stack.enter_context(patch.object(where, name, value))
        yield


@dataclass
class Tally:
    """What a campaign did, and a sentence for each thing that is wrong."""

    fates: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    compared: int = 0
    took_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lists = (
            ", ".join(f"{n} × {what}" for what, n in c.most_common()) for c in (self.fates, self.ended, self.made)
        )
        fates, ended, made = lists
        return (
            f"connections: {fates}\nsyncs: {ended}\nmade: {made}\n{self.restarts} restarts, compared {self.compared} "
            f"times; {len(self.wrong)} things wrong; {self.took_s:.0f} s"
        )


class Campaign:
    def __init__(self, folder: Path, seed: int, share: float, fates: Sequence[str]) -> None:
        self.dice, self.tally = random.Random(seed), Tally()
        self.office = TlsOffice(folder, FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC)))
        self.devices = [self.office.desk(), self.office.laptop("laptop1"), self.office.laptop("laptop2")]
        self.other = bind(folder / "other.db", self.office.clock, **_pem(certificate(folder / "othertls"))).start()
        self.shared = new_unit(self.devices[0], "共有")
        self.units, self.photos = {self.shared}, set[str]()
        self.numbers: list[str] = []
        self._sync_all()
        impostor = int(self.other.url.rpartition(":")[2])
        self.wires = Wires(self.office.port, impostor, share, fates, seed, hang_s=1.0)

    def run(self, rounds: int, *, compare_every: int) -> Tally:
        begun = time.monotonic()
        with impatient(), self.wires as wires:
            for n in range(1, rounds + 1):
                for device in self.devices:
                    through(device, wires.url)
                    self._work(device)
                    self._try(device)
                    if self.dice.random() < 0.6:
                        wires.hang_up()
                if self.dice.random() < 0.1:
                    self.office.restart()
                    self.tally.restarts += 1
                if n % compare_every == 0 or n == rounds:
                    self._compare()
        self.tally.fates = wires.met
        self.tally.took_s = time.monotonic() - begun
        return self.tally

    def close(self) -> None:
        self.office.close()
        self.other.stop()

    def _work(self, device: Profile) -> None:
        made = {new_unit(device, f"单位{self.dice.randrange(10**9)}") for _ in range(self.dice.randint(1, 6))}
        self.units |= made
        self.tally.made["unit"] += len(made)
        with device.store.change(device.officer_id, "edit_unit") as tx:
            tx.set("unit", self.shared, note=f"{self.dice.randrange(10**9)}")
        if self.dice.random() < 0.4:
            self.numbers += [one.number for one in issue(device)]
            self.tally.made["number"] += 1
        if self.dice.random() < 0.3:
            self.photos.add(add_photo(device, self.dice.choice([300, 5_000, 90_000]), f"{len(self.photos)}"))
            self.tally.made["photo"] += 1

    def _try(self, device: Profile) -> None:
        try:
            said = sync(device).files_error or "through"
        except KnownError as error:
            said = error.code
        except Exception as error:
            said = f"{type(error).__name__}"
            self.tally.wrong.append(f"{device.folder.name}: a sync ended with {error!r}")
        self.tally.ended[said] += 1
        if said != "through" and said not in SPOKEN and not said[0].isupper():
            self.tally.wrong.append(f"{device.folder.name}: a sync ended with {said}")

    def _sync_all(self) -> list[Any]:
        for device in self.devices:
            through(device, self.office.server.url)
        for _ in range(3):
            results = [sync(device) for device in self.devices]
        return results

    def _compare(self) -> None:
        """Over a good road, once all have synced: everybody has everything, once."""
        tally = self.tally
        tally.compared += 1
        for device, result in zip(self.devices, self._sync_all(), strict=True):
            name, store = device.folder.name, device.store
            if not result.equal or result.repaired or result.pending.operations or result.pending.blobs:
                tally.wrong.append(f"{name}: {result}")
            if lost := self.units - {unit["id"] for unit in store.find("unit")}:
                tally.wrong.append(f"{name}: {len(lost)} units are lost")
            if lost := {sha for sha in self.photos if not device.blobs.has(sha)}:
                tally.wrong.append(f"{name}: {len(lost)} photos are lost")
            book = register(store, device.office_id, 2026)
            used = [row["number"] for row in store.find("number_use")]
            if book.duplicates or book.unexplained or sorted(used) != sorted(self.numbers):
                tally.wrong.append(f"{name}: numbers {book.duplicates} {book.unexplained}")
        (rows,) = {len(device.store.rows("SELECT 1 FROM sync_op")) for device in self.devices} or {0}
        on_server = self.office.server.ledger.replicas(_scope(self.devices[0]))
        if sum(on_server.values()) != rows:
            tally.wrong.append(f"{sum(on_server.values())} operations on the server, {rows} on each device")


def _scope(device: Profile) -> Any:
    from sync.server.ledger import Scope

    return Scope(device.office_id, str(device.device_id), "desk")


def _pem(files: tuple[Path, Path]) -> dict[str, Path]:
    return {"tls_certificate": files[0], "tls_key": files[1]}


def campaign(
    folder: Path,
    *,
    rounds: int,
    seed: int,
    share: float = 0.4,
    fates: Sequence[str] = ALL,
    compare_every: int = 10,
) -> Tally:
    """``share`` of all connections meet one of ``fates``."""
    made = Campaign(folder, seed, share, fates)
    try:
        return made.run(rounds, compare_every=compare_every)
    finally:
        made.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=300, help="of three devices each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.4, help="of the connections that meet a fault")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anxin-tls-") as folder:
        tally = campaign(Path(folder), rounds=given.rounds, seed=given.seed, share=given.share)
    print("\n".join([*tally.wrong, str(tally)]))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
