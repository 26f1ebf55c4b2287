"""What must hold when everybody has everything: each replica, the server and the oracle agree in every value."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

from sync import wire
from tests.simulation.office import Office
from tests.simulation.oracle import ONCE, Dot, Key
from tests.simulation.places import NUMBERED, OFFICE, Device


def living(office: Office) -> list[Device]:
    return [d for d in office.devices if not office.revoked(d)]


def everybody_agrees(office: Office, only: Device | None = None) -> None:
    """Invariants 1, 2, 5, 6, 7, 8, 9, 11, 13, 15 over the whole office, at rest.

    ``only``: read every value on this device alone; that the digests are equal is looked at everywhere.
    """
    server = nothing_lost_or_invented(office)
    for device in living(office) if only is None else [only]:
        same_as_oracle(office, device)
    digests = {wire.digest_of(device.store.digest()) for device in living(office) if not _has_private(device)}
    assert len(digests) <= 1, f"invariant 1: digests differ {digests}"
    quarantine(office, server)
    shut_out(office)
    numbers(office, server)
    papers(office)
    files(office)


def _has_private(device: Device) -> bool:
    return bool(device.store.rows("SELECT 1 FROM sync_op WHERE stream <> ? LIMIT 1", (OFFICE,)))


def nothing_lost_or_invented(office: Office) -> set[Dot]:
    """Invariant 5 (and 12 to 15 for what may be where): the names of the server's operations."""
    log = office.server.log()
    server = {(replica, seq): bytes(body) for _, replica, seq, _, body in log}
    assert len(server) == len(log), "an operation stands twice in the server's log"
    rooms = {(replica, seq): room for _, replica, seq, room, _ in log}
    ops = office.oracle.ops
    assert server.keys() <= ops.keys(), f"invariant 5: invented {server.keys() - ops.keys()}"
    for dot, body in server.items():
        assert ops[dot].body == body, f"invariant 5: {dot} has other bytes"
    shut_out = {d.name for d in office.devices if office.revoked(d)}
    for dot in ops:
        author = office.oracle.authors[dot[0]]
        if dot in office.oracle.lost or dot in server:
            continue
        assert dot not in office.oracle.saved or author in shut_out, (
            f"invariant 5: {author} saved {dot} and it is gone"
        )
        held = [d.name for d in office.devices if office.view(d)(dot)]
        assert set(held) <= shut_out, f"invariant 5: {dot} is only at {held}"
    for device in office.devices:
        for row in device.store.rows("SELECT replica, seq, stream, body FROM sync_op"):
            dot = (row["replica"], row["seq"])
            assert ops[dot].body == bytes(row["body"]), f"invariant 5: {device.name} holds other bytes of {dot}"
            own = row["stream"] == OFFICE or office.oracle.authors[dot[0]] == device.family
            assert own or office.hears(device, row["stream"]), (
                f"invariant 15: {device.name} holds an informant's {dot}"
            )
    for device in living(office):
        view = office.view(device)
        missing = {
            dot for dot in server if not view(dot) and (rooms[dot] == OFFICE or office.hears(device, rooms[dot]))
        }
        assert not missing, f"invariant 5: {device.name} lacks {missing}"
    return set(server)


def same_as_oracle(office: Office, device: Device) -> None:
    """Invariants 1, 2, 9 and 10: what a replica shows is what the definitions say."""
    view, store = office.view(device), device.store
    expected: set[tuple[Key, str]] = set()
    for key in office.oracle.records:
        picture = office.oracle.picture(key, view)
        state = store.state(*key)
        heads = {register: {h.dot: h.value for h in found} for register, found in state.heads.items() if found}
        if key[0] in ONCE:
            wanted = {r: found for r, found in picture.heads.items() if found}
        else:
            wanted = picture.heads
        assert heads == wanted, f"invariant 2: {device.name} {key}: {heads} stand, {wanted} must"
        expected |= {(key, register) for register in picture.conflicts}
        row = store.get(*key)
        assert (row is not None) == (picture.created and not picture.hidden), f"invariant 9: {device.name} {key}"
        if row is not None:
            fields = office.oracle.fields(key, picture)
            shown = {name: row[name] for name in fields if name in row}
            assert shown == {n: v for n, v in fields.items() if n in row}, f"invariant 1: {device.name} {key} {row}"
    found = {((c["tbl"], c["rec"]), c["reg"]) for c in store.conflicts()}
    assert found == expected, f"invariant 2: {device.name} shows conflicts {found}, there are {expected}"


def quarantine(office: Office, server: set[Dot]) -> None:
    """Invariant 11: what cannot be applied is kept aside, each edit once, and nothing else is."""
    refused = {(dot, key) for dot, key in office.oracle.refused if dot in server}
    for device in living(office):
        rows = device.store.rows("SELECT replica, seq FROM sync_quarantine")
        named = Counter((r["replica"], r["seq"]) for r in rows)
        wanted = Counter(dot for dot, _ in refused)
        assert named == wanted, f"invariant 11: {device.name} set aside {named}, should be {wanted}"


