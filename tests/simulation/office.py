"""One simulated office: its machines, what people do at them, what befalls them; the oracle hears of each act."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from models import numbering
from models.backup import become_new_replica
from models.clock import today
from models.errors import Cancelled, KnownError
from models.tx import Tx
from sync import enrolment
from sync.client import SyncResult
from sync.peer import Peer
from tests.simulation.network import Network
from tests.simulation.oracle import DELETED, GROUPS, Dot, Key, Op, Oracle, Paper, View, read, text
from tests.simulation.places import (
    NAMES,
    NUMBERED,
    OFFICE,
    OFFICERS,
    Beside,
    Device,
    Server,
    Template,
    World,
    copy_database,
    copy_files,
)
from tests.simulation.raw import RawDevice
from tests.simulation.seeded import Fuse, Fuses, Killed

PASSING = (
    "server_gone",
    "no_network",
    "server_disk",
    "server_failed",
    "disk_full",
    "disk_error",
    "server_answer_bad",
)
"""What a sync may end with while the network and the disks are in trouble; the next one goes on."""
REASONS = ("replay", "clock", "bad_request", "signature")
"""Refusals that a doubled or cut request brings about."""


@dataclass
class Expected:
    """What an act must write: register → (value, what the author saw)."""

    key: Key
    creates: bool
    writes: dict[str, tuple[Any, frozenset[Dot]]]


@dataclass
class Copy:
    """A device's backup, or the server's: where it is, and how far each line had come in it."""

    path: Path
    lines: dict[int, int]
    generation: int = 0


@dataclass
class Office:
    """All there is in one seed."""

    folder: Path
    template: Template
    rng: random.Random
    fuses: Fuses
    network: Network
    log: Callable[[str], None]
    counts: Counter[str]
    world: World = field(default_factory=World)
    oracle: Oracle = field(default_factory=Oracle)
    devices: list[Device] = field(default_factory=list)
    copies: dict[str, list[Copy]] = field(default_factory=dict)
    generation: int = 0
    """Times the server was restored."""
    met: dict[str, int] = field(default_factory=dict)
    """Device → the server's generation at its last whole sync."""
    marks: dict[str, tuple[str, int, dict[int, int]]] = field(default_factory=dict)
    """Device → epoch, cursor and receipts last seen there."""
    steady: bool = False
    """Near the end nothing breaks any more."""
    lost_files: set[str] = field(default_factory=set)
    read_upto: dict[str, int] = field(default_factory=dict)
    forked: set[str] = field(default_factory=set)
    """Devices of which another copy writes on, until both have synced."""
    copied: bool = False
    """Once in a seed a device was copied or set back; the server is not restored from then on."""
    strayed: list[Op] = field(default_factory=list)
    """What a device wrote that was set back, and others alone hold: it must come back, under whatever name."""
    tokens: list[str] = field(default_factory=list)
    """What copies wrote and were told is saved."""
    sticks: list[Any] = field(default_factory=list)
    """Bundles that were made so far."""

    def open(self, machines: int = 0) -> None:
        """Every machine from the template's files: the desk and one to three laptops, or as many as are asked for."""
        for path in self.template.folder.glob("server.db*"):
            if path.is_dir():
                shutil.copytree(path, self.folder / path.name)
            else:
                shutil.copy(path, self.folder / path.name)
        self.server = Server(self.folder / "server.db", Beside(self.world), self.fuses)
        self.server.start()
        self.network.server = self.server
        self.world.advance(600)
        for name in NAMES[: machines or self.rng.choice((2, 3, 3, 4))]:
            path = self.folder / f"{name}.db"
            copy_database(self.template.folder / f"{name}.db", path)
            device = Device(name, path, Beside(self.world), self.fuses, self.template.keys[name], OFFICERS[name])
            device.start()
            self.met[name] = 0
            self.devices.append(device)
        self.raw = RawDevice("raw", self.template.keys["raw"], self.template.raw_id, Beside(self.world))
        for device in self.devices:
            self.read(device)
        self.oracle.authors.update(self.template.authors)
        self.read_server()

    @property
    def desk(self) -> Device:
        return self.devices[0]

    # --- reading journals

    def read(self, device: Device) -> list[Op]:
        """Tell the oracle of the operations this device wrote since last asked."""
        rows = device.store.rows(
            "SELECT pos, body FROM sync_op WHERE pos > ? AND recv_at IS NULL ORDER BY pos",
            (self.read_upto.get(device.name, 0),),
        )
        new = []
        if self.copied and device.family in self.oracle.authors.values():
            return self.read_copy(device)
        for row in rows:
            self.read_upto[device.name] = row["pos"]
            op = self.oracle.adopt(bytes(row["body"]), device.name)
            last = device.known.get(op.dot[0], 0)
            assert op.dot[1] == last + 1, f"invariant 4: {device.name} wrote {op.dot} after {last}"
            previous = self.oracle.ops.get((op.dot[0], last))
            assert previous is None or previous.hlc < op.hlc, "invariant 4: hybrid time went back"
            device.known[op.dot[0]] = op.dot[1]
            new.append(op)
        return new

    def read_copy(self, device: Device) -> list[Op]:
        """Of a device that may be one of two copies: what has its final name, because the server knows it so."""
        server = {(replica, seq): body for _, replica, seq, _, body in self.server.log()}
        new = []
        for row in device.store.rows("SELECT body FROM sync_op WHERE recv_at IS NULL ORDER BY pos"):
            body = bytes(row["body"])
            dot = read(body).dot
            if dot not in self.oracle.ops and (server.get(dot) == body or device.name not in self.forked):
                new.append(self.oracle.adopt(body, device.family))
        return new

    def read_server(self) -> None:
        for _, replica, seq, _, body in self.server.log():
            if (replica, seq) not in self.oracle.ops:
                self.oracle.adopt(body, self.oracle.authors.get(replica) or self._owner(replica))

    def _owner(self, replica: int) -> str:
        """Whose line this is by the server's word: operations of a disk that was set back may have another name."""
        found = self.server.ledger.connection.execute("SELECT device FROM replica WHERE replica = ?", (replica,))
        device = found.fetchone()[0]
        return next((d.family for d in self.devices if device and d.device_id == device), "server")

    def lines(self, device: Device) -> dict[int, int]:
        return {line.replica: line.last_seq for line in device.store.lines()}

    def view(self, device: Device) -> View:
        lines = self.lines(device)
        return lambda dot: lines.get(dot[0], 0) >= dot[1]

    # --- acts

    def act(self, device: Device, what: str, do: Callable[[Tx], Any], expected: Expected | None = None) -> Op | None:
        """One act of a person; the disk may be full, the process may be killed. Returns the operation if saved."""
        with self.trouble(device.path, 0.07):
            try:
                with device.store.change(device.officer_id, what) as tx:
                    do(tx)
                ended = "saved"
            except Killed:
                ended = "killed"
            except KnownError as error:
                assert error.code in ("disk_full",), error.code
                ended = "full"
        if ended == "killed":
            device.reborn()
        self.counts[f"act {ended}"] += 1
        new = self.read(device)
        if ended == "full":
            assert not new, "an act that was refused is in the journal"
        assert len(new) <= 2, "one act, one operation a stream"
        for op in new:
            if expected is not None:
                self.must_be(op, expected)
            if ended == "saved":
                self.oracle.saved.add(op.dot)
        self.log(f"  {device.name} {what}: {ended} {[op.dot[1] for op in new]}")
        return new[-1] if new else None

    def must_be(self, op: Op, expected: Expected) -> None:
        """The journal says what the person did, and names what he saw."""
        found = {key: (writes, creates) for key, writes, creates in op.edits}
        writes, creates = found[expected.key]
        assert creates == expected.creates
        named = {w.register: (text(w.value), w.base) for w in writes}
        wanted = {r: (text(v), b) for r, (v, b) in expected.writes.items()}
        assert named == wanted, f"invariant 2: {expected.key} was written {named}, but {wanted} was meant and seen"

    @contextmanager
    def trouble(self, path: Path, likely: float) -> Iterator[None]:
        """Perhaps a kill or a full disk at some write to this file."""
        if not self.steady and self.rng.random() < likely:
            what = self.rng.choice(("kill", "late", "full"))
            fuse = Fuse(what, self.rng.randrange(14), self.rng.random() < 0.3)
            if fuse.only_commit:
                fuse.after = 0
            self.fuses.set[path] = fuse
        try:
            yield
        finally:
            used = self.fuses.set.pop(path, None)
            if used is not None and used.blown:
                self.counts[f"fault {used.what} ({path.stem})"] += 1
                self.log(f"    {path.stem}: {used.what}")

    def expect_put(self, device: Device, rec: str, fields: dict[str, Any]) -> Expected | None:
        """What writing these fields of a unit must put into the journal; None where nothing is new."""
        key, view = ("unit", rec), self.view(device)
        if not self.oracle.exists(key, view):
            return Expected(key, True, {r: (v, frozenset()) for r, v in self._registers(fields, {}).items()})
        picture = self.oracle.picture(key, view)
        writes = {}
        if picture.hidden:
            writes[DELETED] = (None, self.oracle.expected_base(key, [DELETED], view, True)[DELETED])
        for register, value in self._registers(fields, picture.shown).items():
            if text(value) != text(picture.shown.get(register)):
                seen = self.oracle.expected_base(key, [register], view, False)[register]
                writes[register] = (value, seen)
        return Expected(key, False, writes) if writes else None

    def _registers(self, fields: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        groups = {m: (g, members) for g, members in GROUPS["unit"].items() for m in members}
        for name, value in fields.items():
            if name in groups:
                group, members = groups[name]
                now = found.get(group) or shown.get(group) or dict.fromkeys(members)
                found[group] = {**now, name: value}
            else:
                found[name] = value
        return found

    # --- sync

    def sync(self, device: Device, likely: float, *, calm: bool = False) -> SyncResult | None:
        """One sync under trouble; every way it may end is looked at."""
        self.network.trouble = 0.0 if calm else likely
        rng = self.rng
        end = rng.randrange(1, 8) if not calm and rng.random() < 0.05 else 10**9
        asked = iter(range(10**9))
        result: SyncResult | None = None
        with (
            self.trouble(device.path, 0.0 if calm else 0.08),
            self.trouble(self.server.path, 0.0 if calm else 0.1),
        ):
            try:
                result = device.sync(cancel=lambda: next(asked) >= end)
                ended = "whole"
            except Killed:
                ended = "killed"
            except Cancelled:
                ended = "cancelled"
            except KnownError as error:
                ended = error.code
                self._may_end_so(device, error, calm)
        if ended == "killed":
            device.reborn()
        self.network.trouble = 0.0
        self.counts[f"sync {ended}"] += 1
        self.read(device)
        self.read_server()
        if result is not None:
            self.met[device.name] = self.generation
        self.log(f"  {device.name} sync: {ended} {_short(result)}")
        self.check_marks(device)
        return result

    def _may_end_so(self, device: Device, error: KnownError, calm: bool) -> None:
        if error.code == "device_revoked":
            assert self.revoked(device), "an active device was told that it is shut out"
        else:
            passing = error.code in PASSING or error.params.get("reason") in REASONS
            assert passing and not calm, f"{device.name}: {error.code} {error.params}"

    def revoked(self, device: Device) -> bool:
        row = self.server.ledger.device(OFFICE, device.device_id or "")
        return row is not None and row.state != "active"

    def check_marks(self, device: Device) -> None:
        """Invariants 4 and 16, and that nothing is receipted that is not on the server's disk: after each step."""
        peer = Peer.load(device.store)
        before = self.marks.get(device.name) if device.name not in self.forked else None
        # while a device holds what the server lacks (restored, or it came by stick) it may begin its reading again
        if before is not None and before[0] == peer.epoch and not self.generation and not self.sticks:
            assert peer.cursor >= before[1], f"invariant 4: the cursor of {device.name} went back"
            for replica, seq in before[2].items():
                assert peer.acked.get(replica, 0) >= seq, f"invariant 4: a receipt of {device.name} went back"
        self.marks[device.name] = (peer.epoch, peer.cursor, dict(peer.acked))
        if device.name in self.forked:
            self.marks.pop(device.name)
            return
        if self.met.get(device.name) != self.generation or peer.epoch != self.server.ledger.epoch(OFFICE):
            return
        rows = self.server.log()
        have = self.lines(device)
        held: dict[int, int] = {}
        for pos, replica, seq, room, _ in rows:
            held[replica] = max(held.get(replica, 0), seq)
            if pos <= peer.cursor and room == OFFICE:
                assert have.get(replica, 0) >= seq, f"invariant 16: {device.name} passed {(replica, seq)} unread"
        for replica, seq in peer.acked.items():
            assert held.get(replica, 0) >= seq, (
                f"invariant 5: {device.name} holds a receipt for what the server lacks"
            )

    # --- disks

    def save_device(self, device: Device) -> None:
        at = self.folder / f"{device.name}.copy{len(self.copies.get(device.name, []))}.db"
        copy_database(device.path, at)
        self.copies.setdefault(device.name, []).append(Copy(at, self.lines(device)))
        self.log(f"  {device.name} backed up")

    def restore_device(self, device: Device, copy: Copy) -> None:
        """From an older backup, as a new replica; what was only on this disk is gone."""
        self.gone(device, copy.lines)
        self.set_back(device, copy)
        self.marks.pop(device.name, None)
        self.met.pop(device.name, None)
        self.read_upto[device.name] = device.store.rows("SELECT coalesce(max(pos), 0) AS n FROM sync_op")[0]["n"]
        become_new_replica(device, "restored")  # type: ignore[arg-type]
        for op in self.read(device):
            self.oracle.saved.add(op.dot)
        self.counts["device restored"] += 1
        self.log(f"  {device.name} restored from its backup")

    def set_back(self, device: Device, copy: Copy) -> None:
        """The older copy takes the place of the disk; papers whose bytes were nowhere else go with it."""
        before = {p.sha256 for p in self.oracle.papers if self.has_paper(device, p.sha256)}
        self.fuses.kill(device.path)
        copy_database(copy.path, device.path)
        device.start()
        for sha in before:
            if not self.server.file_whole(sha) and not any(self.has_paper(d, sha) for d in self.devices):
                self.lost_files.add(sha)

    def has_file(self, device: Device, sha256: str) -> bool:
        return self.has_paper(device, sha256) or device.blobs.has(sha256)

    def has_paper(self, device: Device, sha256: str) -> bool:
        return bool(device.store.rows("SELECT 1 FROM blob_data WHERE sha256 = ? AND data IS NOT NULL", (sha256,)))

    def gone(self, device: Device | None, left: dict[int, int]) -> set[Dot]:
        """A disk loses all past ``left``: what no other disk holds is lost, and nobody is to blame."""
        lost = set()
        others = [self.lines(d) for d in self.devices if d is not device]
        if device is not None:
            others.append(self.server_lines())
        now = self.lines(device) if device is not None else self.server_lines()
        for dot in self.oracle.ops:
            had = now.get(dot[0], 0) >= dot[1] > left.get(dot[0], 0)
            if had and not any(lines.get(dot[0], 0) >= dot[1] for lines in others):
                lost.add(dot)
        self.oracle.lost |= lost
        return lost

    def server_lines(self, room_counts: Callable[[str], bool] = lambda room: True) -> dict[int, int]:
        held: dict[int, int] = {}
        for _, replica, seq, room, _ in self.server.log():
            if room_counts(room):
                held[replica] = max(held.get(replica, 0), seq)
        return held

    def save_server(self) -> None:
        at = self.folder / f"server.copy{len(self.copies.get('server', []))}.db"
        copy_database(self.server.path, at)
        copy_files(self.server.path, at)
        self.copies.setdefault("server", []).append(Copy(at, self.server_lines()))
        self.log("  server backed up")

    def restore_server(self, copy: Copy) -> bool:
        """An older copy of the database; the count of grants beside it stays. False where operations would be
        orphans: on no disk that hands them in again."""
        for dot in self.oracle.ops:
            if copy.lines.get(dot[0], 0) < dot[1] <= self.server_lines().get(dot[0], 0) and not self._handed_in(dot):
                self.counts["server restore left out (orphans)"] += 1
                return False
        self.gone(None, copy.lines)
        self.fuses.kill(self.server.path)
        grants = self.server.path.with_name("server.db.grants")
        kept = grants.read_bytes() if grants.exists() else None
        copy_database(copy.path, self.server.path)
        if self.network.beside is not None:
            self.files_go_back(copy)
        if kept is not None:
            grants.write_bytes(kept)
        self.generation += 1
        self.server.start()
        self.counts["server restored"] += 1
        self.log("  server restored from its backup")
        return True

    def files_go_back(self, copy: Copy) -> None:
        """The server's files are those of that backup or of one before it (who saves them does it more seldom); one that
        no device holds any more is lost with them."""
        assert self.network.beside is not None
        saved = self.copies["server"]
        copy = self.network.beside.choice(saved[: saved.index(copy) + 1])
        shas = {p.sha256 for p in self.oracle.papers} | set(self.oracle.photos)
        before = {sha for sha in shas if self.server.file_whole(sha)}
        copy_files(copy.path, self.server.path)
        for sha in before:
            if not self.server.file_whole(sha) and not any(self.has_file(d, sha) for d in self.devices):
                self.lost_files.add(sha)

    def _handed_in(self, dot: Dot) -> bool:
        """Whether some device that still syncs holds this operation: its author or anybody else."""
        if self.oracle.authors[dot[0]] == "raw":
            return True
        return any(self.view(device)(dot) and not self.revoked(device) for device in self.devices)

    # --- what people do

    def write(self, device: Device, rec: str, fields: dict[str, Any]) -> None:
        expected = self.expect_put(device, rec, fields)
        if expected is not None:
            self.act(device, "write", lambda tx: tx.put("unit", rec, **fields), expected)

    def decide(self, device: Device, rec: str, register: str, value: Any) -> None:
        view = self.view(device)
        if not self.oracle.exists(("unit", rec), view):
            return
        seen = self.oracle.expected_base(("unit", rec), [register], view, True)[register]
        expected = Expected(("unit", rec), False, {register: (value, seen)})
        self.act(device, "resolve", lambda tx: tx.resolve("unit", rec, register, value), expected)

    def delete(self, device: Device, rec: str) -> None:
        view, lines = self.view(device), self.lines(device)
        if not self.oracle.exists(("unit", rec), view):
            return
        base = self.oracle.expected_base(("unit", rec), [DELETED], view, True)[DELETED]
        saw = {str(r): s for r, s in lines.items() if s}
        saw[str(device.store.replica)] = lines.get(device.store.replica, 0) + 1
        expected = Expected(("unit", rec), False, {DELETED: ({"seen": saw}, base)})
        self.act(device, "delete", lambda tx: tx.delete("unit", rec), expected)

    def undelete(self, device: Device, rec: str) -> None:
        view = self.view(device)
        if not self.oracle.exists(("unit", rec), view):
            return
        base = self.oracle.expected_base(("unit", rec), [DELETED], view, True)[DELETED]
        self.act(
            device,
            "undelete",
            lambda tx: tx.undelete("unit", rec),
            Expected(("unit", rec), False, {DELETED: (None, base)}),
        )

    def issue(self, device: Device) -> None:
        """A paper with the next number: document, its bytes and the number's use in one act."""
        day, rules = today(device.clock), device.rules
        data = self.rng.randbytes(40)
        sha = hashlib.sha256(data).hexdigest()
        taken: list[numbering.Next] = []

        def do(tx: Tx) -> None:
            taking = numbering.next_number(tx, rules, NUMBERED, day, day, device.store.replica)
            document = tx.new(
                "document", office=OFFICE, type=NUMBERED, number=taking.number, n=taking.n, year=taking.year,
                series=taking.series, pdf=sha, content={"what": sha[:8]}, date=day.isoformat(),
            )  # fmt: skip
            numbering.use(tx, rules, taking, document, day, device.officer_id)
            tx.put_file(data, sha, "application/pdf")
            taken.append(taking)

        op = self.act(device, "issue", do)
        if op is not None:
            document = next(key[1] for key, _, _ in op.edits if key[0] == "document")
            t = taken[-1]
            self.oracle.papers.append(
                Paper(t.number, document, sha, data, op.dot, device.name, t.replica, t.series, t.n, t.year)
            )
            self.counts[f"number {t.series}"] += 1

    def photo(self, device: Device) -> None:
        """A photo: of no visit, of a new visit of somebody's, or of a known visit that goes to somebody else with it.

        Which of them follows from the photo, so that a seed's other choices stay what they are.
        """
        data = self.rng.randbytes(60)
        sha = device.blobs.put(data).sha256
        kind, number = int(sha[:2], 16) % 4, int(sha[2:6], 16)
        lead = sorted(OFFICERS.values())[number % len(OFFICERS)]
        known = sorted(row["id"] for row in device.store.find("inspection"))

        def do(tx: Tx) -> None:
            visit = None
            if kind in (1, 2):
                visit = tx.new("inspection", id=f"visit-{sha[:12]}", project=f"site-{number % 3}", lead=lead)
            elif kind == 3 and known:
                visit = known[number % len(known)]
                tx.set("inspection", visit, lead=lead)
            tx.new("evidence", name="照片", kind="photo", blob=sha, inspection=visit)

        if self.act(device, "photo", do) is not None:
            self.oracle.photos[sha], self.oracle.takers[sha] = data, device.family
            self.counts[f"photo {('of no visit', 'of a visit', 'of a visit', 'handed on')[kind]}"] += 1

    def tell(self, device: Device) -> None:
        """What an informant said: it belongs to the clue's private stream."""
        clue = f"clue-{self.rng.randrange(3)}"
        self.act(device, "tell", lambda tx: tx.new("informant", clue=clue, name="不可外传"))

    def take_case(self, device: Device) -> None:
        """A case of a clue: from now on its two officers' devices hear what the informant says, and said before."""
        lead, assistant = self.rng.sample(sorted({d.officer_id for d in self.devices}), 2)
        clue = f"clue-{self.rng.randrange(3)}"
        fields = {"office": OFFICE, "clue": clue, "lead": lead, "assistant": assistant}
        self.act(device, "open_case", lambda tx: tx.new("wage_case", **fields))

    def hears(self, device: Device, stream: str) -> bool:
        """Whether an officer of this device is on a case of the clue whose private stream this is."""
        cases = [key for key in self.oracle.records if key[0] == "wage_case"]
        for key in cases:
            shown = self.oracle.picture(key, lambda dot: dot not in self.oracle.lost).shown
            if (
                shown
                and f"private:{shown['clue']}" == stream
                and device.officer_id in (shown["lead"], shown["assistant"])
            ):
                return True
        return False

    def revoke(self, device: Device) -> None:
        try:
            enrolment.revoke(self.desk, device.device_id or "", "丢失")  # type: ignore[arg-type]
        except KnownError as error:
            assert error.code in PASSING or error.params.get("reason") in REASONS, error
        self.read_server()
        self.log(f"  {device.name} revoked: {self.revoked(device)}")
        self.counts["revoked"] += self.revoked(device)

    def jump(self, clock: Beside) -> None:
        clock.offset = timedelta(days=self.rng.uniform(-30, 30))


def _short(result: SyncResult | None) -> str:
    if result is None:
        return ""
    return f"up {result.pushed.operations} down {result.pulled.operations} equal {result.equal} repaired {result.repaired}"
