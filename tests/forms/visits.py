"""A real profile with a worked case in it, for the tests of issuing and service."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from models import numbering, samplecase
from models.caseread import Node
from models.clock import FixedClock
from models.profile import Profile
from models.samplecase import Loaded
from models.vaultfile import Kdf

CASES = Path(__file__).parent.parent / "fixtures" / "sample-case.json"
PASSPHRASE = "correct horse battery staple"
QUICK = Kdf(8192, 1, 1)
SECOND = "XC-JC-0002"
ORDER = "rectification_order"
STARTS = {ORDER: (78, 97), "inquiry_notice": (101, 120)}


@cache
def sample(index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CASES.read_text(encoding="utf-8"))["cases"][index]
    return found


def clock_at(*parts: int) -> FixedClock:
    return FixedClock(datetime(*parts, tzinfo=UTC))


def profile_with_case(folder: Path, index: int = 0, clock: FixedClock | None = None) -> tuple[Profile, Loaded]:
    """The worked case in a profile of its own, numbers granted so that its serials come out (2026-10-14, 10:00)."""
    made, loaded = _made_once(index)
    shutil.copytree(made, folder)
    return reopen(folder, clock), loaded


@cache
def _made_once(index: int) -> tuple[Path, Loaded]:
    """Making keys takes a while: one profile a case is made and copied."""
    home = tempfile.TemporaryDirectory()
    atexit.register(home.cleanup)
    case = Node(sample(index))
    folder = Path(home.name) / "p"
    profile = Profile.create(
        folder,
        office=samplecase.office_of(case),
        officers=samplecase.officers_of(case, PASSPHRASE),
        clock=clock_at(2026, 10, 14, 2),
        keystore=None,
        kdf=QUICK,
    )
    loaded = samplecase.load_case(profile, case)
    with profile.store.change(profile.officer_id, "grant_numbers") as tx:
        for type, (lo, hi) in STARTS.items():
            numbering.grant(tx, profile.office_id, type, 2026, lo, hi, profile.store.replica)
    profile.close()
    return folder, loaded


def reopen(folder: Path, clock: FixedClock | None = None) -> Profile:
    return Profile.open(folder, PASSPHRASE, clock or clock_at(2026, 10, 14, 2), keystore=None, kdf=QUICK)


def copy_draft(profile: Profile, draft: str, **changed: Any) -> str:
    """Another draft like this one."""
    row = profile.store.get("draft", draft)
    assert row is not None
    row.pop("id")
    with profile.store.change(profile.officer_id, "draft") as tx:
        return tx.new("draft", **(row | {"state": "draft"} | changed))
