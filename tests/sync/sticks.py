"""A laptop that only ever uses the stick, and what goes back and forth on it, for the tests of bundles."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from models import numbering
from models.clock import FixedClock, today
from models.profile import Profile
from sync import bundleask, bundlejoin
from sync.bundlein import Imported, import_bundles
from sync.bundleout import Exported, export_down, export_up
from tests.sync.conftest import FAST

WORDS = "second officer says that"


class Stick:
    """A folder that is carried between computers; each bundle gets a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._made = 0

    def path(self, name: str = "b") -> Path:
        self._made += 1
        return self.folder / f"{name}{self._made}.axb"

    def up(self, laptop: Profile, **options: Any) -> Exported:
        return export_up(laptop, self.path("up"), **options)

    def down(self, desk: Profile, laptop: Profile, **options: Any) -> Exported:
        assert laptop.device_id is not None
        return export_down(desk, laptop.device_id, self.path("down"), **options)

    def carry_up(self, laptop: Profile, desk: Profile, **options: Any) -> list[Imported]:
        return import_bundles(desk, self.up(laptop, **options).paths)

    def carry_down(self, desk: Profile, laptop: Profile, **options: Any) -> list[Imported]:
        return import_bundles(laptop, self.down(desk, laptop, **options).paths)


def join_by_stick(
    desk: Profile, stick: Stick, folder: Path, clock: FixedClock, cert_no: str = "XC-JC-0002", name: str = "laptop c"
) -> Profile:
    """The whole way: code, request, grant, first data."""
    code = bundlejoin.invite(desk)
    asked = stick.folder / f"{folder.name}.request"
    bundleask.request(
        folder, asked, code.code, cert_no=cert_no, passphrase=WORDS, clock=clock, name=name, keystore=None, kdf=FAST
    )
    wanted = bundlejoin.grant(desk, asked)
    granted = export_down(desk, wanted.device.id, stick.path("grant"))
    return bundleask.accept(folder, granted.paths, passphrase=WORDS, clock=clock, keystore=None, kdf=FAST)


def add_photo(profile: Profile, size: int = 5000, name: str = "photo") -> str:
    """Evidence with a photo of ``size`` random bytes; returns its hash."""
    sha = profile.blobs.put(os.urandom(size)).sha256
    with profile.store.change(profile.officer_id, "evidence") as tx:
        tx.new("evidence", name=name, blob=sha)
    return sha


def add_paper(profile: Profile, data: bytes | None = None) -> str:
    """A document whose bytes lie in the database, with the next number; returns the hash of the bytes."""
    data = data or b"%PDF " + os.urandom(3000)
    sha = hashlib.sha256(data).hexdigest()
    store = profile.store
    office = store.get("office", profile.office_id)
    assert office is not None
    rules = numbering.Rules.of(office, profile.pack, store.local_get("device_code"))
    day = today(profile.clock)
    with store.change(profile.officer_id, "issue") as tx:
        taking = numbering.next_number(tx, rules, "inquiry_notice", day, day, store.replica)
        paper = tx.new("document", office=office["id"], type="inquiry_notice", number=taking.number, n=taking.n, year=day.year, pdf=sha)  # fmt: skip
        numbering.use(tx, rules, taking, paper, day, profile.officer_id)
        tx.put_file(data, sha, "application/pdf")
    return sha


def paper_bytes(profile: Profile) -> dict[str, bytes]:
    """Hash → the very bytes of every paper here."""
    rows = profile.store.rows("SELECT sha256, data FROM blob_data WHERE data IS NOT NULL")
    return {row["sha256"]: bytes(row["data"]) for row in rows}


def digest(profile: Profile) -> dict[int, tuple[int, int]]:
    return {bucket: found for bucket, found in profile.store.digest().items() if found[0]}