def shut_out(office: Office) -> None:
    """Invariant 15: whom the office's register shows as revoked the server lets in no more, also after a restore."""
    for device in office.devices:
        record = office.desk.store.get("device", device.device_id)
        if record is not None and record["state"] == "revoked":
            assert office.revoked(device), f"invariant 15: {device.name} is revoked and the server lets it in"


def numbers(office: Office, server: set[Dot]) -> None:
    """Invariant 7: no number stands on two papers, ever; each number used was granted to who used it; blocks are apart."""
    printed = Counter(paper.number for paper in office.oracle.papers)
    doubled = [number for number, count in printed.items() if count > 1]
    assert not doubled, f"invariant 7: {doubled} stand on two papers"
    for device in living(office):
        blocks = device.store.find("number_block", type=NUMBERED)
        spans = sorted((b["year"], b["lo"], b["hi"], b["replica"]) for b in blocks)
        for (year, _, hi, _), (year2, lo, _, _) in pairwise(spans):
            assert year != year2 or lo > hi, f"invariant 7: blocks overlap {spans}"
        granted = {(year, n): replica for year, lo, hi, replica in spans for n in range(lo, hi + 1)}
        used: dict[tuple[int, int], int] = {}
        for use in device.store.find("number_use", type=NUMBERED, series="main"):
            place = (use["year"], use["n"])
            assert place not in used, f"invariant 7: {place} is used twice"
            assert granted.get(place) == use["replica"], f"invariant 7: {place} was not granted to who used it"
            used[place] = use["replica"]


def papers(office: Office) -> None:
    """Invariant 8: an issued paper says everywhere what it said when it was issued."""
    for paper in office.oracle.papers:
        for device in living(office):
            row = device.store.get("document", paper.document)
            if row is not None:
                assert (row["number"], row["pdf"]) == (paper.number, paper.sha256), f"invariant 8: {paper.number}"
                assert row["content"] == {"what": paper.sha256[:8]}, f"invariant 8: {paper.number}"


def files(office: Office) -> None:
    """Invariant 13: where a record names a file, its bytes are there and are the right ones: every file on the server
    and at the desk, every paper everywhere, and every photo where it is wanted; no other photo was fetched."""
    wanted = {p.sha256: p.data for p in office.oracle.papers} | office.oracle.photos
    named: dict[str, str] = {}
    for device in living(office):
        for table, column in (("document", "pdf"), ("evidence", "blob")):
            named |= {row[column]: table for row in device.store.find(table) if row[column]}
    for sha, table in named.items():
        holders = [d for d in living(office) if _bytes(d, sha, table) is not None]
        if not holders and sha in office.lost_files and not office.server.file_whole(sha):
            continue
        assert office.server.file_whole(sha), f"invariant 13: the server lacks {sha[:8]}"
        for device in living(office):
            data = _bytes(device, sha, table)
            is_wanted, was_wanted = must_have(office, device, sha) if table == "evidence" else (True, True)
            if not is_wanted:
                office.counts["photos that stay on the server"] += data is None
                assert data is None or was_wanted or _came_otherwise(office, device, sha), (
                    f"invariant 13: {device.name} fetched {sha[:8]}, which it need not have"
                )
            if data is None and not is_wanted:
                continue
            assert data is not None, f"invariant 13: {device.name} lacks {sha[:8]}"
            assert hashlib.sha256(data).hexdigest() == sha and data == wanted[sha], (
                f"invariant 13: {sha[:8]} is wrong"
            )


def must_have(office: Office, device: Device, sha: str) -> tuple[bool, bool]:
    """(must this device have the photo, may it have fetched it at some time): the desk each, a laptop those of no visit,
    of a visit that is not known to it, and of sites whose visits name its officer."""
    if device.family == office.desk.name:
        return True, True
    oracle, view = office.oracle, office.view(device)
    visits = {key: oracle.picture(key, view) for key in oracle.records if key[0] == "inspection"}
    there = {key[1]: found.shown for key, found in visits.items() if found.created and not found.hidden}
    ours = {str(shown["project"]) for shown in there.values() if shown.get("lead") == device.officer_id}
    ever = {
        str(there[key[1]]["project"])
        for key in visits
        if key[1] in there
        for _, writes, _ in oracle.records[key]
        if any(w.register == "lead" and w.value == device.officer_id for w in writes)
    }
    named = [
        found.shown.get("inspection")
        for key in oracle.records
        if key[0] == "evidence" and (found := oracle.picture(key, view)).created and found.shown.get("blob") == sha
    ]
    sites = [str(there[visit]["project"]) if visit in there else None for visit in named]
    return any(site is None or site in ours for site in sites), any(site in ever for site in sites)


def _came_otherwise(office: Office, device: Device, sha: str) -> bool:
    """It took the photo itself; or a stick, another life of the server or a disk set back may have brought it."""
    other = office.sticks or office.generation or office.copied or office.copies.get(device.name)
    return office.oracle.takers.get(sha) == device.family or bool(other)


def _bytes(device: Device, sha: str, table: str) -> bytes | None:
    if table == "evidence":
        return device.blobs.get(sha) if device.blobs.has(sha) else None
    rows = device.store.rows("SELECT data FROM blob_data WHERE sha256 = ?", (sha,))
    return bytes(rows[0]["data"]) if rows and rows[0]["data"] is not None else None
