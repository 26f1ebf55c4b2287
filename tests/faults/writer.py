"""A small program on a real store, made to be killed: acts of all kinds, an acknowledgement after each COMMIT.

    python -m tests.faults.writer --profile DIR --seed N         until killed (or --acts N)
    python -m tests.faults.writer --profile DIR --against ACKS   what a kill or power cut left

It speaks as ``main.py drill`` does, without keys' slow derivation and without a server: many more kills a minute.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import click

from models import journal
from models.blobs import Blobs
from models.clock import SystemClock
from models.errors import KnownError
from models.records import answer_id
from models.store import Store

KEY = "2b" * 48
STREAM = "0190b0c0-0000-7000-8000-000000000001"
VISIT = "0190b0c0-0000-7000-8000-000000000002"


def opened(folder: Path) -> tuple[Store, Blobs]:
    """The store and the photos of ``folder``; made at first."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store.create(folder / "store.db", KEY, SystemClock(), STREAM)
    return store, Blobs(folder / "blobs", b"a" * 32, b"i" * 32)


def act(store: Store, blobs: Blobs, dice: random.Random) -> dict[str, Any]:
    """One act of a person; returns its acknowledgement once it is on disk."""
    did = dice.choice(("answer", "answer", "photo", "wage", "issue"))
    number, sha = None, None
    if did == "photo":
        sha = blobs.put(dice.randbytes(dice.choice((900, 60_000, 300_000))), spare=0).sha256
    with store.change("officer", did) as tx:
        if did == "answer":
            rec = answer_id(VISIT, f"item-{dice.randrange(48)}", None)
            mark = f"{dice.randrange(10**9)}"
            tx.put("answer", rec, inspection=VISIT, answer=dice.choice(("yes", "no", "na")), note=mark)
        elif did == "photo":
            rec = tx.new("evidence", inspection=VISIT, name="photo", blob=sha)
        elif did == "wage":
            rec, count = tx.new("wage_roll", inspection=VISIT), dice.randint(1, 12)
            for _ in range(count):
                tx.new("wage_line", roll=rec, month="2026-09", days=str(count), due_fen=100, paid_fen=0)
        else:
            pdf = dice.randbytes(40_000)
            sha = hashlib.sha256(pdf).hexdigest()
            n = 1 + (tx.rows("SELECT max(n) AS n FROM number_use")[0]["n"] or 0)
            number = f"{n:03d}"
            tx.put_file(pdf, sha, "application/pdf")
            use = tx.new("number_use", type="rectification_order", year=2026, n=n, number=number)
            rec = tx.new("document", number=number, n=n, number_use=use, pdf=sha, type="rectification_order")
    return {"did": did, "id": rec, "number": number, "sha256": sha}


def lost(store: Store, blobs: Blobs, ack: dict[str, Any]) -> str | None:
    """What is missing of one acknowledged act."""
    table = {"answer": "answer", "photo": "evidence", "wage": "wage_roll", "issue": "document"}[ack["did"]]
    row = store.get(table, ack["id"])
    if row is None:
        return f"{ack['did']} {ack['id']}"
    if ack["did"] == "photo":
        try:
            good = hashlib.sha256(blobs.get(row["blob"])).hexdigest() == ack["sha256"]
        except KnownError as gone:
            return f"photo {ack['id']}: {gone}"
        return None if good else f"photo {ack['id']}: other content"
    if ack["did"] == "issue":
        stored = store.rows("SELECT data FROM blob_data WHERE sha256 = ?", (ack["sha256"],))
        if row["number"] != ack["number"] or not stored:
            return f"document {ack['id']}"
        if hashlib.sha256(stored[0]["data"]).hexdigest() != ack["sha256"]:
            return f"document {ack['id']}: other bytes"
    return None


