"""Kill the server and the laptops, again and again at random moments while they sync; then ask what is lost or doubled.

uv run python -m tests.faults.syncing --kills 2000
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.profile import Profile
from models.register import register
from sync.client import sync
from sync.peer import Peer
from tests.faults.nursery import Life, Nursery
from tests.load import laptop
from tests.load.laptop import Shifted

LAPTOPS = ("laptop1", "laptop2")


@dataclass
class Tally:
    """What a campaign did, and a sentence for each thing that is wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    acked: Counter[str] = field(default_factory=Counter)
    syncs: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kills = ", ".join(f"{count} × {who}" for who, count in sorted(self.kills.items()))
        acts = ", ".join(f"{count} {what}" for what, count in sorted(self.acked.items()))
        stopped = ", ".join(f"{count} × {code}" for code, count in sorted(self.refused.items()))
        return (
            f"{kills} killed; {acts} acknowledged; {self.syncs} syncs went through, stopped were {stopped or 'none'}; "
            f"{len(self.wrong)} things wrong; {self.took_s:.0f} s"
        )


class Campaign:
    """One office with two laptops that never stop writing and syncing."""

    excused: tuple[str | None, ...] = (None, "server_gone")
    """What may stop the files of a sync."""

    def __init__(self, folder: Path, nursery: Nursery, seed: int) -> None:
        self.folder, self.nursery, self.dice = folder, nursery, random.Random(seed)
        self.tally, self.port = Tally(), 0
        self.laptops = list(LAPTOPS)
        self.lives: dict[str, Life] = {}
        self.acks: list[dict[str, Any]] = []
        self.server = self._served()

    def place(self, name: str) -> Path:
        """The folder of the server's, or of a device's profile."""
        return self.folder / name

    def words(self) -> dict[str, Any]:
        """What every life is told."""
        return {}

    def _served(self) -> Life:
        database = str(self.place("server") / "server.db")
        life = self.nursery.born("server", database=database, port=self.port, **self.words())
        while not (said := life.said()):
            time.sleep(0.002)
        if "url" not in said[0]:
            raise RuntimeError(f"the server does not start: {said}")
        self.url = str(said[0]["url"])
        self.code = said[0]["code"]
        self.port = int(self.url.rpartition(":")[2])
        return life

    def found(self) -> None:
        """The office with its desk and laptops, everything in order."""
        laptop.found_office(self.place("desk"), self.url, self.code, units=1)
        codes = laptop.invite(self.place("desk"), len(LAPTOPS))
        for name, code in zip(LAPTOPS, codes, strict=True):
            laptop.join(self.place(name), self.url, code, Shifted()).close()
        with self._opened("desk") as desk:
            self._synced(desk)

    def run(self, kills: int, longest_s: float) -> Tally:
        """``kills`` accidents; between two at most ``longest_s`` seconds of work."""
        started = time.monotonic()
        for name in LAPTOPS:
            self._born(name)
        for _ in range(kills):
            time.sleep(self.dice.uniform(0, longest_s))
            if self.dice.random() < 0.5:
                self.nursery.gone(self.server)
                self.tally.kills["server"] += 1
                if self.dice.random() < 0.3:  # the laptops meet a closed door for a while
                    time.sleep(self.dice.uniform(0, longest_s))
                self.server = self._served()
            else:
                name = self.dice.choice(LAPTOPS)
                self._gone(name)
                self.tally.kills["laptop"] += 1
                self._born(name)
        for name in LAPTOPS:
            self._gone(name)
        self._ask()
        self.nursery.gone(self.server)
        self.tally.took_s = time.monotonic() - started
        return self.tally

    def _born(self, name: str) -> None:
        self.lives[name] = self.nursery.born(
            "client",
            profile=str(self.place(name)),
            url=self.url,
            name=name,
            seed=self.dice.randrange(2**31),
            **self.words(),
        )

    def _gone(self, name: str) -> None:
        life = self.lives.pop(name)
        self.nursery.gone(life)
        for line in life.said():
            self._count(name, line)

    def _count(self, name: str, line: dict[str, Any]) -> None:
        """One line of a life that is over."""
        if "ack" in line:
            self.acks.append(line)
            self.tally.acked[line["ack"]] += 1
        elif "refused" in line:
            self.tally.refused[line["refused"]] += 1
        elif "synced" in line:
            self.tally.syncs += 1
            if line["repaired"] or line["files"] not in self.excused:
                self.tally.wrong.append(f"{name}: {line}")
        elif "broken" in line:
            self.tally.wrong.append(f"{name}: {line['broken']}")

    # --- the questions

    def _opened(self, name: str) -> Profile:
        return laptop.opened(self.place(name), Shifted())

    def _synced(self, profile: Profile) -> None:
        """Sync until nothing moves any more."""
        profile.store.local_set("server", {**profile.store.local_get("server"), "url": self.url})
        for _ in range(20):
            result = sync(profile)
            moved = (*vars(result.pushed).values(), *vars(result.pulled).values(), result.pending.operations)
            if result.equal and not any(moved) and result.files_error is None:
                break
        else:
            self.tally.wrong.append(f"{profile.folder.name} does not come to rest: {result}")
        if result.repaired or not result.equal:
            self.tally.wrong.append(f"{profile.folder.name} ends unlike the server: {result}")

    def _ask(self) -> None:
        wrong = self.tally.wrong
        digests: dict[str, str] = {}
        for name in self.laptops:
            with self._opened(name) as profile:
                wrong += forgotten(self.nursery, self.place("server") / "server.db", profile)
        for name in (*self.laptops, *self.laptops, "desk"):
            with self._opened(name) as profile:
                self._synced(profile)
                digests[name] = laptop.digest_of(profile)
        if len(set(digests.values())) > 1:
            wrong.append(f"the devices differ: {digests}")
        with self._opened("desk") as desk:
            wrong += [f"{a['ack']} {a['id']} is lost" for a in self.acks if desk.store.get(a["ack"], a["id"]) is None]
            names = Counter(unit["name"] for unit in desk.store.find("unit"))
            wrong += [f"{name} is there {times} times" for name, times in names.items() if times > 1]
            papers = {paper["id"]: paper for paper in desk.store.find("document")}
            for ack in self.acks:
                if "number" in ack and papers.get(ack["id"], {}).get("number") != ack["number"]:
                    wrong.append(f"paper {ack['id']} had the number {ack['number']}")
            for year in {paper["year"] for paper in papers.values()}:
                book = register(desk.store, desk.office_id, year)
                wrong += [f"{year}: {fault}" for fault in (*book.duplicates, *book.unexplained)]
            held = {row["sha256"] for row in desk.store.rows("SELECT sha256 FROM blob_data WHERE data IS NOT NULL")}
            wrong += [f"the file of paper {p['number']} is lost" for p in papers.values() if p["pdf"] not in held]


def forgotten(nursery: Nursery, database: Path, profile: Profile) -> list[str]:
    """What the server acknowledged to this device and does not have in its file; asked before the device syncs again.

    Another process reads the file: this one may be serving the very disk it lies on.
    """
    lines = nursery.told("held", database=str(database))["lines"]
    held = {replica: last for replica, last, _ in lines}
    acked, name = Peer.load(profile.store).acked, profile.folder.name
    found = [f"{name}: {r} has operations after {held.get(r, 0)}" for r, s in acked.items() if held.get(r, 0) < s]
    return found + [f"a line of {count} operations ends with {last}" for _, last, count in lines if count != last]


def campaign(folder: Path, kills: int, seed: int, longest_s: float = 0.3) -> Tally:
    """``kills`` of server and laptops in an office made in ``folder``."""
    with Nursery(folder) as nursery:
        made = Campaign(folder, nursery, seed)
        made.found()
        return made.run(kills, longest_s)


def main() -> int:
    parser = argparse.ArgumentParser(description="server and laptops are killed while they sync")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anxin-syncing-") as folder:
        tally = campaign(Path(folder), given.kills, given.seed)
    print(tally)
    for sentence in tally.wrong:
        print(sentence)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
