"""A real server on loopback, real encrypted profiles that join it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models import keys
from models.clock import FixedClock
from models.profile import Profile
from models.vaultfile import Kdf
from sync import enrolment
from sync.client import SyncResult, sync
from sync.server.running import Running, bind
from tests.sync.pg import Cluster

FAST = Kdf(memory=64, passes=1, lanes=1)
OFFICE = {"name": "星河市晨光区人力资源和社会保障局", "doc_prefix": "星晨人社"}
OFFICERS = [
    {"name": "林晓", "role": "lead", "cert_no": "XC-JC-0001", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "first officer says this"},
    {"name": "郑远", "role": "assistant", "cert_no": "XC-JC-0002", "cert_kind": "labour_inspection",
     "valid_from": "2024-03-01", "valid_until": "2029-02-28", "passphrase": "second officer says that"},
]  # fmt: skip


@pytest.fixture(autouse=True, scope="session")
def few_rsa_keys() -> Iterator[None]:
    """Making RSA keys takes longer than everything else here: a few are made and handed round."""
    made = itertools.cycle([keys._rsa() for _ in range(3)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_rsa", lambda: next(made))
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for the run, quick rather than durable; each module takes databases of its own from it."""
    with Cluster() as made:
        yield made


class Office:
    """One office: a server, and the devices that tests add."""

    def __init__(self, folder: Path, clock: FixedClock, postgres: str | None = None) -> None:
        self.folder, self.clock, self.postgres = folder, clock, postgres
        self.server: Running = bind(folder / "server.db", clock, postgres=postgres).start()
        self.first_code = self.server.admin_code
        self.profiles: list[Profile] = []

    def alone(self, name: str, office: dict[str, Any] | None = None) -> Profile:
        """A profile that works alone."""
        made = Profile.create(
            self.folder / name,
            office=office or OFFICE,
            officers=OFFICERS,
            clock=self.clock,
            device_name=name,
            keystore=None,
            kdf=FAST,
        )
        self.profiles.append(made)
        return made

    def desk(self) -> Profile:
        """The desk that founds the office on the server."""
        made = self.alone("desk")
        assert self.first_code is not None
        enrolment.enrol(made, self.server.url, self.first_code.text)
        sync(made)
        return made

    def laptop(self, name: str, desk: Profile, cert_no: str = "XC-JC-0002", role: str = "laptop") -> Profile:
        """Another device, joined by a code the desk made."""
        code = enrolment.invite(desk, role).code
        made = enrolment.join(
            self.folder / name,
            self.server.url,
            code,
            cert_no=cert_no,
            passphrase="second officer says that",
            clock=self.clock,
            name=name,
            keystore=None,
            kdf=FAST,
        )
        self.profiles.append(made)
        return made

    def restart(self) -> None:
        """Stop the server and start it again on the same port and file."""
        port = int(self.server.url.rsplit(":", 1)[1])
        self.server.stop()
        self.server = bind(self.folder / "server.db", self.clock, port=port, postgres=self.postgres).start()

    def close(self) -> None:
        for made in self.profiles:
            made.close()
        self.server.stop()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 10, 9, 1, 30, tzinfo=UTC))


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    made = Office(tmp_path, clock)
    yield made
    made.close()


def settle(*profiles: Profile) -> list[SyncResult]:
    """Sync each twice: afterwards everybody has everything."""
    for _ in range(2):
        results = [sync(one) for one in profiles]
    return results


def new_unit(profile: Profile, name: str) -> str:
    with profile.store.change(profile.officer_id, "add_unit") as tx:
        return tx.new("unit", name=name, kind="company")


Make = Callable[[str], Profile]
