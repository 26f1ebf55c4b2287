"""The real ends of the wire: the office's server over its own file, and devices with the real store and client."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from models import keys, pack
from models.blobs import Blobs
from models.numbering import Rules
from models.store import Store
from sync import enrolment
from sync.client import SyncResult, sync
from sync.server.app import App
from sync.server.ledger import Scope
from sync.server.on_sqlite import SqliteLedger
from sync.server.running import open_files
from tests.simulation.network import Network
from tests.simulation.seeded import Fuses

OFFICE = "office-1"
START = datetime(2026, 10, 9, 1, 30, tzinfo=UTC)
NAMES = ("desk", "la", "lb", "lc")
OFFICERS = {"desk": "officer-1", "la": "officer-2", "lb": "officer-3", "lc": "officer-4", "raw": "officer-5"}
NUMBERED = "rectification_order"


@dataclass
class World:
    """The time that really is; each machine's clock stands beside it somewhere."""

    at: datetime = START

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Beside:
    """A machine's clock: right up to ``offset``."""

    world: World
    offset: timedelta = timedelta()

    def now(self) -> datetime:
        return self.world.at + self.offset


def copy_database(source: Path, target: Path) -> None:
    """A file and its write-ahead log, as an image of the disk or a copy made at rest has them."""
    for ending in ("", "-wal", "-shm", ".grants"):
        there, here = Path(f"{source}{ending}"), Path(f"{target}{ending}")
        here.unlink(missing_ok=True)
        if there.exists() and ending != "-shm":
            shutil.copyfile(there, here)


def copy_files(source: Path, target: Path) -> None:
    """The folder of files beside a server's database."""
    there, here = (path.with_name(path.name + ".files") for path in (source, target))
    shutil.rmtree(here, ignore_errors=True)
    if there.exists():
        shutil.copytree(there, here)


@dataclass
class Server:
    """The office's server. ``reborn`` starts it again on its file, after a kill or a restore."""

    path: Path
    clock: Beside
    fuses: Fuses
    starts: int = 0

    def start(self) -> None:
        self.starts += 1
        self.ledger = SqliteLedger(self.path, self.clock)
        self.files = open_files(self.path, self.clock, None)
        self.asgi = App(self.ledger, self.files, self.clock).starlette()

    def reborn(self) -> None:
        self.fuses.kill(self.path)
        self.start()

    def log(self) -> list[tuple[int, int, int, str, bytes]]:
        """(pos, replica, seq, room, body) of every operation, in the server's order."""
        rows = self.ledger.connection.execute("SELECT pos, replica, seq, room, body FROM op ORDER BY pos")
        return [(p, r, s, room, bytes(body)) for p, r, s, room, body in rows]

    def file_whole(self, sha256: str) -> bool:
        return self.files.have(Scope(OFFICE, "", "desk"), sha256) == -1


@dataclass
class Device:
    """A profile as far as store and sync need one (no vault, no window)."""

    name: str
    path: Path
    clock: Beside
    fuses: Fuses
    device_keys: keys.DeviceKeys
    officer_id: str
    office_id: str = OFFICE
    office_keys: None = None
    revoked: bool = False
    known: dict[int, int] = field(default_factory=dict)
    """Own replica → last operation the oracle has read."""

    def start(self) -> None:
        self.store = Store.open(self.path, None, self.clock)
        self.blobs = Blobs(self.path.with_suffix(".blobs"), b"a" * 32, b"b" * 32)

    def reborn(self) -> None:
        """After a kill: the same file, another process."""
        self.fuses.kill(self.path)
        self.start()

    @property
    def family(self) -> str:
        """The device whose disk this one's is a copy of, or it itself."""
        return self.name.removesuffix("-copy")

    @property
    def device_id(self) -> str | None:
        found = self.store.local_get("device_id")
        return str(found) if found else None

    def set_device_keys(self, device: keys.DeviceKeys, device_id: str | None = None) -> None:
        self.device_keys = device
        self.store.local_set("device_keys", keys.to_json(device))
        if device_id is not None:
            self.store.local_set("device_id", device_id)

    @property
    def vault(self) -> SimpleNamespace:
        """Who may unlock this device: the one officer who works at it."""
        return SimpleNamespace(slots=[SimpleNamespace(officer_id=self.officer_id)])

    @property
    def pack(self) -> pack.Pack:
        return _pack()

    @property
    def rules(self) -> Rules:
        office = self.store.get("office", OFFICE)
        assert office is not None
        return Rules.of(office, self.pack, self.store.local_get("device_code"))

    def sync(self, cancel: Any = None) -> SyncResult:
        return sync(self, cancel=cancel)  # type: ignore[arg-type]


@cache
def _pack() -> pack.Pack:
    return pack.load()


@dataclass(frozen=True)
class Template:
    """An office that has just begun: server and devices, enrolled and in step; each seed begins with a copy."""

    folder: Path
    keys: dict[str, keys.DeviceKeys]
    raw_id: str
    authors: dict[int, str]


def build_template(folder: Path, fuses: Fuses, network: Network) -> Template:
    """Found the office on the server by its first desk and let the laptops join, through the real enrolment."""
    world = World()
    server = Server(folder / "server.db", Beside(world), fuses)
    server.start()
    network.server = server
    made: dict[str, keys.DeviceKeys] = {}
    desk: Device | None = None
    Store.create(folder / "empty.db", None, Beside(world), OFFICE).close()
    raw_id = ""
    authors: dict[int, str] = {}
    for name in (*NAMES, "raw"):
        path = folder / f"{name}.db"
        Store.create(path, None, Beside(world), OFFICE).close()
        device = Device(name, path, Beside(world), fuses, keys.new_device(), OFFICERS[name])
        device.start()
        device.store.local_set("device_keys", keys.to_json(device.device_keys))
        if desk is None:
            desk = device
            _found(device)
            admin = server.ledger.admin_code()
            assert admin is not None
            code = admin.text
        else:
            code = enrolment.invite(desk, "laptop").code  # type: ignore[arg-type]
        enrolment.enrol(device, f"http://{name}.sim", code, name=name)  # type: ignore[arg-type]
        device.sync()
        made[name], raw_id = device.device_keys, device.device_id or ""
        authors[device.store.replica] = name
        world.advance(60)
        device.store.close()
        device.start()
        desk = device if name == "desk" else desk
    assert desk is not None
    desk.sync()  # it knows those who joined after it
    for name in (*NAMES, "raw"):
        fuses.kill(folder / f"{name}.db")
        _checkpoint(folder / f"{name}.db")
    fuses.kill(server.path)
    _checkpoint(server.path)
    return Template(folder, made, raw_id, authors)


def _found(device: Device) -> None:
    with device.store.change("officer-1", "create_profile") as tx:
        tx.new(
            "office", id=OFFICE, name="星河市晨光区人力资源和社会保障局", doc_prefix="星晨人社",
            options={"number_block_size": 4},
        )  # fmt: skip
        for officer in OFFICERS.values():
            tx.new("officer", id=officer, office=OFFICE, name=officer, role="lead_inspector")
            tx.new("certificate", officer=officer, kind="labour_inspection", number=f"XC-{officer}")


def _checkpoint(path: Path) -> None:
    """One file instead of a file and its log, so that copying is quick."""
    from models.database import connect

    connection = connect(path, None)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
