"""Two devices from one disk image, and a disk set back to an older image: nobody tells the program, it must find out."""

from __future__ import annotations

import shutil

from tests.simulation.office import Office
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
    copy = office.rng.choice(office.copies[device.name])
    if office.orphans(device, copy.lines):
        return
    office.gone(device, copy.lines)
    # what only this computer's disks held is known to nobody, also of an earlier restore: names and numbers of it may
    # come a second time, and no program can notice that offline
    forgotten = {dot for dot in office.oracle.lost if office.oracle.authors[dot[0]] == device.name}
    office.oracle.papers = [p for p in office.oracle.papers if p.dot not in forgotten]
    office.oracle.forget(forgotten)
    office.set_back(device, copy)
    office.read_upto.pop(device.name, None)
    _begin(office, device)
    office.forked.add(device.name)
    office.counts["disk set back"] += 1


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
    for token in office.tokens:
        assert names.count(token) == 1, f"invariant 6: {token} stands {names.count(token)} times"
