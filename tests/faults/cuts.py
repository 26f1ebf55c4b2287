"""An office whose machines lose their power in the middle of syncs: a server and laptops, each on a disk of its own.

They never stop writing, issuing, taking photos and syncing over real sockets; now and then a further laptop joins, with a
snapshot as its first download. The power goes at a write, as an answer is on its way, or whenever. After each cut the
platters are asked before anything runs on them again (tests/faults/left.py), requests of before are sent to the server
once more as they were, and every few cuts all devices must end alike.
"""

from __future__ import annotations

import asyncio
import errno
import random
import shutil
import socket
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mfusepy import FuseOSError

from models.vaultfile import exists
from sync import enrolment
from tests.faults import left
from tests.faults.disk import MODES, Disk, mounted
from tests.faults.left import Said
from tests.faults.nursery import Nursery
from tests.faults.road import Road, Weather
from tests.faults.syncing import LAPTOPS, Campaign, Tally
from tests.faults.writer import damaged
from tests.load import laptop

SERVER = "server"
SNAPSHOT_FROM = 30
"""From so many operations on, the server here gives a snapshot; a real one from a thousand."""
REST_AFTER = 20
"""Cuts after which everybody syncs to the end and is compared."""
KINDS = {"who joins": 0.15, "server": 0.35, "laptop": 0.3, "server and laptop": 0.12, "all": 0.08}
"""What loses its power → how often."""
LONGEST_S = 0.6
PATIENCE_S = 30.0
DARK = ("KnownError: disk_", "KnownError: store_")
"""How the codes begin of what a program may say of a disk that is gone."""


@dataclass(frozen=True)
class Aim:
    """Cuts of one sort only, where drawing among all would take long to meet what is looked for."""

    kind: str = ""
    moment: str = ""
    mode: str = ""


class Mortal(Disk):
    """A disk whose power may go at the nth change from now; it has room for records, not for a reserve."""

    left: int | None = None
    mute = False
    """Whether not even names are told any more."""

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        if self.mute:
            raise FuseOSError(errno.EIO)
        return super().getattr(path, fh)

    def begin(self, call: str) -> bool:
        if self.left is not None:
            self.left -= 1
            self.dead = self.dead or self.left <= 0
        return super().begin(call)

    def statfs(self, path: str) -> dict[str, int]:
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 20, "f_bfree": 25_000, "f_bavail": 25_000}


