"""How an office writes its numbers: format strings by document type, the emergency format, where runs begin."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.errors import KnownError
from models.pack import Pack

ALONE_CODE = "Z"
"""Device code of a profile that never met a server; a server gives A, B, …"""
UNNUMBERED = ("service_receipt",)
"""Types that carry a number only where the office has a pattern of its own for them."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPEC = re.compile(r"0?\d{0,2}d?")
_NAMES = {"year", "n", "device", "replica"}


@dataclass(frozen=True)
class Rules:
    """How this office writes its numbers: format strings by type, the emergency format, this device's code.

    ``firsts``: type → numbers of this year at which a run begins, where earlier ones were written on paper.
    """

    office: str
    patterns: Mapping[str, str]
    pack: Pack
    prefix: str
    device: str = ALONE_CODE
    firsts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Mapping[str, Any], pack: Pack, device: str | None) -> Rules:
        """From the office's record and pack; ``device`` is the code the server gave, None when there is none."""
        aliases = pack.numbers["aliases"]
        own = {aliases.get(k, k): v for k, v in (office["number_patterns"] or {}).items()}
        prefix = office["doc_prefix"] or ""
        return cls(str(office["id"]), own, pack, prefix, device or ALONE_CODE, starting_points(office))

    def numbered(self, type: str) -> bool:
        """Whether papers of this type carry a number."""
        type = self.canonical(type)
        return type in self.patterns or type not in UNNUMBERED

    def canonical(self, type: str) -> str:
        """The type's own name for one of its other names."""
        return str(self.pack.numbers["aliases"].get(type, type))

    def main(self, type: str, year: int, n: int) -> str:
        """Number ``n`` of the ordinary series; raises KnownError("number_pattern_bad")."""
        type = self.canonical(type)
        pattern = self.patterns.get(type) or self.pack.number_pattern(type, self.prefix)
        return write_number(pattern, year=year, n=n)

    def emergency(self, type: str, year: int, n: int, replica: int) -> str:
        """Number ``n`` of this replica's emergency series: device code and three characters of the replica in it."""
        type = self.canonical(type)
        pattern = str(self.pack.numbers["emergency_pattern"]).replace("{prefix}", self.prefix)
        pattern = pattern.replace("{letter}", str(self.pack.document(type)["letter"]))
        return write_number(pattern, year=year, n=n, device=self.device, replica=replica_code(replica))


def starting_points(office: Mapping[str, Any] | None) -> dict[str, tuple[int, ...]]:
    """``number_first`` of the office's options: a number, or several, at which a run of a type begins."""
    given = ((office or {}).get("options") or {}).get("number_first") or {}
    return {
        type: tuple(sorted(int(p) for p in (points if isinstance(points, list) else [points])))
        for type, points in given.items()
    }


def write_number(pattern: str, **values: Any) -> str:
    """``pattern`` with year, n (and device, replica) filled in; raises KnownError("number_pattern_bad").

    Only these names and whole-number widths are allowed: a pattern is the office's data, not a program.
    """
    try:
        parts = list(string.Formatter().parse(pattern))
        names = [name for _, name, _, _ in parts if name is not None]
        plain = all(
            name in _NAMES and name in values and not conversion and _SPEC.fullmatch(spec or "")
            for _, name, spec, conversion in parts
            if name is not None
        )
        if not plain or "n" not in names:
            raise ValueError(pattern)
        return pattern.format(**values)
    except (ValueError, IndexError, KeyError) as wrong:
        raise KnownError("number_pattern_bad", pattern=pattern) from wrong


def replica_code(replica: int) -> str:
    """Three characters of a replica's identity, without letters that look like digits."""
    code = ""
    for _ in range(3):
        replica, at = divmod(replica, len(_LETTERS))
        code = _LETTERS[at] + code
    return code
