"""Two devices from one disk image, and a disk set back to an older image: nobody tells the program, it must find out."""

from __future__ import annotations

import json
import shutil
from collections import Counter

from tests.simulation.office import Copy, Office
from tests.simulation.oracle import DELETED, Dot, Op, read
from tests.simulation.places import Beside, Device, copy_database


def image(office: Office) -> None:
    """A laptop's disk is copied to another machine; both are used from now on."""
    if len(office.devices) < 2 or office.forked or office.copied:
        return
    original = office.devices[1]
    path = office.folder / f"{original.name}-copy.db"
    copy_database(original.path, path)
    if original.path.with_suffix(".blobs").is_dir():
        shutil.copytree(original.path.with_suffix(".blobs"), path.with_suffix(".blobs"))
    copy = Device(
        f"{original.name}-copy", path, Beside(office.world), office.fuses, original.device_keys, original.officer_id
    )
    copy.start()
    copy.known = dict(original.known)
    office.devices.append(copy)
    _begin(office, original)
    office.forked |= {original.name, copy.name}
    office.counts["copied from an image"] += 1


def roll_back(office: Office) -> None:
    """A laptop's disk is set back to an older image of itself, and its user goes on."""
    found = [d for d in office.devices[1:] if office.copies.get(d.name) and not office.revoked(d)]
    if not found or office.forked or office.copied:
        return
    device = office.rng.choice(found)
    _set_back(office, device, office.rng.choice(office.copies[device.name]))


def both(office: Office) -> None:
    """A laptop writes, some others read it; then the server is restored from a backup and the laptop's disk set back
    to an image, both from before, and nobody has synced again: what the others hold stands nowhere else."""
    found = [d for d in office.devices[1:] if not office.revoked(d)]
    if not found or office.forked or office.copied:
        return
    device = office.rng.choice(found)
    office.sync(device, 0.0)
    office.save_server()
    office.save_device(device)
    for _ in range(office.rng.randrange(1, 5)):
        _act(office, device)
    office.sync(device, 0.2)
    for other in office.devices:
        if other is not device and office.rng.random() < 0.6:
            office.sync(other, 0.2)
            _act(office, other)
    if office.restore_server(office.copies["server"][-1]):
        office.counts["two disasters at once"] += 1
        _set_back(office, device, office.copies[device.name][-1])


def _act(office: Office, device: Device) -> None:
    unit = office.rng.choice(("unit-0", "unit-1", "unit-2"))
    office.rng.choice(
        (
            lambda: office.write(device, unit, {"note": f"值{office.rng.randrange(3)}"}),
            lambda: office.write(device, unit, {"name": f"值{office.rng.randrange(3)}", "phone": "1"}),
            lambda: office.delete(device, unit),
            lambda: office.issue(device),
            lambda: office.photo(device),
            lambda: office.tell(device),
        )
    )()


def _set_back(office: Office, device: Device, copy: Copy) -> None:
    strayed = _strayed(office, device, copy.lines)
    office.gone(device, copy.lines)
    # what only this computer's disks held is known to nobody, also of an earlier restore: names and numbers of it may
    # come a second time, and no program can notice that offline
    office.set_back(device, copy)
    forgotten = {dot for dot in office.oracle.lost if office.oracle.authors[dot[0]] == device.name}
    office.oracle.papers = [p for p in office.oracle.papers if p.dot not in forgotten]
    office.oracle.forget(forgotten | strayed.keys())
    office.strayed += strayed.values()
    office.read_upto.pop(device.name, None)
    _begin(office, device)
    office.forked.add(device.name)
    holders = [d for d in office.devices if any(office.view(d)(dot) for dot in strayed)]
    for holder in holders:
        _begin(office, holder)  # what it holds may take another name: it is read as a copy is
    office.forked |= {holder.name for holder in holders}
    office.counts["disk set back"] += 1
    office.counts["operations of a disk set back that others alone hold"] += len(strayed)


def _strayed(office: Office, device: Device, left: dict[int, int]) -> dict[Dot, Op]:
    """What the device wrote that is not on the server, but on some other disk or in the image (up to ``left``) that
    takes its place: it may stand under another name in the end."""
    server = office.server_lines()
    others = [office.view(d) for d in office.devices if d is not device]
    return {
        dot: op
        for dot, op in office.oracle.ops.items()
        if office.oracle.authors[dot[0]] == device.family
        and dot[1] > server.get(dot[0], 0)
        and (dot[1] <= left.get(dot[0], 0) or any(view(dot) for view in others))
    }


def _begin(office: Office, device: Device) -> None:
    office.copied = True
    office.copies.pop(device.name, None)
    office.marks.pop(device.name, None)
    office.met.pop(device.name, None)
    office.log(f"  {device.name} is one of two copies from here on")


def write(office: Office) -> None:
    """A copy writes what can be told from everything else."""
    for device in office.devices:
        if device.name in office.forked and office.rng.random() < 0.7:
            _write(office, device)


def _write(office: Office, device: Device) -> None:
    token = f"副本{len(office.tokens)}"
    with device.store.change(device.officer_id, "write") as tx:
        tx.new("unit", name=token)
    office.tokens.append(token)
    office.log(f"  {device.name} writes {token}")


def settle(office: Office) -> None:
    """Before the end each copy writes once more; when all have synced they are devices like any other."""
    for device in office.devices:
        if device.name in office.forked:
            _write(office, device)


def settled(office: Office) -> None:
    """Invariant 6: no two devices write under one name, and what each copy wrote stands once."""
    if not office.copied:
        return
    office.forked.clear()
    for device in office.devices:
        office.read(device)
    replicas = [device.store.replica for device in office.devices]
    assert len(replicas) == len(set(replicas)), "invariant 6: two devices write under one name"
    names = [unit["name"] for unit in office.desk.store.find("unit")]
    essences = Counter(_essence(read(body)) for *_, body in office.server.log())
    for op in office.strayed:
        count = essences[_essence(op)]
        assert count == 1, f"invariant 5: {op.act} at {op.hlc} of a disk set back stands {count} times"
    for token in office.tokens:
        assert names.count(token) == 1, f"invariant 6: {token} stands {names.count(token)} times"


def _essence(op: Op) -> str:
    """What an operation says, whatever its name and the names in it."""
    said = [
        (key, creates, [(w.register, w.value if w.register != DELETED else w.value is None) for w in writes])
        for key, writes, creates in op.edits
    ]
    return json.dumps([op.stream, op.hlc, op.act, op.actor, said], ensure_ascii=False)