class Machine:
    """A computer: the platter of its disk, and the disk itself while it is on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.image = folder, folder / "image"
        self.image.mkdir(parents=True)
        self.disk = Mortal(self.image)
        self.mount: ExitStack | None = None

    @property
    def here(self) -> Path:
        return self.folder / "mount" if self.mount else self.image

    def start(self) -> None:
        self.disk, self.mount = Mortal(self.image), ExitStack()
        self.mount.enter_context(mounted(self.disk, self.folder / "mount"))

    def stop(self, mode: str, dice: random.Random) -> None:
        """After its processes are gone: the platter holds what ``mode`` says (:mod:`tests.faults.disk`)."""
        if self.mount is not None:
            self.mount.close()
            self.mount = None
            self.disk.image(self.image, mode, dice)


@dataclass
class CutTally(Tally):
    """What the cuts were, and what became of requests that were sent again."""

    cuts: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    rests: int = 0
    epochs: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        def said(counted: Counter[Any]) -> str:
            return ", ".join(f"{count} × {what}" for what, count in sorted(counted.items())) or "none"

        acts = ", ".join(f"{count} {what}" for what, count in sorted(self.acked.items()))
        return (
            f"{sum(self.cuts.values())} cuts ({said(self.cuts)}; {said(self.moments)}; {said(self.modes)}); "
            f"{acts} acknowledged; {self.syncs} syncs went through, stopped were {said(self.refused)}; "
            f"joined: {said(self.joined)}; requests sent again after a cut by their answer: {said(self.again)}; "
            f"{len(self.epochs)} epochs of the server; {self.rests} times all compared; "
            f"{len(self.wrong)} things wrong; {self.took_s:.0f} s"
        )


class Cuts(Campaign):
    """As its parent, with power cuts instead of kills."""

    tally: CutTally
    excused = (None, "server_gone", "server_disk", "server_failed")

    def __init__(self, folder: Path, nursery: Nursery, seed: int, plants: tuple[str, ...], aim: Aim) -> None:
        """``plants``: faults that the programs get once the office is founded (:mod:`tests.faults.plants`)."""
        self.machines = {name: Machine(folder / name) for name in (SERVER, *LAPTOPS)}
        self.plants: tuple[str, ...] = ()
        super().__init__(folder, nursery, seed)
        self.tally, self.said = CutTally(), defaultdict[str, Said](Said)
        self.found()
        self._give_small_blocks()
        self.plants, self.aim, self.newcomers, self.dark = plants, aim, 0, set[str]()
        self.belong = set(LAPTOPS)
        with self._opened("desk") as desk:
            self.office, self.own = desk.office_id, {desk.device_id}
        for name in LAPTOPS:
            with self._opened(name) as profile:
                self.own.add(profile.device_id)
        self.road = Road(self.url, Weather(), seed)

    def _give_small_blocks(self) -> None:
        """Numbers are granted again and again then."""
        with self._opened("desk") as desk:
            with desk.store.change(desk.officer_id, "edit_office") as tx:
                tx.set("office", desk.office_id, options={"number_block_size": 4})
            self._synced(desk)

    def place(self, name: str) -> Path:
        if name not in self.machines:
            return self.folder / name
        return self.machines[name].here / ("" if name == SERVER else name)

    def words(self) -> dict[str, Any]:
        return {"snapshot_from": SNAPSHOT_FROM, "photos": True, "told": True, "plants": self.plants}

    # --- running

    def cut(self, runs: int, rest_after: int) -> CutTally:
        """``runs`` cuts; ends with the first that left something wrong."""
        started = time.monotonic()
        self.nursery.gone(self.server)
        self._server_on()
        with self.road:
            for name in self.laptops:
                self._on(name)
            try:
                for count in range(1, runs + 1):
                    self._accident()
                    if not self.tally.wrong and (count % rest_after == 0 or count == runs):
                        self._rest(last=count == runs)
                    if self.tally.wrong:
                        break
            finally:
                for name in list(self.lives):
                    self._off(name)
                self.nursery.gone(self.server)
                self.machines[SERVER].stop("all", self.dice)
        self.tally.took_s = time.monotonic() - started
        return self.tally

    def _server_on(self) -> None:
        self.machines[SERVER].start()
        self.server = self._served()

    def _on(self, name: str) -> None:
        """A laptop with its disk, at work by way of the road; one that does not belong to the office yet gets codes."""
        self.machines[name].start()
        self.dark.discard(name)
        codes = [] if name in self.belong else laptop.invite(self.place("desk"), 3)
        self.lives[name] = self.nursery.born(
            "client",
            profile=str(self.place(name)),
            url=self.road.url,
            name=name,
            seed=self.dice.randrange(2**31),
            codes=codes,
            **self.words(),
        )

    def _off(self, name: str) -> None:
        """The program ends, the disk stays as it is."""
        self._gone(name)
        self.machines[name].stop("all", self.dice)

    def _count(self, name: str, line: dict[str, Any]) -> None:
        its = self.said[name]
        its.hear(line)
        if "ack" in line:
            its.acts.append(line)
        if "opened" in line and name not in self.belong:
            self.belong.add(name)
            self.tally.joined["by a snapshot" if line["image"] else "by the log"] += 1
        if name in self.dark:
            if str(line.get("broken", "")).startswith(DARK):
                return
            line = {**line, "files": None} if str(line.get("files", "")).startswith("disk_") else line
        super()._count(name, line)

    # --- a cut

    def _accident(self) -> None:
        """The power goes somewhere; what it left is asked, and the machines go on."""
        kind, names = self._victims()
        moment = self._until([self.machines[name].disk for name in names])
        for name in names:
            self.machines[name].disk.cut_power()
            self.dark.add(name)
        for name in names:
            if name == SERVER:
                self.nursery.gone(self.server)
            else:
                self._gone(name)
        mode = self.aim.mode or self.dice.choice(MODES)
        for name in names:
            self.machines[name].stop(mode, self.dice)
        for counter, what in ((self.tally.cuts, kind), (self.tally.moments, moment), (self.tally.modes, mode)):
            counter[what] += 1
        for name, life in self.lives.items():
            for line in life.said():
                self.said[name].hear(line)
        self.tally.wrong += [f"{kind}, {moment}, {mode}: {one}" for one in self._left(names)]
        if SERVER in names:
            self._server_on()
            self._send_again()
        for name in names:
            if name != SERVER:
                self._on(name)

    def _victims(self) -> tuple[str, list[str]]:
        """The sort of the cut, and who loses its power."""
        kind = self.aim.kind or self.dice.choices(list(KINDS), list(KINDS.values()))[0]
        one = self.dice.choice(self.laptops)
        if kind == "who joins" and len(self.laptops) < len(LAPTOPS) + 2:
            self.newcomers += 1
            one = f"newcomer{self.newcomers}"
            self.machines[one] = Machine(self.folder / one)
            self.laptops.append(one)
            self._on(one)
            return kind, [one] if self.dice.random() < 0.6 else [one, SERVER]
        named = {"server": [SERVER], "server and laptop": [SERVER, one], "all": [SERVER, *self.laptops]}
        return (kind, named[kind]) if kind in named else ("laptop", [one])

    def _until(self, doomed: list[Mortal]) -> str:
        """Wait for the moment of the cut; what it is."""
        how = self.aim.moment or self.dice.choice(("at a write", "at an answer", "whenever"))
        if how == "whenever":
            time.sleep(self.dice.uniform(0, LONGEST_S))
            return how
        if how == "at a write":
            # far off now and then, so that a log has been copied into its database meanwhile
            self.dice.choice(doomed).left = self.dice.randint(1, 60 if self.dice.random() < 0.8 else 600)
        else:
            self.road.passing = self._at_an_answer(doomed)
        deadline = time.monotonic() + PATIENCE_S
        while not any(disk.dead for disk in doomed) and time.monotonic() < deadline:
            time.sleep(0.002)
        self.road.passing = None
        return how if any(disk.dead for disk in doomed) else "whenever"

    def _at_an_answer(self, doomed: list[Mortal]) -> Callable[[bytes, bytes], None]:
        """The server has said it and nobody has heard it yet; or whoever asked was just about to keep it."""
        wait, after_s = self.dice.randint(0, 12), self.dice.choice((0.0, self.dice.uniform(0, 0.03)))

        def cut() -> None:
            for disk in doomed:
                disk.cut_power()

        def passing(request: bytes, answer: bytes) -> None:
            nonlocal wait
            wait -= answer.startswith(b"HTTP/1.1 200")
            if wait < 0 and after_s:
                asyncio.get_running_loop().call_later(after_s, cut)
            elif wait < 0:
                cut()

        return passing

    def _send_again(self) -> None:
        """Requests from before the cut, byte for byte: what became of them is judged with everything else."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        for request in list(self.road.tape)[-30:]:
            with socket.create_connection((host, int(port)), 10) as wire:
                wire.sendall(request)
                self.tally.again[wire.recv(64).split(b" ")[1].decode()] += 1

    # --- the questions

    def _left(self, names: list[str]) -> list[str]:
        """What the platters of ``names`` lack, before anything runs on them again."""
        wrong: list[str] = []
        with ExitStack() as copies:
            database = self.place(SERVER) / "server.db"
            if SERVER in names:
                copy = copies.enter_context(left.copied(self.place(SERVER), self.folder / "asked-server"))
                database = copy / "server.db"

            def held(cursor: int) -> dict[str, Any]:
                return self.nursery.told("held", database=str(database), cursor=cursor)

            if SERVER in names:
                there = held(0)
                self.tally.epochs.update(there["epochs"])
                wrong += left.server_left(database.parent, there, self.said, self.office)
            for name in names:
                if name != SERVER and exists(self.place(name)):
                    copy = copies.enter_context(left.copied(self.place(name), self.folder / "asked" / name))
                    wrong += left.laptop_left(copy, self.said[name], held)
                elif name != SERVER and self.said[name].acts:
                    wrong.append(f"{name} is no profile any more")
        return wrong

    def _rest(self, last: bool) -> None:
        """Everybody stops and syncs to the end; all must hold the same, and everything."""
        for name in list(self.lives):
            self._off(name)
        self.laptops = [name for name in self.laptops if name in self.belong]
        self._ask()
        self.tally.rests += 1
        self._retire()
        if not last:
            for name in self.laptops:
                self._on(name)

    def _ask(self) -> None:
        super()._ask()
        wrong = self.tally.wrong
        wrong += left.granted_twice(
            self.nursery.told("held", database=str(self.place(SERVER) / "server.db"))["blocks"]
        )
        photos = {act["sha256"] for its in self.said.values() for act in its.acts if act["ack"] == "evidence"}
        for name in (*self.laptops, "desk"):
            with self._opened(name) as profile:
                states = {sha: profile.blobs.verify(sha) for sha in photos}
                wrong += [f"{name}: photo {sha[:8]} is {state}" for sha, state in states.items() if state != "ok"]
                wrong += [f"{name} refused {row}" for row in profile.store.rows("SELECT * FROM sync_quarantine")]
                if name == "desk":
                    wrong += [f"desk: {one}" for one in damaged(profile.store, profile.store.stream)]

    def _retire(self) -> None:
        """Who joined is shut out again, also who never got as far: nobody waits for its numbers."""
        devices = self.nursery.told("held", database=str(self.place(SERVER) / "server.db"))["devices"]
        with self._opened("desk") as desk:
            for device, state in devices:
                if device not in self.own and state == "active":
                    enrolment.revoke(desk, device, "retired")
        for name in [name for name in self.machines if name not in (SERVER, *LAPTOPS)]:
            shutil.rmtree(self.machines.pop(name).folder)
        self.laptops = list(LAPTOPS)


def campaign(
    folder: Path,
    runs: int,
    seed: int,
    *,
    rest_after: int = REST_AFTER,
    plants: tuple[str, ...] = (),
    aim: Aim = Aim(),
) -> CutTally:
    """``runs`` cuts in an office made in ``folder``; it ends with the first that left something wrong."""
    with Nursery(folder) as nursery:
        return Cuts(folder, nursery, seed, plants, aim).cut(runs, rest_after)