def torn(store: Store, blobs: Blobs) -> list[str]:
    """Acts of which only a part is there: issues, wage rolls, photos without their file."""
    found = []
    uses = [use["id"] for use in store.find("number_use")]
    papers = store.find("document")
    if Counter(p["number_use"] for p in papers) != Counter(uses):
        found.append("numbers and documents differ")
    for paper in papers:
        if not store.rows("SELECT 1 FROM blob_data WHERE sha256 = ?", (paper["pdf"],)):
            found.append(f"document {paper['id']} without its PDF")
    for roll in store.find("wage_roll"):
        lines = store.find("wage_line", roll=roll["id"])
        if not lines or any(line["days"] != str(len(lines)) for line in lines):
            found.append(f"wage roll {roll['id']}")
    for photo in store.find("evidence"):
        if not blobs.has(photo["blob"]):
            found.append(f"photo {photo['id']} without its file")
    return found


def damaged(store: Store, stream: str = STREAM) -> list[str]:
    """Faults of the file, of the chain, of the tables against the journal they are folded from."""
    found = []
    rows = store.rows("PRAGMA integrity_check")
    if [list(r.values()) for r in rows] != [["ok"]]:
        found.append(f"integrity: {rows[:2]}")
    for line in store.lines():
        chain = journal.CHAIN_START
        ops = store.rows("SELECT seq, body, hash FROM sync_op WHERE replica = ? ORDER BY seq", (line.replica,))
        if [op["seq"] for op in ops] != list(range(1, line.last_seq + 1)):
            found.append("a gap in the journal")
        for op in ops:
            if journal.body_hash(bytes(op["body"])) != bytes(op["hash"]):
                found.append(f"operation {op['seq']} differs from its hash")
            chain = journal.link(chain, bytes(op["hash"]))
        if chain != line.chain:
            found.append("the chain does not verify")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Store.create(Path(folder) / "fresh.db", None, SystemClock(), stream)
        fresh.apply([bytes(row["body"]) for row in store.rows("SELECT body FROM sync_op ORDER BY pos")])
        if fresh.digest() != store.digest():
            found.append("the tables are not the journal, folded")
        fresh.close()
    return found


def compare(folder: Path, acks: list[dict[str, Any]]) -> dict[str, Any]:
    """What of ``acks`` is lost, doubled or half there; the answer of ``drill --against``."""
    store, blobs = opened(folder)
    try:
        numbers = Counter(p["number"] for p in store.find("document"))
        missing = [what for ack in acks if (what := lost(store, blobs, ack))]
        written = sum(line.last_seq for line in store.lines())  # one act is one operation
        if written < len(acks):
            missing.append(f"{len(acks) - written} operations")
        answer: dict[str, Any] = {
            "acked": len(acks),
            "lost": missing,
            "doubled": [number for number, times in numbers.items() if times > 1],
            "half_issued": torn(store, blobs),
            "problems": damaged(store),
        }
    finally:
        store.close()
    answer["ok"] = not any(answer[k] for k in ("lost", "doubled", "half_issued", "problems"))
    return answer


@click.command()
@click.option("--profile", type=click.Path(path_type=Path), required=True)
@click.option("--seed", type=int, default=1)
@click.option("--acts", type=int, default=10**9)
@click.option("--against", type=click.Path(path_type=Path))
def main(profile: Path, seed: int, acts: int, against: Path | None) -> None:
    """Write until killed, or compare with acknowledgements; status 3: not even opened, and said why."""
    if against:
        answer = compare(profile, [json.loads(line) for line in against.read_text("utf-8").splitlines()])
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        sys.exit(0 if answer["ok"] else 1)
    dice = random.Random(seed)
    try:
        store, blobs = opened(profile)
    except KnownError as refused:
        print(json.dumps({"refused": refused.code}), flush=True)
        sys.exit(3)
    for count in range(1, acts + 1):
        try:
            line = {"ack": count, **act(store, blobs, dice)}
        except KnownError as refused:  # what a person would read; the next act may succeed
            line = {"refused": refused.code}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
