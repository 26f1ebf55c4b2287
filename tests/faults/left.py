"""What a power cut left on the platter of a server or a laptop, held against everything that was said before it.

Asked of a copy: the next life must mend by itself what there is to mend.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from models import journal
from models.check import check
from models.database import connect
from models.errors import KnownError
from models.profile import Profile
from sync.peer import Peer
from sync.server.files import Files, file_key
from sync.server.ledger import Refusal, Scope
from tests.load import laptop
from tests.load.laptop import Shifted


@dataclass
class Said:
    """What one device said in all its lives: acts saved; what it took as acknowledged, received, confirmed."""

    acts: list[dict[str, Any]] = field(default_factory=list)
    acked: dict[int, int] = field(default_factory=dict)
    here: dict[int, int] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)

    def hear(self, line: Mapping[str, Any]) -> None:
        """What one line of a life claims; hearing it twice does no harm."""
        for heard, kept in (("acked", self.acked), ("here", self.here)):
            for replica, seq in line.get(heard, {}).items():
                kept[int(replica)] = max(seq, kept.get(int(replica), 0))
        self.confirmed.update(line.get("confirmed", ()))


@contextmanager
def copied(folder: Path, to: Path) -> Iterator[Path]:
    shutil.copytree(folder, to)
    try:
        yield to
    finally:
        shutil.rmtree(to)


def server_left(image: Path, held: Mapping[str, Any], said: Mapping[str, Said], office: str) -> list[str]:
    """What is wrong with a server's ``image``; ``held``: what a life read from its file (:mod:`tests.faults.nursery`)."""
    lines = {replica: last for replica, last, _ in held["lines"]}
    wrong = [f"server: a line of {n} operations ends with {last}" for _, last, n in held["lines"] if n != last]
    for name, its in said.items():
        for what, claimed in (("was told acknowledged", its.acked), ("was given", its.here)):
            wrong += [
                f"server: {name} {what} {replica}:{seq}, the server has {lines.get(replica, 0)}"
                for replica, seq in claimed.items()
                if lines.get(replica, 0) < seq
            ]
    wrong += granted_twice(held["blocks"])
    wrong += _damaged(image / "server.db")
    wrong += _without(image, said, office)
    return wrong


def granted_twice(blocks: list[list[Any]]) -> list[str]:
    """Numbers that stand in two blocks of one type and year."""
    return [
        f"server: numbers granted twice: {one} and {other}"
        for one, other in pairwise(blocks)
        if one[:2] == other[:2] and other[2] <= one[3]
    ]


def _damaged(database: Path) -> list[str]:
    """Faults of the server's file itself, and lines whose chain is not that of their operations."""
    server = connect(database, None)
    try:
        found = [str(row[0]) for row in server.execute("PRAGMA integrity_check").fetchall()]
        wrong = [] if found == ["ok"] else [f"server: {line}" for line in found[:3]]
        for replica, last, kept in server.execute("SELECT replica, last_seq, chain FROM replica").fetchall():
            chain, count = journal.CHAIN_START, 0
            for (hashed,) in server.execute("SELECT hash FROM op WHERE replica = ? ORDER BY seq", (replica,)):
                chain, count = journal.link(chain, bytes(hashed)), count + 1
            if (count, chain) != (last, bytes(kept)):
                wrong.append(f"server: the chain of {replica} does not verify")
        return wrong
    finally:
        server.close()


def _without(image: Path, said: Mapping[str, Said], office: str) -> list[str]:
    """Files that a device took as confirmed and the server has not, or not whole."""
    named = {sha: name for name, its in said.items() for sha in its.confirmed}
    if not named:
        return []
    files = Files(image / "server.db.files", file_key(image / "server.db.files-key"))
    scope, wrong = Scope(office, "", "desk"), []
    for sha, name in named.items():
        try:
            if hashlib.sha256(_whole(files, scope, sha)).hexdigest() != sha:
                wrong.append(f"server: the file {sha[:8]} that {name} was told it has is another one")
        except Refusal as lacking:
            wrong.append(f"server: the file {sha[:8]} that {name} was told it has: {lacking.code}")
    return wrong


def _whole(files: Files, scope: Scope, sha: str) -> bytes:
    content, size = files.get(scope, sha, 0)
    while len(content) < size:
        content += files.get(scope, sha, len(content))[0]
    return content


def laptop_left(folder: Path, said: Said, held: Any) -> list[str]:
    """What is wrong with the profile in ``folder``; ``held(cursor)``: what the server holds now."""
    try:
        profile = laptop.opened(folder, Shifted())
    except KnownError as shut:
        return [f"{folder.name} does not open: {shut}"]
    with profile:
        wrong = [f"{folder.name}: {one.code} {one.detail}" for one in check(profile).problems if _of_disk(one.code)]
        wrong += [lost for act in said.acts if (lost := _lost(profile, act))]
        here = {line.replica: line.last_seq for line in profile.store.lines()}
        wrong += [
            f"{folder.name} had received {replica}:{seq}, now {here.get(replica, 0)}"
            for replica, seq in said.here.items()
            if here.get(replica, 0) < seq
        ]
        return wrong + _against_the_server(profile, here, held)


def _against_the_server(profile: Profile, here: Mapping[int, int], held: Any) -> list[str]:
    """What it takes as acknowledged is there; what its cursor passed is here."""
    name, peer = profile.folder.name, Peer.load(profile.store)
    there = held(peer.cursor)
    lines = {replica: last for replica, last, _ in there["lines"]}
    wrong = [
        f"{name} takes {replica}:{seq} as acknowledged, the server has {lines.get(replica, 0)}"
        for replica, seq in peer.acked.items()
        if lines.get(replica, 0) < seq
    ]
    if peer.epoch in there["epochs"]:
        wrong += [
            f"{name} read up to {peer.cursor} and lacks {replica}:{seq}, has {here.get(replica, 0)}"
            for replica, seq in there["upto"]
            if here.get(replica, 0) < seq
        ]
    return wrong


def _of_disk(code: str) -> bool:
    """Gaps of others' numbers are explained only where everything has come; the register is asked at the end."""
    return code != "number_unexplained"


def _lost(profile: Profile, act: Mapping[str, Any]) -> str | None:
    """What is missing of one act that was said to be saved."""
    name, table = profile.folder.name, act["ack"]
    row = profile.store.get(table, act["id"])
    if row is None:
        return f"{name}: {table} {act['id']} is lost"
    if table == "document" and row["number"] != act["number"]:
        return f"{name}: paper {act['id']} had the number {act['number']}"
    state = profile.blobs.verify(act["sha256"]) if table == "evidence" else "ok"
    return None if state == "ok" else f"{name}: photo {act['id']} is {state}"
