"""What one sync did, as a person and a script are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sync.awaited import Waits


@dataclass
class Counts:
    operations: int = 0
    blobs: int = 0


@dataclass
class SyncResult:
    """What one sync did. ``pending`` counts what still waits, both ways for files; ``files_error`` is the code of
    what stopped the files (the records are safe then), None when nothing did."""

    pushed: Counts = field(default_factory=Counts)
    pulled: Counts = field(default_factory=Counts)
    pending: Counts = field(default_factory=Counts)
    conflicts: int = 0
    quarantined: int = 0
    device_digest: str = ""
    server_digest: str = ""
    device_records: int = 0
    server_records: int = 0
    equal: bool = False
    repaired: bool = False
    granted: int = 0
    files_error: str | None = None
    copied: bool = False
    """Another copy of this profile was found to be in use: this one goes on under a new name (sync/copied.py)."""
    numbers_wait: Waits | None = None
    """No new number blocks come: a restored server waits for devices (sync/awaited.py)."""

    def as_dict(self) -> dict[str, Any]:
        """The shape of the ``sync`` command."""
        return {
            "ok": True,
            "pushed": vars(self.pushed),
            "pulled": vars(self.pulled),
            "pending": vars(self.pending),
            "conflicts": self.conflicts,
            "quarantined": self.quarantined,
            "digest": {"device": self.device_digest, "server": self.server_digest, "equal": self.equal},
            "records": {"device": self.device_records, "server": self.server_records},
            "repaired": self.repaired,
            "granted": self.granted,
            "files_error": self.files_error,
            "copied": self.copied,
            "numbers_wait": self.numbers_wait.as_dict() if self.numbers_wait else None,
        }
