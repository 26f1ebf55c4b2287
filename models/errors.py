"""The two kinds of failure a person may meet: the world's fault, and a step they cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where in the input a fault stands; every part that does not apply is None."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    field: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"file": self.file, "sheet": self.sheet, "row": self.row, "cell": self.cell, "field": self.field}


class KnownError(Exception):
    """The world's fault: shown as one sentence that says what is safe and what to do.

    ``code`` is permanent and language-free; the sentence lives in ``ui/sentences`` under that code and may use
    ``params`` as ``{name}`` placeholders. Everything that is neither this nor :class:`Cancelled` is our bug.
    """

    def __init__(self, code: str, *, where: Place | None = None, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.where = where
        self.params = params

    def __str__(self) -> str:
        inside = ", ".join(f"{k}={v!r}" for k, v in self.params.items())
        return f"{self.code}({inside})"


class Cancelled(Exception):
    """The person changed their mind; shown to nobody."""
