"""Bundles carried on a stick: made, cut, altered, taken in twice, late, in any order, and at the wrong place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import KnownError
from sync.bundlein import import_bundles
from sync.bundleout import export_down, export_up
from tests.simulation.checks import same_as_oracle
from tests.simulation.office import Office
from tests.simulation.places import Device
from tests.simulation.seeded import Killed

REFUSED = ("bundle_damaged", "bundle_not_one", "bundle_not_for_us", "bundle_forged", "disk_full", "disk_error")
"""What a damaged file, or a full disk, may be told as; nothing of the file is taken then."""
CANNOT = ("bundle_unknown_device", "device_revoked", "bundle_no_desk", "bundle_history_missing", "disk_full")
"""Why a bundle may not be made or taken: the register of this computer does not know the other one (any more)."""


@dataclass(frozen=True)
class Bundle:
    """The files of one bundle and who may take them in."""

    paths: tuple[Path, ...]
    receiver: str


def carry_up(office: Office) -> None:
    """A laptop packs what the office has not receipted; the desk takes in this or an older bundle."""
    if office.copied:
        return  # two copies count their bundles alike: the desk would take one for the other
    laptop = office.rng.choice(office.devices[1:])
    path = _stick(office) / f"up{len(office.sticks)}.axb"
    size = office.rng.choice((3_000, 2**30))
    made: list[Path] = []
    with office.trouble(laptop.path, 0.05):
        ended = _try(laptop, lambda: made.extend(export_up(laptop, path, part_bytes=size).paths))  # type: ignore[arg-type]
    office.read(laptop)
    office.log(f"  {laptop.name} packs {len(made)} file(s): {ended}")
    if made:
        office.sticks.append(Bundle(tuple(made), office.desk.name))
        office.counts["bundles up"] += 1
        _take_in(office, office.rng.choice([office.sticks[-1], office.sticks[-1], _older(office, office.desk)]))


def carry_down(office: Office) -> None:
    """The desk packs what one laptop lacks; the laptop takes it in, or another one tries."""
    if office.copied:
        return  # two copies count their bundles alike: the desk would take one for the other
    laptop = office.rng.choice(office.devices[1:])
    path = _stick(office) / f"down{len(office.sticks)}.axb"
    made: list[Path] = []
    with office.trouble(office.desk.path, 0.05):
        ended = _try(office.desk, lambda: made.extend(export_down(office.desk, laptop.device_id or "", path).paths))  # type: ignore[arg-type]
    office.read(office.desk)
    office.log(f"  desk packs {len(made)} file(s) for {laptop.name}: {ended}")
    if not made:
        return
    office.sticks.append(Bundle(tuple(made), laptop.name))
    office.counts["bundles down"] += 1
    wrong = [d for d in office.devices if d is not laptop]
    if office.rng.random() < 0.25:
        _at_the_wrong_place(office, office.sticks[-1], office.rng.choice(wrong))
    _take_in(office, office.rng.choice([office.sticks[-1], _older(office, laptop)]))


def _stick(office: Office) -> Path:
    folder = office.folder / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def _older(office: Office, receiver: Device) -> Bundle:
    return office.rng.choice([b for b in office.sticks if b.receiver == receiver.name])


def _try(device: Device, do: object) -> str:
    try:
        do()  # type: ignore[operator]
    except Killed:
        device.reborn()
        return "killed"
    except KnownError as error:
        assert error.code in (*REFUSED, *CANNOT), f"{device.name}: {error.code} {error.params}"
        return error.code
    return "whole"


def _take_in(office: Office, bundle: Bundle) -> None:
    """Perhaps damaged, perhaps not all files, perhaps twice."""
    receiver = next(d for d in office.devices if d.name == bundle.receiver)
    paths = list(bundle.paths)
    office.rng.shuffle(paths)
    damaged = office.rng.random() < 0.3
    if damaged:
        paths[0] = _damage(office, paths[0])
    for _ in range(office.rng.choice((1, 1, 2))):
        with office.trouble(receiver.path, 0.05):
            ended = _try(receiver, lambda: import_bundles(receiver, paths))  # type: ignore[arg-type]
        office.counts[f"stick {'damaged' if damaged else 'sound'} {ended}"] += 1
        office.log(f"  {receiver.name} takes in {[p.name for p in paths]} damaged {damaged}: {ended}")
    same_as_oracle(office, receiver)
    office.check_marks(receiver)


def _damage(office: Office, path: Path) -> Path:
    data = bytearray(path.read_bytes())
    at = office.rng.randrange(len(data))
    if office.rng.random() < 0.5:
        del data[at:]
    else:
        data[at] ^= 1 << office.rng.randrange(8)
    worse = path.with_name(f"{path.stem}-worse{office.rng.randrange(10**6)}.axb")
    worse.write_bytes(bytes(data))
    return worse


def _at_the_wrong_place(office: Office, bundle: Bundle, device: Device) -> None:
    before = (office.lines(device), device.store.digest())
    ended = _try(device, lambda: import_bundles(device, list(bundle.paths)))  # type: ignore[arg-type]
    assert ended != "whole", f"invariant 15: {device.name} took in what is for {bundle.receiver}"
    assert before == (office.lines(device), device.store.digest()), "a refused bundle changed something"
    office.counts["stick at the wrong place"] += 1
