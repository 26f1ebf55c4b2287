"""After a kill or a power cut: what of the drill's acknowledged acts is lost, doubled or half there."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.check import check
from models.errors import KnownError, Place
from models.profile import Profile
from models.vaultfile import exists

Ack = dict[str, Any]


def read_acks(path: Path) -> list[Ack]:
    """The acknowledgements of a file; a last line that was cut short is no acknowledgement."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError as missing:
        raise KnownError("file_not_found", where=Place(file=path.name), path=str(path)) from missing
    found = []
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            ack = json.loads(line)
            found.append({k: ack[k] for k in ("ack", "did", "id", "number", "sha256")})
        except (ValueError, KeyError, TypeError) as wrong:
            if row < len(lines):
                where = Place(file=path.name, row=row)
                raise KnownError("acks_unreadable", where=where, file=path.name, row=row) from wrong
    return found


def compare(folder: Path, acks: list[Ack], open_profile: Callable[[], Profile], server: Path) -> dict[str, Any]:
    """The object of ``drill --against``; everything acknowledged is lost where there is no profile at all."""
    if not exists(folder):
        return _answer(acks, [_named(a) for a in acks], [], [], [])
    with open_profile() as profile:
        lost = [what for ack in acks if (what := _lost(profile, ack, server))]
        doubled = _doubled(profile, acks)
        half = half_issued(profile)
        problems = [f"{p.code}: {p.detail}" for p in check(profile).problems]
    return _answer(acks, lost, doubled, half, problems)


def _answer(
    acks: list[Ack], lost: list[str], doubled: list[str], half: list[str], problems: list[str]
) -> dict[str, Any]:
    good = not (lost or doubled or half or problems)
    lists = {"lost": lost, "doubled": doubled, "half_issued": half, "problems": problems}
    return {"ok": good, "acked": len(acks), **lists}


def _named(ack: Ack) -> str:
    return f"{ack['did']} {ack['id']}"


# --- lost

TABLES = {"photo": "evidence", "wage": "wage_roll", "issue": "document", "service": "service"}


def _lost(profile: Profile, ack: Ack, server: Path) -> str | None:
    """What is missing of one acknowledged act; None where all of it is there."""
    if ack["did"] == "sync":
        return _unsynced(profile, ack, server)
    if ack["did"] == "answer":
        return None if _answered(profile, ack) else _named(ack)
    row = profile.store.get(TABLES[ack["did"]], ack["id"])
    if row is None:
        return _named(ack)
    if ack["did"] == "wage":
        lines = profile.store.find("wage_line", roll=row["id"])
        return None if _digest(len(lines)) == ack["sha256"] else f"{_named(ack)}: {len(lines)} lines"
    if ack["did"] == "photo":
        try:
            good = hashlib.sha256(profile.blobs.get(row["blob"])).hexdigest() == ack["sha256"]
        except KnownError as gone:
            return f"{_named(ack)}: {gone.code}"
        return None if good else f"{_named(ack)}: other content"
    paper = profile.store.get("document", row["receipt"]) if ack["did"] == "service" else row
    if paper is None or paper["number"] != ack["number"] or paper["pdf"] != ack["sha256"]:
        return f"{_named(ack)}: other paper"
    return None if _file_is(profile, ack["sha256"]) else f"{_named(ack)}: other bytes"


def _answered(profile: Profile, ack: Ack) -> bool:
    """Whether some operation gave this very answer; a later one may have replaced it."""
    for operation in profile.store.history(ack["id"]):
        for edit in operation.edits:
            if edit.r == ack["id"] and _digest(edit.f.get("note")) == ack["sha256"]:
                return True
    return False


def _digest(value: Any) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()


def _file_is(profile: Profile, sha256: str) -> bool:
    found = profile.store.rows("SELECT data FROM blob_data WHERE sha256 = ?", (sha256,))
    return bool(found) and hashlib.sha256(bytes(found[0]["data"])).hexdigest() == sha256


def _unsynced(profile: Profile, ack: Ack, server: Path) -> str | None:
    """``id`` of a sync names the replica and the last operation the server acknowledged."""
    from sync.server.ledger import Scope
    from sync.server.on_sqlite import SqliteLedger

    replica, _, seq = str(ack["id"]).partition(":")
    if not server.exists():
        return f"{_named(ack)}: no server"
    ledger = SqliteLedger(server, profile.clock)
    try:
        row = ledger.device(profile.office_id, profile.device_id or "")
        held = ledger.replicas(Scope.of(row)).get(int(replica), 0) if row else 0
    finally:
        ledger.close()
    return None if held >= int(seq) else f"{_named(ack)}: the server holds {held}"


# --- doubled, half


def _doubled(profile: Profile, acks: list[Ack]) -> list[str]:
    """Numbers on more than one paper, in the register or among the acknowledgements."""
    used = Counter((u["type"], u["number"]) for u in profile.store.find("number_use"))
    papers: dict[str, set[str]] = {}
    for ack in acks:
        if ack["number"]:
            papers.setdefault(ack["number"], set()).add(ack["id"])
    twice = {number for (_, number), times in used.items() if times > 1}
    return sorted(twice | {number for number, ids in papers.items() if len(ids) > 1})


def half_issued(profile: Profile) -> list[str]:
    """Acts of which only a part is there: papers, numbers, drafts, services, rolls."""
    store, found = profile.store, []
    papers = {d["id"]: d for d in store.find("document")}
    uses = {u["id"]: u for u in store.find("number_use")}
    for use in uses.values():
        if use["document"] not in papers:
            found.append(f"number {use['number']} without its paper")
    for paper in papers.values():
        found += [f"document {paper['id']}: {what}" for what in _parts_missing(profile, paper, uses)]
    issued = {d["id"] for d in store.find("draft") if d["state"] == "issued"}
    found += [f"draft {d} without its paper" for d in issued - {p["draft"] for p in papers.values()}]
    for service in store.find("service"):
        receipt = papers.get(service["receipt"] or "")
        if service["outcome"] == "served" and (receipt is None or receipt["type"] != "service_receipt"):
            found.append(f"service {service['id']} without its receipt")
    known = {p["pdf"] for p in papers.values()}
    files = store.rows("SELECT sha256 FROM blob_data WHERE mime = 'application/pdf'")
    found += [f"file {f['sha256']} without its paper" for f in files if f["sha256"] not in known]
    for roll in store.find("wage_roll"):
        workers, lines = (store.find(t, roll=roll["id"]) for t in ("wage_worker", "wage_line"))
        if not workers or len(lines) % len(workers):
            found.append(f"wage roll {roll['id']}")
    return found


def _parts_missing(profile: Profile, paper: dict[str, Any], uses: dict[str, Any]) -> list[str]:
    found = []
    if paper["number"] and uses.get(paper["number_use"] or "", {}).get("document") != paper["id"]:
        found.append("number use")
    if not _file_is(profile, paper["pdf"] or ""):
        found.append("file")
    required = profile.store.find("requirement", document=paper["id"])
    if paper["type"] == "rectification_order" and not required:
        found.append("requirements")
    if paper["draft"]:
        draft = profile.store.get("draft", paper["draft"])
        if draft is None or draft["state"] != "issued":
            found.append("draft")
    return found
