"""A device of another version, or of a liar: it has no store, only a key, and sends operations that ours never write."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Raw

from models import journal, keys
from models.errors import KnownError
from sync import wire
from sync.transport import Identity, Refused, Transport
from tests.simulation.oracle import Key, Oracle
from tests.simulation.places import OFFICE, Beside

REPLICA = 4242


@dataclass
class RawDevice:
    """Its journal is a list of bodies; ``refused`` names the edits that nobody may apply."""

    name: str
    keys: keys.DeviceKeys
    device_id: str
    clock: Beside
    bodies: list[bytes] = field(default_factory=list)
    hlc: int = 0
    epoch: str = ""

    def write(self, rng: random.Random, oracle: Oracle, units: list[str], among: Sequence[str] = ()) -> str:
        """One operation with one to three edits, some of them strange."""
        kinds = [rng.choice(among or STRANGE) for _ in range(rng.choice((1, 1, 2, 3)))]
        edits: list[dict[str, Any]] = []
        refused: list[Key] = []
        for kind in kinds:
            edit, bad = self._edit(kind, rng, oracle, units)
            if edit is None or any((e["t"], e["r"]) == (edit["t"], edit["r"]) for e in edits):
                continue
            edits.append(edit)
            if bad:
                refused.append((edit["t"], edit["r"]))
        self.add(oracle, edits, refused)
        return "+".join(kinds)

    def add(self, oracle: Oracle, edits: list[dict[str, Any]], refused: Sequence[Key] = ()) -> None:
        """One operation of this device; ``refused``: the edits that nobody may apply."""
        self.hlc = journal.tick(self.hlc, self.clock.now())
        op = {"stream": OFFICE, "replica": REPLICA, "seq": len(self.bodies) + 1, "hlc": self.hlc, "at": "",
              "act": "未来的行为", "edits": edits, "schema": 9, "app": "anxin/9", "later": {"x": [1]}}  # fmt: skip
        body = msgspec.json.encode(op)
        self.bodies.append(body)
        oracle.refused |= {((REPLICA, len(self.bodies)), key) for key in refused}
        oracle.adopt(body, self.name)

    def _edit(
        self, kind: str, rng: random.Random, oracle: Oracle, units: list[str]
    ) -> tuple[dict[str, Any] | None, bool]:
        unit, n = rng.choice(units), len(self.bodies)
        if kind == "new field":
            return {"t": "unit", "r": unit, "f": {"colour": rng.choice(["红", "绿"])}, "n": True}, False
        if kind == "new table":
            return {"t": "drone_flight", "r": f"f{n}", "f": {"height": n}, "n": True}, True
        if kind == "bad value":
            return {"t": "unit", "r": unit, "f": {"phone": n}}, True
        if kind == "plain":
            return {"t": "unit", "r": unit, "f": {"note": f"新版{n}"}, "n": True}, False
        if kind == "empty":
            return {"t": "unit", "r": unit, "f": {"principal": None}, "n": True}, False
        if not oracle.papers:
            return None, False
        paper = rng.choice(oracle.papers)
        field_of = {"alter paper": {"number": "假"}, "delete paper": {"_deleted": {"seen": {}}}}[kind]
        return {"t": "document", "r": paper.document, "f": field_of}, True

    def sync(self) -> str:
        """Push what the server lacks; what comes back is not kept. Returns how it ended."""
        transport = Transport(
            "http://raw.sim", Identity(self.keys.signing_key(), f"{OFFICE}/{self.device_id}"), self.clock
        )
        first, chain = 1, journal.CHAIN_START
        try:
            for _ in range(50):
                line = wire.PushLine(REPLICA, OFFICE, first, chain.hex(), [Raw(b) for b in self.bodies[first - 1 :]])
                asked = wire.SyncRequest(
                    replica=REPLICA, push=[line] if line.ops else [], last=True, epoch=self.epoch
                )
                asked.numbers = ["inquiry_notice"]
                answer = transport.post("/v1/sync", asked, wire.SyncAnswer)
                if not answer.epoch:
                    return "whole"
                self.epoch = answer.epoch
        except Refused as refused:
            return refused.problem.code
        except KnownError as error:
            return error.code
        finally:
            transport.close()
        return "endless"


STRANGE = ("new field", "new table", "bad value", "plain", "plain", "empty", "alter paper", "delete paper")
