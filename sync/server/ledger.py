"""The interface every server store keeps: log, folded records, devices, codes, numbers. ``office`` leads every key.

The office always comes from the device's row (:class:`Scope`), never from a request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from sync.wire import EnrolAnswer, NumbersWait, PushLine, Word

if TYPE_CHECKING:
    from sync.server.log import Log


class Refusal(Exception):
    """A request that is refused: HTTP status, permanent code, what the client needs to go on."""

    def __init__(self, status: int, code: str, **extra: Any) -> None:
        super().__init__(status, code)
        self.status, self.code, self.extra = status, code, extra


@dataclass(frozen=True)
class DeviceRow:
    """A device the office knows; ``state`` is ``active`` or ``revoked``."""

    office: str
    id: str
    name: str
    role: str
    code: str
    public_key: str
    state: str


@dataclass(frozen=True)
class Scope:
    """Whose data a request may touch: made from the device's row alone."""

    office: str
    device: str
    role: str
    revoked: bool = False

    @classmethod
    def of(cls, row: DeviceRow) -> Scope:
        return cls(row.office, row.id, row.role, row.state != "active")


@dataclass
class Pushed:
    """Replica → last operation on disk; how many were new; how many edits went to quarantine."""

    acked: dict[int, int] = field(default_factory=dict)
    new: int = 0
    quarantined: int = 0


@dataclass(frozen=True)
class Pulled:
    """``mark`` names the operation at ``cursor``: an empty one where none was given yet."""

    bodies: list[bytes]
    cursor: int
    more: bool
    mark: str = ""
    words: Sequence[Word] = ()
    digest: tuple[int, str] = (0, "")
    """(records, digest) of all the device holds when it has these; taken at the same moment, so that nobody's push
    comes between."""
    numbers_wait: NumbersWait | None = None
    """Which devices are still waited for before number blocks are granted, told with the last of the operations."""


@dataclass(frozen=True)
class Given:
    """Private operations for one device; ``mark`` changes whenever there may be something new for it. ``short``: of the
    lines it holds, those of which less is here: replica → last operation (a server restored from a backup)."""

    bodies: list[bytes]
    mark: str
    more: bool
    words: Sequence[Word] = ()
    short: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Code:
    """A one-time code as people type it, and when it lapses (RFC 3339)."""

    text: str
    expires_at: str


@dataclass(frozen=True)
class Joining:
    """A device at the door: what it says of itself."""

    id: str
    name: str
    replica: int
    public_key: str
    rsa_public: str


@dataclass(frozen=True)
class Joined:
    row: DeviceRow
    office_name: str
    certificate: str
    pdf_certificate: str
    office_certificates: list[str]
    officer: dict[str, str] | None = None

    def answer(self, epoch: str, server_time: str) -> EnrolAnswer:
        """What the device is told."""
        return EnrolAnswer(
            office=self.row.office,
            office_name=self.office_name,
            device=self.row.id,
            code=self.row.code,
            role=self.row.role,
            certificate=self.certificate,
            pdf_certificate=self.pdf_certificate,
            office_certificates=self.office_certificates,
            epoch=epoch,
            officer=self.officer,
            server_time=server_time,
        )


class Ledger(Protocol):
    """One transaction a method; each may be repeated without harm. Any may raise Refusal 503: the database is away."""

    @property
    def log(self) -> Log:
        """The office's log and folded records, for whoever reads much of them at once (snapshots)."""
        ...

    def epoch(self, office: str) -> str:
        """Changes when the office's log was restored from a backup: cursors of another epoch mean nothing."""
        ...

    def epoch_for(self, scope: Scope, epoch: str, cursor: int, mark: str) -> tuple[str, str]:
        """(the office's epoch for a device that read up to ``cursor`` of its ``epoch``, after :meth:`behind`; a short name
        that changes when the database was started again)."""
        ...

    def behind(self, scope: Scope, cursor: int, mark: str = "") -> bool:
        """Whether a device read more of this epoch than the server has, or another operation (``mark``) at its cursor
        than stands there now: the server was restored, and begins a new epoch."""
        ...

    def restored(self, office: str, epoch: str) -> None:
        """Begin a new epoch unless ``epoch`` is over already; no numbers are granted before each active device has
        told what it holds."""
        ...

    def push(self, scope: Scope, lines: Sequence[PushLine]) -> Pushed:
        """Store and fold operations. Raises Refusal: gap (409, wanted), clone (423, replica), forged (403),
        bad_operation (400). Repeats are skipped; then nothing else is changed by them."""
        ...

    def pull(self, scope: Scope, after: int, mine: Mapping[int, int], unknown: Sequence[str] = ()) -> Pulled:
        """Operations past ``after`` that the device may see and lacks, at most a batch. ``unknown``: record types
        its program does not know: they are left out of the digest."""
        ...

    def private(self, scope: Scope, settled: str, held: Mapping[int, int] | None) -> Given:
        """Operations of informants' streams that this device may have and lacks (sync/server/private.py)."""
        ...

    def name_officers(self, scope: Scope, device: str, officers: Sequence[str]) -> None:
        """Who works at a device, said by a desk: it receives the private streams of their cases. Raises Refusal
        role, not_found."""
        ...

    def officers(self, scope: Scope) -> dict[str, list[str]]:
        """Device → the officers who work at it."""
        ...

    def replicas(self, scope: Scope) -> dict[int, int]:
        """Replica → last operation held, over the office."""
        ...

    def digest(self, scope: Scope) -> dict[int, tuple[int, int]]:
        """Bucket → (records, digest) over what this device holds."""
        ...

    def grant_numbers(
        self, scope: Scope, replica: int, types: Sequence[str], today: date, *, heard: bool = True
    ) -> int:
        """Top up the number blocks of ``replica``; how many blocks were granted. ``heard``: the device has told all
        it holds, so that a restored server waits for it no longer (sync/server/restores.py)."""
        ...

    def device(self, office: str, device: str) -> DeviceRow | None: ...

    def devices(self, scope: Scope) -> list[DeviceRow]: ...

    def use_nonce(self, office: str, device: str, nonce: str) -> bool:
        """Note that the device was heard of; False when it used the nonce before (within the signature's life)."""
        ...

    def seen(self, scope: Scope) -> dict[str, str]:
        """Device → when it was last heard of."""
        ...

    def admin_code(self, another: bool = False) -> Code | None:
        """A fresh administrator's code while no office has been founded, or for ``another`` one, else None."""
        ...

    def invite(self, scope: Scope, role: str) -> Code: ...

    def enrol(
        self,
        code: str,
        device: Joining,
        office: tuple[str, str, str] | None,
        officer: str,
        officers: Sequence[str] = (),
    ) -> Joined:
        """``officers``: ids of those who work at a profile that existed before. Use up a code: the administrator's founds ``office`` (id, name, certificate), another joins its office.

        The same device with the same key may repeat it: it gets the same answer. Raises Refusal: code_wrong,
        code_expired, code_used, office_missing, other_office, officer_unknown, device_taken.
        """
        ...

    def revoke(self, scope: Scope, device: str, reason: str) -> None:
        """Raises Refusal not_found, role."""
        ...

    def office_certificates(self, office: str) -> list[str]: ...

    def rest(self) -> None:
        """As :meth:`sync.server.sql.Store.rest`."""
        ...

    def close(self) -> None: ...
